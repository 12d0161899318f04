use std::{fmt, str::FromStr};

use lettre::transport::smtp::authentication::Credentials;
use percent_encoding::percent_decode_str;
use url::Host;

/// A mail server and how to connect to it.
#[derive(Clone)]
pub struct ServerAddress {
    pub host: String,
    pub port: u16,
    pub encryption: Encryption,
    pub credentials: Option<Credentials>,
}

/// The encryption of the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encryption {
    /// TLS from the first byte.
    Whole,
    /// STARTTLS, or nothing is sent.
    Required,
    /// STARTTLS if offered, with any certificate: otherwise there would be no encryption at all.
    WhereOffered,
    None,
}

/// The text does not name a mail server. It may hold a password, so it is not repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadAddress {
    #[error(
        "is not the address of a mail server. Write smtp://USER:PASSWORD@HOST:PORT or \
            smtps://USER:PASSWORD@HOST."
    )]
    Unreadable,
    #[error(
        "has a tls= that is not required, opportunistic or none, or has one with smtps, which \
            always encrypts."
    )]
    Tls,
    #[error(
        "names a user or a password, but not both. Write smtp://USER:PASSWORD@HOST; in the user \
            name, write : as %3A."
    )]
    NoPassword,
    #[error(
        "has a % that does not start an encoded character. In a user name or a password, write % \
            as %25."
    )]
    Percent,
    #[error(
        "has a line break or another control character in its user name or password, which mail \
            servers refuse."
    )]
    Control,
    #[error(
        "has a password, which would travel unencrypted with tls=none or opportunistic. Remove \
            tls= or set it to required."
    )]
    OpenPassword,
}

/// Parses `smtp://USER:PASSWORD@HOST:PORT?tls=…`. The host begins after the last @, so a user name
/// and a password may contain any character except a percent sign, which begins an encoded one; a
/// user name may not contain a colon.
impl FromStr for ServerAddress {
    type Err = BadAddress;

    fn from_str(text: &str) -> Result<Self, BadAddress> {
        let (scheme, rest) = text.split_once("://").ok_or(BadAddress::Unreadable)?;
        let (login, place) = match rest.rsplit_once('@') {
            Some((login, place)) => (Some(login), place),
            None => (None, rest),
        };
        let (place, query) =
            place.split_once('?').map_or((place, None), |(place, query)| (place, Some(query)));
        let (host, port) = host_and_port(place.strip_suffix('/').unwrap_or(place))?;
        let credentials = login.map(credentials).transpose()?;
        let tls = match query.map(|query| query.split_once('=')) {
            None => None,
            Some(Some(("tls", value))) => Some(value),
            Some(_) => return Err(BadAddress::Unreadable),
        };
        let encryption = match (scheme.to_ascii_lowercase().as_str(), tls) {
            ("smtps", None) => Encryption::Whole,
            ("smtp", None) if credentials.is_some() => Encryption::Required,
            ("smtp", None | Some("opportunistic")) => Encryption::WhereOffered,
            ("smtp", Some("required")) => Encryption::Required,
            ("smtp", Some("none")) => Encryption::None,
            ("smtp" | "smtps", Some(_)) => return Err(BadAddress::Tls),
            _ => return Err(BadAddress::Unreadable),
        };
        if credentials.is_some()
            && matches!(encryption, Encryption::None | Encryption::WhereOffered)
        {
            return Err(BadAddress::OpenPassword);
        }
        let usual = match encryption {
            Encryption::Whole => 465,
            Encryption::Required => 587,
            Encryption::WhereOffered | Encryption::None => 25,
        };
        Ok(Self { host, port: port.unwrap_or(usual), encryption, credentials })
    }
}

fn host_and_port(place: &str) -> Result<(String, Option<u16>), BadAddress> {
    let bracket = place.rfind(']').map_or(0, |end| end + 1);
    let (host, port) = match place.get(bracket..).and_then(|rest| rest.rfind(':')) {
        Some(colon) => {
            let (host, port) = place.split_at(bracket + colon);
            (host, port.get(1..))
        }
        None => (place, None),
    };
    let port = port.map(|port| {
        port.parse::<u16>().ok().filter(|port| *port > 0).ok_or(BadAddress::Unreadable)
    });
    let host = match Host::parse(host).map_err(|_| BadAddress::Unreadable)? {
        Host::Domain(name) => name,
        Host::Ipv4(address) => address.to_string(),
        Host::Ipv6(address) => address.to_string(),
    };
    Ok((host, port.transpose()?))
}

