//! Whether what looks like a name is a person's: by what stands around it, and by its letters.
//!
//! ```text
//! person  := name VERB | name 's | name , office | name , who … | name and name
//!          | (letter | greetings …) (to | from) name | (with | by | between | against) name
//! nobody  := ABBREVIATION | name PLACE-NOUN | the (journal | ship …) ' name ' | A – B OCCASION
//! ```

use super::forms::Sort;
use super::lexicon::Cue;
use super::name::LONGEST;
use super::text::Text;
use super::token::TokenKind;
use crate::record::Field;
use std::ops::Range;

/// How many words before its last a name of a place or thing can have, as far as names inside of it are looked for.
const LONGEST_THING: usize = 3;

/// What has a title of its own, which stands behind it in quotation marks.
const WITH_TITLES: &[&str] = &[
    "journal",
    "newspaper",
    "magazine",
    "paper",
    "daily",
    "weekly",
    "monthly",
    "periodical",
    "review",
    "book",
    "novel",
    "film",
    "movie",
    "play",
    "song",
    "documentary",
    "ship",
    "steamer",
    "vessel",
    "tanker",
    "freighter",
];

/// What only people do, and what is never done to anything, as headlines say it.
const HEADLINES: &[&str] = &[
    "inquired",
    "replied",
    "commented",
    "remarked",
    "complained",
    "spoke",
    "talked",
    "said",
    "expressed",
    "insisted",
    "hoped",
    "wished",
    "believed",
    "thought",
];

