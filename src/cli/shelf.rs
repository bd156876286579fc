//! The library as the commands take it off the shelf: opened or made as the reader does it, and read into memory.

use std::sync::Arc;

use super::failure::Failure;
use super::session::Session;
use crate::news::{ArticleId, PublicId};
use crate::query::Query;
use crate::store::{Change, List, Sorting, Store, WorldChange};
use crate::workers::disk::{Access, Cursor, Library, Opened};
use crate::workers::install_guide;

/// Said where something is asked of feeds and there are none.
pub(super) const NO_FEEDS: &str =
    "There are no feeds yet. To subscribe to one: courant add https://example.org";

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
        let notice = install_guide(&mut library, now)?;
        notice.into_iter().for_each(|notice| session.output.say(&notice));
    }
    Ok(library)
}

/// Reads the headlines and marks that a query asks about: all, unless it names the articles.
pub(super) fn load_for(query: &Query, library: &Library) -> Result<Store, Failure> {
    query.ids().map_or_else(|| load(library), |names| load_only(&names, library))
}

/// Reads the headlines and marks of articles of these short names, as far as there are such.
pub(super) fn load_only(names: &[PublicId], library: &Library) -> Result<Store, Failure> {
    let mut ids = Vec::new();
    for name in names {
        ids.extend(library.named(*name)?.filter(|id| !ids.contains(id)));
    }
    let mut store = Store::new();
    store.apply(&Change::World(WorldChange::Feeds(library.feeds()?)));
    store.apply(&Change::World(WorldChange::Loaded(Arc::new(library.rows(&ids)?))));
    store.apply(&Change::World(WorldChange::AllLoaded));
    Ok(store)
}

/// What a query finds, in the order that it asks for.
pub(super) fn found(query: &Query, store: &Store) -> Vec<ArticleId> {
    let mut matcher = query.matcher();
    let mut found = store.list_where(&List::All, &mut |headline| matcher.matches(headline));
    store.sort(Sorting::by(query.sorting()), &mut found);
    found
}

/// Reads every headline and mark.
fn load(library: &Library) -> Result<Store, Failure> {
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
