//! Messages that go from one ticket to another: each promise is spoken of once all the same.

use super::{Desk, HOUR, as_tickets, said};
use ombud_plugin::Request;
use ombud_plugin::desk::tickets::{NewTicket, Priority, Provider as _};
use ombud_tickets::Tickets;

#[test]
fn a_question_that_waits_is_spoken_of_though_an_earlier_one_that_was_broken_is_split_away() {
    let desk = Desk::new();
    desk.promise("All", 4, None);
    let (ticket, other) = (desk.opens(), desk.opens());
    desk.says(&desk.sofia, &ticket.id);
    desk.says(&desk.sofia, &other.id);
    desk.passes(HOUR);
    desk.says(&desk.zoe, &ticket.id);
    desk.passes(5 * HOUR);
    desk.says(&desk.sofia, &ticket.id);
    desk.passes(HOUR);
    desk.says(&desk.zoe, &ticket.id);
    let next =
        || desk.said().into_iter().filter(|(_, metric, ..)| metric == "next-response").collect::<Vec<_>>();
    assert_eq!(next(), [said("broken", "next-response", 1, 300)]);
    let first = desk.messages(&ticket.id)[2..4].to_vec();
    desk.moves(&first, &ticket.id, &other.id);
    assert_eq!(desk.due(&ticket.id, "next-response"), Some(11 * 60));
    desk.passes(5 * HOUR);
    let broken = [said("broken", "next-response", 1, 300), said("broken", "next-response", 1, 660)];
    assert_eq!(next()[..1], broken[..1]);
    assert_eq!(next().last(), broken.last());
    let table = desk.answer(Request::get("/api/report.csv?metric=next-response")).body_text();
    let of_it = format!(",{},next-response,", ticket.number);
    let outcomes = table.lines().filter(|line| line.contains(&of_it) && line.contains(",broken,"));
    assert_eq!(outcomes.count(), 2, "{table}");
}

#[test]
fn a_question_that_is_broken_is_not_said_again_when_older_messages_are_merged_in() {
    let desk = Desk::new();
    desk.promise("All", 4, None);
    let (ticket, older) = (desk.opens(), desk.opens());
    desk.says(&desk.sofia, &ticket.id);
    desk.says(&desk.sofia, &older.id);
    desk.passes(HOUR);
    desk.says(&desk.zoe, &older.id);
    desk.passes(HOUR);
    desk.says(&desk.sofia, &older.id);
    desk.passes(HOUR);
    desk.says(&desk.zoe, &ticket.id);
    desk.passes(5 * HOUR);
    let broken = |one: &(String, String, u64, i64)| one.0 == "broken" && one.1 == "next-response";
    assert_eq!(desk.said().iter().filter(|one| broken(one)).count(), 1);
    desk.moves(&desk.messages(&older.id)[2..], &older.id, &ticket.id);
    desk.passes(HOUR);
    let state = desk.get(&format!("/api/tickets/{}", ticket.id));
    let next = state["promised"].as_array().unwrap().iter().find(|one| one["metric"] == "next-response");
    assert_eq!(next.unwrap()["cycle"], 2, "it is another by number: {state}");
    assert_eq!(desk.said().iter().filter(|one| broken(one)).count(), 1, "{:?}", desk.said());
    assert_eq!(desk.get("/api/report?metric=next-response")["total"]["broken"], 1);
}

#[test]
fn an_answer_of_before_the_opening_that_is_merged_in_is_no_first_response() {
    let desk = Desk::new();
    desk.promise("All", 4, None);
    let older = desk.opens();
    desk.passes(HOUR);
    desk.says(&desk.sofia, &older.id);
    desk.says(&desk.zoe, &older.id);
    desk.passes(HOUR);
    let ticket = desk.opens();
    desk.passes(HOUR);
    let [asked, answered] = [0, 1].map(|at| desk.messages(&older.id)[at].clone());
    for message in [answered, asked] {
        desk.moves(&[message], &older.id, &ticket.id);
        assert_eq!(desk.due(&ticket.id, "first-response"), Some(6 * 60));
    }
    desk.passes(4 * HOUR);
    assert_eq!(desk.said().last(), Some(&said("broken", "first-response", 1, 360)));
}

/// What was said to be broken: of which metric, and when.
fn broken(desk: &Desk) -> Vec<(String, i64)> {
    let broken = desk.said().into_iter().filter(|(what, ..)| what == "broken");
    broken.filter(|(_, metric, ..)| metric != "resolution").map(|(_, metric, _, at)| (metric, at)).collect()
}

/// Messages become a ticket of their own; its id.
fn splits(desk: &Desk, messages: &[String], from: &str) -> String {
    let new = NewTicket {
        subject: "Another".into(),
        department: desk.support.clone(),
        requester: Some(desk.zoe.clone()),
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
    let (cx, ids) = (desk.kernel.cx(), messages.to_vec());
    let part =
        as_tickets(&desk.kernel, || Tickets::split_off(&cx, from.to_owned(), new, ids, false)).unwrap();
    desk.hear(from);
    desk.hear(&part.ticket.id);
    part.ticket.id
}

#[test]
fn a_question_that_was_broken_is_not_said_again_in_the_ticket_into_which_it_is_split_off() {
    let desk = Desk::new();
    desk.promise("All", 4, None);
    let ticket = desk.opens();
    desk.says(&desk.sofia, &ticket.id);
    desk.passes(HOUR);
    desk.says(&desk.zoe, &ticket.id);
    desk.passes(6 * HOUR);
    let once = [("next-response".to_owned(), 300)];
    assert_eq!(broken(&desk), once);
    let question = desk.messages(&ticket.id)[2..].to_vec();
    let part = splits(&desk, &question, &ticket.id);
    desk.passes(HOUR);
    assert_eq!(broken(&desk), once);
    assert_eq!(desk.get("/api/report")["total"]["broken"], 1);
    let state = desk.get(&format!("/api/tickets/{part}"));
    let first = state["promised"].as_array().unwrap().iter().find(|one| one["metric"] == "first-response");
    assert_eq!(
        first.unwrap()["broken"].as_u64(),
        Some(super::NOW + 5 * HOUR),
        "it is broken all the same: {state}"
    );
    // And what is asked there next is a question of its own.
    desk.says(&desk.sofia, &part);
    desk.passes(HOUR);
    desk.says(&desk.zoe, &part);
    desk.passes(5 * HOUR);
    assert_eq!(broken(&desk).len(), 2);
}

#[test]
fn a_question_that_was_broken_is_not_said_again_in_the_ticket_into_which_it_is_merged() {
    let desk = Desk::new();
    desk.promise("All", 4, None);
    let target = desk.opens();
    desk.says(&desk.sofia, &target.id);
    desk.passes(HOUR);
    let source = desk.opens();
    desk.says(&desk.zoe, &source.id);
    desk.passes(5 * HOUR);
    let once = [("first-response".to_owned(), 300)];
    assert_eq!(broken(&desk), once);
    desk.moves(&desk.messages(&source.id)[..1], &source.id, &target.id);
    assert_eq!(desk.get(&format!("/api/tickets/{}", target.id))["promised"][1]["metric"], "next-response");
    desk.passes(HOUR);
    assert_eq!(broken(&desk), once);
    desk.says(&desk.sofia, &target.id);
    let kept =
        desk.said().into_iter().filter(|(what, metric, ..)| what == "kept" && metric == "next-response");
    assert_eq!(kept.count(), 0, "what is broken is not kept: {:?}", desk.said());
    assert_eq!(desk.get("/api/report?metric=next-response")["total"]["broken"], 0);
}
