//! What somebody has begun to write, and what was sent and can still be taken back.

use crate::forms::FORM;
use crate::live::Listener;
use crate::people::{add, set_active};
use ombud_tests::caller::{Answer, Caller};
use ombud_tests::world::{World, text};
use serde_json::{Value, json};
use std::thread;
use std::time::{Duration, Instant};

/// How long a reply waits in these tests, seconds: long enough to look, and to be killed meanwhile.
const WAIT: u64 = 4;

/// A ticket of the customer's in Support: its id and number.
fn ticket_of_customer(desk: &World) -> (String, u64) {
    let wanted = json!({ "subject": "The lid", "department": "Support", "body": "Where is the lid?" });
    let made = desk.person("customer").post("/tickets/api/tickets", &wanted).is(201);
    (text(&made, "id"), made["number"].as_u64().unwrap())
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// Sends a form of the ticket's page, as a browser without scripts does.
#[track_caller]
fn send(who: &Caller, number: u64, act: &str, fields: &[(&str, &str)]) -> Answer {
    let form: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    who.fetch("POST", &format!("/console/tickets/{number}/{act}"), &[FORM], form.join("&"))
}

#[track_caller]
fn leads(answer: &Answer, to: &str) {
    let place = answer.header("location").unwrap_or_default();
    assert!(answer.status == 303 && place.contains(to), "{} {place}: {}", answer.status, answer.text());
}

/// What stands in a field of the page.
#[track_caller]
fn typed(who: &Caller, number: u64, field: &str) -> String {
    let page = who.get(&format!("/console/tickets/{number}"));
    assert_eq!(page.status, 200, "{}", page.text());
    let page = page.text();
    let from = page.find(&format!("<textarea id=\"{field}\"")).unwrap();
    let rest = &page[from..];
    rest[rest.find('>').unwrap() + 1..rest.find("</textarea>").unwrap()].trim_start().to_owned()
}

fn state(who: &Caller, number: u64) -> String {
    let page = who.get(&format!("/console/tickets/{number}")).text();
    page.split_once("name=\"draft\" value=\"").unwrap().1.split_once('"').unwrap().0.to_owned()
}

fn said(who: &Caller, ticket: &str) -> Vec<String> {
    let page = who.get(&format!("/tickets/api/tickets/{ticket}/messages")).is(200);
    page["messages"].as_array().unwrap().iter().map(|message| text(message, "body")).collect()
}

fn waiting_seconds(desk: &World, seconds: u64) {
    let settings = json!({ "undo-seconds": seconds });
    desk.person("owner").patch("/api/v1/plugins/tickets/settings", &settings).is(204);
}

#[track_caller]
fn until(what: &str, is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_secs(30), "not so: {what}");
        thread::sleep(Duration::from_millis(100));
    }
}

fn held_by(who: &Caller, ticket: &str) -> Vec<Value> {
    let held = who.get(&format!("/tickets/api/tickets/{ticket}/held")).is(200);
    held["held"].as_array().unwrap().clone()
}

