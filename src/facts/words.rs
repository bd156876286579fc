//! How many words a text has, as reading time counts them.

/// Two of these characters take as long to read as one word: about 500 characters a minute against 238 words.
const CHARACTERS_PER_WORD: u32 = 2;

/// Counts words: what white space parts, and characters of scripts that do not part their words by two.
#[must_use]
pub fn words(text: &str) -> u32 {
    let mut count = WordCount::default();
    count.push(text);
    count.total()
}

/// Counts the words of a text that comes in pieces; what no white space parts is one word, whatever pieces it came in.
///
/// Thousands of texts come in at once, most of them nearly all in ASCII: of these a block of bytes is looked at in few
/// steps, none of which is a choice.
#[derive(Clone, Copy, Debug, Default)]
pub struct WordCount {
    words: u32,
    /// Whether the word that the last piece may have ended in is counted already.
    is_word: bool,
    /// Its characters that are counted by two.
    unparted: u32,
}

impl WordCount {
    /// Takes the next piece.
    pub fn push(&mut self, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            let taken = if rest.len() == 1 { 0 } else { self.push_ascii(rest.as_bytes()) };
            rest = &rest[taken..];
            // A block that ends early ends before another letter; so does a text.
            while taken < BLOCK
                && let Some(letter) = rest.chars().next()
                && (rest.len() == 1 || !letter.is_ascii())
            {
                self.push_letter(letter);
                rest = &rest[letter.len_utf8()..];
            }
        }
    }

    /// The words of all pieces.
    #[must_use]
    pub fn total(mut self) -> u32 {
        self.end_word();
        self.words
    }

    /// Takes a block at most, up to the first letter beyond ASCII; how many bytes that were.
    fn push_ascii(&mut self, bytes: &[u8]) -> usize {
        let mut padded = [b' '; BLOCK];
        let block = bytes.first_chunk().unwrap_or_else(|| {
            padded[..bytes.len()].copy_from_slice(bytes);
            &padded
        });
        let Marks { white, letters, beyond } = Marks::of(block);
        let taken = (beyond.trailing_zeros() as usize).min(bytes.len()).min(BLOCK);
        if taken == 0 {
            return 0;
        }
        let taken_bits = u64::MAX >> (BLOCK - taken);
        let (white, letters) = (white & taken_bits, letters & taken_bits);
        let others = !(white | letters);
        // Where a word begins that is not counted yet, and its first letter: signs before it are run through by a carry.
        let begins = !white & (white << 1 | u64::from(!self.is_word));
        let after_signs = (begins & others).wrapping_add(others) & !others;
        let first_letters = (begins | after_signs) & letters;
        if white != 0 {
            self.end_word();
        }
        self.words = self.words.saturating_add(first_letters.count_ones());
        // The word at the end of the block, if it has a letter in it.
        let after_white = BLOCK as u32 - white.leading_zeros();
        let last = letters.checked_shr(after_white).unwrap_or(0);
        self.is_word = last != 0 || white == 0 && self.is_word;
        taken
    }

    fn push_letter(&mut self, letter: char) {
        if letter.is_whitespace() {
            self.end_word();
        } else if is_unparted(letter) {
            self.unparted = self.unparted.saturating_add(1);
        } else if !self.is_word && letter.is_alphanumeric() {
            self.is_word = true;
            self.words = self.words.saturating_add(1);
        }
    }

    fn end_word(&mut self) {
        let unparted = std::mem::take(&mut self.unparted);
        self.words = self.words.saturating_add(unparted.div_ceil(CHARACTERS_PER_WORD));
        self.is_word = false;
    }
}

/// Bytes that are looked at together: as many as a number has bits.
const BLOCK: usize = u64::BITS as usize;

/// Which bytes of a block are white space, which letters and digits, and which (but for those before them, the other two
/// tell nothing of these) are not in ASCII. The first byte is the lowest bit.
struct Marks {
    white: u64,
    letters: u64,
    beyond: u64,
}

impl Marks {
    fn of(block: &[u8; BLOCK]) -> Self {
        let mut marks = Self { white: 0, letters: 0, beyond: 0 };
        let (eights, _) = block.as_chunks::<8>();
        for (at, eight) in eights.iter().enumerate() {
            let eight = u64::from_le_bytes(*eight);
            let lower = eight | EACH * 0x20;
            // White space of ASCII as Unicode has it.
            let white = within(eight, b'\t', b'\r') | within(eight, b' ', b' ');
            let letters = within(eight, b'0', b'9') | within(lower, b'a', b'z');
            marks.white |= high_bits(white) << (8 * at);
            marks.letters |= high_bits(letters) << (8 * at);
            marks.beyond |= high_bits(eight) << (8 * at);
        }
        marks
    }
}

/// One in each of eight bytes.
const EACH: u64 = u64::from_ne_bytes([1; 8]);

/// The high bit of each of eight bytes that lies between two, up to the first that is not in ASCII.
fn within(bytes: u64, first: u8, last: u8) -> u64 {
    let from = bytes.wrapping_add(EACH * u64::from(0x80 - first));
    let beyond = bytes.wrapping_add(EACH * u64::from(0x7f - last));
    from & !beyond
}

/// The high bits of eight bytes, side by side: each is moved by a multiplication to where it belongs.
fn high_bits(bytes: u64) -> u64 {
    ((bytes >> 7) & EACH).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// Han, kana, Thai, Lao and Khmer: written without spaces between words.
fn is_unparted(character: char) -> bool {
    matches!(character,
        '\u{0E00}'..='\u{0EFF}' | '\u{1780}'..='\u{17FF}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}
