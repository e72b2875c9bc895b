//! Rows of a scan with newer or older values laid over them.

use std::collections::BTreeMap;
use std::sync::Arc;

/// Keys and values, in the order in which they were read. What is remembered of a list is told to many.
pub(crate) type SharedRows = Arc<Vec<(Vec<u8>, Vec<u8>)>>;

/// Rows in scan order, with what lies over them put in (`Some`) or taken out (`None`).
pub(crate) fn overlay<'a>(
    rows: SharedRows,
    over: impl Iterator<Item = (&'a Vec<u8>, &'a Option<Vec<u8>>)>,
    backward: bool,
) -> SharedRows {
    let mut over = over.peekable();
    if over.peek().is_none() {
        return rows;
    }
    let mut merged: BTreeMap<_, _> = Arc::unwrap_or_clone(rows).into_iter().collect();
    for (key, value) in over {
        match value {
            Some(value) => merged.insert(key.clone(), value.clone()),
            None => merged.remove(key),
        };
    }
    Arc::new(if backward { merged.into_iter().rev().collect() } else { merged.into_iter().collect() })
}
