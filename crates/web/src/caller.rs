//! Where a request comes from: the other end of the connection or, where that is a proxy of ours, whom the proxy says it serves.
//!
//! Anybody may write `X-Forwarded-For`, so it is believed only from addresses that the installation names, and only as far back as the
//! first address that is none of them.

use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;
use std::sync::Arc;

use axum::extract::ConnectInfo;
use axum::http::{Extensions, HeaderMap};

/// Header in which proxies note whom they serve, each adding to its end.
const FORWARDED_FOR: &str = "x-forwarded-for";

/// One address or a network of them, such as `10.0.0.7`, `10.0.0.0/8` or `fd00::/8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Network {
    base: IpAddr,
    prefix: u8,
}

impl Network {
    fn read(text: &str) -> Option<Self> {
        let (base, prefix) = text.split_once('/').map_or((text, None), |(base, prefix)| (base, Some(prefix)));
        let base = base.parse::<IpAddr>().ok()?;
        let widest = if base.is_ipv4() { 32 } else { 128 };
        let prefix = prefix.map_or(Ok(widest), str::parse).ok().filter(|prefix| *prefix <= widest)?;
        Some(Self { base, prefix })
    }

    fn contains(self, address: IpAddr) -> bool {
        let common = match (self.base, address) {
            (IpAddr::V4(base), IpAddr::V4(address)) => (base.to_bits() ^ address.to_bits()).leading_zeros(),
            (IpAddr::V6(base), IpAddr::V6(address)) => (base.to_bits() ^ address.to_bits()).leading_zeros(),
            _ => return false,
        };
        common >= u32::from(self.prefix)
    }
}

/// The proxies whose word is believed; none unless the installation names them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proxies(Arc<[Network]>);

/// What was given as a proxy and is neither an address nor a network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotANetwork(pub String);

impl FromStr for Proxies {
    type Err = NotANetwork;

    /// Addresses and networks parted by commas or blanks.
    fn from_str(text: &str) -> Result<Self, NotANetwork> {
        let parts = text.split([',', ' ']).filter(|part| !part.is_empty());
        let networks = parts.map(|part| Network::read(part).ok_or_else(|| NotANetwork(part.to_owned())));
        networks.collect::<Result<Arc<[_]>, _>>().map(Self)
    }
}

impl Proxies {
    fn include(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(address))
    }

    /// Who asks: walks back from the other end of the connection for as long as the one that was reached is a proxy of ours.
    fn address(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let lines = headers.get_all(FORWARDED_FOR).iter().filter_map(|line| line.to_str().ok());
        let told = lines.flat_map(|line| line.split(',')).collect::<Vec<_>>();
        let mut reached = peer.to_canonical();
        for earlier in told.into_iter().rev() {
            match read(earlier) {
                Some(earlier) if self.include(reached) => reached = earlier,
                _ => break,
            }
        }
        reached
    }

    /// The address of who asks, as text; empty where there is no connection.
    #[must_use]
    pub fn caller(&self, extensions: &Extensions, headers: &HeaderMap) -> String {
        let peer = extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        peer.map_or_else(String::new, |peer| self.address(peer, headers).to_string())
    }
}

/// An address as proxies write it: bare, in brackets, or with a port.
fn read(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    let address = bare.parse::<IpAddr>().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|socket| socket.ip()));
    address.map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::{FORWARDED_FOR, NotANetwork, Proxies};
    use axum::http::{HeaderMap, HeaderValue};

    fn asked(proxies: &str, peer: &str, told: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in told {
            let _ = headers.append(FORWARDED_FOR, HeaderValue::from_str(line).expect("a header"));
        }
        let proxies: Proxies = proxies.parse().expect("networks");
        proxies.address(peer.parse().expect("an address"), &headers).to_string()
    }

    #[test]
    fn without_a_setting_nobody_is_believed() {
        assert_eq!(asked("", "127.0.0.1", &["203.0.113.7"]), "127.0.0.1");
        assert_eq!(asked(" , ", "192.0.2.1", &["203.0.113.7"]), "192.0.2.1");
    }

    #[test]
    fn a_proxy_of_ours_is_believed_and_a_stranger_is_not() {
        assert_eq!(asked("127.0.0.1", "127.0.0.1", &["203.0.113.7"]), "203.0.113.7");
        assert_eq!(asked("127.0.0.1", "192.0.2.9", &["203.0.113.7"]), "192.0.2.9");
        assert_eq!(asked("10.0.0.0/8", "10.200.1.1", &["203.0.113.7"]), "203.0.113.7");
        assert_eq!(asked("10.0.0.0/8", "11.0.0.1", &["203.0.113.7"]), "11.0.0.1");
    }

    #[test]
    fn what_the_visitor_wrote_before_our_proxies_is_not_believed() {
        assert_eq!(asked("10.0.0.0/8", "10.0.0.1", &["198.51.100.1, 203.0.113.7"]), "203.0.113.7");
        assert_eq!(asked("10.0.0.0/8", "10.0.0.1", &["198.51.100.1", "203.0.113.7, 10.0.0.2"]), "203.0.113.7");
        assert_eq!(asked("10.0.0.0/8", "10.0.0.1", &["10.9.9.9"]), "10.9.9.9", "a machine of our own network");
        assert_eq!(asked("10.0.0.0/8", "10.0.0.1", &["203.0.113.7, unknown, 10.0.0.2"]), "10.0.0.2");
        assert_eq!(asked("10.0.0.0/8", "10.0.0.1", &[]), "10.0.0.1");
    }

    #[test]
    fn addresses_are_read_as_proxies_write_them() {
        let through = |told| asked("::1, fd00::/8", "::1", &[told]);
        assert_eq!(through("203.0.113.7:51234"), "203.0.113.7");
        assert_eq!(through("[2001:db8::1]:443"), "2001:db8::1");
        assert_eq!(through("[2001:db8::1]"), "2001:db8::1");
        assert_eq!(through("::ffff:203.0.113.7"), "203.0.113.7");
        assert_eq!(through("203.0.113.7, fd12::5"), "203.0.113.7");
        assert_eq!(asked("10.0.0.1", "::ffff:10.0.0.1", &["203.0.113.7"]), "203.0.113.7", "a socket that hears both families");
    }

    #[test]
    fn a_network_of_any_width_is_understood_and_nothing_else() {
        assert_eq!(asked("0.0.0.0/0", "198.51.100.1", &["203.0.113.7"]), "203.0.113.7");
        assert_eq!(asked("::/0", "2001:db8::1", &["203.0.113.7"]), "203.0.113.7");
        assert_eq!(asked("192.0.2.128/25", "192.0.2.127", &["203.0.113.7"]), "192.0.2.127");
        for wrong in ["proxy.example", "10.0.0.0/33", "10.0.0.0/", "::/129", "10.0.0.0/-1", "10.0.0"] {
            assert_eq!(format!("127.0.0.1,{wrong}").parse::<Proxies>(), Err(NotANetwork(wrong.to_owned())));
        }
    }
}
