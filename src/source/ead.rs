//! Finding aids in EAD 2002 and EAD3: each item at the end of its branches is a record.
//!
//! ```text
//! <c level="item"><did><unitid>…</unitid><unittitle>…</unittitle><unitdate normal="1961-03-16/1961-03-20">…</unitdate>
//!   <origination><persname role="addressee">…</persname></origination></did>
//!   <scopecontent><p>…</p></scopecontent><controlaccess><persname>…</persname><geogname>…</geogname></controlaccess></c>
//! ```
//! EAD3 has a name in `part`s and a date in `unitdatestructured`. Names under `controlaccess` are mentioned.

use super::xml::{Element, Kinds, Node, on_one_line, parse};
use super::{File, LineCounter, Listing, Residue};
use crate::date::Date;
use crate::record::{Collection, Field, Record};

/// Roles of those who received, in words and as the codes of MARC.
const RECIPIENTS: &[&str] =
    &["addressee", "recipient", "correspondent to", "rcp", "empfänger", "adressat", "destinataire"];

/// Roles of those who wrote.
const AUTHORS: &[&str] = &[
    "author",
    "aut",
    "creator",
    "cre",
    "correspondent",
    "crp",
    "correspondent from",
    "sender",
    "writer",
    "signer",
    "originator",
    "org",
    "verfasser",
    "absender",
    "auteur",
    "expéditeur",
];

/// Roles of those who took part.
const PARTICIPANTS: &[&str] = &[
    "participant",
    "interviewee",
    "interviewer",
    "attendee",
    "ive",
    "ivr",
    "teilnehmer",
    "teilnehmerin",
    "partecipante",
];

/// Roles of those whom it is about.
const MENTIONED: &[&str] = &["mentioned", "subject", "depicted", "dpc"];

/// Elements that tell of a component beside its scope and content.
const REMARKS: &[&str] = &["odd", "note", "didnote"];

/// Elements that are paragraphs of their own.
const BLOCKS: &[&str] =
    &["p", "list", "item", "defitem", "chronlist", "chronitem", "event", "row", "blockquote", "head", "scopecontent"];

pub(super) const KINDS: Kinds = Kinds { record: is_component, nested: true, shared: is_id };

/// The name of the finding aid, which is part of those of its items.
fn is_id(element: &Element) -> bool {
    matches!(element.name.as_str(), "eadid" | "recordid" | "titleproper")
}

/// Reads a finding aid.
pub(super) fn read(file: &File<'_>) -> Listing {
    let (root, broken) = parse(file);
    let mut listing = Listing { broken, ..Listing::default() };
    let first = |name: &str| root.find(&|element| element.name == name).first().copied();
    let id = first("eadid").or_else(|| first("recordid"));
    // items of two finding aids have the same numbers
    let name = [id, first("titleproper")].into_iter().flatten().map(words).find(|name| !name.is_empty());
    let aid = name.unwrap_or_else(|| file.stem().to_owned());
    let agency =
        id.and_then(|id| id.attribute("mainagencycode")).or_else(|| id.and_then(|id| id.attribute("repositorycode")));
    let archive = agency.unwrap_or("ead").to_owned();
    let mut lines = LineCounter::new(file.text);
    if let Some(whole) = first("archdesc") {
        listing.collection = collection(whole, &archive, file);
    }
    for part in root.find(&|element| is_component(element) && element.find(&is_component).is_empty()) {
        // one that began in an earlier part has its items there
        if !part.whole || part.bytes.start < file.head {
            continue;
        }
        let line = lines.at(part.bytes.start);
        let mut record = Record { place: file.place(part.bytes.clone(), line), ..Record::default() };
        record.archive.clone_from(&archive);
        fill(&mut record, part, &aid, file, &mut listing);
        if record.title.is_empty() {
            listing.residue.push(Residue { line: line + 1, text: words(part).chars().take(200).collect() });
        } else {
            listing.records.push(record);
        }
    }
    listing
}

/// `c`, or `c01` to `c12` by their depth.
fn is_component(element: &Element) -> bool {
    let rest = element.name.strip_prefix('c');
    rest.is_some_and(|rest| rest.is_empty() || (rest.len() == 2 && rest.bytes().all(|b| b.is_ascii_digit())))
}

