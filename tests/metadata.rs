//! Tests: what a page says about itself, place by place.

#![allow(clippy::unwrap_used)]

use courant::clean::extract::{OwnAlone, Page, extract};
use courant::clean::metadata::Metadata;
use courant::facts::Written;
use courant::news::Foreign;

const TEXT: &str =
    "<p>It is a long sentence, with a comma in it, so that there is something to be read on this page.</p>";

fn read_at(head: &str, body: &str, address: Option<&str>) -> Metadata {
    let page = Foreign::new(format!("<html><head>{head}</head><body>{body}{TEXT}</body></html>"));
    let now = "2026-11-20T09:00:00Z".parse().unwrap();
    extract(&Page { source: &page, address, now }, &OwnAlone).metadata
}

fn read(head: &str, body: &str) -> Metadata {
    read_at(head, body, None)
}

fn moment(written: Option<Written>) -> String {
    match written {
        Some(Written::At { at, .. }) => at.to_string(),
        Some(Written::Ago { amount, unit }) => format!("{amount} {unit:?} ago"),
        None => "none".to_owned(),
    }
}

fn linked(json: &str) -> String {
    format!("<script type=\"application/ld+json\">{json}</script>")
}

#[test]
fn titles_are_told_without_their_site() {
    for (head, body, title) in [
        (
            "<title>Heron Wins | The Marl Gazette</title><meta property='og:site_name' content='The Marl Gazette'>",
            "",
            "Heron Wins",
        ),
        (
            "<title>The Marl Gazette: Heron Wins</title><meta property='og:site_name' content='The Marl Gazette'>",
            "",
            "Heron Wins",
        ),
        ("<title>Heron Wins - Marl - Gazette</title>", "<h1>Heron Wins</h1>", "Heron Wins"),
        (
            "<title>A heron - and why it won</title>",
            "<h1>A heron - and why it won</h1>",
            "A heron - and why it won",
        ),
        ("<title>Marl</title><meta property='og:title' content='Heron &amp;amp; Sons'>", "", "Heron & Sons"),
        ("<title>Gazette</title>", "<h1>Heron Wins the Whole of It</h1>", "Heron Wins the Whole of It"),
        ("<title>x</title>", "<svg><title>Menu</title></svg>", "x"),
    ] {
        assert_eq!(read(head, body).title.as_deref(), Some(title), "{head}{body}");
    }
}

#[test]
fn authors_are_people_and_nobody_else() {
    for (head, body, authors) in [
        ("<meta name=author content='Jane Doe'>", "", &["Jane Doe"][..]),
        ("<meta name=author content='By JANE DOE and JOHN ROE'>", "", &["Jane Doe", "John Roe"]),
        ("<meta name=author content=admin>", "", &[]),
        ("<meta name=author content='https://social.example/jane'>", "", &[]),
        (
            "<meta name=author content='Marl Gazette'><meta property='og:site_name' content='Marl Gazette'>",
            "",
            &[],
        ),
        (
            "<meta name=citation_author content='Doe, Jane'><meta name=citation_author content='Roe, John'>",
            "",
            &["Jane Doe", "John Roe"],
        ),
        ("", "<h1>Of herons</h1><p class=byline>By Jane Doe, Staff Writer | Dec 3, 2025</p>", &["Jane Doe"]),
        ("", "<h1>Of herons</h1><span class=author>Jane Doe (Marl)</span>", &["Jane Doe"]),
        ("", "<h1>Of herons</h1><a rel=author href=/jane>Jane Doe</a>", &["Jane Doe"]),
        (
            "",
            "<h1>Of herons</h1><cite>By Jane Doe<br>Marl Sports<br><a href=/archive>Archive</a></cite>",
            &["Jane Doe"],
        ),
        ("<meta name='Search.Byline' content='Jane Doe'>", "", &["Jane Doe"]),
        ("", "<h1>Of herons</h1><p>Von Jürgen Wölk und Anke Ott</p>", &["Jürgen Wölk", "Anke Ott"]),
        ("", "<h1>Of herons</h1><p>By the river, at dawn</p>", &[]),
        ("", "<h1>Of herons</h1><div class=comments><span class=author>Grumpy Gus</span></div>", &[]),
        (
            "<meta name='twitter:label1' content='Written by'><meta name='twitter:data1' content='Jane Doe'>",
            "",
            &["Jane Doe"],
        ),
    ] {
        assert_eq!(read(head, body).authors, authors, "{head}{body}");
    }
}

