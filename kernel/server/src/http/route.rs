//! A route is a value: parsed once, printed back, and with a door that says who may knock.

pub use super::frame::FramePlace;
use super::page::Page;
use super::percent::segment;
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
    /// One's own password, sessions and second factor.
    Account,
    /// How somebody else signs in.
    AccountOf(UserId),
    /// Choosing a password by a link.
    PasswordByLink(String),
    /// Looking at the desk as somebody else.
    ViewAs(UserId),
    /// Looking as oneself again.
    ViewEnd,
    /// A page of the kernel's own about plugins.
    Page(Page),
    /// Making somebody an administrator, and taking that away.
    Administrator(UserId),
    /// What is chosen for the whole desk.
    Settings,
    /// The same, for programs.
    DeskSettings,
    /// The machine that takes the desk's mail, as a page.
    RelayPage,
    /// The same for programs.
    Relay,
    /// A mail at once, to see what it answers.
    RelayTry,
    /// Asking for such a link oneself.
    Forgotten,
    /// The kernel's own stylesheet and script.
    Asset(String),
    /// A file of a plugin's frame.
    FrameFile(FramePlace),
    /// Whether the desk works.
    Health,
    /// Figures for monitoring.
    Metrics,
    /// The search index.
    Search,
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
    /// One's own second factor.
    MySecondFactor,
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
    /// A link by which a person chooses a password.
    UserPasswordLink(UserId),
    /// The second factor of a person.
    UserSecondFactor(UserId),
    /// The sessions of a person.
    UserSessions(UserId),
    /// What somebody has plugins do in the own name.
    UserOrders(UserId),
    /// One of these.
    UserOrder(UserId, String),
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
    /// Who is kept off, one by one, as a page.
    BansPage,
    /// The same for programs.
    Bans,
    /// One ban.
    Ban(u64),
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
    /// That one is here.
    Presence,
    /// What is live and not kept.
    Signals,
    /// A path of a plugin: its name and the rest, which begins with `/`.
    OfPlugin(String, String),
}

