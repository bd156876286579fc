//! Builds libraries of 1,000, 100,000 and 1,000,000 headlines and measures what a start and a key ask of the disk.
//!
//! `COURANT_BENCH_FOLDER` names where they are built (and found again the next time): `1000/`, `100000/`, `1000000/`.
//! `COURANT_BENCH_SIZES=1000,100000` picks some. Times are of the wall, the median of five, page cache warm.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)] // A bench is there to touch clocks and files.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use courant::app::Save;
use courant::news::{Article, ArticleId, ArticleKey, Basis, Dated, FeedId, FeedKind, Precision};
use courant::store::{ReaderChange, Scope};
use courant::workers::disk::{Cursor, Incoming, Library, Source};
use jiff::{SignedDuration, Timestamp};

const FEEDS: u64 = 1_000;
const AUTHORS: u64 = 20_000;
/// Every twentieth article is bookmarked.
const BOOKMARKED: usize = 20;
/// Every fiftieth has its source kept, so that there is something to open.
const WITH_SOURCE: u64 = 50;

fn main() {
    let folder = std::env::var_os("COURANT_BENCH_FOLDER").map(PathBuf::from);
    let Some(folder) = folder else {
        println!("COURANT_BENCH_FOLDER is not set: nothing to measure");
        return;
    };
    let sizes = std::env::var("COURANT_BENCH_SIZES").unwrap_or_else(|_| "1000,100000,1000000".to_owned());
    for size in sizes.split(',').map(|size| size.parse::<u64>().unwrap()) {
        let home = folder.join(size.to_string());
        if !home.join("library.sqlite").exists() {
            build(&home, size);
        }
        measure(&home, size);
    }
}

fn now() -> Timestamp {
    Timestamp::from_second(1_795_000_000).unwrap()
}

/// Numbers that look random and are the same every time (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len() as u64) as usize]
    }
}

const WORDS: [&str; 40] = [
    "river",
    "council",
    "market",
    "storm",
    "harbour",
    "election",
    "orchestra",
    "glacier",
    "rail",
    "court",
    "museum",
    "drought",
    "summit",
    "factory",
    "protest",
    "vaccine",
    "budget",
    "bridge",
    "refugees",
    "satellite",
    "opens",
    "warns",
    "delays",
    "rejects",
    "finds",
    "returns",
    "after",
    "before",
    "amid",
    "despite",
    "new",
    "first",
    "quiet",
    "northern",
    "record",
    "small",
    "the",
    "of",
    "in",
    "for",
];

const SIGNS: [&str; 24] = [
    "新", "聞", "東", "京", "経", "済", "選", "挙", "大", "学", "研", "究", "天", "気", "市", "民", "国",
    "際", "会", "議", "に", "の", "が", "で",
];

const SECTIONS: [&str; 8] =
    ["World", "Politics", "Business", "Science", "Culture", "Sport", "Opinion", "Local"];

/// A title of 72 bytes on average; every fifth is of CJK signs.
fn title(numbers: &mut Numbers) -> String {
    let length = 52 + numbers.below(36) as usize;
    let mut title = String::with_capacity(96);
    let chinese = numbers.below(5) == 0;
    while title.len() < length {
        if chinese {
            title.push_str(numbers.pick(&SIGNS));
        } else {
            title.push_str(numbers.pick(&WORDS));
            title.push(' ');
        }
    }
    title.trim_end().to_owned()
}

fn incoming(number: u64, count: u64, numbers: &mut Numbers) -> (u64, Incoming) {
    let feed = numbers.below(FEEDS);
    let title = title(numbers);
    // Ten years of news, most of it in the order it came.
    let back = (count - number) * 315_000_000 / count + numbers.below(86_400 * 3);
    let published = now() - SignedDuration::from_secs(back as i64);
    let slug: Vec<&str> = (0..5).map(|_| numbers.pick(&WORDS)).collect();
    let url = format!(
        "https://www.paper{feed}.example/{}/{}-{number}",
        published.strftime("%Y/%m/%d"),
        slug.join("-")
    );
    let article = Article {
        title,
        author: Some(format!("Author Number {}", numbers.below(AUTHORS))),
        url: Some(url.clone()),
        published: Some(Dated { at: published, precision: Precision::Second, basis: Basis::Written }),
        breadcrumb: vec!["News".to_owned(), numbers.pick(&SECTIONS).to_owned()],
        words: 80 + numbers.below(1200) as u32,
        views: (numbers.below(3) == 0).then(|| numbers.below(50_000)),
        language: Some("en".to_owned()),
        ..Article::default()
    };
    let source = number.is_multiple_of(WITH_SOURCE).then(|| Source {
        bytes: body(numbers).into_bytes(),
        name: Some(format!("{number}.txt")),
        base: Some(url.clone()),
        ..Source::default()
    });
    (feed, Incoming { key: ArticleKey::of_url(&url), article, source })
}

