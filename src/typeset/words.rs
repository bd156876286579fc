//! Words of common prose, told apart at sight. It must not know what a line is.
//!
//! UAX #14 needs its tables and a look around for every character. Most prose needs neither: letters hold
//! together, and behind a space a line may break unless something rare stands on one of its sides. Between two
//! signs of Chinese, Japanese or Korean it may break, too. What is rare is left to the tables, as little of it as
//! can be judged by itself.

use super::language::Strictness;
use super::width::{counts_wide, is_wide_now};

/// A stretch of a text. A line may break behind it, whatever it holds, and what is around it does not matter
/// for where a line may break inside.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Stretch {
    pub(super) start: usize,
    pub(super) end: usize,
    /// What it is, where no line may break inside.
    pub(super) word: Option<Word>,
}

/// Characters that each are a cluster by themselves, and the spaces behind them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Word {
    /// Where its last visible character ends.
    pub(super) end: usize,
    /// Columns of what is visible.
    pub(super) width: usize,
    /// Columns of the spaces.
    pub(super) space: usize,
    /// Half words: two for a word of letters, one for each wide sign.
    pub(super) half_words: usize,
}

/// The stretches of a text in order, without gaps. Wide signs are told apart unless the syllables of words are to
/// stay together.
pub(super) fn stretches(text: &str, strictness: Strictness) -> impl Iterator<Item = Stretch> + '_ {
    let mut start = 0;
    let counts_wide = counts_wide();
    std::iter::from_fn(move || {
        let stretch = (start < text.len()).then(|| stretch_at(text, start, (strictness, counts_wide)))?;
        start = stretch.end;
        Some(stretch)
    })
}

fn stretch_at(text: &str, start: usize, (strictness, counts_wide): (Strictness, bool)) -> Stretch {
    let mut word = Word { end: start, width: 0, space: 0, half_words: 0 };
    let (mut is_word, mut before, mut visible) = (true, Kind::Nothing, Kind::Nothing);
    let mut at = start;
    while let Some(character) = text[at..].chars().next() {
        let kind = kind(character, strictness).behind(before);
        let may_break = match before {
            Kind::Space => kind.may_begin_behind(visible),
            _ => kind.may_begin_right_behind(before),
        };
        if may_break {
            break;
        }
        is_word = is_word && kind.clings_to(before);
        let (length, columns) = match character.is_ascii_alphabetic() {
            true => letters(&text.as_bytes()[at..]),
            false if counts_wide && is_wide_now(character) => (character.len_utf8(), 2),
            false => (character.len_utf8(), 1),
        };
        at += length;
        if kind == Kind::Space {
            word.space += 1;
        } else {
            word.end = at;
            word.width += columns.max(if kind.is_wide() { 2 } else { 1 });
            word.half_words = if kind.is_wide() { word.half_words + 1 } else { 2 };
            visible = kind;
        }
        before = kind;
    }
    Stretch { start, end: at, word: is_word.then_some(word) }
}

/// Length and columns of the letters of ASCII that a text begins with: what one of them is, all are.
fn letters(text: &[u8]) -> (usize, usize) {
    let count = text.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    (count, count)
}

/// What a character is to those beside it: classes of UAX #14, as far as common prose needs them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    /// No character: the stretch begins.
    Nothing,
    Space,
    /// AL: letters and signs that count as such.
    Letter,
    /// NU.
    Digit,
    /// PR and PO: signs of money and measure.
    Sign,
    /// OP, and quotation marks (QU) that open.
    Opening,
    /// Quotation marks (QU) that close behind a word and open elsewhere, as languages differ.
    Initial,
    /// Quotation marks (QU) of either use.
    Quote,
    /// Quotation marks (QU) that close, and the apostrophe.
    Final,
    /// IS.
    Stop,
    /// CP and EX.
    Closing,
    /// A dash, which is a word where it stands alone.
    Dash,
    /// ID, H2 and H3: ideographs, kana and syllables, each by itself.
    Ideograph,
    /// CL, EX and NS among them: stops, marks and small kana, before which no line begins.
    WideClosing,
    /// OP among them.
    WideOpening,
    /// Everything else.
    Rare,
}

/// What a character is; where words are to stay together, wide ones are left to the tables of Unicode.
#[inline]
fn kind(character: char, strictness: Strictness) -> Kind {
    match character as usize {
        code @ 0..0x530 => NARROW[code],
        code @ 0x2000..0x2070 => PUNCTUATION[code - 0x2000],
        _ if strictness == Strictness::KeepWords => Kind::Rare,
        0x4E00..=0x9FFF | 0xAC00..=0xD7A3 => Kind::Ideograph,
        _ if strictness == Strictness::Normal && is_small_kana(character) => Kind::Ideograph,
        code @ 0x3000..0x3100 => WIDE[code - 0x3000],
        code @ 0xFF00..0xFF60 => FULL_WIDTH[code - 0xFF00],
        _ => Kind::Rare,
    }
}

static NARROW: [Kind; 0x530] = kinds(0);
static PUNCTUATION: [Kind; 0x70] = kinds(0x2000);
static WIDE: [Kind; 0x100] = kinds(0x3000);
static FULL_WIDTH: [Kind; 0x60] = kinds(0xFF00);

