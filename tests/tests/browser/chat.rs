//! Chats in real browsers: a visitor in the frame, an agent at the desk, a supervisor who watches.

use super::{LOOKS, WIDE, fits, sign_in};
use ombud_tests::browser::{Browser, Look};
use ombud_tests::caller::Caller;
use ombud_tests::world::{World, text};
use serde_json::{Value, json};

/// Ana of Support accepts two chats at once, whenever the test runs.
fn desk() -> World {
    let desk = World::demo();
    let owner = desk.person("owner");
    owner.patch("/api/v1/plugins/availability/settings", &json!({ "chat-unseen": true })).is(204);
    let ana = text(&desk.person("agent.support").get("/api/v1/me").is(200), "id");
    let week = json!({ "workdays": ["00:00-24:00"], "weekend": ["00:00-24:00"] });
    let shifts = json!({ "zone": "UTC", "schedule": { "week": week } });
    owner.put(&format!("/schedule/api/schedules/{ana}"), &shifts).is(200);
    let limits = json!({ "limits": { "desk": { "chat": 0 }, format!("agent-{ana}"): { "chat": 2 } } });
    owner.put("/availability/api/limits", &limits).is(200);
    desk
}

fn visitor(desk: &World, name: &str) -> (Caller, String) {
    let all = desk.visitor().get("/chat/api/state").is(200);
    let support = all["departments"].as_array().unwrap().iter().find(|one| one["name"] == "Support");
    let asked = json!({
        "key": "first", "name": name, "email": "vera@example.org", "department": support.unwrap()["id"],
        "text": "Where is my order?\n\nIt was to come on Monday.", "language": "sl",
        "page": "https://shop.example/basket", "referrer": "https://search.example/",
    });
    let begun = desk.visitor().post("/chat/api/chats", &asked).is(201);
    (desk.visitor().with_token(&text(&begun, "pass")), text(&begun, "chat"))
}

fn post(who: &Caller, chat: &str, act: &str, body: &Value) {
    let answer = who.post(&format!("/chat/api/chats/{chat}/{act}"), body);
    assert!(answer.status < 300, "{act}: {}", answer.text());
}

#[test]
fn a_visitor_in_the_frame_and_an_agent_at_the_desk_talk_while_a_supervisor_whispers() {
    let desk = desk();
    let agent = Browser::open(WIDE);
    sign_in(&agent, &desk, "agent.support");
    agent.go(&format!("{}/chat/", desk.base()));
    let visitor = Browser::open(Look { width: 420, height: 700, dark: false });
    visitor.go(&format!("{}/chat/widget", desk.base()));
    visitor.click(".launch");
    visitor.fill("[data-send=chats] [name=name]", "Vera");
    visitor.fill("[data-send=chats] [name=text]", "Where is the lid?");
    visitor.click("[data-send=chats] button");
    // It rings, and nobody needed to load the page anew.
    agent.wait_until("it rings", || agent.count("[data-row^='mine/'] button.primary") == 1);
    agent.follow("[data-row^='mine/'] button.primary");
    assert!(agent.text("ol.talk").contains("Where is the lid?"));
    agent.fill("#text", "In the second box.");
    agent.follow("form.card button.primary");
    visitor.wait_until("the answer", || visitor.text("[data-lines]").contains("In the second box."));
    // The visitor goes on to another page of the shop, and has one more of its pages open.
    visitor.go(&format!("{}/chat/widget", desk.base()));
    visitor.wait_until("all of it, anew", || {
        let said = visitor.text("[data-lines]");
        said.contains("Where is the lid?") && said.contains("In the second box.")
    });
    assert_eq!(visitor.text("[data-note]"), "");
    visitor.run("window.second = window.open(location.href)");
    let second = |words: &str| {
        let all = "return window.second.document.querySelector('[data-lines]')?.textContent ?? ''";
        visitor.run(all).as_str().is_some_and(|said| said.contains(words))
    };
    visitor.wait_until("the same in the second window", || second("In the second box."));
    let boss = Browser::open(WIDE);
    sign_in(&boss, &desk, "supervisor");
    boss.go(&format!("{}/chat/running", desk.base()));
    boss.follow("[data-row^='chat/'] a");
    assert!(!boss.text("main").contains("Where is the lid?"), "nothing before it is noted");
    boss.follow(".conversation .card button.primary");
    assert!(boss.text("ol.talk").contains("Where is the lid?"));
    boss.fill("#whisper", "Offer her a new one.");
    boss.follow("form:has(#whisper) button");
    agent.run("document.activeElement.blur()");
    agent.wait_until("the whisper", || agent.count(".message.note button[name=insert]") == 1);
    agent.follow(".message.note button[name=insert]");
    let answer = || agent.run("return document.querySelector('#text')?.value");
    agent.wait_until("the whisper in the answer", || answer() == json!("Offer her a new one."));
    agent.follow("form.card button.primary");
    visitor.wait_until("it", || visitor.text("[data-lines]").contains("Offer her a new one."));
    assert_eq!(visitor.count("[data-lines] > article.agent"), 2);
    visitor.wait_until("it in the second window", || second("Offer her a new one."));
}

#[test]
fn every_page_of_chats_has_its_picture() {
    let desk = desk();
    let (ana, sofia) = (desk.person("agent.support"), desk.person("supervisor"));
    let (vera, chat) = visitor(&desk, "Vera Novak");
    let mine = |what: &str| ana.get("/chat/api/chats").is(200)[what].as_array().map_or(0, Vec::len);
    let until = |is_so: &dyn Fn() -> bool| {
        let begun = std::time::Instant::now();
        while !is_so() {
            assert!(begun.elapsed().as_secs() < 60, "nothing rings");
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
    };
    until(&|| mine("rings") == 1);
    post(&ana, &chat, "accept", &json!({}));
    post(&ana, &chat, "lines", &json!({ "key": "a", "text": "Good morning! I look into it." }));
    post(
        &sofia,
        &chat,
        "whisper",
        &json!({ "text": "The parcel is at the post office: offer her the number." }),
    );
    post(&vera, &chat, "lines", &json!({ "key": "b", "text": "Thank you." }));
    let (_, ringing) = visitor(&desk, "Olga");
    until(&|| mine("rings") == 1);
    visitor(&desk, "Tina");
    visitor(&desk, "Zdravko Dolgoimeniškovič");
    post(&sofia, &chat, "watch", &json!({}));
    for (name, look) in LOOKS {
        let browser = Browser::open(look);
        sign_in(&browser, &desk, "agent.support");
        for (page, path) in [
            ("own", "/chat/".to_owned()),
            ("talk", format!("/chat/chats/{chat}")),
            ("ring", format!("/chat/chats/{ringing}")),
        ] {
            browser.go(&format!("{}{path}", desk.base()));
            browser.element("main");
            fits(&browser, &format!("chat-{page}-{name}"));
        }
        let boss = Browser::open(look);
        sign_in(&boss, &desk, "owner");
        for (page, path) in [
            ("board", "/chat/running".to_owned()),
            ("watch", format!("/chat/chats/{chat}")),
            ("watches", "/chat/watches".to_owned()),
            ("archive", "/chat/archive".to_owned()),
        ] {
            boss.go(&format!("{}{path}", desk.base()));
            boss.element("main");
            fits(&boss, &format!("chat-{page}-{name}"));
        }
    }
    let frame = Browser::open(Look { width: 420, height: 700, dark: false });
    frame.go(&format!("{}/chat/widget", desk.base()));
    frame.click(".launch");
    fits(&frame, "chat-widget-start");
}
