//! What a reader wants of single feeds: obeyed, undone, and its secrets shown to nobody.

use std::sync::Arc;

use courant::news::{FeedSettings, Rhythm};
use courant::store::{ReaderChange, Scope};
use courant::workers::disk::Library;
use courant::workers::refresh::{Came, Terms, refresh};
use jiff::SignedDuration;

use super::{Shelf, item, now, rss};
use crate::net::server::{Server, answer, redirect};
use crate::net::{PATIENT, client};

fn feed(guids: &[&str]) -> String {
    let items: Vec<String> =
        guids.iter().map(|guid| item(guid, &format!("/{guid}"), &format!("Number {guid}"), "Text")).collect();
    rss(&items)
}

fn ask(shelf: &mut Shelf) -> Vec<Came> {
    let wanted = shelf.library.subscriptions().unwrap();
    let mut came = Vec::new();
    let client = client(PATIENT, Vec::new());
    refresh(&mut shelf.library, &client, wanted, &Terms::new(Arc::new(now)), |done| came.push(done.came))
        .unwrap();
    shelf.assert_sound();
    came
}

#[test]
fn headers_are_sent_to_the_feeds_own_origin_alone() {
    let other = Server::start(|_| answer("200 OK", &[], feed(&["1"]).as_bytes()));
    let elsewhere = other.url("/feed");
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/away" => redirect("302 Found", &elsewhere),
        _ => answer("200 OK", &[], feed(&["1"]).as_bytes()),
    });
    let mut shelf = Shelf::new();
    let settings = FeedSettings {
        headers: vec![
            ("X-Key".to_owned(), "hush".to_owned()),
            ("Host".to_owned(), "evil.example".to_owned()),
            ("X-Bad".to_owned(), "a\r\nX-More: b".to_owned()),
        ],
        user_agent: Some("Other/1".to_owned()),
        ..FeedSettings::default()
    };
    for path in ["/feed", "/away"] {
        let feed = shelf.subscribe(&server.url(path));
        shelf.library.set_feed_settings(feed, &settings).unwrap();
    }
    ask(&mut shelf);
    for asked in server.seen() {
        assert_eq!((asked.header("x-key"), asked.header("user-agent")), (Some("hush"), Some("Other/1")));
        assert_eq!((asked.header("x-bad"), asked.header("x-more")), (None, None));
        assert_ne!(asked.header("host"), Some("evil.example"));
    }
    assert_eq!(other.seen()[0].header("x-key"), None);
    assert!(other.seen()[0].header("user-agent").unwrap().starts_with("courant/"));
    let subscriptions = shelf.library.subscriptions().unwrap();
    assert!(!format!("{subscriptions:?}").contains("hush"), "they are not for logs");
}

#[test]
fn settings_come_back_as_they_were_set() {
    let mut shelf = Shelf::new();
    let feed = shelf.subscribe("https://a.example/feed");
    assert_eq!(shelf.library.feed_settings(feed).unwrap(), FeedSettings::default());
    let settings = FeedSettings {
        title: Some("Mine".to_owned()),
        interval: Some(u32::MAX),
        full_text: true,
        headers: vec![("X-Key".to_owned(), "1".to_owned())],
        user_agent: Some("Other/1".to_owned()),
        tags: vec!["a".to_owned(), "b".to_owned()],
        muted: true,
        priority: i32::MIN,
    };
    shelf.library.set_feed_settings(feed, &settings).unwrap();
    assert_eq!(shelf.library.feed_settings(feed).unwrap(), settings);
    assert_eq!(shelf.subscription(feed).settings, settings);
    assert_eq!(shelf.subscription(feed).title, "Mine");
    let mut early = shelf.subscription(feed);
    early.title = "Its own".to_owned();
    early.told_title = Some("Its own".to_owned());
    shelf.library.record(&early).unwrap();
    assert_eq!(shelf.subscription(feed).title, "Mine", "what is read does not undo what was typed");
    shelf.library.set_feed_settings(feed, &FeedSettings::default()).unwrap();
    assert_eq!(shelf.subscription(feed).title, "Its own");
}

