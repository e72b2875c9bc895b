//! The question by mail, and the column of the inbox.

use super::{Desk, TICKETS};
use crate::Csat;
use ombud_plugin::desk::tickets::Status;
use ombud_plugin::{Columns, Deliveries, Delivery, Fate, Recipient, RecordRef, Request};
use serde_json::json;

fn desk() -> Desk {
    let desk = Desk::new();
    desk.kernel.settings(
        &json!({ "ask": true, "mail": true, "delay-hours": 24, "link-days": 14, "change-hours": 24 }),
    );
    desk.kernel.desk_address("https://desk.example");
    desk
}

/// The ticket is resolved, and a day is over.
fn resolved(desk: &Desk, id: &str) {
    desk.ticket(id, Status::Open);
    desk.becomes(id, Status::Resolved);
    desk.later(24);
}

/// The path of the link in the only mail, below `/csat`.
fn link(desk: &Desk) -> String {
    let [(_, mail)] = &desk.kernel.posted()[..] else { panic!("one mail") };
    let (_, _, text) = mail.told();
    let link = text.lines().find_map(|line| line.strip_prefix("https://desk.example/csat")).unwrap();
    link.to_owned()
}

#[test]
fn one_mail_leads_the_customer_to_the_rating_which_says_nothing_of_anybody() {
    let desk = desk();
    resolved(&desk, "t");
    let posted = desk.kernel.posted();
    let [(key, mail)] = &posted[..] else { panic!("one mail") };
    let (to, subject, text) = mail.told();
    assert_eq!((key.as_str(), subject), ("survey-t", "How was our help with #7?"));
    assert_eq!(to, [Recipient::Person(desk.zoe.clone())]);
    assert!(text.contains("Lamp <i>") && !text.contains("Ana"), "{text}");
    let rate = link(&desk);
    assert_eq!(desk.own(None, Request::form_body(&rate, "score=4")).status, 303);
    assert_eq!(desk.votes(), [("t".to_owned(), 4)]);
    assert!(desk.get("/api/tickets/t")["rating"]["link_by"].is_null(), "the desk asked, and nobody");
    // Opened and resolved again it is not asked once more.
    desk.becomes("t", Status::Open);
    desk.becomes("t", Status::Resolved);
    desk.later(48);
    assert_eq!((desk.kernel.posted().len(), desk.asked()), (1, 1));
}

#[test]
fn who_has_no_address_or_wants_none_gets_none_and_where_the_desk_is_nobody_said_nothing_leaves() {
    let none = desk();
    let nobody = none.kernel.customer("Nobody", "");
    none.ticket("t", Status::Open);
    none.shelf.0.borrow_mut().get_mut("t").unwrap().0.requester = Some(nobody);
    none.becomes("t", Status::Resolved);
    none.later(24);
    assert_eq!((none.kernel.posted().len(), none.asked()), (0, 1), "colleagues are told all the same");
    let nowhere = Desk::new();
    nowhere.kernel.settings(
        &json!({ "ask": true, "mail": true, "delay-hours": 24, "link-days": 14, "change-hours": 24 }),
    );
    resolved(&nowhere, "t");
    assert_eq!((nowhere.kernel.posted().len(), nowhere.asked()), (0, 1));

    // Zoe wants no more of it, and says so where the link leads.
    let desk = desk();
    resolved(&desk, "t");
    let rate = link(&desk);
    desk.own(None, Request::form_body(&rate, "questions=never"));
    assert!(desk.own(None, Request::get(&rate)).body_text().contains("You will be asked nothing more."));
    resolved(&desk, "u");
    assert_eq!((desk.kernel.posted().len(), desk.asked()), (1, 1));
    desk.kernel.act_as(&desk.ana);
    let refused = desk.answer(Request::json_body("POST", "/api/tickets/u/link", &json!({})));
    assert_eq!(refused.status, 409, "nor by hand: {}", refused.body_text());
    desk.own(None, Request::form_body(&rate, "questions=again"));
    resolved(&desk, "v");
    assert_eq!((desk.kernel.posted().len(), desk.asked()), (2, 2));
}

#[test]
fn a_mail_that_was_not_delivered_says_so_beside_the_ticket() {
    let desk = desk();
    resolved(&desk, "t");
    let beside = || desk.page("/tickets/t");
    assert!(beside().contains("asked by mail:") && !beside().contains("not delivered"), "{}", beside());
    let failed = Some("550 no such user".to_owned());
    let fates = vec![Fate { to: Recipient::Person(desk.zoe.clone()), failed }];
    desk.kernel.act_as_plugin();
    let delivery = Delivery { key: "survey-t".into(), id: "1@x".into(), attempts: 1, fates };
    Csat::on_delivery(&desk.kernel.cx(), delivery).unwrap();
    assert!(beside().contains("550 no such user"), "{}", beside());
}

#[test]
fn the_column_says_in_words_how_each_was_rated_to_whoever_may_know() {
    let desk = desk();
    desk.ticket("t", Status::Resolved);
    desk.ticket("u", Status::Resolved);
    desk.rates("t", json!({ "score": 2 }));
    let subjects: Vec<RecordRef> = vec![TICKETS.at("u"), TICKETS.at("t")];
    desk.kernel.act_as(&desk.ana);
    let cells = |subjects: &[RecordRef]| Csat::draw(&desk.kernel.cx(), "rating", subjects.to_vec()).unwrap();
    assert_eq!(cells(&subjects), [None, Some("2 of 5: poor".to_owned())]);
    desk.kernel.deny_on("csat:rating.read", &TICKETS.at("t"));
    assert_eq!(cells(&subjects), [None, None]);
}
