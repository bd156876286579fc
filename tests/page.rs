//! Tests: page.
