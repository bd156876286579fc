//! Tests: the library on disk, with real SQLite files in folders that vanish.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, OnceLock, mpsc};
use std::time::{Duration, Instant};

use crate::ledger::{Ledger, last_row, marks};
use courant::app::{Msg, Save, Saved, Side, Step, StepId};
use courant::news::{
    Article, ArticleId, ArticleKey, Basis, Dated, FeedId, FeedKind, Place, Precision, Status,
};
use courant::store::{
    Arrival, Batch, BatchFacts, Change, Counts, ReaderChange, Scope, Store, Trace, WorldChange,
};
use courant::workers::disk::{
    Access, Cursor, DiskError, HOT, Incoming, Library, Media, News, Opened, Source, watch,
};
use courant::workers::intake::{self, Origin};
use courant::workers::{Plan, Writer};
use jiff::Timestamp;
use proptest::prelude::*;
use rusqlite::Connection;
use tempfile::TempDir;

// ── scaffolding ─────────────────────────────────────────────────────────────────────────────────────────────────

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + second).unwrap()
}

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

/// A folder in memory where there is one, for tests that save and open thousands of times.
fn quick_folder() -> TempDir {
    tempfile::tempdir_in("/dev/shm").unwrap_or_else(|_| folder())
}

fn open(folder: &Path) -> Library {
    let Opened { library, notices, access } = Library::open(folder, at(0)).unwrap();
    assert_eq!((notices, access), (Vec::new(), Access::ReadWrite));
    library
}

fn file(folder: &Path) -> PathBuf {
    folder.join("library.sqlite")
}

/// The file as other tools see it.
fn raw(folder: &Path) -> Connection {
    Connection::open(file(folder)).unwrap()
}

fn key(number: usize) -> ArticleKey {
    ArticleKey::of_item("https://example.org/feed", &number.to_string())
}

fn written(second: i64) -> Option<Dated> {
    Some(Dated { at: at(second), precision: Precision::Minute, basis: Basis::Written })
}

fn article(title: &str) -> Article {
    Article {
        title: title.to_owned(),
        author: Some("Ada Author".to_owned()),
        url: Some("https://example.org/a".to_owned()),
        published: written(-50),
        updated: written(-40),
        breadcrumb: vec!["News".to_owned(), "World".to_owned()],
        categories: vec!["politics".to_owned()],
        views: Some(697),
        comments: Some(3),
        publisher_read_minutes: Some(4),
        words: 700,
        language: Some("en".to_owned()),
    }
}

fn source(text: &str) -> Source {
    Source {
        bytes: text.as_bytes().to_vec(),
        media: Media::Text,
        charset: Some("utf-8".to_owned()),
        name: Some("page.txt".to_owned()),
        path: Some("/tmp/page.txt".to_owned()),
        base: None,
        file_time: Some(at(-100)),
        packed: None,
    }
}

fn incoming(number: usize) -> Incoming {
    let title = format!("Title {number}");
    let mut article = article(&title);
    article.published = written(number as i64);
    Incoming { key: key(number), article, source: Some(source(&format!("{title}\n\nBody of {number}."))) }
}

fn files(library: &mut Library) -> FeedId {
    library.feed_named(FeedKind::Files, "courant:files", "Opened files").unwrap()
}

/// A library of `count` articles in one feed.
fn filled(folder: &Path, count: usize) -> (Library, Vec<ArticleId>) {
    let mut library = open(folder);
    let feed = files(&mut library);
    let news: Vec<Incoming> = (0..count).map(incoming).collect();
    let arrivals = library.keep(feed, &news, at(1000)).unwrap();
    (library, arrivals.iter().map(|arrival| arrival.id).collect())
}

/// A writer on a library, and what it tells.
fn writer_on(folder: &Path) -> (Result<Writer, String>, mpsc::Receiver<Msg>) {
    let (outbox, inbox) = mpsc::channel();
    let plan = Plan {
        folder: folder.to_owned(),
        now: Arc::new(|| at(3000)),
        open: Vec::new(),
        kept: Vec::new(),
        saved_at: None,
        panic: false,
    };
    (Writer::open(plan, outbox), inbox)
}

fn step(change: ReaderChange) -> Save {
    Save::New { name: "changed something".to_owned(), change }
}

fn mark_read(articles: Vec<ArticleId>) -> Save {
    step(ReaderChange::Read { articles, read: true })
}

fn bookmark(article: ArticleId, second: i64) -> Save {
    step(ReaderChange::Bookmark { articles: vec![article], at: Some(at(second)) })
}

fn note(article: ArticleId, text: &str) -> Save {
    step(ReaderChange::Note { article, note: Some(text.to_owned()) })
}

fn counts(library: &Library, scope: &Scope) -> Counts {
    let counters: HashMap<Scope, Counts> = library.counters().unwrap().into_iter().collect();
    counters.get(scope).copied().unwrap_or_default()
}

fn sound(library: &Library) {
    assert_eq!(library.integrity().unwrap(), Vec::<String>::new());
}

/// Everything but the logs beside it: the file's own bytes.
fn bytes(folder: &Path) -> Vec<u8> {
    fs::read(file(folder)).unwrap()
}

fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Runs one of this file's child tests in a process of its own.
fn child(name: &str, argument: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", &format!("disk::{name}"), "--nocapture"])
        .env("COURANT_TEST_FOLDER", argument)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit());
    command
}

/// The folder a child test works on; none where it runs as a test of its own.
fn child_folder() -> Option<PathBuf> {
    std::env::var_os("COURANT_TEST_FOLDER").map(PathBuf::from)
}

// ── making, reading, keeping ────────────────────────────────────────────────────────────────────────────────────

