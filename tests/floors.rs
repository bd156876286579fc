//! Tests: floors.
