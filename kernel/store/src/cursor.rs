//! Where a page ended. Opaque to whoever carries it: signed, and good for the same question only.

use crate::{Result, StoreError};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::fmt::Write;

/// The bytes of the signature that are kept.
const SIGNATURE: usize = 16;

/// The store's own secret.
#[derive(Clone)]
pub(crate) struct Signer([u8; 32]);

impl Signer {
    pub fn new(secret: [u8; 32]) -> Signer {
        Signer(secret)
    }

    fn mac(&self, question: &[u8], place: &[u8]) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes a key of any length");
        mac.update(&(question.len() as u64).to_be_bytes());
        mac.update(question);
        mac.update(place);
        mac
    }

    /// The cursor after `place` in the answers to `question`.
    pub fn sign(&self, question: &[u8], place: &[u8]) -> String {
        let signature = self.mac(question, place).finalize().into_bytes();
        let mut text = String::with_capacity(2 * (SIGNATURE + place.len()));
        for byte in signature[..SIGNATURE].iter().chain(place) {
            let _ = write!(text, "{byte:02x}");
        }
        text
    }

    /// The place of a cursor that was made for this question.
    pub fn open(&self, question: &[u8], cursor: &str) -> Result<Vec<u8>> {
        let refused =
            || StoreError::Invalid("the cursor does not belong to this list: begin again without one".into());
        let bytes = unhex(cursor).ok_or_else(refused)?;
        let (signature, place) = bytes.split_at_checked(SIGNATURE).ok_or_else(refused)?;
        self.mac(question, place).verify_truncated_left(signature).map_err(|_| refused())?;
        Ok(place.to_vec())
    }
}

/// The bytes of a text in lower-case hex.
pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let pairs = text.as_bytes().chunks_exact(2);
    if !pairs.remainder().is_empty() {
        return None;
    }
    pairs.map(|pair| Some((digit(pair[0])? << 4) | digit(pair[1])?)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tampered_cursor_is_refused() {
        let signer = Signer::new([7; 32]);
        let cursor = signer.sign(b"question", b"place");
        assert_eq!(signer.open(b"question", &cursor).unwrap(), b"place");
        assert!(signer.open(b"another", &cursor).is_err());
        assert!(Signer::new([8; 32]).open(b"question", &cursor).is_err());
        for at in 0..cursor.len() {
            let mut text = cursor.clone().into_bytes();
            text[at] = if text[at] == b'0' { b'1' } else { b'0' };
            assert!(signer.open(b"question", &String::from_utf8(text).unwrap()).is_err());
        }
        for text in ["", "0", "zz", "é", &cursor[..30], &cursor.to_uppercase()] {
            assert!(signer.open(b"question", text).is_err(), "{text}");
        }
    }
}
