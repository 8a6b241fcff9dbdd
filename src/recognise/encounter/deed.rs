//! Encounters by their verbs: `A discusses T with B`, `A tells B`, `A was received by B`, `joined by C`.

use super::Reader;
use super::clause::Mood;
use super::ledger::CROWD;
use crate::claim::Kind;
use crate::recognise::cast::MemberId;
use crate::recognise::lexicon::{Cue, Verb, VerbClass};
use crate::recognise::phrase::What;
use crate::recognise::scene::Group;
use crate::rule;

/// Past forms without `-ed`.
const PAST: &[&str] = &["told", "gave", "saw", "met", "put", "laid", "showed", "sent", "spoke", "brought"];

/// Verbs that say of a document's people in so many words that they met, by their first words; others may be meant
/// otherwise: `raised with B`, `agreed with B`.
const MET: &[&str] = &[
    "met",
    "talk",
    "talked",
    "spoke",
    "spoken",
    "conversed",
    "conferred",
    "consulted",
    "discussed",
    "chatted",
    "negotiated",
    "dined",
    "lunched",
    "breakfasted",
    "had",
    "held",
    "conducted",
    "exchanged",
];

/// What is written and sent.
const CORRESPONDENCE: &[&str] =
    &["letter", "letters", "message", "messages", "telegram", "telegrams", "cable", "speech", "statement", "article"];

/// By what something is said to everybody.
const MEDIA: &[&str] = &["radio", "television", "broadcast", "press", "newspaper", "newspapers"];

/// What else is written, to somebody or for everybody.
const WRITINGS: &[&str] = &["note", "notes", "cables", "articles", "editorial", "memoirs", "book"];

/// Before whoever is quoted, and need not be there: `As A said in London, …`, `repeating what A said`.
const QUOTES: &[&str] = &["as", "what", "that", "which", "how", "than", "since", "because", "where"];

/// What leaves open when it was that something was done: `the matter should be raised when A sees B`.
const MODALS: &[&str] = &["will", "would", "should", "could", "may", "might", "ought", "whether"];

/// How many phrases the words before a sentence's subject may be.
const OPENING: usize = 10;

/// What somebody calls on another for, beside what is said there.
const PURPOSES: &[&str] = &[
    "protest",
    "obtain",
    "learn",
    "find",
    "take",
    "pay",
    "bid",
    "congratulate",
    "thank",
    "inquire",
    "request",
    "seek",
    "say",
    "deliver",
    "present",
    "make",
    "express",
    "introduce",
];

