//! `courant add`, `feeds` and `refresh`, as they are typed, against a server on loopback.

use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use courant::clean::text::is_clean;
use courant::clean::{FeedLink, feed_links};
use courant::news::Foreign;
use courant::workers::discovery::{discover, known_place, typed_address};
use courant::workers::net::Limits;
use proptest::prelude::*;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{NOW, item, rss};
use crate::net::server::{Part, Server, answer, redirect};

struct Home(TempDir);

/// What a command printed and said, and its exit code.
struct Said {
    code: i32,
    out: String,
    err: String,
}

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn at(&self, now: &str, arguments: &[&str]) -> Said {
        let output: Output = Command::new(env!("CARGO_BIN_EXE_courant"))
            .arg("--data-dir")
            .arg(self.0.path())
            .args(arguments)
            .env("COURANT_NOW", format!("@{now}"))
            .env("TZ", "UTC")
            .output()
            .unwrap();
        let [out, err] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
        assert!(is_clean(&out) && is_clean(&err), "{out:?} {err:?}");
        Said { code: output.status.code().unwrap(), out, err }
    }

    fn run(&self, arguments: &[&str]) -> Said {
        self.at(NOW, arguments)
    }

    fn well(&self, arguments: &[&str]) -> String {
        let said = self.run(arguments);
        assert_eq!(said.code, 0, "{}", said.err);
        said.err
    }

    fn objects(&self, arguments: &[&str]) -> Vec<Value> {
        let said = self.run(arguments);
        assert_eq!(said.code, 0, "{}", said.err);
        said.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// A site with a page that names its feed, the feed, and a place that moved.
fn site() -> Server {
    Server::start(|asked| match asked.path.as_str() {
        "/" => answer(
            "200 OK",
            &["Content-Type: text/html"],
            b"<html><head><link rel=alternate type=application/rss+xml title='Comments' href=/comments/feed>\
              <link rel='ALTERNATE' type='application/rss+xml' title='Posts' href='posts.rss'>",
        ),
        "/posts.rss" | "/comments/feed" | "/new.rss" => {
            let items =
                ["1", "2"].map(|guid| item(guid, &format!("/{guid}"), &format!("Post {guid}"), "Text"));
            answer("200 OK", &["ETag: \"1\""], rss(&items).as_bytes())
        }
        "/moved" => redirect("301 Moved", "/new.rss"),
        "/lone" => answer("200 OK", &[], b"<p>Nothing here but <a href='/posts.rss'>posts</a>"),
        "/bare" => answer("200 OK", &[], b"<p>Nothing"),
        _ => answer("404 Not Found", &[], b""),
    })
}

#[test]
fn a_feed_is_added_listed_and_refreshed() {
    let (home, server) = (Home::new(), site());
    let address = server.url("/posts.rss");
    let said = home.well(&["add", &address]);
    assert_eq!(said, format!("courant: Subscribed to The Feed ({address}): 2 new articles.\n"));
    let again = home.well(&["add", &address]);
    assert_eq!(again, format!("courant: Nothing to do: The Feed ({address}) is among your feeds already.\n"));
    let feeds = home.objects(&["feeds", "--json"]);
    assert_eq!(feeds.len(), 1);
    assert_eq!(feeds[0]["address"], address);
    assert_eq!((&feeds[0]["total"], &feeds[0]["unread"]), (&json!(2), &json!(2)));
    assert_eq!((&feeds[0]["answered"], &feeds[0]["reason"]), (&json!(NOW), &Value::Null));
    let listed = home.run(&["feeds"]).out;
    assert_eq!(listed, format!("    2 of     2 unread  The Feed — {address}\n"));
    let articles = home.objects(&["list", "Post", "--json"]);
    assert_eq!(articles.len(), 2);
    assert_eq!(articles[0]["feed"], "The Feed");
    let id = articles[0]["id"].as_str().unwrap();
    assert!(home.run(&["show", id]).out.contains("Text"));
    assert_eq!(
        home.well(&["refresh"]),
        "courant: No feed is due; courant refresh --force asks all of them.\n"
    );
    let summary = home.objects(&["refresh", "--force", "--json"]);
    assert_eq!(
        summary,
        [json!({"asked": 1, "new": 0, "unchanged": 1, "failed": [], "moved": [], "offline": false})]
    );
    assert_eq!(server.seen().last().unwrap().header("if-none-match"), Some("\"1\""));
    let later = home.at("2026-11-20T11:00:00Z", &["refresh"]);
    assert_eq!(later.err, "courant: 1 feed asked: 0 new articles.\n");
}

#[test]
fn a_page_leads_to_its_feed() {
    for path in ["/", "/lone"] {
        let (home, server) = (Home::new(), site());
        let said = home.well(&["add", &server.url(path)]);
        assert!(said.contains(&format!("({}): 2 new articles.", server.url("/posts.rss"))), "{said}");
        let others = said.contains(&server.url("/comments/feed"));
        assert_eq!(others, path == "/", "{said}");
    }
}

#[test]
fn several_are_added_though_one_of_them_fails() {
    let (home, server) = (Home::new(), site());
    let said =
        home.run(&["add", &server.url("/bare"), "file:///etc/passwd", "exec:ls", &server.url("/new.rss")]);
    assert_eq!(said.code, 1);
    let lines: Vec<&str> = said.err.lines().collect();
    assert_eq!(lines.len(), 4, "{}", said.err);
    assert_eq!(lines[0], "courant: 127.0.0.1 has no feed there, and its page names none.");
    assert!(lines[1].contains("no web address") && lines[2].contains("no web address"));
    assert!(lines[3].starts_with("courant: Subscribed to The Feed"));
}

#[test]
fn a_feed_that_moved_is_told_and_asked_at_its_new_place() {
    let (home, server) = (Home::new(), site());
    home.well(&["add", &server.url("/moved")]);
    let feeds = home.objects(&["feeds", "--json"]);
    assert_eq!(feeds[0]["address"], server.url("/new.rss"));
    assert_eq!(feeds[0]["moved_from"], server.url("/moved"));
}

#[test]
fn a_feed_that_fails_is_told_with_the_reason_and_remembered() {
    let home = Home::new();
    let address = {
        let server = site();
        home.well(&["add", &server.url("/posts.rss")]);
        server.url("/posts.rss").replace("posts.rss", "")
    };
    // The server goes on answering; the feed is asked for where nothing is.
    let database = rusqlite::Connection::open(home.0.path().join("library.sqlite")).unwrap();
    database.execute("UPDATE feed SET address = ?1 WHERE kind = 'remote'", [address + "nothing"]).unwrap();
    drop(database);
    let said = home.run(&["refresh", "the feed"]);
    assert_eq!(said.code, 1);
    assert!(
        said.err.contains("The Feed: 127.0.0.1:") && said.err.contains("has nothing at this address (404).")
    );
    assert!(said.err.contains("No feed answered."));
    let listed = home.run(&["feeds"]).out;
    assert!(listed.contains("(failing since 2026-11-20: 127.0.0.1:"), "{listed}");
    assert_eq!(home.objects(&["feeds", "--json"])[0]["failures"], 1);
}

#[test]
fn a_name_that_no_feed_has_is_said() {
    let home = Home::new();
    let said = home.run(&["refresh", "Nowhere"]);
    assert_eq!((said.code, said.out.as_str()), (1, ""));
    assert_eq!(said.err, "courant: There is no feed Nowhere. courant feeds lists those that there are.\n");
    assert!(home.well(&["feeds"]).contains("courant add"));
}

#[test]
fn a_password_is_shown_to_nobody() {
    let (home, server) = (Home::new(), site());
    let log = home.0.path().join("log");
    let typed = server.url("/posts.rss").replace("http://", "http://nora:hush@");
    let said = home.well(&["--log", log.to_str().unwrap(), "add", &typed]);
    let listed = home.run(&["feeds", "--json"]).out + &home.run(&["feeds"]).out;
    let logged = std::fs::read_to_string(log).unwrap_or_default();
    assert!(![said, listed, logged].iter().any(|text| text.contains("hush")));
    home.well(&["refresh", "--force"]);
    assert!(server.seen().iter().all(|asked| asked.header("authorization").is_some()));
}

#[test]
fn a_password_that_is_typed_later_is_taken() {
    let (home, server) = (Home::new(), site());
    let address = server.url("/posts.rss");
    home.well(&["add", &address]);
    let said = home.well(&["add", &address.replace("http://", "http://nora:hush@")]);
    assert!(said.contains("from now on with this name and password") && !said.contains("hush"), "{said}");
    home.well(&["refresh", "--force"]);
    assert!(server.seen().last().unwrap().header("authorization").is_some());
}

#[test]
fn a_feed_of_a_list_that_is_typed_then_may_lie_in_the_own_network() {
    let (home, server) = (Home::new(), site());
    let list = home.0.path().join("urls");
    std::fs::write(&list, server.url("/posts.rss")).unwrap();
    home.well(&["import", list.to_str().unwrap()]);
    assert!(home.run(&["refresh"]).err.contains("private address"));
    home.well(&["add", &server.url("/posts.rss")]);
    assert!(home.well(&["refresh", "--force"]).contains("2 new articles"));
}

#[test]
fn without_feeds_there_is_none_to_be_due() {
    let said = Home::new().well(&["refresh"]);
    assert_eq!(
        said,
        "courant: There are no feeds yet. To subscribe to one: courant add https://example.org\n"
    );
}

/// A site whose page names one feed.
fn naming(feed: &'static str) -> Server {
    Server::start(move |asked| match asked.path.as_str() {
        "/" => answer("200 OK", &[], format!("<link rel=feed href='{feed}'>").as_bytes()),
        _ => answer("200 OK", &[], rss(&[item("1", "/1", "Post", "")]).as_bytes()),
    })
}

#[test]
fn a_password_is_not_sent_to_another_port_that_a_page_names() {
    let server = naming("http://home.example:81/feed");
    let client = crate::net::client(crate::net::PATIENT, vec![crate::net::stand_in("home.example", &server)]);
    let found = discover(&client, "http://nora:hush@home.example/", super::now()).unwrap();
    assert_eq!(found.address, "http://home.example:81/feed");
    assert_eq!(found.userinfo, None);
    let seen = server.seen();
    assert!(seen[0].header("authorization").is_some());
    assert!(
        seen.iter()
            .filter(|asked| asked.path == "/feed")
            .all(|asked| asked.header("authorization").is_none())
    );
}

#[test]
fn a_feed_that_a_page_names_elsewhere_was_not_typed() {
    for (feed, typed) in [("http://other.example/feed", false), ("/feed", true)] {
        let server = naming(feed);
        let stand_ins = ["home.example", "other.example"].map(|name| crate::net::stand_in(name, &server));
        let client = crate::net::client(crate::net::PATIENT, stand_ins.to_vec());
        let found = discover(&client, "http://home.example/", super::now()).unwrap();
        assert_eq!(found.typed, typed, "{feed}");
    }
}

#[test]
fn pages_that_name_feeds_that_never_answer_take_no_more_time_than_a_few_of_them() {
    let links: String = (0..12).map(|number| format!("<link rel=feed href='/{number}'>")).collect();
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/" => answer("200 OK", &[], links.as_bytes()),
        _ => vec![Part::Silence],
    });
    let limits = Limits { whole: Duration::from_millis(400), ..crate::net::QUICK };
    let client = crate::net::client(limits, Vec::new());
    assert!(discover(&client, &server.url("/"), super::now()).is_err());
    assert!(server.seen().len() < 12, "{} were asked", server.seen().len());
}

