//! Rows and links as pages show them.

use super::catalogue::{Role, When};
use super::{Site, describe};
use crate::date::Date;
use crate::rdf::name::date_name;

/// A link, and what is to be said beside it.
#[derive(Clone, Debug, Default)]
pub struct Link {
    /// Where it leads; empty if nowhere.
    pub href: String,
    /// What it says.
    pub label: String,
    /// What stands beside it.
    pub detail: String,
}

/// A document in a list.
#[derive(Debug)]
pub struct DocumentRow {
    pub date: String,
    pub href: String,
    pub title: String,
    pub detail: String,
}

/// An event in a list.
#[derive(Debug)]
pub struct EventRow {
    pub date: String,
    pub href: String,
    pub kind: String,
    /// What joins the kind and the parties: `with`, `of`.
    pub joint: &'static str,
    pub parties: Vec<Link>,
    pub place: Option<Link>,
    pub words: String,
    /// `stated`, `inferred, linked` …
    pub basis: String,
    /// The class of the basis in the style sheet.
    pub tone: &'static str,
    pub confidence: String,
    pub document: Link,
}

impl Site {
    /// The address of the page about an IRI.
    pub(super) fn href(&self, iri: &str) -> String {
        self.addresses.page(iri, "")
    }

    /// Where an IRI leads that may be of any vocabulary: to our page if the graph says anything of it, else to itself if
    /// that is an address of the web.
    pub(super) fn leads(&self, iri: &str) -> String {
        let known = self.catalogue.item(iri).is_some() || describe::known(&self.store, iri).unwrap_or(false);
        match iri {
            iri if known => self.href(iri),
            iri if iri.starts_with("http://") || iri.starts_with("https://") => iri.to_owned(),
            _ => String::new(),
        }
    }

    pub(super) fn link(&self, at: u32) -> Link {
        let thing = self.catalogue.thing(at);
        Link { href: self.href(&thing.iri), label: thing.name.clone(), detail: String::new() }
    }

    pub(super) fn document_link(&self, at: u32) -> Link {
        let document = self.catalogue.document(at);
        Link { href: self.href(&document.iri), label: titled(&document.title).to_owned(), detail: String::new() }
    }

    /// A document; `roles` are what somebody has to do with it.
    pub(super) fn document_row(&self, at: u32, roles: &[Role]) -> DocumentRow {
        let document = self.catalogue.document(at);
        let mut detail: Vec<&str> = Vec::new();
        detail.extend(Some(document.form.as_str()).filter(|form| !form.is_empty()));
        // who wrote it is named in it, most often
        let roles = roles.iter().filter(|role| roles.len() == 1 || **role != Role::Mention);
        detail.extend(roles.filter(|role| **role != Role::Mention).map(|role| role.name()));
        DocumentRow {
            date: dated(&document.when, &document.printed),
            href: self.href(&document.iri),
            title: titled(&document.title).to_owned(),
            detail: detail.join(" · "),
        }
    }

    /// An event; `but` is who it is told of, and so not named again.
    pub(super) fn event_row(&self, at: u32, but: Option<u32>) -> EventRow {
        let event = self.catalogue.event(at);
        let others = event.parties.iter().filter(|party| Some(party.thing) != but);
        let stated = event.parties.iter().all(|party| party.stated);
        let linked = event.parties.iter().any(|party| party.linked);
        let confidence = event.parties.iter().map(|party| party.confidence.as_str());
        let least = confidence.min_by(|a, b| number(a).total_cmp(&number(b))).unwrap_or_default();
        let mut basis = if stated { "stated" } else { "inferred" }.to_owned();
        if linked {
            basis += ", linked";
        }
        EventRow {
            date: event.when.shown().to_owned(),
            href: self.href(&event.iri),
            kind: if event.kind.is_empty() { "event".to_owned() } else { event.kind.clone() },
            joint: if but.is_some() { "with" } else { "of" },
            parties: others.map(|party| self.link(party.thing)).collect(),
            place: event.place.map(|place| self.link(place)),
            words: shortened(&event.words, 300),
            basis: if event.parties.is_empty() { String::new() } else { basis },
            tone: if stated { "sure" } else { "unsure" },
            confidence: if event.met { percent(least) } else { String::new() },
            document: self.document_link(event.document),
        }
    }
}

/// An unmeasured rule is the least sure.
fn number(confidence: &str) -> f64 {
    confidence.parse().unwrap_or(-1.0)
}

/// `0.955` as `95.5 %`; empty where nothing was measured.
fn percent(confidence: &str) -> String {
    let share = confidence.parse::<f64>().ok().filter(|share| (0.0..=1.0).contains(share));
    share.map(|share| format!("{} %", (share * 1000.0).round() / 10.0)).unwrap_or_default()
}

/// A date in words, or as it is printed.
pub fn dated(when: &When, printed: &str) -> String {
    if when.shown().is_empty() { printed.to_owned() } else { when.shown().to_owned() }
}

/// A title, or that there is none.
pub fn titled(title: &str) -> &str {
    if title.trim().is_empty() { "No title" } else { title }
}

/// A text's beginning, if it is longer, to the end of a word if that is near.
pub fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => {
            let begun = &text[..end];
            let whole = begun.rfind(char::is_whitespace).filter(|at| end - at < 40).map_or(begun, |at| &begun[..at]);
            format!("{} …", whole.trim_end())
        }
        None => text.to_owned(),
    }
}

/// `1957 – 1962`, `on or before 18 July 1957 – 16 March 1961 or later`: dates of EDTF as people write them.
pub fn span(since: &str, until: &str) -> String {
    match (in_words(since), in_words(until)) {
        (since, until) if since == until => since,
        (since, until) if until.is_empty() => format!("from {since}"),
        (since, until) if since.is_empty() => format!("until {until}"),
        (since, until) => format!("{since} – {until}"),
    }
}

/// A date of EDTF as people write it; one that we do not know how to read as it is.
fn in_words(edtf: &str) -> String {
    let plain = |text: &str| Date::parse_iso(text).map(date_name).unwrap_or_else(|| text.to_owned());
    let bounded = edtf.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    match bounded.map(|bounds| (bounds.strip_prefix(".."), bounds.strip_suffix(".."))) {
        Some((Some(last), None)) => format!("on or before {}", plain(last)),
        Some((None, Some(first))) => format!("{} or later", plain(first)),
        _ => plain(edtf),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tenures_are_told_in_words() {
        assert_eq!(span("1957", "1962"), "1957 – 1962");
        assert_eq!(span("[..1957-07-18]", "[1961-03-16..]"), "on or before 18 July 1957 – 16 March 1961 or later");
        assert_eq!((span("1962-08", ""), span("", "")), ("from August 1962".to_owned(), String::new()));
        assert_eq!(span("195X", "195X"), "195X");
    }

    #[test]
    fn what_is_long_ends_with_a_word() {
        assert_eq!(shortened("one two three", 9), "one two …");
        assert_eq!(shortened("one", 9), "one");
    }

    #[test]
    fn confidence_is_told_in_percent() {
        assert_eq!([percent("1"), percent("0.955"), percent(""), percent("x")], ["100 %", "95.5 %", "", ""]);
    }
}
