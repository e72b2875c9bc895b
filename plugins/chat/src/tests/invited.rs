//! Visitors who have not written: who is seen, for how long, and who is invited.

use super::Desk;
use ombud_plugin::Request;
use ombud_plugin::desk::availability::State as Availability;
use serde_json::{Value, json};

fn desk(rules: &Value) -> Desk {
    let desk = Desk::new();
    desk.settings(&json!({ "visitors": true, "invitations": rules }));
    desk
}

/// Somebody's browser says that it is there.
fn beat(desk: &Desk, kept: &Value, page: &str) -> Value {
    desk.kernel.act_as_visitor();
    let mut body = json!({ "page": page, "referrer": "https://search.example/?q=lids", "language": "en", "visit": kept });
    if kept.is_null() {
        body.as_object_mut().unwrap().remove("visit");
    }
    let answer = desk.answer(Request::json_body("POST", "/api/visits", &body));
    assert_eq!(answer.status, 200, "{}", answer.body_text());
    answer.body_json().unwrap()
}

fn seen(desk: &Desk) -> Vec<Value> {
    desk.get(&desk.ana, "/api/visitors")["visitors"].as_array().unwrap().clone()
}

const BASKET: &str = "https://shop.example/basket?coupon=secret#pay";

#[test]
fn a_visitor_is_seen_while_there_and_nothing_stays() {
    let desk = desk(&json!([]));
    let first = beat(&desk, &Value::Null, BASKET);
    let there = seen(&desk);
    assert_eq!(there.len(), 1);
    assert_eq!(there[0]["page"], "https://shop.example/basket");
    assert_eq!(there[0]["referrer"], "https://search.example/");
    assert_eq!(there[0]["returning"], false);
    // It goes on, on another page.
    desk.passes(20);
    let second = beat(&desk, &first["visit"], "https://shop.example/lids");
    assert_eq!(seen(&desk)[0]["page"], "https://shop.example/lids");
    assert_eq!(seen(&desk).len(), 1);
    desk.passes(60);
    beat(&desk, &second["visit"], "https://shop.example/lids");
    desk.passes(60);
    assert_eq!(seen(&desk).len(), 1, "{:?}", seen(&desk));
    desk.passes(60);
    assert!(seen(&desk).is_empty());
    desk.kernel.act_as_plugin();
    let query = ombud_plugin::Query::by("came");
    let visits = ombud_plugin::Collection::<Value>::new("chat:visits");
    assert!(desk.kernel.cx().query(visits, &query).unwrap().entries.is_empty(), "no row is left");
    // An hour later it is another visit of the same browser.
    desk.passes(3600);
    beat(&desk, &second["visit"], BASKET);
    assert_eq!((&seen(&desk)[0]["returning"], &seen(&desk)[0]["visits"]), (&json!(true), &json!(2)));
}

#[test]
fn where_it_is_switched_off_nobody_is_known() {
    let desk = Desk::new();
    let answer = beat(&desk, &Value::Null, BASKET);
    assert_eq!(answer, json!({ "again": 3600 }));
    assert_eq!(desk.get(&desk.ana, "/api/visitors")["on"], false);
    assert!(desk.page(&desk.ana, "/visitors").contains("switched off"));
}

#[test]
fn a_crowd_finds_no_more_places_than_there_are() {
    let desk = desk(&json!([]));
    let mut full = 0;
    for _ in 0..1400 {
        full += u32::from(beat(&desk, &Value::Null, BASKET)["again"] == 120);
    }
    let (mut all, mut cursor) = (0, String::new());
    loop {
        let page = desk.get(&desk.ana, &format!("/api/visitors{cursor}"));
        all += page["visitors"].as_array().unwrap().len();
        match page["next"].as_str() {
            Some(next) => cursor = format!("?cursor={}", ombud_plugin::address::encode(next)),
            None => break,
        }
    }
    assert!(all <= 1000 && full > 300, "{all} are kept, {full} found none");
    assert_eq!(all + full as usize, 1400);
}

#[test]
fn nobody_speaks_for_the_visit_of_another() {
    let desk = desk(&json!([]));
    let mut forged = beat(&desk, &Value::Null, BASKET)["visit"].clone();
    forged["key"] = json!("0123456789abcdef0123");
    forged["no"] = json!(true);
    beat(&desk, &forged, "https://shop.example/forged");
    assert_eq!(seen(&desk).len(), 2);
    assert!(seen(&desk).iter().any(|one| one["page"] == "https://shop.example/basket"));
    forged["place"] = json!(1_000_000);
    beat(&desk, &forged, BASKET);
    desk.kernel.act_as_visitor();
    let long = json!({ "page": "x".repeat(501) });
    assert_eq!(desk.answer(Request::json_body("POST", "/api/visits", &long)).status, 413);
}

