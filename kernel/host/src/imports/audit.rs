//! `ombud:kernel/audit`: what was done to people, rights and plugins, and what was refused.

use crate::bindings::audit::{Entry, Filter, Host, Page};
use crate::bindings::types::Error;
use crate::call::Cx;
use crate::convert::{self, Answer};
use ombud_access::{PluginId, Timestamp};
use ombud_identity::audit::search::{self, Found, Order};
use wasmtime::Result;

/// The most entries of one page.
const PAGE: u32 = 100;

impl Host for Cx {
    fn search(&mut self, filter: Filter, limit: u32, cursor: Option<u64>) -> Result<Answer<Page>> {
        self.count_dear_call()?;
        Ok(self.search_audit(filter, limit, cursor))
    }
}

impl Cx {
    fn search_audit(&self, filter: Filter, limit: u32, cursor: Option<u64>) -> Answer<Page> {
        self.asks(["kernel:audit.read"]);
        let said = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        let plugin = |id: String| {
            PluginId::parse(&id).map_err(|_| Error::Invalid(format!("`{id}` is not the id of a plugin")))
        };
        let filter = search::Filter {
            target: said(filter.target),
            actor: filter.actor.as_deref().map(convert::user).transpose()?,
            plugin: said(filter.plugin).map(plugin).transpose()?,
            action: said(filter.action),
            since: filter.since.map(Timestamp),
            until: filter.until.map(Timestamp),
            text: said(filter.text),
        };
        let limit = limit.clamp(1, PAGE) as usize;
        let page = self
            .of_people(|unit, actor| search::list(unit, actor, &filter, Order::NewestFirst, cursor, limit))?;
        Ok(Page { entries: page.entries.into_iter().map(to_wit).collect(), next: page.next })
    }
}

fn to_wit(found: Found) -> Entry {
    let Found { entry, sealed, .. } = found;
    Entry {
        number: entry.number,
        at: entry.at.0,
        actor: entry.actor.map(|id| id.to_string()),
        plugin: entry.plugin.map(|id| id.to_string()),
        on_behalf: entry.on_behalf.map(|id| id.to_string()),
        action: entry.action,
        target: entry.target,
        before: entry.before.map(|value| value.to_string()),
        after: entry.after.map(|value| value.to_string()),
        origin: entry.from,
        why: entry.why,
        sealed: sealed.is_some(),
    }
}
