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
    journey.types("f").shows("xn--").shows("Beware: xn--pple").types("j").shows_not("Beware");
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
