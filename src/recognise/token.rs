//! Words, figures and signs of a text, each with its bytes.

use std::ops::Range;
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
    /// Its letters without case, marks and full stops, for look-ups.
    pub key: String,
    /// Whether it begins with a capital.
    pub capital: bool,
}

/// Short words that keep their full stop.
const ABBREVIATIONS: &[&str] = &[
    "com", "cde", "cmrade", "c", "mr", "mrs", "ms", "dr", "prof", "jr", "sr", "st", "gen", "col", "lt", "capt", "maj",
    "no", "re",
];

/// A text without case, marks and typographic signs: what two spellings of one name have in common.
///
/// ```
/// assert_eq!(chancery::recognise::fold("Károly Práth’s"), "karoly prath's");
/// ```
pub fn fold(text: &str) -> String {
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

/// Splits a text into tokens; white space is left out.
pub(crate) fn tokenise(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let start = text.len() - rest.len();
        let glued = tokens.last().is_some_and(|last: &Token| last.span.end == start);
        let (length, kind) = match c {
            // paragraphs are kept apart by a blank line
            '\n' if rest.starts_with("\n\n") => (2, Some(TokenKind::Sign('\n'))),
            c if c.is_whitespace() => (c.len_utf8(), None),
            '\'' | '’' if glued && after_noun(&tokens) => {
                possessive(rest, tokens.last().is_some_and(|t| t.key.ends_with('s')))
            }
            c if c.is_ascii_digit() => (number(rest), Some(TokenKind::Number)),
            c if c.is_alphabetic() => word(rest),
            '-' | '–' | '—' | '‐' if glued && rest[c.len_utf8()..].starts_with(char::is_alphanumeric) => {
                (c.len_utf8(), Some(TokenKind::Hyphen))
            }
            c => (c.len_utf8(), Some(TokenKind::Sign(c))),
        };
        if let Some(kind) = kind {
            let words = &rest[..length];
            let key = fold(words).chars().filter(|c| *c != '.').collect();
            tokens.push(Token { span: start..start + length, kind, key, capital: c.is_uppercase() });
        }
        rest = &rest[length..];
    }
    tokens
}

/// Whether an apostrophe here can make a possessive.
fn after_noun(tokens: &[Token]) -> bool {
    tokens
        .last()
        .is_some_and(|last| matches!(last.kind, TokenKind::Word | TokenKind::Initials | TokenKind::Sign(')' | ']')))
}

/// `'s`, or the bare apostrophe after a plural; otherwise a quotation mark.
fn possessive(rest: &str, plural: bool) -> (usize, Option<TokenKind>) {
    let mut chars = rest.char_indices();
    let sign = chars.next().map_or('\'', |(_, c)| c);
    let after: Vec<(usize, char)> = chars.take(2).collect();
    match after.as_slice() {
        [(_, 's' | 'S'), (_, next)] if next.is_alphanumeric() => (sign.len_utf8(), Some(TokenKind::Sign(sign))),
        [(at, 's' | 'S'), ..] => (at + 1, Some(TokenKind::Possessive)),
        // `Workers' Party`, but not the end of a quotation
        [(_, ' '), (_, next)] if plural && next.is_alphanumeric() => (sign.len_utf8(), Some(TokenKind::Possessive)),
        _ => (sign.len_utf8(), Some(TokenKind::Sign(sign))),
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

/// A word, an abbreviation or a run of initials.
fn word(rest: &str) -> (usize, Option<TokenKind>) {
    let initials = initials(rest);
    if initials > 0 {
        return (initials, Some(TokenKind::Initials));
    }
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let after = &rest[at + c.len_utf8()..];
        let possessive = after.strip_prefix(['s', 'S']).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
        let inner = matches!(c, '\'' | '’' | 'ʼ') && next.is_some_and(char::is_alphabetic) && !possessive;
        if !(c.is_alphanumeric() || is_combining_mark(c) || inner) {
            break;
        }
        end = at + c.len_utf8();
    }
    let abbreviated = rest[end..].starts_with('.') && ABBREVIATIONS.contains(&fold(&rest[..end]).as_str());
    (end + usize::from(abbreviated), Some(TokenKind::Word))
}

/// Two letters that stand for one sound, and so for one initial: `Yu.`, `Sh.`
const DIGRAPHS: &[&str] =
    &["Yu", "Ya", "Ye", "Yo", "Iu", "Ia", "Sh", "Kh", "Zh", "Ch", "Ts", "Dz", "Gy", "Sz", "Zs", "Cs", "Th", "Ph", "Wm"];

/// The bytes of initials at the start: `A.M.`, `Yu.`, `U.S.`; none where a sentence ends in a short name such as `Yi.`
fn initials(rest: &str) -> usize {
    let mut end = 0;
    loop {
        let part: String = rest[end..].chars().take(3).take_while(|c| *c != '.').collect();
        let letter = part.chars().count() == 1 && part.chars().all(char::is_uppercase);
        let initial = letter || DIGRAPHS.contains(&part.as_str());
        if !initial || !rest[end + part.len()..].starts_with('.') {
            return end;
        }
        end += part.len() + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokenise(text).into_iter().map(|token| &text[token.span]).collect()
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
        assert_eq!(tokenise("Workers' Party")[1].kind, TokenKind::Possessive);
        assert_eq!(tokenise("View' of")[1].kind, TokenKind::Sign('\''));
    }

    #[test]
    fn ordinals_and_missing_spaces() {
        assert_eq!(words("the 18th of Dong.Both"), ["the", "18th", "of", "Dong", ".", "Both"]);
    }
}
