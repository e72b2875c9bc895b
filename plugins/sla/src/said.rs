//! What is said of promises: to whoever reacts to it, and for reports.

use crate::keep::{self, Outcome, Promised, State};
use crate::reckon::unsigned;
use ombud_plugin::desk::tickets::Ticket;
use ombud_plugin::{Cx, DepartmentId, RecordRef, Result, Timestamp, UserId};
use ombud_worktime::ledger::{Kind, Mark};
use ombud_worktime::policy::Metric;
use serde::Serialize;

/// What others hear.
#[derive(Serialize)]
struct Told<'a> {
    metric: Metric,
    cycle: u32,
    policy: &'a str,
    due: Option<Timestamp>,
    at: Timestamp,
}

/// What it is said about.
pub struct About {
    pub subject: RecordRef,
    /// What people say; of a chat 0.
    pub number: u64,
    pub department: DepartmentId,
    pub agent: Option<UserId>,
}

impl About {
    /// A ticket.
    pub fn ticket(ticket: &Ticket) -> About {
        About {
            subject: RecordRef { collection: "tickets:tickets".into(), id: ticket.id.clone() },
            number: ticket.number,
            department: ticket.department.clone(),
            agent: ticket.assignee.clone(),
        }
    }
}

/// Says what has become so: to whoever reacts to it, and for reports.
pub fn tell(cx: &Cx, about: &About, before: Option<&State>, after: &State, marks: &[Mark]) -> Result<()> {
    for mark in marks {
        let due = |state: &State| {
            let of_mark = |one: &&Promised| one.is(mark.metric, mark.since);
            state.promised.iter().find(of_mark).and_then(|one| one.due.or(one.broken))
        };
        let due = match mark.kind {
            Kind::Broken => Some(mark.at).or_else(|| due(after)),
            // When it is done it is due no more: what counts is when it was.
            _ => due(after).or_else(|| before.and_then(due)),
        };
        // Where the rules that promised it are gone meanwhile, they were those of before.
        let policy = after.policy.as_ref().or_else(|| before.and_then(|before| before.policy.as_ref()));
        let policy = policy.map_or("", |policy| policy.name.as_str());
        let (due, at) = (keep::time(due), unsigned(mark.at));
        let kind = match mark.kind {
            Kind::Warned(_) => "sla:deadline.warned",
            Kind::Broken => "sla:deadline.broken",
            Kind::Kept => "sla:deadline.kept",
        };
        cx.emit(kind, &about.subject, &Told { metric: mark.metric, cycle: mark.cycle, policy, due, at })?;
        if !matches!(mark.kind, Kind::Warned(_)) {
            let outcome = Outcome {
                ticket: about.subject.id.clone(),
                number: about.number,
                metric: mark.metric,
                since: unsigned(mark.since),
                cycle: mark.cycle,
                policy: policy.to_owned(),
                kept: mark.kind == Kind::Kept,
                due,
                at,
                department: about.department.clone(),
                agent: about.agent.clone(),
            };
            keep::note(cx, &outcome)?;
        }
    }
    Ok(())
}
