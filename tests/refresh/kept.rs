//! What is the same article: under another name, edited, in two feeds; and what is kept of it.

use courant::app::{Save, StepId};
use courant::news::{ArticleId, Validators};
use courant::store::{ReaderChange, Scope};
use courant::workers::bodies;
use courant::workers::disk::{NewFeed, Subscribed};
use courant::workers::feeds::bring;
use proptest::prelude::*;

use super::{Shelf, item, now, rss};

const A: &str = "https://a.example/feed";
const B: &str = "https://b.example/feed";

fn ids(kept: &[courant::workers::disk::KeptItem]) -> Vec<ArticleId> {
    kept.iter().map(|kept| kept.arrival.id).collect()
}

fn title(shelf: &Shelf, id: ArticleId) -> String {
    shelf.library.article(id).unwrap().unwrap().1.title
}

#[test]
fn what_comes_again_is_the_same_and_nothing_is_written() {
    let mut shelf = Shelf::new();
    let feed = shelf.subscribe(A);
    let document = rss(&[item("1", "https://a.example/1", "One", "Text"), item("2", "", "Two", "")]);
    let first = shelf.keep(feed, &document);
    assert!(first.iter().all(|kept| kept.is_new));
    let other = shelf.elsewhere();
    let mut mark = other.news_mark().unwrap();
    let again = shelf.keep(feed, &document);
    assert_eq!(ids(&again), ids(&first));
    assert!(again.iter().all(|kept| !kept.is_new));
    assert_eq!(other.news_since(&mut mark).unwrap().arrivals, [], "there is no news");
    assert_eq!(shelf.counts(&Scope::All).total, 2);
}

#[test]
fn an_edited_article_is_a_new_version_with_all_its_marks() {
    let mut shelf = Shelf::new();
    let feed = shelf.subscribe(A);
    let id = ids(&shelf.keep(feed, &rss(&[item("1", "https://a.example/1", "One", "Old text")])))[0];
    let change = ReaderChange::Bookmark { articles: vec![id], at: Some(now()) };
    shelf.library.commit(&Save::New { name: "Bookmarked".to_owned(), change }, now()).unwrap();
    let edited = rss(&[item("1", "https://a.example/one", "One, corrected", "New text")]);
    let again = shelf.keep(feed, &edited);
    assert_eq!((ids(&again)[0], again[0].is_new), (id, false));
    assert_eq!(title(&shelf, id), "One, corrected");
    assert!(bodies::read(&shelf.library, id).unwrap().document.plain_text().contains("New text"));
    assert!(shelf.library.status(id).unwrap().bookmarked.is_some());
}

#[test]
fn an_article_whose_guid_changes_stays_itself() {
    let mut shelf = Shelf::new();
    let feed = shelf.subscribe(A);
    let id = ids(&shelf.keep(feed, &rss(&[item("1", "https://a.example/1", "One", "Text")])))[0];
    for (guid, link) in [
        ("other", "https://a.example/1"),
        ("third", "http://www.a.example/1/?utm_source=feed#top"),
        ("other", "https://a.example/elsewhere"),
    ] {
        let again = shelf.keep(feed, &rss(&[item(guid, link, "One", "Text")]));
        assert_eq!(ids(&again), [id], "{guid} {link}");
    }
    assert_eq!(shelf.counts(&Scope::All).total, 1);
}

#[test]
fn articles_that_share_a_link_are_told_apart() {
    let mut shelf = Shelf::new();
    let feed = shelf.subscribe(A);
    let link = "https://a.example/status";
    let first = shelf.keep(feed, &rss(&[item("1", link, "Fault", ""), item("2", link, "Mended", "")]));
    assert_ne!(ids(&first)[0], ids(&first)[1]);
    // A third one of the first's very title; the first is still there, under its own name.
    let second = shelf.keep(feed, &rss(&[item("3", link, "Fault", ""), item("1", link, "Fault", "")]));
    assert!(second[0].is_new);
    assert_eq!(ids(&second)[1], ids(&first)[0]);
}

