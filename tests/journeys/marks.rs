//! Marks: bookmarks, tags, notes, removal, selections; and that everything can be undone, tomorrow too.

use super::journey::{Home, Journey};
use super::pages;
use courant::store::{List, Scope};

const BEES: &str = "Bees Return to the Orrin Valley";
const FERRY: &str = "The Lindholm Ferry Sails Again";
const CLOCK: &str = "Veldt Lives Four Minutes Late";

fn home() -> Home {
    let pages = pages::three();
    Home::with(&pages.iter().map(|(name, text)| (*name, text.as_str())).collect::<Vec<_>>())
}

fn on(journey: &mut Journey<'_>, title: &str) {
    journey.types("gg");
    for _ in 0..10 {
        if journey.selected() == title {
            return;
        }
        journey.types("j");
    }
    panic!("{title} is not in the list");
}

#[test]
fn s_bookmarks_and_the_bookmark_is_there_tomorrow() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    on(&mut journey, FERRY);
    journey.types("s").shows("★").says("Saved: bookmarked “The Lindholm Ferry");
    let mut journey = journey.restarts();
    journey.types("gs");
    assert_eq!(journey.titles(), [FERRY]);
    journey.types("s").types("gs").shows("No bookmarks");
}

#[test]
fn tags_are_typed_in_a_line_and_listed() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    on(&mut journey, BEES);
    journey.types("tvalley, #spring<Enter>").says("tagged");
    journey.types("gt").shows("spring").shows("valley").types("<Enter>");
    assert_eq!(journey.titles(), [BEES]);
    journey.shows("#spring");
    // The line holds what is there; what is deleted from it is taken away.
    journey.types("t").shows("spring, valley").types("^uvalley<Enter>");
    let tags: Vec<String> = journey.app.store().tag_names().into_iter().map(|(name, _)| name).collect();
    assert_eq!(tags, ["valley"]);
}

#[test]
fn a_note_is_written_in_the_reader_and_shown_beside_it() {
    let home = home();
    let mut journey = Journey::at(&home, (120, 40));
    on(&mut journey, BEES);
    journey.types("<Enter>aAsk Ilse about the limes.<Enter>").shows("Ask Ilse about").shows("✎");
    let mut journey = journey.restarts();
    journey.types("ga");
    on(&mut journey, BEES);
    journey.shows("Ask Ilse about");
}

#[test]
fn b_asks_for_tags_and_a_note_in_one_step() {
    let home = home();
    let mut journey = Journey::at(&home, (120, 40));
    on(&mut journey, CLOCK);
    journey.types("Btime<Enter>Nobody minds!<Enter>").shows("Nobody minds!").shows("★");
    journey.types("u").says("Undid").shows_not("Nobody minds!").shows_not("★");
    assert!(journey.app.store().tag_names().is_empty());
}

#[test]
fn undo_names_what_it_undid_and_redo_does_it_again() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    on(&mut journey, FERRY);
    journey.types("sm").types("u").says("Undid: marked read “The Lindholm Ferry");
    journey.types("u").says("Undid: bookmarked").types("u").says("Nothing to undo");
    journey.types("^r").says("Did again: bookmarked").types("^r").says("Did again: marked read");
    journey.types("^r").says("Nothing to redo");
    assert_eq!((journey.counts().bookmarked, journey.counts().unread), (1, 2));
    assert_eq!(home.counts_on_disk(&Scope::All), journey.counts());
}

#[test]
fn a_step_of_an_earlier_day_wants_a_second_u() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    on(&mut journey, FERRY);
    journey.types("s");
    let mut journey = journey.restarts();
    journey.types("u").says("u again undoes");
    assert_eq!(journey.counts().bookmarked, 1);
    journey.types("u").says("Undid: bookmarked");
    let journey = journey.restarts();
    assert_eq!(journey.counts().bookmarked, 0);
}

#[test]
fn another_key_between_the_two_forgets_the_first_u() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    on(&mut journey, FERRY);
    journey.types("s");
    let mut journey = journey.restarts();
    journey.types("uju").says("u again undoes");
    assert_eq!(journey.counts().bookmarked, 1);
}

#[test]
fn undo_leaves_alone_what_changed_since() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("A").says("3 articles marked read");
    on(&mut journey, BEES);
    journey.types("mm");
    // The steps: all read; the bees unread; the bees read. The first is undone after the others.
    journey.types("uuu");
    assert_eq!(journey.counts().unread, 3);
    journey.types("^r");
    let other = home.now();
    assert_eq!((journey.counts().unread, other), (0, home.now()));
}

#[test]
fn a_marks_the_list_as_it_was_shown_and_late_arrivals_stay_unread() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("A").says("3 articles marked read · u undoes");
    journey.arrive(&[("late.md", "# Late\n\nIt came a moment after.\n")]);
    assert_eq!(journey.unread(), ["Late"]);
    journey.types("u").says("Undid: 3 articles marked read");
    assert_eq!(journey.counts().unread, 4);
    journey.types("AA").says("Nothing unread there");
}

