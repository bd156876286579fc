//! The reading of dom_smoothie, a port of Readability. It is quadratic in the depth of a page and may take for ever on
//! what nobody thought of: it is run only where its process can be ended, on pages of a bounded size.

use dom_smoothie::{Config, Readability};

use crate::clean::tree::{Step, Tree};

/// Pages with more nodes, or more bytes, are not given to it.
const MOST_NODES: usize = 100_000;
const MOST_BYTES: usize = 5_000_000;

/// Nor are pages in which more steps lead from all nodes to the root: it goes up from many of them, many times. Those
/// that people write lie some twenty elements deep.
const MOST_STEPS: usize = 4_000_000;

/// The article in a page as markup, classes kept; `None` where it finds none.
pub(super) fn article(tree: &Tree) -> Option<String> {
    if tree.len() > MOST_NODES || steps(tree) > MOST_STEPS {
        return None;
    }
    let page = tree.to_html(Tree::ROOT);
    if page.len() > MOST_BYTES {
        return None;
    }
    let config = Config { keep_classes: true, disable_json_ld: true, ..Config::default() };
    let mut readability = Readability::new(page, None, Some(config)).ok()?;
    readability.parse().ok().map(|article| article.content.to_string())
}

/// How many steps lead from all nodes to the root.
fn steps(tree: &Tree) -> usize {
    let (mut depth, mut steps) = (0_usize, 0);
    let mut step = Some(Step::Enter(Tree::ROOT));
    while let Some(at) = step {
        match at {
            Step::Enter(_) => {
                steps += depth;
                depth += 1;
            }
            Step::Leave(_) => depth -= 1,
        }
        step = tree.step(at, Tree::ROOT);
    }
    steps
}
