//! Promises on a whole desk with a clock to move: what is due, what is said about it, and who sees it.

use ombud_access::RecordRef;
use ombud_host::Place;
use ombud_host::manifest::Point;
use ombud_testkit::{Client, Desk};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

const MINUTE: u64 = 60_000;
const HOUR: u64 = 60 * MINUTE;
/// When a desk of the test kit opens: Thursday, 1 January 2026.
const OPENING: u64 = 1_767_225_600_000;

fn hours(hours: u64) -> Duration {
    Duration::from_millis(hours * HOUR)
}

#[track_caller]
fn ok((status, body): (u16, Value)) -> Value {
    assert!(status < 300, "{status} {body}");
    body
}

fn policy(hours: u64, calendar: Option<&str>) -> Value {
    let target = |hours: u64| json!({ "time": hours * HOUR, "calendar": calendar });
    json!({
        "name": "All",
        "promises": {
            "first-response": { "targets": { "normal": target(hours), "urgent": target(1) }, "warnings": [{ "used": 50 }] },
            "resolution": { "targets": { "normal": target(4 * hours), "urgent": target(hours) } },
        },
    })
}

/// A desk that promises a first response within so many hours; the id of the policy.
fn promising(desk: &Desk, hours: u64, calendar: Option<&str>) -> String {
    let made = ok(desk.as_("owner@demo.test").post("/sla/api/policies", &policy(hours, calendar)));
    desk.settle();
    made["id"].as_str().unwrap().to_owned()
}

/// Opens at once, on this day or on each; the id.
fn calendar(desk: &Desk, body: &Value) -> String {
    let made = ok(desk.as_("owner@demo.test").post("/calendar/api/calendars", body));
    made["id"].as_str().unwrap().to_owned()
}

fn office() -> Value {
    json!({ "name": "Office", "zone": "UTC", "week": { "workdays": ["09:00-17:00"] }, "holidays": [{ "on": "01-01" }] })
}

/// A customer opens a ticket in Support; its id.
#[track_caller]
fn opens(desk: &Desk) -> String {
    let ticket = json!({ "subject": "Broken lamp", "department": "Support", "body": "It flickers." });
    let made = ok(desk.as_("customer@demo.test").post("/tickets/api/tickets", &ticket));
    desk.settle();
    made["id"].as_str().unwrap().to_owned()
}

#[track_caller]
fn change(who: &Client, desk: &Desk, ticket: &str, mut changes: Value) {
    let path = format!("/tickets/api/tickets/{ticket}");
    changes["version"] = ok(who.get(&path))["version"].clone();
    ok(who.patch(&path, &changes));
    desk.settle();
}

fn stands(desk: &Desk, ticket: &str) -> Value {
    ok(desk.as_("owner@demo.test").get(&format!("/sla/api/tickets/{ticket}")))
}

/// When a metric is due, in minutes since the desk opened.
fn due(desk: &Desk, ticket: &str, metric: &str) -> Option<u64> {
    let state = stands(desk, ticket);
    let one = state["promised"].as_array().unwrap().iter().find(|one| one["metric"] == metric)?;
    Some((one["due"].as_u64()? - OPENING) / MINUTE)
}

/// What was said, in minutes since the desk opened.
fn said(desk: &Desk, ticket: &str) -> Vec<(String, String, u64)> {
    let state = stands(desk, ticket);
    let told = |mark: &Value| {
        let what = match &mark["what"] {
            Value::String(word) => word.clone(),
            other => other.as_object().unwrap().keys().next().unwrap().clone(),
        };
        (what, mark["metric"].as_str().unwrap().to_owned(), (mark["at"].as_u64().unwrap() - OPENING) / MINUTE)
    };
    state["said"].as_array().unwrap().iter().map(told).collect()
}

fn mark(what: &str, metric: &str, at: u64) -> (String, String, u64) {
    (what.into(), metric.into(), at)
}

fn about(ticket: &str) -> RecordRef {
    RecordRef { collection: Arc::from("tickets:tickets"), id: ticket.parse().unwrap() }
}

fn part(who: &Client, point: Point, ticket: &str) -> Option<String> {
    let parts = who.parts(Place { point, subject: Some(about(ticket)) });
    parts.into_iter().find(|part| part.plugin == "sla").and_then(|part| part.html.unwrap())
}

