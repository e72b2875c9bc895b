//! What administrators tell the kernel for a plugin, and the plugin never sees.
//!
//! Values are kept encrypted, with a key that stands in a file of its own beside the store: a backup or an export of the
//! store alone tells nobody what they are.

use crate::host::Host;
use crate::lifecycle::MANAGE;
use crate::problem::CallError;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use ombud_access::{Authority, PluginId, Target, Timestamp};
use ombud_identity::audit::{self, Fact};
use ombud_store::{StoreError, Table, UnitOfWork};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// Encrypted values, by `plugin/name`.
const SECRETS: Table<Sealed> = Table::new("host-plugin-secrets");

/// The longest value, bytes.
const LONGEST: usize = 4096;
/// A value shorter than this would be found everywhere.
const SHORTEST: usize = 8;

const NONCE: usize = 12;

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Sealed {
    /// A nonce and what was encrypted with it.
    bytes: Vec<u8>,
    at: Timestamp,
}

/// A secret that a plugin may have, and whether it was told.
#[derive(Clone, Debug, Serialize)]
pub struct SecretInfo {
    /// Its name.
    pub name: String,
    /// Where it may go.
    pub hosts: Vec<String>,
    /// What it is for.
    pub why: String,
    /// When it was told last; none: never.
    pub told: Option<Timestamp>,
}

/// Where the key is.
pub(crate) struct Keyring {
    file: PathBuf,
}

impl Keyring {
    pub fn new(folder: &Path) -> Keyring {
        Keyring { file: folder.join("secrets.key") }
    }

    fn cipher(&self) -> io::Result<ChaCha20Poly1305> {
        let bytes: [u8; 32] = fs::read(&self.file)?
            .try_into()
            .map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "the key has 32 bytes"))?;
        Ok(ChaCha20Poly1305::new(&Key::from(bytes)))
    }

    fn cipher_or_new(&self) -> io::Result<ChaCha20Poly1305> {
        match self.cipher() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let mut key = [0; 32];
                getrandom::fill(&mut key).map_err(|error| io::Error::other(error.to_string()))?;
                let mut file =
                    OpenOptions::new().write(true).create_new(true).mode(0o600).open(&self.file)?;
                file.write_all(&key)?;
                file.sync_all()?;
                self.cipher()
            }
            other => other,
        }
    }

    pub fn seal(&self, row: &str, value: &str) -> io::Result<Vec<u8>> {
        let cipher = self.cipher_or_new()?;
        let mut nonce = [0; NONCE];
        getrandom::fill(&mut nonce).map_err(|error| io::Error::other(error.to_string()))?;
        // The name goes along, so that no value can be put in another's place.
        let sealed = cipher
            .encrypt(&Nonce::from(nonce), Payload { msg: value.as_bytes(), aad: row.as_bytes() })
            .map_err(|_| io::Error::other("it cannot be encrypted"))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    pub fn open(&self, row: &str, bytes: &[u8]) -> Result<String, String> {
        let cipher = self
            .cipher()
            .map_err(|error| format!("the key of the secrets cannot be read ({error}): tell them anew"))?;
        let changed = || "it was not sealed with the key of this desk: tell it anew".to_owned();
        let (nonce, sealed) = bytes.split_first_chunk::<NONCE>().ok_or_else(changed)?;
        let value = cipher
            .decrypt(&Nonce::from(*nonce), Payload { msg: sealed, aad: row.as_bytes() })
            .map_err(|_| changed())?;
        String::from_utf8(value).map_err(|_| changed())
    }
}

impl Host {
    /// Tells the kernel a secret of a plugin, or takes it back (none).
    ///
    /// # Errors
    /// `NotFound` if the plugin knows no such secret, `Invalid` for a value that is none, and refusals.
    pub async fn tell_secret(
        &self,
        id: &PluginId,
        name: &str,
        value: Option<&str>,
        actor: &Authority,
    ) -> Result<(), CallError> {
        actor.check(MANAGE, Target::Desk).into_result().map_err(CallError::Denied)?;
        let registry = self.registry();
        let known = registry.get(id.as_str()).map(|plugin| &plugin.manifest().secrets);
        if !known.is_some_and(|known| known.iter().any(|secret| secret.name == name)) {
            return Err(CallError::NotFound(format!("there is no plugin `{id}` with a secret `{name}`")));
        }
        let plain = |value: &str| {
            (SHORTEST..=LONGEST).contains(&value.len()) && value.bytes().all(|b| (b'!'..=b'~').contains(&b))
        };
        if value.is_some_and(|value| !plain(value)) {
            return Err(CallError::Invalid(format!(
                "a secret has {SHORTEST} to {LONGEST} letters, digits and signs, and no spaces"
            )));
        }
        let row = row(id, name);
        let at = self.clock.now();
        let sealed = value.map(|value| self.keyring.seal(&row, value)).transpose().map_err(|error| {
            tracing::error!(%error, "the key of the secrets cannot be used");
            CallError::Unavailable("the key of the secrets cannot be used; see the log".into())
        })?;
        let work = |unit: &mut UnitOfWork| {
            self.still_may(unit, actor, MANAGE)?;
            let before = unit.get(&SECRETS, &row)?.map(|before| json!({ "told": before.at }));
            match &sealed {
                Some(bytes) => unit.put(&SECRETS, &row, &Sealed { bytes: bytes.clone(), at })?,
                None => unit.remove(&SECRETS, &row)?,
            }
            let after = sealed.as_ref().map(|_| json!({ "told": at }));
            let fact = Fact { action: "secret.tell", target: format!("plugin:{id}"), before, after };
            Ok(audit::append(unit, actor, fact)?)
        };
        self.store.run(work).await
    }

