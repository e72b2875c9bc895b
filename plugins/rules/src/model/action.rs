//! What a rule makes of a ticket.

use crate::model::facts::Facts;
use crate::model::placeholder;
use crate::model::rule::Fault;
use ombud_plugin::desk::tickets::{Changes, Priority, Status};
use ombud_plugin::{DepartmentId, UserId};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The longest text, in bytes.
pub const MAX_TEXT: usize = 8_000;
/// The most tags of an action.
const MAX_TAGS: usize = 16;

/// One thing that is done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Action {
    /// Puts it there.
    SetStatus {
        /// Where.
        to: Status,
    },
    /// Makes it so urgent.
    SetPriority {
        /// How.
        to: Priority,
    },
    /// Files it elsewhere.
    SetDepartment {
        /// Where; by its id.
        to: DepartmentId,
    },
    /// Gives it to somebody.
    Assign {
        /// To whom; by the person's id.
        to: UserId,
    },
    /// Takes it from whoever has it.
    Unassign,
    /// Gives it to whoever of its department is there, accepts tickets, and has the least of those who may have one more.
    HandOver {
        /// What becomes of it if there is nobody.
        #[serde(default, skip_serializing_if = "Otherwise::is_usual")]
        otherwise: Otherwise,
    },
    /// Gives it tags.
    AddTags {
        /// Which.
        tags: Vec<String>,
    },
    /// Takes tags away.
    RemoveTags {
        /// Which.
        tags: Vec<String>,
    },
    /// Fills in an own field, or empties it.
    SetField {
        /// Its name.
        field: String,
        /// With this; nothing: it becomes empty.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<Value>,
    },
    /// Leaves a note for staff.
    Note {
        /// What it says.
        text: String,
    },
    /// Leaves a note for staff that names somebody.
    Notify {
        /// Whom; by the person's id.
        person: UserId,
        /// What it says.
        text: String,
    },
    /// Writes to the customer.
    Reply {
        /// What.
        text: String,
    },
}

/// What becomes of a ticket that nobody takes over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Otherwise {
    /// It is nobody's, so that whoever comes next finds it among those.
    #[default]
    Unassign,
    /// It stays whose it is.
    Keep,
}

impl Otherwise {
    fn is_usual(&self) -> bool {
        *self == Otherwise::default()
    }
}

/// Something that was done, or would be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "what")]
pub enum Effect {
    /// A field of the ticket: `status`, `priority`, `department`, `assignee`, `field:order`.
    Changed {
        /// Which.
        field: String,
        /// What it was, as ids and words of the WIT.
        before: Option<String>,
        /// What it becomes.
        after: Option<String>,
    },
    /// It gets these tags.
    Tagged {
        /// Which.
        tags: Vec<String>,
    },
    /// It loses these tags.
    Untagged {
        /// Which.
        tags: Vec<String>,
    },
    /// A note for staff.
    Noted {
        /// What it says.
        text: String,
    },
    /// A reply to the customer.
    Replied {
        /// What it says.
        text: String,
    },
    /// It would go to whoever accepts work by then.
    HandedOver,
}

impl Action {
    /// Whether somebody has to be found who takes the ticket over.
    pub fn hands_over(&self) -> bool {
        matches!(self, Action::HandOver { .. })
    }

    /// The permissions without which it is never done.
    pub fn needs(&self) -> &'static [&'static str] {
        match self {
            Action::SetStatus { .. }
            | Action::SetPriority { .. }
            | Action::AddTags { .. }
            | Action::RemoveTags { .. }
            | Action::SetField { .. } => &["tickets:ticket.edit"],
            Action::SetDepartment { .. } => &["tickets:ticket.move", "tickets:ticket.move-into"],
            Action::Assign { .. } | Action::Unassign | Action::HandOver { .. } => &["tickets:ticket.assign"],
            Action::Note { .. } | Action::Notify { .. } => &["tickets:ticket.note"],
            Action::Reply { .. } => &["tickets:ticket.reply"],
        }
    }

    /// Those that it takes for some tickets beyond.
    pub fn may_need(&self) -> &'static [&'static str] {
        match self {
            Action::SetStatus { .. } => &["tickets:ticket.reopen"],
            // A field that customers see tells them something.
            Action::SetField { .. } => &["tickets:ticket.reply"],
            // Who works elsewhere loses it.
            Action::SetDepartment { .. } => &["tickets:ticket.assign"],
            Action::AddTags { .. } => &["tickets:tag.create"],
            // Without it nobody who is named is told.
            Action::Notify { .. } => &["kernel:person.read"],
            Action::Note { text } if text.contains('@') => &["kernel:person.read"],
            _ => &[],
        }
    }

    /// What is wrong with it.
    ///
    /// # Errors
    /// The first fault.
    pub fn check(&self) -> Result<(), Fault> {
        match self {
            Action::AddTags { tags } | Action::RemoveTags { tags } => {
                let wrong = |tag: &&String| tag.trim().is_empty() || tag.chars().count() > 50;
                match tags.iter().find(wrong) {
                    Some(tag) => Err(Fault::Value("tags".into(), tag.clone())),
                    None if tags.is_empty() || tags.len() > MAX_TAGS => {
                        Err(Fault::Value("tags".into(), tags.join(", ")))
                    }
                    None => Ok(()),
                }
            }
            Action::SetDepartment { to } if to.trim().is_empty() => {
                Err(Fault::Value("department".into(), to.clone()))
            }
            Action::Assign { to } if to.trim().is_empty() => Err(Fault::Value("assignee".into(), to.clone())),
            Action::Notify { person, .. } if person.trim().is_empty() => {
                Err(Fault::Value("person".into(), person.clone()))
            }
            Action::SetField { field, .. } if field.trim().is_empty() || field.chars().count() > 80 => {
                Err(Fault::Value("field".into(), field.clone()))
            }
            Action::Note { text } | Action::Notify { text, .. } | Action::Reply { text } => {
                if text.trim().is_empty() || text.len() > MAX_TEXT {
                    return Err(Fault::Text);
                }
                placeholder::fill(text, |_| None).map(drop).map_err(Fault::Placeholder)
            }
            _ => Ok(()),
        }
    }
}

