//! Chats on a whole desk: visitors with nothing but their pass, agents with their limits, and supervisors whom nobody notices.

mod crowd;
pub(crate) mod helping;
mod limits;
mod visitors;
mod watching;

use crate::people::add;
use ombud_tests::caller::{Answer, Caller};
use ombud_tests::world::{World, text};
use serde_json::{Value, json};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// A desk on which these agents of Support accept so many chats at once, whenever the test runs and whether connected or not;
/// everybody else accepts none.
pub(crate) fn desk(agents: &[(&str, u32)]) -> World {
    let desk = World::demo();
    let owner = desk.person("owner");
    owner.patch("/api/v1/plugins/availability/settings", &json!({ "chat-unseen": true })).is(204);
    let mut limits = json!({ "desk": { "chat": 0 } });
    for (name, most) in agents {
        let agent = match *name {
            "agent.support" => desk.person(name),
            name => add(&desk, name, "agent", &["Support"]),
        };
        let id = me(&agent);
        let week = json!({ "workdays": ["00:00-24:00"], "weekend": ["00:00-24:00"] });
        let shifts = json!({ "zone": "UTC", "schedule": { "week": week } });
        owner.put(&format!("/schedule/api/schedules/{id}"), &shifts).is(200);
        limits[format!("agent-{id}")] = json!({ "chat": most });
    }
    owner.put("/availability/api/limits", &json!({ "limits": limits })).is(200);
    desk
}

pub(crate) fn me(who: &Caller) -> String {
    text(&who.get("/api/v1/me").is(200), "id")
}

pub(crate) fn support(desk: &World) -> String {
    let all = desk.visitor().get("/chat/api/state").is(200);
    let found = all["departments"].as_array().unwrap().iter().find(|one| one["name"] == "Support");
    text(found.unwrap(), "id")
}

/// Somebody who came by and began a chat with Support, and the chat.
#[track_caller]
pub(crate) fn visitor(desk: &World, support: &str, name: &str) -> (Caller, String) {
    let begun = begin(&desk.visitor(), support, name, "first").is(201);
    (desk.visitor().with_token(&text(&begun, "pass")), text(&begun, "chat"))
}

pub(crate) fn begin(who: &Caller, support: &str, name: &str, key: &str) -> Answer {
    let asked = json!({
        "key": key, "name": name, "department": support, "text": "Where is my order?", "language": "sl",
        "page": "https://shop.example/basket", "referrer": "https://search.example/",
    });
    who.post("/chat/api/chats", &asked)
}

#[track_caller]
pub(crate) fn say(who: &Caller, chat: &str, key: &str, words: &str) -> Answer {
    who.post(&format!("/chat/api/chats/{chat}/lines"), &json!({ "key": key, "text": words }))
}

#[track_caller]
pub(crate) fn act(who: &Caller, chat: &str, act: &str) -> Answer {
    who.post(&format!("/chat/api/chats/{chat}/{act}"), &json!({}))
}

pub(crate) fn told(who: &Caller, chat: &str) -> Value {
    who.get(&format!("/chat/api/chats/{chat}")).is(200)
}

/// What was said, to whoever asks.
pub(crate) fn words(who: &Caller, chat: &str) -> Vec<String> {
    told(who, chat)["lines"].as_array().unwrap().iter().map(|line| text(line, "text")).collect()
}

/// What follows from something is done a moment later.
#[track_caller]
pub(crate) fn wait_until(what: &str, is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_secs(110), "{what} takes too long");
        sleep(Duration::from_millis(50));
    }
}

/// Whether a chat rings at somebody.
pub(crate) fn rings(agent: &Caller, chat: &str) -> bool {
    let mine = agent.get("/chat/api/chats").is(200);
    mine["rings"].as_array().unwrap().iter().any(|one| one["id"] == chat)
}

#[track_caller]
pub(crate) fn accepts(agent: &Caller, chat: &str) {
    wait_until("it rings", || rings(agent, chat));
    act(agent, chat, "accept").is(204);
}

