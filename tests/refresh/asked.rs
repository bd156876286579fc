//! Feeds asked over a real network: what is kept, what is asked with the next time, and how each fares.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use courant::news::{FeedId, Health, Subscription};
use courant::store::Scope;
use courant::workers::disk::NewFeed;
use courant::workers::refresh::{Bounds, Came, Done, Round, Terms, refresh};
use jiff::{SignedDuration, Timestamp};

use super::{Shelf, item, now, rss};
use crate::net::server::{Part, Server, answer, redirect};
use crate::net::{PATIENT, QUICK, client};

impl Shelf {
    fn refresh_at(&mut self, at: Timestamp) -> Vec<Done> {
        let wanted = self.library.subscriptions().unwrap();
        let mut done = Vec::new();
        let client = client(PATIENT, Vec::new());
        refresh(&mut self.library, &client, wanted, &Terms::new(Arc::new(move || at)), |each| {
            done.push(each);
        })
        .unwrap();
        self.assert_sound();
        done.sort_by_key(|each| each.subscription.feed);
        done
    }

    fn refresh(&mut self) -> Vec<Came> {
        self.refresh_at(now()).into_iter().map(|done| done.came).collect()
    }
}

fn terms() -> Terms {
    Terms::new(Arc::new(now))
}

fn feed(count: usize) -> String {
    let items: Vec<String> = (0..count)
        .map(|number| item(&number.to_string(), &format!("/{number}"), &format!("Number {number}"), "Text"))
        .collect();
    rss(&items)
}

#[test]
fn a_feed_is_fetched_kept_and_asked_with_what_it_gave() {
    let server = Server::start(|asked| match asked.header("if-none-match") {
        Some("\"1\"") => answer("304 Not Modified", &[], b""),
        _ => answer("200 OK", &["ETag: \"1\"", "Cache-Control: max-age=7200"], feed(3).as_bytes()),
    });
    let mut shelf = Shelf::new();
    let id = shelf.subscribe(&server.url("/feed"));
    assert_eq!(shelf.refresh(), [Came::Articles(3)]);
    let health = shelf.subscription(id).health;
    assert_eq!((health.checked, health.answered, health.failures), (Some(now()), Some(now()), 0));
    let wait = health.due.unwrap().duration_since(now());
    assert!(wait >= SignedDuration::from_hours(2) && wait < SignedDuration::from_mins(133), "{wait}");
    assert_eq!(shelf.refresh(), [Came::Nothing]);
    assert_eq!(server.seen()[1].header("if-none-match"), Some("\"1\""));
    assert_eq!(shelf.counts(&Scope::All).total, 3);
    assert_eq!(shelf.library.article(first(&shelf)).unwrap().unwrap().1.url, Some(server.url("/0")));
}

fn first(shelf: &Shelf) -> courant::news::ArticleId {
    let newest: Vec<_> = shelf.library.newest(100).unwrap().ids().collect();
    newest.into_iter().max().unwrap()
}

#[test]
fn the_same_again_is_nothing_even_where_a_server_gives_nothing_to_ask_with() {
    let server = Server::start(|_| answer("200 OK", &[], feed(2).as_bytes()));
    let mut shelf = Shelf::new();
    shelf.subscribe(&server.url("/"));
    assert_eq!(shelf.refresh(), [Came::Articles(2)]);
    assert_eq!(shelf.refresh(), [Came::Nothing]);
}

#[test]
fn a_feed_that_moved_for_good_is_asked_there_once_it_was_read_there() {
    let good = Arc::new(AtomicUsize::new(0));
    let readable = Arc::clone(&good);
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/old" => redirect("301 Moved", "/new"),
        _ if readable.load(Ordering::SeqCst) == 0 => answer("200 OK", &[], b"<p>Under construction"),
        _ => answer("200 OK", &[], feed(1).as_bytes()),
    });
    let mut shelf = Shelf::new();
    let id = shelf.subscribe(&server.url("/old"));
    assert_eq!(shelf.refresh(), [Came::Failure("127.0.0.1 answered with what is no feed.".to_owned())]);
    assert_eq!(shelf.subscription(id).address, server.url("/old"));
    good.store(1, Ordering::SeqCst);
    assert_eq!(shelf.refresh(), [Came::Articles(1)]);
    let moved = shelf.subscription(id);
    assert_eq!(moved.address, server.url("/new"));
    assert_eq!(moved.moved_from, Some(server.url("/old")));
    assert_eq!(moved.name, server.url("/old"), "its articles keep their names");
    assert_eq!(shelf.refresh(), [Came::Nothing]);
    assert_eq!(shelf.counts(&Scope::All).total, 1);
}

