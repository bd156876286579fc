//! A source folder as modules: which file each one is, what it declares, and what the names in it lead to.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fs, io};

use super::imports::{Reading, read};

/// The path of a module from the root of the crate: `["app", "panes"]`. The library's root is empty; the
/// program's own root is `["main"]`.
pub(super) type ModulePath = Vec<String>;

/// One module: a file, or a block inside one.
#[derive(Debug, Default)]
pub(super) struct Module {
    /// Its file, relative to the source folder.
    pub(super) file: PathBuf,
    /// Names of the items it defines itself.
    pub(super) items: BTreeSet<String>,
    /// Names bound by `use`, and the path they were bound to as it is written.
    pub(super) bound: BTreeMap<String, Vec<String>>,
    /// Paths of `use path::*`.
    pub(super) globs: Vec<Vec<String>>,
}

/// All modules of a source folder, and what was read in them.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// Modules by their path.
    pub(super) modules: BTreeMap<ModulePath, Module>,
    /// What each file says.
    pub(super) readings: Vec<(PathBuf, Reading)>,
    /// Files that are no Rust.
    pub(super) unreadable: Vec<PathBuf>,
}

/// Where a path leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// To a module of ours, or to an item that it defines.
    Ours {
        /// The module.
        module: ModulePath,
        /// Whether the path ends at the module itself.
        whole: bool,
    },
    /// Out of the crate, by this path.
    Outside(Vec<String>),
}

impl Tree {
    /// Reads every `.rs` file below `source`.
    pub(super) fn of(source: &Path) -> io::Result<Self> {
        let mut files = Vec::new();
        collect(source, Path::new(""), &mut files)?;
        files.sort();
        let mut tree = Self::default();
        for file in files {
            let path = module_path(&file);
            let Ok(stream) = fs::read_to_string(source.join(&file))?.parse() else {
                tree.modules.entry(path).or_default().file = file.clone();
                tree.unreadable.push(file);
                continue;
            };
            let reading = read(stream, &path, &file, &mut tree.modules);
            tree.readings.push((file, reading));
        }
        tree.forget_tests();
        Ok(tree)
    }

    /// Drops files that are compiled for tests only.
    fn forget_tests(&mut self) {
        let exempt: Vec<ModulePath> =
            self.readings.iter().flat_map(|(_, reading)| reading.test_modules.iter().cloned()).collect();
        self.readings.retain(|(file, _)| {
            !exempt.iter().any(|module| module_path(file).starts_with(module.as_slice()))
        });
    }

    /// Where `path`, as it is written in the module `from`, leads.
    pub(super) fn resolve(&self, from: &[String], path: &[String]) -> Target {
        self.follow(from, path, &mut BTreeSet::new())
    }

    /// The top-level module that `path` names before any re-export is followed; none for a path that begins
    /// with a name in scope, as that name's own import was judged.
    pub(super) fn written_top(&self, from: &[String], path: &[String]) -> Option<String> {
        let (module, rest) = self.anchor(from, path)?;
        match rest.first() {
            Some(name) if module.is_empty() && self.modules.contains_key(std::slice::from_ref(name)) => {
                Some(name.clone())
            }
            Some(_) | None => Some(top_level(&module).to_owned()),
        }
    }

