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
    let home = Home::with(&[("one.md", "# One\n\nWords.\n"), ("two.md", "# Two\n\nWords.\n")]);
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("gav");
    journey.arrive(&[("new.md", "# New\n\nWords.\n")]).types("j");
    assert_eq!(journey.app.list().selection(), Some((1, 2)));
    // Now the one where it began is the older one.
    journey.waits("1h").arrive(&[("two.md", "# Two\n\nOther words, later.\n")]);
    let targets = journey.app.list().targets();
    let title = |id: &_| journey.app.store().headline(*id).unwrap().title.to_owned();
    let mut titles: Vec<String> = targets.iter().map(title).collect();
    titles.sort();
    assert!(titles.contains(&"One".to_owned()) && titles.contains(&"Two".to_owned()), "{titles:?}");
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
