//! The list: group headings, titles on one or two lines, age and minutes at the end.

use super::super::paint::Brush;
use super::super::theme::{Glyph, Role, Theme};
use crate::app::{self, App, Focus, GroupKind, VisualLine};
use crate::news::Headline;
use crate::typeset;

/// Days of more articles say their number only.
const COUNTED_MINUTES: usize = 1000;
/// Columns of cursor, unread mark and star before a title.
const MARKS: u16 = 4;

/// Draws the list; answers where the cursor's row stands.
pub(crate) fn draw(app: &App, theme: Theme, brush: &mut Brush<'_>) -> Option<(u16, u16)> {
    let list = app.list();
    if list.rows().is_empty() {
        draw_empty(app, theme, brush);
        return None;
    }
    let row_height = app.row_height();
    let mut cursor = None;
    for row in 0..brush.height() {
        match list.line(list.top() + usize::from(row), row_height) {
            None => break,
            Some(VisualLine::Heading(group)) => draw_heading(app, theme, brush, row, group),
            Some(VisualLine::Row(index, line)) => {
                if index == list.cursor() && line == 0 {
                    cursor = Some(brush.at(0, row));
                }
                draw_row(app, theme, brush, row, index, line);
            }
        }
    }
    cursor
}

fn draw_empty(app: &App, theme: Theme, brush: &mut Brush<'_>) {
    let text = if app.list().filter().is_some() {
        "No hits. Esc shows the whole list."
    } else if app.store().is_loaded() {
        app::empty_list(app.list().list())
    } else {
        ""
    };
    let width = brush.width().saturating_sub(2);
    for (row, line) in (1..).zip(typeset::wrap_line(text, width.max(2), 6)) {
        brush.write(1, row, &line, theme.style(Role::Muted));
    }
}

/// Draws a group's heading; where it is too narrow for all of it, without the minutes.
fn draw_heading(app: &App, theme: Theme, brush: &mut Brush<'_>, row: u16, group: usize) {
    let list = app.list();
    let Some(kind) = list.groups().get(group).map(|group| group.kind) else { return };
    let room = brush.width().saturating_sub(3);
    let text = match kind {
        GroupKind::Continue => format!(" {} Continue ", theme.glyph(Glyph::Continue)),
        GroupKind::Day(day) => {
            let today = app.now().to_zoned(app.zone().clone()).date();
            let rows = list.rows_of_group(group);
            // A day of thousands takes nobody's morning; adding it up in every frame would take a key's time.
            let is_readable = rows.len() <= COUNTED_MINUTES;
            let headlines = rows.iter().filter_map(|&id| app.store().headline(id));
            let minutes =
                if is_readable { headlines.map(|headline| headline.read_minutes()).sum() } else { 0 };
            let dot = theme.glyph(Glyph::Dot);
            let count = app::number(rows.len() as u64);
            let without = format!(" {} {dot} {count} ", app::day(day, today));
            let whole = format!("{without}{dot} {} ", app::minutes(minutes));
            if is_readable && typeset::width(&whole) <= room { whole } else { without }
        }
        GroupKind::Plain => return,
    };
    brush.rule(row, theme.glyph(Glyph::Horizontal), theme.style(Role::Border));
    brush.write(2, row, &typeset::truncate(&text, room), theme.style(Role::Group));
}

fn draw_row(app: &App, theme: Theme, brush: &mut Brush<'_>, row: u16, index: usize, line: usize) {
    let Some(headline) = app.list().rows().get(index).and_then(|&id| app.store().headline(id)) else {
        return;
    };
    if line == 0 {
        draw_marks(app, theme, brush, row, index, &headline);
    }
    match (app.row_height(), line) {
        (1, _) => draw_in_one(app, theme, brush, row, &headline),
        (_, 0) => draw_first_of_two(theme, brush, row, &headline),
        (_, _) => draw_second_of_two(app, theme, brush, row, &headline),
    }
    tint_row(app, theme, brush, row, index);
}

fn draw_marks(
    app: &App,
    theme: Theme,
    brush: &mut Brush<'_>,
    row: u16,
    index: usize,
    headline: &Headline<'_>,
) {
    if index == app.list().cursor() {
        brush.write(0, row, theme.glyph(Glyph::Cursor), theme.style(Role::Key));
    }
    if !headline.read {
        brush.write(1, row, theme.glyph(Glyph::Unread), theme.style(Role::UnreadMark));
    }
    if headline.bookmarked {
        brush.write(2, row, theme.glyph(Glyph::Star), theme.style(Role::Star));
    } else if headline.noted {
        brush.write(2, row, theme.glyph(Glyph::Note), theme.style(Role::Star));
    }
}

fn title<'a>(headline: &Headline<'a>) -> &'a str {
    if headline.title.is_empty() { "Untitled" } else { headline.title }
}

fn title_role(headline: &Headline<'_>) -> Role {
    if headline.read { Role::ReadTitle } else { Role::UnreadTitle }
}

/// Age and minutes, each in its own columns, so that they stand under one another.
fn age_and_minutes(app: &App, headline: &Headline<'_>) -> String {
    let age = app::age(headline.date, app.now());
    let minutes = format!("{}m", headline.read_minutes());
    format!("{age:>4} {minutes:>3}")
}

fn draw_in_one(app: &App, theme: Theme, brush: &mut Brush<'_>, row: u16, headline: &Headline<'_>) {
    let width = brush.width();
    let end = brush.write_before(width, row, &age_and_minutes(app, headline), theme.style(Role::Muted));
    let source = if width >= 50 { (width / 5).min(18) } else { 0 };
    let title_end = end.saturating_sub(source + 2);
    brush.write_cut(
        MARKS,
        row,
        title(headline),
        title_end.saturating_sub(MARKS),
        theme.style(title_role(headline)),
    );
    if source > 0 {
        brush.write_cut(title_end + 1, row, headline.feed_title, source, theme.style(Role::Muted));
    }
}

/// Where a title is parted between its two lines: after the last word that fits the first.
fn parted(title: &str, width: u16) -> (&str, &str) {
    let (end, next) = typeset::first_line(title, width.max(2));
    (&title[..end], title[next..].trim_start())
}

fn draw_first_of_two(theme: Theme, brush: &mut Brush<'_>, row: u16, headline: &Headline<'_>) {
    let (first, _) = parted(title(headline), brush.width().saturating_sub(MARKS));
    brush.write(MARKS, row, first, theme.style(title_role(headline)));
}

fn draw_second_of_two(app: &App, theme: Theme, brush: &mut Brush<'_>, row: u16, headline: &Headline<'_>) {
    let width = brush.width();
    let (_, rest) = parted(title(headline), width.saturating_sub(MARKS));
    let end = brush.write_before(width, row, &age_and_minutes(app, headline), theme.style(Role::Muted));
    let room = end.saturating_sub(MARKS + 1);
    if rest.is_empty() {
        brush.write_cut(MARKS, row, headline.feed_title, room, theme.style(Role::Muted));
    } else {
        brush.write_cut(MARKS, row, rest, room, theme.style(title_role(headline)));
    }
}

fn tint_row(app: &App, theme: Theme, brush: &mut Brush<'_>, row: u16, index: usize) {
    let list = app.list();
    let selected = list.selection().is_some_and(|(first, last)| (first..=last).contains(&index));
    let role = match (index == list.cursor(), app.focus() == Focus::List) {
        (true, true) => Role::CursorRow,
        (true, false) => Role::CursorRowUnfocused,
        (false, _) if selected => Role::SelectedRow,
        (false, _) => return,
    };
    brush.tint(0, row, brush.width(), theme.style(role));
}
