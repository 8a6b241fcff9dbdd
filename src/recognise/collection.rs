//! The header of a collection: which collections it includes, and which it is related to.
//!
//! ```text
//! see (1) Inter-Korean Relations after the War, 1954-1961; (2) …; and (5) ….
//! Other related collections include: A, B, and C.
//! ```

use crate::claim::{Claim, Node, Relation};
use crate::record::{Collection, Field, Passage};
use crate::rule::{self, Rule};
use std::ops::Range;

/// What a collection's description says of other collections.
pub fn read(collection: &Collection) -> Vec<Claim<Node>> {
    let text = collection.text(Field::Description);
    let claim = |title: Range<usize>, relation, rule: &'static Rule| Claim {
        subject: Node::This,
        relation,
        object: Node::Collection(text[title.clone()].to_owned()),
        passages: vec![Passage::new(Field::Description, title)],
        rule,
    };
    let parts = numbered(text).into_iter().map(|title| claim(title, Relation::Includes, rule::COLLECTION_PARTS));
    let related =
        related(text).into_iter().map(|title| claim(title, Relation::AssociatedWith, rule::COLLECTION_RELATED));
    parts.chain(related).collect()
}

/// The items of a list `(1) A; (2) B; and (3) C`.
fn numbered(text: &str) -> Vec<Range<usize>> {
    let mut items = Vec::new();
    let mut from = 0;
    for n in 1.. {
        let mark = format!("({n}) ");
        let Some(start) = text[from..].find(&mark).map(|at| from + at + mark.len()) else { break };
        let end = text[start..].find([';', '.']).map_or(text.len(), |at| start + at);
        items.push(trim(text, start..end));
        from = end;
    }
    items.retain(|item| !item.is_empty());
    items
}

/// The items after `related collections include`.
fn related(text: &str) -> Vec<Range<usize>> {
    const MARK: &str = "related collections include";
    let Some(start) = text.find(MARK).map(|at| at + MARK.len()) else { return Vec::new() };
    let end = text[start..].find('.').map_or(text.len(), |at| start + at);
    let list = start..end;
    let mut items = Vec::new();
    let mut from = list.start;
    for (at, _) in text[list.clone()].match_indices(", ").map(|(at, comma)| (list.start + at, comma)) {
        // a year after the comma belongs to the title before it
        if text[at + 2..].starts_with(|c: char| c.is_ascii_digit())
            && text[at + 2..list.end].split([',', ' ']).next().is_some_and(|w| w.contains('-'))
        {
            continue;
        }
        items.push(trim(text, from..at));
        from = at + 2;
    }
    items.push(trim(text, from..list.end));
    items.retain(|item| !item.is_empty());
    items
}

/// An item without the signs and the `and` around it.
fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let words = &text[range.clone()];
    let bare = words.trim_start_matches([':', ' ', ',', ';']);
    let bare = bare.strip_prefix("and ").unwrap_or(bare);
    let start = range.end - bare.len();
    start..start + bare.trim_end_matches([' ', ',', ';']).len()
}
