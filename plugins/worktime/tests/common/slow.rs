//! The same questions, answered by walking through every minute. Shares nothing with the answers that it checks but the words.

use jiff::tz::TimeZone;
use ombud_worktime::day::Day;
use ombud_worktime::deadlines::What;
use ombud_worktime::ledger::{Kind, Mark};
use ombud_worktime::policy::{Clock, Facts, Metric, Policy, Promise, Status};
use ombud_worktime::week::Window;
use ombud_worktime::{Instant, MINUTE};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A stretch of time in minutes.
#[derive(Clone, Copy)]
pub struct Stretch {
    /// Where it begins: a whole minute.
    pub start: Instant,
    /// How many minutes.
    pub minutes: usize,
}

impl Stretch {
    /// The instant of a minute.
    pub fn at(&self, minute: usize) -> Instant {
        self.start + i64::try_from(minute).unwrap() * MINUTE
    }

    /// The minute of an instant.
    pub fn minute(&self, at: Instant) -> usize {
        usize::try_from((at - self.start) / MINUTE).unwrap()
    }
}

fn day_zero() -> Day {
    Day::new(1970, 1, 1).unwrap()
}

/// What the clocks of a place show in each minute, as minutes since their own 1970. Asks the library each time.
pub fn clocks(place: &TimeZone, stretch: Stretch) -> Vec<i64> {
    (0..stretch.minutes)
        .map(|minute| {
            let there = place.to_datetime(jiff::Timestamp::from_millisecond(stretch.at(minute)).unwrap());
            let day = Day::new(
                there.year().into(),
                there.month().try_into().unwrap(),
                there.day().try_into().unwrap(),
            );
            day.unwrap().since(day_zero()) * 1440 + i64::from(there.hour()) * 60 + i64::from(there.minute())
        })
        .collect()
}

/// Which minutes are open. Hours begin in the first minute in which clocks show their beginning or later, and end behind the last in which
/// they show less than their end.
pub fn open<'a>(clocks: &[i64], hours: impl Fn(Day) -> &'a [Window]) -> Vec<bool> {
    let mut open = vec![false; clocks.len()];
    let (first, last) = (clocks[0].div_euclid(1440) - 3, clocks[clocks.len() - 1].div_euclid(1440) + 3);
    let mut near = 0;
    for day in first..=last {
        while near < clocks.len() && clocks[near] < (day - 1) * 1440 {
            near += 1;
        }
        for window in hours(day_zero().plus(day)) {
            let begin = day * 1440 + i64::from(window.from());
            let end = day * 1440 + i64::from(window.until());
            let Some(from) = (near..clocks.len()).find(|minute| clocks[*minute] >= begin) else { continue };
            let horizon = clocks.len().min(near + 5 * 1440);
            let Some(until) = (near..horizon).rfind(|minute| clocks[*minute] < end) else { continue };
            for minute in open.iter_mut().take(until + 1).skip(from) {
                *minute = true;
            }
        }
    }
    open
}

/// Rules as they are at some time, with the open minutes of each calendar.
#[derive(Clone)]
pub struct SlowRules {
    pub policies: Vec<Policy>,
    pub open: BTreeMap<String, Arc<Vec<bool>>>,
}

impl SlowRules {
    fn policy(&self, facts: &Facts) -> Option<usize> {
        self.policies.iter().position(|policy| policy.when.holds(facts))
    }

    fn promise(&self, metric: Metric, facts: &Facts) -> Option<&Promise> {
        self.policies[self.policy(facts)?].promises.get(&metric)
    }
}

/// What a clock on paper knows of a metric.
#[derive(Clone, Debug)]
struct Watch {
    number: u32,
    since: usize,
    done: bool,
    /// Minutes used.
    used: i64,
}

/// What counts for a metric, looked up once for as long as it is the same: nobody reads the contract again in each minute.
#[derive(Clone, Copy)]
struct Way<'a> {
    runs: [bool; 7],
    open: Option<&'a [bool]>,
    promise: &'a Promise,
    target: i64,
}

