//! Encounters: who dealt with whom, and what was only planned.
//!
//! ```text
//! occasion  := OCCASION between group (and | with) group       conversation between A and B
//!            | group 's OCCASION (with | of) group             A's talk with B
//!            | group – group OCCASION                          A – B meeting
//!            | OCCASION (agents held)? with group              a conversation he held with B
//!            | OCCASION with group                             of whoever reports or writes: a conversation with B
//! deed      := group TOGETHER … with group (and with group)*   A discusses T with B
//!            | group TOGETHER                                  A and B discuss T
//!            | group TELL group  |  group GIVE … to group      A tells B  |  A presents T to B
//!            | group was TELL by group  |  group learns from group
//!            | (group | body) RECEIVE group  |  group was RECEIVE by group
//!            | group SAY                                       in a journal, or of a conversation: to whom it is with
//! addition  := joined by group  |  in the presence of group  |  group was also present  |  with group at his side
//! ```
//! A deed under `will`, `to`, `refused to`, `asked for` is planned or refused, and no encounter. Where title and
//! description tell of the same people, they tell of the same encounter.

mod aim;
mod around;
mod clause;
mod company;
mod deed;
mod ledger;
mod object;
mod occasion;
mod owner;
mod plan;
mod relative;
mod remark;
mod writing;

use super::cast::{Cast, MemberId};
use super::lexicon::{Cue, VerbClass};
use super::phrase::What;
use super::scene::{Group, Scene};
use crate::claim::{Kind, PlaceSlug};
use crate::record::Passage;
use crate::rule::{self, Rule};
use clause::Mood;
use ledger::{CROWD, Entry, Ledger};
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
    /// Told of as something earlier: `recalled his talk with B`.
    pub retold: bool,
}

impl Encounter {
    /// Whether somebody took part.
    fn has(&self, id: MemberId) -> bool {
        self.parties.iter().any(|(known, ..)| *known == id)
    }

    /// Adds somebody who took part.
    fn add(&mut self, id: MemberId, words: Passage, rule: &'static Rule) {
        if self.parties.len() < CROWD && !self.has(id) {
            self.parties.push((id, words, rule));
        }
    }

    /// Whether it came to pass and all of these took part.
    pub(super) fn met(&self, members: &[MemberId]) -> bool {
        !self.planned && members.iter().all(|id| self.has(*id))
    }
}

/// What of the record the grammar needs to know besides the text: who wrote it to whom, and of what sort it is.
pub(crate) struct Setting {
    pub authors: Vec<MemberId>,
    pub recipients: Vec<MemberId>,
    /// A journal or diary: who speaks in it speaks to the diarist.
    pub journal: bool,
    /// Whom sentences without a subject are about: `Met with B.`
    pub alone: Vec<MemberId>,
    /// A journey: what its remark tells without a subject is told of whoever was under way.
    pub journey: bool,
    /// The title names nobody who wrote, or only an office.
    pub nobody_wrote: bool,
    /// A letter: even what it tells in the past is told in it.
    pub letter: bool,
    /// A session of a body: its members speak to all of it.
    pub session: bool,
    /// A letter, telegram or speech: what its author `tells` and `asks` somebody, it says in writing or to all.
    pub sent: bool,
    /// A document's own words: only what they say in so many words is read.
    pub own_words: bool,
}

/// Reads the encounters of a title and a description.
pub(crate) fn read(
    title: &Scene<'_, '_>,
    description: Option<&Scene<'_, '_>>,
    cast: &Cast,
    setting: &Setting,
) -> Vec<Encounter> {
    let mut reader = Reader::new(title, cast, setting);
    for span in stretches(0..title.phrases.len()) {
        reader.sentence(span);
    }
    if let Some(scene) = description {
        reader.turn_to(scene);
        for span in scene.sentences().into_iter().flat_map(stretches) {
            reader.sentence(span);
        }
    }
    reader.finish()
}

