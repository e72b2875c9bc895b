//! When something is open, as instants; and how time adds up in it.

use crate::day::Day;
use crate::week::Window;
use crate::zone::Zone;
use crate::{DAY, Instant, MINUTE};

/// From one instant to another, which is no part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first instant.
    pub start: Instant,
    /// The first instant that is no part of it.
    pub end: Instant,
}

/// What is open within a stretch of time. Of what is outside it knows nothing: it answers `None`, or as if it were closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline {
    from: Instant,
    until: Instant,
    /// In the order of time; between two of them it is closed for a while.
    spans: Vec<Span>,
    /// How long it was open before each of them.
    before: Vec<i64>,
}

impl Timeline {
    /// Of spans in any order, also such as touch or overlap.
    pub fn new(from: Instant, until: Instant, spans: impl IntoIterator<Item = Span>) -> Timeline {
        let clipped =
            spans.into_iter().map(|span| Span { start: span.start.max(from), end: span.end.min(until) });
        let mut sorted: Vec<Span> = clipped.filter(|span| span.start < span.end).collect();
        sorted.sort_by_key(|span| span.start);
        let mut timeline = Timeline { from, until, spans: Vec::new(), before: Vec::new() };
        let mut open = 0;
        for span in sorted {
            match timeline.spans.last_mut() {
                // What touches is one span, so that nothing blinks at midnight.
                Some(last) if span.start <= last.end => {
                    open += (span.end - last.end).max(0);
                    last.end = last.end.max(span.end);
                }
                _ => {
                    timeline.spans.push(span);
                    timeline.before.push(open);
                    open += span.end - span.start;
                }
            }
        }
        timeline
    }

    /// Always open.
    pub fn always(from: Instant, until: Instant) -> Timeline {
        Timeline::new(from, until, [Span { start: from, end: until }])
    }

    /// Of the hours that begin on each day. Where clocks are put forward over a bound, it is the instant at which they are; where they
    /// show it twice, hours begin at the first and end at the second. Between, real time counts.
    pub fn of_days<'a>(
        zone: &Zone,
        from: Instant,
        until: Instant,
        hours: impl Fn(Day) -> &'a [Window],
    ) -> Timeline {
        // The day before may reach into the first, and once a place had no Friday.
        let (first, last) = (zone.day(from).plus(-3), zone.day(until).plus(2));
        let mut spans = Vec::new();
        for offset in 0..=last.since(first) {
            let day = first.plus(offset);
            let midnight = day.local();
            spans.extend(hours(day).iter().map(|window| Span {
                start: zone.begins(midnight + i64::from(window.from()) * MINUTE),
                end: zone.ends(midnight + i64::from(window.until()) * MINUTE),
            }));
        }
        Timeline::new(from, until, spans)
    }

    /// The stretch of time of which it knows.
    pub fn known(&self) -> Span {
        Span { start: self.from, end: self.until }
    }

    /// What is open, in the order of time.
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// The first span that is not over at this instant.
    fn next_span(&self, at: Instant) -> usize {
        self.spans.partition_point(|span| span.end <= at)
    }

    /// Whether it is open.
    pub fn is_open(&self, at: Instant) -> bool {
        self.spans.get(self.next_span(at)).is_some_and(|span| span.start <= at)
    }

    /// The first open instant, from this one on.
    pub fn next_open(&self, at: Instant) -> Option<Instant> {
        self.spans.get(self.next_span(at)).map(|span| span.start.max(at))
    }

    /// When it opens or closes next, after this instant; with whether it is open then.
    pub fn next_change(&self, at: Instant) -> Option<(Instant, bool)> {
        let span = self.spans.get(self.next_span(at))?;
        let change = if span.start > at { (span.start, true) } else { (span.end, false) };
        (change.0 < self.until).then_some(change)
    }

    /// How long it was open before this instant.
    fn open_before(&self, at: Instant) -> i64 {
        let next = self.next_span(at);
        match self.spans.get(next) {
            Some(span) => self.before[next] + (at - span.start).max(0),
            None => self.spans.last().map_or(0, |last| self.before[next - 1] + last.end - last.start),
        }
    }

    /// How long it is open from one instant to the other; nothing if that is not later.
    pub fn between(&self, from: Instant, until: Instant) -> i64 {
        if until <= from { 0 } else { self.open_before(until) - self.open_before(from) }
    }

    /// The first instant by which it was open for so long since then: an hour from 16:00 on is over at 17:00, when it closes, and not when
    /// it opens again. None if that is later than what it knows of.
    pub fn add(&self, at: Instant, open: i64) -> Option<Instant> {
        if open <= 0 {
            return Some(at);
        }
        let wanted = self.open_before(at.max(self.from)) + open;
        let span = self.before.partition_point(|before| *before < wanted).checked_sub(1)?;
        let end = self.spans[span].start + wanted - self.before[span];
        (end <= self.spans[span].end).then_some(end)
    }

    /// The first open instant after it was open for so long since then: what is to happen then happens while somebody is there.
    pub fn open_after(&self, at: Instant, open: i64) -> Option<Instant> {
        self.next_open(self.add(at, open)?)
    }

    /// The days that it touches, there, with how long it is open on each, for pictures.
    pub fn per_day(&self, zone: &Zone) -> Vec<(Day, i64)> {
        let (first, last) = (zone.day(self.from), zone.day(self.until.saturating_sub(1)));
        let length = |day: Day| self.between(zone.begins(day.local()), zone.begins(day.local() + DAY));
        (0..=last.since(first)).map(|offset| first.plus(offset)).map(|day| (day, length(day))).collect()
    }
}
