//! How the text is set, as its reader likes it: altered from a choice, seen at once, remembered.

use super::journey::{Home, Journey};

/// An article of so many paragraphs of fifty words.
fn long(paragraphs: usize) -> String {
    let words = |number: usize| {
        (1..=50).map(|word| format!("word{}", (number * 7 + word * 13) % 90)).collect::<Vec<_>>().join(" ")
    };
    let body: Vec<String> = (1..=paragraphs).map(words).collect();
    format!("# A Long Walk\n\n{}\n", body.join("\n\n"))
}

fn lines(journey: &Journey<'_>) -> Vec<String> {
    let layout = journey.app.reader().layout().unwrap();
    layout.lines.iter().map(|line| line.spans.iter().map(|span| span.text.as_str()).collect()).collect()
}

#[test]
fn how_the_text_is_set_is_chosen_and_remembered() {
    let home = Home::with(&[("walk.md", &long(6))]);
    let mut journey = Journey::at(&home, (120, 24));
    journey.types("<Enter>");
    let ragged = lines(&journey);
    journey
        .types("V")
        .shows("Lines")
        .shows("ragged")
        .types("<Enter>")
        .shows("filled to the measure")
        .types("<Esc>");
    let filled = lines(&journey);
    assert_eq!(filled.len(), ragged.len());
    assert!(filled[0].len() > ragged[0].len() || filled[1].len() > ragged[1].len(), "{filled:?}");
    assert!(filled.iter().zip(&ragged).all(|(one, other)| one.replace(' ', "") == other.replace(' ', "")));
    journey.types("Vjj<Enter>").shows("indented, as in books").types("<Esc>");
    assert!(lines(&journey).len() < ragged.len(), "no empty lines between paragraphs");
    journey.types("Vjjj<Enter><Esc>");
    assert!(lines(&journey).len() > ragged.len(), "an empty line between lines");
    let set = lines(&journey);
    let mut journey = journey.restarts();
    journey.types("<Enter>");
    assert_eq!(lines(&journey), set);
    journey.types("V<Enter>jj<Enter>j<Enter><Esc>");
    assert_eq!(lines(&journey), ragged);
}

#[test]
fn the_order_and_the_measure_are_remembered_too() {
    let home = Home::with(&[("a.md", "# Alpha\n\nOne word.\n"), ("b.md", &long(6))]);
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("gaVG<Up><Enter>").says("longest first").types(">").says("Measure");
    let measure = journey.app.geometry().measure;
    let journey = journey.restarts();
    assert_eq!(journey.app.geometry().measure, measure);
    assert_eq!(journey.titles(), ["A Long Walk", "Alpha"]);
}

#[test]
fn what_was_remembered_and_cannot_be_read_is_as_it_comes() {
    let home = Home::with(&[("walk.md", &long(2))]);
    drop(Journey::at(&home, (80, 24)));
    home.library()
        .set_meta("view", "measure=7 sort=odd pace=1/0 lines= =x spacing \u{7} lines=filled")
        .unwrap();
    let mut journey = Journey::at(&home, (80, 24));
    assert_eq!(journey.app.geometry().measure, 66.min(journey.app.geometry().measure));
    journey.types("<Enter>V").shows("filled to the measure").shows("single");
}

#[test]
fn the_paragraph_being_read_stands_out_and_each_has_its_turn() {
    let home = Home::with(&[("walk.md", &long(9))]);
    let mut journey = Journey::at(&home, (80, 16));
    journey.types("<Enter>");
    assert_eq!(journey.app.block_in_focus(), None);
    journey.types("VG<Enter>").shows("the rest is dim").types("<Esc>");
    let blocks = journey.app.reader().document().unwrap().blocks.len() as u32;
    let mut seen = vec![journey.app.block_in_focus().unwrap()];
    for _ in 0..200 {
        journey.types("j");
        seen.extend(journey.app.block_in_focus());
    }
    seen.dedup();
    assert_eq!(seen, (seen[0]..blocks).collect::<Vec<_>>());
    assert!(seen[0] <= 1);
    journey.types("h");
    assert_eq!(journey.app.block_in_focus(), None, "beside the list nothing is dim");
}

