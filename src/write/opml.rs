//! Subscriptions as OPML 2.0 (<http://opml.org/spec2.opml>), folders in folders.

use crate::news::OutlineEntry;

/// A whole document. Feeds stand in their order; those of one folder stand together, where the first of them stood.
#[must_use]
pub fn opml(feeds: &[OutlineEntry]) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head>\n    \
         <title>Subscriptions</title>\n  </head>\n  <body>\n",
    );
    let all: Vec<&OutlineEntry> = feeds.iter().collect();
    folder(&mut out, &all, 0);
    out.push_str("  </body>\n</opml>\n");
    out
}

/// What stands in a folder so many steps down.
fn folder(out: &mut String, feeds: &[&OutlineEntry], depth: usize) {
    let mut written: Vec<&str> = Vec::new();
    for entry in feeds {
        let Some(name) = entry.folder.get(depth) else {
            feed(out, entry, depth);
            continue;
        };
        if written.contains(&name.as_str()) {
            continue;
        }
        written.push(name);
        let inside: Vec<&OutlineEntry> =
            feeds.iter().filter(|each| each.folder.get(depth) == Some(name)).copied().collect();
        indent(out, depth);
        out.push_str("<outline");
        attribute(out, "text", name);
        attribute(out, "title", name);
        out.push_str(">\n");
        folder(out, &inside, depth + 1);
        indent(out, depth);
        out.push_str("</outline>\n");
    }
}

fn feed(out: &mut String, entry: &OutlineEntry, depth: usize) {
    let OutlineEntry { address, title, site, others, .. } = entry;
    indent(out, depth);
    out.push_str("<outline");
    let (kinds, others): (Vec<_>, Vec<_>) =
        others.iter().partition(|(name, _)| name.eq_ignore_ascii_case("type"));
    attribute(out, "type", kinds.first().map_or("rss", |(_, kind)| kind));
    attribute(out, "text", title);
    attribute(out, "title", title);
    attribute(out, "xmlUrl", address);
    if let Some(site) = site {
        attribute(out, "htmlUrl", site);
    }
    others.into_iter().for_each(|(name, value)| attribute(out, name, value));
    out.push_str("/>\n");
}

fn indent(out: &mut String, depth: usize) {
    (0..depth + 2).for_each(|_| out.push_str("  "));
}

fn attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    for letter in value.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            letter => out.push(letter),
        }
    }
    out.push('"');
}
