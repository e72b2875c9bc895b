//! What a rule would have done.

use super::{DAY, Desk, HOUR, Unknown, nothing, tagged};
use ombud_plugin::desk::sla::{self, Metric, Said, Saying};
use ombud_plugin::desk::tickets::{Changes, MessageKind, Priority, Status};
use ombud_plugin::{Collection, Query, Result, Timestamp};
use serde_json::{Value, json};

/// Some days of work.
fn lives(desk: &Desk) -> Vec<String> {
    let tickets: Vec<String> =
        ["lamp is down", "a question", "outage"].iter().map(|subject| desk.opened(subject)).collect();
    desk.passes(DAY);
    desk.changes(&tickets[0], tagged(&["vip"]));
    desk.says(&desk.zoe, &tickets[0], MessageKind::Reply, "it is down still");
    desk.says(&desk.ana, &tickets[1], MessageKind::Reply, "an answer");
    desk.changes(&tickets[1], Changes { status: Some(Status::Pending), ..nothing() });
    desk.passes(2 * DAY);
    desk.says(&desk.zoe, &tickets[1], MessageKind::Reply, "thanks, DOWN again");
    desk.changes(&tickets[2], Changes { priority: Some(Priority::High), ..nothing() });
    desk.says(&desk.zoe, &tickets[2], MessageKind::Reply, "nothing");
    desk.passes(DAY);
    tickets
}

fn rules() -> Vec<Value> {
    let down = json!({ "any": [
        { "check": { "what": "message", "is": "contains", "values": ["down"] } },
        { "check": { "what": "tags", "is": "any-of", "values": ["vip"] } },
    ] });
    vec![
        json!({ "name": "words", "on": [{ "event": "customer-replied" }], "when": down, "then": [{ "do": "note", "text": "look" }] }),
        json!({ "name": "once", "once": "per-ticket", "on": [{ "event": "changed" }, { "event": "customer-replied" }], "then": [{ "do": "note", "text": "seen" }] }),
        json!({ "name": "pending", "on": [{ "event": "waited", "clock": "status:pending", "minutes": 1440 }], "then": [{ "do": "note", "text": "still?" }] }),
        json!({ "name": "unanswered", "on": [{ "event": "waited", "clock": "unanswered", "minutes": 600 }], "when": { "not": { "check": { "what": "subject", "is": "contains", "values": ["outage"] } } }, "then": [{ "do": "note", "text": "answer" }] }),
        json!({ "name": "high", "on": [{ "event": "changed", "field": "priority" }], "when": { "check": { "what": "priority", "is": "at-least", "values": ["high"] } }, "then": [{ "do": "add-tags", "tags": ["hot"] }] }),
    ]
}

const PERIOD: &str = "from=2026-11-01&until=2027-01-31";

#[test]
fn a_trial_over_the_past_tells_what_really_happens_when_the_rule_is_on() {
    for rule in rules() {
        let (without, with) = (Desk::new(), Desk::new());
        let tickets = lives(&without);
        let mut off = rule.clone();
        off["enabled"] = json!(false);
        let id = without.rule(&off);
        let trial = without.get(&format!("/api/rules/{id}/trial?{PERIOD}"));
        with.rule(&rule);
        assert_eq!(lives(&with).len(), tickets.len());
        let moment = |at: &Value, ticket: &Value| (at.as_u64().unwrap() / 1000, ticket.as_u64().unwrap());
        let would: Vec<_> =
            trial["hits"].as_array().unwrap().iter().map(|hit| moment(&hit["at"], &hit["number"])).collect();
        let mut did: Vec<_> = with.log().iter().map(|line| moment(&line["at"], &line["number"])).collect();
        // A rule that waits is told when the desk looks, in these tests at the end of each stretch.
        if rule["on"][0]["event"] == "waited" {
            let (would, did): (Vec<_>, Vec<_>) =
                (would.into_iter().map(|(_, id)| id).collect(), did.into_iter().map(|(_, id)| id).collect());
            assert_eq!(would, did, "{}", rule["name"]);
            continue;
        }
        did.sort();
        assert_eq!(would, did, "{}", rule["name"]);
        assert!(!would.is_empty(), "{} has something to tell", rule["name"]);
    }
}