impl Way<'_> {
    fn counts(&self, status: Status, minute: usize) -> bool {
        self.runs[status as usize] && self.open.is_none_or(|open| open[minute])
    }
}

const STATUSES: [Status; 7] = [
    Status::New,
    Status::Open,
    Status::Pending,
    Status::OnHold,
    Status::Resolved,
    Status::Closed,
    Status::Spam,
];

/// What happens to a ticket, minute by minute.
pub struct SlowTicket<'a> {
    stretch: Stretch,
    rules: &'a SlowRules,
    facts: Facts,
    answered: bool,
    /// The status in each minute since it was opened.
    statuses: Vec<Status>,
    opened: usize,
    watches: [Option<Watch>; 4],
    ways: [Option<Way<'a>>; 4],
    /// All that was said.
    pub marks: Vec<Mark>,
    minute: usize,
}

impl<'a> SlowTicket<'a> {
    pub fn opened(
        stretch: Stretch,
        minute: usize,
        facts: Facts,
        by_staff: bool,
        rules: &'a SlowRules,
    ) -> SlowTicket<'a> {
        let watch = |done: bool| Some(Watch { number: 1, since: minute, done, used: 0 });
        let stopped = matches!(facts.status, Status::Resolved | Status::Closed | Status::Spam);
        let watches =
            [watch(facts.assigned), (!by_staff).then(|| watch(false)).flatten(), None, watch(stopped)];
        let mut ticket = SlowTicket {
            stretch,
            rules,
            facts,
            answered: by_staff,
            statuses: Vec::new(),
            opened: minute,
            watches,
            ways: [None; 4],
            marks: Vec::new(),
            minute,
        };
        ticket.recount();
        ticket
    }

    fn clock(&self, metric: Metric, status: Status) -> Clock {
        self.rules
            .promise(metric, &self.facts)
            .map_or(Promise::usual(status), |promise| promise.clock(status))
    }

    fn way(&self, metric: Metric) -> Option<Way<'a>> {
        let promise = self.rules.promise(metric, &self.facts)?;
        let target = promise.targets.get(&self.facts.priority)?;
        let open = target.calendar.as_ref().map(|calendar| self.rules.open[calendar].as_slice());
        let runs = STATUSES.map(|status| promise.clock(status) == Clock::Run);
        Some(Way { runs, open, promise, target: target.time })
    }

    /// Counts all minutes since each clock began, by what is promised now.
    fn recount(&mut self) {
        self.ways = Metric::ALL.map(|metric| self.way(metric));
        for metric in Metric::ALL {
            let Some(watch) = self.watches[metric as usize].clone() else { continue };
            let used = (watch.since..self.minute).filter(|minute| self.counts(metric, *minute)).count();
            if let Some(watch) = &mut self.watches[metric as usize] {
                watch.used = i64::try_from(used).unwrap();
            }
        }
    }

    fn counts(&self, metric: Metric, minute: usize) -> bool {
        let status = self.statuses.get(minute - self.opened).copied().unwrap_or(self.facts.status);
        self.ways[metric as usize].is_some_and(|way| way.counts(status, minute))
    }

    /// Says what is so at this minute.
    fn look(&mut self) {
        for metric in Metric::ALL {
            let Some(watch) = self.watches[metric as usize].as_ref().filter(|watch| !watch.done) else {
                continue;
            };
            let Some(way) = self.ways[metric as usize] else { continue };
            let (number, since, used) = (watch.number, watch.since, watch.used * MINUTE);
            let busy = way.counts(self.facts.status, self.minute);
            for warning in &way.promise.warnings {
                if busy && used >= warning.after(way.target) {
                    self.say(metric, number, since, Kind::Warned(*warning));
                }
            }
            if used >= way.target {
                self.say(metric, number, since, Kind::Broken);
            }
        }
    }

    fn say(&mut self, metric: Metric, cycle: u32, since: usize, kind: Kind) {
        let since = self.stretch.at(since);
        let mark = Mark { metric, since, cycle, kind, at: self.stretch.at(self.minute) };
        let same = |said: &Mark| (said.metric, said.since, said.kind) == (metric, since, kind);
        if !self.marks.iter().any(same) {
            self.marks.push(mark);
        }
    }

    /// Walks to this minute.
    pub fn walk(&mut self, minute: usize) {
        if self.minute < minute {
            // What is so after all that happened in a minute is so in it.
            self.look();
        }
        while self.minute < minute {
            for metric in Metric::ALL {
                let counts = self.counts(metric, self.minute);
                if let Some(watch) = self.watches[metric as usize].as_mut().filter(|watch| !watch.done) {
                    watch.used += i64::from(counts);
                }
            }
            self.statuses.push(self.facts.status);
            self.minute += 1;
            self.look();
        }
    }

    /// Something happens in this minute.
    pub fn happened(&mut self, what: &What) {
        let waited = self.watches.clone().map(|watch| watch.is_some_and(|watch| !watch.done));
        match what {
            What::Changed(facts) => {
                self.facts = facts.clone();
                if facts.assigned {
                    self.done(Metric::FirstAssignment);
                }
                let stopped = self.clock(Metric::Resolution, facts.status) == Clock::Stop;
                if let Some(watch) = &mut self.watches[Metric::Resolution as usize] {
                    watch.done = stopped;
                }
                self.recount();
            }
            What::Asked => {
                if self.answered || self.watches[Metric::FirstResponse as usize].is_none() {
                    let stopped = self.clock(Metric::NextResponse, self.facts.status) == Clock::Stop;
                    let next = &mut self.watches[Metric::NextResponse as usize];
                    let waits = next.as_ref().is_some_and(|watch| !watch.done);
                    if !waits || stopped {
                        let number = next.as_ref().map_or(1, |watch| watch.number + 1);
                        *next = Some(Watch { number, since: self.minute, done: false, used: 0 });
                    }
                }
            }
            What::Answered => {
                self.answered = true;
                self.done(Metric::FirstResponse);
                self.done(Metric::NextResponse);
            }
        }
        for metric in Metric::ALL {
            let Some(watch) = self.watches[metric as usize].clone() else { continue };
            let target = self
                .rules
                .promise(metric, &self.facts)
                .and_then(|promise| promise.targets.get(&self.facts.priority));
            let since = self.stretch.at(watch.since);
            let broken = |said: &Mark| (said.metric, said.since, said.kind) == (metric, since, Kind::Broken);
            if waited[metric as usize] && watch.done && target.is_some() && !self.marks.iter().any(broken) {
                self.say(metric, watch.number, watch.since, Kind::Kept);
            }
        }
    }

    fn done(&mut self, metric: Metric) {
        if let Some(watch) = &mut self.watches[metric as usize] {
            watch.done = true;
        }
    }

    /// From this minute on other rules count.
    pub fn rules(&mut self, rules: &'a SlowRules) {
        self.rules = rules;
        self.recount();
    }

    /// Minutes that are used of a promise that waits; with the target.
    pub fn used(&self, metric: Metric) -> Option<(i64, i64)> {
        let watch = self.watches[metric as usize].as_ref().filter(|watch| !watch.done)?;
        let target = self.rules.promise(metric, &self.facts)?.targets.get(&self.facts.priority)?;
        Some((watch.used, target.time / MINUTE))
    }

    /// Counts on from here, as if nothing else happened, until the time is up; none if that is not within so many minutes.
    pub fn due(&self, metric: Metric, horizon: usize) -> Option<Instant> {
        let (mut used, target) = self.used(metric)?;
        let mut minute = self.minute;
        while used < target {
            if minute >= horizon {
                return None;
            }
            used += i64::from(self.counts(metric, minute));
            minute += 1;
        }
        Some(self.stretch.at(minute))
    }
}
