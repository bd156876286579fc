//! The real program in a real pseudo-terminal: what somebody at the keyboard sees, whatever happens to the
//! program, its terminal and its library.
#![allow(clippy::unwrap_used)]

mod endings;
mod folders;
mod home;
mod hostile;
mod killed;
mod places;
mod reading;
mod surroundings;
mod trouble;
