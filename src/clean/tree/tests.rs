//! Tests of the tree, which nothing outside `clean` may see.

use html5ever::interface::TreeSink;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tokenizer, TokenizerOpts};
use proptest::prelude::*;

use super::gate::Gate;
use super::letters;
use super::limits::ELEMENTS;
use super::{DEPTH, Limit, NodeId, Step, Tree};

/// A tree in a few letters: `p(one b(two))`, text between quotes.
fn sketch(tree: &Tree) -> String {
    let mut out = String::new();
    let mut step = Some(Step::Enter(Tree::ROOT));
    while let Some(at) = step {
        match at {
            Step::Enter(node) => match (tree.text(node), tree.is_element(node)) {
                (Some(text), _) => out.push_str(&format!("'{text}' ")),
                (None, true) => {
                    let name = tree.foreign_name(node).unwrap_or_else(|| tree.name(node));
                    out.push_str(&format!("{name}("));
                }
                (None, false) => (),
            },
            Step::Leave(node) if tree.is_element(node) => {
                out.truncate(out.trim_end().len());
                out.push_str(") ");
            }
            Step::Leave(_) => (),
        }
        step = tree.step(at, Tree::ROOT);
    }
    out.trim_end().to_owned()
}

fn depth(tree: &Tree) -> usize {
    let depth_of = |node: NodeId| tree.ancestors(node).filter(|&above| tree.is_element(above)).count();
    // Looking up from every node would take the square of the depth.
    let nodes: Vec<NodeId> = tree.descendants(Tree::ROOT).collect();
    let step = (nodes.len() / 2000).max(1);
    nodes.iter().step_by(step).map(|&node| depth_of(node) + 1).max().unwrap_or(0)
}

#[test]
fn pages_and_pieces_are_read_as_browsers_read_them() {
    for (text, expected) in [
        ("<title>t</title><p>a<p>b", "html(head(title('t')) body(p('a') p('b')))"),
        ("<!-- x --><b>a<p>b</b>c", "html(head() body(b('a') p(b('b') 'c')))"),
        ("<table>a<tr><td>b", "html(head() body('a' table(tbody(tr(td('b'))))))"),
        ("<svg><title>x</title><p>y", "html(head() body(svg(title('x')) p('y')))"),
        ("<math><mi>x</mi></math>", "html(head() body(math(mi('x'))))"),
        ("<noscript><img src=x></noscript>", "html(head(noscript()) body(img()))"),
    ] {
        let text = text.replace("<noscript>", "<body><noscript>");
        let expected = expected.replace("head(noscript()) body(img())", "head() body(noscript(img()))");
        assert_eq!(sketch(&Tree::page(&text)), expected, "{text:?}");
    }
    for (text, expected) in [
        ("a <b>c</b>", "'a ' b('c')"),
        ("<meta name=x><script type='application/ld+json'>{}</script>a", "meta() script('{}') 'a'"),
        ("<td>no</td><td>table</td>", "div('no') div('table')"),
        ("<table><tr><td>a</table>", "table(tbody(tr(td('a'))))"),
        ("<script src=x />a<div/>b<p/>c", "script() 'a' div() 'b' p() 'c'"),
        ("<a href=x />a</a><a name=y />b", "a('a') a() 'b'"),
        ("<title>open\n<p>text", "title('open') '\n' p('text')"),
        ("<title>open > <p>text", "title('open > ') p('text')"),
        ("<template><p>x</template>y", "template(p('x')) 'y'"),
        ("<p>a<frameset>b", "p('ab')"),
        ("a<iframe src=x><p>in</iframes>side</IFRAME\n>b<p>c", "'a' iframe() 'b' p('c')"),
        ("<iframe src=x>never ended<p>x", "iframe()"),
        ("<svg><iframe></iframe></svg><p>x", "svg(iframe()) p('x')"),
    ] {
        assert_eq!(sketch(&Tree::fragment(text)), expected, "{text:?}");
    }
}

#[test]
fn what_ended_by_its_own_tag_is_told() {
    let tree = Tree::fragment("<div><nav>a</div><nav><b>c</nav><nav>d");
    let ended: Vec<bool> = tree.elements(Tree::ROOT, "nav").map(|node| tree.is_ended(node)).collect();
    assert_eq!(ended, [false, true, false]);
}

