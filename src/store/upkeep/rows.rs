//! Rows of any table as texts, in the order of their primary key: the same texts from either kind
//! of database.

use diesel::{
    QueryableByName, RunQueryDsl,
    connection::DefaultLoadingMode,
    dsl::sql,
    pg::PgRowByRowLoadingMode,
    select, sql_query,
    sql_types::{Array, Bool, Nullable, Text},
};
use sha2::{Digest as _, Sha256};

use super::layout::{Column, ColumnKind, Table};
use crate::store::{Connection, StoreError};

/// One row: a text for each column, in hexadecimal where the column holds bytes.
pub type Row = Vec<Option<String>>;

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// Passes every row to `take`, one by one: the table need not fit into memory.
pub fn each(
    connection: &mut Connection,
    table: &Table,
    mut take: impl FnMut(Row) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let query = |array: &str, as_text: fn(&Column) -> String, end: &str| {
        let columns = table.columns.iter().map(as_text).collect::<Vec<_>>().join(", ");
        sql_query(format!(
            "SELECT {array}({columns}){end} AS line FROM {table} ORDER BY {}",
            table.key()
        ))
    };
    let mut read = |line: Result<Line, diesel::result::Error>| {
        let row = serde_json::from_str(&line?.line);
        take(row.map_err(|error| {
            StoreError::from(diesel::result::Error::DeserializationError(error.into()))
        })?)
    };
    match connection {
        Connection::Sqlite(connection) => query("json_array", from_sqlite, "")
            .load_iter::<Line, DefaultLoadingMode>(connection)?
            .try_for_each(&mut read),
        Connection::Postgres(connection) => query("json_build_array", from_postgres, "::text")
            .load_iter::<Line, PgRowByRowLoadingMode>(connection)?
            .try_for_each(&mut read),
    }
}

/// Adds rows to a table.
pub fn add(connection: &mut Connection, table: &Table, rows: &[Row]) -> Result<(), StoreError> {
    match connection {
        Connection::Sqlite(connection) => {
            let values = table.columns.iter().map(to_sqlite).collect::<Vec<_>>().join(", ");
            let insert = format!("INSERT INTO {table} ({}) VALUES ({values})", table.names());
            for row in rows {
                let query = sql_query(&insert).into_boxed();
                let bound = row
                    .iter()
                    .fold(query, |query, field| query.bind::<Nullable<Text>, _>(field.clone()));
                bound.execute(connection)?;
            }
        }
        Connection::Postgres(connection) => {
            let numbered = || table.columns.iter().zip(1..);
            let values = numbered().map(|(c, n)| to_postgres(c, n)).collect::<Vec<_>>().join(", ");
            let names = numbered().map(|(_, n)| format!("f{n}")).collect::<Vec<_>>().join(", ");
            let arrays = numbered().map(|(_, n)| format!("${n}")).collect::<Vec<_>>().join(", ");
            let mut query = sql_query(format!(
                "INSERT INTO {table} ({}) SELECT {values} FROM unnest({arrays}) AS r ({names})",
                table.names()
            ))
            .into_boxed();
            for place in 0..table.columns.len() {
                let column: Vec<_> =
                    rows.iter().map(|row| row.get(place).cloned().flatten()).collect();
                query = query.bind::<Array<Nullable<Text>>, _>(column);
            }
            query.execute(connection)?;
        }
    }
    Ok(())
}

/// Whether a table has a row.
pub fn any(connection: &mut Connection, table: &Table) -> Result<bool, StoreError> {
    Ok(select(sql::<Bool>(&format!("EXISTS (SELECT 1 FROM {table})"))).get_result(connection)?)
}

/// How many rows a table has, and the SHA-256 of their contents.
#[derive(Clone, Default)]
pub struct Fingerprint {
    pub rows: u64,
    digest: Sha256,
}

impl Fingerprint {
    pub fn add(&mut self, row: &Row) {
        self.rows += 1;
        for field in row {
            let text = field.as_deref().unwrap_or_default();
            self.digest.update([u8::from(field.is_some())]);
            self.digest.update((text.len() as u64).to_le_bytes());
            self.digest.update(text);
        }
    }

    /// In hexadecimal.
    pub fn sha256(&self) -> String {
        self.digest.clone().finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

fn from_sqlite(column: &Column) -> String {
    let name = &column.name;
    match column.kind {
        // NULL would become an empty text.
        ColumnKind::Bytes => format!("iif({name} IS NULL, NULL, lower(hex({name})))"),
        ColumnKind::Text | ColumnKind::Date => name.clone(),
        ColumnKind::Integer | ColumnKind::BigInteger | ColumnKind::Boolean => {
            format!("CAST({name} AS TEXT)")
        }
        // Without zeros at the end of the fraction, and without a point before nothing.
        ColumnKind::Time => {
            format!("rtrim(rtrim({name} || iif(instr({name}, '.') > 0, '', '.'), '0'), '.')")
        }
    }
}

fn from_postgres(column: &Column) -> String {
    let name = &column.name;
    match column.kind {
        ColumnKind::Bytes => format!("encode({name}, 'hex')"),
        ColumnKind::Text => name.clone(),
        ColumnKind::Date => format!("to_char({name}, 'YYYY-MM-DD')"),
        ColumnKind::Integer | ColumnKind::BigInteger => format!("{name}::text"),
        ColumnKind::Boolean => format!("{name}::integer::text"),
        ColumnKind::Time => {
            format!("rtrim(rtrim(to_char({name}, 'YYYY-MM-DD HH24:MI:SS.US'), '0'), '.')")
        }
    }
}

fn to_sqlite(column: &Column) -> &'static str {
    match column.kind {
        ColumnKind::Bytes => "unhex(?)",
        ColumnKind::Text | ColumnKind::Date | ColumnKind::Time => "?",
        ColumnKind::Integer | ColumnKind::BigInteger | ColumnKind::Boolean => "CAST(? AS INTEGER)",
    }
}

fn to_postgres(column: &Column, number: usize) -> String {
    match column.kind {
        ColumnKind::Bytes => format!("decode(f{number}, 'hex')"),
        ColumnKind::Text => format!("f{number}"),
        ColumnKind::Date => format!("f{number}::date"),
        ColumnKind::Time => format!("f{number}::timestamp"),
        ColumnKind::Integer => format!("f{number}::integer"),
        ColumnKind::BigInteger => format!("f{number}::bigint"),
        ColumnKind::Boolean => format!("f{number}::integer::boolean"),
    }
}
