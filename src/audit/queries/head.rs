use std::{fmt, str::FromStr};

use diesel::prelude::*;

use crate::store::{Connection, HashValue, StoreError, schema::audit_head};

/// The last entry of the log at some moment: it can later prove that nothing up to there was
/// changed.
///
/// It is written as `NUMBER:SHA-256`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The entry's place in the chain, from 1.
    pub number: i64,
    pub digest: HashValue,
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.number, self.digest)
    }
}

impl FromStr for Head {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.trim().split_once(':');
        let head = parts.and_then(|(number, digest)| {
            Some(Self {
                number: number.parse().ok().filter(|number| *number > 0)?,
                digest: digest.parse().ok()?,
            })
        });
        head.ok_or_else(|| {
            "a head is a number, a colon and 64 hexadecimal digits, such as 17:0f3a…".to_owned()
        })
    }
}

/// The head of the log. `None` while the log is empty.
pub fn head(connection: &mut Connection) -> Result<Option<Head>, StoreError> {
    let row = audit_head::table
        .select((audit_head::number, audit_head::digest))
        .first(connection)
        .optional()?;
    Ok(row.map(|(number, digest)| Head { number, digest }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_as_it_is_written() {
        let head = Head { number: 17, digest: HashValue([0xa7; 32]) };
        assert_eq!(head.to_string().parse(), Ok(head));
        for nothing in [
            "",
            "17",
            ":",
            "17:",
            "0:".to_owned().as_str(),
            "17:a7",
            &format!("-1:{}", head.digest),
        ] {
            assert!(nothing.parse::<Head>().is_err(), "{nothing}");
        }
    }
}
