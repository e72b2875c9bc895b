//! The desk that all engines are told, and the questions put to them.
//!
//! Roles are held everywhere and nothing ends by itself: what the other engines would need more rules for is
//! left out.

use ombud_access::*;
use std::sync::Arc;

pub const NOW: Timestamp = Timestamp(1_000);
pub const ROLES: u64 = 53;
const DEPARTMENTS: u64 = 1_000;
const PEOPLE: u64 = 10_000;
const RECORDS: u64 = 100_000;
const PLUGINS: u64 = 20;
/// Of each plugin; 200 in all.
const PERMISSIONS: u64 = 10;
/// How many permissions a role or a mandate holds.
const GRANTS: u64 = 50;

pub struct World {
    pub policy: Policy,
    pub people: Vec<Arc<Subject>>,
    pub records: Vec<Envelope>,
    pub plugins: Vec<PluginId>,
}

/// May this person, perhaps through a plugin, do this with that record? All are places in the lists of the world.
pub struct Question {
    pub person: usize,
    pub plugin: Option<usize>,
    pub permission: usize,
    pub record: usize,
}

impl World {
    pub fn new(dice: &mut Dice) -> World {
        let people: Vec<Arc<Subject>> = (0..PEOPLE).map(|n| Arc::new(person(n, dice))).collect();
        let records = (0..RECORDS).map(|n| record(n, dice)).collect();
        let plugins = (0..PLUGINS).map(plugin).collect();
        World { policy: policy(dice), people, records, plugins }
    }

    /// Half of the questions are about a record that has to do with the person.
    pub fn question(&self, dice: &mut Dice) -> Question {
        let record = dice.below(RECORDS) as usize;
        let person = if dice.one_in(2) { self.related(record, dice) } else { dice.below(PEOPLE) as usize };
        Question {
            person,
            plugin: (dice.below(10) < 3).then(|| dice.below(PLUGINS) as usize),
            permission: dice.below(self.policy.permissions.len() as u64) as usize,
            record,
        }
    }

    fn related(&self, record: usize, dice: &mut Dice) -> usize {
        let record = &self.records[record];
        let colleague = || {
            let member =
                |person: &&Arc<Subject>| record.department.is_some_and(|at| person.departments.contains(&at));
            self.people.iter().find(member).map(|person| person.id)
        };
        let one = match dice.below(4) {
            0 => record.requester,
            1 => record.participants.first().copied(),
            2 => record.assignee.or_else(colleague),
            _ => colleague(),
        };
        one.or(record.requester).map_or(0, |person| person.0.as_u128() as usize)
    }

    /// What a role gives, one entry for each permission: what can never be held is left out.
    pub fn role_gives(&self, role: &Role) -> Vec<(usize, Scopes)> {
        let administrator = role.kind == RoleKind::BuiltIn(BuiltIn::Administrator);
        self.gives(
            &role.grants,
            |permission| administrator && !permission.flags.owner_only,
            |permission| !can_never_hold(role, permission),
        )
    }

    /// What a mandate gives.
    pub fn mandate_gives(&self, mandate: &Mandate) -> Vec<(usize, Scopes)> {
        let own = |permission: &Permission| permission.name.plugin() == mandate.plugin.as_str();
        self.gives(&mandate.grants, own, |permission| !permission.flags.owner_only)
    }

    fn gives(
        &self,
        grants: &[Grant],
        everything: impl Fn(&Permission) -> bool,
        may_hold: impl Fn(&Permission) -> bool,
    ) -> Vec<(usize, Scopes)> {
        let given = |permission: &Permission| {
            if everything(permission) {
                return Scopes::ALL;
            }
            let of_it =
                grants.iter().filter(|grant| grant.permission == permission.name && may_hold(permission));
            of_it.map(|grant| grant.scopes & permission.scopes).collect()
        };
        let all = self.policy.permissions.iter().map(given).enumerate();
        all.filter(|(_, scopes)| !scopes.is_empty()).collect()
    }

    pub fn is_staff(&self, person: &Subject) -> bool {
        let role = |held: &HeldRole| &self.policy.roles[held.role.0.as_u128() as usize];
        person.roles.iter().any(|held| role(held).audience == Audience::Staff)
    }

    pub fn permission(&self, question: &Question) -> &str {
        self.policy.permissions[question.permission].name.as_str()
    }
}

fn can_never_hold(role: &Role, permission: &Permission) -> bool {
    permission.flags.owner_only || (role.collaborator && permission.flags.contacts_customer)
}

