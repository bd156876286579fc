//! Reading: paging on, the marks that reading makes and does not make, and the place that is kept.

use super::journey::{Home, Journey};
use super::pages;
use courant::app::Msg;
use proptest::prelude::*;

fn home() -> Home {
    let pages = pages::three();
    Home::with(&pages.iter().map(|(name, text)| (*name, text.as_str())).collect::<Vec<_>>())
}

const BEES: &str = "Bees Return to the Orrin Valley";
const FERRY: &str = "The Lindholm Ferry Sails Again";
const CLOCK: &str = "Veldt Lives Four Minutes Late";

/// At the long article, in the reader.
fn at_the_ferry(home: &Home, size: (u16, u16)) -> Journey<'_> {
    let mut journey = Journey::at(home, size);
    journey.types("ga").types("gg");
    while journey.selected() != FERRY {
        journey.types("j");
    }
    journey.types("<Enter>");
    journey
}

#[test]
fn space_pages_to_the_end_and_then_to_the_next_unread() {
    let home = home();
    let mut journey = at_the_ferry(&home, (80, 24));
    for _ in 0..20 {
        journey.types(" ");
        if journey.article() != FERRY {
            break;
        }
    }
    assert_ne!(journey.article(), FERRY, "{}", journey.picture());
    assert!(!journey.unread().contains(&FERRY.to_owned()));
}

#[test]
fn a_page_keeps_two_lines_of_what_was_there() {
    let home = home();
    let mut journey = at_the_ferry(&home, (80, 24));
    let text = |row: &String| row.chars().skip(28).collect::<String>().trim().to_owned();
    let before: Vec<String> = journey.rows().iter().map(text).collect();
    journey.types(" ");
    let after: Vec<String> = journey.rows().iter().map(text).collect();
    assert_eq!(before[21..23], after[2..4], "{}", journey.picture());
}

#[test]
fn a_held_space_stops_at_the_end_and_a_fresh_press_crosses() {
    let home = home();
    let mut journey = at_the_ferry(&home, (80, 24));
    journey.holds(" ", 60).says("The end");
    assert_eq!(journey.article(), FERRY);
    journey.types(" ");
    assert_ne!(journey.article(), FERRY);
}

#[test]
fn an_article_is_read_when_its_end_came_into_view() {
    let home = home();
    let mut journey = at_the_ferry(&home, (80, 24));
    journey.types("  ").waits("10s");
    assert!(journey.unread().contains(&FERRY.to_owned()));
    journey.types("G").shows("100%").waits("1s");
    assert!(!journey.unread().contains(&FERRY.to_owned()));
    assert_eq!(home.counts_on_disk(&courant::store::Scope::All), journey.counts());
}

#[test]
fn a_short_article_is_read_after_two_seconds_not_at_once() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    while journey.selected() != CLOCK {
        journey.types("j");
    }
    journey.types("<Enter>").waits("1s");
    assert!(journey.unread().contains(&CLOCK.to_owned()));
    journey.waits("1s");
    assert!(!journey.unread().contains(&CLOCK.to_owned()));
    // The row stays where it is until the list is opened again.
    journey.types("q");
    assert!(journey.titles().contains(&CLOCK.to_owned()));
    journey.types("gu");
    assert!(!journey.titles().contains(&CLOCK.to_owned()));
}

#[test]
fn a_short_article_is_read_though_something_was_said_meanwhile() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    while journey.selected() != CLOCK {
        journey.types("j");
    }
    journey.types("s").waits("3s").types("<Enter>").waits("3s");
    assert!(!journey.unread().contains(&CLOCK.to_owned()));
}

#[test]
fn a_preview_marks_nothing_however_long_it_stands_or_far_it_is_scrolled() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    for _ in 0..3 {
        journey.types("j").waits("30s").types("      ");
        for _ in 0..200 {
            journey.types("^e");
        }
    }
    assert_eq!(journey.counts().unread, 3);
    assert_eq!(home.counts_on_disk(&courant::store::Scope::All).unread, 3);
}

#[test]
fn nothing_wakes_the_machine_while_nothing_happens() {
    let home = home();
    let mut journey = Journey::at(&home, (120, 40));
    journey.types("<Enter>").waits("10s").waits("30m").waits("10h");
}

