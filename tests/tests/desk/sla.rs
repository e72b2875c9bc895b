//! Promises on a whole desk with a clock to move: what is due, what is said about it, and who sees it.

use crate::chat::wait_until;
use ombud_access::RecordRef;
use ombud_host::Place;
use ombud_host::manifest::Point;
use ombud_testkit::{Client, Desk};
use ombud_tests::world::{World, text};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

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
    let rule = json!({
        "name": "late", "on": [{ "event": "sla-broken" }], "then": [{ "do": "note", "text": "Nobody answered." }],
    });
    ok(desk.as_("owner@demo.test").post("/rules/api/rules", &rule));
    let ticket = opens(&desk);
    let number = stands(&desk, &ticket)["number"].clone();
    // What was done about it, as the ticket and as the log of rules have it.
    let done = |desk: &Desk| {
        let owner = desk.as_("owner@demo.test");
        let messages = ok(owner.get(&format!("/tickets/api/tickets/{ticket}/messages")));
        let is_note =
            |one: &&Value| one["body"].as_str().is_some_and(|body| body.contains("Nobody answered."));
        let lines = ok(owner.get(&format!("/rules/api/log?ticket={number}")))["lines"].clone();
        (
            messages["messages"].as_array().unwrap().iter().filter(is_note).count(),
            lines.as_array().unwrap().len(),
        )
    };
    desk.clock.advance(9 * HOUR);
    desk.restart();
    assert_eq!(done(&desk), (0, 0), "nobody has looked yet");
    desk.settle();
    let late = [mark("warned", "first-response", 120), mark("broken", "first-response", 240)];
    assert_eq!(said(&desk, &ticket), late);
    assert_eq!(done(&desk), (1, 1));
    desk.restart();
    desk.advance(hours(1));
    assert_eq!(said(&desk, &ticket), late);
    assert_eq!(done(&desk), (1, 1), "an escalation is once");
    desk.put_back(hours(9));
    desk.advance(hours(1));
    assert_eq!((said(&desk, &ticket), done(&desk)), (late.to_vec(), (1, 1)), "the clock was put back");
    let report = ok(desk.as_("owner@demo.test").get("/sla/api/report"));
    assert_eq!(report["total"], json!({ "kept": 0, "broken": 1 }));
}

#[test]
fn the_first_policy_that_fits_counts_and_whatever_has_another_fit_says_which_deadline_became_which() {
    let desk = Desk::start();
    let (owner, supervisor) = (desk.as_("owner@demo.test"), desk.as_("supervisor@demo.test"));
    let policy = |name: &str, when: Value, hours: u64| {
        let targets = json!({ "normal": { "time": hours * HOUR, "calendar": null } });
        json!({ "name": name, "when": when, "promises": { "first-response": { "targets": targets } } })
    };
    let make = |policy: &Value| {
        let made = ok(owner.post("/sla/api/policies", policy));
        desk.settle();
        made["id"].as_str().unwrap().to_owned()
    };
    let important = json!({ "tags": ["vip"] });
    let vip = make(&policy("Important", important.clone(), 1));
    let sales = make(&policy("Sales", json!({ "departments": [desk.department("Sales")] }), 2));
    let all = make(&policy("All", json!({}), 8));
    let ticket = opens(&desk);
    let counts = |name: &str, hours: u64| {
        assert_eq!(stands(&desk, &ticket)["policy"]["name"], name);
        assert_eq!(due(&desk, &ticket, "first-response"), Some(hours * 60), "{name}");
    };
    // The last that is said: why, and how many hours after the opening it was due and is.
    let recounted = |why: &str, before: u64, after: u64| {
        let state = stands(&desk, &ticket);
        let last = state["recounts"].as_array().unwrap().last().unwrap();
        let told = (&last["metric"], &last["why"], &last["before"], &last["after"]);
        let at = |hours: u64| json!(OPENING + hours * HOUR);
        assert_eq!(told, (&json!("first-response"), &json!(why), &at(before), &at(after)));
    };
    counts("All", 8);
    assert_eq!(stands(&desk, &ticket)["recounts"], json!([]));
    change(&supervisor, &desk, &ticket, json!({ "department": "Sales" }));
    counts("Sales", 2);
    recounted("department", 8, 2);
    change(&supervisor, &desk, &ticket, json!({ "tags": ["VIP"] }));
    counts("Important", 1);
    recounted("tags", 2, 1);
    ok(owner.put(&format!("/sla/api/policies/{vip}"), &policy("Important", important, 3)));
    desk.settle();
    counts("Important", 3);
    recounted("policy", 1, 3);
    ok(owner.put("/sla/api/order", &json!({ "policies": [all, vip, sales] })));
    desk.settle();
    counts("All", 8);
    recounted("policy", 3, 8);
    assert_eq!(stands(&desk, &ticket)["recounts"].as_array().unwrap().len(), 4, "each once");
    let panel = part(&desk.as_("agent.sales@demo.test"), Point::TicketPanel, &ticket).unwrap();
    for why in ["the department changed", "the tags changed", "the policies changed"] {
        assert!(panel.contains(why), "{why}: {panel}");
    }
}

