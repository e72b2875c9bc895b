//! `ombud:kernel/roles`: named sets of grants, and what can be granted.

use crate::bindings::effects::Effect;
use crate::bindings::roles::{Changes, Grant, Host, NewRole, Permission, Role, Scope};
use crate::bindings::types::Error;
use crate::call::Cx;
use crate::convert::{self, Answer};
use crate::told;
use ombud_access::{Audience, BuiltIn, Grant as Granted, PermissionName, RoleKind, Scopes, Timestamp};
use ombud_identity::{RoleChange, assignment, role};
use wasmtime::Result;

/// The most grants that a guest may name at once.
const MOST: usize = 2_000;

/// The most holders that are named at once.
const HOLDERS: u32 = 1_000;

const READ: &str = "kernel:role.read";
const EDIT: &str = "kernel:role.edit";

const SCOPES: [(Scope, Scopes); 6] = [
    (Scope::All, Scopes::ALL),
    (Scope::Department, Scopes::DEPARTMENT),
    (Scope::Assigned, Scopes::ASSIGNED),
    (Scope::Own, Scopes::OWN),
    (Scope::Shared, Scopes::SHARED),
    (Scope::Unassigned, Scopes::UNASSIGNED),
];

impl Host for Cx {
    fn list(&mut self) -> Result<Answer<Vec<Role>>> {
        self.count_host_call()?;
        self.asks([READ]);
        let roles = self.of_people(|unit, actor| role::list(unit, actor));
        Ok(roles.map(|roles| roles.into_iter().map(|role| self.role_in_words(role)).collect()))
    }

    fn get(&mut self, id: String) -> Result<Answer<Role>> {
        self.count_host_call()?;
        Ok(self.one_role(&id))
    }

    fn holders(&mut self, id: String, at_most: u32) -> Result<Answer<Vec<String>>> {
        self.count_host_call()?;
        self.asks([READ]);
        Ok(convert::role(&id).and_then(|id| {
            let most = at_most.min(HOLDERS) as usize;
            let holders = self.of_people(|unit, actor| assignment::first_holders(unit, actor, id, most))?;
            Ok(holders.iter().map(ToString::to_string).collect())
        }))
    }

    fn permissions(&mut self) -> Result<Answer<Vec<Permission>>> {
        self.count_host_call()?;
        Ok(self.must(READ).map(|()| self.grantable()))
    }

    fn create(&mut self, role: NewRole) -> Result<Answer<Role>> {
        self.count_host_call()?;
        Ok(self.make_role(role))
    }

    fn change(&mut self, id: String, changes: Changes) -> Result<Answer<Role>> {
        self.count_host_call()?;
        Ok(self.change_role(&id, changes))
    }

    fn preview(&mut self, id: String, changes: Changes) -> Result<Answer<Effect>> {
        self.count_dear_call()?;
        Ok(self.preview_role(&id, changes))
    }
}

impl Cx {
    fn one_role(&self, id: &str) -> Answer<Role> {
        self.must(READ)?;
        let found = role::get(&mut self.root.unit(), convert::role(id)?)?;
        found.map(to_wit).ok_or_else(|| Error::NotFound(format!("there is no role `{id}`")))
    }

    /// Everything that can be granted, with what this call could give.
    fn grantable(&self) -> Vec<Permission> {
        let permission = |known: &ombud_access::Permission| Permission {
            name: known.name.to_string(),
            title: known.title.clone(),
            description: known.description.clone(),
            scopes: scopes(known.scopes),
            givable: scopes(role::givable(&self.authority, known)),
            dangerous: known.flags.dangerous,
            contacts_customer: known.flags.contacts_customer,
            owner_only: known.flags.owner_only,
        };
        let told = |known: &ombud_access::Permission| {
            let mut told = permission(known);
            let (title, description) = self.root.registry.words_of(self.root.language, known);
            (told.title, told.description) = (title, description);
            told
        };
        self.authority.snapshot().permissions().iter().map(told).collect()
    }

    fn make_role(&self, new: NewRole) -> Answer<Role> {
        self.changed_by_a_person(EDIT)?;
        let new = ombud_identity::NewRole {
            name: new.name,
            title: new.title,
            description: new.description,
            audience: if new.staff { Audience::Staff } else { Audience::Everyone },
            collaborator: new.collaborator,
            grants: grants(new.grants)?,
        };
        self.of_people(|unit, actor| role::create(unit, actor, new)).map(to_wit)
    }

    fn change_role(&self, id: &str, changes: Changes) -> Answer<Role> {
        self.changed_by_a_person(EDIT)?;
        let (id, retired) = (convert::role(id)?, changes.retired);
        let change = change(changes)?;
        self.of_people(|unit, actor| role::change(unit, actor, id, change, retired)).map(to_wit)
    }

    fn preview_role(&self, id: &str, changes: Changes) -> Answer<Effect> {
        self.by_a_person(EDIT)?;
        let (id, retired) = (convert::role(id)?, changes.retired);
        let change = change(changes)?;
        self.tried(&[], |unit, actor| role::change(unit, actor, id, change, retired).map(drop))
    }
}

fn change(changes: Changes) -> Answer<RoleChange> {
    Ok(RoleChange {
        name: changes.name,
        title: changes.title,
        description: changes.description,
        grants: changes.grants.map(grants).transpose()?,
    })
}

fn grants(asked: Vec<Grant>) -> Answer<Vec<Granted>> {
    if asked.len() > MOST {
        return Err(Error::TooLarge(format!("at most {MOST} grants in one role")));
    }
    let grants = asked.into_iter().map(|grant| {
        let permission = PermissionName::parse(&grant.permission)
            .map_err(|_| Error::Invalid(format!("`{}` is not the name of a permission", grant.permission)))?;
        let set = SCOPES.iter().filter(|(scope, _)| grant.scopes.contains(scope)).map(|(_, set)| *set);
        Ok(Granted { permission, scopes: set.collect(), until: grant.until.map(Timestamp) })
    });
    grants.collect()
}

fn scopes(set: Scopes) -> Vec<Scope> {
    SCOPES.iter().filter(|(_, one)| set.contains(*one)).map(|(scope, _)| *scope).collect()
}

impl Cx {
    /// A role of a list. What every desk has is called as the language of the call calls it, unless a desk has called it
    /// otherwise. A role alone may be about to be edited, and is as it is kept.
    fn role_in_words(&self, role: ombud_access::Role) -> Role {
        let is_built_in = matches!(role.kind, RoleKind::BuiltIn(_));
        let mut told = to_wit(role);
        if is_built_in {
            let (language, key) = (self.root.language, format!("role-{}.description", told.name));
            told.title = told::title_of_role(language, &told.name, &told.title);
            told.description = told::in_words(language, &key, &told.description);
        }
        told
    }
}

fn to_wit(role: ombud_access::Role) -> Role {
    let grant = |grant: &Granted| Grant {
        permission: grant.permission.to_string(),
        scopes: scopes(grant.scopes),
        until: grant.until.map(|until| until.0),
    };
    Role {
        id: role.id.to_string(),
        built_in: matches!(role.kind, RoleKind::BuiltIn(_)),
        everything: matches!(role.kind, RoleKind::BuiltIn(BuiltIn::Owner | BuiltIn::Administrator)),
        staff: role.audience == Audience::Staff,
        collaborator: role.collaborator,
        retired: role.retired,
        grants: role.grants.iter().map(grant).collect(),
        name: role.name,
        title: role.title,
        description: role.description,
    }
}
