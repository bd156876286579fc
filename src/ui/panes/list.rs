//! The list: group headings, titles on one or two lines, age and minutes at the end.

use super::super::paint::Brush;
use super::super::theme::{Glyph, Role, Theme};
use crate::app::{self, App, Focus, Group, GroupKind, VisualLine};
use crate::news::Headline;
use crate::typeset;

/// Columns of cursor, unread mark and star before a title, and one between.
const MARKS: u16 = 4;

/// Columns before a title; while rows are selected, one more for the sign of those that are.
fn marks(app: &App) -> u16 {
    MARKS + u16::from(app.list().selection().is_some())
}

/// Columns that rows may take: a blank parts them from what stands beside the list.
fn columns(brush: &Brush<'_>) -> u16 {
    brush.width().saturating_sub(1)
}

/// Columns of age and minutes where sources stand before them.
const AGE_AND_MINUTES: u16 = 8;

fn is_selected(app: &App, index: usize) -> bool {
    app.list().selection().is_some_and(|(first, last)| (first..=last).contains(&index))
}

/// Draws the list; answers where the cursor's row stands.
pub(crate) fn draw(app: &App, theme: Theme, brush: &mut Brush<'_>) -> Option<(u16, u16)> {
    let list = app.list();
    if list.rows().is_empty() {
        draw_empty(app, theme, brush);
        return None;
    }
    let row_height = app.row_height();
    let sources = source_column(app, columns(brush));
    let mut cursor = None;
    for (row, line) in (0..brush.height()).zip(list.lines_from(list.top(), row_height)) {
        match line {
            VisualLine::Heading(group) => draw_heading(app, theme, brush, row, group),
            VisualLine::Row(index, line) => {
                if index == list.cursor() && line == 0 {
                    cursor = Some(brush.at(0, row));
                }
                draw_row(app, theme, brush, row, index, line, sources);
            }
        }
    }
    cursor
}

fn draw_empty(app: &App, theme: Theme, brush: &mut Brush<'_>) {
    let text = if app.list().is_sifting() {
        "Looking through the list."
    } else if app.list().filter().is_some() {
        app::NO_HITS
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
    let Some(&Group { kind, minutes, .. }) = list.groups().get(group) else { return };
    let room = brush.width().saturating_sub(3);
    let name = match kind {
        GroupKind::Continue => format!("{} Continue", theme.glyph(Glyph::Continue)),
        GroupKind::Day(day) => app::day(day, app.now().to_zoned(app.zone().clone()).date()),
        GroupKind::Feed(id) => app.store().feed(id).map_or_else(String::new, |feed| feed.title.clone()),
        GroupKind::Plain => return,
    };
    let dot = theme.glyph(Glyph::Dot);
    let count = app::number(list.rows_of_group(group).len() as u64);
    let counted = match kind {
        GroupKind::Continue => format!(" {name} "),
        GroupKind::Day(_) | GroupKind::Feed(_) | GroupKind::Plain => format!(" {name} {dot} {count} "),
    };
    let whole = minutes.filter(|_| kind != GroupKind::Continue);
    let whole = whole.map(|minutes| format!("{counted}{dot} {} ", app::minutes(minutes)));
    let text = whole.filter(|whole| typeset::width(whole) <= room).unwrap_or(counted);
    brush.rule(row, theme.glyph(Glyph::Horizontal), theme.style(Role::Border));
    brush.write_ours(2, row, &typeset::truncate(&text, room), theme.style(Role::Group));
}

fn draw_row(
    app: &App,
    theme: Theme,
    brush: &mut Brush<'_>,
    row: u16,
    index: usize,
    line: usize,
    sources: u16,
) {
    let Some(headline) = app.list().rows().get(index).and_then(|&id| app.store().headline(id)) else {
        return;
    };
    if line == 0 {
        draw_marks(app, theme, brush, row, index, &headline);
    }
    match (app.row_height(), line) {
        (1, _) => draw_in_one(app, theme, brush, row, &headline, sources),
        (_, 0) => draw_first_of_two(app, theme, brush, row, &headline),
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
    if is_selected(app, index) {
        brush.write(3, row, theme.glyph(Glyph::Selected), theme.style(Role::Key));
    }
}

fn title_of<'a>(headline: &Headline<'a>) -> &'a str {
    if headline.title.is_empty() { "Untitled" } else { headline.title }
}

fn title_role(headline: &Headline<'_>) -> Role {
    if headline.read { Role::ReadTitle } else { Role::UnreadTitle }
}

