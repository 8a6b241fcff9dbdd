//! Encounters: who dealt with whom, and what was only planned.
//!
//! ```text
//! occasion  := OCCASION between group (and | with) group       conversation between A and B
//!            | group 's OCCASION (with | of) group             A's talk with B
//!            | group – group OCCASION                          A – B meeting
//!            | OCCASION (pronoun held)? with group             a conversation he held with B
//! deed      := group TOGETHER … with group                     A discusses T with B
//!            | group TOGETHER                                  A and B discuss T
//!            | group TELL group  |  group GIVE … to group      A tells B  |  A presents T to B
//!            | group RECEIVE group  |  group was RECEIVEd by group
//! addition  := joined by group  |  in the presence of group  |  group also present
//! ```
//! A deed under `will`, `to`, `refused to`, `asked for` is planned or refused, and no encounter. Where title and
//! description tell of the same people, they tell of the same encounter.

mod deed;
mod ledger;
mod occasion;

use super::cast::{Cast, MemberId};
use super::scene::{Group, Scene};
use crate::claim::{Kind, PlaceSlug};
use crate::record::Passage;
use crate::rule::Rule;
use ledger::Ledger;
use std::ops::Range;

/// One encounter, or a meeting that was only planned.
#[derive(Clone, Debug)]
pub(crate) struct Encounter {
    pub kind: Kind,
    pub planned: bool,
    pub rule: &'static Rule,
    pub words: Passage,
    /// Who took part, each with the words and the rule that say so.
    pub parties: Vec<(MemberId, Passage, &'static Rule)>,
    /// Told of by the title.
    pub in_title: bool,
    pub place: Option<(PlaceSlug, Passage)>,
}

impl Encounter {
    /// Whether somebody took part.
    fn has(&self, id: MemberId) -> bool {
        self.parties.iter().any(|(known, ..)| *known == id)
    }

    /// Whether it came to pass and all of these took part.
    fn met(&self, members: &[MemberId]) -> bool {
        !self.planned && members.iter().all(|id| self.has(*id))
    }
}

/// What of the record the grammar needs to know besides the text: who wrote it to whom, and of what sort it is.
pub(crate) struct Setting {
    pub authors: Vec<MemberId>,
    pub recipients: Vec<MemberId>,
    /// A journal or diary: who speaks in it speaks to the diarist.
    pub journal: bool,
    /// A letter, telegram or speech: what its author `tells` and `asks` somebody, it says in writing or to all.
    pub sent: bool,
}

/// Reads the encounters of a title and a description.
pub(crate) fn read(
    title: &Scene<'_, '_>,
    description: Option<&Scene<'_, '_>>,
    cast: &Cast,
    setting: &Setting,
) -> Vec<Encounter> {
    let mut ledger = Ledger::new(cast, setting);
    let mut subject = Vec::new();
    let whole = std::iter::once(0..title.phrases.len());
    let in_title = whole.flat_map(stretches).map(|span| (title, span, true));
    let sentences =
        description.into_iter().flat_map(|scene| scene.sentences().into_iter().map(move |span| (scene, span)));
    let in_description = sentences.flat_map(|(scene, span)| stretches(span).map(move |span| (scene, span, false)));
    for (scene, span, in_title) in in_title.chain(in_description) {
        let mut reader = Reader { scene, span, in_title, cast, setting, ledger, subject, mood: Mood::Said };
        reader.read();
        // whom `he` means passes from sentence to sentence, and not from the title to the description
        (ledger, subject) = (reader.ledger, if in_title { Vec::new() } else { reader.subject });
    }
    ledger.encounters
}

/// A title or sentence; where it is longer than any that a person wrote, one stretch after another, so that reading
/// stays linear.
fn stretches(span: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    const LONGEST: usize = 1000;
    span.clone().step_by(LONGEST).map(move |start| start..span.end.min(start + LONGEST))
}

/// Reads a title, or one sentence.
struct Reader<'r> {
    scene: &'r Scene<'r, 'r>,
    span: Range<usize>,
    in_title: bool,
    cast: &'r Cast,
    setting: &'r Setting,
    ledger: Ledger<'r>,
    /// Whom `he` or `they` means.
    subject: Vec<MemberId>,
    /// What was said last of the subject was left open, or denied: `will visit Bucharest and meet B`.
    mood: Mood,
}

