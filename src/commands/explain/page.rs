//! The page: every entry with its words marked and its encounters drawn, for a browser, in one file.
//!
//! The markup is in `templates/`; here is only what it is filled with. The page needs no script and no other file, and
//! says so to the browser, which then refuses both.

use super::drawing::{Drawing, draw};
use super::entry::{Entry, Field, Passage};
use super::event::Event;
use super::mark::{Mark, Sort};
use crate::commands::{cell, counted, rows};
use askama::Template;
use chancery::{Error, ErrorKind, Result};
use oxigraph::store::Store;
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

const SECTIONS: &str = include_str!("../../../queries/internal/sections.rq");

/// The page of some entries of a store; `words_of` says whose words they are.
pub fn render(entries: &[Entry], store: &Store, words_of: &str) -> Result<String> {
    let page = Page::new(sections(entries, store)?, words_of);
    let text =
        page.render().map_err(|error| Error::new(ErrorKind::Bundled, format!("templates/explain.html: {error}")))?;
    // HTML has no place for other control characters
    let control = |character: char| character.is_control() && character != '\n' && character != '\t';
    Ok(text.replace(control, "\u{fffd}"))
}

#[derive(Template)]
#[template(path = "explain.html")]
struct Page<'a> {
    title: String,
    facts: String,
    words_of: &'a str,
    sections: Vec<Section<'a>>,
    /// Every sort of mark, with its name.
    legend: [(Sort, &'static str); 10],
    version: &'static str,
}

/// A collection, or the file of entries that are in none.
struct Section<'a> {
    id: String,
    title: String,
    about: String,
    facts: String,
    years: Vec<Year<'a>>,
}

/// The entries of a year.
struct Year<'a> {
    id: String,
    name: &'a str,
    /// How many entries it has beside the year that has most, from 0 to 100.
    share: usize,
    entries: Vec<View<'a>>,
}

/// An entry, ready to show.
struct View<'a> {
    id: String,
    entry: &'a Entry,
    date: Vec<Piece<'a>>,
    title: Vec<Piece<'a>>,
    description: Vec<Piece<'a>>,
    met: Vec<Figure<'a>>,
    /// What is no encounter: plans, and letters.
    other: Vec<Figure<'a>>,
}

/// An event, ready to show.
struct Figure<'a> {
    id: String,
    /// What the drawing shows, in words.
    said: String,
    event: Event<'a>,
    drawing: Drawing,
}

/// A piece of a text with marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece<'a> {
    /// A mark begins.
    Open(Sort),
    /// A mark that another one cuts goes on.
    Resume(Sort),
    /// The mark that was opened last ends.
    Close,
    /// Words.
    Words(&'a str),
}

impl<'a> Page<'a> {
    fn new(mut sections: Vec<Section<'a>>, words_of: &'a str) -> Self {
        let (title, facts) = match &mut sections[..] {
            // the page is the collection's
            [only] => (only.title.clone(), std::mem::take(&mut only.facts)),
            several => (counted(several.len(), "collection", "collections"), String::new()),
        };
        let legend = [
            (Sort::Person, "person"),
            (Sort::Body, "mission or other body"),
            (Sort::Place, "place"),
            (Sort::Date, "date"),
            (Sort::Office, "office, with its holder"),
            (Sort::Form, "form of the document"),
            (Sort::Encounter, "encounter"),
            (Sort::Planned, "planned, refused or put off"),
            (Sort::Message, "letter or message"),
            (Sort::Unread, "not read"),
        ];
        Self { title, facts, words_of, sections, legend, version: env!("CARGO_PKG_VERSION") }
    }
}

impl Sort {
    /// Its class in the page's style sheet, which is also what a screen reader says.
    fn class(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Body => "body",
            Self::Place => "place",
            Self::Date => "date",
            Self::Office => "office",
            Self::Form => "form",
            Self::Encounter => "encounter",
            Self::Planned => "planned",
            Self::Message => "message",
            Self::Unread => "unread",
        }
    }
}