fn body(numbers: &mut Numbers) -> String {
    let paragraph = |numbers: &mut Numbers| {
        let words: Vec<&str> = (0..80).map(|_| numbers.pick(&WORDS)).collect();
        words.join(" ") + ".\n\n"
    };
    (0..8).map(|_| paragraph(numbers)).collect()
}

fn build(home: &Path, size: u64) {
    let start = Instant::now();
    let mut library = Library::open(home, now()).unwrap().library;
    let feeds: Vec<FeedId> = (0..FEEDS).map(|number| feed(&mut library, number)).collect();
    let mut numbers = Numbers(1);
    let mut ids = Vec::with_capacity(size as usize);
    for first in (0..size).step_by(20_000) {
        let mut by_feed: Vec<Vec<Incoming>> = (0..FEEDS).map(|_| Vec::new()).collect();
        for number in first..size.min(first + 20_000) {
            let (feed, one) = incoming(number, size, &mut numbers);
            by_feed[feed as usize].push(one);
        }
        for (feed, news) in feeds.iter().zip(&by_feed).filter(|(_, news)| !news.is_empty()) {
            ids.extend(library.keep(*feed, news, now()).unwrap().iter().map(|arrival| arrival.id));
        }
    }
    let articles: Vec<ArticleId> = ids.iter().copied().step_by(BOOKMARKED).collect();
    commit(&mut library, ReaderChange::Bookmark { articles, at: Some(now()) });
    let articles: Vec<ArticleId> = ids.iter().copied().filter(|id| id.row() % 3 == 0).collect();
    commit(&mut library, ReaderChange::Read { articles, read: true });
    println!("{size}: built in {:.1} s", start.elapsed().as_secs_f64());
}

fn feed(library: &mut Library, number: u64) -> FeedId {
    let address = format!("https://www.paper{number}.example/feed");
    library.feed_named(FeedKind::Remote, &address, &format!("Paper {number}")).unwrap()
}

fn commit(library: &mut Library, change: ReaderChange) {
    library.commit(&Save::New { name: "marked many".to_owned(), change }, now()).unwrap();
}

fn measure(home: &Path, size: u64) {
    let median = |what: &str, work: &mut dyn FnMut()| {
        let mut times: Vec<Duration> = (0..5)
            .map(|_| {
                let start = Instant::now();
                work();
                start.elapsed()
            })
            .collect();
        times.sort();
        println!("{size}: {what}: {:.3} ms", times[2].as_secs_f64() * 1e3);
        times[2]
    };
    median("open", &mut || drop(Library::open(home, now()).unwrap()));
    let mut library = Library::open(home, now()).unwrap().library;
    median("feeds and counters", &mut || {
        library.feeds().unwrap();
        library.counters().unwrap();
    });
    median("newest unread, 60", &mut || assert_eq!(library.newest_unread(60).unwrap().len(), 60));
    median("newest, 60", &mut || assert_eq!(library.newest(60).unwrap().len(), 60));
    median("oldest, 60", &mut || assert_eq!(library.oldest(60).unwrap().len(), 60));
    let stream = median("stream of all", &mut || {
        let mut cursor = Cursor::default();
        let mut rows = 0;
        loop {
            let batch = library.stream(&mut cursor, 10_000).unwrap();
            if batch.is_empty() {
                break;
            }
            rows += batch.len();
        }
        assert_eq!(rows as u64, size);
    });
    println!("{size}: stream: {:.0} headlines a second", size as f64 / stream.as_secs_f64());
    let newest = ArticleId::new(size as i64 / 2).unwrap();
    median("an article", &mut || assert!(library.article(newest).unwrap().is_some()));
    let mut mark = library.news_mark().unwrap();
    median("no news", &mut || assert!(library.news_since(&mut mark).unwrap().changes.is_empty()));
    let mut read = false;
    median("a mark, safe on disk", &mut || {
        read = !read;
        commit(&mut library, ReaderChange::Read { articles: vec![newest], read });
    });
    let many: Vec<ArticleId> = (1..=size.min(100_000) as i64).filter_map(ArticleId::new).collect();
    median("up to 100,000 marks, safe on disk", &mut || {
        read = !read;
        commit(&mut library, ReaderChange::Read { articles: many.clone(), read });
    });
    let all = library.counters().unwrap().into_iter().find(|(scope, _)| *scope == Scope::All);
    println!("{size}: {:?}", all.unwrap().1);
    println!("{size}: resident {} kB", resident());
}

fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or("0");
    line.split_whitespace().next().and_then(|number| number.parse().ok()).unwrap_or_default()
}
