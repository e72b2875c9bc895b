//! What is due, and what is said about it.

use crate::common::{around, at, shown, zone};
use crate::{HOME, calendar, nine_to_five};
use ombud_worktime::calendar::Calendar;
use ombud_worktime::deadlines::{Progress, What};
use ombud_worktime::ledger::{Kind, Ledger};
use ombud_worktime::policy::{
    Clock, Condition, Facts, Metric, Policy, Priority, Promise, Rules, Status, Target, Warning,
};
use ombud_worktime::timeline::Timeline;
use ombud_worktime::{HOUR, Instant, MINUTE};
use std::collections::BTreeMap;

struct World {
    policies: Vec<Policy>,
    hours: BTreeMap<String, Timeline>,
    always: Timeline,
}

impl Rules for World {
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

/// A ticket and the rules, with times as people say them.
struct Desk {
    rules: World,
    ledger: Option<Ledger>,
    shown: usize,
    metric: Metric,
}

fn facts(status: Status) -> Facts {
    Facts {
        status,
        priority: Priority::Normal,
        assigned: true,
        department: "support".into(),
        requester: None,
        tags: vec![],
    }
}

fn promise(minutes: i64, warnings: &[Warning], calendar: Option<&str>) -> Promise {
    let target =
        |factor: i64| Target { time: minutes * factor * MINUTE, calendar: calendar.map(str::to_owned) };
    Promise {
        targets: [(Priority::Low, target(4)), (Priority::Normal, target(1))].into(),
        warnings: warnings.to_vec(),
        ..Promise::default()
    }
}

/// A ticket that was just opened.
fn begun(at: Instant, status: Status, by_staff: bool, rules: &World) -> Ledger {
    Ledger::found((at, facts(status), by_staff), &[], Vec::new(), at, rules)
}

impl Desk {
    fn of(metric: Metric, calendar: &Calendar, minutes: i64, warnings: &[Warning]) -> Desk {
        let (from, until) = around(at(HOME, "2026-11-23 12:00"));
        let promise = promise(minutes, warnings, Some("work"));
        let policy = Policy { promises: [(metric, promise)].into(), ..Policy::default() };
        let hours = [("work".to_owned(), calendar.timeline(&zone(HOME), from, until))].into();
        let rules = World { policies: vec![policy], hours, always: Timeline::always(from, until) };
        Desk { rules, ledger: None, shown: 0, metric }
    }

    fn new(calendar: &Calendar, minutes: i64, warnings: &[Warning]) -> Desk {
        Desk::of(Metric::Resolution, calendar, minutes, warnings)
    }

    fn open(&mut self, when: &str, status: Status) {
        self.ledger = Some(begun(at(HOME, when), status, false, &self.rules));
    }

    fn ledger(&mut self) -> &mut Ledger {
        self.ledger.as_mut().unwrap()
    }

    fn happens(&mut self, when: &str, what: What) {
        self.ledger.as_mut().unwrap().happened(at(HOME, when), &what, &self.rules);
    }

    fn becomes(&mut self, when: &str, status: Status) {
        let facts = Facts { status, ..self.ledger().case().facts().clone() };
        self.happens(when, What::Changed(facts));
    }

    /// What is new by then.
    fn until(&mut self, when: &str) -> Vec<String> {
        let now = at(HOME, when);
        let ledger = self.ledger.as_mut().unwrap();
        ledger.advance(&self.rules, now);
        let new = ledger.marks()[self.shown..].iter().map(|mark| {
            let kind = match mark.kind {
                Kind::Warned(_) => "warned",
                Kind::Broken => "broken",
                Kind::Kept => "kept",
            };
            format!("{} {kind}", shown(HOME, mark.at))
        });
        let new = new.collect();
        self.shown = ledger.marks().len();
        new
    }

