//! A rule as people write it: when something happens to a ticket, and the ticket is such, something is done.

use crate::model::action::Action;
use crate::model::condition::Condition;
use crate::model::trigger::Trigger;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The longest name, in characters.
pub const MAX_NAME: usize = 120;
/// The most triggers, and the most actions.
pub const MAX_PARTS: usize = 20;
/// The longest time that a rule waits, and the longest pause of one: ten years, in hours.
pub const MAX_HOURS: u32 = 87_600;

/// A rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// What people call it.
    pub name: String,
    /// Whether it does anything.
    #[serde(default = "yes")]
    pub enabled: bool,
    /// Nothing that comes after it is done for the same happening, if the ticket fits: also where all was so already, but not where
    /// its author may not do it.
    #[serde(default, skip_serializing_if = "is_not")]
    pub stop: bool,
    /// How often it does something with the same ticket; none: each time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub once: Option<Once>,
    /// What it waits for: any of these.
    pub on: Vec<Trigger>,
    /// What the ticket must be like.
    #[serde(default)]
    pub when: Condition,
    /// What is done, in this order.
    pub then: Vec<Action>,
}

/// How often a rule does something with the same ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Once {
    /// Once, and never again.
    PerTicket,
    /// Not again for so many hours.
    PerHours(u32),
}

impl Once {
    /// Whether it may be done again by now.
    pub fn lets(self, last: Option<u64>, now: u64) -> bool {
        match (last, self) {
            (None, _) => true,
            (Some(_), Once::PerTicket) => false,
            (Some(last), Once::PerHours(hours)) => now >= last.saturating_add(u64::from(hours) * 3_600_000),
        }
    }
}

/// What is wrong with a rule. Pages and the API find the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It has no name, or a longer one than [`MAX_NAME`].
    Name,
    /// It waits for nothing, or for more than [`MAX_PARTS`] things.
    Triggers,
    /// It does nothing, or more than [`MAX_PARTS`] things.
    Actions,
    /// Conditions are nested too deep, or there are too many.
    Conditions,
    /// What is asked of a field cannot be asked of it.
    Check(String, String),
    /// What is compared with is missing or is none: the field, and what was given.
    Value(String, String),
    /// A text is missing or too long.
    Text,
    /// Something in braces cannot be filled in.
    Placeholder(String),
    /// It waits for too long, or not at all, or pauses for too long.
    Hours,
}

impl Rule {
    /// What is wrong with it, if anything is.
    ///
    /// # Errors
    /// The first fault.
    pub fn check(&self) -> Result<(), Fault> {
        let length = self.name.trim().chars().count();
        if length == 0 || length > MAX_NAME || self.name.chars().any(char::is_control) {
            return Err(Fault::Name);
        }
        if self.on.is_empty() || self.on.len() > MAX_PARTS {
            return Err(Fault::Triggers);
        }
        if self.then.is_empty() || self.then.len() > MAX_PARTS {
            return Err(Fault::Actions);
        }
        if let Some(Once::PerHours(hours)) = self.once
            && !(1..=MAX_HOURS).contains(&hours)
        {
            return Err(Fault::Hours);
        }
        self.on.iter().try_for_each(Trigger::check)?;
        self.when.check()?;
        self.then.iter().try_for_each(Action::check)
    }

    /// The permissions without which it could never do what it says.
    pub fn needs(&self) -> BTreeSet<&'static str> {
        let mut needs = BTreeSet::from(["tickets:ticket.read"]);
        needs.extend(self.then.iter().flat_map(|action| action.needs()).copied());
        needs
    }

    /// The permissions that it may need beyond, depending on the ticket: taken along as far as the author holds them.
    pub fn may_need(&self) -> BTreeSet<&'static str> {
        self.then.iter().flat_map(|action| action.may_need()).copied().collect()
    }

    /// Whether it waits for time to pass.
    pub fn waits(&self) -> bool {
        self.on.iter().any(|trigger| matches!(trigger, Trigger::Waited { .. }))
    }
}

fn yes() -> bool {
    true
}

fn is_not(value: &bool) -> bool {
    !value
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::condition::{Check, Is, What};
    use ombud_plugin::desk::tickets::Priority;

    fn plain() -> Rule {
        Rule {
            name: "Urgent words".into(),
            enabled: true,
            stop: false,
            once: None,
            on: vec![Trigger::Opened],
            when: Condition::All(vec![Condition::Check(Check {
                what: What::Subject,
                is: Is::Contains,
                values: vec!["down".into()],
            })]),
            then: vec![Action::SetPriority { to: Priority::Urgent }],
        }
    }

    #[test]
    fn a_rule_that_says_when_and_what_is_right() {
        assert_eq!(plain().check(), Ok(()));
        assert_eq!(Rule { name: " ".into(), ..plain() }.check(), Err(Fault::Name));
        assert_eq!(Rule { on: vec![], ..plain() }.check(), Err(Fault::Triggers));
        assert_eq!(Rule { then: vec![], ..plain() }.check(), Err(Fault::Actions));
        assert_eq!(Rule { once: Some(Once::PerHours(0)), ..plain() }.check(), Err(Fault::Hours));
        let odd = |what, is, values: &[&str]| Rule {
            when: Condition::Check(Check { what, is, values: values.iter().map(|v| (*v).into()).collect() }),
            ..plain()
        };
        assert!(matches!(odd(What::Status, Is::Contains, &["x"]).check(), Err(Fault::Check(..))));
        assert!(matches!(odd(What::Status, Is::AnyOf, &["lost"]).check(), Err(Fault::Value(..))));
        assert!(matches!(odd(What::Subject, Is::Contains, &[]).check(), Err(Fault::Value(..))));
        let deep = (0..20).fold(Condition::default(), |inner, _| Condition::Not(Box::new(inner)));
        assert_eq!(Rule { when: deep, ..plain() }.check(), Err(Fault::Conditions));
    }

    #[test]
    fn a_rule_asks_for_what_its_actions_need_and_no_more() {
        assert_eq!(plain().needs(), BTreeSet::from(["tickets:ticket.edit", "tickets:ticket.read"]));
        let replies = Rule { then: vec![Action::Reply { text: "Hello".into() }], ..plain() };
        assert_eq!(replies.needs(), BTreeSet::from(["tickets:ticket.read", "tickets:ticket.reply"]));
    }

    #[test]
    fn once_is_once_or_not_for_a_while() {
        assert!(Once::PerTicket.lets(None, 5) && !Once::PerTicket.lets(Some(1), u64::MAX));
        let daily = Once::PerHours(24);
        assert!(!daily.lets(Some(0), 86_399_999) && daily.lets(Some(0), 86_400_000));
    }
}
