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
    let mut link = "";
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
        let (beginning, sign) = link_and_sign(cell.symbol());
        if beginning != link {
            // A link goes on until another begins, or it is ended.
            out.extend_from_slice(if beginning.is_empty() { END_OF_LINK } else { beginning }.as_bytes());
            link = beginning;
        }
        out.extend_from_slice(sign.as_bytes());
    }
    if !link.is_empty() {
        out.extend_from_slice(END_OF_LINK.as_bytes());
    }
    if look != PLAIN {
        select(PLAIN, out);
    }
}

/// What ends a link.
const END_OF_LINK: &str = "\x1b]8;;\x1b\\";

/// What begins the link of a cell, nothing where it has none, and the sign in it.
fn link_and_sign(symbol: &str) -> (&str, &str) {
    let Some(linked) = symbol.strip_suffix(END_OF_LINK).filter(|linked| linked.starts_with('\x1b')) else {
        return ("", symbol);
    };
    let sign = linked.find("\x1b\\").map_or(0, |end| end + 2);
    linked.split_at(sign)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(symbol: &str) -> Cell {
        let mut cell = Cell::default();
        cell.set_symbol(symbol);
        cell
    }

    fn bytes(symbols: &[&str]) -> String {
        let cells: Vec<Cell> = symbols.iter().map(|symbol| cell(symbol)).collect();
        let mut out = Vec::new();
        encode((0..).zip(&cells).map(|(x, cell)| (x, 0, cell)), &mut out);
        String::from_utf8(out).expect("signs are text")
    }

    #[test]
    fn a_link_over_many_cells_is_begun_and_ended_once() {
        let link = |sign: &str| format!("\x1b]8;id=0;https://a.example/\x1b\\{sign}\x1b]8;;\x1b\\");
        let (a, b) = (link("a"), link("語"));
        let begins = "\x1b]8;id=0;https://a.example/\x1b\\";
        assert_eq!(bytes(&[&a, &b, "c"]), format!("\x1b[1;1H{begins}a語\x1b]8;;\x1b\\c"));
        assert_eq!(bytes(&["c", &a]), format!("\x1b[1;1Hc{begins}a\x1b]8;;\x1b\\"));
        let other = a.replace("id=0;https://a", "id=1;https://b");
        let then = begins.replace("id=0;https://a", "id=1;https://b");
        assert_eq!(bytes(&[&a, &other]), format!("\x1b[1;1H{begins}a{then}a\x1b]8;;\x1b\\"));
    }
}
