//! Documents in TEI, as the volumes of *Foreign Relations of the United States* mark them up.
//!
//! ```text
//! <div type="document" n="2" xml:id="d2">
//!   <head>2. Telegram From the <gloss type="from">…</gloss> to the <gloss type="to">…</gloss> <note type="source">…</note></head>
//!   <dateline><placeName>…</placeName>, <date when="1958-01-16T21:00:00">…</date></dateline>
//!   <list type="subject"> … <list type="participants"><item>… <persName corresp="#p_X1"/> …</item></list>
//!   <p> … <persName corresp="#p_Y1">…</persName> … </p>
//!   <closer><signed><persName corresp="#p_Z1">…</persName></signed></closer>
//! ```
//! Somebody who is marked up is named as the volume's list of persons has it, unless the markup holds more than a surname.
//!
//! A letter that a document encloses is a record of its own, so that nobody signs or meets in another's place; so is the
//! chapter of a conference's meeting that begins with those present.

use super::heading::Heading;
use super::present;
use super::xml::{Element, Kinds, parse};
use super::{File, LineCounter, Listing};
use crate::date::Date;
use crate::record::{Field, Record};
use std::cmp::Ordering;
use std::collections::HashMap;
use std::ops::Range;

/// What one person writes to another, who may sign it with a first name.
const PERSONAL: &[&str] = &["Letter From ", "Message From ", "Note From "];

/// Reads a volume, or some of its documents.
pub(super) fn read(file: &File<'_>) -> Listing {
    let (root, broken) = parse(file);
    let mut listing = Listing { broken, ..Listing::default() };
    let volume = Volume::new(&root, file);
    let mut lines = LineCounter::new(file.text);
    let mut parts = Vec::new();
    gather(&root, &mut parts);
    for part in parts {
        let line = lines.at(part.bytes.start);
        let mut record = Record { place: file.place(part.bytes.clone(), line), ..Record::default() };
        volume.fill(&mut record, &part, file, &mut listing);
        if record.title.is_empty() {
            let text = part.element.text(&is_note).chars().take(200).collect();
            listing.residue.push(super::Residue { line: line + 1, text });
        } else {
            listing.records.push(record);
        }
    }
    listing
}

/// Where a volume can be parted.
pub(super) const KINDS: Kinds = Kinds { record: is_document, nested: false, shared: is_listed };

fn is_document(element: &Element) -> bool {
    element.name == "div" && element.is("type", "document")
}

/// A person of the volume's list.
fn is_listed(element: &Element) -> bool {
    is_person(element) && element.attribute("id").is_some()
}

/// A part of a volume that is a record.
struct Part<'e> {
    element: &'e Element,
    bytes: Range<usize>,
    id: Option<String>,
    /// Whether the volume's pages on the web have one for it.
    has_page: bool,
}

/// Finds the documents of a volume, what they enclose that is a document itself, and the meetings that it tells of by who was
/// present: the chapter of such a meeting is its record, and the documents in it are on what was said there.
fn gather<'e>(element: &'e Element, parts: &mut Vec<Part<'e>>) {
    for inside in element.elements() {
        let id = inside.attribute("id").map(str::to_owned);
        if is_document(inside) {
            if inside.whole {
                parts.push(Part { element: inside, bytes: inside.bytes.clone(), id: id.clone(), has_page: true });
                let enclosed =
                    inside.find(&is_attachment).into_iter().filter(|enclosed| is_enclosed_document(enclosed));
                parts.extend(enclosed.enumerate().map(|(nth, enclosed)| Part {
                    element: enclosed,
                    bytes: enclosed.bytes.clone(),
                    id: id.as_deref().map(|id| format!("{id}-enclosure-{}", nth + 1)),
                    has_page: false,
                }));
            }
            continue;
        }
        if let Some(end) = head(inside).and_then(|_| presence(inside).last().map(|list| list.bytes.end)) {
            parts.push(Part { element: inside, bytes: inside.bytes.start..end, id, has_page: true });
        }
        gather(inside, parts);
    }
}

/// The lists of those present right in a chapter, before its documents.
fn presence(chapter: &Element) -> Vec<&Element> {
    let before = chapter.elements().take_while(|inside| inside.name != "div");
    before.filter(|inside| inside.whole && present::is_list(inside)).collect()
}

fn head(element: &Element) -> Option<&Element> {
    element.elements().find(|inside| inside.name == "head")
}

fn is_attachment(element: &Element) -> bool {
    element.name == "attachment"
}

