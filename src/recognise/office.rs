//! Offices: what somebody is, for whom, and to whom.
//!
//! ```text
//! office := modifier* Adjective? modifier* OFFICE tail*
//! tail   := of (State | body | mission)  |  (to | in | at | with) (State | city | mission | body)
//! ```
//! `Soviet Ambassador in the DPRK`, `head of the North Korean Foreign Ministry’s First Department`,
//! `Counselor at the USSR Embassy in the DPRK`.

use super::lexicon::{Cue, PlaceWord};
use super::text::{Spelling, Text};
use crate::claim::{Body, Kind, Mission, PlaceSlug};
use std::ops::Range;

/// An office as one phrase gives it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Office {
    pub kind: Kind,
    /// The State it is held for.
    pub of: Option<PlaceSlug>,
    /// The State accredited to.
    pub to: Option<PlaceSlug>,
    /// The city of the post, where that is what the words give.
    pub city: Option<PlaceSlug>,
    pub body: Option<Body>,
    pub mission: Option<Mission>,
    /// The words that name the body or the mission.
    pub inner: Range<usize>,
    pub plural: bool,
    /// The whole phrase.
    pub tokens: Range<usize>,
    /// The adjective, if any, and the office's own words, without what follows them.
    pub head: Range<usize>,
}

impl Text<'_> {
    /// An office that begins here, and where it ends.
    pub(crate) fn office(&self, at: usize) -> Option<(usize, Office)> {
        let start = self.past_modifiers(at);
        let (noun, mut of) = match self.adjective(start, Spelling::Near) {
            Some((end, hit)) => (self.past_modifiers(end), Some(hit.slug.clone())),
            None => (start, None),
        };
        let mut body = None;
        let mut mission = None;
        let mut noun = noun;
        let mut inner = at..at;
        // `USSR Embassy Counselor`, `GDR Foreign Ministry official`
        if self.office_noun(noun).is_none() {
            if let Some((end, found)) = self.mission(start) {
                of = Some(found.of.clone());
                (noun, mission, inner) = (end, Some(found), start..end);
            } else if let Some((end, found)) = self.body(start) {
                (noun, body, inner) = (end, Some(found), start..end);
            }
        }
        let (end, kind, plural) = self.office_noun(noun)?;
        let mut office =
            Office { kind, of, to: None, city: None, body, mission, inner, plural, tokens: at..end, head: at..end };
        let mut end = end;
        while let Some(after) = self.office_tail(end, &mut office) {
            end = after;
        }
        office.tokens = at..end;
        Some((end, office))
    }

    fn past_modifiers(&self, at: usize) -> usize {
        let mut at = at;
        while self.cue(at, Cue::Modifier) && self.office_noun(at).is_none() {
            at += 1;
        }
        at
    }

    /// The noun of an office, spelt right or one letter off, and whether it is a plural.
    fn office_noun(&self, at: usize) -> Option<(usize, Kind, bool)> {
        let table = &self.lexicon.offices;
        let (end, kind) = match self.longest(table, at) {
            Some((end, kind)) => (end, kind.clone()),
            None => {
                // a word of its own is no office one letter off: `Office`
                if !self.capital(at) || self.is_word(at) {
                    return None;
                }
                (at + 1, self.misspelt(table, at)?.clone())
            }
        };
        // `ambassadors`, but `chairman of the council of ministers`
        let head = (at..end).take_while(|i| !self.is(*i, &["of", "for"])).last().unwrap_or(at);
        let key = self.key(head);
        let plural = key == "chairmen" || (key.ends_with('s') && !key.ends_with("ires") && key != "affairs");
        Some((end, kind, plural))
    }

    /// One more part that says for whom, to whom or where; where it ends.
    fn office_tail(&self, end: usize, office: &mut Office) -> Option<usize> {
        let of = self.is(end, &["of"]);
        if !of && !self.is(end, &["to", "in", "at", "with", "for"]) {
            return None;
        }
        let inner = self.past_the(end + 1);
        let empty = office.mission.is_none() && office.body.is_none();
        if let Some((after, mission)) = self.mission(inner).filter(|_| empty) {
            office.of = office.of.take().or_else(|| Some(mission.of.clone()));
            office.mission = Some(mission);
            office.inner = inner..after;
            return Some(after);
        }
        // `Secretary of State`, a name of its own, has been read; `of` a place comes before `of` a body
        if let Some((after, hit)) = self.place(inner, Spelling::Near) {
            let slot = match (hit.word, of) {
                (PlaceWord::State, true) if office.of.is_none() => &mut office.of,
                (PlaceWord::State, false) if office.to.is_none() => &mut office.to,
                (PlaceWord::City, false) if office.city.is_none() => &mut office.city,
                _ => return None,
            };
            // `Korean Workers' Party`: the name of a place that begins the name of a body
            if self.body(inner).is_none_or(|(body_end, _)| body_end <= after) {
                *slot = Some(hit.slug.clone());
                return Some(after);
            }
        }
        if of || self.is(end, &["in", "at"]) {
            let (after, body) = self.body(inner).filter(|_| empty)?;
            if let Body::Named { of: Some(state), .. } = &body {
                office.of = office.of.take().or_else(|| Some(state.clone()));
            }
            office.body = Some(body);
            office.inner = inner..after;
            return Some(after);
        }
        None
    }
}

impl Office {
    /// Whether two phrases can tell of one office: the same kind, and no part of one against the other.
    pub(crate) fn agrees(&self, other: &Self) -> bool {
        let fits = |a: &Option<PlaceSlug>, b: &Option<PlaceSlug>| a.is_none() || b.is_none() || a == b;
        self.kind == other.kind && fits(&self.of, &other.of) && fits(&self.to, &other.to)
    }
}
