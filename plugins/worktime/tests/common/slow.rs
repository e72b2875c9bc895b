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
    /// The minutes of all that waits for the same: it counts from the first on.
    asked: Vec<usize>,
    /// In which minute it was done.
    done: Option<usize>,
    /// Minutes used.
    used: i64,
}

impl Watch {
    fn new(number: u32, since: usize) -> Watch {
        Watch { number, asked: vec![since], done: None, used: 0 }
    }

    fn since(&self) -> usize {
        self.asked[0]
    }
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
    /// As it was opened, by staff or not, and what happened since.
    opening: (Facts, bool),
    story: Vec<(usize, What)>,
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
        let mut ticket = SlowTicket {
            stretch,
            rules,
            opening: (facts.clone(), by_staff),
            story: Vec::new(),
            facts,
            answered: by_staff,
            statuses: Vec::new(),
            opened: minute,
            watches: [const { None }; 4],
            ways: [None; 4],
            marks: Vec::new(),
            minute,
        };
        ticket.tell();
        ticket
    }

    /// Reads the whole story by the rules as they are: who waits for what, and since when.
    fn tell(&mut self) {
        let (facts, by_staff) = self.opening.clone();
        (self.facts, self.answered) = (facts, by_staff);
        self.watches = [const { None }; 4];
        for metric in [Metric::FirstAssignment, Metric::FirstResponse, Metric::Resolution] {
            // Who opens a ticket for somebody has already spoken.
            if metric != Metric::FirstResponse || !by_staff {
                self.watches[metric as usize] = Some(Watch::new(1, self.opened));
            }
        }
        self.stands(self.opened);
        for (minute, what) in std::mem::take(&mut self.story) {
            self.note(minute, &what);
            self.story.push((minute, what));
        }
        self.recount();
    }

    /// Whether somebody is responsible, and whether there is still something to resolve, follows from what the ticket is.
    fn stands(&mut self, minute: usize) {
        if self.facts.assigned {
            self.done(Metric::FirstAssignment, minute);
        }
        if self.clock(Metric::Resolution, self.facts.status) == Clock::Stop {
            self.done(Metric::Resolution, minute);
        } else if let Some(watch) = &mut self.watches[Metric::Resolution as usize] {
            watch.done = None;
        }
    }

    /// What follows from something that happened for who waits.
    fn note(&mut self, minute: usize, what: &What) {
        match what {
            What::Changed(facts) => {
                self.facts = facts.clone();
                self.stands(minute);
            }
            What::Asked => {
                let is_first = !self.answered && self.watches[Metric::FirstResponse as usize].is_some();
                let stopped = self.clock(Metric::NextResponse, self.facts.status) == Clock::Stop;
                let next = &mut self.watches[Metric::NextResponse as usize];
                match next.as_mut().filter(|watch| watch.done.is_none() && !stopped) {
                    _ if is_first => {}
                    Some(watch) => watch.asked.push(minute),
                    None => {
                        let number = next.as_ref().map_or(1, |watch| watch.number + 1);
                        *next = Some(Watch::new(number, minute));
                    }
                }
            }
            What::Answered => {
                self.answered = true;
                self.done(Metric::FirstResponse, minute);
                self.done(Metric::NextResponse, minute);
            }
        }
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
            let used = (watch.since()..self.minute).filter(|minute| self.counts(metric, *minute)).count();
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
            let waits = self.watches[metric as usize].as_ref().filter(|watch| watch.done.is_none());
            let (Some(used), Some(way)) =
                (waits.map(|watch| watch.used * MINUTE), self.ways[metric as usize])
            else {
                continue;
            };
            let busy = way.counts(self.facts.status, self.minute);
            for warning in &way.promise.warnings {
                if busy && used >= warning.after(way.target) {
                    self.say(metric, Kind::Warned(*warning), self.minute);
                }
            }
            if used >= way.target {
                self.say(metric, Kind::Broken, self.minute);
            }
        }
    }

    /// Whether it was said of what waits now, whatever was taken for its beginning then.
    fn was_said(&self, metric: Metric, kind: Kind) -> bool {
        let asked = self.watches[metric as usize].iter().flat_map(|watch| &watch.asked);
        let asked: Vec<Instant> = asked.map(|minute| self.stretch.at(*minute)).collect();
        let is = |said: &Mark| (said.metric, said.kind) == (metric, kind) && asked.contains(&said.since);
        self.marks.iter().any(is)
    }

    fn say(&mut self, metric: Metric, kind: Kind, minute: usize) {
        let Some(watch) = &self.watches[metric as usize] else { return };
        let (since, at) = (self.stretch.at(watch.since()), self.stretch.at(minute));
        let mark = Mark { metric, since, cycle: watch.number, kind, at };
        if !self.was_said(metric, kind) {
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
                if let Some(watch) =
                    self.watches[metric as usize].as_mut().filter(|watch| watch.done.is_none())
                {
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
        let waited = self.waited();
        self.story.push((self.minute, what.clone()));
        self.note(self.minute, what);
        if matches!(what, What::Changed(_)) {
            self.recount();
        }
        self.keep(waited);
    }

    fn waited(&self) -> [bool; 4] {
        Metric::ALL
            .map(|metric| self.watches[metric as usize].as_ref().is_some_and(|watch| watch.done.is_none()))
    }

    /// What waited and is done now was kept, unless it was broken before.
    fn keep(&mut self, waited: [bool; 4]) {
        for metric in Metric::ALL {
            let done = self.watches[metric as usize].as_ref().and_then(|watch| watch.done);
            let Some(done) = done.filter(|_| waited[metric as usize]) else { continue };
            let promise = self.rules.promise(metric, &self.facts);
            let is_promised = promise.is_some_and(|one| one.targets.contains_key(&self.facts.priority));
            if is_promised && !self.was_said(metric, Kind::Broken) {
                self.say(metric, Kind::Kept, done);
            }
        }
    }

    fn done(&mut self, metric: Metric, minute: usize) {
        if let Some(watch) = &mut self.watches[metric as usize] {
            watch.done.get_or_insert(minute);
        }
    }

    /// From this minute on other rules count, and by them all is read anew: also what is done since when.
    pub fn rules(&mut self, rules: &'a SlowRules) {
        let waited = self.waited();
        self.rules = rules;
        self.tell();
        self.keep(waited);
    }

    /// Minutes that are used of a promise that waits; with the target.
    pub fn used(&self, metric: Metric) -> Option<(i64, i64)> {
        let watch = self.watches[metric as usize].as_ref().filter(|watch| watch.done.is_none())?;
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
