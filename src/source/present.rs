//! Who was present, as the participants lists and tables of a volume say.
//!
//! ```text
//! <list type="participants"><head>PARTICIPANTS</head>
//!   <item>German Side <list><item>Mayor <persName corresp="#p_X1">…</persName></item> … </list></item>
//! <table><row><cell>Present</cell></row><row><cell>United States</cell><cell>United Kingdom</cell></row>
//!   <row><cell>Mr. White</cell><cell>Lord Cherwell</cell></row> …
//! ```
//! An item or cell is one who was there, with a word on who that is: whose assistant he was is not present for that. Words that
//! head a side, or that send the reader elsewhere, name nobody.

use super::titles::{ADDRESSES, is_title};
use super::xml::{Element, Node};
use std::ops::Range;

/// What a table of those present begins with.
const TABLES: &[&str] = &["present", "participants", "persons present", "those present"];

/// What a paragraph of those present begins with, in small letters.
const LABELS: &[&str] =
    &["participants", "present", "persons present", "those present", "others present", "also present"];

/// What a sentence on those present begins with, and what stands right before the first of them.
const SENTENCES: &[(&str, &str)] = &[
    ("Present at ", " were "),
    ("Also present at ", " were "),
    ("Present were", " "),
    ("Also present were", " "),
    ("Also attending were", " "),
    ("The following were present", ": "),
    ("The following attended", ": "),
];

/// How far the first of those present stands from the beginning of such a sentence at most, and their first semicolon from him,
/// in bytes.
const LEAD: usize = 160;

/// Words that stand where participants should.
const ELSEWHERE: &[&str] = &[
    "accompanied ",
    "listed",
    "see ",
    "same ",
    "the same ",
    "here follow",
    "as ",
    "list of ",
    "attached",
    "omitted",
    "not ",
    "none",
    "other ",
    "others",
    "also ",
    "members ",
    "various",
    "several",
];

/// Last words of what heads a side.
const SIDES: &[&str] = &[
    "side",
    "delegation",
    "delegates",
    "representatives",
    "participants",
    "party",
    "team",
    "group",
    "officials",
    "members",
    "interpreters",
    "observers",
    "advisers",
    "advisors",
    "secretariat",
    "secretaries",
    "staff",
    "present",
    "empire",
];

/// First words of the office of one, whose last may be that of a side: `Chief of Staff`.
const OF_ONE: &[&str] = &["chief", "head", "secretary", "leader", "member", "deputy", "assistant", "chairman"];

/// Who is sent to a place: whoever else is something `to` somebody was there only if that one was.
const SENT: &[&str] =
    &["Ambassador", "Minister", "Representative", "Delegate", "Envoy", "Consul", "Counselor", "Observer", "Chargé"];

/// What somebody did there that is no office.
const TASKS: &[&str] =
    &["notetaker", "note taker", "note-taker", "notetaking", "recorder", "reporter", "rapporteur", "stenographer"];

/// Those who are told by a task alone: `Two notetakers`.
const WHO_NOTED: &[&str] =
    &["notetaker", "notetakers", "note-taker", "note-takers", "taker", "takers", "stenographers"];

/// What else somebody did there, in brackets.
const INTERPRETED: &[&str] = &["interpreter", "interpreting", "translator", "interpretor"];

/// What somebody is besides: `Princess Alice, Countess of Athlone`.
const RANKS: &[&str] =
    &["Countess", "Duchess", "Duke", "Earl", "Marquess", "Marquis", "Viscount", "Baron", "Lord", "Lady"];

/// How somebody is who was not there.
const ABSENT: &[&str] = &["absent", "unable to attend", "did not attend", "not present", "regrets:", "excused"];

/// What may stand before `of` and whoever is not meant: `on behalf of`, `wife of`.
const IN_STEAD: &[&str] =
    &["behalf", "place", "instead", "lieu", "stead", "wife", "husband", "widow", "daughter", "son"];

/// Words that end what somebody is, and no name.
const OFFICES: &[&str] = &[
    "Designate",
    "Counselor",
    "Chief",
    "Staff",
    "Director",
    "Adviser",
    "Advisor",
    "Aide",
    "Officer",
    "Attaché",
    "Interpreter",
    "Desk",
    "Division",
    "Affairs",
    "Spokesman",
    "Delegate",
    "Representative",
    "Plenipotentiary",
    "Extraordinary",
];

/// Whether nodes begin with somebody who is addressed.
fn begins_with_somebody(nodes: &[Node]) -> bool {
    match nodes.first() {
        Some(Node::Text(text)) => ADDRESSES.iter().any(|address| text.trim_start().starts_with(address)),
        _ => false,
    }
}

