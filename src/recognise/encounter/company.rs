//! More parties of an encounter told of before: `joined by C`, `C was also present`, `with C at his side`.

use super::Reader;
use crate::recognise::scene::Group;
use crate::rule;

/// Participles before `by` that bring somebody in.
const BROUGHT: &[&str] = &["joined", "accompanied", "flanked", "assisted", "attended", "supported", "seconded"];

/// Words that end `with C at his side`.
const ATTENDING: &[&str] = &["present", "attendance", "attending", "participating", "interpreting", "beside", "alongside", "side"];

/// Words that tell that whoever stands before them was there too.
const THERE: &[&str] = &["present", "there", "participated", "attended", "joined"];

impl Reader<'_> {
    /// Words that bring in more parties, if they stand here; where reading goes on.
    pub(super) fn addition(&mut self, at: usize) -> Option<usize> {
        let (group, end) = self.brought_in(at).or_else(|| self.at_side(at)).or_else(|| self.listed_present(at)).or_else(|| self.was_there(at))?;
        if end > self.span.end {
            return None;
        }
        let words = self.scene.text.passage(&self.scene.tokens(&(at..end)));
        let known = &mut self.ledger.encounters;
        let told_last = known.iter().rposition(|known| !known.planned && known.in_title == self.in_title);
        let last = told_last.or_else(|| known.iter().rposition(|known| !known.planned));
        let Some(last) = last else {
            // nothing told yet that they were present at: they are with whoever the sentence is about
            return None;
        };
        for id in group.members {
            if !known[last].has(id) {
                known[last].parties.push((id, words, rule::MEET_JOINED));
            }
        }
        Some(end)
    }

    /// `joined by C`, `in the presence of C`, `together with C`
    fn brought_in(&self, at: usize) -> Option<(Group, usize)> {
        let scene = self.scene;
        let by = scene.is(at, BROUGHT) && scene.is(at + 1, &["by"]);
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
        let group = self.people(at + 1).filter(|_| scene.is(at, &["with"]))?;
        let from = group.phrases.end;
        let end = (from..self.span.end.min(from + 4)).find(|i| scene.is(*i, ATTENDING))?;
        let near = (from..end).all(|i| scene.is(i, &["at", "by", "his", "her", "their", "also", "in", "was", "the"]));
        near.then_some((group, end + 1))
    }

    /// `Also present were B and C`, `Present on the Soviet side were also B and C`, `Also participating: C`
    fn listed_present(&self, at: usize) -> Option<(Group, usize)> {
        let scene = self.scene;
        let also = usize::from(scene.is(at, &["also"]));
        let present = scene.is(at + also, &["present", "participating", "attending", "participants"]);
        if !present || (at > self.span.start && also == 0 && !scene.is(at - 1, &["those", "were"])) {
            return None;
        }
        let from = at + also + 1;
        let small = |i: usize| {
            scene.sign(i, ':')
                || scene.is(i, &["were", "was", "are", "is", "also", "included", "include", "on", "the", "side", "at", "meeting", "conversation", "talks"])
                || matches!(scene.what(i), Some(crate::recognise::phrase::What::Place(_)))
        };
        let start = (from..self.span.end.min(from + 9)).find(|i| !small(*i))?;
        let group = self.people(start).filter(|_| start > from)?;
        let end = group.phrases.end;
        Some((group, end))
    }

    /// `C was also present`, `C took part`, `C joined them`
    fn was_there(&self, at: usize) -> Option<(Group, usize)> {
        let scene = self.scene;
        let group = self.people(at).or_else(|| self.people(at + 1).filter(|_| scene.is(at, &["as"])))?;
        let lead = self.before_verb(group.phrases.end);
        if lead.mood != super::clause::Mood::Said {
            return None;
        }
        let small = |i: &usize| scene.is(*i, &["is", "are", "was", "were", "also", "too", "as", "well", "later", "both", "at", "on", "in", "the", "hand", "room", "table"]) || scene.sign(*i, ',');
        let from = group.phrases.end;
        let verb = (from..self.span.end.min(from + 9)).find(|i| !small(i))?;
        let takes_part = scene.is(verb, &["took", "take", "takes"]) && scene.is(verb + 1, &["part"]);
        let sits_in = scene.is(verb, &["sat", "sits", "sit", "joins", "join", "joined", "listened", "listens"]) && scene.is(verb + 1, &["in"]);
        let joins = scene.is(verb, &["joins", "join", "joined"]) && scene.is(verb + 1, &["them", "the", "him", "her", "toward", "towards", "later"]);
        let attends = scene.is(verb, &["attend", "attends", "attended", "participate", "participates"])
            && !scene.is(verb + 1, &["a", "an", "his", "their"]);
        let with_them = scene.is(verb, &["accompanied", "accompanies", "accompany"]) && scene.is(verb + 1, &["him", "them", "her"]);
        let in_room = from < verb
            && (from..verb).any(|i| scene.is(i, &["were", "was", "are", "is"]))
            && (from..verb).any(|i| scene.is(i, &["room", "hand", "table"]));
        if in_room {
            return Some((group, verb));
        }
        let there = scene.is(verb, THERE) && (from..verb).any(|i| scene.is(i, &["is", "are", "was", "were", "also", "both"]));
        let end = verb + if takes_part || sits_in || joins || with_them { 2 } else { 1 };
        (takes_part || sits_in || joins || attends || with_them || there).then_some((group, end))
    }

    /// People named here, past an article.
    fn people(&self, at: usize) -> Option<Group> {
        self.scene.group(at)
    }
}
