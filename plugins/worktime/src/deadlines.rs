//! When what was promised is due: a function of what happened to a ticket and of the rules, and of nothing else.
//!
//! Nothing here remembers how much is left. A [`Case`] remembers in which statuses the ticket was and what waits since when, and from that
//! and the rules as they are now all follows anew. So a change of priority, department, policy or calendar counts from the start, with the
//! pauses kept, and nobody has to convert anything.

use crate::Instant;
use crate::policy::{Clock, Facts, Metric, Promise, Rules, Status};
use crate::timeline::{Span, Timeline};
use serde::{Deserialize, Serialize};

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// The ticket is something else now: its status, priority, department, tags, or who is responsible.
    Changed(Facts),
    /// The requester wrote, by whatever channel.
    Asked,
    /// Staff answered, so that the requester sees it.
    Answered,
}

/// Something that waits for staff, from one moment to another. The same metric may wait several times: each is a cycle. Which one it is,
/// `since` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cycle {
    /// 1, 2, 3 …, for people to see: messages that come from another ticket, or go to one, make it another.
    pub number: u32,
    /// Since when it waits.
    pub since: Instant,
    /// When it was done.
    pub done: Option<Instant>,
}

/// How a promise stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Time counts, and it will be up then; none: later than the rules know of.
    Running(Option<Instant>),
    /// Time does not count at the moment; so much of it is left, none or less if it is up.
    Paused(i64),
    /// It was done, after so much time.
    Done(Instant, i64),
}

/// A promise that was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// About what.
    pub metric: Metric,
    /// Which of its cycles.
    pub cycle: Cycle,
    /// How long it may take.
    pub target: i64,
    /// How it stands.
    pub progress: Progress,
    /// When the time was up.
    pub broken: Option<Instant>,
}

/// What is looked for: when so much of the time that counts is used up.
#[derive(Clone, Copy)]
pub(crate) struct Moment {
    pub amount: i64,
    /// What was so before is so from then on.
    pub not_before: Instant,
    /// Only while it is open and the clock runs.
    pub while_open: bool,
}

impl Moment {
    fn of(amount: i64) -> Moment {
        Moment { amount, not_before: Instant::MIN, while_open: false }
    }
}

/// What is known of a ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    facts: Facts,
    /// In which statuses it was, each from this instant on.
    statuses: Vec<(Instant, Status)>,
    /// When something last happened.
    changed: Instant,
    /// Whether staff has ever answered.
    answered: bool,
    /// The present cycle of each metric, in the order of [`Metric::ALL`].
    cycles: [Option<Cycle>; 4],
    /// When each message came that the next response answers.
    asked: Vec<Instant>,
}

impl Case {
    /// A ticket was opened: by its requester, or by staff, who then need no first answer. In a status that stops a resolution nothing is
    /// left to resolve.
    pub fn opened(at: Instant, facts: Facts, by_staff: bool, rules: &impl Rules) -> Case {
        let first = Cycle { number: 1, since: at, done: None };
        let assigned = Cycle { done: facts.assigned.then_some(at), ..first };
        let mut case = Case {
            statuses: vec![(at, facts.status)],
            changed: at,
            answered: by_staff,
            cycles: [Some(assigned), (!by_staff).then_some(first), None, Some(first)],
            asked: Vec::new(),
            facts,
        };
        if case.clock(Metric::Resolution, rules) == Clock::Stop {
            case.finish(Metric::Resolution, at);
        }
        case
    }

    /// The ticket as it is.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// When something last happened.
    pub fn changed(&self) -> Instant {
        self.changed
    }

    /// The present cycle of a metric.
    pub fn cycle(&self, metric: Metric) -> Option<Cycle> {
        self.cycles.get(metric as usize).copied().flatten()
    }

    /// Whether what is said of a cycle that waits since then is said of the present one: of its oldest message, or of one that was taken for
    /// the oldest until an older one came from another ticket.
    pub(crate) fn is_present(&self, metric: Metric, since: Instant) -> bool {
        !metric.repeats() || self.asked.contains(&since)
    }

    fn finish(&mut self, metric: Metric, at: Instant) {
        if let Some(Some(cycle)) = self.cycles.get_mut(metric as usize) {
            cycle.done.get_or_insert(at);
        }
    }

    /// Something happened. An earlier time than that of what happened before counts as that: a clock was put back.
    pub fn happened(&mut self, at: Instant, what: &What, rules: &impl Rules) {
        let at = at.max(self.changed);
        self.changed = at;
        match what {
            What::Changed(facts) => self.change(at, facts.clone(), rules),
            What::Asked if !self.answered && self.cycle(Metric::FirstResponse).is_some() => {}
            What::Asked => self.ask(at, rules),
            What::Answered => {
                self.answered = true;
                self.finish(Metric::FirstResponse, at);
                self.finish(Metric::NextResponse, at);
            }
        }
    }

    fn change(&mut self, at: Instant, facts: Facts, rules: &impl Rules) {
        if facts.status != self.facts.status {
            self.statuses.push((at, facts.status));
        }
        self.facts = facts;
        if self.facts.assigned {
            self.finish(Metric::FirstAssignment, at);
        }
        let resolved = self.clock(Metric::Resolution, rules) == Clock::Stop;
        if let Some(cycle) = &mut self.cycles[Metric::Resolution as usize] {
            // Opened again it goes on where it was, and the time between does not count.
            cycle.done = if resolved { cycle.done.or(Some(at)) } else { None };
        }
    }

