//! Who accepts work: what the shifts say, what somebody chose, and when to look again.

use crate::keep::{self, Flipped, Plan, State};
use ombud_plugin::desk::calendar::{self, Reference};
use ombud_plugin::{Cx, Entry, Error, RecordId, Result, Timestamp, UserId, text};
use ombud_worktime::calendar::Holiday;
use ombud_worktime::shifts::{Availability, Choice, Flip};
use ombud_worktime::timeline::Timeline;
use ombud_worktime::zone::{Offset, Zone};
use ombud_worktime::{DAY, Instant};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// So far ahead boundaries are known; whoever has none by then is looked at again.
const AHEAD: i64 = 60 * DAY;
/// A desk that was down for longer catches up in steps.
const LONGEST: i64 = 400 * DAY;

/// What timers are called: a boundary is there; others hear of a flip; others hear of the end of a shift; somebody follows a calendar; the
/// edition of the zone data is looked at.
const WAKE: &str = "wake/";
const TELL: &str = "tell/";
const ENDED: &str = "ended/";
const FOLLOW: &str = "follow/";
const EDITION: &str = "edition/";

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Settings {
    accepting_without_shifts: bool,
}

/// Whether people without shifts, who chose nothing, accept work.
pub fn otherwise(cx: &Cx) -> Result<bool> {
    Ok(cx.settings::<Settings>()?.accepting_without_shifts)
}

/// Signed, as it is reckoned.
pub fn signed(at: Timestamp) -> Instant {
    i64::try_from(at).unwrap_or(i64::MAX / 4)
}

/// And back.
pub fn unsigned(at: Instant) -> Timestamp {
    u64::try_from(at).unwrap_or(0)
}

/// The clocks of a place.
pub fn zone(cx: &Cx, name: &str, from: Instant, until: Instant) -> Result<Zone> {
    Ok(clocks(cx, name, from, until)?.0)
}

/// The clocks of a place, and the edition of the zone data that says so.
fn clocks(cx: &Cx, name: &str, from: Instant, until: Instant) -> Result<(Zone, String)> {
    let clocks =
        calendar::clocks_in(cx, name, unsigned(from), unsigned(until)).map_err(|error| match error {
            Error::NotFound(_) => Error::invalid(text!("bad-zone", zone = name)),
            other => other,
        })?;
    let offsets = clocks.offsets.iter().map(|one| Offset { from: signed(one.from), seconds: one.seconds });
    let zone = Zone::new(offsets.collect());
    let zone = zone.ok_or_else(|| Error::failed("the calendar told of clocks without an offset"))?;
    Ok((zone, clocks.zone_data))
}

/// The holidays that a plan keeps, in the version that counts. A calendar that is gone has none.
fn holidays(cx: &Cx, plan: &Plan, version: Option<u32>) -> Result<Vec<Holiday>> {
    let Some(id) = &plan.calendar else { return Ok(Vec::new()) };
    let told = match calendar::holidays(cx, &Reference { id: id.clone(), version }) {
        Err(Error::NotFound(_)) => Vec::new(),
        other => other?,
    };
    let read =
        |told: &calendar::Holiday| Some(Holiday { on: told.on.parse().ok()?, name: told.name.clone() });
    Ok(told.iter().filter_map(read).collect())
}

/// Which version of its calendar a plan is reckoned with from now on.
fn latest(cx: &Cx, plan: Option<&Plan>) -> Result<Option<u32>> {
    let Some(id) = plan.and_then(|plan| plan.calendar.as_ref()) else { return Ok(None) };
    Ok(calendar::list(cx)?.into_iter().find(|known| known.id == *id).map(|known| known.version))
}

/// When somebody works in a stretch of time.
pub fn hours(cx: &Cx, plan: &Plan, version: Option<u32>, from: Instant, until: Instant) -> Result<Timeline> {
    Ok(reckoned(cx, plan, version, from, until)?.0)
}

/// The same, and the edition of the zone data with which it was reckoned.
fn reckoned(
    cx: &Cx,
    plan: &Plan,
    version: Option<u32>,
    from: Instant,
    until: Instant,
) -> Result<(Timeline, String)> {
    let (zone, edition) = clocks(cx, &plan.zone, from, until)?;
    Ok((plan.schedule.timeline(&holidays(cx, plan, version)?, &zone, from, until), edition))
}

/// What happens.
pub enum Step<'a> {
    /// Time passes.
    Look,
    /// Somebody chooses, or takes a choice back.
    Choose(Option<Choice>),
    /// The shifts become these, or there are none any more.
    Edit(Option<&'a Plan>),
}

/// A state that was read, or that somebody begins with about whom nothing was ever said.
struct Read {
    entry: Option<Entry<State>>,
    state: State,
}

