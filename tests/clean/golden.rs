//! Every piece of HTML in the golden folder, against what its author wrote down beside it.

use std::fs;
use std::path::Path;

use courant::clean::html;
use courant::news::Foreign;

use super::outline::outline;

#[test]
fn html_is_read_as_written_down() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/clean/html");
    let mut names: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "html"))
        .collect();
    names.sort();
    assert!(names.len() >= 90, "{} cases", names.len());
    let mut wrong = String::new();
    for path in names {
        let page = fs::read_to_string(&path).unwrap();
        let expected = fs::read_to_string(path.with_extension("txt")).unwrap();
        let document = html(&Foreign::new(page), Some("https://example.org/a/b")).document;
        let found = outline(&document);
        if found != expected {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            wrong.push_str(&format!("--- {name}, wanted\n{expected}--- {name}, found\n{found}"));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
