//! What a plugin says of itself: `plugin.toml`, carried in the component as JSON.
//!
//! A manifest is read before a single instruction runs, so everything an
//! administrator must know stands here and nowhere else.

use crate::route::RoutePattern;
use ombud_access::{Flags, Grant, Permission, PermissionName, PluginId, Relations, Scopes};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The name of the component's custom section that holds the manifest.
pub const SECTION: &str = "ombud:manifest";

/// The kernel interface version that this kernel speaks.
pub const KERNEL_VERSION: &str = "1.0";

/// Everything that `plugin.toml` says.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Manifest {
    /// Who the plugin is.
    pub plugin: About,
    /// Permissions that this plugin brings, all named `<its id>:…`.
    #[serde(default)]
    pub permissions: Vec<OwnPermission>,
    /// What it keeps.
    #[serde(default)]
    pub collections: Vec<Collection>,
    /// The interfaces that its component imports, each with the reason.
    #[serde(default)]
    pub imports: Vec<Import>,
    /// The permissions of others that it asks for.
    #[serde(default)]
    pub needs: Vec<Need>,
    /// The interfaces that it offers to other plugins.
    #[serde(default)]
    pub exports: Vec<Export>,
    /// The paths that it answers.
    #[serde(default)]
    pub routes: Vec<PluginRoute>,
    /// The events that it reacts to.
    #[serde(default)]
    pub reactions: Vec<Reaction>,
    /// What built-in roles should get, if the administrator agrees.
    #[serde(default)]
    pub suggests: Vec<Suggestion>,
    /// Default settings.
    #[serde(default)]
    pub settings: serde_json::Map<String, serde_json::Value>,
}

/// Who a plugin is.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct About {
    /// Its name in paths, permissions and logs.
    pub id: PluginId,
    /// Its name for people.
    pub title: String,
    /// One sentence for the administrator.
    pub summary: String,
    /// `major.minor.patch`.
    pub version: String,
    /// The kernel interface version that it was written for.
    pub kernel: String,
    /// The form in which it keeps its records; one more whenever records of the version before must be rewritten.
    #[serde(default = "first_schema")]
    pub schema: u32,
    /// The oldest form to which it can bring them back; none: that of its own.
    #[serde(default)]
    pub back_to: Option<u32>,
}

fn first_schema() -> u32 {
    1
}

/// A permission that a plugin declares.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnPermission {
    /// `plugin:noun.verb`.
    pub name: PermissionName,
    /// As the role editor shows it.
    pub title: String,
    /// What holding it means, in a sentence.
    #[serde(default)]
    pub description: String,
    /// The scopes that make sense for it.
    pub scopes: Scopes,
    /// `contacts-customer`, `owner-only`, `dangerous`.
    #[serde(default)]
    pub flags: BTreeSet<Flag>,
}

/// What is special about a permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Flag {
    /// Something written with it can reach a customer.
    ContactsCustomer,
    /// Only the owner can hold it.
    OwnerOnly,
    /// Cannot be undone, or gives much away.
    Dangerous,
}

/// A kind of record that a plugin keeps, and who may do what with it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Collection {
    /// Without the plugin's name.
    pub name: String,
    /// The plugin's own bookkeeping: no permission, nobody else.
    #[serde(default)]
    pub private: bool,
    /// The full name of the collection that its records are children of.
    #[serde(default)]
    pub parent: Option<String>,
    /// The permission that reads.
    #[serde(default)]
    pub read: Option<PermissionName>,
    /// Any of these creates.
    #[serde(default)]
    pub create: Vec<PermissionName>,
    /// Any of these creates a record for staff only; empty: as `create`.
    #[serde(default)]
    pub create_staff: Vec<PermissionName>,
    /// Any of these changes.
    #[serde(default)]
    pub write: Vec<PermissionName>,
    /// Any of these changes a record for staff only; empty: as `write`.
    #[serde(default)]
    pub write_staff: Vec<PermissionName>,
    /// Any of these deletes.
    #[serde(default)]
    pub delete: Vec<PermissionName>,
    /// Any of these deletes a record for staff only; empty: as `delete`.
    #[serde(default)]
    pub delete_staff: Vec<PermissionName>,
    /// The permission for each relation that may be changed.
    #[serde(default)]
    pub relations: RelationRules,
    /// The indexes that `put` may fill, besides `created` and `updated`.
    #[serde(default)]
    pub indexes: Vec<String>,
}

