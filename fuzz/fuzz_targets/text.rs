//! Any bytes as a text or as Markdown.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| courant_fuzz::text(bytes));
