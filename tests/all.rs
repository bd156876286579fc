//! Every test of courant, in one binary.

mod clean;
mod cli;
mod disk;
mod docs;
mod facts;
mod floors;
mod journeys;
mod page;
mod query;
mod store;
mod terminal;
mod typeset;
mod write;