impl<'r> Reader<'r> {
    /// What a subject does, if it deals with somebody; where the reading goes on. `first` says that the subject is the
    /// sentence's own.
    pub(super) fn deed(&mut self, subject: &Group, first: bool) -> Option<usize> {
        let scene = self.scene;
        let start = subject.phrases.end;
        let comma = scene.sign(start, ',') && !scene.is(subject.phrases.start, &["who", "having", "after"]);
        let lead = self.before_verb(start + usize::from(comma));
        let clause = self.clause_start(subject.phrases.start);
        // `It is suggested that A call on B`
        let that = subject.phrases.start > 0 && scene.is(subject.phrases.start - 1, &["that", "for"]);
        let wished = !self.in_title && (!first || that) && self.is_wished(clause, subject.phrases.start, lead.verb);
        // `will visit Bucharest and meet B`: the second verb is as open as the first
        let goes_on = scene.is(subject.phrases.start, &["and", "but"]);
        let before = self.mood_before(subject.phrases.start, lead.verb);
        self.mood = if goes_on { lead.mood.max(self.mood) } else { lead.mood.max(before) };
        let in_question = !self.in_title && !self.setting.own_words && self.is_in_question(subject.phrases.start);
        let planned = self.mood == Mood::Open || wished || in_question;
        if let Some(end) = self.one_another(subject, lead.verb, planned) {
            return Some(end);
        }
        if let Some(end) = self.calls(subject, lead.verb, planned).or_else(|| self.learns(subject, lead.verb, planned))
        {
            return Some(end);
        }
        let mut done = None;
        // `was told`, but `was the guest of`
        let key = scene.text.key(scene.token(lead.verb));
        let participle =
            key.ends_with("ed") || ["told", "shown", "met", "seen", "given", "put", "brought", "rung"].contains(&key);
        let is_passive = |class: VerbClass| {
            lead.passive
                && participle
                && matches!(class, VerbClass::Tell | VerbClass::Receive | VerbClass::Give | VerbClass::Write)
        };
        for (end, verb) in self.verbs_past_memory(lead.verb) {
            // `was received in Moscow by B`
            let end = self.past_circumstance(end).filter(|by| lead.passive && scene.is(*by, &["by"])).unwrap_or(end);
            done = done.or(Some(end));
            if self.mood == Mood::Denied
                || (self.doubted(subject.phrases.start) && !in_question)
                || self.in_a_letter(subject.phrases.start)
            {
                continue;
            }
            // what somebody does not wish to say or discuss is no meeting refused
            if (lead.refused || in_question) && verb.kind != "meeting" {
                continue;
            }
            let left_open = || planned || self.supposed(subject.phrases.start) || !self.meets(lead.verb, end, verb);
            if self.setting.own_words && left_open() {
                continue;
            }
            let by = scene.is(end, &["by"]);
            let passive = is_passive(verb.class);
            let speaks = Self::speaks(verb.class) && verb.kind != "meeting";
            if speaks && self.opens_in_writing(subject, first) {
                continue;
            }
            if passive && !by {
                self.spoken_to(subject, verb.class, first);
                continue;
            }
            if by && !passive {
                continue;
            }
            let rule = match verb.class {
                VerbClass::Together => rule::MEET_WITH,
                VerbClass::Receive => rule::MEET_RECEIVES,
                VerbClass::Tell if self.setting.own_words => rule::MEET_RECEIVES,
                _ => rule::MEET_TELLS,
            };
            let visits_with = verb.class == VerbClass::Receive && scene.is(end - 1, &["visit", "visits", "visited"]);
            let object = end + usize::from(by || (visits_with && scene.is(end, &["with"])));
            let others = match verb.class {
                VerbClass::Together => self.companions(end, verb.kind == "meeting", &subject.members),
                VerbClass::Tell | VerbClass::Receive => {
                    let by_letter = verb.class == VerbClass::Tell && self.by_letter(end);
                    self.listener(object, &subject.members).filter(|_| !by_letter)
                }
                VerbClass::Give => {
                    let others = self.receiver(end, &subject.members).filter(|_| !self.by_letter_given(end));
                    // `conveys an invitation from C to D`: who is no party of the conversation is to get it later
                    others.filter(|others| {
                        !scene.begins_with(lead.verb, Cue::Conveys) || !self.is_elsewhere(&others.members)
                    })
                }
                // `what B had refused was reported by A to C`
                VerbClass::Say if lead.passive && participle => None,
                VerbClass::Say => self.receiver_of_words(end, &subject.members),
                VerbClass::Write => None,
            };
            let with_each_other = verb.class == VerbClass::Together
                && subject.members.len() > 1
                && !subject.phrases.is_empty()
                && !self.third_party(end)
                && !scene.begins_with(lead.verb, Cue::OneSided);
            let others = others.filter(|others| !self.setting.own_words || self.is_met(lead.verb, end, others));
            let others = others.filter(|others| {
                !self.is_appeal(lead.verb, end, others.phrases.end)
                    && !self.is_reported_home(lead.verb, others)
                    && !self.asks_for_occasion(lead.verb, others.phrases.end)
            });
            match others.filter(|others| !scene.possessive(others.phrases.end)) {
                Some(others) => {
                    let end = others.phrases.end;
                    self.object.clone_from(&others.members);
                    // `was received by B on 6 April and by C the day after`
                    let again = (end..self.span.end.min(end + 5))
                        .find(|i| by && scene.is(*i, &["and"]) && scene.is(*i + 1, &["by"]));
                    if let Some(more) = again.and_then(|and| scene.group(and + 2)) {
                        let phrases = subject.phrases.start..more.phrases.end;
                        let parties = [subject.members.clone(), more.members].concat();
                        self.enter(parties, &verb.kind, planned, rule, phrases);
                    }
                    let phrases = subject.phrases.start..end;
                    // `A, B and C each came to see D`
                    let apart = (start..lead.verb).any(|i| scene.is(i, &["each"]))
                        || (scene.is(end + usize::from(scene.sign(end, ',')), &["one"])
                            && scene.is(end + 1 + usize::from(scene.sign(end, ',')), &["after"]));
                    if apart && subject.members.len() > 1 {
                        for one in &subject.members {
                            let parties = [vec![*one], others.members.clone()].concat();
                            self.enter(parties, &verb.kind, planned, rule, phrases.clone());
                        }
                    } else {
                        // a telegram tells in the past what was said, and says in the present what it tells
                        let past = participle || key.ends_with("ed") || PAST.contains(&key);
                        let subordinate = !first && !goes_on && !self.coordinate;
                        self.told = subordinate || (past && !self.setting.letter);
                        let each = self.is_each_apart(start..others.phrases.start);
                        for parties in self.respectively(subject.members.clone(), others.members, each, end) {
                            self.enter(parties, &verb.kind, planned, rule, phrases.clone());
                        }
                        // `met B and, later, C`
                        let mut end = end;
                        while let Some(next) = self.in_turn(end) {
                            let parties = [subject.members.clone(), next.members].concat();
                            end = next.phrases.end;
                            self.enter(parties, &verb.kind, planned, rule, subject.phrases.start..end);
                        }
                        self.told = false;
                        return Some(end);
                    }
                    return Some(end);
                }
                None if with_each_other => {
                    let phrases = subject.phrases.start..end;
                    // a document says it of those who `met`; who `talked` may have done so to others
                    let joint = if self.setting.own_words && scene.is(lead.verb, &["met"]) {
                        rule::MEET_WITH
                    } else {
                        rule::MEET_JOINT_SUBJECT
                    };
                    self.enter(subject.members.clone(), &verb.kind, planned, joint, phrases);
                    return done;
                }
                None if (first || self.coordinate) && !planned => {
                    self.note_speaker(subject, verb.class, true);
                    if !self.published() {
                        self.tell_the_diarist(subject, verb.class);
                    }
                }
                None => {}
            }
        }
        done
    }

