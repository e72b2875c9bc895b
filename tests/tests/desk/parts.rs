//! What plugins add to the pages of others.

use ombud_tests::caller::Caller;
use ombud_tests::world::{World, open_ticket};
use serde_json::{Value, json};

const KIND: [(&str, &str); 1] = [("content-type", "application/wasm")];

fn part(name: &str, point: &str) -> Value {
    json!({ "name": name, "point": point, "title": format!("The {name} one"), "needs": "zoo:animal.see", "why": "w" })
}

/// The zoo with these parts, which may read tickets.
fn install(desk: &World, parts: &Value) {
    let zoo = ombud_testkit::pack("tests/guests/zoo");
    let mut manifest = serde_json::to_value(ombud_host::inspect(&zoo).unwrap().manifest).unwrap();
    manifest["needs"] =
        json!([{ "permission": "tickets:ticket.read", "scopes": ["all"], "why": "reads the subject" }]);
    manifest["contributions"] = parts.clone();
    let route = json!({ "method": "GET", "path": "/cages", "needs": "zoo:animal.see", "title": "Cages" });
    manifest["routes"].as_array_mut().unwrap().push(route);
    let zoo = ombud_testkit::with_manifest(&zoo, &manifest.to_string());
    desk.person("admin").fetch("POST", "/api/v1/plugins?approve=all", &KIND, zoo).is(201);
}

fn page(who: &Caller, number: &Value) -> String {
    let page = who.get(&format!("/console/tickets/{number}"));
    assert_eq!(page.status, 200);
    page.text()
}

#[test]
fn a_part_stands_in_its_box_with_its_title_for_whoever_may_see_it() {
    let desk = World::demo();
    let agent = desk.person("agent.support");
    let ticket = open_ticket(&agent, "Support", "A lion <is> loose");
    let before = page(&agent, &ticket["number"]);
    assert!(!before.contains("ombud-parts"), "an empty place leaves nothing behind");
    let mut cages = part("cages", "navigation");
    cages["path"] = json!("/cages");
    install(&desk, &json!([part("plain", "ticket-panel"), part("nothing", "ticket-panel"), cages]));
    let shown = page(&agent, &ticket["number"]);
    assert!(shown.contains("<h2>The plain one</h2><div class=\"part-box\"><p>About <b>A lion"), "{shown}");
    assert!(!shown.contains("The nothing one") && !shown.contains("ombud-parts"));
    assert!(shown.contains("<a href=\"/zoo/cages\">The cages one</a>"));
    // The role of supervisors was not given the zoo's permission.
    let supervisor = desk.person("supervisor");
    let other = page(&supervisor, &ticket["number"]);
    assert!(!other.contains("The plain one") && !other.contains("/zoo/cages"));
}

#[test]
fn nothing_in_a_part_runs_styles_sends_or_breaks_out() {
    let desk = World::demo();
    let agent = desk.person("agent.support");
    let ticket = open_ticket(&agent, "Support", "Quiet please");
    install(&desk, &json!([part("hostile", "ticket-panel"), part("hostile-too", "ticket-badge")]));
    let shown = page(&agent, &ticket["number"]);
    let from = shown.find("The hostile one").unwrap();
    let part = &shown[from..from + shown[from..].find("</section>").unwrap()];
    for bad in
        ["<script", "onclick", "style=", "class=\"top\"", "<form", "<button", "evil.test", "</main", "<h1"]
    {
        let told = bad == "<h1" && part.contains("<h1>broken out</h1></div>");
        assert!(told || !part.contains(bad), "{bad} in {part}");
    }
    assert!(part.contains("<a href=\"/zoo/x\"") && part.contains("Quiet please"));
}

#[test]
fn a_part_that_fails_hangs_or_writes_is_one_quiet_line_and_the_page_stands() {
    let desk = World::demo();
    let agent = desk.person("agent.support");
    let ticket = open_ticket(&agent, "Support", "Still here");
    let names = ["fall", "forever", "long", "write", "unknown", "plain"];
    let parts: Vec<Value> = names.iter().map(|name| part(name, "ticket-panel")).collect();
    install(&desk, &json!(parts));
    let shown = page(&agent, &ticket["number"]);
    for name in &names[..5] {
        assert!(shown.contains(&format!("The {name} one: cannot be shown just now.")), "{name}");
    }
    assert!(shown.contains("About <b>Still here</b>"));
    let animals = agent.post("/zoo/do/list", &json!({})).is(200);
    assert_eq!(animals, json!([]), "a part writes nothing");
}

#[test]
fn a_plugin_of_one_department_adds_nothing_to_tickets_of_others() {
    let desk = World::demo();
    let sales = desk.person("agent.sales");
    let ticket = open_ticket(&sales, "Sales", "For sales only");
    install(&desk, &json!([part("plain", "ticket-panel")]));
    assert!(page(&sales, &ticket["number"]).contains("The plain one"));
    let admin = desk.person("admin");
    let departments = admin.get("/api/v1/departments").is(200);
    let support =
        departments["departments"].as_array().unwrap().iter().find(|d| d["name"] == "Support").unwrap();
    admin.patch("/api/v1/plugins/zoo/mandate", &json!({ "departments": [support["id"]] })).is(200);
    assert!(!page(&sales, &ticket["number"]).contains("The plain one"));
}