#[test]
fn a_draft_is_there_in_another_browser_after_a_crash_and_gone_when_it_is_sent() {
    let mut desk = World::demo();
    waiting_seconds(&desk, 0);
    let (id, number) = ticket_of_customer(&desk);
    let agent = desk.person("agent.support");
    let fields =
        [("kind", "reply"), ("draft", "0"), ("key", "k1"), ("text", "Dear <Anna>,\nit"), ("then", "pending")];
    leads(&send(&agent, number, "draft", &fields), "done=draft-saved#reply");
    leads(&send(&agent, number, "draft", &[("kind", "note"), ("text", "Ask Ben")]), "#note");
    desk.program().kill();
    desk.start_again();

    let agent = desk.person("agent.support");
    assert_eq!(typed(&agent, number, "reply"), "Dear &lt;Anna&gt;,\nit");
    assert_eq!(typed(&agent, number, "note"), "Ask Ben");
    let page = agent.get(&format!("/console/tickets/{number}")).text();
    assert!(page.contains("<option value=\"pending\" selected>") && page.contains("Draft saved"));
    let inbox = agent.get("/console/?sort=created").text();
    let row = &inbox[inbox.find(&format!("data-ticket=\"{number}\"")).unwrap()..];
    assert!(row[..row.find("</tr>").unwrap()].contains(">Draft<"), "the inbox marks it");

    leads(
        &send(&agent, number, "reply", &[("text", "Dear Anna, it is here."), ("key", "k1")]),
        "done=reply#latest",
    );
    assert_eq!(typed(&agent, number, "reply"), "");
    assert_eq!(typed(&agent, number, "note"), "Ask Ben", "the note is another draft");
    // The same form again, because its answer was lost: nothing is sent twice.
    leads(&send(&agent, number, "reply", &[("text", "Dear Anna, it is here."), ("key", "k1")]), "#latest");
    assert_eq!(said(&agent, &id), ["Where is the lid?", "Dear Anna, it is here."]);
    // What was being saved when it was sent is no draft, either.
    send(&agent, number, "draft", &fields);
    assert_eq!(typed(&agent, number, "reply"), "");
}

#[test]
fn nobody_else_reads_a_draft_whatever_they_may_and_as_whomever_they_look() {
    let desk = World::demo();
    let (_, number) = ticket_of_customer(&desk);
    let agent = desk.person("agent.support");
    let secret = "Between me and my keyboard";
    leads(&send(&agent, number, "draft", &[("kind", "reply"), ("text", secret)]), "draft-saved");
    for name in ["owner", "admin", "supervisor"] {
        let page = desk.person(name).get(&format!("/console/tickets/{number}"));
        assert!(page.status == 200 && !page.text().contains(secret), "{name}");
        let inbox = desk.person(name).get("/console/").text();
        assert!(!inbox.contains(">Draft<"), "{name}");
    }
    let admin = desk.person("admin");
    let her = text(&agent.get("/api/v1/me").is(200), "id");
    admin.put("/api/v1/session/view", &json!({ "user": her })).is(200);
    let page = admin.get(&format!("/console/tickets/{number}"));
    assert!(page.status == 200 && page.text().contains("The lid"), "{} {}", page.status, page.text());
    assert!(!page.text().contains(secret), "an administrator reads it over her shoulder");
    assert!(!admin.get("/console/").text().contains(">Draft<"));
    assert_eq!(typed(&agent, number, "reply"), secret);
}

#[test]
fn two_windows_are_told_of_each_other_and_no_text_is_lost() {
    let desk = World::demo();
    let (_, number) = ticket_of_customer(&desk);
    let agent = desk.person("agent.support");
    let save = |key: &str, known: &str, words: &str, more: &[(&str, &str)]| {
        let fields = [&[("kind", "reply"), ("key", key), ("draft", known), ("text", words)], more].concat();
        send(&agent, number, "draft", &fields)
    };
    leads(&save("one", "0", "From the first window", &[]), "draft-saved");
    let clash = save("two", "0", "From the second window", &[]);
    assert_eq!(clash.status, 409);
    let page = clash.text();
    assert!(
        page.contains("From the first window") && page.contains("From the second window</textarea>"),
        "{page}"
    );
    assert!(page.contains("n another window you wrote something else"), "{page}");
    assert_eq!(typed(&agent, number, "reply"), "From the first window", "nothing was changed");
    let other = [("aside", "From the first window")];
    leads(&save("two", &state(&agent, number), "From the second window", &other), "draft-saved");
    assert_eq!(typed(&agent, number, "reply"), "From the second window");
    leads(&send(&agent, number, "draft", &[("kind", "reply"), ("do", "back")]), "draft-back");
    assert_eq!(typed(&agent, number, "reply"), "From the first window");
    leads(&send(&agent, number, "draft", &[("kind", "reply"), ("do", "discard")]), "draft-gone");
    assert_eq!(typed(&agent, number, "reply"), "");
    leads(&send(&agent, number, "draft", &[("kind", "reply"), ("do", "back")]), "draft-back");
    assert_eq!(typed(&agent, number, "reply"), "From the first window");
    // A script hears where it stands.
    let form = "kind=reply&key=one&text=By+script&draft=".to_owned() + &state(&agent, number);
    let place = format!("/console/tickets/{number}/draft");
    let answer = agent.fetch("POST", &place, &[FORM, ("accept", "application/json")], form);
    assert_eq!(answer.is(200)["draft"].to_string(), state(&agent, number));
}