#[test]
fn a_visitor_talks_with_an_agent_ends_the_chat_and_rates_it() {
    let desk = desk(&[("agent.support", 2)]);
    let (support, ana) = (support(&desk), desk.person("agent.support"));
    let (vera, chat) = visitor(&desk, &support, "Vera");
    let waits = told(&vera, &chat);
    assert_eq!((&waits["state"], &waits["position"]), (&json!("waiting"), &json!(1)));
    say(&vera, &chat, "k1", "It is number 42.").is(201);
    accepts(&ana, &chat);
    let first = say(&ana, &chat, "a1", "I look.").is(201);
    assert_eq!(say(&ana, &chat, "a1", "I look.").is(200), first, "once");
    let seen = told(&vera, &chat);
    assert_eq!(seen["state"], "running");
    let said: Vec<_> = seen["lines"].as_array().unwrap().iter().map(|line| text(line, "by")).collect();
    assert_eq!(said, ["you", "you", "desk", "agent"]);
    let next = text(&seen, "next");
    say(&ana, &chat, "a2", "It left this morning.").is(201);
    let news = vera.get(&format!("/chat/api/chats/{chat}?after={next}")).is(200);
    assert_eq!(news["lines"].as_array().map(Vec::len), Some(1), "{news}");
    assert_eq!(told(&ana, &chat)["visitor"]["page"], "https://shop.example/basket");
    act(&vera, &chat, "end").is(204);
    say(&vera, &chat, "k9", "One more …").problem(409);
    let rating = json!({ "score": 4, "comment": "quick" });
    assert_eq!(vera.post(&format!("/chat/api/chats/{chat}/rating"), &rating).status, 204);
    let archive = ana.get("/chat/archive").text();
    assert!(archive.contains("Vera") && archive.contains("4 of 5"), "{archive}");
    // And once more, with the same pass; the agent of last time has it.
    let again = begin(&vera, &support, "Vera", "second").is(201);
    assert_eq!(again["pass"], Value::Null, "the pass goes on");
    accepts(&ana, &text(&again, "chat"));
}

#[test]
fn the_page_around_the_frame_says_in_which_language_and_what_visitors_see_is_edited_on_a_page() {
    let desk = World::demo();
    let page = |address: &str| {
        let browser = [("accept-language", "pl"), ("accept", "text/html")];
        desk.visitor().fetch("GET", address, &browser, "").text()
    };
    assert!(page("/chat/widget").contains("<html lang=\"pl\""));
    assert!(page("/chat/widget?language=sl-SI").contains("<html lang=\"sl\""));
    assert!(page("/chat/widget?language=xx").contains("<html lang=\"pl\""));
    let admin = desk.person("admin");
    let look = "colour=%23a02050&heading.sl=Poglejte&step=look&draft=d1";
    let looked = admin.post_form("/chat/look", look);
    let policy = looked.header("content-security-policy").unwrap_or_default();
    assert!(looked.status == 200 && policy.contains("frame-src 'self'"), "{policy}");
    assert!(page("/chat/widget?look=d1&language=sl").contains("Poglejte"));
    assert!(!page("/chat/widget?language=sl").contains("Poglejte"));
    assert_eq!(admin.post_form("/chat/look", &look.replace("step=look&", "")).status, 303);
    assert!(page("/chat/widget?language=sl").contains("Poglejte"));
    assert_eq!(desk.person("agent.support").get("/chat/look").status, 403);
}

#[test]
fn what_is_anothers_is_not_there() {
    let desk = desk(&[("agent.support", 2)]);
    let support = support(&desk);
    let (vera, chat) = visitor(&desk, &support, "Vera");
    let (other, _) = visitor(&desk, &support, "Olga");
    let ana = desk.person("agent.support");
    accepts(&ana, &chat);
    let lines = format!("/chat/api/chats/{chat}");
    other.get(&lines).problem(404);
    say(&other, &chat, "x", "Me too").problem(404);
    act(&other, &chat, "end").problem(404);
    desk.visitor().get(&lines).problem(401);
    desk.person("customer").get(&lines).problem(404);
    // Sales has nothing to do with it, and colleagues of Support see no running chat of hers.
    desk.person("agent.sales").get(&lines).problem(404);
    add(&desk, "bela", "agent", &["Support"]).get(&lines).problem(404);
    act(&ana, &chat, "watch").problem(403);
    for door in ["accept", "pick", "take-over", "join", "whisper"] {
        let answer = act(&vera, &chat, door);
        assert!(matches!(answer.status, 403 | 404), "{door}: {}", answer.text());
    }
    assert_eq!(told(&vera, &chat)["state"], "running");
    begin(&ana, &support, "Ana", "staff").problem(403);
    // What a signed-in customer may do is done by the API; the pages, and tickets of chats, are staff's.
    let customer = desk.person("customer");
    let own = text(&begin(&customer, &support, "Mira", "own").is(201), "chat");
    assert_eq!(act(&customer, &own, "ticket").status, 403);
    assert_eq!(customer.post_form(&format!("/chat/chats/{own}/lines"), "text=Hello").status, 403);
    say(&customer, &own, "c1", "Hello").is(201);
}

