//! What must hold of everything that is accepted.

use crate::command::{Command, held};
use crate::desk::{Desk, Reaches, TARGETS, record};
use ombud_access::*;
use ombud_identity::{Person, owner, person};
use ombud_store::UnitOfWork;

/// The law that is broken.
pub type Verdict = Result<(), String>;

/// Which permission a command needs, and where. None: it needs something else, or nothing.
fn needed(
    desk: &Desk,
    unit: &mut UnitOfWork,
    by: &Authority,
    command: &Command,
) -> Vec<(&'static str, bool)> {
    let is_self = |name: &String| by.is_direct() && by.user() == Some(desk.people[name]);
    match command {
        Command::SetRoles(whom, names) => {
            let new = held(desk, unit, names);
            let person = person::get(unit, desk.people[whom]).expect("a store").expect("a person");
            let taken = person.roles.iter().filter(|role| !new.contains(role));
            let given = new.iter().filter(|role| !person.roles.contains(role));
            let places = taken.chain(given).map(|role| role.place != Place::Everywhere);
            places.map(|in_sales| ("kernel:role.assign", in_sales)).collect()
        }
        Command::Hire(_, false) => vec![("kernel:person.create", false), ("kernel:role.assign", false)],
        Command::Hire(_, true) => vec![
            ("kernel:person.create", false),
            ("kernel:role.assign", false),
            ("kernel:membership.edit", true),
        ],
        Command::Alias(whom) if is_self(whom) => vec![],
        Command::Rename(_) | Command::Address(_) | Command::Alias(_) => vec![("kernel:person.edit", false)],
        Command::Suspend(_) | Command::Restore(_) => vec![("kernel:person.suspend", false)],
        Command::ResetLink(_) | Command::ResetPassword(_) => vec![("kernel:password.reset", false)],
        Command::SignOut(whom) | Command::RevokeKey(whom) if is_self(whom) => vec![],
        Command::SignOut(_) | Command::RevokeKey(_) => vec![("kernel:session.end", false)],
        Command::LookAs(_) => vec![("kernel:person.view-as", false)],
        Command::MintKey(_) => vec![("kernel:token.mint", false)],
        Command::MakeRole(..) | Command::EditRole(..) | Command::RetireRole(..) => {
            vec![("kernel:role.edit", false)]
        }
        Command::Join(_) | Command::Leave(_) => vec![("kernel:membership.edit", true)],
        Command::MakeDepartment => vec![("kernel:department.edit", false)],
        Command::RenameDepartment => vec![("kernel:department.edit", true)],
        Command::HandOver(_) => vec![("kernel:ownership.transfer", false)],
        Command::Install(_) | Command::Remove => vec![("kernel:plugin.install", false)],
        Command::Approve(_) => vec![("kernel:plugin.manage", false)],
        Command::Welcome => vec![("kernel:customer.create", false)],
    }
}

/// On whom a command acts, in a way that amounts to taking that person over.
fn touched(command: &Command) -> Option<&String> {
    match command {
        Command::SetRoles(whom, _)
        | Command::Rename(whom)
        | Command::Address(whom)
        | Command::Alias(whom)
        | Command::Suspend(whom)
        | Command::Restore(whom)
        | Command::ResetLink(whom)
        | Command::ResetPassword(whom)
        | Command::SignOut(whom)
        | Command::LookAs(whom)
        | Command::RevokeKey(whom)
        | Command::Join(whom)
        | Command::Leave(whom) => Some(whom),
        _ => None,
    }
}

/// What can be said before the command is tried.
pub fn before(desk: &Desk, unit: &mut UnitOfWork, by: &Authority, command: &Command) -> Verdict {
    for (permission, in_sales) in needed(desk, unit, by, command) {
        let sales = record(Some(desk.sales), Audience::Staff);
        let target = if in_sales { Target::Record(&sales) } else { Target::Desk };
        if !by.check(permission, target).allowed {
            return Err(format!("`{permission}` was not held"));
        }
    }
    let with_own_hands = matches!(command, Command::LookAs(_) | Command::MintKey(_) | Command::HandOver(_));
    if with_own_hands && !by.is_direct() {
        return Err("that is done with one's own hands".to_owned());
    }
    if let Some(whom) = touched(command).map(|name| desk.people[name])
        && !(by.is_direct() && by.user() == Some(whom))
    {
        if owner::current(unit).expect("a store") == Some(whom) {
            return Err("the owner is his own affair".to_owned());
        }
        let theirs = person::get(unit, whom).expect("a store").expect("a person");
        let theirs = desk.reach_of(&desk.policy(unit), &theirs);
        if !is_within(&theirs, &desk.reach(by)) {
            return Err("that one outranks him".to_owned());
        }
    }
    Ok(())
}

