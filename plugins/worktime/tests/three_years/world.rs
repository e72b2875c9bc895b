//! Places, calendars and policies, and what becomes of them over the years.

use crate::common::slow::{SlowRules, Stretch, clocks, open};
use crate::common::{Chance, at, place, zone};
use ombud_worktime::calendar::{Calendar, Holiday};
use ombud_worktime::day::{Day, Weekday};
use ombud_worktime::policy::{
    Clock, Condition, Metric, Policy, Priority, Promise, Rules, Status, Target, Warning,
};
use ombud_worktime::timeline::Timeline;
use ombud_worktime::week::{Week, Window};
use ombud_worktime::zone::Zone;
use ombud_worktime::{HOUR, MINUTE};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Clocks that move in spring and in autumn, by half an hour, no more since 2022, twice around Ramadan, and for good in 2024.
pub const PLACES: [&str; 8] = [
    "Europe/Ljubljana",
    "America/New_York",
    "Australia/Sydney",
    "Australia/Lord_Howe",
    "Asia/Amman",
    "America/Mexico_City",
    "Africa/Casablanca",
    "Asia/Almaty",
];

/// How often calendars and policies change.
const VERSIONS: usize = 6;

pub struct Place {
    pub name: &'static str,
    pub zone: Zone,
    pub clocks: Vec<i64>,
}

/// The rules from a minute on, as both sides need them.
pub struct Version {
    pub from: usize,
    pub fast: Fast,
    pub slow: SlowRules,
}

pub struct Fast {
    policies: Vec<Policy>,
    hours: BTreeMap<String, Timeline>,
    always: Timeline,
}

impl Rules for Fast {
    fn policies(&self) -> &[Policy] {
        &self.policies
    }
    fn hours(&self, calendar: &str) -> Option<&Timeline> {
        self.hours.get(calendar)
    }
    fn around_the_clock(&self) -> &Timeline {
        &self.always
    }
}

pub struct World {
    pub stretch: Stretch,
    pub places: Vec<Place>,
    pub versions: Vec<Version>,
}

impl World {
    pub fn new(chance: &mut Chance) -> World {
        let start = at("UTC", "2022-01-01 00:00");
        let end = at("UTC", "2025-01-01 00:00");
        let stretch = Stretch { start, minutes: usize::try_from((end - start) / MINUTE).unwrap() };
        let places: Vec<Place> = PLACES
            .iter()
            .map(|name| Place { name, zone: zone(name), clocks: clocks(&place(name), stretch) })
            .collect();
        let mut calendars: Vec<Calendar> = places.iter().map(|_| calendar(chance)).collect();
        let mut versions: Vec<Version> = Vec::new();
        for number in 0..VERSIONS {
            let length = stretch.minutes / VERSIONS;
            let from = number * length
                + if number == 0 { 0 } else { usize::try_from(chance.below(40_000)).unwrap() };
            // A calendar or two become others, and all policies.
            let changed = usize::try_from(chance.below(places.len() as u64)).unwrap();
            calendars[changed] = calendar(chance);
            let mut hours = BTreeMap::new();
            let mut minutes = BTreeMap::new();
            for (at, (place, calendar)) in places.iter().zip(&calendars).enumerate() {
                hours.insert(
                    place.name.to_owned(),
                    calendar.timeline(&place.zone, stretch.start, stretch.at(stretch.minutes)),
                );
                let same = versions
                    .last()
                    .filter(|_| at != changed)
                    .map(|version| version.slow.open[place.name].clone());
                let open = same.unwrap_or_else(|| Arc::new(open(&place.clocks, |day| calendar.on(day))));
                minutes.insert(place.name.to_owned(), open);
            }
            let policies = policies(chance);
            let always = Timeline::always(stretch.start, stretch.at(stretch.minutes));
            let slow = SlowRules { policies: policies.clone(), open: minutes };
            versions.push(Version { from, fast: Fast { policies, hours, always }, slow });
        }
        World { stretch, places, versions }
    }

