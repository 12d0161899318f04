//! Inserts of many rows.

/// Inserts rows that share the values under `given` and have their own under `each`: one by one on
/// SQLite, which runs in this process; as whole columns, in one statement, on PostgreSQL. The name
/// of the table is the one that it has in the database.
macro_rules! insert_rows {
    (
        $connection:expr,
        $table:ident,
        given { $($given:ident: $given_type:ty = $given_value:expr),+ $(,)? },
        each |$row:ident| in $rows:expr, { $($column:ident: $type:ty = $value:expr),+ $(,)? }
    ) => {
        match $connection {
            $crate::store::Connection::Sqlite(connection) => {
                for $row in $rows {
                    diesel::insert_into($table::table)
                        .values((
                            $($table::$given.eq($given_value),)+
                            $($table::$column.eq($value),)+
                        ))
                        .execute(connection)?;
                }
            }
            $crate::store::Connection::Postgres(connection) => {
                let statement = $crate::store::insert_columns(
                    stringify!($table),
                    &[$(<$table::$given as diesel::Column>::NAME),+],
                    &[$(<$table::$column as diesel::Column>::NAME),+],
                );
                diesel::sql_query(statement)
                    $(.bind::<$given_type, _>($given_value))+
                    $(.bind::<diesel::sql_types::Array<$type>, _>(
                        $rows.iter().map(|$row| $value).collect::<Vec<_>>(),
                    ))+
                    .execute(connection)?;
            }
        }
    };
}
pub(crate) use insert_rows;

/// The statement that inserts whole columns on PostgreSQL: first the values of `given`, then an
/// array for each column.
pub(crate) fn insert_columns(table: &str, given: &[&str], each: &[&str]) -> String {
    let numbered = |from: usize, count: usize| {
        (from..from + count).map(|number| format!("${number}")).collect::<Vec<_>>().join(", ")
    };
    format!(
        "INSERT INTO {table} ({}, {}) SELECT {}, * FROM unnest({})",
        given.join(", "),
        each.join(", "),
        numbered(1, given.len()),
        numbered(given.len() + 1, each.len()),
    )
}

#[cfg(test)]
mod tests {
    use super::insert_columns;

    #[test]
    fn columns_come_after_given_values() {
        assert_eq!(
            insert_columns("slips", &["collection", "batch"], &["digest"]),
            "INSERT INTO slips (collection, batch, digest) SELECT $1, $2, * FROM unnest($3)"
        );
    }
}
