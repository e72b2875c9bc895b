//! The decision. No allocation, no lock.

use crate::authority::Actor;
use crate::snapshot::{PermissionId, Row};
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
        let suffices = |scopes| self.is_related(target, scopes);
        let actor_may = self.is_own() || suffices(self.role_scopes(permission, target.department()));
        actor_may
            && suffices(self.token_scopes(permission))
            && self.chain.iter().all(|link| {
                let Some(row) = link.row.filter(|_| link.enabled) else { return false };
                let ceiling = || self.snapshot.mandate_at(row).departments.as_deref();
                suffices(self.snapshot.scopes(row, permission, self.now))
                    && (!link.limited || within(ceiling(), target))
            })
    }

    /// What the roles give at a place, all together.
    #[inline]
    pub(crate) fn role_scopes(&self, permission: PermissionId, department: Option<DepartmentId>) -> Scopes {
        let gives = |row: &Row| self.snapshot.scopes(*row, permission, self.now);
        let mut scopes: Scopes = self.rows.iter().map(gives).collect();
        for (_, row) in self.rows_in.iter().filter(|(at, _)| department == Some(*at)) {
            scopes |= gives(row);
        }
        scopes
    }

    /// All that the acting person and the target are to each other. `all` always holds.
    pub(crate) fn relations(&self, target: Target<'_>) -> Scopes {
        Scopes::ANY.iter().filter(|scope| self.is_related(target, *scope)).collect()
    }

    /// Whether they are related in any one of these ways. Looks no farther than it must: what is looked at is seldom
    /// near, and that is most of what a decision costs.
    #[inline]
    fn is_related(&self, target: Target<'_>, any_of: Scopes) -> bool {
        if any_of.meets(Scopes::ALL) || any_of.is_empty() {
            return !any_of.is_empty();
        }
        let (Actor::Person(_), Some(me), Some(record)) = (&self.actor, self.on_behalf, target.envelope())
        else {
            return false;
        };
        let in_department =
            any_of.meets(Scopes::DEPARTMENT) || any_of.meets(Scopes::UNASSIGNED) && record.assignee.is_none();
        in_department && record.department.is_some_and(|at| self.departments.contains(&at))
            || any_of.meets(Scopes::ASSIGNED) && record.assignee == Some(me)
            || any_of.meets(Scopes::OWN) && record.requester == Some(me)
            || any_of.meets(Scopes::SHARED) && record.participants.contains(&me)
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