fn words(element: &Element) -> String {
    element.text(&|_| false)
}

/// The element of that name right in another.
fn inside<'e>(element: &'e Element, name: &str) -> Option<&'e Element> {
    element.elements().find(|inner| inner.name == name)
}

/// What each of the descriptions of scope and content says, without its heading.
fn scope(element: &Element) -> impl Iterator<Item = String> {
    said(element, &["scopecontent"])
}

/// What each of the elements of some names says right in another, without its heading.
fn said<'e>(element: &'e Element, names: &'static [&'static str]) -> impl Iterator<Item = String> + 'e {
    let all = element.elements().filter(|inner| names.contains(&inner.name.as_str()));
    all.map(|inner| paragraphs(inner, |inner| inner.name == "head"))
}

/// The paragraphs of an element, without what right in it is to be left out.
fn paragraphs(element: &Element, skip: impl Fn(&Element) -> bool) -> String {
    fn collect(node: &Node, text: &mut String) {
        match node {
            Node::Text(words) => text.push_str(&words.replace(['\r', '\n'], " ")),
            Node::Element(inner) => {
                let apart = match inner.name.as_str() {
                    "lb" => " ",
                    name if BLOCKS.contains(&name) => "\n",
                    _ => "",
                };
                text.push_str(apart);
                inner.children.iter().for_each(|node| collect(node, text));
                text.push_str(apart);
            }
        }
    }
    let mut text = String::new();
    let kept = element.children.iter().filter(|node| !matches!(node, Node::Element(inner) if skip(inner)));
    kept.for_each(|node| collect(node, &mut text));
    let lines = text.lines().map(on_one_line).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n\n")
}

fn collection(whole: &Element, archive: &str, file: &File<'_>) -> Option<Collection> {
    let did = inside(whole, "did")?;
    let title = words(inside(did, "unittitle")?);
    let place = file.place(did.bytes.clone(), LineCounter::new(file.text).at(did.bytes.start));
    let scope = Some(scope(whole).collect::<Vec<_>>().join("\n\n")).filter(|text| !text.is_empty());
    (!title.is_empty()).then(|| Collection { archive: archive.to_owned(), title, description: scope, place })
}

fn is_name(element: &Element) -> bool {
    matches!(element.name.as_str(), "persname" | "corpname" | "famname" | "name")
}

/// A name, of which EAD3 may have the parts apart.
fn name_of(element: &Element) -> String {
    let parts: Vec<&Element> = element.elements().filter(|inner| inner.name == "part").collect();
    let part = |sort: &str| parts.iter().find(|part| part.is("localtype", sort)).map(|part| words(part));
    match (part("surname"), part("forename")) {
        (Some(surname), Some(forename)) => format!("{surname}, {forename}"),
        _ if parts.len() > 1 => parts.iter().map(|part| words(part)).collect::<Vec<_>>().join(" "),
        _ => words(element),
    }
}

