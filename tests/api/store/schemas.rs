//! The two databases hold the same tables, and diesel knows them as they are.

use std::collections::BTreeMap;

use diesel::{QueryableByName, RunQueryDsl, sql_query, sql_types::Text};
use speir::store::{
    Connection,
    upkeep::{ColumnKind, Table, layout},
};

use crate::support::Place;

fn tables(place: &Place) -> Vec<Table> {
    layout(&mut place.store().connection().unwrap()).unwrap()
}

#[test]
fn both_databases_have_the_same_tables_with_the_same_columns_and_keys_in_the_same_order() {
    let (sqlite, postgres) = (tables(&Place::on_sqlite()), tables(&Place::on_postgres()));
    assert!(sqlite.len() >= 14, "{} tables were looked at", sqlite.len());
    for (ours, theirs) in sqlite.iter().zip(&postgres) {
        assert_eq!(ours, theirs);
    }
    assert_eq!(sqlite.len(), postgres.len());
    assert!(
        sqlite.iter().all(|table| table.columns.iter().any(|column| column.key > 0)),
        "each has a primary key"
    );
}

#[derive(QueryableByName)]
struct Constraint {
    #[diesel(sql_type = Text)]
    line: String,
}

/// What else the database promises: `unique TABLE COLUMNS` and `TABLE.COLUMN -> TABLE`.
fn constraints(place: &Place) -> Vec<String> {
    const SQLITE: &str = "SELECT 'unique ' || m.name || ' ' || (SELECT group_concat(name, ' ') \
        FROM (SELECT name FROM pragma_index_info(i.name) ORDER BY seqno)) AS line FROM \
        sqlite_schema m JOIN pragma_index_list(m.name) i WHERE m.type = 'table' AND i.origin = \
        'u' UNION SELECT m.name || '.' || f.\"from\" || ' -> ' || f.\"table\" FROM sqlite_schema \
        m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table'";
    const POSTGRES: &str = "SELECT CASE c.contype WHEN 'u' THEN 'unique ' || t.relname || ' ' || \
        (SELECT string_agg(a.attname, ' ' ORDER BY k.place) FROM unnest(c.conkey) WITH ORDINALITY \
        k (number, place) JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number) ELSE \
        t.relname || '.' || (SELECT attname FROM pg_attribute WHERE attrelid = t.oid AND attnum = \
        c.conkey[1]) || ' -> ' || c.confrelid::regclass END AS line FROM pg_constraint c JOIN \
        pg_class t ON t.oid = c.conrelid WHERE c.contype IN ('u', 'f') AND c.connamespace = \
        current_schema()::regnamespace";
    let rows: Vec<Constraint> = match &mut *place.store().connection().unwrap() {
        Connection::Sqlite(connection) => sql_query(SQLITE).load(connection).unwrap(),
        Connection::Postgres(connection) => sql_query(POSTGRES).load(connection).unwrap(),
    };
    let mut lines: Vec<String> = rows.into_iter().map(|row| row.line).collect();
    lines.sort();
    lines
}

#[test]
fn both_databases_refuse_the_same_doubles_and_the_same_orphans() {
    let (sqlite, postgres) = (constraints(&Place::on_sqlite()), constraints(&Place::on_postgres()));
    assert_eq!(sqlite, postgres);
    assert!(sqlite.contains(&"unique collections inspection area survey".to_owned()), "{sqlite:?}");
    assert!(sqlite.contains(&"strata.collection -> collections".to_owned()), "{sqlite:?}");
}

/// The `table!` blocks of the schema: table, then columns with what they hold and whether they may
/// be null. A `sql_name` stands above what it names.
fn known_to_diesel() -> BTreeMap<String, Vec<(String, ColumnKind, bool)>> {
    let schema = include_str!("../../../src/store/schema.rs");
    let mut tables: BTreeMap<String, Vec<_>> = BTreeMap::new();
    let (mut current, mut sql_name) = (String::new(), None);
    for line in schema.lines().map(str::trim) {
        if let Some(name) = line.strip_prefix("#[sql_name = \"") {
            sql_name = name.strip_suffix("\"]");
        } else if let Some((name, _)) =
            line.strip_suffix(" {").and_then(|line| line.split_once(" ("))
        {
            sql_name.take().unwrap_or(name).clone_into(&mut current);
        } else if let Some((column, kind)) =
            line.strip_suffix(',').and_then(|line| line.split_once(" -> "))
        {
            let nullable = kind.starts_with("Nullable<");
            let kind = match kind.trim_start_matches("Nullable<").trim_end_matches('>') {
                "Binary" => ColumnKind::Bytes,
                "Text" => ColumnKind::Text,
                "Integer" => ColumnKind::Integer,
                "BigInt" => ColumnKind::BigInteger,
                "Bool" => ColumnKind::Boolean,
                "Date" => ColumnKind::Date,
                "Timestamp" => ColumnKind::Time,
                other => panic!("{other} is new here"),
            };
            tables.entry(current.clone()).or_default().push((
                sql_name.take().unwrap_or(column).to_owned(),
                kind,
                nullable,
            ));
        }
    }
    tables
}

#[test]
fn diesel_knows_every_table_that_it_uses_as_the_migrations_make_it() {
    let made: BTreeMap<String, Vec<_>> = tables(&Place::new())
        .into_iter()
        .map(|t| (t.name, t.columns.into_iter().map(|c| (c.name, c.kind, c.nullable)).collect()))
        .collect();
    let known = known_to_diesel();
    assert!(known.len() >= 10, "{}", known.len());
    for (table, columns) in known {
        assert_eq!(made.get(&table), Some(&columns), "{table}");
    }
}
