//! The inspection itself, on small trees: each kind of breach is found where it stands, and good trees pass.

use std::fs;

use super::rules::inspect;

/// A tree in order: imports go down only, and a parent re-exports what its children share.
const GOOD: &[(&str, &str)] = &[
    (
        "lib.rs",
        "pub mod news; pub mod clean; pub mod parse; pub mod store; pub mod app; pub mod run; pub mod cli;",
    ),
    (
        "main.rs",
        "use courant::{cli, run}; fn main() { if courant::news::TRUE { cli::start() } else { run::start() } }",
    ),
    (
        "news/mod.rs",
        "mod article; mod foreign; pub use article::Article; pub use foreign::*; pub const TRUE: bool = true;",
    ),
    ("news/article.rs", "pub struct Article { pub title: String }"),
    (
        "news/foreign.rs",
        "use std::fmt;\n#[derive(Clone)]\npub struct Foreign(String);\n\
         impl Foreign { pub(crate) fn uncleaned(&self) -> &str { &self.0 } }\n\
         impl fmt::Debug for Foreign { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { Ok(()) } }",
    ),
    (
        "clean.rs",
        "use crate::news::Foreign; pub fn text(raw: &Foreign) -> String { raw.uncleaned().to_owned() }",
    ),
    ("parse.rs", "pub fn page(bytes: &[u8]) -> crate::news::Foreign { todo!() }"),
    ("store/mod.rs", "mod lists; mod marks; pub use lists::Lists; pub use marks::Mark;"),
    (
        "store/lists.rs",
        "use super::Mark; use crate::news::{self, Article}; pub struct Lists(Vec<(Article, Mark)>);",
    ),
    (
        "store/marks.rs",
        "#[derive(Clone)] pub struct Mark; pub(super) fn none() {} pub(in crate::store) fn one() {}",
    ),
    (
        "app.rs",
        "use crate::store::Lists;\npub struct App { lists: Lists, now: u64 }\n\
         impl App { pub fn now(&self) -> u64 { self.now } }\n\
         #[cfg(test)]\nmod tests { use super::*; use crate::run; use std::fs; fn f() { println!(\"x\") } }",
    ),
    (
        "run.rs",
        "use crate::app::App; pub fn start() { let now = std::time::Instant::now(); println!(\"ready\"); }",
    ),
    ("cli.rs", "use crate::{clean, parse, store}; pub fn start() { std::thread::spawn(|| ()); }"),
];

/// What is said about the good tree with some files replaced or added.
fn faults_with(planted: &[(&str, &str)]) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder for the tree can be made");
    for (file, text) in GOOD.iter().chain(planted) {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().expect("every file has a folder")).expect("folders can be made");
        fs::write(&path, text).expect("files can be written");
    }
    let inspection = inspect(folder.path()).expect("the tree can be read");
    inspection.faults.iter().map(ToString::to_string).collect()
}

/// Plants one file and demands exactly one fault, which begins with `place` and speaks of all `words`.
#[track_caller]
fn finds(file: &str, text: &str, place: &str, words: &[&str]) {
    let faults = faults_with(&[(file, text)]);
    let [fault] = faults.as_slice() else { panic!("one fault was planted, but found were {faults:#?}") };
    assert!(fault.starts_with(place), "{fault}\nis not at {place}");
    for word in words {
        assert!(fault.contains(word), "{fault}\ndoes not speak of {word}");
    }
}

#[track_caller]
fn passes(planted: &[(&str, &str)]) {
    assert_eq!(faults_with(planted), Vec::<String>::new());
}

#[test]
fn a_good_tree_passes() {
    passes(&[]);
}

#[test]
fn an_import_from_above_is_found() {
    let both = &["`clean` (the pure crafts)", "`store` (the library)"];
    finds("clean.rs", "use crate::store::Lists;", "clean.rs:1:", both);
    finds("clean.rs", "\n\nuse crate::{news::Article, store::{self}};", "clean.rs:3:", both);
    finds(
        "clean.rs",
        "use crate::{\n  news::Article,\n  store::{\n    Mark as Other},\n};",
        "clean.rs:4:",
        both,
    );
}

