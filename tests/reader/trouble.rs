//! Trouble with the library: a clear sentence each time, reading goes on where it can, and nothing is lost.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use courant::app::{App, Effect, Key, Msg, Save, Start};
use courant::news::ArticleId;
use courant::store::ReaderChange;
use courant::workers::first_screen_of_all;
use jiff::{SignedDuration, Timestamp};
use portable_pty::CommandBuilder;
use rusqlite::Connection;
use rustix::process::{Resource, Rlimit, Signal, prlimit};

use super::home::{FIRST, Home, PROGRAM, USUAL, row};
use crate::terminal::Pty;

/// Starts the reader, which is to refuse; what it says.
fn refuses(home: &Home) -> String {
    let mut pty = Pty::start(home.command(&[]), 200, 24);
    assert_eq!(pty.exits(), 1);
    assert!(!pty.screen().alternate_screen());
    assert_eq!(pty.modes(), pty.modes_before());
    pty.screen().contents()
}

fn made(home: &Home) -> std::path::PathBuf {
    assert_eq!(home.starts().types("q").exits(), 0);
    home.library().join("library.sqlite")
}

/// Writes what the log holds into the file, which then stands for itself.
fn folded(file: &Path) -> Connection {
    let connection = Connection::open(file).unwrap();
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    connection
}