#[test]
fn who_may_not_read_calendars_has_deadlines_by_them_and_moves_them() {
    let desk = Desk::start();
    let office = calendar(&desk, &office());
    promising(&desk, 4, Some(&office));
    let ticket = opens(&desk);
    let agent = desk.as_("agent.support@demo.test");
    assert_eq!(agent.get("/calendar/api/calendars").0, 403);
    assert_eq!(agent.get(&format!("/calendar/api/calendars/{office}")).0, 403);
    let first = || {
        let state = ok(agent.get(&format!("/sla/api/tickets/{ticket}")));
        (state["promised"][0]["metric"].clone(), state["promised"][0]["due"].clone())
    };
    // New Year is a holiday; on Friday it opens at nine.
    assert_eq!(first(), (json!("first-response"), json!(OPENING + (24 + 13) * HOUR)));
    change(&agent, &desk, &ticket, json!({ "priority": "urgent" }));
    assert_eq!(first(), (json!("first-response"), json!(OPENING + (24 + 10) * HOUR)));
}

#[test]
fn a_first_assignment_is_kept_when_somebody_takes_the_ticket_in_time_and_else_broken() {
    let desk = Desk::start();
    let targets = json!({ "normal": { "time": 2 * HOUR, "calendar": null } });
    let promises = json!({ "first-assignment": { "targets": targets } });
    ok(desk
        .as_("owner@demo.test")
        .post("/sla/api/policies", &json!({ "name": "Taken", "promises": promises })));
    desk.settle();
    let (taken, left) = (opens(&desk), opens(&desk));
    assert_eq!(due(&desk, &taken, "first-assignment"), Some(120));
    desk.advance(hours(1));
    let agent = desk.as_("agent.support@demo.test");
    change(&agent, &desk, &taken, json!({ "assignee": desk.person("agent.support@demo.test") }));
    desk.advance(hours(2));
    change(&agent, &desk, &left, json!({ "assignee": desk.person("agent.support@demo.test") }));
    assert_eq!(said(&desk, &taken), [mark("kept", "first-assignment", 60)]);
    assert_eq!(said(&desk, &left), [mark("broken", "first-assignment", 120)]);
    let metrics = ok(desk.as_("owner@demo.test").get("/sla/api/report"))["metrics"].clone();
    assert_eq!(metrics, json!([{ "metric": "first-assignment", "kept": 1, "broken": 1 }]));
}

#[test]
fn each_sees_the_deadlines_of_tickets_that_he_may_see_and_customers_none() {
    let desk = Desk::start();
    promising(&desk, 4, None);
    let ticket = opens(&desk);
    let [support, sales, customer] =
        ["agent.support", "agent.sales", "customer"].map(|name| desk.as_(&format!("{name}@demo.test")));
    let badge = part(&support, Point::TicketBadge, &ticket).unwrap();
    assert!(badge.contains("First response <time") && badge.contains(">in 4 h<"), "{badge}");
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
        [number(&second), number(&first), number(&third)],
        "what is due next, and last what waits"
    );
    assert_eq!(rows(&page("?sort=due&priority=normal")), [number(&first), number(&third)]);
    assert!(page("").contains("<option value=\"due\">"), "it is offered");
    let gone = desk.as_("owner@demo.test").fetch("DELETE", &format!("/sla/api/policies/{id}"), &[], "");
    assert_eq!(gone.status, 204);
    desk.settle();
    assert_eq!(rows(&page("?sort=due")).len(), 3, "nothing is due, and nothing is out of sight");
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

