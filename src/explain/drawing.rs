//! An event as a drawing: what it was in the middle, those who took part on both sides, a line to each.
//!
//! ```text
//!    Károly Práth  ●──╭──────────────╮──●  Aleksandr Puzanov
//!                     │ conversation │
//!       somebody   ○┄┄╰──────────────╯
//! ```
//!
//! All measures are in the units of the drawing, which is shown at a pixel each where there is room.

use super::event::{Event, Party};
use unicode_normalization::char::is_combining_mark;

/// The width of the drawing.
const WIDTH: i32 = 470;
/// Half the width of the box in the middle.
const HALF: i32 = 60;
/// How far from the middle a party's dot stands, and its name.
const DOT: i32 = 108;
const NAME: i32 = 120;
/// The height of a line of a name, and of one in the box.
const LINE: i32 = 18;
const SMALL: i32 = 15;
/// The space between two names, and around the whole.
const GAP: i32 = 14;
const MARGIN: i32 = 10;
/// How many letters go into a line of a name, and of the box's two parts; and how many lines a text may have.
const NAME_LETTERS: usize = 15;
const KIND_LETTERS: usize = 13;
const DETAIL_LETTERS: usize = 15;
const MOST_LINES: usize = 6;

/// An event, ready to draw.
#[derive(Debug)]
pub struct Drawing {
    /// Its width.
    pub width: i32,
    /// Its height.
    pub height: i32,
    /// The box in the middle.
    pub centre: Box,
    /// Those who took part.
    pub parties: Vec<Node>,
}

/// The box in the middle, with lines of text.
#[derive(Debug)]
pub struct Box {
    /// Its left edge.
    pub x: i32,
    /// Its upper edge.
    pub y: i32,
    /// Its width.
    pub width: i32,
    /// Its height.
    pub height: i32,
    /// What it was.
    pub kind: Vec<Line>,
    /// When and where.
    pub details: Vec<Line>,
}

/// A party: its dot, its name beside it, and the line to the box.
#[derive(Debug)]
pub struct Node {
    /// The centre of the dot.
    pub x: i32,
    /// The centre of the dot.
    pub y: i32,
    /// The line to the box, as an SVG path.
    pub path: String,
    /// Where the name's lines are anchored: `end` on the left side, `start` on the right.
    pub anchor: &'static str,
    /// The name.
    pub name: Vec<Line>,
    /// Whether it is a name.
    pub named: bool,
    /// Whether the words say that they took part.
    pub stated: bool,
}

/// A line of text.
#[derive(Debug, PartialEq)]
pub struct Line {
    /// Where it is anchored.
    pub x: i32,
    /// Its baseline.
    pub y: i32,
    /// The text.
    pub text: String,
}

/// Draws an event: the parties named first on the left, the others on the right.
pub fn draw(event: &Event<'_>) -> Drawing {
    let kind = wrap(&event.kind, KIND_LETTERS);
    let places = event.places.iter().map(|place| format!("in {place}"));
    let details: Vec<String> = event
        .dates
        .iter()
        .map(|date| (*date).to_owned())
        .chain(places)
        .flat_map(|text| wrap(&text, DETAIL_LETTERS))
        .collect();
    let box_height = lines(kind.len(), LINE) + lines(details.len(), SMALL) + GAP;
    let (left, right) = event.parties.split_at(event.parties.len().div_ceil(2));
    let height = [box_height, column_height(left), column_height(right)].into_iter().max().unwrap_or(0) + 2 * MARGIN;
    let (middle, top) = (WIDTH / 2, (height - box_height) / 2);
    let first = top + GAP / 2 + LINE - 4;
    let small = first + lines(kind.len(), LINE) - LINE + SMALL + 1;
    let mut parties = column(left, -1, height);
    parties.extend(column(right, 1, height));
    Drawing {
        width: WIDTH,
        height,
        centre: Box {
            x: middle - HALF,
            y: top,
            width: 2 * HALF,
            height: box_height,
            kind: set(kind, middle, first, LINE),
            details: set(details, middle, small, SMALL),
        },
        parties,
    }
}