#[test]
fn an_address_is_made_whole_as_people_mean_it() {
    let cases = [
        ("example.org", Some("https://example.org/")),
        (" example.org/feed ", Some("https://example.org/feed")),
        ("http://example.org/x", Some("http://example.org/x")),
        ("feed:https://example.org/x", Some("https://example.org/x")),
        ("feed://example.org/x", Some("https://example.org/x")),
        ("localhost:8080/feed", Some("https://localhost:8080/feed")),
        ("news", None),
        ("", None),
        ("file:///etc/passwd", None),
        ("exec:ls", None),
        ("|ls", None),
        ("filter:x:http://a.example", None),
    ];
    for (typed, whole) in cases {
        assert_eq!(typed_address(typed).as_deref(), whole, "{typed}");
    }
}

#[test]
fn well_known_sites_have_their_feeds_where_they_have_them() {
    let cases = [
        (
            "https://www.youtube.com/channel/UC123/videos",
            "https://www.youtube.com/feeds/videos.xml?channel_id=UC123",
        ),
        (
            "https://m.youtube.com/playlist?list=PL9",
            "https://www.youtube.com/feeds/videos.xml?playlist_id=PL9",
        ),
        ("https://www.youtube.com/user/someone", "https://www.youtube.com/feeds/videos.xml?user=someone"),
        ("https://www.reddit.com/r/rust/", "https://www.reddit.com/r/rust/.rss"),
        ("https://old.reddit.com/user/someone", "https://www.reddit.com/user/someone/.rss"),
        ("https://github.com/owner/repository", "https://github.com/owner/repository/releases.atom"),
        ("https://github.com/owner/repository/tags", "https://github.com/owner/repository/tags.atom"),
        (
            "https://github.com/owner/repository/commits/main",
            "https://github.com/owner/repository/commits/main.atom",
        ),
        ("https://github.com/owner", "https://github.com/owner.atom"),
        ("https://medium.com/@someone", "https://medium.com/feed/@someone"),
        ("https://someone.medium.com/", "https://someone.medium.com/feed"),
        ("https://someone.substack.com/archive", "https://someone.substack.com/feed"),
        ("https://social.example/@someone", "https://social.example/@someone.rss"),
    ];
    for (page, feed) in cases {
        assert_eq!(known_place(page).as_deref(), Some(feed), "{page}");
    }
    for page in
        ["https://example.org/", "https://youtube.com/@someone", "https://www.youtube.com/playlist", "x"]
    {
        assert_eq!(known_place(page), None, "{page}");
    }
}

