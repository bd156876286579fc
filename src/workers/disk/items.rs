//! Articles that a feed on the network brought: known again under any of their names, kept with their sources.
//!
//! An article is known by what its feed calls it. Where that is new, it is the same article as one that has its address
//! and says the same of itself: a feed may call it otherwise from one day to the next, and two feeds may bring it.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use rusqlite::Connection;

use super::arrivals::{Incoming, Keeper, number};
use super::error::DiskError;
use super::library::{Durability, Library};
use super::prepared::Prepared;
use super::reading::{self, Kept};
use super::row::{self, micros, rounded, to_json};
use super::{statements, subscriptions, waiting};
use crate::news::{Article, ArticleId, ArticleKey, FeedId, Subscription};
use crate::store::{Arrival, ReaderChange};

/// So many are kept in one transaction, which keeps a waiting reader's change under 20 ms.
const AT_A_TIME: usize = 100;

/// An article of a feed on its way into the library.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What it is, under the name that its feed knows it by.
    pub incoming: Incoming,
    /// Its other names.
    pub aliases: Vec<ArticleKey>,
    /// Whether it counts as read where it is new: a new feed does not bury its reader.
    pub read: bool,
}

/// What became of an item.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptItem {
    /// How the article stands now.
    pub arrival: Arrival,
    /// Nobody had ever spoken of it.
    pub is_new: bool,
}

/// What came of asking a feed: how it fares from now on, and its articles where there may be new ones.
#[derive(Clone, Copy, Debug)]
pub struct Haul<'a> {
    /// The feed, as it is to be recorded.
    pub subscription: &'a Subscription,
    /// Its articles.
    pub items: &'a [Item],
}

