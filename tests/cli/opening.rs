//! Opening: every kind of text becomes an article, is printed, and is kept.

use serde_json::Value;

use super::home::{Home, PAGE, Said};
use crate::net::server::{Server, answer};

/// 2025-12-03T14:00:00Z.
const WRITTEN: u64 = 1_764_770_400;

fn open(home: &Home, arguments: &[&str], name: &str) -> Said {
    let path = home.path(name);
    home.run(
        ["open".as_ref()].into_iter().chain(arguments.iter().map(AsRef::as_ref)).chain([path.as_os_str()]),
    )
}

fn object(said: Said) -> Value {
    let mut objects = said.objects();
    assert_eq!(objects.len(), 1);
    objects.remove(0)
}

#[test]
fn a_page_is_printed_and_kept() {
    let home = Home::new();
    home.file("mill.txt", PAGE, WRITTEN);
    let text = open(&home, &[], "mill.txt").quietly();
    assert!(text.starts_with("Old Mill Turns Again After Sixty Years\n"));
    assert!(text.contains("\nThe wheel of the mill at Brackenford"));
    assert!(text.ends_with("Nora Pell.\n"), "nothing of the furniture is left: {text}");
    assert_eq!(home.only("mill")["updated"], "2025-12-01T14:00:00Z");
}

#[test]
fn relative_dates_count_from_when_the_page_was_saved() {
    for (told, updated) in [
        ("2025-06-10T08:30:00Z", "2025-06-08T08:30:00Z"),
        ("2025-06-10T08:30:00+02:00", "2025-06-08T06:30:00Z"),
        ("2025-06-10 08:30", "2025-06-08T08:30:00Z"),
        ("2025-06-10", "2025-06-08T12:00:00Z"),
    ] {
        let home = Home::new();
        home.file("mill.txt", PAGE, WRITTEN);
        let printed = object(open(&home, &["--format", "json", "--saved-at", told], "mill.txt"));
        assert_eq!(printed["updated"], updated, "{told}");
        assert_eq!(home.only("mill")["updated"], updated, "{told}");
    }
    let home = Home::new();
    home.file("mill.txt", PAGE, WRITTEN);
    assert!(open(&home, &["--saved-at", "last winter"], "mill.txt").failed(2).contains("RFC 3339"));
}

#[test]
fn a_local_time_is_in_the_local_zone() {
    let home = Home::new();
    let path = home.file("mill.txt", PAGE, WRITTEN);
    let mut command = home.command(["open", "--format", "json", "--saved-at", "2025-06-10 08:30"]);
    let said = Said::of(command.arg(path).env("TZ", "Asia/Tokyo").output().unwrap());
    assert_eq!(object(said)["updated"], "2025-06-07T23:30:00Z");
}

#[test]
fn a_zone_that_is_none_is_utc() {
    let home = Home::new();
    let path = home.file("mill.txt", PAGE, WRITTEN);
    let mut command = home.command(["open", "--format", "json", "--saved-at", "2025-06-10 08:30"]);
    let said = Said::of(command.arg(path).env("TZ", "Nowhere/Atlantis").output().unwrap());
    assert_eq!(object(said)["updated"], "2025-06-08T08:30:00Z");
}

#[test]
fn opened_again_it_is_the_same_article_with_its_first_dates_and_its_marks() {
    let home = Home::new();
    home.file("mill.txt", PAGE, WRITTEN);
    let first = object(open(&home, &["--format", "json"], "mill.txt"));
    home.says("mark bookmark mill").well();
    home.file("mill.txt", PAGE, WRITTEN + 864_000);
    let again = object(open(&home, &["--format", "json"], "mill.txt"));
    assert_eq!(again["id"], first["id"]);
    assert_eq!(again["updated"], first["updated"]);
    assert_eq!(again["bookmarked"], true);
    assert_eq!(home.ids("mill").len(), 1);
}

#[test]
fn standard_input_is_an_article_by_what_it_says() {
    let home = Home::new();
    let first = object(home.pipes(PAGE, "open - --format json"));
    assert_eq!(first["updated"], "2026-11-18T09:00:00Z", "counted from now");
    assert_eq!(object(home.pipes(PAGE, "open - --format json"))["id"], first["id"]);
    let other = object(home.pipes("Another text of two lines.\n\nAnd no more.\n", "open - --format json"));
    assert_ne!(other["id"], first["id"]);
    assert_eq!(home.ids("mill").len(), 1);
}

