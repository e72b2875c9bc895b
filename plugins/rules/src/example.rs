//! Rules to begin with: each fills the form in, and is no rule until somebody saves it.

use crate::model::action::{Action, Otherwise};
use crate::model::clock::Clock;
use crate::model::condition::Condition;
use crate::model::rule::Rule;
use crate::model::trigger::Trigger;
use crate::texts;
use ombud_plugin::UserId;
use ombud_plugin::desk::tickets::Priority;

/// Which.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Example {
    /// Open work goes to somebody else when a shift ends.
    HandOver,
    /// What nobody takes is raised, and somebody is told; whom, says whoever saves it.
    Unassigned,
    /// What broke a promise is urgent.
    Broken,
}

impl Example {
    /// All that there are.
    pub const ALL: [Example; 3] = [Example::HandOver, Example::Unassigned, Example::Broken];

    /// As it stands in an address.
    pub fn word(self) -> &'static str {
        match self {
            Example::HandOver => "hand-over",
            Example::Unassigned => "unassigned",
            Example::Broken => "broken",
        }
    }

    /// And back.
    pub fn parse(word: &str) -> Option<Example> {
        Example::ALL.into_iter().find(|example| example.word() == word)
    }

    /// What it does, and what the rule is called.
    pub fn title(self) -> &'static str {
        match self {
            Example::HandOver => texts::example_hand_over(),
            Example::Unassigned => texts::example_unassigned(),
            Example::Broken => texts::example_broken(),
        }
    }

    /// The rule.
    pub fn rule(self) -> Rule {
        let (on, then) = match self {
            Example::HandOver => {
                (Trigger::ShiftEnded, vec![Action::HandOver { otherwise: Otherwise::Unassign }])
            }
            Example::Unassigned => (
                Trigger::Waited { clock: Clock::Unassigned, minutes: 120 },
                vec![
                    Action::SetPriority { to: Priority::High },
                    Action::Notify {
                        person: UserId::new(),
                        text: texts::example_unassigned_note().to_owned(),
                    },
                ],
            ),
            Example::Broken => {
                (Trigger::SlaBroken { metric: None }, vec![Action::SetPriority { to: Priority::Urgent }])
            }
        };
        Rule {
            name: self.title().to_owned(),
            enabled: true,
            stop: false,
            once: None,
            on: vec![on],
            when: Condition::default(),
            then,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_is_a_rule_that_can_be_saved_and_found_by_its_word() {
        for example in Example::ALL {
            let mut rule = example.rule();
            for action in &mut rule.then {
                if let Action::Notify { person, .. } = action {
                    assert!(person.is_empty(), "whom it calls is said by whoever saves it");
                    *person = "ana".to_owned();
                }
            }
            assert_eq!(rule.check(), Ok(()), "{example:?}");
            assert_eq!(Example::parse(example.word()), Some(example));
        }
    }
}
