//! What the comments above a query say of it.

/// Something that a query can be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Param {
    /// Its name, without the `$`.
    pub name: String,
    /// What may stand there.
    pub about: String,
    /// Whether the query means nothing without it.
    pub required: bool,
    /// Whether its value is a date: `1960`, `1960-12` or `1960-12-08`.
    pub date: bool,
    /// Whether its value is an IRI, in full.
    pub iri: bool,
    /// What its value is the name of, or a part of the name.
    pub names: Option<Named>,
}

/// What is known by names that one may mistype.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// A person.
    Person,
    /// A diplomatic mission.
    Mission,
}

impl Named {
    /// As it stands in the IRIs of such things.
    pub fn word(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Mission => "mission",
        }
    }
}

/// The comments above the query proper, each with the line it begins on; indented ones run on from the one before.
pub(super) fn comments(text: &str) -> Vec<(u64, String)> {
    let mut comments: Vec<(u64, String)> = Vec::new();
    let lines = text.lines().map_while(|line| line.strip_prefix('#'));
    for (at, line) in (1..).zip(lines) {
        match comments.last_mut() {
            Some((_, begun)) if line.starts_with("  ") => {
                begun.push(' ');
                begun.push_str(line.trim());
            }
            _ => comments.push((at, line.trim().to_owned())),
        }
    }
    comments
}

/// `person (required): any form of the name`
pub(super) fn param(declaration: &str) -> Option<Param> {
    let (head, about) = declaration.split_once(':')?;
    let (name, often) = head.trim().split_once(' ')?;
    let often = often.trim().strip_prefix('(')?.strip_suffix(')')?;
    let (often, sort) = often.split_once(' ').unwrap_or((often, ""));
    let required = match often {
        "required" => true,
        "optional" => false,
        _ => return None,
    };
    let names = [Named::Person, Named::Mission].into_iter().find(|named| named.word() == sort);
    let (date, iri) = (sort == "date", sort == "iri");
    let is_known = date || iri || names.is_some() || sort.is_empty();
    let (name, about) = (name.to_owned(), about.trim().to_owned());
    is_known.then_some(Param { name, about, required, date, iri, names })
}