#[test]
fn nobody_outside_sees_anything_of_a_reply_before_it_leaves() {
    let desk = World::demo();
    waiting_seconds(&desk, WAIT);
    let (id, number) = ticket_of_customer(&desk);
    let (agent, customer) = (desk.person("agent.support"), desk.person("customer"));
    let ears = Listener::new(&customer, None);
    let colleagues = Listener::new(&desk.person("owner"), None);
    // What plugins reckon about the tickets of a new desk is over.
    colleagues.rest();
    let before = customer.get(&format!("/tickets/api/tickets/{id}")).is(200);
    let words = "The lid xylophone is on its way";
    leads(
        &send(&agent, number, "reply", &[("text", words), ("then", "resolved"), ("key", "k")]),
        "done=held#latest",
    );
    let page = agent.get(&format!("/console/tickets/{number}")).text();
    assert!(page.contains(words) && page.contains("Leaves in") && page.contains("data-recall"), "{page}");

    assert_eq!(customer.get(&format!("/tickets/api/tickets/{id}")).is(200), before);
    assert_eq!(said(&customer, &id).len(), 1);
    assert!(held_by(&customer, &id).is_empty());
    assert_eq!(customer.get("/tickets/api/held").is(200)["held"], json!([]));
    assert_eq!(said(&agent, &id).len(), 1, "it is no message for anybody");
    assert!(ears.rest().is_empty(), "nothing has happened");
    let heard = colleagues.rest();
    assert!(heard.iter().all(|news| !news.kind.starts_with("tickets:")), "nothing has happened: {heard:?}");
    desk.searchable();
    let found = |who: &Caller| who.get("/console/search?q=xylophone").text().contains("hits");
    assert!(!found(&agent) && !found(&desk.person("owner")));
    assert_eq!(held_by(&desk.person("supervisor"), &id).len(), 1, "colleagues know that it waits");
    // A colleague who answers as well is told before.
    let last = agent.get(&format!("/tickets/api/tickets/{id}/messages")).is(200)["messages"][0].clone();
    let again = [("text", "Me too"), ("seen", last["id"].as_str().unwrap()), ("key", "s")];
    let refused = send(&desk.person("supervisor"), number, "reply", &again);
    assert!(refused.status == 409 && refused.text().contains("Me too</textarea>"), "{}", refused.status);

    until("it has left", || said(&customer, &id).len() == 2);
    assert_eq!(said(&customer, &id)[1], words);
    assert_eq!(agent.get(&format!("/tickets/api/tickets/{id}")).is(200)["status"], "resolved");
    ears.hears("tickets:messages.created", "");
    assert!(held_by(&agent, &id).is_empty());
    assert!(held_by(&customer, &id).is_empty());
}

