//! Effects carried out: disk, files, desktop.
