//! Meetings that somebody aims at: whose they are, and which an infinitive tells of.
//!
//! ```text
//! aim   := governor … to MEET group           has asked to see B, tries in vain to meet B
//!        | governor … to be RECEIVED by group hopes to be received by B
//!        | governor of group? MEETING group   the hope of seeing B, no question of A receiving B
//!        | PREVENTS group from MEETING group  dissuades A from meeting B; A excused himself from receiving B
//!        | to reach group by telephone        tried to reach B by telephone
//!        | to bring group together            the plan to bring A and B together
//! whose := group 's governor                  A's request for a meeting with B
//!        | governor (of | by | from) group    the request of A for a meeting with B
//!        | DIRECTS group                      instructs A to meet B
//!        | that group … | for group           proposes that A come to meet B, thinks it best for A to meet B
//!        | group … governor                   A is reluctant to meet B
//! ```

use super::Reader;
use super::clause::DONE;
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
        if !self.setting.own_words && scene.is(at, &["of", "from"]) {
            return self.thought_of(at);
        }
        if self.setting.own_words || !scene.is(at, &["to"]) {
            return None;
        }
        if let Some(end) = self.reach_by_telephone(at).or_else(|| self.bring_together(at)) {
            return Some(end);
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
        self.aimed(at, whose, end, verb, passive)
    }

    /// Enters a meeting of somebody that is only aimed at, by the verb that ends at a phrase.
    fn aimed(&mut self, at: usize, whose: Group, end: usize, verb: &Verb, passive: bool) -> Option<usize> {
        let scene = self.scene;
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

    /// `the hope of seeing B`, `no question of A receiving B`, `excused himself from receiving B`, `kept A from meeting B`
    fn thought_of(&mut self, at: usize) -> Option<usize> {
        let scene = self.scene;
        let before = at.checked_sub(1).filter(|before| *before >= self.span.start)?;
        let of = scene.is(at, &["of"]);
        let named = scene.group(at + 1).filter(|named| of && !scene.possessive(named.phrases.end));
        let gerund = named.as_ref().map_or(at + 1, |named| named.phrases.end);
        if !scene.text.key(scene.token(gerund)).ends_with("ing") {
            return None;
        }
        let (end, verb) = scene.gerunds(gerund).into_iter().find(|(_, verb)| meets(verb))?;
        let own = scene.is(before, &["himself", "herself", "themselves"]);
        let kept = || {
            let kept = scene.group_before(at, self.span.start)?;
            scene.cue(kept.phrases.start.checked_sub(1)?, Cue::Prevents).then_some(kept)
        };
        let whose = if of {
            let owner = scene.cue(before, Cue::Idea).then(|| named.or_else(|| self.owner_of(before))).flatten();
            owner.filter(|owner| !owner.members.is_empty())
        } else if own {
            let excused = before.checked_sub(1).filter(|i| scene.is(*i, &["excused", "excuses", "excuse"]));
            excused.and_then(|excused| self.owner_of(excused))
        } else {
            kept()
        };
        self.aimed(at, whose?, end, verb, false)
    }

    /// `to bring A and B together`, `to bring A together with B`
    fn bring_together(&mut self, at: usize) -> Option<usize> {
        let scene = self.scene;
        let ones = scene.group(at + 2).filter(|_| scene.is(at + 1, &["bring"]))?;
        let together = ones.phrases.end;
        let with = scene.group(together + 2).filter(|_| scene.is(together + 1, &["with"]));
        let end = with.as_ref().map_or(together + 1, |with| with.phrases.end);
        let parties = [ones.members, with.map(|with| with.members).unwrap_or_default()].concat();
        if !scene.is(together, &["together"]) || parties.len() < 2 || (at > 0 && scene.is(at - 1, DONE)) {
            return None;
        }
        self.enter(parties, &Kind::new_static("meeting"), true, rule::MEET_PLANNED, at..end);
        Some(end)
    }

    /// `tried to reach B by telephone`, `tries to get B on the telephone`
    fn reach_by_telephone(&mut self, at: usize) -> Option<usize> {
        let scene = self.scene;
        let others = scene.group(at + 2).filter(|_| scene.is(at + 1, &["reach", "get", "contact", "call"]))?;
        let by = others.phrases.end;
        let telephone = by + 1 + usize::from(scene.is(by + 1, &["the"]));
        if !scene.is(by, &["by", "on"]) || !scene.is(telephone, &["telephone", "phone", "line"]) {
            return None;
        }
        let whose = self.whose(at).filter(|whose| whose.members.iter().all(|id| !others.members.contains(id)))?;
        let phrases = whose.phrases.start.min(at)..telephone + 1;
        let kind = Kind::new_static("telephone-call");
        self.enter([whose.members, others.members].concat(), &kind, true, rule::MEET_PLANNED, phrases);
        Some(telephone + 1)
    }

    /// Whose meeting it is that is only aimed at, where something before it leaves it open.
    pub(super) fn whose(&self, at: usize) -> Option<Group> {
        let scene = self.scene;
        let governor = self.governor(at)?;
        // `instructs A to`, `proposes that A`, `for A to`, `the request of A for`
        let named = (governor + 1..=at).rev().find_map(|end| {
            let group = scene.group_before(end, governor + 1).filter(|_| !scene.who[end - 1].is_empty())?;
            let before = group.phrases.start - 1;
            let arranges = (end..at).any(|i| scene.is(i, ARRANGES));
            // who is asked for a meeting with somebody else, or to arrange it, is not who has it
            let directed = scene.cue(before, Cue::Directs) && !arranges && !scene.is(end, &["for"]);
            // `leaves it to A to see B`
            let left = scene.is(before, &["to"]) && scene.is(before - 1, &["it"]);
            (directed || left || scene.is(before, &["that", "for", "of", "by", "from", "let"])).then_some(group)
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
            // `at a gathering`
            let noun = i > from && scene.is(i - 1, &["a", "an", "the", "his", "her", "their"]);
            let deed = !noun && (!scene.verbs(i).is_empty() || scene.text.is_deed(scene.token(i)));
            // `that A and B come to meet C`
            let joins =
                i > from && scene.is(i, &["and"]) && !scene.who[i - 1].is_empty() && !scene.who[i + 1].is_empty();
            (scene.is(i, CLAUSE) && !joins) || (deed && !scene.cue(i, Cue::Motion) && !infinitive(i))
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
        // `and the two agree`, `that he hopes`
        let alone = governor.checked_sub(2).filter(|at| *at >= self.span.start && scene.is(*at + 1, &["two", "three"]));
        if let Some(pronoun) = alone.and_then(|at| self.pronoun(at)) {
            return Some(pronoun);
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
            .or_else(|| self.to_whom_given(at))
            .or_else(|| self.whose(at))
            .or_else(|| self.owner_of(at).filter(|_| self.is_appointment(at)))
            .filter(apart)
    }

    /// For whom an occasion is to be had: `will try to get A an audience with B`.
    fn to_whom_given(&self, at: usize) -> Option<Group> {
        let scene = self.scene;
        let article = (at.saturating_sub(3).max(self.span.start + 1)..at).rev().find(|i| scene.is(*i, &["a", "an"]))?;
        let gets = |start: usize| start > self.span.start && scene.cue(start - 1, Cue::Arranges);
        let named = scene.group_before(article, self.span.start).filter(|named| gets(named.phrases.start));
        named.or_else(|| self.object_pronoun(article - 1, &self.subject).filter(|_| gets(article - 1)))
    }

    /// Whether somebody says that he will arrange an occasion, and need not be one of those who have it.
    pub(super) fn is_arranged_by_another(&self, at: usize) -> bool {
        let scene = self.scene;
        let from = self.clause_start(at).max(at.saturating_sub(TOPIC));
        let promises = |i: usize| scene.is(i, &["promises", "promised", "offers", "offered", "undertook"]);
        let to = (from..at).rev().find(|i| scene.is(*i, &["to"]) && scene.is(*i + 1, ARRANGES));
        to.is_some_and(|to| (to.saturating_sub(3).max(from)..to).any(promises))
            && !(from..at).any(|i| scene.is(i, &["for"]))
    }

    /// `B turned down A's request for a meeting`, `B refuses his request for an interview`
    pub(super) fn answered(&mut self, at: usize, kind: &Kind) -> Option<usize> {
        let scene = self.scene;
        let from = self.span.start.max(at.saturating_sub(TOPIC));
        let link = (from..at).rev().take(4).find(|i| scene.is(*i, &["for"]))?;
        let request = link.checked_sub(1).filter(|i| scene.is(*i, &["request", "requests", "wish", "application"]))?;
        let owns = self.before_adjectives(request)?;
        let possessor = scene.group_before(owns, self.span.start).filter(|_| scene.possessive(owns));
        let first = possessor.as_ref().map_or(owns, |owner| owner.phrases.start);
        let verb = (from..first).rev().take(2).find(|i| scene.cue(*i, Cue::Answers))?;
        let others = scene.group_before(self.before_link(verb), self.span.start)?;
        let known = [&self.subject, &self.main, &self.before, &self.setting.authors];
        let apart = |one: &&Vec<MemberId>| one.len() == 1 && !others.members.contains(&one[0]);
        let known = known.into_iter().find(apart).cloned();
        let whose = possessor.map(|owner| owner.members).or(known)?;
        if whose.iter().any(|id| others.members.contains(id)) {
            return None;
        }
        let phrases = others.phrases.start..at + 1;
        self.enter([whose, others.members].concat(), kind, true, rule::MEET_PLANNED, phrases);
        Some(at + 1)
    }

    /// Before the small words that stand in front of a verb: `had` in `had turned down`.
    fn before_link(&self, verb: usize) -> usize {
        let linked = |i: &usize| self.scene.cue(*i, Cue::Link) || self.scene.cue(*i, Cue::Open);
        (self.span.start..verb).rev().take_while(linked).last().unwrap_or(verb)
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
