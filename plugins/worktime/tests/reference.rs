//! Random weeks, zones and tickets, against the same computed minute by minute.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;

use common::slow::{Stretch, clocks, open};
use common::{place, zone};
use ombud_worktime::calendar::{Calendar, Holiday, On};
use ombud_worktime::day::{Day, Weekday};
use ombud_worktime::timeline::Timeline;
use ombud_worktime::week::{Week, Window};
use ombud_worktime::{DAY, Instant, MINUTE};
use proptest::prelude::*;

/// Changes of clocks in both directions, of half an hour, of a whole day, and of the rules themselves.
const PLACES: [(&str, &str); 9] = [
    ("Europe/Ljubljana", "2026-03-20"),
    ("Europe/Ljubljana", "2026-10-18"),
    ("America/New_York", "2026-10-25"),
    ("Australia/Sydney", "2026-03-29"),
    ("Australia/Lord_Howe", "2026-03-28"),
    ("Australia/Lord_Howe", "2026-09-27"),
    ("Pacific/Apia", "2011-12-23"),
    ("Asia/Almaty", "2024-02-24"),
    ("Africa/Casablanca", "2026-02-10"),
];
const DAYS: usize = 16;

fn window() -> impl Strategy<Value = Window> {
    let minute = prop_oneof![0_u16..1440, (0_u16..48).prop_map(|half| half * 30)];
    (minute.clone(), minute.prop_map(|minute| if minute == 0 { 1440 } else { minute }))
        .prop_map(|(from, until)| Window::new(from, until).unwrap())
}

fn day() -> impl Strategy<Value = Vec<Window>> {
    prop::collection::vec(window(), 0..3)
}

fn calendar() -> impl Strategy<Value = Calendar> {
    let days = prop::collection::btree_map(prop::sample::select(Weekday::ALL.to_vec()), day(), 0..4);
    let week = (day(), day(), days).prop_map(|(workdays, weekend, days)| Week { workdays, weekend, days });
    let holidays = prop::collection::vec(0_usize..DAYS, 0..3);
    let special = prop::collection::vec((0_usize..DAYS, day()), 0..3);
    (week, holidays, special, 0..PLACES.len()).prop_map(|(week, holidays, special, at)| {
        let first: Day = PLACES[at].1.parse().unwrap();
        let on = |offset: usize| first.plus(i64::try_from(offset).unwrap());
        let yearly = |offset: usize| {
            let (_, month, of_month) = on(offset).parts();
            if offset.is_multiple_of(2) { On::Date(on(offset)) } else { On::yearly(month, of_month).unwrap() }
        };
        let holidays =
            holidays.into_iter().map(|offset| Holiday { on: yearly(offset), name: String::new() }).collect();
        Calendar {
            week,
            holidays,
            special: special.into_iter().map(|(offset, hours)| (on(offset), hours)).collect(),
        }
    })
}

struct Both {
    fast: Timeline,
    slow: Vec<bool>,
    stretch: Stretch,
}

impl Both {
    fn of(calendar: &Calendar, at: usize) -> Both {
        let (name, first) = PLACES[at];
        let start = common::at(name, &format!("{first} 00:00"));
        let stretch = Stretch { start: start - start.rem_euclid(MINUTE), minutes: DAYS * 1440 };
        let slow = open(&clocks(&place(name), stretch), |day| calendar.on(day));
        let fast = calendar.timeline(&zone(name), stretch.start, stretch.at(stretch.minutes));
        Both { fast, slow, stretch }
    }

    fn at(&self, minute: usize) -> Instant {
        self.stretch.at(minute)
    }

    fn count(&self, from: usize, until: usize) -> i64 {
        i64::try_from(self.slow[from..until].iter().filter(|open| **open).count()).unwrap() * MINUTE
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn each_minute_is_open_or_not_as_one_would_say_who_walks_through_them(calendar in calendar(), at in 0..PLACES.len()) {
        let both = Both::of(&calendar, at);
        for (minute, open) in both.slow.iter().enumerate() {
            prop_assert_eq!(both.fast.is_open(both.at(minute)), *open, "minute {} of {:?}", minute, PLACES[at]);
            // A timeline changes at whole minutes only.
            prop_assert_eq!(both.fast.is_open(both.at(minute) + MINUTE - 1), *open);
        }
    }

    #[test]
    fn time_adds_up_as_minutes_do(
        calendar in calendar(), at in 0..PLACES.len(), from in 0..DAYS * 1440, until in 0..DAYS * 1440, wanted in 1_i64..3000,
    ) {
        let both = Both::of(&calendar, at);
        let want = if from < until { both.count(from, until) } else { 0 };
        prop_assert_eq!(both.fast.between(both.at(from), both.at(until)), want);

        let mut left = wanted;
        let end = (from..both.slow.len()).find(|minute| {
            left -= i64::from(both.slow[*minute]);
            left == 0
        });
        prop_assert_eq!(both.fast.add(both.at(from), wanted * MINUTE), end.map(|minute| both.at(minute + 1)));
        let next = (from..both.slow.len()).find(|minute| both.slow[*minute]);
        prop_assert_eq!(both.fast.next_open(both.at(from)), next.map(|minute| both.at(minute)));
        let change = (from + 1..both.slow.len()).find(|minute| both.slow[*minute] != both.slow[from]);
        let change = change.map(|minute| (both.at(minute), both.slow[minute]));
        prop_assert_eq!(both.fast.next_change(both.at(from)), change);
    }

    #[test]
    fn adding_and_counting_undo_each_other(calendar in calendar(), at in 0..PLACES.len(), from in 0..DAYS * 1440, open in 1_i64..10_000_000) {
        let both = Both::of(&calendar, at);
        let from = both.at(from);
        if let Some(end) = both.fast.add(from, open) {
            prop_assert_eq!(both.fast.between(from, end), open);
            prop_assert_eq!(both.fast.between(from, end - 1), open - 1, "no earlier instant will do");
            prop_assert!(both.fast.open_after(from, open).is_none_or(|after| after >= end && both.fast.is_open(after)));
        }
    }

    #[test]
    fn what_is_known_of_a_longer_stretch_is_the_same(calendar in calendar(), at in 0..PLACES.len(), cut in 1_usize..DAYS) {
        let both = Both::of(&calendar, at);
        let until = both.at(0) + i64::try_from(cut).unwrap() * DAY;
        let short = calendar.timeline(&zone(PLACES[at].0), both.at(0), until);
        prop_assert_eq!(short.between(both.at(0), until), both.fast.between(both.at(0), until));
    }
}
