//! The machine: the time and a message in, a new state and a list of effects out.
//!
//! It touches no file, socket, clock or thread. Panes' geometry, scrolling and laid-out lines are its state;
//! the screen copies them. `update` is the dispatch; what commands do is told by the files named after it.

mod arriving;
mod asking;
mod beware;
mod body;
mod card;
mod command;
mod completing;
mod deed;
mod effect;
mod fetching;
mod following;
mod geometry;
mod history;
mod key;
mod keymap;
mod links;
mod marking;
mod moving;
mod msg;
mod pace;
mod panes;
mod reading;
mod saving;
mod sharing;
mod state;
mod subscribing;
mod telling;
mod trail;
mod update;
mod view;
mod viewing;
mod words;

pub use body::Body;
pub use command::{COMMANDS, Chapter, Command, Place, Row};
pub use deed::{Deed, Field, Trait};
pub use effect::{
    Added, CodeParts, Effect, Generation, LongText, Offer, Preview, Progress, Refreshed, Save, Saved, Side,
    Starter, Step, StepId, StepPage, Subscribing, Wanted,
};
pub use geometry::{Area, Focus, Geometry, SMALLEST, is_too_small};
pub use key::{Key, KeyCode};
pub use keymap::Keymap;
pub use moving::{NO_HITS, empty_list, nothing_to_read};
pub use msg::Msg;
pub use panes::{
    Choice, Chooser, Completion, Entry, Fact, Filter, Group, GroupKind, HelpLine, HelpPane, Hints, Hit,
    LABEL, ListPane, PaneLine, ReaderPane, SECTION_LINES, SENTENCES_FROM, SidebarPane, VisualLine,
    section_room,
};
pub use state::{App, Asking, Prompt, Said, Start};
pub use words::{age, ago, counted, counted_views, day, exact, minutes, number, reading_minutes, sorted};
