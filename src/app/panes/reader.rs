//! The reading pane: an article's lines, the spot they are scrolled to, and what is searched in them.
//!
//! Its lines are a head (section, headline, facts where no sidebar shows), the set document, and a foot that
//! names what comes next. The spot is kept as a place in the document, so that it survives any width.

use std::sync::Arc;

use crate::app::body::Body;
use crate::app::effect::{CodeParts, Generation, LongText};
use crate::app::words;
use crate::news::{ArticleId, Block, Document, Link, LinkId, Place};
use crate::query::{FoldedText, Wanted};
use crate::typeset::{self, Ambiguous, Bidi, Glyphs, Hyphens, Language, Layout, Options, Paragraphs};

/// A line of the pane.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PaneLine<'a> {
    /// Nothing.
    Empty,
    /// The section above the headline.
    Section(&'a str),
    /// A line of the headline.
    Headline(&'a str),
    /// A line of facts under it.
    Facts(&'a str),
    /// A line of the document, by its number in the layout.
    Text(usize),
    /// A line of the foot.
    Foot(&'a str),
    /// A link in the list below the foot.
    Link(LinkId, &'a str),
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum HeadLine {
    Empty,
    Section(String),
    Headline(String),
    Facts(String),
}

/// What the head and the foot say, put into words by the machine.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Frame {
    /// The path of sections.
    pub section: String,
    /// The headline.
    pub title: String,
    /// The facts, where no sidebar shows them.
    pub facts: Vec<String>,
    /// What comes after the end.
    pub foot: Vec<String>,
}

/// Lines that a page may be shorter so that it does not end with a heading.
const MOST_KEPT: usize = 6;

/// How wide and how the text is to be set.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Setting {
    /// Columns of prose.
    pub measure: u16,
    /// Columns for what may be wider.
    pub pane: u16,
    /// Rows.
    pub height: u16,
    /// Plain characters only.
    pub ascii: bool,
    /// How the text is set.
    pub view: TextView,
}

/// What the reader has chosen about how the text is set.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct TextView {
    /// Lines are filled to the measure.
    pub justify: bool,
    /// Where words are parted.
    pub hyphens: Hyphens,
    /// What parts paragraphs.
    pub paragraphs: Paragraphs,
    /// From line to line.
    pub line_spacing: u8,
    /// Who puts text from right to left in order.
    pub bidi: Bidi,
    /// The language of a document that tells none.
    pub language: Language,
    /// How wide the terminal paints what is ambiguous.
    pub ambiguous: Ambiguous,
}

/// A place where the searched words stand: block, and bytes in its plain text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hit {
    /// Top-level block.
    pub block: u32,
    /// Bytes.
    pub bytes: std::ops::Range<u32>,
}

/// A search inside the article.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Find {
    /// As typed.
    pub text: String,
    /// All hits, in reading order.
    pub hits: Vec<Hit>,
    /// The hit gone to last.
    pub current: usize,
}

/// The reading pane's state.
#[derive(Debug, Default)]
pub struct ReaderPane {
    article: Option<ArticleId>,
    body: Option<Arc<Body>>,
    original: Option<Arc<Document>>,
    failure: Option<String>,
    set: Option<Set>,
    frame: Frame,
    top: usize,
    /// Where the first line shown stood when the reader last moved: new widths start from it, so that no number of
    /// them wears it down.
    anchor: Option<Spot>,
    /// Where the reader asked to go before the body came.
    wished: Option<Spot>,
    resumed: Option<Place>,
    find: Option<Find>,
    /// The blocks of the document shown as searches compare them, once one was asked for.
    folded: Option<Vec<FoldedText>>,
    /// Where the pane stood when the reader began to type what to search for.
    searched_from: Option<Spot>,
    sideways: u16,
    /// What the words of its code are, once that was found out.
    code: CodeParts,
    /// Counts what was given away, to be set or to be read as code.
    asked: Generation,
    /// The question about code that is still to be answered.
    code_asked: Option<Generation>,
}

#[derive(Debug)]
struct Set {
    setting: Setting,
    head: Vec<HeadLine>,
    layout: Layout,
    /// The list of links below the foot.
    links: Vec<String>,
    /// The line of the layout where reading was resumed.
    resumed: Option<usize>,
    /// Where the pane shall stand once a long text is set; until then its layout is empty.
    coming: Option<Spot>,
}

