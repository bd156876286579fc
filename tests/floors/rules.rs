//! What the floors demand of a tree of modules, and every place where it falls short.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::imports::{Named, Reading};
use super::tree::{Target, Tree, module_path, top_level};
use super::{FLOORS, PURE};

/// One place that breaks a rule.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fault {
    /// The file, relative to the source folder.
    pub(super) file: PathBuf,
    /// The line, from one.
    pub(super) line: usize,
    /// What is wrong.
    pub(super) text: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file.display(), self.line, self.text)
    }
}

/// What was looked at, and what was found.
#[derive(Debug)]
pub(super) struct Inspection {
    /// How many files were read.
    pub(super) files: usize,
    /// How many imports from one file to another of ours were seen.
    pub(super) imports: usize,
    /// Every breach, in order of files and lines.
    pub(super) faults: Vec<Fault>,
}

/// From a file to a file of the same top-level module, with the first line that says so and what it says.
type Edges = BTreeMap<PathBuf, BTreeMap<PathBuf, (usize, String)>>;

/// What the pure floors may not name, as the beginning of a path.
const IMPURE_PATHS: &[&[&str]] = &[
    &["std", "fs"],
    &["std", "net"],
    &["std", "os"],
    &["std", "thread"],
    &["std", "process"],
    &["std", "env"],
    &["std", "io", "stdin"],
    &["std", "io", "stdout"],
    &["std", "io", "stderr"],
];
/// What they may not name anywhere in a path.
const IMPURE_CALLS: &[[&str; 2]] = &[
    ["SystemTime", "now"],
    ["Instant", "now"],
    ["Timestamp", "now"],
    ["Zoned", "now"],
    ["<>", "now"],
    ["TimeZone", "system"],
    ["TimeZone", "try_system"],
];
const IMPURE_MACROS: &[&str] = &["println", "print", "eprintln", "eprint", "dbg"];

/// Reads the source folder and holds every rule against it.
pub(super) fn inspect(source: &Path) -> io::Result<Inspection> {
    let tree = Tree::of(source)?;
    let mut inspector = Inspector { tree: &tree, faults: Vec::new(), edges: Edges::new(), imports: 0 };
    for file in &tree.unreadable {
        inspector.fault(file, 1, "is not Rust that can be read".to_owned());
    }
    for (file, reading) in &tree.readings {
        inspector.file(file, reading);
    }
    inspector.circles();
    let mut faults = inspector.faults;
    faults.sort();
    faults.dedup();
    Ok(Inspection { files: tree.readings.len(), imports: inspector.imports, faults })
}

struct Inspector<'a> {
    tree: &'a Tree,
    faults: Vec<Fault>,
    edges: Edges,
    imports: usize,
}

