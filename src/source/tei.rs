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
use super::marked::{Line, Persons, is_listed};
use super::present;
use super::xml::{Element, Kinds, parse};
use super::{File, LineCounter, Listing, address};
use crate::date::Date;
use crate::record::{Dated, Field, Record};
use std::cmp::Ordering;
use std::ops::Range;

const WEEKDAYS: &[&str] = &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// What may stand before the form of a document, in small letters.
const STATES: &[&str] = &["draft ", "summary ", "agreed ", "partial ", "verbatim ", "unofficial "];

/// How the heading of a document begins that records a meeting, in small letters.
const OF_MEETINGS: &[&str] = &[
    "memorandum of conversation",
    "memorandum of a conversation",
    "memorandum of conference",
    "memorandum of a conference",
    "memorandum of discussion",
    "memorandum of a discussion",
    "memorandum of meeting",
    "memorandum of a meeting",
    "memorandum of telephone",
    "memorandum of a telephone",
    "memorandum for the record",
    "minutes",
    "notes of",
    "notes on",
    "record of",
    "transcript of",
];

/// Reads a volume, or some of its documents.
pub(super) fn read(file: &File<'_>) -> Listing {
    let (root, broken) = parse(file);
    let mut listing = Listing { broken, ..Listing::default() };
    let volume = Volume::new(&root, file);
    let mut lines = LineCounter::new(file.text);
    let mut parts = Vec::new();
    gather(&root, None, &mut parts);
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
pub(super) const KINDS: Kinds = Kinds { record: is_document, nested: false, shared: is_on_persons };

fn is_document(element: &Element) -> bool {
    element.name == "div" && element.is("type", "document")
}

/// The volume's list of persons, or one who is listed elsewhere.
fn is_on_persons(element: &Element) -> bool {
    is_listed(element) || (element.name == "list" && element.is("type", "names"))
}

/// A part of a volume that is a record.
struct Part<'e> {
    element: &'e Element,
    bytes: Range<usize>,
    id: Option<String>,
    /// Whether the volume's pages on the web have one for it.
    has_page: bool,
    /// The one day of the chapter that it stands in, as printed and as read.
    day: Option<(String, Date)>,
}

/// Finds the documents of a volume, what they enclose that is a document itself, and the meetings that it tells of by who was
/// present: the chapter of such a meeting is its record, and the documents in it are on what was said there.
fn gather<'e>(element: &'e Element, day: Option<&(String, Date)>, parts: &mut Vec<Part<'e>>) {
    for inside in element.elements() {
        let id = inside.attribute("id").map(str::to_owned);
        if is_document(inside) {
            if inside.whole {
                parts.push(Part {
                    element: inside,
                    bytes: inside.bytes.clone(),
                    id: id.clone(),
                    has_page: true,
                    day: None,
                });
                let enclosed =
                    inside.find(&is_attachment).into_iter().filter(|enclosed| is_enclosed_document(enclosed));
                parts.extend(enclosed.enumerate().map(|(nth, enclosed)| Part {
                    element: enclosed,
                    bytes: enclosed.bytes.clone(),
                    id: id.as_deref().map(|id| format!("{id}-enclosure-{}", nth + 1)),
                    has_page: false,
                    day: None,
                }));
            }
            continue;
        }
        if let Some(end) = head(inside).and_then(|_| presence(inside).last().map(|list| list.bytes.end)) {
            let bytes = inside.bytes.start..end;
            parts.push(Part { element: inside, bytes, id, has_page: true, day: day.cloned() });
        }
        let own = day_of(inside);
        gather(inside, own.as_ref().or(day), parts);
    }
}

/// The one day that a chapter is of: by its bounds, or its heading, `Friday, September 15, 1944`.
fn day_of(chapter: &Element) -> Option<(String, Date)> {
    if let Some(day) = bounded(chapter) {
        return Some((day.to_string(), day));
    }
    let heading = head(chapter).filter(|_| chapter.name == "div")?.text(&is_note);
    let date =
        heading.split_once(", ").filter(|(day, _)| WEEKDAYS.contains(day)).map_or(heading.as_str(), |(_, date)| date);
    let read = Date::read(date).filter(|read| read.first().is_some_and(|first| first == read.last()))?;
    Some((heading, read))
}

