//! Entries for the terminal: their words with marks, in colours, or in brackets where there are none.

use crate::terminal::{plain_row, table};
use anstyle::{AnsiColor, Style};
use chancery::explain::{Entry, Field, Mark, Sort, Statement};
use std::cmp::Reverse;
use std::fmt::Write as _;

/// The entry as text: its fields with their marks, its statements, and what was not read.
pub fn to_text(entry: &Entry, colours: bool, width: Option<usize>) -> String {
    let field = |field| render(entry.text(field), &entry.marks(field), colours, width);
    let date = if entry.date.is_empty() { "no date".to_owned() } else { field(Field::Date) };
    let mut text = format!("{}. {date}\n", entry.number);
    for part in [Field::Title, Field::Description].into_iter().filter(|part| !entry.text(*part).is_empty()) {
        text.push_str(&field(part));
        text.push('\n');
    }
    for other in &entry.also {
        // writing to a String cannot fail
        let _ = writeln!(text, "in another source: {}", other.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    text.push('\n');
    let rows: Vec<_> = entry.statements.iter().map(row).collect();
    match width {
        Some(_) => text.push_str(&table(&[], &rows)),
        None => rows.iter().for_each(|row| text.push_str(&plain_row(row))),
    }
    for passage in &entry.unread {
        let _ = writeln!(text, "not read: “{}”", passage.words);
    }
    text
}

/// What a statement says, the words, and the rule with its basis and its measured confidence.
fn row(statement: &Statement) -> Vec<String> {
    let words: Vec<_> = statement.passages.iter().map(|passage| format!("“{}”", passage.words)).collect();
    let measured = if statement.rule.is_empty() { "" } else { statement.measured() };
    let rule =
        [statement.rule.as_str(), statement.basis.as_str(), measured].into_iter().filter(|part| !part.is_empty());
    vec![
        format!("{} — {} — {}", statement.subject.name, statement.relation_in_words(), statement.object.name),
        words.join(" "),
        rule.collect::<Vec<_>>().join(", "),
    ]
}

fn is_event(sort: Sort) -> bool {
    matches!(sort, Sort::Encounter | Sort::Planned | Sort::Message)
}

fn style(sort: Sort) -> Style {
    match sort {
        Sort::Person => AnsiColor::Green.on_default().bold(),
        Sort::Body => AnsiColor::Blue.on_default().bold(),
        Sort::Place => AnsiColor::Cyan.on_default(),
        Sort::Date => AnsiColor::Yellow.on_default(),
        Sort::Office => AnsiColor::Magenta.on_default(),
        Sort::Form => Style::new().bold(),
        Sort::Encounter | Sort::Planned | Sort::Message => Style::new().underline(),
        Sort::Unread => AnsiColor::Red.on_default(),
    }
}

/// The brackets where there are no colours.
fn brackets(sort: Sort) -> (&'static str, &'static str) {
    match sort {
        Sort::Encounter | Sort::Planned | Sort::Message => ("{", "}"),
        Sort::Unread => ("[?", "]"),
        _ => ("[", "]"),
    }
}

/// A text with its marks, its lines no wider than `width` (if any) where words allow it.
fn render(text: &str, marks: &[Mark<'_>], colours: bool, width: Option<usize>) -> String {
    let pieces = if colours { coloured(text, marks) } else { bracketed(text, marks) };
    wrap(&pieces, width.unwrap_or(usize::MAX))
}

/// A character with its style.
type Piece = (char, Style);

/// Each character takes the colour of the shortest mark over it; events are underlined besides.
fn coloured(text: &str, marks: &[Mark<'_>]) -> Vec<Piece> {
    let styled = text.chars().enumerate().map(|(at, character)| {
        let over = || marks.iter().filter(|mark| (mark.start..mark.end).contains(&at));
        let colour = over().filter(|mark| !is_event(mark.sort)).min_by_key(|mark| (mark.end - mark.start, mark.sort));
        let style = colour.map_or_else(Style::new, |mark| style(mark.sort));
        let met = over().any(|mark| is_event(mark.sort));
        (character, if met { style.underline() } else { style })
    });
    styled.collect()
}

/// Brackets around each mark, the longer around the shorter.
fn bracketed(text: &str, marks: &[Mark<'_>]) -> Vec<Piece> {
    let length = text.chars().count();
    // a mark past the text's end is a mistake of the graph, and no reason to fail
    let within = marks.iter().filter(|mark| mark.start < length);
    let mut marks: Vec<_> =
        within.map(|mark| (mark.start, Reverse(mark.end.min(length)), brackets(mark.sort))).collect();
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

    fn mark(words: &str, sort: Sort) -> Mark<'static> {
        let start = TEXT[..TEXT.find(words).unwrap()].chars().count();
        Mark { start, end: start + words.chars().count(), sort, thing: "" }
    }

    fn marks() -> Vec<Mark<'static>> {
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
        let past = [
            Mark { start: 2, end: 900, sort: Sort::Person, thing: "" },
            Mark { start: 800, end: 900, sort: Sort::Date, thing: "" },
        ];
        assert_eq!(render("a bc", &past, false, None), "a [bc]");
        assert!(render("a bc", &past, true, None).ends_with("\u{1b}[0m"));
    }
}
