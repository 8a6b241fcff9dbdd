//! Names of people: what they look like, and what must stand around one that could be something else.
//!
//! ```text
//! name     := part+ ending?
//! part     := initials | word | nickname | [ word ]     A.M. Puzanov · Pak Seong-cheol · Ernesto “Che” Guevara · [Edgar] Snow
//! word     := Capital (-part)* | particle word           Chang-man · Mendès-France · al-Hawrani · de Gaulle
//! ending   := ,? Jr. | Roman numeral                     George C. Denney, Jr. · John Paul II
//! ```
//! A word that the lexicon knows (a common word, a place, a body, an office …) is no part of a name. Two unknown words
//! make one; a single one needs a neighbour that tells: an office, a verb of speech, a possessive, `letter to`.

use super::forms::{Sort, Sorts};
use super::lexicon::Cue;
use super::text::Text;
use super::token::TokenKind;
use crate::date::month_number;
use crate::record::Field;
use std::ops::Range;

/// The tables whose words name no person.
const NO_NAMES: Sorts = Sorts::of(&[
    Sort::Place,
    Sort::KnownBody,
    Sort::Thing,
    Sort::Genre,
    Sort::Mission,
    Sort::Body,
    Sort::Office,
    Sort::Honorific,
    Sort::Occasion,
]);

/// The most tokens that a name is looked for in.
pub(super) const LONGEST: usize = 16;

/// Parts of the world, which a hyphen joins to the place that they are part of.
const PARTS_OF_PLACES: &[&str] =
    &["east", "west", "north", "south", "ost", "nord", "central", "northern", "southern", "eastern", "western"];

/// The most particles that stand before one word: `van den`, `de la`.
const PARTICLES: usize = 3;