    /// How far the words before a subject leave open what is said of it: `nor did A meet B`, `Should A meet B`, `before A
    /// meets B`.
    fn mood_before(&self, subject: usize, verb: usize) -> Mood {
        let scene = self.scene;
        let Some(at) = subject.checked_sub(1).filter(|at| *at >= self.span.start) else { return Mood::Said };
        let nor = |at: usize| scene.is(at, &["nor", "neither", "never"]);
        let opens = |at: usize| {
            at == self.span.start || scene.sign(at - 1, ',') || scene.is(at - 1, &["that", "and", "but", "which"])
        };
        let auxiliary = scene.is(at, &["did", "does", "had", "has", "have", "was", "were", "would", "will", "could"]);
        let present = scene.text.key(scene.token(verb)).ends_with('s') && !scene.is(verb, &["was", "has"]);
        let denied = nor(at) || (auxiliary && at > self.span.start && nor(at - 1));
        // `had A met B earlier, …`
        if denied || (scene.is(at, &["had", "were"]) && opens(at)) {
            Mood::Denied
        } else if (scene.is(at, &["should"]) && opens(at))
            || scene.is(at, &["let", "lets"])
            || (scene.is(at, &["before", "until", "till", "provided", "case"]) && present)
            || (scene.is(at, &["when"]) && present && (self.clause_start(at)..at).any(|i| scene.is(i, MODALS)))
        {
            Mood::Open
        } else {
            Mood::Said
        }
    }

    /// Whether what the sentence's own subject says in it was written, or said to all: `In a letter, A told B …`.
    fn opens_in_writing(&self, subject: &Group, first: bool) -> bool {
        let scene = self.scene;
        let opening = self.span.start..subject.phrases.start.min(self.span.start + OPENING);
        // a speech may be made in the meeting that the title names
        let spoken = |i: usize| self.ledger.of_title().is_some() && scene.is(i, &["speech", "statement"]);
        let written =
            |i: usize| (scene.is(i, CORRESPONDENCE) && !spoken(i)) || scene.is(i, WRITINGS) || scene.is(i, MEDIA);
        first
            && !self.in_title
            && scene.is(self.span.start, &["in", "by", "through", "via", "on", "with"])
            && opening.clone().any(written)
            && opening.into_iter().all(|i| !matches!(scene.what(i), Some(What::Occasion(_))))
    }

