//! Lists and single articles: what is printed, in which form, in which order.

use serde_json::{Value, json};

use super::home::{Home, PAGE};

/// The fields of `list --json`, in their order.
const FIELDS: [&str; 22] = [
    "id",
    "title",
    "author",
    "feed",
    "folder",
    "section",
    "breadcrumb",
    "categories",
    "url",
    "published",
    "updated",
    "added",
    "views",
    "opened",
    "words",
    "read_minutes",
    "publisher_read_minutes",
    "language",
    "read",
    "bookmarked",
    "tags",
    "progress",
];

/// The fields of one line of JSON in the order they are written.
fn fields(line: &str) -> Vec<String> {
    let object: Value = serde_json::from_str(line).unwrap();
    let mut names: Vec<(usize, String)> = object
        .as_object()
        .unwrap()
        .keys()
        .map(|name| (line.find(&format!("\"{name}\":")).unwrap(), name.clone()))
        .collect();
    names.sort();
    names.into_iter().map(|(_, name)| name).collect()
}

fn home_with_page() -> (Home, String) {
    let home = Home::new();
    home.file("mill.txt", PAGE, 1_763_546_400); // 2025-11-19T10:00:00Z
    home.run(["open".as_ref(), home.path("mill.txt").as_os_str()]).quietly();
    let id = home.ids("mill").remove(0);
    (home, id)
}

#[test]
fn an_empty_home_lists_the_guide() {
    let home = Home::new();
    let lines = home.says("list").quietly();
    assert_eq!(lines.lines().count(), 8);
    for line in lines.lines() {
        let columns: Vec<&str> = line.split_whitespace().collect();
        assert_eq!(columns[0].len(), 13, "{line}");
        assert!(columns[1].parse::<jiff::civil::Date>().is_ok(), "{line}");
        assert_eq!(columns[2], "unread", "{line}");
        assert!(line.ends_with("— Guide"), "{line}");
    }
    assert_eq!(home.says("list").quietly(), lines, "the guide comes once");
}

#[test]
fn a_list_in_json_has_the_fields_of_the_contract_in_their_order() {
    let (home, _) = home_with_page();
    let lines = home.says("list --json").quietly();
    assert_eq!(lines.lines().count(), 9);
    for line in lines.lines() {
        assert_eq!(fields(line), FIELDS);
    }
}

#[test]
fn the_facts_of_a_page_are_told_in_json() {
    let (home, id) = home_with_page();
    let mill = home.only("mill");
    let expected = json!({
        "id": id,
        "title": "Old Mill Turns Again After Sixty Years",
        "author": "Simon Achterberg",
        "feed": "Opened files",
        "folder": null,
        "section": "VALLEY",
        "breadcrumb": ["HOME", "VALLEY"],
        "categories": ["VALLEY"],
        "url": null,
        "published": null,
        "updated": "2025-11-17T10:00:00Z",
        "added": "2026-11-20T09:00:00Z",
        "views": 1204,
        "opened": 0,
        "words": 45,
        "read_minutes": 1,
        "publisher_read_minutes": 4,
        "language": null,
        "read": false,
        "bookmarked": false,
        "tags": [],
        "progress": 0.0,
    });
    assert_eq!(mill, expected);
}

#[test]
fn an_article_in_json_has_its_text_too() {
    let (home, id) = home_with_page();
    let line = home.says(&format!("show {id} --format json")).quietly();
    assert_eq!(line.lines().count(), 1);
    assert_eq!(fields(&line), [&FIELDS[..], &["text", "content_html", "notes", "highlights"]].concat());
    let object: Value = serde_json::from_str(&line).unwrap();
    assert!(object["text"].as_str().unwrap().starts_with("The wheel of the mill"));
    assert!(object["content_html"].as_str().unwrap().starts_with("<p>The wheel of the mill"));
    assert!(!line.contains("Share"), "the page's furniture is set aside");
}

