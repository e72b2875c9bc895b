//! Who may take and begin chats, of those who are not there to be asked.

use crate::work::TAKING;
use ombud_plugin::administration::roles::Scope;
use ombud_plugin::rights::Rights;
use ombud_plugin::{Cx, Result};

/// With which scopes somebody has each of [`TAKING`] who is given a chat: it is nobody's, and then the agent's.
const SCOPES: [[Scope; 3]; 2] =
    [[Scope::All, Scope::Department, Scope::Unassigned], [Scope::All, Scope::Department, Scope::Assigned]];

/// Whether somebody who works in the department may take its chats, and write in them.
pub fn take(rights: &mut Rights<'_>, user: &str, department: &str) -> Result<bool> {
    for (permission, scopes) in TAKING.into_iter().zip(SCOPES) {
        let held = rights.held(user, permission, &scopes, Some(department))?;
        if !held.gives || !held.reaches {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether somebody may begin chats.
pub fn start(cx: &Cx, user: &str) -> Result<bool> {
    Ok(Rights::new(cx).held(user, "chat:chat.start", &[Scope::All, Scope::Own], None)?.gives)
}
