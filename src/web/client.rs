use std::{
    future::{Ready, ready},
    net::{IpAddr, Ipv6Addr},
};

use actix_web::{FromRequest, HttpRequest, dev::Payload};

/// Where a request comes from, as far as limits need it: never stored, never logged.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum Client {
    /// The machine that Speir runs on, with no proxy between.
    ThisMachine,
    /// A household, a school or an office: one IPv4 address, or the /64 network of an IPv6 one.
    Network(IpAddr),
    Unknown,
}

impl Client {
    /// A proxy on this machine or in a private network tells the address in `X-Forwarded-For`, its last entry being the one that the
    /// proxy itself saw. From anywhere else the header is not believed.
    fn of(peer: Option<IpAddr>, forwarded: Option<&str>) -> Self {
        let Some(peer) = peer.map(|p| p.to_canonical()) else { return Self::Unknown };
        let told = forwarded.and_then(|list| list.rsplit(',').next()).map(str::trim);
        match told {
            Some(told) if is_near(peer) => told.parse().map_or(Self::Unknown, Self::network),
            None if peer.is_loopback() => Self::ThisMachine,
            _ => Self::network(peer),
        }
    }

    fn network(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V6(v6) => Self::Network(Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64).into()),
            v4 @ IpAddr::V4(_) => Self::Network(v4),
        }
    }
}

/// Whether the address is of this machine or of a private network, where the proxy stands.
fn is_near(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => v4.is_loopback() || v4.is_private(),
        IpAddr::V6(v6) => v6.is_loopback() || v6.is_unique_local(),
    }
}

impl FromRequest for Client {
    type Error = std::convert::Infallible;
    type Future = Ready<Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let forwarded = request.headers().get("X-Forwarded-For").and_then(|value| value.to_str().ok());
        ready(Ok(Self::of(request.peer_addr().map(|peer| peer.ip()), forwarded)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(peer: &str, forwarded: Option<&str>) -> Client {
        Client::of(Some(peer.parse().expect("an address")), forwarded)
    }

    #[test]
    fn only_a_proxy_nearby_is_believed() {
        let school = Client::Network("203.0.113.7".parse().expect("an address"));
        assert!(client("127.0.0.1", Some("198.51.100.1, 203.0.113.7")) == school);
        assert!(client("10.0.0.2", Some("203.0.113.7")) == school);
        assert!(client("203.0.113.7", Some("198.51.100.1")) == school);
        assert!(client("127.0.0.1", None) == Client::ThisMachine);
        assert!(client("127.0.0.1", Some("nonsense")) == Client::Unknown);
    }

    #[test]
    fn one_household_has_one_key_however_many_ipv6_addresses_it_uses() {
        assert!(client("2001:db8::1", None) == client("2001:db8::2", None));
        assert!(client("2001:db8::1", None) != client("2001:db8:0:1::1", None));
    }
}
