//! The cases: a feed, or a part of one with the rest set around it, and the fields that matter.

use serde_json::Value;

use super::{BASE, data, told};
use courant::parse;

const FILES: [&str; 5] = ["rss.cases", "atom.cases", "modules.cases", "others.cases", "broken.cases"];

/// A case: its name, what stands around its source, the source, and what is expected under which path.
struct Case {
    name: String,
    frame: String,
    source: String,
    expected: Vec<(String, Value)>,
}

impl Case {
    fn of(block: &str) -> Option<Self> {
        let mut lines = block.lines().filter(|line| !line.starts_with('#'));
        let (name, frame) = lines.next()?.trim_end().strip_suffix(']')?.rsplit_once(" [")?;
        let (mut source, mut expected) = (Vec::new(), Vec::new());
        for line in lines {
            match line.strip_prefix('|') {
                Some(line) => source.push(line.strip_prefix(' ').unwrap_or(line)),
                None => {
                    let (path, value) = line.split_once(" = ").unwrap_or_else(|| panic!("{name}: {line}"));
                    expected.push((path.to_owned(), serde_json::from_str(value).expect(line)));
                }
            }
        }
        let (name, frame) = (name.to_owned(), frame.to_owned());
        Some(Self { name, frame, source: source.join("\n"), expected })
    }

    fn document(&self) -> String {
        let source = &self.source;
        match self.frame.as_str() {
            "raw" | "nobase" => source.clone(),
            "channel" => {
                format!(r#"<?xml version="1.0"?><rss version="2.0"><channel>{source}</channel></rss>"#)
            }
            "item" => {
                format!(
                    r#"<?xml version="1.0"?><rss version="2.0"><channel><item>{source}</item></channel></rss>"#
                )
            }
            "feed" => format!(r#"<feed xmlns="http://www.w3.org/2005/Atom">{source}</feed>"#),
            "entry" => format!(r#"<feed xmlns="http://www.w3.org/2005/Atom"><entry>{source}</entry></feed>"#),
            frame => panic!("{}: there is no frame {frame}", self.name),
        }
    }

    /// Everything in which the feed falls short of the case.
    fn faults(&self) -> Vec<String> {
        let base = (self.frame != "nobase").then_some(BASE);
        let found = told(&parse::feed(self.document().as_bytes(), None), base);
        let fault = |(path, expected): &(String, Value)| {
            let found = at(&found, path);
            let found = match (found, expected) {
                (Value::Array(values), Value::Number(_)) => Value::from(values.len()),
                (found, _) => found.clone(),
            };
            (found != *expected).then(|| format!("{path} is {found}, not {expected}"))
        };
        self.expected.iter().filter_map(fault).collect()
    }
}

fn at<'v>(value: &'v Value, path: &str) -> &'v Value {
    path.split('.').fold(value, |value, step| match step.parse::<usize>() {
        Ok(place) => value.get(place).unwrap_or(&Value::Null),
        Err(_) => value.get(step).unwrap_or(&Value::Null),
    })
}

fn cases() -> Vec<Case> {
    FILES.iter().flat_map(|file| data(file).split("\n\n").filter_map(Case::of).collect::<Vec<_>>()).collect()
}

#[test]
fn every_case_is_read_as_it_is_meant() {
    let cases = cases();
    assert!(cases.len() >= 150, "{} cases", cases.len());
    let failed: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            let faults = case.faults();
            (!faults.is_empty()).then(|| format!("{}\n    {}", case.name, faults.join("\n    ")))
        })
        .collect();
    assert!(failed.is_empty(), "{} of {} cases\n{}", failed.len(), cases.len(), failed.join("\n"));
}

#[test]
fn every_case_expects_something_and_has_a_name_of_its_own() {
    let cases = cases();
    let mut names: Vec<&str> = cases.iter().map(|case| case.name.as_str()).collect();
    names.sort_unstable();
    assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "two cases share a name");
    assert!(cases.iter().all(|case| !case.expected.is_empty()));
}
