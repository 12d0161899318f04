use std::{
    future::{Ready, ready},
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Once,
};

use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    http::header::{HeaderMap, HeaderValue},
    web::Data,
};

use crate::settings::{Proxies, Settings};

const FORWARDED_FOR: &str = "X-Forwarded-For";

/// The origin of a request, as the limits need it. It is never stored or logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Client {
    /// The machine that Speir runs on, without a proxy.
    ThisMachine,
    /// A household, a school or an office: one IPv4 address, or an IPv6 /48. Sites get a /48 (RFC
    /// 6177), so with smaller networks one site would count as thousands.
    Network(IpAddr),
    /// The connection has no address.
    Unknown,
}

impl Client {
    /// The client of a connection from `peer`. For a trusted proxy it is the last entry of the last
    /// `X-Forwarded-For` line, which the proxy added; the client can forge everything before it.
    ///
    /// An unreadable entry counts as the proxy itself. Everybody behind that proxy then shares one
    /// network, and a warning is logged once. A separate network for each unreadable text would let
    /// clients evade the limits by varying it.
    fn of(peer: Option<IpAddr>, headers: &HeaderMap, proxies: &Proxies) -> Self {
        let Some(peer) = peer.map(|peer| peer.to_canonical()) else { return Self::Unknown };
        let told = headers.get_all(FORWARDED_FOR).last();
        match told {
            Some(told) if proxies.include(peer) => last_entry(told).map_or_else(
                || {
                    warn_unreadable();
                    Self::network(peer)
                },
                Self::network,
            ),
            Some(_) => {
                if is_near(peer) {
                    warn_unnamed();
                }
                Self::network(peer)
            }
            None if peer.is_loopback() => Self::ThisMachine,
            None => Self::network(peer),
        }
    }

    /// The network that an address belongs to.
    fn network(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V6(v6) => {
                Self::Network(translated(v6).map_or_else(|| site(v6).into(), IpAddr::V4))
            }
            v4 @ IpAddr::V4(_) => Self::Network(v4),
        }
    }
}

/// The /48 that an address belongs to.
fn site(address: Ipv6Addr) -> Ipv6Addr {
    Ipv6Addr::from_bits(address.to_bits() >> 80 << 80)
}

/// The IPv4 address inside `64:ff9b::/96` (RFC 6052). Without this, all of IPv4 would be one
/// network.
fn translated(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let [a, b, 0, 0, 0, 0, high, low] = address.segments() else { return None };
    let low = u32::from(high) << 16 | u32::from(low);
    ((a, b) == (0x64, 0xff9b)).then(|| Ipv4Addr::from_bits(low))
}

/// The last address of an `X-Forwarded-For` line.
fn last_entry(line: &HeaderValue) -> Option<IpAddr> {
    let line = line.to_str().ok()?;
    let entry = line.rsplit(',').next()?.trim().trim_matches('"').trim();
    address(entry)
}

/// Parses an address as proxies write it: with or without brackets, with or without a port.
fn address(entry: &str) -> Option<IpAddr> {
    let in_brackets = entry.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let bare = in_brackets.unwrap_or(entry);
    // A zone names an interface of the proxy.
    let without_zone = bare.split_once('%').map_or(bare, |(address, _)| address);
    without_zone.parse().ok().or_else(|| entry.parse::<SocketAddr>().ok().map(|socket| socket.ip()))
}

/// Whether the address belongs to this machine or a private network, so that it is likely to be a
/// proxy.
fn is_near(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => v4.is_loopback() || v4.is_private(),
        IpAddr::V6(v6) => v6.is_loopback() || v6.is_unique_local(),
    }
}

fn warn_unreadable() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        tracing::warn!(
            "A proxy sends an X-Forwarded-For header in which the last entry is not an address, \
                so all its clients share one limit. Configure it to send each client's address."
        );
    });
}

fn warn_unnamed() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        tracing::warn!(
            "A machine in a private network sends X-Forwarded-For, which Speir ignores. If it is \
                your proxy, name it in SPEIR_PROXIES. Until then all its clients share one limit."
        );
    });
}