/// A title or sentence; where it is longer than any that a person wrote, one stretch after another, so that reading
/// stays linear.
fn stretches(span: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    const LONGEST: usize = 400;
    span.clone().step_by(LONGEST).map(move |start| start..span.end.min(start + LONGEST))
}

/// An encounter in the title of which only one side is named: `Note on a Conversation with B`.
struct OneSided {
    others: Vec<MemberId>,
    kind: Kind,
    words: Passage,
}

/// Reads a title, then a description, a sentence at a time.
struct Reader<'r> {
    scene: &'r Scene<'r, 'r>,
    /// The sentence.
    span: Range<usize>,
    in_title: bool,
    cast: &'r Cast,
    setting: &'r Setting,
    ledger: Ledger<'r>,
    /// Whom `he` or `they` means.
    subject: Vec<MemberId>,
    /// The subject that the sentence began with.
    main: Vec<MemberId>,
    /// The subject that the sentence before it began with.
    before: Vec<MemberId>,
    /// The one lady of the record.
    lady: Option<MemberId>,
    /// What was said last of the subject was left open, or denied: `will visit Bucharest and meet B`.
    mood: Mood,
    /// To whom the sentence's subject did something last.
    object: Vec<MemberId>,
    /// The clause that is read has a subject of its own beside the one before: `…, and B hands him`.
    coordinate: bool,
    /// What the title says it was, where it names an occasion.
    occasion_of_title: Option<Kind>,
    /// Where the last occasion of the sentence ends, if it was only planned.
    plan: Option<usize>,
    /// What is read stands in a clause that reports: `A writes that he told B`.
    told: bool,
    one_sided: Option<OneSided>,
    /// Who speaks or acts in the description, in the order of the text, each with the words that say so.
    speakers: Vec<(MemberId, Passage)>,
}

impl<'r> Reader<'r> {
    fn new(title: &'r Scene<'r, 'r>, cast: &'r Cast, setting: &'r Setting) -> Self {
        let mut ladies = (0..cast.members.len()).filter(|id| cast.members[*id].lady);
        let lady = ladies.next().filter(|_| ladies.next().is_none());
        Self {
            scene: title,
            span: 0..0,
            in_title: true,
            cast,
            setting,
            ledger: Ledger::new(cast, setting),
            subject: Vec::new(),
            main: Vec::new(),
            before: Vec::new(),
            lady,
            mood: Mood::Said,
            object: Vec::new(),
            coordinate: false,
            occasion_of_title: title.phrases.iter().find_map(|phrase| match &phrase.what {
                What::Occasion(kind) => Some(kind.clone()),
                _ => None,
            }),
            plan: None,
            told: false,
            one_sided: None,
            speakers: Vec::new(),
        }
    }

    /// Goes on with the description. Whom `he` means does not pass from the title.
    fn turn_to(&mut self, description: &'r Scene<'r, 'r>) {
        (self.scene, self.in_title) = (description, false);
        self.subject.clear();
        self.main.clear();
    }

    fn sentence(&mut self, span: Range<usize>) {
        self.before = std::mem::take(&mut self.main);
        self.span = span.clone();
        if self.setting.own_words {
            // in a document, `he` may be anybody whom the page before spoke of
            self.before.clear();
            self.subject.clear();
        }
        // whom `he` means at the start is whom the sentence before was about
        if !self.before.is_empty() {
            self.subject.clone_from(&self.before);
        }
        self.mood = Mood::Said;
        self.object.clear();
        self.plan = None;
        if self.setting.journey && !self.in_title {
            return self.remark();
        }
        self.read(span, true);
    }

