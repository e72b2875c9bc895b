//! A plugin that has a say in what becomes of tickets.

use ombud_tests::caller::Caller;
use ombud_tests::world::{World, open_ticket, text};
use serde_json::{Value, json};

const KIND: [(&str, &str); 1] = [("content-type", "application/wasm")];

/// The zoo under a name of its own, with these hooks and the right to read tickets.
fn zoo(id: &str, hooks: &Value) -> Vec<u8> {
    let zoo = ombud_testkit::pack("tests/guests/zoo");
    let mut manifest = serde_json::to_value(ombud_host::inspect(&zoo).unwrap().manifest).unwrap();
    manifest["plugin"]["id"] = json!(id);
    manifest["plugin"]["title"] = json!(format!("The {id}"));
    for part in ["permissions", "collections", "routes", "suggests", "reactions"] {
        manifest[part] = json!([]);
    }
    manifest["needs"] =
        json!([{ "permission": "tickets:ticket.read", "scopes": ["all"], "why": "reads the subject" }]);
    manifest["hooks"] = hooks.clone();
    ombud_testkit::with_manifest(&zoo, &manifest.to_string())
}

fn hook(phase: &str, on_failure: &str) -> Value {
    let amends = if phase == "transform" { json!(["priority", "tags", "number"]) } else { json!([]) };
    let verbs = if phase == "transform" {
        json!(["create", "change"])
    } else {
        json!(["create", "change", "delete"])
    };
    json!({ "on": "tickets:tickets", "verbs": verbs, "phase": phase, "amends": amends, "on-failure": on_failure, "why": "w" })
}

fn install(desk: &World, id: &str, hooks: &Value) {
    desk.person("admin").fetch("POST", "/api/v1/plugins?approve=all", &KIND, zoo(id, hooks)).is(201);
}

fn try_to_open(who: &Caller, subject: &str) -> (u16, Value) {
    let new = json!({ "subject": subject, "department": "Support", "body": "Hello." });
    let answer = who.post("/tickets/api/tickets", &new);
    (answer.status, answer.json())
}

fn why(answer: &(u16, Value)) -> String {
    text(&answer.1, "detail")
}

#[test]
fn a_hook_refuses_a_change_with_a_reason_and_nothing_of_it_is_kept() {
    let desk = World::demo();
    let agent = desk.person("agent.support");
    let ticket = open_ticket(&agent, "Support", "Before the zoo came");
    install(&desk, "zoo", &json!([hook("validate", "reject")]));
    let count = || agent.get("/tickets/api/tickets?limit=200").is(200)["tickets"].as_array().unwrap().len();
    let before = count();

    let vetoed = try_to_open(&agent, "veto");
    assert_eq!((vetoed.0, why(&vetoed).as_str()), (422, "The zoo does not allow it: the zoo is closed"));
    let path = format!("/tickets/api/tickets/{}", text(&ticket, "id"));
    let edit = json!({ "subject": "veto", "version": ticket["version"] });
    agent.patch(&path, &edit).problem(422);
    assert_eq!(text(&agent.get(&path).is(200), "subject"), "Before the zoo came");
    let kept = desk.person("admin").fetch("DELETE", &path, &[], "").problem(422);
    assert_eq!(text(&kept, "detail"), "The zoo does not allow it: a keeper keeps it");

    // A hook that gives no answer counts as its manifest says.
    for subject in ["unsure", "fall", "forever", "endless"] {
        let failed = try_to_open(&agent, subject);
        assert_eq!(failed.0, 503, "{failed:?}");
        assert!(why(&failed).contains("`zoo` must agree to this"), "{failed:?}");
    }
    assert_eq!(count(), before);

    // It sees the ticket as it will be, knows who does it, and cannot write.
    let told: Value =
        serde_json::from_str(why(&try_to_open(&agent, "who")).split_once(": ").unwrap().1).unwrap();
    assert_eq!((&told[0], &told[2], &told[3]), (&json!("tickets"), &json!(false), &json!("who")));
    assert_eq!(told[1], agent.get("/api/v1/me").is(200)["id"]);
    assert_eq!(try_to_open(&agent, "write").0, 503, "a hook writes nothing");
    assert_eq!(try_to_open(&agent, "Fine").0, 201);
}

