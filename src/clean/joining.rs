//! The pages of one article as one text: each once, in order, without what every page says again. It must not know
//! where the pages came from.

use std::collections::{HashMap, HashSet};

use super::extract::{Extraction, LITTLE, goes_on_elsewhere};
use super::links::{in_texts, number_links};
use super::metadata::key;
use crate::news::{Block, Document, Footnote, LinkId, Span, Style, Text};

/// One page of an article.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Part {
    /// What was found in it.
    pub extraction: Extraction,
    /// Its text.
    pub document: Document,
}

/// How far into a page, and back from its end, what is repeated is looked for; in blocks.
const LOOKED_AT: usize = 8;

/// The article of some pages: what the first says about itself, and the text of all. Without pages it is empty.
///
/// What a page repeats of the beginning of the first (title, byline, lead, picture) is left out of it, and so is a
/// paragraph at the seam that stands on both its sides.
#[must_use]
pub fn join(parts: Vec<Part>) -> Part {
    let mut parts = parts.into_iter();
    let Some(mut whole) = parts.next() else { return Part::default() };
    if parts.len() == 0 {
        return whole;
    }
    let opening = Opening::of(&whole);
    for part in parts {
        let Part { extraction, mut document } = part;
        let told = std::mem::replace(&mut whole.extraction.metadata.next_page, extraction.metadata.next_page);
        let told = told.as_deref().map(goes_on_elsewhere);
        whole.extraction.warnings.retain(|warning| Some(warning) != told.as_ref());
        for warning in extraction.warnings.into_iter().filter(|warning| warning != LITTLE) {
            if !whole.extraction.warnings.contains(&warning) {
                whole.extraction.warnings.push(warning);
            }
        }
        if let Some(standfirst) = extraction.standfirst {
            document.blocks.insert(0, Block::Paragraph(Text::plain(standfirst)));
        }
        opening.drop_repeated(&mut document.blocks, &whole.document.blocks);
        drop_ending(&mut whole.document.blocks, &document.blocks);
        append(&mut whole.document, document);
    }
    drop_counts(&mut whole.document.blocks);
    number_links(&mut whole.document);
    whole
}

/// Documents one after the other, as they are.
#[must_use]
pub fn end_to_end(documents: impl IntoIterator<Item = Document>) -> Document {
    let mut documents = documents.into_iter();
    let mut whole = documents.next().unwrap_or_default();
    documents.for_each(|document| append(&mut whole, document));
    number_links(&mut whole);
    whole
}

/// What stands above the text on the first page, for others repeat it.
struct Opening {
    title: String,
    said: HashSet<String>,
    authors: Vec<String>,
    pictures: HashSet<String>,
}

impl Opening {
    fn of(first: &Part) -> Self {
        let metadata = &first.extraction.metadata;
        let told = [&metadata.title, &metadata.excerpt, &first.extraction.standfirst];
        let blocks = &first.document.blocks[..first.document.blocks.len().min(LOOKED_AT)];
        let said = told.into_iter().flatten().map(|text| key(text)).chain(blocks.iter().map(spoken));
        let pictures = blocks.iter().flat_map(pictures).map(str::to_owned).collect();
        let authors = metadata.authors.iter().map(|author| key(author)).collect();
        let title = metadata.title.as_deref().map(key).unwrap_or_default();
        Self { title, said: said.filter(|said| !said.is_empty()).collect(), authors, pictures }
    }

    /// Takes out of the beginning of a page what was said before.
    fn drop_repeated(&self, blocks: &mut Vec<Block>, before: &[Block]) {
        let last: HashSet<String> = before.iter().rev().take(LOOKED_AT / 2).map(spoken).collect();
        let mut place = 0;
        blocks.retain(|block| {
            place += 1;
            place > LOOKED_AT || !self.is_repeated(block, &last)
        });
    }

