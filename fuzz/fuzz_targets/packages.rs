//! Any bytes as an archive or a compressed file.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| courant_fuzz::packages(bytes));