/// Draws age and minutes, each in its own columns, so that they stand under one another; answers where they begin.
fn draw_age_and_minutes(
    app: &App,
    theme: Theme,
    brush: &mut Brush<'_>,
    row: u16,
    headline: &Headline<'_>,
) -> u16 {
    let age = app::age(headline.date, app.now());
    let minutes = format!("{}m", app.read_minutes(headline));
    brush.write_before(columns(brush), row, &format!("{age} {minutes:>3}"), theme.style(Role::Muted))
}

fn draw_in_one(
    app: &App,
    theme: Theme,
    brush: &mut Brush<'_>,
    row: u16,
    headline: &Headline<'_>,
    sources: u16,
) {
    let (width, marks) = (columns(brush), marks(app));
    let end = draw_age_and_minutes(app, theme, brush, row, headline);
    let title = title_of(headline);
    let room = end.min(width.saturating_sub(AGE_AND_MINUTES)).saturating_sub(marks + 1);
    let (title_room, source) =
        shared(room, sources, typeset::width(title), typeset::width(headline.feed_title));
    brush.write_cut(marks, row, title, title_room, theme.style(title_role(headline)));
    if source > 0 {
        brush.write_cut(marks + title_room + 1, row, headline.feed_title, source, theme.style(Role::Muted));
    }
}

/// Lists of so many columns have one for the source.
const SOURCE_FROM: u16 = 49;
/// Columns of the widest column of sources.
const WIDEST_SOURCE: u16 = 24;

/// Libraries of more feeds have a name among them that is as long as the column may be.
const FEW_FEEDS: usize = 64;

/// As wide as the longest name of a feed, up to a quarter of the list; none where the list is narrow.
fn source_column(app: &App, width: u16) -> u16 {
    if width < SOURCE_FROM {
        return 0;
    }
    let limit = (width / 4).min(WIDEST_SOURCE);
    if app.store().feeds().nth(FEW_FEEDS).is_some() {
        return limit;
    }
    app.store().feeds().map(|feed| typeset::width(&feed.title)).max().unwrap_or(0).min(limit)
}

/// How many columns the title and the source of a row get: the source its column, but where one of them is short
/// the other takes what it leaves, so that nothing is cut beside a blank.
fn shared(room: u16, column: u16, title: u16, source: u16) -> (u16, u16) {
    if column == 0 {
        return (room, 0);
    }
    let both = room.saturating_sub(1);
    let for_title = both.saturating_sub(column);
    let source = if title > for_title { source.min(column) } else { source.min(both - title).max(column) };
    (both - source.min(both), source.min(both))
}

/// A title parted between its two lines, after the last word or syllable that fits the first; what shows that a word
/// goes on; the rest.
fn parted(title: &str, width: u16) -> (&str, &'static str, &str) {
    let first = typeset::first_line(title, width.max(2));
    (&title[..first.end], if first.hyphen { "-" } else { "" }, title[first.next..].trim_start())
}

fn draw_first_of_two(app: &App, theme: Theme, brush: &mut Brush<'_>, row: u16, headline: &Headline<'_>) {
    let marks = marks(app);
    let (first, hyphen, _) = parted(title_of(headline), columns(brush).saturating_sub(marks));
    let look = theme.style(title_role(headline));
    let right_to_left = typeset::begins_right_to_left(title_of(headline));
    brush.write_line((marks, row), &format!("{first}{hyphen}"), right_to_left, look);
}

fn draw_second_of_two(app: &App, theme: Theme, brush: &mut Brush<'_>, row: u16, headline: &Headline<'_>) {
    let (width, marks) = (columns(brush), marks(app));
    let (_, _, rest) = parted(title_of(headline), width.saturating_sub(marks));
    let end = draw_age_and_minutes(app, theme, brush, row, headline);
    let room = end.saturating_sub(marks + 1);
    if rest.is_empty() {
        brush.write_cut(marks, row, headline.feed_title, room, theme.style(Role::Muted));
    } else {
        let right_to_left = typeset::begins_right_to_left(title_of(headline));
        let rest = typeset::truncate(rest, room);
        brush.write_line((marks, row), &rest, right_to_left, theme.style(title_role(headline)));
    }
}

fn tint_row(app: &App, theme: Theme, brush: &mut Brush<'_>, row: u16, index: usize) {
    let role = match (index == app.list().cursor(), app.focus() == Focus::List) {
        (true, true) => Role::CursorRow,
        (true, false) => Role::CursorRowUnfocused,
        (false, _) if is_selected(app, index) => Role::SelectedRow,
        (false, _) => return,
    };
    brush.tint(0, row, brush.width(), theme.style(role));
}
