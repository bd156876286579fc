//! Rules for sites, from TOML: `assets/sites.toml` is their manual.

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::complaint::{Complaint, line_of};
use crate::news::{Selector, SiteRule, SiteRules};

/// More rules than this, and more names in one, are not read.
const MOST: usize = 1_000;

/// The rules in a text, and what in it cannot be understood. A rule with a fault is left out whole; where the text is
/// no TOML, there are none.
#[must_use]
pub fn sites(text: &str) -> (SiteRules, Vec<Complaint>) {
    let mut reading = Reading { text, complaints: Vec::new() };
    let rules = match DeTable::parse(text) {
        Ok(table) => reading.rules(table.get_ref()),
        Err(error) => {
            let at = error.span().map_or(0, |span| span.start);
            let what = error.message().replace('\n', ", ");
            reading.complain(at, format!("this is no TOML: {what}. No rule of the file is used."));
            Vec::new()
        }
    };
    (SiteRules(rules), reading.complaints)
}

struct Reading<'t> {
    text: &'t str,
    complaints: Vec<Complaint>,
}

impl Reading<'_> {
    fn complain(&mut self, at: usize, sentence: String) {
        self.complaints.push(Complaint { line: line_of(self.text, at), sentence });
    }

    fn rules(&mut self, table: &DeTable<'_>) -> Vec<SiteRule> {
        for (key, _) in table.iter().filter(|(key, _)| key.get_ref() != "site") {
            self.complain(
                key.span().start,
                format!("\"{}\" is not known; rules begin with [[site]].", key.get_ref()),
            );
        }
        let Some(value) = table.get("site") else { return Vec::new() };
        let Some(sites) = value.get_ref().as_array() else {
            self.complain(value.span().start, "a rule begins with [[site]], in two brackets.".to_owned());
            return Vec::new();
        };
        sites.iter().take(MOST).filter_map(|site| self.rule(site)).collect()
    }

    /// A rule; nothing where any of it cannot be understood.
    fn rule(&mut self, site: &Spanned<DeValue<'_>>) -> Option<SiteRule> {
        let before = self.complaints.len();
        let start = site.span().start;
        let Some(table) = site.get_ref().as_table() else {
            self.complain(start, "a rule begins with [[site]], in two brackets.".to_owned());
            return None;
        };
        let mut rule = SiteRule::default();
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "host" => rule.hosts = self.hosts(value),
                "body" => rule.body = self.selectors(value),
                "drop" => rule.drop = self.selectors(value),
                "next" => rule.next = self.selectors(value),
                other => {
                    let sentence =
                        format!("\"{other}\" is not known in a rule; host, body, drop and next are.");
                    self.complain(key.span().start, sentence);
                }
            }
        }
        if rule.hosts.is_empty() && self.complaints.len() == before {
            self.complain(start, "this rule is for no site; add host = \"example.org\".".to_owned());
        }
        (self.complaints.len() == before).then_some(rule)
    }

    fn hosts(&mut self, value: &Spanned<DeValue<'_>>) -> Vec<String> {
        let mut hosts = Vec::new();
        for (at, host) in self.words(value) {
            let host = host.trim().to_ascii_lowercase();
            let is_host = host.contains('.')
                && !host.starts_with('.')
                && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'));
            if is_host {
                hosts.push(host);
            } else {
                self.complain(
                    at,
                    format!("\"{host}\" is no host; write it as in an address, such as example.org."),
                );
            }
        }
        hosts
    }

    fn selectors(&mut self, value: &Spanned<DeValue<'_>>) -> Vec<Selector> {
        let mut selectors = Vec::new();
        for (at, text) in self.words(value) {
            match Selector::parse(&text) {
                Ok(selector) => selectors.push(selector),
                Err(why) => self.complain(at, format!("this names no element: {why}.")),
            }
        }
        selectors
    }

    /// A text, or several in brackets, and where each begins.
    fn words(&mut self, value: &Spanned<DeValue<'_>>) -> Vec<(usize, String)> {
        let one =
            |value: &Spanned<DeValue<'_>>| Some((value.span().start, value.get_ref().as_str()?.to_owned()));
        let all: Option<Vec<_>> = match value.get_ref() {
            DeValue::Array(values) => several(values, one),
            DeValue::String(_) => one(value).map(|word| vec![word]),
            DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Table(_) => None,
        };
        all.unwrap_or_else(|| {
            let sentence = "a text in quotation marks belongs here, or several in brackets.";
            self.complain(value.span().start, sentence.to_owned());
            Vec::new()
        })
    }
}

fn several<'v, 'i, T>(
    values: &'v DeArray<'i>,
    one: impl Fn(&'v Spanned<DeValue<'i>>) -> Option<T>,
) -> Option<Vec<T>> {
    values.iter().take(MOST).map(one).collect()
}
