//! Finding: filters, the search of the library and of an article, and every list there is.

use super::journey::{Home, Journey};
use super::pages;

const BEES: &str = "Bees Return to the Orrin Valley";
const FERRY: &str = "The Lindholm Ferry Sails Again";
const CLOCK: &str = "Veldt Lives Four Minutes Late";

fn home() -> Home {
    let pages = pages::three();
    Home::with(&pages.iter().map(|(name, text)| (*name, text.as_str())).collect::<Vec<_>>())
}

#[test]
fn a_filter_narrows_the_list_while_it_is_typed() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("Fbee");
    assert_eq!(journey.titles(), [BEES]);
    journey.types("<Enter>").says("1 article").shows("▸ bee");
    journey.types("<Esc>");
    assert_eq!(journey.titles().len(), 3);
}

#[test]
fn escape_from_a_filter_leaves_everything_as_it_was() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("Fferry<Enter>").types("Fnothing like it<Esc>");
    assert_eq!(journey.titles(), [FERRY]);
    journey.types("gugg/clock").types("<Esc>");
    assert_eq!(journey.app.list().list(), Some(&courant::store::List::Unread));
    assert_eq!(journey.titles().len(), 3);
    journey.types("j");
    let selected = journey.selected();
    journey.types("<Enter>Fbees<Esc>");
    assert_eq!((journey.article(), journey.app.focus()), (selected, courant::app::Focus::Reader));
}

#[test]
fn a_filter_that_finds_nothing_says_how_to_get_back() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("Fxylophone<Enter>").shows("No hits").types("<Esc>").shows("Bees");
}

#[test]
fn a_field_that_does_not_exist_is_told_while_it_is_typed() {
    let home = home();
    let mut journey = Journey::at(&home, (100, 24));
    journey.types("Fcolour:red<Enter>");
    assert!(journey.app.prompt().is_some_and(|prompt| prompt.complaint.is_some()), "{}", journey.picture());
    journey.types("<Esc>");
    assert_eq!(journey.titles().len(), 3);
}

#[test]
fn tab_goes_through_what_a_filter_may_go_on_with() {
    let home = home();
    let mut journey = Journey::at(&home, (100, 24));
    let typed =
        |journey: &Journey<'_>| journey.app.prompt().map(|prompt| prompt.line.text().to_owned()).unwrap();
    journey.types("Fau").shows("author:").types("<Tab>");
    assert_eq!(typed(&journey), "author:");
    journey.types("^u-is:").shows("unread  read  bookmarked  unfinished").types("<Tab>");
    assert_eq!(typed(&journey), "-is:unread");
    journey.types("<Tab><Tab>").shows("bookmarked");
    assert_eq!((typed(&journey), journey.titles().len()), ("-is:bookmarked".to_owned(), 3));
    journey.types("<BackTab>");
    assert_eq!(typed(&journey), "-is:read");
    journey.types(" sort:date,-vi").shows("views").types("<Tab>");
    assert_eq!(typed(&journey), "-is:read sort:date,-views");
    journey.types("^ubee ").shows_not("author:").types("<Tab>");
    assert_eq!(typed(&journey), "bee ");
    journey.types("(is:unread OR on:yes<Tab>");
    assert_eq!(typed(&journey), "bee (is:unread OR on:yesterday");
    // Wherever the cursor went, only the part before it is replaced; in an expression nothing is.
    journey.types("^ufoo^ais:u^e<Tab>");
    assert_eq!(typed(&journey), "is:ufoo");
    journey.types("^u/a is:u<Tab>");
    assert_eq!(typed(&journey), "/a is:u");
    // A complaint is seen once the line is finished.
    journey.types("^uis:unre<Enter>").shows("Did you mean is:unread?");
    // Words alone are searched for, however they go on.
    journey.types("^ufi<Enter>").says("article");
}

