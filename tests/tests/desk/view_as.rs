//! Somebody looks at the desk as somebody else: sees the same, changes nothing, and it is marked and noted.

use ombud_tests::caller::Caller;
use ombud_tests::world::{World, open_ticket, text};
use serde_json::json;
use std::io::Read;

const VIEW: &str = "/api/v1/session/view";

fn id(caller: &Caller) -> String {
    text(&caller.get("/api/v1/me").is(200), "id")
}

fn listed(caller: &Caller) -> Vec<String> {
    let all = ombud_tests::world::all(caller, "/tickets/api/tickets", "tickets");
    all.iter().map(|ticket| text(ticket, "id")).collect()
}

#[test]
fn an_administrator_sees_what_an_agent_sees_and_can_change_nothing_meanwhile() {
    let desk = World::demo();
    let (admin, agent) = (desk.person("admin"), desk.person("agent.sales"));
    let (hers, all) = (listed(&agent), listed(&admin));
    assert!(hers.len() < all.len());
    admin.put(VIEW, &json!({ "user": id(&agent) })).is(200);
    assert_eq!(listed(&admin), hers);
    // A page goes out packed, and is as long as it says, with the bar that says as whom one looks.
    let page = admin.fetch("GET", "/console/", &[("accept-encoding", "gzip")], "");
    assert_eq!((page.status, page.header("content-encoding")), (200, Some("gzip")));
    let mut seen = String::new();
    flate2::read::GzDecoder::new(&page.body[..]).read_to_string(&mut seen).unwrap();
    assert!(seen.contains("Samir Haddad") && seen.trim_end().ends_with("</html>"), "{seen}");
    if let Some(length) = page.header("content-length") {
        assert_eq!(length, page.body.len().to_string());
    }
    let new = json!({ "subject": "x", "department": "Sales", "body": "x", "requester": "mira@example.org" });
    admin.post("/tickets/api/tickets", &new).problem(403);
    admin.post("/api/v1/tokens", &json!({ "name": "x", "grants": [] })).problem(403);
    admin
        .put("/api/v1/me/password", &json!({ "present": "demo-only", "password": "something else" }))
        .problem(403);
    assert_eq!(listed(&agent), hers, "nothing was made");
    admin.delete(VIEW).is(204);
    assert_eq!(listed(&admin), all);
    open_ticket(&admin, "Sales", "And back to work");
    let audit = desk.person("owner").get("/api/v1/audit").is(200);
    let actions: Vec<String> =
        audit["entries"].as_array().unwrap().iter().map(|entry| text(entry, "action")).collect();
    assert!(actions.contains(&"person.view-as".into()), "{actions:?}");
    assert!(actions.contains(&"person.view-as-end".into()), "{actions:?}");
}

#[test]
fn nobody_looks_up_and_a_sign_out_ends_the_look_with_the_session() {
    let desk = World::demo();
    let (owner, admin, agent) = (desk.person("owner"), desk.person("admin"), desk.person("agent.support"));
    admin.put(VIEW, &json!({ "user": id(&owner) })).problem(403);
    agent.put(VIEW, &json!({ "user": id(&admin) })).problem(403);
    desk.visitor().put(VIEW, &json!({ "user": id(&admin) })).problem(401);
    owner.put(VIEW, &json!({ "user": id(&agent) })).is(200);
    owner.delete("/api/v1/session").is(204);
    owner.get("/api/v1/me").problem(401);
}