/// The entries by collection; those that the graph puts nowhere come last.
fn sections<'a>(entries: &'a [Entry], store: &Store) -> Result<Vec<Section<'a>>> {
    let mut found: Vec<([String; 3], BTreeSet<String>)> = Vec::new();
    for row in rows("sections", SECTIONS, store)? {
        let head = ["section", "title", "description"].map(|column| cell(&row, column).to_owned());
        let record = cell(&row, "record").to_owned();
        match found.iter_mut().find(|([iri, ..], _)| *iri == head[0]) {
            Some((_, records)) => {
                records.insert(record);
            }
            None => found.push((head, BTreeSet::from([record]))),
        }
    }
    let placed: BTreeSet<&String> = found.iter().flat_map(|(_, records)| records).collect();
    let lost = entries.iter().map(|entry| &entry.iri).filter(|iri| !placed.contains(iri));
    let lost: BTreeSet<String> = lost.cloned().collect();
    found.push((["", "Entries in no collection", ""].map(str::to_owned), lost));
    let mut sections = Vec::new();
    for ([_, title, about], records) in found {
        let entries: Vec<&Entry> = entries.iter().filter(|entry| records.contains(&entry.iri)).collect();
        if !entries.is_empty() {
            sections.push(Section::new(sections.len() + 1, title, about, &entries));
        }
    }
    Ok(sections)
}

