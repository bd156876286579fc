//! The guide: the articles that come with the program, as they are first put into a library.

use jiff::Timestamp;

use super::disk::{Incoming, Media, Source};
use super::intake::{self, Origin};
use crate::news::{ArticleId, ArticleKey, Feed, FeedId, FeedKind};
use crate::store::{Arrival, WorldChange};

macro_rules! guide {
    ($($name:literal)*) => {
        const ARTICLES: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../../assets/guide/", $name)))),*];
    };
}

guide! {
    "01-the-first-minute.md"
    "02-moving-around.md"
    "03-reading-like-a-book.md"
    "04-what-is-worth-keeping.md"
    "05-your-own-pages.md"
    "06-without-the-screen.md"
    "07-where-it-all-lives.md"
    "08-a-case-of-type.md"
}

/// The guide's address among the feeds.
pub(super) const ADDRESS: &str = "courant:guide";

/// What the guide is called there.
pub(super) const TITLE: &str = "Guide";

/// What a library that is still to be made will hold: the guide, under the numbers that a new library gives.
#[must_use]
pub fn first_screen(now: Timestamp) -> Vec<WorldChange> {
    let feed = Feed {
        id: FeedId(1),
        kind: FeedKind::Guide,
        title: TITLE.to_owned(),
        address: ADDRESS.to_owned(),
        folder: Vec::new(),
        position: 1,
        removed: false,
        full_text: false,
        muted: false,
        interval: None,
        priority: 0,
        tags: Vec::new(),
        trouble: None,
    };
    let arrival = |(row, incoming): (i64, Incoming)| {
        let Incoming { key, article, .. } = incoming;
        ArticleId::new(row).map(|id| Arrival {
            id,
            key,
            feed: FeedId(1),
            others: Vec::new(),
            article,
            added: now,
        })
    };
    let arrivals = (1..).zip(articles(now)).filter_map(arrival).collect();
    vec![WorldChange::Feeds(vec![feed]), WorldChange::Arrived(arrivals)]
}

/// The guide's articles, ready to be kept. A library is given them once; removed, they never come back by themselves.
pub fn articles(now: Timestamp) -> Vec<Incoming> {
    ARTICLES.iter().filter_map(|(name, text)| article(name, text, now)).collect()
}

fn article(name: &str, text: &str, now: Timestamp) -> Option<Incoming> {
    let origin = Origin { path: Some(name.into()), file_time: None, saved_at: None, now };
    let mut incoming = intake::take_in(text.as_bytes().to_vec(), &origin).ok()?.incoming;
    incoming.key = ArticleKey::of_item(ADDRESS, name);
    let source = Source { bytes: text.as_bytes().to_vec(), media: Media::Markdown, ..Source::default() };
    incoming.source = Some(Source { name: Some((*name).to_owned()), ..source });
    Some(incoming)
}