    /// The module that the leading `crate`, `courant`, `self` and `super` of a path stand for, and what is
    /// left of the path; none where it begins with something else.
    fn anchor<'a>(&self, from: &[String], path: &'a [String]) -> Option<(ModulePath, &'a [String])> {
        let mut anchored = None;
        let mut rest = path;
        while let Some((first, others)) = rest.split_first() {
            let here = anchored.clone().unwrap_or_else(|| from.to_vec());
            anchored = match (first.as_str(), &anchored) {
                ("crate", None) => Some(crate_root(from)),
                ("courant", None) if !self.knows(from, "courant") => Some(Vec::new()),
                ("self", _) => Some(here),
                ("super", _) => Some(here[..here.len().saturating_sub(1)].to_vec()),
                (_, _) => break,
            };
            rest = others;
        }
        anchored.map(|module| (module, rest))
    }

    fn follow(&self, from: &[String], path: &[String], seen: &mut BTreeSet<(ModulePath, String)>) -> Target {
        if let Some((module, rest)) = self.anchor(from, path) {
            return self.descend(module, rest, seen);
        }
        match path {
            [] => Target::Outside(Vec::new()),
            [empty, outside @ ..] if empty.is_empty() => Target::Outside(outside.to_vec()),
            [first, ..] if self.knows(from, first) => self.descend(from.to_vec(), path, seen),
            [_, ..] => self.through_globs(from, path, seen).unwrap_or_else(|| Target::Outside(path.to_vec())),
        }
    }

    /// Follows the segments of `rest` down from `module`: through children, then re-exports.
    fn descend(
        &self,
        mut module: ModulePath,
        mut rest: &[String],
        seen: &mut BTreeSet<(ModulePath, String)>,
    ) -> Target {
        while let Some((name, others)) = rest.split_first() {
            let mut child = module.clone();
            child.push(name.clone());
            if self.modules.contains_key(&child) {
                module = child;
                rest = others;
                continue;
            }
            if !seen.insert((module.clone(), name.clone())) {
                return Target::Ours { module, whole: false };
            }
            if let Some(bound) = self.modules.get(&module).and_then(|known| known.bound.get(name)) {
                let mut longer = bound.clone();
                longer.extend_from_slice(others);
                return self.follow(&module, &longer, seen);
            }
            let through = self.through_globs(&module, rest, seen);
            return through.unwrap_or(Target::Ours { module, whole: false });
        }
        Target::Ours { module, whole: true }
    }

    /// Where `rest` leads if one of the module's `use path::*` brings its first name.
    fn through_globs(
        &self,
        module: &[String],
        rest: &[String],
        seen: &mut BTreeSet<(ModulePath, String)>,
    ) -> Option<Target> {
        let (name, _) = rest.split_first()?;
        let known = self.modules.get(module)?;
        if known.items.contains(name) {
            return None;
        }
        for glob in &known.globs {
            // A glob of itself would go round for ever: each glob of a module is followed once for a name.
            if !seen.insert((module.to_vec(), format!("{}::* for {name}", glob.join("::")))) {
                continue;
            }
            let Target::Ours { module: opened, whole: true } = self.follow(module, glob, seen) else {
                continue;
            };
            if self.knows(&opened, name) {
                return Some(self.descend(opened, rest, seen));
            }
            if let Some(further) = self.through_globs(&opened, rest, seen) {
                return Some(further);
            }
        }
        None
    }

    /// Whether `name` means something of ours in `module`: a child, an item, or a bound name.
    fn knows(&self, module: &[String], name: &str) -> bool {
        let mut child = module.to_vec();
        child.push(name.to_owned());
        self.modules.contains_key(&child)
            || self
                .modules
                .get(module)
                .is_some_and(|known| known.items.contains(name) || known.bound.contains_key(name))
    }

    /// The file of a module.
    pub(super) fn file_of(&self, module: &[String]) -> Option<&Path> {
        self.modules.get(module).map(|known| known.file.as_path())
    }
}

/// The root that `crate` means in a module: the library's, or the program's own.
fn crate_root(module: &[String]) -> ModulePath {
    module.iter().take(1).filter(|first| *first == "main").cloned().collect()
}

/// The top-level module a module belongs to; the roots are called `lib` and `main`.
pub(super) fn top_level(module: &[String]) -> &str {
    module.first().map_or("lib", String::as_str)
}

/// The module that a file is: `app/panes/mod.rs` and `app/panes.rs` are both `app::panes`.
pub(super) fn module_path(file: &Path) -> ModulePath {
    let mut path: ModulePath =
        file.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
    if path.last().is_some_and(|last| last == "mod") || path == ["lib"] {
        path.pop();
    }
    path
}

fn collect(root: &Path, below: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(root.join(below))? {
        let entry = entry?;
        let relative = below.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            collect(root, &relative, files)?;
        } else if relative.extension().is_some_and(|extension| extension == "rs") {
            files.push(relative);
        }
    }
    Ok(())
}
