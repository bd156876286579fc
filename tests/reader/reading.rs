//! Stories of reading: the first start, turning pages, bookmarks that last, opened files.

use std::time::Duration;

use super::home::{FIRST, Home, PROGRAM, USUAL, bottom, knows_all, row, text};
use crate::net::server::{Server, answer};
use crate::terminal::Pty;

#[test]
fn an_empty_home_opens_on_the_guide() {
    let home = Home::new();
    let mut pty = home.starts();
    pty.shows("8 unread").shows("Getting around").shows("You are reading already");
    assert_eq!(pty.types("q").exits(), 0);
}

#[test]
fn keys_move_and_space_reads() {
    let home = Home::new();
    let mut pty = home.starts();
    pty.types("j").shows("Every key in courant has one meaning");
    pty.types("k").shows("You are reading already");
    pty.types(" ").shows("What happens to this article");
    assert!(!pty.screen().contents().contains("You are reading already"), "the page was turned");
    pty.types("b").shows("You are reading already");
    assert_eq!(pty.types("q").exits(), 0);
}

#[test]
fn reading_to_the_end_marks_read_and_crosses_to_the_next() {
    let home = Home::new();
    let mut pty = home.starts();
    pty.types("\r").wait("the reader to have the keys", |screen| bottom(screen).contains("Space page"));
    pty.types("G").shows("7 unread").shows("Next: Getting around");
    assert_eq!(pty.types(" ").shows("Every key in courant has one meaning").types("Q").exits(), 0);
}

#[test]
fn a_bookmark_is_there_after_a_restart() {
    let home = Home::new();
    let mut pty = home.starts();
    pty.types("s").shows("Saved: bookmarked “The first minute”");
    assert_eq!(pty.types("q").exits(), 0);
    let mut pty = home.starts();
    pty.wait("the star", |screen| row(screen, FIRST).unwrap().contains("★ The first minute"));
    knows_all(&mut pty);
    pty.types("u").shows("u again undoes what was done before this start: bookmarked “The first minute”");
    pty.types("u").wait("no star", |screen| !screen.contents().contains('★'));
    assert_eq!(pty.types("q").exits(), 0);
    let mut pty = home.starts();
    assert!(!pty.screen().contents().contains('★'), "the undo was saved, too");
    knows_all(&mut pty);
    pty.types("\x12").shows("Did again: bookmarked “The first minute”");
    pty.wait("the star", |screen| row(screen, FIRST).is_some_and(|row| row.contains('★')));
    assert_eq!(pty.types("q").exits(), 0);
}

/// Only what the README says: a machine that has nothing but the program and a home.
#[test]
fn somebody_new_reads_bookmarks_and_finds_it_again() {
    let home = Home::new();
    let start = || {
        let mut pty = Pty::start(home.bare_command(PROGRAM), 80, 24);
        pty.shows(FIRST);
        pty
    };
    let mut pty = start();
    pty.types("\r").shows("You are reading already");
    pty.types(" ").shows("When you want to know more");
    pty.types("s").shows("Saved: bookmarked “The first minute”");
    pty.types("q").wait("the list", |screen| bottom(screen).contains("Enter read"));
    assert_eq!(pty.types("q").exits(), 0);

    let mut pty = start();
    pty.types("gs").shows("Bookmarks").wait("the bookmark alone", |screen| {
        row(screen, "★ The first minute").is_some() && !screen.contents().contains("Getting around")
    });
    assert_eq!(pty.types("Q").exits(), 0);
    #[cfg(target_os = "linux")]
    assert!(home.path(".local/share/courant/library.sqlite").exists(), "where the README says it is");
}

#[test]
fn a_file_is_opened_in_the_reader_and_kept() {
    let home = Home::new();
    home.keeps("page.txt", PAGE);
    let mut pty = home.opens(&["page.txt"]);
    pty.shows("The ferry comes back").shows("Ann Author").shows("The boat had been away for a year.");
    pty.wait("the reader to have the keys", |screen| bottom(screen).contains("Space page"));
    assert_eq!(pty.types("Q").exits(), 0);
    let mut pty = home.starts();
    pty.types("ga").shows("The ferry comes back");
    assert_eq!(pty.types("Q").exits(), 0);
}