#[test]
fn every_way_of_writing_a_path_is_seen() {
    let both = &["`clean` (the pure crafts)", "`app` (the machine)"];
    for text in [
        "use super::app::App;",
        "use self::super::app as machine;",
        "pub use crate::app::*;",
        "use {crate::app::App as Machine};",
        "fn f() { use crate::app; }",
        "fn f() { crate::app::App::new(); }",
        "fn f(app: &crate::app::App) {}",
        "fn f() -> super::app::App { todo!() }",
        "impl crate::app::Part for u8 {}",
        "type App = Vec<crate::app::App>;",
        "fn f() { println(<crate::app::App as Default>::default()) }",
        "fn f() { vec![1, crate::app::COUNT] }",
        "macro_rules! machine { () => { $crate::app::App } }",
        "#[serde(with = \"crate::app::dates\")] struct S;",
        "#[derive(crate::app::Derive)] struct S;",
        "mod inner { use super::super::app::App; }",
        "mod inner { pub mod deeper { fn f() { super::super::super::app::go() } } }",
        "use courant::app::App;",
        "use crate::r#app::App;",
        "fn f() { return crate::app::go() }",
        "fn f() { if let crate::app::App { .. } = x {} }",
        "const N: usize = [crate::app::ONE; 2].len();",
        "fn f<T: crate::app::Part>() {}",
        "#[cfg(not(test))] mod shipped { use crate::app::App; }",
        "#[cfg(test)] use crate::app::App;",
    ] {
        let faults = faults_with(&[("clean.rs", text)]);
        assert_eq!(faults.len(), 1, "{text}: {faults:#?}");
        assert!(both.iter().all(|word| faults[0].contains(word)), "{text}: {}", faults[0]);
    }
}

#[test]
fn a_name_for_a_whole_module_hides_nothing() {
    let faults = faults_with(&[("clean.rs", "use crate as all;\nfn f() { all::app::go() }")]);
    assert!(
        faults.iter().any(|fault| fault.starts_with("clean.rs:2:") && fault.contains("`app`")),
        "{faults:#?}"
    );
}

#[test]
fn a_sibling_on_the_same_floor_is_found() {
    finds(
        "parse.rs",
        "use crate::clean;",
        "parse.rs:1:",
        &["`parse` (the pure crafts)", "`clean` (the pure crafts)"],
    );
    finds("cli.rs", "fn f() { crate::run::start() }", "cli.rs:1:", &["`cli` (the roof)", "`run` (the roof)"]);
    finds("run.rs", "\nuse super::cli;", "run.rs:2:", &["`run` (the roof)", "`cli` (the roof)"]);
}

#[test]
fn a_value_of_the_ground_is_not_taken_through_a_higher_floor() {
    let planted = [
        (
            "store/mod.rs",
            "mod lists; mod marks; pub use lists::Lists; pub use marks::Mark; pub use crate::news::Article;",
        ),
        ("clean.rs", "fn f() -> crate::store::Article { todo!() }"),
    ];
    let faults = faults_with(&planted);
    assert_eq!(faults.len(), 1, "{faults:#?}");
    assert!(faults[0].contains("`store` (the library)"), "{}", faults[0]);
}

#[test]
fn nothing_of_the_root_is_used_below_it() {
    finds(
        "store/marks.rs",
        "fn f() { crate::VERSION }",
        "store/marks.rs:1:",
        &["`store`", "`lib` (the map)"],
    );
}

#[test]
fn a_module_without_a_floor_is_found() {
    finds("utilities.rs", "pub fn f() {}", "utilities.rs:1:", &["`utilities` stands on no floor"]);
}

