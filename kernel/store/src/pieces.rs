//! Bytes behind their length, one piece after the other.

/// Adds a piece; it has less than 4 GiB.
pub(crate) fn put(to: &mut Vec<u8>, piece: &[u8]) {
    let length = u32::try_from(piece.len()).expect("values are smaller than that");
    to.extend_from_slice(&length.to_be_bytes());
    to.extend_from_slice(piece);
}

/// Takes the next piece; none if there is no whole one.
pub(crate) fn take<'a>(from: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (length, rest) = from.split_first_chunk()?;
    let (piece, rest) = rest.split_at_checked(u32::from_be_bytes(*length) as usize)?;
    *from = rest;
    Some(piece)
}
