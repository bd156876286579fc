//! What the names of elements mean to whoever builds a tree. It knows no tree.

use html5ever::{LocalName, local_name};

/// Whether an element holds nothing.
pub(super) fn is_void(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("area")
            | local_name!("base")
            | local_name!("basefont")
            | local_name!("bgsound")
            | local_name!("br")
            | local_name!("col")
            | local_name!("embed")
            | local_name!("frame")
            | local_name!("hr")
            | local_name!("image")
            | local_name!("img")
            | local_name!("input")
            | local_name!("link")
            | local_name!("meta")
            | local_name!("param")
            | local_name!("source")
            | local_name!("track")
            | local_name!("wbr")
    )
}

/// Whether the tokenizer must not read an element's content as markup, wherever it stands.
pub(super) fn is_raw(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("iframe")
            | local_name!("noembed")
            | local_name!("noframes")
            | local_name!("plaintext")
            | local_name!("script")
            | local_name!("style")
            | local_name!("textarea")
            | local_name!("title")
            | local_name!("xmp")
    )
}

/// Whether what stands in such an element is never shown to anybody.
pub(super) fn holds_no_text(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("iframe") | local_name!("noembed") | local_name!("noframes") | local_name!("style")
    )
}

/// Whether the builder opens an element again wherever it was not ended.
pub(super) fn is_look(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("a")
            | local_name!("b")
            | local_name!("big")
            | local_name!("code")
            | local_name!("em")
            | local_name!("font")
            | local_name!("i")
            | local_name!("nobr")
            | local_name!("s")
            | local_name!("small")
            | local_name!("strike")
            | local_name!("strong")
            | local_name!("tt")
            | local_name!("u")
    )
}

/// Whether it can stand inside a word without parting it.
pub(super) fn is_inside_words(name: &LocalName) -> bool {
    is_look(name)
        || matches!(
            *name,
            local_name!("abbr")
                | local_name!("bdi")
                | local_name!("cite")
                | local_name!("del")
                | local_name!("ins")
                | local_name!("mark")
                | local_name!("q")
                | local_name!("span")
                | local_name!("sub")
                | local_name!("sup")
                | local_name!("wbr")
        )
}

/// Whether an element may swallow a page when its end is forgotten.
pub(super) fn may_swallow(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("audio")
            | local_name!("button")
            | local_name!("canvas")
            | local_name!("datalist")
            | local_name!("dialog")
            | local_name!("math")
            | local_name!("nav")
            | local_name!("noscript")
            | local_name!("object")
            | local_name!("select")
            | local_name!("svg")
            | local_name!("template")
            | local_name!("video")
    )
}

/// Whether it is a part of tables: browsers lose them where there is no table, and with them the border between two
/// texts.
pub(super) fn is_table_part(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("caption")
            | local_name!("tbody")
            | local_name!("td")
            | local_name!("tfoot")
            | local_name!("th")
            | local_name!("thead")
            | local_name!("tr")
    )
}

/// Whether it says, in a drawing or formula, that the end of that was forgotten (WHATWG HTML, 13.2.6.5).
pub(super) fn breaks_out(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("b")
            | local_name!("big")
            | local_name!("blockquote")
            | local_name!("body")
            | local_name!("br")
            | local_name!("center")
            | local_name!("code")
            | local_name!("dd")
            | local_name!("div")
            | local_name!("dl")
            | local_name!("dt")
            | local_name!("em")
            | local_name!("embed")
            | local_name!("h1")
            | local_name!("h2")
            | local_name!("h3")
            | local_name!("h4")
            | local_name!("h5")
            | local_name!("h6")
            | local_name!("head")
            | local_name!("hr")
            | local_name!("i")
            | local_name!("img")
            | local_name!("li")
            | local_name!("listing")
            | local_name!("menu")
            | local_name!("meta")
            | local_name!("nobr")
            | local_name!("ol")
            | local_name!("p")
            | local_name!("pre")
            | local_name!("ruby")
            | local_name!("s")
            | local_name!("small")
            | local_name!("span")
            | local_name!("strong")
            | local_name!("strike")
            | local_name!("sub")
            | local_name!("sup")
            | local_name!("table")
            | local_name!("tt")
            | local_name!("u")
            | local_name!("ul")
            | local_name!("var")
    )
}
