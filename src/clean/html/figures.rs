//! Figures and quotes as publishing tools write them without the elements for it.

use super::attributes::has_class;
use super::element::Kind;
use crate::clean::tree::{NodeId, Tree};

/// Makes figures of pictures with captions, and gives quotes their sources.
pub(super) fn put_right(tree: &mut Tree) {
    let nodes: Vec<NodeId> = tree
        .descendants(Tree::ROOT)
        .filter(|&node| matches!(tree.name(node), "div" | "dl" | "table" | "blockquote" | "figure" | "span"))
        .collect();
    for node in nodes {
        match tree.name(node) {
            "div" | "dl" if has_class(tree, node, &["wp-caption"]) => {
                captioned(tree, node, "wp-caption-text");
            }
            "table" if has_class(tree, node, &["tr-caption-container"]) => captioned_table(tree, node),
            "blockquote" => cite(tree, node),
            "figure" => {
                drop_label(tree, node);
                cite_figure(tree, node);
            }
            "span" if has_class(tree, node, &["ellipsis"]) => {
                // Addresses that are shown cut short.
                let dots = tree.new_text("…");
                tree.append(node, dots);
            }
            _ => (),
        }
    }
}

fn captioned(tree: &mut Tree, node: NodeId, class: &str) {
    let caption = tree.descendants(node).find(|&each| has_class(tree, each, &[class]));
    tree.rename(node, "figure");
    if let Some(caption) = caption {
        tree.rename(caption, "figcaption");
    }
}

/// A table of a picture above its caption.
fn captioned_table(tree: &mut Tree, table: NodeId) {
    let caption = tree.elements(table, "td").find(|&cell| has_class(tree, cell, &["tr-caption"]));
    let images: Vec<NodeId> = tree.elements(table, "img").collect();
    let figure = tree.new_element("figure");
    images.into_iter().for_each(|image| tree.append(figure, image));
    if let Some(caption) = caption {
        let line = tree.new_element("figcaption");
        tree.move_children(caption, line);
        tree.append(figure, line);
    }
    tree.insert_before(table, figure);
    tree.detach(table);
}

/// The source of a quote: a `<cite>` that ends it, or what follows its paragraphs behind a dash.
fn cite(tree: &mut Tree, quote: NodeId) {
    let is_blank = |tree: &Tree, node: NodeId| tree.text(node).is_some_and(|text| text.trim().is_empty());
    let children: Vec<NodeId> = tree.children(quote).filter(|&child| !is_blank(tree, child)).collect();
    let Some(&last) = children.last() else { return };
    if children.len() > 1 && (tree.name(last) == "cite" || is_only_cite(tree, last)) {
        let footer = tree.new_element("footer");
        tree.append(quote, footer);
        return tree.append(footer, last);
    }
    let is_block = |node: NodeId| tree.is_element(node) && Kind::of(tree.name(node)).is_block();
    let loose = children.iter().rposition(|&child| is_block(child)).map_or(0, |place| place + 1);
    let starts = children.get(loose).and_then(|&first| tree.text(first));
    if loose > 0 && starts.is_some_and(|text| text.trim_start().starts_with(['—', '–'])) {
        let footer = tree.new_element("footer");
        tree.append(quote, footer);
        children[loose..].iter().for_each(|&child| tree.append(footer, child));
    }
}

/// Whether a box holds a `<cite>`, perhaps behind a dash, and nothing else.
fn is_only_cite(tree: &Tree, node: NodeId) -> bool {
    let is_lead = |letter: char| letter.is_whitespace() || matches!(letter, '—' | '–' | '―' | '-');
    let is_nothing = |child: NodeId| tree.text(child).is_some_and(|text| text.chars().all(is_lead));
    let mut said = tree.children(node).filter(|&child| !is_nothing(child));
    matches!(tree.name(node), "p" | "div")
        && said.next().is_some_and(|child| tree.name(child) == "cite")
        && said.next().is_none()
}

/// Takes out the word that tells those who do not see a figure that it shows a picture.
fn drop_label(tree: &mut Tree, figure: NodeId) {
    #[rustfmt::skip]
    const LABELS: [&str; 12] = [
        "image", "picture", "photo", "bild", "foto", "imagen", "immagine", "imagem", "afbeelding", "изображение", "图像", "画像",
    ];
    const LONGEST: usize = 32;
    const MOST: usize = 12;
    let is_label = |text: &str| {
        let word = text.trim().trim_end_matches(':').to_lowercase();
        text.len() <= LONGEST && LABELS.contains(&word.as_str())
    };
    let inside: Vec<NodeId> = tree.descendants(figure).take(MOST).collect();
    let label = inside.iter().copied().find(|&node| tree.text(node).is_some_and(is_label));
    let picture = inside.iter().copied().find(|&node| tree.name(node) == "img");
    // What stands in a caption is one.
    let is_caption = |node: NodeId| tree.ancestors(node).any(|above| tree.name(above) == "figcaption");
    if let (Some(label), Some(_)) = (label, picture)
        && !is_caption(label)
    {
        tree.detach(label);
    }
}

/// A figure that is a quote names its source in the caption that follows it.
fn cite_figure(tree: &mut Tree, figure: NodeId) {
    let Some(caption) = tree.children(figure).find(|&child| tree.name(child) == "figcaption") else { return };
    let is_blank = |node: NodeId| tree.text(node).is_some_and(|text| text.trim().is_empty());
    let before = std::iter::successors(tree.previous_sibling(caption), |&node| tree.previous_sibling(node));
    let Some(quote) = before.into_iter().find(|&node| !is_blank(node)) else { return };
    if tree.name(quote) == "blockquote" && tree.elements(figure, "img").next().is_none() {
        tree.rename(caption, "footer");
        tree.append(quote, caption);
    }
}