#[test]
fn children_do_not_use_their_parent() {
    let mentions = &["store/mod.rs", "store/lists.rs", "circle"];
    let parent = "mod lists; mod marks; pub use lists::Lists; pub use marks::Mark; pub struct Own;";
    for child in ["use super::Own;", "use super::*;", "fn f() { super::Own }", "use crate::store::Own;"] {
        let faults = faults_with(&[
            ("store/mod.rs", parent),
            ("store/lists.rs", &format!("pub struct Lists; {child}")),
        ]);
        assert_eq!(faults.len(), 1, "{child}: {faults:#?}");
        assert!(mentions.iter().all(|word| faults[0].contains(word)), "{child}: {}", faults[0]);
    }
}

#[test]
fn siblings_in_a_circle_are_found() {
    let faults = faults_with(&[
        ("store/lists.rs", "pub struct Lists;\nuse super::Mark;"),
        ("store/marks.rs", "pub struct Mark;\n\nfn f() { super::lists::go() }"),
    ]);
    assert_eq!(
        faults,
        ["store/lists.rs:2: files import each other in a circle: store/lists.rs:2 → store/marks.rs \
             (super::Mark), store/marks.rs:3 → store/lists.rs (super::lists::go)"]
    );
}

#[test]
fn a_long_circle_through_re_exports_and_renames_is_found() {
    let faults = faults_with(&[
        ("store/mod.rs", "mod a; mod b; mod c; pub use self::{a::A as First, b::B, c::*};"),
        ("store/a.rs", "pub struct A; fn f() { use super::B as Second; }"),
        ("store/b/mod.rs", "mod deep; pub use deep::B;"),
        ("store/b/deep.rs", "pub struct B; type T = super::super::C;"),
        ("store/c.rs", "pub struct C; use crate::store as whole; fn f(first: whole::First) {}"),
    ]);
    assert_eq!(faults.len(), 1, "{faults:#?}");
    assert!(
        ["store/a.rs:1", "store/b/deep.rs:1", "store/c.rs:1"].iter().all(|step| faults[0].contains(step)),
        "{}",
        faults[0]
    );
}

#[test]
fn siblings_in_one_direction_pass() {
    passes(&[
        ("store/mod.rs", "mod a; mod b; pub use a::A; pub use b::B; fn own() { a::go(); b::go() }"),
        ("store/a.rs", "pub struct A; use super::{B, b::{go as start}}; mod inner { use super::A; }"),
        ("store/b.rs", "pub struct B; impl B { fn f(self) -> Self { Self::g() } }"),
    ]);
}

#[test]
fn pure_floors_name_no_world() {
    for (text, named) in [
        ("use std::fs;", "std::fs"),
        ("use std::{fmt, fs::File};", "std::fs::File"),
        ("use std::{io, net as wires};", "std::net"),
        ("fn f() { std::thread::spawn(|| ()); }", "std::thread::spawn"),
        ("fn f() { ::std::process::exit(1) }", "std::process::exit"),
        ("fn f() -> ::std::fs::File { todo!() }", "std::fs::File"),
        ("fn f() { return ::std::env::args() }", "std::env::args"),
        ("fn f() { std::env::var(\"HOME\"); }", "std::env::var"),
        ("use std::time::Instant as Moment; fn f() { Moment::now(); }", "std::time::Instant::now"),
        ("use std::time; fn f() { time::SystemTime::now(); }", "std::time::SystemTime::now"),
        ("use jiff::Timestamp; fn f() { let clock = Timestamp::now; }", "jiff::Timestamp::now"),
        ("use jiff::Timestamp; fn f() { <Timestamp>::now(); }", "<…>::now"),
        ("fn f() { jiff::Zoned::now() }", "jiff::Zoned::now"),
        ("fn f() { jiff::tz::TimeZone::system() }", "jiff::tz::TimeZone::system"),
        ("fn f() { println!(\"x\") }", "println"),
        ("fn f() { vec![{ eprintln!(\"x\"); 1 }] }", "eprintln"),
        ("fn f() { std::println!(\"x\") }", "std::println"),
        ("fn f() { std::io::stdout(); }", "std::io::stdout"),
        ("use std::*;", "std"),
        ("use std as outer; fn f() { outer::fs::read(\"x\") }", "std::fs::read"),
    ] {
        let faults = faults_with(&[("parse.rs", text)]);
        assert_eq!(faults.len(), 1, "{text}: {faults:#?}");
        assert!(
            faults[0].ends_with(&format!("`parse` is pure and must not name {named}")),
            "{text}: {}",
            faults[0]
        );
    }
}

