//! All messages of one ticket into another, and back.
//!
//! Each message remembers out of which tickets it was merged. So it finds its way back even if it was split off and returned
//! in between, or if the target was merged on.

use crate::change;
use crate::compose::must;
use crate::history::Changes;
use crate::line::{What, line};
use crate::message::{self, Message};
use crate::open::{self, count, has_opened};
use crate::people::Caller;
use crate::take::{add_relation, erase_line, to};
use crate::ticket::{self, Joined, Merged, Ticket};
use crate::view;
use ombud_plugin::desk::merging::Folded;
use ombud_plugin::desk::tickets::{MessageKind, RelationKind, Status};
use ombud_plugin::text;
use ombud_plugin::{Cx, Entry, Error, Result};
use std::collections::BTreeSet;

const MERGE: &str = "tickets:ticket.merge";

/// More than so many messages are too much work for one step.
const MOST: usize = 1000;

/// Takes all messages of the source into the target, and closes it.
pub fn fold(
    cx: &Cx,
    (source, source_version): (&str, u64),
    (target, target_version): (&str, u64),
    share: bool,
) -> Result<Folded> {
    let caller = Caller::of(cx);
    let (old_source, old_target) = both(cx, source, target)?;
    change::known(&caller, &old_source, source_version)?;
    change::known(&caller, &old_target, target_version)?;
    open_to_merge(&old_source, &old_target)?;
    let said = said(cx, &old_source)?;
    let number = old_source.value.number.to_string();
    if said.is_empty() {
        return Err(Error::invalid(text!("merge-empty", number = number)));
    }
    // It would forget where its first messages went, and with that the way back.
    if old_source.value.merged.is_some() {
        return Err(Error::invalid(text!("is-merged", number = number)));
    }
    if said.len() > MOST {
        return Err(Error::invalid(text!("merge-many", number = number, most = MOST)));
    }
    let (mut new_source, mut new_target) = (old_source.clone(), old_target.clone());
    // The originals are still there, so that their files can be named.
    for one in &said {
        let mut moved = one.value.clone();
        moved.through.push(old_source.id().to_owned());
        message::file(cx, &moved, old_target.id())?;
        count(&mut new_target.value, moved.kind, 1);
        count(&mut new_source.value, moved.kind, -1);
    }
    for one in &said {
        message::unfile(cx, one)?;
    }
    for (ticket, other, what) in
        [(&mut new_source, &old_target, What::MergedInto), (&mut new_target, &old_source, What::MergedFrom)]
    {
        message::file(cx, &line(&caller, what, said.len(), other), &ticket.envelope.id)?;
        count(&mut ticket.value, MessageKind::System, 1);
    }
    let joined = join(cx, &caller, &old_source, &mut new_target, &said, share)?;
    leave(&caller, &mut new_source, &old_target);

    let mut log = Changes::under(MERGE);
    log.fact("merged-from", format!("#{}", old_source.value.number));
    let target = write(cx, &caller, &old_target, new_target, log)?;
    let mut log = Changes::under(MERGE);
    log.fact("merged-into", format!("#{}", old_target.value.number));
    let source = write(cx, &caller, &old_source, new_source, log)?;
    Ok(Folded {
        source: view::ticket(cx, &caller, &source)?,
        target: view::ticket(cx, &caller, &target)?,
        messages: u32::try_from(said.len()).unwrap_or(u32::MAX),
        joined,
    })
}

/// Puts back what `fold` took, and lets both stand as they stood.
pub fn unfold(cx: &Cx, source: &str, target: &str) -> Result<()> {
    let caller = Caller::of(cx);
    let (old_source, old_target) = both(cx, source, target)?;
    let merged = old_source.value.merged.clone().filter(|merged| merged.into == old_target.id());
    let joined = old_target.value.joined.iter().rfind(|joined| joined.from == old_source.id()).cloned();
    let (Some(merged), Some(joined)) = (merged, joined) else {
        return Err(Error::not_found(text!("not-merged", number = old_source.value.number.to_string())));
    };
    let returned: Vec<_> = said(cx, &old_target)?
        .into_iter()
        .filter(|one| one.value.through.last().is_some_and(|from| from == old_source.id()))
        .collect();
    if returned.is_empty() {
        return Err(Error::conflict(text!("merge-went-on", number = old_target.value.number.to_string())));
    }
    let (mut new_source, mut new_target) = (old_source.clone(), old_target.clone());
    for one in &returned {
        let mut moved = one.value.clone();
        moved.through.pop();
        message::file(cx, &moved, old_source.id())?;
        count(&mut new_source.value, moved.kind, 1);
        count(&mut new_target.value, moved.kind, -1);
    }
    for one in &returned {
        message::unfile(cx, one)?;
    }
    erase_line(cx, &mut new_source, old_target.id())?;
    erase_line(cx, &mut new_target, old_source.id())?;
    if merged.linked {
        unrelate(&mut new_source, RelationKind::FollowedBy, old_target.id());
    }
    if joined.linked {
        unrelate(&mut new_target, RelationKind::FollowUpOf, old_source.id());
    }
    new_source.value.merged = None;
    new_source.value.stand_again(&merged.before);
    new_target.value.joined.retain(|one| *one != joined);
    new_target.value.stand_again(&joined.before);
    for (ticket, before) in [(&mut new_source, &merged.before), (&mut new_target, &joined.before)] {
        let answered =
            said(cx, ticket)?.iter().any(|one| one.value.from_staff && one.value.kind == MessageKind::Reply);
        ticket.value.opened = before.opened || answered || has_opened(ticket.value.status);
    }
    let needed = needed(cx, &new_target.value)?;
    new_target
        .envelope
        .participants
        .retain(|person| !joined.added.contains(person) || needed.contains(person));
    for (old, mut new, other) in
        [(&old_source, new_source, &old_target), (&old_target, new_target, &old_source)]
    {
        new.value.activity = caller.now;
        let mut log = Changes::under(MERGE);
        log.fact("merge-undone", format!("#{}", other.value.number));
        write(cx, &caller, old, new, log)?;
    }
    Ok(())
}