    /// Reads some phrases of the sentence; `first` says that its subject is still to come.
    fn read(&mut self, phrases: Range<usize>, mut first: bool) {
        let mut at = phrases.start;
        if first {
            self.opened_by_deed();
        }
        if first
            && !self.in_title
            && !self.setting.alone.is_empty()
            && !self.scene.verbs(at).is_empty()
            && (!self.setting.own_words || self.scene.writer_at(at).is_some())
        {
            let members = self.setting.alone.clone();
            self.subject.clone_from(&members);
            at = self.deed(&Group { members, phrases: at..at }, false).unwrap_or(at);
        }
        while at < phrases.end {
            // in a document, who `was there` was so on any of many occasions
            let more = || (!self.setting.own_words).then_some(());
            let told = self.occasion(at).or_else(|| self.aim(at));
            if let Some(end) = told.or_else(|| more().and_then(|()| self.addition(at))) {
                at = end;
                continue;
            }
            let Some(group) = self.subject_at(at, first).filter(|group| group.phrases.end <= phrases.end) else {
                at += 1;
                continue;
            };
            if self.scene.possessive(group.phrases.end) {
                if self.subject.is_empty() && !self.setting.own_words {
                    self.subject.clone_from(&group.members);
                }
                at = group.phrases.end + 1;
                continue;
            }
            let alone = group.members.clone();
            let governed = at > self.span.start && self.relative_at(group.phrases.end) && !self.starts_clause(at);
            let mut group = self.with_company(group);
            if governed {
                // `a delegation headed by A, which conferred with B`: no subject of the sentence, but of what follows
                let who = group.phrases.end + usize::from(self.scene.sign(group.phrases.end, ','));
                let of = Group { members: group.members.clone(), phrases: who..who + 1 };
                at = self.deed(&of, false).unwrap_or(who + 1);
                first = false;
                self.subject.clone_from(&alone);
                continue;
            }
            // an aside inside of another ends there, too
            if let Some(verb) = self.past_aside(group.phrases.end).filter(|verb| *verb <= phrases.end) {
                let aside = group.phrases.end + 1..verb;
                if first {
                    self.main.clone_from(&alone);
                }
                self.subject.clone_from(&alone);
                self.aside(&group, aside);
                group.phrases.end = verb;
            }
            if first {
                self.main.clone_from(&alone);
                self.may_be_the_owner(&group);
            }
            let start = group.phrases.start;
            self.coordinate = !first
                && start > 0
                && (self.scene.is(start - 1, &["and", "but", "while"]) || self.scene.sign(start - 1, ';'));
            let end = self.deed(&group, first);
            let lead = self.before_verb(group.phrases.end);
            let acts = self.scene.text.is_deed(self.scene.token(lead.verb));
            if end.is_some() || first || (acts && !group.members.is_empty()) {
                self.subject.clone_from(&alone);
            }
            first = false;
            at = end.unwrap_or(group.phrases.end);
        }
    }

    /// Whether a group here can be the subject of the sentence: nothing governs it.
    fn starts_clause(&self, at: usize) -> bool {
        self.subject_at(at, true).is_some() && !self.scene.is(at - 1, &["by", "of", "with", "from", "to"])
    }

    /// `A, who had met B, says …`: what an aside tells of its subject.
    fn aside(&mut self, subject: &Group, phrases: Range<usize>) {
        let relative = self.scene.is(phrases.start, &["who"]);
        let participle = self.scene.is(phrases.start, &["having", "after"]);
        let gerund = self.scene.text.key(self.scene.token(phrases.start)).ends_with("ing");
        if gerund
            && !self.setting.own_words
            && let Some((end, verb)) =
                self.scene.gerunds(phrases.start).into_iter().find(|(_, verb)| verb.class == VerbClass::Together)
            && let Some(others) = self.parties(end + 1).filter(|_| self.scene.is(end, &["with"]))
        {
            let parties = [subject.members.clone(), others.members].concat();
            self.enter(parties, &verb.kind, false, rule::MEET_WITH, subject.phrases.start..others.phrases.end);
        }
        let mut from = phrases.start;
        if relative || participle {
            let of = Group { members: subject.members.clone(), phrases: phrases.start..phrases.start + 1 };
            let mood = self.mood;
            from = self.deed(&of, false).unwrap_or(from + 1);
            self.mood = mood;
        }
        if from < phrases.end {
            self.read(from..phrases.end, false);
        }
    }