/// A text to be set elsewhere, as it is too long for the time between two keys.
#[derive(Debug)]
pub struct ToSet {
    /// The text.
    pub text: LongText,
    /// How to set it.
    pub options: Options,
    /// Comes back with the layout.
    pub generation: Generation,
}

/// Bytes of text that are set within a few milliseconds; longer ones are given away.
const LONG: usize = 200_000;

/// What stands in the place of a long text until it is set.
const BEING_SET: &str = "The text is long and is being set.";

impl ReaderPane {
    /// Turns to an article whose body is still to come.
    pub fn turn_to(&mut self, article: Option<ArticleId>) {
        *self = Self { article, asked: self.asked, ..Self::default() };
    }

    /// The article shown.
    #[must_use]
    pub fn article(&self) -> Option<ArticleId> {
        self.article
    }

    /// Its body, once it has come.
    #[must_use]
    pub fn body(&self) -> Option<&Arc<Body>> {
        self.body.as_ref()
    }

    /// Why there is no body.
    #[must_use]
    pub fn failure(&self) -> Option<&str> {
        self.failure.as_deref()
    }

    /// Takes the body in, and goes to where reading stopped.
    pub fn receive(&mut self, body: Arc<Body>, place: Option<Place>) {
        self.body = Some(body);
        self.code = CodeParts::default();
        self.code_asked = None;
        self.folded = None;
        self.failure = None;
        self.set = None;
        self.anchor = self.wished.take();
        self.resumed = place;
    }

    /// The body whose code is to be read, and under which number; once for each body, and only where there is code in
    /// a language that is told.
    pub fn code_to_read(&mut self) -> Option<(Arc<Body>, Generation)> {
        let mut holds_code = false;
        let body = self.body.as_ref()?;
        let blocks = body.document.blocks.iter();
        blocks.for_each(|block| block.for_each_piece(&mut |_, language| holds_code |= language.is_some()));
        let body = holds_code.then(|| Arc::clone(body))?;
        self.asked.0 += 1;
        self.code_asked = Some(self.asked);
        Some((body, self.asked))
    }

    /// Takes in what the words of the code are; an old answer is dropped.
    pub fn receive_code(&mut self, generation: Generation, parts: CodeParts) {
        if self.code_asked.take_if(|asked| *asked == generation).is_some() {
            self.code = parts;
        }
    }

    /// What the words of the article's code are; of none where the page is shown as it came.
    #[must_use]
    pub fn code(&self) -> Option<&CodeParts> {
        self.original.is_none().then_some(&self.code)
    }

    /// Says why the body cannot be shown.
    pub fn fail(&mut self, sentence: String) {
        self.failure = Some(sentence);
        self.wished = None;
    }

    /// Shows the page as it came, or the article again.
    pub fn show_original(&mut self, original: Option<Arc<Document>>) {
        self.original = original;
        self.folded = None;
        self.set = None;
        self.anchor = None;
        self.top = 0;
        self.find = None;
    }

    /// Whether the page is shown as it came.
    #[must_use]
    pub fn shows_original(&self) -> bool {
        self.original.is_some()
    }

    /// What is shown: the article, or the page as it came.
    #[must_use]
    pub fn document(&self) -> Option<&Document> {
        self.original.as_deref().or_else(|| self.body.as_deref().map(|body| &body.document))
    }

    /// Sets the text for a pane, keeping the spot; nothing is done where nothing changed. A long text is answered
    /// back, to be set elsewhere; [`receive_layout`](Self::receive_layout) takes its lines.
    #[must_use]
    pub fn set(&mut self, setting: Setting, frame: Frame) -> Option<ToSet> {
        let same_width = self.set.as_ref().is_some_and(|set| {
            let as_before = Setting { height: set.setting.height, ..setting };
            set.setting == as_before
        });
        if same_width && self.frame == frame {
            self.set_height(setting.height);
            return None;
        }
        let spot = self.standing();
        let to_set = if same_width { None } else { self.long_text(setting) };
        let links = self.set.as_mut().filter(|_| same_width).map(|set| std::mem::take(&mut set.links));
        let (layout, coming) = match (self.set.take(), self.document()) {
            (Some(set), _) if same_width => (set.layout, set.coming),
            (_, Some(_)) if to_set.is_some() => (Layout::default(), Some(spot)),
            (_, Some(document)) => (typeset::typeset(document, &options(setting)), None),
            (_, None) => (Layout::default(), None),
        };
        let links = links.unwrap_or_else(|| {
            self.document().map_or_else(Vec::new, |document| links_below(&document.links, setting))
        });
        self.set = Some(Set { setting, head: head(&frame, setting), layout, links, resumed: None, coming });
        self.frame = frame;
        self.stand_at(spot);
        to_set
    }

