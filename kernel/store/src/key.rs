//! Where things are kept. The first byte of a key says what it is; README.md has the table.

use crate::engine::Span;
use ombud_access::RecordRef;

pub(crate) const BLOB_REF: u8 = b'b';
pub(crate) const CHILD: u8 = b'c';
pub(crate) const EVENT: u8 = b'e';
pub(crate) const HOLDER: u8 = b'h';
pub(crate) const INDEX: u8 = b'i';
pub(crate) const CHANGE: u8 = b'l';
pub(crate) const META: u8 = b'm';
pub(crate) const COUNTER: u8 = b'n';
pub(crate) const RECORD: u8 = b'r';
pub(crate) const USAGE: u8 = b's';
pub(crate) const TABLE: u8 = b't';
pub(crate) const UPLOAD: u8 = b'u';
pub(crate) const TIMER: u8 = b'v';
pub(crate) const TIMER_DUE: u8 = b'w';

/// A kind and parts, each closed by a zero byte, which no part contains.
pub(crate) fn key(kind: u8, parts: &[&str]) -> Vec<u8> {
    let mut key = Vec::with_capacity(1 + parts.iter().map(|part| part.len() + 1).sum::<usize>());
    key.push(kind);
    for part in parts {
        key.extend_from_slice(part.as_bytes());
        key.push(0);
    }
    key
}

/// All keys of a kind.
pub(crate) fn all(kind: u8) -> Span {
    Span::prefix(&[kind])
}

/// Everything the store keeps.
pub(crate) fn everything() -> Span {
    Span { start: vec![0], end: vec![0xff] }
}

pub(crate) fn record(at: &RecordRef) -> Vec<u8> {
    key(RECORD, &[&at.collection, at.id.as_str()])
}

pub(crate) fn child(parent: &RecordRef, child: &RecordRef) -> Vec<u8> {
    key(CHILD, &[&parent.collection, parent.id.as_str(), &child.collection, child.id.as_str()])
}

pub(crate) fn children(parent: &RecordRef) -> Span {
    Span::prefix(&key(CHILD, &[&parent.collection, parent.id.as_str()]))
}

/// The parts of a key made by [`key`] after its first `skip` bytes; `None` if there are not exactly `N`.
pub(crate) fn parts<const N: usize>(key: &[u8], skip: usize) -> Option<[&str; N]> {
    let text = std::str::from_utf8(key.get(skip..)?).ok()?.strip_suffix('\0')?;
    text.split('\0').collect::<Vec<_>>().try_into().ok()
}

/// A key in words, for errors and conflicts.
pub(crate) fn describe(key: &[u8]) -> String {
    let Some((kind, rest)) = key.split_first() else { return "nothing".into() };
    let text = || String::from_utf8_lossy(rest.strip_suffix(&[0]).unwrap_or(rest)).replace('\0', "/");
    match *kind {
        RECORD => format!("record `{}`", text()),
        TABLE => format!("row `{}`", text()),
        COUNTER => format!("counter `{}`", text()),
        CHILD => format!("what belongs to `{}`", text()),
        TIMER => format!("timer `{}`", text()),
        TIMER_DUE => "the list of timers".into(),
        INDEX => {
            let mut parts = rest.split(|byte| *byte == 0).map(String::from_utf8_lossy);
            let (collection, index) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
            format!("index `{index}` of `{collection}`")
        }
        BLOB_REF | HOLDER | UPLOAD => "the use of a file".into(),
        EVENT => "the event log".into(),
        USAGE => format!("what `{}` keeps", text()),
        CHANGE => "the changes of a commit".into(),
        META => format!("setting `{}` of the store", text()),
        _ => format!("key {key:?}"),
    }
}
