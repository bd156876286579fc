//! The help over everything else.

use super::super::paint::Brush;
use super::super::theme::{Glyph, Role, Theme};
use crate::app::{App, HelpLine, SENTENCES_FROM};

/// Draws the help over the whole screen.
pub(crate) fn draw(app: &App, theme: Theme, brush: &mut Brush<'_>) {
    let Some(help) = app.help() else { return };
    brush.clear();
    brush.write(1, 0, "Keys", theme.style(Role::Headline));
    brush.write_before(brush.width().saturating_sub(1), 0, "j k scroll, q closes", theme.style(Role::Muted));
    brush.rule(1, theme.glyph(Glyph::Horizontal), theme.style(Role::Border));
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
}
