//! What a plugin says of itself: `plugin.toml`, carried in the component as JSON.
//!
//! A manifest is read before a single instruction runs, so everything an
//! administrator must know stands here and nowhere else.

mod check;
mod contribution;
mod entry;
mod frame;
mod hook;

pub(crate) use check::shortened;
pub use contribution::{Contribution, Point};
pub use entry::{Entry, EntryChoice, EntryKind, Misfit, MisfitWhy};
pub(crate) use frame::{FILES, FILES_SIZE, file_type, is_file_path};
pub use frame::{Frame, UI_SECTION};
pub use hook::{Hook, HookVerb, OnFailure, Phase};

use crate::route::RoutePattern;
use ombud_access::{Flags, Grant, Permission, PermissionName, PluginId, Relations, Scopes};
use ombud_search::SearchRules;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The name of the component's custom section that holds the manifest.
pub const SECTION: &str = "ombud:manifest";

/// The kernel interface versions that this kernel speaks: a plugin that was written for an earlier one of the same major
/// version runs unchanged.
pub const KERNEL_VERSIONS: [&str; 2] = ["1.0", "1.1"];

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
    /// The changes in which it has a say.
    #[serde(default)]
    pub hooks: Vec<Hook>,
    /// The machines that it sends requests to.
    #[serde(default)]
    pub hosts: Vec<HostRule>,
    /// What administrators tell the kernel for it, and it never sees itself.
    #[serde(default)]
    pub secrets: Vec<Secret>,
    /// The events that it reacts to.
    #[serde(default)]
    pub reactions: Vec<Reaction>,
    /// What it adds to pages that other plugins draw.
    #[serde(default)]
    pub contributions: Vec<Contribution>,
    /// Its pages with scripts of their own.
    #[serde(default)]
    pub frames: Vec<Frame>,
    /// What built-in roles should get, if the administrator agrees.
    #[serde(default)]
    pub suggests: Vec<Suggestion>,
    /// Default settings.
    #[serde(default)]
    pub settings: serde_json::Map<String, serde_json::Value>,
    /// How these are entered, in the order of the page; what is not here is entered by its kind alone.
    #[serde(default)]
    pub entries: Vec<Entry>,
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
    /// Of a private collection: each record is one person's, the `requester` of its envelope. Nobody else is given it:
    /// no administrator, nobody who looks at the desk as that person, and not the plugin when it acts by itself.
    #[serde(default)]
    pub personal: bool,
    /// Written by this plugin alone, whatever others may: a permission says who may write, not what, and what stands in
    /// a body only its own plugin checks. Others call that one.
    #[serde(default)]
    pub closed: bool,
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
    /// Fields of the body that hooks of other plugins may amend, when this one asks them.
    #[serde(default)]
    pub amendable: Vec<String>,
    /// The indexes that `put` may fill, besides `created` and `updated`.
    #[serde(default)]
    pub indexes: Vec<String>,
    /// What of its records is searched. Whoever may read one finds it.
    #[serde(default)]
    pub search: Option<SearchRules>,
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
    /// Forms that are sent there may bring files. The kernel keeps them; the plugin reads of each where.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub files: bool,
    /// Why its page may stand in pages of other sites. In exchange whoever asks for it is a visitor there, whatever the
    /// browser sends along.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub framed: Option<String>,
}

/// A machine that a plugin sends requests to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HostRule {
    /// Its name in lower case, `hooks.example.com`, or `*.example.com` for all below that.
    pub host: String,
    /// `https` or `http`.
    #[serde(default = "https")]
    pub scheme: String,
    /// None: the one that goes with the scheme.
    #[serde(default)]
    pub port: Option<u16>,
    /// In upper case.
    pub methods: Vec<String>,
    /// Shown to the administrator.
    pub why: String,
}

impl HostRule {
    /// `GET, POST https://hooks.example.com:8443`.
    pub fn told(&self) -> String {
        let port = self.port.map_or_else(String::new, |port| format!(":{port}"));
        format!("{} {}://{}{port}", self.methods.join(", "), self.scheme, self.host)
    }
}

fn https() -> String {
    "https".to_owned()
}

/// Something that the kernel sends along for a plugin, which does not see it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Secret {
    /// Lower-case letters, digits and `-`.
    pub name: String,
    /// The hosts that it may go to, as they stand under `hosts`.
    pub hosts: Vec<String>,
    /// Shown to the administrator.
    pub why: String,
}

/// An event that a plugin wants to hear of.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reaction {
    /// The kind of event, `tickets:messages.created`.
    pub to: String,
    /// Shown to the administrator.
    pub why: String,
    /// What becomes of those that came about by this very reaction about the same record.
    #[serde(default)]
    pub own: Own,
}

/// What becomes of an event that a plugin brought about itself, by its reaction to an event of this kind about this record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Own {
    /// It is not handed over, and the administrator is told: who has not thought of it goes round in circles.
    #[default]
    SetAside,
    /// It is not handed over: the plugin knows what it did. If other plugins reacted in between, it is a circle, and set aside.
    Skip,
    /// It is handed over, until eight reactions have followed from each other: for those that only look.
    Take,
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
}
