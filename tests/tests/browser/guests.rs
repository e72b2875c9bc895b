//! A visitor who talks through the widget, on a page of a shop, in a browser that really runs it.

use super::{LOOKS, WIDE};
use ombud_tests::browser::{Browser, Look};
use ombud_tests::caller::Caller;
use ombud_tests::proxy::Network;
use ombud_tests::world::{World, text};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::thread;

const FRAME: &str = "iframe[data-ombud]";
const FIELD: &str = "[data-send=lines] [name=text]";

fn desk() -> World {
    let desk = World::demo();
    let file = ombud_testkit::pack("tests/guests/parlour");
    let kind = [("content-type", "application/wasm")];
    desk.person("owner").fetch("POST", "/api/v1/plugins?approve=all", &kind, file).is(201);
    desk
}

/// A page of a shop, which is no page of the desk, with the one line on it.
fn shop(desk: &str) -> String {
    let page = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Shop</title><h1>Lids and boxes</h1>\
         <script src=\"{desk}/kernel/embed.js\" data-page=\"/parlour/widget\" data-site=\"shop\" async></script>"
    );
    site(&page)
}

/// A site of its own that has this page.
pub(super) fn site(page: &str) -> String {
    let answer = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{page}",
        page.len()
    );
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}/", listener.local_addr().unwrap());
    thread::spawn(move || {
        for mut visitor in listener.incoming().map_while(Result::ok) {
            let answer = answer.clone();
            thread::spawn(move || {
                // What is asked for is this page, whatever it is.
                let head = BufReader::new(visitor.try_clone().unwrap()).lines();
                head.map_while(Result::ok).find(String::is_empty);
                let _ = visitor.write_all(answer.as_bytes());
            });
        }
    });
    base
}

/// What the widget keeps.
fn kept(browser: &Browser, site: &str) -> Value {
    browser.run(&format!("return JSON.parse(localStorage.getItem('ombud-chat:/parlour:{site}'))"))
}

fn state(browser: &Browser, wanted: &str) {
    browser.wait_until(&format!("it is {wanted}"), || {
        browser.run("return document.querySelector('ombud-chat').dataset.state") == wanted
    });
}

fn says(browser: &Browser, css: &str, words: &str) {
    browser.wait_until(&format!("{css} says {words}"), || {
        let said = browser.run(&format!("return document.querySelector('{css}')?.innerText"));
        said.as_str().is_some_and(|said| said.contains(words))
    });
}

/// Begins to talk, and gives the id of the chat.
fn begin(browser: &Browser, site: &str) -> String {
    browser.click(".launch");
    browser.fill("[data-send=chats] [name=name]", "Vera");
    browser.fill("[data-send=chats] [name=text]", "Where is the lid?");
    browser.click("[data-send=chats] button");
    state(browser, "waiting");
    text(&kept(browser, site), "chat")
}

/// Opens a second window of the same visitor, which scripts of the first see as `window.second`.
fn open_second(browser: &Browser, wanted: &str) {
    browser.run("window.second = window.open(location.href)");
    browser.wait_until(&format!("the second window is {wanted}"), || {
        let state = "return window.second.document.querySelector('ombud-chat')?.dataset.state";
        browser.run(state) == wanted
    });
}

/// So many windows hear what happens, and so many stand ready to.
fn hear(browser: &Browser, held: u32, ready: u32) {
    browser.wait_until(&format!("{held} hear, {ready} are ready"), || {
        let locks =
            "return navigator.locks.query().then(({ held, pending }) => [held.length, pending.length])";
        browser.run(locks) == json!([held, ready])
    });
}

fn become_of(agent: &Caller, chat: &str, what: Value) {
    agent.post(&format!("/parlour/api/chats/{chat}/set"), &what).is(200);
}

fn say(agent: &Caller, chat: &str, words: &str) {
    let key: String = words.chars().filter(char::is_ascii_alphanumeric).take(32).collect();
    agent.post(&format!("/parlour/api/chats/{chat}/lines"), &json!({ "key": key, "text": words })).is(201);
}

fn said(agent: &Caller, chat: &str) -> Vec<String> {
    let told = agent.get(&format!("/parlour/api/chats/{chat}")).is(200);
    told["lines"].as_array().unwrap().iter().map(|line| text(line, "text")).collect()
}

