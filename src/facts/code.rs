//! What the words of code are, so that they can be told apart by eye. It must not know where code stands or how it is
//! drawn.

use std::ops::Range;
use std::sync::LazyLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

/// What a stretch of code is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CodePart {
    /// A word of the language itself.
    Keyword,
    /// What is being named: a function, a type, a tag, a key.
    Name,
    /// Text in quotes.
    Quoted,
    /// A number, or another value that stands for itself.
    Value,
    /// Said to people.
    Comment,
    /// A line that a change brings.
    Added,
    /// A line that a change takes away.
    Removed,
}

/// A stretch of code that is something.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CodeStretch {
    /// Its bytes in the code.
    pub bytes: Range<u32>,
    /// What it is.
    pub part: CodePart,
}

impl CodeStretch {
    /// The same so many bytes further on.
    #[must_use]
    pub fn moved_by(self, bytes: u32) -> Self {
        let Range { start, end } = self.bytes;
        Self { bytes: start.saturating_add(bytes)..end.saturating_add(bytes), ..self }
    }
}

/// Bytes of code that are looked at: more than anybody reads in a terminal.
const MOST: usize = 64 * 1024;
/// Bytes of the longest line that is looked at. Longer ones were written by machines, and each word costs more the
/// longer its line is.
const LONGEST_LINE: usize = 1_000;

/// The grammars of some sixty languages. They and what they have learnt take up to 20 MB, and a millisecond to load.
#[derive(Debug)]
pub struct Grammars(SyntaxSet);

impl Default for Grammars {
    fn default() -> Self {
        Self(SyntaxSet::load_defaults_newlines())
    }
}

impl Grammars {
    /// What the words of code are, in order; nothing for languages that are not known. Asks before every line whether to
    /// go on: its time cannot be told beforehand, as some grammars look far ahead. The first words of a language take
    /// some 50 ms.
    ///
    /// ```
    /// use courant::facts::{CodePart, Grammars};
    /// let words = Grammars::default().read("rust", "let x = 7; // days", &|| true);
    /// let parts: Vec<CodePart> = words.iter().map(|word| word.part).collect();
    /// assert_eq!(parts, [CodePart::Keyword, CodePart::Value, CodePart::Comment]);
    /// ```
    #[must_use]
    pub fn read(&self, language: &str, text: &str, go_on: &dyn Fn() -> bool) -> Vec<CodeStretch> {
        let Some(grammar) = grammar_of(language, &self.0) else { return Vec::new() };
        let mut reading =
            Reading { state: ParseState::new(grammar), scopes: ScopeStack::new(), words: Vec::new() };
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            if at + line.len() > MOST || !go_on() {
                break;
            }
            if line.len() <= LONGEST_LINE && reading.read(line, at, &self.0).is_none() {
                break;
            }
            at += line.len();
        }
        reading.words
    }
}

/// The grammar of a language by one of its names, or that of one which reads alike.
fn grammar_of<'a>(language: &str, grammars: &'a SyntaxSet) -> Option<&'a SyntaxReference> {
    let name = language.to_ascii_lowercase();
    let alike = ALIKE
        .iter()
        .find(|(names, _)| names.contains(&name.as_str()))
        .map_or(name.as_str(), |(_, alike)| alike);
    grammars.find_syntax_by_token(alike).filter(|grammar| grammar.name != "Plain Text")
}

/// Languages without a grammar here, or under names that it does not know, and the one they are read as.
const ALIKE: [(&[&str], &str); 13] = [
    (&["typescript", "ts", "tsx", "jsx", "mjs", "cjs", "node"], "js"),
    (
        &[
            "shell",
            "sh-session",
            "shell-session",
            "shellsession",
            "console",
            "terminal",
            "ksh",
            "dockerfile",
            "docker",
        ],
        "bash",
    ),
    (&["rustlang"], "rs"),
    (&["golang"], "go"),
    (&["python3", "ipython", "ipython3", "pycon", "starlark"], "py"),
    (&["jsonc", "json5", "jsonld"], "json"),
    (&["toml", "ini", "conf", "cfg", "dotenv", "env"], "properties"),
    (&["kotlin", "kt", "swift", "dart"], "scala"),
    (&["scss", "less"], "css"),
    (&["vue", "svelte", "jinja", "django", "handlebars"], "html"),
    (&["csharp", "c-sharp"], "cs"),
    (&["elisp", "emacs-lisp", "scheme", "racket", "common-lisp"], "lisp"),
    (&["postgresql", "mysql", "sqlite", "plsql"], "sql"),
];

/// A grammar on its way through code.
struct Reading {
    state: ParseState,
    scopes: ScopeStack,
    words: Vec<CodeStretch>,
}

impl Reading {
    /// Reads a line that begins at a byte of the code; nothing where the grammar gives up.
    fn read(&mut self, line: &str, at: usize, grammars: &SyntaxSet) -> Option<()> {
        let changes = self.state.parse_line(line, grammars).ok()?;
        let mut from = 0;
        for (to, change) in changes {
            self.add(line, from..to, at);
            self.scopes.apply(&change).ok()?;
            from = from.max(to);
        }
        self.add(line, from..line.len(), at);
        Some(())
    }

    /// Adds a stretch of a line that is under the scopes as they are, joined to the one before where both are the same.
    fn add(&mut self, line: &str, bytes: Range<usize>, at: usize) {
        let Some(words) = line.get(bytes.clone()) else { return };
        let Some(part) = part_under(&self.scopes.scopes).filter(|_| !words.trim().is_empty()) else { return };
        let bytes = (at + bytes.start) as u32..(at + bytes.start + words.trim_end().len()) as u32;
        match self.words.last_mut() {
            Some(last) if last.part == part && last.bytes.end == bytes.start => last.bytes.end = bytes.end,
            Some(_) | None => self.words.push(CodeStretch { bytes, part }),
        }
    }
}

/// What is further out does not bear on a word, and brackets in brackets without end would cost.
const DEEPEST: usize = 64;

/// What stands under these scopes, of which the last is the innermost.
fn part_under(scopes: &[Scope]) -> Option<CodePart> {
    let of =
        |scope: &Scope| PARTS.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope)).map(|(_, part)| *part);
    scopes.iter().rev().take(DEEPEST).find_map(of).flatten()
}

/// What scopes mean, by the naming guidelines of Sublime Text's grammars; the first that fits counts.
static PARTS: LazyLock<Vec<(Scope, Option<CodePart>)>> = LazyLock::new(|| {
    use CodePart::{Added, Comment, Keyword, Name, Quoted, Removed, Value};
    let parts = [
        ("comment", Some(Comment)),
        ("punctuation.definition.comment", Some(Comment)),
        ("constant.character.escape", Some(Value)),
        ("string", Some(Quoted)),
        ("constant.other", None),
        ("constant", Some(Value)),
        ("keyword.operator.word", Some(Keyword)),
        ("keyword.operator.logical.python", Some(Keyword)),
        ("keyword.operator", None),
        ("keyword", Some(Keyword)),
        ("storage", Some(Keyword)),
        ("markup.inserted", Some(Added)),
        ("markup.deleted", Some(Removed)),
        ("entity.name", Some(Name)),
        ("entity.other.attribute-name", Some(Name)),
        ("support.type.property-name", Some(Name)),
        // What is inside a stretch of code that is put into a text is no text.
        ("source", None),
        ("meta.interpolation", None),
    ];
    parts.into_iter().filter_map(|(name, part)| Some((Scope::new(name).ok()?, part))).collect()
});
