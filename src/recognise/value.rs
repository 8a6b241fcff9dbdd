//! One value of a field of the archive's own: whom or what it names.
//!
//! ```text
//! value := family , given (( other form ))? (, years)?   Mao, Zedong · Chiang, Ching-kuo (Jiang Jingguo)
//!        | State . body (. body)*                Japan. Foreign Ministry. Asian Affairs Bureau
//!        | agents | mission | body | place       Josip Broz Tito, President of Yugoslavia · Hungarian Embassy in Mongolia
//!        | mission or body without a State       Embassy in Germany · Mission to the United Nations
//!        | any other words                       a name, where they begin with a capital
//! ```

use super::Thing;
use super::agent::{Agent, Heading};
use super::cast::Cast;
use super::inverted::RANKS;
use super::lexicon::{Cue, PlaceWord};
use super::office::Office;
use super::phrase::{Phrase, What};
use super::text::Text;
use super::token::TokenKind;
use crate::claim::{Body, Node};
use crate::record::Field;
use std::ops::Range;

/// Words that stand where nobody is known.
const NOBODY: &[&str] =
    &["unknown", "various", "anonymous", "unidentified", "unnamed", "none", "unspecified", "others"];

/// Who is called after what he commands, and by his name behind that.
const COMMANDERS: &[&str] = &["marshal", "admiral", "general"];

/// Offices by which nobody is called before a name: `Director Operations` is no Mr. Operations.
const ROLES: &[&str] = &[
    "head",
    "deputy-head",
    "director",
    "deputy-director",
    "chief",
    "deputy-chief",
    "chief-of-staff",
    "member",
    "official",
    "leader",
    "representative",
    "delegate",
    "adviser",
    "aide",
    "expert",
    "interpreter",
    "observer",
    "person",
    "colleague",
    "correspondent",
    "journalist",
    "editor",
    "spokesman",
];

/// The most words and hyphens of a name that are read for that alone that they end its value.
const REST_OF_NAME: usize = 4;

/// The longest abbreviation of an agency, in letters.
const ABBREVIATED: usize = 5;

/// Whether a phrase names a person.
pub(super) fn has_name(phrase: &Phrase) -> bool {
    matches!(&phrase.what, What::People(people) if people.iter().any(|one| one.name.is_some()))
}

fn is_place(what: &What) -> bool {
    matches!(what, What::Place(_))
}

/// One value of a field.
pub(super) struct Value<'v, 'a> {
    pub text: &'v Text<'a>,
    pub tokens: Range<usize>,
    /// The family name stands first in the source.
    pub is_inverted: bool,
}

impl Value<'_, '_> {
    /// Whom or what it names; its people join the cast.
    pub(super) fn read(&self, field: Field, cast: &mut Cast) -> Vec<Thing> {
        if field == Field::Places {
            return self.places();
        }
        // a rank is no part of the name that it stands before
        if self.is_inverted && self.text.heading(self.tokens.start).offices.is_empty() {
            return self.named(field, cast).into_iter().collect();
        }
        if let Some(body) = self.body_of_state() {
            return vec![Thing::Node(Node::Body(body))];
        }
        if matches!(field, Field::Authors | Field::Recipients)
            && let Some(body) = self.institution()
        {
            return vec![Thing::Node(Node::Body(body))];
        }
        let inside = self.phrases(&self.tokens);
        let titled = self.titled(cast);
        if !titled.is_empty() && !inside.iter().any(has_name) {
            return titled;
        }
        // `Governor General Earl of Athlone` is one, whatever the words in it may name
        let several = inside.iter().filter(|phrase| matches!(phrase.what, What::People(_))).count() > 1;
        let apart = |at: usize| {
            self.text.is(at, &["and", "with"])
                || [',', ';', '/', '(', '[', ':'].iter().any(|sign| self.text.sign(at, *sign))
        };
        if several && !self.tokens.clone().any(apart) {
            return self.named(field, cast).into_iter().collect();
        }
        let (mut named, mut unnamed) = (Vec::new(), Vec::new());
        let employer = if field == Field::Participants { self.employer(inside) } else { None };
        for phrase in inside {
            match &phrase.what {
                What::People(_) if employer == Some(&phrase.tokens) => {}
                What::People(people) => {
                    let whole = self.whole(phrase, people).or_else(|| self.in_full(phrase, people));
                    let whole = whole.filter(|_| field == Field::Participants);
                    for agent in whole.as_ref().map_or(people.as_slice(), std::slice::from_ref) {
                        let id = cast.admit(self.text, agent);
                        if cast.members[id].is_named() { &mut named } else { &mut unnamed }.push(Thing::Member(id));
                    }
                }
                What::Mission(mission) => unnamed.push(Thing::Node(Node::Mission(mission.clone()))),
                What::Body(body) => unnamed.push(Thing::Node(Node::Body(body.clone()))),
                _ => {}
            }
        }
        named.extend(titled);
        if !named.is_empty() {
            named.splice(0..0, unnamed.iter().take(self.before_and(field)).cloned());
        }
        // `Charles Bohlen, Counselor of the Department` is he; `the Ambassador in Iran (Henderson)` too
        let mut found = if named.is_empty() { unnamed } else { named };
        found.dedup();
        let is_commander = field == Field::Participants && self.is_commander();
        if is_commander && found.iter().all(|thing| thing.member().is_none()) {
            found.clear();
        }
        // `United States` heads those who spoke for it
        let of_state =
            || inside.iter().any(|phrase| phrase.tokens.start == self.tokens.start && is_place(&phrase.what));
        if is_commander && let Some(one) = self.commander(cast) {
            return vec![one];
        }
        let is_unnamed = |thing: &Thing| thing.member().is_some_and(|id| !cast.members[id].is_named());
        if field == Field::Participants
            && found.iter().all(is_unnamed)
            && let Some(one) = self.last_word(cast)
        {
            return vec![one];
        }
        if found.is_empty() && !(field == Field::Participants && of_state()) {
            let office = self.office(cast).filter(|_| !is_commander);
            office.or_else(|| self.named(field, cast)).into_iter().collect()
        } else {
            found
        }
    }

