//! On whose records: a set of relations between a person and a record, in one byte.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::ops::{BitAnd, BitOr, BitOrAssign};

/// A set of scopes. In a grant it says on whose records the permission holds; for a person and a record it
/// says how they are related. They meet when they have a scope in common.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Scopes(u8);

impl Scopes {
    /// No scope at all.
    pub const NONE: Scopes = Scopes(0);
    /// Every record.
    pub const ALL: Scopes = Scopes(1);
    /// Filed in one of my departments.
    pub const DEPARTMENT: Scopes = Scopes(1 << 1);
    /// Assigned to me.
    pub const ASSIGNED: Scopes = Scopes(1 << 2);
    /// I am the requester.
    pub const OWN: Scopes = Scopes(1 << 3);
    /// I am a participant.
    pub const SHARED: Scopes = Scopes(1 << 4);
    /// Filed in one of my departments, and nobody's yet.
    pub const UNASSIGNED: Scopes = Scopes(1 << 5);
    /// Each of the six.
    pub const ANY: Scopes = Scopes(0b11_1111);

    const NAMES: [(Scopes, &str); 6] = [
        (Scopes::ALL, "all"),
        (Scopes::DEPARTMENT, "department"),
        (Scopes::ASSIGNED, "assigned"),
        (Scopes::OWN, "own"),
        (Scopes::SHARED, "shared"),
        (Scopes::UNASSIGNED, "unassigned"),
    ];

    /// The lower six bits say which.
    pub(crate) const fn bits(self) -> u8 {
        self.0
    }

    pub(crate) const fn from_bits(bits: u8) -> Scopes {
        Scopes(bits & Scopes::ANY.0)
    }

    /// The one scope with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Scopes> {
        Scopes::NAMES.iter().find(|(_, known)| *known == name).map(|(scope, _)| *scope)
    }

    /// Whether the set is empty.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether each scope of `other` is in this set.
    #[must_use]
    pub const fn contains(self, other: Scopes) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether the two sets have a scope in common.
    #[must_use]
    pub const fn meets(self, other: Scopes) -> bool {
        self.0 & other.0 != 0
    }

    /// Those of this set that are not in `other`.
    #[must_use]
    pub const fn without(self, other: Scopes) -> Scopes {
        Scopes(self.0 & !other.0)
    }

    /// Whether who holds this holds `other` too: `all` covers everything, and `department` covers
    /// `unassigned`, which is a part of it.
    #[must_use]
    pub fn covers(self, other: Scopes) -> bool {
        let mut held = self;
        if held.meets(Scopes::ALL) {
            return true;
        }
        if held.meets(Scopes::DEPARTMENT) {
            held |= Scopes::UNASSIGNED;
        }
        held.contains(other)
    }

    /// The single scopes in this set, in the order of their names above.
    pub fn iter(self) -> impl Iterator<Item = Scopes> {
        Scopes::NAMES.into_iter().map(|(scope, _)| scope).filter(move |scope| self.contains(*scope))
    }

    /// The names of the scopes in this set.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        Scopes::NAMES.into_iter().filter(move |(scope, _)| self.contains(*scope)).map(|(_, name)| name)
    }
}

impl BitOr for Scopes {
    type Output = Scopes;
    fn bitor(self, other: Scopes) -> Scopes {
        Scopes(self.0 | other.0)
    }
}

impl BitOrAssign for Scopes {
    fn bitor_assign(&mut self, other: Scopes) {
        self.0 |= other.0;
    }
}

impl BitAnd for Scopes {
    type Output = Scopes;
    fn bitand(self, other: Scopes) -> Scopes {
        Scopes(self.0 & other.0)
    }
}

impl FromIterator<Scopes> for Scopes {
    fn from_iter<I: IntoIterator<Item = Scopes>>(all: I) -> Scopes {
        all.into_iter().fold(Scopes::NONE, BitOr::bitor)
    }
}

impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, name) in self.names().enumerate() {
            if n > 0 {
                f.write_str(", ")?;
            }
            f.write_str(name)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Scopes({self})")
    }
}

impl Serialize for Scopes {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.names().collect::<Vec<_>>())
    }
}

impl<'de> Deserialize<'de> for Scopes {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Scopes, D::Error> {
        let unknown = |name: &String| {
            serde::de::Error::custom(format!(
                "`{name}` is not a scope: all, department, assigned, own, shared, unassigned"
            ))
        };
        Vec::<String>::deserialize(from)?
            .iter()
            .map(|name| Scopes::named(name).ok_or_else(|| unknown(name)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_set_survives_being_written() {
        for bits in 0..64 {
            let set = Scopes(bits);
            let json = serde_json::to_string(&set).unwrap();
            assert_eq!(serde_json::from_str::<Scopes>(&json).unwrap(), set);
            assert_eq!(set.iter().collect::<Scopes>(), set);
        }
        assert_eq!((Scopes::ASSIGNED | Scopes::DEPARTMENT).to_string(), "department, assigned");
        assert!(serde_json::from_str::<Scopes>(r#"["everything"]"#).is_err());
    }

    #[test]
    fn all_covers_everything_and_department_covers_unassigned() {
        for bits in 0..64 {
            assert!(Scopes::ALL.covers(Scopes(bits)));
            assert!(Scopes(bits).covers(Scopes(bits)));
        }
        assert!(Scopes::DEPARTMENT.covers(Scopes::UNASSIGNED));
        assert!(!Scopes::UNASSIGNED.covers(Scopes::DEPARTMENT));
        assert!(!Scopes::DEPARTMENT.covers(Scopes::ASSIGNED));
        assert!(!Scopes::ANY.without(Scopes::ALL).covers(Scopes::ALL));
    }
}
