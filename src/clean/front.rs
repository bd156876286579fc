//! The front matter of a Markdown file: the few facts that writers put above their text, in YAML or TOML.
//!
//! A tolerant reader of lines, not of those languages: what it does not understand it passes over.

use super::text::str_line;

/// The longest front matter that is looked for, in bytes.
const FRONT_BYTES: usize = 64 * 1024;

/// Splits a text into its front matter, as pairs with keys in lower case, and its body.
pub(super) fn split(text: &str) -> (Vec<(String, String)>, &str) {
    let start = text.trim_start_matches('\u{FEFF}');
    for (fence, ends, sign) in [("---", &["---", "..."][..], ':'), ("+++", &["+++"][..], '=')] {
        if let Some((matter, body)) = fenced(start, fence, ends) {
            let pairs = Reader::new(sign).read(matter);
            if !pairs.is_empty() {
                return (pairs, body);
            }
        }
    }
    (Vec::new(), start)
}

/// What stands between a first line that is `fence` and the next line that is one of `ends`.
fn fenced<'a>(text: &'a str, fence: &str, ends: &[&str]) -> Option<(&'a str, &'a str)> {
    let first = text.split_inclusive('\n').next()?;
    if first.trim_end() != fence {
        return None;
    }
    let mut position = first.len();
    for line in text[first.len()..].split_inclusive('\n') {
        if ends.contains(&line.trim_end()) {
            return Some((&text[first.len()..position], &text[position + line.len()..]));
        }
        position += line.len();
        if position > FRONT_BYTES {
            break;
        }
    }
    None
}

/// Reads pairs line by line; a value may go on over the lines that follow.
struct Reader {
    sign: char,
    pairs: Vec<(String, String)>,
    /// The key whose value is still to come, on lines of its own.
    key: Option<String>,
    /// Lines of a value that is one text over several lines.
    folded: Vec<String>,
    is_folded: bool,
}

impl Reader {
    fn new(sign: char) -> Self {
        Self { sign, pairs: Vec::new(), key: None, folded: Vec::new(), is_folded: false }
    }

    fn read(mut self, matter: &str) -> Vec<(String, String)> {
        matter.lines().for_each(|line| self.line(line));
        self.end_value();
        self.pairs
    }

    fn line(&mut self, line: &str) {
        let indented = line.starts_with([' ', '\t', '-', ']', '"', '\'']);
        let content = line.trim();
        if self.is_folded && (indented || content.is_empty()) {
            self.folded.push(content.to_owned());
        } else if content.is_empty() || content.starts_with('#') || content.starts_with('[') {
            self.end_value();
        } else if indented && self.key.is_some() {
            self.continue_value(content);
        } else if !indented {
            self.start_value(content);
        }
    }

    fn start_value(&mut self, content: &str) {
        self.end_value();
        let Some((key, value)) = content.split_once(self.sign) else { return };
        let key = str_line(unquoted(key)).to_lowercase();
        if key.is_empty() || key.contains(' ') {
            return;
        }
        let value = value.trim();
        self.key = Some(key);
        match value {
            "" | "[" => (),
            "|" | ">" | "|-" | ">-" | "|+" | ">+" => self.is_folded = true,
            value => self.values(value),
        }
    }

    /// An entry of a list: `- one`, `- name: one`, or `"one",`.
    fn continue_value(&mut self, content: &str) {
        let entry = content.strip_prefix('-').unwrap_or(content).trim();
        let entry = entry.strip_prefix("name:").unwrap_or(entry);
        // Other keys below a key are facts about the entry, not entries.
        let is_fact = content.split_once(": ").is_some() && !content.starts_with(['-', '"', '\'']);
        if !is_fact || content.starts_with("name:") {
            self.values(entry.trim().trim_end_matches([',', ']']));
        }
    }

    /// One value, or several in brackets.
    fn values(&mut self, value: &str) {
        let Some(key) = self.key.clone() else { return };
        let inside = value.strip_prefix('[').map(|rest| rest.trim_end().trim_end_matches(']'));
        let values: Vec<&str> = inside.map_or_else(|| vec![value], |inside| inside.split(',').collect());
        for value in values {
            let value = str_line(unquoted(value));
            if !value.is_empty() {
                self.pairs.push((key.clone(), value));
            }
        }
    }

    fn end_value(&mut self) {
        if self.is_folded
            && let Some(key) = self.key.take()
        {
            let value = str_line(&self.folded.join(" "));
            if !value.is_empty() {
                self.pairs.push((key, value));
            }
        }
        self.folded.clear();
        self.is_folded = false;
        self.key = None;
    }
}

/// A value without its quotes, or without the comment after it.
fn unquoted(value: &str) -> &str {
    let value = value.trim();
    for quote in ['"', '\''] {
        if let Some(rest) = value.strip_prefix(quote) {
            return rest.find(quote).map_or(rest, |end| &rest[..end]);
        }
    }
    value.split(" #").next().unwrap_or(value).trim_end()
}
