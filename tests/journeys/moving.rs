//! Moving: panes, counts, layers that peel, and keys that mean nothing.

use super::journey::{Home, Journey};
use super::pages;
use courant::app::{COMMANDS, Effect, Focus};

fn home() -> Home {
    let pages = pages::three();
    Home::with(&pages.iter().map(|(name, text)| (*name, text.as_str())).collect::<Vec<_>>())
}

#[test]
fn a_number_moves_by_so_many_rows() {
    let home = Home::new();
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("5j").says("6/8").types("2k").says("4/8").types("3G").says("3/8").types("99j").says("8/8");
}

#[test]
fn half_typed_keys_list_what_may_follow() {
    let home = home();
    let mut journey = Journey::at(&home, (120, 24));
    let follow = ["g To the beginning", "u Unread, newest first", "h What you opened", "n What came in"];
    for size in [(40, 20), (80, 24), (200, 60)] {
        journey.resizes(size.0, size.1).types("g");
        for line in follow {
            journey.shows(line);
        }
        journey.types("<Esc>").shows_not("To the beginning");
    }
    journey.types("M").shows("a Mark this and everything above").types("<Esc>");
    assert!(!journey.app.is_done());
}

#[test]
fn a_key_without_a_meaning_says_so() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("d").says("d does nothing here · ? shows the keys");
    journey.types("gz").says("gz does nothing here").types("^x").says("^x does nothing here");
}

#[test]
fn tab_goes_round_the_panes() {
    let home = home();
    let mut journey = Journey::at(&home, (200, 50));
    let mut seen = Vec::new();
    for _ in 0..4 {
        seen.push(journey.app.focus());
        journey.types("<Tab>");
    }
    assert_eq!(seen, [Focus::List, Focus::Reader, Focus::Sidebar, Focus::Feeds]);
    assert_eq!(journey.app.focus(), Focus::List);
    journey.types("<BackTab>");
    assert_eq!(journey.app.focus(), Focus::Feeds);
}

#[test]
fn tab_goes_back_and_forth_where_only_one_pane_fits() {
    let home = home();
    let mut journey = Journey::at(&home, (40, 20));
    journey.types("<Tab>").types("<Tab>").shows("Unread");
    assert_eq!(journey.app.focus(), Focus::List);
}

#[test]
fn escape_peels_one_layer_and_never_leaves() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("Fe<Enter><Enter>z/e<Enter>");
    let layers = |journey: &Journey<'_>| {
        let filter = journey.app.list().filter().is_some();
        (journey.app.reader().find().is_some(), journey.app.zen(), filter)
    };
    assert_eq!(layers(&journey), (true, true, true));
    journey.types("<Esc>");
    assert_eq!(layers(&journey), (false, true, true));
    journey.types("<Esc>");
    assert_eq!(layers(&journey), (false, false, true));
    journey.types("h<Esc>");
    assert_eq!(layers(&journey), (false, false, false));
    journey.types("<Esc><Esc><Esc>");
    assert!(!journey.app.is_done());
}

#[test]
fn q_goes_back_and_quits_from_the_starting_list() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("gs").types("q").shows(" Unread").types("<Enter>q");
    assert!(!journey.app.is_done());
    journey.types("q");
    assert!(journey.app.is_done());
}

#[test]
fn q_goes_back_though_everything_is_read() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("A");
    let mut journey = journey.restarts();
    journey.shows(" All articles").types("ghq").shows(" All articles");
    assert!(!journey.app.is_done());
    journey.types("q");
    assert!(journey.app.is_done());
}

#[test]
fn control_c_leaves_a_prompt_and_then_the_program() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("Fbee^c");
    assert_eq!((journey.app.prompt(), journey.app.is_done()), (None, false));
    journey.types("^c");
    assert!(journey.app.is_done());
}

