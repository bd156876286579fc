//! Links: letters on them, the list of them with their real hosts, followed into an article and back.

use courant::app::{Effect, Focus};

use super::feeds::{Shelf, article_page};
use super::journey::{Home, Journey};
use super::pages;
use crate::net::server::Server;

const SIZE: (u16, u16) = (100, 30);

/// An article with links to two pages that are there and one that is not what it says.
fn linked() -> (Home, Shelf, Server) {
    let walk = "# A Walk\n\nPast the [mill](http://valley.example/mill) to the \
                [ferry](http://valley.example/ferry), as [bank.example](http://valley.example/gone) says.\n";
    let home = Home::with(&[("walk.md", walk)]);
    let shelf = Shelf::default();
    let mill = article_page("The Old Mill", 9);
    let mill = mill.replace("Paragraph 3 tells", "Paragraph 3 of <a href='/ferry'>the ferry</a> tells");
    shelf.puts("/mill", &mill);
    shelf.puts("/ferry", &article_page("The Ferry Sails", 9));
    let server = shelf.serves();
    home.reaches("valley.example", &server);
    (home, shelf, server)
}

#[test]
fn a_link_is_followed_by_its_letter_and_left_again() {
    let (home, _shelf, _server) = linked();
    let mut journey = Journey::at(&home, SIZE);
    journey.types("<Enter>f").shows("a letter reads it here").shows("Past the mill[a] to the ferry[s]");
    journey.types("a");
    assert_eq!((journey.article().as_str(), journey.app.focus()), ("The Old Mill", Focus::Reader));
    journey.types("G").shows("h goes back to “A Walk”").types("1<Enter>");
    assert_eq!(journey.article(), "The Ferry Sails", "{}", journey.picture());
    journey.types("h");
    assert_eq!((journey.article().as_str(), journey.app.focus()), ("The Old Mill", Focus::Reader));
    journey.types("q");
    assert_eq!((journey.article().as_str(), journey.app.focus()), ("A Walk", Focus::Reader));
    journey.types("h");
    assert_eq!(journey.app.focus(), Focus::List);
    assert_eq!(journey.selected(), "A Walk", "the cursor is where it was");
}

#[test]
fn capitals_open_the_browser_and_other_keys_leave_the_letters() {
    let (home, _shelf, _server) = linked();
    let mut journey = Journey::at(&home, SIZE);
    journey.types("<Enter>fS");
    assert_eq!(journey.asks(), [Effect::Browse("http://valley.example/ferry".to_owned())]);
    journey.types("f<Esc>").shows_not("a letter reads it here").shows("Past the mill[1]");
    journey.types("fz").says("No link has these letters");
    assert_eq!(journey.article(), "A Walk");
}

#[test]
fn the_list_of_links_tells_where_they_really_lead() {
    let (home, _shelf, _server) = linked();
    let mut journey = Journey::at(&home, SIZE);
    journey
        .types("f")
        .shows("Links")
        .shows("1  mill")
        .shows("http://valley.example/mill")
        .shows_not("Beware");
    journey.types("G").shows("Beware: it says bank.example, and leads to valley.example.");
    journey.types("o");
    assert_eq!(journey.asks(), [Effect::Browse("http://valley.example/gone".to_owned())]);
    journey.types("<Enter>f<Tab>").shows("3  bank.example").types("jy");
    let copied = Effect::Copy { text: "http://valley.example/ferry".to_owned(), what: "address" };
    assert_eq!(journey.asks(), [copied]);
}

#[test]
fn hosts_in_the_letters_of_other_scripts_are_exposed() {
    let page = "# Two hosts\n\n[Log in](https://\u{0430}pple.example/) or read [the news](https://apple.example/).\n";
    let home = Home::with(&[("hosts.md", page)]);
    let mut journey = Journey::at(&home, SIZE);
    journey
        .types("f")
        .shows("xn--")
        .shows("stands for a name in other letters")
        .types("j")
        .shows_not("Beware");
}

#[test]
fn the_page_behind_a_link_is_bookmarked_without_leaving_the_article() {
    let (home, shelf, _server) = linked();
    let mut journey = Journey::at(&home, SIZE);
    journey.types("<Enter>f<Tab>s").says("bookmarked");
    assert_eq!(journey.article(), "A Walk");
    journey.types("hgs");
    assert_eq!(journey.titles(), ["The Old Mill"]);
    journey.types("u");
    assert_eq!(journey.counts().bookmarked, 0);
    shelf.takes_away("/ferry");
    journey.types("gc").types("ga").types("f");
    journey.types("<Esc>");
    assert!(home.faults().is_empty());
}