#[test]
fn a_library_of_a_newer_courant_is_refused_untouched() {
    let home = Home::new();
    let file = made(&home);
    let newer = "PRAGMA user_version = 999; UPDATE meta SET value = '999' WHERE key = 'schema'";
    let connection = folded(&file);
    connection.execute_batch(newer).unwrap();
    drop(folded(&file));
    drop(connection);
    let before = fs::read(&file).unwrap();
    let said = refuses(&home);
    assert!(said.contains("is of a newer courant (schema 999"), "{said}");
    assert!(said.contains("Update courant"), "{said}");
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
fn a_file_in_the_place_of_the_folder_is_named() {
    let home = Home::new();
    home.keeps("library", "a file");
    let said = refuses(&home);
    assert!(said.contains("should be the library's folder but is not one"), "{said}");
    assert_eq!(fs::read(home.library()).unwrap(), b"a file");
}

#[test]
fn a_file_of_somebody_else_is_left_as_it_is() {
    let home = Home::new();
    let text = "Nothing that SQLite or courant ever wrote. ".repeat(50);
    home.keeps("library/library.sqlite", &text);
    let said = refuses(&home);
    assert!(said.contains("is not a courant library and was left as it is"), "{said}");
    assert_eq!(fs::read_to_string(home.library().join("library.sqlite")).unwrap(), text);
}

#[test]
fn a_damaged_library_is_kept_aside_and_reading_goes_on() {
    let home = Home::new();
    home.starts().types("s").shows("Saved: bookmarked").types("q").exits();
    let file = made(&home);
    drop(folded(&file));
    let mut bytes = fs::read(&file).unwrap();
    // The end of the file: the last tables, among them what every start reads.
    let page = 8192;
    let from = bytes.len() - 7 * page;
    bytes[from..].fill(0xA5);
    fs::write(&file, bytes).unwrap();
    let mut pty = Pty::start(home.command(&[]), 200, 24);
    pty.shows(FIRST);
    assert_eq!(pty.types("Q").exits(), 0);
    // The next start finds a sound library; whatever was damaged is beside it.
    let mut pty = home.starts();
    pty.wait("the star", |screen| row(screen, FIRST).is_some_and(|row| row.contains('★')));
    assert_eq!(pty.types("Q").exits(), 0);
    assert_eq!(home.disk().integrity().unwrap(), Vec::<String>::new());
}

#[test]
fn a_library_that_cannot_be_written_is_read() {
    let home = Home::new();
    let file = made(&home);
    drop(folded(&file));
    let folder = home.library();
    let closed = [home.path(""), folder.clone(), file.clone()];
    closed.iter().for_each(|path| fs::set_permissions(path, fs::Permissions::from_mode(0o555)).unwrap());
    let mut pty = Pty::start(without_rights(&home), 200, 24);
    pty.shows(FIRST).shows("cannot be written: what is marked now is lost at the end");
    pty.types("\r").shows("You are reading already").types(" ");
    pty.types("s").shows("cannot be written, so nothing was saved").shows("1 change not saved");
    assert_eq!(pty.types("Q").exits(), 1);
    assert!(pty.screen().contents().contains("1 change could not be saved and is lost"));
    closed.iter().for_each(|path| fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap());
    assert!(!row(home.starts().screen(), FIRST).unwrap().contains('★'));
}

/// A machine on the guide, without a disk behind it.
fn machine() -> (App, Timestamp) {
    let now: Timestamp = crate::reader::home::NOW.parse().unwrap();
    let start = Start {
        size: (80, 24),
        zone: jiff::tz::TimeZone::UTC,
        now,
        unicode: true,
        colour: false,
        hyperlinks: false,
        terminal_orders: true,
        opening_files: false,
    };
    let mut app = App::new(start);
    app.update(now, Msg::World(first_screen_of_all(now)));
    (app, now)
}

/// The tickets that were sent to the disk.
fn saves(effects: &[Effect]) -> Vec<u64> {
    let ticket = |effect: &Effect| match effect {
        Effect::Save { ticket, .. } => Some(*ticket),
        _ => None,
    };
    effects.iter().filter_map(ticket).collect()
}

/// An undo that waits for the disk is not forgotten by leaving: it follows its step to the disk.
#[test]
fn an_undo_pressed_while_the_disk_writes_outlives_the_end() {
    let (mut app, now) = machine();
    let marked = saves(&app.update(now, Msg::Key(Key::char('s'))));
    assert_eq!(saves(&app.update(now, Msg::Key(Key::char('u')))), Vec::<u64>::new());
    let left = app.update(now, Msg::Key(Key::char('Q')));
    let [Effect::Save { ticket, save: Save::UndoLast { change } }] = &left[..] else { panic!("{left:?}") };
    assert!(*ticket > marked[0]);
    assert!(matches!(change, ReaderChange::Bookmark { at: None, .. }), "{change:?}");
    assert_eq!(app.unanswered(), 2, "until the disk says that it has both");
}

/// A library that can only be read is not asked again and again: nothing wakes until the reader does something.
#[test]
fn what_can_only_be_read_is_left_in_peace() {
    let (mut app, now) = machine();
    let refuse = |app: &mut App, at, ticket| {
        app.update(at, Msg::NotSaved { ticket, sentence: Some("It can only be read.".into()), lasts: true })
    };
    let first = saves(&app.update(now, Msg::Key(Key::char('s'))));
    assert_eq!(first.len(), 1);
    refuse(&mut app, now, first[0]);
    assert_eq!(app.said().unwrap().text, "It can only be read.");
    for minutes in 1..10 {
        let later = now + SignedDuration::from_mins(minutes);
        assert_eq!(saves(&app.update(later, Msg::Wake)), Vec::<u64>::new());
    }
    // Another mark tries once more, in order; reading goes on.
    let later = now + SignedDuration::from_mins(11);
    let again = saves(&app.update(later, Msg::Key(Key::char('m'))));
    assert_eq!((again.len(), again[0]), (2, first[0]));
    again.iter().for_each(|ticket| _ = refuse(&mut app, later, *ticket));
    assert_eq!(app.unsaved(), 2);
    let read = app.update(later, Msg::Key(Key::char('j')));
    assert!(read.iter().any(|effect| matches!(effect, Effect::Read { .. })), "{read:?}");
    assert!(ArticleId::new(1).is_some_and(|id| app.store().headline(id).is_some()));
    let last = saves(&app.update(later, Msg::Key(Key::char('Q'))));
    assert_eq!(last, again, "and at the end");
}

/// The reader at an article whose first link opens with this script, and a shell that goes on after the reader's end.
fn with_browser(home: &Home, before: &str, script: &str, afterwards: &str) -> Pty {
    let browser = home.keeps("browser", format!("#!/bin/sh\n{script}\n"));
    fs::set_permissions(&browser, fs::Permissions::from_mode(0o755)).unwrap();
    home.keeps("page.md", "---\ntitle: A page\n---\nRead [more](https://example.org/).\n");
    let mut command = home.scripted(&format!("mkfifo pipe; \"$@\"; {afterwards}"));
    command.args(["open", "page.md"]);
    command.env("BROWSER", format!("{before}{}", browser.to_str().unwrap()));
    let mut pty = Pty::start(command, USUAL.0, USUAL.1);
    pty.shows("Read more");
    pty
}

/// A browser that runs on, as one in a window does, keeps no key waiting, nor the end.
#[test]
fn a_browser_that_stays_open_stops_nothing() {
    let home = Home::new();
    // It stays open until the reader has ended.
    let mut pty = with_browser(&home, "", "read word < pipe", "echo the reader has ended; echo close > pipe");
    pty.types("1o").shows("Opening in").types("?").shows("Down a row or a line").types("qQ");
    assert_eq!(pty.shows("the reader has ended").exits(), 0);
}

#[test]
fn what_was_to_be_opened_is_opened_when_the_end_comes_at_once() {
    let home = Home::new();
    // It takes a while until one of these is found.
    let missing = "/nowhere/a-browser:".repeat(100);
    let mut pty =
        with_browser(&home, &missing, "echo $1 > pipe", "read address < pipe; echo opened $address");
    assert_eq!(pty.types("1oQ").shows("opened https://example.org/").exits(), 0);
}

/// The reader for somebody who may only read. Root, to whom no file is closed, becomes nobody for it.
fn without_rights(home: &Home) -> CommandBuilder {
    if !rustix::process::geteuid().is_root() {
        return home.command(&[]);
    }
    // Nobody may not enter every folder that leads to the program.
    let copies = tempfile::tempdir().unwrap().keep();
    fs::set_permissions(&copies, fs::Permissions::from_mode(0o755)).unwrap();
    fs::copy(PROGRAM, copies.join("courant")).unwrap();
    let script = "setpriv --reuid 65534 --regid 65534 --clear-groups \"$COPIES/courant\" --data-dir \"$LIBRARY\"; \
                  code=$?; rm -r \"$COPIES\"; exit $code";
    let mut command = home.bare_command("/bin/sh");
    command.args(["-c", script]);
    command.env("COPIES", copies);
    command.env("LIBRARY", home.library());
    command
}

/// From now on, files of the program may not grow beyond so many bytes, as on a disk that is full.
fn fills_the_disk(pty: &Pty, bytes: Option<u64>) {
    prlimit(Some(pty.process()), Resource::Fsize, Rlimit { current: bytes, maximum: None }).unwrap();
}

#[test]
fn a_full_disk_is_said_and_the_marks_are_kept_until_there_is_room() {
    let home = Home::new();
    let mut pty = home.starts();
    fills_the_disk(&pty, Some(0));
    pty.types("s").shows("The disk is full").shows("1 change not saved");
    pty.types("jm").shows("2 changes not saved");
    pty.types("k").wait("the star", |screen| row(screen, FIRST).is_some_and(|row| row.contains('★')));
    pty.types(" ").shows("What happens to this article");
    fills_the_disk(&pty, None);
    pty.shows("Saved: marked read “Getting around”");
    pty.wait("all saved", |screen| !screen.contents().contains("not saved"));
    pty.signals(Signal::KILL).ends();
    let store = home.store();
    let marked = store.list_where(&courant::store::List::All, &mut |headline| {
        (headline.title == FIRST && headline.bookmarked)
            || (headline.title == "Getting around" && headline.read)
    });
    assert_eq!(marked.len(), 2);
}

#[test]
fn marks_made_on_a_full_disk_are_written_at_the_end_if_there_is_room_by_then() {
    let home = Home::new();
    let mut pty = home.starts();
    fills_the_disk(&pty, Some(0));
    pty.types("s").shows("1 change not saved");
    fills_the_disk(&pty, None);
    assert_eq!(pty.types("Q").exits(), 0);
    assert!(row(home.starts().screen(), FIRST).unwrap().contains('★'));
}

#[test]
fn on_a_disk_that_is_full_from_the_start_a_library_is_read() {
    let home = Home::new();
    drop(folded(&made(&home)));
    let script = "trap '' XFSZ; ulimit -f 0; exec \"$@\"";
    let mut pty = Pty::start(home.scripted(script), USUAL.0, USUAL.1);
    pty.shows(FIRST).shows("You are reading already");
    pty.types("s").shows("1 change not saved");
    assert_eq!(pty.types("Q").exits(), 1);
    assert!(pty.screen().contents().contains("1 change could not be saved and is lost"));
}

#[test]
fn on_a_disk_that_is_full_from_the_start_a_new_library_is_refused_in_a_sentence() {
    let home = Home::new();
    let mut pty = Pty::start(home.scripted("trap '' XFSZ; ulimit -f 0; exec \"$@\""), 200, 24);
    assert_eq!(pty.exits(), 1);
    assert!(pty.screen().contents().contains("The disk is full"), "{}", pty.screen().contents());
    assert!(home.starts().screen().contents().contains(FIRST), "with room again it begins anew");
}
