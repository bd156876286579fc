//! The toy in a real pseudo-terminal: what is taken over is given back, whatever happens.
#![allow(clippy::unwrap_used)]

use super::pty::Pty;
use super::toy;

fn started() -> Pty {
    let mut pty = Pty::start(toy::command(), 80, 24);
    pty.shows("toy 80x24");
    pty
}

#[test]
fn quitting_gives_the_terminal_back() {
    let mut pty = started();
    assert!(pty.screen().alternate_screen());
    assert!(pty.screen().bracketed_paste());
    assert_ne!(pty.modes(), pty.modes_before());
    assert_eq!(pty.types("q").exits(), 0);
}
