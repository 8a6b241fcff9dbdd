//! Words one letter off: found by what is left of two words when each leaves out one letter.
//!
//! `Sweeden` without an `e` is `Sweden`; `Pekign` without its `g` and `Peking` without its last are both `Pekin`. So a word
//! is kept under the hash of each word it becomes by leaving out a letter, and another is looked up under the same hashes
//! of its own; what is found there is compared letter by letter.

use std::ops::RangeInclusive;

/// How many letters a word has that may be taken for another one letter off; no form is longer.
pub(crate) const LETTERS: RangeInclusive<usize> = 6..=30;

/// Words, by the hashes of what one letter less makes of them.
#[derive(Debug)]
pub(crate) struct Spellings {
    words: Words,
    /// How many letters a word has that is looked up.
    letters: RangeInclusive<usize>,
    /// The last bits of each hash, in the order of the first bits.
    hashes: Vec<u16>,
    /// The number of the word that each stands for.
    numbers: Vec<u32>,
    /// Where the hashes of the same first bits begin; at last the end of all.
    starts: Vec<u32>,
}

impl Default for Spellings {
    fn default() -> Self {
        Self::new::<&str>([], LETTERS)
    }
}

/// Words one after another, by their numbers.
#[derive(Debug)]
struct Words {
    text: String,
    /// Where each ends.
    ends: Vec<u32>,
}

impl Words {
    fn of<W: AsRef<str>>(words: impl IntoIterator<Item = W>) -> Self {
        let (mut text, mut ends) = (String::new(), Vec::new());
        for word in words {
            text.push_str(word.as_ref());
            ends.push(text.len() as u32);
        }
        text.shrink_to_fit();
        ends.shrink_to_fit();
        Self { text, ends }
    }

    fn get(&self, number: usize) -> &str {
        let start = if number == 0 { 0 } else { self.ends[number - 1] };
        &self.text[start as usize..self.ends[number] as usize]
    }

    fn all(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).map(|number| self.get(number))
    }
}

impl Spellings {
    /// Takes in words. One that has fewer `letters` than a word must have to be misspelt is found only by a word that has a
    /// letter too many.
    pub(crate) fn new<W: AsRef<str>>(words: impl IntoIterator<Item = W>, letters: RangeInclusive<usize>) -> Self {
        let words = Words::of(words);
        let hashes = |each: &mut dyn FnMut(u64, u32)| {
            for (number, word) in (0..).zip(words.all()) {
                each(hash(word), number);
                if letters.contains(&word.chars().count()) {
                    hashes_without_one(word, |hash| each(hash, number));
                }
            }
        };
        // counted, then each put in its place: sorted by the first bits in two passes; where some eight have the same, a look
        // costs no more, and the places of them all stay near at hand
        let count: usize = words.all().map(|word| 1 + word.chars().count()).sum();
        let mut starts = vec![0; (count / 8).next_power_of_two().max(2) + 1];
        let bits = bits(&starts);
        let first = |hash: u64| (hash >> (u64::BITS - bits)) as usize;
        hashes(&mut |hash, _| starts[first(hash)] += 1);
        let mut end = 0;
        for start in &mut starts {
            end += *start;
            *start = end;
        }
        let (mut ends, mut numbers) = (vec![0; end as usize], vec![0; end as usize]);
        hashes(&mut |hash, number| {
            let start = &mut starts[first(hash)];
            *start -= 1;
            (ends[*start as usize], numbers[*start as usize]) = (hash as u16, number);
        });
        Self { words, letters, hashes: ends, numbers, starts }
    }

    /// A word by its number.
    pub(crate) fn word(&self, number: usize) -> &str {
        self.words.get(number)
    }

    /// The number of a word, as it stands.
    pub(crate) fn find(&self, word: &str) -> Option<usize> {
        let numbers = self.under(hash(word));
        numbers.map(|number| number as usize).find(|number| self.words.get(*number) == word)
    }

