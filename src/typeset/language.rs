//! The language of a text, as far as it bears on setting it. It must not know how lines are made.

use hypher::Lang;

/// The primary language of a BCP 47 tag: small, so that it is handed around like a number.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Language([u8; 3]);

/// How strictly the signs of East Asian scripts are kept off the ends of lines, by the names of CSS Text 3, section 5.3.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Strictness {
    /// As UAX #14 has it where nothing is said.
    #[default]
    Strict,
    /// Small kana and the mark of a long sound may begin a line.
    Normal,
    /// A line ends between words only.
    KeepWords,
}

/// Twelve signs: the columns of newspapers have no more, the lines of books have many more.
const BOOK_COLUMNS: u16 = 25;

impl Language {
    /// No language, or one we do not know of.
    pub const UNKNOWN: Self = Self([0; 3]);

    /// The language of a tag such as `de-AT`; of what is no tag, [`Language::UNKNOWN`].
    #[must_use]
    pub fn of_tag(tag: &str) -> Self {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        let mut letters = [0; 3];
        let is_tag = matches!(primary.len(), 2 | 3) && primary.bytes().all(|byte| byte.is_ascii_alphabetic());
        if is_tag {
            letters.iter_mut().zip(primary.bytes()).for_each(|(letter, byte)| {
                *letter = byte.to_ascii_lowercase();
            });
        }
        Self(letters)
    }

    /// Its letters.
    fn code(&self) -> &[u8] {
        let end = self.0.iter().position(|letter| *letter == 0).unwrap_or(3);
        &self.0[..end]
    }

    /// How strictly its lines are broken, in lines of so many columns.
    ///
    /// Korean has spaces between its words, and its syllables stay together. Japanese keeps small kana off the start of
    /// a line in books, and lets them stand there in the narrow columns of newspapers, as gaps are worse.
    pub(super) fn strictness(self, columns: u16) -> Strictness {
        match self.code() {
            b"ko" => Strictness::KeepWords,
            b"ja" if columns < BOOK_COLUMNS => Strictness::Normal,
            _ => Strictness::Strict,
        }
    }

    /// Whether words of one letter belong to what follows them: prepositions of the Slavic languages.
    pub(super) fn binds_letters(self) -> bool {
        matches!(self.code(), b"pl" | b"cs" | b"sk" | b"ru" | b"uk" | b"be")
    }

    /// Columns by which a paragraph stands in: two of the letters that are usual.
    pub(super) fn indent(self) -> u16 {
        if matches!(self.code(), b"zh" | b"yue") { 4 } else { 2 }
    }

    /// The patterns that part its words.
    pub(super) fn patterns(self) -> Option<Lang> {
        Some(match self.code() {
            b"ca" => Lang::Catalan,
            b"cs" => Lang::Czech,
            b"da" => Lang::Danish,
            b"de" | b"deu" | b"ger" => Lang::German,
            b"en" | b"eng" => Lang::English,
            b"es" | b"spa" => Lang::Spanish,
            b"fi" => Lang::Finnish,
            b"fr" | b"fra" | b"fre" => Lang::French,
            b"it" | b"ita" => Lang::Italian,
            b"nl" | b"nld" | b"dut" => Lang::Dutch,
            b"pl" | b"pol" => Lang::Polish,
            b"pt" | b"por" => Lang::Portuguese,
            b"ru" | b"rus" => Lang::Russian,
            b"sv" | b"swe" => Lang::Swedish,
            b"uk" | b"ukr" => Lang::Ukrainian,
            _ => return None,
        })
    }
}
