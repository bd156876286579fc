//! Words of common prose, told apart at sight. It must not know what a line is.
//!
//! UAX #14 needs its tables and a look around for every character. Most prose needs neither: letters hold
//! together, and behind a space a line may break unless something rare stands on one of its sides. What is
//! rare is left to the tables, as little of it as can be judged by itself.

/// A stretch of a text. A line may break behind it, whatever it holds, and what is around it does not matter
/// for where a line may break inside.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Stretch {
    pub(super) start: usize,
    pub(super) end: usize,
    /// What it is, where no line may break inside.
    pub(super) word: Option<Word>,
}

/// Characters that each are a cluster by themselves and take one column, and the spaces behind them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Word {
    /// Where its last visible character ends.
    pub(super) end: usize,
    /// Columns of what is visible.
    pub(super) width: usize,
    /// Columns of the spaces.
    pub(super) space: usize,
}

/// The stretches of a text in order, without gaps.
pub(super) fn stretches(text: &str) -> impl Iterator<Item = Stretch> + '_ {
    let mut start = 0;
    std::iter::from_fn(move || {
        let stretch = (start < text.len()).then(|| stretch_at(text, start))?;
        start = stretch.end;
        Some(stretch)
    })
}

fn stretch_at(text: &str, start: usize) -> Stretch {
    let mut word = Word { end: start, width: 0, space: 0 };
    let (mut is_word, mut before, mut visible) = (true, Kind::Nothing, Kind::Nothing);
    let mut at = start;
    while let Some(character) = text[at..].chars().next() {
        let kind = kind(character).behind(before);
        if before == Kind::Space && kind.may_begin_behind(visible) {
            break;
        }
        is_word = is_word && kind.clings_to(before);
        let (length, columns) = match character.is_ascii_alphabetic() {
            true => letters(&text.as_bytes()[at..]),
            false => (character.len_utf8(), 1),
        };
        at += length;
        if kind == Kind::Space {
            word.space += 1;
        } else {
            word.end = at;
            word.width += columns;
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
    /// Everything else.
    Rare,
}

#[inline]
fn kind(character: char) -> Kind {
    match character {
        'a'..='z' | 'A'..='Z' => Kind::Letter,
        ' ' => Kind::Space,
        '0'..='9' => Kind::Digit,
        '.' | ',' | ':' | ';' => Kind::Stop,
        '"' | '\'' => Kind::Quote,
        '(' | '„' | '‚' => Kind::Opening,
        ')' | '!' | '?' => Kind::Closing,
        '$' | '%' | '£' | '°' => Kind::Sign,
        '#' | '&' | '*' | '<'..='>' | '@' | '^' | '_' | '~' => Kind::Letter,
        '“' | '‘' | '«' => Kind::Initial,
        '”' | '’' | '»' => Kind::Final,
        '–' | '—' => Kind::Dash,
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ɏ' | 'Α'..='Ρ' | 'Σ'..='ҁ' | 'Ҋ'..='ԯ' => Kind::Letter,
        _ => Kind::Rare,
    }
}

impl Kind {
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
        let begins = self.is_inner() || matches!(self, Self::Opening | Self::Quote);
        match visible {
            Self::Letter
            | Self::Digit
            | Self::Sign
            | Self::Quote
            | Self::Final
            | Self::Stop
            | Self::Closing => begins || self == Self::Dash,
            Self::Dash => begins,
            Self::Nothing | Self::Space | Self::Opening | Self::Initial | Self::Rare => false,
        }
    }

    /// Whether no line may break between it and the one right before it.
    fn clings_to(self, before: Self) -> bool {
        let closes = matches!(self, Self::Quote | Self::Final | Self::Stop | Self::Closing | Self::Space);
        match before {
            Self::Nothing => self.is_inner() || matches!(self, Self::Opening | Self::Quote | Self::Dash),
            Self::Letter | Self::Digit => closes || self.is_inner(),
            Self::Opening => closes || self.is_inner() || self == Self::Opening,
            Self::Quote | Self::Final => closes || self.is_inner(),
            Self::Sign | Self::Stop => closes || matches!(self, Self::Letter | Self::Digit),
            Self::Closing => closes,
            Self::Dash | Self::Space => self == Self::Space,
            Self::Initial | Self::Rare => false,
        }
    }
}