#[test]
fn articles_of_a_muted_feed_are_hidden_and_come_back() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/more" => answer("200 OK", &[], feed(&["3", "1", "2"]).as_bytes()),
        _ => answer("200 OK", &[], feed(&["1", "2"]).as_bytes()),
    });
    let mut shelf = Shelf::new();
    let feed = shelf.subscribe(&server.url("/"));
    ask(&mut shelf);
    assert_eq!(shelf.counts(&Scope::Feed(feed)).total, 2);
    let mute = |shelf: &mut Shelf, muted| {
        let settings = FeedSettings { muted, ..FeedSettings::default() };
        shelf.library.set_feed_settings(feed, &settings).unwrap();
        shelf.assert_sound();
    };
    mute(&mut shelf, true);
    assert_eq!((shelf.counts(&Scope::Feed(feed)).total, shelf.counts(&Scope::All).unread), (0, 0));
    let parsed = courant::parse::feed(self::feed(&["3", "1", "2"]).as_bytes(), None);
    let subscription = shelf.subscription(feed);
    let brought =
        courant::workers::feeds::bring(&parsed, &subscription.address, &subscription.name, false, now());
    let kept = shelf.library.keep_items(feed, &brought.items, now()).unwrap();
    assert!(kept[0].is_new);
    assert_eq!(shelf.counts(&Scope::All).total, 0, "newcomers are hidden, too");
    assert_eq!(shelf.library.newest(10).unwrap().ids().count(), 0);
    shelf.commits(ReaderChange::Bookmark { articles: vec![kept[0].arrival.id], at: Some(now()) });
    assert_eq!(shelf.counts(&Scope::All).total, 1, "a bookmark holds what it is on");
    shelf.assert_sound();
    mute(&mut shelf, false);
    assert_eq!(shelf.counts(&Scope::Feed(feed)).total, 3);
}

#[test]
fn a_feed_in_which_nothing_changed_keeps_its_rhythm() {
    let server = Server::start(|asked| match asked.header("if-none-match") {
        Some(_) => answer("304 Not Modified", &[], b""),
        None => {
            let text =
                feed(&["1"]).replace("<title>The Feed</title>", "<title>The Feed</title><ttl>300</ttl>");
            answer("200 OK", &["ETag: \"1\""], text.as_bytes())
        }
    });
    let mut shelf = Shelf::new();
    let feed = shelf.subscribe(&server.url("/"));
    for came in [Came::Articles(1), Came::Nothing] {
        assert_eq!(ask(&mut shelf), [came]);
        let subscription = shelf.subscription(feed);
        assert_eq!(subscription.rhythm, Rhythm { every: Some(18_000), ..Rhythm::default() });
        assert!(subscription.health.due.unwrap() >= now() + SignedDuration::from_hours(5));
    }
    shelf
        .library
        .set_feed_settings(feed, &FeedSettings { interval: Some(600), ..FeedSettings::default() })
        .unwrap();
    assert_eq!(shelf.subscription(feed).health.due, None, "it is asked at once");
    ask(&mut shelf);
    assert!(shelf.subscription(feed).health.due.unwrap() <= now() + SignedDuration::from_mins(11));
}

#[test]
fn a_feed_that_moved_for_good_and_did_not_change_is_asked_at_its_new_place() {
    let moved = Arc::new(std::sync::atomic::AtomicBool::new(false));
    let has_moved = Arc::clone(&moved);
    let server = Server::start(move |asked| match (asked.path.as_str(), asked.header("if-none-match")) {
        ("/old", _) if has_moved.load(std::sync::atomic::Ordering::SeqCst) => redirect("301 Moved", "/new"),
        (_, Some("\"1\"")) => answer("304 Not Modified", &[], b""),
        _ => answer("200 OK", &["ETag: \"1\""], feed(&["1"]).as_bytes()),
    });
    let mut shelf = Shelf::new();
    let feed = shelf.subscribe(&server.url("/old"));
    ask(&mut shelf);
    moved.store(true, std::sync::atomic::Ordering::SeqCst);
    assert_eq!(ask(&mut shelf), [Came::Nothing]);
    assert_eq!(shelf.subscription(feed).address, server.url("/new"));
}

#[test]
fn what_a_refresh_of_an_open_reader_brings_is_seen_by_the_reader() {
    let server = Server::start(|_| answer("200 OK", &[], feed(&["1", "2"]).as_bytes()));
    let mut shelf = Shelf::new();
    shelf.subscribe(&server.url("/"));
    let mut mark = shelf.library.news_mark().unwrap();
    let (wake, woken) = std::sync::mpsc::channel();
    let watch = courant::workers::disk::watch(shelf.library.file(), move || _ = wake.send(())).unwrap();
    let mut second = Library::join_to_write(shelf.folder.path()).unwrap();
    let wanted = second.subscriptions().unwrap();
    let client = client(PATIENT, Vec::new());
    refresh(&mut second, &client, wanted, &Terms::new(Arc::new(now)), |_| ()).unwrap();
    woken.recv_timeout(std::time::Duration::from_secs(60)).unwrap();
    assert_eq!(shelf.library.news_since(&mut mark).unwrap().arrivals.len(), 2);
    drop(watch);
}
