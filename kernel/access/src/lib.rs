//! Who may do what. Pure: no store, no clock, no IO.
//!
//! A [`Policy`] (permissions, roles, mandates, the owner) compiles to a [`Snapshot`]: one byte of
//! [`Scopes`] for each role and permission. An [`Authority`] says who is acting in one call: a person, a
//! token, a visitor or a plugin, and the plugins in between. It answers four questions about a filed
//! [`Envelope`], and a property test holds the answers together:
//!
//! - [`Authority::check`]: may it? No allocation, no lock.
//! - [`Authority::visible`]: which records, as ranges that the store can list.
//! - [`Authority::explain`]: why, in one sentence and in facts.
//! - `Authority::permit_*`: a [`Permit`], the only thing for which the store opens or writes a record.
//!
//! There are no denials and no priorities. Nothing said is no, and one more grant never takes away.
//! [`guard`] holds the rules for those who change roles, people and mandates.

mod authority;
mod built_in;
mod check;
mod columns;
mod denial;
mod enough;
mod envelope;
mod explain;
pub mod guard;
mod holding;
mod id;
mod name;
mod permission;
mod permit;
mod policy;
mod principal;
mod reach;
mod record_id;
mod role;
mod rule;
mod scope;
mod sentence;
mod snapshot;
mod timestamp;
mod visible;

pub use authority::{Authority, Part};
pub use check::{Decision, Target, Verdict};
pub use denial::{Account, Denial};
pub use enough::{Enough, Remedy};
pub use envelope::{Audience, Envelope, RecordRef};
pub use explain::{Explanation, Fact, RoleFact};
pub use id::{DepartmentId, Id, RoleId, SessionId, TokenId, UserId};
pub use name::InvalidName;
pub use permission::{Flags, Permission, PermissionName};
pub use permit::{Create, Delete, ParentView, Permit, Read, Relations, Verb, Whole, Write};
pub use policy::{Policy, PolicyError};
pub use principal::{Mandate, PluginId, Subject};
pub use reach::{Region, Shift, Which};
pub use record_id::RecordId;
pub use role::{BuiltIn, Grant, HeldRole, Place, Role, RoleKind};
pub use rule::{Rule, Word};
pub use scope::Scopes;
pub use sentence::Telling;
pub use snapshot::{PermissionId, Snapshot};
pub use timestamp::Timestamp;
pub use visible::{Facets, Visibility};
