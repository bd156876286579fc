//! The one way to alter the store.

use super::change::{Change, ReaderChange, Trace, WorldChange};
use super::library::Store;

impl Store {
    /// Applies a change. For a reader's change it says the inverse, restricted to what really altered: `None`
    /// where nothing did. Other changes have no inverse.
    ///
    /// Nothing is lost: a mark on an article that is not in memory is kept and takes effect when the article
    /// comes. As its value was not known, it counts as altered, and the inverse sets it back to what an article
    /// without marks has. Marks of this session win over values that the disk delivers later.
    pub fn apply(&mut self, change: &Change) -> Option<ReaderChange> {
        match change {
            Change::Reader(change) => return self.apply_reader(change),
            Change::Trace(trace) => self.apply_trace(trace),
            Change::World(change) => self.apply_world(change),
        }
        None
    }

    fn apply_world(&mut self, change: &WorldChange) {
        match change {
            WorldChange::Feeds(feeds) => self.replace_feeds(feeds),
            WorldChange::Counters(counters) => self.promise(counters),
            WorldChange::Loaded(batch) => self.load(batch),
            WorldChange::AllLoaded => self.end_loading(),
            WorldChange::Arrived(arrivals) => self.arrive(arrivals),
        }
    }

    fn apply_trace(&mut self, trace: &Trace) {
        match trace {
            Trace::Place { article, place, progress } => self.leave_place(*article, *place, *progress),
            Trace::Opened { article, at, times } => self.leave_opening(*article, *at, *times),
        }
    }
}
