//! Encounters by their nouns: `conversation between A and B`, `A's talk with B`, `a conversation he held with B`.

use super::clause::Mood;
use super::ledger::Entry;
use super::plan::TO_COME;
use super::{OneSided, Reader};
use crate::claim::{Kind, PlaceSlug};
use crate::recognise::cast::MemberId;
use crate::recognise::lexicon::{Cue, PlaceWord, VerbClass};
use crate::recognise::phrase::What;
use crate::recognise::scene::Group;
use crate::record::Passage;
use crate::rule::{self, Rule};
use std::ops::Range;

/// What says in so many words that two met.
const SAID: &[&Rule] = &[rule::MEET_BETWEEN, rule::MEET_HELD_WITH, rule::MEET_WITH, rule::MEET_RECEIVES];

/// How many phrases before an occasion a word may stand that makes it a plan or a wish.
pub(super) const REACH: usize = 8;

impl Reader<'_> {
    /// An occasion that begins here; where its phrase ends.
    pub(super) fn occasion(&mut self, at: usize) -> Option<usize> {
        let scene = self.scene;
        let told = self
            .visit_paid(at)
            .or_else(|| self.time_spent(at))
            .or_else(|| self.with_whom(at))
            .or_else(|| self.whom(at));
        if let Some(end) = told {
            return Some(end);
        }
        let Some(What::Occasion(kind)) = scene.what(at) else { return None };
        let from = self.span.start.max(at.saturating_sub(REACH));
        let denied = (from..at).any(|i| scene.cue(i, Cue::Denied));
        let refused = denied && !self.setting.own_words && self.is_refused(from..at, at);
        let in_question = !self.setting.own_words && self.is_in_question(at);
        if denied != refused || (self.doubted(at) && !in_question) {
            return None;
        }
        // `the talk planned between A and B`
        let to_be = scene.is(at + 1, &["planned", "scheduled", "proposed", "envisaged", "arranged"])
            && scene.is(at + 2, &["between", "with"]);
        let link = self.past_topic(self.past_dates(at + 1 + usize::from(to_be)));
        if !(refused || in_question || to_be)
            && let Some(end) = self.told_during(at, link, kind)
        {
            return Some(end);
        }
        let from = from.max(self.clause_start(at));
        let from = self.coordinated(from, at);
        let soon = (from.max(at.saturating_sub(2))..at).any(|i| scene.is(i, &["before", "until", "ahead", "for"]));
        if self.setting.own_words && (soon || self.is_open(from..at)) {
            return None;
        }
        let planned = refused
            || in_question
            || to_be
            || self.is_appointment(at)
            || (from..at).any(|i| self.is_wish(i))
            || self.is_only_thought_of(at)
            || self.plan.is_some_and(|plan| self.goes_on_with(plan, at))
            || (at > 0 && scene.is(at - 1, TO_COME))
            || (soon && (from..at).any(|i| scene.cue(i, Cue::Open) && scene.who[i + 1].is_empty()));
        if let Some(end) = self.asked_for(at, kind).filter(|_| !scene.is(link, &["with", "between"])) {
            return Some(end);
        }
        // `the appointment of B as ambassador`
        if self.is_appointment(at) && !scene.is(link, &["with"]) {
            return None;
        }
        if let Some(end) = self.ours(at, link, kind) {
            return Some(end);
        }
        let end = self
            .between(at, link, kind, planned)
            .or_else(|| self.dashed(at, kind, planned))
            .or_else(|| self.called_to(at, link, kind, planned))
            .or_else(|| self.held_with(at, link, kind, planned))
            .or_else(|| self.with_owner(at, link, kind, planned))
            .or_else(|| self.given_for(at, kind, planned))
            .or_else(|| self.held_jointly(at, kind, planned))
            .or_else(|| self.of_both(at, kind, planned))
            .or_else(|| self.around(at, link, kind, planned));
        if let Some(end) = end {
            self.plan = planned.then_some(end);
        }
        end
    }

    /// `during our talk`, of a writer and a reader
    fn ours(&mut self, at: usize, link: usize, kind: &Kind) -> Option<usize> {
        let scene = self.scene;
        let (writer, reader) = (scene.writer_at(at)?, scene.reader?);
        let our = (at.saturating_sub(3).max(self.span.start)..at).rev().find(|i| scene.is(*i, &["our"]))?;
        let told = ["in", "during", "at", "since", "after", "following", "from", "of", "with", "recall", "enjoyed"];
        let to_come = (our + 1..at).any(|i| scene.is(i, TO_COME) || scene.is(i, &["forthcoming", "coming"]));
        let had = our > self.span.start && scene.is(our - 1, &told) && !to_come && !self.fell_through(at + 1);
        if !had || scene.is(link, &["with", "between"]) {
            return None;
        }
        self.enter(vec![writer, reader], kind, false, rule::MEET_HELD_WITH, our..at + 1);
        Some(at + 1)
    }

    /// `A gave a dinner for B`, `a dinner in honor of B given by A`
    fn given_for(&mut self, at: usize, kind: &Kind, planned: bool) -> Option<usize> {
        let scene = self.scene;
        let honor = usize::from(scene.is(at + 1, &["in"]) && scene.is(at + 2, &["honor", "honour"]));
        let link = at + 1 + 2 * honor;
        let guests = scene
            .group(link + 1)
            .filter(|_| scene.is(link, &["for", "of"]) && (honor == 1 || scene.is(link, &["for"])))?;
        let gave = |i: &usize| scene.is(*i, &["gave", "gives", "give", "hosted", "hosts", "held", "offered"]);
        let verb = (self.span.start.max(at.saturating_sub(REACH))..at).rev().find(gave)?;
        let host = scene.group_before(verb, self.span.start)?;
        let phrases = host.phrases.start..guests.phrases.end;
        let end = guests.phrases.end;
        self.enter([host.members, guests.members].concat(), kind, planned, rule::MEET_RECEIVES, phrases);
        Some(end)
    }

    /// `A and B hold their second round of talks`
    fn held_jointly(&mut self, at: usize, kind: &Kind, planned: bool) -> Option<usize> {
        let scene = self.scene;
        let from = self.span.start.max(at.saturating_sub(REACH));
        let verb = (from..at).rev().find(|i| scene.cue(*i, Cue::Held))?;
        let group = (from.saturating_sub(4).max(self.span.start)..verb).find_map(|start| {
            let group = scene.group(start).filter(|group| group.members.len() > 1)?;
            let lead = self.before_verb(group.phrases.end);
            (self.reaches(group.phrases.end, verb) && lead.mood == Mood::Said).then_some(group)
        })?;
        let nobody = (verb..at).all(|i| scene.who[i].is_empty());
        nobody.then(|| {
            let phrases = group.phrases.start..at + 1;
            self.enter(group.members, kind, planned, rule::MEET_JOINT_SUBJECT, phrases);
            at + 1
        })
    }

    /// `the visit that A paid to B`
    fn visit_paid(&mut self, at: usize) -> Option<usize> {
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

    /// `the hour that A spent with B`
    fn time_spent(&mut self, at: usize) -> Option<usize> {
        let scene = self.scene;
        let one = scene.group(at + 1).filter(|_| scene.is(at, &["that", "which"]))?;
        let with = (one.phrases.end + 1..one.phrases.end + 4).find(|i| scene.is(*i, &["with"]))?;
        let other = scene.group(with + 1).filter(|_| scene.is(one.phrases.end, &["spent", "passed"]))?;
        let end = other.phrases.end;
        let kind: Kind = "meeting".into();
        self.enter([one.members, other.members].concat(), &kind, false, rule::MEET_HELD_WITH, at + 1..end);
        Some(end)
    }

    /// `B, whom they also met`
    fn whom(&mut self, at: usize) -> Option<usize> {
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
    fn with_whom(&mut self, at: usize) -> Option<usize> {
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

    /// Past `on 29 November 1957`, `there`, `in Bandung`, which may stand between the noun and its parties.
    pub(super) fn past_dates(&self, from: usize) -> usize {
        let scene = self.scene;
        let date = |at: usize| matches!(scene.what(at), Some(What::Date(_)));
        let place = |at: usize| matches!(scene.what(at), Some(What::Place(_)));
        let mut at = from;
        loop {
            let capital = scene.text.capital(scene.token(at + 1));
            let placed =
                scene.is(at, &["in", "at"]) && (place(at + 1) || capital) && scene.is(at + 2, &["with", "between"]);
            let source = self.bracketed(at).filter(|after| scene.is(*after, &["with", "between"]));
            let time = self.setting.own_words
                && scene.is(at, &["last", "this"])
                && scene.is(at + 1, &["night", "morning", "afternoon", "evening", "week", "month", "year"]);
            // `a meeting took place between A and B`
            let was = scene.is(at, &["took"]) && scene.is(at + 1, &["place"])
                || scene.is(at, &["was", "were"]) && scene.is(at + 1, &["held"]);
            if let Some(after) = source {
                at = after;
            } else if time || (was && !self.setting.own_words) {
                at += 2;
            } else if date(at)
                || scene.is(at, &["there", "earlier"])
                || (scene.is(at, &["held"]) && scene.is(at + 1, &["in", "at", "on", "between", "with"]))
                || (scene.is(at, &["occurred"]) && !self.setting.own_words)
                || (self.setting.own_words && scene.is(at, &["yesterday", "today"]))
            {
                at += 1;
            } else if placed || (scene.is(at, &["on", "of"]) && date(at + 1)) {
                at += 2;
            } else {
                return at;
            }
        }
    }

    /// `A and B's meeting`, with nobody else
    fn of_both(&mut self, at: usize, kind: &Kind, planned: bool) -> Option<usize> {
        let scene = self.scene;
        let before = self.before_adjectives(at).filter(|before| scene.possessive(*before))?;
        let owners = scene.group_before(before, self.span.start).filter(|owners| owners.members.len() > 1)?;
        let met =
            matches!(kind.as_str(), "meeting" | "conversation" | "telephone-call") && !self.is_several(&(at..at + 1));
        met.then(|| {
            let phrases = owners.phrases.start..at + 1;
            self.enter(owners.members, kind, planned, rule::MEET_JOINT_SUBJECT, phrases);
            at + 1
        })
    }

    /// Past words in brackets that name nobody: `(from East German archives)`.
    pub(super) fn bracketed(&self, at: usize) -> Option<usize> {
        let scene = self.scene;
        let close = (at + 1..self.span.end.min(at + REACH)).find(|i| scene.sign(*i, ')'))?;
        let nobody = (at..close).all(|i| scene.who[i].is_empty());
        (scene.sign(at, '(') && nobody).then_some(close + 1)
    }

    /// `conversation between A and B`, `Memorandum of Conversation, A and B`
    fn between(&mut self, at: usize, link: usize, kind: &Kind, planned: bool) -> Option<usize> {
        // `Memorandum of Conversation, A and B`
        let listed = self.in_title && self.scene.sign(link, ',');
        // `Memorandum of Conversation A and B`
        if let Some(parties) = self.parties(link).filter(|parties| self.in_title && parties.members.len() > 1) {
            let end = parties.phrases.end;
            self.enter(parties.members, kind, planned, rule::MEET_BETWEEN, at..end);
            return Some(end);
        }
        let named = listed
            || self.scene.is(link, &["between", "among"])
            || (self.scene.is(link, &["of"]) && !self.setting.own_words);
        // `Memorandum of Conversation (A, B)`
        let bracketed = self.in_title && self.scene.sign(link, '(');
        let parties = self.parties(link + 1).filter(|parties| {
            let closed = bracketed && self.scene.sign(parties.phrases.end, ')');
            (named || closed) && parties.members.len() > 1
        })?;
        let end = parties.phrases.end;
        // `the meeting between A and B did not take place`, but `in which C proposes …`
        let relative = |i: &usize| self.scene.is(*i, &["which", "where", "when", "who", "whom"]);
        let after = (end..self.span.end.min(end + REACH)).take_while(|i| !relative(i));
        let failed = !self.in_title
            && (after.into_iter().any(|i| self.scene.cue(i, Cue::Denied) || self.scene.cue(i, Cue::Wish))
                || self.is_said_to_be_open(end));
        self.enter(parties.members, kind, planned || failed, rule::MEET_BETWEEN, at..end);
        Some(end)
    }

    /// `Todor Zhivkov – Indira Gandhi Meeting`
    fn dashed(&mut self, at: usize, kind: &Kind, planned: bool) -> Option<usize> {
        let scene = self.scene;
        let group = scene.group_before(at, self.span.start)?;
        let dashed = group.phrases.clone().any(|i| scene.sign(i, '–') || scene.sign(i, '—'));
        let start = group.phrases.start;
        dashed.then(|| self.enter(group.members, kind, planned, rule::MEET_BETWEEN, start..at + 1))?;
        Some(at + 1)
    }

    /// `a conversation (that) he held with B`, `talks that A and B had with C and D, respectively`
    fn held_with(&mut self, at: usize, link: usize, kind: &Kind, planned: bool) -> Option<usize> {
        let scene = self.scene;
        let that = link + usize::from(scene.is(link, &["that", "which"]));
        let owner = scene.group(that).or_else(|| {
            let pronoun = scene.is(that, &["he", "she", "they", "i", "we"]);
            let plain = pronoun && (!self.setting.own_words || scene.is(that, &["he", "she"]));
            let alone = plain.then(|| Group { members: self.antecedent(at), phrases: that..that + 1 })?;
            // `that he and General Rytíř held with`
            let more = scene.group(that + 2).filter(|_| scene.is(that + 1, &["and"]));
            Some(more.map_or(alone.clone(), |more| Group {
                members: [alone.members, more.members].concat(),
                phrases: that..more.phrases.end,
            }))
        })?;
        // `that they, together with C, have just wound up with D`
        let owner = self.with_company(owner);
        // `which A was to have had with B`
        let to_come = scene.cue(owner.phrases.end, Cue::Passive) && scene.is(owner.phrases.end + 1, &["to"]);
        let mut verb = owner.phrases.end + if to_come { 2 } else { 0 };
        while scene.cue(verb, Cue::Link) && (scene.cue(verb + 1, Cue::Held) || scene.cue(verb + 1, Cue::Link)) {
            verb += 1;
        }
        // `a conversation he held with B`, `a luncheon that A gave for B`
        // `he had that morning with B`, `he had in Aden with B`
        let near = (verb + 1..self.span.end.min(verb + 6)).find(|i| scene.is(*i, &["with", "for", "from"]))?;
        let plain =
            (verb + 1..near).all(|i| scene.who[i].is_empty() && scene.verbs(i).is_empty() && !scene.sign(i, ','));
        // a call is had from somebody
        let called = kind == "telephone-call" && scene.is(near, &["from"]);
        let held = scene.cue(verb, Cue::Held) || (called && scene.is(verb, &["received", "got", "receives"]));
        let with = held && (scene.is(near, &["with"]) || called) && plain;
        let given = scene.is(verb, &["gave", "gives", "hosted", "given", "offered"]) && scene.is(verb + 1, &["for"]);
        let others = self.parties(near + 1).filter(|_| with || given)?;
        let end = others.phrases.end;
        let apart = self.is_each_apart(at.saturating_sub(2)..at);
        for parties in self.respectively(owner.members, others.members, apart, end) {
            self.enter(parties, kind, planned || to_come, rule::MEET_HELD_WITH, at..end);
        }
        Some(end)
    }

    /// `A's talk with B`, `his meeting with B`, and `a conversation with B` of whoever had it, reports on it or wrote.
    fn with_owner(&mut self, at: usize, link: usize, kind: &Kind, planned: bool) -> Option<usize> {
        let scene = self.scene;
        let with = scene.is(link, &["with"]) || (kind == "telephone-call" && scene.is(link, &["from", "to"]));
        let others = self.parties(link + 1).or_else(|| self.object_pronoun(link + 1, &self.main));
        let others =
            others.filter(|others| with || (scene.is(link, &["of"]) && !self.is_all_bodies(&others.members)))?;
        // `Inaugural Visit of the Ambassador of Finland, Mr. Salomies, to Comrade Everhartz`
        let to = others.phrases.end + usize::from(scene.sign(others.phrases.end, ','));
        if kind == "visit"
            && scene.is(to, &["to"])
            && let Some(host) = scene.group(to + 1)
        {
            let parties = [others.members, host.members].concat();
            let end = host.phrases.end;
            self.enter(parties, kind, planned, rule::MEET_BETWEEN, at..end);
            return Some(end);
        }
        let end = others.phrases.end;
        if self.setting.own_words && (!with || self.fell_through(end)) {
            return Some(end);
        }
        // `his meeting with B had to be put off`
        let after = end..self.span.end.min(end + 6);
        let failed = !self.in_title
            && scene.is(end, &["had", "was", "is", "did", "has", "will", "could", "fell"])
            && after.into_iter().any(|i| scene.cue(i, Cue::Denied) || scene.cue(i, Cue::Wish));
        let planned = planned || failed;
        // `Interview with B by A`
        if let Some(by) =
            scene.group(end + 1).filter(|_| self.in_title && kind == "conversation" && scene.is(end, &["by"]))
        {
            let phrases = at..by.phrases.end;
            let end = by.phrases.end;
            self.enter([by.members, others.members].concat(), kind, planned, rule::MEET_BETWEEN, phrases);
            return Some(end);
        }
        let before = self.before_adjectives(at);
        let each = self.is_each_apart(at.saturating_sub(3)..at) || self.is_one_after_another(at, &others);
        if before.is_some_and(|before| scene.possessive(before)) {
            let owner = scene.group_before(before?, self.span.start)?;
            let start = owner.phrases.start;
            for parties in self.respectively(owner.members, others.members, each, end) {
                self.enter(parties, kind, planned, rule::MEET_BETWEEN, start..end);
            }
        } else if self.setting.own_words && before.is_some_and(|before| scene.is(before, &["my"])) {
            let writer = scene.writer_at(at).map(|id| vec![id]).unwrap_or_default();
            let apart = self.is_several(&(at..end));
            let others =
                if apart { others.members.into_iter().map(|id| vec![id]).collect() } else { vec![others.members] };
            for others in others {
                self.enter([writer.clone(), others].concat(), kind, planned, rule::MEET_HELD_WITH, at..end);
            }
        } else if self.setting.own_words && before.is_some_and(|before| scene.is(before, &["their"])) {
            return Some(end);
        } else if before.is_some_and(|before| scene.is(before, &["his", "her", "their"])) {
            // `In his talks with B, A had counseled patience`
            let ahead = self.opened_with(at, end, &others.members).or_else(|| {
                self.possessor(before?).filter(|owner| owner.members.iter().all(|id| !others.members.contains(id)))
            });
            let owner = ahead.map_or_else(|| self.antecedent(at), |group| group.members);
            // `his conversations with B, C and D` of a document need not have been of all of them
            let apart = each || (self.setting.own_words && self.is_several(&(at..end)));
            let others =
                if apart { others.members.into_iter().map(|id| vec![id]).collect() } else { vec![others.members] };
            for others in others {
                self.enter([owner.clone(), others].concat(), kind, planned, rule::MEET_HELD_WITH, at..end);
            }
        } else if let Some(owner) = self.whose_plan(at, end, &others.members).filter(|_| with && planned) {
            let start = owner.phrases.start.min(at);
            for parties in self.respectively(owner.members, others.members, each, end) {
                self.enter(parties, kind, true, rule::MEET_PLANNED, start..end);
            }
        } else if let Some((owner, mood)) = self.holder(at, end, &others.members).filter(|_| with) {
            let planned = planned || mood == Mood::Open;
            let start = owner.phrases.start;
            if mood != Mood::Denied {
                for parties in self.respectively(owner.members, others.members, each, end) {
                    self.enter(parties, kind, planned, rule::MEET_HELD_WITH, start.min(at)..end);
                }
            }
        } else if with && planned && !self.in_title && at < self.span.start + 3 {
            // `A meeting with B has been requested`: of whom the sentence before is about, or the author
            let owner = [&self.before, &self.setting.authors].into_iter().find(|owner| owner.len() == 1);
            if let Some(owner) = owner.filter(|owner| !others.members.contains(&owner[0])).cloned() {
                self.enter([owner, others.members].concat(), kind, true, rule::MEET_PLANNED, at..end);
            }
        } else if with && !planned && self.is_the_authors(at, end) {
            if self.is_all_bodies(&others.members) {
                return Some(end);
            }
            if self.setting.authors.is_empty() {
                let words = scene.text.passage(&scene.tokens(&(at..end)));
                self.one_sided = Some(OneSided { others: others.members, kind: kind.clone(), words });
            } else {
                for parties in self.respectively(self.setting.authors.clone(), others.members, each, end) {
                    self.enter(parties, kind, false, rule::MEET_AUTHOR, at..end);
                }
            }
        }
        Some(end)
    }

    /// Who holds an occasion by a verb: `A had three rounds of talks with B`, `A reports on a luncheon with B`, and after
    /// it `In a conversation with B, A says …`.
    fn holder(&self, at: usize, end: usize, others: &[MemberId]) -> Option<(Group, Mood)> {
        let scene = self.scene;
        if self.in_title {
            return None;
        }
        let from = self.clause_start(at).max(at.saturating_sub(REACH + 7));
        let holds = |i: usize| {
            if self.setting.own_words {
                return scene.is(i, &["had", "held", "attended", "conducted", "having"]);
            }
            scene.cue(i, Cue::Held)
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
    fn opened_by_writer(&self, at: usize, end: usize, others: &[MemberId]) -> Option<Group> {
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
    fn opened_with(&self, at: usize, end: usize, others: &[MemberId]) -> Option<Group> {
        let scene = self.scene;
        let opens = scene.is(self.span.start, &["in", "during", "at", "after", "following", "over", "before"])
            && (self.span.start..at).all(|i| scene.who[i].is_empty());
        let comma = (end..self.span.end.min(end + 8)).find(|i| scene.sign(*i, ','))?;
        let owner = scene.group(comma + 1).filter(|_| opens)?;
        let lead = self.before_verb(owner.phrases.end);
        let again = owner.members.iter().any(|id| others.contains(id));
        (!again && !scene.verbs(lead.verb).is_empty()).then_some(owner)
    }

    /// Whether only small words stand between a subject and a verb.
    fn reaches(&self, from: usize, verb: usize) -> bool {
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
    fn is_the_authors(&self, at: usize, end: usize) -> bool {
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
    fn possessor(&self, his: usize) -> Option<Group> {
        let scene = self.scene;
        let from = self.span.start.max(his.saturating_sub(REACH));
        let mark = (from..his).rev().find(|i| scene.possessive(*i))?;
        let nobody = (mark + 1..his).all(|i| scene.who[i].is_empty() && !scene.sign(i, ','));
        let linked =
            scene.is(his - 1, &["of", "at", "during", "from", "about", "on", "after", "in", "following", "and"]);
        scene.group_before(mark, self.span.start).filter(|_| nobody && linked)
    }

    /// Whether some phrases tell of more than one occasion: `conversations`.
    fn is_several(&self, phrases: &Range<usize>) -> bool {
        let scene = self.scene;
        let occasion = |i: &usize| matches!(scene.what(*i), Some(What::Occasion(_)));
        phrases.clone().filter(occasion).any(|i| scene.text.key(scene.token(i)).ends_with('s'))
    }

    /// Whether several conversations were with one State's envoy after another: `conversations with the ambassadors of India,
    /// Indonesia, and Burma`.
    fn is_one_after_another(&self, at: usize, others: &Group) -> bool {
        let scene = self.scene;
        let of_states = match scene.what(others.phrases.start) {
            Some(What::People(people)) => people.len() > 1 && people.iter().all(|agent| agent.name.is_none()),
            _ => false,
        };
        let several = self.is_several(&(at..at + 1)) && !scene.is(at, &["talks", "negotiations", "consultations"]);
        of_states && several && others.phrases.len() == 1
    }

    /// Enters an encounter that some phrases tell of.
    pub(super) fn enter(
        &mut self,
        parties: Vec<MemberId>,
        kind: &Kind,
        planned: bool,
        rule: &'static Rule,
        phrases: Range<usize>,
    ) {
        if self.setting.own_words && !SAID.contains(&rule) {
            return;
        }
        let place = self.in_title.then(|| self.place_after(phrases.end)).flatten();
        let words = self.scene.text.passage(&self.scene.tokens(&phrases));
        let clause = self.span.start..phrases.start;
        // what `had` happened before is another encounter than the one that is told of
        let retold = clause.into_iter().any(|i| self.scene.is(i, &["that", "recalls", "recalled", "when", "after"]))
            || phrases.clone().any(|i| self.scene.is(i, &["had"]));
        let parties = self.with_the_one_side(parties);
        if self.setting.own_words && parties.len() > 2 && self.is_several(&phrases) {
            return;
        }
        self.ledger.enter(Entry {
            parties,
            kind,
            planned,
            rule,
            words,
            in_title: self.in_title,
            retold,
            place,
            told: self.told,
        });
    }

    /// `Hassan Elbahtimy questions the former Foreign Secretary` under `Interview with Malcolm Rifkind`: him.
    fn with_the_one_side(&self, mut parties: Vec<MemberId>) -> Vec<MemberId> {
        let Some(OneSided { others, .. }) = self.one_sided.as_ref().filter(|_| !self.in_title) else { return parties };
        let members = &self.cast.members;
        let [known] = others.as_slice() else { return parties };
        if parties.contains(known) || !members[*known].is_named() {
            return parties;
        }
        let mut unnamed = parties.iter_mut().filter(|id| {
            let member = &members[**id];
            !member.is_named() && member.definite && member.may_be(&members[*known])
        });
        if let (Some(one), None) = (unnamed.next(), unnamed.next()) {
            *one = *known;
        }
        parties
    }

    /// The city named right after the parties: `, Prague`, `in Sofia`.
    fn place_after(&self, at: usize) -> Option<(PlaceSlug, Passage)> {
        let scene = self.scene;
        let linked = scene.sign(at, ',') || scene.is(at, &["in"]);
        match scene.what(at + 1).filter(|_| linked)? {
            What::Place(hit) if hit.word == PlaceWord::City => {
                Some((hit.slug.clone(), scene.text.passage(&scene.phrases[at + 1].tokens)))
            }
            _ => None,
        }
    }
}
