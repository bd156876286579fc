//! Articles of several pages: where one goes on, what is fetched of it from a real server on loopback, how it is kept,
//! and that it reads as one text.
#![allow(clippy::unwrap_used)]

use std::fmt::Write;

use courant::clean;
use courant::clean::extract::{Extraction, OwnAlone, Page, extract, next_page};
use courant::clean::joining;
use courant::clean::metadata::Metadata;
use courant::news::{Article, Block, Document, Foreign};
use courant::parse::{self, Body};
use courant::workers::disk::Media;
use courant::workers::full_text::{FullText, MOST_PAGES, fetch};
use courant::workers::intake::{Taken, body, original, take_in_fetched};
use courant::workers::net::{Limits, Reach};
use courant::workers::{expand, take_in, take_in_series};
use courant::write;
use courant::write::{ArchivedPage, archive};
use jiff::Timestamp;
use proptest::prelude::*;

use super::net::server::{Asked, Part, Server, answer, head, redirect};
use super::net::{PATIENT, QUICK, client, now, stand_in};

const HERE: &str = "https://marl.example/2025/mill";

/// Where the article of a page goes on, by the markup of its head and body.
fn next_at(here: &str, markup: &str) -> Option<String> {
    next_page(&Foreign::new(format!("<html><body>{markup}</body></html>")), here, None)
}

fn link(address: &str, words: &str) -> String {
    format!("<p>Text.</p><a href='{address}'>{words}</a>")
}

#[test]
fn the_next_page_is_told_by_a_relation_by_words_or_by_its_number() {
    for markup in [
        "<link rel=next href='/2025/mill/2'>".to_owned(),
        "<a rel='nofollow next' href='/2025/mill/2'>→</a>".to_owned(),
        link("/2025/mill/2", "Next"),
        link("/2025/mill/2", "Next page »"),
        link("/2025/mill/2#text", "2"),
        link("mill/2?utm_source=pager", "Weiter"),
        link("https://marl.example/2025/mill/2", "Nächste Seite"),
        link("/2025/mill/2", "Page suivante"),
        link("/2025/mill/2", "Página siguiente"),
        link("/2025/mill/2", "Pagina successiva"),
        link("/2025/mill/2", "Следующая страница"),
        link("/2025/mill/2", "次のページへ"),
        link("/2025/mill/2", "下一页"),
        link("/2025/mill/2", "الصفحة التالية"),
        link("/2025/mill/2", "›"),
        "<a href='/2025/mill/2' aria-label='Next page'><svg></svg></a>".to_owned(),
    ] {
        assert_eq!(next_at(HERE, &markup).as_deref(), Some("https://marl.example/2025/mill/2"), "{markup}");
    }
}

#[test]
fn the_number_of_a_page_stands_in_many_places_of_its_address() {
    for (here, next) in [
        ("/2025/mill", "/2025/mill?page=2"),
        ("/2025/mill?page=2", "/2025/mill?page=3"),
        ("/2025/mill/", "/2025/mill/page/2/"),
        ("/2025/mill.html", "/2025/mill,page-2.html"),
        ("/2025/mill-seite-2", "/2025/mill-seite-3"),
        ("/2025/mill", "/2025/mill/seite2"),
        ("/2025/mill.html", "/2025/mill-2.html"),
        ("/2025/mill_2.php", "/2025/mill_3.php"),
        ("/view?id=77", "/view?id=77&pg=2"),
        ("/?id=77&p=2", "/?id=77&p=3"),
        ("/2025/mill/9", "/2025/mill/10"),
    ] {
        let next = format!("https://marl.example{next}");
        let found = next_at(&format!("https://marl.example{here}"), &link(&next, "Next page"));
        assert_eq!(found.as_deref(), Some(next.as_str()), "{here}");
    }
    // Some count their pages from zero.
    let second = format!("{HERE}?page=1");
    assert_eq!(next_at(HERE, &link(&second, "2")).as_deref(), Some(second.as_str()));
    assert_eq!(next_at(HERE, &link(&second, "1")), None, "that is this page");
}

