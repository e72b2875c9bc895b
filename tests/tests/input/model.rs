//! A desk to bring files to, and what must hold of its policy whatever they say.

use ombud_access::*;
use ombud_identity::{
    Identity, IdentityOptions, Installer, NewPerson, NewRole, PasswordCost, Principal, Registration, person,
    role,
};
use ombud_store::{Store, StoreOptions, UnitOfWork};
use std::collections::BTreeSet;
use tokio::runtime::Runtime;

pub struct Desk {
    pub store: Store,
    pub identity: Identity,
    pub now: Timestamp,
    pub owner: UserId,
    /// Edits roles, and holds what [`LEAD_HOLDS`] says.
    pub lead: UserId,
    _folder: tempfile::TempDir,
    _runtime: Runtime,
}

/// On all records; all that the lead may give.
pub const LEAD_HOLDS: [&str; 5] =
    ["kernel:role.edit", "kernel:role.read", "kernel:person.read", "notes:note.read", "notes:note.send"];

pub fn grant(permission: &str, scopes: Scopes) -> Grant {
    Grant { permission: PermissionName::parse(permission).expect("a name"), scopes, until: None }
}

impl Desk {
    pub fn new() -> Desk {
        let folder = tempfile::tempdir().expect("a folder");
        let runtime = Runtime::new().expect("a runtime");
        let store = Store::open(folder.path(), StoreOptions::default()).expect("a store");
        let now = Timestamp(1_700_000_000_000);
        let options =
            IdentityOptions { password_cost: PasswordCost::for_tests(), ..IdentityOptions::default() };
        let identity =
            runtime.block_on(Identity::open_with(store.clone(), options, now)).expect("an open desk");
        let mut unit = store.begin();
        let owner = identity.first_owner(&mut unit, "Olga", "olga@example.org", "correct horse battery", now);
        let owner = owner.expect("an owner").id;
        identity.register_plugin(&mut unit, Installer::Kernel(now), notes()).expect("a plugin");
        runtime.block_on(unit.commit()).expect("a commit");
        let mut desk = Desk { store, identity, now, owner, lead: owner, _folder: folder, _runtime: runtime };
        desk.lead = desk.hire_lead();
        desk
    }

    fn hire_lead(&self) -> UserId {
        let mut unit = self.store.begin();
        let by = self.authority(&mut unit, self.owner);
        let new = NewRole {
            name: "lead".into(),
            title: "Lead".into(),
            description: String::new(),
            audience: Audience::Staff,
            collaborator: false,
            grants: LEAD_HOLDS.map(|name| grant(name, Scopes::ALL)).to_vec(),
        };
        let role = role::create(&mut unit, &by, new).expect("a role").id;
        let quiet = NewRole {
            name: "quiet".into(),
            title: "Quiet".into(),
            description: String::new(),
            audience: Audience::Staff,
            collaborator: true,
            grants: vec![],
        };
        role::create(&mut unit, &by, quiet).expect("a role for collaborators");
        let by = self.authority(&mut unit, self.owner);
        let new = NewPerson {
            name: "Lea".into(),
            email: "lea@example.org".into(),
            roles: vec![HeldRole { role, place: Place::Everywhere, until: None }],
            ..NewPerson::default()
        };
        let lead = person::create(&mut unit, &by, new).expect("a person").id;
        self._runtime.block_on(unit.commit()).expect("a commit");
        lead
    }

    pub fn authority(&self, unit: &mut UnitOfWork, user: UserId) -> Authority {
        self.identity.authority(unit, &Principal::User(user), self.now).expect("a store").expect("a person")
    }

    /// Every role, as the unit sees them.
    pub fn roles(&self, unit: &mut UnitOfWork) -> Vec<Role> {
        let by = self.authority(unit, self.owner);
        role::list(unit, &by).expect("roles")
    }

