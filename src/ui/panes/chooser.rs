//! A choice over everything else: its lines, and below them what is to be known of the one under the cursor.

use super::super::paint::Brush;
use super::super::theme::{Glyph, Role, Theme};
use crate::app::{App, Deed};
use crate::typeset;

/// Rows of the title and the rule under it.
const HEAD: u16 = 2;
/// Columns before a label.
const INDENT: u16 = 2;

/// Draws the choice over the whole screen; answers where the cursor stands.
pub(crate) fn draw(app: &App, theme: Theme, brush: &mut Brush<'_>) -> Option<(u16, u16)> {
    let chooser = app.chooser()?;
    brush.clear();
    let width = brush.width();
    let verb = chooser.chosen().map_or("chooses", |choice| choice.verb);
    let is_link = chooser.chosen().is_some_and(|choice| matches!(choice.deed, Deed::Follow(_)));
    let more = if is_link { "  o browser  y copy  s bookmark" } else { "" };
    let whole = format!("Enter {verb}{more}  Esc leaves");
    let has_room = typeset::width(chooser.title()) + typeset::width(&whole) + 4 <= width;
    let hints = if has_room { whole } else { format!("Enter {verb}") };
    let end = brush.write_before(width.saturating_sub(1), 0, &hints, theme.style(Role::Muted));
    brush.write_cut(1, 0, chooser.title(), end.saturating_sub(2), theme.style(Role::Headline));
    brush.rule(1, theme.glyph(Glyph::Horizontal), theme.style(Role::Border));
    let rows = chooser.rows(usize::from(brush.height().saturating_sub(HEAD)));
    let top = chooser.top(rows);
    let labels = chooser.choices().iter().map(|choice| typeset::width(&choice.label)).max().unwrap_or(0);
    let details = INDENT + labels.min(width / 2) + 2;
    let mut cursor = None;
    for (row, (at, choice)) in (HEAD..).zip(chooser.choices().iter().enumerate().skip(top).take(rows)) {
        let label = typeset::truncate(&choice.label, details.saturating_sub(4));
        brush.write_ours(INDENT, row, &label, theme.style(Role::Text));
        let room = width.saturating_sub(details + 1);
        brush.write_cut(details, row, &choice.detail, room, theme.style(Role::Muted));
        if at == chooser.cursor() {
            brush.write(0, row, theme.glyph(Glyph::Cursor), theme.style(Role::Key));
            brush.tint(0, row, width, theme.style(Role::CursorRow));
            cursor = Some(brush.at(0, row));
        }
    }
    draw_about(app, theme, brush, HEAD + rows as u16);
    cursor
}

fn draw_about(app: &App, theme: Theme, brush: &mut Brush<'_>, rule: u16) {
    let Some(chooser) = app.chooser() else { return };
    let lines = chooser.about(brush.width().saturating_sub(2 * INDENT).min(WIDEST));
    if lines.is_empty() {
        return;
    }
    brush.rule(rule, theme.glyph(Glyph::Horizontal), theme.style(Role::Border));
    for (row, line) in (rule + 1..brush.height()).zip(&lines) {
        brush.write(INDENT, row, &line.before, theme.style(Role::Label));
        brush.write(INDENT + line.indent, row, &line.text, theme.style(Role::Text));
    }
}

/// Columns that a line is comfortably read at.
const WIDEST: u16 = 76;
