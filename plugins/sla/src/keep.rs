//! What is kept of a ticket: what was said about it, and what follows from the rules, so that lists need not reckon.

use crate::reckon::unsigned;
use crate::rules::Why;
use crate::seen::Seen;
use ombud_plugin::desk::tickets::Ticket;
use ombud_plugin::{
    Audience, Collection, Cx, DepartmentId, Draft, Entry, Query, RecordId, Result, Timestamp, UserId, Value,
};
use ombud_worktime::Instant;
use ombud_worktime::deadlines::{Progress, Reading};
use ombud_worktime::ledger::Ledger;
use ombud_worktime::policy::Metric;
use serde::{Deserialize, Serialize};

/// What is promised about tickets, each under the id of its ticket and filed as that is.
pub const DEADLINES: Collection<State> = Collection::new("sla:deadlines");
/// The same of chats, each under the id of its chat and filed as that is.
pub const CHATS: Collection<State> = Collection::new("sla:chats");
/// What was kept and what was broken, filed where the ticket was filed then.
pub const OUTCOMES: Collection<Outcome> = Collection::new("sla:outcomes");

/// So many recounts of a ticket are told.
const RECOUNTS: usize = 12;

/// One promise about a ticket.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Promised {
    pub metric: Metric,
    pub cycle: u32,
    pub since: Instant,
    pub target: i64,
    /// In whose hours; none: around the clock.
    pub calendar: Option<RecordId>,
    /// When the time is up, if its clock runs.
    pub due: Option<Instant>,
    /// How much is left, if its clock stands.
    pub left: Option<i64>,
    /// When it was done, after how much time that counts.
    pub done: Option<(Instant, i64)>,
    /// When the time was up before it was done.
    pub broken: Option<Instant>,
}

impl Promised {
    /// Whether it is that of a metric which waits since then.
    pub fn is(&self, metric: Metric, since: Instant) -> bool {
        self.metric == metric && (!metric.repeats() || self.since == since)
    }

    /// As it was read.
    pub fn of(reading: &Reading, calendar: Option<RecordId>) -> Promised {
        let (mut due, mut left, mut done) = (None, None, None);
        match reading.progress {
            Progress::Running(at) => due = at,
            Progress::Paused(rest) => left = Some(rest),
            Progress::Done(at, took) => done = Some((at, took)),
        }
        Promised {
            metric: reading.metric,
            cycle: reading.cycle.number,
            since: reading.cycle.since,
            target: reading.target,
            calendar,
            due,
            left,
            done,
            broken: reading.broken,
        }
    }
}

/// Why a deadline became another.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    Policy,
    Calendar,
    Zones,
    Priority,
    Department,
    Tags,
    Requester,
}

impl From<Why> for Reason {
    fn from(why: Why) -> Reason {
        match why {
            Why::Policy => Reason::Policy,
            Why::Calendar => Reason::Calendar,
            Why::Zones => Reason::Zones,
        }
    }
}

/// A deadline that became another, for people to see.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recount {
    pub at: Instant,
    pub metric: Metric,
    pub before: Option<Instant>,
    pub after: Option<Instant>,
    pub why: Reason,
}

/// Which policy counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Under {
    pub id: RecordId,
    pub version: u32,
    pub name: String,
}

/// What is kept of a ticket.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// What people say: #42.
    pub number: u64,
    /// What happened, and what was said of it.
    pub ledger: Ledger,
    /// With which rules it was reckoned.
    pub rules: u32,
    pub policy: Option<Under>,
    pub promised: Vec<Promised>,
    /// When there is something to say next.
    pub wake: Option<Instant>,
    /// The latest last.
    pub recounts: Vec<Recount>,
    /// What of the ticket was looked at; none: an earlier version noted nothing of it.
    #[serde(default)]
    pub seen: Option<Seen>,
}

impl State {
    /// What is due first.
    pub fn next(&self) -> Option<(&Promised, Instant)> {
        next(&self.promised)
    }

    /// Notes that a deadline became another.
    pub fn recount(&mut self, recount: Recount) {
        self.recounts.push(recount);
        let old = self.recounts.len().saturating_sub(RECOUNTS);
        self.recounts.drain(..old);
    }
}

