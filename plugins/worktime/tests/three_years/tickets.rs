//! One ticket after the other.

use crate::common::Chance;
use crate::common::slow::SlowTicket;
use crate::world::{Fast, World};
use ombud_worktime::deadlines::{Progress, What};
use ombud_worktime::ledger::{Kind, Ledger, Mark};
use ombud_worktime::policy::{Facts, Metric, Priority, Status};
use ombud_worktime::{Instant, MINUTE};

#[derive(Default)]
pub struct Told {
    pub events: usize,
    pub restarts: usize,
    pub warned: usize,
    pub broken: usize,
    pub kept: usize,
    pub deadlines: usize,
}

impl Told {
    pub fn add(&mut self, other: &Told) {
        self.events += other.events;
        self.restarts += other.restarts;
        self.warned += other.warned;
        self.broken += other.broken;
        self.kept += other.kept;
        self.deadlines += other.deadlines;
    }
}

const STATUSES: [Status; 8] = [
    Status::New,
    Status::Open,
    Status::Open,
    Status::Pending,
    Status::OnHold,
    Status::Resolved,
    Status::Closed,
    Status::Spam,
];
const PRIORITIES: [Priority; 4] = [Priority::Low, Priority::Normal, Priority::High, Priority::Urgent];
const DEPARTMENTS: [&str; 4] = ["support", "sales", "billing", "elsewhere"];

fn facts(chance: &mut Chance) -> Facts {
    let status = if chance.once_in(4) { *chance.of(&STATUSES) } else { Status::New };
    Facts {
        status,
        priority: *chance.of(&PRIORITIES),
        assigned: chance.once_in(5),
        department: (*chance.of(&DEPARTMENTS)).to_owned(),
        requester: None,
        tags: if chance.once_in(6) { vec!["VIP".into()] } else { vec![] },
    }
}

fn next(chance: &mut Chance, facts: &Facts) -> What {
    match chance.below(10) {
        0..=2 => What::Asked,
        3..=4 => What::Answered,
        5..=7 => What::Changed(Facts { status: *chance.of(&STATUSES), ..facts.clone() }),
        8 => What::Changed(Facts { assigned: true, priority: *chance.of(&PRIORITIES), ..facts.clone() }),
        _ => What::Changed(Facts { department: (*chance.of(&DEPARTMENTS)).to_owned(), ..facts.clone() }),
    }
}

/// All that happened to a ticket.
struct Story {
    opening: (Instant, Facts, bool),
    events: Vec<(Instant, What)>,
}

impl Story {
    fn begins(&self, rules: &Fast) -> Ledger {
        Ledger::found(self.opening.clone(), &[], Vec::new(), self.opening.0, rules)
    }

    fn told(&self, ledger: &Ledger, rules: &Fast) -> Ledger {
        ledger.retold(self.opening.clone(), &self.events, rules)
    }

    /// A desk looks at the ticket: all is as if it had heard of each thing as it happened.
    fn looked_at(&self, kept: &Ledger, fast: &Ledger, rules: &Fast) -> Ledger {
        let now = fast.said_until();
        let mut kept = self.told(kept, rules);
        kept.advance(rules, now);
        compare(kept.marks(), fast.marks());
        assert_eq!(kept.case(), fast.case());
        assert_eq!(kept.case().readings(rules, now), fast.case().readings(rules, now));
        assert_eq!(kept.wake(rules), fast.wake(rules));
        assert_eq!(self.told(&kept, rules), kept, "told twice");
        kept
    }
}

