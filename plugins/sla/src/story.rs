//! What happened to a ticket, as deadlines count it: out of its history and its messages, and nothing that is kept here.

use crate::reckon::signed;
use ombud_plugin::Department;
use ombud_plugin::desk::tickets::{self, Change, Message, MessageKind, Ticket};
use ombud_worktime::Instant;
use ombud_worktime::deadlines::What;
use ombud_worktime::policy::{Facts, Priority, Status};
use std::collections::BTreeSet;

/// A ticket from its opening on.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// When it was opened, as what, and whether by staff.
    pub opening: (Instant, Facts, bool),
    /// In the order of time.
    pub events: Vec<(Instant, What)>,
    /// What it is now.
    pub now: Facts,
}

/// The word of the desk for a status, as deadlines know it.
pub fn status(status: tickets::Status) -> Status {
    match status {
        tickets::Status::New => Status::New,
        tickets::Status::Open => Status::Open,
        tickets::Status::Pending => Status::Pending,
        tickets::Status::OnHold => Status::OnHold,
        tickets::Status::Resolved => Status::Resolved,
        tickets::Status::Closed => Status::Closed,
        tickets::Status::Spam => Status::Spam,
    }
}

fn priority(priority: tickets::Priority) -> Priority {
    match priority {
        tickets::Priority::Low => Priority::Low,
        tickets::Priority::Normal => Priority::Normal,
        tickets::Priority::High => Priority::High,
        tickets::Priority::Urgent => Priority::Urgent,
    }
}

/// What a ticket is now.
pub fn facts(ticket: &Ticket) -> Facts {
    Facts {
        status: status(ticket.status),
        priority: priority(ticket.priority),
        assigned: ticket.assignee.is_some(),
        department: ticket.department.clone(),
        requester: ticket.requester.clone(),
        tags: ticket.tags.clone(),
    }
}

/// What it was before a change. A department that is called otherwise since, and a requester, are taken for what they are now.
fn before(mut facts: Facts, change: &Change, departments: &[Department]) -> Option<Facts> {
    match change.what.as_str() {
        "status" => facts.status = change.before.parse().ok().map(status)?,
        "priority" => facts.priority = change.before.parse().ok().map(priority)?,
        "assignee" => facts.assigned = !change.before.is_empty(),
        "department" => {
            facts.department = departments.iter().find(|one| one.name == change.before)?.id.clone();
        }
        "tags" => {
            facts.tags = change.before.split(", ").filter(|tag| !tag.is_empty()).map(str::to_owned).collect();
        }
        "requester" => {}
        _ => return None,
    }
    Some(facts)
}

/// The numbers of the tickets out of which messages came.
pub fn came_from(history: &[Change]) -> BTreeSet<u64> {
    let came = history.iter().filter(|change| matches!(change.what.as_str(), "split-from" | "merged-from"));
    came.filter_map(|change| change.after.strip_prefix('#')?.parse().ok()).collect()
}

/// Tells it. A ticket that was split off was opened when the first of its messages was written, or at the split.
pub fn of(
    ticket: &Ticket,
    history: &[Change],
    messages: &[Message],
    departments: &[Department],
    from_message: bool,
) -> Story {
    let now = facts(ticket);
    let mut facts = now.clone();
    let mut changes: Vec<(Instant, What)> = Vec::new();
    for change in history.iter().rev() {
        if let Some(earlier) = before(facts.clone(), change, departments) {
            let after = std::mem::replace(&mut facts, earlier);
            let at = signed(change.at);
            // What changed at one instant changed at once.
            if changes.last().is_none_or(|(later, _)| *later != at) {
                changes.push((at, What::Changed(after)));
            }
        }
    }
    let replies = || messages.iter().filter(|message| message.kind == MessageKind::Reply);
    let first = replies().min_by_key(|message| message.at);
    let created = history.iter().find(|change| change.what == "created").map(|change| change.at);
    let is_split = history.iter().any(|change| change.what == "split-from" && Some(change.at) == created);
    let opened = match first {
        Some(first) if is_split && from_message => first.at.min(ticket.created),
        _ => ticket.created,
    };
    let opened = signed(opened);
    // What came from another ticket may be older than this one. Who asked there asks here from the opening on; an answer there is none here.
    // In a ticket of which nothing came from another it is the clock of a mail that goes wrong.
    let came = |change: &Change| {
        change.what == "merged-from" || (change.what == "split-from" && Some(change.at) != created)
    };
    let has_others = history.iter().any(came);
    let here = |message: &&Message| !(has_others && message.from_staff) || signed(message.at) >= opened;
    let told = replies().filter(here).map(|message| {
        let what = if message.from_staff { What::Answered } else { What::Asked };
        (signed(message.at).max(opened), what)
    });
    // At the same instant a message comes first: it is what changes the status.
    let mut events: Vec<_> = told.chain(changes.into_iter().rev()).collect();
    events.sort_by_key(|(at, _)| *at);
    let first = replies().filter(here).min_by_key(|message| message.at);
    let by_staff = first.is_some_and(|message| message.from_staff);
    Story { opening: (opened, facts, by_staff), events, now }
}
