//! What happens to tickets, and which of it a rule waits for.

use crate::model::clock::Clock;
use crate::model::rule::{Fault, MAX_HOURS};
use serde::{Deserialize, Serialize};

/// What a rule waits for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Trigger {
    /// A ticket was opened.
    Opened,
    /// Something of it changed: this (`status`, `assignee`, `field:order` …), or anything.
    Changed {
        /// Which.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        field: Option<String>,
    },
    /// The customer wrote again.
    CustomerReplied,
    /// Staff answered.
    AgentReplied,
    /// Somebody left a note.
    Noted,
    /// It got a tag: this, or any.
    TagAdded {
        /// Which, whatever its letter case.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tag: Option<String>,
    },
    /// It lost a tag: this, or any.
    TagRemoved {
        /// Which, whatever its letter case.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tag: Option<String>,
    },
    /// A promise will soon be broken: of this metric, or of any.
    SlaWarned {
        /// `first-response` and the like, as the plugin that promises says it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        metric: Option<String>,
    },
    /// A promise was broken.
    SlaBroken {
        /// Likewise.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        metric: Option<String>,
    },
    /// The shift of who answers for it ended. To accept no work for a while is no end of a shift.
    ShiftEnded,
    /// The customer rated it: with at most so much, or anyhow.
    Rated {
        /// 1 to 5.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        most: Option<u8>,
    },
    /// It has been so for so long.
    Waited {
        /// What.
        clock: Clock,
        /// For how long. Of a date it may be negative: before it.
        minutes: i64,
    },
}

/// Something that happened to a ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Happening {
    /// It was opened.
    Opened,
    /// This changed.
    Changed {
        /// `status`, `field:order` …
        field: String,
    },
    /// The customer wrote again.
    CustomerReplied,
    /// Staff answered.
    AgentReplied,
    /// Somebody left a note.
    Noted,
    /// It got this tag.
    TagAdded {
        /// As it is written there.
        tag: String,
    },
    /// It lost this tag.
    TagRemoved {
        /// As it was written there.
        tag: String,
    },
    /// A promise will soon be broken.
    SlaWarned {
        /// Of this metric.
        metric: String,
    },
    /// A promise was broken.
    SlaBroken {
        /// Of this metric.
        metric: String,
    },
    /// The shift of who answers for it ended.
    ShiftEnded,
    /// The customer rated it.
    Rated {
        /// 1 to 5.
        score: u8,
    },
    /// So long it has been so, since then.
    Waited {
        /// What.
        clock: Clock,
        /// For how long.
        minutes: i64,
        /// Since when, in milliseconds.
        since: u64,
    },
}

impl Trigger {
    /// Whether this is what it waits for.
    pub fn fits(&self, happening: &Happening) -> bool {
        let or_any = |wanted: &Option<String>, is: &str| {
            wanted.as_ref().is_none_or(|wanted| wanted.to_lowercase() == is.to_lowercase())
        };
        match (self, happening) {
            (Trigger::Opened, Happening::Opened)
            | (Trigger::CustomerReplied, Happening::CustomerReplied)
            | (Trigger::AgentReplied, Happening::AgentReplied)
            | (Trigger::Noted, Happening::Noted)
            | (Trigger::ShiftEnded, Happening::ShiftEnded) => true,
            (Trigger::Rated { most }, Happening::Rated { score }) => most.is_none_or(|most| *score <= most),
            (Trigger::Changed { field }, Happening::Changed { field: is }) => or_any(field, is),
            (Trigger::TagAdded { tag }, Happening::TagAdded { tag: is })
            | (Trigger::TagRemoved { tag }, Happening::TagRemoved { tag: is }) => or_any(tag, is),
            (Trigger::SlaWarned { metric }, Happening::SlaWarned { metric: is })
            | (Trigger::SlaBroken { metric }, Happening::SlaBroken { metric: is }) => or_any(metric, is),
            (Trigger::Waited { clock, minutes }, Happening::Waited { clock: of, minutes: waited, .. }) => {
                clock == of && minutes == waited
            }
            _ => false,
        }
    }

    /// What is wrong with it.
    ///
    /// # Errors
    /// The first fault.
    pub fn check(&self) -> Result<(), Fault> {
        let word = |given: &Option<String>| match given {
            Some(given) if given.trim().is_empty() || given.chars().count() > 80 => {
                Err(Fault::Value("on".into(), given.clone()))
            }
            _ => Ok(()),
        };
        match self {
            Trigger::Changed { field: given }
            | Trigger::TagAdded { tag: given }
            | Trigger::TagRemoved { tag: given }
            | Trigger::SlaWarned { metric: given }
            | Trigger::SlaBroken { metric: given } => word(given),
            Trigger::Rated { most: Some(most) } if !(1..=5).contains(most) => {
                Err(Fault::Value("on".into(), most.to_string()))
            }
            Trigger::Waited { clock, minutes } => {
                let most = i64::from(MAX_HOURS) * 60;
                let least = if matches!(clock, Clock::Field(_)) { -most } else { 1 };
                if (least..=most).contains(minutes) { Ok(()) } else { Err(Fault::Hours) }
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trigger_that_names_nothing_fits_anything_of_its_kind() {
        let added = Happening::TagAdded { tag: "VIP".into() };
        assert!(Trigger::TagAdded { tag: None }.fits(&added));
        assert!(Trigger::TagAdded { tag: Some("vip".into()) }.fits(&added));
        assert!(!Trigger::TagAdded { tag: Some("refund".into()) }.fits(&added));
        assert!(!Trigger::TagRemoved { tag: None }.fits(&added));
        let status = Happening::Changed { field: "status".into() };
        assert!(Trigger::Changed { field: None }.fits(&status));
        assert!(!Trigger::Changed { field: Some("priority".into()) }.fits(&status));
    }

    #[test]
    fn a_rating_fits_who_waits_for_one_that_is_as_low() {
        let low = Happening::Rated { score: 2 };
        assert!(Trigger::Rated { most: None }.fits(&low));
        assert!(Trigger::Rated { most: Some(2) }.fits(&low) && !Trigger::Rated { most: Some(1) }.fits(&low));
        assert!(Trigger::Rated { most: Some(6) }.check().is_err());
    }

    #[test]
    fn waiting_is_for_a_while_and_only_a_date_has_a_before() {
        let waits = |clock: &str, minutes| Trigger::Waited { clock: clock.parse().unwrap(), minutes };
        assert_eq!(waits("unassigned", 30).check(), Ok(()));
        assert_eq!(waits("unassigned", 0).check(), Err(Fault::Hours));
        assert_eq!(waits("field:renewal", -1440).check(), Ok(()));
    }
}
