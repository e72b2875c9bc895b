//! Who holds which role, and what the roles give: for tests of plugins that ask who may be given work.

use crate::administration::roles::{Grant, Role, Scope};
use crate::administration::{audit, departments, people, roles, verdicts};
use crate::{Result, UserId};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// The people of a desk, each with one role: `agent`, until told otherwise. A role gives nothing until it is told what; the role
/// `collaborator` is one of collaborators. Everybody is staff.
#[derive(Default)]
pub struct Office {
    held: RefCell<BTreeMap<UserId, String>>,
    given: RefCell<BTreeMap<String, Vec<Grant>>>,
}

impl Office {
    /// A role gives this from now on.
    pub fn gives(&self, role: &str, permission: &str, scope: Scope) {
        let grant = Grant { permission: permission.to_owned(), scopes: vec![scope], until: None };
        self.given.borrow_mut().entry(role.to_owned()).or_default().push(grant);
    }

    /// Somebody holds another role from now on.
    pub fn holds(&self, user: &str, role: &str) {
        self.held.borrow_mut().insert(user.to_owned(), role.to_owned());
    }

    fn role_of(&self, user: &str) -> String {
        self.held.borrow().get(user).cloned().unwrap_or_else(|| "agent".to_owned())
    }

    fn grants_of(&self, role: &str) -> Vec<Grant> {
        self.given.borrow().get(role).cloned().unwrap_or_default()
    }
}

impl people::Service for Office {
    fn get(&self, id: &str) -> Result<people::Person> {
        Ok(people::Person {
            id: id.to_owned(),
            name: id.to_owned(),
            alias: None,
            email: None,
            language: None,
            active: true,
            staff: true,
            owner: false,
            created: 0,
            roles: vec![people::HeldRole { role: self.role_of(id), department: None, until: None }],
            departments: Vec::new(),
        })
    }
}

impl roles::Service for Office {
    fn get(&self, id: &str) -> Result<Role> {
        Ok(Role {
            id: id.to_owned(),
            name: id.to_owned(),
            title: id.to_owned(),
            description: String::new(),
            built_in: true,
            everything: false,
            staff: true,
            collaborator: id == "collaborator",
            retired: false,
            grants: self.grants_of(id),
        })
    }
}

impl verdicts::Service for Office {
    fn able(&self, users: &[UserId], permission: &str, _: &str) -> Result<Vec<UserId>> {
        let gives = |user: &&UserId| {
            self.grants_of(&self.role_of(user)).iter().any(|grant| grant.permission == permission)
        };
        Ok(users.iter().filter(gives).cloned().collect())
    }
}

impl departments::Service for Office {}
impl audit::Service for Office {}
