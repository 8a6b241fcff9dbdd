//! Encounters by their verbs: `A discusses T with B`, `A tells B`, `A was received by B`, `joined by C`.

use super::{Mood, Reader};
use crate::claim::Kind;
use crate::recognise::cast::MemberId;
use crate::recognise::lexicon::{Cue, VerbClass};
use crate::recognise::phrase::What;
use crate::recognise::scene::Group;
use crate::rule;

/// What is written and sent.
const CORRESPONDENCE: &[&str] =
    &["letter", "letters", "message", "messages", "telegram", "telegrams", "cable", "speech", "statement", "article"];

impl Reader<'_> {
    /// What a subject does, if it deals with somebody; where the reading goes on. `first` says that the subject is the
    /// sentence's own.
    pub(super) fn deed(&mut self, subject: &Group, first: bool) -> Option<usize> {
        let scene = self.scene;
        let start = subject.phrases.end;
        let lead = self.before_verb(start + usize::from(scene.sign(start, ',')));
        let wished = !self.in_title && !first && (self.span.start..start).any(|i| scene.cue(i, Cue::Wish));
        // `will visit Bucharest and meet B`: the second verb is as open as the first
        let goes_on = scene.is(subject.phrases.start, &["and"]);
        self.mood = if goes_on { lead.mood.max(self.mood) } else { lead.mood };
        let planned = self.mood == Mood::Open || wished;
        let mut done = None;
        for (end, verb) in scene.verbs(lead.verb) {
            done = done.or(Some(end));
            if self.mood == Mood::Denied || self.doubted(subject.phrases.start) {
                continue;
            }
            if lead.passive != (verb.class == VerbClass::Receive && scene.is(end, &["by"])) {
                continue;
            }
            let (rule, others) = match verb.class {
                VerbClass::Together => (rule::MEET_WITH, self.companions(end, verb.kind == "meeting")),
                VerbClass::Tell => {
                    (rule::MEET_TELLS, self.listener(end, &subject.members).filter(|_| !self.by_letter(end)))
                }
                VerbClass::Give => (rule::MEET_TELLS, self.receiver(end)),
                VerbClass::Receive => (rule::MEET_RECEIVES, scene.group(end + usize::from(lead.passive))),
                VerbClass::Say | VerbClass::Write => (rule::MEET_WITH, None),
            };
            let with_each_other =
                verb.class == VerbClass::Together && subject.members.len() > 1 && !self.third_party(end);
            match others.filter(|others| !scene.possessive(others.phrases.end)) {
                Some(others) => {
                    let end = others.phrases.end;
                    let parties = [subject.members.clone(), others.members].concat();
                    self.enter(parties, &verb.kind, planned, rule, subject.phrases.start..end);
                    return Some(end);
                }
                None if with_each_other => {
                    let phrases = subject.phrases.start..end;
                    self.enter(subject.members.clone(), &verb.kind, planned, rule::MEET_JOINT_SUBJECT, phrases);
                    return done;
                }
                None if first && !planned && !self.published() => self.tell_the_diarist(subject, verb.class),
                None => {}
            }
        }
        done
    }

    /// With whom: after `with`, or right after `met`; right after `discussed` stands a topic.
    fn companions(&self, at: usize, met: bool) -> Option<Group> {
        let scene = self.scene;
        let clause = (at..self.span.end).take_while(|i| !scene.sign(*i, ';'));
        // `hold talks with B`, but `discuss the talks with B`
        let mut with = clause.filter(|i| scene.is(*i, &["with"]) && (*i == at || !self.is_topic(*i)));
        scene.group(at).filter(|_| met).or_else(|| with.find_map(|i| self.parties(i + 1)))
    }

    /// Whether `with` belongs to the topic: `discuss relations with B`, `discuss the talks with B`.
    fn is_topic(&self, with: usize) -> bool {
        let before = with.saturating_sub(1);
        self.scene.cue(before, Cue::Tie) || matches!(self.scene.what(before), Some(What::Occasion(_)))
    }

    /// Whether the words name a third party that is nobody of the cast: `discuss T with the Foreign Ministry`.
    fn third_party(&self, at: usize) -> bool {
        let institution = |i: usize| matches!(self.scene.what(i), Some(What::Body(_) | What::Mission(_)));
        let past_the = |i: usize| i + usize::from(self.scene.is(i, &["the"]));
        (at..self.span.end).any(|i| self.scene.is(i, &["with"]) && !self.is_topic(i) && institution(past_the(i + 1)))
    }

    /// Whom somebody tells: the people after the verb, or whom a pronoun means.
    fn listener(&self, at: usize, subject: &[MemberId]) -> Option<Group> {
        let pronoun = || {
            let met = self.ledger.encounters.iter().rev().find(|known| known.met(subject))?;
            let others = met.parties.iter().map(|party| party.0).filter(|id| !subject.contains(id));
            let members: Vec<MemberId> = others.collect();
            let meant = self.scene.is(at, &["him", "her", "them"]) && !members.is_empty();
            meant.then_some(Group { members, phrases: at..at + 1 })
        };
        self.scene.group(at).or_else(pronoun)
    }

    /// Whether the words before a clause leave unsaid what it says: `denied that`, `if`, `allegedly`.
    pub(super) fn doubted(&self, at: usize) -> bool {
        (self.span.start..at).any(|i| self.scene.cue(i, Cue::Doubt))
    }

    /// Whether the sentence tells of something said to everybody: on the radio, in the press.
    fn published(&self) -> bool {
        let words = &["radio", "newspaper", "newspapers", "press", "broadcast", "speech", "interview", "article"];
        self.span.clone().any(|i| self.scene.is(i, words))
    }

    /// Whether what is told has to do with a letter: `thanks B for his message`. It may have been told in another.
    fn by_letter(&self, at: usize) -> bool {
        let scene = self.scene;
        let clause = (at..self.span.end).take_while(|i| !scene.is(*i, &["that", "and", "but"]) && !scene.sign(*i, ';'));
        !self.in_title && clause.into_iter().any(|i| scene.is(i, CORRESPONDENCE))
    }

    /// To whom something is given or said: the people after `to`. `complains that his letter to B …` gives B nothing.
    fn receiver(&self, at: usize) -> Option<Group> {
        let scene = self.scene;
        let subordinate = |i: usize| scene.is(i, &["that", "who", "which", "whether", "how"]) || scene.sign(i, ';');
        let clause = (at..self.span.end).take_while(|i| !subordinate(*i));
        let mut to = clause.filter(|i| scene.is(*i, &["to"]) && !scene.cue(i - 1, Cue::Written));
        to.find_map(|i| scene.group(i + 1).filter(|group| !scene.possessive(group.phrases.end)))
    }

    /// In a journal, who speaks speaks to the diarist.
    fn tell_the_diarist(&mut self, subject: &Group, class: VerbClass) {
        let diarist = &self.setting.authors;
        let speaks = matches!(class, VerbClass::Say | VerbClass::Give | VerbClass::Tell | VerbClass::Together);
        if !self.setting.journal || self.in_title || !speaks || diarist.is_empty() {
            return;
        }
        let named = subject.members.iter().all(|id| self.cast.members[*id].is_named());
        let another = subject.members.iter().all(|id| !diarist.contains(id));
        let met = self.ledger.encounters.iter().any(|known| known.met(&subject.members));
        if named && another && !met {
            let parties = [diarist.clone(), subject.members.clone()].concat();
            let kind = Kind::new_static("conversation");
            // what was said is the evidence that it was said to somebody: the whole sentence
            self.enter(parties, &kind, false, rule::MEET_JOURNAL, subject.phrases.start..self.span.end);
        }
    }

    /// `joined by C`, `in the presence of C`, `C is also present`: more parties of the encounter told of last.
    pub(super) fn addition(&mut self, at: usize) -> Option<usize> {
        let scene = self.scene;
        let announced = (scene.is(at, &["joined", "accompanied"]) && scene.is(at + 1, &["by"]))
            || (scene.is(at, &["presence"]) && scene.is(at + 1, &["of"]))
            || (scene.is(at, &["together"]) && scene.is(at + 1, &["with"]));
        let (group, end) = if announced {
            let group = scene.group(at + 2)?;
            let end = group.phrases.end;
            (group, end)
        } else {
            let group = scene.group(at)?;
            let also = |i: &usize| scene.is(*i, &["is", "are", "was", "were", "also"]);
            let verb = (group.phrases.end..).find(|i| !also(i))?;
            let takes_part = scene.is(verb, &["took", "take", "takes"]) && scene.is(verb + 1, &["part"]);
            let present = takes_part || scene.is(verb, &["present", "participated", "joined"]);
            (group, present.then_some(verb + 1)?)
        };
        let words = scene.text.passage(&scene.tokens(&(at..end.min(self.span.end))));
        let known = &mut self.ledger.encounters;
        let told_last = known.iter().rposition(|known| !known.planned && known.in_title == self.in_title);
        let last = told_last.or_else(|| known.iter().rposition(|known| !known.planned))?;
        for id in group.members {
            if !known[last].has(id) {
                known[last].parties.push((id, words, rule::MEET_JOINED));
            }
        }
        Some(end)
    }
}
