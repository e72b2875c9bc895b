//! Splitting real tickets on a fake kernel.

use crate::Split;
use crate::split::UNDO;
use ombud_plugin::desk::tickets::{
    self, Changes, Message, MessageKind, NewMessage, NewTicket, Priority, Status, Ticket,
};
use ombud_plugin::testing::{FakeKernel, Provided};
use ombud_plugin::{Plugin, Request, Response, UserId};
use ombud_tickets::Tickets;
use serde_json::{Value, json};

struct Desk {
    kernel: FakeKernel,
    ada: UserId,
    zoe: UserId,
    eve: UserId,
    /// Asked by Zoe: lamp (Zoe), invoice (Eve, who shares it), answer (Ada), note (Ada).
    source: Ticket,
}

impl Desk {
    fn new() -> Desk {
        let kernel = FakeKernel::new();
        let support = kernel.department("Support");
        kernel.department("Billing");
        let ada = kernel.staff("Ada", "ada@desk.test", &[&support]);
        let zoe = kernel.customer("Zoe", "zoe@home.test");
        let eve = kernel.customer("Eve", "eve@home.test");
        kernel.settings(&json!({ "close-after-days": 14, "undefined-fields": true, "fields": [] }));
        kernel.tickets(Provided::<Tickets>::on(kernel.cx()));
        kernel.act_as_plugin();
        let first = message(MessageKind::Reply, "It flickers.", &zoe);
        let source = tickets::create(
            &kernel.cx(),
            &NewTicket {
                subject: "Lamp".into(),
                department: support.clone(),
                requester: Some(zoe.clone()),
                assignee: None,
                participants: vec![eve.clone()],
                status: None,
                priority: Priority::High,
                tags: vec!["lamp".into()],
                fields: vec![("order".into(), "7".into())],
                channel: "mail".into(),
                language: Some("en".into()),
                first: Some(first),
            },
        )
        .unwrap();
        for (kind, text, who) in [
            (MessageKind::Reply, "And the invoice is wrong.", &eve),
            (MessageKind::Reply, "I will look.", &ada),
            (MessageKind::Note, "billing should see this", &ada),
        ] {
            kernel.advance(1000);
            tickets::add_message(&kernel.cx(), &source.id, &message(kind, text, who)).unwrap();
        }
        kernel.advance(1000);
        kernel.act_as(&ada);
        Desk { kernel, ada, zoe, eve, source }
    }

    fn messages(&self, ticket: &str) -> Vec<Message> {
        tickets::messages(&self.kernel.cx(), ticket).unwrap()
    }

    fn texts(&self, ticket: &str) -> Vec<String> {
        self.messages(ticket).into_iter().map(|message| message.text).collect()
    }

    /// A body that moves the messages at these places.
    fn body(&self, places: &[usize]) -> Value {
        let messages = self.messages(&self.source.id);
        let ids: Vec<&String> = places.iter().map(|place| &messages[*place].id).collect();
        json!({ "ticket": self.source.id, "messages": ids, "subject": "Invoice", "department": "Billing" })
    }

    fn split(&self, body: &Value) -> Value {
        let answer = self.ask(Request::json_body("POST", "/api/splits", body));
        assert_eq!(answer.status, 201, "{}", answer.body_text());
        answer.body_json().unwrap()
    }

    fn ask(&self, request: Request) -> Response {
        Split::handle(&self.kernel.cx(), request).unwrap()
    }

    #[track_caller]
    fn refused(&self, method: &str, path: &str, body: &Value, part: &str) {
        let error = Split::handle(&self.kernel.cx(), Request::json_body(method, path, body)).unwrap_err();
        assert!(error.message().contains(part), "{}", error.message());
    }

    fn new_ticket(&self, split: &Value) -> Ticket {
        tickets::get(&self.kernel.cx(), split["ticket"].as_str().unwrap()).unwrap()
    }
}

fn message(kind: MessageKind, text: &str, author: &str) -> NewMessage {
    NewMessage {
        kind,
        author: Some(author.into()),
        at: None,
        text: text.into(),
        html: None,
        attachments: Vec::new(),
        mail: None,
    }
}

fn undo_path(split: &Value) -> String {
    format!("/api/splits/{}", split["id"].as_str().unwrap())
}

#[test]
fn the_new_ticket_belongs_to_who_wrote_the_first_chosen_message() {
    let desk = Desk::new();
    let split = desk.split(&desk.body(&[2, 1]));
    let new = desk.new_ticket(&split);
    assert_eq!(new.requester.as_ref(), Some(&desk.eve));
    assert_eq!((new.subject.as_str(), split["number"].as_u64()), ("Invoice", Some(new.number)));
    assert_eq!((new.channel.as_str(), new.language.as_deref()), ("mail", Some("en")));
    assert_eq!(
        (new.priority, new.tags, new.fields, new.status),
        (Priority::High, vec![], vec![], Status::New)
    );
}

#[test]
fn without_a_customers_message_it_belongs_to_who_asked() {
    let desk = Desk::new();
    let new = desk.new_ticket(&desk.split(&desk.body(&[3])));
    assert_eq!(new.requester.as_ref(), Some(&desk.zoe));
}

#[test]
fn what_was_chosen_is_taken() {
    let desk = Desk::new();
    let mut body = desk.body(&[1]);
    for (field, value) in [
        ("ticket", json!(1)),
        ("requester", json!("noor@home.test")),
        ("assignee", json!("me")),
        ("priority", json!("urgent")),
        ("tags", json!(["invoice"])),
        ("copy_fields", json!(true)),
        ("mode", json!("copy")),
    ] {
        body[field] = value;
    }
    let new = desk.new_ticket(&desk.split(&body));
    assert!(new.requester.is_some_and(|noor| noor != desk.eve && noor != desk.zoe));
    assert_eq!((new.assignee.as_ref(), new.status), (Some(&desk.ada), Status::Open));
    assert_eq!((new.priority, new.tags), (Priority::Urgent, vec!["invoice".into()]));
    assert_eq!(new.fields, [("order".into(), "7".into())]);
    assert_eq!(desk.texts(&desk.source.id).len(), 5);
}

