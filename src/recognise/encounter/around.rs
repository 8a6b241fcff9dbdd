//! Occasions whose parties stand further off: past what was spoken of, or in the clause around them.
//!
//! ```text
//! OCCASION TOPIC (between | with) group       a conversation about the border between A and B
//! group VERB … (in | during) OCCASION with group   A outlines T in a meeting with B
//! group RECALL their OCCASION                 A reminds B of their meeting
//! OCCASION (hosted | given) by group          A attends a dinner hosted by B
//! OCCASION attended by group                  a meeting in Geneva attended by A and B
//! OCCASION from group to group                a telephone call from A to B
//! (after | when) VERBing group, group …       After meeting B in Geneva, A reports
//! TOLD by group , group …             Asked by B about the loan, A replies
//! group in PLACE and group in PLACE   A met B in Brno and C in Prague: one after the other
//! group , and then (with)? group              A met B and, later, C: one after the other
//! ```

use super::Reader;
use super::clause::Mood;
use super::occasion::REACH;
use super::plan::TO_COME;
use crate::claim::Kind;
use crate::recognise::cast::MemberId;
use crate::recognise::lexicon::{Cue, VerbClass};
use crate::recognise::phrase::What;
use crate::recognise::scene::Group;
use crate::rule;

/// How many phrases may tell of what was spoken.
const TOPIC: usize = 14;

/// Words that begin what was spoken of.
const ABOUT: &[&str] = &["on", "about", "concerning", "regarding", "of", "over"];

/// Words that no topic is named by: a clause of its own begins.
const CLAUSE: &[&str] =
    &["that", "who", "which", "whom", "whose", "while", "when", "as", "where", "how", "whether", "before", "after"];

/// Before an occasion that something was said at.
const DURING: &[&str] = &["in", "during", "at", "over"];

/// Before an occasion that had come to pass: `reminds B of their meeting`.
const TOLD_OF: &[&str] = &["of", "in", "during", "at", "after", "since", "following", "from", "recalls", "recalled"];

/// By whom a meal or a reception was given.
const HOSTED: &[&str] = &["hosted", "given", "offered", "arranged"];

/// After one encounter, before another of the same person.
const THEN: &[&str] = &["then", "later", "afterwards", "afterward", "subsequently", "thereafter", "next", "finally"];

