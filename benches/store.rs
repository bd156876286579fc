//! The store at size: memory, loading, lists, filters and marks. `cargo bench --bench store [-- HEADLINES]`.
//!
//! Prints one line a figure. Times are CPU time of this process, the median of seven runs unless it says
//! otherwise, so that a busy machine matters less; memory is what the kernel counts as resident.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::disallowed_methods)] // A bench is there to look at the machine.

use std::hint::black_box;
use std::sync::Arc;

use courant::news::{ArticleId, ArticleKey, Feed, FeedId, FeedKind};
use courant::query::{self, Moment};
use courant::store::{Batch, BatchFacts, Change, List, ReaderChange, Scope, Store, WorldChange};
use jiff::Timestamp;
use jiff::tz::TimeZone;

const FEEDS: u64 = 1_000;
const AUTHORS: u64 = 20_000;
const BATCH: u64 = 2_000;

/// A small generator (splitmix64), so that every run builds the same library.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % sides
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.roll(words.len() as u64) as usize]
    }
}

const LATIN: &[&str] = &[
    "harbour",
    "council",
    "votes",
    "after",
    "storm",
    "the",
    "new",
    "river",
    "bridge",
    "opens",
    "scientists",
    "find",
    "in",
    "old",
    "market",
    "prices",
    "rise",
    "again",
    "as",
    "winter",
    "comes",
    "to",
    "northern",
    "towns",
    "réunion",
];
const HAN: &[&str] =
    &["政府", "発表", "東京", "新しい", "研究", "經濟", "市場", "天気", "サッカー", "選手", "ロケット", "が"];

/// 72 bytes on average.
fn title(dice: &mut Dice) -> String {
    let (words, between) = if dice.roll(5) == 0 { (HAN, "") } else { (LATIN, " ") };
    let length = 58 + dice.roll(24) as usize;
    let mut title = String::new();
    while title.len() < length {
        title.push_str(dice.pick(words));
        title.push_str(between);
    }
    title
}

fn article(number: u64) -> ArticleId {
    ArticleId::new(number as i64).unwrap()
}

fn batch(dice: &mut Dice, ids: impl Iterator<Item = u64>) -> Batch {
    let mut batch = Batch::with_capacity(BATCH as usize);
    for number in ids {
        let second = 1_500_000_000 + (number * 200) as i64 + dice.roll(86_400) as i64;
        let date = Timestamp::from_second(second).unwrap();
        let facts = BatchFacts {
            id: article(number),
            public_id: ArticleKey::of_file(&number.to_string()).public_id(),
            feed: FeedId(dice.roll(FEEDS) as u32),
            date,
            added: date,
            views: (dice.roll(10) == 0).then(|| dice.roll(100_000)),
            words: 300 + dice.roll(900) as u32,
            publisher_read_minutes: None,
            opened: u32::from(dice.roll(20) == 0),
            progress: if dice.roll(50) == 0 { 400 } else { 0 },
            read: dice.roll(2) == 0,
            bookmarked: (dice.roll(20) == 0).then_some(date),
            removed: None,
            noted: false,
            opened_at: None,
        };
        let author = format!("Author Number{:05}", dice.roll(AUTHORS));
        batch.push(facts, &title(dice), &author, dice.pick(&["WORLD", "SPORT", "SCIENCE", ""]), "en");
        if dice.roll(50) == 0 {
            batch.push_tag(article(number), dice.pick(&["later", "work", "maths"]).to_owned());
        }
    }
    batch
}

fn feeds() -> Vec<Feed> {
    (0..FEEDS as u32)
        .map(|number| Feed {
            id: FeedId(number),
            kind: FeedKind::Remote,
            title: format!("The Daily Number {number}"),
            address: format!("https://{number}.example/feed"),
            folder: vec![format!("Folder {}", number % 20)],
            position: i64::from(number),
            removed: false,
            full_text: false,
            muted: false,
            interval: None,
            priority: 0,
            tags: Vec::new(),
            trouble: None,
        })
        .collect()
}

/// Resident memory in bytes.
fn resident() -> u64 {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap();
    pages.split(' ').nth(1).unwrap().parse::<u64>().unwrap() * 4096
}

/// CPU time of this thread in milliseconds.
fn cpu() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6
}

fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = cpu();
    let done = black_box(work());
    (cpu() - start, done)
}

fn report<T>(name: &str, mut work: impl FnMut() -> T) {
    let mut times: Vec<f64> = (0..7).map(|_| timed(&mut work).0).collect();
    times.sort_by(f64::total_cmp);
    println!("{name:<46} {:>9.2} ms", times[3]);
}

