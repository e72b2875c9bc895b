//! A route is a value: parsed once, printed back, and with a door that says who may knock.

use hyper::Method;
use ombud_access::{DepartmentId, PluginId, RoleId, SessionId, TokenId, UserId};
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
    /// Events and timers that plugins failed to handle.
    DeadLetters,
    /// One plugin.
    Plugin(PluginId),
    /// What a plugin may do.
    PluginMandate(PluginId),
    /// The settings of a plugin.
    PluginSettings(PluginId),
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

/// Who may knock. What is behind a door is checked again, record by record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// Anybody, because.
    Open(&'static str),
    /// Whoever is signed in.
    SignedIn,
    /// Whoever holds this permission on anything at all.
    Needs(&'static str),
    /// What the plugin's manifest says.
    Manifest,
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
            ["kernel", name] => Route::Asset((*name).to_owned()),
            ["api", "v1", rest @ ..] => return Route::parse_api(rest),
            ["api" | "kernel" | "sign-in" | "sign-out" | "view-as" | "health", ..] => return None,
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
            ["plugins", "dead-letters"] => Route::DeadLetters,
            ["plugins", id] => Route::Plugin(PluginId::parse(id).ok()?),
            ["plugins", id, "mandate"] => Route::PluginMandate(PluginId::parse(id).ok()?),
            ["plugins", id, "settings"] => Route::PluginSettings(PluginId::parse(id).ok()?),
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

    /// What each method of this route asks of who knocks.
    pub fn doors(&self) -> Vec<(Method, Door)> {
        use Door::{Manifest, Needs, Open, SignedIn};
        let own = "it is about the caller alone";
        match self {
            Route::Root => vec![(Method::GET, Open("it only leads on"))],
            Route::SignIn => vec![(Method::GET, Open("to sign in")), (Method::POST, Open("to sign in"))],
            Route::SignOut => vec![(Method::GET, Open(own)), (Method::POST, Open(own))],
            Route::ViewAs(_) => vec![
                (Method::GET, Needs("kernel:person.view-as")),
                (Method::POST, Needs("kernel:person.view-as")),
            ],
            Route::ViewEnd => vec![(Method::GET, SignedIn), (Method::POST, SignedIn)],
            Route::Asset(_) => vec![(Method::GET, Open("the page to sign in needs them"))],
            Route::Health => vec![(Method::GET, Open("for load balancers; tells nothing about people"))],
            Route::Metrics => vec![(Method::GET, Needs("kernel:metrics.read"))],
            Route::Session => vec![(Method::POST, Open("to sign in")), (Method::DELETE, SignedIn)],
            Route::SessionView => vec![(Method::PUT, SignedIn), (Method::DELETE, SignedIn)],
            Route::Sessions => vec![(Method::GET, SignedIn)],
            Route::OneSession(_) => vec![(Method::DELETE, SignedIn)],
            Route::Me => vec![(Method::GET, SignedIn)],
            Route::MyPassword => vec![(Method::PUT, SignedIn)],
            Route::Tokens => vec![(Method::GET, SignedIn), (Method::POST, Needs("kernel:token.mint"))],
            Route::Token(_) => vec![(Method::DELETE, SignedIn)],
            Route::Users => {
                vec![
                    (Method::GET, Needs("kernel:person.read")),
                    (Method::POST, Needs("kernel:person.create")),
                ]
            }
            Route::User(_) => {
                vec![(Method::GET, Needs("kernel:person.read")), (Method::PATCH, Needs("kernel:person.edit"))]
            }
            Route::UserRoles(_) => vec![(Method::PUT, Needs("kernel:role.assign"))],
            Route::UserDepartments(_) => vec![(Method::PUT, Needs("kernel:membership.edit"))],
            Route::UserPassword(_) => vec![(Method::POST, Needs("kernel:password.reset"))],
            Route::Departments => {
                vec![(Method::GET, SignedIn), (Method::POST, Needs("kernel:department.edit"))]
            }
            Route::Department(_) => vec![(Method::PATCH, Needs("kernel:department.edit"))],
            Route::Roles => {
                vec![(Method::GET, Needs("kernel:role.read")), (Method::POST, Needs("kernel:role.edit"))]
            }
            Route::Role(_) => {
                vec![(Method::GET, Needs("kernel:role.read")), (Method::PATCH, Needs("kernel:role.edit"))]
            }
            Route::RoleFile => {
                vec![(Method::GET, Needs("kernel:role.read")), (Method::POST, Needs("kernel:role.edit"))]
            }
            Route::ReadyMadeRoles => vec![(Method::GET, Needs("kernel:role.read"))],
            Route::Permissions => vec![(Method::GET, SignedIn)],
            Route::AccessCheck => vec![(Method::POST, SignedIn)],
            Route::Plugins => {
                vec![
                    (Method::GET, Needs("kernel:plugin.read")),
                    (Method::POST, Needs("kernel:plugin.install")),
                ]
            }
            Route::PluginInspection => vec![(Method::POST, Needs("kernel:plugin.install"))],
            Route::DeadLetters => vec![(Method::GET, Needs("kernel:plugin.manage"))],
            Route::Plugin(_) => {
                vec![
                    (Method::GET, Needs("kernel:plugin.read")),
                    (Method::DELETE, Needs("kernel:plugin.install")),
                ]
            }
            Route::PluginMandate(_) => vec![(Method::PATCH, Needs("kernel:plugin.manage"))],
            Route::PluginSettings(_) => vec![(Method::PATCH, Needs("kernel:plugin.manage"))],
            Route::Audit | Route::AuditExport | Route::AuditHead | Route::AuditVerify => {
                vec![(Method::GET, Needs("kernel:audit.read"))]
            }
            Route::Blobs => vec![(Method::POST, SignedIn)],
            Route::Blob(_) => vec![(Method::GET, SignedIn)],
            Route::Events => vec![(Method::GET, SignedIn)],
            Route::OfPlugin(..) => [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE]
                .map(|m| (m, Manifest))
                .into(),
        }
    }

    /// The door for a method; otherwise the methods that there are.
    pub fn door(&self, method: &Method) -> Result<Door, Vec<Method>> {
        let doors = self.doors();
        match doors.iter().find(|(known, _)| known == method) {
            Some((_, door)) => Ok(*door),
            None => Err(doors.into_iter().map(|(method, _)| method).collect()),
        }
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
            Route::DeadLetters => f.write_str("/api/v1/plugins/dead-letters"),
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
    let examples = [
        Route::Root,
        Route::SignIn,
        Route::SignOut,
        Route::ViewAs(UserId(id)),
        Route::ViewEnd,
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
        Route::DeadLetters,
        Route::Plugin(plugin.clone()),
        Route::PluginMandate(plugin.clone()),
        Route::PluginSettings(plugin),
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
    fn every_route_is_printed_as_it_is_parsed() {
        for (path, _, _) in table() {
            let path = path
                .replace("plugins/{id}", "plugins/mail")
                .replace("{id}", &ombud_access::Id::new(ombud_access::Timestamp(7), [3; 10]).to_string());
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
