//! When and where a meeting was, as far as the words beside it say so: `met B in Moscow on 3 June 1963`.
//!
//! ```text
//! before := On DATE ,? MEETING                    On 3 June 1963, A received B
//! inside := OCCASION PLACE? (on | of | in)? DATE  the meeting of 3 June 1963 with B
//!         | DATE OCCASION                         the 3 June 1963 meeting with B
//!         | VERB PLACE? (on | in)? DATE           A met in Moscow on 3 June 1963 with B
//! behind := MEETING PLACE? (on | in)? DATE        A met B in Moscow on 3 June 1963
//! PLACE  := (in | at) place
//! ```
//! What a document tells of was before it: a day without its year is the last one of its name, of the half year up to the
//! record. Where the words say two dates, none is taken; and a place only behind somebody's name, since `students in
//! Prague` may be students of Prague.

use super::Thing;
use super::cast::MemberId;
use super::encounter::Encounter;
use super::lexicon::PlaceWord;
use super::phrase::{Phrase, What};
use super::scene::Scene;
use super::text::{Spelling, Text};
use super::title::Title;
use super::token::TokenKind;
use crate::claim::PlaceSlug;
use crate::date::Date;
use crate::record::{Dated, Field, Passage, Record};
use crate::rule::{self, Rule};
use chrono::{Datelike, Days, NaiveDate};
use std::ops::Range;

/// How many phrases of the words of a meeting are looked at for its date.
const REACH: usize = 60;

/// How long before its record a day may be that is told without its year, in days.
const HALF_A_YEAR: u64 = 183;

/// Words that may follow a date or place that ends what is said of the meeting; others say that it is another thing's: `the
/// 3 June events`.
const AFTER: &[&str] = &[
    "about",
    "after",
    "and",
    "as",
    "at",
    "before",
    "between",
    "by",
    "concerning",
    "during",
    "following",
    "for",
    "in",
    "on",
    "regarding",
    "that",
    "to",
    "when",
    "where",
    "which",
    "while",
    "who",
    "with",
];