#[test]
fn tab_finds_feeds_tags_and_folders_and_puts_quotes_around_them() {
    let home = home();
    let mut journey = Journey::at(&home, (100, 24));
    journey.types("tlater on<Enter>Fla<Tab>").types("^utag:").shows("\"later on\"").types("<Tab><Enter>");
    assert_eq!(journey.titles().len(), 1);
    journey.types("<Esc>Ffeed:\"fil").shows("\"Opened files\"").types("<Tab>").shows("feed:\"Opened files\"");
}

#[test]
fn the_library_is_searched_from_any_list() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("A").types("gu").types("/veldt<Enter>");
    assert_eq!(journey.titles(), [CLOCK]);
    journey.types("<Enter>g/lindholm<Enter>");
    assert_eq!(journey.titles(), [FERRY]);
}

#[test]
fn words_are_found_in_the_article_across_line_ends() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    while journey.selected() != FERRY {
        journey.types("j");
    }
    // At eighty columns a line ends inside these words.
    journey.types("<Enter>/the islanders rowed their own mail across the sound<Enter>").says("Hit 1 of 24");
    journey.types("n").says("Hit 2 of 24").types("NN").says("Hit 24 of 24").types("n").says("Hit 1 of 24");
    journey.types("<Esc>");
    assert!(journey.app.reader().find().is_none());
    journey.types("/zebra<Enter>").says("“zebra” is not in this article");
}

#[test]
fn small_letters_find_any_letters_and_capitals_only_capitals() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    while journey.selected() != FERRY {
        journey.types("j");
    }
    journey
        .types("<Enter>/lindholm<Enter>")
        .says("Hit 1 of 24")
        .types("/LINDHOLM<Enter>")
        .says("is not in this");
}

#[test]
fn the_dot_switches_between_unread_and_all() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("m");
    let read = journey.selected();
    journey.types(".").says("Read and unread");
    assert_eq!((journey.titles().len(), journey.selected()), (3, read.clone()));
    journey.types(".").says("Only the unread");
    assert!(!journey.titles().contains(&read));
    journey.types(".Fveldt<Enter>.");
    assert_eq!(journey.titles(), [CLOCK], "the filter stays");
}

#[test]
fn every_list_is_two_keys_away() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("s<Enter>").waits("1m").types("gu").shows(" Unread");
    journey.types("ga").shows(" All articles");
    assert_eq!(journey.titles().len(), 3);
    journey.types("gs").shows(" Bookmarks");
    assert_eq!(journey.titles().len(), 1);
    journey.types("gh").shows(" History");
    assert_eq!(journey.titles().len(), 1);
    journey.types("gc").shows(" Continue").shows("Nothing begun");
    journey.types("gn").shows(" New");
    journey.types("gf").shows("── Feeds").shows("Opened files");
    journey.types("gatsea<Enter>gt").shows("── Tags");
}

#[test]
fn new_is_what_came_since_the_last_visit() {
    let home = home();
    let journey = Journey::at(&home, (80, 24));
    let mut journey = journey.restarts();
    journey.types("gn").shows("Nothing new since");
    journey.arrive(&[("late.md", "# Late\n\nIt came a moment after.\n")]).types("gn");
    assert_eq!(journey.titles(), ["Late"]);
}

#[test]
fn the_feeds_lead_into_their_lists_and_back() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("h").shows("── Feeds").types("G<Enter>").shows(" Opened files");
    assert_eq!(journey.titles().len(), 3);
    journey.types("hq").shows("Bees");
    assert_eq!(journey.app.focus(), courant::app::Focus::List);
    journey.types("h<Tab>h").shows("Bees");
}

#[test]
fn the_next_feed_with_unread_articles_is_a_key_away() {
    let home = Home::new();
    home.brings(&[("bees.txt", &pages::bees())]);
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("^n");
    let first = journey.titles();
    journey.types("^n");
    assert_ne!(journey.titles(), first);
    journey.types("^p");
    assert_eq!(journey.titles(), first);
}

