//! A field's text with its tokens: what every grammar reads from.

use super::forms::{Hit, List, Lists, Near, Sort, Sorts, Word};
use super::lexicon::{Cue, Lexicon, PlaceHit, PlaceWord, Table};
use super::phrase::Phrase;
use super::recall::Recall;
use super::token::{TokenKind, Tokens};
use crate::record::{Field, Passage};
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;

/// A field of a record, ready to be read.
pub(crate) struct Text<'a> {
    pub field: Field,
    pub text: &'a str,
    pub tokens: Tokens,
    pub lexicon: &'a Lexicon,
    /// The year of the record, which tells one State from another of the same name.
    pub year: Option<i32>,
    /// Its phrases, once [`Text::read_phrases`] has read them.
    pub phrases: Vec<Phrase>,
    /// The words of names that the record has elsewhere: one of them alone is a name too.
    pub(super) known: Rc<BTreeSet<String>>,
    /// Where the phrase begins that is being read.
    pub(super) reading: Cell<usize>,
    /// The tokens that would be a name if they were known as one, each with where the phrase begins that asked.
    pub(super) asked: RefCell<Vec<(usize, usize)>>,
    /// Whether it is being asked what follows a name.
    pub(super) ahead: Cell<bool>,
    /// What has been read at each token.
    pub(super) recalls: Vec<Recall>,
    /// What the lexicon says of each token.
    spots: Vec<Spot>,
    /// The forms that the tokens spell, those of one token after another.
    hits: Vec<Hit>,
}

/// What the lexicon says of a token.
struct Spot {
    word: Option<Word>,
    /// The tables with forms that begin here.
    begins: Sorts,
    /// Those forms among all.
    hits: Range<usize>,
    /// The next token, this one included, that the noun of a body begins with.
    body: usize,
    /// The lists it belongs to, once somebody has asked.
    lists: OnceCell<Lists>,
    /// What it may be a misspelling of, once somebody has asked.
    near: OnceCell<Near>,
    /// The place and the adjective that begin here, once somebody has asked: the end of each and the number of what it means.
    places: OnceCell<[Option<(usize, usize)>; 2]>,
}

impl<'a> Text<'a> {
    pub(crate) fn new(field: Field, text: &'a str, lexicon: &'a Lexicon, year: Option<i32>) -> Self {
        let tokens = Tokens::of(text);
        let spot = |word| Spot {
            word,
            begins: Sorts::default(),
            hits: 0..0,
            body: usize::MAX,
            lists: OnceCell::new(),
            near: OnceCell::new(),
            places: OnceCell::new(),
        };
        let mut spots: Vec<Spot> = tokens.iter().map(|token| spot(lexicon.forms.word(tokens.letters(token)))).collect();
        let mut hits = Vec::with_capacity(tokens.len());
        for at in 0..tokens.len() {
            let start = hits.len();
            let words = spots[at..].iter().map(|spot| spot.word);
            spots[at].begins = lexicon.forms.walk(text, &tokens[at..], words, &mut hits);
            spots[at].hits = start..hits.len();
        }
        let mut body = usize::MAX;
        for (at, spot) in spots.iter_mut().enumerate().rev() {
            if spot.begins.meets(Sorts::of(&[Sort::Body])) {
                body = at;
            }
            spot.body = body;
        }
        let recalls = tokens.iter().map(|_| Recall::default()).collect();
        Self {
            field,
            text,
            tokens,
            lexicon,
            year,
            phrases: Vec::new(),
            known: Rc::default(),
            reading: Cell::default(),
            asked: RefCell::default(),
            ahead: Cell::default(),
            recalls,
            spots,
            hits,
        }
    }

