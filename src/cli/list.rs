//! `courant list`: the articles that a query finds, one a line.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::arguments;
use super::failure::Failure;
use super::session::Session;
use super::shelf;
use super::writing::Known;
use crate::clean::text;
use crate::news::Headline;
use crate::store::List;
use crate::typeset;

pub(super) fn list(asked: &arguments::List, session: &mut Session<'_>) -> Result<(), Failure> {
    let query = asked.query()?;
    let library = shelf::open(session)?;
    let store = shelf::load(&library)?;
    let found = store.list_where(&List::All, &mut |headline| query.matches(headline));
    let columns = session.output.size().map(|(columns, _)| columns);
    for id in found {
        let line = if asked.json {
            let Some(known) = Known::read(&library, &store, id)? else { continue };
            known.json()
        } else {
            let Some(headline) = store.headline(id) else { continue };
            row(&headline, &session.zone, columns)
        };
        session.output.print(&line)?;
        session.output.print("\n")?;
    }
    Ok(())
}

/// One article on one line: its short name, its day, what is marked, our minutes, title and source.
fn row(headline: &Headline<'_>, zone: &TimeZone, columns: Option<u16>) -> String {
    let title = text::str_line(headline.title);
    let title = if title.is_empty() { "Untitled" } else { &title };
    let line = format!(
        "{}  {}  {}  {}  {:>3}m  {title} — {}",
        headline.public_id,
        day(headline.date, zone),
        if headline.read { "read  " } else { "unread" },
        if headline.bookmarked { '★' } else { ' ' },
        headline.read_minutes(),
        text::str_line(headline.feed_title),
    );
    columns.map_or(line.clone(), |columns| typeset::truncate(&line, columns))
}

fn day(moment: Timestamp, zone: &TimeZone) -> String {
    zone.to_datetime(moment).date().to_string()
}
