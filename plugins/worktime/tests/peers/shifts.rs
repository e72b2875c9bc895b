//! Who accepts work.

use crate::common::{around, at, shown, zone};
use crate::{HOME, calendar};
use ombud_worktime::DAY;
use ombud_worktime::calendar::Holiday;
use ombud_worktime::shifts::{Availability, By, Cause, Choice, Hold, Schedule};
use ombud_worktime::timeline::Timeline;
use ombud_worktime::zone::Zone;

struct Agent {
    zone: Zone,
    place: &'static str,
    timeline: Timeline,
    state: Availability,
}

fn work(text: &str, place: &'static str, near: &str) -> Timeline {
    let schedule: Schedule = serde_json::from_str(text).unwrap();
    let (from, until) = around(at(place, near));
    schedule.timeline(&[], &zone(place), from, until)
}

impl Agent {
    fn new(schedule: &str, place: &'static str, from: &str) -> Agent {
        let timeline = work(schedule, place, from);
        let state = Availability::begin(at(place, from), Some(&timeline), true);
        Agent { zone: zone(place), place, timeline, state }
    }

    fn told(&self, flips: Vec<ombud_worktime::shifts::Flip>) -> Vec<String> {
        flips
            .into_iter()
            .map(|flip| {
                format!(
                    "{} {} {:?}",
                    shown(self.place, flip.at),
                    if flip.accepting { "on" } else { "off" },
                    flip.cause
                )
            })
            .collect()
    }

    fn until(&mut self, when: &str) -> Vec<String> {
        let flips = self.state.advance(Some(&self.timeline), at(self.place, when));
        self.told(flips)
    }

    /// When shifts ended, of all that was settled since this was asked last.
    fn ends(&mut self) -> Vec<String> {
        self.state.take_ends().into_iter().map(|end| shown(self.place, end)).collect()
    }

    fn choose(&mut self, when: &str, accepting: bool, hold: Hold) -> Vec<String> {
        let choice = Choice { accepting, hold, by: By::Person };
        let flips = self.state.choose(Some(&self.timeline), at(self.place, when), Some(choice));
        self.told(flips)
    }
}

const DAYS: &str = r#"{"week": {"workdays": ["08:00-12:30", "13:30-16:00"]}}"#;

#[test]
fn livechat_several_shifts_a_day_set_who_accepts() {
    let mut agent = Agent::new(DAYS, HOME, "2026-11-24 07:00");
    let want = [
        "Tue 2026-11-24 08:00 on Schedule",
        "Tue 2026-11-24 12:30 off Schedule",
        "Tue 2026-11-24 13:30 on Schedule",
        "Tue 2026-11-24 16:00 off Schedule",
    ];
    assert_eq!(agent.until("2026-11-24 20:00"), want);
}

#[test]
fn chatwoot_5254_saturday_night_covers_sunday_morning_though_sunday_is_free() {
    let night = r#"{"week": {"days": {"sat": ["22:00-06:00"], "sun": []}}}"#;
    let mut agent = Agent::new(night, HOME, "2026-11-28 12:00");
    assert_eq!(
        agent.until("2026-11-30 12:00"),
        ["Sat 2026-11-28 22:00 on Schedule", "Sun 2026-11-29 06:00 off Schedule"]
    );
    assert_eq!(agent.zone.day(at(HOME, "2026-11-29 05:00")).to_string(), "2026-11-29");
}

#[test]
fn shifts_that_touch_at_midnight_never_blink() {
    let split = r#"{"week": {"workdays": ["22:00-24:00", "00:00-06:00"]}}"#;
    let mut agent = Agent::new(split, HOME, "2026-11-24 12:00");
    assert_eq!(
        agent.until("2026-11-25 12:00"),
        ["Tue 2026-11-24 22:00 on Schedule", "Wed 2026-11-25 06:00 off Schedule"]
    );
}

