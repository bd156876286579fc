//! What is written for people is true: the guide parses, names keys that exist, and the pages at the top of the
//! repository agree with the program and with each other.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use courant::app::{COMMANDS, Keymap, Place, Row};
use courant::query::{PARTS, fields};
use jiff::Timestamp;
use pulldown_cmark::{Event, Options, Parser, Tag};

use super::floors::FLOORS;

/// Sequences that begin with the key for going somewhere.
const PLACES: &str = "g";

/// Everything else the guide sets as code: words of the command line, and the showpiece's own.
const OTHER_CODE: &[&str] = &[
    "--format json",
    "--format markdown",
    "--json",
    "--no-keep",
    "courant doctor",
    "id:",
    "is:bookmarked",
    "is:read",
    "is:unread",
    "measure",
    "tag:",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text_of(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file} cannot be read: {error}"))
}

/// One article of the guide: its file's name, its front matter, its Markdown.
struct GuideArticle {
    file: String,
    facts: Vec<(String, String)>,
    markdown: String,
}

impl GuideArticle {
    fn fact(&self, name: &str) -> &str {
        let found = self.facts.iter().find(|(key, _)| key == name);
        found.map_or_else(|| panic!("{} has no {name}", self.file), |(_, value)| value)
    }

    fn events(&self) -> Vec<Event<'_>> {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS;
        Parser::new_ext(&self.markdown, options).collect()
    }
}

fn guide() -> Vec<GuideArticle> {
    let folder = root().join("assets/guide");
    let entries = fs::read_dir(folder).expect("the guide has a folder");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("it can be listed").path()).collect();
    paths.sort();
    paths.iter().map(|path| guide_article(path)).collect()
}

fn guide_article(path: &Path) -> GuideArticle {
    let file = path.file_name().expect("it has a name").to_string_lossy().into_owned();
    let text = fs::read_to_string(path).expect("an article is text");
    let (facts, markdown) = text
        .strip_prefix("---\n")
        .and_then(|rest| rest.split_once("\n---\n"))
        .unwrap_or_else(|| panic!("{file} does not begin with front matter"));
    let facts = facts
        .lines()
        .map(|line| line.split_once(": ").unwrap_or_else(|| panic!("{file}: {line} is no fact")))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    GuideArticle { file, facts, markdown: markdown.to_owned() }
}

#[test]
fn no_row_of_a_table_stands_alone() {
    let readme = text_of("README.md");
    let lines: Vec<&str> = readme.lines().collect();
    for pair in
        lines.windows(2).enumerate().filter(|(_, pair)| pair[0].is_empty() && pair[1].starts_with('|'))
    {
        let (number, rule) = (pair.0 + 1, lines.get(pair.0 + 2));
        assert!(rule.is_some_and(|rule| rule.starts_with("|---")), "{}", lines[number]);
    }
}

#[test]
fn every_guide_article_has_its_facts() {
    let guide = guide();
    assert!((6..=10).contains(&guide.len()), "{} articles", guide.len());
    for (number, article) in guide.iter().enumerate() {
        assert!(
            article.file.starts_with(&format!("{:02}-", number + 1)),
            "{} breaks the numbers",
            article.file
        );
        for name in ["title", "section", "tags"] {
            assert!(!article.fact(name).trim().is_empty(), "{} has an empty {name}", article.file);
        }
        assert_eq!(article.fact("author"), "courant");
        if let Some((_, views)) = article.facts.iter().find(|(name, _)| name == "views") {
            views.parse::<u64>().expect("views are a number");
        }
    }
    let titles: BTreeSet<&str> = guide.iter().map(|article| article.fact("title")).collect();
    assert_eq!(titles.len(), guide.len(), "two articles share a title");
}

#[test]
fn lists_show_the_guide_in_its_order() {
    let dates: Vec<Timestamp> =
        guide().iter().map(|article| article.fact("date").parse().expect("a date is RFC 3339")).collect();
    assert!(
        dates.windows(2).all(|pair| pair[0] > pair[1]),
        "newest comes first, so dates must fall: {dates:?}"
    );
}

#[test]
fn every_guide_article_is_a_few_minutes_long() {
    for article in guide() {
        let words: usize = article
            .events()
            .iter()
            .map(|event| match event {
                Event::Text(text) | Event::Code(text) => text.split_whitespace().count(),
                _ => 0,
            })
            .sum();
        assert!((100..=700).contains(&words), "{} has {words} words", article.file);
    }
}

#[test]
fn the_title_of_a_guide_article_is_its_only_first_heading() {
    for article in guide() {
        let repeated = article.markdown.lines().find(|line| line.starts_with("# "));
        assert_eq!(repeated, None, "{} says its title twice", article.file);
    }
}

