use std::fmt::Debug;

use diesel::{
    backend::Backend,
    deserialize::{self, FromSql, FromSqlRow},
    dsl::sql,
    expression::{AsExpression, SqlLiteral},
    pg::{Pg, PgValue},
    serialize::{self, IsNull, Output, ToSql},
    sql_types::{BigInt, Integer},
    sqlite::{Sqlite, SqliteType},
};

use super::{Connection, CountError};

type Either = <Connection as diesel::Connection>::Backend;

/// A number in a column that is never below zero, such as a number of rows; `T` is its type in the
/// program. A number that does not fit is a [`CountError`].
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, FromSqlRow, AsExpression,
)]
#[diesel(sql_type = BigInt)]
#[diesel(sql_type = Integer)]
pub struct Count<T: Whole = u64>(pub T);

/// The types that a count can have in the program.
pub trait Whole: Copy + Debug + TryFrom<i64> + TryInto<i64> + Send + Sync + 'static {}

impl<T: Copy + Debug + TryFrom<i64> + TryInto<i64> + Send + Sync + 'static> Whole for T {}

/// A number to look for in an INTEGER column; `None` if none of its rows can hold it.
pub fn sought(number: u32) -> Option<i32> {
    number.try_into().ok()
}

/// The sum of a column of counts, 0 without rows. A value below zero is not offset by others: it
/// becomes the result, which is then not a count. An error names it `name`.
pub fn sum(connection: &Connection, column: &str, name: &str) -> SqlLiteral<BigInt> {
    sql(&format!("{} AS {name}", sum_of(connection, column)))
}

fn sum_of(connection: &Connection, column: &str) -> String {
    let sum = format!(
        "CASE WHEN MIN({column}) < 0 THEN MIN({column}) ELSE COALESCE(SUM({column}), 0) END"
    );
    match connection {
        Connection::Sqlite(_) => sum,
        // PostgreSQL sums integers to a decimal.
        Connection::Postgres(_) => format!("CAST({sum} AS BIGINT)"),
    }
}

impl<T: Whole> Count<T> {
    fn read(number: i64) -> deserialize::Result<Self> {
        Ok(Self(T::try_from(number).map_err(|_| CountError::OutOfRange)?))
    }

    fn stored(self) -> Result<i64, CountError> {
        self.0.try_into().map_err(|_| CountError::TooLarge)
    }
}

macro_rules! count_column {
    ($sql_type:ident, $column:ty) => {
        impl<T: Whole> FromSql<$sql_type, Pg> for Count<T> {
            fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
                Self::read(<$column as FromSql<$sql_type, Pg>>::from_sql(value)?.into())
            }
        }

        impl<T: Whole> FromSql<$sql_type, Sqlite> for Count<T> {
            fn from_sql(value: <Sqlite as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
                // SQLite keeps any type in any column, and would read text as 0.
                if value.value_type() != Some(SqliteType::Long) {
                    return Err(CountError::NotWhole.into());
                }
                Self::read(<i64 as FromSql<BigInt, Sqlite>>::from_sql(value)?)
            }
        }

        impl<T: Whole> FromSql<$sql_type, Either> for Count<T> {
            fn from_sql(value: <Either as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
                value.from_sql::<Self, $sql_type>()
            }
        }

        impl<T: Whole> ToSql<$sql_type, Pg> for Count<T> {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
                let number = <$column>::try_from(self.stored()?);
                let number = number.map_err(|_| CountError::TooLarge)?;
                <$column as ToSql<$sql_type, Pg>>::to_sql(&number, &mut out.reborrow())
            }
        }

        impl<T: Whole> ToSql<$sql_type, Sqlite> for Count<T> {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
                let number = <$column>::try_from(self.stored()?);
                out.set_value(number.map_err(|_| CountError::TooLarge)?);
                Ok(IsNull::No)
            }
        }

        impl<T: Whole> ToSql<$sql_type, Either> for Count<T> {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Either>) -> serialize::Result {
                out.set_value(($sql_type, self));
                Ok(IsNull::No)
            }
        }
    };
}

count_column!(BigInt, i64);
count_column!(Integer, i32);

#[cfg(test)]
mod tests {
    use diesel::{
        IntoSql as _, RunQueryDsl, connection::SimpleConnection, select, sql_types::Nullable,
    };

    use super::*;
    use crate::store::{DatabaseAddress, Store, StoreError};

    fn connection() -> (tempfile::TempDir, Connection) {
        let folder = tempfile::tempdir().expect("a folder");
        let address = DatabaseAddress::from(folder.path().join("speir.sqlite"));
        let store = Store::open(&address).expect("a database");
        let connection = store.own_connection().expect("a connection");
        (folder, connection)
    }

    fn read<T: Whole>(connection: &mut Connection, number: &str) -> Result<T, StoreError> {
        let read = select(sql::<BigInt>(number)).get_result::<Count<T>>(connection)?;
        Ok(read.0)
    }

    #[test]
    fn a_number_that_is_no_count_is_an_error() {
        let (_folder, mut connection) = connection();
        assert_eq!(read::<u64>(&mut connection, "7").expect("a count"), 7);
        assert_eq!(read::<u8>(&mut connection, "255").expect("a count"), 255);
        for (number, why) in [
            ("-1", CountError::OutOfRange),
            ("256", CountError::OutOfRange),
            ("'many'", CountError::NotWhole),
            ("2.5", CountError::NotWhole),
        ] {
            let error = read::<u8>(&mut connection, number).expect_err("no count");
            assert!(matches!(error, StoreError::Count { error, .. } if error == why), "{error}");
        }
    }

    #[test]
    fn a_count_that_no_column_holds_is_an_error() {
        let (_folder, mut connection) = connection();
        let written = select(Count(u64::from(u32::MAX)).into_sql::<Integer>())
            .get_result::<Count>(&mut connection);
        let error = StoreError::from(written.expect_err("too large"));
        assert!(error.to_string().contains("would be too large"), "{error}");
    }

    #[test]
    fn no_sum_makes_up_for_a_damaged_count() {
        let (_folder, mut connection) = connection();
        connection
            .batch_execute(
                "CREATE TEMP TABLE slips (used BIGINT); INSERT INTO slips VALUES (9), (-2)",
            )
            .expect("a table");
        let total = |connection: &mut Connection| {
            let sum = format!("(SELECT {} FROM slips)", sum_of(connection, "used"));
            read::<u64>(connection, &sum)
        };
        let error = total(&mut connection).expect_err("damaged");
        assert!(error.to_string().contains("is below zero"), "{error}");
        connection.batch_execute("DELETE FROM slips WHERE used < 0").expect("mended");
        assert_eq!(total(&mut connection).expect("a sum"), 9);
        connection.batch_execute("DELETE FROM slips").expect("emptied");
        assert_eq!(total(&mut connection).expect("a sum"), 0);
        let none =
            select(sql::<Nullable<BigInt>>("NULL")).get_result::<Option<Count>>(&mut connection);
        assert_eq!(none.expect("nothing"), None);
    }
}