#[test]
fn another_article_is_no_next_page() {
    for (here, next, words) in [
        ("/2025/mill", "/2025/weir", "Next"),
        ("/2025/mill", "/2025/weir/2", "2"),
        ("/2025/mill", "https://other.example/2025/mill/2", "2"),
        ("/2025/mill", "http://marl.example/2025/mill/2", "2"),
        ("/2025/mill", "https://marl.example:8080/2025/mill/2", "2"),
        ("/2025/mill", "/2025/mill/3", "Next page"),
        ("/2025/mill/2", "/2025/mill", "Next page"),
        ("/2025/mill/2", "/2025/mill/2", "Next page"),
        ("/2025/mill", "/2025/mill/2", "2 comments"),
        ("/2025/mill", "/2025/mill/3", "2"),
        // Numbers of articles, days and posts.
        ("/posts/12", "/posts/13", "Next"),
        ("/comic/12", "/comic/13", "Next"),
        ("/2025/11", "/2025/12", "Next"),
        ("/100", "/101", "Next"),
        ("/?p=12", "/?p=13", "Next"),
        ("/2025/mill/4711", "/2025/mill/4712", "Next"),
        ("/weekly-links", "/weekly-links-2", "Next"),
        // Lists of articles have pages too.
        ("/", "/page/2", "2"),
        ("/tag/mills", "/tag/mills/page/2", "Next page"),
        ("/news", "/news/2", "2"),
    ] {
        let found = next_at(&format!("https://marl.example{here}"), &link(next, words));
        assert_eq!(found, None, "{here} {next} {words}");
    }
    let comments = format!("<div id=comments>{}</div>", link("/2025/mill?page=2", "2"));
    assert_eq!(next_at(HERE, &comments), None);
    let card = |name: &str| format!("<article><h2><a href='/{name}'>A headline of {name}</a></h2></article>");
    let list: String = ["mill", "weir", "lock", "ferry", "tower"].map(card).concat();
    assert_eq!(next_at(HERE, &(list + &link("/2025/mill?page=2", "Next"))), None, "a list of headlines");
}

/// A paragraph of its own for every name.
fn paragraph(name: &str) -> String {
    format!(
        "The {name} stands by the river since the year of the great flood, and nobody in the valley remembers who \
         built it, or why the {name} was given a door towards the water, where no road has ever been."
    )
}

/// A page of the article on the mill, with what publishers repeat on every page around its paragraphs.
fn page_of(number: usize, of: usize, paragraphs: &[String]) -> String {
    let mut page = format!(
        "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>Of the mill - Page {number} | Marl</title>\
         <meta property=og:title content='Of the mill'><meta name=author content='Anna Berg'></head><body><header>\
         <nav><a href='/'>Marl</a></nav></header><article><h1>Of the mill</h1><p class=byline>By Anna Berg</p>\
         <p class=lead>{}</p><div class=text>",
        paragraph("whole valley")
    );
    for paragraph in paragraphs {
        write!(page, "<p>{paragraph}</p>").unwrap();
    }
    page.push_str("</div><p>Page ");
    write!(page, "{number} of {of}</p><div class=pager>").unwrap();
    for other in (1..=of).filter(|other| *other != number) {
        let path = if other == 1 { "/2025/mill".to_owned() } else { format!("/2025/mill/{other}") };
        write!(page, "<a href='{path}'>{other}</a> ").unwrap();
    }
    page + "</div><p class=author-box>Anna Berg has written about the mills of this valley for Marl since 2011, and \
         keeps two goats.</p></article><footer>© Marl</footer></body></html>"
}

fn names(from: usize, to: usize) -> Vec<String> {
    (from..to).map(|number| paragraph(&format!("mill number {number}"))).collect()
}

/// Three pages: the second begins with the last paragraph of the first.
fn pages() -> Vec<String> {
    vec![page_of(1, 3, &names(1, 6)), page_of(2, 3, &names(5, 10)), page_of(3, 3, &names(10, 14))]
}

fn html(body: &str) -> Vec<Part> {
    answer("200 OK", &["Content-Type: text/html; charset=utf-8"], body.as_bytes())
}

/// Serves the pages of the mill.
fn mill(asked: &Asked) -> Vec<Part> {
    let pages = pages();
    match asked.path.as_str() {
        "/2025/mill" => html(&pages[0]),
        "/2025/mill/2" => html(&pages[1]),
        "/2025/mill/3" => html(&pages[2]),
        _ => answer("404 Not Found", &[], b""),
    }
}

