//! Open work at the end of a shift: set up as an administrator finds it, and brought about by the clock.

use ombud_testkit::{Client, Desk};
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

/// These are the hours of somebody on each day.
fn works(desk: &Desk, who: &str, hours: &[&str]) {
    let user = desk.person(&format!("{who}@demo.test"));
    let plan = json!({ "zone": "UTC", "schedule": { "week": { "workdays": hours, "weekend": hours } } });
    ok(desk.as_("owner@demo.test").put(&format!("/schedule/api/schedules/{user}"), &plan));
    desk.settle();
}

fn passes(desk: &Desk, hours: u64) {
    desk.advance(Duration::from_millis(hours * HOUR));
}

/// A ticket in Support for which Ana answers.
fn of_ana(desk: &Desk) -> String {
    let ticket = json!({ "subject": "Broken lamp", "department": "Support", "body": "It flickers." });
    let made = ok(desk.as_("customer@demo.test").post("/tickets/api/tickets", &ticket));
    let id = made["id"].as_str().unwrap().to_owned();
    desk.settle();
    change(desk, &id, json!({ "assignee": desk.person("agent.support@demo.test") }));
    id
}

#[track_caller]
fn change(desk: &Desk, ticket: &str, mut changes: Value) {
    let (owner, path) = (desk.as_("owner@demo.test"), format!("/tickets/api/tickets/{ticket}"));
    changes["version"] = ok(owner.get(&path))["version"].clone();
    ok(owner.patch(&path, &changes));
    desk.settle();
}

fn assignee(desk: &Desk, ticket: &str) -> Value {
    ok(desk.as_("owner@demo.test").get(&format!("/tickets/api/tickets/{ticket}")))["assignee"].clone()
}

fn page(who: &Client, path: &str) -> String {
    let answer = who.fetch("GET", path, &[], "");
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    answer.text()
}

/// What rules did, the earliest first.
fn log(desk: &Desk) -> Vec<Value> {
    let mut lines =
        ok(desk.as_("owner@demo.test").get("/rules/api/log"))["lines"].as_array().unwrap().clone();
    lines.reverse();
    lines
}

#[test]
fn open_work_goes_to_whoever_works_when_a_shift_ends_and_to_nobody_when_nobody_does() {
    let desk = Desk::start();
    let admin = desk.as_("owner@demo.test");
    // Where shifts are edited it stands where to look, and there it is to be had.
    assert!(page(&admin, "/schedule/people").contains("href=\"/rules/\""), "shifts lead to rules");
    let example = "/rules/new?example=hand-over";
    assert!(page(&admin, "/rules/").contains(&format!("href=\"{example}\"")), "rules offer it");
    assert!(page(&admin, example).contains("<option value=\"hand-over\" selected>"), "the form is filled in");
    let form = "step=save&name=Hand+over&enabled=on&once=always&on-event=shift-ended&on-which=&on-after=\
                &then-do=hand-over&then-to=&then-text=";
    let kind = [("content-type", "application/x-www-form-urlencoded")];
    assert_eq!(admin.fetch("POST", "/rules/new", &kind, form).status, 303);
    desk.settle();

    works(&desk, "agent.support", &["09:00-17:00"]);
    works(&desk, "supervisor", &["09:00-22:00"]);
    works(&desk, "collaborator", &[]);
    passes(&desk, 10);
    let (open, done, elsewhere) = (of_ana(&desk), of_ana(&desk), of_ana(&desk));
    change(&desk, &done, json!({ "status": "resolved" }));
    change(&desk, &elsewhere, json!({ "assignee": desk.person("supervisor@demo.test") }));
    let ana = json!(desk.person("agent.support@demo.test"));
    let sara = json!(desk.person("supervisor@demo.test"));
    passes(&desk, 6);
    assert_eq!(
        (assignee(&desk, &open), log(&desk).len()),
        (ana.clone(), 0),
        "an hour before the end nothing happens"
    );
    passes(&desk, 2);
    assert_eq!(assignee(&desk, &open), sara);
    assert_eq!(assignee(&desk, &done), ana, "what is done stays whose it was");
    let lines = log(&desk);
    let [line] = &lines[..] else { panic!("one line: {lines:?}") };
    assert_eq!(
        (&line["ticket"], &line["outcome"], &line["why"], &line["author"]),
        (
            &json!(open),
            &json!("done"),
            &json!([{ "kind": "shift-ended" }]),
            &json!(desk.person("owner@demo.test"))
        )
    );
    // At ten in the evening nobody works any more.
    passes(&desk, 5);
    assert_eq!((assignee(&desk, &open), assignee(&desk, &elsewhere)), (Value::Null, Value::Null));
    let page = page(&admin, "/rules/log");
    assert!(page.contains("Hand over") && page.contains("its assignee ceases to accept work"), "{page}");

    // Tried over that day, the rule knows when it would have acted, with the tickets as they were then.
    let rule =
        json!({ "name": "tried", "on": [{ "event": "shift-ended" }], "then": [{ "do": "hand-over" }] });
    let draft = json!({ "rule": rule, "from": "2026-01-01", "until": "2026-01-01" });
    let trial = ok(admin.post("/rules/api/trial", &draft));
    let hits: Vec<(u64, Value)> = trial["hits"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hit| ((hit["at"].as_u64().unwrap() - OPENING) / HOUR, hit["ticket"].clone()))
        .collect();
    let mut expected = vec![(17, json!(open)), (22, json!(open)), (22, json!(elsewhere))];
    expected.sort_by_key(|(at, ticket)| (*at, trial_number(&desk, ticket)));
    assert_eq!((hits, &trial["blind"]), (expected, &json!(false)), "{trial}");
}

