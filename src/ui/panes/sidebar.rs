//! The sidebar: labels and facts, progress, contents and links.

use super::super::paint::Brush;
use super::super::theme::{Glyph, Role, Theme};
use crate::app::{self, App, Fact, LABEL};
use crate::news::LinkId;
use crate::typeset;

/// A line of the sidebar: pieces with their roles.
type Pieces = Vec<(String, Role)>;

/// Draws the sidebar.
pub(crate) fn draw(app: &App, theme: Theme, brush: &mut Brush<'_>) {
    let width = brush.width().saturating_sub(1);
    let sidebar = app.sidebar();
    // What stands below the last row is not set: an article may have thousands of links.
    let lines_of = |fact| lines(fact, width, theme).into_iter().map(move |line| (line, fact));
    let mut shown = sidebar.facts().flat_map(lines_of).skip(sidebar.top());
    for (row, (pieces, fact)) in (0..brush.height()).zip(&mut shown) {
        let mut column = 1;
        for (text, role) in &pieces {
            column = brush.write_line((column, row), text, runs_right_to_left(fact), theme.style(*role));
        }
        if let Fact::Link { number, .. } = fact {
            make_link(app, brush, (column, row), LinkId(number.saturating_sub(1)));
        }
    }
    if shown.next().is_some() {
        let (last, row) = (brush.width().saturating_sub(1), brush.height().saturating_sub(1));
        brush.write(last, row, theme.glyph(Glyph::MoreBelow), theme.style(Role::Key));
    }
}

/// Lets the terminal open what stands on a row up to a column.
fn make_link(app: &App, brush: &mut Brush<'_>, (end, row): (u16, u16), id: LinkId) {
    let link = app.reader().body().and_then(|body| body.document.link(id)).filter(|_| app.hyperlinks());
    link.into_iter().for_each(|link| brush.link(1 + LINK_MARK, row, end, id.0, &link.url));
}

/// Columns before the words of a link.
const LINK_MARK: u16 = 3;

fn lines(fact: &Fact, width: u16, theme: Theme) -> Vec<Pieces> {
    match fact {
        Fact::Labelled { label, value } => labelled(label, value, width),
        Fact::Author(text) => wrapped(text, width, Role::Headline),
        Fact::Plain(text) => wrapped(text, width, Role::Text),
        Fact::Exactly(text) => exactly(text, width),
        Fact::Bookmarked => vec![vec![(format!("{} Bookmarked", theme.glyph(Glyph::Star)), Role::Star)]],
        Fact::Progress(thousandths) => vec![progress(*thousandths, width, theme)],
        Fact::Heading(text) => vec![vec![((*text).to_owned(), Role::Bar)]],
        Fact::Section { title, level, current } => section(title, *level, *current, width, theme),
        Fact::Link { number, title, host } => link(*number, title, host, width),
        Fact::Note(text) => wrapped_whole(text, width),
        Fact::Gap => vec![Vec::new()],
    }
}

/// Which way what a fact says runs, over all its lines.
fn runs_right_to_left(fact: &Fact) -> bool {
    match fact {
        Fact::Labelled { value: text, .. }
        | Fact::Author(text)
        | Fact::Plain(text)
        | Fact::Note(text)
        | Fact::Section { title: text, .. }
        | Fact::Link { title: text, .. } => typeset::begins_right_to_left(text),
        Fact::Exactly(_) | Fact::Bookmarked | Fact::Progress(_) | Fact::Heading(_) | Fact::Gap => false,
    }
}

fn wrapped(text: &str, width: u16, role: Role) -> Vec<Pieces> {
    typeset::wrap_line(text, width.max(2), 12).into_iter().map(|line| vec![(line, role)]).collect()
}

/// The reader's own words, and paths, are never cut: the sidebar scrolls.
fn wrapped_whole(text: &str, width: u16) -> Vec<Pieces> {
    let lines = typeset::wrap_line(text, width.max(2), usize::MAX).into_iter();
    lines.map(|line| vec![(line, Role::Text)]).collect()
}

fn labelled(label: &str, value: &str, width: u16) -> Vec<Pieces> {
    let room = width.saturating_sub(LABEL).max(2);
    let values = typeset::wrap_line(value, room, 4);
    let with_label = |(index, line): (usize, String)| {
        let label = if index == 0 { label } else { "" };
        vec![(format!("{label:<width$}", width = usize::from(LABEL)), Role::Label), (line, Role::Text)]
    };
    values.into_iter().enumerate().map(with_label).collect()
}

/// Under the fact it belongs to where there is room, else against the right edge.
fn exactly(text: &str, width: u16) -> Vec<Pieces> {
    let free = width.saturating_sub(typeset::width(text));
    let indent = " ".repeat(usize::from(free.min(LABEL)));
    vec![vec![(indent, Role::Label), (typeset::truncate(text, width), Role::Muted)]]
}

fn progress(thousandths: u16, width: u16, theme: Theme) -> Pieces {
    let cells = width.saturating_sub(6).clamp(4, 16);
    let done = u32::from(thousandths.min(1000)) * u32::from(cells) / 1000;
    let bar = theme.glyph(Glyph::Done).repeat(done as usize)
        + &theme.glyph(Glyph::ToDo).repeat(usize::from(cells) - done as usize);
    vec![(bar, Role::Text), (format!(" {}%", thousandths.min(1000) / 10), Role::Muted)]
}

fn section(title: &str, level: u8, current: bool, width: u16, theme: Theme) -> Vec<Pieces> {
    let indent = " ".repeat(usize::from(level.clamp(1, 4) - 1));
    let role = if current { Role::Bar } else { Role::Text };
    let lines = typeset::wrap_line(title, app::section_room(level, width), app::SECTION_LINES).into_iter();
    let marks = std::iter::once(theme.glyph(Glyph::Cursor)).filter(|_| current).chain(std::iter::repeat(" "));
    let pieces = |(mark, line): (&str, String)| vec![(format!("{mark}{indent} "), role), (line, role)];
    marks.zip(lines).map(pieces).collect()
}

fn link(number: u32, title: &str, host: &str, width: u16) -> Vec<Pieces> {
    let mark = format!("{number:>2} ");
    let room = width.saturating_sub(typeset::width(&mark));
    vec![
        vec![(mark, Role::Muted), (typeset::truncate(title, room), Role::Text)],
        vec![("   ".to_owned(), Role::Muted), (typeset::truncate(host, room), Role::Muted)],
    ]
}
