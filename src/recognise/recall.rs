//! What has been read at a token, kept for the grammars that ask for it again.
//!
//! Whether a name, an office, a mission or a body begins at a token is asked by every grammar that one may be part of.
//! Each is read once; what it asked of the names that the record has elsewhere is asked again with it.

use super::office::Office;
use super::text::Text;
use crate::claim::{Body, Mission};
use std::cell::OnceCell;
use std::ops::Range;
use std::rc::Rc;

/// What has been read at one token.
#[derive(Default)]
pub(super) struct Recall {
    /// A name, and one after an office or a form of address.
    pub names: [Kept<Range<usize>>; 2],
    pub office: Kept<Office>,
    pub mission: Kept<Mission>,
    pub body: Kept<Body>,
}

/// What was found, once it has been looked for.
pub(super) type Kept<T> = OnceCell<Found<T>>;

/// What was found and where it ends, with the tokens that would be a name if they were known as one.
pub(super) struct Found<T> {
    found: Option<Rc<(usize, T)>>,
    asked: Vec<usize>,
}

impl Text<'_> {
    /// Reads something at a token, or remembers what was read there.
    pub(super) fn recall<T: Clone>(
        &self,
        at: usize,
        kept: impl Fn(&Recall) -> &Kept<T>,
        read: impl FnOnce() -> Option<(usize, T)>,
    ) -> Option<(usize, T)> {
        // what is asked while looking ahead is read less far
        let Some(kept) = self.recalls.get(at).map(kept).filter(|_| !self.ahead.get()) else { return read() };
        if let Some(Found { found, asked }) = kept.get() {
            let reading = self.reading.get();
            self.asked.borrow_mut().extend(asked.iter().map(|at| (reading, *at)));
            return found.as_deref().cloned();
        }
        let before = self.asked.borrow().len();
        let found = read();
        let mut asked: Vec<usize> = self.asked.borrow()[before..].iter().map(|(_, at)| *at).collect();
        asked.sort_unstable();
        asked.dedup();
        // a reading that came back to its own token has kept the same already
        let _ = kept.set(Found { found: found.clone().map(Rc::new), asked });
        found
    }
}
