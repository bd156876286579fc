//! Files that are still being opened: what is typed meanwhile goes to what is on the screen.

use super::journey::{Home, Journey};

#[test]
fn a_selection_outlasts_what_comes_in_meanwhile() {
    let home = Home::with(&[]);
    let mut journey = Journey::about_to_open(&home, (80, 24));
    journey.opens_some(&["a first", "b second", "c third"]).types("jvj");
    assert_eq!(journey.app.list().selection(), Some((1, 2)));
    journey.opens_some(&["d fourth"]);
    assert_eq!(journey.app.list().selection(), Some((1, 2)), "after a haul");
    journey.has_opened_all("letters");
    assert_eq!(journey.app.list().selection(), Some((1, 2)), "after all files");
    journey.has_loaded_all();
    assert_eq!(journey.app.list().selection(), Some((1, 2)), "after all headlines");
    journey.types("D");
    assert_eq!(journey.titles(), ["a first", "d fourth"]);
}

#[test]
fn a_selection_goes_with_the_article_it_began_at() {
    let dated =
        |title: &str, day: &str| format!("---\ntitle: {title}\ndate: {day}\n---\n\nWords of {day}.\n");
    let (one, two) = (dated("One", "2026-11-20"), dated("Two", "2026-11-19"));
    let home = Home::with(&[("one.md", &one), ("two.md", &two)]);
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("gavj").arrive(&[("new.md", &dated("New", "2026-11-21"))]);
    assert_eq!(journey.titles(), ["New", "One", "Two"]);
    assert_eq!(journey.app.list().selection(), Some((1, 2)));
    journey.arrive(&[("two.md", &dated("Two", "2026-11-22"))]);
    assert_eq!(journey.titles(), ["Two", "New", "One"]);
    assert_eq!(journey.app.list().selection(), Some((0, 2)));
}

#[test]
fn escape_from_a_prompt_goes_back_to_what_is_open_by_now() {
    for (ask, typed) in [("F", ""), ("F", "first"), ("/", ""), ("/", "second")] {
        let home = Home::with(&[]);
        let mut journey = Journey::about_to_open(&home, (80, 24));
        journey.opens_some(&["a first", "b second"]).types(ask).types(typed);
        journey.opens_some(&["c third"]).types("<Esc>");
        assert_eq!(journey.titles(), ["a first", "b second", "c third"], "{ask}{typed}");
        journey.types(ask).types(typed).opens_some(&["d fourth"]).has_opened_all("letters").types("<Esc>");
        journey.shows("letters").shows_not("Opening…");
        assert_eq!(journey.titles(), ["a first", "b second", "c third", "d fourth"], "{ask}{typed}");
    }
}

#[test]
fn q_in_the_first_list_quits_before_all_is_open() {
    let home = Home::with(&[]);
    let mut journey = Journey::about_to_open(&home, (80, 24));
    journey.opens_some(&["a first", "b second"]).types("q");
    assert!(journey.app.is_done());
}
