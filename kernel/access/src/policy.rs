//! The source that a snapshot is compiled from.

use crate::{BuiltIn, Mandate, Permission, PermissionName, PluginId, Role, UserId};
use serde::{Deserialize, Serialize};

/// All that decides, apart from the people themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// What the kernel and the installed plugins declare.
    pub permissions: Vec<Permission>,
    /// Every role, retired ones too.
    pub roles: Vec<Role>,
    /// One for each installed plugin.
    pub mandates: Vec<Mandate>,
    /// The one owner; none only before the desk is set up.
    pub owner: Option<UserId>,
    /// Grows with each change, so that a decision can be dated.
    pub epoch: u64,
}

/// Why a policy cannot be used. Nothing of it takes effect.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// Two declare the same permission.
    #[error("permission `{0}` is declared twice; rename one of them")]
    DuplicatePermission(PermissionName),
    /// A permission that could never be granted.
    #[error("permission `{0}` allows no scope; declare at least one")]
    NoScopes(PermissionName),
    /// Two roles have one id or one name.
    #[error("role `{0}` is there twice; names and ids of roles are unique")]
    DuplicateRole(String),
    /// A role that the kernel gives a meaning is there twice.
    #[error("built-in role {0:?} is there twice; keep one of them")]
    DuplicateBuiltIn(BuiltIn),
    /// Customers and visitors would be staff.
    #[error("built-in role {0:?} cannot make its holders staff; set its audience to everyone")]
    NotStaff(BuiltIn),
    /// What the kernel gives it includes what only staff sees, and contacting customers.
    #[error("built-in role {0:?} is one for staff and no collaborator's; set it so again")]
    Diminished(BuiltIn),
    /// One plugin, two mandates.
    #[error("plugin `{0}` has two mandates; keep one of them")]
    DuplicateMandate(PluginId),
    /// More than a table may have.
    #[error("{count} {what} are more than the {most} that a desk can have")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many.
        count: usize,
        /// How many could be.
        most: usize,
    },
}
