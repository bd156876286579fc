//! The floors hold: no module imports from its own floor or above, and the files of a module form no circle.
//!
//! [`inspect`] reads a source folder as tokens, so it sees what the compiler sees: grouped and renamed imports,
//! chains of `super`, paths in expressions, types, attributes and macros. `floors/planted.rs` tests it on trees
//! with one fault each.

mod imports;
mod planted;
mod rules;
mod tree;

use std::path::Path;

use rules::inspect;

/// Every top-level module and the floor it stands on, lowest first.
///
/// A module may import from the floors below its own, and from nothing else of ours.
pub(super) const FLOORS: &[(&str, &[&str])] = &[
    ("the values", &["news"]),
    ("the readings", &["facts"]),
    ("the pure crafts", &["parse", "clean", "typeset", "query", "config", "write"]),
    ("the library", &["store"]),
    ("the machine", &["app"]),
    ("the wings", &["ui", "workers"]),
    ("the roof", &["run", "cli"]),
    ("the map", &["lib"]),
    ("the front door", &["main"]),
];

/// The modules that see no clock, file, thread, process, environment or terminal.
const PURE: &[&str] =
    &["news", "facts", "parse", "clean", "typeset", "query", "config", "write", "store", "app"];

#[test]
fn courant_keeps_to_its_floors() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let inspection = inspect(&source).expect("the sources of courant can be read");
    let faults: Vec<String> = inspection.faults.iter().map(ToString::to_string).collect();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    assert!(inspection.files > 20, "only {} files were found", inspection.files);
    assert!(inspection.imports > 20, "only {} imports were found", inspection.imports);
}