    /// The longest form of a table that begins here, and where it ends.
    pub(crate) fn longest<'t, T>(&self, table: &'t Table<T>, at: usize) -> Option<(usize, &'t T)> {
        self.all(table, at).next()
    }

    /// Every form of a table that begins here, the longest first, and where each ends.
    pub(crate) fn all<'t, T>(&self, table: &'t Table<T>, at: usize) -> impl Iterator<Item = (usize, &'t T)> + Clone {
        self.hits(table.sort, at).map(|(end, number)| (end, table.meaning(number)))
    }

    /// The same, each by the number of what it means.
    fn hits(&self, sort: Sort, at: usize) -> impl Iterator<Item = (usize, usize)> + Clone {
        let spot = self.spots.get(at).filter(|spot| spot.begins.meets(Sorts::of(&[sort])));
        let hits = spot.map_or(&[][..], |spot| &self.hits[spot.hits.clone()]);
        hits.iter().filter(move |hit| hit.sort == sort).map(move |hit| (at + hit.tokens, hit.meaning))
    }

    /// Whether a form of one of these tables begins here.
    pub(crate) fn begins(&self, at: usize, sorts: Sorts) -> bool {
        self.spots.get(at).is_some_and(|spot| spot.begins.meets(sorts))
    }

    /// The next token, this one included, that the noun of a body begins with.
    pub(super) fn next_body(&self, at: usize) -> Option<usize> {
        self.spots.get(at).map(|spot| spot.body).filter(|body| *body != usize::MAX)
    }

    /// The one form of a table, a single word, that the word here is one letter off; `Charles` is no chargé.
    pub(crate) fn misspelt<'t, T>(&self, table: &'t Table<T>, at: usize) -> Option<&'t T> {
        let word = self.kind(at) == Some(TokenKind::Word) && !self.is_given_name(at);
        let spot = self.spots.get(at).filter(|_| word)?;
        let near = spot.near.get_or_init(|| self.lexicon.forms.near(spot.word, self.key(at)));
        near.one(table.sort).map(|number| table.meaning(number))
    }

    /// Whether the token, even with a capital, is an ordinary word: listed, or a regular form of one that is.
    pub(crate) fn is_word(&self, at: usize) -> bool {
        self.is_listed(at, List::Ordinary)
    }

    /// Whether the token is a given name.
    pub(crate) fn is_given_name(&self, at: usize) -> bool {
        self.is_listed(at, List::GivenName)
    }

    /// Whether the token means something else than a person by itself.
    pub(crate) fn is_common(&self, at: usize) -> bool {
        (self.is_word(at) || self.means_something(at)) && !self.is_given_name(at)
    }

    /// Whether the token is an East Asian family name, which stands first.
    pub(crate) fn is_family_name(&self, at: usize) -> bool {
        self.is_listed(at, List::FamilyName)
    }

    /// Whether the token is a form of a verb that people and bodies are the subject of: `resigned`, `argues`.
    pub(crate) fn is_deed(&self, at: usize) -> bool {
        self.is_listed(at, List::Deed)
    }

    fn is_listed(&self, at: usize, list: List) -> bool {
        let Some(spot) = self.spots.get(at) else { return false };
        spot.lists.get_or_init(|| self.lexicon.forms.lists(spot.word, self.key(at))).has(list)
    }

    /// Whether the token is part of a name that the record has elsewhere. Where it is not, the question is kept, so that
    /// the answer can be put right once all names are known.
    pub(crate) fn is_known(&self, at: usize) -> bool {
        let known = self.known.contains(self.key(at));
        if !known {
            self.asked.borrow_mut().push((self.reading.get(), at));
        }
        known
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
        self.tokens.get(at).map_or("", |token| self.tokens.letters(token))
    }

    /// Whether the token is one of these words.
    pub(crate) fn is(&self, at: usize, words: &[&str]) -> bool {
        let Some(token) = self.tokens.get(at).filter(|token| token.kind == TokenKind::Word) else { return false };
        // most tokens are none of the words asked for, and most words are told from them by length and first letter
        let key = self.tokens.letter_bytes(token);
        words
            .iter()
            .map(|word| word.as_bytes())
            .any(|word| word.len() == key.len() && word.first() == key.first() && word == key)
    }

    /// What sort of token stands here.
    pub(crate) fn kind(&self, at: usize) -> Option<TokenKind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    /// Whether a small word of this class stands here.
    pub(crate) fn cue(&self, at: usize, cue: Cue) -> bool {
        self.all(&self.lexicon.cues, at).any(|(_, known)| *known == cue)
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
        let exact = self.places_at(at).and_then(|[place, _]| place);
        exact.or_else(|| self.near(at, spelling).filter(|(_, hit)| is_place(hit)))
    }

    /// An adjective of a State, or its name used as one: `Soviet`, `USSR`.
    pub(crate) fn adjective(&self, at: usize, spelling: Spelling) -> Option<(usize, &PlaceHit)> {
        if !self.tokens.get(at)?.capital {
            return None;
        }
        let exact = self.places_at(at).and_then(|[_, adjective]| adjective);
        exact.or_else(|| self.near(at, spelling).filter(|(_, hit)| is_adjective(hit)))
    }

    /// The place and the adjective that begin here.
    fn places_at(&self, at: usize) -> Option<[Option<(usize, &PlaceHit)>; 2]> {
        let spot = self.spots.get(at).filter(|spot| spot.begins.meets(Sorts::of(&[Sort::Place])))?;
        let places = spot.places.get_or_init(|| [self.in_its_time(at, is_place), self.in_its_time(at, is_adjective)]);
        Some(places.map(|found| found.map(|(end, number)| (end, self.lexicon.places.meaning(number)))))
    }

    /// The longest name that fits; of several as long, what existed in the record's year: `Czech` is Czechoslovak in 1963.
    fn in_its_time(&self, at: usize, fits: fn(&PlaceHit) -> bool) -> Option<(usize, usize)> {
        let place = |number: usize| self.lexicon.places.meaning(number);
        let all = self.hits(Sort::Place, at).filter(|(_, number)| fits(place(*number)));
        let longest = all.clone().next()?.0;
        let hits = all.take_while(|(end, _)| *end == longest);
        let existed = |number: usize| place(number).existed(self.year);
        let some_existed = hits.clone().any(|(_, number)| existed(number));
        let mut hits = hits.filter(|(_, number)| !some_existed || existed(*number));
        // two Congos at one time: neither
        let first = hits.next()?;
        hits.all(|(_, number)| place(number).slug == place(first.1).slug).then_some(first)
    }

    fn near(&self, at: usize, spelling: Spelling) -> Option<(usize, &PlaceHit)> {
        if spelling != Spelling::Near || self.is_word(at) {
            return None;
        }
        self.misspelt(&self.lexicon.places, at).map(|hit| (at + 1, hit))
    }

    /// Whether a name of a place, an office or a mission among these tokens is one letter off.
    pub(crate) fn misspells(&self, tokens: &Range<usize>) -> bool {
        const MISSPELT: Sorts = Sorts::of(&[Sort::Place, Sort::Office, Sort::Mission]);
        let lexicon = self.lexicon;
        tokens.clone().any(|at| {
            self.tokens[at].capital
                && !self.begins(at, MISSPELT)
                && !self.is_word(at)
                && (self.misspelt(&lexicon.places, at).is_some()
                    || self.misspelt(&lexicon.offices, at).is_some()
                    || self.misspelt(&lexicon.missions, at).is_some())
        })
    }

    /// Whether words in brackets keep whoever stands before them apart from others of the name: `(no relation)`.
    pub(crate) fn says_no_relation(&self, at: usize) -> bool {
        self.sign(at, '(') && self.is(at + 1, &["no"]) && self.is(at + 2, &["relation", "relative", "kin"])
    }

    /// Whether the sentence around some tokens says who else was there: `A and B were also present`.
    pub(crate) fn tells_of_more_present(&self, tokens: &Range<usize>) -> bool {
        const NEAR: usize = 16;
        let inside = |at: &usize| !self.ends_sentence(*at);
        let after = (tokens.end..self.tokens.len().min(tokens.end + NEAR)).take_while(inside);
        let before = (tokens.start.saturating_sub(NEAR)..tokens.start).rev().take_while(inside);
        let also = |at: usize| self.is(at, &["also", "too"]);
        let there = |at: usize| self.cue(at, Cue::There);
        let near = before.chain(after);
        near.clone().any(also) && near.into_iter().any(there)
    }

    /// Whether a passage of this field and some tokens after it are of one sentence.
    pub(crate) fn is_one_sentence(&self, passage: &Passage, after: &Range<usize>) -> bool {
        let from = self.tokens.partition_point(|token| token.span.start < passage.end);
        (from..after.start).all(|at| !self.ends_sentence(at))
    }

    /// The sentences, as ranges of tokens.
    pub(crate) fn sentences(&self) -> Vec<Range<usize>> {
        let mut sentences = Vec::new();
        let mut start = 0;
        for at in 0..self.tokens.len() {
            if self.ends_sentence(at) {
                sentences.push(start..at + usize::from(!self.sign(at, '\n')));
                start = at + 1;
            }
        }
        if start < self.tokens.len() {
            sentences.push(start..self.tokens.len());
        }
        sentences
    }

    /// Whether a token ends a sentence, or a paragraph.
    fn ends_sentence(&self, at: usize) -> bool {
        let stop = matches!(self.kind(at), Some(TokenKind::Sign('.' | '!' | '?')));
        let next = || self.tokens.get(at + 1).is_none_or(|next| next.capital || next.kind != TokenKind::Word);
        // `Amb. Brandel`
        let short = || at > 0 && self.longest(&self.lexicon.offices, at - 1).is_some_and(|(end, _)| end > at);
        self.sign(at, '\n') || (stop && next() && !short())
    }
}

fn is_place(hit: &PlaceHit) -> bool {
    hit.word != PlaceWord::Adjective
}

/// Whether a name of a place can stand as an adjective: `USSR`, but no city.
fn is_adjective(hit: &PlaceHit) -> bool {
    hit.word != PlaceWord::City
}

/// Whether a word one letter off is taken for the right one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spelling {
    Exact,
    Near,
}
