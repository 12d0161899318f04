use std::{fmt, str::FromStr};

use diesel::{
    QueryableByName, RunQueryDsl, sql_query,
    sql_types::{Bool, Integer, Text},
};

use crate::store::{Connection, StoreError};

/// A table as the database describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub name: String,
    pub columns: Vec<Column>,
}

/// One column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    pub kind: ColumnKind,
    pub nullable: bool,
    /// Its place in the primary key, from 1; 0 if not in it.
    pub key: i32,
}

/// What a column holds, whatever its database calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    Bytes,
    Text,
    Integer,
    BigInteger,
    Boolean,
    Date,
    Time,
}

impl FromStr for ColumnKind {
    type Err = StoreError;

    fn from_str(name: &str) -> Result<Self, StoreError> {
        match name.to_ascii_lowercase().as_str() {
            "blob" | "bytea" => Ok(Self::Bytes),
            "text" => Ok(Self::Text),
            "integer" => Ok(Self::Integer),
            "bigint" => Ok(Self::BigInteger),
            "boolean" => Ok(Self::Boolean),
            "date" => Ok(Self::Date),
            "timestamp" | "timestamp without time zone" => Ok(Self::Time),
            _ => Err(StoreError::Migration(format!(
                "a column of type {name} is unknown to this version"
            ))),
        }
    }
}

impl Table {
    /// The names of the columns, separated by commas.
    pub fn names(&self) -> String {
        self.columns.iter().map(|c| c.name.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// The names of the primary key's columns, in its order.
    pub fn key(&self) -> String {
        let mut key: Vec<_> = self.columns.iter().filter(|c| c.key > 0).collect();
        key.sort_by_key(|c| c.key);
        key.iter().map(|c| c.name.as_str()).collect::<Vec<_>>().join(", ")
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    column_name: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Bool)]
    nullable: bool,
    #[diesel(sql_type = Integer)]
    key: i32,
}

const SQLITE: &str = "SELECT m.name AS table_name, c.name AS column_name, c.type AS kind, \
    c.\"notnull\" = 0 AS nullable, c.pk AS key FROM sqlite_schema m JOIN \
    pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE '\\_\\_%' ESCAPE '\\' \
    AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY m.name, c.cid";

const POSTGRES: &str = "SELECT t.relname::text AS table_name, c.attname::text AS column_name, \
    format_type(c.atttypid, NULL) AS kind, NOT c.attnotnull AS nullable, \
    coalesce(array_position(i.indkey::int2[], c.attnum) + 1, 0)::integer AS key FROM pg_class t \
    JOIN pg_attribute c ON c.attrelid = t.oid AND c.attnum > 0 AND NOT c.attisdropped LEFT JOIN \
    pg_index i ON i.indrelid = t.oid AND i.indisprimary WHERE t.relkind IN ('r', 'p') AND \
    t.relnamespace = current_schema()::regnamespace AND t.relname NOT LIKE '\\_\\_%' ORDER BY \
    t.relname, c.attnum";

/// Every table of Speir, in an order in which none refers to a later one; among candidates, the
/// first by name. The order of creation says nothing: a table may have been rebuilt since.
pub fn layout(connection: &mut Connection) -> Result<Vec<Table>, StoreError> {
    let rows: Vec<Row> = match connection {
        Connection::Sqlite(connection) => sql_query(SQLITE).load(connection)?,
        Connection::Postgres(connection) => sql_query(POSTGRES).load(connection)?,
    };
    let mut tables: Vec<Table> = Vec::new();
    for row in rows {
        let column = Column {
            name: row.column_name,
            kind: row.kind.parse()?,
            nullable: row.nullable,
            key: row.key,
        };
        match tables.last_mut().filter(|table| table.name == row.table_name) {
            Some(table) => table.columns.push(column),
            None => tables.push(Table { name: row.table_name, columns: vec![column] }),
        }
    }
    let references: Vec<Reference> = match connection {
        Connection::Sqlite(connection) => sql_query(SQLITE_REFERENCES).load(connection)?,
        Connection::Postgres(connection) => sql_query(POSTGRES_REFERENCES).load(connection)?,
    };
    Ok(in_order(tables, &references))
}

/// One table has a foreign key to another.
#[derive(QueryableByName)]
struct Reference {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    refers_to: String,
}

const SQLITE_REFERENCES: &str = "SELECT m.name AS table_name, f.\"table\" AS refers_to \
    FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table'";

const POSTGRES_REFERENCES: &str = "SELECT t.relname::text AS table_name, r.relname::text AS \
    refers_to FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid JOIN pg_class r ON r.oid \
    = k.confrelid WHERE k.contype = 'f' AND t.relnamespace = current_schema()::regnamespace";

/// Takes the first table whose references are all taken, until none is left. Tables that refer to
/// each other in a circle come last.
fn in_order(mut tables: Vec<Table>, references: &[Reference]) -> Vec<Table> {
    let mut ordered: Vec<Table> = Vec::with_capacity(tables.len());
    while !tables.is_empty() {
        let waits_for = |table: &Table, other: &Table| {
            table.name != other.name
                && references
                    .iter()
                    .any(|r| r.table_name == table.name && r.refers_to == other.name)
        };
        let next = tables
            .iter()
            .position(|table| !tables.iter().any(|other| waits_for(table, other)))
            .unwrap_or(0);
        ordered.push(tables.remove(next));
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ordered(tables: &[&str], references: &[(&str, &str)]) -> Vec<String> {
        let tables = tables
            .iter()
            .map(|name| Table { name: (*name).to_owned(), columns: Vec::new() })
            .collect();
        let reference = |(from, to): &(&str, &str)| Reference {
            table_name: (*from).to_owned(),
            refers_to: (*to).to_owned(),
        };
        let references: Vec<Reference> = references.iter().map(reference).collect();
        in_order(tables, &references).into_iter().map(|table| table.name).collect()
    }

    #[test]
    fn a_table_follows_those_it_refers_to() {
        assert_eq!(ordered(&["a", "b", "c"], &[("a", "c"), ("c", "b")]), ["b", "c", "a"]);
        assert_eq!(ordered(&["a", "b", "c"], &[("a", "a"), ("b", "elsewhere")]), ["a", "b", "c"]);
    }

    #[test]
    fn a_circle_of_tables_ends() {
        assert_eq!(ordered(&["a", "b", "c"], &[("a", "b"), ("b", "a")]), ["c", "a", "b"]);
    }
}
