//! What people have decided about who is who, held against what the program would do.

use super::people::{Number, People};
use super::profile::Profile;
use crate::decision::Decisions;
use oxigraph::model::NamedNode;
use rustc_hash::{FxHashMap, FxHashSet};

/// The decisions, by the numbers of the mentions they are about.
#[derive(Debug, Default)]
pub struct Decided {
    /// Mentions that are one, each group in order.
    pub groups: Vec<Vec<Number>>,
    /// The group of a mention, by its place in `groups`.
    places: FxHashMap<Number, usize>,
    apart: FxHashMap<Number, FxHashSet<Number>>,
    new: FxHashSet<Number>,
}

impl Decided {
    /// The decisions about people who are there; others have no effect.
    pub fn new(people: &People, decisions: &Decisions) -> Self {
        let number = |node: &NamedNode| people.number(node.as_str());
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

    /// Those who are one with a mention by decision, itself among them.
    pub fn group_of(&self, number: Number) -> Option<&[Number]> {
        self.places.get(&number).map(|at| self.groups[*at].as_slice())
    }

    /// Whether somebody decided that two are not one.
    pub fn forbids(&self, one: &Profile, other: &Profile) -> bool {
        let new = |profile: &Profile| profile.members.iter().any(|member| self.new.contains(member));
        let apart = || {
            one.members
                .iter()
                .filter_map(|member| self.apart.get(member))
                .any(|others| others.iter().any(|number| other.members.binary_search(number).is_ok()))
        };
        (!self.apart.is_empty() && apart())
            || (!self.new.is_empty() && (one.in_authority && new(other) || other.in_authority && new(one)))
    }
}
