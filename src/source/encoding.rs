//! The text of a file: UTF-8, or what the file declares, or Windows-1252 where it can be nothing else.
//!
//! Places stay those of the file's own bytes: of encodings with more than one width only UTF-16 is read.

use super::Listing;
use crate::error::{Error, ErrorKind, Locator, Result};
use crate::record::Place;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// A text that was damaged has fewer bytes of zero than one of so many.
const SOUND: usize = 100;

/// A file as text.
pub(super) struct Decoded<'b> {
    pub text: Cow<'b, str>,
    /// The byte of the file where the text begins.
    pub start: usize,
    pub width: Width,
    /// What is to be said of its encoding.
    pub warning: Option<Error>,
    /// What ends the text before the end of the file.
    pub broken: Option<Error>,
}

/// How many bytes of the file a character of the text takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Width {
    /// As many as in the text.
    Utf8,
    /// One.
    One,
    /// Two, or four.
    Utf16,
}

/// Reads a file as text, or says what keeps it from being text.
pub(super) fn decode<'b>(name: &str, bytes: &'b [u8]) -> Result<Decoded<'b>> {
    let fail = |message: &str, help: &str| {
        Err(Error::new(ErrorKind::Input, message).at(Locator::file(name)).help(help.to_owned()))
    };
    for (mark, encoding) in [([0xFF, 0xFE], UTF_16LE), ([0xFE, 0xFF], UTF_16BE)] {
        if let Some(rest) = bytes.strip_prefix(&mark) {
            let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(rest) else {
                return fail("the text begins as UTF-16 and is none", "save it as UTF-8");
            };
            return Ok(Decoded { text, start: 2, width: Width::Utf16, warning: None, broken: None });
        }
    }
    let rest = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let start = bytes.len() - rest.len();
    if rest.iter().all(u8::is_ascii_whitespace) {
        return fail("the file is empty", "save the listing page as text again");
    }
    if let Some(first) = rest.iter().position(|byte| *byte == 0) {
        let all = rest.iter().filter(|byte| **byte == 0).count();
        let Some(before) = std::str::from_utf8(&rest[..first]).ok().filter(|_| all <= rest.len() / SOUND) else {
            return fail("this is a binary file, not a listing", "save the listing page as plain text");
        };
        let error = Error::new(ErrorKind::Input, "a byte of zero stands in the text: is the file damaged?");
        let error = error
            .at(at_end(name, before))
            .help("copy the file anew, take the byte out, or keep the records before it with --keep-going");
        return Ok(Decoded::upto(before, start, error));
    }
    let declared = if start == 0 { declared(rest) } else { None };
    if let Some(encoding) = declared.filter(|encoding| *encoding != UTF_8) {
        if !encoding.is_single_byte() {
            let message = format!("the file says that it is {}, which is not read", encoding.name());
            return fail(&message, "save it as UTF-8");
        }
        let (text, _) = encoding.decode_without_bom_handling(rest);
        return Ok(Decoded { text, start, width: Width::One, warning: None, broken: None });
    }
    let error = match std::str::from_utf8(rest) {
        Ok(text) => {
            return Ok(Decoded { text: Cow::Borrowed(text), start, width: Width::Utf8, warning: None, broken: None });
        }
        Err(error) => error,
    };
    let before = &rest[..error.valid_up_to()];
    let sound = std::str::from_utf8(before).unwrap_or_default();
    if error.error_len().is_none() && (start > 0 || declared.is_some() || !before.is_ascii()) {
        let error = Error::new(ErrorKind::Input, "the file ends in the middle of a letter: is it cut short?");
        let error =
            error.at(at_end(name, sound)).help("copy the file anew, or keep the records before it with --keep-going");
        return Ok(Decoded::upto(sound, start, error));
    }
    let place = Locator { column: None, ..at_end(name, sound) };
    // letters that were UTF-8 before this place, or bytes that Windows-1252 has not
    let unassigned = |b: &u8| matches!(b, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D);
    if start > 0 || declared.is_some() || !before.is_ascii() || rest.iter().any(unassigned) {
        let error = Error::new(ErrorKind::Input, "the text is not UTF-8")
            .at(place)
            .help("save it as UTF-8, or convert it with: iconv -f WINDOWS-1252 -t UTF-8");
        return Ok(Decoded::upto(sound, start, error));
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(rest);
    let warning = Error::new(ErrorKind::Input, "the text is not UTF-8; it was read as Windows-1252")
        .at(place)
        .help("if its letters look wrong, save it as UTF-8");
    Ok(Decoded { text, start, width: Width::One, warning: Some(warning), broken: None })
}

impl<'b> Decoded<'b> {
    /// What comes before a place that is no text.
    fn upto(before: &'b str, start: usize, error: Error) -> Self {
        Self { text: Cow::Borrowed(before), start, width: Width::Utf8, warning: None, broken: Some(error) }
    }
}

/// The line and column behind a text.
fn at_end(name: &str, before: &str) -> Locator {
    let line = before.matches('\n').count() as u64 + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() as u64 + 1;
    Locator { name: name.to_owned(), line: Some(line), column: Some(column) }
}

/// The encoding that the declaration of an XML file or the head of a page names.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    let head = head.trim_start();
    let after = if head.starts_with("<?xml") {
        head.split("?>").next()?.split_once("encoding")?.1
    } else if head.starts_with('<') {
        head.split_once("charset")?.1
    } else {
        return None;
    };
    let label = after.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '=' | '"' | '\''));
    let label = label.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | ':')).next()?;
    Encoding::for_label(label.as_bytes())
}

impl Width {
    /// Makes the places of a listing those of the file, where they are those of its text.
    pub(super) fn settle(self, text: &str, start: usize, listing: &mut Listing) {
        if self == Self::Utf8 {
            return;
        }
        let (mut at, mut byte) = (0, start as u64);
        let mut of_file = |of_text: u64| {
            let upto = (of_text as usize).saturating_sub(start);
            let between = text.get(at..upto).unwrap_or_default();
            byte += match self {
                Self::Utf8 => between.len() as u64,
                Self::One => between.chars().count() as u64,
                Self::Utf16 => 2 * between.encode_utf16().count() as u64,
            };
            at = at.max(upto);
            byte
        };
        // the header stands before the entries, and these in their order
        let header = listing.collection.iter_mut().map(|collection| &mut collection.place);
        for Place { bytes, .. } in header.chain(listing.records.iter_mut().map(|record| &mut record.place)) {
            *bytes = of_file(bytes.start)..of_file(bytes.end);
        }
    }
}