#[test]
fn a_trial_writes_nothing() {
    let desk = Desk::new();
    let tickets = lives(&desk);
    let draft = |rule: &Value| json!({ "rule": rule, "from": "2026-11-01", "until": "2027-01-31" });
    let all = || -> Vec<String> {
        let cx = desk.kernel.cx();
        let of = |name: &'static str| -> Collection<Value> { Collection::new(name) };
        let whole = ["rules:rules", "rules:versions", "rules:watched", "rules:log", "tickets:tickets"];
        let mut seen: Vec<String> = whole
            .iter()
            .flat_map(|name| cx.all(of(name), &Query::by("created")).unwrap())
            .map(|entry| format!("{:?}", entry))
            .collect();
        for ticket in &tickets {
            for name in ["tickets:history", "tickets:messages"] {
                let children = Query::by("created").parent(crate::keep::ticket(ticket));
                seen.extend(cx.all(of(name), &children).unwrap().iter().map(|entry| format!("{entry:?}")));
            }
        }
        seen.extend(desk.kernel.timers().iter().map(|timer| format!("{timer:?}")));
        seen
    };
    let before = all();
    for rule in rules() {
        let answer = desk.send("POST", "/api/trial", &draft(&rule));
        assert_eq!(answer.status, 200, "{}", answer.body_text());
        let one = json!({ "rule": rule, "ticket": 1 });
        assert_eq!(desk.send("POST", "/api/trial", &one).status, 200);
    }
    assert_eq!(all(), before);
}

#[test]
fn a_trial_says_why_and_what_would_have_been_done() {
    let desk = Desk::new();
    lives(&desk);
    let trial = desk.send(
        "POST",
        "/api/trial",
        &json!({ "rule": rules()[0], "from": "2026-11-01", "until": "2027-01-31" }),
    );
    let trial = trial.body_json().unwrap();
    assert_eq!((&trial["tickets"], &trial["times"], &trial["more"]), (&json!(3), &json!(3), &json!(false)));
    let hit = &trial["hits"][0];
    assert_eq!(hit["why"], json!([{ "kind": "customer-replied" }]));
    assert_eq!(hit["effects"], json!([{ "what": "noted", "text": "look" }]));
    let parts = &hit["verdict"]["of"]["any"];
    assert_eq!(parts[0]["of"]["check"]["was"], json!(["it is down still"]));
    assert_eq!(parts[1]["of"]["check"]["was"], json!(["vip"]), "as it was then");
    let bad = desk.send("POST", "/api/trial", &json!({ "rule": rules()[0], "from": "soon", "until": "" }));
    assert!(bad.status == 422 && bad.body_text().contains("from which day"), "{}", bad.body_text());
}

#[test]
fn one_ticket_is_tried_whatever_it_waits_for_and_says_what_one_lacks() {
    let desk = Desk::new();
    lives(&desk);
    desk.kernel.deny("tickets:ticket.note");
    let now =
        desk.send("POST", "/api/trial", &json!({ "rule": rules()[0], "ticket": 1 })).body_json().unwrap();
    assert_eq!((&now["number"], &now["verdict"]["holds"]), (&json!(1), &json!(true)));
    assert_eq!(now["lacks"], json!(["tickets:ticket.note"]));
    let none = desk.send("POST", "/api/trial", &json!({ "rule": rules()[0], "ticket": 99 }));
    assert!(none.status == 422 && none.body_text().contains("#99"), "{}", none.body_text());
}

/// Each ticket broke its first response at this time, warned an hour before.
struct Broken(Timestamp);

