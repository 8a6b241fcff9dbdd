//! The document's own words, where the source has them: less is read from them than from the catalogue's.
//!
//! They are long, and in the voice of their time. So people are known by name only, and an encounter is what a sentence says
//! in so many words, as done, of two who are named:
//!
//! ```text
//! met     := group MET group                       A met (with) B · A had a talk with B · A saw B · A called on B
//!          | group was RECEIVED by group           A was received by B
//!          | group MET                             A and B met in Paris
//!          | OCCASION between group and group      conversation between A and B
//!          | owner OCCASION with group             A's talk with B · my meeting with B · A recalls his talk with B
//!          | in OCCASION with B … I                In a conversation with B last night I learned …
//!          | our OCCASION                          in a letter of one to another: during our talk
//! group   := the named | I | me | you
//! ```
//! `I` is whoever alone wrote a letter, telegram, report, memorandum or diary, and `you` whoever alone got it, but in
//! quotations and in what is enclosed; `he` is the sentence's own subject; `we` is nobody. Who speaks or writes in a document
//! met nobody by that, and what was planned, wished for or denied is left alone. What the catalogue tells of already is not
//! told again.

use super::Thing;
use super::cast::{Cast, Member, MemberId};
use super::encounter::{self, Encounter, Setting};
use super::office::Office;
use super::reading::names;
use super::scene::Scene;
use super::text::Text;
use super::title::Title;
use super::token::TokenKind;
use crate::record::{Field, Record};
use crate::rule;
use std::rc::Rc;

/// Forms of documents that record what many said, each as `I`.
const OF_MANY: &[&str] = &["record-of-conversation", "minutes", "transcript", "interview", "speech", "protocol"];

/// Offices that one holds at a time, so that `the` tells who is meant.
const OF_ONE: &[&str] = &[
    "president",
    "vice-president",
    "secretary-of-state",
    "secretary",
    "prime-minister",
    "premier",
    "chancellor",
    "foreign-minister",
    "monarch",
    "ambassador",
];

/// Those of them that are meant where but one other is named: `Brandel saw the President`.
const HEADS: &[&str] = &["president", "prime-minister", "premier", "chancellor", "monarch"];

/// What an office of a minister is for, which telegrams say without `of`.
const FIELDS: &[&str] =
    &["war", "finance", "interior", "defense", "defence", "justice", "commerce", "education", "agriculture", "marine"];

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
pub(super) fn meet(
    body: &mut Scene<'_, '_>,
    record: &Record,
    title: &Title,
    cast: &Cast,
    encounters: &mut Vec<Encounter>,
) {
    let writer = writer(title, cast, body.text);
    if let Some(writer) = writer {
        let enclosed = record.encloses.unwrap_or(usize::MAX);
        let until = body.phrases.partition_point(|phrase| body.text.tokens[phrase.tokens.start].span.start < enclosed);
        let reader = one_person(&title.recipients, cast, body.text).filter(|reader| *reader != writer);
        body.written_by(writer, reader, until);
    }
    let setting = Setting {
        authors: Vec::new(),
        recipients: Vec::new(),
        journal: false,
        // `Saw B last night.`
        alone: writer
            .filter(|_| matches!(title.genre.as_deref(), Some("telegram" | "cable" | "diary")))
            .into_iter()
            .collect(),
        journey: false,
        nobody_wrote: false,
        letter: true,
        session: false,
        sent: true,
        own_words: true,
    };
    let none = Text::new(Field::Title, "", body.text.lexicon, body.text.year);
    let no_title = Scene::new(&none, &mut Cast::default());
    for mut found in encounter::read(&no_title, Some(body), cast, &setting) {
        let somebody = |id: MemberId| cast.members[id].is_named() && is_somebody(body.text, &cast.members[id]);
        let named = found.parties.iter().filter(|(id, ..)| somebody(*id)).count();
        // `A and B met with the President` does not say that A met B
        let offices = if named > 1 { OF_ONE } else { HEADS };
        let holds = |id: MemberId| named > 0 && is_the_holder(&cast.members[id], offices);
        found.parties.retain(|(id, ..)| somebody(*id) || holds(*id));
        let parties: Vec<MemberId> = found.parties.iter().map(|(id, ..)| *id).collect();
        if found.planned || parties.len() < 2 || encounters.iter().any(|known| known.met(&parties)) {
            continue;
        }
        found.rule = rule::BODY_MEET;
        found.parties.iter_mut().for_each(|(_, _, by)| *by = rule::BODY_MEET);
        encounters.push(found);
    }
}

/// Whether somebody unnamed is the one who holds an office: `the President`.
fn is_the_holder(member: &Member, offices: &[&str]) -> bool {
    let one = |office: &Office| !office.plural && offices.contains(&office.kind.as_str());
    !member.is_named() && member.definite && member.offices.first().is_some_and(|(office, _)| one(office))
}

/// Whom `I` means: the one person who wrote, of a document that is one person's.
fn writer(title: &Title, cast: &Cast, text: &Text<'_>) -> Option<MemberId> {
    if title.genre.as_deref().is_some_and(|genre| OF_MANY.contains(&genre)) {
        return None;
    }
    one_person(&title.authors, cast, text)
}

/// The one of some things that is a person with a name, if there is but one.
fn one_person(things: &[Thing], cast: &Cast, text: &Text<'_>) -> Option<MemberId> {
    // `Embassy in Lebanon`, which a field of the archive's own may give as a name
    let is_mission = |member: &Member| {
        let of_mission = |words: &str| {
            let name = Text::new(Field::Authors, words, text.lexicon, None);
            name.longest(&text.lexicon.missions, 0).is_some()
        };
        member.name().is_some_and(|form| of_mission(&form.words))
    };
    let people = things.iter().filter_map(Thing::member);
    let mut people = people.filter(|id| cast.members[*id].is_named() && !is_mission(&cast.members[*id]));
    people.next().filter(|_| people.next().is_none())
}

/// Whether a name is somebody's: not the field of an office, `Minister War`, nor one word that only ever stands as the name
/// of a place does, `at Junieh`.
pub(super) fn is_somebody(text: &Text<'_>, member: &Member) -> bool {
    let Some(name) = member.name().filter(|name| !name.words.contains([' ', '.'])) else { return true };
    if FIELDS.contains(&name.words.to_lowercase().as_str()) {
        return false;
    }
    if !member.offices.is_empty() {
        return true;
    }
    let mut placed = false;
    for (words, _) in &member.seen {
        if words.field != Field::Body {
            return true;
        }
        let at = text.tokens.partition_point(|token| token.span.start < words.start);
        let next = at + 1;
        let acts = text.kind(next) == Some(TokenKind::Possessive) || text.is_deed(next);
        let titled = at > 0 && text.sign(at - 1, '.');
        if acts || titled || text.words(&(at..next)) != name.words {
            return true;
        }
        placed |= at > 0 && text.is(at - 1, &["at", "near", "outside"]);
    }
    !placed
}
