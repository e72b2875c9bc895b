//! `ombud user` and `ombud department`: people, from the machine that the desk runs on.

use super::{Data, Outcome, as_owner, change, close, try_out};
use crate::Desk;
use clap::{Args, Subcommand};
use ombud_access::{Authority, DepartmentId, HeldRole, Place};
use ombud_identity::{NewPerson, Person, assignment, department, owner, person, role};
use ombud_store::UnitOfWork;
use std::io::{BufRead, IsTerminal, Write};

/// Add and manage people.
#[derive(Subcommand)]
pub(crate) enum User {
    /// Add a person; the first is the owner.
    Add(Add),
    /// Everybody.
    List(Data),
    /// Replace somebody's roles, or with --preview say what that would do.
    Roles {
        /// The mail address.
        email: String,
        /// A role, such as `agent`, or `team-lead@Support` for one held in a department; may be said several times.
        #[arg(long, value_name = "ROLE", required = true)]
        role: Vec<String>,
        /// Change nothing.
        #[arg(long)]
        preview: bool,
        #[command(flatten)]
        data: Data,
    },
    /// Give somebody a new password, which ends all sessions of theirs.
    Password {
        /// The mail address.
        email: String,
        #[command(flatten)]
        data: Data,
    },
    /// Shut somebody out, or with --undo let them in again.
    Suspend {
        /// The mail address.
        email: String,
        /// Let them in again.
        #[arg(long)]
        undo: bool,
        #[command(flatten)]
        data: Data,
    },
}

/// Who is added.
#[derive(Args)]
pub(crate) struct Add {
    /// What colleagues call them.
    #[arg(long)]
    name: String,
    /// The mail address, by which they sign in.
    #[arg(long)]
    email: String,
    /// The owner of a desk that has none yet.
    #[arg(long, conflicts_with_all = ["role", "department"])]
    owner: bool,
    /// A role, such as `agent`; may be said several times.
    #[arg(long, value_name = "ROLE", required_unless_present = "owner")]
    role: Vec<String>,
    /// A department to work in; may be said several times.
    #[arg(long, value_name = "NAME")]
    department: Vec<String>,
    #[command(flatten)]
    data: Data,
}

/// Add departments.
#[derive(Subcommand)]
pub(crate) enum Departments {
    /// Add one.
    Add {
        /// Its name.
        name: String,
        #[command(flatten)]
        data: Data,
    },
    /// All of them.
    List(Data),
}

impl User {
    pub async fn run(self) -> Outcome {
        match self {
            User::Add(add) => add.run().await,
            User::List(data) => {
                let desk = data.open_existing().await?;
                list(&desk)
            }
            User::Roles { email, role, preview, data } => {
                let set = |_: &Desk, unit: &mut UnitOfWork, actor: &Authority| {
                    let person = by_email(unit, &email)?;
                    let held = role.iter().map(|text| held_role(unit, text)).collect::<Outcome<Vec<_>>>()?;
                    assignment::set(unit, actor, person.id, held)?;
                    Ok(())
                };
                if !preview {
                    return change(&data, set).await;
                }
                try_out(&data, std::slice::from_ref(&email), set).await
            }
            User::Password { email, data } => {
                let password = ask_password()?;
                change(&data, |desk, unit, actor| {
                    let person = by_email(unit, &email)?;
                    Ok(desk.identity().reset_password(unit, actor, person.id, &password)?)
                })
                .await
            }
            User::Suspend { email, undo, data } => {
                change(&data, |_, unit, actor| {
                    let person = by_email(unit, &email)?;
                    person::set_active(unit, actor, person.id, undo)?;
                    Ok(())
                })
                .await
            }
        }
    }
}