    /// Whether an appeal or a comparison is made and no call: `called on B to withdraw`, but `called on B to protest`; `sees B
    /// as a threat`; `compares B with C`.
    fn is_appeal(&self, verb: usize, end: usize, after: usize) -> bool {
        let scene = self.scene;
        let on = scene.is(verb, &["call", "calls", "called", "calling"]) && scene.is(end - 1, &["on", "upon"]);
        let purpose = || !scene.verbs(after + 1).is_empty() || scene.is(after + 1, PURPOSES);
        let seen_as = scene.is(verb, &["see", "sees", "saw", "seen"])
            && scene.is(after, &["as"])
            && scene.is(after + 1, &["a", "an", "the", "his", "her", "their"]);
        let compared = scene.is(verb, &["compare", "compares", "compared"]) && scene.group(end).is_some();
        (on && scene.is(after, &["to"]) && !purpose()) || seen_as || compared
    }

    /// Whether something is reported to those at home, which is done in writing: `reports to the Soviet leadership`.
    fn is_reported_home(&self, verb: usize, others: &Group) -> bool {
        let reports = ["report", "reports", "reported", "relay", "relays", "relayed"];
        let collective = |id: &MemberId| {
            let member = &self.cast.members[*id];
            let of_all = |kind: &Kind| matches!(kind.as_str(), "leadership" | "leader" | "government" | "authorities");
            !member.is_named() && member.offices.iter().any(|(office, _)| of_all(&office.kind))
        };
        self.scene.is(verb, &reports) && others.members.iter().all(collective)
    }

    /// Whether a verb of a document says in so many words that its subject met somebody, and that it came to pass.
    fn meets(&self, at: usize, end: usize, verb: &Verb) -> bool {
        let scene = self.scene;
        let said = match verb.class {
            VerbClass::Together => scene.is(at, MET),
            VerbClass::Receive => true,
            VerbClass::Tell => {
                matches!(verb.kind.as_str(), "meeting" | "telephone-call") && !scene.is(at, &["approached", "welcomed"])
            }
            VerbClass::Give | VerbClass::Say | VerbClass::Write => false,
        };
        // `came to see B`, `had seen B`: by the words before it, another form than the past tells of what was
        let done =
            (at.saturating_sub(3)..at).any(|i| scene.is(i, &["has", "have", "had", "was", "were", "came", "went"]));
        let key = scene.text.key(scene.token(at));
        let came = scene.is(at, &["came", "went", "paid", "took", "rang"]);
        let past = key.ends_with("ed") || PAST.contains(&key) || MET.contains(&key) || came || done;
        said && past && end > at
    }

    /// Whether somebody only supposes what a clause says: `I expect that B met C`.
    fn supposed(&self, clause: usize) -> bool {
        let supposes = [
            "expect",
            "suppose",
            "assume",
            "presume",
            "imagine",
            "guess",
            "think",
            "believe",
            "supposed",
            "assumed",
            "presumed",
            "imagined",
            "thought",
            "believed",
            "expected",
            "perhaps",
            "probably",
            "presumably",
        ];
        (clause.saturating_sub(3).max(self.span.start)..clause).any(|i| self.scene.is(i, &supposes))
    }

    /// Whether those after a verb of a document are whom its subject met: `called on B to speak`, `saw B as an enemy` and
    /// `discussed T that would please those with B` say no such thing.
    fn is_met(&self, verb: usize, end: usize, others: &Group) -> bool {
        let scene = self.scene;
        let after = others.phrases.end;
        let me = |id: &MemberId| Some(*id) == scene.writer;
        let asked = scene.is(verb, &["called"]) && scene.is(after, &["to", "for"]) && !others.members.iter().any(me);
        let seen_as = scene.is(verb, &["saw", "seen"])
            && (scene.is(after, &["as", "go", "come", "in"]) || scene.text.key(scene.token(after)).ends_with("ing"));
        let between = end..others.phrases.start;
        let near = between.len() <= 10 && between.clone().all(|i| scene.who[i].is_empty());
        let apart = ["that", "which", "who", "and", "but", "whether", "when", "as"];
        let other_clause = between.clone().any(|i| scene.is(i, &apart) || scene.sign(i, ';'));
        // `spoke of his difficulties with B`
        let about = !scene.is(verb, &["discussed"]) && between.clone().any(|i| scene.is(i, &["of", "about", "on"]));
        let trouble = between.len() > 1
            && scene.is(
                others.phrases.start - 2,
                &["difficulties", "difficulty", "trouble", "troubles", "feud", "rivalry", "struggle", "impatience"],
            );
        near && !other_clause && !about && !trouble && !asked && !seen_as && !self.fell_through(after)
    }

