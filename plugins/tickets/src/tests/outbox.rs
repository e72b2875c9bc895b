use super::*;
use ombud_plugin::desk::outbox::{Held, Provider as Outbox};
use ombud_plugin::desk::tickets::Status;
use ombud_plugin::{Error, RecordRef};

/// A desk on which replies wait ten seconds, and a ticket of Zoe's.
fn desk() -> (Desk, String) {
    let desk = Desk::new();
    let settings =
        json!({ "close-after-days": 14, "undo-seconds": 10, "undefined-fields": true, "fields": [] });
    desk.kernel.settings(&settings);
    let ticket = desk.opened_by_zoe().id;
    (desk, ticket)
}

fn hold(desk: &Desk, ticket: &str, text: &str, status: Option<Status>) -> Held {
    <Tickets as Outbox>::hold(&desk.cx(), ticket.into(), reply(text), status).unwrap().unwrap()
}

fn texts(desk: &Desk, ticket: &str) -> Vec<String> {
    let messages = Tickets::messages(&desk.cx(), ticket.into()).unwrap();
    messages.into_iter().map(|message| message.text).collect()
}

/// Ada's time is over: it rings with her rights.
fn ring_for(desk: &Desk, who: &str) {
    for timer in desk.kernel.due_timers() {
        desk.kernel.act_as(who);
        Tickets::ring(&desk.cx(), &timer.key, timer.due, &timer.data).unwrap();
        // And once more, as after a crash between the work and its end.
        Tickets::ring(&desk.cx(), &timer.key, timer.due, &timer.data).unwrap();
    }
    desk.kernel.act_as(&desk.ada);
}

#[test]
fn a_reply_waits_and_then_leaves_once() {
    let (desk, ticket) = desk();
    let before = desk.get(&ticket).version;
    let held = hold(&desk, &ticket, "A new bulb helps.", Some(Status::Pending));
    assert_eq!(held.leaves, desk.cx().now() + 10_000);
    assert_eq!(desk.get(&ticket).version, before, "the ticket knows nothing of it");
    assert_eq!(texts(&desk, &ticket), ["It flickers."]);
    assert_eq!(Tickets::waiting(&desk.cx(), ticket.clone()).unwrap(), [held]);
    desk.kernel.advance(9_999);
    ring_for(&desk, &desk.ada);
    assert_eq!(texts(&desk, &ticket).len(), 1);
    desk.kernel.advance(1);
    ring_for(&desk, &desk.ada);
    assert_eq!(texts(&desk, &ticket), ["It flickers.", "A new bulb helps."]);
    assert_eq!(desk.get(&ticket).status, Status::Pending);
    assert!(Tickets::waiting(&desk.cx(), ticket.clone()).unwrap().is_empty());
    let said = Tickets::messages(&desk.cx(), ticket).unwrap().remove(1);
    assert_eq!((said.author, said.at), (Some(desk.ada.clone()), desk.cx().now()), "said when it left");
}

/// Its author was told that it did not leave, and may have written again.
#[test]
fn what_was_told_not_to_have_left_does_not_leave_later() {
    let (desk, ticket) = desk();
    hold(&desk, &ticket, "A new bulb helps.", None);
    desk.kernel.advance(10_000 + 180_001);
    assert_eq!(Tickets::returned(&desk.cx()).unwrap().len(), 1);
    ring_for(&desk, &desk.ada);
    assert_eq!(texts(&desk, &ticket), ["It flickers."]);
    assert_eq!(Tickets::returned(&desk.cx()).unwrap()[0].text, "A new bulb helps.");
}

#[test]
fn what_is_taken_back_never_leaves() {
    let (desk, ticket) = desk();
    let held = hold(&desk, &ticket, "Dear Zeo", None);
    desk.kernel.act_as(&desk.ben);
    assert!(matches!(Tickets::take_back(&desk.cx(), held.id.clone()), Err(Error::NotFound(_))), "not Ben's");
    desk.kernel.act_as(&desk.ada);
    assert_eq!(Tickets::take_back(&desk.cx(), held.id.clone()).unwrap().text, "Dear Zeo");
    assert!(desk.kernel.timers().is_empty());
    desk.kernel.advance(60_000);
    Tickets::ring(&desk.cx(), &format!("send/{}", held.id), 0, "null").unwrap();
    assert_eq!(texts(&desk, &ticket).len(), 1);
    assert!(matches!(Tickets::take_back(&desk.cx(), held.id), Err(Error::NotFound(_))));
}

