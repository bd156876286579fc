//! A folder of many files is opened beside all else: what is marked meanwhile is saved, and nobody waits at the end.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};

use courant::app::{Effect, Msg, Save};
use courant::news::ArticleId;
use courant::store::{Change, ReaderChange, Store, Trace, WorldChange};
use courant::workers::{Plan, Workers, Writer};

use super::home::{Home, NOW};

const FILES: usize = 420;

/// The workers, told to open a folder of many files after an article that was kept before.
fn opening(home: &Home) -> (Workers, Receiver<Msg>) {
    for number in 0..FILES {
        home.keeps(&format!("folder/{number:03}.txt"), format!("Letter {number}\n\nIt says little.\n"));
    }
    let plan = Plan { open: vec![home.path("folder")], kept: vec![first()], ..plan(home) };
    let (outbox, inbox) = channel();
    (Workers::start(plan, outbox), inbox)
}

fn plan(home: &Home) -> Plan {
    Plan {
        folder: home.library(),
        now: Arc::new(|| NOW.parse().unwrap()),
        open: Vec::new(),
        kept: Vec::new(),
        saved_at: None,
        panic: false,
    }
}

/// The first article of the guide.
fn first() -> ArticleId {
    ArticleId::new(1).unwrap()
}

/// The mark that is made right after the start.
fn mark(workers: &mut Workers) {
    let change = ReaderChange::Read { articles: vec![first()], read: true };
    let save = Save::New { name: "marked read".to_owned(), change };
    workers.perform(Effect::Save { ticket: 1, save });
}

fn arrivals(msg: &Msg) -> usize {
    let Msg::World(changes) = msg else { return 0 };
    let arrived = |change: &WorldChange| match change {
        WorldChange::Arrived(arrivals) => arrivals.len(),
        _ => 0,
    };
    changes.iter().map(arrived).sum()
}

#[test]
fn what_is_marked_is_saved_before_a_folder_is_through() {
    let home = Home::new();
    let (mut workers, inbox) = opening(&home);
    mark(&mut workers);
    let (mut saved, mut arrived) = (false, 0);
    let (articles, complaints) = loop {
        match inbox.recv().unwrap() {
            Msg::Saved { ticket: 1, .. } => saved = true,
            Msg::FilesOpened { articles, complaints, .. } => break (articles, complaints),
            // What is told before the library is made is the guide.
            msg if arrivals(&msg) == 8 => (),
            msg => {
                assert!(arrivals(&msg) <= 50);
                arrived += arrivals(&msg);
            }
        }
    };
    assert!(saved, "before the last file is kept");
    assert_eq!((arrived, complaints), (FILES, Vec::new()));
    assert_eq!((articles.len(), articles[0]), (1 + FILES, first()), "what was kept before comes first");
    assert_eq!(articles.iter().collect::<HashSet<_>>().len(), 1 + FILES);
    workers.finish();
}

#[test]
fn the_end_does_not_wait_for_a_folder() {
    let home = Home::new();
    let (mut workers, inbox) = opening(&home);
    mark(&mut workers);
    workers.finish();
    let told: Vec<Msg> = inbox.try_iter().collect();
    assert!(told.iter().any(|msg| matches!(msg, Msg::Saved { ticket: 1, .. })));
    assert!(!told.iter().any(|msg| matches!(msg, Msg::FilesOpened { .. })));
    assert!(home.disk().status(first()).unwrap().read);
    assert!(home.store().len() < 8 + FILES);
}

/// It is on the screen before the loader has come to its headline.
#[test]
fn a_file_opened_in_every_run_comes_with_its_marks() {
    let home = Home::new();
    let path = home.keeps("letter.txt", "A letter\n\nIt says little.\n");
    for times in 1..=3 {
        let (outbox, inbox) = channel();
        let mut writer = Writer::open(plan(&home), outbox).unwrap();
        writer.open_files(vec![path.clone()], Vec::new());
        let mut store = Store::new();
        let article = loop {
            match inbox.recv().unwrap() {
                Msg::World(changes) => {
                    changes.into_iter().for_each(|change| _ = store.apply(&Change::World(change)));
                }
                Msg::FilesOpened { articles, .. } => break articles[0],
                Msg::FilesKept(_) => (),
                msg => panic!("{msg:?}"),
            }
        };
        assert_eq!(store.headline(article).unwrap().opened, times - 1);
        writer.keep_trace(Trace::Opened { article, at: NOW.parse().unwrap(), times });
        writer.leave();
    }
}

/// It need not be on the first screen, and the list behind it is made of what is known.
#[test]
fn what_was_kept_before_the_start_is_known_before_it_is_shown() {
    let home = Home::new();
    let mut writer = Writer::open(plan(&home), channel().0).unwrap();
    let change = ReaderChange::Remove { articles: vec![first()], at: NOW.parse().ok() };
    writer.save(1, &Save::New { name: "removed".to_owned(), change });
    drop(writer);
    let (outbox, inbox) = channel();
    let mut workers = Workers::start(Plan { kept: vec![first()], ..plan(&home) }, outbox);
    let mut store = Store::new();
    loop {
        match inbox.recv().unwrap() {
            Msg::World(changes) => {
                changes.into_iter().for_each(|change| _ = store.apply(&Change::World(change)));
            }
            Msg::FilesOpened { .. } => break,
            _ => (),
        }
    }
    assert!(store.headline(first()).is_some());
    workers.finish();
}