#[test]
fn a_page_names_its_feeds_in_the_order_of_their_worth() {
    let page = "<base href='https://a.example/blog/'>\
        <link rel='alternate' type='application/atom+xml' title='Comments' href='comments.atom'>\
        <link rel='stylesheet alternate' type='text/css' href='x.css'>\
        <link rel='alternate' hreflang='de' href='/de'>\
        <link rel='alternate' type='application/feed+json' title='\x1b[31mAll' href='/feed.json'>\
        <link rel='feed' href='https://b.example/f'>\
        <link rel='alternate' type='application/rss+xml' href='javascript:alert(1)'>\
        <a href='/news.rss'>news</a> <a href='/feedback'>no</a> <a href='/feed.json'>again</a>";
    let found = feed_links(&Foreign::new(page), Some("https://c.example/"));
    let link = |address: &str, title: Option<&str>| FeedLink {
        address: address.to_owned(),
        title: title.map(str::to_owned),
    };
    let expected = [
        link("https://a.example/feed.json", Some("[31mAll")),
        link("https://b.example/f", None),
        link("https://a.example/news.rss", None),
        link("https://a.example/blog/comments.atom", Some("Comments")),
    ];
    assert_eq!(found, expected);
}

proptest! {
    #[test]
    fn whatever_is_typed_or_linked_is_clean(text in "\\PC{0,60}", rest in any::<Vec<u8>>()) {
        for address in [typed_address(&text), known_place(&format!("https://github.com/{text}"))].into_iter().flatten() {
            prop_assert!(is_clean(&address) && address.starts_with("http"));
        }
        let page = format!("<link rel=alternate type=application/rss+xml href='{text}' title='{text}'>");
        let page = page + &String::from_utf8_lossy(&rest);
        for link in feed_links(&Foreign::new(page), Some("https://a.example/")) {
            prop_assert!(is_clean(&link.address) && link.title.is_none_or(|title| is_clean(&title)));
        }
    }
}

