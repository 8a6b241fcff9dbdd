//! The old form of the Digital Archive's listings: a header, then one bullet an entry.
//!
//! ```text
//! Inter-Korean Relations
//! A comprehensive collection of documents about …
//!   • December 08, 1960
//!     Journal of Soviet Ambassador in the DPRK A.M. Puzanov for 8 December 1960
//!     Kim Il expresses gratitude …
//! ```
//!
//! Other text extractors put the bullet, a dash, on a line of its own; where there are bullets, a dash is none.

use super::lines::Line;
use super::{Entry, Listing, is_furniture, looks_like_date};

/// What a line that begins an entry holds besides its bullet; `None` for any other line.
fn after_bullet<'a>(line: &Line<'a>, dashes: bool) -> Option<Line<'a>> {
    if dashes && line.text == "-" {
        return Some(Line { text: "", ..line.clone() });
    }
    let rest = line.text.strip_prefix('•')?;
    let words = rest.trim_start();
    let start = line.start + (line.text.len() - words.len()) as u64;
    Some(Line { start, text: words, ..line.clone() })
}

/// Whether dashes are the bullets of a text.
fn has_dashes(lines: &[Line<'_>]) -> bool {
    !lines.iter().any(|line| line.text.starts_with('•'))
}

/// Whether a text is of this form: it has a bullet with a date.
pub(super) fn fits(lines: &[Line<'_>]) -> bool {
    let dashes = has_dashes(lines);
    lines.iter().enumerate().any(|(i, line)| match after_bullet(line, dashes) {
        Some(Line { text: "", .. }) => lines.get(i + 1).is_some_and(|next| looks_like_date(next.text)),
        Some(date) => looks_like_date(date.text),
        None => false,
    })
}

/// Reads a text of this form.
pub(super) fn read(name: &str, lines: &[Line<'_>]) -> Listing {
    let mut listing = Listing::default();
    let dashes = has_dashes(lines);
    let first = lines.iter().position(|line| after_bullet(line, dashes).is_some()).unwrap_or(lines.len());
    listing.header(&lines[..first]);
    let mut entry: Option<Entry<'_>> = None;
    for line in &lines[first..] {
        if let Some(head) = after_bullet(line, dashes) {
            if let Some(done) = entry.take() {
                done.finish(name, &mut listing);
            }
            let mut next = Entry { date: None, paragraphs: Vec::new() };
            next.take(head);
            entry = Some(next);
        } else if let Some(entry) = &mut entry {
            entry.take(line.clone());
        } else if !is_furniture(line.text) {
            listing.unread(&[line]);
        }
    }
    if let Some(done) = entry {
        done.finish(name, &mut listing);
    }
    listing
}

impl<'a> Entry<'a> {
    /// Takes the next line: the date where it can still come, otherwise a paragraph.
    fn take(&mut self, line: Line<'a>) {
        if line.text.is_empty() {
            return;
        }
        if self.date.is_none() && self.paragraphs.is_empty() && looks_like_date(line.text) {
            self.date = Some(line);
        } else {
            self.paragraphs.push(line);
        }
    }
}
