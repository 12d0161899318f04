use diesel::Connection as _;

use super::{
    layout::{Table, layout},
    rows::{self, Fingerprint, Row},
};
use crate::store::{Connection, Store, StoreError};

/// How many rows are copied at once.
const AT_ONCE: usize = 2_000;

/// One table that was copied, and is the same on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    pub table: String,
    pub rows: u64,
    /// In hexadecimal, over all rows in the order of their primary key.
    pub sha256: String,
}

/// Why a database was not copied. Nothing was left in the other one.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    #[error("{0} already contains data (table {1}). Copy into an empty database.")]
    NotEmpty(String, String),
    #[error("The two databases have different tables. Migrate both to this version first.")]
    OtherTables,
    #[error(
        "Table {0} differs after copying, so the copy was undone. Check both disks, then try again."
    )]
    Differs(String),
    #[error("{0}")]
    Store(#[from] StoreError),
}

impl From<diesel::result::Error> for CopyError {
    fn from(error: diesel::result::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Copies one snapshot of a database to an empty one of either kind, and compares the two.
///
/// Rows go in the order of their primary keys, so that no order of arrival goes with them.
pub fn copy(from: &Store, to: &Store) -> Result<Vec<Copied>, CopyError> {
    let mut source = from.own_connection()?;
    let mut target = to.own_connection()?;
    source.at_one_moment(|source| {
        // In the order that the target's foreign keys need: an operator may have removed some on
        // one side.
        let tables = layout(&mut target)?;
        if by_name(layout(source)?) != by_name(tables.clone()) {
            return Err(CopyError::OtherTables);
        }
        target.transaction(|target| {
            if let Some(table) = first_with_rows(target, &tables)? {
                return Err(CopyError::NotEmpty(to.address().to_string(), table));
            }
            tables.iter().map(|table| copy_table(source, target, table)).collect()
        })
    })
}

fn copy_table(
    source: &mut Connection,
    target: &mut Connection,
    table: &Table,
) -> Result<Copied, CopyError> {
    let mut sent = Fingerprint::default();
    let mut waiting: Vec<Row> = Vec::with_capacity(AT_ONCE);
    rows::each(source, table, |row| {
        sent.add(&row);
        waiting.push(row);
        if waiting.len() == AT_ONCE {
            rows::add(target, table, &waiting)?;
            waiting.clear();
        }
        Ok(())
    })?;
    rows::add(target, table, &waiting)?;
    let mut arrived = Fingerprint::default();
    rows::each(target, table, |row| {
        arrived.add(&row);
        Ok(())
    })?;
    if (sent.rows, sent.sha256()) != (arrived.rows, arrived.sha256()) {
        return Err(CopyError::Differs(table.name.clone()));
    }
    Ok(Copied { table: table.name.clone(), rows: sent.rows, sha256: sent.sha256() })
}

fn by_name(mut tables: Vec<Table>) -> Vec<Table> {
    tables.sort_by(|one, other| one.name.cmp(&other.name));
    tables
}

fn first_with_rows(
    connection: &mut Connection,
    tables: &[Table],
) -> Result<Option<String>, StoreError> {
    for table in tables {
        if rows::any(connection, table)? {
            return Ok(Some(table.name.clone()));
        }
    }
    Ok(None)
}