    /// `what A and B said to one another`
    fn one_another(&mut self, subject: &Group, verb: usize, planned: bool) -> Option<usize> {
        let scene = self.scene;
        let end = scene.verbs(verb).first()?.0;
        let to = end + usize::from(scene.is(end, &["to", "with"]));
        let other = (scene.is(to, &["one"]) && scene.is(to + 1, &["another"]))
            || (scene.is(to, &["each"]) && scene.is(to + 1, &["other"]));
        if !other || subject.members.len() < 2 || self.mood == Mood::Denied {
            return None;
        }
        let kind: Kind = "conversation".into();
        self.enter(subject.members.clone(), &kind, planned, rule::MEET_JOINT_SUBJECT, subject.phrases.start..to + 2);
        Some(to + 2)
    }

    /// `what A heard from B`
    fn learns(&mut self, subject: &Group, verb: usize, planned: bool) -> Option<usize> {
        let scene = self.scene;
        let learns = scene.is(verb, &["heard", "hears", "learned", "learns", "learnt", "gathered", "gathers"]);
        let from = (verb + 1..self.span.end.min(verb + 9)).find(|i| scene.is(*i, &["from"])).filter(|_| learns)?;
        let other = scene.group(from + 1).filter(|group| !scene.possessive(group.phrases.end))?;
        let end = other.phrases.end;
        if self.mood == Mood::Said && !planned && !self.by_letter(verb + 1) {
            let parties = [subject.members.clone(), other.members].concat();
            let kind: Kind = "conversation".into();
            self.told = true;
            self.enter(parties, &kind, false, rule::MEET_TELLS, subject.phrases.start..end);
            self.told = false;
        }
        Some(end)
    }

    /// Whether somebody took no part in the encounter that the title names.
    fn is_elsewhere(&self, members: &[MemberId]) -> bool {
        let told = self.ledger.of_title().map(|at| &self.ledger.encounters[at]);
        told.is_some_and(|known| members.iter().all(|id| !known.has(*id)))
    }

    /// `A called B on the telephone`
    fn calls(&mut self, subject: &Group, verb: usize, planned: bool) -> Option<usize> {
        let scene = self.scene;
        let called = scene.is(verb, &["called", "calls", "call", "reached", "reaches", "phoned"]);
        let other =
            scene.group(verb + 1).or_else(|| self.object_pronoun(verb + 1, &subject.members)).filter(|_| called)?;
        let end = other.phrases.end;
        let telephone = (end..self.span.end.min(end + 4)).find(|i| scene.is(*i, &["telephone", "phone"]));
        let me = scene.writer.is_some_and(|me| other.members == [me]) && !scene.is(end, &["a", "an", "the", "to"]);
        let telephone = telephone.or_else(|| me.then(|| end.saturating_sub(1)))?;
        if self.mood != Mood::Denied {
            let parties = [subject.members.clone(), other.members].concat();
            let kind: Kind = "telephone-call".into();
            let rule =
                if self.setting.own_words && self.mood == Mood::Said { rule::MEET_WITH } else { rule::MEET_TELLS };
            self.enter(parties, &kind, planned, rule, subject.phrases.start..telephone + 1);
        }
        Some(telephone + 1)
    }

