//! Undo over many days and beside another courant: it names what it undid and leaves alone what has changed since.

use super::journey::{Home, Journey};
use super::pages;
use courant::store::{List, Scope};

const BEES: &str = "Bees Return to the Orrin Valley";

fn home() -> Home {
    let pages = pages::three();
    Home::with(&pages.iter().map(|(name, text)| (*name, text.as_str())).collect::<Vec<_>>())
}

/// The titles of what is bookmarked.
fn bookmarked(journey: &Journey<'_>) -> Vec<String> {
    let store = journey.app.store();
    let title = |id| store.headline(id).unwrap().title.to_owned();
    store.list(&List::Bookmarked).into_iter().map(title).collect()
}

/// Takes the bookmark off an article and sets another.
fn bookmarks_anew(journey: &mut Journey<'_>, title: &str) {
    journey.types("gagg");
    while journey.selected() != title {
        journey.types("j");
    }
    journey.types("ss").says("Saved: bookmarked “Bees");
}

#[test]
fn what_another_courant_changed_since_is_left_alone() {
    let home = home();
    let mut here = Journey::at(&home, (80, 24));
    here.types("ggvGs").says("bookmarked 3 articles");
    let mut there = Journey::at(&home, (80, 24));
    bookmarks_anew(&mut there, BEES);
    here.others_wrote();
    here.types("u").says("Undid: bookmarked 3 articles, but for 1 that has changed since");
    assert_eq!(bookmarked(&here), [BEES]);
    here.types("^r").says("Did again: bookmarked 3 articles, but for 1");
    assert_eq!((here.counts().bookmarked, home.counts_on_disk(&Scope::All)), (3, here.counts()));
}

#[test]
fn what_a_step_never_altered_has_not_changed_since() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    journey
        .types("gaggmggvGm")
        .says("marked read 3 articles")
        .types("u")
        .says("Undid: marked read 3 articles");
    journey.shows_not("changed since").types("^r").says("Did again: marked read 3 articles");
    journey.shows_not("changed since");
}

#[test]
fn the_same_after_a_restart() {
    let home = home();
    let mut here = Journey::at(&home, (80, 24));
    here.types("ggvGs").says("bookmarked 3 articles");
    let mut there = Journey::at(&home, (80, 24));
    let mut here = here.restarts();
    bookmarks_anew(&mut there, BEES);
    here.others_wrote();
    here.types("u").says("u again undoes what was done before this start: bookmarked 3 articles");
    here.types("u").says("but for 1 that has changed since");
    assert_eq!(bookmarked(&here), [BEES]);
    let here = here.restarts();
    assert_eq!(bookmarked(&here), [BEES]);
    assert_eq!(home.faults(), Vec::<String>::new());
}

#[test]
fn what_was_read_since_is_left_alone() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("A").says("3 articles marked read").types("ggvGm").says("marked unread 3 articles");
    journey.types("gg<Enter>").waits("1m");
    assert_eq!(journey.counts().unread, 2);
    let mut journey = journey.restarts();
    journey.types("uu").says("Undid: marked unread 3 articles, but for 1");
    assert_eq!(journey.counts().unread, 0);
    // What was read to its end stays read, whichever step had marked it before.
    journey.types("uu").says("Undid: 3 articles marked read, but for 1 that has changed since");
    assert_eq!((journey.counts().unread, home.counts_on_disk(&Scope::All)), (2, journey.counts()));
}

#[test]
fn every_step_of_earlier_days_can_be_taken_back_and_done_again() {
    const STEPS: usize = 100;
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    for step in 0..STEPS {
        journey.types(if step % 2 == 0 { "s" } else { "m" });
    }
    let (read, mut journey) = (journey.counts(), journey.restarts());
    for step in (STEPS / 2..STEPS).rev() {
        journey.types("uu").says(if step % 2 == 0 { "bookmark" } else { "marked" });
    }
    let mut journey = journey.restarts();
    for step in (0..STEPS / 2).rev() {
        journey.types("uu").says("Undid: ").says(if step % 2 == 0 { "bookmark" } else { "marked" });
    }
    journey.types("u").says("Nothing to undo");
    assert_eq!((journey.counts().bookmarked, journey.counts().unread), (0, 3));
    let mut journey = journey.restarts();
    for _ in 0..STEPS {
        journey.types("^r").says("Did again: ");
    }
    journey.types("^r").says("Nothing to redo");
    assert_eq!((journey.counts(), home.counts_on_disk(&Scope::All)), (read, read));
}

#[test]
fn steps_that_could_not_be_read_are_asked_for_again() {
    const STEPS: usize = 40;
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    for _ in 0..STEPS {
        journey.types("s");
    }
    let mut journey = journey.restarts();
    journey.journal_fails(true);
    // So many come with the start.
    for _ in 0..32 {
        journey.types("uu");
    }
    journey.types("u").says("The journal cannot be read.").journal_fails(false).types("u");
    for _ in 32..STEPS {
        journey.types("uu").says("Undid: ");
    }
    journey.types("u").says("Nothing to undo");
}

#[test]
fn what_another_courant_marked_in_the_same_second_is_left_alone() {
    let home = home();
    let (mut here, mut there) = (Journey::at(&home, (80, 24)), Journey::at(&home, (80, 24)));
    there.types("ggms");
    // The same marks, before they were heard of.
    here.types("ggms").types("u").says("Undid: bookmarked “Bees");
    here.types("u").says("Undid nothing, as it was done elsewhere before: marked read “Bees");
    here.others_wrote();
    there.others_wrote();
    assert_eq!((here.counts().unread, here.counts().bookmarked), (2, 1));
    assert_eq!((there.counts(), home.counts_on_disk(&Scope::All)), (here.counts(), here.counts()));
    // What was first is taken back by whoever did it.
    there.types("uu");
    here.others_wrote();
    assert_eq!((here.counts().unread, here.counts().bookmarked), (3, 0));
    assert_eq!((there.counts(), home.counts_on_disk(&Scope::All)), (here.counts(), here.counts()));
}

#[test]
fn what_another_courant_marked_anew_is_not_taken_for_ones_own() {
    let home = home();
    let (mut here, mut there) = (Journey::at(&home, (80, 24)), Journey::at(&home, (80, 24)));
    here.types("A");
    there.others_wrote().types("gaggmm");
    // Read as before, but by somebody else's hand.
    here.others_wrote().types("u").says("Undid: 3 articles marked read, but for 1 that has changed since");
    assert_eq!((here.counts().unread, home.counts_on_disk(&Scope::All)), (2, here.counts()));
    here.types("^r").says("Did again: 3 articles marked read, but for 1");
    // Once the other has taken its own back, it is ours again.
    there.others_wrote().types("uu");
    here.others_wrote().types("u").says("Undid: 3 articles marked read").shows_not("changed since");
    there.others_wrote();
    assert_eq!((here.counts().unread, here.counts()), (3, there.counts()));
    assert_eq!(home.counts_on_disk(&Scope::All), here.counts());
}
