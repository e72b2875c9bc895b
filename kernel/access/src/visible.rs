//! Which records: the decision turned into ranges that a store can list.

use crate::authority::Actor;
use crate::snapshot::PermissionId;
use crate::{Audience, Authority, Denial, DepartmentId, Envelope, Place, PluginId, Scopes, Target, UserId};

/// The records on which something is allowed. Only the engine makes one.
#[derive(Clone, Debug)]
pub struct Visibility {
    facets: Facets,
    exact: bool,
    authority: Authority,
    permission: Option<PermissionId>,
}

/// Ranges of records that together hold everything visible. Every record in one of them, within the ceiling
/// and the audience, is a candidate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// Every record. The other ranges are then empty.
    pub all: bool,
    /// Filed in one of these.
    pub departments: Vec<DepartmentId>,
    /// Filed in one of these and assigned to nobody.
    pub unassigned: Vec<DepartmentId>,
    /// Assigned to this person.
    pub assigned: Option<UserId>,
    /// Asked by this person.
    pub own: Option<UserId>,
    /// With this person as participant.
    pub shared: Option<UserId>,
    /// `Everyone`: rows for staff only stay hidden. `Staff`: nothing is hidden.
    pub audience: Audience,
    /// The ceiling that applies on top: filed in one of these. `all` is false then; the departments above
    /// lie within.
    pub within: Option<Vec<DepartmentId>>,
}

impl Facets {
    fn is_empty(&self) -> bool {
        !self.all
            && self.departments.is_empty()
            && self.unassigned.is_empty()
            && self.assigned.or(self.own).or(self.shared).is_none()
    }

    /// Whether a record is in one of the ranges, within the ceiling and the audience.
    #[must_use]
    pub fn hold(&self, record: &Envelope) -> bool {
        let filed_in = |list: &[DepartmentId]| record.department.is_some_and(|at| list.contains(&at));
        let in_a_range = self.all
            || filed_in(&self.departments)
            || (record.assignee.is_none() && filed_in(&self.unassigned))
            || (self.assigned.is_some() && self.assigned == record.assignee)
            || (self.own.is_some() && self.own == record.requester)
            || self.shared.is_some_and(|person| record.participants.contains(&person));
        in_a_range && record.audience <= self.audience && self.within.as_deref().is_none_or(filed_in)
    }
}

impl Visibility {
    /// Nothing is visible.
    #[must_use]
    pub fn is_never(&self) -> bool {
        self.facets.is_empty()
    }

    /// Where to look.
    #[must_use]
    pub fn facets(&self) -> &Facets {
        &self.facets
    }

    /// The facets alone decide. Otherwise (a role held in one department, or a mandate narrower than the
    /// person) each candidate must be admitted, too.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.exact
    }

    /// Whether this record is visible: exactly what `check` says of it. What is personal is asked of no permission.
    #[must_use]
    pub fn admits(&self, record: &Envelope) -> bool {
        match self.permission {
            Some(id) => self.authority.allows(id, Target::Record(record)),
            None => self.facets.hold(record),
        }
    }
}

impl Authority {
    /// The records on which this permission holds.
    #[must_use]
    pub fn visible(&self, permission: &str) -> Visibility {
        let permission = self.snapshot.permission(permission);
        let (facets, exact) = match permission {
            Some(id) => self.facets(id),
            None => (Facets::default(), true),
        };
        Visibility { facets, exact, authority: self.clone(), permission }
    }

    /// The records of a plugin's personal collection that are this person's; none where nobody acts, or somebody looks on.
    pub fn visible_personal(&self, plugin: &PluginId, collection: &str) -> Result<Visibility, Denial> {
        self.uses_its_own(plugin, collection, "list")?;
        let facets = Facets { own: self.person_alone(), audience: Audience::Staff, ..Facets::default() };
        Ok(Visibility { facets, exact: true, authority: self.clone(), permission: None })
    }

    fn facets(&self, permission: PermissionId) -> (Facets, bool) {
        let audience = if self.staff { Audience::Staff } else { Audience::Everyone };
        let mut facets = Facets { audience, ..Facets::default() };

        // What everyone but the roles allows: the token, and each plugin on the way.
        let mut masks = vec![self.token_scopes(permission)];
        for link in &self.chain {
            let Some(row) = link.row else { return (facets, true) };
            let mandate = self.snapshot.mandate_at(row);
            if !mandate.enabled {
                return (facets, true);
            }
            masks.push(self.snapshot.scopes(row, permission, self.now));
            if let Some(ceiling) = &mandate.departments {
                let mut both = ceiling.clone();
                both.sort_unstable();
                both.dedup();
                both.retain(|at| facets.within.as_ref().is_none_or(|within| within.contains(at)));
                facets.within = Some(both);
            }
        }

        let mut exact = true;
        let everywhere = [(Place::Everywhere, Scopes::ALL)];
        let held = self
            .held()
            .into_iter()
            .map(|held| (held.place, self.snapshot.scopes(held.row, permission, self.now)));
        let rows: Vec<_> = match self.actor {
            Actor::Nobody => everywhere.into(),
            Actor::Person(_) | Actor::Visitor => held.collect(),
        };
        for (place, mut scopes) in rows {
            for mask in &masks {
                let (met, same) = meet(scopes, *mask);
                scopes = met;
                exact &= same;
            }
            exact &= self.add(&mut facets, place, scopes);
        }
        facets.tidy();
        (facets, exact)
    }

