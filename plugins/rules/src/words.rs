//! What stands for the placeholders of a rule's texts.

use crate::model::action::{self, Action, Outcome};
use crate::model::facts::Facts;
use crate::model::placeholder;
use crate::model::rule::Rule;
use ombud_plugin::{Cx, Result, UserId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Joins words, and shows nothing: after an `@` no name can begin with it.
const JOINER: char = '\u{2060}';

/// Names and numbers of one ticket, found before somebody's rights count: who may write to a customer need not see names.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Filled {
    values: BTreeMap<String, String>,
    /// What those who are named in notes are called.
    people: BTreeMap<UserId, String>,
}

impl Filled {
    /// For a rule and the ticket as it leaves it.
    pub fn of(cx: &Cx, rule: &Rule, after: &Facts) -> Result<Filled> {
        let mut filled = Filled::default();
        let texts: Vec<&str> = rule
            .then
            .iter()
            .filter_map(|action| match action {
                Action::Note { text } | Action::Notify { text, .. } | Action::Reply { text } => {
                    Some(text.as_str())
                }
                _ => None,
            })
            .collect();
        for name in placeholder::KNOWN {
            if texts.iter().any(|text| text.contains(name)) {
                let value = match name {
                    "ticket.number" => Some(after.number.to_string()),
                    "ticket.subject" => Some(after.subject.clone()),
                    "rule.name" => Some(rule.name.clone()),
                    "customer.name" => after.requester.as_ref().and_then(|id| called(cx, id)),
                    "agent.name" => after.assignee.as_ref().and_then(|id| called(cx, id)),
                    _ => cx.department(&after.department).ok().map(|department| department.name),
                };
                filled.values.extend(value.map(|value| (name.to_owned(), value)));
            }
        }
        for action in &rule.then {
            if let Action::Notify { person, .. } = action {
                let name = cx.faces(std::slice::from_ref(person))?.into_iter().next().map(|face| face.name);
                filled.people.extend(name.map(|name| (person.clone(), name)));
            }
        }
        Ok(filled)
    }

    /// Applies actions with these names.
    pub fn apply(&self, actions: &[Action], facts: &Facts, heir: Option<&UserId>) -> Outcome {
        let fill = |text: &str, to_customer: bool| {
            // Customers write subjects and their own names: in a note these call nobody.
            let value = |name: &str| match self.values.get(name) {
                Some(value) if !to_customer => Some(value.replace('@', &format!("@{JOINER}"))),
                value => value.cloned(),
            };
            // What could not be filled in was refused when the rule was saved.
            placeholder::fill(text, value).unwrap_or_else(|_| text.to_owned())
        };
        let name = |id: &str| self.people.get(id).cloned().unwrap_or_default();
        action::apply(actions, facts, &fill, &name, heir)
    }
}

/// What customers call somebody.
fn called(cx: &Cx, id: &str) -> Option<String> {
    match cx.person(id) {
        Ok(person) => Some(person.alias.unwrap_or(person.name)),
        Err(_) => None,
    }
}
