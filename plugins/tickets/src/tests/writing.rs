use super::*;
use crate::time::DAY;
use ombud_plugin::desk::tickets::{Changes, RelationKind, Status};

fn set(desk: &Desk, id: &str, status: Status) {
    let version = desk.get(id).version;
    Tickets::update(&desk.cx(), id.into(), version, Changes { status: Some(status), ..Changes::none() })
        .unwrap();
}

#[test]
fn an_answer_opens_and_a_customers_answer_brings_back() {
    let desk = Desk::new();
    let id = desk.opened_by_zoe().id;
    desk.say(&desk.ada, &id, reply("Which lamp?"));
    assert_eq!(desk.get(&id).status, Status::Open);
    for waiting in [Status::Pending, Status::OnHold, Status::Resolved] {
        set(&desk, &id, waiting);
        desk.say(&desk.zoe, &id, reply("The left one."));
        assert_eq!(desk.get(&id).status, Status::Open, "{waiting}");
    }
    set(&desk, &id, Status::Spam);
    desk.say(&desk.zoe, &id, reply("Buy now"));
    assert_eq!(desk.get(&id).status, Status::Spam);
}

#[test]
fn a_note_changes_no_status_and_no_customer_sees_it() {
    let desk = Desk::new();
    let id = desk.opened_by_zoe().id;
    let before = desk.get(&id);
    desk.say(&desk.ada, &id, note("she is right"));
    let after = desk.get(&id);
    assert_eq!((after.status, after.messages), (Status::New, 2));
    desk.kernel.act_as(&desk.zoe);
    let seen = desk.get(&id);
    assert_eq!((seen.messages, seen.updated), (1, before.updated));
    assert_eq!(Tickets::messages(&desk.cx(), id.clone()).unwrap().len(), 1);
}

#[test]
fn a_customer_writes_no_notes() {
    let desk = Desk::new();
    let id = desk.opened_by_zoe().id;
    desk.kernel.act_as(&desk.zoe);
    desk.kernel.deny("tickets:ticket.note");
    assert!(Tickets::add_message(&desk.cx(), id, note("hm")).unwrap_err().is_denied());
}

#[test]
fn customers_know_staff_by_the_alias_and_see_nothing_of_the_inside() {
    let desk = Desk::new();
    let id = desk.opened_by_zoe().id;
    desk.say(&desk.ada, &id, reply("Which lamp?"));
    let changes = Changes {
        assignee: Some(Some(desk.ada.clone())),
        participants: Some(vec![desk.ben.clone()]),
        tags: Some(vec!["difficult".into()]),
        fields: Some(vec![("margin".into(), "3".into())]),
        status: Some(Status::OnHold),
        ..Changes::none()
    };
    let version = desk.get(&id).version;
    Tickets::update(&desk.cx(), id.clone(), version, changes).unwrap();
    desk.kernel.act_as(&desk.zoe);
    let seen = desk.get(&id);
    assert_eq!(seen.status, Status::Open);
    assert_eq!((seen.assignee, seen.participants, seen.tags, seen.fields), (None, vec![], vec![], vec![]));
    let messages = Tickets::messages(&desk.cx(), id.clone()).unwrap();
    assert_eq!(messages[1].author_name, "Annie");
    let history = Tickets::history(&desk.cx(), id.clone()).unwrap();
    assert_eq!(history.iter().map(|line| line.what.as_str()).collect::<Vec<_>>(), ["created"]);

    // The answer takes it off hold, which the customer never knew it was on.
    desk.say(&desk.zoe, &id, reply("The left one."));
    desk.kernel.act_as(&desk.zoe);
    assert_eq!(Tickets::history(&desk.cx(), id.clone()).unwrap().len(), 1);
    desk.kernel.act_as(&desk.ada);
    assert_eq!(Tickets::history(&desk.cx(), id).unwrap().last().unwrap().before, "on-hold");
}

#[test]
fn a_colleague_who_asked_is_the_customer_of_his_ticket() {
    let desk = Desk::new();
    let new = NewTicket { requester: Some(desk.ben.clone()), first: Some(note("he called")), ..desk.plain() };
    let id = Tickets::create(&desk.cx(), new).unwrap().id;
    set(&desk, &id, Status::Resolved);
    assert!(!desk.say(&desk.ben, &id, reply("Still dark.")).from_staff);
    assert_eq!(desk.get(&id).status, Status::Open);
}

#[test]
fn an_answer_to_a_closed_ticket_opens_one_follow_up() {
    let desk = Desk::new();
    let id = desk.opened_by_zoe().id;
    set(&desk, &id, Status::Closed);
    let first = desk.say(&desk.zoe, &id, reply("It flickers again."));
    let second = desk.say(&desk.zoe, &id, reply("Hello?"));
    assert_ne!(first.ticket, id);
    assert_eq!(first.ticket, second.ticket);
    let (old, new) = (desk.get(&id), desk.get(&first.ticket));
    assert_eq!((old.status, old.messages), (Status::Closed, 1));
    assert_eq!((new.status, new.messages, new.number), (Status::New, 2, 2));
    assert_eq!((old.relations[0].kind, old.relations[0].number), (RelationKind::FollowedBy, 2));
    assert_eq!((new.relations[0].kind, &new.relations[0].ticket), (RelationKind::FollowUpOf, &id));
    assert_eq!((new.requester.as_ref(), &new.department), (Some(&desk.zoe), &desk.support));
}

