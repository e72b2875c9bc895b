//! Merging as people and programs do it: who may, what becomes of both, where answers go, and the way back.

use ombud_tests::caller::Caller;
use ombud_tests::world::{World, open_ticket, text};
use serde_json::{Value, json};

const TICKETS: &str = "/tickets/api/tickets";

fn mail(admin: &Caller, from: &str, id: &str, subject: &str, headers: &str) -> Value {
    let mail = format!(
        "From: {from}\r\nTo: support@demo.test\r\nSubject: {subject}\r\nMessage-ID: <{id}@home.test>\r\n\
         Date: Mon, 23 Nov 2026 10:00:00 +0000\r\n{headers}\r\nAbout {subject}, by {from}.\r\n"
    );
    let kind = [("content-type", "message/rfc822")];
    admin.fetch("POST", "/mail/api/messages?department=Support", &kind, mail).is(201)
}

fn version(caller: &Caller, ticket: &str) -> Value {
    caller.get(&format!("{TICKETS}/{ticket}")).is(200)["version"].clone()
}

fn wanted(caller: &Caller, source: &str, target: &str) -> Value {
    json!({
        "source": source, "source_version": version(caller, source),
        "target": target, "target_version": version(caller, target),
    })
}

fn bodies(caller: &Caller, ticket: &str) -> Vec<String> {
    let messages = caller.get(&format!("{TICKETS}/{ticket}/messages")).is(200);
    let said = messages["messages"].as_array().unwrap().iter().filter(|one| one["kind"] != "system");
    said.map(|message| text(message, "body")).collect()
}

#[test]
fn two_threads_of_mail_become_one_and_answers_to_either_go_there() {
    let desk = World::demo();
    let (admin, agent, customer) =
        (desk.person("admin"), desk.person("agent.support"), desk.person("customer"));
    let first = mail(&admin, "customer@demo.test", "a-1", "The lid", "");
    let second = mail(&admin, "max@home.test", "b-1", "Our lid", "");
    let (target, source) = (text(&first, "ticket"), text(&second, "ticket"));
    let before = (bodies(&agent, &source), bodies(&agent, &target));

    let told = agent.get(&format!("/merge/api/preview?source={source}&target={target}")).is(200);
    assert_eq!((&told["messages"], &told["other_requester"]), (&json!(1), &json!(true)));
    assert_eq!((told["joining"].as_array().unwrap().len(), &told["left_out"]), (1, &json!([])));
    let merged = agent.post("/merge/api/merges", &wanted(&agent, &source, &target)).is(201);
    assert_eq!(bodies(&agent, &target).len(), 2);
    let left = agent.get(&format!("{TICKETS}/{source}")).is(200);
    assert_eq!((&left["status"], &left["relations"][0]["number"]), (&json!("closed"), &first["number"]));

    // By the thread, and by the number that Max has in the subject of his first mail's answer.
    let number = &second["number"];
    let answer = mail(&admin, "max@home.test", "b-2", "Re: Our lid", "In-Reply-To: <b-1@home.test>\r\n");
    assert_eq!((&answer["outcome"], &answer["ticket"]), (&json!("threaded"), &json!(target)), "{answer}");
    let answer = mail(&admin, "max@home.test", "b-3", &format!("Still [#{number}]"), "");
    assert_eq!((&answer["outcome"], &answer["ticket"]), (&json!("threaded"), &json!(target)), "{answer}");
    let answer = mail(&admin, "customer@demo.test", "a-2", "Re: The lid", "In-Reply-To: <a-1@home.test>\r\n");
    assert_eq!(answer["ticket"], json!(target));

    // Customers see what was said, and nothing of the merge.
    let theirs = customer.get(&format!("{TICKETS}/{target}")).is(200);
    assert_eq!((&theirs["messages"], &theirs["relations"]), (&json!(5), &json!([])), "{theirs}");
    let history = customer.get(&format!("{TICKETS}/{target}/history")).is(200).to_string();
    assert!(!history.contains("merge") && !history.contains(&format!("#{number}")), "{history}");
    customer.get(&format!("{TICKETS}/{source}")).problem(404);

    agent.delete(&format!("/merge/api/merges/{}", text(&merged, "id"))).is(204);
    assert_eq!(bodies(&agent, &source), before.0);
    let now = bodies(&agent, &target);
    assert!(
        now.starts_with(&before.1[..]) && now.len() == before.1.len() + 3,
        "what came since stays: {now:?}"
    );
    let back = agent.get(&format!("{TICKETS}/{source}")).is(200);
    assert_eq!((&back["status"], &back["relations"]), (&json!("new"), &json!([])));
    // The thread is Max's ticket again.
    let answer = mail(&admin, "max@home.test", "b-4", "Re: Our lid", "In-Reply-To: <b-1@home.test>\r\n");
    assert_eq!(answer["ticket"], json!(source));
}