    /// The text shown, where it is so long that it is not to be set here.
    fn long_text(&mut self, setting: Setting) -> Option<ToSet> {
        let mut bytes = 0;
        self.document()?.blocks.iter().for_each(|block| block.for_each_text(&mut |text| bytes += text.len()));
        if bytes <= LONG {
            return None;
        }
        let text = match (&self.original, &self.body) {
            (Some(original), _) => LongText::Original(Arc::clone(original)),
            (None, body) => LongText::Article(Arc::clone(body.as_ref()?)),
        };
        self.asked.0 += 1;
        Some(ToSet { text, options: options(setting), generation: self.asked })
    }

    /// Takes the lines of a long text in, and goes to where it was left, or to the hit that was looked for meanwhile;
    /// an old answer is dropped. Answers why there are no lines: then the article cannot be shown, or the page as it
    /// came is left.
    pub fn receive_layout(
        &mut self,
        generation: Generation,
        layout: Result<Box<Layout>, String>,
    ) -> Result<(), String> {
        let Some(set) = self.set.as_mut().filter(|_| generation == self.asked) else { return Ok(()) };
        let Some(spot) = set.coming.take() else { return Ok(()) };
        match layout {
            Ok(layout) => {
                set.layout = *layout;
                self.stand_at(spot);
                if self.find.is_some() {
                    self.show_hit();
                }
                Ok(())
            }
            Err(sentence) if self.original.is_some() => {
                self.show_original(None);
                Err(sentence)
            }
            Err(sentence) => {
                self.fail(sentence.clone());
                Err(sentence)
            }
        }
    }

    /// Where the first line of text shown stands, or will stand once a long text is set.
    #[must_use]
    pub fn place_or_coming(&self) -> Option<Place> {
        match self.set.as_ref().and_then(|set| set.coming) {
            Some(Spot::Text(place) | Spot::Resumed(place)) if self.original.is_none() => Some(place),
            Some(_) | None => self.place(),
        }
    }

    /// Stands at a spot until it is moved, whatever width comes.
    fn stand_at(&mut self, spot: Spot) {
        let resumed = self.resumed.filter(|_| self.original.is_none()).zip(self.document());
        let resumed = self.set.as_ref().zip(resumed);
        let resumed = resumed.map(|(set, (place, document))| set.layout.line_at(document, &place));
        if let Some(set) = &mut self.set {
            set.resumed = resumed;
        }
        self.go_to_spot(spot);
        self.anchor = Some(spot);
    }

    /// The spot that new widths start from.
    fn standing(&self) -> Spot {
        let coming = self.set.as_ref().and_then(|set| set.coming);
        coming.or(self.anchor).unwrap_or_else(|| self.spot())
    }

    /// Whether a long text is still being set.
    #[must_use]
    pub fn is_being_set(&self) -> bool {
        self.set.as_ref().is_some_and(|set| set.coming.is_some())
    }

    fn set_height(&mut self, height: u16) {
        if self.set.as_ref().is_none_or(|set| set.setting.height == height) {
            return;
        }
        let spot = self.standing();
        if let Some(set) = &mut self.set {
            set.setting.height = height;
        }
        self.go_to_spot(spot);
        self.anchor = Some(spot);
    }

    /// Where the pane stands, free of widths: lines into the head, or a place in the text.
    fn spot(&self) -> Spot {
        let Some(set) = &self.set else {
            return self.resumed.filter(|_| self.original.is_none()).map_or(Spot::Head(0), Spot::Resumed);
        };
        let foot = self.top.checked_sub(set.head.len() + set.layout.lines.len());
        if let Some(lines) = foot.filter(|_| !set.layout.lines.is_empty()) {
            return Spot::Foot(lines);
        }
        match (self.top.checked_sub(set.head.len()), self.document()) {
            (Some(line), Some(document)) => Spot::Text(set.layout.place_of(document, line)),
            (_, _) => Spot::Head(self.top),
        }
    }