/// What a ticket becomes, and what is written in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The ticket.
    pub after: Facts,
    /// Messages in their order: whether the customer reads it, and its text with everything filled in.
    pub messages: Vec<(bool, String)>,
}

/// Applies actions to a ticket, in their order.
///
/// `fill` fills in a text, and hears whether the customer reads it; `name` is what somebody is called; `heir` is to whom a ticket is handed over.
pub fn apply(
    actions: &[Action],
    facts: &Facts,
    fill: &dyn Fn(&str, bool) -> String,
    name: &dyn Fn(&str) -> String,
    heir: Option<&UserId>,
) -> Outcome {
    let mut after = facts.clone();
    let mut messages = Vec::new();
    for action in actions {
        match action {
            Action::SetStatus { to } => after.status = *to,
            Action::SetPriority { to } => after.priority = *to,
            Action::SetDepartment { to } => after.department = to.clone(),
            Action::Assign { to } => after.assignee = Some(to.clone()),
            Action::Unassign => after.assignee = None,
            Action::HandOver { otherwise: Otherwise::Keep } if heir.is_none() => {}
            Action::HandOver { .. } => after.assignee = heir.cloned(),
            Action::AddTags { tags } => {
                for tag in tags {
                    if !after.has_tag(tag) {
                        after.tags.push(tag.clone());
                    }
                }
                after.tags.sort();
            }
            Action::RemoveTags { tags } => {
                let gone: Vec<String> = tags.iter().map(|tag| tag.to_lowercase()).collect();
                after.tags.retain(|tag| !gone.contains(&tag.to_lowercase()));
            }
            Action::SetField { field, to: Some(to) } => {
                after.fields.insert(field.clone(), to.clone());
            }
            Action::SetField { field, to: None } => {
                after.fields.remove(field);
            }
            Action::Note { text } => messages.push((false, fill(text, false))),
            Action::Notify { person, text } => {
                messages.push((false, format!("@{} {}", name(person), fill(text, false))))
            }
            Action::Reply { text } => messages.push((true, fill(text, true))),
        }
    }
    Outcome { after, messages }
}

impl Outcome {
    /// What differs, for people and for the log.
    pub fn effects(&self, before: &Facts) -> Vec<Effect> {
        let after = &self.after;
        let mut all = Vec::new();
        let mut changed = |field: String, was: Option<String>, is: Option<String>| {
            if was != is {
                all.push(Effect::Changed { field, before: was, after: is });
            }
        };
        let word = |word: &str| Some(word.to_owned());
        changed("status".into(), word(before.status.as_str()), word(after.status.as_str()));
        changed("priority".into(), word(before.priority.as_str()), word(after.priority.as_str()));
        changed("department".into(), word(&before.department), word(&after.department));
        changed("assignee".into(), before.assignee.clone(), after.assignee.clone());
        let value = |value: Option<&Value>| match value {
            Some(Value::String(text)) => Some(text.clone()),
            Some(other) => Some(other.to_string()),
            None => None,
        };
        for name in
            before.fields.keys().chain(after.fields.keys().filter(|name| !before.fields.contains_key(*name)))
        {
            changed(format!("field:{name}"), value(before.fields.get(name)), value(after.fields.get(name)));
        }
        let gone = |from: &Facts, to: &Facts| -> Vec<String> {
            from.tags.iter().filter(|tag| !to.has_tag(tag)).cloned().collect()
        };
        let (added, removed) = (gone(after, before), gone(before, after));
        all.extend((!added.is_empty()).then_some(Effect::Tagged { tags: added }));
        all.extend((!removed.is_empty()).then_some(Effect::Untagged { tags: removed }));
        all.extend(self.messages.iter().cloned().map(|(customer, text)| match customer {
            true => Effect::Replied { text },
            false => Effect::Noted { text },
        }));
        all
    }

