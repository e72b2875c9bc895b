//! Least privilege: what a plugin asks for and did not use.

use crate::Diary;
use ombud_host::manifest::{Manifest, PluginRoute};
use ombud_host::{Inspection, Point};
use std::collections::BTreeSet;

/// Something that a plugin asks for without need, or that nobody has tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Idle {
    /// What to do about it.
    pub why: Why,
    /// Which: `[[needs]] tickets:ticket.read`.
    pub what: String,
}

/// What is wrong with what a manifest says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// It is named, and the component does not import it.
    NotImported,
    /// It was not asked for in any scenario.
    NotUsed,
    /// No scenario comes there.
    NotTried,
    /// It has no reason, or no title, that an administrator could read.
    NotSaid,
}

/// What this plugin asks for and did not use on these desks.
pub fn idle<'a>(inspection: &Inspection, diaries: impl IntoIterator<Item = &'a Diary>) -> Vec<Idle> {
    let manifest = &inspection.manifest;
    let (mut asked, mut called) = (BTreeSet::new(), BTreeSet::new());
    for diary in diaries {
        asked.extend(diary.asked(manifest.id().as_str()));
        called.extend(
            diary.calls().into_iter().filter(|call| call.plugin == *manifest.id()).map(|call| call.what),
        );
    }
    let mut found: Vec<Idle> = Vec::new();
    let mut note = |why, what: String| found.push(Idle { why, what });
    for interface in &inspection.unused {
        note(Why::NotImported, format!("[[imports]] {interface}"));
    }
    for need in manifest.needs.iter().filter(|need| !asked.contains(need.permission.as_str())) {
        note(Why::NotUsed, format!("[[needs]] {}", need.permission));
    }
    for permission in &manifest.permissions {
        let name = permission.name.as_str();
        if !asked.contains(name) && !guards(manifest, name) {
            note(Why::NotUsed, format!("[[permissions]] {name}"));
        }
    }
    for route in manifest.routes.iter().filter(|route| !entered(manifest, route, &called)) {
        note(Why::NotTried, format!("[[routes]] {} {}", route.method, route.path));
    }
    for reaction in
        manifest.reactions.iter().filter(|reaction| !called.contains(&format!("event {}", reaction.to)))
    {
        note(Why::NotTried, format!("[[reactions]] to {}", reaction.to));
    }
    for hook in manifest.hooks.iter().filter(|hook| !called.contains(&format!("hook on {}", hook.on))) {
        note(Why::NotTried, format!("[[hooks]] on {}", hook.on));
    }
    for part in &manifest.contributions {
        let call = match part.point {
            Point::TicketBadge | Point::TicketPanel | Point::ChatPanel | Point::Composer => {
                format!("part {}", part.name)
            }
            Point::InboxColumn => format!("column {}", part.name),
            // Only links: the routes are tried.
            Point::Navigation | Point::Search | Point::TicketAction => continue,
        };
        if !called.contains(&call) {
            note(Why::NotTried, format!("[[contributions]] {}", part.name));
        }
    }
    for what in unsaid(manifest) {
        note(Why::NotSaid, what);
    }
    found
}

/// Whether a permission stands before anything in the manifest.
fn guards(manifest: &Manifest, permission: &str) -> bool {
    let routes = manifest.routes.iter().filter_map(|route| route.needs.as_ref());
    let collections = manifest.collections.iter().flat_map(|c| c.create.iter().chain(&c.create_staff));
    let exports = manifest.exports.iter().map(|export| &export.permission);
    let parts = manifest.contributions.iter().map(|part| &part.needs);
    manifest.collections.iter().any(|collection| collection.is_about(permission))
        || routes.chain(collections).chain(exports).chain(parts).any(|name| name.as_str() == permission)
}

/// Whether a call came to this route and to no better one.
fn entered(manifest: &Manifest, route: &PluginRoute, called: &BTreeSet<String>) -> bool {
    called.iter().filter_map(|what| what.split_once(' ')).any(|(method, path)| {
        let fits = |route: &&PluginRoute| route.method == method && route.path.matches(path);
        let best = manifest.routes.iter().filter(fits).min_by_key(|route| route.path.rank());
        best.is_some_and(|best| std::ptr::eq(best, route))
    })
}

/// What has no words for the administrator.
fn unsaid(manifest: &Manifest) -> Vec<String> {
    let needs = manifest.needs.iter().map(|n| (format!("[[needs]] {}", n.permission), &n.why));
    let imports = manifest.imports.iter().map(|i| (format!("[[imports]] {}", i.interface), &i.why));
    let hosts = manifest.hosts.iter().map(|h| (format!("[[hosts]] {}", h.host), &h.why));
    let secrets = manifest.secrets.iter().map(|s| (format!("[[secrets]] {}", s.name), &s.why));
    let hooks = manifest.hooks.iter().map(|h| (format!("[[hooks]] on {}", h.on), &h.why));
    let reactions = manifest.reactions.iter().map(|r| (format!("[[reactions]] to {}", r.to), &r.why));
    let permissions = manifest.permissions.iter().map(|p| (format!("[[permissions]] {}", p.name), &p.title));
    let routes = manifest.routes.iter().map(|r| (format!("[[routes]] {} {}", r.method, r.path), &r.title));
    let parts = manifest.contributions.iter().map(|c| (format!("[[contributions]] {}", c.name), &c.why));
    let all = needs.chain(imports).chain(hosts).chain(secrets).chain(hooks).chain(reactions).chain(parts);
    let silent = |words: &str| words.chars().filter(|c| c.is_alphabetic()).count() < 3;
    all.chain(permissions).chain(routes).filter(|(_, words)| silent(words)).map(|(what, _)| what).collect()
}
