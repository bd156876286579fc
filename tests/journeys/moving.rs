//! Stories: moving.
