//! Where the store keeps its texts: an arena for titles, a table for names that recur. It knows no article.

use std::collections::HashMap;
use std::sync::Arc;

/// Bytes a chunk of the arena holds; chunks never grow, so no title is copied twice.
const CHUNK: usize = 1 << 20;
const LENGTH_BITS: u32 = 22;
const START_BITS: u32 = 20;
/// Longest text a [`Span`] can say, 4 MiB: two thousand times what `clean` lets a title have.
const LONGEST: usize = (1 << LENGTH_BITS) - 1;

/// Where a text lies: 22 bits of chunk, 20 of start, 22 of length. Zero is the empty text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Span(u64);

/// Texts one after the other, in chunks.
#[derive(Clone, Debug, Default)]
pub(super) struct Arena {
    chunks: Vec<String>,
}

impl Arena {
    /// Keeps a text; one beyond [`LONGEST`] loses its end.
    pub(super) fn push(&mut self, text: &str) -> Span {
        let text = shortened(text);
        if text.is_empty() {
            return Span::default();
        }
        if self.chunks.last().is_none_or(|chunk| chunk.len() + text.len() > CHUNK) {
            self.chunks.push(String::with_capacity(CHUNK.max(text.len())));
        }
        let number = self.chunks.len() - 1;
        let chunk = &mut self.chunks[number];
        let start = chunk.len();
        chunk.push_str(text);
        Span(
            (number as u64) << (START_BITS + LENGTH_BITS) | (start as u64) << LENGTH_BITS | text.len() as u64,
        )
    }

    /// The text that was kept there.
    pub(super) fn get(&self, span: Span) -> &str {
        let length = span.0 as usize & LONGEST;
        if length == 0 {
            return "";
        }
        let start = (span.0 >> LENGTH_BITS) as usize & (CHUNK - 1);
        &self.chunks[(span.0 >> (START_BITS + LENGTH_BITS)) as usize][start..start + length]
    }
}

fn shortened(text: &str) -> &str {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Authors, sections and languages: each kept once and known by a number. Zero is the empty name.
#[derive(Clone, Debug)]
pub(super) struct Names {
    texts: Vec<Arc<str>>,
    numbers: HashMap<Arc<str>, u32>,
}

impl Default for Names {
    fn default() -> Self {
        let empty: Arc<str> = Arc::from("");
        Self { texts: vec![Arc::clone(&empty)], numbers: HashMap::from([(empty, 0)]) }
    }
}

impl Names {
    /// The number of a name, given to it now if it is new.
    pub(super) fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = self.texts.len() as u32;
        let name: Arc<str> = Arc::from(name);
        self.texts.push(Arc::clone(&name));
        self.numbers.insert(name, number);
        number
    }

    /// The name behind a number.
    pub(super) fn get(&self, number: u32) -> &str {
        &self.texts[number as usize]
    }
}
