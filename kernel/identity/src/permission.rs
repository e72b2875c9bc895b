//! What can be granted: the kernel's own permissions, with the words that an administrator reads, and
//! those that plugins declare.

use ombud_access::{Flags, Permission, PermissionName, PluginId, Scopes};
use ombud_store::{Table, UnitOfWork};
use serde::{Deserialize, Serialize};

use crate::{IdentityError, Result, refusal};

/// By name. A permission whose plugin is gone stays as a dormant row: grants of it wait, and a
/// plugin that comes back finds them.
const PERMISSIONS: Table<Declared> = Table::new("permissions");

/// Who declares the kernel's permissions.
const KERNEL: &str = "kernel";

#[derive(Clone, PartialEq, Serialize, Deserialize)]
struct Declared {
    permission: Permission,
    dormant: bool,
}

/// Where a kernel permission can be held.
enum Reach {
    /// On the whole desk.
    Desk,
    /// On the whole desk, or in one department: by a role held there, or by the department scope.
    Department,
}

use Reach::{Department, Desk};

const NONE: Flags = Flags { contacts_customer: false, owner_only: false, dangerous: false };
const CONTACTS: Flags = Flags { contacts_customer: true, ..NONE };
const DANGEROUS: Flags = Flags { dangerous: true, ..NONE };
const OWNER: Flags = Flags { owner_only: true, ..NONE };

const ALL: &[(&str, &str, &str, Reach, Flags)] = &[
    ("person.read", "See people", "Look up people by name, address or department.", Desk, NONE),
    (
        "email.read",
        "See mail addresses",
        "Without it, people are shown with their addresses hidden.",
        Desk,
        NONE,
    ),
    ("person.create", "Add people", "Create an account, with at least one role.", Desk, NONE),
    ("person.edit", "Edit people", "Change somebody's name, alias, address or language.", Desk, NONE),
    (
        "person.suspend",
        "Suspend people",
        "Shut somebody out at once, with all sessions and tokens, and let him in again.",
        Desk,
        NONE,
    ),
    (
        "password.reset",
        "Reset passwords",
        "Set a new password for somebody; his sessions end. Whoever does can sign in as a customer.",
        Desk,
        DANGEROUS,
    ),
    (
        "person.view-as",
        "See the desk as somebody else",
        "Look at what somebody with no more rights sees, without being able to change anything; the audit notes it.",
        Desk,
        DANGEROUS,
    ),
    ("role.read", "See roles", "See which roles there are, what they grant and who holds them.", Desk, NONE),
    ("role.edit", "Edit roles", "Create, change and retire roles, within one's own rights.", Desk, DANGEROUS),
    (
        "role.assign",
        "Give and take roles",
        "Decide who holds which role, within one's own rights; perhaps in one department only.",
        Department,
        DANGEROUS,
    ),
    ("department.edit", "Edit departments", "Create and rename departments.", Department, NONE),
    (
        "membership.edit",
        "Choose who works in a department",
        "Put people into departments and take them out, within one's own rights there.",
        Department,
        NONE,
    ),
    (
        "customer.create",
        "Add customers",
        "Create a customer from a mail address, as a new message does.",
        Desk,
        NONE,
    ),
    (
        "guest.admit",
        "Admit guests",
        "Make a customer of whoever comes by without signing in, as a chat on a web page does.",
        Desk,
        NONE,
    ),
    (
        "mail.send",
        "Send mail",
        "Write to anybody outside through the desk's mail relay, also to people whose address one does not see.",
        Desk,
        CONTACTS,
    ),
    ("plugin.read", "See plugins", "See which plugins run, what they may do and what they cost.", Desk, NONE),
    (
        "plugin.install",
        "Install plugins",
        "Install, upgrade and remove plugins, and approve what they may do.",
        Desk,
        DANGEROUS,
    ),
    (
        "plugin.manage",
        "Manage plugins",
        "Enable and disable plugins and narrow what they may do.",
        Desk,
        DANGEROUS,
    ),
    (
        "plugin.purge",
        "Purge plugins",
        "Erase everything that a removed plugin has kept here. Nothing but a backup brings it back.",
        Desk,
        DANGEROUS,
    ),
    (
        "report.read",
        "Read reports of failed calls",
        "See what a plugin was asked and what it had read when it failed, perhaps what people wrote.",
        Desk,
        DANGEROUS,
    ),
    ("audit.read", "Read the audit", "See who changed what, with the values before and after.", Desk, NONE),
    (
        "presence.read",
        "See who is connected",
        "See which colleagues have the desk open, and since when.",
        Desk,
        NONE,
    ),
    ("access.explain", "Explain access", "Ask why somebody may or may not do something.", Desk, NONE),
    (
        "token.mint",
        "Create API tokens",
        "Create a key for programs that acts with a part of one's own rights.",
        Desk,
        DANGEROUS,
    ),
    (
        "order.give",
        "Give standing orders",
        "Have a plugin act in one's own name while one is away, as rules do, with a part of one's own rights.",
        Desk,
        DANGEROUS,
    ),
    ("session.end", "Sign others out", "See and end other people's sessions and tokens.", Desk, NONE),
    ("settings.edit", "Change settings", "Change the settings of the desk and of its plugins.", Desk, NONE),
    ("ban.edit", "Ban addresses", "Keep network addresses off the desk, and let them back.", Desk, NONE),
    ("backup.make", "Make backups", "Copy everything the desk knows to another place.", Desk, DANGEROUS),
    ("metrics.read", "Read metrics", "See how the desk is doing: load, times, errors.", Desk, NONE),
    ("billing.manage", "Manage billing", "See and change the plan, the seats and the invoices.", Desk, OWNER),
    ("ownership.transfer", "Transfer ownership", "Make somebody else the owner of the desk.", Desk, OWNER),
    ("desk.delete", "Delete the desk", "Remove the desk with everything in it.", Desk, OWNER),
];