#[test]
fn a_visitor_of_a_shop_asks_is_answered_and_says_how_it_was() {
    let desk = desk();
    let agent = desk.person("agent.support");
    let browser = Browser::open(WIDE);
    browser.go(&shop(desk.base()));
    let width =
        |browser: &Browser| browser.run(&format!("return document.querySelector('{FRAME}').style.width"));
    browser.wait_until("the button is there", || {
        let width = width(&browser);
        width.as_str().is_some_and(|width| width != "0px" && width != "400px")
    });
    browser.inside(FRAME);
    let chat = begin(&browser, "shop");
    says(&browser, "[data-waiting]", "You are number 1 in the queue.");
    become_of(&agent, &chat, json!({ "wait": 150 }));
    says(&browser, "[data-waiting]", "About 3 minutes.");
    become_of(&agent, &chat, json!({ "state": "running", "agent": "Ana" }));
    state(&browser, "running");
    says(&browser, "[data-agent]", "Ana");
    say(&agent, &chat, "Let me look.");
    says(&browser, "[data-lines]", "Let me look.");
    browser.write(FIELD, "Thank you");
    browser.write(FIELD, "\u{e007}");
    says(&browser, "[data-lines] > .you:last-child", "Thank you");
    browser.wait_until("it has arrived", || said(&agent, &chat).len() == 3);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("lid.txt");
    std::fs::write(&file, "a lid").unwrap();
    browser.write("input[type=file]", file.to_str().unwrap());
    says(&browser, "[data-lines] .file", "lid.txt");

    // Closed, it says how much is new; opened, it is read.
    browser.click("[data-do=close]");
    say(&agent, &chat, "Here it is.");
    says(&browser, "[data-unread]", "1");
    browser.outside();
    assert_ne!(width(&browser), "400px");
    browser.inside(FRAME);
    browser.click(".launch");
    says(&browser, "[data-lines]", "Here it is.");
    assert_eq!(browser.run("return document.querySelector('[data-unread]').hidden"), json!(true));
    browser.outside();
    assert_eq!(width(&browser), "400px");
    browser.inside(FRAME);
    assert_eq!(browser.run("return document.cookie"), "");

    browser.click("[data-do=end]");
    state(&browser, "ended");
    browser.click("[data-send=rating] [value='1']");
    browser.fill("[data-send=rating] [name=comment]", "Quick");
    browser.click("[data-send=rating] button");
    says(&browser, "[data-thanks=rating]", "Thank you.");
    browser.click("[data-do=again]");
    state(&browser, "start");
    // The same visitor comes again.
    browser.fill("[data-send=chats] [name=name]", "Vera");
    browser.fill("[data-send=chats] [name=text]", "And the box?");
    browser.click("[data-send=chats] button");
    state(&browser, "waiting");
    let again = text(&kept(&browser, "shop"), "chat");
    assert_ne!(again, chat);
    assert_eq!(said(&agent, &again), ["And the box?"]);
    let people = desk.person("owner").get("/api/v1/audit?action=guest.admit").is(200);
    assert_eq!(people["entries"].as_array().unwrap().len(), 1);

    // Whoever sits there next finds nothing.
    become_of(&agent, &again, json!({ "state": "ended" }));
    state(&browser, "ended");
    browser.click("[data-do=forget]");
    state(&browser, "start");
    assert_eq!(kept(&browser, "shop"), json!({ "open": true }));
    assert_eq!(browser.count("[data-lines] > article"), 0);
    let name = browser.run("return document.querySelector('[data-send=chats] [name=name]').value");
    assert_eq!(name, "");
}

