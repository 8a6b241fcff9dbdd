//! Which columns of a table are which fields of a record: a small TOML file.
//!
//! ```toml
//! archive = "example"            # the code of the archive, for IRIs
//! separator = ";"                # between the names in one cell, where a cell is no JSON list
//!
//! [columns]
//! title = "Document title"
//! date = "Date"
//! authors = "From"
//! participants = ["Present", "Also present"]
//! ```
//! Several columns of a field are joined; `title`, `date` and `url` have one.
//!
//! Fields: `title`, which a table must have, `date`, `description`, `id`, `url`, `authors`, `recipients`, `participants`,
//! `contributors`, `mentioned`, `places`, `subjects`, `language`, `source`.

use crate::error::{Error, ErrorKind, Locator, Result};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A mapping of columns.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// The code of the archive.
    #[serde(default = "anybody")]
    pub archive: String,
    /// What stands between the names in a cell.
    #[serde(default = "semicolon")]
    pub separator: String,
    columns: BTreeMap<String, Columns>,
}

/// One column or several.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum Columns {
    One(String),
    Several(Vec<String>),
}

/// The fields that a column can be.
pub(super) const FIELDS: [&str; 15] = [
    "title",
    "date",
    "description",
    "id",
    "url",
    "authors",
    "recipients",
    "participants",
    "contributors",
    "mentioned",
    "places",
    "subjects",
    "language",
    "source",
    "body",
];

/// The code of the archive, where nobody says which.
pub(super) const NOBODYS: &str = "table";

fn anybody() -> String {
    NOBODYS.to_owned()
}

fn semicolon() -> String {
    ";".to_owned()
}

impl Mapping {
    /// Reads a mapping; `name` is what messages call its file.
    pub fn parse(name: &str, text: &str) -> Result<Self> {
        let mapping: Self = toml::from_str(text).map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            let line = before.matches('\n').count() as u64 + 1;
            Error::new(ErrorKind::Input, error.message().to_owned())
                .at(Locator::line(name, line))
                .help("a mapping has `archive`, `separator` and a table `[columns]`")
        })?;
        let fail = |message: String| Error::new(ErrorKind::Input, message).at(Locator::file(name));
        if let Some(other) = mapping.columns.keys().find(|field| !FIELDS.contains(&field.as_str())) {
            return Err(
                fail(format!("a record has no field `{other}`")).help(format!("its fields are {}", FIELDS.join(", ")))
            );
        }
        if !mapping.columns.contains_key("title") {
            return Err(fail("the mapping does not say which column is the title".to_owned())
                .help("add a line such as title = \"Title\" under [columns]"));
        }
        Ok(mapping)
    }

    /// The columns of a field.
    pub(super) fn columns(&self, field: &str) -> &[String] {
        match self.columns.get(field) {
            Some(Columns::One(column)) => std::slice::from_ref(column),
            Some(Columns::Several(columns)) => columns,
            None => &[],
        }
    }

    /// All columns that it names.
    pub(super) fn all(&self) -> impl Iterator<Item = &String> {
        FIELDS.iter().flat_map(|field| self.columns(field))
    }
}