fn fetched(server: &Server, path: &str) -> Result<FullText, String> {
    fetch(&client(PATIENT, Vec::new()), &server.url(path), Reach::Typed, now())
}

fn read(full: FullText) -> (Document, Vec<String>) {
    let taken = take_in_fetched(full.into_source(), now()).unwrap();
    (taken.body.document, taken.complaints)
}

#[test]
fn the_pages_of_an_article_are_one_text_without_what_they_repeat() {
    let server = Server::start(mill);
    let full = fetched(&server, "/2025/mill").unwrap();
    assert_eq!(full.notices, ["The article was put together from 3 pages."]);
    assert_eq!((full.media, full.name.as_str()), (Media::Html, "mill.mhtml"));
    assert_eq!(full.base, server.url("/2025/mill"));
    assert_eq!(server.seen().len(), 3);
    let source = full.clone().into_source();
    let (document, complaints) = read(full);
    let text = document.plain_text();
    for number in 1..14 {
        let name = paragraph(&format!("mill number {number}"));
        assert_eq!(text.matches(&name).count(), 1, "mill {number} in:\n{text}");
    }
    let order: Vec<usize> =
        (1..14).map(|number| text.find(&format!("mill number {number} ")).unwrap()).collect();
    assert!(order.is_sorted(), "{order:?}");
    assert_eq!(text.matches(&paragraph("whole valley")).count(), 1);
    assert!(!text.contains("Of the mill") && !text.contains("By Anna Berg"), "{text}");
    assert!(!text.contains("of 3") && text.matches("keeps two goats").count() <= 1, "{text}");
    assert_eq!(complaints, [""; 0]);
    // What was kept reads the same, and its original shows all three pages.
    let article = Article { title: "Of the mill".to_owned(), ..Article::default() };
    assert_eq!(body(article, Some(&source)).document, document);
    assert_eq!(original(&source).plain_text().matches("© Marl").count(), 3);
    // What is written of it is read again as the same.
    let again = clean::html(&Foreign::new(write::html(&document)), None).document;
    assert_eq!(again.blocks, document.blocks);
}

#[test]
fn what_the_first_page_says_of_itself_is_said_of_the_article() {
    let server = Server::start(mill);
    let taken = take_in_fetched(fetched(&server, "/2025/mill").unwrap().into_source(), now()).unwrap();
    let article = taken.incoming.article;
    assert_eq!((article.title.as_str(), article.author.as_deref()), ("Of the mill", Some("Anna Berg")));
    assert_eq!(article.url.as_deref(), Some(server.url("/2025/mill").as_str()));
    assert_eq!(article.language.as_deref(), Some("en"));
    assert!(article.words > 13 * 30, "{} words", article.words);
}

#[test]
fn a_single_page_is_kept_as_it_came() {
    // "Straße" in windows-1252, which only the server says.
    let page = b"<html><body><article><p>Die Stra\xdfe zur M\xfchle.</p></article></body></html>";
    let server =
        Server::start(move |_| answer("200 OK", &["Content-Type: text/html; charset=windows-1252"], page));
    let full = fetched(&server, "/2025/muehle?x=1").unwrap();
    assert_eq!((full.bytes.as_slice(), full.charset.as_deref()), (&page[..], Some("windows-1252")));
    assert_eq!((full.name.as_str(), full.notices.len()), ("muehle.html", 0));
    assert_eq!(read(full).0.plain_text(), "Die Straße zur Mühle.");
}

#[test]
fn every_charset_of_every_page_is_kept() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/mill" => answer(
            "200 OK",
            &["Content-Type: text/html; charset=windows-1252"],
            b"<p>Die Stra\xdfe zur M\xfchle ist lang.</p><a href=/mill?page=2>2</a>",
        ),
        _ => {
            answer("200 OK", &["Content-Type: text/html"], "<p>Die Brücke über den Fluß.</p>\r\n".as_bytes())
        }
    });
    let text = read(fetched(&server, "/mill").unwrap()).0.plain_text();
    assert!(
        text.contains("Die Straße zur Mühle ist lang.") && text.contains("Die Brücke über den Fluß."),
        "{text}"
    );
}

