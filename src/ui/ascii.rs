//! The last pass where only ASCII may be drawn (`LC_ALL=C`): every cell gets the nearest sign there is.

use ratatui::buffer::Buffer;
use unicode_normalization::UnicodeNormalization;

/// Replaces what is not ASCII, cell by cell, so that no column moves.
pub(super) fn reduce(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        if !cell.symbol().is_ascii() {
            let sign = nearest(cell.symbol());
            cell.set_char(sign);
        }
    }
}

/// A quotation mark for a quotation mark, a letter for its accented form, `?` for what has no likeness.
fn nearest(symbol: &str) -> char {
    match symbol.chars().next().unwrap_or(' ') {
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => ' ',
        '“' | '”' | '„' | '«' | '»' => '"',
        '‘' | '’' | '‚' | '‹' | '›' => '\'',
        '‐'..='―' | '·' | '−' | '─' => '-',
        '…' => '~',
        '•' | '◦' | '▪' | '●' | '◆' => '*',
        '│' | '┃' | '▌' => '|',
        '■' => '#',
        '×' => 'x',
        '→' | '▸' => '>',
        '←' => '<',
        '↑' => '^',
        '↓' => 'v',
        other => other.nfd().next().filter(char::is_ascii).unwrap_or('?'),
    }
}
