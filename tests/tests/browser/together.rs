//! Two agents at two windows: what each has begun, who else is there, and what a network does to it.

use super::{WIDE, fits, sign_in, ticket};
use ombud_tests::browser::{Browser, Look};
use ombud_tests::proxy::Network;
use ombud_tests::world::{World, text};
use serde_json::json;
use std::thread;
use std::time::Duration;

/// A ticket of the customer's in Support: its id and number.
fn asked(desk: &World) -> (String, u64) {
    let wanted = json!({ "subject": "The lid", "department": "Support", "body": "Where is the lid?" });
    let made = desk.person("customer").post("/tickets/api/tickets", &wanted).is(201);
    (text(&made, "id"), made["number"].as_u64().unwrap())
}

fn waiting_seconds(desk: &World, seconds: u64) {
    let settings = json!({ "undo-seconds": seconds });
    desk.person("owner").patch("/api/v1/plugins/tickets/settings", &settings).is(204);
}

fn said(desk: &World, id: &str) -> Vec<String> {
    let page = desk.person("customer").get(&format!("/tickets/api/tickets/{id}/messages")).is(200);
    page["messages"].as_array().unwrap().iter().map(|message| text(message, "body")).collect()
}

fn value(browser: &Browser, css: &str) -> String {
    let script = format!("return document.querySelector('{css}').value");
    browser.run(&script).as_str().unwrap_or_default().to_owned()
}

fn open(browser: &Browser, base: &str, number: u64) {
    browser.go(&format!("{base}/console/tickets/{number}"));
    browser.element("ombud-ticket");
}

fn is_shown(browser: &Browser, css: &str) -> bool {
    browser.run(&format!("return !document.querySelector('{css}').hidden")) == json!(true)
}

fn is_saved(browser: &Browser) {
    browser.wait_until("the draft is saved", || {
        browser.text("form[action$='/reply'] [data-saved]").starts_with("Draft saved")
    });
}

#[test]
fn what_is_typed_is_there_after_a_reload_in_another_browser_and_until_it_is_sent() {
    let desk = World::demo();
    waiting_seconds(&desk, 0);
    let (id, number) = asked(&desk);
    let first = Browser::open(WIDE);
    sign_in(&first, &desk, "agent.support");
    open(&first, desk.base(), number);
    first.write("textarea#reply", "Dear Kim, the lid");
    is_saved(&first);
    open(&first, desk.base(), number);
    assert_eq!(value(&first, "#reply"), "Dear Kim, the lid");
    let second = Browser::open(WIDE);
    sign_in(&second, &desk, "agent.support");
    second.go(&format!("{}/console/?sort=created", desk.base()));
    assert!(second.text(&format!("tr[data-ticket='{number}']")).contains("Draft"));
    open(&second, desk.base(), number);
    assert_eq!(value(&second, "#reply"), "Dear Kim, the lid");
    // Both go on: the second hears that the first was faster, and both texts are there.
    first.write("textarea#reply", " is here.");
    is_saved(&first);
    first.wait_until("saved anew", || {
        desk.person("agent.support")
            .get(&format!("/console/tickets/{number}"))
            .text()
            .contains("lid is here.")
    });
    second.write("textarea#reply", " is lost.");
    second.wait_until("it is told", || {
        second.text("main").contains("n another window you wrote something else")
    });
    assert_eq!(value(&second, "#reply"), "Dear Kim, the lid is lost.");
    assert!(second.text("form[data-clash] details").contains("Dear Kim, the lid is here."));
    second.picture("draft-clash-wide-light");
    second.follow("form[data-clash] [value=other]");
    assert_eq!(value(&second, "#reply"), "Dear Kim, the lid is here.");
    second.follow("form[action$='/reply'] button.primary");
    assert_eq!(said(&desk, &id), ["Where is the lid?", "Dear Kim, the lid is here."]);
    assert_eq!(value(&second, "#reply"), "");
    let kept = "return Object.keys(sessionStorage).filter((name) => name.startsWith('unsent:')).length";
    assert_eq!(second.run(kept), json!(0));
}

