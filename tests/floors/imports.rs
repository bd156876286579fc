//! One file's tokens to the paths it names, the modules it declares and the names it binds.
//!
//! It knows nothing of floors: what a path means is the tree's affair, what is allowed is the rules'.

use std::collections::BTreeMap;
use std::path::Path;

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, TokenStream, TokenTree};

use super::tree::{Module, ModulePath};

/// A path as it is written somewhere.
#[derive(Clone, Debug)]
pub(super) struct Named {
    /// The module in which it stands.
    pub(super) module: ModulePath,
    /// Its segments; an empty first one for a leading `::`.
    pub(super) path: Vec<String>,
    /// Line, from one.
    pub(super) line: usize,
    /// Whether it ends in `::*`.
    pub(super) glob: bool,
    /// Whether a `!` follows.
    pub(super) is_macro: bool,
}

/// What one file says.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// Every path of two segments or more, every import, and every macro.
    pub(super) named: Vec<Named>,
    /// Child modules it declares in files of their own.
    pub(super) declared: Vec<(ModulePath, usize)>,
    /// Of these, the ones compiled for tests only.
    pub(super) test_modules: Vec<ModulePath>,
    /// Where another file is pulled in past the module tree.
    pub(super) smuggled: Vec<(&'static str, usize)>,
    /// Where text is taken out of `Foreign`.
    pub(super) uncleaned: Vec<usize>,
    /// Where something would let text out of `Foreign` by itself, and what.
    pub(super) leaks: Vec<(String, usize)>,
}

/// Traits that hand out what is inside.
const OUTWARD: &[&str] = &[
    "AsRef",
    "Borrow",
    "Deref",
    "Display",
    "Error",
    "Into",
    "IntoIterator",
    "LowerHex",
    "Pointer",
    "Serialize",
    "ToString",
    "UpperHex",
];
/// Derives that hand out what is inside.
const OUTWARD_DERIVES: &[&str] = &["Debug", "Display", "Serialize"];
/// Words after which a path may begin with `::`.
const WORDS_BEFORE_PATHS: &[&str] = &[
    "as", "break", "dyn", "else", "for", "if", "impl", "in", "let", "match", "move", "mut", "ref", "return",
    "unsafe", "where", "while", "yield",
];
/// Words before the name of an item.
const ITEM_WORDS: &[&str] =
    &["struct", "enum", "union", "trait", "type", "fn", "const", "static", "mod", "macro_rules"];

/// Reads the tokens of `file`, which is the module `path`.
pub(super) fn read(
    stream: TokenStream,
    path: &[String],
    file: &Path,
    modules: &mut BTreeMap<ModulePath, Module>,
) -> Reading {
    let mut reader = Reader { file, modules, reading: Reading::default() };
    reader.module(stream, path);
    reader.reading
}

struct Reader<'a> {
    file: &'a Path,
    modules: &'a mut BTreeMap<ModulePath, Module>,
    reading: Reading,
}

