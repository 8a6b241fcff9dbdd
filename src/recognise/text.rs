//! A field's text with its tokens: what every grammar reads from.

use super::lexicon::{Cue, Lexicon, PlaceHit, PlaceWord};
use super::token::{Token, TokenKind, tokenise};
use crate::record::{Field, Passage};
use std::collections::HashSet;
use std::ops::Range;

/// A field of a record, ready to be read.
pub(crate) struct Text<'a> {
    pub field: Field,
    pub text: &'a str,
    pub tokens: Vec<Token>,
    pub lexicon: &'a Lexicon,
    /// The year of the record, which tells one State from another of the same name.
    pub year: Option<i32>,
    /// The words of names read already: one of them alone is a name too.
    pub known: HashSet<String>,
}

impl<'a> Text<'a> {
    pub(crate) fn new(field: Field, text: &'a str, lexicon: &'a Lexicon, year: Option<i32>) -> Self {
        Self { field, text, tokens: tokenise(text), lexicon, year, known: HashSet::new() }
    }

    /// The words from one token to another, the end excluded.
    pub(crate) fn words(&self, tokens: &Range<usize>) -> &'a str {
        &self.text[self.bytes(tokens)]
    }

    /// The passage from one token to another, the end excluded.
    pub(crate) fn passage(&self, tokens: &Range<usize>) -> Passage {
        Passage::new(self.field, self.bytes(tokens))
    }

    fn bytes(&self, tokens: &Range<usize>) -> Range<usize> {
        let inside = self.tokens.get(tokens.clone()).unwrap_or_default();
        match (inside.first(), inside.last()) {
            (Some(first), Some(last)) => first.span.start..last.span.end,
            _ => 0..0,
        }
    }

    /// The letters of a token; empty past the end.
    pub(crate) fn key(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.key.as_str())
    }

    /// Whether the token is one of these words.
    pub(crate) fn is(&self, at: usize, words: &[&str]) -> bool {
        self.kind(at) == Some(TokenKind::Word) && words.contains(&self.key(at))
    }

    /// What sort of token stands here.
    pub(crate) fn kind(&self, at: usize) -> Option<TokenKind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    /// Whether a small word of this class stands here.
    pub(crate) fn cue(&self, at: usize, cue: Cue) -> bool {
        self.lexicon.cues.all(self.text, &self.tokens, at).any(|(_, known)| *known == cue)
    }

    /// Whether the token is this sign.
    pub(crate) fn sign(&self, at: usize, sign: char) -> bool {
        self.kind(at) == Some(TokenKind::Sign(sign))
    }

    /// Whether the token is a word that begins with a capital.
    pub(crate) fn capital(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.capital && token.kind == TokenKind::Word)
    }

    /// Past `the` or another determiner, where one stands here.
    pub(crate) fn past_the(&self, at: usize) -> usize {
        at + usize::from(self.is(at, &["the"]))
    }

    /// A State or city named here, spelt right or, where `spelling` allows it, one letter off.
    pub(crate) fn place(&self, at: usize, spelling: Spelling) -> Option<(usize, &PlaceHit)> {
        if !self.tokens.get(at)?.capital {
            return None;
        }
        let named = |hit: &PlaceHit| hit.word != PlaceWord::Adjective;
        self.in_its_time(at, named).or_else(|| self.near(at, spelling).filter(|(_, hit)| named(hit)))
    }

    /// An adjective of a State, or its name used as one: `Soviet`, `USSR`.
    pub(crate) fn adjective(&self, at: usize, spelling: Spelling) -> Option<(usize, &PlaceHit)> {
        if !self.tokens.get(at)?.capital {
            return None;
        }
        let fits = |hit: &PlaceHit| hit.word != PlaceWord::City;
        self.in_its_time(at, fits).or_else(|| self.near(at, spelling).filter(|(_, hit)| fits(hit)))
    }

    /// The longest name that fits; of several as long, what existed in the record's year: `Czech` is Czechoslovak in 1963.
    fn in_its_time(&self, at: usize, fits: impl Fn(&PlaceHit) -> bool) -> Option<(usize, &PlaceHit)> {
        let all = self.lexicon.places.all(self.text, &self.tokens, at).filter(|(_, hit)| fits(hit));
        let hits: Vec<_> = all.collect();
        let longest = hits.first()?.0;
        let mut hits: Vec<_> = hits.into_iter().filter(|(end, _)| *end == longest).collect();
        if hits.iter().any(|(_, hit)| hit.existed(self.year)) {
            hits.retain(|(_, hit)| hit.existed(self.year));
        }
        // two Congos at one time: neither
        let first = *hits.first()?;
        hits.iter().all(|(_, hit)| hit.slug == first.1.slug).then_some(first)
    }

    fn near(&self, at: usize, spelling: Spelling) -> Option<(usize, &PlaceHit)> {
        let token =
            self.tokens.get(at).filter(|token| spelling == Spelling::Near && !self.lexicon.is_word(&token.key))?;
        self.lexicon.places.misspelt(token).map(|hit| (at + 1, hit))
    }

    /// Whether a name of a place, an office or a mission among these tokens is one letter off.
    pub(crate) fn misspells(&self, tokens: &Range<usize>) -> bool {
        let lexicon = self.lexicon;
        tokens.clone().any(|at| {
            let token = &self.tokens[at];
            let known = lexicon.places.longest(self.text, &self.tokens, at).is_some()
                || lexicon.offices.longest(self.text, &self.tokens, at).is_some()
                || lexicon.missions.longest(self.text, &self.tokens, at).is_some()
                || lexicon.is_word(&token.key);
            token.capital
                && !known
                && (lexicon.places.misspelt(token).is_some()
                    || lexicon.offices.misspelt(token).is_some()
                    || lexicon.missions.misspelt(token).is_some())
        })
    }

    /// The sentences, as ranges of tokens.
    pub(crate) fn sentences(&self) -> Vec<Range<usize>> {
        let mut sentences = Vec::new();
        let mut start = 0;
        for at in 0..self.tokens.len() {
            let stop = matches!(self.kind(at), Some(TokenKind::Sign('.' | '!' | '?')))
                && self.tokens.get(at + 1).is_none_or(|next| next.capital || !matches!(next.kind, TokenKind::Word));
            let paragraph = self.sign(at, '\n');
            if stop || paragraph {
                sentences.push(start..at + usize::from(stop));
                start = at + 1;
            }
        }
        if start < self.tokens.len() {
            sentences.push(start..self.tokens.len());
        }
        sentences
    }
}

/// Whether a word one letter off is taken for the right one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spelling {
    Exact,
    Near,
}