fn load(headlines: u64) -> Store {
    let mut dice = Dice(7);
    let mut store = Store::new();
    let before = resident();
    store.apply(&Change::World(WorldChange::Feeds(feeds())));
    let mut spent = 0.0;
    let mut longest: f64 = 0.0;
    let mut next = headlines;
    // Newest first, as the first screenful is wanted first.
    while next > 0 {
        let last = next.saturating_sub(BATCH);
        let change = Change::World(WorldChange::Loaded(Arc::new(batch(&mut dice, (last + 1..=next).rev()))));
        let time = timed(|| store.apply(&change)).0;
        spent += time;
        longest = longest.max(time);
        next = last;
    }
    spent += timed(|| store.apply(&Change::World(WorldChange::AllLoaded))).0;
    let used = resident() - before;
    println!(
        "{:<46} {:>9.1} MB ({} a headline)",
        "resident, by the store",
        used as f64 / 1e6,
        used / headlines
    );
    println!("{:<46} {:>9.1} MB", "resident, the whole process", resident() as f64 / 1e6);
    println!("{:<46} {spent:>9.1} ms (once; longest batch {longest:.2} ms)", "load, in batches of 2,000");
    store
}

fn lists(store: &Store) {
    report("list: all", || store.list(&List::All));
    report("list: unread", || store.list(&List::Unread));
    report("list: bookmarked", || store.list(&List::Bookmarked));
    report("list: one feed", || store.list(&List::Feed(FeedId(7))));
    report("list: tag", || store.list(&List::Tag("maths".to_owned())));
    report("list: history", || store.list(&List::History));
    report("list: continue", || store.list(&List::Continue));
    let moment = Moment { now: Timestamp::now(), zone: TimeZone::UTC, words_per_minute: 238 };
    for text in [
        "harbour",
        "harbour storm -winter",
        "reunion",
        "ロケット",
        "is:bookmarked tag:maths",
        "zzzz",
        "title:harbour",
        "harb*",
        "author:smith",
        "feed:7",
        "read<5 is:unread",
        "words>1000 after:lastmonth",
        "/harbo(u|w)r/",
    ] {
        let query = query::parse(text, &moment).unwrap();
        report(&format!("filter all by: {text}"), || {
            let mut matcher = query.matcher();
            store.list_where(&List::All, &mut |headline| matcher.matches(headline))
        });
    }
    let last = store.list(&List::All).last().copied().unwrap();
    let id = store.headline(last).unwrap().public_id;
    report("find the last by its public id", || store.find(id));
    report("counts of everything and one feed", || {
        (store.counts(&Scope::All), store.counts(&Scope::Feed(FeedId(7))))
    });
}

fn marks(store: &mut Store, headlines: u64) {
    let many: Vec<ArticleId> = (1..=headlines.min(100_000)).map(article).collect();
    let at = Timestamp::from_second(1_700_000_000).unwrap();
    let mut read = false;
    report("mark 100,000 read or unread", || {
        read = !read;
        store.apply(&Change::Reader(ReaderChange::Read { articles: many.clone(), read }))
    });
    let mut inverse =
        store.apply(&Change::Reader(ReaderChange::Bookmark { articles: many.clone(), at: Some(at) }));
    report("bookmark 100,000, or take it back", || {
        inverse = inverse.take().and_then(|change| store.apply(&Change::Reader(change)));
    });
    let mut present = false;
    report("tag 100,000 or untag them", || {
        present = !present;
        let change = ReaderChange::Tag { articles: many.clone(), tag: "bulk".to_owned(), present };
        store.apply(&Change::Reader(change))
    });
    let change = ReaderChange::Read { articles: many, read: true };
    let inverse = ReaderChange::Read { articles: change_articles(&change), read: false };
    report("what of a step of 100,000 can be undone", || store.undo_of(&change, &inverse));
    let mut removed = None;
    report("remove a feed, or bring it back", || {
        removed = if removed.is_none() { Some(at) } else { None };
        store.apply(&Change::Reader(ReaderChange::RemoveFeed { feed: FeedId(7), at: removed }))
    });
}

fn change_articles(change: &ReaderChange) -> Vec<ArticleId> {
    if let ReaderChange::Read { articles, .. } = change { articles.clone() } else { Vec::new() }
}

fn main() {
    let headlines = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(1_000_000);
    println!("{headlines} headlines, {AUTHORS} authors, {FEEDS} feeds");
    let mut store = load(headlines);
    lists(&store);
    marks(&mut store, headlines);
}