#[test]
fn whoever_may_not_merge_both_merges_neither() {
    let desk = World::demo();
    let (owner, agent, sales) =
        (desk.person("owner"), desk.person("agent.support"), desk.person("agent.sales"));
    let support = text(&open_ticket(&owner, "Support", "A lid"), "id");
    let opened = open_ticket(&owner, "Support", "Another lid");
    let (other, number) = (text(&opened, "id"), &opened["number"]);
    let hidden = text(&open_ticket(&owner, "Sales", "An offer"), "id");
    let body = wanted(&owner, &support, &hidden);
    // What one may not read is not there, in either place.
    for caller in [&agent, &sales] {
        caller.post("/merge/api/merges", &body).problem(404);
        caller.get(&format!("/merge/api/preview?source={support}&target={hidden}")).problem(404);
        assert_eq!(caller.get(&format!("/console/merge?t={support}&t={hidden}")).status, 404);
    }
    let (reader, customer) = (desk.person("collaborator"), desk.person("customer"));
    let body = wanted(&owner, &support, &other);
    reader.post("/merge/api/merges", &body).problem(403);
    customer.post("/merge/api/merges", &body).problem(403);
    assert_eq!(reader.get(&format!("/console/merge?t={support}&into={number}")).status, 403);
    // The owner may, across departments; an agent of one of them then cannot undo what he cannot see.
    let merged = owner.post("/merge/api/merges", &wanted(&owner, &support, &hidden)).is(201);
    let path = format!("/merge/api/merges/{}", text(&merged, "id"));
    let told = agent.delete(&path).problem(403);
    assert!(told.to_string().contains("where you may not read"), "{told}");
    owner.delete(&path).is(204);
    agent.delete(&path).problem(404);
}

#[test]
fn whoever_may_not_share_merges_without_letting_anybody_in() {
    let desk = World::demo();
    let (owner, admin) = (desk.person("owner"), desk.person("admin"));
    let grants: Vec<Value> = ["read", "note", "edit", "reply", "create", "merge"]
        .map(|verb| json!({ "permission": format!("tickets:ticket.{verb}"), "scopes": ["all"] }))
        .into();
    let role = json!({ "name": "joiner", "title": "Joiner", "staff": true, "grants": grants });
    owner.post("/api/v1/roles", &role).is(201);
    let me = text(&desk.person("agent.sales").get("/api/v1/me").is(200), "id");
    owner.put(&format!("/api/v1/users/{me}/roles"), &json!({ "roles": [{ "role": "joiner" }] })).is(200);
    let joiner = desk.person("agent.sales");
    let first = mail(&admin, "customer@demo.test", "c-1", "A box", "");
    let second = mail(&admin, "max@home.test", "d-1", "Our box", "");
    let (target, source) = (text(&first, "ticket"), text(&second, "ticket"));
    let told = joiner.get(&format!("/merge/api/preview?source={source}&target={target}")).is(200);
    assert_eq!((&told["joining"], told["left_out"].as_array().unwrap().len()), (&json!([]), 1));
    joiner.post("/merge/api/merges", &wanted(&joiner, &source, &target)).is(201);
    assert_eq!(joiner.get(&format!("{TICKETS}/{target}")).is(200)["participants"], json!([]));
    // By mail he is heard all the same.
    let answer = mail(&admin, "max@home.test", "d-2", "Re: Our box", "In-Reply-To: <d-1@home.test>\r\n");
    assert_eq!(answer["ticket"], json!(target));
}

#[test]
fn a_merge_of_what_somebody_changed_meanwhile_is_a_conflict() {
    let desk = World::demo();
    let (agent, owner) = (desk.person("agent.support"), desk.person("owner"));
    let [source, target] =
        ["A lid", "Another lid"].map(|subject| text(&open_ticket(&owner, "Support", subject), "id"));
    let stale = wanted(&agent, &source, &target);
    let body = json!({ "version": version(&agent, &target), "priority": "high" });
    agent.patch(&format!("{TICKETS}/{target}"), &body).is(200);
    let told = agent.post("/merge/api/merges", &stale).problem(409);
    assert!(told.to_string().contains("`priority`"), "{told}");
    agent.post("/merge/api/merges", &wanted(&agent, &source, &target)).is(201);
}