    fn due(&self, when: &str) -> String {
        let ledger = self.ledger.as_ref().unwrap();
        match ledger.case().reading(self.metric, &self.rules, at(HOME, when)).map(|reading| reading.progress)
        {
            None => "nothing is promised".into(),
            Some(Progress::Running(due)) => due.map_or("never".into(), |due| shown(HOME, due)),
            Some(Progress::Paused(left)) => format!("{} min left", left / MINUTE),
            Some(Progress::Done(_, used)) => format!("done in {} min", used / MINUTE),
        }
    }
}

#[test]
fn glpi_22678_the_warning_comes_an_hour_of_work_before_and_not_at_midnight() {
    let long = calendar(r#"{"week": {"workdays": ["08:00-18:00"]}}"#);
    let mut desk = Desk::new(&long, 240, &[Warning::Left(HOUR)]);
    desk.open("2026-11-23 17:00", Status::New);
    assert_eq!(
        desk.until("2026-11-24 12:00"),
        ["Tue 2026-11-24 10:00 warned", "Tue 2026-11-24 11:00 broken"]
    );
}

#[test]
fn zammad_4432_no_warning_at_midnight_or_on_weekends() {
    // Three of the four hours are used up on Friday at five, when everybody goes home.
    let mut desk = Desk::new(&nine_to_five(), 240, &[Warning::Left(HOUR)]);
    desk.open("2026-11-27 14:00", Status::New);
    assert_eq!(desk.until("2026-11-30 00:00"), [] as [&str; 0]);
    assert_eq!(
        desk.until("2026-11-30 12:00"),
        ["Mon 2026-11-30 09:00 warned", "Mon 2026-11-30 10:00 broken"]
    );
}

#[test]
fn zammad_4353_where_nothing_is_promised_any_more_nothing_is_overdue() {
    let mut desk = Desk::new(&nine_to_five(), 60, &[]);
    desk.open("2026-11-24 09:00", Status::New);
    assert_eq!(desk.until("2026-11-24 11:00"), ["Tue 2026-11-24 10:00 broken"]);
    desk.ledger.as_mut().unwrap().rules_end(&desk.rules, at(HOME, "2026-11-24 12:00"));
    desk.rules.policies.clear();
    assert_eq!(desk.due("2026-11-24 12:00"), "nothing is promised");
    assert_eq!(desk.ledger.as_ref().unwrap().case().due(&desk.rules, at(HOME, "2026-11-24 12:00")), None);
    assert_eq!(desk.ledger.as_ref().unwrap().wake(&desk.rules), None);
    assert_eq!(desk.until("2026-12-24 11:00"), [] as [&str; 0]);
}

#[test]
fn zammad_5177_a_shorter_next_answer_does_not_overrule_the_first() {
    let mut desk = Desk::of(Metric::FirstResponse, &nine_to_five(), 240, &[]);
    let next = promise(30, &[], Some("work"));
    desk.rules.policies[0].promises.insert(Metric::NextResponse, next);
    desk.open("2026-11-24 09:00", Status::New);
    desk.happens("2026-11-24 09:10", What::Asked);
    let now = at(HOME, "2026-11-24 09:20");
    let case = desk.ledger().case().clone();
    assert_eq!(case.due(&desk.rules, now), Some((Metric::FirstResponse, at(HOME, "2026-11-24 13:00"))));
    assert_eq!(case.reading(Metric::NextResponse, &desk.rules, now), None);
}

#[test]
fn zammad_1322_a_customer_who_answers_by_any_channel_starts_the_clock() {
    let mut desk = Desk::of(Metric::NextResponse, &nine_to_five(), 60, &[]);
    desk.open("2026-11-24 09:00", Status::New);
    desk.happens("2026-11-24 09:30", What::Answered);
    assert_eq!(desk.due("2026-11-24 09:40"), "nothing is promised", "nothing waits");
    desk.happens("2026-11-24 10:00", What::Asked);
    assert_eq!(desk.due("2026-11-24 10:05"), "Tue 2026-11-24 11:00");
    desk.happens("2026-11-24 10:30", What::Asked);
    assert_eq!(desk.due("2026-11-24 10:35"), "Tue 2026-11-24 11:00", "the oldest that waits counts");
    desk.happens("2026-11-24 10:50", What::Answered);
    assert_eq!(desk.until("2026-11-24 12:00"), ["Tue 2026-11-24 10:50 kept"]);
}

#[test]
fn glpi_10594_a_weekend_on_hold_takes_nothing_from_business_hours() {
    let mut desk = Desk::new(&nine_to_five(), 240, &[]);
    desk.open("2026-11-27 15:00", Status::New);
    desk.becomes("2026-11-27 16:00", Status::Pending);
    assert_eq!(desk.due("2026-11-28 12:00"), "180 min left");
    desk.becomes("2026-11-30 10:00", Status::Open);
    assert_eq!(desk.due("2026-11-30 10:00"), "Mon 2026-11-30 13:00");
}

#[test]
fn glpi_6902_and_15605_another_policy_while_on_hold_keeps_the_pause() {
    let mut desk = Desk::new(&nine_to_five(), 240, &[]);
    let other =
        Policy { promises: [(Metric::Resolution, promise(120, &[], None))].into(), ..Policy::default() };
    desk.open("2026-11-24 09:00", Status::New);
    desk.becomes("2026-11-24 10:00", Status::OnHold);
    desk.ledger.as_mut().unwrap().rules_end(&desk.rules, at(HOME, "2026-11-24 11:00"));
    desk.rules.policies.insert(0, other);
    assert_eq!(desk.due("2026-11-24 11:00"), "60 min left");
    desk.becomes("2026-11-24 14:00", Status::Open);
    assert_eq!(desk.due("2026-11-24 14:00"), "Tue 2026-11-24 15:00");
    assert_eq!(desk.until("2026-11-24 16:00"), ["Tue 2026-11-24 15:00 broken"]);
}

#[test]
fn alga_3091_a_ticket_opened_on_hold_or_closed_burns_no_time() {
    for status in [Status::Pending, Status::OnHold] {
        let mut desk = Desk::new(&nine_to_five(), 60, &[]);
        desk.open("2026-11-24 09:00", status);
        assert_eq!(desk.due("2026-11-24 16:00"), "60 min left");
        desk.becomes("2026-11-24 16:00", Status::Open);
        assert_eq!(desk.due("2026-11-24 16:00"), "Tue 2026-11-24 17:00");
    }
    for status in [Status::Resolved, Status::Closed] {
        let mut desk = Desk::new(&nine_to_five(), 60, &[]);
        desk.open("2026-11-24 09:00", status);
        assert_eq!(desk.due("2026-11-25 16:00"), "done in 0 min");
        desk.becomes("2026-11-25 16:00", Status::Open);
        assert_eq!(desk.until("2026-11-25 17:30"), ["Wed 2026-11-25 17:00 broken"]);
    }
}

#[test]
fn zammad_a_ticket_that_is_opened_again_is_not_overdue_at_once() {
    let mut desk = Desk::new(&nine_to_five(), 240, &[]);
    desk.open("2026-11-24 09:00", Status::New);
    desk.becomes("2026-11-24 10:00", Status::Resolved);
    desk.becomes("2026-11-26 10:00", Status::Open);
    assert_eq!(desk.due("2026-11-26 10:00"), "Thu 2026-11-26 13:00");
    assert_eq!(desk.until("2026-11-26 12:59"), ["Tue 2026-11-24 10:00 kept"]);
}

#[test]
fn liveagent_resolving_a_new_ticket_is_no_first_answer() {
    let mut desk = Desk::of(Metric::FirstResponse, &nine_to_five(), 60, &[]);
    desk.open("2026-11-24 09:00", Status::New);
    desk.becomes("2026-11-24 09:30", Status::Resolved);
    assert_eq!(desk.until("2026-11-26 12:00"), [] as [&str; 0]);
    assert_eq!(desk.due("2026-11-26 12:00"), "30 min left");
}

#[test]
fn another_priority_counts_from_the_start_with_the_pauses_kept() {
    let mut desk = Desk::new(&nine_to_five(), 60, &[Warning::Used(50)]);
    desk.open("2026-11-24 09:00", Status::New);
    let low = Facts { priority: Priority::Low, ..facts(Status::New) };
    desk.happens("2026-11-24 09:10", What::Changed(low.clone()));
    desk.becomes("2026-11-24 09:30", Status::Pending);
    desk.becomes("2026-11-24 11:00", Status::Open);
    assert_eq!(desk.due("2026-11-24 11:00"), "Tue 2026-11-24 14:30");
    desk.happens("2026-11-24 11:40", What::Changed(Facts { status: Status::Open, ..facts(Status::Open) }));
    let new = desk.until("2026-11-24 12:00");
    assert_eq!(new, ["Tue 2026-11-24 11:40 warned", "Tue 2026-11-24 11:40 broken"], "70 minutes were used");
    desk.happens("2026-11-24 12:10", What::Changed(Facts { status: Status::Open, ..low }));
    assert_eq!(desk.due("2026-11-24 12:10"), "Tue 2026-11-24 14:30");
    assert_eq!(desk.until("2026-11-24 17:00"), [] as [&str; 0], "once per cycle, whatever changes");
}

#[test]
fn an_answer_at_the_last_instant_is_late_and_one_before_it_is_not() {
    for (moment, want) in [("2026-11-24 09:59", "kept"), ("2026-11-24 10:00", "broken")] {
        let mut desk = Desk::of(Metric::FirstResponse, &nine_to_five(), 60, &[]);
        desk.open("2026-11-24 09:00", Status::New);
        desk.happens(moment, What::Answered);
        assert_eq!(desk.until("2026-11-25 10:00"), [format!("Tue {moment} {want}")]);
    }
}

#[test]
fn a_clock_that_runs_in_another_status_is_as_the_policy_says() {
    let mut desk = Desk::new(&nine_to_five(), 60, &[]);
    let promise = desk.rules.policies[0].promises.get_mut(&Metric::Resolution).unwrap();
    promise.clock.insert(Status::Pending, Clock::Run);
    desk.open("2026-11-24 09:00", Status::Pending);
    assert_eq!(desk.due("2026-11-24 09:00"), "Tue 2026-11-24 10:00");
}

#[test]
fn a_ticket_opened_in_a_status_that_the_policy_stops_is_resolved_and_one_that_it_lets_run_is_not() {
    let opened = |status: Status, clock: Clock| {
        let mut desk = Desk::new(&nine_to_five(), 60, &[]);
        let promise = desk.rules.policies[0].promises.get_mut(&Metric::Resolution).unwrap();
        promise.clock.insert(status, clock);
        desk.open("2026-11-24 09:00", status);
        desk
    };
    let mut stops = opened(Status::Pending, Clock::Stop);
    assert_eq!(stops.due("2026-11-24 09:30"), "done in 0 min");
    // Something else happens to it: there is nothing left to keep.
    let tagged = Facts { tags: vec!["lamp".into()], ..facts(Status::Pending) };
    stops.happens("2026-11-24 10:00", What::Changed(tagged));
    assert_eq!(stops.until("2026-11-25 17:00"), [] as [&str; 0]);
    stops.becomes("2026-11-26 10:00", Status::Open);
    assert_eq!(stops.until("2026-11-26 12:00"), ["Thu 2026-11-26 11:00 broken"]);
    let mut runs = opened(Status::Resolved, Clock::Run);
    assert_eq!(runs.due("2026-11-24 09:30"), "Tue 2026-11-24 10:00");
    assert_eq!(runs.until("2026-11-24 12:00"), ["Tue 2026-11-24 10:00 broken"]);
}

#[test]
fn a_policy_that_lets_another_status_stop_has_what_waits_there_be_done_since_it_does() {
    let mut desk = Desk::new(&nine_to_five(), 240, &[]);
    let opening = (at(HOME, "2026-11-24 09:00"), facts(Status::New), false);
    let events = [(at(HOME, "2026-11-24 10:00"), What::Changed(facts(Status::Pending)))];
    desk.open("2026-11-24 09:00", Status::New);
    desk.becomes("2026-11-24 10:00", Status::Pending);
    for (clock, due, new) in [
        (Clock::Stop, "done in 60 min", vec!["Tue 2026-11-24 10:00 kept"]),
        (Clock::Pause, "180 min left", vec![]),
        (Clock::Stop, "done in 60 min", vec![]),
    ] {
        let now = at(HOME, "2026-11-25 12:00");
        let mut ledger = desk.ledger.take().unwrap();
        ledger.rules_end(&desk.rules, now);
        let promise = desk.rules.policies[0].promises.get_mut(&Metric::Resolution).unwrap();
        promise.clock.insert(Status::Pending, clock);
        desk.ledger = Some(ledger.retold(opening.clone(), &events, &desk.rules));
        assert_eq!(desk.due("2026-11-25 12:00"), due);
        assert_eq!(desk.until("2026-11-25 12:00"), new);
    }
}

#[test]
fn what_was_missed_while_the_desk_was_down_is_said_once_at_its_own_time() {
    let mut desk = Desk::new(&nine_to_five(), 60, &[Warning::Left(15 * MINUTE)]);
    desk.open("2026-11-24 09:00", Status::New);
    let kept = serde_json::to_string(desk.ledger()).unwrap();
    desk.ledger = Some(serde_json::from_str(&kept).unwrap());
    assert_eq!(
        desk.until("2026-11-26 09:00"),
        ["Tue 2026-11-24 09:45 warned", "Tue 2026-11-24 10:00 broken"]
    );
    assert_eq!(desk.until("2026-11-26 09:00"), [] as [&str; 0]);
    assert_eq!(desk.until("2026-11-24 09:50"), [] as [&str; 0], "the clock was put back");
}

#[test]
fn created_by_staff_needs_no_first_answer() {
    let mut desk = Desk::of(Metric::FirstResponse, &nine_to_five(), 60, &[]);
    desk.ledger = Some(begun(at(HOME, "2026-11-24 09:00"), Status::Open, true, &desk.rules));
    assert_eq!(desk.until("2026-11-25 09:00"), [] as [&str; 0]);
}

/// Two hours around the clock, for whoever asks.
fn two_hours(minutes: i64) -> World {
    let policy = Policy {
        promises: [(Metric::FirstResponse, promise(minutes, &[Warning::Used(50)], None))].into(),
        ..Policy::default()
    };
    let always = Timeline::always(0, 1000 * HOUR);
    World { policies: vec![policy], hours: BTreeMap::new(), always }
}

#[test]
fn a_ticket_that_is_told_anew_says_nothing_twice_and_hears_late_of_what_is_done() {
    let (rules, opening) = (two_hours(120), (0, facts(Status::New), false));
    let mut ledger = begun(0, Status::New, false, &rules);
    ledger.advance(&rules, 90 * MINUTE);
    assert_eq!(ledger.marks().len(), 1, "warned after an hour");
    let again = ledger.retold(opening.clone(), &[], &rules);
    assert_eq!(again, ledger);
    // An answer of before comes to be known only now.
    let events = [(80 * MINUTE, What::Answered)];
    let mut late = ledger.retold(opening.clone(), &events, &rules);
    let marks: Vec<_> = late.marks()[1..].iter().map(|mark| (mark.kind, mark.at)).collect();
    assert_eq!(marks, [(Kind::Kept, 80 * MINUTE)]);
    late.advance(&rules, 500 * MINUTE);
    assert_eq!(late.retold(opening, &events, &rules), late);
}

#[test]
fn a_ticket_that_is_found_later_counts_from_its_opening_and_nothing_of_before_is_said() {
    let rules = two_hours(120);
    let opening = (0, facts(Status::New), false);
    let answered = [(30 * MINUTE, What::Answered)];
    let mut done = Ledger::found(opening.clone(), &answered, Vec::new(), 600 * MINUTE, &rules);
    done.advance(&rules, 700 * MINUTE);
    assert_eq!(done.marks(), [], "what was done before anybody promised it is not kept");
    let mut waits = Ledger::found(opening, &[], Vec::new(), 600 * MINUTE, &rules);
    assert_eq!(waits.case().due(&rules, 600 * MINUTE), Some((Metric::FirstResponse, 120 * MINUTE)));
    waits.advance(&rules, 700 * MINUTE);
    let marks: Vec<_> = waits.marks().iter().map(|mark| mark.at).collect();
    assert_eq!(marks, [600 * MINUTE; 2], "late now, not then");
}

#[test]
fn zendesk_the_first_policy_that_fits_counts_and_no_other_for_what_it_leaves_out() {
    let mut desk = Desk::new(&nine_to_five(), 240, &[]);
    let vip = Policy {
        when: Condition { tags: vec!["VIP".into()], ..Condition::default() },
        promises: [(Metric::FirstResponse, promise(60, &[], None))].into(),
        ..Policy::default()
    };
    desk.rules.policies.insert(0, vip);
    desk.open("2026-11-24 09:00", Status::New);
    assert_eq!(desk.due("2026-11-24 09:00"), "Tue 2026-11-24 13:00", "the first does not fit");
    desk.happens("2026-11-24 09:30", What::Changed(Facts { tags: vec!["vip".into()], ..facts(Status::New) }));
    assert_eq!(
        desk.due("2026-11-24 09:30"),
        "nothing is promised",
        "what it leaves out the second does not fill"
    );
    desk.metric = Metric::FirstResponse;
    assert_eq!(desk.due("2026-11-24 09:30"), "Tue 2026-11-24 10:00");
    desk.rules.policies.swap(0, 1);
    assert_eq!(desk.due("2026-11-24 09:30"), "nothing is promised", "the order decides");
}

#[test]
fn osticket_3034_a_clock_stands_while_the_customer_is_awaited() {
    let mut desk = Desk::new(&nine_to_five(), 240, &[]);
    desk.open("2026-11-24 09:00", Status::New);
    desk.becomes("2026-11-24 10:00", Status::Pending);
    assert_eq!(desk.until("2026-11-26 12:00"), [] as [&str; 0]);
    desk.becomes("2026-11-26 12:00", Status::Open);
    assert_eq!(desk.due("2026-11-26 12:00"), "Thu 2026-11-26 15:00");
}
