//! What is known of a site that its pages do not tell: where an article is in them, what to leave out, where it goes on.
//!
//! Elements are named as style sheets name them, by a small part of their language; nothing here knows a page.

use serde::{Deserialize, Serialize};

/// Names elements: steps from the outside in, parted by blanks, such as `main div.text p[role=note]`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Selector(Vec<Step>);

/// What one element must be.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Step {
    /// Its name, in lower case; any, where there is none.
    pub name: Option<String>,
    /// Its identifier.
    pub id: Option<String>,
    /// Classes that it has, all of them.
    pub classes: Vec<String>,
    /// Attributes that it has, with their value where one is named.
    pub attributes: Vec<(String, Option<String>)>,
}

impl Selector {
    /// Reads one; why not, where it cannot be read.
    pub fn parse(text: &str) -> Result<Self, String> {
        const LONGEST: usize = 200;
        if text.len() > LONGEST {
            return Err(format!("it is longer than {LONGEST} letters"));
        }
        // A blank inside of brackets belongs to a value.
        let mut depth = 0_usize;
        let parts = text.split(|letter: char| {
            depth = match letter {
                '[' => depth + 1,
                ']' => depth.saturating_sub(1),
                _ => depth,
            };
            depth == 0 && letter.is_whitespace()
        });
        let steps =
            parts.filter(|part| !part.is_empty()).map(Step::parse).collect::<Result<Vec<Step>, _>>()?;
        if steps.is_empty() { Err("it names no element".to_owned()) } else { Ok(Self(steps)) }
    }

    /// The steps, from the outside in; at least one.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.0
    }
}

impl Step {
    fn parse(text: &str) -> Result<Self, String> {
        let mut step = Self::default();
        let (name, mut rest) = word(text);
        step.name = Some(name.to_ascii_lowercase()).filter(|name| !name.is_empty());
        while let Some(sign) = rest.chars().next() {
            let (told, after) = word(&rest[sign.len_utf8()..]);
            if told.is_empty() {
                return Err(format!("\"{sign}\" names nothing in \"{text}\""));
            }
            rest = after;
            match sign {
                '#' => step.id = Some(told.to_owned()),
                '.' => step.classes.push(told.to_owned()),
                '[' => {
                    let (inside, after) =
                        after.split_once(']').ok_or(format!("\"]\" is missing in \"{text}\""))?;
                    let value = match inside.strip_prefix('=') {
                        Some(value) => Some(value.trim_matches(['"', '\'']).to_owned()),
                        None if inside.is_empty() => None,
                        None => {
                            return Err(format!(
                                "only [name] and [name=value] are understood, not \"{text}\""
                            ));
                        }
                    };
                    step.attributes.push((told.to_ascii_lowercase(), value));
                    rest = after;
                }
                _ => return Err(format!("\"{sign}\" is not understood in \"{text}\"")),
            }
        }
        if step == Self::default() { Err(format!("\"{text}\" names no element")) } else { Ok(step) }
    }
}

/// The name at the start of a text, and what follows it.
fn word(text: &str) -> (&str, &str) {
    text.split_at(text.find(['#', '.', '[', ']', '=', '>', '+', '~', ':', '*', ',']).unwrap_or(text.len()))
}

/// What is known of some sites.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct SiteRule {
    /// Their hosts, in lower case; hosts below them are meant as well.
    pub hosts: Vec<String>,
    /// The element that is an article's body; the first that a page has.
    pub body: Vec<Selector>,
    /// Elements that are no part of it.
    pub drop: Vec<Selector>,
    /// The link to the page on which it goes on.
    pub next: Vec<Selector>,
}

/// Rules for sites; where two are for the same host, the earlier holds.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SiteRules(pub Vec<SiteRule>);

impl SiteRules {
    /// The rule for a host.
    #[must_use]
    pub fn of(&self, host: &str) -> Option<&SiteRule> {
        let host = host.to_ascii_lowercase();
        let is_meant = |name: &String| {
            host.strip_suffix(name.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        };
        self.0.iter().find(|rule| rule.hosts.iter().any(is_meant))
    }
}
