//! Own fields and tags: what is kept of them, and what an older desk had.

use super::{Desk, reply};
use crate::{Tickets, tag, tagging};
use ombud_plugin::Plugin as _;
use ombud_plugin::desk::definitions::Provider as _;
use ombud_plugin::desk::tickets::{Changes, NewTicket, Provider, Status};
use serde_json::{Value, json};

fn desk() -> Desk {
    let desk = Desk::new();
    desk.kernel.private_collection("tickets:definitions");
    desk
}

fn names(desk: &Desk) -> Vec<String> {
    Tickets::known(&desk.cx()).unwrap().fields.into_iter().map(|field| field.name).collect()
}

#[test]
fn what_stood_in_the_settings_counts_until_a_field_is_changed_and_can_be_brought_back() {
    let desk = desk();
    desk.kernel.settings(&json!({
        "close-after-days": 14, "undefined-fields": false,
        "fields": [{ "name": "Order Nr", "kind": "text", "title": "Order" }, { "name": "cause", "kind": "choice", "choices": ["wear"] }],
        "tags": [{ "name": "VIP", "colour": "red" }],
    }));
    assert_eq!(names(&desk), ["Order Nr", "cause"]);
    desk.json("POST", "/api/fields", json!({ "title": "Order", "kind": "date" }));
    assert_eq!(names(&desk), ["Order Nr", "cause", "order"]);
    desk.json("POST", "/api/fields/order", json!({ "order": ["order", "cause"] }));
    assert_eq!(names(&desk), ["order", "cause", "Order Nr"]);
    let versions = desk.json("GET", "/api/fields/versions", Value::Null);
    assert_eq!(versions["versions"].as_array().unwrap().len(), 3, "{versions}");
    desk.json("POST", "/api/fields/versions/1", json!({}));
    assert_eq!(names(&desk), ["Order Nr", "cause"], "what came since is turned off");
    let kept = desk.json("GET", "/api/fields", Value::Null);
    assert_eq!((&kept["fields"][2]["name"], &kept["fields"][2]["off"]), (&json!("order"), &json!(true)));
    desk.json("POST", "/api/tags", json!({ "name": "refund" }));
    let tags = Tickets::whole(&desk.cx()).unwrap().tags;
    assert_eq!(tags.iter().map(|tag| tag.name.as_str()).collect::<Vec<_>>(), ["refund", "VIP"]);
}

#[test]
fn names_are_made_of_titles_and_what_is_no_field_is_refused() {
    let desk = desk();
    for name in ["order-number", "order-number-2"] {
        let made = desk.json("POST", "/api/fields", json!({ "title": "Order number!", "kind": "text" }));
        assert_eq!(made["name"], name);
    }
    for (field, part) in [
        (json!({ "kind": "text" , "name": "A B", "title": "x" }), "is not a name"),
        (json!({ "kind": "choice", "title": "x" }), "at least one option"),
        (json!({ "kind": "choice", "title": "x", "choices": ["a", "a"] }), "twice"),
        (json!({ "kind": "text", "title": "x", "titles": { "xx": "y" } }), "no language `xx`"),
        (json!({ "kind": "text", "title": "x", "departments": ["Nowhere"] }), "no department `Nowhere`"),
        (json!({ "kind": "text", "title": "x", "colour": "red" }), "no field"),
        (json!({ "kind": "text", "title": "x".repeat(121) }), "121 characters"),
    ] {
        desk.refused("POST", "/api/fields", field, part);
    }
    desk.refused(
        "POST",
        "/api/fields",
        json!({ "kind": "text", "title": "x", "name": "order-number" }),
        "already",
    );
}

#[test]
fn two_who_change_different_fields_do_not_meet_and_the_second_of_one_field_is_told() {
    let desk = desk();
    for title in ["One", "Two"] {
        desk.json("POST", "/api/fields", json!({ "title": title, "kind": "text" }));
    }
    let wish = |title: &str| json!({ "version": 2, "title": title, "kind": "text" });
    desk.json("PUT", "/api/fields/one", wish("First"));
    desk.json("PUT", "/api/fields/two", wish("Second"));
    desk.refused("PUT", "/api/fields/one", wish("Mine"), "somebody else changed “First”");
    let far = json!({ "version": u64::MAX, "title": "Mine", "kind": "text" });
    desk.refused("PUT", "/api/fields/one", far, "`version`");
}