fn trial_number(desk: &Desk, ticket: &Value) -> u64 {
    let path = format!("/tickets/api/tickets/{}", ticket.as_str().unwrap());
    ok(desk.as_("owner@demo.test").get(&path))["number"].as_u64().unwrap()
}

#[test]
fn a_trial_tells_of_broken_promises_what_the_rule_then_does() {
    let desk = Desk::start();
    let owner = desk.as_("owner@demo.test");
    let target = json!({ "time": 4 * HOUR, "calendar": null });
    let promises =
        json!({ "first-response": { "targets": { "normal": target, "urgent": target }, "warnings": [] } });
    ok(owner.post("/sla/api/policies", &json!({ "name": "All", "promises": promises })));
    desk.settle();
    let rule = json!({
        "name": "hot", "on": [{ "event": "sla-broken", "metric": "first-response" }],
        "then": [{ "do": "set-priority", "to": "urgent" }],
    });
    let opened = |subject: &str| {
        let ticket = json!({ "subject": subject, "department": "Support", "body": "It flickers." });
        let made = ok(desk.as_("customer@demo.test").post("/tickets/api/tickets", &ticket));
        desk.settle();
        made["id"].clone()
    };
    let tried = opened("tried");
    passes(&desk, 9);
    let draft = json!({ "rule": rule, "from": "2026-01-01", "until": "2026-01-03" });
    let trial = ok(owner.post("/rules/api/trial", &draft));
    let hit = |trial: &Value, ticket: &Value| -> Value {
        let found = trial["hits"].as_array().unwrap().iter().find(|hit| hit["ticket"] == *ticket);
        found.unwrap_or_else(|| panic!("{trial}")).clone()
    };
    assert_eq!(trial["hits"].as_array().unwrap().len(), 1, "{trial}");
    assert_eq!(hit(&trial, &tried)["at"], json!(OPENING + 4 * HOUR), "at its own time");
    ok(owner.post("/rules/api/rules", &rule));
    let done = opened("done");
    passes(&desk, 9);
    let lines = log(&desk);
    let [line] = &lines[..] else { panic!("one line: {lines:?}") };
    let again = ok(owner.post("/rules/api/trial", &draft));
    let would = hit(&again, &done);
    assert_eq!((&line["ticket"], &line["why"], &line["effects"]), (&done, &would["why"], &would["effects"]));
    // Whoever may write rules and see no deadlines is told that there may be more.
    assert_eq!((&trial["blind"], &again["blind"]), (&json!(false), &json!(false)));
}
