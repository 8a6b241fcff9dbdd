//! Clauses: who their subject is, how far it stands from its verb, and how much the verb says came to pass.

use super::Reader;
use crate::recognise::cast::MemberId;
use crate::recognise::lexicon::Cue;
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
            .or_else(|| self.pronoun(at))
            .or_else(|| self.same_subject(at).filter(|_| !first))
    }

    /// Whether a relative clause begins: `, who`, `, which`.
    pub(super) fn relative_at(&self, at: usize) -> bool {
        let at = at + usize::from(self.scene.sign(at, ','));
        self.scene.is(at, &["who", "which"])
    }

    /// `he`, `they`, `the two`: whom they mean.
    fn pronoun(&self, at: usize) -> Option<Group> {
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
        // `the two` are those of the title's conversation, if they are two
        let number = if scene.is(at + 1, &["three"]) { 3 } else { 2 };
        let of_title = self.ledger.of_title().map(|at| &self.ledger.encounters[at]);
        let of_title = of_title.filter(|told| counted && told.parties.len() == number);
        let last = of_title.or_else(|| self.ledger.recent().find(|told| !told.planned))?;
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
        let goes_on = !scene.verbs(lead.verb).is_empty();
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
            } else if scene.cue(at, Cue::Open) {
                open = true;
                lead.mood = lead.mood.max(Mood::Open);
                lead.verb += 1;
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

    /// Whom `him`, `them`, `his host` mean as those to whom a subject does something.
    pub(super) fn object_pronoun(&self, at: usize, subject: &[MemberId]) -> Option<Group> {
        let scene = self.scene;
        let single = scene.is(at, &["him", "her"]);
        let host = scene.is(at, &["his", "her", "the", "their"])
            && scene.is(
                at + 1,
                &[
                    "host",
                    "hosts",
                    "guest",
                    "guests",
                    "visitor",
                    "visitors",
                    "interlocutor",
                    "interlocutors",
                    "latter",
                    "other",
                ],
            );
        if self.setting.own_words || (!single && !host && !scene.is(at, &["them"])) {
            return None;
        }
        let phrases = at..at + 1 + usize::from(host);
        let other = |members: &[MemberId]| -> Vec<MemberId> {
            members.iter().copied().filter(|id| !subject.contains(id)).collect()
        };
        let met = self.ledger.recent().find(|known| known.met(subject));
        let met = met.map(|known| other(&known.parties.iter().map(|party| party.0).collect::<Vec<_>>()));
        let last = (self.subject.len() == 1 && self.subject != subject).then(|| self.subject.clone());
        let main = last.or_else(|| (self.main.len() == 1 && self.main != subject).then(|| self.main.clone()));
        let before = (self.before.len() == 1 && self.before != subject).then(|| self.before.clone());
        let author = (self.setting.authors.len() == 1).then(|| other(&self.setting.authors));
        let main = main.filter(|_| single);
        // `A complains to B, and C hands him …`: B; `A reports that C told him …`: A
        let coordinate = !self.object.is_empty() && self.object != subject && self.coordinate;
        let object = coordinate.then(|| other(&self.object));
        // `his guests, B and C`
        let named = scene.group(phrases.end + 1).filter(|_| host && scene.sign(phrases.end, ','));
        if let Some(named) = named {
            return Some(named);
        }
        // in a letter, to whom it goes
        let addressee = (self.setting.recipients.len() == 1 && self.setting.authors == subject)
            .then(|| other(&self.setting.recipients));
        let candidates = [addressee, object, main, met, before.filter(|_| single), author.filter(|_| single)];
        let members = candidates.into_iter().flatten().find(|members| !members.is_empty())?;
        (!single || members.len() == 1).then_some(Group { members, phrases })
    }
}
