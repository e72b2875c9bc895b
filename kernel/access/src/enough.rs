//! What would have been enough: for a refusal, the least changes that turn it into a yes.

use crate::authority::{Actor, Link};
use crate::check::within;
use crate::snapshot::{OWNER, PermissionId, can_never_hold};
use crate::{
    Audience, Authority, BuiltIn, DepartmentId, Envelope, Part, Permission, PluginId, Role, RoleId, RoleKind,
    Scopes, Subject, Target,
};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// What turns a refusal into a yes. `Display` is one sentence for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enough {
    /// What stands in the way, each with the changes of which any one removes it. All must be removed; one without
    /// changes cannot be.
    pub obstacles: Vec<Vec<Remedy>>,
    /// Ways for the person and the record to be related of which any one alone would do, with no right changed.
    pub related: Scopes,
}

/// A change of rights.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "remedy")]
pub enum Remedy {
    /// The permission does not exist: a plugin that declares it would have to come.
    Declare,
    /// The person is not suspended any more.
    LetIn,
    /// The person holds a role for staff.
    Staff,
    /// The person owns the desk.
    OwnTheDesk,
    /// A role that the person or visitor has grants it, for any one of these.
    Role {
        /// Which.
        role: RoleId,
        /// Its title.
        title: String,
        /// Any one of these.
        scopes: Scopes,
    },
    /// The person holds one more role, everywhere, that grants it for any one of these.
    AnotherRole {
        /// Any one of these.
        scopes: Scopes,
    },
    /// The API key or order includes it, for any one of these.
    Token {
        /// Which of them.
        part: Part,
        /// Any one of these.
        scopes: Scopes,
    },
    /// The plugin is installed, with a mandate for it.
    Install {
        /// Which.
        plugin: PluginId,
    },
    /// The plugin is switched on.
    SwitchOn {
        /// Which.
        plugin: PluginId,
    },
    /// The plugin's mandate has it, for any one of these.
    Mandate {
        /// Which.
        plugin: PluginId,
        /// Any one of these.
        scopes: Scopes,
    },
    /// The plugin works in this department, too.
    Department {
        /// Which.
        plugin: PluginId,
        /// Where.
        department: DepartmentId,
    },
}

impl Authority {
    /// What would have been enough; none if it is allowed.
    #[must_use]
    pub fn enough(&self, permission: &str, target: Target<'_>) -> Option<Enough> {
        if self.check(permission, target).allowed {
            return None;
        }
        let Some(id) = self.snapshot.permission(permission) else {
            return Some(Enough { obstacles: vec![vec![Remedy::Declare]], related: Scopes::NONE });
        };
        let mut obstacles = Vec::new();
        let mut awake = self.clone();
        if let Some(person) = self.subject().filter(|person| !person.active) {
            obstacles.push(vec![Remedy::LetIn]);
            awake = self.as_if(Subject { active: true, ..person.clone() });
        }
        let looking = Looking { authority: &awake, id, permission: self.snapshot.at(id), target };
        let roles = looking.roles();
        // Who owns the desk is staff.
        let own = roles.as_deref() == Some(&[Remedy::OwnTheDesk]);
        obstacles.extend(looking.audience().filter(|_| !own));
        obstacles.extend(roles);
        obstacles.extend(looking.token());
        for (n, link) in self.chain.iter().enumerate() {
            // A plugin that is on the way twice stands in it once.
            if !self.chain[..n].iter().any(|before| before.plugin == link.plugin) {
                obstacles.extend(looking.mandate(link));
            }
        }
        Some(Enough { obstacles, related: self.relations_that_would_do(id, target) })
    }

    /// The same call by the same person, if something were different about them.
    fn as_if(&self, person: Subject) -> Authority {
        Authority {
            token: self.token.clone(),
            chain: self.chain.clone(),
            ..Authority::person(self.snapshot.clone(), Arc::new(person), self.now)
        }
    }