    /// `A, accompanied by B and C, met …`: B and C with A.
    fn with_company(&self, group: Group) -> Group {
        let scene = self.scene;
        let at = group.phrases.end;
        let by = scene.begins_with(at + 1, Cue::Brought) && scene.is(at + 2, &["by"]);
        let with = scene.is(at + 1, &["together", "along"]) && scene.is(at + 2, &["with"]);
        let straight = scene.is(at, &["together", "along"]) && scene.is(at + 1, &["with"]);
        let join = |more: Group, end: usize| Group {
            members: [group.members.clone(), more.members].concat(),
            phrases: group.phrases.start..end,
        };
        if straight && let Some(more) = scene.group(at + 2) {
            let end = more.phrases.end;
            return join(more, end);
        }
        match scene.group(at + 3).filter(|_| scene.sign(at, ',') && (by || with)) {
            Some(more) if scene.sign(more.phrases.end, ',') => {
                let end = more.phrases.end + 1;
                // the comma that closes belongs to the aside
                join(more, end)
            }
            _ => group,
        }
    }

    /// Whether some words say that it was with one after another: `separately received A and B`.
    fn is_each_apart(&self, phrases: Range<usize>) -> bool {
        phrases.into_iter().any(|i| self.scene.is(i, &["separately", "individually", "separate", "individual"]))
    }

    /// Who dealt with whom, of two groups before `end`: all with all, or each with one, where `respectively` follows; or
    /// those before with each of the others, where they were met apart.
    fn respectively(&self, ones: Vec<MemberId>, others: Vec<MemberId>, apart: bool, end: usize) -> Vec<Vec<MemberId>> {
        let scene = self.scene;
        let after = scene.is(end + usize::from(scene.sign(end, ',')), &["separately", "individually"]);
        if apart || after {
            return others.into_iter().map(|other| [ones.clone(), vec![other]].concat()).collect();
        }
        if !scene.is(end + usize::from(scene.sign(end, ',')), &["respectively"]) {
            return vec![[ones, others].concat()];
        }
        match ones.as_slice() {
            [one] => others.into_iter().map(|other| vec![*one, other]).collect(),
            _ if ones.len() == others.len() => {
                ones.into_iter().zip(others).map(|(one, other)| vec![one, other]).collect()
            }
            _ => vec![[ones, others].concat()],
        }
    }

    /// The parties after `between` or `with`: groups joined by `and` or `with`.
    fn parties(&self, at: usize) -> Option<Group> {
        let scene = self.scene;
        let mut parties = self.people_and_bodies(at)?;
        loop {
            let end = self.past_dates(parties.phrases.end);
            let comma = usize::from(scene.sign(end, ','));
            let with = scene.is(end + comma, &["with"]) && end < self.span.end;
            let more = with.then(|| self.people_and_bodies(end + comma + 1)).flatten();
            let Some(more) = more else { break };
            parties.members.extend(more.members);
            parties.phrases.end = more.phrases.end;
        }
        (parties.phrases.end <= self.span.end && !scene.possessive(parties.phrases.end)).then_some(parties)
    }

    /// People named side by side, and bodies beside them: `the Politburo and a delegation of Chile`.
    fn people_and_bodies(&self, at: usize) -> Option<Group> {
        let scene = self.scene;
        let group = |at: usize| scene.group(at).or_else(|| self.body_at(at));
        let mut all = group(at)?;
        while scene.is(all.phrases.end, &["and"]) {
            let body_last = self.is_all_bodies(&all.members[all.members.len() - 1..]);
            let next = all.phrases.end + 1;
            let Some(more) = (if body_last { group(next) } else { self.body_at(next) }) else { break };
            all.members.extend(more.members);
            all.phrases.end = more.phrases.end;
        }
        let one_side = all.members.len() == 1;
        (one_side || !self.is_all_bodies(&all.members)).then_some(all)
    }

