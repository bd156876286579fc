//! Effects carried out: disk, files, desktop.

pub mod disk;
