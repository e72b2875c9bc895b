//! Watching: nothing of it reaches the visitor or the agent, by any byte; and who watched is noted.

use super::{accepts, act, desk, say, support, told, visitor, words};
use crate::signals::Wire;
use ombud_tests::caller::Caller;
use serde_json::json;

/// What is told of the chat on a stream, without the times of the stream itself.
fn events(wire: &Wire) -> Vec<String> {
    let bytes = wire.bytes();
    let lines = bytes.lines().filter(|line| line.starts_with("event: chat:"));
    lines.map(str::to_owned).collect()
}

/// All that the two receive when they look: what differs each time by itself, ids of forms and stamps, is no word of the chat.
fn received(vera: &Caller, ana: &Caller, chat: &str) -> Vec<String> {
    let path = format!("/chat/api/chats/{chat}");
    let list = ana.get("/chat/api/chats").text();
    let board = ana.get("/chat/running").text();
    let rows = board.split("<main").nth(1).unwrap_or_default().to_owned();
    vec![vera.get(&path).text(), ana.get(&path).text(), list, rows]
}

#[test]
fn neither_visitor_nor_agent_receives_a_byte_more_or_less_while_somebody_watches() {
    let desk = desk(&[("agent.support", 2)]);
    let (support, ana, sofia) = (support(&desk), desk.person("agent.support"), desk.person("supervisor"));
    let (vera, chat) = visitor(&desk, &support, "Vera");
    accepts(&ana, &chat);
    let record = format!("chat:chats/{chat}");
    let (with_vera, with_ana) = (Wire::at(&vera, &record), Wire::at(&ana, &record));
    let before = received(&vera, &ana, &chat);
    // She reads nothing before it is noted.
    sofia.get(&format!("/chat/api/chats/{chat}")).problem(403);
    assert!(!sofia.get(&format!("/chat/chats/{chat}")).text().contains("Where is my order?"));
    act(&sofia, &chat, "watch").is(204);
    for _ in 0..3 {
        assert!(sofia.get(&format!("/chat/chats/{chat}")).text().contains("Where is my order?"));
        assert!(words(&sofia, &chat).contains(&"Where is my order?".to_owned()));
        sofia.get("/chat/running").is(200);
    }
    assert_eq!(received(&vera, &ana, &chat), before);
    // What comes next is the next thing that either hears.
    say(&ana, &chat, "a1", "One moment.").is(201);
    for wire in [&with_vera, &with_ana] {
        wire.until("the line", |bytes| bytes.contains("event: chat:lines.created"));
        assert_eq!(events(wire), ["event: chat:lines.created"]);
    }
    // Who watched is for others to see.
    sofia.get("/chat/api/watches").problem(403);
    let noted = desk.person("owner").get("/chat/api/watches").is(200);
    assert_eq!(noted["watches"].as_array().map(Vec::len), Some(1), "{noted}");
    assert_eq!(noted["watches"][0]["chat"], json!(chat));
}

#[test]
fn a_whisper_reaches_the_agent_and_nothing_of_it_the_visitor() {
    let desk = desk(&[("agent.support", 2)]);
    let (support, ana, sofia) = (support(&desk), desk.person("agent.support"), desk.person("supervisor"));
    let (vera, chat) = visitor(&desk, &support, "Vera");
    accepts(&ana, &chat);
    let (with_vera, with_ana) =
        (Wire::at(&vera, &format!("chat:chats/{chat}")), Wire::at(&ana, &format!("chat:chats/{chat}")));
    let before = vera.get(&format!("/chat/api/chats/{chat}")).text();
    let whisper = json!({ "text": "Offer the refund." });
    sofia.post(&format!("/chat/api/chats/{chat}/whisper"), &whisper).is(201);
    assert_eq!(vera.get(&format!("/chat/api/chats/{chat}")).text(), before, "to the byte");
    with_ana.until("the whisper", |bytes| bytes.contains("event: chat:lines.created"));
    assert!(words(&ana, &chat).contains(&"Offer the refund.".to_owned()));
    say(&ana, &chat, "a1", "We can offer a refund.").is(201);
    with_vera.until("the line", |bytes| bytes.contains("event: chat:lines.created"));
    assert_eq!(events(&with_vera), ["event: chat:lines.created"], "one line, one event");
    assert!(!with_vera.bytes().contains("whisper"));
}

#[test]
fn who_joins_and_who_takes_over_is_seen_by_all() {
    let desk = desk(&[("agent.support", 1)]);
    let (support, ana, sofia) = (support(&desk), desk.person("agent.support"), desk.person("supervisor"));
    let (vera, chat) = visitor(&desk, &support, "Vera");
    accepts(&ana, &chat);
    act(&sofia, &chat, "join").is(204);
    say(&sofia, &chat, "s1", "I can help.").is(201);
    assert!(words(&vera, &chat).contains(&"I can help.".to_owned()));
    let over = act(&sofia, &chat, "take-over");
    assert_eq!(over.is(200), json!({ "has": 1, "most": 0 }), "beyond her limit, and she is told");
    assert!(told(&vera, &chat)["agent"]["name"].as_str().unwrap().starts_with("Sofia"));
    say(&ana, &chat, "a9", "Hm").problem(404);
    // The place is free for the next one.
    let (_, next) = visitor(&desk, &support, "Olga");
    accepts(&ana, &next);
}
