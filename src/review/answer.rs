//! What was written into a sheet, understood: decisions made, and decisions taken back.
//!
//! ```text
//! decision = ("same" | "different") {which}      which is needed where there are several candidates; "different" alone
//!                                                means all of them
//!          | "new" ["person" | "body"]           nobody of the authority files, and none of the candidates
//!          | "take back" {which}                 what was decided of the node; or of it and those
//!          | which                               the same as
//! which    = number of a candidate | slug of an authority entry | IRI
//! ```
//!
//! Capitals do not matter, nor do blanks, commas and an “and” between several.

use crate::claim::DEFAULT_BASE;
use crate::decision::{Decision, Ruling, is_entry};
use crate::error::{Error, ErrorKind, Locator, Result};
use crate::query::did_you_mean;
use crate::review::sheet::Answer;
use chrono::NaiveDate;
use oxigraph::model::NamedNode;
use std::collections::BTreeSet;

/// What a row changes.
#[derive(Clone, Debug)]
pub enum Change {
    /// It decides something.
    Decide(Decision),
    /// It takes back what was decided of a node, and of others if it names some.
    TakeBack {
        /// The node.
        node: NamedNode,
        /// The other ends of the decisions meant; all decisions on the node if none is named.
        others: Vec<NamedNode>,
        /// Where the sheet says so.
        place: Locator,
    },
}

/// What holds for rows that do not say otherwise.
#[derive(Clone, Debug, Default)]
pub struct Signature {
    /// Who decides.
    pub by: Option<String>,
    /// When.
    pub date: Option<NaiveDate>,
}

