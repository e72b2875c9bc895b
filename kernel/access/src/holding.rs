//! What somebody holds, and whether that covers what he wants to give away.
//!
//! Scopes are compared by their names, `all` above each and `department` above `unassigned`: who holds
//! `assigned` can give `assigned`, which then means the new holder's own work. Departments are compared by
//! membership: `department` can be given to a member of Sales only by one who is in Sales, or who holds
//! the permission there for everything.

use crate::snapshot::PermissionId;
use crate::{
    Audience, Authority, BuiltIn, DepartmentId, Grant, HeldRole, Place, Role, RoleKind, Scopes, Snapshot,
    Subject, Timestamp,
};

/// A permission as somebody has it or would have it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Holding<'a> {
    pub permission: PermissionId,
    pub scopes: Scopes,
    pub place: Place,
    pub until: Option<Timestamp>,
    /// The departments of the holder, where one is known: what `department` means for him.
    pub departments: &'a [DepartmentId],
    /// Whether the holder is, or may be, staff: then it reaches what is for staff only.
    pub staff: bool,
}

/// The scopes that mean something else for a member of another department.
const BY_DEPARTMENT: [Scopes; 2] = [Scopes::DEPARTMENT, Scopes::UNASSIGNED];

impl Authority {
    /// Whether the actor holds that much himself, there and for as long.
    pub(crate) fn holds(&self, wanted: &Holding<'_>) -> bool {
        if wanted.staff && !self.is_staff_until(wanted.until) {
            return false;
        }
        let here = self.holds_at(wanted.permission, wanted.place, wanted.until);
        if here.meets(Scopes::ALL) {
            return true;
        }
        let by_department: Scopes =
            BY_DEPARTMENT.into_iter().filter(|scope| wanted.scopes.contains(*scope)).collect();
        here.covers(wanted.scopes)
            && wanted
                .departments
                .iter()
                .filter(|at| wanted.place.counts_at(Some(**at)))
                .all(|at| self.holds_for_member(wanted, by_department, *at))
    }

    /// Whether the actor holds what a member of `at` gets from those of the wanted scopes that go by department.
    pub(crate) fn holds_for_member(&self, wanted: &Holding<'_>, scopes: Scopes, at: DepartmentId) -> bool {
        if scopes.is_empty() {
            return true;
        }
        if wanted.staff && !self.is_staff_until(wanted.until) {
            return false;
        }
        let there = self.holds_at(wanted.permission, Place::In(at), wanted.until);
        let member = self.subject().is_some_and(|actor| actor.departments.contains(&at));
        there.meets(Scopes::ALL) || (member && there.covers(scopes))
    }

    /// What the actor holds at a place until a moment (for ever without one), whatever stands in between.
    fn holds_at(&self, permission: PermissionId, place: Place, until: Option<Timestamp>) -> Scopes {
        let last = self.last_moment(until);
        let lasts = |ends: Option<Timestamp>| last.is_before(ends);
        let snapshot = self.snapshot();
        let mut held = if self.is_own() {
            Scopes::ALL
        } else {
            self.held()
                .iter()
                .filter(|held| held.place.reaches(place) && lasts(held.until))
                .map(|held| snapshot.scopes(held.row, permission, last))
                .collect()
        };
        if let Some(token) = &self.token {
            let name = &snapshot.at(permission).name;
            let scopes = token.source.iter().filter(|grant| grant.permission == *name && lasts(grant.until));
            held = lesser(held, scopes.map(|grant| grant.scopes).collect());
            if snapshot.at(permission).flags.owner_only {
                held = Scopes::NONE;
            }
        }
        for link in &self.chain {
            let Some(row) = link.row else { return Scopes::NONE };
            let mandate = snapshot.mandate_at(row);
            let inside = match (&mandate.departments, place) {
                (None, _) => true,
                (Some(_), Place::Everywhere) => false,
                (Some(ceiling), Place::In(at)) => ceiling.contains(&at),
            };
            if !mandate.enabled || !inside {
                return Scopes::NONE;
            }
            held = lesser(held, snapshot.scopes(row, permission, last));
        }
        held
    }

    /// The last moment before `until`. Nothing begins by itself: what is held then is held all the time.
    pub(crate) fn last_moment(&self, until: Option<Timestamp>) -> Timestamp {
        until.map_or(Timestamp(u64::MAX), |until| Timestamp(until.0.saturating_sub(1)).max(self.now()))
    }

    /// Whether the actor is staff until a moment (for ever without one).
    pub(crate) fn is_staff_until(&self, until: Option<Timestamp>) -> bool {
        let last = self.last_moment(until);
        let Some(actor) = self.subject() else { return self.is_staff() };
        self.is_staff()
            && (self.snapshot().policy().owner == Some(actor.id)
                || actor.roles.iter().any(|held| {
                    let role = self.snapshot().role(held.role).filter(|role| !role.retired);
                    last.is_before(held.until) && role.is_some_and(|role| role.audience == Audience::Staff)
                }))
    }

