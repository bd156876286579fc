//! Marks: set and taken away by queries, told in a sentence, seen by everybody.

use std::process::Stdio;

use courant::workers::disk::Library;

use super::home::{Home, Said};

/// Marks, and what is said about it; nothing is printed.
fn marks(home: &Home, line: &str) -> String {
    let Said { code, out, err } = home.says(&format!("mark {line}"));
    assert_eq!((code, out.as_str()), (0, ""), "{err}");
    err
}

fn count(home: &Home, query: &str) -> usize {
    home.ids(query).len()
}

/// To name an article asks for that one alone: another's damaged row is not met.
#[test]
fn a_named_article_is_found_without_reading_all() {
    let home = Home::new();
    let ids = home.ids("");
    let file = home.data().join("library.sqlite");
    let connection = rusqlite::Connection::open(&file).unwrap();
    // A title that no text is.
    let spoil =
        "PRAGMA ignore_check_constraints = ON; UPDATE headline SET title = CAST(x'ff' AS TEXT) WHERE id = 3";
    connection.execute_batch(spoil).unwrap();
    let id: i64 =
        connection.query_row("SELECT public FROM headline WHERE id = 3", [], |row| row.get(0)).unwrap();
    drop(connection);
    let spoilt = courant::news::PublicId(id as u64).to_string();
    let sound = ids.iter().rev().find(|id| **id != spoilt).unwrap();
    assert_eq!(home.says("list").code, 1);
    std::fs::remove_file(home.data().join("library.sqlite.suspect")).unwrap();
    home.says(&format!("show {sound}")).quietly();
    home.says(&format!("mark bookmark id:{sound}")).well();
    assert_eq!(home.says(&format!("list --json id:{sound},{sound}")).objects().len(), 1);
}

#[test]
fn every_mark_goes_on_and_off() {
    let home = Home::new();
    for (on, off, query) in [
        ("read", "unread", "is:read"),
        ("bookmark", "unbookmark", "is:bookmarked"),
        ("tag:later", "untag:later", "tag:later"),
    ] {
        assert_eq!(count(&home, query), 0);
        assert!(marks(&home, &format!("{on} guide")).starts_with("courant: 8 articles "));
        assert_eq!(count(&home, query), 8);
        assert!(marks(&home, &format!("{off} guide")).starts_with("courant: 8 articles "));
        assert_eq!(count(&home, query), 0);
    }
}

#[test]
fn what_was_marked_already_is_told_and_left_alone() {
    let home = Home::new();
    assert_eq!(marks(&home, "bookmark shell"), "courant: 1 article bookmarked.\n");
    assert_eq!(marks(&home, "bookmark guide"), "courant: 7 articles bookmarked; 1 already.\n");
    assert_eq!(
        marks(&home, "bookmark guide"),
        "courant: Nothing to do: 8 articles are bookmarked already.\n"
    );
    assert_eq!(marks(&home, "bookmark zanzibar"), "courant: No article matches; nothing was marked.\n");
    assert_eq!(steps(&home), ["1 article bookmarked", "7 articles bookmarked"]);
}

/// The names of the steps that can be undone, oldest first.
fn steps(home: &Home) -> Vec<String> {
    let opened = Library::open(&home.data(), "2026-11-20T09:00:00Z".parse().unwrap()).unwrap();
    let (done, _) = opened.library.steps(100).unwrap();
    done.into_iter().map(|(_, step)| step.name).collect()
}

#[test]
fn a_tag_is_named_as_in_the_reader() {
    let home = Home::new();
    let said = home.run(["mark", "tag:#read later", "shell"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(home.only("shell")["tags"], serde_json::json!(["read later"]));
    assert_eq!(home.run(["list", "tag:\"read later\""]).quietly().lines().count(), 1);
    for name in ["tag:", "tag:#", "tag:a,b", "tags:a", "READ", "tag"] {
        home.run(["mark", name, "shell"]).failed(2);
    }
}

#[test]
fn everything_is_never_marked_by_a_slip() {
    let home = Home::new();
    for query in ["", "   ", "\t"] {
        assert!(home.run(["mark", "read", query]).failed(2).contains("empty query"));
    }
    home.says("mark read").failed(2);
    assert_eq!(count(&home, "is:read"), 0);
}

#[test]
fn several_at_once_lose_nothing() {
    let home = Home::new();
    let ids = home.ids("");
    let children: Vec<_> = ids
        .iter()
        .map(|id| {
            let mut command = home.command(["mark", "bookmark", &format!("id:{id}")]);
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
        })
        .collect();
    for child in children {
        let said = Said::of(child.wait_with_output().unwrap());
        assert_eq!(said.code, 0, "{}", said.err);
    }
    assert_eq!(count(&home, "is:bookmarked"), 8);
    assert_eq!(steps(&home).len(), 8);
}

#[test]
fn several_that_make_the_library_at_once_make_one() {
    let home = Home::new();
    let children: Vec<_> = (0..4)
        .map(|_| {
            let mut command = home.command(["list"]);
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
        })
        .collect();
    for child in children {
        let listed = Said::of(child.wait_with_output().unwrap()).quietly();
        assert!([0, 8].contains(&listed.lines().count()), "{listed}");
    }
    assert_eq!(count(&home, ""), 8);
}
