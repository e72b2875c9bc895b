//! A route is a value: parsed once, printed back, and with a door that says who may knock.

use super::door::Door;
use hyper::Method;
use ombud_access::{DepartmentId, PluginId, RoleId, SessionId, TokenId, UserId};
use ombud_host::PublisherKey;
use std::fmt;

/// Every path of the kernel, and those of plugins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// `/`: to the console.
    Root,
    /// The page to sign in.
    SignIn,
    /// The end of a session, from a page.
    SignOut,
    /// Looking at the desk as somebody else.
    ViewAs(UserId),
    /// Looking as oneself again.
    ViewEnd,
    /// Making somebody an administrator, and taking that away.
    Administrator(UserId),
    /// The kernel's own stylesheet and script.
    Asset(String),
    /// Whether the desk works.
    Health,
    /// Figures for monitoring.
    Metrics,
    /// Signing in and out for programs.
    Session,
    /// As whom this session looks at the desk.
    SessionView,
    /// One's own sessions.
    Sessions,
    /// One of them.
    OneSession(SessionId),
    /// Who I am and what I may ever do.
    Me,
    /// One's own password.
    MyPassword,
    /// API tokens of one's own.
    Tokens,
    /// One of them.
    Token(TokenId),
    /// People.
    Users,
    /// One person.
    User(UserId),
    /// The roles of a person.
    UserRoles(UserId),
    /// The departments of a person.
    UserDepartments(UserId),
    /// The password of a person.
    UserPassword(UserId),
    /// Departments.
    Departments,
    /// One department.
    Department(DepartmentId),
    /// Roles.
    Roles,
    /// One role.
    Role(RoleId),
    /// All roles as one file, to read and to make roles by.
    RoleFile,
    /// Files for roles that many desks want.
    ReadyMadeRoles,
    /// All permissions that there are.
    Permissions,
    /// May somebody do something, and why.
    AccessCheck,
    /// Plugins.
    Plugins,
    /// What a plugin file asks for, before it is installed.
    PluginInspection,
    /// Files that were sent and wait to be approved.
    WaitingPlugins,
    /// Who has a say before changes, in order.
    PluginHooks,
    /// What plugins failed to handle.
    DeadLetters,
    /// One of them.
    DeadLetter(String),
    /// One plugin.
    Plugin(PluginId),
    /// What a plugin may do.
    PluginMandate(PluginId),
    /// The settings of a plugin.
    PluginSettings(PluginId),
    /// The file that waits to be approved as this plugin.
    PluginProposal(PluginId),
    /// The versions of a plugin that can be gone back to.
    PluginVersions(PluginId),
    /// That a plugin is left alone because it failed.
    PluginQuarantine(PluginId),
    /// What a removed plugin has left behind.
    PluginData(PluginId),
    /// The reports of a plugin's failed calls.
    PluginReports(PluginId),
    /// One of them.
    PluginReport(PluginId, String),
    /// What a file would do about events that have been.
    Shadow,
    /// How the version that waits compares with the installed one.
    PluginShadow(PluginId),
    /// What a plugin has cost, minute by minute.
    PluginCosts(PluginId),
    /// How much a plugin may keep.
    PluginStorage(PluginId),
    /// Where a plugin may send requests.
    PluginEgress(PluginId),
    /// The requests of a plugin that are on their way.
    PluginEffects(PluginId),
    /// Something that the kernel is told for a plugin.
    PluginSecret(PluginId, String),
    /// Keys of publishers that are trusted.
    Publishers,
    /// One of them.
    Publisher(PublisherKey),
    /// What was changed and refused.
    Audit,
    /// The same as a file.
    AuditExport,
    /// The end of its chain of hashes.
    AuditHead,
    /// Whether the chain is whole.
    AuditVerify,
    /// Upload of a file.
    Blobs,
    /// A file.
    Blob(String),
    /// News as they happen.
    Events,
    /// A path of a plugin: its name and the rest, which begins with `/`.
    OfPlugin(String, String),
}

