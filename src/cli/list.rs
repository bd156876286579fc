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
use crate::typeset;

pub(super) fn list(asked: &arguments::List, session: &mut Session<'_>) -> Result<(), Failure> {
    let query = asked.query(&session.moment())?;
    let library = shelf::open(session)?;
    let store = shelf::load_for(&query, &library)?;
    let found = shelf::found(&query, &store);
    let columns = session.output.size().map(|(columns, _)| columns);
    let mut articles = library.articles();
    for id in found {
        let line = if asked.json {
            let Some(known) = Known::read(&mut articles, &store, id)? else { continue };
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

/// Columns under which only name, marks and title have room.
const ROOMY: u16 = 72;

/// One article on one line: its short name, its day, what is marked, our minutes, title and source.
fn row(headline: &Headline<'_>, zone: &TimeZone, columns: Option<u16>) -> String {
    let title = text::str_line(headline.title);
    let title = if title.is_empty() { "Untitled" } else { &title };
    let id = headline.public_id;
    let read = if headline.read { "read  " } else { "unread" };
    let star = if headline.bookmarked { '★' } else { ' ' };
    if let Some(columns) = columns.filter(|columns| *columns < ROOMY) {
        return typeset::truncate(&format!("{id}  {read} {star} {title}"), columns);
    }
    let (day, minutes) = (day(headline.date, zone), headline.read_minutes());
    let source = text::str_line(headline.feed_title);
    let line = format!("{id}  {day}  {read}  {star}  {minutes:>3}m  {title} — {source}");
    match columns {
        Some(columns) => typeset::truncate(&line, columns),
        None => line,
    }
}

fn day(moment: Timestamp, zone: &TimeZone) -> String {
    zone.to_datetime(moment).date().to_string()
}
