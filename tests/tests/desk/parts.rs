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
    install_with(desk, parts, &[]);
}

fn install_with(desk: &World, parts: &Value, routes: &[Value]) {
    let zoo = ombud_testkit::pack("tests/guests/zoo");
    let mut manifest = serde_json::to_value(ombud_host::inspect(&zoo).unwrap().manifest).unwrap();
    manifest["needs"] =
        json!([{ "permission": "tickets:ticket.read", "scopes": ["all"], "why": "reads the subject" }]);
    manifest["contributions"] = parts.clone();
    let route = json!({ "method": "GET", "path": "/cages", "needs": "zoo:animal.see", "title": "Cages" });
    manifest["routes"].as_array_mut().unwrap().extend([route].iter().chain(routes).cloned());
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

#[test]
fn an_action_leads_to_a_page_of_the_plugin_about_the_ticket() {
    let desk = World::demo();
    let agent = desk.person("agent.support");
    let ticket = open_ticket(&agent, "Support", "A lion is loose");
    let mut act = part("tame", "ticket-action");
    act["path"] = json!("/cages/{ticket}");
    let about =
        json!({ "method": "GET", "path": "/cages/{ticket}", "needs": "zoo:animal.see", "title": "Cage" });
    install_with(&desk, &json!([act]), &[about]);
    let shown = page(&agent, &ticket["number"]);
    let link = format!(
        "<a class=\"button\" href=\"/zoo/cages/{}\">The tame one</a>",
        ticket["id"].as_str().unwrap()
    );
    assert!(shown.contains(&link), "{shown}");
    assert!(!page(&desk.person("supervisor"), &ticket["number"]).contains("The tame one"));
}

#[test]
fn a_tool_puts_its_text_into_what_one_writes_and_only_for_whoever_may() {
    let desk = World::demo();
    let agent = desk.person("agent.support");
    let ticket = open_ticket(&agent, "Support", "A lion is loose");
    let names = ["to-write", "nothing", "long", "fall", "forever", "write"];
    let tools: Vec<Value> = names.iter().map(|name| part(name, "composer")).collect();
    install(&desk, &json!(tools));
    let shown = page(&agent, &ticket["number"]);
    let button = "<button type=\"submit\" formnovalidate name=\"put\" value=\"About &quot;A lion is loose&quot;:\n\
        &lt;/textarea&gt;&lt;b&gt;two&lt;/b&gt; &amp; three\">The to-write one</button>";
    assert_eq!(shown.matches(button).count(), 2, "once for a reply, once for a note: {shown}");
    assert_eq!(shown.matches("name=\"put\"").count(), 2, "a tool that fails or is too long is not there");
    assert!(!shown.contains("cannot be shown"), "{shown}");
    let form = "text=Hello&put=About+%22A+lion%22";
    let back = agent.post_form(&format!("/console/tickets/{}/reply", ticket["number"]), form).text();
    assert!(back.contains("Hello\n\nAbout &quot;A lion&quot;</textarea>"), "{back}");
    assert!(!page(&desk.person("supervisor"), &ticket["number"]).contains("name=\"put\""));
    assert_eq!(agent.post("/zoo/do/list", &json!({})).is(200), json!([]), "a tool writes nothing");
}

#[test]
fn a_column_has_a_cell_for_each_row_of_the_list_harmless_and_for_whoever_may() {
    let desk = World::demo();
    let agent = desk.person("agent.support");
    open_ticket(&agent, "Support", "A lion is loose");
    open_ticket(&agent, "Support", "A lamb is not");
    install(
        &desk,
        &json!([
            part("letters", "inbox-column"),
            part("short", "inbox-column"),
            part("fall", "inbox-column")
        ]),
    );
    let list = |who: &Caller| who.get("/console/?status=any").text();
    let shown = list(&agent);
    let heads = shown.matches("<th scope=\"col\" class=\"added\">").count();
    let rows = shown.matches("<tr data-ticket=").count();
    // Those three, when each is due, and how it was rated.
    assert_eq!(heads, 5, "{shown}");
    assert_eq!(shown.matches("<td class=\"added\">").count(), 5 * rows);
    assert_eq!(shown.matches("<td class=\"added\">15 letters</td>").count(), 1, "{shown}");
    assert!(!shown.contains("onclick") && !shown.contains("one for all") && !shown.contains("ombud-parts"));
    // The role of supervisors was not given the zoo's permission.
    let shown = list(&desk.person("supervisor"));
    assert_eq!(shown.matches("<th scope=\"col\" class=\"added\">").count(), 2, "{shown}");
}
