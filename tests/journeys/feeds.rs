//! Feeds: found, looked at, subscribed to, asked, put into folders, and what is told of those that fail.

use std::sync::{Arc, Mutex};

use courant::app::{Entry, Key, KeyCode, Msg, Progress, Refreshed};
use courant::news::FeedKind;
use courant::store::{List, Scope};

use super::journey::{Home, Journey};
use crate::net::server::{Server, answer};

const SIZE: (u16, u16) = (100, 30);

/// What a server answers under each of its paths; anything else is not there.
#[derive(Clone, Default)]
pub(super) struct Shelf(Arc<Mutex<Vec<(String, String)>>>);

impl Shelf {
    pub(super) fn puts(&self, path: &str, body: &str) {
        let mut shelf = self.0.lock().unwrap();
        shelf.retain(|(each, _)| each != path);
        shelf.push((path.to_owned(), body.to_owned()));
    }

    pub(super) fn takes_away(&self, path: &str) {
        self.0.lock().unwrap().retain(|(each, _)| each != path);
    }

    pub(super) fn serves(&self) -> Server {
        let shelf = self.clone();
        Server::start(move |asked| {
            let found = shelf.0.lock().unwrap().iter().find(|(path, _)| *path == asked.path).cloned();
            found.map_or_else(
                || answer("404 Not Found", &[], b""),
                |(_, body)| answer("200 OK", &[], body.as_bytes()),
            )
        })
    }
}

/// A feed whose articles came in one an hour, the last one an hour ago.
fn feed(title: &str, titles: &[&str]) -> String {
    let item = |(hours, title): (usize, &&str)| {
        let date = format!("2026-11-23T{:02}:00:00Z", 8 - hours);
        format!(
            "<entry><id>urn:{title}</id><title>{title}</title><updated>{date}</updated>\
             <content>{title}: all that is to be said of it.</content></entry>"
        )
    };
    let items: String = titles.iter().enumerate().map(item).collect();
    format!(
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>{title}</title>\
         <subtitle>What goes on between the two rivers</subtitle>{items}</feed>"
    )
}

fn page(feeds: &[(&str, &str)]) -> String {
    let links = feeds.iter().map(|(path, title)| {
        format!("<link rel=alternate type=application/atom+xml href='{path}' title='{title}'>")
    });
    format!("<html><head>{}</head><body><p>Welcome.</p></body></html>", links.collect::<String>())
}

/// A home without the guide, and a server called `valley.example` with a feed of two articles.
fn valley() -> (Home, Shelf, Server) {
    let home = Home::with(&[]);
    let shelf = Shelf::default();
    shelf.puts("/feed", &feed("Valley News", &["The Bridge Is Open", "Rain on Sunday"]));
    let server = shelf.serves();
    home.reaches("valley.example", &server);
    (home, shelf, server)
}

/// The same, subscribed to.
fn subscribed() -> (Home, Shelf, Server) {
    let (home, shelf, server) = valley();
    Journey::at(&home, SIZE).types("ahttp://valley.example/feed<Enter><Enter>");
    (home, shelf, server)
}

#[test]
fn an_address_is_looked_at_before_anybody_subscribes() {
    let (home, _shelf, _server) = valley();
    let mut journey = Journey::at(&home, SIZE);
    journey.types("ahttp://valley.example/feed<Enter>");
    journey.shows("Found at valley.example").shows("Valley News").shows("2 articles");
    journey.shows("What goes on between the two rivers").shows("1h  The Bridge Is Open");
    assert_eq!(journey.counts().total, 0);
    journey.types("<Esc>").shows_not("Found at");
    assert_eq!(journey.app.store().feeds().count(), 0);
}

#[test]
fn subscribing_is_a_step_that_undo_takes_back() {
    let (home, _shelf, _server) = subscribed();
    let mut journey = Journey::at(&home, SIZE);
    assert_eq!(journey.titles(), ["The Bridge Is Open", "Rain on Sunday"]);
    journey.types("uu").says("Undid: subscribed to Valley News");
    assert_eq!(journey.counts().total, 0);
    journey.types("^r").says("Did again");
    assert_eq!(journey.counts().total, 2);
    assert!(home.faults().is_empty());
}

