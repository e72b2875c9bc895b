//! The kernel's own pages about plugins, as routes. What is asked for is approved here, so no plugin draws them.

use super::door::Door;
use super::door::Door::Needs;
use hyper::Method;
use ombud_access::PluginId;
use std::fmt;

/// A page. Its forms are sent to the address of the page itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// All plugins, and the files that wait for consent.
    Plugins,
    /// One plugin: how it is doing, on or off.
    Plugin(PluginId),
    /// What a file that waits asks for.
    Proposal(PluginId),
    /// What a plugin may do.
    Mandate(PluginId),
    /// The versions that there are.
    Versions(PluginId),
    /// What it costs and keeps.
    Costs(PluginId),
    /// What it failed at.
    Failures(PluginId),
    /// Other machines, and what they are to be told.
    Outbound(PluginId),
    /// Its settings.
    Settings(PluginId),
    /// Whether to take it out.
    Removal(PluginId),
    /// Whether to erase what it left.
    Purge(PluginId),
}

impl Page {
    /// The page of the segments below `/plugins`.
    pub(super) fn parse(rest: &[&str]) -> Option<Page> {
        let Some((id, rest)) = rest.split_first() else { return Some(Page::Plugins) };
        let id = PluginId::parse(id).ok()?;
        Some(match rest {
            [] => Page::Plugin(id),
            ["proposal"] => Page::Proposal(id),
            ["mandate"] => Page::Mandate(id),
            ["versions"] => Page::Versions(id),
            ["costs"] => Page::Costs(id),
            ["failures"] => Page::Failures(id),
            ["outbound"] => Page::Outbound(id),
            ["settings"] => Page::Settings(id),
            ["remove"] => Page::Removal(id),
            ["purge"] => Page::Purge(id),
            _ => return None,
        })
    }

    /// What looking and sending a form ask for.
    pub(super) fn doors(&self) -> Vec<(Method, Door)> {
        let (look, send) = self.needs();
        vec![(Method::GET, Needs(look)), (Method::POST, Needs(send))]
    }

    /// The permission without which it is not seen.
    pub(crate) fn seen_with(&self) -> &'static str {
        self.needs().0
    }

    /// To look, and to send a form: the same as the API asks for the same things.
    fn needs(&self) -> (&'static str, &'static str) {
        match self {
            Page::Plugins | Page::Versions(_) => ("kernel:plugin.read", "kernel:plugin.install"),
            Page::Plugin(_) | Page::Mandate(_) | Page::Costs(_) | Page::Failures(_) | Page::Outbound(_) => {
                ("kernel:plugin.read", "kernel:plugin.manage")
            }
            Page::Settings(_) => ("kernel:plugin.manage", "kernel:plugin.manage"),
            Page::Proposal(_) | Page::Removal(_) => ("kernel:plugin.install", "kernel:plugin.install"),
            Page::Purge(_) => ("kernel:plugin.purge", "kernel:plugin.purge"),
        }
    }

    /// Each of them, about this plugin where it is about one.
    pub(super) fn all(id: &PluginId) -> Vec<Page> {
        let of_one = [
            Page::Plugin,
            Page::Proposal,
            Page::Mandate,
            Page::Versions,
            Page::Costs,
            Page::Failures,
            Page::Outbound,
            Page::Settings,
            Page::Removal,
            Page::Purge,
        ];
        std::iter::once(Page::Plugins).chain(of_one.into_iter().map(|page| page(id.clone()))).collect()
    }
}

impl fmt::Display for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Page::Plugins => f.write_str("/plugins"),
            Page::Plugin(id) => write!(f, "/plugins/{id}"),
            Page::Proposal(id) => write!(f, "/plugins/{id}/proposal"),
            Page::Mandate(id) => write!(f, "/plugins/{id}/mandate"),
            Page::Versions(id) => write!(f, "/plugins/{id}/versions"),
            Page::Costs(id) => write!(f, "/plugins/{id}/costs"),
            Page::Failures(id) => write!(f, "/plugins/{id}/failures"),
            Page::Outbound(id) => write!(f, "/plugins/{id}/outbound"),
            Page::Settings(id) => write!(f, "/plugins/{id}/settings"),
            Page::Removal(id) => write!(f, "/plugins/{id}/remove"),
            Page::Purge(id) => write!(f, "/plugins/{id}/purge"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_among_all_of_them_and_printed_as_it_is_parsed() {
        let source = include_str!("page.rs");
        let kinds = source.split_once("pub enum Page {").unwrap().1.split_once("\n}").unwrap().0;
        let kinds = kinds.lines().filter(|line| line.trim().starts_with(char::is_uppercase)).count();
        let all = Page::all(&PluginId::parse("mail").unwrap());
        assert_eq!(all.len(), kinds);
        for page in all {
            let path = page.to_string();
            let rest: Vec<&str> = path.split('/').skip(2).collect();
            assert_eq!(Page::parse(&rest), Some(page), "{path}");
        }
    }

    #[test]
    fn no_plugin_can_be_called_like_a_path_of_the_kernel() {
        let called = |id: &str| {
            let about = "title = \"T\"\nsummary = \"S.\"\nversion = \"0.1.0\"\nkernel = \"1.0\"";
            ombud_host::Manifest::from_toml(&format!("[plugin]\nid = \"{id}\"\n{about}\n"))
        };
        assert!(called("anything-else").is_ok());
        for (path, ..) in crate::http::table::table() {
            let first = path.split('/').nth(1).unwrap();
            assert!(called(first).is_err(), "{first}");
        }
    }
}