#[test]
fn a_list_asked_for_before_anything_is_there_stays() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("<Enter>").waits("5s").types("hA");
    drop(journey);
    let mut journey = Journey::typing_at_once(&home, (80, 24), "ga");
    journey.shows(" All articles");
    assert_eq!(journey.titles().len(), 3);
    drop(journey);
    let journey = Journey::typing_at_once(&home, (80, 24), "ga");
    assert_eq!(journey.app.list().cursor(), 0);
    drop(journey);
    let mut journey = Journey::typing_at_once(&home, (80, 24), "gh");
    journey.shows(" History");
    assert_eq!(journey.titles().len(), 1);
}

#[test]
fn a_filter_that_cannot_be_understood_stays_to_be_mended_and_filters_nothing() {
    let home = home();
    for size in [(40, 20), (80, 24), (120, 40)] {
        let mut journey = Journey::at(&home, size);
        let before = (journey.titles(), journey.selected());
        journey.types("Fis:bee<Enter>").shows("is:bee").shows("unread").shows("bookmarked");
        assert_eq!((journey.titles(), journey.selected()), before, "not filtered by “is” or by half of it");
        journey.types("<Enter><Backspace><Backspace><Backspace>read<Enter>").says("0 articles");
        journey.types("<Esc>Fis:foo<Enter><Esc>");
        assert_eq!((journey.titles(), journey.selected()), before);
        assert_eq!(journey.app.prompt(), None);
    }
}

#[test]
fn a_search_that_cannot_be_understood_leaves_the_list_it_was_asked_from() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("gu").types("Fferry<Enter>").types("/clock is:foo<Enter>");
    assert_eq!(journey.titles(), [FERRY]);
    assert_eq!(journey.app.list().list(), Some(&courant::store::List::Unread));
    journey.types("<Esc>");
    assert_eq!(journey.titles(), [FERRY]);
}

#[test]
fn no_hits_says_what_was_looked_through() {
    let home = home();
    let mut journey = Journey::at(&home, (120, 40));
    journey.types("/xylophone<Enter>");
    let text = journey.picture().split_whitespace().collect::<Vec<_>>().join(" ");
    let told = ["titles", "authors", "feeds", "sections", "tags"];
    assert!(told.iter().all(|word| text.contains(word)), "{}", journey.picture());
    journey.shows("not searched").types("<Esc>/islanders<Enter>").shows("not searched");
}

#[test]
fn tags_that_are_not_there_yet_are_said_and_nothing_moves() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("<Enter>gt").says("No tags yet: t gives an article one");
    assert_eq!(journey.app.focus(), courant::app::Focus::Reader);
    journey.types("hgt").says("No tags yet");
    assert_eq!(journey.app.focus(), courant::app::Focus::List);
    journey.types("tsea<Enter>gt");
    assert_eq!(journey.app.focus(), courant::app::Focus::Feeds);
}

/// More articles than are looked through in one go, nearly all alike.
fn many() -> Home {
    let home = Home::new();
    home.holds(10_000, |number| match number % 100 {
        7 => format!("Bees of the {number}th hive"),
        _ => format!("Ferry number {number}"),
    });
    home
}

#[test]
fn a_filter_over_many_articles_shows_what_it_has_found_and_keeps_no_key_waiting() {
    let home = many();
    let mut journey = Journey::at(&home, (80, 24));
    journey
        .has_loaded_all()
        .types("ga")
        .goes_on_later()
        .types("Fbees<Enter>")
        .shows("Looking through the list");
    let found = journey.titles();
    assert!((1..100).contains(&found.len()), "{} found in the first go", found.len());
    journey.types("jj").goes_on();
    assert_eq!((journey.titles().len(), journey.selected()), (100, found[2].clone()));
    assert_eq!(journey.titles()[..found.len()], found);
    journey.goes_on_later().types("<Esc>Fferry<Enter>").goes_on().says("9,900 articles");
}

