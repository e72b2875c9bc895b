//! What a merge would do, what it is, and when it can be undone.

use ombud_plugin::desk::merge::{Outcome, Prospect, Request};
use ombud_plugin::desk::merging;
use ombud_plugin::desk::tickets::{self, MessageKind, Status, Ticket};
use ombud_plugin::text;
use ombud_plugin::{
    Collection, Cx, Draft, Entry, Error, Query, RecordId, RecordRef, Result, Timestamp, UserId,
};
use serde::{Deserialize, Serialize};

/// What was merged and can still be undone.
pub const MERGES: Collection<Merged> = Collection::new("merge:merges");

/// How long a merge can be undone.
pub const UNDO: Timestamp = 86_400_000;

const FORGET: &str = "forget/";
const MERGE: &str = "tickets:ticket.merge";
const SHARE: &str = "tickets:ticket.share";
const REPLY: &str = "tickets:ticket.reply";
const CREATE: &str = "tickets:ticket.create";

/// A merge, as it is remembered for a day. What it changed, the tickets know.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Merged {
    source: RecordId,
    source_number: u64,
    target: RecordId,
    target_number: u64,
    by: Option<UserId>,
    at: Timestamp,
}

/// What `merge` would do. Whoever may not do it hears so now.
pub fn preview(cx: &Cx, source: &str, target: &str) -> Result<Prospect> {
    if source == target {
        return Err(Error::invalid(text!("itself")));
    }
    let (source, target) = (tickets::get(cx, source)?, tickets::get(cx, target)?);
    for ticket in [&source, &target] {
        cx.require(MERGE, Some(&place(ticket)))?;
        if ticket.status == Status::Spam {
            return Err(Error::invalid(text!("is-spam", number = ticket.number.to_string())));
        }
    }
    if target.status == Status::Closed {
        return Err(Error::invalid(text!("is-closed", number = target.number.to_string())));
    }
    let mut messages = tickets::messages(cx, &source.id)?;
    messages.retain(|message| message.kind != MessageKind::System);
    if messages.is_empty() {
        return Err(Error::invalid(text!("is-empty", number = source.number.to_string())));
    }
    let replies = messages.iter().any(|message| message.kind == MessageKind::Reply);
    if replies && !cx.may(CREATE, Some(&place(&target)))? {
        cx.require(REPLY, Some(&place(&target)))?;
    }
    let mut people: Vec<UserId> = source.requester.iter().chain(&source.participants).cloned().collect();
    people
        .retain(|person| target.requester.as_ref() != Some(person) && !target.participants.contains(person));
    let (joining, left_out) =
        if may_share(cx, &target)? { (people, Vec::new()) } else { (Vec::new(), people) };
    Ok(Prospect {
        messages: u32::try_from(messages.len()).unwrap_or(u32::MAX),
        joining,
        left_out,
        other_requester: source.requester.is_some() && source.requester != target.requester,
        other_department: source.department != target.department,
        reopens: matches!(target.status, Status::Pending | Status::OnHold | Status::Resolved)
            && matches!(source.status, Status::New | Status::Open),
        source,
        target,
    })
}

/// Merges, and remembers it for a day.
pub fn merge(cx: &Cx, request: &Request) -> Result<Outcome> {
    let target = tickets::get(cx, &request.target)?;
    let share = may_share(cx, &target)?;
    let folded = merging::fold(
        cx,
        &request.source,
        request.source_version,
        &request.target,
        request.target_version,
        share,
    )?;
    let merged = Merged {
        source: folded.source.id,
        source_number: folded.source.number,
        target: folded.target.id,
        target_number: folded.target.number,
        by: cx.caller().user,
        at: cx.now(),
    };
    let draft = Draft::new(&merged).index("ticket", [&merged.source]).index("ticket", [&merged.target]);
    let id = cx.create(MERGES, draft)?.id;
    cx.set_timer(&format!("{FORGET}{id}"), merged.at + UNDO, &())?;
    Ok(outcome(&id, merged))
}

/// Takes a merge back. What was written in the target since stays there.
pub fn undo(cx: &Cx, id: &str) -> Result<Outcome> {
    let entry = cx.find(MERGES, id)?.filter(|entry| cx.now() <= entry.value.at + UNDO);
    let entry = entry.ok_or_else(|| Error::not_found(text!("no-merge")))?;
    let merged = &entry.value;
    for (ticket, number) in [(&merged.source, merged.source_number), (&merged.target, merged.target_number)] {
        if let Err(Error::NotFound(_)) = tickets::get(cx, ticket) {
            return Err(Error::denied(
                "tickets:ticket.read",
                text!("may-not-read", number = number.to_string()),
            ));
        }
    }
    merging::unfold(cx, &merged.source, &merged.target)?;
    cx.cancel_timer(&format!("{FORGET}{id}"))?;
    cx.delete(MERGES, &entry)?;
    Ok(outcome(id, entry.value))
}

/// What can still be undone about a ticket, the latest first, as far as the caller may read both.
pub fn recent(cx: &Cx, ticket: &str) -> Result<Vec<Outcome>> {
    tickets::get(cx, ticket)?;
    let now = cx.now();
    let mut found: Vec<Entry<Merged>> = cx.all(MERGES, &Query::by("ticket").prefix(ticket))?;
    found.retain(|entry| now <= entry.value.at + UNDO);
    found.sort_by_key(|entry| std::cmp::Reverse(entry.value.at));
    let mut recent = Vec::new();
    for entry in found {
        let other = if entry.value.source == ticket { &entry.value.target } else { &entry.value.source };
        match tickets::get(cx, other) {
            Ok(_) => recent.push(outcome(&entry.envelope.id, entry.value)),
            Err(Error::NotFound(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(recent)
}

/// A day has passed: nobody can undo it any more.
pub fn forget(cx: &Cx, key: &str) -> Result<()> {
    let Some(id) = key.strip_prefix(FORGET) else { return Ok(()) };
    match cx.find(MERGES, id)? {
        Some(entry) => cx.delete(MERGES, &entry),
        None => Ok(()),
    }
}

fn may_share(cx: &Cx, target: &Ticket) -> Result<bool> {
    cx.may(SHARE, Some(&place(target)))
}

fn place(ticket: &Ticket) -> RecordRef {
    RecordRef { collection: "tickets:tickets".to_owned(), id: ticket.id.clone() }
}

fn outcome(id: &str, merged: Merged) -> Outcome {
    Outcome {
        id: id.to_owned(),
        source: merged.source,
        source_number: merged.source_number,
        target: merged.target,
        target_number: merged.target_number,
        by: merged.by,
        at: merged.at,
    }
}
