//! The document's own words, where the source has them: less is read from them than from the catalogue's.
//!
//! They are long, and in the voice of their time: who `I` and `we` are is not said there. So people are known by name only,
//! and an encounter is what a sentence says in so many words of two who are named: `A met with B`, `conversation between A
//! and B`. Who speaks or writes in a document met nobody by that, and what was planned is left alone. What the catalogue
//! tells of already is not told again.

use super::cast::{Cast, MemberId};
use super::encounter::{self, Encounter, Setting};
use super::reading::names;
use super::scene::Scene;
use super::text::Text;
use crate::record::{Field, Record};
use crate::rule;
use std::rc::Rc;

/// What says in so many words that two met.
const SAID: &[&rule::Rule] =
    &[rule::MEET_BETWEEN, rule::MEET_HELD_WITH, rule::MEET_WITH, rule::MEET_RECEIVES, rule::MEET_JOINED];

/// The words of a document, with their phrases; who is named in the catalogue is known here by a surname alone.
pub(super) fn text<'a>(record: &'a Record, title: &Text<'a>) -> Option<Text<'a>> {
    let words = record.text(Field::Body);
    (!words.is_empty()).then(|| {
        let mut text = Text::new(Field::Body, words, title.lexicon, title.year);
        text.read_phrases();
        let known = title.known.iter().cloned().chain(names(&text)).collect();
        text.know(&Rc::new(known));
        text
    })
}

/// Adds the encounters that a document tells of.
pub(super) fn meet(body: &Scene<'_, '_>, cast: &Cast, encounters: &mut Vec<Encounter>) {
    let setting = Setting {
        authors: Vec::new(),
        recipients: Vec::new(),
        journal: false,
        alone: None,
        nobody_wrote: false,
        letter: true,
        session: false,
        sent: true,
    };
    let none = Text::new(Field::Title, "", body.text.lexicon, body.text.year);
    let title = Scene::new(&none, &mut Cast::default());
    for mut found in encounter::read(&title, Some(body), cast, &setting) {
        found.parties.retain(|(id, _, by)| SAID.contains(by) && cast.members[*id].is_named());
        let parties: Vec<MemberId> = found.parties.iter().map(|(id, ..)| *id).collect();
        if found.planned || parties.len() < 2 || encounters.iter().any(|known| known.met(&parties)) {
            continue;
        }
        found.rule = rule::BODY_MEET;
        found.parties.iter_mut().for_each(|(_, _, by)| *by = rule::BODY_MEET);
        encounters.push(found);
    }
}
