//! Killed without warning in the middle of a burst of marks, many times over: what was said to be saved is there.

use courant::news::ArticleId;
use courant::store::{Change, List, ReaderChange, Store};
use rustix::process::Signal;

use super::home::{FIRST, Home, USUAL, bottom, row};
use crate::terminal::Pty;

/// How often the reader is killed.
const ROUNDS: u64 = 50;

/// Steps of one burst: three for each of the guide's eight articles.
const BURST: usize = 24;

/// One step that the burst asks for: the keys, and the name that the journal gives it.
struct Wanted {
    keys: String,
    name: String,
}

#[test]
fn what_was_said_to_be_saved_is_there_after_sigkill() {
    let home = Home::new();
    assert_eq!(home.starts().types("q").exits(), 0);
    let mut announced_in_all = 0;
    for round in 1..=ROUNDS {
        let before = home.store();
        let known = steps(&home).len();
        let wanted = burst(&before, round);
        let announced = killed_in_a_burst(&home, &wanted, round);
        let now = steps(&home);
        let new: Vec<&str> = now[known..].iter().map(|(name, _)| name.as_str()).collect();
        let expected: Vec<&str> = wanted.iter().map(|wanted| wanted.name.as_str()).collect();
        assert!(new.len() <= expected.len() && expected.starts_with(&new), "round {round}: {new:?}");
        assert!(new.len() >= announced, "round {round}: {announced} announced, {} there: {new:?}", new.len());
        assert_eq!(home.disk().integrity().unwrap(), Vec::<String>::new(), "round {round}");
        is_applied(before, &now[known..], &home.store(), round);
        announced_in_all += announced;
    }
    // Else the kills came too early to prove anything.
    assert!(announced_in_all as u64 > ROUNDS, "only {announced_in_all} steps were announced");
}

/// Names and changes of all steps that stand, oldest first.
fn steps(home: &Home) -> Vec<(String, ReaderChange)> {
    let (done, undone) = home.disk().steps(10_000).unwrap();
    assert!(undone.is_empty());
    done.into_iter().map(|(_, step)| (step.name, step.change)).collect()
}

/// Bookmark, read mark and a new tag for each article, as the list of everything shows them.
fn burst(store: &Store, round: u64) -> Vec<Wanted> {
    let mut wanted = Vec::new();
    for id in store.list(&List::All) {
        let headline = store.headline(id).unwrap();
        let title = headline.title;
        let verb = if headline.bookmarked { "took the bookmark off" } else { "bookmarked" };
        // No key follows the last step of all: it would take the announcement away.
        let down = if wanted.is_empty() { "" } else { "j" };
        wanted.push(Wanted { keys: format!("{down}s"), name: format!("{verb} “{title}”") });
        let verb = if headline.read { "marked unread" } else { "marked read" };
        wanted.push(Wanted { keys: "m".into(), name: format!("{verb} “{title}”") });
        wanted.push(Wanted { keys: format!("tround{round}\r"), name: format!("tagged “{title}”") });
    }
    assert_eq!(wanted.len(), BURST);
    wanted
}

/// Types the burst at once and kills the reader when it has announced so many steps; the number of those that were
/// announced by then.
fn killed_in_a_burst(home: &Home, wanted: &[Wanted], round: u64) -> usize {
    let mut pty = Pty::start(home.command(&[]), USUAL.0, USUAL.1);
    pty.types("ga").shows("All articles").wait("the list", |screen| row(screen, FIRST).is_some());
    // Rows came in above the cursor, which stays on its own.
    pty.types("gg").wait("the first row", |screen| screen.cursor_position().0 == 3);
    let begun = pty.raw().len();
    pty.types(wanted.iter().map(|wanted| wanted.keys.as_str()).collect::<String>());
    let enough = patience(round);
    // Announcements that several answers share a frame with are not seen: at the last row it is time as well.
    let is_enough = |screen: &vt100::Screen| {
        let status = bottom(screen);
        number_of(&status, wanted) >= enough || (status.contains("Enter read") && status.contains("8/8"))
    };
    pty.wait("enough announcements", is_enough);
    pty.signals(Signal::KILL).ends();
    // What it wrote before it died counts, to the last whole frame.
    pty.listens(crate::terminal::PATIENCE);
    last_announced(&pty, begun, wanted)
}

/// After how many announcements a round's kill comes: all numbers of them occur, in no order (a linear congruence).
fn patience(round: u64) -> usize {
    (round.wrapping_mul(2_862_933_555_777_941_757).wrapping_add(3_037_000_493) >> 33) as usize % BURST
}

/// The number of the step that a status line announces, counted from one; none is nought.
fn number_of(status: &str, wanted: &[Wanted]) -> usize {
    let announces = |wanted: &Wanted| status.contains(&format!("Saved: {} ·", wanted.name));
    wanted.iter().position(announces).map_or(0, |index| index + 1)
}

/// The highest number that any whole frame announced. The disk saves in order, so all before it were saved.
fn last_announced(pty: &Pty, begun: usize, wanted: &[Wanted]) -> usize {
    const FRAME_ENDS: &[u8] = b"\x1b[?2026l";
    let mut parser = vt100::Parser::new(USUAL.1, USUAL.0, 0);
    let (mut highest, mut done) = (0, 0);
    let raw = pty.raw();
    while let Some(end) = raw[done..].windows(FRAME_ENDS.len()).position(|window| window == FRAME_ENDS) {
        parser.process(&raw[done..done + end + FRAME_ENDS.len()]);
        done += end + FRAME_ENDS.len();
        if done > begun {
            highest = highest.max(number_of(&bottom(parser.screen()), wanted));
        }
    }
    highest
}

/// The library after the kill is the library before it with exactly the journal's steps done to it.
fn is_applied(mut before: Store, steps: &[(String, ReaderChange)], after: &Store, round: u64) {
    for (_, change) in steps {
        before.apply(&Change::Reader(change.clone()));
    }
    assert_eq!(marks(&before), marks(after), "round {round}");
}

/// Read, bookmarked, tags of every article.
fn marks(store: &Store) -> Vec<(ArticleId, bool, bool, Vec<String>)> {
    let marks = |id| {
        let headline = store.headline(id).unwrap();
        let mut tags = store.tags(id).to_vec();
        tags.sort();
        (id, headline.read, headline.bookmarked, tags)
    };
    store.list(&List::All).into_iter().map(marks).collect()
}