impl Route {
    /// The route of a path, whose segments are decoded one by one. None: there is no such path.
    pub fn parse(path: &str) -> Option<Route> {
        let segments: Vec<String> =
            path.strip_prefix('/')?.split('/').map(decode).collect::<Option<Vec<_>>>()?;
        let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
        Some(match segments.as_slice() {
            [""] => Route::Root,
            ["sign-in"] => Route::SignIn,
            ["sign-out"] => Route::SignOut,
            ["view-as"] => Route::ViewEnd,
            ["view-as", id] => Route::ViewAs(id.parse().ok()?),
            ["administrators", id] => Route::Administrator(id.parse().ok()?),
            ["kernel", name] => Route::Asset((*name).to_owned()),
            ["api", "v1", rest @ ..] => return Route::parse_api(rest),
            ["api" | "kernel" | "sign-in" | "sign-out" | "view-as" | "administrators" | "health", ..] => {
                return None;
            }
            [plugin, rest @ ..] => {
                // `.` and `..` are no names of anything here.
                if rest.iter().any(|s| *s == "." || *s == "..") || PluginId::parse(plugin).is_err() {
                    return None;
                }
                Route::OfPlugin((*plugin).to_owned(), format!("/{}", rest.join("/")))
            }
            [] => return None,
        })
    }

