//! What helps agents and whoever looks after them, on a whole desk: who writes, canned answers, coming and leaving, what can be kept.

use super::{accepts, act, desk, say, support, told, visitor, words};
use crate::forms::FORM;
use crate::people::add;
use crate::signals::Wire;
use ombud_tests::caller::Caller;
use ombud_tests::world::text;
use serde_json::json;

pub(crate) fn signal(who: &Caller, chat: &str, more: &str) {
    let form = format!("collection=chat%3Achats&id={chat}&window=w&{more}");
    let answer = who.fetch("POST", "/api/v1/signals", &[FORM], form);
    assert_eq!(answer.status, 204, "{}", answer.text());
}

#[test]
fn each_hears_that_the_other_writes_and_the_agent_alone_what() {
    let desk = desk(&[("agent.support", 2)]);
    let (ana, sofia) = (desk.person("agent.support"), desk.person("supervisor"));
    let (vera, chat) = visitor(&desk, &support(&desk), "Vera");
    accepts(&ana, &chat);
    let record = format!("chat:chats/{chat}");
    let [with_vera, with_ana, with_sofia] = [&vera, &ana, &sofia].map(|who| Wire::at(who, &record));
    signal(&ana, &chat, "kind=writing&audience=everyone");
    with_vera.until("that she writes", |bytes| bytes.contains("\"writing\":true"));
    signal(&vera, &chat, "kind=typed&text=Where+is");
    with_ana.until("what she types", |bytes| bytes.contains("Where is"));
    with_sofia.until("that she writes", |bytes| bytes.contains("Vera"));
    assert!(!with_sofia.bytes().contains("Where is"), "{}", with_sofia.bytes());
    signal(&ana, &chat, "kind=gone");
    with_vera.until("that she writes no more", |bytes| bytes.contains("\"writing\":false"));
    assert!(!with_vera.bytes().contains("Ana"), "{}", with_vera.bytes());
}

#[test]
fn canned_answers_leaving_and_keeping_on_one_desk() {
    let desk = desk(&[("agent.support", 2)]);
    let (support, owner) = (support(&desk), desk.person("owner"));
    let (ana, sofia) = (desk.person("agent.support"), desk.person("supervisor"));
    let (vera, chat) = visitor(&desk, &support, "Vera Novak");
    accepts(&ana, &chat);
    // Those of the department first; in the visitor's language, and with the name that the visitor gave.
    let answer = |whose: &str, title: &str| {
        json!({
            "whose": whose, "title": title, "text": "{customer.first-name}: in English", "shortcut": "zz",
            "languages": { "sl": "{customer.first-name}: po slovensko" },
        })
    };
    owner.post("/canned/api/answers", &answer("all", "Zz of all")).is(201);
    owner.post("/canned/api/answers", &answer("Support", "Zz of Support")).is(201);
    owner.post("/canned/api/answers", &answer("Sales", "Zz of Sales")).is(201);
    let place = format!("/chat/api/chats/{chat}/answers");
    let found = ana.get(&format!("{place}?q=zz")).is(200);
    let titles: Vec<String> = found.as_array().unwrap().iter().map(|one| text(one, "title")).collect();
    assert_eq!(titles, ["Zz of Support", "Zz of all"]);
    let filled = ana.get(&text(&found[0], "from")).is(200);
    assert_eq!(filled, json!({ "text": "Vera: po slovensko" }));
    assert_eq!(vera.get(&place).status, 403);
    assert!(ana.get(&format!("/chat/chats/{chat}")).text().contains("Zz of Support"));
    // Whoever joined leaves, and all are told.
    act(&sofia, &chat, "join").is(204);
    say(&sofia, &chat, "s", "I can help.").is(201);
    act(&sofia, &chat, "leave").is(204);
    assert!(words(&vera, &chat).last().unwrap().ends_with("has left the chat."), "{}", told(&vera, &chat));
    let late = say(&sofia, &chat, "t", "One more.");
    assert!(matches!(late.status, 404 | 422), "{}", late.text());
    assert_eq!(act(&vera, &chat, "leave").status, 403);
    // A collaborator may have no chats: nothing is handed over, and it is said why.
    let cene = add(&desk, "cene", "collaborator", &["Support"]);
    let refused =
        ana.post(&format!("/chat/api/chats/{chat}/transfer"), &json!({ "agent": super::me(&cene) }));
    let why = refused.problem(422).to_string();
    assert!(why.contains("may have no chats of Support"), "{why}");
    assert_eq!(told(&vera, &chat)["state"], "running");
    // What was said is the visitor's to keep, and nobody else's.
    sofia.post(&format!("/chat/api/chats/{chat}/whisper"), &json!({ "text": "Be kind." })).is(201);
    act(&vera, &chat, "end").is(204);
    let kept = vera.get(&format!("/chat/api/chats/{chat}/transcript"));
    assert!(kept.header("content-disposition").is_some_and(|how| how.starts_with("attachment")));
    assert!(kept.text().contains("I can help.") && !kept.text().contains("Be kind."), "{}", kept.text());
    let (olga, _) = visitor(&desk, &support, "Olga");
    olga.get(&format!("/chat/api/chats/{chat}/transcript")).problem(404);
}
