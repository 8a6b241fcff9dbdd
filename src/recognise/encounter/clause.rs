//! Clauses: who their subject is, how far it stands from its verb, and how much the verb says came to pass.

use super::Reader;
use crate::recognise::cast::MemberId;
use crate::recognise::lexicon::{Cue, VerbClass};
use crate::recognise::phrase::What;
use crate::recognise::scene::Group;

/// What stands between a subject and its verb.
pub(super) struct Lead {
    pub verb: usize,
    pub mood: Mood,
    /// It was refused: `does not wish to see`.
    pub refused: bool,
    pub passive: bool,
}

/// How far a clause says that something came to pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mood {
    /// It did.
    Said,
    /// It is planned, possible or refused.
    Open,
    /// It did not.
    Denied,
}

/// Words before somebody who is then no subject: `a letter from B says …`.
const PREPOSITIONS: &[&str] = &[
    "with",
    "to",
    "by",
    "from",
    "of",
    "about",
    "for",
    "on",
    "at",
    "in",
    "under",
    "against",
    "between",
    "via",
    "toward",
    "towards",
    "over",
    "into",
    "like",
    "than",
    "regarding",
    "concerning",
    "through",
    "without",
    "despite",
    "besides",
    "upon",
];

/// Verbs after which `to` tells of what was done: `came to see`, `managed to meet`.
pub(super) const DONE: &[&str] =
    &["came", "comes", "come", "went", "managed", "manages", "happened", "used", "got", "continued", "began", "begins"];

/// How many phrases may stand between a subject and its verb.
const GAP: usize = 16;