impl Route {
    /// The route of a path, whose segments are decoded one by one. None: there is no such path.
    pub fn parse(path: &str) -> Option<Route> {
        let segments: Vec<String> =
            path.strip_prefix('/')?.split('/').map(segment).collect::<Option<Vec<_>>>()?;
        let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
        Some(match segments.as_slice() {
            [""] => Route::Root,
            ["sign-in"] => Route::SignIn,
            ["sign-out"] => Route::SignOut,
            ["account"] => Route::Account,
            ["account", id] => Route::AccountOf(id.parse().ok()?),
            ["password"] => Route::Forgotten,
            ["password", secret] => Route::PasswordByLink((*secret).to_owned()),
            ["view-as"] => Route::ViewEnd,
            ["view-as", id] => Route::ViewAs(id.parse().ok()?),
            ["plugins", rest @ ..] => Route::Page(Page::parse(rest)?),
            ["settings"] => Route::Settings,
            ["settings", "mail"] => Route::RelayPage,
            ["bans"] => Route::BansPage,
            ["administrators", id] => Route::Administrator(id.parse().ok()?),
            ["kernel", name] => Route::Asset((*name).to_owned()),
            ["kernel", "frames", rest @ ..] => Route::FrameFile(FramePlace::parse(rest)?),
            ["api", "v1", rest @ ..] => return Route::parse_api(rest),
            [
                "account" | "administrators" | "api" | "kernel" | "password" | "sign-in" | "sign-out"
                | "view-as" | "health",
                ..,
            ] => {
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
            ["search"] => Route::Search,
            ["session"] => Route::Session,
            ["session", "view"] => Route::SessionView,
            ["sessions"] => Route::Sessions,
            ["sessions", id] => Route::OneSession(id.parse().ok()?),
            ["settings"] => Route::DeskSettings,
            ["settings", "mail"] => Route::Relay,
            ["settings", "mail", "try"] => Route::RelayTry,
            ["bans"] => Route::Bans,
            ["bans", number] => Route::Ban(number.parse().ok()?),
            ["me"] => Route::Me,
            ["me", "password"] => Route::MyPassword,
            ["me", "second-factor"] => Route::MySecondFactor,
            ["tokens"] => Route::Tokens,
            ["tokens", id] => Route::Token(id.parse().ok()?),
            ["users"] => Route::Users,
            ["users", id] => Route::User(id.parse().ok()?),
            ["users", id, "roles"] => Route::UserRoles(id.parse().ok()?),
            ["users", id, "departments"] => Route::UserDepartments(id.parse().ok()?),
            ["users", id, "password"] => Route::UserPassword(id.parse().ok()?),
            ["users", id, "password-link"] => Route::UserPasswordLink(id.parse().ok()?),
            ["users", id, "second-factor"] => Route::UserSecondFactor(id.parse().ok()?),
            ["users", id, "sessions"] => Route::UserSessions(id.parse().ok()?),
            ["users", id, "orders"] => Route::UserOrders(id.parse().ok()?),
            ["users", id, "orders", order] => Route::UserOrder(id.parse().ok()?, (*order).to_owned()),
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
            ["presence"] => Route::Presence,
            ["signals"] => Route::Signals,
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
            Route::Account => f.write_str("/account"),
            Route::AccountOf(id) => write!(f, "/account/{id}"),
            Route::PasswordByLink(secret) => write!(f, "/password/{secret}"),
            Route::ViewAs(id) => write!(f, "/view-as/{id}"),
            Route::ViewEnd => f.write_str("/view-as"),
            Route::Page(page) => page.fmt(f),
            Route::Settings => f.write_str("/settings"),
            Route::DeskSettings => f.write_str("/api/v1/settings"),
            Route::RelayPage => f.write_str("/settings/mail"),
            Route::Relay => f.write_str("/api/v1/settings/mail"),
            Route::RelayTry => f.write_str("/api/v1/settings/mail/try"),
            Route::Forgotten => f.write_str("/password"),
            Route::BansPage => f.write_str("/bans"),
            Route::Bans => f.write_str("/api/v1/bans"),
            Route::Ban(number) => write!(f, "/api/v1/bans/{number}"),
            Route::Administrator(id) => write!(f, "/administrators/{id}"),
            Route::Asset(name) => write!(f, "/kernel/{name}"),
            Route::FrameFile(FramePlace { plugin, session, key, path }) => {
                write!(f, "/kernel/frames/{plugin}/{session}/{key}/{path}")
            }
            Route::Health => f.write_str("/api/v1/health"),
            Route::Metrics => f.write_str("/api/v1/metrics"),
            Route::Search => f.write_str("/api/v1/search"),
            Route::Session => f.write_str("/api/v1/session"),
            Route::SessionView => f.write_str("/api/v1/session/view"),
            Route::Sessions => f.write_str("/api/v1/sessions"),
            Route::OneSession(id) => write!(f, "/api/v1/sessions/{id}"),
            Route::Me => f.write_str("/api/v1/me"),
            Route::MyPassword => f.write_str("/api/v1/me/password"),
            Route::MySecondFactor => f.write_str("/api/v1/me/second-factor"),
            Route::Tokens => f.write_str("/api/v1/tokens"),
            Route::Token(id) => write!(f, "/api/v1/tokens/{id}"),
            Route::Users => f.write_str("/api/v1/users"),
            Route::User(id) => write!(f, "/api/v1/users/{id}"),
            Route::UserRoles(id) => write!(f, "/api/v1/users/{id}/roles"),
            Route::UserDepartments(id) => write!(f, "/api/v1/users/{id}/departments"),
            Route::UserPassword(id) => write!(f, "/api/v1/users/{id}/password"),
            Route::UserPasswordLink(id) => write!(f, "/api/v1/users/{id}/password-link"),
            Route::UserSecondFactor(id) => write!(f, "/api/v1/users/{id}/second-factor"),
            Route::UserSessions(id) => write!(f, "/api/v1/users/{id}/sessions"),
            Route::UserOrders(id) => write!(f, "/api/v1/users/{id}/orders"),
            Route::UserOrder(id, order) => write!(f, "/api/v1/users/{id}/orders/{order}"),
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
            Route::Presence => f.write_str("/api/v1/presence"),
            Route::Signals => f.write_str("/api/v1/signals"),
            Route::OfPlugin(plugin, rest) => write!(f, "/{plugin}{rest}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::door::Door;
    use super::*;
    use hyper::Method;

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
            "/plugins/",
            "/plugins/mail/x",
        ] {
            assert_eq!(Route::parse(path), None, "{path}");
        }
    }

    #[test]
    fn a_method_without_a_door_is_told_which_there_are() {
        assert_eq!(Route::Me.door(&Method::GET), Ok(Door::SignedIn));
        assert_eq!(Route::Me.door(&Method::POST), Err(vec![Method::GET, Method::PATCH]));
    }
}