    /// Tries each relation and asks again.
    fn relations_that_would_do(&self, id: PermissionId, target: Target<'_>) -> Scopes {
        let (Some(person), Some(record)) = (self.subject(), target.envelope()) else { return Scopes::NONE };
        let me = person.id;
        let with = |change: &dyn Fn(&mut Envelope)| {
            let mut changed = record.clone();
            change(&mut changed);
            self.allows(id, Target::Record(&changed))
        };
        let member = || {
            let departments = person.departments.iter().copied().chain(record.department).collect();
            self.as_if(Subject { departments, ..person.clone() }).allows(id, target)
        };
        let mut scopes = Scopes::NONE;
        for (scope, would_do) in [
            (Scopes::DEPARTMENT, record.department.is_some() && member()),
            (Scopes::ASSIGNED, with(&|record| record.assignee = Some(me))),
            (Scopes::OWN, with(&|record| record.requester = Some(me))),
            (Scopes::SHARED, with(&|record| record.participants.push(me))),
            (Scopes::UNASSIGNED, with(&|record| record.assignee = None)),
        ] {
            if would_do {
                scopes |= scope;
            }
        }
        scopes
    }
}

/// One question while its obstacles are looked for. Each part gives what stands in the way there, if anything does.
struct Looking<'a> {
    authority: &'a Authority,
    id: PermissionId,
    permission: &'a Permission,
    target: Target<'a>,
}

impl Looking<'_> {
    /// The scopes that hold between the person and the target, of those that the permission can be granted for.
    fn scopes(&self) -> Scopes {
        self.authority.relations(self.target) & self.permission.scopes
    }

    fn is_person(&self) -> bool {
        matches!(self.authority.actor, Actor::Person(_))
    }

    fn audience(&self) -> Option<Vec<Remedy>> {
        let hidden = self.target.audience() == Audience::Staff && !self.authority.staff;
        hidden.then(|| if self.is_person() { vec![Remedy::Staff] } else { Vec::new() })
    }

    fn roles(&self) -> Option<Vec<Remedy>> {
        let given = self.authority.role_scopes(self.id, self.target.department());
        if self.authority.is_own() || given.meets(self.authority.relations(self.target)) {
            return None;
        }
        if self.permission.flags.owner_only {
            return Some(if self.is_person() { vec![Remedy::OwnTheDesk] } else { Vec::new() });
        }
        let scopes = self.scopes();
        if scopes.is_empty() {
            return Some(Vec::new());
        }
        let mut remedies: Vec<Remedy> = self
            .roles_here()
            .filter(|role| !can_never_hold(role.collaborator, self.permission))
            .map(|role| Remedy::Role { role: role.id, title: role.title.clone(), scopes })
            .collect();
        if self.is_person() {
            remedies.push(Remedy::AnotherRole { scopes });
        }
        Some(remedies)
    }

    /// The live roles that count where the target is filed, but for the owner's, which says nothing.
    fn roles_here(&self) -> impl Iterator<Item = &Role> {
        let roles = &self.authority.snapshot.policy().roles;
        let here = |held: &&crate::authority::Held| {
            held.row != OWNER && held.place.counts_at(self.target.department())
        };
        let mut rows: Vec<_> = self.authority.held().iter().filter(here).map(|held| held.row).collect();
        rows.dedup();
        // Row 0 is the owner's; the roles follow in their order.
        rows.into_iter()
            .map(|row| &roles[usize::from(row) - 1])
            .filter(|role| !role.retired && role.kind != RoleKind::BuiltIn(BuiltIn::Owner))
    }

    fn token(&self) -> Option<Vec<Remedy>> {
        let relations = self.authority.relations(self.target);
        let part = self.authority.token.as_ref()?.part;
        if self.authority.token_scopes(self.id).meets(relations) {
            return None;
        }
        // An order names permissions, and says nothing of where.
        let scopes = |scopes| if part == Part::Order { Scopes::ALL } else { scopes };
        Some(self.unless_owner_only(|possible| Remedy::Token { part, scopes: scopes(possible) }))
    }

    fn mandate(&self, link: &Link) -> Vec<Vec<Remedy>> {
        let plugin = || link.plugin.clone();
        let Some(row) = link.row else {
            let possible = !self.scopes().is_empty() && !self.permission.flags.owner_only;
            return vec![if possible { vec![Remedy::Install { plugin: plugin() }] } else { Vec::new() }];
        };
        let mandate = self.authority.snapshot.mandate_at(row);
        let mut obstacles = Vec::new();
        if !mandate.enabled {
            obstacles.push(vec![Remedy::SwitchOn { plugin: plugin() }]);
        }
        if !within(mandate.departments.as_deref(), self.target) {
            let filed = self.target.department();
            obstacles.push(
                filed
                    .map(|department| Remedy::Department { plugin: plugin(), department })
                    .into_iter()
                    .collect(),
            );
        }
        let given = self.authority.snapshot.scopes(row, self.id, self.authority.now);
        if !given.meets(self.authority.relations(self.target)) {
            obstacles.push(self.unless_owner_only(|scopes| Remedy::Mandate { plugin: plugin(), scopes }));
        }
        obstacles
    }

    fn unless_owner_only(&self, remedy: impl FnOnce(Scopes) -> Remedy) -> Vec<Remedy> {
        let scopes = self.scopes();
        let possible = !scopes.is_empty() && !self.permission.flags.owner_only;
        if possible { vec![remedy(scopes)] } else { Vec::new() }
    }
}

