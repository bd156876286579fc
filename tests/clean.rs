//! Tests: clean.
