//! What other runs of the program wrote to the same library, read from its logs.

use rusqlite::Connection;

use super::error::DiskError;
use super::library::Library;
use super::prepared::Prepared;
use super::reading;
use super::row::from_json;
use super::statements;
use crate::news::{ArticleId, Feed};
use crate::store::{Arrival, ReaderChange};

/// How far the logs were read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct NewsMark {
    journal: i64,
    arrival: i64,
    feeds: i64,
}

/// What others did since a mark. To be taken in this order: feeds, arrivals, changes.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct News {
    /// All feeds as they are now, where any of them was altered.
    pub feeds: Option<Vec<Feed>>,
    /// Articles that came in or were revised.
    pub arrivals: Vec<Arrival>,
    /// The reader's changes in their order, with undos, redos and marks made by reading. What this run itself
    /// wrote after one of another run stands among them.
    pub changes: Vec<ReaderChange>,
    /// More happened than the logs still hold: everything is to be loaded anew.
    pub missed: bool,
}

/// The ends of the logs.
struct Ends {
    newest: NewsMark,
    oldest_journal: i64,
    oldest_arrival: i64,
    /// The last mark made by reading that the journal no longer holds.
    forgotten_trace: i64,
}

impl Library {
    /// The mark of this moment: to be taken before anything is read at a start.
    pub fn news_mark(&self) -> Result<NewsMark, DiskError> {
        self.told("read the logs", ends(&self.connection).map(|ends| ends.newest))
    }

    /// What others wrote since the mark, which moves on. Costs microseconds where there is nothing.
    pub fn news_since(&self, mark: &mut NewsMark) -> Result<News, DiskError> {
        let since = *mark;
        let (news, newest) = self.told("read what is new", self.read_news(since))?;
        *mark = newest;
        Ok(news)
    }

    fn read_news(&self, since: NewsMark) -> rusqlite::Result<(News, NewsMark)> {
        // One reading transaction, so that the mark and what is read agree.
        let transaction = self.connection.unchecked_transaction()?;
        let ends = ends(&transaction)?;
        if ends.newest == since {
            return Ok((News::default(), since));
        }
        let news = News {
            feeds: (ends.newest.feeds != since.feeds).then(|| reading::feeds(&transaction)).transpose()?,
            arrivals: arrivals(&transaction, since.arrival, self.origin)?,
            changes: changes(&transaction, since.journal, self.origin)?,
            missed: ends.oldest_journal > since.journal + 1
                || ends.forgotten_trace > since.journal
                || ends.oldest_arrival > since.arrival + 1,
        };
        Ok((news, ends.newest))
    }
}

fn ends(connection: &Connection) -> rusqlite::Result<Ends> {
    connection.query_row(statements::MARK, [], |row| {
        let number = |column| row.get::<_, Option<i64>>(column).map(Option::unwrap_or_default);
        let remembered = |column| -> rusqlite::Result<i64> {
            let text = row.get::<_, Option<String>>(column)?;
            Ok(text.and_then(|text| text.parse().ok()).unwrap_or_default())
        };
        let newest = NewsMark { journal: number(0)?, arrival: number(1)?, feeds: remembered(4)? };
        Ok(Ends {
            newest,
            oldest_journal: number(2)?,
            oldest_arrival: number(3)?,
            forgotten_trace: remembered(5)?,
        })
    })
}

/// What others did, and what this run did after that: applied in this order, the last word is the disk's.
fn changes(connection: &Connection, since: i64, origin: i64) -> rusqlite::Result<Vec<ReaderChange>> {
    let mut statement = connection.prepare(statements::CHANGES_SINCE)?;
    let rows = statement.query_map([since, origin], |row| from_json(row.get_ref(1)?.as_str()?))?;
    rows.collect()
}

fn arrivals(connection: &Connection, since: i64, origin: i64) -> rusqlite::Result<Vec<Arrival>> {
    let mut statement = connection.prepare(statements::ARRIVALS_SINCE)?;
    let rows = statement.query_map([since, origin], |row| row.get(1))?;
    let mut ids = rows.collect::<rusqlite::Result<Vec<i64>>>()?;
    ids.sort_unstable();
    ids.dedup();
    let mut prepared = Prepared::new(connection);
    ids.into_iter()
        .filter_map(ArticleId::new)
        .filter_map(|id| arrival(&mut prepared, id).transpose())
        .collect()
}

fn arrival(prepared: &mut Prepared<'_>, id: ArticleId) -> rusqlite::Result<Option<Arrival>> {
    let kept = reading::article(prepared, id)?;
    Ok(kept.map(|kept| Arrival {
        id,
        key: kept.key,
        feed: kept.feed,
        others: kept.others,
        article: kept.article,
        added: kept.added,
    }))
}