/// Whether an element lists who was present.
pub(super) fn is_list(element: &Element) -> bool {
    match element.name.as_str() {
        "list" => element.is("type", "participants"),
        "p" => is_labelled(element) && begins_list(&Entry::new(element).words),
        "table" => {
            let cells = element.find(&|cell| cell.name == "cell");
            let first = cells.iter().map(|cell| cell.text(&is_note)).find(|words| !words.is_empty());
            first.is_some_and(|words| TABLES.contains(&words.trim_end_matches([':', '.']).to_lowercase().as_str()))
        }
        _ => false,
    }
}

/// Whether a paragraph is of sentences on those present, which may be told of another meeting, too.
pub(super) fn is_sentence(paragraph: &Element) -> bool {
    paragraph.name == "p" && is_labelled(paragraph) && lead(&Entry::new(paragraph).words).is_some()
}

/// Whether a list is of those who were present beside whom its document's heading names: `OTHERS PRESENT`.
pub(super) fn is_of_others(list: &Element) -> bool {
    let others = |words: &str| {
        let lower = words.to_lowercase();
        lower.starts_with("others present") || lower.starts_with("also present")
    };
    list.elements().any(|inside| inside.name == "head" && others(&inside.text(&is_note)))
        || (list.name == "p" && others(&list.text(&is_note)))
}

/// How long the label is that a paragraph of those present begins with: `Participants: `, `OTHERS PRESENT `.
fn label(words: &str) -> Option<usize> {
    let begins = |label: &&&str| words.get(..label.len()).is_some_and(|start| start.eq_ignore_ascii_case(label));
    let label = LABELS.iter().find(begins)?;
    let (label, after) = words.split_at(label.len());
    let rest = after.trim_start_matches([':', ';', ' ']);
    let is_shouted = label.chars().all(|c| c.is_uppercase() || c == ' ');
    // `PRESENT SITUATION IN …` heads what it is about
    let is_called = || is_title(rest.split(' ').next().unwrap_or_default());
    let told = after.starts_with(':') || (is_shouted && after.starts_with([' ', ';']) && is_called());
    (told && rest.starts_with(char::is_uppercase)).then(|| words.len() - rest.len())
}

fn begins_list(words: &str) -> bool {
    label(words).is_some() || lead(words).is_some()
}

/// How long the beginning is of a sentence that lists those present, with semicolons between them: `Present at the third
/// meeting were `.
fn lead(words: &str) -> Option<usize> {
    let (start, before) = SENTENCES.iter().find(|(start, _)| words.starts_with(start))?;
    // an end is sought in the blank of the beginning, too
    let from = start.len() - usize::from(start.ends_with(' '));
    let lead = from + words[from..].find(before).filter(|at| from + at < LEAD)? + before.len();
    words[lead..].bytes().take(LEAD).any(|byte| byte == b';').then_some(lead)
}

/// Where those stand whom sentences of those present list, up to a sentence on anything else.
fn in_sentences(words: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let stops: Vec<usize> = words.match_indices("; ").map(|(stop, _)| stop).collect();
    let mut at = lead(words).unwrap_or(words.len());
    while at < words.len() {
        let stop = stops.get(stops.partition_point(|stop| *stop < at)).copied().unwrap_or(words.len());
        let full = sentence_end(&words[at..stop]).map(|length| at + length);
        let end = full.unwrap_or(stop);
        let start = at + if words[at..end].starts_with("and ") { "and ".len() } else { 0 };
        found.push(start..end);
        at = match full.map(|full| full + ". ".len()) {
            Some(next) => match lead(&words[next..]) {
                Some(lead) => next + lead,
                None => break,
            },
            None => stop + "; ".len(),
        };
    }
    if let Some(last) = found.last_mut() {
        last.end -= words[last.clone()].len() - words[last.clone()].trim_end_matches('.').len();
    }
    found
}

/// Where a sentence ends, and not an abbreviation: `Mr. …`, `Robert R. …`.
fn sentence_end(words: &str) -> Option<usize> {
    let ends = |at: &usize| {
        let last = words[..*at].rsplit(' ').next().unwrap_or_default();
        let is_long = last.starts_with(char::is_lowercase) || last.chars().count() > 5;
        is_long && last != "Messrs" && words[at + 2..].starts_with(char::is_uppercase)
    };
    words.match_indices(". ").map(|(at, _)| at).find(ends)
}

