//! The loop that joins the machine, the screen and the workers.
//!
//! One inbox, drained for at most a few milliseconds a turn, then one draw. A key is drawn at once, news from the
//! workers at most some sixty times a second, and nothing at all while nothing happens: the loop sleeps in the
//! inbox, there is no tick. It must not know what the machine means or how the workers do their work.
//!
//! Reading order: `stage` (what is joined), `turns` (how), `environment` (what is outside), then the
//! real terminal: `terminal` (its modes and its frames), `painter` (frames to bytes, cells by `encoder`), `keys` (bytes to keys),
//! `input` and `signals` (the two threads that write to the inbox).

mod encoder;
mod environment;
#[cfg(unix)]
mod input;
mod keys;
mod painter;
#[cfg(unix)]
mod session;
#[cfg(unix)]
mod signals;
mod stage;
#[cfg(unix)]
mod terminal;
mod turns;

pub use crate::workers::Clock;
pub use environment::{Capabilities, Environment, ForcedPanic};
pub use keys::{Keys, PASTE_LIMIT};
pub use painter::Painter;
#[cfg(unix)]
pub use session::{Request, read};
pub use stage::{Ending, Machine, RunError, Stage, Workers};
#[cfg(unix)]
pub use terminal::{Terminal, clean_title};
pub use turns::{FRAME, TURN, run};