#[test]
fn what_was_removed_comes_back_when_it_is_opened_again() {
    use courant::app::Save;
    use courant::store::ReaderChange;
    use courant::workers::disk::Library;

    let home = Home::new();
    home.file("mill.txt", PAGE, WRITTEN);
    let first = object(open(&home, &["--format", "json"], "mill.txt"));
    let now: jiff::Timestamp = "2026-11-20T09:00:00Z".parse().unwrap();
    let mut library = Library::open(&home.data(), now).unwrap().library;
    let articles = vec![library.newest(1).unwrap().ids().next().unwrap()];
    let row = library.rows(&articles).unwrap();
    assert_eq!(row.len(), 1);
    let remove = |at| ReaderChange::Remove {
        articles: (9..=9).filter_map(courant::news::ArticleId::new).collect(),
        at,
    };
    library.commit(&Save::New { name: "removed".into(), change: remove(Some(now)) }, now).unwrap();
    drop(library);
    assert_eq!(home.ids("mill").len(), 0);
    let again = object(open(&home, &["--format", "json"], "mill.txt"));
    assert_eq!(again["id"], first["id"]);
    assert_eq!(home.ids("mill").len(), 1);
    let library = Library::open(&home.data(), now).unwrap().library;
    assert_eq!(library.integrity().unwrap(), Vec::<String>::new());
    assert_eq!(library.steps(10).unwrap().0.len(), 2, "it can be undone");
}

#[test]
fn a_byline_under_a_title_of_markdown_names_the_author() {
    let home = Home::new();
    for (text, author, body) in [
        ("# The ferry\n\nBy Ann Author\n\nIt came back.\n", "Ann Author", "It came back."),
        ("# The ferry\nBy Ann Author and Ben Writer\n\nIt came.\n", "Ann Author, Ben Writer", "It came."),
        ("---\ntitle: The ferry\n---\n\nBy Ann Author\n\nIt came.\n", "Ann Author", "It came."),
        // Prose, a line within a paragraph, an author who is known: nothing is lost.
        ("# The ferry\n\nBy the river it lay.\n\nIt came.\n", "", "By the river it lay.\n\nIt came."),
        ("# The ferry\n\nBy Ann Author\nand the sea.\n", "", "By Ann Author and the sea."),
        ("---\ntitle: T\nauthor: Cy\n---\nBy Ann Author\n\nIt came.\n", "Cy", "By Ann Author\n\nIt came."),
        ("By Ann Author\n\n## Part\n\nIt *came*.\n", "", "By Ann Author\n\nPart\n\nIt came."),
    ] {
        home.file("ferry.md", text, WRITTEN);
        let printed = object(open(&home, &["--format", "json", "--no-keep"], "ferry.md"));
        assert_eq!(printed["author"].as_str().unwrap_or_default(), author, "{text}");
        assert_eq!(printed["text"].as_str().unwrap().trim(), body, "{text}");
    }
}

#[test]
fn several_files_are_one_page_of_html() {
    let home = Home::new();
    home.file("folder/a.txt", PAGE, WRITTEN);
    home.file("folder/b.md", "# Second\n\nWörter.\n", WRITTEN);
    let page = open(&home, &["--format", "html", "--no-keep"], "folder").quietly();
    assert!(page.starts_with("<!DOCTYPE html>"), "{page}");
    for once in ["<!DOCTYPE", "<meta charset=\"utf-8\">", "<body>", "<hr>", "</html>"] {
        assert_eq!(page.matches(once).count(), 1, "{once}: {page}");
    }
}

#[test]
fn empty_files_of_a_folder_are_counted_not_opened() {
    let home = Home::new();
    home.file("folder/a.txt", PAGE, WRITTEN);
    home.file("folder/b.txt", "", WRITTEN);
    home.file("folder/c.txt", "", WRITTEN);
    let said = open(&home, &["--format", "json"], "folder");
    assert_eq!(said.err, "courant: 2 empty files skipped.\n");
    assert_eq!(said.objects().len(), 1);
}

