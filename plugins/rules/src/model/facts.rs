//! A ticket as rules see it.

use crate::model::clock::Clocks;
use crate::model::trigger::Happening;
use ombud_plugin::desk::queues::Selection;
use ombud_plugin::desk::tickets::{Priority, Status, Ticket};
use ombud_plugin::{DepartmentId, RecordId, Timestamp, UserId};
use serde_json::Value;
use std::collections::BTreeMap;

/// A ticket at one time.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    /// Its id.
    pub id: RecordId,
    /// What people say.
    pub number: u64,
    /// What a change must name.
    pub version: u64,
    /// One line.
    pub subject: String,
    /// Where it is filed.
    pub department: DepartmentId,
    /// Who answers for it.
    pub assignee: Option<UserId>,
    /// Whose it is.
    pub requester: Option<UserId>,
    /// Where it stands.
    pub status: Status,
    /// How urgent.
    pub priority: Priority,
    /// Its tags.
    pub tags: Vec<String>,
    /// Own fields.
    pub fields: BTreeMap<String, Value>,
    /// How it came.
    pub channel: String,
    /// In which language.
    pub language: Option<String>,
    /// When it was opened.
    pub created: Timestamp,
    /// When it last changed.
    pub updated: Timestamp,
    /// What was written, if a rule asks: what this is about, or what the ticket was opened with.
    pub message: Option<String>,
    /// Since when what waits, if a rule asks.
    pub clocks: Option<Clocks>,
}

impl From<&Ticket> for Facts {
    fn from(ticket: &Ticket) -> Facts {
        let read = |text: &String| serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.clone()));
        Facts {
            id: ticket.id.clone(),
            number: ticket.number,
            version: ticket.version,
            subject: ticket.subject.clone(),
            department: ticket.department.clone(),
            assignee: ticket.assignee.clone(),
            requester: ticket.requester.clone(),
            status: ticket.status,
            priority: ticket.priority,
            tags: ticket.tags.clone(),
            fields: ticket.fields.iter().map(|(name, value)| (name.clone(), read(value))).collect(),
            channel: ticket.channel.clone(),
            language: ticket.language.clone(),
            created: ticket.created,
            updated: ticket.updated,
            message: None,
            clocks: None,
        }
    }
}

impl Facts {
    /// Whether there is still work to do.
    pub fn is_active(&self) -> bool {
        Selection::ACTIVE.contains(&self.status)
    }

    /// Whether it has this tag, whatever its letter case.
    pub fn has_tag(&self, tag: &str) -> bool {
        let tag = tag.to_lowercase();
        self.tags.iter().any(|has| has.to_lowercase() == tag)
    }

    /// What happened if it was so before and is so now.
    pub fn since(&self, before: &Facts) -> Vec<Happening> {
        let mut all = Vec::new();
        let mut changed = |field: &str, is: bool| {
            if is {
                all.push(Happening::Changed { field: field.to_owned() });
            }
        };
        changed("subject", self.subject != before.subject);
        changed("status", self.status != before.status);
        changed("priority", self.priority != before.priority);
        changed("department", self.department != before.department);
        changed("assignee", self.assignee != before.assignee);
        changed("requester", self.requester != before.requester);
        changed("language", self.language != before.language);
        let gone = before.fields.keys().filter(|name| !self.fields.contains_key(*name));
        for name in self.fields.keys().chain(gone) {
            changed(&format!("field:{name}"), self.fields.get(name) != before.fields.get(name));
        }
        all.extend(tags(&before.tags, &self.tags));
        all
    }
}

/// What happened if the tags were those and are these.
pub fn tags(before: &[String], after: &[String]) -> Vec<Happening> {
    if before == after {
        return Vec::new();
    }
    let has = |list: &[String], tag: &String| list.iter().any(|one| one.to_lowercase() == tag.to_lowercase());
    let added = after.iter().filter(|tag| !has(before, tag));
    let removed = before.iter().filter(|tag| !has(after, tag));
    let mut all = vec![Happening::Changed { field: "tags".to_owned() }];
    all.extend(added.map(|tag| Happening::TagAdded { tag: tag.clone() }));
    all.extend(removed.map(|tag| Happening::TagRemoved { tag: tag.clone() }));
    all
}

#[cfg(test)]
pub mod tests {
    //! A ticket to begin with.

    use super::*;
    use serde_json::json;

    /// A ticket to begin with.
    pub fn plain() -> Facts {
        Facts {
            id: "t1".into(),
            number: 42,
            version: 1,
            subject: "The lamp is down".into(),
            department: "support".into(),
            assignee: None,
            requester: Some("zoe".into()),
            status: Status::New,
            priority: Priority::Normal,
            tags: vec!["VIP".into()],
            fields: BTreeMap::from([("order".to_owned(), json!("A-1"))]),
            channel: "mail".into(),
            language: Some("en".into()),
            created: 1_000,
            updated: 2_000,
            message: Some("It flickers, then nothing.".into()),
            clocks: None,
        }
    }

    #[test]
    fn what_differs_has_happened_each_once() {
        let before = plain();
        let mut after = plain();
        assert_eq!(after.since(&before), []);
        after.status = Status::Open;
        after.tags = vec!["vip".into(), "refund".into()];
        after.fields = BTreeMap::from([("order".to_owned(), json!("A-2")), ("size".to_owned(), json!(3))]);
        let changed = |field: &str| Happening::Changed { field: field.into() };
        assert_eq!(
            after.since(&before),
            [
                changed("status"),
                changed("field:order"),
                changed("field:size"),
                changed("tags"),
                Happening::TagAdded { tag: "refund".into() },
            ]
        );
    }
}
