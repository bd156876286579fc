//! The first minute: the guide is there, a page opens, and everything known about it is shown.

use super::journey::{Home, Journey};
use super::pages;

#[test]
fn the_first_run_shows_the_guide_and_asks_nothing() {
    let home = Home::new();
    let mut journey = Journey::at(&home, (80, 24));
    journey.shows("The first minute").shows("8 unread").shows("You are reading already");
    assert_eq!((journey.titles().len(), journey.app.prompt()), (8, None));
}

#[test]
fn a_page_on_the_command_line_is_open_at_once_with_all_its_facts() {
    let home = Home::new();
    let path = home.saves("ferry.txt", &pages::ferry());
    let mut journey = Journey::opening(&home, (80, 24), &[&path]);
    journey.shows("HOME / NORTH").shows("Tuva Brandt").shows("2 days ago").shows("1,204 views");
    journey.shows("publisher says 5 min").shows("The baker at the quay").shows_not("Share");
    let in_reader = journey.rows().iter().filter(|row| row.contains("Lindholm Ferry Sails")).count();
    assert_eq!(in_reader, 1, "{}", journey.picture());
}

#[test]
fn two_days_ago_becomes_three_when_a_day_has_passed() {
    let home = Home::new();
    let path = home.saves("ferry.txt", &pages::ferry());
    let mut journey = Journey::opening(&home, (80, 24), &[&path]);
    journey.shows("2 days ago").waits("24h").shows("3 days ago");
}

#[test]
fn a_folder_opens_as_a_list_and_q_leaves() {
    let home = Home::new();
    home.passes(jiff::SignedDuration::from_secs(1));
    let folder = home.saves("bees.txt", &pages::bees());
    home.saves("clock.txt", &pages::clock());
    let mut journey = Journey::opening(&home, (80, 24), &[folder.parent().unwrap()]);
    journey.shows("Bees Return").shows("Veldt Lives").types("q");
    assert!(journey.app.is_done());
}

#[test]
fn a_file_that_is_not_there_is_said_in_one_sentence() {
    let home = Home::new();
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("a/nowhere/at/all.txt<Enter>").says("/nowhere/at/all.txt cannot be read");
}

#[test]
fn a_path_typed_after_a_opens_the_page() {
    let home = Home::new();
    let path = home.saves("bees.txt", &pages::bees());
    let mut journey = Journey::at(&home, (80, 24));
    journey
        .types("a")
        .pastes(path.to_str().unwrap())
        .types("<Enter>")
        .shows("Beekeepers in the Orrin valley");
    assert_eq!(journey.article(), "Bees Return to the Orrin Valley");
}