#[test]
fn a_new_library_is_private_and_empty() {
    let home = folder();
    let inner = home.path().join("data").join("courant");
    let library = open(&inner);
    assert_eq!(library.schema_version().unwrap(), 6);
    assert_eq!(library.feeds().unwrap(), []);
    assert_eq!(library.counters().unwrap(), []);
    assert_eq!(library.newest_unread(10).unwrap(), Batch::default());
    assert!(library.stream(&mut Cursor::default(), 10).unwrap().is_empty());
    sound(&library);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&inner), mode(&file(&inner))), (0o700, 0o600));
    drop(library);
    assert_eq!(names_in(&inner), ["library.sqlite", "library.sqlite.lock"]);
    let connection = raw(&inner);
    let number = |pragma: &str| connection.query_row(pragma, [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(number("PRAGMA page_size"), 16_384);
    assert_eq!(number("PRAGMA user_version"), 6);
    assert_ne!(number("PRAGMA application_id"), 0);
}

#[test]
fn what_was_kept_is_read_back_whole() {
    let home = folder();
    let mut library = open(home.path());
    let feed = files(&mut library);
    let one = incoming(1);
    let arrivals = library.keep(feed, std::slice::from_ref(&one), at(7)).unwrap();
    let id = arrivals[0].id;
    assert_eq!(
        arrivals,
        [Arrival { id, key: one.key, feed, others: Vec::new(), article: one.article.clone(), added: at(7) }]
    );
    drop(library);
    let library = open(home.path());
    assert_eq!(library.find(&one.key).unwrap(), Some(id));
    assert_eq!(library.find(&key(2)).unwrap(), None);
    assert_eq!(library.article(id).unwrap(), Some((one.key, one.article)));
    assert_eq!(library.source(id).unwrap(), one.source);
    assert_eq!(library.status(id).unwrap(), Status::default());
    let feeds = library.feeds().unwrap();
    assert_eq!(feeds.len(), 1);
    assert_eq!(
        (feeds[0].id, feeds[0].kind, feeds[0].title.as_str()),
        (feed, FeedKind::Files, "Opened files")
    );
    assert_eq!((feeds[0].address.as_str(), feeds[0].removed), ("courant:files", false));
}

#[test]
fn an_article_without_facts_is_kept_too() {
    let home = folder();
    let mut library = open(home.path());
    let feed = files(&mut library);
    let bare = Incoming { key: key(0), article: Article::default(), source: None };
    let id = library.keep(feed, &[bare], at(3)).unwrap()[0].id;
    assert_eq!(library.article(id).unwrap(), Some((key(0), Article::default())));
    assert_eq!(library.source(id).unwrap(), None);
    let mut expected = Batch::default();
    expected.push(facts(id, 0, feed, at(3), at(3), &Article::default(), &Status::default()), "", "", "", "");
    assert_eq!(library.newest(5).unwrap(), expected);
}

#[test]
fn the_smallest_and_largest_values_survive() {
    let home = folder();
    let mut library = open(home.path());
    let feed = files(&mut library);
    let mut extreme = article("\u{1f600}");
    extreme.published = Some(Dated { at: Timestamp::MIN, precision: Precision::Year, basis: Basis::Written });
    extreme.updated =
        Some(Dated { at: Timestamp::MAX, precision: Precision::Week, basis: Basis::FileTime(at(1)) });
    extreme.words = u32::MAX;
    extreme.publisher_read_minutes = Some(u32::MAX);
    extreme.views = Some(u64::MAX);
    let arrival =
        &library.keep(feed, &[Incoming { key: key(0), article: extreme, source: None }], at(0)).unwrap()[0];
    assert_eq!(library.article(arrival.id).unwrap().unwrap().1, arrival.article);
    assert_eq!(arrival.article.words, u32::MAX);
    assert_eq!(arrival.article.views, Some(i64::MAX as u64), "the disk's largest number");
    let kept = arrival.article.published.unwrap();
    assert!(kept.at.duration_since(Timestamp::MIN) < jiff::SignedDuration::from_millis(1));
    let place = Place { block: u32::MAX, hash: u64::MAX, offset: u32::MAX };
    library.leave(&[Trace::Place { article: arrival.id, place, progress: 1000 }]).unwrap();
    assert_eq!(library.status(arrival.id).unwrap().place, Some(place));
}

#[test]
fn a_revised_article_keeps_its_number_its_marks_and_its_first_arrival() {
    let home = folder();
    let (mut library, ids) = filled(home.path(), 3);
    library.commit(&bookmark(ids[1], 5), at(5)).unwrap();
    let feed = files(&mut library);
    let mut revised = incoming(1);
    revised.article.title = "A better title".to_owned();
    revised.article.published = written(9_999);
    revised.article.author = None;
    revised.source = Some(source("another body"));
    let arrival = &library.keep(feed, std::slice::from_ref(&revised), at(2000)).unwrap()[0];
    assert_eq!((arrival.id, arrival.added), (ids[1], at(1000)));
    assert_eq!(library.article(ids[1]).unwrap().unwrap().1, revised.article);
    assert_eq!(library.source(ids[1]).unwrap(), revised.source);
    assert_eq!(library.status(ids[1]).unwrap().bookmarked, Some(at(5)));
    assert_eq!(counts(&library, &Scope::All), Counts { total: 3, unread: 3, bookmarked: 1 });
    let mut expected = Batch::default();
    let status = Status { bookmarked: Some(at(5)), ..Status::default() };
    let row = facts(ids[1], 1, feed, at(9_999), at(1000), &revised.article, &status);
    expected.push(row, "A better title", "", "World", "en");
    assert_eq!(library.newest(1).unwrap(), expected, "it moved to the top, by its new date");
    sound(&library);
}

#[test]
fn the_first_resolution_of_a_relative_date_stays_until_the_source_changes() {
    let home = folder();
    let mut library = open(home.path());
    let feed = files(&mut library);
    let counted = |second: i64, basis| Some(Dated { at: at(second), precision: Precision::Day, basis });
    let mut one = incoming(1);
    one.article.published = None;
    one.article.updated = counted(-200, Basis::FileTime(at(-100)));
    let id = library.keep(feed, std::slice::from_ref(&one), at(0)).unwrap()[0].id;

    let mut again = one.clone();
    again.article.updated = counted(900, Basis::Opened(at(1000)));
    let arrival = library.keep(feed, std::slice::from_ref(&again), at(1000)).unwrap().remove(0);
    assert_eq!(arrival.article.updated, one.article.updated, "the answer says what stands");
    assert_eq!(library.article(id).unwrap().unwrap().1.updated, one.article.updated);

    let mut dated = again.clone();
    dated.article.updated = written(77);
    library.keep(feed, &[dated], at(1500)).unwrap();
    assert_eq!(library.article(id).unwrap().unwrap().1.updated, written(77), "a written date is better");

    again.source = Some(source("Last update: 2 days ago, and more"));
    library.keep(feed, std::slice::from_ref(&again), at(2000)).unwrap();
    assert_eq!(
        library.article(id).unwrap().unwrap().1.updated,
        again.article.updated,
        "another text, another date"
    );
}

#[test]
fn an_article_in_two_feeds_counts_in_both_and_once_in_all() {
    let home = folder();
    let (mut library, ids) = filled(home.path(), 1);
    let second = library.feed_named(FeedKind::Remote, "https://example.org/feed", "Example").unwrap();
    let arrival = library.keep(second, &[incoming(0)], at(2000)).unwrap().remove(0);
    let first = files(&mut library);
    assert_eq!((arrival.id, arrival.feed, arrival.others), (ids[0], first, vec![second]));
    let told = |library: &Library| {
        [Scope::All, Scope::Feed(first), Scope::Feed(second)].map(|scope| counts(library, &scope).unread)
    };
    assert_eq!(told(&library), [1, 1, 1]);
    sound(&library);
    // It stays by the one feed when the other goes, be it the first.
    library.commit(&step(ReaderChange::RemoveFeed { feed: first, at: Some(at(3)) }), at(3)).unwrap();
    assert_eq!(told(&library), [1, 0, 1]);
    assert_eq!(library.newest_unread(9).unwrap().ids().collect::<Vec<_>>(), ids);
    sound(&library);
    library.commit(&step(ReaderChange::MuteFeed { feed: second, muted: true }), at(4)).unwrap();
    assert_eq!((told(&library), library.newest(9).unwrap().len()), ([0, 0, 0], 0));
    sound(&library);
    library.commit(&bookmark(ids[0], 5), at(5)).unwrap();
    assert_eq!(told(&library), [1, 1, 1]);
    library.commit(&mark_read(ids.clone()), at(6)).unwrap();
    assert_eq!(told(&library), [0, 0, 0]);
    sound(&library);
}

#[test]
fn a_feed_is_made_once_and_removed_ones_stay_removed() {
    let home = folder();
    let (mut library, ids) = filled(home.path(), 4);
    let feed = files(&mut library);
    assert_eq!(files(&mut library), feed);
    let remove = |at| ReaderChange::RemoveFeed { feed, at };
    library.commit(&mark_read(vec![ids[0]]), at(1)).unwrap();
    library.commit(&step(remove(Some(at(2)))), at(2)).unwrap();
    assert_eq!(files(&mut library), feed);
    assert!(library.feeds().unwrap()[0].removed);
    assert_eq!(library.counters().unwrap(), [], "its articles are in no count");
    assert!(library.newest(9).unwrap().is_empty() && library.newest_unread(9).unwrap().is_empty());
    assert_eq!(library.stream(&mut Cursor::default(), 9).unwrap().len(), 4, "but in memory, for undo");
    library.keep(feed, &[incoming(9)], at(3)).unwrap();
    assert!(library.newest(9).unwrap().is_empty(), "a newcomer is hidden with the others");
    sound(&library);
    library.commit(&step(remove(None)), at(4)).unwrap();
    assert_eq!(counts(&library, &Scope::Feed(feed)), Counts { total: 5, unread: 4, bookmarked: 0 });
    assert_eq!(library.newest(9).unwrap().len(), 5);
    sound(&library);
}

#[test]
fn the_first_windows_and_the_stream_show_what_they_promise() {
    let home = folder();
    let (mut library, ids) = filled(home.path(), 25);
    library.commit(&mark_read(vec![ids[24], ids[22]]), at(1)).unwrap();
    let gone = |at| ReaderChange::Remove { articles: vec![ids[23]], at };
    library.commit(&step(gone(Some(at(2)))), at(2)).unwrap();
    let read = Status { read: true, ..Status::default() };
    let removed = Status { removed: Some(at(2)), ..Status::default() };
    let feed = files(&mut library);
    let batch = |numbers: &[usize]| {
        let mut batch = Batch::default();
        for &number in numbers {
            let status = match number {
                24 | 22 => read.clone(),
                23 => removed.clone(),
                _ => Status::default(),
            };
            let Incoming { article, .. } = incoming(number);
            let row = facts(ids[number], number, feed, at(number as i64), at(1000), &article, &status);
            batch.push(row, &article.title, "Ada Author", "World", "en");
        }
        batch
    };
    assert_eq!(library.newest_unread(3).unwrap(), batch(&[21, 20, 19]));
    assert_eq!(library.newest(3).unwrap(), batch(&[24, 22, 21]));
    assert_eq!(library.oldest(3).unwrap(), batch(&[0, 1, 2]));
    let mut cursor = Cursor::default();
    assert_eq!(library.stream(&mut cursor, 10).unwrap(), batch(&[24, 23, 22, 21, 20, 19, 18, 17, 16, 15]));
    assert_eq!(
        library.stream(&mut cursor, 14).unwrap(),
        batch(&[14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1])
    );
    assert_eq!(library.stream(&mut cursor, 14).unwrap(), batch(&[0]));
    assert!(library.stream(&mut cursor, 14).unwrap().is_empty());
}

#[test]
fn settings_are_remembered() {
    let home = folder();
    let mut library = open(home.path());
    assert_eq!(library.meta("guide").unwrap(), None);
    library.set_meta("guide", "removed").unwrap();
    drop(library);
    assert_eq!(open(home.path()).meta("guide").unwrap().as_deref(), Some("removed"));
}

// ── the journal ─────────────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn steps_are_taken_back_and_done_again_across_restarts() {
    let home = folder();
    let (mut library, ids) = filled(home.path(), 2);
    let saves = [bookmark(ids[0], 1), note(ids[0], "first"), note(ids[1], "second")];
    let inverses = [
        ReaderChange::Bookmark { articles: vec![ids[0]], at: None },
        ReaderChange::Note { article: ids[0], note: None },
        ReaderChange::Note { article: ids[1], note: None },
    ];
    let numbers: Vec<StepId> = saves.iter().map(|save| library.commit(save, at(1)).unwrap().step).collect();
    let entry = |number: usize| match saves[number].clone() {
        Save::New { name, change } => {
            (numbers[number], Step { name, change, inverse: inverses[number].clone() })
        }
        other => unreachable!("{other:?}"),
    };
    assert_eq!(library.steps(10).unwrap(), (vec![entry(0), entry(1), entry(2)], vec![]));
    assert_eq!(library.steps(2).unwrap(), (vec![entry(1), entry(2)], vec![]), "the newest of them");
    for number in [2, 1] {
        let undo = Save::Undo { step: numbers[number], change: entry(number).1.inverse };
        let inverse = entry(number).1.change;
        let saved = library.commit(&undo, at(2)).unwrap();
        assert_eq!(saved, Saved { step: numbers[number], inverse, amends: None });
    }
    drop(library);
    let mut library = open(home.path());
    assert_eq!(library.steps(10).unwrap(), (vec![entry(0)], vec![entry(2), entry(1)]));
    assert_eq!(library.status(ids[0]).unwrap().note, None);
    let redo = Save::Redo { step: numbers[1], change: entry(1).1.change };
    assert_eq!(library.commit(&redo, at(3)).unwrap().step, numbers[1]);
    assert_eq!(library.steps(10).unwrap(), (vec![entry(0), entry(1)], vec![entry(2)]));
    assert_eq!(library.status(ids[0]).unwrap().note.as_deref(), Some("first"));
    library.commit(&bookmark(ids[1], 9), at(4)).unwrap();
    assert_eq!(library.steps(10).unwrap().1, [], "what was taken back before cannot be done again now");
}

#[test]
fn the_last_ten_thousand_steps_are_kept() {
    let home = folder();
    let (mut library, ids) = filled(home.path(), 1);
    library.commit(&note(ids[0], "the first"), at(1)).unwrap();
    let copy = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9999) \
        INSERT INTO journal (origin, at, kind, name, change, inverse) \
        SELECT origin, at, kind, name, change, inverse FROM journal, n WHERE seq = 1";
    raw(home.path()).execute(copy, []).unwrap();
    assert_eq!(library.steps(20_000).unwrap().0.len(), 10_000);
    assert_eq!(library.steps(20_000).unwrap().0[0].0, StepId(1));
    let last = library.commit(&note(ids[0], "one more"), at(2)).unwrap().step;
    let done = library.steps(20_000).unwrap().0;
    assert_eq!((done.len(), done[0].0, done[9_999].0), (10_000, StepId(2), last));
}

#[test]
fn what_a_step_did_is_not_read_before_it_is_needed() {
    let home = folder();
    let (mut library, ids) = filled(home.path(), 1);
    let numbers = [bookmark(ids[0], 1), note(ids[0], "second"), note(ids[0], "third")]
        .map(|save| library.commit(&save, at(1)).unwrap().step);
    let connection = raw(home.path());
    connection.execute("UPDATE journal SET change = 'no JSON' WHERE seq = ?1", [numbers[1].0]).unwrap();
    let last = library.step_names(Side::Done, None, 2).unwrap();
    assert_eq!(last.steps.iter().map(|(id, _)| *id).collect::<Vec<_>>(), numbers[1..]);
    let first = library.step_names(Side::Done, last.before, 2).unwrap();
    assert_eq!((first.steps[0].0, first.steps.len(), first.before), (numbers[0], 1, None));
    assert!(library.step(numbers[1]).unwrap_err().to_string().contains("damaged"));
    assert_eq!(library.step(StepId(99)).unwrap(), None);
}

/// A start asks for the newest marks of what a step is about, should the step be undone before all is loaded.
#[test]
fn how_articles_stand_is_told_before_the_step_that_is_about_them() {
    let home = folder();
    let (mut library, ids) = filled(home.path(), 3);
    let step = library.commit(&mark_read(ids[..2].to_vec()), at(1)).unwrap().step;
    library.commit(&Save::ReadByReading(ids[2]), at(1)).unwrap();
    drop(library);
    let (writer, inbox) = writer_on(home.path());
    writer.unwrap().read_step(step, true);
    let Msg::World(changes) = inbox.try_recv().unwrap() else { panic!("the marks come first") };
    let [WorldChange::Loaded(batch)] = &changes[..] else { panic!("{changes:?}") };
    assert_eq!(batch.ids().collect::<Vec<_>>(), ids[..2]);
    assert!(matches!(inbox.try_recv().unwrap(), Msg::Step { id, told: Ok(_) } if id == step));
}

#[test]
fn a_bulk_change_is_one_row() {
    let home = folder();
    let (mut library, ids) = filled(home.path(), 300);
    library.commit(&mark_read(ids.clone()), at(1)).unwrap();
    let rows: i64 = raw(home.path()).query_row("SELECT count(*) FROM journal", [], |row| row.get(0)).unwrap();
    assert_eq!(rows, 1);
    assert_eq!(counts(&library, &Scope::All), Counts { total: 300, unread: 0, bookmarked: 0 });
}