#[test]
fn one_link_with_another_title_or_date_is_another_article() {
    let mut shelf = Shelf::new();
    let feed = shelf.subscribe(A);
    let link = "https://a.example/latest";
    shelf.keep(feed, &rss(&[item("1", link, "Monday", "")]));
    assert!(shelf.keep(feed, &rss(&[item("2", link, "Tuesday", "")]))[0].is_new);
    let later = item("3", link, "Tuesday", "").replace("19 Nov", "20 Nov");
    assert!(shelf.keep(feed, &rss(&[later]))[0].is_new);
}

#[test]
fn an_article_of_two_feeds_is_one_and_keeps_the_facts_of_the_first() {
    let mut shelf = Shelf::new();
    let (a, b) = (shelf.subscribe(A), shelf.subscribe(B));
    let in_a = rss(&[item("1", "https://a.example/1", "One", "The whole text")]);
    let in_b = rss(&[item("x", "https://a.example/1", "One", "The beginning")]);
    let id = ids(&shelf.keep(a, &in_a))[0];
    let kept = shelf.keep(b, &in_b);
    assert_eq!((ids(&kept)[0], kept[0].is_new, kept[0].arrival.feed), (id, false, a));
    shelf.keep(b, &in_b);
    assert!(bodies::read(&shelf.library, id).unwrap().document.plain_text().contains("whole"));
    let connection = rusqlite::Connection::open(shelf.library.file()).unwrap();
    let feeds: i64 = connection.query_row("SELECT count(*) FROM article_feed", [], |row| row.get(0)).unwrap();
    assert_eq!(feeds, 2, "it is in both");
    let counted =
        |shelf: &Shelf| [Scope::All, Scope::Feed(a), Scope::Feed(b)].map(|scope| shelf.counts(&scope).unread);
    assert_eq!(counted(&shelf), [1, 1, 1]);
    let read = ReaderChange::Read { articles: vec![id], read: true };
    shelf.library.commit(&Save::New { name: "Read".to_owned(), change: read }, now()).unwrap();
    assert_eq!(counted(&shelf), [0, 0, 0]);
    assert_eq!(shelf.library.integrity().unwrap(), Vec::<String>::new());
}

#[test]
fn feeds_cannot_name_each_others_articles() {
    let mut shelf = Shelf::new();
    let (a, b) = (shelf.subscribe(A), shelf.subscribe(B));
    let id = ids(&shelf.keep(a, &rss(&[item("1", "https://a.example/1", "One", "")])))[0];
    let kept = shelf.keep(b, &rss(&[item("1", "https://b.example/1", "Another", "")]));
    assert!(kept[0].is_new);
    assert_eq!(title(&shelf, id), "One");
}

#[test]
fn what_a_feed_says_twice_is_one_article() {
    let mut shelf = Shelf::new();
    let feed = shelf.subscribe(A);
    let kept = shelf.keep(feed, &rss(&[item("1", "", "First", ""), item("1", "", "Second", "")]));
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].arrival.article.title, "First");
}

#[test]
fn articles_without_any_name_are_known_by_what_they_say() {
    let mut shelf = Shelf::new();
    let feed = shelf.subscribe(A);
    let document = rss(&["<item><title>T</title><description>x</description></item>".to_owned()]);
    let first = shelf.keep(feed, &document);
    assert_eq!(ids(&shelf.keep(feed, &document)), ids(&first));
}

#[test]
fn articles_without_a_guid_that_share_a_link_are_told_apart() {
    let mut shelf = Shelf::new();
    let feed = shelf.subscribe(A);
    let item = |title: &str, text: &str| {
        format!(
            "<item><link>https://a.example/</link><title>{title}</title><description>{text}</description></item>"
        )
    };
    let first = ids(&shelf.keep(feed, &rss(&[item("Old", "1")])));
    let two = ids(&shelf.keep(feed, &rss(&[item("New", "2"), item("Old", "1")])));
    assert_eq!((two.len(), two[1]), (2, first[0]), "what is listed alone once is the same in company");
    let again = shelf.keep(feed, &rss(&[item("New", "edited"), item("Old", "1")]));
    assert_eq!(ids(&again), two);
    assert!(again.iter().all(|kept| !kept.is_new));
}

