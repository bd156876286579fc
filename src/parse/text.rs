//! The text of a saved page, line by line: title, breadcrumb, facts, paragraphs, and what is set aside.
//!
//! A page has a head, a body and a foot. Furniture is taken for furniture only where furniture stands, and what
//! could as well be prose is taken only on a page that proves itself one by something sure ("697 Views",
//! a breadcrumb that ends in the title). A note, poem or mail proves nothing and comes out whole.

use std::ops::Range;

use super::fact::{Fact, Found};
use super::furniture::{Furniture, is_advertising};
use super::head::Head;
use super::item::{Item, Proof};
use super::line::{Line, lines};
use super::page::{Body, Fate, SavedPage, SetAside};
use super::paragraph;
use super::sniff::Kind;
use super::title;
use crate::facts::Written;
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

/// Lines and blocks beyond which it is a list, not the foot of a page.
const LONGEST_FOOT: usize = 60;

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