#[test]
fn the_help_lists_every_command_with_its_keys() {
    let home = home();
    let mut journey = Journey::at(&home, (100, 200));
    journey.types("?");
    for row in COMMANDS {
        journey.shows(row.sentence);
    }
    journey.types("q").shows("Bees");
}

#[test]
fn a_key_tried_out_in_the_help_does_nothing_behind_it() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("?DAsgux^e").shows("Down a row");
    assert_eq!((journey.counts().total, journey.counts().unread), (3, 3));
    for key in ["q", "?", "<Esc>"] {
        journey.types(key).shows("Bees").types("?");
    }
}

#[test]
fn the_help_scrolls_to_its_end_and_not_beyond() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("?G");
    let last = COMMANDS.last().unwrap();
    let rows = journey.rows();
    assert!(rows.last().unwrap().contains(last.sentence), "{}", journey.picture());
    journey.resizes(80, 60);
    let rows = journey.rows();
    assert!(rows.last().unwrap().contains(last.sentence), "{}", journey.picture());
}

#[test]
fn zen_shows_nothing_but_the_article() {
    let home = home();
    let mut journey = Journey::at(&home, (120, 40));
    journey.types("z").shows("Beekeepers").shows_not("unread").waits("5s").shows_not("│").shows_not("┃");
    journey.types("z").shows("unread");
}

#[test]
fn w_shows_the_list_alone_and_enter_the_article_alone() {
    let home = home();
    let mut journey = Journey::at(&home, (100, 30));
    journey.types("w").shows("Veldt").shows_not("Beekeepers");
    journey.types("<Enter>").shows("Beekeepers").types("h").shows("Veldt").types("w").shows("Beekeepers");
    journey.types("w").shows("Veldt").shows("Beekeepers");
}

#[test]
fn i_shows_the_facts_beside_the_article_or_in_its_place() {
    let home = home();
    let mut journey = Journey::at(&home, (120, 40));
    journey
        .shows("Ilse Maro")
        .shows("Read time")
        .types("i")
        .shows_not("Read time")
        .types("i")
        .shows("Read time");
    journey.resizes(80, 24).shows_not("Read time").types("i").shows("Read time").shows("Bees Return");
    journey.types("i").shows_not("Read time").shows("Beekeepers");
    journey.resizes(40, 20).types("j");
    let selected = journey.selected();
    journey.types("i").shows("Read time");
    assert_eq!(journey.article(), selected, "the facts are of the row under the cursor");
    journey.types("i").shows("Unread");
}

#[test]
fn the_measure_is_moved_and_comes_back() {
    let home = home();
    let mut journey = Journey::at(&home, (200, 40));
    let widest = |journey: &Journey<'_>| journey.app.geometry().measure;
    assert_eq!(widest(&journey), 66);
    journey.types("<lt>").says("Measure 62 columns");
    assert_eq!(widest(&journey), 62);
    journey.types(">>").says("Measure 70 columns").types("=").says("Measure 66 columns");
    assert_eq!(widest(&journey), 66);
}

#[test]
fn paste_under_the_help_begins_nothing() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("?").pastes("/tmp/page.html").shows("Down a row or a line").types("/").pastes("browser");
    journey.shows("Keys ▸ browser").types("<Enter>q");
    assert_eq!(journey.app.prompt(), None);
}

#[test]
fn where_there_are_no_rows_none_are_selected() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("gsv").shows_not("selected").types("gavj").shows("2 selected");
}

#[test]
fn paste_types_into_a_prompt_and_never_gives_commands() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("F").pastes("bee\n").types("<Enter>");
    assert_eq!(journey.titles().len(), 1);
    journey.types("<Esc>").pastes("DDDQ\nA").shows("DDDQ").types("<Esc>");
    assert_eq!((journey.counts().total, journey.counts().unread, journey.app.is_done()), (3, 3, false));
    // A half-typed sequence does not swallow the key after the paste.
    journey.types("g").pastes("u").types("<Esc>j");
    assert_eq!(journey.app.list().cursor(), 1);
}