impl Collection {
    /// Whether this permission reads, changes, deletes or moves its records. Creating is about none that is there.
    pub fn is_about(&self, permission: &str) -> bool {
        let RelationRules { department, into: _, assignee, requester, participants, audience, parent } =
            &self.relations;
        let moved = [department, assignee, requester, participants, audience, parent].into_iter().flatten();
        let changed =
            [&self.write, &self.write_staff, &self.delete, &self.delete_staff].into_iter().flatten();
        self.read.iter().chain(moved).chain(changed).any(|name| name.as_str() == permission)
    }
}

/// Which permission changes which relation; a relation not named here is
/// fixed at creation.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelationRules {
    /// Moving out of a department.
    pub department: Option<PermissionName>,
    /// Moving into one.
    pub into: Option<PermissionName>,
    /// Giving it to somebody.
    pub assignee: Option<PermissionName>,
    /// Whose it is.
    pub requester: Option<PermissionName>,
    /// Who shares it.
    pub participants: Option<PermissionName>,
    /// Whether customers may see it.
    pub audience: Option<PermissionName>,
    /// Under which record it stands.
    pub parent: Option<PermissionName>,
}

impl RelationRules {
    /// In the words of the access engine.
    pub fn to_relations(&self) -> Relations {
        Relations {
            department: self.department.clone(),
            into: self.into.clone(),
            assignee: self.assignee.clone(),
            requester: self.requester.clone(),
            participants: self.participants.clone(),
            audience: self.audience.clone(),
            parent: self.parent.clone(),
        }
    }

    fn names(&self) -> impl Iterator<Item = &PermissionName> {
        [
            &self.department,
            &self.into,
            &self.assignee,
            &self.requester,
            &self.participants,
            &self.audience,
            &self.parent,
        ]
        .into_iter()
        .flatten()
    }
}

/// An interface that the component imports.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Import {
    /// `ombud:kernel/records@1.0.0`, or another plugin's.
    pub interface: String,
    /// Shown to the administrator.
    pub why: String,
}

/// A permission that the plugin asks for.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Need {
    /// Somebody else's permission; its own are implied.
    pub permission: PermissionName,
    /// On whose records.
    #[serde(default = "all_scopes")]
    pub scopes: Scopes,
    /// Shown to the administrator.
    pub why: String,
}

fn all_scopes() -> Scopes {
    Scopes::ALL
}

/// An interface that the plugin offers.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Export {
    /// `ombud:desk/tickets@1.0.0`.
    pub interface: String,
    /// What the calling plugin's mandate must hold.
    pub permission: PermissionName,
    /// Whose rights decide inside.
    #[serde(default)]
    pub authority: AuthorityOf,
}

/// Whose rights decide while a plugin runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AuthorityOf {
    /// The person's and those of every plugin on the way (invoker's rights).
    #[default]
    #[serde(alias = "user")]
    Caller,
    /// The plugin's mandate alone (definer's rights).
    Own,
}

/// A path that a plugin answers.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PluginRoute {
    /// `GET`, `POST` …
    pub method: String,
    /// Below `/<plugin>`: `/api/tickets/{id}`.
    pub path: RoutePattern,
    /// The permission without which nobody comes in.
    #[serde(default)]
    pub needs: Option<PermissionName>,
    /// Or: why anybody may come in.
    #[serde(default)]
    pub open: Option<String>,
    /// What it is for.
    pub title: String,
    /// Whose rights decide inside.
    #[serde(default)]
    pub authority: AuthorityOf,
}

