//! What authority files may not say: dates that are none or run backwards, entries that name one that is not there, a
//! place within itself.
//!
//! The first mistake found is told, with its line and column; `chancery authority import` is for files that have many.

use super::authority::{at_entries, edtf, last_seen, term};
use super::block::{Block, Said};
use crate::date::Date;
use crate::error::{Error, Locator, Result};
use smol_str::SmolStr;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Pairs of dates of which the second may not come first.
const SPANS: [(&str, &str, &str); 2] =
    [(term::BEGINNING, term::END, "ends before it begins"), (term::BIRTH, term::DEATH, "dies before being born")];

/// The properties that lead to entries of these files.
const LINKS: [&str; 7] = [
    term::CONTAINED_BY,
    term::ASSOCIATED_PLACE,
    term::JURISDICTION,
    term::EXISTS_IN,
    term::CAPITAL,
    term::REPLACES,
    term::REPLACED_BY,
];

/// The first mistake of some files.
pub(super) fn check(blocks: &BTreeMap<SmolStr, Block>, files: &[(&str, &str)]) -> Result<()> {
    for block in blocks.values() {
        dates(block, files)?;
        links(block, blocks, files)?;
    }
    let within = |path: &str| -> Vec<&str> {
        let said = blocks.get(path).into_iter().flat_map(|block| block.all(term::CONTAINED_BY));
        said.filter_map(|said| said.object.path()).collect()
    };
    let places = blocks.keys().map(SmolStr::as_str).filter(|path| path.starts_with("place/"));
    match cycle(places, within) {
        Some(cycle) => {
            let round: Vec<&str> = cycle.iter().copied().chain(cycle.first().copied()).collect();
            let message = format!("a place lies within itself: {}", round.join(" within "));
            let paths: Vec<String> = cycle.iter().map(|path| (*path).to_owned()).collect();
            Err(at_entries(message, files, &paths).help("take out the link that is wrong"))
        }
        None => Ok(()),
    }
}

fn dates(block: &Block, files: &[(&str, &str)]) -> Result<()> {
    for (first, last, wrong) in SPANS {
        let read = |property: &str| -> Result<Option<Date>> {
            let texts = block.texts(property);
            if let [_, another, ..] = texts[..] {
                let message = format!("{} has a second date of one sort, {another}", block.path);
                return Err(at_text(message, block, another, files));
            }
            let Some(text) = texts.first() else { return Ok(None) };
            if let Some(day) = last_seen(text) {
                return Ok(Some(day).filter(|_| property == first));
            }
            edtf(text).map(Some).ok_or_else(|| {
                at_text(format!("{} has “{text}” for a date", block.path), block, text, files)
                    .help("write it like 1961-03-16, 1961-03, 1961, [..1961-03-16] or [1961-03-16..]")
            })
        };
        if let (Some(from), Some(until)) = (read(first)?, read(last)?)
            && until.compare(from) == Some(Ordering::Less)
        {
            let message = format!("{} {wrong}: {until} is before {from}", block.path);
            return Err(at_text(message, block, &until.to_string(), files));
        }
    }
    Ok(())
}

fn links(block: &Block, blocks: &BTreeMap<SmolStr, Block>, files: &[(&str, &str)]) -> Result<()> {
    let lost = |said: &&Said| {
        LINKS.contains(&said.predicate.as_ref().as_ref())
            && said.object.path().is_some_and(|path| !blocks.contains_key(path))
    };
    let Some(said) = block.said.iter().find(lost) else { return Ok(()) };
    let path = said.object.path().unwrap_or_default();
    let message = format!("{} names {path}, which is not listed", block.path);
    Err(at_text(message, block, path, files).help("list it, or name another"))
}

/// A mistake in what an entry says, at the first place from its beginning on where the text stands.
fn at_text(message: String, block: &Block, text: &str, files: &[(&str, &str)]) -> Error {
    let error = at_entries(message, files, &[block.path.to_string()]);
    let Some(place) = error.place().cloned() else { return error };
    let written = text.split_once('/').map_or(text, |(_, slug)| slug);
    let lines = files.iter().filter(|(file, _)| *file == place.name).flat_map(|(_, text)| text.lines().zip(1..));
    let found = lines.filter(|(_, number)| Some(*number) >= place.line).find_map(|(line, number)| {
        let column = line[..line.find(written)?].chars().count() as u64 + 1;
        Some(Locator { name: place.name.clone(), line: Some(number), column: Some(column) })
    });
    match found {
        Some(found) => error.at(found),
        None => error,
    }
}

/// The first cycle that links make, each of its members once.
pub(crate) fn cycle<'a>(
    nodes: impl Iterator<Item = &'a str>,
    links: impl Fn(&str) -> Vec<&'a str>,
) -> Option<Vec<&'a str>> {
    let mut done: BTreeSet<&str> = BTreeSet::new();
    for start in nodes {
        // the way from the start, each node with those behind it that are still to be visited; no recursion, since a chain
        // may be as long as the file
        let mut way = vec![(start, links(start))];
        let mut on_the_way = BTreeSet::from([start]);
        while let Some((node, next)) = way.last_mut() {
            match next.pop() {
                Some(next) if done.contains(next) => {}
                Some(next) if on_the_way.insert(next) => way.push((next, links(next))),
                Some(next) => {
                    let round = way.iter().map(|(node, _)| *node).skip_while(|node| *node != next);
                    return Some(round.collect());
                }
                None => {
                    done.insert(*node);
                    way.pop();
                }
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cycle_is_found_and_a_way_that_meets_itself_is_none() {
        let links = |pairs: &'static [(&'static str, &'static str)]| {
            move |node: &str| pairs.iter().filter(|(from, _)| *from == node).map(|(_, to)| *to).collect::<Vec<_>>()
        };
        let nodes = || ["a", "b", "c", "d"].into_iter();
        assert_eq!(cycle(nodes(), links(&[("a", "b"), ("a", "c"), ("b", "d"), ("c", "d")])), None);
        assert_eq!(cycle(nodes(), links(&[("a", "b"), ("b", "c"), ("c", "b")])), Some(vec!["b", "c"]));
        assert_eq!(cycle(nodes(), links(&[("d", "d")])), Some(vec!["d"]));
    }
}
