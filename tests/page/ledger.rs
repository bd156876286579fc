//! The ledger of a text: each of its lines has one fate, and nothing on it is lost. A check that fails by panicking; the
//! properties of the tests and the fuzzer's targets share it.

use courant::clean::text::{code, line};
use courant::news::Foreign;
use courant::parse::{Body, Fate, SavedPage};

/// The body by the door that keeps its blanks: whoever sets it decides what they mean.
pub fn body(page: &SavedPage) -> Vec<String> {
    match &page.body {
        Body::Html(source) | Body::Markdown(source) => vec![code(source)],
        Body::Paragraphs(paragraphs) => paragraphs.iter().map(code).collect(),
    }
}

/// The words of a text, without joining marks: hyphens at line ends may join two.
fn letters(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

/// Splits as the ledger counts: LF, CR LF or CR end a line.
fn lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> =
        text.replace("\r\n", "\n").replace('\r', "\n").split('\n').map(str::to_owned).collect();
    if lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// Every line has one fate, the text is in the body in order, and every other fate has its field.
pub fn assert_ledger(text: &str, page: &SavedPage) {
    let lines = lines(text);
    assert_eq!(lines.len(), page.lines.len(), "one fate a line");
    let of = |fate: Fate| lines.iter().zip(&page.lines).filter(move |(_, found)| **found == fate);
    for (line, _) in of(Fate::Blank) {
        assert!(!line.chars().any(char::is_alphanumeric), "{line:?} is not blank");
    }
    // What the doors drop is dropped on both sides.
    let text: String = of(Fate::Text).map(|(text, _)| letters(&code(&Foreign::new(text.as_str())))).collect();
    let body: String = body(page).iter().map(|paragraph| letters(paragraph)).collect();
    assert_eq!(strip(&text), strip(&body), "the text lines are the body");
    let aside: Vec<String> =
        of(Fate::SetAside).map(|(text, _)| strip(&letters(&line(&Foreign::new(text.as_str()))))).collect();
    let kept: Vec<String> = page.set_aside.iter().map(|aside| strip(&letters(&line(&aside.text)))).collect();
    assert_eq!(aside, kept, "lines set aside are kept");
    for (at, fate) in page.lines.iter().enumerate() {
        let has_field = match fate {
            Fate::Blank | Fate::Text => true,
            Fate::Title => page.title.is_some(),
            Fate::Breadcrumb => !page.breadcrumb.is_empty(),
            Fate::Author => page.author.is_some(),
            Fate::Published => page.published.is_some(),
            Fate::Updated => page.updated.is_some(),
            Fate::ReadMinutes => page.read_minutes.is_some(),
            Fate::Views => page.views.is_some(),
            Fate::Comments => page.comments.is_some(),
            Fate::Category => !page.categories.is_empty(),
            Fate::Language => page.language.is_some(),
            Fate::SetAside => page.set_aside.iter().any(|aside| aside.line_number == at + 1),
        };
        assert!(has_field, "line {} ended as {fate:?} without a field", at + 1);
    }
}

/// Characters that show nothing may be trimmed from the ends of lines.
fn strip(text: &str) -> String {
    text.chars()
        .filter(|c| {
            !c.is_control() && !"\u{200b}\u{200c}\u{200d}\u{2060}\u{feff}\u{200e}\u{200f}".contains(*c)
        })
        .collect()
}
