//! The only door for foreign text.