    /// Whether a block says again what stands above the text, or what was said last. A heading is only the title's.
    fn is_repeated(&self, block: &Block, last: &HashSet<String>) -> bool {
        let said = spoken(block);
        if let Block::Heading(..) = block {
            return self.is_title(&said);
        }
        let is_text = !said.is_empty() && (self.said.contains(&said) || last.contains(&said));
        let mut shown = pictures(block).peekable();
        let is_picture = shown.peek().is_some() && shown.all(|url| self.pictures.contains(url));
        is_text || is_picture || self.is_byline(&said) || is_count(block)
    }

    /// "Of the mill", "Of the mill – page 2".
    fn is_title(&self, said: &str) -> bool {
        const BEHIND: usize = 14;
        let behind = said.strip_prefix(self.title.as_str()).filter(|_| !self.title.is_empty());
        behind.is_some_and(|behind| behind.len() <= BEHIND)
    }

    /// "By Anna Berg": a line that is hardly longer than the name in it.
    fn is_byline(&self, said: &str) -> bool {
        const AROUND: usize = 8;
        self.authors.iter().any(|author| {
            !author.is_empty() && said.contains(author.as_str()) && said.len() <= author.len() + AROUND
        })
    }
}

/// Takes out of the end of a page what the next one says again (who wrote it, how to subscribe), what counts its pages,
/// and the beginning of a paragraph that stands whole on the next.
fn drop_ending(blocks: &mut Vec<Block>, next: &[Block]) {
    drop_counts(blocks);
    if let (Some(Block::Paragraph(teaser)), Some(whole)) = (blocks.last(), next.first())
        && is_cut(&teaser.string)
        && key(&teaser.string).len() >= 20
        && spoken(whole).starts_with(&key(&teaser.string))
    {
        blocks.pop();
    }
    let ending: HashSet<String> = next.iter().rev().take(LOOKED_AT / 2).map(spoken).collect();
    let repeated = |block: &Block| {
        let said = spoken(block);
        !said.is_empty() && ending.contains(&said)
    };
    if next.len() > LOOKED_AT / 2 {
        let start = blocks.len().saturating_sub(LOOKED_AT / 2);
        let mut place = 0;
        blocks.retain(|block| {
            place += 1;
            place <= start || !repeated(block)
        });
    }
}

/// Takes what counts the pages from the end of one.
fn drop_counts(blocks: &mut Vec<Block>) {
    while blocks.pop_if(|block| is_count(block)).is_some() {}
}

fn is_cut(text: &str) -> bool {
    text.ends_with('…') || text.ends_with("...") || text.ends_with("[…]")
}

/// What a block says, for comparing; pictures and rules say nothing.
fn spoken(block: &Block) -> String {
    match block {
        Block::Figure { caption: None, .. } | Block::Rule => String::new(),
        _ => key(&block.plain_text()),
    }
}

fn pictures(block: &Block) -> impl Iterator<Item = &str> {
    let images = match block {
        Block::Figure { images, .. } => images.as_slice(),
        _ => &[],
    };
    images.iter().map(|image| image.url.as_str()).filter(|url| !url.is_empty())
}

/// "Page 2 of 5", "Seite 2", "2 / 5": nothing but numbers, and words that go with those of pages.
fn is_count(block: &Block) -> bool {
    #[rustfmt::skip]
    const WORDS: &[&str] = &[
        "page", "pages", "of", "seite", "von", "sur", "página", "de", "pagina", "di", "van", "sida", "av", "side",
        "strona", "z", "sivu", "страница", "из", "next", "previous", "continued", "on", "weiter", "zurück", "suivant",
        "précédent", "siguiente", "anterior", "ページ", "第", "页", "頁", "共",
    ];
    let Block::Paragraph(text) = block else { return false };
    if text.string.len() > 60 || !text.string.contains(|letter: char| letter.is_ascii_digit()) {
        return false;
    }
    let lower = text.string.to_lowercase();
    let mut words =
        lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    let is_number = |word: &str| word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit());
    let has_word = lower.split(|letter: char| !letter.is_alphabetic()).any(|word| WORDS.contains(&word));
    let is_fraction = lower.contains('/') && lower.chars().filter(char::is_ascii_digit).count() <= 4;
    (has_word || is_fraction) && words.all(|word| is_number(word) || WORDS.contains(&word))
}

