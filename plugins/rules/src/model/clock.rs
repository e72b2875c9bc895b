//! Since when a ticket waits, and for what. Nothing counts down: each clock has a beginning or does not run.

use crate::model::facts::Facts;
use ombud_plugin::Timestamp;
use ombud_plugin::desk::tickets::Status;
use ombud_plugin::moment::parse_day;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;

/// What somebody can wait for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Clock {
    /// That it stands no longer there.
    Status(Word),
    /// That somebody answers for it.
    Unassigned,
    /// That staff answers the customer.
    Unanswered,
    /// Nothing: it begins with the date in an own field.
    Field(String),
}

/// A status, sorted by its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word(pub Status);

impl PartialOrd for Word {
    fn partial_cmp(&self, other: &Word) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Word {
    fn cmp(&self, other: &Word) -> std::cmp::Ordering {
        self.0.as_str().cmp(other.0.as_str())
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Clock::Status(Word(status)) => write!(f, "status:{status}"),
            Clock::Unassigned => f.write_str("unassigned"),
            Clock::Unanswered => f.write_str("unanswered"),
            Clock::Field(name) => write!(f, "field:{name}"),
        }
    }
}

impl FromStr for Clock {
    type Err = String;

    fn from_str(word: &str) -> Result<Clock, String> {
        match word.split_once(':') {
            Some(("status", status)) => Ok(Clock::Status(Word(status.parse()?))),
            Some(("field", name)) if !name.trim().is_empty() => Ok(Clock::Field(name.to_owned())),
            None if word == "unassigned" => Ok(Clock::Unassigned),
            None if word == "unanswered" => Ok(Clock::Unanswered),
            _ => Err(format!("`{word}` is none of status:…, unassigned, unanswered, field:…")),
        }
    }
}

impl Serialize for Clock {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Clock {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Clock, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// Since when a ticket is as it is. Milliseconds, as everywhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clocks {
    /// Where it stands.
    pub status: Status,
    /// Since when.
    pub since: Timestamp,
    /// Since when nobody answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unassigned: Option<Timestamp>,
    /// Since when the customer waits for an answer: the first of his words after the last of ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unanswered: Option<Timestamp>,
    /// When the customer last wrote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<Timestamp>,
    /// When staff last answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<Timestamp>,
}

/// Who wrote, in one step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wrote {
    /// The customer did.
    pub customer: bool,
    /// Staff did, to the customer.
    pub agent: bool,
}

impl Clocks {
    /// Of a ticket that is so from now on.
    pub fn begin(facts: &Facts, at: Timestamp) -> Clocks {
        Clocks {
            status: facts.status,
            since: at,
            unassigned: facts.assignee.is_none().then_some(at),
            unanswered: None,
            customer: None,
            agent: None,
        }
    }

    /// The ticket became so then. `moved`: its status changed, even if it is the same again by now.
    pub fn step(&mut self, facts: &Facts, at: Timestamp, moved: bool, wrote: Wrote) {
        if moved || facts.status != self.status {
            (self.status, self.since) = (facts.status, at);
        }
        match (facts.assignee.is_none(), self.unassigned) {
            (true, None) => self.unassigned = Some(at),
            (false, Some(_)) => self.unassigned = None,
            _ => {}
        }
        if wrote.customer {
            self.customer = Some(at);
            self.unanswered.get_or_insert(at);
        }
        if wrote.agent {
            self.agent = Some(at);
            self.unanswered = None;
        }
    }

    /// Since when this clock runs for the ticket; none: it does not.
    pub fn since(&self, clock: &Clock, facts: &Facts) -> Option<Timestamp> {
        match clock {
            Clock::Status(Word(status)) => (self.status == *status).then_some(self.since),
            Clock::Unassigned => self.unassigned.filter(|_| facts.is_active()),
            Clock::Unanswered => self.unanswered.filter(|_| facts.is_active()),
            Clock::Field(name) => facts.fields.get(name).and_then(|value| parse_day(value.as_str()?)),
        }
    }
}

/// When so many minutes have passed since then.
pub fn due(since: Timestamp, minutes: i64) -> Timestamp {
    since.saturating_add_signed(minutes.saturating_mul(60_000))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::facts::tests::plain;

    #[test]
    fn the_first_unanswered_word_counts_and_an_answer_ends_the_wait() {
        let mut facts = plain();
        let mut clocks = Clocks::begin(&facts, 10);
        let (customer, agent) =
            (Wrote { customer: true, agent: false }, Wrote { customer: false, agent: true });
        clocks.step(&facts, 10, false, customer);
        clocks.step(&facts, 20, false, customer);
        assert_eq!(clocks.since(&Clock::Unanswered, &facts), Some(10));
        clocks.step(&facts, 30, false, agent);
        assert_eq!(clocks.since(&Clock::Unanswered, &facts), None);
        clocks.step(&facts, 40, false, customer);
        assert_eq!(clocks.since(&Clock::Unanswered, &facts), Some(40));
        facts.status = Status::Closed;
        assert_eq!(clocks.since(&Clock::Unanswered, &facts), None, "there is nothing more to do");
    }

    #[test]
    fn a_status_that_was_left_and_came_back_begins_anew() {
        let facts = plain();
        let mut clocks = Clocks::begin(&facts, 10);
        let new = Clock::Status(Word(Status::New));
        clocks.step(&facts, 20, false, Wrote::default());
        assert_eq!(clocks.since(&new, &facts), Some(10));
        clocks.step(&facts, 30, true, Wrote::default());
        assert_eq!(clocks.since(&new, &facts), Some(30));
    }

    #[test]
    fn a_date_has_a_before() {
        let mut facts = plain();
        facts.fields.insert("renewal".into(), "2026-12-24".into());
        let clocks = Clocks::begin(&facts, 10);
        let since = clocks.since(&Clock::Field("renewal".into()), &facts).unwrap();
        assert_eq!(due(since, -1440), parse_day("2026-12-23").unwrap());
        assert_eq!(clocks.since(&Clock::Field("order".into()), &facts), None, "`A-1` is no date");
    }

    #[test]
    fn every_clock_is_read_back() {
        for word in ["status:on-hold", "unassigned", "unanswered", "field:renewal"] {
            assert_eq!(word.parse::<Clock>().unwrap().to_string(), word);
        }
        for odd in ["status:lost", "status", "field:", "assigned"] {
            assert!(odd.parse::<Clock>().is_err(), "{odd}");
        }
    }
}