#[test]
fn a_first_answer_that_is_lost_and_two_windows_that_begin_at_once_leave_nobody_waiting_alone() {
    let desk = desk();
    let agent = desk.person("agent.support");
    let browser = Browser::open(WIDE);
    browser.go(&format!("{}/parlour/widget?site=lost", desk.base()));
    browser.run(
        "const real = window.fetch; let lost = false; window.fetch = async (...asked) => {\
             const answer = await real(...asked);\
             if (lost || !String(asked[0]).endsWith('/api/chats')) return answer;\
             lost = true; throw new TypeError('the answer is lost'); };",
    );
    browser.click(".launch");
    browser.fill("[data-send=chats] [name=name]", "Vera");
    browser.fill("[data-send=chats] [name=text]", "Where is the lid?");
    browser.click("[data-send=chats] button");
    says(&browser, "[data-send=chats] [data-error]", "That did not work");
    browser.click("[data-send=chats] button");
    state(&browser, "waiting");
    let chat = text(&kept(&browser, "lost"), "chat");
    assert_eq!(said(&agent, &chat), ["Where is the lid?"]);
    say(&agent, &chat, "In the box");
    says(&browser, "[data-lines]", "In the box");

    // Long after the end nothing is left of it, whoever looks.
    browser.run(
        "const at = 'ombud-chat:/parlour:lost'; const saved = JSON.parse(localStorage.getItem(at));\
         localStorage.setItem(at, JSON.stringify({ ...saved, ended: 1 }));",
    );
    browser.go(&format!("{}/parlour/widget?site=lost", desk.base()));
    state(&browser, "start");
    assert!(kept(&browser, "lost")["pass"].is_null());
    assert!(kept(&browser, "lost")["chat"].is_null());

    browser.go(&format!("{}/parlour/widget?site=both", desk.base()));
    state(&browser, "start");
    open_second(&browser, "start");
    browser.run(
        "for (const [page, text] of [[document, 'here'], [window.second.document, 'there']]) {\
             const form = page.querySelector('[data-send=chats]');\
             form.elements.name.value = 'Vera'; form.elements.text.value = text; form.requestSubmit(); }",
    );
    state(&browser, "waiting");
    let chat = text(&kept(&browser, "both"), "chat");
    browser.wait_until("one chat has both", || said(&agent, &chat).len() == 2);
    browser.wait_until("both windows show both", || {
        let lines = "return [document, window.second.document].map((page) => page.querySelectorAll('article').length)";
        browser.run(lines) == json!([2, 2])
    });
    hear(&browser, 1, 1);

    // That nothing is being typed any more is told after what was, however long that takes.
    become_of(&agent, &chat, json!({ "state": "running", "agent": "Ana" }));
    state(&browser, "running");
    browser.click(".launch");
    browser.run(
        "const real = window.fetch; window.told = []; const late = new Promise((go) => (window.go = go));\
         window.fetch = async (...asked) => {\
             const kind = asked[1]?.body?.get?.('kind');\
             if (kind) window.told.push(kind);\
             if (kind === 'typed') await late;\
             return real(...asked); };",
    );
    browser.write(FIELD, "A\u{e007}");
    browser.wait_until("it has arrived", || said(&agent, &chat).contains(&"A".to_owned()));
    assert_eq!(browser.run("return window.told"), json!(["typed"]));
    browser.run("window.go()");
    browser.wait_until("it is told", || browser.run("return window.told") == json!(["typed", "gone"]));

    // The browser keeps no more: what is written goes its way all the same.
    browser.run("Storage.prototype.setItem = () => { throw new Error('full'); }");
    browser.write(FIELD, "On paper\u{e007}");
    browser.wait_until("it has arrived", || said(&agent, &chat).contains(&"On paper".to_owned()));
    browser.wait_until("nothing waits", || browser.count("[data-lines] small") == 0);
}

#[test]
fn nothing_is_lost_and_nothing_said_twice_whatever_becomes_of_page_network_and_desk() {
    let mut desk = desk();
    let agent = desk.person("agent.support");
    let network = Network::before(desk.base());
    let browser = Browser::open(WIDE);
    let page = format!("{}/parlour/widget?site=lost", network.base());
    browser.go(&page);
    let chat = begin(&browser, "lost");
    become_of(&agent, &chat, json!({ "state": "running", "agent": "Ana" }));
    state(&browser, "running");

    // The network is gone: what is written waits, and what is said meanwhile is there when it is back.
    network.is_cut();
    browser.write(FIELD, "One\u{e007}");
    browser.write(FIELD, "Two\u{e007}");
    says(&browser, "[data-lines] > :last-child small", "Sending");
    says(&browser, "[data-note]", "No connection.");
    say(&agent, &chat, "Are you there?");
    network.is_whole();
    browser.wait_until("both are there", || said(&agent, &chat).len() == 4);
    says(&browser, "[data-lines]", "Are you there?");
    browser.wait_until("nothing waits", || browser.count("[data-lines] small") == 0);
    assert_eq!(browser.text("[data-note]"), "");

    // The desk falls, and the page is loaded anew when it is back.
    desk.program().kill();
    browser.write(FIELD, "Three\u{e007}");
    says(&browser, "[data-lines] > :last-child small", "Sending");
    browser.write(FIELD, "half a");
    desk.start_again();
    network.leads_to(desk.base());
    browser.go(&page);
    let agent = agent.at(desk.base());
    browser.wait_until("the third is there", || said(&agent, &chat).len() == 5);
    let words = ["Where is the lid?", "Are you there?", "One", "Two", "Three"];
    let mut there = said(&agent, &chat);
    there.sort();
    let mut wanted = words.map(str::to_owned);
    wanted.sort();
    assert_eq!(there, wanted, "each once");
    browser.wait_until("all are shown, each once", || browser.count("[data-lines] > article") == 5);
    assert_eq!(browser.run(&format!("return document.querySelector('{FIELD}').value")), "half a");

    // Another window of the same visitor goes on with the same chat. One of both hears, and the other one when that is closed.
    open_second(&browser, "running");
    hear(&browser, 1, 1);
    say(&agent, &chat, "Both windows");
    says(&browser, "[data-lines]", "Both windows");
    let second = "return window.second.document.querySelector('[data-lines]').textContent";
    browser.wait_until("the second window has all", || {
        let said = browser.run(second).as_str().unwrap_or_default().to_owned();
        words.iter().chain(&["Both windows"]).all(|words| said.contains(words))
    });
    browser.run(&format!(
        "const field = window.second.document.querySelector('{FIELD}');\
         field.value = 'From the second'; field.form.requestSubmit();"
    ));
    says(&browser, "[data-lines]", "From the second");
    browser.run("window.second.close()");
    hear(&browser, 1, 0);
    say(&agent, &chat, "One window");
    says(&browser, "[data-lines]", "One window");

    // What the desk refuses is said to be refused, and the rest goes on.
    browser.fill(FIELD, "refuse me\u{e007}");
    says(&browser, "[data-refused]", "Not sent");
    browser.write(FIELD, "Four\u{e007}");
    browser.wait_until("the fourth is there", || said(&agent, &chat).contains(&"Four".to_owned()));
    // Not only the desk has it: the widget has heard so.
    browser.wait_until("the widget knows", || browser.count("[data-lines] small") == 1);

    // The desk knows the chat no more, perhaps for a while. Nothing is thrown away, and the visitor may begin anew with it.
    network.is_cut();
    browser.write(FIELD, "for the next one\u{e007}");
    says(&browser, "[data-lines] > :last-child small", "Sending");
    desk.person("owner").delete("/api/v1/plugins/parlour").is(204);
    network.is_whole();
    state(&browser, "gone");
    assert!(kept(&browser, "lost")["pass"].is_string());
    browser.click("[data-do=again]");
    state(&browser, "start");
    let text = browser.run("return document.querySelector('[data-send=chats] [name=text]').value");
    assert_eq!(text, "refuse me\nfor the next one");
}

