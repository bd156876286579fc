//! The help over everything else.

use super::super::paint::Brush;
use super::super::theme::{Glyph, Role, Theme};
use crate::app::{App, HelpLine, HelpPane, SENTENCES_FROM};
use crate::typeset;

/// Draws the help over the whole screen; answers where the cursor stands while its search is typed.
pub(crate) fn draw(app: &App, theme: Theme, brush: &mut Brush<'_>) -> Option<(u16, u16)> {
    let help = app.help()?;
    brush.clear();
    let cursor = draw_title(help, theme, brush);
    brush.rule(1, theme.glyph(Glyph::Horizontal), theme.style(Role::Border));
    if help.lines().is_empty() {
        brush.write(1, 2, "No key does that. Esc shows all of them.", theme.style(Role::Muted));
    }
    for (row, line) in (2..brush.height()).zip(help.lines().iter().skip(help.top)) {
        match line {
            HelpLine::Gap => (),
            HelpLine::Chapter(title) => _ = brush.write(1, row, title, theme.style(Role::Heading)),
            HelpLine::Command { keys, sentence } => {
                brush.write_cut(3, row, keys, SENTENCES_FROM - 4, theme.style(Role::Key));
                brush.write(SENTENCES_FROM, row, sentence, theme.style(Role::Text));
            }
        }
    }
    cursor
}

/// Columns that the title wants for what is searched for.
const WANTED: u16 = 12;

fn draw_title(help: &HelpPane, theme: Theme, brush: &mut Brush<'_>) -> Option<(u16, u16)> {
    let end = brush.write(1, 0, "Keys", theme.style(Role::Headline));
    let is_searched = help.is_typing() || !help.wanted().text().is_empty();
    let hints = match (help.is_typing(), is_searched) {
        (true, _) => "Enter keeps  Esc all",
        (false, true) => "j k scroll  Esc all  q closes",
        (false, false) => "j k scroll  / finds  q closes",
    };
    let room = brush.width().saturating_sub(end + 2 + if is_searched { WANTED } else { 0 });
    let hints = if typeset::width(hints) > room { "q closes" } else { hints };
    brush.write_before(brush.width().saturating_sub(1), 0, hints, theme.style(Role::Muted));
    if !is_searched {
        return None;
    }
    let start = brush.write(end + 1, 0, theme.glyph(Glyph::Cursor), theme.style(Role::Key)) + 1;
    let room = brush.width().saturating_sub(start + typeset::width(hints) + 2);
    brush.write_cut(start, 0, help.wanted().text(), room, theme.style(Role::Prompt));
    let column = start + typeset::width(help.wanted().before_cursor()).min(room);
    help.is_typing().then(|| brush.at(column, 0))
}