#[test]
fn addresses_of_every_page_start_from_that_page() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/a/mill" => html(&format!("<article><p>{}</p><a href=mill/2>Next</a></article>", paragraph("mill"))),
        _ => html(&format!(
            "<article><p>{} Nor does <a href=plan>the plan of it</a>.</p></article>",
            paragraph("weir")
        )),
    });
    let (document, _) = read(fetched(&server, "/a/mill").unwrap());
    let found: Vec<&str> = document.links.iter().map(|link| link.url.as_str()).collect();
    assert_eq!(found, [server.url("/a/mill/plan").as_str()]);
}

#[test]
fn notes_of_all_pages_stand_at_the_end_under_names_of_their_own() {
    let page = |name: &str, next: &str| {
        html(&format!(
            "<article><p>{} And so on<sup id=r1><a href='#n1'>1</a></sup>.</p><p>{}</p>{next}<section role=doc-endnotes>\
             <ol><li id=n1>A note on the {name}. <a href='#r1'>↩</a></li></ol></section></article>",
            paragraph(name),
            paragraph(&format!("old {name}")),
        ))
    };
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/mill" => page("mill", "<a href=/mill?page=2>2</a>"),
        _ => page("weir", ""),
    });
    let (document, _) = read(fetched(&server, "/mill").unwrap());
    let notes: Vec<&Block> =
        document.blocks.iter().filter(|block| matches!(block, Block::Footnotes(_))).collect();
    let [Block::Footnotes(notes)] = notes.as_slice() else { panic!("{:?}", document.blocks) };
    let labels: Vec<&str> = notes.iter().map(|note| note.label.as_str()).collect();
    assert_eq!(labels, ["1", "2"]);
    let text = document.plain_text();
    assert!(text.find("And so on[1]").unwrap() < text.find("And so on[2]").unwrap(), "{text}");
}

#[test]
fn no_more_than_so_many_pages_are_fetched_each_once() {
    let endless = |asked: &Asked| {
        let number: usize = asked.path.rsplit('=').next().and_then(|number| number.parse().ok()).unwrap_or(1);
        html(&format!(
            "<article><p>{}</p><a href='/mill?page={}'>Next</a></article>",
            paragraph(&format!("mill {number}")),
            number + 1
        ))
    };
    let server = Server::start(endless);
    let full = fetched(&server, "/mill").unwrap();
    assert_eq!(server.seen().len(), MOST_PAGES);
    assert!(full.notices[1].contains("more than 20 pages"), "{:?}", full.notices);
    // Round and round.
    let server = Server::start(|asked| match asked.path.as_str() {
        "/mill" => html("<p>One.</p><link rel=next href='/mill?page=2'>"),
        "/mill?page=2" => redirect("302 Found", "/mill"),
        _ => answer("404 Not Found", &[], b""),
    });
    let full = fetched(&server, "/mill").unwrap();
    assert_eq!((server.seen().len(), full.name.as_str(), full.notices.len()), (3, "mill.html", 0));
}

#[test]
fn a_page_that_cannot_be_had_costs_no_more_than_itself() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/2025/mill/3" => answer("503 Service Unavailable", &[], b""),
        _ => mill(asked),
    });
    let full = fetched(&server, "/2025/mill").unwrap();
    assert_eq!(full.notices.len(), 2);
    assert!(full.notices[1].starts_with("Page 3 was not fetched: 127.0.0.1"), "{:?}", full.notices);
    let (document, complaints) = read(full);
    assert!(
        document.plain_text().contains("mill number 9") && !document.plain_text().contains("mill number 12")
    );
    assert!(complaints.iter().any(|sentence| sentence.contains("goes on on another page")), "{complaints:?}");
    assert_eq!(
        fetched(&server, "/nothing").unwrap_err(),
        format!("{} has nothing at this address (404).", server.address)
    );
}

