//! Whose work a plugin file is: detached ed25519 signatures, and the keys that administrators trust.

use crate::host::Host;
use crate::problem::CallError;
use ed25519_dalek::{Signature as Ed25519, Signer, SigningKey, VerifyingKey};
use ombud_access::{Authority, Target, Timestamp};
use ombud_identity::audit::{self, Fact};
use ombud_store::{StoreError, Table, UnitOfWork};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// Keys that an administrator trusts, by the key.
const TRUSTED: Table<Trusted> = Table::new("host-publishers");

/// What stands before the hash in the text that is signed, so that a signature for something else is none for a plugin.
const PURPOSE: &[u8] = b"ombud plugin 1\n";

/// The first word of a signature file.
const MARK: &str = "ombud-signature-1";

/// The longest name of a publisher, characters.
const NAME: usize = 80;

/// The public half of a publisher's key pair. Written as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PublisherKey([u8; 32]);

/// The secret half. Written as 64 hexadecimal digits; shown to nobody by `Debug`.
#[derive(Clone)]
pub struct SecretKey(SigningKey);

/// A signature of a plugin file, kept beside it as `FILE.sig`: one line with a mark, the key and the signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signature {
    key: PublisherKey,
    signature: Ed25519,
}

/// A key that an administrator trusts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trusted {
    /// Whose it is, as the administrator calls them.
    pub name: String,
    /// Since when.
    pub at: Timestamp,
}

/// Where a plugin comes from, as far as the kernel can tell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "origin")]
pub enum Origin {
    /// With the kernel, from the same build.
    Bundled,
    /// Signed with a key that an administrator trusts.
    Trusted {
        /// Which key.
        key: PublisherKey,
        /// Whose.
        name: String,
    },
    /// Signed with a key that nobody here knows: it tells that two files are of the same hand, not of which.
    Stranger {
        /// Which key.
        key: PublisherKey,
    },
    /// Not signed: it may be anybody's work.
    Unsigned,
}

/// What is wrong with a key or a signature.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum NotSigned {
    /// It is no key.
    #[error("a key has 64 hexadecimal digits")]
    Key,
    /// It is no signature file.
    #[error("this is not a signature: a line with `{MARK}`, the key and the signature is expected")]
    Form,
    /// It does not fit the file.
    #[error(
        "the signature does not fit this file: it was changed after it was signed, or signed for another one"
    )]
    Wrong,
}

impl SecretKey {
    /// A new one.
    ///
    /// # Errors
    /// If the system gives no chance.
    pub fn generate() -> Result<SecretKey, getrandom::Error> {
        let mut seed = [0; 32];
        getrandom::fill(&mut seed)?;
        Ok(SecretKey(SigningKey::from_bytes(&seed)))
    }

    /// What it can be recognised by.
    pub fn public(&self) -> PublisherKey {
        PublisherKey(self.0.verifying_key().to_bytes())
    }

    /// Signs a plugin file.
    pub fn sign(&self, file: &[u8]) -> Signature {
        Signature { key: self.public(), signature: self.0.sign(&signed(file)) }
    }

    /// For the file in which its owner keeps it.
    pub fn reveal(&self) -> String {
        crate::hex(self.0.as_bytes())
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SecretKey of {}", self.public())
    }
}

impl FromStr for SecretKey {
    type Err = NotSigned;
    fn from_str(text: &str) -> Result<SecretKey, NotSigned> {
        Ok(SecretKey(SigningKey::from_bytes(&digits(text.trim()).ok_or(NotSigned::Key)?)))
    }
}

impl Signature {
    /// Whose it is, if it fits this file.
    ///
    /// # Errors
    /// [`NotSigned::Wrong`].
    pub fn of(&self, file: &[u8]) -> Result<PublisherKey, NotSigned> {
        let key = VerifyingKey::from_bytes(&self.key.0).map_err(|_| NotSigned::Key)?;
        // Strictly: a weak key or a malleable signature is none.
        key.verify_strict(&signed(file), &self.signature).map_err(|_| NotSigned::Wrong)?;
        Ok(self.key)
    }
}

/// The text that is signed for a file.
fn signed(file: &[u8]) -> Vec<u8> {
    [PURPOSE, &Sha256::digest(file)].concat()
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{MARK} {} {}", self.key, crate::hex(&self.signature.to_bytes()))
    }
}

impl FromStr for Signature {
    type Err = NotSigned;
    fn from_str(text: &str) -> Result<Signature, NotSigned> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let [MARK, key, signature] = words.as_slice() else { return Err(NotSigned::Form) };
        let signature = digits::<64>(signature).ok_or(NotSigned::Form)?;
        Ok(Signature { key: key.parse()?, signature: Ed25519::from_bytes(&signature) })
    }
}

impl fmt::Display for PublisherKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::hex(&self.0))
    }
}

impl fmt::Debug for PublisherKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl FromStr for PublisherKey {
    type Err = NotSigned;
    fn from_str(text: &str) -> Result<PublisherKey, NotSigned> {
        digits(text).map(PublisherKey).ok_or(NotSigned::Key)
    }
}

impl Serialize for PublisherKey {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PublisherKey {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<PublisherKey, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

/// Bytes of hexadecimal digits.
fn digits<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits: Vec<u8> =
        text.chars().map(|digit| u8::try_from(digit.to_digit(16)?).ok()).collect::<Option<_>>()?;
    let bytes: Vec<u8> =
        digits.chunks(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect();
    // An odd digit would make a pair of its own.
    (digits.len() == 2 * N).then_some(bytes)?.try_into().ok()
}

impl Host {
    /// The keys that administrators trust.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn publishers(&self) -> Result<Vec<(PublisherKey, Trusted)>, StoreError> {
        let rows = self.store.begin().scan(&TRUSTED, "", None, usize::MAX)?;
        Ok(rows.into_iter().filter_map(|(key, trusted)| Some((key.parse().ok()?, trusted))).collect())
    }