/// Whether the text of an element may begin with a label or such a sentence: told by its first letters alone.
fn is_labelled(element: &Element) -> bool {
    let mut lead = String::new();
    lead_in(element, &mut lead);
    let lead = lead.trim_start();
    let begin = |first: &str| lead.get(..5).is_some_and(|start| start.eq_ignore_ascii_case(&first[..5]));
    LABELS.iter().any(|label| begin(label)) || SENTENCES.iter().any(|(sentence, _)| begin(sentence))
}

/// The first letters of an element.
fn lead_in(element: &Element, lead: &mut String) {
    for node in &element.children {
        if lead.trim_start().len() > 5 {
            return;
        }
        match node {
            Node::Text(text) => lead.push_str(text),
            Node::Element(note) if is_note(note) => {}
            Node::Element(inside) => lead_in(inside, lead),
        }
    }
}

/// Those whom a paragraph names: parted by semicolons, or by commas where each begins with how somebody is called.
fn in_paragraph<'e>(paragraph: &'e Element) -> Vec<Entry<'e>> {
    let all = Entry::new(paragraph);
    let places = match label(&all.words) {
        Some(start) => in_label(&all.words, start),
        None => in_sentences(&all.words),
    };
    let entry = |place: Range<usize>| {
        let first = all.marked.partition_point(|(marked, _)| marked.start < place.start);
        let here = all.marked[first..].iter().take_while(|(marked, _)| marked.end <= place.end);
        let marked = here.map(|(at, person)| (at.start - place.start..at.end - place.start, *person)).collect();
        Entry { words: all.words[place].to_owned(), marked }
    };
    places.into_iter().map(entry).collect()
}

/// Where those stand who are listed behind a label.
fn in_label(words: &str, start: usize) -> Vec<Range<usize>> {
    let called = |part: &str| part.split(' ').next().is_some_and(is_title) && part.contains(' ');
    let listed = words[start..].trim_end_matches('.');
    let comma = !listed.contains(';') && listed.split(", ").all(called);
    let mut at = start;
    let places = listed.split(if comma { ", " } else { "; " }).map(|part| {
        let place = at..at + part.len();
        at = place.end + 2;
        place
    });
    places.collect()
}

/// Those whom a list names: the persons of the volume's list as `known` has them, others by the words that are there.
pub(super) fn named(list: &Element, known: &dyn Fn(&Element) -> Option<String>) -> Vec<String> {
    if list.name == "p" {
        return in_paragraph(list).into_iter().flat_map(|entry| entry.named(known)).collect();
    }
    let places = if list.name == "table" {
        list.find(&|cell| cell.name == "cell")
            .into_iter()
            .skip_while(|cell| cell.text(&is_note).is_empty())
            .skip(1)
            .collect()
    } else {
        let is_list = |element: &Element| element.name == "list";
        list.find(&|element| element.name == "item" && element.find(&is_list).is_empty())
    };
    places.into_iter().flat_map(|place| Entry::new(place).named(known)).collect()
}

fn is_note(element: &Element) -> bool {
    element.name == "note"
}

/// Words on one line, and where in them persons are marked up.
pub(super) struct Entry<'e> {
    pub words: String,
    pub marked: Vec<(Range<usize>, &'e Element)>,
}

impl<'e> Entry<'e> {
    /// The words of an element without its notes.
    pub(super) fn new(element: &'e Element) -> Self {
        let mut entry = Self { words: String::new(), marked: Vec::new() };
        entry.collect(element);
        entry
    }

    fn collect(&mut self, element: &'e Element) {
        for (nth, node) in element.children.iter().enumerate() {
            match node {
                Node::Text(text) => text.chars().for_each(|c| self.push(c)),
                Node::Element(note) if is_note(note) => {}
                Node::Element(inside) => {
                    if inside.name == "lb" {
                        // a line each
                        if !self.words.trim_end().is_empty() && begins_with_somebody(&element.children[nth + 1..]) {
                            self.words.truncate(self.words.trim_end().len());
                            self.words.push(';');
                        }
                        self.push(' ');
                    }
                    let start = self.words.len();
                    self.collect(inside);
                    if inside.name == "persName" {
                        self.mark(start, inside);
                    }
                }
            }
        }
    }

    /// Marks up what was written since `start`: two that only a hyphen joins are one, `Douglas`-`Home`, and whichever is known.
    fn mark(&mut self, start: usize, person: &'e Element) {
        let end = self.words.len();
        match self.marked.last_mut() {
            Some((before, half)) if matches!(self.words.get(before.end..start), Some("-" | "–")) => {
                before.end = end;
                if person.attribute("corresp").is_some() {
                    *half = person;
                }
            }
            _ => self.marked.push((start..end, person)),
        }
    }