#[test]
fn a_further_page_is_asked_for_on_the_same_host_alone() {
    let other = Server::start(|_| html("<p>Stolen.</p>"));
    let away = other.url("/mill?page=2");
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/mill" => html("<p>One.</p><link rel=next href='/mill?page=2'>"),
        "/weir" => html("<p>One.</p><link rel=next href='http://public.example/weir?page=2'>"),
        _ => redirect("302 Found", &away.replace("127.0.0.1", "localhost")),
    });
    let full = fetched(&server, "/mill").unwrap();
    assert!(
        full.notices.iter().any(|sentence| sentence.starts_with("Page 2 was not fetched")),
        "{:?}",
        full.notices
    );
    assert_eq!(other.seen().len(), 0, "a machine of the own network that nobody typed");
    assert_eq!(fetched(&server, "/weir").unwrap().notices.len(), 0);
    // A page from outside may not lead to the own network, not even to its own name.
    let outside = client(PATIENT, vec![stand_in("public.example", &server)]);
    let full = fetch(&outside, "http://public.example/mill", Reach::Public, now()).unwrap();
    assert!(full.notices[0].contains("private address"), "{:?}", full.notices);
}

#[test]
fn name_and_password_go_with_every_page_of_their_host_and_are_not_kept() {
    let server = Server::start(mill);
    let address = server.url("/2025/mill").replace("http://", "http://anna:secret@");
    let full = fetch(&client(PATIENT, Vec::new()), &address, Reach::Typed, now()).unwrap();
    let seen = server.seen();
    assert_eq!(seen.len(), 3);
    assert!(seen.iter().all(|asked| asked.header("authorization").is_some()));
    assert!(!full.base.contains("secret"));
    assert!(!String::from_utf8_lossy(&full.bytes).contains("secret"));
}

#[test]
fn one_deadline_and_one_number_of_bytes_hold_for_all_pages() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/mill" => html(&format!("<p>{}</p><a href='/mill?page=2'>2</a>", "One. ".repeat(30_000))),
        _ => html(&"Two. ".repeat(40_000)),
    });
    let full = fetched(&server, "/mill").unwrap();
    assert!(
        full.notices[0].starts_with("Page 2 was not fetched: The answer of 127.0.0.1"),
        "{:?}",
        full.notices
    );
    assert_eq!(full.name, "mill.html");
    // A page that hangs.
    let server = Server::start(|asked| match asked.path.as_str() {
        "/mill" => html("<p>One.</p><a href='/mill?page=2'>2</a>"),
        _ => vec![Part::Bytes(head("200 OK", &["Content-Type: text/html"])), Part::Silence],
    });
    let quick = client(Limits { head: PATIENT.head, ..QUICK }, Vec::new());
    let full = fetch(&quick, &server.url("/mill"), Reach::Typed, now()).unwrap();
    assert!(full.notices[0].starts_with("Page 2 was not fetched: 127.0.0.1"), "{:?}", full.notices);
}

#[test]
fn what_is_no_text_is_refused_in_a_sentence() {
    let server = Server::start(|_| answer("200 OK", &["Content-Type: application/pdf"], b"%PDF-1.7 ..."));
    let sentence = fetched(&server, "/paper").unwrap_err();
    assert_eq!(sentence, "127.0.0.1 has a PDF document there, which is no text; open it in a browser.");
}

#[test]
fn a_kept_article_of_pages_is_the_same_when_its_file_is_opened() {
    let server = Server::start(mill);
    let full = fetched(&server, "/2025/mill").unwrap();
    let page = parse::read(&full.bytes, Some("mill.mhtml"));
    assert_eq!(page.further.len(), 2);
    assert_eq!(page.complaints, [""; 0]);
    let address = page.address.as_ref().and_then(|address| clean::url::web(address, None));
    assert_eq!(address.as_deref(), Some(server.url("/2025/mill").as_str()));
    assert_eq!(page.saved.map(|saved| format!("{saved:?}").contains("2026-11-20T09:00:00Z")), Some(true));
}

