//! With whom or to whom a deed is done: the people after its verb, those after `with` or `to`, and whom `him` means there.

use super::Reader;
use crate::recognise::cast::MemberId;
use crate::recognise::lexicon::Cue;
use crate::recognise::phrase::What;
use crate::recognise::scene::Group;

impl Reader<'_> {
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
    pub(super) fn receiver_of_words(&self, at: usize, subject: &[MemberId]) -> Option<Group> {
        let scene = self.scene;
        let subordinate = |i: usize| {
            let clause = scene.is(i, &["and", "but"]) && !scene.verbs(self.before_verb(i + 1).verb).is_empty();
            clause
                || scene.is(i, &["that", "who", "which", "whether", "how", "what", "when", "why"])
                || scene.sign(i, ';')
        };
        let clause = (at..self.span.end.min(at + 14)).take_while(|i| !subordinate(*i));
        let mut written = false;
        let clause = clause.inspect(|i| written |= scene.cue(*i, Cue::Correspondence)).collect::<Vec<_>>();
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

    /// Whether the verb before tells that something was given from hand to hand.
    pub(super) fn handed(&self, at: usize) -> bool {
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
        let latter = host && scene.is(at + 1, &["latter"]);
        let latter = latter.then(|| self.named_last(at, subject)).flatten().map(|last| vec![last]);
        // `A had B on the line and told him`
        let near = single.then(|| self.named_between(at, subject)).flatten().map(|near| vec![near]);
        // `his guests, B and C`
        let named = scene.group(phrases.end + 1).filter(|_| host && scene.sign(phrases.end, ','));
        if let Some(named) = named {
            return Some(named);
        }
        // in a letter, to whom it goes
        let addressee = (self.setting.recipients.len() == 1 && self.setting.authors == subject)
            .then(|| other(&self.setting.recipients));
        let candidates =
            [addressee, latter, near, object, main, met, before.filter(|_| single), author.filter(|_| single)];
        let members = candidates.into_iter().flatten().find(|members| !members.is_empty())?;
        (!single || members.len() == 1).then_some(Group { members, phrases })
    }

    /// The one who is named between those who act and a phrase, and is no topic: `A had B on the line and told him`.
    fn named_between(&self, at: usize, subject: &[MemberId]) -> Option<MemberId> {
        let scene = self.scene;
        let acts = |i: &usize| scene.who[*i].iter().any(|id| subject.contains(id));
        let from = (self.span.start..at).rev().find(acts)? + 1;
        let is_topic = |i: usize| {
            scene.is(
                i - 1,
                &["of", "about", "on", "for", "regarding", "concerning", "against", "that", "through", "via"],
            ) || scene.possessive(i + 1)
        };
        let mut named = (from..at).filter(|i| !scene.who[*i].is_empty());
        let (one, None) = (named.next()?, named.next()) else { return None };
        match scene.who[one].as_slice() {
            [near] if !is_topic(one) => Some(*near),
            _ => None,
        }
    }
}