fn is_within(some: &[bool], others: &[bool]) -> bool {
    some.iter().zip(others).all(|(one, other)| !one || *other)
}

/// What can be said afterwards, in the same unit of work.
pub fn after(
    desk: &Desk,
    unit: &mut UnitOfWork,
    by: &Authority,
    command: &Command,
    before: &Reaches,
) -> Verdict {
    let policy = desk.policy(unit);
    let owner = policy.policy().owner.ok_or("nobody owns the desk")?;
    let somebody = person::get(unit, owner).expect("a store").ok_or("nobody owns the desk")?;
    if !somebody.active {
        return Err("the owner is locked out".to_owned());
    }
    if let Command::HandOver(whom) = command {
        let former = by.user().expect("a person");
        let role = desk.role(unit, "administrator");
        let former = person::get(unit, former).expect("a store").expect("a person");
        let is_administrator = former.roles.iter().any(|held| held.role == role);
        let as_told = owner == desk.people[whom] && somebody.name != "customer";
        return match as_told && is_administrator {
            true => Ok(()),
            false => Err("the desk went to somebody else, or its former owner has nothing".to_owned()),
        };
    }
    if owner != desk.people["owner"] {
        return Err("the desk changed hands".to_owned());
    }
    if let Command::Suspend(whom) = command
        && by.on_behalf() == Some(desk.people[whom])
    {
        return Err("nobody suspends himself".to_owned());
    }
    let mut mine = desk.reach(by);
    // Who holds all there is holds what comes.
    let chiefs = ["owner", "administrator"].map(|name| desk.people[name]);
    if by.user().is_some_and(|user| chiefs.contains(&user)) && by.is_direct() {
        let me = person::get(unit, by.user().expect("a person")).expect("a store").expect("a person");
        mine = desk.reach_of(&policy, &me);
    }
    for (id, is) in desk.reaches(unit).people {
        let was = before.people.get(&id).map_or(&[][..], Vec::as_slice);
        let gains =
            is.iter().enumerate().any(|(n, may)| *may && !was.get(n).is_some_and(|may| *may) && !mine[n]);
        let comes = matches!(command, Command::Install(_)) && chiefs.contains(&id);
        if gains && !comes {
            return Err("somebody gained what he does not hold".to_owned());
        }
    }
    if let Command::MakeRole(..) | Command::EditRole(..) | Command::RetireRole(..) = command {
        let name = if let Command::EditRole(name, _) | Command::RetireRole(name, _) = command {
            name
        } else {
            "new"
        };
        let role = desk.role(unit, name);
        let was = desk.reach_of_role(by.snapshot(), role);
        let is_same = by.snapshot().role(role) == policy.role(role);
        let gives = desk.reach_of_role(&policy, role);
        if !(is_same || is_within(&was, &mine) && is_within(&gives, &mine)) {
            return Err("the role gives, or gave, what he does not hold".to_owned());
        }
    }
    // Other code than before is nobody whom one trusted. What is new of its own it has, and nobody else had.
    let was = if matches!(command, Command::Install(_)) { vec![] } else { before.plugin.clone() };
    let mut is = desk.reach_of_plugin(&policy);
    is.truncate(is.len() - TARGETS);
    if is.iter().enumerate().any(|(n, may)| *may && !was.get(n).is_some_and(|may| *may) && !mine[n]) {
        return Err("the plugin gained what he does not hold".to_owned());
    }
    let works = |held: &HeldRole| policy.role(held.role).is_some_and(|role| !role.retired);
    let people: Vec<Person> = desk.all(unit);
    if people.iter().any(|one| one.id != owner && !one.roles.iter().any(works)) {
        return Err("somebody is left without a role".to_owned());
    }
    is_sound(&policy)
}

fn is_sound(policy: &Snapshot) -> Verdict {
    let flags = |grant: &Grant| policy.declared(grant.permission.as_str()).map(|known| known.flags);
    let mandates = policy.policy().mandates.iter().flat_map(|mandate| &mandate.grants);
    let roles = policy.policy().roles.iter();
    let given = roles.clone().flat_map(|role| &role.grants).chain(mandates);
    if given.filter_map(flags).any(|flags| flags.owner_only) {
        return Err("what is the owner's alone is in a role or a mandate".to_owned());
    }
    let mut helpers = roles.filter(|role| role.collaborator).flat_map(|role| &role.grants);
    if helpers.any(|grant| flags(grant).is_some_and(|flags| flags.contacts_customer)) {
        return Err("collaborators contact customers".to_owned());
    }
    Ok(())
}
