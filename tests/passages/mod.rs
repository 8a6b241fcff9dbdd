//! What holds of the reading of any text: its words stand where it says. The fuzz targets check the same.

use chancery::claim::{Node, Person};
use chancery::convert::{Converter, DEFAULT_BASE};
use chancery::date::Date;
use chancery::recognise::{self, Reading};
use chancery::record::{Field, Passage, Place, Record};
use std::sync::LazyLock;

static CONVERTER: LazyLock<Converter> =
    LazyLock::new(|| Converter::new(DEFAULT_BASE).expect("the bundled files are sound"));

/// Reads an entry of some day, and checks every passage and every name that comes of it.
pub fn read(title: &str, description: &str) -> Reading {
    let record = Record {
        archive: "none".to_owned(),
        date_text: Some("December 08, 1960".to_owned()),
        date: Date::parse("December 08, 1960"),
        title: title.to_owned(),
        description: (!description.is_empty()).then(|| description.to_owned()),
        place: Place { lines: 0..0, bytes: 0..0 },
        ..Record::default()
    };
    let reading = recognise::recognise(&record, CONVERTER.lexicon());
    for claim in &reading.claims {
        assert!(!claim.passages.is_empty(), "{claim:?} has no words");
        claim.passages.iter().for_each(|passage| stands(&record, *passage, claim.rule.id));
        for node in [&claim.subject, &claim.object] {
            if let Node::Person(Person::Here { name, .. }) = node {
                repeats(&record, name);
            }
        }
    }
    reading.unread.iter().for_each(|passage| stands(&record, *passage, "unread"));
    reading.other_forms.iter().for_each(|(_, form)| repeats(&record, form));
    reading
}

/// Whether a passage is some words of its field, from one character to another.
fn stands(record: &Record, passage: Passage, rule: &str) {
    let Passage { field, start, end } = passage;
    let words = record.text(field).get(start..end);
    assert!(
        words.is_some_and(|words| !words.trim().is_empty()),
        "{rule}: {words:?} at {start}..{end} of the {field:?}"
    );
}

/// Whether a name is written somewhere in the entry as it is given.
fn repeats(record: &Record, name: &str) {
    let written = [Field::Title, Field::Description].into_iter().any(|field| record.text(field).contains(name));
    assert!(written && !name.is_empty(), "nobody wrote “{name}”");
}
