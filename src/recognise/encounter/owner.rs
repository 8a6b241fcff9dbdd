//! Whose an occasion is of which the words name the other side alone: `his meeting with B`, `a conversation with B`.

use super::Reader;
use super::clause::Mood;
use super::occasion::REACH;
use crate::recognise::cast::MemberId;
use crate::recognise::lexicon::{Cue, VerbClass};
use crate::recognise::phrase::What;
use crate::recognise::scene::Group;

impl Reader<'_> {
    /// Who holds an occasion by a verb: `A had three rounds of talks with B`, `A reports on a luncheon with B`, and after
    /// it `In a conversation with B, A says …`.
    pub(super) fn holder(&self, at: usize, end: usize, others: &[MemberId]) -> Option<(Group, Mood)> {
        let scene = self.scene;
        if self.in_title {
            return None;
        }
        let from = self.clause_start(at).max(at.saturating_sub(REACH + 7));
        let holds = |i: usize| {
            if self.setting.own_words {
                return scene.is(i, &["had", "held", "attended", "conducted", "having"]);
            }
            // `was to go on to a meeting with B`
            let goes = scene.is(i, &["go", "goes", "went", "proceed", "proceeds", "proceeded"])
                && scene.is(i + 1 + usize::from(scene.is(i + 1, &["on"])), &["to"]);
            scene.cue(i, Cue::Held)
                || goes
                || scene.is(
                    i,
                    &["attends", "attend", "enjoyed", "engaged", "engages", "entered", "opened", "began", "concluded"],
                )
                || scene
                    .verbs(i)
                    .iter()
                    .any(|(_, verb)| verb.class != VerbClass::Together && verb.class != VerbClass::Receive)
        };
        let verb = (from..at).rev().find(|i| holds(*i));
        if let Some(verb) = verb {
            // nobody else may stand between the verb and its object
            // but whom it is told to: `tells B how the meeting with C went`
            let told = scene.group(verb + 1).map_or(verb + 1, |group| group.phrases.end);
            let others_between = (told.min(at)..at).any(|i| !scene.who[i].is_empty());
            let owner = (self.span.start..verb).rev().find_map(|start| {
                let group = scene.group(start).or_else(|| {
                    if !scene.is(start, &["he", "she", "they"]) {
                        return None;
                    }
                    let members = if self.subject.is_empty() { self.antecedent(start) } else { self.subject.clone() };
                    (!members.is_empty()).then(|| Group { members, phrases: start..start + 1 })
                })?;
                let lead = self.before_verb(group.phrases.end);
                (lead.verb == verb || self.reaches(group.phrases.end, verb)).then_some((group, lead.mood))
            });
            if let Some((group, mood)) = owner.filter(|_| !others_between) {
                let again = group.members.iter().all(|id| others.contains(id));
                return (!again).then_some((group, mood));
            }
            let goes_on = scene.cue(verb, Cue::Held) || (verb > 0 && scene.is(verb - 1, &["and"]));
            if !others_between && goes_on && self.subject.len() == 1 && !others.contains(&self.subject[0]) {
                let group = Group { members: self.subject.clone(), phrases: verb..verb + 1 };
                // `is reluctant to hold talks`
                let infinitive = verb > from && scene.is(verb - 1, &["to"]);
                return Some((group, if infinitive { Mood::Open } else { Mood::Said }));
            }
        }
        let owner = self.opened_with(at, end, others);
        owner.or_else(|| self.opened_by_writer(at, end, others)).map(|owner| (owner, Mood::Said))
    }

    /// `In a conversation with B last night he told me`: the writer, where the sentence opens so.
    pub(super) fn opened_by_writer(&self, at: usize, end: usize, others: &[MemberId]) -> Option<Group> {
        let scene = self.scene;
        let writer = scene.writer_at(at).filter(|_| self.setting.own_words)?;
        let opens = |i: &usize| scene.is(*i, &["in", "during", "at", "after", "following", "from"]);
        let from = (self.span.start..at).rev().take(6).find(opens)?;
        let begins = (from..at).all(|i| scene.who[i].is_empty() && !scene.sign(i, ','));
        // nobody else may be the one who had it: `, I learned`, `last night he told me`
        let next =
            (end..self.span.end.min(end + 6)).find(|i| !scene.who[*i].is_empty() || scene.is(*i, &["he", "she"]));
        let next = next.filter(|_| begins)?;
        let the_other = scene.is(next, &["he", "she"]) || scene.who[next].iter().all(|id| others.contains(id));
        let heard = (next..self.span.end.min(next + 8)).any(|i| scene.is(i, &["me"]) && scene.who[i] == [writer]);
        let first = scene.who[next] == [writer] || (the_other && heard);
        first.then(|| Group { members: vec![writer], phrases: next..next + 1 })
    }

    /// `In a conversation with B on 3 May, A says`: A.
    pub(super) fn opened_with(&self, at: usize, end: usize, others: &[MemberId]) -> Option<Group> {
        let scene = self.scene;
        let opens = scene.is(self.span.start, &["in", "during", "at", "after", "following", "over", "before"])
            && (self.span.start..at).all(|i| scene.who[i].is_empty());
        let comma = (end..self.span.end.min(end + 8)).find(|i| scene.sign(*i, ','))?;
        let owner = scene.group(comma + 1).filter(|_| opens)?;
        let lead = self.before_verb(owner.phrases.end);
        let again = owner.members.iter().any(|id| others.contains(id));
        (!again && !scene.verbs(lead.verb).is_empty()).then_some(owner)
    }

    /// `congratulates A on his talks with B`: A.
    pub(super) fn of_another(&self, his: usize) -> Option<Group> {
        let scene = self.scene;
        let other = self.named_before(his).filter(|other| other.members.len() == 1)?;
        let (start, end) = (other.phrases.start, other.phrases.end);
        let object = start > self.span.start && scene.cue(start - 1, Cue::OfAnother) && his - end < REACH;
        let plain = |i: usize| !scene.sign(i, ',') && !scene.sign(i, ';') && scene.verbs(i).is_empty();
        (object && (end..his).all(plain)).then_some(other)
    }

    /// Whether an occasion is one of several topics: `discusses the navy, talks with B, and trade`.
    pub(super) fn is_topic_item(&self, at: usize) -> bool {
        let scene = self.scene;
        if self.in_title || at == self.span.start || !(scene.sign(at - 1, ',') || scene.is(at - 1, &["and"])) {
            return false;
        }
        let topics = |i: usize| scene.cue(i, Cue::Topic) && scene.is(i, &["on", "about", "regarding", "concerning"]);
        let discusses = |i: usize| scene.verbs(i).iter().any(|(_, verb)| verb.class == VerbClass::Together);
        let from = self.clause_start(at).max(at.saturating_sub(REACH));
        let plain = |i: &usize| scene.who[*i].is_empty() && !scene.cue(*i, Cue::Held);
        let mut before = (from..at - 1).rev().take_while(plain);
        let topic = before.find(|i| discusses(*i) || topics(*i));
        topic.is_some_and(|topic| (topic..at).any(|i| scene.sign(i, ',')))
    }

    /// Whether only small words stand between a subject and a verb.
    pub(super) fn reaches(&self, from: usize, verb: usize) -> bool {
        let scene = self.scene;
        (from..verb).all(|i| {
            scene.cue(i, Cue::Link) || scene.cue(i, Cue::Held) || scene.text.key(scene.token(i)).ends_with("ly")
        })
    }

    /// The phrase before an occasion and its adjectives: `'s` in `Mikoyan's three-hour conversation`.
    pub(super) fn before_adjectives(&self, at: usize) -> Option<usize> {
        let scene = self.scene;
        let mine = |i: usize| self.setting.own_words && scene.is(i, &["my"]);
        let owns = |i: usize| scene.possessive(i) || scene.is(i, &["his", "her", "their"]) || mine(i);
        let from = self.span.start.max(at.saturating_sub(REACH));
        let plain = |i: &usize| {
            matches!(scene.what(*i), Some(What::Token | What::Date(_)))
                && !scene.is(*i, &["a", "the", "on", "of", "with"])
        };
        (from..at).rev().take_while(plain).find(|i| owns(*i))
    }

    /// Whether the occasion is what the document is about and nobody else's: `Note on a Conversation with B`, `A report on
    /// a luncheon with B`; not `Nixon's remarks in the meeting with B`, `Conversation with B by C`.
    pub(super) fn is_the_authors(&self, at: usize, end: usize) -> bool {
        let scene = self.scene;
        let authors = &self.setting.authors;
        let before = self.span.start..at;
        let others = before.clone().any(|i| scene.who[i].iter().any(|id| !authors.contains(id)));
        let bracketed = before.clone().any(|i| scene.sign(i, '('));
        let led = scene.is(end, &["by", "of", "led", "headed"]);
        let words = before.filter(|i| matches!(scene.what(*i), Some(What::Token))).count();
        let body = at > 0 && matches!(scene.what(at - 1), Some(What::Body(_)));
        let opening = self.in_title || (self.span.start == 0 && words <= 14);
        !others && !bracketed && !led && !body && opening
    }

    /// Whom `he` means before an occasion: the sentence's subject, or whom it named last; otherwise the author.
    pub(super) fn antecedent(&self, before: usize) -> Vec<MemberId> {
        let scene = self.scene;
        if self.setting.own_words {
            let he = self.subject.len() == 1 && !self.subject.iter().any(|id| Some(*id) == scene.writer);
            return if he { self.subject.clone() } else { Vec::new() };
        }
        if !self.subject.is_empty() {
            return self.subject.clone();
        }
        let opening = scene.group(self.span.start);
        if let Some(subject) = opening.filter(|g| g.phrases.end < before && !scene.possessive(g.phrases.end)) {
            return subject.members;
        }
        if !self.main.is_empty() {
            return self.main.clone();
        }
        let to_whom = |group: &Group| group.members.iter().all(|id| self.setting.recipients.contains(id));
        match self.named_before(before) {
            // `Telegram from A to B on a conversation he held with C`
            Some(group) if to_whom(&group) && !self.setting.authors.is_empty() => self.setting.authors.clone(),
            Some(group) => group.members,
            None if self.subject.is_empty() => self.setting.authors.clone(),
            None => self.subject.clone(),
        }
    }

    /// Whose the words are that tell of `his` occasion: `Brezhnev's impressions of his conversation with B`.
    pub(super) fn possessor(&self, his: usize) -> Option<Group> {
        let scene = self.scene;
        let from = self.span.start.max(his.saturating_sub(REACH));
        let mark = (from..his).rev().find(|i| scene.possessive(*i))?;
        let nobody = (mark + 1..his).all(|i| scene.who[i].is_empty() && !scene.sign(i, ','));
        let linked =
            scene.is(his - 1, &["of", "at", "during", "from", "about", "on", "after", "in", "following", "and"]);
        scene.group_before(mark, self.span.start).filter(|_| nobody && linked)
    }
}
