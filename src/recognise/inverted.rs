//! Names as indexes have them, the family name first: `Mao, Zedong`, `Young, Kenneth T., Jr.`, `Clay, General Lucius D.`;
//! a State's, its noun last: `Korea, Republic of`; and a name with another in brackets: `Karl (Carlos) Duarte`.

use super::lexicon::Lexicon;
use super::phrase::What;
use super::text::{Spelling, Text};
use super::token::TokenKind;
use crate::record::{Field, Record};

/// Offices that a word for is a family name as well.
pub(super) const RANKS: &[&str] = &["general", "monarch", "cleric"];

/// What else somebody is called by: `Eden, Anthony, Earl of Avon`.
const RANKED: &[&str] = &["Earl of ", "Duke of ", "Marquess of ", "Viscount ", "Baron ", "Count ", "Prince of "];

/// What may follow a name that is turned round.
const SUFFIXES: &[&str] = &["Jr", "Sr", "II", "III", "IV"];

/// The fields that name people and places, each with inverted names turned round byte for byte, so that no other value
/// moves: `Práth, Károly` becomes `Károly Práth `, `Mao, Zedong` `Mao Zedong `, and `Korea, Republic of` `Republic of Korea `.
pub(super) fn in_natural_order(record: &Record, lexicon: &Lexicon) -> Vec<(Field, String)> {
    let fields = Field::GIVEN.into_iter().filter(|field| !record.text(*field).is_empty());
    let turned = |field: Field| {
        let values = record.values(field).map(|(_, value)| match inverted(field, value, lexicon) {
            Some((family, given, rest)) => {
                let pair = format!("{family} {given}");
                let words = Text::new(field, &pair, lexicon, None);
                let first = words.is_family_name(0) && !words.is_given_name(1);
                let name = if first { pair.clone() } else { format!("{given} {family}") };
                let blank = value.len() - name.len() - rest.len();
                format!("{name}{rest}{}", " ".repeat(blank))
            }
            None => {
                let plain = match field {
                    Field::Places => state_in_order(value, lexicon),
                    _ => in_pairs(field, value, lexicon).or_else(|| without_bracket(field, value, lexicon)),
                };
                let plain = plain.unwrap_or_default();
                let plain = if plain.is_empty() { value } else { &plain };
                format!("{plain}{}", " ".repeat(value.len() - plain.len()))
            }
        });
        values.collect::<Vec<_>>().join("\n\n")
    };
    fields.map(|field| (field, turned(field))).collect()
}

/// The several of `Berger, Anton, Duarte, Karl`, each turned round: where every second part is given names and nothing else, and
/// not all of the others are.
fn in_pairs(field: Field, value: &str, lexicon: &Lexicon) -> Option<String> {
    let parts: Vec<&str> = value.split(", ").collect();
    if parts.len() < 4 || !parts.len().is_multiple_of(2) {
        return None;
    }
    let is_given = |part: &str| {
        let text = Text::new(field, part, lexicon, None);
        let is_part = |at: usize| text.is_given_name(at) || text.kind(at) == Some(TokenKind::Initials);
        (1..=3).contains(&text.tokens.len())
            && (0..text.tokens.len()).all(is_part)
            && text.is_given_name(0)
            && !text.is_family_name(0)
    };
    let is_family = |part: &str| {
        let text = Text::new(field, part, lexicon, None);
        text.tokens.len() == 1 && text.capital(0) && !text.is_common(0)
    };
    let pairs = || parts.chunks_exact(2).map(|pair| (pair[0], pair[1]));
    // some given names are family names, too; but not all
    let is_inverted = pairs().all(|(family, given)| is_family(family) && is_given(given))
        && pairs().any(|(family, _)| !is_given(family));
    if !is_inverted {
        return None;
    }
    let turned = pairs().map(|(family, given)| format!("{given} {family}")).collect::<Vec<_>>().join(", ");
    Some(turned)
}

/// `Korea, Republic of` as `Republic of Korea`, if that is what a State is called.
fn state_in_order(value: &str, lexicon: &Lexicon) -> Option<String> {
    let (noun, rest) = value.split_once(", ")?;
    let turned = format!("{rest} {noun}");
    let text = Text::new(Field::Places, &turned, lexicon, None);
    let start = text.past_the(0);
    let (end, _) = text.place(start, Spelling::Exact)?;
    (end == text.tokens.len()).then_some(turned)
}

