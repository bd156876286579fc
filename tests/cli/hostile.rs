//! Whatever comes in, nothing that goes out could steer a terminal.

use std::ffi::{OsStr, OsString};
use std::path::Path;

use proptest::prelude::*;

use super::home::{Home, Said, is_harmless};

/// What strangers write to get at a terminal, and what breaks programs on the way.
const FRAGMENTS: &[&str] = &[
    "\u{1B}]0;owned\u{7}",
    "\u{1B}]52;c;cm0gLXJm\u{7}",
    "\u{1B}[2J\u{1B}[31m",
    "\u{9B}2J",
    "\u{9D}0;owned\u{9C}",
    "\u{90}q\u{9C}",
    "\u{8}\u{8}\u{7F}",
    "\u{202E}gpj.exe",
    "\u{2066}\u{2069}\u{2028}\u{2029}",
    "\u{FEFF}\u{E0041}\u{FFFE}",
    "\r\nBy A. \u{1B}[1mNother\n",
    "&#27;[31m&#x9b;2J&amp;#27;",
    "<b>bold</b><script>\u{1B}[5m</script>",
    "\u{0}\u{1}",
    "e\u{301}\u{301}\u{301}",
    "Last update: 2 days ago\n",
    "plain words ",
    "\n\n",
    "# ",
    "汉字 עברית 👩‍👩‍👧 ",
];

fn hostile() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(FRAGMENTS), 1..12).prop_map(|pieces| pieces.concat())
}

/// A file name may hold anything but a slash and a NUL.
fn name_of(text: &str) -> String {
    let name: String = text.chars().filter(|letter| !matches!(letter, '/' | '\0')).take(40).collect();
    format!("f{name}")
}

fn assert_harmless(said: &Said) {
    for text in [&said.out, &said.err] {
        assert!(is_harmless(text), "{:?}", text.escape_debug().to_string());
    }
}

/// Without the sequences that set a look.
fn unpainted(text: &str) -> String {
    let mut rest = text;
    let mut out = String::new();
    while let Some(start) = rest.find("\u{1B}[") {
        out.push_str(&rest[..start]);
        let end = rest[start..].find('m').expect("every escape is closed");
        let parameters = &rest[start + 2..start + end];
        assert!(parameters.bytes().all(|byte| byte.is_ascii_digit() || byte == b';'), "{parameters:?}");
        rest = &rest[start + end + 1..];
    }
    out + rest
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn no_output_steers_a_terminal(content in hostile(), name in hostile(), ending in prop::sample::select(&["txt", "html", "md", "xml", ""][..])) {
        let home = Home::new();
        let path = home.file(format!("{}.{ending}", name_of(&name)), &content, 1_764_770_400);
        assert_harmless(&home.run([OsStr::new("open"), path.as_os_str()]));
        assert_harmless(&home.says("list"));
        assert_harmless(&home.says("list --json"));
        for id in home.ids("-guide") {
            for format in ["text", "markdown", "html", "json"] {
                assert_harmless(&home.says(&format!("show {id} --format {format}")));
            }
            let styled = home.says(&format!("show {id} --format ansi")).well();
            assert!(is_harmless(&unpainted(&styled)), "{styled:?}");
        }
        std::fs::remove_file(&path).unwrap();
        assert_harmless(&home.run([OsStr::new("open"), path.as_os_str()]));
    }

    #[test]
    fn arguments_that_are_thrown_back_are_harmless(typed in hostile()) {
        let home = Home::new();
        let typed = typed.replace('\0', "");
        for arguments in [
            vec!["list", &typed],
            vec![&typed[..]],
            vec!["show", &typed],
            vec!["mark", &typed, "guide"],
            vec!["mark", "read", &typed],
            vec!["open", "--saved-at", &typed, "x"],
            vec!["list", "--color", &typed],
            vec!["--log", &typed, "frobnicate"],
        ] {
            assert_harmless(&home.run(arguments));
        }
        let mut command = home.bare();
        let folder = home.file("a file", "", 0).join(name_of(&typed));
        assert_harmless(&Said::of(command.arg("--data-dir").arg(folder).arg("list").output().unwrap()));
        let mut command = home.command(["doctor"]);
        for name in ["TERM", "COLORTERM", "NO_COLOR", "LC_ALL", "TZ"] {
            command.env(name, &typed);
        }
        assert_harmless(&Said::of(command.output().unwrap()));
        let mut command = home.command(["list"]);
        assert_harmless(&Said::of(command.env("COURANT_NOW", &typed).output().unwrap()));
    }
}

#[cfg(unix)]
#[test]
fn names_that_are_no_text_are_opened_and_shown() {
    use std::os::unix::ffi::OsStringExt;
    let home = Home::new();
    let name = OsString::from_vec(b"caf\xE9\x1B[31m\xFF.txt".to_vec());
    let path = home.file(&name, "A letter\n\nWith a few words.\n", 1_764_770_400);
    let said = home.run([OsStr::new("open"), path.as_os_str()]);
    assert!(said.out.contains("With a few words."), "{}", said.err);
    assert_harmless(&said);
    assert_harmless(&home.run([OsStr::new("open"), Path::new("missing").join(&name).as_os_str()]));
    assert_harmless(&home.run([OsStr::new("list"), name.as_os_str()]));
}

#[test]
fn the_spot_in_a_hostile_query_is_still_pointed_at() {
    let home = Home::new();
    let said = home.run(["list", "汉字 \u{1B}[31m is:wr\u{7}ong"]).failed(2);
    let lines: Vec<&str> = said.lines().collect();
    // Two wide characters take four columns.
    let shown = lines[1].replace("汉字", "....");
    let spot = lines[2].find('^').unwrap();
    let pointed: String = shown.chars().skip(spot).collect();
    assert!(pointed.starts_with("is:wr") || pointed.starts_with("wr"), "{said}");
    assert!(is_harmless(&said));
}

/// A library that somebody else wrote is foreign, too.
#[test]
fn a_planted_library_is_harmless() {
    let home = Home::new();
    home.says("list").quietly();
    let library = rusqlite::Connection::open(home.data().join("library.sqlite")).unwrap();
    let poison = FRAGMENTS.concat().replace('\0', "");
    let planted = library
        .execute("UPDATE headline SET title = ?1", [&poison])
        .and_then(|_| library.execute("UPDATE feed SET title = ?1", [&poison]))
        .and_then(|_| library.execute("UPDATE name SET text = ?1 || id", [&poison]));
    drop(library);
    planted.unwrap();
    let listed = home.says("list");
    assert_harmless(&listed);
    assert_eq!(listed.out.lines().count(), 8, "one article a line: {}", listed.out);
    assert_harmless(&home.says("list --json"));
    assert_harmless(&home.says("doctor"));
    let id = listed.out.split(' ').next().unwrap().to_owned();
    assert_harmless(&home.says(&format!("show {id}")));
    assert!(is_harmless(&unpainted(&home.says(&format!("show {id} --format ansi")).well())));
}