    /// The one of a value whose name is read in part, with all that is left of the value: `Sheikh Haya Rashed al-Khalifa`. What
    /// is left has no other sign than a hyphen, and names nothing else.
    fn whole(&self, phrase: &Phrase, people: &[Agent]) -> Option<Agent> {
        let text = self.text;
        let [one] = people else { return None };
        let name = one.name.clone().filter(|name| name.end == phrase.tokens.end && one.alias.is_none())?;
        let mut rest = name.end..self.tokens.end;
        let is_plain = |at: usize| {
            let is_joined = text.kind(at) == Some(TokenKind::Hyphen) || text.cue(at, Cue::Particle);
            self.of_name(at) && (is_joined || text.capital(at)) && !text.is_common(at)
        };
        let is_read = |other: &Phrase| other.tokens.start >= name.end && !matches!(other.what, What::Token);
        let is_name = !rest.is_empty()
            && rest.len() <= REST_OF_NAME
            && rest.all(is_plain)
            && text.capital(self.tokens.end - 1)
            && !self.phrases(&self.tokens).iter().any(is_read);
        is_name.then(|| Agent { name: Some(name.start..self.tokens.end), ..one.clone() })
    }

    /// The one who is there by an office alone, with the words of all that it is of: `The Secretary of the Treasury` and `The
    /// Director, Bureau of the Budget` are not whoever else is secretary and director there.
    fn in_full(&self, phrase: &Phrase, people: &[Agent]) -> Option<Agent> {
        let (text, end) = (self.text, phrase.tokens.end);
        let [one] = people else { return None };
        if phrase.tokens.start != self.tokens.start || self.phrases(&self.tokens).iter().any(has_name) {
            return None;
        }
        let start = text.past_the(phrase.tokens.start);
        // `the Secretary of Defense` may be a phrase that is put in short
        let rest = text.words(&(start..end)).strip_prefix(one.phrase.as_str()).unwrap_or_default();
        let stop = if text.is(end, &["of", "for"]) {
            let ends = |at: &usize| [',', ';', '('].iter().any(|sign| text.sign(*at, *sign));
            (end..self.tokens.end).find(ends).unwrap_or(self.tokens.end)
        } else if text.sign(end, ',') && text.capital(end + 1) {
            self.tokens.end
        } else if [" of ", " for "].iter().any(|of| rest.starts_with(of)) {
            end
        } else {
            return None;
        };
        Some(Agent { phrase: text.words(&(start..stop)).to_owned(), ..one.clone() })
    }