impl Client {
    /// Where `request` comes from.
    pub fn of_request(request: &HttpRequest) -> Self {
        let peer = request.peer_addr().map(|peer| peer.ip());
        match request.app_data::<Data<Settings>>() {
            Some(settings) => Self::of(peer, request.headers(), &settings.proxies),
            None => Self::of(peer, request.headers(), &Proxies::default()),
        }
    }
}

impl FromRequest for Client {
    type Error = std::convert::Infallible;
    type Future = Ready<Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self::of_request(request)))
    }
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::HeaderName;

    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    fn network(text: &str) -> Client {
        Client::Network(ip(text))
    }

    /// The client of a connection from `peer` with these lines of `X-Forwarded-For`.
    fn client(proxies: &str, peer: &str, lines: &[&str]) -> Client {
        let name = HeaderName::from_static("x-forwarded-for");
        let lines = lines
            .iter()
            .map(|line| (name.clone(), HeaderValue::from_bytes(line.as_bytes()).expect("a value")));
        Client::of(Some(ip(peer)), &lines.collect(), &proxies.parse().expect("a list"))
    }

    #[test]
    fn only_a_named_proxy_is_believed() {
        let school = network("203.0.113.7");
        assert_eq!(client("", "127.0.0.1", &["198.51.100.1, 203.0.113.7"]), school);
        assert_eq!(client("", "::ffff:127.0.0.1", &["203.0.113.7"]), school);
        assert_eq!(client("10.0.0.0/24", "10.0.0.2", &["203.0.113.7"]), school);
        assert_eq!(client("", "10.0.0.2", &["203.0.113.7"]), network("10.0.0.2"));
        assert_eq!(client("10.0.0.2", "127.0.0.1", &["203.0.113.7"]), network("127.0.0.1"));
        assert_eq!(client("", "203.0.113.7", &["198.51.100.1"]), school);
        assert_eq!(client("", "127.0.0.1", &[]), Client::ThisMachine);
    }

    #[test]
    fn of_two_lines_the_last_one_counts() {
        let lines = ["198.51.100.1", "198.51.100.2, 203.0.113.7"];
        assert_eq!(client("", "127.0.0.1", &lines), network("203.0.113.7"));
    }

    #[test]
    fn an_entry_is_read_however_a_gateway_writes_it() {
        for (entry, meant) in [
            ("203.0.113.7:40001", "203.0.113.7"),
            ("  203.0.113.7  ", "203.0.113.7"),
            ("\"203.0.113.7:40001\"", "203.0.113.7"),
            ("198.51.100.1,203.0.113.7:1", "203.0.113.7"),
            ("::ffff:203.0.113.7", "203.0.113.7"),
            ("[::ffff:203.0.113.7]:443", "203.0.113.7"),
            ("64:ff9b::203.0.113.7", "203.0.113.7"),
            ("2001:db8::1", "2001:db8::"),
            ("[2001:db8::1]", "2001:db8::"),
            ("[2001:db8:0:9::1]:443", "2001:db8::"),
            ("\"[2001:db8::1]:443\"", "2001:db8::"),
            ("[fe80::1%eth0]", "fe80::"),
        ] {
            assert_eq!(client("", "127.0.0.1", &[entry]), network(meant), "{entry}");
        }
    }

    #[test]
    fn an_unreadable_entry_counts_as_the_proxy() {
        for entry in [
            "unknown",
            "",
            "203.0.113.7,",
            "_hidden",
            "203.0.113.7:",
            "203.0.113.7:99999",
            "é",
            "[2001:db8::1",
        ] {
            assert_eq!(client("10.0.0.2", "10.0.0.2", &[entry]), network("10.0.0.2"), "{entry}");
        }
        assert_eq!(
            client("", "127.0.0.1", &["203.0.113.7", "unknown"]),
            network("127.0.0.1"),
            "no earlier one is taken"
        );
    }

    #[test]
    fn a_site_is_one_network_however_many_ipv6_addresses_it_uses() {
        assert_eq!(client("", "2001:db8::1", &[]), client("", "2001:db8:0:1::2", &[]));
        assert_ne!(client("", "2001:db8::1", &[]), client("", "2001:db8:1::1", &[]));
    }
}
