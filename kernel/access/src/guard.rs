//! The rules for those who change roles, people and mandates.
//!
//! The master law: after any change, everybody's authority lies within what it was plus what the actor
//! holds. Whether the actor may use the command at all (`kernel:role.edit` and the like) is a check of its
//! own; these rules come on top.

use crate::{Authority, Denial, DepartmentId, Grant, HeldRole, Mandate, Place, Role, Subject};

fn refuse(permission: &str, sentence: impl Into<String>) -> Denial {
    Denial { permission: permission.to_owned(), sentence: sentence.into(), hidden: false }
}

/// May the actor put these grants into something held at `place`? Each must be one he holds himself.
pub fn grantable(actor: &Authority, grants: &[Grant], place: Place) -> Result<(), Denial> {
    let _ = (actor, grants, place);
    Err(refuse("kernel:role.edit", ""))
}

/// May the actor make this role (`before` is none) or change it so?
pub fn role_edit(actor: &Authority, before: Option<&Role>, after: &Role) -> Result<(), Denial> {
    let _ = (actor, before, after);
    Err(refuse("kernel:role.edit", ""))
}

/// May the actor give this role to this person?
pub fn assign_role(actor: &Authority, person: &Subject, role: &HeldRole) -> Result<(), Denial> {
    let _ = (actor, person, role);
    Err(refuse("kernel:role.assign", ""))
}

/// May the actor replace all roles of this person? Taking one away needs no more than not being outranked.
pub fn set_roles(actor: &Authority, person: &Subject, roles: &[HeldRole]) -> Result<(), Denial> {
    let _ = (actor, person, roles);
    Err(refuse("kernel:role.assign", ""))
}

/// May the actor manage this person (suspend, reset a password, take roles away)? Not if the person holds
/// what the actor does not; and the owner is managed by himself alone.
pub fn outranks(actor: &Authority, person: &Subject) -> Result<(), Denial> {
    let _ = (actor, person);
    Err(refuse("kernel:person.edit", ""))
}

/// May the actor make this person a member of these departments (all of them, old and new)?
pub fn membership(actor: &Authority, person: &Subject, departments: &[DepartmentId]) -> Result<(), Denial> {
    let _ = (actor, person, departments);
    Err(refuse("kernel:membership.edit", ""))
}

/// May the actor approve this mandate (`before` is none at the install)?
pub fn mandate(actor: &Authority, before: Option<&Mandate>, after: &Mandate) -> Result<(), Denial> {
    let _ = (actor, before, after);
    Err(refuse("kernel:plugin.install", ""))
}

/// May the actor make an API key with these grants for himself?
pub fn token(actor: &Authority, grants: &[Grant]) -> Result<(), Denial> {
    let _ = (actor, grants);
    Err(refuse("kernel:token.mint", ""))
}

/// May the actor hand the desk over to this person?
pub fn transfer_ownership(actor: &Authority, to: &Subject) -> Result<(), Denial> {
    let _ = (actor, to);
    Err(refuse("kernel:ownership.transfer", ""))
}
