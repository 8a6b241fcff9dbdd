//! Encounters by their nouns: `conversation between A and B`, `A's talk with B`, `a conversation he held with B`.

use super::clause::Mood;
use super::ledger::Entry;
use super::plan::TO_COME;
use super::{OneSided, Reader};
use crate::claim::{Kind, PlaceSlug};
use crate::recognise::cast::MemberId;
use crate::recognise::lexicon::{Cue, PlaceWord};
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
            .or_else(|| self.remarks_made(at))
            .or_else(|| self.with_whom(at))
            .or_else(|| self.whom(at));
        if let Some(end) = told {
            return Some(end);
        }
        let Some(What::Occasion(kind)) = scene.what(at) else { return None };
        // `Instead of meeting with B, A flew home`
        if at > self.span.start + 1 && scene.is(at - 1, &["of"]) && scene.is(at - 2, &["instead"]) {
            return None;
        }
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
        if let Some(end) = self
            .asked_for(at, kind)
            .or_else(|| self.answered(at, kind))
            .filter(|_| !scene.is(link, &["with", "between"]))
        {
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

    /// `The talks with B were conducted by A`
    fn conducted_by(
        &mut self,
        at: usize,
        end: usize,
        others: &[MemberId],
        kind: &Kind,
        planned: bool,
    ) -> Option<usize> {
        let scene = self.scene;
        let by = end + 2;
        let conducted = scene.is(end, &["was", "were"])
            && scene.is(end + 1, &["conducted", "held", "led", "attended"])
            && scene.is(by, &["by"]);
        let owner = scene.group(by + 1).filter(|owner| conducted && !scene.possessive(owner.phrases.end))?;
        let end = owner.phrases.end;
        let parties = [owner.members, others.to_vec()].concat();
        self.enter(parties, kind, planned, rule::MEET_HELD_WITH, at..end);
        Some(end)
    }

    /// `A gave a dinner for B`, `a dinner in honor of B given by A`, `A will give a dinner in his honor`
    fn given_for(&mut self, at: usize, kind: &Kind, planned: bool) -> Option<usize> {
        let scene = self.scene;
        let gave = |i: &usize| scene.is(*i, &["gave", "gives", "give", "hosted", "hosts", "held", "offered"]);
        let verb = (self.span.start.max(at.saturating_sub(REACH))..at).rev().find(gave)?;
        let host = (self.span.start..=verb).rev().find_map(|end| {
            let host = scene.group_before(end, self.span.start)?;
            let gives = self.before_verb(host.phrases.end).verb == verb || self.reaches(host.phrases.end, verb);
            gives.then_some(host)
        })?;
        let honor = |at: usize| scene.is(at, &["honor", "honour"]);
        let in_honor = scene.is(at + 1, &["in"]) && honor(at + 2);
        let link = at + 1 + 2 * usize::from(in_honor);
        let named = scene.is(link, &["for"]) || (in_honor && scene.is(link, &["of"]));
        let his = scene.is(at + 1, &["in"]) && scene.is(at + 2, &["his", "her", "their"]) && honor(at + 3);
        let guests = if his {
            let known = [&self.subject, &self.main]
                .into_iter()
                .find(|known| !known.is_empty() && known.iter().all(|id| !host.members.contains(id)))?;
            Group { members: known.clone(), phrases: at + 2..at + 4 }
        } else {
            scene.group(link + 1).filter(|_| named)?
        };
        let planned = planned || self.before_verb(host.phrases.end).mood == Mood::Open;
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
        // nor `Considering the meetings between A and B, C finds that no …`
        let relative = |i: &usize| {
            self.scene.is(*i, &["which", "where", "when", "who", "whom", "that"]) || !self.scene.who[*i].is_empty()
        };
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
        if self.is_topic_item(at) {
            return Some(end);
        }
        // `asks whether the meeting with B is still on`, whosever it is
        if with && at > self.span.start + 1 && scene.is(at - 1, &["the"]) && self.is_in_question(at - 1) {
            return Some(end);
        }
        if let Some(end) = self.conducted_by(at, end, &others.members, kind, planned).filter(|_| with) {
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
            let ahead = self.of_another(before?).or_else(|| self.opened_with(at, end, &others.members)).or_else(|| {
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
        } else if planned && self.is_arranged_by_another(at) {
            // `A promises to arrange a meeting with B`, to whoever writes
            let writer = self.setting.authors.first().filter(|writer| !self.subject.contains(writer));
            if let (Some(writer), 1) = (writer.copied(), self.setting.authors.len()) {
                self.enter([vec![writer], others.members].concat(), kind, true, rule::MEET_PLANNED, at..end);
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
