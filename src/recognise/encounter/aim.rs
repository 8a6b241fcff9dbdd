//! Meetings that somebody aims at: whose they are, and which an infinitive tells of.
//!
//! ```text
//! aim   := governor … to MEET group           has asked to see B, tries in vain to meet B
//!        | governor … to be RECEIVED by group hopes to be received by B
//! whose := group 's governor                  A's request for a meeting with B
//!        | governor (of | by | from) group    the request of A for a meeting with B
//!        | DIRECTS group                      instructs A to meet B
//!        | that group … | for group           proposes that A come to meet B, thinks it best for A to meet B
//!        | group … governor                   A is reluctant to meet B
//! ```

use super::Reader;
use crate::claim::Kind;
use crate::recognise::cast::MemberId;
use crate::recognise::lexicon::{Cue, Verb, VerbClass};
use crate::recognise::phrase::What;
use crate::recognise::scene::Group;
use crate::rule;

/// How many phrases may stand between what is aimed at and what leaves it open.
const AHEAD: usize = 14;

/// How many phrases may stand between a verb of talk and those with whom.
const TOPIC: usize = 8;

/// Words at which another clause begins.
const CLAUSE: &[&str] =
    &["and", "but", "or", "who", "which", "where", "while", "when", "after", "because", "since", "whom"];

/// Verbs of somebody who brings others together, and is not one of them: `asked C to arrange a meeting with B`.
const ARRANGES: &[&str] = &["arrange", "organize", "organise", "secure", "facilitate", "procure", "set", "fix"];

/// Verbs of whoever wants an occasion of somebody.
const ASKS: &[&str] = &["ask", "asks", "asked", "asking", "begs", "begged", "beseeches", "press", "presses", "pressed"];

