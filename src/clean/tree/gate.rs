//! Stands between the tokenizer and the tree builder and leaves out the tags that would make a tree too deep,
//! too large or too slow to build.
//!
//! The tree builder looks through its stack of open elements at almost every tag, so the depth of that stack is
//! what costs time. How deep it is, is asked of the builder itself: it drops elements without telling, and tags do
//! not say what they open (WHATWG HTML, 13.2.6). Between two questions a bound is kept that is never too low.

use std::cell::{Cell, RefCell};

use html5ever::interface::Tracer;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{LocalName, local_name};

use super::limits::{DEPTH, ELEMENTS, LOOK_ATTRIBUTES, LOOKS, Limit, STEPS};
use super::names::{breaks_out, is_look, is_raw, is_table_part, is_void, may_swallow};
use super::node::NodeId;
use super::sink::Sink;

/// The token sink around the tree builder.
pub(super) struct Gate {
    builder: TreeBuilder<NodeId, Sink>,
    /// The element whose markup-free content is being read.
    pub(super) raw: RefCell<Option<LocalName>>,
    /// Whether a tag, comment or doctype was read since this was last asked.
    pub(super) met_markup: Cell<bool>,
    /// At least as many as there are open elements and looks to open again.
    open: Cell<usize>,
    /// At least as many as there are open looks and looks to open again.
    looks: Cell<usize>,
    /// How many were open when the builder was last asked.
    asked: Cell<usize>,
    /// Whether nothing was opened or closed since.
    is_known: Cell<bool>,
    /// Whether a table is open, if that was asked since a tag passed.
    table_open: Cell<Option<bool>>,
    /// How many open elements the builder may have looked through so far.
    steps: Cell<usize>,
}

impl Gate {
    /// For a whole page; or for a piece of a body, where `is_fragment`. The tree will have about `room` nodes.
    pub(super) fn new(is_fragment: bool, room: usize) -> Self {
        // Without scripts, so that what a page shows instead of them is in the tree.
        let options = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
        let sink = Sink::new(room);
        let builder = if is_fragment {
            let body = html5ever::QualName::new(None, html5ever::ns!(html), local_name!("body"));
            let context = html5ever::interface::create_element(&sink, body, Vec::new());
            TreeBuilder::new_for_fragment(sink, context, None, options)
        } else {
            TreeBuilder::new(sink, options)
        };
        Self {
            builder,
            raw: RefCell::default(),
            met_markup: Cell::new(false),
            open: Cell::new(0),
            looks: Cell::new(0),
            asked: Cell::new(0),
            is_known: Cell::new(false),
            table_open: Cell::new(None),
            steps: Cell::new(0),
        }
    }

    /// What was built.
    pub(super) fn into_sink(self) -> Sink {
        self.builder.sink
    }

    fn tag(&self, mut tag: Tag, line: u64) -> TokenSinkResult<NodeId> {
        self.met_markup.set(true);
        if self.raw.take().is_some() {
            return self.pass(tag, line);
        }
        let is_part = is_table_part(&tag.name) && !self.is_worn_out();
        if is_part && !self.is_table_open() {
            tag.name = LocalName::from("div");
        }
        if tag.kind == TagKind::StartTag {
            return if self.is_admitted(&mut tag) {
                self.start(tag, line)
            } else {
                TokenSinkResult::Continue
            };
        }
        if self.is_worn_out() {
            return TokenSinkResult::Continue;
        }
        self.note_end(&tag.name);
        self.pass(tag, line)
    }

    fn start(&self, tag: Tag, line: u64) -> TokenSinkResult<NodeId> {
        let name = tag.name.clone();
        let is_empty = tag.self_closing && !self.is_foreign() && is_emptied(&tag);
        let result = self.pass(tag, line);
        if is_empty {
            let end = Tag {
                kind: TagKind::EndTag,
                name,
                self_closing: false,
                attrs: Vec::new(),
                had_duplicate_attributes: false,
            };
            self.note_end(&end.name);
            // A script that ends is not run.
            let _ = self.pass(end, line);
            return TokenSinkResult::Continue;
        }
        if matches!(result, TokenSinkResult::RawData(_) | TokenSinkResult::Plaintext) {
            self.raw.replace(Some(name));
        }
        result
    }

    /// Whether a start tag may pass. A look's attributes are cut down to those that may be copied.
    fn is_admitted(&self, tag: &mut Tag) -> bool {
        let name = &tag.name;
        let is_foreign = self.is_foreign();
        let is_look = is_look(name);
        if *name == local_name!("frameset") {
            return false;
        }
        if is_raw(name) && !is_foreign {
            return true;
        }
        if self.is_worn_out() {
            return false;
        }
        let is_flat = if is_foreign { breaks_out(name) } else { is_void(name) };
        let is_too_deep = || (is_look && self.looks.get() >= LOOKS) || (!is_flat && self.open.get() >= DEPTH);
        if is_too_deep() {
            self.ask();
            if is_too_deep() {
                self.meet(Limit::Depth);
                return false;
            }
        }
        if is_look && tag.attrs.len() > LOOK_ATTRIBUTES {
            tag.attrs.truncate(LOOK_ATTRIBUTES);
            self.meet(Limit::Attributes);
        }
        true
    }

