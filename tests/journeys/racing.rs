//! Two windows on one library, each marking before it has heard of the other: nobody's undo takes the other's mark back,
//! and in the end both show what is on the disk.

use super::journey::{Home, Journey};
use super::pages;
use crate::ledger::{Ledger, last_row, marks};
use courant::news::Status;
use courant::store::{List, Scope};
use proptest::prelude::*;

/// What happens in one of the two windows.
#[derive(Clone, Debug)]
enum Event {
    Keys(&'static str),
    /// The disk writes what was saved first, or refuses it.
    Write(bool),
    /// What the disk answered and told is taken in.
    Listen,
    /// The disk looks for what the other wrote.
    Look,
    /// All of these, until nothing waits any more.
    Settle,
    Restart,
}

const MARKS: &[&str] = &[
    "ggm",
    "ggm",
    "ggs",
    "ggs",
    "Gm",
    "Gs",
    "A",
    "ggvGs",
    "ggvGm",
    "gaggm",
    "ggD",
    "ggta<Enter>",
    "ggt^u<Enter>",
    "ggB^ua<Enter>^uNote.<Enter>",
    "ggB^ub<Enter>^uOther.<Enter>",
    "gg<Enter>h",
];

/// What happens, and in which window. Few kinds of marks on few articles, so that the two get into each other's way.
fn events() -> impl Strategy<Value = Vec<(usize, Event)>> {
    prop::sample::subsequence(MARKS, 1..=3).prop_flat_map(|marks| {
        let event = prop_oneof![
            8 => prop::sample::select(marks).prop_map(Event::Keys),
            6 => prop::sample::select(vec!["u", "u", "uu", "^r"]).prop_map(Event::Keys),
            6 => prop::bool::weighted(0.1).prop_map(Event::Write),
            4 => Just(Event::Listen),
            3 => Just(Event::Look),
            4 => Just(Event::Settle),
            1 => Just(Event::Restart),
        ];
        prop::collection::vec((0..2_usize, event), 60)
    })
}

/// Two windows, and the ledger that looks at every write of both.
struct Race<'a> {
    home: &'a Home,
    windows: [Option<Journey<'a>>; 2],
    ledger: Ledger,
}

impl<'a> Race<'a> {
    fn start(home: &'a Home) -> Self {
        let window = || Some(Journey::at(home, (80, 24)).takes_its_time());
        Self { home, windows: [window(), window()], ledger: Ledger::default() }
    }

    fn window(&mut self, number: usize) -> &mut Journey<'a> {
        self.windows[number].as_mut().unwrap()
    }

    fn happens(&mut self, number: usize, event: &Event) -> Result<(), TestCaseError> {
        match event {
            Event::Keys(keys) => {
                let window = self.window(number).types("<Esc><Esc>");
                if window.titles().is_empty() {
                    window.types("ga");
                }
                if !window.titles().is_empty() || keys.contains(['u', 'r']) {
                    window.types(keys);
                }
            }
            Event::Write(refuses) => self.write(number, *refuses)?,
            Event::Listen => _ = self.window(number).listens(),
            Event::Look => _ = self.window(number).looks_for_news(),
            Event::Settle => self.settle(number)?,
            Event::Restart => {
                self.settle(number)?;
                let window = self.windows[number].take().unwrap();
                self.windows[number] = Some(window.restarts().takes_its_time());
            }
        }
        Ok(())
    }

    fn write(&mut self, number: usize, refuses: bool) -> Result<(), TestCaseError> {
        let file = self.home.library_file();
        let before = marks(&file);
        if let Some(save) = self.window(number).writes(refuses) {
            let seen = self.ledger.sees(&save, last_row(&file), &before, &marks(&file));
            prop_assert!(seen.is_ok(), "{}", seen.unwrap_err());
        }
        Ok(())
    }

    /// All that was done in a window gets to the disk, and all that the disk says is heard.
    fn settle(&mut self, number: usize) -> Result<(), TestCaseError> {
        for _ in 0..100 {
            while self.window(number).has_to_save() {
                self.write(number, false)?;
            }
            self.window(number).looks_for_news().listens().waits("6s");
            if !self.window(number).has_to_save() && self.window(number).app.unanswered() == 0 {
                return Ok(());
            }
        }
        Err(TestCaseError::fail("something is never saved"))
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nobody_takes_back_what_the_other_marked(events in events()) {
        let pages = pages::three();
        let home = Home::with(&pages.iter().map(|(name, text)| (*name, text.as_str())).collect::<Vec<_>>());
        let mut race = Race::start(&home);
        let ids = race.window(0).app.store().list(&List::All);
        for (number, event) in &events {
            race.happens(*number, event)?;
        }
        // Twice, as the first to be heard may not have heard all.
        for number in [0, 1, 0, 1] {
            race.settle(number)?;
        }
        for number in 0..2 {
            let counts = race.window(number).counts();
            prop_assert_eq!(counts, home.counts_on_disk(&Scope::All));
            for id in &ids {
                let known = race.window(number).app.store().status(*id);
                let mut kept = home.status_on_disk(*id);
                kept.tags.sort();
                // Where reading stopped is told to nobody else.
                let Status { place, progress, opened, opened_at, .. } = known.clone();
                prop_assert_eq!(known, Status { place, progress, opened, opened_at, ..kept });
            }
        }
        prop_assert_eq!(home.faults(), Vec::<String>::new());
    }
}