impl Reader<'_> {
    /// Past what was spoken of, if the parties follow: `on Kashmir between A and B`, `about the treaty with B`. Of what
    /// people may be part of themselves, they may be part: `on the struggle between A and B`.
    pub(super) fn past_topic(&self, at: usize) -> usize {
        let scene = self.scene;
        let to_discuss =
            scene.is(at, &["to"]) && scene.verbs(at + 1).iter().any(|(_, verb)| verb.class == VerbClass::Together);
        let from = at + 1 + usize::from(to_discuss);
        let of = scene.is(at, &["of"]);
        // a document tells of more than one thing in a sentence
        let state = |i: usize| {
            matches!(scene.what(i), Some(What::Place(_)))
                || scene.is(i, &["the", "and"])
                || scene.sign(i, '/')
                || scene.sign(i, ',')
        };
        let sort = |i: &usize| {
            let named = match scene.what(*i) {
                Some(What::People(_) | What::Occasion(_)) | None => true,
                // `a meeting of the committee with B`
                Some(What::Body(_) | What::Mission(_)) => of,
                Some(_) => self.setting.own_words && !state(*i) && !scene.is(*i, &["between", "with"]),
            };
            !named && !scene.is(*i, CLAUSE) && !scene.sign(*i, ';') && !scene.sign(*i, ':') && !scene.sign(*i, '(')
        };
        let mut topic = (from..self.span.end.min(at + TOPIC)).take_while(sort);
        let link = topic.find(|i| scene.is(*i, &["between", "with"]));
        let follows = |link: &usize| {
            let parties =
                scene.group(link + 1).is_some_and(|group| scene.is(*link, &["with"]) || group.members.len() > 1);
            let joins =
                |i: usize| scene.cue(i, Cue::Tie) || (scene.cue(i, Cue::Sides) && scene.is(*link, &["between"]));
            // `differences of opinion between A and B`
            let tie = |i: usize| joins(i) && (i + 1 == *link || scene.is(i + 1, &["of", "in", "over"]));
            let doing = scene.is(*link, &["with"]) && scene.text.key(scene.token(link - 1)).ends_with("ing");
            parties && *link > from && !doing && !(from..*link).any(tie)
        };
        let about = (to_discuss && !self.setting.own_words)
            || (scene.is(at, ABOUT) && scene.who.get(at + 1).is_some_and(Vec::is_empty));
        link.filter(|link| about && follows(link)).unwrap_or(at)
    }

    /// Encounters that a noun tells of beside those of its own parties.
    pub(super) fn around(&mut self, at: usize, link: usize, kind: &Kind, planned: bool) -> Option<usize> {
        self.hosted_by(at, kind, planned)
            .or_else(|| self.attended_by(at, link, kind, planned))
            .or_else(|| self.theirs(at, link, kind, planned))
    }

    /// `A outlines the plan in a meeting with B`: A, if the sentence has named nobody else.
    pub(super) fn told_during(&mut self, at: usize, link: usize, kind: &Kind) -> Option<usize> {
        let scene = self.scene;
        if self.in_title || self.setting.own_words || !scene.is(link, &["with"]) {
            return None;
        }
        let others = self.parties(link + 1)?;
        let plain = |i: &usize| {
            matches!(scene.what(*i), Some(What::Token | What::Date(_) | What::Place(_)))
                && !scene.is(*i, &["the", "his", "her", "their", "of", "on", "to", "for", "and", "by", "from"])
                && !scene.is(*i, TO_COME)
                && !scene.possessive(*i)
                && !scene.sign(*i, ',')
        };
        let from = self.span.start.max(at.saturating_sub(REACH));
        let before = (from..at).rev().find(|i| scene.is(*i, DURING) || !plain(i))?;
        let told = scene.is(before, DURING).then_some(before)?;
        let owner = (self.span.start..told).find_map(|i| scene.group(i).or_else(|| self.he_at(i)))?;
        let apart = owner.members.iter().all(|id| !others.members.contains(id));
        let named = (owner.phrases.end..told).any(|i| !scene.who[i].is_empty());
        if !apart || named || owner.members != self.main {
            return None;
        }
        // `A, in a conversation with B, says`
        let inserted = told == owner.phrases.end + 1 && scene.sign(told - 1, ',');
        let lead = self.before_verb(if inserted { others.phrases.end + 1 } else { owner.phrases.end });
        let acts = !scene.verbs(lead.verb).is_empty() || scene.text.is_deed(scene.token(lead.verb));
        let closed = if inserted { scene.sign(others.phrases.end, ',') } else { lead.verb < told };
        // `proposes to discuss T in a meeting with B`
        let open = ["to", "that", "would", "will", "should", "might", "may", "could", "if"];
        let end_of_verb = scene.verbs(lead.verb).first().map_or(lead.verb + 1, |(end, _)| *end);
        let left_open =
            !inserted && (scene.is(end_of_verb, &["to"]) || (lead.verb..told).any(|i| scene.is(i, &open[1..])));
        let expected = scene.cue(lead.verb, Cue::Expects);
        if !acts || !closed || left_open || expected || lead.mood != Mood::Said {
            return None;
        }
        let end = others.phrases.end;
        let phrases = owner.phrases.start..end;
        let each = self.is_each_apart(told..at);
        for parties in self.respectively(owner.members, others.members, each, end) {
            self.enter(parties, kind, false, rule::MEET_HELD_WITH, phrases.clone());
        }
        Some(end)
    }

    /// `He` at the start of a sentence: whom it is about.
    fn he_at(&self, at: usize) -> Option<Group> {
        let he = at == self.span.start && self.scene.is(at, &["he", "she", "they"]) && !self.main.is_empty();
        he.then(|| Group { members: self.main.clone(), phrases: at..at + 1 })
    }

    /// `A reminds B of their meeting in Geneva`: in a letter its author and whom he writes to, elsewhere those whom the
    /// sentence is about.
    fn theirs(&mut self, at: usize, link: usize, kind: &Kind, planned: bool) -> Option<usize> {
        let scene = self.scene;
        let their = self.before_adjectives(at).filter(|their| scene.is(*their, &["their"]))?;
        let to_come = (their..at).any(|i| scene.is(i, TO_COME) || scene.is(i, &["forthcoming", "coming", "upcoming"]));
        let refers = |to: usize| to > self.span.start && scene.is(to - 1, &["refers", "referred", "refer"]);
        let told = their > self.span.start
            && (scene.is(their - 1, TOLD_OF) || (scene.is(their - 1, &["to"]) && refers(their - 1)));
        if self.setting.own_words || planned || to_come || !told || scene.is(link, &["with", "between"]) {
            return None;
        }
        if self.fell_through(at + 1) || kind == "visit" {
            return None;
        }
        let letter = self.setting.letter && self.setting.authors.len() == 1 && self.setting.recipients.len() == 1;
        let theirs = |id: &MemberId| self.setting.authors.contains(id) || self.setting.recipients.contains(id);
        let of_both = (self.span.start..their).all(|i| scene.who[i].iter().all(theirs));
        let parties = if letter && of_both && self.main == self.setting.authors {
            [self.main.clone(), self.setting.recipients.clone()].concat()
        } else if self.subject.len() > 1 && self.subject == self.main {
            self.subject.clone()
        } else {
            // `asks after B and recalls their meeting`
            let recalls = scene.is(their - 1, &["recalls", "recalled"]);
            let other = self.named_before(their).filter(|other| recalls && other.members != self.main)?;
            (self.main.len() == 1 && other.members.len() == 1).then(|| [self.main.clone(), other.members].concat())?
        };
        self.enter(parties, kind, false, rule::MEET_HELD_WITH, their..at + 1);
        Some(at + 1)
    }

    /// `A attends a dinner hosted by B`
    fn hosted_by(&mut self, at: usize, kind: &Kind, planned: bool) -> Option<usize> {
        let scene = self.scene;
        let by = scene.is(at + 1, HOSTED) && scene.is(at + 2, &["by"]);
        let host = scene.group(at + 3).filter(|_| by && !self.setting.own_words)?;
        let from = self.span.start.max(at.saturating_sub(REACH));
        let verb = (from..at).rev().find(|i| scene.is(*i, &["attended", "attends", "attend"]))?;
        let nobody = (verb..at).all(|i| scene.who[i].is_empty());
        let guest =
            scene.group_before(verb, self.span.start).filter(|_| nobody && !scene.possessive(host.phrases.end))?;
        let phrases = guest.phrases.start..host.phrases.end;
        let end = phrases.end;
        self.enter([guest.members, host.members].concat(), kind, planned, rule::MEET_RECEIVES, phrases);
        Some(end)
    }

    /// `a meeting in Geneva attended by A and B`, where nothing else tells who had it
    fn attended_by(&mut self, at: usize, link: usize, kind: &Kind, planned: bool) -> Option<usize> {
        let scene = self.scene;
        let place = scene.is(link, &["in", "at"]) && matches!(scene.what(link + 1), Some(What::Place(_)));
        let by = link + 2 * usize::from(place);
        let attended = scene.is(by, &["attended"]) && scene.is(by + 1, &["by"]) && !self.setting.own_words;
        let group = scene.group(by + 2).filter(|group| attended && group.members.len() > 1)?;
        let end = group.phrases.end;
        // beside those who have it they are there, too
        let known = self.ledger.of_title().is_some() || scene.cue(by - 1, Cue::Link);
        (!known).then(|| self.enter(group.members, kind, planned, rule::MEET_BETWEEN, at..end))?;
        Some(end)
    }

    /// `a telephone call from A to B`
    pub(super) fn called_to(&mut self, at: usize, link: usize, kind: &Kind, planned: bool) -> Option<usize> {
        let scene = self.scene;
        let one = scene.group(link + 1).filter(|_| kind == "telephone-call" && scene.is(link, &["from"]))?;
        let to = one.phrases.end;
        let other = scene.group(to + 1).filter(|_| scene.is(to, &["to"]))?;
        let end = other.phrases.end;
        self.enter([one.members, other.members].concat(), kind, planned, rule::MEET_BETWEEN, at..end);
        Some(end)
    }

    /// `After meeting B in Geneva, A reports`
    pub(super) fn opened_by_deed(&mut self) {
        let scene = self.scene;
        let start = self.span.start;
        let opens = scene.is(start, &["after", "upon", "on", "while", "when", "since"]);
        let gerund = scene.text.key(scene.token(start + 1)).ends_with("ing");
        if self.in_title || self.setting.own_words {
            return;
        }
        if let Some(by) = self.past_participle_by(start) {
            return self.opened_by(start, by);
        }
        if !opens || !gerund {
            return;
        }
        let meets = |class: VerbClass| matches!(class, VerbClass::Together | VerbClass::Tell | VerbClass::Receive);
        let Some((end, verb)) = scene.gerunds(start + 1).into_iter().find(|(_, verb)| meets(verb.class)) else {
            return;
        };
        let with = usize::from(scene.is(end, &["with"]));
        let direct = with == 1 || verb.kind == "meeting" || verb.class != VerbClass::Together;
        let Some(others) = self.parties(end + with).filter(|_| direct) else { return };
        let Some((others, owner)) = self.before_subject(others) else { return };
        let lead = self.before_verb(owner.phrases.end);
        let acts = !scene.verbs(lead.verb).is_empty() || scene.text.is_deed(scene.token(lead.verb));
        let apart = !others.members.is_empty() && owner.members.iter().all(|id| !others.members.contains(id));
        if acts && apart {
            let parties = [owner.members, others.members].concat();
            self.enter(parties, &verb.kind, false, rule::MEET_WITH, start + 1..owner.phrases.end);
        }
    }

    /// Where a sentence opens with what was done to its subject by somebody: `Asked by`, `Received in Bonn by`.
    fn past_participle_by(&self, start: usize) -> Option<usize> {
        let scene = self.scene;
        let (end, _) =
            scene.verbs(start).iter().find(|(_, verb)| matches!(verb.class, VerbClass::Tell | VerbClass::Receive))?;
        let participle = scene.text.key(scene.token(start)).ends_with("ed") || scene.is(start, &["told"]);
        let by = self.past_circumstance(*end).unwrap_or(*end);
        (participle && scene.is(by, &["by"])).then_some(by)
    }

    /// `Asked by B about the loan, A replies`
    fn opened_by(&mut self, start: usize, by: usize) {
        let scene = self.scene;
        let Some(others) = self.parties(by + 1) else { return };
        let Some((others, owner)) = self.before_subject(others) else { return };
        let lead = self.before_verb(owner.phrases.end);
        let acts = !scene.verbs(lead.verb).is_empty() || scene.text.is_deed(scene.token(lead.verb));
        let apart = !others.members.is_empty() && owner.members.iter().all(|id| !others.members.contains(id));
        let verb = scene.verbs(start).iter().map(|(_, verb)| *verb);
        let verb = verb.into_iter().find(|verb| matches!(verb.class, VerbClass::Tell | VerbClass::Receive));
        if let Some(verb) = verb.filter(|_| acts && apart) {
            let received = verb.class == VerbClass::Receive;
            let rule = if received { rule::MEET_RECEIVES } else { rule::MEET_TELLS };
            self.told = true;
            let parties = [owner.members, others.members].concat();
            self.enter(parties, &verb.kind, false, rule, start..owner.phrases.end);
            self.told = false;
        }
    }

    /// Whom an opening clause tells of, and the subject behind its comma: `B in Geneva, A`; of `B, A` the last.
    fn before_subject(&self, others: Group) -> Option<(Group, Group)> {
        let scene = self.scene;
        let after = others.phrases.end;
        let mut comma = (after..self.span.end.min(after + REACH)).take_while(|i| scene.who[*i].is_empty());
        if let Some(comma) = comma.find(|i| scene.sign(*i, ',')) {
            return Some((others, scene.group(comma + 1)?));
        }
        let comma = others.phrases.end.checked_sub(2).filter(|i| *i > others.phrases.start && scene.sign(*i, ','))?;
        let owner = scene.group(comma + 1)?;
        let members = others.members.into_iter().filter(|id| !owner.members.contains(id)).collect();
        Some((Group { members, phrases: others.phrases.start..comma }, owner))
    }

    /// Whom the same people dealt with after others: `met B and, later, C`, `met with B and then with C`.
    pub(super) fn in_turn(&self, end: usize) -> Option<Group> {
        let scene = self.scene;
        if let Some(other) = self.in_another_place(end) {
            return Some(other);
        }
        let comma = end + usize::from(scene.sign(end, ','));
        let and = comma + usize::from(scene.is(comma, &["and"]));
        let then = and + usize::from(scene.sign(and, ','));
        let after = then + 1 + usize::from(scene.sign(then + 1, ','));
        let at = after + usize::from(scene.is(after, &["with", "by"]));
        let then = and > end && scene.is(then, THEN);
        let group = scene.group(at).filter(|group| then && group.phrases.end <= self.span.end)?;
        // `and then C told him …`: a clause of its own
        let acts = at == after && !scene.verbs(self.before_verb(group.phrases.end).verb).is_empty();
        (!acts && !scene.possessive(group.phrases.end)).then_some(group)
    }

    /// `met A in Brno and B in Prague`: B.
    fn in_another_place(&self, end: usize) -> Option<Group> {
        let scene = self.scene;
        // a place need not be known
        let past_place = |at: usize| {
            let named = scene.is(at, &["in", "at"]) && scene.text.capital(scene.token(at + 1));
            let plain = named && matches!(scene.what(at + 1), Some(What::Token));
            self.past_circumstance(at).or(plain.then_some(at + 2))
        };
        let and = past_place(end)?;
        let and = and + usize::from(scene.sign(and, ','));
        let other = scene.group(and + 1).filter(|_| scene.is(and, &["and"]))?;
        let placed = past_place(other.phrases.end)?;
        // `and B in Prague told him`: a clause of its own
        let acts = !scene.verbs(self.before_verb(placed).verb).is_empty();
        (!acts && placed <= self.span.end).then_some(other)
    }
}