    /// Hands a tag to the builder and keeps the bounds.
    fn pass(&self, tag: Tag, line: u64) -> TokenSinkResult<NodeId> {
        let is_look = tag.kind == TagKind::StartTag && is_look(&tag.name);
        let before = self.builder.sink.elements.get();
        self.is_known.set(false);
        self.table_open.set(None);
        self.steps.set(self.steps.get() + self.open.get());
        let result = self.builder.process_token(Token::TagToken(tag), line);
        let made = self.builder.sink.elements.get() - before;
        self.open.set(self.open.get() + made + usize::from(is_look));
        self.looks.set(self.looks.get() + if is_look { 2 * made } else { made });
        if self.open.get() > 64.max(2 * self.asked.get()) {
            self.ask();
        }
        result
    }

    /// Whether there are too many elements, or took too much time already; then a tag was left out.
    fn is_worn_out(&self) -> bool {
        let is_worn_out = self.is_full();
        if is_worn_out {
            self.meet(Limit::Elements);
        }
        is_worn_out
    }

    /// Whether later tags are left out.
    pub(super) fn is_full(&self) -> bool {
        self.builder.sink.elements.get() >= ELEMENTS || self.steps.get() >= STEPS
    }

    /// Tells that a tag was left out before it came here.
    pub(super) fn note_left_out(&self) {
        self.meet(Limit::Elements);
    }

    fn meet(&self, limit: Limit) {
        self.builder.sink.tree.borrow_mut().meet(limit);
    }

    /// Whether the innermost open element belongs to a drawing or formula.
    fn is_foreign(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }

    /// Asks the builder what is open, and takes that for the bounds.
    fn ask(&self) {
        if self.is_known.replace(true) {
            return;
        }
        let handles = self.handles();
        let tree = self.builder.sink.tree.borrow();
        let looks = handles.iter().filter(|&&node| tree.local_name(node).is_some_and(is_look)).count();
        self.open.set(handles.len());
        self.looks.set(looks);
        self.asked.set(handles.len());
    }

    fn is_table_open(&self) -> bool {
        if let Some(known) = self.table_open.get() {
            return known;
        }
        let handles = self.handles();
        let tree = self.builder.sink.tree.borrow();
        let holds_parts = |name: &LocalName| matches!(*name, local_name!("table") | local_name!("template"));
        let is_open = handles.iter().any(|&node| tree.local_name(node).is_some_and(holds_parts));
        self.table_open.set(Some(is_open));
        is_open
    }

    /// Marks the innermost open element of a name as ended by its own tag.
    fn note_end(&self, name: &LocalName) {
        if !may_swallow(name) {
            return;
        }
        let handles = self.handles();
        let mut tree = self.builder.sink.tree.borrow_mut();
        let ended = handles.iter().rev().find(|&&node| tree.name(node) == &**name);
        if let Some(&ended) = ended {
            tree.set_ended(ended);
        }
    }

    /// The open elements from the outside in, then the looks to open again, then a few others.
    fn handles(&self) -> Vec<NodeId> {
        let handles = Handles(RefCell::new(Vec::with_capacity(self.asked.get() + 8)));
        self.builder.trace_handles(&handles);
        let handles = handles.0.into_inner();
        self.steps.set(self.steps.get() + handles.len());
        handles
    }
}

/// Collects what the builder holds on to.
struct Handles(RefCell<Vec<NodeId>>);

impl Tracer for Handles {
    type Handle = NodeId;

    fn trace_handle(&self, node: &NodeId) {
        self.0.borrow_mut().push(*node);
    }
}

/// Whether a tag that closes itself is an empty element of XHTML, as people write them in HTML too. A link with an
/// address is not: the slash was a slip.
fn is_emptied(tag: &Tag) -> bool {
    let name = &tag.name;
    let is_link =
        *name == local_name!("a") && tag.attrs.iter().any(|attribute| &*attribute.name.local == "href");
    !is_link && !is_void(name) && !matches!(&**name, "html" | "head" | "body" | "svg" | "math")
}

impl TokenSink for Gate {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        match token {
            Token::TagToken(tag) => self.tag(tag, line),
            Token::CommentToken(_) => {
                self.met_markup.set(true);
                self.builder.process_token(Token::CommentToken(StrTendril::new()), line)
            }
            Token::DoctypeToken(_) => {
                self.met_markup.set(true);
                self.builder.process_token(token, line)
            }
            Token::CharacterTokens(_) => {
                let before = self.builder.sink.elements.get();
                let result = self.builder.process_token(token, line);
                // Letters open looks again.
                let made = self.builder.sink.elements.get() - before;
                self.is_known.set(self.is_known.get() && made == 0);
                self.open.set(self.open.get() + made);
                self.looks.set(self.looks.get() + made);
                result
            }
            Token::NullCharacterToken | Token::EOFToken => self.builder.process_token(token, line),
            Token::ParseError(_) => TokenSinkResult::Continue,
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.is_foreign()
    }
}
