//! Roles as readable TOML: to keep in a repository, to bring to another desk, to begin from.

use std::collections::BTreeMap;
use std::fmt::Write;

use ombud_access::{Audience, BuiltIn, Grant, PermissionName, Role, RoleKind, Scopes, Snapshot, Timestamp};
use ombud_store::UnitOfWork;
use serde::{Deserialize, Serialize};

use crate::actor::Actor;
use crate::{IdentityError, NewRole, Result, RoleChange, permission, refusal, role, text};

/// The longest file, bytes.
const LONGEST: usize = 1 << 20;

/// Roles that many desks want, as files to begin from: what each is called, and its text.
pub const READY_MADE: [(&str, &str); 5] = [
    ("team-lead", include_str!("../roles/team-lead.toml")),
    ("chat-supervisor", include_str!("../roles/chat-supervisor.toml")),
    ("knowledge-editor", include_str!("../roles/knowledge-editor.toml")),
    ("auditor", include_str!("../roles/auditor.toml")),
    ("night-shift", include_str!("../roles/night-shift.toml")),
];

/// A role as a file tells it. Which desk it is on, and whether it is built in, a file does not say.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The slug, by which a desk finds the role that it has already.
    pub name: String,
    /// What people read.
    pub title: String,
    /// One sentence more.
    pub description: String,
    /// Whether its holders are staff.
    pub audience: Audience,
    /// Whether it may never contact a customer.
    pub collaborator: bool,
    /// What it gives.
    pub grants: Vec<Grant>,
}

/// What became of the roles of a file, by slug.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Imported {
    /// Roles that were not there.
    pub created: Vec<String>,
    /// Roles that were different.
    pub changed: Vec<String>,
    /// Roles that were the same.
    pub unchanged: Vec<String>,
    /// Grants of permissions that nobody on this desk declares: the role and the permission.
    pub left_out: Vec<(String, PermissionName)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    roles: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    title: String,
    #[serde(default)]
    description: String,
    #[serde(default = "yes")]
    staff: bool,
    #[serde(default)]
    collaborator: bool,
    #[serde(default)]
    grants: BTreeMap<PermissionName, Extent>,
}

fn yes() -> bool {
    true
}

