//! The library in memory: every headline and every mark, altered by [`Store::apply`] alone.
//!
//! Lists, filters and counts are answered from here. It knows no disk, no clock and no screen.

mod apply;
mod aspect;
mod batch;
mod change;
mod feeds;
mod library;
mod list;
mod lists;
mod marks;
mod order;
mod reader;
mod rows;
mod session;
mod sorting;
mod tally;
mod texts;
mod undo;
mod world;

pub(crate) use aspect::{Aspect, Value};
pub use batch::{Batch, BatchFacts};
pub use change::{Arrival, Change, Counts, ReaderChange, Scope, Trace, WorldChange};
pub use library::Store;
pub use list::List;
pub use sorting::Sorting;