#[test]
fn a_chat_is_answered_when_somebody_writes_and_its_promise_is_kept_or_broken_as_that_of_a_ticket() {
    let desk = Desk::start();
    let (owner, agent) = (desk.as_("owner@demo.test"), desk.as_("agent.support@demo.test"));
    let target = json!({ "normal": { "time": 2 * MINUTE, "calendar": null } });
    let promises = json!({ "chat-answer": { "targets": target, "warnings": [{ "used": 50 }] } });
    ok(owner.post("/sla/api/policies", &json!({ "name": "Chats", "promises": promises })));
    desk.settle();
    let visitor = desk.as_("customer@demo.test");
    let begin = |key: &str| {
        let chat = json!({ "key": key, "name": "Cara", "department": desk.department("Support"), "text": "Hello?", "language": "en" });
        let begun = ok(visitor.post("/chat/api/chats", &chat));
        desk.settle();
        begun["chat"].as_str().unwrap().to_owned()
    };
    let act = |chat: &str, act: &str, wish: Value| {
        ok(agent.post(&format!("/chat/api/chats/{chat}/{act}"), &wish));
        desk.settle();
    };
    let tally = || ok(owner.get("/sla/api/report"))["metrics"].clone();
    let answered = begin("one");
    // Beside the chat stands by when; not for those who may not see the chat.
    let beside = |who: &str| {
        let subject = Some(RecordRef { collection: Arc::from("chat:chats"), id: answered.parse().unwrap() });
        let parts = desk.as_(who).parts(Place { point: Point::ChatPanel, subject });
        parts.into_iter().find(|part| part.plugin == "sla").and_then(|part| part.html.unwrap())
    };
    let panel = beside("agent.support@demo.test").unwrap();
    assert!(panel.contains("Answer in a chat") && panel.contains("in 2 min"), "{panel}");
    assert_eq!(beside("agent.sales@demo.test"), None);
    assert_eq!(beside("customer@demo.test"), None);
    act(&answered, "pick", json!({}));
    desk.advance(Duration::from_secs(90));
    assert_eq!(tally(), json!([]), "to come is no answer");
    act(&answered, "lines", json!({ "text": "Good morning.", "key": "a" }));
    assert_eq!(tally(), json!([{ "metric": "chat-answer", "kept": 1, "broken": 0 }]));
    act(&answered, "lines", json!({ "text": "What is it?", "key": "b" }));
    act(&answered, "end", json!({}));
    let late = begin("two");
    desk.advance(Duration::from_secs(150));
    assert_eq!(tally(), json!([{ "metric": "chat-answer", "kept": 1, "broken": 1 }]));
    act(&late, "pick", json!({}));
    act(&late, "lines", json!({ "text": "Sorry.", "key": "c" }));
    act(&late, "end", json!({}));
    // Whoever goes before the time is up was promised nothing that could be broken.
    let gone = begin("three");
    ok(visitor.post(&format!("/chat/api/chats/{gone}/end"), &json!({})));
    desk.advance(hours(1));
    assert_eq!(tally(), json!([{ "metric": "chat-answer", "kept": 1, "broken": 1 }]));
    // Chats are no tickets: no list of these names them.
    assert_eq!(ok(owner.get("/sla/api/due"))["due"], json!([]));
}

#[test]
fn what_was_opened_while_deadlines_were_switched_off_has_them_once_they_are_on_again() {
    let desk = World::demo();
    let owner = desk.person("owner");
    let target = json!({ "normal": { "time": 4 * 60 * MINUTE, "calendar": null } });
    let promises = json!({ "first-response": { "targets": target } });
    let mine = owner.post("/sla/api/policies", &json!({ "name": "All", "promises": promises })).is(201);
    let all = owner.get("/sla/api/policies").is(200)["policies"].as_array().unwrap().clone();
    // Before those that are there already.
    let mut order: Vec<Value> = all.iter().map(|policy| policy["id"].clone()).collect();
    order.rotate_right(1);
    assert_eq!(order[0], mine["id"]);
    owner.put("/sla/api/order", &json!({ "policies": order })).is(200);
    let mandate = |enabled: bool| {
        owner.patch("/api/v1/plugins/sla/mandate", &json!({ "enabled": enabled })).is(200);
    };
    mandate(false);
    let asks = json!({ "subject": "The lamp is dark", "body": "It was bright.", "department": "Support" });
    let ticket = desk.person("customer").post("/tickets/api/tickets", &asks).is(201);
    let promised = || owner.get(&format!("/sla/api/tickets/{}", text(&ticket, "id")));
    assert_ne!(promised().status, 200, "it is off");
    let on = u64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis()).unwrap();
    mandate(true);
    let due = || promised().json()["promised"][0]["due"].as_u64();
    wait_until("it has a deadline", || due().is_some());
    assert!(due() <= Some(on + 4 * 60 * MINUTE), "it counts from the opening");
}
