//! The head of a page: title, breadcrumb and facts above the first line of prose. A note, poem or mail has hardly any.

use super::breadcrumb::{is_home, steps, steps_on_one_line};
use super::fact::{self, Fact, Found};
use super::item::{Item, Proof};
use super::line::{Line, Marker};
use super::title;
use crate::facts;

/// The lines above the body, each with what it is taken for.
#[derive(Default, Debug)]
pub(super) struct Head {
    pub(super) title: Option<String>,
    pub(super) items: Vec<(usize, Item)>,
    pub(super) proof: Proof,
}

impl Head {
    /// Reads the head of a text whose foot has proved so much.
    pub(super) fn read(lines: &[Line<'_>], foot: Proof) -> Self {
        let mut scan = HeadScan { lines, foot, head: Self::default(), at: 0 };
        if !is_mail(lines) {
            while scan.step() {}
        }
        scan.settle()
    }

    /// The steps of its breadcrumb.
    pub(super) fn breadcrumb(&self) -> Vec<String> {
        let steps = self.items.iter().filter_map(|(_, item)| {
            if let Item::Breadcrumb(steps) = item { Some(steps.clone()) } else { None }
        });
        steps.flatten().collect()
    }
}

/// A mail or a form: its first block holds two or more header fields. It is text from its first line.
fn is_mail(lines: &[Line<'_>]) -> bool {
    const FIELDS: &[&str] = &[
        "from:",
        "to:",
        "subject:",
        "cc:",
        "reply-to:",
        "message-id:",
        "received:",
        "von:",
        "an:",
        "betreff:",
    ];
    let first = lines.iter().skip_while(|line| line.is_blank()).take_while(|line| !line.is_blank());
    let is_field = |line: &&Line<'_>| {
        let start = line.text.split_inclusive(':').next().unwrap_or_default().to_lowercase();
        FIELDS.contains(&start.as_str())
    };
    first.filter(is_field).count() >= 2
}

/// Lines beyond which it is a list, not the head of a page.
const LONGEST_HEAD: usize = 100;

/// The walk from the top down to the first line of prose.
struct HeadScan<'a> {
    lines: &'a [Line<'a>],
    foot: Proof,
    head: Head,
    at: usize,
}

impl<'a> HeadScan<'a> {
    /// Takes the next line or run of lines; `false` at the first line of prose.
    fn step(&mut self) -> bool {
        let Some(line) = self.lines.get(self.at) else { return false };
        if self.head.items.len() >= LONGEST_HEAD {
            return false;
        }
        if line.is_blank() {
            self.at += 1;
            return true;
        }
        match line.marker {
            Marker::Number(1) => self.take_steps(),
            Marker::Bullet => self.take_bullets(),
            Marker::Number(_) => false,
            Marker::None => self.take_line(line),
        }
    }

    fn take(&mut self, item: Item) -> bool {
        self.head.items.push((self.at, item));
        self.at += 1;
        true
    }

    fn is_title(&self, text: &str) -> bool {
        self.head.title.as_deref().is_some_and(|title| title::is_same_title(title, text))
    }

    fn take_line(&mut self, line: &Line<'a>) -> bool {
        if self.is_title(line.text) {
            return self.repeat_title(line.text);
        }
        if title::is_underline(line.text) && self.is_under_title() {
            return self.take(Item::Underline);
        }
        if let Some(item) = Item::of(line) {
            return self.take(item);
        }
        if let Some(steps) = steps_on_one_line(line.text) {
            return self.take(Item::Breadcrumb(steps));
        }
        if self.head.title.is_none() { self.take_title(line) } else { self.take_bare_name(line) }
    }

    fn repeat_title(&mut self, text: &str) -> bool {
        let best = self.head.title.as_deref().map(|title| title::better(title, text).to_owned());
        self.head.title = best;
        self.take(Item::Title)
    }

    fn is_under_title(&self) -> bool {
        self.head.items.last().is_some_and(|(at, item)| *at + 1 == self.at && *item == Item::Title)
    }

    /// The first line that tells no fact: the title, if it stands like one, or a word over the title.
    fn take_title(&mut self, line: &Line<'a>) -> bool {
        if line.text.chars().count() > title::LONGEST {
            return false;
        }
        if self.stands_like_title(self.at) {
            self.head.title = Some(line.text.to_owned());
            return self.take(Item::Title);
        }
        let is_kicker =
            line.words() <= 3 && line.text == line.text.to_uppercase() && self.is_parted(self.at + 1);
        is_kicker && self.stands_like_title(self.at + 1) && self.take(Item::Category(line.text.to_owned()))
    }

