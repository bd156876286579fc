//! What readers of a language keep on one line, beyond the rules of UAX #14: dashes and one-letter words. It must not
//! know where lines end.

use super::fragment::Fragment;
use super::language::Language;
use super::width::counts_wide;

/// Joins fragments between which no line is to end, where both fit one.
///
/// A dash begins no line, unless it opens a stretch (“a —b— c”), to which it is bound then. In languages that write
/// prepositions of one letter these end no line.
pub(super) fn bind(text: &str, fragments: &mut Vec<Fragment>, language: Language, limit: u16) {
    let letters = language.binds_letters();
    let widest = if counts_wide() { 2 } else { 1 };
    // Nearly all texts have nothing that could be bound.
    if !fragments.iter().any(|fragment| fragment.width <= widest && (letters || may_be_dash(fragment))) {
        return;
    }
    let is_bound = |one: &Fragment, two: &Fragment| binds(text, one, two, letters);
    let mut kept: usize = 0;
    let mut last = fragments[0];
    for at in 1..fragments.len() {
        let next = fragments[at];
        let width = u32::from(fragments[kept].width) + u32::from(fragments[kept].space) + next.last_width();
        if is_bound(&last, &next) && width <= u32::from(limit) {
            let whole = &mut fragments[kept];
            let half_words = whole.half_words.saturating_add(next.half_words);
            let width = whole.width + whole.space + next.width;
            *whole = Fragment { start: whole.start, width, half_words, ..next };
        } else {
            kept += 1;
            fragments[kept] = next;
        }
        last = next;
    }
    fragments.truncate(kept + 1);
}

/// Whether a line may not end between two fragments.
#[inline]
fn binds(text: &str, one: &Fragment, two: &Fragment, letters: bool) -> bool {
    if one.forced || one.hyphen {
        return false;
    }
    let begins = || one.start == 0 || matches!(text.as_bytes()[one.start as usize - 1], b' ' | b'\n');
    if is_dash(text, two) {
        return one.space == 0 || two.space > 0;
    }
    if is_dash(text, one) {
        return begins() && (one.space == 0 || one.start == 0);
    }
    letters && one.space > 0 && is_letter(text, one)
}

fn is_dash(text: &str, fragment: &Fragment) -> bool {
    may_be_dash(fragment) && matches!(&text[fragment.start as usize..fragment.end as usize], "—" | "–")
}

/// Whether it has as many bytes as a dash.
fn may_be_dash(fragment: &Fragment) -> bool {
    fragment.end - fragment.start == 3
}

fn is_letter(text: &str, fragment: &Fragment) -> bool {
    let mut letters = text[fragment.start as usize..fragment.end as usize].chars();
    letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
}