#[test]
fn whoever_types_without_a_pause_is_saved_all_the_same() {
    let desk = World::demo();
    let (_, number) = asked(&desk);
    let browser = Browser::open(WIDE);
    sign_in(&browser, &desk, "agent.support");
    open(&browser, desk.base(), number);
    browser.run(
        "const field = document.querySelector('#reply'); window.typing = setInterval(() => {
            field.value += 'x';
            field.dispatchEvent(new Event('input', { bubbles: true }));
        }, 300)",
    );
    let agent = desk.person("agent.support");
    browser.wait_until("it is saved meanwhile", || {
        agent.get(&format!("/console/tickets/{number}")).text().contains("xxx</textarea>")
    });
    browser.run("clearInterval(window.typing)");
}

#[test]
fn a_reply_counts_down_is_taken_back_by_a_key_and_comes_in_by_itself_when_it_leaves() {
    let desk = World::demo();
    waiting_seconds(&desk, 12);
    let (id, number) = asked(&desk);
    let browser = Browser::open(WIDE);
    sign_in(&browser, &desk, "agent.support");
    open(&browser, desk.base(), number);
    browser.write("textarea#reply", "Dear Kin");
    browser.follow("form[action$='/reply'] button.primary");
    assert!(browser.text("ombud-left").starts_with("Leaves in"), "{}", browser.text("main"));
    browser.wait_until("it is said aloud", || browser.text("[data-word]").contains("press z"));
    browser.picture("held-wide-light");
    open(&browser, desk.base(), number);
    browser.element("[data-recall]");
    browser.run("document.activeElement?.blur()");
    browser.press("z");
    browser.element("form[action$='/reply'] textarea");
    browser.wait_until("it is back", || browser.url().contains("done=recalled"));
    assert_eq!(value(&browser, "#reply"), "Dear Kin");
    assert_eq!(browser.run("return document.activeElement.id"), json!("reply"));
    assert_eq!(said(&desk, &id).len(), 1);

    waiting_seconds(&desk, 3);
    browser.fill("textarea#reply", "Dear Kim, it is here.");
    browser.follow("form[action$='/reply'] button.primary");
    browser.wait_until("it has left", || {
        browser.count("ombud-left") == 0
            && browser.text("ol.talk > li:last-child").contains("Dear Kim, it is here.")
    });
    assert_eq!(said(&desk, &id), ["Where is the lid?", "Dear Kim, it is here."]);
    assert_eq!(browser.count("ol.talk > li"), 2);
}

#[test]
fn two_agents_see_each_other_and_who_is_answered_past_is_told_before_sending() {
    let desk = World::demo();
    waiting_seconds(&desk, 0);
    let (id, number) = asked(&desk);
    let (ana, sofia) = (Browser::open(WIDE), Browser::open(WIDE));
    sign_in(&ana, &desk, "agent.support");
    sign_in(&sofia, &desk, "supervisor");
    open(&ana, desk.base(), number);
    assert_eq!(ana.text("[data-looking]"), "");
    open(&sofia, desk.base(), number);
    ana.wait_until("Sofia is there", || ana.text("[data-looking]") == "Sofia Sørensen is looking");
    sofia.wait_until("Ana is there", || sofia.text("[data-looking]") == "Ana Kovač is looking");
    sofia.write("textarea#reply", "Let me see");
    ana.wait_until("Sofia writes", || ana.text("[data-looking]") == "Sofia Sørensen is writing…");
    ana.picture("presence-wide-light");
    ana.write("textarea#reply", "I think");
    sofia.follow("form[action$='/reply'] button.primary");
    ana.wait_until("the answer is there", || ana.text("ol.talk").contains("Let me see"));
    ana.wait_until("it is seen where one writes", || {
        ana.run("return document.querySelector('[data-word]').className") == json!("problem")
    });
    assert_eq!(value(&ana, "#reply"), "I think");
    ana.follow("form[action$='/reply'] button.primary");
    assert!(ana.text("main").contains("Sofia Sørensen wrote here while you were typing"));
    assert_eq!(value(&ana, "#reply"), "I think");
    assert_eq!(said(&desk, &id), ["Where is the lid?", "Let me see"]);
    sofia.go(&format!("{}/console/", desk.base()));
    ana.wait_until("Sofia is gone", || ana.text("[data-looking]").is_empty());
}

