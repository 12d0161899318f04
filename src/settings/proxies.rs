use std::{fmt, net::IpAddr, str::FromStr};

use ipnet::IpNet;

/// The trusted proxies, from which `X-Forwarded-For` is accepted: addresses and networks, separated
/// by commas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proxies(Vec<IpNet>);

/// This machine.
const LOOPBACK: &str = "127.0.0.0/8,::1";

impl Proxies {
    /// Whether this address is a trusted proxy.
    pub fn include(&self, peer: IpAddr) -> bool {
        let peer = peer.to_canonical();
        self.0.iter().any(|network| network.contains(&peer))
    }
}

impl Default for Proxies {
    fn default() -> Self {
        Self(LOOPBACK.split(',').filter_map(|entry| read(entry).ok()).collect())
    }
}

impl FromStr for Proxies {
    type Err = String;

    /// Parses the list. An empty text means this machine only; `none` means that no proxy is
    /// trusted.
    fn from_str(text: &str) -> Result<Self, String> {
        match text.trim() {
            "" => Ok(Self::default()),
            "none" => Ok(Self(Vec::new())),
            list => {
                list.split(',').map(|entry| read(entry.trim())).collect::<Result<_, _>>().map(Self)
            }
        }
    }
}

fn read(entry: &str) -> Result<IpNet, String> {
    let address = entry.parse::<IpAddr>().map(|address| IpNet::from(address.to_canonical()));
    let network = address.or_else(|_| entry.parse::<IpNet>()).map_err(|_| {
        format!(
            "“{entry}” is not an address or a network. Write for example 10.0.0.5 or \
            192.168.213.0/28."
        )
    })?;
    if network.prefix_len() == 0 {
        return Err(format!(
            "{entry} covers every address, so any client could claim another address. Name only \
                your proxies."
        ));
    }
    Ok(network.trunc())
}

impl fmt::Display for Proxies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        f.write_str(if names.is_empty() { "none".to_owned() } else { names.join(",") }.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn include(list: &str, peer: &str) -> bool {
        list.parse::<Proxies>().expect("a list").include(peer.parse().expect("an address"))
    }

    #[test]
    fn addresses_and_networks_are_named() {
        for (list, peer) in [
            ("", "127.8.9.1"),
            ("", "::1"),
            ("", "::ffff:127.0.0.1"),
            ("10.0.0.5, 192.168.213.0/28", "192.168.213.2"),
            ("10.0.0.5", "::ffff:10.0.0.5"),
            ("::ffff:10.0.0.5", "10.0.0.5"),
            ("192.168.213.7/28", "192.168.213.1"),
            ("fd73::/16", "fd73::2"),
        ] {
            assert!(include(list, peer), "{list}: {peer}");
        }
        for (list, peer) in [
            ("", "10.0.0.5"),
            ("", "192.168.213.2"),
            ("none", "127.0.0.1"),
            ("10.0.0.5", "127.0.0.1"),
        ] {
            assert!(!include(list, peer), "{list}: {peer}");
        }
    }

    #[test]
    fn nonsense_and_everybody_are_refused() {
        for list in ["proxy", "10.0.0.5,", "10.0.0.0/33", "0.0.0.0/0", "::/0", "10.0.0.5 10.0.0.6"]
        {
            assert!(list.parse::<Proxies>().is_err(), "{list}");
        }
    }

    #[test]
    fn a_list_reads_as_it_is_written() {
        for list in ["none", "127.0.0.0/8,::1/128", "10.0.0.5/32"] {
            assert_eq!(list.parse::<Proxies>().expect("a list").to_string(), list);
        }
    }
}
