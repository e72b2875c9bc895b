//! Own fields and tags on a whole desk: who defines them, what fits, and that no value is lost.

use crate::plugin_pages::browser::{Browser, Fields, leads_to, tick};
use ombud_tests::caller::Caller;
use ombud_tests::world::{World, open_ticket, text};
use serde_json::{Value, json};
use std::thread::sleep;
use std::time::Duration;

fn set(fields: &mut Fields, name: &str, value: &str) {
    fields.retain(|(known, _)| known != name);
    tick(fields, name, value);
}

fn address(ticket: &Value) -> String {
    format!("/tickets/api/tickets/{}", text(ticket, "id"))
}

/// Changes a ticket as it is now.
fn change(caller: &Caller, ticket: &Value, mut wish: Value) -> ombud_tests::caller::Answer {
    wish["version"] = caller.get(&address(ticket)).is(200)["version"].clone();
    caller.patch(&address(ticket), &wish)
}

#[track_caller]
fn refused(answer: &ombud_tests::caller::Answer, part: &str) {
    let problem = answer.problem(422);
    assert!(text(&problem, "detail").contains(part), "{problem}");
}

#[test]
fn fields_are_defined_on_their_page_and_whatever_becomes_of_them_tickets_keep_what_they_carry() {
    let desk = World::demo();
    let (admin, agent) = (desk.person("admin"), desk.person("agent.support"));
    let (pages, console) = (Browser::of(&desk, "admin"), Browser::of(&desk, "agent.support"));
    let cause = pages.press("/tickets/new-field", "", |fields| {
        for (name, value) in [
            ("title", "Cause"),
            ("title.sl", "Vzrok"),
            ("kind", "choice"),
            ("more", "Wear\r\nFault"),
            ("required", "resolve"),
            ("step", "save"),
        ] {
            set(fields, name, value);
        }
    });
    leads_to(&cause, "/tickets/fields/cause?done=added");
    let departments = admin.get("/api/v1/departments").is(200);
    let sales = departments["departments"].as_array().unwrap().iter().find(|one| one["name"] == "Sales");
    let sales = text(sales.unwrap(), "id");
    for field in [
        json!({ "title": "Serial number", "kind": "text", "customer": true }),
        json!({ "name": "budget", "title": "Budget", "kind": "number", "departments": ["Sales"], "required": "resolve" }),
        json!({ "name": "delivered", "kind": "date" }),
        json!({ "name": "warranty", "title": "Warranty", "kind": "yes-no" }),
        json!({ "name": "expert", "title": "Expert", "kind": "person" }),
    ] {
        admin.post("/tickets/api/fields", &field).is(201);
    }
    let fields = agent.get("/tickets/api/fields").is(200);
    let names: Vec<_> =
        fields["fields"].as_array().unwrap().iter().map(|field| text(field, "name")).collect();
    assert_eq!(names, ["cause", "serial-number", "budget", "delivered", "warranty", "expert"]);
    assert_eq!(fields["fields"][2]["departments"], json!([sales]));
    assert!(pages.page("/tickets/fields").contains("Budget"));

    // Who may not define any reads what there is; customers, what is for them.
    agent.post("/tickets/api/fields", &json!({ "title": "Mine", "kind": "text" })).problem(403);
    assert_eq!(console.get("/tickets/fields").status, 403);
    let seen = desk.person("customer").get("/tickets/api/fields").is(200);
    assert_eq!(seen["fields"].as_array().unwrap().len(), 1, "{seen}");

    // What does not fit is told with the field and what it takes.
    let ticket = open_ticket(&agent, "Support", "Squeaks");
    let fill = |fields: Value| change(&agent, &ticket, json!({ "fields": fields }));
    refused(&fill(json!({ "cause": "moths" })), "`cause` is `\"moths\"`, expected one of Wear, Fault");
    refused(&fill(json!({ "delivered": "soon" })), "`delivered` is `\"soon\"`, expected a date");
    refused(&fill(json!({ "budget": 5 })), "`budget` is not for tickets of this department");
    refused(&change(&agent, &ticket, json!({ "status": "resolved" })), "fill in `cause` (Cause)");

    // The answer that resolves it asks for what is missing, and takes it along.
    let path = format!("/console/tickets/{}", ticket["number"]);
    let page = console.page(&path);
    assert!(page.contains("To resolve, fill in: Cause") && !page.contains("own-budget"), "{page}");
    let reply = |cause: Option<&str>| {
        let page = console.page(&path);
        let mut fields = crate::plugin_pages::browser::filled(&page, &format!("{path}/reply"));
        fields.retain(|(name, _)| name != "file");
        set(&mut fields, "text", "It was worn out.");
        set(&mut fields, "then", "resolved");
        cause.into_iter().for_each(|cause| set(&mut fields, "own-cause", cause));
        console.post(&format!("{path}/reply"), &fields)
    };
    let at_once = json!({ "undo-seconds": 0 });
    admin.patch("/api/v1/plugins/tickets/settings", &at_once).is(204);
    let back = reply(None);
    assert!(back.status == 422 && back.text().contains("It was worn out."), "{}", back.text());
    assert_eq!(reply(Some("Wear")).status, 303);
    let resolved = agent.get(&address(&ticket)).is(200);
    assert_eq!((&resolved["status"], &resolved["fields"]["cause"]), (&json!("resolved"), &json!("Wear")));

    // An option is renamed and left out, a field is turned off: the ticket keeps what it has, and shows it.
    let wish = json!({ "version": 1, "title": "Cause", "kind": "choice", "required": "resolve",
        "choices": [{ "value": "Wear", "title": "Wear and tear" }] });
    let path_of = |name: &str| format!("/tickets/api/fields/{name}");
    let changed = admin.put(&path_of("cause"), &wish).is(200);
    assert_eq!(changed["choices"][1], json!({ "value": "Fault", "off": true }), "{changed}");
    let page = console.page(&path);
    assert!(page.contains("Wear and tear"), "in the field and in the history: {page}");
    admin.put(&path_of("cause"), &wish).problem(409);
    let other = json!({ "title": "Cause", "kind": "text" });
    refused(&admin.put(&path_of("cause"), &other), "stays of its kind");
    let off = json!({ "title": "Cause", "kind": "choice", "off": true, "choices": ["Wear"] });
    admin.put(&path_of("cause"), &off).is(200);
    assert_eq!(agent.get(&address(&ticket)).is(200)["fields"]["cause"], json!("Wear"));
    let page = console.page(&path);
    assert!(!page.contains("name=\"own-cause\"") && page.contains("<dt>Cause</dt>"), "{page}");
    refused(&fill(json!({ "cause": "Fault" })), "`cause` is turned off");
    let new = open_ticket(&agent, "Support", "Creaks");
    change(&agent, &new, json!({ "status": "resolved" })).is(200);

    // And all of it can be undone.
    let versions = admin.get("/tickets/api/fields/versions").is(200);
    let latest = versions["versions"][0]["version"].as_u64().unwrap();
    admin.post(&format!("/tickets/api/fields/versions/{}", latest - 1), &json!({})).is(200);
    let fields = agent.get("/tickets/api/fields").is(200);
    assert_eq!(
        (&fields["fields"][0]["off"], &fields["fields"][0]["choices"][1]["off"]),
        (&json!(false), &json!(true))
    );
    assert!(pages.page("/tickets/field-versions").contains("was brought back"));
}

