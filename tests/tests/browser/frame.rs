//! What plugins bring into pages, in a browser that really draws it: scripts in a closed frame, and parts in their boxes.

use crate::{WIDE, conversation, sign_in};
use ombud_tests::browser::Browser;
use ombud_tests::world::World;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

#[test]
fn scripts_of_a_plugin_stay_in_their_frame_and_still_do_their_work() {
    let desk = World::demo();
    let sin = ombud_testkit::pack("tests/hostile/frame-escape");
    let kind = [("content-type", "application/wasm")];
    desk.person("admin").fetch("POST", "/api/v1/plugins?approve=all", &kind, sin).is(201);
    let browser = Browser::open(WIDE);
    sign_in(&browser, &desk, "agent.support");
    let page = format!("{}/frame-escape/page", desk.base());
    browser.go(&page);

    let agent = desk.person("agent.support");
    let until = Instant::now() + Duration::from_secs(60);
    let known = loop {
        let known = agent.get("/frame-escape/told").is(200);
        if known["told"].is_object() {
            break known;
        }
        assert!(Instant::now() < until, "the frame said nothing: {}", browser.text("body"));
        std::thread::sleep(Duration::from_millis(100));
    };
    let report = &known["told"];
    let told = report["told"].as_object().unwrap();
    assert!(told.len() > 30, "{report}");
    for (way, outcome) in told {
        assert_eq!(outcome, "stayed in", "{way}");
    }
    assert_eq!(report["inline"], "stayed in", "a script within the page of the frame");
    // Its own style, its own script and its own paths work.
    assert_eq!(report["style"], "rgb(1, 2, 3)");
    assert_eq!(report["who"], json!({ "status": 200, "json": { "counted": false, "signed_in": true } }));
    // It is as high as what is in it, or as it may be.
    assert!(
        browser.run("return document.querySelector('iframe').style.height").as_str().unwrap().ends_with("px")
    );

    // At last it leads itself away: nothing arrives, and the person stays.
    std::thread::sleep(Duration::from_secs(2));
    assert_eq!(browser.url(), page);
    assert_eq!(agent.get("/frame-escape/told").is(200)["escaped"], json!(null), "something got out");
    let tickets = agent.get("/tickets/api/tickets?limit=200").is(200);
    assert!(!tickets.to_string().contains("Forged"));
}

#[test]
fn a_page_of_a_plugin_leads_nobody_away() {
    let desk = World::demo();
    let sin = ombud_testkit::pack("tests/hostile/script-injection");
    let kind = [("content-type", "application/wasm")];
    desk.person("admin").fetch("POST", "/api/v1/plugins?approve=all", &kind, sin).is(201);
    let browser = Browser::open(WIDE);
    sign_in(&browser, &desk, "agent.support");
    let page = format!("{}/script-injection/page", desk.base());
    browser.go(&page);
    std::thread::sleep(Duration::from_secs(1));
    assert_eq!(browser.url(), page);
    assert_eq!(browser.count("input[name=_stamp]"), 1, "the form that posts, and no other");
}

/// Each control outside of what plugins add: where it stands, and what lies over its middle. What is beside the conversation
/// may go down, never sideways.
const OUTSIDE: &str = r#"
    const controls = [...document.querySelectorAll("main :is(button, select, textarea, summary, input)")];
    const outside = controls.filter((one) =>
        !one.closest(".part") && one.checkVisibility() && one.getBoundingClientRect().width > 4);
    return outside.map((one) => {
        one.scrollIntoView({ block: "center" });
        const { left, top, width, height } = one.getBoundingClientRect();
        const over = document.elementFromPoint(left + width / 2, top + height / 2);
        const down = one.closest(".panel") ? "" : Math.round(top + scrollY);
        const reached = one.contains(over) ? "" : ` lies under ${over?.outerHTML.slice(0, 80)}`;
        return `${one.localName} ${one.name}: ${[left, down, width, height]}${reached}`;
    });
"#;

#[test]
fn a_part_that_is_far_too_wide_and_too_tall_stays_in_its_box_and_moves_and_covers_nothing_outside() {
    let desk = World::demo();
    let (number, _) = conversation(&desk);
    // Where one writes is beside what is added, not above it.
    let long = json!({ "kind": "note", "body": "One line.\n".repeat(80) });
    let path = format!("/tickets/api/tickets/{number}/messages");
    desk.person("agent.support").post(&path, &long).is(201);
    let browser = Browser::open(WIDE);
    sign_in(&browser, &desk, "agent.support");
    let page = format!("{}/console/tickets/{number}", desk.base());
    browser.go(&page);
    let before = browser.run(OUTSIDE);
    assert!(before.as_array().unwrap().len() > 8 && !before.to_string().contains("lies under"), "{before:#}");

    let sin = ombud_testkit::pack("tests/hostile/hostile-parts");
    let mut manifest = serde_json::to_value(ombud_host::inspect(&sin).unwrap().manifest).unwrap();
    // What it adds elsewhere makes room for itself, as it may.
    manifest["contributions"].as_array_mut().unwrap().retain(|part: &Value| part["name"] == "flood");
    let sin = ombud_testkit::with_manifest(&sin, &manifest.to_string());
    let kind = [("content-type", "application/wasm")];
    desk.person("admin").fetch("POST", "/api/v1/plugins?approve=all", &kind, sin).is(201);
    browser.go(&page);
    browser.element(".part-box table + hr");
    assert_eq!(browser.run(OUTSIDE), before);
    let inside = "const box = document.querySelector('.part-box:has(> table + hr)');
        const [wide, tall] = [box.scrollWidth > 2 * box.clientWidth, box.scrollHeight > 2 * box.clientHeight];
        const out = document.documentElement.scrollWidth - innerWidth;
        return [wide, tall, box.getBoundingClientRect().height <= 24 * 16, out <= 0]";
    assert_eq!(browser.run(inside), json!([true, true, true, true]), "one scrolls in it, not in the page");
}
