use std::{net::IpAddr, str::FromStr};

use lettre::transport::smtp::extension::ClientId;
use url::{Host, Url};

use crate::settings::BaseUrl;

/// The name that Speir gives to mail servers in EHLO (RFC 5321, section 4.1.1.1): a host name, or
/// an address in brackets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnName(ClientId);

impl OwnName {
    /// The host of the public address or, if there is none, the loopback address.
    pub fn of(base_url: &BaseUrl) -> Self {
        let url = Url::parse(base_url.as_str()).ok();
        let id = match url.as_ref().and_then(Url::host) {
            Some(Host::Domain(name)) => ClientId::Domain(name.to_owned()),
            Some(Host::Ipv4(address)) => ClientId::Ipv4(address),
            Some(Host::Ipv6(address)) => ClientId::Ipv6(address),
            None => ClientId::Ipv4(std::net::Ipv4Addr::LOCALHOST),
        };
        Self(id)
    }

    pub const fn id(&self) -> &ClientId {
        &self.0
    }
}

/// Parses an ASCII host name, or an address with or without brackets.
impl FromStr for OwnName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
        match bare.parse::<IpAddr>() {
            Ok(IpAddr::V4(address)) => return Ok(Self(ClientId::Ipv4(address))),
            Ok(IpAddr::V6(address)) => return Ok(Self(ClientId::Ipv6(address))),
            Err(_) => {}
        }
        let is_label = |label: &str| {
            (1..=63).contains(&label.len())
                && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        };
        if text.len() > 253 || !text.split('.').all(is_label) {
            return Err(
                "write the name of this host, such as speir.example.org, or its IP address"
                    .to_owned(),
            );
        }
        Ok(Self(ClientId::Domain(text.to_owned())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_is_that_of_the_base_address_and_an_address_stands_in_brackets() {
        let of = |text: &str| OwnName::of(&text.parse().expect("an address")).id().to_string();
        assert_eq!(of("https://surveys.example.org"), "surveys.example.org");
        assert_eq!(of("http://surveys.example.org:8080"), "surveys.example.org");
        assert_eq!(of("http://192.0.2.7:8080"), "[192.0.2.7]");
        assert_eq!(of("http://[2001:db8::1]:8080"), "[IPv6:2001:db8::1]");
        assert_eq!(of(""), "[127.0.0.1]");
        let read = |text: &str| text.parse::<OwnName>().map(|name| name.id().to_string());
        assert_eq!(read("mail.example.org").as_deref(), Ok("mail.example.org"));
        assert_eq!(read("192.0.2.7").as_deref(), Ok("[192.0.2.7]"));
        assert_eq!(read("[2001:db8::1]").as_deref(), Ok("[IPv6:2001:db8::1]"));
        for text in [
            "",
            "a b",
            "a..b",
            "-a.example",
            "a_b",
            "a\r\nMAIL",
            "glè.example",
            "https://a.example",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