    /// A name without "By" under the title, right above a date or another fact.
    fn take_bare_name(&mut self, line: &Line<'a>) -> bool {
        let is_name = (2..=4).contains(&line.words())
            && facts::looks_like_name(line.text)
            && line.text != line.text.to_uppercase();
        let stands_over_fact =
            self.lines.get(self.at + 1).is_some_and(|next| fact::facts(next.content).is_some());
        let author = Found { fact: Fact::Author(line.text.to_owned()), is_sure: false };
        is_name && stands_over_fact && self.take(Item::Facts(vec![author]))
    }

    /// Whether what follows a line parts it from the text: a blank line, a rule, a fact, a breadcrumb, itself.
    fn stands_like_title(&self, at: usize) -> bool {
        let Some(line) = self.lines.get(at).filter(|line| line.marker == Marker::None) else { return false };
        let looks = title::looks_like_title(line.text);
        match self.lines.get(at + 1) {
            None => false,
            Some(next) if next.is_blank() => looks || self.comes_again(at),
            Some(next) => {
                (looks && title::is_underline(next.text)) || self.is_parted(at) || self.comes_again(at)
            }
        }
    }

    /// Whether a line has facts or a breadcrumb right below it.
    fn is_parted(&self, at: usize) -> bool {
        self.lines.get(at + 1).is_some_and(|next| {
            Item::of(next).is_some_and(|item| item.is_facts())
                || self.bullets(at + 1).is_some_and(|items| !items.is_empty())
                || (next.marker == Marker::Number(1) && steps(&self.lines[at + 1..]).is_some())
                || steps_on_one_line(next.text).is_some()
        })
    }

    /// Whether a line stands again among the next lines of the head.
    fn comes_again(&self, at: usize) -> bool {
        const NEXT: usize = 20;
        let is_head = |line: &&Line<'_>| line.is_blank() || line.text.len() <= 2 * title::LONGEST;
        let text = self.lines[at].text;
        self.lines[at + 1..]
            .iter()
            .take(NEXT)
            .take_while(is_head)
            .any(|line| !line.is_blank() && title::is_same_title(line.content, text))
    }

    /// A numbered run from 1: kept for now, proved by the title or the first step later.
    fn take_steps(&mut self) -> bool {
        let Some(steps) = steps(&self.lines[self.at..]) else { return false };
        for step in steps {
            self.take(Item::Breadcrumb(vec![step]));
        }
        true
    }

    fn take_bullets(&mut self) -> bool {
        let Some(items) = self.bullets(self.at) else { return false };
        items.into_iter().all(|item| self.take(item))
    }

    /// A run of bullets that are facts, with a few bare words among them.
    fn bullets(&self, at: usize) -> Option<Vec<Item>> {
        let run: Vec<&Line<'_>> =
            self.lines[at..].iter().take_while(|line| line.has_bullet()).take(LONGEST_HEAD).collect();
        let items: Vec<Option<Item>> = run.iter().map(|line| self.bullet(line)).collect();
        let known = items.iter().flatten();
        let facts = known.clone().filter(|item| item.is_facts()).count();
        let bare = run.iter().zip(&items).filter(|(line, item)| item.is_none() && is_bare_word(line)).count();
        let all_known = known.clone().count() + bare == run.len();
        let good = Proof::of(known).is_enough() && all_known && bare <= facts + 1;
        let named = |(line, item): (&&Line<'_>, Option<Item>)| {
            item.unwrap_or_else(|| Item::Category(line.content.to_owned()))
        };
        good.then(|| run.iter().zip(items).map(named).collect())
    }

    fn bullet(&self, line: &Line<'_>) -> Option<Item> {
        if self.is_title(line.content) { Some(Item::Title) } else { Item::of(line) }
    }

    /// Keeps what is proved and gives the rest back to the body.
    fn settle(mut self) -> Head {
        self.drop_unproved_breadcrumb();
        self.drop_refrain();
        self.head.proof = self.proof();
        let kept = self.kept();
        self.head.items.truncate(kept);
        let titled = self.head.items.iter().any(|(_, item)| *item == Item::Title);
        if !titled {
            self.head.title = self.title_of_breadcrumb();
        }
        self.head
    }

