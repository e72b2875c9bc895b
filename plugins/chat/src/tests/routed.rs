//! Chats that ask for a skill, or had better be talked in a language.

use super::Desk;
use crate::keep::CHATS;
use ombud_plugin::desk::availability::State as Availability;
use serde_json::{Value, json};

/// A desk that asks what it is about, and a visitor with that.
fn asks(desk: &Desk) {
    desk.settings(&json!({ "kinds": [
        { "kind": "A refund", "department": "Support", "skill": "Refunds" },
        { "kind": "A new bike", "department": "Sales" },
    ] }));
}

#[track_caller]
fn begins(desk: &Desk, name: &str, others: &Value) -> (String, String) {
    let visitor = desk.kernel.customer(name, &format!("{name}@example.org"));
    let chat = desk.begins_with(&visitor, "first", others);
    (visitor, chat)
}

#[test]
fn a_chat_that_needs_a_skill_rings_only_where_it_is_however_busy_they_are() {
    let desk = Desk::new();
    asks(&desk);
    desk.is_able(&desk.boris, "refunds", "");
    let refund = json!({ "kind": "A refund" });
    let all: Vec<_> = ["v1", "v2", "v3"].iter().map(|name| begins(&desk, name, &refund).1).collect();
    assert!(all[..2].iter().all(|chat| desk.rings_at(chat).as_ref() == Some(&desk.boris)));
    assert_eq!(desk.rings_at(&all[2]), None, "Ana has a place, and not the skill");
    let (_, other) = begins(&desk, "v4", &json!({}));
    assert_eq!(desk.rings_at(&other).as_ref(), Some(&desk.ana), "whoever comes behind is not held up");
    desk.is_able(&desk.ana, "Refunds", "");
    assert_eq!(desk.rings_at(&all[2]).as_ref(), Some(&desk.ana), "who learns it is given what waits");
    desk.fits_together();
}

#[test]
fn a_skill_that_nobody_has_is_told_on_the_board_and_not_waited_for_for_ever() {
    let desk = Desk::new();
    asks(&desk);
    desk.is_able(&desk.boris, "refunds", "");
    desk.is(&desk.boris, Availability::Offline, 2);
    let (visitor, chat) = begins(&desk, "vera", &json!({ "kind": "A refund" }));
    let before = desk.get(&visitor, &format!("/api/chats/{chat}"));
    assert_eq!((desk.rings_at(&chat), &before["position"]), (None, &json!(1)));
    let board = desk.page(&desk.sofia, "/running");
    assert!(board.contains("Nobody who accepts chats has the skill “Refunds”"), "{board}");
    assert!(!before.to_string().contains("Refunds"), "{before}");
    desk.passes(119);
    assert_eq!(desk.rings_at(&chat), None);
    desk.passes(2);
    assert_eq!(desk.rings_at(&chat).as_ref(), Some(&desk.ana));
    assert!(!desk.page(&desk.sofia, "/running").contains("Nobody who accepts"));
    desk.done(&desk.ana, &chat, "accept", &json!({}));
    let told = desk.get(&desk.ana, &format!("/api/chats/{chat}")).to_string();
    assert_eq!(told.matches("has the skill “Refunds”").count(), 1, "{told}");
}

#[test]
fn who_speaks_the_visitors_language_is_asked_first_and_waited_for_a_while() {
    let desk = Desk::new();
    desk.is_able(&desk.boris, "", "sl");
    let slovene = json!({ "language": "sl-SI" });
    let first = begins(&desk, "v1", &slovene).1;
    let second = begins(&desk, "v2", &slovene).1;
    let third = begins(&desk, "v3", &slovene).1;
    assert!([&first, &second].iter().all(|chat| desk.rings_at(chat).as_ref() == Some(&desk.boris)));
    for chat in [&first, &second] {
        desk.done(&desk.boris, chat, "accept", &json!({}));
    }
    desk.passes(29);
    assert_eq!(desk.rings_at(&third), None);
    desk.passes(2);
    assert_eq!(desk.rings_at(&third).as_ref(), Some(&desk.ana));
    let (_, polish) = begins(&desk, "v4", &json!({ "language": "pl" }));
    assert_eq!(
        desk.rings_at(&polish).as_ref(),
        Some(&desk.ana),
        "nobody speaks that, and nobody is waited for"
    );
}

#[test]
fn what_it_is_about_leads_to_its_department_and_what_no_list_knows_is_nothing() {
    let desk = Desk::new();
    asks(&desk);
    let of = |chat: &str| {
        desk.kernel.act_as_plugin();
        let chat = desk.kernel.cx().get(CHATS, chat).unwrap();
        (chat.envelope.department.unwrap(), chat.value.kind)
    };
    let (_, bike) = begins(&desk, "v1", &json!({ "department": null, "kind": "a new bike" }));
    assert_eq!(of(&bike), (desk.sales.clone(), "A new bike".to_owned()));
    let (_, odd) = begins(&desk, "v2", &json!({ "kind": "A new fish" }));
    assert_eq!(of(&odd), (desk.support.clone(), String::new()));
    let (_, chosen) = begins(&desk, "v3", &json!({ "kind": "A new bike" }));
    assert_eq!(of(&chosen), (desk.support.clone(), "A new bike".to_owned()), "the visitor's choice counts");
    desk.is(&desk.boris, Availability::Offline, 2);
    let (_, closed) = begins(&desk, "v4", &json!({ "department": null, "kind": "a new bike" }));
    assert_eq!(of(&closed), (desk.support.clone(), "A new bike".to_owned()), "nobody is in Sales");
    desk.kernel.act_as_visitor();
    let widget = desk.answer(ombud_plugin::Request::get("/widget?department=Support")).body_text();
    assert!(widget.contains("<option>A refund</option>") && !widget.contains("A new bike"), "{widget}");
}
