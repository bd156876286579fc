//! Roles to looks: the terminal's own colours, with every meaning carried by an attribute or a glyph besides.

use ratatui::style::{Color, Modifier, Style};

/// What something on the screen is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    Text,
    Muted,
    UnreadTitle,
    ReadTitle,
    UnreadMark,
    Star,
    CursorRow,
    CursorRowUnfocused,
    SelectedRow,
    Group,
    Border,
    FocusedBorder,
    Bar,
    Section,
    Headline,
    Heading,
    Link,
    LinkMark,
    Code,
    CodeKeyword,
    CodeName,
    CodeQuoted,
    CodeValue,
    CodeComment,
    CodeAdded,
    CodeRemoved,
    Marker,
    Hit,
    CurrentHit,
    Resumed,
    Label,
    Failure,
    Key,
    Prompt,
}

/// The looks of a screen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Theme {
    /// Whether hue may be used at all.
    pub(super) colour: bool,
    /// Whether more than ASCII may be drawn.
    pub(super) unicode: bool,
    /// Whether text that runs from right to left is put in order here.
    pub(super) orders: bool,
}

impl Theme {
    /// The look of a role.
    pub(super) fn style(self, role: Role) -> Style {
        let (modifier, hue) = match role {
            Role::Text | Role::ReadTitle | Role::Code | Role::Prompt => (Modifier::empty(), None),
            Role::Muted | Role::Border | Role::LinkMark | Role::Label => (Modifier::DIM, None),
            Role::UnreadTitle | Role::Headline | Role::FocusedBorder | Role::Key => (Modifier::BOLD, None),
            Role::UnreadMark => (Modifier::BOLD, Some(Color::Cyan)),
            Role::Star => (Modifier::BOLD, Some(Color::Yellow)),
            Role::CursorRow => (Modifier::REVERSED, None),
            Role::CursorRowUnfocused => (Modifier::BOLD, None),
            Role::SelectedRow => (Modifier::REVERSED.union(Modifier::DIM), None),
            Role::Group => (Modifier::DIM, None),
            Role::Bar => (Modifier::BOLD, None),
            Role::Section => (Modifier::DIM, None),
            Role::Heading => (Modifier::BOLD, Some(Color::Magenta)),
            Role::Link => (Modifier::UNDERLINED, Some(Color::Blue)),
            Role::CodeKeyword => (Modifier::BOLD, None),
            Role::CodeName => (Modifier::empty(), Some(Color::Blue)),
            Role::CodeQuoted | Role::CodeAdded => (Modifier::empty(), Some(Color::Green)),
            Role::CodeValue => (Modifier::empty(), Some(Color::Cyan)),
            Role::CodeComment => (Modifier::ITALIC.union(Modifier::DIM), None),
            Role::CodeRemoved => (Modifier::empty(), Some(Color::Red)),
            Role::Marker => (Modifier::DIM, None),
            Role::Hit => (Modifier::REVERSED, None),
            Role::CurrentHit => (Modifier::REVERSED.union(Modifier::BOLD).union(Modifier::UNDERLINED), None),
            Role::Resumed => (Modifier::BOLD, Some(Color::Green)),
            Role::Failure => (Modifier::BOLD, Some(Color::Red)),
        };
        let style = Style::new().add_modifier(modifier);
        match hue.filter(|_| self.colour) {
            Some(hue) => style.fg(hue),
            None => style,
        }
    }

    /// A glyph, or its stand-in where only ASCII may be drawn.
    pub(super) fn glyph(self, glyph: Glyph) -> &'static str {
        let (fine, plain) = match glyph {
            Glyph::Unread => ("●", "*"),
            Glyph::Star => ("★", "S"),
            Glyph::Cursor => ("▸", ">"),
            Glyph::Vertical => ("│", "|"),
            Glyph::HeavyVertical => ("┃", "|"),
            Glyph::Horizontal => ("─", "-"),
            Glyph::Note => ("✎", "n"),
            Glyph::Done => ("█", "#"),
            Glyph::ToDo => ("░", "."),
            Glyph::Dot => ("·", "-"),
            Glyph::Continue => ("↻", "~"),
            Glyph::Selected => ("✓", "+"),
            Glyph::Resumed => ("›", ">"),
            Glyph::MoreLeft => ("‹", "<"),
            Glyph::MoreRight => ("›", ">"),
            Glyph::MoreBelow | Glyph::Open => ("▾", "v"),
            Glyph::Closed => ("▹", "+"),
            Glyph::Trouble => ("!", "!"),
            Glyph::Refreshing => ("⟳", "~"),
        };
        if self.unicode { fine } else { plain }
    }
}

/// A sign with a meaning.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Glyph {
    Unread,
    Star,
    Cursor,
    Vertical,
    HeavyVertical,
    Horizontal,
    Note,
    Done,
    ToDo,
    Dot,
    Continue,
    Selected,
    Resumed,
    MoreLeft,
    MoreRight,
    MoreBelow,
    Open,
    Closed,
    Trouble,
    Refreshing,
}
