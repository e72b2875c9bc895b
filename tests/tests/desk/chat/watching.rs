//! Watching: nothing of it reaches the visitor or the agent, by any byte; and who watched is noted.

use super::{accepts, act, desk, me, rings, say, support, told, visitor, wait_until, words};
use crate::signals::Wire;
use ombud_tests::caller::Caller;
use ombud_tests::world::{World, text};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// All that a stream tells of chats, whole and in order; numbered names in place of ids, and no times: by nothing else is what one hears
/// of one chat different from what one hears of another.
fn events(wire: &Wire, reader: &Caller, agent: &str, chat: &str) -> Vec<String> {
    let lines: Vec<String> =
        told(reader, chat)["lines"].as_array().unwrap().iter().map(|line| text(line, "id")).collect();
    let (mut ids, mut all) = (BTreeSet::new(), Vec::new());
    let bytes = wire.bytes();
    for block in bytes.split("\n\n").filter(|block| block.contains("event: chat:")) {
        let field = |name: &str| block.lines().filter_map(|line| line.strip_prefix(name)).collect::<String>();
        assert!(ids.insert(field("id: ")), "each has a name of its own: {block}");
        let mut data: Value = serde_json::from_str(&field("data: ")).unwrap();
        assert!(data["at"].is_u64(), "{block}");
        data["at"] = Value::Null;
        if let Some(by) = data.get("by").and_then(Value::as_str) {
            data["by"] = json!(if by == agent { "the agent" } else { "the visitor" });
        }
        let mut told = format!("{} {data}", field("event: ")).replace(&format!("\"{chat}\""), "the chat");
        for (nth, id) in lines.iter().enumerate() {
            told = told.replace(id, &format!("line {nth}"));
        }
        all.push(told);
    }
    all
}

/// A visitor and the agent talk, and in between happens what happens: what each of them hears of it.
fn conversation(desk: &World, name: &str, between: impl Fn(&str)) -> [Vec<String>; 2] {
    let ana = desk.person("agent.support");
    let (visitor, chat) = visitor(desk, &support(desk), name);
    accepts(&ana, &chat);
    let record = format!("chat:chats/{chat}");
    let wires = [Wire::at(&visitor, &record), Wire::at(&ana, &record)];
    for nth in 0..3 {
        say(&visitor, &chat, &format!("v{nth}"), &format!("Question {nth}")).is(201);
        between(&chat);
        say(&ana, &chat, &format!("a{nth}"), &format!("Answer {nth}")).is(201);
        between(&chat);
    }
    act(&visitor, &chat, "end").is(204);
    let agent = me(&ana);
    for wire in &wires {
        wire.until("the end", |bytes| {
            let many = |event: &str| bytes.matches(&format!("event: chat:{event}\n")).count();
            many("lines.created") >= 7 && many("chats.changed") >= 1
        });
    }
    [events(&wires[0], &visitor, &agent, &chat), events(&wires[1], &ana, &agent, &chat)]
}

#[test]
fn the_streams_tell_the_same_events_whether_somebody_watches_or_not() {
    let desk = desk(&[("agent.support", 2)]);
    let alone = conversation(&desk, "Vera", |_| {});
    let sofia = desk.person("supervisor");
    let watched = conversation(&desk, "Olga", |chat| {
        act(&sofia, chat, "watch").is(204);
        assert!(words(&sofia, chat).contains(&"Question 0".to_owned()));
        sofia.get(&format!("/chat/chats/{chat}"));
        sofia.get("/chat/running").is(200);
    });
    assert_eq!(alone, watched);
    for heard in &alone {
        assert_eq!(
            heard.iter().filter(|event| event.starts_with("chat:lines.created ")).count(),
            7,
            "{heard:?}"
        );
        assert_eq!(heard.len(), 9, "seven lines, the first answer, and that it is over: {heard:?}");
    }
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
    let line = text(&say(&ana, &chat, "a1", "One moment.").is(201), "id");
    for (wire, reader) in [(&with_vera, &vera), (&with_ana, &ana)] {
        wire.until("the line", |bytes| bytes.contains("event: chat:lines.created"));
        let heard = events(wire, reader, &me(&ana), &chat);
        assert_eq!(heard.len(), 2, "the line, and that it was the first answer: {heard:?}");
        assert!(wire.bytes().contains(&line), "{heard:?}");
    }
    // Who watched is for others to see.
    sofia.get("/chat/api/watches").problem(403);
    let noted = desk.person("owner").get("/chat/api/watches").is(200);
    assert_eq!(noted["watches"].as_array().map(Vec::len), Some(1), "{noted}");
    assert_eq!(noted["watches"][0]["chat"], json!(chat));
}

#[test]
fn a_chat_that_is_handed_over_is_watched_by_a_new_note() {
    let desk = desk(&[("agent.support", 1), ("bela", 1)]);
    let (support, ana, sofia) = (support(&desk), desk.person("agent.support"), desk.person("supervisor"));
    let bela = desk.person("bela");
    let (_, chat) = visitor(&desk, &support, "Vera");
    wait_until("it rings", || rings(&ana, &chat) || rings(&bela, &chat));
    let (first, second) = if rings(&ana, &chat) { (&ana, &bela) } else { (&bela, &ana) };
    act(first, &chat, "accept").is(204);
    act(&sofia, &chat, "watch").is(204);
    sofia.post(&format!("/chat/api/chats/{chat}/whisper"), &json!({ "text": "Be kind." })).is(201);
    let wish = json!({ "agent": me(second), "note": "She is tired." });
    first.post(&format!("/chat/api/chats/{chat}/transfer"), &wish).is(204);
    // While it waits, whispers and notes are for whoever it rings at.
    let seen = words(&sofia, &chat);
    assert!(
        !seen.contains(&"Be kind.".to_owned()) && !seen.contains(&"She is tired.".to_owned()),
        "{seen:?}"
    );
    assert!(words(second, &chat).contains(&"She is tired.".to_owned()));
    act(second, &chat, "accept").is(204);
    sofia.get(&format!("/chat/api/chats/{chat}")).problem(403);
    act(&sofia, &chat, "watch").is(204);
    assert!(words(&sofia, &chat).contains(&"Be kind.".to_owned()));
    let noted = desk.person("owner").get("/chat/api/watches").is(200);
    let agents: Vec<_> =
        noted["watches"].as_array().unwrap().iter().map(|watch| watch["agent"].clone()).collect();
    assert_eq!(agents, [json!(me(second)), json!(me(first))], "{noted}");
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
    let heard = events(&with_vera, &vera, &me(&ana), &chat);
    assert_eq!(heard.len(), 2, "the line, and that it was the first answer: {heard:?}");
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