    /// The rules of a minute.
    pub fn version(&self, minute: usize) -> usize {
        self.versions.partition_point(|version| version.from <= minute) - 1
    }
}

/// The hours of one of these days.
fn hours(chance: &mut Chance, days: &[&str]) -> Vec<Window> {
    chance.of(days).split_whitespace().map(|window| window.parse().unwrap()).collect()
}

/// A week as desks have it; a few odd ones.
pub fn week(chance: &mut Chance) -> Week {
    let workdays = [
        "09:00-17:00",
        "08:00-12:30 13:30-16:00",
        "00:00-24:00",
        "22:00-06:00",
        "06:00-14:00 14:00-22:00",
        "02:30-10:00",
        "18:00-02:15",
    ];
    let weekend = ["", "", "10:00-14:00", "00:00-24:00", "22:00-06:00", "00:00-02:30"];
    let mut days = BTreeMap::new();
    if chance.once_in(3) {
        let weekday = *chance.of(&Weekday::ALL);
        days.insert(weekday, hours(chance, &["", "07:00-12:00", "20:00-04:00", "02:00-03:00"]));
    }
    Week { workdays: hours(chance, &workdays), weekend: hours(chance, &weekend), days }
}

/// A day within the three years.
pub fn day(chance: &mut Chance) -> Day {
    Day::new(2022, 1, 1).unwrap().plus(chance.between(0, 1095))
}

fn calendar(chance: &mut Chance) -> Calendar {
    let mut holidays: Vec<Holiday> = ["01-01", "05-01", "12-25", "02-29"]
        .iter()
        .map(|on| Holiday { on: on.parse().unwrap(), name: String::new() })
        .collect();
    for _ in 0..10 {
        holidays.push(Holiday { on: ombud_worktime::calendar::On::Date(day(chance)), name: String::new() });
    }
    let special =
        (0..10).map(|_| (day(chance), hours(chance, &["", "09:00-12:00", "22:00-08:00"]))).collect();
    Calendar { week: week(chance), holidays, special }
}

fn policies(chance: &mut Chance) -> Vec<Policy> {
    let mut all = Vec::new();
    for (name, when) in [
        ("important", Condition { tags: vec!["vip".into()], ..Condition::default() }),
        ("sales", Condition { departments: vec!["sales".into()], ..Condition::default() }),
        (
            "others",
            Condition { departments: vec!["support".into(), "billing".into()], ..Condition::default() },
        ),
    ] {
        let mut promises = BTreeMap::new();
        for metric in Metric::ALL {
            if !chance.once_in(6) {
                promises.insert(metric, promise(chance, metric));
            }
        }
        all.push(Policy { name: name.into(), when, promises });
    }
    all
}

fn promise(chance: &mut Chance, metric: Metric) -> Promise {
    let short = metric != Metric::Resolution;
    let mut targets = BTreeMap::new();
    for priority in [Priority::Low, Priority::Normal, Priority::High, Priority::Urgent] {
        if chance.once_in(8) {
            continue;
        }
        let most = if short { 240 } else { 960 };
        let calendar = (!chance.once_in(3)).then(|| (*chance.of(&PLACES)).to_owned());
        targets.insert(priority, Target { time: chance.between(5, most) * MINUTE, calendar });
    }
    let warnings = [Warning::Left(15 * MINUTE), Warning::Left(HOUR), Warning::Used(50), Warning::Used(0)];
    let mut chosen: Vec<Warning> = Vec::new();
    for warning in warnings {
        // Hundredths of odd targets are no whole minutes, of which alone a walker knows.
        if warning != Warning::Used(50) && chance.once_in(2) {
            chosen.push(warning);
        }
    }
    let mut clock = BTreeMap::new();
    let others = [Clock::Run, Clock::Pause, Clock::Stop];
    for status in [Status::Pending, Status::OnHold, Status::Resolved] {
        if chance.once_in(3) {
            clock.insert(status, *chance.of(&others));
        }
    }
    Promise { targets, clock, warnings: chosen }
}