#[test]
fn a_network_that_is_cut_stands_still_and_comes_back_loses_nothing_and_doubles_nothing() {
    let desk = World::demo();
    waiting_seconds(&desk, 0);
    let (id, number) = asked(&desk);
    let network = Network::before(desk.base());
    let browser = Browser::open(WIDE);
    browser.go(&format!("{}/console/", network.base()));
    browser.fill("input[name=email]", "agent.support@demo.test");
    browser.fill("input[name=password]", ombud_tests::world::PASSWORD);
    browser.follow("button.primary");
    open(&browser, network.base(), number);
    browser.write("textarea#reply", "One");
    is_saved(&browser);
    let colleague = desk.person("supervisor");
    let note = |body: &str| {
        let path = format!("/tickets/api/tickets/{id}/messages");
        colleague.post(&path, &json!({ "kind": "note", "body": body })).is(201);
    };
    let kept = |words: &str| {
        let page = desk.person("agent.support").get(&format!("/console/tickets/{number}")).text();
        page.contains(&format!("{words}</textarea>"))
    };
    let once = |words: &str| browser.text("ol.talk").matches(words).count() == 1;

    network.is_cut();
    browser.wait_until("it says so", || is_shown(&browser, "[data-offline]"));
    assert!(browser.text("[data-offline]").starts_with("You are offline."));
    browser.write("textarea#reply", " two");
    note("While it was cut.");
    browser.click("form[action$='/reply'] button.primary");
    browser.wait_until("it is not sent", || browser.text("[data-offline]").starts_with("Not sent"));
    assert_eq!(value(&browser, "#reply"), "One two");
    browser.picture("offline-wide-light");
    assert!(!kept("One two"));
    network.is_whole();
    browser.wait_until("it is back", || !is_shown(&browser, "[data-offline]"));
    browser.wait_until("the draft is saved", || kept("One two"));
    browser.wait_until("what was missed is there", || once("While it was cut."));

    network.stands_still();
    browser.write("textarea#reply", " three");
    note("While it stood still.");
    browser.wait_until("it says so", || is_shown(&browser, "[data-offline]"));
    network.is_whole();
    browser.wait_until("it is back", || !is_shown(&browser, "[data-offline]"));
    browser.wait_until("the draft is saved", || kept("One two three"));
    browser.wait_until("what was missed is there", || once("While it stood still."));
    assert!(once("While it was cut."), "and nothing twice");

    // A machine that slept listens to a line that is long dead, and does not know: it listens anew.
    let lines = "return performance.getEntriesByType('resource').filter((one) => one.name.includes('/events')).length";
    let before = browser.run(lines).as_u64();
    browser.run("const now = Date.now; Date.now = () => now() + 60_000");
    browser.wait_until("it listens anew", || browser.run(lines).as_u64() > before);

    browser.follow("form[action$='/reply'] button.primary");
    assert!(
        browser.text("main").contains("wrote here while you were typing"),
        "of the two notes one is told"
    );
    browser.follow("form[action$='/reply'] button.primary");
    assert_eq!(said(&desk, &id), ["Where is the lid?", "One two three"]);
}