#[test]
fn shifts_across_a_change_of_clocks_end_when_the_clock_on_the_wall_says_so() {
    let night = r#"{"week": {"weekend": ["22:00-06:00"]}}"#;
    let mut agent = Agent::new(night, "America/New_York", "2026-03-07 12:00");
    assert_eq!(
        agent.until("2026-03-08 12:00"),
        ["Sat 2026-03-07 22:00 on Schedule", "Sun 2026-03-08 06:00 off Schedule"]
    );
    let mut agent = Agent::new(night, "Australia/Sydney", "2026-04-04 12:00");
    assert_eq!(
        agent.until("2026-04-05 12:00"),
        ["Sat 2026-04-04 22:00 on Schedule", "Sun 2026-04-05 06:00 off Schedule"]
    );
}

#[test]
fn livechat_a_choice_holds_until_the_next_boundary() {
    let mut agent = Agent::new(DAYS, HOME, "2026-11-24 09:00");
    assert_eq!(
        agent.choose("2026-11-24 10:00", false, Hold::Boundary),
        ["Tue 2026-11-24 10:00 off Choice(Person)"]
    );
    assert_eq!(agent.until("2026-11-24 13:00"), [] as [&str; 0], "the shift ends, and so does the choice");
    assert_eq!(agent.state.choice(), None);
    assert_eq!(agent.until("2026-11-24 14:00"), ["Tue 2026-11-24 13:30 on Schedule"]);
}

#[test]
fn a_choice_holds_until_a_time_whatever_the_schedule_does() {
    let mut agent = Agent::new(DAYS, HOME, "2026-11-24 09:00");
    let end = at(HOME, "2026-11-24 14:00");
    assert_eq!(
        agent.choose("2026-11-24 10:00", false, Hold::Until(end)),
        ["Tue 2026-11-24 10:00 off Choice(Person)"]
    );
    assert_eq!(agent.until("2026-11-24 15:00"), ["Tue 2026-11-24 14:00 on ChoiceEnded"]);
}

#[test]
fn a_choice_that_nobody_ends_holds_until_it_is_taken_back() {
    let mut agent = Agent::new(DAYS, HOME, "2026-11-24 09:00");
    agent.choose("2026-11-24 10:00", false, Hold::Cleared);
    assert_eq!(agent.until("2026-11-26 10:00"), [] as [&str; 0]);
    let flips = agent.state.choose(Some(&agent.timeline), at(HOME, "2026-11-26 10:00"), None);
    assert_eq!(agent.told(flips), ["Thu 2026-11-26 10:00 on ChoiceEnded"]);
}

#[test]
fn boundaries_missed_while_the_desk_was_down_come_once_at_their_own_time() {
    let mut agent = Agent::new(DAYS, HOME, "2026-11-24 09:00");
    let kept = serde_json::to_string(&agent.state).unwrap();
    agent.state = serde_json::from_str(&kept).unwrap();
    let missed = agent.until("2026-11-25 09:00");
    assert_eq!(missed.len(), 4);
    assert_eq!(missed[3], "Wed 2026-11-25 08:00 on Schedule", "the latest wins, at its own time");
    assert_eq!(agent.until("2026-11-25 09:00"), [] as [&str; 0]);
    assert_eq!(agent.until("2026-11-24 12:00"), [] as [&str; 0], "the clock was put back");
}

