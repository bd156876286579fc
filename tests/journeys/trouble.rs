//! Trouble: a disk that refuses, sizes nobody can read at.

use super::journey::{Home, Journey};
use super::pages;
use courant::store::Scope;

fn home() -> Home {
    let pages = pages::three();
    Home::with(&pages.iter().map(|(name, text)| (*name, text.as_str())).collect::<Vec<_>>())
}

#[test]
fn a_full_disk_is_said_and_the_mark_is_written_once_there_is_room() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    journey
        .disk_fails(true)
        .types("s")
        .says("The disk is full; make room.")
        .shows("1 change not saved")
        .shows("★");
    assert_eq!(home.counts_on_disk(&Scope::All).bookmarked, 0);
    journey.disk_fails(false).waits("10s").shows_not("not saved");
    assert_eq!(home.counts_on_disk(&Scope::All).bookmarked, 1);
}

#[test]
fn a_full_disk_is_said_once_and_not_at_every_trial() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    journey
        .disk_fails(true)
        .types("sj")
        .shows_not("The disk is full")
        .waits("1m")
        .shows_not("The disk is full");
    journey.shows("1 change not saved");
}

#[test]
fn the_last_word_is_also_the_last_on_disk_after_a_failure() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    journey.disk_fails(true).types("m").disk_fails(false).types("m").waits("30s");
    assert_eq!(journey.counts().unread, 3);
    let journey = journey.restarts();
    assert_eq!(journey.counts().unread, 3);
}

#[test]
fn a_mark_that_was_refused_does_not_come_back_over_a_later_reading() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("m").disk_fails(true).types("m");
    journey.types("<Enter>").waits("1m").types("h<Enter>").waits("1m");
    assert_eq!(journey.counts().unread, 2);
    journey.disk_fails(false).waits("1m");
    assert_eq!(home.counts_on_disk(&Scope::All), journey.counts());
}

#[test]
fn a_reading_does_not_come_back_over_a_later_mark_that_was_refused() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    journey.disk_fails(true).types("s<Enter>").waits("1m");
    assert_eq!(journey.counts().unread, 2, "read to its end while the disk refuses the bookmark");
    journey.types("m");
    assert_eq!(journey.counts().unread, 3);
    journey.disk_fails(false).waits("1m");
    assert_eq!(home.counts_on_disk(&Scope::All), journey.counts());
}

#[test]
fn a_mark_still_unsaved_outlasts_what_another_reader_marked_meanwhile() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    journey.disk_fails(true).types("m").another_marks(0, false);
    journey.others_wrote();
    assert_eq!(journey.counts().unread, 2, "it will be written after the other's");
    journey.disk_fails(false).waits("1m");
    assert_eq!(home.counts_on_disk(&Scope::All), journey.counts());
}

#[test]
fn reading_what_can_only_be_read_is_no_failure() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    journey.can_only_be_read().types("<Enter>").waits("1m").types("h");
    assert_eq!(journey.counts().unread, 2);
    journey.shows_not("not saved").shows_not("The disk is full");
    assert_eq!(journey.app.unanswered(), 0);
    journey.types("s").shows("1 change not saved");
}

#[test]
fn undoing_what_was_never_saved_leaves_what_another_reader_marked_meanwhile() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    journey.disk_fails(true).types("A").another_marks(1, true);
    journey.others_wrote().types("u").says("Undid");
    assert_eq!(journey.counts().unread, 2, "the other's mark stands");
    journey.disk_fails(false).waits("1m");
    assert_eq!(home.counts_on_disk(&Scope::All), journey.counts());
}

#[test]
fn what_was_never_saved_can_still_be_undone() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    journey.disk_fails(true).types("s").types("u").says("Undid: bookmarked");
    assert_eq!(journey.counts().bookmarked, 0);
    journey.shows_not("not saved").disk_fails(false).waits("1m");
    assert_eq!(home.counts_on_disk(&Scope::All).bookmarked, 0);
}

#[test]
fn a_refused_mark_is_tried_once_more_before_the_program_ends() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    journey.disk_fails(true).types("s").disk_fails(false).types("Q");
    assert!(journey.app.is_done());
    assert_eq!(home.counts_on_disk(&Scope::All).bookmarked, 1);
}

#[test]
fn no_size_of_window_is_too_odd() {
    let home = home();
    for size in
        [(0, 0), (1, 1), (2, 1), (19, 3), (20, 4), (20, 5), (21, 6), (77, 4), (120, 9), (160, 16), (400, 100)]
    {
        let mut journey = Journey::at(&home, size);
        for keys in ["", "j", "<Enter>", " ", "i", "l", "z", "w", "w", "?", "q", "gf", "Fx<Esc>", "gg", "h"] {
            journey.types(keys);
            assert_eq!(journey.rows().len(), usize::from(size.1), "{size:?} {keys}");
        }
    }
}

#[test]
fn a_window_that_is_too_small_says_what_it_needs() {
    let home = home();
    let mut journey = Journey::at(&home, (19, 3));
    journey.shows("20×4 needed").resizes(80, 24).shows("Bees");
}

#[test]
fn what_a_small_window_says_fits_it() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    for columns in 1..20 {
        for rows in 1..4 {
            let said = journey.resizes(columns, rows).rows().join(" ");
            let whole = ["20×4 needed", "20×4", "20× 4", "…"];
            let fits = |text: &str| whole.contains(&text.trim());
            assert!(fits(&said), "{columns}×{rows}: {said}");
            assert!(columns < 11 || said.trim() == whole[0], "{columns}×{rows}: {said}");
        }
    }
}

#[test]
fn a_failure_is_not_said_over_before_it_can_be_read() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    let failure = || courant::app::Msg::Failed("The clipboard is away.".to_owned());
    let remark = || courant::app::Msg::Notice("Something else went well.".to_owned());
    journey.told(failure()).told(remark()).says("The clipboard is away.");
    journey.waits("1m").says("The clipboard is away.");
    journey.types("j").shows_not("The clipboard");
    journey.told(remark()).says("Something else").told(failure()).says("The clipboard is away.");
    // A key held down since before it came is no answer to it; one pressed later is.
    journey.holds("j", 5).says("The clipboard is away.").types("m").says("Saved: marked read");
    journey.told(failure()).holds("<Esc>", 1).says("The clipboard is away.");
    journey.types("<Esc>").shows_not("The clipboard");
    // What such a key did is said as soon as the failure has been there long enough.
    journey
        .told(failure())
        .holds("m", 1)
        .says("The clipboard is away.")
        .waits("1s")
        .says("Saved: marked unread");
}

#[test]
fn a_failure_that_a_prompt_or_the_help_covers_is_said_after_it() {
    let home = home();
    let mut journey = Journey::at(&home, (80, 24));
    for (opens, closes) in [("Fbee", "<Esc>"), ("?jj", "q"), ("t", "late<Enter>")] {
        journey.types(opens).told(courant::app::Msg::Failed("The clipboard is away.".to_owned()));
        journey.types(closes).says("The clipboard is away.").types("j").shows_not("The clipboard");
    }
}
