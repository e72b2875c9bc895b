//! Somebody does something to somebody: what the guards say of it, and what would come of it.

use crate::desk::*;
use crate::reach::{self, Reach};
use ombud_access::*;
use std::sync::Arc;

/// What is asked of the guards.
#[derive(Clone, Debug)]
pub enum Command {
    Give(HeldRole),
    SetRoles(Vec<HeldRole>),
    Join(Vec<DepartmentId>),
    /// Change the address, reset the password, end sessions, look at the desk as that person.
    TakeOver,
    Suspend,
    Edit {
        before: Option<Role>,
        after: Role,
    },
    Approve {
        before: Option<Mandate>,
        after: Mandate,
    },
    /// Another file for the plugin that declares these.
    Replace(Vec<PermissionName>),
    Mint(Vec<Grant>),
    Transfer,
}

#[derive(Clone, Debug)]
pub struct Scene {
    pub actor: Actor,
    /// On whom; means nothing where the command is about no person.
    pub target: Subject,
    pub command: Command,
}

/// Asks the guards of the kernel.
pub fn is_let(actor: &Authority, target: &Subject, command: &Command) -> bool {
    match command {
        Command::Give(held) => guard::assign_role(actor, target, held),
        Command::SetRoles(roles) => guard::set_roles(actor, target, roles),
        Command::Join(departments) => guard::membership(actor, target, departments),
        Command::TakeOver => guard::outranks(actor, target),
        Command::Suspend => guard::suspend(actor, target),
        Command::Edit { before, after } => guard::role_edit(actor, before.as_ref(), after),
        Command::Approve { before, after } => guard::mandate(actor, before.as_ref(), after),
        Command::Replace(own) => guard::replace_plugin(actor, own),
        Command::Mint(grants) => guard::token(actor, grants),
        Command::Transfer => guard::transfer_ownership(actor, target),
    }
    .is_ok()
}

/// A desk made ready to be asked.
pub struct World {
    pub policy: Policy,
    pub snapshot: Arc<Snapshot>,
}

impl World {
    pub fn new(policy: Policy) -> World {
        let snapshot = Arc::new(Snapshot::compile(policy.clone()).expect("a policy that holds together"));
        World { policy, snapshot }
    }

    pub fn role(&self, id: RoleId) -> Option<&Role> {
        self.policy.roles.iter().find(|role| role.id == id)
    }
}

/// Someone who acts, with how far his rights reach.
pub struct Acting {
    pub actor: Actor,
    pub authority: Authority,
    pub reach: Reach,
}

impl Acting {
    pub fn new(world: &World, actor: Actor) -> Acting {
        let (authority, reach) = (actor.authority(&world.snapshot), reach::of_actor(&world.policy, &actor));
        Acting { actor, authority, reach }
    }
}