#[test]
fn a_bulk_change_is_taken_back_where_it_altered_something_alone() {
    const ALL: usize = 3_000;
    let home = quick_folder();
    let (mut first, ids) = filled(home.path(), ALL);
    let mut second = open(home.path());
    let by_first: Vec<ArticleId> = ids.iter().copied().step_by(3).collect();
    let rest: Vec<ArticleId> = ids.iter().copied().filter(|id| !by_first.contains(id)).collect();
    first.commit(&mark_read(by_first), at(1)).unwrap();
    let saved = second.commit(&mark_read(ids.clone()), at(1)).unwrap();
    let unread = |articles: &[ArticleId]| ReaderChange::Read { articles: articles.to_vec(), read: false };
    assert_eq!(saved.inverse, unread(&rest));
    assert_eq!(second.step(saved.step).unwrap().unwrap().inverse, unread(&rest));
    // Memory that has not heard of the first takes all of it back, and is told better.
    let undone = second.commit(&Save::Undo { step: saved.step, change: unread(&ids) }, at(2)).unwrap();
    assert_eq!(counts(&second, &Scope::All).unread as usize, rest.len());
    let amends = undone.amends.unwrap();
    let mut store = Store::new();
    store.apply(&Change::World(WorldChange::Loaded(first.newest(ALL).unwrap().into())));
    for change in [unread(&ids), amends] {
        store.apply(&Change::Reader(change));
    }
    assert_eq!(store.counts(&Scope::All).unread as usize, rest.len());
    sound(&second);
}

/// As the program ends, the number of the last step may not be known yet to whoever takes it back.
#[test]
fn the_last_step_of_a_run_is_taken_back_without_its_number() {
    let home = folder();
    let (mut first, ids) = filled(home.path(), 2);
    let mut second = open(home.path());
    first.commit(&mark_read(ids[..1].to_vec()), at(1)).unwrap();
    let step = second.commit(&mark_read(ids.clone()), at(2)).unwrap().step;
    first.commit(&bookmark(ids[1], 3), at(3)).unwrap();
    let change = ReaderChange::Read { articles: ids.clone(), read: false };
    assert_eq!(second.commit(&Save::UndoLast { change }, at(4)).unwrap().step, step);
    assert_eq!(counts(&second, &Scope::All), Counts { total: 2, unread: 1, bookmarked: 1 });
    assert!(second.status(ids[0]).unwrap().read, "the other had marked it before");
    let (done, undone) = second.steps(9).unwrap();
    assert_eq!((done.len(), undone[0].0), (2, step));
}

/// A step that altered nothing is a step all the same: whoever takes it back must not take back the one before it.
#[test]
fn a_step_that_altered_nothing_is_kept_and_takes_nothing_back() {
    let home = folder();
    let (mut library, ids) = filled(home.path(), 1);
    library.commit(&mark_read(ids.clone()), at(1)).unwrap();
    let saved = library.commit(&mark_read(ids.clone()), at(2)).unwrap();
    assert_eq!((&saved.inverse, library.steps(9).unwrap().0.len()), (&ReaderChange::nothing(), 2));
    let change = ReaderChange::nothing();
    let undone = library.commit(&Save::Undo { step: saved.step, change }, at(3)).unwrap();
    assert_eq!(undone.inverse, ReaderChange::nothing());
    assert_eq!(counts(&library, &Scope::All).unread, 0);
}

#[test]
fn moments_come_back_equal_so_that_a_step_is_still_true_after_a_restart() {
    let home = folder();
    let (mut library, ids) = filled(home.path(), 1);
    let precise = Timestamp::new(1_790_000_000, 123_456_789).unwrap();
    let change = ReaderChange::Bookmark { articles: vec![ids[0]], at: Some(precise) };
    library.commit(&step(change), precise).unwrap();
    let ReaderChange::Bookmark { at: Some(journaled), .. } = &library.steps(1).unwrap().0[0].1.change else {
        panic!("another change")
    };
    assert_eq!(library.status(ids[0]).unwrap().bookmarked, Some(*journaled));
    assert_eq!(*journaled, Timestamp::new(1_790_000_000, 123_456_000).unwrap());
}

#[test]
fn tags_stand_in_the_order_they_were_set() {
    let home = folder();
    let (mut library, ids) = filled(home.path(), 1);
    for (tag, present) in [("b", true), ("a", true), ("c", true), ("a", false), ("b", true), ("a", true)] {
        let change = ReaderChange::Tag { articles: ids.clone(), tag: tag.to_owned(), present };
        library.commit(&step(change), at(1)).unwrap();
    }
    assert_eq!(library.status(ids[0]).unwrap().tags, ["b", "c", "a"]);
    assert_eq!(counts(&library, &Scope::Tag("a".to_owned())).total, 1);
    let batch = library.stream(&mut Cursor::default(), 9).unwrap();
    let mut expected = library.newest(9).unwrap();
    assert_eq!(batch, expected, "a window tells tags as the stream does");
    expected = Batch::default();
    let feed = files(&mut library);
    let row = facts(ids[0], 0, feed, at(0), at(1000), &incoming(0).article, &Status::default());
    expected.push(row, "Title 0", "Ada Author", "World", "en");
    ["b", "c", "a"].iter().for_each(|tag| expected.push_tag(ids[0], (*tag).to_owned()));
    assert_eq!(batch, expected);
}

// ── against a naive model ───────────────────────────────────────────────────────────────────────────────────────

const ARTICLES: usize = 6;
const FEEDS: usize = 3;

#[derive(Clone, Debug)]
enum Act {
    Arrive { article: usize, feed: usize, version: u8 },
    Change(Vec<Part>),
    Undo,
    Redo,
    Place { article: usize, block: u32, progress: u16 },
    Opened { article: usize, times: u32 },
    ReadByReading { article: usize },
    Reopen,
}

#[derive(Clone, Debug)]
enum Part {
    Read(Vec<usize>, bool),
    Bookmark(Vec<usize>, Option<i64>),
    Tag(Vec<usize>, u8, bool),
    Note(usize, Option<u8>),
    Remove(Vec<usize>, Option<i64>),
    RemoveFeed(usize, Option<i64>),
    TitleFeed(usize, u8),
    FileFeed(usize, Vec<u8>),
    WholeFeed(usize, bool),
    MuteFeed(usize, bool),
    PaceFeed(usize, Option<u32>),
    RankFeed(usize, i32),
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let some =
        || prop::collection::btree_set(0..ARTICLES, 1..4).prop_map(|set| set.into_iter().collect::<Vec<_>>());
    let when = || prop::option::of(0..1000_i64);
    let part = prop_oneof![
        3 => (some(), any::<bool>()).prop_map(|(articles, read)| Part::Read(articles, read)),
        3 => (some(), when()).prop_map(|(articles, at)| Part::Bookmark(articles, at)),
        4 => (some(), 0..3_u8, any::<bool>()).prop_map(|(articles, tag, present)| Part::Tag(articles, tag, present)),
        2 => (0..ARTICLES, prop::option::of(any::<u8>())).prop_map(|(article, note)| Part::Note(article, note)),
        2 => (some(), when()).prop_map(|(articles, at)| Part::Remove(articles, at)),
        1 => (0..FEEDS, when()).prop_map(|(feed, at)| Part::RemoveFeed(feed, at)),
        1 => (0..FEEDS, 0..3_u8).prop_map(|(feed, title)| Part::TitleFeed(feed, title)),
        1 => (0..FEEDS, prop::collection::vec(0..2_u8, 0..3))
            .prop_map(|(feed, folder)| Part::FileFeed(feed, folder)),
        1 => (0..FEEDS, any::<bool>()).prop_map(|(feed, muted)| Part::MuteFeed(feed, muted)),
        1 => (0..FEEDS, any::<bool>()).prop_map(|(feed, always)| Part::WholeFeed(feed, always)),
        1 => (0..FEEDS, prop::option::of(any::<u32>())).prop_map(|(feed, every)| Part::PaceFeed(feed, every)),
        1 => (0..FEEDS, any::<i32>()).prop_map(|(feed, rank)| Part::RankFeed(feed, rank)),
    ];
    let act = prop_oneof![
        4 => (0..ARTICLES, 0..FEEDS, 0..3_u8)
            .prop_map(|(article, feed, version)| Act::Arrive { article, feed, version }),
        8 => prop::collection::vec(part, 1..3).prop_map(Act::Change),
        3 => Just(Act::Undo),
        2 => Just(Act::Redo),
        1 => (0..ARTICLES, 0..9_u32, 0..=1000_u16)
            .prop_map(|(article, block, progress)| Act::Place { article, block, progress }),
        1 => (0..ARTICLES, 1..9_u32).prop_map(|(article, times)| Act::Opened { article, times }),
        1 => (0..ARTICLES).prop_map(|article| Act::ReadByReading { article }),
        1 => Just(Act::Reopen),
    ];
    prop::collection::vec(act, 1..40)
}

/// What the library should hold, in the plainest form.
#[derive(Default)]
struct Model {
    statuses: BTreeMap<usize, Status>,
    /// The feeds that brought each, the first one first, and its facts.
    articles: BTreeMap<usize, (Vec<usize>, Article)>,
    removed_feeds: BTreeSet<usize>,
    /// What feeds were called, and the folders they were put into, since the start.
    titles: BTreeMap<FeedId, String>,
    folders: BTreeMap<FeedId, Vec<String>>,
    whole: BTreeMap<FeedId, bool>,
    muted: BTreeMap<FeedId, bool>,
    intervals: BTreeMap<FeedId, Option<u32>>,
    priorities: BTreeMap<FeedId, i32>,
    done: Vec<(StepId, ReaderChange)>,
    undone: Vec<(StepId, ReaderChange)>,
}

impl Model {
    fn status(&mut self, article: usize) -> &mut Status {
        self.statuses.entry(article).or_default()
    }

    fn apply(&mut self, change: &ReaderChange, numbers: &HashMap<ArticleId, usize>, feeds: &[FeedId]) {
        match change {
            ReaderChange::Read { articles, read } => {
                articles.iter().for_each(|id| self.status(numbers[id]).read = *read);
            }
            ReaderChange::Bookmark { articles, at } => {
                articles.iter().for_each(|id| self.status(numbers[id]).bookmarked = *at);
            }
            ReaderChange::Remove { articles, at } => {
                articles.iter().for_each(|id| self.status(numbers[id]).removed = *at);
            }
            ReaderChange::Note { article, note } => self.status(numbers[article]).note = note.clone(),
            ReaderChange::Tag { articles, tag, present } => {
                for id in articles {
                    let tags = &mut self.status(numbers[id]).tags;
                    match (tags.iter().position(|known| known == tag), present) {
                        (None, true) => tags.push(tag.clone()),
                        (Some(at), false) => drop(tags.remove(at)),
                        (Some(_), true) | (None, false) => (),
                    }
                }
            }
            ReaderChange::RemoveFeed { feed, at } => {
                let number = feeds.iter().position(|known| known == feed).unwrap();
                if at.is_some() {
                    self.removed_feeds.insert(number);
                } else {
                    self.removed_feeds.remove(&number);
                }
            }
            ReaderChange::TitleFeed { feed, title } => _ = self.titles.insert(*feed, title.clone()),
            ReaderChange::WholeFeed { feed, always } => _ = self.whole.insert(*feed, *always),
            ReaderChange::MuteFeed { feed, muted } => _ = self.muted.insert(*feed, *muted),
            ReaderChange::PaceFeed { feed, interval } => _ = self.intervals.insert(*feed, *interval),
            ReaderChange::RankFeed { feed, priority } => _ = self.priorities.insert(*feed, *priority),
            ReaderChange::FileFeed { feed, folder } => _ = self.folders.insert(*feed, folder.clone()),
            ReaderChange::Together(changes) => {
                changes.iter().for_each(|change| self.apply(change, numbers, feeds));
            }
        }
    }

    fn counters(&self, feeds: &[FeedId]) -> BTreeMap<Scope, Counts> {
        let mut counters: BTreeMap<Scope, Counts> = BTreeMap::new();
        for (number, (brought_by, _)) in &self.articles {
            let status = self.statuses.get(number).cloned().unwrap_or_default();
            let is_held = status.bookmarked.is_some() || status.note.is_some();
            let is_muted = |feed: &usize| self.muted.get(&feeds[*feed]).copied().unwrap_or_default();
            let shows = |feed: &&usize| is_held || !is_muted(feed) && !self.removed_feeds.contains(*feed);
            let shown: Vec<Scope> =
                brought_by.iter().filter(shows).map(|feed| Scope::Feed(feeds[*feed])).collect();
            if status.removed.is_some() || shown.is_empty() {
                continue;
            }
            let mut scopes = vec![Scope::All];
            scopes.extend(shown);
            scopes.extend(status.tags.iter().cloned().map(Scope::Tag));
            for scope in scopes {
                let counts = counters.entry(scope).or_default();
                counts.total += 1;
                counts.unread += u32::from(!status.read);
                counts.bookmarked += u32::from(status.bookmarked.is_some());
            }
        }
        counters
    }

