//! A tree as HTML again (WHATWG HTML, section 13.3). Nothing is made harmless here: it is for other parsers only.

use super::node::{NodeId, Tree};
use super::walk::Step;

const VOID: [&str; 18] = [
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen",
    "link", "meta", "param", "source", "track", "wbr",
];

const RAW: [&str; 7] = ["style", "script", "xmp", "iframe", "noembed", "noframes", "plaintext"];

impl Tree {
    /// A node as HTML, with all it holds.
    pub(in crate::clean) fn to_html(&self, node: NodeId) -> String {
        let mut out = String::new();
        let mut step = Some(Step::Enter(node));
        while let Some(at) = step {
            match at {
                Step::Enter(each) => self.open(each, &mut out),
                Step::Leave(each) => self.close(each, &mut out),
            }
            step = self.step(at, node);
        }
        out
    }

    fn open(&self, node: NodeId, out: &mut String) {
        if let Some(letters) = self.text(node) {
            let is_raw = self.parent(node).is_some_and(|parent| RAW.contains(&self.name(parent)));
            if is_raw { out.push_str(letters) } else { escape(letters, false, out) }
        } else if let Some(element) = self.element(node) {
            out.push('<');
            out.push_str(&element.name.local);
            for (name, value) in self.attributes(node) {
                out.push(' ');
                out.push_str(name);
                out.push_str("=\"");
                escape(value, true, out);
                out.push('"');
            }
            out.push('>');
            // Parsers take the first line feed of these for furniture.
            let is_pre = matches!(self.name(node), "pre" | "listing" | "textarea");
            let first = self.first_child(node).and_then(|first| self.text(first));
            if is_pre && first.is_some_and(|letters| letters.starts_with('\n')) {
                out.push('\n');
            }
        }
    }

    fn close(&self, node: NodeId, out: &mut String) {
        if let Some(element) = self.element(node).filter(|_| !VOID.contains(&self.name(node))) {
            out.push_str("</");
            out.push_str(&element.name.local);
            out.push('>');
        }
    }
}

fn escape(letters: &str, is_attribute: bool, out: &mut String) {
    for letter in letters.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '\u{A0}' => out.push_str("&nbsp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if is_attribute => out.push_str("&quot;"),
            letter => out.push(letter),
        }
    }
}
