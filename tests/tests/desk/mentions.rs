//! Colleagues who are mentioned in notes: who is told, who is offered, and what nobody learns by it.

use ombud_tests::caller::Caller;
use ombud_tests::world::{World, open_ticket, text};
use serde_json::{Value, json};

fn note(by: &Caller, ticket: &str, words: &str) -> Value {
    by.post(&format!("/tickets/api/tickets/{ticket}/messages"), &json!({ "kind": "note", "body": words }))
        .is(201)
}

/// What somebody is told, the latest first.
fn told(who: &Caller) -> Vec<String> {
    let page = who.get("/tickets/api/mentions").is(200);
    page["mentions"].as_array().unwrap().iter().map(|one| text(&one["message"], "body")).collect()
}

fn hearing(named: &Value) -> Vec<(String, String)> {
    named.as_array().unwrap().iter().map(|one| (text(one, "name"), text(one, "hearing"))).collect()
}

fn offered(who: &Caller, ticket: &str, words: &str) -> String {
    let found = who.get(&format!("/tickets/api/tickets/{ticket}/colleagues?q={words}")).is(200);
    let names = found["colleagues"].as_array().unwrap().iter().map(|one| text(one, "name"));
    names.collect::<Vec<_>>().join(", ")
}

fn moved(by: &Caller, ticket: &str, department: &str) {
    let path = format!("/tickets/api/tickets/{ticket}");
    let version = by.get(&path).is(200)["version"].clone();
    by.patch(&path, &json!({ "version": version, "department": department })).is(200);
}

#[test]
fn whoever_may_read_the_ticket_is_told_as_long_as_he_may() {
    let desk = World::demo();
    let (ana, cleo, samir) =
        (desk.person("agent.support"), desk.person("collaborator"), desk.person("agent.sales"));
    let id = text(&open_ticket(&ana, "Support", "A lid"), "id");
    let words = "@Cleo Papadaki, and @samir haddad: look";
    let written = note(&ana, &id, words);
    assert_eq!(
        hearing(&written["named"]),
        [("Cleo Papadaki".into(), "told".into()), ("Samir Haddad".into(), "cannot-read".to_owned())]
    );
    assert_eq!((told(&cleo), told(&samir), told(&ana)), (vec![words.to_owned()], vec![], vec![]));

    // What is moved out of sight is no mention any more, and comes back with the ticket. Who could not read is not told then.
    moved(&desk.person("admin"), &id, "Sales");
    assert_eq!((told(&cleo), told(&samir)), (vec![], vec![]));
    cleo.get(&format!("/tickets/api/tickets/{id}/mentions")).problem(404);
    moved(&desk.person("admin"), &id, "Support");
    assert_eq!(told(&cleo).len(), 1);

    let place = format!("/tickets/api/tickets/{id}/messages/{}", text(&written, "id"));
    ana.patch(&place, &json!({ "body": "@Sofia, look" })).is(200);
    assert_eq!((told(&cleo).len(), told(&desk.person("supervisor")).len()), (0, 1));
    ana.delete(&place).is(204);
    assert!(told(&desk.person("supervisor")).is_empty());
}

#[test]
fn a_mention_goes_where_the_note_goes() {
    let desk = World::demo();
    let (ana, cleo) = (desk.person("agent.support"), desk.person("collaborator"));
    let [source, target] = ["A lid", "A box"].map(|subject| open_ticket(&ana, "Support", subject));
    let id = text(&source, "id");
    let written = note(&ana, &id, "@Cleo, which lid?");
    let at = |who: &Caller| {
        let page = who.get("/tickets/api/mentions").is(200);
        page["mentions"][0]["number"].clone()
    };
    let split = json!({
        "ticket": id, "messages": [written["id"]], "mode": "move", "subject": "Apart", "department": "Support",
    });
    ana.post("/split/api/splits", &split).is(201);
    let apart = at(&cleo);
    assert_ne!(apart, source["number"]);
    let path = |id: &str| format!("/tickets/api/tickets/{id}");
    let apart = ana.get(&path(&format!("by-number/{apart}"))).is(200);
    let target = ana.get(&path(&text(&target, "id"))).is(200);
    let merge = json!({
        "source": apart["id"], "source_version": apart["version"],
        "target": target["id"], "target_version": target["version"],
    });
    ana.post("/merge/api/merges", &merge).is(201);
    assert_eq!(at(&cleo), target["number"]);
    assert_eq!(told(&cleo).len(), 1, "it is there once");
}