    fn go_to_spot(&mut self, spot: Spot) {
        let Some(set) = &self.set else { return };
        self.top = match (spot, self.document()) {
            (Spot::Text(place), Some(document)) => set.head.len() + set.layout.line_at(document, &place),
            (Spot::Resumed(place), Some(document)) => match set.layout.line_at(document, &place) {
                // The first line is shown with the headline above it.
                0 => 0,
                line => set.head.len() + line,
            },
            (Spot::Text(_) | Spot::Resumed(_), None) => 0,
            (Spot::Head(line), _) => line.min(set.head.len()),
            (Spot::Foot(lines), _) => set.head.len() + set.layout.lines.len() + lines,
            (Spot::End, _) => self.end_of_text(),
        };
        self.clamp();
    }

    fn clamp(&mut self) {
        self.top = self.top.min(self.last_top());
    }

    /// How many lines the pane has in all.
    #[must_use]
    pub fn len(&self) -> usize {
        let links = self.set.as_ref().map_or(0, |set| set.links.len());
        let foot = if self.is_being_set() { 1 } else { self.frame.foot.len() + links };
        self.set.as_ref().map_or(0, |set| set.head.len() + set.layout.lines.len() + foot)
    }

    /// Whether there is nothing to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn height(&self) -> usize {
        self.set.as_ref().map_or(1, |set| usize::from(set.setting.height).max(1))
    }

    fn last_top(&self) -> usize {
        self.len().saturating_sub(self.height())
    }

    /// The first line shown.
    #[must_use]
    pub fn top(&self) -> usize {
        self.top
    }

    /// Columns that wide lines are scrolled to the right.
    #[must_use]
    pub fn sideways(&self) -> u16 {
        self.sideways
    }

    /// What stands on a line.
    #[must_use]
    pub fn line(&self, line: usize) -> Option<PaneLine<'_>> {
        let set = self.set.as_ref()?;
        if let Some(head) = set.head.get(line) {
            return Some(match head {
                HeadLine::Empty => PaneLine::Empty,
                HeadLine::Section(text) => PaneLine::Section(text),
                HeadLine::Headline(text) => PaneLine::Headline(text),
                HeadLine::Facts(text) => PaneLine::Facts(text),
            });
        }
        let text = line - set.head.len();
        if text < set.layout.lines.len() {
            return Some(PaneLine::Text(text));
        }
        let foot = text - set.layout.lines.len();
        if set.coming.is_some() {
            return (foot == 0).then_some(PaneLine::Foot(BEING_SET));
        }
        let links = foot.checked_sub(self.frame.foot.len());
        let Some(below) = links else { return self.frame.foot.get(foot).map(|line| PaneLine::Foot(line)) };
        let line = set.links.get(below)?;
        let link = below.checked_sub(ABOVE_LINKS).and_then(|number| u32::try_from(number).ok());
        Some(link.map_or(PaneLine::Foot(line), |number| PaneLine::Link(LinkId(number), line)))
    }

    /// Whether the headline runs from right to left, and so stands at the right.
    #[must_use]
    pub fn headline_is_right_to_left(&self) -> bool {
        let bidi = self.set.as_ref().map(|set| set.setting.view.bidi);
        bidi != Some(Bidi::Off) && typeset::begins_right_to_left(&self.frame.title)
    }

    /// The set document.
    #[must_use]
    pub fn layout(&self) -> Option<&Layout> {
        self.set.as_ref().map(|set| &set.layout)
    }

    /// Whether the article was resumed on this line of the layout.
    #[must_use]
    pub fn is_resumed_at(&self, line: usize) -> bool {
        line > 0 && self.set.as_ref().is_some_and(|set| set.resumed == Some(line))
    }

    /// Scrolls by lines; false where the end was already reached.
    pub fn scroll(&mut self, lines: isize) -> bool {
        let before = self.top;
        self.move_to(self.top.saturating_add_signed(lines));
        self.top != before
    }

    fn move_to(&mut self, line: usize) {
        if self.is_being_set() {
            return;
        }
        self.top = line.min(self.last_top());
        self.anchor = None;
    }

    /// Scrolls by a share of the pane, keeping two lines of what was there.
    pub fn page(&mut self, forward: bool, half: bool) -> bool {
        let height = self.height();
        let step = if half { height / 2 } else { height.saturating_sub(2) }.max(1);
        if !forward {
            return self.scroll(-(step as isize));
        }
        let before = self.top;
        self.move_to(self.with_what_follows(self.top + step));
        self.top != before
    }

    /// The first line to be shown so that the last one is no heading without its text, where that is not far.
    fn with_what_follows(&self, target: usize) -> usize {
        let Some(set) = &self.set else { return target };
        let is_alone = |top: &usize| {
            let last = (top + self.height()).checked_sub(set.head.len() + 1);
            last.and_then(|last| set.layout.lines.get(last)).is_some_and(|line| line.keeps_with_next)
        };
        let nearest = target.saturating_sub(MOST_KEPT).max(self.top + 1);
        (nearest..=target).rev().find(|top| !is_alone(top)).unwrap_or(target)
    }

    /// Pages on as far as the foot that names what comes next; false where it is in sight. The links stand below it.
    pub fn page_on(&mut self) -> bool {
        let before = self.top;
        let target = self.top + self.height().saturating_sub(2).max(1);
        self.move_to(self.with_what_follows(target).min(self.end_of_text().max(self.top)));
        self.top != before
    }

    /// The first line shown where the foot below the text ends the pane.
    fn end_of_text(&self) -> usize {
        let links = self.set.as_ref().map_or(0, |set| set.links.len());
        self.len().saturating_sub(links).saturating_sub(self.height())
    }

    /// Goes to the beginning.
    pub fn to_top(&mut self) {
        self.wish(Spot::Head(0));
        self.move_to(0);
    }

    /// Goes to the end of the text, and from there to that of the links below it.
    pub fn to_bottom(&mut self) {
        self.wish(Spot::End);
        let end = self.end_of_text();
        self.move_to(if self.top < end { end } else { self.last_top() });
    }

    /// Keeps in mind where to go once the text is there, where it still has to come or to be set: who types fast, or
    /// over a slow line, means the text and not the empty pane.
    fn wish(&mut self, spot: Spot) {
        match self.set.as_mut().and_then(|set| set.coming.as_mut()) {
            Some(coming) => *coming = spot,
            None => self.wished = self.body.is_none().then_some(spot),
        }
    }

    /// Scrolls wide lines sideways; false where they were at their end, or there are none.
    pub fn scroll_sideways(&mut self, columns: i16) -> bool {
        let before = self.sideways;
        let widest = self.layout().map_or(0, |layout| {
            layout.lines.iter().filter(|line| line.code).map(|line| line.width).max().unwrap_or(0)
        });
        let furthest = widest.saturating_sub(self.columns());
        self.sideways = self.sideways.saturating_add_signed(columns).min(furthest);
        self.sideways != before
    }

    /// Columns to scroll wide lines by, so that a hit is seen that stands in one.
    fn sideways_to_show(&self, line: Option<&typeset::Line>, hit: &Hit) -> u16 {
        let Some(line) = line.filter(|line| line.code) else { return self.sideways };
        let (bar, from) = columns_before(line, hit.bytes.start);
        let (_, to) = columns_before(line, hit.bytes.end);
        // In the last column stands the sign that a line goes on.
        let last = self.columns().saturating_sub(1);
        let begins = self.sideways == 0 || from >= self.sideways.saturating_add(bar);
        if begins && to <= self.sideways.saturating_add(last) {
            return self.sideways;
        }
        let furthest = line.width.saturating_sub(self.columns());
        from.saturating_sub(bar.saturating_add(self.columns() / 3)).min(furthest)
    }

    /// Columns there are for what may be wider than the measure.
    fn columns(&self) -> u16 {
        self.set.as_ref().map_or(0, |set| set.setting.pane)
    }

    /// Whether code that is wider than the pane is on the screen.
    #[must_use]
    pub fn shows_wide_code(&self) -> bool {
        self.layout_in_sight().iter().any(|line| line.code && line.width > self.columns())
    }

    /// Whether a line goes on to the right of the pane.
    #[must_use]
    pub fn goes_on_to_the_right(&self, line: &typeset::Line) -> bool {
        line.code && line.width.saturating_sub(self.sideways) > self.columns()
    }

    /// Goes to the next or previous heading; false where there is none.
    pub fn to_heading(&mut self, forward: bool) -> bool {
        let lines: Vec<usize> = self
            .layout()
            .map_or_else(Vec::new, |layout| layout.headings.iter().map(|h| h.line as usize).collect());
        self.go_to_next_of(&lines, forward)
    }

    /// Goes to the next or previous paragraph; false where there is none.
    pub fn to_paragraph(&mut self, forward: bool) -> bool {
        // Where an empty line parts any two lines it tells of no paragraph.
        let is_parted = self.set.as_ref().is_some_and(|set| set.setting.view.line_spacing < 2);
        let lines: Vec<usize> = self.layout().map_or_else(Vec::new, |layout| {
            let starts = |(index, line): (usize, &typeset::Line)| {
                let before = index.checked_sub(1).and_then(|previous| layout.lines.get(previous));
                let begins = before.is_none_or(|previous| {
                    previous.block != line.block || is_parted && previous.spans.is_empty()
                });
                (!line.spans.is_empty() && begins).then_some(index)
            };
            layout.lines.iter().enumerate().filter_map(starts).collect()
        });
        self.go_to_next_of(&lines, forward)
    }

    fn go_to_next_of(&mut self, lines: &[usize], forward: bool) -> bool {
        let head = self.set.as_ref().map_or(0, |set| set.head.len());
        let mut lines = lines.iter().map(|line| line + head);
        let target =
            if forward { lines.find(|&line| line > self.top) } else { lines.rfind(|&line| line < self.top) };
        if let Some(line) = target {
            let before = self.top;
            self.move_to(line);
            return self.top != before;
        }
        !forward && self.scroll(-(self.top as isize))
    }

    /// Where the first line of text shown stands in the article; nothing while the original is shown.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        let (set, body) = (self.set.as_ref()?, self.body.as_ref()?);
        if self.original.is_some() || set.layout.lines.is_empty() {
            return None;
        }
        let line = self.top.saturating_sub(set.head.len()).min(set.layout.lines.len() - 1);
        Some(set.layout.place_of(&body.document, line))
    }

    /// How far reading got at the last line shown, in thousandths of the words.
    #[must_use]
    pub fn progress(&self) -> u16 {
        let Some(set) = &self.set else { return 0 };
        let last = (self.top + self.height()).min(set.head.len() + set.layout.lines.len());
        match last.checked_sub(set.head.len() + 1) {
            Some(line) if !set.layout.lines.is_empty() => set.layout.progress(line),
            _ => 0,
        }
    }

    /// Whether the last line of text is in view.
    #[must_use]
    pub fn shows_end(&self) -> bool {
        let Some(set) = self.set.as_ref().filter(|set| set.coming.is_none()) else { return false };
        self.failure.is_none()
            && self.body.is_some()
            && self.top + self.height() >= set.head.len() + set.layout.lines.len()
    }

    /// Whether the whole article is in view.
    #[must_use]
    pub fn fits(&self) -> bool {
        self.top == 0 && self.shows_end()
    }

    /// The links whose numbers stand on the lines shown, each once, from the first on, with their addresses.
    #[must_use]
    pub fn links_in_sight(&self) -> Vec<(LinkId, String)> {
        let mut links: Vec<(LinkId, String)> = Vec::new();
        let Some(document) = self.document() else { return links };
        let lines = self.layout_in_sight();
        let marks =
            lines.iter().flat_map(|line| &line.spans).filter(|span| span.part == typeset::Part::LinkMark);
        for id in marks.filter_map(|span| span.link) {
            let is_new = links.iter().all(|(known, _)| *known != id);
            let link = document.link(id).filter(|_| is_new);
            links.extend(link.map(|link| (id, link.url.clone())));
        }
        links
    }

    fn layout_in_sight(&self) -> &[typeset::Line] {
        let Some(set) = &self.set else { return &[] };
        let first = self.top.saturating_sub(set.head.len());
        let last = (self.top + self.height()).saturating_sub(set.head.len()).min(set.layout.lines.len());
        set.layout.lines.get(first..last).unwrap_or(&[])
    }

    /// Goes to a heading by its number; false where there is none of that number.
    pub fn to_heading_number(&mut self, number: usize) -> bool {
        let Some(set) = &self.set else { return false };
        let line = set.layout.headings.get(number).map(|heading| set.head.len() + heading.line as usize);
        line.into_iter().for_each(|line| self.move_to(line));
        line.is_some()
    }

    /// Words of the text above the first line shown.
    #[must_use]
    pub fn words_above(&self) -> u32 {
        let Some(set) = &self.set else { return 0 };
        words_until(set, self.top)
    }

    /// Words of the text up to the last line shown.
    #[must_use]
    pub fn words_shown(&self) -> u32 {
        self.set.as_ref().map_or(0, |set| words_until(set, self.top + self.height()))
    }

    /// The block that is being read, where not all of the text is in sight: the one as far down the pane as the pane is
    /// down the text, so that each has its turn.
    #[must_use]
    pub fn block_being_read(&self) -> Option<u32> {
        let end = self.end_of_text();
        let set = self.set.as_ref().filter(|_| end > 0)?;
        let top = self.top.min(end);
        let line = (top + top * self.height().saturating_sub(1) / end).saturating_sub(set.head.len());
        let lines = set.layout.lines.get(line..).unwrap_or(&[]);
        let read = lines.iter().find(|line| !line.spans.is_empty()).or(set.layout.lines.last());
        read.map(|line| line.block)
    }

    /// Number of the section (from zero) that the first line shown belongs to.
    #[must_use]
    pub fn current_heading(&self) -> Option<usize> {
        let set = self.set.as_ref()?;
        let line = self.top.saturating_sub(set.head.len()) as u32;
        set.layout.headings.partition_point(|heading| heading.line <= line).checked_sub(1)
    }

    // ── search inside the article ───────────────────────────────────────────────────────────────────────

    /// The search in force.
    #[must_use]
    pub fn find(&self) -> Option<&Find> {
        self.find.as_ref()
    }

    /// From here on hits are looked for while they are typed, and here the pane comes back to when that is abandoned.
    pub fn begin_search(&mut self) {
        self.searched_from = Some(self.standing());
    }

    /// Stays where the search has led.
    pub fn stay_at_hit(&mut self) {
        self.searched_from = None;
    }

    /// Ends the search and goes back to where it began.
    pub fn abandon_search(&mut self) {
        self.find = None;
        if let Some(spot) = self.searched_from.take() {
            self.go_to_spot(spot);
            self.anchor = Some(spot);
        }
    }

    /// Searches the article, and goes to the first hit from where the search began.
    pub fn search(&mut self, text: &str) {
        let hits = self.hits(text);
        let here = self.searched_from.unwrap_or_else(|| self.spot());
        if let Some(spot) = self.searched_from {
            self.go_to_spot(spot);
            self.anchor = Some(spot);
        }
        let after = |hit: &Hit| match here {
            Spot::Head(_) => true,
            Spot::Foot(_) | Spot::End => false,
            Spot::Text(place) | Spot::Resumed(place) => {
                (hit.block, hit.bytes.start) >= (place.block, place.offset)
            }
        };
        let current = hits.iter().position(after).unwrap_or(0);
        self.find = Some(Find { text: text.to_owned(), hits, current });
        self.show_hit();
    }

    /// All hits of a text. The article is folded at the first letter and kept for the next ones.
    fn hits(&mut self, text: &str) -> Vec<Hit> {
        if self.folded.is_none() {
            let fold = |block: &Block| FoldedText::new(block.plain_text());
            self.folded = self.document().map(|document| document.blocks.iter().map(fold).collect());
        }
        let wanted = Wanted::new(text);
        let of_block = |(number, block): (usize, &FoldedText)| {
            let found = block.find_all(&wanted).into_iter();
            found.map(move |bytes| Hit { block: number as u32, bytes })
        };
        self.folded.iter().flatten().enumerate().flat_map(of_block).collect()
    }

    /// Goes to the next or previous hit, round the end.
    pub fn next_hit(&mut self, forward: bool) {
        if let Some(find) = &mut self.find {
            let count = find.hits.len();
            if count > 0 {
                find.current = (find.current + if forward { 1 } else { count - 1 }) % count;
            }
        }
        self.show_hit();
    }

    /// Ends the search; false where there was none.
    pub fn end_search(&mut self) -> bool {
        self.find.take().is_some()
    }

    fn show_hit(&mut self) {
        let hit = self.find.as_ref().and_then(|find| find.hits.get(find.current));
        let (Some(hit), Some(set)) = (hit, &self.set) else { return };
        let number = set.layout.line_of(hit.block, hit.bytes.start);
        let line = set.head.len() + number;
        let height = self.height();
        self.sideways = self.sideways_to_show(set.layout.lines.get(number), hit);
        if line < self.top || line + 1 > self.top + height {
            self.move_to(line.saturating_sub(height / 3));
        }
    }
}

