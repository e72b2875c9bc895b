//! What administrators chose for each plugin, over the manifest's defaults.

use crate::manifest::Manifest;
use ombud_access::PluginId;
use ombud_store::{StoreError, Table, UnitOfWork};
use serde_json::{Map, Value};

/// Chosen settings by plugin id.
const SETTINGS: Table<Map<String, Value>> = Table::new("host-settings");

/// The settings that a plugin sees, as a JSON object.
pub(crate) fn of(unit: &mut UnitOfWork, manifest: &Manifest) -> Result<String, StoreError> {
    Ok(Value::Object(all(unit, manifest)?).to_string())
}

/// The same, one by one.
pub(crate) fn all(unit: &mut UnitOfWork, manifest: &Manifest) -> Result<Map<String, Value>, StoreError> {
    let mut all = manifest.settings.clone();
    if let Some(chosen) = unit.get(&SETTINGS, manifest.id().as_str())? {
        all.extend(chosen);
    }
    Ok(all)
}

/// Changes settings of a plugin. The manifest's defaults say which there are
/// and of which kind.
pub(crate) fn choose(
    unit: &mut UnitOfWork,
    manifest: &Manifest,
    changes: Map<String, Value>,
) -> Result<Result<(), String>, StoreError> {
    for (name, value) in &changes {
        let Some(default) = manifest.settings.get(name) else {
            return Ok(Err(format!("plugin `{}` has no setting `{name}`", manifest.id())));
        };
        if std::mem::discriminant(default) != std::mem::discriminant(value) {
            return Ok(Err(format!("setting `{name}` is of the kind of `{default}`, not `{value}`")));
        }
        let entry = manifest.entries.iter().find(|entry| entry.name == *name);
        if let Some(Err(misfit)) = entry.map(|entry| entry.check(value, default)) {
            return Ok(Err(format!("setting `{name}` does not fit: {misfit}")));
        }
    }
    let mut chosen = unit.get(&SETTINGS, manifest.id().as_str())?.unwrap_or_default();
    chosen.extend(changes);
    unit.put(&SETTINGS, manifest.id().as_str(), &chosen)?;
    Ok(Ok(()))
}

/// Nothing was ever chosen for a plugin.
pub(crate) fn forget(unit: &mut UnitOfWork, plugin: &PluginId) -> Result<(), StoreError> {
    unit.remove(&SETTINGS, plugin.as_str())
}
