//! The whole language on one page, as `courant help query` prints it. Its fields come from their table.

use super::field::{FieldHelp, fields};

/// Parts of a query that are no fields: an example, and which articles pass.
pub const PARTS: [FieldHelp; 8] = [
    part("mars rover", "both words, in title, author, feed, section or tags"),
    part("\"red planet\"", "these words one after the other"),
    part("mars*", "words that begin so (else also inside words)"),
    part("/moon(s|lit)/", "what a regular expression finds"),
    part("-mars", "not so; a dash goes before any part, as in -is:read"),
    part("mars OR venus", "one of both; OR is written in capitals"),
    part("(mars OR venus) -moon", "brackets hold together what belongs together"),
    part("title:\"red planet\"", "a field takes a word, a phrase or an expression"),
];

/// What numbers and days look like.
const VALUES: [(&str, &str); 5] = [
    ("words>=2k views<1.5m", "< <= > >= and = compare with a number"),
    ("on:2026 on:2026-11", "a year, a month, a day: 2026-11-01"),
    ("on:yesterday", "today, thisweek, lastweek, thismonth, lastmonth, ..."),
    ("after:monday", "the latest Monday; a week begins with it"),
    ("seen:6h after:3d", "since six hours; since the day three days ago"),
];

const fn part(example: &'static str, sentence: &'static str) -> FieldHelp {
    FieldHelp { name: "", example, sentence }
}

/// Columns of the examples.
const EXAMPLES: usize = 24;

/// The page: plain text of less than 80 columns, a line break at its end.
#[must_use]
pub fn page() -> String {
    let mut page = String::from(
        "A query says which articles you mean: in the filter of the reader (F), in its\n\
         search (/ in a list), and behind courant list, mark and export. All its parts\n\
         must hold. Capitals and accents make no difference.\n",
    );
    section(&mut page, "Words", PARTS.iter().map(|part| (part.example, part.sentence)));
    section(&mut page, "Fields", fields().map(|field| (field.example, field.sentence)));
    section(&mut page, "Numbers and days", VALUES.into_iter());
    page.push_str(
        "\nA word with a colon is a field. To search for the word itself, write it in\n\
         quotes: \"Review: the film\". For the shell put the whole query in quotes:\n\n  \
         courant list 'is:unread read<5 -tag:sport'\n",
    );
    page
}

fn section<'a>(page: &mut String, title: &str, rows: impl Iterator<Item = (&'a str, &'a str)>) {
    page.push_str(&format!("\n{title}\n"));
    for (example, sentence) in rows {
        page.push_str(&format!("  {example:<EXAMPLES$} {sentence}\n"));
    }
}
