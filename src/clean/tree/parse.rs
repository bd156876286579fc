//! Reads text into a tree: pieces to the tokenizer, its tags through the gate, what was built made no deeper than
//! promised.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, Tokenizer, TokenizerOpts};
use html5ever::{LocalName, local_name};

use super::feed::{Guard, pieces};
use super::gate::Gate;
use super::letters::{before_markup, push};
use super::limits::{DEPTH, ELEMENTS, Limit};
use super::names::{holds_no_text, is_inside_words, is_raw};
use super::node::{NodeId, Tree};
use super::tags;
use super::walk::Step;
use crate::clean::cleaned::PAGE_BYTES;
use crate::clean::text::border_before;

impl Tree {
    /// Reads a whole page: what is missing of `html`, `head` and `body` is there in the tree.
    pub(in crate::clean) fn page(text: &str) -> Self {
        read(text, Gate::new(false, room(text)))
    }

    /// Reads a piece of a page's body, as feeds carry it: its nodes stand straight inside the root.
    pub(in crate::clean) fn fragment(text: &str) -> Self {
        let mut tree = read(text, Gate::new(true, room(text)));
        if let Some(html) = tree.first_child(Self::ROOT) {
            tree.dissolve(html);
        }
        tree
    }
}

/// How many nodes a text may well become.
fn room(text: &str) -> usize {
    const BYTES_OF_NODE: usize = 32;
    (text.len() / BYTES_OF_NODE).min(2 * ELEMENTS) + 8
}

fn read(text: &str, gate: Gate) -> Tree {
    let kept = &text[..border_before(text, PAGE_BYTES)];
    // A mark of the byte order is no letter of the page.
    let kept = kept.strip_prefix('\u{FEFF}').unwrap_or(kept);
    let mut reader = Reader::new(gate);
    let mut start = 0;
    for piece in pieces(kept) {
        reader.piece(piece, &kept[start..]);
        start += piece.len();
    }
    let mut tree = reader.finish();
    if text.len() > PAGE_BYTES {
        tree.meet(Limit::Bytes);
    }
    flatten(&mut tree);
    tree
}

/// The tokenizer and what guards it.
struct Reader {
    tokenizer: Tokenizer<Gate>,
    input: BufferQueue,
    guard: Guard,
    /// Of the title being read: whether it has an end.
    title_ends: Option<bool>,
    /// Whether tags were left out that part the text before them from the text to come.
    is_parted: bool,
    /// Letters outside all tags that the tree builder has not got yet.
    letters: String,
    /// The element that is left out with all it holds, which is no text.
    left_out: Option<LocalName>,
}

impl Reader {
    fn new(gate: Gate) -> Self {
        let tokenizer = Tokenizer::new(gate, TokenizerOpts::default());
        Self {
            tokenizer,
            input: BufferQueue::default(),
            guard: Guard::new(),
            title_ends: None,
            is_parted: false,
            letters: String::new(),
            left_out: None,
        }
    }

    fn is_raw(&self) -> bool {
        self.tokenizer.sink.raw.borrow().is_some()
    }

    fn raw(&self) -> Option<LocalName> {
        self.tokenizer.sink.raw.borrow().clone()
    }

    /// Reads a piece; `rest` is the page from that piece on.
    fn piece(&mut self, piece: &str, rest: &str) {
        if let Some(name) = &self.left_out {
            if ends(piece, name) {
                self.end_left_out();
            }
            return;
        }
        let mut piece = piece;
        if self.guard.is_outside() && !self.is_raw() {
            piece = self.take_letters(piece);
            if piece.is_empty() || self.tokenizer.sink.is_full() && self.leaves_out_tag(piece) {
                return;
            }
            self.part();
            if self.takes_tag(piece) {
                return;
            }
        }
        if self.raw().as_deref() != Some("title") {
            self.title_ends = None;
        } else if !*self.title_ends.get_or_insert_with(|| has_title_end(rest))
            && let Some(end) = piece.find(['<', '\n'])
        {
            // A title that is never ended would swallow the page. Its first line is the title.
            self.feed(&piece[..end]);
            self.feed("</title>");
            self.guard.outside();
            piece = &piece[end..];
        }
        let (kept, end) = self.guard.admit(piece, self.raw().as_deref());
        self.feed(kept);
        self.feed(end);
        if self.tokenizer.sink.met_markup.take() {
            self.guard.outside();
        }
    }

