//! What was said about promises: that one is about to be broken, that it is broken, that it was kept. Each once per cycle, whatever happens
//! later: to timers that ring twice, desks that were down, clocks that were put back, rules that were changed, and messages that go to
//! another ticket or come from one.

use crate::Instant;
use crate::deadlines::{Case, Cycle, Moment, What};
use crate::policy::{Facts, Metric, Promise, Rules, Warning};
use serde::{Deserialize, Serialize};

/// What is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// It is about to be broken.
    Warned(Warning),
    /// The time was up before it was done.
    Broken,
    /// It was done in time. A resolution that is opened again may still be broken afterwards.
    Kept,
}

/// Something that was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// About what.
    pub metric: Metric,
    /// Since when the cycle waited: this says which it is.
    pub since: Instant,
    /// Which of its cycles it was then, for people to see.
    pub cycle: u32,
    /// What.
    pub kind: Kind,
    /// When it became so: its own time, however late it was noticed. Where a change of the ticket or of the rules had a time be up, the
    /// time of that; what was kept, was when it was done. A warning is for when its hours are open and its clock runs.
    pub at: Instant,
}

/// A ticket with what was said about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    case: Case,
    /// The last time at which something could become so by itself.
    since: Instant,
    /// All up to this instant, itself included, is said.
    at: Instant,
    marks: Vec<Mark>,
    /// What was said elsewhere, of questions that came from there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    heard: Vec<Mark>,
}

impl Ledger {
    /// A ticket of which nothing was said yet, perhaps older than what is promised: all that happened to it counts, but about what became
    /// so up to `since` nothing is said. `events` in the order of time; `heard`: what was said in the tickets out of which its messages came.
    pub fn found(
        (opened, facts, by_staff): (Instant, Facts, bool),
        events: &[(Instant, What)],
        heard: Vec<Mark>,
        since: Instant,
        rules: &impl Rules,
    ) -> Ledger {
        let since = since.max(opened);
        let case = Case::opened(opened, facts, by_staff, rules);
        let mut ledger = Ledger { case, since, at: since, marks: Vec::new(), heard };
        ledger.tell(events, rules);
        ledger
    }

    /// The same ticket told anew from its opening, with the rules as they are. What was said stays said, and about times of which all was
    /// said nothing new is, but that what waited until then is done: that may be heard of late, or be so by other rules. Told twice it is
    /// the same.
    pub fn retold(
        &self,
        (opened, facts, by_staff): (Instant, Facts, bool),
        events: &[(Instant, What)],
        rules: &impl Rules,
    ) -> Ledger {
        let case = Case::opened(opened, facts, by_staff, rules);
        let mut ledger = Ledger { case, ..self.clone() };
        let heard = events.iter().take_while(|(at, _)| *at <= self.at).count();
        let question = self.case.cycle(Metric::NextResponse).filter(|cycle| cycle.done.is_none());
        for (at, what) in &events[..heard] {
            ledger.case.happened(*at, what, rules);
            // The question that waited may be answered, and another wait since.
            let done = ledger.case.cycle(Metric::NextResponse).filter(|cycle| {
                question.is_some_and(|question| question.since == cycle.since) && cycle.done == Some(*at)
            });
            if done.is_some() {
                ledger.keep(Metric::NextResponse, *at, rules);
            }
        }
        for metric in Metric::ALL {
            let (before, after) = (self.case.cycle(metric), ledger.case.cycle(metric));
            let done = after.and_then(|cycle| cycle.done);
            if let Some(done) = done.filter(|_| before.is_none_or(|cycle| cycle.done.is_none())) {
                ledger.keep(metric, done, rules);
            }
        }
        ledger.tell(&events[heard..], rules);
        ledger
    }

    /// What happened up to `at` is only remembered, what happened later is spoken about: of several things at one instant about each.
    fn tell(&mut self, events: &[(Instant, What)], rules: &impl Rules) {
        let until = self.at;
        for (at, what) in events {
            match *at > until {
                true => self.happened(*at, what, rules),
                false => self.case.happened(*at, what, rules),
            }
        }
    }

    /// Up to when all is said.
    pub fn said_until(&self) -> Instant {
        self.at
    }

    /// The ticket.
    pub fn case(&self) -> &Case {
        &self.case
    }

    /// All that was said, in the order in which it was.
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// What was said in the tickets out of which messages came to this one counts from now on.
    pub fn hear(&mut self, heard: Vec<Mark>) {
        self.heard = heard;
    }

