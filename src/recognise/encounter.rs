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

use super::cast::{Cast, MemberId};
use super::lexicon::{PlaceWord, VerbClass};
use super::phrase::What;
use super::scene::{Group, Scene};
use crate::claim::{Kind, PlaceSlug};
use crate::record::Passage;
use crate::rule::{self, Basis, Rule};
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

/// What of the record the grammar needs to know besides the text: who wrote it to whom, and whether it is a journal.
pub(crate) struct Setting {
    pub authors: Vec<MemberId>,
    pub recipients: Vec<MemberId>,
    pub journal: bool,
    /// A letter: what its author `tells` and `asks` somebody, it says in writing.
    pub letter: bool,
}

/// Verbs and adverbs between a subject and its verb that change nothing.
const LINKS: &[&str] = &[
    "has",
    "had",
    "have",
    "also",
    "then",
    "later",
    "again",
    "was",
    "is",
    "were",
    "are",
    "been",
    "being",
    "who",
    "which",
    "when",
    "recently",
    "briefly",
    "privately",
    "once",
    "twice",
    "further",
    "furthermore",
    "both",
    "each",
    "himself",
    "themselves",
    "jointly",
    "separately",
    "together",
    "did",
];

/// Words that leave open or deny that it came to pass.
const OPEN: &[&str] = &[
    "will", "would", "may", "might", "should", "could", "can", "shall", "cannot", "to", "not", "never", "refused",
    "refuses", "declined", "declines", "intends", "plans", "planned", "hopes", "wants", "unable", "if", "whether",
    "failed", "going",
];

/// Words before an occasion or a subordinate clause that make it a plan, a wish or a refusal.
const WISHES: &[&str] = &[
    "proposes",
    "proposed",
    "propose",
    "suggests",
    "suggested",
    "suggest",
    "suggestion",
    "proposal",
    "requests",
    "requested",
    "request",
    "asks",
    "asked",
    "wish",
    "wishes",
    "desire",
    "planned",
    "possible",
    "forthcoming",
    "upcoming",
    "postponed",
    "postponement",
    "cancelled",
    "canceled",
    "refused",
    "refusal",
    "declined",
    "turned",
    "invitation",
    "intention",
    "intends",
    "attempt",
    "attempts",
    "attempted",
    "unable",
    "recommends",
    "recommended",
    "preparations",
    "until",
    "before",
    "ahead",
    "arrange",
    "arranged",
    "appointment",
    "prospective",
    "scheduled",
];

/// Verbs that carry an occasion: `a conversation he held with B`.
const HELD: &[&str] = &["held", "had", "has", "have", "conducted", "holds", "having", "attended"];

/// Reads the encounters of a title and a description.
pub(crate) fn read(
    title: &Scene<'_, '_>,
    description: Option<&Scene<'_, '_>>,
    cast: &Cast,
    setting: &Setting,
) -> Vec<Encounter> {
    let mut reader =
        Reader { cast, setting, found: Vec::new(), in_title: true, subject: Vec::new(), partner: Vec::new() };
    reader.span(title, 0..title.phrases.len());
    if let Some(scene) = description {
        reader.in_title = false;
        for sentence in scene.sentences() {
            reader.span(scene, sentence);
        }
    }
    let mut found = reader.found;
    found.retain(|encounter| encounter.parties.len() > 1);
    found
}

struct Reader<'r> {
    cast: &'r Cast,
    setting: &'r Setting,
    found: Vec<Encounter>,
    in_title: bool,
    /// Whom `he` or `they` means.
    subject: Vec<MemberId>,
    /// Whom `him` or `her` means.
    partner: Vec<MemberId>,
}