fn policy(dice: &mut Dice) -> Policy {
    let names = (0..PLUGINS).flat_map(|plugin| (0..PERMISSIONS).map(move |n| (plugin, n)));
    let permissions: Vec<Permission> = names
        .map(|(at, n)| Permission {
            name: format!("{}:thing-{n}.change", plugin(at)).parse().expect("a permission name"),
            title: format!("Change thing {n}"),
            description: "Whoever has this may change the thing.".into(),
            scopes: Scopes::ANY,
            flags: Flags { contacts_customer: n == 0, owner_only: n == 9 && at == 0, dangerous: false },
        })
        .collect();
    let mut grants = |seldom: u64| -> Vec<Grant> {
        let mut grant = || Grant {
            // Each is a text of its own, as what comes from a store is.
            permission: permissions[dice.below(permissions.len() as u64) as usize]
                .name
                .as_str()
                .parse()
                .expect("a permission name"),
            scopes: scopes(dice, seldom),
            until: None,
        };
        (0..GRANTS).map(|_| grant()).collect()
    };
    let roles = (0..ROLES)
        .map(|n| Role {
            id: RoleId(id(n)),
            name: format!("role-{n}"),
            title: format!("Role {n}"),
            description: "What people in this role do on the desk.".into(),
            kind: match n {
                0 => RoleKind::BuiltIn(BuiltIn::Administrator),
                1 => RoleKind::BuiltIn(BuiltIn::Agent),
                2 => RoleKind::BuiltIn(BuiltIn::Collaborator),
                _ => RoleKind::Custom,
            },
            audience: if n % 4 == 3 { Audience::Everyone } else { Audience::Staff },
            collaborator: n % 10 == 2,
            retired: false,
            grants: grants(2),
        })
        .collect();
    let mandates = (0..PLUGINS)
        .map(|n| Mandate {
            plugin: plugin(n),
            grants: grants(1),
            departments: (n % 10 == 9).then(|| (0..20).map(department).collect()),
            enabled: n != 13,
        })
        .collect();
    Policy { permissions, roles, mandates, owner: None, epoch: 1 }
}

/// One or two scopes, `all` one in so many times.
fn scopes(dice: &mut Dice, seldom: u64) -> Scopes {
    if dice.one_in(seldom) {
        return Scopes::ALL;
    }
    let some: Vec<Scopes> = Scopes::ANY.without(Scopes::ALL).iter().collect();
    let mut one = || some[dice.below(some.len() as u64) as usize];
    one() | one()
}

fn person(n: u64, dice: &mut Dice) -> Subject {
    let first_role = if n.is_multiple_of(100) { 0 } else { 1 };
    let mut roles: Vec<u64> =
        (0..=dice.below(5)).map(|_| first_role + dice.below(ROLES - first_role)).collect();
    roles.sort_unstable();
    roles.dedup();
    let held = |role| HeldRole { role: RoleId(id(role)), place: Place::Everywhere, until: None };
    let mut departments: Vec<_> = (0..=dice.below(10)).map(|_| department(dice.below(DEPARTMENTS))).collect();
    departments.sort_unstable();
    departments.dedup();
    Subject { id: user(n), active: true, departments, roles: roles.into_iter().map(held).collect() }
}

fn record(n: u64, dice: &mut Dice) -> Envelope {
    let mut somebody = || user(dice.below(PEOPLE));
    let (assignee, requester, participants) = (somebody(), somebody(), [somebody(), somebody(), somebody()]);
    Envelope {
        collection: "p0:things".into(),
        id: RecordId::from(id(n)),
        version: 1,
        department: (!dice.one_in(20)).then(|| department(dice.below(DEPARTMENTS))),
        assignee: dice.one_in(2).then_some(assignee),
        requester: Some(requester),
        participants: participants[..dice.below(4) as usize].to_vec(),
        audience: if dice.one_in(10) { Audience::Staff } else { Audience::Everyone },
        parent: None,
        created: NOW,
        updated: NOW,
    }
}

fn id(n: u64) -> Id {
    Id::from_u128(u128::from(n))
}

fn user(n: u64) -> UserId {
    UserId(id(n))
}

fn department(n: u64) -> DepartmentId {
    DepartmentId(id(n))
}

fn plugin(n: u64) -> PluginId {
    PluginId::parse(&format!("plugin-{n}")).expect("a plugin name")
}

/// The same throws in every run.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) % end
    }

    fn one_in(&mut self, many: u64) -> bool {
        self.below(many) == 0
    }
}

/// What the others call somebody or something: as short as can be, since they compare texts.
pub fn short(kind: char, id: Id) -> String {
    format!("{kind}{}", id.as_u128())
}
