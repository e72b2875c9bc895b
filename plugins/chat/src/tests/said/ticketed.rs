//! Tickets of chats: one as long as nothing more is said, and of somebody who can be answered.

use crate::tests::Desk;
use ombud_plugin::desk::tickets::{NewTicket, Priority, Service, Status, Ticket};
use ombud_plugin::{Request, Result};
use serde_json::json;
use std::cell::RefCell;
use std::rc::Rc;

/// What was opened.
#[derive(Clone, Default)]
struct Opened(Rc<RefCell<Vec<NewTicket>>>);

impl Service for Opened {
    fn create(&self, new: &NewTicket) -> Result<Ticket> {
        self.0.borrow_mut().push(new.clone());
        let number = u64::try_from(self.0.borrow().len()).unwrap();
        Ok(Ticket {
            id: format!("t{number}"),
            number,
            version: 1,
            subject: new.subject.clone(),
            department: new.department.clone(),
            assignee: None,
            requester: new.requester.clone(),
            participants: Vec::new(),
            status: Status::New,
            until: None,
            priority: Priority::Normal,
            tags: Vec::new(),
            fields: Vec::new(),
            channel: new.channel.clone(),
            language: new.language.clone(),
            relations: Vec::new(),
            messages: 1,
            created: 0,
            updated: 0,
        })
    }
}

fn text(new: &NewTicket) -> &str {
    &new.first.as_ref().unwrap().text
}

#[test]
fn one_ticket_is_opened_of_what_was_said_however_often_it_is_asked_for() {
    let desk = Desk::new();
    let opened = Opened::default();
    desk.kernel.tickets(opened.clone());
    let (visitor, chat) = desk.talks();
    desk.done(&desk.sofia, &chat, "whisper", &json!({ "text": "Refund her." }));
    let ticket = || desk.done(&desk.ana, &chat, "ticket", &json!({}))["ticket"].clone();
    assert_eq!((ticket(), ticket()), (json!(1), json!(1)));
    desk.done(&visitor, &chat, "lines", &json!({ "key": "more", "text": "One more thing." }));
    assert_eq!((ticket(), ticket()), (json!(2), json!(2)));
    let opened = opened.0.borrow();
    assert_eq!(opened.len(), 2);
    assert!(opened.iter().all(|new| new.requester.as_ref() == Some(&visitor)), "whose address is known");
    assert!(text(&opened[1]).contains("One more thing.") && !text(&opened[1]).contains("Refund"));
}

/// A chat of a guest who gave this address, and whose ticket it becomes: the guest's own id, and the requester's.
fn guest(email: &str) -> (Desk, Opened, String, String) {
    let desk = Desk::new();
    let opened = Opened::default();
    desk.kernel.tickets(opened.clone());
    desk.kernel.act_as_visitor();
    let body =
        json!({ "key": "k", "name": "Vera", "email": email, "department": desk.support, "text": "Hello?" });
    let told = desk.answer(Request::json_body("POST", "/api/chats", &body)).body_json().unwrap();
    let chat = told["chat"].as_str().unwrap().to_owned();
    let guest = told["pass"].as_str().unwrap().strip_prefix("omb_").unwrap().to_owned();
    desk.ring();
    let agent = desk.rings_at(&chat).unwrap();
    desk.done(&agent, &chat, "accept", &json!({}));
    desk.done(&agent, &chat, "ticket", &json!({}));
    let requester = opened.0.borrow()[0].requester.clone().unwrap();
    (desk, opened, guest, requester)
}

#[test]
fn a_ticket_of_a_guest_is_of_whoever_has_the_address_that_was_given() {
    let (desk, opened, guest_id, requester) = guest("vera@home.test");
    assert_ne!(requester, guest_id);
    let person = desk.kernel.cx().person(&requester).unwrap();
    assert_eq!((person.email.as_deref(), person.staff), (Some("vera@home.test"), false));
    assert!(text(&opened.0.borrow()[0]).contains("E-mail: vera@home.test"));
    // An address of the house, or none, makes it nobody else's.
    for email in ["ana@demo.test", "no address", ""] {
        let (_, opened, guest_id, requester) = guest(email);
        assert_eq!(requester, guest_id, "{email}");
        assert!(text(&opened.0.borrow()[0]).contains(email));
    }
}

#[test]
fn what_is_left_under_an_address_of_the_house_is_kept_as_nobodys_and_answered_like_any_other() {
    let desk = Desk::new();
    let opened = Opened::default();
    desk.kernel.tickets(opened.clone());
    let leave = |email: &str| {
        desk.kernel.act_as_visitor();
        let body = json!({ "name": "Vera", "email": email, "department": desk.support, "text": "It is me." });
        let answer = desk.answer(Request::json_body("POST", "/api/offline", &body));
        (answer.status, answer.body_text())
    };
    let (house, home) = (leave("ana@demo.test"), leave("vera@home.test"));
    assert_eq!((house.0, &house), (201, &home));
    let opened = opened.0.borrow();
    assert_eq!((opened[0].requester.as_ref(), opened[1].requester.is_some()), (None, true));
    assert_eq!(text(&opened[0]), "Vera <ana@demo.test>\n\nIt is me.");
    assert_eq!(opened[0].first.as_ref().unwrap().author, None);
}

#[test]
fn a_long_chat_becomes_a_ticket_with_the_latest_and_says_so() {
    let desk = Desk::new();
    let opened = Opened::default();
    desk.kernel.tickets(opened.clone());
    let (visitor, chat) = desk.talks();
    for nth in 0..90 {
        let text = format!("{nth} {}", "ж".repeat(3900));
        desk.done(&visitor, &chat, "lines", &json!({ "key": format!("l{nth}"), "text": text }));
    }
    desk.done(&desk.ana, &chat, "ticket", &json!({}));
    let opened = opened.0.borrow();
    let text = text(&opened[0]);
    assert!(text.len() < 400_000 && text.contains("\n89 ж") && !text.contains("\n1 ж"));
    assert!(text.contains("More was said before this."));
}
