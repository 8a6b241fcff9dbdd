//! More parties of an encounter told of before: `joined by C`, `C was also present`, `with C at his side`.

use super::Reader;
use crate::recognise::lexicon::Cue;
use crate::recognise::phrase::What;
use crate::recognise::scene::Group;
use crate::rule;

/// Words that end `with C at his side`.
const ATTENDING: &[&str] =
    &["present", "attendance", "attending", "participating", "interpreting", "beside", "alongside", "side"];

/// How many phrases may tell of one who is listed.
const ITEM: usize = 32;

impl Reader<'_> {
    /// Words that bring in more parties, if they stand here; where reading goes on.
    pub(super) fn addition(&mut self, at: usize) -> Option<usize> {
        let told = self.brought_in(at).or_else(|| self.at_side(at));
        let beside = told.is_some();
        let listed = told.or_else(|| self.listed_present(at));
        let is_list = listed.is_some();
        let (mut group, mut end) = listed.or_else(|| self.was_there(at))?;
        // `at which C was present` tells of what was told last; a sentence of its own, of the title's conversation
        let relative = at > 0 && self.scene.is(at - 1, &["which", "where", "whom"]);
        if end > self.span.end {
            return None;
        }
        // `…, on the Soviet side Molotov and Lozovsky`, `…, as did Chen Yi`
        let comma = end + usize::from(self.scene.sign(end, ','));
        let side = self.scene.past_side(comma);
        let likewise = self.scene.is(comma, &["as"]) && self.scene.is(comma + 1, &["did", "was", "were"]);
        let more = if likewise { comma + 2 } else { side };
        if let Some(others) =
            self.scene.group(more).filter(|others| more > comma && others.phrases.end <= self.span.end)
        {
            end = others.phrases.end;
            group.members.extend(others.members);
        }
        let words = self.scene.text.passage(&self.scene.tokens(&(at..end)));
        let of_title = self.ledger.of_title().filter(|_| !beside && !relative && !self.in_title);
        // with nothing told yet that they were present at, they are with whoever speaks in the title's conversation
        let Some(last) = of_title.or_else(|| self.ledger.told_last(self.in_title, !beside && !relative)) else {
            // `Participants: A, B and C` under a title that names no parties
            let kind = self.occasion_of_title.clone().filter(|_| !self.in_title)?;
            let speakers: Vec<_> = self.speakers.iter().map(|(id, _)| *id).collect();
            let whole = is_list || !speakers.is_empty();
            let parties = [speakers, group.members].concat();
            // who was there `also` was so with others
            if whole && parties.len() > 1 {
                self.enter(parties, &kind, false, rule::MEET_JOINED, at..end);
            }
            return Some(end);
        };
        for id in group.members {
            self.ledger.encounters[last].add(id, words, rule::MEET_JOINED);
        }
        Some(end)
    }

    /// `joined by C`, `in the presence of C`, `together with C`
    fn brought_in(&self, at: usize) -> Option<(Group, usize)> {
        let scene = self.scene;
        let side = scene.is(at, &["at"]) && scene.is(at + 1, &["whose"]) && scene.is(at + 2, &["side"]);
        if side && scene.is(at + 3, &["was", "were", "are", "is", "sat", "stood"]) {
            let group = self.people(at + 4)?;
            let end = group.phrases.end;
            return Some((group, end));
        }
        let by = scene.begins_with(at, Cue::Brought) && scene.is(at + 1, &["by"]);
        let of = scene.is(at, &["presence", "participation", "company"]) && scene.is(at + 1, &["of"]);
        let with = scene.is(at, &["together", "along"]) && scene.is(at + 1, &["with"]);
        if !by && !of && !with {
            return None;
        }
        let group = self.people(at + 2)?;
        let end = group.phrases.end;
        Some((group, end))
    }

    /// `with C at his side`, `with B and C also present`
    fn at_side(&self, at: usize) -> Option<(Group, usize)> {
        let scene = self.scene;
        if !scene.is(at, &["with"]) {
            return None;
        }
        let group = self.people(at + 1)?;
        let from = group.phrases.end;
        let end = (from..self.span.end.min(from + 4)).find(|i| scene.is(*i, ATTENDING))?;
        let near = (from..end).all(|i| scene.is(i, &["at", "by", "his", "her", "their", "also", "in", "was", "the"]));
        near.then_some((group, end + 1))
    }

    /// `Also present were B and C`, `Present on the Soviet side were also B and C`, `Also participating: C`
    fn listed_present(&self, at: usize) -> Option<(Group, usize)> {
        let scene = self.scene;
        let also = usize::from(scene.is(at, &["also"]));
        let part = usize::from(scene.is(at + also, &["taking"]) && scene.is(at + also + 1, &["part"]));
        let also = also + part;
        let present = part == 1 || scene.is(at + also, &["present", "participating", "attending", "participants"]);
        let sided = side_with_colon(scene, at).is_some();
        let among_whom = sided || scene.is(at, &["among"]) && scene.is(at + 1, &["whom"]);
        if (!present && !among_whom)
            || (!among_whom && at > self.span.start && also == 0 && !scene.is(at - 1, &["those", "were"]))
        {
            return None;
        }
        let from = at + also + 1;
        let among = scene.is(at, &["among"])
            && scene.is(at + 1, &["whom", "them"])
            && scene.is(at + 2, &["is", "are", "was", "were"]);
        if among {
            let group = self.people(at + 3)?;
            let end = group.phrases.end;
            return Some((group, end));
        }
        // `On the Chinese side: A, B, and C.`
        if let Some(side) = side_with_colon(scene, at) {
            let group = self.people(side + 1)?;
            let end = group.phrases.end;
            return Some((group, end));
        }
        let small = |i: usize| {
            scene.sign(i, ':')
                || scene.is(
                    i,
                    &[
                        "were",
                        "was",
                        "are",
                        "is",
                        "also",
                        "included",
                        "include",
                        "on",
                        "the",
                        "side",
                        "at",
                        "meeting",
                        "conversation",
                        "talks",
                    ],
                )
                || matches!(scene.what(i), Some(What::Place(_)))
        };
        let start = (from..self.span.end.min(from + 9)).find(|i| !small(*i))?;
        let mut group = self.people(start).filter(|_| start > from)?;
        // `Participants: Mr. A, of the embassy; Mr. B; …`
        while let Some(more) = self.next_item(group.phrases.end).filter(|_| scene.sign(start - 1, ':')) {
            group.members.extend(more.members);
            group.phrases.end = more.phrases.end;
        }
        let end = group.phrases.end;
        Some((group, end))
    }

    /// Who is named first after the next semicolon of a list.
    fn next_item(&self, from: usize) -> Option<Group> {
        let scene = self.scene;
        let mut signs = (from..self.span.end.min(from + ITEM)).filter(|i| scene.sign(*i, ';'));
        signs.find_map(|sign| self.people(sign + 1)).filter(|group| group.phrases.end <= self.span.end)
    }

    /// `C was also present`, `C took part`, `C joined them`
    fn was_there(&self, at: usize) -> Option<(Group, usize)> {
        let scene = self.scene;
        let mut group = self.people(at)?;
        // `Captain Cienfuegos, just back from Prague, joins in`
        if let Some(after) = self.past_aside_to(group.phrases.end) {
            group.phrases.end = after;
        }
        let lead = self.before_verb(group.phrases.end);
        if lead.mood != super::clause::Mood::Said {
            return None;
        }
        let small = |i: &usize| {
            scene.is(
                *i,
                &[
                    "who", "others", "and", "himself", "three", "two", "several", "four", "some", "is", "are", "was",
                    "were", "also", "too", "as", "well", "later", "both", "at", "on", "in", "of", "the", "hand",
                    "room", "table",
                ],
            ) || scene.sign(*i, ',')
        };
        let from = group.phrases.end;
        let verb = (from..self.span.end.min(from + 9)).find(|i| !small(i))?;
        let takes_part = scene.is(verb, &["took", "take", "takes"]) && scene.is(verb + 1, &["part"]);
        let sits_in = scene.is(verb, &["sat", "sits", "sit", "joins", "join", "joined", "listened", "listens"])
            && scene.is(verb + 1, &["in"]);
        let joins = scene.is(verb, &["joins", "join", "joined"])
            && scene.is(verb + 1, &["them", "the", "him", "her", "toward", "towards", "later"]);
        let attends = scene.is(verb, &["attend", "attends", "attended", "participate", "participates"])
            && !scene.is(verb + 1, &["a", "an", "his", "their"]);
        let accompanied = || self.people(verb + 1).is_some_and(|known| self.ledger.have_met(&known.members));
        let with_them = scene.is(verb, &["accompanied", "accompanies", "accompany"])
            && (scene.is(verb + 1, &["him", "them", "her"]) || accompanied());
        let in_room = from < verb
            && (from..verb).any(|i| scene.is(i, &["were", "was", "are", "is"]))
            && (from..verb).any(|i| scene.is(i, &["room", "hand", "table"]));
        let beside = scene.is(verb, &["with"]) && (from..verb).any(|i| scene.is(i, &["was", "were", "is", "are"]));
        if beside && scene.is(verb + 1, &["him", "her", "them"]) {
            return Some((group, verb + 2));
        }
        if let Some(known) = self.people(verb + 1).filter(|_| beside && verb == from + 1) {
            let met = self.ledger.have_met(&known.members);
            return met.then_some((group, known.phrases.end));
        }
        if in_room {
            return Some((group, verb));
        }
        let there = scene.begins_with(verb, Cue::There)
            && (from..verb).any(|i| scene.is(i, &["is", "are", "was", "were", "also", "both"]));
        let end = verb + if takes_part || sits_in || joins || with_them { 2 } else { 1 };
        // `attended the talks`
        let object = end + usize::from(scene.is(end, &["the", "this"]));
        let end = if attends && matches!(scene.what(object), Some(What::Occasion(_))) { object + 1 } else { end };
        (takes_part || sits_in || joins || attends || with_them || there).then_some((group, end))
    }

    /// Past an aside, if a verb of being there follows.
    fn past_aside_to(&self, at: usize) -> Option<usize> {
        let scene = self.scene;
        let list = scene.who.get(at + 1).is_some_and(|who| !who.is_empty());
        if !scene.sign(at, ',') || list || scene.is(at + 1, &["and", "who"]) {
            return None;
        }
        let close = (at + 2..self.span.end.min(at + 10)).find(|i| scene.sign(*i, ','))?;
        let there = scene.is(
            close + 1,
            &["joins", "joined", "sat", "sits", "took", "takes", "attended", "attends", "was", "were", "participated"],
        );
        there.then_some(close + 1)
    }

    /// People named here, past an article.
    fn people(&self, at: usize) -> Option<Group> {
        self.scene.group(at)
    }
}

/// Past `On the Chinese side`, if a colon follows.
fn side_with_colon(scene: &crate::recognise::scene::Scene<'_, '_>, at: usize) -> Option<usize> {
    let side = scene.past_side(at);
    (side > at && scene.sign(side, ':')).then_some(side)
}