/// An event that a plugin wants to hear of.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reaction {
    /// The kind of event, `tickets:messages.created`.
    pub to: String,
    /// Shown to the administrator.
    pub why: String,
}

/// A grant that a role should get.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suggestion {
    /// The role's name: `agent`, `customer` …
    pub role: String,
    /// One of this plugin's own permissions.
    pub permission: PermissionName,
    /// On whose records.
    pub scopes: Scopes,
}

impl Manifest {
    /// Reads the JSON of the custom section and checks that it makes sense.
    pub fn parse(json: &[u8]) -> Result<Manifest, String> {
        let manifest: Result<Manifest, String> =
            serde_json::from_slice(json).map_err(|e| format!("the manifest cannot be read: {e}"));
        manifest.and_then(Manifest::checked).map_err(|error| shortened(&error))
    }

    /// Reads `plugin.toml` itself, for authors and tests.
    pub fn from_toml(text: &str) -> Result<Manifest, String> {
        let manifest: Result<Manifest, String> =
            toml::from_str(text).map_err(|e| format!("plugin.toml: {e}"));
        manifest.and_then(Manifest::checked).map_err(|error| shortened(&error))
    }

    /// The plugin's id.
    pub fn id(&self) -> &PluginId {
        &self.plugin.id
    }

    /// The collection with this full name, if it is this plugin's.
    pub fn collection(&self, full_name: &str) -> Option<&Collection> {
        let (plugin, name) = full_name.split_once(':')?;
        (plugin == self.id().as_str()).then(|| self.collections.iter().find(|c| c.name == name)).flatten()
    }

    /// Its permissions in the words of the access engine.
    pub fn permissions(&self) -> Vec<Permission> {
        self.permissions
            .iter()
            .map(|p| Permission {
                name: p.name.clone(),
                title: p.title.clone(),
                description: p.description.clone(),
                scopes: p.scopes,
                flags: Flags {
                    contacts_customer: p.flags.contains(&Flag::ContactsCustomer),
                    owner_only: p.flags.contains(&Flag::OwnerOnly),
                    dangerous: p.flags.contains(&Flag::Dangerous),
                },
            })
            .collect()
    }

    /// What it asks for, as grants.
    pub fn requested(&self) -> Vec<Grant> {
        self.needs
            .iter()
            .map(|n| Grant { permission: n.permission.clone(), scopes: n.scopes, until: None })
            .collect()
    }

    /// Role name and grant of each suggestion.
    pub fn suggestions(&self) -> Vec<(String, Grant)> {
        self.suggests
            .iter()
            .map(|s| {
                (s.role.clone(), Grant { permission: s.permission.clone(), scopes: s.scopes, until: None })
            })
            .collect()
    }

    fn checked(self) -> Result<Manifest, String> {
        self.check().map(|()| self)
    }

