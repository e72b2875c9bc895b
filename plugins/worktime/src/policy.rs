//! What was promised to whom: policies in order, of which the first that fits counts.

use crate::timeline::Timeline;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Metric {
    /// Somebody is responsible.
    FirstAssignment,
    /// The first answer, from the opening on.
    FirstResponse,
    /// Each further answer, from the oldest message that waits for one.
    NextResponse,
    /// It is resolved, from the opening on.
    Resolution,
    /// Of a chat: somebody writes to the visitor, from the beginning on. No ticket waits for it.
    ChatAnswer,
}

impl Metric {
    /// All that a ticket may wait for.
    pub const ALL: [Metric; 4] =
        [Metric::FirstAssignment, Metric::FirstResponse, Metric::NextResponse, Metric::Resolution];

    /// All that can be promised.
    pub const PROMISED: [Metric; 5] = [
        Metric::FirstAssignment,
        Metric::FirstResponse,
        Metric::NextResponse,
        Metric::Resolution,
        Metric::ChatAnswer,
    ];

    /// Whether a ticket may wait for it several times. What it waits for once stays that, even if the ticket turns out to be older.
    pub fn repeats(self) -> bool {
        self == Metric::NextResponse
    }
}

/// Where a ticket stands, as `ombud:desk/tickets` has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "they are those of wit/desk/tickets.wit")]
pub enum Status {
    New,
    Open,
    Pending,
    OnHold,
    Resolved,
    Closed,
    Spam,
}

/// How urgent it is, as `ombud:desk/tickets` has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "they are those of wit/desk/tickets.wit")]
pub enum Priority {
    Low,
    Normal,
    High,
    Urgent,
}

/// What a clock does in a status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Clock {
    /// Time counts.
    Run,
    /// Time does not count; the promise stands.
    Pause,
    /// Time does not count; a resolution is reached.
    Stop,
}

/// What of a ticket decides which policy counts, and what its clocks do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Where it stands.
    pub status: Status,
    /// How urgent it is.
    pub priority: Priority,
    /// Whether somebody is responsible.
    pub assigned: bool,
    /// Where it is filed.
    pub department: String,
    /// Who asks.
    pub requester: Option<String>,
    /// As they are written.
    pub tags: Vec<String>,
}

/// Which tickets a policy is for. What is empty asks for nothing; all that is said must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Condition {
    /// Filed in one of these.
    pub departments: Vec<String>,
    /// Of one of these.
    pub requesters: Vec<String>,
    /// With one of these, whatever the letter case.
    pub tags: Vec<String>,
}

impl Condition {
    /// Whether it holds.
    pub fn holds(&self, facts: &Facts) -> bool {
        let named = |list: &[String], one: &str| list.is_empty() || list.iter().any(|named| named == one);
        let tagged = |tag: &String| facts.tags.iter().any(|own| own.to_lowercase() == tag.to_lowercase());
        named(&self.departments, &facts.department)
            && named(&self.requesters, facts.requester.as_deref().unwrap_or_default())
            && (self.tags.is_empty() || self.tags.iter().any(tagged))
    }
}

/// How long something may take.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// In milliseconds, more than nothing.
    pub time: i64,
    /// In whose hours; none: around the clock.
    pub calendar: Option<String>,
}

/// When to say that a promise is about to be broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Warning {
    /// When so many milliseconds are left, of those that count.
    Left(i64),
    /// When so many hundredths are used up.
    Used(u8),
}

impl Warning {
    /// How much of the target is used up then.
    pub fn after(self, target: i64) -> i64 {
        match self {
            Warning::Left(left) => (target - left).max(0),
            Warning::Used(hundredths) => {
                target / 100 * i64::from(hundredths) + target % 100 * i64::from(hundredths) / 100
            }
        }
    }
}

/// What one metric promises.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Promise {
    /// A priority that is left out is promised nothing.
    pub targets: BTreeMap<Priority, Target>,
    /// In which statuses its clock runs, pauses or stops; others are as [`Promise::usual`] says.
    pub clock: BTreeMap<Status, Clock>,
    /// When to warn, in any order.
    pub warnings: Vec<Warning>,
}

impl Promise {
    /// Runs while there is work to do, pauses while somebody else has to do something, and stops when it is done.
    pub fn usual(status: Status) -> Clock {
        match status {
            Status::New | Status::Open => Clock::Run,
            Status::Pending | Status::OnHold => Clock::Pause,
            Status::Resolved | Status::Closed | Status::Spam => Clock::Stop,
        }
    }

    /// What the clock does in a status.
    pub fn clock(&self, status: Status) -> Clock {
        self.clock.get(&status).copied().unwrap_or_else(|| Promise::usual(status))
    }
}

impl Policy {
    /// The same as a chat sees it: like a ticket of which nothing but the first response is promised, as soon as the answer in a chat is.
    pub fn of_chats(&self) -> Policy {
        let answer = self.promises.get(&Metric::ChatAnswer).cloned();
        Policy {
            promises: answer.map(|one| (Metric::FirstResponse, one)).into_iter().collect(),
            ..self.clone()
        }
    }
}

/// Promises to some tickets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Policy {
    /// What people call it.
    pub name: String,
    /// Which tickets it is for.
    pub when: Condition,
    /// A metric that is left out is promised nothing.
    pub promises: BTreeMap<Metric, Promise>,
}

/// The rules of one moment: policies as they are, and calendars as they are.
pub trait Rules {
    /// The policies, in the order in which they are tried.
    fn policies(&self) -> &[Policy];

    /// When a calendar is open; none: there is no such calendar, and nothing is promised by it.
    fn hours(&self, calendar: &str) -> Option<&Timeline>;

    /// Around the clock, for targets without a calendar.
    fn around_the_clock(&self) -> &Timeline;

    /// The first policy that fits.
    fn policy(&self, facts: &Facts) -> Option<&Policy> {
        self.policies().iter().find(|policy| policy.when.holds(facts))
    }

    /// What is promised about a ticket, how long that may take, and in which hours.
    fn promised(&self, metric: Metric, facts: &Facts) -> Option<(&Promise, i64, &Timeline)> {
        let promise = self.policy(facts)?.promises.get(&metric)?;
        let target = promise.targets.get(&facts.priority)?;
        let hours = match &target.calendar {
            Some(calendar) => self.hours(calendar)?,
            None => self.around_the_clock(),
        };
        Some((promise, target.time, hours))
    }
}
