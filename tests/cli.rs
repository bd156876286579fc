//! The commands without a screen: the real program, in homes that vanish.
#![allow(clippy::unwrap_used)]

mod faults;
mod home;
mod hostile;
mod listing;
mod marking;
mod opening;
