//! Those who act: people and plugins, as far as the engine needs to know them.

use crate::name::{as_text, is_word};
use crate::{DepartmentId, Grant, HeldRole, InvalidName, UserId};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The name of a plugin: a lower-case letter, then 1 to 31 letters, digits and dashes. Not `kernel`, whose
/// permissions no plugin declares.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PluginId(Arc<str>);

impl PluginId {
    /// Reads a name that came from outside.
    pub fn parse(text: &str) -> Result<PluginId, InvalidName> {
        if is_word(text, 2..=32) && text != "kernel" {
            Ok(PluginId(text.into()))
        } else {
            let rule = "a lower-case letter, then 1 to 31 letters, digits or dashes; not `kernel`";
            Err(InvalidName::new("plugin name", text, rule))
        }
    }

    /// Whose is what no plugin made, where it stands among what plugins made. No plugin can have this name.
    #[must_use]
    pub fn kernel() -> PluginId {
        PluginId("kernel".into())
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

as_text!(PluginId);

/// A person, as the engine sees one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// Who.
    pub id: UserId,
    /// A suspended person may do nothing.
    pub active: bool,
    /// The departments they belong to.
    pub departments: Vec<DepartmentId>,
    /// The roles they hold.
    pub roles: Vec<HeldRole>,
}

/// What a plugin may do: the role it holds. It also holds, on all records, what it declares itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mandate {
    /// Whose.
    pub plugin: PluginId,
    /// What it asked for and an administrator approved.
    #[serde(default)]
    pub grants: Vec<Grant>,
    /// `Some`: only records filed in these; one that is filed nowhere is out of reach.
    #[serde(default)]
    pub departments: Option<Vec<DepartmentId>>,
    /// A plugin that is switched off may do nothing, not even for somebody else.
    pub enabled: bool,
}
