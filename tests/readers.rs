//! What readers of archives' files make of unusual ones, which are made up: nothing is mixed, and nothing lost in silence.
#![allow(clippy::unwrap_used, reason = "what a test cannot do, it fails at")]

use chancery::record::{Field, Record};
use chancery::source::{self, Listing};

fn read(name: &str, text: &str) -> Listing {
    source::read(name, text.as_bytes()).unwrap()
}

fn fails(name: &str, text: &str) -> String {
    source::read(name, text.as_bytes()).unwrap_err().to_string()
}

/// The values of a field.
fn values(record: &Record, field: Field) -> Vec<&str> {
    record.values(field).map(|(_, value)| value).collect()
}

fn description(record: &Record) -> &str {
    record.description.as_deref().unwrap_or_default()
}

fn warnings(listing: &Listing) -> Vec<String> {
    listing.warnings.iter().map(ToString::to_string).collect()
}

/// A text as a page, a paragraph a line.
fn page(text: &str) -> String {
    let lines: String = text.lines().map(|line| format!("<p>{}</p>\n", line.replace('&', "&amp;"))).collect();
    format!("<!doctype html><html><body>{lines}</body></html>")
}

const DOCUMENT: &str = "Skip to content\nOctober 7, 1964\nReport on a Made-up Harvest\nThe seed came late.\n\
    Otto Brandel reports on the harvest.\nAuthor(s):\nBrandel, Otto\nDocument Information\nSource\nBox 4\n\
    Original Uploaded Date\n2011-11-20\nRecord ID\n700001\n";

/// What is said of other documents is not said of this one.
#[test]
fn related_documents_are_others() {
    let text = DOCUMENT.replace(
        "Author(s):\nBrandel, Otto\n",
        "Related Documents\nMarch 1, 1961\nConversation of Karl Lohse and Luc Morvan\nLohse meets Morvan.\n",
    );
    for listing in [read("page.txt", &text), read("page.html", &page(&text))] {
        let record = &listing.records[0];
        assert_eq!(description(record), "Otto Brandel reports on the harvest.");
        assert_eq!((record.title.as_str(), record.id.as_deref()), ("Report on a Made-up Harvest", Some("700001")));
    }
}

/// Pages one after another are documents of their own, or none is read.
#[test]
fn pages_in_one_file_are_not_mixed() {
    let other = DOCUMENT
        .replace("October 7, 1964", "November 9, 1971")
        .replace("Report", "Letter")
        .replace("Otto Brandel reports", "Karl Lohse writes")
        .replace("Brandel, Otto", "Lohse, Karl")
        .replace("700001", "700002");
    let both = [DOCUMENT, &other].concat();
    for listing in [read("pages.txt", &both), read("pages.html", &page(&both))] {
        let told = |record: &Record| {
            let (id, date) = (record.id.clone().unwrap(), record.date.unwrap());
            format!(
                "{id} | {date} | {} | {} | {}",
                record.title,
                values(record, Field::Authors).join("; "),
                description(record)
            )
        };
        assert_eq!(
            listing.records.iter().map(told).collect::<Vec<_>>(),
            [
                "700001 | 1964-10-07 | Report on a Made-up Harvest | Brandel, Otto | Otto Brandel reports on the harvest.",
                "700002 | 1971-11-09 | Letter on a Made-up Harvest | Lohse, Karl | Karl Lohse writes on the harvest."
            ]
        );
    }
    let undated = both.replace("November 9, 1971\n", "");
    assert!(
        fails("pages.txt", &undated).starts_with("pages.txt:21: a second document's page ends here"),
        "{}",
        fails("pages.txt", &undated)
    );
}