impl Reader<'_> {
    /// A module's own tokens: its items are noted, then everything in it is read.
    fn module(&mut self, stream: TokenStream, path: &[String]) {
        let tokens: Vec<TokenTree> = stream.into_iter().collect();
        let module = self.modules.entry(path.to_vec()).or_default();
        module.file = self.file.to_path_buf();
        module.items.extend(item_names(&tokens));
        self.tokens(&tokens, path);
    }

    fn tokens(&mut self, tokens: &[TokenTree], module: &[String]) {
        let mut at = 0;
        while at < tokens.len() {
            at += self.step(tokens, at, module);
        }
    }

    /// Reads what begins at `at`; answers how many tokens that was.
    fn step(&mut self, tokens: &[TokenTree], at: usize, module: &[String]) -> usize {
        match &tokens[at] {
            TokenTree::Group(group) => {
                self.tokens(&trees(group), module);
                1
            }
            TokenTree::Punct(punct) if punct.as_char() == '#' => self.attribute(tokens, at, module),
            TokenTree::Punct(_) if is_leading_colons(tokens, at) => self.path(tokens, at, module),
            TokenTree::Punct(_) | TokenTree::Literal(_) => 1,
            TokenTree::Ident(word) => self.word(word, tokens, at, module),
        }
    }

    fn word(&mut self, word: &Ident, tokens: &[TokenTree], at: usize, module: &[String]) -> usize {
        match text(word).as_str() {
            "use" if !is_punct(tokens.get(at + 1), '<') => self.import(tokens, at, module),
            "mod" => self.declaration(tokens, at, module),
            "pub" => 1 + usize::from(is_visibility(tokens.get(at + 1))),
            "impl" => {
                self.implementation(tokens, at);
                1
            }
            "struct" if is_word(tokens.get(at + 1), "Foreign") => {
                self.derives_of_foreign(tokens, at);
                1
            }
            "uncleaned" => {
                self.reading.uncleaned.push(line(word));
                1
            }
            _ => self.path(tokens, at, module),
        }
    }

    /// An attribute: its tokens are read, and strings in it that are paths (`with = "crate::…"`).
    fn attribute(&mut self, tokens: &[TokenTree], at: usize, module: &[String]) -> usize {
        let bang = usize::from(is_punct(tokens.get(at + 1), '!'));
        let Some(TokenTree::Group(group)) = tokens.get(at + 1 + bang) else { return 1 };
        let inner = trees(group);
        if is_test_only(&inner) && bang == 0 {
            let (module_word, length) = find_module(tokens, at + 2);
            if let Some(name) = module_word {
                let mut path = module.to_vec();
                path.push(name);
                self.reading.test_modules.push(path);
                return 2 + length;
            }
        }
        match inner.first() {
            Some(TokenTree::Ident(name)) if *name == "doc" => {}
            Some(TokenTree::Ident(name)) if *name == "path" => {
                self.reading.smuggled.push(("#[path]", line(name)));
            }
            Some(_) | None => {
                self.tokens(&inner, module);
                self.quoted_paths(&inner, module);
            }
        }
        2 + bang
    }

    fn quoted_paths(&mut self, tokens: &[TokenTree], module: &[String]) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => self.quoted_paths(&trees(group), module),
                TokenTree::Literal(literal) => {
                    let written = literal.to_string();
                    let quoted = written.trim_matches('"');
                    if let Ok(stream) = quoted.parse::<TokenStream>() {
                        let before = self.reading.named.len();
                        self.tokens(&stream.into_iter().collect::<Vec<_>>(), module);
                        let line = literal.span().start().line;
                        self.reading.named[before..].iter_mut().for_each(|named| named.line = line);
                    }
                }
                TokenTree::Ident(_) | TokenTree::Punct(_) => {}
            }
        }
    }

    /// `mod name;` or `mod name { … }`.
    fn declaration(&mut self, tokens: &[TokenTree], at: usize, module: &[String]) -> usize {
        let Some(TokenTree::Ident(name)) = tokens.get(at + 1) else { return 1 };
        let mut path = module.to_vec();
        path.push(text(name));
        match tokens.get(at + 2) {
            Some(TokenTree::Group(block)) => self.module(block.stream(), &path),
            Some(_) | None => self.reading.declared.push((path, line(name))),
        }
        3
    }

    /// `use …;`: every leaf of its tree is a path, and binds a name.
    fn import(&mut self, tokens: &[TokenTree], at: usize, module: &[String]) -> usize {
        let end = (at..tokens.len()).find(|&i| is_punct(tokens.get(i), ';')).unwrap_or(tokens.len());
        self.branch(&tokens[at + 1..end], &[], module);
        end + 1 - at
    }

    /// One branch of a `use` tree, below the segments of `prefix`.
    fn branch(&mut self, tokens: &[TokenTree], prefix: &[String], module: &[String]) {
        let mut path = prefix.to_vec();
        let mut name = None;
        let mut here = 0;
        for (at, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Punct(punct) if punct.as_char() == ':' => {
                    if at == 0 && prefix.is_empty() {
                        path.push(String::new());
                    }
                }
                TokenTree::Punct(punct) if punct.as_char() == '*' => {
                    self.bind_glob(path, punct.span().start().line, module);
                    return;
                }
                TokenTree::Group(group) => {
                    let inner = trees(group);
                    for branch in inner.split(|token| is_punct(Some(token), ',')) {
                        if !branch.is_empty() {
                            self.branch(branch, &path, module);
                        }
                    }
                    return;
                }
                TokenTree::Ident(word) if *word == "as" => {
                    name = tokens.get(at + 1).map(ToString::to_string);
                    break;
                }
                TokenTree::Ident(word) => {
                    here = line(word);
                    if *word != "self" || path.is_empty() {
                        path.push(text(word));
                    }
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
        let name = name.or_else(|| path.last().cloned()).unwrap_or_default();
        if path.iter().any(|segment| segment == "uncleaned") {
            self.reading.uncleaned.push(here);
        }
        if let Some(known) = self.modules.get_mut(module) {
            // `use name;` binds a name to itself (a macro, a crate): it leads nowhere else.
            if path != [name.clone()] {
                known.bound.insert(name, path.clone());
            }
        }
        self.note(path, here, module, false, false);
    }

    fn bind_glob(&mut self, path: Vec<String>, line: usize, module: &[String]) {
        if let Some(known) = self.modules.get_mut(module) {
            known.globs.push(path.clone());
        }
        self.note(path, line, module, true, false);
    }

    /// A path in an expression, a type, a pattern or a macro.
    fn path(&mut self, tokens: &[TokenTree], at: usize, module: &[String]) -> usize {
        let mut path = Vec::new();
        let mut next = at;
        let mut here = 0;
        if is_colons(tokens, at) {
            path.push(String::new());
            next += 2;
        }
        while let Some(TokenTree::Ident(word)) = tokens.get(next) {
            here = line(word);
            path.push(text(word));
            next += 1;
            if text(word) == "uncleaned" {
                self.reading.uncleaned.push(here);
            }
            if WORDS_BEFORE_PATHS.contains(&text(word).as_str()) {
                break;
            }
            if is_colons(tokens, next) && matches!(tokens.get(next + 2), Some(TokenTree::Ident(_))) {
                next += 2;
            } else {
                break;
            }
        }
        let is_macro = is_punct(tokens.get(next), '!') && !is_punct(tokens.get(next + 1), '=');
        if is_macro && path.last().is_some_and(|last| last == "include") {
            self.reading.smuggled.push(("include!", here));
        }
        let continues = at >= 2 && is_colons(tokens, at - 2) && !is_leading_colons(tokens, at - 2);
        if continues {
            // What follows `<T>::` or `::<T>::` belongs to a type that was named before.
            path.insert(0, "<>".to_owned());
        }
        let is_method = at >= 1 && is_punct(tokens.get(at - 1), '.');
        if !is_method && (path.len() > 1 || is_macro) {
            self.note(path, here, module, false, is_macro);
        }
        next.max(at + 1) - at
    }

    fn note(&mut self, path: Vec<String>, line: usize, module: &[String], glob: bool, is_macro: bool) {
        self.reading.named.push(Named { module: module.to_vec(), path, line, glob, is_macro });
    }

    /// `impl Trait for Foreign` and `impl From<Foreign> for …`, where the trait hands text out.
    fn implementation(&mut self, tokens: &[TokenTree], at: usize) {
        let head: Vec<&TokenTree> = tokens[at..]
            .iter()
            .take_while(
                |token| !matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace),
            )
            .collect();
        // `for<'a>` binds a lifetime; the `for` that is meant stands before a type.
        let words: Vec<(String, usize)> = head
            .iter()
            .enumerate()
            .filter_map(|(at, token)| match token {
                TokenTree::Ident(word) if *word == "for" && is_punct(head.get(at + 1).copied(), '<') => None,
                TokenTree::Ident(word) => Some((text(word), line(word))),
                TokenTree::Group(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => None,
            })
            .collect();
        let Some(turn) = words.iter().position(|(word, _)| word == "for") else { return };
        let (traits, subject) = words.split_at(turn);
        let about_foreign = |words: &[(String, usize)]| words.iter().any(|(word, _)| word == "Foreign");
        let leak = if about_foreign(subject) {
            traits.iter().find(|(word, _)| OUTWARD.contains(&word.as_str()))
        } else if about_foreign(traits) {
            traits.iter().find(|(word, _)| word == "From" || word == "TryFrom")
        } else {
            None
        };
        self.reading.leaks.extend(leak.cloned());
    }

    /// The derives above `struct Foreign`.
    fn derives_of_foreign(&mut self, tokens: &[TokenTree], at: usize) {
        let above = tokens[..at].iter().rev().take_while(|token| !is_item_end(token));
        for token in above {
            let TokenTree::Group(attribute) = token else { continue };
            let inner = trees(attribute);
            if !is_word(inner.first(), "derive") {
                continue;
            }
            let Some(TokenTree::Group(list)) = inner.get(1) else { continue };
            for token in list.stream() {
                if let TokenTree::Ident(word) = token
                    && OUTWARD_DERIVES.iter().any(|name| word == name)
                {
                    self.reading.leaks.push((text(&word), line(&word)));
                }
            }
        }
    }
}

/// Names of the items that stand directly among these tokens.
fn item_names(tokens: &[TokenTree]) -> Vec<String> {
    let mut names = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let TokenTree::Ident(word) = token else { continue };
        if !ITEM_WORDS.contains(&text(word).as_str()) {
            continue;
        }
        let skip =
            usize::from(is_punct(tokens.get(at + 1), '!')) + usize::from(is_word(tokens.get(at + 1), "mut"));
        if let Some(TokenTree::Ident(name)) = tokens.get(at + 1 + skip) {
            names.push(text(name));
        }
    }
    names
}

