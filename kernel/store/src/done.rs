//! What a unit of work would change, told before it is committed or thrown away.

use crate::record::Stored;
use crate::unit_of_work::Savepoint;
use crate::{Result, UnitOfWork, key, timer};
use ombud_access::{RecordRef, Timestamp};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// One thing that would be different.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "what")]
pub enum Done {
    /// A record is made, becomes different or goes: its relations and its body, where that is JSON.
    Record {
        /// Which.
        at: RecordRef,
        /// As it was.
        before: Option<Value>,
        /// As it will be.
        after: Option<Value>,
    },
    /// A fact is told.
    Event {
        /// Of which kind.
        kind: String,
        /// About what.
        subject: RecordRef,
        /// What is said.
        data: Value,
    },
    /// A timer is set, or taken back.
    Timer {
        /// Its name among the plugin's.
        name: String,
        /// When it rings; none: not any more.
        due: Option<Timestamp>,
    },
    /// A row of the kernel's own.
    Row {
        /// In which table.
        table: String,
        /// Its name there.
        row: String,
        /// Whether it is there.
        is_there: bool,
    },
}

impl UnitOfWork {
    /// What was done since a savepoint, without what follows from it: records first, then timers and rows, then events.
    /// It opens records without a permit, for administrators who look at what a plugin would do; whoever shows it asks
    /// whether they may.
    pub fn done_since(&self, since: Savepoint) -> Result<Vec<Done>> {
        let mut befores = BTreeMap::new();
        for (key, before) in self.replaced_since(since) {
            befores.entry(key).or_insert(before);
        }
        let mut done = Vec::new();
        for (key, before) in befores {
            let before = match before {
                Some(written) => written.clone(),
                None => self.view().get(key)?,
            };
            let after = self.written(key);
            if before == after {
                continue;
            }
            match key.first() {
                Some(&key::RECORD) => {
                    let before = before.as_deref().map(Stored::decode).transpose()?;
                    let after = after.as_deref().map(Stored::decode).transpose()?;
                    let Some(at) = after.as_ref().or(before.as_ref()).map(|it| it.envelope.record()) else {
                        continue;
                    };
                    let (before, after) = (before.as_ref().map(told), after.as_ref().map(told));
                    done.push(Done::Record { at, before, after });
                }
                Some(&key::TIMER) => {
                    let set = after.as_deref().map(timer::decode).transpose()?;
                    let was = before.as_deref().map(timer::decode).transpose()?;
                    if let Some(known) = set.as_ref().or(was.as_ref()) {
                        let due = set.as_ref().map(|set| set.due);
                        done.push(Done::Timer { name: known.key.clone(), due });
                    }
                }
                Some(&key::TABLE) => {
                    let mut parts = key[1..].splitn(2, |byte| *byte == 0).map(String::from_utf8_lossy);
                    if let (Some(table), Some(row)) = (parts.next(), parts.next()) {
                        let (table, row) = (table.into_owned(), row.into_owned());
                        done.push(Done::Row { table, row, is_there: after.is_some() });
                    }
                }
                _ => {}
            }
        }
        done.extend(self.told_since(since).iter().map(|event| Done::Event {
            kind: event.kind.clone(),
            subject: event.subject.clone(),
            data: serde_json::from_str(&event.data).unwrap_or(Value::Null),
        }));
        Ok(done)
    }

    /// The number of the last event before this time; 0 if there is none.
    pub fn last_event_before(&self, at: Timestamp) -> Result<u64> {
        // Events stand in the order of time, near enough: so the place is found by halving.
        let (mut before, mut after) = (0, self.newest_event()?);
        while before < after {
            let middle = before + (after - before) / 2;
            match self.events_after(middle, 1)?.first() {
                Some(event) if event.at < at => before = event.number,
                _ => after = middle,
            }
        }
        Ok(before)
    }
}

/// A record without what every change changes.
fn told(stored: &Stored) -> Value {
    let envelope = &stored.envelope;
    let mut told = json!({
        "department": envelope.department, "assignee": envelope.assignee, "requester": envelope.requester,
        "participants": envelope.participants, "audience": envelope.audience, "parent": envelope.parent,
    });
    if let Some(fields) = told.as_object_mut() {
        fields.retain(|_, value| !value.is_null() && *value != json!([]));
        let body = serde_json::from_slice(&stored.body);
        fields.insert("body".into(), body.unwrap_or_else(|_| json!({ "bytes": stored.body.len() })));
    }
    told
}
