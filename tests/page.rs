//! Tests: saved pages, texts and notes, taken apart without losing a line.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::PathBuf;

use courant::clean::text::{line, paragraph};
use courant::facts::{Unit, Written};
use courant::news::{Foreign, Precision};
use courant::parse::{self, Body, Fate, Kind, SavedPage};
use serde_json::{Value, json};

/// The page as the goldens write it; what is empty is left out.
fn picture(page: &SavedPage) -> Value {
    let mut picture = serde_json::Map::new();
    let mut put = |name: &str, value: Value| {
        let empty = value.is_null() || value.as_array().is_some_and(Vec::is_empty);
        if !empty {
            picture.insert(name.to_owned(), value);
        }
    };
    put("title", json!(page.title.as_ref().map(line)));
    put("breadcrumb", json!(page.breadcrumb.iter().map(line).collect::<Vec<_>>()));
    put("author", json!(page.author.as_ref().map(line)));
    put("published", json!(page.published.map(told)));
    put("updated", json!(page.updated.map(told)));
    put("read_minutes", json!(page.read_minutes));
    put("views", json!(page.views));
    put("comments", json!(page.comments));
    put("categories", json!(page.categories.iter().map(line).collect::<Vec<_>>()));
    put("language", json!(page.language.as_ref().map(line)));
    put("paragraphs", json!(body(page)));
    let aside = page.set_aside.iter().map(|aside| format!("{}: {}", aside.line_number, line(&aside.text)));
    put("set_aside", json!(aside.collect::<Vec<_>>()));
    Value::Object(picture)
}

fn body(page: &SavedPage) -> Vec<String> {
    match &page.body {
        Body::Html(source) | Body::Markdown(source) => vec![paragraph(source)],
        Body::Paragraphs(paragraphs) => paragraphs.iter().map(paragraph).collect(),
    }
}

/// `2 day ago`, or `2025-12-03T00:00:00Z to the day`.
fn told(written: Written) -> String {
    match written {
        Written::At { at, precision } => format!("{at} to the {}", precision_name(precision)),
        Written::Ago { amount, unit } => format!("{amount} {} ago", unit_name(unit)),
    }
}

fn precision_name(precision: Precision) -> &'static str {
    match precision {
        Precision::Second => "second",
        Precision::Minute => "minute",
        Precision::Hour => "hour",
        Precision::Day => "day",
        Precision::Week => "week",
        Precision::Month => "month",
        Precision::Year => "year",
    }
}

fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::Second => "second",
        Unit::Minute => "minute",
        Unit::Hour => "hour",
        Unit::Day => "day",
        Unit::Week => "week",
        Unit::Month => "month",
        Unit::Year => "year",
    }
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/pages")
}

/// The inputs of the golden folder with their expected pictures, by name.
fn goldens() -> Vec<(String, Vec<u8>, Value)> {
    let mut names: Vec<PathBuf> =
        fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.retain(|path| path.extension().is_some_and(|extension| extension != "json"));
    names.sort();
    let golden = |path: &PathBuf| {
        let expected = fs::read(path.with_extension("json")).unwrap();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        (name, fs::read(path).unwrap(), serde_json::from_slice(&expected).unwrap())
    };
    names.iter().map(golden).collect()
}

#[test]
fn every_golden_page_is_taken_apart_as_written_beside_it() {
    let goldens = goldens();
    assert!(goldens.len() >= 25, "the folder holds {} pages", goldens.len());
    let failed: Vec<String> = goldens
        .iter()
        .filter_map(|(name, bytes, expected)| {
            let found = picture(&parse::read(bytes, Some(name)));
            (found != *expected).then(|| format!("{name}\nexpected {expected:#}\nfound {found:#}"))
        })
        .collect();
    assert!(failed.is_empty(), "{}", failed.join("\n\n"));
}
