//! What a manifest must say for it to make sense.

use super::{About, Flag, HookVerb, KERNEL_VERSIONS, Manifest, Phase, Point, entry};
use crate::route::RoutePattern;
use ombud_access::PermissionName;
use std::collections::BTreeSet;

impl Manifest {
    /// This one, if it makes sense.
    pub(super) fn checked(self) -> Result<Manifest, String> {
        self.check().map(|()| self)
    }

    fn check(&self) -> Result<(), String> {
        let id = self.id().as_str();
        if !KERNEL_VERSIONS.contains(&self.plugin.kernel.as_str()) {
            return Err(format!(
                "plugin `{id}` is written for kernel interface `{}`, this kernel speaks `{}`",
                self.plugin.kernel,
                KERNEL_VERSIONS.join("` and `")
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
            match &c.search {
                Some(_) if c.private => return Err(format!("{place} is private and so is not searched")),
                Some(search) => search.check().map_err(|why| format!("{place}: {why}"))?,
                None => {}
            }
            match (&c.read, c.private) {
                (None, false) => return Err(format!("{place} must name `read`, or be `private = true`")),
                (Some(_), true) => return Err(format!("{place} is private and so takes no permissions")),
                _ => {}
            }
            if c.personal && (!c.private || c.parent.is_some()) {
                return Err(format!(
                    "{place}: what is `personal` is `private` as well, and below no other record"
                ));
            }
            let lists = [&c.create, &c.create_staff, &c.write, &c.write_staff, &c.delete, &c.delete_staff];
            for name in c.read.iter().chain(lists.into_iter().flatten()).chain(c.relations.names()) {
                mine(name, &place)?;
            }
        }
        for h in &self.hooks {
            let place = format!("[[hooks]] on `{}`", h.on);
            if !h.on.contains(':') || h.verbs.is_empty() {
                return Err(format!("{place} names a collection, `plugin:collection`, and `verbs`"));
            }
            if h.phase == Phase::Transform && h.verbs.contains(&HookVerb::Delete) {
                return Err(format!("{place}: what is deleted cannot be amended; use the phase `validate`"));
            }
            if (h.phase == Phase::Transform) == h.amends.is_empty() {
                return Err(format!(
                    "{place}: the phase `transform` names the fields that it `amends`, `validate` none"
                ));
            }
            if h.after.contains(self.id()) {
                return Err(format!("{place} cannot come after itself"));
            }
        }
        let mut seen = BTreeSet::new();
        if let Some(h) = self.hooks.iter().find(|h| !seen.insert((&h.on, h.phase))) {
            return Err(format!("[[hooks]] on `{}` stands there twice: one each phase", h.on));
        }
        let plain_host = |host: &str| {
            let name = host.strip_prefix("*.").unwrap_or(host);
            let plain =
                |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | ':');
            !name.is_empty() && name.len() < 254 && name.chars().all(plain) && !name.starts_with('.')
        };
        for h in &self.hosts {
            let place = format!("[[hosts]] `{}`", h.host);
            if !plain_host(&h.host) || (h.host.starts_with("*.") && !h.host[2..].contains('.')) {
                return Err(format!(
                    "{place}: a host is a name in lower case, or `*.` and a name with a dot in it"
                ));
            }
            if !matches!(h.scheme.as_str(), "http" | "https") {
                return Err(format!("{place}: the scheme is `https` or `http`"));
            }
            let known =
                |method: &String| ["GET", "POST", "PUT", "PATCH", "DELETE"].contains(&method.as_str());
            if h.methods.is_empty() || !h.methods.iter().all(known) {
                return Err(format!("{place} names `methods` of GET, POST, PUT, PATCH, DELETE"));
            }
        }
        let mut seen = BTreeSet::new();
        for s in &self.secrets {
            let place = format!("[[secrets]] `{}`", s.name);
            let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
            if s.name.is_empty() || s.name.len() > 64 || !s.name.bytes().all(plain) {
                return Err(format!("{place}: a name has lower-case letters, digits and `-` only"));
            }
            if !seen.insert(&s.name) {
                return Err(format!("{place} stands there twice"));
            }
            let listed =
                |host: &String| !host.starts_with("*.") && self.hosts.iter().any(|h| h.host == *host);
            if s.hosts.is_empty() || !s.hosts.iter().all(listed) {
                return Err(format!(
                    "{place} names the `hosts` that it may go to, each as it stands in [[hosts]], and no `*.`"
                ));
            }
        }
        let mut seen = BTreeSet::new();
        for c in &self.contributions {
            let place = format!("[[contributions]] `{}`", c.name);
            let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
            if c.name.is_empty() || c.name.len() > 64 || !c.name.bytes().all(plain) {
                return Err(format!("{place}: a name has lower-case letters, digits and `-` only"));
            }
            if c.title.trim().is_empty() || c.title.chars().count() > 60 {
                return Err(format!("{place}: the title has 1 to 60 characters"));
            }
            if !seen.insert(&c.name) {
                return Err(format!("{place} stands there twice"));
            }
            let routed = |path: &RoutePattern| {
                let mut routes = self.routes.iter().filter(|route| route.method == "GET");
                routes.any(|route| route.path.to_string() == path.to_string())
            };
            if c.daily && c.point != Point::Navigation {
                return Err(format!("{place}: only `navigation` is `daily`"));
            }
            let parameters = c.path.as_ref().filter(|path| routed(path)).map(RoutePattern::parameters);
            match (c.point, &c.path, parameters) {
                (Point::Search, Some(path), Some(0)) => {
                    let endings = format!("{path}/endings");
                    let mut routes = self.routes.iter().filter(|route| route.method == "GET");
                    if !routes.any(|route| route.path.to_string() == endings) {
                        return Err(format!(
                            "{place} has a GET route `{endings}`, which says how words may go on"
                        ));
                    }
                }
                (Point::Navigation, _, Some(0)) | (Point::TicketAction, _, Some(1)) => {}
                (Point::Navigation | Point::Search, ..) => {
                    return Err(format!(
                        "{place} names the `path` of a GET route without `{{}}` where it leads"
                    ));
                }
                (Point::TicketAction, ..) => {
                    return Err(format!(
                        "{place} names the `path` of a GET route with one `{{}}`, for the id of the ticket"
                    ));
                }
                (_, None, _) => {}
                (_, Some(_), _) => {
                    return Err(format!(
                        "{place}: only `navigation`, `search` and `ticket-action` have a `path`"
                    ));
                }
            }
        }
        let mut seen = BTreeSet::new();
        for frame in &self.frames {
            if let Some(fault) = frame.fault() {
                return Err(fault);
            }
            if !seen.insert(&frame.name) {
                return Err(format!("[[frames]] `{}` stands there twice", frame.name));
            }
        }
        if let Some(fault) = entry::fault(&self.entries, &self.settings) {
            return Err(fault);
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
            if let Some(why) = &r.framed
                && (why.trim().is_empty() || r.method != "GET" || r.open.is_none())
            {
                return Err(format!(
                    "{place}: what is `framed`, with a reason, is a GET and `open`: nobody is signed in there"
                ));
            }
            if !seen.insert((&r.method, r.path.to_string())) {
                return Err(format!("{place} stands there twice"));
            }
        }
        Ok(())
    }
}

/// First path segments that are the kernel's.
const RESERVED: &[&str] = &[
    "account",
    "api",
    "bans",
    "kernel",
    "password",
    "sign-in",
    "sign-out",
    "view-as",
    "plugins",
    "administrators",
    "settings",
    "health",
    // Below `/api/v1/plugins/`.
    "inspection",
    "waiting",
    "hooks",
    "dead-letters",
    "shadow",
];

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
