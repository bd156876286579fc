//! Frames to bytes: one write a frame, none for a frame in which nothing changed.
//!
//! It asks the terminal nothing and knows its size only by being told.

use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};

use super::encoder::{encode, move_to};

/// Begins a synchronized update (DEC private mode 2026): the terminal shows nothing until it ends.
const BEGIN: &[u8] = b"\x1b[?2026h";
/// Ends a synchronized update.
const END: &[u8] = b"\x1b[?2026l";

/// Collects a frame and writes it to `out` at once.
#[derive(Debug)]
pub struct Painter<W> {
    out: W,
    size: Size,
    /// The frame so far, without its brackets.
    frame: Vec<u8>,
    /// Where the cursor is to stand, none for hidden.
    wanted: Option<Position>,
    /// Where the terminal's cursor is known to stand, none for hidden.
    shown: Option<Position>,
    /// The frame moves the cursor about.
    displaced: bool,
    /// Where the cursor was last put; it may yet be hidden.
    position: Position,
}

impl<W: Write> Painter<W> {
    /// A painter on a screen of this size, whose cursor is hidden.
    pub fn new(out: W, size: Size) -> Self {
        let frame = Vec::with_capacity(16 * 1024);
        let position = Position::ORIGIN;
        Self { out, size, frame, wanted: None, shown: None, displaced: false, position }
    }

    /// Takes the new size.
    pub fn take_size(&mut self, size: Size) {
        self.size = size;
    }

    /// The size of the whole screen.
    pub fn whole(&self) -> Size {
        self.size
    }

    /// Forgets what the terminal shows of the cursor: it was hidden.
    pub fn forget(&mut self) {
        self.shown = None;
        self.frame.clear();
    }

    /// Adds bytes to the frame: something other than cells.
    pub fn add(&mut self, bytes: &[u8]) {
        self.frame.extend_from_slice(bytes);
    }

    /// Where it writes.
    pub fn out(&mut self) -> &mut W {
        &mut self.out
    }

    fn place_cursor(&mut self) -> io::Result<()> {
        let moved = self.displaced || self.wanted != self.shown;
        if let Some(position) = self.wanted.filter(|_| moved) {
            move_to(position.x, position.y, &mut self.frame);
        }
        match (self.shown.is_some(), self.wanted.is_some()) {
            (false, true) => CrosstermBackend::new(&mut self.frame).show_cursor()?,
            (true, false) => CrosstermBackend::new(&mut self.frame).hide_cursor()?,
            (true, true) | (false, false) => (),
        }
        (self.shown, self.displaced) = (self.wanted, false);
        Ok(())
    }
}

impl<W: Write> Backend for Painter<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut content = content.peekable();
        if content.peek().is_none() {
            return Ok(());
        }
        self.displaced = true;
        encode(content, &mut self.frame);
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.wanted = None;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.wanted = Some(self.position);
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.position)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.position = position.into();
        self.wanted = self.wanted.map(|_| self.position);
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    /// Always clears the whole screen: the picture fills it, and after a change of size nothing else is known.
    fn clear_region(&mut self, _: ClearType) -> io::Result<()> {
        self.displaced = true;
        CrosstermBackend::new(&mut self.frame).clear_region(ClearType::All)
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size, pixels: Size::default() })
    }

    fn flush(&mut self) -> io::Result<()> {
        self.place_cursor()?;
        if self.frame.is_empty() {
            return Ok(());
        }
        // In place, as a frame is some kilobytes at most and this keeps it one buffer.
        self.frame.splice(0..0, BEGIN.iter().copied());
        self.frame.extend_from_slice(END);
        let written = self.out.write_all(&self.frame).and_then(|()| self.out.flush());
        self.frame.clear();
        written
    }
}
