//! `courant open`: files made articles, kept, and printed where there is no screen to read them on.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::arguments;
use super::failure::Failure;
use super::outcome::ReaderRequest;
use super::session::Session;
use super::shelf;
use super::writing::{Known, Setting};
use crate::app::Save;
use crate::clean::text;
use crate::news::ArticleId;
use crate::store::{Arrival, ReaderChange};
use crate::typeset;
use crate::workers::disk::Incoming;
use crate::workers::disk::Library;
use crate::workers::full_text;
use crate::workers::intake::{Taken, take_in_feed, take_in_fetched};
use crate::workers::net::{Client, Limits, Network, Reach, without_credentials};
use crate::workers::{self, Expanded, FileError, expand, take_in_all, take_in_series, take_in_stream};

/// Opens what is named; a wish for the reader where there is a screen for it.
pub(super) fn open(
    asked: &arguments::Open,
    session: &mut Session<'_>,
) -> Result<Option<ReaderRequest>, Failure> {
    match wants_reader(asked, session) {
        true => begin_reader(asked, session).map(Some),
        false => print_all(asked, session).map(|()| None),
    }
}

fn is_address(path: &Path) -> bool {
    let text = path.to_string_lossy().to_ascii_lowercase();
    text.starts_with("http://") || text.starts_with("https://")
}

/// Whoever names a form wants it printed; whoever keeps nothing has no place in the library to read it in.
fn wants_reader(asked: &arguments::Open, session: &Session<'_>) -> bool {
    let wants_print = asked.no_keep || asked.shape.format.is_some() || asked.shape.width.is_some();
    session.output.is_terminal() && !session.is_dumb() && !wants_print
}

fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// What can be read but once, or must come from elsewhere first: standard input, a pipe, a terminal, an address.
fn is_stream(path: &Path) -> bool {
    is_standard_input(path) || is_address(path) || workers::is_stream(path)
}

/// What comes in streams is read and kept before the reader takes the terminal. Where nothing can be read at
/// all, no screen is opened to say so.
fn begin_reader(asked: &arguments::Open, session: &mut Session<'_>) -> Result<ReaderRequest, Failure> {
    let (mut streams, files): (Vec<&PathBuf>, Vec<&PathBuf>) =
        asked.paths.iter().partition(|path| is_stream(path));
    streams.sort();
    streams.dedup();
    let unreadable: Vec<String> = files.iter().filter_map(|path| unreadable(path)).collect();
    if let ([others @ .., last], 0) = (&unreadable[..], streams.len() + files.len() - unreadable.len()) {
        others.iter().for_each(|sentence| session.output.complain(sentence));
        return Err(Failure::Failed(last.clone()));
    }
    let mut kept = Vec::new();
    for stream in streams {
        let taken = read(stream, None, asked.saved_at, session).map_err(Failure::Failed)?;
        let incoming: Vec<Incoming> = taken.into_iter().map(|taken| taken.incoming).collect();
        let mut library = shelf::open(session)?;
        let arrivals = workers::keep(&mut library, &incoming, session.now())?;
        kept.extend(arrivals.iter().map(|arrival| arrival.id));
    }
    let open = files.into_iter().cloned().collect();
    Ok(ReaderRequest { open, kept, saved_at: asked.saved_at, ..session.reader()? })
}

/// Why a plain file or a folder cannot be read, where that shows at once.
fn unreadable(path: &Path) -> Option<String> {
    File::open(path).err().map(|cause| unreadable_as(path, cause).to_string())
}

/// The article that is there, or those of a feed.
fn read(
    path: &Path,
    further: Option<&Vec<PathBuf>>,
    saved_at: Option<Timestamp>,
    session: &Session<'_>,
) -> Result<Vec<Taken>, String> {
    let now = session.now();
    if is_address(path) {
        return fetch(&path.to_string_lossy(), now);
    }
    let one = |taken: Result<Taken, FileError>| taken.map(|taken| vec![taken]);
    let taken = if is_standard_input(path) {
        one(take_in_stream(io::stdin().lock(), Path::new("Standard input"), saved_at, now))
    } else if workers::is_stream(path) {
        File::open(path)
            .map_err(|cause| unreadable_as(path, cause))
            .and_then(|stream| one(take_in_stream(stream, path, saved_at, now)))
    } else if let Some(further) = further {
        one(take_in_series(path, further, saved_at, now))
    } else {
        take_in_all(path, saved_at, now)
    };
    taken.map_err(|error| error.to_string())
}

