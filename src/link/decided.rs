//! What people have decided about who is who, held against what the program would do.

use super::people::Number;
use super::profile::Profile;
use crate::decision::Decisions;
use oxigraph::model::NamedNode;
use rustc_hash::{FxHashMap, FxHashSet};

/// The decisions, by the numbers of the people or bodies they are about.
#[derive(Debug, Default)]
pub struct Decided {
    /// Those that are one, each group in order.
    pub groups: Vec<Vec<Number>>,
    /// The group of one of them, by its place in `groups`.
    places: FxHashMap<Number, usize>,
    apart: FxHashMap<Number, FxHashSet<Number>>,
    new: FxHashSet<Number>,
}

impl Decided {
    /// The decisions about those who are there, and so have a number; others have no effect.
    pub fn new(decisions: &Decisions, number: impl Fn(&str) -> Option<Number>) -> Self {
        let number = |node: &NamedNode| number(node.as_str());
        let mut decided = Self::default();
        for (one, other) in decisions.same() {
            if let (Some(one), Some(other)) = (number(one), number(other)) {
                decided.join(one, other);
            }
        }
        decided.groups.retain(|group| !group.is_empty());
        decided.groups.iter_mut().for_each(|group| group.sort_unstable());
        decided.groups.sort_unstable();
        decided.places =
            decided.groups.iter().enumerate().flat_map(|(at, group)| group.iter().map(move |one| (*one, at))).collect();
        for (one, other) in decisions.different() {
            if let (Some(one), Some(other)) = (number(one), number(other)) {
                decided.apart.entry(one).or_default().insert(other);
                decided.apart.entry(other).or_default().insert(one);
            }
        }
        decided.new = decisions.new_nodes().filter_map(number).collect();
        decided
    }

    fn join(&mut self, one: Number, other: Number) {
        let place = |groups: &mut Vec<Vec<Number>>, of: &mut FxHashMap<Number, usize>, number| {
            *of.entry(number).or_insert_with(|| {
                groups.push(vec![number]);
                groups.len() - 1
            })
        };
        let a = place(&mut self.groups, &mut self.places, one);
        let b = place(&mut self.groups, &mut self.places, other);
        if a != b {
            let moved = std::mem::take(&mut self.groups[b]);
            moved.iter().for_each(|number| {
                self.places.insert(*number, a);
            });
            self.groups[a].extend(moved);
        }
    }

    /// Those who are one with somebody by decision, itself among them.
    pub fn group_of(&self, number: Number) -> Option<&[Number]> {
        self.places.get(&number).map(|at| self.groups[*at].as_slice())
    }

    /// Whether somebody decided that two are not one.
    pub fn forbids(&self, one: &Profile, other: &Profile) -> bool {
        self.parts((&one.members, one.in_authority), (&other.members, other.in_authority))
    }

    /// The same for two groups, each in order, and whether an entry of the authority files is in it.
    pub fn parts(&self, (one, one_known): (&[Number], bool), (other, other_known): (&[Number], bool)) -> bool {
        let new = |members: &[Number]| members.iter().any(|member| self.new.contains(member));
        let apart = || {
            let others = one.iter().filter_map(|member| self.apart.get(member)).flatten();
            others.into_iter().any(|number| other.binary_search(number).is_ok())
        };
        (!self.apart.is_empty() && apart())
            || (!self.new.is_empty() && (one_known && new(other) || other_known && new(one)))
    }
}
