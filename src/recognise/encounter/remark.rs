//! Remarks on a journey, whose sentences mostly have no subject: `Met with B. Accompanied P to meetings with Q.`
//!
//! ```text
//! clause  := group VERB …                        with a subject of its own: as any other sentence
//!          | MET with? list                      Met with B; met privately with C
//!          | TOGETHER … with list                Discussed the conflict with B
//!          | TELL group  |  TELL by group        Briefed B; Received by B
//!          | VISIT office …                      visited President B, but Lisbon, Dallas (Texas)
//!          | GIVE … to group                     Presented a medal to B
//!          | MEETING … with list                 Informal meeting with B; a luncheon with C
//!          | COMPANY group … MEETING with list   Accompanied P to meetings with Q: all of them
//!          | group ,? who MET …                  of whoever is named before it
//! list    := group ((circumstance | ; | , | and | with)+ group)*     President A, July 16; and President B
//! ```
//! Whoever was under way is the subject of all but the first and the last. Nobody whom a sentence names as an object becomes
//! the subject of what follows.

use super::Reader;
use crate::claim::Kind;
use crate::date::month_number;
use crate::recognise::cast::MemberId;
use crate::recognise::lexicon::{Cue, Verb, VerbClass};
use crate::recognise::phrase::What;
use crate::recognise::scene::Group;
use crate::recognise::token::TokenKind;
use crate::rule::{self, Rule};
use std::ops::Range;

/// Words after which a clause may have a subject of its own.
const OPENERS: &[&str] = &["and", "but", "where", "while", "when"];

/// Past forms without `-ed`.
const PAST: &[&str] =
    &["met", "held", "had", "spoke", "went", "took", "gave", "told", "saw", "sat", "spent", "paid", "came"];

/// What is done with somebody who then takes part in what it was done for.
const COMPANY: &[&str] = &["accompanied", "joined", "accompanying", "joining"];

/// Nouns of meetings, beside the occasions of the lexicon, and what they are.
const MEETINGS: &[(&str, &str)] = &[
    ("visit", "visit"),
    ("visits", "visit"),
    ("conference", "meeting"),
    ("conferences", "meeting"),
    ("session", "meeting"),
    ("sessions", "meeting"),
    ("brunch", "meal"),
];

/// Words that leave open whether a meeting came to pass.
const OPEN: &[&str] = &[
    "scheduled",
    "planned",
    "proposed",
    "cancelled",
    "canceled",
    "postponed",
    "failed",
    "future",
    "arranged",
    "invited",
];

/// Words before a meeting that something else is about or comes of.
const GOVERNORS: &[&str] = &["on", "about", "of", "regarding", "concerning", "from", "between", "before"];

/// Words between a meeting and whom it was with that tell where, when or about what it was.
const CIRCUMSTANCES: &[&str] = &["in", "at", "on", "near", "during", "about", "regarding", "concerning"];

/// How far back a word stands that leaves open what follows.
const BEFORE: usize = 3;

/// How many phrases an item of a list may have that nothing reads, or the words between a meeting and its parties.
const UNREAD: usize = 8;

/// What was done with whom: the parties beside those who are listed, and how it is told.
struct Told<'k> {
    ones: Vec<MemberId>,
    kind: &'k Kind,
    planned: bool,
    rule: &'static Rule,
}