#[test]
fn a_link_that_leads_nowhere_says_so_and_leaves_the_article() {
    let (home, _shelf, _server) = linked();
    let mut journey = Journey::at(&home, SIZE);
    journey.types("<Enter>3<Enter>").shows("404");
    assert_eq!((journey.article().as_str(), journey.app.focus()), ("A Walk", Focus::Reader));
}

#[test]
fn the_contents_lead_to_a_heading() {
    let home = Home::with(&[("walk.md", pages::guidebook())]);
    let mut journey = Journey::at(&home, (80, 12));
    journey.types("<Enter>T").shows("Contents").shows("The first mile").types("G<Enter>");
    assert!(journey.top_line().contains("The second mile"), "{}", journey.top_line());
    journey.types("T").shows("The second mile").types("<Esc>");
    assert!(journey.top_line().contains("The second mile"), "{}", journey.top_line());
}

#[test]
fn an_article_without_links_or_headings_says_so() {
    let home = Home::with(&[("bees.txt", &pages::bees())]);
    let mut journey = Journey::at(&home, SIZE);
    journey.types("<Enter>f").says("There are no links here").types("T").says("This article has no headings");
}

#[test]
fn numbers_and_letters_mean_the_links_that_are_seen() {
    let home = Home::with(&[]);
    let shelf = Shelf::default();
    let said = "Read &lt;a href='https://told.example/'&gt;this&lt;/a&gt; and &lt;a href='https://feed.example/'&gt;that&lt;/a&gt;.";
    let item = format!(
        "<item><title>The Mill</title><link>http://valley.example/mill</link><description>{said}</description></item>"
    );
    shelf.puts("/feed", &format!("<rss version='2.0'><channel><title>Valley</title>{item}</channel></rss>"));
    let mill = article_page("The Mill", 9);
    shelf
        .puts("/mill", &mill.replace("Paragraph 1 tells", "Paragraph 1 of <a href='/flour'>flour</a> tells"));
    let server = shelf.serves();
    home.reaches("valley.example", &server);
    let mut journey = Journey::at(&home, SIZE);
    journey.types("ahttp://valley.example/feed<Enter><Enter><Enter>x").shows("Paragraph 1 of flour[1]");
    journey.types("1o");
    assert_eq!(journey.asks(), [Effect::Browse("http://valley.example/flour".to_owned())]);
    journey.types("x").shows("Read this[1] and that[2]").types("1o");
    assert_eq!(journey.asks(), [Effect::Browse("https://told.example/".to_owned())]);
    journey.types("fS");
    assert_eq!(journey.asks(), [Effect::Browse("https://feed.example/".to_owned())]);
}

#[test]
fn letters_go_when_the_text_moves_or_something_else_takes_the_keys() {
    let (home, _shelf, _server) = linked();
    let mut journey = Journey::at(&home, SIZE);
    journey.types("<Enter>f").pastes("http://valley.example/").shows_not("a letter reads it here");
    journey.types("s").shows("valley.example/s").types("<Esc>f").resizes(60, 9).shows_not("letter reads");
    assert_eq!(journey.article(), "A Walk");
}

#[test]
fn a_link_that_says_another_host_is_shown_before_it_is_followed() {
    let (home, _shelf, server) = linked();
    let mut journey = Journey::at(&home, SIZE);
    journey.types("<Enter>fd").shows("Beware: it says bank.example");
    assert!(server.seen().is_empty());
    journey.types("<Enter>").shows("404");
}

#[test]
fn a_bookmark_for_a_link_is_set_whatever_is_followed_meanwhile() {
    let (home, _shelf, _server) = linked();
    let mut journey = Journey::at(&home, SIZE);
    journey.types("<Enter>f<Tab>").types_at_once("s2<Enter>");
    assert_eq!(journey.article(), "The Ferry Sails");
    journey.types("hhgs");
    assert_eq!(journey.titles(), ["The Old Mill"]);
}

#[test]
fn a_page_once_removed_comes_back_with_its_bookmark() {
    let (home, _shelf, _server) = linked();
    let mut journey = Journey::at(&home, SIZE);
    journey.types("<Enter>1<Enter>");
    assert_eq!(journey.article(), "The Old Mill");
    journey.types("hgaggD").types("gagg");
    assert_eq!(journey.titles(), ["A Walk"]);
    journey.types("f").types("s").types("gs");
    assert_eq!(journey.titles(), ["The Old Mill"]);
}