    /// The whole stream, as it should come.
    fn headlines(&self, ids: &[ArticleId], feeds: &[FeedId]) -> Batch {
        let mut rows: Vec<(&usize, &(Vec<usize>, Article))> = self.articles.iter().collect();
        rows.sort_by_key(|(number, (_, article))| {
            std::cmp::Reverse((article.published.unwrap().at, ids[**number]))
        });
        let mut batch = Batch::default();
        for (number, (brought_by, article)) in rows {
            let status = self.statuses.get(number).cloned().unwrap_or_default();
            let date = article.published.unwrap().at;
            let first = feeds[brought_by[0]];
            let row = facts(ids[*number], *number, first, date, at(1000), article, &status);
            let author = article.author.as_deref().unwrap_or_default();
            batch.push(row, &article.title, author, article.section().unwrap_or_default(), "en");
            let others: BTreeSet<FeedId> = brought_by[1..].iter().map(|feed| feeds[*feed]).collect();
            others.into_iter().for_each(|feed| batch.push_feed(feed));
            status.tags.iter().for_each(|tag| batch.push_tag(ids[*number], tag.clone()));
            status.note.into_iter().for_each(|note| batch.push_note(ids[*number], note));
        }
        batch
    }
}

fn facts(
    id: ArticleId,
    number: usize,
    feed: FeedId,
    date: Timestamp,
    added: Timestamp,
    article: &Article,
    status: &Status,
) -> BatchFacts {
    BatchFacts {
        id,
        public_id: key(number).public_id(),
        feed,
        date,
        added,
        views: article.views,
        words: article.words,
        publisher_read_minutes: article.publisher_read_minutes,
        opened: status.opened,
        progress: status.progress,
        read: status.read,
        bookmarked: status.bookmarked,
        removed: status.removed,
        noted: status.note.is_some(),
        opened_at: status.opened_at,
    }
}

fn change_of(part: &Part, ids: &[ArticleId], feeds: &[FeedId]) -> ReaderChange {
    let all = |numbers: &[usize]| numbers.iter().map(|number| ids[*number]).collect();
    match part {
        Part::Read(articles, read) => ReaderChange::Read { articles: all(articles), read: *read },
        Part::Bookmark(articles, when) => {
            ReaderChange::Bookmark { articles: all(articles), at: when.map(at) }
        }
        Part::Remove(articles, when) => ReaderChange::Remove { articles: all(articles), at: when.map(at) },
        Part::Tag(articles, tag, present) => {
            ReaderChange::Tag { articles: all(articles), tag: format!("tag{tag}"), present: *present }
        }
        Part::Note(article, note) => {
            ReaderChange::Note { article: ids[*article], note: note.map(|note| format!("note {note}")) }
        }
        Part::TitleFeed(feed, title) => {
            ReaderChange::TitleFeed { feed: feeds[*feed], title: format!("Title {title}") }
        }
        Part::MuteFeed(feed, muted) => ReaderChange::MuteFeed { feed: feeds[*feed], muted: *muted },
        Part::PaceFeed(feed, interval) => ReaderChange::PaceFeed { feed: feeds[*feed], interval: *interval },
        Part::RankFeed(feed, priority) => ReaderChange::RankFeed { feed: feeds[*feed], priority: *priority },
        Part::WholeFeed(feed, always) => ReaderChange::WholeFeed { feed: feeds[*feed], always: *always },
        Part::FileFeed(feed, path) => {
            let folder = path.iter().map(|step| format!("Folder {step}")).collect();
            ReaderChange::FileFeed { feed: feeds[*feed], folder }
        }
        Part::RemoveFeed(feed, when) => ReaderChange::RemoveFeed { feed: feeds[*feed], at: when.map(at) },
    }
}