#[test]
fn a_feed_is_asked_and_shown_as_its_reader_wants() {
    let (home, server) = (Home::new(), site());
    home.well(&["add", &server.url("/posts.rss")]);
    let wishes = [
        "title=My posts",
        "interval=2h",
        "tags=a, b",
        "header=X-Key: hush",
        "password=nora:s3cret",
        "priority=-1",
    ];
    let said = home.run(&[&["feeds", "set", "posts.rss"], &wishes[..]].concat());
    assert!(said.err.contains("There is no feed posts.rss"), "{}", said.err);
    let said = home.well(&[&["feeds", "set", "The Feed"], &wishes[..]].concat());
    assert!(said.starts_with("courant: The Feed (") && !said.contains("hush"), "{said}");
    let feeds = home.run(&["feeds", "--json"]).out;
    assert!(!feeds.contains("hush") && !feeds.contains("s3cret"), "{feeds}");
    let feed = &home.objects(&["feeds", "--json"])[0];
    assert_eq!(feed["title"], "My posts");
    assert_eq!(
        feed["settings"],
        json!({"title": "My posts", "interval": 7200, "full_text": false, "headers": ["X-Key"], "user_agent": null,
               "password": true, "tags": ["a", "b"], "muted": false, "priority": -1})
    );
    home.well(&["refresh"]);
    let asked = server.seen().pop().unwrap();
    assert_eq!(asked.header("x-key"), Some("hush"));
    assert!(asked.header("authorization").unwrap().starts_with("Basic "));
    assert!(!home.run(&["export"]).out.contains("s3cret"));
    // Its articles are found by what it is filed under, and those of the guide are not.
    let found = home.objects(&["list", "tag:b", "--json"]);
    assert!(!found.is_empty() && found.iter().all(|article| article["feed"] == "My posts"));
    let others = home.objects(&["list", "-tag:b", "--json"]);
    assert!(!others.is_empty() && others.iter().all(|article| article["feed"] == "Guide"));
    for wrong in ["interval=soon", "mute=perhaps", "colour=red", "header=Host: x", "tags"] {
        let said = home.run(&["feeds", "set", "My posts", wrong]);
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{wrong}: {}", said.err);
    }
    home.well(&["feeds", "set", "My posts", "title=", "mute=yes", "password="]);
    let feed = &home.objects(&["feeds", "--json"])[0];
    assert_eq!(
        (&feed["title"], &feed["total"], &feed["settings"]["password"]),
        (&json!("The Feed"), &json!(0), &json!(false))
    );
    assert!(home.run(&["feeds"]).out.contains("(muted)"));
}

