//! Values in pieces. sled moves a tree node of more than 128 KiB to a file of its own, which it never syncs;
//! a node holds up to some twenty rows, so no row may be larger than a few KiB.

/// The most bytes of a value in one row.
pub(super) const PIECE: usize = 4096;

/// The first byte of the keys that hold pieces. No other key begins so.
pub(super) const PIECES: u8 = 0xff;

const WHOLE: u8 = 0;
const PARTED: u8 = 1;

/// What the row of a value itself holds.
pub(super) enum Head<'a> {
    Whole(&'a [u8]),
    /// So many pieces, each marked with the stamp.
    Parted {
        count: u16,
        stamp: [u8; 8],
    },
}

/// Reads a head; `None` if it is none.
pub(super) fn head(raw: &[u8]) -> Option<Head<'_>> {
    match raw.split_first()? {
        (&WHOLE, value) => Some(Head::Whole(value)),
        (&PARTED, rest) => {
            let (count, stamp) = rest.split_first_chunk::<2>()?;
            Some(Head::Parted { count: u16::from_be_bytes(*count), stamp: stamp.try_into().ok()? })
        }
        _ => None,
    }
}

/// A small value as it is stored.
pub(super) fn whole(value: &[u8]) -> Vec<u8> {
    let mut raw = Vec::with_capacity(value.len() + 1);
    raw.push(WHOLE);
    raw.extend_from_slice(value);
    raw
}

/// The head of a value in `count` pieces.
pub(super) fn parted(count: u16, stamp: [u8; 8]) -> Vec<u8> {
    let mut raw = vec![PARTED];
    raw.extend_from_slice(&count.to_be_bytes());
    raw.extend_from_slice(&stamp);
    raw
}

/// Where a piece is kept.
pub(super) fn place(key: &[u8], number: u16) -> Vec<u8> {
    let mut place = Vec::with_capacity(key.len() + 5);
    place.push(PIECES);
    place.extend_from_slice(&(key.len() as u16).to_be_bytes());
    place.extend_from_slice(key);
    place.extend_from_slice(&number.to_be_bytes());
    place
}