    fn check(&self) -> Result<(), String> {
        let id = self.id().as_str();
        if self.plugin.kernel != KERNEL_VERSION {
            return Err(format!(
                "plugin `{id}` is written for kernel interface `{}`, this kernel speaks `{KERNEL_VERSION}`",
                self.plugin.kernel
            ));
        }
        if RESERVED.contains(&id) {
            return Err(format!("a plugin cannot be called `{id}`: the kernel uses that path itself"));
        }
        let About { schema, back_to, .. } = self.plugin;
        if schema == 0 || back_to.is_some_and(|back_to| back_to == 0 || back_to > schema) {
            return Err(format!("plugin `{id}`: `schema` begins with 1, and `back-to` is none after it"));
        }
        let mine = |name: &PermissionName, place: &str| -> Result<(), String> {
            if name.plugin() != id {
                return Err(format!("{place}: `{name}` belongs to `{}`, not to `{id}`", name.plugin()));
            }
            if !self.permissions.iter().any(|p| p.name == *name) {
                return Err(format!("{place}: `{name}` is not among the [[permissions]] of this manifest"));
            }
            Ok(())
        };
        let mut seen = BTreeSet::new();
        for p in &self.permissions {
            if p.name.plugin() != id {
                return Err(format!("[[permissions]] `{}` must begin with `{id}:`", p.name));
            }
            if p.scopes.is_empty() {
                return Err(format!("[[permissions]] `{}` names no scope", p.name));
            }
            if !seen.insert(p.name.as_str()) {
                return Err(format!("[[permissions]] `{}` stands there twice", p.name));
            }
        }
        let mut seen = BTreeSet::new();
        for c in &self.collections {
            let place = format!("[[collections]] `{}`", c.name);
            let plain = |s: &str| {
                !s.is_empty() && s.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            };
            if !plain(&c.name) {
                return Err(format!("{place}: a name has lower-case letters, digits and `-` only"));
            }
            if !seen.insert(&c.name) {
                return Err(format!("{place} stands there twice"));
            }
            if let Some(bad) = c.indexes.iter().find(|i| !plain(i) || *i == "created" || *i == "updated") {
                return Err(format!("{place}: index `{bad}` has a name that is reserved or not plain"));
            }
            match (&c.read, c.private) {
                (None, false) => return Err(format!("{place} must name `read`, or be `private = true`")),
                (Some(_), true) => return Err(format!("{place} is private and so takes no permissions")),
                _ => {}
            }
            let lists = [&c.create, &c.create_staff, &c.write, &c.write_staff, &c.delete, &c.delete_staff];
            for name in c.read.iter().chain(lists.into_iter().flatten()).chain(c.relations.names()) {
                mine(name, &place)?;
            }
        }
        for e in &self.exports {
            mine(&e.permission, &format!("[[exports]] `{}`", e.interface))?;
        }
        for s in &self.suggests {
            let place = format!("[[suggests]] for `{}`", s.role);
            mine(&s.permission, &place)?;
            let Some(known) = self.permissions.iter().find(|p| p.name == s.permission) else { continue };
            if s.scopes.is_empty() || !known.scopes.contains(s.scopes) {
                return Err(format!("{place}: `{}` can be granted for: {}", s.permission, known.scopes));
            }
            if known.flags.contains(&Flag::OwnerOnly) {
                return Err(format!("{place}: `{}` is the owner's alone", s.permission));
            }
            if s.role == "collaborator" && known.flags.contains(&Flag::ContactsCustomer) {
                return Err(format!("{place}: `{}` contacts customers, which they never do", s.permission));
            }
        }
        for n in &self.needs {
            if n.permission.plugin() == id {
                return Err(format!(
                    "[[needs]] `{}`: a plugin holds its own permissions anyway",
                    n.permission
                ));
            }
            if n.scopes.is_empty() {
                return Err(format!("[[needs]] `{}` names no scope", n.permission));
            }
        }
        let mut seen = BTreeSet::new();
        for r in &self.routes {
            let place = format!("[[routes]] {} {}", r.method, r.path);
            if !["GET", "POST", "PUT", "PATCH", "DELETE"].contains(&r.method.as_str()) {
                return Err(format!("{place}: the method must be GET, POST, PUT, PATCH or DELETE"));
            }
            match (&r.needs, &r.open) {
                (Some(_), None) => {}
                (None, Some(why)) if !why.trim().is_empty() => {}
                _ => return Err(format!("{place} must say either `needs` or, with a reason, `open`")),
            }
            if !seen.insert((&r.method, r.path.to_string())) {
                return Err(format!("{place} stands there twice"));
            }
        }
        Ok(())
    }
}

/// First path segments that are the kernel's.
const RESERVED: &[&str] = &["api", "kernel", "sign-in", "sign-out", "view-as", "health"];

/// Of a long text the beginning and the end: what came from outside is named, not repeated whole.
pub(crate) fn shortened(text: &str) -> String {
    const BEGINNING: usize = 700;
    const END: usize = 200;
    let length = text.chars().count();
    if length <= BEGINNING + END {
        return text.to_owned();
    }
    let beginning: String = text.chars().take(BEGINNING).collect();
    let end: String = text.chars().skip(length - END).collect();
    format!("{beginning} … {end}")
}