impl Add {
    async fn run(self) -> Outcome {
        if self.owner {
            let desk = self.data.open().await?;
            if owner::current(&mut desk.store().begin())?.is_some() {
                return Err("this desk has an owner already; there is exactly one".into());
            }
            let password = ask_password()?;
            let mut unit = desk.store().begin();
            desk.identity().first_owner(&mut unit, &self.name, &self.email, &password, desk.now())?;
            unit.commit().await?;
            println!("{} owns the desk now", self.email);
            return close(desk).await;
        }
        let password = ask_password()?;
        change(&self.data, |desk, unit, actor| {
            let mut roles = Vec::new();
            for name in &self.role {
                roles.push(held_role(unit, name)?);
            }
            let mut departments = Vec::new();
            for name in &self.department {
                departments.push(department_named(unit, name)?);
            }
            let new = NewPerson {
                name: self.name.clone(),
                email: self.email.clone(),
                roles,
                departments,
                ..NewPerson::default()
            };
            let made = person::create(unit, actor, new)?;
            desk.identity().reset_password(unit, actor, made.id, &password)?;
            println!("{} may sign in now", self.email);
            Ok(())
        })
        .await
    }
}

impl Departments {
    pub async fn run(self) -> Outcome {
        match self {
            Departments::Add { name, data } => {
                change(&data, |_, unit, actor| {
                    department::create(unit, actor, &name)?;
                    println!("there is a department `{name}` now");
                    Ok(())
                })
                .await
            }
            Departments::List(data) => {
                let desk = data.open_existing().await?;
                for department in department::list(&mut desk.store().begin())? {
                    println!("{}  {}", department.id, department.name);
                }
                Ok(())
            }
        }
    }
}

fn list(desk: &Desk) -> Outcome {
    let principal = as_owner(desk)?;
    let mut unit = desk.store().begin();
    let actor =
        desk.identity().authority(&mut unit, &principal, desk.now())?.ok_or("the owner is suspended")?;
    let owner = owner::current(&mut unit)?;
    let mut after = None;
    loop {
        let people = person::list(&mut unit, &actor, after, 200)?;
        let Some(last) = people.last() else { return Ok(()) };
        after = Some(last.id);
        for person in people {
            let mut roles = Vec::new();
            for held in &person.roles {
                roles.extend(role::get(&mut unit, held.role)?.map(|r| r.name));
            }
            if owner == Some(person.id) {
                roles.push("owner".into());
            }
            let state = if person.active { "" } else { " (suspended)" };
            println!(
                "{:<32} {:<24} {}{state}",
                person.email.unwrap_or_default(),
                person.name,
                roles.join(", ")
            );
        }
    }
}

fn by_email(unit: &mut UnitOfWork, email: &str) -> Outcome<Person> {
    Ok(person::by_email(unit, email)?.ok_or_else(|| format!("nobody has the address `{email}`"))?)
}

/// `agent`, or `team-lead@Support`.
fn held_role(unit: &mut UnitOfWork, text: &str) -> Outcome<HeldRole> {
    let (name, place) = match text.split_once('@') {
        None => (text, Place::Everywhere),
        Some((name, department)) => (name, Place::In(department_named(unit, department)?)),
    };
    let role = role::by_name(unit, name)?.ok_or_else(|| format!("there is no role `{name}`"))?;
    Ok(HeldRole { role: role.id, place, until: None })
}

fn department_named(unit: &mut UnitOfWork, name: &str) -> Outcome<DepartmentId> {
    let found = department::by_name(unit, name)?;
    let found = found
        .ok_or_else(|| format!("there is no department `{name}`: add it with `ombud department add`"))?;
    Ok(found.id)
}

/// Twice without an echo on a terminal; otherwise one line of the input.
pub(super) fn ask_password() -> Outcome<String> {
    let stdin = std::io::stdin();
    if !stdin.is_terminal() {
        let mut line = String::new();
        stdin.lock().read_line(&mut line)?;
        return Ok(line.trim_end_matches(['\r', '\n']).to_owned());
    }
    let first = unseen("Password: ")?;
    if unseen("Once more: ")? != first {
        return Err("the two passwords differ; nothing was changed".into());
    }
    Ok(first)
}

/// A line that is not shown while it is typed.
fn unseen(prompt: &str) -> Outcome<String> {
    use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
    eprint!("{prompt}");
    std::io::stderr().flush()?;
    let stdin = std::io::stdin();
    let shown = tcgetattr(&stdin)?;
    let mut hidden = shown.clone();
    hidden.local_modes.remove(LocalModes::ECHO);
    tcsetattr(&stdin, OptionalActions::Flush, &hidden)?;
    let mut line = String::new();
    let read = stdin.lock().read_line(&mut line);
    tcsetattr(&stdin, OptionalActions::Flush, &shown)?;
    eprintln!();
    read?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
