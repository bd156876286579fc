//! Tests of the roof: the loop without a terminal, keys out of bytes, and a toy machine in a real pseudo-terminal.
#![allow(clippy::unwrap_used)]

mod keys;
mod looping;
#[cfg(unix)]
mod pty;
#[cfg(unix)]
mod screen;
#[cfg(unix)]
mod toy;

#[cfg(unix)]
#[allow(unused_imports)]
pub(crate) use pty::{PATIENCE, Pty, command};
