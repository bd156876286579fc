//! `courant show`: one article, in the form that is asked for.

use super::arguments;
use super::failure::Failure;
use super::session::Session;
use super::shelf;
use super::writing::{Known, Setting};
use crate::workers::intake;

pub(super) fn show(asked: &arguments::Show, session: &mut Session<'_>) -> Result<(), Failure> {
    let library = shelf::open(session)?;
    let store = shelf::load_only(&[asked.id], &library)?;
    let unknown = || {
        Failure::Failed(format!(
            "No article is called {}. `courant list` prints the names there are.",
            asked.id
        ))
    };
    let id = store.find(asked.id).ok_or_else(unknown)?;
    if store.headline(id).is_some_and(|headline| headline.removed) {
        return Err(Failure::Failed(format!(
            "The article {} was removed. Undo in the reader brings it back.",
            asked.id
        )));
    }
    let known = Known::read(&mut library.articles(), &store, id)?.ok_or_else(unknown)?;
    let body = intake::body(known.article.clone(), library.source(id)?.as_ref());
    let setting = Setting::of(asked.shape, session);
    session.output.print(&setting.opening(&known.article))?;
    known.print(&body, setting, session)?;
    session.output.print(setting.closing())
}