/// `["all"]`, or `{ scopes = ["all"], until = 2027-01-01T00:00:00Z }`, or several of these.
#[derive(Deserialize)]
#[serde(
    untagged,
    expecting = "expected scopes such as [\"all\"], or { scopes = [\"all\"], until = 2027-01-01T00:00:00Z }, or a list of these"
)]
enum Extent {
    Lasting(Scopes),
    One(Timed),
    Several(Vec<Timed>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Timed {
    scopes: Scopes,
    until: Option<toml::value::Datetime>,
}

/// Reads a file.
///
/// # Errors
/// With the line and what is expected there; nothing of a file with an error is used.
pub fn read(text: &str) -> Result<Vec<Told>> {
    if text.len() > LONGEST {
        return Err(IdentityError::invalid("file", refusal!("refused-bytes", most = LONGEST)));
    }
    let file: File = toml::from_str(text).map_err(|error| {
        IdentityError::invalid("file", refusal!("refused-file", why = text::shortened(&error.to_string())))
    })?;
    file.roles.into_iter().map(Entry::told).collect()
}

/// Writes a file that [`read`] reads back. The owner's and the administrator's roles are not in it: nothing about
/// them can be chosen.
#[must_use]
pub fn write(roles: &[Role], policy: &Snapshot) -> String {
    let mut text = String::new();
    let fixed = |role: &&Role| {
        matches!(role.kind, RoleKind::BuiltIn(BuiltIn::Owner | BuiltIn::Administrator)) || role.retired
    };
    for role in roles.iter().filter(|role| !fixed(role)) {
        if !text.is_empty() {
            text.push('\n');
        }
        // Writing to a string cannot fail.
        let _ = write_role(&mut text, role, policy);
    }
    text
}

/// Makes and changes roles by a file. Needs what making and changing each of them needs. With
/// `leave_out_undeclared`, grants of permissions that nobody declares here are left out and told; without, they are
/// an error.
pub fn import<'a>(
    uow: &mut UnitOfWork,
    actor: impl Into<Actor<'a>>,
    roles: Vec<Told>,
    leave_out_undeclared: bool,
) -> Result<Imported> {
    let actor = actor.into();
    let mut done = Imported::default();
    for mut told in roles {
        let before = role::by_name(uow, &told.name)?;
        if leave_out_undeclared {
            let kept = before.as_ref().map_or(&[][..], |role| &role.grants);
            let mut grants = Vec::with_capacity(told.grants.len());
            for grant in told.grants {
                if kept.contains(&grant) || permission::declared(uow, &grant.permission)?.is_some() {
                    grants.push(grant);
                } else {
                    done.left_out.push((told.name.clone(), grant.permission));
                }
            }
            told.grants = grants;
        }
        let Some(before) = before else {
            done.created.push(role::create(uow, actor, told.into())?.name);
            continue;
        };
        if (before.audience, before.collaborator) != (told.audience, told.collaborator) {
            return Err(IdentityError::Conflict(refusal!("refused-role-kind", role = &before.name)));
        }
        let change = RoleChange {
            name: None,
            title: Some(told.title),
            description: Some(told.description),
            grants: (!same(&told.grants, &before.grants)).then_some(told.grants),
        };
        let after = role::update(uow, actor, before.id, change)?;
        let list = if after == before { &mut done.unchanged } else { &mut done.changed };
        list.push(after.name);
    }
    Ok(done)
}

impl Entry {
    fn told(self) -> Result<Told> {
        let mut grants = Vec::new();
        for (permission, extent) in self.grants {
            let several = match extent {
                Extent::Lasting(scopes) => vec![Timed { scopes, until: None }],
                Extent::One(one) => vec![one],
                Extent::Several(several) => several,
            };
            for Timed { scopes, until } in several {
                let until = until.map(|until| moment(&until)).transpose()?;
                grants.push(Grant { permission: permission.clone(), scopes, until });
            }
        }
        Ok(Told {
            name: self.name,
            title: self.title,
            description: self.description,
            audience: if self.staff { Audience::Staff } else { Audience::Everyone },
            collaborator: self.collaborator,
            grants,
        })
    }
}

impl From<Told> for NewRole {
    fn from(told: Told) -> NewRole {
        let Told { name, title, description, audience, collaborator, grants } = told;
        NewRole { name, title, description, audience, collaborator, grants }
    }
}

fn same(some: &[Grant], others: &[Grant]) -> bool {
    some.len() == others.len() && some.iter().all(|grant| others.contains(grant))
}

fn moment(text: &toml::value::Datetime) -> Result<Timestamp> {
    let moment: Option<jiff::Timestamp> = text.to_string().parse().ok();
    moment
        .and_then(|moment| u64::try_from(moment.as_millisecond()).ok())
        .map(Timestamp)
        .ok_or_else(|| IdentityError::invalid("until", refusal!("refused-moment")))
}

fn write_role(text: &mut String, role: &Role, policy: &Snapshot) -> std::fmt::Result {
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    writeln!(text, "[[roles]]")?;
    writeln!(text, "name = {}", quoted(&role.name))?;
    writeln!(text, "title = {}", quoted(&role.title))?;
    if !role.description.is_empty() {
        writeln!(text, "description = {}", quoted(&role.description))?;
    }
    if role.audience != Audience::Staff {
        writeln!(text, "staff = false")?;
    }
    if role.collaborator {
        writeln!(text, "collaborator = true")?;
    }
    let mut by_permission: BTreeMap<&PermissionName, Vec<&Grant>> = BTreeMap::new();
    for grant in &role.grants {
        by_permission.entry(&grant.permission).or_default().push(grant);
    }
    if !by_permission.is_empty() {
        writeln!(text, "\n[roles.grants]")?;
    }
    for (permission, grants) in by_permission {
        let value = match grants[..] {
            [one] => extent(one),
            _ => format!("[{}]", grants.iter().map(|grant| timed(grant)).collect::<Vec<_>>().join(", ")),
        };
        let title =
            policy.declared(permission.as_str()).map_or("nobody declares this now", |known| &known.title);
        writeln!(text, "\"{permission}\" = {value} # {title}")?;
    }
    Ok(())
}

fn extent(grant: &Grant) -> String {
    if grant.until.is_none() { scopes(grant.scopes) } else { timed(grant) }
}

fn timed(grant: &Grant) -> String {
    let until = grant.until.map(|until| {
        // After the last moment that can be written nothing lasts longer for being written shorter.
        let (seconds, ms) = (until.0 / 1_000, until.0 % 1_000);
        let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
        let moment = jiff::Timestamp::new(seconds, ms as i32 * 1_000_000).unwrap_or(jiff::Timestamp::MAX);
        format!(", until = {moment}")
    });
    format!("{{ scopes = {}{} }}", scopes(grant.scopes), until.unwrap_or_default())
}

fn scopes(scopes: Scopes) -> String {
    let names: Vec<_> = scopes.names().map(|name| format!("\"{name}\"")).collect();
    format!("[{}]", names.join(", "))
}