#[test]
fn a_hook_that_may_be_skipped_stops_nobody_and_is_counted() {
    let desk = World::demo();
    let agent = desk.person("agent.support");
    install(&desk, "zoo", &json!([hook("validate", "skip")]));
    for subject in ["unsure", "fall", "forever", "write"] {
        assert_eq!(try_to_open(&agent, subject).0, 201, "{subject}");
    }
    assert_eq!(try_to_open(&agent, "veto").0, 422);
    let figures = desk.person("admin").get("/api/v1/plugins/zoo").is(200)["figures"].clone();
    assert_eq!((&figures["skipped_hooks"], &figures["vetoes"]), (&json!(4), &json!(1)), "{figures}");
}

#[test]
fn a_hook_amends_what_the_owner_of_the_record_offers_and_nothing_else() {
    let desk = World::demo();
    let agent = desk.person("agent.support");
    install(&desk, "zoo", &json!([hook("transform", "reject")]));
    let urgent = try_to_open(&agent, "urgent").1;
    assert_eq!(text(&urgent, "priority"), "urgent");
    let path = format!("/tickets/api/tickets/{}", text(&urgent, "id"));
    let history = agent.get(&format!("{path}/history")).is(200).to_string();
    assert!(history.contains("priority"), "it stands in the history: {history}");
    let found = agent.get("/tickets/api/tickets?sort=priority&limit=1").is(200);
    assert_eq!(found["tickets"][0]["id"], urgent["id"], "and the indexes know of it");

    let edit = json!({ "subject": "tagged", "version": urgent["version"] });
    let tagged = agent.patch(&path, &edit).is(200);
    assert_eq!(tagged["tags"], json!(["lion", "zoo"]), "the owner checks it like any input");
    assert_eq!(try_to_open(&agent, "nonsense").0, 422);
    let number = try_to_open(&agent, "number");
    assert!(number.0 == 503 && why(&number).contains("which it may not"), "{number:?}");
    assert_eq!(try_to_open(&agent, "veto").0, 422);
}

#[test]
fn hooks_are_asked_in_an_order_that_can_be_seen_and_circles_are_refused() {
    let desk = World::demo();
    let admin = desk.person("admin");
    let after = |phase: &str, after: &[&str]| {
        let mut hook = hook(phase, "reject");
        hook["after"] = json!(after);
        json!([hook])
    };
    install(&desk, "aquarium", &after("validate", &["zoo"]));
    install(&desk, "zoo", &after("validate", &[]));
    install(&desk, "circus", &after("transform", &["nobody"]));
    let order = || -> Vec<String> {
        let hooks = admin.get("/api/v1/plugins/hooks").is(200);
        hooks["hooks"].as_array().unwrap().iter().map(|hook| text(hook, "plugin")).collect()
    };
    assert_eq!(order(), ["circus", "zoo", "aquarium"]);
    let agent = desk.person("agent.support");
    assert!(why(&try_to_open(&agent, "veto")).starts_with("The circus"), "the first says no");

    let circle = zoo("zoo", &after("validate", &["aquarium"]));
    let refused = admin.fetch("POST", "/api/v1/plugins?approve=all", &KIND, circle).problem(422);
    assert!(text(&refused, "detail").contains("`aquarium` and `zoo`"), "{refused}");
    admin.patch("/api/v1/plugins/circus/mandate", &json!({ "enabled": false })).is(200);
    assert!(why(&try_to_open(&agent, "veto")).starts_with("The zoo"), "who is switched off is not asked");
    admin.fetch("DELETE", "/api/v1/plugins/zoo", &[], "").is(204);
    assert_eq!(order(), ["circus", "aquarium"]);
}

#[test]
fn a_hook_is_not_asked_about_what_its_plugin_may_not_read() {
    let desk = World::demo();
    let (admin, agent) = (desk.person("admin"), desk.person("agent.support"));
    let departments = admin.get("/api/v1/departments").is(200);
    let sales = departments["departments"].as_array().unwrap().iter().find(|d| d["name"] == "Sales").unwrap();
    let path = format!("/api/v1/plugins?approve=all&departments={}", text(sales, "id"));
    let file = zoo("zoo", &json!([hook("validate", "reject")]));
    admin.fetch("POST", &path, &KIND, file).is(201);
    assert_eq!(try_to_open(&agent, "veto").0, 201, "Support is none of its business");
    let new = json!({ "subject": "veto", "department": "Sales", "body": "Hello." });
    desk.person("agent.sales").post("/tickets/api/tickets", &new).problem(422);
    admin.patch("/api/v1/plugins/zoo/mandate", &json!({ "grants": [], "departments": null })).is(200);
    assert_eq!(try_to_open(&agent, "veto").0, 201, "it may read no tickets at all");
}
