//! Which form of a document somebody wants: the `Accept` header of RFC 9110.

use crate::rdf::write::Format;

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
            Self::Rdf(Format::Turtle | Format::TriG) => "text/turtle",
            Self::Rdf(Format::JsonLd) => "application/ld+json",
            Self::Rdf(Format::NTriples | Format::NQuads) => "application/n-triples",
            Self::Rdf(Format::RdfXml) => "application/rdf+xml",
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
        let ranges: Vec<(&str, u16)> = accept.split(',').filter_map(range).take(64).collect();
        if ranges.is_empty() {
            return Some(Self::Html);
        }
        let quality = |form: Self| {
            let names: &[&str] = match form {
                Self::Html => &["text/html", "application/xhtml+xml"],
                _ => &[form.media()],
            };
            let (family, _) = form.media().split_once('/').unwrap_or_default();
            let exact = ranges.iter().filter(|(range, _)| names.contains(range)).map(|(_, q)| *q).max();
            let of_family = || ranges.iter().find(|(range, _)| range.strip_suffix("/*") == Some(family));
            let any = || ranges.iter().find(|(range, _)| *range == "*/*");
            exact.or_else(|| of_family().map(|(_, q)| *q)).or_else(|| any().map(|(_, q)| *q)).unwrap_or(0)
        };
        let mut best = (None, 0);
        for form in Self::ALL {
            if quality(form) > best.1 {
                best = (Some(form), quality(form));
            }
        }
        best.0
    }
}

/// A media range and its quality in thousandths; other parameters do not matter.
fn range(text: &str) -> Option<(&str, u16)> {
    let mut parts = text.split(';').map(str::trim);
    let range = parts.next().filter(|range| !range.is_empty())?;
    let quality = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
    let thousandths = |q: &str| q.parse::<f32>().ok().filter(|q| (0.0..=1.0).contains(q)).map(|q| (q * 1000.0) as u16);
    Some((range, quality.map_or(Some(1000), thousandths).unwrap_or(0)))
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
            ("image/png", None),
            ("text/turtle;q=0", None),
            (",,;q=x, text/turtle;q=nan", None),
        ] {
            assert_eq!(Form::wanted(accept), form, "{accept}");
        }
    }
}
