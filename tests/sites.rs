//! Rules for sites: what a file of them says, what in it cannot be understood, and what they do to a page.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use courant::clean;
use courant::clean::extract::{OwnAlone, Page, extract_by, next_page};
use courant::config::{Complaint, sites};
use courant::news::{Foreign, Selector, SiteRule};
use proptest::prelude::*;
use serde_json::Value;

const MANUAL: &str = include_str!("../assets/sites.toml");

fn told(text: &str) -> Vec<(usize, String)> {
    let (rules, complaints) = sites(text);
    assert!(rules.0.is_empty(), "{rules:?}");
    complaints.into_iter().map(|Complaint { line, sentence }| (line, sentence)).collect()
}

#[test]
fn the_rules_of_the_program_are_sound_and_their_manual_is_true() {
    let (rules, complaints) = sites(MANUAL);
    assert_eq!(complaints, []);
    assert!(rules.of("en.wikipedia.org").is_some() && rules.of("lwn.net").is_some());
    assert!(rules.of("notlwn.net").is_none() && rules.of("example.org").is_none());
    // The example in its comments is a rule.
    let example: String = MANUAL
        .lines()
        .filter_map(|line| line.strip_prefix("# "))
        .filter(|line| line.contains(" = ") || *line == "[[site]]" || line.starts_with("[[site]] "))
        .map(|line| format!("{}\n", line.split("   ").next().unwrap()))
        .collect();
    let (rules, complaints) = sites(&example);
    assert_eq!((rules.0.len(), complaints), (1, Vec::new()), "{example}");
    let rule = rules.of("www.example.org").unwrap();
    assert_eq!((rule.body.len(), rule.drop.len(), rule.next.len()), (1, 2, 1));
}