#[test]
fn authors_of_linked_data_come_in_every_form() {
    for (author, authors) in [
        (r#""Jane Doe""#, &["Jane Doe"][..]),
        (r#"{"@type":"Person","name":"Jane Doe"}"#, &["Jane Doe"]),
        (r#"[{"@type":"Person","name":"Jane Doe"},"John Roe"]"#, &["Jane Doe", "John Roe"]),
        (r#"{"@type":"Person","givenName":"Jane","familyName":"Doe"}"#, &["Jane Doe"]),
        (r#"{"@type":"Organization","name":"Marl Press Agency"}"#, &["Marl Press Agency"]),
        (r#"{"@type":"Person","name":["Jane Doe"]}"#, &["Jane Doe"]),
        ("null", &[]),
    ] {
        let head = linked(&format!(r#"{{"@type":"NewsArticle","headline":"Of herons","author":{author}}}"#));
        assert_eq!(read(&head, "").authors, authors, "{author}");
    }
}

#[test]
fn dates_come_from_the_place_that_is_believed_most() {
    let link = linked(
        r#"{"@type":"Article","headline":"x","datePublished":"2025-12-03T16:15:30+01:00","dateModified":"2025-12-04"}"#,
    );
    let og = "<meta property='article:published_time' content='2025-11-01T08:00:00Z'>";
    let time = "<h1>Of herons</h1><time datetime='2025-10-01T07:00:00Z'>1 October</time>";
    assert_eq!(moment(read(&format!("{link}{og}"), time).published), "2025-12-03T15:15:30Z");
    assert_eq!(moment(read(&format!("{link}{og}"), time).updated), "2025-12-04T00:00:00Z");
    assert_eq!(moment(read(og, time).published), "2025-11-01T08:00:00Z");
    assert_eq!(moment(read("", time).published), "2025-10-01T07:00:00Z");
}

#[test]
fn dates_that_cannot_be_are_passed_over() {
    for date in ["1899-12-30", "1970-01-01T00:00:00Z", "2999-01-01", "0", "yesterday-ish", "2025-02-31"] {
        let head = format!(
            "<meta property='article:published_time' content='{date}'><meta name=date content='2025-12-03'>"
        );
        assert_eq!(moment(read(&head, "").published), "2025-12-03T00:00:00Z", "{date}");
    }
}

#[test]
fn a_day_is_told_to_the_minute_where_another_place_knows_it() {
    let address = Some("https://marl.example/2025/12/03/heron-wins");
    let body = "<h1>Of herons</h1><p>Published December 3, 2025 4:15 PM</p>";
    assert_eq!(moment(read_at("", body, address).published), "2025-12-03T16:15:00Z");
    assert_eq!(moment(read_at("", "", address).published), "2025-12-03T00:00:00Z");
    assert_eq!(
        moment(read_at("", "", Some("https://marl.example/news/20251203-heron")).published),
        "2025-12-03T00:00:00Z"
    );
    assert_eq!(
        moment(read_at("", "", Some("https://marl.example/2025/birds/12/03/heron")).published),
        "2025-12-03T00:00:00Z"
    );
    assert_eq!(moment(read_at("", "", Some("https://marl.example/2025/heron-12-03")).published), "none");
}

#[test]
fn numbers_are_read_in_the_order_of_their_country() {
    for (language, date, day) in [
        ("en-US", "05/06/2024", "2024-05-06"),
        ("en-GB", "05/06/2024", "2024-06-05"),
        ("fr", "05/06/2024", "2024-06-05"),
    ] {
        let body = format!("<h1>Of herons</h1><span class=date>{date}</span>");
        let page = Foreign::new(format!("<html lang={language}><body>{body}{TEXT}</body></html>"));
        let now = "2026-11-20T09:00:00Z".parse().unwrap();
        let metadata = extract(&Page { source: &page, address: None, now }, &OwnAlone).metadata;
        assert!(moment(metadata.published).starts_with(day), "{language}: {}", moment(metadata.published));
    }
}

#[test]
fn seconds_since_1970_are_a_date() {
    for told in ["1764778530", "1764778530000"] {
        let head = format!("<meta name='published_at' content='{told}'>");
        assert_eq!(moment(read(&head, "").published), "2025-12-03T16:15:30Z", "{told}");
    }
}

#[test]
fn what_readers_see_is_read_in_many_languages() {
    for (line, published) in [
        ("Published 3 December 2025", "2025-12-03T00:00:00Z"),
        ("Veröffentlicht am 3. Dezember 2025", "2025-12-03T00:00:00Z"),
        ("Publié le 3 décembre 2025", "2025-12-03T00:00:00Z"),
        ("Опубликовано: 3 декабря 2025", "2025-12-03T00:00:00Z"),
        ("发布时间：2025年12月3日 16:15", "2025-12-03T16:15:00Z"),
        ("公開日 2025年12月3日", "2025-12-03T00:00:00Z"),
        ("입력 2025.12.03 16:15", "2025-12-03T16:15:00Z"),
        ("تاريخ النشر: 3 ديسمبر 2025", "2025-12-03T00:00:00Z"),
        ("2 days ago", "2 Day ago"),
    ] {
        let metadata = read("", &format!("<h1>Of herons</h1><div>{line}</div>"));
        assert_eq!(moment(metadata.published), published, "{line}");
    }
    let metadata =
        read("", "<h1>Of herons</h1><ul><li>697 Views</li><li>5 min read</li><li>12 comments</li></ul>");
    assert_eq!((metadata.views, metadata.read_minutes, metadata.comments), (Some(697), Some(5), Some(12)));
}

#[test]
fn linked_data_is_mended() {
    for json in [
        "{\"@type\":\"Article\",\"headline\":\"Of herons\",\"author\":\"Jane Doe\",}",
        "{\"@type\":\"Article\",\"headline\":\"Of herons\",\"description\":\"two\nlines\",\"author\":\"Jane Doe\"}",
        "<!-- {\"@type\":\"Article\",\"headline\":\"Of herons\",\"author\":\"Jane Doe\"} -->",
        "//<![CDATA[\n{\"@type\":\"Article\",\"headline\":\"Of herons\",\"author\":\"Jane Doe\"}\n//]]>",
        "/* made by hand */ {\"@type\":\"Article\",\"headline\":\"Of \\herons\",\"author\":\"Jane Doe\"};",
        "{\"@type\":\"Article\",\"headline\":\"Of herons\",\"author\":\"Jane Doe\"",
        "{\"@type\":\"Article\",\"headline\":\"Of \"herons\"\",\"author\":\"Jane Doe\"}",
        "{\"@type\":\"Article\",\"headline\":\"Of herons\",\"isPart\":,\"author\":\"Jane Doe\"}",
        "{@type:'Article',headline:'Of herons',author:'Jane Doe'}",
        "{\"@type\":\"Organization\",\"name\":\"x\"}{\"@type\":\"Article\",\"headline\":\"Of herons\",\"author\":\"Jane Doe\"}",
    ] {
        assert_eq!(read(&linked(json), "").authors, ["Jane Doe"], "{json}");
    }
}

#[test]
fn the_article_among_other_things_is_found() {
    let graph = r##"{"@graph":[
        {"@type":"WebSite","name":"Marl"},
        {"@type":"ItemList","itemListElement":[{"@type":"Article","headline":"Another story","author":"Nobody Here"}]},
        {"@type":"Person","@id":"#jane","name":"Jane Doe","url":"https://marl.example/jane"},
        {"@type":["Article","NewsArticle"],"headline":"Of herons","author":{"@id":"#jane"},"publisher":{"@type":"Organization","name":"Marl Gazette"},
         "articleSection":"Birds","inLanguage":"en-GB","isAccessibleForFree":"False","timeRequired":"PT7M"}]}"##;
    let metadata = read(&format!("<title>Of herons</title>{}", linked(graph)), "");
    assert_eq!(metadata.title.as_deref(), Some("Of herons"));
    assert_eq!(metadata.authors, ["Jane Doe"]);
    assert_eq!(metadata.section.as_deref(), Some("Birds"));
    assert_eq!(metadata.language.as_deref(), Some("en-GB"));
    assert_eq!(metadata.read_minutes, Some(7));
    assert!(metadata.is_restricted);
}

#[test]
fn breadcrumbs_are_read_from_lists_and_linked_data() {
    let list = "<nav aria-label=Breadcrumb><ol><li><a href=/>HOME</a></li><li><a href=/w>WORLD</a></li><li>Of herons</li></ol></nav><h1>Of herons</h1>";
    assert_eq!(read("<title>Of herons</title>", list).breadcrumb, ["HOME", "WORLD"]);
    let links = "<div class=breadcrumbs><a href=/>Home</a> &gt; <a href=/w>World</a> &gt; Of herons</div><h1>Of herons</h1>";
    let metadata = read("<title>Of herons</title>", links);
    assert_eq!(metadata.breadcrumb, ["Home", "World"]);
    assert_eq!(metadata.section.as_deref(), Some("World"));
}

#[test]
fn confidence_follows_the_place() {
    let sure = read(
        &linked(
            r#"{"@type":"Article","headline":"Of herons","author":"Jane Doe","datePublished":"2025-12-03"}"#,
        ),
        "",
    )
    .confidence;
    let guessed = read("", "<h1>Of herons</h1><p>By Jane Doe</p><p>3 December 2025</p>").confidence;
    assert!(sure.authors > guessed.authors && guessed.authors > 0, "{sure:?} {guessed:?}");
    assert!(sure.published > guessed.published && guessed.published > 0, "{sure:?} {guessed:?}");
    assert_eq!(read("", "").confidence.published, 0);
}

#[test]
fn a_byline_ends_where_its_date_begins() {
    for (line, authors, published) in [
        ("By Anna Berg, May 3, 2025", &["Anna Berg"][..], "2025-05-03T00:00:00Z"),
        ("By Anna Berg and Karl Ude, May 3, 2025", &["Anna Berg", "Karl Ude"], "2025-05-03T00:00:00Z"),
        ("Posted by Anna Berg on May 3, 2025", &["Anna Berg"], "2025-05-03T00:00:00Z"),
        ("Von Anna Berg, 3. Mai 2025, 10:15 Uhr", &["Anna Berg"], "2025-05-03T10:15:00Z"),
        ("Von Anna Berg am 3. Mai 2025", &["Anna Berg"], "2025-05-03T00:00:00Z"),
        ("2025年5月3日 10:15 記者 王小明", &["王小明"], "2025-05-03T10:15:00Z"),
        ("Опубликовано 3 мая 2025, 10:15. Автор: Анна Берг", &["Анна Берг"], "2025-05-03T10:15:00Z"),
        ("By Anna May", &["Anna May"], "none"),
        ("By Highway 66", &[], "none"),
    ] {
        let metadata = read("", &format!("<h1>Of herons</h1><p>{line}</p>"));
        assert_eq!(metadata.authors, authors, "{line}");
        assert_eq!(moment(metadata.published), published, "{line}");
    }
}

#[test]
fn families_that_libraries_put_first_come_last() {
    let one = |name: &str| format!("<meta name=DC.creator content='{name}'>");
    for (head, authors) in [
        (one("Berg, Anna") + &one("Ude, Karl"), &["Anna Berg", "Karl Ude"][..]),
        (one("van der Berg, Anna"), &["Anna van der Berg"]),
        (one("Berg, Anna; Ude, Karl"), &["Anna Berg", "Karl Ude"]),
        (one("Anna Berg, Karl Ude"), &["Anna Berg", "Karl Ude"]),
        (one("Anna Berg"), &["Anna Berg"]),
    ] {
        assert_eq!(read(&head, "").authors, authors, "{head}");
    }
}

#[test]
fn moments_stand_in_the_titles_of_abbreviations() {
    let line = "<h1>Of herons</h1><p><abbr class=published title='2025-05-03T10:00:00+02:00'>Saturday</abbr>, \
                <abbr class=updated title='2025-05-04T11:30:00+02:00'>Sunday</abbr></p>";
    let metadata = read("", line);
    assert_eq!(moment(metadata.published), "2025-05-03T08:00:00Z");
    assert_eq!(moment(metadata.updated), "2025-05-04T09:30:00Z");
    let line = "<h1>Of herons</h1><p><span class=published><span class=value-title \
                title='2025-05-03T10:00:00+02:00'> </span>Saturday</span></p>";
    assert_eq!(moment(read("", line).published), "2025-05-03T08:00:00Z");
}

#[test]
fn a_line_tells_two_dates() {
    let (day, next, ten) = ("2025-05-03T00:00:00Z", "2025-05-04T00:00:00Z", "2025-05-03T10:15:00Z");
    for (line, published, updated) in [
        ("Par Anna Berg · Publié le 3 mai 2025 à 10h15, mis à jour le 4 mai 2025", ten, next),
        ("Par Anna Berg, publié le 3 mai 2025 à 10h15, mis à jour le 4 mai 2025", ten, next),
        ("Publié le 3 mai 2025, mis à jour le 4 mai 2025", day, next),
        ("Published: May 3, 2025. Updated: May 4, 2025.", day, next),
        ("Published May 3, 2025 (updated May 4, 2025)", day, next),
        ("Veröffentlicht am 3. Mai 2025 Aktualisiert am 4. Mai 2025", day, next),
        ("By Anna Berg Updated May 4, 2025", "none", next),
    ] {
        let metadata = read("", &format!("<h1>Of herons</h1><p>{line}</p>"));
        assert_eq!(moment(metadata.published), published, "{line}");
        assert_eq!(moment(metadata.updated), updated, "{line}");
        if line.contains("Anna") {
            assert_eq!(metadata.authors, ["Anna Berg"], "{line}");
        }
    }
}

#[test]
fn the_most_believed_path_is_the_breadcrumb() {
    let list = |names: [&str; 2]| {
        format!("<nav class=breadcrumb><ol><li>{}</li><li>{}</li></ol></nav>", names[0], names[1])
    };
    let data = linked(
        r#"{"@type":"BreadcrumbList","itemListElement":[
            {"@type":"ListItem","position":1,"name":"Home"},{"@type":"ListItem","position":2,"name":"World"}]}"#,
    );
    let elsewhere = list(["Start", "Elsewhere"]);
    assert_eq!(read(&data, &elsewhere).breadcrumb, ["Home", "World"]);
    assert_eq!(read("", &format!("{}{elsewhere}", list(["Home", "World"]))).breadcrumb, ["Home", "World"]);
    let steps = "<ol class=breadcrumb><li class=breadcrumb-item><span class=breadcrumb-name><a href=/>Home</a></span></li>\
                 <li class=breadcrumb-item><span class=breadcrumb-name><a href=/w>World</a></span></li></ol>";
    assert_eq!(read("", steps).breadcrumb, ["Home", "World"]);
    let single = linked(
        r#"{"@type":"BreadcrumbList","itemListElement":[{"@type":"ListItem","position":1,"name":"Home"}]}"#,
    );
    assert_eq!(read(&single, &list(["Home", "World"])).breadcrumb, ["Home", "World"]);
}

#[test]
fn addresses_do_not_follow_their_reader_about() {
    let head = "<meta property='og:url' content='https://marl.example/heron?id=7&utm_source=og&fbclid=1'>\
                <meta property='og:image' content='https://marl.example/heron.jpg?w=900&igsh=a'>";
    let metadata = read(head, "");
    assert_eq!(metadata.address.as_deref(), Some("https://marl.example/heron?id=7"));
    assert_eq!(metadata.image.as_deref(), Some("https://marl.example/heron.jpg?w=900"));
    for name in [
        "igsh",
        "si",
        "pk_source",
        "pk_medium",
        "matomo_campaign",
        "at_medium",
        "xtor",
        "oly_enc_id",
        "oly_anon_id",
        "_ga",
        "_gl",
        "mibextid",
        "utm_id",
    ] {
        let address = format!("https://marl.example/heron?{name}=x&page=2");
        assert_eq!(courant::clean::url::without_tracking(&address), "https://marl.example/heron?page=2");
    }
    for name in ["size", "at", "attic", "gap", "sis"] {
        let address = format!("https://marl.example/heron?{name}=x");
        assert_eq!(courant::clean::url::without_tracking(&address), address);
    }
}

#[test]
fn counters_are_read_in_every_form() {
    let counter = |kind: &str, count: u32| {
        format!(
            "<div itemprop=interactionStatistic itemscope itemtype='https://schema.org/InteractionCounter'>\
             {kind}<meta itemprop=userInteractionCount content={count}></div>"
        )
    };
    let link = "<link itemprop=interactionType href='https://schema.org/ReadAction'>";
    let meta = "<meta itemprop=interactionType content='https://schema.org/CommentAction'>";
    let thing =
        "<span itemprop=interactionType itemscope itemtype='https://schema.org/CommentAction'></span>";
    let like = "<link itemprop=interactionType href='https://schema.org/LikeAction'>";
    for comment in [meta, thing] {
        let body = format!(
            "<div itemscope itemtype='https://schema.org/Article'><h1>Of herons</h1>{}{}{}</div>",
            counter(like, 5),
            counter(link, 697),
            counter(comment, 12)
        );
        let metadata = read("", &body);
        assert_eq!((metadata.views, metadata.comments), (Some(697), Some(12)), "{comment}");
    }
    let floats = linked(
        r#"{"@type":"Article","headline":"Of herons","commentCount":12.0,"interactionStatistic":
            {"@type":"InteractionCounter","interactionType":"https://schema.org/ReadAction","userInteractionCount":697.0}}"#,
    );
    let metadata = read(&floats, "");
    assert_eq!((metadata.views, metadata.comments), (Some(697), Some(12)));
}

#[test]
fn what_publishers_tell_their_counter_is_heard() {
    let head = r#"<meta name="parsely-page" content='{"title":"Of herons","link":"https://marl.example/heron",
        "image_url":"https://marl.example/heron.jpg","type":"post","pub_date":"2025-05-03T10:00:00Z",
        "section":"Birds","authors":["Anna Berg","Karl Ude"],"tags":["herons","fish"]}'>"#;
    let metadata = read(head, "");
    assert_eq!(metadata.title.as_deref(), Some("Of herons"));
    assert_eq!(metadata.authors, ["Anna Berg", "Karl Ude"]);
    assert_eq!(metadata.section.as_deref(), Some("Birds"));
    assert_eq!(metadata.address.as_deref(), Some("https://marl.example/heron"));
    assert_eq!(metadata.image.as_deref(), Some("https://marl.example/heron.jpg"));
    assert_eq!(metadata.keywords, ["herons", "fish"]);
    assert_eq!(moment(metadata.published), "2025-05-03T10:00:00Z");
    assert_eq!(read("<meta name=parsely-page content='{\"author\":'>", "").authors, [""; 0]);
}

#[test]
fn only_the_same_article_goes_on_on_the_next_page() {
    let next = |base: &str, next: &str| {
        let head = format!("<link rel=next href='{next}'>");
        read_at(&head, "", Some(&format!("https://marl.example{base}"))).next_page
    };
    for (base, page) in [
        ("/2025/mill", "/2025/mill/2"),
        ("/2025/mill/", "/2025/mill/page/2/"),
        ("/2025/mill", "/2025/mill?page=2"),
        ("/2025/mill?page=2", "/2025/mill?page=3"),
        ("/2025/mill/2", "/2025/mill/3"),
        ("/2025/mill.html", "/2025/mill-2.html"),
        ("/2025/mill", "/2025/mill-seite-2"),
        ("/news?id=7", "/news?id=7&page=2"),
    ] {
        assert_eq!(next(base, page), Some(format!("https://marl.example{page}")), "{base}");
    }
    for (base, page) in [
        ("/2025/mill", "/2025/mills-of-england"),
        ("/2025/mill", "/2025/mill-stones"),
        ("/2025/12/", "/2025/12/the-weir/"),
        ("/2025/valley/4711", "/2025/valley/4712"),
        ("/2025/mill", "/2025/heron/2"),
    ] {
        assert_eq!(next(base, page), None, "{base} {page}");
    }
}

#[test]
fn parts_are_known_by_whole_words() {
    for class in ["promontory", "commentary", "unrelated-notes", "unpopular", "cookieless"] {
        let body = format!("<h1>Of herons</h1><div class='{class}'><p>By Jane Doe</p></div>");
        assert_eq!(read("", &body).authors, ["Jane Doe"], "{class}");
    }
    for class in [
        "promo",
        "promoBox",
        "comments",
        "comment_list",
        "commentlist",
        "relatedPosts",
        "most-read",
        "sponsored",
        "advertisement",
        "recommendations",
        "latestNews",
    ] {
        let body = format!("<h1>Of herons</h1><div class='{class}'><p>By Jane Doe</p></div>");
        assert_eq!(read("", &body).authors, [""; 0], "{class}");
    }
}

#[test]
fn links_of_markdown_are_whole_where_its_address_is_known() {
    let now = "2026-11-20T09:00:00Z".parse().unwrap();
    let text =
        "# Of herons\n\nHerons [wait](/wait) for ![a fish](/fish.png) and for the tide, all day long.\n";
    let html = |text: &str, address| {
        let found = courant::workers::intake::find(text.as_bytes(), Some("heron.md"), address, now).unwrap();
        courant::write::html(&found.document)
    };
    let asked = html(text, Some("https://marl.example/birds/heron"));
    assert!(
        asked.contains("https://marl.example/wait") && asked.contains("https://marl.example/fish.png"),
        "{asked}"
    );
    assert!(!html(text, None).contains("marl.example"));
    let front = format!("---\ntitle: Of herons\nurl: 'https://marl.example/birds/heron'\n---\n\n{text}");
    assert!(html(&front, None).contains("https://marl.example/wait"));
}

#[test]
fn a_house_names_nobody_where_the_page_names_somebody() {
    for (head, body, author) in [
        // The publisher gives itself; the row of facts below names the writer.
        (
            "<meta name=author content='Radio Anning (www.anning.example)'><meta name=publisher content='Radio \
             Anning (www.anning.example)'>",
            "<h1>The ferry is back</h1><ul><li><strong>Date</strong> 20.01.2020</li><li><strong>Author</strong> Jane \
             Roe</li></ul>",
            "Jane Roe",
        ),
        (
            "<meta property=og:site_name content=Heron><meta property=article:author content='Heron Editorial'><meta \
             name=dc.creator content='Mara Lindqvist'>",
            "<h1>The ferry is back</h1>",
            "Mara Lindqvist",
        ),
        // Nobody else is named: who is called like the site may well be its writer.
        (
            "<meta property=og:site_name content=Julia><meta name=author content='Julia Brand'>",
            "<h1>The ferry is back</h1>",
            "Julia Brand",
        ),
    ] {
        assert_eq!(read(head, body).authors, [author], "{head}");
    }
}

#[test]
fn a_count_that_is_called_after_the_author_names_nobody() {
    for class in ["author-views", "author-comment-count", "author_hits", "byline-shares"] {
        let body = format!("<h1>The ferry is back</h1><span class='{class}'>Heron (<b>23925</b>)</span>");
        assert_eq!(read("", &body).authors, Vec::<String>::new(), "{class}");
    }
    let body = "<h1>The ferry is back</h1><span class='author-name'>Jane Roe</span>";
    assert_eq!(read("", body).authors, ["Jane Roe"]);
}

#[test]
fn authors_are_named_behind_labels_for_everybody() {
    let body = "<div itemscope itemtype='https://schema.org/Article'><h1>Die Fähre ist zurück</h1><span \
                itemprop=author>Autor/in: Hanne Voss</span></div>";
    assert_eq!(read("<meta name=author content='Hafenfunk'>", body).authors, ["Hanne Voss"]);
}

#[test]
fn small_words_in_the_name_of_a_house_part_no_people() {
    for name in ["Organization for the Care of Old Ferries", "The Institute of Rope and Cable"] {
        assert_eq!(
            read(&format!("<meta name=author content='{name}'>"), "<h1>The ferry</h1>").authors,
            [name]
        );
    }
    let two = read("<meta name=author content='Jane Roe and Mara Lindqvist'>", "<h1>The ferry</h1>").authors;
    assert_eq!(two, ["Jane Roe", "Mara Lindqvist"]);
}

#[test]
fn titles_are_told_without_their_section_and_day() {
    for (head, title) in [
        (
            "<title>The ferry came back in the night | Chronicles</title><meta property=og:site_name content='Marl \
             Gazette'><meta property=article:section content=Chronicles>",
            "The ferry came back in the night",
        ),
        // What stands before a colon is the writer's, whatever the section is called.
        (
            "<title>Opinion: let the ferry rest</title><meta property=og:site_name content='Marl Gazette'><meta \
             property=article:section content=Opinion>",
            "Opinion: let the ferry rest",
        ),
        ("<title>Letters - 26 October 2010 - Blog - Pictures and Stories</title>", "Letters"),
        ("<title># The ferry came back in the night</title>", "The ferry came back in the night"),
    ] {
        assert_eq!(read(head, "").title.as_deref(), Some(title), "{head}");
    }
}

#[test]
fn a_word_that_a_title_holds_by_chance_is_not_its_headline() {
    let head = "<title>Ferryman of Anning retires after ninety summers on the lake</title>";
    let read = read(head, "<h1>Ferry</h1>");
    assert_eq!(read.title.as_deref(), Some("Ferryman of Anning retires after ninety summers on the lake"));
}

#[test]
fn the_day_in_an_address_outlasts_a_later_date() {
    let head = "<meta property=article:published_time content='2019-06-17T16:28:00Z'>";
    let moved = read_at(head, "", Some("https://anning.example/home/2017/7/12/the-ferry"));
    assert_eq!(moment(moved.published), "2017-07-12T00:00:00Z");
    assert_eq!(moment(moved.updated), "2019-06-17T16:28:00Z");
    // A few days apart, the article was begun on the one and published on the other.
    let near = read_at(head, "", Some("https://anning.example/2019/06/14/the-ferry"));
    assert_eq!(moment(near.published), "2019-06-17T16:28:00Z");
}

#[test]
fn a_link_that_reads_as_a_day_is_no_date() {
    let german = read(
        "<title>Die Fähre ist zurück</title>",
        "<h1>Die Fähre ist zurück</h1><p>Der neue Fahrplan steht <a href=/plan>hier</a>.</p>",
    );
    assert_eq!(moment(german.published), "none");
    let french =
        read("<title>Le bac est de retour</title>", "<h1>Le bac est de retour</h1><p>Publié hier</p>");
    assert_eq!(moment(french.published), "1 Day ago");
}

#[test]
fn a_signature_far_below_tells_its_day_in_the_order_of_the_country() {
    let prose = TEXT.repeat(30);
    let body = format!(
        "<h1>The ferry is back</h1>{prose}<div class=entry-footer>By Jane Roe on 05/06/2019, 11:51 | 3 opinions</div>"
    );
    let title = "<title>The ferry is back</title>";
    let abroad = read_at(title, &body, Some("https://anning.de/ferry"));
    assert_eq!(abroad.authors, ["Jane Roe"]);
    assert!(moment(abroad.published).starts_with("2019-06-05"), "{}", moment(abroad.published));
    assert!(moment(read(title, &body).published).starts_with("2019-05-06"));
}