/// What the journal says of its last row.
fn last_change(file: &Path) -> ReaderChange {
    let connection = Connection::open(file).unwrap();
    let sql = "SELECT change FROM journal ORDER BY seq DESC LIMIT 1";
    let text: String = connection.query_row(sql, [], |row| row.get(0)).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// Gives every article a number, in order, without any of them arriving in a feed that matters.
fn known_articles(library: &Library) -> Vec<ArticleId> {
    let connection = Connection::open(library.file()).unwrap();
    for number in 0..ARTICLES {
        connection.execute("INSERT INTO identity (key) VALUES (?1)", [key(number).bytes()]).unwrap();
    }
    (0..ARTICLES).map(|number| library.find(&key(number)).unwrap().unwrap()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_life_of_a_library_equals_the_naive_model(acts in acts()) {
        let home = quick_folder();
        let mut library = open(home.path());
        // Statuses may come before their articles: a server may speak of one never seen.
        let ids = known_articles(&library);
        let numbers: HashMap<ArticleId, usize> = ids.iter().copied().zip(0..).collect();
        let feeds: Vec<FeedId> = (0..FEEDS)
            .map(|n| library.feed_named(FeedKind::Remote, &format!("https://{n}.example/"), "Feed").unwrap())
            .collect();
        let other = open(home.path());
        let mut mark = other.news_mark().unwrap();
        let mut elsewhere = Model::default();
        let mut model = Model::default();
        let (path, mut ledger) = (file(home.path()), Ledger::default());
        for act in acts {
            // What one hand did, by the rows; what an undo or a redo is to do, the ledger knows.
            let mut commit = |library: &mut Library, save: Save, second| {
                let before = marks(&path);
                let saved = library.commit(&save, at(second)).unwrap();
                let seen = ledger.sees(&save, last_row(&path), &before, &marks(&path));
                prop_assert!(seen.is_ok(), "{}", seen.unwrap_err());
                Ok((saved.step, last_change(&path)))
            };
            match act {
                Act::Arrive { article, feed, version } => {
                    let mut one = incoming(article);
                    one.article.title = format!("Version {version}");
                    one.article.published = written(i64::from(version) * 3 + article as i64);
                    one.article.author = (version > 0).then(|| format!("Author {version}"));
                    let arrivals = library.keep(feeds[feed], std::slice::from_ref(&one), at(1000)).unwrap();
                    prop_assert_eq!(arrivals[0].id, ids[article]);
                    let (brought_by, facts) = model.articles.entry(article).or_default();
                    if !brought_by.contains(&feed) {
                        brought_by.push(feed);
                    }
                    *facts = one.article;
                    prop_assert_eq!(arrivals[0].feed, feeds[brought_by[0]]);
                    prop_assert_eq!(arrivals[0].others.len(), brought_by.len() - 1);
                }
                Act::Change(parts) => {
                    let parts: Vec<ReaderChange> = parts.iter().map(|p| change_of(p, &ids, &feeds)).collect();
                    let change = if parts.len() == 1 { parts[0].clone() } else { ReaderChange::Together(parts) };
                    let (number, _) = commit(&mut library, step(change.clone()), 1)?;
                    model.apply(&change, &numbers, &feeds);
                    model.done.push((number, change));
                    model.undone.clear();
                }
                Act::Undo => {
                    let Some((number, change)) = model.done.pop() else { continue };
                    let undo = Save::Undo { step: number, change: ReaderChange::nothing() };
                    model.apply(&commit(&mut library, undo, 2)?.1, &numbers, &feeds);
                    model.undone.push((number, change));
                }
                Act::Redo => {
                    let Some((number, change)) = model.undone.pop() else { continue };
                    let redo = Save::Redo { step: number, change: ReaderChange::nothing() };
                    model.apply(&commit(&mut library, redo, 3)?.1, &numbers, &feeds);
                    model.done.push((number, change));
                }
                Act::Place { article, block, progress } => {
                    let place = Place { block, hash: u64::from(block) << 60, offset: 7 };
                    library.leave(&[Trace::Place { article: ids[article], place, progress }]).unwrap();
                    let status = model.status(article);
                    (status.place, status.progress) = (Some(place), progress);
                }
                Act::Opened { article, times } => {
                    library.leave(&[Trace::Opened { article: ids[article], at: at(5), times }]).unwrap();
                    let status = model.status(article);
                    (status.opened, status.opened_at) = (status.opened.max(times), Some(at(5)));
                }
                Act::ReadByReading { article } => {
                    commit(&mut library, Save::ReadByReading(ids[article]), 6)?;
                    model.status(article).read = true;
                }
                Act::Reopen => {
                    drop(library);
                    library = open(home.path());
                }
            }
            let news = other.news_since(&mut mark).unwrap();
            prop_assert!(!news.missed);
            news.changes.iter().for_each(|change| elsewhere.apply(change, &numbers, &feeds));
            for arrival in news.arrivals {
                let all = std::iter::once(arrival.feed).chain(arrival.others);
                let brought_by = all.map(|id| feeds.iter().position(|feed| *feed == id).unwrap()).collect();
                elsewhere.articles.insert(numbers[&arrival.id], (brought_by, arrival.article));
            }
        }
        for (number, id) in ids.iter().enumerate() {
            let status = model.statuses.get(&number).cloned().unwrap_or_default();
            prop_assert_eq!(library.status(*id).unwrap(), status);
            let article = library.article(*id).unwrap().map(|(_, article)| article);
            prop_assert_eq!(article, model.articles.get(&number).map(|(_, article)| article.clone()));
        }
        let counters: BTreeMap<Scope, Counts> = library.counters().unwrap().into_iter().collect();
        prop_assert_eq!(counters, model.counters(&feeds));
        prop_assert_eq!(library.stream(&mut Cursor::default(), 100).unwrap(), model.headlines(&ids, &feeds));
        for feed in library.feeds().unwrap() {
            let title = model.titles.get(&feed.id).cloned().unwrap_or_else(|| "Feed".to_owned());
            let folder = model.folders.get(&feed.id).cloned().unwrap_or_default();
            prop_assert_eq!(feed.muted, model.muted.get(&feed.id).copied().unwrap_or_default());
            prop_assert_eq!(feed.full_text, model.whole.get(&feed.id).copied().unwrap_or_default());
            prop_assert_eq!(feed.interval, model.intervals.get(&feed.id).copied().flatten());
            prop_assert_eq!(feed.priority, model.priorities.get(&feed.id).copied().unwrap_or_default());
            prop_assert_eq!((feed.title, feed.folder), (title, folder));
        }
        let (done, undone) = library.steps(100).unwrap();
        let changes = |steps: Vec<(StepId, Step)>| steps.into_iter().map(|(id, step)| (id, step.change)).collect();
        let (done, undone): (Vec<_>, Vec<_>) = (changes(done), changes(undone));
        prop_assert_eq!((&done, &undone), (&model.done, &model.undone));
        prop_assert_eq!(library.integrity().unwrap(), Vec::<String>::new());
        // The other run, told by the logs alone, arrives at the same marks and articles.
        let feeds_in_order = |model: &Model| {
            let mut articles = model.articles.clone();
            articles.values_mut().for_each(|(brought_by, _)| brought_by[1..].sort_unstable());
            articles
        };
        prop_assert_eq!(feeds_in_order(&elsewhere), feeds_in_order(&model));
        prop_assert_eq!(elsewhere.counters(&feeds), model.counters(&feeds));
    }
}

// ── two at once ─────────────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn two_runs_at_once_lose_no_mark_and_read_each_others() {
    const EACH: usize = 200;
    let home = folder();
    let (library, ids) = filled(home.path(), 2 * EACH);
    let start = std::sync::Barrier::new(2);
    let run = |mut library: Library, mine: &[ArticleId]| {
        let mut mark = library.news_mark().unwrap();
        let mut heard = Vec::new();
        start.wait();
        for id in mine {
            library.commit(&bookmark(*id, 5), at(5)).unwrap();
            heard.extend(library.news_since(&mut mark).unwrap().changes);
        }
        start.wait();
        heard.extend(library.news_since(&mut mark).unwrap().changes);
        heard
    };
    let second = open(home.path());
    let (left, right) = ids.split_at(EACH);
    let (first_heard, second_heard) = std::thread::scope(|scope| {
        let other = scope.spawn(|| run(second, right));
        (run(library, left), other.join().unwrap())
    });
    let marks = |ids: &[ArticleId]| -> Vec<ReaderChange> {
        ids.iter().map(|id| ReaderChange::Bookmark { articles: vec![*id], at: Some(at(5)) }).collect()
    };
    // What a run wrote itself may be told among what the other wrote, in the order of the disk.
    let heard_of = |heard: Vec<ReaderChange>, wanted: Vec<ReaderChange>| {
        assert_eq!(heard.into_iter().filter(|change| wanted.contains(change)).collect::<Vec<_>>(), wanted);
    };
    heard_of(first_heard, marks(right));
    heard_of(second_heard, marks(left));
    let library = open(home.path());
    assert_eq!(counts(&library, &Scope::All).bookmarked, 2 * EACH as u32);
    assert_eq!(library.steps(1000).unwrap().0.len(), 2 * EACH);
    sound(&library);
}

#[test]
fn a_second_run_hears_of_arrivals_feeds_undos_and_marks_made_by_reading() {
    let home = folder();
    let mut second = open(home.path());
    let mut mark = second.news_mark().unwrap();
    let (mut library, ids) = filled(home.path(), 2);
    let news = second.news_since(&mut mark).unwrap();
    assert_eq!(news.feeds.as_deref(), Some(&*library.feeds().unwrap()));
    assert_eq!(news.arrivals.iter().map(|arrival| arrival.id).collect::<Vec<_>>(), ids);
    assert_eq!(news.arrivals[1].article, incoming(1).article);
    assert_eq!((news.changes, news.missed), (vec![], false));

    let number = library.commit(&bookmark(ids[0], 1), at(1)).unwrap().step;
    let off = ReaderChange::Bookmark { articles: vec![ids[0]], at: None };
    library.commit(&Save::Undo { step: number, change: off.clone() }, at(2)).unwrap();
    library.commit(&Save::ReadByReading(ids[1]), at(3)).unwrap();
    let feed = files(&mut library);
    let feed_gone = |at| ReaderChange::RemoveFeed { feed, at };
    library.commit(&step(feed_gone(Some(at(4)))), at(4)).unwrap();
    let news = second.news_since(&mut mark).unwrap();
    let Save::New { change, .. } = bookmark(ids[0], 1) else { unreachable!() };
    let read = ReaderChange::Read { articles: vec![ids[1]], read: true };
    assert_eq!(news.changes, [change, off, read, feed_gone(Some(at(4)))]);
    assert!(news.feeds.unwrap()[0].removed);

    second.commit(&note(ids[0], "mine"), at(5)).unwrap();
    assert_eq!(second.news_since(&mut mark).unwrap(), News::default(), "one's own is no news");
    library.keep(feed, &[incoming(0)], at(2000)).unwrap();
    assert_eq!(second.news_since(&mut mark).unwrap(), News::default(), "nor is what came again unchanged");
}

#[test]
fn what_two_runs_wrote_by_turns_is_told_in_the_order_of_the_disk() {
    let home = folder();
    let (mut first, ids) = filled(home.path(), 1);
    let mut second = open(home.path());
    let mut mark = second.news_mark().unwrap();
    let marks = [(1, "mine, overwritten"), (2, "theirs, overwritten"), (3, "mine, the last")];
    second.commit(&note(ids[0], marks[0].1), at(1)).unwrap();
    first.commit(&note(ids[0], marks[1].1), at(2)).unwrap();
    second.commit(&note(ids[0], marks[2].1), at(3)).unwrap();
    let told = |note: &str| ReaderChange::Note { article: ids[0], note: Some(note.to_owned()) };
    assert_eq!(second.news_since(&mut mark).unwrap().changes, [told(marks[1].1), told(marks[2].1)]);
}

#[test]
fn a_run_that_slept_too_long_is_told_so() {
    let home = folder();
    let (library, _) = filled(home.path(), 3);
    let mut mark = library.news_mark().unwrap();
    let raise = "INSERT INTO arrival (seq, origin, article) VALUES (200000, 1, 1); \
                 DELETE FROM arrival WHERE seq < 200000";
    raw(home.path()).execute_batch(raise).unwrap();
    assert!(library.news_since(&mut mark).unwrap().missed);
    assert!(!library.news_since(&mut mark).unwrap().missed);
}

/// An old step keeps the journal's first number low.
#[test]
fn a_run_that_slept_while_marks_made_by_reading_were_forgotten_is_told_so() {
    let home = folder();
    let (mut library, ids) = filled(home.path(), 1);
    library.commit(&bookmark(ids[0], 1), at(1)).unwrap();
    let second = open(home.path());
    let mut mark = second.news_mark().unwrap();
    let read_before = "INSERT INTO journal (seq, origin, at, kind, change) \
                       SELECT seq + 20, 7, 0, 'trace', change FROM journal; \
                       INSERT INTO journal (seq, origin, at, kind, change) \
                       SELECT 30000, 7, 0, 'trace', change FROM journal WHERE kind = 'step'";
    raw(home.path()).execute_batch(read_before).unwrap();
    library.commit(&Save::ReadByReading(ids[0]), at(2)).unwrap();
    assert!(second.news_since(&mut mark).unwrap().missed);
    library.commit(&Save::ReadByReading(ids[0]), at(3)).unwrap();
    let news = second.news_since(&mut mark).unwrap();
    assert_eq!((news.changes.len(), news.missed), (1, false));
    assert_eq!(library.steps(10).unwrap().0.len(), 1);
}

#[test]
fn the_watch_wakes_when_another_run_saves_and_not_when_one_reads() {
    let home = folder();
    let (mut library, ids) = filled(home.path(), 1);
    let second = open(home.path());
    let mut mark = second.news_mark().unwrap();
    let (sender, wakes) = mpsc::channel();
    let _watch = watch(second.file(), move || sender.send(()).unwrap_or_default()).unwrap();
    library.commit(&bookmark(ids[0], 1), at(1)).unwrap();
    wakes.recv_timeout(Duration::from_secs(20)).unwrap();
    assert_eq!(second.news_since(&mut mark).unwrap().changes.len(), 1);
    // A file of somebody else's in the folder, then our own again: events come in order, so that whatever
    // reading and the stranger woke would be seen before the last.
    while wakes.recv_timeout(Duration::from_millis(300)).is_ok() {}
    second.stream(&mut Cursor::default(), 10).unwrap();
    fs::write(home.path().join("notes.txt"), "not ours").unwrap();
    assert!(wakes.recv_timeout(Duration::from_millis(300)).is_err());
}

// ── kill -9 ─────────────────────────────────────────────────────────────────────────────────────────────────────

/// Not a test by itself: bookmarks and notes in a burst, announcing each when it is saved, until it is killed.
#[test]
fn child_that_saves_in_a_burst() {
    let Some(home) = child_folder() else { return };
    let mut library = Library::open(&home, at(0)).unwrap().library;
    let count: i64 = library.meta("articles").unwrap().unwrap().parse().unwrap();
    for round in 0.. {
        let id = ArticleId::new(round % count + 1).unwrap();
        library.commit(&note(id, &format!("round {round}")), at(round)).unwrap();
        // `println!` is allowed here: the announcement is what this process is for.
        #[allow(clippy::print_stdout)]
        {
            println!("saved {round}");
        }
        if round % 7 == 0 {
            let feed = files(&mut library);
            library.keep(feed, &[incoming(1000 + round as usize)], at(round)).unwrap();
        }
    }
}

#[test]
fn fifty_kills_in_the_middle_of_saving_lose_nothing_that_was_announced() {
    const ARTICLES: i64 = 20;
    let home = folder();
    let (mut library, _) = filled(home.path(), ARTICLES as usize);
    library.set_meta("articles", &ARTICLES.to_string()).unwrap();
    drop(library);
    for kill in 0..50_u64 {
        let mut process = child("child_that_saves_in_a_burst", home.path()).spawn().unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        // The kill falls at another moment of the work each time; what was said until then counts.
        let patience = Duration::from_micros(kill * 731 % 9_000);
        let mut since = None;
        let mut last = None;
        for line in lines.map_while(Result::ok) {
            let Some(round) = line.split("saved ").nth(1) else { continue };
            last = Some(round.trim().parse::<i64>().unwrap());
            if since.get_or_insert_with(Instant::now).elapsed() >= patience {
                process.kill().unwrap();
            }
        }
        process.wait().unwrap();
        let last = last.expect("the child announced something");
        let library = open(home.path());
        sound(&library);
        for round in (last - ARTICLES + 1).max(0)..=last {
            let id = ArticleId::new(round % ARTICLES + 1).unwrap();
            let note = library.status(id).unwrap().note.unwrap();
            let found: i64 = note.strip_prefix("round ").unwrap().parse().unwrap();
            assert!(
                found == round || found == round + ARTICLES,
                "round {round} was announced, {found} found"
            );
        }
    }
}

// ── faults ──────────────────────────────────────────────────────────────────────────────────────────────────────

fn refused(folder: &Path) -> DiskError {
    Library::open(folder, at(0)).unwrap_err()
}

/// A sentence for a reader: it names the file and ends.
fn is_sentence(error: &DiskError, about: &str) {
    let text = error.to_string();
    assert!(text.contains(about) && text.ends_with('.') && !text.contains('\n'), "{text}");
}

#[test]
fn a_newer_schema_is_refused_untouched() {
    let home = folder();
    drop(filled(home.path(), 3));
    let connection = raw(home.path());
    connection
        .execute_batch("UPDATE meta SET value = '7' WHERE key = 'schema'; PRAGMA user_version = 7")
        .unwrap();
    connection.close().unwrap();
    let before = bytes(home.path());
    let error = refused(home.path());
    assert!(matches!(error, DiskError::Newer { found: 7, known: 6, .. }), "{error}");
    is_sentence(&error, "newer courant");
    assert_eq!(bytes(home.path()), before);
    assert_eq!(names_in(home.path()), ["library.sqlite", "library.sqlite.lock"]);
}

#[test]
fn a_newer_schema_that_still_waits_in_the_log_is_refused_untouched() {
    let home = folder();
    drop(filled(home.path(), 3));
    let before = bytes(home.path());
    let connection = raw(home.path());
    connection.execute_batch("PRAGMA wal_autocheckpoint = 0; PRAGMA user_version = 8").unwrap();
    assert!(matches!(refused(home.path()), DiskError::Newer { found: 8, .. }));
    assert_eq!(bytes(home.path()), before);
}

#[test]
fn foreign_files_are_refused_untouched() {
    let database = folder();
    let connection = Connection::open(database.path().join("other.sqlite")).unwrap();
    connection.execute_batch("PRAGMA application_id = 99; CREATE TABLE recipes (name TEXT)").unwrap();
    connection.close().unwrap();
    let other = fs::read(database.path().join("other.sqlite")).unwrap();
    for content in [b"Dear diary,\n".to_vec(), vec![0; 50_000], b"SQLITE".to_vec(), other] {
        let home = folder();
        fs::write(file(home.path()), &content).unwrap();
        let error = refused(home.path());
        assert!(matches!(error, DiskError::NotOurs { .. }), "{error}");
        is_sentence(&error, "not a courant library");
        assert_eq!(bytes(home.path()), content);
        assert_eq!(names_in(home.path()), ["library.sqlite"]);
    }
    let home = folder();
    fs::create_dir(file(home.path())).unwrap();
    assert!(matches!(refused(home.path()), DiskError::NotOurs { .. }));
}

#[test]
fn a_file_in_the_folders_place_is_named() {
    let home = folder();
    let blocked = home.path().join("courant");
    fs::write(&blocked, "a file").unwrap();
    for path in [blocked.clone(), blocked.join("deeper")] {
        let error = refused(&path);
        assert!(matches!(error, DiskError::NotAFolder { .. }), "{error}");
        is_sentence(&error, "--data-dir");
    }
    // Not even root can make a folder there.
    let error = refused(Path::new("/proc/courant"));
    assert!(matches!(error, DiskError::Folder { .. }), "{error}");
    is_sentence(&error, "/proc/courant");
}

#[test]
fn a_linked_library_is_used_where_it_lies() {
    let (home, elsewhere) = (folder(), folder());
    let (library, ids) = filled(elsewhere.path(), 1);
    drop(library);
    symlink(file(elsewhere.path()), file(home.path())).unwrap();
    let mut library = open(home.path());
    assert_eq!(library.file(), file(elsewhere.path()).canonicalize().unwrap());
    library.commit(&bookmark(ids[0], 1), at(1)).unwrap();
    drop(library);
    assert_eq!(names_in(home.path()), ["library.sqlite"], "no log beside the link");
    assert!(fs::symlink_metadata(file(home.path())).unwrap().is_symlink());
    assert_eq!(open(elsewhere.path()).status(ids[0]).unwrap().bookmarked, Some(at(1)));
}

/// A library with every kind of thing in it, closed: 400 articles, 40 of them marked in all ways. Made once, copied.
fn rich(folder: &Path) -> Vec<ArticleId> {
    static MADE: OnceLock<(Vec<u8>, Vec<ArticleId>)> = OnceLock::new();
    let (whole, ids) = MADE.get_or_init(|| {
        let home = quick_folder();
        let ids = make_rich(home.path(), 400);
        (bytes(home.path()), ids)
    });
    fs::write(file(folder), whole).unwrap();
    ids.clone()
}

fn make_rich(folder: &Path, count: usize) -> Vec<ArticleId> {
    let (mut library, ids) = filled(folder, count);
    for (number, id) in ids.iter().enumerate().filter(|(number, _)| number % 10 == 0) {
        library.commit(&bookmark(*id, number as i64), at(1)).unwrap();
        library.commit(&note(*id, &format!("note {number}")), at(1)).unwrap();
        let tag = |present| ReaderChange::Tag { articles: vec![*id], tag: "kept".to_owned(), present };
        library.commit(&step(tag(true)), at(1)).unwrap();
    }
    drop(library);
    ids
}

/// How much of a rich library is there.
fn wealth(library: &Library, ids: &[ArticleId]) -> [usize; 4] {
    let count = |test: &dyn Fn(usize, ArticleId) -> bool| {
        ids.iter().enumerate().filter(|(number, id)| test(*number, **id)).count()
    };
    [
        count(&|number, id| library.article(id).unwrap() == Some((key(number), incoming(number).article))),
        count(&|number, id| library.status(id).unwrap().bookmarked == Some(at(number as i64))),
        count(&|number, id| library.status(id).unwrap().note == Some(format!("note {number}"))),
        count(&|number, id| library.source(id).is_ok_and(|source| source == incoming(number).source)),
    ]
}

const ALL_OF_IT: [usize; 4] = [400, 40, 40, 400];

/// Opens a damaged library: as often as its sentences tell the reader to start again.
fn open_damaged(folder: &Path, ids: &[ArticleId]) -> (Library, Vec<String>) {
    for _ in 0..2 {
        let Opened { library, notices, .. } = Library::open(folder, at(0)).unwrap();
        let read_all = library.integrity().and_then(|complaints| {
            ids.iter().try_for_each(|id| library.source(*id).map(drop)).map(|()| complaints)
        });
        match read_all {
            Ok(complaints) if complaints.is_empty() => return (library, notices),
            Ok(_) => (),
            Err(error) => {
                assert!(matches!(error, DiskError::Damaged { .. }), "{error}");
                is_sentence(&error, "Start courant again");
            }
        }
    }
    let Opened { library, notices, .. } = Library::open(folder, at(0)).unwrap();
    sound(&library);
    (library, notices)
}

fn kept_aside(folder: &Path) -> Vec<u8> {
    fs::read(folder.join("library-2026-09-21T14-13-20-damaged.sqlite")).unwrap()
}

#[test]
fn an_emptied_file_is_kept_aside_and_begun_anew() {
    let home = quick_folder();
    rich(home.path());
    fs::write(file(home.path()), "").unwrap();
    let (library, notices) = open_damaged(home.path(), &[]);
    assert_eq!(notices.len(), 1);
    assert!(
        notices[0].contains("damaged (it is empty)") && notices[0].contains("Saved: 0 articles"),
        "{notices:?}"
    );
    assert_eq!(kept_aside(home.path()), b"");
    assert_eq!(library.counters().unwrap(), []);
}

#[test]
fn a_truncated_file_is_kept_aside_and_the_rest_saved() {
    let home = quick_folder();
    let ids = rich(home.path());
    let whole = bytes(home.path());
    let mut best = [0; 4];
    for length in
        [whole.len() - 1, whole.len() - 16_384, whole.len() * 3 / 4, whole.len() / 2, 16_384, 100, 99, 1]
    {
        let home = quick_folder();
        fs::write(file(home.path()), &whole[..length]).unwrap();
        let (library, notices) = open_damaged(home.path(), &ids);
        assert!(notices[0].starts_with("The library was damaged (it is cut off)"), "{length}: {notices:?}");
        assert!(kept_aside(home.path()) == whole[..length]);
        let saved = wealth(&library, &ids);
        best = std::array::from_fn(|at| best[at].max(saved[at]));
        assert_eq!(open(home.path()).integrity().unwrap(), Vec::<String>::new(), "the next start is calm");
    }
    assert!(best[1..].iter().zip(&ALL_OF_IT[1..]).all(|(best, all)| best * 2 > *all), "{best:?}");
}

#[test]
fn any_flipped_bit_of_the_header_loses_nothing() {
    let home = quick_folder();
    let ids = make_rich(home.path(), 20);
    let whole = bytes(home.path());
    // Every third bit: at least two of each byte.
    for bit in (0..800).step_by(3) {
        let home = quick_folder();
        let mut flipped = whole.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        fs::write(file(home.path()), &flipped).unwrap();
        let (library, notices) = open_damaged(home.path(), &ids);
        assert_eq!(wealth(&library, &ids), [20, 2, 2, 20], "bit {bit}");
        assert_eq!(
            counts(&library, &Scope::All),
            Counts { total: 20, unread: 20, bookmarked: 2 },
            "bit {bit}"
        );
        assert!(notices.is_empty() || kept_aside(home.path()) == flipped, "bit {bit}");
    }
}

#[test]
fn a_lost_first_page_loses_nothing() {
    let home = quick_folder();
    let ids = rich(home.path());
    let mut whole = bytes(home.path());
    whole[..16_384].iter_mut().enumerate().for_each(|(at, byte)| *byte = (at * 37 % 251) as u8);
    fs::write(file(home.path()), &whole).unwrap();
    let (library, notices) = open_damaged(home.path(), &ids);
    assert!(notices[0].contains("its first page is not readable"), "{notices:?}");
    assert_eq!(wealth(&library, &ids), ALL_OF_IT);
    assert!(notices[0].contains("400 articles, 40 bookmarks, 40 notes, 400 sources"), "{notices:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn random_pages_cost_no_more_than_what_stood_on_them(
        seed in any::<u64>(), damages in prop::collection::vec((any::<prop::sample::Index>(), any::<bool>()), 1..4)
    ) {
        let home = quick_folder();
        let ids = rich(home.path());
        let mut whole = bytes(home.path());
        let mut random = seed | 1;
        for (page, all) in damages {
            let start = page.index(whole.len() / 4096) * 4096;
            for byte in &mut whole[start..start + 4096] {
                random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                *byte = if all { (random >> 56) as u8 } else { 0 };
            }
        }
        fs::write(file(home.path()), &whole).unwrap();
        let (mut library, _) = open_damaged(home.path(), &ids);
        if library.commit(&bookmark(ids[0], 1), at(1)).is_err() {
            // The one article may be lost wholly; the library itself takes new ones.
            let feed = files(&mut library);
            library.keep(feed, &[incoming(5000)], at(1)).unwrap();
        }
        let _ = wealth(&library, &ids);
        sound(&library);
    }
}

// ── rescued, and the same articles ──────────────────────────────────────────────────────────────────────────────

/// A page as it was saved under a path.
fn page(number: usize) -> Incoming {
    let text = format!("Page {number} of many\n\nBy Ann Author\n\nWhat it says stands on page {number}.\n");
    let path = format!("/home/reader/pages/{number}.txt");
    let origin = Origin { path: Some(path.into()), file_time: Some(at(500)), saved_at: None, now: at(1000) };
    intake::take_in(text.into_bytes(), &origin).unwrap().incoming
}

const PAGES: usize = 120;

/// A library of the guide and of opened pages, closed.
fn opened_pages(folder: &Path) {
    let mut library = open(folder);
    courant::workers::install_guide(&mut library, at(900)).unwrap();
    let feed = files(&mut library);
    let pages: Vec<Incoming> = (0..PAGES).map(page).collect();
    library.keep(feed, &pages, at(1000)).unwrap();
}

/// Opens all pages again, as a reader would, and tells every headline by its title.
fn opened_again(folder: &Path) -> Vec<String> {
    let mut library = open_damaged(folder, &[]).0;
    courant::workers::install_guide(&mut library, at(2000)).unwrap();
    let feed = files(&mut library);
    let pages: Vec<Incoming> = (0..PAGES).map(page).collect();
    library.keep(feed, &pages, at(2000)).unwrap();
    sound(&library);
    let mut store = Store::new();
    store.apply(&Change::World(WorldChange::Feeds(library.feeds().unwrap())));
    store.apply(&Change::World(WorldChange::Loaded(library.newest(1000).unwrap().into())));
    let title = |id| store.headline(id).unwrap().title.to_owned();
    let mut titles: Vec<String> = store.list(&courant::store::List::All).into_iter().map(title).collect();
    titles.sort();
    titles
}

fn loses(folder: &Path, sql: &str) {
    let connection = raw(folder);
    connection.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    connection.execute_batch(sql).unwrap();
    drop(connection);
    fs::write(folder.join("library.sqlite.suspect"), "").unwrap();
}

#[test]
fn a_file_opened_again_is_the_same_article_though_its_key_was_lost() {
    let home = quick_folder();
    opened_pages(home.path());
    let whole = bytes(home.path());
    let titles = opened_again(home.path());
    assert_eq!(titles.len(), PAGES + 8);
    // The keys; keys and headlines; all but the sources.
    for lost in [
        "DELETE FROM identity",
        "DELETE FROM identity; DELETE FROM headline",
        "DELETE FROM identity; DELETE FROM headline; DELETE FROM article; DELETE FROM article_feed; DELETE FROM name",
        "DELETE FROM headline; DELETE FROM article; DELETE FROM feed",
    ] {
        fs::write(file(home.path()), &whole).unwrap();
        loses(home.path(), lost);
        assert_eq!(opened_again(home.path()), titles, "{lost}");
    }
}

#[test]
fn titles_and_facts_of_rescued_pages_come_from_their_sources() {
    let home = quick_folder();
    opened_pages(home.path());
    let before = open(home.path()).find(&page(7).key).unwrap().unwrap();
    loses(home.path(), "DELETE FROM identity; DELETE FROM headline; DELETE FROM article; DELETE FROM name");
    let mut library = Library::open(home.path(), at(0)).unwrap().library;
    courant::workers::install_guide(&mut library, at(2000)).unwrap();
    let id = library.find(&page(7).key).unwrap();
    assert_eq!(id, Some(before));
    let (_, article) = library.article(before).unwrap().unwrap();
    assert_eq!((article.title.as_str(), article.author.as_deref()), ("Page 7 of many", Some("Ann Author")));
    sound(&library);
}

#[test]
fn a_rescued_library_opens_though_its_articles_cannot_be_restored_yet() {
    let home = quick_folder();
    opened_pages(home.path());
    let before = open(home.path()).find(&page(7).key).unwrap();
    let whole = bytes(home.path());
    // Refused for now; and because the library is damaged still, so that it is rescued once more.
    for refusal in ["SELECT abs(-9223372036854775807 - 1)", "SELECT RAISE(ABORT, 'refused')"] {
        fs::write(file(home.path()), &whole).unwrap();
        loses(home.path(), "DELETE FROM identity; DELETE FROM headline");
        drop(Library::open(home.path(), at(0)).unwrap());
        let refuse = format!("CREATE TRIGGER refuses BEFORE UPDATE ON headline BEGIN {refusal}; END");
        raw(home.path()).execute_batch(&refuse).unwrap();
        let (writer, inbox) = writer_on(home.path());
        drop(writer.unwrap());
        let is_said = |msg| matches!(msg, Msg::Failed(said) if said.contains("next start"));
        assert!(inbox.try_iter().any(is_said), "{refusal}");
        raw(home.path()).execute_batch("DROP TRIGGER refuses").unwrap();
        drop(writer_on(home.path()).0.unwrap());
        assert_eq!(open(home.path()).find(&page(7).key).unwrap(), before, "{refusal}");
    }
}

#[test]
fn a_journal_that_cannot_be_read_is_as_good_as_empty() {
    let home = quick_folder();
    let (writer, inbox) = writer_on(home.path());
    raw(home.path()).execute_batch("DROP INDEX journal_done").unwrap();
    writer.unwrap().tell_earlier_days();
    let told: Vec<Msg> = inbox.try_iter().collect();
    assert!(told.iter().any(|msg| matches!(msg, Msg::Failed(_))), "{told:?}");
    // Nobody is to wait for it.
    assert!(told.iter().any(|msg| matches!(msg, Msg::Journal { .. })), "{told:?}");
}

/// The path that is kept is not the one that the key was made of.
#[test]
#[cfg(unix)]
fn a_rescued_file_whose_name_is_no_text_is_not_taken_for_another() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let under = |name: &[u8]| {
        let path = Some(Path::new("/home/reader").join(OsStr::from_bytes(name)));
        let origin = Origin { path, file_time: Some(at(500)), saved_at: None, now: at(1000) };
        intake::take_in(b"A letter\n\nIt says little.\n".to_vec(), &origin).unwrap().incoming
    };
    let home = quick_folder();
    let mut library = open(home.path());
    let feed = files(&mut library);
    let id = library.keep(feed, &[under(b"letter-\xFF.txt")], at(1000)).unwrap()[0].id;
    drop(library);
    loses(home.path(), "DELETE FROM identity; DELETE FROM headline; DELETE FROM article");
    let mut library = Library::open(home.path(), at(0)).unwrap().library;
    courant::workers::install_guide(&mut library, at(2000)).unwrap();
    assert_eq!(library.find(&under("letter-\u{FFFD}.txt".as_bytes()).key).unwrap(), None);
    assert_eq!(library.article(id).unwrap().unwrap().1.title, "A letter");
}

