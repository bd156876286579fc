//! A damaged library: kept aside, and read table by table into a new one.