/// Puts a document after another: links under their numbers there, notes together at the end.
fn append(whole: &mut Document, mut more: Document) {
    let mut known: HashMap<String, LinkId> = HashMap::new();
    for (place, link) in whole.links.iter().enumerate() {
        known.entry(link.url.clone()).or_insert(LinkId(place as u32));
    }
    let mut numbers = Vec::with_capacity(more.links.len());
    for link in std::mem::take(&mut more.links) {
        let next = LinkId(whole.links.len() as u32);
        let number = *known.entry(link.url.clone()).or_insert(next);
        if number == next {
            whole.links.push(link);
        }
        numbers.push(number);
    }
    in_texts(&mut more.blocks, &mut |text| {
        for run in &mut text.runs {
            run.link = run.link.and_then(|id| numbers.get(id.0 as usize).copied());
        }
    });
    let mut notes = take_notes(whole);
    let further = take_notes(&mut more);
    let names = new_labels(&notes, &further);
    in_texts(&mut more.blocks, &mut |text| relabel(text, &names));
    notes.extend(further.into_iter().map(|note| {
        let label = names.get(&note.label).cloned().unwrap_or(note.label);
        Footnote { label, blocks: note.blocks }
    }));
    whole.blocks.append(&mut more.blocks);
    if !notes.is_empty() {
        whole.blocks.push(Block::Footnotes(notes));
    }
}

fn take_notes(document: &mut Document) -> Vec<Footnote> {
    match document.blocks.pop_if(|block| matches!(block, Block::Footnotes(_))) {
        Some(Block::Footnotes(notes)) => notes,
        Some(_) | None => Vec::new(),
    }
}

/// New labels for those notes of a page that are called as others before them.
fn new_labels(before: &[Footnote], further: &[Footnote]) -> HashMap<String, String> {
    let mut taken: HashSet<String> = before.iter().chain(further).map(|note| note.label.clone()).collect();
    let mut next = 1_usize;
    let mut names = HashMap::new();
    for note in further.iter().filter(|note| before.iter().any(|each| each.label == note.label)) {
        while taken.contains(&next.to_string()) {
            next += 1;
        }
        taken.insert(next.to_string());
        names.insert(note.label.clone(), next.to_string());
    }
    names
}

/// Writes the marks of notes with their new labels: raised, in brackets.
fn relabel(text: &mut Text, names: &HashMap<String, String>) {
    let name = |letters: &str, style: Style| {
        let label = letters.strip_prefix('[')?.strip_suffix(']')?;
        names.get(label).filter(|_| style.has(Style::SUPERSCRIPT)).map(|name| format!("[{name}]"))
    };
    if !text.stretches().any(|(range, style, _)| name(&text.string[range], style).is_some()) {
        return;
    }
    let mut written = Text { direction: text.direction, language: text.language.clone(), ..Text::default() };
    let mut moved: Vec<(u32, i64)> = Vec::new();
    for (range, style, link) in text.stretches() {
        let letters = &text.string[range.clone()];
        let new = name(letters, style);
        written.push(new.as_deref().unwrap_or(letters), style, link);
        moved.push((range.end as u32, written.string.len() as i64 - range.end as i64));
    }
    let place = |at: u32| {
        let shift = moved.iter().rev().find(|(end, _)| *end <= at).map_or(0, |(_, shift)| *shift);
        u32::try_from(i64::from(at) + shift).unwrap_or(at)
    };
    written.ruby = text
        .ruby
        .iter()
        .map(|(base, reading)| (place(base.start)..place(base.end), reading.clone()))
        .collect();
    written.spans = text
        .spans
        .iter()
        .map(|span| {
            let range = place(span.range.start)..place(span.range.end);
            Span { range, ..span.clone() }
        })
        .collect();
    *text = written;
}