/// Whether what is enclosed is dated, addressed or the record of a meeting: an appendix is not.
fn is_enclosed_document(enclosed: &Element) -> bool {
    let addressed = |element: &Element| ["from", "to"].iter().any(|side| element.is("type", side));
    let of_meeting = |element: &Element| present::is_list(element);
    head(enclosed).is_some_and(|head| !head.find(&addressed).is_empty() || !own(enclosed, &of_meeting).is_empty())
        || (head(enclosed).is_some() && !own(enclosed, &|element| element.name == "dateline").is_empty())
}

/// The elements that are a document's own: neither of what it quotes or encloses, nor of the editors' notes.
fn own<'e>(document: &'e Element, wanted: &dyn Fn(&Element) -> bool) -> Vec<&'e Element> {
    let aside = |element: &Element| is_note(element) || is_attachment(element) || element.name == "quote";
    document.find(&|element| aside(element) || wanted(element)).into_iter().filter(|element| !aside(element)).collect()
}

fn is_note(element: &Element) -> bool {
    element.name == "note"
}

fn is_person(element: &Element) -> bool {
    element.name == "persName"
}

/// What the documents of a volume have in common.
struct Volume {
    id: String,
    /// The persons of its list, by their ids, as the list has their names.
    persons: HashMap<String, String>,
}

impl Volume {
    fn new(root: &Element, file: &File<'_>) -> Self {
        let tei = root.find(&|element| element.name == "TEI");
        let stem = file.name.rsplit(['/', '\\']).next().and_then(|name| name.split('.').next()).unwrap_or_default();
        let id = tei.first().and_then(|tei| tei.attribute("id")).unwrap_or(stem).to_owned();
        let listed = root.find(&is_listed);
        let name = |element: &Element| in_one_piece(element.text(&is_note).trim_end_matches([',', ';', ' ']));
        let persons = listed.into_iter().filter_map(|listed| Some((listed.attribute("id")?.to_owned(), name(listed))));
        Self { id, persons: persons.collect() }
    }

    /// A person who is marked up, as the volume's list has the name.
    fn listed(&self, marked: &Element) -> Option<String> {
        self.persons.get(marked.attribute("corresp")?.trim_start_matches('#')).cloned()
    }

    /// How a person who is marked up is called.
    fn name(&self, marked: &Element) -> String {
        self.listed(marked).unwrap_or_else(|| marked.text(&is_note))
    }

    fn fill(&self, record: &mut Record, part: &Part<'_>, file: &File<'_>, listing: &mut Listing) {
        let document = part.element;
        "frus".clone_into(&mut record.archive);
        if let Some(id) = &part.id {
            record.id = Some(format!("{}-{id}", self.id));
            let address = format!("https://history.state.gov/historicaldocuments/{}/{id}", self.id);
            record.url = Some(address).filter(|_| part.has_page);
        }
        let Some(head) = head(document) else { return };
        let title = head.text(&is_note);
        let number = document.attribute("n").map(|n| n.trim_matches(['[', ']']).to_owned());
        let printed = number.iter().flat_map(|n| [format!("{n}. "), format!("[{n}] "), format!("No. {n} ")]);
        record.title = printed.into_iter().find_map(|n| title.strip_prefix(&n)).unwrap_or(&title).to_owned();
        self.date(record, document, file, listing);
        if !is_document(document) && !is_attachment(document) {
            presence(document).into_iter().for_each(|list| self.attend(record, list));
            return;
        }

        self.correspond(record, head);
        for signed in own(document, &|element| element.name == "signed") {
            self.sign(record, signed, head);
        }
        attendance(document).into_iter().for_each(|list| self.attend(record, list));
        if record.text(Field::Participants).is_empty()
            && let Some(sides) = Heading::new(head).parties()
        {
            self.give_listed(record, Field::Participants, &sides.concat());
        }
        let of_source = |element: &Element| is_note(element) && element.is("type", "source");
        let beside = document.elements().filter(|element| of_source(element));
        for source in head.find(&of_source).into_iter().chain(beside) {
            record.give(Field::Source, &source.text(&|_| false));
        }
        let subjects = own(document, &|element| element.name == "list" && element.is("type", "subject"));
        let subjects: Vec<String> =
            subjects.iter().flat_map(|list| items(list)).map(|item| item.text(&is_note)).collect();
        record.description = Some(subjects.join("\n\n")).filter(|text| !text.is_empty());
        if file.bodies {
            transcribe(record, document);
        }
        // who wrote, signed or took part is not mentioned for that
        let of_parts = [Field::Authors, Field::Recipients, Field::Participants];
        let is_told = of_parts.iter().any(|field| !record.text(*field).is_empty());
        let apart = |element: &Element| match element.name.as_str() {
            "head" => is_told,
            "list" => element.is("type", "participants"),
            name => matches!(name, "note" | "attachment" | "opener" | "dateline" | "closer" | "signed"),
        };
        let found = document.find(&|element| apart(element) || is_person(element));
        for person in found.into_iter().filter(|element| is_person(element) && self.is_listed(element)) {
            record.give(Field::Mentioned, &self.name(person));
        }
    }

