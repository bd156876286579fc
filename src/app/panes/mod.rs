//! The panes' state: what each shows and where it stands. They never draw, and none knows another.

mod chooser;
mod feeds;
mod help;
mod hints;
mod list;
mod prompt;
mod reader;
mod sidebar;
mod sifting;

pub use chooser::{Choice, Chooser, Told};
pub use feeds::{Entry, FeedsPane, next_unread_feed};
pub use help::{HelpLine, HelpPane, SENTENCES_FROM};
pub use hints::{Hinted, Hints};
pub use list::{Filter, Group, GroupKind, ListPane, VisualLine};
pub use prompt::{Completion, Line, Typed};
pub use reader::{Frame, Hit, PaneLine, ReaderPane, Setting, TextView, ToSet};
pub use sidebar::{About, Fact, LABEL, SECTION_LINES, SidebarPane, section_room};
