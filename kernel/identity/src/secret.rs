//! Secrets that are handed out once and kept only as a hash.

use ombud_access::{Id, Timestamp};
use sha2::{Digest, Sha256};

use crate::{IdentityError, Result};

/// 32 random bytes as 64 hexadecimal digits: safe in cookies, headers and addresses.
pub(crate) fn random_text() -> Result<String> {
    Ok(hex(&random::<32>()?))
}

/// The SHA-256 of a text, in hexadecimal. A secret of 256 random bits needs no slow hash; what
/// looks it up is the hash, so how long a comparison takes says nothing about the secret.
pub(crate) fn digest(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

/// A fresh id, ordered by time.
pub(crate) fn id(now: Timestamp) -> Result<Id> {
    Ok(Id::new(now, random::<10>()?))
}

pub(crate) fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)
        .map_err(|error| IdentityError::System(format!("no random bytes to be had: {error}")))?;
    Ok(bytes)
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]])
        .map(char::from)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_long_distinct_and_safe_in_an_address() {
        let (one, other) = (random_text().unwrap(), random_text().unwrap());
        assert_eq!(one.len(), 64);
        assert_ne!(one, other);
        assert!(one.chars().all(|c| c.is_ascii_alphanumeric()));
        assert_eq!(digest("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
