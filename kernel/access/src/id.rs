//! Ids: 128 bits, ordered by the time they were made, written as 26 characters.

use crate::{InvalidName, Timestamp};
use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// What each byte stands for.
const DIGITS: [u8; 256] = {
    let mut digits = [NONE; 256];
    let mut at = 0;
    while at < ALPHABET.len() {
        digits[ALPHABET[at] as usize] = at as u8;
        at += 1;
    }
    digits
};
const NONE: u8 = u8::MAX;
const LENGTH: usize = 26;
const RULE: &str = "26 characters of 0-9 and a-z without i, l, o, u, the first at most 7";

/// 48 bits of time and 80 random bits. Written in lower-case Crockford base32, where text order is time
/// order; there is exactly one way to write an id.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id {
    // Halves, so that an id that may be missing takes 24 bytes and not 32: records and callers are full of them.
    high: u64,
    low: u64,
}

impl Id {
    /// A new id. The caller brings the time and the chance.
    #[must_use]
    pub fn new(at: Timestamp, random: [u8; 10]) -> Id {
        let random = random.iter().fold(0u128, |sum, byte| (sum << 8) | u128::from(*byte));
        Id::from_u128((u128::from(at.0 & 0xffff_ffff_ffff) << 80) | random)
    }

    /// The id with this number.
    #[must_use]
    pub const fn from_u128(number: u128) -> Id {
        Id { high: (number >> 64) as u64, low: number as u64 }
    }

    /// The number of this id; the same order.
    #[must_use]
    pub const fn as_u128(self) -> u128 {
        (self.high as u128) << 64 | self.low as u128
    }

    /// When it was made.
    #[must_use]
    pub fn time(self) -> Timestamp {
        Timestamp(self.high >> 16)
    }

    fn text(self) -> [u8; LENGTH] {
        let mut text = [0; LENGTH];
        let mut rest = self.as_u128();
        for place in text.iter_mut().rev() {
            *place = ALPHABET[(rest & 31) as usize];
            rest >>= 5;
        }
        text
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::str::from_utf8(&self.text()).expect("the alphabet is ASCII"))
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Id({self})")
    }
}

impl FromStr for Id {
    type Err = InvalidName;

    fn from_str(text: &str) -> Result<Id, InvalidName> {
        let invalid = || InvalidName::new("id", text, RULE);
        // 26 digits of 5 bits are 130: the first may use only three of its own.
        if text.len() != LENGTH || text.as_bytes()[0] > b'7' {
            return Err(invalid());
        }
        let mut sum = 0;
        for byte in text.bytes() {
            let digit = DIGITS[usize::from(byte)];
            if digit == NONE {
                return Err(invalid());
            }
            sum = (sum << 5) | u128::from(digit);
        }
        Ok(Id::from_u128(sum))
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Id, D::Error> {
        from.deserialize_str(Written)
    }
}

/// Reads an id where it stands, without a copy.
struct Written;

impl Visitor<'_> for Written {
    type Value = Id;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an id")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Id, E> {
        text.parse().map_err(E::custom)
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Id);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }
        impl FromStr for $name {
            type Err = InvalidName;
            fn from_str(text: &str) -> Result<Self, InvalidName> {
                text.parse().map($name)
            }
        }
    )+};
}

ids! {
    /// A person.
    UserId;
    /// A department.
    DepartmentId;
    /// A role.
    RoleId;
    /// An API key.
    TokenId;
    /// One sign-in on one device.
    SessionId;
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn an_id_survives_being_written_and_sorts_as_it_reads(a: u128, b: u128) {
            let (a, b) = (Id::from_u128(a), Id::from_u128(b));
            prop_assert_eq!(a.to_string().parse::<Id>(), Ok(a));
            prop_assert_eq!(a.cmp(&b), a.to_string().cmp(&b.to_string()));
            let user = UserId(a);
            let json = serde_json::to_string(&user).unwrap();
            prop_assert_eq!(&json, &format!("\"{a}\""));
            prop_assert_eq!(serde_json::from_str::<UserId>(&json).unwrap(), user);
        }

        #[test]
        fn a_text_that_parses_is_the_only_way_to_write_that_id(text in "[0-9a-zA-Z]{25,27}") {
            if let Ok(id) = text.parse::<Id>() {
                prop_assert_eq!(id.to_string(), text);
            }
        }
    }

    #[test]
    fn later_ids_are_greater_and_know_their_time() {
        let early = Id::new(Timestamp(1_000), [255; 10]);
        let late = Id::new(Timestamp(1_001), [0; 10]);
        assert!(early < late);
        assert_eq!(late.time(), Timestamp(1_001));
    }

    #[test]
    fn what_is_not_an_id_is_shown_with_the_rule() {
        let error = "8zzzzzzzzzzzzzzzzzzzzzzzzz".parse::<Id>().unwrap_err().to_string();
        assert!(error.starts_with("`8zzzzzzzzzzzzzzzzzzzzzzzzz` is not a"), "{error}");
        assert!("".parse::<Id>().is_err());
        assert!("0000000000000000000000000é".parse::<Id>().is_err());
    }
}