#[test]
fn what_newsboat_remembers_is_taken_over_for_articles_that_are_there_and_those_to_come() {
    let (home, server) = (Home::new(), site());
    let address = server.url("/posts.rss");
    let cache = home.0.path().join("cache.db");
    // The tables as newsboat makes them.
    let connection = rusqlite::Connection::open(&cache).unwrap();
    connection
        .execute_batch(
            "CREATE TABLE rss_feed (rssurl VARCHAR(1024) PRIMARY KEY NOT NULL, url VARCHAR(1024) NOT NULL, \
             title VARCHAR(1024) NOT NULL, lastmodified INTEGER(11) NOT NULL DEFAULT 0, \
             is_rtl INTEGER(1) NOT NULL DEFAULT 0, etag VARCHAR(128) NOT NULL DEFAULT ''); \
             CREATE TABLE rss_item (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid VARCHAR(64) NOT NULL, \
             title VARCHAR(1024) NOT NULL, author VARCHAR(1024) NOT NULL, url VARCHAR(1024) NOT NULL, \
             feedurl VARCHAR(1024) NOT NULL, pubDate INTEGER NOT NULL, content VARCHAR(65535) NOT NULL, \
             unread INTEGER(1) NOT NULL, enclosure_url VARCHAR(1024), enclosure_type VARCHAR(1024), \
             enqueued INTEGER(1) NOT NULL DEFAULT 0, flags VARCHAR(52), deleted INTEGER(1) NOT NULL DEFAULT 0, \
             base VARCHAR(128) NOT NULL DEFAULT '');",
        )
        .unwrap();
    let put = |guid: &str, feed: &str, unread: bool, flags: &str| {
        let sql = "INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread, flags) \
             VALUES (?1, '', '', '', ?2, 0, '', ?3, ?4)";
        connection.execute(sql, (guid, feed, unread, flags)).unwrap();
    };
    put("1", &address, false, "ab");
    put("2", &address, true, "");
    put("9", "https://other.example/", false, "");
    let cache = cache.to_str().unwrap();
    std::fs::write(home.0.path().join("urls"), format!("{address} posts more\n")).unwrap();
    home.well(&["import", home.0.path().join("urls").to_str().unwrap()]);
    assert_eq!(home.objects(&["feeds", "--json"])[0]["settings"]["tags"], json!(["more"]));
    let said = home.well(&["import", cache]);
    assert!(
        said.contains("newsboat knew of 1 article:") && said.contains("1 article of feeds that are not"),
        "{said}"
    );
    let again = home.well(&["import", cache]);
    assert!(again.contains("Nothing to do: what newsboat knows of 2 articles is so already."), "{again}");
    // The feed is fetched only now.
    home.well(&["add", &address]);
    home.well(&["refresh", "--force"]);
    let articles = home.objects(&["list", "Post", "--json"]);
    let told = |title: &str| articles.iter().find(|article| article["title"] == title).unwrap();
    assert_eq!(
        (&told("Post 1")["read"], &told("Post 1")["tags"]),
        (&json!(true), &json!(["flag a", "flag b"]))
    );
    assert_eq!((&told("Post 2")["read"], &told("Post 2")["tags"]), (&json!(false), &json!([])));
}

