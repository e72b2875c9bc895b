//! `ombud:kernel/audit`: what was done to people, rights and plugins, and what was refused.

use crate::bindings::audit::{Entry, Filter, Host, Page};
use crate::bindings::types::Error;
use crate::call::Cx;
use crate::convert::{self, Answer};
use crate::told::{tell_decision, tell_enough};
use ombud_access::{Enough, Fact, PluginId, Telling, Timestamp};
use ombud_identity::audit;
use ombud_identity::audit::search::{self, Found, Order};
use serde_json::Value;
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
        Ok(Page {
            entries: page.entries.into_iter().map(|found| self.retold(found)).collect(),
            next: page.next,
        })
    }

    fn retold(&self, mut found: Found) -> Entry {
        if found.entry.action == "access.denied" {
            self.tell_refusal(&mut found.entry);
        }
        to_wit(found)
    }

    /// Says of a refusal in the language of the call what was in the way, and what would have been enough: as `told` and
    /// `told-enough`, beside what is kept, which stays as it is. What a rule refused is told by its sentence alone.
    fn tell_refusal(&self, entry: &mut audit::Entry) {
        let Some(Value::Object(after)) = &mut entry.after else { return };
        let language = self.root.language;
        let part = |name: &str| after.get(name).cloned().unwrap_or_default();
        let facts: Vec<Fact> = serde_json::from_value(part("facts")).unwrap_or_default();
        let permission = part("permission");
        let permission = permission.as_str().unwrap_or_default();
        let known = self.authority.snapshot().declared(permission).cloned();
        // What nobody declares any more was declared then, and is not told anew.
        if facts.is_empty() || (known.is_none() && !facts.contains(&Fact::UnknownPermission)) {
            return;
        }
        let title = known.as_ref().map(|known| self.root.registry.words_of(language, known).0);
        let telling = Telling {
            on_desk: !entry.target.starts_with("record:"),
            visitor: entry.actor.is_none(),
            alone: entry.plugin.clone().filter(|_| entry.actor.is_none() && facts.iter().all(is_of_plugins)),
            ..Telling::noted(known, permission, &facts)
        };
        let enough = serde_json::from_value::<Enough>(part("ways")).ok();
        let told = tell_decision(language, &telling, &title.unwrap_or_default());
        after.insert("told".to_owned(), told.into());
        if let Some(enough) = enough {
            after.insert("told-enough".to_owned(), tell_enough(language, &enough).into());
        }
    }
}

fn is_of_plugins(fact: &Fact) -> bool {
    matches!(
        fact,
        Fact::UnknownPermission
            | Fact::MandateAllows { .. }
            | Fact::MandateLacks { .. }
            | Fact::MandateElsewhere { .. }
            | Fact::PluginOff { .. }
    )
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
