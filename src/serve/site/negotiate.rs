//! Which form of a document somebody wants.

use crate::rdf::write::Format;
use crate::serve::accept::best;

/// A form in which a thing is described.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A page for people.
    Html,
    /// RDF in a syntax.
    Rdf(Format),
}

impl Form {
    /// Every form; of those that are wanted alike the first is given.
    pub const ALL: [Self; 5] = [
        Self::Html,
        Self::Rdf(Format::Turtle),
        Self::Rdf(Format::JsonLd),
        Self::Rdf(Format::NTriples),
        Self::Rdf(Format::RdfXml),
    ];

    /// Its media type.
    pub fn media(self) -> &'static str {
        match self {
            Self::Html => "text/html",
            Self::Rdf(format) => format.media(),
        }
    }

    /// The end of its addresses.
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Html => ".html",
            Self::Rdf(Format::Turtle | Format::TriG) => ".ttl",
            Self::Rdf(Format::JsonLd) => ".jsonld",
            Self::Rdf(Format::NTriples | Format::NQuads) => ".nt",
            Self::Rdf(Format::RdfXml) => ".rdf",
        }
    }

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Html => "Page",
            Self::Rdf(Format::Turtle | Format::TriG) => "Turtle",
            Self::Rdf(Format::JsonLd) => "JSON-LD",
            Self::Rdf(Format::NTriples | Format::NQuads) => "N-Triples",
            Self::Rdf(Format::RdfXml) => "RDF/XML",
        }
    }

    /// An address without the suffix that names a form, and that form.
    pub fn of_suffix(path: &str) -> Option<(&str, Self)> {
        Self::ALL.into_iter().find_map(|form| Some((path.strip_suffix(form.suffix())?, form)))
    }

    /// The form that an `Accept` header likes best; none if it takes none of them.
    pub fn wanted(accept: &str) -> Option<Self> {
        let names = |form: Self| match form {
            Self::Html => vec!["text/html", "application/xhtml+xml"],
            // whoever asks for JSON takes what is JSON, too
            Self::Rdf(Format::JsonLd) => vec![form.media(), "application/json"],
            _ => vec![form.media()],
        };
        let offers = Self::ALL.map(names);
        best(accept, offers.iter().map(Vec::as_slice)).map(|at| Self::ALL[at])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_form_is_given() {
        let turtle = Some(Form::Rdf(Format::Turtle));
        for (accept, form) in [
            ("", Some(Form::Html)),
            ("*/*", Some(Form::Html)),
            ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", Some(Form::Html)),
            ("text/turtle", turtle),
            ("text/turtle;q=0.9, text/html;q=0.1", turtle),
            ("application/rdf+xml, text/turtle;q=0.8", Some(Form::Rdf(Format::RdfXml))),
            ("text/*;q=0.5, text/html;q=0", turtle),
            ("application/ld+json;profile=\"http://www.w3.org/ns/json-ld#compacted\"", Some(Form::Rdf(Format::JsonLd))),
            ("application/n-triples, */*;q=0.1", Some(Form::Rdf(Format::NTriples))),
            ("application/json", Some(Form::Rdf(Format::JsonLd))),
            ("application/json, text/html;q=0.5", Some(Form::Rdf(Format::JsonLd))),
            ("image/png", None),
            ("text/turtle;q=0", None),
            (",,;q=x, text/turtle;q=nan", None),
        ] {
            assert_eq!(Form::wanted(accept), form, "{accept}");
        }
    }
}