impl fmt::Display for Enough {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let related: Vec<_> = self.related.iter().map(related_in_words).collect();
        let possible = self.obstacles.iter().all(|remedies| !remedies.is_empty());
        let rights: Vec<String> = self
            .obstacles
            .iter()
            .map(|any| any.iter().map(Remedy::to_string).collect::<Vec<_>>().join(" or "))
            .collect();
        match (possible, related.is_empty()) {
            (false, true) => f.write_str("No change of rights would be enough."),
            (false, false) => write!(f, "It would be enough if {}.", related.join(" or if ")),
            (true, true) => write!(f, "It would be enough if {}.", rights.join(", and if ")),
            (true, false) => {
                write!(
                    f,
                    "It would be enough if {}; or if {}.",
                    rights.join(", and if "),
                    related.join(" or if ")
                )
            }
        }
    }
}

impl fmt::Display for Remedy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Remedy::Declare => f.write_str("a plugin that declares it were installed"),
            Remedy::LetIn => f.write_str("the account were not suspended"),
            Remedy::Staff => f.write_str("they held a role for staff"),
            Remedy::OwnTheDesk => f.write_str("they owned the desk"),
            Remedy::Role { title, scopes, .. } => {
                write!(f, "the role `{title}` granted it for {}", any(*scopes))
            }
            Remedy::AnotherRole { scopes } => {
                write!(f, "they held one more role that grants it for {}", any(*scopes))
            }
            Remedy::Token { part: Part::Order, .. } => f.write_str("the order included it"),
            Remedy::Token { part: Part::Key, scopes } => {
                write!(f, "the API key included it for {}", any(*scopes))
            }
            Remedy::Install { plugin } => {
                write!(f, "the plugin `{plugin}` were installed with a mandate for it")
            }
            Remedy::SwitchOn { plugin } => write!(f, "the plugin `{plugin}` were switched on"),
            Remedy::Mandate { plugin, scopes } => {
                write!(f, "the mandate of the plugin `{plugin}` had it for {}", any(*scopes))
            }
            Remedy::Department { plugin, .. } => {
                write!(f, "the plugin `{plugin}` worked in the department where this is filed")
            }
        }
    }
}

fn any(scopes: Scopes) -> String {
    let names: Vec<_> = scopes.names().map(|name| format!("`{name}`")).collect();
    names.join(" or ")
}

fn related_in_words(scope: Scopes) -> &'static str {
    match scope {
        Scopes::DEPARTMENT => "they worked in the department where this is filed",
        Scopes::ASSIGNED => "this were assigned to them",
        Scopes::OWN => "they had asked this",
        Scopes::SHARED => "they took part in this",
        _ => "this were nobody's",
    }
}