    fn push(&mut self, c: char) {
        match c {
            // a dash parts a name from what he did there
            '—' => self.words.push_str(", "),
            c if !c.is_whitespace() => self.words.push(c),
            _ if self.words.is_empty() || self.words.ends_with(' ') => {}
            _ => self.words.push(' '),
        }
    }

    /// Whether somebody is marked up there only because another is his: `Assistant to Mr. …`, `Mr. …’s secretary`.
    /// What stands before `start` tells nothing.
    pub(super) fn is_owner(&self, at: &Range<usize>, start: usize) -> bool {
        // back to the sign before it, which may stand right before a word: `(for`
        let mut before = self.words[start..at.start].split_whitespace().rev().map(|word| {
            let sign = word.rfind([',', ';', '(']);
            (sign.map_or(word, |sign| &word[sign + 1..]), sign.is_some())
        });
        let lead = before.find(|(word, is_first)| *is_first || !is_title(word)).map(|(word, _)| word);
        let in_stead = lead == Some("of") && before.next().is_some_and(|(word, _)| IN_STEAD.contains(&word));
        self.words[at.end..].starts_with(['’', '\''])
            || in_stead
            || lead.is_some_and(|word| matches!(word, "to" | "for" | "representing"))
    }

    /// Who is named there.
    fn named(&self, known: &dyn Fn(&Element) -> Option<String>) -> Vec<String> {
        let lower = self.words.to_lowercase();
        if ABSENT.iter().any(|absent| lower.contains(absent)) {
            return Vec::new();
        }
        let there: Vec<_> = self.marked.iter().filter(|(at, _)| !self.is_owner(at, 0)).collect();
        match there.as_slice() {
            [] if is_heading(&described(&self.words)) => Vec::new(),
            // who stands before the first sign is there, and not whose he is
            [] if !self.marked.is_empty() => self.words.split([',', '(']).next().map(described).into_iter().collect(),
            [] => vec![described(&self.words)],
            [(_, one)] if known(one).is_none() => vec![described(&self.words)],
            there => {
                let marked = there.iter().map(|(_, person)| known(person).unwrap_or_else(|| person.text(&is_note)));
                self.unmarked().into_iter().chain(marked).collect()
            }
        }
    }

    /// Those who are named beside others who are marked up.
    fn unmarked(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut many = false;
        let parting = [", ", "; ", " and "].map(|end| self.words.match_indices(end));
        let mut ends: Vec<(usize, &str)> = parting.into_iter().flatten().collect();
        ends.sort_unstable();
        // as far as those reach who are marked up up to each
        let mut reach: Vec<(usize, usize)> = self.marked.iter().map(|(at, _)| (at.start, at.end)).collect();
        reach.sort_unstable();
        (1..reach.len()).for_each(|nth| reach[nth].1 = reach[nth].1.max(reach[nth - 1].1));
        let mut start = 0;
        for (stop, end) in ends.into_iter().chain([(self.words.len(), "")]) {
            if stop < start {
                continue;
            }
            let words = self.words[start..stop].trim();
            let before = reach.partition_point(|(first, _)| *first < stop);
            let is_marked = before > 0 && start < reach[before - 1].1;
            let addressed = ADDRESSES.iter().any(|address| words.starts_with(address));
            let paired = words.starts_with(char::is_uppercase) && !words.contains(" to ") && !is_heading(words);
            let beside = (start == 0 && end == " and ") || end == "; " || self.words[..start].ends_with("; ");
            // `Messrs. Cole, Dunn, and …`, `…, Deputy Premier Kosyg, and …`
            many |= words.starts_with("Messrs");
            let closes = words.starts_with("and ") || self.words[..start].ends_with(" and ") || end == "; ";
            let words = words.strip_prefix("and ").unwrap_or(words);
            let listed = (many && !words.contains(' ') || self.marked.len() > 1 && is_titled(words))
                && words.starts_with(char::is_uppercase);
            if !is_marked && (addressed || listed || (paired && beside)) {
                let words = words.strip_prefix("Messrs.").or_else(|| words.strip_prefix("Messrs")).unwrap_or(words);
                found.push(words.trim().to_owned());
            }
            many &= !closes;
            start = stop + end.len();
        }
        found
    }
}

/// Whether words are a title and a name, and not a title alone.
fn is_titled(words: &str) -> bool {
    let mut all = words.split(' ');
    let (first, last) = (all.next().unwrap_or_default(), all.next_back().unwrap_or_default());
    let capitals = words.split(' ').all(|word| word.starts_with(char::is_uppercase));
    is_title(first) && capitals && !last.is_empty() && !is_title(last) && !OFFICES.contains(&last)
}

