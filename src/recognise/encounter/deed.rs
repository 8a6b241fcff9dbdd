//! Encounters by their verbs: `A discusses T with B`, `A tells B`, `A was received by B`, `joined by C`.

use super::Reader;
use super::clause::Mood;
use super::ledger::CROWD;
use crate::claim::Kind;
use crate::recognise::cast::MemberId;
use crate::recognise::lexicon::{Cue, Verb, VerbClass};
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

/// Before whoever is quoted, and need not be there: `As A said in London, …`, `repeating what A said`.
const QUOTES: &[&str] = &["as", "what", "that", "which", "how", "than", "since", "because", "where"];

/// What leaves open when it was that something was done: `the matter should be raised when A sees B`.
const MODALS: &[&str] = &["will", "would", "should", "could", "may", "might", "ought", "whether"];

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
        let key = scene.text.key(scene.token(lead.verb));
        // `was able to talk to B` tells of what was
        let able = lead.verb > start + 1 && scene.is(lead.verb - 2, &["able"]);
        let past = key.ends_with("ed") || PAST.contains(&key) || (able && self.mood == Mood::Said);
        if self.mood == Mood::Open && self.could_only(lead.verb) {
            self.mood = Mood::Said;
        }
        // `the promise that A gave to B`
        let given = past && scene.verbs(lead.verb).iter().any(|(_, verb)| verb.class == VerbClass::Give);
        let planned = self.mood == Mood::Open || (wished && !given) || in_question;
        if let Some(end) = self.one_another(subject, lead.verb, planned) {
            return Some(end);
        }
        let told = self
            .calls(subject, lead.verb, planned)
            .or_else(|| self.learns(subject, lead.verb, planned))
            .or_else(|| self.spares_time(subject, lead.verb, planned));
        if told.is_some() {
            return told;
        }
        let mut done = None;
        // `was told`, but `was the guest of`
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
            // what somebody does not wish to say or discuss, or fails to bring another to, is no meeting refused
            let failed = scene.is(start, &["failed", "fails"]) && verb.class == VerbClass::Tell;
            if (lead.refused || in_question || failed) && verb.kind != "meeting" {
                continue;
            }
            let left_open = || planned || self.supposed(subject.phrases.start) || !self.meets(lead.verb, end, verb);
            if self.setting.own_words && left_open() {
                continue;
            }
            // `could come to terms with B`
            if planned && scene.is(end - 1, &["terms", "agreement"]) {
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
                    let body = || self.body_at(object).filter(|_| by && verb.class == VerbClass::Receive);
                    self.listener(object, &subject.members).or_else(body).filter(|_| !by_letter)
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
            let others = others.filter(|others| !scene.possessive(others.phrases.end));
            // `he is to see A and B` is not said of A
            let he = scene.is(subject.phrases.start, &["he", "she"]);
            let apart = |ones: &[MemberId], others: &Group| ones.iter().all(|id| !others.members.contains(id));
            if he && let Some(others) = others.as_ref().filter(|others| !apart(&subject.members, others)) {
                if self.main.len() == 1 && apart(&self.main, others) {
                    let parties = [self.main.clone(), others.members.clone()].concat();
                    self.enter(parties, &verb.kind, planned, rule, subject.phrases.start..others.phrases.end);
                }
                return Some(others.phrases.end);
            }
            match others {
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
                        let subordinate = !first && !goes_on && !self.coordinate;
                        self.told = subordinate || ((participle || past) && !self.setting.letter);
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
                None if (first || self.coordinate) && !planned && !self.gives_no_words(lead.verb, end) => {
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
            || (scene.is(at, &["let", "lets"]) && !(at > 0 && scene.is(at - 1, &["had", "has", "have"])))
            || (scene.is(at, &["before", "until", "till", "provided", "case"]) && present)
            || (scene.is(at, &["when"]) && present && (self.clause_start(at)..at).any(|i| scene.is(i, MODALS)))
        {
            Mood::Open
        } else {
            Mood::Said
        }
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
        // `challenged B to a debate`
        let challenged = scene.is(verb, &["challenge", "challenges", "challenged"]) && scene.is(after, &["to"]);
        (on && scene.is(after, &["to"]) && !purpose()) || seen_as || compared || challenged
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

    /// `could spare an hour for B`, `would have time for B`: a meeting that was asked for.
    fn spares_time(&mut self, subject: &Group, verb: usize, planned: bool) -> Option<usize> {
        let scene = self.scene;
        let spares = scene.is(verb, &["spare", "find", "make"])
            || (verb > 0 && scene.is(verb - 1, &["have"]) && scene.is(verb, &["time", "a", "an", "no"]));
        let near = verb..self.span.end.min(verb + 4);
        let time = near.into_iter().find(|i| scene.is(*i, &["time", "hour", "hours", "minutes", "moment"]))?;
        let others = scene.group(time + 2).filter(|_| spares && planned && scene.is(time + 1, &["for"]))?;
        if self.setting.own_words || self.mood == Mood::Denied || scene.possessive(others.phrases.end) {
            return None;
        }
        let end = others.phrases.end;
        let parties = [subject.members.clone(), others.members].concat();
        self.enter(parties, &Kind::new_static("meeting"), true, rule::MEET_PLANNED, subject.phrases.start..end);
        Some(end)
    }

    /// Whether somebody said what he could: `could tell him only that …`.
    fn could_only(&self, verb: usize) -> bool {
        let scene = self.scene;
        let could = (verb.saturating_sub(2)..verb).any(|i| scene.is(i, &["could"]));
        could && (verb.saturating_sub(1)..verb + 4).any(|i| scene.is(i, &["only"]))
    }

    /// Whether what was given is nothing that was said: `gave them a wide berth`, but `gives an account of T`.
    fn gives_no_words(&self, verb: usize, end: usize) -> bool {
        let scene = self.scene;
        let words = ["account", "overview", "explanation", "information", "details", "list", "assessment", "opinion"];
        let more = ["view", "views", "reasons", "picture", "figures", "description", "survey", "outline", "briefing"];
        scene.is(verb, &["gave", "gives"])
            && !(end..end + 6).any(|i| scene.cue(i, Cue::Message) || scene.is(i, &words) || scene.is(i, &more))
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
                "acknowledges",
                "acknowledged",
                "regrets",
                "regretted",
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
