//! The machine's state to a frame.
