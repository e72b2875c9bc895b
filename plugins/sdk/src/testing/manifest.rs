//! Holding a plugin's code against its manifest.

use crate::Router;
use std::collections::BTreeSet;

/// Panics unless the router answers exactly the routes of the manifest: what the manifest does not name is
/// never called, and what the router does not know answers 404.
///
/// ```
/// # use ombud_plugin::{Cx, Request, Response, Result, Router, testing::check_routes};
/// # fn show(_: &Cx, _: &Request) -> Result<Response> { Ok(Response::no_content()) }
/// # let manifest = r#"
/// # [[routes]]
/// # method = "GET"
/// # path = "/api/visits"
/// # "#;
/// let router = Router::new().get("/api/visits", show);
/// check_routes(&router, manifest); // in a plugin: include_str!("../plugin.toml")
/// ```
#[track_caller]
pub fn check_routes(router: &Router, manifest: &str) {
    let manifest: toml::Table = match manifest.parse() {
        Ok(manifest) => manifest,
        Err(error) => panic!("the manifest is not TOML: {error}"),
    };
    let routes = manifest.get("routes").and_then(|routes| routes.as_array());
    let text = |route: &toml::Value, key| route.get(key).and_then(|value| value.as_str()).map(str::to_owned);
    let named: BTreeSet<_> = routes
        .into_iter()
        .flatten()
        .map(|route| (text(route, "method").unwrap_or_default(), text(route, "path").unwrap_or_default()))
        .collect();
    let known: BTreeSet<_> =
        router.routes().map(|(method, path)| (method.to_owned(), path.to_owned())).collect();
    let list = |routes: Vec<&(String, String)>| {
        routes.iter().map(|(method, path)| format!("{method} {path}")).collect::<Vec<_>>().join(", ")
    };
    let unnamed = list(known.difference(&named).collect());
    let unknown = list(named.difference(&known).collect());
    assert!(unnamed.is_empty(), "the router answers what the manifest does not name: {unnamed}");
    assert!(unknown.is_empty(), "the manifest names what the router does not answer: {unknown}");
}
