//! An event, ready to show: drawn, and said in words.

use super::drawing::{Drawing, draw};
use super::entry::Entry;
use super::event::Event;
use super::mark::Sort;

/// An event, ready to show.
#[derive(Debug)]
pub struct Figure<'a> {
    /// What it is called within its page.
    pub id: String,
    /// What the drawing shows, in words.
    pub said: String,
    /// The event.
    pub event: Event<'a>,
    /// The drawing.
    pub drawing: Drawing,
}

impl Entry {
    /// The encounters that it tells of, and what is none: plans, and letters. `id` is the entry's own within the page.
    pub fn figures(&self, id: &str) -> (Vec<Figure<'_>>, Vec<Figure<'_>>) {
        let figures = (1..).zip(self.events()).map(|(n, event)| Figure {
            id: format!("{id}-event-{n}"),
            said: said(&event),
            drawing: draw(&event),
            event,
        });
        figures.partition(|figure| figure.event.sort == Sort::Encounter)
    }
}

/// An event in words: `Conversation, on or before 16 March 1961, of Károly Práth and Aleksandr Puzanov`.
fn said(event: &Event<'_>) -> String {
    let mut said = event.kind.clone();
    if let Some(first) = said.get(..1) {
        said.replace_range(..1, &first.to_uppercase());
    }
    let places = event.places.iter().map(|place| format!("in {place}"));
    for detail in event.dates.iter().map(|date| (*date).to_owned()).chain(places) {
        said = format!("{said}, {detail}");
    }
    let parties: Vec<String> = event
        .parties
        .iter()
        .map(|party| match (event.sort, party.stated) {
            (Sort::Encounter, false) => format!("{} (inferred)", party.name),
            _ => party.name.to_owned(),
        })
        .collect();
    match &parties[..] {
        [] => said,
        [only] => format!("{said}, of {only}"),
        [first @ .., last] => format!("{said}, of {} and {last}", first.join(", ")),
    }
}
