//! Stories: marks.