fn read(cx: &Cx, user: &str, plan: Option<&Plan>) -> Result<Read> {
    let entry = keep::state(cx, user)?;
    if let Some(entry) = entry {
        return Ok(Read { state: entry.value.clone(), entry: Some(entry) });
    }
    let now = signed(cx.now());
    let calendar = latest(cx, plan)?;
    let timeline = plan.map(|plan| hours(cx, plan, calendar, now, now + AHEAD)).transpose()?;
    let availability = Availability::begin(now, timeline.as_ref(), otherwise(cx)?);
    let next = availability.wake(timeline.as_ref());
    let state = State { availability, calendar, edition: None, shifts: plan.is_some(), next };
    Ok(Read { entry: None, state })
}

/// Lets time pass and something happen; keeps what came of it and when to look again, and notes each flip. `plan` is the one of before.
pub fn settle(cx: &Cx, user: &str, plan: Option<&Plan>, step: Step<'_>) -> Result<State> {
    settle_by(cx, user, plan, step, cx.caller().user)
}

fn settle_by(cx: &Cx, user: &str, plan: Option<&Plan>, step: Step<'_>, by: Option<UserId>) -> Result<State> {
    let Read { entry, mut state } = read(cx, user, plan)?;
    if plan.is_none() && state.shifts {
        return Err(Error::denied("schedule:schedule.read", text!("unseen-shifts")));
    }
    let now = signed(cx.now()).max(state.availability.settled());
    let mut flips = Vec::new();
    // What was missed comes first, in steps that a stretch of clocks covers.
    while now - state.availability.settled() > LONGEST {
        let from = state.availability.settled();
        let timeline = plan.map(|plan| hours(cx, plan, state.calendar, from, from + LONGEST)).transpose()?;
        flips.extend(state.availability.advance(timeline.as_ref(), from + LONGEST - DAY));
    }
    let from = state.availability.settled();
    let before = plan.map(|plan| reckoned(cx, plan, state.calendar, from, now + AHEAD)).transpose()?;
    let (before, edition) = before.unzip();
    flips.extend(state.availability.advance(before.as_ref(), now));
    let missed = flips.len();
    let renewed = state.edition.is_some() && edition.is_some() && state.edition != edition;
    if renewed {
        // What was settled by the older clocks may be otherwise by these.
        let shifts = before.as_ref();
        flips.extend(state.availability.edit(shifts, shifts, otherwise(cx)?, now));
        if !matches!(step, Step::Edit(_)) {
            // Whoever else goes by older ones follows, and does not say so once more.
            cx.set_timer(&format!("{EDITION}new"), cx.now(), &())?;
        }
    }
    let by_clocks = flips.len();
    state.edition = edition;
    let mut after = before;
    match step {
        Step::Look => {}
        Step::Choose(choice) => flips.extend(state.availability.choose(after.as_ref(), now, choice)),
        Step::Edit(plan) => {
            state.calendar = latest(cx, plan)?;
            let timeline =
                plan.map(|plan| reckoned(cx, plan, state.calendar, now, now + AHEAD)).transpose()?;
            let (timeline, edition) = timeline.unzip();
            state.edition = edition;
            let otherwise = otherwise(cx)?;
            flips.extend(state.availability.edit(after.as_ref(), timeline.as_ref(), otherwise, now));
            after = timeline;
        }
    }
    for (at, flip) in flips.iter().enumerate() {
        let by = if at < by_clocks { None } else { by.clone() };
        let edition = state.edition.clone().filter(|_| (missed..by_clocks).contains(&at));
        keep::note(cx, user, &Flipped { flip: *flip, noticed: cx.now(), by, edition })?;
    }
    let ends = state.availability.take_ends();
    for end in &ends {
        keep::note_end(cx, user, *end)?;
    }
    state.next = state.availability.wake(after.as_ref());
    state.shifts = after.is_some();
    keep::keep_state(cx, user, entry.as_ref(), &state)?;
    wake(cx, user, after.is_some(), state.next)?;
    if !flips.is_empty() {
        // Told with the plugin's own rights: whoever chooses for himself need not see the shifts, and some have none.
        cx.set_timer(&format!("{TELL}{user}"), cx.now(), &())?;
    }
    if let Some(end) = ends.last() {
        cx.set_timer(&format!("{ENDED}{user}"), cx.now(), end)?;
    }
    if state.shifts {
        look_daily(cx)?;
    }
    Ok(state)
}

/// The edition of the zone data is looked at each day. Each day is a timer of its own, so that none puts off another.
fn look_daily(cx: &Cx) -> Result<()> {
    let day = signed(cx.now()).div_euclid(DAY) + 1;
    cx.set_timer(&format!("{EDITION}{day}"), unsigned(day * DAY), &())
}

