//! The text of a saved page, line by line: title, breadcrumb, facts, paragraphs, and what is set aside.
//!
//! A page has a head, a body and a foot. Furniture is taken for furniture only where furniture stands, and what
//! could as well be prose is taken only on a page that proves itself one by something sure ("697 Views",
//! a breadcrumb that ends in the title). A note, poem or mail proves nothing and comes out whole.

use std::ops::Range;

use super::fact::{self, Fact, Found};
use super::furniture::{Furniture, furniture, is_advertising};
use super::line::{Line, Marker, lines};
use super::page::{Body, Fate, SavedPage, SetAside};
use super::paragraph;
use super::sniff::Kind;
use super::title;
use crate::facts::{self, Written};
use crate::news::Foreign;

/// Reads the text of a page.
pub(super) fn read(text: &str) -> SavedPage {
    let lines: Vec<Line<'_>> = lines(text).map(Line::new).collect();
    let mut plan = Plan::new(&lines);
    let head = Head::read(&lines, plan.foot_proof());
    plan.take_head(head);
    plan.take_late_facts();
    plan.take_foot();
    plan.take_advertising();
    plan.keep_a_text();
    plan.finish()
}

/// What a line is taken for.
#[derive(Clone, PartialEq, Debug)]
enum Item {
    /// The title or a repetition of it.
    Title,
    /// The rule under the title.
    Underline,
    /// Steps of the breadcrumb on one line.
    Breadcrumb(Vec<String>),
    /// Facts and nothing else.
    Facts(Vec<Found>),
    /// Facts among other words: the line is set aside as well.
    FactsAmongOthers(Vec<Found>),
    /// A bare word among the facts.
    Category(String),
    /// Furniture.
    Furniture(Furniture),
}

impl Item {
    /// What a line tells by itself, wherever it stands.
    fn of(line: &Line<'_>) -> Option<Self> {
        fact::facts(line.content)
            .map(Self::Facts)
            .or_else(|| fact::facts_among_others(line.content).map(Self::FactsAmongOthers))
            .or_else(|| furniture(line.content).map(Self::Furniture))
    }

    /// How much it proves that this is a page.
    fn proof(&self) -> Proof {
        match self {
            Self::Facts(found) | Self::FactsAmongOthers(found) => {
                let sure = found.iter().filter(|found| found.is_sure).count();
                Proof { sure, likely: found.len() - sure }
            }
            Self::Furniture(Furniture::ShareRow) => Proof { sure: 1, likely: 0 },
            Self::Title
            | Self::Underline
            | Self::Breadcrumb(_)
            | Self::Category(_)
            | Self::Furniture(Furniture::Advertisement | Furniture::LinksHeading | Furniture::Other) => {
                Proof::default()
            }
        }
    }

    fn is_facts(&self) -> bool {
        matches!(self, Self::Facts(_) | Self::FactsAmongOthers(_))
    }
}

/// Evidence that a text is a page: sure signs, and likely ones of which two make a sure one.
#[derive(Clone, Copy, Default, PartialEq, Debug)]
struct Proof {
    sure: usize,
    likely: usize,
}

impl Proof {
    fn of<'a>(items: impl IntoIterator<Item = &'a Item>) -> Self {
        items.into_iter().map(Item::proof).fold(Self::default(), Self::and)
    }

    fn and(self, other: Self) -> Self {
        Self { sure: self.sure + other.sure, likely: self.likely + other.likely }
    }

    fn is_enough(self) -> bool {
        self.sure > 0 || self.likely > 1
    }
}

/// The lines above the body, each with what it is taken for.
#[derive(Default, Debug)]
struct Head {
    title: Option<String>,
    items: Vec<(usize, Item)>,
    proof: Proof,
}