#[test]
fn undoing_makes_one_ticket_of_two() {
    let desk = Desk::new();
    for mode in ["move", "copy"] {
        let before = desk.texts(&desk.source.id);
        let mut body = desk.body(&[1, 3]);
        body["mode"] = json!(mode);
        let split = desk.split(&body);
        let new = desk.new_ticket(&split);
        assert_eq!(desk.ask(Request::new("DELETE", &undo_path(&split))).status, 204);
        assert_eq!(desk.texts(&desk.source.id), before);
        assert!(tickets::get(&desk.kernel.cx(), &new.id).unwrap_err().is_not_found());
        desk.refused("DELETE", &undo_path(&split), &json!({}), "no split that could be undone");
        assert_eq!(desk.kernel.timers(), []);
    }
}

#[test]
fn nothing_is_undone_once_somebody_wrote() {
    let desk = Desk::new();
    for in_source in [true, false] {
        let split = desk.split(&desk.body(&[1]));
        let written = if in_source { desk.source.clone() } else { desk.new_ticket(&split) };
        let line = NewMessage { author: None, ..message(MessageKind::Note, "hm", &desk.ada) };
        tickets::add_message(&desk.kernel.cx(), &written.id, &line).unwrap();
        desk.refused("DELETE", &undo_path(&split), &json!({}), "has written");
    }
}

#[test]
fn other_changes_do_not_keep_a_split_from_being_undone() {
    let desk = Desk::new();
    let split = desk.split(&desk.body(&[1]));
    let source = tickets::get(&desk.kernel.cx(), &desk.source.id).unwrap();
    let changes = Changes { subject: Some("Lamp, again".into()), ..Changes::none() };
    tickets::update(&desk.kernel.cx(), &source.id, source.version, &changes).unwrap();
    assert_eq!(desk.ask(Request::new("DELETE", &undo_path(&split))).status, 204);
}

#[test]
fn two_splits_of_one_ticket_are_undone_in_any_order() {
    let desk = Desk::new();
    let before = desk.texts(&desk.source.id);
    let first = desk.split(&desk.body(&[1]));
    let second = desk.split(&desk.body(&[1]));
    assert_eq!(desk.texts(second["ticket"].as_str().unwrap())[0], "I will look.");
    for split in [second, first] {
        assert_eq!(desk.ask(Request::new("DELETE", &undo_path(&split))).status, 204);
    }
    assert_eq!(desk.texts(&desk.source.id), before);
}

#[test]
fn after_a_day_it_is_forgotten() {
    let desk = Desk::new();
    let split = desk.split(&desk.body(&[1]));
    desk.kernel.advance(UNDO + 1);
    desk.refused("DELETE", &undo_path(&split), &json!({}), "a day has passed");
    desk.kernel.act_as_plugin();
    for timer in desk.kernel.due_timers() {
        Split::ring(&desk.kernel.cx(), &timer.key, timer.due, &timer.data).unwrap();
        Split::ring(&desk.kernel.cx(), &timer.key, timer.due, &timer.data).unwrap();
    }
    desk.kernel.act_as(&desk.ada);
    desk.refused("DELETE", &undo_path(&split), &json!({}), "no split");
}

#[test]
fn bad_input_is_told_what_and_where() {
    let desk = Desk::new();
    let with = |field: &str, value: Value| {
        let mut body = desk.body(&[1]);
        body[field] = value;
        body
    };
    for (body, part) in [
        (with("messages", json!([])), "choose at least one"),
        (desk.body(&[0, 1, 2, 3]), "names all 4"),
        (with("messages", json!(["x"])), "`x` is not in ticket #1"),
        (with("subject", json!(" ")), "`subject` is empty"),
        (with("department", json!("Sales")), "no department `Sales`"),
        (with("assignee", json!("zoe@home.test")), "must be a colleague"),
        (with("assignee", json!("who@home.test")), "`who@home.test`"),
        (with("mode", json!("swap")), "`swap`"),
        (with("ticket", json!(9)), "no ticket #9"),
        (with("messages", json!("all")), "invalid type"),
        (with("sujbect", json!("x")), "`sujbect`"),
    ] {
        desk.refused("POST", "/api/splits", &body, part);
    }
    let mut broken = Request::json_body("POST", "/api/splits", &json!({}));
    broken.body = b"{".to_vec();
    assert_eq!(desk.ask(broken).status, 400);
}

#[test]
fn a_new_ticket_that_cannot_be_read_cannot_be_undone_by_oneself() {
    let desk = Desk::new();
    let split = desk.split(&desk.body(&[1]));
    struct Elsewhere(FakeKernel, String);
    impl tickets::Service for Elsewhere {
        fn messages(&self, ticket: &str) -> ombud_plugin::Result<Vec<Message>> {
            if ticket == self.1 {
                return Err(ombud_plugin::Error::not_found("there is no such record"));
            }
            use tickets::Provider;
            Tickets::messages(&self.0.cx(), ticket.to_owned())
        }
    }
    let hidden = split["ticket"].as_str().unwrap().to_owned();
    desk.kernel.tickets(Elsewhere(desk.kernel.clone(), hidden));
    desk.refused("DELETE", &undo_path(&split), &json!({}), "where you may not read");
}