#[test]
fn articles_are_exported_with_their_texts() {
    let (home, server) = (Home::new(), site());
    home.well(&["add", &server.url("/posts.rss")]);
    let markdown = home.run(&["export", "--format", "markdown", "Post"]).out;
    assert!(
        markdown.contains("# Post 1") && markdown.contains("# Post 2") && markdown.contains("\n---\n"),
        "{markdown}"
    );
    let one = home.objects(&["export", "--format", "json", "Post", "-1"]);
    assert_eq!((one.len(), &one[0]["title"]), (1, &json!("Post 2")));
    assert!(one[0]["text"].as_str().unwrap().contains("Text"));
    assert_eq!(home.run(&["export", "Post"]).code, 2);
}

#[test]
fn of_a_feed_that_wishes_it_the_whole_text_is_fetched_from_the_shell_too() {
    let home = Home::new();
    let rounds = AtomicUsize::new(0);
    let words = "The carts went over the planks until the evening came down on the water. ".repeat(20);
    let page = format!("<html><body><article><h1>The Ferry</h1><p>{words}</p></article></body></html>");
    let server = Server::start(move |asked| {
        let host = asked.header("host").unwrap_or_default();
        let of = |name: &str| item(name, &format!("http://{host}/{name}"), name, "How it begins.");
        match asked.path.as_str() {
            "/feed" if rounds.fetch_add(1, Ordering::SeqCst) == 0 => {
                answer("200 OK", &[], rss(&[of("bridge")]).as_bytes())
            }
            "/feed" => answer("200 OK", &[], rss(&[of("ferry"), of("bridge")]).as_bytes()),
            _ => answer("200 OK", &["Content-Type: text/html"], page.as_bytes()),
        }
    });
    home.well(&["add", &server.url("/feed")]);
    home.well(&["feeds", "set", &server.url("/feed"), "full-text=yes"]);
    assert_eq!(home.at("2026-11-21T09:00:00Z", &["refresh", "--force"]).code, 0);
    let asked = |path: &str| server.seen().iter().filter(|asked| asked.path == path).count();
    assert_eq!((asked("/ferry"), asked("/bridge")), (1, 0));
    let listed = home.objects(&["list", "ferry", "--json"]);
    assert!(listed[0]["words"].as_u64() > Some(200), "{listed:?}");
}
