//! Fields of the archive's own: authors, addressees, participants, people and places, each value by itself.
//!
//! A value is evidence as a whole. What such a field says outranks what a text says: given participants are all of them, and
//! given authors and addressees all of their sort. A person who is given leaves the embassy of the title an author.

use super::cast::{Cast, MemberId};
use super::encounter::Encounter;
use super::inverted::inverted;
use super::lexicon::{Cue, Lexicon};
use super::phrase::What;
use super::scene::Scene;
use super::text::Text;
use super::title::Title;
use super::token::TokenKind;
use super::value::{Value, has_name};
use super::{Draft, Thing};
use crate::claim::{Node, PlaceSlug, Relation};
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
