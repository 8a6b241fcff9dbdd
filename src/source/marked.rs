//! Who the markup of a volume says that words mean, where it is not to be believed, and who else they are then.
//!
//! ```text
//! Secretary <persName corresp="#p_A1">Dulles</persName>      the person of the list
//! King <persName corresp="#p_E1">Saud</persName>             no Eisenhower, whatever the markup says: the printed words hold
//! President <persName>Eisenhower</persName>                  nobody of the list, where only his son is marked up in the document
//! ```
//! A surname is somebody else's than the one person of the list who is marked up in the document under it, if what he is called
//! before it is not what the list says of that person; or, without an office, if two of the list share it.

use super::present;
use super::titles::{is_of_office, is_rank};
use super::xml::{Element, Node};
use crate::record::{Field, Mark, Passage, Record};
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words before an office that make it a lower one.
const LOWER: &[&str] = &["vice", "under", "deputy", "assistant"];

/// The most words that an office before a name is made of.
const OFFICE: usize = 5;

/// The most words of a name, and of an entry of the list, that are looked at, and the longest word, in bytes.
const NAME: usize = 16;
const ENTRY: usize = 200;
const LONG: usize = 40;

/// The most who are told apart under one surname, and the most offices of one.
const NAMESAKES: usize = 16;

/// Somebody in the list of persons of a volume.
struct Listed {
    name: String,
    /// The words of the name, and those of the whole entry, in small letters.
    names: Vec<String>,
    entry: Vec<String>,
}

/// A name in the markup.
struct Marked {
    /// Where it begins in the file.
    start: usize,
    id: Option<String>,
    printed: String,
    /// What he is called right before it.
    called: Vec<String>,
}

/// The persons of a volume's list, and all who are marked up in it, in text order.
pub(super) struct Persons {
    listed: HashMap<String, Listed>,
    names: HashSet<String>,
    /// How many of the list have a surname.
    surnames: HashMap<String, usize>,
    marked: Vec<Marked>,
    /// Where those begin who are not whom the markup says.
    mistaken: HashSet<usize>,
}

impl Persons {
    pub(super) fn new(root: &Element, in_one_piece: &dyn Fn(&str) -> String) -> Self {
        let mut persons = Self {
            listed: HashMap::new(),
            names: HashSet::new(),
            surnames: HashMap::new(),
            marked: Vec::new(),
            mistaken: HashSet::new(),
        };
        for item in root.find(&|element| element.name == "item") {
            item.find(&is_listed).into_iter().for_each(|person| persons.list(person, item, in_one_piece));
        }
        root.find(&is_listed).into_iter().for_each(|person| persons.list(person, person, in_one_piece));
        walk(root, &mut String::new(), &mut persons.marked);
        let mistaken = persons.marked.iter().filter(|marked| persons.is_mistaken(marked)).map(|marked| marked.start);
        persons.mistaken = mistaken.collect();
        let is_document = |element: &Element| element.name == "div" && element.is("type", "document");
        // in all lists of a document, one for each side
        for within in root.find(&|element| is_document(element) || present::is_list(element)) {
            let lists = if is_document(within) { within.find(&present::is_list) } else { vec![within] };
            let twice = persons.twice(&lists);
            persons.mistaken.extend(twice);
        }
        persons
    }

    fn list(&mut self, person: &Element, entry: &Element, in_one_piece: &dyn Fn(&str) -> String) {
        let Some(id) = person.attribute("id").filter(|id| !self.listed.contains_key(*id)) else { return };
        let text = person.text(&is_note);
        let printed = text.trim_end_matches([',', ';', ' ']);
        let name = in_one_piece(printed);
        let surname = words(printed.split(',').next().unwrap_or_default()).pop();
        surname.into_iter().for_each(|surname| *self.surnames.entry(surname).or_default() += 1);
        self.names.insert(name.clone());
        let names = words(printed).into_iter().filter(|word| word.len() < LONG).take(NAME).collect();
        let entry = words(&entry.text(&is_note)).into_iter().take(ENTRY).collect();
        let listed = Listed { name, names, entry };
        self.listed.insert(id.to_owned(), listed);
    }