#[test]
fn a_rule_that_a_damaged_library_breaks_is_told_to_a_reader() {
    let home = quick_folder();
    let (library, ids) = filled(home.path(), 2);
    drop(library);
    let connection = raw(home.path());
    connection.execute_batch("PRAGMA foreign_keys = OFF; DELETE FROM identity").unwrap();
    drop(connection);
    let mut library = Library::open(home.path(), at(0)).unwrap().library;
    let error = library.commit(&bookmark(ids[0], 1), at(1)).unwrap_err();
    is_sentence(&error, "Start courant again");
    assert!(!error.to_string().contains("constraint"), "{error}");
    drop(library);
    let Opened { mut library, notices, .. } = Library::open(home.path(), at(0)).unwrap();
    assert!(notices[0].contains("was damaged"), "{notices:?}");
    library.commit(&bookmark(ids[0], 1), at(1)).unwrap();
    sound(&library);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn whatever_pages_are_lost_no_article_is_there_twice(
        seed in any::<u64>(), damages in prop::collection::vec(any::<prop::sample::Index>(), 1..3)
    ) {
        static WHOLE: OnceLock<Vec<u8>> = OnceLock::new();
        let whole = WHOLE.get_or_init(|| {
            let home = quick_folder();
            opened_pages(home.path());
            bytes(home.path())
        });
        let home = quick_folder();
        let mut damaged = whole.clone();
        for page in damages {
            let start = page.index(whole.len() / 4096) * 4096;
            damaged[start..start + 4096].iter_mut().for_each(|byte| *byte ^= (seed | 1) as u8);
        }
        fs::write(file(home.path()), &damaged).unwrap();
        let mut expected: Vec<String> = (0..PAGES).map(|number| format!("Page {number} of many")).collect();
        expected.sort();
        let titles = opened_again(home.path());
        let pages: Vec<&String> = titles.iter().filter(|title| title.starts_with("Page ")).collect();
        prop_assert_eq!(pages, expected.iter().collect::<Vec<_>>());
    }
}