#[test]
fn what_a_refresh_records_late_undoes_nothing_that_was_done_meanwhile() {
    let mut shelf = Shelf::new();
    let feed = shelf.subscribe(A);
    let early = shelf.subscription(feed);
    let typed = NewFeed {
        address: A.to_owned(),
        userinfo: Some("nora:new".to_owned()),
        typed: true,
        ..NewFeed::default()
    };
    shelf.library.subscribe(&[typed], now()).unwrap();
    shelf.library.record(&early).unwrap();
    assert_eq!(shelf.subscription(feed).userinfo.as_deref(), Some("nora:new"));
    let mut moved = shelf.subscription(feed);
    moved.moved_from = Some(std::mem::replace(&mut moved.address, B.to_owned()));
    shelf.library.record(&moved).unwrap();
    shelf.library.record(&early).unwrap();
    assert_eq!(shelf.subscription(feed).address, B);
}

#[test]
fn a_list_from_elsewhere_does_not_change_the_password_of_a_feed() {
    let mut shelf = Shelf::new();
    let feed = shelf.subscribe(A);
    let new = |userinfo: &str, typed| NewFeed {
        address: A.to_owned(),
        userinfo: Some(userinfo.to_owned()),
        typed,
        ..NewFeed::default()
    };
    shelf.library.subscribe(&[new("nora:mine", true)], now()).unwrap();
    shelf.library.subscribe(&[new("eve:theirs", false)], now()).unwrap();
    assert_eq!(shelf.subscription(feed).userinfo.as_deref(), Some("nora:mine"));
    assert!(shelf.subscription(feed).typed);
}

#[test]
fn an_article_of_a_removed_feed_is_shown_where_another_brings_it() {
    let mut shelf = Shelf::new();
    let (a, b) = (shelf.subscribe(A), shelf.subscribe(B));
    let id = ids(&shelf.keep(a, &rss(&[item("1", "https://a.example/1", "One", "")])))[0];
    let change = ReaderChange::RemoveFeed { feed: a, at: Some(now()) };
    shelf.library.commit(&Save::New { name: "Removed".to_owned(), change }, now()).unwrap();
    assert_eq!(shelf.counts(&Scope::All).total, 0);
    let kept = shelf.keep(b, &rss(&[item("x", "https://a.example/1", "One", "")]));
    assert_eq!((ids(&kept)[0], kept[0].arrival.feed), (id, b));
    assert_eq!((shelf.counts(&Scope::All).total, shelf.counts(&Scope::Feed(b)).total), (1, 1));
    assert_eq!(shelf.library.newest(10).unwrap().ids().collect::<Vec<_>>(), [id]);
}

#[test]
fn what_a_bookmark_or_a_note_holds_outlives_its_feed() {
    let mut shelf = Shelf::new();
    let (a, b) = (shelf.subscribe(A), shelf.subscribe(B));
    let entries =
        [1, 2, 3].map(|n| item(&n.to_string(), &format!("https://a.example/{n}"), &format!("T{n}"), ""));
    let kept = ids(&shelf.keep(a, &rss(&entries)));
    let note = |note: Option<&str>| ReaderChange::Note { article: kept[1], note: note.map(str::to_owned) };
    shelf.commits(ReaderChange::Bookmark { articles: vec![kept[0]], at: Some(now()) });
    shelf.commits(note(Some("keep this")));
    shelf.commits(ReaderChange::RemoveFeed { feed: a, at: Some(now()) });
    shelf.assert_sound();
    assert_eq!((shelf.counts(&Scope::All).total, shelf.counts(&Scope::All).bookmarked), (2, 1));
    assert_eq!(shelf.library.newest(10).unwrap().ids().collect::<Vec<_>>(), kept[..2]);
    shelf.commits(note(None));
    shelf.assert_sound();
    assert_eq!(shelf.library.newest(10).unwrap().ids().collect::<Vec<_>>(), kept[..1]);
    // Another feed that brings it shows it from then on.
    let again = shelf.keep(b, &rss(&[item("x", "https://a.example/1", "T1", "")]));
    assert_eq!((again[0].arrival.id, again[0].arrival.feed), (kept[0], b));
    shelf.commits(ReaderChange::Bookmark { articles: vec![kept[0]], at: None });
    shelf.assert_sound();
    assert_eq!(shelf.library.newest(10).unwrap().ids().collect::<Vec<_>>(), kept[..1]);
    shelf.commits(ReaderChange::RemoveFeed { feed: a, at: None });
    assert_eq!(shelf.counts(&Scope::All).total, 3);
    shelf.assert_sound();
}