#[test]
fn the_tree_can_be_asked_and_changed() {
    let mut tree = Tree::page("<base href=/x/><body class='a  b'><p id=p>one <b>two</b></p>three");
    let body = tree.first("body").expect("every page has one");
    let p = tree.first("p").expect("it was written");
    let b = tree.first("b").expect("it was written");
    assert_eq!(tree.base(), Some("/x/"));
    assert_eq!(tree.classes(body).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!((tree.attribute(p, "id"), tree.attribute(p, "x")), (Some("p"), None));
    assert_eq!(tree.text_content(body), "one twothree");
    assert_eq!(tree.to_html(p), "<p id=\"p\">one <b>two</b></p>");
    let item = tree.new_element("li");
    tree.insert_before(p, item);
    tree.move_children(p, item);
    tree.rename(p, "div");
    tree.dissolve(b);
    let more = tree.new_text("more");
    tree.append(p, more);
    assert_eq!(sketch(&tree), "html(head(base()) body(li('one ' 'two') div('more') 'three'))");
    tree.detach(item);
    assert_eq!(tree.descendants(body).count(), 3);
    assert_eq!(tree.after(p, body).and_then(|next| tree.text(next)), Some("three"));
    assert_eq!(tree.after(more, p), None);
}

#[test]
fn what_is_written_reads_back_to_the_same_tree() {
    for text in [
        "<p title='a\"b&amp;'>x &lt; y &amp;amp; z\u{A0}</p><pre>\n\nx</pre><textarea>\n\n</textarea>",
        "<script>a < b && c</script><style>p > a {}</style><br><img src=x>",
        "<table><tbody><tr><td>a</td></tr></tbody></table><svg viewBox='0 0'><path d=x></path></svg>",
    ] {
        let tree = Tree::fragment(text);
        let written = tree.to_html(Tree::ROOT);
        let again = Tree::fragment(&written);
        assert_eq!(sketch(&again), sketch(&tree));
        assert_eq!(again.to_html(Tree::ROOT), written);
    }
}

#[test]
fn no_page_makes_a_tree_deep_or_large() {
    let numbered = |count: usize, piece: &dyn Fn(usize) -> String| (0..count).map(piece).collect::<String>();
    for (name, page) in [
        ("div", "<div>".repeat(4_000)),
        ("b", "<b>".repeat(4_000)),
        ("font", numbered(2_500, &|n| format!("<font size={n}>"))),
        ("font in paragraphs", numbered(1_500, &|n| format!("<p><font size={n}>x"))),
        ("a", "<a href=x>x".repeat(4_000)),
        ("a and div", "<a href=x><div>".repeat(2_500)),
        ("table", "<table><tr><td>".repeat(1_500)),
        ("table in table", "<table>".repeat(2_500)),
        ("svg", "<svg>".repeat(2_500)),
        ("svg and p", "<svg><desc><p>".repeat(1_500)),
        ("svg title", "<svg><title><style>".repeat(1_500)),
        ("math", "<math><mi><p>".repeat(1_500)),
        ("form", "<form><div>".repeat(2_500)),
        ("select", "<select><option>".repeat(2_500)),
        ("template", "<template><p>".repeat(2_500)),
        ("button", "<button><p>".repeat(2_500)),
        ("adoption", "<b><i><u><p></b></i></u>".repeat(1_500)),
        ("adoption of many", "<b>".to_owned() + &"<div>x</b><b>".repeat(2_500)),
        ("looks around a box", numbered(500, &|n| format!("<i id={n}>")) + "<div>" + &"</i>x".repeat(1_500)),
        ("ends", "<span>".repeat(600) + &"</x>".repeat(4_000)),
        ("rules", "<span>".repeat(600) + &"<hr>".repeat(4_000)),
        ("paragraph ends", "</p>".repeat(4_000)),
        ("line breaks", "<b><i><u>".to_owned() + &"<br>".repeat(4_000)),
        ("cells without tables", "<span>".repeat(600) + &"<td>".repeat(4_000)),
        ("navs", "<span>".repeat(600) + &"</nav>".repeat(4_000)),
        ("attributes", numbered(300, &|n| format!("<p {}>", numbered(300, &|m| format!("a{m}={n} "))))),
        ("titles", "<title>".to_owned() + &"x>".repeat(4_000) + "</title>"),
        ("html", numbered(1_500, &|n| format!("<html a{n}=1>"))),
        ("comments", "<!---->".repeat(4_000)),
    ] {
        for tree in [Tree::page(&(page.clone() + "x")), Tree::fragment(&page)] {
            assert!(depth(&tree) <= DEPTH + 1, "{name}: {}", depth(&tree));
            assert!(tree.len() <= 2 * ELEMENTS + 1000, "{name}: {}", tree.len());
        }
    }
}

#[test]
fn limits_are_told() {
    let met = |text: &str| Tree::page(text).limits_met().collect::<Vec<_>>();
    assert_eq!(met("<p>x"), []);
    assert_eq!(met(&"<div>".repeat(600)), [Limit::Depth]);
    assert_eq!(met(&"x ".repeat(6_000_000)), [Limit::Bytes]);
    assert_eq!(met(&"<p>".repeat(600_000)), [Limit::Elements]);
    assert_eq!(met(&format!("<p title='{}'>", "x".repeat(70_000))), [Limit::Attributes]);
    let deep = Tree::page(&("<div>".repeat(600) + "text"));
    assert_eq!(deep.text_content(Tree::ROOT), "text");
    assert_eq!(depth(&Tree::page(&"<div>".repeat(500))), 502);
}

#[test]
fn a_page_that_is_full_keeps_its_text_and_its_words_apart() {
    let more = "<p>two</p>three<br>four <i>f</i>ive<script>unseen</script><iframe src=x>un<b>seen</b></IFRAME >\
                <style>unseen</style></style><td title='ab'>six<!-- unseen --> a < b<p>&amp;";
    let attributes: String = (0..300).map(|number| format!(" a{number}=x")).collect();
    let more = format!("{more}<p{attributes}>and<!-- > unseen --> so on");
    let tree = Tree::page(&("<p>one</p>".repeat(ELEMENTS) + &more));
    let seen: String = tree
        .descendants(Tree::ROOT)
        .filter(|&node| tree.parent(node).is_some_and(|above| tree.name(above) != "script"))
        .filter_map(|node| tree.text(node))
        .collect();
    let words: Vec<&str> = seen.split_whitespace().collect();
    assert!(
        words.ends_with(&["two", "three", "four", "five", "six", "a", "<", "b", "&", "and", "so", "on"]),
        "{:?}",
        &words[words.len() - 14..]
    );
    assert!(tree.elements(Tree::ROOT, "p").count() > ELEMENTS - 10);
    assert_eq!(tree.limits_met().collect::<Vec<_>>(), [Limit::Elements]);
}

#[test]
fn letters_between_tags_are_read_as_the_specification_says() {
    for (text, expected) in [
        ("", ""),
        ("a < b << c <3 <", "a < b << c <3 <"),
        ("&lt;b&gt; &amp;amp; &quot;", "<b> &amp; \""),
        ("&amp&lt &ampx &ltimes &notit; &notin;", "&< &x <imes ¬it; ∉"),
        ("&AMP;&Amp; &nosuch; &; & &#; &#x; &#xg", "&&Amp; &nosuch; &; & &#; &#x; &#xg"),
        ("&#65;&#x41;&#X41 &#65x", "AAA Ax"),
        ("&#0;&#xD800;&#x110000;&#99999999999999999999;", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
        ("&#128;&#x81;&#150;", "€\u{81}–"),
        ("&NotEqualTilde;&CounterClockwiseContourIntegral;", "≂\u{338}∳"),
        ("a\r\nb\rc\nd\r", "a\nb\nc\nd\n"),
        ("a\0b", "ab"),
        ("&fjlig;é&eacute", "fjéé"),
    ] {
        let mut out = String::from("…");
        letters::push(&mut out, text);
        assert_eq!(out, format!("…{expected}"), "{text:?}");
    }
    for (text, expected) in [
        ("a < b<p>", "a < b"),
        ("<", "<"),
        ("a</", "a"),
        ("<1><!", "<1>"),
        ("é<é<?", "é<é"),
        ("none", "none"),
    ] {
        assert_eq!(letters::before_markup(text), expected);
    }
}

/// What the tokenizer alone makes of a piece, with nothing done past it.
fn by_tokenizer_alone(text: &str) -> Tree {
    let tokenizer = Tokenizer::new(Gate::new(true, 8), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(text));
    while !input.is_empty() {
        let _ = tokenizer.feed(&input);
    }
    tokenizer.end();
    let mut tree = tokenizer.sink.into_sink().finish();
    let html = tree.first_child(Tree::ROOT).expect("a piece is read in a box");
    tree.dissolve(html);
    tree
}

/// Pieces of markup, whole and broken.
fn markup() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        6 => prop::sample::select(vec![
            "<p id=a class=\"x y\" hidden>", "<P Title='é>", "<img src=//x/y/>", "<br a='1'b=2>", "<hr / x>", "<i a=1 A=2>",
            "<td x = y>", "<div data-a='&amp;'>", "</p x>", "</ p>", "</div\n>", "<input disabled/>", "<u =x>", "<q\ra>",
            "<p>", "</p>", "<b>", "</b>", "<a href='x>y'>", "</a>", "<pre>", "</pre>", "<table>", "<td>", "</table>", "<br/>",
            "<textarea>", "</textarea>", "<script>", "</script>", "<style>", "</style>", "<svg>", "</svg>", "<![CDATA[", "]]>",
            "<math>", "<mi>", "</math>", "<!--", "-->", "<!x>", "<?x?>", "</ x>", "</>", "<a b", " c=\"d", "\">", "<x/y z = w>",
            "<select>", "<option>", "<template>", "<li>", "<ul>", "<xmp>", "</xmp>",
        ])
        .prop_map(str::to_owned),
        6 => prop::sample::select(vec![
            "&", "&amp", "&amp;", "&lt;", "&notit;", "&#x80;", "&#", "&#x", "&#0;", "&eacute", ";", "\r\n", "\r", "\n", "<", "</",
            ">", " ", "x", "é", "1", "=", "'", "\"", "/", "\u{A0}",
        ])
        .prop_map(str::to_owned),
        1 => "[a-z<>&;# ]{0,6}",
    ];
    prop::collection::vec(pieces, 0..14).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_short_cut_changes_what_is_read(text in markup()) {
        prop_assert_eq!(sketch(&Tree::fragment(&text)), sketch(&by_tokenizer_alone(&text)));
    }
}