/// Every permission of the kernel.
pub fn kernel_permissions() -> Vec<Permission> {
    ALL.iter()
        .map(|(name, title, description, reach, flags)| Permission {
            name: name_of(name),
            title: (*title).to_string(),
            description: (*description).to_string(),
            scopes: match reach {
                Desk => Scopes::ALL,
                Department => Scopes::ALL | Scopes::DEPARTMENT,
            },
            flags: *flags,
        })
        .collect()
}

/// `person.read` as `kernel:person.read`.
pub(crate) fn name_of(verb: &str) -> PermissionName {
    PermissionName::parse(&format!("kernel:{verb}"))
        .expect("the names in this file are well formed, see its test")
}

/// A permission that somebody declares now.
pub(crate) fn declared(uow: &mut UnitOfWork, name: &PermissionName) -> Result<Option<Permission>> {
    Ok(uow.get(&PERMISSIONS, name.as_str())?.filter(|row| !row.dormant).map(|row| row.permission))
}

/// The permissions that a plugin of this name ever brought, dormant ones too.
pub(crate) fn ever_declared(uow: &mut UnitOfWork, plugin: &PluginId) -> Result<Vec<PermissionName>> {
    let rows = uow.scan(&PERMISSIONS, &format!("{plugin}:"), None, usize::MAX)?;
    Ok(rows.into_iter().map(|(_, row)| row.permission.name).collect())
}

/// Every permission that somebody declares now, by name.
pub(crate) fn all(uow: &mut UnitOfWork) -> Result<Vec<Permission>> {
    let rows = uow.scan(&PERMISSIONS, "", None, usize::MAX)?;
    Ok(rows.into_iter().filter(|(_, row)| !row.dormant).map(|(_, row)| row.permission).collect())
}

/// Makes these the kernel's permissions. True: something changed.
pub(crate) fn declare_kernel(uow: &mut UnitOfWork) -> Result<bool> {
    replace(uow, KERNEL, &kernel_permissions()).map(|change| change.changed)
}

/// Makes these the permissions of a plugin and says which of them nobody ever declared before.
pub(crate) fn declare(
    uow: &mut UnitOfWork,
    plugin: &PluginId,
    permissions: &[Permission],
) -> Result<Vec<PermissionName>> {
    for permission in permissions {
        if permission.name.plugin() != plugin.as_str() {
            let expected =
                refusal!("refused-names-of", plugin = plugin.as_str(), name = permission.name.as_str());
            return Err(IdentityError::invalid("permissions", expected));
        }
        if permission.scopes.is_empty() {
            return Err(IdentityError::invalid(
                "permissions",
                refusal!("refused-scope", name = permission.name.as_str()),
            ));
        }
    }
    replace(uow, plugin.as_str(), permissions).map(|change| change.new)
}

/// Forgets that a plugin ever brought permissions.
pub(crate) fn forget(uow: &mut UnitOfWork, plugin: &PluginId) -> Result<()> {
    for (key, _) in uow.scan(&PERMISSIONS, &format!("{plugin}:"), None, usize::MAX)? {
        uow.remove(&PERMISSIONS, &key)?;
    }
    Ok(())
}

struct Change {
    changed: bool,
    new: Vec<PermissionName>,
}

fn replace(uow: &mut UnitOfWork, declarer: &str, permissions: &[Permission]) -> Result<Change> {
    let known = uow.scan(&PERMISSIONS, &format!("{declarer}:"), None, usize::MAX)?;
    let mut change = Change { changed: false, new: Vec::new() };
    for permission in permissions {
        let row = Declared { permission: permission.clone(), dormant: false };
        let before = known.iter().find(|(_, known)| known.permission.name == permission.name);
        if before.is_none() {
            change.new.push(permission.name.clone());
        }
        if before.is_none_or(|(_, known)| *known != row) {
            uow.put(&PERMISSIONS, permission.name.as_str(), &row)?;
            change.changed = true;
        }
    }
    for (key, row) in known {
        if !row.dormant && !permissions.iter().any(|permission| permission.name == row.permission.name) {
            uow.put(&PERMISSIONS, &key, &Declared { dormant: true, ..row })?;
            change.changed = true;
        }
    }
    Ok(change)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kernel_permission_parses_and_has_words_for_people() {
        let permissions = kernel_permissions();
        for permission in &permissions {
            assert_eq!(permission.name.plugin(), "kernel");
            assert!(permission.description.ends_with('.'), "{}", permission.description);
            assert!(!permission.title.ends_with('.'), "{}", permission.title);
        }
        let mut names: Vec<_> = permissions.iter().map(|p| p.name.as_str().to_string()).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), permissions.len(), "one has the name of another");
    }

    #[test]
    fn what_only_the_owner_may_is_marked_so() {
        let owner_only: Vec<_> = kernel_permissions()
            .into_iter()
            .filter(|p| p.flags.owner_only)
            .map(|p| p.name.as_str().to_string())
            .collect();
        assert_eq!(owner_only, ["kernel:billing.manage", "kernel:ownership.transfer", "kernel:desk.delete"]);
    }
}