/// The parties of one side, one below the other: `side` is -1 on the left, 1 on the right.
fn column(parties: &[Party<'_>], side: i32, height: i32) -> Vec<Node> {
    let (middle, centre) = (WIDTH / 2, height / 2);
    let mut top = (height - column_height(parties)) / 2;
    let mut nodes = Vec::new();
    for party in parties {
        let name = wrap(party.name, NAME_LETTERS);
        let tall = lines(name.len(), LINE);
        let (x, y) = (middle + side * DOT, top + tall / 2);
        let (from, to) = (x - side * 6, middle + side * HALF);
        let bend = (from + to) / 2;
        nodes.push(Node {
            x,
            y,
            path: format!("M{from} {y}C{bend} {y} {bend} {centre} {to} {centre}"),
            anchor: if side < 0 { "end" } else { "start" },
            name: set(name, middle + side * NAME, top + LINE - 4, LINE),
            named: party.named,
            stated: party.stated,
        });
        top += tall + GAP;
    }
    nodes
}

fn column_height(parties: &[Party<'_>]) -> i32 {
    let names = parties.iter().map(|party| lines(wrap(party.name, NAME_LETTERS).len(), LINE) + GAP);
    names.sum::<i32>() - GAP
}

/// The height of some lines.
fn lines(count: usize, height: i32) -> i32 {
    i32::try_from(count).unwrap_or(0) * height
}

/// Lines of text, one below the other.
fn set(texts: Vec<String>, x: i32, first: i32, height: i32) -> Vec<Line> {
    texts.into_iter().zip(0..).map(|(text, nth)| Line { x, y: first + nth * height, text }).collect()
}

/// A text in lines of so many letters; a longer word is broken, and what is too long for a drawing ends in `…`.
fn wrap(text: &str, letters: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut column = 0;
    for word in text.split_whitespace() {
        let wide: usize = word.chars().map(breadth).sum();
        let fresh = column > 0 && column + 1 + wide > letters;
        if fresh {
            lines.push(String::new());
            column = 0;
        }
        for character in (column > 0).then_some(' ').into_iter().chain(word.chars()) {
            if column + breadth(character) > letters {
                lines.push(String::new());
                column = 0;
            }
            if let Some(line) = lines.last_mut() {
                line.push(character);
            }
            column += breadth(character);
        }
    }
    if lines.len() > MOST_LINES {
        lines.truncate(MOST_LINES);
        if let Some(line) = lines.last_mut() {
            line.push('…');
        }
    }
    lines
}

/// How many letters' room a character takes: accents none, and what is written in a square two.
fn breadth(character: char) -> usize {
    match character {
        _ if is_combining_mark(character) => 0,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}' => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explain::mark::Sort;

    fn event<'a>(names: &'a [&'a str]) -> Event<'a> {
        let party = |name: &&'a str| Party { iri: "", name, named: true, stated: true };
        Event {
            iri: "",
            sort: Sort::Encounter,
            kind: "conversation".to_owned(),
            dates: vec!["on or before 16 March 1961"],
            places: Vec::new(),
            parties: names.iter().map(party).collect(),
            stated: true,
            words: Vec::new(),
            read_by: Vec::new(),
        }
    }

    #[test]
    fn names_are_set_in_lines() {
        assert_eq!(wrap("First Secretary of the Embassy", 15), ["First Secretary", "of the Embassy"]);
        assert_eq!(wrap("Abcdefghijklmnopqrstuvwxyz", 15), ["Abcdefghijklmno", "pqrstuvwxyz"]);
        assert_eq!(wrap("金日成金日成金日成", 15), ["金日成金日成金", "日成"]);
        assert_eq!(wrap("", 15), [""]);
        let long = wrap(&"a ".repeat(500), 15);
        assert_eq!((long.len(), long[5].ends_with('…')), (MOST_LINES, true));
    }

    #[test]
    fn a_letter_keeps_its_accents() {
        let accents = "e\u{301}\u{323}".repeat(16);
        assert_eq!(wrap(&accents, 15), ["e\u{301}\u{323}".repeat(15), "e\u{301}\u{323}".to_owned()]);
    }

    #[test]
    fn nothing_stands_outside_and_no_two_names_on_one_another() {
        let crowd: Vec<String> = (0..23).map(|n| format!("Ambassador Number {n} of Somewhere Else")).collect();
        let crowd: Vec<&str> = crowd.iter().map(String::as_str).collect();
        for names in [&[][..], &["Kim Il"], &["Kim Il", "Aleksandr Puzanov", "Pak"], &crowd] {
            let drawing = draw(&event(names));
            assert_eq!(drawing.parties.len(), names.len());
            let texts = drawing.parties.iter().flat_map(|party| &party.name);
            let mut places: Vec<(i32, i32)> = texts.map(|line| (line.x, line.y)).collect();
            places.extend(drawing.centre.kind.iter().chain(&drawing.centre.details).map(|line| (line.x, line.y)));
            assert!(places.iter().all(|(_, y)| (LINE - 6..drawing.height).contains(y)), "{drawing:?}");
            places.sort();
            assert!(places.windows(2).all(|two| two[0].0 != two[1].0 || two[1].1 - two[0].1 >= SMALL), "{drawing:?}");
        }
    }
}