    /// The verbs that begin here; after a verb of memory, those of what is remembered: `remembers briefing B`.
    fn verbs_past_memory(&self, at: usize) -> Vec<(usize, &'r Verb)> {
        let scene = self.scene;
        let remembers = scene.is(
            at,
            &[
                "remembers",
                "remembered",
                "recalls",
                "recalled",
                "recollects",
                "mentions",
                "mentioned",
                "admits",
                "admitted",
            ],
        );
        if remembers {
            let having = at + 1 + usize::from(scene.is(at + 1, &["having"]));
            let remembered = scene.gerunds(having);
            if !remembered.is_empty() {
                return remembered;
            }
        }
        scene.verbs(at).to_vec()
    }

    /// Keeps in mind who speaks in the description: of a conversation, whoever speaks in it takes part.
    fn note_speaker(&mut self, subject: &Group, class: VerbClass, main: bool) {
        let quoted = subject.phrases.start.checked_sub(1).is_some_and(|before| self.scene.is(before, QUOTES));
        if self.in_title || !main || quoted || !(Self::speaks(class) || class == VerbClass::Receive) {
            return;
        }
        let words = self.scene.text.passage(&self.scene.tokens(&(subject.phrases.start..self.span.end)));
        for id in &subject.members {
            if self.speakers.len() < CROWD && !self.speakers.iter().any(|(known, _)| known == id) {
                self.speakers.push((*id, words));
            }
        }
    }

    /// `A is told that …`: A took part in what is told of.
    fn spoken_to(&mut self, subject: &Group, class: VerbClass, first: bool) {
        self.note_speaker(subject, class, first && class == VerbClass::Tell && self.mood == Mood::Said);
    }

    /// With whom: after `with`, or right after `met`; right after `discussed` stands a topic.
    pub(super) fn companions(&self, at: usize, met: bool, subject: &[MemberId]) -> Option<Group> {
        let scene = self.scene;
        // `I spoke to B`
        let spoke = at > 0 && scene.is(at - 1, &["talked", "spoke", "spoken"]) && scene.is(at, &["to"]);
        if let Some(group) = scene.group(at + 1).filter(|_| self.setting.own_words && spoke) {
            return Some(group);
        }
        let clause = (at..self.span.end).take_while(|i| !scene.sign(*i, ';'));
        // `hold talks with B`, but `discuss the talks with B`
        let mut with = clause.filter(|i| scene.is(*i, &["with"]) && (*i == at || !self.is_topic(*i)));
        let group = scene.group(at).filter(|_| met).or_else(|| {
            let fits = |group: &Group, i: usize| !self.is_all_bodies(&group.members) || self.deals_with_a_body(at, i);
            with.find_map(|i| {
                let parties = self.parties(i + 1).filter(|group| fits(group, i));
                parties.or_else(|| self.object_pronoun(i + 1, subject))
            })
        })?;
        Some(self.and_with(group))
    }

    /// Whether the verb before `at` can govern `with` a body: `raised the matter with the Foreign Ministry`, but not
    /// `discusses the office of one committee with another`, nor `discusses the army, talks with the committee, and trade`.
    fn deals_with_a_body(&self, at: usize, with: usize) -> bool {
        let scene = self.scene;
        let plain = |i: usize| {
            matches!(scene.what(i), Some(What::Token)) && !scene.sign(i, ',') && !scene.is(i, &["of", "and"])
        };
        (at..with).all(plain) && !at.checked_sub(2).is_some_and(|before| scene.sign(before, ','))
    }

    /// `… with A, and with B`, `with A as well as with B`
    fn and_with(&self, mut group: Group) -> Group {
        let scene = self.scene;
        loop {
            let at = group.phrases.end + usize::from(scene.sign(group.phrases.end, ','));
            let as_well = scene.is(at, &["as"]) && scene.is(at + 1, &["well"]) && scene.is(at + 2, &["as"]);
            let with = at + if as_well { 3 } else { usize::from(scene.is(at, &["and"])) };
            let Some(more) = scene.group(with + 1).filter(|_| with > at && scene.is(with, &["with"])) else {
                return group;
            };
            group.members.extend(more.members.into_iter().filter(|id| !group.members.contains(id)).collect::<Vec<_>>());
            group.phrases.end = more.phrases.end;
        }
    }

