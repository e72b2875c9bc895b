//! Changing tickets.

use crate::compose::must;
use crate::field::Moment;
use crate::fields::{self, Form};
use crate::history::Changes;
use crate::open::{has_opened, participants, read_fields};
use crate::people::{self, Caller};
use crate::status::{self, Cause, Obstacle};
use crate::tag::Tags;
use crate::ticket::{self, TICKETS, Ticket};
use crate::{clock, rules, time, view};
use ombud_plugin::desk::tickets::{self as wire, Status};
use ombud_plugin::text;
use ombud_plugin::{Cx, Entry, Error, Result, UserId};

const EDIT: &str = "tickets:ticket.edit";
const ASSIGN: &str = "tickets:ticket.assign";
const REPLY: &str = "tickets:ticket.reply";
const REOPEN: &str = "tickets:ticket.reopen";
const MOVE: &str = "tickets:ticket.move";
const REQUESTER: &str = "tickets:ticket.requester";
const SHARE: &str = "tickets:ticket.share";

/// What a customer sees change.
const VISIBLE: &[&str] = &["subject", "status", "department", "requester", "participants"];

/// Changes a ticket of which somebody knows this version.
pub fn update(cx: &Cx, id: &str, version: u64, changes: wire::Changes) -> Result<wire::Ticket> {
    let caller = Caller::of(cx);
    let old = ticket::read(cx, id)?;
    let edits = changes.subject.is_some()
        || changes.status.is_some()
        || changes.until.is_some()
        || changes.priority.is_some()
        || changes.tags.is_some()
        || changes.fields.is_some()
        || changes.language.is_some();
    if edits {
        // Before anything is said about how the ticket stands.
        must(cx, EDIT, &old.at())?;
    }
    known(&caller, &old, version)?;
    let mut new = old.clone();
    let mut log = Changes::under(EDIT);
    edit(cx, &caller, &old, &mut new, &changes)?;
    if caller.staff && tells_customers(cx, &old.value, &new.value)? {
        must(cx, REPLY, &old.at())?;
    }
    note_edits(&mut log, &old.value, &new.value);
    refile(cx, &mut new, &changes)?;
    // A customer sends the participants that he sees. Staff among them, whom he does not see, stay.
    let unseen =
        if caller.staff { Default::default() } else { people::staff_among(cx, &old.envelope.participants) };
    if changes.participants.is_some() {
        let missing =
            |person: &&UserId| unseen.contains(*person) && !new.envelope.participants.contains(person);
        let kept: Vec<UserId> = old.envelope.participants.iter().filter(missing).cloned().collect();
        new.envelope.participants.extend(kept);
    }
    // Taking up work opens it; that goes with the right to assign.
    let status = new.value.status;
    log.then_under(Some(ASSIGN));
    if new.envelope.assignee.is_some() && new.envelope.assignee != old.envelope.assignee {
        new.value.status = status::after(status, new.value.opened, Cause::Assigned);
        new.value.opened |= has_opened(new.value.status);
        log.note("status", &status, &new.value.status);
    }
    log.then_under(Some(MOVE));
    log.note("department", &old.envelope.department, &new.envelope.department);
    log.then_under(Some(ASSIGN));
    log.note("assignee", &old.envelope.assignee, &new.envelope.assignee);
    log.then_under(Some(REQUESTER));
    log.note("requester", &old.envelope.requester, &new.envelope.requester);
    let seen = |people: &[UserId]| -> Vec<UserId> {
        people.iter().filter(|person| !unseen.contains(*person)).cloned().collect()
    };
    log.then_under(Some(SHARE));
    log.note("participants", &seen(&old.envelope.participants), &seen(&new.envelope.participants));
    if log.is_empty() {
        return view::ticket(cx, &caller, &old);
    }
    if old.value.status == Status::Closed && new.value.status == Status::Closed {
        return Err(Error::invalid(text!("closed-is-final", number = old.value.number.to_string())));
    }
    let written = write(cx, &caller, &old, new, log)?;
    view::ticket(cx, &caller, &written)
}