    fn parse_api(rest: &[&str]) -> Option<Route> {
        Some(match rest {
            ["health"] => Route::Health,
            ["metrics"] => Route::Metrics,
            ["session"] => Route::Session,
            ["session", "view"] => Route::SessionView,
            ["sessions"] => Route::Sessions,
            ["sessions", id] => Route::OneSession(id.parse().ok()?),
            ["me"] => Route::Me,
            ["me", "password"] => Route::MyPassword,
            ["tokens"] => Route::Tokens,
            ["tokens", id] => Route::Token(id.parse().ok()?),
            ["users"] => Route::Users,
            ["users", id] => Route::User(id.parse().ok()?),
            ["users", id, "roles"] => Route::UserRoles(id.parse().ok()?),
            ["users", id, "departments"] => Route::UserDepartments(id.parse().ok()?),
            ["users", id, "password"] => Route::UserPassword(id.parse().ok()?),
            ["departments"] => Route::Departments,
            ["departments", id] => Route::Department(id.parse().ok()?),
            ["roles"] => Route::Roles,
            ["roles", "file"] => Route::RoleFile,
            ["roles", "ready-made"] => Route::ReadyMadeRoles,
            ["roles", id] => Route::Role(id.parse().ok()?),
            ["permissions"] => Route::Permissions,
            ["access", "check"] => Route::AccessCheck,
            ["plugins"] => Route::Plugins,
            ["plugins", "inspection"] => Route::PluginInspection,
            ["plugins", "waiting"] => Route::WaitingPlugins,
            ["plugins", "hooks"] => Route::PluginHooks,
            ["plugins", "shadow"] => Route::Shadow,
            ["plugins", "dead-letters"] => Route::DeadLetters,
            ["plugins", "dead-letters", id] => Route::DeadLetter((*id).to_owned()),
            ["plugins", id] => Route::Plugin(PluginId::parse(id).ok()?),
            ["plugins", id, "mandate"] => Route::PluginMandate(PluginId::parse(id).ok()?),
            ["plugins", id, "settings"] => Route::PluginSettings(PluginId::parse(id).ok()?),
            ["plugins", id, "proposal"] => Route::PluginProposal(PluginId::parse(id).ok()?),
            ["plugins", id, "versions"] => Route::PluginVersions(PluginId::parse(id).ok()?),
            ["plugins", id, "quarantine"] => Route::PluginQuarantine(PluginId::parse(id).ok()?),
            ["plugins", id, "data"] => Route::PluginData(PluginId::parse(id).ok()?),
            ["plugins", id, "reports"] => Route::PluginReports(PluginId::parse(id).ok()?),
            ["plugins", id, "reports", name] => {
                Route::PluginReport(PluginId::parse(id).ok()?, (*name).to_owned())
            }
            ["plugins", id, "shadow"] => Route::PluginShadow(PluginId::parse(id).ok()?),
            ["plugins", id, "costs"] => Route::PluginCosts(PluginId::parse(id).ok()?),
            ["plugins", id, "storage"] => Route::PluginStorage(PluginId::parse(id).ok()?),
            ["plugins", id, "egress"] => Route::PluginEgress(PluginId::parse(id).ok()?),
            ["plugins", id, "effects"] => Route::PluginEffects(PluginId::parse(id).ok()?),
            ["plugins", id, "secrets", name] => {
                Route::PluginSecret(PluginId::parse(id).ok()?, (*name).to_owned())
            }
            ["publishers"] => Route::Publishers,
            ["publishers", key] => Route::Publisher(key.parse().ok()?),
            ["audit"] => Route::Audit,
            ["audit", "export"] => Route::AuditExport,
            ["audit", "head"] => Route::AuditHead,
            ["audit", "verify"] => Route::AuditVerify,
            ["blobs"] => Route::Blobs,
            ["blobs", id] => Route::Blob((*id).to_owned()),
            ["events"] => Route::Events,
            _ => return None,
        })
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Route::Root => f.write_str("/"),
            Route::SignIn => f.write_str("/sign-in"),
            Route::SignOut => f.write_str("/sign-out"),
            Route::ViewAs(id) => write!(f, "/view-as/{id}"),
            Route::ViewEnd => f.write_str("/view-as"),
            Route::Administrator(id) => write!(f, "/administrators/{id}"),
            Route::Asset(name) => write!(f, "/kernel/{name}"),
            Route::Health => f.write_str("/api/v1/health"),
            Route::Metrics => f.write_str("/api/v1/metrics"),
            Route::Session => f.write_str("/api/v1/session"),
            Route::SessionView => f.write_str("/api/v1/session/view"),
            Route::Sessions => f.write_str("/api/v1/sessions"),
            Route::OneSession(id) => write!(f, "/api/v1/sessions/{id}"),
            Route::Me => f.write_str("/api/v1/me"),
            Route::MyPassword => f.write_str("/api/v1/me/password"),
            Route::Tokens => f.write_str("/api/v1/tokens"),
            Route::Token(id) => write!(f, "/api/v1/tokens/{id}"),
            Route::Users => f.write_str("/api/v1/users"),
            Route::User(id) => write!(f, "/api/v1/users/{id}"),
            Route::UserRoles(id) => write!(f, "/api/v1/users/{id}/roles"),
            Route::UserDepartments(id) => write!(f, "/api/v1/users/{id}/departments"),
            Route::UserPassword(id) => write!(f, "/api/v1/users/{id}/password"),
            Route::Departments => f.write_str("/api/v1/departments"),
            Route::Department(id) => write!(f, "/api/v1/departments/{id}"),
            Route::Roles => f.write_str("/api/v1/roles"),
            Route::Role(id) => write!(f, "/api/v1/roles/{id}"),
            Route::RoleFile => f.write_str("/api/v1/roles/file"),
            Route::ReadyMadeRoles => f.write_str("/api/v1/roles/ready-made"),
            Route::Permissions => f.write_str("/api/v1/permissions"),
            Route::AccessCheck => f.write_str("/api/v1/access/check"),
            Route::Plugins => f.write_str("/api/v1/plugins"),
            Route::PluginInspection => f.write_str("/api/v1/plugins/inspection"),
            Route::WaitingPlugins => f.write_str("/api/v1/plugins/waiting"),
            Route::PluginProposal(id) => write!(f, "/api/v1/plugins/{id}/proposal"),
            Route::PluginVersions(id) => write!(f, "/api/v1/plugins/{id}/versions"),
            Route::PluginQuarantine(id) => write!(f, "/api/v1/plugins/{id}/quarantine"),
            Route::PluginData(id) => write!(f, "/api/v1/plugins/{id}/data"),
            Route::PluginReports(id) => write!(f, "/api/v1/plugins/{id}/reports"),
            Route::PluginReport(id, name) => write!(f, "/api/v1/plugins/{id}/reports/{name}"),
            Route::Shadow => f.write_str("/api/v1/plugins/shadow"),
            Route::PluginShadow(id) => write!(f, "/api/v1/plugins/{id}/shadow"),
            Route::PluginCosts(id) => write!(f, "/api/v1/plugins/{id}/costs"),
            Route::PluginStorage(id) => write!(f, "/api/v1/plugins/{id}/storage"),
            Route::PluginEgress(id) => write!(f, "/api/v1/plugins/{id}/egress"),
            Route::PluginEffects(id) => write!(f, "/api/v1/plugins/{id}/effects"),
            Route::PluginSecret(id, name) => write!(f, "/api/v1/plugins/{id}/secrets/{name}"),
            Route::Publishers => f.write_str("/api/v1/publishers"),
            Route::Publisher(key) => write!(f, "/api/v1/publishers/{key}"),
            Route::PluginHooks => f.write_str("/api/v1/plugins/hooks"),
            Route::DeadLetters => f.write_str("/api/v1/plugins/dead-letters"),
            Route::DeadLetter(id) => write!(f, "/api/v1/plugins/dead-letters/{id}"),
            Route::Plugin(id) => write!(f, "/api/v1/plugins/{id}"),
            Route::PluginMandate(id) => write!(f, "/api/v1/plugins/{id}/mandate"),
            Route::PluginSettings(id) => write!(f, "/api/v1/plugins/{id}/settings"),
            Route::Audit => f.write_str("/api/v1/audit"),
            Route::AuditExport => f.write_str("/api/v1/audit/export"),
            Route::AuditHead => f.write_str("/api/v1/audit/head"),
            Route::AuditVerify => f.write_str("/api/v1/audit/verify"),
            Route::Blobs => f.write_str("/api/v1/blobs"),
            Route::Blob(id) => write!(f, "/api/v1/blobs/{id}"),
            Route::Events => f.write_str("/api/v1/events"),
            Route::OfPlugin(plugin, rest) => write!(f, "/{plugin}{rest}"),
        }
    }
}

