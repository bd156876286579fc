//! Markup as a tree that no page can make deep, slow or large beyond its limits.
//!
//! [`Tree::page`] and [`Tree::fragment`] read any text as browsers do (WHATWG HTML, section 13.2) and never fail.
//! What the tree holds is still as a stranger wrote it: it stays inside `clean`, and knows no document.

mod feed;
mod gate;
mod letters;
mod limits;
mod names;
mod node;
mod parse;
mod serialise;
mod sink;
mod tags;
mod walk;

pub(super) use limits::{DEPTH, Limit};
pub(super) use node::{NodeId, Tree};
pub(super) use walk::Step;

#[cfg(test)]
mod tests;
