//! Fields of the archive's own: authors, addressees, participants, people and places, each value by itself.
//!
//! ```text
//! value := family , given (( other form ))? (, years)?   Mao, Zedong · Chiang, Ching-kuo (Jiang Jingguo)
//!        | State . body (. body)*                Japan. Foreign Ministry. Asian Affairs Bureau
//!        | agents | mission | body | place       Josip Broz Tito, President of Yugoslavia · Hungarian Embassy in Mongolia
//!        | mission or body without a State       Embassy in Germany · Mission to the United Nations
//!        | any other words                       a name, where they begin with a capital
//! ```
//! A value is evidence as a whole. What such a field says outranks what a text says: given participants are all of them, and
//! given authors and addressees all of their sort. A person who is given leaves the embassy of the title an author.

use super::agent::{Agent, Heading};
use super::cast::{Cast, MemberId};
use super::encounter::Encounter;
use super::inverted::{RANKS, inverted};
use super::lexicon::{Cue, Lexicon, PlaceWord};
use super::office::Office;
use super::phrase::{Phrase, What};
use super::scene::Scene;
use super::text::Text;
use super::title::Title;
use super::token::TokenKind;
use super::{Draft, Thing};
use crate::claim::{Body, Node, PlaceSlug, Relation};
use crate::record::{Field, Passage, Record};
use crate::rule::{self, Rule};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// Forms of documents that record what was said.
const OF_MEETINGS: &[&str] = &["record-of-conversation", "minutes", "transcript", "interview"];

/// Words that may stand before the meeting that a title begins with.
const BEFORE_MEETINGS: &[&str] = &[
    "a",
    "an",
    "the",
    "his",
    "her",
    "their",
    "first",
    "second",
    "third",
    "last",
    "final",
    "secret",
    "private",
    "official",
    "informal",
    "confidential",
    "bilateral",
    "joint",
    "personal",
    "brief",
    "short",
    "of",
];

/// Words that stand where nobody is known.
const NOBODY: &[&str] =
    &["unknown", "various", "anonymous", "unidentified", "unnamed", "none", "unspecified", "others"];

/// Who is called after what he commands, and by his name behind that.
const COMMANDERS: &[&str] = &["marshal", "admiral", "general"];

/// Words of one who is listed and was not there, or for whom another was.
const AWAY: &[&str] = &[
    "absent",
    "not present",
    "not in attendance",
    "did not come",
    "did not attend",
    "did not participate",
    "could not attend",
    "unable to attend",
    "apologies",
    "excused",
    "on behalf of",
    "representative of",
    "representing",
    "interpreter for",
    "translator for",
    "copies to",
    "copy to",
    "cc:",
];

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

/// What a title says is recorded, beside a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Recorded {
    /// A visit: who goes on it together has not met by that.
    Visit,
    /// A meeting that was to be.
    Plan,
    /// What somebody wrote: who is named as taking part need not have met.
    Writing,
    /// It does not say.
    Unsaid,
}

/// What the fields of a record name.
#[derive(Debug, Default)]
pub(super) struct Given {
    named: Vec<(Thing, Passage)>,
    /// Values that name nobody.
    pub unread: Vec<Passage>,
    /// Values that name who was not there.
    away: Vec<Passage>,
}

impl Given {
    /// Reads the fields, and admits their people to the cast.
    pub(super) fn read(
        record: &Record,
        fields: &[(Field, String)],
        lexicon: &Lexicon,
        year: Option<i32>,
        cast: &mut Cast,
    ) -> Self {
        let mut given = Self::default();
        for (field, turned) in fields {
            let mut text = Text::new(*field, turned, lexicon, year);
            text.read_phrases();
            let tokens = |bytes: &Range<usize>| {
                let at = |byte: usize| text.tokens.partition_point(|token| token.span.start < byte);
                at(bytes.start)..at(bytes.end)
            };
            let mut values: Vec<_> = record.values(*field).collect();
            if *field == Field::Participants {
                // those with names first, so that an office in the list is none of theirs
                values.sort_by_cached_key(|(bytes, _)| {
                    let value = Value { text: &text, tokens: tokens(bytes), is_inverted: false };
                    !value.phrases(&value.tokens).iter().any(has_name)
                });
            }
            let first = (given.named.len(), given.unread.len());
            for (bytes, value) in values {
                let words = Passage::new(*field, bytes.clone());
                let is_inverted = inverted(*field, value, lexicon).is_some();
                let found = Value { text: &text, tokens: tokens(&bytes), is_inverted }.read(*field, cast);
                if found.is_empty() {
                    given.unread.push(words);
                }
                let folded = value.to_lowercase();
                if AWAY.iter().any(|away| folded.contains(away)) {
                    given.away.push(words);
                }
                given.named.extend(found.into_iter().map(|thing| (thing, words)));
            }
            given.named[first.0..].sort_by_key(|(_, words)| words.start);
            given.unread[first.1..].sort();
        }
        given
    }

