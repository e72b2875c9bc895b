//! What a manifest says of hooks.

use ombud_access::PluginId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A change in which a plugin has a say, before it is committed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Hook {
    /// The collection, `tickets:tickets`.
    pub on: String,
    /// What happens there.
    pub verbs: BTreeSet<HookVerb>,
    /// When it is asked.
    #[serde(default)]
    pub phase: Phase,
    /// The fields that it may amend, in the phase `transform`.
    #[serde(default)]
    pub amends: BTreeSet<String>,
    /// It is asked after the hooks of these plugins.
    #[serde(default)]
    pub after: BTreeSet<PluginId>,
    /// What counts if it gives no answer; none: `reject` in the phase `validate`, `skip` in `transform`.
    #[serde(default)]
    pub on_failure: Option<OnFailure>,
    /// Shown to the administrator.
    pub why: String,
}

/// What happens to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HookVerb {
    /// It is made.
    Create,
    /// It becomes different.
    Change,
    /// It goes.
    Delete,
}

/// When a hook is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// Before the record is written, when its plugin asks: may amend fields.
    Transform,
    /// When it is written as it will be: allows it or not.
    #[default]
    Validate,
}

/// What counts if a hook gives no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OnFailure {
    /// The change does not happen.
    Reject,
    /// The change happens as if it had not been asked.
    Skip,
}

impl Hook {
    /// What counts if it gives no answer.
    pub fn on_failure(&self) -> OnFailure {
        self.on_failure.unwrap_or(match self.phase {
            Phase::Validate => OnFailure::Reject,
            Phase::Transform => OnFailure::Skip,
        })
    }
}