#[test]
fn each_single_lost_page_loses_little() {
    let home = quick_folder();
    let ids = make_rich(home.path(), 160);
    let whole = bytes(home.path());
    let pages = whole.len() / 16_384;
    for page in 1..pages {
        let home = quick_folder();
        let mut damaged = whole.clone();
        damaged[page * 16_384..(page + 1) * 16_384].fill(0x5a);
        fs::write(file(home.path()), &damaged).unwrap();
        let (library, _) = open_damaged(home.path(), &ids);
        let saved = wealth(&library, &ids);
        // Bookmarks are in the status and copied in the headline; notes are in the status alone.
        assert_eq!(saved[1], 16, "page {page} of {pages}: {saved:?}");
        let whole = [160, 16, 16, 160];
        let losses = saved.iter().zip(&whole).filter(|(saved, whole)| saved < whole).count();
        assert!(losses <= 1, "page {page} of {pages}: {saved:?}");
    }
}

#[test]
fn a_rescue_can_be_rescued_again() {
    let home = quick_folder();
    let ids = rich(home.path());
    for _ in 0..3 {
        let mut whole = bytes(home.path());
        whole[60] = 0xff;
        fs::write(file(home.path()), &whole).unwrap();
        let (library, notices) = open_damaged(home.path(), &ids);
        assert_eq!(notices.len(), 1);
        assert_eq!(wealth(&library, &ids), ALL_OF_IT);
    }
    let copies = names_in(home.path()).iter().filter(|name| name.contains("-damaged")).count();
    assert_eq!(copies, 3, "no copy replaces another");
}

/// Whoever opens an article before its marks are read may count from one again.
#[test]
fn what_was_opened_often_is_never_opened_less_often() {
    let home = folder();
    let (mut library, ids) = filled(home.path(), 2);
    for (times, second) in [(3, 1), (1, 2)] {
        library.leave(&[Trace::Opened { article: ids[0], at: at(second), times }]).unwrap();
    }
    let status = library.status(ids[0]).unwrap();
    assert_eq!((status.opened, status.opened_at), (3, Some(at(2))));
    let rows = library.rows(&[ids[1], ArticleId::new(99).unwrap(), ids[0]]).unwrap();
    assert_eq!(rows.ids().collect::<Vec<_>>(), [ids[1], ids[0]]);
    let mut store = Store::new();
    store.apply(&Change::World(WorldChange::Loaded(rows.into())));
    assert_eq!(store.headline(ids[0]).map(|headline| headline.opened), Some(3));
    sound(&library);
}

/// A rescue would take the file away from under whoever writes to it: what is written then is lost.
#[test]
fn a_library_that_is_open_is_not_replaced() {
    let home = folder();
    let (mut library, ids) = filled(home.path(), 3);
    let suspicion = home.path().join("library.sqlite.suspect");
    let inode = || std::os::unix::fs::MetadataExt::ino(&fs::metadata(file(home.path())).unwrap());
    let before = inode();
    fs::write(&suspicion, "").unwrap();
    for _ in 0..2 {
        let error = refused(home.path());
        assert!(matches!(error, DiskError::InUse { .. }), "{error:?}");
        is_sentence(&error, "another courant has the library open; close it and start again");
    }
    // A further connection of the same program only reads.
    let joined = Library::join(home.path()).unwrap();
    assert_eq!((joined.access(), joined.newest(9).unwrap().len()), (Access::ReadOnly, 3));
    library.commit(&bookmark(ids[0], 1), at(1)).unwrap();
    assert_eq!(joined.status(ids[0]).unwrap().bookmarked, Some(at(1)));
    assert_eq!(inode(), before);
    drop((library, joined));
    let Opened { library, notices, .. } = Library::open(home.path(), at(0)).unwrap();
    assert!(notices[0].contains("The library was damaged"), "{notices:?}");
    assert_ne!(inode(), before);
    assert_eq!(library.status(ids[0]).unwrap().bookmarked, Some(at(1)));
    // What came out of a rescue is held like any other.
    fs::write(&suspicion, "").unwrap();
    assert!(matches!(refused(home.path()), DiskError::InUse { .. }));
    drop(library);
    assert!(Library::open(home.path(), at(0)).is_ok());
}

#[test]
fn what_is_not_there_cannot_be_joined() {
    let home = folder();
    assert!(Library::join(home.path()).is_err());
    assert!(names_in(home.path()).is_empty(), "nothing is made");
}

/// Not a test by itself: fills a disk that has no room, as a file's largest size stands for.
#[test]
fn child_on_a_full_disk() {
    let Some(home) = child_folder() else { return };
    let full = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    signal_hook::flag::register(signal_hook::consts::SIGXFSZ, full).unwrap();
    let (mut library, ids) = (Library::open(&home, at(0)).unwrap().library, [ArticleId::new(1).unwrap()]);
    let limit = |bytes| {
        let limits = rustix::process::getrlimit(rustix::process::Resource::Fsize);
        rustix::process::setrlimit(
            rustix::process::Resource::Fsize,
            rustix::process::Rlimit { current: bytes, maximum: limits.maximum },
        )
        .unwrap();
    };
    let before = library.status(ids[0]).unwrap();
    limit(Some(0));
    let error = library.commit(&note(ids[0], &"x".repeat(100_000)), at(1)).unwrap_err();
    assert!(matches!(error, DiskError::Full { .. }), "{error:?}");
    assert!(error.to_string().starts_with("The disk is full"), "{error}");
    is_sentence(&error, "library.sqlite");
    assert_eq!(library.status(ids[0]).unwrap(), before, "reading goes on");
    sound(&library);
    limit(None);
    library.commit(&note(ids[0], "after all"), at(2)).unwrap();
    sound(&library);
    drop(library);
    assert_eq!(open(&home).status(ids[0]).unwrap().note.as_deref(), Some("after all"));
    fs::write(home.join("finished"), "").unwrap();
}

#[test]
fn a_full_disk_is_said_and_a_retry_works() {
    let home = folder();
    drop(filled(home.path(), 5));
    assert!(child("child_on_a_full_disk", home.path()).status().unwrap().success());
    assert!(home.path().join("finished").exists(), "the child did its work");
}

