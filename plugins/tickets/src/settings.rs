//! What an administrator chose for this plugin. The defaults are in `plugin.toml`.

use crate::field::Field;
use crate::tag::Tag;
use ombud_plugin::{Cx, Result};
use serde::Deserialize;

/// What an administrator can set.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Settings {
    /// Days until a resolved ticket is closed; 0 is never.
    pub close_after_days: u64,
    /// Seconds that a reply waits, to be taken back: 0 to 60.
    #[serde(default)]
    pub undo_seconds: u64,
    /// Whether fields that are not defined are taken.
    pub undefined_fields: bool,
    /// Fields stood here before they had pages of their own. They count until somebody changes a field there.
    #[serde(default)]
    pub fields: Vec<Field>,
    /// Tags did, too.
    #[serde(default)]
    pub tags: Vec<Tag>,
}

impl Settings {
    /// The settings of this desk.
    pub fn of(cx: &Cx) -> Result<Settings> {
        cx.settings()
    }
}