#[test]
fn subscribing_goes_to_the_feed_and_says_so() {
    let (home, _shelf, server) = valley();
    let mut journey = Journey::at(&home, SIZE);
    journey.types("ahttp://valley.example/feed<Enter><Enter>").says("subscribed to Valley News");
    assert_eq!(journey.titles(), ["The Bridge Is Open", "Rain on Sunday"]);
    // What was looked at is not fetched again.
    assert_eq!(server.seen().len(), 1);
    journey.types("ahttp://valley.example/feed<Enter>").shows("among your feeds").types("<Enter>");
    assert!(matches!(journey.app.list().list(), Some(List::Feed(_))));
}

#[test]
fn a_page_with_several_feeds_lets_the_reader_choose() {
    let (home, shelf, _server) = valley();
    shelf.puts("/", &page(&[("/feed", "All"), ("/sport", "Sport")]));
    shelf.puts("/sport", &feed("Valley Sport", &["A Draw in the Rain"]));
    let mut journey = Journey::at(&home, SIZE);
    journey.types("ahttp://valley.example/<Enter>").shows("Valley News").shows("Sport");
    journey.types("j").shows("http://valley.example/sport").types("<Enter>");
    journey.shows("Valley Sport").shows("A Draw in the Rain").types("<Enter>");
    assert_eq!(journey.titles(), ["A Draw in the Rain"]);
}

#[test]
fn an_address_that_nobody_answers_at_is_told_in_a_sentence() {
    let home = Home::with(&[]);
    let mut journey = Journey::at(&home, SIZE);
    journey.types("ahttp://nowhere.invalid/<Enter>").says("nowhere.invalid");
}

#[test]
fn what_is_no_address_is_a_path() {
    let (home, _shelf, server) = valley();
    let mut journey = Journey::at(&home, SIZE);
    for path in ["notes.md", "./valley.example", "/tmp/no/such.html", "pages", "~/notes.txt"] {
        journey.types(&format!("a{path}<Enter>")).says("cannot be read");
    }
    assert_eq!(server.seen().len(), 0);
}

#[test]
fn a_refresh_brings_what_is_new_and_leaves_the_cursor_on_its_row() {
    let (home, shelf, _server) = subscribed();
    let mut journey = Journey::at(&home, SIZE);
    journey.types("gaj");
    assert_eq!(journey.selected(), "Rain on Sunday");
    shelf.puts("/feed", &feed("Valley News", &["The Ferry Sails", "The Bridge Is Open", "Rain on Sunday"]));
    journey.types("R").says("1 feed asked · 1 new article");
    assert_eq!(journey.titles(), ["The Ferry Sails", "The Bridge Is Open", "Rain on Sunday"]);
    assert_eq!(journey.selected(), "Rain on Sunday");
    journey.types("r").says("1 feed asked · 0 new articles");
}

#[test]
fn without_feeds_a_refresh_says_how_to_get_one() {
    let home = Home::new();
    let mut journey = Journey::at(&home, SIZE);
    journey.types("R").says("a adds one by its address");
    journey.types("r").says("a adds one by its address");
}

#[test]
fn a_feed_that_fails_says_why_and_is_marked_until_it_answers() {
    let (home, shelf, _server) = subscribed();
    let mut journey = Journey::at(&home, SIZE);
    shelf.takes_away("/feed");
    journey.types("r").says("Valley News: valley.example");
    journey.types("gf").shows("!");
    journey.types("<Esc>ge").shows("Feeds that do not answer").shows("Failing").shows("404");
    // From there its card is one key away.
    journey.types("<Enter>").shows("http://valley.example/feed").types("q");
    shelf.puts("/feed", &feed("Valley News", &["The Bridge Is Open"]));
    journey.types("R").types("ge").says("Every feed answers");
}

#[test]
fn what_fails_by_itself_raises_no_alarm() {
    let (home, shelf, server) = subscribed();
    shelf.takes_away("/feed");
    let mut journey = Journey::at(&home, SIZE);
    let asked = server.seen().len();
    journey.waits("3h");
    assert!(server.seen().len() > asked);
    let last = journey.rows().last().cloned().unwrap_or_default();
    assert!(!last.contains("404"), "{last}");
    journey.types("gf").shows("!");
}