    /// The changes to ask for; none: there is nothing to change but what is written.
    pub fn changes(&self, before: &Facts) -> Option<Changes> {
        let after = &self.after;
        let fields: Vec<(String, String)> = before
            .fields
            .keys()
            .chain(after.fields.keys().filter(|name| !before.fields.contains_key(*name)))
            .filter(|name| before.fields.get(*name) != after.fields.get(*name))
            .map(|name| (name.clone(), after.fields.get(name).unwrap_or(&Value::Null).to_string()))
            .collect();
        let changes = Changes {
            subject: None,
            department: (after.department != before.department).then(|| after.department.clone()),
            assignee: (after.assignee != before.assignee).then(|| after.assignee.clone()),
            requester: None,
            participants: None,
            status: (after.status != before.status).then_some(after.status),
            until: None,
            priority: (after.priority != before.priority).then_some(after.priority),
            tags: (after.tags != before.tags).then(|| after.tags.clone()),
            fields: (!fields.is_empty()).then_some(fields),
            language: None,
        };
        let nothing = changes.department.is_none()
            && changes.assignee.is_none()
            && changes.status.is_none()
            && changes.priority.is_none()
            && changes.tags.is_none()
            && changes.fields.is_none();
        (!nothing).then_some(changes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::facts::tests::plain;
    use serde_json::json;

    fn outcome(actions: &[Action]) -> Outcome {
        apply(actions, &plain(), &|text, _| text.replace("{ticket.number}", "42"), &|_| "Ana".into(), None)
    }

    #[test]
    fn actions_are_done_in_their_order_and_the_last_word_counts() {
        let done = outcome(&[
            Action::SetPriority { to: Priority::High },
            Action::AddTags { tags: vec!["vip".into(), "outage".into()] },
            Action::RemoveTags { tags: vec!["OUTAGE".into()] },
            Action::SetPriority { to: Priority::Urgent },
            Action::Notify { person: "ana".into(), text: "look at #{ticket.number}".into() },
        ]);
        assert_eq!(
            done.effects(&plain()),
            [
                Effect::Changed {
                    field: "priority".into(),
                    before: Some("normal".into()),
                    after: Some("urgent".into())
                },
                Effect::Noted { text: "@Ana look at #42".into() },
            ]
        );
        let changes = done.changes(&plain()).unwrap();
        assert_eq!((changes.priority, changes.tags), (Some(Priority::Urgent), None));
    }

    #[test]
    fn what_is_so_already_is_no_change() {
        let done = outcome(&[
            Action::SetPriority { to: Priority::Normal },
            Action::Unassign,
            Action::AddTags { tags: vec!["vip".into()] },
            Action::SetField { field: "order".into(), to: Some(json!("A-1")) },
        ]);
        assert_eq!(done.effects(&plain()), []);
        assert_eq!(done.changes(&plain()), None);
    }

    #[test]
    fn a_field_is_filled_in_and_emptied() {
        let done = outcome(&[
            Action::SetField { field: "order".into(), to: None },
            Action::SetField { field: "size".into(), to: Some(json!(3)) },
        ]);
        let changes = done.changes(&plain()).unwrap().fields.unwrap();
        assert_eq!(changes, [("order".into(), "null".into()), ("size".into(), "3".into())]);
        assert_eq!(done.after.since(&plain()).len(), 2);
    }

    #[test]
    fn a_note_that_calls_somebody_takes_along_the_right_to_look_people_up() {
        let note = |text: &str| Action::Note { text: text.into() };
        assert_eq!(note("@Ana look").may_need(), ["kernel:person.read"]);
        assert_eq!(note("look").may_need(), [""; 0]);
        let notify = Action::Notify { person: "ana".into(), text: "look".into() };
        assert_eq!(
            (notify.needs(), notify.may_need()),
            (&["tickets:ticket.note"][..], &["kernel:person.read"][..])
        );
    }

    #[test]
    fn a_text_that_cannot_be_filled_in_is_told_at_once() {
        let note = |text: &str| Action::Note { text: text.into() }.check();
        assert_eq!(note("#{ticket.number}"), Ok(()));
        assert_eq!(note("{ticket.nmber}"), Err(Fault::Placeholder("ticket.nmber".into())));
        assert_eq!(note(" "), Err(Fault::Text));
    }
}