/// Whose words other merges have brought here: they go on taking part.
fn needed(cx: &Cx, target: &Ticket) -> Result<BTreeSet<ombud_plugin::UserId>> {
    let mut people = BTreeSet::new();
    for joined in &target.joined {
        match ticket::read(cx, &joined.from) {
            Ok(source) => {
                people.extend(source.envelope.requester.into_iter().chain(source.envelope.participants))
            }
            Err(Error::NotFound(_)) => people.extend(joined.added.iter().cloned()),
            Err(error) => return Err(error),
        }
    }
    Ok(people)
}

/// Both tickets, if the caller may merge them.
fn both(cx: &Cx, source: &str, target: &str) -> Result<(Entry<Ticket>, Entry<Ticket>)> {
    if source == target {
        return Err(Error::invalid(text!("merge-itself")));
    }
    let (source, target) = (ticket::read(cx, source)?, ticket::read(cx, target)?);
    must(cx, MERGE, &source.at())?;
    must(cx, MERGE, &target.at())?;
    Ok((source, target))
}

/// An old ticket that is closed may well go into a new one; nothing goes where it would not be seen.
fn open_to_merge(source: &Entry<Ticket>, target: &Entry<Ticket>) -> Result<()> {
    let number = |ticket: &Entry<Ticket>| ticket.value.number.to_string();
    for ticket in [source, target] {
        if ticket.value.status == Status::Spam {
            return Err(Error::invalid(text!("is-spam", number = number(ticket))));
        }
    }
    match target.value.status {
        Status::Closed => Err(Error::invalid(text!("is-closed", number = number(target)))),
        _ => Ok(()),
    }
}

fn said(cx: &Cx, ticket: &Entry<Ticket>) -> Result<Vec<Entry<Message>>> {
    let mut messages = message::of_ticket(cx, &ticket.at())?;
    messages.retain(|message| message.value.kind != MessageKind::System);
    Ok(messages)
}

/// What becomes of the target beside its messages. Answers who takes part since then.
fn join(
    cx: &Cx,
    caller: &Caller,
    source: &Entry<Ticket>,
    target: &mut Entry<Ticket>,
    said: &[Entry<Message>],
    share: bool,
) -> Result<Vec<ombud_plugin::UserId>> {
    let version = target.envelope.version + 1;
    let waits = matches!(target.value.status, Status::Pending | Status::OnHold | Status::Resolved);
    let work = matches!(source.value.status, Status::New | Status::Open);
    let before = target.value.stand(version);
    if waits && work {
        change::set_status(&mut target.value, Status::Open, caller);
    }
    let replies = said.iter().filter(|one| one.value.kind == MessageKind::Reply);
    target.value.opened |= has_opened(target.value.status) || replies.clone().any(|one| one.value.from_staff);
    if replies.count() > 0 {
        target.value.activity = caller.now;
    }
    let mut added = Vec::new();
    if share {
        let people = &mut target.envelope.participants;
        added = source.envelope.requester.iter().chain(&source.envelope.participants).cloned().collect();
        added.retain(|person| !people.contains(person) && target.envelope.requester.as_ref() != Some(person));
        people.extend(added.iter().cloned());
        *people = open::participants(cx, std::mem::take(people), target.envelope.requester.as_ref())?;
    }
    let relation = to(RelationKind::FollowUpOf, source);
    let linked = !target.value.relations.contains(&relation);
    add_relation(&mut target.value, relation);
    target.value.joined.push(Joined { from: source.id().to_owned(), before, added: added.clone(), linked });
    Ok(added)
}

/// What becomes of the source: closed, and followed by the target.
fn leave(caller: &Caller, source: &mut Entry<Ticket>, target: &Entry<Ticket>) {
    let before = source.value.stand(source.envelope.version + 1);
    change::set_status(&mut source.value, Status::Closed, caller);
    source.value.activity = caller.now;
    let relation = to(RelationKind::FollowedBy, target);
    let linked = !source.value.relations.contains(&relation);
    // Of several that follow, an answer goes to the last.
    source.value.relations.retain(|known| *known != relation);
    source.value.relations.push(relation);
    source.value.merged = Some(Merged { into: target.id().to_owned(), before, linked });
}

fn unrelate(ticket: &mut Entry<Ticket>, kind: RelationKind, other: &str) {
    ticket.value.relations.retain(|relation| relation.kind != kind || relation.ticket != other);
}

fn write(
    cx: &Cx,
    caller: &Caller,
    old: &Entry<Ticket>,
    mut new: Entry<Ticket>,
    mut log: Changes,
) -> Result<Entry<Ticket>> {
    log.note("status", &old.value.status, &new.value.status);
    log.note("until", &old.value.until, &new.value.until);
    log.note("participants", &old.envelope.participants, &new.envelope.participants);
    new.value.stamp("messages", old.envelope.version + 1);
    change::write(cx, caller, old, new, log)
}