impl Reader<'_> {
    fn read(&mut self) {
        let mut first = true;
        let mut at = self.span.start;
        while at < self.span.end {
            if let Some(end) = self.occasion(at).or_else(|| self.addition(at)) {
                at = end;
                continue;
            }
            let Some(group) = self.subject_at(at, first).filter(|group| group.phrases.end <= self.span.end) else {
                at += 1;
                continue;
            };
            if self.scene.possessive(group.phrases.end) {
                if self.subject.is_empty() {
                    self.subject.clone_from(&group.members);
                }
                at = group.phrases.end + 1;
                continue;
            }
            let group = self.with_company(group);
            let end = self.deed(&group, first);
            if end.is_some() || first {
                self.subject.clone_from(&group.members);
            }
            first = false;
            at = end.unwrap_or(group.phrases.end);
        }
    }

    /// Who may do something from here on: people named, a pronoun, or the subject of the clause before.
    fn subject_at(&self, at: usize, first: bool) -> Option<Group> {
        self.scene.group(at).or_else(|| self.pronoun(at)).or_else(|| self.same_subject(at).filter(|_| !first))
    }

    /// `he`, `they`, `the two`: whom they mean.
    fn pronoun(&self, at: usize) -> Option<Group> {
        let scene = self.scene;
        if scene.is(at, &["he", "she"]) && self.subject.len() == 1 {
            return Some(Group { members: self.subject.clone(), phrases: at..at + 1 });
        }
        let counted = scene.is(at, &["the"]) && scene.is(at + 1, &["two", "three"]);
        let sides = scene.is(at, &["both"]) && scene.is(at + 1, &["sides", "men"]);
        let alone = scene.is(at, &["both", "they"]) && scene.who.get(at + 1).is_none_or(Vec::is_empty);
        let last = self.ledger.encounters.iter().rev().find(|encounter| !encounter.planned)?;
        let members = last.parties.iter().map(|(id, ..)| *id).collect();
        let end = at + if counted || sides { 2 } else { 1 };
        (counted || sides || alone).then_some(Group { members, phrases: at..end })
    }

    /// How a clause that begins with a verb goes on: whether it is left open, is passive, and where its verb stands.
    fn before_verb(&self, from: usize) -> Lead {
        use super::lexicon::Cue;
        let mut lead = Lead { verb: from, mood: Mood::Said, passive: false };
        while lead.verb < self.span.end && lead.verb < from + 6 {
            let at = lead.verb;
            let adverb = self.scene.text.key(self.scene.token(at)).ends_with("ly");
            // `had a conversation` is a verb, `had` alone a link
            if !self.scene.verbs(at).is_empty() {
                break;
            }
            if self.scene.cue(at, Cue::Denied) {
                lead.mood = Mood::Denied;
            } else if self.scene.cue(at, Cue::Open) {
                lead.mood = lead.mood.max(Mood::Open);
            } else if adverb || self.scene.cue(at, Cue::Link) {
                lead.passive |= self.scene.cue(at, Cue::Passive);
            } else {
                break;
            }
            lead.verb += 1;
        }
        lead
    }

    /// `A tells B …, and was received by C`: the subject goes on.
    fn same_subject(&self, at: usize) -> Option<Group> {
        let goes_on = !self.subject.is_empty()
            && self.scene.is(at, &["and"])
            && !self.scene.verbs(self.before_verb(at + 1).verb).is_empty();
        goes_on.then(|| Group { members: self.subject.clone(), phrases: at..at + 1 })
    }

    /// `A, accompanied by B and C, met …`: B and C with A.
    fn with_company(&self, group: Group) -> Group {
        let scene = self.scene;
        let at = group.phrases.end;
        let by = scene.is(at + 1, &["accompanied", "joined"]) && scene.is(at + 2, &["by"]);
        let with = scene.is(at + 1, &["together"]) && scene.is(at + 2, &["with"]);
        match scene.group(at + 3).filter(|_| scene.sign(at, ',') && (by || with)) {
            Some(more) if scene.sign(more.phrases.end, ',') => Group {
                members: [group.members, more.members].concat(),
                phrases: group.phrases.start..more.phrases.end,
            },
            _ => group,
        }
    }

    /// The parties after `between` or `with`: groups joined by `and` or `with`.
    fn parties(&self, at: usize) -> Option<Group> {
        let scene = self.scene;
        let mut parties = scene.group(at)?;
        loop {
            let end = parties.phrases.end;
            let comma = usize::from(scene.sign(end, ','));
            let more = scene.group(end + comma + 1).filter(|_| scene.is(end + comma, &["with"]) && end < self.span.end);
            let Some(more) = more else { break };
            parties.members.extend(more.members);
            parties.phrases.end = more.phrases.end;
        }
        (parties.phrases.end <= self.span.end && !scene.possessive(parties.phrases.end)).then_some(parties)
    }
}

/// What stands between a subject and its verb.
struct Lead {
    verb: usize,
    mood: Mood,
    passive: bool,
}

/// How far a clause says that something came to pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Mood {
    /// It did.
    Said,
    /// It is planned, possible or refused.
    Open,
    /// It did not.
    Denied,
}
