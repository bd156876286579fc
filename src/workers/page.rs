//! The pages of articles whose feeds tell only how they begin: fetched when asked for, and of some feeds always.

use std::sync::atomic::{AtomicBool, Ordering};

use jiff::Timestamp;

use super::discovery::has_origin_of;
use super::disk::{DiskError, Library, Source};
use super::net::{Client, Reach};
use super::plan::Now;
use super::thread::guarded;
use super::{full_text, intake};
use crate::news::{ArticleId, FeedId, Subscription};
use crate::{clean, facts};

/// Of one feed at most so many pages are fetched in one round.
const MOST: usize = 20;

/// Fetches the page of an article and keeps it; answers what there is to tell beside, or a sentence why it was not kept.
pub fn keep(
    library: &mut Library,
    client: &Client,
    id: ArticleId,
    now: Timestamp,
) -> Result<Vec<String>, String> {
    let told = |error: DiskError| error.to_string();
    let found = library.article(id).map_err(told)?;
    let (_, article) = found.ok_or("This article is no longer in the library.")?;
    let address = article.url.clone().ok_or("This article has no address on the web.")?;
    let feeds = library.feeds_of(id).and_then(|feeds| library.subscriptions_of(&feeds)).map_err(told)?;
    let reach = reach(&address, &feeds);
    let mut page = full_text::fetch(client, &address, reach, now)?;
    let notices = std::mem::take(&mut page.notices);
    let page = page.into_source();
    let own = library.source(id).map_err(told)?;
    let words =
        |source: Option<&Source>| facts::words(&intake::body(article.clone(), source).document.plain_text());
    let (words, own) = (words(Some(&page)), words(own.as_ref()));
    if words < own {
        let host = clean::url::shown_host(&address).unwrap_or_default();
        return Err(format!("The page at {host} holds less than the feed says; it was not kept."));
    }
    library.keep_page(id, &page, words).map_err(told)?;
    Ok(notices)
}

/// Fetches the pages of what came into a feed since then, the newest first. One that fails is left as its feed told it.
pub fn keep_new(
    library: &mut Library,
    client: &Client,
    feed: FeedId,
    since: Timestamp,
    now: &Now,
    stop: &AtomicBool,
) -> Result<(), DiskError> {
    for id in library.without_page(feed, since, MOST)? {
        if stop.load(Ordering::Relaxed) {
            return Ok(());
        }
        if let Err(sentence) = guarded("this page", || keep(library, client, id, now())) {
            log::info!("{sentence}");
        }
    }
    Ok(())
}

/// An article's page may lie in the own network only where a feed that brought it does: at the same origin.
fn reach(address: &str, feeds: &[Subscription]) -> Reach {
    let is_home = |feed: &Subscription| feed.typed && has_origin_of(&feed.address, address);
    if feeds.iter().any(is_home) { Reach::Typed } else { Reach::Public }
}