impl Library {
    /// Keeps what several feeds brought, and records how they fare, a feed always in one transaction with its articles:
    /// how many articles of each are new. Together they are as cheap as can be; where another part of this program waits
    /// to write, it is let in after the feed at hand.
    pub fn keep_hauls(&mut self, hauls: &[Haul<'_>], now: Timestamp) -> Result<Vec<usize>, DiskError> {
        let mut new = Vec::with_capacity(hauls.len());
        while new.len() < hauls.len() {
            if !new.is_empty() {
                waiting::let_others_in();
            }
            new.append(&mut self.keep_some(&hauls[new.len()..], now)?);
        }
        Ok(new)
    }

    /// Keeps at least the first.
    fn keep_some(&mut self, hauls: &[Haul<'_>], now: Timestamp) -> Result<Vec<usize>, DiskError> {
        let Some(first) = hauls.first() else { return Ok(Vec::new()) };
        let origin = self.origin;
        self.change("keep articles", Durability::Normal, |transaction| {
            let mut keeper = Keeper::new(transaction, first.subscription.feed, rounded(now), origin)?;
            let mut new = Vec::with_capacity(hauls.len());
            for Haul { subscription, items } in hauls {
                if !new.is_empty() && waiting::somebody_waits() {
                    break;
                }
                let mut names = Names::of(&mut keeper.prepared, items)?;
                let mut claimed = names.claimed(items);
                keeper.turn_to(subscription.feed)?;
                let kept = keep_chunk(&mut keeper, items, &mut names, &mut claimed)?;
                tell_what_is_read(transaction, items.iter().rev().zip(&kept), origin, now)?;
                new.push(kept.iter().filter(|kept| kept.is_new).count());
            }
            keeper.finish()?;
            subscriptions::write_all(
                transaction,
                hauls.iter().take(new.len()).map(|haul| haul.subscription),
            )?;
            Ok(new)
        })
    }

    /// The numbers of articles that go by these names, the best first; those that nobody spoke of yet are given one, under
    /// which they will be known when they come. Nothing for an article without any name.
    pub fn numbers_of(&mut self, names: &[Vec<ArticleKey>]) -> Result<Vec<Option<ArticleId>>, DiskError> {
        const AT_ONCE: usize = 1000;
        let mut numbers = Vec::with_capacity(names.len());
        for chunk in names.chunks(AT_ONCE) {
            numbers.append(&mut self.change("name articles", Durability::Normal, |transaction| {
                let mut prepared = Prepared::new(transaction);
                chunk
                    .iter()
                    .map(|names| number_of(&mut prepared, names))
                    .collect::<rusqlite::Result<Vec<_>>>()
            })?);
        }
        Ok(numbers)
    }

    /// Keeps what a feed brought, in its own order, the newest first as feeds have it: one answer for each, in order.
    ///
    /// A known article gets the new facts, but only from the feed that brought it first: two feeds would for ever take
    /// them from each other.
    pub fn keep_items(
        &mut self,
        feed: FeedId,
        items: &[Item],
        now: Timestamp,
    ) -> Result<Vec<KeptItem>, DiskError> {
        let origin = self.origin;
        let names = Names::of(&mut Prepared::new(&self.connection), items);
        let mut claimed = self.told("find articles", names)?.claimed(items);
        let mut kept = Vec::with_capacity(items.len());
        // Of articles without a date the one that came in last is listed first.
        let chunks: Vec<&[Item]> = items.chunks(AT_A_TIME).rev().collect();
        for chunk in chunks {
            waiting::let_others_in();
            let mut of_chunk = self.change("keep articles", Durability::Normal, |transaction| {
                let mut keeper = Keeper::new(transaction, feed, rounded(now), origin)?;
                // Looked up again: what was found before may have been written by another since.
                let mut names = Names::of(&mut keeper.prepared, chunk)?;
                let kept = keep_chunk(&mut keeper, chunk, &mut names, &mut claimed)?;
                tell_what_is_read(transaction, chunk.iter().rev().zip(&kept), origin, now)?;
                keeper.finish()?;
                Ok(kept)
            })?;
            kept.append(&mut of_chunk);
        }
        kept.reverse();
        Ok(kept)
    }
}

/// Which names of items stand for which articles, looked up once within a transaction.
#[derive(Default)]
struct Names {
    whole: HashMap<ArticleKey, i64>,
    /// Articles of which a rescue saved only half the key.
    half: HashMap<ArticleKey, i64>,
}

impl Names {
    fn of(prepared: &mut Prepared<'_>, items: &[Item]) -> rusqlite::Result<Self> {
        let mut names = Self::default();
        for key in items.iter().flat_map(names_of) {
            match known(prepared, key)? {
                Some(Known { row, is_half: false }) => _ = names.whole.insert(key, row),
                Some(Known { row, is_half: true }) => _ = names.half.insert(key, row),
                None => (),
            }
        }
        Ok(names)
    }

    fn article(&self, key: ArticleKey) -> Option<i64> {
        self.whole.get(&key).copied()
    }

    /// The articles that items name outright: no other item can be one of them.
    fn claimed(&self, items: &[Item]) -> HashSet<i64> {
        items.iter().filter_map(|item| self.article(item.incoming.key)).collect()
    }
}

fn names_of(item: &Item) -> impl Iterator<Item = ArticleKey> + '_ {
    std::iter::once(item.incoming.key).chain(item.aliases.iter().copied())
}

/// Keeps a part of what a feed brought, the last first; answers come in that order.
fn keep_chunk(
    keeper: &mut Keeper<'_>,
    chunk: &[Item],
    names: &mut Names,
    claimed: &mut HashSet<i64>,
) -> rusqlite::Result<Vec<KeptItem>> {
    chunk.iter().rev().map(|item| keep(keeper, item, names, claimed)).collect()
}

fn keep(
    keeper: &mut Keeper<'_>,
    item: &Item,
    names: &mut Names,
    claimed: &mut HashSet<i64>,
) -> rusqlite::Result<KeptItem> {
    let known = match names.article(item.incoming.key) {
        Some(row) => Some(row),
        None => match find_by_alias(keeper, item, names, claimed)? {
            Some(row) => Some(row),
            None => adopt(keeper, item, names)?,
        },
    };
    let (arrival, is_new) = match known {
        Some(row) => (keep_again(keeper, number(row)?, item)?, false),
        None => (keeper.keep_new(&item.incoming, item.read)?, true),
    };
    claimed.insert(arrival.id.row());
    if is_new {
        names.whole.insert(item.incoming.key, arrival.id.row());
    }
    remember_names(keeper, item, arrival.id, names)?;
    Ok(KeptItem { arrival, is_new })
}

/// The article of which a rescue saved only half the key that the item goes by.
fn adopt(keeper: &mut Keeper<'_>, item: &Item, names: &mut Names) -> rusqlite::Result<Option<i64>> {
    let key = item.incoming.key;
    let Some(row) = names.half.remove(&key) else { return Ok(None) };
    keeper.adopt(row, key)?;
    names.whole.insert(key, row);
    Ok(Some(row))
}

fn number_of(prepared: &mut Prepared<'_>, names: &[ArticleKey]) -> rusqlite::Result<Option<ArticleId>> {
    let Some(first) = names.first() else { return Ok(None) };
    for name in names {
        if let Some(Known { row, is_half: false }) = known(prepared, *name)? {
            return number(row).map(Some);
        }
    }
    let row = prepared.insert("INSERT INTO identity (key) VALUES (?1)", [first.bytes()])?;
    for other in &names[1..] {
        prepared.execute("INSERT INTO alias (key, article) VALUES (?1, ?2)", (other.bytes(), row))?;
    }
    number(row).map(Some)
}

/// An article that is known by a name, or by what a rescue saved of it.
struct Known {
    row: i64,
    is_half: bool,
}

fn known(prepared: &mut Prepared<'_>, key: ArticleKey) -> rusqlite::Result<Option<Known>> {
    let (whole, half) = (key.bytes(), row::half_known(key.public_id().0 as i64));
    let found = prepared.all(statements::KNOWN_AS, (whole, half), |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, [u8; 16]>(1)?))
    })?;
    let named = |name: &[u8; 16]| found.iter().find(|(_, key)| key == name);
    let known = |is_half: bool| move |(row, _): &(i64, [u8; 16])| Known { row: *row, is_half };
    Ok(named(whole).map(known(false)).or_else(|| named(&half).map(known(true))))
}

