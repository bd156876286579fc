//! The place in an article: it survives the end of the program, however it comes, and any other width.

use rustix::process::Signal;

use super::home::{Home, bottom};
use crate::terminal::Pty;

/// A hundred paragraphs in which every word tells where it stands.
fn long_page() -> String {
    let word = |paragraph: usize| move |word: usize| format!("p{paragraph}w{word}");
    let paragraphs = (1..=100).map(|number| (1..=40).map(word(number)).collect::<Vec<_>>().join(" "));
    let text: Vec<String> = paragraphs.collect();
    format!("# A long page\n\n{}\n", text.join("\n\n"))
}

/// The reader in the long page, alone on its screen.
fn reads(home: &Home, columns: u16, rows: u16) -> Pty {
    let mut pty = Pty::start(home.command(&["open", "long.md"]), columns, rows);
    let is_read = |screen: &vt100::Screen| first_word(screen).is_some() && bottom(screen).contains("help");
    pty.wait("the page", is_read);
    pty
}

/// The first word of the text on the screen: its paragraph and its number in it.
fn first_word(screen: &vt100::Screen) -> Option<(usize, usize)> {
    words_of(&screen.contents()).first().copied()
}

/// The words of the page in a text. The mark of a resumed article stands before its first word.
fn words_of(text: &str) -> Vec<(usize, usize)> {
    let parse = |word: &str| {
        let (paragraph, number) = word.strip_prefix('p')?.split_once('w')?;
        Some((paragraph.parse().ok()?, number.parse().ok()?))
    };
    text.replace('›', " ").split_whitespace().filter_map(parse).collect()
}

/// The words on the first two rows of text: "to within a line".
fn near_the_top(screen: &vt100::Screen) -> Vec<(usize, usize)> {
    let rows = screen.rows(0, screen.size().1).map(|row| words_of(&row));
    rows.filter(|words| !words.is_empty()).take(2).flatten().collect()
}

/// Pages on a few times; answers the word that then stands first.
fn reads_on(pty: &mut Pty, pages: usize) -> (usize, usize) {
    for _ in 0..pages {
        let before = first_word(pty.screen());
        pty.types("\x06")
            .wait("the next page", |screen| first_word(screen) > before && first_word(screen).is_some());
    }
    first_word(pty.screen()).unwrap()
}

#[test]
fn the_place_survives_a_restart_and_another_width() {
    let home = Home::new();
    home.keeps("long.md", long_page());
    let mut pty = reads(&home, 70, 24);
    let place = reads_on(&mut pty, 5);
    assert_eq!(pty.types("Q").exits(), 0);
    for (columns, rows) in [(70, 24), (40, 20), (120, 40), (200, 60), (24, 10), (70, 24)] {
        let mut pty = reads(&home, columns, rows);
        pty.wait("the place", |screen| near_the_top(screen).contains(&place));
        assert_eq!(pty.types("Q").exits(), 0, "{columns}x{rows}");
    }
}

#[test]
fn the_place_survives_live_resizing() {
    let home = Home::new();
    home.keeps("long.md", long_page());
    let mut pty = reads(&home, 70, 24);
    let place = reads_on(&mut pty, 7);
    for (columns, rows) in [(40, 20), (140, 50), (25, 8), (300, 90), (70, 24)] {
        pty.resizes(columns, rows).wait("the place", |screen| near_the_top(screen).contains(&place));
    }
    pty.wait("the very line", |screen| first_word(screen) == Some(place));
    assert_eq!(pty.types("Q").exits(), 0);
}

#[test]
fn the_place_survives_signals() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT] {
        let home = Home::new();
        home.keeps("long.md", long_page());
        let mut pty = reads(&home, 70, 24);
        let place = reads_on(&mut pty, 3);
        pty.signals(signal).exits();
        let mut pty = reads(&home, 70, 24);
        pty.wait("the place", |screen| first_word(screen) == Some(place));
        assert_eq!(pty.types("Q").exits(), 0);
    }
}

#[test]
fn a_second_after_reading_on_the_place_survives_sigkill() {
    let home = Home::new();
    home.keeps("long.md", long_page());
    let mut pty = reads(&home, 70, 24);
    let place = reads_on(&mut pty, 4);
    // A second is what is promised; the rest is for a machine that is busy with other tests.
    pty.listens(std::time::Duration::from_millis(2500));
    pty.signals(Signal::KILL).ends();
    let mut pty = reads(&home, 70, 24);
    pty.wait("the place", |screen| first_word(screen) == Some(place));
    assert_eq!(pty.types("Q").exits(), 0);
}
