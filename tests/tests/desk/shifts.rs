//! Shifts on a whole desk with a clock to move: boundaries that nobody was there for, a clock that is put back, and a calendar that many keep.

use ombud_access::{HeldRole, Place};
use ombud_identity::{NewPerson, department, person, role};
use ombud_testkit::Desk;
use serde_json::{Value, json};
use std::time::Duration;

const HOUR: u64 = 3_600_000;
/// When a desk of the test kit opens: Thursday, 1 January 2026.
const OPENING: u64 = 1_767_225_600_000;

#[track_caller]
fn ok((status, body): (u16, Value)) -> Value {
    assert!(status < 300, "{status} {body}");
    body
}

fn hours(hours: u64) -> Duration {
    Duration::from_millis(hours * HOUR)
}

/// These are the hours of Ana on each day.
fn works(desk: &Desk, window: &str) {
    let week = json!({ "workdays": [window], "weekend": [window] });
    let plan = json!({ "zone": "UTC", "schedule": { "week": week } });
    let path = format!("/schedule/api/schedules/{}", ana(desk));
    ok(desk.as_("owner@demo.test").put(&path, &plan));
    desk.settle();
}

fn ana(desk: &Desk) -> String {
    desk.person("agent.support@demo.test")
}

/// Hours since the desk opened.
#[track_caller]
fn hour(at: &Value) -> u64 {
    (at.as_u64().unwrap() - OPENING) / HOUR
}

/// When Ana began and ceased to accept work, and when that was noticed; the earliest first.
fn flips(desk: &Desk) -> Vec<(u64, bool, u64)> {
    let told = ok(desk.as_("owner@demo.test").get(&format!("/schedule/api/flips/{}", ana(desk))));
    let flips = told["flips"].as_array().unwrap().iter().rev();
    flips.map(|flip| (hour(&flip["at"]), flip["accepting"] == true, hour(&flip["noticed"]))).collect()
}

/// What became of Ana for tickets, and why.
fn turns(desk: &Desk) -> Vec<(u64, String, String)> {
    let path = format!("/availability/api/turns/{}?from={OPENING}&until={}", ana(desk), OPENING + 100 * HOUR);
    let told = ok(desk.as_("owner@demo.test").get(&path));
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let turn = |turn: &Value| (hour(&turn["at"]), text(&turn["states"]["tickets"]), text(&turn["cause"]));
    told["turns"].as_array().unwrap().iter().map(turn).collect()
}

fn turn(at: u64, state: &str, cause: &str) -> (u64, String, String) {
    (at, state.into(), cause.into())
}

/// How often which event was told to the plugin of this name.
fn heard(desk: &Desk, plugin: &str, event: &str) -> usize {
    let what = format!("event {event}");
    desk.diary().calls().iter().filter(|call| call.plugin.as_str() == plugin && call.what == what).count()
}

/// Ana accepts tickets in her shifts though she is connected to nothing.
fn desk() -> Desk {
    let desk = Desk::start();
    desk.choose("availability", json!({ "tickets-unseen": true }).as_object().unwrap().clone());
    works(&desk, "09:00-17:00");
    desk.advance(hours(10));
    desk
}

#[test]
fn boundaries_that_a_desk_slept_through_come_once_at_their_own_time_in_shifts_and_in_who_was_there() {
    let mut desk = desk();
    let before = [(0, false, 0), (9, true, 10)];
    assert_eq!(flips(&desk), before);
    let mut all = turns(&desk);
    assert_eq!(*all.last().unwrap(), turn(9, "accepting", "shift"), "{all:?}");
    desk.clock.advance(25 * HOUR);
    desk.restart();
    desk.settle();
    assert_eq!(flips(&desk)[2..], [(17, false, 35), (33, true, 35)]);
    all.extend([turn(17, "offline", "shift"), turn(33, "accepting", "shift")]);
    assert_eq!(turns(&desk), all);
    let path = "/availability/api/totals?from=2026-01-01&until=2026-01-02&zone=UTC";
    let totals = ok(desk.as_("owner@demo.test").get(path));
    let rows = totals["minutes"].as_array().unwrap().clone();
    let accepted =
        rows.iter().filter(|row| row["user"] == json!(ana(&desk))).map(|row| row["accepting"].clone());
    assert_eq!(accepted.collect::<Vec<_>>(), [8 * 60, 2 * 60], "the night is not counted as accepted");
    desk.settle();
    desk.restart();
    desk.advance(hours(1));
    assert_eq!((flips(&desk).len(), turns(&desk)), (4, all), "nothing comes twice");
}

