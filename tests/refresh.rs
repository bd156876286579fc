//! Feeds from the network to the library: what is the same article, what is kept of it, and how each feed fares.
#![allow(clippy::unwrap_used)]

mod asked;
mod kept;
mod settings;
mod shell;

use courant::app::Save;
use courant::news::{FeedId, Subscription};
use courant::store::{Counts, ReaderChange, Scope};
use courant::workers::disk::{KeptItem, Library, NewFeed};
use courant::workers::feeds::bring;
use jiff::Timestamp;
use tempfile::TempDir;

pub(crate) const NOW: &str = "2026-11-20T09:00:00Z";

pub(crate) fn now() -> Timestamp {
    NOW.parse().unwrap()
}

/// A library in a folder of its own.
struct Shelf {
    folder: TempDir,
    library: Library,
}

impl Shelf {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(folder.path(), now()).unwrap().library;
        Self { folder, library }
    }

    /// A second run of the program on the same library.
    fn elsewhere(&self) -> Library {
        Library::open(self.folder.path(), now()).unwrap().library
    }

    fn subscribe(&mut self, address: &str) -> FeedId {
        let new = NewFeed {
            address: address.to_owned(),
            title: format!("Feed of {address}"),
            typed: true,
            ..NewFeed::default()
        };
        self.library.subscribe(&[new], now()).unwrap()[0].0
    }

    fn subscription(&self, feed: FeedId) -> Subscription {
        let all = self.library.subscriptions().unwrap();
        all.into_iter().find(|each| each.feed == feed).unwrap()
    }

    /// Keeps a feed as it came, not for the first time.
    fn keep(&mut self, feed: FeedId, document: &str) -> Vec<KeptItem> {
        self.keep_at(feed, document, now())
    }

    fn keep_at(&mut self, feed: FeedId, document: &str, at: Timestamp) -> Vec<KeptItem> {
        let Subscription { address, name, .. } = self.subscription(feed);
        let parsed = courant::parse::feed(document.as_bytes(), None);
        let brought = bring(&parsed, &address, &name, false, at);
        let kept = self.library.keep_items(feed, &brought.items, at).unwrap();
        self.assert_sound();
        kept
    }

    fn counts(&self, scope: &Scope) -> Counts {
        let counters = self.library.counters().unwrap();
        counters.into_iter().find(|(each, _)| each == scope).map(|(_, counts)| counts).unwrap_or_default()
    }

    fn commits(&mut self, change: ReaderChange) {
        self.library.commit(&Save::New { name: "A step".to_owned(), change }, now()).unwrap();
    }

    fn assert_sound(&self) {
        assert_eq!(self.library.integrity().unwrap(), Vec::<String>::new());
    }
}

/// An RSS feed of items.
fn rss(items: &[String]) -> String {
    format!("<rss version='2.0'><channel><title>The Feed</title>{}</channel></rss>", items.concat())
}

fn item(guid: &str, link: &str, title: &str, text: &str) -> String {
    format!(
        "<item><guid isPermaLink='false'>{guid}</guid><link>{link}</link><title>{title}</title>\
         <pubDate>Thu, 19 Nov 2026 09:00:00 GMT</pubDate><description>{text}</description></item>"
    )
}
