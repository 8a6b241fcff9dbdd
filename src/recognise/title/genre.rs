//! The documentary form that a title names.
//!
//! ```text
//! form := FORM (and FORM)?                 Report · Resolution and Letter
//!       | author FORM                      Hungarian Embassy, Report on …
//!       | ' … FORM … '                     A to B, 'Memorandum on …'
//!       | agents OCCASION agents           Meeting between A and B · A receives B: a record of conversation
//! ```

use super::Reader;
use crate::claim::{Kind, Node, Relation};
use crate::recognise::lexicon::{Cue, VerbClass};
use crate::recognise::phrase::What;
use crate::recognise::{Draft, Thing};
use crate::record::Passage;
use crate::rule::{self, Rule};
use std::ops::Range;

/// The form a title names, and the phrases that name it.
pub(super) struct Form {
    pub phrases: Range<usize>,
    pub kind: Kind,
}

impl Reader<'_, '_, '_> {
    /// The first word outside quotations and before the topic that names a form.
    pub(super) fn form(&self) -> Option<Form> {
        let scene = self.scene;
        let mut found: Option<Form> = None;
        for at in self.start()..self.end() {
            if scene.quote(at) || (scene.begins_with(at, Cue::Topic) && at > 0) || (at == 0 && scene.is(at, &["on"])) {
                break;
            }
            let Some(form) = self.form_at(at) else { continue };
            // `Resolution and Letter`: the form that has a name of its own
            let beside =
                |known: &Form| scene.is(known.phrases.end, &["and"]) && form.phrases.start == known.phrases.end + 1;
            let better =
                found.as_ref().is_none_or(|known| known.kind == "other" && form.kind != "other" && beside(known));
            if better {
                let certain = form.kind != "other";
                found = Some(form);
                if certain {
                    break;
                }
            }
        }
        found
    }

    /// A form named here: with a capital, at the start, or right after who wrote it.
    pub(super) fn form_at(&self, at: usize) -> Option<Form> {
        let scene = self.scene;
        let text = scene.text;
        if !matches!(scene.what(at), Some(What::Token | What::Occasion(_))) {
            return None;
        }
        let token = scene.token(at);
        let after_author = at > 0
            && (scene.possessive(at - 1)
                || matches!(scene.what(at - 1), Some(What::Mission(_) | What::Body(_) | What::People(_))));
        if !text.tokens[token].capital && at > 1 && !after_author {
            return None;
        }
        let (end, kind) = text.longest(&text.lexicon.genres, token)?;
        let end = (at..self.end()).find(|i| scene.token(*i) >= end).unwrap_or(self.end());
        Some(Form { phrases: at..end, kind: kind.clone() })
    }

    /// Whether a form has the occasion in its name: `Memorandum of Conversation`. Those who stand behind it met.
    pub(super) fn names_occasion(&self, form: &Form) -> bool {
        let text = self.scene.text;
        let tokens = self.scene.tokens(&form.phrases);
        (tokens.start + 1..tokens.end).any(|at| text.longest(&text.lexicon.occasions, at).is_some())
    }

    pub(super) fn say_genre(&mut self, kind: &str, words: Passage, rule: &'static Rule) {
        self.title.genre = Some(kind.into());
        if kind != "other" {
            let form = Thing::Node(Node::Kind(kind.into()));
            self.drafts.push(Draft::of_record(Relation::Form, form, vec![words], rule));
        }
    }

    /// A title without a form of its own: the form of its quoted title, or the encounter it names.
    pub(super) fn genre_without_form(&mut self) {
        let scene = self.scene;
        let text = scene.text;
        let quoted = (0..self.end()).find(|at| scene.quote(*at) && !scene.possessive(*at)).map(|at| at + 1);
        let near = quoted.into_iter().flat_map(|at| at..at + 2).map(|at| scene.token(at));
        for token in near.filter(|token| text.tokens.get(*token).is_some_and(|token| token.capital)) {
            if let Some((end, kind)) = text.longest(&text.lexicon.genres, token) {
                let (kind, words) = (kind.clone(), text.passage(&(token..end)));
                return self.say_genre(&kind, words, rule::GENRE_WORD);
            }
        }
        // `A to B, 'C’s Talks in Cairo'` tells B of them
        if scene.is(0, &["on"]) || !self.title.recipients.is_empty() {
            return;
        }
        let topic = (1..self.end()).find(|at| scene.is(*at, &["regarding", "concerning", "about"]));
        // `Talking Points for the Meeting with …` comes before it
        let purpose = (1..self.end()).find(|at| scene.is(*at, &["for"]));
        for at in 0..topic.into_iter().chain(purpose).min().unwrap_or(self.end()) {
            let said = matches!(scene.what(at), Some(What::Occasion(_))) && scene.text.tokens[scene.token(at)].capital;
            // `Vice Premier Li receives …`
            let headline = at > 0 && !scene.who[at - 1].is_empty() && self.receives(at);
            // a meeting of somebody unnamed, or of a body, is a session
            let others = |range: Range<usize>| range.into_iter().any(|i| !scene.who[i].is_empty());
            if (said && (others(at + 1..self.end()) || others(0..at))) || (headline && others(at + 1..self.end())) {
                let words = scene.text.passage(&scene.phrases[at].tokens);
                return self.say_genre("record-of-conversation", words, rule::GENRE_OCCASION);
            }
        }
    }

    /// Whether a verb of meeting stands here.
    fn receives(&self, at: usize) -> bool {
        let classes = [VerbClass::Receive, VerbClass::Together, VerbClass::Tell];
        self.scene.verbs(at).iter().any(|(_, verb)| classes.contains(&verb.class))
    }
}