/// The name of the module that is declared at `at`, after further attributes and its visibility, and how
/// many tokens that declaration is long.
fn find_module(tokens: &[TokenTree], at: usize) -> (Option<String>, usize) {
    let mut next = at;
    while is_punct(tokens.get(next), '#') {
        next += 2;
    }
    if is_word(tokens.get(next), "pub") {
        next += 1 + usize::from(is_visibility(tokens.get(next + 1)));
    }
    match (tokens.get(next), tokens.get(next + 1)) {
        (Some(TokenTree::Ident(word)), Some(TokenTree::Ident(name))) if *word == "mod" => {
            (Some(text(name)), next + 3 - at)
        }
        _ => (None, 0),
    }
}

/// `cfg(test)` or `cfg(all(test, …))`.
fn is_test_only(attribute: &[TokenTree]) -> bool {
    let [TokenTree::Ident(cfg), TokenTree::Group(condition)] = attribute else { return false };
    let condition = trees(condition);
    if *cfg != "cfg" {
        return false;
    }
    match condition.as_slice() {
        [TokenTree::Ident(only)] => *only == "test",
        [TokenTree::Ident(all), TokenTree::Group(list)] if *all == "all" => trees(list)
            .split(|token| is_punct(Some(token), ','))
            .any(|part| matches!(part, [TokenTree::Ident(word)] if *word == "test")),
        _ => false,
    }
}