    /// The secrets that a plugin may have, without what they are.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn secrets(&self, id: &PluginId) -> Result<Vec<SecretInfo>, StoreError> {
        let registry = self.registry();
        let mut unit = self.store.begin();
        let known = registry.get(id.as_str()).map(|plugin| plugin.manifest().secrets.clone());
        known
            .unwrap_or_default()
            .into_iter()
            .map(|secret| {
                let told = unit.get(&SECRETS, &row(id, &secret.name))?.map(|sealed| sealed.at);
                Ok(SecretInfo { name: secret.name, hosts: secret.hosts, why: secret.why, told })
            })
            .collect()
    }

    /// All that was told for a plugin: names, and what they are. One that cannot be opened is none.
    pub(crate) fn known_secrets(&self, id: &PluginId) -> Vec<(String, String)> {
        let rows = self.store.begin().scan(&SECRETS, &format!("{id}/"), None, usize::MAX).unwrap_or_default();
        let opened = rows.into_iter().filter_map(|(row, sealed)| {
            let name = row.split_once('/').map_or(row.as_str(), |(_, name)| name).to_owned();
            Some((name, self.keyring.open(&row, &sealed.bytes).ok()?))
        });
        opened.collect()
    }

    /// What a secret is, for a request to this host.
    pub(crate) fn reveal(&self, id: &PluginId, name: &str, host: &str) -> Result<String, String> {
        let registry = self.registry();
        let known = registry.get(id.as_str()).map(|plugin| &plugin.manifest().secrets);
        let secret = known.and_then(|known| known.iter().find(|secret| secret.name == name));
        let secret = secret.ok_or_else(|| format!("the manifest knows no secret `{name}`"))?;
        if !secret.hosts.iter().any(|listed| listed == host) {
            return Err(format!("the secret `{name}` may not go to `{host}`"));
        }
        let row = row(id, name);
        let sealed = self.store.begin().get(&SECRETS, &row).map_err(|error| error.to_string())?;
        let sealed = sealed.ok_or_else(|| format!("nobody has told the secret `{name}` yet"))?;
        self.keyring.open(&row, &sealed.bytes).map_err(|why| format!("the secret `{name}`: {why}"))
    }
}

fn row(id: &PluginId, name: &str) -> String {
    format!("{id}/{name}")
}

/// Nothing was ever told for a plugin.
pub(crate) fn forget(unit: &mut UnitOfWork, plugin: &PluginId) -> Result<(), StoreError> {
    for (row, _) in unit.scan(&SECRETS, &format!("{plugin}/"), None, usize::MAX)? {
        unit.remove(&SECRETS, &row)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_is_opened_under_its_own_name_with_its_own_key_only() {
        let folder = tempfile::tempdir().unwrap();
        let keyring = Keyring::new(folder.path());
        let sealed = keyring.seal("a/token", "hunter22").unwrap();
        assert!(!sealed.windows(8).any(|part| part == b"hunter22"));
        assert_eq!(keyring.open("a/token", &sealed).unwrap(), "hunter22");
        assert!(keyring.open("b/token", &sealed).is_err());
        let mut changed = sealed.clone();
        *changed.last_mut().unwrap() ^= 1;
        assert!(keyring.open("a/token", &changed).is_err());
        assert!(keyring.open("a/token", b"short").is_err());
        fs::remove_file(folder.path().join("secrets.key")).unwrap();
        assert!(keyring.open("a/token", &sealed).unwrap_err().contains("tell them anew"));
        keyring.seal("a/token", "another1").unwrap();
        assert!(keyring.open("a/token", &sealed).is_err());
    }
}
