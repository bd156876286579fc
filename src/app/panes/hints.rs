//! Letters on the links in sight, until one is typed. What following a link does, it must not know.

use crate::news::LinkId;

/// Letters in the order they are given out: those under resting fingers first.
const LETTERS: &[u8] = b"asdfghjklqwertyuiopzxcvbnm";

/// Letters that stand on links.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    labels: Vec<String>,
    /// The links they stand on, with their addresses.
    links: Vec<(LinkId, String)>,
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
    pub fn on(mut links: Vec<(LinkId, String)>) -> Self {
        links.truncate(LETTERS.len() * LETTERS.len());
        let single = |at: usize| char::from(LETTERS[at % LETTERS.len()]).to_string();
        let label = |at: usize| match links.len() <= LETTERS.len() {
            true => single(at),
            false => single(at / LETTERS.len()) + &single(at),
        };
        let labels = (0..links.len()).map(label).collect();
        Self { labels, links, typed: String::new() }
    }

    /// Whether these still are the links in sight.
    #[must_use]
    pub fn are_on(&self, links: &[(LinkId, String)]) -> bool {
        links.starts_with(&self.links)
            && (self.links.len() == links.len() || self.links.len() == LETTERS.len() * LETTERS.len())
    }

    /// What is still to be typed for a link; nothing where it cannot be meant any more.
    #[must_use]
    pub fn label(&self, link: LinkId) -> Option<&str> {
        let at = self.links.iter().position(|(known, _)| *known == link)?;
        self.labels.get(at)?.strip_prefix(self.typed.as_str()).filter(|rest| !rest.is_empty())
    }

    /// Takes a letter.
    pub fn take(&mut self, letter: char) -> Hinted {
        self.typed.push(letter.to_ascii_lowercase());
        let at = self.labels.iter().position(|label| *label == self.typed);
        if let Some((link, _)) = at.and_then(|at| self.links.get(at)) {
            return Hinted::Link(*link, letter.is_ascii_uppercase());
        }
        match self.labels.iter().any(|label| label.starts_with(&self.typed)) {
            true => Hinted::Half,
            false => Hinted::Nothing,
        }
    }
}
