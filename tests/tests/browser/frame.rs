//! Scripts of a plugin in a closed frame, in a browser that really runs them.

use crate::{WIDE, sign_in};
use ombud_tests::browser::Browser;
use ombud_tests::world::World;
use serde_json::json;
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
