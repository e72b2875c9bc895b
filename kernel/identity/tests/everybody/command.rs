//! All that can be asked for.

use crate::desk::{BACKUP, BILLING, Desk, READ, SEND, grant, mandate_grants, next_registration, notes};
use ombud_access::*;
use ombud_identity::{
    NewPerson, NewRole, PersonChange, Result, RoleChange, assignment, department, membership, owner, person,
    plugin, reset, role, session, token,
};
use ombud_store::UnitOfWork;

/// Names stand for people and roles.
#[derive(Clone, Debug)]
pub enum Command {
    /// Roles by name; `@` for in Sales only.
    SetRoles(String, Vec<&'static str>),
    /// Somebody new, in Sales or in no department.
    Hire(&'static str, bool),
    Rename(String),
    Address(String),
    /// Everybody may have a name for customers to see.
    Alias(String),
    Suspend(String),
    Restore(String),
    ResetLink(String),
    ResetPassword(String),
    SignOut(String),
    LookAs(String),
    RevokeKey(String),
    MintKey(&'static str),
    MakeRole(Vec<&'static str>, bool),
    EditRole(&'static str, Vec<&'static str>),
    RetireRole(&'static str, bool),
    Join(String),
    Leave(String),
    MakeDepartment,
    RenameDepartment,
    HandOver(String),
    /// Another version of the plugin, with a mandate for these as well.
    Install(Vec<&'static str>),
    /// These as well in its mandate.
    Approve(Vec<&'static str>),
    Remove,
    Welcome,
}

/// Everything for which somebody acts on somebody.
const WHOM: [&str; 13] = [
    "only-token-mint",
    "both",
    "owner",
    "administrator",
    "lead",
    "sales-lead",
    "agent",
    "customer",
    "reader",
    "sender",
    "only-role-edit",
    "only-role-assign",
    "suspended",
];

const GIVEN: [&[&str]; 10] = [
    &["customer"],
    &["agent"],
    &["administrator"],
    &["reader"],
    &["reader", "only-role-edit"],
    &["sender@"],
    &["administrator@"],
    &["retired"],
    &["owner"],
    &["visitor"],
];

const GRANTED: [&[&str]; 6] =
    [&[], &["kernel:person.read"], &["kernel:role.edit"], &[READ], &[READ, SEND], &[BILLING]];

/// All commands of somebody.
pub fn commands(_: &Desk, by: &str) -> Vec<Command> {
    let mut all = Vec::new();
    let mut whom: Vec<String> = WHOM.map(str::to_owned).to_vec();
    if !WHOM.contains(&by) {
        whom.push(by.to_owned());
    }
    for name in whom {
        all.extend(GIVEN.map(|roles| Command::SetRoles(name.clone(), roles.to_vec())));
        let on = [
            Command::Rename,
            Command::Address,
            Command::Alias,
            Command::Suspend,
            Command::Restore,
            Command::ResetLink,
            Command::ResetPassword,
            Command::SignOut,
            Command::LookAs,
            Command::RevokeKey,
            Command::Join,
            Command::Leave,
            Command::HandOver,
        ];
        all.extend(on.map(|command| command(name.clone())));
    }
    for role in ["agent", "administrator", "reader", "customer"] {
        all.extend([true, false].map(|in_sales| Command::Hire(role, in_sales)));
    }
    for grants in GRANTED {
        all.extend([true, false].map(|collaborator| Command::MakeRole(grants.to_vec(), collaborator)));
        let roles = ["agent", "reader", "quiet", "only-role-edit", "administrator", "customer", "retired"];
        all.extend(roles.map(|role| Command::EditRole(role, grants.to_vec())));
    }
    for more in [&[][..], &[BACKUP], &[BILLING]] {
        all.extend([Command::Install(more.to_vec()), Command::Approve(more.to_vec())]);
    }
    all.extend(["kernel:person.read", READ, BILLING].map(Command::MintKey));
    all.extend([Command::RetireRole("spare", true), Command::RetireRole("retired", false)]);
    all.extend([Command::RetireRole("reader", true), Command::RetireRole("agent", true)]);
    all.extend([Command::MakeDepartment, Command::RenameDepartment, Command::Remove, Command::Welcome]);
    all
}

impl Command {
    /// Of each of these somebody must be let do one.
    pub const KINDS: [&str; 25] = [
        "set-roles",
        "hire",
        "rename",
        "address",
        "alias",
        "suspend",
        "restore",
        "reset-link",
        "reset-password",
        "sign-out",
        "look-as",
        "revoke-key",
        "mint-key",
        "make-role",
        "edit-role",
        "retire-role",
        "join",
        "leave",
        "make-department",
        "rename-department",
        "hand-over",
        "install",
        "approve",
        "remove",
        "welcome",
    ];

    pub fn kind(&self) -> &'static str {
        match self {
            Command::SetRoles(..) => "set-roles",
            Command::Hire(..) => "hire",
            Command::Rename(_) => "rename",
            Command::Address(_) => "address",
            Command::Alias(_) => "alias",
            Command::Suspend(_) => "suspend",
            Command::Restore(_) => "restore",
            Command::ResetLink(_) => "reset-link",
            Command::ResetPassword(_) => "reset-password",
            Command::SignOut(_) => "sign-out",
            Command::LookAs(_) => "look-as",
            Command::RevokeKey(_) => "revoke-key",
            Command::MintKey(_) => "mint-key",
            Command::MakeRole(..) => "make-role",
            Command::EditRole(..) => "edit-role",
            Command::RetireRole(..) => "retire-role",
            Command::Join(_) => "join",
            Command::Leave(_) => "leave",
            Command::MakeDepartment => "make-department",
            Command::RenameDepartment => "rename-department",
            Command::HandOver(_) => "hand-over",
            Command::Install(_) => "install",
            Command::Approve(_) => "approve",
            Command::Remove => "remove",
            Command::Welcome => "welcome",
        }
    }

    pub fn run(&self, desk: &Desk, unit: &mut UnitOfWork, by: &Authority) -> Result<()> {
        let id = |name: &String| desk.people[name];
        match self {
            Command::SetRoles(whom, roles) => {
                let roles = held(desk, unit, roles);
                assignment::set(unit, by, id(whom), roles).map(drop)
            }
            Command::Hire(role, in_sales) => {
                let roles = held(desk, unit, &[role]);
                let departments = if *in_sales { vec![desk.sales] } else { vec![] };
                let (name, email) = ("Nina".to_owned(), "nina@example.org".to_owned());
                let new = NewPerson { name, email, roles, departments, ..NewPerson::default() };
                person::create(unit, by, new).map(drop)
            }
            Command::Rename(whom) => {
                let change = PersonChange { name: Some("Another".to_owned()), ..PersonChange::default() };
                person::update(unit, by, id(whom), change).map(drop)
            }
            Command::Address(whom) => {
                let change =
                    PersonChange { email: Some("another@example.org".to_owned()), ..PersonChange::default() };
                person::update(unit, by, id(whom), change).map(drop)
            }
            Command::Alias(whom) => {
                let change = PersonChange { alias: Some("Another".to_owned()), ..PersonChange::default() };
                person::update(unit, by, id(whom), change).map(drop)
            }
            Command::Suspend(whom) => person::set_active(unit, by, id(whom), false).map(drop),
            Command::Restore(whom) => person::set_active(unit, by, id(whom), true).map(drop),
            Command::ResetLink(whom) => reset::issue(unit, by, id(whom)).map(drop),
            Command::ResetPassword(whom) => desk.reset_password(unit, by, id(whom)),
            Command::SignOut(whom) => session::sign_out_everywhere(unit, by, id(whom), None),
            Command::LookAs(whom) => {
                let mine = by.user().and_then(|user| desk.people.iter().find(|(_, id)| **id == user));
                let session = mine.and_then(|(name, _)| desk.sessions.get(name)).copied();
                let none = SessionId(Id::from_u128(0));
                session::look_as(unit, by, session.unwrap_or(none), id(whom)).map(drop)
            }
            Command::RevokeKey(whom) => {
                let none = TokenId(Id::from_u128(0));
                token::revoke(unit, by, desk.tokens.get(whom).copied().unwrap_or(none))
            }
            Command::MintKey(name) => {
                token::mint(unit, by, "Key", vec![grant(name, Scopes::ALL)], None).map(drop)
            }
            Command::MakeRole(grants, collaborator) => {
                let new = NewRole {
                    name: "new".to_owned(),
                    title: "New".to_owned(),
                    description: String::new(),
                    audience: Audience::Staff,
                    collaborator: *collaborator,
                    grants: granted(grants),
                };
                role::create(unit, by, new).map(drop)
            }
            Command::EditRole(name, grants) => {
                let change = RoleChange { grants: Some(granted(grants)), ..RoleChange::default() };
                let role = desk.role(unit, name);
                role::update(unit, by, role, change).map(drop)
            }
            Command::RetireRole(name, retired) => {
                let role = desk.role(unit, name);
                role::set_retired(unit, by, role, *retired).map(drop)
            }
            Command::Join(whom) => membership::add(unit, by, id(whom), desk.sales).map(drop),
            Command::Leave(whom) => membership::remove(unit, by, id(whom), desk.sales).map(drop),
            Command::MakeDepartment => department::create(unit, by, "Third").map(drop),
            Command::RenameDepartment => department::rename(unit, by, desk.sales, "Selling").map(drop),
            Command::HandOver(whom) => owner::transfer(unit, by, id(whom)),
            Command::Install(grants) => desk.register(
                unit,
                by,
                next_registration(mandate_grants().into_iter().chain(granted(grants)).collect()),
            ),
            Command::Approve(grants) => {
                let grants = mandate_grants().into_iter().chain(granted(grants)).collect();
                plugin::set_mandate(
                    unit,
                    by,
                    Mandate { plugin: notes(), grants, departments: None, enabled: true },
                )
            }
            Command::Remove => plugin::unregister(unit, by, &notes()),
            Command::Welcome => {
                let id = UserId(Id::from_u128(77));
                person::ensure_customer(unit, by, id, "carla@example.org", "Carla").map(drop)
            }
        }
    }
}

fn granted(names: &[&str]) -> Vec<Grant> {
    names.iter().map(|name| grant(name, Scopes::ALL)).collect()
}

pub fn held(desk: &Desk, unit: &mut UnitOfWork, names: &[&str]) -> Vec<HeldRole> {
    let held = |name: &&str| {
        let place = if name.ends_with('@') { Place::In(desk.sales) } else { Place::Everywhere };
        HeldRole { role: desk.role(unit, name.trim_end_matches('@')), place, until: None }
    };
    names.iter().map(held).collect()
}