#[test]
fn prompts_have_the_keys_of_readline() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("Fone two^w").shows("Filter: one").types("^ax^e!^u^y").shows("Filter: xone !");
    journey.types("^a^k").types("<Backspace>");
    assert_eq!(journey.app.prompt(), None);
}

#[test]
fn arrivals_move_neither_the_selected_row_nor_the_viewport() {
    let home = Home::new();
    let mut journey = Journey::at(&home, (80, 14));
    journey.types("5j");
    let (selected, rows) = (journey.selected(), journey.rows());
    let late: Vec<(String, String)> =
        (0..30).map(|number| (format!("late{number}.md"), format!("# Late {number}\n\nWords.\n"))).collect();
    journey.arrive(&late.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect::<Vec<_>>());
    assert_eq!(journey.selected(), selected);
    let seen = |rows: &[String]| {
        rows[2..13].iter().map(|row| row.chars().take(26).collect::<String>()).collect::<Vec<_>>()
    };
    assert_eq!(seen(&journey.rows()), seen(&rows));
    assert_eq!(journey.counts().unread, 38);
}

#[test]
fn arrivals_come_in_though_another_article_was_begun_meanwhile() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    while journey.selected() != "The Lindholm Ferry Sails Again" {
        journey.types("j");
    }
    journey.types("<Enter>  h");
    journey.types("gu").shows("Continue");
    journey.arrive(&[("late.md", "# Late\n\nWords.\n")]);
    journey.types("gg");
    assert_eq!(journey.titles()[..2], ["The Lindholm Ferry Sails Again", "Late"]);
}

#[test]
fn the_bare_address_stands_alone_until_a_key() {
    let home = Home::with(&[("walk.md", pages::guidebook())]);
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("<Enter>1U").shows("https://pump.example/house").shows_not("unread").types("D");
    assert_eq!(journey.counts().total, 1);
    journey.shows("1 unread");
}

#[test]
fn redraw_and_suspend_are_asked_of_the_terminal() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("^l^z");
    assert_eq!(journey.asks(), [Effect::Redraw, Effect::Suspend]);
}

#[test]
fn the_facts_scroll_to_their_end_and_back_at_once() {
    let home = home();
    let mut journey = Journey::at(&home, (120, 16));
    let last = |journey: &Journey<'_>| journey.rows()[14].clone();
    journey.types("<Enter>lG").shows("ID ");
    assert!(last(&journey).contains("ID "), "{}", journey.picture());
    let top = journey.app.sidebar().top();
    journey.types("k");
    assert_eq!(journey.app.sidebar().top() + 1, top);
    assert!(!last(&journey).contains("ID "), "{}", journey.picture());
    journey.types("99j").shows("ID ").types("gg").shows("Ilse Maro");
}

#[test]
fn a_link_of_the_row_under_the_cursor_opens_though_no_pane_shows_it() {
    let home = Home::with(&[("walk.md", pages::guidebook())]);
    let mut journey = Journey::at(&home, (40, 20));
    journey.types("2o");
    assert_eq!(journey.asks(), [Effect::Browse("https://warden.example/".to_owned())]);
    assert_eq!(journey.app.focus(), Focus::List);
    journey.types("D").types("o").says("There is no article here");
}

#[test]
fn what_another_feed_brings_does_not_come_into_this_ones_list() {
    let home = Home::new();
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("hG<Enter>").shows(" Guide");
    journey.arrive(&[("late.md", "# Late\n\nWords.\n")]);
    assert_eq!((journey.titles().len(), journey.counts().unread), (8, 9));
    journey.types("gu");
    assert_eq!(journey.titles().len(), 9);
}

#[test]
fn an_article_of_a_feed_never_seen_before_is_counted_in_the_feeds() {
    let home = Home::new();
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("gf").shows_not("Opened files");
    journey.arrive(&[("late.md", "# Late\n\nWords.\n")]);
    let row = journey.rows().into_iter().find(|row| row.contains("Opened files")).unwrap();
    assert!(row.contains(" 1 "), "{row}");
}