#[test]
fn above_and_below_are_marked_from_the_cursor_on() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    let titles = journey.titles();
    journey.types("ggjMa");
    assert_eq!(journey.unread(), titles[2..]);
    journey.types("uMb");
    assert_eq!(journey.unread(), titles[..1]);
}

#[test]
fn a_selection_takes_any_mark_at_once() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("ggvjs").says("bookmarked 2 articles");
    assert_eq!(journey.counts().bookmarked, 2);
    assert_eq!(journey.app.list().selection(), None);
    journey.types("u");
    assert_eq!(journey.counts().bookmarked, 0);
    journey.types("ggvG").types("tall<Enter>");
    assert_eq!(journey.app.store().list(&List::Tag("all".to_owned())).len(), 3);
    journey.types("v<Esc>");
    assert_eq!(journey.app.list().selection(), None);
}

#[test]
fn a_removed_article_goes_and_comes_back() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    on(&mut journey, FERRY);
    journey.types("D").says("removed");
    assert!(!journey.titles().contains(&FERRY.to_owned()));
    assert_eq!(journey.counts().total, 2);
    let mut journey = journey.restarts();
    assert!(!journey.titles().contains(&FERRY.to_owned()));
    journey.types("uu");
    assert!(journey.titles().contains(&FERRY.to_owned()));
    assert_eq!(home.counts_on_disk(&Scope::All).total, 3);
}

#[test]
fn a_removed_article_comes_back_into_the_history_too() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    on(&mut journey, BEES);
    journey.types("<Enter>ghD");
    assert!(journey.titles().is_empty());
    journey.types("u");
    assert_eq!(journey.titles(), [BEES]);
}

#[test]
fn removing_the_last_row_leaves_the_cursor_in_the_list() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("GDDD").shows("All read").types("jkGggn<Enter>sDm");
    assert_eq!(journey.counts().total, 0);
}

#[test]
fn the_top_bar_and_the_feeds_count_what_is_unread() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    journey.shows("3 unread").types("m").shows("2 unread").types("u").shows("3 unread");
    journey.types("gf");
    let row = journey.rows().into_iter().find(|row| row.contains("Opened files")).unwrap();
    assert!(row.contains('3'), "{row}");
}

#[test]
fn what_another_courant_marked_shows_here() {
    let home = home();
    let mut here = Journey::at(&home, (80, 24));
    let mut there = Journey::at(&home, (80, 24));
    on(&mut there, FERRY);
    there.types("sD");
    here.shows("3 unread").others_wrote();
    assert_eq!((here.counts().total, here.counts().unread, here.counts().bookmarked), (2, 2, 0));
    assert!(!here.titles().contains(&FERRY.to_owned()), "{}", here.picture());
    there.types("u");
    here.others_wrote();
    assert_eq!(here.counts(), there.counts());
    assert!(here.titles().contains(&FERRY.to_owned()), "{}", here.picture());
    // What was done there is no step here.
    here.types("u").says("Nothing to undo");
}

#[test]
fn selected_rows_are_told_by_a_sign_a_number_and_what_can_be_done_with_them() {
    let home = home();
    for (size, unicode, sign) in [((40, 20), true, "✓"), ((80, 24), true, "✓"), ((120, 40), false, "+")] {
        let mut journey = Journey::at(&home, size);
        if !unicode {
            journey = journey.in_ascii();
        }
        let signs = |journey: &Journey<'_>| journey.rows().iter().filter(|row| row.contains(sign)).count();
        assert_eq!(signs(&journey), 0);
        journey.types("v").says("1 selected").says("m read").says("q back");
        assert_eq!(signs(&journey), 1, "{}", journey.picture());
        journey.types("j").says("2 selected");
        assert_eq!(signs(&journey), 2, "{}", journey.picture());
        journey.types("<Esc>").says("2/3");
        assert_eq!(signs(&journey), 0);
    }
}

#[test]
fn escape_at_the_note_goes_back_to_the_tags_and_loses_nothing_typed() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    on(&mut journey, CLOCK);
    journey.types("Btime<Enter>Nobody minds<Esc>").says("Tags").says("time");
    journey.types(", towns<Enter>").says("Note").says("Nobody minds").types("!<Enter>").says("bookmarked");
    let (id, store) = (journey.app.list().selected().unwrap(), journey.app.store());
    assert_eq!(store.note(id), Some("Nobody minds!"));
    assert_eq!(store.tags(id), ["time", "towns"]);
    journey.types("u<Esc>Bother<Enter><Esc><Esc>");
    assert_eq!((journey.app.prompt(), journey.counts().bookmarked), (None, 0));
}
