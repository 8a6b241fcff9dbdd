//! The encounters of a record so far, each told of once however often the record tells of it.

use super::{Encounter, Setting};
use crate::claim::{Kind, PlaceSlug};
use crate::recognise::cast::{Cast, MemberId};
use crate::record::Passage;
use crate::rule::{self, Basis, Rule};

/// What was read of one encounter at one place.
pub(super) struct Entry<'k> {
    pub parties: Vec<MemberId>,
    pub kind: &'k Kind,
    pub planned: bool,
    pub rule: &'static Rule,
    pub words: Passage,
    pub in_title: bool,
    /// In a clause that recalls or reports something else: more people make another encounter of it.
    pub retold: bool,
    pub place: Option<(PlaceSlug, Passage)>,
    /// In a clause that reports what was said at some time, not in the document.
    pub told: bool,
}

/// How many encounters back one is looked for that is told of again.
const REACH: usize = 100;

/// The most who take part in an encounter that is added to.
pub(super) const CROWD: usize = 200;

/// All encounters so far.
pub(super) struct Ledger<'r> {
    pub encounters: Vec<Encounter>,
    cast: &'r Cast,
    setting: &'r Setting,
}

impl<'r> Ledger<'r> {
    pub(super) fn new(cast: &'r Cast, setting: &'r Setting) -> Self {
        Self { encounters: Vec::new(), cast, setting }
    }

    /// The encounters told of last, the latest first.
    pub(super) fn recent(&self) -> impl Iterator<Item = &Encounter> {
        self.encounters.iter().rev().take(REACH)
    }

    fn recent_mut(&mut self) -> impl Iterator<Item = &mut Encounter> {
        self.encounters.iter_mut().rev().take(REACH)
    }

    /// Whether these have met.
    pub(super) fn have_met(&self, members: &[MemberId]) -> bool {
        self.recent().any(|known| known.met(members))
    }

    /// The number of the encounter that the title tells of; it stands first.
    pub(super) fn of_title(&self) -> Option<usize> {
        self.encounters.iter().take(REACH).position(|known| known.in_title && !known.planned)
    }

    /// The number of the encounter told of last, in a title or in a description; for a sentence of its own none that somebody
    /// recalls in another, if there is any else.
    pub(super) fn told_last(&self, in_title: bool, own_sentence: bool) -> Option<usize> {
        let from = self.encounters.len().saturating_sub(REACH);
        let last = |wanted: &dyn Fn(&Encounter) -> bool| {
            let told = |known: &Encounter| !known.planned && wanted(known);
            self.encounters[from..].iter().rposition(told).map(|at| from + at)
        };
        let here = |known: &Encounter| known.in_title == in_title;
        last(&|known| here(known) && !(own_sentence && known.retold))
            .or_else(|| last(&here))
            .or_else(|| last(&|_| true))
    }

    /// Enters what was read, under the encounter it tells of where that is known already.
    pub(super) fn enter(&mut self, entry: Entry<'_>) {
        let parties = self.distinct(&entry.parties);
        if let Some(known) = self.recent_mut().find(|known| tells_of(known, &parties, &entry)) {
            return add_to(known, &parties, &entry);
        }
        let parties = self.unnamed_as_known(parties, &entry);
        if let Some(known) = self.recent_mut().find(|known| tells_of(known, &parties, &entry)) {
            return add_to(known, &parties, &entry);
        }
        if parties.len() < 2 || self.in_writing(&parties, &entry) {
            return;
        }
        if self.names_the_unnamed(&parties, &entry) || self.says_again(&parties, &entry) {
            return;
        }
        self.encounters.push(Encounter {
            kind: entry.kind.clone(),
            planned: entry.planned,
            rule: entry.rule,
            words: entry.words,
            parties: parties.into_iter().map(|id| (id, entry.words, entry.rule)).collect(),
            in_title: entry.in_title,
            place: entry.place,
            retold: entry.retold,
        });
    }

    /// `Liu and Zhou acquaint the Korean Foreign Minister` in the description of their conversation with Pak: he is the
    /// one of the title whom the sentence does not name.
    fn unnamed_as_known(&self, parties: Vec<MemberId>, entry: &Entry<'_>) -> Vec<MemberId> {
        let members = &self.cast.members;
        let unnamed: Vec<MemberId> = parties.iter().copied().filter(|id| !members[*id].is_named()).collect();
        let ([one], false) = (unnamed.as_slice(), entry.in_title) else { return parties };
        let known = self.of_title().map(|at| &self.encounters[at]);
        let rest: Vec<MemberId> = parties.iter().copied().filter(|id| id != one).collect();
        // who is told that somebody else will receive him was not told so by him
        let has = |known: &Encounter| {
            let of_it = rest.iter().filter(|id| known.has(**id)).count();
            if entry.planned { of_it == 0 } else { of_it > 0 }
        };
        let Some(known) = known.filter(|known| members[*one].definite && has(known)) else { return parties };
        // those who were also present have their names
        let of_title = |id: &MemberId| !rest.contains(id) && (members[*id].in_title || !members[*id].is_named());
        let others: Vec<MemberId> = known.parties.iter().map(|party| party.0).filter(of_title).collect();
        match others.as_slice() {
            [other] if members[*other].is_named() && members[*other].may_be(&members[*one]) => {
                [rest, vec![*other]].concat()
            }
            _ => parties,
        }
    }

