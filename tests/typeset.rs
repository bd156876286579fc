//! Tests: typeset.