#[test]
fn a_failure_is_remembered_and_what_is_gone_is_left_alone() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/gone" => answer("410 Gone", &[], b""),
        "/busy" => answer("429 Too Many Requests", &["Retry-After: 36000"], b""),
        _ => vec![Part::Close],
    });
    let mut shelf = Shelf::new();
    let feeds: Vec<FeedId> =
        ["/gone", "/busy", "/broken"].iter().map(|path| shelf.subscribe(&server.url(path))).collect();
    let came = shelf.refresh();
    assert!(came.iter().all(|came| matches!(came, Came::Failure(_))), "{came:?}");
    let health: Vec<_> = feeds.iter().map(|feed| shelf.subscription(*feed).health).collect();
    let later = now() + SignedDuration::from_hours(3);
    assert_eq!(health.iter().map(|each| each.is_due(later)).collect::<Vec<_>>(), [false, false, true]);
    assert!(health[0].gone);
    assert_eq!(health[2].failing_since, Some(now()));
    assert!(health[2].reason.as_deref().unwrap().ends_with("broke off its answer in the middle."));
}

#[test]
fn a_hung_feed_holds_up_no_other() {
    let hung = Server::start(|_| vec![Part::Silence]);
    let good = Server::start(|_| answer("200 OK", &[], feed(1).as_bytes()));
    let mut shelf = Shelf::new();
    let mut stand_ins = Vec::new();
    for number in 0..20 {
        let server = if number % 4 == 0 { &hung } else { &good };
        let name = format!("host{number}.example");
        stand_ins.push(crate::net::stand_in(&name, server));
        shelf.subscribe(&format!("http://{name}/feed"));
    }
    let wanted = shelf.library.subscriptions().unwrap();
    let mut order = Vec::new();
    let limits = courant::workers::net::Limits { body: PATIENT.body, head: QUICK.head * 10, ..PATIENT };
    let client = client(limits, stand_ins);
    refresh(&mut shelf.library, &client, wanted, &terms(), |done| order.push(done.came)).unwrap();
    let is_good = |came: &Came| *came == Came::Articles(1);
    // All are one article, as they share what they say.
    let failures = order.iter().filter(|came| matches!(came, Came::Failure(_))).count();
    assert_eq!((order.len(), failures), (20, 5));
    assert!(order[..15].iter().all(|came| !matches!(came, Came::Failure(_))), "the hung ones come last");
    assert!(order.iter().any(is_good));
}

