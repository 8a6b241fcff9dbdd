//! The parts of IRIs: texts made short, plain and the same for all who write them a little differently.

use sha2::{Digest, Sha256};
use smol_str::SmolStr;
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// The longest slug of a title or name, in characters.
pub(super) const LONGEST: usize = 60;

/// The first hexadecimal digits of the SHA-256 of a text that comes in parts.
pub(super) fn hash(text: &[&str], digits: usize) -> SmolStr {
    const HEXADECIMAL: &[u8; 16] = b"0123456789abcdef";
    let halves = |byte: u8| [byte >> 4, byte & 15].map(|half| char::from(HEXADECIMAL[usize::from(half)]));
    let sha256 = text.iter().fold(Sha256::new(), Sha256::chain_update);
    sha256.finalize().into_iter().flat_map(halves).take(digits).collect()
}

/// Lower case, without accents and punctuation, words apart by one space; letters of any script stay.
pub(super) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return words(text.bytes().map(|byte| char::from(byte.to_ascii_lowercase())), ' ', |c| {
            c.is_ascii_alphanumeric()
        });
    }
    let mut plain = String::with_capacity(text.len());
    // most of it is ASCII all the same, whose letters stay as they are whatever follows them
    for run in text.as_bytes().chunk_by(|one, next| one.is_ascii() == next.is_ascii()) {
        let run = str::from_utf8(run).unwrap_or_default();
        if run.is_ascii() {
            plain.extend(run.chars().map(|c| c.to_ascii_lowercase()));
        } else {
            let marks = unicode_normalization::char::is_combining_mark;
            plain.extend(run.nfkd().filter(|c| !marks(*c)).flat_map(char::to_lowercase));
        }
    }
    words(plain.chars(), ' ', char::is_alphanumeric)
}

/// ASCII letters and digits in lower case, words apart by one hyphen; may be empty.
pub(super) fn slug(text: &str) -> String {
    let kept = |c: char| c.is_ascii_alphanumeric();
    if text.is_ascii() {
        return words(text.chars().map(|c| c.to_ascii_lowercase()), '-', kept);
    }
    let composed: String = text.nfc().collect();
    words(deunicode::deunicode_with_tofu(&composed, " ").chars().map(|c| c.to_ascii_lowercase()), '-', kept)
}

/// The words of a text put together again: an apostrophe is part of its word, all else that is not kept parts words.
fn words(text: impl Iterator<Item = char>, joint: char, keep: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.size_hint().1.unwrap_or_default());
    let mut gap = false;
    for c in text.filter(|c| !matches!(c, '\'' | '’' | '‘' | 'ʼ')) {
        if keep(c) {
            if gap && !out.is_empty() {
                out.push(joint);
            }
            out.push(c);
        }
        gap = !keep(c);
    }
    out
}

/// A slug cut at a hyphen to a length; at the length where it has no hyphen.
pub(super) fn cut(slug: &str, length: usize) -> &str {
    if slug.len() <= length {
        return slug;
    }
    let end = slug[..=length].rfind('-').filter(|end| *end > 0).unwrap_or(length);
    &slug[..end]
}

/// A slug for a name: never empty, and different for names that differ in more than case, blanks and punctuation.
///
/// Where the letters lose something on their way to ASCII, or the end is cut off, a hash of the name makes up for it.
pub(super) fn name_slug(name: &str) -> String {
    let folded = slug(name);
    let short = cut(&folded, LONGEST);
    let plain = |c: char| c.is_ascii_alphanumeric() || c.is_whitespace() || "-–'’.,()\"“”".contains(c);
    if !folded.is_empty() && short == folded && name.chars().all(plain) {
        return folded;
    }
    let name: String = name.nfc().flat_map(char::to_lowercase).collect();
    let parts = [short, &hash(&[&name], 6)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

/// The slug of an authority entry, by its name: there a person sees to it that no two names have the same.
pub(crate) fn entry_slug(name: &str) -> String {
    let plain = slug(name);
    if plain.is_empty() { name_slug(name) } else { plain }
}

/// A slug from our own files, kept as it stands; anything else made into one.
pub(super) fn segment(slug: &str) -> Cow<'_, str> {
    let clean = |part: &[u8]| !part.is_empty() && part.iter().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9'));
    if slug.as_bytes().split(|byte| *byte == b'-').all(clean) { slug.into() } else { name_slug(slug).into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn slugs_are_never_empty_and_never_long(text in any::<String>()) {
            let slug = name_slug(&text);
            prop_assert!(!slug.is_empty() && slug.len() <= LONGEST + 7);
            prop_assert!(slug.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'), "{}", slug);
        }
    }
}