    /// Whether `with` belongs to the topic: `discuss relations with B`, `discuss the talks with B`.
    pub(super) fn is_topic(&self, with: usize) -> bool {
        let scene = self.scene;
        let before = with.saturating_sub(1);
        let occasion = |at: usize| matches!(scene.what(at), Some(What::Occasion(_)));
        // `discuss the talks of A with B`
        let of = || {
            let group = scene.group_before(with, self.span.start)?;
            let of = group.phrases.start.checked_sub(2)?;
            Some(scene.is(of + 1, &["of", "between"]) && occasion(of))
        };
        scene.cue(before, Cue::Tie) || occasion(before) || of().unwrap_or(false)
    }

    /// Whether the words name a third party that is nobody of the cast: `discuss T with the Foreign Ministry`.
    pub(super) fn third_party(&self, at: usize) -> bool {
        let institution = |i: usize| matches!(self.scene.what(i), Some(What::Body(_) | What::Mission(_)));
        let past_the = |i: usize| i + usize::from(self.scene.is(i, &["the"]));
        (at..self.span.end).any(|i| self.scene.is(i, &["with"]) && !self.is_topic(i) && institution(past_the(i + 1)))
    }

    /// Whom somebody tells: the people after the verb, or whom a pronoun means.
    pub(super) fn listener(&self, at: usize, subject: &[MemberId]) -> Option<Group> {
        let scene = self.scene;
        let small = |i: usize| scene.is(i, &["both", "also", "even"]);
        let at = at + usize::from(small(at));
        scene.group(at).or_else(|| self.object_pronoun(at, subject).map(|group| self.and_others(group)))
    }

    /// `him and the Polish ambassador`
    fn and_others(&self, mut group: Group) -> Group {
        let scene = self.scene;
        if let Some(more) = scene.group(group.phrases.end + 1).filter(|_| scene.is(group.phrases.end, &["and"])) {
            let verb = !scene.verbs(self.before_verb(more.phrases.end).verb).is_empty();
            if !verb {
                group.members.extend(more.members);
                group.phrases.end = more.phrases.end;
            }
        }
        group
    }

    /// Whether the words before a clause leave unsaid what it says: `denied that`, `if`, `allegedly`.
    pub(super) fn doubted(&self, at: usize) -> bool {
        (self.clause_start(at)..at).any(|i| self.scene.cue(i, Cue::Doubt))
    }

    /// Where the part of the sentence begins that a semicolon or colon closes off.
    pub(super) fn clause_start(&self, at: usize) -> usize {
        let closes = |i: &usize| self.scene.sign(*i, ';') || self.scene.sign(*i, ':');
        (self.span.start..at).rev().find(closes).map_or(self.span.start, |i| i + 1)
    }

    /// Whether a clause tells what stands in a letter: `a letter in which A begs B`.
    fn in_a_letter(&self, at: usize) -> bool {
        let scene = self.scene;
        let relative = at > self.span.start && scene.is(at - 1, &["which", "that", "where"]);
        relative && (at.saturating_sub(8).max(self.span.start)..at).any(|i| scene.is(i, CORRESPONDENCE))
    }

    /// Whether the sentence tells of something said to everybody: on the radio, in the press.
    fn published(&self) -> bool {
        let is_told = |i: usize| self.scene.is(i, MEDIA) || self.scene.is(i, &["speech", "interview", "article"]);
        self.span.clone().any(is_told)
    }

    /// Whether what is told has to do with a letter: `thanks B for his message`. It may have been told in another.
    fn by_letter(&self, at: usize) -> bool {
        let scene = self.scene;
        let clause = (at..self.span.end).take_while(|i| !scene.is(*i, &["that", "and", "but"]) && !scene.sign(*i, ';'));
        !self.in_title && clause.into_iter().any(|i| scene.is(i, CORRESPONDENCE))
    }

    /// Whether what is given is a letter sent: `conveys a message from …`; one handed over is given in person.
    pub(super) fn by_letter_given(&self, at: usize) -> bool {
        !self.handed(at) && self.by_letter(at)
    }