/// Every route of the kernel, as people write it, with its methods and doors. For the table of who may
/// call what.
pub fn table() -> Vec<(String, Method, Door)> {
    let id = ombud_access::Id::new(ombud_access::Timestamp(1), [1; 10]);
    let plugin = PluginId::parse("plugin-id").expect("a fixed name that is one");
    let key: PublisherKey = "0a".repeat(32).parse().expect("a fixed key that is one");
    let examples = [
        Route::Root,
        Route::SignIn,
        Route::SignOut,
        Route::ViewAs(UserId(id)),
        Route::ViewEnd,
        Route::Administrator(UserId(id)),
        Route::Asset("name".into()),
        Route::Health,
        Route::Metrics,
        Route::Session,
        Route::SessionView,
        Route::Sessions,
        Route::OneSession(SessionId(id)),
        Route::Me,
        Route::MyPassword,
        Route::Tokens,
        Route::Token(TokenId(id)),
        Route::Users,
        Route::User(UserId(id)),
        Route::UserRoles(UserId(id)),
        Route::UserDepartments(UserId(id)),
        Route::UserPassword(UserId(id)),
        Route::Departments,
        Route::Department(DepartmentId(id)),
        Route::Roles,
        Route::Role(RoleId(id)),
        Route::RoleFile,
        Route::ReadyMadeRoles,
        Route::Permissions,
        Route::AccessCheck,
        Route::Plugins,
        Route::PluginInspection,
        Route::WaitingPlugins,
        Route::PluginHooks,
        Route::DeadLetters,
        Route::DeadLetter("letter-id".into()),
        Route::Plugin(plugin.clone()),
        Route::PluginMandate(plugin.clone()),
        Route::PluginSettings(plugin.clone()),
        Route::PluginProposal(plugin.clone()),
        Route::PluginVersions(plugin.clone()),
        Route::PluginQuarantine(plugin.clone()),
        Route::PluginData(plugin.clone()),
        Route::PluginReports(plugin.clone()),
        Route::PluginReport(plugin.clone(), "1790000000000-test".to_owned()),
        Route::Shadow,
        Route::PluginShadow(plugin.clone()),
        Route::PluginCosts(plugin.clone()),
        Route::PluginStorage(plugin.clone()),
        Route::PluginEgress(plugin.clone()),
        Route::PluginEffects(plugin.clone()),
        Route::PluginSecret(plugin, "name".into()),
        Route::Publishers,
        Route::Publisher(key),
        Route::Audit,
        Route::AuditExport,
        Route::AuditHead,
        Route::AuditVerify,
        Route::Blobs,
        Route::Blob("blob-id".into()),
        Route::Events,
    ];
    let written = |route: &Route| {
        route
            .to_string()
            .replace(&id.to_string(), "{id}")
            .replace("plugin-id", "{id}")
            .replace("blob-id", "{id}")
            .replace("letter-id", "{id}")
            .replace(&key.to_string(), "{key}")
    };
    examples
        .iter()
        .flat_map(|route| route.doors().into_iter().map(|(method, door)| (written(route), method, door)))
        .collect()
}

