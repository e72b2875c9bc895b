//! Small parts that several pages share, and the words of the WIT.

use crate::keep::unsigned;
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::desk::availability as wit;
use ombud_plugin::desk::calendar;
pub use ombud_plugin::draw::options;
use ombud_plugin::{Cx, Error, Result, Timestamp};
use ombud_worktime::channels::{Cause, Channel, State};
use ombud_worktime::day::Day;
use ombud_worktime::week::parse_clock;
use ombud_worktime::zone::{Offset, Zone};
use ombud_worktime::{DAY, Instant, MINUTE};

/// When, by the clocks of whoever reads it: the kernel's script tells it so.
pub fn moment(at: Instant, now: Timestamp) -> Markup {
    ombud_plugin::draw::moment(unsigned(at), now)
}

/// A state: a shape, a colour and a word.
pub fn state(state: State) -> Markup {
    let class = match state {
        State::Accepting => "badge running",
        State::Online => "badge open",
        State::Away => "badge pending",
        State::Offline => "badge closed",
    };
    html! { span class=(class) { (texts::state(state)) } }
}

/// The clocks of a place.
pub fn zone(cx: &Cx, name: &str, from: Instant, until: Instant) -> Result<Zone> {
    let clocks =
        calendar::clocks_in(cx, name, unsigned(from), unsigned(until)).map_err(|error| match error {
            Error::NotFound(_) => Error::invalid(texts::bad_zone(name)),
            other => other,
        })?;
    let offset =
        |one: &calendar::Offset| Offset { from: crate::keep::signed(one.from), seconds: one.seconds };
    Zone::new(clocks.offsets.iter().map(offset).collect())
        .ok_or_else(|| Error::failed("the calendar told of clocks without an offset"))
}

/// When a day begins and ends there.
pub fn bounds(zone: &Zone, day: Day) -> (Instant, Instant) {
    (zone.begins(day.local()), zone.begins(day.plus(1).local()))
}

/// A time of today, or of tomorrow if it is over: `13:00`.
pub fn clock(cx: &Cx, zone: &str, text: &str) -> Result<Instant> {
    let wrong = || Error::invalid(texts::bad_until());
    let minute = i64::from(parse_clock(text.trim()).map_err(|_| wrong())?);
    let now = crate::keep::signed(cx.now());
    let clocks = self::zone(cx, zone, now - 2 * DAY, now + 3 * DAY)?;
    let at = |day: Day| clocks.begins(day.local() + minute * MINUTE);
    let today = clocks.day(now);
    let at = if at(today) > now { at(today) } else { at(today.plus(1)) };
    if at > now { Ok(at) } else { Err(wrong()) }
}

/// As it was asked.
pub fn channel(channel: wit::Channel) -> Channel {
    match channel {
        wit::Channel::Tickets => Channel::Tickets,
        wit::Channel::Chat => Channel::Chat,
    }
}

/// As it is answered.
pub fn state_word(state: State) -> wit::State {
    match state {
        State::Offline => wit::State::Offline,
        State::Away => wit::State::Away,
        State::Online => wit::State::Online,
        State::Accepting => wit::State::Accepting,
    }
}

/// Likewise.
pub fn cause_word(cause: Cause) -> wit::Cause {
    match cause {
        Cause::Connection => wit::Cause::Connection,
        Cause::Shift => wit::Cause::Shift,
        Cause::Edit => wit::Cause::Edit,
        Cause::Choice => wit::Cause::Choice,
        Cause::Away => wit::Cause::Away,
        Cause::AwayEnded => wit::Cause::AwayEnded,
        Cause::Channel => wit::Cause::Channel,
        Cause::Account => wit::Cause::Account,
        Cause::Settings => wit::Cause::Settings,
    }
}
