//! Who is marked up where in a document's heading.
//!
//! ```text
//! Memorandum From the Assistant Secretary for Berlin (<persName/>) to Secretary of State <persName/>
//! Memorandum of a Conversation Between the Assistant Secretary (<persName/>) and Ambassador <persName/>, Washington, …
//! ```
//! The markup of many volumes says who it is, and leaves to the words what he did. Where somebody who is not marked up may
//! stand on a side, too, nothing is said of it, and the title is read as any other.

use super::present::Entry;
use super::xml::Element;
use std::collections::HashSet;
use std::ops::Range;

/// What was had between two, in small letters.
const OCCASIONS: &[&str] = &["conversation", "meeting", "discussion"];

/// What stands before `by` and whoever made it.
const MADE: &[&str] = &[
    "Memorandum",
    "Conversation",
    "Prepared",
    "Drafted",
    "Paper",
    "Report",
    "Minutes",
    "Note",
    "Notes",
    "Record",
    "Statement",
];

/// Posts abroad.
const POSTS: &[&str] = &[
    "Embassy",
    "Legation",
    "Mission",
    "Consulate General",
    "Consulate",
    "Delegation",
    "Liaison Office",
    "Interests Section",
    "Office of the High Commissioner",
];

/// Offices that are held `to` somebody.
const OFFICES: &[&str] = &[
    "Assistant",
    "Adviser",
    "Advisor",
    "Aide",
    "Secretary",
    "Counselor",
    "Counsel",
    "Consultant",
    "Ambassador",
    "Minister",
    "Representative",
    "Delegate",
    "Deputy",
    "Envoy",
    "Observer",
    "Emissary",
];

/// What ends those who wrote or were written to.
const TOPICS: &[&str] = &[
    " of a ",
    " of an ",
    " of Conversation",
    " on ",
    " Between ",
    " With ",
    " Regarding ",
    " Concerning ",
    " About ",
    " Delivered ",
    " Transmitted ",
    " Dated ",
    " by ",
];

/// Those that are sent `to` somebody.
const SENT: &[&str] = &["the Mission to ", "the Delegation to ", "the Permanent Mission to "];

pub(super) struct Heading<'e> {
    entry: Entry<'e>,
    /// Where brackets are, and how many more were opened than closed up to and with each.
    brackets: Vec<(usize, isize)>,
    /// Where those who are marked up end.
    ends: HashSet<usize>,
}

impl<'e> Heading<'e> {
    pub(super) fn new(head: &'e Element) -> Self {
        let entry = Entry::new(head);
        let mut open = 0;
        let brackets = entry.words.match_indices(['(', ')']).map(|(at, bracket)| {
            open += if bracket == "(" { 1 } else { -1 };
            (at, open)
        });
        let brackets = brackets.collect();
        let ends = entry.marked.iter().map(|(at, _)| at.end).collect();
        Self { entry, brackets, ends }
    }

    /// Those before and those after the `to` of `Letter From … to …`; who made it, of `Memorandum of Conversation, by …`.
    pub(super) fn correspondents(&self) -> Option<[Vec<&'e Element>; 2]> {
        let words = &self.entry.words;
        let is_made = |at: &usize| {
            let before = words[..*at].trim_end_matches(',').rsplit(' ').next().unwrap_or_default();
            MADE.contains(&before)
        };
        let from = words.find(" From ").map(|at| at + " From ".len());
        let by = || words.find(" by ").filter(is_made).map(|at| at + " by ".len());
        let start = from.or_else(by)?;
        // `the Special Assistant to the President` is one office
        let is_of_office = |at: &usize| {
            let before = words[..*at].rsplit(' ').next().unwrap_or_default();
            !self.is_behind_name(*at) && OFFICES.contains(&before)
        };
        let tos: Vec<usize> = self.outside(" to ", start).into_iter().filter(|at| !is_of_office(at)).collect();
        if tos.is_empty() {
            // `From the Files of a Report by …`
            let first = self.entry.marked.iter().map(|(at, _)| at.start).find(|at| *at >= start)?;
            let is_another = from.is_some() && TOPICS.iter().any(|topic| words[start..first].contains(topic));
            return (!is_another).then(|| [self.side(start..self.topic(start)), Vec::new()]);
        }
        // in `the Special Assistant to the President (…) to …`, behind the name
        let behind: Vec<usize> = tos.iter().copied().filter(|at| self.is_behind_name(*at)).collect();
        let (([to], _) | (_, [to])) = (tos.as_slice(), behind.as_slice()) else { return None };
        let second = to + " to ".len();
        Some([self.side(start..self.topic(start).min(*to)), self.side(second..self.topic(second))])
    }

