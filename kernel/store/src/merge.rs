//! Rows of a scan with newer or older values laid over them.

use std::collections::BTreeMap;

/// Rows in scan order, with what lies over them put in (`Some`) or taken out (`None`).
pub(crate) fn overlay<'a>(
    rows: Vec<(Vec<u8>, Vec<u8>)>,
    over: impl Iterator<Item = (&'a Vec<u8>, &'a Option<Vec<u8>>)>,
    backward: bool,
) -> Vec<(Vec<u8>, Vec<u8>)> {
    let mut over = over.peekable();
    if over.peek().is_none() {
        return rows;
    }
    let mut merged: BTreeMap<_, _> = rows.into_iter().collect();
    for (key, value) in over {
        match value {
            Some(value) => merged.insert(key.clone(), value.clone()),
            None => merged.remove(key),
        };
    }
    if backward { merged.into_iter().rev().collect() } else { merged.into_iter().collect() }
}