#[test]
fn the_guide_names_only_keys_that_exist() {
    let keys = keys();
    for article in guide() {
        for event in article.events() {
            let Event::Code(code) = event else { continue };
            let counted = code.trim_start_matches(|c: char| c.is_ascii_digit());
            let is_part = fields()
                .any(|field| code.strip_prefix(field.name).is_some_and(|rest| rest.starts_with([':', '<'])));
            let known = keys.contains(counted) || &*code == PLACES || OTHER_CODE.contains(&&*code) || is_part;
            assert!(known, "{} speaks of `{code}`, which is no key and no known word", article.file);
        }
    }
}

/// Every key and sequence that means a command, as the help writes it.
fn keys() -> BTreeSet<String> {
    let keymap = Keymap::default();
    let of_row =
        |row: &Row| keymap.all_keys_of(row.command).split(' ').map(str::to_owned).collect::<Vec<_>>();
    COMMANDS.iter().flat_map(of_row).collect()
}

#[test]
fn the_showpiece_shows_every_kind_of_block_and_script() {
    let guide = guide();
    let showpiece = guide.last().expect("the guide has a last article");
    let events = showpiece.events();
    let has = |wanted: fn(&Event<'_>) -> bool| events.iter().any(wanted);
    assert!(has(|event| matches!(event, Event::Start(Tag::List(Some(_))))), "a counting list");
    assert!(has(|event| matches!(event, Event::Start(Tag::List(None)))), "a list with marks");
    assert!(has(|event| matches!(event, Event::TaskListMarker(true))), "a task that is done");
    assert!(has(|event| matches!(event, Event::TaskListMarker(false))), "a task that is open");
    assert!(has(|event| matches!(event, Event::Start(Tag::BlockQuote(_)))), "a quote");
    assert!(has(|event| matches!(event, Event::Start(Tag::CodeBlock(_)))), "code");
    assert!(has(|event| matches!(event, Event::Start(Tag::Table(_)))), "a table");
    assert!(has(|event| matches!(event, Event::FootnoteReference(_))), "the mark of a footnote");
    assert!(has(|event| matches!(event, Event::Start(Tag::FootnoteDefinition(_)))), "a footnote");
    assert!(has(|event| matches!(event, Event::HardBreak)), "a forced line break");
    assert!(has(|event| matches!(event, Event::Start(Tag::Image { .. }))), "a picture");
    assert!(has(|event| matches!(event, Event::Start(Tag::Strikethrough))), "words struck out");
    assert!(has(|event| matches!(event, Event::Rule)), "a rule");
    for (script, sign) in [
        ("Chinese", '天'),
        ("Japanese", 'は'),
        ("Korean", '나'),
        ("Arabic", 'ا'),
        ("Hebrew", 'ש'),
        ("emoji", '👩'),
    ] {
        assert!(showpiece.markdown.contains(sign), "no {script}");
    }
    let longest = showpiece.markdown.split_whitespace().map(|word| word.chars().count()).max();
    assert!(longest > Some(72), "no word is longer than the longest measure");
}

#[test]
fn the_readme_and_the_check_give_the_same_commands() {
    let readme = text_of("README.md");
    let check = text_of(".ci/run");
    for command in ["cargo run --release", "cargo test"] {
        assert!(
            readme.contains(&format!("```sh\n{command}\n```")),
            "the README does not give `{command}` alone"
        );
    }
    for command in
        ["cargo fmt --check", "cargo clippy --locked --all-targets -- -D warnings", "cargo test --locked"]
    {
        assert!(check.lines().any(|line| line.starts_with(command)), ".ci/run does not run `{command}`");
    }
}

#[test]
fn the_readme_keeps_the_places_that_are_filled_by_others() {
    let readme = text_of("README.md");
    for marker in ["<!-- keys -->", "<!-- /keys -->", "<!-- query -->", "<!-- /query -->"] {
        assert_eq!(readme.matches(marker).count(), 1, "{marker}");
    }
}

#[test]
fn the_readme_lists_commands_and_fields_as_the_program_has_them() {
    let mut readme = text_of("README.md");
    let tables = [("keys", table_of_commands()), ("query", table_of_queries())];
    for (name, expected) in &tables {
        let (opening, closing) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
        let (before, rest) = readme.split_once(&opening).expect("the table begins");
        let (table, after) = rest.split_once(&closing).expect("the table ends");
        if std::env::var_os("COURANT_BLESS").is_none() {
            assert_eq!(table, expected, "COURANT_BLESS=1 cargo test docs:: writes the table anew");
        }
        readme = format!("{before}{opening}{expected}{closing}{after}");
    }
    if std::env::var_os("COURANT_BLESS").is_some() {
        fs::write(root().join("README.md"), readme).expect("the README can be written");
    }
}

/// What a query can be made of.
fn table_of_queries() -> String {
    let rows = PARTS.into_iter().chain(fields());
    let rows = rows.map(|part| format!("| `{}` | {} |\n", part.example.replace('|', "\\|"), part.sentence));
    format!("| Part | Which articles |\n|---|---|\n{}", rows.collect::<String>())
}

/// All commands with their keys, chapter by chapter.
fn table_of_commands() -> String {
    let keymap = Keymap::default();
    let mut table = "| Key | What it does |\n|---|---|\n".to_owned();
    let mut chapter = None;
    for row in COMMANDS {
        if chapter.replace(row.chapter) != Some(row.chapter) {
            table += &format!("| **{}** | |\n", row.chapter.title());
        }
        let keys = keymap.all_keys_of(row.command);
        let keys: Vec<String> = keys.split(' ').map(|key| format!("`{key}`")).collect();
        let place = match row.place {
            Place::Everywhere => "",
            Place::Lists => " (in a list)",
            Place::Reader => " (in an article)",
        };
        table += &format!("| {} | {}{place} |\n", keys.join(" "), row.sentence);
    }
    table
}

#[test]
fn the_readme_asks_for_the_rust_that_is_needed() {
    let readme = text_of("README.md");
    let needed = format!("Rust](https://rustup.rs) {}", env!("CARGO_PKG_RUST_VERSION"));
    assert!(readme.contains(&needed), "{needed}");
}

#[test]
fn the_readme_draws_the_floors_that_are_there() {
    let readme = text_of("README.md");
    let picture = readme
        .split("```\n")
        .find(|block| block.starts_with(" main "))
        .expect("the README has a picture of the floors");
    for (line, (floor, modules)) in picture.lines().zip(FLOORS.iter().rev()) {
        let built: Vec<&&str> = modules.iter().filter(|module| is_module(module)).collect();
        let drawn: Vec<&str> = line.split("  ").map(str::trim).filter(|part| !part.is_empty()).collect();
        let (said, names) = drawn.split_last().expect("a line of the picture says something");
        assert!(said.starts_with(floor), "{said} is not called {floor}");
        assert_eq!(names.iter().collect::<Vec<_>>(), built, "{floor}");
    }
    assert_eq!(picture.lines().count(), FLOORS.len());
}

fn is_module(name: &str) -> bool {
    let source = root().join("src");
    source.join(format!("{name}.rs")).exists() || source.join(name).join("mod.rs").exists()
}

#[test]
fn the_changelog_knows_this_version() {
    let heading = format!("## [{}]", env!("CARGO_PKG_VERSION"));
    assert!(text_of("CHANGELOG.md").lines().any(|line| line.starts_with(&heading)), "{heading}");
}

#[test]
fn both_licences_are_here_whole() {
    assert_eq!(env!("CARGO_PKG_LICENSE"), "MIT OR Apache-2.0");
    let mit = text_of("LICENSE-MIT");
    assert!(mit.starts_with("Copyright (c)") && mit.contains("THE SOFTWARE IS PROVIDED \"AS IS\""));
    let apache = text_of("LICENSE-APACHE");
    let numbers = (1..=9).all(|number| apache.contains(&format!("\n{number}. ")));
    assert!(numbers && apache.contains("Version 2.0, January 2004") && apache.contains("END OF TERMS"));
}

#[test]
fn links_within_the_repository_lead_somewhere() {
    for (file, text) in
        written_for_people().iter().filter(|(file, _)| file.extension().is_some_and(|e| e == "md"))
    {
        for event in Parser::new(text) {
            let Event::Start(Tag::Link { dest_url, .. }) = event else { continue };
            let inside = !dest_url.contains(':') && !dest_url.starts_with('#');
            assert!(!inside || root().join(&*dest_url).exists(), "{}: {dest_url}", file.display());
        }
    }
}

#[test]
fn nothing_speaks_of_one_machine_or_of_the_work_behind_it() {
    for (file, text) in written_for_people() {
        for forbidden in ["/home/", "/root/", "/tmp/", "TODO", "FIXME"] {
            assert!(!text.contains(forbidden), "{} says {forbidden}", file.display());
        }
    }
}

/// The pages at the top, the rules beside them, the check, and everything in assets.
fn written_for_people() -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    for folder in ["", ".ci", "assets", "assets/guide"] {
        for entry in fs::read_dir(root().join(folder)).expect("the folder is there") {
            let path = entry.expect("it can be listed").path();
            let is_page = path.extension().is_none_or(|extension| extension == "md" || extension == "toml");
            if path.is_file() && is_page && path.file_name().is_some_and(|name| name != ".git") {
                files.push(path);
            }
        }
    }
    assert!(files.len() > 12, "only {} files were found", files.len());
    files.into_iter().map(|path| (path.clone(), fs::read_to_string(&path).expect("pages are text"))).collect()
}

#[cfg(unix)]
#[test]
fn the_check_can_be_run() {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(root().join(".ci/run")).expect("the check is there").permissions().mode();
    assert_eq!(mode & 0o111, 0o111, "{mode:o}");
}
