//! The lines of settings some writers put before a Markdown text, between two rules of `---`.

use super::line::is_blank;

/// How many lines the front matter takes, its rules included; `None` where there is none.
pub(super) fn length(lines: &[&str]) -> Option<usize> {
    const LONGEST: usize = 200;
    if lines.first()?.trim_end() != "---" {
        return None;
    }
    let inner = lines.iter().skip(1).take(LONGEST);
    let end = 1 + inner.clone().position(|line| matches!(line.trim_end(), "---" | "..."))?;
    let is_setting = |line: &&&str| {
        is_blank(line) || line.starts_with([' ', '\t', '-', '#']) || key_and_value(line).is_some()
    };
    (end > 1 && inner.take(end - 1).all(|line| is_setting(&line))).then_some(end + 1)
}

/// The key and the value of a setting, the value without its quotes.
pub(super) fn key_and_value(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    is_key.then(|| (key, value.trim().trim_matches(['"', '\''])))
}