#[test]
fn a_rule_invites_once_when_its_time_has_come_and_somebody_would_answer() {
    let rule =
        |text: &str, page: &str, who: &str| json!({ "text": text, "page": page, "seconds": 30, "who": who });
    let rules = json!([rule("Back again?", "", "returning"), rule("Paying?", "coupon=", "anybody")]);
    let desk = desk(&rules);
    let first = beat(&desk, &Value::Null, BASKET);
    assert_eq!((&first["invitation"], &first["again"]), (&json!(""), &json!(20)));
    desk.passes(20);
    let second = beat(&desk, &first["visit"], BASKET);
    assert_eq!((&second["invitation"], &second["again"]), (&json!(""), &json!(10)), "it is due soon");
    // Nobody accepts chats.
    for who in [&desk.ana, &desk.boris] {
        desk.is(who, Availability::Away, 2);
    }
    desk.passes(10);
    let third = beat(&desk, &second["visit"], BASKET);
    assert_eq!(third["invitation"], "");
    desk.is(&desk.ana, Availability::Accepting, 2);
    let fourth = beat(&desk, &third["visit"], BASKET);
    assert_eq!(fourth["invitation"], "Paying?");
    // It stands on the next page, too, until it is declined; then there is none in this visit.
    let fifth = beat(&desk, &fourth["visit"], "https://shop.example/lids");
    assert_eq!(fifth["invitation"], "Paying?");
    let mut declined = fifth["visit"].clone();
    declined["no"] = json!(true);
    let sixth = beat(&desk, &declined, BASKET);
    assert_eq!(sixth["invitation"], "");
    assert_eq!(seen(&desk)[0]["invitation"]["declined"], true);
    desk.passes(600);
    let back = beat(&desk, &sixth["visit"], BASKET);
    desk.passes(40);
    assert_eq!(beat(&desk, &back["visit"], BASKET)["invitation"], "", "not in the same visit");
    // Another one is another matter.
    desk.passes(3600);
    let anew = beat(&desk, &back["visit"], "https://shop.example/");
    desk.passes(30);
    assert_eq!(beat(&desk, &anew["visit"], "https://shop.example/")["invitation"], "Back again?");
}

#[test]
fn a_rule_speaks_the_language_of_the_page() {
    let desk = desk(
        &json!([{ "text": "Vprašajte nas", "language": "sl" }, { "text": "Ask us", "language": "en-GB" }]),
    );
    assert_eq!(beat(&desk, &Value::Null, BASKET)["invitation"], "Ask us");
}

#[test]
fn an_agent_invites_by_hand_and_the_chat_says_so_and_rings_there() {
    let desk = desk(&json!([]));
    let kept = beat(&desk, &Value::Null, BASKET)["visit"].clone();
    let id = seen(&desk)[0]["id"].as_str().unwrap().to_owned();
    let page = desk.page(&desk.ana, &format!("/visitors/{id}"));
    assert!(page.contains("https://shop.example/basket"), "{page}");
    assert!(desk.page(&desk.ana, "/visitors").contains("https://shop.example/basket"));
    let to = desk.form(&desk.boris, &format!("/visitors/{id}"), "text=Which+lid+is+it%3F");
    assert_eq!(to, "/chat/visitors?done=invited");
    let twice = desk.post(&desk.ana, &format!("/api/visitors/{id}/invite"), &json!({ "text": "Hello" }));
    assert_eq!(twice.status, 409, "{}", twice.body_text());
    let told = beat(&desk, &kept, BASKET);
    assert_eq!(told["invitation"], "Which lid is it?");
    let visitor = desk.kernel.customer("Visitor", "visitor@example.org");
    let chat =
        desk.begins_with(&visitor, "first", &json!({ "visit": told["visit"], "text": "The blue one." }));
    assert!(seen(&desk).is_empty(), "who writes is no visitor any more");
    assert_eq!(desk.rings_at(&chat).as_deref(), Some(desk.boris.as_str()));
    let lines = desk.get(&visitor, &format!("/api/chats/{chat}"))["lines"].clone();
    assert_eq!((&lines[0]["text"], &lines[0]["by"]), (&json!("Which lid is it?"), &json!("desk")));
    assert_eq!((&lines[1]["text"], &lines[1]["by"]), (&json!("The blue one."), &json!("you")));
    let page = desk.page(&desk.boris, &format!("/chats/{chat}"));
    assert!(page.contains("Invited by Boris Agent:"), "{page}");
}

#[test]
fn nobody_is_invited_whom_nobody_would_answer_or_who_has_gone() {
    let desk = desk(&json!([]));
    beat(&desk, &Value::Null, BASKET);
    let id = seen(&desk)[0]["id"].as_str().unwrap().to_owned();
    let invite = |text: &str| {
        desk.post(&desk.ana, &format!("/api/visitors/{id}/invite"), &json!({ "text": text })).status
    };
    assert_eq!((invite(" "), invite(&"x".repeat(501))), (422, 413));
    for who in [&desk.ana, &desk.boris] {
        desk.is(who, Availability::Away, 2);
    }
    assert_eq!(invite("Hello"), 409);
    desk.is(&desk.ana, Availability::Accepting, 2);
    desk.passes(120);
    assert_eq!(invite("Hello"), 404);
}
