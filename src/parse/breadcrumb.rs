//! The path of sections over a title, on numbered lines or on one line.

use super::line::{Line, Marker};
use super::title;

/// The steps of a numbered run from 1, at least two, all short but the last.
pub(super) fn steps(lines: &[Line<'_>]) -> Option<Vec<String>> {
    let run = lines.iter().zip(1..).take_while(|(line, number)| line.marker == Marker::Number(*number));
    let steps: Vec<String> = run.map(|(line, _)| line.content.to_owned()).collect();
    let (last, path) = steps.split_last()?;
    let good = !path.is_empty() && path.iter().all(|step| is_step(step)) && last.len() <= title::LONGEST;
    good.then_some(steps)
}

/// "Home > World > Europe" or "Home / World": steps with arrows or slashes between, the first at home.
pub(super) fn steps_on_one_line(line: &str) -> Option<Vec<String>> {
    const SEPARATORS: &[&str] = &[" > ", " » ", " › ", " / ", " → ", " | ", " ▸ "];
    if line.len() > 2 * title::LONGEST {
        return None;
    }
    SEPARATORS.iter().find_map(|separator| {
        let steps: Vec<String> = line.split(separator).map(|step| step.trim().to_owned()).collect();
        let (last, path) = steps.split_last()?;
        let good = path.iter().all(|step| is_step(step)) && !last.is_empty();
        (good && path.first().is_some_and(|first| is_home(first))).then_some(steps)
    })
}

fn is_step(text: &str) -> bool {
    const WORDS: usize = 6;
    const CHARACTERS: usize = 60;
    (1..=WORDS).contains(&text.split_whitespace().count())
        && text.chars().count() <= CHARACTERS
        && !text.ends_with(['.', '!', '?', ',', ';'])
}

pub(super) fn is_home(text: &str) -> bool {
    const HOMES: &[&str] = &[
        "home",
        "homepage",
        "home page",
        "start",
        "startseite",
        "front page",
        "frontpage",
        "main",
        "accueil",
        "inicio",
        "portada",
        "início",
        "voorpagina",
    ];
    HOMES.contains(&text.trim().to_lowercase().as_str())
}
