//! Letters that an archive put on a page line by line: paragraphs again, and what they quote.

use crate::clean::tree::{NodeId, Tree};

/// A line this long was broken by a program, not by its author.
const BROKEN: usize = 50;
/// Letters are not set wider.
const WIDEST: usize = 90;
/// What is quoted deeper is quoted this deep.
const DEEPEST: usize = 9;

/// Makes paragraphs and quotes of letters in `<pre>`.
pub(super) fn put_right(tree: &mut Tree) {
    let plain: Vec<NodeId> = tree
        .elements(Tree::ROOT, "pre")
        .filter(|&pre| tree.children(pre).all(|child| tree.text(child).is_some()))
        .collect();
    for pre in plain {
        let text = tree.text_content(pre);
        if tree.attribute(pre, "class").is_none() && is_letter(&text) {
            set(tree, pre, &text);
        }
    }
}

/// Whether a text is a letter: it quotes as letters do, and what it says is sentences.
fn is_letter(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let quotes = quotes(&lines) && !lines.iter().any(|line| line.starts_with(COMMANDS));
    let is_prose = |line: &&str| {
        let words = unquoted(line).1;
        let wordy = words.chars().filter(|letter| letter.is_alphabetic() || *letter == ' ').count();
        !words.starts_with([' ', '\t'])
            && !words.trim_end().contains("  ")
            && wordy * 10 >= words.chars().count() * 7
    };
    quotes && lines.iter().all(|line| line.chars().count() <= WIDEST) && lines.iter().all(is_prose)
}

/// What begins the lines of programs, shells and differences, and no sentence.
const COMMANDS: [char; 7] = ['$', '#', '{', '}', '<', '+', '@'];
/// Lines above a letter.
const HEADERS: [&str; 5] = ["from:", "to:", "subject:", "date:", "message-id:"];

/// Whether lines quote as letters do: after a line that says whom, below a letter's head, or more than once.
fn quotes(lines: &[&str]) -> bool {
    let is_quoted = |line: &str| line.starts_with('>');
    let begins = |pair: &[&str]| !is_quoted(pair[0]) && is_quoted(pair[1]);
    let told = |pair: &[&str]| begins(pair) && pair[0].trim_end().ends_with(':');
    let first = usize::from(lines.first().is_some_and(|line| is_quoted(line)));
    let times = first + lines.windows(2).filter(|pair| begins(pair)).count();
    let has_head = lines.first().is_some_and(|line| {
        let line = line.to_ascii_lowercase();
        HEADERS.iter().any(|header| line.starts_with(header))
    });
    times > 1 || times == 1 && (has_head || lines.windows(2).any(told))
}

/// How deep a line is quoted, and what it says.
fn unquoted(line: &str) -> (usize, &str) {
    let mut depth = 0;
    let mut rest = line;
    while let Some(inner) = rest.strip_prefix('>') {
        depth += 1;
        rest = inner.strip_prefix(' ').unwrap_or(inner);
    }
    (depth.min(DEEPEST), rest)
}

fn set(tree: &mut Tree, pre: NodeId, text: &str) {
    let outer = tree.new_element("div");
    let mut quotes = vec![outer];
    let mut paragraph: Option<NodeId> = None;
    let mut last = 0;
    for line in text.lines() {
        let (depth, words) = unquoted(line);
        if depth + 1 != quotes.len() || words.trim().is_empty() {
            paragraph = None;
        }
        quotes.truncate(depth + 1);
        while quotes.len() <= depth {
            let quote = tree.new_element("blockquote");
            tree.append(quotes[quotes.len() - 1], quote);
            quotes.push(quote);
        }
        if words.trim().is_empty() {
            continue;
        }
        let into = match paragraph {
            Some(paragraph) => {
                let between = if last >= BROKEN { tree.new_text(" ") } else { tree.new_element("br") };
                tree.append(paragraph, between);
                paragraph
            }
            None => tree.new_element("p"),
        };
        let said = tree.new_text(words.trim());
        tree.append(into, said);
        if paragraph.is_none() {
            tree.append(quotes[depth], into);
        }
        paragraph = Some(into);
        last = line.chars().count();
    }
    tree.insert_before(pre, outer);
    tree.detach(pre);
}