    /// Somebody who is marked up, as the list has the name.
    pub(super) fn name(&self, marked: &Element) -> Option<&str> {
        let listed = self.listed.get(id(marked)?).filter(|_| !self.mistaken.contains(&marked.bytes.start))?;
        Some(&listed.name)
    }

    /// Whether the list has a person under a name, as [`name`](Self::name) tells it.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// Whether the printed words are those of another than whom the markup says: neither his name nor what he is.
    fn is_mistaken(&self, marked: &Marked) -> bool {
        let Some(listed) = marked.id.as_ref().and_then(|id| self.listed.get(id)) else { return false };
        let printed: Vec<String> = words(&marked.printed).into_iter().take(NAME).collect();
        let near = |word: &String| {
            let same = |name: &String| name == word || word.len() > 4 && strsim::osa_distance(name, word) <= 2;
            (3..LONG).contains(&word.len()) && listed.names.iter().any(same)
        };
        let capitals = marked.printed.split_whitespace().filter(|word| word.starts_with(char::is_uppercase)).count();
        !printed.iter().any(near) && !is_office(&marked.printed, listed) && (!marked.called.is_empty() || capitals > 1)
    }

    /// Those of the lists of who was present that are marked up as one person under different names.
    fn twice(&self, lists: &[&Element]) -> Vec<usize> {
        let mut by_id: HashMap<&str, Vec<&Marked>> = HashMap::new();
        for person in lists.iter().flat_map(|list| list.find(&is_person)) {
            let marked = self.marked_at(person.bytes.start);
            let Some((marked, id)) = marked.and_then(|marked| Some((marked, marked.id.as_deref()?))) else { continue };
            if self.listed.get(id).is_some_and(|listed| !is_office(&marked.printed, listed)) {
                by_id.entry(id).or_default().push(marked);
            }
        }
        let differ = |all: &[&Marked]| all.iter().any(|one| words(&one.printed).pop() != words(&all[0].printed).pop());
        let twice = by_id.into_values().filter(|all| differ(all)).flatten();
        twice.map(|marked| marked.start).collect()
    }

    fn marked_at(&self, start: usize) -> Option<&Marked> {
        self.marked.get(self.marked.partition_point(|marked| marked.start < start)).filter(|found| found.start == start)
    }

