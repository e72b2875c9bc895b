//! What is due when, and what is said about it.

use super::{Desk, HOUR, MINUTE, NOW, as_tickets, policy, reply, said};
use ombud_plugin::desk::sla::{Next, Provider as _};
use ombud_plugin::desk::tickets::{
    self, Changes, MessageKind, NewMessage, NewTicket, Priority, Provider as _, Status,
};
use ombud_tickets::Tickets;
use serde_json::{Value, json};

#[test]
fn warned_broken_and_kept_are_said_once_each_at_their_own_time() {
    let desk = Desk::new();
    desk.promise("All", 4, None);
    let ticket = desk.opens();
    assert_eq!(desk.due(&ticket.id, "first-response"), Some(240));
    assert_eq!(desk.said(), []);
    // The desk was down for five hours.
    desk.passes(5 * HOUR);
    let late = [said("warned", "first-response", 1, 120), said("broken", "first-response", 1, 240)];
    assert_eq!(desk.said(), late);
    desk.hear(&ticket.id);
    desk.hear(&ticket.id);
    desk.passes(HOUR);
    assert_eq!(desk.said(), late, "told again, nothing new is said");
    desk.says(&desk.sofia, &ticket.id);
    assert_eq!(desk.said(), late, "what is broken is not kept");
    desk.change(&ticket.id, Changes { status: Some(Status::Resolved), ..Changes::none() });
    desk.hear(&ticket.id);
    assert_eq!(desk.said()[2..], [said("kept", "resolution", 1, 360)]);
    let told = desk.kernel.events().last().unwrap().json::<Value>().unwrap();
    assert_eq!((&told["policy"], &told["due"]), (&json!("All"), &json!(NOW + 16 * HOUR)));
}

#[test]
fn a_change_of_priority_counts_from_the_start_with_the_pauses_kept_and_says_so() {
    let desk = Desk::new();
    desk.promise("All", 8, None);
    let ticket = desk.opens();
    desk.passes(30 * MINUTE);
    desk.change(&ticket.id, Changes { status: Some(Status::Pending), ..Changes::none() });
    assert_eq!(desk.due(&ticket.id, "resolution"), None);
    desk.passes(HOUR);
    desk.change(&ticket.id, Changes { status: Some(Status::Open), ..Changes::none() });
    assert_eq!(desk.due(&ticket.id, "resolution"), Some(32 * 60 + 60));
    desk.change(&ticket.id, Changes { priority: Some(Priority::Urgent), ..Changes::none() });
    assert_eq!(desk.due(&ticket.id, "resolution"), Some(8 * 60 + 60));
    let state = desk.get(&format!("/api/tickets/{}", ticket.id));
    let recount = &state["recounts"][1];
    assert_eq!((&recount["why"], &recount["metric"]), (&json!("priority"), &json!("resolution")));
    assert_eq!((&recount["before"], &recount["after"]), (&json!(NOW + 33 * HOUR), &json!(NOW + 9 * HOUR)));
    assert_eq!(state["recounts"].as_array().unwrap().len(), 2, "{state}");
}