pub fn live(world: &World, chance: &mut Chance, told: &mut Told) {
    let mut minute = usize::try_from(chance.below(world.stretch.minutes as u64 - 12_000)).unwrap();
    let mut version = world.version(minute);
    let by_staff = chance.once_in(10);
    let facts = facts(chance);
    let mut slow =
        SlowTicket::opened(world.stretch, minute, facts.clone(), by_staff, &world.versions[version].slow);
    let mut story = Story { opening: (world.stretch.at(minute), facts, by_staff), events: Vec::new() };
    // One hears of each thing as it happens. The other is what a desk does: it looks now and then, and reads the story from its beginning.
    let mut fast = story.begins(&world.versions[version].fast);
    let mut kept = fast.clone();
    let mut looked = true;
    let events = chance.between(2, 12);
    for event in 0..=events {
        let gap = *chance.of(&[0, 1, 30, 200, 1500, 3000]);
        // In the minute in which the desk looked nothing else happens.
        let until = minute + usize::from(looked) + usize::try_from(chance.between(0, gap)).unwrap();
        looked = false;
        // Rules that become others meanwhile; whatever happens in the minute in which they do happens by those of before.
        while let Some(other) = world.versions.get(version + 1).filter(|other| other.from < until) {
            slow.walk(other.from);
            let (old, new) = (&world.versions[version].fast, &other.fast);
            let at = world.stretch.at(other.from);
            fast.rules_end(old, at);
            fast = story.told(&fast, new);
            kept = story.told(&kept, old);
            kept.rules_end(old, at);
            kept = story.told(&kept, new);
            version += 1;
            slow.rules(&world.versions[version].slow);
        }
        slow.walk(until);
        let rules = &world.versions[version].fast;
        if chance.once_in(2) {
            ring(&mut fast, rules, world.stretch.at(until));
        }
        minute = until;
        if event == events {
            break;
        }
        let what = next(chance, fast.case().facts());
        slow.happened(&what);
        fast.happened(world.stretch.at(minute), &what, rules);
        story.events.push((world.stretch.at(minute), what));
        told.events += 1;
        deadlines(&slow, &fast, world, version, minute, told);
        if chance.once_in(6) {
            // The desk is started anew, and its clock is put back.
            fast = serde_json::from_str(&serde_json::to_string(&fast).unwrap()).unwrap();
            let (mut back, mut still) = (fast.clone(), fast.clone());
            back.advance(rules, world.stretch.at(minute) - chance.between(1, 5000) * MINUTE);
            still.advance(rules, world.stretch.at(minute));
            assert_eq!(back, still);
            kept = story.looked_at(&kept, &still, rules);
            looked = true;
            told.restarts += 1;
        }
    }
    // A minute more, so that all have looked at what the last event has led to.
    let rules = &world.versions[version].fast;
    fast.advance(rules, world.stretch.at(minute + 1));
    slow.walk(minute + 1);
    compare(fast.marks(), &slow.marks);
    story.looked_at(&kept, &fast, rules);
    for mark in fast.marks() {
        match mark.kind {
            Kind::Warned(_) => told.warned += 1,
            Kind::Broken => told.broken += 1,
            Kind::Kept => told.kept += 1,
        }
    }
}

/// All timers until then, each at its time.
fn ring(fast: &mut Ledger, rules: &Fast, until: i64) {
    while let Some(wake) = fast.wake(rules).filter(|wake| *wake < until) {
        assert!(fast.advance(rules, wake) > 0, "woken for nothing");
        assert_eq!(fast.advance(rules, wake), 0, "a timer that rings twice");
    }
}

/// What is due, against who counts on from here.
fn deadlines(
    slow: &SlowTicket<'_>,
    fast: &Ledger,
    world: &World,
    version: usize,
    minute: usize,
    told: &mut Told,
) {
    let now = world.stretch.at(minute);
    let rules = &world.versions[version].fast;
    for metric in Metric::ALL {
        let reading = fast.case().reading(metric, rules, now).filter(|reading| reading.cycle.done.is_none());
        let used = slow.used(metric);
        assert_eq!(reading.is_some(), used.is_some(), "{metric:?} at {now}");
        let (Some(reading), Some((used, target))) = (reading, used) else { continue };
        match reading.progress {
            Progress::Paused(left) => assert_eq!(left, (target - used) * MINUTE, "{metric:?} at {now}"),
            Progress::Running(Some(due)) if used < target => {
                // Far beyond the end of the minutes nobody can walk.
                let horizon = world.stretch.minute(due) + 1;
                assert_eq!(
                    slow.due(metric, horizon.min(world.stretch.minutes)),
                    Some(due),
                    "{metric:?} at {now}"
                );
                told.deadlines += 1;
            }
            Progress::Running(due) => {
                assert!(used >= target || due.is_none(), "{metric:?} at {now}: {due:?}")
            }
            Progress::Done(..) => panic!("{metric:?} at {now} is not done"),
        }
    }
}

/// The same, whatever was said first of what came at one instant; and nothing twice.
fn compare(fast: &[Mark], slow: &[Mark]) {
    let sorted = |marks: &[Mark]| {
        let mut marks: Vec<String> = marks.iter().map(|mark| format!("{} {mark:?}", mark.at)).collect();
        marks.sort();
        marks
    };
    assert_eq!(sorted(fast), sorted(slow));
    for (at, mark) in fast.iter().enumerate() {
        let same =
            |other: &Mark| (other.metric, other.since, other.kind) == (mark.metric, mark.since, mark.kind);
        assert!(!fast[..at].iter().any(same), "said twice: {mark:?}");
    }
}
