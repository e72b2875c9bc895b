//! Where records are found. Each entry of a record stands in every range by which somebody may be allowed to
//! see it, apart for each audience, so that a list reads only rows that it shows.

use crate::engine::Span;
use crate::record::Stored;
use crate::unit_of_work::plain;
use crate::{Result, StoreError, key};
use ombud_access::{Audience, DepartmentId, RecordRef, UserId};
use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeSet;
use std::fmt;
use std::marker::PhantomData;

/// Indexes that every record is in, by its times.
pub(crate) const CREATED: &str = "created";
pub(crate) const UPDATED: &str = "updated";
/// The longest name of an index and the longest key, bytes.
const MAX_NAME: usize = 64;
const MAX_KEY: usize = 1024;

const END: u8 = 1;
const NUMBER: u8 = 2;
const TEXT: u8 = 3;

/// Part of an index key. Numbers sort by size, texts by their bytes; numbers come before texts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Value {
    /// A number.
    Number(i64),
    /// A text.
    Text(String),
}

/// One place where a record is to be found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexEntry {
    /// In which index of the collection.
    pub index: String,
    /// Where in it. A shorter key comes before those that begin with it.
    pub key: Vec<Value>,
}

/// Entries that are read over: nothing of them is kept, and texts are not looked into.
pub(crate) type Passed<'a> = Over<Entry<'a>>;

#[derive(Deserialize)]
#[expect(dead_code, reason = "it says what is read over")]
pub(crate) struct Entry<'a> {
    index: &'a [u8],
    #[serde(borrow)]
    key: Over<Part<'a>>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "it says what is read over")]
enum Part<'a> {
    Number(i64),
    Text(&'a [u8]),
}

/// One after another, and none of them kept.
pub(crate) struct Over<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Over<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Over<T>, D::Error> {
        from.deserialize_seq(Over(PhantomData))
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Over<T> {
    type Value = Over<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut all: A) -> Result<Over<T>, A::Error> {
        while all.next_element::<T>()?.is_some() {}
        Ok(self)
    }
}

impl IndexEntry {
    pub(crate) fn check(&self) -> Result<()> {
        plain("index", &self.index, MAX_NAME)?;
        if [CREATED, UPDATED].contains(&self.index.as_str()) {
            return Err(StoreError::Invalid(format!(
                "the index `{}` is filled by the kernel itself",
                self.index
            )));
        }
        if encode(&self.key).len() > MAX_KEY {
            return Err(StoreError::TooLarge(format!(
                "a key of index `{}` has at most {MAX_KEY} bytes",
                self.index
            )));
        }
        Ok(())
    }
}

/// Bytes that sort as the values do. The beginning of a key is encoded to the beginning of its bytes.
pub(crate) fn encode(values: &[Value]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for value in values {
        match value {
            Value::Number(number) => {
                bytes.push(NUMBER);
                bytes.extend_from_slice(&(*number as u64 ^ (1 << 63)).to_be_bytes());
            }
            Value::Text(text) => {
                bytes.push(TEXT);
                for byte in text.bytes() {
                    bytes.push(byte);
                    if byte == 0 {
                        bytes.push(0xff);
                    }
                }
                bytes.extend_from_slice(&[0, 0]);
            }
        }
    }
    bytes
}

/// By what somebody may see a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Facet<'a> {
    All,
    Department(DepartmentId),
    Unassigned(DepartmentId),
    Assignee(UserId),
    Requester(UserId),
    Participant(UserId),
    Parent(&'a RecordRef),
}

/// One range: a facet of an index for an audience.
pub(crate) fn range(collection: &str, index: &str, facet: Facet<'_>, audience: Audience) -> Vec<u8> {
    let mut bytes = key::key(key::INDEX, &[collection, index]);
    let mut push = |kind: u8, id: u128| {
        bytes.push(kind);
        bytes.extend_from_slice(&id.to_be_bytes());
    };
    match facet {
        Facet::All => bytes.push(b'a'),
        Facet::Department(id) => push(b'd', id.0.as_u128()),
        Facet::Unassigned(id) => push(b'n', id.0.as_u128()),
        Facet::Assignee(id) => push(b's', id.0.as_u128()),
        Facet::Requester(id) => push(b'q', id.0.as_u128()),
        Facet::Participant(id) => push(b'p', id.0.as_u128()),
        Facet::Parent(at) => bytes.extend_from_slice(&key::key(b'c', &[&at.collection, at.id.as_str()])),
    }
    bytes.push(match audience {
        Audience::Everyone => 0,
        Audience::Staff => 1,
    });
    bytes
}

/// The place of an entry within a range.
pub(crate) fn place(order: &[u8], id: &str) -> Vec<u8> {
    [order, &[END], id.as_bytes()].concat()
}

/// The ordered part of a place: without the id.
pub(crate) fn order_of<'a>(place: &'a [u8], id: &str) -> &'a [u8] {
    &place[..place.len().saturating_sub(id.len() + 1)]
}

/// The encoded keys under which a record stands in an index.
pub(crate) fn orders(stored: &Stored, index: &str) -> Vec<Vec<u8>> {
    let time = |at: u64| vec![encode(&[Value::Number(i64::try_from(at).unwrap_or(i64::MAX))])];
    match index {
        CREATED => time(stored.envelope.created.0),
        UPDATED => time(stored.envelope.updated.0),
        _ => {
            stored.index.iter().filter(|entry| entry.index == index).map(|entry| encode(&entry.key)).collect()
        }
    }
}