    /// Trusts a key from now on, under this name. That files signed with it are marked as known is all that follows;
    /// what they ask for is approved as for any other.
    ///
    /// # Errors
    /// Refusals, and `Invalid` for a name that is none.
    pub async fn trust(
        &self,
        key: PublisherKey,
        name: &str,
        actor: &Authority,
    ) -> Result<Trusted, CallError> {
        actor.check(crate::install::INSTALL, Target::Desk).into_result().map_err(CallError::Denied)?;
        let name = name.trim();
        if name.is_empty() || name.chars().count() > NAME || name.chars().any(char::is_control) {
            return Err(CallError::Invalid(format!("a publisher's name has 1 to {NAME} plain characters")));
        }
        let trusted = Trusted { name: name.to_owned(), at: self.clock.now() };
        self.set_trust(key, Some(trusted.clone()), actor).await?;
        Ok(trusted)
    }

    /// Trusts a key no more. What was installed with it stays, marked as a stranger's.
    ///
    /// # Errors
    /// Refusals, and `NotFound`.
    pub async fn distrust(&self, key: PublisherKey, actor: &Authority) -> Result<(), CallError> {
        actor.check(crate::install::INSTALL, Target::Desk).into_result().map_err(CallError::Denied)?;
        if self.store.begin().get(&TRUSTED, &key.to_string())?.is_none() {
            return Err(CallError::NotFound(format!("the key {key} is not trusted here")));
        }
        self.set_trust(key, None, actor).await
    }

    async fn set_trust(
        &self,
        key: PublisherKey,
        trusted: Option<Trusted>,
        actor: &Authority,
    ) -> Result<(), CallError> {
        let work = |unit: &mut UnitOfWork| {
            self.still_may(unit, actor, crate::install::INSTALL)?;
            let row = key.to_string();
            let before = unit.get(&TRUSTED, &row)?;
            match &trusted {
                Some(trusted) => unit.put(&TRUSTED, &row, trusted)?,
                None => unit.remove(&TRUSTED, &row)?,
            }
            let action = if trusted.is_some() { "publisher.trust" } else { "publisher.distrust" };
            let told = |known: &Option<Trusted>| known.as_ref().map(|known| json!({ "name": known.name }));
            let (before, after) = (told(&before), told(&trusted));
            Ok(audit::append(
                unit,
                actor,
                Fact { action, target: format!("publisher:{row}"), before, after },
            )?)
        };
        self.store.run(work).await
    }
}

/// What is known of whoever signed.
pub(crate) fn origin(
    unit: &mut UnitOfWork,
    bundled: bool,
    key: Option<PublisherKey>,
) -> Result<Origin, StoreError> {
    Ok(match key {
        _ if bundled => Origin::Bundled,
        None => Origin::Unsigned,
        Some(key) => match unit.get(&TRUSTED, &key.to_string())? {
            Some(trusted) => Origin::Trusted { key, name: trusted.name },
            None => Origin::Stranger { key },
        },
    })
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::Bundled => f.write_str("comes with Ombud"),
            Origin::Trusted { name, .. } => write!(f, "signed by {name}"),
            Origin::Stranger { key } => write!(f, "SIGNED BY A STRANGER: nobody here trusts the key {key}"),
            Origin::Unsigned => f.write_str("NOT SIGNED: nobody can tell whose work this is"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_fits_one_file_and_survives_being_written() {
        let key = SecretKey::generate().unwrap();
        let signature: Signature = key.sign(b"file").to_string().parse().unwrap();
        assert_eq!(signature.of(b"file"), Ok(key.public()));
        assert_eq!(signature.of(b"filf"), Err(NotSigned::Wrong));
        let again: SecretKey = key.reveal().parse().unwrap();
        assert_eq!(again.sign(b"file"), signature);
    }

    #[test]
    fn another_key_in_a_signature_is_found_out() {
        let (mine, yours) = (SecretKey::generate().unwrap(), SecretKey::generate().unwrap());
        let forged =
            mine.sign(b"file").to_string().replace(&mine.public().to_string(), &yours.public().to_string());
        assert_eq!(forged.parse::<Signature>().unwrap().of(b"file"), Err(NotSigned::Wrong));
        // A point of small order fits every message if it is not looked at closely.
        let weak = format!("{MARK} 01{} 01{}", "0".repeat(62), "0".repeat(126));
        assert!(weak.parse::<Signature>().unwrap().of(b"file").is_err());
    }

    #[test]
    fn a_signature_of_something_else_is_none_of_a_plugin() {
        let key = SecretKey::generate().unwrap();
        let other = Signature { key: key.public(), signature: key.0.sign(&Sha256::digest(b"file")) };
        assert_eq!(other.of(b"file"), Err(NotSigned::Wrong));
    }

    #[test]
    fn what_is_no_key_or_signature_is_told_so() {
        assert_eq!("abc".parse::<PublisherKey>(), Err(NotSigned::Key));
        assert_eq!("é".repeat(32).parse::<PublisherKey>(), Err(NotSigned::Key));
        for text in ["", "ombud-signature-1", "ombud-signature-2 a b", "ombud-signature-1 zz zz"] {
            assert!(text.parse::<Signature>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_secret_key_is_not_shown() {
        let key = SecretKey::generate().unwrap();
        assert!(!format!("{key:?}").contains(&key.reveal()));
    }
}
