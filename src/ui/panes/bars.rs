//! The line at the top (where you are, how many) and the line at the bottom (keys, prompts, answers).

use super::super::paint::Brush;
use super::super::theme::{Glyph, Role, Theme};
use crate::app::{self, App, Command, Completion, Focus, Prompt};
use crate::store::{List, Scope, Sorting};
use crate::typeset;

/// Draws the top bar: the list's name and number on the left, the unread of the library on the right.
pub(crate) fn draw_top(app: &App, theme: Theme, brush: &mut Brush<'_>) {
    let counts = app.store().counts(&Scope::All);
    let unread = format!("{} unread", app::number(u64::from(counts.unread)));
    let unsaved = match app.unsaved() {
        0 => String::new(),
        count => format!("{} not saved  ", app::counted(count, "change")),
    };
    let end = brush.write_before(brush.width().saturating_sub(1), 0, &unread, theme.style(Role::Muted));
    let end = brush.write_before(end, 0, &unsaved, theme.style(Role::Failure));
    let end = brush.write_before(end, 0, &network(app, theme), theme.style(Role::Muted));
    let room = end.saturating_sub(3);
    let name = typeset::truncate(&list_name(app), room);
    let column = brush.write_ours(1, 0, &name, theme.style(Role::Bar));
    if let Some(filter) = app.list().filter() {
        let chip = format!(" {} {}", theme.glyph(Glyph::Cursor), filter.text);
        brush.write_cut(column, 0, &chip, (room + 1).saturating_sub(column), theme.style(Role::Text));
    }
    if brush.height() > 1 {
        brush.rule(1, theme.glyph(Glyph::Horizontal), theme.style(Role::Border));
    }
}

/// What goes on in the network: a refresh, a look at an address, or nothing where there is none.
fn network(app: &App, theme: Theme) -> String {
    let (glyph, dot) = (theme.glyph(Glyph::Refreshing), theme.glyph(Glyph::Dot));
    let asked = app.looking().or_else(|| app.is_fetching().then_some("page"));
    match (app.refreshing(), asked, app.is_offline()) {
        (Some(progress), _, _) => {
            let new = match progress.new {
                0 => String::new(),
                new => format!(" {dot} {} new", app::number(new as u64)),
            };
            let (done, of) = (app::number(progress.done as u64), app::number(progress.of as u64));
            format!("{glyph} {done}/{of}{new}  ")
        }
        (None, Some(host), _) => format!("{glyph} {host}  "),
        (None, None, true) => "offline  ".to_owned(),
        (None, None, false) => String::new(),
    }
}

fn list_name(app: &App) -> String {
    let name = match app.list().list() {
        None => return "courant".to_owned(),
        Some(List::Unread) => "Unread".to_owned(),
        Some(List::All) => "All articles".to_owned(),
        Some(List::Bookmarked) => "Bookmarks".to_owned(),
        Some(List::History) => "History".to_owned(),
        Some(List::Continue) => "Continue".to_owned(),
        Some(List::New { .. }) => "New".to_owned(),
        Some(List::Folder(path)) => path.join(" / "),
        Some(List::Tag(name)) => format!("#{name}"),
        Some(List::Opened { title, .. }) => title.to_string(),
        Some(List::Feed(id)) => app.store().feed(*id).map_or_else(String::new, |feed| feed.title.clone()),
    };
    let name = match app.list().sorting() {
        None | Some(Sorting::NEWEST) => name,
        Some(sorting) => format!("{name}, {}", app::sorted(sorting)),
    };
    let narrowed = app.list().only_unread() && app.list().list() != Some(&List::Unread);
    if narrowed { name + ", unread" } else { name }
}

