//! Tests: write.
