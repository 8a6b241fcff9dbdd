//! Words, figures and signs of a text, each with its bytes.

use std::ops::{Deref, Range};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What a token is, by its letters alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// Letters, inner apostrophes and, in abbreviations, a closing full stop: `Ambassador`, `d’Affaires`, `Cde.`
    Word,
    /// Initials: `A.M.`, `R.`, `Sh.`
    Initials,
    /// Digits: `1960`, `18th`
    Number,
    /// The `'s` or bare apostrophe of a possessive.
    Possessive,
    /// The hyphen or dash inside a compound: `Chang-man`
    Hyphen,
    /// Any other sign, by itself.
    Sign(char),
}

/// One token.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    /// Its bytes in the text.
    pub span: Range<usize>,
    /// What it is.
    pub kind: TokenKind,
    /// Whether it begins with a capital.
    pub capital: bool,
    /// Its bytes in the letters of all tokens.
    letters: Range<usize>,
}

impl Token {
    /// Whether none of its letters is a small one.
    pub(crate) fn is_in_capitals(&self, text: &str) -> bool {
        text[self.span.clone()].chars().all(|c| !c.is_lowercase())
    }
}

/// The tokens of a text; white space is left out.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    tokens: Vec<Token>,
    /// The text in small letters, and after it the letters of the tokens with marks or full stops to take off.
    letters: String,
}

impl Deref for Tokens {
    type Target = [Token];

    fn deref(&self) -> &[Token] {
        &self.tokens
    }
}

/// Short words that keep their full stop.
const ABBREVIATIONS: &[&str] = &[
    "com", "cde", "cmrade", "c", "mr", "mrs", "ms", "dr", "prof", "jr", "sr", "st", "gen", "col", "lt", "capt", "maj",
    "no", "re",
];

/// What Roman numerals count.
const NUMBERED: &[&str] = &["article", "chapter", "part", "annex", "appendix", "volume", "phase", "basket"];

/// A text without case, marks and typographic signs: what two spellings of one name have in common.
///
/// ```
/// assert_eq!(chancery::recognise::fold("Károly Práth’s"), "karoly prath's");
/// ```
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        let small = text.to_ascii_lowercase();
        return if small.contains('`') { small.replace('`', "'") } else { small };
    }
    let plain = |c: char| match c {
        '’' | '‘' | '`' | 'ʼ' => '\'',
        '–' | '—' | '‐' | '‑' => '-',
        'ł' | 'Ł' => 'l',
        'đ' | 'Đ' => 'd',
        'ø' | 'Ø' => 'o',
        'ı' => 'i',
        other => other,
    };
    text.nfkd().filter(|c| !is_combining_mark(*c)).map(plain).flat_map(char::to_lowercase).collect()
}