#[test]
fn the_measure_moves_from_what_is_set_and_says_where_it_ends() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    let measure = |journey: &Journey<'_>| journey.app.geometry().measure;
    let set = measure(&journey);
    journey.types("<lt>").says(&format!("Measure {} columns", set - 4));
    assert_eq!(measure(&journey), set - 4);
    journey.types(">").says(&format!("Measure {set} columns"));
    journey.types(">").says(&format!("Measure {set} columns: as wide as it gets here"));
    journey.types("<lt>");
    assert_eq!(measure(&journey), set - 4, "a press that did nothing has not to be taken back");
    journey.types(&"<lt>".repeat(10)).says("as narrow as it gets here").types("=");
    assert_eq!(measure(&journey), set);
}

#[test]
fn an_empty_list_names_what_works_there_and_the_pane_beside_says_what_to_do() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("gs").shows("No bookmarks").shows("under the list’s cursor");
    journey.says("a add").says("? help").says("q back");
    let hints = journey.rows().pop().unwrap_or_default();
    assert!(!hints.contains("bookmark ") && !hints.contains("read"), "{hints}");
    journey.types("gaFnothing at all<Enter>").waits("5s").shows("No hits").says("Esc whole list");
    journey.types("<Esc>").says("Enter read");
}

#[test]
fn the_way_to_help_and_the_way_back_stand_in_every_hint_line() {
    let home = home();
    for size in [(30, 12), (40, 20), (60, 20), (80, 24), (120, 40)] {
        for keys in ["", "v", "gs", "<Enter>", "gf", "<Enter>l", "Fxylophone<Enter>"] {
            let mut journey = Journey::at(&home, size);
            journey.types(keys).waits("5s").says("? help").says("q back");
        }
    }
}

#[test]
fn the_help_tells_apart_what_a_key_does_in_a_list_and_in_an_article() {
    let home = home();
    let mut journey = Journey::at(&home, (100, 200));
    journey.types("?");
    let rows = journey.rows();
    for key in ["]", "[", "}", "{", "/", "a"] {
        let own = |row: &&String| {
            let keys = row.get(..18).unwrap_or_default();
            keys.split_whitespace().any(|word| word == key)
        };
        let found: Vec<&String> = rows.iter().filter(own).collect();
        for place in ["(in a list)", "(in an article)"] {
            assert_eq!(found.iter().filter(|row| row.ends_with(place)).count(), 1, "{key}: {found:?}");
        }
        assert_eq!(found.len(), 2, "{key}: {found:?}");
    }
}

#[test]
fn words_are_found_in_the_help_while_they_are_typed() {
    let home = home();
    for size in [(40, 20), (80, 24)] {
        let mut journey = Journey::at(&home, size);
        journey.types("?/clipb").shows("No key does that").types("<Esc>").shows("Down a row");
        journey.types("/bookm").shows("▸ bookm").shows("gs").shows_not("Down a row");
        // Letters are letters while it is typed, and keys again once it is kept.
        journey.types("<Enter>jm").shows("gs").shows_not("Down a row").types("<Esc>").shows("Down a row");
        journey.types("/undo<Enter>q").shows("Bees").types("?").shows("Down a row");
        assert_eq!(journey.counts().unread, 3);
    }
}

#[test]
fn a_narrow_prompt_says_in_a_word_what_it_asks_for() {
    let home = home();
    let mut journey = Journey::at(&home, (40, 20));
    for (keys, label) in [("t", "Tags:"), ("Bx<Enter>", "Note:"), ("a", "Add:"), ("g/", "Search")] {
        journey.types(keys).says(label);
        let last = journey.rows().pop().unwrap_or_default();
        assert!(!last.contains('…'), "{last}");
        journey.types("<Esc><Esc>");
    }
}