/// Writes a ticket that was read and changed, with its history and timers.
pub fn write(
    cx: &Cx,
    caller: &Caller,
    old: &Entry<Ticket>,
    mut new: Entry<Ticket>,
    mut log: Changes,
) -> Result<Entry<Ticket>> {
    amend(cx, caller, &mut new, Some(old.id()), &mut log)?;
    let version = old.envelope.version + 1;
    for name in log.names() {
        new.value.stamp(&name, version);
        if VISIBLE.contains(&name.as_str()) {
            new.value.activity = caller.now;
        }
    }
    // First the history: afterwards the ticket may stand where the caller may write nothing.
    log.write(cx, caller, old.id())?;
    clock::wind(cx, old.id(), Some(&old.value), &new.value)?;
    new.envelope = cx.update(TICKETS, old, ticket::draft(&new, caller.now))?;
    Ok(new)
}

/// The same where no timer and nothing that customers see hangs on it, and without the history: where it is refused, there is none.
pub fn write_first(
    cx: &Cx,
    caller: &Caller,
    old: &Entry<Ticket>,
    mut new: Entry<Ticket>,
    log: &mut Changes,
) -> Result<()> {
    amend(cx, caller, &mut new, Some(old.id()), log)?;
    for name in log.names() {
        new.value.stamp(&name, old.envelope.version + 1);
    }
    cx.update(TICKETS, old, ticket::draft(&new, caller.now)).map(drop)
}

/// What others make of a ticket that is about to be written. What they change stands in its history.
pub fn amend(
    cx: &Cx,
    caller: &Caller,
    entry: &mut Entry<Ticket>,
    id: Option<&str>,
    log: &mut Changes,
) -> Result<()> {
    let draft = ticket::draft(entry, caller.now);
    let Some(amended) = cx.amended(TICKETS, id, &entry.value, draft)? else { return Ok(()) };
    let tags = if amended.tags == entry.value.tags {
        amended.tags
    } else {
        Tags::of(cx)?.called(&entry.value.tags, &amended.tags)?
    };
    log.then_under(None);
    log.note("priority", &entry.value.priority, &amended.priority);
    log.note("tags", &entry.value.tags, &tags);
    (entry.value.priority, entry.value.tags) = (amended.priority, tags);
    Ok(())
}

/// A change that time brings.
pub fn by_itself(cx: &Cx, old: Entry<Ticket>, cause: Cause) -> Result<()> {
    let caller = Caller::of(cx);
    let mut new = old.clone();
    let next = status::after(old.value.status, old.value.opened, cause);
    let mut log = Changes::default();
    set_status(&mut new.value, next, &caller);
    note_edits(&mut log, &old.value, &new.value);
    if !log.is_empty() {
        write(cx, &caller, &old, new, log)?;
    }
    Ok(())
}

/// Sets a status with everything that hangs on it.
pub fn set_status(ticket: &mut Ticket, status: Status, caller: &Caller) {
    if ticket.status != status {
        ticket.resolved = (status == Status::Resolved).then_some(caller.now);
    }
    ticket.status = status;
    ticket.opened |= has_opened(status);
    if status != Status::Pending {
        ticket.until = None;
    }
}

/// A status that a person chose for a ticket, which is in this department from then on.
pub fn choose_status(
    cx: &Cx,
    caller: &Caller,
    entry: &mut Entry<Ticket>,
    department: Option<&str>,
    status: Status,
) -> Result<()> {
    let from = entry.value.status;
    let may_reopen = from == Status::Closed && cx.may(REOPEN, Some(&entry.at()))?;
    match status::choose(from, status, may_reopen) {
        Ok(()) => {}
        Err(obstacle @ Obstacle::Final) => return Err(Error::denied(REOPEN, obstacle.sentence())),
        Err(obstacle) => return Err(Error::invalid(obstacle.sentence())),
    }
    if status == Status::Resolved && from != status {
        Form::of(cx)?.complete(&entry.value.fields, Moment::Resolve, department, caller.staff)?;
    }
    set_status(&mut entry.value, status, caller);
    Ok(())
}