#[test]
fn an_edited_calendar_has_all_open_tickets_follow_a_few_at_a_time() {
    let desk = Desk::new();
    let office = desk.office();
    desk.promise("Office", 2, Some(&office));
    let tickets: Vec<_> = (0..120).map(|_| desk.opens().id).collect();
    assert_eq!(desk.due(&tickets[119], "first-response"), Some(120));
    // From now on they come at noon.
    desk.calendar("PUT", &format!("/api/calendars/{office}"), json!(["12:00-17:00"]));
    desk.event("calendar:calendars.changed", "calendar:calendars", &office);
    desk.event("calendar:calendars.changed", "calendar:calendars", &office);
    assert_eq!(desk.get("/api/policies")["rules"], 2, "told twice it is the same");
    let mut rings = 0;
    desk.kernel.act_as_plugin();
    loop {
        let due = desk.kernel.due_timers();
        let Some(sweep) = due.iter().find(|timer| timer.key == "sweep") else { break };
        crate::settle::ring(&desk.kernel.cx(), &sweep.key, &sweep.data).unwrap();
        rings += 1;
    }
    assert_eq!(rings, 3, "fifty each");
    desk.kernel.act_as(&desk.sofia);
    for ticket in &tickets {
        assert_eq!(desk.due(ticket, "first-response"), Some(5 * 60));
    }
    let state = desk.get(&format!("/api/tickets/{}", tickets[0]));
    assert_eq!(state["recounts"][0]["why"], "calendar");
    assert_eq!(state["rules"], 2);
    // A sweep of rules that are others since does nothing.
    desk.kernel.act_as_plugin();
    crate::settle::ring(&desk.kernel.cx(), "sweep", r#"{"rules":1}"#).unwrap();
    assert!(!desk.kernel.timers().iter().any(|timer| timer.key == "sweep"));
}

#[test]
fn tickets_that_were_there_before_the_first_policy_are_found_and_nothing_of_before_is_said() {
    let desk = Desk::new();
    let old = desk.opens();
    desk.passes(10 * HOUR);
    desk.promise("All", 4, None);
    assert_eq!(
        desk.said(),
        [said("warned", "first-response", 1, 600), said("broken", "first-response", 1, 600)]
    );
    assert_eq!(desk.due(&old.id, "resolution"), Some(16 * 60));
}

#[test]
fn a_policy_that_is_edited_counts_from_then_on_and_what_was_due_before_is_said_by_that_of_before() {
    let desk = Desk::new();
    let all = desk.promise("All", 4, None);
    let ticket = desk.opens();
    desk.kernel.advance(5 * HOUR);
    let changed = desk.send("PUT", &format!("/api/policies/{all}"), &policy("All", 8, None));
    assert_eq!(changed.status, 200, "{}", changed.body_text());
    desk.ring();
    assert_eq!(
        desk.said(),
        [said("warned", "first-response", 1, 120), said("broken", "first-response", 1, 240)],
        "it was broken by then"
    );
    assert_eq!(desk.due(&ticket.id, "first-response"), Some(8 * 60));
    let conflict = policy("All", 9, None);
    let mut conflict = conflict.as_object().unwrap().clone();
    conflict.insert("version".into(), json!(1));
    assert_eq!(desk.send("PUT", &format!("/api/policies/{all}"), &json!(conflict)).status, 409);
    assert_eq!(desk.get("/api/rules/1")["policies"][0]["version"], 1, "what was is kept");
}

#[test]
fn what_is_due_next_comes_first_whatever_it_waits_for() {
    let desk = Desk::new();
    desk.promise("All", 4, None);
    let first = desk.opens();
    desk.passes(HOUR);
    let second = desk.opens();
    desk.change(&second.id, Changes { priority: Some(Priority::Urgent), ..Changes::none() });
    let third = desk.opens();
    desk.change(&third.id, Changes { status: Some(Status::Pending), ..Changes::none() });
    let which = Next { department: None, assignee: None, limit: 1, cursor: None };
    let page = crate::Sla::next_due(&desk.kernel.cx(), which.clone()).unwrap();
    assert_eq!(page.due[0].ticket, second.id);
    let page = crate::Sla::next_due(&desk.kernel.cx(), Next { cursor: page.next, ..which.clone() }).unwrap();
    assert_eq!(
        (page.due[0].ticket.as_str(), page.next),
        (first.id.as_str(), None),
        "what is paused is not due"
    );
    let mine = Next { assignee: Some(Some(desk.sofia.clone())), limit: 10, ..which };
    assert_eq!(crate::Sla::next_due(&desk.kernel.cx(), mine).unwrap().due, []);
}

#[test]
fn a_ticket_that_was_split_off_counts_from_its_first_message_or_from_the_split() {
    for (starts, first) in [("message", 0), ("split", 60)] {
        let desk = Desk::new();
        desk.kernel.settings(&json!({ "split-starts": starts }));
        desk.promise("All", 4, None);
        let source = desk.opens();
        desk.passes(30 * MINUTE);
        desk.says(&desk.zoe, &source.id);
        desk.passes(30 * MINUTE);
        let cx = desk.kernel.cx();
        let messages = tickets::messages(&cx, &source.id).unwrap();
        let new = NewTicket {
            subject: "Another".into(),
            department: desk.support.clone(),
            requester: source.requester.clone(),
            assignee: None,
            participants: Vec::new(),
            status: None,
            priority: Priority::Normal,
            tags: Vec::new(),
            fields: Vec::new(),
            channel: "web".into(),
            language: None,
            first: None,
        };
        let id = vec![messages[0].id.clone()];
        let part = as_tickets(&desk.kernel, || Tickets::split_off(&cx, source.id.clone(), new, id, false));
        let part = part.unwrap();
        desk.hear(&part.ticket.id);
        assert_eq!(desk.due(&part.ticket.id, "first-response"), Some(first + 240), "{starts}");
        desk.hear(&source.id);
        assert_eq!(desk.due(&source.id, "first-response"), Some(240), "the source goes on");
    }
}

#[test]
fn each_answer_ends_a_cycle_and_the_oldest_question_begins_the_next() {
    let desk = Desk::new();
    desk.promise("All", 4, None);
    let ticket = desk.opens();
    desk.passes(HOUR);
    desk.says(&desk.sofia, &ticket.id);
    desk.passes(HOUR);
    desk.says(&desk.zoe, &ticket.id);
    desk.passes(HOUR);
    desk.says(&desk.zoe, &ticket.id);
    assert_eq!(desk.due(&ticket.id, "next-response"), Some(6 * 60));
    desk.passes(HOUR);
    desk.says(&desk.sofia, &ticket.id);
    assert_eq!(desk.said(), [said("kept", "first-response", 1, 60), said("kept", "next-response", 1, 240)]);
    let report = desk.get("/api/report");
    assert_eq!(report["total"], json!({ "kept": 2, "broken": 0 }));
    assert_eq!(report["departments"][0]["department"], json!(desk.support));
}

#[test]
fn a_ticket_that_is_gone_is_due_no_more() {
    let desk = Desk::new();
    desk.promise("All", 4, None);
    let ticket = desk.opens();
    let cx = desk.kernel.cx();
    let read: ombud_plugin::Entry<Value> =
        cx.get(ombud_plugin::Collection::new("tickets:tickets"), &ticket.id).unwrap();
    for child in ["tickets:messages", "tickets:history"] {
        let children = ombud_plugin::Query::by("at").parent(read.at());
        let collection = ombud_plugin::Collection::<Value>::new(child);
        for entry in cx.all(collection, &children).unwrap() {
            cx.delete(collection, &entry).unwrap();
        }
    }
    cx.delete(ombud_plugin::Collection::new("tickets:tickets"), &read).unwrap();
    desk.event("tickets:tickets.deleted", "tickets:tickets", &ticket.id);
    desk.passes(10 * HOUR);
    assert_eq!(desk.said(), []);
}

#[test]
fn what_moves_no_deadline_has_nothing_read_and_nothing_written() {
    let desk = Desk::new();
    desk.promise("All", 4, None);
    let ticket = desk.opens();
    let version = || {
        let kept = desk.kernel.cx().get(crate::keep::DEADLINES, &ticket.id).unwrap();
        kept.envelope.version
    };
    let before = version();
    // Whoever read its messages now would be told.
    *desk.unreadable.lock().unwrap() = Some(ticket.id.clone());
    let subject = Changes { subject: Some("Broken lamp, again".into()), ..Changes::none() };
    desk.change(&ticket.id, subject);
    let cx = desk.kernel.cx();
    let note = NewMessage { kind: MessageKind::Note, ..reply("Look at this.") };
    as_tickets(&desk.kernel, || Tickets::add_message(&cx, ticket.id.clone(), note)).unwrap();
    desk.hear(&ticket.id);
    assert_eq!(version(), before);
    *desk.unreadable.lock().unwrap() = None;
    // Where it is filed it is found, and each answer counts.
    desk.change(&ticket.id, Changes { department: Some(desk.sales.clone()), ..Changes::none() });
    let filed = desk.kernel.cx().get(crate::keep::DEADLINES, &ticket.id).unwrap();
    assert_eq!(filed.envelope.department, Some(desk.sales.clone()));
    desk.says(&desk.sofia, &ticket.id);
    assert_eq!(desk.said(), [said("kept", "first-response", 1, 0)]);
}

#[test]
fn a_ticket_that_was_moved_out_of_sight_is_not_named_though_nobody_heard_of_it_yet() {
    let desk = Desk::new();
    desk.promise("All", 4, None);
    let (first, second) = (desk.opens(), desk.opens());
    let due = || -> Vec<Value> {
        let due = desk.get("/api/due")["due"].as_array().unwrap().clone();
        due.into_iter().map(|one| one["ticket"].clone()).collect()
    };
    assert_eq!(due(), [json!(first.id), json!(second.id)]);
    *desk.unseen.lock().unwrap() = Some(first.id.clone());
    assert_eq!(due(), [json!(second.id)]);
}
