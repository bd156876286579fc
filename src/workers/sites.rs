//! Rules for sites: those that come with the program, and the reader's own from a file.

use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use super::files::{read_file, shown};
use crate::config;
use crate::news::SiteRules;

/// The rules that come with the program.
const BUILT_IN: &str = include_str!("../../assets/sites.toml");

/// What the reader's own are called.
const FILE: &str = "sites.toml";

/// The file for the reader's own rules: in the folder for all files where one is named, or else among the settings
/// that this system keeps for programs like ours (`~/.config/courant` on Linux).
#[must_use]
pub fn file(folder: Option<&Path>) -> Option<PathBuf> {
    let settings = || ProjectDirs::from("", "", "courant").map(|dirs| dirs.config_dir().to_owned());
    folder.map(Path::to_owned).or_else(settings).map(|folder| folder.join(FILE))
}

/// The reader's own rules before those of the program; and a sentence, with file and line, for each that cannot be
/// understood. Without a file there is nothing to say.
#[must_use]
pub fn load(file: Option<&Path>) -> (SiteRules, Vec<String>) {
    let (mut rules, mut sentences) = file.map(own).unwrap_or_default();
    let (built_in, _) = config::sites(BUILT_IN);
    rules.0.extend(built_in.0);
    sentences.iter_mut().for_each(|sentence| *sentence = crate::clean::text::str_line(sentence));
    (rules, sentences)
}

fn own(file: &Path) -> (SiteRules, Vec<String>) {
    if !file.exists() {
        return Default::default();
    }
    let bytes = match read_file(file) {
        Ok((bytes, _)) => bytes,
        Err(error) => return (SiteRules::default(), vec![error.to_string()]),
    };
    let Ok(text) = String::from_utf8(bytes) else {
        return (
            SiteRules::default(),
            vec![format!("{} is not UTF-8; its rules are not used.", shown(file))],
        );
    };
    let (rules, complaints) = config::sites(&text);
    let told = |complaint: &config::Complaint| format!("{}, {complaint}", shown(file));
    (rules, complaints.iter().map(told).collect())
}