/// Whoever goes by another edition of the zone data than the calendar does now follows it: a boundary may have moved forward.
fn editions(cx: &Cx) -> Result<()> {
    let now = signed(cx.now());
    let edition = clocks(cx, "UTC", now, now)?.1;
    let plans = keep::plans(cx, None)?;
    for entry in &plans {
        let known = keep::state(cx, entry.id())?.and_then(|state| state.value.edition);
        if known.as_deref() != Some(&edition) {
            cx.set_timer(&format!("{FOLLOW}{}", entry.id()), cx.now(), &None::<UserId>)?;
        }
    }
    if plans.is_empty() { Ok(()) } else { look_daily(cx) }
}

fn wake(cx: &Cx, user: &str, has_shifts: bool, next: Option<Instant>) -> Result<()> {
    let key = format!("{WAKE}{user}");
    match next {
        Some(next) => cx.set_timer(&key, unsigned(next), &()),
        None if has_shifts => cx.set_timer(&key, cx.now() + unsigned(AHEAD / 2), &()),
        None => cx.cancel_timer(&key),
    }
}

/// What others hear of: those who give out work, and who take it over.
#[derive(Serialize)]
struct Told<'a> {
    person: &'a str,
    #[serde(flatten)]
    flip: Flip,
}

/// Others hear of the last flip, about a record that is there for everybody who ever began or ceased to accept work.
fn tell(cx: &Cx, user: &str) -> Result<()> {
    let Some(state) = keep::state(cx, user)?.map(|entry| entry.value) else { return Ok(()) };
    let flip = state.availability.last();
    if keep::tell(cx, user, flip)? {
        cx.emit("schedule:availability.changed", &keep::TOLD.at(user), &Told { person: user, flip })?;
    }
    Ok(())
}

/// Others hear that a shift has ended.
fn ended(cx: &Cx, user: &str, at: Instant) -> Result<()> {
    // It is about the same record, which there is from the first flip on; and that may be the end itself.
    tell(cx, user)?;
    cx.emit("schedule:shift.ended", &keep::TOLD.at(user), &Ended { person: user, at })
}

#[derive(Serialize)]
struct Ended<'a> {
    person: &'a str,
    at: Instant,
}

/// A timer rang.
pub fn ring(cx: &Cx, key: &str, data: &str) -> Result<()> {
    let plan = |user: &str| Ok::<_, Error>(keep::plan(cx, user)?.map(|entry| entry.value));
    if let Some(user) = key.strip_prefix(TELL) {
        return tell(cx, user);
    }
    if let Some(user) = key.strip_prefix(ENDED) {
        return ended(cx, user, read_data(key, data)?);
    }
    if let Some(user) = key.strip_prefix(WAKE) {
        return settle(cx, user, plan(user)?.as_ref(), Step::Look).map(drop);
    }
    if let Some(user) = key.strip_prefix(FOLLOW) {
        let (plan, by) = (plan(user)?, read_data(key, data)?);
        let step = plan.as_ref().map_or(Step::Look, |plan| Step::Edit(Some(plan)));
        return settle_by(cx, user, plan.as_ref(), step, by).map(drop);
    }
    if key.starts_with(EDITION) { editions(cx) } else { Ok(()) }
}

fn read_data<T: DeserializeOwned>(key: &str, data: &str) -> Result<T> {
    serde_json::from_str(data).map_err(|error| Error::failed(format!("the data of timer `{key}`: {error}")))
}

/// A calendar changed, or is gone: shifts that keep its holidays are others now. Each person follows in a call of their own: together they may
/// be more than one call can do, and nobody waits for what goes wrong with somebody else.
pub fn holidays_changed(cx: &Cx, calendar: &RecordId) -> Result<()> {
    let by = cx.caller().user;
    for entry in keep::with_calendar(cx, calendar)? {
        cx.set_timer(&format!("{FOLLOW}{}", entry.id()), cx.now(), &by)?;
    }
    Ok(())
}

/// How it is now, with nothing kept: for looking.
pub fn look(cx: &Cx, user: &str, plan: Option<&Plan>) -> Result<State> {
    Ok(ahead(cx, user, plan)?.0)
}

/// The same, with the flips that no timer has noted yet.
pub fn ahead(cx: &Cx, user: &str, plan: Option<&Plan>) -> Result<(State, Vec<Flip>)> {
    let Read { mut state, .. } = read(cx, user, plan)?;
    let mut flips = Vec::new();
    let now = signed(cx.now());
    // Timers keep it right where whoever looks may not see the shifts.
    let seen = plan.is_some() || !state.shifts;
    if seen && state.next.is_some_and(|next| next <= now) {
        let from = state.availability.settled().max(now - LONGEST);
        let timeline = plan.map(|plan| hours(cx, plan, state.calendar, from, now + AHEAD)).transpose()?;
        flips = state.availability.advance(timeline.as_ref(), now);
        state.next = state.availability.wake(timeline.as_ref());
    }
    Ok((state, flips))
}
