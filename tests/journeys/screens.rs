//! Stories: screens.