#[test]
fn feeds_are_asked_by_themselves_when_their_time_has_come() {
    let (home, shelf, server) = subscribed();
    let mut journey = Journey::at(&home, SIZE);
    let asked = server.seen().len();
    journey.waits("30m");
    assert_eq!(server.seen().len(), asked);
    shelf.puts("/feed", &feed("Valley News", &["The Ferry Sails", "The Bridge Is Open", "Rain on Sunday"]));
    journey.waits("1h");
    assert_eq!(server.seen().len(), asked + 1);
    assert_eq!(journey.counts().total, 3);
    // Nobody asked by hand: nothing is said.
    journey.shows_not("asked");
}

#[test]
fn a_reader_of_the_guide_alone_never_meets_the_network() {
    let home = Home::new();
    let mut journey = Journey::at(&home, SIZE);
    journey.waits("5h");
    assert_eq!(journey.rounds, 0);
}

#[test]
fn a_feed_gets_a_title_and_a_folder_and_undo_takes_both_back() {
    let (home, _shelf, _server) = subscribed();
    let mut journey = Journey::at(&home, SIZE);
    journey.types("E").shows("http://valley.example/feed").shows("2, 2 unread");
    journey.types("<Enter>^uThe Valley<Enter>").says("called Valley News “The Valley”");
    journey.types("Ej<Enter>News / Local<Enter>").says("put The Valley into News / Local");
    journey.types("gf").shows("▾ News").shows("▾ Local").shows("The Valley");
    let mut journey = journey.restarts();
    journey.types("gf").shows("▾ Local").shows("The Valley");
    // A step from before this start wants its key twice.
    journey.types("quuuu");
    let told = journey.app.store().feeds().next().map(|feed| (feed.title.clone(), feed.folder.len()));
    assert_eq!(told, Some(("Valley News".to_owned(), 0)));
    assert!(home.faults().is_empty());
}

#[test]
fn folders_fold_open_as_one_list_and_count_what_is_in_them() {
    let (home, _shelf, _server) = subscribed();
    let mut journey = Journey::at(&home, SIZE);
    journey.types("Ej<Enter>News/Local<Enter>gf");
    journey.types("G").types("h").shows("▹ Local");
    assert!(!lists_the_feed(&journey));
    journey.types("c").shows("▾ Local");
    assert!(lists_the_feed(&journey));
    journey.types("<Enter>");
    assert_eq!(journey.app.list().list(), Some(&List::Folder(vec!["News".into(), "Local".into()])));
    assert_eq!(journey.titles().len(), 2);
    journey.types("gf").types("r").says("1 feed asked");
    journey.types("gfG").types("h").types("<Enter>");
    assert_eq!(journey.titles().len(), 2);
}

fn lists_the_feed(journey: &Journey<'_>) -> bool {
    let is_feed = |entry: &Entry| matches!(entry, Entry::List { list: List::Feed(_), .. });
    journey.app.feeds().entries().iter().any(is_feed)
}

#[test]
fn a_feed_is_removed_with_its_articles_and_comes_back() {
    let (home, _shelf, _server) = subscribed();
    let feed = {
        let mut journey = Journey::at(&home, SIZE);
        let id = journey.app.store().feeds().find(|feed| feed.kind == FeedKind::Remote).map(|feed| feed.id);
        journey.types("gaEqgf").types("G").types("D").says("removed Valley News");
        assert_eq!(journey.counts().total, 0);
        journey.types("u").says("Undid: removed Valley News");
        assert_eq!(journey.counts().total, 2);
        id.unwrap()
    };
    assert_eq!(home.counts_on_disk(&Scope::Feed(feed)).total, 2);
}

#[test]
fn what_a_bookmark_holds_outlives_its_feed() {
    let (home, _shelf, _server) = subscribed();
    let mut journey = Journey::at(&home, SIZE);
    journey.types("gaggs").types("gfG").types("D").says("removed Valley News");
    journey.types("gs");
    assert_eq!(journey.titles(), ["The Bridge Is Open"]);
    journey.types("s");
    assert_eq!((journey.counts().total, journey.counts().bookmarked), (0, 0));
    journey.types("u").types("ga");
    assert_eq!(journey.titles(), ["The Bridge Is Open"]);
    drop(journey);
    assert_eq!(home.counts_on_disk(&Scope::All).total, 1);
}

