//! Which State is meant where the words give a city, or a name that two States share.

use super::authority::Authority;
use super::{owner, states_of};
use crate::claim::{Node, PlaceSlug};
use crate::date::Date;
use crate::recognise::Reading;
use crate::record::Record;
use std::collections::BTreeSet;

/// The States of one record, in its time.
pub(super) struct States<'a> {
    authority: &'a Authority,
    date: Option<Date>,
    /// Every State the record names.
    named: BTreeSet<PlaceSlug>,
}

impl<'a> States<'a> {
    pub(super) fn new(record: &Record, reading: &Reading, authority: &'a Authority) -> Self {
        let mut named = BTreeSet::new();
        for claim in &reading.claims {
            match &claim.object {
                Node::Place(slug) => {
                    // `Hanoi` tells which Vietnam
                    named.extend(authority.state_of(slug, record.date).map(|state| state.slug.clone()));
                    named.insert(slug.clone());
                }
                Node::Mission(mission) => named.extend(mission.of.iter().chain(&mission.to).cloned()),
                Node::Position(position) => named.extend(position.states().cloned()),
                _ => {}
            }
        }
        Self { authority, date: record.date, named }
    }

    /// Gives a node its States; whether one was told only by what else the record names.
    pub(super) fn settle(&self, node: &mut Node) -> bool {
        match node {
            Node::Mission(mission) => {
                // an embassy stands in the capital, another mission anywhere: the city tells the receiving State
                let in_capital = matches!(mission.kind.as_str(), "embassy" | "legation");
                if let Some(city) = mission.city.as_ref().filter(|_| mission.to.is_none()) {
                    mission.to = if in_capital { self.capital_of(city) } else { self.state_of(city) };
                }
                let of = mission.of.as_mut().is_some_and(|of| self.undivide(of));
                // `the Embassy in Germany` of nobody knows whom is in the State that it says
                let is_told = mission.of.is_some();
                let to = mission.to.as_mut().is_some_and(|to| is_told && self.undivide(to));
                of || to
            }
            Node::Body(body) => owner(body).is_some_and(|of| {
                if let Some(state) = self.state_of(of) {
                    *of = state;
                }
                self.undivide(of)
            }),
            Node::Position(position) => {
                if let Some(state) = position.to.as_ref().and_then(|to| self.state_of(to)) {
                    position.to = Some(state);
                }
                states_of(position).filter_map(|state| self.undivide(state).then_some(())).count() > 0
            }
            _ => false,
        }
    }

    fn capital_of(&self, city: &str) -> Option<PlaceSlug> {
        let state = self.authority.state_of(city, self.date)?;
        let capital = self.authority.place(city)?.capital_of.contains(&state.slug);
        capital.then(|| state.slug.clone())
    }

    fn state_of(&self, city: &str) -> Option<PlaceSlug> {
        let city = self.authority.place(city).filter(|place| place.kind == "city")?;
        self.authority.state_of(&city.slug, self.date).map(|state| state.slug.clone())
    }

    /// `Korean` after 1948: the one Korea that the record names, if it names just one.
    fn undivide(&self, slug: &mut PlaceSlug) -> bool {
        let Some(place) = self.authority.place(slug) else { return false };
        if self.date.is_none_or(|date| place.may_exist_on(date)) {
            return false;
        }
        let parts = self.named.iter().filter_map(|named| self.authority.place(named));
        let mut parts = parts.filter(|part| part.name.ends_with(&format!(" {}", place.name)));
        match (parts.next(), parts.next()) {
            (Some(part), None) => {
                part.slug.clone_into(slug);
                true
            }
            _ => false,
        }
    }
}