#[test]
fn the_cursor_finds_its_article_again_however_far_down_it_is() {
    let home = many();
    let mut journey = Journey::at(&home, (80, 24));
    journey.has_loaded_all().types("gaG");
    while !journey.selected().starts_with("Bees") {
        journey.types("k");
    }
    let selected = journey.selected();
    journey.goes_on_later().types("Fbees<Enter>");
    assert_ne!(journey.selected(), selected);
    journey.goes_on();
    assert_eq!(journey.selected(), selected);
}

#[test]
fn what_arrives_and_what_is_removed_while_a_filter_looks_is_in_its_place() {
    let home = many();
    let mut journey = Journey::at(&home, (80, 24));
    journey.has_loaded_all().types("ga").goes_on_later().types("Fbees<Enter>");
    journey.arrive(&[("bees.txt", "A swarm of bees\n\nThey came at noon and left at four.\n")]);
    journey.types("D").goes_on();
    let titles = journey.titles();
    assert_eq!(titles.len(), 100, "one hundred, one more and one less");
    assert!(titles.iter().any(|title| title == "A swarm of bees"));
}

#[test]
fn a_filter_that_is_given_up_amid_its_work_leaves_the_whole_list() {
    let home = many();
    let mut journey = Journey::at(&home, (80, 24));
    journey.has_loaded_all().types("ga").goes_on_later().types("Fbees<Enter><Esc>").goes_on();
    assert_eq!(journey.titles().len(), 10_000);
}

/// A filter at work whose hits begin at the first row, while the cursor's article, a later hit, is still sought.
fn seeking(home: &Home) -> (Journey<'_>, String) {
    let mut journey = Journey::at(home, (80, 24));
    journey.has_loaded_all().types("gaG");
    while !journey.selected().starts_with("Bees") {
        journey.types("k");
    }
    let sought = journey.selected();
    journey.goes_on_later().types("Fbees<Enter>");
    (journey, sought)
}

#[test]
fn a_cursor_that_was_used_is_not_moved_back_to_where_it_stood() {
    let home = many();
    for keys in ["v", "<Enter>", "s", "D", "gg", "jk"] {
        let (mut journey, sought) = seeking(&home);
        journey.types(keys);
        let selected = journey.selected();
        journey.goes_on();
        assert_ne!(selected, sought);
        assert_eq!(journey.selected(), selected, "after {keys}");
        journey.types("u");
    }
}

#[test]
fn a_cursor_that_was_only_looked_past_goes_back_to_where_it_stood() {
    let home = many();
    for keys in ["i", "<lt>", "F<Esc>", "F<Enter>", "?<Esc>"] {
        let (mut journey, sought) = seeking(&home);
        journey.types(keys).goes_on();
        assert_eq!(journey.selected(), sought, "after {keys}");
    }
}

#[test]
fn what_is_said_of_the_whole_list_is_said_of_all_of_it() {
    let home = many();
    let (mut journey, _) = seeking(&home);
    journey.types("A").says("100 articles marked read").types("u");
    let (mut journey, sought) = seeking(&home);
    journey.types("G");
    assert_eq!(journey.selected(), sought, "it is the last hit");
    journey.goes_on_later().types("<Esc>F9907<Enter>").shows("Looking through the list").types("n");
    assert_eq!((journey.titles(), journey.selected()), (vec![sought.clone()], sought));
}

#[test]
fn rows_do_not_move_under_the_eye_when_what_came_meanwhile_takes_its_place() {
    let home = many();
    let (mut journey, _) = seeking(&home);
    journey.types("G").goes_on_later().types("<Esc>Fferry<Enter>");
    journey.types("J".repeat(40).as_str());
    let rows = journey.rows();
    journey.arrive(&[("ferry.txt", "A ferry of paper\n\nIt swam for an hour.\n")]);
    journey.goes_on();
    assert!(journey.titles().iter().any(|title| title == "A ferry of paper"));
    assert_eq!(journey.rows()[2..20], rows[2..20]);
}