#[test]
fn what_only_looks_like_the_world_passes() {
    passes(&[(
        "parse.rs",
        "use std::io::Read; use std::time::Duration; use std::path::Path;\n\
         // std::fs is spoken of, not used.\n\
         /// Unlike std::fs, or crate::run, this [`crate::app`] is a comment.\n\
         const TEXT: &str = \"crate::run and std::fs and println!\";\n\
         fn now(instant: u64) -> u64 { self::now(instant) + instant.now }\n\
         fn env() -> bool { fs != net && process::<u8>() }",
    )]);
}

#[test]
fn only_clean_looks_into_foreign() {
    let words = &["only `clean` may"];
    finds(
        "parse.rs",
        "use crate::news::Foreign;\nfn f(raw: Foreign) { raw.uncleaned(); }",
        "parse.rs:2:",
        words,
    );
    finds(
        "store/marks.rs",
        "pub struct Mark; fn f() { map(crate::news::Foreign::uncleaned) }",
        "store/marks.rs:1:",
        words,
    );
    finds("app.rs", "fn f() { vec![<Foreign>::uncleaned(x)] }", "app.rs:1:", words);
    passes(&[("clean/html.rs", "fn f(raw: crate::news::Foreign) { raw.uncleaned(); }")]);
}

#[test]
fn foreign_lets_nothing_out_by_itself() {
    for (file, text, word) in [
        ("app.rs", "impl std::fmt::Display for Foreign {}", "Display"),
        ("app.rs", "use std::fmt::Display; impl Display for crate::news::Foreign {}", "Display"),
        ("app.rs", "impl<T> AsRef<T> for Foreign where T: for<'a> Fn(&'a str) {}", "AsRef"),
        ("app.rs", "impl From<Foreign> for String {}", "From"),
        ("news/foreign.rs", "#[derive(Clone, Debug)]\npub struct Foreign(String);", "Debug"),
        (
            "news/foreign.rs",
            "#[derive(Clone)] #[derive(serde::Serialize)] pub struct Foreign(String);",
            "Serialize",
        ),
    ] {
        let faults = faults_with(&[(file, text)]);
        assert_eq!(faults.len(), 1, "{text}: {faults:#?}");
        assert!(faults[0].contains(&format!("{word} would let foreign text out")), "{text}: {}", faults[0]);
    }
    passes(&[("app.rs", "impl From<String> for Foreign {} impl std::fmt::Debug for Foreign {}")]);
}

#[test]
fn code_past_the_module_tree_is_found() {
    finds("app.rs", "#[path = \"../elsewhere.rs\"] mod elsewhere;", "app.rs:1:", &["#[path]"]);
    finds("app.rs", "include!(\"elsewhere.rs\");", "app.rs:1:", &["include!"]);
    passes(&[("app.rs", "const GUIDE: &str = include_str!(\"../guide.md\");")]);
}

#[test]
fn a_file_of_tests_is_exempt() {
    passes(&[
        (
            "app/mod.rs",
            "#[cfg(test)] mod trials; #[cfg(all(test, unix))] #[rustfmt::skip] pub(crate) mod more;",
        ),
        ("app/trials.rs", "use crate::run; fn f() { std::fs::read(\"x\"); }"),
        ("app/more.rs", "use super::*; use crate::cli;"),
    ]);
}

#[test]
fn a_file_that_is_no_rust_is_found() {
    finds("parse.rs", "fn f( {", "parse.rs:1:", &["not Rust"]);
}
