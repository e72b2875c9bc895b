//! Rules that wait. However many tickets wait, there is one timer: it rings when the first of them is due.

use crate::model::clock::{Clock, Word};
use crate::model::trigger::{Happening, Trigger};
use crate::sheet;
use crate::watch;
use crate::work::{self, News};
use ombud_plugin::desk::queues::{self, Query, Selection};
use ombud_plugin::desk::schedule;
use ombud_plugin::desk::tickets::{Sort, Status};
use ombud_plugin::{Cx, Event, Result, UserId};
use serde::{Deserialize, Serialize};

/// How many tickets one call looks at.
const BATCH: u32 = 50;
const TICK: &str = "tick";
const SWEEP: &str = "sweep";
const SHIFT: &str = "shift/";

/// Where a walk through many tickets has come.
#[derive(Default, Serialize, Deserialize)]
struct Walk {
    cursor: Option<String>,
}

/// Sets the one timer to when the first ticket is due.
pub fn wind(cx: &Cx) -> Result<()> {
    match watch::first_due(cx, 1)?.first().and_then(|entry| entry.value.due) {
        Some(due) => cx.set_timer(TICK, due.max(cx.now()), &()),
        None => cx.cancel_timer(TICK),
    }
}

/// The timer rang: whatever is due is looked at, once, however long ago that was.
fn tick(cx: &Cx) -> Result<()> {
    let rules = sheet::enabled(cx)?;
    if !rules.iter().any(|rule| rule.rule.waits()) {
        return Ok(());
    }
    for entry in watch::first_due(cx, BATCH)? {
        if entry.value.due.is_some_and(|due| due <= cx.now()) {
            work::look(cx, &rules, entry.id(), News::default())?;
        }
    }
    wind(cx)
}

/// All tickets that may wait for something are looked at soon: a rule that waits is new, or another.
pub fn sweep_soon(cx: &Cx) -> Result<()> {
    cx.set_timer(SWEEP, cx.now(), &Walk::default())
}

fn sweep(cx: &Cx, walk: Walk) -> Result<()> {
    let rules = sheet::enabled(cx)?;
    let triggers = rules.iter().flat_map(|rule| &rule.rule.on);
    let mut statuses = Selection::ACTIVE.to_vec();
    for trigger in triggers {
        match trigger {
            Trigger::Waited { clock: Clock::Status(Word(status)), .. } => statuses.push(*status),
            // A date comes whatever has become of the ticket.
            Trigger::Waited { clock: Clock::Field(_), .. } => statuses.extend(Status::ALL),
            _ => {}
        }
    }
    statuses.sort_by_key(|status| status.as_str());
    statuses.dedup();
    if !rules.iter().any(|rule| rule.rule.waits()) {
        return Ok(());
    }
    let selection = Selection { statuses, ..Selection::all() };
    let query = Query { selection, sort: Sort::Oldest, limit: BATCH, cursor: walk.cursor };
    let page = queues::find(cx, &query)?;
    for ticket in &page.tickets {
        work::look(cx, &rules, &ticket.id, News::default())?;
    }
    match page.next {
        Some(next) => cx.set_timer(SWEEP, cx.now(), &Walk { cursor: Some(next) }),
        None => Ok(()),
    }
}

/// A shift has ended. Whoever only accepts no work for a while is in a shift all the same.
pub fn shift(cx: &Cx, event: &Event) -> Result<()> {
    match work::waits_for_any(&sheet::enabled(cx)?, &[Happening::ShiftEnded]) {
        true => cx.set_timer(&format!("{SHIFT}{}", event.subject.id), cx.now(), &Walk::default()),
        false => Ok(()),
    }
}

/// The open work of somebody whose shift is over is looked at, some of it at a time.
fn shift_ended(cx: &Cx, user: &UserId, walk: Walk) -> Result<()> {
    let begun = schedule::accepting(cx, std::slice::from_ref(user))?;
    if begun.first().is_some_and(|person| person.accepting) {
        return Ok(());
    }
    let rules = sheet::enabled(cx)?;
    let selection = Selection { assignees: vec![Some(user.clone())], ..Selection::active() };
    let query = Query { selection, sort: Sort::Created, limit: BATCH, cursor: walk.cursor };
    let page = queues::find(cx, &query)?;
    for ticket in &page.tickets {
        let news = News { happenings: vec![Happening::ShiftEnded], ..News::default() };
        work::look(cx, &rules, &ticket.id, news)?;
    }
    match page.next {
        Some(next) => cx.set_timer(&format!("{SHIFT}{user}"), cx.now(), &Walk { cursor: Some(next) }),
        None => Ok(()),
    }
}

/// A timer of this plugin rang.
pub fn ring(cx: &Cx, key: &str, data: &str) -> Result<()> {
    fn read<T: serde::de::DeserializeOwned>(key: &str, data: &str) -> Result<T> {
        serde_json::from_str(data)
            .map_err(|error| ombud_plugin::Error::failed(format!("the data of timer `{key}`: {error}")))
    }
    match key.split_once('/') {
        Some(("do", _)) => crate::act::ring(cx, read(key, data)?),
        Some(("run", _)) => work::resume(cx, read(key, data)?),
        Some(("shift", user)) => shift_ended(cx, &user.to_owned(), read(key, data)?),
        None if key == TICK => tick(cx),
        None if key == SWEEP => sweep(cx, read(key, data)?),
        _ => Ok(()),
    }
}
