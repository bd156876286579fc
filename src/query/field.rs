//! The fields of a query: the one table of their names, what each takes and what it means in a sentence. Help,
//! complaints and the reading of a query go by it.

/// A field, by what stands behind its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Is,
    Has,
    Tag,
    Id,
    Text(TextField),
    Number(NumberField),
    Date(DateField),
    Age,
    Sort,
}

/// Texts of a headline that can be asked for alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextField {
    Title,
    Author,
    Feed,
    Folder,
    Section,
    Language,
}

/// Numbers of a headline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberField {
    /// Minutes to read, by the reader's own pace.
    Read,
    Words,
    Views,
    Opened,
}

/// What is asked of a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateField {
    /// Published in or after that stretch.
    After,
    /// Published before it.
    Before,
    /// Published in it.
    On,
    /// Came into the library in it.
    Seen,
}

/// A field as people meet it.
#[derive(Clone, Copy, Debug)]
pub struct FieldHelp {
    /// Its name.
    pub name: &'static str,
    /// A whole example of it.
    pub example: &'static str,
    /// What passes, in a clause.
    pub sentence: &'static str,
}

struct Row {
    field: Field,
    help: FieldHelp,
}

const fn row(field: Field, name: &'static str, example: &'static str, sentence: &'static str) -> Row {
    Row { field, help: FieldHelp { name, example, sentence } }
}

/// The fields in the order that help lists them.
const FIELDS: [Row; 19] = [
    row(Field::Is, "is", "is:unread", "unread, read, bookmarked, or unfinished"),
    row(Field::Has, "has", "has:note", "carries a note of yours"),
    row(Field::Text(TextField::Title), "title", "title:mars*", "words in the title"),
    row(Field::Text(TextField::Author), "author", "author:\"ada lovelace\"", "words in the author's name"),
    row(Field::Text(TextField::Feed), "feed", "feed:science", "words in the name of its feed"),
    row(
        Field::Text(TextField::Folder),
        "folder",
        "folder:News/Tech",
        "its feed lies in that folder, or below it",
    ),
    row(Field::Text(TextField::Section), "section", "section:politics", "words in the section it stands in"),
    row(Field::Tag, "tag", "tag:\"read later\"", "carries that tag, or its feed is filed under it"),
    row(Field::Text(TextField::Language), "lang", "lang:de", "written in that language, as its code says"),
    row(Field::Number(NumberField::Read), "read", "read<5", "minutes to read (in the shell 238 words each)"),
    row(Field::Number(NumberField::Words), "words", "words>1000", "words in the text"),
    row(Field::Number(NumberField::Views), "views", "views>10k", "views, where the publisher counts them"),
    row(Field::Number(NumberField::Opened), "opened", "opened>=2", "times you opened it"),
    row(Field::Date(DateField::After), "after", "after:2026-11-01", "published that day or later"),
    row(Field::Date(DateField::Before), "before", "before:yesterday", "published earlier than that day"),
    row(Field::Date(DateField::On), "on", "on:monday", "published on that day, in that week, month or year"),
    row(Field::Date(DateField::Seen), "seen", "seen:lastweek", "came into your library then"),
    row(Field::Age, "age", "age<3d", "published less than 3 days ago (min h d w mo y)"),
    row(Field::Sort, "sort", "sort:feed,-date", "sorted: date, seen, read, views, opened, feed"),
];

/// The field of articles named one by one; help says where the ids come from.
const ID: Row = row(Field::Id, "id", "id:0123456789abc", "these articles, joined by commas");

/// Names that other programs have for a field, and names that people try.
const OTHER_NAMES: [(&str, &str); 28] = [
    ("label", "tag"),
    ("order", "sort"),
    ("sortby", "sort"),
    ("state", "is"),
    ("status", "is"),
    ("headline", "title"),
    ("subject", "title"),
    ("intitle", "title"),
    ("by", "author"),
    ("from", "author"),
    ("source", "feed"),
    ("site", "feed"),
    ("category", "section"),
    ("language", "lang"),
    ("minutes", "read"),
    ("time", "read"),
    ("length", "words"),
    ("wordcount", "words"),
    ("visits", "views"),
    ("since", "after"),
    ("newer", "after"),
    ("older", "before"),
    ("until", "before"),
    ("date", "on"),
    ("published", "on"),
    ("day", "on"),
    ("added", "seen"),
    ("arrived", "seen"),
];

fn rows() -> impl Iterator<Item = &'static Row> {
    FIELDS.iter().chain(std::iter::once(&ID))
}

/// The fields for help, in its order.
pub fn fields() -> impl Iterator<Item = FieldHelp> {
    rows().map(|row| row.help)
}

/// The field of a name in small letters.
pub(super) fn by_name(name: &str) -> Option<Field> {
    rows().find(|row| row.help.name == name).map(|row| row.field)
}

/// A field's name and example.
pub(super) fn help_of(field: Field) -> FieldHelp {
    rows().find(|row| row.field == field).map_or(ID.help, |row| row.help)
}

/// Every name that may have been meant, with the one to write.
pub(super) fn known_names() -> impl Iterator<Item = (&'static str, &'static str)> {
    rows().map(|row| (row.help.name, row.help.name)).chain(OTHER_NAMES)
}

/// The names, each with the sign that people write most behind it: "is:", "read<".
pub(super) fn names_with_signs() -> impl Iterator<Item = String> {
    rows().map(|row| match row.field {
        Field::Number(_) | Field::Age => format!("{}<", row.help.name),
        Field::Is | Field::Has | Field::Tag | Field::Id | Field::Text(_) | Field::Date(_) | Field::Sort => {
            format!("{}:", row.help.name)
        }
    })
}
