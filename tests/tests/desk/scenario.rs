//! A morning at the desk: mail comes in, an agent answers, and makes two tickets of two questions.

use ombud_tests::caller::Caller;
use ombud_tests::world::{PASSWORD, World, text};
use serde_json::{Value, json};

const ASKS: &str = "From: Mira Petrova <mira@example.org>\r\n\
    To: support@demo.test\r\nSubject: The lamp flickers\r\nMessage-ID: <lamp-1@example.org>\r\n\
    Date: Thu, 01 Jan 2026 09:00:00 +0000\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
    Since Monday the lamp flickers when I turn it on.\r\n";
const GOES_ON: &str = "From: Mira Petrova <mira@example.org>\r\n\
    To: support@demo.test\r\nSubject: Re: The lamp flickers\r\nMessage-ID: <lamp-2@example.org>\r\n\
    In-Reply-To: <lamp-1@example.org>\r\nReferences: <lamp-1@example.org>\r\n\
    Date: Thu, 01 Jan 2026 09:10:00 +0000\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
    And another thing: the invoice names the wrong street.\r\n";
const AND_ON: &str = "From: Mira Petrova <mira@example.org>\r\n\
    To: support@demo.test\r\nSubject: Re: The lamp flickers\r\nMessage-ID: <lamp-3@example.org>\r\n\
    In-Reply-To: <lamp-2@example.org>\r\nReferences: <lamp-1@example.org> <lamp-2@example.org>\r\n\
    Date: Thu, 01 Jan 2026 09:20:00 +0000\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
    It should be Lipova ulica 4, please send it again.\r\n";

/// What was done, to be read back.
pub struct Story {
    lamp: String,
    invoice: String,
    agent: String,
}

/// What the desk made of a message.
#[track_caller]
pub fn hand_in(caller: &Caller, department: &str, message: &[u8]) -> Value {
    let path = format!("/mail/api/messages?department={department}");
    caller.fetch("POST", &path, &[("content-type", "message/rfc822")], message).is(201)
}

impl Story {
    /// Plays it. Everything in it has been acknowledged when this returns.
    pub fn play(base: &str) -> Story {
        let admin = Caller::sign_in(base, "admin@demo.test", PASSWORD);
        let asked = hand_in(&admin, "Support", ASKS.as_bytes());
        assert_eq!(asked["outcome"], "created", "{asked}");
        let lamp = text(&asked, "ticket");
        for message in [GOES_ON, AND_ON] {
            let made = hand_in(&admin, "Support", message.as_bytes());
            assert_eq!((&made["outcome"], &made["ticket"]), (&json!("threaded"), &json!(lamp)), "{made}");
        }

        let agent = Caller::sign_in(base, "agent.support@demo.test", PASSWORD);
        let me = text(&agent.get("/api/v1/me").is(200), "id");
        let listed = agent.get("/tickets/api/tickets?department=Support&status=new&sort=created").is(200);
        let found = listed["tickets"].as_array().unwrap().iter().find(|ticket| ticket["id"] == json!(lamp));
        assert_eq!(found.unwrap()["subject"], "The lamp flickers", "{listed}");

        let path = format!("/tickets/api/tickets/{lamp}");
        for (kind, body) in [("reply", "Which bulb is in it?"), ("note", "A batch of bad bulbs?")] {
            let written = agent.post(&format!("{path}/messages"), &json!({ "kind": kind, "body": body }));
            assert_eq!(written.is(201)["kind"], kind);
        }
        let version = agent.get(&path).is(200)["version"].clone();
        let taken = agent.patch(&path, &json!({ "version": version, "assignee": "me", "priority": "high" }));
        assert_eq!(taken.is(200)["assignee"], json!(me));

        let messages = agent.get(&format!("{path}/messages")).is(200);
        let about_the_invoice: Vec<&Value> = messages["messages"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|message| {
                message["body"]
                    .as_str()
                    .is_some_and(|body| body.contains("invoice") || body.contains("Lipova"))
            })
            .map(|message| &message["id"])
            .collect();
        assert_eq!(about_the_invoice.len(), 2, "{messages}");
        let split = json!({
            "ticket": lamp, "messages": about_the_invoice, "mode": "move",
            "subject": "Wrong street on the invoice", "department": "Support",
        });
        let invoice = text(&agent.post("/split/api/splits", &split).is(201), "ticket");
        let story = Story { lamp, invoice, agent: me };
        story.reads_back(base);
        story
    }