#[test]
fn an_earlier_rule_holds_before_a_later_one() {
    let (rules, _) = sites(
        "[[site]]\nhost='b.example'\nbody='p'\n[[site]]\nhost=['a.example','example']\nbody='i'\n[[site]]\nhost='A.Example'\n",
    );
    assert_eq!(rules.0.len(), 2, "example alone is no host");
    let (rules, _) = sites("[[site]]\nhost='b.example'\nbody='p'\n[[site]]\nhost='B.example'\nbody='i'\n");
    assert_eq!(rules.of("B.EXAMPLE").unwrap().body, [Selector::parse("p").unwrap()]);
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    assert_eq!(
        told("# Mine\n[[site]]\nhost = \"example.org\"\nbdy = \"p\"\n"),
        [(4, "\"bdy\" is not known in a rule; host, body, drop and next are.".to_owned())]
    );
    assert_eq!(
        told("[[site]]\nhost = \"example.org\"\n\ndrop = [\"p\",\n  \"p > b\"]"),
        [(5, r#"this names no element: ">" names nothing in ">"."#.to_owned())]
    );
    assert_eq!(
        told("[[site]]\nbody = \"p\"\n"),
        [(1, "this rule is for no site; add host = \"example.org\".".to_owned())]
    );
    assert_eq!(
        told("[[site]]\nhost = \"https://example.org/\"\n"),
        [(
            2,
            "\"https://example.org/\" is no host; write it as in an address, such as example.org.".to_owned()
        )]
    );
    assert_eq!(
        told("[[site]]\nhost = 7\n")[0],
        (2, "a text in quotation marks belongs here, or several in brackets.".to_owned())
    );
    assert_eq!(told("[site]\nhost = 'a.example'\n")[0].0, 1);
    assert_eq!(told("title = 'x'\n"), [(1, "\"title\" is not known; rules begin with [[site]].".to_owned())]);
    let broken = told("[[site]]\nhost = \"example.org\nbody = \"p\"\n");
    assert_eq!(broken.len(), 1);
    assert!(broken[0].0 == 2 && broken[0].1.starts_with("this is no TOML: "), "{broken:?}");
    // One wrong rule does not take the others with it.
    let (rules, complaints) = sites("[[site]]\nhost='a.example'\nx=1\n[[site]]\nhost='b.example'\n");
    assert_eq!((rules.0.len(), complaints.len()), (1, 1));
}

fn rule(text: &str) -> SiteRule {
    let (rules, complaints) = sites(&format!("[[site]]\nhost = 'marl.example'\n{text}"));
    assert_eq!(complaints, []);
    rules.0[0].clone()
}

fn text_by(rule: &SiteRule, page: &str) -> String {
    let (source, now) = (Foreign::new(page), "2026-11-20T09:00:00Z".parse().unwrap());
    let asked = Page { source: &source, address: Some("https://marl.example/mill"), now };
    let found = extract_by(&asked, Some(rule), &OwnAlone);
    clean::html(&found.content, found.base.as_deref()).document.plain_text()
}

const PAGE: &str = "<html><body><main><div id=a class='text odd'><p>One.</p><aside data-kind=promo>Buy.</aside><p \
    class=note><b>Two</b>.</p></div><div class=text>Three, which is a much longer text than what stands above it, and \
    would be taken for the article by anybody who had to guess.</div></main><a class=go href=/part-two>On</a></body></html>";

#[test]
fn a_rule_says_which_element_the_text_is_and_what_is_no_part_of_it() {
    for body in ["#a", "div#a", "main .text.odd", "body main div", "[id=a]", "div[class='text odd']"] {
        let rule = rule(&format!("body = \"{body}\"\ndrop = ['[data-kind]', 'main .note b']"));
        let text = text_by(&rule, PAGE);
        assert!(text.contains("One.") && !text.contains("Buy") && !text.contains("Two"), "{body}: {text}");
        assert!(!text.contains("Three"), "{body}: {text}");
    }
    // An element that the page has not, or that says nothing, is not it.
    let text = text_by(&rule("body = ['table', 'a.gone', '.go i', 'div.text.odd']"), PAGE);
    assert!(text.contains("Two"), "{text}");
    assert!(text_by(&rule("body = 'table'"), PAGE).contains("Three"));
}

#[test]
fn a_rule_says_where_an_article_goes_on() {
    let rule = rule("next = 'a.go'");
    let next = |page: &str| next_page(&Foreign::new(page), "https://marl.example/mill", Some(&rule));
    assert_eq!(next(PAGE).as_deref(), Some("https://marl.example/part-two"));
    assert_eq!(next(&PAGE.replace("/part-two", "https://other.example/part-two")), None);
    assert_eq!(next(&PAGE.replace("/part-two", "#top")), None);
}

fn extracted(home: &Path, arguments: &[&str]) -> (Value, String) {
    fs::write(home.join("page.html"), PAGE).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_courant"));
    command.env_clear().env("TZ", "UTC").env("COURANT_EXTRACT_SECONDS", "60").stdin(Stdio::null());
    command.args(["extract", "--base-url", "https://www.marl.example/mill", "--data-dir"]).arg(home);
    let output = command.args(arguments).arg(home.join("page.html")).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    (serde_json::from_slice(&output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn the_rules_of_a_reader_hold_unless_they_are_not_wanted() {
    let home = tempfile::tempdir().unwrap();
    let rules = "[[site]]\nhost = 'marl.example'\nbody = '#a'\ndrop = 'aside'\n";
    fs::write(home.path().join("sites.toml"), rules).unwrap();
    let (found, said) = extracted(home.path(), &[]);
    assert_eq!((found["text"].as_str().unwrap(), said.as_str()), ("One.\n\nTwo.", ""));
    let (found, _) = extracted(home.path(), &["--no-site-rules"]);
    assert!(found["text"].as_str().unwrap().contains("Three"), "{found}");
}

#[test]
fn a_broken_file_of_rules_is_told_with_file_and_line_and_does_no_harm() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("sites.toml");
    fs::write(&file, "[[site]]\nhost = marl.example\n").unwrap();
    let (found, said) = extracted(home.path(), &[]);
    assert!(found["text"].as_str().unwrap().contains("Three"));
    assert!(said.starts_with(&format!("courant: {}, line 2: this is no TOML: ", file.display())), "{said}");
    fs::write(&file, b"\xff\xfe\x00").unwrap();
    let (_, said) = extracted(home.path(), &[]);
    assert!(said.contains("is not UTF-8"), "{said}");
}

proptest! {
    /// Whatever a file says, what is understood of it is told apart from what is not, and every line named is in it.
    #[test]
    fn any_file_of_rules_can_be_read(pieces in prop::collection::vec(prop::sample::select(vec![
        "[[site]]\n", "host = ", "body=", "drop", "next", "\"a.example\"\n", "[", "]", "\"", "'", "p.x", "\n", "=", "#",
        "\u{0}", "é", "{", "}", "1979-05-27", "true", "[[", ",", "\\", ".",
    ]), 0..40)) {
        let text = pieces.concat();
        let (rules, complaints) = sites(&text);
        let lines = 1 + text.matches('\n').count();
        prop_assert!(complaints.iter().all(|complaint| (1..=lines).contains(&complaint.line)));
        prop_assert!(rules.0.iter().all(|rule| !rule.hosts.is_empty()));
    }

    /// Selectors are read or refused, and what is read names the same again.
    #[test]
    fn any_selector_is_read_or_refused(text in "[a-z#.\\[\\]=\" >:*é]{0,20}") {
        if let Ok(selector) = Selector::parse(&text) {
            prop_assert!(!selector.steps().is_empty());
        }
    }
}