#[test]
fn a_muted_feed_is_heard_in_its_own_list_alone() {
    let (home, _shelf, _server) = subscribed();
    {
        let mut journey = Journey::at(&home, SIZE);
        journey.types("ga").types("E").shows("in all lists").types("G<Enter>").shows("muted: in no list");
        journey.types("<Esc>").types("ga");
        assert_eq!((journey.titles(), journey.counts().unread), (Vec::<String>::new(), 0));
        journey.types("gf").shows("muted").types("G<Enter>");
        assert_eq!(journey.titles().len(), 2);
    }
    let mut journey = Journey::at(&home, SIZE);
    assert_eq!(journey.counts().total, 0);
    journey.types("uu").says("Undid: muted Valley News").types("ga");
    assert_eq!(journey.titles().len(), 2);
}

#[test]
fn how_often_and_how_early_a_feed_is_asked_is_set_on_its_card() {
    let (home, _shelf, _server) = subscribed();
    let settings = || {
        let feed = home.library().subscriptions().unwrap().remove(0);
        (feed.settings.interval, feed.settings.priority, feed.health.due.is_some())
    };
    assert_eq!(settings(), (None, 0, true));
    {
        let mut journey = Journey::at(&home, SIZE);
        journey.types("ga").types("E").shows("as often as it says itself").shows("with the others");
        journey.types("jj<Enter>").types("soon<Enter>").says("Say it as 30m, 2h or 1d");
        journey.types("E").types("jj<Enter>").types("90 min<Enter>").says("asking Valley News every 90m");
        journey.types("E").shows("every 90m").types("jjj<Enter>").types("^u7<Enter>").says("priority 7");
        journey.types("E").shows("before others (7)").types("<Esc>");
    }
    assert_eq!(settings(), (Some(5400), 7, false), "and it is asked at once");
    let mut journey = Journey::at(&home, SIZE);
    journey.types("uu").says("Undid: gave Valley News the priority 7");
    journey.types("uu").says("Undid: asking Valley News every 90m");
    journey.types("ga").types("E").shows("as often as it says itself").shows("with the others");
}

#[test]
fn the_choice_takes_no_other_keys() {
    let (home, _shelf, _server) = valley();
    let mut journey = Journey::at(&home, SIZE);
    journey.types("ahttp://valley.example/feed<Enter>").types("ADsx").shows("Found at");
    assert!(!journey.app.is_done());
    journey.pastes("http://elsewhere.example/").shows("Found at");
    journey.types("q").shows_not("Found at").shows_not("Add");
    assert!(!journey.app.is_done());
}

#[test]
fn whoever_does_not_wait_is_not_shown_what_comes() {
    let home = Home::with(&[]);
    let mut journey = Journey::at(&home, SIZE).takes_its_time();
    journey.types("ahttp://valley.example/<Enter>").shows("valley.example");
    journey.types("<Esc>").says("Not waiting for valley.example");
    journey.listens().shows_not("Found at").shows_not("not known");
}

/// A second feed, under another name, in which two of three articles are long and one is much viewed.
fn hills(home: &Home) -> Server {
    let entry = |title: &str, hour: u32, words: usize, views: u32| {
        format!(
            "<item><guid isPermaLink='false'>{title}</guid><title>{title}</title>\
             <pubDate>Mon, 23 Nov 2026 0{hour}:30:00 GMT</pubDate>\
             <description>{}</description>\
             <media:community xmlns:media='http://search.yahoo.com/mrss/'>\
             <media:statistics views='{views}'/></media:community></item>",
            "word ".repeat(words)
        )
    };
    let items = [entry("A Long Walk", 7, 3000, 5), entry("A Short Stop", 6, 40, 900)].concat();
    let shelf = Shelf::default();
    let feed = format!("<rss version='2.0'><channel><title>Hill Letters</title>{items}</channel></rss>");
    shelf.puts("/rss", &feed);
    let server = shelf.serves();
    home.reaches("hills.example", &server);
    server
}