    /// All that was said of questions that wait here or waited, in this ticket and in those from which they came.
    pub fn known(&self) -> impl Iterator<Item = &Mark> {
        self.marks.iter().chain(&self.heard)
    }

    /// Whether it was said of the present cycle, here or where its question came from.
    fn was_said(&self, metric: Metric, kind: Kind) -> bool {
        let same = |mark: &&Mark| (mark.metric, mark.kind) == (metric, kind);
        self.marks.iter().filter(same).any(|mark| self.case.is_present(metric, mark.since))
            || self.heard.iter().filter(|mark| mark.kind == kind).any(|mark| self.came_along(metric, mark))
    }

    /// Whether what was said elsewhere is about the question that waits here: one that waits since then, be it the one with which this
    /// ticket was opened. Which answer it waits for there, the first or another, says nothing.
    fn came_along(&self, metric: Metric, mark: &Mark) -> bool {
        if !matches!(mark.metric, Metric::FirstResponse | Metric::NextResponse) {
            return false;
        }
        let opened = self.case.cycle(Metric::Resolution).map_or(mark.since, |cycle| cycle.since);
        match metric {
            Metric::FirstResponse => mark.since == opened,
            // Who asked before this ticket was opened asks here from then on.
            Metric::NextResponse => self.case.is_present(metric, mark.since.max(opened)),
            _ => false,
        }
    }

    fn say(&mut self, metric: Metric, cycle: Cycle, kind: Kind, at: Instant) {
        self.marks.push(Mark { metric, since: cycle.since, cycle: cycle.number, kind, at });
    }

    /// Says all that has become so up to `now`; what is new is the end of [`Ledger::marks`]. A clock that was put back stands still.
    pub fn advance(&mut self, rules: &impl Rules, now: Instant) -> usize {
        let before = self.marks.len();
        let now = now.max(self.at);
        self.at = now;
        for metric in Metric::ALL {
            let Some(cycle) = self.case.cycle(metric).filter(|cycle| cycle.done.is_none()) else { continue };
            let Some((promise, target, _)) = rules.promised(metric, self.case.facts()) else { continue };
            for (kind, amount, while_open) in sayings(promise, target) {
                if self.was_said(metric, kind) {
                    continue;
                }
                let moment = Moment { amount, not_before: self.since, while_open };
                if let Some(at) = self.case.used_up(metric, rules, moment, now) {
                    self.say(metric, cycle, kind, at);
                }
            }
        }
        self.marks[before..].sort_by_key(|mark| mark.at);
        self.marks.len() - before
    }

    /// Something happened; what had become so before is said first.
    pub fn happened(&mut self, at: Instant, what: &What, rules: &impl Rules) {
        let at = at.max(self.case.changed());
        // What happens at one instant happens at once: what is so for no time is not so.
        if at > self.at {
            self.advance(rules, at);
        }
        let waited = Metric::ALL.map(|metric| self.waits(metric));
        self.case.happened(at, what, rules);
        self.since = self.since.max(at);
        for (metric, waited) in Metric::ALL.into_iter().zip(waited) {
            if waited && !self.waits(metric) {
                self.keep(metric, at, rules);
            }
        }
    }

    fn waits(&self, metric: Metric) -> bool {
        self.case.cycle(metric).is_some_and(|cycle| cycle.done.is_none())
    }

    fn keep(&mut self, metric: Metric, at: Instant, rules: &impl Rules) {
        let Some(cycle) = self.case.cycle(metric) else { return };
        let promised = rules.promised(metric, self.case.facts()).is_some();
        if promised && !self.was_said(metric, Kind::Broken) && !self.was_said(metric, Kind::Kept) {
            self.say(metric, cycle, Kind::Kept, at);
        }
    }

    /// Policies or calendars became others at this instant: call it with those from before, and everything from then on with the new ones.
    pub fn rules_end(&mut self, rules: &impl Rules, at: Instant) {
        self.advance(rules, at);
        self.since = self.since.max(at);
    }

    /// When there is something to say next, if nothing else happens.
    pub fn wake(&self, rules: &impl Rules) -> Option<Instant> {
        let mut next: Option<Instant> = None;
        for metric in Metric::ALL {
            if !self.waits(metric) {
                continue;
            }
            let Some((promise, target, _)) = rules.promised(metric, self.case.facts()) else { continue };
            for (kind, amount, while_open) in sayings(promise, target) {
                if !self.was_said(metric, kind) {
                    let moment = Moment { amount, not_before: self.since, while_open };
                    let at = self.case.used_up(metric, rules, moment, Instant::MAX);
                    next = next.into_iter().chain(at).min();
                }
            }
        }
        next.map(|at| at.max(self.at))
    }
}

