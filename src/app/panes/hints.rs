//! Letters on the links in sight, until one is typed. What following a link does, it must not know.

use crate::news::LinkId;

/// Letters in the order they are given out: those under resting fingers first.
const LETTERS: &[u8] = b"asdfghjklqwertyuiopzxcvbnm";

/// Letters that stand on links.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    labels: Vec<(String, LinkId)>,
    typed: String,
}

/// What a key came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hinted {
    /// More letters are to come.
    Half,
    /// That link; whether its letters were typed as capitals.
    Link(LinkId, bool),
    /// No link has these letters.
    Nothing,
}

impl Hints {
    /// Letters for links, as few for each as will do.
    #[must_use]
    pub fn on(links: &[LinkId]) -> Self {
        let single = |at: usize| char::from(LETTERS[at % LETTERS.len()]).to_string();
        let label = |at: usize| match links.len() <= LETTERS.len() {
            true => single(at),
            false => single(at / LETTERS.len()) + &single(at),
        };
        let most = LETTERS.len() * LETTERS.len();
        let labels = links.iter().take(most).enumerate().map(|(at, link)| (label(at), *link)).collect();
        Self { labels, typed: String::new() }
    }

    /// What is still to be typed for a link; nothing where it cannot be meant any more.
    #[must_use]
    pub fn label(&self, link: LinkId) -> Option<&str> {
        let (label, _) = self.labels.iter().find(|(_, known)| *known == link)?;
        label.strip_prefix(self.typed.as_str()).filter(|rest| !rest.is_empty())
    }

    /// Takes a letter.
    pub fn take(&mut self, letter: char) -> Hinted {
        self.typed.push(letter.to_ascii_lowercase());
        if let Some((_, link)) = self.labels.iter().find(|(label, _)| *label == self.typed) {
            return Hinted::Link(*link, letter.is_ascii_uppercase());
        }
        match self.labels.iter().any(|(label, _)| label.starts_with(&self.typed)) {
            true => Hinted::Half,
            false => Hinted::Nothing,
        }
    }
}
