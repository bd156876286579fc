//! Tests of the roof: the loop without a terminal, keys out of bytes, and a toy machine in a real pseudo-terminal.
#![allow(clippy::unwrap_used)]

mod keys;
mod looping;
mod pty;
mod screen;
mod toy;

#[allow(unused_imports)]
pub(crate) use pty::Pty;