/// Whether words name nobody: they head a side, or say where the list is.
fn is_heading(words: &str) -> bool {
    let bare = words.trim_start_matches(['(', '[']).trim();
    let lower = bare.to_lowercase();
    let count = bare.split(' ').count();
    let last = lower.trim_end_matches([')', ']', '.']).rsplit(' ').next().unwrap_or_default();
    bare.is_empty()
        || bare.ends_with(':')
        || (count <= 4 && WHO_NOTED.contains(&last) && !bare.contains([',', '.']))
        || ELSEWHERE.iter().any(|start| lower.starts_with(start))
        || (count <= 4
            && SIDES.contains(&last)
            && !OF_ONE.contains(&lower.split(' ').next().unwrap_or_default())
            && !bare.contains([',', '.'])
            && !lower.contains(" and "))
}

/// Words on somebody, without his number in the list, his desk and what is no office.
fn described(words: &str) -> String {
    let words = without_tasks(unnumbered(words));
    let words = unstyled(&words);
    let mut parts = words.split(", ");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.filter(|part| !is_aside(part.trim())).fold(first, |words, part| words + ", " + part)
}

/// Words without what somebody did there, in brackets: `Mr. … (Notetaker)`.
fn without_tasks(words: &str) -> String {
    let is_task = |inside: &str| {
        let lower = inside.to_lowercase();
        let task = lower.trim_matches(|c: char| !c.is_alphanumeric());
        TASKS.contains(&task) || INTERPRETED.contains(&task)
    };
    let mut kept = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(open) = rest.find(['(', '[']) {
        let close = rest[open..].find([')', ']']).map(|at| open + at);
        let Some(close) = close else { break };
        if is_task(&rest[open + 1..close]) {
            kept.push_str(rest[..open].trim_end());
        } else {
            kept.push_str(&rest[..=close]);
        }
        rest = &rest[close + 1..];
    }
    kept + rest
}

/// Words without a number, or a label, before them: `(1) Mr. …`, `Also present: Mr. …`
fn unnumbered(words: &str) -> &str {
    let rest = words.trim_start_matches(['(', '[']).trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = rest.len() < words.len() && rest.starts_with([')', '.']);
    let words = if numbered { rest.trim_start_matches([')', '.', ' ']) } else { words };
    let label = words.split_once(": ").filter(|(label, _)| label.split(' ').count() <= 3 && !label.contains(','));
    label.map_or(words, |(_, rest)| rest)
}

/// Words without what stands around a name and is no part of it.
fn unstyled(words: &str) -> &str {
    // `(translating for Chairman …)`
    let is_task =
        |inside: &str| inside.starts_with(char::is_lowercase) && inside.ends_with(')') && inside.contains("for ");
    let words = words.split_once(" (").filter(|(_, inside)| is_task(inside)).map_or(words, |(who, _)| who);
    // His Excellency, where two names follow, and no initials
    let styled = words.strip_prefix("H.E. ").or_else(|| words.strip_prefix("H. E. "));
    let is_full = |rest: &&str| rest.split([',', '(']).next().is_some_and(|name| name.contains(' '));
    let words = styled.filter(is_full).unwrap_or(words);
    // `EUR—Mr. …`, `U/S Mr. …`
    let desk = words.split_once(", ").filter(|(desk, _)| is_desk(desk) || desk.len() == 1);
    let words = desk.map_or(words, |(_, rest)| rest);
    words.split_once(' ').filter(|(desk, _)| desk.contains('/') && is_desk(desk)).map_or(words, |(_, rest)| rest)
}

/// Whether a part of what is said of somebody is no office of his, or is another's.
fn is_aside(part: &str) -> bool {
    let desk = part.contains('/') || is_desk(part);
    let sent = SENT.iter().any(|post| part.starts_with(post));
    let owned = !sent && part.split_once(" to ").is_some_and(|(_, whose)| !whose.starts_with("the "));
    let stands_in = |how: &str| how.rsplit(' ').next().is_some_and(|word| IN_STEAD.contains(&word));
    let in_stead = part.split_once(" of ").is_some_and(|(how, _)| stands_in(how));
    let rank = part.contains(" of ") && RANKS.iter().any(|rank| part.starts_with(rank));
    desk || owned || in_stead || rank || TASKS.contains(&part.to_lowercase().trim_end_matches('.'))
}

/// Whether a word is the abbreviation of an office: `EUR`, `S/S`.
fn is_desk(word: &str) -> bool {
    let letters = |c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '/' | '-');
    word.len() > 1 && word.chars().all(letters)
}