impl sla::Service for Broken {
    fn past(&self, _: &str) -> Result<Vec<Said>> {
        let said = |what, at| Said { metric: Metric::FirstResponse, cycle: 1, what, at };
        Ok(vec![said(Saying::Warned, self.0 - HOUR), said(Saying::Broken, self.0)])
    }
}

fn draft(on: &str, when: Value) -> Value {
    let rule = json!({ "name": "tried", "on": [{ "event": on }], "when": when, "then": [{ "do": "add-tags", "tags": ["told"] }] });
    json!({ "rule": rule, "from": "2026-11-01", "until": "2027-01-31" })
}

fn high() -> Value {
    json!({ "check": { "what": "priority", "is": "any-of", "values": ["high"] } })
}

#[test]
fn a_trial_knows_what_was_said_of_promises_and_how_the_ticket_was_then() {
    let desk = Desk::new();
    let begun = desk.kernel.cx().now();
    let id = desk.opened("lamp is down");
    desk.passes(DAY);
    desk.changes(&id, Changes { priority: Some(Priority::High), ..nothing() });
    desk.passes(DAY);
    desk.changes(&id, Changes { priority: Some(Priority::Low), ..nothing() });
    let tried = |draft: Value| desk.send("POST", "/api/trial", &draft).body_json().unwrap();
    let blind = tried(draft("sla-broken", json!({ "all": [] })));
    assert_eq!((&blind["blind"], &blind["hits"]), (&json!(true), &json!([])), "nobody is there who says it");
    // While it was high; and before that.
    for (at, hits) in [(begun + DAY + HOUR, 1), (begun + 2 * HOUR, 0)] {
        desk.kernel.sla(Broken(at));
        for (on, at) in [("sla-broken", at), ("sla-warned", at - HOUR)] {
            let trial = tried(draft(on, json!({ "all": [] })));
            let hit = &trial["hits"][0];
            assert_eq!((&trial["blind"], &hit["at"]), (&json!(false), &json!(at)), "{on}: {trial}");
            assert_eq!(hit["why"], json!([{ "kind": on, "metric": "first-response" }]));
        }
        assert_eq!(tried(draft("sla-broken", high()))["hits"].as_array().unwrap().len(), hits);
    }
    desk.kernel.deny("sla:deadline.read");
    let denied = tried(draft("sla-broken", json!({ "all": [] })));
    assert_eq!((&denied["blind"], &denied["hits"]), (&json!(true), &json!([])));
}

#[test]
fn a_trial_knows_when_the_shift_of_whoever_answered_then_ended() {
    let desk = Desk::new();
    // Opened at nine in the morning; the first noon comes before anybody answers for it.
    let id = desk.opened("lamp is down");
    desk.passes(5 * HOUR);
    desk.changes(&id, Changes { assignee: Some(Some(desk.ana.clone())), ..nothing() });
    desk.passes(DAY);
    desk.changes(&id, Changes { status: Some(Status::Resolved), ..nothing() });
    desk.passes(2 * DAY);
    let tried =
        || desk.send("POST", "/api/trial", &draft("shift-ended", json!({ "all": [] }))).body_json().unwrap();
    let trial = tried();
    let hits = trial["hits"].as_array().unwrap();
    assert_eq!((hits.len(), &trial["blind"]), (1, &json!(false)), "{trial}");
    assert_eq!(hits[0]["at"].as_u64().unwrap() % DAY, 12 * HOUR);
    assert_eq!(hits[0]["why"], json!([{ "kind": "shift-ended" }]));
    desk.kernel.deny("schedule:schedule.read");
    assert_eq!(tried()["blind"], true);
    let blind = Desk::new();
    blind.kernel.shifts(Unknown);
    let id = blind.opened("lamp is down");
    blind.changes(&id, Changes { assignee: Some(Some(blind.ana.clone())), ..nothing() });
    let trial = blind.send("POST", "/api/trial", &draft("shift-ended", json!({ "all": [] })));
    assert_eq!(trial.body_json().unwrap()["blind"], true);
}