    fn attend(&self, record: &mut Record, list: &Element) {
        for name in present::named(list, &|marked| self.listed(marked)) {
            record.give(Field::Participants, &name);
        }
    }

    /// Who wrote to whom, by the heading.
    fn correspond(&self, record: &mut Record, head: &Element) {
        let heading = Heading::new(head);
        let sides = heading.correspondents().unwrap_or_default().into_iter().zip(heading.posts());
        let fields = [("from", Field::Authors), ("to", Field::Recipients)];
        for ((kind, field), (by_words, post)) in fields.into_iter().zip(sides) {
            let parts = head.find(&|element| element.is("type", kind) && !is_note(element));
            for part in &parts {
                let marked = if is_person(part) { vec![*part] } else { part.find(&is_person) };
                match marked.as_slice() {
                    // `the Ambassador in Iran (Henderson)` is more than his surname in the markup
                    [one] if !self.is_listed(one) => record.give(field, &part.text(&is_note)),
                    [] => record.give(field, &part.text(&is_note)),
                    marked => marked.iter().for_each(|person| record.give(field, &self.name(person))),
                }
            }
            if parts.is_empty() {
                self.give_listed(record, field, &by_words);
                post.into_iter().for_each(|post| record.give(field, post));
            }
        }
    }

    /// Takes persons if the volume's list has all of them.
    fn give_listed(&self, record: &mut Record, field: Field, marked: &[&Element]) {
        let names: Option<Vec<String>> = marked.iter().map(|person| self.listed(person)).collect();
        names.into_iter().flatten().for_each(|name| record.give(field, &name));
    }

    /// Takes who signed; initials, and what stands for a signature, name nobody.
    fn sign(&self, record: &mut Record, signed: &Element, head: &Element) {
        let marked = signed.find(&is_person);
        let words = signed.text(&is_note);
        // `Dick` under a letter from somebody is he, by another name; whoever signs for a post is named by that alone
        let title = head.text(&is_note);
        let is_personal = PERSONAL.iter().any(|form| title.contains(form)) && record.text(Field::Authors).is_empty();
        let is_known = marked.iter().any(|person| self.is_listed(person));
        if is_personal && !is_known && !words.contains([' ', '.']) && !title.contains(words.as_str()) {
            return;
        }
        let lower = words.to_lowercase();
        let blank = words.starts_with('[')
            && ["sign", "illegible", "copy", "not ", "no ", "stamped"].iter().any(|word| lower.contains(word));
        match marked.as_slice() {
            [] => {
                // `C[ordell] H[ull]`
                let words = words.replace(['[', ']'], "").replace("/s/", "");
                let is_name = |word: &str| {
                    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
                    letters > 3 || letters > 1 && word.chars().any(char::is_lowercase)
                };
                if !blank && words.split([' ', '.']).any(is_name) {
                    record.give(Field::Authors, &words);
                }
            }
            marked => marked.iter().for_each(|person| record.give(Field::Authors, &self.name(person))),
        }
    }

    fn is_listed(&self, marked: &Element) -> bool {
        marked.attribute("corresp").is_some_and(|id| self.persons.contains_key(id.trim_start_matches('#')))
    }

