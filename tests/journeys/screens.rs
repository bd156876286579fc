//! Screens: pictures of what matters most, at four sizes.

use super::journey::{Home, Journey};
use super::pages;

const SIZES: [(u16, u16); 4] = [(40, 20), (80, 24), (120, 40), (200, 60)];

fn home() -> Home {
    let pages = pages::three();
    let home = Home::new();
    home.brings(&[("walk.md", pages::guidebook())]);
    for (name, text) in &pages {
        home.brings(&[(name, text)]);
    }
    home
}

/// A picture of the screen at each size after the same keys.
fn pictures(name: &str, keys: &str) {
    for size in SIZES {
        let home = home();
        let mut journey = Journey::at(&home, size);
        journey.types(keys);
        picture(&format!("{name}_{}x{}", size.0, size.1), &journey.picture());
    }
}

fn picture(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

#[test]
fn the_guide() {
    for size in SIZES {
        let home = Home::new();
        let journey = Journey::at(&home, size);
        picture(&format!("guide_{}x{}", size.0, size.1), &journey.picture());
    }
}

#[test]
fn an_article() {
    pictures("article", "gaFferry<Enter><Enter>");
}

#[test]
fn an_article_further_on() {
    pictures("further", "gaFferry<Enter><Enter>  ");
}

#[test]
fn a_text_with_headings_links_tags_and_a_note() {
    pictures("links", "gaFwalk<Enter><Enter>Bsalt, reeds<Enter>Take the early bus.<Enter>]");
}

#[test]
fn the_list_with_marks() {
    pictures("list", "gajsjmjvj");
}

#[test]
fn the_help() {
    pictures("help", "?");
}

#[test]
fn a_prompt() {
    pictures("prompt", "Ftag:salt is:un");
}

#[test]
fn the_feeds() {
    pictures("feeds", "ggtsalt<Enter>gf");
}

#[test]
fn the_facts_alone() {
    pictures("facts", "gaFferry<Enter><Enter>l");
}

#[test]
fn zen() {
    pictures("zen", "gaFferry<Enter>z");
}

#[test]
fn a_half_typed_key() {
    pictures("half", "g");
}

#[test]
fn an_empty_list() {
    pictures("empty", "gs");
}

#[test]
fn how_rows_look() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("gajsjmjvj");
    picture("looks_list", &journey.looks());
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("gaFferry<Enter><Enter>/winter<Enter>");
    picture("looks_search", &journey.looks());
}

#[test]
fn in_a_wide_list_nothing_is_cut_beside_a_blank() {
    let home = Home::new();
    let long = "A very long headline that goes on and on about the weather in the hills until no list is wide enough";
    home.brings(&[("long.md", &format!("# {long}\n\nText.\n")), ("short.md", "# Short\n\nText.\n")]);
    for columns in [120, 160, 200, 300] {
        let mut journey = Journey::at(&home, (columns, 60));
        journey.types("w");
        journey.shows("Opened files");
        for row in journey.types("w").types("w").rows() {
            let Some(list) =
                row.split(['│', '┃']).find(|part| part.contains('…') && part.contains("headline"))
            else {
                continue;
            };
            let (_, after) = list.split_once('…').expect("it is cut");
            assert!(!after.trim_end().contains("    "), "{columns}: {list}");
        }
    }
}
