//! How a ticket was before: its history, undone from the end.

use crate::model::clock::{Clocks, Wrote};
use crate::model::facts::{self, Facts};
use crate::model::trigger::Happening;
use ombud_plugin::{Timestamp, UserId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// One change in the history of a ticket, as the plugin `tickets` keeps it. What is not named here is none of our business.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// When.
    pub at: Timestamp,
    /// Who.
    #[serde(default)]
    pub by: Option<UserId>,
    /// The field, or `created` and the like.
    pub what: String,
    /// What it was.
    #[serde(default)]
    pub before: Value,
    /// What it became.
    #[serde(default)]
    pub after: Value,
}

/// A message, likewise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Said {
    /// `reply`, `note` or `system`.
    pub kind: String,
    /// Who wrote it.
    #[serde(default)]
    pub author: Option<UserId>,
    /// Whether the desk speaks.
    pub from_staff: bool,
    /// When it came here. One that was moved keeps it.
    pub filed: Timestamp,
    /// Plain text.
    pub text: String,
}

impl Said {
    /// What it is that happened.
    pub fn happening(&self) -> Option<Happening> {
        match (self.kind.as_str(), self.from_staff) {
            ("reply", true) => Some(Happening::AgentReplied),
            ("reply", false) => Some(Happening::CustomerReplied),
            ("note", _) => Some(Happening::Noted),
            _ => None,
        }
    }
}

/// What happened to a ticket in one call, and how it was afterwards.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// When.
    pub at: Timestamp,
    /// What happened.
    pub happenings: Vec<Happening>,
    /// The ticket then, with its clocks and the message that this is about.
    pub after: Facts,
}

/// What happened, as changes and messages of one call tell it.
pub fn happenings(changes: &[Change], messages: &[Said]) -> Vec<Happening> {
    let mut all = Vec::new();
    for change in changes {
        match change.what.as_str() {
            "created" => all.push(Happening::Opened),
            "tags" => all.extend(facts::tags(&words(&change.before), &words(&change.after))),
            "fields" => {
                let (before, after) = (map(&change.before), map(&change.after));
                let names = before.keys().chain(after.keys().filter(|name| !before.contains_key(*name)));
                let differs = names.filter(|name| before.get(*name) != after.get(*name));
                all.extend(differs.map(|name| Happening::Changed { field: format!("field:{name}") }));
            }
            "subject" | "status" | "priority" | "department" | "assignee" | "requester" | "language" => {
                all.push(Happening::Changed { field: change.what.clone() });
            }
            _ => {}
        }
    }
    // With what a ticket is opened is no answer to anything.
    if !all.contains(&Happening::Opened) {
        all.extend(messages.iter().filter_map(Said::happening));
    }
    all
}

/// Who wrote in one call.
pub fn wrote(messages: &[Said]) -> Wrote {
    let reply = |staff| messages.iter().any(|said| said.kind == "reply" && said.from_staff == staff);
    Wrote { customer: reply(false), agent: reply(true) }
}

/// The life of a ticket, oldest first, out of how it is now. Both lists in any order; those who see less of them see less of its life.
pub fn life(now: &Facts, changes: &[Change], messages: &[Said]) -> Vec<Step> {
    let mut calls: BTreeMap<Timestamp, (Vec<Change>, Vec<Said>)> = BTreeMap::new();
    for change in changes {
        calls.entry(change.at).or_default().0.push(change.clone());
    }
    for said in messages {
        calls.entry(said.filed).or_default().1.push(said.clone());
    }
    let first = messages.iter().min_by_key(|said| said.filed).map(|said| said.text.clone());
    // From the end, undoing what each call did.
    let mut steps = Vec::new();
    let mut is = now.clone();
    for (at, (changes, said)) in calls.iter().rev() {
        let mut after = is.clone();
        after.updated = *at;
        after.message = said.last().map(|said| said.text.clone()).or_else(|| first.clone());
        changes.iter().rev().for_each(|change| undo(&mut is, change));
        steps.push(Step { at: *at, happenings: happenings(changes, said), after });
    }
    steps.reverse();
    // And from the beginning, since when it was so.
    let mut clocks: Option<Clocks> = None;
    for step in &mut steps {
        let said = calls.get(&step.at).map(|(_, said)| said.as_slice()).unwrap_or_default();
        let moved = step.happenings.contains(&Happening::Changed { field: "status".to_owned() });
        let clocks = clocks.get_or_insert_with(|| Clocks::begin(&step.after, step.after.created));
        clocks.step(&step.after, step.at, moved, wrote(said));
        step.after.clocks = Some(clocks.clone());
    }
    steps
}

/// The same life with what was said of the ticket from outside, each at its own time: after what happened at the same.
pub fn woven(life: Vec<Step>, mut said: Vec<(Timestamp, Happening)>) -> Vec<Step> {
    said.sort_by_key(|(at, _)| *at);
    let first = life.first().and_then(|step| step.after.message.clone());
    let mut all: Vec<Step> = Vec::with_capacity(life.len() + said.len());
    let (mut life, mut said) = (life.into_iter().peekable(), said.into_iter().peekable());
    loop {
        let mut is_next = |at: Timestamp| said.peek().is_none_or(|(then, _)| at <= *then);
        if let Some(step) = life.next_if(|step| is_next(step.at)) {
            all.push(step);
            continue;
        }
        let Some((at, happening)) = said.next() else { return all };
        // Before its opening nothing is known of it.
        let Some(mut after) = all.last().map(|step| step.after.clone()) else { continue };
        // It is about no message: rules then see the first.
        after.message.clone_from(&first);
        all.push(Step { at, happenings: vec![happening], after });
    }
}

