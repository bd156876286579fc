//! When two lines are the same title, and what a title looks like.

/// Characters beyond which a line is no title, however it stands.
pub(super) const LONGEST: usize = 240;

/// Whether a line by itself looks like a title: short, and no sentence, greeting or row of columns.
pub(super) fn looks_like_title(text: &str) -> bool {
    const CHARACTERS: usize = 120;
    const WORDS: usize = 20;
    text.chars().count() <= CHARACTERS
        && text.split_whitespace().count() <= WORDS
        && text.contains(char::is_alphanumeric)
        && !text.starts_with(['>', '|'])
        && !text.contains("   ")
        && !text.contains('\t')
        && !ends_like_a_sentence(text)
}

fn ends_like_a_sentence(text: &str) -> bool {
    let abbreviated = |head: &str| {
        head.ends_with('.') || head.rsplit([' ', '.']).next().is_some_and(|last| last.chars().count() <= 2)
    };
    text.ends_with([',', ';', ':']) || text.strip_suffix('.').is_some_and(|head| !abbreviated(head))
}

/// A row of `=` or `-` under a title.
pub(super) fn is_underline(text: &str) -> bool {
    text.len() >= 3 && (text.bytes().all(|byte| byte == b'=') || text.bytes().all(|byte| byte == b'-'))
}

/// Whether two lines are the same title, but for case, quotes, a site's name behind it, or a cut end.
pub(super) fn is_same_title(one: &str, other: &str) -> bool {
    if one.len() > 4 * LONGEST || other.len() > 4 * LONGEST {
        return false;
    }
    let (one, other) = (folded(one), folded(other));
    if one.is_empty() || other.is_empty() {
        return false;
    }
    one == other || extends(&one, &other) || extends(&other, &one) || cuts(&one, &other) || cuts(&other, &one)
}

/// The better of two forms of the same title: the shorter, unless its end is cut off.
pub(super) fn better<'a>(one: &'a str, other: &'a str) -> &'a str {
    match (is_cut(one), is_cut(other)) {
        (true, false) => other,
        (false, true) => one,
        (true, true) | (false, false) if other.len() < one.len() => other,
        (true, true) | (false, false) => one,
    }
}

/// What stays the same under case, quotes and blanks.
fn folded(text: &str) -> String {
    const QUOTES: &[char] = &['"', '\'', '’', '‘', '“', '”', '„', '«', '»', '‹', '›', '`'];
    let dashes = text.replace(['–', '—'], "-").replace(QUOTES, "").to_lowercase();
    dashes.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether `long` is `short` with a site's name of a few words behind it.
fn extends(long: &str, short: &str) -> bool {
    const SITE_WORDS: usize = 6;
    const SEPARATORS: &[&str] = &[" | ", " - ", " :: ", " · ", " • ", " : "];
    let Some(rest) = long.strip_prefix(short) else { return false };
    SEPARATORS
        .iter()
        .find_map(|separator| rest.strip_prefix(separator))
        .is_some_and(|site| (1..=SITE_WORDS).contains(&site.split(' ').count()))
}

/// Whether `part` is `whole` with its end cut off and dots in its place.
fn cuts(part: &str, whole: &str) -> bool {
    const SHORTEST: usize = 10;
    let head = part.strip_suffix("...").or_else(|| part.strip_suffix('…')).map(str::trim_end);
    head.is_some_and(|head| head.len() >= SHORTEST && whole.len() > head.len() && whole.starts_with(head))
}

fn is_cut(text: &str) -> bool {
    text.ends_with('…') || text.ends_with("...")
}
