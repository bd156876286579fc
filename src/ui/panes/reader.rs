//! The article: its head, its set lines, its foot, and the lit hits of a search.

use ratatui::style::{Modifier, Style as Look};

use super::super::paint::Brush;
use super::super::raised::as_drawn;
use super::super::theme::{Glyph, Role, Theme};
use crate::app::{self, App, PaneLine, ReaderPane};
use crate::facts::{CodePart, CodeStretch};
use crate::news::{LinkId, Style};
use crate::store::Scope;
use crate::typeset::{self, Layout, Line, Part, Span};

/// Draws the article; answers where its first line of text stands.
pub(crate) fn draw(app: &App, theme: Theme, brush: &mut Brush<'_>) -> (u16, u16) {
    let reader = app.reader();
    if let Some(failure) = reader.failure().filter(|_| !reader.shows_original()) {
        brush.write(1, 1, failure, theme.style(Role::Failure));
        return brush.at(1, 1);
    }
    let margin = app.geometry().margin;
    if reader.article().is_none() {
        draw_nothing(app, theme, brush);
    }
    for row in 0..brush.height() {
        let Some(line) = reader.line(reader.top() + usize::from(row)) else { break };
        draw_line(app, theme, brush, row, line);
    }
    brush.at(margin, 0)
}

/// Marks the line where reading was resumed, where the margin has no room for a mark that stands apart: in the
/// column of the line between the panes.
pub(crate) fn draw_resumed_before(app: &App, theme: Theme, brush: &mut Brush<'_>) {
    let reader = app.reader();
    if app.geometry().margin > 1 || reader.failure().is_some() {
        return;
    }
    for row in 0..brush.height() {
        if let Some(PaneLine::Text(number)) = reader.line(reader.top() + usize::from(row))
            && reader.is_resumed_at(number)
        {
            brush.write(0, row, theme.glyph(Glyph::Resumed), over_a_line(theme.style(Role::Resumed)));
        }
    }
}

/// The look of a mark that takes the place of a dim line.
fn over_a_line(look: Look) -> Look {
    look.remove_modifier(Modifier::DIM)
}

/// Where there is nothing to read, a sentence says how there will be.
fn draw_nothing(app: &App, theme: Theme, brush: &mut Brush<'_>) {
    if !app.store().is_loaded() || app.list().is_sifting() || !app.list().rows().is_empty() {
        return;
    }
    let is_library_empty = app.store().counts(&Scope::All).total == 0;
    let text = app::nothing_to_read(app.list().filter().is_some(), is_library_empty);
    let lines = typeset::wrap_line(text, app.geometry().measure, 6);
    for (row, line) in (1..).zip(lines) {
        brush.write(app.geometry().margin, row, &line, theme.style(Role::Muted));
    }
}

fn draw_line(app: &App, theme: Theme, brush: &mut Brush<'_>, row: u16, line: PaneLine<'_>) {
    let margin = app.geometry().margin;
    match line {
        PaneLine::Empty => (),
        PaneLine::Section(text) => _ = brush.write(margin, row, text, theme.style(Role::Section)),
        PaneLine::Headline(text) => {
            let free = app.geometry().measure.saturating_sub(typeset::width(text));
            let start = if app.reader().headline_is_right_to_left() { margin + free } else { margin };
            let right_to_left = app.reader().headline_is_right_to_left();
            brush.write_line((start, row), text, right_to_left, theme.style(Role::Headline));
        }
        PaneLine::Facts(text) => draw_facts(theme, brush, (margin, row), text),
        PaneLine::Foot(text) => {
            let text = typeset::truncate(text, app.geometry().measure);
            brush.write_ours(margin, row, &text, theme.style(Role::Muted));
        }
        PaneLine::Link(id, text) => {
            let end = brush.write_ours(margin, row, text, theme.style(Role::Muted));
            link_to(app, brush, (margin, end, row), id);
        }
        PaneLine::Text(number) => {
            if let Some(layout) = app.reader().layout() {
                draw_text(app, theme, brush, row, layout, number);
            }
        }
    }
}

/// Each fact by itself: a name that runs from right to left takes none of what stands beside it along.
fn draw_facts(theme: Theme, brush: &mut Brush<'_>, (mut column, row): (u16, u16), text: &str) {
    for fact in text.split_inclusive(" · ") {
        let (fact, dot) = fact.strip_suffix(" · ").map_or((fact, ""), |fact| (fact, " · "));
        column = brush.write(column, row, fact, theme.style(Role::Muted));
        column = brush.write(column, row, dot, theme.style(Role::Muted));
    }
}

