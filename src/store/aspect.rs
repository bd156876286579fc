//! A reader's change taken apart: each value that it sets, and the part of it that is about some of them.

use jiff::Timestamp;

use super::change::ReaderChange;
use crate::news::{ArticleId, FeedId, NumberMap};

/// One value of one article or feed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Aspect<'a> {
    Read(ArticleId),
    Bookmark(ArticleId),
    Tag(&'a str, ArticleId),
    Note(ArticleId),
    Removal(ArticleId),
    FeedRemoval(FeedId),
    FeedTitle(FeedId),
    FeedFolder(FeedId),
    WholeFeed(FeedId),
    FeedMute(FeedId),
    FeedPace(FeedId),
    FeedRank(FeedId),
}

/// What a change sets it to.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Value<'a> {
    Set(bool),
    Number(Option<i64>),
    Since(Option<Timestamp>),
    Text(Option<&'a str>),
    Path(&'a [String]),
}

impl ReaderChange {
    /// Every value it sets; where it sets one twice, the last one stands.
    pub(crate) fn values(&self) -> NumberMap<Aspect<'_>, Value<'_>> {
        let mut values = NumberMap::default();
        self.each_value(&mut |aspect, value| _ = values.insert(aspect, value));
        values
    }

    /// Tells every value it sets, in order.
    pub(crate) fn each_value<'a>(&'a self, tell: &mut dyn FnMut(Aspect<'a>, Value<'a>)) {
        match self {
            Self::Read { articles, read } => {
                articles.iter().for_each(|id| tell(Aspect::Read(*id), Value::Set(*read)));
            }
            Self::Bookmark { articles, at } => {
                articles.iter().for_each(|id| tell(Aspect::Bookmark(*id), Value::Since(*at)));
            }
            Self::Tag { articles, tag, present } => {
                articles.iter().for_each(|id| tell(Aspect::Tag(tag, *id), Value::Set(*present)));
            }
            Self::Note { article, note } => tell(Aspect::Note(*article), Value::Text(note.as_deref())),
            Self::Remove { articles, at } => {
                articles.iter().for_each(|id| tell(Aspect::Removal(*id), Value::Since(*at)));
            }
            Self::RemoveFeed { feed, at } => tell(Aspect::FeedRemoval(*feed), Value::Since(*at)),
            Self::TitleFeed { feed, title } => tell(Aspect::FeedTitle(*feed), Value::Text(Some(title))),
            Self::FileFeed { feed, folder } => tell(Aspect::FeedFolder(*feed), Value::Path(folder)),
            Self::WholeFeed { feed, always } => tell(Aspect::WholeFeed(*feed), Value::Set(*always)),
            Self::MuteFeed { feed, muted } => tell(Aspect::FeedMute(*feed), Value::Set(*muted)),
            Self::PaceFeed { feed, interval } => {
                tell(Aspect::FeedPace(*feed), Value::Number(interval.map(i64::from)));
            }
            Self::RankFeed { feed, priority } => {
                tell(Aspect::FeedRank(*feed), Value::Number(Some(i64::from(*priority))));
            }
            Self::Together(changes) => changes.iter().for_each(|change| change.each_value(tell)),
        }
    }

    /// It without what does not pass; `None` if nothing passes.
    pub(crate) fn part(&self, passes: &dyn Fn(Aspect<'_>) -> bool) -> Option<Self> {
        let sift = |articles: &[ArticleId], passes: &dyn Fn(ArticleId) -> bool| -> Option<Vec<ArticleId>> {
            let kept: Vec<ArticleId> = articles.iter().copied().filter(|id| passes(*id)).collect();
            (!kept.is_empty()).then_some(kept)
        };
        match self {
            Self::Read { articles, read } => sift(articles, &|id| passes(Aspect::Read(id)))
                .map(|articles| Self::Read { articles, read: *read }),
            Self::Bookmark { articles, at } => sift(articles, &|id| passes(Aspect::Bookmark(id)))
                .map(|articles| Self::Bookmark { articles, at: *at }),
            Self::Tag { articles, tag, present } => sift(articles, &|id| passes(Aspect::Tag(tag, id)))
                .map(|articles| Self::Tag { articles, tag: tag.clone(), present: *present }),
            Self::Note { article, .. } => passes(Aspect::Note(*article)).then(|| self.clone()),
            Self::Remove { articles, at } => sift(articles, &|id| passes(Aspect::Removal(id)))
                .map(|articles| Self::Remove { articles, at: *at }),
            Self::RemoveFeed { feed, .. } => passes(Aspect::FeedRemoval(*feed)).then(|| self.clone()),
            Self::TitleFeed { feed, .. } => passes(Aspect::FeedTitle(*feed)).then(|| self.clone()),
            Self::FileFeed { feed, .. } => passes(Aspect::FeedFolder(*feed)).then(|| self.clone()),
            Self::WholeFeed { feed, .. } => passes(Aspect::WholeFeed(*feed)).then(|| self.clone()),
            Self::MuteFeed { feed, .. } => passes(Aspect::FeedMute(*feed)).then(|| self.clone()),
            Self::PaceFeed { feed, .. } => passes(Aspect::FeedPace(*feed)).then(|| self.clone()),
            Self::RankFeed { feed, .. } => passes(Aspect::FeedRank(*feed)).then(|| self.clone()),
            Self::Together(changes) => {
                let parts: Vec<Self> = changes.iter().filter_map(|change| change.part(passes)).collect();
                (!parts.is_empty()).then_some(Self::Together(parts))
            }
        }
    }
}