    /// Adds the ranges of scopes held at a place; says whether they are exactly those records.
    fn add(&self, facets: &mut Facets, place: Place, scopes: Scopes) -> bool {
        let mut exact = true;
        // Where records that are mine by department can be: everywhere that I am, or at the place alone.
        let person = self.subject();
        let mine = || person.into_iter().flat_map(|person| &person.departments).copied().filter(at(place));
        for scope in scopes.iter() {
            match (scope, place) {
                (Scopes::ALL, Place::Everywhere) => facets.all = true,
                (Scopes::ALL, Place::In(department)) => facets.departments.push(department),
                (Scopes::DEPARTMENT, _) => facets.departments.extend(mine()),
                (Scopes::UNASSIGNED, _) => facets.unassigned.extend(mine()),
                (_, place) => {
                    let reachable = match (place, &facets.within) {
                        (Place::In(department), Some(within)) => within.contains(&department),
                        _ => true,
                    };
                    let Some(person) = person.filter(|_| reachable) else { continue };
                    exact &= place == Place::Everywhere;
                    match scope {
                        Scopes::ASSIGNED => facets.assigned = Some(person.id),
                        Scopes::OWN => facets.own = Some(person.id),
                        _ => facets.shared = Some(person.id),
                    }
                }
            }
        }
        exact
    }
}

fn at(place: Place) -> impl Fn(&DepartmentId) -> bool {
    move |department| place.counts_at(Some(*department))
}

impl Facets {
    /// No range twice, none within another, none outside of the ceiling.
    fn tidy(&mut self) {
        if let Some(within) = &self.within {
            if self.all {
                self.all = false;
                self.departments = within.clone();
            }
            self.departments.retain(|department| within.contains(department));
            self.unassigned.retain(|department| within.contains(department));
            if within.is_empty() {
                (self.assigned, self.own, self.shared) = (None, None, None);
            }
        }
        if self.all {
            let (audience, within) = (self.audience, self.within.take());
            *self = Facets { all: true, audience, within, ..Facets::default() };
        }
        for list in [&mut self.departments, &mut self.unassigned] {
            list.sort_unstable();
            list.dedup();
        }
        let departments = &self.departments;
        self.unassigned.retain(|department| departments.binary_search(department).is_err());
    }
}

/// The narrowest scopes that hold every record which meets both sets, and whether they hold no other.
fn meet(a: Scopes, b: Scopes) -> (Scopes, bool) {
    if b.meets(Scopes::ALL) {
        return (a, true);
    }
    if a.meets(Scopes::ALL) {
        return (b, true);
    }
    // What both say by itself holds whatever else one of them adds to it.
    let both = a & b;
    let (mut met, mut exact) = (both, true);
    for one in a.without(both).iter() {
        for other in b.without(both).iter() {
            let pair = one | other;
            met |= match pair {
                // Nobody's and mine at once: no such record.
                _ if pair == Scopes::ASSIGNED | Scopes::UNASSIGNED => Scopes::NONE,
                // Nobody's, in my departments: a part of what is in my departments.
                _ if pair == Scopes::DEPARTMENT | Scopes::UNASSIGNED => Scopes::UNASSIGNED,
                _ => {
                    // Both must hold, which no single range says: look in the narrower, admit one by one.
                    exact = false;
                    if width(one) <= width(other) { one } else { other }
                }
            };
        }
    }
    (met, exact)
}

/// How many records a scope holds, roughly: a person's own are fewest.
fn width(scope: Scopes) -> u8 {
    match scope {
        Scopes::ASSIGNED | Scopes::OWN | Scopes::SHARED => 0,
        Scopes::UNASSIGNED => 1,
        Scopes::DEPARTMENT => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sets() -> impl Iterator<Item = Scopes> + Clone {
        let single: Vec<Scopes> = Scopes::ANY.iter().collect();
        (0..64usize).map(move |bits| {
            single.iter().enumerate().filter(|(n, _)| bits >> n & 1 == 1).map(|(_, one)| *one).collect()
        })
    }

    /// Relations that can hold between a person and a record.
    fn possible(relations: &Scopes) -> bool {
        let nobodys = relations.meets(Scopes::UNASSIGNED);
        relations.meets(Scopes::ALL)
            && (!nobodys || relations.meets(Scopes::DEPARTMENT))
            && !(nobodys && relations.meets(Scopes::ASSIGNED))
    }

    #[test]
    fn what_two_allow_is_never_missed_and_exact_when_it_says_so() {
        for a in sets() {
            for b in sets() {
                let (met, exact) = meet(a, b);
                for relations in sets().filter(possible) {
                    let both = a.meets(relations) && b.meets(relations);
                    assert!(!both || met.meets(relations), "{a:?} and {b:?} miss {relations:?}");
                    assert!(!exact || met.meets(relations) == both, "{a:?} and {b:?} at {relations:?}");
                }
            }
        }
        assert_eq!(meet(Scopes::ASSIGNED, Scopes::UNASSIGNED), (Scopes::NONE, true));
    }
}