impl Text<'_> {
    /// A name that begins here. `called` says that an office or a form of address stands before it.
    pub(crate) fn name(&self, at: usize, called: bool) -> Option<(usize, Range<usize>)> {
        self.recall(at, |read| &read.names[usize::from(called)], || self.read_name(at, called))
    }

    fn read_name(&self, at: usize, called: bool) -> Option<(usize, Range<usize>)> {
        let mut end = at;
        let (mut words, mut initials, mut joined) = (0, 0, 0);
        // whether the part before is a given name or initials, after which a common word may be a surname
        let mut given = false;
        while end < self.tokens.len() && end - at < LONGEST {
            if self.is_initials(end) {
                initials += 1;
                given = true;
                end += 1;
            } else if let Some(after) = self.name_word(end) {
                given = self.is_given_name(end) || (words == 0 && self.is_family_name(end));
                words += 1;
                joined += usize::from(after > end + 1);
                end = after;
            } else if let Some(after) =
                self.particle(end).filter(|_| end > at || (!self.capital(at) && (called || self.stands_alone(at))))
            {
                words += 1;
                end = after;
            } else if let Some(after) = self.nickname(end).filter(|_| end > at && words + initials > 0) {
                end = after;
            } else if (given && self.joins_names(end)) || self.begins_with_family(end, words + initials) {
                words += 1;
                given = true;
                end += 1;
            } else if ((words > 0 || (called && initials == 0)) && self.is_named_like_a_place(end, words))
                || (called && words == 0 && self.is_common_given(end))
            {
                words += 1;
                end += 1;
            } else if called && words + initials == 0 && self.is_called_like_a_city(end) {
                words += 1;
                given = true;
                end += 1;
            } else if (given && self.surname_like(end))
                || (called && self.is_titled_surname(end, words))
                || (given && self.is_month_for_a_surname(end))
                || self.is_last_title(end, words)
                || self.is_common_part(end, words, called)
            {
                words += 1;
                end += 1;
                break;
            } else {
                break;
            }
        }
        if (words == 0 && !(initials > 0 && called)) || self.is_inside_a_thing(at) {
            return None;
        }
        let end = self.ending(end);
        let name = at..end;
        let of_things = || {
            self.is_of_a_place(&name)
                || self.is_title_of_a_thing(&name)
                || self.is_pair(&name)
                || self.is_abbreviation(&name)
                || self.is_plural_of_a_place(&name)
        };
        if self.is_shouted(&name) || (!called && of_things()) {
            return None;
        }
        let told = called || initials > 0 || words + joined > 1 || self.stands_as_person(&name);
        (told || (words == 1 && self.is_known(at))).then_some((end, name))
    }

    /// A city as a given name before a common word, after an office: `Chargé Sydney Sober`.
    fn is_called_like_a_city(&self, at: usize) -> bool {
        self.capital(at)
            && self.is_given_name(at)
            && self.longest(&self.lexicon.places, at).is_some_and(|(end, _)| end == at + 1)
            && self.surname_like(at + 1)
            && self.is_word(at + 1)
    }

    /// Initials that are no abbreviation of a State or a city: `A.M.`, not `U.S.`, `Washington D.C.`
    pub(super) fn is_initials(&self, at: usize) -> bool {
        let of_city = |at: usize| self.is(at - 1, &["washington"]) && self.words(&(at..at + 1)) == "D.C.";
        self.kind(at) == Some(TokenKind::Initials)
            && self.longest(&self.lexicon.places, at).is_none()
            && self.longest(&self.lexicon.known_bodies, at).is_none()
            && !(at > 0 && of_city(at))
    }

    /// One word of a name, with what hyphens join to it; `None` for a word that means something else.
    pub(super) fn name_word(&self, at: usize) -> Option<usize> {
        let bracketed = self.sign(at, '[') && self.capital(at + 1) && self.sign(at + 2, ']');
        if bracketed && self.capital(at + 3) {
            return self.name_word(at + 1).map(|end| end + 1);
        }
        let person = || {
            self.is_middle_name(at) || self.is_known_person(at) || self.is_syllable(at) || self.is_name_and_place(at)
        };
        if !self.capital(at) || (self.means_something(at) && !person()) || self.is_when(at) {
            return None;
        }
        let mut end = at + 1;
        let joined = |end: usize| {
            self.kind(end) == Some(TokenKind::Hyphen)
                && self.tokens.get(end + 1).is_some_and(|next| next.kind == TokenKind::Word)
        };
        // `East-Berlin`
        if self.is(at, PARTS_OF_PLACES) && joined(end) && self.capital(end + 1) {
            return None;
        }
        while joined(end) && end - at < LONGEST {
            // `Soviet-Led` in a title; but `Chang-man`, `Min-jun`, and `Douglas-Home` where common words have no capital
            let compound = self.field == Field::Title && self.capital(end + 1) && self.is_word(end + 1);
            // `Mendès-France`, but `Sino-Japanese`
            let place = self.longest(&self.lexicon.places, end + 1).is_some_and(|(after, _)| after == end + 2);
            let something = self.capital(end + 1) && self.means_something(end + 1) && !place;
            // `So-called`, `Twenty-eighth`; `Chang-man` begins with no word
            let words = self.is_word(at) && self.is_word(end + 1);
            if something || compound || words || self.cue(end + 1, Cue::Compound) {
                break;
            }
            end += 2;
        }
        let alone = end == at + 1;
        (!alone || !self.is_word(at) || self.is_given_name(at) || self.is_known_by_a_word(at)).then_some(end)
    }

    /// A month's name as a given name, before the rest of the name: `Jan Masaryk`, `August Bebel`.
    fn is_called_like_a_month(&self, at: usize) -> bool {
        let next = at + 1;
        let day = at > 0 && self.kind(at - 1) == Some(TokenKind::Number);
        self.is_given_name(at)
            && !day
            && (self.is_initials(next)
                || (self.kind(next) == Some(TokenKind::Word) && self.capital(next) && !self.is_word(next)))
    }

    /// A common word that is the surname of somebody named in full elsewhere in the record, where it has a capital and
    /// stands as people do: `Andrew Young`, and then `Young said`.
    fn is_known_by_a_word(&self, at: usize) -> bool {
        let joined = |at: usize| self.capital(at) || self.kind(at) == Some(TokenKind::Hyphen);
        self.field.is_prose()
            && !joined(at + 1)
            && !self.means_something(at)
            && self.stands_as_person(&(at..at + 1))
            && self.is_known(at)
    }

    /// Part of a name read in full elsewhere in the record, though it means some thing too: `Aurel Duma`, and then `Duma`.
    fn is_known_person(&self, at: usize) -> bool {
        let single = |end: usize| end == at + 1;
        let thing = self.longest(&self.lexicon.things, at).is_some_and(|(end, ())| single(end));
        let place = self.longest(&self.lexicon.places, at).is_some_and(|(end, _)| single(end));
        (thing || place)
            && (at == 0 || !self.is(at - 1, &["in", "the", "to", "from", "at", "of"]))
            && !self.capital(at + 1)
            && self.is_known(at)
    }

    /// A given name that is a place's too, before the rest of a name: `Santiago Carrillo`.
    fn is_name_and_place(&self, at: usize) -> bool {
        let single = self.longest(&self.lexicon.places, at).is_none_or(|(end, _)| end == at + 1)
            && self.longest(&self.lexicon.things, at).is_none_or(|(end, ())| end == at + 1);
        let placed = at > 0 && self.is(at - 1, &["in", "at", "near", "from", "of", "to"]);
        single
            && !placed
            && self.is_given_name(at)
            && self.capital(at + 1)
            && (self.is_initials(at + 1) || (!self.is_word(at + 1) && !self.means_something(at + 1)))
    }

    /// The name of a thing as the first syllable of a given name: `Dae-jung`.
    fn is_syllable(&self, at: usize) -> bool {
        self.longest(&self.lexicon.things, at).is_some_and(|(end, ())| end == at + 1)
            && self.kind(at + 1) == Some(TokenKind::Hyphen)
            && self.kind(at + 2) == Some(TokenKind::Word)
            && !self.is_word(at + 2)
            && (!self.capital(at + 2) || (at > 0 && self.is_family_name(at - 1)))
    }

    /// A word for a people between two parts of a name: `Atal Bihari Vajpayee`.
    fn is_middle_name(&self, at: usize) -> bool {
        let thing = self.longest(&self.lexicon.things, at).is_some_and(|(end, _)| end == at + 1);
        thing && at > 0 && self.is_given_name(at - 1) && self.capital(at + 1) && !self.is_word(at + 1)
    }

    /// Whether a word in the capitals of a title tells when: `Prior to His Return`, `Before the Committee`.
    fn is_when(&self, at: usize) -> bool {
        self.is(at, &["before", "after", "during"]) || (self.is(at, &["prior"]) && self.is(at + 1, &["to"]))
    }

    /// A lower-case part of a name with the word it belongs to: `de Gaulle`, `al-Hawrani`, `van den Bergh`.
    fn particle(&self, at: usize) -> Option<usize> {
        // the Arabic article before a letter of the sun: `as-Sadat`
        let article = |at: usize| {
            self.is(at, &["as", "es", "ar", "er", "ash", "esh", "at", "et", "an", "en"])
                && self.kind(at + 1) == Some(TokenKind::Hyphen)
        };
        for at in (at..at + PARTICLES).take_while(|at| self.cue(*at, Cue::Particle) || article(*at)) {
            let hyphen = self.kind(at + 1) == Some(TokenKind::Hyphen);
            let word = self.name_word(at + 1 + usize::from(hyphen));
            // `Miguel de la Madrid`
            let placed = || {
                let single = self.longest(&self.lexicon.places, at + 1).is_some_and(|(end, _)| end == at + 2);
                (single && !hyphen && self.capital(at + 1)).then_some(at + 2)
            };
            let word = word.or_else(|| placed().filter(|_| self.is(at, &["la"])));
            if word.is_some() || hyphen {
                return word;
            }
        }
        None
    }

    /// Whether a particle may begin a name of its own: not inside a longer name, and with a person's place around it.
    fn stands_alone(&self, at: usize) -> bool {
        let arabic = self.is(at, &["al", "el"]) && self.kind(at + 1) == Some(TokenKind::Hyphen);
        arabic || at == 0 || self.sign(at - 1, '(') || self.is(at - 1, &["von", "by", "with", "from", "and", "to"])
    }

    /// `“Che”` between two parts of a name.
    fn nickname(&self, at: usize) -> Option<usize> {
        let quote =
            |at: usize| matches!(self.kind(at), Some(TokenKind::Sign('"' | '“' | '”' | '\'' | '‘' | '’' | '(' | ')')));
        let inside = self.capital(at + 1) && quote(at) && quote(at + 2) && self.name_word(at + 3).is_some();
        (inside && !self.sign(at, ')') && !self.sign(at + 2, '(')).then_some(at + 3)
    }

    /// A common word that can be a surname after a given name: `Benjamin Read`.
    fn surname_like(&self, at: usize) -> bool {
        let place = self.longest(&self.lexicon.places, at).is_some_and(|(end, _)| end == at + 1);
        let office = self.longest(&self.lexicon.offices, at).is_some_and(|(end, _)| end == at + 1)
            && at > 0
            && (self.is_given_name(at - 1) || self.is_initials(at - 1))
            && !self.capital(at + 1);
        let lord = self.is(at, &["lord"]);
        self.capital(at)
            && (place || office || lord || (self.is_word(at) && !self.means_something(at)))
            && (self.key(at).len() > 3 || self.key(at).len() == 3 && at > 0 && self.is_initials(at - 1))
            && (self.key(at).len() < 5 || !self.key(at).ends_with("ing"))
            && !self.capital(at + 1)
    }

    /// `Theresa May`, but `told Theresa May 3`
    fn is_month_for_a_surname(&self, at: usize) -> bool {
        self.is(at, &["may", "march"])
            && self.capital(at)
            && !self.capital(at + 1)
            && self.kind(at + 1) != Some(TokenKind::Number)
    }

    /// An office that is a surname after an office and an unknown part: `Prime Minister Mackenzie King`.
    fn is_titled_surname(&self, at: usize, words: usize) -> bool {
        let office = self.longest(&self.lexicon.offices, at).is_some_and(|(end, _)| end == at + 1);
        let told = self.field.is_prose() || self.field == Field::Participants;
        office && words == 1 && told && self.capital(at) && !self.capital(at + 1)
    }

    /// A title that is a surname after other parts of the name of somebody present: `Angier Biddle Duke`.
    fn is_last_title(&self, at: usize, words: usize) -> bool {
        let ends = !self.capital(at + 1) && !self.is(at + 1, &["of"]);
        self.field == Field::Participants && words > 0 && self.is_name_of_many(at) && ends
    }

    /// A common word before an unknown part, after an office, in a sentence: `President Morales Bermúdez`.
    fn is_common_given(&self, at: usize) -> bool {
        self.field.is_prose()
            && self.capital(at)
            && self.is_word(at)
            && !self.means_something(at)
            && self.capital(at + 1)
            && self.name_word(at + 1).is_some()
    }

    /// A common word that is a family name, before an unknown part: `Song Ping`.
    fn begins_with_family(&self, at: usize, before: usize) -> bool {
        before == 0
            && self.capital(at)
            && self.is_family_name(at)
            && !self.cue(at, Cue::Link)
            && (self.capital(at + 1) && self.name_word(at + 1).is_some())
    }

    /// A part of a name that is also the name of some place or thing: `Olavo Setúbal`, `Kim Yong Nam`.
    fn is_named_like_a_place(&self, at: usize, words: usize) -> bool {
        let thing = self.longest(&self.lexicon.things, at).is_some_and(|(end, _)| end == at + 1);
        let word = self.words(&(at..at + 1));
        // `Lord Salisbury`
        let addressed = || at > 0 && self.longest(&self.lexicon.honorifics, at - 1).is_some_and(|(end, _)| end == at);
        let place = self.longest(&self.lexicon.places, at).is_some_and(|(end, _)| end == at + 1);
        // `President de La Madrid`
        let particle = || words > 0 && at > 0 && self.cue(at - 1, Cue::Particle);
        let state = place && (words > 1 || (words == 0 && addressed()) || particle());
        (thing || state)
            && self.capital(at)
            && word.chars().skip(1).all(|c| !c.is_uppercase())
            && self.kind(at + 1) != Some(TokenKind::Hyphen)
    }

    /// A common word or an office between a given name and a surname: `André Saint Mleux`, `Ahmad Shah Massoud`.
    fn joins_names(&self, at: usize) -> bool {
        let office = || self.longest(&self.lexicon.offices, at).is_some_and(|(end, _)| end == at + 1);
        self.capital(at)
            && (!self.means_something(at) || office())
            && self.capital(at + 1)
            && self.name_word(at + 1).is_some()
    }

    /// A common word that is part of a name all the same: in a sentence, where common words have no capital, the last part
    /// after another (`Heo Dam`) or after an office (`Consul General Bane`).
    fn is_common_part(&self, at: usize, words: usize, called: bool) -> bool {
        // `President Villeda Morales` in a field of those present
        (self.field.is_prose() || (self.field == Field::Participants && called && words == 1))
            && self.capital(at)
            && (words == 1 || (called && words == 0))
            && (3..if called { 12 } else { 7 }).contains(&self.key(at).len())
            && !self.means_something(at)
            && !self.capital(at + 1)
            && self.kind(at + 1) != Some(TokenKind::Hyphen)
            && !self.cue(at, Cue::Site)
            && self.longest(&self.lexicon.verbs, at).is_none()
    }

    /// Past `Jr.` or a Roman numeral, where one ends a name.
    fn ending(&self, end: usize) -> usize {
        let comma = usize::from(self.sign(end, ','));
        if self.is(end + comma, &["jr", "sr"]) && self.capital(end + comma) {
            end + comma + 1
        } else if self.is_roman(end) && end > 0 {
            end + 1
        } else {
            end
        }
    }

    pub(super) fn is_roman(&self, at: usize) -> bool {
        let word = self.words(&(at..at + 1));
        !word.is_empty() && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
    }

    /// Whether the token begins something that is no name of a person.
    pub(super) fn means_something(&self, at: usize) -> bool {
        self.begins(at, NO_NAMES)
            // `Department II`
            || (self.words(&(at..at + 1)).len() > 1 && self.is_roman(at))
            || (month_number(self.key(at)).is_some() && !self.is_called_like_a_month(at))
            || self.is(at, &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
    }
}

