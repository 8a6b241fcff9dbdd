//! The forms of names in the authority files: found as they are written, or one letter away.
//!
//! A lookup folds away case, accents, dots and hyphens. What it costs does not depend on how many forms there are: a form
//! is found by its hash, and one that is misspelt by what is left of it without one of its letters.

use crate::recognise::Spellings;
use smol_str::SmolStr;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What a form is looked up by.
#[derive(Debug)]
pub(super) struct Key {
    /// In small letters.
    small: String,
    /// As it stands, where it has no small letter: an abbreviation, or a name printed large.
    capitals: Option<String>,
}

impl Key {
    pub(super) fn new(form: &str) -> Self {
        let folded = fold(form);
        if folded.chars().any(char::is_lowercase) {
            Self { small: lower(folded), capitals: None }
        } else {
            Self { small: lower(folded.clone()), capitals: Some(folded) }
        }
    }
}

/// A form as it is looked up: two forms of which this is the same are one.
pub fn folded(form: &str) -> String {
    let Key { small, capitals } = Key::new(form);
    capitals.unwrap_or(small)
}

/// The forms of one sort of entries, folded, each with the entries that have it.
#[derive(Debug, Default)]
pub(super) struct Forms {
    /// The forms, by their numbers in the order of their letters.
    spellings: Spellings,
    /// The entries of each form, one after another, and where those of each end.
    entries: Vec<usize>,
    ends: Vec<u32>,
}

impl Forms {
    /// Takes the forms of the first entry, the second, and so on.
    pub(super) fn new<'a, T: AsRef<str> + 'a, F: Iterator<Item = &'a T>>(forms: impl Iterator<Item = F>) -> Self {
        let key = |form: &T| {
            let Key { small, capitals } = Key::new(form.as_ref());
            SmolStr::from(capitals.unwrap_or(small))
        };
        let keys = (0..).zip(forms).flat_map(|(at, forms)| forms.map(move |form| (key(form), at)));
        let mut keys: Vec<(SmolStr, usize)> = keys.collect();
        keys.sort_unstable();
        keys.dedup();
        let mut ends: Vec<u32> = Vec::new();
        for same in keys.chunk_by(|(a, _), (b, _)| a == b) {
            ends.push(ends.last().copied().unwrap_or(0) + same.len() as u32);
        }
        let entries = keys.iter().map(|(_, at)| *at).collect();
        keys.dedup_by(|(a, _), (b, _)| a == b);
        Self { spellings: Spellings::new(keys.into_iter().map(|(form, _)| form), 1..=usize::MAX), entries, ends }
    }

    fn entries(&self, number: usize) -> &[usize] {
        let start = if number == 0 { 0 } else { self.ends[number - 1] };
        &self.entries[start as usize..self.ends[number] as usize]
    }

    fn exactly(&self, form: &str) -> Option<&[usize]> {
        Some(self.entries(self.spellings.find(form)?))
    }

    /// The entries that have a form. Capitals may stand for an abbreviation or for a name printed large.
    pub(super) fn find(&self, key: &Key) -> &[usize] {
        let capitals = key.capitals.as_ref().and_then(|form| self.exactly(form));
        capitals.or_else(|| self.exactly(&key.small)).unwrap_or_default()
    }

    /// The entries of a form one edit away, if all forms so near are of the same entries and the word misspelt is long
    /// enough for it to be no other word.
    pub(super) fn near(&self, key: &Key) -> &[usize] {
        let mut longest = 0;
        let mut found: Option<&[usize]> = None;
        let mut alone = true;
        self.spellings.near(&key.small, |number| {
            let form = self.spellings.word(number);
            if let Some(letters) = misspelt(form, &key.small) {
                let at = self.entries(number);
                longest = longest.max(letters);
                alone &= found.is_none_or(|found| found == at);
                found = Some(at);
            }
        });
        found.filter(|_| alone && longest >= LONG_WORD).unwrap_or_default()
    }

    /// The first form, in order, that more than one entry has.
    pub(super) fn shared(&self) -> Option<(&str, &[usize])> {
        let shared = (0..self.ends.len()).find(|number| self.entries(*number).len() > 1)?;
        Some((self.spellings.word(shared), self.entries(shared)))
    }
}

/// Letters of the shortest word whose misspelling is told from another word: `Sweden`, but not `Iran` or `Sung`.
const LONG_WORD: usize = 6;

/// How many letters the misspelt word of a form should have, where another text is one edit away and has as many words:
/// the edit must be within one word, and not of the first letter. People misspell a word within, and `Gambia` is no
/// `Zambia`.
fn misspelt(form: &str, text: &str) -> Option<usize> {
    if form.split(' ').count() != text.split(' ').count() {
        return None;
    }
    let mut differing = form.split(' ').zip(text.split(' ')).filter(|(right, wrong)| right != wrong);
    let (right, wrong) = differing.next().filter(|_| differing.next().is_none())?;
    (right.chars().next() == wrong.chars().next()).then(|| right.chars().count())
}

fn lower(mut form: String) -> String {
    if form.is_ascii() {
        form.make_ascii_lowercase();
        return form;
    }
    form.to_lowercase()
}

/// A form without accents, with straight quotes, its words one space apart; dots, commas and hyphens part words.
fn fold(form: &str) -> String {
    let plain = |c: char| match c {
        '\u{2018}' | '\u{2019}' | '\u{02bc}' => '\'',
        '.' | ',' | '-' | '\u{2010}'..='\u{2015}' => ' ',
        // Letters that have no accent to take off.
        'ł' => 'l',
        'Ł' => 'L',
        'đ' => 'd',
        'Đ' => 'D',
        'ø' => 'o',
        'Ø' => 'O',
        'ı' => 'i',
        other => other,
    };
    if form.is_ascii() {
        return words(form.chars().map(plain), form.len());
    }
    words(form.nfkd().filter(|c| !is_combining_mark(*c)).map(plain), form.len())
}

/// Words one space apart.
fn words(letters: impl Iterator<Item = char>, bytes: usize) -> String {
    let mut words = String::with_capacity(bytes);
    let mut apart = false;
    for letter in letters {
        if letter.is_whitespace() {
            apart = !words.is_empty();
            continue;
        }
        if std::mem::take(&mut apart) {
            words.push(' ');
        }
        words.push(letter);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_near_differs_within_one_word(forms in proptest::collection::vec("[ab]{1,7}( [ab]{5,7})?", 1..12), text in "[ab]{1,7}( [ab]{5,7})?") {
            let within = |form: &str| {
                let (right, wrong): (Vec<&str>, Vec<&str>) = (form.split(' ').collect(), text.split(' ').collect());
                let differing: Vec<_> = right.iter().zip(&wrong).filter(|(right, wrong)| right != wrong).collect();
                let [(right, wrong)] = differing[..] else { return None };
                let one = strsim::osa_distance(right, wrong) == 1 && right[..1] == wrong[..1] && form.split(' ').count() == text.split(' ').count();
                one.then_some(right.len())
            };
            let near: Vec<(usize, usize)> = forms.iter().enumerate().filter_map(|(at, form)| Some((at, within(form)?))).collect();
            let same = near.iter().all(|(at, _)| forms[*at] == forms[near[0].0]);
            let right = same && near.iter().any(|(_, letters)| *letters >= LONG_WORD);
            let authority = Forms::new(forms.iter().map(std::iter::once));
            prop_assert_eq!(!authority.near(&Key::new(&text)).is_empty(), right);
        }
    }
}