    /// `Conversation with the Albanian Prosecutor General` in the title, and `Mao and Aranit Çela discuss` in the
    /// description: the title's encounter, whose unnamed party now has a name.
    fn names_the_unnamed(&mut self, parties: &[MemberId], entry: &Entry<'_>) -> bool {
        let members = &self.cast.members;
        let named = |id: &MemberId| members[*id].is_named();
        if entry.in_title || entry.planned || entry.retold || !parties.iter().any(named) {
            return false;
        }
        let Some(known) = self.of_title().map(|at| &mut self.encounters[at]) else { return false };
        let unnamed: Vec<MemberId> = known.parties.iter().map(|party| party.0).filter(|id| !named(id)).collect();
        let rest: Vec<MemberId> = known.parties.iter().map(|party| party.0).filter(named).collect();
        let new: Vec<MemberId> = parties.iter().copied().filter(|id| !known.has(*id)).collect();
        let plural = unnamed.iter().any(|id| members[*id].is_several());
        let as_many = new.len() == unnamed.len() || (plural && new.len() > unnamed.len());
        let fits = |id: &MemberId| unnamed.iter().any(|other| members[*id].may_be(&members[*other]));
        let shared = rest.is_empty() || rest.iter().any(|id| parties.contains(id));
        if unnamed.is_empty() || !as_many || !shared || !new.iter().all(|id| named(id) && fits(id)) {
            return false;
        }
        known.parties.retain(|party| !unnamed.contains(&party.0));
        known.parties.extend(new.into_iter().map(|id| (id, entry.words, rule::MEET_NAMED)));
        true
    }

    /// `East German and North Korean officials discuss T` in the description of a conversation whose parties the title
    /// names: those.
    fn says_again(&self, parties: &[MemberId], entry: &Entry<'_>) -> bool {
        let members = &self.cast.members;
        let Some(known) = self.of_title().map(|at| &self.encounters[at]).filter(|_| !entry.in_title) else {
            return false;
        };
        let mut rest: Vec<MemberId> = known.parties.iter().map(|party| party.0).collect();
        let mut takes = |id: &MemberId| {
            let fits =
                rest.iter().position(|other| members[*other].is_named() && members[*id].may_be(&members[*other]));
            !members[*id].is_named() && fits.map(|at| rest.swap_remove(at)).is_some()
        };
        let of_both = [rule::MEET_JOINT_SUBJECT.id, rule::MEET_BETWEEN.id].contains(&entry.rule.id);
        of_both && !entry.planned && !entry.retold && !entry.told && parties.iter().all(&mut takes)
    }

    /// Each party once; without `the Bulgarian leaders` where the rest have met those whom the record names.
    fn distinct(&self, parties: &[MemberId]) -> Vec<MemberId> {
        let mut distinct: Vec<MemberId> = Vec::new();
        for id in parties {
            if !distinct.contains(id) {
                distinct.push(*id);
            }
        }
        let known_group = |id: &MemberId| {
            let member = &self.cast.members[*id];
            !member.is_named() && member.definite && member.is_several()
        };
        let others: Vec<MemberId> = distinct.iter().copied().filter(|id| !known_group(id)).collect();
        let met = self.recent().any(|known| known.parties.len() > 2 && known.met(&others));
        if met && !others.is_empty() { others } else { distinct }
    }

    /// Who writes to somebody `informs` and `asks` him in writing: no encounter.
    fn in_writing(&self, parties: &[MemberId], entry: &Entry<'_>) -> bool {
        let Setting { authors, recipients, sent, .. } = self.setting;
        let by_author = parties.first().is_some_and(|id| authors.contains(id));
        let wrote = !recipients.is_empty() && parties.iter().all(|id| authors.contains(id) || recipients.contains(id));
        let tells = entry.rule.id == rule::MEET_TELLS.id;
        // what is said in a session is said to the whole body
        let in_session = self.setting.session
            && !entry.in_title
            && !entry.told
            && (tells || entry.rule.id == rule::MEET_JOINT_SUBJECT.id);
        // `The director informs the ambassador` of the title's telegram from the one to the other
        let members = &self.cast.members;
        let roles = *sent
            && self.setting.nobody_wrote
            && parties.first().is_some_and(|id| !members[*id].is_named() && members[*id].in_title);
        in_session || (tells && roles) || (tells && ((*sent && by_author && !entry.told) || (wrote && !entry.told)))
    }
}

/// Whether a known encounter is the one that these parties had: one set of parties holds the other.
fn tells_of(known: &Encounter, parties: &[MemberId], entry: &Entry<'_>) -> bool {
    let shared = parties.iter().filter(|id| known.has(**id)).count();
    let more = shared == known.parties.len() && !entry.retold;
    known.planned == entry.planned && shared > 0 && (shared == parties.len() || more)
}

/// Adds to a known encounter what another place tells of it.
fn add_to(known: &mut Encounter, parties: &[MemberId], entry: &Entry<'_>) {
    for id in parties {
        known.add(*id, entry.words, entry.rule);
    }
    // what is stated outranks what is inferred
    if known.rule.basis == Basis::Inferred && entry.rule.basis == Basis::Stated {
        (known.rule, known.words) = (entry.rule, entry.words);
        known.parties.iter_mut().for_each(|party| (party.1, party.2) = (entry.words, entry.rule));
    }
    if known.kind == "conversation" {
        known.kind.clone_from(entry.kind);
    }
}
