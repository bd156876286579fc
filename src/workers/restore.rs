//! What a rescue of a damaged library lost but the kept sources still tell: keys, titles, facts. It must not know how
//! they are kept.

use jiff::Timestamp;

use super::disk::{DiskError, Library, Source};
use super::guide;
use super::intake::{self, Origin, Taken};
use super::thread::guarded;
use crate::news::{Article, ArticleId, ArticleKey};

/// Reads the sources of articles whose key or facts were lost once more, so that a file that is opened again is the
/// same article, under its own title.
pub(super) fn restore(library: &mut Library, now: Timestamp) -> Result<(), DiskError> {
    let (keys, facts) = library.lost()?;
    if keys.is_empty() && facts.is_empty() {
        return Ok(());
    }
    let without_key = keys.iter().filter(|id| !facts.contains(id)).map(|id| (*id, false));
    let all: Vec<(ArticleId, bool)> = facts.iter().map(|id| (*id, true)).chain(without_key).collect();
    for (id, wants_facts) in all {
        let source = match library.source(id) {
            Ok(Some(source)) => source,
            Ok(None) | Err(DiskError::Damaged { .. }) => continue,
            Err(error) => return Err(error),
        };
        let tells_key = keys.contains(&id) && names_its_file(&source);
        let Some((key, article)) = told_by(source, now) else { continue };
        library.restore(id, tells_key.then_some(key), wants_facts.then_some(article), now)?;
    }
    library.forget_lost()
}

/// Whether the path that is kept is the one that the key was made of: of a path that is no text, the bytes are not
/// known any more, and another file may have the name that is left of it.
fn names_its_file(source: &Source) -> bool {
    source.path.as_deref().is_none_or(|path| !path.contains(char::REPLACEMENT_CHARACTER))
}

/// The key and the facts that a source tells.
fn told_by(source: Source, now: Timestamp) -> Option<(ArticleKey, Article)> {
    if source.is_feed_text() {
        // Its feed names it, and tells its facts when it comes again.
        return None;
    }
    if source.base.is_some() {
        let taken = guarded("a kept source", || intake::take_in_fetched(source, now));
        let incoming = taken.ok()?.incoming;
        return Some((incoming.key, incoming.article));
    }
    let Source { bytes, name, path, file_time, .. } = source;
    let guide =
        name.clone().filter(|_| path.is_none()).map(|name| ArticleKey::of_item(guide::ADDRESS, &name));
    let origin = Origin { path: path.or(name).map(Into::into), file_time, saved_at: None, now };
    let taken: Result<Taken, String> = guarded("a kept source", || intake::take_in(bytes, &origin));
    let incoming = taken.ok()?.incoming;
    Some((guide.unwrap_or(incoming.key), incoming.article))
}