    /// Those of the list who are marked up in a part of the file, by surname: each with what he is called there.
    fn there(&self, bytes: &Range<usize>) -> There<'_> {
        let at = |byte: usize| self.marked.partition_point(|marked| marked.start < byte);
        let mut there = There::new();
        for marked in &self.marked[at(bytes.start)..at(bytes.end)] {
            let listed = marked.id.as_ref().and_then(|id| self.listed.get(id));
            let Some(listed) = listed.filter(|_| !self.mistaken.contains(&marked.start)) else { continue };
            let Some(surname) = words(&marked.printed).pop() else { continue };
            let all = there.entry(surname).or_default();
            let is_full = all.len() >= NAMESAKES;
            match all.iter_mut().find(|(known, _)| std::ptr::eq(*known, listed)) {
                Some((_, called)) if called.len() >= NAMESAKES || called.contains(&&marked.called) => {}
                Some((_, called)) => called.push(&marked.called),
                None if is_full => {}
                None => all.push((listed, vec![&marked.called])),
            }
        }
        there
    }

    /// Tells in a record whom its words mean.
    pub(super) fn tell(&self, record: &mut Record, bytes: &Range<usize>, lines: &[(Field, usize, Line)]) {
        let there = self.there(bytes);
        if there.is_empty() {
            return;
        }
        let mut marks = Vec::new();
        for (field, offset, line) in lines {
            let mut put = |at: &Range<usize>, who: Option<String>| {
                marks.push(Mark { words: Passage::new(*field, offset + at.start..offset + at.end), who });
            };
            for (at, start) in &line.marked {
                let marked = self.marked_at(*start);
                let id = marked.filter(|_| !self.mistaken.contains(start)).and_then(|marked| marked.id.as_ref());
                match (id.and_then(|id| self.listed.get(id)), marked) {
                    (Some(listed), _) => put(at, Some(listed.name.clone())),
                    (None, Some(marked)) if self.is_another(&marked.printed, &marked.called, &there, true) => {
                        put(at, None);
                    }
                    _ => {}
                }
            }
            let inside = |at: usize| {
                let next = line.marked.partition_point(|(marked, _)| marked.end <= at);
                line.marked.get(next).is_some_and(|(marked, _)| marked.start <= at)
            };
            for (at, word) in each_word(&line.words) {
                if there.contains_key(&folded(word)) && !inside(at) {
                    let called = called(&line.words[..at]);
                    if self.is_another(word, &called, &there, false) {
                        put(&(at..at + word.len()), None);
                    }
                }
            }
        }
        marks.extend(self.tell_given(record, &there));
        marks.sort_by_key(|mark| mark.words);
        record.marks = marks;
    }

    /// Whom the values of fields mean.
    fn tell_given(&self, record: &Record, there: &There<'_>) -> Vec<Mark> {
        let surname = |value: &str| words(value.split([',', '(']).next().unwrap_or_default()).pop().unwrap_or_default();
        let recipients = record.values(Field::Recipients).filter(|(_, value)| self.names.contains(*value));
        // as the list has them, or turned round where more than a surname was said
        let recipients: HashSet<String> =
            recipients.flat_map(|(_, value)| [surname(value), words(value).pop().unwrap_or_default()]).collect();
        let people = [Field::Authors, Field::Recipients, Field::Participants, Field::Mentioned];
        let values = people.into_iter().flat_map(|field| record.values(field).map(move |value| (field, value)));
        let mark = |(field, (at, value)): (Field, (Range<usize>, &str))| {
            let who = if self.names.contains(value) {
                Some(value.to_owned())
            } else {
                let name = value.split([',', '(']).next().unwrap_or_default();
                let last = each_word(name).last()?;
                let titled = self.is_another(last.1, &called(&name[..last.0]), there, false);
                // nobody writes to himself
                let wrote = field == Field::Authors && recipients.contains(&folded(last.1));
                (titled || wrote).then_some(None)?
            };
            Some(Mark { words: Passage::new(field, at), who })
        };
        values.filter_map(mark).collect()
    }

    /// Whether a surname, as it is called, is of none of those who are marked up under it.
    fn is_another(&self, printed: &str, called: &[String], there: &There<'_>, is_marked: bool) -> bool {
        let Some(surname) = words(printed).pop() else { return false };
        let Some(known) = there.get(&surname) else { return false };
        let shared = self.surnames.get(&surname).is_some_and(|count| *count > 1);
        if called.is_empty() {
            // a full name tells by itself
            return is_marked && shared && !printed.trim().contains(' ');
        }
        let holds = |(listed, elsewhere): &(&Listed, Vec<&Vec<String>>)| {
            elsewhere.iter().any(|known| known.as_slice() == called) || listed.holds(called)
        };
        let is_told = known.iter().any(|(listed, _)| listed.entry.len() > listed.names.len());
        !known.iter().any(holds) && (shared || is_told)
    }
}

/// Those of the list in one document by surname, each with what he is called there.
type There<'p> = HashMap<String, Vec<(&'p Listed, Vec<&'p Vec<String>>)>>;

impl Listed {
    /// Whether the list says of somebody what he is called: a vice president is no president.
    fn holds(&self, called: &[String]) -> bool {
        let called: Vec<&String> = called.iter().filter(|word| *word != "acting").collect();
        let Some(last) = called.last() else { return true };
        let lower = |at: usize| at > 0 && LOWER.contains(&self.entry[at - 1].as_str());
        let is_that = |at: usize| !lower(at) || called.iter().any(|word| **word == self.entry[at - 1]);
        called.iter().all(|word| self.entry.contains(word))
            && (0..self.entry.len()).any(|at| self.entry[at] == **last && is_that(at))
    }
}

/// Whether printed words are an office, `the President`, and no name.
fn is_office(printed: &str, listed: &Listed) -> bool {
    let of_entry = |word: String| is_rank(&word) || (listed.entry.contains(&word) && !listed.names.contains(&word));
    let of_office = |word: &str| word.starts_with(char::is_lowercase) || is_of_office(word) || of_entry(folded(word));
    printed.split_whitespace().all(|word| word == "The" || of_office(word.trim_end_matches([',', '.'])))
}