    /// What must hold of every role: of what was not there before, or is different, all of it.
    pub fn assert_rules(&self, unit: &mut UnitOfWork, before: &[Role]) {
        let policy = self.identity.policy_in(unit).expect("a policy that holds together");
        assert_eq!(policy.policy().owner, Some(self.owner));
        let roles = self.roles(unit);
        for was in before {
            let is = roles.iter().find(|role| role.id == was.id).expect("no role goes by itself");
            assert_eq!((is.kind, is.audience, is.collaborator), (was.kind, was.audience, was.collaborator));
        }
        let names: BTreeSet<&str> = roles.iter().map(|role| role.name.as_str()).collect();
        assert_eq!(names.len(), roles.len(), "two roles of one name");
        for role in &roles {
            let was = before.iter().find(|was| was.id == role.id);
            if was == Some(role) {
                continue;
            }
            assert_plain(role);
            if let (RoleKind::BuiltIn(BuiltIn::Owner | BuiltIn::Administrator), Some(was)) = (role.kind, was)
            {
                assert_eq!(role.grants, was.grants, "what such a role gives cannot be changed");
            }
            let mut seen = BTreeSet::new();
            for grant in &role.grants {
                assert!(seen.insert((&grant.permission, grant.until)), "twice: {grant:?}");
                if was.is_some_and(|was| was.grants.contains(grant)) {
                    continue;
                }
                let declared = policy.declared(grant.permission.as_str());
                let permission = declared.unwrap_or_else(|| panic!("nobody declares {grant:?}"));
                assert!(!grant.scopes.is_empty() && permission.scopes.contains(grant.scopes), "{grant:?}");
                assert!(!permission.flags.owner_only, "the owner's alone, in a role: {grant:?}");
                let contacts = role.collaborator && permission.flags.contacts_customer;
                assert!(!contacts, "a collaborator contacts customers: {grant:?}");
            }
        }
    }

    /// What is new in roles lies within what the lead holds.
    pub fn assert_within_lead(&self, unit: &mut UnitOfWork, before: &[Role]) {
        for role in self.roles(unit) {
            let was = before.iter().find(|was| was.id == role.id);
            let known = was.map_or(&[][..], |was| &was.grants);
            let is_part = |grant: &Grant, of: &Grant| {
                let as_long = of.until.is_none_or(|until| grant.until.is_some_and(|mine| mine <= until));
                grant.permission == of.permission && of.scopes.contains(grant.scopes) && as_long
            };
            for grant in role.grants.iter().filter(|grant| !known.iter().any(|of| is_part(grant, of))) {
                assert!(LEAD_HOLDS.contains(&grant.permission.as_str()), "the lead gave {grant:?}");
            }
            if was.is_some_and(|was| *was != role) {
                let held = |grant: &Grant| LEAD_HOLDS.contains(&grant.permission.as_str());
                assert!(known.iter().all(held), "the lead changed a role that gives more: {role:?}");
            }
        }
    }
}

fn assert_plain(role: &Role) {
    let slug = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    assert!((2..=48).contains(&role.name.len()) && role.name.chars().all(slug), "{:?}", role.name);
    let title = role.title.chars().count();
    assert!((1..=120).contains(&title) && !role.title.chars().any(char::is_control), "{:?}", role.title);
    assert!(role.description.chars().count() <= 1_000);
}

/// A plugin with one permission of each kind.
pub fn notes() -> Registration {
    let plugin = PluginId::parse("notes").expect("a name");
    let declare = |name: &str, scopes, flags| Permission {
        name: PermissionName::parse(name).expect("a name"),
        title: format!("Do {name}"),
        description: String::new(),
        scopes,
        flags,
    };
    let contacts = Flags { contacts_customer: true, ..Flags::default() };
    let owner_only = Flags { owner_only: true, ..Flags::default() };
    Registration::new(
        Mandate { plugin, grants: vec![], departments: None, enabled: true },
        vec![
            declare("notes:note.read", Scopes::ALL | Scopes::DEPARTMENT | Scopes::ASSIGNED, Flags::default()),
            declare("notes:note.send", Scopes::ALL | Scopes::DEPARTMENT, contacts),
            declare("notes:desk.sell", Scopes::ALL, owner_only),
        ],
        vec![],
    )
}
