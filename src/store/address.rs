use std::{fmt, path::PathBuf, str::FromStr};

use super::StoreError;

/// Where the data is kept: `sqlite:PATH` or a bare path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatabaseAddress(PathBuf);

impl DatabaseAddress {
    /// The database file.
    pub fn path(&self) -> &std::path::Path {
        &self.0
    }

    /// The file beside it that keeps the secret, where none is given in the environment.
    pub fn key_file(&self) -> PathBuf {
        let mut name = self.0.clone().into_os_string();
        name.push(".key");
        name.into()
    }
}

impl From<PathBuf> for DatabaseAddress {
    fn from(path: PathBuf) -> Self {
        Self(path)
    }
}

impl FromStr for DatabaseAddress {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<Self, StoreError> {
        let path = match text.split_once(':') {
            Some(("postgres" | "postgresql", _)) => return Err(StoreError::NoPostgres),
            Some(("sqlite", path)) => path.strip_prefix("//").unwrap_or(path),
            Some((scheme, rest)) if rest.starts_with("//") => {
                return Err(StoreError::Address(format!("{scheme}://…")));
            }
            _ => text,
        };
        if path.is_empty() || path == ":memory:" {
            return Err(StoreError::Address(format!("“{path}”")));
        }
        Ok(Self(path.into()))
    }
}

impl fmt::Display for DatabaseAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sqlite:{}", self.0.display())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_path_and_a_sqlite_address_mean_the_same_file() {
        for text in ["data/speir.sqlite", "sqlite:data/speir.sqlite", "sqlite://data/speir.sqlite"] {
            let address: DatabaseAddress = text.parse().expect("an address");
            assert_eq!(address.path(), std::path::Path::new("data/speir.sqlite"), "{text}");
        }
    }

    #[test]
    fn an_address_of_another_database_is_refused_and_its_password_not_repeated() {
        for text in ["mysql://root:hush@localhost/x", "postgres://root:hush@localhost/x", ""] {
            let error = text.parse::<DatabaseAddress>().expect_err("not SQLite").to_string();
            assert!(!error.contains("hush"), "{error}");
        }
    }
}