/// Draws the bottom line; answers where the cursor stands while something is typed.
pub(crate) fn draw_bottom(app: &App, theme: Theme, brush: &mut Brush<'_>) -> Option<(u16, u16)> {
    if app.prompt().is_some() {
        return draw_prompt(app, theme, brush);
    }
    let end = draw_position(app, theme, brush);
    let room = end.saturating_sub(2);
    if app.hints().is_some() {
        let fits = LETTERS.iter().find(|text| typeset::width(text) < room).unwrap_or(&"");
        brush.write_cut(1, 0, fits, room, theme.style(Role::Muted));
    } else if !app.half_typed().is_empty() {
        draw_half_typed(app, theme, brush, room);
    } else if let Some(said) = app.said() {
        let role = if said.failure { Role::Failure } else { Role::Text };
        let text = typeset::truncate(&said.text, room);
        brush.write_ours(1, 0, &text, theme.style(role));
    } else if !app.zen() {
        draw_hints(app, theme, brush, room);
    }
    None
}

fn draw_prompt(app: &App, theme: Theme, brush: &mut Brush<'_>) -> Option<(u16, u16)> {
    let prompt = app.prompt()?;
    let start = brush.write(1, 0, label(prompt, brush.width()), theme.style(Role::Label));
    let room = brush.width().saturating_sub(start + 1);
    let before = prompt.line.before_cursor();
    let hidden = typeset::width(before).saturating_sub(room.saturating_sub(1));
    let shown = skip_columns(prompt.line.text(), hidden);
    // As it was typed: the cursor counts from its start.
    let end = brush.write_as_set(start, 0, shown, theme.style(Role::Prompt));
    if !prompt.completion.candidates.is_empty() {
        draw_candidates(&prompt.completion, theme, brush, end + 2);
    } else if let Some(complaint) = prompt.complaint.as_deref().filter(|_| complaint_fits(app, brush.width()))
    {
        brush.write(end + 2, 0, complaint, theme.style(Role::Failure));
    }
    Some(brush.at(start + typeset::width(before).saturating_sub(hidden), 0))
}

/// Draws what the part being typed may become, as far as there is room; from the one that stands there on.
fn draw_candidates(completion: &Completion, theme: Theme, brush: &mut Brush<'_>, mut column: u16) {
    let first = completion.chosen.unwrap_or(0);
    for (number, candidate) in completion.candidates.iter().enumerate().skip(first) {
        if column + typeset::width(candidate) >= brush.width() {
            return;
        }
        let role = if completion.chosen == Some(number) { Role::Key } else { Role::Muted };
        column = brush.write(column, 0, candidate, theme.style(role)) + 2;
    }
}

/// A narrow screen keeps at least half its columns for what is typed.
fn label(prompt: &Prompt, columns: u16) -> &'static str {
    let whole = prompt.asking.label();
    if typeset::width(whole) <= columns / 2 { whole } else { prompt.asking.short_label() }
}

/// Whether what is wrong with the line fits behind it, whole.
fn complaint_fits(app: &App, columns: u16) -> bool {
    app.prompt().is_some_and(|prompt| {
        let complaint = prompt.complaint.as_deref().map_or(0, typeset::width);
        let line = typeset::width(label(prompt, columns)).saturating_add(typeset::width(prompt.line.text()));
        line.saturating_add(complaint).saturating_add(4) <= columns
    })
}

/// Draws what is wrong with the line being typed over the last rows of the panes, where it does not fit behind it.
pub(crate) fn draw_complaint(app: &App, theme: Theme, brush: &mut Brush<'_>) {
    let prompt = app.prompt().filter(|prompt| prompt.completion.candidates.is_empty());
    let complaint = prompt.and_then(|prompt| prompt.complaint.as_deref());
    let Some(complaint) = complaint.filter(|_| !complaint_fits(app, brush.width())) else { return };
    let lines = typeset::wrap_line(complaint, brush.width().saturating_sub(2).max(2), 8);
    let rows = (lines.len() as u16 + 1).min(brush.height());
    let first = brush.height() - rows;
    (first..brush.height()).for_each(|row| brush.clear_row(row));
    brush.rule(first, theme.glyph(Glyph::Horizontal), theme.style(Role::Border));
    for (row, line) in (first + 1..brush.height()).zip(lines) {
        brush.write(1, row, &line, theme.style(Role::Failure));
    }
}

