//! The machine: the time and a message in, a new state and a list of effects out.
//!
//! It touches no file, socket, clock or thread.

mod effect;
mod key;
mod msg;

pub use effect::{Effect, Generation, Save, Step, StepId};
pub use key::{Key, KeyCode};
pub use msg::{Body, Msg};
