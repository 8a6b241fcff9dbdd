//! The page: every entry with its words marked and its encounters drawn, for a browser, in one file.
//!
//! The markup is in `templates/`; here is only what it is filled with. The page needs no script and no other file, and
//! says so to the browser, which then refuses both.

use crate::commands::{cell, counted, rows};
use askama::Template;
use chancery::explain::{Entry, Field, Figure, Passage, Piece, Sort, pieces};
use chancery::{Error, ErrorKind, Result};
use oxigraph::store::Store;
use std::collections::BTreeSet;

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
    /// What other sources have for date, title and description.
    also: &'a [String],
    met: Vec<Figure<'a>>,
    /// What is no encounter: plans, and letters.
    other: Vec<Figure<'a>>,
}

impl<'a> Page<'a> {
    fn new(mut sections: Vec<Section<'a>>, words_of: &'a str) -> Self {
        let (title, facts) = match &mut sections[..] {
            // the page is the collection's
            [only] => (only.title.clone(), std::mem::take(&mut only.facts)),
            several => (counted(several.len(), "collection", "collections"), String::new()),
        };
        Self { title, facts, words_of, sections, legend: Sort::NAMES, version: env!("CARGO_PKG_VERSION") }
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
        let (met, other) = entry.figures(&id);
        Self {
            date: words(Field::Date),
            title: words(Field::Title),
            description: words(Field::Description),
            also: &entry.also,
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