    /// Holds both tickets against what was done.
    #[track_caller]
    pub fn reads_back(&self, base: &str) {
        let agent = Caller::sign_in(base, "agent.support@demo.test", PASSWORD);
        let lamp = agent.get(&format!("/tickets/api/tickets/{}", self.lamp)).is(200);
        assert_eq!(lamp["subject"], "The lamp flickers");
        assert_eq!(lamp["assignee"], json!(self.agent));
        assert_eq!((&lamp["status"], &lamp["priority"]), (&json!("open"), &json!("high")), "{lamp}");
        assert_eq!(relation(&lamp), ("split-to".into(), self.invoice.clone()));
        let said = said(&agent, &self.lamp);
        assert_eq!(
            said,
            [
                "reply: Since Monday the lamp flickers when I turn it on.",
                "reply: Which bulb is in it?",
                "note: A batch of bad bulbs?",
            ]
        );

        let invoice = agent.get(&format!("/tickets/api/tickets/{}", self.invoice)).is(200);
        assert_eq!(invoice["subject"], "Wrong street on the invoice");
        assert_eq!(invoice["requester"], lamp["requester"], "the customer who wrote the messages");
        assert_eq!(relation(&invoice), ("split-from".into(), self.lamp.clone()));
        let said = self::said(&agent, &self.invoice);
        assert_eq!(
            said,
            [
                "reply: And another thing: the invoice names the wrong street.",
                "reply: It should be Lipova ulica 4, please send it again.",
            ]
        );
    }
}

fn relation(ticket: &Value) -> (String, String) {
    let relations = ticket["relations"].as_array().unwrap();
    assert_eq!(relations.len(), 1, "{ticket}");
    (text(&relations[0], "kind"), text(&relations[0], "ticket"))
}

/// What people said in a ticket, without the lines of the desk.
fn said(caller: &Caller, ticket: &str) -> Vec<String> {
    let page = caller.get(&format!("/tickets/api/tickets/{ticket}/messages")).is(200);
    let messages = page["messages"].as_array().unwrap();
    let people = messages.iter().filter(|message| message["kind"] != "system");
    people.map(|message| format!("{}: {}", text(message, "kind"), text(message, "body").trim())).collect()
}

#[test]
fn an_agent_answers_and_splits_an_imported_ticket() {
    let desk = World::demo();
    Story::play(desk.base());
}

#[test]
fn what_was_answered_and_split_is_read_back_after_a_kill() {
    let mut desk = World::demo();
    let story = Story::play(desk.base());
    desk.program().kill();
    desk.start_again();
    story.reads_back(desk.base());
}

#[test]
fn a_desk_that_is_asked_to_end_ends_in_order_and_goes_on_where_it_was() {
    let mut desk = World::demo();
    let story = Story::play(desk.base());
    assert_eq!(desk.program().stop(), Some(0));
    desk.start_again();
    story.reads_back(desk.base());
}

#[test]
fn a_split_is_undone_while_nobody_wrote() {
    let desk = World::demo();
    let story = Story::play(desk.base());
    let agent = desk.person("agent.support");
    let path = format!("/tickets/api/tickets/{}", story.lamp);
    let listed = agent.get(&format!("{path}/messages")).is(200);
    let bulb = listed["messages"].as_array().unwrap().iter().find(|m| m["kind"] == "note").unwrap();
    let split = json!({
        "ticket": story.lamp, "messages": [bulb["id"]], "mode": "copy", "subject": "Bulbs", "department": "Sales",
    });
    let made = agent.post("/split/api/splits", &split).is(201);
    agent.get(&format!("/tickets/api/tickets/{}", text(&made, "ticket"))).problem(404);
    // It takes the right to split on both sides, and Sales is not Ana's.
    let undo = format!("/split/api/splits/{}", text(&made, "id"));
    let refused = agent.delete(&undo);
    assert!(matches!(refused.status, 403 | 404), "{}", refused.text());
    let owner = desk.person("owner");
    let undone = owner.delete(&undo);
    assert_eq!(undone.status, 204, "{}", undone.text());
    owner.get(&format!("/tickets/api/tickets/{}", text(&made, "ticket"))).problem(404);
    assert_eq!(said(&agent, &story.lamp).len(), 3);
}