#[cfg(test)]
mod tests {
    use crate::convert::{Converter, DEFAULT_BASE};
    use crate::recognise::text::Text;
    use crate::record::Field;

    /// The names that a description holds.
    fn names(text: &str) -> Vec<String> {
        let converter = Converter::new(DEFAULT_BASE).expect("bundled");
        let text = Text::new(Field::Description, text, converter.lexicon(), Some(1960));
        let mut found = Vec::new();
        let mut at = 0;
        while at < text.tokens.len() {
            match text.name(at, false) {
                Some((end, name)) => {
                    found.push(text.words(&name).to_owned());
                    at = end;
                }
                None => at += 1,
            }
        }
        found
    }

    #[test]
    fn of_every_tradition() {
        for name in [
            "Pak Seong-cheol",
            "Kim Il Sung",
            "Zhou Enlai",
            "Teng Hsiao-p’ing",
            "Nguyen Duy Trinh",
            "Károly Práth",
            "Rezső Nyers",
            "Nicolae Ceaușescu",
            "Yumjaagiin Tsedenbal",
            "A.M. Puzanov",
            "N. S. Khrushchev",
            "Nur Mohammed Taraki",
            "Abd al-Hamid al-Sarraj",
            "Akram al-Hawrani",
            "Carlos Rafael Rodríguez",
            "Hendrik van den Bergh",
            "Ernesto “Che” Guevara",
            "[Edgar] Snow",
            "George C. Denney, Jr.",
            "John Paul II",
            "KIM IL SUNG",
            "Gwon Min-jun",
            "U Thant",
            "Pierre Mendès-France",
            "Benjamin Read",
        ] {
            assert_eq!(names(&format!("On {name} at length.")), [name]);
        }
    }
}