#[test]
fn a_chat_that_is_handed_over_rings_elsewhere_with_its_note() {
    let desk = desk(&[("agent.support", 1), ("bela", 1)]);
    let (support, ana, bela) = (support(&desk), desk.person("agent.support"), desk.person("bela"));
    let (vera, chat) = visitor(&desk, &support, "Vera");
    wait_until("it rings", || rings(&ana, &chat) || rings(&bela, &chat));
    let (first, second) = if rings(&ana, &chat) { (&ana, &bela) } else { (&bela, &ana) };
    act(first, &chat, "accept").is(204);
    let wish = json!({ "agent": me(second), "note": "She wants the blue one." });
    first.post(&format!("/chat/api/chats/{chat}/transfer"), &wish).is(204);
    assert!(rings(second, &chat), "at once");
    assert_eq!(told(&vera, &chat)["state"], "waiting");
    act(second, &chat, "accept").is(204);
    assert!(words(second, &chat).contains(&"She wants the blue one.".to_owned()));
    assert!(!told(&vera, &chat).to_string().contains("blue"));
    say(first, &chat, "late", "Me again").problem(404);
    // To the department: whoever is free, and then back.
    second.post(&format!("/chat/api/chats/{chat}/transfer"), &json!({ "department": support })).is(204);
    wait_until("it rings", || rings(&ana, &chat) || rings(&bela, &chat));
    // A colleague who has as many as the limit says gets one more, and one is told so.
    let target = if rings(&ana, &chat) { &ana } else { &bela };
    act(target, &chat, "accept").is(204);
    let other = if std::ptr::eq(target, &ana) { &bela } else { &ana };
    let (_, second_chat) = visitor(&desk, &support, "Olga");
    accepts(other, &second_chat);
    let beyond =
        other.post(&format!("/chat/api/chats/{second_chat}/transfer"), &json!({ "agent": me(target) }));
    assert_eq!(beyond.is(200), json!({ "has": 2, "most": 1 }));
}

#[test]
fn a_ticket_is_opened_of_a_chat_and_of_what_is_left_while_nobody_is_there() {
    let desk = desk(&[("agent.support", 1)]);
    let (support, ana) = (support(&desk), desk.person("agent.support"));
    let (vera, chat) = visitor(&desk, &support, "Vera");
    accepts(&ana, &chat);
    say(&ana, &chat, "a", "I look into it.").is(201);
    let sofia = desk.person("supervisor");
    sofia.post(&format!("/chat/api/chats/{chat}/whisper"), &json!({ "text": "Refund her." })).is(201);
    let made = act(&ana, &chat, "ticket").is(201);
    assert_eq!(act(&ana, &chat, "ticket").is(201), made, "one, however often it is asked for");
    let ticket = ana.get(&format!("/tickets/api/tickets/by-number/{}", made["ticket"])).is(200);
    assert_eq!(ticket["subject"], "Where is my order?");
    let notes =
        ana.get(&format!("/tickets/api/tickets/{}/messages", text(&ticket, "id"))).is(200).to_string();
    assert!(notes.contains("I look into it.") && !notes.contains("Refund"), "{notes}");
    act(&vera, &chat, "end").is(204);
    // Who gave an address can be answered.
    let asked = json!({
        "key": "mail", "name": "Olga", "email": "olga.new@example.org", "department": support, "text": "Write to me.",
    });
    let olgas = text(&desk.visitor().post("/chat/api/chats", &asked).is(201), "chat");
    accepts(&ana, &olgas);
    let made = act(&ana, &olgas, "ticket").is(201);
    let ticket = ana.get(&format!("/tickets/api/tickets/by-number/{}", made["ticket"])).is(200);
    let person = desk.person("owner").get(&format!("/api/v1/users/{}", text(&ticket, "requester"))).is(200);
    assert_eq!(person["email"], "olga.new@example.org");
    let left = json!({ "name": "Mira", "email": "mira.new@example.org", "department": support, "text": "Call me.\nPlease." });
    desk.visitor().post("/chat/api/offline", &left).is(201);
    let list = ana.get("/tickets/api/tickets?department=Support&limit=5").is(200).to_string();
    assert!(list.contains("Call me."), "{list}");
    let staff = json!({
        "name": "Ana", "email": "agent.support@demo.test", "department": support, "text": "It is me.",
    });
    // Nobody learns whose address is one of the house.
    desk.visitor().post("/chat/api/offline", &staff).is(201);
    let list = ana.get("/tickets/api/tickets?department=Support&limit=5").is(200).to_string();
    assert!(list.contains("It is me."), "{list}");
    desk.visitor()
        .post("/chat/api/offline", &json!({ "name": "M", "email": "none", "text": "x" }))
        .problem(422);
}

#[test]
fn a_desk_that_is_killed_in_the_middle_loses_nothing_and_says_nothing_twice() {
    let mut desk = desk(&[("agent.support", 1)]);
    let support = support(&desk);
    let (vera, chat) = visitor(&desk, &support, "Vera");
    let (olga, later) = visitor(&desk, &support, "Olga");
    accepts(&desk.person("agent.support"), &chat);
    say(&vera, &chat, "k1", "Before the fall.").is(201);
    desk.program().kill();
    desk.start_again();
    let (vera, olga, ana) = (vera.at(desk.base()), olga.at(desk.base()), desk.person("agent.support"));
    say(&vera, &chat, "k1", "Before the fall.").is(200);
    say(&vera, &chat, "k2", "After it.").is(201);
    assert_eq!(words(&ana, &chat).iter().filter(|words| words.contains("the fall")).count(), 1);
    assert_eq!(told(&olga, &later)["position"], 1);
    act(&ana, &chat, "end").is(204);
    accepts(&ana, &later);
}