impl Tokens {
    /// Splits a text.
    pub(crate) fn of(text: &str) -> Self {
        // English has a word or sign in four letters or more
        let mut tokens =
            Self { tokens: Vec::with_capacity(text.len() / 4 + 1), letters: String::with_capacity(text.len() + 64) };
        tokens.letters.push_str(text);
        tokens.letters.make_ascii_lowercase();
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let start = text.len() - rest.len();
            if let Some(length) = plain_word(rest) {
                let span = start..start + length;
                tokens.tokens.push(Token {
                    span: span.clone(),
                    kind: TokenKind::Word,
                    capital: c.is_ascii_uppercase(),
                    letters: span,
                });
                rest = &rest[length..];
                continue;
            }
            let glued = tokens.last().is_some_and(|last| last.span.end == start);
            let (length, kind) = match c {
                // paragraphs are kept apart by a blank line
                '\n' if rest.starts_with("\n\n") => (2, TokenKind::Sign('\n')),
                c if c.is_whitespace() => {
                    rest = &rest[c.len_utf8()..];
                    continue;
                }
                '\'' | '’' if glued && tokens.end_in_noun() => possessive(rest, tokens.end_in_plural()),
                c if c.is_ascii_digit() => (number(rest), TokenKind::Number),
                // `Article I. Roshchin conveyed …`: a numeral, and a sentence ends
                'I' | 'V' | 'X' if tokens.end_in_what_is_numbered() && rest[1..].starts_with(". ") => {
                    (1, TokenKind::Word)
                }
                c if c.is_alphabetic() => word(rest),
                // `Kennedy—and`: such a dash stands between clauses, too
                '—' if rest['—'.len_utf8()..].starts_with(char::is_lowercase) => (c.len_utf8(), TokenKind::Sign(c)),
                '-' | '–' | '—' | '‐' if glued && rest[c.len_utf8()..].starts_with(char::is_alphanumeric) => {
                    (c.len_utf8(), TokenKind::Hyphen)
                }
                c => (c.len_utf8(), TokenKind::Sign(c)),
            };
            // `Giscard d’Estaing`
            let elided = rest.strip_prefix("d'").or_else(|| rest.strip_prefix("d’"));
            let capital = c.is_uppercase() || elided.is_some_and(|name| name.starts_with(char::is_uppercase));
            tokens.push(text, start..start + length, kind, capital);
            rest = &rest[length..];
        }
        tokens
    }

    fn push(&mut self, text: &str, span: Range<usize>, kind: TokenKind, capital: bool) {
        let words = &text[span.clone()];
        let plain = words.bytes().all(|byte| byte.is_ascii() && !matches!(byte, b'.' | b'`'));
        let letters = match (plain, kind) {
            (true, _) => span.clone(),
            (_, TokenKind::Sign('.')) => 0..0,
            _ => self.add_letters(words),
        };
        self.tokens.push(Token { span, kind, capital, letters });
    }

    fn add_letters(&mut self, words: &str) -> Range<usize> {
        let start = self.letters.len();
        if words.is_ascii() {
            let letters =
                words.chars().filter(|c| *c != '.').map(|c| if c == '`' { '\'' } else { c.to_ascii_lowercase() });
            self.letters.extend(letters);
        } else {
            self.letters.extend(fold(words).chars().filter(|c| *c != '.'));
        }
        start..self.letters.len()
    }

    /// The letters of a token, without case, marks and full stops.
    pub(crate) fn letters(&self, token: &Token) -> &str {
        &self.letters[token.letters.clone()]
    }

    /// The same as bytes, which no end of a letter is looked for in.
    pub(crate) fn letter_bytes(&self, token: &Token) -> &[u8] {
        &self.letters.as_bytes()[token.letters.clone()]
    }

    /// Whether an apostrophe here can make a possessive.
    fn end_in_noun(&self) -> bool {
        self.last()
            .is_some_and(|last| matches!(last.kind, TokenKind::Word | TokenKind::Initials | TokenKind::Sign(')' | ']')))
    }

    /// Whether the last word is of what Roman numerals count.
    fn end_in_what_is_numbered(&self) -> bool {
        self.last().is_some_and(|last| last.kind == TokenKind::Word && NUMBERED.contains(&self.letters(last)))
    }

    fn end_in_plural(&self) -> bool {
        self.last().is_some_and(|last| self.letters(last).ends_with('s'))
    }
}

/// `'s`, or the bare apostrophe after a plural; otherwise a quotation mark.
fn possessive(rest: &str, plural: bool) -> (usize, TokenKind) {
    let mut chars = rest.char_indices();
    let sign = chars.next().map_or('\'', |(_, c)| c);
    match (chars.next(), chars.next()) {
        (Some((_, 's' | 'S')), Some((_, next))) if next.is_alphanumeric() => (sign.len_utf8(), TokenKind::Sign(sign)),
        (Some((at, 's' | 'S')), _) => (at + 1, TokenKind::Possessive),
        // `Workers' Party`, but not the end of a quotation
        (Some((_, ' ')), Some((_, next))) if plural && next.is_alphanumeric() => {
            (sign.len_utf8(), TokenKind::Possessive)
        }
        _ => (sign.len_utf8(), TokenKind::Sign(sign)),
    }
}

/// Digits with the letters of an ordinal.
fn number(rest: &str) -> usize {
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let tail = &rest[digits..];
    let ordinal = ["st", "nd", "rd", "th"].iter().find(|end| {
        tail.get(..2).is_some_and(|t| t.eq_ignore_ascii_case(end)) && !tail[2..].starts_with(char::is_alphanumeric)
    });
    digits + ordinal.map_or(0, |end| end.len())
}

