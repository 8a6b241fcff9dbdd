//! Several people in one phrase, and groups with their leaders.
//!
//! ```text
//! agents := Adjective and Adjective office             Hungarian and Czech Ambassadors
//!         | the? offices of State (, State)* and State the ambassadors of the GDR and Hungary
//!         | name - name (- name)+ before a form        Orlov-Petrenko-Sidorov Report
//! agent  := group … (led | headed) by agent            a delegation of the GDR, led by Comrade Hager
//!         | (the)? Demonym                             the Albanians
//! ```

use super::agent::{Agent, DETERMINERS};
use super::lexicon::PlaceWord;
use super::office::Office;
use super::text::{Spelling, Text};
use super::token::TokenKind;
use crate::record::Field;
use std::ops::Range;

/// The most States in one phrase: `Mongolian, Polish and Czech ambassadors`
const STATES: usize = 16;

/// The most words, with the hyphens between them, that name those who wrote together.
const JOINT: usize = 16;

impl Text<'_> {
    /// `the ambassadors of the GDR and Hungary`, `the Foreign Ministers of Egypt, Syria, and Oman`
    pub(super) fn of_several(&self, at: usize) -> Option<(usize, Vec<Agent>)> {
        let start = at + usize::from(self.is(at, DETERMINERS));
        let (end, office) = self.office(start)?;
        // `Soviet officials and US diplomats` are no officials of two States
        let first = office.of.clone().filter(|_| office.plural && end > office.head.end + 1)?;
        let mut states = vec![(first, self.past_the(office.head.end + 1)..end)];
        let mut after = end;
        let mut is_last = false;
        while !is_last && states.len() < STATES {
            let comma = usize::from(self.sign(after, ','));
            is_last = self.is(after + comma, &["and"]);
            let next = self.past_the(after + comma + usize::from(is_last));
            let (end, hit) = self.place(next, Spelling::Exact).filter(|(_, hit)| hit.word == PlaceWord::State)?;
            if next == after || self.capital(end) {
                return None;
            }
            states.push((hit.slug.clone(), next..end));
            after = end;
        }
        let noun = singular(self.words(&office.head));
        let people = states.into_iter().map(|(of, words)| Agent {
            phrase: format!("{noun} of {}", self.words(&words)),
            offices: vec![Office { of: Some(of), plural: false, ..office.clone() }],
            ..self.agent_of(at..after)
        });
        is_last.then(|| (after, people.collect()))
    }

    /// `Orlov-Petrenko-Sidorov Report`: three or more who wrote together, before the form of a title.
    pub(super) fn joint(&self, at: usize) -> Option<(usize, Vec<Agent>)> {
        let hyphen = |at: usize| self.kind(at) == Some(TokenKind::Hyphen);
        if self.field != Field::Title || !hyphen(at + 1) || !hyphen(at + 3) {
            return None;
        }
        // `Jean-Pierre-Brandel` is one
        if self.is_given_name(at) && self.is_given_name(at + 2) {
            return None;
        }
        let surname = |at: usize| self.capital(at) && !self.is_word(at) && !self.means_something(at);
        let mut end = at + 1;
        while hyphen(end) && end - at < JOINT {
            end += 2;
        }
        let is_joint =
            (at..end).step_by(2).all(surname) && self.capital(end) && self.longest(&self.lexicon.genres, end).is_some();
        let one = |at: usize| Agent { name: Some(at..at + 1), ..self.agent_of(at..at + 1) };
        is_joint.then(|| (end, (at..end).step_by(2).map(one).collect()))
    }

    /// `Hungarian and Czech Ambassadors`, `senior Mongolian, Polish and Czech officials`
    pub(super) fn coordinated(&self, at: usize) -> Option<(usize, Vec<Agent>)> {
        let start = self.past_modifiers(at + usize::from(self.is(at, DETERMINERS)));
        let mut states = Vec::new();
        let mut next = start;
        loop {
            let (end, hit) = self.adjective(next, Spelling::Near)?;
            states.push((next..end, hit.slug.clone()));
            if states.len() < STATES && (self.is(end, &["and"]) || self.sign(end, ',')) {
                // `the Zambian and the Indian ambassadors`
                next = self.past_the(end + 1);
                continue;
            }
            if states.len() < 2 {
                return None;
            }
            // the last adjective belongs to the office
            let (end, office) = self.office(next)?;
            if !office.plural {
                return None;
            }
            let noun = self.words(&(states.last()?.0.end..office.head.end)).to_owned();
            let noun = singular(&noun);
            let people = states.into_iter().map(|(tokens, of)| Agent {
                phrase: format!("{} {noun}", self.words(&tokens)),
                offices: vec![Office { of: Some(of), plural: false, ..office.clone() }],
                ..self.agent_of(at..end)
            });
            return Some((end, people.collect()));
        }
    }

    /// `a group of Cuban journalists led by A`
    pub(super) fn group_of(&self, at: usize) -> Option<(usize, Vec<Agent>)> {
        let start = at + usize::from(self.is(at, DETERMINERS));
        let several =
            self.is(start, &["group", "number", "party", "handful", "circle", "team"]) && self.is(start + 1, &["of"]);
        if !several {
            return None;
        }
        let (end, mut agent) = self.agent(start + 2)?;
        if agent.name.is_some() || !agent.offices.iter().any(|office| office.plural) {
            return None;
        }
        agent.tokens = at..end;
        let (end, agent) = self.led((end, agent));
        Some((end, vec![agent]))
    }

    /// A group with its leader is its leader: `Delegation of …, led by Comrade Hager`, `a delegation under Kuznetsov`.
    pub(super) fn led(&self, (end, group): (usize, Agent)) -> (usize, Agent) {
        let is_group = group.name.is_none() && group.offices.iter().any(|office| office.plural);
        let Some(by) = is_group.then(|| self.leader_at(end)).flatten() else { return (end, group) };
        let Some((after, leader)) = self.agent(by).filter(|(_, leader)| leader.name.is_some()) else {
            return (end, group);
        };
        let offices = leader.offices.iter().chain(&group.offices).cloned().collect();
        let between = (end..by).filter_map(|at| self.name(at, false)).filter(|(_, name)| name.end < by);
        let named =
            |(end, name): (usize, Range<usize>)| Agent { name: Some(name.clone()), ..self.agent_of(name.start..end) };
        let within = between.map(named).fold(Vec::new(), |mut all: Vec<Agent>, agent| {
            if all.last().is_none_or(|last| last.tokens.end <= agent.tokens.start) {
                all.push(agent);
            }
            all
        });
        let start = group.tokens.start;
        (after, Agent { offices, within, tokens: start..after, group: group.group, ..leader })
    }

    /// Where a leader is named after a group: past `to Ho Chi Minh’s Funeral, led by`.
    fn leader_at(&self, end: usize) -> Option<usize> {
        const REACH: usize = 10;
        for at in end..(end + REACH).min(self.tokens.len()) {
            if self.is_led(at) && self.is(at + 1, &["by"]) {
                return Some(at + 2);
            }
            if self.is(at, &["under"]) && (at == end || self.is(at + 1, &["the"])) {
                let under_lead = self.is(at + 1, &["the"])
                    && self.is(at + 2, &["leadership", "chairmanship", "direction"])
                    && self.is(at + 3, &["of"]);
                return Some(at + if under_lead { 4 } else { 1 });
            }
            let comma = self.sign(at, ',');
            let led = self.is_led(at + 1);
            let verb = !self.capital(at) && self.longest(&self.lexicon.verbs, at).is_some();
            if (comma && !led) || verb || self.sign(at, '.') || self.sign(at, ';') || self.is(at, &["and", "with"]) {
                return None;
            }
        }
        None
    }

    /// `led`, and `headed` however it is spelt.
    pub(super) fn is_led(&self, at: usize) -> bool {
        let key = self.key(at);
        self.is(at, &["led", "headed", "chaired"]) || (key.starts_with('h') && key.ends_with("ded") && key.len() < 7)
    }

    /// `the Albanians`: some people of a State.
    pub(super) fn people_of_a_state(&self, at: usize) -> Option<(usize, Agent)> {
        let start = self.past_the(at);
        let (end, hit) = self.adjective(start, Spelling::Exact)?;
        let plural = hit.word == PlaceWord::Adjective && self.key(end - 1).ends_with('s') && self.is(at, &["the"]);
        let tail = self.capital(end) || self.kind(end) == Some(TokenKind::Possessive);
        let office = Office::of_people(hit.slug.clone(), start..end);
        let agent =
            Agent { phrase: self.words(&(start..end)).to_owned(), offices: vec![office], ..self.agent_of(at..end) };
        (plural && !tail).then_some((end, agent))
    }
}

/// `Ambassadors` → `Ambassador`
fn singular(noun: &str) -> String {
    noun.strip_suffix('s').unwrap_or(noun).to_owned()
}
