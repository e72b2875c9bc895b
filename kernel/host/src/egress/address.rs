//! Which addresses are anybody's, and which belong to this machine, its network, or nobody.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether an address can be reached from everywhere, and so is no way into what stands around the desk. By the registries
/// of special-purpose addresses (RFC 6890, and what was added since); addresses that carry another one inside count
/// as that one.
pub(crate) fn is_global(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_global_v4(address),
        IpAddr::V6(address) => is_global_v6(address),
    }
}

fn is_global_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let shared = a == 100 && (64..128).contains(&b);
    let protocol = a == 192 && b == 0 && c == 0;
    let relay = a == 192 && b == 88 && c == 99;
    let benchmark = a == 198 && (b == 18 || b == 19);
    !(a == 0
        || address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || shared
        || protocol
        || relay
        || benchmark
        // Multicast, what is reserved, and everybody.
        || a >= 224)
}

fn is_global_v6(address: Ipv6Addr) -> bool {
    let s = address.segments();
    let last = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_global_v4(Ipv4Addr::new(a, b, c, d))
    };
    match s {
        // Loopback, nobody, and IPv4 in its old compatible form.
        [0, 0, 0, 0, 0, 0, ..] => false,
        // IPv4 mapped, and translated (stateless).
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0, 0, 0, 0, 0xffff, 0, high, low] => last(high, low),
        // NAT64; the second block is for local use.
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => last(high, low),
        [0x64, 0xff9b, ..] => false,
        // 6to4 carries the IPv4 address after its prefix.
        [0x2002, high, low, ..] => last(high, low),
        // Teredo, benchmarks, ORCHID and their like.
        [0x2001, b, ..] if b < 0x200 => false,
        [0x2001, 0xdb8, ..] | [0x3fff, 0..=0x0fff, ..] | [0x5f00, ..] => false,
        // What is given out for the world at all.
        [a, ..] => a & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_this_machine_its_network_and_nobody_are_not_everybodys() {
        for inside in [
            "0.0.0.0",
            "0.1.2.3",
            "10.1.2.3",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.8.9.1",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.51.100.7",
            "203.0.113.9",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::127.0.0.1",
            "::8.8.8.8",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::ffff:169.254.169.254",
            "::ffff:0:127.0.0.1",
            "64:ff9b::127.0.0.1",
            "64:ff9b::a9fe:a9fe",
            "64:ff9b:1::8.8.8.8",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "2002:a9fe:a9fe::1",
            "3fff::1",
            "5f00::1",
            "fc00::1",
            "fd12:3456::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
            "4000::1",
        ] {
            assert!(!is_global(inside.parse().unwrap()), "{inside}");
        }
    }

    #[test]
    fn addresses_of_the_world_are() {
        for outside in [
            "1.1.1.1",
            "8.8.8.8",
            "93.184.216.34",
            "100.63.0.1",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "198.17.0.1",
            "198.20.0.1",
            "223.255.255.254",
            "2606:4700::1111",
            "2a00:1450:4001::200e",
            "::ffff:8.8.8.8",
            "64:ff9b::8.8.8.8",
            "2002:808:808::1",
            "2001:4860:4860::8888",
        ] {
            assert!(is_global(outside.parse().unwrap()), "{outside}");
        }
    }

    #[test]
    fn no_ipv4_address_of_the_inside_gets_out_in_another_dress() {
        for a in 0..=255u8 {
            for b in [0, 16, 31, 64, 88, 127, 168, 254] {
                let plain = Ipv4Addr::new(a, b, 1, 1);
                let [h, l] = [u16::from_be_bytes([a, b]), 0x101];
                for dressed in [
                    plain.to_ipv6_mapped(),
                    Ipv6Addr::new(0, 0, 0, 0, 0xffff, 0, h, l),
                    Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, h, l),
                    Ipv6Addr::new(0x2002, h, l, 0, 0, 0, 0, 1),
                ] {
                    assert_eq!(is_global_v6(dressed), is_global_v4(plain), "{dressed}");
                }
            }
        }
    }
}