/// An archive made elsewhere, whose parts do not say which of them follows which: the pages do.
#[test]
fn the_pages_of_one_article_in_an_archive_of_others_are_joined() {
    let part = |address: &str, body: &str| {
        format!("--A\r\nContent-Type: text/html\r\nContent-Location: {address}\r\n\r\n{body}\r\n")
    };
    let first = "<h1>Of the mill</h1><p>The wheel of the mill has stood still since the great flood of that year.</p>\
        <a href='/mill?page=2'>Next page</a>";
    let second =
        "<h1>Of the mill</h1><p>In spring the miller's daughter came back, and had the sluice mended.</p>";
    let other =
        "<p>Bread of all kinds is sold here from six in the morning, and rolls on Sundays as well.</p>";
    let archive = format!(
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=A\r\n\r\n{}{}{}--A--\r\n",
        part("https://marl.example/mill", first),
        part("https://ads.example/bread", other),
        part("https://marl.example/mill?page=2", second),
    );
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("mill.mhtml");
    std::fs::write(&path, archive).unwrap();
    let taken = take_in(&path, None, now()).unwrap();
    let text = taken.body.document.plain_text();
    assert!(text.contains("great flood") && text.contains("sluice mended"), "{text}");
    assert!(!text.contains("Bread"), "{text}");
    assert_eq!(taken.complaints, [""; 0]);
    assert_kept(&taken);
    let all = original(taken.incoming.source.as_ref().unwrap()).plain_text();
    assert!(all.contains("sluice mended") && !all.contains("Bread"), "{all}");
}

/// What is kept gives the same article again.
fn assert_kept(taken: &Taken) {
    let again = body(taken.incoming.article.clone(), taken.incoming.source.as_ref());
    assert_eq!(again.document.blocks, taken.body.document.blocks);
}

/// A folder of files with these names and bodies, and what it comes to: names of first files, and of those behind them.
fn folder(files: &[(&str, &str)]) -> (tempfile::TempDir, Vec<Vec<String>>) {
    let home = tempfile::tempdir().unwrap();
    for (name, markup) in files {
        std::fs::write(home.path().join(name), format!("<!DOCTYPE html><html>{markup}</html>")).unwrap();
    }
    let expanded = expand(vec![home.path().to_owned()]);
    let name = |path: &std::path::PathBuf| path.file_name().unwrap().to_str().unwrap().to_owned();
    let series = expanded.files.iter().map(|first| {
        let further = expanded.further.get(first).into_iter().flatten();
        std::iter::once(first).chain(further).map(name).collect()
    });
    (home, series.collect())
}

const MILL: &str = "<title>Of the mill</title><h1>Of the mill</h1>\
    <p>The wheel of the mill has stood still since the great flood of that year, and nobody knew why.</p>";
const SLUICE: &str = "<title>Of the mill</title><h1>Of the mill</h1>\
    <p>In spring the miller's daughter came back, looked at the sluice, and had it mended by the smith.</p>";
const BARGE: &str = "<title>Of the mill</title><h1>Of the mill</h1>\
    <p>Since then the wheel turns again, and the barges wait for their flour as they did in older days.</p>";

