//! The words that show who took part in an event: a phrase such as `his meeting with the Shah` names one of two.

use crate::claim::{Claim, Node, Relation};
use crate::record::{Passage, Record};

/// How many bytes away from the words of an event its party may be named, to be shown beside them.
const NEAR: usize = 300;

/// Adds to what is said of a party the words that name it, where none of the words it rests on do: the nearest of the same
/// paragraph.
pub fn name_parties(record: &Record, claims: &mut [Claim<Node>]) {
    let all = &*claims;
    let of = |relation| (0..all.len()).filter(move |at| all[*at].relation == relation);
    let mut parties: Vec<usize> = of(Relation::Participant).collect();
    if parties.is_empty() {
        return;
    }
    let party = |at: &usize| &all[*at].object;
    parties.sort_by_key(|at| (party(at), &all[*at].subject));
    let mut mentions: Vec<usize> = of(Relation::Mentions).collect();
    mentions.sort_by_key(party);
    let mut found: Vec<(usize, Passage)> = Vec::new();
    for same in parties.chunk_by(|one, next| party(one) == party(next)) {
        let named = mentions.partition_point(|at| party(at) < party(&same[0]))..;
        let named = mentions[named].iter().take_while(|at| party(at) == party(&same[0]));
        let mut names: Vec<Passage> = named.flat_map(|at| &all[*at].passages).copied().collect();
        names.sort_unstable();
        for said in same.chunk_by(|one, next| all[*one].subject == all[*next].subject) {
            let mut words = said.iter().flat_map(|at| &all[*at].passages);
            if !words.clone().any(|words| names_within(&names, words))
                && let Some(name) = words.find_map(|words| nearest(record, &names, words))
            {
                found.push((said[0], name));
            }
        }
    }
    for (at, name) in found {
        claims[at].passages.push(name);
        claims[at].passages.sort_unstable();
    }
}

/// The name that begins before some words end, and the one after it; names are in order.
fn around<'n>(names: &'n [Passage], words: &Passage) -> (Option<&'n Passage>, Option<&'n Passage>) {
    let after = names.partition_point(|name| (name.field, name.start) < (words.field, words.end));
    let of_field = |name: &&Passage| name.field == words.field;
    let before = after.checked_sub(1).and_then(|at| names.get(at));
    (before.filter(of_field), names.get(after).filter(of_field))
}

fn names_within(names: &[Passage], words: &Passage) -> bool {
    around(names, words).0.is_some_and(|name| name.end > words.start)
}

fn nearest(record: &Record, names: &[Passage], words: &Passage) -> Option<Passage> {
    let (before, after) = around(names, words);
    let before = before.map(|name| (name.end, words.start, name));
    let after = after.map(|name| (words.end, name.start, name));
    let text = record.text(words.field);
    let in_reach = |(from, to, _): &(usize, usize, &Passage)| {
        to - from <= NEAR && text.get(*from..*to).is_some_and(|between| !between.contains('\n'))
    };
    let near = before.into_iter().chain(after).filter(in_reach);
    near.min_by_key(|(from, to, _)| to - from).map(|(.., name)| *name)
}

#[cfg(test)]
mod tests {
    use super::super::authority::Authority;
    use super::super::resolve;
    use super::*;
    use crate::recognise::{self, Lexicon};
    use crate::record::Field;
    use std::collections::BTreeSet;

    /// The words of all parties of all events, of each party in the order of the text.
    fn said(description: &str) -> BTreeSet<String> {
        let record = Record { title: "Telegram".into(), description: Some(description.into()), ..Record::default() };
        let authority = Authority::bundled().unwrap();
        let lexicon = Lexicon::new([], []).unwrap();
        let resolution = resolve(&record, recognise::recognise(&record, &lexicon), &authority);
        let parties = resolution.claims.iter().filter(|claim| claim.relation == Relation::Participant);
        let words = |passage: &Passage| record.text(passage.field)[passage.start..passage.end].to_owned();
        parties.map(|claim| claim.passages.iter().map(words).collect::<Vec<_>>().join(" … ")).collect()
    }

    #[test]
    fn a_party_that_the_words_do_not_name_is_named_beside_them() {
        let both = said("Tarn Velk reports on his conversation with Mira Solberg.");
        assert_eq!(both.len(), 2, "{both:?}");
        assert!(
            both.iter().any(|words| words.starts_with("Tarn Velk … ") && words.contains("Mira Solberg")),
            "{both:?}"
        );
        assert!(both.iter().any(|words| !words.contains("Tarn Velk")), "{both:?}");
    }

    #[test]
    fn the_nearest_name_in_reach_is_taken() {
        let text = format!("Velk is ill. {} Velk spoke.\nHe met Solberg there. Velk left.", "x ".repeat(200));
        let record = Record { description: Some(text.clone()), ..Record::default() };
        let names: Vec<Passage> = text
            .match_indices("Velk")
            .map(|(at, name)| Passage::new(Field::Description, at..at + name.len()))
            .collect();
        let words = |words: &str| {
            let at = text.find(words).unwrap();
            Passage::new(Field::Description, at..at + words.len())
        };
        // another paragraph is not looked at
        assert_eq!(nearest(&record, &names, &words("met Solberg")), Some(names[2]));
        assert_eq!(nearest(&record, &names, &words("spoke")), Some(names[1]));
        assert!(names_within(&names, &words("Velk spoke")) && !names_within(&names, &words("spoke")));
        // nor what is too far away
        assert_eq!(nearest(&record, &names[..1], &words("spoke")), None);
        assert_eq!(nearest(&record, &names, &Passage::new(Field::Title, 0..0)), None);
    }
}