    /// Whether the actor holds a grant that gives nothing until the plugin which declares its permission comes back:
    /// in a role of his own, there and for as long, and for a member of these departments as well.
    pub(crate) fn holds_waiting(&self, grant: &Grant, place: Place, departments: &[DepartmentId]) -> bool {
        if self.holds_everything() {
            return true;
        }
        let Some(actor) = self.subject().filter(|actor| actor.active && self.is_direct()) else {
            return false;
        };
        if !self.is_staff_until(grant.until) {
            return false;
        }
        let last = self.last_moment(grant.until);
        let by_department = BY_DEPARTMENT.into_iter().any(|scope| grant.scopes.contains(scope));
        let is_member = departments
            .iter()
            .filter(|at| place.counts_at(Some(**at)))
            .all(|at| actor.departments.contains(at));
        // The plugin may come back with fewer scopes, and then `all` gives nothing where `department` still does: only
        // the same names are known to be enough.
        let covers = |own: &Grant| {
            own.permission == grant.permission
                && own.scopes.contains(grant.scopes)
                && (!by_department || is_member)
                && last.is_before(own.until)
        };
        // What it will be that is held is not known yet: in a collaborator's role it may be nothing.
        let counts = |role: &Role| {
            !role.retired && !role.collaborator && role.kind != RoleKind::BuiltIn(BuiltIn::Owner)
        };
        actor.roles.iter().filter(|held| held.place.reaches(place) && last.is_before(held.until)).any(
            |held| {
                self.snapshot()
                    .role(held.role)
                    .is_some_and(|role| counts(role) && role.grants.iter().any(covers))
            },
        )
    }

    /// Whether the actor holds whatever there is and will be, apart from what only the owner may: the owner
    /// himself and administrators, in person.
    pub(crate) fn holds_everything(&self) -> bool {
        let administers = |role: &HeldRole| {
            role.place == Place::Everywhere
                && role.until.is_none()
                && self.snapshot().role(role.role).is_some_and(|known| {
                    known.kind == RoleKind::BuiltIn(BuiltIn::Administrator) && !known.retired
                })
        };
        self.is_direct()
            && self.subject().is_some_and(|actor| {
                let owner = self.snapshot().policy().owner == Some(actor.id);
                actor.active && (owner || actor.roles.iter().any(administers))
            })
    }
}

/// The scopes that both cover.
fn lesser(a: Scopes, b: Scopes) -> Scopes {
    Scopes::ANY.iter().filter(|scope| a.covers(*scope) && b.covers(*scope)).collect()
}

/// What a role gives whoever holds it: each permission, its scopes, and until when.
pub(crate) fn gives(snapshot: &Snapshot, role: &Role) -> Vec<(PermissionId, Scopes, Option<Timestamp>)> {
    if role.retired || role.kind == RoleKind::BuiltIn(BuiltIn::Owner) {
        return Vec::new();
    }
    let administrator = role.kind == RoleKind::BuiltIn(BuiltIn::Administrator);
    let implied = snapshot
        .ids()
        .filter(|id| administrator && !snapshot.at(*id).flags.owner_only)
        .map(|id| (id, Scopes::ALL, None));
    let listed = role.grants.iter().filter_map(|grant| {
        let id = snapshot.permission(grant.permission.as_str())?;
        let permission = snapshot.at(id);
        let counts = !crate::snapshot::can_never_hold(role.collaborator, permission);
        counts.then_some((id, grant.scopes & permission.scopes, grant.until))
    });
    implied.chain(listed).filter(|(_, scopes, _)| !scopes.is_empty()).collect()
}

/// Whether a person is staff at a moment, or would be if they were not suspended.
pub(crate) fn is_staff(snapshot: &Snapshot, person: &Subject, at: Timestamp) -> bool {
    snapshot.policy().owner == Some(person.id)
        || person.roles.iter().filter(|held| at.is_before(held.until)).any(|held| {
            snapshot.role(held.role).is_some_and(|role| role.audience == Audience::Staff && !role.retired)
        })
}

/// What a held role gives a person, by itself.
pub(crate) fn holdings<'a>(
    snapshot: &Snapshot,
    role: &Role,
    held: &HeldRole,
    person: &'a Subject,
    staff: bool,
) -> Vec<Holding<'a>> {
    let sooner = |a: Option<Timestamp>, b: Option<Timestamp>| match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (one, other) => one.or(other),
    };
    let HeldRole { place, until, .. } = *held;
    let departments = person.departments.as_slice();
    gives(snapshot, role)
        .into_iter()
        .map(|(permission, scopes, ends)| Holding {
            permission,
            scopes,
            place,
            until: sooner(until, ends),
            departments,
            staff,
        })
        .collect()
}
