//! An administrator makes a role of her own: sees what it would do, saves it, and signs in as who holds it.

use ombud_tests::caller::Caller;
use ombud_tests::program::run;
use ombud_tests::world::{PASSWORD, World, open_ticket, text};
use serde_json::{Value, json};

const TICKETS: &str = "/tickets/api/tickets";

fn grant(permission: &str, scopes: &[&str]) -> Value {
    json!({ "permission": permission, "scopes": scopes })
}

/// Makes the role and somebody in Billing who holds it.
fn refunds(admin: &Caller) -> (String, String) {
    let wanted = json!({
        "name": "refund-specialist", "title": "Refund specialist", "description": "Pays back what is due.",
        "grants": [
            grant("tickets:ticket.read", &["department"]),
            grant("tickets:ticket.note", &["department"]),
            grant("console:console.use", &["all"]),
        ],
    });
    let tried = admin.post("/api/v1/roles?preview=true", &wanted).is(200);
    assert_eq!(text(&tried, "sentence"), "For nobody anything becomes different.");
    let role = text(&admin.post("/api/v1/roles", &wanted).is(201), "id");
    let rita = json!({
        "name": "Rita", "email": "rita@demo.test", "password": PASSWORD, "roles": [{ "role": "refund-specialist" }],
        "departments": ["Billing"],
    });
    (role, text(&admin.post("/api/v1/users", &rita).is(201), "id"))
}

fn rita(desk: &World) -> Caller {
    Caller::sign_in(desk.base(), "rita@demo.test", PASSWORD)
}

/// The change of one permission for one person, as a preview tells it.
#[track_caller]
fn told<'a>(preview: &'a Value, person: &str, permission: &str) -> &'a Value {
    let people = preview["people"].as_array().unwrap();
    let one = people.iter().find(|one| one["name"] == person);
    let changes =
        one.unwrap_or_else(|| panic!("{person} is not in {preview}"))["changes"].as_array().unwrap();
    changes.iter().find(|change| change["permission"] == permission).unwrap_or_else(|| panic!("{preview}"))
}

#[test]
fn a_role_is_made_previewed_saved_and_does_what_was_said() {
    let desk = World::demo();
    let (admin, owner) = (desk.person("admin"), desk.person("owner"));
    let (role, _) = refunds(&admin);
    let (here, there) = (open_ticket(&owner, "Billing", "Twice"), open_ticket(&owner, "Sales", "Once"));
    let rita = rita(&desk);
    let at = |ticket: &Value| format!("{TICKETS}/{}", text(ticket, "id"));
    rita.get(&at(&here)).is(200);
    rita.get(&at(&there)).problem(404);
    let reply = json!({ "kind": "reply", "body": "Paid back." });
    let refused = rita.post(&format!("{}/messages", at(&here)), &reply).problem(403);
    assert!(refused["detail"].as_str().unwrap().contains("answer tickets"), "{refused}");

    let more = json!({ "grants": [
        grant("tickets:ticket.read", &["all"]),
        grant("tickets:ticket.reply", &["department"]),
        grant("console:console.use", &["all"]),
    ] });
    let tried = admin.patch(&format!("/api/v1/roles/{role}?preview=true"), &more).is(200);
    assert_eq!(text(&tried, "sentence"), "1 person gains something, 1 person loses something.");
    let read = told(&tried, "Rita", "tickets:ticket.read");
    let sentence = read["sentence"].as_str().unwrap();
    assert!(
        sentence.starts_with("gains \u{201c}Read tickets\u{201d}: everything (tickets:tickets: "),
        "{sentence}"
    );
    let counted = &read["records"][0];
    let listed = |caller: &Caller| ombud_tests::world::all(caller, TICKETS, "tickets").len() as u64;
    assert_eq!(counted["before"].as_u64(), Some(listed(&rita)));
    assert_eq!(counted["after"].as_u64(), Some(listed(&owner)));
    assert!(told(&tried, "Rita", "tickets:ticket.note")["sentence"].as_str().unwrap().starts_with("loses"));
    rita.get(&at(&there)).problem(404);

    admin.patch(&format!("/api/v1/roles/{role}"), &more).is(200);
    assert_eq!(listed(&rita), counted["after"].as_u64().unwrap());
    rita.get(&at(&there)).is(200);
    rita.post(&format!("{}/messages", at(&here)), &reply).is(201);
    rita.post(&format!("{}/messages", at(&there)), &reply).problem(403);
    let why = json!({
        "user": text(&rita.get("/api/v1/me").is(200), "id"), "permission": "tickets:ticket.reply",
        "record": { "collection": "tickets:tickets", "id": text(&there, "id") },
    });
    let because = admin.post("/api/v1/access/check", &why).is(200);
    assert_eq!(because["allowed"], false);
    assert!(text(&because, "because").contains("Refund specialist"), "{because}");
    let enough = text(&because, "enough");
    assert!(enough.contains("the role `Refund specialist` granted it for `all`"), "{enough}");
    assert!(enough.contains("they worked in the department where this is filed"), "{enough}");
}

#[test]
fn roles_departments_and_suspension_are_previewed_as_they_would_be_saved() {
    let desk = World::demo();
    let admin = desk.person("admin");
    let (_, rita) = refunds(&admin);
    let path = |what: &str| format!("/api/v1/users/{rita}{what}?preview=true");
    let sales = admin.put(&path("/departments"), &json!({ "departments": ["Billing", "Sales"] })).is(200);
    let read = told(&sales, "Rita", "tickets:ticket.read");
    assert!(read["sentence"].as_str().unwrap().contains("everything in Sales"), "{read}");
    let agent = admin.put(&path("/roles"), &json!({ "roles": [{ "role": "agent" }] })).is(200);
    assert!(told(&agent, "Rita", "tickets:ticket.reply")["gained"][0]["department"].is_string());
    let out = admin.patch(&path(""), &json!({ "active": false })).is(200);
    assert_eq!(out["people"][0]["staff"], false);
    let after = admin.get(&format!("/api/v1/users/{rita}")).is(200);
    assert_eq!(after["active"], true);
    assert_eq!(after["departments"].as_array().unwrap().len(), 1);
    assert_eq!(after["roles"][0]["role"], "refund-specialist");
}

