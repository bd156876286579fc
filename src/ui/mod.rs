//! The machine's state to a frame: it reads [`App`] and writes cells, and alters nothing.

mod ascii;
mod paint;
mod panes;
mod raised;
mod theme;

use ratatui::Frame;
use ratatui::buffer::Buffer;

use crate::app::{App, Area, Focus, Geometry, SMALLEST, is_too_small};
use crate::typeset;
use paint::Brush;
use panes::{bars, chooser, feeds, help, list, reader, sidebar};
use theme::{Glyph, Role, Theme};

/// Draws the whole screen and puts the terminal's cursor on the current row.
pub fn view(app: &App, frame: &mut Frame<'_>) {
    let cursor = paint_all(app, frame.buffer_mut());
    if let Some((x, y)) = cursor {
        frame.set_cursor_position((x, y));
    }
}

/// Paints the screen into cells; answers where the cursor belongs.
pub fn paint_all(app: &App, buffer: &mut Buffer) -> Option<(u16, u16)> {
    let cursor = typeset::counting(app.ambiguous(), || paint_screen(app, buffer));
    if !app.unicode() {
        ascii::reduce(buffer);
    }
    cursor
}

fn paint_screen(app: &App, buffer: &mut Buffer) -> Option<(u16, u16)> {
    let theme = Theme { colour: app.colour(), unicode: app.draws_signs(), orders: app.orders() };
    let (columns, rows) = (buffer.area.width, buffer.area.height);
    let whole = Area { x: 0, y: 0, width: columns, height: rows };
    if is_too_small(columns, rows) {
        paint_too_small(theme, &mut Brush::new(buffer, whole, theme.orders));
        return None;
    }
    if let Some(address) = app.address_shown() {
        return Some(paint_address(address, theme, &mut Brush::new(buffer, whole, theme.orders)));
    }
    if app.help().is_some() {
        return help::draw(app, theme, &mut Brush::new(buffer, whole, theme.orders));
    }
    if app.chooser().is_some() {
        return chooser::draw(app, theme, &mut Brush::new(buffer, whole, theme.orders));
    }
    let geometry = *app.geometry();
    paint_separators(&geometry, app.focus(), theme, buffer);
    let in_pane = paint_panes(app, &geometry, theme, buffer);
    if let Some(bottom) = geometry.bottom {
        let mut above = Brush::new(buffer, Area { height: bottom.y, ..whole }, theme.orders);
        bars::draw_continuations(app, theme, &mut above);
        bars::draw_complaint(app, theme, &mut above);
    }
    let bottom = geometry
        .bottom
        .and_then(|area| bars::draw_bottom(app, theme, &mut Brush::new(buffer, area, theme.orders)));
    bottom.or(in_pane)
}

fn paint_panes(app: &App, geometry: &Geometry, theme: Theme, buffer: &mut Buffer) -> Option<(u16, u16)> {
    let mut cursor = None;
    if let Some(area) = geometry.top_bar {
        bars::draw_top(app, theme, &mut Brush::new(buffer, area, theme.orders));
    }
    if let Some(area) = geometry.feeds {
        let at = feeds::draw(app, theme, &mut Brush::new(buffer, area, theme.orders));
        cursor = cursor.or(at.filter(|_| app.focus() == Focus::Feeds));
    }
    if let Some(area) = geometry.list {
        let at = list::draw(app, theme, &mut Brush::new(buffer, area, theme.orders));
        cursor = cursor.or(at.filter(|_| app.focus() == Focus::List));
    }
    if let Some(area) = geometry.reader {
        let at = reader::draw(app, theme, &mut Brush::new(buffer, area, theme.orders));
        if area.x > 0 {
            let before = Area { x: area.x - 1, width: 1, ..area };
            reader::draw_resumed_before(app, theme, &mut Brush::new(buffer, before, theme.orders));
        }
        cursor = cursor.or(Some(at).filter(|_| app.focus() == Focus::Reader));
    }
    if let Some(area) = geometry.sidebar {
        sidebar::draw(app, theme, &mut Brush::new(buffer, area, theme.orders));
        cursor = cursor.or(Some((area.x, area.y)).filter(|_| app.focus() == Focus::Sidebar));
    }
    cursor
}

/// A line before each pane but the first; heavy beside the pane that has the keys.
fn paint_separators(geometry: &Geometry, focus: Focus, theme: Theme, buffer: &mut Buffer) {
    let panes = [
        (Focus::Feeds, geometry.feeds),
        (Focus::List, geometry.list),
        (Focus::Reader, geometry.reader),
        (Focus::Sidebar, geometry.sidebar),
    ];
    for (pane, area) in panes {
        let Some(area) = area.filter(|area| area.x > 0) else { continue };
        let focused = pane == focus;
        let glyph = theme.glyph(if focused { Glyph::HeavyVertical } else { Glyph::Vertical });
        let role = if focused { Role::FocusedBorder } else { Role::Border };
        let mut brush = Brush::new(buffer, Area { x: area.x - 1, width: 1, ..area }, theme.orders);
        (0..area.height).for_each(|row| {
            brush.write(0, row, glyph, theme.style(role));
        });
    }
}

/// Says what size is needed, in as many words as there is room for.
fn paint_too_small(theme: Theme, brush: &mut Brush<'_>) {
    let (columns, rows) = SMALLEST;
    let size = format!("{columns}×{rows}");
    let lines: &[String] = &match (brush.width(), brush.height()) {
        (11.., _) => vec![format!("{size} needed")],
        (6..=10, 2..) => vec![size, "needed".to_owned()],
        (4..=10, _) => vec![size],
        (3, 2..) => vec![format!("{columns}×"), rows.to_string()],
        (_, _) => vec!["…".to_owned()],
    };
    for (row, line) in (0..).zip(lines) {
        brush.write(0, row, line, theme.style(Role::Text));
    }
}

/// The bare address alone, so that the terminal's own selection takes it whole.
fn paint_address(address: &str, theme: Theme, brush: &mut Brush<'_>) -> (u16, u16) {
    let width = usize::from(brush.width().max(1));
    let characters: Vec<char> = address.chars().collect();
    for (row, line) in (0..brush.height()).zip(characters.chunks(width)) {
        brush.write_as_set(0, row, &line.iter().collect::<String>(), theme.style(Role::Text));
    }
    let hint_row = brush.height().saturating_sub(1);
    brush.write(0, hint_row, "Any key goes back", theme.style(Role::Muted));
    brush.at(0, 0)
}
