//! Cells to the bytes that paint them. It writes what a terminal of the last forty years understands, by ECMA-48,
//! and must not know where the bytes go.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// The numbers of "select graphic rendition" for each trait.
const TRAITS: [(Modifier, &[u8]); 9] = [
    (Modifier::BOLD, b";1"),
    (Modifier::DIM, b";2"),
    (Modifier::ITALIC, b";3"),
    (Modifier::UNDERLINED, b";4"),
    (Modifier::SLOW_BLINK, b";5"),
    (Modifier::RAPID_BLINK, b";6"),
    (Modifier::REVERSED, b";7"),
    (Modifier::HIDDEN, b";8"),
    (Modifier::CROSSED_OUT, b";9"),
];

/// How a cell looks.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Look {
    ink: Color,
    paper: Color,
    line: Color,
    traits: Modifier,
}

/// What the terminal writes with before and after every frame.
const PLAIN: Look =
    Look { ink: Color::Reset, paper: Color::Reset, line: Color::Reset, traits: Modifier::empty() };

/// Appends what paints these cells. It begins and ends with plain looks, and moves the cursor.
pub(super) fn encode<'a>(content: impl Iterator<Item = (u16, u16, &'a Cell)>, out: &mut Vec<u8>) {
    let mut look = PLAIN;
    let mut follows = None;
    for (x, y, cell) in content {
        // After a wide character too the place is said: terminals differ in how wide they think it is.
        if follows != Some((x, y)) {
            move_to(x, y, out);
        }
        follows = x.checked_add(1).map(|next| (next, y));
        let wanted = Look { ink: cell.fg, paper: cell.bg, line: cell.underline_color, traits: cell.modifier };
        if wanted != look {
            select(wanted, out);
            look = wanted;
        }
        out.extend_from_slice(cell.symbol().as_bytes());
    }
    if look != PLAIN {
        select(PLAIN, out);
    }
}

/// Appends what puts the cursor on a cell, counted from zero.
pub(super) fn move_to(x: u16, y: u16, out: &mut Vec<u8>) {
    out.extend_from_slice(b"\x1b[");
    push_number(u32::from(y) + 1, out);
    out.push(b';');
    push_number(u32::from(x) + 1, out);
    out.push(b'H');
}

/// Always from plain: a trait cannot be taken back alone on every terminal.
fn select(look: Look, out: &mut Vec<u8>) {
    out.extend_from_slice(b"\x1b[0");
    for (one, numbers) in TRAITS {
        if look.traits.contains(one) {
            out.extend_from_slice(numbers);
        }
    }
    push_colour(b";38", look.ink, out);
    push_colour(b";48", look.paper, out);
    push_colour(b";58", look.line, out);
    out.push(b'm');
}

fn push_colour(what: &[u8], colour: Color, out: &mut Vec<u8>) {
    let index = match colour {
        Color::Reset => return,
        Color::Rgb(red, green, blue) => {
            out.extend_from_slice(what);
            out.extend_from_slice(b";2");
            for part in [red, green, blue] {
                out.push(b';');
                push_number(part.into(), out);
            }
            return;
        }
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        Color::Indexed(index) => index,
    };
    out.extend_from_slice(what);
    out.extend_from_slice(b";5;");
    push_number(index.into(), out);
}

fn push_number(number: u32, out: &mut Vec<u8>) {
    if number >= 10 {
        push_number(number / 10, out);
    }
    out.push(b'0' + (number % 10) as u8);
}
