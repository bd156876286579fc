//! What strangers wrote never reaches the terminal as orders, nor a shell.

use super::home::{Home, USUAL};
use crate::terminal::Pty;

/// Orders to a terminal, signs that turn text around, and signs that cannot be seen.
const EVIL: &str = "\u{1b}]52;c;RVZJTA==\u{7}\u{1b}]0;owned\u{7}\u{9b}31m\u{1b}[2J\u{90}q\u{9c}\u{202e}drawkcab\u{2066}\u{200b}\u{feff}\u{e0041}\u{85}\u{2028}\r\u{8}";

/// Every character of `EVIL` that must not be written, as UTF-8.
const FORBIDDEN: &[&str] = &[
    "\u{1b}]52",
    "\u{1b}]0;",
    "\u{9b}",
    "\u{90}",
    "\u{9c}",
    "\u{202e}",
    "\u{2066}",
    "\u{e0041}",
    "\u{85}",
    "\u{2028}",
    "\u{8}",
];

fn stays_harmless(pty: &Pty) {
    let written = String::from_utf8_lossy(pty.raw()).into_owned();
    for forbidden in FORBIDDEN {
        assert!(!written.contains(forbidden), "{forbidden:?} was written");
    }
    for title in titles(pty) {
        assert!(!title.chars().any(char::is_control), "{title:?}");
    }
}

/// The titles that were given to the window.
fn titles(pty: &Pty) -> Vec<String> {
    let written = String::from_utf8_lossy(pty.raw()).into_owned();
    let after = written.split("\x1b]2;").skip(1);
    after.map(|rest| rest.split("\x1b\\").next().unwrap_or_default().to_owned()).collect()
}

fn looks_at_everything(mut pty: Pty) {
    pty.types("\r").types("\r").types("i").types("i").types("x").types("x").types("U").types("z").types("z");
    pty.types("q").types("gf").types("gt").types("ga").types("?").types("q").types("gs").types("ga");
    pty.types("/drawkcab\r");
    pty.types("Q");
    let code = pty.exits();
    assert_eq!(code, 0, "{}", pty.screen().contents());
    stays_harmless(&pty);
}

#[test]
fn hostile_words_in_every_place_of_a_page_are_no_orders() {
    let home = Home::new();
    home.keeps("evil.txt", format!("Title {EVIL}\n\nBy A {EVIL}\n\nWorld {EVIL} words {EVIL} go on.\n"));
    home.keeps(
        "evil.md",
        format!(
            "---\ntitle: Title {EVIL}\nauthor: A {EVIL}\nsection: S {EVIL}\n---\n\n# H {EVIL}\n\nWords {EVIL}.\n\n\
             ```x{EVIL}\ncode {EVIL}\n```\n\n[link {EVIL}](https://example.org/{EVIL})\n\n| a{EVIL} |\n|---|\n| b{EVIL} |\n"
        ),
    );
    home.keeps(
        "evil.html",
        format!(
            "<html lang=\"e{EVIL}\"><title>Title {EVIL}&#27;]52;c;RVZJTA==&#7;&#x202e;</title><h1>H {EVIL}</h1>\
             <p>Words &#27;[31m {EVIL} <a href=\"https://example.org/&#27;\">link</a>.</p>"
        ),
    );
    home.keeps(&format!("name {}.txt", EVIL.replace('\0', "")), "A page\n\nWords under a bad name.\n");
    for arguments in [&["evil.txt"][..], &["evil.md"], &["evil.html"], &["."]] {
        let mut pty = home.opens(arguments);
        pty.shows("Opened files").shows("Title");
        looks_at_everything(pty);
    }
    let mut pty = home.opens(&[&format!("missing {EVIL}")]);
    assert_eq!(pty.exits(), 1);
    assert!(pty.screen().contents().contains("cannot be read"), "{}", pty.screen().contents());
    stays_harmless(&pty);
}

#[test]
fn the_title_of_the_window_is_cleaned() {
    let home = Home::new();
    let evil = EVIL.replace(['\u{85}', '\u{2028}', '\r'], "");
    home.keeps("evil.md", format!("---\ntitle: Before {evil} after\n---\n\nWords.\n"));
    let mut pty = home.opens(&["evil.md"]);
    pty.writes(0, "after — courant\x1b\\");
    let title = titles(&pty).pop().unwrap();
    assert!(title.starts_with("Before ") && title.ends_with(" after — courant"), "{title:?}");
    assert!(!title.chars().any(char::is_control), "{title:?}");
    assert!(!title.contains(['\u{202e}', '\u{2066}', '\u{e0041}']), "{title:?}");
    assert_eq!(pty.types("Q").exits(), 0);
}

#[test]
fn the_browser_is_given_exactly_one_word() {
    let home = Home::new();
    let script =
        home.keeps("browser", "#!/bin/sh\nprintf '%s\\n' \"$#\" \"$@\" > opened.new\nmv opened.new opened\n");
    std::fs::set_permissions(&script, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    home.keeps(
        "page.md",
        "# A page\n\nSee [this](<https://example.org/a b?c=$(touch owned)&d='e';f#\"i\">) and [that](javascript:alert(1)).\n",
    );
    let mut command = home.command(&["open", "page.md"]);
    command.env("BROWSER", &script);
    let mut pty = Pty::start(command, USUAL.0, USUAL.1);
    pty.shows("See this").types("1o").shows("Opening in");
    let deadline = std::time::Instant::now() + crate::terminal::PATIENCE;
    while !home.path("opened").exists() {
        assert!(std::time::Instant::now() < deadline, "the browser was not started");
        std::thread::yield_now();
    }
    let opened = std::fs::read_to_string(home.path("opened")).unwrap();
    let (count, address) = opened.split_once('\n').unwrap();
    assert_eq!(count, "1");
    // Spaces and quotes as the WHATWG address standard writes them in a query and a fragment.
    assert_eq!(address.trim_end(), "https://example.org/a%20b?c=$(touch%20owned)&d=%27e%27;f#%22i%22");
    assert!(!home.path("owned").exists());
    assert_eq!(pty.types("Q").exits(), 0);
}

#[test]
fn without_a_browser_the_reader_is_told_what_to_do() {
    let home = Home::new();
    home.keeps("page.md", "# A page\n\nSee [this](https://example.org/there).\n");
    let mut pty = home.opens(&["page.md"]);
    pty.shows("See this").types("1o").shows("https://example.org/there").shows("Any key goes back");
    // Sent to the terminal's clipboard besides, in Base64.
    pty.writes(0, "\x1b]52;c;aHR0cHM6Ly9leGFtcGxlLm9yZy90aGVyZQ==");
    pty.types("x").shows("See this");
    assert_eq!(pty.types("Q").exits(), 0);
}