#[test]
fn what_is_taken_back_is_a_draft_again_and_never_leaves() {
    let desk = World::demo();
    waiting_seconds(&desk, WAIT);
    let (id, number) = ticket_of_customer(&desk);
    let agent = desk.person("agent.support");
    leads(&send(&agent, number, "reply", &[("text", "Dear Zeo"), ("key", "k")]), "done=held");
    let held = text(&held_by(&agent, &id)[0], "id");
    let by = |who: &Caller| send(who, number, "recall", &[("held", &held)]);
    assert_eq!(by(&desk.person("supervisor")).status, 404, "it is hers");
    leads(&by(&agent), "done=recalled#reply");
    assert_eq!(typed(&agent, number, "reply"), "Dear Zeo");
    assert_eq!(by(&agent).status, 404);
    thread::sleep(Duration::from_secs(WAIT + 2));
    assert_eq!(said(&agent, &id).len(), 1);
}

#[test]
fn a_reply_that_waits_when_the_desk_is_killed_leaves_exactly_once_or_is_taken_back() {
    let mut desk = World::demo();
    waiting_seconds(&desk, WAIT);
    let (id, number) = ticket_of_customer(&desk);
    let (other, second) = ticket_of_customer(&desk);
    let agent = desk.person("agent.support");
    let send_both = |agent: &Caller| {
        leads(&send(agent, number, "reply", &[("text", "Once."), ("key", "a")]), "done=held");
        leads(&send(agent, second, "reply", &[("text", "Never."), ("key", "b")]), "done=held");
    };
    send_both(&agent);
    desk.program().kill();
    desk.start_again();
    let agent = desk.person("agent.support");
    let held = text(&held_by(&agent, &other)[0], "id");
    leads(&send(&agent, second, "recall", &[("held", &held)]), "done=recalled");
    // Whoever sends again because the answer was lost sends nothing more.
    leads(&send(&agent, number, "reply", &[("text", "Once."), ("key", "a")]), "#latest");
    until("it has left", || said(&agent, &id).len() > 1);
    desk.program().kill();
    desk.start_again();
    let agent = desk.person("agent.support");
    thread::sleep(Duration::from_secs(2));
    assert_eq!(said(&agent, &id), ["Where is the lid?", "Once."]);
    assert_eq!(said(&agent, &other), ["Where is the lid?"]);
    assert_eq!(typed(&agent, second, "reply"), "Never.");
}

#[test]
fn whoever_may_not_answer_any_more_when_it_leaves_has_the_words_back_and_the_reason() {
    let desk = World::demo();
    waiting_seconds(&desk, WAIT);
    let bela = add(&desk, "bela", "agent", &["Support"]);
    let owner = desk.person("owner");
    let her = text(&bela.get("/api/v1/me").is(200), "id");
    let (id, number) = ticket_of_customer(&desk);
    leads(&send(&bela, number, "reply", &[("text", "Not any more"), ("key", "k")]), "done=held");
    owner.put(&format!("/api/v1/users/{her}/roles"), &json!({ "roles": [{ "role": "read-only" }] })).is(200);
    until("it came back", || bela.get("/tickets/api/held").is(200)["held"] != json!([]));
    assert_eq!(said(&bela, &id).len(), 1);
    let page = bela.get(&format!("/console/tickets/{number}")).text();
    assert!(page.contains("It was not sent") && page.contains("Not any more"), "{page}");
    let inbox = bela.get("/console/").text();
    assert!(
        inbox.contains(&format!("Your reply in #{number} was not sent")) && inbox.contains("Not any more")
    );
    let held = text(&held_by(&bela, &id)[0], "id");
    leads(&send(&bela, number, "recall", &[("held", &held), ("clear", "yes")]), "/console/");
    assert!(!bela.get("/console/").text().contains("was not sent"));
}

