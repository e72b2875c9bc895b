//! The decision. No allocation, no lock.

use crate::snapshot::PermissionId;
use crate::{Audience, Authority, Denial, DepartmentId, Envelope, Scopes};
use std::ops::Deref;

/// What a question is about.
#[derive(Clone, Copy, Debug)]
pub enum Target<'a> {
    /// The desk as a whole. Only what is held on all records, everywhere, counts.
    Desk,
    /// A record, by its filed envelope.
    Record(&'a Envelope),
}

impl<'a> Target<'a> {
    pub(crate) fn envelope(self) -> Option<&'a Envelope> {
        match self {
            Target::Desk => None,
            Target::Record(envelope) => Some(envelope),
        }
    }

    pub(crate) fn department(self) -> Option<DepartmentId> {
        self.envelope().and_then(|envelope| envelope.department)
    }

    pub(crate) fn audience(self) -> Audience {
        self.envelope().map_or(Audience::Everyone, |envelope| envelope.audience)
    }
}

/// A verdict, which can still say why.
#[derive(Clone, Copy, Debug)]
pub struct Decision<'a> {
    verdict: Verdict,
    authority: &'a Authority,
    permission: &'a str,
    target: Target<'a>,
}

/// What was decided. A [`Decision`] is read as one, and cannot be made another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// It may.
    pub allowed: bool,
}

impl Deref for Decision<'_> {
    type Target = Verdict;

    fn deref(&self) -> &Verdict {
        &self.verdict
    }
}

impl Decision<'_> {
    /// `Ok`, or why not.
    pub fn into_result(self) -> Result<(), Denial> {
        if self.allowed { Ok(()) } else { Err(self.authority.denial(self.permission, self.target)) }
    }
}

impl Authority {
    /// May it?
    #[must_use]
    pub fn check<'a>(&'a self, permission: &'a str, target: Target<'a>) -> Decision<'a> {
        let allowed = self.snapshot.permission(permission).is_some_and(|id| self.allows(id, target));
        Decision { verdict: Verdict { allowed }, authority: self, permission, target }
    }

    /// Is there anything at all on which it may? For menus: when this says no, so does every check.
    #[must_use]
    pub fn can_ever(&self, permission: &str) -> bool {
        self.check(permission, Target::Desk).allowed || !self.visible(permission).is_never()
    }

    pub(crate) fn allows(&self, permission: PermissionId, target: Target<'_>) -> bool {
        if target.audience() == Audience::Staff && !self.staff {
            return false;
        }
        let relations = self.relations(target);
        let actor_may = || {
            self.role_scopes(permission, target.department()).meets(relations)
                && self.token_scopes(permission).meets(relations)
        };
        if !(self.is_own() || actor_may()) {
            return false;
        }
        self.chain.iter().all(|link| {
            let Some(row) = link.row else { return false };
            let mandate = self.snapshot.mandate_at(row);
            mandate.enabled
                && self.snapshot.scopes(row, permission, self.now).meets(relations)
                && within(mandate.departments.as_deref(), target)
        })
    }

    /// What the roles give at a place, all together.
    pub(crate) fn role_scopes(&self, permission: PermissionId, department: Option<DepartmentId>) -> Scopes {
        self.held
            .iter()
            .filter(|held| held.place.counts_at(department))
            .map(|held| self.snapshot.scopes(held.row, permission, self.now))
            .collect()
    }

    /// How the acting person and the target are related. `all` always holds.
    pub(crate) fn relations(&self, target: Target<'_>) -> Scopes {
        let mut relations = Scopes::ALL;
        let (Some(person), Some(envelope)) = (self.subject(), target.envelope()) else { return relations };
        if envelope.department.is_some_and(|department| person.departments.contains(&department)) {
            relations |= Scopes::DEPARTMENT;
            if envelope.assignee.is_none() {
                relations |= Scopes::UNASSIGNED;
            }
        }
        if envelope.assignee == Some(person.id) {
            relations |= Scopes::ASSIGNED;
        }
        if envelope.requester == Some(person.id) {
            relations |= Scopes::OWN;
        }
        if envelope.participants.contains(&person.id) {
            relations |= Scopes::SHARED;
        }
        relations
    }
}

/// Whether a target lies within a mandate's departments. The desk is not filed anywhere: the ceiling is
/// about records.
pub(crate) fn within(ceiling: Option<&[DepartmentId]>, target: Target<'_>) -> bool {
    match (ceiling, target) {
        (None, _) | (_, Target::Desk) => true,
        (Some(ceiling), Target::Record(record)) => record.department.is_some_and(|at| ceiling.contains(&at)),
    }
}