#[test]
fn a_list_is_sorted_as_the_reader_wishes_and_stays_so_as_articles_come() {
    let (home, shelf, _server) = subscribed();
    let _hills = hills(&home);
    let mut journey = Journey::at(&home, SIZE);
    journey.types("ahttp://hills.example/rss<Enter><Enter>ga");
    let newest = ["The Bridge Is Open", "A Long Walk", "Rain on Sunday", "A Short Stop"];
    assert_eq!(journey.titles(), newest);
    journey.types("V").shows("oldest first").types("j<Enter>").says("Sorted: oldest first");
    assert_eq!(journey.titles(), newest.map(str::to_owned).into_iter().rev().collect::<Vec<_>>());
    journey.types("Vj<Enter>").shows("── Valley News · 2").shows("── Hill Letters · 2");
    journey.types("VG<Enter>");
    assert_eq!(journey.titles()[0], "A Short Stop");
    journey.types("Vggjjjj<Enter>").shows("All articles, longest first");
    assert_eq!(journey.titles()[0], "A Long Walk");
    journey.types("Vkk<Enter>");
    shelf.puts("/feed", &feed("Valley News", &["The Ferry Sails", "The Bridge Is Open", "Rain on Sunday"]));
    journey.types("R");
    let by_feed = ["The Ferry Sails", "The Bridge Is Open", "Rain on Sunday", "A Long Walk", "A Short Stop"];
    assert_eq!(journey.titles(), by_feed);
    // A filter may say another order; what comes takes its place in that.
    journey.types("Ffeed:valley sort:date<Enter>").shows("feed:valley sort:date");
    let valley = ["Rain on Sunday", "The Bridge Is Open", "The Ferry Sails"];
    let mut found = journey.titles();
    found.sort();
    assert_eq!(found, valley);
    journey.types("<Esc>Ffeed:hill sort:-read<Enter>").shows("longest first");
    assert_eq!(journey.titles(), ["A Long Walk", "A Short Stop"]);
    shelf.puts("/feed", &feed("Valley News", &["The Mill Turns", "The Ferry Sails"]));
    journey.types("V").says("The filter says how this list is sorted").types("<Esc>");
    assert_eq!(journey.titles(), by_feed);
    journey.types("F-feed:guide sort:seen,feed<Enter>R").shows("last come first");
    assert_eq!(journey.titles()[0], "The Mill Turns");
    journey.types("<Esc>ga").types("<Enter>qj<Enter>q");
    journey.types("<Esc>gh");
    let opened = journey.titles();
    assert!(opened.len() > 1);
    // The list of what was read keeps its own order, unless the filter says another.
    journey.types("V").says("keeps its own order").types("Fsort:date<Enter>");
    let by_date = journey.titles();
    journey.types("<Esc>Fsort:-date<Enter>");
    assert_eq!(journey.titles(), by_date.into_iter().rev().collect::<Vec<_>>());
}

#[test]
fn what_was_opened_stands_once_in_a_list_sorted_by_that() {
    let (home, shelf, _server) = subscribed();
    let miles = ["Mile 1", "Mile 2", "Mile 3", "Mile 4", "Mile 5", "Mile 6", "Mile 7", "Mile 8"];
    shelf.puts("/feed", &feed("Valley News", &miles));
    let mut journey = Journey::at(&home, SIZE);
    journey.types("RgaFmile sort:opened<Enter>");
    assert_eq!(journey.titles(), miles);
    // The row stays where it stood, though it would stand first now.
    journey.types("gg4j<Enter>q");
    let edited = feed("Valley News", &miles).replace("<title>Mile 2", "<title>Mile 2 again");
    shelf.puts("/feed", &edited);
    journey.types("R");
    let mut expected = miles.map(str::to_owned);
    expected[1] = "Mile 2 again".to_owned();
    assert_eq!(journey.titles(), expected);
}

#[test]
fn the_next_unread_goes_on_in_the_next_feed() {
    let (home, _shelf, _server) = subscribed();
    let _hills = hills(&home);
    let mut journey = Journey::at(&home, SIZE);
    journey.types("ahttp://hills.example/rss<Enter><Enter>");
    journey.types("gfG").types("k<Enter>");
    assert_eq!(journey.titles(), ["The Bridge Is Open", "Rain on Sunday"]);
    journey.types("mjm").types("n").says("On to Hill Letters");
    assert_eq!(journey.selected(), "A Long Walk");
}

#[test]
fn nothing_typed_offers_lists_to_begin_with() {
    let home = Home::with(&[]);
    let mut journey = Journey::at(&home, SIZE);
    journey.types("a<Enter>").shows("Where to begin").shows("World news").shows("Science").shows("5 feeds");
    journey.types("jj").shows("Julia Evans").types("<Esc>").shows_not("Where to begin");
    assert_eq!(journey.app.store().feeds().count(), 0);
}