/// A decoded segment. None: not UTF-8, or with a character that would make two segments of one.
fn decode(segment: &str) -> Option<String> {
    let decoded = percent_decode(segment.as_bytes())?;
    (!decoded.contains(['/', '\\', '\0'])).then_some(decoded)
}

/// `%41` as `A`.
pub(crate) fn percent_decode(bytes: &[u8]) -> Option<String> {
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        if first != b'%' {
            decoded.push(first);
            continue;
        }
        let digits = rest.get(..2).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit))?;
        let digits = std::str::from_utf8(digits).ok()?;
        decoded.push(u8::from_str_radix(digits, 16).ok()?);
        rest = &rest[2..];
    }
    String::from_utf8(decoded).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_route_stands_in_the_table() {
        let source = include_str!("route.rs");
        let kinds = source.split_once("pub enum Route {").unwrap().1.split_once("\n}").unwrap().0;
        let kinds = kinds.lines().map(str::trim).filter(|line| line.starts_with(char::is_uppercase));
        let kinds = kinds.map(|line| line.split(['(', ',']).next().unwrap());
        let known: Vec<_> = table().iter().map(|(path, ..)| kind(path)).collect();
        let missing: Vec<_> =
            kinds.filter(|kind| *kind != "OfPlugin" && !known.contains(&(*kind).to_owned())).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    /// The kind of route of a path in the table.
    fn kind(path: &str) -> String {
        let route = format!("{:?}", Route::parse(&filled(path)).unwrap());
        route.split('(').next().unwrap().to_owned()
    }

    /// The path with something in its gaps.
    fn filled(path: &str) -> String {
        path.replace("plugins/{id}", "plugins/mail")
            .replace("{key}", &"0a".repeat(32))
            .replace("{id}", &ombud_access::Id::new(ombud_access::Timestamp(7), [3; 10]).to_string())
    }

    #[test]
    fn every_route_is_printed_as_it_is_parsed() {
        for (path, _, _) in table() {
            let path = filled(&path);
            let route = Route::parse(&path).unwrap_or_else(|| panic!("{path} is no route"));
            assert_eq!(route.to_string(), path);
        }
        assert_eq!(
            Route::parse("/tickets/api/tickets/7"),
            Some(Route::OfPlugin("tickets".into(), "/api/tickets/7".into()))
        );
    }

    #[test]
    fn what_is_no_path_is_no_route() {
        for path in [
            "",
            "x",
            "/api",
            "/api/v2/me",
            "/api/v1/users/7",
            "/kernel",
            "/tickets/../mail",
            "/%2e%2e/x",
            "/tickets/a%2fb",
            "/tickets/%00",
            "/tickets/%ff",
            "/tickets/%4",
            "/tickets/%+1",
            "/UPPER/x",
            "/health/x",
        ] {
            assert_eq!(Route::parse(path), None, "{path}");
        }
    }

    #[test]
    fn a_method_without_a_door_is_told_which_there_are() {
        assert_eq!(Route::Me.door(&Method::GET), Ok(Door::SignedIn));
        assert_eq!(Route::Me.door(&Method::POST), Err(vec![Method::GET]));
    }
}
