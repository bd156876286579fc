//! Keys out of bytes.
