//! Plain text through the door: what leaves here is safe on any terminal, in any file, on any command line.
//!
//! Dropped are the characters that speak to machines instead of people (escapes and other controls,
//! bidirectional overrides, tag characters, noncharacters) and what piles up without end on one letter.
//! What shaping and line breaking need (joiners, soft hyphens, zero-width spaces, direction marks) stays.
//! It knows no markup.

use unicode_segmentation::UnicodeSegmentation;

use crate::news::Foreign;

/// The longest [`line`], in bytes: longer ones are cut and end in `…`.
pub const LINE_BYTES: usize = 2048;

/// How many code points a letter and the marks on it may have together; further marks are dropped.
pub const MARKED_LETTER: usize = 8;

/// How many code points a whole grapheme cluster may have; a longer one is parted by zero-width spaces.
/// Sanskrit conjuncts have nine and emoji of couples ten, so it is more than [`MARKED_LETTER`].
pub const CLUSTER: usize = 16;

/// How much of a line is looked at: enough to fill it after all marks that are too many were dropped.
const FOLDED_BYTES: usize = 4 * LINE_BYTES;

const ZERO_WIDTH_SPACE: char = '\u{200B}';

/// One line: every stretch of white space becomes one space, none at the ends; at most [`LINE_BYTES`].
#[must_use]
pub fn line(text: &Foreign) -> String {
    str_line(text.uncleaned())
}

/// One paragraph: `\n` stays, blanks and tabs fold to one space, at most one empty line in a row.
#[must_use]
pub fn paragraph(text: &Foreign) -> String {
    str_paragraph(text.uncleaned())
}

/// Text whose white space counts: `\n`, `\t` and every space stay.
#[must_use]
pub fn code(text: &Foreign) -> String {
    str_code(text.uncleaned())
}

/// [`line`] for text that is a `&str` already: paths, error messages, arguments, what was pasted.
#[must_use]
pub fn str_line(text: &str) -> String {
    if is_plain_line(text) {
        return text.to_owned();
    }
    let mut folded = String::with_capacity(text.len().min(FOLDED_BYTES));
    let mut marks = 0;
    for letter in text.chars() {
        // Beyond the cut nothing can be seen; reading on would only cost time.
        if folded.len() > FOLDED_BYTES {
            break;
        }
        marks = if is_mark(letter) { marks + 1 } else { 0 };
        if letter.is_whitespace() {
            if !folded.is_empty() && !folded.ends_with(' ') {
                folded.push(' ');
            }
        } else if is_allowed(letter) && marks <= CLUSTER {
            folded.push(letter);
        }
    }
    folded.truncate(folded.trim_end().len());
    cut(cap_clusters(&folded, &mut []).unwrap_or(folded))
}

/// [`paragraph`] for text that is a `&str` already.
#[must_use]
pub fn str_paragraph(text: &str) -> String {
    if is_plain_line(text) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut newlines = 0;
    let mut blank = false;
    for letter in lines_unified(text) {
        match letter {
            '\n' => newlines += 1,
            ' ' | '\t' | '\u{B}' | '\u{C}' => blank = true,
            letter if !is_allowed(letter) => (),
            // Other white space at the borders of lines is furniture; inside a line its author meant it.
            letter if letter.is_whitespace() && (out.is_empty() || newlines > 0) => (),
            letter => {
                if newlines > 0 {
                    out.truncate(out.trim_end().len());
                    out.push_str(match (out.is_empty(), newlines) {
                        (true, _) => "",
                        (false, 1) => "\n",
                        (false, _) => "\n\n",
                    });
                } else if blank && !out.is_empty() {
                    out.push(' ');
                }
                (newlines, blank) = (0, false);
                out.push(letter);
            }
        }
    }
    out.truncate(out.trim_end().len());
    cap_clusters(&out, &mut []).unwrap_or(out)
}

