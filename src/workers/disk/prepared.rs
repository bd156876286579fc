//! Statements of one transaction, prepared once each: most of the cost of a small statement is reading its text.

use std::collections::hash_map::Entry;
use std::ptr;

use rusqlite::{Connection, OptionalExtension, Params, Row, Statement};

use crate::news::NumberMap;

/// Prepares each text at its first use.
#[derive(Debug)]
pub(super) struct Prepared<'t> {
    connection: &'t Connection,
    /// By where their texts lie: to hash a text costs as much as a look into a table. One that lay in two places would
    /// be prepared twice.
    statements: NumberMap<*const str, Statement<'t>>,
}

impl<'t> Prepared<'t> {
    pub(super) fn new(connection: &'t Connection) -> Self {
        Self { connection, statements: NumberMap::default() }
    }

    /// Runs a statement; how many rows it altered.
    pub(super) fn execute(&mut self, sql: &'static str, parameters: impl Params) -> rusqlite::Result<usize> {
        self.statement(sql)?.execute(parameters)
    }

    /// Runs an insertion; the number of the new row.
    pub(super) fn insert(&mut self, sql: &'static str, parameters: impl Params) -> rusqlite::Result<i64> {
        self.execute(sql, parameters)?;
        Ok(self.connection.last_insert_rowid())
    }

    /// The first row, where there is one.
    pub(super) fn find<T>(
        &mut self,
        sql: &'static str,
        parameters: impl Params,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<Option<T>> {
        self.statement(sql)?.query_row(parameters, read).optional()
    }

    /// All rows.
    pub(super) fn all<T>(
        &mut self,
        sql: &'static str,
        parameters: impl Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<Vec<T>> {
        self.statement(sql)?.query_map(parameters, read)?.collect()
    }

    fn statement(&mut self, sql: &'static str) -> rusqlite::Result<&mut Statement<'t>> {
        match self.statements.entry(ptr::from_ref(sql)) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(space) => Ok(space.insert(self.connection.prepare(sql)?)),
        }
    }
}
