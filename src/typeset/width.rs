//! How many columns text takes, cluster by cluster, exactly as the terminal library paints it. It must not know
//! what a line is.

use std::cell::Cell;

use icu_properties::CodePointMapData;
use icu_properties::props::EastAsianWidth;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How many columns a terminal gives to what UAX #11 calls ambiguous: Greek and Cyrillic letters, many accented Latin
/// ones, dashes, quotation marks, lines and shapes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Ambiguous {
    /// One, as nearly all do.
    #[default]
    Narrow,
    /// Two, as some do that are set up for East Asian fonts.
    Wide,
}

thread_local! {
    /// What is being counted by, on this thread.
    static AMBIGUOUS: Cell<Ambiguous> = const { Cell::new(Ambiguous::Narrow) };
}

/// Does some work in which everything here counts columns as a terminal of this kind does.
///
/// Which kind it is bears on every text on the screen and never changes within a frame: whoever sets or paints a frame
/// says it once, here.
pub fn counting<T>(ambiguous: Ambiguous, work: impl FnOnce() -> T) -> T {
    struct Restore(Ambiguous);
    impl Drop for Restore {
        fn drop(&mut self) {
            AMBIGUOUS.set(self.0);
        }
    }
    let _restore = Restore(AMBIGUOUS.replace(ambiguous));
    work()
}

/// Whether what is ambiguous counts as wide now.
#[must_use]
pub fn counts_wide() -> bool {
    AMBIGUOUS.get() == Ambiguous::Wide
}

/// Columns of a text: the sum over its grapheme clusters, as they are painted one by one. Clusters that hold
/// control characters are not painted and take none. At most [`u16::MAX`].
#[must_use]
pub fn width(text: &str) -> u16 {
    if is_plain(text.as_bytes()) {
        return u16::try_from(text.len()).unwrap_or(u16::MAX);
    }
    clusters(text).fold(0, |sum, cluster| sum.saturating_add(cluster.width))
}

/// Whether each byte of a text is a character of ASCII that takes one column, as in most that is drawn.
fn is_plain(text: &[u8]) -> bool {
    text.iter().all(|byte| matches!(byte, b' '..=b'~'))
}

/// Bytes of the clusters at the start of a text that take at most so many columns; no more is looked at.
#[must_use]
pub fn fitting(text: &str, columns: u16) -> usize {
    // No text takes more columns than bytes.
    if text.len() <= usize::from(columns) {
        return text.len();
    }
    // A letter of ASCII behind the last one that fits does not join with it.
    if is_plain(&text.as_bytes()[..=usize::from(columns)]) {
        return usize::from(columns);
    }
    let mut used = 0_u16;
    for cluster in clusters(text) {
        used = used.saturating_add(cluster.width);
        if used > columns {
            return cluster.start;
        }
    }
    text.len()
}

/// The byte where a text goes on behind its first columns, and the columns before it: more than asked for by one
/// where a wide character stands across the border, fewer where the text ends.
#[must_use]
pub fn behind(text: &str, columns: u16) -> (usize, u16) {
    let mut used = 0_u16;
    for cluster in clusters(text) {
        if used >= columns {
            return (cluster.start, used);
        }
        used = used.saturating_add(cluster.width);
    }
    (text.len(), used)
}

/// A text cut to at most `width` columns, on cluster borders, with `…` (or what is as narrow) where something was cut off.
///
/// Line ends and tabs become spaces; what takes no column is left out.
#[must_use]
pub fn truncate(text: &str, width: u16) -> String {
    let columns = usize::from(width);
    if is_plain(&text.as_bytes()[..text.len().min(columns + 1)]) {
        return match text.get(..=columns) {
            None => text.to_owned(),
            Some(_) => ellipsis(text[..columns.saturating_sub(1)].to_owned(), width),
        };
    }
    let mut kept = String::new();
    let (mut used, mut fitting) = (0_u16, 0);
    for cluster in clusters(text) {
        let piece = &text[cluster.start..cluster.end];
        let (piece, columns) = if cluster.is_space(text) { (" ", 1) } else { (piece, cluster.width) };
        if columns == 0 {
            continue;
        }
        used = used.saturating_add(columns);
        if used > width {
            kept.truncate(fitting);
            return ellipsis(kept, width);
        }
        kept.push_str(piece);
        if used < width {
            fitting = kept.len();
        }
    }
    kept
}

fn ellipsis(mut kept: String, width: u16) -> String {
    kept.truncate(kept.trim_end().len());
    if width > 0 {
        kept.push(if counts_wide() { '~' } else { '…' });
    }
    kept
}

/// A grapheme cluster by its bytes, and its columns: none where it is not painted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Cluster {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) width: u16,
    /// Whether it is one character of which [`lone_width`] knows the columns.
    pub(super) lone: bool,
}

impl Cluster {
    /// Whether it is wide as East Asian signs are, whatever is counted by: not only ambiguous.
    pub(super) fn is_wide(&self, text: &str) -> bool {
        let cluster = &text[self.start..self.end];
        self.width > 1 && (!counts_wide() || UnicodeWidthStr::width(cluster) > 1)
    }

    /// Whether it is white space that parts words: a space, a tab, a line end.
    pub(super) fn is_space(&self, text: &str) -> bool {
        self.end - self.start <= 2 && matches!(&text[self.start..self.end], " " | "\t" | "\n" | "\r" | "\r\n")
    }
}

