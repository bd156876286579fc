//! A document and a measure in, lines out.
