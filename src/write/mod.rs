//! Values to text that others read.