/// The bytes of a word of plain letters, as most are: nothing stands after it that could belong to it.
fn plain_word(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let length = bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let ends = bytes.get(length).is_none_or(|byte| byte.is_ascii() && !matches!(byte, b'.' | b'\''));
    (ends && bytes.first()?.is_ascii_alphabetic()).then_some(length)
}

/// A word, an abbreviation or a run of initials.
fn word(rest: &str) -> (usize, TokenKind) {
    let initials = initials(rest);
    if initials > 0 {
        return (initials, TokenKind::Initials);
    }
    let end = word_end(rest);
    let abbreviated = rest[end..].starts_with('.') && is_abbreviation(&rest[..end]);
    (end + usize::from(abbreviated), TokenKind::Word)
}

/// Where the letters of a word end.
fn word_end(rest: &str) -> usize {
    let plain = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
    if rest.as_bytes().get(plain).is_none_or(|byte| byte.is_ascii() && *byte != b'\'') {
        return plain;
    }
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let after = &rest[at + c.len_utf8()..];
        let possessive = || after.strip_prefix(['s', 'S']).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
        let inner = || matches!(c, '\'' | '’' | 'ʼ') && next.is_some_and(char::is_alphabetic) && !possessive();
        if !(c.is_alphanumeric() || is_combining_mark(c) || inner()) {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

fn is_abbreviation(word: &str) -> bool {
    let longest = ABBREVIATIONS.iter().map(|known| known.len()).max().unwrap_or(0);
    if word.is_ascii() {
        return word.len() <= longest && ABBREVIATIONS.iter().any(|known| known.eq_ignore_ascii_case(word));
    }
    ABBREVIATIONS.contains(&fold(word).as_str())
}

/// Two letters that stand for one sound, and so for one initial: `Yu.`, `Sh.`
const DIGRAPHS: &[&str] =
    &["Yu", "Ya", "Ye", "Yo", "Iu", "Ia", "Sh", "Kh", "Zh", "Ch", "Ts", "Dz", "Gy", "Sz", "Zs", "Cs", "Th", "Ph", "Wm"];

/// The bytes of initials at the start: `A.M.`, `Yu.`, `U.S.`; none where a sentence ends in a short name such as `Yi.`
fn initials(rest: &str) -> usize {
    let mut end = 0;
    loop {
        let part = &rest[end..];
        let letter = part.chars().next().map_or(0, char::len_utf8);
        if part[letter..].starts_with('.') && part.starts_with(char::is_uppercase) {
            end += letter + 1;
        } else if part.as_bytes().get(2) == Some(&b'.') && part.get(..2).is_some_and(|part| DIGRAPHS.contains(&part)) {
            end += 3;
        } else {
            return end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        Tokens::of(text).iter().map(|token| &text[token.span.clone()]).collect()
    }

    #[test]
    fn names_keep_their_initials_apart_from_sentence_ends() {
        assert_eq!(
            words("A.M. Puzanov and R. Sh. Kudashev met. He left."),
            ["A.M.", "Puzanov", "and", "R.", "Sh.", "Kudashev", "met", ".", "He", "left", "."]
        );
    }

    #[test]
    fn possessives_quotations_and_inner_apostrophes_differ() {
        assert_eq!(
            words("'Xi-li’s View' of d’Affaires, Workers' Party, the Koreas'"),
            [
                "'",
                "Xi",
                "-",
                "li",
                "’s",
                "View",
                "'",
                "of",
                "d’Affaires",
                ",",
                "Workers",
                "'",
                "Party",
                ",",
                "the",
                "Koreas",
                "'"
            ]
        );
        assert_eq!(Tokens::of("Workers' Party")[1].kind, TokenKind::Possessive);
        assert_eq!(Tokens::of("View' of")[1].kind, TokenKind::Sign('\''));
    }

    #[test]
    fn ordinals_and_missing_spaces() {
        assert_eq!(words("the 18th of Dong.Both"), ["the", "18th", "of", "Dong", ".", "Both"]);
    }
}
