//! People as phrases: a name with its forms of address and offices, or an office without a name.
//!
//! ```text
//! agent  := the? (address | office)* name role?        Soviet Ambassador in the DPRK A.M. Puzanov
//!         | the? office , name ,?                      The Chinese ambassador in New Delhi, Yuan Zhongxin,
//!         | (a | the)? office                          a Hungarian diplomat
//! agents := Adjective and Adjective office             Hungarian and Czech Ambassadors
//! role   := , the? office  |  ( office )               Torbenkov, Counselor at the USSR Embassy
//! name   := part+        part := initials | Capital(-part)? | particle before a part
//! ```

use super::forms::{Sort, Sorts};
use super::lexicon::Cue;
use super::office::Office;
use super::text::{Spelling, Text};
use super::token::TokenKind;
use crate::claim::Kind;
use std::ops::Range;

/// A person, or an unnamed holder of an office, as one phrase gives it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Agent {
    /// The tokens of the name.
    pub name: Option<Range<usize>>,
    /// Another name, before the real one in brackets: `Filippov [Stalin]`.
    pub alias: Option<Range<usize>>,
    pub offices: Vec<Office>,
    /// The whole phrase.
    pub tokens: Range<usize>,
    /// The words that describe somebody unnamed: `Czech Ambassador`.
    pub phrase: String,
    /// `the`: somebody the reader is to know already.
    pub definite: bool,
    /// `Mrs.`, `Madame`.
    pub lady: bool,
}

/// What stands before a name.
struct Heading {
    end: usize,
    determined: bool,
    /// A form of address is among it, and whether it is a lady's.
    addressed: bool,
    lady: bool,
    offices: Vec<Office>,
}

/// Articles and possessives before somebody unnamed.
pub(crate) const DETERMINERS: &[&str] =
    &["a", "an", "the", "his", "her", "their", "another", "one", "two", "some", "several", "both"];

/// The tables whose words name no person.
const NO_NAMES: Sorts = Sorts::of(&[
    Sort::Place,
    Sort::KnownBody,
    Sort::Genre,
    Sort::Mission,
    Sort::Body,
    Sort::Office,
    Sort::Honorific,
    Sort::Occasion,
]);