#[test]
fn every_starter_is_well_formed_and_safe() {
    let starters = courant::workers::starters(None, true);
    assert_eq!(starters.len(), 5);
    for starter in starters {
        assert!(!starter.found && starter.feeds.len() >= 4, "{starter:?}");
        for feed in starter.feeds {
            assert!(feed.address.starts_with("https://"), "{feed:?}");
            assert!(!feed.title.is_empty() && feed.folder == [starter.title.as_str()], "{feed:?}");
            assert!(!feed.typed && feed.userinfo.is_none());
        }
    }
}

#[test]
fn the_list_of_another_reader_is_offered_in_one_line_and_left_as_it_is() {
    let (home, _shelf, _server) = valley();
    let list = "http://valley.example/feed \"~The Valley\" News\nexec:sh /tmp/x\n";
    let path = home.saves(".newsboat/urls", list);
    let mut journey = Journey::at(&home, SIZE);
    journey.says("1 feed found in newsboat’s list").says("a Enter takes them over");
    journey.types("a<Enter>").shows("newsboat’s list").shows("only read").types("<Enter>");
    journey.says("subscribed to The Valley");
    assert_eq!(journey.titles(), ["The Bridge Is Open", "Rain on Sunday"]);
    assert_eq!(std::fs::read_to_string(path).unwrap(), list);
    // Whoever has feeds is not asked again.
    journey.restarts().shows_not("found in");
}

/// A page with an article of so many paragraphs.
pub(super) fn article_page(title: &str, paragraphs: usize) -> String {
    let paragraph = |number: usize| {
        format!(
            "<p>Paragraph {number} tells at some length how the carts went over the planks, one after the other, until \
             the evening came down on the water and the last of them was home.</p>"
        )
    };
    let body: String = (1..=paragraphs).map(paragraph).collect();
    format!(
        "<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article></body></html>"
    )
}

fn linked_feed() -> String {
    "<rss version='2.0'><channel><title>Valley News</title><item><title>The Bridge Is Open</title>\
     <link>http://valley.example/bridge</link><pubDate>Mon, 23 Nov 2026 07:00:00 GMT</pubDate>\
     <description>Only how it begins.</description></item></channel></rss>"
        .to_owned()
}

#[test]
fn the_whole_text_is_fetched_when_asked_for_kept_and_toggled() {
    let (home, shelf, server) = valley();
    shelf.puts("/feed", &linked_feed());
    shelf.puts("/bridge", &article_page("The Bridge Is Open", 9));
    let mut journey = Journey::at(&home, SIZE);
    journey.types("ahttp://valley.example/feed<Enter><Enter><Enter>").shows("Only how it begins.");
    assert!(server.seen().iter().all(|asked| asked.path != "/bridge"), "nobody asked for it yet");
    journey.types("x").says("The whole text, kept").shows("Paragraph 1 tells").shows_not("Only how");
    journey.types("x").says("What the feed said").shows("Only how it begins.");
    journey.types("x").shows("Paragraph 1 tells");
    // It is there without a network, and a refresh leaves it.
    shelf.takes_away("/bridge");
    let mut journey = journey.restarts();
    journey.types("R").types("<Enter>").shows("Paragraph 1 tells").shows("2 min read");
    let asked = server.seen().iter().filter(|asked| asked.path == "/bridge").count();
    assert_eq!(asked, 1);
    assert!(home.faults().is_empty());
}

#[test]
fn the_whole_text_can_be_fetched_anew() {
    let (home, shelf, _server) = valley();
    shelf.puts("/feed", &linked_feed());
    shelf.puts("/bridge", &article_page("The Bridge Is Open", 9));
    let mut journey = Journey::at(&home, SIZE);
    journey.types("ahttp://valley.example/feed<Enter><Enter><Enter>x").shows("Paragraph 1 tells");
    let corrected =
        article_page("The Bridge Is Open", 9).replace("Paragraph 1 tells", "Paragraph 1 now tells");
    shelf.puts("/bridge", &corrected);
    journey.types("xX").says("The whole text, kept").shows("Paragraph 1 now tells");
    shelf.takes_away("/bridge");
    journey.types("X").shows("Paragraph 1 now tells").shows("404");
    assert!(home.faults().is_empty());
}

