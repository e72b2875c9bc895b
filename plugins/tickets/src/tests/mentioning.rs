use super::*;
use crate::message::MESSAGES;
use ombud_plugin::administration::verdicts;
use ombud_plugin::desk::mentions::{Hearing, Provider as Mentions, Query};
use ombud_plugin::desk::tickets::Message;
use ombud_plugin::{RecordRef, Result};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

/// Who reads tickets.
#[derive(Clone, Default)]
struct Readers(Rc<RefCell<BTreeSet<UserId>>>);

impl verdicts::Service for Readers {
    fn readers(&self, users: &[UserId], _: &RecordRef) -> Result<Vec<UserId>> {
        Ok(users.iter().filter(|user| self.0.borrow().contains(*user)).cloned().collect())
    }
}

/// Ben reads tickets, Cleo does not.
fn desk() -> (Desk, UserId, String) {
    let desk = Desk::new();
    let cleo = desk.kernel.staff("Cleo Bright", "cleo@desk.test", &[&desk.billing]);
    let readers = Readers::default();
    readers.0.borrow_mut().extend([desk.ada.clone(), desk.ben.clone()]);
    desk.kernel.verdicts(readers);
    let id = desk.opened_by_zoe().id;
    (desk, cleo, id)
}

fn told(desk: &Desk, who: &str) -> Vec<String> {
    desk.kernel.act_as(who);
    let page = Tickets::mine(&desk.cx(), Query { limit: 50, cursor: None }).unwrap();
    desk.kernel.act_as(&desk.ada);
    page.mentions
        .into_iter()
        .map(|mention| format!("{}: {}", mention.ticket.number, mention.message.text))
        .collect()
}

fn written(desk: &Desk, id: &str, text: &str) -> Message {
    desk.say(&desk.ada, id, note(text))
}

#[test]
fn whoever_may_read_is_told_and_whoever_may_not_hears_nothing() {
    let (desk, cleo, id) = desk();
    written(&desk, &id, "@ben, look; @Cleo Bright and @Ada Lovelace too");
    assert_eq!(told(&desk, &desk.ben), ["1: @ben, look; @Cleo Bright and @Ada Lovelace too"]);
    assert_eq!((told(&desk, &cleo), told(&desk, &desk.ada)), (Vec::<String>::new(), Vec::new()));
    let named = Tickets::calls(&desk.cx(), id.clone(), "@Ben, @cleo".into()).unwrap();
    let hearing: Vec<_> = named.iter().map(|one| (one.name.as_str(), one.hearing)).collect();
    assert_eq!(hearing, [("Ben", Hearing::Told), ("Cleo Bright", Hearing::CannotRead)]);
    let marks = Tickets::marks(&desk.cx(), id.clone()).unwrap();
    assert_eq!((marks.len(), marks[0].written.as_str()), (1, "ben"));
    desk.kernel.act_as(&desk.zoe);
    assert!(Tickets::marks(&desk.cx(), id).unwrap().is_empty(), "customers know of no notes");
}

#[test]
fn whoever_writes_the_own_name_calls_nobody_who_is_called_nearly_so() {
    let (desk, _, id) = desk();
    let other = desk.kernel.staff("Ada Bright", "bright@desk.test", &[&desk.billing]);
    written(&desk, &id, "@Ada Lovelace does it");
    assert!(told(&desk, &other).is_empty() && told(&desk, &desk.ada).is_empty());
    assert!(Tickets::calls(&desk.cx(), id, "@Ada Lovelace".into()).unwrap().is_empty());
}

#[test]
fn a_reply_calls_nobody_and_neither_does_a_stranger() {
    let (desk, _, id) = desk();
    desk.say(&desk.ada, &id, reply("@Ben will call you"));
    let stranger = NewMessage { author: Some(desk.zoe.clone()), ..note("@Ben look at this") };
    desk.say(&desk.ada, &id, stranger);
    assert!(told(&desk, &desk.ben).is_empty());
}

#[test]
fn whoever_may_not_look_people_up_learns_nothing_and_calls_nobody() {
    let (desk, _, id) = desk();
    desk.kernel.deny("kernel:person.read");
    written(&desk, &id, "@Ben");
    assert!(told(&desk, &desk.ben).is_empty());
    assert!(Tickets::calls(&desk.cx(), id.clone(), "@Ben".into()).unwrap().is_empty());
    assert!(Tickets::colleagues(&desk.cx(), id, String::new(), 9).unwrap().is_empty());
}

#[test]
fn a_mention_follows_the_note_and_goes_with_it() {
    let (desk, _, id) = desk();
    let said = written(&desk, &id, "@Ben, look");
    let before = Tickets::marks(&desk.cx(), id.clone()).unwrap().remove(0);
    let path = format!("/api/tickets/{id}/messages/{}", said.id);
    desk.kernel.advance(1000);
    let edited = desk.json("PATCH", &path, json!({ "body": "@BEN, look here, @cleo" }));
    assert_eq!(edited["named"][1]["hearing"], "cannot-read", "{edited}");
    let after = Tickets::marks(&desk.cx(), id.clone()).unwrap().remove(0);
    assert_eq!((&after.id, after.at, after.written.as_str()), (&before.id, before.at, "BEN"));

    // Split off, it stands in the other ticket.
    let taken = desk.say(&desk.ada, &id, reply("stays"));
    let other = desk.opened_by_zoe().id;
    Tickets::take_messages(&desk.cx(), id.clone(), other.clone(), vec![said.id], false).unwrap();
    assert_eq!(told(&desk, &desk.ben), ["2: @BEN, look here, @cleo"]);
    let moved = Tickets::marks(&desk.cx(), other.clone()).unwrap().remove(0);
    assert_eq!((&moved.id, moved.at), (&before.id, before.at), "read is read, wherever it goes");
    assert_eq!(desk.cx().get(MESSAGES, &taken.id).unwrap().value.mentions, []);

    let path = format!("/api/tickets/{other}/messages/{}", moved.message);
    desk.json("PATCH", &path, json!({ "body": "nobody" }));
    assert!(told(&desk, &desk.ben).is_empty());
    desk.json("PATCH", &path, json!({ "body": "@Ben" }));
    assert_eq!(told(&desk, &desk.ben).len(), 1);
    assert_eq!(desk.ask(Request::new("DELETE", &path)).status, 204);
    assert!(told(&desk, &desk.ben).is_empty());
}

#[test]
fn those_who_may_read_are_offered_the_own_department_first() {
    let (desk, _, id) = desk();
    let zora = desk.kernel.staff("Zora", "zora@desk.test", &[&desk.support]);
    let readers = Readers::default();
    readers.0.borrow_mut().extend([desk.ada.clone(), desk.ben.clone(), zora]);
    desk.kernel.verdicts(readers);
    let offered = |words: &str, limit| {
        let found = Tickets::colleagues(&desk.cx(), id.clone(), words.into(), limit).unwrap();
        found.into_iter().map(|one| one.name).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(offered("", 9), "Zora, Ben");
    assert_eq!((offered("b", 9), offered("", 1)), ("Ben".to_owned(), "Zora".to_owned()));
    assert!(Tickets::colleagues(&desk.cx(), id.clone(), String::new(), 51).is_err());
    let api: Value =
        desk.ask(Request::get(&format!("/api/tickets/{id}/colleagues?q=z"))).body_json().unwrap();
    assert_eq!(api["colleagues"][0]["name"], "Zora");
}