fn undo(facts: &mut Facts, change: &Change) {
    let text = || change.before.as_str().map(str::to_owned);
    match change.what.as_str() {
        "subject" => facts.subject = text().unwrap_or_default(),
        "status" => facts.status = text().and_then(|word| word.parse().ok()).unwrap_or(facts.status),
        "priority" => facts.priority = text().and_then(|word| word.parse().ok()).unwrap_or(facts.priority),
        "department" => facts.department = text().unwrap_or_default(),
        "assignee" => facts.assignee = text(),
        "requester" => facts.requester = text(),
        "language" => facts.language = text(),
        "tags" => facts.tags = words(&change.before),
        // Only what differed stands there.
        "fields" => {
            let (before, after) = (map(&change.before), map(&change.after));
            facts.fields.retain(|name, _| !after.contains_key(name));
            facts.fields.extend(before);
        }
        _ => {}
    }
}

fn words(value: &Value) -> Vec<String> {
    let list = value.as_array().map(Vec::as_slice).unwrap_or_default();
    list.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn map(value: &Value) -> BTreeMap<String, Value> {
    let object = value.as_object().cloned().unwrap_or_default();
    object.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::clock::Clock;
    use crate::model::facts::tests::plain;
    use ombud_plugin::desk::tickets::{Priority, Status};
    use serde_json::json;

    fn change(at: Timestamp, what: &str, before: Value, after: Value) -> Change {
        Change { at, by: None, what: what.into(), before, after }
    }

    fn said(filed: Timestamp, kind: &str, from_staff: bool, text: &str) -> Said {
        Said { kind: kind.into(), author: None, from_staff, filed, text: text.into() }
    }

    #[test]
    fn what_others_said_stands_at_its_own_time_with_the_ticket_as_it_was() {
        let mut now = plain();
        now.priority = Priority::Urgent;
        let changes = [
            change(1_000, "created", Value::Null, json!("mail")),
            change(3_000, "priority", json!("normal"), json!("urgent")),
        ];
        let messages = [said(1_000, "reply", false, "first"), said(2_000, "reply", false, "second")];
        let broken = || Happening::SlaBroken { metric: "resolution".into() };
        let told =
            vec![(9_000, broken()), (500, broken()), (2_500, Happening::ShiftEnded), (3_000, broken())];
        let woven = woven(life(&now, &changes, &messages), told);
        let told: Vec<_> = woven
            .iter()
            .map(|step| (step.at, step.after.priority, step.after.message.as_deref().unwrap_or_default()))
            .collect();
        let (normal, urgent) = (Priority::Normal, Priority::Urgent);
        assert_eq!(
            told,
            [
                (1_000, normal, "first"),
                (2_000, normal, "second"),
                (2_500, normal, "first"),
                (3_000, urgent, "first"),
                (3_000, urgent, "first"),
                (9_000, urgent, "first"),
            ]
        );
        assert_eq!(
            (&woven[2].happenings, &woven[4].happenings),
            (&vec![Happening::ShiftEnded], &vec![broken()])
        );
    }

    #[test]
    fn a_life_is_rebuilt_from_its_end() {
        let mut now = plain();
        (now.status, now.priority, now.assignee) = (Status::Open, Priority::Urgent, Some("ana".into()));
        now.tags = vec!["refund".into()];
        let changes = [
            change(1_000, "created", Value::Null, json!("mail")),
            change(2_000, "priority", json!("normal"), json!("urgent")),
            change(2_000, "tags", json!(["VIP"]), json!(["refund"])),
            change(4_000, "status", json!("new"), json!("open")),
            change(4_000, "assignee", Value::Null, json!("ana")),
        ];
        let messages = [
            said(1_000, "reply", false, "first"),
            said(3_000, "reply", false, "second"),
            said(5_000, "reply", true, "answer"),
        ];
        let life = life(&now, &changes, &messages);
        let told: Vec<(u64, Priority, Status, &str)> = life
            .iter()
            .map(|step| {
                let facts = &step.after;
                (step.at, facts.priority, facts.status, facts.message.as_deref().unwrap())
            })
            .collect();
        assert_eq!(
            told,
            [
                (1_000, Priority::Normal, Status::New, "first"),
                (2_000, Priority::Urgent, Status::New, "first"),
                (3_000, Priority::Urgent, Status::New, "second"),
                (4_000, Priority::Urgent, Status::Open, "first"),
                (5_000, Priority::Urgent, Status::Open, "answer"),
            ]
        );
        assert_eq!(life[0].happenings, [Happening::Opened], "its first message is no answer");
        assert_eq!(life[0].after.tags, ["VIP"]);
        assert!(life[1].happenings.contains(&Happening::TagRemoved { tag: "VIP".into() }));
        assert_eq!(life[2].happenings, [Happening::CustomerReplied]);
        let unanswered =
            |step: &Step| step.after.clocks.as_ref().unwrap().since(&Clock::Unanswered, &step.after);
        assert_eq!(
            life.iter().map(unanswered).collect::<Vec<_>>(),
            [Some(1_000), Some(1_000), Some(1_000), Some(1_000), None]
        );
        let unassigned = |step: &Step| step.after.clocks.as_ref().unwrap().unassigned;
        assert_eq!((unassigned(&life[2]), unassigned(&life[3])), (Some(1_000), None));
    }
}
