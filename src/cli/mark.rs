//! `courant mark`: a mark set or taken away on all that a query finds, as one step that can be undone.

use super::arguments::{self, MarkName};
use super::failure::Failure;
use super::session::Session;
use super::shelf;
use crate::app::{Save, counted};
use crate::news::{ArticleId, Headline};
use crate::store::ReaderChange;
use crate::workers::disk::{Access, DiskError, Library};

pub(super) fn mark(asked: &arguments::Mark, session: &mut Session<'_>) -> Result<(), Failure> {
    let query = asked.query(&session.moment())?;
    let mut library = shelf::open(session)?;
    let store = shelf::load_for(&query, &library)?;
    let found = shelf::found(&query, &store);
    let (marked, to_mark): (Vec<ArticleId>, Vec<ArticleId>) = found
        .into_iter()
        .partition(|&id| store.headline(id).is_none_or(|headline| asked.mark.is_on(&headline)));
    let done = asked.mark.done();
    let change = asked.mark.change(to_mark.clone(), session);
    if !to_mark.is_empty() {
        let name = format!("{} {done}", articles(&to_mark));
        save(&mut library, &Save::New { name, change }, session)?;
    }
    session.output.say(&told(&to_mark, &marked, &done));
    Ok(())
}

fn save(library: &mut Library, save: &Save, session: &Session<'_>) -> Result<(), Failure> {
    if library.access() == Access::ReadOnly {
        return Err(DiskError::ReadOnly { path: library.file().to_owned() }.into());
    }
    library.commit(save, session.now())?;
    Ok(())
}

fn articles(ids: &[ArticleId]) -> String {
    counted(ids.len(), "article")
}

/// What was done, in a sentence.
fn told(to_mark: &[ArticleId], marked: &[ArticleId], done: &str) -> String {
    match (to_mark, marked) {
        ([], []) => "No article matches; nothing was marked.".to_owned(),
        ([], [_]) => format!("Nothing to do: 1 article is {done} already."),
        ([], marked) => format!("Nothing to do: {} are {done} already.", articles(marked)),
        (to_mark, []) => format!("{} {done}.", articles(to_mark)),
        (to_mark, marked) => format!("{} {done}; {} already.", articles(to_mark), marked.len()),
    }
}

impl MarkName {
    /// Whether an article is as this mark would make it.
    fn is_on(&self, headline: &Headline<'_>) -> bool {
        match self {
            Self::Read(read) => headline.read == *read,
            Self::Bookmark(bookmarked) => headline.bookmarked == *bookmarked,
            Self::Tag { name, present } => headline.tags.iter().any(|tag| tag == name) == *present,
        }
    }

    fn change(&self, articles: Vec<ArticleId>, session: &Session<'_>) -> ReaderChange {
        match self {
            Self::Read(read) => ReaderChange::Read { articles, read: *read },
            Self::Bookmark(true) => ReaderChange::Bookmark { articles, at: Some(session.now()) },
            Self::Bookmark(false) => ReaderChange::Bookmark { articles, at: None },
            Self::Tag { name, present } => {
                ReaderChange::Tag { articles, tag: name.clone(), present: *present }
            }
        }
    }

    /// What becomes of an article, after "12 articles".
    fn done(&self) -> String {
        match self {
            Self::Read(true) => "marked read".to_owned(),
            Self::Read(false) => "marked unread".to_owned(),
            Self::Bookmark(true) => "bookmarked".to_owned(),
            Self::Bookmark(false) => "without a bookmark".to_owned(),
            Self::Tag { name, present: true } => format!("tagged {name}"),
            Self::Tag { name, present: false } => format!("without the tag {name}"),
        }
    }
}
