//! Rules that wait.

use super::{DAY, Desk, HOUR, MINUTE, nothing};
use ombud_plugin::desk::tickets::{Changes, MessageKind, Status};
use serde_json::{Value, json};

fn waits(name: &str, clock: &str, minutes: i64) -> Value {
    json!({
        "name": name, "on": [{ "event": "waited", "clock": clock, "minutes": minutes }],
        "then": [{ "do": "note", "text": "{rule.name}" }],
    })
}

fn status(status: Status) -> Changes {
    Changes { status: Some(status), ..nothing() }
}

fn timers(desk: &Desk) -> Vec<String> {
    desk.kernel.timers().into_iter().map(|timer| timer.key).filter(|key| !key.contains('/')).collect()
}

#[test]
fn three_days_pending_is_told_once_at_its_time_and_not_if_it_moved_on() {
    let desk = Desk::new();
    desk.rule(&waits("remind", "status:pending", 3 * 1440));
    let (one, other) = (desk.opened("one"), desk.opened("other"));
    desk.changes(&one, status(Status::Pending));
    desk.changes(&other, status(Status::Pending));
    assert_eq!(timers(&desk), ["tick"], "one timer, however many wait");
    desk.passes(2 * DAY);
    desk.says(&desk.zoe, &other, MessageKind::Reply, "I am here");
    assert_eq!(desk.told(), [""; 0]);
    desk.passes(DAY);
    assert_eq!(desk.told(), ["remind: done"]);
    assert_eq!(desk.log()[0]["ticket"], json!(one));
    desk.passes(30 * DAY);
    assert_eq!(desk.log().len(), 1, "once is enough");
    desk.changes(&one, status(Status::Open));
    desk.changes(&one, status(Status::Pending));
    desk.passes(3 * DAY + MINUTE);
    assert_eq!(desk.log().len(), 2, "a new wait is a new wait");
}

#[test]
fn what_was_missed_while_the_desk_was_down_comes_once() {
    let desk = Desk::new();
    desk.rule(&waits("alarm", "unassigned", 30));
    for subject in ["one", "two", "three"] {
        desk.opened(subject);
    }
    desk.passes(10 * DAY);
    assert_eq!(desk.told(), ["alarm: done"; 3]);
    desk.passes(DAY);
    assert_eq!(desk.log().len(), 3);
}

#[test]
fn a_rule_that_is_new_looks_at_those_who_wait_already() {
    let desk = Desk::new();
    let ticket = desk.opened("one");
    desk.changes(&ticket, status(Status::Pending));
    desk.passes(2 * DAY);
    desk.rule(&waits("remind", "status:pending", 3 * 1440));
    assert_eq!(desk.told(), [""; 0], "it has waited for two days");
    desk.passes(DAY + MINUTE);
    assert_eq!(desk.told(), ["remind: done"], "since when is in its history");
    desk.rule(&waits("late", "status:pending", 60));
    assert_eq!(desk.told(), ["remind: done", "late: done"]);
}

#[test]
fn an_answer_in_time_ends_the_wait_for_it() {
    let desk = Desk::new();
    desk.rule(&waits("no answer", "unanswered", 120));
    let (answered, not) = (desk.opened("answered"), desk.opened("not"));
    desk.passes(HOUR);
    desk.says(&desk.ana, &answered, MessageKind::Reply, "Here I am");
    desk.passes(2 * HOUR);
    assert_eq!(desk.log().len(), 1);
    assert_eq!(desk.log()[0]["ticket"], json!(not));
}

#[test]
fn what_did_not_fit_when_it_was_due_is_looked_at_when_something_happens() {
    let desk = Desk::new();
    let mut rule = waits("vips", "unassigned", 60);
    rule["when"] = json!({ "check": { "what": "tags", "is": "any-of", "values": ["vip"] } });
    desk.rule(&rule);
    let ticket = desk.opened("one");
    desk.passes(2 * HOUR);
    assert_eq!(desk.told(), [""; 0]);
    desk.changes(&ticket, super::tagged(&["vip"]));
    assert_eq!(desk.told(), ["vips: done"]);
}

#[test]
fn a_day_before_a_date_of_ones_own() {
    let desk = Desk::new();
    desk.rule(&waits("renewal", "field:renewal", -1440));
    let ticket = desk.opened("one");
    // The desk's today is 2026-11-24, 08:00 in UTC.
    let on =
        |day: &str| Changes { fields: Some(vec![("renewal".into(), format!("\"{day}\""))]), ..nothing() };
    desk.changes(&ticket, on("2026-12-24"));
    desk.passes(20 * DAY);
    assert_eq!(desk.told(), [""; 0]);
    desk.changes(&ticket, on("2026-12-16"));
    desk.passes(DAY);
    assert_eq!(desk.told(), ["renewal: done"], "it was brought forward");
}

#[test]
fn with_no_rule_that_waits_nothing_rings() {
    let desk = Desk::new();
    let id = desk.rule(&waits("alarm", "unassigned", 30));
    desk.opened("one");
    assert_eq!(timers(&desk), ["tick"]);
    assert_eq!(desk.send("DELETE", &format!("/api/rules/{id}"), &Value::Null).status, 204);
    desk.passes(DAY);
    assert_eq!((desk.told().len(), timers(&desk).len()), (0, 0));
}

#[test]
fn what_was_missed_while_no_rule_waited_counts_when_one_waits_again() {
    let desk = Desk::new();
    let rule = waits("remind", "status:pending", 3 * 1440);
    let id = desk.rule(&rule);
    let switch = |on: bool| {
        let mut rule = rule.clone();
        rule["enabled"] = json!(on);
        assert_eq!(desk.send("PUT", &format!("/api/rules/{id}"), &json!({ "rule": rule })).status, 200);
        desk.settle();
    };
    let ticket = desk.opened("one");
    desk.changes(&ticket, status(Status::Pending));
    switch(false);
    desk.passes(2 * DAY);
    desk.changes(&ticket, status(Status::Open));
    desk.changes(&ticket, status(Status::Pending));
    switch(true);
    desk.passes(2 * DAY);
    assert_eq!(desk.told(), [""; 0], "it began to wait anew meanwhile");
    desk.passes(DAY);
    assert_eq!(desk.told(), ["remind: done"]);
}

#[test]
fn a_date_comes_whatever_has_become_of_the_ticket() {
    let desk = Desk::new();
    let ticket = desk.opened("one");
    desk.changes(
        &ticket,
        Changes { fields: Some(vec![("renewal".into(), "\"2026-11-27\"".into())]), ..nothing() },
    );
    desk.changes(&ticket, status(Status::Resolved));
    let bare = json!({
        "name": "renewal", "on": [{ "event": "waited", "clock": "field:renewal", "minutes": -1440 }],
        "then": [{ "do": "add-tags", "tags": ["renew"] }],
    });
    desk.rule(&bare);
    desk.passes(5 * DAY);
    assert_eq!(desk.told(), ["renewal: done"]);
}