    /// Whether the verb before tells that something was given from hand to hand.
    fn handed(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|verb| {
            let words = [
                "hands",
                "handed",
                "over",
                "delivers",
                "delivered",
                "presents",
                "presented",
                "hand",
                "shows",
                "showed",
            ];
            self.scene.is(verb, &words)
        })
    }

    /// To whom something is given or said: the people right after the verb, or after `to`. `complains that his letter to
    /// B …` gives B nothing.
    pub(super) fn receiver(&self, at: usize, subject: &[MemberId]) -> Option<Group> {
        let scene = self.scene;
        if let Some(group) = scene.group(at).filter(|group| self.is_given_something(group.phrases.end)) {
            return Some(group);
        }
        let pronoun = self.object_pronoun(at, subject).filter(|group| self.is_given_something(group.phrases.end));
        pronoun.or_else(|| self.receiver_of_words(at, subject))
    }

    /// Whether an object follows, as in `hands B a reply`.
    fn is_given_something(&self, at: usize) -> bool {
        let scene = self.scene;
        let given = scene
            .is(at, &["a", "an", "the", "his", "her", "their", "two", "some", "that", "what", "to", "around", "three"]);
        let gave = |i: usize| scene.is(i, &["give", "gives", "gave"]);
        // `gave them an account`, but `gave them a wide berth`
        let plain = !(at.saturating_sub(4)..at).any(gave);
        given
            && (plain
                || scene.is(at, &["to"])
                || (at..at + 5).any(|i| {
                    scene.cue(i, Cue::Message)
                        || scene.is(
                            i,
                            &["account", "list", "text", "overview", "explanation", "information", "details", "hint"],
                        )
                }))
    }

    /// The people after `to` or `before` in the same clause.
    fn receiver_of_words(&self, at: usize, subject: &[MemberId]) -> Option<Group> {
        let scene = self.scene;
        let subordinate = |i: usize| {
            let clause = scene.is(i, &["and", "but"]) && !scene.verbs(self.before_verb(i + 1).verb).is_empty();
            clause
                || scene.is(i, &["that", "who", "which", "whether", "how", "what", "when", "why"])
                || scene.sign(i, ';')
        };
        let clause = (at..self.span.end.min(at + 14)).take_while(|i| !subordinate(*i));
        let mut written = false;
        let clause = clause.inspect(|i| written |= scene.is(*i, CORRESPONDENCE)).collect::<Vec<_>>();
        if written && !self.handed(at) {
            return None;
        }
        let verb = clause
            .iter()
            .copied()
            .filter(|i| *i > 0)
            .find(|i| {
                let noun = scene.is(
                    *i - 1,
                    &["the", "a", "an", "his", "her", "their", "of", "this", "in", "for", "on", "any", "no"],
                );
                *i > at && !noun && !scene.verbs(*i).is_empty()
            })
            .unwrap_or(self.span.end);
        let mut to = clause.into_iter().take_while(|i| *i < verb).filter(|i| {
            scene.is(*i, &["to", "before"])
                && !scene.cue(i - 1, Cue::Written)
                && !scene.cue(i - 1, Cue::Motion)
                && (*i == at || !self.is_participle(i - 1))
        });
        to.find_map(|i| {
            let group =
                scene.group(i + 1).or_else(|| self.object_pronoun(i + 1, subject).map(|group| self.and_others(group)));
            group.filter(|group| !scene.possessive(group.phrases.end) && self.scene.verbs(group.phrases.end).is_empty())
        })
    }

    /// Whether a word is a participle that `to` belongs to: `the asylum granted to B`.
    fn is_participle(&self, at: usize) -> bool {
        let token = self.scene.token(at);
        self.scene.text.key(token).ends_with("ed") && self.scene.text.is_deed(token)
    }

    /// In a journal, who speaks speaks to the diarist.
    fn tell_the_diarist(&mut self, subject: &Group, class: VerbClass) {
        let diarist = &self.setting.authors;
        let speaks = Self::speaks(class);
        if !self.setting.journal || self.in_title || !speaks || diarist.is_empty() {
            return;
        }
        let named = subject.members.iter().all(|id| self.cast.members[*id].is_named());
        let another = subject.members.iter().all(|id| !diarist.contains(id));
        let met = self.ledger.have_met(&subject.members);
        if named && another && !met {
            let parties = [diarist.clone(), subject.members.clone()].concat();
            let kind = Kind::new_static("conversation");
            // what was said is the evidence that it was said to somebody: the whole sentence
            self.enter(parties, &kind, false, rule::MEET_JOURNAL, subject.phrases.start..self.span.end);
        }
    }
}
