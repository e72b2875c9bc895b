//! What must hold of every command that is let: told without any code of the engine.

mod roles;
mod trust;

pub use roles::{is_part, wakes};

use crate::desk::*;
use crate::reach::{self, Reach};
use crate::scene::{Acting, Command, World};
use ombud_access::*;

/// The law that a command would break. None: it is harmless and must be let.
pub type Verdict = Result<(), &'static str>;

fn unless(broken: bool, law: &'static str) -> Verdict {
    if broken { Err(law) } else { Ok(()) }
}

/// Judges a command by what would come of it.
pub fn judge(world: &World, by: &Acting, target: &Subject, command: &Command) -> Verdict {
    match command {
        Command::Give(held) => {
            rank(world, by, target)?;
            let mut after = target.clone();
            after.roles.push(*held);
            can_be_held(world, held)?;
            master_law(world, by, target, &after)
        }
        Command::SetRoles(roles) => {
            rank(world, by, target)?;
            let new = roles.iter().filter(|held| !target.roles.contains(held));
            new.clone().try_for_each(|held| can_be_held(world, held))?;
            let mut after = target.clone();
            after.roles = roles.clone();
            master_law(world, by, target, &after)
        }
        Command::Join(departments) => {
            rank(world, by, target)?;
            let after = Subject { departments: departments.clone(), ..target.clone() };
            master_law(world, by, target, &after)
        }
        Command::TakeOver => rank(world, by, target),
        Command::Suspend => {
            unless(world.policy.owner == Some(target.id), "the owner is never locked out")?;
            rank(world, by, target)
        }
        Command::Edit { before, after } => roles::judge(world, by, before.as_ref(), after),
        Command::Approve { before, after } => trust::mandate(world, by, before.as_ref(), after),
        Command::Replace(own) => trust::replaced(world, by, own),
        Command::Mint(grants) => trust::key(world, by, grants),
        Command::Transfer => trust::ownership(world, by, target),
    }
}

/// Nobody touches one who may do what he may not: he could do it in that one's name next.
fn rank(world: &World, by: &Acting, target: &Subject) -> Verdict {
    if by.actor.is_direct() && by.actor.person.id == target.id {
        return Ok(());
    }
    unless(world.policy.owner == Some(target.id), "the owner is his own affair")?;
    let theirs = reach::of_person(&world.policy, target);
    unless(!theirs.is_within(&by.reach.or(&as_customer(world, target))), "nobody touches who outranks him")
}

/// What somebody has for being a customer, which everybody can become who writes to the desk.
fn as_customer(world: &World, person: &Subject) -> Reach {
    let roles = person.roles.iter().filter(|held| held.role == CUSTOMER).copied().collect();
    let owner = world.policy.owner == Some(person.id);
    if owner {
        Reach::default()
    } else {
        reach::of_person(&world.policy, &Subject { roles, ..person.clone() })
    }
}

/// After any command everybody's authority lies within what it was plus what the actor holds.
fn master_law(world: &World, by: &Acting, before: &Subject, after: &Subject) -> Verdict {
    let policy = &world.policy;
    let bound = reach::of_person(policy, before).or(&by.reach).or(&as_customer(world, after));
    let after = reach::of_person(policy, after);
    unless(!after.is_within(&bound), "nobody gives what he does not hold")
}

/// Which roles people can hold, and where.
fn can_be_held(world: &World, held: &HeldRole) -> Verdict {
    let Some(role) = world.role(held.role) else { return Err("a role that is given exists") };
    unless(role.retired, "nobody is given a role that is out of use")?;
    match role.kind {
        RoleKind::BuiltIn(BuiltIn::Owner) => Err("there is exactly one owner"),
        RoleKind::BuiltIn(BuiltIn::Visitor) => Err("a visitor is who has not signed in"),
        RoleKind::BuiltIn(BuiltIn::Administrator) => {
            unless(held.place != Place::Everywhere, "an administrator is one for the whole desk")
        }
        _ => Ok(()),
    }
}
