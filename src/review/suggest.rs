//! Entries of the authority files that somebody may be whom no link leads to anybody.

use crate::link::candidate::{self, Asked, Candidates, Held, Sort};
use crate::review::question::{Candidate, years};

/// How many entries are suggested.
const MOST: usize = 8;

/// Those whose names are like one; the likest first.
pub fn suggest(candidates: &Candidates<'_>, name: &str) -> Vec<Candidate> {
    let asked = Asked { sort: Some(Sort::Person), ..Asked::name(name) };
    candidates.best(&asked, MOST).into_iter().map(question).collect()
}

fn question(found: candidate::Candidate) -> Candidate {
    let date = |date: Option<crate::date::Date>| date.map(|date| date.to_string()).unwrap_or_default();
    let held = |held: &Held| format!("{}{}", held.office, years(&date(held.from), &date(held.until)));
    let facts: Vec<String> = found.facts.offices.iter().map(held).chain(found.facts.state.clone()).collect();
    let known = if facts.is_empty() { found.name } else { format!("{}: {}", found.name, facts.join("; ")) };
    let reasons = found.reasons.into_iter().map(str::to_owned).collect();
    Candidate { iri: found.iri, known, reasons, weight: Some(f64::from(found.weight)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::{Converter, DEFAULT_BASE};
    use crate::decision::Decisions;
    use crate::link::{Linked, people::Reader};

    #[test]
    fn a_surname_leads_to_those_who_have_it() {
        let converter = Converter::new(DEFAULT_BASE).unwrap();
        let linked = Linked::new(Reader::default(), &converter, &Decisions::default()).unwrap();
        let candidates = Candidates::new(&linked, &converter);
        let suggested = |name| suggest(&candidates, name).iter().map(|c| c.known.clone()).collect::<Vec<_>>();
        assert!(suggested("PRATH").iter().any(|known| known.starts_with("Károly Práth: ")));
        assert!(suggested("Aleksander Pusanov").iter().any(|known| known.starts_with("Aleksandr Puzanov: ")));
        assert_eq!(suggested("Xyzzy"), [""; 0]);
        assert_eq!(suggested(""), [""; 0]);
    }
}