#[test]
fn the_widget_is_pleasant_and_for_everybody_in_each_of_its_states() {
    let desk = desk();
    let agent = desk.person("agent.support");
    let frame = Look { width: 400, height: 640, dark: false };
    let narrow = LOOKS.into_iter().filter(|(name, _)| name.starts_with("narrow"));
    for (name, look) in narrow.chain([("frame-light", frame), ("frame-dark", Look { dark: true, ..frame })]) {
        let browser = Browser::open(look);
        let open = |query: &str| browser.go(&format!("{}/parlour/widget?{query}", desk.base()));
        let seen = |state: &str| {
            let wide = browser.run("return document.documentElement.scrollWidth - window.innerWidth");
            assert!(wide.as_i64().unwrap_or(0) <= 0, "{state} {name} is {wide} px too wide");
            browser.picture(&format!("chat-{state}-{name}"));
        };
        open("site=away&open=false");
        seen("closed");
        browser.run("localStorage.setItem('ombud-chat:/parlour:away', '{\"open\":true}')");
        open("site=away&open=false");
        state(&browser, "offline");
        seen("offline");
        browser.fill("[data-send=offline] [name=name]", "Vera");
        browser.fill("[data-send=offline] [name=email]", "vera@example.org");
        browser.fill("[data-send=offline] [name=text]", "Where is the lid?");
        browser.click("[data-send=offline] button");
        state(&browser, "sent");
        open("site=fresh");
        browser.click(".launch");
        state(&browser, "start");
        seen("start");
        browser.press("\u{e00c}");
        assert_eq!(browser.run("return document.activeElement.className"), "launch", "Escape closes it");
        let site = "site=here&colour=%23ffd54f";
        open(site);
        let chat = begin(&browser, "here");
        seen("waiting");
        become_of(&agent, &chat, json!({ "state": "running", "agent": "Ana" }));
        state(&browser, "running");
        say(&agent, &chat, "Have a look at https://example.org/lids, there are some that fit all boxes.");
        browser.write(FIELD, "The third is the right one, thank you very much indeed!\u{e007}");
        browser.wait_until("it is said", || said(&agent, &chat).len() == 3);
        says(&browser, "[data-lines]", "example.org");
        let form = format!("collection=parlour%3Achats&id={chat}&kind=writing&audience=everyone&window=w");
        agent.post_form("/api/v1/signals", &form).is(204);
        says(&browser, "[data-writing]", "Somebody is writing");
        seen("running");
        become_of(&agent, &chat, json!({ "state": "ended" }));
        state(&browser, "ended");
        seen("ended");
    }
}
