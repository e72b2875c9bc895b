//! Proxies in front of the desk: whose word about where a request comes from counts.

use hyper::header::HeaderMap;
use ombud_identity::Network;
use std::net::{IpAddr, SocketAddr};

/// The proxies that are believed; none unless the administrator names them.
pub(crate) struct Proxies(pub Vec<Network>);

impl Proxies {
    /// From where a request really comes, and whether by https. Each proxy adds to `X-Forwarded-For` whom it heard
    /// it from, so the last who is no trusted proxy is the one; what stands before is only what he says.
    pub fn origin(&self, peer: IpAddr, headers: &HeaderMap) -> (IpAddr, bool) {
        let mut origin = peer.to_canonical();
        if !self.trusts(origin) {
            return (origin, false);
        }
        for hop in values(headers, "x-forwarded-for").rev() {
            let Some(hop) = address(hop) else { break };
            origin = hop;
            if !self.trusts(hop) {
                break;
            }
        }
        // The last is of the proxy that is nearest.
        let secure = values(headers, "x-forwarded-proto")
            .next_back()
            .is_some_and(|how| how.eq_ignore_ascii_case("https"));
        (origin, secure)
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(address))
    }
}

/// The values of a header that is a list, in one line or in several.
fn values<'a>(headers: &'a HeaderMap, name: &'static str) -> impl DoubleEndedIterator<Item = &'a str> {
    headers
        .get_all(name)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
        .map(str::trim)
}

/// With a port, some proxies write.
fn address(hop: &str) -> Option<IpAddr> {
    let with_port = || hop.parse::<SocketAddr>().ok().map(|address| address.ip());
    Some(hop.parse::<IpAddr>().ok().or_else(with_port)?.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    /// What a desk behind proxies in 10.0.0.0/8 makes of these headers.
    #[track_caller]
    fn check(peer: &str, headers: &[(&'static str, &str)], origin: &str, secure: bool) {
        let proxies = Proxies(vec!["10.0.0.0/8".parse().unwrap()]);
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        assert_eq!(proxies.origin(ip(peer), &map), (ip(origin), secure), "{peer} {headers:?}");
    }

    #[test]
    fn a_block_contains_what_begins_like_it() {
        for (block, inside, outside) in [
            ("10.0.0.0/8", "10.255.3.4", "11.0.0.0"),
            ("192.168.1.7", "192.168.1.7", "192.168.1.6"),
            ("172.16.0.0/12", "172.31.255.255", "172.32.0.0"),
            ("0.0.0.0/0", "255.1.2.3", "::1"),
            ("fd00::/8", "fdff::1", "fe00::1"),
            ("::1", "::1", "::2"),
        ] {
            let network: Network = block.parse().unwrap();
            assert!(network.contains(ip(inside)) && !network.contains(ip(outside)), "{block}");
        }
        for nonsense in ["", "x", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0/8", "::/129"] {
            assert!(nonsense.parse::<Network>().is_err(), "{nonsense}");
        }
    }

    #[test]
    fn nobody_but_a_trusted_proxy_says_for_whom_he_asks() {
        let lies = [("x-forwarded-for", "8.8.8.8"), ("x-forwarded-proto", "https")];
        check("203.0.113.5", &lies, "203.0.113.5", false);
        check("10.0.0.1", &lies, "8.8.8.8", true);
        check("::ffff:10.0.0.1", &lies, "8.8.8.8", true);
        check("10.0.0.1", &[], "10.0.0.1", false);
    }

    #[test]
    fn the_last_who_is_no_trusted_proxy_is_the_one_who_asks() {
        check("10.0.0.1", &[("x-forwarded-for", "1.1.1.1, 203.0.113.5, 10.0.0.2")], "203.0.113.5", false);
        check(
            "10.0.0.1",
            &[("x-forwarded-for", "1.1.1.1"), ("x-forwarded-for", "203.0.113.5")],
            "203.0.113.5",
            false,
        );
        check("10.0.0.1", &[("x-forwarded-for", "10.0.0.3, 10.0.0.2")], "10.0.0.3", false);
        check("10.0.0.1", &[("x-forwarded-for", "1.1.1.1, nonsense, 10.0.0.2")], "10.0.0.2", false);
        check("10.0.0.1", &[("x-forwarded-for", "203.0.113.5:4711")], "203.0.113.5", false);
        check("10.0.0.1", &[("x-forwarded-for", "[2001:db8::1]:4711")], "2001:db8::1", false);
        check("10.0.0.1", &[("x-forwarded-proto", "https, http")], "10.0.0.1", false);
    }
}