#[test]
fn articles_without_a_date_are_listed_in_their_feeds_order() {
    let mut shelf = Shelf::new();
    let feed = shelf.subscribe(A);
    let items: Vec<String> =
        (0..250).map(|number| format!("<item><guid>{number}</guid><title>{number}</title></item>")).collect();
    let kept = shelf.keep(feed, &rss(&items));
    let titles: Vec<&str> = kept.iter().map(|kept| kept.arrival.article.title.as_str()).collect();
    assert_eq!(titles[..3], ["0", "1", "2"], "answers come in order");
    let newest: Vec<ArticleId> = shelf.library.newest(250).unwrap().ids().collect();
    assert_eq!(newest, ids(&kept));
}

#[test]
fn a_date_that_lies_ahead_does_not_hold_the_top() {
    let mut shelf = Shelf::new();
    let feed = shelf.subscribe(A);
    let ahead = item("1", "", "Ahead", "").replace("2026", "2096");
    let kept = shelf.keep(feed, &rss(&[ahead]));
    assert_eq!(kept[0].arrival.date(), now());
}

#[test]
fn the_text_is_kept_as_it_came_and_its_addresses_are_whole() {
    let mut shelf = Shelf::new();
    let feed = shelf.subscribe(A);
    let text =
        "&lt;p&gt;See &lt;a href='/x'&gt;this&lt;/a&gt;.&lt;script&gt;alert(1)&lt;/script&gt;&lt;/p&gt;";
    let id = ids(&shelf.keep(feed, &rss(&[item("1", "https://a.example/1", "One", text)])))[0];
    let source = shelf.library.source(id).unwrap().unwrap();
    assert_eq!(source.bytes, b"<p>See <a href='/x'>this</a>.<script>alert(1)</script></p>");
    let body = bodies::read(&shelf.library, id).unwrap();
    assert_eq!(body.document.plain_text().trim(), "See this.");
    assert_eq!(body.document.links[0].url, "https://a.example/x");
}

#[test]
fn a_new_feed_leaves_five_articles_of_the_last_week_unread() {
    let mut shelf = Shelf::new();
    let feed = shelf.subscribe(A);
    let dated = |number: u32, date: &str| {
        item(&number.to_string(), "", &number.to_string(), "").replace("Thu, 19 Nov 2026", date)
    };
    let mut items: Vec<String> =
        (0..8).map(|number| dated(number, &format!("{} Nov 2026", 12 + number))).collect();
    items.push(dated(8, "1 Nov 2026"));
    let parsed = courant::parse::feed(rss(&items).as_bytes(), None);
    let elsewhere = shelf.elsewhere();
    let mut mark = elsewhere.news_mark().unwrap();
    let brought = bring(&parsed, A, A, true, now());
    let kept = shelf.library.keep_items(feed, &brought.items, now()).unwrap();
    shelf.assert_sound();
    let unread: Vec<String> = kept
        .iter()
        .filter(|kept| !shelf.library.status(kept.arrival.id).unwrap().read)
        .map(|kept| kept.arrival.article.title.clone())
        .collect();
    assert_eq!(unread, ["3", "4", "5", "6", "7"]);
    assert_eq!(shelf.counts(&Scope::Feed(feed)).unread, 5);
    let news = elsewhere.news_since(&mut mark).unwrap();
    assert_eq!(news.arrivals.len(), 9);
    let read: usize = news.changes.iter().map(|change| change.articles().len()).sum();
    assert_eq!(read, 4, "another window learns what counts as read");
    assert!(shelf.library.steps(10).unwrap().0.iter().all(|(_, step)| step.name.starts_with("Subscribed")));
}

