//! The name of a record within its collection.

use crate::name::as_text;
use crate::{Id, InvalidName};
use std::sync::Arc;

/// 1 to 64 characters of `A-Z a-z 0-9 . _ -`. Cheap to clone.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId(Arc<str>);

/// Which bytes may stand in one. Lists read a great many of them.
const ALLOWED: [bool; 256] = {
    let mut allowed = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        allowed[byte] = (byte as u8).is_ascii_alphanumeric() || matches!(byte as u8, b'.' | b'_' | b'-');
        byte += 1;
    }
    allowed
};

impl RecordId {
    /// Reads an id that came from outside.
    pub fn parse(text: &str) -> Result<RecordId, InvalidName> {
        if (1..=64).contains(&text.len()) && text.bytes().all(|byte| ALLOWED[usize::from(byte)]) {
            Ok(RecordId(text.into()))
        } else {
            Err(InvalidName::new("record id", text, "1 to 64 characters of A-Z a-z 0-9 . _ -"))
        }
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<Id> for RecordId {
    fn from(id: Id) -> RecordId {
        RecordId(id.to_string().into())
    }
}

as_text!(RecordId);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_short_plain_names_are_record_ids() {
        for good in ["7", "a.b_c-D", &"x".repeat(64), &Id::from_u128(7).to_string()] {
            assert_eq!(RecordId::parse(good).unwrap().as_str(), good);
        }
        for bad in ["", "a/b", "a b", "é", "a:b", "a\0", &"x".repeat(65)] {
            assert!(RecordId::parse(bad).is_err(), "{bad:?}");
        }
        assert!(serde_json::from_str::<RecordId>("\"a/b\"").is_err());
    }
}
