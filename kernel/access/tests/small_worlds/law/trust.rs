//! What must hold of whatever is given to plugins, to programs, and to the next owner.

use super::{Verdict, unless};
use crate::desk::*;
use crate::reach::{self, Reach};
use crate::scene::{Acting, World};
use ombud_access::*;

/// Judges approving a mandate, or changing it.
pub fn mandate(world: &World, by: &Acting, before: Option<&Mandate>, after: &Mandate) -> Verdict {
    unless(before.is_some_and(|before| before.plugin != after.plugin), "a mandate stays with its plugin")?;
    let all = has_all_there_is(world, by);
    for grant in &after.grants {
        let permission = grant.permission.as_str();
        let own = permission.starts_with(HELPER);
        let was_there = before.is_some_and(|before| before.grants.contains(grant) && !wakes(before, after));
        if own || was_there {
            continue;
        }
        unless(permission == SELL, "what is the owner's alone is in no mandate")?;
        unless(permission == GONE && !all, "what is to come is approved by one who will hold it")?;
        let sensible = !grant.scopes.is_empty() && allowed_scopes(permission).contains(grant.scopes);
        unless(!sensible, "a grant says on whose records, and in a way that makes sense")?;
    }
    // What is put into a mandate that is switched off counts as if it were on.
    let on = |mandate: &Mandate| Mandate { enabled: true, ..mandate.clone() };
    let was = before.filter(|before| before.enabled || !after.enabled).map(on);
    let holder = person(BEN, &[], &by.actor.person.departments);
    let was = was.map(|was| reach::of_mandate(&was, &holder)).unwrap_or_default();
    let is = reach::of_mandate(&on(after), &holder).whoever_has_it();
    unless(!is.is_within(&was.or(&by.reach)), "nobody approves what he does not hold")
}

/// Whether the mandate counts where, or when, it did not.
fn wakes(before: &Mandate, after: &Mandate) -> bool {
    let wider = match (&before.departments, &after.departments) {
        (None, _) => false,
        (Some(_), None) => true,
        (Some(before), Some(after)) => after.iter().any(|at| !before.contains(at)),
    };
    wider || (after.enabled && !before.enabled)
}

fn has_all_there_is(world: &World, by: &Acting) -> bool {
    let person = &by.actor.person;
    let all = world.policy.owner == Some(person.id) || person.roles.contains(&held(ADMINISTRATOR));
    all && by.actor.is_direct()
}

/// Judges replacing the code of a plugin: the new code holds, on all records and for good, what the plugin declares.
pub fn replaced(world: &World, by: &Acting, own: &[PermissionName]) -> Verdict {
    let gone = own.iter().any(|name| name.as_str() == GONE);
    unless(gone && !has_all_there_is(world, by), "what is to come is approved by one who will hold it")?;
    let needed = own.iter().fold(Reach::default(), |sum, name| sum.or(&Reach::all_of(name.as_str())));
    unless(!needed.is_within(&by.reach), "nobody chooses code that holds what he does not")
}

/// Judges making an API key.
pub fn key(world: &World, by: &Acting, grants: &[Grant]) -> Verdict {
    unless(!by.actor.is_direct(), "a key is made with one's own hands")?;
    for grant in grants {
        let permission = grant.permission.as_str();
        unless(permission == SELL, "what is the owner's alone is in no key")?;
        unless(![READ, SEND].contains(&permission), "what is granted exists")?;
        let sensible = !grant.scopes.is_empty() && allowed_scopes(permission).contains(grant.scopes);
        unless(!sensible, "a grant says on whose records, and in a way that makes sense")?;
        let reach = reach::of_person(&world.policy, &by.actor.person).and(&Reach::all_of(permission));
        unless(!reach.is_anything_now(), "a key holds what its maker could ever do")?;
    }
    Ok(())
}

/// Judges handing the desk over.
pub fn ownership(world: &World, by: &Acting, to: &Subject) -> Verdict {
    let owner = world.policy.owner == Some(by.actor.person.id) && by.actor.is_direct();
    unless(!owner, "only the owner hands the desk over")?;
    let [staff, _] = reach::of_person(&world.policy, to).is_staff();
    unless(!to.active || !staff, "the owner is somebody on the staff who can sign in")
}
