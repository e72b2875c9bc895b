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
fn open_work_goes_to_whoever_may_have_more_when_a_shift_ends_and_to_nobody_when_nobody_may() {
    let desk = Desk::start();
    let admin = desk.as_("owner@demo.test");
    // Who works in this test is connected to nothing.
    let unseen = json!({ "tickets-unseen": true });
    desk.choose("availability", unseen.as_object().unwrap().clone());
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
    works(&desk, "collaborator", &["09:00-23:30"]);
    let helper = json!(desk.person("collaborator@demo.test"));
    let most = |tickets: u32| {
        let limits =
            json!({ "limits": { format!("agent-{}", helper.as_str().unwrap()): { "tickets": tickets } } });
        ok(admin.put("/availability/api/limits", &limits));
    };
    // As long as that one may have none, there is nobody else.
    most(0);
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
    // At ten in the evening nobody works any more but a collaborator, who takes one at once.
    most(1);
    passes(&desk, 5);
    let mut taken = [(assignee(&desk, &open), &open), (assignee(&desk, &elsewhere), &elsewhere)];
    taken.sort_by_key(|(whose, _)| whose.is_null());
    assert_eq!((&taken[0].0, &taken[1].0), (&helper, &Value::Null));
    let (collaborator, path) =
        (desk.as_("collaborator@demo.test"), format!("/tickets/api/tickets/{}", taken[0].1));
    assert_eq!(collaborator.get(&path).0, 200, "whoever is given it sees it");
    let page = page(&admin, "/rules/log");
    assert!(page.contains("Hand over") && page.contains("the shift of its assignee ends"), "{page}");

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
fn nobodys_work_is_handed_over_for_lunch_and_at_the_end_of_the_shift_it_is_though_none_was_accepted_by_then()
{
    let desk = Desk::start();
    let (owner, ana) = (desk.as_("owner@demo.test"), desk.as_("agent.support@demo.test"));
    desk.choose("availability", json!({ "tickets-unseen": true }).as_object().unwrap().clone());
    let rule = json!({ "name": "over", "on": [{ "event": "shift-ended" }], "then": [{ "do": "hand-over" }] });
    ok(owner.post("/rules/api/rules", &rule));
    works(&desk, "agent.support", &["09:00-17:00"]);
    works(&desk, "supervisor", &["09:00-22:00"]);
    works(&desk, "collaborator", &[]);
    let none = |hold: Value| {
        ok(ana.put("/schedule/api/availability/me", &json!({ "accepting": false, "hold": hold })));
        desk.settle();
    };
    passes(&desk, 10);
    let (open, hers) = (of_ana(&desk), json!(desk.person("agent.support@demo.test")));
    passes(&desk, 2);
    none(json!(OPENING + 12 * HOUR + HOUR / 2));
    passes(&desk, 1);
    passes(&desk, 3);
    // An hour before the end she takes nothing new any more, and works on what she has.
    none(json!("boundary"));
    assert_eq!((assignee(&desk, &open), log(&desk).len()), (hers.clone(), 0));
    // Whatever follows from the end comes after it.
    desk.advance(Duration::from_millis(1));
    passes(&desk, 1);
    assert_eq!(assignee(&desk, &open), json!(desk.person("supervisor@demo.test")));
    assert_eq!(log(&desk).len(), 1);

    // Tried over that day the rule would have done the same.
    let draft = json!({ "rule": rule, "from": "2026-01-01", "until": "2026-01-01" });
    let trial = ok(owner.post("/rules/api/trial", &draft));
    let hits: Vec<u64> =
        trial["hits"].as_array().unwrap().iter().map(|hit| hit["at"].as_u64().unwrap() - OPENING).collect();
    assert_eq!((hits, &trial["blind"]), (vec![17 * HOUR], &json!(false)), "{trial}");

    // Leave that is entered in mid-shift ends it: what she has is somebody else's at once.
    passes(&desk, 17);
    change(&desk, &open, json!({ "assignee": hers }));
    let ill = json!([{ "from": "2026-01-02", "until": "2026-01-02", "note": "ill" }]);
    let week = json!({ "workdays": ["09:00-17:00"], "weekend": ["09:00-17:00"] });
    let plan = json!({ "zone": "UTC", "schedule": { "week": week, "leave": ill } });
    ok(owner.put(&format!("/schedule/api/schedules/{}", hers.as_str().unwrap()), &plan));
    desk.settle();
    assert_eq!(assignee(&desk, &open), json!(desk.person("supervisor@demo.test")));
}

#[test]
fn what_nobody_takes_for_two_hours_is_raised_and_whoever_is_named_is_told_once() {
    let desk = Desk::start();
    let (owner, sara) = (desk.as_("owner@demo.test"), desk.as_("supervisor@demo.test"));
    let form = page(&owner, "/rules/new?example=unassigned");
    assert!(form.contains("<option value=\"notify\" class=\"which more\" selected>"), "{form}");
    // As the form stands it names nobody yet, and says so.
    let sent = |whom: &str| {
        let form = format!(
            "step=save&name=Alarm&enabled=on&once=always&on-event=waited-unassigned&on-which=&on-after=2h\
             &then-do=set-priority&then-to=High&then-text=&then-do=notify&then-to={whom}&then-text=Nobody+has+it."
        );
        owner.fetch("POST", "/rules/new", &[("content-type", "application/x-www-form-urlencoded")], form)
    };
    let blank = sent("");
    assert!(blank.status == 422 && blank.text().contains("Say whom"), "{}", blank.text());
    assert_eq!(sent("Sara+Supervisor").status, 303);
    desk.settle();
    let opened = || {
        let ticket = json!({ "subject": "Broken lamp", "department": "Support", "body": "It flickers." });
        let made = ok(desk.as_("customer@demo.test").post("/tickets/api/tickets", &ticket));
        desk.settle();
        made["id"].as_str().unwrap().to_owned()
    };
    let (lonely, taken) = (opened(), opened());
    let minutes = |minutes: u64| desk.advance(Duration::from_secs(minutes * 60));
    minutes(60);
    change(&desk, &taken, json!({ "assignee": desk.person("agent.support@demo.test") }));
    let told = || {
        let mentions = ok(sara.get("/tickets/api/mentions"))["mentions"].as_array().unwrap().clone();
        mentions.iter().map(|one| one["message"]["ticket"].clone()).collect::<Vec<_>>()
    };
    minutes(59);
    assert_eq!(told(), [] as [Value; 0]);
    minutes(1);
    assert_eq!(told(), [json!(lonely)]);
    passes(&desk, 48);
    assert_eq!(told(), [json!(lonely)], "once, and not of what was taken");
    let priority =
        |ticket: &str| ok(owner.get(&format!("/tickets/api/tickets/{ticket}")))["priority"].clone();
    assert_eq!((priority(&lonely), priority(&taken)), (json!("high"), json!("normal")));
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
