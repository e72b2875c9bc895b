//! Who is on the site and has not written: seen by those who may, invited, and gone without a trace.

use super::{act, begin, desk, support, told, wait_until};
use crate::people::add;
use ombud_tests::caller::Caller;
use ombud_tests::world::{World, text};
use serde_json::{Value, json};

#[track_caller]
fn beat(who: &Caller, department: &str, kept: Option<&Value>) -> Value {
    let mut body = json!({
        "page": "https://shop.example/basket?coupon=secret", "referrer": "https://search.example/?q=lid", "language": "sl",
        "department": department,
    });
    if let Some(kept) = kept {
        body["visit"] = kept.clone();
    }
    who.post("/chat/api/visits", &body).is(200)
}

fn on(desk: &World, rules: &Value) {
    let settings = json!({ "visitors": true, "invitations": rules });
    desk.person("owner").patch("/api/v1/plugins/chat/settings", &settings).is(204);
}

fn seen(who: &Caller) -> Vec<Value> {
    who.get("/chat/api/visitors").is(200)["visitors"].as_array().unwrap().clone()
}

#[test]
fn a_visitor_is_seen_by_the_department_that_the_page_names_and_invited_from_there_alone() {
    let desk = desk(&[("agent.support", 2)]);
    let (support, ana) = (support(&desk), desk.person("agent.support"));
    let sales = add(&desk, "agent.of.sales", "agent", &["Sales"]);
    let shop = desk.visitor();
    assert_eq!(
        beat(&shop, "Support", None),
        json!({ "again": 3600 }),
        "it is off unless somebody turns it on"
    );
    on(&desk, &json!([]));
    let kept = beat(&shop, "Support", None)["visit"].clone();
    let there = seen(&ana);
    assert_eq!(there.len(), 1);
    assert_eq!(
        (&there[0]["page"], &there[0]["referrer"], &there[0]["department"]),
        (&json!("https://shop.example/basket"), &json!("https://search.example/"), &json!(support))
    );
    assert!(seen(&sales).is_empty(), "of another department's pages nothing is seen");
    desk.visitor().get("/chat/api/visitors").problem(401);
    desk.person("customer").get("/chat/api/visitors").problem(403);
    let id = text(&there[0], "id");
    let hello = json!({ "text": "May I help?" });
    sales.post(&format!("/chat/api/visitors/{id}/invite"), &hello).problem(404);
    ana.post(&format!("/chat/api/visitors/{id}/invite"), &hello).is(204);
    assert!(ana.get("/chat/visitors").text().contains("https://shop.example/basket"));
    // Somebody else's browser speaks for nobody but itself; a page that names no department is everybody's.
    let mut other = kept.clone();
    other["key"] = json!("somebody-elses-browser");
    assert_eq!(beat(&shop, "", Some(&other))["invitation"], "");
    assert_eq!((seen(&sales).len(), seen(&ana).len()), (1, 2));
    // The visitor answers, and the chat says what was answered.
    let told_of = beat(&shop, "Support", Some(&kept));
    assert_eq!(told_of["invitation"], "May I help?");
    let begun = shop
        .post(
            "/chat/api/chats",
            &json!({
                "key": "first", "name": "Vera", "department": support, "text": "Yes!", "visit": told_of["visit"],
            }),
        )
        .is(201);
    let (vera, chat) = (desk.visitor().with_token(&text(&begun, "pass")), text(&begun, "chat"));
    assert_eq!(seen(&ana).len(), 1, "who writes is no visitor any more");
    let lines = told(&vera, &chat)["lines"].clone();
    assert_eq!((&lines[0]["text"], &lines[1]["text"]), (&json!("May I help?"), &json!("Yes!")));
    wait_until("it rings", || super::rings(&ana, &chat));
    act(&ana, &chat, "accept").is(204);
    assert!(ana.get(&format!("/chat/chats/{chat}")).text().contains("Invited by"));
}

#[test]
fn a_rule_invites_only_while_somebody_would_answer_and_nothing_of_visitors_is_told_to_streams_or_kept_by_the_audit()
 {
    let desk = desk(&[("agent.support", 1)]);
    on(&desk, &json!([{ "text": "Vprašajte nas!", "page": "coupon=", "language": "sl" }]));
    let shop = desk.visitor();
    wait_until("it invites", || beat(&shop, "Support", None)["invitation"] == "Vprašajte nas!");
    let nobody = beat(&shop, "Sales", None);
    assert_eq!(nobody["invitation"], "", "nobody of Sales accepts chats");
    let audit = desk.person("owner").get("/api/v1/audit").is(200).to_string();
    assert!(!audit.contains("shop.example") && !audit.contains("chat:visits"), "{audit}");
    // A chat begins as ever, whatever a browser says of its visit.
    let support = support(&desk);
    begin(&shop, &support, "Vera", "k1").is(201);
    let forged = json!({ "key": "k2", "name": "V", "department": support, "text": "?", "visit": { "key": "x", "place": 7 } });
    shop.post("/chat/api/chats", &forged).is(201);
}