/// Tags follow in the tickets by themselves.
#[track_caller]
fn come_to(caller: &Caller, ticket: &Value, tags: &[&str]) {
    let mut last = Value::Null;
    for _ in 0..600 {
        last = caller.get(&address(ticket)).is(200)["tags"].clone();
        if last == json!(tags) {
            return;
        }
        sleep(Duration::from_millis(100));
    }
    panic!("{last}, expected {tags:?}");
}

#[test]
fn tags_are_defined_renamed_merged_and_removed_in_the_list_and_in_all_tickets() {
    let desk = World::demo();
    let (admin, agent) = (desk.person("admin"), desk.person("agent.support"));
    let pages = Browser::of(&desk, "admin");
    let step = |fields: &[(&str, &str)]| {
        let mut form = crate::plugin_pages::browser::filled(&pages.page("/tickets/tags"), "/tickets/tags");
        form.retain(|(name, _)| name == "_stamp");
        form.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        pages.post("/tickets/tags", &form)
    };
    leads_to(&step(&[("step", "add"), ("tag", "VIP"), ("colour", "red")]), "/tickets/tags?done=added");
    admin.post("/tickets/api/tags", &json!({ "name": "refund" })).is(201);
    agent.post("/tickets/api/tags", &json!({ "name": "mine" })).problem(403);
    assert_eq!(step(&[("step", "add"), ("tag", "vip")]).status, 409, "whatever its letter case");

    let (one, two) = (open_ticket(&agent, "Support", "Squeaks"), open_ticket(&agent, "Support", "Creaks"));
    let tagged = change(&agent, &one, json!({ "tags": ["vip", "refund"] })).is(200);
    assert_eq!(tagged["tags"], json!(["VIP", "refund"]), "as the desk writes them");
    let page = Browser::of(&desk, "agent.support").page(&format!("/console/tickets/{}", one["number"]));
    assert!(page.contains("class=\"tag c-red\""), "{page}");

    leads_to(
        &step(&[("step", "rename"), ("tag", "VIP"), ("to", "key account")]),
        "/tickets/tags?done=renamed",
    );
    come_to(&agent, &one, &["key account", "refund"]);
    let late = change(&agent, &two, json!({ "tags": ["vip"] })).is(200);
    assert_eq!(late["tags"], json!(["key account"]), "whoever gives the old name gives the new one");
    let refused = step(&[("step", "rename"), ("tag", "refund"), ("to", "Key Account")]);
    assert!(refused.status == 409 && refused.text().contains("merge “refund” into it"), "{}", refused.text());
    leads_to(
        &step(&[("step", "merge"), ("tag", "refund"), ("to", "key account")]),
        "/tickets/tags?done=renamed",
    );
    come_to(&agent, &one, &["key account"]);
    let list = admin.get("/tickets/api/tags").is(200);
    let tags = list["tags"].as_array().unwrap();
    let kept = tags.iter().find(|tag| tag["name"] == "key account").unwrap();
    assert_eq!((&kept["colour"], &kept["tickets"]), (&json!("red"), &json!(2)), "{list}");
    assert!(!tags.iter().any(|tag| tag["defined"] == true && tag["name"] == "refund"), "{list}");

    leads_to(
        &step(&[("step", "remove"), ("tag", "key account"), ("tickets", "on")]),
        "/tickets/tags?done=removed",
    );
    come_to(&agent, &one, &[]);
    come_to(&agent, &two, &[]);
}
