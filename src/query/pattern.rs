//! A regular expression between slashes. It is bounded: its time grows with its own length and that of the text it looks
//! at, never faster, and it takes little room.

use regex::{Regex, RegexBuilder};

/// Bytes that a compiled expression may take.
const LARGEST: usize = 1 << 18;

/// An expression as it was written and as it is asked. Capitals make no difference unless it says `(?-i)`.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    pub(super) text: String,
    regex: Regex,
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Pattern {}

impl Pattern {
    /// Reads what stands between the slashes.
    ///
    /// # Errors
    /// A clause that says what is wrong with it.
    pub(super) fn new(text: &str) -> Result<Self, &'static str> {
        let regex = RegexBuilder::new(text).case_insensitive(true).size_limit(LARGEST).build();
        match regex {
            Ok(regex) => Ok(Self { text: text.to_owned(), regex }),
            Err(regex::Error::CompiledTooBig(_)) => Err("it grows too large"),
            Err(_) => Err("a bracket, a range or a sign in it has no meaning there"),
        }
    }

    pub(super) fn is_in(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }

    /// What stands between slashes at the beginning of a text, and the bytes of all of it. The closing slash has
    /// white space, a closing bracket or nothing behind it, so that "/etc/fstab" is a word; and one that stands in
    /// brackets does not run over their end.
    pub(super) fn between_slashes(text: &str, in_brackets: bool) -> Option<(&str, usize)> {
        let inner = text.strip_prefix('/')?;
        if inner.starts_with(char::is_whitespace) {
            return None;
        }
        let (mut is_escaped, mut open) = (false, 0_usize);
        for (at, sign) in inner.char_indices() {
            match sign {
                '(' if !is_escaped => open += 1,
                ')' if !is_escaped && open > 0 => open -= 1,
                ')' if !is_escaped && in_brackets => return None,
                _ => (),
            }
            let ends =
                || inner[at + 1..].chars().next().is_none_or(|next| next.is_whitespace() || next == ')');
            if sign == '/' && at > 0 && !is_escaped && ends() {
                return Some((&inner[..at], at + 2));
            }
            is_escaped = sign == '\\' && !is_escaped;
        }
        None
    }
}