/// A name without the given names in brackets inside of it: `Karl (Carlos) Duarte`; but not two people, `Duarte (Chile)
/// Foss`.
fn without_bracket(field: Field, value: &str, lexicon: &Lexicon) -> Option<String> {
    if field == Field::Places {
        return None;
    }
    let (before, rest) = value.split_once(" (")?;
    let (inside, after) = rest.split_once(") ")?;
    let is_name = |words: &str| {
        let text = Text::new(field, words, lexicon, None);
        let part = |at: usize| {
            let initials = text.kind(at) == Some(TokenKind::Initials) || text.words(&(at..at + 1)).len() < 3;
            initials || text.capital(at) && !text.is_common(at)
        };
        (1..=3).contains(&text.tokens.len()) && (0..text.tokens.len()).all(part)
    };
    let is_given = |words: &str| Text::new(field, words, lexicon, None).is_given_name(0);
    let is_one = is_given(before) && is_given(inside) && [before, inside, after].into_iter().all(is_name);
    is_one.then(|| format!("{before} {after}"))
}

/// The family name, the given name and what stands after them in brackets, of a name as indexes have it.
pub(super) fn inverted<'v>(field: Field, value: &'v str, lexicon: &Lexicon) -> Option<(&'v str, &'v str, &'v str)> {
    let (family, after) = value.split_once(", ")?;
    let is_suffix = |words: &str| SUFFIXES.contains(&words.trim_end_matches('.'));
    // `Churchill, Winston, Sir`, `Ciano, Galeazzo, conte`, `Zhou, Enlai, Premier`; who was present may be several in one item
    let one = |given: &str| {
        let name = Text::new(Field::Authors, given, lexicon, None);
        name.is_given_name(0) && !name.is_family_name(0)
    };
    let of_one = field != Field::Participants || one(after) && !one(family);
    let is_title = |words: &str| {
        let heading = Text::new(field, words, lexicon, None).heading(0);
        let titled = heading.addressed || !heading.offices.is_empty();
        of_one && (titled || words.starts_with(char::is_lowercase)) || RANKED.iter().any(|rank| words.starts_with(rank))
    };
    // `Morgenthau, Henry, 1891-1967`, `Young, Kenneth T., Jr.`
    let ends = |words: &str| {
        let part = words.split(", ").next().unwrap_or_default();
        words.starts_with(|c: char| c.is_ascii_digit()) || is_suffix(part) || is_title(part)
    };
    let tail = after.match_indices(", ").map(|(at, _)| at).find(|at| ends(&after[at + 2..]));
    let end = [after.find(" ("), tail].into_iter().flatten().min();
    let (given, rest) = end.map_or((after, ""), |at| after.split_at(at));
    let part = |word: &str| {
        // `'Abd al-Nasir`
        let mut letters = word.trim_start_matches(['\'', '’', '‘', 'ʻ', 'ʿ']).chars();
        letters.next().is_some_and(char::is_uppercase)
            || matches!(
                word.split('-').next().unwrap_or_default(),
                "de" | "la" | "le" | "du" | "di" | "da" | "von" | "van" | "der" | "den" | "al" | "el" | "bin" | "ibn"
            )
    };
    let parts = |words: &str| (1..=3).contains(&words.split(' ').count()) && words.split(' ').all(part);
    let plain = |words: &str| !words.contains(|c: char| c.is_ascii_digit() || matches!(c, ',' | ';' | ':' | '('));
    let mut text = Text::new(Field::Authors, given, lexicon, None);
    // `Clay, General Lucius D.`
    let rank = text.heading(0);
    let is_ranked = !rank.offices.is_empty() && rank.offices.iter().all(|office| RANKS.contains(&office.kind.as_str()));
    let own = text.tokens.get(rank.end).filter(|_| is_ranked).map_or(given, |token| &given[token.span.start..]);
    if !parts(family) || !parts(own) || !plain(family) || !plain(given) || family.contains('.') {
        return None;
    }
    // `The Secretary, Mr. Ball`, `Lord Home, Sir David Gore` and `Harold Brown, Charles Duncan` are two
    let first = Text::new(Field::Authors, family, lexicon, None);
    let is_full = |words: &str| words.contains(' ');
    let heading = first.heading(0);
    let is_titled = heading.addressed || !heading.offices.is_empty() && heading.end < first.tokens.len();
    let two = family.starts_with("The ") || is_titled || is_full(family) && is_full(given) && first.is_given_name(0);
    if is_ranked {
        // `Lohse, General Manager`
        let named = !(rank.end..text.tokens.len()).all(|at| text.is_common(at));
        return (named && !two).then_some((family, given, rest));
    }
    // `Tito, President`, `Corliss, GER` and `Foreign Ministry, Japan` are no inverted names
    let is_shouted = |words: &str| words.len() > 1 && words.chars().all(char::is_uppercase);
    let abbreviation = is_shouted(given) && !is_shouted(family);
    text.read_phrases();
    let names_else = text.phrases.iter().any(|phrase| match &phrase.what {
        What::People(people) => people.iter().any(|agent| agent.name.is_none() || !agent.offices.is_empty()),
        What::Token => false,
        _ => true,
    });
    let office = (0..text.tokens.len()).any(|at| text.office(at).is_some());
    (!abbreviation && !names_else && !office && !two && !is_suffix(given)).then_some((family, given, rest))
}