#[test]
fn staff_does_not_answer_what_is_closed_or_spam() {
    let desk = Desk::new();
    let id = desk.opened_by_zoe().id;
    for status in [Status::Spam, Status::Closed] {
        set(&desk, &id, status);
        let error = Tickets::add_message(&desk.cx(), id.clone(), reply("Hm.")).unwrap_err();
        assert!(error.message().starts_with("ticket #1 is"), "{}", error.message());
    }
    desk.say(&desk.ada, &id, note("a note is no answer"));
}

#[test]
fn a_postponed_ticket_comes_back_when_the_time_is_over() {
    let desk = Desk::new();
    for answered in [false, true] {
        let id = desk.opened_by_zoe().id;
        if answered {
            desk.say(&desk.ada, &id, reply("Let me ask."));
        }
        let until = desk.cx().now() + DAY;
        let changes = Changes { status: Some(Status::Pending), until: Some(until), ..Changes::none() };
        let version = desk.get(&id).version;
        Tickets::update(&desk.cx(), id.clone(), version, changes).unwrap();
        desk.kernel.advance(DAY - 1);
        desk.ring();
        assert_eq!(desk.get(&id).status, Status::Pending);
        desk.kernel.advance(1);
        desk.ring();
        let back = desk.get(&id);
        assert_eq!((back.status, back.until), (if answered { Status::Open } else { Status::New }, None));
    }
}

#[test]
fn silence_closes_a_resolved_ticket_and_any_word_begins_it_again() {
    let desk = Desk::new();
    let id = desk.opened_by_zoe().id;
    set(&desk, &id, Status::Resolved);
    desk.kernel.advance(13 * DAY);
    desk.say(&desk.ada, &id, reply("All well?"));
    desk.kernel.advance(2 * DAY);
    desk.ring();
    assert_eq!(desk.get(&id).status, Status::Resolved);
    desk.kernel.advance(12 * DAY);
    desk.ring();
    assert_eq!(desk.get(&id).status, Status::Closed);
}

#[test]
fn the_setting_says_when_and_whether_it_closes() {
    let desk = Desk::new();
    let id = desk.opened_by_zoe().id;
    set(&desk, &id, Status::Resolved);
    let days = |days: u64| json!({ "close-after-days": days, "undefined-fields": true, "fields": [] });
    desk.kernel.settings(&days(30));
    desk.kernel.advance(14 * DAY);
    desk.ring();
    assert_eq!(desk.get(&id).status, Status::Resolved);
    desk.kernel.settings(&days(0));
    desk.kernel.advance(60 * DAY);
    desk.ring();
    assert_eq!(desk.get(&id).status, Status::Resolved);
    assert_eq!(desk.kernel.timers(), []);
}

#[test]
fn a_timer_that_rings_late_or_twice_does_no_harm() {
    let desk = Desk::new();
    let id = desk.opened_by_zoe().id;
    desk.kernel.act_as_plugin();
    for key in [format!("close/{id}"), format!("wake/{id}"), "close/gone".into(), "nonsense".into()] {
        Tickets::ring(&desk.cx(), &key, 0, "null").unwrap();
    }
    desk.kernel.act_as(&desk.ada);
    assert_eq!(desk.get(&id).version, 1);
}

#[test]
fn a_note_is_changed_by_its_author_only_and_the_history_remembers() {
    let desk = Desk::new();
    let id = desk.opened_by_zoe().id;
    let written = desk.say(&desk.ada, &id, note("he is right"));
    let path = format!("/api/tickets/{id}/messages/{}", written.id);
    desk.kernel.act_as(&desk.ben);
    desk.refused("PATCH", &path, json!({ "body": "no" }), "only by its author");
    desk.kernel.act_as(&desk.ada);
    desk.refused("PATCH", &path, json!({ "body": "she", "version": 7 }), "version 1, not 7");
    assert_eq!(desk.json("PATCH", &path, json!({ "body": "she is right" }))["version"], 2);
    let line = Tickets::history(&desk.cx(), id.clone()).unwrap().pop().unwrap();
    assert_eq!((line.what.as_str(), line.before.as_str()), ("note-edited", "he is right"));
    assert_eq!(desk.ask(Request::new("DELETE", &path)).status, 204);
    assert_eq!(desk.get(&id).messages, 1);
    let line = Tickets::history(&desk.cx(), id.clone()).unwrap().pop().unwrap();
    assert_eq!((line.what.as_str(), line.before.as_str()), ("note-deleted", "she is right"));
}

#[test]
fn what_was_said_to_a_customer_stays_said() {
    let desk = Desk::new();
    let id = desk.opened_by_zoe().id;
    let said = desk.say(&desk.ada, &id, reply("Never."));
    let path = format!("/api/tickets/{id}/messages/{}", said.id);
    desk.refused("PATCH", &path, json!({ "body": "Perhaps." }), "cannot be changed");
    assert!(Tickets::handle(&desk.cx(), Request::new("DELETE", &path)).unwrap_err().is_denied());
}
