//! courant: a terminal news reader that opens at once, sets text like a book and loses nothing.
//!
//! ```text
//!    keys, paste, resize, signals          files, the library, the desktop
//!               │                                      │
//!               ▼                                      ▼
//!         ┌─ run ──────────── one inbox of Msg ─────────────────┐
//!         │                                                     │
//!    Msg  ▼                                              Effect ▲ Msg
//!    ┌────────────────────────┐  Vec<Effect>   ┌────────────────────────┐
//!    │ app  update(now, Msg)  ├───────────────►│ workers  (threads, I/O)│
//!    └───────────┬────────────┘                └───────────┬────────────┘
//!                │ &App                                    │ parse → clean → disk
//!                ▼                                         ▼
//!         ┌ ui  view(&App, frame) ┐              one SQLite file, the browser
//! ```
//!
//! [`app::App`] is a pure machine: the time and a message in, a new state and a list of effects out. The
//! workers carry the effects out and answer with messages; [`ui`] draws the state; the two never meet.
//! [`store::Change`] is the keystone: whatever alters the library, in memory and on disk alike.
//! [`news::Foreign`] is the wall: text from outside passes [`clean`] or is not shown.
//!
//! # Floors
//!
//! A module imports only from floors below it, never from a neighbour on its own floor; inside a module the
//! files form a tree. A test reads the sources and holds both. From the ground up:
//!
//! | floor | modules |
//! |---|---|
//! | the values | [`news`] |
//! | readings of what people write | [`facts`] |
//! | the pure crafts | [`parse`] [`clean`] [`typeset`] [`query`] [`config`] [`write`](mod@write) |
//! | the library in memory | [`store`] |
//! | the machine | [`app`] |
//! | the wings | [`ui`] [`workers`] |
//! | the roof | [`run`] [`cli`] |
//!
//! Up to the machine nothing touches a file, a clock, a thread or the environment; `clippy.toml` says so too.
//!
//! # The road of a page
//!
//! Bytes are decoded, sniffed and taken apart by [`parse`]; [`clean`] makes text of what is foreign; the disk
//! keeps the bytes as they came and gives the article its number; a message brings its headline into the
//! [`store`]. Opened, the kept bytes are cleaned by today's craft into a [`news::Document`], [`typeset`] sets it
//! for the pane's measure, and [`ui`] copies the lines that show.

pub mod news;

pub mod facts;

pub mod clean;
pub mod config;
pub mod parse;
pub mod query;
pub mod typeset;
pub mod write;

pub mod store;

pub mod app;

pub mod ui;
pub mod workers;

pub mod cli;
#[allow(clippy::disallowed_methods, clippy::disallowed_types)] // The terminal and the clock are met here.
pub mod run;
