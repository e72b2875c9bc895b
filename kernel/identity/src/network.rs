//! Network addresses and blocks of them.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

/// An address, or a block of them: `10.0.0.7`, `10.0.0.0/8`, `fd00::/8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Network {
    /// The first of them.
    address: IpAddr,
    /// How many bits are the same for all in it.
    bits: u32,
}

/// An address as one number, written from the left: where its first bit stands is the same for both kinds.
fn bits(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(v4) => u128::from(v4.to_bits()) << 96,
        IpAddr::V6(v6) => v6.to_bits(),
    }
}

fn mask(bits: u32) -> u128 {
    u128::MAX.checked_shl(128 - bits).unwrap_or(0)
}

impl Network {
    /// The block with so many leading bits that this address is in.
    ///
    /// # Errors
    /// There are no more than 32 of them, or 128 of IPv6.
    pub fn around(address: IpAddr, length: u32) -> Result<Network, &'static str> {
        let address = address.to_canonical();
        let all = if address.is_ipv4() { 32 } else { 128 };
        if length > all {
            return Err("a block has at most 32 bits, or 128 for IPv6");
        }
        let first = bits(address) & mask(length);
        let address = match address {
            IpAddr::V4(_) => IpAddr::V4(((first >> 96) as u32).into()),
            IpAddr::V6(_) => IpAddr::V6(first.into()),
        };
        Ok(Network { address, bits: length })
    }

    /// What one customer of a provider usually has: one IPv4 address, or a /64 of IPv6.
    pub fn of_one(address: IpAddr) -> Network {
        let address = address.to_canonical();
        let length = if address.is_ipv4() { 32 } else { 64 };
        // It fits by what stands above.
        Network::around(address, length).unwrap_or(Network { address, bits: length })
    }

    /// As what an address is counted: one customer of a provider holds a whole IPv6 /64.
    pub(crate) fn counted(address: &str) -> String {
        address.parse().map_or_else(|_| address.to_owned(), |address| Network::of_one(address).to_string())
    }

    /// Whether an address is in it.
    pub fn contains(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.address.is_ipv4() == address.is_ipv4()
            && (bits(self.address) ^ bits(address)) & mask(self.bits) == 0
    }

    /// Whether some address is in both.
    pub fn overlaps(&self, other: &Network) -> bool {
        let shorter = self.bits.min(other.bits);
        self.address.is_ipv4() == other.address.is_ipv4()
            && (bits(self.address) ^ bits(other.address)) & mask(shorter) == 0
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = if self.address.is_ipv4() { 32 } else { 128 };
        match self.bits == all {
            true => write!(f, "{}", self.address),
            false => write!(f, "{}/{}", self.address, self.bits),
        }
    }
}

impl FromStr for Network {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Network, Self::Err> {
        let wanted = "write an address such as 10.0.0.7, or a block such as 10.0.0.0/8";
        let text = text.trim();
        let (address, length) = match text.split_once('/') {
            Some((address, length)) => (address, Some(length.parse().map_err(|_| wanted)?)),
            None => (text, None),
        };
        let written: IpAddr = address.parse().map_err(|_| wanted)?;
        let address = written.to_canonical();
        // An IPv4 address written as one of IPv6 has 96 bits before its own.
        let before = if written.is_ipv6() && address.is_ipv4() { 96 } else { 0 };
        let all = if address.is_ipv4() { 32 } else { 128 };
        let length = match length {
            None => all,
            Some(length) => u32::checked_sub(length, before).ok_or("write such a block as one of IPv4")?,
        };
        Network::around(address, length)
    }
}

impl TryFrom<String> for Network {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Network, Self::Error> {
        text.parse()
    }
}

impl From<Network> for String {
    fn from(network: Network) -> String {
        network.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(text: &str) -> Network {
        text.parse().unwrap()
    }

    #[test]
    fn a_block_holds_what_begins_like_it_and_nothing_of_the_other_kind() {
        let contains = |block: &str, address: &str| network(block).contains(address.parse().unwrap());
        assert!(contains("10.0.0.0/8", "10.255.3.4") && !contains("10.0.0.0/8", "11.0.0.0"));
        assert!(contains("203.0.113.9", "203.0.113.9") && !contains("203.0.113.9", "203.0.113.8"));
        assert!(contains("203.0.113.9", "::ffff:203.0.113.9"), "the same address, written as IPv6");
        assert!(contains("2001:db8::/32", "2001:db8:1::1") && !contains("2001:db8::/32", "2001:db9::1"));
        assert!(contains("0.0.0.0/0", "198.51.100.1") && !contains("0.0.0.0/0", "2001:db8::1"));
        assert!(!contains("::/0", "198.51.100.1"));
    }

    #[test]
    fn blocks_overlap_if_one_is_in_the_other() {
        let overlap = |a: &str, b: &str| network(a).overlaps(&network(b));
        assert!(overlap("10.0.0.0/8", "10.1.2.3") && overlap("10.1.2.3", "10.0.0.0/8"));
        assert!(!overlap("10.0.0.0/16", "10.1.0.0/16") && !overlap("::/0", "0.0.0.0/0"));
    }

    #[test]
    fn it_is_written_as_it_is_read_and_nonsense_is_not_read() {
        for (text, written) in [
            ("10.1.2.3/8", "10.0.0.0/8"),
            (" 203.0.113.9/32 ", "203.0.113.9"),
            ("2001:DB8::1/64", "2001:db8::/64"),
            ("::ffff:10.0.0.1", "10.0.0.1"),
            ("::ffff:10.0.0.1/104", "10.0.0.0/8"),
        ] {
            assert_eq!(network(text).to_string(), written);
        }
        for nonsense in
            ["", "10.0.0", "10.0.0.0/33", "10.0.0.0/x", "::/129", "::ffff:10.0.0.1/64", "example.org"]
        {
            assert!(nonsense.parse::<Network>().is_err(), "{nonsense}");
        }
        let of_one = |address: &str| Network::of_one(address.parse().unwrap()).to_string();
        assert_eq!(of_one("203.0.113.9"), "203.0.113.9");
        assert_eq!(of_one("2001:db8:1:2:3::4"), "2001:db8:1:2::/64");
    }
}
