//! The articles of a list looked through a slice at a time, so that a filter over a million of them keeps no key
//! waiting. It knows what is still to be looked at and looked for, and nothing of rows.

use std::collections::HashSet;

use crate::news::{ArticleId, Headline};
use crate::store::Store;

/// Headlines looked at in one go: one or two milliseconds' worth.
const SLICE: usize = 4096;
/// The same where a regular expression may take half a millisecond for each.
const SHORT_SLICE: usize = 64;

/// A list that is being looked through.
#[derive(Debug)]
pub(super) struct Sifting {
    /// All that was in the list when it began, in its order.
    candidates: Vec<ArticleId>,
    /// How many of them were looked at.
    seen: usize,
    meanwhile: Vec<ArticleId>,
    sought: Sought,
}

/// Articles that something shall stand on once they are found.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sought {
    /// The cursor.
    pub(super) cursor: Option<ArticleId>,
    /// The beginning of the selection.
    pub(super) anchor: Option<ArticleId>,
}

impl Sifting {
    pub(super) fn new(candidates: Vec<ArticleId>, sought: Sought) -> Self {
        Self { candidates, seen: 0, meanwhile: Vec::new(), sought }
    }

    /// Those of the next slice that pass, in the list's order; a short slice where judging is slow.
    pub(super) fn next<'a>(
        &mut self,
        store: &'a Store,
        is_slow: bool,
        mut passes: impl FnMut(&Headline<'a>) -> bool,
    ) -> Vec<ArticleId> {
        let slice = if is_slow { SHORT_SLICE } else { SLICE };
        let end = (self.seen + slice).min(self.candidates.len());
        let slice = &self.candidates[self.seen..end];
        self.seen = end;
        let found = slice.iter().filter(|id| store.headline(**id).is_some_and(|headline| passes(&headline)));
        found.copied().collect()
    }

    pub(super) fn is_done(&self) -> bool {
        self.seen == self.candidates.len()
    }

    /// Remembers what arrived or was revised: it takes its place once all is looked through.
    pub(super) fn comes_meanwhile(&mut self, articles: &[ArticleId]) {
        self.meanwhile.extend_from_slice(articles);
    }

    /// What arrived or was revised since it began.
    pub(super) fn came_meanwhile(&self) -> &[ArticleId] {
        &self.meanwhile
    }

    pub(super) fn sought(&self) -> Sought {
        self.sought
    }

    pub(super) fn seek_for_cursor(&mut self, article: ArticleId) {
        self.sought.cursor = Some(article);
    }

    /// Nothing is sought any more: the reader has gone on from where things stand.
    pub(super) fn give_up_seeking(&mut self) {
        self.sought = Sought::default();
    }

    /// Lets articles go that were removed.
    pub(super) fn drop_all(&mut self, gone: &HashSet<ArticleId>) {
        self.candidates.drain(..self.seen);
        self.seen = 0;
        self.candidates.retain(|id| !gone.contains(id));
    }
}
