//! The reader of bodies: a kept source to a document, on its own connection, only ever the newest question.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};

use super::disk::Library;
use super::intake;
use super::thread::{guarded, newest};
use crate::app::{Body, Generation, Msg};
use crate::news::{ArticleId, Document};

/// Which body is wanted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Question {
    pub(super) article: ArticleId,
    pub(super) generation: Generation,
    /// The source as it came, instead of the article made of it.
    pub(super) original: bool,
}

/// Answers questions until nobody asks any more.
///
/// Where the library could not be opened, the answer to each is why.
pub(super) fn work(library: Result<&Library, &String>, questions: &Receiver<Question>, outbox: &Sender<Msg>) {
    while let Ok(question) = questions.recv() {
        // The cursor may have moved on through a dozen articles since: only where it stands now counts.
        let question = newest(question, questions);
        if outbox.send(answer(library, question)).is_err() {
            return;
        }
    }
}

fn answer(library: Result<&Library, &String>, question: Question) -> Msg {
    let Question { article, generation, original } = question;
    let library = library.map_err(String::clone);
    if original {
        let original = library.and_then(|library| guarded("this page", || read_original(library, article)));
        Msg::Original { generation, article, original: original.map(Arc::new) }
    } else {
        let body = library.and_then(|library| guarded("this article", || read(library, article)));
        Msg::Body { generation, article, body: body.map(Arc::new) }
    }
}

/// An article's body, made of its kept source; a sentence where there is none.
pub fn read(library: &Library, article: ArticleId) -> Result<Body, String> {
    let found = library.article(article).map_err(|error| error.to_string())?;
    let (_, facts) = found.ok_or("This article is no longer in the library.")?;
    let page = library.page(article).map_err(|error| error.to_string())?;
    let fetched = page.is_some();
    let source = match page {
        Some(page) => Some(page),
        None => library.source(article).map_err(|error| error.to_string())?,
    };
    let place = library.status(article).map_err(|error| error.to_string())?.place;
    let feeds = library.feeds_of(article).map_err(|error| error.to_string())?;
    Ok(Body { place, fetched, feeds, ..intake::body(facts, source.as_ref()) })
}

/// An article's source, line by line; a sentence where none is kept.
pub fn read_original(library: &Library, article: ArticleId) -> Result<Document, String> {
    let source = library.source(article).map_err(|error| error.to_string())?;
    Ok(intake::original(&source.ok_or("Nothing is kept of how this article came.")?))
}
