//! Bugs of other products (`notes/peers.md` 2.6), each under its name.

use super::{DAY, Desk, HOUR, nothing, tagged};
use ombud_plugin::desk::tickets::{Changes, Priority, Status};
use serde_json::{Value, json};

fn rule(name: &str, on: Value, then: Value) -> Value {
    json!({ "name": name, "on": [on], "then": [then] })
}

#[test]
fn liveagent_a_time_rule_is_told_once_and_needs_no_tag_to_guard_it() {
    let desk = Desk::new();
    let pending = json!({ "event": "waited", "clock": "status:pending", "minutes": 60 });
    desk.rule(&rule("remind", pending, json!({ "do": "note", "text": "still?" })));
    let ticket = desk.opened("lamp");
    desk.changes(&ticket, Changes { status: Some(Status::Pending), ..nothing() });
    for _ in 0..48 {
        desk.passes(HOUR);
    }
    assert_eq!(desk.told(), ["remind: done"]);
}

#[test]
fn zendesk_a_tag_that_one_rule_adds_sets_off_another_and_each_acts_once() {
    let desk = Desk::new();
    let added = |tag: &str| json!({ "event": "tag-added", "tag": tag });
    let tag = |tag: &str| json!({ "do": "add-tags", "tags": [tag] });
    desk.rule(&rule("first", added("one"), tag("two")));
    desk.rule(&rule("second", added("two"), tag("three")));
    // And one that would begin it all anew.
    desk.rule(&rule("third", added("three"), json!({ "do": "remove-tags", "tags": ["one"] })));
    let ticket = desk.opened("lamp");
    desk.changes(&ticket, tagged(&["one"]));
    desk.passes(DAY);
    assert_eq!(desk.told(), ["first: done", "second: done", "third: done"]);
    assert_eq!(desk.ticket(&ticket).tags, ["three", "two"]);
}

#[test]
fn liveagent_a_rule_that_stops_the_others_stops_them_though_the_ticket_was_so_already() {
    let desk = Desk::new();
    let opened = || json!({ "event": "opened" });
    let mut normal = rule("ours", opened(), json!({ "do": "set-priority", "to": "normal" }));
    normal["stop"] = json!(true);
    desk.rule(&normal);
    desk.rule(&rule("others", opened(), json!({ "do": "set-priority", "to": "low" })));
    let ticket = desk.opened("lamp");
    assert_eq!(desk.ticket(&ticket).priority, Priority::Normal);
    assert_eq!(desk.told(), ["ours: nothing"]);
}
