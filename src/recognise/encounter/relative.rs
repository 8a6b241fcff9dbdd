//! Encounters that a relative clause tells of: `B, whom A also met`, `B, with whom A had a talk`, `the hour that A spent with
//! B`, `the remarks that A made to B`.

use super::Reader;
use super::clause::Mood;
use super::occasion::REACH;
use crate::claim::Kind;
use crate::recognise::cast::MemberId;
use crate::recognise::lexicon::{Cue, VerbClass};
use crate::recognise::phrase::What;
use crate::recognise::scene::Group;
use crate::rule;

impl Reader<'_> {
    /// `the visit that A paid to B`
    pub(super) fn visit_paid(&mut self, at: usize) -> Option<usize> {
        let scene = self.scene;
        let relative = scene.is(at, &["visit", "visits", "call"]) && scene.is(at + 1, &["that", "which"]);
        let guest = scene.group(at + 2).filter(|_| relative)?;
        let mut verb = guest.phrases.end;
        while scene.cue(verb, Cue::Link) || scene.sign(verb, ',') {
            verb += 1;
        }
        let to = scene.is(verb, &["paid"]) && scene.is(verb + 1, &["to"]);
        let host = scene.group(verb + 2).or_else(|| self.object_pronoun(verb + 2, &guest.members)).filter(|_| to)?;
        let end = host.phrases.end;
        let kind: Kind = "visit".into();
        self.enter([guest.members, host.members].concat(), &kind, false, rule::MEET_HELD_WITH, at..end);
        Some(end)
    }

    /// `the remarks that A made to B`, `a statement made by A to B`
    pub(super) fn remarks_made(&mut self, at: usize) -> Option<usize> {
        let scene = self.scene;
        if self.setting.own_words || !scene.cue(at, Cue::Remarks) || self.doubted(at) {
            return None;
        }
        let by = scene.is(at + 1, &["made"]) && scene.is(at + 2, &["by"]);
        let that = at + 1 + usize::from(scene.is(at + 1, &["that", "which"]));
        let one = scene.group(if by { at + 3 } else { that })?;
        let had = one.phrases.end + usize::from(scene.is(one.phrases.end, &["had", "has"]));
        let after = if by { one.phrases.end } else { had + 1 };
        // `made by A, a member of the staff, to B`
        let mut aside = after + 1..self.span.end.min(after + REACH);
        let to = if scene.sign(after, ',') { aside.find(|i| scene.sign(*i, ','))? + 1 } else { after };
        let made = (by || scene.is(had, &["made"])) && scene.is(to, &["to"]);
        let other = scene.group(to + 1).filter(|other| made && !scene.possessive(other.phrases.end))?;
        let end = other.phrases.end;
        let kind: Kind = "conversation".into();
        self.told = true;
        self.enter([one.members, other.members].concat(), &kind, false, rule::MEET_TELLS, at..end);
        self.told = false;
        Some(end)
    }

    /// `the hour that A spent with B`
    pub(super) fn time_spent(&mut self, at: usize) -> Option<usize> {
        let scene = self.scene;
        let one = scene.group(at + 1).filter(|_| scene.is(at, &["that", "which"]))?;
        let with = (one.phrases.end + 1..one.phrases.end + 4).find(|i| scene.is(*i, &["with"]))?;
        let other = scene.group(with + 1).filter(|_| scene.is(one.phrases.end, &["spent", "passed"]))?;
        let end = other.phrases.end;
        let kind: Kind = "meeting".into();
        self.enter([one.members, other.members].concat(), &kind, false, rule::MEET_HELD_WITH, at..end);
        Some(end)
    }

    /// `B, whom they also met`
    pub(super) fn whom(&mut self, at: usize) -> Option<usize> {
        let scene = self.scene;
        // the comma may have been passed
        let inside = at > 0 && scene.is(at, &["whom"]) && scene.sign(at - 1, ',');
        let at = if inside { at - 1 } else { at };
        if !scene.sign(at, ',') || !scene.is(at + 1, &["whom"]) {
            return None;
        }
        let other = scene.group_before(at, self.span.start)?;
        let subject = self.relative_subject(at + 2, &other)?;
        let lead = self.before_verb(subject.phrases.end);
        let met = |class: VerbClass, kind: &str| match class {
            VerbClass::Together => kind == "meeting",
            VerbClass::Tell | VerbClass::Receive => true,
            _ => false,
        };
        let verb = scene.verbs(lead.verb).iter().find(|(_, verb)| met(verb.class, &verb.kind))?;
        let planned = lead.mood == Mood::Open;
        if lead.mood == Mood::Denied || (planned && self.setting.own_words) {
            return None;
        }
        let phrases = other.phrases.start..verb.0;
        self.enter([subject.members, other.members].concat(), &verb.1.kind, planned, rule::MEET_WITH, phrases);
        Some(verb.0)
    }

    /// Who acts in a clause that tells more of somebody: people named, or whom a pronoun means beside the other.
    fn relative_subject(&self, at: usize, other: &Group) -> Option<Group> {
        let scene = self.scene;
        let single = scene.is(at, &["he", "she"]);
        let pronoun = || {
            let known = if self.setting.own_words {
                vec![&self.subject]
            } else {
                vec![&self.subject, &self.main, &self.before, &self.setting.authors]
            };
            let apart = |members: &[MemberId]| members.iter().all(|id| !other.members.contains(id));
            let members = known.into_iter().find(|members| !members.is_empty() && apart(members))?;
            (!single || members.len() == 1).then(|| Group { members: members.clone(), phrases: at..at + 1 })
        };
        scene.group(at).or_else(|| pronoun().filter(|_| single || scene.is(at, &["they"])))
    }

    /// `B, with whom A also spoke`, `B, with whom he had a talk`
    pub(super) fn with_whom(&mut self, at: usize) -> Option<usize> {
        let scene = self.scene;
        if !scene.is(at, &["with"]) || !scene.is(at + 1, &["whom"]) {
            return None;
        }
        let comma = at.checked_sub(1).filter(|i| scene.sign(*i, ',')).unwrap_or(at);
        let other = scene.group_before(comma, self.span.start)?;
        let subject = self.relative_subject(at + 2, &other)?;
        let lead = self.before_verb(subject.phrases.end);
        let talk = (lead.verb..lead.verb + 5).find(|i| matches!(scene.what(*i), Some(What::Occasion(_))));
        let talk = talk.filter(|talk| (lead.verb - 1..*talk).any(|i| scene.cue(i, Cue::Held)));
        let (end, kind) = match talk.and_then(|talk| scene.what(talk).map(|what| (talk, what))) {
            Some((talk, What::Occasion(kind))) => (talk + 1, kind),
            _ => {
                let verbs = scene.verbs(lead.verb).iter();
                let (end, verb) = verbs.clone().find(|(_, verb)| verb.class == VerbClass::Together)?;
                (*end, &verb.kind)
            }
        };
        let planned = lead.mood == Mood::Open;
        if lead.mood == Mood::Denied || (planned && self.setting.own_words) {
            return None;
        }
        let phrases = other.phrases.start..end;
        self.enter([other.members, subject.members].concat(), kind, planned, rule::MEET_WITH, phrases);
        Some(end)
    }
}