#[test]
fn versions_are_told_ten_at_a_time_the_latest_first() {
    let desk = desk();
    for number in 1..=12 {
        desk.json("POST", "/api/fields", json!({ "title": format!("No. {number}"), "kind": "text" }));
    }
    let numbers = |answer: &Value| -> Vec<u64> {
        let versions = answer["versions"].as_array().unwrap();
        versions.iter().filter_map(|version| version["version"].as_u64()).collect()
    };
    let first = desk.json("GET", "/api/fields/versions", Value::Null);
    assert_eq!(numbers(&first), (3..=12).rev().collect::<Vec<_>>());
    let mut rest = ombud_plugin::Request::get("/api/fields/versions");
    rest.query.push(("cursor".into(), first["next"].as_str().unwrap().into()));
    let rest = desk.ask(rest).body_json().unwrap();
    assert_eq!((numbers(&rest), &rest["next"]), (vec![2, 1], &Value::Null));
    let many = Tickets::handle(&desk.cx(), ombud_plugin::Request::get("/api/fields/versions?limit=11"));
    assert!(many.unwrap_err().message().contains("expected 1 to 10"));
}

#[test]
fn a_change_of_a_field_says_which_one_and_tells_customers_of_theirs_alone() {
    let desk = desk();
    for (name, customer) in [("order", true), ("margin", false)] {
        desk.json("POST", "/api/fields", json!({ "name": name, "kind": "text", "customer": customer }));
    }
    let ticket = desk.opened_by_zoe();
    let fill = |version, name: &str| {
        let fields = Some(vec![(name.to_owned(), "\"7\"".to_owned())]);
        Tickets::update(&desk.cx(), ticket.id.clone(), version, Changes { fields, ..Changes::none() })
    };
    let after = fill(ticket.version, "order").unwrap();
    fill(after.version, "margin").unwrap();
    let told = fill(ticket.version, "order").unwrap_err();
    assert!(told.message().contains("`fields.margin` and `fields.order`"), "{}", told.message());
    let lines = |desk: &Desk| -> Vec<String> {
        let history = Tickets::history(&desk.cx(), ticket.id.clone()).unwrap();
        history.into_iter().filter(|line| line.what == "fields").map(|line| line.after).collect()
    };
    assert_eq!(lines(&desk), [r#"{"order":"7"}"#, r#"{"margin":"7"}"#]);
    desk.say(&desk.ada, &ticket.id, reply("Thanks."));
    desk.kernel.act_as(&desk.zoe);
    let seen = Tickets::get(&desk.cx(), ticket.id.clone()).unwrap();
    assert_eq!(seen.fields, [("order".to_owned(), "\"7\"".to_owned())]);
    assert!(lines(&desk).iter().all(|line| !line.contains("margin")));
}

#[test]
fn a_renamed_tag_goes_through_all_tickets_a_hundred_at_a_time() {
    let desk = desk();
    let all = tagged(&desk, "vip", 130);
    desk.json("POST", "/api/tags", json!({ "name": "vip", "colour": "teal" }));
    assert_eq!(
        desk.ask(ombud_plugin::Request::json_body("PATCH", "/api/tags/vip", &json!({ "name": "VIP!" })))
            .status,
        204
    );
    let left = |tag: &str| all.iter().filter(|id| desk.get(id).tags == [tag]).count();
    desk.ring();
    assert_eq!((left("vip"), left("VIP!")), (30, 100));
    desk.ring();
    assert_eq!((left("vip"), left("VIP!")), (0, 130));
    let list = desk.json("GET", "/api/tags", Value::Null);
    let tag = json!({ "name": "VIP!", "colour": "teal", "defined": true, "tickets": 130, "more": false });
    assert_eq!(list["tags"], json!([tag]));
    desk.ring();
    assert!(tag::Tags::of(&desk.cx()).unwrap().work.is_empty());
}

fn tagged(desk: &Desk, tag: &str, count: usize) -> Vec<String> {
    let one = || {
        let new = NewTicket { tags: vec![tag.into()], first: None, ..desk.plain() };
        Tickets::create(&desk.cx(), new).unwrap().id
    };
    (0..count).map(|_| one()).collect()
}

/// How many have this tag alone, once nothing goes on any more.
fn carry(desk: &Desk, tickets: &[String], tag: &str) -> usize {
    (0..4).for_each(|_| desk.ring());
    assert!(tag::Tags::of(&desk.cx()).unwrap().work.is_empty());
    tickets.iter().filter(|id| desk.get(id).tags == [tag]).count()
}

#[test]
fn a_rename_that_is_taken_back_or_goes_further_midway_leaves_no_ticket_behind() {
    let desk = desk();
    let tickets = tagged(&desk, "vip", 130);
    tagging::add(&desk.cx(), "vip", tag::Shade::Teal).unwrap();
    tagging::rename(&desk.cx(), "vip", "gold", false).unwrap();
    desk.ring();
    tagging::rename(&desk.cx(), "gold", "vip", false).unwrap();
    assert_eq!(carry(&desk, &tickets, "vip"), 130);
    tagging::rename(&desk.cx(), "vip", "gold", false).unwrap();
    desk.ring();
    tagging::rename(&desk.cx(), "gold", "silver", false).unwrap();
    assert_eq!(carry(&desk, &tickets, "silver"), 130);
    // A change of its letters stays where it is found, and comes to an end.
    tagging::rename(&desk.cx(), "silver", "Silver", false).unwrap();
    assert_eq!(carry(&desk, &tickets, "Silver"), 130);
    tagging::rename(&desk.cx(), "Silver", "gold", false).unwrap();
    desk.ring();
    tagging::remove(&desk.cx(), "gold", true).unwrap();
    carry(&desk, &tickets, "gold");
    assert!(tickets.iter().all(|id| desk.get(id).tags.is_empty()));
}

#[test]
fn a_rename_into_what_tickets_carry_makes_one_of_two_only_if_that_is_meant() {
    let desk = desk();
    let (vip, gold) = (tagged(&desk, "vip", 2), tagged(&desk, "gold", 1));
    tagging::add(&desk.cx(), "vip", tag::Shade::Teal).unwrap();
    let refused = tagging::rename(&desk.cx(), "vip", "Gold", false).unwrap_err();
    assert!(refused.is_conflict() && refused.message().contains("merge “vip”"), "{}", refused.message());
    assert_eq!((carry(&desk, &vip, "vip"), carry(&desk, &gold, "gold")), (2, 1));
    assert!(tagging::rename(&desk.cx(), "vip", "silver", true).unwrap_err().is_not_found());
    tagging::rename(&desk.cx(), "vip", "gold", true).unwrap();
    assert_eq!((carry(&desk, &vip, "gold"), carry(&desk, &gold, "gold")), (2, 1));
}

#[test]
fn a_tag_that_is_defined_again_stays_on_those_that_it_was_not_taken_off_yet() {
    let desk = desk();
    let tickets = tagged(&desk, "vip", 130);
    tagging::add(&desk.cx(), "vip", tag::Shade::Teal).unwrap();
    tagging::remove(&desk.cx(), "vip", true).unwrap();
    desk.ring();
    tagging::add(&desk.cx(), "vip", tag::Shade::Red).unwrap();
    assert_eq!(carry(&desk, &tickets, "vip"), 30);
}

#[test]
fn what_a_ticket_needs_to_be_opened_is_asked_of_forms_not_of_mails_and_chats() {
    let desk = desk();
    let field = json!({ "title": "Order", "kind": "text", "required": "create", "customer": true, "departments": [desk.support] });
    desk.json("POST", "/api/fields", field);
    let opens = |channel: &str| {
        let new = NewTicket { channel: channel.into(), first: None, ..desk.plain() };
        Tickets::create(&desk.cx(), new).is_ok()
    };
    assert_eq!([opens("web"), opens("mail"), opens("chat")], [false, true, true]);
    desk.kernel.act_as(&desk.zoe);
    let told = desk.json("GET", "/api/fields", Value::Null);
    assert_eq!(told["fields"][0]["name"], "order");
    assert!(!told.to_string().contains(&desk.support), "customers hear nothing of departments: {told}");
}

#[test]
fn what_is_moved_and_resolved_at_once_needs_what_is_needed_where_it_goes() {
    let desk = desk();
    let field =
        json!({ "title": "Cost", "kind": "text", "required": "resolve", "departments": [desk.billing] });
    desk.json("POST", "/api/fields", field);
    let ticket = desk.opened_by_zoe();
    let resolve = |department: Option<String>| {
        let changes = Changes { status: Some(Status::Resolved), department, ..Changes::none() };
        Tickets::update(&desk.cx(), ticket.id.clone(), ticket.version, changes)
    };
    let error = resolve(Some(desk.billing.clone())).unwrap_err();
    assert!(error.message().contains("cost"), "{}", error.message());
    resolve(None).unwrap();
}