#[test]
fn a_clock_that_is_put_back_and_forward_again_has_nothing_told_twice() {
    let desk = desk();
    let owner = desk.as_("owner@demo.test");
    let target = json!({ "time": 2 * HOUR, "calendar": null });
    let promises = json!({ "first-response": { "targets": { "normal": target, "urgent": target }, "warnings": [{ "used": 50 }] } });
    ok(owner.post("/sla/api/policies", &json!({ "name": "All", "promises": promises })));
    let rule = |name: &str, on: Value| {
        let rule = json!({ "name": name, "on": [on], "then": [{ "do": "note", "text": name }] });
        ok(owner.post("/rules/api/rules", &rule));
    };
    rule("waited", json!({ "event": "waited", "clock": "unassigned", "minutes": 120 }));
    rule("ended", json!({ "event": "shift-ended" }));
    rule("broken", json!({ "event": "sla-broken" }));
    desk.advance(hours(5));
    let opened = || {
        let ticket = json!({ "subject": "Broken lamp", "department": "Support", "body": "It flickers." });
        let made = ok(desk.as_("customer@demo.test").post("/tickets/api/tickets", &ticket));
        desk.settle();
        made["id"].as_str().unwrap().to_owned()
    };
    let (lonely, hers) = (opened(), opened());
    let path = format!("/tickets/api/tickets/{hers}");
    let version = ok(owner.get(&path))["version"].clone();
    ok(owner.patch(&path, &json!({ "assignee": ana(&desk), "version": version })));
    desk.settle();
    // At five in the afternoon two hours are over, and so is the shift.
    desk.advance(hours(2));
    let told = || {
        let lines = ok(owner.get("/rules/api/log"))["lines"].as_array().unwrap().clone();
        let mut rules: Vec<String> =
            lines.iter().map(|line| line["name"].as_str().unwrap().to_owned()).collect();
        rules.sort();
        let said = [&lonely, &hers].map(|ticket| {
            ok(owner.get(&format!("/sla/api/tickets/{ticket}")))["said"].as_array().unwrap().len()
        });
        let events = [
            heard(&desk, "availability", "schedule:availability.changed"),
            heard(&desk, "rules", "schedule:shift.ended"),
            heard(&desk, "rules", "sla:deadline.broken"),
        ];
        (flips(&desk), turns(&desk), rules, said, events)
    };
    let before = told();
    assert_eq!(before.2, ["broken", "broken", "ended", "waited"], "{before:?}");
    assert_eq!(
        (before.3, before.4[1..].to_vec()),
        ([2, 2], vec![1, 2]),
        "warned and broken each: {before:?}"
    );
    desk.put_back(hours(1));
    assert_eq!(told(), before);
    desk.advance(hours(1));
    assert_eq!(told(), before);
    desk.advance(Duration::from_secs(60));
    assert_eq!(told(), before);
    // And what comes after that comes as ever.
    desk.advance(hours(17));
    assert_eq!(flips(&desk).len(), before.0.len() + 1);
}

/// So many new agents.
fn hired(desk: &Desk, many: usize) -> Vec<String> {
    let (mut unit, owner) = (desk.store().begin(), desk.authority("owner@demo.test"));
    let role = role::by_name(&mut unit, "agent").unwrap().unwrap().id;
    let support = department::by_name(&mut unit, "Support").unwrap().unwrap().id;
    let mut people = Vec::new();
    for number in 0..many {
        let new = NewPerson {
            name: format!("Agent {number}"),
            email: format!("agent{number}@demo.test"),
            roles: vec![HeldRole { role, place: Place::Everywhere, until: None }],
            departments: vec![support],
            ..NewPerson::default()
        };
        people.push(person::create(&mut unit, &owner, new).unwrap().id.to_string());
    }
    tokio::runtime::Runtime::new().unwrap().block_on(unit.commit()).unwrap();
    desk.identity().refresh().unwrap();
    people
}

#[test]
fn a_calendar_that_very_many_keep_is_followed_by_all_of_them() {
    let desk = Desk::start();
    let owner = desk.as_("owner@demo.test");
    let mut office = ok(owner.post("/calendar/api/calendars", &json!({ "name": "Office", "zone": "UTC" })));
    let path = format!("/calendar/api/calendars/{}", office["id"].as_str().unwrap());
    let week = json!({ "workdays": ["00:00-24:00"], "weekend": ["00:00-24:00"] });
    let plan = json!({ "zone": "UTC", "calendar": office["id"], "schedule": { "week": week } });
    let many = std::env::var("OMBUD_MANY").map_or(30, |many| many.parse().unwrap());
    let people = hired(&desk, many);
    for user in &people {
        ok(owner.put(&format!("/schedule/api/schedules/{user}"), &plan));
    }
    desk.settle();
    let accepting = || {
        let is = |user: &&String| {
            ok(owner.get(&format!("/schedule/api/availability/{user}")))["accepting"] == true
        };
        people.iter().filter(is).count()
    };
    assert_eq!(accepting(), people.len());
    office["holidays"] = json!([{ "on": "2026-01-01" }]);
    ok(owner.put(&path, &office));
    let begun = std::time::Instant::now();
    desk.settle();
    let took = begun.elapsed();
    assert_eq!(accepting(), 0, "followed in {took:?}");
    let refused: Vec<_> = desk.diary().calls().into_iter().filter(|call| call.error.is_some()).collect();
    assert!(refused.is_empty(), "{refused:?}");
}