fn draw_text(app: &App, theme: Theme, brush: &mut Brush<'_>, row: u16, layout: &Layout, number: usize) {
    let Some(line) = layout.lines.get(number) else { return };
    let reader = app.reader();
    let margin = app.geometry().margin;
    if margin > 1 && reader.is_resumed_at(number) {
        brush.write(margin - 2, row, theme.glyph(Glyph::Resumed), theme.style(Role::Resumed));
    }
    let is_dim = app.block_in_focus().is_some_and(|block| block != line.block);
    if line.code {
        draw_code(theme, brush, row, line, margin, reader);
        if is_dim {
            let dim = Look::new().add_modifier(Modifier::DIM).remove_modifier(Modifier::BOLD);
            brush.tint(0, row, brush.width(), dim);
        }
        return;
    }
    let start =
        if line.right_to_left { margin + app.geometry().measure.saturating_sub(line.width) } else { margin };
    let dim = |look: Look| {
        if is_dim { look.add_modifier(Modifier::DIM).remove_modifier(Modifier::BOLD) } else { look }
    };
    let mut column = start;
    for span in &line.spans {
        let drawn = if theme.unicode { as_drawn(&span.text, span.style) } else { (*span.text).into() };
        let end = brush.write_as_set(column, row, &drawn, dim(look(theme, span)));
        if span.reversed {
            tint_hits_from_the_right(theme, brush, (column, row), line.block, span, reader);
        } else {
            tint_hits(theme, brush, (column, row), (line.block, span.start), &span.text, reader);
        }
        make_link(app, brush, (column, end, row), span);
        column = end;
    }
    draw_letters(app, theme, brush, (start, row), line);
}

/// Lets the terminal open a link, where it can.
fn make_link(app: &App, brush: &mut Brush<'_>, (column, end, row): (u16, u16, u16), span: &Span) {
    span.link.into_iter().for_each(|id| link_to(app, brush, (column, end, row), id));
}

fn link_to(app: &App, brush: &mut Brush<'_>, (column, end, row): (u16, u16, u16), id: LinkId) {
    if !app.hyperlinks() || app.hints().is_some() {
        return;
    }
    let link = app.reader().document().and_then(|document| document.link(id));
    link.into_iter().for_each(|link| brush.link(column, row, end, id.0, &link.url));
}

/// Draws the letters of links in the places of their numbers, so that nothing of the text is hidden.
fn draw_letters(app: &App, theme: Theme, brush: &mut Brush<'_>, (start, row): (u16, u16), line: &Line) {
    let Some(hints) = app.hints() else { return };
    let mut column = start;
    for span in &line.spans {
        let mark = span.link.filter(|_| span.part == Part::LinkMark);
        if let Some(label) = mark.and_then(|link| hints.label(link)) {
            let end = brush.write(column + 1, row, label, theme.style(Role::CurrentHit));
            brush.tint(column, row, end.saturating_sub(column) + 1, theme.style(Role::CurrentHit));
        }
        column = column.saturating_add(typeset::width(&span.text));
    }
}

/// A line of code from the column on that it is scrolled to; its bar stays where it is, but where text is hidden
/// on either side a sign says so.
fn draw_code(theme: Theme, brush: &mut Brush<'_>, row: u16, line: &Line, margin: u16, reader: &ReaderPane) {
    let mut column = margin;
    let mut skip = reader.sideways();
    for span in &line.spans {
        if column >= brush.width() {
            break;
        }
        if span.part != Part::Code {
            column = brush.write_as_set(column, row, &span.text, look(theme, span));
            continue;
        }
        let (from, hidden) = typeset::behind(&span.text, skip);
        column = column.saturating_add(hidden.saturating_sub(skip));
        skip = skip.saturating_sub(hidden);
        let text = &span.text[from..];
        let end = brush.write_as_set(column, row, text, look(theme, span));
        let start = span.start.map(|start| start + from as u32);
        if let (Some(code), Some(start)) = (reader.code(), start) {
            tint_code(
                theme,
                brush,
                (column, row),
                text,
                (start, code.within(line.block, &(start..start + text.len() as u32))),
            );
        }
        tint_hits(theme, brush, (column, row), (line.block, start), text, reader);
        column = end;
    }
    if skip < reader.sideways() {
        brush.write(margin, row, theme.glyph(Glyph::MoreLeft), over_a_line(theme.style(Role::Key)));
    }
    if reader.goes_on_to_the_right(line) {
        let last = brush.width().saturating_sub(1);
        brush.write(last, row, theme.glyph(Glyph::MoreRight), theme.style(Role::Key));
    }
}

