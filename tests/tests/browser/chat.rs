//! Chats in real browsers: a visitor in the frame, an agent at the desk, a supervisor who watches.

use super::{LOOKS, WIDE, fits, sign_in};
use ombud_tests::browser::{Browser, Look};
use ombud_tests::caller::Caller;
use ombud_tests::world::{World, text};
use serde_json::{Value, json};

const ENTER: &str = "\u{e007}";
const FRAME: &str = "iframe[data-ombud]";

/// Ana of Support accepts two chats at once, whenever the test runs.
pub(super) fn desk() -> World {
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

pub(super) fn visitor(desk: &World, name: &str) -> (Caller, String) {
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

/// Does something in a chat.
pub(super) fn post(who: &Caller, chat: &str, act: &str, body: &Value) {
    let answer = who.post(&format!("/chat/api/chats/{chat}/{act}"), body);
    assert!(answer.status < 300, "{act}: {}", answer.text());
}

/// Waits until one chat rings at this agent.
pub(super) fn rings(agent: &Caller) {
    let begun = std::time::Instant::now();
    while agent.get("/chat/api/chats").is(200)["rings"].as_array().map_or(0, Vec::len) != 1 {
        assert!(begun.elapsed().as_secs() < 60, "nothing rings");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
}

#[test]
fn a_visitor_in_the_frame_and_an_agent_at_the_desk_talk_while_a_supervisor_whispers() {
    let desk = desk();
    desk.person("owner").patch("/api/v1/plugins/chat/settings", &json!({ "peek": true })).is(204);
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
    // Each hears that the other writes, and the agent what, as the settings say. Whoever goes on writing tells it again.
    let types = |who: &Browser, field: &str, text: &str| {
        who.run(&format!(
            "const field = document.querySelector('{field}'); field.value = '{text}';
             field.dispatchEvent(new Event('input', {{ bubbles: true }}))"
        ));
    };
    agent.wait_until("what she types", || {
        types(&visitor, "[data-send=lines] [name=text]", "I looked in");
        agent.text("[data-writing]").ends_with("Vera is writing… I looked in")
    });
    visitor.wait_until("that somebody writes", || {
        types(&agent, "#text", "In the");
        visitor.text("[data-writing]").contains("writing")
    });
    // A canned answer by its name; Enter puts it in, and Enter sends.
    agent.run("document.querySelector('#text').value = ''; document.querySelector('#text').focus()");
    agent.press("In the second box. /hou");
    agent.wait_until("it is offered", || agent.count("#text-offers [role=option]") == 1);
    agent.picture("chat-offers");
    agent.press(ENTER);
    agent.wait_until("it is put in", || {
        agent
            .run("return document.querySelector('#text').value")
            .as_str()
            .is_some_and(|text| text.ends_with("9 to 17."))
    });
    agent.enter("#text");
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
fn what_visitors_see_is_shown_as_it_is_typed() {
    let desk = World::demo();
    let browser = Browser::open(WIDE);
    sign_in(&browser, &desk, "admin");
    browser.go(&format!("{}/chat/look", desk.base()));
    let shown = |script: &str| {
        browser
            .run(&format!("const page = document.querySelector('iframe')?.contentDocument; return {script}"))
    };
    browser.wait_until("the page of visitors, opened", || {
        shown("page?.querySelector('ombud-chat')?.dataset.state") == "start"
    });
    let line = "return document.querySelector('#embed').value";
    assert!(browser.run(line).as_str().unwrap().contains(&format!("{}/kernel/embed.js", desk.base())));
    browser.fill("#heading-en", "Ask the workshop");
    browser.wait_until("what was typed", || {
        shown("page?.querySelector('h1')?.textContent ?? ''") == "Ask the workshop"
    });
    assert_eq!(browser.run("return document.querySelector('#heading-en').value"), "Ask the workshop");
    browser.follow("button.primary");
    let visitor = Browser::open(Look { width: 420, height: 700, dark: false });
    visitor.go(&format!("{}/chat/widget", desk.base()));
    assert!(visitor.text(".launch").contains("Ask the workshop"));
}

#[test]
fn every_page_of_chats_has_its_picture() {
    let desk = desk();
    let (ana, sofia) = (desk.person("agent.support"), desk.person("supervisor"));
    let (vera, chat) = visitor(&desk, "Vera Novak");
    rings(&ana);
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
    rings(&ana);
    visitor(&desk, "Tina");
    visitor(&desk, "Zdravko Dolgoimeniškovič");
    post(&sofia, &chat, "watch", &json!({}));
    desk.person("owner").patch("/api/v1/plugins/chat/settings", &json!({ "visitors": true })).is(204);
    let there = json!({ "page": "https://shop.example/lids/of-every-size/and-colour/blue", "referrer": "https://search.example/", "language": "sl" });
    let long = json!({ "title": "What we say when a parcel waits at the post office of another town", "shortcut": "elsewhere", "text": "It waits." });
    ana.post("/canned/api/answers", &long).is(201);
    for (name, look) in LOOKS {
        desk.visitor().post("/chat/api/visits", &there).is(200);
        let browser = Browser::open(look);
        sign_in(&browser, &desk, "agent.support");
        for (page, path) in [
            ("own", "/chat/".to_owned()),
            ("visitors", "/chat/visitors".to_owned()),
            ("talk", format!("/chat/chats/{chat}")),
            ("ring", format!("/chat/chats/{ringing}")),
        ] {
            browser.go(&format!("{}{path}", desk.base()));
            browser.element("main");
            fits(&browser, &format!("chat-{page}-{name}"));
            browser.run("document.querySelectorAll('main details').forEach(one => one.open = true)");
            fits(&browser, &format!("chat-{page}-open-{name}"));
        }
        let boss = Browser::open(look);
        sign_in(&boss, &desk, "owner");
        for (page, path) in [
            ("board", "/chat/running".to_owned()),
            ("watch", format!("/chat/chats/{chat}")),
            ("watches", "/chat/watches".to_owned()),
            ("archive", "/chat/archive".to_owned()),
            ("look", "/chat/look".to_owned()),
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

/// A page of a shop with the one line on it, which names a department.
fn shop(desk: &World) -> String {
    let line = format!(
        "<script src=\"{}/kernel/embed.js\" data-department=\"Support\" data-language=\"en\" async></script>",
        desk.base()
    );
    super::guests::site(&format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Shop</title><h1>Lids</h1><input id=\"search\" aria-label=\"Search\">{line}"
    ))
}

#[test]
fn a_visitor_of_a_shop_is_seen_invited_and_answers_and_one_who_wants_none_is_left_alone() {
    let desk = desk();
    let owner = desk.person("owner");
    owner.patch("/api/v1/plugins/chat/settings", &json!({ "visitors": true })).is(204);
    let agent = Browser::open(WIDE);
    sign_in(&agent, &desk, "agent.support");
    let visitor = Browser::open(WIDE);
    visitor.go(&shop(&desk));
    let list = format!("{}/chat/visitors", desk.base());
    agent.wait_until("she is seen", || {
        agent.go(&list);
        agent.count("[data-row^='visit/']") == 1
    });
    agent.follow("[data-row^='visit/'] a");
    fits(&agent, "chat-visitor");
    agent.fill("#words", "Shall I find you a lid?");
    agent.follow("button.primary");
    assert!(agent.text(".flash").contains("Invited."));
    // She types in a field of the shop, and goes on typing there when the invitation comes.
    visitor.run("document.querySelector('#search').focus()");
    visitor.inside(FRAME);
    let said = |words: &str| visitor.text(".corner [data-invited]").contains(words);
    visitor.wait_until("she is invited", || said("Shall I find you a lid?"));
    visitor.outside();
    assert_eq!(visitor.run("return document.activeElement.id"), "search");
    visitor.picture("chat-invited");
    visitor.inside(FRAME);
    visitor.click(".launch");
    assert!(visitor.text("[data-part=start]").contains("Shall I find you a lid?"));
    visitor.fill("[data-send=chats] [name=name]", "Vera");
    visitor.fill("[data-send=chats] [name=text]", "A blue one.");
    visitor.click("[data-send=chats] button");
    visitor.wait_until("both stand there", || {
        let said = visitor.text("[data-lines]");
        said.contains("Shall I find you a lid?") && said.contains("A blue one.")
    });
    agent.go(&format!("{}/chat/", desk.base()));
    agent.wait_until("it rings", || agent.count("[data-row^='mine/'] button.primary") == 1);
    agent.follow("[data-row^='mine/'] button.primary");
    assert!(agent.text("ol.talk").contains("Invited by"), "{}", agent.text("ol.talk"));

    // Another one wants none, on no page of this visit.
    let rules = json!([{ "text": "Ask us!" }]);
    owner.patch("/api/v1/plugins/chat/settings", &json!({ "invitations": rules })).is(204);
    let other = Browser::open(WIDE);
    let shop = shop(&desk);
    other.go(&shop);
    let invited = |words: &str| {
        other.wait_until("the invitation stands, or not", || other.text(".corner [data-invited]") == words);
    };
    other.inside(FRAME);
    invited("Ask us!");
    other.click("[data-do=decline]");
    invited("");
    assert_eq!(other.run("return document.activeElement.className"), "launch");
    other.outside();
    other.go(&shop);
    other.wait_until("the desk knows", || {
        let all = owner.get("/chat/api/visitors").is(200);
        all["visitors"].as_array().unwrap().iter().any(|one| one["invitation"]["declined"] == true)
    });
    other.inside(FRAME);
    invited("");
}

#[test]
fn an_agent_hears_what_rings_and_what_is_said_behind_other_windows_unless_it_is_turned_off() {
    let desk = desk();
    let ana = desk.person("agent.support");
    let agent = Browser::open(WIDE);
    sign_in(&agent, &desk, "agent.support");
    let page = format!("{}/chat/", desk.base());
    agent.go(&page);
    // What would sound is counted.
    let listen = "window.tones = 0; const Real = OscillatorNode;
        window.OscillatorNode = class extends Real { start(...at) { window.tones++; return super.start(...at) } };
        window.hide = (hidden) => { Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
            document.dispatchEvent(new Event('visibilitychange')) }";
    agent.run(listen);
    agent.click("h1");
    let tones = || agent.run("return window.tones").as_u64().unwrap();
    let (vera, chat) = visitor(&desk, "Vera");
    agent.wait_until("it rings and is heard", || tones() == 2);
    post(&ana, &chat, "accept", &json!({}));
    agent.wait_until("it rings no more", || agent.count("[data-row^='mine/'] button.primary") == 0);
    agent.run("hide(true)");
    agent.wait_until("it listens", || {
        agent.run("return navigator.locks?.query().then(({ held }) => held.some(({ name }) => name === 'ombud-ring')) ?? true")
            == true
    });
    agent.wait_until("one more is new, says the title, and it is heard", || {
        // What was said before it listened is known already.
        post(&vera, &chat, "lines", &json!({ "key": format!("v{}", tones()), "text": "Are you there?" }));
        let title = agent.run("return document.title");
        tones() > 2 && title.as_str().is_some_and(|title| title.starts_with('('))
    });
    agent.run("hide(false)");
    assert!(!agent.run("return document.title").as_str().unwrap().starts_with('('));
    agent.follow("ombud-ring button");
    assert!(agent.text("ombud-ring").contains("Turn the sound on"));
    assert_eq!(agent.count("script[src='/kernel/ring.js']"), 0);
}
