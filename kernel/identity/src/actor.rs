//! Who makes a change, and what the audit shall say about it.

use ombud_access::{Audience, Authority, DepartmentId, Envelope, RecordId, Target, UserId};

use crate::Result;

/// An authority with what the audit wants to know beside it.
///
/// Every change takes `impl Into<Actor>`, so a bare `&authority` will do. The authority must come
/// from [`Identity::authority`](crate::Identity::authority) on the same unit of work: then the
/// rights it was computed from are among the unit's reads, and a change of them is a conflict.
#[derive(Clone, Copy)]
pub struct Actor<'a> {
    pub(crate) authority: &'a Authority,
    pub(crate) from: Option<&'a str>,
    pub(crate) why: Option<&'a str>,
}

impl<'a> From<&'a Authority> for Actor<'a> {
    fn from(authority: &'a Authority) -> Self {
        Actor { authority, from: None, why: None }
    }
}

impl<'a> Actor<'a> {
    /// Notes the network address that the request came from.
    pub fn at(self, address: &'a str) -> Self {
        Actor { from: Some(address), ..self }
    }

    /// Notes the reason that the person gave.
    pub fn because(self, why: &'a str) -> Self {
        Actor { why: Some(why), ..self }
    }

    /// Whose rights decide.
    pub fn authority(&self) -> &'a Authority {
        self.authority
    }

    /// The permission must be held on the whole desk.
    ///
    /// # Errors
    /// The denial.
    pub fn require(&self, permission: &str) -> Result<()> {
        Ok(self.authority.check(permission, Target::Desk).into_result()?)
    }

    /// The permission must be held on the whole desk or, with a department, at least there.
    pub(crate) fn require_in(&self, permission: &str, department: Option<DepartmentId>) -> Result<()> {
        let Some(department) = department else { return self.require(permission) };
        let envelope = department_envelope(department);
        Ok(self.authority.check(permission, Target::Record(&envelope)).into_result()?)
    }

    /// The person acts on himself with his own hands: no token and no plugin in between, which could
    /// use what everybody may do to himself beyond what they were given.
    pub(crate) fn is_self(&self, user: UserId) -> bool {
        self.authority.user() == Some(user) && self.authority.is_direct()
    }
}

/// How a department looks to the engine: a staff record that is filed in itself.
fn department_envelope(department: DepartmentId) -> Envelope {
    Envelope {
        collection: "kernel:departments".into(),
        id: RecordId::from(department.0),
        version: 1,
        department: Some(department),
        assignee: None,
        requester: None,
        participants: Vec::new(),
        audience: Audience::Staff,
        parent: None,
        created: ombud_access::Timestamp(0),
        updated: ombud_access::Timestamp(0),
    }
}
