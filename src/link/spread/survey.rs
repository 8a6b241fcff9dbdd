//! What of some records the linking of all others must know: the names of their people and bodies, and the words of
//! descriptions.

use crate::convert::Converter;
use crate::link::people::{self, Reader, Sort};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A line of a survey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Line {
    /// A record: what the people and bodies are called that it names, in the words by which a plan divides them.
    Record {
        /// The IRI.
        record: String,
        /// The words.
        keys: BTreeSet<String>,
    },
    /// The forms of somebody's name, the fullest first.
    Person {
        /// The forms.
        forms: Vec<String>,
        /// How many people have them in records.
        times: u32,
    },
    /// The names of a body, folded.
    Body {
        /// The names.
        forms: Vec<String>,
    },
    /// The descriptions of people.
    Described {
        /// How many people are described.
        people: u32,
        /// How many of the descriptions have each word.
        words: BTreeMap<String, u32>,
    },
}

/// The word by which a plan has a body of some name.
pub(super) fn of_body(form: &str) -> String {
    // no family name has a colon
    format!(":{form}")
}

/// Surveys the records that a reader has read, which must be there with all that is said of them.
pub fn survey(reader: Reader, converter: &Converter) -> Vec<Line> {
    let named: Vec<(String, String)> =
        reader.named().map(|(record, who)| (record.to_owned(), who.to_owned())).collect();
    let (people, bodies) = reader.finish(converter.authority(), converter.base());
    let mut records: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut persons: BTreeMap<Vec<String>, u32> = BTreeMap::new();
    let record_of = |node: &str| node.split_once('#').map(|(record, _)| record.to_owned());
    for mention in people.mentions.iter().filter(|mention| mention.sort != Sort::Authority) {
        let family = people.family(mention);
        if let Some(record) = record_of(&mention.node) {
            records.entry(record).or_default().extend(family.map(str::to_owned));
        }
        if !mention.forms.is_empty() {
            let forms = mention.forms.iter().map(|form| people.written[*form as usize].to_string()).collect();
            *persons.entry(forms).or_default() += 1;
        }
    }
    for (record, who) in named {
        let family = people.number(&who).and_then(|who| people.family(&people.mentions[who as usize]));
        records.entry(record).or_default().extend(family.map(str::to_owned));
    }
    let mut lines = Vec::new();
    for (node, forms) in bodies.of_records() {
        if let Some(record) = record_of(node) {
            records.entry(record).or_default().extend(forms.iter().map(|form| of_body(form)));
        }
        lines.push(Line::Body { forms: forms.to_vec() });
    }
    lines.extend(records.into_iter().map(|(record, keys)| Line::Record { record, keys }));
    lines.extend(persons.into_iter().map(|(forms, times)| Line::Person { forms, times }));
    let (described, with) = people::described(&people.mentions, people.words.len());
    let words = people.words.iter().map(ToString::to_string).zip(with).filter(|(_, with)| *with > 0).collect();
    lines.push(Line::Described { people: described, words });
    lines
}
