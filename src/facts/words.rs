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
        while rest.len() >= SHORT {
            let taken = self.push_ascii(rest.as_bytes());
            rest = &rest[taken..];
            // A block that ends early ends before a letter beyond ASCII; so does a text.
            while taken < BLOCK
                && let Some(letter) = rest.chars().next().filter(|letter| !letter.is_ascii())
            {
                self.push_letter(letter);
                rest = &rest[letter.len_utf8()..];
            }
        }
        if self.unparted == 0 && rest.is_ascii() {
            rest.bytes().for_each(|byte| self.push_byte(byte));
        } else {
            rest.chars().for_each(|letter| self.push_letter(letter));
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
        let beyond = if block.is_ascii() { 0 } else { which(block, |byte| !byte.is_ascii()) };
        let taken = (beyond.trailing_zeros() as usize).min(bytes.len()).min(BLOCK);
        if taken == 0 {
            return 0;
        }
        let taken_bits = u64::MAX >> (BLOCK - taken);
        let (white, letters) = (which(block, is_white) & taken_bits, which(block, is_letter) & taken_bits);
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

    /// Takes a byte of ASCII that ends no letter which is counted by two.
    fn push_byte(&mut self, byte: u8) {
        self.words = self.words.saturating_add(u32::from(!self.is_word & is_letter(byte)));
        self.is_word = (self.is_word | is_letter(byte)) & !is_white(byte);
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

/// Less than this is looked at one by one: markup parts a text into many short pieces.
const SHORT: usize = 16;

/// White space of ASCII as Unicode has it.
fn is_white(byte: u8) -> bool {
    byte == b' ' || byte.wrapping_sub(b'\t') <= b'\r' - b'\t'
}

/// Letters and digits of ASCII.
fn is_letter(byte: u8) -> bool {
    (byte | 0x20).wrapping_sub(b'a') < 26 || byte.wrapping_sub(b'0') < 10
}

/// Which bytes of a block are so, the first as the lowest bit. Each is looked at by itself and without a choice, which
/// machines do for many at once; then each eight are put side by side by a multiplication.
fn which(block: &[u8; BLOCK], is_so: impl Fn(u8) -> bool) -> u64 {
    let so = block.map(|byte| u8::from(is_so(byte)));
    let (eights, _) = so.as_chunks::<8>();
    let side_by_side = |eight: &[u8; 8]| u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    eights.iter().rev().fold(0, |bits, eight| bits << 8 | side_by_side(eight))
}

/// Han, kana, Thai, Lao and Khmer: written without spaces between words.
fn is_unparted(character: char) -> bool {
    matches!(character,
        '\u{0E00}'..='\u{0EFF}' | '\u{1780}'..='\u{17FF}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}
