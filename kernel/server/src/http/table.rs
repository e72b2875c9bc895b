//! Every route with its methods and doors, for the table of who may call what.

use super::door::Door;
use super::page::Page;
use super::route::{FramePlace, Route};
use hyper::Method;
use ombud_access::{DepartmentId, PluginId, RoleId, SessionId, TokenId, UserId};
use ombud_host::PublisherKey;

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
        Route::Account,
        Route::AccountOf(UserId(id)),
        Route::PasswordByLink("secret".into()),
        Route::ViewAs(UserId(id)),
        Route::ViewEnd,
        Route::Administrator(UserId(id)),
        Route::Settings,
        Route::DeskSettings,
        Route::RelayPage,
        Route::Relay,
        Route::RelayTry,
        Route::Forgotten,
        Route::BansPage,
        Route::Bans,
        Route::Ban(7),
        Route::Asset("name".into()),
        Route::FrameFile(FramePlace {
            plugin: plugin.to_string(),
            session: SessionId(id),
            key: "key".into(),
            path: "page.html".into(),
        }),
        Route::Health,
        Route::Metrics,
        Route::Search,
        Route::Session,
        Route::SessionView,
        Route::Sessions,
        Route::OneSession(SessionId(id)),
        Route::Me,
        Route::MyPassword,
        Route::MySecondFactor,
        Route::Tokens,
        Route::Token(TokenId(id)),
        Route::Users,
        Route::User(UserId(id)),
        Route::UserRoles(UserId(id)),
        Route::UserDepartments(UserId(id)),
        Route::UserPassword(UserId(id)),
        Route::UserPasswordLink(UserId(id)),
        Route::UserSecondFactor(UserId(id)),
        Route::UserSessions(UserId(id)),
        Route::UserOrders(UserId(id)),
        Route::UserOrder(UserId(id), "{order}".into()),
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
        Route::PluginSecret(plugin.clone(), "name".into()),
        Route::Publishers,
        Route::Publisher(key),
        Route::Audit,
        Route::AuditExport,
        Route::AuditHead,
        Route::AuditVerify,
        Route::Blobs,
        Route::Blob("blob-id".into()),
        Route::Events,
        Route::Presence,
        Route::Signals,
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
    let pages = Page::all(&plugin).into_iter().map(Route::Page);
    let doors = |route: Route| {
        let path = written(&route);
        route.doors().into_iter().map(move |(method, door)| (path.clone(), method, door))
    };
    examples.into_iter().chain(pages).flat_map(doors).collect()
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
}