#[test]
fn unread_by_hand_holds_until_the_article_is_opened_again() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    while journey.selected() != CLOCK {
        journey.types("j");
    }
    journey.types("<Enter>").waits("3s").types("m").waits("1m");
    assert!(journey.unread().contains(&CLOCK.to_owned()));
    journey.types("h").waits("5s").types("<Enter>").waits("3s");
    assert!(!journey.unread().contains(&CLOCK.to_owned()));
}

#[test]
fn a_mark_by_hand_is_not_overtaken_by_one_that_reading_made() {
    let home = home();
    let mut journey = at_the_ferry(&home, (80, 24));
    journey.types("Gm").waits("5s");
    assert_eq!(journey.counts().unread, 3);
    assert_eq!(home.counts_on_disk(&courant::store::Scope::All).unread, 3);
}

#[test]
fn the_place_is_kept_when_the_window_changes_its_width() {
    let home = home();
    let mut journey = at_the_ferry(&home, (80, 24));
    journey.types("  ");
    let line = journey.top_line();
    let word = line.split_whitespace().next().unwrap().to_owned();
    journey.resizes(40, 24).resizes(120, 40).resizes(80, 24);
    assert_eq!(journey.top_line(), line);
    journey.resizes(40, 24);
    // In narrow lines the word may be parted.
    let top = journey.top_line();
    let last = top.split_whitespace().last().unwrap().trim_end_matches('-');
    assert!(top.contains(&word) || word.starts_with(last), "{word}: {top}");
}

#[test]
fn the_place_is_kept_across_a_restart_and_where_reading_stopped_is_marked() {
    let home = home();
    let mut journey = at_the_ferry(&home, (80, 24));
    journey.types("  jj");
    let line = journey.top_line();
    let mut journey = journey.restarts();
    assert_eq!(journey.selected(), FERRY, "what was begun comes first:\n{}", journey.picture());
    journey.shows("Continue").types("<Enter>");
    assert_eq!(journey.top_line(), line);
    journey.shows("›");
}

#[test]
fn the_place_is_kept_after_jumping_to_a_hit_or_an_edge() {
    let home = home();
    let mut journey = at_the_ferry(&home, (80, 24));
    journey.types("/paragraph 12<Enter>");
    let line = journey.top_line();
    let mut journey = journey.restarts();
    journey.types("<Enter>");
    assert_eq!(journey.top_line(), line);
    journey.types("gg");
    let first = journey.top_line();
    let mut journey = journey.restarts();
    while journey.selected() != FERRY {
        journey.types("j");
    }
    journey.types("<Enter>");
    assert_eq!(journey.top_line(), first);
}

#[test]
fn an_article_that_was_read_to_its_end_begins_anew() {
    let home = home();
    let mut journey = at_the_ferry(&home, (80, 24));
    let first = journey.top_line();
    journey.types("G");
    let mut journey = journey.restarts();
    journey.types("gh<Enter>");
    assert_eq!((journey.article().as_str(), journey.top_line()), (FERRY, first));
}

#[test]
fn headings_and_links_are_reached_by_keys() {
    let home = Home::with(&[("walk.md", pages::guidebook())]);
    let mut journey = Journey::at(&home, (80, 12));
    journey.types("<Enter>]");
    assert!(journey.top_line().contains("The first mile"), "{}", journey.top_line());
    journey.types("[").shows("A Walk Along the Saltings").types("2o3y");
    let asked = journey.asks();
    let warden = courant::app::Effect::Browse("https://warden.example/".to_owned());
    let map =
        courant::app::Effect::Copy { text: "https://maps.example/saltings".to_owned(), what: "address" };
    assert_eq!(asked, [warden, map]);
    journey.types("9o").says("There is no link 9 here");
}

#[test]
fn the_page_as_it_came_is_a_key_away_and_back() {
    let home = home();
    let mut journey = at_the_ferry(&home, (80, 24));
    journey.types("x").shows("1. HOME").types("G").shows("Share").types("x").shows_not("Share");
    assert_eq!(journey.article(), FERRY);
    assert!(journey.unread().contains(&FERRY.to_owned()), "the source is not the article");
}

