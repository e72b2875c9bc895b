//! What people may do who are not there to be asked: by the roles that they hold. Asked with the plugin's own rights, which need
//! `kernel:person.read` and `kernel:role.read`.

use crate::administration::people;
use crate::administration::roles::{self, Role, Scope};
use crate::{Cx, Error, Result};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Looks each role up once.
pub struct Rights<'a> {
    cx: &'a Cx,
    roles: BTreeMap<String, Role>,
}

/// What somebody's roles say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// One of them gives it.
    pub gives: bool,
    /// Not all of them are collaborators', of whom nothing reaches a customer.
    pub reaches: bool,
}

impl<'a> Rights<'a> {
    /// Nobody was looked up yet.
    pub fn new(cx: &'a Cx) -> Rights<'a> {
        Rights { cx, roles: BTreeMap::new() }
    }

    /// What somebody's roles say of a permission with any of these scopes, in a department or (without one) wherever they hold.
    ///
    /// # Errors
    /// The plugin may not look people or roles up.
    pub fn held(
        &mut self,
        user: &str,
        permission: &str,
        scopes: &[Scope],
        department: Option<&str>,
    ) -> Result<Held> {
        let mut all = Held::default();
        let person = match people::get(self.cx, user) {
            Err(Error::NotFound(_)) => return Ok(all),
            person => person?,
        };
        if !person.active {
            return Ok(all);
        }
        if person.owner {
            return Ok(Held { gives: true, reaches: true });
        }
        let now = self.cx.now();
        let goes_on = |until: Option<u64>| until.is_none_or(|until| until > now);
        for held in person.roles.iter().filter(|held| goes_on(held.until)) {
            let role = self.role(&held.role)?;
            if role.retired {
                continue;
            }
            all.reaches |= role.staff && !role.collaborator;
            let here = held.department.is_none() || held.department.as_deref() == department;
            let given = role.everything
                || role.grants.iter().any(|grant| {
                    grant.permission == permission
                        && goes_on(grant.until)
                        && grant.scopes.iter().any(|scope| scopes.contains(scope))
                });
            all.gives |= here && given;
        }
        Ok(all)
    }

    fn role(&mut self, id: &str) -> Result<&Role> {
        match self.roles.entry(id.to_owned()) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(place) => Ok(place.insert(roles::get(self.cx, id)?)),
        }
    }
}