    /// The date of the dateline: as printed, and as the markup reads it.
    fn date(&self, record: &mut Record, document: &Element, file: &File<'_>, listing: &mut Listing) {
        let lines = own(document, &|element| element.name == "dateline");
        let dates: Vec<&Element> = lines.iter().flat_map(|line| line.find(&|element| element.name == "date")).collect();
        let day = |element: &Element, name: &str| {
            let value = element.attribute(name)?;
            // an instant begins with its day
            Date::parse_iso(value.split('T').next()?)
        };
        let Some(date) = dates.first() else {
            // no dateline, as with editorial notes: the bounds of the document, if both are of one day
            let bounds = ("doc-dateTime-min", "doc-dateTime-max");
            let (first, last) = (day(document, bounds.0), day(document, bounds.1));
            if let Some(first) = first.filter(|_| first == last) {
                record.date_text = Some(first.to_string());
                record.date = Some(first);
            }
            return;
        };
        let printed = date.text(&is_note);
        let bounds = [("from", "to"), ("notBefore", "notAfter")];
        let between = bounds.iter().find_map(|(first, last)| {
            let (from, to) = (day(date, first)?, day(date, last)?);
            let (first, last) = (from.first()?, to.last());
            match first.cmp(&last) {
                Ordering::Less if from != to => Some(Date::Days(first, last)),
                Ordering::Greater => None,
                // from one hour to another
                _ => Some(from),
            }
        });
        match day(date, "when").or(between) {
            Some(read) => {
                record.date_text = Some(if printed.is_empty() { read.to_string() } else { printed });
                record.date = Some(read);
            }
            None => record.dated(&printed, file, &mut listing.warnings),
        }
    }
}

/// Takes the document's own words, and after them those of what it encloses. What is listed is its own as much as its
/// paragraphs are; those of notes are the editors', what is quoted is another's, and what is enclosed and a document itself is
/// another record.
fn transcribe(record: &mut Record, document: &Element) {
    let of_others = |element: &Element| is_note(element) || element.name == "quote";
    let of_itself = |element: &Element| matches!(element.name.as_str(), "p" | "item");
    let catalogued = |element: &Element| {
        let is_subject = element.name == "list" && element.is("type", "subject");
        of_others(element) || is_subject || present::is_list(element)
    };
    let words = |within: &Element, passed_over: &dyn Fn(&Element) -> bool| -> Vec<String> {
        let none = |element: &Element| catalogued(element) || passed_over(element);
        let found = within.find(&|element| of_itself(element) || none(element));
        found.into_iter().filter(|element| of_itself(element)).map(|found| found.text(&of_others)).collect()
    };
    let own = words(document, &is_attachment);
    record.transcribe(own.iter().map(String::as_str));
    let enclosed = document.find(&is_attachment).into_iter().filter(|enclosed| !is_enclosed_document(enclosed));
    let enclosed: Vec<String> = enclosed.flat_map(|within| words(within, &|_| false)).collect();
    if !enclosed.is_empty() {
        record.encloses = Some(record.text(Field::Body).len());
        record.transcribe(own.iter().chain(&enclosed).map(String::as_str));
    }
}

/// The items of a list that hold no list themselves.
fn items(list: &Element) -> Vec<&Element> {
    let is_list = |element: &Element| element.name == "list";
    list.find(&|element| element.name == "item" && element.find(&is_list).is_empty())
}

/// The lists of those present, up to the first paragraph that is more than a heading: what follows is of another meeting.
fn attendance(document: &Element) -> Vec<&Element> {
    let told = |element: &Element| element.name == "p" && element.text(&is_note).split(' ').count() > 12;
    let found = own(document, &|element| present::is_list(element) || told(element));
    let lists = found.into_iter().skip_while(|element| !present::is_list(element));
    lists.take_while(|element| present::is_list(element)).collect()
}

/// A name of the list in a form that is read as one: `Palmer (also Pallmer), Ann` becomes `Palmer, Ann (Pallmer)`, and
/// `Hill, Vice Admiral Henry G., USN` `Vice Admiral Henry G. Hill`.
fn in_one_piece(listed: &str) -> String {
    let (mut name, mut other) = (listed.to_owned(), String::new());
    if let (Some(open), Some(close), Some(comma)) = (listed.find(" ("), listed.find(')'), listed.find(", "))
        && open < close
        && close < comma
    {
        let form = listed[open + 2..close].trim_start_matches("also ").trim_start_matches("known as ");
        other = format!(" ({form})");
        name.replace_range(open..=close, "");
    }
    let is_suffix = |part: &&str| matches!(part.trim_end_matches('.'), "Jr" | "Sr" | "II" | "III" | "IV");
    let parts: Vec<&str> = name.split(", ").collect();
    let suffix = parts.iter().skip(1).copied().find(is_suffix);
    let given = parts.iter().skip(1).copied().find(|part| !is_suffix(part));
    match (parts.as_slice(), given) {
        ([_, _], Some(given)) if given.split(' ').count() <= 3 => name + &other,
        ([family, _, ..], Some(given)) => {
            let suffix = suffix.map(|suffix| format!(", {suffix}")).unwrap_or_default();
            format!("{given} {family}{suffix}{other}")
        }
        _ => name + &other,
    }
}