    /// The numbers of the words that have a hash.
    fn under(&self, hash: u64) -> impl Iterator<Item = u32> + '_ {
        let first = (hash >> (u64::BITS - bits(&self.starts))) as usize;
        let same = self.starts[first] as usize..self.starts[first + 1] as usize;
        let found = self.hashes[same.clone()].iter().zip(same).filter(move |(known, _)| **known == hash as u16);
        found.map(|(_, at)| self.numbers[at])
    }

    /// Hands over the number of each word that is one letter off this one, and may do so more than once.
    pub(crate) fn near(&self, word: &str, mut found: impl FnMut(usize)) {
        if !self.letters.contains(&word.chars().count()) {
            return;
        }
        let mut look_up = |hash: u64| {
            let near = self.under(hash).filter(|number| one_off(self.words.get(*number as usize), word));
            near.for_each(|number| found(number as usize));
        };
        look_up(hash(word));
        hashes_without_one(word, look_up);
    }
}

/// How many bits of a hash tell where it stands.
fn bits(starts: &[u32]) -> u32 {
    (starts.len() - 1).trailing_zeros()
}

/// What a letter more multiplies a hash by: odd, so that it can be undone, and with bits all over.
const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

/// Undoes [`STEP`]: their product is 1, modulo 2⁶⁴.
const STEP_BACK: u64 = 0xF1DE_83E1_9937_733D;

/// The hash of a word: its letters as the digits of a number.
fn hash(word: &str) -> u64 {
    word.chars().fold(0u64, |hash, c| hash.wrapping_add(u64::from(c)).wrapping_mul(STEP))
}

/// The hashes of a word without each of its letters in turn, each in a step from the one before.
fn hashes_without_one(word: &str, mut each: impl FnMut(u64)) {
    // the letters before the one left out, those after it, and what the former are multiplied by before the latter
    let (mut before, mut after, mut shift) = (hash(word), 0u64, 1u64);
    for c in word.chars().rev().map(u64::from) {
        before = before.wrapping_mul(STEP_BACK).wrapping_sub(c);
        each(before.wrapping_mul(shift).wrapping_add(after));
        shift = shift.wrapping_mul(STEP);
        after = after.wrapping_add(c.wrapping_mul(shift));
    }
}

/// Whether two words differ by one letter left out, put in or changed, or by two that have changed places.
pub(crate) fn one_off(a: &str, b: &str) -> bool {
    let (mut a, mut b) = (a.chars(), b.chars());
    loop {
        let (rest_of_a, rest_of_b) = (a.clone(), b.clone());
        match (a.next(), b.next()) {
            (Some(x), Some(y)) if x == y => {}
            _ => {
                (a, b) = (rest_of_a, rest_of_b);
                break;
            }
        }
    }
    loop {
        let (rest_of_a, rest_of_b) = (a.clone(), b.clone());
        match (a.next_back(), b.next_back()) {
            (Some(x), Some(y)) if x == y => {}
            _ => {
                (a, b) = (rest_of_a, rest_of_b);
                break;
            }
        }
    }
    match ([a.next(), a.next(), a.next()], [b.next(), b.next(), b.next()]) {
        ([x, None, _], [y, None, _]) => x.is_some() || y.is_some(),
        ([x, Some(y), None], [v, Some(w), None]) => x == Some(w) && v == Some(y),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn near(words: &[&str], word: &str) -> Vec<usize> {
        let mut numbers = Vec::new();
        Spellings::new(words, LETTERS).near(word, |number| numbers.push(number));
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    #[test]
    fn a_letter_more_less_other_or_out_of_place() {
        let words = ["sweden", "peking", "poland", "yugoslav", "china"];
        assert_eq!(near(&words, "sweeden"), [0]);
        assert_eq!(near(&words, "pekign"), [1]);
        assert_eq!(near(&words, "pokand"), [2]);
        assert_eq!(near(&words, "yugolav"), [3]);
        assert_eq!(near(&words, "chinas"), [4], "a word of five letters is found by one of six");
        assert_eq!(near(&words, "peking"), [0usize; 0], "a word is not off itself");
        assert_eq!(near(&words, "polad"), [0usize; 0], "a word of five letters is any word");
    }

    proptest! {
        #[test]
        fn one_off_is_a_distance_of_one(a in "[abé]{0,8}", b in "[abé]{0,8}") {
            prop_assert_eq!(one_off(&a, &b), strsim::osa_distance(&a, &b) == 1);
        }

        #[test]
        fn all_that_are_near_are_found(words in proptest::collection::vec("[abé]{6,9}", 0..20), word in "[abé]{6,9}") {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let right: Vec<usize> = (0..words.len()).filter(|at| strsim::osa_distance(words[*at], &word) == 1).collect();
            prop_assert_eq!(near(&words, &word), right);
        }
    }
}
