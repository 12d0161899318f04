use std::{fmt, str::FromStr};

use diesel::{
    backend::Backend,
    deserialize::{self, FromSql, FromSqlRow},
    expression::AsExpression,
    serialize::{self, Output, ToSql},
    sql_types::Binary,
};
use rand::RngCore;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The id of a row: random, so that it does not reveal when the row was made.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    FromSqlRow,
    AsExpression,
    Serialize,
    Deserialize,
)]
#[diesel(sql_type = Binary)]
pub struct Id(pub Uuid);

impl Id {
    pub fn random() -> Self {
        Self(Uuid::new_v4())
    }

    pub fn as_bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<DB: Backend> FromSql<Binary, DB> for Id
where
    Vec<u8>: FromSql<Binary, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
        Ok(Self(Uuid::from_slice(&Vec::<u8>::from_sql(bytes)?)?))
    }
}

impl<DB: Backend> ToSql<Binary, DB> for Id
where
    [u8]: ToSql<Binary, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        self.0.as_bytes().as_slice().to_sql(out)
    }
}

/// A SHA-256 digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, FromSqlRow, AsExpression)]
#[diesel(sql_type = Binary)]
pub struct HashValue(pub [u8; 32]);

/// In hexadecimal.
impl fmt::Display for HashValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for HashValue {
    type Err = &'static str;

    /// Reads 64 hexadecimal digits.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const NOT_ONE: &str = "a SHA-256 has 64 hexadecimal digits";
        if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(NOT_ONE);
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
            let pair = std::str::from_utf8(pair).map_err(|_| NOT_ONE)?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| NOT_ONE)?;
        }
        Ok(Self(bytes))
    }
}

impl<DB: Backend> FromSql<Binary, DB> for HashValue
where
    Vec<u8>: FromSql<Binary, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
        let bytes = <[u8; 32]>::try_from(Vec::<u8>::from_sql(bytes)?);
        Ok(Self(bytes.map_err(|_| "a digest has 32 bytes")?))
    }
}

impl<DB: Backend> ToSql<Binary, DB> for HashValue
where
    [u8]: ToSql<Binary, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        self.0.as_slice().to_sql(out)
    }
}

/// Random bytes from which a collection's key is derived, with the secret, until its release. They
/// are never shown.
#[derive(Clone, Default, FromSqlRow, AsExpression)]
#[diesel(sql_type = Binary)]
pub struct Salt(Vec<u8>);

impl Salt {
    pub fn random() -> Self {
        let mut bytes = vec![0; 16];
        rand::rng().fill_bytes(&mut bytes);
        Self(bytes)
    }

    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Salt")
    }
}

impl<DB: Backend> FromSql<Binary, DB> for Salt
where
    Vec<u8>: FromSql<Binary, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
        Ok(Self(Vec::<u8>::from_sql(bytes)?))
    }
}

impl<DB: Backend> ToSql<Binary, DB> for Salt
where
    [u8]: ToSql<Binary, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        self.0.as_slice().to_sql(out)
    }
}

/// Lets a type that has `FromStr` be read from a text column.
macro_rules! text_column {
    ($type:ty) => {
        $crate::store::text_column!($type, |text: &str| text.parse::<$type>());
    };
    ($type:ty, $read:expr) => {
        impl<DB> diesel::deserialize::FromSql<diesel::sql_types::Text, DB> for $type
        where
            DB: diesel::backend::Backend,
            String: diesel::deserialize::FromSql<diesel::sql_types::Text, DB>,
        {
            fn from_sql(value: DB::RawValue<'_>) -> diesel::deserialize::Result<Self> {
                let text = <String as diesel::deserialize::FromSql<diesel::sql_types::Text, DB>>::from_sql(value)?;
                Ok($read(text.as_str())?)
            }
        }

        impl<ST, DB> diesel::deserialize::Queryable<ST, DB> for $type
        where
            DB: diesel::backend::Backend,
            ST: diesel::sql_types::SingleValue,
            Self: diesel::deserialize::FromSql<ST, DB>,
        {
            type Row = Self;

            fn build(row: Self) -> diesel::deserialize::Result<Self> {
                Ok(row)
            }
        }
    };
}
pub(crate) use text_column;

// If another process has published an audience since, at least its key is known here.
text_column!(crate::survey::Audience, |key: &str| {
    Ok::<_, std::convert::Infallible>(crate::survey::Audience::stored(key))
});
text_column!(crate::survey::Framework, |key: &str| {
    Ok::<_, std::convert::Infallible>(crate::survey::Framework::stored(key))
});
text_column!(crate::language::Language);
