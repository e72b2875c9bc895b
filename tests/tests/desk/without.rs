//! A desk from which a plugin goes while people work, and to which it comes back.

use ombud_tests::caller::Caller;
use ombud_tests::world::{World, open_ticket, text};
use serde_json::{Value, json};
use std::thread::sleep;
use std::time::{Duration, Instant};

#[track_caller]
fn wait_until(what: &str, is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_secs(60), "{what} takes too long");
        sleep(Duration::from_millis(50));
    }
}

fn goes(admin: &Caller, plugin: &str) {
    admin.delete(&format!("/api/v1/plugins/{plugin}")).is(204);
    assert_eq!(admin.get(&format!("/{plugin}/")).status, 404);
}

fn comes_back(admin: &Caller, plugin: &str) {
    let bundled = ombud_bundle::plugins().iter().find(|one| one.name == plugin).unwrap();
    let kind = [("content-type", "application/wasm")];
    let proposal = admin.fetch("POST", "/api/v1/plugins", &kind, bundled.component).is(202);
    // It came with the desk: whoever sends the file now says that he means it.
    let approval = json!({ "sha256": proposal["inspection"]["sha256"], "take_over": true });
    admin.post(&format!("/api/v1/plugins/{plugin}/proposal"), &approval).is(201);
}

/// What agents do all day.
fn work_goes_on(agent: &Caller, pages: &[&str]) -> Value {
    let ticket = open_ticket(agent, "Support", "Work goes on");
    let path = format!("/tickets/api/tickets/{}", text(&ticket, "id"));
    agent.post(&format!("{path}/messages"), &json!({ "kind": "reply", "body": "At once." })).is(201);
    let version = agent.get(&path).is(200)["version"].clone();
    agent.patch(&path, &json!({ "version": version, "priority": "high" })).is(200);
    let number = &ticket["number"];
    for page in [&format!("/console/tickets/{number}"), "/console/", "/console/?sort=due"].iter().chain(pages)
    {
        let answer = agent.get(page);
        assert_eq!(answer.status, 200, "{page}: {}", answer.text());
    }
    assert!(agent.get("/console/").text().contains("Work goes on"));
    ticket
}

#[test]
fn a_desk_goes_on_without_its_promises_and_has_them_again_when_the_plugin_comes_back() {
    let desk = World::demo();
    let (admin, agent) = (desk.person("admin"), desk.person("agent.support"));
    let boss = desk.person("supervisor");
    let stands = |ticket: &Value| boss.get(&format!("/sla/api/tickets/{}", text(ticket, "id")));
    let before = open_ticket(&agent, "Support", "Before");
    wait_until("a promise", || stands(&before).status == 200);
    let promised = stands(&before).is(200)["promised"].clone();
    let policies = admin.get("/sla/api/policies").is(200);
    assert!(agent.get("/console/").text().contains("href=\"/sla/report\""), "the bar leads there");

    goes(&admin, "sla");
    assert!(!agent.get("/console/").text().contains("href=\"/sla/report\""));
    let meanwhile = work_goes_on(&agent, &["/availability/", "/schedule/"]);
    boss.get("/rules/api/rules").is(200);
    // A rule that waits for promises is tried without them, and says so.
    let rule = json!({ "name": "tried", "on": [{ "event": "sla-broken" }], "then": [{ "do": "unassign" }] });
    let draft = json!({ "rule": rule, "from": "2026-01-01", "until": "2026-01-02" });
    assert_eq!(boss.post("/rules/api/trial", &draft).is(200)["blind"], true);

    comes_back(&admin, "sla");
    assert_eq!(admin.get("/sla/api/policies").is(200), policies);
    assert_eq!(stands(&before).is(200)["promised"], promised, "what was promised is promised");
    // What was opened meanwhile has its promises as soon as something happens to it.
    agent
        .post(
            &format!("/tickets/api/tickets/{}/messages", text(&meanwhile, "id")),
            &json!({ "kind": "reply", "body": "And once more." }),
        )
        .is(201);
    wait_until("a promise", || stands(&meanwhile).status == 200);
    work_goes_on(&agent, &["/sla/report"]);
}

#[test]
fn a_desk_goes_on_without_knowing_who_is_there_and_knows_it_again_when_the_plugin_comes_back() {
    let desk = World::demo();
    let (admin, agent) = (desk.person("admin"), desk.person("agent.support"));
    let boss = desk.person("supervisor");
    let ana = text(&agent.get("/api/v1/me").is(200), "id");
    let state = |caller: &Caller| caller.get(&format!("/availability/api/states/{ana}"));
    agent.put("/availability/api/away/me", &json!({ "note": "lunch" })).is(200);
    wait_until("her state", || state(&boss).status == 200);
    let role = json!({ "limits": { "desk": { "chat": 3 } } });
    boss.put("/availability/api/limits", &role).is(200);

    goes(&admin, "availability");
    work_goes_on(&agent, &["/schedule/", "/sla/report"]);
    // Who accepts work is the business of another plugin: that is chosen all the same.
    agent.put("/schedule/api/availability/me", &json!({ "accepting": false })).is(200);

    comes_back(&admin, "availability");
    let told = state(&boss).is(200);
    assert_eq!(told["away"]["note"], "lunch", "{told}");
    let limit = boss.get(&format!("/availability/api/limits/{ana}")).is(200)["chat"].clone();
    assert_eq!(limit, json!({ "most": 3, "source": "desk" }));
    work_goes_on(&agent, &["/availability/"]);
}
