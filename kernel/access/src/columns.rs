//! From the names of permissions to their columns, in as few cache lines as can be: each decision begins here.

use rustc_hash::FxHasher;
use std::hash::Hasher;

/// Names and their numbers, in the order in which they were given. A hash table with open addressing, at most half
/// full; the names lie one after the other in a single text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Columns {
    /// A column and one, or 0: the slot is free.
    slots: Box<[u16]>,
    /// Where the name of each column begins, and at last where all end.
    starts: Box<[u32]>,
    names: Box<[u8]>,
}

impl Columns {
    /// Names that differ, none of them empty, fewer than 65,535.
    pub fn new<'a>(given: impl ExactSizeIterator<Item = &'a str>) -> Columns {
        let mut slots = vec![0; (given.len() * 2).next_power_of_two().max(2)];
        let (mut starts, mut names) = (vec![0], Vec::new());
        for (column, name) in given.enumerate() {
            let free = way(name, slots.len()).find(|at| slots[*at] == 0);
            slots[free.expect("half of the slots stay free")] = column as u16 + 1;
            names.extend_from_slice(name.as_bytes());
            starts.push(names.len() as u32);
        }
        Columns { slots: slots.into(), starts: starts.into(), names: names.into() }
    }

    /// The column of a name.
    #[inline]
    pub fn get(&self, name: &str) -> Option<u16> {
        for at in way(name, self.slots.len()) {
            let column = self.slots[at].checked_sub(1)?;
            let bounds = &self.starts[usize::from(column)..][..2];
            if &self.names[bounds[0] as usize..bounds[1] as usize] == name.as_bytes() {
                return Some(column);
            }
        }
        None
    }
}

/// The slots in which a name may be, the likeliest first. `count` is a power of two.
#[inline]
fn way(name: &str, count: usize) -> impl Iterator<Item = usize> {
    let mut hasher = FxHasher::default();
    hasher.write(name.as_bytes());
    let first = hasher.finish() as usize;
    (0..count).map(move |step| first.wrapping_add(step) & (count - 1))
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