#[test]
fn whoever_leaves_while_subscribing_has_the_feed() {
    let (home, _shelf, _server) = valley();
    let mut journey = Journey::at(&home, SIZE);
    journey.types("ahttp://valley.example/feed<Enter>").shows("Found at");
    journey.types_at_once("<Enter>Q");
    assert!(journey.app.is_done());
    drop(journey);
    let mut journey = Journey::at(&home, SIZE);
    assert!(lists_the_feed(journey.types("gf")));
}

#[test]
fn a_page_that_says_less_than_its_feed_is_not_kept() {
    let (home, shelf, _server) = valley();
    shelf.puts("/feed", &linked_feed());
    shelf.puts("/bridge", "<html><body><p>Subscribe!</p></body></html>");
    let mut journey = Journey::at(&home, SIZE);
    journey
        .types("ahttp://valley.example/feed<Enter><Enter><Enter>")
        .types("x")
        .says("holds less than the feed says");
    journey.shows("Only how it begins.");
    shelf.takes_away("/bridge");
    journey.types("x").says("404").shows("Only how it begins.");
}

#[test]
fn a_page_without_a_feed_can_be_read_once() {
    let (home, shelf, _server) = valley();
    shelf.takes_away("/feed");
    shelf.puts("/bridge", &article_page("The Bridge Is Open", 5));
    let mut journey = Journey::at(&home, SIZE);
    journey.types("ahttp://valley.example/bridge<Enter>").shows("The page itself").types("<Enter>");
    journey.shows("Paragraph 1 tells");
    assert_eq!(journey.article(), "The Bridge Is Open");
    assert_eq!(journey.restarts().titles(), ["The Bridge Is Open"]);
}

#[test]
fn an_article_in_two_feeds_is_shown_once_with_both_sources() {
    let (home, shelf, _server) = valley();
    shelf.puts("/feed", &linked_feed());
    shelf.puts("/all", &linked_feed().replacen("Valley News", "All the Valley", 1));
    let mut journey = Journey::at(&home, (140, 30));
    journey
        .types("ahttp://valley.example/feed<Enter><Enter>")
        .types("ahttp://valley.example/all<Enter><Enter>");
    journey.types("ga");
    assert_eq!(journey.titles(), ["The Bridge Is Open"]);
    journey.types("<Enter>").shows("Valley News").shows("also in All the Valley");
}

#[test]
fn of_some_feeds_the_whole_text_is_always_fetched() {
    let (home, shelf, server) = valley();
    let feed = |titles: &[&str]| {
        let item = |title: &&str| {
            format!(
                "<item><title>{title}</title><link>http://valley.example/{}</link>\
                 <pubDate>Mon, 23 Nov 2026 07:00:00 GMT</pubDate><description>How it begins.</description></item>",
                title.to_lowercase()
            )
        };
        let items: String = titles.iter().map(item).collect();
        format!("<rss version='2.0'><channel><title>Valley News</title>{items}</channel></rss>")
    };
    shelf.puts("/feed", &feed(&["Bridge"]));
    ["/bridge", "/ferry"].iter().for_each(|path| shelf.puts(path, &article_page("All of It", 9)));
    let mut journey = Journey::at(&home, SIZE);
    journey.types("ahttp://valley.example/feed<Enter><Enter>");
    journey
        .types("Ejjjj")
        .shows("when x asks for it")
        .types("<Enter>")
        .shows("fetched for every new article");
    journey.types("<Esc>");
    shelf.puts("/feed", &feed(&["Ferry", "Bridge"]));
    journey.types("R");
    let fetched = |path: &str| server.seen().iter().filter(|asked| asked.path == path).count();
    assert_eq!((fetched("/ferry"), fetched("/bridge")), (1, 0));
    journey.types("gg<Enter>").shows("Paragraph 1 tells");
    journey.types("hu").says("Undid: fetching the whole text");
    journey.types("Ejjjj").shows("when x asks for it");
}

#[test]
fn a_list_is_fetched_even_where_the_disk_is_slow_to_show_its_feeds() {
    let (home, _shelf, _server) = valley();
    home.saves(".newsboat/urls", "http://valley.example/feed \"~The Valley\"\nhttp://valley.example/feed\n");
    let mut journey = Journey::at(&home, SIZE).takes_its_time();
    journey.types("a<Enter>").listens().types("<Enter>").listens().listens();
    assert!(journey.has_to_save(), "the step waits for the disk");
    assert_eq!(journey.counts().total, 2);
    journey.writes(false);
    assert_eq!(journey.listens().counts().total, 2);
}