#[test]
fn nothing_on_standard_input_is_no_article() {
    let home = Home::new();
    assert!(home.pipes("", "open -").failed(1).contains("Standard input"));
    assert_eq!(home.ids("").len(), 8, "only the guide is there");
}

#[test]
fn what_is_only_looked_at_leaves_no_trace() {
    let home = Home::new();
    home.file("mill.txt", PAGE, WRITTEN);
    let printed = object(open(&home, &["--no-keep", "--format", "json"], "mill.txt"));
    assert_eq!(printed["title"], "Old Mill Turns Again After Sixty Years");
    assert!(!home.data().exists());
}

#[test]
fn a_folder_opens_every_file_in_it() {
    let home = Home::new();
    for name in ["b.txt", "a.md", ".hidden.txt", "deeper/c.txt"] {
        home.file(format!("folder/{name}"), format!("Letter {name}\n\nIt says a little.\n"), WRITTEN);
    }
    let objects = open(&home, &["--format", "json"], "folder").objects();
    assert_eq!(objects.len(), 2, "{objects:?}");
    assert!(objects[0]["text"].as_str().is_some());
    let text = open(&home, &[], "folder").quietly();
    assert_eq!(text.matches("\n* * *\n").count(), 1, "one border between two articles: {text}");
    assert_eq!(home.ids("is:unread").len(), 8 + 2);
}

#[test]
fn every_kind_of_text_opens() {
    let utf16 = |text: &str| -> Vec<u8> {
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    };
    let home = Home::new();
    home.file("wide.txt", utf16("Wide letters\n\nÄpfel und Öl für 3 €.\n"), WRITTEN);
    home.file("old.txt", b"Narrow letters\n\nCaf\xE9 cr\xE8me, s'il vous pla\xEEt.\n", WRITTEN);
    home.file(
        "web.html",
        "<!doctype html><title>A web page</title><p>Hello <b>there</b>.<script>no()</script>",
        WRITTEN,
    );
    home.file("mark.md", "# A marked text\n\nWith *stress*.\n", WRITTEN);
    for (name, title, words) in [
        ("wide.txt", "Wide letters", "Äpfel und Öl für 3 €."),
        ("old.txt", "Narrow letters", "Café crème, s'il vous plaît."),
        ("web.html", "A web page", "Hello there."),
        ("mark.md", "A marked text", "With stress."),
    ] {
        let printed = object(open(&home, &["--format", "json"], name));
        assert_eq!(printed["title"], title, "{name}");
        assert_eq!(printed["text"].as_str().unwrap().trim(), words, "{name}");
    }
}

