//! Every test of courant, in one binary.

// Tests make files, start programs and look at clocks: what clippy.toml forbids holds for the pure floors.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

mod clean;
mod cli;
mod computing;
mod disk;
mod docs;
mod extract;
mod facts;
mod feeds;
mod floors;
mod full_text;
mod health;
mod journeys;
mod ledger;
mod metadata;
mod net;
mod opml;
mod packages;
mod page;
mod query;
#[cfg(unix)]
mod reader;
mod refresh;
mod sites;
mod store;
mod terminal;
mod typeset;
mod write;