#[test]
fn a_host_is_asked_a_few_things_at_a_time() {
    let (now_asked, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (asked_now, most_now) = (Arc::clone(&now_asked), Arc::clone(&most));
    let server = Server::start(move |_| {
        let count = asked_now.fetch_add(1, Ordering::SeqCst) + 1;
        most_now.fetch_max(count, Ordering::SeqCst);
        let text = feed(200);
        asked_now.fetch_sub(1, Ordering::SeqCst);
        answer("200 OK", &[], text.as_bytes())
    });
    let mut shelf = Shelf::new();
    for number in 0..20 {
        shelf.subscribe(&server.url(&format!("/{number}")));
    }
    assert_eq!(shelf.refresh().len(), 20);
    assert!(most.load(Ordering::SeqCst) <= Bounds::default().per_host);
    assert!(server.connections() <= Bounds::default().per_host, "connections are used again");
}

#[test]
fn little_memory_is_enough() {
    let server = Server::start(|asked| {
        let text = feed(100).replace("Text", &asked.path);
        answer("200 OK", &[], text.as_bytes())
    });
    let mut shelf = Shelf::new();
    let mut stand_ins = Vec::new();
    for number in 0..12 {
        let name = format!("host{number}.example");
        stand_ins.push(crate::net::stand_in(&name, &server));
        shelf.subscribe(&format!("http://{name}/{number}"));
    }
    let wanted = shelf.library.subscriptions().unwrap();
    let bounds = Bounds { bytes: 300_000, ..Bounds::default() };
    let mut done = 0;
    let client = client(PATIENT, stand_ins);
    refresh(&mut shelf.library, &client, wanted, &Terms { bounds, ..terms() }, |each| {
        assert!(matches!(each.came, Came::Articles(_)), "{:?}", each.came);
        done += 1;
    })
    .unwrap();
    assert_eq!(done, 12);
}

#[test]
fn a_packed_answer_finds_room_in_a_thread_that_asks() {
    let packed = crate::net::polite::BROTLI_HELLO;
    let server = Server::start(move |_| answer("200 OK", &["Content-Encoding: br"], packed));
    let mut shelf = Shelf::new();
    shelf.subscribe(&server.url("/"));
    assert_eq!(shelf.refresh(), [Came::Failure("127.0.0.1 answered with what is no feed.".to_owned())]);
}

#[test]
fn a_private_feed_that_nobody_typed_is_not_asked() {
    let server = Server::start(|_| answer("200 OK", &[], feed(1).as_bytes()));
    let mut shelf = Shelf::new();
    let new = NewFeed { address: server.url("/"), title: "T".to_owned(), ..NewFeed::default() };
    shelf.library.subscribe(&[new], now()).unwrap();
    assert!(matches!(&shelf.refresh()[..], [Came::Failure(why)] if why.contains("private address")));
    assert!(server.seen().is_empty());
}

#[test]
fn a_password_is_sent_to_its_feed_and_does_not_move_elsewhere() {
    let other = Server::start(|_| answer("200 OK", &[], feed(1).as_bytes()));
    let server = Server::start(|asked| match asked.path.as_str() {
        "/moved" => redirect("301 Moved", "http://other.example/feed"),
        _ => answer("200 OK", &[], feed(1).as_bytes()),
    });
    let mut shelf = Shelf::new();
    let new = |path: &str| NewFeed {
        address: format!("http://first.example{path}"),
        userinfo: Some("nora:pw".to_owned()),
        title: "T".to_owned(),
        typed: true,
        ..NewFeed::default()
    };
    shelf.library.subscribe(&[new("/feed"), new("/moved")], now()).unwrap();
    let wanted = shelf.library.subscriptions().unwrap();
    let stand_ins =
        vec![crate::net::stand_in("first.example", &server), crate::net::stand_in("other.example", &other)];
    let client = client(PATIENT, stand_ins);
    refresh(&mut shelf.library, &client, wanted, &terms(), |_| ()).unwrap();
    assert!(server.seen().iter().all(|asked| asked.header("authorization") == Some("Basic bm9yYTpwdw==")));
    assert_eq!(other.seen()[0].header("authorization"), None);
    let after: Vec<Subscription> = shelf.library.subscriptions().unwrap();
    assert_eq!(after[0].userinfo.as_deref(), Some("nora:pw"));
    assert_eq!((after[1].address.as_str(), &after[1].userinfo), ("http://other.example/feed", &None));
    assert_eq!(after[1].full_address(), "http://other.example/feed");
}

#[test]
fn a_disk_that_fails_ends_a_refresh_of_many_feeds() {
    const FEEDS: usize = 40;
    // All of them answer at once, so that many answers wait when the first cannot be kept.
    let all_asked = Arc::new(std::sync::Barrier::new(FEEDS));
    let server = Server::start(move |_| {
        all_asked.wait();
        answer("200 OK", &[], feed(1).as_bytes())
    });
    let mut shelf = Shelf::new();
    let mut stand_ins = Vec::new();
    for number in 0..FEEDS {
        let name = format!("host{number}.example");
        stand_ins.push(crate::net::stand_in(&name, &server));
        shelf.subscribe(&format!("http://{name}/"));
    }
    let other = rusqlite::Connection::open(shelf.library.file()).unwrap();
    other.execute_batch("DROP TABLE alias").unwrap();
    let (ended, ends) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let wanted = shelf.library.subscriptions().unwrap();
        let client = client(PATIENT, stand_ins);
        let done = refresh(&mut shelf.library, &client, wanted, &terms(), |_| ());
        ended.send(done.is_err()).unwrap();
    });
    let failed = ends.recv_timeout(std::time::Duration::from_secs(50));
    assert_eq!(failed, Ok(true), "it ends, and says so");
}