/// The day of an element whose bounds are both of it.
fn bounded(element: &Element) -> Option<Date> {
    let (first, last) = (day(element, "doc-dateTime-min"), day(element, "doc-dateTime-max"));
    first.filter(|_| first == last)
}

/// The day of an instant in an attribute, which begins with it.
fn day(element: &Element, name: &str) -> Option<Date> {
    Date::parse_iso(element.attribute(name)?.split('T').next()?)
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

/// Whether what is enclosed is dated, addressed, signed or the record of a meeting: an appendix is not.
fn is_enclosed_document(enclosed: &Element) -> bool {
    let addressed = |element: &Element| ["from", "to"].iter().any(|side| element.is("type", side));
    let of_meeting = |element: &Element| present::is_list(element);
    head(enclosed).is_some_and(|head| !head.find(&addressed).is_empty() || !own(enclosed, &of_meeting).is_empty())
        || (head(enclosed).is_some()
            && !own(enclosed, &|element| matches!(element.name.as_str(), "dateline" | "signed")).is_empty())
}

/// The elements that are a document's own: neither of what it quotes or encloses, nor of the editors' notes.
pub(super) fn own<'e>(document: &'e Element, wanted: &dyn Fn(&Element) -> bool) -> Vec<&'e Element> {
    let aside = |element: &Element| is_note(element) || is_attachment(element) || element.name == "quote";
    document.find(&|element| aside(element) || wanted(element)).into_iter().filter(|element| !aside(element)).collect()
}

pub(super) fn is_note(element: &Element) -> bool {
    element.name == "note"
}

pub(super) fn is_person(element: &Element) -> bool {
    element.name == "persName"
}

/// What the documents of a volume have in common.
pub(super) struct Volume {
    id: String,
    pub(super) persons: Persons,
}

impl Volume {
    fn new(root: &Element, file: &File<'_>) -> Self {
        let tei = root.find(&|element| element.name == "TEI");
        let stem = file.name.rsplit(['/', '\\']).next().and_then(|name| name.split('.').next()).unwrap_or_default();
        let id = tei.first().and_then(|tei| tei.attribute("id")).unwrap_or(stem).to_owned();
        Self { id, persons: Persons::new(root, &in_one_piece) }
    }

    /// A person who is marked up, as the volume's list has the name.
    pub(super) fn listed(&self, marked: &Element) -> Option<String> {
        self.persons.name(marked).map(str::to_owned)
    }

    /// How a person who is marked up is called.
    pub(super) fn name(&self, marked: &Element) -> String {
        self.listed(marked).unwrap_or_else(|| marked.text(&is_note))
    }