#[test]
fn the_newest_come_first() {
    let home = Home::new();
    for (name, day) in [("b", "2026-03-01"), ("c", "2026-04-01"), ("a", "2026-02-01")] {
        let text = format!("---\ntitle: letter {name}\ndate: {day}\n---\n\nDear all, it is {day}.\n");
        let path = home.file(format!("{name}.md"), text, 1_700_000_000);
        home.run(["open".as_ref(), path.as_os_str()]).quietly();
    }
    let objects = home.says("list --json letter").objects();
    let titles: Vec<&str> = objects.iter().map(|object| object["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["letter c", "letter b", "letter a"]);
    let sorted = home.run(["list", "--json", "letter after:2026-02-02 sort:-date"]).objects();
    let titles: Vec<&str> = sorted.iter().map(|object| object["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["letter b", "letter c"]);
}

#[test]
fn an_article_is_shown_in_every_form() {
    let (home, id) = home_with_page();
    let show = |rest: &str| home.says(&format!("show {id} {rest}")).quietly();
    let text = show("--format text");
    assert!(text.starts_with("Old Mill Turns Again After Sixty Years\n\nBy Simon Achterberg"), "{text}");
    assert_eq!(text.matches("Old Mill Turns Again").count(), 1, "the title stands once");
    for fact in ["HOME › VALLEY", "Updated about 17 Nov 2025", "the publisher says 4 min read", "1,204 views"]
    {
        assert!(text.contains(fact), "{fact} in {text}");
    }
    assert_eq!(show(""), text, "without a terminal it is text");
    assert!(show("--format markdown").starts_with("# Old Mill"));
    let page = show("--format html");
    assert!(
        page.starts_with("<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<title>Old Mill"),
        "{page}"
    );
    assert!(page.contains("<body>\n<h1>Old Mill") && page.ends_with("</body>\n</html>\n"), "{page}");
    let styled = show("--format ansi");
    assert!(styled.starts_with("\u{1B}[1mOld Mill"), "{styled:?}");
    assert_eq!(show("--color always"), styled);
    assert_eq!(show("--color never"), text);
}

#[test]
fn text_is_set_to_the_width_that_is_asked_for() {
    let (home, id) = home_with_page();
    for width in [20, 40, 100] {
        let text = home.says(&format!("show {id} --width {width}")).quietly();
        let widest = text.lines().map(|line| line.chars().count()).max().unwrap();
        assert!(widest <= width && widest + 15 > width, "{widest} columns where {width} are asked for");
    }
    assert!(home.says(&format!("show {id} --width 3")).failed(2).contains("10..=1000"));
}

#[test]
fn queries_of_the_readme_find_what_they_say() {
    let (home, id) = home_with_page();
    let mill = [id.clone()];
    home.says(&format!("mark tag:later id:{id}")).well();
    home.says(&format!("mark bookmark id:{id}")).well();
    home.says("mark read shell").well();
    let all = home.ids("");
    let others: Vec<&String> = all.iter().filter(|other| **other != id).collect();
    assert_eq!(home.ids("MILL turns"), mill);
    assert_eq!(home.ids("mill shell"), Vec::<String>::new());
    assert_eq!(home.ids("tag:later"), mill);
    assert_eq!(home.ids("is:bookmarked"), mill);
    assert_eq!(home.ids(&format!("id:{id}")), mill);
    assert_eq!(home.ids("is:read").len(), 1);
    assert_eq!(home.ids("is:unread").len(), 8);
    assert_eq!(home.ids("-is:read"), home.ids("is:unread"), "a dash is no option here");
    assert_eq!(home.ids("-is:bookmarked").iter().collect::<Vec<_>>(), others);
}

#[test]
fn words_in_one_argument_are_words_too() {
    let (home, id) = home_with_page();
    let found = home.run(["list", "mill years"]).quietly();
    assert!(found.starts_with(&id) && found.lines().count() == 1);
    assert_eq!(home.run(["list", "\"years mill\""]).quietly(), "", "a phrase keeps its order");
}

#[test]
fn no_hits_is_an_answer() {
    let home = Home::new();
    assert_eq!(home.says("list zanzibar").quietly(), "");
    assert_eq!(home.says("list --json zanzibar").quietly(), "");
}

#[test]
fn a_query_that_is_not_understood_is_pointed_at() {
    let home = Home::new();
    let said = home.says("list mill colour:red is:unread").failed(2);
    let lines: Vec<&str> = said.lines().collect();
    assert!(lines[0].starts_with("courant: ") && lines[0].contains("colour"), "{said}");
    assert_eq!(lines[1], "  mill colour:red is:unread");
    let (start, marks) = (lines[2].find('^').unwrap(), lines[2].trim());
    assert_eq!(&lines[1][start..start + 6], "colour");
    assert!(marks.chars().all(|mark| mark == '^'), "{said}");
    home.says("mark read colour:red").failed(2);
    assert!(!home.data().exists(), "nothing is made for a question that is no question");
}

#[test]
fn usage_is_told_on_the_right_stream() {
    let home = Home::new();
    for line in ["frobnicate", "list --jsno", "show", "show notanid", "mark", "mark read", "open", "mark x y"]
    {
        home.says(line).failed(2);
    }
    for line in [
        "--help",
        "list --help",
        "open --help",
        "show --help",
        "mark --help",
        "doctor --help",
        "help list",
        "help show",
        "help",
    ] {
        assert!(home.says(line).quietly().contains("Example: "), "{line}");
    }
    assert!(home.says("help feeds set").quietly().contains("courant feeds set"));
    let language = home.says("help query").quietly();
    assert_eq!(language, courant::query::page());
    assert_eq!(home.says("--version").quietly(), concat!("courant ", env!("CARGO_PKG_VERSION"), "\n"));
    assert!(!home.data().exists());
}

#[test]
fn an_unknown_command_is_answered_with_what_may_be_meant() {
    let home = Home::new();
    home.file("page.html", "<p>Hello.", 0);
    for (line, meant) in [
        ("lst", "courant list"),
        ("frobnicate", "courant --help"),
        ("help shwo", "courant --help"),
        (home.path("page.html").to_str().unwrap(), "courant open"),
    ] {
        let said = home.says(line).failed(2);
        assert!(said.starts_with("courant: ") && said.contains(meant), "{line}: {said}");
        assert_eq!(said.lines().count(), 1, "{said}");
    }
    assert!(!home.data().exists());
}

#[test]
fn an_unknown_name_is_a_failure_that_says_what_to_do() {
    let said = Home::new().says("show 0000000000000").failed(1);
    assert!(said.contains("0000000000000") && said.contains("courant list"), "{said}");
}