#[test]
fn several_files_and_a_folder_are_opened_as_a_list() {
    let home = Home::new();
    home.keeps("page.txt", PAGE);
    home.keeps("folder/one.md", "# First of the folder\n\nWords of one.\n");
    home.keeps("folder/two.md", "# Second of the folder\n\nWords of two.\n");
    home.keeps("folder/.hidden.md", "# Not wanted\n\nWords.\n");
    for names in [&["folder"][..], &["page.txt", "folder/one.md"], &["page.txt", "folder"]] {
        let mut pty = home.opens(names);
        let title = if names == ["folder"] {
            "folder"
        } else if names.len() == 2 && names[1] == "folder" {
            "3 files"
        } else {
            "2 files"
        };
        pty.shows(title).wait("the list", |screen| bottom(screen).contains("Enter read"));
        for (name, title) in [("page.txt", "The ferry"), ("folder/one.md", "First of the folder")] {
            if names.contains(&name) || name.starts_with(names[0]) {
                pty.shows(title);
            }
        }
        assert!(!pty.screen().contents().contains("Not wanted"));
        assert_eq!(pty.types("Q").exits(), 0);
    }
}

#[test]
fn a_run_begins_with_what_was_opened_now_and_older_files_stay_in_reach() {
    let home = Home::new();
    home.keeps("page.txt", PAGE);
    assert_eq!(home.opens(&["page.txt"]).shows("The boat had been away").types("Q").exits(), 0);
    // By name, not by date; what is empty is no article.
    for name in ["a first", "b second", "c third"] {
        home.keeps(&format!("letters/{name}.md"), format!("# {name}\n\nWords.\n"));
    }
    home.keeps("letters/empty.md", "");
    let mut pty = home.opens(&["letters"]);
    pty.shows("1 empty file skipped")
        .wait("the list", |screen| screen.cursor_position().0 == 2 && row(screen, "a first").is_some());
    let rows = text(pty.screen());
    let at = |title: &str| rows.lines().position(|row| row.contains(title));
    assert_eq!(at("letters"), Some(0));
    assert!(at("a first") < at("b second") && at("b second") < at("c third"), "{rows}");
    assert_eq!(at("The ferry comes back"), None);
    pty.types("gu").shows("The ferry comes back").types("q").wait("the letters again", |screen| {
        screen.contents().starts_with(" letters") && row(screen, "The ferry").is_none()
    });
    pty.types("gf").shows("Opened files").types("G\r").wait("all opened files", |screen| {
        row(screen, "The ferry comes back").is_some() && row(screen, "b second").is_some()
    });
    assert_eq!(pty.types("Q").exits(), 0);
}

#[test]
fn all_that_could_not_be_read_is_told() {
    let home = Home::new();
    home.keeps("page.txt", PAGE);
    let mut pty = home.opens(&["one.txt", "two.txt", "page.txt", "three.txt"]);
    pty.shows("The boat had been away").shows("3 files could not be read: one.txt, two.txt, three.txt");
    assert_eq!(pty.types("Q").exits(), 0);
    let mut pty = home.opens(&["one.txt", "page.txt"]);
    pty.shows("one.txt cannot be read: No such file or directory.");
    assert_eq!(pty.types("Q").exits(), 0);
}

#[test]
fn a_removed_article_that_is_opened_again_is_there_again() {
    let home = Home::new();
    home.keeps("page.txt", PAGE);
    let mut pty = home.opens(&["page.txt"]);
    pty.shows("The boat had been away").types("D").shows("Saved: removed");
    assert_eq!(pty.types("Q").exits(), 0);
    let mut pty = home.opens(&["page.txt"]);
    pty.shows("The boat had been away").shows("Saved: brought back");
    assert_eq!(pty.types("Q").exits(), 0);
    // It can be undone, and the older removal is not undone a second time.
    let mut pty = home.starts();
    pty.types("ga").shows("The ferry comes back").types("uu").shows("Undid: brought back");
    pty.wait("gone", |screen| row(screen, "The ferry").is_none());
    pty.types("\x12").wait("back", |screen| row(screen, "The ferry").is_some());
    assert_eq!(pty.types("Q").exits(), 0);
    assert_eq!(home.disk().integrity().unwrap(), Vec::<String>::new());
}

#[test]
fn a_path_in_the_home_folder_is_typed_as_in_a_shell() {
    let home = Home::new();
    home.keeps("page.txt", PAGE);
    let mut pty = home.starts();
    pty.types("a").types("~/page.txt\r").shows("The boat had been away");
    assert_eq!(pty.types("Q").exits(), 0);
}

#[test]
fn what_cannot_be_opened_is_said_and_the_rest_is_shown() {
    let home = Home::new();
    home.keeps("page.txt", PAGE);
    home.keeps("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0");
    let mut pty = home.opens(&["missing.txt", "page.txt"]);
    pty.shows("The ferry comes back").shows("missing.txt cannot be read: No such file");
    assert_eq!(pty.types("Q").exits(), 0);
    let mut pty = home.opens(&["picture.png", "page.txt"]);
    pty.shows("The ferry comes back").shows("picture.png");
    assert_eq!(pty.types("Q").exits(), 0);
}