/// `(crate)`, `(super)`, `(in path)` after `pub`: who may see an item is no import.
fn is_visibility(token: Option<&TokenTree>) -> bool {
    let Some(TokenTree::Group(group)) = token else { return false };
    let first = group.stream().into_iter().next();
    group.delimiter() == Delimiter::Parenthesis
        && ["crate", "super", "self", "in"].iter().any(|word| is_word(first.as_ref(), word))
}

fn is_item_end(token: &TokenTree) -> bool {
    match token {
        TokenTree::Punct(punct) => punct.as_char() == ';',
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Ident(_) | TokenTree::Literal(_) => false,
    }
}

fn trees(group: &Group) -> Vec<TokenTree> {
    group.stream().into_iter().collect()
}

fn is_punct(token: Option<&TokenTree>, character: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == character)
}

fn is_word(token: Option<&TokenTree>, word: &str) -> bool {
    matches!(token, Some(TokenTree::Ident(ident)) if ident == word)
}

fn is_colons(tokens: &[TokenTree], at: usize) -> bool {
    let joined = |punct: &Punct| punct.as_char() == ':' && punct.spacing() == Spacing::Joint;
    matches!(tokens.get(at), Some(TokenTree::Punct(first)) if joined(first))
        && is_punct(tokens.get(at + 1), ':')
}

/// `::name` that begins a path, as nothing before it is part of one.
fn is_leading_colons(tokens: &[TokenTree], at: usize) -> bool {
    is_colons(tokens, at)
        && matches!(tokens.get(at + 2), Some(TokenTree::Ident(_)))
        && match at.checked_sub(1).map(|before| &tokens[before]) {
            Some(TokenTree::Punct(punct)) if punct.as_char() == '>' => {
                at >= 2 && (is_punct(tokens.get(at - 2), '-') || is_punct(tokens.get(at - 2), '='))
            }
            Some(TokenTree::Ident(word)) => WORDS_BEFORE_PATHS.contains(&text(word).as_str()),
            Some(TokenTree::Punct(_) | TokenTree::Group(_) | TokenTree::Literal(_)) | None => true,
        }
}

fn text(word: &Ident) -> String {
    word.to_string().trim_start_matches("r#").to_owned()
}

fn line(word: &Ident) -> usize {
    word.span().start().line
}