impl Reader<'_> {
    /// Reads a sentence of a remark.
    pub(super) fn remark(&mut self) {
        let mut at = self.span.start;
        while at < self.span.end {
            // a clause read before may have been about somebody else
            self.subject.clone_from(&self.setting.alone);
            at = self.clause_of_another(at).or_else(|| self.clause_of_the_traveller(at)).unwrap_or(at + 1);
        }
        self.main.clone_from(&self.setting.alone);
    }

    /// Where a part of the sentence ends that a semicolon closes off.
    fn end_of_part(&self, at: usize) -> usize {
        (at..self.span.end).find(|i| self.scene.sign(*i, ';')).unwrap_or(self.span.end)
    }

    /// Whether a clause may begin here.
    fn opens_clause(&self, at: usize) -> bool {
        let before =
            |at: usize| [',', ';', ':'].iter().any(|sign| self.scene.sign(at, *sign)) || self.scene.is(at, OPENERS);
        at == self.span.start || before(at - 1)
    }

    /// A clause that has a subject of its own, as far as a semicolon; or what is told of somebody right behind him.
    fn clause_of_another(&mut self, at: usize) -> Option<usize> {
        let scene = self.scene;
        if at > self.span.start && scene.is(at, &["who"]) {
            let named = at - usize::from(scene.sign(at - 1, ','));
            let members = scene.group_before(named, self.span.start)?.members;
            return self.deed(&Group { members, phrases: at..at + 1 }, false);
        }
        let subject = self.subject_at(at, true).filter(|_| self.opens_clause(at))?;
        let verb = self.before_verb(subject.phrases.end).verb;
        let acts = !scene.text.capital(scene.token(verb))
            && (!scene.verbs(verb).is_empty() || scene.text.is_deed(scene.token(verb)));
        let end = self.end_of_part(at);
        if !acts || verb >= end {
            return None;
        }
        self.read(at..end, true);
        Some(end)
    }

    /// What whoever was under way did here with somebody; where reading goes on.
    fn clause_of_the_traveller(&mut self, at: usize) -> Option<usize> {
        let ones = self.setting.alone.clone();
        if ones.is_empty() {
            return None;
        }
        self.in_company(at, &ones).or_else(|| self.act(at, &ones)).or_else(|| self.meeting(at, &ones, self.span.start))
    }

    /// `Accompanied P to a meeting with Q`; what follows in a clause of its own was done without P: `Accompanied P and met
    /// with Q`.
    fn in_company(&mut self, at: usize, ones: &[MemberId]) -> Option<usize> {
        let scene = self.scene;
        let with = scene.group(at + 1).filter(|_| scene.is(at, COMPANY))?;
        let after = with.phrases.end;
        let end = (after..self.end_of_part(at)).find(|i| self.is_act(*i)).unwrap_or(self.end_of_part(at));
        let all = [ones, &with.members].concat();
        let met = (after..end).find_map(|i| self.meeting(i, &all, at));
        Some(met.unwrap_or(after))
    }

    /// Whether a verb in the past stands here, after which those named are met in another clause.
    fn is_act(&self, at: usize) -> bool {
        let token = self.scene.token(at);
        let is_verb = || !self.scene.verbs(at).is_empty() || self.scene.text.is_deed(token);
        self.opens_clause(at) && self.is_past(at) && is_verb()
    }

    /// Whether a word has the form of the past.
    fn is_past(&self, at: usize) -> bool {
        self.scene.text.key(self.scene.token(at)).ends_with("ed") || self.scene.is(at, PAST)
    }

    /// Whether the words before a verb leave open whether it was done, or say that it was earlier: `to have met`, `had met`.
    fn is_left_open(&self, at: usize) -> bool {
        let scene = self.scene;
        let own = (at.saturating_sub(BEFORE).max(self.span.start)..at).rev();
        let own = own.take_while(|i| !scene.sign(*i, ',') && !scene.sign(*i, ';') && !scene.is(*i, OPENERS));
        own.into_iter().any(|i| scene.cue(i, Cue::Open) || scene.cue(i, Cue::Denied) || scene.is(i, &["had"]))
    }

    /// `Met with B`, `discussed T with B`, `Briefed B`, `received by B`
    fn act(&mut self, at: usize, ones: &[MemberId]) -> Option<usize> {
        let scene = self.scene;
        if !self.is_past(at) || self.is_left_open(at) || self.doubted(at) {
            return None;
        }
        scene.verbs(at).iter().find_map(|(end, verb)| self.done_with(at, *end, verb, ones))
    }

    fn done_with(&mut self, at: usize, end: usize, verb: &Verb, ones: &[MemberId]) -> Option<usize> {
        let scene = self.scene;
        let kind = &verb.kind;
        let told = |rule: &'static Rule| Told { ones: ones.to_vec(), kind, planned: false, rule };
        let by = scene.is(end, &["by"]);
        match verb.class {
            VerbClass::Together => {
                let direct = usize::from(kind == "meeting") * usize::from(scene.group(end).is_some());
                let limit = self.end_of_part(end);
                let limit = (end..limit).find(|i| self.is_act(*i)).unwrap_or(limit);
                let with = (end..limit).filter(|i| scene.is(*i, &["with"])).map(|i| i + 1);
                let mut starts = (end..end + direct).chain(with).filter(|i| self.item(*i).is_some());
                let start = starts.next()?;
                self.met_in_turn(at, start, &told(rule::MEET_WITH))
            }
            VerbClass::Tell | VerbClass::Receive if by => {
                let passive = self.opens_clause(at) || scene.cue(at - 1, Cue::Link);
                let is_hosted = scene.is(at, &["hosted", "asked", "urged"]);
                let others = scene.group(end + 1).filter(|_| passive && !is_hosted)?;
                self.met_in_turn(at, others.phrases.start, &told(rule::MEET_RECEIVES))
            }
            VerbClass::Tell | VerbClass::Receive => {
                let others = scene.group(end)?;
                let held = |id: &MemberId| !self.cast.members[*id].offices.is_empty();
                // `visited Lisbon` and `toured Dallas` are no meetings
                let is_place = verb.class == VerbClass::Receive || scene.is(at, &["toured"]);
                if (is_place && !others.members.iter().all(held)) || scene.possessive(others.phrases.end) {
                    return None;
                }
                let receives = verb.class == VerbClass::Receive;
                let rule = if receives { rule::MEET_RECEIVES } else { rule::MEET_TELLS };
                self.met_in_turn(at, others.phrases.start, &told(rule))
            }
            VerbClass::Give => {
                let named = |id: &MemberId| self.cast.members[*id].is_named();
                let others = self.receiver(end, ones).filter(|_| !self.by_letter_given(end))?;
                let start = others.members.iter().all(named).then_some(others.phrases.start)?;
                self.met_in_turn(at, start, &told(rule::MEET_TELLS))
            }
            VerbClass::Say | VerbClass::Write => None,
        }
    }

    /// `Informal meeting with B`, `negotiations on arms with B`, `attended a meeting of A and B`
    fn meeting(&mut self, at: usize, ones: &[MemberId], from: usize) -> Option<usize> {
        let scene = self.scene;
        let noun = || MEETINGS.iter().find(|(word, _)| scene.is(at, &[word])).map(|(_, kind)| Kind::new_static(kind));
        let kind = match scene.what(at)? {
            What::Occasion(kind) => kind.clone(),
            _ => noun()?,
        };
        if self.doubted(at) || self.is_spoken_of(at) {
            return None;
        }
        let clause = (self.clause_start(at).max(at.saturating_sub(UNREAD))..at).rev();
        let mut own = clause.take_while(|i| !scene.sign(*i, ',') && !scene.is(*i, OPENERS));
        // `to discuss a meeting with B`
        let is_topic = |i: usize| scene.is(i, &["to"]) && !scene.verbs(i + 1).is_empty();
        let open = |i: usize| scene.is(i, OPEN) || scene.cue(i, Cue::Denied) || scene.cue(i, Cue::Wish) || is_topic(i);
        let mut planned = own.any(open) || scene.is(at + 1, OPEN);
        let link = self.past_circumstances(at + 1 + usize::from(scene.is(at + 1, OPEN)));
        let of = scene.is(link, &["of", "between"]);
        if of
            && !planned
            && let Some(others) = scene.group(link + 1)
        {
            let attended = (from..at).any(|i| scene.is(i, &["attended", "joined"]));
            let named = others.members.iter().all(|id| {
                let member = &self.cast.members[*id];
                member.is_named() && !member.is_several()
            });
            let told = Told { ones: ones.to_vec(), kind: &kind, planned, rule: rule::MEET_HELD_WITH };
            return (attended && named).then(|| self.met_in_turn(at, link + 1, &told)).flatten();
        }
        let about = link < self.span.end && scene.is(link, CIRCUMSTANCES) && kind != "visit";
        let reach = if about { self.span.end.min(link + UNREAD) } else { self.span.end.min(link + 1) };
        let plain = |i: &usize| scene.who[*i].is_empty() && !scene.sign(*i, ',') && !scene.sign(*i, ';');
        let with = (link..reach).take_while(plain).find(|i| scene.is(*i, &["with"]))?;
        let start = with + 1;
        planned |= self.item(start).is_some_and(|end| self.fell_through(end));
        let told = Told { ones: ones.to_vec(), kind: &kind, planned, rule: rule::MEET_HELD_WITH };
        self.met_in_turn(at, start, &told)
    }

    /// Whether a meeting is what something else is about: `briefed B on meetings with C`, `on the eve of talks with C`.
    fn is_spoken_of(&self, at: usize) -> bool {
        let scene = self.scene;
        let sort = |i: &usize| {
            let is_sort = matches!(scene.what(*i), Some(What::Token | What::Place(_) | What::Body(_)));
            let is_article = scene.is(*i, &["a", "an", "the", "his", "her", "their"]);
            is_sort && !scene.is(*i, GOVERNORS) && (is_article || scene.verbs(*i).is_empty())
        };
        let from = self.span.start.max(at.saturating_sub(BEFORE));
        let first = (from..at).rev().take_while(sort).last().unwrap_or(at);
        first > self.span.start && scene.is(first - 1, GOVERNORS)
    }

    /// Enters an encounter with those who are listed from here on, and further ones with those after a date, a place or a
    /// semicolon; where the list ends.
    fn met_in_turn(&mut self, from: usize, start: usize, told: &Told<'_>) -> Option<usize> {
        let mut phrases = from..self.item(start)?;
        let mut others = self.named_in(start..phrases.end);
        let apart = self.is_each_apart(from..start);
        while let Some((next, end, is_another)) = self.further(phrases.end) {
            if is_another {
                self.met(told, others, apart, &phrases);
                (others, phrases) = (Vec::new(), next..end);
            }
            others.extend(self.named_in(next..end));
            phrases.end = end;
        }
        let end = phrases.end;
        self.met(told, others, apart, &phrases);
        Some(end)
    }

    fn met(&mut self, told: &Told<'_>, others: Vec<MemberId>, apart: bool, phrases: &Range<usize>) {
        let others: Vec<MemberId> = others.into_iter().filter(|id| !told.ones.contains(id)).collect();
        if others.is_empty() {
            return;
        }
        for parties in self.respectively(told.ones.clone(), others, apart, phrases.end) {
            self.enter(parties, told.kind, told.planned, told.rule, phrases.clone());
        }
    }

    /// Everybody among some phrases.
    fn named_in(&self, phrases: Range<usize>) -> Vec<MemberId> {
        match self.scene.group(phrases.start) {
            Some(group) => group.members,
            None => phrases.filter_map(|i| self.scene.group(i)).next().map(|group| group.members).unwrap_or_default(),
        }
    }

    /// Where those end who are listed here; an item that nothing reads may stand before them: `the Makebelieve of the Isles
    /// Otto Brandel, and President B`.
    fn item(&self, at: usize) -> Option<usize> {
        let scene = self.scene;
        let at = at + usize::from(scene.is(at, &["both", "also"]));
        // `Abu Dhabi Crown Prince Brandel`
        let placed = || scene.group(at + 1).filter(|_| matches!(scene.what(at), Some(What::Place(_))));
        let group = scene.group(at).or_else(placed).or_else(|| {
            let reach = self.span.end.min(at + UNREAD);
            let of_name = |i: &usize| {
                let token = scene.token(*i);
                matches!(scene.what(*i), Some(What::Token | What::Place(_) | What::Body(_)))
                    && (scene.text.capital(token) || !scene.is(*i, &["to", "in", "at", "on", "by", "with", "while"]))
                    && (scene.text.capital(token) || scene.verbs(*i).is_empty() && !scene.text.is_deed(token))
                    && !scene.sign(*i, ';')
            };
            let next = (at..reach).find(|i| !scene.who[*i].is_empty())?;
            let joined = scene.is(next - 1, &["and"]) || scene.sign(next - 1, ',');
            let is_item = scene.text.capital(scene.token(at + usize::from(scene.is(at, &["the"]))));
            scene.group(next).filter(|_| joined && is_item && (at..next).all(|i| of_name(&i)))
        })?;
        let acts = || {
            let verb = self.before_verb(group.phrases.end).verb;
            verb < self.span.end && self.is_past(verb) && !scene.verbs(verb).is_empty()
        };
        let ends = group.phrases.end <= self.span.end && !scene.possessive(group.phrases.end);
        (ends && (group.phrases.start == at || !acts())).then_some(group.phrases.end)
    }

    /// Who is listed after others: where they begin and end, and whether they were met apart from them.
    fn further(&self, end: usize) -> Option<(usize, usize, bool)> {
        let scene = self.scene;
        let past = self.past_circumstances(end);
        let mut at = past;
        let mut is_another = past > end;
        while at < self.span.end.min(past + 4) {
            let with = scene.is(at, &["with"]);
            is_another |= with || scene.sign(at, ';');
            if !with && !scene.sign(at, ';') && !scene.sign(at, ',') && !scene.is(at, &["and", "also", "then", "later"])
            {
                break;
            }
            at += 1;
        }
        let after = self.item(at).filter(|_| at > past)?;
        let lead = self.before_verb(after);
        let acts = lead.verb < self.span.end
            && (!scene.verbs(lead.verb).is_empty() || scene.text.is_deed(scene.token(lead.verb)))
            && self.is_past(lead.verb);
        (!acts).then_some((at, after, is_another))
    }

    /// Past `, July 16`, `in Geneva`, `at the White House`, `(April 16–17)`.
    fn past_circumstances(&self, from: usize) -> usize {
        let scene = self.scene;
        let mut at = from;
        while at < self.span.end.min(from + 3 * UNREAD) {
            let comma = usize::from(scene.sign(at, ','));
            let on = usize::from(scene.is(at + comma, &["on"]));
            if let Some(after) = self.past_day(at + comma + on) {
                at = after;
            } else if let Some(after) = self.bracketed(at) {
                at = after;
            } else if let Some(after) = self.past_place(at) {
                at = after;
            } else {
                break;
            }
        }
        at
    }

    /// Past `July 16, 1962`, or a day without its year, `July 16–17`.
    fn past_day(&self, at: usize) -> Option<usize> {
        let scene = self.scene;
        if let Some(What::Date(_)) = scene.what(at) {
            return Some(at + 1);
        }
        let kind = |at: usize| scene.text.kind(scene.token(at));
        month_number(scene.text.key(scene.token(at))).filter(|_| kind(at + 1) == Some(TokenKind::Number))?;
        let part =
            |i: &usize| matches!(kind(*i), Some(TokenKind::Number | TokenKind::Hyphen | TokenKind::Sign('–' | '—')));
        (at + 1..self.span.end.min(at + UNREAD)).find(|i| !part(i)).or(Some(self.span.end.min(at + UNREAD)))
    }

    /// Past a place or time by its preposition: `in New York City`, `at the UN General Assembly`.
    fn past_place(&self, at: usize) -> Option<usize> {
        let scene = self.scene;
        let from = at + 1 + usize::from(scene.is(at + 1, &["the", "a"]));
        let part = |i: &usize| {
            let joins = scene.is(*i, &["of"]) && scene.text.capital(scene.token(*i + 1));
            scene.who[*i].is_empty()
                && (joins || scene.text.capital(scene.token(*i)) || matches!(scene.what(*i), Some(What::Date(_))))
        };
        let end = self.span.end.min(from + UNREAD);
        let after = (from.min(end)..end).find(|i| !part(i)).unwrap_or(end);
        (scene.is(at, CIRCUMSTANCES) && after > from).then_some(after)
    }
}