    /// The people of a field who were there, as far as it says.
    fn there(&self, field: Field) -> impl Iterator<Item = (MemberId, Passage)> {
        let there = self.of(field).filter(|(_, words)| !self.away.contains(words));
        there.filter_map(|(thing, words)| Some((thing.member()?, *words)))
    }

    /// The first place of the record's.
    pub(super) fn place(&self) -> Option<(PlaceSlug, Passage)> {
        self.of(Field::Places).find_map(|(thing, words)| match thing {
            Thing::Node(Node::Place(place)) => Some((place.clone(), *words)),
            _ => None,
        })
    }

    fn of(&self, field: Field) -> impl Iterator<Item = &(Thing, Passage)> {
        self.named.iter().filter(move |(_, words)| words.field == field)
    }

    /// Whether the record is that of a meeting, so that contributors are those who met: by its form, or because its title begins
    /// with the meeting, `Memorandum of Conversation`, or names some of them as who met. `Report on the Meeting between …` is
    /// by whoever wrote it.
    pub(super) fn is_of_meeting(&self, title: &Scene<'_, '_>, read: &Title, cast: &Cast) -> bool {
        let occasion = (0..title.phrases.len()).find(|at| matches!(title.what(*at), Some(What::Occasion(_))));
        // `Request for a Meeting with B` comes before it
        let to_come = |at: usize| title.cue(at, Cue::Wish) || title.is(at, &["for", "failed"]);
        if (0..occasion.unwrap_or(0)).any(to_come) {
            return false;
        }
        if read.genre.as_deref().is_some_and(|genre| OF_MEETINGS.contains(&genre)) {
            return true;
        }
        let Some(occasion) = occasion.filter(|_| !read.is_journal() && read.recipients.is_empty()) else {
            return false;
        };
        let leads = |at: usize| {
            let (text, token) = (title.text, title.token(at));
            let is_small = text.is(token, BEFORE_MEETINGS) || text.kind(token) == Some(TokenKind::Possessive);
            let is_form = || text.longest(&text.lexicon.genres, token).is_some();
            !matches!(title.what(at), Some(What::Token)) || is_small || is_form()
        };
        let is_party = |(thing, _): &(Thing, Passage)| {
            thing.member().is_some_and(|id| cast.members[id].in_title) && !read.authors.contains(thing)
        };
        (0..occasion).all(leads) || self.of(Field::Contributors).any(is_party)
    }

    /// Whether the title is that of a letter, a speech and the like; or of a telegram between those who are listed, which may
    /// else report what others said to each other.
    pub(super) fn is_written(&self, title: &Title) -> bool {
        let corresponds =
            |(thing, _): &(Thing, Passage)| title.authors.contains(thing) || title.recipients.contains(thing);
        match title.genre.as_deref() {
            Some("letter" | "speech" | "other") => true,
            Some("telegram" | "cable") => self.of(Field::Participants).all(corresponds),
            _ => false,
        }
    }

    /// Whether the title tells of a meeting that was to be: `Refusal to Meet B`, `Agenda for Talks with B`.
    pub(super) fn is_of_plan(title: &Scene<'_, '_>) -> bool {
        let meets = |at: usize| {
            matches!(title.what(at), Some(What::Occasion(_))) || title.is(at, &["meet", "receive", "see", "visit"])
        };
        let met = (0..title.phrases.len()).find(|at| meets(*at)).unwrap_or(0);
        (0..met).any(|at| title.cue(at, Cue::Wish) || title.is(at, &["for"]))
    }