/// [`code`] for text that is a `&str` already.
#[must_use]
pub fn str_code(text: &str) -> String {
    if text.bytes().all(|byte| matches!(byte, b'\n' | b'\t' | b' '..=b'~')) {
        return text.to_owned();
    }
    let sifted: String =
        lines_unified(text).filter(|&letter| matches!(letter, '\n' | '\t') || is_allowed(letter)).collect();
    cap_clusters(&sifted, &mut []).unwrap_or(sifted)
}

/// Whether a text may be written to any terminal as it is: no control characters but `\n` and `\t`, no
/// bidirectional overrides or isolates, no tag characters, no noncharacters.
#[must_use]
pub fn is_clean(text: &str) -> bool {
    text.chars().all(|letter| matches!(letter, '\n' | '\t') || is_allowed(letter))
}

/// Whether one character may pass. `\n` and `\t` are not asked about here: their place decides.
pub(super) fn is_allowed(letter: char) -> bool {
    match letter {
        ' '..='~' => true,
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' => false,
        // Line and paragraph separators, embeddings and overrides, isolates, deprecated format characters.
        '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{206F}' => false,
        // The byte order mark, interlinear annotation, tags.
        '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}' => false,
        // Noncharacters.
        '\u{FDD0}'..='\u{FDEF}' => false,
        letter => letter as u32 & 0xFFFE != 0xFFFE,
    }
}

/// A language tag as it is compared and written (BCP 47: `en`, `zh-Hant`, `pt-BR`), where it has the shape of one.
#[must_use]
pub fn language_tag(text: &str) -> Option<String> {
    let text = text.trim().replace('_', "-");
    let well_formed = (2..=35).contains(&text.len())
        && text.split('-').all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
        && text
            .split('-')
            .next()
            .is_some_and(|first| first.len() >= 2 && first.bytes().all(|byte| byte.is_ascii_alphabetic()));
    well_formed.then(|| text.split('-').enumerate().map(cased_subtag).collect::<Vec<_>>().join("-"))
}

/// Regions in capitals, scripts with one, all else small (RFC 5646, section 2.1.1).
fn cased_subtag((place, part): (usize, &str)) -> String {
    let mut part = part.to_ascii_lowercase();
    match (place, part.len()) {
        (1.., 2) => part.make_ascii_uppercase(),
        (1.., 4) => part[..1].make_ascii_uppercase(),
        _ => (),
    }
    part
}

/// Whether a text is a clean line already, told by its bytes alone: the common case is one copy.
fn is_plain_line(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() <= LINE_BYTES
        && bytes.iter().all(|byte| matches!(byte, b' '..=b'~'))
        && !bytes.starts_with(b" ")
        && !bytes.ends_with(b" ")
        && !bytes.windows(2).any(|pair| pair == b"  ")
}

/// The last border between characters that is not after `position`.
pub(super) fn border_before(text: &str, position: usize) -> usize {
    let mut border = position.min(text.len());
    while !text.is_char_boundary(border) {
        border -= 1;
    }
    border
}

/// The characters of a text with every kind of line end as `\n`.
fn lines_unified(text: &str) -> impl Iterator<Item = char> {
    let mut after_return = false;
    text.chars().filter_map(move |letter| {
        let second_half = after_return && letter == '\n';
        after_return = letter == '\r';
        match letter {
            '\n' if second_half => None,
            '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
            letter => Some(letter),
        }
    })
}

/// Cuts a line that is too long on the border of a cluster.
fn cut(text: String) -> String {
    const ELLIPSIS: &str = "…";
    if text.len() <= LINE_BYTES {
        return text;
    }
    let room = LINE_BYTES - ELLIPSIS.len() - ZERO_WIDTH_SPACE.len_utf8();
    let border = text
        .grapheme_indices(true)
        .map(|(start, cluster)| start + cluster.len())
        .take_while(|&end| end <= room)
        .last()
        .unwrap_or(0);
    let mut text = text;
    text.truncate(border);
    text.truncate(text.trim_end().len());
    if joins(&text, ELLIPSIS) {
        text.push(ZERO_WIDTH_SPACE);
    }
    text.push_str(ELLIPSIS);
    text
}