/// Gets the page at an address that was typed, and those on which its article goes on.
fn fetch(address: &str, now: Timestamp) -> Result<Vec<Taken>, String> {
    let client = Client::new(Limits::FEED, &Network::default());
    let mut page = full_text::fetch(&client, address, Reach::Typed, now)?;
    let notices = std::mem::take(&mut page.notices);
    let articles = take_in_feed(&page.bytes, &page.base, now);
    if !articles.is_empty() {
        return Ok(articles);
    }
    let mut taken = take_in_fetched(page.into_source(), now)?;
    taken.complaints.splice(..0, notices);
    Ok(vec![taken])
}

fn unreadable_as(path: &Path, cause: io::Error) -> FileError {
    FileError::Unreadable { path: text::str_line(&path.to_string_lossy()), cause }
}

/// Folders become the files in them; what is elsewhere stays as it is named.
fn expand_files(paths: &[PathBuf]) -> Expanded {
    let mut all = Expanded::default();
    for path in paths {
        if is_address(path) {
            all.files.push(path.clone());
            continue;
        }
        let Expanded { files, further, notices, complaints } = expand(vec![path.clone()]);
        all.files.extend(files);
        all.further.extend(further);
        all.notices.extend(notices);
        all.complaints.extend(complaints);
    }
    all
}

/// A path as it may be printed; of an address without the password in it.
fn shown(path: &Path) -> String {
    let text = text::str_line(&path.to_string_lossy());
    if is_address(path) { without_credentials(&text) } else { text }
}

/// Prints one after the other; one that fails does not keep the others from it.
fn print_all(asked: &arguments::Open, session: &mut Session<'_>) -> Result<(), Failure> {
    let Expanded { files: paths, further, notices, complaints } = expand_files(&asked.paths);
    notices.iter().for_each(|notice| session.output.say(notice));
    complaints.iter().for_each(|complaint| session.output.complain(complaint));
    let mut library = if asked.no_keep { None } else { library_or_complaint(session)? };
    let (setting, mut printed) = (Setting::of(asked.shape, session), 0);
    for path in paths {
        match read(&path, further.get(&path), asked.saved_at, session) {
            Ok(all) => {
                for taken in all {
                    taken.complaints.iter().for_each(|complaint| {
                        session.output.say(&format!("{}: {complaint}", shown(&path)));
                    });
                    let between = match printed {
                        0 => setting.opening(&taken.incoming.article),
                        _ => setting.border().to_owned(),
                    };
                    session.output.print(&between)?;
                    printed += 1;
                    print_one(&taken, asked, &mut library, session)?;
                }
            }
            Err(sentence) => session.output.complain(&sentence),
        }
    }
    session.output.print(if printed > 0 { setting.closing() } else { "" })
}

/// Without a library the pages can be read all the same.
fn library_or_complaint(session: &mut Session<'_>) -> Result<Option<Library>, Failure> {
    match shelf::open(session) {
        Ok(library) => Ok(Some(library)),
        Err(Failure::Failed(sentence)) => {
            session.output.complain(&sentence);
            Ok(None)
        }
        Err(failure) => Err(failure),
    }
}

fn print_one(
    taken: &Taken,
    asked: &arguments::Open,
    library: &mut Option<Library>,
    session: &mut Session<'_>,
) -> Result<(), Failure> {
    let now = session.now();
    let kept = library.as_mut().map(|library| keep(taken, library, now)).transpose();
    let known = match kept {
        Ok(Some(Some(known))) => known,
        Ok(Some(None) | None) => Known::unkept(&taken.incoming, now),
        Err(Failure::Failed(sentence)) => {
            session.output.complain(&sentence);
            Known::unkept(&taken.incoming, now)
        }
        Err(failure) => return Err(failure),
    };
    known.print(&taken.body, Setting::of(asked.shape, session), session)
}

/// Keeps an article and says how it stands now: what was resolved the first time holds.
fn keep(taken: &Taken, library: &mut Library, now: Timestamp) -> Result<Option<Known>, Failure> {
    let arrivals: Vec<Arrival> = workers::keep(library, std::slice::from_ref(&taken.incoming), now)?;
    let Some(arrival) = arrivals.into_iter().next() else { return Ok(None) };
    let Some(feed) = library.feeds()?.into_iter().find(|feed| feed.id == arrival.feed) else {
        return Ok(None);
    };
    bring_back(arrival.id, &arrival.article.title, library, now)?;
    let status = library.status(arrival.id)?;
    Ok(Some(Known { id: arrival.public_id(), article: arrival.article, added: arrival.added, feed, status }))
}

/// Opened again by hand, what was removed is wanted after all; u in the reader removes it again.
fn bring_back(id: ArticleId, title: &str, library: &mut Library, now: Timestamp) -> Result<(), Failure> {
    if library.status(id)?.removed.is_some() {
        let name = format!("brought back “{}”", typeset::truncate(title, 40));
        let change = ReaderChange::Remove { articles: vec![id], at: None };
        library.commit(&Save::New { name, change }, now)?;
    }
    Ok(())
}