#[test]
fn only_staff_that_may_look_people_up_learns_who_reads_a_ticket() {
    let desk = World::demo();
    let (ana, owner, customer) =
        (desk.person("agent.support"), desk.person("owner"), desk.person("customer"));
    let wanted = json!({ "subject": "The lid", "department": "Support", "body": "Where is the lid?" });
    let id = text(&customer.post("/tickets/api/tickets", &wanted).is(201), "id");
    let names = offered(&ana, &id, "");
    assert!(names.contains("Cleo Papadaki") && names.contains("Sofia Sørensen"), "{names}");
    assert!(!names.contains("Samir") && !names.contains("Ana") && !names.contains("Kim"), "{names}");
    assert!(names.find("Sofia") < names.find("Adam"), "the department comes first: {names}");
    assert_eq!(
        (offered(&ana, &id, "pap").as_str(), offered(&ana, &id, "sam").as_str()),
        ("Cleo Papadaki", "")
    );
    desk.person("agent.sales").get(&format!("/tickets/api/tickets/{id}/colleagues")).problem(404);

    // A customer who may look people up does not learn it of his own ticket.
    let grants = json!([{ "permission": "kernel:person.read", "scopes": ["all"] }]);
    let role = json!({ "name": "curious", "title": "Curious", "staff": false, "grants": grants });
    owner.post("/api/v1/roles", &role).is(201);
    let kim = text(&customer.get("/api/v1/me").is(200), "id");
    let roles = json!({ "roles": [{ "role": "customer" }, { "role": "curious" }] });
    owner.put(&format!("/api/v1/users/{kim}/roles"), &roles).is(200);
    assert_eq!(offered(&desk.person("customer"), &id, ""), "");
    let marks = desk.person("customer").get(&format!("/tickets/api/tickets/{id}/mentions")).is(200);
    note(&ana, &id, "@Cleo");
    assert_eq!(desk.person("customer").get(&format!("/tickets/api/tickets/{id}/mentions")).is(200), marks);
    assert_eq!(told(&desk.person("customer")), Vec::<String>::new());
}

#[test]
fn whoever_names_somebody_who_will_not_hear_of_it_is_asked_on_the_page() {
    let desk = World::demo();
    let (ana, cleo) = (desk.person("agent.support"), desk.person("collaborator"));
    let opened = open_ticket(&ana, "Support", "A lid");
    let place = format!("/console/tickets/{}/note", opened["number"]);
    let back = ana.post_form(&place, "text=%40Cleo%2C+%40Samir");
    assert_eq!(back.status, 409);
    assert!(back.text().contains("Samir Haddad may not read this ticket"), "{}", back.text());
    assert!(told(&cleo).is_empty(), "nothing is written yet");
    assert_eq!(ana.post_form(&place, "text=%40Cleo%2C+%40Samir&unheard=samir").status, 303);
    assert_eq!(told(&cleo), ["@Cleo, @Samir"]);
    let inbox = cleo.get("/console/?mentions=mine").text();
    assert!(inbox.contains("Ana Kovač mentioned you") && inbox.contains(r#"class="new""#), "{inbox}");
    let page = cleo.get(&format!("/console/tickets/{}", opened["number"])).text();
    assert!(page.contains("<mark>@Cleo</mark>, @Samir"), "{page}");
    assert!(!cleo.get("/console/?mentions=mine").text().contains(r#"class="new""#), "it was read");
}