fn skip_columns(text: &str, columns: u16) -> &str {
    use unicode_segmentation::UnicodeSegmentation;
    let mut skipped = 0;
    for (start, cluster) in text.grapheme_indices(true) {
        if skipped >= columns {
            return &text[start..];
        }
        skipped += typeset::width(cluster);
    }
    if skipped >= columns && columns > 0 { "" } else { text }
}

/// Where in the list, and how far in the article.
fn draw_position(app: &App, theme: Theme, brush: &mut Brush<'_>) -> u16 {
    let list = app.list();
    let rows = list.rows().len();
    let place = match (app.focus(), rows) {
        (Focus::List, _) if selected(app) > 0 => format!("{} selected", app::number(selected(app) as u64)),
        (Focus::Reader | Focus::Sidebar, _) => {
            format!("{}{}%", left(app, brush), app.reader().progress() / 10)
        }
        (Focus::Feeds, _) | (_, 0) => String::new(),
        (_, rows) => {
            let all = list.expected_rows(app.store());
            // From the last row known, what is still to come stands before the cursor, not after it.
            let row = if list.cursor() + 1 == rows { all } else { list.cursor() + 1 };
            format!("{}/{}", app::number(row as u64), app::number(all as u64))
        }
    };
    brush.write_before(brush.width().saturating_sub(1), 0, &place, theme.style(Role::Muted))
}

/// The time left, where no sidebar says it and there is room.
fn left(app: &App, brush: &Brush<'_>) -> String {
    let has_room = brush.width() >= LEFT_FROM && app.geometry().sidebar.is_none();
    let minutes = app.minutes_left().filter(|minutes| has_room && *minutes > 0);
    minutes.map_or_else(String::new, |minutes| format!("{} left  ", app::minutes(minutes)))
}

/// Narrower lines say how far, and not how long.
const LEFT_FROM: u16 = 60;

/// How many rows of the list are selected.
fn selected(app: &App) -> usize {
    app.list().selection().map_or(0, |(first, last)| last - first + 1)
}

/// What may be typed while letters stand on links.
const LETTERS: [&str; 3] = [
    "a letter reads it here · a capital opens the browser · Tab lists them · Esc leaves",
    "letter: read · capital: browser · Tab: list",
    "a–z reads · A–Z browser",
];

fn draw_half_typed(app: &App, theme: Theme, brush: &mut Brush<'_>, room: u16) {
    brush.write_cut(1, 0, &app.half_typed(), room, theme.style(Role::Key));
}

/// Columns that one continuation wants.
const CONTINUATION: u16 = 38;

/// Draws what may follow a half-typed sequence over the last rows of the panes, in as many columns as fit.
pub(crate) fn draw_continuations(app: &App, theme: Theme, brush: &mut Brush<'_>) {
    let continuations = app.continuations();
    let columns = (brush.width() / CONTINUATION).max(1);
    let width = brush.width() / columns;
    let rows = (continuations.len() as u16).div_ceil(columns).min(brush.height().saturating_sub(1));
    if rows == 0 {
        return;
    }
    let first = brush.height() - rows;
    (first - 1..brush.height()).for_each(|row| brush.clear_row(row));
    brush.rule(first - 1, theme.glyph(Glyph::Horizontal), theme.style(Role::Border));
    for (index, (key, command)) in (0..rows * columns).zip(continuations) {
        let (column, row) = (index / rows * width + 1, first + index % rows);
        let end = brush.write(column, row, &key.to_string(), theme.style(Role::Key));
        let room = (column + width).saturating_sub(end + 3);
        brush.write_cut(end + 1, row, command.row().sentence, room, theme.style(Role::Text));
    }
}

/// A hint: commands whose keys it names, and what they do.
type Hint = (&'static [Command], &'static str);