fn edit(
    cx: &Cx,
    caller: &Caller,
    old: &Entry<Ticket>,
    new: &mut Entry<Ticket>,
    changes: &wire::Changes,
) -> Result<()> {
    if let Some(subject) = &changes.subject {
        new.value.subject = rules::subject(subject)?;
    }
    if let Some(priority) = changes.priority {
        new.value.priority = priority;
    }
    if let Some(tags) = &changes.tags {
        new.value.tags = Tags::of(cx)?.given(cx, &old.value.tags, tags)?;
    }
    if let Some(language) = &changes.language {
        new.value.language = Some(rules::language(language)?);
    }
    // Where it goes says what it takes.
    let department = match &changes.department {
        Some(department) => Some(people::department(cx, department)?),
        None => old.envelope.department.clone(),
    };
    if let Some(given) = &changes.fields {
        let given = read_fields(given)?;
        Form::of(cx)?.check(&given, &old.value.fields, department.as_deref(), caller.staff)?;
        fields::merge(&mut new.value.fields, given);
    }
    if let Some(status) = changes.status {
        choose_status(cx, caller, new, department.as_deref(), status)?;
        if status == Status::Pending && old.value.status != Status::Pending {
            new.value.until = None;
        }
    }
    if let Some(until) = changes.until {
        if new.value.status != Status::Pending {
            return Err(Error::invalid("`until` goes only with the status `pending`"));
        }
        if until <= caller.now {
            return Err(Error::invalid(format!("`until` is {}, which is over", time::written(until))));
        }
        new.value.until = Some(until);
    }
    Ok(())
}

/// Whether customers read in their ticket what somebody wrote here: that is as good as a reply.
fn tells_customers(cx: &Cx, old: &Ticket, new: &Ticket) -> Result<bool> {
    if old.subject != new.subject {
        return Ok(true);
    }
    if old.fields == new.fields {
        return Ok(false);
    }
    let form = Form::of(cx)?;
    let names = old.fields.keys().chain(new.fields.keys());
    Ok(names.filter(|name| form.customer_sees(name)).any(|name| old.fields.get(name) != new.fields.get(name)))
}

/// Where it is filed and whose it is. The kernel asks for the permission of each when it is written.
fn refile(cx: &Cx, new: &mut Entry<Ticket>, changes: &wire::Changes) -> Result<()> {
    let at = new.at();
    let envelope = &mut new.envelope;
    if let Some(requester) = &changes.requester {
        if people::is_staff(cx, requester)?.is_none() {
            return Err(Error::invalid(format!("`requester`: there is no person `{requester}`")));
        }
        envelope.requester = Some(requester.clone());
    }
    if let Some(given) = &changes.participants {
        envelope.participants = participants(cx, given.clone(), envelope.requester.as_ref())?;
    }
    if let Some(assignee) = &changes.assignee {
        if let Some(assignee) = assignee {
            people::must_be_colleague(cx, assignee)?;
        }
        envelope.assignee = assignee.clone();
    }
    let Some(department) = &changes.department else { return Ok(()) };
    let department = people::department(cx, department)?;
    if envelope.department.as_ref() != Some(&department) {
        // Whoever works elsewhere would keep it out of sight of those who now answer for it.
        if let Some(assignee) = envelope.assignee.as_ref().filter(|_| changes.assignee.is_none()) {
            let person = cx.person(assignee);
            let outsider = person.is_ok_and(|person| !person.departments.contains(&department));
            if outsider && cx.may(ASSIGN, Some(&at))? {
                envelope.assignee = None;
            }
        }
        envelope.department = Some(department);
    }
    Ok(())
}

fn note_edits(log: &mut Changes, old: &Ticket, new: &Ticket) {
    log.note("subject", &old.subject, &new.subject);
    log.note("status", &old.status, &new.status);
    log.note("until", &old.until, &new.until);
    log.note("priority", &old.priority, &new.priority);
    log.note("tags", &old.tags, &new.tags);
    // Those that stayed say nothing; and who did not change them need not see them.
    let (before, after) = fields::differing(&old.fields, &new.fields);
    log.note("fields", &before, &after);
    log.note("language", &old.language, &new.language);
}

/// `conflict` if this version is not the latest.
pub fn known(caller: &Caller, entry: &Entry<Ticket>, version: u64) -> Result<()> {
    if view::version(caller, entry) == version { Ok(()) } else { Err(stale(caller, entry, version)) }
}

fn stale(caller: &Caller, entry: &Entry<Ticket>, version: u64) -> Error {
    if !caller.staff {
        return Error::conflict(text!("changed-meanwhile"));
    }
    let (number, latest) = (entry.value.number, entry.envelope.version);
    Error::conflict(match entry.value.changed_since(version) {
        _ if version > latest => {
            format!("`version` is {version}, but ticket #{number} is at version {latest}")
        }
        Some(names) => format!(
            "ticket #{number} was changed meanwhile: {names} (you know version {version}, the latest is {latest}); \
             read it again and decide again"
        ),
        None => format!("ticket #{number} is at version {latest}, not {version}; read it again"),
    })
}