/// Which of them is due first.
pub fn next(promised: &[Promised]) -> Option<(&Promised, Instant)> {
    let running = promised.iter().filter_map(|one| Some((one, one.due?)));
    running.min_by_key(|(_, due)| *due)
}

/// Of what is kept of a ticket, what a list shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Glance {
    pub promised: Vec<Promised>,
}

/// The same records as [`DEADLINES`], to be looked at only.
pub const GLANCES: Collection<Glance> = Collection::new("sla:deadlines");

/// What is kept of a ticket, if anything is.
pub fn state(cx: &Cx, ticket: &str) -> Result<Option<Entry<State>>> {
    cx.find(DEADLINES, ticket)
}

/// Keeps it, filed as the ticket is.
pub fn keep_state(cx: &Cx, ticket: &Ticket, read: Option<&Entry<State>>, state: &State) -> Result<()> {
    let is_filed = |entry: &Entry<State>| {
        let envelope = &entry.envelope;
        envelope.department.as_ref() == Some(&ticket.department)
            && envelope.assignee == ticket.assignee
            && envelope.participants == ticket.participants
    };
    if read.is_some_and(|entry| entry.value == *state && is_filed(entry)) {
        return Ok(());
    }
    let mut draft = Draft::new(state)
        .audience(Audience::Staff)
        .department(ticket.department.clone())
        .assignee(ticket.assignee.clone())
        .participants(ticket.participants.clone());
    if let Some((_, due)) = state.next() {
        let whose = ticket.assignee.clone().unwrap_or_default();
        draft = draft.index("due", [due]).index("whose", [Value::from(whose), Value::from(due)]);
    }
    if let Some(wake) = state.wake {
        draft = draft.index("wake", [wake]);
    }
    match read {
        Some(entry) => cx.update(DEADLINES, entry, draft).map(drop),
        None => cx.create(DEADLINES, draft.id(&ticket.id)).map(drop),
    }
}

/// The tickets about which there is something to say, the most overdue first.
pub fn waking(cx: &Cx, limit: u32) -> Result<Vec<Entry<State>>> {
    Ok(cx.query(DEADLINES, &Query::by("wake").limit(limit))?.entries)
}

/// Forgets a ticket that is gone. What was kept and broken stays in reports.
pub fn forget(cx: &Cx, ticket: &str) -> Result<()> {
    match state(cx, ticket)? {
        Some(entry) => cx.delete(DEADLINES, &entry),
        None => Ok(()),
    }
}

/// A promise that came to an end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// Or the chat.
    pub ticket: RecordId,
    /// Of a chat 0.
    pub number: u64,
    pub metric: Metric,
    /// Since when it waited: this says which of several it is.
    pub since: Timestamp,
    /// For people to see.
    pub cycle: u32,
    /// What the policy was called.
    pub policy: String,
    pub kept: bool,
    pub due: Option<Timestamp>,
    pub at: Timestamp,
    pub department: DepartmentId,
    pub agent: Option<UserId>,
}

/// Notes an outcome. What was kept may still be broken, when it is opened again; once broken it stays so.
pub fn note(cx: &Cx, outcome: &Outcome) -> Result<()> {
    let metric = serde_json::to_value(outcome.metric).unwrap_or_default();
    let mut id = format!("{}-{}", outcome.ticket, metric.as_str().unwrap_or_default());
    if outcome.metric.repeats() {
        id.push_str(&format!("-{}", outcome.since));
    }
    let place = [Value::from(ombud_plugin::days::month(outcome.at)), Value::from(outcome.at)];
    let draft = Draft::new(outcome)
        .audience(Audience::Staff)
        .department(outcome.department.clone())
        .assignee(outcome.agent.clone())
        .index("month", place);
    match cx.find(OUTCOMES, &id)? {
        None => cx.create(OUTCOMES, draft.id(id)).map(drop),
        Some(entry) if entry.value.kept && !outcome.kept => cx.update(OUTCOMES, &entry, draft).map(drop),
        Some(_) => Ok(()),
    }
}

/// As others are told it: milliseconds, none where there is none.
pub fn time(at: Option<Instant>) -> Option<Timestamp> {
    at.map(unsigned)
}