#[test]
fn a_round_that_is_stopped_ends_at_once_and_keeps_what_came() {
    let hung = Server::start(|_| vec![Part::Silence]);
    let good = Server::start(|_| answer("200 OK", &[], feed(2).as_bytes()));
    let mut shelf = Shelf::new();
    let (slow, quick) = (shelf.subscribe(&hung.url("/")), shelf.subscribe(&good.url("/")));
    let wanted = shelf.library.subscriptions().unwrap();
    let terms = terms();
    let stop = Arc::clone(&terms.stop);
    let start = std::time::Instant::now();
    let round = refresh(&mut shelf.library, &client(PATIENT, Vec::new()), wanted, &terms, |done| {
        assert_eq!(done.subscription.feed, quick);
        stop.store(true, Ordering::Relaxed);
    });
    assert!(start.elapsed() < PATIENT.whole / 2, "it does not wait for a server that says nothing");
    assert_eq!(round.unwrap(), Round { asked: 1, new_articles: 2, stopped: true, ..Round::default() });
    assert_eq!(shelf.counts(&Scope::Feed(quick)).total, 2);
    assert_eq!(shelf.subscription(quick).health.answered, Some(now()));
    assert_eq!(shelf.subscription(slow).health, Health::default(), "nobody knows how the other fares");
}

#[test]
fn without_a_network_no_feed_fares_worse() {
    let nobody = |port: u16| format!("http://127.0.0.{port}:9/");
    let mut shelf = Shelf::new();
    let feeds = [shelf.subscribe(&nobody(1)), shelf.subscribe(&nobody(2))];
    let round = |shelf: &mut Shelf| {
        let wanted = shelf.library.subscriptions().unwrap();
        let mut told = Vec::new();
        let client = client(PATIENT, Vec::new());
        let round =
            refresh(&mut shelf.library, &client, wanted, &terms(), |done| told.push(done.came)).unwrap();
        assert!(told.iter().all(|came| matches!(came, Came::Failure(why) if why.contains("nobody listens"))));
        round
    };
    assert_eq!(round(&mut shelf), Round { asked: 2, failed: 2, offline: true, ..Round::default() });
    assert!(feeds.iter().all(|feed| shelf.subscription(*feed).health == Health::default()));
    // Where one answers there is a network, and the others fail for reasons of their own.
    let server = Server::start(|_| answer("200 OK", &[], feed(1).as_bytes()));
    let good = shelf.subscribe(&server.url("/"));
    let wanted = shelf.library.subscriptions().unwrap();
    let client = client(PATIENT, Vec::new());
    let mixed = refresh(&mut shelf.library, &client, wanted, &terms(), |_| ()).unwrap();
    assert_eq!(mixed, Round { asked: 3, failed: 2, new_articles: 1, ..Round::default() });
    assert!(feeds.iter().all(|feed| shelf.subscription(*feed).health.failures == 1));
    // Feeds that failed before say nothing about the network.
    let dead: Vec<Subscription> =
        shelf.library.subscriptions().unwrap().into_iter().filter(|each| each.feed != good).collect();
    let alone = refresh(&mut shelf.library, &client, dead, &terms(), |_| ()).unwrap();
    assert!(!alone.offline);
    assert!(feeds.iter().all(|feed| shelf.subscription(*feed).health.failures == 2));
}
