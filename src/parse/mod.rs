//! Bytes in, values out: charset, kind of file, and the parts of a saved page.
