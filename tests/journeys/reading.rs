//! Stories: reading.