impl Reader<'_> {
    /// A meeting in the infinitive that what stands before it leaves open; where it ends.
    pub(super) fn aim(&mut self, at: usize) -> Option<usize> {
        let scene = self.scene;
        if self.setting.own_words || !scene.is(at, &["to"]) {
            return None;
        }
        let adverb = |i: &usize| scene.text.key(scene.token(*i)).ends_with("ly") || scene.is(*i, &["also", "again"]);
        let first = (at + 1..self.span.end.min(at + 4)).find(|i| !adverb(i))?;
        let passive = scene.is(first, &["be"]);
        let verb = first + usize::from(passive);
        let to_come = scene.is(at.checked_sub(1)?, &["forward"]);
        let verbs = if to_come { scene.gerunds(verb) } else { scene.verbs(verb).to_vec() };
        let (end, verb) = verbs.into_iter().find(|(end, verb)| {
            let consults = verb.class == VerbClass::Tell && scene.is(*end, &["with"]);
            (meets(verb) || consults) && passive == scene.is(*end, &["by"])
        })?;
        // what somebody does not wish to discuss is no meeting refused
        let denied = (self.clause_start(at)..at).any(|i| scene.cue(i, Cue::Denied));
        let whose = self.whose(at).filter(|_| !denied || verb.kind == "meeting")?;
        let others = match verb.class {
            VerbClass::Together => self.companions(end, verb.kind == "meeting", &whose.members),
            _ if scene.is(end, &["with"]) => self.listener(end + 1, &whose.members),
            _ => self.listener(end + usize::from(passive), &whose.members),
        };
        // `the two agree to meet again`
        let joint = verb.class == VerbClass::Together && verb.kind == "meeting" && whose.members.len() > 1;
        let Some(others) = others else {
            let alone = joint && !self.third_party(end);
            let phrases = whose.phrases.start.min(at)..end;
            return alone
                .then(|| self.enter(whose.members, &verb.kind, true, rule::MEET_PLANNED, phrases))
                .map(|()| end);
        };
        let near = others.phrases.start - end <= TOPIC && !scene.possessive(others.phrases.end);
        // `to see B removed`
        let done_to =
            scene.text.key(scene.token(others.phrases.end)).ends_with("ed") || scene.is(others.phrases.end, &["as"]);
        if !near || done_to || whose.members.iter().any(|id| others.members.contains(id)) {
            return None;
        }
        let end = others.phrases.end;
        let parties = [whose.members, others.members].concat();
        self.enter(parties, &verb.kind, true, rule::MEET_PLANNED, whose.phrases.start.min(at)..end);
        Some(end)
    }

    /// Whose meeting it is that is only aimed at, where something before it leaves it open.
    pub(super) fn whose(&self, at: usize) -> Option<Group> {
        let scene = self.scene;
        let governor = self.governor(at)?;
        // `instructs A to`, `proposes that A`, `for A to`, `the request of A for`
        let named = (governor + 1..at).rev().find_map(|end| {
            let group = scene.group_before(end, governor + 1).filter(|_| !scene.who[end - 1].is_empty())?;
            let before = group.phrases.start - 1;
            let arranges = (end..at).any(|i| scene.is(i, ARRANGES));
            // who is asked for a meeting with somebody else, or to arrange it, is not who has it
            let directed = scene.cue(before, Cue::Directs) && !arranges && !scene.is(end, &["for"]);
            (directed || scene.is(before, &["that", "for", "of", "by", "from", "let"])).then_some(group)
        });
        let him = (governor + 1..at).rev().find(|i| scene.is(*i, &["him", "her", "them"]));
        let him = him.and_then(|i| self.object_pronoun(i, &self.subject));
        named.or(him).or_else(|| self.owner_of(governor)).filter(|group| !group.members.is_empty())
    }

    /// What leaves open whether a meeting before which it stands came to pass: a verb, a noun or an adjective.
    fn governor(&self, at: usize) -> Option<usize> {
        let scene = self.scene;
        let from = self.clause_start(at).max(at.saturating_sub(AHEAD));
        let infinitive = |i: usize| i > from && scene.is(i - 1, &["to"]);
        let in_order = |i: usize| i > from && scene.is(i - 1, &["in"]) && scene.is(i, &["order"]);
        let governs = |i: usize| {
            let to = scene.is(i, &["to", "about"]);
            let leaves_open = (scene.cue(i, Cue::Open) && !to)
                || [Cue::Wish, Cue::Seeks, Cue::Disposed, Cue::Directs].into_iter().any(|cue| scene.cue(i, cue))
                || scene.is(i, &["forward", "appointment"]);
            // `has no time to receive B`
            let no_time =
                scene.is(i, &["time"]) && (from.max(i.saturating_sub(2))..i).any(|i| scene.cue(i, Cue::Denied));
            // `is to seek`
            let is_to = to && i > from && scene.cue(i - 1, Cue::Passive);
            (leaves_open && !infinitive(i)) || no_time || is_to
        };
        // what was done stands in the way, but for a journey: `came to see B`, `proposes that A come to see B`
        let done = |i: usize| {
            let deed = !scene.verbs(i).is_empty() || scene.text.is_deed(scene.token(i));
            scene.is(i, CLAUSE) || (deed && !scene.cue(i, Cue::Motion) && !infinitive(i))
        };
        let mut before = (from..at).rev();
        let governor = before.find(|i| !in_order(*i) && (governs(*i) || done(*i)))?;
        governs(governor).then_some(governor)
    }

    /// Who wishes, asks or is to do something: `A's wish`, `his request`, `A has tried`.
    fn owner_of(&self, governor: usize) -> Option<Group> {
        let scene = self.scene;
        if let Some(owns) = self.before_adjectives(governor) {
            return if scene.possessive(owns) {
                scene.group_before(owns, self.span.start)
            } else {
                Some(Group { members: self.antecedent(owns), phrases: owns..owns + 1 })
            };
        }
        let subject = (self.span.start + 1..=governor)
            .rev()
            .find_map(|end| scene.group_before(end, self.span.start).filter(|_| !scene.who[end - 1].is_empty()));
        let small = |i: usize| {
            [Cue::Link, Cue::Open, Cue::Denied, Cue::Seeks, Cue::Disposed].into_iter().any(|cue| scene.cue(i, cue))
                || scene.text.key(scene.token(i)).ends_with("ly")
        };
        let reaches = subject.filter(|group| {
            (group.phrases.end..governor).all(small) && self.subject_at(group.phrases.start, true).is_some()
        });
        // a clause of its own, whose subject is nobody of the cast: `that the Chinese tried to see B`
        let clause = (self.span.start..governor).rev().find(|i| scene.is(*i, CLAUSE) || scene.is(*i, &["that", "how"]));
        let goes_on = clause.is_none_or(|at| scene.is(at, &["and", "but"]) && (at + 1..governor).all(small));
        let last = || {
            let known = [&self.subject, &self.main, &self.before].into_iter().find(|members| !members.is_empty());
            // of several who wrote, it need not be all
            let members = known.or(Some(&self.setting.authors).filter(|authors| authors.len() == 1))?;
            Some(Group { members: members.clone(), phrases: governor..governor + 1 })
        };
        reaches.or_else(|| last().filter(|_| goes_on))
    }

    /// Whose plan an occasion is on which somebody is to be met: `an audience with B for A`, `A's request for a meeting`.
    pub(super) fn whose_plan(&self, at: usize, end: usize, others: &[MemberId]) -> Option<Group> {
        let scene = self.scene;
        let after = (end..self.span.end.min(end + TOPIC)).take_while(|i| !scene.is(*i, CLAUSE) && !scene.sign(*i, ','));
        let beneficiary = after.into_iter().find(|i| scene.is(*i, &["for"])).and_then(|i| scene.group(i + 1));
        let apart = |group: &Group| group.members.iter().all(|id| !others.contains(id));
        beneficiary
            .or_else(|| self.whose(at))
            .or_else(|| self.owner_of(at).filter(|_| self.is_appointment(at)))
            .filter(apart)
    }

    /// `A asks B for an appointment`, with nobody else
    pub(super) fn asked_for(&mut self, at: usize, kind: &Kind) -> Option<usize> {
        let (asks, others) = self.request_before(at)?;
        let whose = self.owner_of(asks).filter(|whose| whose.members.iter().all(|id| !others.members.contains(id)))?;
        let phrases = whose.phrases.start.min(asks)..at + 1;
        self.enter([whose.members, others.members].concat(), kind, true, rule::MEET_PLANNED, phrases);
        Some(at + 1)
    }

    /// Who is asked for the occasion that begins here, and where it says so.
    fn request_before(&self, at: usize) -> Option<(usize, Group)> {
        let scene = self.scene;
        let from = self.span.start.max(at.saturating_sub(TOPIC));
        let link = (from..at).rev().take(5).find(|i| scene.is(*i, &["for"]))?;
        let others = scene.group_before(link, from)?;
        let asks = others.phrases.start.checked_sub(1)?;
        scene.is(asks, ASKS).then_some((asks, others))
    }

    /// Whether whoever was asked before a phrase was asked for an occasion: `asks B for an early appointment`.
    pub(super) fn asks_for_occasion(&self, verb: usize, after: usize) -> bool {
        let scene = self.scene;
        let occasion = |i: usize| matches!(scene.what(i), Some(What::Occasion(_)));
        scene.is(verb, ASKS) && scene.is(after, &["for"]) && (after + 2..after + 5).any(occasion)
    }

    /// Whether an occasion is an appointment: unless the words say so it need not have been kept.
    pub(super) fn is_appointment(&self, at: usize) -> bool {
        self.scene.text.is(self.scene.token(at), &["appointment", "appointments"])
    }
}

/// Whether a verb is one of meeting, with whoever is named after it.
fn meets(verb: &Verb) -> bool {
    match verb.class {
        VerbClass::Together | VerbClass::Receive => true,
        VerbClass::Tell => verb.kind == "meeting",
        VerbClass::Give | VerbClass::Say | VerbClass::Write => false,
    }
}
