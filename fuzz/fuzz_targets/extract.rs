//! Any bytes as a page with an article in it.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| courant_fuzz::extract(bytes));