#[test]
fn one_that_fails_does_not_keep_the_others_from_being_read() {
    let home = Home::new();
    let good = home.file("good.txt", PAGE, WRITTEN);
    let picture = home.file("picture.png", b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", WRITTEN);
    let paths = [home.path("missing.txt"), picture, good];
    let said = home.run(["open".as_ref()].into_iter().chain(paths.iter().map(|path| path.as_os_str())));
    assert_eq!(said.code, 1);
    assert!(said.out.contains("The wheel of the mill"));
    assert_eq!(said.err.lines().count(), 2, "{}", said.err);
    assert!(said.err.contains("missing.txt") && said.err.contains("picture.png"), "{}", said.err);
    assert_eq!(home.ids("").len(), 9);
}

#[test]
fn what_is_too_large_is_refused_by_name() {
    let home = Home::new();
    let path = home.file("huge.txt", "", WRITTEN);
    std::fs::File::options().write(true).open(path).unwrap().set_len(65 << 20).unwrap();
    assert!(open(&home, &["--no-keep"], "huge.txt").failed(1).contains("huge.txt is larger than 64 MB"));
    let said = home.pipes(vec![b'x'; 65 << 20], "open - --no-keep").failed(1);
    assert!(said.contains("larger than 64 MB"), "{said}");
}

#[test]
fn a_feed_is_opened_as_its_articles() {
    let home = Home::new();
    let item = |title: &str| {
        format!(
            "<item><title>{title}</title><guid>urn:{title}</guid><pubDate>Mon, 01 Dec 2025 08:00:00 GMT</pubDate>\
             <description>{title}, told in full.</description></item>"
        )
    };
    let items = [item("The Mill"), item("The Ferry")].concat();
    let feed = format!("<rss version='2.0'><channel><title>News</title>{items}</channel></rss>");
    home.file("feed.xml", feed, WRITTEN);
    for _ in 0..2 {
        let text = open(&home, &[], "feed.xml").quietly();
        assert!(
            text.contains("The Mill, told in full.") && text.contains("The Ferry, told in full."),
            "{text}"
        );
        assert!(!text.contains('<'), "{text}");
    }
    assert_eq!((home.ids("mill").len(), home.ids("ferry").len()), (1, 1));
}

#[test]
fn a_feed_without_articles_is_shown_with_a_word_about_it() {
    let home = Home::new();
    let feed = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>News</title></channel></rss>";
    home.file("feed.xml", feed, WRITTEN);
    let said = open(&home, &[], "feed.xml");
    assert_eq!(said.code, 0);
    assert!(said.err.contains("feed.xml") && said.err.contains("feed"), "{}", said.err);
    assert!(said.out.contains("<rss"), "{}", said.out);
}

#[test]
fn a_page_at_an_address_is_fetched_printed_and_kept() {
    let home = Home::new();
    let page = "<html><head><title>The Mill</title></head><body><article><h1>The Mill</h1>\
                <p>The wheel of the mill had not turned since the frost, and nobody in the village could say when \
                it would turn again, though everybody had an opinion.</p></article></body></html>";
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/mill" => answer("200 OK", &["Content-Type: text/html; charset=utf-8"], page.as_bytes()),
        _ => answer("404 Not Found", &[], b""),
    });
    let said = home.says(&format!("open {}", server.url("/mill")));
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("The Mill") && said.out.contains("The wheel of the mill"), "{}", said.out);
    assert_eq!(home.ids("mill").len(), 1);
    // The same page again is the same article.
    home.says(&format!("open {}", server.url("/mill")));
    assert_eq!(home.ids("mill").len(), 1);
    let said = home.says(&format!("open {}", server.url("/nothing"))).failed(1);
    assert!(said.contains("404"), "{said}");
    let with_password = server.url("/nothing").replace("http://", "http://reader:secret@");
    assert!(!home.says(&format!("open {with_password}")).failed(1).contains("secret"));
}

#[cfg(unix)]
#[test]
fn files_are_told_apart_by_names_that_are_no_text() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    use courant::news::ArticleKey;
    use courant::workers::take_in;

    let home = Home::new();
    let names: [&[u8]; 4] = [b"caf\xE9.txt", b"caf\xE8.txt", b"caf%E9.txt", "caf\u{FFFD}.txt".as_bytes()];
    for name in names {
        home.file(OsStr::from_bytes(name), format!("Coffee\n\n{}\n", name.escape_ascii()), WRITTEN);
        let path = home.path(OsStr::from_bytes(name));
        for _ in 0..2 {
            assert_eq!(home.run(["open".as_ref(), path.as_os_str()]).code, 0);
        }
    }
    assert_eq!(home.ids("coffee").len(), 4);
    let path = home.path("caf%E9.txt").canonicalize().unwrap();
    let key = take_in(&path, None, jiff::Timestamp::UNIX_EPOCH).unwrap().incoming.key;
    assert_eq!(key, ArticleKey::of_file(path.to_str().unwrap()), "as it was in older libraries");
}

#[cfg(unix)]
#[test]
fn nobody_waits_for_a_pipe_in_the_reader() {
    use courant::workers::{read_file, take_in};

    let home = Home::new();
    let pipe = home.path("pipe");
    rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, rustix::fs::Mode::RWXU).unwrap();
    let terminal = std::path::Path::new("/dev/null");
    for path in [pipe.as_path(), terminal] {
        let said = take_in(path, None, jiff::Timestamp::UNIX_EPOCH).unwrap_err().to_string();
        assert!(said.contains("is no plain file"), "{said}");
        assert!(read_file(path).is_err());
    }
}

#[cfg(unix)]
mod screen {
    use super::*;
    use crate::terminal::{Pty, command};