#[test]
fn an_edit_in_mid_shift_acts_at_once_and_ends_a_choice_that_waits_for_a_boundary() {
    let mut agent = Agent::new(DAYS, HOME, "2026-11-24 09:00");
    let short = work(r#"{"week": {"workdays": ["08:00-10:00"]}}"#, HOME, "2026-11-24 09:00");
    let edit = at(HOME, "2026-11-24 11:00");
    let flips = agent.state.edit(Some(&agent.timeline), Some(&short), true, edit);
    assert_eq!(agent.told(flips), ["Tue 2026-11-24 11:00 off Edit"]);
    agent.timeline = short;
    agent.choose("2026-11-24 11:30", true, Hold::Boundary);
    let long = work(DAYS, HOME, "2026-11-24 09:00");
    let flips = agent.state.edit(Some(&agent.timeline), Some(&long), true, at(HOME, "2026-11-24 12:00"));
    assert_eq!((agent.told(flips), agent.state.choice()), (vec![], None));
    assert_eq!(agent.state.last().cause, Cause::Choice(By::Person));
}

#[test]
fn leave_beats_an_exception_and_that_a_holiday_and_that_the_week() {
    let schedule: Schedule = serde_json::from_str(
        r#"{"week": {"workdays": ["09:00-17:00"]},
            "exceptions": {"2026-12-23": ["12:00-14:00"], "2026-12-25": ["10:00-11:00"], "2026-12-28": ["06:00-07:00"]},
            "leave": [{"from": "2026-12-28", "until": "2026-12-30", "note": "skiing"}]}"#,
    )
    .unwrap();
    let feasts = calendar(r#"{"holidays": [{"on": "12-24"}, {"on": "12-25"}]}"#).holidays;
    let on = |day: &str| {
        schedule.on(day.parse().unwrap(), &feasts).iter().map(ToString::to_string).collect::<String>()
    };
    let days =
        ["2026-12-22", "2026-12-23", "2026-12-24", "2026-12-25", "2026-12-28", "2026-12-30", "2026-12-31"];
    assert_eq!(days.map(on), ["09:00-17:00", "12:00-14:00", "", "10:00-11:00", "", "", "09:00-17:00"]);
}

#[test]
fn whoever_has_no_schedule_is_as_the_desk_says() {
    let mut state = Availability::begin(0, None, true);
    assert!(state.accepting() && state.advance(None, DAY).is_empty() && state.wake(None).is_none());
}

#[test]
fn osticket_3273_whoever_is_on_leave_comes_back_on_the_day_after_it() {
    let away = r#"{"week": {"workdays": ["09:00-17:00"]},
        "leave": [{"from": "2026-11-25", "until": "2026-11-27", "note": ""}]}"#;
    let mut agent = Agent::new(away, HOME, "2026-11-24 12:00");
    assert_eq!(
        agent.until("2026-11-30 12:00"),
        ["Tue 2026-11-24 17:00 off Schedule", "Mon 2026-11-30 09:00 on Schedule"]
    );
}

#[test]
fn osticket_a_shift_that_ends_before_it_begins_is_one_over_night_and_no_invalid_time_span() {
    let night = r#"{"week": {"days": {"tue": ["21:00-02:00"]}}}"#;
    let mut agent = Agent::new(night, HOME, "2026-11-24 12:00");
    assert_eq!(
        agent.until("2026-11-25 12:00"),
        ["Tue 2026-11-24 21:00 on Schedule", "Wed 2026-11-25 02:00 off Schedule"]
    );
}

#[test]
fn osticket_whole_days_in_a_row_have_no_second_without_anybody_before_midnight() {
    let always = r#"{"week": {"workdays": ["00:00-24:00"], "weekend": ["00:00-24:00"]}}"#;
    let mut agent = Agent::new(always, HOME, "2026-11-24 12:00");
    assert_eq!(agent.until("2026-12-24 12:00"), [""; 0]);
}

#[test]
fn livechat_the_clock_of_a_device_decides_nothing_and_that_of_the_agents_place_all() {
    let day = r#"{"week": {"workdays": ["09:00-17:00"]}}"#;
    for (place, near) in [("Asia/Tokyo", "2026-11-24 12:00"), ("America/New_York", "2026-11-24 12:00")] {
        let mut agent = Agent::new(day, place, near);
        assert_eq!(agent.until("2026-11-24 20:00"), ["Tue 2026-11-24 17:00 off Schedule"], "{place}");
    }
}

const NINE_TO_FIVE: &str = r#"{"week": {"workdays": ["09:00-17:00"]}}"#;
/// When the shift of that day ends.
const FIVE: [&str; 1] = ["Tue 2026-11-24 17:00"];

#[test]
fn lunch_by_choice_is_no_end_of_a_shift_and_the_shift_ends_though_it_holds() {
    for hold in [Hold::Boundary, Hold::Cleared, Hold::Until(at(HOME, "2026-11-24 18:00"))] {
        let mut agent = Agent::new(NINE_TO_FIVE, HOME, "2026-11-24 09:00");
        agent.choose("2026-11-24 12:00", false, Hold::Until(at(HOME, "2026-11-24 12:30")));
        agent.until("2026-11-24 13:00");
        agent.choose("2026-11-24 16:50", false, hold);
        assert_eq!(agent.ends(), [""; 0], "{hold:?}");
        agent.until("2026-11-24 20:00");
        assert_eq!(agent.ends(), FIVE, "{hold:?}: nobody flips, and yet it is the end");
    }
}