/// The clusters of a text in order. Most text is made of characters that always stand alone and is passed
/// through without looking at the tables of Unicode.
pub(super) fn clusters(text: &str) -> impl Iterator<Item = Cluster> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        let mut chars = rest.chars();
        let first = chars.next()?;
        let lone = lone_width(first).filter(|_| chars.next().is_none_or(|next| lone_width(next).is_some()));
        let (length, width) = match lone {
            Some(width) => (first.len_utf8(), width),
            None => cluster_of(rest),
        };
        let cluster = Cluster { start: at, end: at + length, width, lone: lone.is_some() };
        at += length;
        Some(cluster)
    })
}

/// Length in bytes and columns of the cluster a text begins with: none for an empty text.
#[must_use]
pub fn first_cluster(text: &str) -> (usize, u16) {
    clusters(text).next().map_or((0, 0), |cluster| (cluster.end, cluster.width))
}

/// The same for a cluster that is no lone character.
fn cluster_of(text: &str) -> (usize, u16) {
    let cluster = text.graphemes(true).next().unwrap_or_default();
    (cluster.len(), cluster_width(cluster))
}

/// Columns of one cluster, by the rule of the terminal library: nothing with a control character is painted, and
/// the halfwidth sound marks of Japanese take a column each.
fn cluster_width(cluster: &str) -> u16 {
    if cluster.contains(char::is_control) {
        return 0;
    }
    let marks = cluster.chars().filter(|mark| matches!(mark, '\u{FF9E}' | '\u{FF9F}')).count();
    let columns = UnicodeWidthStr::width(cluster);
    // A sign within an emoji does not make it wider than it is.
    let wider = usize::from(columns == 1 && cluster.chars().any(is_wide_now));
    u16::try_from(columns + marks + wider).unwrap_or(u16::MAX)
}

/// Columns of a character that joins with no other such character into one cluster; `None` for all that may.
#[must_use]
pub fn lone_width(character: char) -> Option<u16> {
    match narrow_width(character) {
        Some(1) if character > '~' && is_wide_now(character) => Some(2),
        columns => columns,
    }
}

/// Whether a character of one column is painted over two now. Letters are, too: terminals go by the tables, not by what
/// later versions of the annex advise.
pub(super) fn is_wide_now(character: char) -> bool {
    let is_ambiguous =
        || CodePointMapData::<EastAsianWidth>::new().get(character) == EastAsianWidth::Ambiguous;
    counts_wide() && character.width() == Some(1) && is_ambiguous()
}

/// Columns of a character that stands alone, where what is ambiguous takes one.
pub(super) fn narrow_width(character: char) -> Option<u16> {
    match character {
        ' '..='~' => Some(1),
        // Latin, Greek, Cyrillic, dashes, quotation marks; not the soft hyphen nor combining marks.
        '\u{A0}'..='\u{AC}' | '\u{AE}'..='\u{2FF}' | '\u{391}'..='\u{3A1}' | '\u{3A3}'..='\u{481}' => Some(1),
        '\u{48A}'..='\u{52F}' | '\u{2010}'..='\u{2027}' => Some(1),
        // Hebrew and Arabic letters and stops, without their points and marks.
        '\u{5D0}'..='\u{5EA}' | '\u{60C}' | '\u{61B}' | '\u{61F}' | '\u{621}'..='\u{64A}' => Some(1),
        // Lines, blocks and shapes, up to those that are painted as emoji.
        '\u{2500}'..='\u{25FC}' => Some(1),
        // Punctuation, kana and ideographs of East Asia, whole syllables of Korean, full-width letters.
        '\u{3001}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FE}' => Some(2),
        '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{FF01}'..='\u{FF60}' => Some(2),
        _ => None,
    }
}

/// The largest piece at the start of a cluster that takes at most `limit` columns: for the few clusters that are
/// wider than a line. Cut before a character that is painted by itself, so that marks stay with their letter.
///
/// Answers its length in bytes: at least one character, however wide.
pub(super) fn head_of(cluster: &str, limit: u16) -> usize {
    let mut columns = 0;
    for (at, character) in cluster.char_indices() {
        // The emoji selector widens the character before it by one; sound marks are painted apart.
        let extra = usize::from(matches!(character, '\u{FE0F}' | '\u{FF9E}' | '\u{FF9F}'));
        let own = character.width().unwrap_or(0) + usize::from(is_wide_now(character)) + extra;
        columns += own;
        if at > 0 && own > 0 && columns > usize::from(limit) {
            return at;
        }
    }
    cluster.len()
}

#[cfg(test)]
mod tests {
    use super::{Ambiguous, cluster_width, counting, lone_width};
    use unicode_segmentation::UnicodeSegmentation;

    #[test]
    fn lone_characters_are_as_wide_as_the_tables_say_and_join_no_other() {
        counting(Ambiguous::Narrow, lone_characters_are_as_the_tables_say);
        counting(Ambiguous::Wide, lone_characters_are_as_the_tables_say);
        assert_eq!((lone_width('я'), counting(Ambiguous::Wide, || lone_width('я'))), (Some(1), Some(2)));
    }

    fn lone_characters_are_as_the_tables_say() {
        let lone = ('\0'..=char::MAX).filter_map(|c| Some((c, lone_width(c)?)));
        for (character, columns) in lone {
            assert_eq!(cluster_width(character.encode_utf8(&mut [0; 4])), columns, "{character:?}");
            for other in ["a", "“", "。", "각", "©"] {
                let pair = format!("{other}{character}{other}");
                assert_eq!(pair.graphemes(true).count(), 3, "{pair}");
            }
        }
    }
}
