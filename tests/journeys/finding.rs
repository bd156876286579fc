//! Stories: finding.
