//! Stories: trouble.
