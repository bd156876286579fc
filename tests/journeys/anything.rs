//! Stories: anything.