#[test]
fn the_time_left_goes_by_the_readers_own_pace() {
    let home = Home::with(&[("walk.md", &long(120))]);
    let mut journey = Journey::at(&home, (120, 30));
    journey.types("<Enter>");
    let left = |journey: &Journey<'_>| {
        let row = journey.rows().into_iter().find(|row| row.contains("Left  ")).unwrap();
        row.split("Left").nth(1).unwrap().trim().trim_end_matches(" min").parse::<u32>().unwrap()
    };
    assert!((25..=26).contains(&left(&journey)), "6,000 words at 238 a minute");
    for _ in 0..16 {
        home.passes(jiff::SignedDuration::from_secs(120));
        journey.types(" ");
    }
    let read_time = |journey: &Journey<'_>| {
        let row = journey.rows().into_iter().find(|row| row.contains("Read time")).unwrap();
        row.split("Read time").nth(1).unwrap().trim().to_owned()
    };
    let words = journey.app.reader().words_above();
    assert_ne!(read_time(&journey), "26 min", "so does what the whole takes");
    let usual = (6_000 - words) / 238;
    assert!(left(&journey) > usual * 3 / 2, "{} against {usual}", left(&journey));
    let slow = left(&journey);
    let mut journey = journey.restarts();
    journey.types("gh<Enter>");
    assert!(left(&journey).abs_diff(slow) <= 1, "it is remembered: {} against {slow}", left(&journey));
}

#[test]
fn text_from_right_to_left_is_put_in_order_here_and_found() {
    let page = "# שלום\n\nהספרייה פתוחה היום עד שמונה בערב, כתוב ב־English על הדלת.\n";
    let home = Home::with(&[("door.md", page)]);
    let mut journey = Journey::at(&home, (80, 20));
    journey.types("<Enter>").shows("הספרייה").shows("שלום");
    journey.types("Vjjjj<Enter>").shows("put in order here").types("<Esc>").shows("היירפסה");
    let title = journey.rows().into_iter().find(|row| row.trim_end().ends_with("םולש"));
    assert!(title.is_some(), "the headline stands at the right as well: {}", journey.picture());
    journey.types("h").shows("םולש").types("l");
    let seen = journey.rows().into_iter().find(|row| row.contains("English")).unwrap();
    assert!(seen.trim_end().ends_with("היירפסה"), "it begins at the right: {seen}");
    journey.types("/פתוחה<Enter>").says("1 of 1");
    let looks = journey.looks();
    let lit = looks.lines().find(|row| row.contains('r')).map(|row| row.matches('r').count());
    assert_eq!(lit, Some(5), "{looks}");
}

#[test]
fn no_page_ends_with_a_heading() {
    let sections: Vec<String> =
        (1..30).map(|n| format!("## Section {n}\n\n{}\n", "word ".repeat(n * 9))).collect();
    let home = Home::with(&[("walk.md", &format!("# All\n\n{}", sections.join("\n")))]);
    for height in 9..16 {
        let mut journey = Journey::at(&home, (80, height));
        journey.types("<Enter>z");
        for _ in 0..40 {
            journey.types("<PageDown>");
            let reader = journey.app.reader();
            let last = reader.top() + usize::from(journey.app.geometry().reader.unwrap().height) - 1;
            let Some(courant::app::PaneLine::Text(last)) = reader.line(last) else { break };
            assert!(!reader.layout().unwrap().lines[last].keeps_with_next, "{}", journey.picture());
        }
    }
}

#[test]
fn letters_of_two_columns_are_given_them_where_the_terminal_paints_them_so() {
    let body = "Мост через пролив снова открыт — и паромы ходят каждый час. ".repeat(8);
    let home = Home::with(&[("bridge.md", &format!("# Мост\n\n{body}\n"))]);
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("<Enter>").shows("Мост через пролив");
    let narrow = lines(&journey);
    journey.types("Vjjjjj<Enter>").shows("two columns each").types("<Esc>");
    let wide = lines(&journey);
    assert!(wide.len() > narrow.len() * 3 / 2, "{wide:?}");
    // The terminal library takes such a letter for one column: what stands behind it is a blank that is never painted.
    journey.shows("М о с т  ч е р е з");
    assert!(
        !journey.rows().iter().any(|row| row.contains('│') || row.contains('…')),
        "{}",
        journey.picture()
    );
    let mut journey = journey.restarts();
    journey.types("<Enter>").shows("М о с т  ч е р е з");
}

