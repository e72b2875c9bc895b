//! How far somebody's rights reach, told naively: one cell after the other, now and when what is lent has ended.
//!
//! Cells are seen by their holder: "a note filed in Sales, assigned to *me*, for staff". So the cells of two people can
//! be compared: who may read what is assigned to him may let somebody else read what is assigned to that one.
//!
//! A plugin that is away counts as if it were back, and one that was never here as if it had come: whoever is let give
//! something away today gives it away for those days, too.

use crate::desk::*;
use ombud_access::*;
use std::sync::LazyLock;

/// The desk itself, then each kind of record.
const CELLS: usize = 1 + FILED.len() * 3 * 2 * 2 * 2;
const FILED: [Option<DepartmentId>; 3] = [None, Some(SALES), Some(LEGAL)];
const TIMES: [Timestamp; 2] = [NOW, END];

/// So many of the following are declared now.
const DECLARED: usize = 3;
/// What there is or will be, and whether it contacts customers.
const PERMISSIONS: [(&str, bool); 6] =
    [(READ, false), (SEND, true), (SELL, false), (GONE, false), (GONE, true), (NEW, false)];

/// A set of cells, for each permission and time; and, in the last row, whether it is staff's at each time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reach([u128; ROWS + 1]);

const ROWS: usize = PERMISSIONS.len() * TIMES.len();

impl Reach {
    pub fn is_within(&self, other: &Reach) -> bool {
        self.0.iter().zip(&other.0).all(|(mine, theirs)| mine & !theirs == 0)
    }

    pub fn and(mut self, other: &Reach) -> Reach {
        self.0.iter_mut().zip(&other.0).for_each(|(mine, theirs)| *mine &= theirs);
        self
    }

    pub fn or(mut self, other: &Reach) -> Reach {
        self.0.iter_mut().zip(&other.0).for_each(|(mine, theirs)| *mine |= theirs);
        self
    }

    /// Fills what `cells` says for each permission (by name, and whether it contacts customers) and time.
    fn of(staff: [bool; 2], mut cells: impl FnMut(&str, bool, Timestamp) -> u128) -> Reach {
        let mut reach = Reach::default();
        reach.0[ROWS] = staff.iter().fold(0, |sum, staff| sum << 1 | u128::from(*staff));
        let rows = PERMISSIONS.iter().flat_map(|known| TIMES.iter().map(move |at| (known, at)));
        for (row, ((permission, contacts), at)) in reach.0.iter_mut().zip(rows) {
            *row = cells(permission, *contacts, *at);
        }
        reach
    }

    /// The same, whether it is staff's or not.
    pub fn whoever_has_it(mut self) -> Reach {
        self.0[ROWS] = 0;
        self
    }

    /// All cells of a permission, at all times, for staff.
    pub fn all_of(text: &str) -> Reach {
        let all = (1 << CELLS) - 1;
        Reach::of([true; 2], |permission, _, _| if permission == text { all } else { 0 })
    }

    /// The cells of each permission (by name, and whether it contacts customers) at each time.
    pub fn rows(&self) -> impl Iterator<Item = (&'static str, bool, Timestamp, u128)> {
        let known = PERMISSIONS.iter().flat_map(|(name, contacts)| TIMES.map(|at| (*name, *contacts, at)));
        known.zip(self.0).map(|((name, contacts, at), cells)| (name, contacts, at, cells))
    }

    /// Whether there is anything that may be done now.
    pub fn is_anything_now(&self) -> bool {
        self.0[..ROWS].iter().step_by(TIMES.len()).any(|cells| *cells != 0)
    }

    /// Whether it is staff's, at each time.
    pub fn is_staff(&self) -> [bool; 2] {
        [self.0[ROWS] & 2 != 0, self.0[ROWS] & 1 != 0]
    }

    /// The same without what is only so when plugins come.
    pub fn of_what_is_declared(mut self) -> Reach {
        self.0[DECLARED * TIMES.len()..ROWS].fill(0);
        self
    }
}

/// What a person may do. A suspended one counts as if back: suspensions end.
pub fn of_person(policy: &Policy, person: &Subject) -> Reach {
    of_person_if(policy, &[], person)
}

/// The same if these roles were in the place of those with their ids, or came to them.
pub fn of_person_if(policy: &Policy, instead: &[Role], person: &Subject) -> Reach {
    let owner = policy.owner == Some(person.id);
    let lives = |at: Timestamp| {
        person.roles.iter().filter(move |held| held.until.is_none_or(|until| at < until)).filter_map(|held| {
            let role = instead.iter().chain(&policy.roles).find(|role| role.id == held.role)?;
            (!role.retired).then_some((held.place, role))
        })
    };
    let staff = TIMES.map(|at| owner || lives(at).any(|(_, role)| role.audience == Audience::Staff));
    Reach::of(staff, |permission, contacts, at| {
        let staff = staff[usize::from(at == END)];
        if owner {
            return cells(Scopes::ALL, Place::Everywhere, person, staff);
        }
        let given = lives(at)
            .map(|(place, role)| cells(role_gives(role, permission, contacts, at), place, person, staff));
        given.fold(0, |sum, cells| sum | cells)
    })
}

fn role_gives(role: &Role, permission: &str, contacts: bool, at: Timestamp) -> Scopes {
    if permission == SELL || (role.collaborator && contacts) {
        return Scopes::NONE;
    }
    match role.kind {
        RoleKind::BuiltIn(BuiltIn::Owner) => Scopes::NONE,
        RoleKind::BuiltIn(BuiltIn::Administrator) => Scopes::ALL,
        _ => listed(&role.grants, permission, at),
    }
}