#[test]
fn an_answer_that_comes_late_does_not_turn_the_page_back() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("gg").disk_is_slow().types("jj").disk_answers();
    let selected = journey.selected();
    assert_eq!(journey.article(), selected);
    let words = if selected == CLOCK { "tower clock" } else { "winter" };
    journey.shows(words);
}

#[test]
fn the_next_unread_is_found_from_the_list_and_from_the_article() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("gg");
    let titles = journey.titles();
    journey.types("n");
    assert_eq!(journey.selected(), titles[1]);
    journey.types("<Enter>n");
    assert_eq!(journey.article(), titles[2]);
    journey.types("n").says("No unread article after this").types("N");
    assert_eq!(journey.article(), titles[1]);
    assert_eq!(titles.iter().filter(|title| *title == BEES).count(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, failure_persistence: None, ..ProptestConfig::default() })]

    /// A window dragged about by its corner: two hundred sizes later the reader reads on where they were.
    #[test]
    fn a_storm_of_resizes_leaves_the_place_alone(
        sizes in prop::collection::vec((24_u16..220, 8_u16..70), 200),
        pages in 1_usize..6,
    ) {
        let home = home();
        let mut journey = at_the_ferry(&home, (100, 30));
        journey.types(&" ".repeat(pages));
        let line = journey.top_line();
        for (columns, rows) in sizes {
            journey.resizes(columns, rows);
        }
        journey.resizes(100, 30);
        prop_assert_eq!(journey.top_line(), line);
    }
}

const CODE: &str = "# Wide code\n\nBefore it.\n\n```\nshort\nlet line = \"0123456789012345678901234567890123456789\
    0123456789012345678901234567890123456789012345678901234567890123456789 the end\";\n```\n\nAfter it.\n";

#[test]
fn code_wider_than_the_pane_says_on_which_sides_it_goes_on() {
    let home = Home::with(&[("code.md", CODE)]);
    for size in [(40, 20), (80, 24), (120, 40)] {
        let mut journey = Journey::at(&home, size);
        let marks = |journey: &Journey<'_>| {
            let rows = journey.rows();
            let wide = rows.iter().find(|row| row.contains("012345")).expect("it is on the screen");
            (wide.contains('‹'), wide.contains('›'))
        };
        journey.types("<Enter>").says("H L sideways").shows_not("the end");
        assert_eq!(marks(&journey), (false, true), "{}", journey.picture());
        journey.types("L");
        assert_eq!(marks(&journey), (true, true), "{}", journey.picture());
        journey.types(&"L".repeat(20)).shows("the end\";").says("No wide line goes on to the right");
        assert_eq!(marks(&journey), (true, false), "{}", journey.picture());
        journey.types(&"H".repeat(20));
        assert_eq!(marks(&journey), (false, true), "{}", journey.picture());
        let short = journey.rows().into_iter().find(|row| row.contains("│ short")).expect("it is there");
        assert!(!short.contains(['‹', '›']), "a short line has no mark: {short}");
    }
}

#[test]
fn a_text_without_wide_code_does_not_name_the_keys_for_it() {
    let home = home();
    let mut journey = at_the_ferry(&home, (80, 24));
    journey.waits("5s").shows_not("sideways");
}

#[test]
fn escape_from_a_search_goes_back_to_where_it_began() {
    let home = home();
    let mut journey = at_the_ferry(&home, (80, 24));
    journey.types("  jj");
    let here = journey.top_line();
    journey.types("/paragraph 20");
    assert_ne!(journey.top_line(), here);
    journey.types("<Esc>");
    assert_eq!(journey.top_line(), here);
    journey.types("/paragraph 20<Enter>");
    let there = journey.top_line();
    assert_ne!(there, here);
    journey.types("<Esc>");
    assert_eq!(journey.top_line(), there, "Enter stays, and Escape then only ends the search");
}

#[test]
fn a_search_begins_anew_at_its_place_with_every_letter() {
    let home = home();
    let mut journey = at_the_ferry(&home, (80, 24));
    let here = journey.top_line();
    // “paragraph 2” stands further down than “paragraph 1”; a slip taken back leads back.
    journey.types("/paragraph 20");
    assert_ne!(journey.top_line(), here);
    journey.types("<Backspace><Backspace>");
    assert_eq!(journey.top_line(), here);
}

