//! The rules as deadlines are reckoned with: policies, and when calendars are open.

use crate::rules::{self, Rules as Kept};
use ombud_plugin::desk::calendar::{self, Reference};
use ombud_plugin::{Cx, Error, Result, Timestamp};
use ombud_worktime::policy::{Policy, Rules};
use ombud_worktime::timeline::{Span, Timeline};
use ombud_worktime::{DAY, Instant};
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

/// So far ahead it is known when calendars are open. What is due later is looked at again in time.
pub const AHEAD: i64 = 400 * DAY;
/// No question to a calendar spans more.
const LONGEST: i64 = 3650 * DAY;

/// Signed, as it is reckoned.
pub fn signed(at: Timestamp) -> Instant {
    i64::try_from(at).unwrap_or(i64::MAX / 4)
}

/// And back.
pub fn unsigned(at: Instant) -> Timestamp {
    u64::try_from(at).unwrap_or(0)
}

/// Rules that ask a calendar when it is first needed.
pub struct Reckoned<'a> {
    cx: &'a Cx,
    policies: Vec<Policy>,
    calendars: BTreeMap<String, (u32, OnceCell<Option<Timeline>>)>,
    always: Timeline,
    trouble: RefCell<Option<Error>>,
}

impl<'a> Reckoned<'a> {
    /// As they count for what happened from this moment on.
    pub fn of(cx: &'a Cx, rules: &Kept, from: Instant) -> Reckoned<'a> {
        let until = signed(cx.now()) + AHEAD;
        let from = (from - DAY).clamp(until - LONGEST, until - AHEAD);
        let calendars = rules.calendars.iter();
        Reckoned {
            cx,
            policies: rules.policies.iter().map(|kept| kept.policy.clone()).collect(),
            calendars: calendars.map(|(id, version)| (id.clone(), (*version, OnceCell::new()))).collect(),
            always: Timeline::always(from, until),
            trouble: RefCell::default(),
        }
    }

    fn ask(&self, id: &str, version: u32) -> Result<Timeline> {
        let Span { start, end } = self.always.known();
        let reference = Reference { id: id.to_owned(), version: Some(version) };
        let told = calendar::open_hours(self.cx, &reference, unsigned(start), unsigned(end))?;
        let spans = told.open.iter().map(|span| Span { start: signed(span.start), end: signed(span.end) });
        Ok(Timeline::new(start, end, spans))
    }

    /// What was reckoned, unless a calendar did not answer.
    pub fn sure<T>(&self, reckoned: T) -> Result<T> {
        self.trouble.borrow().clone().map_or(Ok(reckoned), Err)
    }
}

impl Rules for Reckoned<'_> {
    fn policies(&self) -> &[Policy] {
        &self.policies
    }

    fn hours(&self, calendar: &str) -> Option<&Timeline> {
        let (version, timeline) = self.calendars.get(calendar)?;
        let ask = || match self.ask(calendar, *version) {
            Ok(timeline) => Some(timeline),
            Err(error) => {
                self.trouble.borrow_mut().get_or_insert(error);
                None
            }
        };
        timeline.get_or_init(ask).as_ref()
    }

    fn around_the_clock(&self) -> &Timeline {
        &self.always
    }
}

/// The rules of one call: whatever calendars say is asked once for all tickets that it looks at.
pub struct Frame<'a> {
    cx: &'a Cx,
    pub rules: &'a Kept,
    from: Instant,
    pub reckoned: Reckoned<'a>,
    /// How those of before are read.
    seen_as: fn(Kept) -> Kept,
    before: RefCell<BTreeMap<u32, Rc<Reckoned<'a>>>>,
}

impl<'a> Frame<'a> {
    /// For tickets that were opened at this moment or later.
    pub fn of(cx: &'a Cx, rules: &'a Kept, from: Instant) -> Frame<'a> {
        Frame::seen_as(cx, rules, from, std::convert::identity)
    }

    /// The same for others than tickets, with rules that are already read so.
    pub fn seen_as(cx: &'a Cx, rules: &'a Kept, from: Instant, seen_as: fn(Kept) -> Kept) -> Frame<'a> {
        let reckoned = Reckoned::of(cx, rules, from);
        Frame { cx, rules, from, reckoned, seen_as, before: RefCell::default() }
    }

    /// Whether it reaches back so far.
    pub fn reaches(&self, from: Instant) -> bool {
        self.from <= from
    }

    /// The same, reaching back further.
    pub fn further(&self, from: Instant) -> Frame<'a> {
        Frame::of(self.cx, self.rules, from)
    }

    /// The rules as they were under a number.
    pub fn before(&self, number: u32) -> Result<Rc<Reckoned<'a>>> {
        if let Some(known) = self.before.borrow().get(&number) {
            return Ok(known.clone());
        }
        let rules = (self.seen_as)(rules::version(self.cx, number)?);
        let read = Rc::new(Reckoned::of(self.cx, &rules, self.from));
        self.before.borrow_mut().insert(number, read.clone());
        Ok(read)
    }
}
