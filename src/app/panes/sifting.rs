//! The rows of a list looked through a slice at a time, so that a filter over a million articles keeps no key waiting.
//! It knows what is still to be looked at, and nothing of lines on a screen.

use std::collections::HashSet;

use crate::news::{ArticleId, Headline};
use crate::store::Store;

/// Headlines looked at in one go: one or two milliseconds' worth.
const SLICE: usize = 4096;

/// A list that is being looked through.
#[derive(Debug, Default)]
pub(super) struct Sifting {
    /// All that was in the list when it began, in its order.
    candidates: Vec<ArticleId>,
    /// How many of them were looked at.
    seen: usize,
    /// What arrived or was revised meanwhile: it takes its place once all is looked through.
    pub(super) came: Vec<ArticleId>,
    /// Where the cursor and the beginning of a selection shall stand, once these are found.
    pub(super) cursor: Option<ArticleId>,
    pub(super) anchor: Option<ArticleId>,
    /// The row that the cursor was left on: where it stands elsewhere, it was moved by hand.
    pub(super) left_on: usize,
}

impl Sifting {
    pub(super) fn new(
        candidates: Vec<ArticleId>,
        cursor: Option<ArticleId>,
        anchor: Option<ArticleId>,
    ) -> Self {
        Self { candidates, cursor, anchor, ..Self::default() }
    }

    /// Those of the next slice that pass, in the list's order.
    pub(super) fn next<'a>(
        &mut self,
        store: &'a Store,
        mut passes: impl FnMut(&Headline<'a>) -> bool,
    ) -> Vec<ArticleId> {
        let end = (self.seen + SLICE).min(self.candidates.len());
        let slice = &self.candidates[self.seen..end];
        self.seen = end;
        let found = slice.iter().filter(|id| store.headline(**id).is_some_and(|headline| passes(&headline)));
        found.copied().collect()
    }

    pub(super) fn is_done(&self) -> bool {
        self.seen == self.candidates.len()
    }

    /// Lets articles go that were removed.
    pub(super) fn drop_all(&mut self, gone: &HashSet<ArticleId>) {
        self.candidates.drain(..self.seen);
        self.seen = 0;
        self.candidates.retain(|id| !gone.contains(id));
    }
}