/// How to learn more and how to get away stand in every hint line, whatever else has to go.
const ALWAYS: &[Hint] = &[(&[Command::Help], "help"), (&[Command::Back], "back")];

/// What works here, in the order of use.
fn hints(app: &App) -> Vec<Hint> {
    let list = app.list();
    match app.focus() {
        Focus::List if list.selection().is_some() => vec![
            (&[Command::ToggleRead], "read"),
            (&[Command::Bookmark], "bookmark"),
            (&[Command::Tags], "tag"),
            (&[Command::Remove], "remove"),
            (&[Command::Escape], "end"),
        ],
        Focus::List if list.rows().is_empty() && list.filter().is_some() => vec![
            (&[Command::Escape], "whole list"),
            (&[Command::Filter], "mend"),
            (&[Command::FindFromList], "search"),
        ],
        Focus::List if list.rows().is_empty() => vec![
            (&[Command::Add], "add"),
            (&[Command::GoAll], "everything"),
            (&[Command::Outward], "feeds"),
            (&[Command::FindFromList], "search"),
        ],
        Focus::List if !app.has_feeds() => vec![
            (&[Command::Down], "move"),
            (&[Command::Enter], "read"),
            (&[Command::Add], "add a feed"),
            (&[Command::Bookmark], "bookmark"),
            (&[Command::FindFromList], "search"),
            (&[Command::Outward], "feeds"),
        ],
        Focus::List => vec![
            (&[Command::Down], "move"),
            (&[Command::Enter], "read"),
            (&[Command::Bookmark], "bookmark"),
            (&[Command::ToggleRead], "read/unread"),
            (&[Command::FindFromList], "search"),
            (&[Command::Outward], "feeds"),
        ],
        Focus::Reader if app.reader().shows_wide_code() => vec![
            (&[Command::CodeLeft, Command::CodeRight], "sideways"),
            (&[Command::ReadOn], "page"),
            (&[Command::Outward], "list"),
            (&[Command::NextUnread], "next"),
            (&[Command::FindInArticle], "find"),
        ],
        Focus::Reader => vec![
            (&[Command::ReadOn], "page"),
            (&[Command::Outward], "list"),
            (&[Command::NextUnread], "next"),
            (&[Command::Bookmark], "bookmark"),
            (&[Command::FindInArticle], "find"),
            (&[Command::Zen], "zen"),
        ],
        Focus::Feeds => vec![
            (&[Command::Down], "move"),
            (&[Command::Enter], "open"),
            (&[Command::Add], "add"),
            (&[Command::Refresh, Command::RefreshAll], "refresh"),
            (&[Command::EditFeed], "edit"),
            (&[Command::Remove], "remove"),
        ],
        Focus::Sidebar => vec![(&[Command::Down], "scroll"), (&[Command::Outward], "article")],
    }
}

/// Draws as many hints as fit whole: the last ones always, the first ones before those in the middle.
fn draw_hints(app: &App, theme: Theme, brush: &mut Brush<'_>, room: u16) {
    let text = |hint: &Hint| {
        let keys: Vec<String> = hint.0.iter().map(|command| app.keymap().keys_of(*command)).collect();
        (keys.join(" "), hint.1)
    };
    let width = |(keys, word): &(String, &str)| typeset::width(keys) + typeset::width(word) + 3;
    // A blank before the first, two between them, none behind the last.
    let mut free = room + 1;
    let mut fits = |hint: &(String, &str)| {
        let fits = width(hint) <= free;
        free = if fits { free - width(hint) } else { 0 };
        fits
    };
    let mut last: Vec<(String, &str)> = ALWAYS.iter().map(text).take_while(&mut fits).collect();
    let mut shown: Vec<(String, &str)> = hints(app).iter().map(text).take_while(fits).collect();
    shown.append(&mut last);
    let mut column = 1;
    for (keys, word) in shown {
        column = brush.write(column, 0, &keys, theme.style(Role::Key));
        column = brush.write(column + 1, 0, word, theme.style(Role::Muted)) + 2;
    }
}
