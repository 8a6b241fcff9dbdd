//! Gold annotations: what a careful historian would record from an entry. `tests/gold/README.md` has the rules.

use crate::error::{Error, ErrorKind, Locator, Result};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt;

/// The annotations of one listing.
#[derive(Clone, Debug)]
pub struct Gold {
    /// The name of its file, without folders: `dev-listing.json`.
    pub name: String,
    /// Its documents, in the order of the listing.
    pub documents: Vec<Document>,
}

/// What is to be read out of one entry.
#[derive(Clone, Debug, Deserialize)]
pub struct Document {
    /// Its place in the listing, from 1.
    pub n: u64,
    /// When it was written (EDTF).
    pub date: Option<String>,
    /// Its title, to find it by.
    pub title: String,
    /// Its documentary form; `other` where the title names none.
    pub genre: String,
    /// Who wrote it.
    #[serde(default)]
    pub authors: Vec<Party>,
    /// Who it was written to.
    #[serde(default)]
    pub recipients: Vec<Party>,
    /// Everybody it names.
    pub people: Vec<String>,
    /// Other forms of their names that the entry uses.
    #[serde(default)]
    pub variants: BTreeMap<String, Vec<String>>,
    /// The missions it names.
    #[serde(default)]
    pub missions: Vec<Mission>,
    /// Who held which office.
    #[serde(default)]
    pub offices: Vec<Office>,
    /// Who met.
    pub encounters: Vec<Meeting>,
    /// Who was only to meet.
    #[serde(default)]
    pub planned: Vec<Meeting>,
}

/// A person or body by name, or a mission.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged, expecting = "expected a name, or a mission: {\"of\": …, \"in\": …, \"kind\": …}")]
pub enum Party {
    /// By name.
    Named(String),
    /// By its States.
    Mission(Mission),
}

/// A mission; what the entry does not say is `null`.
#[derive(Clone, Debug, Deserialize)]
pub struct Mission {
    /// The sending State.
    pub of: Option<String>,
    /// The receiving State, or the city.
    #[serde(rename = "in")]
    pub host: Option<String>,
    /// `embassy`, `legation` …
    pub kind: Option<String>,
}

/// An office held.
#[derive(Clone, Debug, Deserialize)]
pub struct Office {
    /// By whom.
    pub holder: String,
    /// The plain word: `ambassador`.
    pub office: String,
    /// The State it is held for.
    pub of: Option<String>,
    /// The State or body accredited to.
    pub to: Option<String>,
}

/// A meeting, held or planned.
#[derive(Clone, Debug, Deserialize)]
pub struct Meeting {
    /// Who takes part.
    pub participants: Vec<Participant>,
    /// `stated` or `inferred`, of an encounter.
    pub basis: Option<String>,
}

/// Somebody in a meeting.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged, expecting = "expected a name, or a role: {\"role\": …, \"of\": …}")]
pub enum Participant {
    /// One of the document's people.
    Named(String),
    /// Somebody without a name.
    Unnamed {
        /// What they are: `ambassador`.
        role: String,
    },
}

impl Participant {
    /// The name, where there is one.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Named(name) => Some(name),
            Self::Unnamed { .. } => None,
        }
    }
}

impl fmt::Display for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named(name) => f.write_str(name),
            Self::Mission(Mission { of, host, kind }) => {
                let said = |part: &Option<String>| part.clone().unwrap_or_else(|| "?".to_owned());
                write!(f, "{} of {} in {}", said(kind), said(of), said(host))
            }
        }
    }
}

impl Gold {
    /// Reads a gold file; `name` is what messages call it. The error tells the line and the column.
    pub fn read(name: &str, text: &str) -> Result<Self> {
        #[derive(Deserialize)]
        #[serde(expecting = "an object that holds \"documents\"")]
        struct File {
            documents: Vec<Document>,
        }
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let file: File = serde_json::from_str(text).map_err(|error| malformed(name, text, &error))?;
        let short = name.rsplit(['/', '\\']).next().unwrap_or(name);
        Ok(Self { name: short.to_owned(), documents: file.documents })
    }
}

fn malformed(name: &str, text: &str, error: &serde_json::Error) -> Error {
    let message = error.to_string();
    let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
    let line = error.line().max(1);
    // serde_json counts bytes
    let before = text.lines().nth(line - 1).unwrap_or_default().as_bytes();
    let before = before.get(..error.column()).unwrap_or(before);
    let column = String::from_utf8_lossy(before).chars().count().max(1);
    let place = Locator { name: name.to_owned(), line: Some(line as u64), column: Some(column as u64) };
    let (what, help) = if error.is_data() {
        ("these are no gold annotations", "mend the file there; tests/gold/README.md says what each document holds")
    } else {
        ("this is no well-formed JSON", "mend the file there; a graph in JSON-LD is named .jsonld")
    };
    Error::new(ErrorKind::Input, format!("{what}: {message}")).at(place).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;

    fn refused(text: &str) -> String {
        Gold::read("gold.json", text).unwrap_err().to_string()
    }

    #[test]
    fn what_is_wrong_is_shown_where_it_stands() {
        assert_snapshot!(refused("{\"documents\": [\n  {\"n\": 1, \"títle\" 2}\n]}"), @r#"
        gold.json:2:20: this is no well-formed JSON: expected `:`
          help: mend the file there; a graph in JSON-LD is named .jsonld
        "#);
        assert_snapshot!(refused("{\"documents\": [\n  {\"n\": 1, \"title\": \"Report\"}\n]}"), @r#"
        gold.json:2:29: these are no gold annotations: missing field `genre`
          help: mend the file there; tests/gold/README.md says what each document holds
        "#);
        assert_snapshot!(refused("{\"documents\": [{\"n\": 1, \"title\": \"Report\", \"genre\": \"report\",\n \"authors\": [1]}]}"), @r#"
        gold.json:2:15: these are no gold annotations: expected a name, or a mission: {"of": …, "in": …, "kind": …}
          help: mend the file there; tests/gold/README.md says what each document holds
        "#);
        assert_snapshot!(refused("[]"), @r#"
        gold.json:1:2: these are no gold annotations: invalid length 0, expected an object that holds "documents"
          help: mend the file there; tests/gold/README.md says what each document holds
        "#);
        assert_snapshot!(refused(""), @r#"
        gold.json:1:1: this is no well-formed JSON: EOF while parsing a value
          help: mend the file there; a graph in JSON-LD is named .jsonld
        "#);
        assert_snapshot!(refused("{\"@graph\": []}"), @r#"
        gold.json:1:14: these are no gold annotations: missing field `documents`
          help: mend the file there; tests/gold/README.md says what each document holds
        "#);
    }

    #[test]
    fn a_file_may_begin_with_a_mark_of_its_encoding() {
        assert_eq!(Gold::read("sets/gold.json", "\u{feff}{\"documents\": []}").unwrap().name, "gold.json");
    }
}