#[test]
fn the_mark_where_reading_was_resumed_stands_apart_from_the_text() {
    for size in [(40, 20), (80, 24), (120, 40), (200, 60)] {
        let home = home();
        let mut journey = at_the_ferry(&home, size);
        journey.types(&"j".repeat(12)).waits("2s");
        let mut journey = journey.restarts();
        journey.types("ga").waits("5s");
        while journey.selected() != FERRY {
            journey.types("j");
        }
        journey.types("<Enter>");
        let marked: Vec<String> = journey.rows().into_iter().filter(|row| row.contains('›')).collect();
        assert_eq!(marked.len(), 1, "{}", journey.picture());
        assert!(marked[0].contains("› "), "{size:?}: {marked:?}");
    }
}

#[test]
fn a_long_note_can_be_read_to_its_end_beside_the_article() {
    let home = home();
    let mut journey = at_the_ferry(&home, (120, 30));
    let note = "Ask the harbour board about the herring boats of that winter. ".repeat(20);
    journey.types(&format!("a{note}And the last word is lantern.<Enter>")).shows("Ask the harbour board");
    journey
        .shows_not("lantern")
        .shows("▾")
        .types("l")
        .types(&"j".repeat(80))
        .shows("lantern.")
        .types("gg")
        .shows("Tuva Brandt");
}

#[test]
fn what_only_repeats_the_section_is_not_said_again() {
    let home = home();
    let mut journey = at_the_ferry(&home, (120, 40));
    journey.shows("Section   HOME / NORTH").shows_not("Filed");
}

/// The row of the screen that shows a text, and the letters in it that are lit.
fn lit_in_row_with(journey: &Journey<'_>, text: &str) -> (String, String) {
    let (rows, looks) = (journey.rows(), journey.looks());
    let number = rows.iter().position(|row| row.contains(text)).expect("it is on the screen");
    let looks = looks.lines().nth(number).unwrap_or_default().chars().chain(std::iter::repeat(' '));
    let lit = rows[number].chars().zip(looks).filter(|(letter, look)| letter.is_alphabetic() && *look != ' ');
    (rows[number].clone(), lit.map(|(letter, _)| letter).collect())
}

#[test]
fn a_page_of_one_endless_line_is_searched_and_scrolled() {
    let line = format!("{} the end", "one line without an end".repeat(6000));
    let home = Home::with(&[("endless.txt", &line)]);
    let mut journey = Journey::at(&home, (40, 20));
    journey.types("<Enter>x/e<Enter>").says("Hit 1 of 18002");
    let (row, lit) = lit_in_row_with(&journey, "│ one line");
    assert_eq!(lit, "e".repeat(row.matches('e').count()), "{row}");
    journey.types("LLL");
    let (row, lit) = lit_in_row_with(&journey, "‹ ne line");
    assert_eq!(lit, "e".repeat(row.matches('e').count()), "{row}");
    journey.types("N").says("Hit 18002").resizes(80, 24).shows("ne line");
}

#[test]
fn a_hit_further_right_than_the_pane_is_scrolled_to() {
    let home = Home::with(&[("code.md", CODE)]);
    let mut journey = Journey::at(&home, (40, 20));
    journey.types("<Enter>").shows_not("the end").types("/the end<Enter>").shows("the end");
    journey.types("/line =<Enter>").shows("let line =");
}

#[test]
fn tabs_are_scrolled_sideways_with_their_line() {
    let home = Home::with(&[("tabs.txt", &format!("Tabs\n\n\t0123456789{}", "-".repeat(100)))]);
    let mut journey = Journey::at(&home, (40, 20));
    journey.types("<Enter>x").shows("│     0123456789--").types("L").shows("‹ 456789--");
}