/// Not a test by itself: reads a library that this user may not write.
#[test]
fn child_that_may_only_read() {
    let Some(home) = child_folder() else { return };
    let Opened { mut library, notices, access } = Library::open(&home, at(0)).unwrap();
    assert_eq!(access, Access::ReadOnly);
    assert!(notices[0].contains("cannot be written"), "{notices:?}");
    let id = ArticleId::new(1).unwrap();
    assert_eq!(library.article(id).unwrap(), Some((key(0), incoming(0).article)));
    assert_eq!(library.stream(&mut Cursor::default(), 9).unwrap().len(), 5);
    let error = library.commit(&bookmark(id, 1), at(1)).unwrap_err();
    assert!(matches!(error, DiskError::ReadOnly { .. }), "{error:?}");
    is_sentence(&error, "nothing was saved");
    assert!(matches!(library.leave(&[]), Err(DiskError::ReadOnly { .. })));
    assert!(matches!(library.set_meta("a", "b"), Err(DiskError::ReadOnly { .. })));
    let unmade = Library::open(Path::new("/courant-of-nobody"), at(0)).unwrap_err();
    assert!(matches!(unmade, DiskError::Folder { .. }), "{unmade:?}");
}

/// Runs a child test as a user who owns nothing. Root would be allowed everything.
fn as_nobody(name: &str, home: &Path) -> bool {
    let mut command = child(name, home);
    let copy = folder();
    if rustix::process::geteuid().is_root() {
        use std::os::unix::process::CommandExt;
        let program = copy.path().join("test");
        fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
        fs::set_permissions(copy.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let mut other = Command::new(&program);
        other
            .args(["--exact", &format!("disk::{name}"), "--nocapture"])
            .env("COURANT_TEST_FOLDER", home)
            .current_dir("/")
            .uid(65_534)
            .gid(65_534);
        command = other;
    }
    command.status().unwrap().success()
}

#[test]
fn a_library_in_a_folder_without_permission_to_write_is_read_all_the_same() {
    let set = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    // The file may not be written; the folder may not; neither may, with a log left behind.
    for (folder_mode, file_mode, with_log) in
        [(0o777, 0o444, false), (0o555, 0o666, false), (0o555, 0o444, true)]
    {
        let home = folder();
        let (library, _) = filled(home.path(), 5);
        if !with_log {
            drop(library);
            set(&file(home.path()), file_mode);
            set(home.path(), folder_mode);
            assert!(as_nobody("child_that_may_only_read", home.path()), "{folder_mode:o} {file_mode:o}");
        } else {
            for suffix in ["", "-wal", "-shm"] {
                set(&home.path().join(format!("library.sqlite{suffix}")), file_mode);
            }
            set(home.path(), folder_mode);
            assert!(as_nobody("child_that_may_only_read", home.path()), "with a log");
        }
        set(home.path(), 0o755);
    }
}

/// Not a test by itself: somebody without a home of their own.
#[test]
fn child_without_a_home() {
    let Some(_) = child_folder() else { return };
    let error = courant::workers::disk::usual_folder()
        .and_then(|folder| Library::open(&folder, at(0)).map(drop))
        .unwrap_err();
    is_sentence(&error, "--data-dir");
}

#[test]
fn a_missing_home_is_said_in_a_sentence() {
    // /proc cannot be written by anybody, so this says the same to root and to others.
    for home in ["/proc/no-home", "/dev/null/home"] {
        let mut command = child("child_without_a_home", Path::new(home));
        let status = command.env("HOME", home).env_remove("XDG_DATA_HOME").status().unwrap();
        assert!(status.success(), "{home}");
    }
}

// ── the contract ────────────────────────────────────────────────────────────────────────────────────────────────

/// Every table and index as SQLite keeps it.
fn schema(folder: &Path) -> String {
    let connection = raw(folder);
    let mut statement = connection
        .prepare("SELECT sql || ';' FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid")
        .unwrap();
    let rows = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
    rows.collect::<Result<Vec<_>, _>>().unwrap().join("\n\n") + "\n"
}

#[test]
fn the_schemas_are_what_was_released() {
    let home = folder();
    drop(open(home.path()));
    let released = [
        include_str!("data/disk/schema-1.sql"),
        include_str!("data/disk/schema-2.sql"),
        include_str!("data/disk/schema-3.sql"),
        include_str!("data/disk/schema-4.sql"),
        include_str!("data/disk/schema-6.sql"),
    ];
    let plain = folder();
    released.iter().for_each(|sql| raw(plain.path()).execute_batch(sql).unwrap());
    assert_eq!(
        schema(home.path()),
        schema(plain.path()),
        "a released schema is never edited: add a migration"
    );
}

#[test]
fn a_library_of_schema_one_opens_with_its_marks_and_its_steps() {
    // Made by the released schema and plain SQL, without any of our code.
    let home = folder();
    let connection = raw(home.path());
    connection.execute_batch("PRAGMA page_size = 16384; PRAGMA journal_mode = WAL").unwrap();
    connection.execute_batch(include_str!("data/disk/schema-1.sql")).unwrap();
    connection.execute_batch(include_str!("data/disk/content-1.sql")).unwrap();
    connection.close().unwrap();
    let Opened { mut library, notices, .. } = Library::open(home.path(), at(0)).unwrap();
    assert_eq!(notices.len(), 5, "{notices:?}");
    assert!(notices[0].starts_with("The library is now of schema 2; before, it was copied to "));
    sound(&library);
    let id = ArticleId::new(1).unwrap();
    let (found, article) = library.article(id).unwrap().unwrap();
    assert_eq!(found.bytes(), b"0123456789abcdef");
    assert_eq!(article.title, "An old article");
    assert_eq!(article.author.as_deref(), Some("Old Author"));
    assert_eq!(article.section(), Some("World"));
    let second = |second| Timestamp::from_second(second).unwrap();
    let base = Basis::FileTime(second(1_600_000_000));
    let day = Dated { at: second(1_500_000_000), precision: Precision::Day, basis: base };
    assert_eq!((article.published, article.updated), (Some(day), None));
    let status = library.status(id).unwrap();
    assert_eq!(
        (status.bookmarked, status.note.as_deref()),
        (Some(second(1_700_000_000)), Some("An old note"))
    );
    assert_eq!(status.tags, ["later"]);
    assert_eq!(status.place, Some(Place { block: 3, hash: u64::MAX, offset: 9 }));
    let (done, undone) = library.steps(5).unwrap();
    assert_eq!((done[0].1.name.as_str(), undone.len()), ("bookmarked 1", 0));
    let articles = vec![id];
    let inverse = ReaderChange::Bookmark { articles, at: None };
    assert_eq!(done[0].1.inverse, inverse);
    assert_eq!(counts(&library, &Scope::All), Counts { total: 1, unread: 1, bookmarked: 1 });
    let (step, change) = (done[0].0, done[0].1.change.clone());
    let saved = library.commit(&Save::Undo { step, change: inverse.clone() }, at(1)).unwrap();
    assert_eq!(saved, Saved { step, inverse: change.clone(), amends: None });
    assert_eq!(counts(&library, &Scope::All).bookmarked, 0);
    let saved = library.commit(&Save::Redo { step, change }, at(2)).unwrap();
    assert_eq!(saved, Saved { step, inverse, amends: None });
    assert_eq!(library.status(id).unwrap().bookmarked, Some(second(1_700_000_000)));
    sound(&library);
}

#[test]
fn what_a_bookmark_holds_of_a_removed_feed_comes_back_with_schema_five() {
    let home = folder();
    let (mut library, ids) = filled(home.path(), 4);
    let feed = library.feeds().unwrap()[0].id;
    library.commit(&bookmark(ids[1], 9), at(4)).unwrap();
    library.commit(&step(ReaderChange::RemoveFeed { feed, at: Some(at(5)) }), at(5)).unwrap();
    drop(library);
    // As schema 4 had it: all of them hidden, and nothing counted.
    let connection = raw(home.path());
    let earlier = "ALTER TABLE headline DROP COLUMN shared; UPDATE headline SET hidden = 2; \
                   DELETE FROM counter; PRAGMA user_version = 4; UPDATE meta SET value = '4' WHERE key = 'schema'";
    connection.execute_batch(earlier).unwrap();
    connection.close().unwrap();
    let library = Library::open(home.path(), at(6)).unwrap().library;
    sound(&library);
    assert_eq!(counts(&library, &Scope::All), Counts { total: 1, unread: 1, bookmarked: 1 });
    assert_eq!(library.newest(9).unwrap().ids().collect::<Vec<_>>(), [ids[1]]);
}

#[test]
fn what_several_feeds_brought_is_in_each_of_them_with_schema_six() {
    let home = folder();
    let (mut library, ids) = filled(home.path(), 4);
    let first = files(&mut library);
    let second = library.feed_named(FeedKind::Remote, "https://example.org/feed", "Example").unwrap();
    library.keep(second, &[incoming(0), incoming(1)], at(2000)).unwrap();
    library.commit(&step(ReaderChange::RemoveFeed { feed: first, at: Some(at(5)) }), at(5)).unwrap();
    drop(library);
    // As schema 5 had it: what the first feed hides is hidden, and counted in no feed.
    let connection = raw(home.path());
    let earlier = "ALTER TABLE headline DROP COLUMN shared; UPDATE headline SET hidden = 2; \
                   DELETE FROM counter; PRAGMA user_version = 5; UPDATE meta SET value = '5' WHERE key = 'schema'";
    connection.execute_batch(earlier).unwrap();
    connection.close().unwrap();
    let library = Library::open(home.path(), at(6)).unwrap().library;
    sound(&library);
    assert_eq!([Scope::All, Scope::Feed(second)].map(|scope| counts(&library, &scope).total), [2, 2]);
    assert_eq!(library.newest(9).unwrap().ids().collect::<Vec<_>>(), [ids[1], ids[0]]);
}

#[test]
fn no_hot_statement_scans_or_sorts() {
    // Tables that stay small: reading them whole is what is asked.
    const SMALL: [&str; 3] = ["feed", "folder", "counter"];
    let home = folder();
    drop(filled(home.path(), 10));
    let connection = raw(home.path());
    let tables = [
        "identity",
        "name",
        "headline",
        "article",
        "article_feed",
        "status",
        "tag",
        "article_tag",
        "source",
        "journal",
        "arrival",
        "meta",
    ];
    for (name, sql) in HOT {
        let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let parameters = rusqlite::params_from_iter(vec![1_i64; statement.parameter_count()]);
        let plan = statement.query_map(parameters, |row| row.get::<_, String>(3)).unwrap();
        let plan = plan.collect::<Result<Vec<_>, _>>().unwrap();
        assert!(!plan.is_empty(), "{name}");
        for line in plan {
            assert!(!line.contains("TEMP B-TREE"), "{name}: {line}");
            let scanned = line.strip_prefix("SCAN ").map(|rest| rest.split(' ').next().unwrap());
            // A walk along an index that was made for this statement alone, or from the end of the cluster, ends at
            // its LIMIT.
            let bounded =
                sql.contains(" LIMIT ") && (line.contains("USING INDEX") || line.contains("COVERING"));
            if let Some(table) = scanned.filter(|_| !bounded) {
                assert!(SMALL.contains(&table) || table == "CONSTANT", "{name}: {line}");
                assert!(!tables.contains(&table), "{name}: {line}");
            }
        }
    }
}

#[test]
fn the_first_screen_of_all_is_what_the_new_library_then_holds() {
    let home = tempfile::tempdir().unwrap();
    let mut library = Library::open(home.path(), at(0)).unwrap().library;
    courant::workers::install_guide(&mut library, at(0)).unwrap();
    let mut told = courant::store::Store::new();
    for change in courant::workers::first_screen_of_all(at(0)) {
        told.apply(&courant::store::Change::World(change));
    }
    assert_eq!(told.feeds().cloned().collect::<Vec<_>>(), library.feeds().unwrap());
    let ids = told.list(&courant::store::List::Unread);
    assert_eq!(ids, library.newest_unread(100).unwrap().ids().collect::<Vec<_>>());
    assert!(!ids.is_empty());
    for id in ids {
        let (key, article) = library.article(id).unwrap().unwrap();
        let headline = told.headline(id).unwrap();
        assert_eq!((headline.public_id, headline.title), (key.public_id(), article.title.as_str()));
    }
}
