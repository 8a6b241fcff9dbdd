//! Where somebody went, in a remark on a journey: `visited Lisbon, Santa Brandela (Texas), and Port Otto`.
//!
//! ```text
//! leg := (in | at | to | from | visited | visiting | …) the? stop ((, | and | date | bracket)* stop)*
//! ```
//! A stop that would be a name elsewhere is a place here, unless an office or a form of address stands before it.

use super::agent::Agent;
use super::phrase::{Phrase, What};
use super::text::Text;
use super::token::TokenKind;
use std::ops::Range;

/// Words before the first of some places.
const LEADS: &[&str] = &[
    "in",
    "at",
    "to",
    "from",
    "near",
    "via",
    "through",
    "visited",
    "visiting",
    "visits",
    "visit",
    "toured",
    "touring",
    "revisited",
    "including",
    "outside",
];

/// Words between two places that keep them in one row.
const JOINS: &[&str] = &["and", "the", "of", "also"];

impl Text<'_> {
    /// Reads as words what the itinerary of a journey has for places and nothing but its form has for people.
    pub(super) fn without_stops(&mut self) {
        let mut phrases = Vec::with_capacity(self.phrases.len());
        let (mut on_the_way, mut first) = (false, false);
        for phrase in std::mem::take(&mut self.phrases) {
            let at = phrase.tokens.start;
            match &phrase.what {
                What::People(people) if on_the_way && people.iter().all(is_bare) && self.is_stop(at, people, first) => {
                    phrases.extend(as_words(phrase.tokens, people));
                    first = false;
                    continue;
                }
                // `Foss Hill (Va.)`: an abbreviated State, wherever it stands
                What::People(people) if self.is_abbreviated(&phrase.tokens) => {
                    phrases.extend(as_words(phrase.tokens, people));
                    continue;
                }
                What::People(_) | What::Occasion(_) => on_the_way = false,
                // `Spoke to Otto Brandel`
                What::Token if self.is(at, LEADS) => (on_the_way, first) = (true, !self.is(at, &["to", "from"])),
                What::Token => {
                    // the stop of `(Ill.)` ends nothing
                    let ends = [';', '.', ':', '\n'].iter().any(|sign| self.sign(at, *sign)) && !self.sign(at + 1, ')');
                    let other = self.kind(at) == Some(TokenKind::Word) && !self.capital(at) && !self.is(at, JOINS);
                    on_the_way &= !ends && !other;
                    first &= self.is(at, JOINS);
                }
                What::Place(_) | What::Body(_) | What::Mission(_) | What::Date(_) => first = false,
            }
            phrases.push(phrase);
        }
        self.phrases = phrases;
    }

    /// Whether one word stands in brackets as an abbreviation: `(Va.)`.
    fn is_abbreviated(&self, tokens: &Range<usize>) -> bool {
        let is_inside = tokens.len() == 1 && tokens.start > 0 && self.sign(tokens.start - 1, '(');
        is_inside && self.sign(tokens.end, '.') && self.sign(tokens.end + 1, ')')
    }

    /// Whether a bare name on the way is a place: the first behind its preposition, or a later one that does not begin with
    /// a given name.
    fn is_stop(&self, at: usize, people: &[Agent], first: bool) -> bool {
        let is_full = people.iter().any(|one| one.name.as_ref().is_some_and(|name| name.len() > 1));
        first || !(is_full && self.is_given_name(at))
    }
}

/// Whether somebody has a name and nothing else, or behind it in brackets a place: `Kellerton (Texas)`.
fn is_bare(one: &Agent) -> bool {
    let is_place = |post: &Phrase| matches!(post.what, What::Place(_));
    let name = one.name.as_ref().filter(|_| one.offices.is_empty() && one.alias.is_none());
    name.is_some_and(|name| match &one.post {
        Some(post) => is_place(post),
        None => *name == one.tokens,
    })
}

/// The tokens of a stop one by one, and the place in brackets behind it.
fn as_words(tokens: Range<usize>, people: &[Agent]) -> Vec<Phrase> {
    let posts: Vec<&Phrase> = people.iter().filter_map(|one| one.post.as_ref()).collect();
    let word = |at: usize| Phrase { tokens: at..at + 1, what: What::Token };
    let of_post = |at: usize| posts.iter().find(|post| post.tokens.contains(&at));
    let phrase = |at: usize| match of_post(at) {
        Some(post) => (post.tokens.start == at).then(|| (*post).clone()),
        None => Some(word(at)),
    };
    tokens.filter_map(phrase).collect()
}