impl Inspector<'_> {
    fn fault(&mut self, file: &Path, line: usize, text: String) {
        self.faults.push(Fault { file: file.to_path_buf(), line, text });
    }

    fn file(&mut self, file: &Path, reading: &Reading) {
        let top = top_level(&module_path(file)).to_owned();
        if floor(&top).is_none() {
            self.fault(
                file,
                1,
                format!("`{top}` stands on no floor: give it one in the table of the floors"),
            );
        }
        for named in &reading.named {
            self.named(file, &top, named);
        }
        for (module, line) in &reading.declared {
            if let Some(child) = self.tree.file_of(module) {
                let name = module.last().map_or("", String::as_str);
                self.edge(file, child, &top, top_level(module), *line, format!("mod {name}"));
            }
        }
        for (how, line) in &reading.smuggled {
            self.fault(file, *line, format!("{how} brings code in past the floors"));
        }
        if top != "clean" && file != Path::new("news/foreign.rs") {
            for line in &reading.uncleaned {
                self.fault(file, *line, format!("`{top}` looks into Foreign: only `clean` may"));
            }
        }
        for (how, line) in &reading.leaks {
            self.fault(file, *line, format!("{how} would let foreign text out uncleaned"));
        }
    }

    fn named(&mut self, file: &Path, top: &str, named: &Named) {
        if let Some(written) = self.tree.written_top(&named.module, &named.path) {
            self.floors(file, named, top, &written);
        }
        match self.tree.resolve(&named.module, &named.path) {
            Target::Outside(path) => self.outside(file, top, named, &path),
            Target::Ours { module, whole } => {
                let target_top = top_level(&module);
                self.floors(file, named, top, target_top);
                // A path that stops at a module above only gives it a name; what is taken from it counts there.
                let names_ancestor = whole && !named.glob && named.module.starts_with(&module);
                if let Some(target) = self.tree.file_of(&module)
                    && !names_ancestor
                {
                    self.edge(file, target, top, target_top, named.line, named.path.join("::"));
                }
            }
        }
    }

    /// Only lower floors, never a sibling.
    fn floors(&mut self, file: &Path, named: &Named, from: &str, to: &str) {
        let (Some((from_height, from_name)), Some((to_height, to_name))) = (floor(from), floor(to)) else {
            return;
        };
        if from != to && to_height >= from_height {
            let how = if to_height == from_height { "beside it" } else { "above it" };
            let path = named.path.join("::");
            self.fault(
                file,
                named.line,
                format!("`{from}` ({from_name}) imports from `{to}` ({to_name}), {how}: {path}"),
            );
        }
    }

    fn outside(&mut self, file: &Path, top: &str, named: &Named, path: &[String]) {
        if !PURE.contains(&top) {
            return;
        }
        let begins = |banned: &&[&str]| {
            path.len() >= banned.len() && path.iter().zip(banned.iter()).all(|(a, b)| a == b)
        };
        let calls =
            |banned: &[&str; 2]| path.windows(2).any(|pair| pair[0] == banned[0] && pair[1] == banned[1]);
        let prints = named.is_macro && path.last().is_some_and(|last| IMPURE_MACROS.contains(&last.as_str()));
        let whole_std = named.glob && (path == ["std"] || path == ["std", "io"]);
        if IMPURE_PATHS.iter().any(begins) || IMPURE_CALLS.iter().any(calls) || prints || whole_std {
            let path = path.join("::").replace("<>", "<…>");
            self.fault(file, named.line, format!("`{top}` is pure and must not name {path}"));
        }
    }

    fn edge(&mut self, from: &Path, to: &Path, from_top: &str, to_top: &str, line: usize, words: String) {
        if from == to {
            return;
        }
        self.imports += 1;
        if from_top == to_top {
            self.edges
                .entry(from.to_path_buf())
                .or_default()
                .entry(to.to_path_buf())
                .or_insert((line, words));
        }
    }

    /// One import as a circle tells it: `store/lists.rs:2 → store/marks.rs (super::Mark)`.
    fn step(&self, from: &Path, to: &Path) -> String {
        let (line, words) = &self.edges[from][to];
        format!("{}:{line} → {} ({words})", from.display(), to.display())
    }

    /// One fault for every circle of files, its shortest way round told.
    fn circles(&mut self) {
        let mut told: BTreeSet<&PathBuf> = BTreeSet::new();
        let mut faults = Vec::new();
        for start in self.edges.keys() {
            if told.contains(start) {
                continue;
            }
            let Some(circle) = shortest_circle(&self.edges, start) else { continue };
            let steps: Vec<String> = circle.windows(2).map(|pair| self.step(pair[0], pair[1])).collect();
            let line = self.edges[circle[0]][circle[1]].0;
            let text = format!("files import each other in a circle: {}", steps.join(", "));
            faults.push((start.clone(), line, text));
            told.extend(circle);
        }
        for (file, line, text) in faults {
            self.fault(&file, line, text);
        }
    }
}

/// The shortest way from a file back to itself.
fn shortest_circle<'a>(edges: &'a Edges, start: &'a PathBuf) -> Option<Vec<&'a PathBuf>> {
    let mut came_from: BTreeMap<&PathBuf, &PathBuf> = BTreeMap::new();
    let mut queue = VecDeque::from([start]);
    while let Some(file) = queue.pop_front() {
        for next in edges.get(file).into_iter().flat_map(BTreeMap::keys) {
            if next == start {
                let mut way = vec![start, file];
                while let Some(before) = came_from.get(way[way.len() - 1]) {
                    way.push(before);
                }
                way.reverse();
                way.dedup();
                return Some(way);
            }
            if next != start && !came_from.contains_key(next) {
                came_from.insert(next, file);
                queue.push_back(next);
            }
        }
    }
    None
}

/// How high a top-level module stands, and what its floor is called.
fn floor(module: &str) -> Option<(usize, &'static str)> {
    FLOORS
        .iter()
        .enumerate()
        .find(|(_, (_, modules))| modules.contains(&module))
        .map(|(height, (name, _))| (height, *name))
}