    /// The posts of `Telegram From the Embassy in … to the Department of State`, which many volumes do not mark up: the one
    /// before the `to` and the one behind it, where it is one.
    pub(super) fn posts(&self) -> [Option<&str>; 2] {
        let words = &self.entry.words;
        let Some(from) = words.find(" From the ").map(|at| at + " From ".len()) else { return [None, None] };
        let to = match *self.outside(" to the ", from).as_slice() {
            [to] => to,
            // `From the Mission to the United Nations to the …`
            [_, to] if SENT.iter().any(|post| words[from..].starts_with(post)) => to,
            _ => return [None, None],
        };
        let post = |side: Range<usize>| {
            let unmarked = !self.entry.marked.iter().any(|(at, _)| side.contains(&at.start));
            let post = words[side].trim_start_matches("the ");
            let is_post = POSTS.iter().any(|noun| post.strip_prefix(noun).is_some_and(|rest| rest.starts_with(' ')));
            (unmarked && is_post && !post.contains(['(', ','])).then_some(post)
        };
        [post(from..to), post(to + " to ".len()..words.len())]
    }

    /// The two sides of `Conversation Between … and …`, if both are marked up.
    pub(super) fn parties(&self) -> Option<[Vec<&'e Element>; 2]> {
        let words = &self.entry.words;
        let between = words.find(" Between ")?;
        let before = words[..between].to_lowercase();
        let start = between + " Between ".len();
        let ands: Vec<usize> = self.outside(" and ", start).into_iter().filter(|at| self.is_behind_name(*at)).collect();
        let [and] = ands.as_slice() else { return None };
        let second = self.entry.marked.iter().find(|(at, _)| at.start > *and)?;
        // the rest says where and when
        let end = self.outside(", ", second.0.end).first().copied().unwrap_or(words.len());
        let others = self.entry.marked.iter().any(|(at, _)| at.start > end && !self.entry.is_owner(at, end));
        let sides = [self.side(start..*and), self.side(and + " and ".len()..end)];
        let is_plain = !others && sides.iter().all(|side| side.len() == 1);
        (is_plain && OCCASIONS.iter().any(|occasion| before.contains(occasion))).then_some(sides)
    }

    /// Where, behind the first who is marked up from there on, the words begin that tell what it is about or how it went.
    fn topic(&self, start: usize) -> usize {
        let words = &self.entry.words;
        let first = self.entry.marked.iter().find(|(at, _)| at.start >= start).map(|(at, _)| at.end);
        let topics =
            first.into_iter().flat_map(|first| TOPICS.iter().flat_map(move |topic| self.outside(topic, first)));
        topics.min().unwrap_or(words.len())
    }

    fn is_inside(&self, at: usize) -> bool {
        let before = self.brackets.partition_point(|(bracket, _)| *bracket < at);
        before > 0 && self.brackets[before - 1].1 > 0
    }

    /// Where some words stand outside of brackets.
    fn outside(&self, wanted: &str, start: usize) -> Vec<usize> {
        let found = self.entry.words[start..].match_indices(wanted).map(|(at, _)| start + at);
        found.filter(|at| !self.is_inside(*at)).collect()
    }

    fn is_behind_name(&self, at: usize) -> bool {
        self.entry.words[..at].ends_with(')') || self.ends.contains(&at)
    }

    /// Those who are marked up in a part of the heading: in brackets behind their post, or with their names.
    fn side(&self, range: Range<usize>) -> Vec<&'e Element> {
        let there: Vec<_> = self.entry.marked.iter().filter(|(at, _)| range.contains(&at.start)).collect();
        let mut bracketed: Vec<_> = there.iter().copied().filter(|(at, _)| self.is_inside(at.start)).collect();
        // `Mr. A, Special Assistant to the Ambassador at Large (B)` is A
        let words = &self.entry.words[range.clone()];
        let named_before = |at: usize| !words.starts_with("the ") && self.entry.words[range.start..at].contains(", ");
        let owners = bracketed.iter().any(|(at, _)| named_before(at.start));
        let mut there = there;
        if owners {
            bracketed.clear();
            there.retain(|(at, _)| !self.is_inside(at.start));
        }
        let is_post = !bracketed.is_empty();
        let mut chosen = if is_post { bracketed } else { there };
        chosen.retain(|(at, _)| is_post || !self.entry.is_owner(at, range.start));
        // `the Secretary of State and President …` are two, of whom one is marked up
        let and = if is_post { ") and " } else { " and " };
        let several = self.entry.words[range].contains(and);
        let persons = chosen.into_iter().map(|(_, person)| *person).collect::<Vec<_>>();
        if persons.len() == 1 && several { Vec::new() } else { persons }
    }
}
