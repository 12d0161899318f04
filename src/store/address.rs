use std::{
    fmt,
    path::{Path, PathBuf},
    str::FromStr,
};

use super::StoreError;

/// The key file for a database that is not a file.
const KEY_FILE: &str = "speir.key";

/// Settings of a PostgreSQL connection, unless the address sets them. A dead server is noticed
/// within seconds, so that respondents can be told to retry while they still wait.
const PATIENCE: [(&str, &str); 6] = [
    ("connect_timeout", "5"),
    ("tcp_user_timeout", "10000"),
    ("keepalives_idle", "10"),
    ("keepalives_interval", "5"),
    ("keepalives_count", "2"),
    ("application_name", "speir"),
];

/// Where the data is kept: `sqlite:PATH`, a bare path, or `postgres://…`.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseAddress {
    Sqlite(PathBuf),
    Postgres(PostgresAddress),
}

/// An address as libpq reads it. It may hold a password, so it is never shown whole.
#[derive(Clone, PartialEq, Eq)]
pub struct PostgresAddress(String);

impl DatabaseAddress {
    /// The SQLite database file; `None` for PostgreSQL.
    pub(super) fn file(&self) -> Option<&Path> {
        match self {
            Self::Sqlite(path) => Some(path),
            Self::Postgres(_) => None,
        }
    }

    /// The default key file: beside a SQLite database, else in the working folder.
    pub fn key_file(&self) -> PathBuf {
        match self {
            Self::Sqlite(path) => {
                let mut name = path.clone().into_os_string();
                name.push(".key");
                name.into()
            }
            Self::Postgres(_) => KEY_FILE.into(),
        }
    }
}

impl PostgresAddress {
    /// The address with the settings of `PATIENCE` added.
    pub(super) fn for_connecting(&self) -> String {
        let mut address = self.0.clone();
        for (name, value) in PATIENCE {
            let query = address.split_once('?').map_or("", |(_, query)| query);
            if !query.split('&').any(|pair| pair.split('=').next() == Some(name)) {
                let separator = if address.contains('?') { '&' } else { '?' };
                address.extend([separator.to_string().as_str(), name, "=", value]);
            }
        }
        address
    }

    /// libpq's message on one line, unless it contains the address or the password.
    pub(super) fn safe(&self, message: &str) -> String {
        let user = self
            .0
            .split_once("://")
            .and_then(|(_, rest)| rest.rsplit_once('@'))
            .map(|(user, _)| user);
        let password =
            user.and_then(|user| user.split_once(':')).map_or("", |(_, password)| password);
        if message.contains("://") || (!password.is_empty() && message.contains(password)) {
            return "the address cannot be read. Write \
                postgres://USER:PASSWORD@HOST:PORT/DATABASE, with special characters \
                percent-encoded"
                .to_owned();
        }
        if message.contains("SSL support is not compiled in") {
            return "this build does not support TLS. Build Speir with --features postgres-tls"
                .to_owned();
        }
        let line = message.lines().next().unwrap_or_default();
        let cause = line.split_whitespace().collect::<Vec<_>>().join(" ");
        cause.trim_end_matches('.').to_owned()
    }
}

impl From<PathBuf> for DatabaseAddress {
    fn from(path: PathBuf) -> Self {
        Self::Sqlite(path)
    }
}

impl FromStr for DatabaseAddress {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<Self, StoreError> {
        let path = match text.split_once(':') {
            Some(("postgres" | "postgresql", rest)) if rest.starts_with("//") => {
                return Ok(Self::Postgres(PostgresAddress(text.to_owned())));
            }
            Some(("sqlite", path)) => path.strip_prefix("//").unwrap_or(path),
            Some((scheme, rest)) if rest.starts_with("//") || scheme.starts_with("postgres") => {
                return Err(StoreError::Address(format!("{scheme}:…")));
            }
            _ => text,
        };
        if path.is_empty() || path == ":memory:" {
            return Err(StoreError::Address(format!("“{path}”")));
        }
        Ok(Self::Sqlite(path.into()))
    }
}

/// Without user, password and parameters.
impl fmt::Display for DatabaseAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Self::Postgres(PostgresAddress(text)) => {
                let whole = text.split_once("://").map_or("", |(_, rest)| rest);
                let place = whole.split('?').next().unwrap_or_default();
                match place.rsplit_once('@') {
                    Some((_, place)) => write!(f, "postgres://{place}"),
                    // A question mark in a password that should have been percent-encoded.
                    None if whole.contains('@') => f.write_str("postgres://…"),
                    None => write!(f, "postgres://{place}"),
                }
            }
        }
    }
}

impl fmt::Debug for DatabaseAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> DatabaseAddress {
        text.parse().expect("an address")
    }

    #[test]
    fn a_bare_path_and_a_sqlite_address_mean_the_same_file() {
        for text in ["data/speir.sqlite", "sqlite:data/speir.sqlite", "sqlite://data/speir.sqlite"]
        {
            assert_eq!(address(text).file(), Some(Path::new("data/speir.sqlite")), "{text}");
        }
    }

    #[test]
    fn an_address_of_another_database_is_refused_and_its_password_not_repeated() {
        for text in [
            "mysql://root:hush@localhost/x",
            "postgres:root:hush@localhost",
            "postgresq://a:hush@b/c",
            "",
        ] {
            let error = text
                .parse::<DatabaseAddress>()
                .expect_err("neither SQLite nor PostgreSQL")
                .to_string();
            assert!(!error.contains("hush"), "{error}");
        }
    }

    #[test]
    fn an_address_of_postgresql_is_shown_without_what_is_secret() {
        for text in [
            "postgres://ann:hu@sh@db:5432/speir?password=hush",
            "postgresql://ann:hush@db:5432/speir",
        ] {
            assert_eq!(address(text).to_string(), "postgres://db:5432/speir");
            assert!(!format!("{:?}", address(text)).contains("hu"));
        }
        assert_eq!(address("postgres://ann:hu?sh@db/speir").to_string(), "postgres://…");
    }

    #[test]
    fn a_message_that_repeats_the_password_is_not_passed_on() {
        let DatabaseAddress::Postgres(address) = address("postgres://ann:hush@db/speir") else {
            panic!()
        };
        assert!(!address.safe("invalid port number: \"hush\"").contains("hush"));
        assert!(!address.safe("in URI: \"postgres://ann\"").contains("//ann"));
        assert_eq!(address.safe("could not connect\n\tIs it there?"), "could not connect");
    }

    #[test]
    fn what_the_address_says_of_patience_stays() {
        let DatabaseAddress::Postgres(address) = address("postgres://db/speir?connect_timeout=60")
        else {
            panic!()
        };
        let whole = address.for_connecting();
        assert!(
            whole.starts_with("postgres://db/speir?connect_timeout=60&tcp_user_timeout=10000&"),
            "{whole}"
        );
        assert!(!whole.contains("connect_timeout=5"));
    }
}