    /// How many are there by an office alone beside somebody named: `The Ambassador and Mr. Foss` are two.
    fn before_and(&self, field: Field) -> usize {
        let first = self.phrases(&self.tokens).first().filter(|phrase| phrase.tokens.start == self.tokens.start);
        let beside = |phrase: &&Phrase| {
            field == Field::Participants
                && self.text.is(phrase.tokens.start, &["the"])
                && self.text.is(phrase.tokens.end, &["and"])
                && !has_name(phrase)
        };
        match first.filter(beside).map(|phrase| &phrase.what) {
            Some(What::People(people)) => people.len(),
            _ => 0,
        }
    }

    /// Who is called by the last word, behind an office that is read and what it is of: `Director of Central Intelligence
    /// McCone`.
    fn last_word(&self, cast: &mut Cast) -> Option<Thing> {
        let text = self.text;
        let end = self.tokens.clone().find(|at| !self.of_name(*at)).unwrap_or(self.tokens.end);
        let last = end.checked_sub(1)?;
        let Heading { offices, lady, .. } = text.heading(self.tokens.start);
        // what an office is for may have taken in the word behind it
        let after = offices.last()?.head.end;
        let inside =
            |phrase: &Phrase| !matches!(phrase.what, What::Token | What::People(_)) && phrase.tokens.contains(&last);
        let word = text.words(&(last..end));
        let is_name = last >= after
            && text.capital(last)
            && word.chars().any(char::is_lowercase)
            // `for Political Affairs Merchant`
            && (!text.is_common(last) || text.is(last - 1, &["affairs"]))
            && !text.is(last - 1, &["of", "for", "in", "at", "to", "the", "and"])
            && !self.phrases(&(self.tokens.start..end)).iter().any(inside);
        let agent = Agent { name: Some(last..end), offices, lady, ..text.agent_of(self.tokens.start..end) };
        is_name.then(|| Thing::Member(cast.admit(text, &agent)))
    }

    /// `Marshal of the Royal Air Force Portal` is called Portal.
    fn commander(&self, cast: &mut Cast) -> Option<Thing> {
        let last = self.tokens.end.checked_sub(1)?;
        let agent = Agent { name: Some(last..self.tokens.end), ..self.text.agent_of(self.tokens.clone()) };
        Some(Thing::Member(cast.admit(self.text, &agent)))
    }

