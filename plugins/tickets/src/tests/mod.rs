//! The plugin on a fake kernel. Who may do what is the kernel's and tested with it; here is what happens
//! when it may, and which permission it asks for.

mod changing;
mod defining;
mod folding;
mod listing;
mod mentioning;
mod opening;
mod outbox;
mod routes;
mod taking;
mod writing;

use crate::Tickets;
use ombud_plugin::desk::tickets::{MessageKind, NewMessage, NewTicket, Priority, Provider, Ticket};
use ombud_plugin::testing::FakeKernel;
use ombud_plugin::{Cx, Plugin, Request, Response, UserId};
use serde_json::{Value, json};

/// A small company.
struct Desk {
    kernel: FakeKernel,
    support: String,
    billing: String,
    /// Works in Support; customers know her as Annie.
    ada: UserId,
    /// Works in Billing.
    ben: UserId,
    /// A customer.
    zoe: UserId,
}

impl Desk {
    fn new() -> Desk {
        let kernel = FakeKernel::new();
        let (support, billing) = (kernel.department("Support"), kernel.department("Billing"));
        let ada = kernel.staff("Ada Lovelace", "ada@desk.test", &[&support]);
        kernel.alias(&ada, "Annie");
        let ben = kernel.staff("Ben", "ben@desk.test", &[&billing]);
        let zoe = kernel.customer("Zoe", "zoe@home.test");
        kernel.settings(&json!({ "close-after-days": 14, "undefined-fields": true, "fields": [] }));
        kernel.act_as(&ada);
        Desk { kernel, support, billing, ada, ben, zoe }
    }

    fn cx(&self) -> Cx {
        self.kernel.cx()
    }

    fn plain(&self) -> NewTicket {
        NewTicket {
            subject: "Broken lamp".into(),
            department: self.support.clone(),
            requester: Some(self.zoe.clone()),
            assignee: None,
            participants: Vec::new(),
            status: None,
            priority: Priority::Normal,
            tags: Vec::new(),
            fields: Vec::new(),
            channel: "web".into(),
            language: None,
            first: Some(reply("It flickers.")),
        }
    }

    /// A ticket that Zoe opened. Afterwards Ada asks.
    fn opened_by_zoe(&self) -> Ticket {
        self.kernel.act_as(&self.zoe);
        let ticket = Tickets::create(&self.cx(), self.plain()).unwrap();
        self.kernel.act_as(&self.ada);
        self.get(&ticket.id)
    }

    fn get(&self, id: &str) -> Ticket {
        Tickets::get(&self.cx(), id.to_owned()).unwrap()
    }

    fn say(&self, who: &str, ticket: &str, message: NewMessage) -> ombud_plugin::desk::tickets::Message {
        self.kernel.advance(1000);
        self.kernel.act_as(who);
        let written = Tickets::add_message(&self.cx(), ticket.to_owned(), message).unwrap();
        self.kernel.act_as(&self.ada);
        written
    }

    fn ask(&self, request: Request) -> Response {
        Tickets::handle(&self.cx(), request).unwrap()
    }

    fn json(&self, method: &str, path: &str, body: Value) -> Value {
        let answer = self.ask(Request::json_body(method, path, &body));
        assert!(answer.status < 300, "{} {}", answer.status, answer.body_text());
        answer.body_json().unwrap()
    }

    #[track_caller]
    fn refused(&self, method: &str, path: &str, body: Value, part: &str) {
        let error = Tickets::handle(&self.cx(), Request::json_body(method, path, &body)).unwrap_err();
        assert!(error.message().contains(part), "{}", error.message());
    }

    /// Rings what is due.
    fn ring(&self) {
        self.kernel.act_as_plugin();
        for timer in self.kernel.due_timers() {
            Tickets::ring(&self.cx(), &timer.key, timer.due, &timer.data).unwrap();
        }
        self.kernel.act_as(&self.ada);
    }
}

fn reply(text: &str) -> NewMessage {
    NewMessage {
        kind: MessageKind::Reply,
        author: None,
        at: None,
        text: text.into(),
        html: None,
        attachments: Vec::new(),
        mail: None,
    }
}

fn note(text: &str) -> NewMessage {
    NewMessage { kind: MessageKind::Note, ..reply(text) }
}
