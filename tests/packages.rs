//! What comes in with the packages: every licence is one that `deny.toml` lets in, and no package asks for a newer Rust
//! than `Cargo.toml` promises.
//!
//! Asked of cargo itself, offline: it knows from the registry on this machine all that was needed to build this test.
#![allow(clippy::unwrap_used)]

use std::process::Command;

use serde_json::Value;

/// All packages of the lock file; on a machine that has only ever built for itself, those for its own system.
fn packages() -> Vec<Value> {
    let of_this_system = || metadata(&["--filter-platform", &host()]);
    metadata(&[]).or_else(|_| of_this_system()).unwrap_or_else(|said| panic!("{said}"))
}

fn metadata(more: &[&str]) -> Result<Vec<Value>, String> {
    let mut command = cargo();
    command.args(["metadata", "--locked", "--offline", "--format-version", "1"]).args(more);
    let output = command.output().unwrap();
    match output.status.success() {
        true => Ok(packages_in(&output.stdout)),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}

fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

fn packages_in(metadata: &[u8]) -> Vec<Value> {
    let metadata: Value = serde_json::from_slice(metadata).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}

/// This system, as cargo names it.
fn host() -> String {
    let said = String::from_utf8(cargo().arg("-vV").output().unwrap().stdout).unwrap();
    said.lines().find_map(|line| line.strip_prefix("host: ")).unwrap().to_owned()
}

fn text<'a>(package: &'a Value, field: &str) -> &'a str {
    package[field].as_str().unwrap_or_default()
}

/// The licences that are let in, and those that are for single packages.
struct Rules {
    allowed: Vec<String>,
    exceptions: Vec<(String, Vec<String>)>,
}

impl Rules {
    /// Of `deny.toml` the two lists are read, in the form they are written in there.
    fn read(deny: &str) -> Self {
        let licences = deny.split("[licenses]").nth(1).unwrap().split("\n[").next().unwrap();
        let lines = licences.lines().map(str::trim).filter(|line| !line.starts_with('#'));
        let (mut allowed, mut exceptions, mut in_allowed) = (Vec::new(), Vec::new(), false);
        for line in lines {
            match line {
                "allow = [" => in_allowed = true,
                "]" => in_allowed = false,
                line if in_allowed => allowed.extend(quoted(line)),
                line if line.starts_with("{ crate = ") => {
                    let mut words = quoted(line);
                    exceptions.push((words.remove(0), words));
                }
                _ => (),
            }
        }
        Self { allowed, exceptions }
    }

    fn lets_in(&self, name: &str, expression: &str) -> bool {
        let own = self.exceptions.iter().find(|(of, _)| of == name).map(|(_, licences)| licences);
        let is_allowed = |licence: &str| {
            self.allowed.iter().chain(own.into_iter().flatten()).any(|allowed| allowed == licence)
        };
        let words = words(expression);
        let mut expression = Expression { words: &words, is_allowed: &is_allowed };
        expression.any_holds() && expression.words.is_empty()
    }
}

fn quoted(line: &str) -> Vec<String> {
    line.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The words of an SPDX expression; a slash, as older packages write it, is an OR. An exception is one word with its
/// licence.
fn words(expression: &str) -> Vec<String> {
    let parted = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let joined = parted.replace(" WITH ", "+WITH+");
    joined.split(' ').filter(|word| !word.is_empty()).map(|word| word.replace("+WITH+", " WITH ")).collect()
}

/// An expression being judged, from its first word on. AND binds closer than OR (SPDX 2.3, annex D.4).
struct Expression<'a> {
    words: &'a [String],
    is_allowed: &'a dyn Fn(&str) -> bool,
}

impl Expression<'_> {
    fn any_holds(&mut self) -> bool {
        let mut any = self.all_hold();
        while self.takes("OR") {
            any |= self.all_hold();
        }
        any
    }

    fn all_hold(&mut self) -> bool {
        let mut all = self.one_holds();
        while self.takes("AND") {
            all &= self.one_holds();
        }
        all
    }

    fn one_holds(&mut self) -> bool {
        if self.takes("(") {
            let holds = self.any_holds();
            return self.takes(")") && holds;
        }
        let Some((licence, rest)) = self.words.split_first() else { return false };
        self.words = rest;
        (self.is_allowed)(licence)
    }

    fn takes(&mut self, word: &str) -> bool {
        let Some(rest) = self.words.split_first().filter(|(first, _)| *first == word) else { return false };
        self.words = rest.1;
        true
    }
}

fn rules() -> Rules {
    Rules::read(&std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/deny.toml")).unwrap())
}

#[test]
fn every_package_has_a_licence_that_is_let_in() {
    let rules = rules();
    let packages = packages();
    assert!(packages.len() > 50, "{} packages", packages.len());
    let refused: Vec<String> = packages
        .iter()
        .map(|package| (text(package, "name"), text(package, "license")))
        .filter(|(name, licence)| !rules.lets_in(name, licence))
        .map(|(name, licence)| format!("{name}: {licence:?}"))
        .collect();
    assert_eq!(refused, Vec::<String>::new(), "their licences are not let in by deny.toml");
}

#[test]
fn no_package_needs_a_newer_rust_than_is_promised() {
    let packages = packages();
    let ours = packages.iter().find(|package| text(package, "name") == "courant").unwrap();
    let promised = version(text(ours, "rust_version"));
    let newer: Vec<String> = packages
        .iter()
        .filter(|package| version(text(package, "rust_version")) > promised)
        .map(|package| format!("{} needs Rust {}", text(package, "name"), text(package, "rust_version")))
        .collect();
    assert_eq!(newer, Vec::<String>::new(), "rust-version in Cargo.toml promises less");
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let told = format!("{} or later", text(ours, "rust_version"));
    assert!(readme.contains(&told), "the README says what Rust is needed");
}

/// Three numbers; what is not told is 0.
fn version(text: &str) -> [u64; 3] {
    let mut numbers = text.split('.').map(|number| number.parse().unwrap_or_default());
    std::array::from_fn(|_| numbers.next().unwrap_or_default())
}

/// The rules are read as they are meant.
#[test]
fn rules_let_in_what_they_name_and_nothing_else() {
    let rules = Rules::read(
        "[graph]\nall = true\n[licenses]\n# \"GPL-3.0\" is not\nallow = [\n    \"MIT\",\n    \"Zlib\",\n]\n\
         exceptions = [\n    { crate = \"own\", allow = [\"MPL-2.0\"] },\n]\n[bans]\nallow = [\n    \"BSL-1.0\",\n]\n",
    );
    for (name, expression, expected) in [
        ("a", "MIT", true),
        ("a", "GPL-3.0", false),
        ("a", "", false),
        ("a", "BSL-1.0", false),
        ("a", "MPL-2.0", false),
        ("own", "MPL-2.0", true),
        ("a", "GPL-3.0 OR MIT", true),
        ("a", "GPL-3.0/Zlib", true),
        ("a", "GPL-3.0 AND MIT", false),
        ("a", "MIT AND (GPL-3.0 OR Zlib)", true),
        ("a", "MIT AND (GPL-3.0 OR BSL-1.0)", false),
        ("a", "GPL-3.0 OR MIT AND Zlib", true),
        ("a", "MIT WITH LLVM-exception", false),
        ("a", "MIT WITH LLVM-exception OR MIT", true),
        ("a", "MIT MIT", false),
        ("a", "(MIT", false),
    ] {
        assert_eq!(rules.lets_in(name, expression), expected, "{name}: {expression}");
    }
    assert!([1, 91, 0] > version("1.88") && version("1.88.1") > version("1.88"));
}
