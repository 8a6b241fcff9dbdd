//! A text as a row of phrases: people, missions, bodies, places, dates, occasions, and the words between them.

use super::agent::Agent;
use super::lexicon::PlaceHit;
use super::text::{Spelling, Text};
use crate::claim::{Body, Kind, Mission};
use crate::date::Date;
use std::ops::Range;

/// What a phrase names.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum What {
    People(Vec<Agent>),
    Mission(Mission),
    Body(Body),
    Place(PlaceHit),
    Date(Date),
    /// The noun of an encounter: `conversation`.
    Occasion(Kind),
    /// A word or sign that names nothing.
    Token,
}

/// One phrase.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Phrase {
    pub tokens: Range<usize>,
    pub what: What,
}

impl Text<'_> {
    /// The phrases of some of the tokens, in order, none left out.
    pub(crate) fn phrases(&self, tokens: Range<usize>) -> Vec<Phrase> {
        let mut phrases = Vec::new();
        let mut at = tokens.start;
        while at < tokens.end {
            let (end, what) = self.phrase(at);
            let end = end.clamp(at + 1, tokens.end);
            phrases.push(Phrase { tokens: at..end, what });
            at = end;
        }
        phrases
    }

    fn phrase(&self, at: usize) -> (usize, What) {
        let date = || self.date(at).map(|(end, date)| (end, What::Date(date)));
        let people = || self.agents(at).map(|(end, people)| (end, What::People(people)));
        let mission = || self.mission(at).map(|(end, mission)| (end, What::Mission(mission)));
        let body = || self.body(at).map(|(end, body)| (end, What::Body(body)));
        let place = || {
            let (end, hit) = self.adjective(at, Spelling::Exact).or_else(|| self.place(at, Spelling::Exact))?;
            Some((end, What::Place(hit.clone())))
        };
        let occasion = || {
            let (end, kind) = self.lexicon.occasions.longest(self.text, &self.tokens, at)?;
            Some((end, What::Occasion(kind.clone())))
        };
        let named = |what: &What| matches!(what, What::People(all) if all.iter().any(|agent| agent.name.is_some()));
        if self.is(at, &["the"]) {
            // `the Workers’ Party` is a body, `the workers` are people
            let whole = [self.mission(at + 1).map(|found| found.0), self.body(at + 1).map(|found| found.0)];
            let longer = |found: &(usize, What)| named(&found.1) || whole.iter().flatten().all(|end| *end <= found.0);
            return people().filter(longer).unwrap_or((at + 1, What::Token));
        }
        // the longest; of two as long the first: `USSR Embassy Counselor Sudarikov` is a person, `Yugolav Embassy` and
        // `Workers’ Party` are bodies, `Soviet Union` is a place
        let longest = || {
            let found = [people(), mission(), place(), body()].into_iter().flatten();
            found.reduce(|best, next| {
                let outdone = !named(&best.1) || matches!(next.1, What::Mission(_));
                if outdone && next.0 > best.0 { next } else { best }
            })
        };
        date()
            .or_else(longest)
            .or_else(occasion)
            .unwrap_or((at + 1, What::Token))
    }
}