/// When or where a meeting was, the words that say so, and the rule that read them.
type Told<T> = (T, Passage, &'static Rule);

/// All that a record has to say of when and where its meetings were.
pub(super) struct Circumstances<'s> {
    record: &'s Record,
    title: &'s Title,
    scenes: [Option<&'s Scene<'s, 's>>; 3],
    /// Where the meeting was that the record is of.
    place: Option<Told<PlaceSlug>>,
    /// The one place that a journey went to.
    stay: Option<(PlaceSlug, Passage)>,
}

impl<'s> Circumstances<'s> {
    /// Those of a record with these scenes, the title's first; `place` and `stay` are what its fields say.
    pub(super) fn new(
        record: &'s Record,
        title: &'s Title,
        scenes: [Option<&'s Scene<'s, 's>>; 3],
        place: Option<(PlaceSlug, Passage)>,
        stay: Option<(PlaceSlug, Passage)>,
    ) -> Self {
        let of_title = || {
            let (place, words) = title_place(scenes[0]?, title)?;
            Some((place, words, rule::MEET_PLACE))
        };
        let place = place.map(|(place, words)| (place, words, rule::MEET_DATELINE)).or_else(of_title);
        Self { record, title, scenes, place, stay }
    }

    /// When an encounter was: by its title, by the words beside it, or by what the record is of.
    pub(super) fn date(&self, encounter: &Encounter) -> Option<Told<Date>> {
        let Self { record, title, .. } = self;
        let of_title = |(date, words)| (date, words, rule::MEET_DATE);
        // a journal's date is that of what was said to the diarist, not of what he was told
        let own = |id: &MemberId| title.authors.contains(&Thing::Member(*id));
        let journal = || title.is_journal() && encounter.parties.iter().any(|(id, ..)| own(id));
        let told = || told_date(self.scene(encounter)?, encounter.words, record);
        if let Some(said) = title.date.filter(|_| encounter.in_title).map(of_title).or_else(told) {
            return Some(said);
        }
        if let Some(said) = title.date.filter(|_| journal()).map(of_title) {
            return Some(said);
        }
        // a document tells of what was before it, a journey of what happened on its days
        let (date, is_own) = (record.date?, encounter.in_title || is_listed(encounter));
        let (date, rule) = match record.meeting.dated.filter(|_| is_own) {
            Some(Dated::Told) => (date, rule::MEET_DATED),
            Some(Dated::Shown) => (date, rule::MEET_HOUR),
            None if record.journey.is_some() => (date, rule::MEET_ON_JOURNEY),
            None => (date.or_before(), rule::MEET_NOT_AFTER),
        };
        Some((date, date_field(record), rule))
    }

    /// Where an encounter was: by its title, by the words beside it, or by what the record is of.
    pub(super) fn place(&self, encounter: &Encounter) -> Option<Told<PlaceSlug>> {
        let of_title = encounter.place.clone().map(|(place, words)| (place, words, rule::MEET_PLACE));
        let told = || told_place(self.scene(encounter)?, encounter.words);
        let of_record = || self.place.clone().filter(|_| is_listed(encounter));
        let stay = || self.stay.clone().map(|(place, words)| (place, words, rule::MEET_STAY));
        of_title.or_else(told).or_else(of_record).or_else(stay)
    }

    /// The scene that tells of an encounter.
    fn scene(&self, encounter: &Encounter) -> Option<&'s Scene<'s, 's>> {
        self.scenes.into_iter().flatten().find(|scene| scene.text.field == encounter.words.field)
    }
}

/// Whether it is the meeting that the record is of, whose participants it lists.
fn is_listed(encounter: &Encounter) -> bool {
    encounter.parties.iter().any(|(.., by)| by.id == rule::GIVEN_PARTICIPANT.id)
}

/// The whole date field.
pub(super) fn date_field(record: &Record) -> Passage {
    Passage::new(Field::Date, 0..record.text(Field::Date).len())
}

/// The place before the date of a title: `…, White House, Washington, January 30, 1957`.
fn title_place(scene: &Scene<'_, '_>, title: &Title) -> Option<(PlaceSlug, Passage)> {
    let (_, date) = title.date?;
    let at = scene.phrases.iter().position(|phrase| scene.text.passage(&phrase.tokens) == date)?;
    let place =
        at.checked_sub(2).filter(|place| scene.sign(at - 1, ',') && *place > 0 && scene.sign(place - 1, ','))?;
    match scene.what(place)? {
        What::Place(hit) if hit.word != PlaceWord::Adjective => {
            Some((hit.slug.clone(), scene.text.passage(&scene.phrases[place].tokens)))
        }
        _ => None,
    }
}

/// A date as the text has it.
#[derive(Clone, Copy, PartialEq)]
enum Day {
    Whole(Date),
    /// A month and a day of it, without the year.
    OfMonth(u32, u32),
}

/// The date of a meeting by the words that tell of it and those beside them.
fn told_date(scene: &Scene<'_, '_>, meeting: Passage, record: &Record) -> Option<Told<Date>> {
    let text = scene.text;
    let tokens = text.tokens_of(meeting);
    let behind = text.behind(tokens.end);
    let mut found = text.before(tokens.start).into_iter().chain(scene.inside(tokens)).chain(behind);
    let (told, tokens) = found.next()?;
    if found.any(|(other, _)| other != told) {
        return None;
    }
    let words = text.passage(&tokens);
    match told {
        Day::Whole(date) => fits(date, record).then_some((date, words, rule::MEET_DATE_TOLD)),
        Day::OfMonth(month, day) => Some((last_of_its_name(month, day, record)?, words, rule::MEET_DAY_TOLD)),
    }
}

/// The place of a meeting by the words beside those that tell of it.
fn told_place(scene: &Scene<'_, '_>, meeting: Passage) -> Option<Told<PlaceSlug>> {
    let text = scene.text;
    let end = text.tokens_of(meeting).end;
    let last = scene.phrases.partition_point(|phrase| phrase.tokens.start < end).checked_sub(1)?;
    let named = match &scene.phrases[last].what {
        What::People(people) => people.last().is_some_and(|agent| agent.name.is_some()),
        _ => false,
    };
    let past_date = || text.then(end, &["on", "in"]).and_then(|(_, date)| text.place_at(date.end));
    let (place, tokens) = text.place_at(end).or_else(past_date).filter(|_| named)?;
    Some((place, text.passage(&tokens), rule::MEET_PLACE_TOLD))
}

/// Whether something can have been then that a record tells of: not after it, and on a journey not before that.
fn fits(date: Date, record: &Record) -> bool {
    let Some(known) = record.date else { return true };
    let (first, last) = (date.first().unwrap_or_else(|| date.last()), date.last());
    let begun = known.first().filter(|_| record.journey.is_some());
    first <= known.last() && begun.is_none_or(|begun| begun <= last)
}

/// The last day of a name up to a record.
fn last_of_its_name(month: u32, day: u32, record: &Record) -> Option<Date> {
    let last = match record.date? {
        Date::Year(_) => return None,
        known => known.last(),
    };
    let in_year = |year| NaiveDate::from_ymd_opt(year, month, day).filter(|day| *day <= last);
    let day = in_year(last.year()).or_else(|| in_year(last.year() - 1))?;
    let date = Date::Day(day);
    (day + Days::new(HALF_A_YEAR) >= last && fits(date, record)).then_some(date)
}

impl Text<'_> {
    /// The tokens that a passage has.
    fn tokens_of(&self, passage: Passage) -> Range<usize> {
        let until = |byte: usize| self.tokens.partition_point(|token| token.span.start < byte);
        until(passage.start)..until(passage.end)
    }

    /// A place with its preposition, and nothing of which it would be a part: `in Moscow`, but not `in Moscow Province`.
    fn place_at(&self, at: usize) -> Option<(PlaceSlug, Range<usize>)> {
        let (end, hit) = self.place(at + 1, Spelling::Exact).filter(|_| self.is(at, &["in", "at"]))?;
        self.ends_what_is_said(end).then(|| (hit.slug.clone(), at..end))
    }

    /// A date at the start of the sentence, before the words of the meeting.
    fn before(&self, meeting: usize) -> Option<(Day, Range<usize>)> {
        const LONGEST: usize = 8;
        let opens = |at: usize| at == 0 || matches!(self.kind(at - 1), Some(TokenKind::Sign('.' | '\n' | ';')));
        let at = (meeting.saturating_sub(LONGEST)..meeting).rev().find(|at| opens(*at))?;
        let (told, tokens) = self.then(at, &["on", "in"])?;
        let end = tokens.end + usize::from(self.sign(tokens.end, ','));
        (end == meeting).then_some((told, tokens))
    }

    /// A date behind the words of the meeting.
    fn behind(&self, meeting: usize) -> Option<(Day, Range<usize>)> {
        let at = meeting + usize::from(self.sign(meeting, ','));
        self.past_place(at, &["on", "in"]).and_then(|found| self.ended(found))
    }

    /// A preposition and a date, here or past a place: `in Jacksonville, Florida, on 3 June`.
    fn past_place(&self, at: usize, prepositions: &[&str]) -> Option<(Day, Range<usize>)> {
        const LONGEST: usize = 6;
        let named = |at: usize| self.capital(at) || self.sign(at, ',') || self.is(at, &["the"]);
        let place = if self.is(at, &["in", "at", "near"]) { LONGEST } else { 0 };
        let past = (at + 1..=at + place).take_while(|at| named(*at)).map(|at| at + 1);
        std::iter::once(at).chain(past).find_map(|at| self.then(at, prepositions))
    }

    /// A preposition and a date behind it, or a day without one; the tokens of both.
    fn then(&self, at: usize, prepositions: &[&str]) -> Option<(Day, Range<usize>)> {
        let part = self.is(at + 1, &["the"])
            && self.is(at + 2, &["morning", "afternoon", "evening", "night"])
            && self.is(at + 3, &["of"]);
        let (bare, on, of) = (!self.is(at, prepositions), self.is(at, &["on"]), self.is(at, &["of"]));
        let date = match (bare, part) {
            (true, _) => at,
            (false, true) => at + 4,
            (false, false) => at + 1,
        };
        let (end, told) = match self.date(date) {
            Some((end, whole)) => (end, Day::Whole(whole)),
            None => self.year_alone(date).or_else(|| self.day_alone(date))?,
        };
        let a_day = match told {
            Day::Whole(date) => matches!(date, Date::Day(_) | Date::Days(..)),
            Day::OfMonth(..) => true,
        };
        // `on` a day, `in` a month or year; `of` either
        (a_day != (!bare && !on) || of).then_some((told, at..end))
    }

    /// What was found, if the date ends there what is said of the meeting.
    fn ended(&self, found: (Day, Range<usize>)) -> Option<(Day, Range<usize>)> {
        let end = found.1.end;
        // `on 3 June, 5 July and 1 August`
        let joint = self.sign(end, ',') || self.is(end, &["and", "to"]);
        let more = joint && (self.kind(end + 1) == Some(TokenKind::Number) || self.month(end + 1).is_some());
        (self.ends_what_is_said(end) && !more).then_some(found)
    }

    /// Whether a date or place before a token belongs to nothing behind it.
    fn ends_what_is_said(&self, at: usize) -> bool {
        match self.kind(at) {
            None => true,
            Some(TokenKind::Sign(sign)) => !matches!(sign, '/' | '-' | '–' | '—'),
            Some(TokenKind::Word) => self.is(at, AFTER) && !self.capital(at),
            Some(_) => false,
        }
    }

    fn year_alone(&self, at: usize) -> Option<(usize, Day)> {
        Some((at + 1, Day::Whole(Date::year(self.year(at)?)?)))
    }

    /// `3 June`, `June 3`: a day without its year.
    fn day_alone(&self, at: usize) -> Option<(usize, Day)> {
        let first = self.month(at).map(|month| (month, self.number(at + 1)));
        let (month, day) = first.unwrap_or_else(|| (self.month(at + 1).unwrap_or_default(), self.number(at)));
        let day = day.filter(|day| (1..=31).contains(day) && month > 0)?;
        Some((at + 2, Day::OfMonth(month, day)))
    }
}