    /// A body that is a party: `the Foreign Ministry`.
    fn body_at(&self, at: usize) -> Option<Group> {
        let at = at + usize::from(self.scene.is(at, &["the", "a"]));
        let id = self.scene.body_at(at)?;
        let phrases = at..at + 1;
        let whole = !self.setting.own_words && !self.scene.possessive(phrases.end);
        whole.then(|| Group { members: vec![id], phrases })
    }

    /// Whether these are bodies and nobody else.
    fn is_all_bodies(&self, members: &[MemberId]) -> bool {
        members.iter().all(|id| self.cast.members[*id].is_body)
    }

    /// Whether a verb tells of speech, as those do who take part in a conversation.
    fn speaks(class: VerbClass) -> bool {
        matches!(class, VerbClass::Say | VerbClass::Give | VerbClass::Tell | VerbClass::Together)
    }

    /// Whoever the description begins with, doing something, may be the other side of a one-sided encounter.
    fn may_be_the_owner(&mut self, subject: &Group) {
        let opens = !self.in_title && self.span.start == 0 && self.one_sided.is_some() && self.speakers.is_empty();
        let at = self.scene.token(subject.phrases.end);
        let acts = self.scene.text.is_deed(at);
        if opens
            && acts
            && let [one] = subject.members.as_slice()
        {
            let words = self.scene.text.passage(&self.scene.tokens(&subject.phrases));
            self.speakers.push((*one, words));
        }
    }

    /// Closes the record: the other side of a one-sided encounter, and those who speak in one.
    fn finish(mut self) -> Vec<Encounter> {
        if let Some(OneSided { others, kind, words }) = self.one_sided.take() {
            let named = others.iter().any(|id| self.cast.members[*id].is_named());
            let met = self.ledger.encounters.iter().any(|known| {
                let first = !named && known.parties.len() > 1;
                !known.planned && (first || others.iter().any(|id| known.has(*id)))
            });
            let owner = self.speakers.iter().map(|(id, _)| *id).find(|id| !others.contains(id));
            if let Some(owner) = owner.filter(|_| !met) {
                let parties = [others, vec![owner]].concat();
                self.ledger.enter(Entry {
                    parties,
                    kind: &kind,
                    planned: false,
                    rule: rule::MEET_OWNER,
                    words,
                    in_title: true,
                    retold: false,
                    place: None,
                    told: false,
                });
            }
        }
        let members = &self.cast.members;
        if let Some(told) = self.ledger.encounters.iter_mut().find(|known| known.in_title && !known.planned) {
            let speakers = self.speakers.into_iter().filter(|(id, _)| members[*id].is_named() && !told.has(*id));
            let speakers: Vec<_> = speakers.collect();
            // who speaks may be one of `the Albanian leaders`, if he is of no other group
            let leads = |speaker: &MemberId, id: &MemberId| {
                let group = &members[*id];
                !group.is_named() && group.is_several() && members[*speaker].may_be(group)
            };
            let groups: Vec<MemberId> = told.parties.iter().map(|party| party.0).collect();
            let of_one = |speaker: &MemberId| groups.iter().filter(|id| leads(speaker, id)).count() == 1;
            let leaders = |id: &MemberId| speakers.iter().any(|(who, _)| leads(who, id) && of_one(who));
            let named: Vec<MemberId> = groups.iter().copied().filter(leaders).collect();
            told.parties.retain(|party| !named.contains(&party.0));
            told.parties.extend(speakers.into_iter().map(|(id, words)| (id, words, rule::MEET_SPEAKER)));
        }
        self.ledger.encounters
    }
}
