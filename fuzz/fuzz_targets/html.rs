//! Any bytes as a page or a piece of one.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| courant_fuzz::html(bytes));