fn fill(record: &mut Record, part: &Element, aid: &str, file: &File<'_>, listing: &mut Listing) {
    let Some(did) = inside(part, "did") else { return };
    // a date may stand inside of the title
    record.title =
        inside(did, "unittitle").map(|title| title.text(&|element| element.name == "unitdate")).unwrap_or_default();
    record.title = record.title.trim_end_matches([',', ' ']).to_owned();
    let unit = part.attribute("id").map(str::to_owned).or_else(|| inside(did, "unitid").map(words));
    record.id = unit.filter(|unit| !unit.is_empty()).map(|unit| format!("{aid}-{unit}"));
    let summaries = did.elements().filter(|inner| inner.name == "abstract").map(|inner| paragraphs(inner, |_| false));
    let remarks = said(did, REMARKS).chain(said(part, REMARKS));
    summaries.chain(scope(part)).chain(remarks).for_each(|text| record.describe(&text));
    date(record, did, file, listing);
    for origin in did.find(&|element| element.name == "origination") {
        for name in origin.find(&is_name) {
            let role = name.attribute("role").or_else(|| name.attribute("relator")).unwrap_or_default();
            record.give(field_of(role), &name_of(name));
        }
        if origin.find(&is_name).is_empty() {
            record.give(Field::Authors, &words(origin));
        }
    }
    for access in part.elements().filter(|element| element.name == "controlaccess") {
        record.give_all(Field::Mentioned, access.find(&is_name).into_iter().map(name_of));
        for (name, field) in [("geogname", Field::Places), ("subject", Field::Subjects)] {
            record.give_all(field, access.find(&|element| element.name == name).into_iter().map(words));
        }
    }
    let languages = did.find(&|element| element.name == "language");
    match languages.as_slice() {
        [] => record.give_all(Field::Language, inside(did, "langmaterial").map(words)),
        languages => record.give_all(Field::Language, languages.iter().map(|language| words(language))),
    }
    if let Some(unit) = inside(did, "unitid") {
        record.give(Field::Source, &words(unit));
    }
    // `box 3, folder 12`
    let containers = did.elements().filter(|inner| inner.name == "container").map(|container| {
        let sort = container.attribute("type").or_else(|| container.attribute("localtype")).unwrap_or_default();
        format!("{sort} {}", words(container)).trim().to_owned()
    });
    record.give(Field::Source, &containers.collect::<Vec<_>>().join(", "));
}

/// What somebody of a role, of which there may be a word, a code, both, or the code's address, is of a document.
fn field_of(role: &str) -> Field {
    let role = role.to_lowercase();
    let is_one_of = |roles: &[&str]| role.split(['(', ')', '/', ':']).any(|part| roles.contains(&part.trim()));
    match role.trim() {
        _ if is_one_of(RECIPIENTS) => Field::Recipients,
        "" => Field::Authors,
        _ if is_one_of(AUTHORS) => Field::Authors,
        _ if is_one_of(PARTICIPANTS) => Field::Participants,
        _ if is_one_of(MENTIONED) => Field::Mentioned,
        // a collector, or whoever had it before
        _ => Field::Source,
    }
}

/// The date: as printed, and as its normal form reads.
fn date(record: &mut Record, did: &Element, file: &File<'_>, listing: &mut Listing) {
    let normal = |element: &Element| {
        let text = element.attribute("normal").or_else(|| element.attribute("standarddate"))?;
        Date::parse_interval(text)
    };
    let is_single = |element: &Element| matches!(element.name.as_str(), "unitdate" | "datesingle" | "daterange");
    let found = did.find(&|element| is_single(element) || element.name == "unitdatestructured");
    // when it was made, before when most of it was, or when it was shown
    let is_other = |date: &&Element| {
        let is_bulk = date.is("type", "bulk") || date.is("unitdatetype", "bulk");
        is_bulk || date.attribute("datechar").is_some_and(|of| !of.to_lowercase().starts_with("creat"))
    };
    let Some(chosen) = found.iter().find(|date| !is_other(date)).or(found.first()) else { return };
    let Some(date) = (if is_single(chosen) { Some(*chosen) } else { chosen.find(&is_single).first().copied() }) else {
        return;
    };
    let bounds = |first: Option<&str>, last: Option<&str>| {
        let (first, last) = (first.and_then(Date::parse_iso), last.and_then(Date::parse_iso)?);
        first.map_or(Some(last.or_before()), |first| Date::between(first, last))
    };
    let read = normal(date).or_else(|| bounds(date.attribute("notbefore"), date.attribute("notafter"))).or_else(|| {
        let end = |name| inside(date, name).and_then(|element| element.attribute("standarddate"));
        bounds(Some(end("fromdate")?), end("todate"))
    });
    let ends: Vec<String> = match date.name.as_str() {
        "daterange" => date.elements().map(words).filter(|text| !text.is_empty()).collect(),
        _ => vec![words(date)],
    };
    let printed = ends.join(" – ");
    match read {
        Some(read) => {
            record.date_text = Some(if printed.is_empty() { read.to_string() } else { printed });
            record.date = Some(read);
        }
        None => record.dated(&printed, file, &mut listing.warnings),
    }
}
