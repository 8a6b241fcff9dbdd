//! A text as a row of phrases: people, missions, bodies, places, dates, occasions, and the words between them.

use super::agent::{Agent, DETERMINERS};
use super::forms::{Sort, Sorts};
use super::lexicon::{Cue, PlaceHit};
use super::office::SORTS_OF_OFFICE;
use super::recall::Recall;
use super::text::{Spelling, Text};
use super::token::TokenKind;
use crate::claim::{Body, Kind, Mission};
use crate::date::Date;
use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;

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
    /// Reads the phrases, in order, no token left out.
    pub(crate) fn read_phrases(&mut self) {
        let mut phrases = Vec::with_capacity(self.tokens.len());
        let mut at = 0;
        while at < self.tokens.len() {
            at = self.read_phrase(at, &mut phrases);
        }
        self.phrases = phrases;
    }

    /// Reads again the phrases that turn out otherwise, now that these words are known as names.
    pub(crate) fn know(&mut self, names: &Rc<BTreeSet<String>>) {
        self.known = Rc::clone(names);
        let asked = self.asked.take();
        if !asked.iter().any(|(_, at)| self.is_known(*at)) {
            return;
        }
        self.recalls.fill_with(Recall::default);
        let mut phrases = Vec::with_capacity(self.phrases.len());
        let mut at = 0;
        let mut asked = asked.into_iter().peekable();
        for phrase in std::mem::take(&mut self.phrases) {
            let start = phrase.tokens.start;
            let mut changed = false;
            while let Some((_, token)) = asked.next_if(|(of, _)| *of == start) {
                changed |= self.is_known(token);
            }
            // where a phrase turned out shorter, the next begins earlier
            while at < start {
                at = self.read_phrase(at, &mut phrases);
            }
            if at == start && changed {
                at = self.read_phrase(at, &mut phrases);
            } else if at == start {
                at = phrase.tokens.end;
                phrases.push(phrase);
            }
        }
        while at < self.tokens.len() {
            at = self.read_phrase(at, &mut phrases);
        }
        self.phrases = phrases;
    }

    /// Reads one phrase; where it ends.
    fn read_phrase(&self, at: usize, phrases: &mut Vec<Phrase>) -> usize {
        self.reading.set(at);
        let (end, what) = self.phrase(at);
        let end = end.clamp(at + 1, self.tokens.len());
        phrases.push(Phrase { tokens: at..end, what });
        end
    }

    /// Whether one look at a token tells that no phrase of more than itself begins here: most words of a text are such.
    fn names_nothing(&self, at: usize) -> bool {
        // an article belongs to what it stands before, past another `the` too
        let next = at + 1;
        let opens = || !self.begins_nothing(next) || self.is(next, &["the"]);
        self.begins_nothing(at) && !(self.is(at, DETERMINERS) && opens())
    }

    /// Whether a token is neither a name, a number or a compound's hyphen, nor a word that a mission, an office or an
    /// occasion begins with.
    fn begins_nothing(&self, at: usize) -> bool {
        const OPENING: Sorts = Sorts::of(&[Sort::Mission, Sort::Office, Sort::Occasion]);
        let Some(token) = self.tokens.get(at) else { return true };
        let word = token.kind == TokenKind::Word;
        (word || matches!(token.kind, TokenKind::Sign(sign) if sign != '['))
            && !token.capital
            && !self.begins(at, OPENING)
            && !self.cue(at, Cue::Modifier)
            && !self.cue(at, Cue::Particle)
            && !self.sign(at + 1, '[')
            && self.misspelt(&self.lexicon.missions, at).is_none()
            && !(word && self.office_ahead(at))
    }

    /// Whether an office stands a few words on, and this word can say what sort: `intelligence` chief.
    fn office_ahead(&self, at: usize) -> bool {
        let office = |at: usize| {
            self.begins(at, Sorts::of(&[Sort::Office]))
                || (self.capital(at) && self.misspelt(&self.lexicon.offices, at).is_some())
        };
        (at + 1..=at + SORTS_OF_OFFICE).any(office)
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
            let (end, kind) = self.longest(&self.lexicon.occasions, at)?;
            Some((end, What::Occasion(kind.clone())))
        };
        if self.names_nothing(at) {
            return (at + 1, What::Token);
        }
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
        date().or_else(longest).or_else(occasion).unwrap_or((at + 1, What::Token))
    }
}
