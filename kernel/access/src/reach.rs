//! How far somebody's rights reach, in regions that two policies can be compared by.

use crate::snapshot::PermissionId;
use crate::{Authority, DepartmentId, Envelope, Place, Scopes, UserId};
use serde::Serialize;
use std::collections::BTreeSet;

/// A region of records, as one person sees them: everything, or what is theirs in one way; everywhere, or where it
/// is filed in one department.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Region {
    /// Which records.
    pub which: Which,
    /// Filed in this department; none: wherever they are filed, and the desk itself.
    pub department: Option<DepartmentId>,
}

/// Which records of a place. What a role says of "my departments" is every record of each of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Which {
    /// Every record.
    Every,
    /// Those that nobody is assigned to.
    Unassigned,
    /// Those assigned to the person.
    Assigned,
    /// Those that the person asked.
    Own,
    /// Those that the person takes part in.
    Shared,
}

impl Region {
    /// Whether every record of `other` is in this region, by what the two say.
    #[must_use]
    pub fn covers(self, other: Region) -> bool {
        let place = self.department.is_none() || self.department == other.department;
        place && (self.which == Which::Every || self.which == other.which)
    }

    /// Whether the record is in it, for this person.
    #[must_use]
    pub fn holds(self, person: UserId, record: &Envelope) -> bool {
        let there = self.department.is_none() || self.department == record.department;
        there
            && match self.which {
                Which::Every => true,
                Which::Unassigned => record.assignee.is_none(),
                Which::Assigned => record.assignee == Some(person),
                Which::Own => record.requester == Some(person),
                Which::Shared => record.participants.contains(&person),
            }
    }
}

/// What a change does to one permission of one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shift {
    /// The permission's name.
    pub permission: String,
    /// Regions in which it holds afterwards and did not before.
    pub gained: Vec<Region>,
    /// Regions in which it held before and does not afterwards.
    pub lost: Vec<Region>,
}

impl Authority {
    /// The regions in which the roles of a person or visitor give a permission; none of them within another.
    /// Together they hold exactly the records on which `check` says yes, apart from those that are for staff
    /// only. Tokens and plugins in between are not looked at: they only take away.
    #[must_use]
    pub fn reach(&self, permission: &str) -> Vec<Region> {
        self.snapshot.permission(permission).map_or_else(Vec::new, |id| self.regions(id))
    }

    fn regions(&self, permission: PermissionId) -> Vec<Region> {
        let mut regions = BTreeSet::new();
        for held in self.held() {
            let department = match held.place {
                Place::Everywhere => None,
                Place::In(department) => Some(department),
            };
            let departments = self.subject().map_or(&[][..], |person| &person.departments);
            let mine =
                || departments.iter().filter(|at| held.place.counts_at(Some(**at))).map(|at| Some(*at));
            for scope in self.snapshot.scopes(held.row, permission, self.now).iter() {
                let mut add = |which, department| regions.insert(Region { which, department });
                match scope {
                    Scopes::ALL => _ = add(Which::Every, department),
                    Scopes::DEPARTMENT => mine().for_each(|at| _ = add(Which::Every, at)),
                    Scopes::UNASSIGNED => mine().for_each(|at| _ = add(Which::Unassigned, at)),
                    // A visitor is nobody's assignee, requester or participant.
                    _ if self.subject().is_none() => {}
                    Scopes::ASSIGNED => _ = add(Which::Assigned, department),
                    Scopes::OWN => _ = add(Which::Own, department),
                    _ => _ = add(Which::Shared, department),
                }
            }
        }
        let within_another = |one: &Region| regions.iter().any(|other| other != one && other.covers(*one));
        regions.iter().filter(|one| !within_another(one)).copied().collect()
    }

    /// What becomes different for the same person from this authority to another, permission by permission.
    #[must_use]
    pub fn shifts_to(&self, after: &Authority) -> Vec<Shift> {
        let names: BTreeSet<&str> = [self, after]
            .into_iter()
            .flat_map(|authority| authority.snapshot.permissions())
            .map(|permission| permission.name.as_str())
            .collect();
        let beyond = |some: &[Region], others: &[Region]| -> Vec<Region> {
            some.iter().filter(|one| !others.iter().any(|other| other.covers(**one))).copied().collect()
        };
        names
            .into_iter()
            .map(|permission| {
                let (before, after) = (self.reach(permission), after.reach(permission));
                let (gained, lost) = (beyond(&after, &before), beyond(&before, &after));
                Shift { permission: permission.to_owned(), gained, lost }
            })
            .filter(|shift| !(shift.gained.is_empty() && shift.lost.is_empty()))
            .collect()
    }
}
