//! What customers thought, on a whole desk: one rating of each ticket and chat, links without signing in, and a report of what one may see.

use crate::chat::{accepts, act, desk as chatting, support, visitor, wait_until};
use crate::people::add;
use ombud_access::RecordRef;
use ombud_host::Place;
use ombud_host::manifest::Point;
use ombud_testkit::{Client, Desk};
use ombud_tests::caller::Caller;
use ombud_tests::postman::{Postman, Taken};
use ombud_tests::world::{World, text};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

const ANA: &str = "agent.support@demo.test";
const SAM: &str = "agent.sales@demo.test";
const CLEO: &str = "customer@demo.test";

fn hours(hours: u64) -> Duration {
    Duration::from_secs(hours * 3600)
}

#[track_caller]
fn ok((status, body): (u16, Value)) -> Value {
    assert!(status < 300, "{status} {body}");
    body
}

/// Cleo asks, and this agent takes it and answers; the id.
#[track_caller]
fn answered(desk: &Desk, agent: &str, department: &str) -> String {
    let ticket = json!({ "subject": "Broken lamp", "department": department, "body": "It flickers." });
    let made = ok(desk.as_(CLEO).post("/tickets/api/tickets", &ticket));
    let id = made["id"].as_str().unwrap().to_owned();
    let agent_id = desk.person(agent);
    change(desk, agent, &id, json!({ "assignee": agent_id }));
    let path = format!("/tickets/api/tickets/{id}/messages");
    ok(desk.as_(agent).post(&path, &json!({ "kind": "reply", "body": "Turn it." })));
    desk.settle();
    id
}

#[track_caller]
fn change(desk: &Desk, agent: &str, ticket: &str, mut changes: Value) {
    let (who, path) = (desk.as_(agent), format!("/tickets/api/tickets/{ticket}"));
    changes["version"] = ok(who.get(&path))["version"].clone();
    ok(who.patch(&path, &changes));
    desk.settle();
}

#[track_caller]
fn resolved(desk: &Desk, agent: &str, department: &str) -> String {
    let ticket = answered(desk, agent, department);
    change(desk, agent, &ticket, json!({ "status": "resolved" }));
    ticket
}

fn path(ticket: &str) -> String {
    format!("/csat/api/tickets/{ticket}")
}

fn rates(desk: &Desk, who: &str, ticket: &str, score: u8, comment: &str) -> u16 {
    desk.as_(who).put(&path(ticket), &json!({ "score": score, "comment": comment })).0
}

fn counted(who: &Client) -> u64 {
    ok(who.get("/csat/api/report"))["total"]["count"].as_u64().unwrap()
}

fn panel(who: &Client, ticket: &str) -> Option<String> {
    let subject = RecordRef { collection: Arc::from("tickets:tickets"), id: ticket.parse().unwrap() };
    let parts = who.parts(Place { point: Point::TicketPanel, subject: Some(subject) });
    parts.into_iter().find(|part| part.plugin == "csat").and_then(|part| part.html.unwrap())
}

/// Whoever has come by, without signing in, sends the form of a link.
fn sends(desk: &Desk, link: &str, form: &str) -> u16 {
    let kind = [("content-type", "application/x-www-form-urlencoded")];
    desk.visitor().fetch("POST", link, &kind, form).status
}

#[track_caller]
fn link(desk: &Desk, agent: &str, ticket: &str) -> String {
    let made = ok(desk.as_(agent).post(&format!("{}/link", path(ticket)), &json!({})));
    made["path"].as_str().unwrap().to_owned()
}

#[test]
fn a_customer_rates_once_and_changes_it_within_the_while() {
    let desk = Desk::start();
    let ticket = answered(&desk, ANA, "Support");
    assert_eq!(rates(&desk, CLEO, &ticket, 5, ""), 409, "it goes on");
    change(&desk, ANA, &ticket, json!({ "status": "resolved" }));
    assert_eq!(rates(&desk, CLEO, &ticket, 2, "slow"), 200);
    desk.advance(hours(1));
    assert_eq!(rates(&desk, CLEO, &ticket, 4, "better"), 200);
    let ana = desk.as_(ANA);
    assert_eq!(counted(&ana), 1, "one vote");
    let report = ok(ana.get("/csat/api/report"));
    assert_eq!(report["total"]["average"], 4.0, "{report}");
    assert_eq!(report["agents"][0]["agent"], json!(desk.person(ANA)));
    let html = panel(&ana, &ticket).unwrap();
    assert!(html.contains("4 of 5") && html.contains("better") && html.contains("answered by"), "{html}");
    // Opened again it stays, and so does what was said when the while is over.
    change(&desk, ANA, &ticket, json!({ "status": "open" }));
    desk.advance(hours(24));
    assert_eq!(rates(&desk, CLEO, &ticket, 1, "worse"), 409);
    assert_eq!(ok(ana.get(&path(&ticket)))["rating"]["score"], 4);
    let own = ok(desk.as_(CLEO).get(&path(&ticket)));
    assert_eq!((&own["rating"]["comment"], &own["rating"]["agent"]), (&json!("better"), &Value::Null));
}