/// The facets in which a record stands. One with a parent is filed elsewhere, so it is found below the parent
/// only; private ones are all found by their own plugin, too.
fn facets(stored: &Stored) -> Vec<Facet<'_>> {
    let envelope = &stored.envelope;
    if let Some(parent) = &envelope.parent {
        let mut facets = vec![Facet::Parent(parent)];
        facets.extend(stored.private.then_some(Facet::All));
        return facets;
    }
    let mut facets = vec![Facet::All];
    if let Some(department) = envelope.department {
        facets.push(Facet::Department(department));
        facets.extend(envelope.assignee.is_none().then_some(Facet::Unassigned(department)));
    }
    facets.extend(envelope.assignee.map(Facet::Assignee));
    facets.extend(envelope.requester.map(Facet::Requester));
    facets.extend(envelope.participants.iter().copied().map(Facet::Participant));
    facets
}

/// Every index row of a record. The value is its id.
pub(crate) fn rows(stored: &Stored) -> BTreeSet<(Vec<u8>, Vec<u8>)> {
    let envelope = &stored.envelope;
    let mut indexes: BTreeSet<&str> = stored.index.iter().map(|entry| entry.index.as_str()).collect();
    indexes.extend([CREATED, UPDATED]);
    let mut rows = BTreeSet::new();
    for index in indexes {
        let places: Vec<_> =
            orders(stored, index).iter().map(|order| place(order, envelope.id.as_str())).collect();
        for facet in facets(stored) {
            let range = range(&envelope.collection, index, facet, envelope.audience);
            let id = || envelope.id.as_str().as_bytes().to_vec();
            rows.extend(places.iter().map(|place| ([range.as_slice(), place].concat(), id())));
        }
    }
    rows
}

/// The part of a range that a query looks at.
pub(crate) fn span(range: &[u8], prefix: &[u8], after: Option<&[u8]>, descending: bool) -> Span {
    let mut span = Span::prefix(&[range, prefix].concat());
    if let Some(place) = after {
        let at = [range, place].concat();
        if descending {
            span.end = span.end.min(at);
        } else {
            span.start = span.start.max(crate::engine::successor(&at));
        }
    }
    span
}

/// How many bytes of a key of a table or an index say in which table or range it is, and how many with the text that it begins
/// with there, if it does.
fn beginnings(key: &[u8]) -> Option<(usize, Option<usize>)> {
    // Behind so many zero bytes.
    let after = |from: usize, zeros: usize| {
        let mut at = key.iter().enumerate().skip(from).filter(|(_, byte)| **byte == 0).map(|(at, _)| at + 1);
        at.nth(zeros - 1)
    };
    if key.first() == Some(&key::TABLE) {
        return Some((after(0, 1)?, None));
    }
    let facet = after(0, 2).filter(|_| key[0] == key::INDEX)?;
    let audience = match key.get(facet)? {
        b'a' => facet + 1,
        b'c' => after(facet, 2)?,
        _ => facet + 1 + size_of::<u128>(),
    };
    let order = audience + 1;
    let text = |rest: &[u8]| {
        let end = rest.windows(2).position(|pair| pair == [0, 0])?;
        Some(order + end + 2).filter(|_| rest[0] == TEXT)
    };
    (order <= key.len()).then(|| (order, text(&key[order..])))
}

/// The areas in which a row stands: of an index its range, and in that what begins with the same text; of a table the table.
pub(crate) fn areas_of(key: &[u8]) -> impl Iterator<Item = &[u8]> {
    let (range, text) = beginnings(key).unzip();
    range.into_iter().chain(text.flatten()).map(|end| &key[..end])
}

/// The smallest area that holds all of a span.
pub(crate) fn area_around(span: &Span) -> Option<&[u8]> {
    let (range, text) = beginnings(&span.start)?;
    let holds = |end: &usize| span.end <= Span::prefix(&span.start[..*end]).end;
    text.into_iter().chain([range]).find(holds).map(|end| &span.start[..end])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn value() -> impl Strategy<Value = Value> {
        prop_oneof![any::<i64>().prop_map(Value::Number), "[a\\x00\\x01\\x7fé]{0,3}".prop_map(Value::Text)]
    }

    proptest! {
        #[test]
        fn encoded_keys_sort_as_their_values(
            a in prop::collection::vec(value(), 0..4),
            b in prop::collection::vec(value(), 0..4),
        ) {
            prop_assert_eq!(a.cmp(&b), place(&encode(&a), "x").cmp(&place(&encode(&b), "x")));
            let begins = b.len() <= a.len() && a[..b.len()] == b[..];
            prop_assert_eq!(begins, encode(&a).starts_with(&encode(&b)));
        }

        /// Or a list that was kept would miss it.
        #[test]
        fn a_row_is_in_the_area_around_each_part_of_an_index_in_which_it_is(
            facet in 0usize..7,
            id: u128,
            key in prop::collection::vec(value(), 1..4),
            prefix in 0usize..4,
            after in prop::option::of(prop::collection::vec(value(), 0..4)),
            descending: bool,
        ) {
            let at = RecordRef { collection: "tt:things".into(), id: ombud_access::RecordId::parse("r").unwrap() };
            let user = UserId(ombud_access::Id::from_u128(id));
            let department = DepartmentId(user.0);
            let facets = [
                Facet::All, Facet::Department(department), Facet::Unassigned(department), Facet::Assignee(user),
                Facet::Requester(user), Facet::Participant(user), Facet::Parent(&at),
            ];
            let range = range("tt:things", "tag", facets[facet], Audience::Staff);
            let row = [range.as_slice(), &place(&encode(&key), "r")].concat();
            let prefix = encode(&key[..prefix.min(key.len())]);
            let after = after.map(|after| place(&encode(&after), "q"));
            let span = span(&range, &prefix, after.as_deref(), descending);
            let area = area_around(&span).map(<[u8]>::to_vec);
            if span.start <= row && row < span.end {
                prop_assert!(area.is_some_and(|area| areas_of(&row).any(|own| own == area)));
            }
        }
    }
}