impl Scene<'_, '_> {
    /// Dates within the words of a meeting, at its occasion or its verb.
    fn inside(&self, meeting: Range<usize>) -> Vec<(Day, Range<usize>)> {
        let first = self.phrases.partition_point(|phrase| phrase.tokens.start < meeting.start);
        let mut found = Vec::new();
        let within = |(_, phrase): &(usize, &Phrase)| phrase.tokens.start < meeting.end;
        for (at, phrase) in self.phrases.iter().enumerate().skip(first).take(REACH).take_while(within) {
            let occasion = matches!(phrase.what, What::Occasion(_));
            let behind = match &phrase.what {
                What::Occasion(_) => self.text.past_place(phrase.tokens.end, &["on", "of", "in"]),
                _ if !self.verbs(at).is_empty() => {
                    let ends = self.verbs(at).iter().map(|(end, _)| self.token(*end));
                    ends.filter_map(|end| self.text.past_place(end, &["on", "in"])).next()
                }
                _ => None,
            };
            found.extend(behind.filter(|(_, tokens)| tokens.end < meeting.end));
            if let Some(before) = at.checked_sub(1).map(|before| &self.phrases[before]).filter(|_| occasion)
                && let What::Date(date) = before.what
            {
                found.push((Day::Whole(date), before.tokens.clone()));
            }
        }
        found
    }
}