    fn fill(&self, record: &mut Record, part: &Part<'_>, file: &File<'_>, listing: &mut Listing) {
        let document = part.element;
        address::VOLUMES.0.clone_into(&mut record.archive);
        if let Some(id) = &part.id {
            record.id = Some(format!("{}-{id}", self.id));
            record.url = part.has_page.then(|| address::of_volume(&self.id, id));
        }
        let Some(head) = head(document) else { return };
        let title = head.text(&is_note);
        let number = document.attribute("n").map(|n| n.trim_matches(['[', ']']).to_owned());
        let printed = number.iter().flat_map(|n| [format!("{n}. "), format!("[{n}] "), format!("No. {n} ")]);
        record.title = printed.into_iter().find_map(|n| title.strip_prefix(&n)).unwrap_or(&title).to_owned();
        self.date(record, document, file, listing);
        if !is_document(document) && !is_attachment(document) {
            if let (None, Some((printed, day))) = (record.date, &part.day) {
                (record.date_text, record.date) = (Some(printed.clone()), Some(*day));
            }
            record.meeting.dated = record.date.map(|_| Dated::Shown);
            presence(document).into_iter().for_each(|list| self.attend(record, list));
            return;
        }

        self.correspond(record, head);
        for signed in own(document, &|element| element.name == "signed") {
            self.sign(record, signed, head);
        }
        Self::address(record, document);
        let lists = attendance(document);
        if lists.iter().any(|list| present::is_of_others(list)) {
            self.attend_met(record, head);
        }
        lists.into_iter().for_each(|list| self.attend(record, list));
        if record.text(Field::Participants).is_empty()
            && let Some(sides) = Heading::new(head).parties()
        {
            self.give_listed(record, Field::Participants, &sides.concat());
        }
        let of_source = |element: &Element| is_note(element) && element.is("type", "source");
        let beside = document.elements().filter(|element| of_source(element));
        for source in head.find(&of_source).into_iter().chain(beside) {
            let words = source.text(&|_| false);
            if !is_remark(&words) {
                record.give(Field::Source, &words);
            }
        }
        let subjects = own(document, &|element| element.name == "list" && element.is("type", "subject"));
        let subjects: Vec<Line> =
            subjects.iter().flat_map(|list| items(list)).map(|item| Line::new(item, &is_note)).collect();
        let words: Vec<&str> = subjects.iter().map(|subject| subject.words.as_str()).collect();
        record.description = Some(words.join("\n\n")).filter(|text| !text.is_empty());
        hold(record, document);
        let mut lines = vec![];
        let of_head = Line::new(head, &is_note);
        if let Some(offset) = of_head.words.strip_suffix(record.title.as_str()).map(str::len) {
            lines.extend(of_head.after(offset).map(|line| (Field::Title, 0, line)));
        }
        let mut offset = 0;
        for line in subjects {
            let length = line.words.len() + 2;
            lines.push((Field::Description, offset, line));
            offset += length;
        }
        if file.bodies {
            lines.extend(transcribe(record, document).into_iter().map(|(offset, line)| (Field::Body, offset, line)));
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
        let listed = found.into_iter().filter(|element| is_person(element) && self.is_listed(element));
        record.give_all(Field::Mentioned, listed.map(|person| self.name(person)));
        self.persons.tell(record, &part.bytes, &lines);
    }

    fn attend(&self, record: &mut Record, list: &Element) {
        record.give_all(Field::Participants, present::named(list, &|marked| self.listed(marked)));
    }

    /// Takes whom the heading of a conference is with, `Memorandum of Conference With President …`, beside whom others were present.
    fn attend_met(&self, record: &mut Record, head: &Element) {
        let line = Line::new(head, &is_note);
        let Some(with) = line.words.find(" With ").or_else(|| line.words.find(" with ")).map(|at| at + " With ".len())
        else {
            return;
        };
        let end = line.words[with..].find(',').map_or(line.words.len(), |comma| with + comma);
        let marked = head.find(&is_person).into_iter().find_map(|person| self.listed(person));
        let met = marked.filter(|_| head.find(&is_person).len() == 1);
        record.give(Field::Participants, met.as_deref().unwrap_or(&line.words[with..end]));
    }

    /// Takes persons if the volume's list has all of them.
    pub(super) fn give_listed(&self, record: &mut Record, field: Field, marked: &[&Element]) {
        let names: Option<Vec<String>> = marked.iter().map(|person| self.listed(person)).collect();
        names.into_iter().flatten().for_each(|name| record.give(field, &name));
    }

    pub(super) fn is_listed(&self, marked: &Element) -> bool {
        self.persons.name(marked).is_some()
    }

    /// The date of the dateline: as printed, and as the markup reads it.
    fn date(&self, record: &mut Record, document: &Element, file: &File<'_>, listing: &mut Listing) {
        let lines = own(document, &|element| element.name == "dateline");
        let dates: Vec<&Element> = lines.iter().flat_map(|line| line.find(&|element| element.name == "date")).collect();
        let Some(date) = dates.first() else {
            // no dateline, as with editorial notes: the bounds of the document, if both are of one day
            if let Some(day) = bounded(document) {
                (record.date_text, record.date) = (Some(day.to_string()), Some(day));
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
///
/// The lines that it took, each with where it begins.
fn transcribe(record: &mut Record, document: &Element) -> Vec<(usize, Line)> {
    let of_others = |element: &Element| is_note(element) || element.name == "quote";
    let of_itself = |element: &Element| matches!(element.name.as_str(), "p" | "item");
    let catalogued = |element: &Element| {
        let is_subject = element.name == "list" && element.is("type", "subject");
        of_others(element) || is_subject || (present::is_list(element) && element.name != "p")
    };
    let words = |within: &Element, passed_over: &dyn Fn(&Element) -> bool| -> Vec<Line> {
        let none = |element: &Element| catalogued(element) || passed_over(element);
        let found = within.find(&|element| of_itself(element) || none(element));
        found.into_iter().filter(|element| of_itself(element)).map(|found| Line::new(found, &of_others)).collect()
    };
    let own = words(document, &is_attachment);
    let enclosed = document.find(&is_attachment).into_iter().filter(|enclosed| !is_enclosed_document(enclosed));
    let enclosed: Vec<Line> = enclosed.flat_map(|within| words(within, &|_| false)).collect();
    record.transcribe(own.iter().map(|line| line.words.as_str()));
    if !enclosed.is_empty() {
        record.encloses = Some(record.text(Field::Body).len());
        record.transcribe(enclosed.iter().map(|line| line.words.as_str()));
    }
    let mut end = 0;
    let lines = own.into_iter().chain(enclosed).filter(|line| !line.words.is_empty());
    let placed = lines.map(|line| {
        let start = end;
        end += line.words.len() + 2;
        (start, line)
    });
    placed.collect()
}

/// Takes from the dateline of a document that records a meeting when and where that was.
fn hold(record: &mut Record, document: &Element) {
    let title = record.title.to_lowercase();
    let form = STATES.iter().find_map(|state| title.strip_prefix(state)).unwrap_or(&title);
    if record.text(Field::Participants).is_empty() || !OF_MEETINGS.iter().any(|of_meeting| form.starts_with(of_meeting))
    {
        return;
    }
    let lines = own(document, &|element| element.name == "dateline");
    let within =
        |name: &'static str| lines.iter().find_map(|line| line.find(&|element| element.name == name).first().copied());
    if let Some(date) = within("date") {
        let has_hour = |name: &str| date.attribute(name).is_some_and(|value| value.contains('T'));
        let is_told = date.is("type", "conversation-or-meeting-date");
        // on one day from one hour to another
        let is_shown = ["when", "from", "to"].iter().any(|name| has_hour(name));
        record.meeting.dated = match record.date {
            Some(Date::Days(..)) | None => None,
            Some(_) if is_told => Some(Dated::Told),
            Some(_) => is_shown.then_some(Dated::Shown),
        };
    }
    // those who talk by telephone are in two places
    if let Some(place) = within("placeName").filter(|_| !title.contains("telephone")) {
        record.give(Field::Places, place.text(&is_note).trim_end_matches([',', '.', ' ']));
        record.meeting.placed = !record.text(Field::Places).is_empty();
    }
}

/// Whether what is marked up as the source says what is printed, `[Extract.]`, or counts it, `No. 78.`
fn is_remark(words: &str) -> bool {
    let rest = words.strip_prefix("No. ").unwrap_or_default().trim_end_matches('.');
    words.starts_with('[') && words.ends_with(']') && words.split(' ').count() <= 3
        || (!rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit()))
}

/// The items of a list that hold no list themselves.
fn items(list: &Element) -> Vec<&Element> {
    let is_list = |element: &Element| element.name == "list";
    list.find(&|element| element.name == "item" && element.find(&is_list).is_empty())
}

/// The lists of those present, up to the first paragraph that is more than a heading: what follows is of another meeting,
/// unless those before it only say that the list is elsewhere. A sentence on those present is one where nothing is told before it.
fn attendance(document: &Element) -> Vec<&Element> {
    let told = |element: &Element| element.name == "p" && element.text(&is_note).split(' ').count() > 12;
    let found = own(document, &|element| present::is_list(element) || told(element));
    let first = found.iter().position(|element| !present::is_list(element)).unwrap_or(found.len());
    let (mut lists, mut is_named) = (Vec::new(), false);
    for (at, element) in found.into_iter().enumerate() {
        if present::is_list(element) && (at < first || !present::is_sentence(element)) {
            is_named |= !present::named(element, &|_| None).is_empty();
            lists.push(element);
        } else if is_named {
            break;
        }
    }
    lists
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