    /// The oldest message that waits counts. What waited when the ticket was resolved waits no more, once the requester writes again.
    fn ask(&mut self, at: Instant, rules: &impl Rules) {
        let waits = self.cycle(Metric::NextResponse).filter(|cycle| cycle.done.is_none());
        if waits.is_some() && self.clock(Metric::NextResponse, rules) != Clock::Stop {
            self.asked.push(at);
            return;
        }
        self.asked = vec![at];
        let number = self.cycle(Metric::NextResponse).map_or(1, |cycle| cycle.number + 1);
        self.cycles[Metric::NextResponse as usize] = Some(Cycle { number, since: at, done: None });
    }

    /// What a clock does at the moment.
    fn clock(&self, metric: Metric, rules: &impl Rules) -> Clock {
        let promise = rules.policy(&self.facts).and_then(|policy| policy.promises.get(&metric));
        promise.map_or_else(|| Promise::usual(self.facts.status), |promise| promise.clock(self.facts.status))
    }

    /// From when to when the clock of a cycle ran, up to this instant; and whether the status is still the same.
    fn runs<'a>(
        &'a self,
        cycle: Cycle,
        promise: &'a Promise,
        until: Instant,
    ) -> impl Iterator<Item = (Span, bool)> + 'a {
        let until = cycle.done.unwrap_or(until);
        let nexts = self.statuses.iter().skip(1).map(|(at, _)| *at).chain([Instant::MAX]);
        let running = |(_, status): &(Instant, Status)| promise.clock(*status) == Clock::Run;
        self.statuses
            .iter()
            .zip(nexts)
            .filter(move |(status, _)| running(status))
            .map(move |((from, _), next)| {
                (Span { start: (*from).max(cycle.since), end: next.min(until) }, next == Instant::MAX)
            })
            .filter(|(span, _)| span.start <= span.end)
    }

    /// The first such moment, looking no further than `until`, itself included.
    fn reached(
        &self,
        (cycle, promise, hours): (Cycle, &Promise, &Timeline),
        moment: Moment,
        until: Instant,
    ) -> Option<Instant> {
        let Moment { amount, not_before, while_open } = moment;
        let mut left = amount;
        for (Span { start, end }, lasts) in self.runs(cycle, promise, until) {
            let found = hours.add(start, left).map(|at| at.max(not_before));
            let found = if while_open { found.and_then(|at| hours.next_open(at)) } else { found };
            // An instant at which a run ends is the last at which the time is up, and none at which somebody is at it.
            if let Some(at) = found.filter(|at| *at < end || (*at == end && (lasts || !while_open))) {
                return Some(at);
            }
            if !while_open && hours.between(start, end) >= left {
                return (not_before <= until).then_some(not_before);
            }
            left -= hours.between(start, end);
        }
        None
    }

    /// When so much of what was promised is used up: by `until` if nothing else happens, or by when it was done.
    pub(crate) fn used_up(
        &self,
        metric: Metric,
        rules: &impl Rules,
        moment: Moment,
        until: Instant,
    ) -> Option<Instant> {
        let cycle = self.cycle(metric)?;
        let (promise, _, hours) = rules.promised(metric, &self.facts)?;
        self.reached((cycle, promise, hours), moment, cycle.done.unwrap_or(until))
    }

    /// What was promised, and how it stands now. None where nothing is promised, or nothing has begun.
    pub fn reading(&self, metric: Metric, rules: &impl Rules, now: Instant) -> Option<Reading> {
        let cycle = self.cycle(metric)?;
        let (promise, target, hours) = rules.promised(metric, &self.facts)?;
        let now = now.max(self.changed);
        let used =
            || self.runs(cycle, promise, now).map(|(run, _)| hours.between(run.start, run.end)).sum::<i64>();
        let progress = match cycle.done {
            Some(done) => Progress::Done(done, used()),
            None if promise.clock(self.facts.status) == Clock::Run => {
                Progress::Running(self.reached((cycle, promise, hours), Moment::of(target), Instant::MAX))
            }
            None => Progress::Paused(target - used()),
        };
        let broken = self.reached((cycle, promise, hours), Moment::of(target), cycle.done.unwrap_or(now));
        Some(Reading { metric, cycle, target, progress, broken })
    }

    /// All promises that stand.
    pub fn readings(&self, rules: &impl Rules, now: Instant) -> Vec<Reading> {
        Metric::ALL.into_iter().filter_map(|metric| self.reading(metric, rules, now)).collect()
    }

    /// What is due first, of what is not done.
    pub fn due(&self, rules: &impl Rules, now: Instant) -> Option<(Metric, Instant)> {
        let due = |reading: Reading| match reading.progress {
            Progress::Running(Some(due)) => Some((reading.metric, due)),
            _ => None,
        };
        self.readings(rules, now).into_iter().filter_map(due).min_by_key(|(_, due)| *due)
    }
}