impl Reader<'_> {
    /// Reads a title, or a sentence.
    fn span(&mut self, scene: &Scene<'_, '_>, span: Range<usize>) {
        let mut first = true;
        let mut at = span.start;
        while at < span.end {
            let next = if let Some(What::Occasion(kind)) = scene.what(at) {
                self.occasion(scene, &span, at, kind)
            } else {
                None
            };
            if let Some(end) = next {
                at = end;
                continue;
            }
            if let Some(end) = self.addition(scene, &span, at) {
                at = end;
                continue;
            }
            let subject =
                scene.group(at).or_else(|| self.pronoun(scene, at)).or_else(|| self.same_subject(scene, at, first));
            let Some(group) = subject.filter(|group| group.phrases.end <= span.end) else {
                at += 1;
                continue;
            };
            if scene.possessive(group.phrases.end) {
                at = group.phrases.end + 1;
                self.possessive(scene, &span, &group);
                continue;
            }
            let group = self.with_company(scene, group);
            let end = self.deed(scene, &span, &group, first);
            if end.is_some() || first {
                self.subject.clone_from(&group.members);
            }
            first = false;
            at = end.unwrap_or(group.phrases.end);
        }
    }

    /// `he`, `they`, `the two`: whom they mean.
    fn pronoun(&self, scene: &Scene<'_, '_>, at: usize) -> Option<Group> {
        let one = scene.is(at, &["he", "she"]) && self.subject.len() == 1;
        if one {
            return Some(Group { members: self.subject.clone(), phrases: at..at + 1 });
        }
        let the_two = scene.is(at, &["the"]) && scene.is(at + 1, &["two", "three"]);
        let both = scene.is(at, &["both", "they"]) && scene.who.get(at + 1).is_none_or(Vec::is_empty);
        let end = at + if the_two || (scene.is(at, &["both"]) && scene.is(at + 1, &["sides", "men"])) { 2 } else { 1 };
        let last = self.found.iter().rev().find(|encounter| !encounter.planned && encounter.parties.len() > 1)?;
        let members = last.parties.iter().map(|(id, ..)| *id).collect();
        (the_two || both).then_some(Group { members, phrases: at..end })
    }

    /// `A tells B …, and was received by C`: the subject goes on.
    fn same_subject(&self, scene: &Scene<'_, '_>, at: usize, first: bool) -> Option<Group> {
        if first || self.subject.is_empty() || !scene.is(at, &["and"]) {
            return None;
        }
        let mut verb = at + 1;
        while scene.is(verb, LINKS) || scene.is(verb, OPEN) {
            verb += 1;
        }
        (!scene.verbs(verb).is_empty()).then(|| Group { members: self.subject.clone(), phrases: at..at + 1 })
    }

    /// `A, accompanied by B and C, met …`: B and C with A.
    fn with_company(&self, scene: &Scene<'_, '_>, group: Group) -> Group {
        let at = group.phrases.end;
        let company = scene.sign(at, ',')
            && ((scene.is(at + 1, &["accompanied", "joined"]) && scene.is(at + 2, &["by"]))
                || (scene.is(at + 1, &["together"]) && scene.is(at + 2, &["with"])));
        match scene.group(at + 3).filter(|_| company) {
            Some(more) if scene.sign(more.phrases.end, ',') => Group {
                members: [group.members, more.members].concat(),
                phrases: group.phrases.start..more.phrases.end,
            },
            _ => group,
        }
    }

    /// An occasion by its noun; where its phrase ends.
    fn occasion(&mut self, scene: &Scene<'_, '_>, span: &Range<usize>, at: usize, kind: &Kind) -> Option<usize> {
        let planned = (span.start..at).rev().take(5).any(|i| scene.is(i, WISHES)) && !self.in_title;
        // past `on 29 November 1957` and `in Sofia` to what binds the parties
        let mut link = at + 1;
        while matches!(scene.what(link), Some(What::Date(_)))
            || (scene.is(link, &["on", "of"]) && matches!(scene.what(link + 1), Some(What::Date(_))))
        {
            link += 1;
        }
        if scene.is(link, &["between", "of", "among"])
            && let Some((end, members)) = self.parties(scene, span, link + 1)
            && members.len() > 1
        {
            self.add(scene, members, kind, planned, rule::MEET_BETWEEN, at..end);
            return Some(end);
        }
        // `Todor Zhivkov – Indira Gandhi Meeting`
        if let Some(group) = (span.start..at)
            .rev()
            .find_map(|i| scene.group(i).filter(|g| g.phrases.end == at && scene.who[i].len() < g.members.len()))
        {
            let dashed = (group.phrases.start..at).any(|i| scene.sign(i, '–') || scene.sign(i, '—'));
            if dashed {
                self.add(scene, group.members, kind, planned, rule::MEET_BETWEEN, group.phrases.start..at + 1);
                return Some(at + 1);
            }
        }
        // `a conversation (that) he held with B`
        let that = link + usize::from(scene.is(link, &["that", "which"]));
        let held = scene.group(that).or_else(|| self.own(scene, span, that, at));
        if let Some(owner) = held
            && scene.is(owner.phrases.end, HELD)
            && scene.is(owner.phrases.end + 1, &["with"])
            && let Some((end, members)) = self.parties(scene, span, owner.phrases.end + 2)
        {
            let respectively = scene.is(end + usize::from(scene.sign(end, ',')), &["respectively"]);
            if respectively && owner.members.len() == members.len() {
                for (one, other) in owner.members.into_iter().zip(members) {
                    self.add(scene, vec![one, other], kind, planned, rule::MEET_HELD_WITH, at..end);
                }
            } else {
                self.add(scene, [owner.members, members].concat(), kind, planned, rule::MEET_HELD_WITH, at..end);
            }
            return Some(end);
        }
        if !scene.is(link, &["with", "of"]) {
            return None;
        }
        let (end, members) = self.parties(scene, span, link + 1)?;
        // `his meeting with B`, `A's talk with B`
        let mut own = at;
        while own > span.start
            && matches!(scene.what(own - 1), Some(What::Token))
            && at - own < 3
            && !scene.possessive(own - 1)
            && !scene.is(own - 1, &["his", "her", "their"])
            && !scene.is(own - 1, &["a", "the", "on", "of", "with"])
        {
            own -= 1;
        }
        if own > span.start && scene.possessive(own - 1) {
            let owner =
                (span.start..own - 1).rev().find_map(|i| scene.group(i).filter(|g| g.phrases.end == own - 1))?;
            let parties = [owner.members, members].concat();
            self.add(scene, parties, kind, planned, rule::MEET_BETWEEN, owner.phrases.start..end);
        } else if scene.is(own.saturating_sub(1), &["his", "her", "their"]) && own > span.start {
            let owner = self.antecedent(scene, span, at);
            self.add(scene, [owner, members].concat(), kind, planned, rule::MEET_HELD_WITH, at..end);
        } else if scene.is(link, &["with"])
            && !self.setting.authors.is_empty()
            && !planned
            && self.is_the_subject(scene, span, at)
        {
            let parties = [self.setting.authors.clone(), members].concat();
            self.add(scene, parties, kind, false, rule::MEET_AUTHOR, at..end);
        }
        Some(end)
    }

    /// Whether the occasion is what the document is about: `Note on a Conversation with B`, `A report on a luncheon with B`.
    fn is_the_subject(&self, scene: &Scene<'_, '_>, span: &Range<usize>, at: usize) -> bool {
        let bracketed = (span.start..at).any(|i| scene.sign(i, '('));
        let opening = span.start == 0 && (0..at).filter(|i| matches!(scene.what(*i), Some(What::Token))).count() <= 8;
        !bracketed && (self.in_title || opening)
    }

    /// `A's talk with B` has been reached at its possessive: remember who owns it.
    fn possessive(&mut self, _scene: &Scene<'_, '_>, _span: &Range<usize>, group: &Group) {
        if self.subject.is_empty() {
            self.subject.clone_from(&group.members);
        }
    }

    /// `he` before `held`: whoever was named last before the occasion, or the author.
    fn own(&self, scene: &Scene<'_, '_>, span: &Range<usize>, at: usize, occasion: usize) -> Option<Group> {
        let pronoun = scene.is(at, &["he", "she", "they", "i", "we"]);
        pronoun.then(|| Group { members: self.antecedent(scene, span, occasion), phrases: at..at + 1 })
    }

    /// Whom `he` means before an occasion: the sentence's subject, or whom it named last; otherwise the author.
    fn antecedent(&self, scene: &Scene<'_, '_>, span: &Range<usize>, before: usize) -> Vec<MemberId> {
        if let Some(subject) =
            scene.group(span.start).filter(|g| g.phrases.end < before && !scene.possessive(g.phrases.end))
        {
            return subject.members;
        }
        let named = (span.start..before).rev().find_map(|i| {
            let whole = (span.start..=i).find_map(|start| scene.group(start).filter(|g| g.phrases.contains(&i)));
            whole.map(|group| group.members)
        });
        named.unwrap_or_else(
            || if self.subject.is_empty() { self.setting.authors.clone() } else { self.subject.clone() },
        )
    }

    /// The parties after `between` or `with`: groups joined by `and` or `with`.
    fn parties(&self, scene: &Scene<'_, '_>, span: &Range<usize>, at: usize) -> Option<(usize, Vec<MemberId>)> {
        let group = scene.group(at)?;
        let (mut end, mut members) = (group.phrases.end, group.members);
        loop {
            let joined = scene.is(end, &["with"]) || (scene.sign(end, ',') && scene.is(end + 1, &["with"]));
            let next = end + 1 + usize::from(scene.sign(end, ','));
            match scene.group(next).filter(|_| joined && end < span.end) {
                Some(more) => {
                    members.extend(more.members.into_iter().filter(|id| !members.contains(id)).collect::<Vec<_>>());
                    end = more.phrases.end;
                }
                None => break,
            }
        }
        (end <= span.end && !scene.possessive(end)).then_some((end, members))
    }

    /// What a subject does, if it deals with somebody; where the reading goes on.
    fn deed(&mut self, scene: &Scene<'_, '_>, span: &Range<usize>, subject: &Group, first: bool) -> Option<usize> {
        let mut at = subject.phrases.end;
        let mut open = false;
        let mut passive = false;
        if scene.sign(at, ',') {
            at += 1;
        }
        while at < span.end && at < subject.phrases.end + 6 {
            if scene.is(at, OPEN) {
                open = true;
            } else if scene.is(at, LINKS) || scene.text.key(scene.token(at)).ends_with("ly") {
                passive |= scene.is(at, &["was", "were", "been", "being"]);
            } else {
                break;
            }
            at += 1;
        }
        let wished = !self.in_title && (span.start..subject.phrases.start).any(|i| scene.is(i, WISHES)) && !first;
        let verbs: Vec<_> =
            scene.verbs(at).into_iter().map(|(end, verb)| (end, verb.class, verb.kind.clone())).collect();
        let planned = open || wished;
        let mut done = None;
        for (end, class, kind) in verbs {
            done = Some(done.unwrap_or(end));
            let (rule, to) = match class {
                VerbClass::Together => (rule::MEET_WITH, self.companions(scene, span, end)),
                VerbClass::Tell => (rule::MEET_TELLS, self.listener(scene, end, &subject.members)),
                VerbClass::Give => (rule::MEET_TELLS, self.receiver(scene, span, end)),
                VerbClass::Receive if passive => (
                    rule::MEET_RECEIVES,
                    scene.group(end + 1).filter(|_| scene.is(end, &["by"])).map(|g| (g.phrases.end, g.members)),
                ),
                VerbClass::Receive => (rule::MEET_RECEIVES, scene.group(end).map(|g| (g.phrases.end, g.members))),
                VerbClass::Say | VerbClass::Write => (rule::MEET_WITH, None),
            };
            if passive && class != VerbClass::Receive {
                continue;
            }
            match to.filter(|(end, _)| !scene.possessive(*end)) {
                Some((end, others)) => {
                    self.partner.clone_from(&others);
                    let parties = [subject.members.clone(), others].concat();
                    self.add(scene, parties, &kind, planned, rule, subject.phrases.start..end);
                    done = Some(end);
                    break;
                }
                None if class == VerbClass::Together
                    && subject.members.len() > 1
                    && !self.third_party(scene, span, end) =>
                {
                    self.add(
                        scene,
                        subject.members.clone(),
                        &kind,
                        planned,
                        rule::MEET_JOINT_SUBJECT,
                        subject.phrases.start..end,
                    );
                    break;
                }
                None => {}
            }
            if first && !open {
                self.to_the_diarist(scene, subject, class, end);
            }
        }
        done
    }

    /// With whom: after `with`, or right after `met`.
    fn companions(&self, scene: &Scene<'_, '_>, span: &Range<usize>, at: usize) -> Option<(usize, Vec<MemberId>)> {
        if let Some(group) = scene.group(at) {
            return Some((group.phrases.end, group.members));
        }
        let with = (at..span.end).take_while(|i| !scene.sign(*i, ';')).filter(|i| scene.is(*i, &["with"]));
        with.into_iter().find_map(|i| self.parties(scene, span, i + 1))
    }

    /// Whether the words name a third party that is nobody of the cast: `discuss T with China`.
    fn third_party(&self, scene: &Scene<'_, '_>, span: &Range<usize>, at: usize) -> bool {
        (at..span.end)
            .any(|i| scene.is(i, &["with"]) && matches!(scene.what(i + 1), Some(What::Body(_) | What::Mission(_))))
    }

    /// Whom somebody tells: the people after the verb, or whom a pronoun means.
    fn listener(&self, scene: &Scene<'_, '_>, at: usize, subject: &[MemberId]) -> Option<(usize, Vec<MemberId>)> {
        if let Some(group) = scene.group(at) {
            return Some((group.phrases.end, group.members));
        }
        let pronoun = scene.is(at, &["him", "her", "them"]);
        let met = self
            .found
            .iter()
            .rev()
            .find(|e| !e.planned && subject.iter().all(|id| e.parties.iter().any(|p| p.0 == *id)))?;
        let others: Vec<MemberId> = met.parties.iter().map(|p| p.0).filter(|id| !subject.contains(id)).collect();
        (pronoun && !others.is_empty()).then_some((at + 1, others))
    }

    /// To whom something is given or said: the people after `to`.
    fn receiver(&self, scene: &Scene<'_, '_>, span: &Range<usize>, at: usize) -> Option<(usize, Vec<MemberId>)> {
        // `complains that his letter to B …` gives B nothing
        let clause = (at..span.end)
            .take_while(|i| !scene.is(*i, &["that", "who", "which", "whether", "how"]) && !scene.sign(*i, ';'));
        let mut to = clause.filter(|i| {
            scene.is(*i, &["to"])
                && !scene.is(i - 1, &["letter", "message", "telegram", "cable", "note", "visit", "reply", "address"])
        });
        to.find_map(|i| {
            scene.group(i + 1).filter(|g| !scene.possessive(g.phrases.end)).map(|g| (g.phrases.end, g.members))
        })
    }

    /// In a journal, who speaks speaks to the diarist.
    fn to_the_diarist(&mut self, scene: &Scene<'_, '_>, subject: &Group, class: VerbClass, end: usize) {
        let speaks = matches!(class, VerbClass::Say | VerbClass::Give | VerbClass::Tell | VerbClass::Together);
        let diarist = self.setting.authors.as_slice();
        if !self.setting.journal || self.in_title || !speaks || diarist.is_empty() {
            return;
        }
        let named = subject.members.iter().all(|id| self.cast.members[*id].is_named());
        let met = self
            .found
            .iter()
            .any(|e| !e.planned && subject.members.iter().all(|id| e.parties.iter().any(|p| p.0 == *id)));
        if named && !met && subject.members.iter().all(|id| !diarist.contains(id)) {
            let parties = [diarist.to_vec(), subject.members.clone()].concat();
            self.add(scene, parties, &"conversation".to_owned(), false, rule::MEET_JOURNAL, subject.phrases.start..end);
        }
    }

    /// `joined by C`, `in the presence of C`, `C is also present`: more parties of the encounter told of last.
    fn addition(&mut self, scene: &Scene<'_, '_>, span: &Range<usize>, at: usize) -> Option<usize> {
        let by = scene.is(at, &["joined", "accompanied"]) && scene.is(at + 1, &["by"]);
        let presence = scene.is(at, &["presence"]) && scene.is(at + 1, &["of"]);
        let together = scene.is(at, &["together"]) && scene.is(at + 1, &["with"]);
        let (group, end) = if by || presence || together {
            let group = scene.group(at + 2)?;
            let end = group.phrases.end;
            (group, end)
        } else {
            let group = scene.group(at)?;
            let mut end = group.phrases.end;
            while scene.is(end, &["is", "are", "was", "were", "also"]) {
                end += 1;
            }
            let present = scene.is(end, &["present"])
                || (scene.is(end, &["took", "take", "takes"]) && scene.is(end + 1, &["part"]))
                || scene.is(end, &["participated", "joined"]);
            if !present {
                return None;
            }
            (group, end + 1)
        };
        let in_title = self.in_title;
        // a title's `accompanied by` comes before its parties are known; a sentence adds to what was told last
        let last = self.found.iter_mut().rev().find(|e| !e.planned && e.in_title == in_title).or_else(|| None);
        let last = match last {
            Some(last) => last,
            None => self.found.iter_mut().rev().find(|e| !e.planned)?,
        };
        let words = scene.text.passage(&scene.tokens(&(at..end.min(span.end))));
        for id in group.members {
            if !last.parties.iter().any(|(known, ..)| *known == id) {
                last.parties.push((id, words, rule::MEET_JOINED));
            }
        }
        Some(end)
    }

    /// Without `the Bulgarian leaders` where the rest are parties of an encounter that names them.
    fn without_known_groups(&self, parties: Vec<MemberId>) -> Vec<MemberId> {
        let group = |id: &MemberId| {
            let member = &self.cast.members[*id];
            !member.is_named() && member.definite && member.offices.iter().any(|(office, _)| office.plural)
        };
        let (groups, others): (Vec<MemberId>, Vec<MemberId>) = parties.iter().partition(|id| group(id));
        let met = |e: &Encounter| e.parties.len() > 2 && others.iter().all(|id| e.parties.iter().any(|p| p.0 == *id));
        let known = !groups.is_empty() && !others.is_empty() && self.found.iter().any(|e| !e.planned && met(e));
        if known { others } else { parties }
    }

    /// Adds what was read, to the encounter it tells of where that is known already.
    fn add(
        &mut self,
        scene: &Scene<'_, '_>,
        parties: Vec<MemberId>,
        kind: &Kind,
        planned: bool,
        rule: &'static Rule,
        phrases: Range<usize>,
    ) {
        let words = scene.text.passage(&scene.tokens(&phrases));
        let mut distinct: Vec<MemberId> = Vec::new();
        let parties = self.without_known_groups(parties);
        parties.into_iter().for_each(|id| {
            if !distinct.contains(&id) {
                distinct.push(id)
            }
        });
        let has = |e: &Encounter, id: &MemberId| e.parties.iter().any(|(known, ..)| known == id);
        let same = |e: &&mut Encounter| {
            let shared = distinct.iter().filter(|id| has(e, id)).count();
            e.planned == planned
                && shared > 0
                && (shared == distinct.len() || (shared == e.parties.len() && distinct.len() > 1))
        };
        let place = self.in_title.then(|| place_after(scene, phrases.end)).flatten();
        if let Some(known) = self.found.iter_mut().rev().find(same) {
            for id in distinct.into_iter().filter(|id| !has(known, id)).collect::<Vec<_>>() {
                known.parties.push((id, words, rule));
            }
            // what is stated outranks what is inferred
            if known.rule.basis == Basis::Inferred && rule.basis == Basis::Stated {
                (known.rule, known.words) = (rule, words);
                known.parties.iter_mut().for_each(|party| (party.1, party.2) = (words, rule));
            }
            if known.kind == "conversation" && kind != "conversation" {
                known.kind.clone_from(kind);
            }
            return;
        }
        // who writes to somebody `informs` and `asks` him in writing
        let wrote = |id: &MemberId| self.setting.authors.contains(id) || self.setting.recipients.contains(id);
        let tells = std::ptr::eq(rule, rule::MEET_TELLS);
        let by_author = distinct.first().is_some_and(|id| self.setting.authors.contains(id));
        let in_writing = tells
            && ((self.setting.letter && by_author)
                || (!self.setting.recipients.is_empty() && distinct.iter().all(wrote)));
        if distinct.len() < 2 || in_writing {
            return;
        }
        self.found.push(Encounter {
            kind: kind.clone(),
            planned,
            rule,
            words,
            parties: distinct.into_iter().map(|id| (id, words, rule)).collect(),
            in_title: self.in_title,
            place,
        });
    }
}

/// The city named right after the parties: `, Prague`, `in Sofia`.
fn place_after(scene: &Scene<'_, '_>, at: usize) -> Option<(PlaceSlug, Passage)> {
    if !scene.sign(at, ',') && !scene.is(at, &["in"]) {
        return None;
    }
    match scene.what(at + 1)? {
        What::Place(hit) if hit.word == PlaceWord::City => {
            Some((hit.slug.clone(), scene.text.passage(&scene.phrases[at + 1].tokens)))
        }
        _ => None,
    }
}
