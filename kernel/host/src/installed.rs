//! What is installed, in which version, and what waits to be.

use crate::publisher::PublisherKey;
use ombud_access::{Mandate, PluginId, Timestamp};
use ombud_store::{BlobId, StoreError, Table, UnitOfWork};
use serde::{Deserialize, Serialize};

/// Installed plugins by id.
pub(crate) const PLUGINS: Table<Installed> = Table::new("host-plugins");

/// Files that were sent and not approved yet, by the plugin's id.
pub(crate) const WAITING: Table<Waiting> = Table::new("host-plugins-waiting");

/// Whose each plugin's name is; stays when the plugin goes, as long as its data does.
const OWNERS: Table<Owner> = Table::new("host-plugin-owners");

/// So many versions before the present one are kept, to go back to.
pub(crate) const KEPT: usize = 3;

/// A plugin that is installed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Installed {
    #[serde(flatten)]
    pub active: Version,
    /// Comes with the kernel, and is upgraded with it.
    pub bundled: bool,
    /// Versions that can be gone back to, the newest first.
    #[serde(default)]
    pub earlier: Vec<Version>,
}

/// One version: the component is a file, named by its hash.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Version {
    pub component: String,
    pub version: String,
    /// When it began to answer.
    pub at: Timestamp,
    #[serde(default)]
    pub publisher: Option<PublisherKey>,
    /// The form of its records.
    #[serde(default = "first")]
    pub schema: u32,
    /// What it was allowed when another took its place.
    #[serde(default)]
    pub mandate: Option<Mandate>,
}

fn first() -> u32 {
    1
}

/// A file that waits for somebody to approve it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Waiting {
    pub component: String,
    pub version: String,
    pub at: Timestamp,
    #[serde(default)]
    pub publisher: Option<PublisherKey>,
}

/// Who publishes what goes by a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Owner {
    pub bundled: bool,
    /// None: whoever does not sign.
    pub publisher: Option<PublisherKey>,
    /// The form of the records that are kept.
    #[serde(default = "first")]
    pub schema: u32,
}

impl Installed {
    /// Whether it is this file, or was and can be gone back to.
    pub fn has(&self, file: &str) -> bool {
        self.active.component == file || self.earlier.iter().any(|earlier| earlier.component == file)
    }

    /// The plugin with another version in the place of the present one, which held this mandate.
    pub fn replaced(mut self, version: Version, held: Option<Mandate>) -> Installed {
        let mut before = std::mem::replace(&mut self.active, version);
        before.mandate = held;
        // The same file once is enough.
        self.earlier.retain(|v| v.component != before.component && v.component != self.active.component);
        if before.component != self.active.component {
            self.earlier.insert(0, before);
        }
        self.earlier.truncate(KEPT);
        self
    }

    /// Writes the row, and keeps the files that it names and no others.
    pub fn keep(&self, unit: &mut UnitOfWork, id: &PluginId) -> Result<(), StoreError> {
        let holder = holder(id);
        unit.release_blobs(&holder)?;
        for version in std::iter::once(&self.active).chain(&self.earlier) {
            unit.keep_blob(&version.blob()?, &holder)?;
        }
        unit.put(&PLUGINS, id.as_str(), self)
    }

    /// Takes the row out, and lets go of its files.
    pub fn discard(unit: &mut UnitOfWork, id: &PluginId) -> Result<(), StoreError> {
        unit.release_blobs(&holder(id))?;
        unit.remove(&PLUGINS, id.as_str())
    }
}

impl Version {
    pub fn blob(&self) -> Result<BlobId, StoreError> {
        blob(&self.component)
    }
}

impl Waiting {
    /// Lets it wait, in place of an earlier one.
    pub fn keep(&self, unit: &mut UnitOfWork, id: &PluginId) -> Result<(), StoreError> {
        let holder = format!("waiting-{}", holder(id));
        unit.release_blobs(&holder)?;
        unit.keep_blob(&blob(&self.component)?, &holder)?;
        unit.put(&WAITING, id.as_str(), self)
    }

    /// Nothing waits any more.
    pub fn discard(unit: &mut UnitOfWork, id: &PluginId) -> Result<(), StoreError> {
        unit.release_blobs(&format!("waiting-{}", holder(id)))?;
        unit.remove(&WAITING, id.as_str())
    }
}

impl Owner {
    /// As an installed plugin leaves it.
    pub fn with(plugin: &Installed) -> Owner {
        let Version { publisher, schema, .. } = plugin.active;
        Owner { bundled: plugin.bundled, publisher, schema }
    }

    /// Whose a name is; none if it is free.
    pub fn of(unit: &mut UnitOfWork, id: &PluginId) -> Result<Option<Owner>, StoreError> {
        if let Some(owner) = unit.get(&OWNERS, id.as_str())? {
            return Ok(Some(owner));
        }
        // Installed by a kernel that did not note it.
        let known = unit.get(&PLUGINS, id.as_str())?;
        Ok(known.map(|known| Owner::with(&known)))
    }

    /// All names that are somebody's.
    pub fn names(unit: &mut UnitOfWork) -> Result<Vec<PluginId>, StoreError> {
        let rows = unit.scan(&OWNERS, "", None, usize::MAX)?;
        Ok(rows.into_iter().filter_map(|(id, _)| PluginId::parse(&id).ok()).collect())
    }

    pub fn keep(self, unit: &mut UnitOfWork, id: &PluginId) -> Result<(), StoreError> {
        unit.put(&OWNERS, id.as_str(), &self)
    }

    pub fn discard(unit: &mut UnitOfWork, id: &PluginId) -> Result<(), StoreError> {
        unit.remove(&OWNERS, id.as_str())
    }
}

fn holder(id: &PluginId) -> String {
    format!("plugin:{id}")
}

pub(crate) fn blob(name: &str) -> Result<BlobId, StoreError> {
    name.parse().map_err(|_| StoreError::Corrupt(format!("`{name}` is not the name of a plugin's file")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(n: u32) -> Version {
        Version {
            component: format!("{n:064}"),
            version: format!("0.{n}.0"),
            at: Timestamp(u64::from(n)),
            publisher: None,
            schema: 1,
            mandate: None,
        }
    }

    #[test]
    fn the_last_three_versions_are_kept_each_once() {
        let mut plugin = Installed { active: version(1), bundled: false, earlier: vec![] };
        for n in 2..=6 {
            plugin = plugin.replaced(version(n), None);
        }
        let earlier = |plugin: &Installed| plugin.earlier.iter().map(|v| v.at.0).collect::<Vec<_>>();
        assert_eq!((plugin.active.at.0, earlier(&plugin)), (6, vec![5, 4, 3]));
        let back = plugin.clone().replaced(version(4), None);
        assert_eq!((back.active.at.0, earlier(&back)), (4, vec![6, 5, 3]));
        let again = back.replaced(version(4), None);
        assert_eq!((again.active.at.0, earlier(&again)), (4, vec![6, 5, 3]));
    }

    #[test]
    fn a_row_that_was_written_before_versions_were_kept_is_read() {
        let old = r#"{"component":"00","version":"0.1.0","bundled":true,"at":7}"#;
        let read: Installed = serde_json::from_str(old).unwrap();
        assert!(read.bundled && read.earlier.is_empty());
        assert_eq!((read.active.schema, read.active.at), (1, Timestamp(7)));
    }
}