    /// A breadcrumb ends in the title, or starts at home on a page that is one anyway.
    fn drop_unproved_breadcrumb(&mut self) {
        let steps = self.head.breadcrumb();
        let ends_in_title = steps.last().is_some_and(|last| self.is_title(last));
        let proved = Proof::of(self.head.items.iter().map(|(_, item)| item)).and(self.foot).is_enough();
        let starts_at_home =
            steps.first().is_some_and(|first| is_home(first)) && (proved || steps.len() == 1);
        if !ends_in_title && !starts_at_home && !steps.is_empty() {
            let is_step = |(_, item): &(usize, Item)| matches!(item, Item::Breadcrumb(_));
            let first = self.head.items.iter().position(is_step).unwrap_or(0);
            self.cut(first);
        }
    }

    /// A title that stands again and again in a text that is no page is the refrain of a song.
    fn drop_refrain(&mut self) {
        let is_title = |(_, item): &(usize, Item)| *item == Item::Title;
        let second = self.head.items.iter().enumerate().filter(|(_, entry)| is_title(entry)).nth(1);
        let second = second.map(|(place, _)| place);
        let goes_on = self.lines[self.at..].iter().any(|line| self.is_title(line.text));
        let proved = Proof::of(self.head.items.iter().map(|(_, item)| item)).is_enough();
        if let Some(second) = second.filter(|_| goes_on && !proved) {
            self.cut(second);
        }
    }

    /// Gives the items from `first` on back to the text.
    fn cut(&mut self, first: usize) {
        self.head.items.truncate(first);
    }

    fn proof(&self) -> Proof {
        let items = self.head.items.iter().map(|(_, item)| item);
        let breadcrumb = usize::from(items.clone().any(|item| matches!(item, Item::Breadcrumb(_))));
        let repeated = items.clone().filter(|item| **item == Item::Title).count().saturating_sub(1);
        Proof::of(items).and(Proof { sure: breadcrumb, likely: repeated }).and(self.foot)
    }

    /// How many items stand: all of a page's, and of a mere text only its title and what stands alone under it.
    fn kept(&self) -> usize {
        let items = &self.head.items;
        let whole = if self.ends_inside_block() && !self.head.proof.is_enough() {
            items.iter().position(|(at, _)| self.is_in_last_block(*at)).unwrap_or(items.len())
        } else {
            items.len()
        };
        if self.head.proof.is_enough() {
            return whole;
        }
        let unproved = |(_, item): &(usize, Item)| match item {
            Item::Title | Item::Underline => false,
            Item::Facts(found) => !found.iter().all(|found| self.stands_under_title(&found.fact)),
            Item::Breadcrumb(_) | Item::FactsAmongOthers(_) | Item::Category(_) | Item::Furniture(_) => true,
        };
        items.iter().position(unproved).unwrap_or(items.len()).min(whole)
    }

    /// A lone byline or date under a title, unless such dates go on through the text, as in a diary.
    fn stands_under_title(&self, fact: &Fact) -> bool {
        let titled = self.head.title.is_some();
        match fact {
            Fact::Author(_) => titled,
            Fact::Dated(_) => titled && !self.is_diary(),
            Fact::Published(_) | Fact::Updated(_) | Fact::Minutes(_) | Fact::Views(_) => false,
            Fact::Comments(_) | Fact::Shares | Fact::Categories(_) => false,
        }
    }

    fn is_diary(&self) -> bool {
        self.lines.iter().filter(|line| fact::is_date(line.content)).count() > 1
    }

    fn ends_inside_block(&self) -> bool {
        let before = self.at.checked_sub(1).and_then(|before| self.lines.get(before));
        self.at < self.lines.len() && before.is_some_and(|line| !line.is_blank())
    }

    fn is_in_last_block(&self, at: usize) -> bool {
        self.lines[at..self.at].iter().all(|line| !line.is_blank())
    }

    /// A page without a headline has its title at the end of its breadcrumb.
    fn title_of_breadcrumb(&self) -> Option<String> {
        const FEWEST_WORDS: usize = 4;
        let steps = self.head.breadcrumb();
        steps.last().filter(|last| last.split_whitespace().count() >= FEWEST_WORDS).cloned()
    }
}

/// A word or three that may name a section.
fn is_bare_word(line: &Line<'_>) -> bool {
    const CHARACTERS: usize = 40;
    line.words() <= 4
        && line.content.chars().count() <= CHARACTERS
        && line.content.starts_with(|first: char| first.is_alphanumeric() && !first.is_lowercase())
        && !line.content.ends_with(['.', '!', '?', ',', ';', ':'])
}
