//! Tests: disk.
