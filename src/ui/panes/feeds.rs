//! The feeds pane: lists, feeds and tags with their counts.

use super::super::paint::Brush;
use super::super::theme::{Glyph, Role, Theme};
use crate::app::{self, App, Entry, Focus};
use crate::store::List;

/// Draws the feeds; answers where the cursor stands.
pub(crate) fn draw(app: &App, theme: Theme, brush: &mut Brush<'_>) -> Option<(u16, u16)> {
    let feeds = app.feeds();
    let mut cursor = None;
    for (row, (index, entry)) in (0..brush.height()).zip(feeds.entries().iter().enumerate().skip(feeds.top()))
    {
        match entry {
            Entry::Heading(title) => {
                brush.rule(row, theme.glyph(Glyph::Horizontal), theme.style(Role::Border));
                brush.write(2, row, &format!(" {title} "), theme.style(Role::Group));
            }
            Entry::List { title, list, counts, depth, open, troubled, muted } => {
                let unread = counts.map_or(0, |counts| counts.unread);
                let number = match counts {
                    Some(counts) if unread > 0 => app::number(u64::from(counts.unread)),
                    // Bookmarks are counted whether read or not.
                    Some(counts) if *list == List::Bookmarked && counts.total > 0 => {
                        app::number(u64::from(counts.total))
                    }
                    Some(_) | None => String::new(),
                };
                let role = if unread > 0 { Role::UnreadTitle } else { Role::ReadTitle };
                let end = brush.write_before(
                    brush.width().saturating_sub(1),
                    row,
                    &number,
                    theme.style(Role::Muted),
                );
                let mut start = 2 + depth * 2;
                if let Some(open) = open {
                    let glyph = if *open { Glyph::Open } else { Glyph::Closed };
                    start = brush.write(start, row, theme.glyph(glyph), theme.style(Role::Muted)) + 1;
                }
                let mut end = end.saturating_sub(1);
                if *troubled {
                    end = end.saturating_sub(2);
                    brush.write(end + 1, row, theme.glyph(Glyph::Trouble), theme.style(Role::Failure));
                }
                if *muted {
                    end = brush.write_before(end, row, "muted", theme.style(Role::Muted)).saturating_sub(1);
                }
                brush.write_cut(start, row, title, end.saturating_sub(start), theme.style(role));
            }
        }
        if index == feeds.cursor() {
            let focused = app.focus() == Focus::Feeds;
            brush.write(0, row, theme.glyph(Glyph::Cursor), theme.style(Role::Key));
            let role = if focused { Role::CursorRow } else { Role::CursorRowUnfocused };
            brush.tint(0, row, brush.width(), theme.style(role));
            cursor = Some(brush.at(0, row));
        }
    }
    cursor
}