/// What there may be to say: after how much of the time, and whether only while somebody is there.
fn sayings(promise: &Promise, target: i64) -> impl Iterator<Item = (Kind, i64, bool)> + '_ {
    let warnings = promise.warnings.iter();
    let warnings = warnings.map(move |warning| (Kind::Warned(*warning), warning.after(target), true));
    warnings.chain([(Kind::Broken, target, false)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{Policy, Priority, Status, Target};
    use crate::timeline::Timeline;
    use crate::{HOUR, MINUTE};

    struct AnHour(Vec<Policy>, Timeline);

    impl Rules for AnHour {
        fn policies(&self) -> &[Policy] {
            &self.0
        }
        fn hours(&self, _: &str) -> Option<&Timeline> {
            None
        }
        fn around_the_clock(&self) -> &Timeline {
            &self.1
        }
    }

    fn an_hour(metric: Metric) -> AnHour {
        let targets = [(Priority::Normal, Target { time: HOUR, calendar: None })].into();
        let promises = [(metric, Promise { targets, ..Promise::default() })].into();
        AnHour(vec![Policy { promises, ..Policy::default() }], Timeline::always(-HOUR, 1000 * HOUR))
    }

    fn opened(at: Instant) -> (Instant, Facts, bool) {
        let facts = Facts {
            status: Status::Open,
            priority: Priority::Normal,
            assigned: true,
            department: "support".into(),
            requester: None,
            tags: vec![],
        };
        (at * HOUR, facts, false)
    }

    fn asked(hour: Instant) -> (Instant, What) {
        (hour * HOUR, What::Asked)
    }

    fn answered(hour: Instant) -> (Instant, What) {
        (hour * HOUR, What::Answered)
    }

    /// What was said: what, since which hour it waited, and at which it was so.
    fn said(ledger: &Ledger) -> Vec<(Kind, Instant, Instant)> {
        ledger.marks().iter().map(|mark| (mark.kind, mark.since / HOUR, mark.at / HOUR)).collect()
    }

    fn told(events: &[(Instant, What)], until: Instant, rules: &AnHour) -> Ledger {
        let mut ledger = Ledger::found(opened(0), events, Vec::new(), 0, rules);
        ledger.advance(rules, until * HOUR);
        ledger
    }

    #[test]
    fn a_question_that_waits_is_spoken_of_though_an_earlier_one_that_was_broken_is_split_away() {
        let rules = an_hour(Metric::NextResponse);
        let all = [answered(1), asked(2), answered(5), asked(10)];
        let ledger = told(&all, 10, &rules);
        assert_eq!(said(&ledger), [(Kind::Broken, 2, 3)]);
        let mut split = ledger.retold(opened(0), &[answered(1), asked(10)], &rules);
        assert_eq!(split.wake(&rules), Some(11 * HOUR));
        split.advance(&rules, 12 * HOUR);
        assert_eq!(said(&split), [(Kind::Broken, 2, 3), (Kind::Broken, 10, 11)]);
    }

    #[test]
    fn a_question_that_is_broken_is_not_said_again_when_older_messages_are_merged_in() {
        let rules = an_hour(Metric::NextResponse);
        let ledger = told(&[answered(1), asked(10)], 12, &rules);
        let broken = [(Kind::Broken, 10, 11)];
        assert_eq!(said(&ledger), broken);
        // Answered ones make another cycle of it; one that waits as well has it begin earlier.
        for older in
            [vec![answered(1), asked(2), answered(3), asked(10)], vec![answered(1), asked(4), asked(10)]]
        {
            let mut merged = ledger.retold(opened(0), &older, &rules);
            merged.advance(&rules, 13 * HOUR);
            assert_eq!(said(&merged), broken, "{older:?}");
            merged.happened(14 * HOUR, &What::Answered, &rules);
            assert_eq!(said(&merged), broken, "what is broken is not kept");
        }
    }

    #[test]
    fn a_question_that_was_broken_where_it_came_from_is_not_said_again() {
        let rules = an_hour(Metric::NextResponse);
        let there = told(&[answered(1), asked(10)], 12, &rules);
        assert_eq!(said(&there), [(Kind::Broken, 10, 11)]);
        let said_there = || there.known().copied().collect::<Vec<_>>();
        // Merged into a ticket that was answered: before it was opened, or since.
        for begins in [0, 11] {
            let mut here = Ledger::found(opened(begins), &[answered(11)], Vec::new(), 0, &rules);
            here.advance(&rules, 12 * HOUR);
            here.hear(said_there());
            let since = begins.max(10);
            let mut events = vec![asked(since), answered(11)];
            events.sort_by_key(|(at, _)| *at);
            if since > 10 {
                events = vec![answered(11), asked(11)];
            }
            let mut merged = here.retold(opened(begins), &events, &rules);
            merged.advance(&rules, 14 * HOUR);
            merged.happened(15 * HOUR, &What::Answered, &rules);
            assert_eq!(said(&merged), [], "since {begins}");
            // What is asked next is another question.
            merged.happened(20 * HOUR, &What::Asked, &rules);
            merged.advance(&rules, 22 * HOUR);
            assert_eq!(said(&merged), [(Kind::Broken, 20, 21)]);
        }
        // Split off, it is what the new ticket was opened with.
        let rules = an_hour(Metric::FirstResponse);
        let mut split = Ledger::found(opened(10), &[], said_there(), 0, &rules);
        split.advance(&rules, 14 * HOUR);
        assert_eq!(said(&split), []);
        // A ticket with a question of its own waits for its own first answer.
        let mut own = Ledger::found(opened(12), &[], said_there(), 0, &rules);
        own.advance(&rules, 14 * HOUR);
        assert_eq!(said(&own), [(Kind::Broken, 12, 13)]);
    }

    #[test]
    fn a_question_is_kept_though_its_answer_and_the_next_question_come_to_be_known_late() {
        let rules = an_hour(Metric::NextResponse);
        let mut ledger = told(&[answered(1), asked(10)], 10, &rules);
        ledger.advance(&rules, 10 * HOUR + 45 * MINUTE);
        let again = 10 * HOUR + 40 * MINUTE;
        let late = [answered(1), asked(10), (again - 20 * MINUTE, What::Answered), (again, What::Asked)];
        let mut ledger = ledger.retold(opened(0), &late, &rules);
        assert_eq!(said(&ledger), [(Kind::Kept, 10, 10)]);
        assert_eq!(ledger.retold(opened(0), &late, &rules), ledger, "told twice");
        assert_eq!(ledger.wake(&rules), Some(again + HOUR));
        ledger.advance(&rules, 12 * HOUR);
        assert_eq!(said(&ledger)[1..], [(Kind::Broken, 10, 11)]);
    }

    #[test]
    fn what_happens_at_one_instant_is_told_of_each_though_it_is_heard_of_together() {
        let rules = an_hour(Metric::FirstResponse);
        let ledger = told(&[], 0, &rules);
        let at = 30 * MINUTE;
        let both = [(at, What::Asked), (at, What::Answered)];
        let ledger = ledger.retold(opened(0), &both, &rules);
        assert_eq!(said(&ledger), [(Kind::Kept, 0, 0)]);
    }

    #[test]
    fn no_ticket_waits_for_the_answer_in_a_chat_and_a_chat_for_nothing_else() {
        let AnHour(policies, always) = an_hour(Metric::ChatAnswer);
        let chats = AnHour(policies.iter().map(Policy::of_chats).collect(), always.clone());
        let rules = AnHour(policies, always);
        let ticket = told(&[], 5, &rules);
        assert_eq!((ticket.wake(&rules), said(&ticket)), (None, vec![]));
        assert_eq!(ticket.case().cycle(Metric::ChatAnswer), None);
        assert_eq!(said(&told(&[answered(2)], 5, &chats)), [(Kind::Broken, 0, 1)]);
        let of_tickets = an_hour(Metric::FirstResponse);
        let none = AnHour(of_tickets.0.iter().map(Policy::of_chats).collect(), of_tickets.1);
        assert_eq!(said(&told(&[], 5, &none)), []);
    }

    #[test]
    fn a_first_response_is_one_promise_though_the_ticket_turns_out_to_be_older() {
        let rules = an_hour(Metric::FirstResponse);
        let mut ledger = Ledger::found(opened(5), &[], Vec::new(), 5 * HOUR, &rules);
        ledger.advance(&rules, 7 * HOUR);
        let mut older = ledger.retold(opened(2), &[asked(5)], &rules);
        older.advance(&rules, 8 * HOUR);
        assert_eq!(said(&older), [(Kind::Broken, 5, 6)]);
    }
}