#[test]
fn files_of_a_folder_that_name_each_other_as_pages_are_one_article() {
    let (home, series) = folder(&[
        ("part1.html", &format!("{MILL}<a href='part2.html' rel=next>Next</a>")),
        (
            "part2.html",
            &format!(
                "{SLUICE}<a href='part1.html'>Back</a> <a href='part3.html'>Page 3</a> <a href='part3.html'>3</a>"
            ),
        ),
        ("part3.html", BARGE),
        (
            "weir.html",
            "<h1>Of the weir</h1><p>Salmon come up to the weir in autumn, and herons wait for them.</p>",
        ),
    ]);
    assert_eq!(series, [vec!["part1.html", "part2.html", "part3.html"], vec!["weir.html"]]);
    let at = |name: &str| home.path().join(name);
    let first = at("part1.html");
    let taken = take_in_series(&first, &[at("part2.html"), at("part3.html")], None, now()).unwrap();
    let text = taken.body.document.plain_text();
    let places: Vec<Option<usize>> =
        ["great flood", "by the smith", "wait for their flour"].iter().map(|part| text.find(part)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{text}");
    assert_eq!(text.matches("Of the mill").count(), 0, "{text}");
    assert_eq!(taken.incoming.article.title, "Of the mill");
    assert_kept(&taken);
    // The path of the first file makes it the same article as before.
    assert_eq!(taken.incoming.key, take_in(&first, None, now()).unwrap().incoming.key);
}

#[test]
fn files_of_a_folder_are_pages_of_one_article_by_the_addresses_they_were_saved_from() {
    let saved = |page: &str, body: &str| {
        let address = format!("https://marl.example/2025/mill{page}");
        format!("<head><link rel=canonical href='{address}'></head><body>{body}</body>")
    };
    let next = |page: u32| format!("<a href='https://marl.example/2025/mill?page={page}'>Next page</a>");
    let (home, series) = folder(&[
        // Browsers number files of one name; the second page sorts before the first.
        ("Of the mill (1).html", &saved("?page=2", &format!("{SLUICE}{}", next(3)))),
        ("Of the mill (2).html", &saved("?page=3", BARGE)),
        ("Of the mill.html", &saved("", &format!("{MILL}{}", next(2)))),
    ]);
    assert_eq!(series, [vec!["Of the mill.html", "Of the mill (1).html", "Of the mill (2).html"]]);
    let at = |name: &str| home.path().join(name);
    let further = [at("Of the mill (1).html"), at("Of the mill (2).html")];
    let taken = take_in_series(&at("Of the mill.html"), &further, None, now()).unwrap();
    assert!(taken.body.document.plain_text().contains("wait for their flour"));
    assert_eq!(taken.incoming.article.url.as_deref(), Some("https://marl.example/2025/mill"));
    assert_eq!(taken.complaints, [""; 0]);
    assert_kept(&taken);
}

#[test]
fn files_that_are_not_surely_pages_of_one_article_stay_apart() {
    for files in [
        // Posts of a blog, each of which names the next.
        [("post1.html", "<p>One.</p><a rel=next href=post2.html>Next</a>"), ("post2.html", "<p>Two.</p>")],
        // The number of a link says otherwise.
        [("part1.html", "<p>One.</p><a href=part2.html>7</a>"), ("part2.html", "<p>Two.</p>")],
        // Nobody says that it goes on.
        [("part1.html", "<p>One.</p>"), ("part2.html", "<p>Two.</p>")],
        // Not the next one, and a round.
        [("part1.html", "<a rel=next href=part3.html>Next</a>"), ("part3.html", "<p>Three.</p>")],
        [("part2.html", "<a rel=next href=part2.html>Next</a>"), ("part3.html", "<p>Three.</p>")],
        // Another folder's.
        [("part1.html", "<a rel=next href=more/part2.html>Next</a>"), ("part2.html", "<p>Two.</p>")],
        // Named unlike.
        [("mill1.html", "<a rel=next href=weir2.html>Next</a>"), ("weir2.html", "<p>Two.</p>")],
    ] {
        let (_home, series) = folder(&files);
        assert_eq!(series.len(), 2, "{files:?}");
    }
}

/// An archive that a browser saved: frames beside the page are no pages of it.
#[test]
fn frames_in_an_archive_are_no_further_pages() {
    let archive = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=A\r\n\r\n--A\r\n\
        Content-Type: text/html\r\nContent-Location: https://marl.example/mill\r\n\r\n<p>The mill.</p>\r\n--A\r\n\
        Content-Type: text/html\r\nContent-Location: https://ads.example/\r\n\r\n<p>Buy this.</p>\r\n--A--\r\n";
    assert_eq!(parse::read(archive.as_bytes(), Some("mill.mhtml")).further.len(), 0);
    // A link that leads round, or nowhere, ends.
    let round = archive.replace("mill\r\n", "mill\r\nLink: <https://marl.example/mill>; rel=\"next\"\r\n");
    assert!(parse::read(round.as_bytes(), Some("mill.mhtml")).further.len() <= 1);
}

#[test]
fn the_article_of_one_page_is_not_altered() {
    let source = Foreign::new(&pages()[0][..]);
    let found = extract(&Page { source: &source, address: Some(HERE), now: now() }, &OwnAlone);
    let sentence = "The article goes on on another page, which is not part of this file: https://marl.example/2025/mill/2";
    assert_eq!(found.warnings, [sentence]);
    assert_eq!(found.metadata.next_page.as_deref(), Some("https://marl.example/2025/mill/2"));
}

/// A page as it was read.
fn part(title: &str, markup: &str) -> joining::Part {
    let metadata = Metadata {
        title: Some(title.to_owned()),
        authors: vec!["Anna Berg".to_owned()],
        ..Metadata::default()
    };
    let document = clean::html(&Foreign::new(format!("<title>-</title>{markup}")), Some(HERE)).document;
    joining::Part { extraction: Extraction { metadata, ..Extraction::default() }, document }
}

fn joined(pages: &[&str]) -> Document {
    joining::join(pages.iter().map(|page| part("Of the mill", page)).collect()).document
}

#[test]
fn what_pages_repeat_is_said_once_and_nothing_else_is_lost() {
    let first = "<figure><img src=/mill.jpg></figure><p>The lead.</p><h2>Design</h2><p>One.</p><p>A sentence that goes \
                 on on the next page…</p><p>About the author.</p><p>Page 1 of 2</p>";
    let second = "<h2>Of the mill – Page 2</h2><p>By Anna Berg</p><figure><img src=/mill.jpg></figure><p>The \
                  lead.</p><h2>Design</h2><p>Two.</p><figure><img src=/weir.jpg></figure><p>Three.</p><p>Four.</p>\
                  <p>About the author.</p><p>2/2</p>";
    let document = joined(&[first, second]);
    assert_eq!(
        document.plain_text(),
        "The lead.\n\nDesign\n\nOne.\n\nA sentence that goes on on the next page…\n\nDesign\n\nTwo.\n\nThree.\n\nFour.\n\n\
         About the author."
    );
    let pictures = document.blocks.iter().filter(|block| matches!(block, Block::Figure { .. })).count();
    assert_eq!(pictures, 2);
    // A paragraph that was cut off stands whole on the next page.
    let document = joined(&[
        "<p>One.</p><p>The wheel turned all night…</p>",
        "<p>The wheel turned all night, and the miller slept.</p><p>Two.</p>",
    ]);
    assert_eq!(document.plain_text(), "One.\n\nThe wheel turned all night, and the miller slept.\n\nTwo.");
    assert_eq!(joined(&[]), Document::default());
    assert_eq!(joined(&["<p>Page 2 of 3</p>"]).plain_text(), "Page 2 of 3");
}

#[test]
fn links_of_all_pages_are_numbered_as_they_are_met() {
    let document = joined(&[
        "<p>See <a href=/b>b</a> and <a href=/a>a</a>.</p>",
        "<p>See <a href=/c>c</a>, <a href=/a>a again</a>.</p>",
    ]);
    let links: Vec<(&str, &str)> = document
        .links
        .iter()
        .map(|link| (link.url.rsplit('/').next().unwrap(), link.title.as_str()))
        .collect();
    assert_eq!(links, [("b", "b"), ("a", "a"), ("c", "c")]);
    let again = clean::html(&Foreign::new(write::html(&document)), None).document;
    assert_eq!(again, document);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Whatever bytes the pages have, they come out of their archive as they went in.
    #[test]
    fn an_archive_gives_its_pages_back(
        pages in prop::collection::vec(
            (prop::collection::vec(prop::sample::select(b"<p>a\r\n-=\x00\xff \xe4of-courant-0page".to_vec()), 0..60),
             prop::option::of(prop::sample::select(vec!["utf-8", "windows-1252"]))), 2..6),
    ) {
        let addresses: Vec<String> = (0..pages.len()).map(|number| format!("https://marl.example/{number}")).collect();
        let parts: Vec<ArchivedPage<'_>> = pages.iter().zip(&addresses).map(|((bytes, charset), address)| {
            ArchivedPage { address, charset: *charset, bytes }
        }).collect();
        let file = archive(&parts, Timestamp::UNIX_EPOCH);
        let page = parse::read(&file, Some("x.mhtml"));
        prop_assert!(matches!(page.body, Body::Html(_)));
        let back: Vec<(&[u8], Option<&str>)> =
            page.further.iter().map(|page| (page.bytes.as_slice(), page.charset.as_deref())).collect();
        let sent: Vec<(&[u8], Option<&str>)> =
            pages[1..].iter().map(|(bytes, charset)| (bytes.as_slice(), *charset)).collect();
        prop_assert_eq!(back, sent);
    }
}
