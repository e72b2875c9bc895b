//! Questions to a calendar.

use crate::keep::Kept;
use crate::zones::{self, signed, unsigned};
use ombud_plugin::desk::calendar::{Clocks, Hours, Moment, Offset, Span, Summary};
use ombud_plugin::{Error, Result, Timestamp, text};
use ombud_worktime::DAY;
use ombud_worktime::timeline::Timeline;
use ombud_worktime::zone::Zone;

/// No question looks further: ten years.
const FURTHEST: i64 = 3653 * DAY;

/// What others see in lists.
pub fn summary(kept: &Kept) -> Summary {
    let body = &kept.body;
    Summary { id: kept.id.clone(), name: body.name.clone(), zone: body.zone.clone(), version: body.version }
}

/// An answer with what it was computed with.
pub fn moment(kept: &Kept, at: Option<Timestamp>) -> Moment {
    Moment { at, version: kept.body.version, zone_data: zones::version().to_owned() }
}

fn zone(kept: &Kept, from: i64, until: i64) -> Result<Zone> {
    zones::clocks(&kept.body.zone, from, until)
}

/// When it is open in a stretch of time.
pub fn timeline(kept: &Kept, from: i64, until: i64) -> Result<Timeline> {
    Ok(kept.body.calendar.timeline(&zone(kept, from, until)?, from, until))
}

/// Looks a month ahead, then a year, then ten: most answers are near.
fn ahead<T>(kept: &Kept, from: i64, ask: impl Fn(&Timeline) -> Option<T>) -> Result<Option<T>> {
    for days in [32 * DAY, 366 * DAY, FURTHEST] {
        if let Some(found) = ask(&timeline(kept, from, from + days)?) {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// The first open instant.
pub fn next_open(kept: &Kept, at: Timestamp) -> Result<Option<Timestamp>> {
    let at = signed(at);
    Ok(ahead(kept, at, |timeline| timeline.next_open(at))?.map(unsigned))
}

/// When work is done that begins then and takes so long.
pub fn done(kept: &Kept, at: Timestamp, milliseconds: u64) -> Result<Option<Timestamp>> {
    let (at, open) = (signed(at), i64::try_from(milliseconds).unwrap_or(i64::MAX / 2));
    Ok(ahead(kept, at, |timeline| timeline.add(at, open))?.map(unsigned))
}

fn stretch(from: Timestamp, until: Timestamp) -> Result<(i64, i64)> {
    let (from, until) = (signed(from), signed(until).max(signed(from)));
    if until - from > FURTHEST {
        return Err(Error::too_large(text!("too-far")));
    }
    Ok((from, until))
}

/// How long it is open.
pub fn between(kept: &Kept, from: Timestamp, until: Timestamp) -> Result<u64> {
    let (from, until) = stretch(from, until)?;
    Ok(unsigned(timeline(kept, from, until)?.between(from, until)))
}

/// When it is open.
pub fn hours(kept: &Kept, from: Timestamp, until: Timestamp) -> Result<Hours> {
    let (from, until) = stretch(from, until)?;
    let timeline = timeline(kept, from, until)?;
    let spans =
        timeline.spans().iter().map(|span| Span { start: unsigned(span.start), end: unsigned(span.end) });
    Ok(Hours { open: spans.collect(), version: kept.body.version, zone_data: zones::version().to_owned() })
}

/// The clocks of a place.
pub fn clocks(name: &str, from: Timestamp, until: Timestamp) -> Result<Clocks> {
    let (from, until) = stretch(from, until)?;
    let zone = zones::clocks(name, from, until)?;
    let told =
        zone.offsets().iter().map(|offset| Offset { from: unsigned(offset.from), seconds: offset.seconds });
    Ok(Clocks { offsets: told.collect(), zone_data: zones::version().to_owned() })
}

/// The clocks where a calendar is.
pub fn there(kept: &Kept, from: Timestamp, until: Timestamp) -> Result<Zone> {
    zone(kept, signed(from), signed(until))
}