fn find_by_alias(
    keeper: &mut Keeper<'_>,
    item: &Item,
    names: &Names,
    claimed: &HashSet<i64>,
) -> rusqlite::Result<Option<i64>> {
    for alias in &item.aliases {
        let Some(row) = names.article(*alias).filter(|row| !claimed.contains(row)) else { continue };
        let kept = reading::article(&mut keeper.prepared, number(row)?)?;
        if kept.is_some_and(|kept| says_the_same(&kept.article, &item.incoming.article)) {
            return Ok(Some(row));
        }
    }
    Ok(None)
}

/// Whether two versions are of one article, where they have the same address: many a feed links all its articles to
/// one page.
fn says_the_same(one: &Article, other: &Article) -> bool {
    let same_title = one.title.to_lowercase() == other.title.to_lowercase();
    let moment = |article: &Article| article.published.map(|dated| micros(dated.at));
    match (moment(one), moment(other)) {
        (Some(one), Some(other)) => same_title && one == other,
        (None, _) | (_, None) => same_title,
    }
}

/// An article that is there; facts come from one of its feeds alone, unless that one was removed.
fn keep_again(keeper: &mut Keeper<'_>, id: ArticleId, item: &Item) -> rusqlite::Result<Arrival> {
    let Some(mut kept) = reading::article(&mut keeper.prepared, id)? else {
        return keeper.keep_known(id, item.incoming.key, &item.incoming);
    };
    if keeper.join(id, &mut kept)? {
        keeper.log(id);
    }
    if keeper.may_take_over(&kept)? {
        keeper.take_over(id, &mut kept)?;
    }
    if kept.feed == keeper.feed {
        return keeper.keep_known(id, kept.key, &item.incoming);
    }
    let Kept { key, feed, others, added, article, .. } = kept;
    Ok(Arrival { id, key, feed, others, article, added })
}

fn remember_names(
    keeper: &mut Keeper<'_>,
    item: &Item,
    id: ArticleId,
    names: &mut Names,
) -> rusqlite::Result<()> {
    for key in names_of(item) {
        if names.article(key).is_none() {
            let sql = "INSERT INTO alias (key, article) VALUES (?1, ?2)";
            keeper.prepared.execute(sql, (key.bytes(), id.row()))?;
            names.whole.insert(key, id.row());
        }
    }
    Ok(())
}

/// Other runs learn of what counts as read as they learn of marks that reading made.
fn tell_what_is_read<'a>(
    connection: &Connection,
    kept: impl Iterator<Item = (&'a Item, &'a KeptItem)>,
    origin: i64,
    now: Timestamp,
) -> rusqlite::Result<()> {
    let read = kept.filter(|(item, kept)| item.read && kept.is_new).map(|(_, kept)| kept.arrival.id);
    let articles: Vec<ArticleId> = read.collect();
    if articles.is_empty() {
        return Ok(());
    }
    let change = to_json(&ReaderChange::Read { articles, read: true })?;
    let sql = "INSERT INTO journal (origin, at, kind, change) VALUES (?1, ?2, 'trace', ?3)";
    connection.execute(sql, (origin, micros(now), change)).map(drop)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::workers::disk::NewFeed;
    use crate::workers::disk::waiting::Waits;

    /// How many transactions it takes to keep three feeds.
    fn transactions() -> usize {
        let home = tempfile::tempdir().unwrap();
        let now = Timestamp::UNIX_EPOCH;
        let mut library = Library::open(home.path(), now).unwrap().library;
        let feed = |at: u8| NewFeed { address: format!("https://{at}.example/"), ..NewFeed::default() };
        library.subscribe(&[feed(1), feed(2), feed(3)], now).unwrap();
        let subscriptions = library.subscriptions().unwrap();
        let hauls: Vec<Haul<'_>> =
            subscriptions.iter().map(|subscription| Haul { subscription, items: &[] }).collect();
        let commits = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&commits);
        let count = move || {
            counted.fetch_add(1, Ordering::Relaxed);
            false
        };
        library.connection.commit_hook(Some(count)).unwrap();
        assert_eq!(library.keep_hauls(&hauls, now).unwrap(), [0; 3]);
        commits.load(Ordering::Relaxed)
    }

    #[test]
    fn feeds_are_kept_together_unless_somebody_waits_to_write() {
        let waits = Waits::new();
        assert_eq!(transactions(), 3);
        drop(waits);
    }
}