#[test]
fn whoever_is_suspended_meanwhile_says_nothing_more_and_a_word_is_not_lost() {
    let desk = World::demo();
    waiting_seconds(&desk, WAIT);
    let bela = add(&desk, "bela", "agent", &["Support"]);
    let her = text(&bela.get("/api/v1/me").is(200), "id");
    let (id, number) = ticket_of_customer(&desk);
    leads(&send(&bela, number, "reply", &[("text", "Goodbye"), ("key", "k")]), "done=held");
    set_active(&desk.person("owner"), &her, false);
    thread::sleep(Duration::from_secs(WAIT + 2));
    assert_eq!(said(&desk.person("owner"), &id).len(), 1);
    set_active(&desk.person("owner"), &her, true);
    let bela = desk.person("bela");
    let back = bela.get("/tickets/api/held").is(200)["held"].clone();
    assert_eq!((back[0]["body"].as_str(), back[0]["number"].as_u64()), (Some("Goodbye"), Some(number)));
    assert!(text(&back[0], "returned").contains("may no longer work"), "{back}");
}

#[test]
fn a_program_sends_at_once_unless_it_asks_for_the_way_back() {
    let desk = World::demo();
    waiting_seconds(&desk, WAIT);
    let (id, _) = ticket_of_customer(&desk);
    let agent = desk.person("agent.support");
    let path = format!("/tickets/api/tickets/{id}/messages");
    agent.post(&path, &json!({ "kind": "reply", "body": "At once." })).is(201);
    assert_eq!(said(&desk.person("customer"), &id).len(), 2);
    // With a file, which stays with it.
    let kind = [("content-type", "text/plain")];
    let blob = text(&agent.fetch("POST", "/api/v1/blobs", &kind, "the plan").is(201), "id");
    let held = agent.post(
        &path,
        &json!({ "kind": "reply", "body": "In a while.", "undo": true, "attachments": [{ "blob": blob, "name": "plan.txt" }] }),
    );
    let held = held.is(202);
    assert_eq!(held["attachments"][0]["name"], "plan.txt");
    desk.person("customer").get(&format!("/api/v1/blobs/{blob}")).problem(404);
    until("it has left", || said(&desk.person("customer"), &id).len() == 3);
    assert_eq!(desk.person("customer").get(&format!("/api/v1/blobs/{blob}")).text(), "the plan");
    agent.delete(&format!("/tickets/api/held/{}", text(&held, "id"))).problem(404);
    // Behind a token there is nobody who could take it back.
    let grant = |permission: &str| json!({ "permission": permission, "scopes": ["all"] });
    let grants = ["tickets:ticket.read", "tickets:ticket.reply"].map(grant);
    let owner = desk.person("owner");
    let token = owner.post("/api/v1/tokens", &json!({ "name": "program", "grants": grants })).is(201);
    let program = owner.with_token(&text(&token, "token"));
    program.post(&path, &json!({ "kind": "reply", "body": "x", "undo": true })).problem(403);
    program.post(&path, &json!({ "kind": "reply", "body": "From a program." })).is(201);
    assert_eq!(said(&agent, &id).len(), 4);
}

#[test]
fn whose_reply_waits_in_a_ticket_that_is_deleted_keeps_the_words_and_is_told() {
    let desk = World::demo();
    let (owner, agent) = (desk.person("owner"), desk.person("agent.support"));
    waiting_seconds(&desk, 60);
    let (id, number) = ticket_of_customer(&desk);
    let path = format!("/tickets/api/tickets/{id}");
    let words = json!({ "kind": "reply", "body": "Long thought about", "undo": true });
    let held = text(&agent.post(&format!("{path}/messages"), &words).is(202), "id");
    owner.delete(&path).is(204);
    let own = agent.get("/tickets/api/held").is(200);
    assert_eq!(
        (&own["held"][0]["body"], &own["held"][0]["returned"]),
        (&json!("Long thought about"), &json!("its ticket was deleted"))
    );
    let inbox = agent.get("/console/").text();
    assert!(inbox.contains("Long thought about") && inbox.contains("its ticket was deleted"), "{inbox}");
    let cleared =
        agent.post_form(&format!("/console/tickets/{number}/recall"), &format!("held={held}&clear=yes"));
    assert_eq!(cleared.status, 303);
    assert!(!agent.get("/console/").text().contains("Long thought about"));
}