/// Words of the text above a line of the pane.
fn words_until(set: &Set, line: usize) -> u32 {
    let text = line.saturating_sub(set.head.len()).min(set.layout.lines.len());
    text.checked_sub(1).and_then(|line| set.layout.lines.get(line)).map_or(0, |line| line.words)
}

/// Columns before a byte of the block's plain text on a line, and those of the bar before its code.
fn columns_before(line: &typeset::Line, offset: u32) -> (u16, u16) {
    let (mut bar, mut before) = (0_u16, 0_u16);
    for span in &line.spans {
        let end = |start: u32| start + span.text.len() as u32;
        if let Some(start) = span.start.filter(|&start| offset < end(start)) {
            let text = span.text.get(..offset.saturating_sub(start) as usize).unwrap_or_default();
            return (bar, before.saturating_add(typeset::width(text)));
        }
        before = before.saturating_add(typeset::width(&span.text));
        bar = if span.part == typeset::Part::Code { bar } else { before };
    }
    (bar, before)
}

#[derive(Clone, Copy, Debug)]
enum Spot {
    Head(usize),
    Text(Place),
    Resumed(Place),
    /// So many lines below the text.
    Foot(usize),
    /// Where the end of the text shows, asked for before it came.
    End,
}

/// Lines above the first link of the list.
const ABOVE_LINKS: usize = 2;