/// What the characters from a number on are.
const fn kinds<const COUNT: usize>(first: u32) -> [Kind; COUNT] {
    let mut kinds = [Kind::Rare; COUNT];
    let mut at = 0;
    while at < COUNT {
        if let Some(character) = char::from_u32(first + at as u32) {
            kinds[at] = known_kind(character);
        }
        at += 1;
    }
    kinds
}

const fn known_kind(character: char) -> Kind {
    match character {
        'a'..='z' | 'A'..='Z' => Kind::Letter,
        ' ' => Kind::Space,
        '0'..='9' => Kind::Digit,
        '.' | ',' | ':' | ';' => Kind::Stop,
        '"' | '\'' => Kind::Quote,
        '(' | '[' | '„' | '‚' => Kind::Opening,
        ')' | ']' | '!' | '?' => Kind::Closing,
        '$' | '%' | '£' | '°' => Kind::Sign,
        '#' | '&' | '*' | '<'..='>' | '@' | '^' | '_' | '~' => Kind::Letter,
        '“' | '‘' | '«' => Kind::Initial,
        '”' | '’' | '»' => Kind::Final,
        '–' | '—' => Kind::Dash,
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ɏ' | 'Α'..='Ρ' | 'Σ'..='ҁ' | 'Ҋ'..='ԯ' => Kind::Letter,
        '、' | '。' | '〉' | '》' | '」' | '』' | '】' | '〕' => Kind::WideClosing,
        '！' | '？' | '，' | '．' | '）' | '：' | '；' | '］' | '｝' => Kind::WideClosing,
        '〈' | '《' | '「' | '『' | '【' | '〔' | '（' | '［' | '｛' => Kind::WideOpening,
        '々' | '・' => Kind::WideClosing,
        _ if is_small_kana(character) => Kind::WideClosing,
        'あ'..='ん' | 'ゔ' | 'ア'..='ヺ' => Kind::Ideograph,
        _ => Kind::Rare,
    }
}

/// CJ: small kana, and the mark of a long sound.
const fn is_small_kana(character: char) -> bool {
    matches!(
        character,
        'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'っ' | 'ゃ' | 'ゅ' | 'ょ' | 'ゎ' | 'ゕ' | 'ゖ' | 'ー'
    ) || matches!(
        character,
        'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ッ' | 'ャ' | 'ュ' | 'ョ' | 'ヮ' | 'ヵ' | 'ヶ'
    )
}

impl Kind {
    /// Whether it takes two columns.
    fn is_wide(self) -> bool {
        matches!(self, Self::Ideograph | Self::WideClosing | Self::WideOpening)
    }

    /// Whether a line may break before it where another one stands right before it, whatever is around the two.
    fn may_begin_right_behind(self, before: Self) -> bool {
        matches!(self, Self::Ideograph | Self::WideOpening)
            && matches!(before, Self::Ideograph | Self::WideClosing)
    }

    /// Whether it is part of a word or number.
    fn is_inner(self) -> bool {
        matches!(self, Self::Letter | Self::Digit | Self::Sign)
    }

    /// What it is behind another one.
    fn behind(self, before: Self) -> Self {
        match self {
            Self::Initial if before.is_inner() || before == Self::Stop || before == Self::Closing => {
                Self::Quote
            }
            Self::Initial => Self::Opening,
            _ => self,
        }
    }

    /// Whether a line may break before it where spaces stand between it and another one.
    fn may_begin_behind(self, visible: Self) -> bool {
        let begins = self.is_inner()
            || matches!(self, Self::Opening | Self::Quote | Self::Ideograph | Self::WideOpening);
        match visible {
            Self::Letter
            | Self::Digit
            | Self::Sign
            | Self::Quote
            | Self::Final
            | Self::Stop
            | Self::Closing
            | Self::Ideograph
            | Self::WideClosing => begins || self == Self::Dash,
            Self::Dash => begins,
            Self::Nothing | Self::Space | Self::Opening | Self::Initial | Self::Rare | Self::WideOpening => {
                false
            }
        }
    }

    /// Whether no line may break between it and the one right before it.
    fn clings_to(self, before: Self) -> bool {
        let closes = matches!(self, Self::Quote | Self::Final | Self::Stop | Self::Closing | Self::Space);
        match before {
            Self::Nothing => {
                self.is_inner() || self.is_wide() || matches!(self, Self::Opening | Self::Quote | Self::Dash)
            }
            Self::Letter | Self::Digit => closes || self.is_inner() || self == Self::Opening,
            Self::Opening => closes || self.is_inner() || self == Self::Opening,
            Self::Quote | Self::Final => closes || self.is_inner(),
            Self::Sign | Self::Stop => closes || matches!(self, Self::Letter | Self::Digit),
            Self::Closing => closes,
            Self::Ideograph | Self::WideClosing => matches!(self, Self::WideClosing | Self::Space),
            Self::WideOpening => self.is_wide(),
            Self::Dash | Self::Space => self == Self::Space,
            Self::Initial | Self::Rare => false,
        }
    }
}
