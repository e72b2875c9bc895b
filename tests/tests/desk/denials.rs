//! Who was refused what, and why: in full for the auditor, and no word too much for who was refused.

use ombud_tests::caller::Caller;
use ombud_tests::world::{World, open_ticket, text};
use serde_json::{Value, json};
use std::thread::sleep;
use std::time::{Duration, Instant};

const TICKETS: &str = "/tickets/api/tickets";
const CHECK: &str = "/api/v1/access/check";

/// The newest refusal about this, once it is noted: that happens beside the answer.
#[track_caller]
pub(crate) fn noted(auditor: &Caller, target: &str) -> Value {
    let begun = Instant::now();
    loop {
        let page = auditor.get(&format!("/api/v1/audit?action=access.denied&target={target}")).is(200);
        if let Some(entry) = page["entries"].get(0) {
            return entry.clone();
        }
        assert!(begun.elapsed() < Duration::from_secs(30), "nothing was noted about {target}");
        sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_ticket_that_was_hidden_from_somebody_is_found_in_the_audit_with_all_that_played_a_part() {
    let desk = World::demo();
    let (owner, sales) = (desk.person("owner"), desk.person("agent.sales"));
    let ticket = open_ticket(&owner, "Support", "A lid is missing");
    let id = text(&ticket, "id");
    let problem = sales.get(&format!("{TICKETS}/{id}")).problem(404);
    assert_eq!(problem.get("permission"), None, "{problem}");
    assert!(!problem.to_string().contains("Support"), "{problem}");

    let entry = noted(&owner, &format!("record:tickets:tickets/{id}"));
    let told = &entry["after"];
    assert_eq!(entry["actor"], sales.get("/api/v1/me").is(200)["id"]);
    assert_eq!((&told["permission"], &told["hidden"]), (&json!("tickets:ticket.read"), &json!(true)));
    assert_eq!(told["at"], format!("route:{TICKETS}/{id}"));
    assert!(text(told, "reason").contains("Agent"), "{told}");
    assert!(text(told, "enough").len() > 10, "{told}");
    let facts = told["facts"].as_array().unwrap();
    assert!(facts.iter().any(|fact| fact["fact"] == "scope-missed" && fact["title"] == "Agent"), "{told}");
    assert!(facts.iter().any(|fact| fact["fact"] == "mandate-allows"), "{told}");
}

#[test]
fn what_somebody_sees_but_may_not_do_is_noted_with_what_would_have_been_enough() {
    let desk = World::demo();
    let (owner, cleo) = (desk.person("owner"), desk.person("collaborator"));
    let ticket = open_ticket(&owner, "Support", "A lid is missing");
    let id = text(&ticket, "id");
    let reply = json!({ "kind": "reply", "body": "On its way." });
    let problem = cleo.post(&format!("{TICKETS}/{id}/messages"), &reply).problem(403);
    let entry = noted(&owner, &format!("record:tickets:tickets/{id}"));
    assert_eq!(entry["after"]["permission"], "tickets:ticket.reply");
    assert_eq!(entry["after"]["reason"], problem["detail"]);
    assert!(entry["after"]["enough"].is_string(), "{entry}");

    cleo.get("/api/v1/audit").problem(403);
    assert_eq!(noted(&owner, "route:/api/v1/audit")["after"]["permission"], "kernel:audit.read");
}

#[test]
fn a_list_that_leaves_things_out_and_what_a_visitor_tries_are_no_refusals() {
    let desk = World::demo();
    let owner = desk.person("owner");
    let ticket = open_ticket(&owner, "Support", "A lid is missing");
    desk.person("agent.sales").get(TICKETS).is(200);
    desk.visitor().get(&format!("{TICKETS}/{}", text(&ticket, "id"))).problem(401);
    // Something that is noted, so that what came before it would be, too.
    desk.person("customer").get("/api/v1/audit").problem(403);
    noted(&owner, "route:/api/v1/audit");
    let all = owner.get("/api/v1/audit?action=access.denied").is(200);
    assert_eq!(all["entries"].as_array().unwrap().len(), 1, "{all}");
}

#[test]
fn keys_visitors_and_the_plugins_in_between_are_explained_too() {
    let desk = World::demo();
    let (owner, admin, agent) = (desk.person("owner"), desk.person("admin"), desk.person("agent.support"));
    let id = text(&agent.get("/api/v1/me").is(200), "id");
    let ask = |who: &Caller, question: Value| who.post(CHECK, &question).is(200);
    let read = "tickets:ticket.read";

    let key = json!({ "name": "reader", "grants": [{ "permission": read, "scopes": ["all"] }] });
    let key = text(&admin.post("/api/v1/tokens", &key).is(201), "id");
    assert_eq!(ask(&owner, json!({ "token": key, "permission": read }))["allowed"], true);
    let reply = ask(&admin, json!({ "token": key, "permission": "tickets:ticket.reply" }));
    assert_eq!(reply["allowed"], false);
    assert!(reply["facts"].as_array().unwrap().iter().any(|fact| fact["fact"] == "token-lacks"), "{reply}");
    agent.post(CHECK, &json!({ "token": key, "permission": read })).problem(403);
    admin.delete(&format!("/api/v1/tokens/{key}")).is(204);
    let problem = owner.post(CHECK, &json!({ "token": key, "permission": read })).problem(404);
    assert!(
        text(&problem, "detail").contains("ended") || text(&problem, "detail").contains("no such"),
        "{problem}"
    );

    let visitor = ask(&admin, json!({ "visitor": true, "permission": read }));
    assert_eq!(visitor["allowed"], false);
    agent.post(CHECK, &json!({ "visitor": true, "permission": read })).problem(403);

    let question =
        |through: Value| json!({ "user": id, "permission": "tickets:ticket.create", "through": through });
    assert_eq!(ask(&agent, question(json!(["tickets"])))["allowed"], true);
    let between = ask(&agent, question(json!(["hello", "tickets"])));
    assert_eq!(between["allowed"], false);
    assert!(text(&between, "because").contains("hello"), "{between}");

    for wrong in [
        json!({ "permission": read }),
        json!({ "user": id, "visitor": true, "permission": read }),
        json!({ "visitor": true, "permission": read, "through": ["no such plugin!"] }),
    ] {
        let status = admin.post(CHECK, &wrong).status;
        assert!((400..=422).contains(&status), "{wrong}: {status}");
    }
}
