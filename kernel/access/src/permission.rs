//! What can be allowed at all.

use crate::name::{as_text, is_word};
use crate::{InvalidName, Scopes};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// `plugin:noun.verb`, for example `tickets:ticket.reply`. The kernel's own begin with `kernel:`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PermissionName(Arc<str>);

impl PermissionName {
    /// Reads a name that came from outside.
    pub fn parse(text: &str) -> Result<PermissionName, InvalidName> {
        let well_formed = || {
            let (plugin, rest) = text.split_once(':')?;
            let (noun, verb) = rest.split_once('.')?;
            Some(is_word(plugin, 2..=32) && is_word(noun, 1..=32) && is_word(verb, 1..=32))
        };
        match well_formed() {
            Some(true) => Ok(PermissionName(text.into())),
            _ => Err(InvalidName::new("permission", text, "plugin:noun.verb, lower-case words")),
        }
    }

    /// Who declares it: the part before the colon.
    #[must_use]
    pub fn plugin(&self) -> &str {
        self.0.split_once(':').map_or("", |(plugin, _)| plugin)
    }

    /// The whole name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

as_text!(PermissionName);

/// What is special about a permission.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
pub struct Flags {
    /// With it one reaches a customer. A collaborator role can never hold it.
    pub contacts_customer: bool,
    /// Only the owner has it, and the plugin that declares it when it acts alone; it can be put in no other role, mandate
    /// or token.
    pub owner_only: bool,
    /// Whoever grants it is asked twice.
    pub dangerous: bool,
}

/// A permission as the kernel or a plugin declares it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Permission {
    /// Its name.
    pub name: PermissionName,
    /// What one may do with it, as a person says it: "Answer tickets".
    pub title: String,
    /// One sentence more.
    #[serde(default)]
    pub description: String,
    /// The scopes that make sense for it. A grant gives no other.
    pub scopes: Scopes,
    /// What is special about it.
    #[serde(default)]
    pub flags: Flags,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_permission_name_has_three_plain_words() {
        let name = PermissionName::parse("tickets:ticket.reply").unwrap();
        assert_eq!(name.plugin(), "tickets");
        for bad in [
            "",
            "ticket.reply",
            "tickets:ticket",
            "tickets:Ticket.reply",
            "t:a.b",
            "tickets:a.b.c",
            "a b:c.d",
        ] {
            assert!(PermissionName::parse(bad).is_err(), "{bad}");
        }
    }
}