impl Head {
    /// Reads the head of a text whose foot has proved so much.
    fn read(lines: &[Line<'_>], foot: Proof) -> Self {
        let mut scan = HeadScan { lines, foot, head: Self::default(), at: 0 };
        if !is_mail(lines) {
            while scan.step() {}
        }
        scan.settle()
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

/// The same for the foot, in lines of a block and in blocks.
const LONGEST_FOOT: usize = 60;

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

impl Head {
    fn breadcrumb(&self) -> Vec<String> {
        let steps = self.items.iter().filter_map(|(_, item)| {
            if let Item::Breadcrumb(steps) = item { Some(steps.clone()) } else { None }
        });
        steps.flatten().collect()
    }
}

/// The steps of a numbered run from 1, at least two, all short but the last.
fn steps(lines: &[Line<'_>]) -> Option<Vec<String>> {
    let run = lines.iter().zip(1..).take_while(|(line, number)| line.marker == Marker::Number(*number));
    let steps: Vec<String> = run.map(|(line, _)| line.content.to_owned()).collect();
    let (last, path) = steps.split_last()?;
    let good = !path.is_empty() && path.iter().all(|step| is_step(step)) && last.len() <= title::LONGEST;
    good.then_some(steps)
}

/// "Home > World > Europe" or "Home / World": steps with arrows or slashes between, the first at home.
fn steps_on_one_line(line: &str) -> Option<Vec<String>> {
    const SEPARATORS: &[&str] = &[" > ", " » ", " › ", " / ", " → ", " | ", " ▸ "];
    if line.len() > 2 * title::LONGEST {
        return None;
    }
    SEPARATORS.iter().find_map(|separator| {
        let steps: Vec<String> = line.split(separator).map(|step| step.trim().to_owned()).collect();
        let (last, path) = steps.split_last()?;
        let good = path.iter().all(|step| is_step(step)) && !last.is_empty();
        (good && path.first().is_some_and(|first| is_home(first))).then_some(steps)
    })
}

fn is_step(text: &str) -> bool {
    const WORDS: usize = 6;
    const CHARACTERS: usize = 60;
    (1..=WORDS).contains(&text.split_whitespace().count())
        && text.chars().count() <= CHARACTERS
        && !text.ends_with(['.', '!', '?', ',', ';'])
}

fn is_home(text: &str) -> bool {
    const HOMES: &[&str] = &[
        "home",
        "homepage",
        "home page",
        "start",
        "startseite",
        "front page",
        "frontpage",
        "main",
        "accueil",
        "inicio",
        "portada",
        "início",
        "voorpagina",
    ];
    HOMES.contains(&text.trim().to_lowercase().as_str())
}

/// A word or three that may name a section.
fn is_bare_word(line: &Line<'_>) -> bool {
    const CHARACTERS: usize = 40;
    line.words() <= 4
        && line.content.chars().count() <= CHARACTERS
        && line.content.starts_with(|first: char| first.is_alphanumeric() && !first.is_lowercase())
        && !line.content.ends_with(['.', '!', '?', ',', ';', ':'])
}

/// What becomes of every line, and the page that comes of it.
struct Plan<'a> {
    lines: &'a [Line<'a>],
    page: SavedPage,
    title: Option<String>,
    author: Option<String>,
    categories: Vec<String>,
    proof: Proof,
}

impl<'a> Plan<'a> {
    fn new(lines: &'a [Line<'a>]) -> Self {
        let mut page = SavedPage::empty(Kind::Text, Body::Paragraphs(Vec::new()));
        page.lines =
            lines.iter().map(|line| if line.is_blank() { Fate::Blank } else { Fate::Text }).collect();
        Self { lines, page, title: None, author: None, categories: Vec::new(), proof: Proof::default() }
    }

    fn take_head(&mut self, head: Head) {
        let mut steps = head.breadcrumb();
        let same =
            |step: &String| head.title.as_deref().is_some_and(|title| title::is_same_title(title, step));
        if let Some(last) = steps.pop_if(|last| same(last)) {
            self.title = head.title.as_deref().map(|title| title::better(title, &last).to_owned());
        } else {
            self.title = head.title;
        }
        self.page.breadcrumb = steps.iter().map(Foreign::new).collect();
        self.proof = head.proof;
        for (at, item) in head.items {
            self.take(at, item);
        }
    }

    fn take(&mut self, at: usize, item: Item) {
        let fate = match item {
            Item::Title | Item::Underline => Fate::Title,
            Item::Breadcrumb(_) => self.fate_of_step(at),
            Item::Category(name) => self.file_under(vec![name]),
            Item::Facts(found) => self.keep(found).unwrap_or(Fate::SetAside),
            Item::FactsAmongOthers(found) => {
                self.keep(found);
                Fate::SetAside
            }
            Item::Furniture(_) => Fate::SetAside,
        };
        self.page.lines[at] = fate;
    }

    fn fate_of_step(&self, at: usize) -> Fate {
        let content = self.lines[at].content;
        let is_title = self.title.as_deref().is_some_and(|title| title::is_same_title(title, content));
        if is_title { Fate::Title } else { Fate::Breadcrumb }
    }

    /// Puts facts into their fields; `None` where one found its field taken by another value.
    fn keep(&mut self, found: Vec<Found>) -> Option<Fate> {
        let fates: Vec<Option<Fate>> = found.into_iter().map(|found| self.keep_one(found.fact)).collect();
        let all_kept = fates.iter().all(Option::is_some);
        fates.first().copied().flatten().filter(|_| all_kept)
    }

    fn keep_one(&mut self, fact: Fact) -> Option<Fate> {
        let page = &mut self.page;
        match fact {
            Fact::Author(names) => set_name(&mut self.author, names).then_some(Fate::Author),
            Fact::Published(written) => set(&mut page.published, written).then_some(Fate::Published),
            Fact::Updated(written) => set(&mut page.updated, written).then_some(Fate::Updated),
            Fact::Dated(written) => keep_date(page, written),
            Fact::Minutes(minutes) => set(&mut page.read_minutes, minutes).then_some(Fate::ReadMinutes),
            Fact::Views(views) => set(&mut page.views, views).then_some(Fate::Views),
            Fact::Comments(comments) => set(&mut page.comments, comments).then_some(Fate::Comments),
            Fact::Shares => None,
            Fact::Categories(names) => Some(self.file_under(names)),
        }
    }

    fn file_under(&mut self, names: Vec<String>) -> Fate {
        for name in names {
            if !self.categories.contains(&name) {
                self.categories.push(name);
            }
        }
        Fate::Category
    }

    /// Facts below a standfirst: blocks of nothing but facts within the first three of the body.
    fn take_late_facts(&mut self) {
        const BLOCKS: usize = 3;
        for block in self.blocks().into_iter().skip(1).take(BLOCKS) {
            let items = self.items(&block);
            let facts = items.as_ref().is_some_and(|items| items.iter().any(Item::is_facts));
            let proof = items.iter().flatten().map(Item::proof).fold(Proof::default(), Proof::and);
            if facts && proof.is_enough() {
                self.take_block(block, items);
                self.proof = self.proof.and(proof);
            }
        }
    }

    /// The blocks at the end that hold only facts and furniture, if the page or they themselves prove it one.
    fn take_foot(&mut self) {
        let foot = self.foot();
        let proof = foot.iter().map(|(_, items)| Proof::of(items)).fold(self.proof, Proof::and);
        if proof.is_enough() {
            for (block, items) in foot.into_iter().rev() {
                self.take_block(block, Some(items));
            }
            self.proof = proof;
        }
    }

    /// What the foot alone proves.
    fn foot_proof(&self) -> Proof {
        self.foot().iter().map(|(_, items)| Proof::of(items)).fold(Proof::default(), Proof::and)
    }

    /// The foot's lines with what they are taken for, the last block first.
    fn foot(&self) -> Vec<(Range<usize>, Vec<Item>)> {
        let mut foot = Vec::new();
        for block in self.blocks().into_iter().rev().take(LONGEST_FOOT) {
            let (start, items) = self.foot_of(&block);
            let whole = start == block.start;
            if !items.is_empty() {
                foot.push((start..block.end, items));
            }
            if !whole {
                break;
            }
        }
        foot
    }

    /// The lines at the end of a block that are facts or furniture: the whole block, or its end from a sure fact on.
    fn foot_of(&self, block: &Range<usize>) -> (usize, Vec<Item>) {
        if let Some(items) = self.items(block).or_else(|| self.links(block)) {
            return (block.start, items);
        }
        let start = block
            .clone()
            .rev()
            .take(LONGEST_FOOT)
            .take_while(|at| Item::of(&self.lines[*at]).is_some())
            .last();
        let sure = |at: &usize| {
            Item::of(&self.lines[*at]).is_some_and(|item| item.is_facts() && item.proof().sure > 0)
        };
        let start = start.and_then(|start| (start..block.end).find(sure)).unwrap_or(block.end);
        (start, self.items(&(start..block.end)).unwrap_or_default())
    }

    /// A heading over a list of links to other pages.
    fn links(&self, block: &Range<usize>) -> Option<Vec<Item>> {
        let heading = Item::of(&self.lines[block.start])?;
        let list = self.lines[block.start + 1..block.end].iter().all(Line::has_bullet);
        (heading == Item::Furniture(Furniture::LinksHeading) && list)
            .then(|| vec![Item::Furniture(Furniture::Other); block.len()])
    }

    /// A mark of advertising between paragraphs is sure to be one, on a page.
    fn take_advertising(&mut self) {
        if !self.proof.is_enough() {
            return;
        }
        for block in self.blocks() {
            if self.lines[block.clone()].iter().all(|line| is_advertising(line.content)) {
                let items = vec![Item::Furniture(Furniture::Advertisement); block.len()];
                self.take_block(block, Some(items));
            }
        }
    }

    /// What every line of a block is taken for; `None` if one is prose.
    fn items(&self, block: &Range<usize>) -> Option<Vec<Item>> {
        if block.len() > LONGEST_FOOT {
            return None;
        }
        self.lines[block.clone()].iter().map(Item::of).collect()
    }

    fn take_block(&mut self, block: Range<usize>, items: Option<Vec<Item>>) {
        for (at, item) in block.zip(items.into_iter().flatten()) {
            self.take(at, item);
        }
    }

    /// A text of one line has no title, only text.
    fn keep_a_text(&mut self) {
        if self.blocks().is_empty() && !self.proof.is_enough() {
            self.title = None;
            for fate in self.page.lines.iter_mut().filter(|fate| **fate == Fate::Title) {
                *fate = Fate::Text;
            }
        }
    }

    /// The runs of adjoining text lines.
    fn blocks(&self) -> Vec<Range<usize>> {
        let mut blocks: Vec<Range<usize>> = Vec::new();
        for at in (0..self.lines.len()).filter(|at| self.page.lines[*at] == Fate::Text) {
            match blocks.last_mut().filter(|block| block.end == at) {
                Some(block) => block.end = at + 1,
                None => blocks.push(at..at + 1),
            }
        }
        blocks
    }

    fn finish(mut self) -> SavedPage {
        let blocks: Vec<Vec<Line<'_>>> =
            self.blocks().into_iter().map(|block| self.lines[block].to_vec()).collect();
        self.page.body = Body::Paragraphs(paragraph::paragraphs(&blocks));
        self.page.set_aside = self.set_aside();
        self.page.title = self.title.map(Foreign::new);
        self.page.author = self.author.map(Foreign::new);
        self.page.categories = self.categories.into_iter().map(Foreign::new).collect();
        self.page
    }

    fn set_aside(&self) -> Vec<SetAside> {
        let aside = self.page.lines.iter().enumerate().filter(|(_, fate)| **fate == Fate::SetAside);
        aside
            .map(|(at, _)| SetAside { line_number: at + 1, text: Foreign::new(self.lines[at].text) })
            .collect()
    }
}

/// Fills an empty field; says whether the field now holds this value.
fn set<T: PartialEq + Copy>(field: &mut Option<T>, value: T) -> bool {
    *field.get_or_insert(value) == value
}

/// As [`set`], for names, which differ in case from place to place.
fn set_name(field: &mut Option<String>, names: String) -> bool {
    let folded = names.to_lowercase();
    field.get_or_insert(names).to_lowercase() == folded
}

/// A date that does not say what it is: the day of publishing, unless it repeats one that is known.
fn keep_date(page: &mut SavedPage, written: Written) -> Option<Fate> {
    if page.updated == Some(written) {
        return Some(Fate::Updated);
    }
    set(&mut page.published, written).then_some(Fate::Published)
}
