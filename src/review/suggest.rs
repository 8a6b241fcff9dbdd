//! Entries of the authority files with names like one that no rule could tell whose it is.

use crate::claim::DEFAULT_BASE;
use crate::resolve::authority::{Authority, PersonEntry};
use crate::review::question::{Candidate, years};
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How like two names must be, by Jaro and Winkler's measure.
const LIKE: f64 = 0.85;

/// The forms of all names of the authority files, ready to be compared.
pub struct Suggester<'a> {
    authority: &'a Authority,
    /// Each folded, with the form itself and whose it is.
    forms: Vec<(String, &'a str, &'a PersonEntry)>,
}

impl<'a> Suggester<'a> {
    /// Prepares the authority files.
    pub fn new(authority: &'a Authority) -> Self {
        let each = |entry: &'a PersonEntry| entry.forms.iter().map(move |form| (folded(form), form.as_str(), entry));
        Self { authority, forms: authority.persons().iter().flat_map(each).collect() }
    }

    /// Those whose names share a word with a name that has no other, or are much like it; the likest first.
    pub fn suggest(&self, name: &str) -> Vec<Candidate> {
        let name = folded(name);
        let mut best: BTreeMap<&str, (f64, &str, &PersonEntry)> = BTreeMap::new();
        for (folded, form, entry) in &self.forms {
            let likeness = likeness(&name, folded);
            if likeness >= LIKE && best.get(entry.slug.as_str()).is_none_or(|known| likeness > known.0) {
                best.insert(&entry.slug, (likeness, form, entry));
            }
        }
        let mut found: Vec<_> = best.into_values().collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.2.slug.cmp(&b.2.slug)));
        found.into_iter().map(|(_, form, entry)| candidate(self.authority, form, entry)).collect()
    }
}

/// A surname alone is as like as can be to a name that has it.
fn likeness(name: &str, form: &str) -> f64 {
    let has = |words: &str, word: &str| word.chars().count() > 2 && words.split(' ').any(|other| other == word);
    if has(form, name) || has(name, form) { 1.0 } else { strsim::jaro_winkler(name, form) }
}

fn candidate(authority: &Authority, form: &str, entry: &PersonEntry) -> Candidate {
    let offices = entry.offices.iter().map(|tenure| {
        let office = authority.name(&format!("position/{}", tenure.position)).unwrap_or(&tenure.position);
        let date = |date: Option<crate::date::Date>| date.map(|date| date.to_string()).unwrap_or_default();
        format!("{office}{}", years(&date(tenure.from), &date(tenure.until)))
    });
    let state = entry.state.as_ref().and_then(|state| authority.name(&format!("place/{state}")));
    let facts: Vec<String> = offices.chain(state.map(str::to_owned)).collect();
    let known = if facts.is_empty() { entry.name.clone() } else { format!("{}: {}", entry.name, facts.join("; ")) };
    Candidate {
        iri: format!("{DEFAULT_BASE}person/{}", entry.slug),
        known,
        reasons: vec![format!("name like “{form}”")],
        weight: None,
    }
}

/// Lower case, no accents, and a space for whatever is no letter.
fn folded(name: &str) -> String {
    let plain: String = name.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_surname_leads_to_those_who_have_it() {
        let authority = Authority::bundled().unwrap();
        let suggester = Suggester::new(&authority);
        let suggested = |name: &str| suggester.suggest(name).iter().map(|c| c.known.clone()).collect::<Vec<_>>();
        assert!(suggested("PRATH").iter().any(|known| known.starts_with("Károly Práth: ")));
        assert!(suggested("Aleksander Pusanov").iter().any(|known| known.starts_with("Aleksandr Puzanov: ")));
        assert_eq!(suggested("Xyzzy"), [""; 0]);
        assert_eq!(suggested(""), [""; 0]);
    }
}
