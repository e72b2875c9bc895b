//! Which line of a manifest would have allowed what was refused.

use ombud_access::{Denial, PluginId, Remedy};

/// The lines for `plugin.toml`, ready to paste, that a plugin lacks for what was refused; none if no line of it
/// would help, since the person may not either.
///
/// A need widens what the plugin may do, never what a person may: where both lack it, the need alone is told.
pub fn manifest_lines(plugin: &PluginId, denial: &Denial) -> Option<String> {
    let obstacles = denial.enough()?.obstacles;
    let by_mandate = |remedy: &Remedy| matches!(remedy, Remedy::Mandate { plugin: of, .. } if of == plugin);
    if obstacles.iter().flatten().any(by_mandate) {
        let permission = &denial.permission;
        return Some(format!("[[needs]]\npermission = \"{permission}\"\nwhy = \"…\""));
    }
    let own = denial.permission.split_once(':').is_some_and(|(of, _)| of == plugin.as_str());
    let by_role = obstacles.iter().flatten().find_map(|remedy| match remedy {
        Remedy::Role { title, scopes, .. } => Some((title.to_lowercase(), *scopes)),
        _ => None,
    });
    let (role, scopes) = by_role.filter(|_| own)?;
    let scopes: Vec<String> = scopes.to_string().split(", ").map(|scope| format!("\"{scope}\"")).collect();
    let (permission, scopes) = (&denial.permission, scopes.join(", "));
    Some(format!("[[suggests]]\nrole = \"{role}\"\npermission = \"{permission}\"\nscopes = [{scopes}]"))
}