    /// Takes the letters before the first markup of a piece; what is left of it.
    fn take_letters<'p>(&mut self, piece: &'p str) -> &'p str {
        let text = before_markup(piece);
        if !text.is_empty() {
            self.part();
            push(&mut self.letters, text);
        }
        &piece[text.len()..]
    }

    /// Hands the tag that a piece is to the tree builder, past the tokenizer, where that would read no more of it. What
    /// a frame holds is not read at all.
    fn takes_tag(&mut self, piece: &str) -> bool {
        let Some(tag) = tags::plain(piece) else { return false };
        let is_frame = tag.kind == TagKind::StartTag && tag.name == local_name!("iframe");
        if is_raw(&tag.name) && !is_frame {
            return false;
        }
        let name = tag.name.clone();
        self.flush();
        self.hand_over(Token::TagToken(tag));
        if is_frame && self.is_raw() {
            self.left_out = Some(name);
        }
        true
    }

    /// Hands a token to the tree builder, past the tokenizer, which is outside all tags.
    fn hand_over(&self, token: Token) {
        // Nothing here opens or ends a script.
        let _ = self.tokenizer.sink.process_token(token, 1);
        self.tokenizer.sink.met_markup.set(false);
    }

    /// Ends the element whose content was left out; the tree builder only where it knows of it.
    fn end_left_out(&mut self) {
        if let (Some(name), true) = (self.left_out.take(), self.is_raw()) {
            let (kind, attrs) = (TagKind::EndTag, Vec::new());
            let end = Tag { kind, name, self_closing: false, attrs, had_duplicate_attributes: false };
            self.hand_over(Token::TagToken(end));
        }
    }

    /// Passes over the tag that a piece of a page is that is full already, unless it begins what is no text.
    fn leaves_out_tag(&mut self, piece: &str) -> bool {
        let Some(name) = self.guard.pass_over(piece) else { return false };
        let name = LocalName::from(tags::lower(name));
        let is_end = piece.starts_with("</");
        if is_raw(&name) && !is_end {
            if !holds_no_text(&name) {
                return false;
            }
            self.left_out = Some(name.clone());
        }
        self.tokenizer.sink.note_left_out();
        self.is_parted |= !is_inside_words(&name);
        true
    }

    /// Paragraphs and cells that are none any more still do not run into each other.
    fn part(&mut self) {
        if std::mem::take(&mut self.is_parted) {
            self.letters.push('\n');
        }
    }

    /// Hands over the letters that wait.
    fn flush(&mut self) {
        if !self.letters.is_empty() {
            let letters = StrTendril::from_slice(&self.letters);
            self.letters.clear();
            self.hand_over(Token::CharacterTokens(letters));
        }
    }

    fn feed(&mut self, part: &str) {
        if part.is_empty() {
            return;
        }
        self.flush();
        self.input.push_back(StrTendril::from_slice(part));
        // Nothing runs scripts and the text is decoded already, so that nothing is asked for.
        while !self.input.is_empty() {
            let _ = self.tokenizer.feed(&self.input);
        }
    }

    fn finish(mut self) -> Tree {
        self.flush();
        self.tokenizer.end();
        let sink = self.tokenizer.sink.into_sink();
        html5ever::interface::TreeSink::finish(sink)
    }
}

/// Whether the end tag of an element stands in a piece.
fn ends(piece: &str, name: &str) -> bool {
    piece.match_indices("</").any(|(at, _)| {
        let tag = &piece.as_bytes()[at + 2..];
        tag.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
            && tag
                .get(name.len())
                .is_some_and(|next| matches!(next, b' ' | b'\t' | b'\n' | b'\r' | 0x0C | b'/' | b'>'))
    })
}

fn has_title_end(rest: &str) -> bool {
    const END: &[u8] = b"</title";
    rest.as_bytes().windows(END.len()).any(|window| window.eq_ignore_ascii_case(END))
}

/// Unwraps what lies too deep. The gate bounds the builder's stack, but misnested looks make the tree deeper.
fn flatten(tree: &mut Tree) {
    let mut depth = 0;
    let mut deepest = Vec::new();
    let mut step = Some(Step::Enter(Tree::ROOT));
    while let Some(at) = step {
        match at {
            Step::Enter(node) if tree.is_element(node) => {
                depth += 1;
                if depth > DEPTH {
                    deepest.push(node);
                }
            }
            Step::Leave(node) if tree.is_element(node) => depth -= 1,
            Step::Enter(_) | Step::Leave(_) => (),
        }
        step = tree.step(at, Tree::ROOT);
    }
    if !deepest.is_empty() {
        tree.meet(Limit::Depth);
    }
    deepest.into_iter().for_each(|node: NodeId| tree.dissolve(node));
}