    /// The program on a terminal, started by a shell so that its input can be a pipe.
    fn on_terminal(home: &Home, line: &str) -> Pty {
        let mut shell = command("/bin/sh");
        shell.args(["-c", line]);
        shell.env("COURANT", env!("CARGO_BIN_EXE_courant"));
        shell.env("DATA", home.data());
        shell.env("FILE", home.path("mill.txt"));
        shell.env("TZ", "UTC");
        Pty::start(shell, 80, 24)
    }

    fn read_and_quit(line: &str) {
        let home = Home::new();
        home.file("mill.txt", PAGE, WRITTEN);
        let mut pty = on_terminal(&home, line);
        pty.shows("The wheel").types("Q");
        assert_eq!(pty.exits(), 0);
        assert_eq!(home.ids("mill").len(), 1, "it is kept");
        assert_eq!(std::fs::read_to_string(home.path("mill.txt")).unwrap(), PAGE);
    }

    #[test]
    fn on_a_terminal_a_file_opens_in_the_reader() {
        read_and_quit(r#""$COURANT" --data-dir "$DATA" open "$FILE""#);
    }

    /// Its writer would be killed, were the pipe opened and closed again before it is read.
    #[test]
    fn a_pipe_is_read_once_before_the_screen_opens() {
        read_and_quit(
            r#"mkfifo "$DATA.pipe"; (cat "$FILE" > "$DATA.pipe" || echo KILLED >> "$FILE") &
            "$COURANT" --data-dir "$DATA" open "$DATA.pipe""#,
        );
    }

    #[test]
    fn no_screen_is_opened_for_nothing() {
        let home = Home::new();
        let mut pty = on_terminal(&home, r#""$COURANT" --data-dir "$DATA" open "$FILE" /nowhere"#);
        assert_eq!(pty.exits(), 1);
        let said = String::from_utf8_lossy(pty.raw()).into_owned();
        assert_eq!(said.matches("cannot be read").count(), 2, "{said:?}");
        assert!(!said.contains('\u{1B}'), "{said:?}");
    }

    #[test]
    fn a_list_fits_its_terminal() {
        let home = Home::new();
        for columns in [24, 60, 80, 200] {
            let mut pty =
                on_terminal(&home, &format!(r#"stty cols {columns}; "$COURANT" --data-dir "$DATA" list"#));
            assert_eq!(pty.exits(), 0);
            let listed = String::from_utf8_lossy(pty.raw()).into_owned();
            assert_eq!(listed.lines().count(), 8);
            for line in listed.lines() {
                assert!(courant::typeset::width(line.trim_end()) <= columns, "{columns}: {line}");
                assert!(line.contains("unread"), "{line}");
            }
        }
    }

    /// A mark made without a screen shows in the reader that is open meanwhile.
    #[test]
    fn an_open_reader_sees_what_is_marked_elsewhere() {
        let home = Home::new();
        let mut reader = command(env!("CARGO_BIN_EXE_courant"));
        reader.args(["--data-dir".as_ref(), home.data().as_os_str()]);
        let mut pty = Pty::start(reader, 120, 40);
        pty.shows("The first minute");
        home.says("mark tag:zebrafish guide").well();
        pty.shows("zebrafish").types("Q");
        assert_eq!(pty.exits(), 0);
    }

    #[test]
    fn on_a_terminal_standard_input_opens_in_the_reader() {
        read_and_quit(r#"cat "$FILE" | "$COURANT" --data-dir "$DATA" open -"#);
    }

    #[test]
    fn what_was_removed_comes_back_through_standard_input() {
        let home = Home::new();
        home.file("mill.txt", PAGE, WRITTEN);
        let line = r#"cat "$FILE" | "$COURANT" --data-dir "$DATA" open -"#;
        let mut pty = on_terminal(&home, line);
        pty.shows("The wheel").types("D").shows("Saved: removed").types("Q");
        assert_eq!((pty.exits(), home.ids("mill").len()), (0, 0));
        let mut pty = on_terminal(&home, line);
        pty.shows("The wheel").shows("Saved: brought back").types("Q");
        assert_eq!((pty.exits(), home.ids("mill").len()), (0, 1));
    }
}
