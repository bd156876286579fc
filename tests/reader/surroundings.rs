//! What the environment says: colours, character sets, terminals that are none, sizes out of the ordinary.

use super::home::{FIRST, Home, PROGRAM};
use crate::terminal::Pty;
use std::collections::BTreeSet;

/// Parameters of all "select graphic rendition" sequences that were written.
fn looks(raw: &[u8]) -> Vec<u32> {
    let text = String::from_utf8_lossy(raw).into_owned();
    let sequences = text.split("\x1b[").skip(1).filter_map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != ';' && c != ':')?;
        rest[end..].starts_with('m').then(|| rest[..end].to_owned())
    });
    sequences
        .flat_map(|parameters| {
            parameters.split([';', ':']).filter_map(|number| number.parse().ok()).collect::<Vec<u32>>()
        })
        .collect()
}

/// Whether a parameter sets a colour. 39, 49 and 59 only take it back.
fn is_colour(parameter: u32) -> bool {
    matches!(parameter, 30..=38 | 40..=48 | 58 | 90..=97 | 100..=107)
}

#[test]
fn colours_are_used_unless_they_are_not_wanted() {
    let home = Home::new();
    let mut pty = home.starts();
    pty.types("s").shows("Saved: bookmarked").types("Q").exits();
    assert!(looks(pty.raw()).into_iter().any(is_colour), "else the test below could not fail");
    let mut pty = home.starts_with(&[("NO_COLOR", "1")]);
    pty.types("\rG").shows("100%").types("q?").shows("Down a row or a line").types("qQ");
    assert_eq!(pty.exits(), 0);
    let coloured: Vec<u32> = looks(pty.raw()).into_iter().filter(|look| is_colour(*look)).collect();
    assert_eq!(coloured, Vec::<u32>::new());
    assert!(looks(pty.raw()).contains(&1), "bold still says what is unread");
}

#[test]
fn where_only_ascii_is_understood_only_ascii_is_drawn() {
    let home = Home::new();
    let mut pty = home.starts_with(&[("LC_ALL", "C")]);
    // The last article of the guide holds every kind of block and script.
    pty.shows(FIRST).types("G\r").shows("A case of type").types("s").shows("Saved: bookmarked \"");
    pty.types("G").shows("100%").types("?").shows("Down a row or a line").types("qQ");
    assert_eq!(pty.exits(), 0);
    let beyond: Vec<u8> = pty.raw().iter().copied().filter(|byte| !byte.is_ascii()).collect();
    assert_eq!(String::from_utf8_lossy(&beyond), "");
}

#[test]
fn a_dumb_terminal_is_refused_with_a_hint_and_without_escapes() {
    let home = Home::new();
    let mut command = home.command(&[]);
    command.env("TERM", "dumb");
    let mut pty = Pty::start(command, 80, 24);
    assert_eq!(pty.exits(), 1);
    assert!(pty.screen().contents().contains("TERM=dumb"));
    assert!(!pty.raw().contains(&0x1b));
    assert!(!home.library().exists(), "nothing was made either");
}

#[test]
fn without_a_terminal_it_says_so() {
    let home = Home::new();
    let output = std::process::Command::new(PROGRAM)
        .arg("--data-dir")
        .arg(home.library())
        .env("TERM", "xterm-256color")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.contains("courant list"), "{message}");
    assert!(!message.contains('\x1b'));
}

#[test]
fn odd_sizes_do_not_end_it() {
    for (columns, rows) in [(1, 1), (2, 2), (19, 3), (20, 4), (400, 100), (1000, 500)] {
        let home = Home::new();
        let mut pty = home.starts();
        pty.resizes(columns, rows).types("\rjG gfh?q");
        pty.resizes(80, 24).types("ga").shows(FIRST);
        assert_eq!(pty.types("Q").exits(), 0, "{columns}x{rows}");
    }
}

#[test]
fn a_window_too_small_says_what_is_needed() {
    let home = Home::new();
    let mut pty = home.starts();
    pty.resizes(19, 4).shows("20×4 needed").resizes(80, 24).shows(FIRST);
    assert_eq!(pty.types("q").exits(), 0);
}

/// What was written within links to an address, without the escape sequences amid it.
fn linked(raw: &[u8], address: &str) -> Vec<String> {
    let text = String::from_utf8_lossy(raw).into_owned();
    let links = text.split("\x1b]8;").filter_map(|rest| {
        let (target, written) = rest.split_once("\x1b\\")?;
        let (_, target) = target.split_once(';')?;
        (target == address)
            .then(|| written.split_once("\x1b[").map_or(written, |(before, _)| before).to_owned())
    });
    let mut words: Vec<String> = links.map(|written| written.trim().to_owned()).collect();
    words.retain(|written| !written.is_empty());
    words
}

#[test]
fn the_terminal_opens_links_in_the_text_below_it_and_in_the_sidebar() {
    const HIVES: &str = "https://orrin.example/hives";
    let home = Home::new();
    let words = format!("# The Orrin Hives\n\nThe keepers count [seven new hives]({HIVES}) by the river.\n");
    home.keeps("hives.md", words);
    let mut command = home.command(&["open", "hives.md"]);
    command.env("COLORTERM", "truecolor");
    let mut pty = Pty::start(command, 140, 30);
    pty.shows("seven new hives").types("i").shows("Links").types("iQ");
    assert_eq!(pty.exits(), 0);
    let linked: BTreeSet<String> = linked(pty.raw(), HIVES).into_iter().collect();
    // In the text, as a line of the list below it, and on the two rows that the sidebar gives it.
    let places = ["seven new hives", "[1] seven new hives  orrin.example", "orrin.example"];
    assert_eq!(linked, places.map(str::to_owned).into());
}
