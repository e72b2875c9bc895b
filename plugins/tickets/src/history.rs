//! What was changed in a ticket, by whom: one record a change, below the ticket.
//!
//! What a customer did is for everyone, what staff and timers did is for staff: the kernel keeps the two
//! apart by audience, nothing here has to filter.

use crate::fields::Form;
use crate::people::{self, Caller};
use crate::ticket::TICKETS;
use ombud_plugin::desk::tickets::{self as wire, Status};
use ombud_plugin::{Audience, Collection, Cx, Draft, Query, RecordRef, Result, Timestamp, UserId};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// All changes, each below its ticket.
pub const HISTORY: Collection<Change> = Collection::new("tickets:history");

/// One change. People and departments are kept as ids, so that they are shown under the names they have.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// When.
    pub at: Timestamp,
    /// Who; None for the desk itself.
    pub by: Option<UserId>,
    /// The field, or `created`, `split-to`, `note-deleted` …
    pub what: String,
    /// What it was.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub before: Value,
    /// What it became.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub after: Value,
    /// The permission that it took; none: nobody was asked, as when time brings it or another plugin adds to what somebody does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub right: Option<String>,
}

/// Changes that are about to be written, in order.
#[derive(Default)]
pub struct Changes {
    all: Vec<Noted>,
    right: Option<&'static str>,
}

struct Noted {
    what: String,
    before: Value,
    after: Value,
    right: Option<&'static str>,
}

impl Changes {
    /// What somebody does who holds this permission.
    pub fn under(right: &'static str) -> Changes {
        Changes { all: Vec::new(), right: Some(right) }
    }

    /// What follows is done with another one, or without.
    pub fn then_under(&mut self, right: Option<&'static str>) {
        self.right = right;
    }

    /// Notes a change if it is one.
    pub fn note<T: Serialize + PartialEq>(&mut self, what: &str, before: &T, after: &T) {
        if before != after {
            let json = |value: &T| serde_json::to_value(value).unwrap_or_default();
            let (what, before, after) = (what.to_owned(), json(before), json(after));
            self.all.push(Noted { what, before, after, right: self.right });
        }
    }

    /// Notes a fact that has no before.
    pub fn fact(&mut self, what: &str, after: impl Into<Value>) {
        let (what, after) = (what.to_owned(), after.into());
        self.all.push(Noted { what, before: Value::Null, after, right: self.right });
    }

    /// The names of what changed; an own field is `fields.` and its name.
    pub fn names(&self) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        for Noted { what, before, after, .. } in &self.all {
            match what.as_str() {
                "fields" => {
                    let own = [before, after].into_iter().filter_map(Value::as_object).flat_map(Map::keys);
                    names.extend(own.map(|name| format!("fields.{name}")));
                }
                what => drop(names.insert(what.to_owned())),
            }
        }
        names
    }

    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Writes them below a ticket.
    pub fn write(self, cx: &Cx, caller: &Caller, ticket: &str) -> Result<()> {
        let audience = if caller.staff { Audience::Staff } else { Audience::Everyone };
        for (place, Noted { what, before, after, right }) in (0u64..).zip(self.all) {
            let (by, right) = (caller.user.clone(), right.map(str::to_owned));
            let change = Change { at: caller.now, by, what, before, after, right };
            let draft = Draft::new(&change).audience(audience).parent(TICKETS.at(ticket));
            cx.create(HISTORY, draft.index("at", [caller.now, place]))?;
        }
        Ok(())
    }
}

/// The history of a ticket, oldest first, as the caller may see it.
pub fn read(cx: &Cx, ticket: &RecordRef, caller: &Caller) -> Result<Vec<wire::Change>> {
    let entries = cx.all(HISTORY, &Query::by("at").parent(ticket.clone()))?;
    let mut changes: Vec<Change> = entries.into_iter().map(|entry| entry.value).collect();
    if !caller.staff && changes.iter().any(|change| change.what == "fields") {
        let form = Form::of(cx)?;
        let hide = |value: &mut Value| {
            if let Value::Object(fields) = value {
                fields.retain(|name, _| form.customer_sees(name));
            }
        };
        for change in changes.iter_mut().filter(|change| change.what == "fields") {
            hide(&mut change.before);
            hide(&mut change.after);
        }
        changes.retain(|change| change.what != "fields" || change.before != change.after);
    }
    let mut people: BTreeSet<UserId> = changes.iter().filter_map(|change| change.by.clone()).collect();
    for change in changes.iter().filter(|change| names_people(&change.what)) {
        people.extend(ids(&change.before).chain(ids(&change.after)));
    }
    let names = people::names(cx, &people);
    let departments = people::department_names(cx);
    let told = |what: &str, value: &Value| -> String {
        let lookup = match what {
            "department" => &departments,
            what if names_people(what) => &names,
            _ => return plain(what, value, caller.staff),
        };
        ids(value).map(|id| lookup.get(&id).cloned().unwrap_or(id)).collect::<Vec<_>>().join(", ")
    };
    let lines = changes.into_iter().map(|change| wire::Change {
        at: change.at,
        by_name: change.by.as_ref().and_then(|by| names.get(by)).cloned().unwrap_or_default(),
        before: told(&change.what, &change.before),
        after: told(&change.what, &change.after),
        by: change.by,
        what: change.what,
    });
    // A customer's answer may end what he does not know of: on hold is open for him, and until when a ticket
    // was put off is the staff's business.
    let told = |line: &wire::Change| {
        caller.staff || line.what != "until" && (line.before.is_empty() || line.before != line.after)
    };
    Ok(lines.filter(told).collect())
}

fn names_people(what: &str) -> bool {
    matches!(what, "assignee" | "requester" | "participants")
}

fn ids(value: &Value) -> Box<dyn Iterator<Item = UserId> + '_> {
    match value {
        Value::String(id) => Box::new(std::iter::once(id.clone())),
        Value::Array(ids) => Box::new(ids.iter().filter_map(Value::as_str).map(str::to_owned)),
        _ => Box::new(std::iter::empty()),
    }
}

fn plain(what: &str, value: &Value, staff: bool) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) if what == "status" => match text.parse::<Status>() {
            Ok(status) => crate::status::shown(status, staff).to_string(),
            Err(_) => text.clone(),
        },
        Value::String(text) => text.clone(),
        Value::Number(time) if what == "until" => {
            time.as_u64().map_or_else(|| time.to_string(), crate::time::written)
        }
        Value::Array(parts) => {
            parts.iter().map(|part| plain(what, part, staff)).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    }
}
