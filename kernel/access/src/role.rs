//! Roles: named sets of grants. They add up, and nothing in them takes away.

use crate::{Audience, DepartmentId, PermissionName, RoleId, Scopes, Timestamp};
use serde::{Deserialize, Serialize};

/// A permission on somebody's records, perhaps until a date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// What may be done. A name that nobody declares (any more) gives nothing and waits.
    pub permission: PermissionName,
    /// On whose records.
    pub scopes: Scopes,
    /// From this moment on the grant gives nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

/// Where a role comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RoleKind {
    /// The kernel knows it and gives it a meaning.
    BuiltIn(BuiltIn),
    /// Somebody on this desk made it.
    Custom,
}

/// The roles that the kernel knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BuiltIn {
    /// Everything. Counts for [`crate::Policy::owner`] alone, whoever else holds the role.
    Owner,
    /// Everything that is not owner-only.
    Administrator,
    /// Staff who answer customers.
    Agent,
    /// Staff who help agents and never reach a customer.
    Collaborator,
    /// People who ask.
    Customer,
    /// Whoever has not signed in.
    Visitor,
}

/// A named set of grants.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// Its id, for good.
    pub id: RoleId,
    /// A slug, unique on the desk.
    pub name: String,
    /// What people read.
    pub title: String,
    /// One sentence more.
    #[serde(default)]
    pub description: String,
    /// Built in or made here.
    pub kind: RoleKind,
    /// `Staff`: who holds it is staff. `Everyone`: customers and visitors.
    pub audience: Audience,
    /// Grants that contact a customer count for nothing in this role.
    #[serde(default)]
    pub collaborator: bool,
    /// Out of use: gives nothing and cannot be given.
    #[serde(default)]
    pub retired: bool,
    /// What it gives. The owner's and the administrator's are implied.
    #[serde(default)]
    pub grants: Vec<Grant>,
}

/// Where a held role counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// On every record and on the desk itself.
    Everywhere,
    /// On records filed in this department.
    In(DepartmentId),
}

impl Place {
    /// Whether a role held here counts for what is filed in `department` (`None`: nowhere, or the desk).
    #[must_use]
    pub fn counts_at(self, department: Option<DepartmentId>) -> bool {
        match self {
            Place::Everywhere => true,
            Place::In(place) => department == Some(place),
        }
    }

    /// Whether whoever holds a role here holds it at `other` too.
    #[must_use]
    pub fn reaches(self, other: Place) -> bool {
        self == Place::Everywhere || self == other
    }
}

/// That somebody holds a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct HeldRole {
    /// Which.
    pub role: RoleId,
    /// Where it counts.
    pub place: Place,
    /// From this moment on it is not held any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}