#[test]
fn who_may_not_make_a_change_may_not_preview_it() {
    let desk = World::demo();
    let (role, rita) = refunds(&desk.person("admin"));
    let agent = desk.person("agent.support");
    let nothing = json!({ "grants": [] });
    agent.patch(&format!("/api/v1/roles/{role}?preview=true"), &nothing).problem(403);
    agent.put(&format!("/api/v1/users/{rita}/roles?preview=true"), &json!({ "roles": [] })).problem(403);
    agent.post("/api/v1/roles?preview=true", &json!({ "name": "mine", "title": "Mine" })).problem(403);
    desk.person("admin").patch(&format!("/api/v1/roles/{role}?preview=perhaps"), &nothing).problem(422);
}

#[test]
fn a_plugin_is_previewed_before_it_comes_changes_and_goes() {
    let desk = World::demo();
    let admin = desk.person("admin");
    let narrow = json!({ "enabled": false });
    let tried = admin.patch("/api/v1/plugins/split/mandate?preview=true", &narrow).is(200);
    assert_eq!(text(&tried["plugins"][0], "plugin"), "split");
    assert_eq!(tried["plugins"][0]["after"]["enabled"], false);
    let gone = admin.fetch("DELETE", "/api/v1/plugins/split?preview=true", &[], Vec::new()).is(200);
    let lost = told(&gone, "Olga Okafor", "split:desk.use");
    assert!(lost["sentence"].as_str().unwrap().starts_with("loses"), "{lost}");
    admin.get("/api/v1/plugins/split").is(200);
    let zoo = ombud_testkit::pack("tests/guests/zoo");
    let kind = [("content-type", "application/wasm")];
    let comes = admin.fetch("POST", "/api/v1/plugins?preview=true", &kind, zoo).is(200);
    assert_eq!(text(&comes["plugins"][0], "plugin"), "zoo");
    admin.get("/api/v1/plugins/zoo").problem(404);

    admin.patch("/api/v1/plugins/split/mandate", &narrow).is(200);
    let split =
        json!({ "ticket": "x", "messages": [], "subject": "x", "department": "Sales", "mode": "copy" });
    desk.person("agent.support").post("/split/api/splits", &split).problem(503);
    admin.patch("/api/v1/plugins/split/mandate", &json!({ "enabled": true, "departments": null })).is(200);
}

#[test]
fn roles_leave_as_a_file_and_come_back_by_one_over_http_and_by_command() {
    let mut desk = World::demo();
    let admin = desk.person("admin");
    refunds(&admin);
    let file = admin.get("/api/v1/roles/file?name=refund-specialist");
    assert_eq!(file.status, 200);
    let file = file.text();
    assert!(file.contains("\"tickets:ticket.read\" = [\"department\"] # Read tickets"), "{file}");
    let more =
        file.replace("\"tickets:ticket.note\" = [\"department\"]", "\"tickets:ticket.reply\" = [\"all\"]");
    let kind = [("content-type", "application/toml")];
    let import = |path: &str, text: &str| admin.fetch("POST", path, &kind, text.as_bytes().to_vec());
    let tried = import("/api/v1/roles/file?preview=true", &more).is(200);
    told(&tried, "Rita", "tickets:ticket.reply");
    assert_eq!(import("/api/v1/roles/file", &more).is(200)["changed"][0], "refund-specialist");
    import("/api/v1/roles/file", "[[roles]]\nname =").problem(422);
    let ready = admin.get("/api/v1/roles/ready-made").is(200);
    for one in ready["ready_made"].as_array().unwrap() {
        let done =
            import("/api/v1/roles/file?leave_out_undeclared=true", one["file"].as_str().unwrap()).is(200);
        assert_eq!(done["created"][0], one["name"]);
    }

    desk.program().stop();
    let data = desk.folder().to_string_lossy().into_owned();
    let path = desk.folder().join("roles.toml");
    std::fs::write(&path, &file).unwrap();
    let at = path.to_string_lossy();
    let diff = run(&["role", "diff", &at, "--data", &data]);
    assert_eq!(diff.code, Some(0), "{}", diff.err);
    assert!(diff.out.contains("loses \u{201c}Answer tickets\u{201d}: everything"), "{}", diff.out);
    let exported = run(&["role", "export", "refund-specialist", "--data", &data]);
    assert!(
        exported.out.contains("\"tickets:ticket.reply\" = [\"all\"]"),
        "only looked at: {}",
        exported.out
    );
    let imported = run(&["role", "import", &at, "--data", &data]);
    assert!(imported.out.contains("refund-specialist: changed"), "{}{}", imported.out, imported.err);
    assert_eq!(run(&["role", "export", "refund-specialist", "--data", &data]).out, file);
    let roles = run(&[
        "user",
        "roles",
        "rita@demo.test",
        "--role",
        "agent",
        "--role",
        "team-lead@Billing",
        "--preview",
        "--data",
        &data,
    ]);
    assert!(roles.out.contains("Rita") && roles.out.contains("in Billing"), "{}{}", roles.out, roles.err);
    assert!(run(&["role", "ready-made"]).out.contains("night-shift"));
    assert!(run(&["role", "ready-made", "auditor"]).out.contains("kernel:audit.read"));
}