#[test]
fn nobody_rates_or_reads_what_is_not_theirs() {
    let desk = Desk::start();
    let ticket = resolved(&desk, ANA, "Support");
    for (who, status) in [(SAM, 403), (ANA, 403), ("supervisor@demo.test", 403), ("owner@demo.test", 404)] {
        assert_eq!(rates(&desk, who, &ticket, 5, ""), status, "{who}");
    }
    assert_eq!(desk.visitor().put(&path(&ticket), &json!({ "score": 5 })).0, 401);
    assert_eq!(rates(&desk, CLEO, &ticket, 1, "the words of Cleo"), 200);
    assert_eq!(desk.as_(SAM).get(&path(&ticket)).0, 404, "another department");
    assert_eq!(panel(&desk.as_(SAM), &ticket), None);
    assert_eq!(desk.as_(CLEO).get("/csat/api/report").0, 403);
    // Where the ticket goes, what was said goes; who was rated stays counted where it was.
    let (sales, boss) = (desk.department("Sales"), desk.as_("supervisor@demo.test"));
    change(&desk, "supervisor@demo.test", &ticket, json!({ "department": sales, "assignee": null }));
    assert_eq!(desk.as_(ANA).get(&path(&ticket)).0, 404);
    assert_eq!(ok(desk.as_(SAM).get(&path(&ticket)))["rating"]["comment"], "the words of Cleo");
    let report = ok(desk.as_(ANA).get("/csat/api/report"));
    assert_eq!((&report["total"]["count"], &report["comments"]), (&json!(1), &json!([])), "{report}");
    assert_eq!(counted(&desk.as_(SAM)), 0);
    let table = boss.fetch("GET", "/csat/api/report.csv", &[], "").text();
    assert!(table.contains(",1,Support,Ana Support,the words of Cleo"), "{table}");
}

#[test]
fn the_question_comes_once_after_the_delay_and_not_while_it_is_open_again() {
    let desk = Desk::start();
    let ticket = resolved(&desk, ANA, "Support");
    let ana = desk.as_(ANA);
    let stands = || ok(ana.get(&path(&ticket)));
    assert!(stands()["due"].is_u64() && stands()["asked"].is_null(), "{}", stands());
    change(&desk, ANA, &ticket, json!({ "status": "open" }));
    assert!(stands()["due"].is_null(), "{}", stands());
    desk.advance(hours(30));
    assert!(stands()["asked"].is_null(), "it was open");
    change(&desk, ANA, &ticket, json!({ "status": "resolved" }));
    desk.advance(hours(25));
    let asked = stands()["asked"].clone();
    assert!(asked.is_u64(), "{}", stands());
    change(&desk, ANA, &ticket, json!({ "status": "open" }));
    change(&desk, ANA, &ticket, json!({ "status": "resolved" }));
    desk.advance(hours(48));
    assert_eq!((&stands()["asked"], &stands()["due"]), (&asked, &Value::Null), "never twice");
    assert!(panel(&ana, &ticket).unwrap().contains("was asked"));
}