fn credentials(login: &str) -> Result<Credentials, BadAddress> {
    let (user, password) = login.split_once(':').ok_or(BadAddress::NoPassword)?;
    if user.is_empty() || password.is_empty() {
        return Err(BadAddress::NoPassword);
    }
    Ok(Credentials::new(decoded(user)?, decoded(password)?))
}

fn decoded(text: &str) -> Result<String, BadAddress> {
    let is_encoded = |rest: &str| {
        rest.as_bytes().get(..2).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit))
    };
    if !text.split('%').skip(1).all(is_encoded) {
        return Err(BadAddress::Percent);
    }
    let decoded = percent_decode_str(text).decode_utf8().map_err(|_| BadAddress::Percent)?;
    if decoded.chars().any(char::is_control) {
        return Err(BadAddress::Control);
    }
    Ok(decoded.into_owned())
}

/// Host and port, without the password.
impl fmt::Display for ServerAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.host, self.port)
    }
}

impl fmt::Debug for ServerAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<(String, u16, Encryption, bool), BadAddress> {
        text.parse().map(|a: ServerAddress| (a.host, a.port, a.encryption, a.credentials.is_some()))
    }

    #[test]
    fn an_address_says_where_and_how_and_a_password_never_travels_openly() {
        let host = || "mail.example".to_owned();
        assert_eq!(read("smtp://mail.example"), Ok((host(), 25, Encryption::WhereOffered, false)));
        assert_eq!(
            read("smtp://mail.example:1025?tls=none"),
            Ok((host(), 1025, Encryption::None, false))
        );
        assert_eq!(
            read("smtp://a%40b:p%3Aw@mail.example"),
            Ok((host(), 587, Encryption::Required, true))
        );
        assert_eq!(read("smtps://a:b@mail.example"), Ok((host(), 465, Encryption::Whole, true)));
        assert_eq!(
            read("smtp://[::1]:25"),
            Ok(("::1".to_owned(), 25, Encryption::WhereOffered, false))
        );
        assert_eq!(read("smtp://a:b@mail.example?tls=none"), Err(BadAddress::OpenPassword));
        assert_eq!(
            read("smtp://a:b@mail.example?tls=opportunistic"),
            Err(BadAddress::OpenPassword)
        );
        for text in [
            "",
            "mail.example",
            "http://mail.example",
            "smtp://",
            "smtp:mail.example",
            "smtp://mail.example:0",
            "smtp://mail.example:x",
            "smtp://mail.example/path",
            "smtp://mail.example?x=1",
            "smtp://a b.example",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
        let shown = format!(
            "{:?}",
            "smtps://ann:secret@mail.example".parse::<ServerAddress>().expect("an address")
        );
        assert_eq!(shown, "mail.example:465");
    }

    fn login(text: &str) -> Result<Credentials, BadAddress> {
        let address: ServerAddress = format!("smtps://{text}@mail.example").parse()?;
        assert_eq!((address.host.as_str(), address.port), ("mail.example", 465), "{text}");
        Ok(address.credentials.expect("a login"))
    }

    #[test]
    fn a_password_may_have_any_sign_in_it() {
        for (written, user, password) in [
            ("ann:p#ss", "ann", "p#ss"),
            ("ann:p/ss?x=1", "ann", "p/ss?x=1"),
            ("ann:p@ss@word", "ann", "p@ss@word"),
            ("ann:p:ss", "ann", "p:ss"),
            ("ann:100%25", "ann", "100%"),
            ("ann:p%23%2F%40%3f", "ann", "p#/@?"),
            ("ann:dòigh [x] \\", "ann", "dòigh [x] \\"),
            ("ann@example.org:p", "ann@example.org", "p"),
            ("a/n#n?:p", "a/n#n?", "p"),
            ("a%3An%25:p", "a:n%", "p"),
        ] {
            assert_eq!(
                login(written),
                Ok(Credentials::new(user.to_owned(), password.to_owned())),
                "{written}"
            );
        }
    }

    #[test]
    fn a_login_that_cannot_be_understood_is_refused_with_the_remedy() {
        for text in ["ann:50%off", "ann:100%", "an%n:p", "ann:%ff"] {
            assert_eq!(login(text), Err(BadAddress::Percent), "{text}");
        }
        assert!(BadAddress::Percent.to_string().contains("%25"));
        for text in ["ann", ":p", "ann:", ""] {
            assert_eq!(login(text), Err(BadAddress::NoPassword), "{text}");
        }
        for text in ["ann:a%0d%0aMAIL", "ann:%00"] {
            assert_eq!(login(text), Err(BadAddress::Control), "{text}");
        }
    }
}