#[test]
fn a_priority_change_counts_from_the_start_with_pauses_kept() {
    let desk = Desk::start();
    promising(&desk, 8, None);
    let agent = desk.as_("agent.support@demo.test");
    let ticket = opens(&desk);
    desk.advance(hours(1));
    change(&agent, &desk, &ticket, json!({ "status": "pending" }));
    assert_eq!(due(&desk, &ticket, "resolution"), None, "its clock stands");
    desk.advance(hours(2));
    change(&agent, &desk, &ticket, json!({ "status": "open" }));
    assert_eq!(due(&desk, &ticket, "resolution"), Some(34 * 60));
    change(&agent, &desk, &ticket, json!({ "priority": "urgent" }));
    assert_eq!(due(&desk, &ticket, "resolution"), Some(10 * 60));
    let state = stands(&desk, &ticket);
    let recounts = state["recounts"].as_array().unwrap();
    let last = recounts.iter().rfind(|recount| recount["metric"] == "resolution").unwrap();
    assert_eq!(
        (&last["why"], &last["before"], &last["after"]),
        (&json!("priority"), &json!(OPENING + 34 * HOUR), &json!(OPENING + 10 * HOUR))
    );
    let panel = part(&agent, Point::TicketPanel, &ticket).unwrap();
    assert!(panel.contains("the priority changed") && panel.contains("<ombud-time>"), "{panel}");
}

#[test]
fn holidays_and_an_edited_calendar_move_what_is_due_and_nothing_is_said_twice() {
    let desk = Desk::start();
    let office = calendar(&desk, &office());
    promising(&desk, 4, Some(&office));
    let ticket = opens(&desk);
    // New Year is a holiday; on Friday it opens at nine.
    assert_eq!(due(&desk, &ticket, "first-response"), Some((24 + 13) * 60));
    let mut edited = ok(desk.as_("owner@demo.test").get(&format!("/calendar/api/calendars/{office}")));
    edited["holidays"] = json!([{ "on": "01-01" }, { "on": "2026-01-02" }]);
    ok(desk.as_("owner@demo.test").put(&format!("/calendar/api/calendars/{office}"), &edited));
    desk.settle();
    // Saturday and Sunday are free: Monday, one o'clock.
    assert_eq!(due(&desk, &ticket, "first-response"), Some((4 * 24 + 13) * 60));
    assert_eq!(stands(&desk, &ticket)["recounts"][0]["why"], "calendar");
    assert_eq!(said(&desk, &ticket), []);
    desk.advance(hours(5 * 24));
    let late = [
        mark("warned", "first-response", (4 * 24 + 11) * 60),
        mark("broken", "first-response", (4 * 24 + 13) * 60),
    ];
    assert_eq!(said(&desk, &ticket), late);
    let gone =
        desk.as_("owner@demo.test").fetch("DELETE", &format!("/calendar/api/calendars/{office}"), &[], "");
    assert_eq!(gone.status, 204);
    desk.settle();
    assert_eq!(stands(&desk, &ticket)["promised"], json!([]), "nothing is promised by hours that are gone");
    assert_eq!(said(&desk, &ticket), late);
}

#[test]
fn what_came_due_while_the_desk_was_down_is_said_once_at_its_own_time() {
    let mut desk = Desk::start();
    promising(&desk, 4, None);
    let ticket = opens(&desk);
    desk.clock.advance(9 * HOUR);
    desk.restart();
    desk.settle();
    let late = [mark("warned", "first-response", 120), mark("broken", "first-response", 240)];
    assert_eq!(said(&desk, &ticket), late);
    desk.restart();
    desk.advance(hours(1));
    assert_eq!(said(&desk, &ticket), late);
    let report = ok(desk.as_("owner@demo.test").get("/sla/api/report"));
    assert_eq!(report["total"], json!({ "kept": 0, "broken": 1 }));
}

#[test]
fn each_sees_the_deadlines_of_tickets_that_he_may_see_and_customers_none() {
    let desk = Desk::start();
    promising(&desk, 4, None);
    let ticket = opens(&desk);
    let [support, sales, customer] =
        ["agent.support", "agent.sales", "customer"].map(|name| desk.as_(&format!("{name}@demo.test")));
    assert_eq!(part(&support, Point::TicketBadge, &ticket).as_deref(), Some("First response in 4 h"));
    assert_eq!(part(&customer, Point::TicketBadge, &ticket), None);
    assert_eq!(part(&sales, Point::TicketBadge, &ticket), None);
    let listed = |who: &Client| ok(who.get("/sla/api/due"))["due"].as_array().unwrap().len();
    assert_eq!((listed(&support), listed(&sales)), (1, 0));
    assert_eq!(customer.get("/sla/api/due").0, 403);
    assert_eq!(customer.get(&format!("/sla/api/tickets/{ticket}")).0, 403);
    assert_eq!(sales.get(&format!("/sla/api/tickets/{ticket}")).0, 404);
    assert_eq!(support.post("/sla/api/policies", &policy(1, None)).0, 403);
    assert_eq!(support.get("/sla/api/policies").0, 403);

    // Moved to Sales, it is Sales that sees it.
    change(&desk.as_("supervisor@demo.test"), &desk, &ticket, json!({ "department": "Sales" }));
    assert_eq!((listed(&support), listed(&sales)), (0, 1));

    // What was broken is the business of the department where it was then, and of the agent.
    desk.advance(hours(5));
    let broken = |who: &Client| ok(who.get("/sla/api/report"))["total"]["broken"].clone();
    assert_eq!(broken(&desk.as_("supervisor@demo.test")), json!(1));
    assert_eq!(broken(&sales), json!(0), "it was nobody's");
}