fn listed(grants: &[Grant], permission: &str, at: Timestamp) -> Scopes {
    grants
        .iter()
        .filter(|grant| grant.permission.as_str() == permission && grant.until.is_none_or(|until| at < until))
        .map(|grant| grant.scopes & allowed_scopes(permission))
        .collect()
}

/// What an actor may do: the person's rights as far as the key and the plugin let them.
pub fn of_actor(policy: &Policy, actor: &Actor) -> Reach {
    let person = &actor.person;
    match &actor.hands {
        Hands::Own => of_person(policy, person),
        Hands::Key(grants) => of_person(policy, person).and(&Reach::of([true; 2], |permission, _, at| {
            let scopes = if permission == SELL { Scopes::NONE } else { listed(grants, permission, at) };
            cells(scopes, Place::Everywhere, person, true)
        })),
        Hands::Through => {
            let mandate = policy.mandates.iter().find(|mandate| mandate.plugin == helper());
            of_person(policy, person).and(&mandate.map(|known| of_mandate(known, person)).unwrap_or_default())
        }
        Hands::Plugin => {
            let mandate = policy.mandates.iter().find(|mandate| mandate.plugin == helper());
            mandate.map(of_plugin).unwrap_or_default()
        }
    }
}

/// What a plugin may do by itself. Nothing is its own, and it works in no department.
pub fn of_plugin(mandate: &Mandate) -> Reach {
    let mut whole = mandate.clone();
    for grant in &mut whole.grants {
        grant.scopes = grant.scopes & Scopes::ALL;
    }
    of_mandate(&whole, &person(ANA, &[], &[]))
}

/// What a mandate allows; for a plugin that acts for somebody, by that one's relations.
pub fn of_mandate(mandate: &Mandate, person: &Subject) -> Reach {
    Reach::of([true; 2], |permission, _, at| {
        if !mandate.enabled || permission == SELL {
            return 0;
        }
        let scopes = listed(&mandate.grants, permission, at);
        match &mandate.departments {
            None => cells(scopes, Place::Everywhere, person, true),
            Some(ceiling) => {
                let inside = ceiling.iter().map(|at| cells(scopes, Place::In(*at), person, true));
                let desk = cells(scopes, Place::Everywhere, person, true) & 1;
                inside.fold(desk, |sum, cells| sum | cells)
            }
        }
    })
}

/// A kind of record, as its holder sees it.
#[derive(Clone, Copy)]
pub struct Seen {
    pub filed: Option<DepartmentId>,
    /// Mine, nobody's, or somebody else's.
    pub assigned: Option<bool>,
    pub own: bool,
    pub shared: bool,
    pub staff: bool,
}

pub static RECORDS: LazyLock<Vec<Seen>> = LazyLock::new(|| {
    let mut records = Vec::with_capacity(CELLS - 1);
    for filed in FILED {
        for assigned in [Some(true), None, Some(false)] {
            for bits in 0..8 {
                let [own, shared, staff] = [1, 2, 4].map(|bit| bits & bit != 0);
                records.push(Seen { filed, assigned, own, shared, staff });
            }
        }
    }
    records
});

/// The cells that these scopes reach, held at a place by one who is in these departments.
fn cells(scopes: Scopes, place: Place, person: &Subject, staff: bool) -> u128 {
    if scopes.is_empty() {
        return 0;
    }
    let [sales, legal] = [SALES, LEGAL].map(|at| usize::from(person.departments.contains(&at)));
    let place = match place {
        Place::Everywhere => 0,
        Place::In(SALES) => 1,
        Place::In(_) => 2,
    };
    let bits = Scopes::ANY
        .iter()
        .enumerate()
        .fold(0, |sum, (n, scope)| sum | (usize::from(scopes.contains(scope)) << n));
    TABLE[(((bits * 3 + place) * 2 + sales) * 2 + legal) * 2 + usize::from(staff)]
}

/// All answers, since there are few.
static TABLE: LazyLock<Vec<u128>> = LazyLock::new(|| {
    let mut table = Vec::new();
    for bits in 0..64 {
        let scopes: Scopes = Scopes::ANY
            .iter()
            .enumerate()
            .filter(|(n, _)| bits >> n & 1 == 1)
            .map(|(_, scope)| scope)
            .collect();
        for place in [Place::Everywhere, Place::In(SALES), Place::In(LEGAL)] {
            for (sales, legal) in [(false, false), (false, true), (true, false), (true, true)] {
                for staff in [false, true] {
                    let mine = |at| (at == SALES && sales) || (at == LEGAL && legal);
                    table.push(reached(scopes, place, mine, staff));
                }
            }
        }
    }
    table
});

fn reached(scopes: Scopes, place: Place, mine: impl Fn(DepartmentId) -> bool, staff: bool) -> u128 {
    let desk = scopes.contains(Scopes::ALL) && place == Place::Everywhere;
    let mut sum = u128::from(desk);
    for (n, record) in RECORDS.iter().enumerate() {
        let here = match place {
            Place::Everywhere => true,
            Place::In(at) => record.filed == Some(at),
        };
        let in_mine = record.filed.is_some_and(&mine);
        let related = scopes.iter().any(|scope| match scope {
            Scopes::ALL => true,
            Scopes::DEPARTMENT => in_mine,
            Scopes::UNASSIGNED => in_mine && record.assigned.is_none(),
            Scopes::ASSIGNED => record.assigned == Some(true),
            Scopes::OWN => record.own,
            _ => record.shared,
        });
        if here && related && (staff || !record.staff) {
            sum |= 1 << (n + 1);
        }
    }
    sum
}
