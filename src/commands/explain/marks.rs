//! A text with marks: in colours, or in brackets where there are none.

use anstyle::{AnsiColor, Style};
use std::cmp::Reverse;

/// What sort of thing some words are the words for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// A person, named or not.
    Person,
    /// A mission or another body.
    Body,
    /// A place.
    Place,
    /// A date.
    Date,
    /// An office and its holder.
    Office,
    /// The documentary form.
    Form,
    /// A dealing of people with one another, or a plan of one.
    Encounter,
    /// Words that look like a name and that no rule read.
    Unread,
}

/// A mark on a text, by Unicode code points, end excluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What it marks.
    pub sort: Sort,
}

impl Sort {
    /// What the words of a statement are marked as, by its predicate and the sort of its object.
    ///
    /// An author's words (`Report, Embassy of Hungary …`) are evidence, but not the words for anything: no mark.
    pub fn of(predicate: &str, object: &str) -> Option<Self> {
        match (predicate, object) {
            ("mentions", "person") => Some(Self::Person),
            ("mentions", "body") => Some(Self::Body),
            ("mentions", "place") => Some(Self::Place),
            ("hasCreationDate" | "occurredAtDate", _) => Some(Self::Date),
            ("occupiesOrOccupied", _) => Some(Self::Office),
            ("hasDocumentaryFormType", _) => Some(Self::Form),
            ("describesOrDescribed" | "hasEventType", _) => Some(Self::Encounter),
            _ => None,
        }
    }

    fn style(self) -> Style {
        match self {
            Self::Person => AnsiColor::Green.on_default().bold(),
            Self::Body => AnsiColor::Blue.on_default().bold(),
            Self::Place => AnsiColor::Cyan.on_default(),
            Self::Date => AnsiColor::Yellow.on_default(),
            Self::Office => AnsiColor::Magenta.on_default(),
            Self::Form => Style::new().bold(),
            Self::Encounter => Style::new().underline(),
            Self::Unread => AnsiColor::Red.on_default(),
        }
    }

    /// The brackets where there are no colours.
    fn brackets(self) -> (&'static str, &'static str) {
        match self {
            Self::Encounter => ("{", "}"),
            Self::Unread => ("[?", "]"),
            _ => ("[", "]"),
        }
    }
}

/// A text with its marks, its lines no wider than `width` (if any) where words allow it.
pub fn render(text: &str, marks: &[Mark], colours: bool, width: Option<usize>) -> String {
    let pieces = if colours { coloured(text, marks) } else { bracketed(text, marks) };
    wrap(&pieces, width.unwrap_or(usize::MAX))
}

/// A character with its style.
type Piece = (char, Style);

/// Each character takes the colour of the shortest mark over it; encounters are underlined besides.
fn coloured(text: &str, marks: &[Mark]) -> Vec<Piece> {
    let styled = text.chars().enumerate().map(|(at, character)| {
        let over = || marks.iter().filter(|mark| (mark.start..mark.end).contains(&at));
        let colour =
            over().filter(|mark| mark.sort != Sort::Encounter).min_by_key(|mark| (mark.end - mark.start, mark.sort));
        let style = colour.map_or_else(Style::new, |mark| mark.sort.style());
        let met = over().any(|mark| mark.sort == Sort::Encounter);
        (character, if met { style.underline() } else { style })
    });
    styled.collect()
}

/// Brackets around each mark, the longer around the shorter.
fn bracketed(text: &str, marks: &[Mark]) -> Vec<Piece> {
    let length = text.chars().count();
    // a mark past the text's end is a mistake of the graph, and no reason to fail
    let within = marks.iter().filter(|mark| mark.start < length);
    let mut marks: Vec<_> =
        within.map(|mark| (mark.start, Reverse(mark.end.min(length)), mark.sort.brackets())).collect();
    marks.sort();
    marks.dedup();
    let mut out = String::new();
    for (at, character) in text.chars().map(Some).chain([None]).enumerate() {
        // the last opened is the first closed, unless marks cross
        for (_, _, (_, close)) in marks.iter().rev().filter(|(_, Reverse(end), _)| *end == at) {
            out.push_str(close);
        }
        for (_, _, (open, _)) in marks.iter().filter(|(start, ..)| *start == at) {
            out.push_str(open);
        }
        out.extend(character);
    }
    out.chars().map(|character| (character, Style::new())).collect()
}

/// The pieces as text, with a line's end in place of the last space that fits.
fn wrap(pieces: &[Piece], width: usize) -> String {
    let mut out = String::new();
    let mut style = Style::new();
    let mut column = 0;
    for word in pieces.split_inclusive(|(character, _)| character.is_whitespace()) {
        let length = word.iter().filter(|(character, _)| !character.is_whitespace()).count();
        if column > 0 && column + length > width {
            // the space before stays at the end of its line, where nobody sees it
            out.truncate(out.trim_end_matches(' ').len());
            out.push('\n');
            column = 0;
        }
        for &(character, next) in word {
            if next != style {
                out += &format!("{style:#}{next}");
                style = next;
            }
            out.push(character);
        }
        column = if word.iter().any(|(character, _)| *character == '\n') { 0 } else { column + word.len() };
    }
    out += &format!("{style:#}");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "A report by Károly Práth on a conversation with Soviet Ambassador Puzanov.";

    fn mark(words: &str, sort: Sort) -> Mark {
        let start = TEXT[..TEXT.find(words).unwrap()].chars().count();
        Mark { start, end: start + words.chars().count(), sort }
    }

    fn marks() -> Vec<Mark> {
        vec![
            mark("Puzanov", Sort::Person),
            mark("Károly Práth on a conversation with Soviet Ambassador Puzanov", Sort::Encounter),
            mark("Soviet Ambassador Puzanov", Sort::Office),
            mark("Károly Práth", Sort::Person),
            mark("conversation", Sort::Encounter),
        ]
    }

    #[test]
    fn without_colours_the_longer_brackets_stand_around_the_shorter() {
        insta::assert_snapshot!(render(TEXT, &marks(), false, None), @"A report by {[Károly Práth] on a {conversation} with [Soviet Ambassador [Puzanov]]}.");
    }

    #[test]
    fn lines_break_at_spaces() {
        insta::assert_snapshot!(render(TEXT, &marks(), false, Some(30)), @"
        A report by {[Károly Práth] on
        a {conversation} with [Soviet
        Ambassador [Puzanov]]}.
        ");
    }

    #[test]
    fn colours_nest() {
        let text = render(TEXT, &marks(), true, None);
        insta::assert_snapshot!(text.replace('\u{1b}', "~"), @"A report by ~[1m~[4m~[32mKároly Práth~[0m~[4m on a conversation with ~[0m~[4m~[35mSoviet Ambassador ~[0m~[1m~[4m~[32mPuzanov~[0m.");
    }

    #[test]
    fn a_mark_past_the_end_is_closed_at_the_end() {
        let past = [Mark { start: 2, end: 900, sort: Sort::Person }, Mark { start: 800, end: 900, sort: Sort::Date }];
        assert_eq!(render("a bc", &past, false, None), "a [bc]");
        assert!(render("a bc", &past, true, None).ends_with("\u{1b}[0m"));
    }
}
