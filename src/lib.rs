//! courant: a terminal news reader.

pub mod news;

pub mod facts;

pub mod clean;
pub mod parse;
pub mod query;
pub mod typeset;
pub mod write;

pub mod store;

pub mod app;

pub mod ui;
pub mod workers;

#[allow(clippy::disallowed_methods, clippy::disallowed_types)] // Here the world outside is touched.
pub mod cli;
#[allow(clippy::disallowed_methods, clippy::disallowed_types)] // Here the world outside is touched.
pub mod run;