#[test]
fn a_subscription_is_a_step_that_can_be_undone() {
    let mut shelf = Shelf::new();
    let feed = shelf.subscribe(A);
    shelf.keep(feed, &rss(&[item("1", "", "One", "")]));
    let (done, _) = shelf.library.steps(10).unwrap();
    let (id, step): &(StepId, _) = &done[0];
    assert_eq!(step.name, "Subscribed to Feed of https://a.example/feed");
    shelf.library.commit(&Save::Undo { step: *id, change: step.inverse.clone() }, now()).unwrap();
    shelf.assert_sound();
    assert_eq!(shelf.library.subscriptions().unwrap(), []);
    assert_eq!(shelf.counts(&Scope::All).total, 0);
    let back = NewFeed { address: A.to_owned(), ..NewFeed::default() };
    assert_eq!(
        shelf.library.subscribe(std::slice::from_ref(&back), now()).unwrap(),
        [(feed, Subscribed::Back)]
    );
    assert_eq!(shelf.library.subscribe(&[back], now()).unwrap(), [(feed, Subscribed::Already)]);
    assert_eq!(shelf.counts(&Scope::All).total, 1);
    assert_eq!(shelf.subscription(feed).title, "Feed of https://a.example/feed");
    shelf.assert_sound();
}

#[test]
fn folders_are_made_once() {
    let mut shelf = Shelf::new();
    let new = |address: &str, folder: &[&str]| NewFeed {
        address: address.to_owned(),
        title: "T".to_owned(),
        folder: folder.iter().map(|name| (*name).to_owned()).collect(),
        ..NewFeed::default()
    };
    let feeds = [
        new("https://a.example/1", &["News", "World"]),
        new("https://a.example/2", &["News", "World"]),
        new("https://a.example/3", &["World"]),
    ];
    shelf.library.subscribe(&feeds, now()).unwrap();
    let folders: Vec<Vec<String>> =
        shelf.library.subscriptions().unwrap().into_iter().map(|each| each.folder).collect();
    assert_eq!(folders, [vec!["News", "World"], vec!["News", "World"], vec!["World"]]);
    let (done, _) = shelf.library.steps(10).unwrap();
    assert_eq!((done.len(), done[0].1.name.as_str()), (1, "Subscribed to 3 feeds"));
}

#[test]
fn a_subscription_comes_back_as_it_was_recorded() {
    let mut shelf = Shelf::new();
    let feed = shelf.subscribe(A);
    let mut subscription = shelf.subscription(feed);
    subscription.validators = Validators { etag: Some("\"1\"".to_owned()), last_modified: None };
    subscription.hash = Some([7; 16]);
    subscription.site = Some("https://a.example/".to_owned());
    subscription.health = subscription.health.after(
        &courant::news::Outcome::Failed { reason: "Why.".to_owned(), retry_after: Some(9) },
        now(),
        1,
    );
    shelf.library.record(&subscription).unwrap();
    assert_eq!(shelf.subscription(feed), subscription);

    let taken = shelf.subscribe(B);
    let mut moved = shelf.subscription(feed);
    moved.moved_from = Some(std::mem::replace(&mut moved.address, B.to_owned()));
    shelf.library.record(&moved).unwrap();
    assert_eq!(shelf.subscription(feed).address, A, "another feed is there");
    assert_eq!(shelf.subscription(taken).address, B);
    shelf.assert_sound();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// However a feed's items change their names and texts, every article keeps its number, and nothing is lost.
    #[test]
    fn articles_are_never_confused(
        rounds in prop::collection::vec(prop::collection::vec((0_u8..6, 0_u8..3, 0_u8..3), 0..6), 1..5),
    ) {
        let mut shelf = Shelf::new();
        let feed = shelf.subscribe(A);
        let mut numbers = std::collections::HashMap::new();
        for round in rounds {
            let items: Vec<String> = round
                .iter()
                .map(|(guid, link, text)| {
                    item(&guid.to_string(), &format!("https://a.example/{link}"), &format!("Title {guid}"), &format!("Text {text}"))
                })
                .collect();
            for kept in shelf.keep(feed, &rss(&items)) {
                let title = kept.arrival.article.title.clone();
                let before = numbers.insert(title, kept.arrival.id);
                prop_assert!(before.is_none_or(|before| before == kept.arrival.id));
                prop_assert_eq!(before.is_none(), kept.is_new);
            }
        }
        prop_assert_eq!(shelf.counts(&Scope::All).total as usize, numbers.len());
    }
}
