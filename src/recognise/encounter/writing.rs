//! What was said in writing, or to everybody, and so to nobody in person: `In a letter, A told B …`.

use super::Reader;
use crate::recognise::lexicon::Cue;
use crate::recognise::phrase::What;
use crate::recognise::scene::Group;

/// How many phrases the words before a sentence's subject may be.
const OPENING: usize = 10;

impl Reader<'_> {
    /// Whether what the sentence's own subject says in it was written, or said to all: `In a letter, A told B …`.
    pub(super) fn opens_in_writing(&self, subject: &Group, first: bool) -> bool {
        let scene = self.scene;
        let opening = self.span.start..subject.phrases.start.min(self.span.start + OPENING);
        // a speech may be made in the meeting that the title names
        let spoken = |i: usize| self.ledger.of_title().is_some() && scene.is(i, &["speech", "statement"]);
        let written = |i: usize| {
            (scene.cue(i, Cue::Correspondence) && !spoken(i)) || scene.cue(i, Cue::Writing) || scene.cue(i, Cue::Media)
        };
        first
            && !self.in_title
            && scene.is(self.span.start, &["in", "by", "through", "via", "on", "with"])
            && opening.clone().any(written)
            && opening.into_iter().all(|i| !matches!(scene.what(i), Some(What::Occasion(_))))
    }

    /// Whether a clause tells what stands in a letter: `a letter in which A begs B`.
    pub(super) fn in_a_letter(&self, at: usize) -> bool {
        let scene = self.scene;
        let relative = at > self.span.start && scene.is(at - 1, &["which", "that", "where"]);
        relative && (at.saturating_sub(8).max(self.span.start)..at).any(|i| scene.cue(i, Cue::Correspondence))
    }

    /// Whether the sentence tells of something said to everybody: on the radio, in the press.
    pub(super) fn published(&self) -> bool {
        let is_told = |i: usize| self.scene.cue(i, Cue::Media) || self.scene.is(i, &["speech", "interview", "article"]);
        self.span.clone().any(is_told)
    }

    /// Whether what is told has to do with a letter: `thanks B for his message`. It may have been told in another.
    pub(super) fn by_letter(&self, at: usize) -> bool {
        let scene = self.scene;
        let clause = (at..self.span.end).take_while(|i| !scene.is(*i, &["that", "and", "but"]) && !scene.sign(*i, ';'));
        !self.in_title && clause.into_iter().any(|i| scene.cue(i, Cue::Correspondence))
    }

    /// Whether what is given is a letter sent: `conveys a message from …`; one handed over is given in person.
    pub(super) fn by_letter_given(&self, at: usize) -> bool {
        !self.handed(at) && self.by_letter(at)
    }
}