impl Text<'_> {
    /// Whether the words name a place or thing after somebody: `Waldorf Astoria Hotel`, `the Rapacki Plan`; or are one letter.
    pub(super) fn is_of_a_place(&self, name: &Range<usize>) -> bool {
        let after = name.end;
        let before = name.start.checked_sub(1).filter(|before| self.capital(*before));
        if before.is_some_and(|before| self.is(before, &["mount", "lake", "cape", "fort", "gulf", "strait"])) {
            return true;
        }
        let noun = self.capital(after)
            && (self.cue(after, Cue::Site)
                || (self.field.is_prose()
                    && self.is_word(after)
                    && !self.means_something(after)
                    && !self.is_deed(after)));
        // `U.N`
        let letter = name.clone().all(|at| self.key(at).chars().filter(|c| c.is_alphanumeric()).count() < 2);
        noun || letter
    }

    /// Whether a name stands in quotation marks, as ships do, `“Kapitan Kosko”`, or begins what such marks have the name of:
    /// `the journal 'Problemy Mira i Sotsializma'`.
    pub(super) fn is_title_of_a_thing(&self, name: &Range<usize>) -> bool {
        let quote = |at: usize, marks: &[char]| marks.iter().any(|mark| self.sign(at, *mark));
        let named = name.start > 1
            && quote(name.start - 1, &['“', '"', '‘', '\'', '«', '„'])
            && self.is(name.start - 2, WITH_TITLES);
        named || (name.start > 0 && quote(name.start - 1, &['“', '"']) && quote(name.end, &['”', '"']))
    }

    /// Whether a name begins inside of a longer name of a place or thing: `Dien` Bien Phu.
    pub(super) fn is_inside_a_thing(&self, at: usize) -> bool {
        let covers = |start: usize| self.longest(&self.lexicon.things, start).is_some_and(|(end, ())| end > at);
        (at.saturating_sub(LONGEST_THING)..at).any(|start| self.capital(start) && covers(start))
    }

    /// Whether all that a name has is single letters: `U.A.E`, `B.G`.
    pub(super) fn is_abbreviation(&self, name: &Range<usize>) -> bool {
        name.clone().all(|at| self.kind(at) != Some(TokenKind::Word) || self.key(at).chars().nth(1).is_none())
    }

    /// Whether a place has lost its apostrophe: `Britains interests`.
    pub(super) fn is_plural_of_a_place(&self, name: &Range<usize>) -> bool {
        let place = |letters: &str| self.lexicon.forms.meanings(Sort::Place, letters).next().is_some();
        name.len() == 1 && self.key(name.start).strip_suffix('s').is_some_and(place)
    }

    /// Whether a dash joins two who meet, of whom the name is both or one: `the Tito–Gromyko meeting`. It is within a name where
    /// one more is met or visited: `Ben-Gurion meeting with Adenauer`.
    pub(super) fn is_pair(&self, name: &Range<usize>) -> bool {
        let dash = |at: usize| self.kind(at) == Some(TokenKind::Hyphen);
        let mut start = name.start;
        while start > 1 && name.start - start < LONGEST && dash(start - 1) && self.capital(start - 2) {
            start -= 2;
        }
        let joined = name.end > start + 2 && (start + 1..name.end).step_by(2).all(dash);
        let capital = || (start..name.end).step_by(2).all(|at| self.capital(at));
        // `Roosevelt–Mackenzie King conversation`
        let long = self.field == Field::Title
            && self.capital(name.end)
            && self.words(&(name.start + 1..name.start + 2)) == "–"
            && self.longest(&self.lexicon.occasions, name.end).is_none();
        let meet = || self.longest(&self.lexicon.occasions, name.end + usize::from(long));
        joined && capital() && meet().is_some_and(|(end, _)| !self.is(end, &["with", "to"]))
    }

    /// Whether the whole is in capitals and so rather an abbreviation: `NPT`, `CC CPSU`; but `KIM IL SUNG` is a name.
    pub(super) fn is_shouted(&self, name: &Range<usize>) -> bool {
        let words = name.clone().filter(|at| self.kind(*at) == Some(TokenKind::Word) && !self.is_roman(*at));
        let mut shouted = 0;
        let mut all = 0;
        for at in words {
            let word = self.words(&(at..at + 1));
            let capitals = word.chars().filter(|c| c.is_uppercase()).count();
            all += 1;
            // `AEhS`, `UNCURK`; `McNamara` and `MacArthur` have two
            shouted += usize::from(capitals > 2 || (capitals == 2 && word.chars().count() < 4));
        }
        shouted > 0 && (shouted < all || all < 2 || !self.looks_spelt_out(name))
    }

    /// Whether words in capitals are words, not abbreviations: each has a vowel, and one is longer than three letters.
    fn looks_spelt_out(&self, name: &Range<usize>) -> bool {
        let vowel = |at: usize| self.key(at).contains(['a', 'e', 'i', 'o', 'u', 'y']);
        name.clone().all(|at| self.kind(at) != Some(TokenKind::Word) || vowel(at))
            && name.clone().any(|at| self.key(at).len() > 3 || self.is_given_name(at))
    }

    /// Whether what stands around a single unknown word makes it a person.
    pub(super) fn stands_as_person(&self, name: &Range<usize>) -> bool {
        let before = name.start.checked_sub(1);
        let is = |words: &[&str]| before.is_some_and(|before| self.is(before, words));
        // `in Brezhnev's absence`
        let owns = self.kind(name.end) == Some(TokenKind::Possessive) && !is(&["the", "a", "an"]);
        if !owns
            && is(&[
                "the",
                "a",
                "an",
                "in",
                "at",
                "near",
                "around",
                "across",
                "outside",
                "inside",
                "into",
                "throughout",
            ])
        {
            return false;
        }
        // `the Vance/Owen plan`
        if !owns && before.is_some_and(|before| self.sign(before, '/')) {
            return false;
        }
        if self.is_followed_as_person(name.end) {
            return true;
        }
        let Some(before) = before else { return false };
        if is(&["to", "from", "of", "for", "on", "over", "through"]) {
            return self.is_of_a_person(before);
        }
        // a capital after a capital belongs to what stands before it: `Pilcaniyeu Uranium`, `the Dimona Reactor`
        if self.capital(before) || self.kind(before) == Some(TokenKind::Hyphen) {
            return false;
        }
        if self.field == Field::Title {
            // `'Nehru Inquired about Premier Zhou's Schedule'`
            let quoted = matches!(self.kind(before), Some(TokenKind::Sign('"' | '“' | '\'' | '‘')));
            if quoted && self.capital(name.end) && self.is(name.end, HEADLINES) {
                return true;
            }
            return is(&["with", "by", "between", "via", "and", "against"]) || self.sign(before, '(');
        }
        // in a sentence a capital is a name, unless it begins it
        let opens = matches!(self.kind(before), Some(TokenKind::Sign('.' | '!' | '?' | '\n' | ':')));
        let quoted = matches!(self.kind(before), Some(TokenKind::Sign('"' | '“' | '\'' | '‘')));
        !opens && !quoted && !self.capital(name.end) && self.kind(name.end) != Some(TokenKind::Hyphen)
    }

    /// Whether what follows a name makes it a person's. A name inside of what follows is not asked the same, or
    /// `A, Committee of B, Committee of C, …` would be read to its end for each of its names.
    fn is_followed_as_person(&self, after: usize) -> bool {
        if self.ahead.replace(true) {
            return false;
        }
        let followed = self.follows_a_person(after);
        self.ahead.set(false);
        followed
    }

    /// A verb, a possessive, an office, a partner after a name.
    fn follows_a_person(&self, after: usize) -> bool {
        let verb =
            |at: usize| !self.capital(at) && (self.longest(&self.lexicon.verbs, at).is_some() || self.is_deed(at));
        let possessive = self.kind(after) == Some(TokenKind::Possessive);
        let office = self.sign(after, ',')
            && self.office(after + 1 + usize::from(self.is(after + 1, &["the", "an", "a"]))).is_some();
        let alias = (self.sign(after, '[') || self.sign(after, '(')) && self.name(after + 1, true).is_some();
        // `A, B, and C`
        let next = after + 1 + usize::from(self.is(after + 1, &["and"]));
        let listed = self.sign(after, ',') && (self.name_word(next).is_some() || self.is_initials(next));
        let accompanied = self.sign(after, ',') && self.cue(after + 1, Cue::Brought) && self.is(after + 2, &["by"]);
        let relative = self.sign(after, ',') && self.is(after + 1, &["who", "whom", "whose"]);
        let partner = self.is(after, &["and"])
            && (self.is_initials(after + 1) || self.capital(after + 1))
            && (self.name_word(after + 1).is_some() || self.is_initials(after + 1) || self.office(after + 1).is_some());
        let auxiliary =
            self.is(after, &["was", "is", "has", "had", "will", "would", "did", "does", "himself", "also", "then"]);
        // `Telegram, Yudin to the Foreign Ministry`
        let writes = self.field == Field::Title
            && self.is(after, &["to"])
            && (self.capital(after + 1) || self.is(after + 1, &["the"]));
        possessive
            || writes
            || office
            || alias
            || listed
            || accompanied
            || relative
            || partner
            || verb(after)
            || (auxiliary && verb(after + 1))
            || (self.field.is_prose() && auxiliary)
    }

    /// After `to`, `from`, `of`: whether the words before tell of a person rather than of a place.
    fn is_of_a_person(&self, preposition: usize) -> bool {
        let from = preposition.saturating_sub(4);
        let nearby = (from..preposition).rev();
        let near = |cue: Cue| nearby.clone().any(|at| self.cue(at, cue));
        let last = |cue: Cue| preposition.checked_sub(1).is_some_and(|at| self.cue(at, cue));
        let spoken = |at: usize| {
            self.longest(&self.lexicon.verbs, at).is_some() || self.longest(&self.lexicon.genres, at).is_some()
        };
        match self.key(preposition) {
            "of" => !last(Cue::Site),
            "for" | "on" => true,
            "to" | "from" if last(Cue::Motion) => false,
            "to" | "from" => near(Cue::Message) || nearby.clone().any(spoken) || self.field == Field::Title,
            _ => false,
        }
    }
}
