//! The loop without a terminal.