/// Gives the words of code their looks, in a text that begins at a byte of its block and at a column and row. As far as
/// the pane goes.
fn tint_code(
    theme: Theme,
    brush: &mut Brush<'_>,
    (mut column, row): (u16, u16),
    text: &str,
    (start, words): (u32, &[CodeStretch]),
) {
    let mut passed = 0;
    for word in words {
        let from = word.bytes.start.saturating_sub(start) as usize;
        let to = (word.bytes.end.saturating_sub(start) as usize).min(text.len());
        let (Some(before), Some(lit)) = (text.get(passed..from), text.get(from..to)) else { continue };
        column = column.saturating_add(typeset::width(before));
        if column >= brush.width() {
            return;
        }
        let columns = typeset::width(lit);
        brush.tint(column, row, columns, theme.style(role_of(word.part)));
        (column, passed) = (column.saturating_add(columns), to);
    }
}

fn role_of(part: CodePart) -> Role {
    match part {
        CodePart::Keyword => Role::CodeKeyword,
        CodePart::Name => Role::CodeName,
        CodePart::Quoted => Role::CodeQuoted,
        CodePart::Value => Role::CodeValue,
        CodePart::Comment => Role::CodeComment,
        CodePart::Added => Role::CodeAdded,
        CodePart::Removed => Role::CodeRemoved,
    }
}

fn look(theme: Theme, span: &Span) -> Look {
    let role = match span.part {
        Part::Text => Role::Text,
        Part::Heading(_) => Role::Heading,
        Part::Bar | Part::Rule | Part::TableRule => Role::Border,
        Part::Marker => Role::Marker,
        Part::LinkMark => Role::LinkMark,
        Part::Code => Role::Code,
        Part::TableHead => Role::Headline,
        Part::Caption | Part::Note => Role::Muted,
    };
    let mut look = theme.style(role);
    if span.link.is_some() && span.part != Part::LinkMark {
        look = look.patch(theme.style(Role::Link));
    }
    let modifiers = [
        (Style::STRONG, Modifier::BOLD),
        (Style::EMPHASIS, Modifier::ITALIC),
        (Style::STRIKE, Modifier::CROSSED_OUT),
        (Style::UNDERLINE, Modifier::UNDERLINED),
        (Style::MARK, Modifier::REVERSED),
        (Style::CODE, Modifier::BOLD),
    ];
    let set = modifiers.iter().filter(|(style, _)| span.style.has(*style));
    look.add_modifier(set.fold(Modifier::empty(), |all, (_, modifier)| all.union(*modifier)))
}

/// Lights the hits in a stretch that runs from right to left: it is as long as a line at most.
fn tint_hits_from_the_right(
    theme: Theme,
    brush: &mut Brush<'_>,
    (column, row): (u16, u16),
    block: u32,
    span: &Span,
    reader: &ReaderPane,
) {
    let (Some(find), Some(start)) = (reader.find(), span.start) else { return };
    let end = start + span.text.len() as u32;
    let first = find.hits.partition_point(|hit| (hit.block, hit.bytes.end) <= (block, start));
    let hits = find.hits.iter().enumerate().skip(first);
    for (number, hit) in hits.take_while(|(_, hit)| hit.block == block && hit.bytes.start < end) {
        let lit = span.columns(hit.bytes.clone());
        let role = if number == find.current { Role::CurrentHit } else { Role::Hit };
        brush.tint(column.saturating_add(lit.start), row, lit.end - lit.start, theme.style(role));
    }
}

/// Lights the hits in a stretch of a block's text that begins at a column and row. The stretch is passed through once
/// and no further than the pane goes: it may be megabytes long and full of hits.
fn tint_hits(
    theme: Theme,
    brush: &mut Brush<'_>,
    (mut column, row): (u16, u16),
    (block, start): (u32, Option<u32>),
    text: &str,
    reader: &ReaderPane,
) {
    let (Some(find), Some(start)) = (reader.find(), start) else { return };
    let shown = typeset::fitting(text, brush.width().saturating_sub(column));
    let (text, end) = (&text[..shown], start + shown as u32);
    let mut passed = 0;
    let first = find.hits.partition_point(|hit| (hit.block, hit.bytes.end) <= (block, start));
    for (number, hit) in find.hits.iter().enumerate().skip(first) {
        if hit.block != block || hit.bytes.start >= end {
            break;
        }
        let from = (hit.bytes.start.max(start) - start) as usize;
        let to = (hit.bytes.end.min(end) - start) as usize;
        let (Some(before), Some(lit)) = (text.get(passed..from), text.get(from..to)) else { continue };
        let role = if number == find.current { Role::CurrentHit } else { Role::Hit };
        let at = column.saturating_add(typeset::width(before));
        let columns = typeset::width(lit);
        brush.tint(at, row, columns, theme.style(role));
        (column, passed) = (at.saturating_add(columns), to);
    }
}