#[test]
fn the_preview_waits_for_a_cursor_that_runs_and_never_for_one_that_steps() {
    let pages: Vec<(String, String)> =
        (1..=9).map(|n| (format!("{n}.md"), format!("# Title {n}\n\nThe words of page {n}.\n"))).collect();
    let pages: Vec<(&str, &str)> = pages.iter().map(|(name, page)| (name.as_str(), page.as_str())).collect();
    let home = Home::with(&pages);
    let mut journey = Journey::at(&home, (120, 30));
    journey.types("gg");
    let shown = |journey: &Journey<'_>| journey.picture().contains("The words of page");
    journey.types("j");
    assert!(shown(&journey), "a step is shown at once: {}", journey.picture());
    journey.holds("j", 4);
    assert!(!shown(&journey), "nothing is set while the key is held: {}", journey.picture());
    let title = journey.selected();
    journey.shows(&title).waits("100ms");
    assert!(shown(&journey), "it rests: {}", journey.picture());
    journey.holds("k", 3).holds("<Enter>", 1);
    assert!(shown(&journey), "whoever reads does not wait: {}", journey.picture());
}

#[test]
fn a_headline_of_both_directions_is_put_in_order_as_one() {
    let title =
        "A long walk along the harbour and through the market with all who came, and שלום to (2024) more";
    let page = format!("# {title}\n\nWritten by nobody. הספרייה פתוחה.\n");
    let home = Home::with(&[("walk.md", &page)]);
    home.library().set_meta("view", "bidi=app").unwrap();
    let mut journey = Journey::at(&home, (50, 24));
    journey.types("<Enter>").shows("םולש");
    // The line begins with Hebrew and belongs to a headline that runs from left to right.
    for columns in 40..60 {
        journey.resizes(columns, 24);
        let row = journey.rows().into_iter().find(|row| row.contains("םולש")).unwrap();
        let (before, behind) = row.split_once("םולש").unwrap();
        assert!(!behind.contains("and") && !before.contains("more"), "at {columns}: {row}");
    }
}

#[test]
fn the_headline_is_set_anew_once_letters_take_two_columns() {
    let home = Home::with(&[("bridge.md", "# Мост через пролив снова открыт для всех и навсегда\n\nДа.\n")]);
    let mut journey = Journey::at(&home, (80, 24));
    journey.types("<Enter>Vjjjjj<Enter><Esc>").shows("н а в с е г д а");
    journey.types("Vjjjjj<Enter><Esc>").shows("навсегда");
}

#[test]
fn filled_and_parted_lines_follow_their_rules_where_letters_take_two_columns() {
    use courant::typeset::{Ambiguous, Hyphens, Options, typeset};
    let text = "Правительство заявило – и объяснило – необходимость строительства железнодорожного моста. "
        .repeat(6);
    let block = courant::news::Block::Paragraph(courant::news::Text::plain(text));
    let document = courant::news::Document {
        blocks: vec![block],
        language: Some("ru".to_owned()),
        ..Default::default()
    };
    let options = Options {
        measure: 40,
        pane: 40,
        hyphens: Hyphens::Always,
        ambiguous: Ambiguous::Wide,
        ..Options::default()
    };
    let lines: Vec<String> = typeset(&document, &options)
        .lines
        .iter()
        .map(|line| line.spans.iter().map(|span| span.text.as_str()).collect())
        .collect();
    assert!(lines.iter().any(|line| line.ends_with('-')), "words are parted: {lines:?}");
    assert!(!lines.iter().any(|line| line.starts_with('–')), "no dash begins a line: {lines:?}");
    assert!(!lines.iter().any(|line| line.ends_with(" и")), "no one-letter word ends one: {lines:?}");
}
