//! The first screenful, then everything: headlines from disk into memory, newest first, in batches.

use std::sync::Arc;
use std::sync::mpsc::Sender;

use super::disk::{Cursor, DiskError, Library};
use crate::app::Msg;
use crate::store::{Batch, WorldChange};

/// More rows than the tallest screen shows.
const WINDOW: usize = 200;
/// Few enough that taking a batch in never makes a key wait.
const BATCH: usize = 512;

/// What the first frame shows: feeds, counts, the newest unread, the newest, and for `G` the oldest.
pub fn first_screen(library: &Library, outbox: &Sender<Msg>) -> Result<(), DiskError> {
    // In one message, so that no key falls between two halves of the first screen.
    let changes = vec![
        WorldChange::Feeds(library.feeds()?),
        WorldChange::Counters(library.counters()?),
        loaded(library.newest_unread(WINDOW)?),
        loaded(library.newest(WINDOW)?),
        loaded(library.oldest(WINDOW)?),
    ];
    let _ = outbox.send(Msg::World(changes));
    Ok(())
}

/// The rest, until all is told or nobody listens. Before each batch it waits to be asked: `wanted` answers false
/// once nobody will ask any more.
pub fn everything(
    library: &Library,
    outbox: &Sender<Msg>,
    mut wanted: impl FnMut() -> bool,
) -> Result<(), DiskError> {
    let mut cursor = Cursor::default();
    loop {
        if !wanted() {
            return Ok(());
        }
        let batch = library.stream(&mut cursor, BATCH)?;
        let change = if batch.is_empty() { WorldChange::AllLoaded } else { loaded(batch) };
        let is_last = change == WorldChange::AllLoaded;
        if outbox.send(Msg::World(vec![change])).is_err() || is_last {
            return Ok(());
        }
    }
}

fn loaded(batch: Batch) -> WorldChange {
    WorldChange::Loaded(Arc::new(batch))
}
