//! Those whom one slot of a title names side by side.
//!
//! ```text
//! agents := agent ((, | and | , and) agent)*         Cdes. Yakubov, T., and Atakishiyev · the Stasi, the KGB and the StB
//!         | body (- body)+                           KGB-Stasi Report
//! agent  := [ … ] agent                              to [Politburo Members] Comrade Walter Ulbricht
//!         | body agent                               to the CC of the CP M.D. Bagirov: the person
//! ```

use super::Reader;
use crate::recognise::Thing;
use crate::recognise::lexicon::Cue;
use crate::recognise::phrase::What;
use crate::recognise::token::TokenKind;

/// How many phrases a remark in brackets has at most, its brackets included.
const REMARK: usize = 6;

impl Reader<'_, '_, '_> {
    /// Past an article, and past a remark in brackets before people: `to [Politburo Members] Comrade Walter Ulbricht`.
    pub(super) fn past_the(&self, at: usize) -> usize {
        let scene = self.scene;
        let at = at + usize::from(scene.is(at, &["the"]));
        let close = (at + 1..at + REMARK).find(|i| scene.sign(*i, ']')).filter(|_| scene.sign(at, '['));
        close.map(|close| close + 1).filter(|next| !scene.agents(*next, self.cast).is_empty()).unwrap_or(at)
    }

    /// Agents side by side: people by commas and `and`, others by `and` alone, since a comma after them begins a slot.
    pub(super) fn list(&self, at: usize) -> (usize, Vec<Thing>) {
        let scene = self.scene;
        let mut things = scene.agents(at, self.cast);
        let mut end = at + 1;
        if let Some(person) = self.of_the_body(at) {
            things = person;
            end += 1;
        }
        while !things.is_empty() && end < self.end() {
            let from = self.past_initials(end);
            let comma = usize::from(scene.sign(from, ','));
            let and = usize::from(scene.is(from + comma, &["and"]));
            let next = self.past_the(from + comma + and);
            let alike = match (scene.what(end - 1), scene.what(next)) {
                (Some(What::People(_)), Some(What::People(_))) => true,
                // `by the Stasi, the KGB and the StB`
                (Some(What::Body(_)), Some(What::Body(_))) => self.joins_bodies(next + 1),
                _ => false,
            };
            if comma + and == 0 || (and == 0 && !alike) || scene.cue(next, Cue::Link) {
                break;
            }
            let more = scene.agents(next, self.cast);
            // `A, B to C`: B stands in a slot of its own unless it is the list's last
            if more.is_empty() || (and == 0 && !self.goes_on(next + 1)) {
                break;
            }
            things.extend(more);
            end = next + 1;
        }
        (end, things)
    }

    /// Whether a list of bodies goes on here to an `and` and its last.
    fn joins_bodies(&self, mut at: usize) -> bool {
        let scene = self.scene;
        let is_body = |at: usize| matches!(scene.what(at), Some(What::Body(_)));
        let past = |at: usize| at + usize::from(scene.is(at, &["the"]));
        while at < self.end() && scene.sign(at, ',') && is_body(past(at + 1)) {
            at = past(at + 1) + 1;
        }
        let and = at + usize::from(scene.sign(at, ','));
        scene.is(and, &["and"]) && is_body(past(and + 1))
    }

    /// Those who wrote together, joined by hyphens: `KGB-Stasi Report`; else a list.
    pub(super) fn joint(&self, at: usize) -> (usize, Vec<Thing>) {
        let scene = self.scene;
        let is_body = |at: usize| matches!(scene.what(at), Some(What::Body(_)));
        let hyphen = |at: usize| scene.text.kind(scene.token(at)) == Some(TokenKind::Hyphen);
        let mut end = at + 1;
        let mut things = if is_body(at) { scene.agents(at, self.cast) } else { Vec::new() };
        while end < self.end() && hyphen(end) && is_body(end + 1) {
            things.extend(scene.agents(end + 1, self.cast));
            end += 2;
        }
        if things.len() > 1 { (end, things) } else { self.list(at) }
    }

    /// Whoever stands right behind a body, and nothing that goes on behind him: `the CC of the CP of Azerbaijan M.D. Bagirov`.
    fn of_the_body(&self, at: usize) -> Option<Vec<Thing>> {
        let scene = self.scene;
        let is_body = matches!(scene.what(at), Some(What::Body(_)));
        let is_person = matches!(scene.what(at + 1), Some(What::People(people)) if people.len() == 1);
        if !is_body || !is_person {
            return None;
        }
        let next = at + 2;
        let ends = next >= self.end()
            || scene.sign(next, ',')
            || scene.is(next, &["from", "to", "by", "on", "about", "regarding", "concerning"]);
        Some(scene.agents(at + 1, self.cast)).filter(|person| ends && !person.is_empty())
    }

    /// Past initials that stand behind a surname in a list: `Yakubov, T., and Atakishiyev`.
    fn past_initials(&self, at: usize) -> usize {
        let scene = self.scene;
        let behind = scene.sign(at, ',')
            && scene.what(at + 1) == Some(&What::Token)
            && scene.text.kind(scene.token(at + 1)) == Some(TokenKind::Initials);
        at + if behind { 2 } else { 0 }
    }

    /// Whether a list goes on to an `and`.
    fn goes_on(&self, at: usize) -> bool {
        let scene = self.scene;
        let named = |at: usize| scene.who.get(at).is_some_and(|who| !who.is_empty());
        let mut at = self.past_initials(at);
        while at < self.end() && scene.sign(at, ',') && named(at + 1) {
            at = self.past_initials(at + 2);
        }
        scene.is(at + usize::from(scene.sign(at, ',')), &["and"])
    }
}