    /// Puts down who wrote and to whom, in place of what the text says of it.
    pub(super) fn correspond(&self, meeting: bool, title: &mut Title, drafts: &mut Vec<Draft>) {
        let named = |field| self.of(field).cloned().collect::<Vec<_>>();
        let (mut authors, mut by) = (named(Field::Authors), rule::GIVEN_AUTHOR);
        if authors.is_empty() && !meeting && named(Field::Participants).is_empty() {
            (authors, by) = (named(Field::Contributors), rule::GIVEN_CONTRIBUTOR);
        }
        let recipients = named(Field::Recipients);
        let mut put = |relation, given: &[(Thing, Passage)], by: &'static Rule| {
            // people for people, and bodies for bodies
            let outranked =
                |read: &Thing| given.iter().any(|(thing, _)| thing.member().is_some() == read.member().is_some());
            drafts.retain(|draft| draft.relation != relation || !outranked(&draft.object));
            let said = |(thing, words): &(Thing, Passage)| Draft::of_record(relation, thing.clone(), vec![*words], by);
            drafts.extend(given.iter().map(said));
            let of_relation = drafts.iter().filter(|draft| draft.relation == relation);
            of_relation.map(|draft| draft.object.clone()).collect::<Vec<_>>()
        };
        if !authors.is_empty() {
            title.authors = put(Relation::Author, &authors, by);
        }
        if !recipients.is_empty() {
            title.recipients = put(Relation::Addressee, &recipients, rule::GIVEN_RECIPIENT);
        }
        // who wrote to somebody sent it
        if !authors.is_empty() && !title.recipients.is_empty() {
            put(Relation::Sender, &authors, by);
        }
    }

    /// Those whom one value gives as taking part, and no other: whom sentences without a subject are about.
    pub(super) fn alone(&self) -> Vec<MemberId> {
        let given: Vec<_> = self.there(Field::Participants).collect();
        let one_value = given.iter().all(|(_, words)| *words == given[0].1);
        if one_value { given.into_iter().map(|(id, _)| id).collect() } else { Vec::new() }
    }

    /// The State that a visitor comes from, by the words of its field.
    pub(super) fn home(&self, record: &Record) -> Option<(PlaceSlug, Passage)> {
        record.journey.filter(|journey| journey.is_visit).and_then(|_| self.place())
    }

    /// The one place that a journey went to, by the words of its field.
    pub(super) fn stay(&self, record: &Record) -> Option<(PlaceSlug, Passage)> {
        let (bytes, _) = record.values(Field::Places).nth(record.journey?.stay?)?;
        self.of(Field::Places).find_map(|(thing, words)| match thing {
            Thing::Node(Node::Place(slug)) if *words == Passage::new(Field::Places, bytes.clone()) => {
                Some((slug.clone(), *words))
            }
            _ => None,
        })
    }

    /// Makes those who are given as participants the parties of the encounter that the record is of; one alone met whoever made
    /// it.
    pub(super) fn attend(
        &self,
        meeting: bool,
        author: Option<(MemberId, Passage)>,
        of: Recorded,
        journey: bool,
        encounters: &mut Vec<Encounter>,
    ) {
        let parties = |field, by: &'static Rule| -> Vec<(MemberId, Passage, &'static Rule)> {
            self.there(field).map(|(id, words)| (id, words, by)).collect()
        };
        let mut given = parties(Field::Participants, rule::GIVEN_PARTICIPANT);
        if given.is_empty() && meeting && self.of(Field::Authors).next().is_none() {
            given = parties(Field::Contributors, rule::GIVEN_CONTRIBUTOR);
        }
        let Some((_, words, mut by)) = given.first().copied() else { return };
        if journey {
            // whoever was under way is named by the field, and by no remark
            let all = encounters.iter_mut().flat_map(|known| &mut known.parties);
            for party in all.filter(|party| given.iter().any(|(id, ..)| *id == party.0)) {
                (party.1, party.2) = (words, by);
            }
            return;
        }
        let alone = given.len() == 1 && meeting && encounters.is_empty();
        if let Some((author, said)) = author.filter(|(author, _)| alone && *author != given[0].0) {
            by = rule::MEET_AUTHOR;
            given.insert(0, (author, said, by));
        }
        let shares = |known: &Encounter| known.parties.iter().any(|(id, ..)| given.iter().any(|party| party.0 == *id));
        let met = |wanted: &dyn Fn(&Encounter) -> bool| encounters.iter().position(|e| !e.planned && wanted(e));
        let planned = encounters.iter().position(|known| known.planned && known.in_title);
        // who goes on a visit together has not met by that
        let together = given.iter().all(|(_, with, _)| *with == words) && (of == Recorded::Visit || !meeting);
        match met(&|known| known.in_title).or_else(|| met(&shares)) {
            None if together => {}
            // what the title says was only planned did not come to pass by its list
            None if planned.is_some() => {
                if let Some(at) = planned.filter(|_| given.len() > 1) {
                    encounters[at].parties = given;
                }
            }
            Some(_) if together && given.len() > 1 => {}
            Some(at) if given.len() > 1 => encounters[at].parties = given,
            Some(at) => {
                let party = given.swap_remove(0);
                let known = &mut encounters[at];
                known.parties.retain(|(id, ..)| *id != party.0);
                known.parties.insert(0, party);
            }
            None if of == Recorded::Writing && !meeting => {}
            None if given.len() > 1 => encounters.insert(
                0,
                Encounter {
                    kind: "conversation".into(),
                    planned: of == Recorded::Plan && !meeting,
                    rule: by,
                    words,
                    parties: given,
                    in_title: true,
                    place: None,
                    retold: false,
                },
            ),
            None => {}
        }
    }

    /// Puts down who and what is mentioned; where the text names them too, its words are added. Whoever is given as taking part,
    /// and of whom nothing else is said, is mentioned at the least.
    pub(super) fn mention(&self, encounters: &[Encounter], drafts: &mut Vec<Draft>) {
        let parties = encounters.iter().flat_map(|encounter| &encounter.parties);
        let take_part: FxHashSet<MemberId> = parties.map(|(id, ..)| *id).collect();
        let mut said: FxHashSet<Thing> = drafts.iter().map(|draft| draft.object.clone()).collect();
        for (thing, words) in &self.named {
            let by = match words.field {
                Field::Participants => rule::GIVEN_PARTICIPANT,
                Field::Contributors => rule::GIVEN_CONTRIBUTOR,
                _ => continue,
            };
            let is_party = thing.member().is_some_and(|id| take_part.contains(&id));
            if !is_party && said.insert(thing.clone()) {
                drafts.push(Draft::of_record(Relation::Mentions, thing.clone(), vec![*words], by));
            }
        }
        let by_field = |field: Field| match field {
            Field::Mentioned => Some(rule::GIVEN_MENTIONED),
            Field::Places => Some(rule::GIVEN_PLACE),
            _ => None,
        };
        let told = || self.named.iter().filter_map(|(thing, words)| Some((thing, words, by_field(words.field)?)));
        // each with all words that name it, and by the rule of the last
        let mut mentioned: FxHashMap<&Thing, (usize, Vec<Passage>, &'static Rule)> = FxHashMap::default();
        for (nth, (thing, words, by)) in told().enumerate() {
            let (last, passages, rule) = mentioned.entry(thing).or_insert((nth, Vec::new(), by));
            (*last, *rule) = (nth, by);
            passages.push(*words);
        }
        mentioned.values_mut().for_each(|(_, passages, _)| passages.reverse());
        drafts.retain(|draft| {
            let of_text = mentioned.get_mut(&draft.object).filter(|_| draft.relation == Relation::Mentions);
            of_text.is_none_or(|(_, passages, _)| {
                passages.extend(&draft.passages);
                false
            })
        });
        let mut mentioned: Vec<_> = mentioned.into_iter().collect();
        mentioned.sort_by_key(|(_, (last, ..))| *last);
        let drafted = |(thing, (_, passages, by)): (&Thing, (usize, Vec<Passage>, &'static Rule))| {
            Draft::of_record(Relation::Mentions, thing.clone(), passages, by)
        };
        drafts.extend(mentioned.into_iter().map(drafted));
    }
}

/// Whether a phrase names a person.
fn has_name(phrase: &Phrase) -> bool {
    matches!(&phrase.what, What::People(people) if people.iter().any(|one| one.name.is_some()))
}

fn is_place(what: &What) -> bool {
    matches!(what, What::Place(_))
}

/// One value of a field.
struct Value<'v, 'a> {
    text: &'v Text<'a>,
    tokens: Range<usize>,
    is_inverted: bool,
}

impl Value<'_, '_> {
    fn read(&self, field: Field, cast: &mut Cast) -> Vec<Thing> {
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
    fn phrases(&self, tokens: &Range<usize>) -> &[Phrase] {
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