impl Reader<'_> {
    /// Who may do something from here on: people named, a pronoun, or the subject of the clause before.
    pub(super) fn subject_at(&self, at: usize, first: bool) -> Option<Group> {
        let governed = || at > self.span.start && self.scene.is(at - 1, PREPOSITIONS);
        self.scene
            .group(at)
            .filter(|group| {
                !governed()
                    || self.relative_at(group.phrases.end)
                    || (self.in_title && self.scene.is(at - 1, &["of", "from"]))
            })
            .or_else(|| self.receiving_body(at).filter(|_| !governed()))
            .or_else(|| self.pronoun(at))
            .or_else(|| self.same_subject(at).filter(|_| !first))
    }

    /// A body that receives or summons somebody: `the Politburo received B`.
    fn receiving_body(&self, at: usize) -> Option<Group> {
        let body = self.body_at(at)?;
        let verb = self.before_verb(body.phrases.end).verb;
        let receives = self.scene.verbs(verb).iter().any(|(_, verb)| verb.class == VerbClass::Receive);
        receives.then_some(body)
    }

    /// Whether a relative clause begins: `, who`, `, which`.
    pub(super) fn relative_at(&self, at: usize) -> bool {
        let at = at + usize::from(self.scene.sign(at, ','));
        self.scene.is(at, &["who", "which"])
    }

    /// `he`, `they`, `the two`: whom they mean.
    pub(super) fn pronoun(&self, at: usize) -> Option<Group> {
        let scene = self.scene;
        if !scene.is(at, &["he", "she", "the", "both", "they", "each"]) {
            return None;
        }
        let single = scene.is(at, &["he", "she"]);
        if self.setting.own_words && !self.is_he_here(single) {
            return None;
        }
        // `she` is the one lady of the record, `he` is none
        if let Some(lady) = self.lady.filter(|_| scene.is(at, &["she"])) {
            return Some(Group { members: vec![lady], phrases: at..at + 1 });
        }
        if single && self.subject.is_empty() && !self.in_title {
            // `the journey of A to Cairo, where he …`
            let named = self.named_before(at);
            return named
                .filter(|group| group.members.len() == 1)
                .map(|group| Group { members: group.members, phrases: at..at + 1 });
        }
        // `that he himself will see B`: whom the sentence is about
        if single && scene.is(at + 1, &["himself", "herself"]) && self.main.len() == 1 && !self.setting.own_words {
            return Some(Group { members: self.main.clone(), phrases: at..at + 2 });
        }
        if single && self.subject.len() == 1 {
            let he = Group { members: self.subject.clone(), phrases: at..at + 1 };
            // `how he and B met`
            let more = scene
                .group(at + 2)
                .filter(|more| scene.is(at + 1, &["and"]) && !more.members.contains(&self.subject[0]));
            return Some(match more {
                Some(more) => Group { members: [he.members, more.members].concat(), phrases: at..more.phrases.end },
                None => he,
            });
        }
        let counted = scene.is(at, &["the"]) && scene.is(at + 1, &["two", "three", "pair"]);
        let sides = (scene.is(at, &["both"]) && scene.is(at + 1, &["sides", "men", "parties", "leaders"]))
            || (scene.is(at, &["the"]) && scene.is(at + 1, &["latter", "former"]));
        let alone = scene.is(at, &["both", "they", "each"]) && scene.who.get(at + 1).is_none_or(Vec::is_empty);
        let end = at + if counted || sides { 2 } else { 1 };
        // `they` of a sentence that begins with a group of its own, or with several people in one word
        let several = |id: &MemberId| self.cast.members[*id].is_several();
        if scene.is(at, &["they"]) && (self.before.len() > 1 || self.before.iter().any(several)) {
            return Some(Group { members: self.before.clone(), phrases: at..end });
        }
        if !counted && !sides && !alone {
            return None;
        }
        if scene.is(at + 1, &["latter"])
            && let Some(last) = self.named_last(at, &self.subject)
        {
            return Some(Group { members: vec![last], phrases: at..end });
        }
        // `the two` are those of the title's conversation, if they are two
        let number = if scene.is(at + 1, &["three"]) { 3 } else { 2 };
        let of_title = self.ledger.of_title().map(|at| &self.ledger.encounters[at]);
        let of_title = of_title.filter(|told| counted && told.parties.len() == number);
        let last = of_title.or_else(|| self.ledger.recent().find(|told| !told.planned));
        // `A agreed to see B, and the two met`
        let planned = || self.ledger.recent().find(|told| counted && told.parties.len() == number);
        let last = last.or_else(planned)?;
        let members: Vec<MemberId> = last.parties.iter().map(|(id, ..)| *id).collect();
        if scene.is(at + 1, &["latter", "former"]) && sides {
            let other = members.iter().copied().filter(|id| !self.subject.contains(id)).collect::<Vec<_>>();
            return (other.len() == 1).then_some(Group { members: other, phrases: at..end });
        }
        Some(Group { members, phrases: at..end })
    }

    /// Whether a document leaves no doubt whom `he` means: the sentence's own subject, who is not the writer.
    fn is_he_here(&self, single: bool) -> bool {
        matches!(self.subject.as_slice(), [one] if single && Some(*one) != self.scene.writer)
    }

    /// Who is named last before a phrase, in the same sentence, beside some.
    pub(super) fn named_last(&self, at: usize, beside: &[MemberId]) -> Option<MemberId> {
        let mut before = (self.span.start..at).rev().flat_map(|i| self.scene.who[i].iter().rev());
        before.find(|id| !beside.contains(id)).copied()
    }

    /// The people named last before a phrase, in the same sentence.
    pub(super) fn named_before(&self, at: usize) -> Option<Group> {
        let scene = self.scene;
        let mut ends =
            (self.span.start + 1..at).rev().filter(|end| scene.who.get(end - 1).is_some_and(|who| !who.is_empty()));
        ends.find_map(|end| scene.group_before(end, self.span.start))
    }

    /// `A tells B …, and was received by C`, `A, who …, tells B`: the subject goes on.
    fn same_subject(&self, at: usize) -> Option<Group> {
        let scene = self.scene;
        // `was received by B, who told him`: B
        if scene.sign(at, ',') && scene.is(at + 1, &["who"]) {
            let named = scene.group_before(at, self.span.start)?;
            return Some(Group { members: named.members, phrases: at..at + 2 });
        }
        let joins = scene.is(at, &["and", "but", "then"]) || scene.sign(at, ',');
        if !joins || self.subject.is_empty() {
            return None;
        }
        let from = at + 1 + usize::from(scene.sign(at, ',') && scene.is(at + 1, &["and", "but", "then"]));
        let lead = self.before_verb(from);
        // `those who, like A, met B`
        let others = |i: usize| scene.is(i, &["those"]) && scene.is(i + 1, &["who"]);
        // `discusses the navy, talks with B, and trade`
        let is_noun = matches!(scene.what(lead.verb), Some(What::Occasion(_))) && self.is_topic_item(lead.verb);
        // `urged him, at a dinner, to see B`: what he is to do
        let infinitive = scene.sign(at, ',') && scene.is(from, &["to"]);
        let goes_on =
            !scene.verbs(lead.verb).is_empty() && !is_noun && !infinitive && !(self.span.start..at).any(others);
        // `suggests that A and B meet, and recalls …`: one who suggests and recalls
        let singular = self.subject.len() > 1
            && self.main.len() == 1
            && scene.text.key(scene.token(lead.verb)).ends_with('s')
            && lead.verb == from;
        let members = if singular { self.main.clone() } else { self.subject.clone() };
        goes_on.then_some(Group { members, phrases: at..from })
    }

    /// How a clause whose verb is to come goes on: whether it is left open, is passive, and where its verb stands.
    pub(super) fn before_verb(&self, from: usize) -> Lead {
        let scene = self.scene;
        let mut lead = Lead { verb: from, mood: Mood::Said, refused: false, passive: false };
        let (mut steps, mut open) = (0, false);
        while lead.verb < self.span.end && steps < 10 {
            let at = lead.verb;
            steps += 1;
            let key = scene.text.key(scene.token(at));
            // `had a conversation` is a verb, `had` alone a link; `wishes to see` leaves open what is wished
            let wishes = scene.is(at, &["wish", "wishes", "wished"]) && scene.is(at + 1, &["to"]);
            if !scene.verbs(at).is_empty() && !wishes {
                break;
            }
            if scene.cue(at, Cue::Denied) {
                lead.mood = Mood::Denied;
                lead.verb += 1;
            } else if scene.is(at, DONE) && scene.is(at + 1, &["to"]) {
                lead.verb += 2;
            } else if scene.is(at, DONE) && scene.is(at + 1, &["in", "back", "by", "over"]) && scene.is(at + 2, &["to"])
            {
                lead.verb += 3;
            } else if scene.is(at, &["able"])
                && scene.is(at + 1, &["to"])
                && at > from
                && scene.is(at - 1, &["was", "were"])
            {
                // `was able to see`: he did
                lead.verb += 2;
            } else if scene.is(at, &["yet"]) && scene.is(at + 1, &["to"]) {
                // `has yet to be received`
                (open, lead.mood) = (true, lead.mood.max(Mood::Open));
                lead.verb += 2;
            } else if scene.cue(at, Cue::Open) {
                open = true;
                lead.mood = lead.mood.max(Mood::Open);
                lead.verb += 1;
            } else if scene.is(at, &["find", "finds", "found"])
                && let Some(to) = (at + 1..at + 4).find(|i| scene.is(*i, &["to"]))
                && scene.is(to - 1, &["time"])
            {
                // `could not find the time to see`
                lead.verb = to + 1;
            } else if open && scene.is(at, &["like", "love", "prefer"]) && scene.is(at + 1, &["to"]) {
                // `would like to meet`
                lead.verb += 2;
            } else if key.ends_with("ly") || scene.cue(at, Cue::Link) {
                lead.passive |= scene.cue(at, Cue::Passive);
                lead.verb += 1;
            } else if matches!(scene.what(at), Some(What::Token))
                && (scene.text.is_deed(scene.token(at)) || scene.cue(at, Cue::Disposed))
                && scene.is(at + 1, &["to"])
            {
                // `intends to see`, `means to sound out`
                open = true;
                lead.mood = lead.mood.max(Mood::Open);
                lead.verb += 2;
            } else if let Some(after) = self.past_circumstance(at) {
                lead.verb = after;
            } else {
                break;
            }
        }
        // `did not meet` denies it, `does not wish to meet` refuses it
        lead.refused = open && lead.mood == Mood::Denied && !self.setting.own_words;
        if lead.refused {
            lead.mood = Mood::Open;
        }
        lead
    }

    /// Past `in Moscow`, `on 12 April`, `for his part`, which may stand between a subject and its verb.
    pub(super) fn past_circumstance(&self, at: usize) -> Option<usize> {
        let scene = self.scene;
        if scene.is(at, &["in", "at", "on", "from", "of"]) {
            let inner = at + 1 + usize::from(scene.is(at + 1, &["the"]));
            let placed = matches!(scene.what(inner), Some(What::Place(_) | What::Date(_) | What::Body(_)));
            return placed.then_some(inner + 1);
        }
        let part =
            scene.is(at, &["for", "on"]) && scene.is(at + 1, &["his", "her", "their"]) && scene.is(at + 2, &["part"]);
        part.then_some(at + 3)
    }

    /// Past an aside after a subject, if its verb follows: `Kim Il, the head of the delegation, says`.
    pub(super) fn past_aside(&self, at: usize) -> Option<usize> {
        let scene = self.scene;
        let opens = scene.sign(at, ',') || scene.sign(at, '(') || scene.sign(at, '–') || scene.sign(at, '—');
        if !opens || scene.is(at + 1, &["and", "but", "or", "that"]) {
            return None;
        }
        // `A, the minister, tells B that C, …`: after the comma stands the verb itself
        let straight = self.before_verb(at + 1);
        if !self.relative_at(at) && !scene.verbs(straight.verb).is_empty() {
            return None;
        }
        let end = self.span.end.min(at + GAP);
        let close = (at + 2..end)
            .find(|i| scene.sign(*i, ',') || scene.sign(*i, ')') || scene.sign(*i, '–') || scene.sign(*i, '—'))?;
        let lead = self.before_verb(close + 1);
        let listed = scene.who.get(at + 1).is_some_and(|who| !who.is_empty()) && scene.sign(at, ',');
        let acts = !scene.verbs(lead.verb).is_empty() || scene.text.is_deed(scene.token(lead.verb));
        (!listed && acts).then_some(close + 1)
    }

    /// Whether the words before a clause leave unsaid what it says: `denied that`, `if`, `allegedly`.
    pub(super) fn doubted(&self, at: usize) -> bool {
        let scene = self.scene;
        // what is `without` reaches no further than its comma
        let without = |i: usize| scene.is(i, &["without"]) && (i..at).any(|i| scene.sign(i, ','));
        // `the doubts which A voiced to B`
        let noun = |i: usize| {
            i > 0 && scene.is(i, &["doubt", "doubts"]) && scene.is(i - 1, &["the", "his", "her", "their", "these"])
        };
        (self.clause_start(at)..at).any(|i| scene.cue(i, Cue::Doubt) && !without(i) && !noun(i))
    }

    /// Where the part of the sentence begins that a semicolon or colon closes off.
    pub(super) fn clause_start(&self, at: usize) -> usize {
        let closes = |i: &usize| self.scene.sign(*i, ';') || self.scene.sign(*i, ':');
        (self.span.start..at).rev().find(closes).map_or(self.span.start, |i| i + 1)
    }
}
