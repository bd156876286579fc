//! Anything: whatever is pressed and whatever happens, nothing panics, counts are right, and all can be undone.

use super::journey::{Home, Journey};
use super::pages;
use courant::app::{COMMANDS, Focus};
use courant::news::Status;
use courant::store::{Counts, List, Scope};
use proptest::prelude::*;

/// One thing that happens.
#[derive(Clone, Debug)]
enum Event {
    Keys(String),
    Size(u16, u16),
    Paste(String),
    Wait(u32),
    Arrive(u8),
    Others(Option<(usize, bool)>),
    DiskFails(bool),
}

/// Keys of the table, but those that leave; and some that mean nothing.
fn keys() -> impl Strategy<Value = String> {
    let bound = COMMANDS.iter().filter(|row| !matches!(row.name, "back" | "quit" | "cancel"));
    let mut keys: Vec<String> = bound.flat_map(|row| row.keys.split(' ')).map(written).collect();
    keys.extend(
        [
            "3",
            "d",
            "x",
            "<Enter>",
            "<Esc>",
            "<Esc>",
            "word",
            "tag, other",
            "<Backspace>",
            "s",
            "m",
            "D",
            "u",
            "u",
        ]
        .map(str::to_owned),
    );
    prop::sample::select(keys)
}

/// A key of the table as stories write it.
fn written(keys: &str) -> String {
    match keys {
        "Space" => " ".to_owned(),
        "<" => "<lt>".to_owned(),
        name if name.len() > 2 && !name.starts_with('^') => format!("<{name}>"),
        "Up" => "<Up>".to_owned(),
        other => other.to_owned(),
    }
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        20 => keys().prop_map(Event::Keys),
        2 => (0_u16..230, 0_u16..70).prop_map(|(columns, rows)| Event::Size(columns, rows)),
        1 => ".{0,12}".prop_map(Event::Paste),
        1 => (0_u32..8).prop_map(Event::Wait),
        1 => any::<u8>().prop_map(Event::Arrive),
        3 => prop::option::of((0_usize..9, any::<bool>())).prop_map(Event::Others),
        1 => any::<bool>().prop_map(Event::DiskFails),
    ]
}

fn happens(journey: &mut Journey<'_>, event: &Event) {
    match event {
        Event::Keys(keys) => _ = journey.types(keys),
        Event::Size(columns, rows) => _ = journey.resizes(*columns, *rows),
        Event::Paste(text) => _ = journey.pastes(text),
        Event::Wait(seconds) => _ = journey.waits(&format!("{seconds}s")),
        Event::Arrive(number) => {
            let (name, text) = (format!("{number}.md"), format!("# Page {number}\n\nSome words of it.\n"));
            journey.arrive(&[(&name, &text)]);
        }
        Event::Others(mark) => {
            mark.iter().for_each(|(row, read)| journey.another_marks(*row, *read));
            journey.others_wrote();
        }
        Event::DiskFails(fails) => _ = journey.disk_fails(*fails),
    }
}

fn home() -> Home {
    let pages = pages::three();
    Home::with(&pages.iter().map(|(name, text)| (*name, text.as_str())).collect::<Vec<_>>())
}

/// The counters, counted by walking.
fn counted(journey: &Journey<'_>) -> Counts {
    let store = journey.app.store();
    let all = store.list(&List::All);
    let count = |test: &dyn Fn(&courant::news::Headline<'_>) -> bool| {
        all.iter().filter(|&&id| store.headline(id).is_some_and(|headline| test(&headline))).count() as u32
    };
    Counts {
        total: all.len() as u32,
        unread: count(&|headline| !headline.read),
        bookmarked: count(&|h| h.bookmarked),
    }
}

/// The pane that has the keys is on the screen, as is the row under the cursor.
fn is_seen(journey: &Journey<'_>) -> bool {
    let geometry = journey.app.geometry();
    let (columns, rows) = journey.app.size();
    let area = match journey.app.focus() {
        Focus::Feeds => geometry.feeds,
        Focus::List => geometry.list,
        Focus::Reader => geometry.reader,
        Focus::Sidebar => geometry.sidebar,
    };
    courant::app::is_too_small(columns, rows) || area.is_some_and(|area| area.width > 0 && area.height > 0)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_nothing_panics_and_the_counts_are_right(events in prop::collection::vec(event(), 150)) {
        let home = home();
        let mut journey = Journey::at(&home, (80, 24));
        for event in &events {
            happens(&mut journey, event);
            let picture = journey.picture();
            prop_assert!(is_seen(&journey), "after {event:?} the focus is not seen:\n{picture}");
        }
        prop_assert_eq!(journey.counts(), counted(&journey));
        journey.disk_fails(false).others_wrote().types("<Esc><Esc>").waits("1m");
        prop_assert_eq!(journey.app.unsaved(), 0);
        prop_assert_eq!(home.counts_on_disk(&Scope::All), journey.counts());
        prop_assert_eq!(home.faults(), Vec::<String>::new());
        let counts = journey.counts();
        prop_assert_eq!(journey.restarts().counts(), counts);
    }

    #[test]
    fn everything_done_by_hand_can_be_undone_step_by_step(
        keys in prop::collection::vec(prop::sample::select(vec![
            "s", "m", "D", "A", "j", "k", "vj", "ta<Enter>", "ta, b<Enter>", "t^u<Enter>", "Bc<Enter>Note.<Enter>",
            "Ma", "Mb", "ga", "gu", "gs", "u", "^r",
        ]), 40),
        restarts in any::<bool>(),
    ) {
        let home = home();
        let mut journey = Journey::at(&home, (80, 24));
        let ids = journey.app.store().list(&List::All);
        let statuses = |journey: &Journey<'_>| -> Vec<Status> {
            ids.iter().map(|&id| journey.app.store().status(id)).collect()
        };
        let before = statuses(&journey);
        for keys in &keys {
            journey.types("<Esc>");
            if journey.titles().is_empty() {
                journey.types("ga");
            }
            if !journey.titles().is_empty() {
                journey.types(keys);
            }
        }
        journey.types("<Esc><Esc>");
        if restarts {
            journey = journey.restarts();
        }
        for _ in 0..100 {
            journey.types("u");
        }
        journey.says("Nothing to undo");
        prop_assert_eq!(statuses(&journey), before);
        prop_assert_eq!(home.counts_on_disk(&Scope::All), journey.counts());
    }
}