#[test]
fn no_line_of_facts_begins_or_ends_with_a_dot() {
    let home = Home::new();
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("<Enter>");
    for columns in 20..120 {
        journey.resizes(columns, 24);
        let reader = journey.app.reader();
        let facts = (0..reader.len()).filter_map(|line| match reader.line(line) {
            Some(courant::app::PaneLine::Facts(text)) => Some(text),
            _ => None,
        });
        for line in facts {
            assert!(
                !line.starts_with([' ', '·']) && !line.ends_with([' ', '·', '\u{a0}']),
                "{columns}: {line}"
            );
        }
    }
}

#[test]
fn a_title_parted_at_a_soft_hyphen_shows_it_in_the_list() {
    let title = "Donau\u{ad}dampf\u{ad}schiff\u{ad}fahrts\u{ad}gesell\u{ad}schafts\u{ad}kapitän";
    let home = Home::with(&[("ship.md", &format!("# {title}\n\nText.\n"))]);
    let mut journey = Journey::at(&home, (40, 20));
    journey.types("ga");
    let rows = journey.rows();
    let first = rows.iter().find(|row| row.contains("Donau")).expect("it is in the list");
    assert!(first.ends_with('-'), "{}", journey.picture());
}

/// An article of some 300 kB: more than is set between two keys.
fn long_article() -> Home {
    let paragraph =
        |number| format!("Mile {number}. The river goes on between its banks, and so does the tale of it.");
    let text: Vec<String> = (1..4000).map(paragraph).collect();
    Home::with(&[
        ("river.txt", &format!("Down the River\n\n{}\n", text.join("\n\n"))),
        ("brook.txt", "The Brook\n\nIt is short.\n"),
    ])
}

#[test]
fn a_long_text_is_set_while_keys_go_on() {
    let home = long_article();
    let mut journey = Journey::at(&home, (80, 24));
    journey.goes_on_later().types("gaG<Enter>").shows("is being set").shows("Down the River");
    journey.types("jjG").waits("3s");
    assert_eq!(journey.unread().len(), 2, "nothing of it was seen yet");
    journey.types("qk<Enter>").shows("It is short").types("qj<Enter>").goes_on().shows("Mile 1.");
    journey.types("G").shows("Mile 3999.");
}

#[test]
fn a_long_text_keeps_its_place_through_widths_that_come_before_it_is_set() {
    let home = long_article();
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("gaG<Enter>").types("G").holds("{", 300);
    let place = journey.top_line();
    assert!(place.starts_with("Mile"), "{place}");
    journey.goes_on_later().resizes(60, 24).types("jjjk").resizes(100, 30).resizes(48, 20).goes_on();
    let words = |line: &str| line.split(' ').take(2).collect::<Vec<_>>().join(" ");
    assert_eq!(words(&journey.top_line()), words(&place));
    journey.goes_on_later().resizes(80, 24).goes_on();
    assert_eq!(journey.top_line(), place);
}

#[test]
fn the_end_asked_for_before_a_long_text_is_set_is_where_it_opens() {
    let home = long_article();
    let mut journey = Journey::at(&home, (80, 24));
    journey.goes_on_later().types("gaG<Enter>G").goes_on().shows("Mile 3999.").shows("100%");
    journey.types("qgg").goes_on_later().types("G<Enter>Ggg").goes_on().shows("Mile 1.");
}

#[test]
fn the_end_asked_for_before_the_text_came_is_where_it_opens() {
    let home = home();
    let mut journey = Journey::at(&home, (60, 24));
    journey.types("gagg");
    while journey.selected() != FERRY {
        journey.types("j");
    }
    journey.disk_is_slow().types("<Enter>G").disk_answers().shows("100%");
}

#[test]
fn space_does_not_leave_a_long_text_that_is_being_set() {
    let home = long_article();
    let mut journey = Journey::at(&home, (80, 24));
    journey.goes_on_later().types("gaG<Enter>  ]L").goes_on();
    assert_eq!(journey.article(), "Down the River");
    journey.shows("Mile 1.");
}

#[test]
fn a_hit_found_in_a_long_text_is_shown_once_that_is_set() {
    let home = long_article();
    let mut journey = Journey::at(&home, (80, 24));
    journey.goes_on_later().types("gaG<Enter>/Mile 2500<Enter>").goes_on().shows("Mile 2500.");
}

