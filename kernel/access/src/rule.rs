//! What a rule says: in English here, in other languages by whoever has words for them.

use crate::{Permission, PermissionName, Role, RoleId, RoleKind, Scopes};
use std::fmt;

/// The sentence of a rule that refused: its key in the catalogues, and what it is filled with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Under which it stands in the catalogues of the kernel.
    pub key: &'static str,
    /// What stands for each of its names.
    pub words: Vec<(&'static str, Word)>,
}

/// What a sentence of a rule is filled with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// As it is.
    Text(String),
    /// By its title.
    Permission(Box<Permission>),
    /// By its title.
    Role {
        /// What it is called.
        title: String,
        /// The name of a role that every desk has.
        built_in: Option<String>,
    },
    /// On whose records.
    Scopes(Scopes),
}

/// A refusal by a rule: `denial!(ASSIGN, "rule-role-unused", "The role “{role}” is out of use.", role = known)`. A test
/// holds the English against the catalogues.
#[macro_export]
macro_rules! denial {
    ($permission:expr, $key:literal, $english:literal $(, $name:ident = $word:expr)* $(,)?) => {{
        let permission = String::from($permission);
        $(let $name = $crate::Word::from($word);)*
        let english = format!($english $(, $name = $name)*);
        let rule = $crate::Rule { key: $key, words: vec![$((stringify!($name), $name)),*] };
        $crate::Denial::by_rule(permission, english, rule)
    }};
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Word::Text(text) | Word::Role { title: text, .. } => f.write_str(text),
            Word::Permission(permission) => f.write_str(&permission.title),
            Word::Scopes(scopes) => scopes.fmt(f),
        }
    }
}

impl From<&str> for Word {
    fn from(text: &str) -> Word {
        Word::Text(text.to_owned())
    }
}

impl From<&PermissionName> for Word {
    fn from(name: &PermissionName) -> Word {
        Word::from(name.as_str())
    }
}

impl From<RoleId> for Word {
    fn from(role: RoleId) -> Word {
        Word::Text(role.to_string())
    }
}

impl From<&Permission> for Word {
    fn from(permission: &Permission) -> Word {
        Word::Permission(Box::new(permission.clone()))
    }
}

impl From<&Role> for Word {
    fn from(role: &Role) -> Word {
        let built_in = matches!(role.kind, RoleKind::BuiltIn(_)).then(|| role.name.clone());
        Word::Role { title: role.title.clone(), built_in }
    }
}

impl From<Scopes> for Word {
    fn from(scopes: Scopes) -> Word {
        Word::Scopes(scopes)
    }
}