#[test]
fn the_help_and_half_typed_keys_are_shown() {
    let home = Home::new();
    let mut pty = home.starts();
    pty.types("?").shows("Down a row or a line").types("q").shows("You are reading already");
    pty.types("g").shows("What you opened, latest first");
    pty.types("\x1b").wait("the hints again", |screen| bottom(screen).contains("Enter read"));
    assert_eq!(pty.types("q").exits(), 0);
}

#[test]
fn a_mark_shows_in_another_reader_of_the_same_library() {
    let home = Home::new();
    let mut one = home.starts();
    let mut other = home.starts();
    one.types("s").shows("Saved: bookmarked");
    other.wait("the star", |screen| row(screen, FIRST).is_some_and(|row| row.contains('★')));
    other.types("jm").shows("Saved: marked read “Getting around”");
    one.shows("7 unread").types("ga").wait("the other's mark", |screen| {
        row(screen, "Getting around").is_some_and(|row| !row.contains('●'))
    });
    home.keeps("page.txt", PAGE);
    other.types("apage.txt\r").shows("The ferry comes back");
    one.types("gage").wait("the arrival", |screen| row(screen, "The ferry comes back").is_some());
    assert_eq!(one.types("Q").exits(), 0);
    assert_eq!(other.types("Q").exits(), 0);
}

#[test]
fn a_feed_that_another_run_brings_shows_in_an_open_reader() {
    let items = (1..=7).map(|number| {
        format!(
            "<item><guid>{number}</guid><title>Wire number {number}</title>\
             <pubDate>Sun, 22 Nov 2026 1{number}:00:00 GMT</pubDate>\
             <description>Fresh off the wire, &lt;b&gt;part {number}&lt;/b&gt;.</description></item>"
        )
    });
    let items: String = items.collect();
    let feed = format!("<rss version='2.0'><channel><title>The Wire</title>{items}</channel></rss>");
    let server = Server::start(move |_| answer("200 OK", &[], feed.as_bytes()));
    let home = Home::new();
    let mut pty = home.starts();
    let mut adds = Pty::start(home.command(&["add", &server.url("/feed")]), 100, 24);
    adds.shows("Subscribed to The Wire");
    assert_eq!(adds.exits(), 0);
    // Eight of the guide and five of the feed: the two oldest count as read.
    pty.shows("13 unread").types("ga").shows("Wire number 7");
    pty.types("gg/wire number 3\r").shows("Fresh off the wire, part 3.");
    assert_eq!(pty.types("Q").exits(), 0);
}

#[test]
fn nothing_is_drawn_and_nothing_is_done_while_nothing_happens() {
    let home = Home::new();
    let mut pty = home.starts();
    pty.types("s").shows("Saved: bookmarked");
    // The sentence goes by itself; then there is nothing more to do.
    pty.wait("the hints", |screen| bottom(screen).contains("Enter read"));
    while pty.listens(Duration::from_millis(300)) > 0 {}
    let before = ticks(&pty);
    assert_eq!(pty.listens(Duration::from_millis(1200)), 0, "bytes drawn while idle");
    assert_eq!(ticks(&pty), before, "processor time while idle");
    assert_eq!(pty.types("q").exits(), 0);
}

/// Clock ticks of processor time of all its threads, of the user and of the system: fields 14 and 15 of proc(5)'s
/// stat. Where there is no such file the processor's time is not looked at.
fn ticks(pty: &Pty) -> u64 {
    let path = format!("/proc/{}/stat", pty.process().as_raw_nonzero());
    let stat = std::fs::read_to_string(path).unwrap_or_default();
    let after_name = stat.rsplit_once(')').map_or("", |(_, fields)| fields);
    after_name.split_whitespace().skip(11).take(2).map(|field| field.parse::<u64>().unwrap()).sum()
}

#[test]
fn a_storm_of_sizes_ends_in_the_frame_that_belongs_to_the_last() {
    let home = Home::new();
    let mut pty = home.starts();
    for step in 0..300_u16 {
        pty.resizes(20 + step % 181, 4 + step % 61);
    }
    pty.resizes(USUAL.0 - 1, USUAL.1 + 1);
    pty.resizes(USUAL.0, USUAL.1);
    let expected = text(home.starts().screen());
    pty.wait("the frame of a fresh start", |screen| text(screen) == expected);
    assert_eq!(pty.types("q").exits(), 0);
}

const PAGE: &str = "\
The ferry comes back

By Ann Author

Published 3 December 2025

3 min read

The boat had been away for a year. It came back on a Tuesday, and nobody had been told.

People stood at the water and looked at it for a while. Then they went aboard.
";