#[test]
fn a_customer_learns_nothing_of_what_waits_and_waits_himself_for_nothing() {
    let (desk, ticket) = desk();
    hold(&desk, &ticket, "Not yet.", None);
    desk.kernel.act_as(&desk.zoe);
    assert!(Tickets::waiting(&desk.cx(), ticket.clone()).unwrap().is_empty());
    assert_eq!(texts(&desk, &ticket).len(), 1);
    let said = <Tickets as Outbox>::hold(&desk.cx(), ticket.clone(), reply("And?"), None).unwrap();
    assert!(said.is_none());
    assert_eq!(texts(&desk, &ticket), ["It flickers.", "And?"]);
}

#[test]
fn who_may_not_answer_any_more_gets_the_words_back_with_the_reason() {
    let (desk, ticket) = desk();
    let held = hold(&desk, &ticket, "My last words here.", None);
    let record = RecordRef { collection: "tickets:tickets".into(), id: ticket.clone() };
    desk.kernel.deny_on("tickets:ticket.reply", &record);
    desk.kernel.advance(10_000);
    ring_for(&desk, &desk.ada);
    assert_eq!(texts(&desk, &ticket).len(), 1);
    let returned = Tickets::returned(&desk.cx()).unwrap();
    assert_eq!(
        (returned[0].id.as_str(), returned[0].text.as_str()),
        (held.id.as_str(), "My last words here.")
    );
    assert!(returned[0].returned.as_ref().unwrap().contains("tickets:ticket.reply"), "{returned:?}");
    desk.kernel.act_as(&desk.ben);
    assert!(Tickets::waiting(&desk.cx(), ticket.clone()).unwrap().is_empty(), "it is Ada's business");
    desk.kernel.act_as(&desk.ada);
    Tickets::take_back(&desk.cx(), held.id).unwrap();
    assert!(Tickets::returned(&desk.cx()).unwrap().is_empty());
}

#[test]
fn a_timer_without_its_author_sends_nothing() {
    let (desk, ticket) = desk();
    hold(&desk, &ticket, "Nobody is left to say this.", None);
    desk.kernel.advance(10_000);
    desk.ring();
    assert_eq!(texts(&desk, &ticket).len(), 1);
    assert_eq!(Tickets::returned(&desk.cx()).unwrap().len(), 1);
}

#[test]
fn a_ticket_that_is_closed_meanwhile_takes_no_reply() {
    let (desk, ticket) = desk();
    hold(&desk, &ticket, "Too late.", None);
    let path = format!("/api/tickets/{ticket}");
    let version = desk.get(&ticket).version;
    desk.json("PATCH", &path, json!({ "version": version, "status": "closed" }));
    desk.kernel.advance(10_000);
    ring_for(&desk, &desk.ada);
    assert!(Tickets::returned(&desk.cx()).unwrap()[0].returned.as_ref().unwrap().contains("closed"));
}

#[test]
fn a_desk_that_waits_for_nothing_sends_at_once_and_so_does_a_program_that_asks_for_no_undo() {
    let (desk, ticket) = desk();
    let path = format!("/api/tickets/{ticket}/messages");
    desk.json("POST", &path, json!({ "kind": "reply", "body": "At once." }));
    assert_eq!(texts(&desk, &ticket).len(), 2);
    let held = desk.json("POST", &path, json!({ "kind": "reply", "body": "In a while.", "undo": true }));
    assert_eq!(texts(&desk, &ticket).len(), 2);
    assert_eq!(desk.json("GET", &format!("/api/tickets/{ticket}/held"), json!({}))["held"][0], held);
    let back = desk.json("DELETE", &format!("/api/held/{}", held["id"].as_str().unwrap()), json!({}));
    assert_eq!(back["body"], "In a while.");
    desk.refused("POST", &path, json!({ "kind": "note", "body": "x", "undo": true }), "only a reply waits");

    let settings =
        json!({ "close-after-days": 14, "undo-seconds": 0, "undefined-fields": true, "fields": [] });
    desk.kernel.settings(&settings);
    assert_eq!(<Tickets as Outbox>::hold(&desk.cx(), ticket.clone(), reply("Now."), None), Ok(None));
    assert_eq!(texts(&desk, &ticket).len(), 3);
}

#[test]
fn what_waits_in_a_ticket_that_is_deleted_never_leaves_and_its_author_has_the_words() {
    let (desk, ticket) = desk();
    let held = hold(&desk, &ticket, "For nobody.", None);
    desk.ask(Request::json_body("DELETE", &format!("/api/tickets/{ticket}"), &json!({})));
    assert!(desk.kernel.timers().is_empty());
    let told = Tickets::returned(&desk.cx()).unwrap().remove(0);
    assert_eq!(
        (told.text.as_str(), told.returned.as_deref()),
        ("For nobody.", Some("its ticket was deleted"))
    );
    assert_eq!(Tickets::take_back(&desk.cx(), held.id).unwrap().text, "For nobody.");
    assert!(Tickets::returned(&desk.cx()).unwrap().is_empty());
}
