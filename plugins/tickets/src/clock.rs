//! What happens by itself when time goes by: postponed tickets come back, resolved ones are closed, replies leave.

use crate::change;
use crate::outbox;
use crate::settings::Settings;
use crate::status::Cause;
use crate::tagging;
use crate::ticket::{TICKETS, Ticket};
use crate::time::DAY;
use ombud_plugin::desk::tickets::Status;
use ombud_plugin::{Cx, Result, Timestamp};

const WAKE: &str = "wake";
const CLOSE: &str = "close";
const SEND: &str = "send";

/// Sets and takes back the timers of a ticket that was or will be written in this call.
pub fn wind(cx: &Cx, id: &str, before: Option<&Ticket>, after: &Ticket) -> Result<()> {
    if before.and_then(|before| before.until) != after.until {
        set(cx, WAKE, id, after.until)?;
    }
    if before.and_then(|before| before.resolved) != after.resolved {
        let due = match after.resolved {
            Some(since) => closing(cx, since)?,
            None => None,
        };
        set(cx, CLOSE, id, due)?;
    }
    Ok(())
}

/// Takes all timers of a ticket back.
pub fn stop(cx: &Cx, id: &str) -> Result<()> {
    set(cx, WAKE, id, None)?;
    set(cx, CLOSE, id, None)
}

/// The name of the timer by which a reply that waits leaves.
pub fn sending(id: &str) -> String {
    format!("{SEND}/{id}")
}

/// A timer rang, perhaps for the second time, perhaps long after the ticket moved on.
pub fn ring(cx: &Cx, key: &str, data: &str) -> Result<()> {
    let Some((what, id)) = key.split_once('/') else { return Ok(()) };
    if what == SEND {
        return outbox::leave(cx, id);
    }
    if what == tagging::TIMER {
        return tagging::go_on(cx, id, data);
    }
    let Some(entry) = cx.find(TICKETS, id)? else { return Ok(()) };
    let (ticket, now) = (&entry.value, cx.now());
    match what {
        WAKE if ticket.status == Status::Pending && ticket.until.is_some_and(|until| until <= now) => {
            change::by_itself(cx, entry, Cause::WaitOver)
        }
        CLOSE if ticket.status == Status::Resolved => {
            let Some(since) = ticket.resolved else { return Ok(()) };
            match closing(cx, since)? {
                Some(due) if due <= now => change::by_itself(cx, entry, Cause::SilenceOver),
                // The setting was changed meanwhile.
                later => set(cx, CLOSE, id, later),
            }
        }
        _ => Ok(()),
    }
}

fn closing(cx: &Cx, since: Timestamp) -> Result<Option<Timestamp>> {
    let days = Settings::of(cx)?.close_after_days;
    Ok((days > 0).then(|| since.saturating_add(days.saturating_mul(DAY))))
}

fn set(cx: &Cx, what: &str, id: &str, due: Option<Timestamp>) -> Result<()> {
    let key = format!("{what}/{id}");
    match due {
        Some(due) => cx.set_timer(&key, due, &()),
        None => cx.cancel_timer(&key),
    }
}