#[test]
fn work_beyond_a_shift_puts_its_end_off_until_that_ends_whoever_ends_it() {
    let six = "Tue 2026-11-24 18:00";
    let overtime = || {
        let mut agent = Agent::new(NINE_TO_FIVE, HOME, "2026-11-24 09:00");
        agent.choose("2026-11-24 16:00", true, Hold::Until(at(HOME, "2026-11-24 18:00")));
        agent.until("2026-11-24 17:30");
        assert_eq!(agent.ends(), [""; 0]);
        agent
    };
    let mut agent = overtime();
    agent.until("2026-11-24 20:00");
    assert_eq!(agent.ends(), [six]);
    let mut agent = overtime();
    agent.choose("2026-11-24 17:30", false, Hold::Boundary);
    assert_eq!(agent.ends(), ["Tue 2026-11-24 17:30"]);
}

#[test]
fn an_edit_that_takes_a_shift_away_ends_it_and_who_has_none_has_no_end() {
    let mut agent = Agent::new(NINE_TO_FIVE, HOME, "2026-11-24 09:00");
    agent.choose("2026-11-24 10:00", false, Hold::Cleared);
    let free = work("{}", HOME, "2026-11-24 09:00");
    agent.state.edit(Some(&agent.timeline), Some(&free), true, at(HOME, "2026-11-24 11:00"));
    assert_eq!(agent.ends(), ["Tue 2026-11-24 11:00"]);
    let begin = at(HOME, "2026-11-24 09:00");
    let mut without = Availability::begin(begin, None, false);
    for accepting in [true, false] {
        without.choose(None, begin, Some(Choice { accepting, hold: Hold::Cleared, by: By::Person }));
    }
    assert_eq!(without.take_ends().len(), 0);
}

#[test]
fn missed_ends_of_shifts_come_once_at_their_own_time() {
    let mut agent = Agent::new(NINE_TO_FIVE, HOME, "2026-11-24 10:00");
    agent.until("2026-11-26 10:00");
    assert_eq!(agent.ends(), [FIVE[0], "Wed 2026-11-25 17:00"]);
    agent.until("2026-11-24 10:00");
    agent.until("2026-11-26 10:00");
    assert_eq!(agent.ends(), [""; 0], "the clock was put back, and forward again");
}

#[test]
fn livechat_a_bot_that_was_switched_off_by_hand_comes_back_at_its_next_shift_and_not_if_that_was_until_taken_back()
 {
    let mut bot = Agent::new(DAYS, HOME, "2026-11-24 09:00");
    bot.choose("2026-11-24 15:00", false, Hold::Boundary);
    assert_eq!(bot.until("2026-11-25 09:00"), ["Wed 2026-11-25 08:00 on Schedule"]);
    bot.choose("2026-11-25 09:00", false, Hold::Cleared);
    assert_eq!(bot.until("2026-11-30 09:00"), [""; 0]);
}

#[test]
fn osticket_4000_shifts_alone_set_who_accepts_work_day_by_day() {
    let mut agent = Agent::new(NINE_TO_FIVE, HOME, "2026-11-27 12:00");
    let want = ["Fri 2026-11-27 17:00 off Schedule", "Mon 2026-11-30 09:00 on Schedule"];
    assert_eq!(agent.until("2026-11-30 12:00"), want, "nobody did anything");
}

#[test]
fn chatwoot_10436_a_holiday_is_free_and_14009_lunch_is_a_gap_in_the_day() {
    let schedule: Schedule = serde_json::from_str(DAYS).unwrap();
    let zone = zone(HOME);
    let (from, until) = around(at(HOME, "2026-12-24 12:00"));
    let holidays = [Holiday { on: "12-25".parse().unwrap(), name: "Christmas".into() }];
    let hours = schedule.timeline(&holidays, &zone, from, until);
    let open = |when: &str| hours.is_open(at(HOME, when));
    assert!(open("2026-12-24 12:29") && !open("2026-12-24 12:30") && open("2026-12-24 13:30"));
    assert!(!open("2026-12-25 10:00") && !open("2026-12-25 15:00"));
}