#[test]
fn the_first_feed_begins_to_be_asked_by_itself() {
    let (home, _shelf, server) = valley();
    let mut journey = Journey::at(&home, SIZE);
    journey.types("ahttp://valley.example/feed<Enter><Enter>");
    let asked = server.seen().len();
    journey.waits("3h");
    assert!(server.seen().len() > asked);
}

#[test]
fn the_opened_files_are_no_feed_to_be_removed() {
    let home = Home::with(&[("mill.md", "# The Mill\n\nIt turns.\n")]);
    let mut journey = Journey::at(&home, SIZE);
    journey.types("gfG").types("D").says("removed article by article");
    assert_eq!(journey.counts().total, 1);
}

#[test]
fn a_folder_with_a_stroke_in_its_name_stays_one() {
    let (home, _shelf, _server) = subscribed();
    let mut journey = Journey::at(&home, SIZE);
    journey.types("Ej<Enter>Media / TV/Radio<Enter>");
    let folder = |journey: &Journey<'_>| journey.app.store().feeds().next().map(|feed| feed.folder.clone());
    assert_eq!(folder(&journey), Some(vec!["Media".to_owned(), "TV/Radio".to_owned()]));
    journey.types("Ej<Enter><Enter>").says("Nothing altered");
    assert_eq!(folder(&journey), Some(vec!["Media".to_owned(), "TV/Radio".to_owned()]));
}

#[test]
fn a_list_of_a_folder_follows_what_is_filed_there() {
    let (home, _shelf, _server) = subscribed();
    let mut journey = Journey::at(&home, SIZE);
    journey.types("Ej<Enter>News<Enter>").types("gfG").types("k<Enter>");
    assert_eq!(journey.app.list().list(), Some(&List::Folder(vec!["News".into()])));
    assert_eq!(journey.titles().len(), 2);
    journey.types("Ej<Enter>^u<Enter>").says("out of its folder");
    assert_eq!(journey.titles().len(), 0);
    journey.types("u");
    assert_eq!(journey.titles().len(), 2);
}

#[test]
fn what_is_found_waits_for_what_is_being_typed() {
    let (home, _shelf, _server) = valley();
    let mut journey = Journey::at(&home, SIZE).takes_its_time();
    journey.types("ahttp://valley.example/feed<Enter>/bees").listens();
    journey.shows_not("Found at").shows("bees");
    journey.types("<Esc>").shows("Found at");
    // A key that comes the same moment was meant for what stood there before.
    journey.types("<Esc>ahttp://valley.example/feed<Enter>").listens().shows("Found at");
    journey.told(Msg::Key(Key::plain(KeyCode::Enter)));
    journey.shows("Found at").types("<Enter>").shows_not("Found at");
}

#[test]
fn a_refresh_by_hand_is_answered_and_one_by_itself_is_not() {
    let (home, _shelf, _server) = subscribed();
    let mut journey = Journey::at(&home, SIZE).takes_its_time();
    let round = || Ok(Refreshed { progress: Progress { done: 1, of: 1, new: 0 }, ..Refreshed::default() });
    journey.types("R").told(Msg::Refreshed { by_hand: false, round: round() });
    journey.shows_not("1 feed asked").told(Msg::Refreshed { by_hand: true, round: round() });
    journey.says("1 feed asked");
    let failed = || Err("The disk is full.".to_owned());
    journey.types("j").told(Msg::Refreshed { by_hand: false, round: failed() }).shows_not("The disk is full");
    journey.told(Msg::Refreshed { by_hand: true, round: failed() }).says("The disk is full");
}

#[test]
fn a_page_that_comes_late_opens_only_where_it_is_still_waited_for() {
    let (home, shelf, _server) = valley();
    shelf.takes_away("/feed");
    shelf.puts("/bridge", &article_page("The Bridge Is Open", 5));
    let mut journey = Journey::at(&home, SIZE).takes_its_time();
    journey.types("ahttp://valley.example/bridge<Enter>").listens().types("<Enter>").types("<Esc>");
    journey.listens().says("among the opened files");
    assert_eq!(journey.app.focus(), courant::app::Focus::List);
}
