//! Where links led, and the way back. It must not know how pages come in.

use super::effect::Generation;
use crate::news::ArticleId;

/// What is done with a page once it is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Landing {
    /// It is opened among the files.
    Opened,
    /// It is read in the place of the article that a link of which was followed.
    Followed(ArticleId),
}

/// A page that the reader waits for.
#[derive(Clone, Debug)]
pub(super) struct Awaited {
    /// Which answer brings it.
    pub(super) generation: Generation,
    /// The host that it comes from.
    pub(super) host: String,
    pub(super) landing: Landing,
}

/// The way back from an article that links led to.
#[derive(Clone, Debug, Default)]
pub(super) struct Trail {
    /// The articles that links were followed from, the first one first.
    from: Vec<ArticleId>,
    /// Where the last of them led. From any other article there is no way back.
    to: Option<ArticleId>,
}

impl Trail {
    /// A link led from one article to another. Whoever did not come to the first by a link begins anew.
    pub(super) fn lead(&mut self, from: ArticleId, to: ArticleId) {
        if self.to != Some(from) {
            self.from.clear();
        }
        self.from.push(from);
        self.to = Some(to);
    }

    /// The article before that one.
    pub(super) fn before(&self, article: ArticleId) -> Option<ArticleId> {
        self.from.last().copied().filter(|_| self.to == Some(article))
    }

    /// Goes back from an article to the one before it; with none, the trail is forgotten.
    pub(super) fn go_back(&mut self, article: ArticleId) -> Option<ArticleId> {
        let back = self.before(article);
        self.from.pop();
        self.to = back.filter(|_| !self.from.is_empty());
        if self.to.is_none() {
            self.from.clear();
        }
        back
    }
}
