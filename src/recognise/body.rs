//! Missions and other bodies.
//!
//! ```text
//! mission    := the? NOUN of State host?  |  Adjective NOUN host?  |  NOUN (in the? (State | city) | city)
//!             | City NOUN
//! host       := (in | at | to) the? (State | city)  |  (State | city)
//! ministry   := Adjective? "Foreign Ministry" (of State)?  |  "Ministry of Foreign Affairs" ((of | in) place)?
//! department := ordinal? Capital* NOUN of the? body  |  body 's ordinal? Capital* NOUN
//! body       := known name  |  ministry  |  department  |  "Mission to" known name  |  Adjective? Capital+ NOUN (of the? body | State)?
//! ```

use super::lexicon::{Cue, PlaceWord};
use super::text::{Spelling, Text};
use super::token::TokenKind;
use crate::claim::{Body, Kind, Mission, PlaceSlug};

/// The most tokens that the parts of a body's name are looked for in.
const PARTS: usize = 10;

/// How many missions more may share a noun: `the Soviet and Chinese embassies in Laos`.
const ALIKE: usize = 3;

/// How deep one body may stand in another: `Second Section, First Department, Foreign Ministry of the GDR`.
const NESTED: usize = 4;

/// How many words of a body's name may stand after `of` or `for`.
const FIELD: usize = 24;

/// The name every foreign ministry is given, whatever the entry calls it.
const FOREIGN_MINISTRY: &str = "Ministry of Foreign Affairs";