/// The links of an article, one a line, for whoever reads on below its end.
fn links_below(links: &[Link], setting: Setting) -> Vec<String> {
    if links.is_empty() {
        return Vec::new();
    }
    let line = |(link, number): (&Link, usize)| {
        let mark = format!("[{number}] ");
        let host = words::host_end(&link.url, (setting.measure / 2).max(12));
        let room = setting.measure.saturating_sub(typeset::width(&mark) + typeset::width(&host) + 2).max(8);
        format!("{mark}{}  {host}", typeset::truncate(&link.title, room))
    };
    let heading: [String; ABOVE_LINKS] = [String::new(), "Links".to_owned()];
    heading.into_iter().chain(links.iter().zip(1..).map(line)).collect()
}

fn options(setting: Setting) -> Options {
    let glyphs = if setting.ascii { Glyphs::Ascii } else { Glyphs::Unicode };
    let TextView { justify, hyphens, paragraphs, line_spacing, bidi, language, ambiguous } = setting.view;
    Options {
        measure: setting.measure,
        pane: setting.pane,
        glyphs,
        link_marks: true,
        hyphens,
        justify,
        bidi,
        paragraphs,
        line_spacing,
        language,
        ambiguous,
    }
}

fn head(frame: &Frame, setting: Setting) -> Vec<HeadLine> {
    let mut lines = Vec::new();
    if !frame.section.is_empty() {
        lines.push(HeadLine::Section(typeset::truncate(&frame.section, setting.measure)));
    }
    lines.extend(typeset::wrap_line(&frame.title, setting.measure, 8).into_iter().map(HeadLine::Headline));
    lines.extend(lines_of_facts(&frame.facts, setting).into_iter().map(HeadLine::Facts));
    if !lines.is_empty() {
        lines.push(HeadLine::Empty);
    }
    lines
}

/// Lines of facts there may be above an article.
const FACT_LINES: usize = 4;

/// Facts behind one another as far as a line goes, with a dot between two on one line; a fact is broken only where it
/// is longer than a line.
fn lines_of_facts(facts: &[String], setting: Setting) -> Vec<String> {
    let dot = if setting.ascii { " - " } else { " · " };
    let mut lines: Vec<String> = Vec::new();
    for fact in facts {
        let is_last = lines.len() == FACT_LINES;
        let with_fact = |line: &String| typeset::width(&format!("{line}{dot}{fact}"));
        let fits = |line: &String| with_fact(line) <= setting.measure;
        match lines.last_mut().filter(|line| is_last || fits(line)) {
            Some(line) => *line += &format!("{dot}{fact}"),
            None => lines.extend(typeset::wrap_line(fact, setting.measure, FACT_LINES - lines.len())),
        }
    }
    lines.into_iter().map(|line| typeset::truncate(&line, setting.measure)).collect()
}
