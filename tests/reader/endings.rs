//! However the program ends or stops, the terminal is given back and what was said to be saved is there.

use rustix::process::{Signal, kill_process};

use super::home::{FIRST, Home, USUAL, row, text};
use crate::terminal::Pty;

/// The screen that was there before is there again, in the modes it had.
fn is_given_back(pty: &mut Pty) {
    assert_eq!(pty.modes(), pty.modes_before(), "the terminal's modes");
    let screen = pty.screen();
    assert!(!screen.alternate_screen(), "the alternate screen");
    assert!(!screen.hide_cursor(), "the cursor");
    assert!(!screen.bracketed_paste(), "bracketed paste");
}

fn is_bookmarked(home: &Home) -> bool {
    let mut pty = home.starts();
    let bookmarked = row(pty.screen(), FIRST).unwrap().contains('★');
    assert_eq!(pty.types("Q").exits(), 0);
    bookmarked
}

#[test]
fn signals_end_it_in_order_and_what_was_ordered_is_written() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130)] {
        let home = Home::new();
        let mut pty = home.starts();
        // The star is on the screen before anything is said to be saved.
        pty.types("s").wait("the star", |screen| screen.contents().contains('★'));
        assert_eq!(pty.signals(signal).exits(), code, "{signal:?}");
        is_given_back(&mut pty);
        assert!(is_bookmarked(&home), "{signal:?}");
    }
}

#[test]
fn quitting_gives_the_terminal_back_and_says_nothing() {
    let home = Home::new();
    let mut pty = home.starts();
    assert_eq!(pty.types("q").exits(), 0);
    is_given_back(&mut pty);
    assert_eq!(pty.screen().contents().trim(), "");
}

#[test]
fn a_panic_of_the_screens_thread_gives_the_terminal_back_reports_and_loses_nothing() {
    for place in ["update", "draw"] {
        let home = Home::new();
        let mut pty = home.starts();
        pty.types("s").shows("Saved: bookmarked");
        assert_eq!(pty.types("q").exits(), 0);
        let mut pty = home.starts_with(&[("COURANT_PANIC", place)]);
        assert_eq!(pty.types("j").exits(), 101, "{place}");
        is_given_back(&mut pty);
        assert!(pty.screen().contents().contains("forced by COURANT_PANIC"), "{place}");
        assert!(is_bookmarked(&home), "{place}");
    }
}

#[test]
fn a_panic_in_drawing_still_writes_what_was_ordered() {
    let home = Home::new();
    let mut pty = home.starts_with(&[("COURANT_PANIC", "draw")]);
    assert_eq!(pty.types("s").exits(), 101);
    is_given_back(&mut pty);
    assert!(is_bookmarked(&home));
}

#[test]
fn a_panic_of_a_worker_is_a_sentence_and_reading_goes_on() {
    let home = Home::new();
    home.starts().types("q").exits();
    let mut pty = home.starts_with(&[("COURANT_PANIC", "worker")]);
    pty.types("j").shows("A part of courant (forced) failed");
    assert!(pty.screen().alternate_screen());
    pty.types("s").shows("Saved: bookmarked");
    assert_eq!(pty.types("q").exits(), 0);
    let written = String::from_utf8_lossy(pty.raw()).into_owned();
    assert!(!written.contains("forced by COURANT_PANIC"), "the report would land between the cells");
}

/// A shell with job control runs the reader, says when it stopped, and brings it back after Enter.
fn under_a_shell(home: &Home) -> Pty {
    let command = home.scripted("set -m; \"$@\"; echo it stopped; read line; fg");
    let mut pty = Pty::start(command, USUAL.0, USUAL.1);
    pty.shows("You are reading already").wait("the list", |screen| row(screen, FIRST).is_some());
    pty
}

fn comes_back(mut pty: Pty, screen_before: &str, enter: &str) {
    pty.shows("it stopped").types(enter);
    pty.wait("the same screen", |screen| text(screen) == screen_before);
    assert_eq!(pty.types("s").shows("Saved: bookmarked").types("q").exits(), 0);
    is_given_back(&mut pty);
}

#[test]
fn suspended_by_a_key_or_by_job_control_it_comes_back_with_the_same_screen() {
    let home = Home::new();
    let mut pty = under_a_shell(&home);
    let before = text(pty.screen());
    pty.types("\x1a");
    comes_back(pty, &before, "\r");

    let home = Home::new();
    let pty = under_a_shell(&home);
    let before = text(pty.screen());
    kill_process(pty.foreground(), Signal::TSTP).unwrap();
    comes_back(pty, &before, "\r");
}

#[test]
fn stopped_without_warning_it_comes_back_with_the_same_screen() {
    let home = Home::new();
    let pty = under_a_shell(&home);
    let before = text(pty.screen());
    kill_process(pty.foreground(), Signal::STOP).unwrap();
    // The terminal is still raw, so Enter is a line feed.
    comes_back(pty, &before, "\n");
}

#[test]
fn stopped_and_continued_at_once_it_draws_everything_anew() {
    let home = Home::new();
    let mut pty = home.starts();
    let before = text(pty.screen());
    let seen = pty.raw().len();
    pty.signals(Signal::STOP).signals(Signal::CONT).writes(seen, "\x1b[2J");
    pty.wait("the same screen", |screen| text(screen) == before);
    assert_eq!(pty.types("q").exits(), 0);
    is_given_back(&mut pty);
}

#[test]
fn it_ends_with_its_window() {
    let home = Home::new();
    let mut pty = home.starts();
    pty.types("s").shows("Saved: bookmarked");
    assert_eq!(pty.closes(), 129);
    assert!(is_bookmarked(&home));
}
