//! The article: its head, its set lines, its foot, and the lit hits of a search.

use ratatui::style::{Modifier, Style as Look};

use super::super::paint::Brush;
use super::super::theme::{Role, Theme};
use crate::app::{App, PaneLine, ReaderPane};
use crate::news::Style;
use crate::typeset::{Layout, Line, Part, Span};

/// Draws the article; answers where its first line of text stands.
pub(crate) fn draw(app: &App, theme: Theme, brush: &mut Brush<'_>) -> (u16, u16) {
    let reader = app.reader();
    if let Some(failure) = reader.failure().filter(|_| !reader.shows_original()) {
        brush.write(1, 1, failure, theme.style(Role::Failure));
        return brush.at(1, 1);
    }
    let margin = app.geometry().margin;
    for row in 0..brush.height() {
        let Some(line) = reader.line(reader.top() + usize::from(row)) else { break };
        draw_line(app, theme, brush, row, line);
    }
    brush.at(margin, 0)
}

fn draw_line(app: &App, theme: Theme, brush: &mut Brush<'_>, row: u16, line: PaneLine<'_>) {
    let margin = app.geometry().margin;
    match line {
        PaneLine::Empty => (),
        PaneLine::Section(text) => _ = brush.write(margin, row, text, theme.style(Role::Section)),
        PaneLine::Headline(text) => _ = brush.write(margin, row, text, theme.style(Role::Headline)),
        PaneLine::Facts(text) => _ = brush.write(margin, row, text, theme.style(Role::Muted)),
        PaneLine::Foot(text) => {
            _ = brush.write_cut(margin, row, text, app.geometry().measure, theme.style(Role::Muted));
        }
        PaneLine::Text(number) => {
            if let Some(layout) = app.reader().layout() {
                draw_text(app, theme, brush, row, layout, number);
            }
        }
    }
}

fn draw_text(app: &App, theme: Theme, brush: &mut Brush<'_>, row: u16, layout: &Layout, number: usize) {
    let Some(line) = layout.lines.get(number) else { return };
    let reader = app.reader();
    let margin = app.geometry().margin;
    if margin > 0 && reader.is_resumed_at(number) {
        brush.write(margin - 1, row, if theme.unicode { "›" } else { ">" }, theme.style(Role::Resumed));
    }
    if line.code && reader.sideways() > 0 {
        draw_sideways(theme, brush, row, line, margin, reader.sideways());
        return;
    }
    let start =
        if line.right_to_left { margin + app.geometry().measure.saturating_sub(line.width) } else { margin };
    let mut column = start;
    for span in &line.spans {
        let end = brush.write(column, row, &span.text, look(theme, span));
        tint_hits(theme, brush, row, column, line.block, span, reader);
        column = end;
    }
}

/// A wide line from a column of its text on; its bar stays where it is.
fn draw_sideways(theme: Theme, brush: &mut Brush<'_>, row: u16, line: &Line, margin: u16, columns: u16) {
    let mut column = margin;
    let mut skip = columns;
    for span in &line.spans {
        if span.start.is_none() && skip == columns {
            column = brush.write(column, row, &span.text, look(theme, span));
            continue;
        }
        let text = after_columns(&span.text, &mut skip);
        column = brush.write(column, row, text, look(theme, span));
    }
}

fn after_columns<'a>(text: &'a str, skip: &mut u16) -> &'a str {
    use unicode_segmentation::UnicodeSegmentation;
    for (start, cluster) in text.grapheme_indices(true) {
        if *skip == 0 {
            return &text[start..];
        }
        *skip = skip.saturating_sub(crate::typeset::width(cluster));
    }
    ""
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

fn tint_hits(
    theme: Theme,
    brush: &mut Brush<'_>,
    row: u16,
    column: u16,
    block: u32,
    span: &Span,
    reader: &ReaderPane,
) {
    let (Some(find), Some(start)) = (reader.find(), span.start) else { return };
    let end = start + span.text.len() as u32;
    let first = find.hits.partition_point(|hit| (hit.block, hit.bytes.end) <= (block, start));
    for (number, hit) in find.hits.iter().enumerate().skip(first) {
        if hit.block != block || hit.bytes.start >= end {
            break;
        }
        let from = hit.bytes.start.max(start) - start;
        let to = hit.bytes.end.min(end) - start;
        let (Some(before), Some(lit)) =
            (span.text.get(..from as usize), span.text.get(from as usize..to as usize))
        else {
            continue;
        };
        let role = if number == find.current { Role::CurrentHit } else { Role::Hit };
        let at = column + crate::typeset::width(before);
        brush.tint(at, row, crate::typeset::width(lit), theme.style(role));
    }
}
