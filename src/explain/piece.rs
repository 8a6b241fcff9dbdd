//! Texts with marks, in pieces that nest as elements of a page do.

use super::mark::{Mark, Sort};
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

/// A piece of a text with marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// A mark begins: its sort, and the IRI of what the words are for.
    Open(Sort, &'a str),
    /// A mark that another one cuts goes on.
    Resume(Sort, &'a str),
    /// The mark that was opened last ends.
    Close,
    /// Words.
    Words(&'a str),
}

/// A text in pieces, each mark opened and closed within those around it: one that is cut by another goes on after it.
pub fn pieces<'a>(text: &'a str, marks: Vec<Mark<'a>>) -> Vec<Piece<'a>> {
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let length = bytes.len() - 1;
    // a mark past the text's end is a mistake of the graph, and no reason to fail
    let within = marks.into_iter().map(|mark| Mark { end: mark.end.min(length), ..mark });
    let mut marks: Vec<_> = within.filter(|mark| mark.start < mark.end).collect();
    // of two marks on the same words, the office stands around the person, and the encounter around both
    marks.sort_by_key(|mark| (mark.start, Reverse(mark.end), Reverse(mark.sort), mark.thing));
    marks.dedup_by_key(|mark| (mark.start, mark.end, mark.sort));
    let mut starting: HashMap<usize, Vec<Mark<'_>>> = HashMap::new();
    let mut cuts = BTreeSet::from([0, length]);
    for mark in marks {
        starting.entry(mark.start).or_default().push(mark);
        cuts.extend([mark.start, mark.end]);
    }
    let (mut pieces, mut open, mut done) = (Vec::new(), Vec::<Mark<'_>>::new(), 0);
    for cut in cuts {
        if done < cut {
            pieces.push(Piece::Words(&text[bytes[done]..bytes[cut]]));
            done = cut;
        }
        if let Some(outermost) = open.iter().position(|mark| mark.end == cut) {
            let closed = open.split_off(outermost);
            pieces.extend(closed.iter().map(|_| Piece::Close));
            for mark in closed.into_iter().filter(|mark| mark.end > cut) {
                pieces.push(Piece::Resume(mark.sort, mark.thing));
                open.push(mark);
            }
        }
        for mark in starting.remove(&cut).unwrap_or_default() {
            pieces.push(Piece::Open(mark.sort, mark.thing));
            open.push(mark);
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use Piece::{Close, Open, Resume, Words};

    fn mark(start: usize, end: usize, sort: Sort) -> Mark<'static> {
        Mark { start, end, sort, thing: "" }
    }

    #[test]
    fn marks_nest() {
        let marks = vec![mark(2, 4, Sort::Person), mark(0, 5, Sort::Encounter), mark(2, 4, Sort::Person)];
        let encounter =
            [Open(Sort::Encounter, ""), Words("a "), Open(Sort::Person, ""), Words("čd"), Close, Words("e"), Close];
        assert_eq!(pieces("a čdef", marks), [&encounter[..], &[Words("f")]].concat());
    }

    #[test]
    fn a_mark_that_is_cut_goes_on() {
        let marks = vec![mark(0, 3, Sort::Office), mark(1, 5, Sort::Encounter)];
        let office = [Open(Sort::Office, ""), Words("a"), Open(Sort::Encounter, ""), Words("bc"), Close, Close];
        let rest = [Resume(Sort::Encounter, ""), Words("de"), Close, Words("f")];
        assert_eq!(pieces("abcdef", marks), [&office[..], &rest].concat());
    }

    #[test]
    fn marks_outside_the_text_and_without_words_are_left_out() {
        let marks = vec![mark(1, 900, Sort::Person), mark(800, 900, Sort::Date), mark(1, 1, Sort::Place)];
        assert_eq!(pieces("ab", marks), [Words("a"), Open(Sort::Person, ""), Words("b"), Close]);
        assert_eq!(pieces("", vec![mark(0, 1, Sort::Date)]), []);
    }

    #[test]
    fn the_office_stands_around_the_person_of_the_same_words() {
        let marks = vec![mark(0, 1, Sort::Person), mark(0, 1, Sort::Office)];
        assert_eq!(pieces("a", marks), [Open(Sort::Office, ""), Open(Sort::Person, ""), Words("a"), Close, Close]);
    }
}