#[test]
fn a_link_needs_no_signing_in_and_ends() {
    let desk = Desk::start();
    let ticket = resolved(&desk, ANA, "Support");
    assert_eq!(desk.as_(SAM).post(&format!("{}/link", path(&ticket)), &json!({})).0, 404);
    assert_eq!(desk.as_(CLEO).post(&format!("{}/link", path(&ticket)), &json!({})).0, 403);
    let link = link(&desk, ANA, &ticket);
    let page = desk.visitor().fetch("GET", &format!("{link}?score=5"), &[], "");
    assert_eq!(page.status, 200);
    assert!(!page.text().contains("Broken lamp"), "{}", page.text());
    assert_eq!(counted(&desk.as_(ANA)), 0, "to follow it says nothing");
    assert_eq!(sends(&desk, &link, "score=5&comment=fine"), 303);
    assert_eq!(sends(&desk, &link, "score=4&comment=fine"), 303, "within the while");
    assert_eq!(rates(&desk, CLEO, &ticket, 4, "fine"), 200, "it is one rating, whichever way it is given");
    assert_eq!(counted(&desk.as_(ANA)), 1);
    assert!(panel(&desk.as_(ANA), &ticket).unwrap().contains("By a link that"), "who made it is told");
    desk.advance(hours(25));
    assert_eq!(sends(&desk, &link, "score=1"), 409, "it is used");
    assert_eq!(ok(desk.as_(ANA).get(&path(&ticket)))["rating"]["score"], 4);
    let other = resolved(&desk, ANA, "Support");
    let unused = self::link(&desk, ANA, &other);
    change(&desk, ANA, &other, json!({ "status": "open" }));
    assert_eq!(sends(&desk, &unused, "score=1"), 409, "it was opened again");
    change(&desk, ANA, &other, json!({ "status": "resolved" }));
    desk.advance(hours(14 * 24));
    assert_eq!(sends(&desk, &unused, "score=1"), 404, "it is over");
    for wrong in ["/csat/rate/0", "/csat/rate/00000000000000000000000000000000000000000000000a"] {
        assert_eq!(desk.visitor().fetch("GET", wrong, &[], "").status, 404);
    }
}

#[test]
fn a_low_score_has_a_rule_act() {
    let desk = Desk::start();
    let rule = json!({
        "name": "unhappy", "on": [{ "event": "rated", "most": 2 }], "then": [{ "do": "add-tags", "tags": ["unhappy"] }],
    });
    ok(desk.as_("supervisor@demo.test").post("/rules/api/rules", &rule));
    let (low, high) = (resolved(&desk, ANA, "Support"), resolved(&desk, ANA, "Support"));
    assert_eq!(rates(&desk, CLEO, &high, 5, ""), 200);
    assert_eq!(rates(&desk, CLEO, &low, 2, ""), 200);
    desk.settle();
    let tags =
        |ticket: &str| ok(desk.as_(ANA).get(&format!("/tickets/api/tickets/{ticket}")))["tags"].clone();
    assert_eq!((tags(&low), tags(&high)), (json!(["unhappy"]), json!([])));
}

#[test]
fn a_ticket_that_was_rated_can_be_deleted_and_takes_the_words_along() {
    let desk = Desk::start();
    let ticket = resolved(&desk, ANA, "Support");
    assert_eq!(rates(&desk, CLEO, &ticket, 3, "so-so"), 200);
    let owner = desk.as_("owner@demo.test");
    ok(owner.delete(&format!("/tickets/api/tickets/{ticket}")));
    desk.settle();
    let report = ok(owner.get("/csat/api/report"));
    assert_eq!((&report["total"]["count"], &report["comments"]), (&json!(1), &json!([])), "{report}");
}

/// Vera chats with this agent, ends it and rates it; the chat.
#[track_caller]
fn rated_chat(desk: &World, vera: &Caller, chat: &str, agent: &Caller, score: u8) {
    accepts(agent, chat);
    act(vera, chat, "end").is(204);
    let said = json!({ "score": score, "comment": format!("words of {score}") });
    vera.post(&format!("/chat/api/chats/{chat}/rating"), &said).is(204);
    desk.visitor().post(&format!("/chat/api/chats/{chat}/rating"), &said).problem(401);
}

