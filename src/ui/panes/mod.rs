//! One file a pane: its state into cells.

pub(super) mod bars;
pub(super) mod chooser;
pub(super) mod feeds;
pub(super) mod help;
pub(super) mod list;
pub(super) mod reader;
pub(super) mod sidebar;
