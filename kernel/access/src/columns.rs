//! From the names of permissions to their columns, in as few cache lines as can be: each decision begins here.

use rustc_hash::FxHasher;
use std::hash::Hasher;

/// Names and their numbers, in the order in which they were given. A hash table with open addressing, at most half
/// full; the names lie one after the other in a single text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Columns {
    slots: Box<[Slot]>,
    names: Box<[u8]>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Slot {
    hash: u32,
    /// Where the name begins.
    start: u32,
    /// 0: the slot is free.
    length: u16,
    column: u16,
}

impl Columns {
    /// Names that differ, none of them empty, at most 65,535 of at most as many bytes each.
    pub fn new<'a>(names: impl ExactSizeIterator<Item = &'a str>) -> Columns {
        let mut slots = vec![Slot::default(); (names.len() * 2).next_power_of_two().max(2)];
        let mut text = Vec::new();
        for (column, name) in names.enumerate() {
            let (start, hash) = (text.len() as u32, hash(name));
            let free = way(hash, slots.len()).find(|at| slots[*at].length == 0);
            let free = free.expect("half of the slots stay free");
            slots[free] = Slot { hash, start, length: name.len() as u16, column: column as u16 };
            text.extend_from_slice(name.as_bytes());
        }
        Columns { slots: slots.into(), names: text.into() }
    }

    /// The column of a name.
    #[inline]
    pub fn get(&self, name: &str) -> Option<u16> {
        let hash = hash(name);
        for at in way(hash, self.slots.len()) {
            let slot = self.slots[at];
            if slot.length == 0 {
                return None;
            }
            let known = || &self.names[slot.start as usize..][..usize::from(slot.length)];
            if slot.hash == hash && known() == name.as_bytes() {
                return Some(slot.column);
            }
        }
        None
    }
}

/// The slots in which a name may be, the likeliest first. `count` is a power of two.
fn way(hash: u32, count: usize) -> impl Iterator<Item = usize> {
    (0..count).map(move |step| (hash as usize).wrapping_add(step) & (count - 1))
}

#[inline]
fn hash(name: &str) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(name.as_bytes());
    hasher.finish() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::{btree_set, vec};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn each_name_has_its_column_and_no_other_has_one(
            names in btree_set("[a-c]{1,5}", 0..300), others in vec("[a-c]{0,6}", 50),
        ) {
            let names: Vec<String> = names.into_iter().collect();
            let columns = Columns::new(names.iter().map(String::as_str));
            for (column, name) in names.iter().enumerate() {
                prop_assert_eq!(columns.get(name), Some(column as u16));
            }
            for other in others {
                let known = names.iter().position(|name| *name == other).map(|at| at as u16);
                prop_assert_eq!(columns.get(&other), known);
            }
        }
    }
}