impl<'a> Section<'a> {
    fn new(number: usize, title: String, about: String, entries: &[&'a Entry]) -> Self {
        let mut years: Vec<Year<'_>> = Vec::new();
        for entry in entries {
            let view = View::new(number, entry);
            let name = if entry.year.is_empty() { "no date" } else { &entry.year };
            match years.iter_mut().find(|year| year.name == name) {
                Some(year) => year.entries.push(view),
                None => {
                    let id = format!("c{number}-{}", name.replace(' ', "-"));
                    years.push(Year { id, name, share: 0, entries: vec![view] });
                }
            }
        }
        let most = years.iter().map(|year| year.entries.len()).max().unwrap_or(1);
        years.iter_mut().for_each(|year| year.share = year.entries.len() * 100 / most);
        Self { id: format!("c{number}"), facts: facts(&years), title, about, years }
    }
}

/// `20 entries, 1960 to 1974; 25 encounters, 2 others planned, refused or put off`
fn facts(years: &[Year<'_>]) -> String {
    let views = || years.iter().flat_map(|year| &year.entries);
    let of_sort = |sort| {
        views()
            .flat_map(|view| view.met.iter().chain(&view.other))
            .filter(move |figure| figure.event.sort == sort)
            .count()
    };
    let mut facts = vec![counted(views().count(), "entry", "entries")];
    let mut dated = years.iter().filter(|year| year.name != "no date").map(|year| year.name);
    match (dated.next(), dated.next_back()) {
        (Some(first), Some(last)) => facts.push(format!("{first} to {last}")),
        (Some(only), None) => facts.push(only.to_owned()),
        _ => {}
    }
    facts.push(counted(of_sort(Sort::Encounter), "encounter", "encounters"));
    match of_sort(Sort::Planned) {
        0 => {}
        planned => facts.push(format!("{planned} planned, refused or put off")),
    }
    match views().map(|view| view.entry.unread.len()).sum() {
        0 => {}
        unread => facts.push(counted(unread, "passage not read", "passages not read")),
    }
    facts.join(" · ")
}

impl<'a> View<'a> {
    fn new(section: usize, entry: &'a Entry) -> Self {
        let id = format!("c{section}-{}", entry.number);
        let words = |field| pieces(entry.text(field), entry.marks(field));
        let figures = (1..).zip(entry.events()).map(|(n, event)| Figure {
            id: format!("{id}-event-{n}"),
            said: said(&event),
            drawing: draw(&event),
            event,
        });
        let (met, other) = figures.partition(|figure| figure.event.sort == Sort::Encounter);
        Self {
            date: words(Field::Date),
            title: words(Field::Title),
            description: words(Field::Description),
            id,
            entry,
            met,
            other,
        }
    }

    /// The words that no rule read, each once.
    fn unread(&self) -> Vec<String> {
        let mut unread: Vec<String> = Vec::new();
        for words in self.entry.unread.iter().map(Passage::quoted) {
            if !unread.contains(&words) {
                unread.push(words);
            }
        }
        unread
    }

    fn statements(&self) -> String {
        counted(self.entry.statements.len(), "statement", "statements")
    }
}

/// An event in words: `Conversation, on or before 16 March 1961, of Károly Práth and Aleksandr Puzanov`.
fn said(event: &Event<'_>) -> String {
    let mut said = event.kind.clone();
    if let Some(first) = said.get(..1) {
        said.replace_range(..1, &first.to_uppercase());
    }
    let places = event.places.iter().map(|place| format!("in {place}"));
    for detail in event.dates.iter().map(|date| (*date).to_owned()).chain(places) {
        said = format!("{said}, {detail}");
    }
    let parties: Vec<String> = event
        .parties
        .iter()
        .map(|party| match (event.sort, party.stated) {
            (Sort::Encounter, false) => format!("{} (inferred)", party.name),
            _ => party.name.to_owned(),
        })
        .collect();
    match &parties[..] {
        [] => said,
        [only] => format!("{said}, of {only}"),
        [first @ .., last] => format!("{said}, of {} and {last}", first.join(", ")),
    }
}

/// A text in pieces, each mark opened and closed within those around it: one that is cut by another goes on after it.
fn pieces(text: &str, marks: Vec<Mark>) -> Vec<Piece<'_>> {
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let length = bytes.len() - 1;
    // a mark past the text's end is a mistake of the graph, and no reason to fail
    let within = marks.into_iter().map(|mark| (mark.start, Reverse(mark.end.min(length)), Reverse(mark.sort)));
    let mut marks: Vec<_> = within.filter(|(start, Reverse(end), _)| start < end).collect();
    // of two marks on the same words, the office stands around the person, and the encounter around both
    marks.sort();
    marks.dedup();
    let mut starting: HashMap<usize, Vec<(usize, Sort)>> = HashMap::new();
    let mut cuts = BTreeSet::from([0, length]);
    for (start, Reverse(end), Reverse(sort)) in marks {
        starting.entry(start).or_default().push((end, sort));
        cuts.extend([start, end]);
    }
    let (mut pieces, mut open, mut done) = (Vec::new(), Vec::<(usize, Sort)>::new(), 0);
    for cut in cuts {
        if done < cut {
            pieces.push(Piece::Words(&text[bytes[done]..bytes[cut]]));
            done = cut;
        }
        if let Some(outermost) = open.iter().position(|(end, _)| *end == cut) {
            let closed = open.split_off(outermost);
            pieces.extend(closed.iter().map(|_| Piece::Close));
            for mark in closed.into_iter().filter(|(end, _)| *end > cut) {
                pieces.push(Piece::Resume(mark.1));
                open.push(mark);
            }
        }
        for mark in starting.remove(&cut).unwrap_or_default() {
            pieces.push(Piece::Open(mark.1));
            open.push(mark);
        }
    }
    pieces
}

impl Passage {
    /// The words on one line, as they are quoted.
    fn quoted(&self) -> String {
        self.words.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Piece::{Close, Open, Resume, Words};

    fn mark(start: usize, end: usize, sort: Sort) -> Mark {
        Mark { start, end, sort }
    }

    #[test]
    fn marks_nest() {
        let marks = vec![mark(2, 4, Sort::Person), mark(0, 5, Sort::Encounter), mark(2, 4, Sort::Person)];
        let encounter = [Open(Sort::Encounter), Words("a "), Open(Sort::Person), Words("čd"), Close, Words("e"), Close];
        assert_eq!(pieces("a čdef", marks), [&encounter[..], &[Words("f")]].concat());
    }

    #[test]
    fn a_mark_that_is_cut_goes_on() {
        let marks = vec![mark(0, 3, Sort::Office), mark(1, 5, Sort::Encounter)];
        let office = [Open(Sort::Office), Words("a"), Open(Sort::Encounter), Words("bc"), Close, Close];
        let rest = [Resume(Sort::Encounter), Words("de"), Close, Words("f")];
        assert_eq!(pieces("abcdef", marks), [&office[..], &rest].concat());
    }

    #[test]
    fn marks_outside_the_text_and_without_words_are_left_out() {
        let marks = vec![mark(1, 900, Sort::Person), mark(800, 900, Sort::Date), mark(1, 1, Sort::Place)];
        assert_eq!(pieces("ab", marks), [Words("a"), Open(Sort::Person), Words("b"), Close]);
        assert_eq!(pieces("", vec![mark(0, 1, Sort::Date)]), []);
    }

    #[test]
    fn the_office_stands_around_the_person_of_the_same_words() {
        let marks = vec![mark(0, 1, Sort::Person), mark(0, 1, Sort::Office)];
        assert_eq!(pieces("a", marks), [Open(Sort::Office), Open(Sort::Person), Words("a"), Close, Close]);
    }
}