#[test]
fn a_long_text_that_cannot_be_set_says_so_and_is_not_read() {
    let home = long_article();
    let mut journey = Journey::at(&home, (80, 24));
    journey.goes_on_later().types("gaG<Enter>");
    let Some(courant::app::Effect::SetText { generation, .. }) = journey.to_set.first().cloned() else {
        panic!("nothing is to be set");
    };
    let fails =
        |generation| Msg::TextSet { generation, layout: Err("courant failed on this text.".to_owned()) };
    journey.told(fails(courant::app::Generation(generation.0 + 1))).shows("is being set");
    journey.told(fails(generation)).shows("courant failed on this text.").types("jG").waits("3s");
    assert_eq!(journey.unread().len(), 2);
}

#[test]
fn the_words_of_code_are_set_apart_where_its_language_is_told() {
    let page = "# Tides\n\nBefore it.\n\n- In a list:\n\n  ```rust\n  fn tide() {\n  \treturn 7; // high\n  }\n  ```\n\n\
        ```\nreturn 7; // nothing is told\n```\n";
    let home = Home::with(&[("code.md", page)]);
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("<Enter>").shows("return 7; // high");
    let (rows, looks) = (journey.rows(), journey.looks());
    let look_of = |row: &str, word: &str| {
        let at = rows.iter().position(|line| line.contains(row)).expect("the row is there");
        let column = rows[at].split(word).next().map_or(0, |before| before.chars().count());
        looks.lines().nth(at).and_then(|line| line.chars().nth(column)).unwrap_or(' ')
    };
    assert_eq!(look_of("fn tide", "fn"), 'b');
    assert_eq!(look_of("fn tide", "tide"), ' ');
    assert_eq!(look_of("// high", "return"), 'b', "{looks}");
    assert_eq!(look_of("// high", "7"), ' ');
    assert_eq!(look_of("// high", "// high"), 'i');
    assert_eq!(look_of("nothing is told", "return"), ' ');
}

#[test]
fn words_of_code_stay_set_apart_after_the_page_as_it_came_was_looked_at() {
    let page = "# Tides\n\n```rust\nfn tide() {}\n```\n";
    let home = Home::with(&[("code.md", page)]);
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("<Enter>").shows("fn tide");
    let looks = journey.looks();
    assert!(looks.lines().any(|line| line.trim_start().starts_with("bb")), "{looks}");
    journey.types("x").shows("```rust").types("x").shows_not("```rust");
    assert_eq!(
        journey.looks().lines().skip(2).take(10).collect::<Vec<_>>(),
        looks.lines().skip(2).take(10).collect::<Vec<_>>()
    );
}

#[test]
fn the_time_left_stands_in_the_bottom_line_where_no_sidebar_says_it() {
    let words = "Every word of it is read in its turn. ".repeat(120);
    let home = Home::with(&[("long.md", &format!("# Long\n\n{words}\n"))]);
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("<Enter>").says("4 min left  ");
    journey.types("G").says("100%");
    assert!(!journey.rows().last().unwrap().contains("left"), "at its end nothing is left");
    let mut journey = Journey::at(&home, (40, 24));
    journey.types("gg<Enter>");
    assert!(!journey.rows().last().unwrap().contains("left"), "no room");
}

#[test]
fn raised_and_lowered_numbers_are_no_other_numbers() {
    let page = "<!DOCTYPE html><title>Ballast</title><article><h1>Ballast</h1><p>The pumps move 10<sup>6</sup> litres \
        in 8 to 10 hours, at 10<sup>-3</sup> of the old price; the air holds less CO<sub>2</sub>. The 1<sup>st</sup> of \
        them was built by M<sup>me</sup> Sauvage on 40 m<sup>2</sup>, in 2<sup>k</sup> parts, and the second by nobody.</p></article>";
    let home = Home::with(&[("ballast.html", page)]);
    let mut journey = Journey::at(&home, (60, 24));
    journey
        .types("ga<Enter>")
        .shows("10⁶")
        .shows("10⁻³")
        .shows("CO₂")
        .shows("1st")
        .shows("Mme")
        .shows("m²")
        .shows("2ᵏ");
    // What is searched for is what stands in the page.
    journey.types("/106<Enter>").shows("Hit 1 of 1");
}