#[test]
fn nothing_is_missed_between_the_drawing_of_a_page_and_its_listening_or_while_nobody_looks_at_it() {
    let desk = World::demo();
    let (id, number) = asked(&desk);
    let browser = Browser::open(WIDE);
    sign_in(&browser, &desk, "agent.support");
    // It wakes, and is looked at, when the test says so.
    browser.begins_with(
        "{ const define = customElements.define.bind(customElements), later = []; \
         customElements.define = (...one) => one[0] === 'ombud-ticket' ? later.push(one) : define(...one); \
         self.wake = () => later.splice(0).forEach((one) => define(...one)); \
         Object.defineProperty(document, 'hidden', { get: () => !!self.away }); \
         self.look = (away) => { self.away = away; document.dispatchEvent(new Event('visibilitychange')) } }",
    );
    let colleague = desk.person("supervisor");
    let note = |body: &str| {
        let path = format!("/tickets/api/tickets/{id}/messages");
        text(&colleague.post(&path, &json!({ "kind": "note", "body": body })).is(201), "id")
    };
    let shows = |words: &str| browser.wait_until(words, || browser.text("ol.talk").contains(words));
    open(&browser, desk.base(), number);
    let _ = note("Before it listened.");
    browser.run("wake()");
    shows("Before it listened.");

    open(&browser, desk.base(), number);
    browser.run("look(true); wake()");
    let edited = note("While nobody looked.");
    browser.run("look(false)");
    shows("While nobody looked.");
    colleague
        .patch(
            &format!("/tickets/api/tickets/{id}/messages/{edited}"),
            &json!({ "body": "Or did somebody?" }),
        )
        .is(200);
    shows("Or did somebody?");
    assert!(!browser.text("ol.talk").contains("While nobody looked."), "it is edited where it stands");

    let path = format!("/tickets/api/tickets/{id}");
    let now = colleague.get(&path).is(200);
    colleague.patch(&path, &json!({ "version": now["version"], "department": "Sales" })).is(200);
    browser.wait_until("it says that it left", || browser.text("[data-word]").contains("any more"));
}

#[test]
fn a_desk_that_is_killed_and_comes_back_finds_the_page_as_it_was() {
    let mut desk = World::demo();
    waiting_seconds(&desk, 0);
    let (id, number) = asked(&desk);
    let network = Network::before(desk.base());
    let browser = Browser::open(WIDE);
    browser.go(&format!("{}/console/", network.base()));
    browser.fill("input[name=email]", "agent.support@demo.test");
    browser.fill("input[name=password]", ombud_tests::world::PASSWORD);
    browser.follow("button.primary");
    open(&browser, network.base(), number);
    browser.write("textarea#reply", "Before");
    is_saved(&browser);
    desk.program().kill();
    browser.wait_until("it says so", || is_shown(&browser, "[data-offline]"));
    browser.write("textarea#reply", " and after");
    thread::sleep(Duration::from_millis(1500));
    desk.start_again();
    network.leads_to(desk.base());
    let path = format!("/tickets/api/tickets/{id}/messages");
    desk.person("supervisor").post(&path, &json!({ "kind": "note", "body": "It is back." })).is(201);
    browser.wait_until("it is back", || !is_shown(&browser, "[data-offline]"));
    browser.wait_until("what happened since is there", || browser.text("ol.talk").contains("It is back."));
    is_saved(&browser);
    open(&browser, network.base(), number);
    assert_eq!(value(&browser, "#reply"), "Before and after");
    browser.follow("form[action$='/reply'] button.primary");
    assert_eq!(said(&desk, &id), ["Where is the lid?", "Before and after"]);
    assert_eq!(ticket(&desk, number)["status"], "open");
}

#[test]
fn the_new_lines_have_their_pictures_dark_and_narrow() {
    let desk = World::demo();
    waiting_seconds(&desk, 60);
    let (_, number) = asked(&desk);
    let agent = desk.person("agent.support");
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let path = format!("/console/tickets/{number}");
    agent.fetch("POST", &format!("{path}/reply"), &form, "text=Dear+Kim,+it+is+here.&key=k");
    agent.fetch("POST", &format!("{path}/draft"), &form, "kind=reply&text=And+one+thing+more&key=l");
    for (name, look) in [
        ("wide-dark", Look { dark: true, ..WIDE }),
        ("narrow-light", Look { width: 390, height: 844, dark: false }),
        ("narrow-dark", Look { width: 390, height: 844, dark: true }),
    ] {
        let browser = Browser::open(look);
        sign_in(&browser, &desk, "agent.support");
        browser.go(&format!("{}/console/?sort=created", desk.base()));
        browser.picture(&format!("inbox-draft-{name}"));
        open(&browser, desk.base(), number);
        browser.wait_until("the words are there", || browser.text("ombud-left").contains("Leaves in"));
        fits(&browser, &format!("held-{name}"));
    }
}