impl Text<'_> {
    /// The people of one phrase that begins here, and where it ends.
    pub(crate) fn agents(&self, at: usize) -> Option<(usize, Vec<Agent>)> {
        if let Some(pair) = self.coordinated(at) {
            return Some(pair);
        }
        let (end, agent) = self.agent(at)?;
        Some((end, vec![agent]))
    }

    /// `Hungarian and Czech Ambassadors`, `Mongolian, Polish and Czech ambassadors`
    fn coordinated(&self, at: usize) -> Option<(usize, Vec<Agent>)> {
        let start = at + usize::from(self.is(at, DETERMINERS));
        let mut states = Vec::new();
        let mut next = start;
        loop {
            let (end, hit) = self.adjective(next, Spelling::Near)?;
            states.push((next..end, hit.slug.clone()));
            if self.is(end, &["and"]) || self.sign(end, ',') {
                next = end + 1;
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

    /// One person.
    fn agent(&self, at: usize) -> Option<(usize, Agent)> {
        let heading = self.heading(at);
        self.named(at, &heading)
            .or_else(|| self.named_after_office(at, &heading))
            .or_else(|| self.unnamed(at, &heading))
    }

    /// What stands before a name: an article, forms of address, offices.
    fn heading(&self, at: usize) -> Heading {
        let determined = self.is(at, DETERMINERS);
        let end = at + usize::from(determined);
        let mut heading = Heading { end, determined, addressed: false, lady: false, offices: Vec::new() };
        loop {
            if let Some((after, kind)) = self.address(heading.end) {
                heading.end = after;
                heading.lady |= kind == "lady";
                heading.addressed = true;
            } else if let Some((after, office)) = self.office(heading.end).filter(|_| heading.offices.len() < 3) {
                // `Chairman of the Party and President of the Council`
                let and = self.is(after, &["and"]) && self.office(after + 1).is_some() && self.leads_to_name(after + 1);
                heading.end = after + usize::from(and);
                heading.offices.push(office);
            } else {
                return heading;
            }
        }
    }

    /// `Soviet Ambassador in the DPRK A.M. Puzanov`, `Comrade Torbenkov, Counselor at the USSR Embassy`
    fn named(&self, at: usize, heading: &Heading) -> Option<(usize, Agent)> {
        let (end, name) = self.name(heading.end, heading.addressed || !heading.offices.is_empty())?;
        let (end, name, alias) = self.alias(end, name);
        let (end, role) = self.role(end);
        let offices = heading.offices.iter().cloned().chain(role).collect();
        Some((end, Agent { name: Some(name), alias, offices, lady: heading.lady, ..self.agent_of(at..end) }))
    }

    /// `The Chinese ambassador in New Delhi, Yuan Zhongxin`, `Ambassador to the United States (Dr. Miloslav Ruzek)`
    fn named_after_office(&self, at: usize, heading: &Heading) -> Option<(usize, Agent)> {
        let bracket = self.sign(heading.end, '(');
        if heading.offices.is_empty() || (!bracket && !self.sign(heading.end, ',')) {
            return None;
        }
        let mut addressed = heading.addressed;
        let mut start = heading.end + 1;
        while let Some((after, _)) = self.address(start) {
            (start, addressed) = (after, true);
        }
        let (end, name) = self.name(start, true)?;
        // `the ambassador, Kim and Pak`: a list, not a name for the office
        let apposition = addressed || (heading.determined && !self.is(end, &["and"]));
        let end = end + usize::from(bracket && self.sign(end, ')'));
        let agent = Agent { name: Some(name), offices: heading.offices.clone(), ..self.agent_of(at..end) };
        (bracket || apposition).then_some((end, agent))
    }

    /// `a Hungarian diplomat`: somebody unnamed needs an article or a State, since `ambassador` alone is a word.
    fn unnamed(&self, at: usize, heading: &Heading) -> Option<(usize, Agent)> {
        let office = heading.offices.first()?;
        let told = heading.determined || office.of.is_some() || office.plural;
        let phrase = self.words(&office.head).to_owned();
        let agent = Agent { phrase, offices: heading.offices.clone(), ..self.agent_of(at..heading.end) };
        told.then_some((heading.end, agent))
    }

    /// Nobody yet, as these tokens will name them.
    fn agent_of(&self, tokens: Range<usize>) -> Agent {
        let definite = self.is(tokens.start, &["the", "his", "her", "their"]);
        Agent { name: None, alias: None, offices: Vec::new(), tokens, phrase: String::new(), definite, lady: false }
    }

    /// Whether an office here is followed by a name, so that both belong to one person.
    fn leads_to_name(&self, at: usize) -> bool {
        let Some((mut end, _)) = self.office(at) else { return false };
        end += usize::from(self.sign(end, ','));
        while let Some((after, _)) = self.address(end) {
            end = after;
        }
        self.name(end, true).is_some()
    }

    /// A form of address, and where it ends.
    fn address(&self, at: usize) -> Option<(usize, &Kind)> {
        // a lower-case `c.` or `com` is no form of address
        let token = self.tokens.get(at)?;
        let (end, kind) = self.longest(&self.lexicon.honorifics, at)?;
        token.capital.then_some((end, kind))
    }

    /// `Filippov [Stalin]`, `Feng Xi (Stalin)`: the name in brackets is the real one.
    fn alias(&self, end: usize, name: Range<usize>) -> (usize, Range<usize>, Option<Range<usize>>) {
        let closing = match self.kind(end) {
            Some(TokenKind::Sign('[')) => ']',
            Some(TokenKind::Sign('(')) => ')',
            _ => return (end, name, None),
        };
        match self.name(end + 1, true) {
            Some((after, real)) if self.sign(after, closing) => (after + 1, real, Some(name)),
            _ => (end, name, None),
        }
    }

    /// An office after a name: between commas or in brackets.
    fn role(&self, end: usize) -> (usize, Option<Office>) {
        let bracket = self.sign(end, '(');
        if !bracket && !self.sign(end, ',') {
            return (end, None);
        }
        let determined = self.is(end + 1, &["the", "a"]);
        match self.office(end + 1 + usize::from(determined)) {
            // `A, Ambassador B`: the next person, not a role
            Some((after, _)) if self.name(after, true).is_some() || self.address(after).is_some() => (end, None),
            Some((_, office)) if office.plural => (end, None),
            Some((after, office)) => (after + usize::from(bracket && self.sign(after, ')')), Some(office)),
            None => (end, None),
        }
    }

    /// A name that begins here. `called` says that an office or a form of address stands before it.
    pub(crate) fn name(&self, at: usize, called: bool) -> Option<(usize, Range<usize>)> {
        let mut end = at;
        let mut words = 0;
        let mut initials = 0;
        let mut compounds = 0;
        while end < self.tokens.len() && end - at < 12 {
            if self.kind(end) == Some(TokenKind::Initials) && !self.is_state(end) {
                initials += 1;
                end += 1;
            } else if let Some(after) = self.name_word(end) {
                words += 1;
                compounds += usize::from(after > end + 1);
                end = after;
            } else if (end > at || called) && self.cue(end, Cue::Particle) && self.name_word(end + 1).is_some() {
                end += 1;
            } else {
                break;
            }
        }
        // `Kim Il, Jr.`
        if words == 0 && !(initials > 0 && called) {
            return None;
        }
        let name = at..end;
        let told = called || initials > 0 || words + compounds > 1 || self.stands_as_person(&name);
        (told || (words == 1 && self.is_known(at))).then_some((end, name))
    }

    fn is_state(&self, at: usize) -> bool {
        self.longest(&self.lexicon.places, at).is_some()
    }

    /// One word of a name, with what hyphens join to it; `None` for a word that means something else.
    fn name_word(&self, at: usize) -> Option<usize> {
        if !self.capital(at) || self.means_something(at) {
            return None;
        }
        let mut end = at + 1;
        let joined = |end: usize| {
            self.kind(end) == Some(TokenKind::Hyphen)
                && self.tokens.get(end + 1).is_some_and(|next| next.kind == TokenKind::Word)
        };
        while joined(end) {
            // `Paris-based`, `Sino-US`; but `Chang-man`
            let compound = self.capital(end + 1) && self.is_word(end + 1);
            if self.means_something(end + 1) || compound || self.cue(end + 1, Cue::Compound) {
                break;
            }
            end += 2;
        }
        let alone = end == at + 1;
        (!alone || !self.is_word(at)).then_some(end)
    }

    /// Whether the token begins something that is no name of a person.
    fn means_something(&self, at: usize) -> bool {
        self.begins(at, NO_NAMES)
            // `Department II`
            || (self.words(&(at..at + 1)).len() > 1 && self.words(&(at..at + 1)).chars().all(|c| matches!(c, 'I' | 'V' | 'X')))
            || crate::date::month_number(self.key(at)).is_some()
            || matches!(self.key(at), "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday")
    }

    /// Whether what stands around a single unknown word makes it a person: a verb of speech, a possessive, a partner.
    fn stands_as_person(&self, name: &Range<usize>) -> bool {
        let verb = |at| self.longest(&self.lexicon.verbs, at).is_some();
        let (before, after) = (name.start.checked_sub(1), name.end);
        if before.is_some_and(|before| self.is(before, &["the", "in", "at", "a", "an"])) {
            return false;
        }
        // `Shtykov to Feng Xi`, `Letter to Suslov, Secretary of …`, `Filippov [Stalin]`
        let role =
            self.sign(after, ',') && self.office(after + 1 + usize::from(self.is(after + 1, &["the"]))).is_some();
        let alias = (self.sign(after, '[') || self.sign(after, '(')) && self.name(after + 1, true).is_some();
        if role || alias {
            return true;
        }
        // `says that Jaruzelski is going …`, `Ustinov, Gromyko, and Chernenko approve …`
        let listed = self.sign(after, ',') && self.name_word(after + 1).is_some();
        if listed || before.is_some_and(|before| self.is(before, &["that"])) {
            return true;
        }
        let by = before.is_some_and(|before| {
            self.is(before, &["with", "by", "between", "from", "via", "and"]) || (!self.capital(before) && verb(before))
        });
        by || verb(after)
            || self.kind(after) == Some(TokenKind::Possessive)
            || (self.is(after, &["and"]) && self.capital(after + 1))
    }
}

/// `Ambassadors` → `Ambassador`
fn singular(noun: &str) -> String {
    noun.strip_suffix('s').unwrap_or(noun).to_owned()
}
