//! What the line of a filter may go on with, and going through it with Tab. It knows the names in the library, and the
//! language only through `query`.

use super::panes::{Completion, Line};
use super::state::{App, Asking, Prompt};
use crate::query::{self, GoesOn};

/// Candidates beyond these are not looked at by anybody.
const MOST: usize = 50;

impl App {
    /// What the part before the cursor may become, for lines that take queries.
    pub(super) fn completion(&self, asking: &Asking, line: &Line) -> Completion {
        match asking {
            Asking::Filter | Asking::Library => self.candidates(line.before_cursor()).unwrap_or_default(),
            Asking::Find | Asking::Tags { .. } | Asking::Note { .. } | Asking::Path | Asking::Feed { .. } => {
                Completion::default()
            }
        }
    }

    fn candidates(&self, before: &str) -> Option<Completion> {
        let part = query::unfinished(before)?;
        let stem = part.stem.to_lowercase();
        let mut candidates: Vec<String> = match part.goes_on {
            GoesOn::Field => query::field_names().filter(|name| name.starts_with(&stem)).collect(),
            GoesOn::Word(words) => beginning(query::words_of(words).into_iter().map(str::to_owned), &stem),
            GoesOn::Tag => beginning(self.store.tag_names().into_iter().map(|(name, _)| name), &stem),
            GoesOn::Feed => beginning(self.store.feeds().map(|feed| feed.title.clone()), &stem),
            GoesOn::Folder => {
                let mut paths: Vec<String> = self.store.feeds().map(|feed| feed.folder.join("/")).collect();
                paths.sort_unstable();
                paths.dedup();
                beginning(paths.into_iter().filter(|path| !path.is_empty()), &stem)
            }
        };
        // A name with a quote in it cannot be written between quotes.
        candidates.retain(|name| !name.contains('"'));
        candidates.truncate(MOST);
        // What stands there whole is no news.
        let is_there = |name: &String| part.stem == name || before[part.from..] == quoted(name);
        if candidates.iter().all(is_there) {
            return None;
        }
        let candidates = candidates.iter().map(|name| quoted(name)).collect();
        Some(Completion { from: part.from, candidates, chosen: None })
    }

    /// Puts the next candidate, or the one before, into its place.
    pub(super) fn complete(&mut self, mut prompt: Prompt, forward: bool) {
        let count = prompt.completion.candidates.len();
        if count == 0 {
            self.prompt = Some(prompt);
            return;
        }
        let chosen = match (prompt.completion.chosen, forward) {
            (None, true) => 0,
            (None, false) => count - 1,
            (Some(now), true) => (now + 1) % count,
            (Some(now), false) => (now + count - 1) % count,
        };
        prompt.line.replace_before_cursor(prompt.completion.from, &prompt.completion.candidates[chosen]);
        prompt.completion.chosen = Some(chosen);
        self.answer_while_typing(prompt);
    }
}

/// Those that begin with a stem, and then those with a word in them that does.
fn beginning(names: impl Iterator<Item = String>, stem: &str) -> Vec<String> {
    let (mut first, mut then) = (Vec::new(), Vec::new());
    for name in names {
        let lower = name.to_lowercase();
        if lower.starts_with(stem) {
            first.push(name);
            if first.len() == MOST {
                return first;
            }
        } else if lower.split([' ', '/']).any(|word| word.starts_with(stem)) {
            then.push(name);
        }
    }
    first.extend(then);
    first
}

/// As it is written in a query.
fn quoted(name: &str) -> String {
    let is_plain = !name.contains(|sign: char| sign.is_whitespace() || matches!(sign, '(' | ')' | '*' | '/'));
    if is_plain { name.to_owned() } else { format!("\"{name}\"") }
}