#[test]
fn the_inbox_is_listed_by_what_is_due_with_its_column_and_works_without() {
    let desk = Desk::start();
    let id = promising(&desk, 4, None);
    let agent = desk.as_("agent.support@demo.test");
    let (first, second) = (opens(&desk), opens(&desk));
    desk.advance(Duration::from_secs(60));
    change(&agent, &desk, &second, json!({ "priority": "urgent" }));
    let third = opens(&desk);
    change(&agent, &desk, &third, json!({ "status": "pending" }));
    let number =
        |ticket: &str| ok(agent.get(&format!("/tickets/api/tickets/{ticket}")))["number"].to_string();
    let page = |query: &str| agent.fetch("GET", &format!("/console/{query}"), &[], "").text();
    let rows = |page: &str| -> Vec<String> {
        let rows = page.split("data-ticket=\"").skip(1);
        rows.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
    };
    assert_eq!(
        rows(&page("?sort=due")),
        [number(&second), number(&first)],
        "what is due next, and nothing that waits"
    );
    assert_eq!(rows(&page("?sort=due&priority=normal")), [number(&first)]);
    assert!(page("").contains("<option value=\"due\">"), "it is offered");
    let gone = desk.as_("owner@demo.test").fetch("DELETE", &format!("/sla/api/policies/{id}"), &[], "");
    assert_eq!(gone.status, 204);
    desk.settle();
    assert_eq!(rows(&page("?sort=due")), [] as [String; 0]);
}

#[test]
fn a_ticket_that_was_split_off_counts_from_its_first_message() {
    let desk = Desk::start();
    promising(&desk, 4, None);
    let agent = desk.as_("agent.support@demo.test");
    let ticket = opens(&desk);
    desk.advance(hours(1));
    let path = format!("/tickets/api/tickets/{ticket}");
    let message = json!({ "kind": "reply", "body": "And the switch is broken, too." });
    ok(desk.as_("customer@demo.test").post(&format!("{path}/messages"), &message));
    desk.advance(hours(1));
    let messages = ok(agent.get(&format!("{path}/messages")));
    let list = messages["messages"].as_array().unwrap_or_else(|| panic!("{messages}"));
    let second =
        list.iter().find(|one| one["body"].as_str().is_some_and(|text| text.contains("switch"))).unwrap();
    let wish = json!({ "ticket": ticket, "messages": [second["id"]], "subject": "The switch", "department": "Support" });
    let parted = ok(agent.post("/split/api/splits", &wish));
    desk.settle();
    let target = parted["ticket"].as_str().unwrap_or_else(|| panic!("{parted}"));
    assert_eq!(due(&desk, target, "first-response"), Some(5 * 60), "from when it was written");
    assert_eq!(due(&desk, &ticket, "first-response"), Some(4 * 60), "the source goes on");
}

#[test]
fn a_ticket_that_was_merged_away_is_due_no_more_and_the_other_goes_on() {
    let desk = Desk::start();
    promising(&desk, 4, None);
    let agent = desk.as_("agent.support@demo.test");
    let target = opens(&desk);
    desk.advance(hours(1));
    let source = opens(&desk);
    let version = |ticket: &str| ok(agent.get(&format!("/tickets/api/tickets/{ticket}")))["version"].clone();
    let wish = json!({
        "source": source, "source_version": version(&source), "target": target, "target_version": version(&target),
    });
    ok(agent.post("/merge/api/merges", &wish));
    desk.settle();
    assert_eq!(due(&desk, &source, "first-response"), None);
    assert_eq!(due(&desk, &target, "first-response"), Some(4 * 60));
    desk.advance(hours(24));
    let broken: Vec<_> = said(&desk, &source).into_iter().filter(|(what, ..)| what == "broken").collect();
    assert_eq!(broken, []);
}
