//! Entries of the authority files with names like one that no rule could tell whose it is.

use crate::claim::DEFAULT_BASE;
use crate::resolve::authority::{Authority, PersonEntry};
use crate::review::question::{Candidate, years};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How like two names must be, by Jaro and Winkler's measure.
const LIKE: f64 = 0.85;

/// Those of the authority files whose names share a word with a name, or are much like it; the likest first.
pub fn suggest(authority: &Authority, name: &str) -> Vec<Candidate> {
    let name = folded(name);
    let mut found: Vec<(f64, &str, &PersonEntry)> = Vec::new();
    for entry in authority.persons() {
        let forms = entry.forms.iter().map(|form| (likeness(&name, &folded(form)), form.as_str()));
        let best = forms.max_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((likeness, form)) = best.filter(|(likeness, _)| *likeness >= LIKE) {
            found.push((likeness, form, entry));
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.2.slug.cmp(&b.2.slug)));
    found.into_iter().map(|(_, form, entry)| candidate(authority, form, entry)).collect()
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