/// Takes what piles up without end on one letter out of a text; `None` where nothing does.
///
/// A letter keeps the marks that make up [`MARKED_LETTER`]; a cluster that is still longer than [`CLUSTER`]
/// is parted by zero-width spaces, so that no letter is lost and lines can break. `offsets` are byte offsets
/// in the text, in order; they are moved along.
pub(super) fn cap_clusters(text: &str, offsets: &mut [u32]) -> Option<String> {
    if text.chars().all(never_joins) || !text.graphemes(true).any(is_excessive) {
        return None;
    }
    let mut capper = Capper { out: String::with_capacity(text.len()), offsets, moved: 0 };
    let mut altered: Option<usize> = None;
    for (start, cluster) in text.grapheme_indices(true) {
        // What was cut short must not swallow its neighbour.
        if altered.is_some_and(|from| joins(&capper.out[from..], cluster)) {
            capper.out.push(ZERO_WIDTH_SPACE);
        }
        let excessive = is_excessive(cluster);
        let from = capper.out.len();
        capper.push(start, cluster, excessive);
        altered = excessive.then_some(from);
    }
    let Capper { out, offsets, moved } = capper;
    offsets[moved..].iter_mut().for_each(|offset| *offset = out.len() as u32);
    Some(out)
}

/// The text that [`cap_clusters`] writes, and how many of the offsets were moved so far.
struct Capper<'a> {
    out: String,
    offsets: &'a mut [u32],
    moved: usize,
}

impl Capper<'_> {
    fn push(&mut self, start: usize, cluster: &str, excessive: bool) {
        let (mut marks, mut length) = (0, 0);
        for (within, letter) in cluster.char_indices() {
            self.move_offsets(start + within);
            marks = if is_mark(letter) { marks + 1 } else { 0 };
            if excessive && marks >= MARKED_LETTER {
                continue;
            }
            if excessive && length == CLUSTER {
                self.out.push(ZERO_WIDTH_SPACE);
                length = 0;
            }
            self.out.push(letter);
            length += 1;
        }
    }

    fn move_offsets(&mut self, position: usize) {
        while self.offsets.get(self.moved).is_some_and(|&offset| offset as usize <= position) {
            self.offsets[self.moved] = self.out.len() as u32;
            self.moved += 1;
        }
    }
}

fn is_excessive(cluster: &str) -> bool {
    // A cluster of few bytes is of few code points; most clusters end here.
    if cluster.len() <= MARKED_LETTER {
        return false;
    }
    let mut marks = 0;
    let mut length = 0;
    cluster.chars().any(|letter| {
        marks = if is_mark(letter) { marks + 1 } else { 0 };
        length += 1;
        marks >= MARKED_LETTER || length > CLUSTER
    })
}

/// Whether a character takes no room of its own: it sits on the letter before it, or changes its look.
fn is_mark(letter: char) -> bool {
    let skin_tone = matches!(letter, '\u{1F3FB}'..='\u{1F3FF}');
    skin_tone || unicode_width::UnicodeWidthChar::width(letter) == Some(0)
}

/// Whether the last cluster of `left` would go on into `right`.
fn joins(left: &str, right: &str) -> bool {
    let Some(last) = left.graphemes(true).next_back() else { return false };
    let Some(first) = right.chars().next() else { return false };
    let mut both = last.to_owned();
    both.push(first);
    both.graphemes(true).nth(1).is_none()
}

/// Whether a character is of a kind that never makes a cluster of several: most of the world's text.
fn never_joins(letter: char) -> bool {
    matches!(letter,
        '\0'..='\u{2FF}' | '\u{370}'..='\u{482}' | '\u{48A}'..='\u{52F}' | '\u{2010}'..='\u{2027}'
        | '\u{3000}'..='\u{3029}' | '\u{3030}'..='\u{3096}' | '\u{309B}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}')
}