#[test]
fn a_chat_is_rated_in_one_place_and_each_leader_sees_the_own_department() {
    let desk = chatting(&[("agent.support", 2)]);
    let (support, ana) = (support(&desk), desk.person("agent.support"));
    let leads = |name: &str, department: &str| add(&desk, name, "supervisor", &[department]);
    let (here, there) = (leads("leads.support", "Support"), leads("leads.sales", "Sales"));
    let (vera, chat) = visitor(&desk, &support, "Vera");
    rated_chat(&desk, &vera, &chat, &ana, 2);
    let change = json!({ "score": 4, "comment": "words of 4" });
    vera.post(&format!("/chat/api/chats/{chat}/rating"), &change).is(204);
    assert_eq!(vera.get(&format!("/chat/api/chats/{chat}")).is(200)["rated"], true);
    let (other, _) = visitor(&desk, &support, "Olga");
    other.post(&format!("/chat/api/chats/{chat}/rating"), &change).problem(404);
    // The archive, the chat, the report and the rating itself say the same.
    assert!(here.get("/chat/archive").text().contains("4 of 5"));
    assert_eq!(here.get(&format!("/chat/api/chats/{chat}")).is(200)["rating"]["score"], 4);
    assert_eq!(here.get(&format!("/csat/api/chats/{chat}")).is(200)["rating"]["comment"], "words of 4");
    let report = here.get("/csat/api/report").is(200);
    assert_eq!(
        (&report["total"]["count"], &report["total"]["average"]),
        (&json!(1), &json!(4.0)),
        "{report}"
    );
    assert_eq!(text(&report["comments"][0], "comment"), "words of 4");
    assert!(here.get("/csat/").text().contains("words of 4"));
    // The other department hears of nothing.
    there.get(&format!("/csat/api/chats/{chat}")).problem(404);
    let report = there.get("/csat/api/report").is(200);
    assert_eq!((&report["total"]["count"], &report["comments"]), (&json!(0), &json!([])), "{report}");
    let narrowed = there.get(&format!("/csat/api/report?department={support}")).is(200);
    assert_eq!(narrowed["total"]["count"], 0, "to name it opens nothing: {narrowed}");
    assert!(!there.get("/csat/").text().contains("words of"));
    assert!(!there.get("/csat/api/report.csv").text().contains("words of"));
    vera.get("/csat/api/report").problem(403);
}

#[test]
fn the_question_is_mailed_once_in_the_language_of_the_ticket_and_says_where_to_stop_it() {
    let Some(postman) = Postman::start("plain", None) else { return };
    let desk = World::demo();
    let owner = desk.person("owner");
    owner.put("/api/v1/settings/mail", &postman.relay(None)).is(200);
    owner.patch("/api/v1/plugins/csat/settings", &json!({ "mail": true, "delay-hours": 0 })).is(204);
    let (cleo, ana) = (desk.person("customer"), desk.person("agent.support"));
    let resolve = |subject: &str| {
        let ticket = json!({ "subject": subject, "department": "Support", "body": "It flickers." });
        let id = text(&cleo.post("/tickets/api/tickets", &ticket).is(201), "id");
        let path = format!("/tickets/api/tickets/{id}");
        ana.post(&format!("{path}/messages"), &json!({ "kind": "reply", "body": "Turn it." })).is(201);
        let version = ana.get(&path).is(200)["version"].clone();
        ana.patch(&path, &json!({ "status": "resolved", "version": version })).is(200);
        id
    };
    let first = resolve("Broken lamp");
    let asked = |id: &str| ana.get(&path(id)).is(200)["asked"].is_number();
    let questions = |all: &[Taken]| -> Vec<String> {
        let to_rate = all.iter().filter(|one| one.text().contains("/csat/rate/"));
        to_rate.map(|one| format!("{}: {}", one.to, one.text())).collect()
    };
    wait_until("it is mailed", || !questions(&postman.taken()).is_empty());
    let mailed = questions(&postman.taken());
    assert_eq!(mailed.len(), 1, "{mailed:?}");
    assert!(
        mailed[0].starts_with("customer@demo.test: ") && mailed[0].contains("Broken lamp"),
        "{}",
        mailed[0]
    );
    assert!(asked(&first) && ana.get(&path(&first)).is(200)["mailed"] == true);
    let link = mailed[0].split("https://desk.house.test").nth(1).unwrap().split_whitespace().next().unwrap();
    // Whoever follows the link rates without signing in, and may want to hear no more.
    let form = [("content-type", "application/x-www-form-urlencoded")];
    assert_eq!(desk.visitor().fetch("POST", link, &form, "score=5").status, 303);
    assert_eq!(ana.get(&path(&first)).is(200)["rating"]["score"], 5);
    assert_eq!(desk.visitor().fetch("POST", link, &form, "questions=never").status, 303);
    resolve("Another lamp");
    std::thread::sleep(Duration::from_millis(1500));
    assert_eq!(questions(&postman.taken()).len(), 1, "not to somebody who wants none");
    // In the list of tickets the rating stands in words.
    let inbox = ana.get("/console/?status=resolved").text();
    assert!(inbox.contains("5 of 5: very good"), "{inbox}");
}
