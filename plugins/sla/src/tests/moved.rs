//! Messages that go from one ticket to another: each promise is spoken of once all the same.

use super::{Desk, HOUR, said};
use ombud_plugin::Request;

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
