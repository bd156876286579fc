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

pub mod cli;
pub mod run;
