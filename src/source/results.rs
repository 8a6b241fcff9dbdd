//! The new form of the Digital Archive's listings: no bullets, the date line alone begins an entry.
//!
//! ```text
//! Skip to content
//! 1 - 10 of 14
//! Documents
//! October 7, 1964
//! From the Diary of S. V. Chervonenko, Memorandum of Conversation between …
//! Tsevegmid tells Chervonenko about …
//! ```
//!
//! An entry without a date line looks like more paragraphs of the one before. The page's own count tells when that has
//! happened; as many paragraphs as are missing, if no more look like a title, begin an entry.

use super::lines::Line;
use super::{Entry, Listing, is_date, is_furniture, looks_like_date};
use crate::error::{Error, ErrorKind, Locator};

/// How many entries a counter such as `11 - 20 of 34` announces.
fn counter(text: &str) -> Option<usize> {
    let (range, total) = text.split_once(" of ")?;
    let (first, last) = range.split_once('-')?;
    let number = |digits: &str| digits.trim().replace(',', "").parse::<usize>().ok();
    let (first, last, total) = (number(first)?, number(last)?, number(total)?);
    (1 <= first && first <= last && last <= total).then(|| last - first + 1)
}

/// Whether a text is of this form: a line that is a date, with a line after it.
pub(super) fn fits(lines: &[Line<'_>]) -> bool {
    let announced = lines.iter().any(|line| counter(line.text).is_some() || line.text == "Skip to content");
    let mut pairs = lines.windows(2);
    announced && pairs.any(|pair| looks_like_date(pair[0].text) && !looks_like_date(pair[1].text))
}

/// Reads a text of this form.
pub(super) fn read(name: &str, lines: &[Line<'_>]) -> Listing {
    let mut listing = Listing::default();
    let first = lines.iter().position(|line| looks_like_date(line.text)).unwrap_or(lines.len());
    let (head, body) = lines.split_at(first);
    let announced = head.iter().find_map(|line| counter(line.text));
    let head: Vec<Line<'_>> = head.iter().filter(|line| counter(line.text).is_none()).cloned().collect();
    if head.iter().any(|line| line.text.starts_with("Placeholder image")) {
        // about a person, not a collection
        listing.unread(&head.iter().filter(|line| !is_furniture(line.text)).collect::<Vec<_>>());
    } else {
        listing.header(&head);
    }

    let mut entries: Vec<Entry<'_>> = Vec::new();
    for line in body {
        match entries.last_mut() {
            // right under the date stands the title, which may have a number and a year in it
            Some(entry) if !is_date(line.text) && (entry.paragraphs.is_empty() || !looks_like_date(line.text)) => {
                entry.paragraphs.push(line.clone());
            }
            _ => entries.push(Entry { date: Some(line.clone()), paragraphs: Vec::new() }),
        }
    }
    if let Some(missing) = announced.and_then(|n| n.checked_sub(entries.len())).filter(|n| *n > 0) {
        entries = with_undated(entries, missing).unwrap_or_else(|entries| {
            let message = format!("the page announces {missing} more entries than have a date line");
            listing.warnings.push(
                Error::new(ErrorKind::Input, message)
                    .at(Locator::file(name))
                    .help("an entry without a date may stand in the description of the one before it"),
            );
            entries
        });
    }
    for entry in entries {
        entry.finish(name, &mut listing);
    }
    listing
}

/// The entries with the undated ones split off, where just as many paragraphs look like titles; otherwise as they were.
fn with_undated<'a>(entries: Vec<Entry<'a>>, missing: usize) -> Result<Vec<Entry<'a>>, Vec<Entry<'a>>> {
    let titles = |entry: &Entry<'_>| entry.paragraphs.iter().skip(1).filter(|line| looks_like_title(line.text)).count();
    if entries.iter().map(titles).sum::<usize>() != missing {
        return Err(entries);
    }
    let mut split = Vec::new();
    for Entry { date, paragraphs } in entries {
        let mut current = Entry { date, paragraphs: Vec::new() };
        for line in paragraphs {
            if !current.paragraphs.is_empty() && looks_like_title(line.text) {
                split.push(std::mem::replace(&mut current, Entry { date: None, paragraphs: Vec::new() }));
            }
            current.paragraphs.push(line);
        }
        split.push(current);
    }
    Ok(split)
}

/// Headline capitals and no full stop at the end.
fn looks_like_title(text: &str) -> bool {
    let long: Vec<&str> = text.split_whitespace().filter(|word| word.chars().count() > 3).collect();
    let capitals = long.iter().filter(|word| word.starts_with(|c: char| !c.is_lowercase())).count();
    !text.ends_with(['.', '!', '?', '…']) && long.len() >= 2 && capitals * 4 >= long.len() * 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counters_announce_how_many_entries_follow() {
        assert_eq!(counter("11 - 20 of 34"), Some(10));
        assert_eq!(counter("1-1,204 of 1,204"), Some(1204));
        assert_eq!(counter("0 - 10 of 14"), None);
        assert_eq!(counter("1 - 10 of 9"), None);
        assert_eq!(counter("a - b of c"), None);
    }

    /// Found by fuzzing: the count was worked out before its ends were compared.
    #[test]
    fn a_counter_that_runs_backwards_announces_nothing() {
        assert_eq!(counter("10 - 5 of 14"), None);
    }
}