fn is_note(element: &Element) -> bool {
    element.name == "note"
}

fn is_person(element: &Element) -> bool {
    element.name == "persName"
}

/// A person of the volume's list.
pub(super) fn is_listed(element: &Element) -> bool {
    is_person(element) && element.attribute("id").is_some()
}

fn id(marked: &Element) -> Option<&str> {
    marked.attribute("corresp").map(|id| id.trim_start_matches('#'))
}

/// A word in small letters without marks.
fn folded(word: &str) -> String {
    word.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

/// The words of a text, each with where it begins; the `s` of a possessive is none.
fn each_word(text: &str) -> impl DoubleEndedIterator<Item = (usize, &str)> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let placed = words.map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word));
    placed.filter(|(at, word)| *word != "s" || !text[..*at].ends_with(['’', '\'']))
}

fn words(text: &str) -> Vec<String> {
    each_word(text).map(|(_, word)| folded(word)).collect()
}

/// What somebody is called right before his name: `Vice President`.
fn called(before: &str) -> Vec<String> {
    let last = before.split_whitespace().rev().take_while(|word| is_of_office(word)).take(OFFICE);
    let mut called: Vec<String> = last.map(folded).collect();
    called.reverse();
    called
}

/// Finds all who are marked up, each with the words of his paragraph before him.
fn walk(element: &Element, before: &mut String, found: &mut Vec<Marked>) {
    for node in &element.children {
        match node {
            Node::Text(text) => before.push_str(text),
            Node::Element(inside) if is_person(inside) => {
                let printed = inside.text(&is_note);
                before.push_str(&printed);
                let called = called(&before[..before.len() - printed.len()]);
                let id = id(inside).map(str::to_owned);
                found.push(Marked { start: inside.bytes.start, id, printed, called });
            }
            Node::Element(inside) => match inside.name.as_str() {
                "hi" | "gloss" | "placeName" | "date" | "seg" | "signed" => walk(inside, before, found),
                "lb" | "pb" => before.push(' '),
                _ => walk(inside, &mut String::new(), found),
            },
        }
    }
}

/// The words of an element on one line, as [`Element::text`] has them, and where in them persons are marked up.
pub(super) struct Line {
    pub words: String,
    marked: Vec<(Range<usize>, usize)>,
}

impl Line {
    pub(super) fn new(element: &Element, skip: &dyn Fn(&Element) -> bool) -> Self {
        let mut line = Self { words: String::new(), marked: Vec::new() };
        line.collect(element, skip);
        line.words.truncate(line.words.trim_end().len());
        line
    }

    /// The words from a byte on.
    pub(super) fn after(mut self, start: usize) -> Option<Self> {
        self.words = self.words.get(start..)?.to_owned();
        self.marked.retain(|(at, _)| at.start >= start);
        self.marked.iter_mut().for_each(|(at, _)| *at = at.start - start..at.end - start);
        Some(self)
    }

    fn collect(&mut self, element: &Element, skip: &dyn Fn(&Element) -> bool) {
        for node in &element.children {
            match node {
                Node::Text(text) => text.chars().for_each(|c| self.push(c)),
                Node::Element(inside) if skip(inside) => {}
                Node::Element(inside) => {
                    if inside.name == "lb" {
                        self.push(' ');
                    }
                    let start = self.words.len();
                    self.collect(inside, skip);
                    if is_person(inside) && start < self.words.len() {
                        self.marked.push((start..self.words.len(), inside.bytes.start));
                    }
                }
            }
        }
    }

    fn push(&mut self, c: char) {
        if c.is_whitespace() {
            if !self.words.is_empty() && !self.words.ends_with(' ') {
                self.words.push(' ');
            }
            return;
        }
        // a note that is left out leaves the blank before it
        if matches!(c, ',' | '.') && self.words.ends_with(' ') {
            self.words.pop();
        }
        self.words.push(c);
    }
}