/// What the rows change; or all that is wrong with them.
///
/// `entries` are the authority entries there are, each by the end of its IRI: `person/kim-il-sung`.
pub fn changes(
    answers: &[Answer],
    signature: &Signature,
    entries: &BTreeSet<String>,
) -> Result<Vec<Change>, Vec<Error>> {
    let (mut changes, mut errors) = (Vec::new(), Vec::new());
    for answer in answers {
        match (Row { answer, signature, entries }).changes() {
            Ok(found) => changes.extend(found),
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() { Ok(changes) } else { Err(errors) }
}

/// A date as decisions have it; what to write instead is said of others.
pub fn date(text: &str) -> Result<NaiveDate, String> {
    const FORMS: [&str; 6] = ["%d.%m.%Y", "%m/%d/%Y", "%d/%m/%Y", "%d-%m-%Y", "%Y/%m/%d", "%Y.%m.%d"];
    let iso = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    if let Some(date) = iso.filter(|date| date.to_string() == text) {
        return Ok(date);
    }
    // a date that two forms read differently is offered in neither
    let read: BTreeSet<NaiveDate> =
        FORMS.iter().filter_map(|form| NaiveDate::parse_from_str(text, form).ok()).chain(iso).collect();
    match (read.len(), read.first()) {
        (1, Some(date)) => Err(format!("“{text}” should be written {date}")),
        _ => Err(format!("“{text}” is no date of the form 2026-11-26 (year, month, day)")),
    }
}

/// One row, and what its words are read by.
struct Row<'a> {
    answer: &'a Answer,
    signature: &'a Signature,
    entries: &'a BTreeSet<String>,
}

impl Row<'_> {
    fn changes(&self) -> Result<Vec<Change>> {
        let node = self.iri("node", self.answer.text("node"))?;
        let said = self.answer.text("decision");
        let words: Vec<&str> = said
            .split(|c: char| c.is_whitespace() || c == ',')
            .filter(|word| !word.is_empty() && !word.eq_ignore_ascii_case("and"))
            .collect();
        let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
        let lower: Vec<&str> = lower.iter().map(String::as_str).collect();
        let rulings = match lower[..] {
            ["take", "back", ..] => {
                let others = words[2..].iter().map(|word| self.which(&node, word)).collect::<Result<_>>()?;
                return Ok(vec![Change::TakeBack { node, others, place: self.answer.place("decision") }]);
            }
            ["new"] | ["new", "person" | "body"] => {
                if is_entry(&node) {
                    return Err(self.wrong("decision", "an authority entry cannot be somebody new".to_owned()));
                }
                vec![Ruling::New]
            }
            ["same"] => match self.answer.candidates() {
                1 => vec![Ruling::Same(self.which(&node, "1")?)],
                0 => return Err(self.say_which("there is no candidate", "same kim-il-sung")),
                many => return Err(self.say_which(&format!("there are {many} candidates"), "same 1")),
            },
            ["different"] => match self.answer.candidates() {
                0 => return Err(self.say_which("there is no candidate", "different kim-il-sung")),
                _ => self.all(&node)?.into_iter().map(Ruling::Different).collect(),
            },
            ["same", ..] => self.each(&node, &words[1..], Ruling::Same)?,
            ["different", ..] => self.each(&node, &words[1..], Ruling::Different)?,
            [one] if one.chars().all(|c| c.is_ascii_digit()) => {
                return Err(self.say_which(&format!("“{one}” alone decides nothing"), &format!("same {one}")));
            }
            [_] => self.each(&node, &words, Ruling::Same)?,
            _ => return Err(self.unknown(said)),
        };
        let (by, date) = (self.by()?, self.date()?);
        let decide = |ruling| {
            let decision = Decision::new(node.clone(), ruling, &by);
            let note = self.answer.verbatim("note");
            let note = if note.trim().is_empty() { String::new() } else { note.to_owned() };
            Change::Decide(Decision { date: Some(date), note, place: Some(self.answer.place("decision")), ..decision })
        };
        Ok(rulings.into_iter().map(decide).collect())
    }

    fn each(&self, node: &NamedNode, words: &[&str], ruling: fn(NamedNode) -> Ruling) -> Result<Vec<Ruling>> {
        words.iter().map(|word| self.which(node, word).map(ruling)).collect()
    }

    /// All candidates.
    fn all(&self, node: &NamedNode) -> Result<Vec<NamedNode>> {
        let numbers = (1..=self.answer.candidates()).filter(|number| !self.answer.candidate(*number).is_empty());
        numbers.map(|number| self.which(node, &number.to_string())).collect()
    }

    /// Whom a word means.
    fn which(&self, node: &NamedNode, word: &str) -> Result<NamedNode> {
        let found = if let Ok(number) = word.parse::<usize>() {
            match self.answer.candidate(number) {
                "" => {
                    let there = match self.answer.candidates() {
                        0 => "the row has none; its columns “iri 1”, “iri 2” … name them".to_owned(),
                        1 => "the row has one".to_owned(),
                        many => format!("the row has {many}"),
                    };
                    return Err(self.wrong("decision", format!("there is no candidate {number}: {there}")));
                }
                iri => self.iri(&format!("iri {number}"), iri)?,
            }
        } else if word.contains(':') {
            self.iri("decision", word)?
        } else {
            self.entry(node, word)?
        };
        if found == *node {
            return Err(self.wrong("decision", format!("this compares {word} with itself")));
        }
        Ok(found)
    }

    /// The authority entry of a slug, below the base that the node is below.
    fn entry(&self, node: &NamedNode, word: &str) -> Result<NamedNode> {
        let sort = if node.as_str().contains("#body-") { "body" } else { "person" };
        let slug = word.to_lowercase();
        let path = if slug.contains('/') { slug } else { format!("{sort}/{slug}") };
        if !self.entries.contains(&path) {
            return Err(self.unknown(word));
        }
        let base = node.as_str().split_once("record/").map_or(DEFAULT_BASE, |(base, _)| base);
        self.iri("decision", &format!("{base}{path}"))
    }

    fn iri(&self, column: &str, text: &str) -> Result<NamedNode> {
        NamedNode::new(text).map_err(|_| match text {
            "" => self
                .wrong(column, "the row does not say whom it is about".to_owned())
                .help("keep the column “node” as `chancery review` writes it"),
            _ => self.wrong(column, format!("“{text}” is no IRI")),
        })
    }

    fn by(&self) -> Result<String> {
        match (self.answer.text("by"), &self.signature.by) {
            ("", None) => Err(self
                .wrong("by", "nobody has signed this decision".to_owned())
                .help("write a name into the column “by”, or give one for all with --by NAME")),
            ("", Some(by)) => Ok(by.clone()),
            (by, _) => Ok(by.to_owned()),
        }
    }

    fn date(&self) -> Result<NaiveDate> {
        match (self.answer.text("date"), self.signature.date) {
            ("", None) => Err(self
                .wrong("date", "this decision has no date".to_owned())
                .help("write one into the column “date”, such as 2026-11-26, or give one for all with --date")),
            ("", Some(date)) => Ok(date),
            (text, _) => date(text).map_err(|message| {
                self.wrong("date", message).help(
                    "a spreadsheet may rewrite dates: format the column as text, or leave it empty and give --date",
                )
            }),
        }
    }

    fn say_which(&self, message: &str, such_as: &str) -> Error {
        self.wrong("decision", message.to_owned()).help(format!("say which is meant, such as: {such_as}"))
    }

    /// Words that mean nothing here, with those that may be meant.
    fn unknown(&self, said: &str) -> Error {
        let words = ["same", "different", "new person", "take back"];
        let slugs = self.entries.iter().map(|path| path.split_once('/').map_or(path.as_str(), |(_, slug)| slug));
        let lower = said.to_lowercase();
        // a name is looked for as a slug
        let slug = lower.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect::<Vec<_>>();
        let near_words = did_you_mean(&lower, words.into_iter());
        let near = if near_words.is_empty() { did_you_mean(&slug.join("-"), slugs) } else { near_words };
        let error = self.wrong("decision", format!("“{said}” is neither a decision nor an authority entry{near}"));
        if near.is_empty() && said.contains('-') {
            return error.help("if it is in an authority file of your own, name that file or a graph with it, too");
        }
        error.help("write same, different, new person, take back, or the slug of an entry, such as kim-il-sung")
    }

    fn wrong(&self, column: &str, message: String) -> Error {
        Error::new(ErrorKind::Input, message).at(self.answer.place(column))
    }
}