impl Text<'_> {
    /// A mission that begins here, and where it ends.
    pub(crate) fn mission(&self, at: usize) -> Option<(usize, Mission)> {
        let start = self.past_the(at);
        self.recall(
            start,
            |read| &read.mission,
            || {
                self.mission_of(start)
                    .or_else(|| self.adjective_mission(start, ALIKE))
                    .or_else(|| self.mission_in(start))
                    .or_else(|| self.city_mission(start))
            },
        )
    }

    /// `Embassy of the Hungarian People’s Republic in the DPRK`
    fn mission_of(&self, at: usize) -> Option<(usize, Mission)> {
        let (end, kind) = self.mission_noun(at)?;
        if !self.is(end, &["of"]) {
            return None;
        }
        let (end, sender) = self.place(self.past_the(end + 1), Spelling::Near)?;
        let of = (sender.word == PlaceWord::State).then(|| sender.slug.clone())?;
        Some(self.with_host(end, kind, Some(of)))
    }

    /// `the Embassy in India`, `Embassy Islamabad`: whose it is, whoever printed it knew.
    fn mission_in(&self, at: usize) -> Option<(usize, Mission)> {
        let (end, kind) = self.mission_noun(at).filter(|_| self.capital(at))?;
        let (after, mission) = self.with_host(end, kind, None);
        let city_behind = mission.city.is_some() && self.capital(end);
        let told = (self.is(end, &["in"]) && after > end + 1) || city_behind;
        told.then_some((after, mission))
    }

    /// `Chinese Embassy in Sweden`, `USSR Embassy in the DPRK`, `Romanian Embassy Vienna`
    fn adjective_mission(&self, at: usize, more: usize) -> Option<(usize, Mission)> {
        let (noun, sender) = self.adjective(at, Spelling::Near)?;
        // `the Soviet and Chinese embassies in Laos` are two
        if more > 0
            && self.is(noun, &["and"])
            && let Some((_, other)) = self.adjective_mission(noun + 1, more - 1)
        {
            return Some((noun, Mission { of: Some(sender.slug.clone()), ..other }));
        }
        let (end, kind) = self.mission_noun(noun)?;
        let of = sender.slug.clone();
        Some(self.with_host(end, kind, Some(of)))
    }

    /// `Bombay consulate`: whose it is, whoever printed it knew.
    fn city_mission(&self, at: usize) -> Option<(usize, Mission)> {
        let (noun, hit) = self.place(at, Spelling::Exact).filter(|(_, hit)| hit.word == PlaceWord::City)?;
        let (end, kind) = self.longest(&self.lexicon.missions, noun)?;
        Some((end, Mission { kind: kind.clone(), of: None, to: None, city: Some(hit.slug.clone()) }))
    }

    pub(super) fn mission_noun(&self, at: usize) -> Option<(usize, Kind)> {
        let table = &self.lexicon.missions;
        let exact = self.longest(table, at).map(|(end, kind)| (end, kind.clone()));
        exact.or_else(|| self.misspelt(table, at).map(|kind| (at + 1, kind.clone())))
    }

    /// The host, where one is named after the noun.
    fn with_host(&self, end: usize, kind: Kind, of: Option<PlaceSlug>) -> (usize, Mission) {
        let city = |at: usize| self.place(at, Spelling::Exact).is_some_and(|(_, hit)| hit.word == PlaceWord::City);
        let linked = self.is(end, &["in", "at", "to"]) || (self.sign(end, ',') && city(end + 1));
        let host_at = if linked { self.past_the(end + 1) } else { end };
        let spelling = if linked { Spelling::Near } else { Spelling::Exact };
        let mut mission = Mission { kind, of, to: None, city: None };
        // `Permanent Mission to the United Nations, New York`; an embassy's `to` is whom it writes to
        let at_body = linked && !matches!(mission.kind.as_str(), "embassy" | "legation" | "consulate");
        if let Some((after, _)) = self.longest(&self.lexicon.known_bodies, host_at).filter(|_| at_body) {
            return (after, mission);
        }
        let Some((after, host)) =
            self.place(host_at, spelling).filter(|(_, host)| mission.of.as_ref() != Some(&host.slug))
        else {
            return (end, mission);
        };
        match host.word {
            PlaceWord::City => mission.city = Some(host.slug.clone()),
            _ => mission.to = Some(host.slug.clone()),
        }
        (after, mission)
    }

    /// A body that is no mission and begins here, and where it ends.
    pub(crate) fn body(&self, at: usize) -> Option<(usize, Body)> {
        self.recall(at, |read| &read.body, || self.nested_body(at, NESTED))
    }

    /// A body in which as many others may stand one in the other.
    fn nested_body(&self, at: usize, nested: usize) -> Option<(usize, Body)> {
        let start = self.past_the(at);
        let named = || {
            // no more than the name of a State stands before the parts of a name
            let parts = self.adjective(start, Spelling::Near).map_or(start, |(end, _)| end);
            let near = self.next_body(start).is_some_and(|noun| noun < parts + PARTS);
            near.then(|| self.foreign_ministry(start).or_else(|| self.composed_body(start, nested))).flatten()
        };
        let (end, body) = self.known_body(start).or_else(|| self.mission_to_a_body(start)).or_else(named)?;
        // `the North Korean Foreign Ministry’s First Department`
        if self.kind(end) == Some(TokenKind::Possessive)
            && let Some((after, name, kind)) = self.part_noun(end + 1)
        {
            return Some((after, part_of(&name, kind, body, self.words(&(start..end)))));
        }
        Some((end, body))
    }

    fn known_body(&self, at: usize) -> Option<(usize, Body)> {
        if !self.tokens.get(at)?.capital {
            return None;
        }
        let (end, slug) = self.longest(&self.lexicon.known_bodies, at)?;
        // `CC CPSU International Department`
        let numbered = self.kind(end) == Some(TokenKind::Number) && self.capital(end + 1);
        if let Some((after, name, kind)) = self.part_noun(end).filter(|_| self.capital(end) || numbered) {
            // `CC CPSU Commission for Liaison with Foreign Communist Parties`
            let inner = after + 1;
            let told = self.is(after, &["for"]) && self.is_word(inner) && self.past_field(inner) > inner;
            let (after, name) = if told {
                let last = self.past_field(inner);
                (last, self.words(&(end..last)).to_owned())
            } else {
                (after, name)
            };
            return Some((after, part_of(&name, kind, Body::Authority(slug.clone()), self.words(&(at..end)))));
        }
        Some((end, Body::Authority(slug.clone())))
    }

    /// `the Mission to the International Atomic Energy Agency`: by its words, since no State is told.
    fn mission_to_a_body(&self, at: usize) -> Option<(usize, Body)> {
        let is_mission = self.is(at, &["mission"]) && self.capital(at) && self.is(at + 1, &["to"]);
        let (end, _) = self.longest(&self.lexicon.known_bodies, self.past_the(at + 2)).filter(|_| is_mission)?;
        let name = self.words(&(at..end)).to_owned();
        Some((end, Body::Named { name, of: None, kind: "permanent-mission".into() }))
    }

    fn foreign_ministry(&self, at: usize) -> Option<(usize, Body)> {
        let (noun, sender) = match self.adjective(at, Spelling::Near) {
            Some((end, hit)) => (end, Some(hit.slug.clone())),
            None => (at, None),
        };
        let (end, kind) = self.body_noun(noun)?;
        if kind != "foreign-ministry" || !self.capital(noun) {
            return None;
        }
        let (end, of) = match sender {
            Some(of) => (end, Some(of)),
            None => self.of_state(end),
        };
        Some((end, Body::Named { name: FOREIGN_MINISTRY.to_owned(), of, kind }))
    }

    /// The State after `of`, or after a comma as in `Ministry of Foreign Affairs, Japan`; after `in` a city may stand for
    /// its State.
    fn of_state(&self, end: usize) -> (usize, Option<PlaceSlug>) {
        let linked = self.is(end, &["of", "in"]) || self.sign(end, ',');
        match self.place(self.past_the(end + 1), Spelling::Exact).filter(|_| linked) {
            Some((after, hit)) if hit.word == PlaceWord::State || self.is(end, &["in"]) => {
                (after, Some(hit.slug.clone()))
            }
            _ => (end, None),
        }
    }

    pub(super) fn body_noun(&self, at: usize) -> Option<(usize, Kind)> {
        self.longest(&self.lexicon.bodies, at).map(|(end, kind)| (end, kind.clone()))
    }

    /// `First Extra-European Department`: a run of capitals, as far as its last noun of a body.
    fn part_noun(&self, at: usize) -> Option<(usize, String, Kind)> {
        let near = self.next_body(at).is_some_and(|noun| noun < at + PARTS);
        if !near || crate::date::month_number(self.key(at)).is_some() {
            return None;
        }
        let mut end = at;
        let mut found = None;
        while end < self.tokens.len() && end - at < PARTS {
            // `General Department CC CPSU`: the whole behind its part is no word of it
            let whole = found.is_some() && self.is(end, &["cc"]);
            if whole && self.longest(&self.lexicon.known_bodies, end).is_some() {
                break;
            }
            if self.capital(end)
                && let Some((after, kind)) = self.body_noun(end)
            {
                // `Main Department XX`
                let numeral = self.words(&(after..after + 1));
                let numbered = !numeral.is_empty() && numeral.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
                let after = after + usize::from(numbered);
                found = Some((after, kind));
                end = after;
                continue;
            }
            // `Kosygin's Press Conference` is none of his
            let goes_on = self.capital(end)
                || (end > at && matches!(self.kind(end), Some(TokenKind::Hyphen | TokenKind::Possessive)))
                || (end == at
                    && self.kind(end) == Some(TokenKind::Number)
                    && self.adjective(end + 1, Spelling::Exact).is_none())
                || (end > at
                    && found.is_none()
                    && self.is(end, &["and", "for"])
                    // `Science and Technology Committee`, but `Hysni Kapo and Albanian Labor Party …`
                    && self.is_word(end - 1)
                    && self.is_word(end + 1));
            if !goes_on {
                break;
            }
            end += 1;
        }
        found.map(|(end, kind)| (end, self.words(&(at..end)).to_owned(), kind))
    }

    /// Past the words that say what a body is for.
    fn past_field(&self, at: usize) -> usize {
        // `State Committee for Nuclear Energy Ion Udrea`: a name is no part of it
        let part = |at: usize| self.capital(at) && self.name(at, false).is_none();
        let joined = |at: usize| {
            let with = self.is(at, &["with"]) && self.is_word(at + 1);
            (with || self.is(at, &["and", "of", "for"]) || self.kind(at) == Some(TokenKind::Hyphen)) && part(at + 1)
        };
        let mut last = at;
        while last - at < FIELD && (part(last) || joined(last)) {
            last += 1;
        }
        last
    }

    /// A body named by its parts; at least one word must stand beside its noun.
    fn composed_body(&self, at: usize, nested: usize) -> Option<(usize, Body)> {
        // `the Soviet Union` is no union
        let state = |(end, _): &(usize, _)| self.body_noun(end - 1).is_some();
        if self.cue(at, Cue::Classification) || self.place(at, Spelling::Exact).filter(state).is_some() {
            return None;
        }
        let (start, mut state) = match self.adjective(at, Spelling::Exact) {
            Some((end, hit)) if self.part_noun(end).is_some() => (end, Some(hit.slug.clone())),
            _ => (at, None),
        };
        let (mut end, mut name, kind) = self.part_noun(start)?;
        let bare = !name.contains(' ');
        // `Mir Bagirov CC Secretary of …`: the person stands before his office
        let is_committee = self.is(end - 1, &["cc"]) && end > start + 1;
        if is_committee && self.name(start, false).is_some_and(|(after, _)| after == end - 1) {
            return None;
        }
        // `General Department CC CPSU`
        if let Some((after, slug)) = self.longest(&self.lexicon.known_bodies, end).filter(|_| self.is(end, &["cc"])) {
            let whole = Body::Authority(slug.clone());
            return Some((after, part_of(&name, kind, whole, self.words(&(end..after)))));
        }
        if self.is(end, &["of", "under", "for"]) || self.sign(end, '[') || self.sign(end, ',') {
            let bracket = self.sign(end, '[');
            let inner = self.past_the(end + 1);
            let may_be_part = (state.is_none() || bracket) && nested > 0;
            let whole = if may_be_part { self.nested_body(inner, nested - 1) } else { None };
            if let Some((after, whole)) = whole {
                // `China Division [Ministry of Foreign Affairs, Japan]`
                if state.is_some() {
                    self.words(&(at..end)).clone_into(&mut name);
                }
                let words = self.words(&(inner..after));
                let after = after + usize::from(bracket && self.sign(after, ']'));
                return Some((after, part_of(&name, kind, whole, words)));
            }
            if self.is(end, &["of"])
                && let Some((after, hit)) = self.place(inner, Spelling::Exact)
                && hit.word == PlaceWord::State
            {
                return Some((after, Body::Named { name, of: Some(hit.slug.clone()), kind }));
            }
            if self.is(end, &["of", "for"]) && self.capital(inner) && self.date(inner).is_none() {
                let last = self.past_field(inner);
                if last == inner {
                    return None;
                }
                self.words(&(start..last)).clone_into(&mut name);
                end = last;
            }
        }
        if bare && state.is_none() && end == start + 1 {
            return None;
        }
        if state.is_none() {
            (end, state) = self.of_state(end);
        }
        Some((end, Body::Named { name, of: state, kind }))
    }
}

/// A part of a larger body: `First Department` of the Foreign Ministry of North Korea. `words` name the larger one.
fn part_of(name: &str, kind: Kind, whole: Body, words: &str) -> Body {
    match whole {
        Body::Named { name: larger, of, .. } => Body::Named { name: format!("{name}, {larger}"), of, kind },
        Body::Authority(_) => Body::Named { name: format!("{name}, {words}"), of: None, kind },
    }
}