    /// The one word behind the whole of a name and a comma, at the end of a value, that would be a name elsewhere: `Dr. Hans
    /// Beck, Krupp`.
    fn employer<'p>(&self, inside: &'p [Phrase]) -> Option<&'p Range<usize>> {
        let mut people = inside.iter().filter_map(|phrase| match &phrase.what {
            What::People(people) => Some((phrase, people.as_slice())),
            _ => None,
        });
        let ((first, [one]), (last, [other]), None) = (people.next()?, people.next()?, people.next()) else {
            return None;
        };
        let is_whole = one.name.as_ref().is_some_and(|name| name.len() > 1) && first.tokens.start == self.tokens.start;
        let is_word = other.name.as_ref() == Some(&last.tokens) && last.tokens.len() == 1 && other.offices.is_empty();
        let is_last = last.tokens.end == self.tokens.end && self.text.sign(last.tokens.start - 1, ',');
        (is_whole && is_word && is_last).then_some(&last.tokens)
    }

    /// `Marshal of the Royal Air Force Portal` is a man, and `Central Intelligence Agency Station` none.
    fn is_commander(&self) -> bool {
        let of = self.tokens.start + 1;
        let is_title = |phrase: &Phrase| {
            matches!(phrase.what, What::Body(_)) && phrase.tokens.start > of && phrase.tokens.end + 1 == self.tokens.end
        };
        self.text.is(self.tokens.start, COMMANDERS)
            && self.text.is(of, &["of"])
            && self.tokens.clone().next_back().is_some_and(|last| self.text.capital(last))
            && self.phrases(&self.tokens).iter().any(is_title)
    }

    /// A mission or body of which the value does not say the State, by all its words: `Embassy in Germany`, `Mission to the
    /// United Nations`. It need not be that of the State that is named.
    fn institution(&self) -> Option<Body> {
        let text = self.text;
        let start = text.past_the(self.tokens.start);
        let end = (start..self.tokens.end).find(|at| !self.of_name(*at)).unwrap_or(self.tokens.end);
        let mission = text.mission_noun(start);
        let is_read = |phrase: &Phrase| match &phrase.what {
            What::Token => false,
            // `Consulate General` has the word for an office in it
            What::Body(_) | What::People(_) if mission.is_some() && !has_name(phrase) => false,
            _ => has_name(phrase) || phrase.tokens.start <= start && phrase.tokens.end >= end,
        };
        // `Government Spokesman`
        let is_office = mission.is_none() && text.office(start).is_some_and(|(after, _)| after >= end);
        if !text.capital(start) || is_office || self.phrases(&self.tokens).iter().any(is_read) {
            return None;
        }
        let (_, kind) = mission.or_else(|| text.body_noun(start))?;
        Some(Body::Named { name: text.words(&(start..end)).to_owned(), of: None, kind })
    }

    fn has(&self, token: usize) -> bool {
        self.tokens.contains(&token)
    }

    /// The phrases that begin among some tokens.
    pub(super) fn phrases(&self, tokens: &Range<usize>) -> &[Phrase] {
        let all = &self.text.phrases;
        let at = |token: usize| all.partition_point(|phrase| phrase.tokens.start < token);
        &all[at(tokens.start)..at(tokens.end)]
    }

    /// Whether a token may be part of a name.
    fn of_name(&self, at: usize) -> bool {
        matches!(self.text.kind(at), Some(TokenKind::Word | TokenKind::Initials | TokenKind::Hyphen))
    }

    /// Those who have a title before a common word, by which they are called: `Ambassador Young`, `Lord Home, Sir David Gore`.
    fn titled(&self, cast: &mut Cast) -> Vec<Thing> {
        let text = self.text;
        let mut start = self.tokens.start;
        let mut found = Vec::new();
        while start < self.tokens.end {
            let end = (start..self.tokens.end).find(|at| !self.of_name(*at)).unwrap_or(self.tokens.end);
            let heading = text.heading(start);
            let name = heading.end..end;
            let is_first = start == self.tokens.start;
            // `Marshal of the Royal Air Force Portal` is called by all of it
            let by_office =
                |office: &Office| !ROLES.contains(&office.kind.as_str()) && office.tokens.end == office.head.end;
            let called = heading.addressed || is_first && heading.offices.last().is_some_and(by_office);
            let is_read = |phrase: &Phrase| has_name(phrase) || phrase.tokens == name && is_place(&phrase.what);
            // `van Well`
            let own = name.clone().find(|at| !text.cue(*at, Cue::Particle)).unwrap_or(end)..end;
            // `Director Policy Planning Staff` is all office
            let is_name = own.len() == 1 || (2..=4).contains(&own.len()) && !own.clone().all(|at| text.is_common(at));
            let is_called = called && is_name && text.capital(own.start) && text.capital(end - 1);
            if is_called && !self.phrases(&(start..end)).iter().any(is_read) {
                let Heading { offices, lady, .. } = heading;
                let agent = Agent { name: Some(name), offices, lady, ..text.agent_of(start..end) };
                found.push(Thing::Member(cast.admit(text, &agent)));
            }
            start = end + 1;
        }
        found
    }

    /// An office and nothing else, in a field of those who did something: `Secretary of State`. A rank may be a name: `Major`.
    fn office(&self, cast: &mut Cast) -> Option<Thing> {
        let text = self.text;
        let Heading { end, offices, .. } = text.heading(self.tokens.start);
        let is_rank = self.tokens.len() == 1 && offices.iter().all(|office| RANKS.contains(&office.kind.as_str()));
        // `Commander in Chief, Pacific`, `President’s Special Assistant`
        let goes_on = text.is(end, &["of", "for", "in", "to", "at"])
            || text.sign(end, ',')
            || text.kind(end) == Some(TokenKind::Possessive);
        let is_all = !offices.is_empty() && (end == self.tokens.end || goes_on);
        if is_rank || !is_all {
            return None;
        }
        let phrase = text.words(&self.tokens).to_owned();
        let agent = Agent { offices, phrase, ..text.agent_of(self.tokens.clone()) };
        Some(Thing::Member(cast.admit(text, &agent)))
    }

    /// The value as the name of a person: all of it up to a sign, and in brackets another form.
    fn named(&self, field: Field, cast: &mut Cast) -> Option<Thing> {
        let text = self.text;
        // `Jamal 'Abd al-Nasir`
        let opens =
            |at: usize| ['\'', '’', '‘', 'ʻ', 'ʿ'].iter().any(|mark| text.sign(at, *mark)) && text.capital(at + 1);
        let of_name = |at: &usize| self.of_name(*at) || *at > self.tokens.start && opens(*at);
        let mut end = self.tokens.clone().find(|at| !of_name(at)).unwrap_or(self.tokens.end);
        if text.sign(end, ',') && self.has(end + 1) && text.is(end + 1, &["jr", "sr"]) {
            end += 2;
        }
        let name = self.tokens.start..end;
        let (first, last) = (text.tokens.get(name.start)?, end.checked_sub(1)?);
        let capital = first.span.start < text.tokens[last].span.end && first.capital;
        // `Certain Posts`, `Policy Planning Staff`; and `State`, `OMB`, which stand among those present for who came from there
        let present = field == Field::Participants;
        let is_common = (name.len() > 1 || present)
            && name.clone().all(|at| text.is_common(at))
            && !text.is(name.start, COMMANDERS);
        let is_short = present && name.len() == 1 && {
            let word = text.words(&name);
            word.len() <= ABBREVIATED && word.chars().all(char::is_uppercase)
        };
        let is_nobody = name.len() == 1 && text.is(name.start, NOBODY);
        if name.is_empty() || name.len() > 8 || !capital || is_common || is_short || is_nobody {
            return None;
        }
        let inside = self.tokens.clone().find(|at| text.sign(*at, '(')).map_or(0..0, |open| {
            let close = (open..self.tokens.end).find(|at| text.sign(*at, ')')).unwrap_or(self.tokens.end);
            open + 1..close
        });
        let other =
            inside.len() > 1 && inside.clone().all(|at| of_name(&at) && (text.capital(at) || at > inside.start));
        let heading = text.heading(name.start);
        let name = self.behind_office(&name, &heading).unwrap_or(name);
        let offices = if name.start < heading.end { Vec::new() } else { heading.offices };
        let agent = Agent { name: Some(name.clone()), alias: other.then_some(inside), offices, ..text.agent_of(name) };
        Some(Thing::Member(cast.admit(text, &agent)))
    }

    /// The name behind the office that a value of those present begins with: `Minister Burin des Rosiers`, and the last word of
    /// `Minister of War Transport Leathers`.
    fn behind_office(&self, name: &Range<usize>, heading: &Heading) -> Option<Range<usize>> {
        let text = self.text;
        let [office] = heading.offices.as_slice() else { return None };
        let held = self.text.field == Field::Participants
            && office.tokens.start == name.start
            && !ROLES.contains(&office.kind.as_str());
        let rest = office.head.end..name.end;
        if !held || rest.len() < 2 {
            return None;
        }
        let plain = !rest.clone().any(|at| text.is(at, &["of", "for"]));
        let of_field = text.is(rest.start, &["of", "for"]) && rest.len() > 3 && text.capital(name.end - 1);
        if plain && text.capital(rest.start) { Some(rest) } else { of_field.then(|| name.end - 1..name.end) }
    }

    /// `Japan. Foreign Ministry. Asian Affairs Bureau`: the smallest part first, as bodies are named.
    fn body_of_state(&self) -> Option<Body> {
        let text = self.text;
        let state = self.phrases(&self.tokens).first().filter(|phrase| phrase.tokens.start == self.tokens.start)?;
        let What::Place(place) = &state.what else { return None };
        if !text.sign(state.tokens.end, '.') || !self.has(state.tokens.end + 1) {
            return None;
        }
        let rest = text.words(&(state.tokens.end + 1..self.tokens.end));
        let mut parts: Vec<&str> = rest.split('.').map(str::trim).filter(|part| !part.is_empty()).collect();
        parts.reverse();
        let ministry = |part: &str| matches!(part, "Foreign Ministry" | "Ministry of Foreign Affairs");
        let kind = if matches!(parts.as_slice(), [one] if ministry(one)) { "foreign-ministry" } else { "body" };
        let part = |part: &str| if ministry(part) { "Ministry of Foreign Affairs".to_owned() } else { part.to_owned() };
        let name = parts.into_iter().map(part).collect::<Vec<_>>().join(", ");
        (!name.is_empty()).then(|| Body::Named { name, of: Some(place.slug.clone()), kind: kind.into() })
    }

    fn places(&self) -> Vec<Thing> {
        let place = self.phrases(&self.tokens).iter().filter_map(|phrase| match &phrase.what {
            What::Place(hit) if hit.word != PlaceWord::Adjective => Some(Thing::Node(Node::Place(hit.slug.clone()))),
            _ => None,
        });
        // `Seoul, South Korea` is the first of them
        place.take(1).collect()
    }
}
