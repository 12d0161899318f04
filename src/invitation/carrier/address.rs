use std::{fmt, str::FromStr};

use lettre::transport::smtp::authentication::Credentials;
use percent_encoding::percent_decode_str;
use url::Url;

/// A mail server and how to speak with it.
#[derive(Clone)]
pub struct ServerAddress {
    pub host: String,
    pub port: u16,
    pub encryption: Encryption,
    pub credentials: Option<Credentials>,
}

/// How the way to the server is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encryption {
    /// TLS from the first byte.
    Whole,
    /// STARTTLS, or nothing is sent.
    Required,
    /// STARTTLS where it is offered, whatever the certificate: without it everything would be open anyway.
    WhereOffered,
    None,
}

/// The text does not name a mail server. It may hold a password, so it is not repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadAddress {
    #[error("is not the address of a mail server. Write smtp://USER:PASSWORD@HOST:PORT or smtps://USER:PASSWORD@HOST.")]
    Unreadable,
    #[error("has a tls= that is none of required, opportunistic, none.")]
    Tls,
    #[error("has a password and tls=none: it would travel openly. Take tls=none away.")]
    OpenPassword,
}

impl FromStr for ServerAddress {
    type Err = BadAddress;

    fn from_str(text: &str) -> Result<Self, BadAddress> {
        let url = Url::parse(text).map_err(|_| BadAddress::Unreadable)?;
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or(BadAddress::Unreadable)?;
        let decode = |text: &str| percent_decode_str(text).decode_utf8().map(std::borrow::Cow::into_owned);
        let credentials = match (url.username(), url.password()) {
            ("", None) => None,
            (user, password) => {
                let both = decode(user).and_then(|user| Ok((user, decode(password.unwrap_or_default())?)));
                let (user, password) = both.map_err(|_| BadAddress::Unreadable)?;
                Some(Credentials::new(user, password))
            }
        };
        let tls = url.query_pairs().find(|(key, _)| key == "tls").map(|(_, value)| value.into_owned());
        let encryption = match (url.scheme(), tls.as_deref()) {
            ("smtps", _) => Encryption::Whole,
            ("smtp", None) if credentials.is_some() => Encryption::Required,
            ("smtp", None | Some("opportunistic")) => Encryption::WhereOffered,
            ("smtp", Some("required")) => Encryption::Required,
            ("smtp", Some("none")) => Encryption::None,
            ("smtp", Some(_)) => return Err(BadAddress::Tls),
            _ => return Err(BadAddress::Unreadable),
        };
        if credentials.is_some() && matches!(encryption, Encryption::None | Encryption::WhereOffered) {
            return Err(BadAddress::OpenPassword);
        }
        let usual = match encryption {
            Encryption::Whole => 465,
            Encryption::Required => 587,
            Encryption::WhereOffered | Encryption::None => 25,
        };
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        Ok(Self { host, port: url.port().unwrap_or(usual), encryption, credentials })
    }
}

/// Host and port, and no password.
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
        assert_eq!(read("smtp://mail.example:1025?tls=none"), Ok((host(), 1025, Encryption::None, false)));
        assert_eq!(read("smtp://a%40b:p%3Aw@mail.example"), Ok((host(), 587, Encryption::Required, true)));
        assert_eq!(read("smtps://a:b@mail.example"), Ok((host(), 465, Encryption::Whole, true)));
        assert_eq!(read("smtp://[::1]:25"), Ok(("::1".to_owned(), 25, Encryption::WhereOffered, false)));
        assert_eq!(read("smtp://a:b@mail.example?tls=none"), Err(BadAddress::OpenPassword));
        assert_eq!(read("smtp://a:b@mail.example?tls=opportunistic"), Err(BadAddress::OpenPassword));
        for text in ["", "mail.example", "http://mail.example", "smtp://", "smtp:mail.example"] {
            assert!(read(text).is_err(), "{text}");
        }
        let shown = format!("{:?}", "smtps://ann:secret@mail.example".parse::<ServerAddress>().expect("an address"));
        assert_eq!(shown, "mail.example:465");
    }
}
