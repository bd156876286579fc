//! The library on disk: one SQLite file, and everything that is ever asked of it or written to it.
//!
//! A synchronous [`Library`] without threads of its own (a worker gives it one), and [`watch`], which tells when
//! another courant wrote to the same file. What is in the file is said in `schema.sql`; that is a contract, kept
//! by numbered migrations. Nothing here knows the screen, the network or a clock: moments are handed in.

mod arrivals;
mod beside;
mod check;
mod connection;
mod error;
mod folders;
mod hands;
mod header;
mod items;
mod journal;
mod library;
mod making;
mod marker;
mod migration;
mod news;
mod newsboat;
mod open;
mod pages;
mod place;
mod prepared;
mod reading;
mod rescue;
mod row;
mod settings;
mod statements;
mod subscriptions;
mod tally;
mod waiting;
mod watch;

pub use arrivals::Incoming;
pub use error::DiskError;
pub use items::{Haul, Item, KeptItem};
pub use library::{Access, Library, Opened};
pub use news::{News, NewsMark};
pub use newsboat::{Remembered, SQLITE, newsboat_cache};
pub use place::{exists, usual_folder};
pub use reading::{Articles, Cursor};
pub use row::{Media, Packed, Packer, Source};
pub use statements::HOT;
pub use subscriptions::{NewFeed, Subscribed};
pub use watch::{Watch, watch};
