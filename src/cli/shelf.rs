//! The library as the commands take it off the shelf: opened or made as the reader does it, and read into memory.

use std::sync::Arc;

use super::failure::Failure;
use super::session::Session;
use crate::store::{Change, Store, WorldChange};
use crate::workers::disk::{Access, Cursor, Library, Opened};
use crate::workers::install_guide;

/// Headlines read at once.
const BATCH: usize = 4096;

/// Opens the library, or makes it with the guide in it; what there is to say about that is said.
pub(super) fn open(session: &mut Session<'_>) -> Result<Library, Failure> {
    let now = session.now();
    let Opened { mut library, notices, access } = Library::open(&session.folder()?, now)?;
    for notice in notices {
        session.output.say(&notice);
    }
    if access == Access::ReadWrite {
        install_guide(&mut library, now)?;
    }
    Ok(library)
}

/// Reads every headline and mark.
pub(super) fn load(library: &Library) -> Result<Store, Failure> {
    let mut store = Store::new();
    store.apply(&Change::World(WorldChange::Feeds(library.feeds()?)));
    let mut cursor = Cursor::default();
    loop {
        let batch = library.stream(&mut cursor, BATCH)?;
        if batch.is_empty() {
            store.apply(&Change::World(WorldChange::AllLoaded));
            return Ok(store);
        }
        store.apply(&Change::World(WorldChange::Loaded(Arc::new(batch))));
    }
}
