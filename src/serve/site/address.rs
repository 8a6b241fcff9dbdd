//! Where things are on the site: IRIs into addresses, and back.
//!
//! | IRI | its own address | its pages and files |
//! |---|---|---|
//! | `{base}person/kim-il` | `/id/person/kim-il` | `/doc/person/kim-il`, `/doc/person/kim-il.ttl` … |
//! | `{base}record/wcda/x#person-pak` | `/id/record/wcda/x/person-pak` | `/doc/record/wcda/x/person-pak` … |
//! | any other | `/id?iri=…`; of our own terms `/kind/…`, `/rule/…` … too | `/doc?iri=…`, `/doc.ttl?iri=…` … |
//!
//! A fragment does not travel to a server: behind a slash it does. A path is the IRI that it is below the base, if the
//! graph knows that; else its last slash is a `#`.

use crate::rdf::vocab::PREFIXES;
use std::fmt::Write;

/// The vocabularies of ours whose terms are data: each has a path of the same name.
const OURS: [&str; 4] = ["kind", "rule", "feature", "decision"];

/// The addresses of a graph's things.
#[derive(Clone, Debug)]
pub struct Addresses {
    base: String,
}

impl Addresses {
    /// Those of things below a base.
    pub fn new(base: &str) -> Self {
        Self { base: base.to_owned() }
    }

    /// The address of a thing's page, or with a suffix that of a file about it.
    pub fn page(&self, iri: &str, suffix: &str) -> String {
        match iri.strip_prefix(&self.base).filter(|rest| !rest.is_empty() && fits_a_path(rest)) {
            Some(rest) => format!("/doc/{}{suffix}", encoded(&rest.replace('#', "/"), "/")),
            None => format!("/doc{suffix}?iri={}", encoded(iri, "")),
        }
    }

    /// The IRIs that a path below `/id/` or `/doc/` may stand for, the likelier first.
    pub fn iris(&self, rest: &str) -> Vec<String> {
        let whole = format!("{}{rest}", self.base);
        match rest.rsplit_once('/') {
            Some((record, part)) if !part.is_empty() => vec![whole, format!("{}{record}#{part}", self.base)],
            _ => vec![whole],
        }
    }

    /// The IRI of one of our own terms, by its path.
    pub fn term(path: &str) -> Option<String> {
        let (vocabulary, name) = path.strip_prefix('/')?.split_once('/')?;
        let ours = OURS.contains(&vocabulary) && !name.is_empty();
        let (_, namespace) = PREFIXES.iter().find(|(prefix, _)| ours && *prefix == vocabulary)?;
        Some(format!("{namespace}{name}"))
    }
}

/// Whether what stands below the base comes back from a path unchanged: one `#` at most, and that in its last part.
fn fits_a_path(rest: &str) -> bool {
    let dots = |part: &str| part.is_empty() || part == "." || part == "..";
    let parts: Vec<&str> = rest.split(['/', '#']).collect();
    !parts.into_iter().any(dots)
        && match rest.split_once('#') {
            Some((_, part)) => !part.contains(['/', '#']),
            None => true,
        }
}

/// Text within an address: what has a meaning there is written in hexadecimal, unless `kept`.
pub fn encoded(text: &str, kept: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        let plain = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) || kept.as_bytes().contains(&byte);
        if plain {
            out.push(char::from(byte));
        } else {
            // writing to a String cannot fail
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// A path as it was meant; none if it is no text.
pub fn decoded(path: &str) -> Option<String> {
    unescaped(path).filter(|path| !path.contains(char::is_control))
}

/// Text whose percent signs are read; none if it is no text.
pub fn unescaped(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
                let (high, low) = (digit(rest.next())?, digit(rest.next())?);
                u8::try_from(high * 16 + low).ok()?
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

/// An address with parameters; those without a value are left out.
pub fn with(path: &str, params: &[(&str, &str)]) -> String {
    let given = params.iter().filter(|(_, value)| !value.is_empty());
    let given: Vec<String> =
        given.map(|(name, value)| format!("{}={}", encoded(name, ""), encoded(value, ""))).collect();
    if given.is_empty() { path.to_owned() } else { format!("{path}?{}", given.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_back() {
        let addresses = Addresses::new("https://w3id.org/chancery/id/");
        for (iri, page) in [
            ("https://w3id.org/chancery/id/person/kim-il", "/doc/person/kim-il"),
            ("https://w3id.org/chancery/id/record/a/x#person-pak", "/doc/record/a/x/person-pak"),
            ("https://w3id.org/chancery/id/person/김 일?&", "/doc/person/%EA%B9%80%20%EC%9D%BC%3F%26"),
        ] {
            assert_eq!(addresses.page(iri, ""), page);
            let path = decoded(page.strip_prefix("/doc/").unwrap()).unwrap();
            assert!(addresses.iris(&path).contains(&iri.to_owned()), "{path}");
        }
        let strange = "https://w3id.org/chancery/id/a#b/c";
        assert_eq!(addresses.page(strange, ".ttl"), "/doc.ttl?iri=https%3A%2F%2Fw3id.org%2Fchancery%2Fid%2Fa%23b%2Fc");
        assert!(addresses.page("https://w3id.org/chancery/id/../x", "").starts_with("/doc?iri="));
    }

    #[test]
    fn what_is_no_text_is_no_path() {
        assert_eq!(decoded("/a%20b%C3%A9").as_deref(), Some("/a bé"));
        assert_eq!(
            [decoded("%FF"), decoded("%0"), decoded("%zz"), decoded("%00"), decoded("%0d%0aX: y")],
            [const { None }; 5]
        );
    }

    #[test]
    fn our_terms_have_paths() {
        assert_eq!(Addresses::term("/kind/report").as_deref(), Some("https://w3id.org/chancery/kind/report"));
        assert_eq!(Addresses::term("/rico/name"), None);
    }
}
