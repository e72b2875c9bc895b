//! Rules as people write them, try them and read what they did.

use super::{LOOKS, WIDE, by_menu, fits, sign_in};
use ombud_tests::browser::Browser;
use ombud_tests::world::{World, open_ticket, text};
use serde_json::{Value, json};
use std::thread::sleep;
use std::time::{Duration, Instant};

fn wait_for_log(desk: &World, lines: usize) {
    let owner = desk.person("owner");
    let begun = Instant::now();
    let count = || owner.get("/rules/api/log").is(200)["lines"].as_array().map_or(0, Vec::len);
    while count() < lines {
        assert!(begun.elapsed() < Duration::from_secs(20), "rules take too long");
        sleep(Duration::from_millis(50));
    }
}

fn refunds() -> Value {
    json!({
        "name": "Refunds to Billing", "once": { "per-hours": 24 },
        "on": [{ "event": "opened" }, { "event": "waited", "clock": "status:pending", "minutes": 4320 }],
        "when": { "all": [
            { "check": { "what": "status", "is": "any-of", "values": ["new", "open"] } },
            { "any": [
                { "check": { "what": "subject", "is": "contains", "values": ["refund", "money back"] } },
                { "not": { "check": { "what": "priority", "is": "at-most", "values": ["high"] } } },
            ] },
        ] },
        "then": [{ "do": "set-priority", "to": "high" }, { "do": "add-tags", "tags": ["refund"] }, { "do": "note", "text": "#{ticket.number} of {customer.name} is about money." }],
    })
}

#[test]
fn a_supervisor_writes_a_rule_tries_it_on_the_past_and_saves_it() {
    let desk = World::demo();
    let owner = desk.person("owner");
    open_ticket(&owner, "Support", "My wheel squeaks");
    let browser = Browser::open(WIDE);
    sign_in(&browser, &desk, "supervisor");
    by_menu(&browser, "/rules/");
    browser.follow("a[href='/rules/new']");
    browser.fill("input[name=name]", "Squeaks");
    let shown = |name: &str| {
        let script = format!("return document.querySelector('[name={name}]').checkVisibility()");
        browser.run(&script).as_bool() == Some(true)
    };
    browser.run("document.querySelector('select[name=on-event]').value = 'tag-added'");
    assert!(shown("on-which") && !shown("on-after"), "a tag has a name, and nothing is waited for");
    browser.write("select[name=on-event]", "a ticket is opened");
    assert!(
        !shown("on-which") && !shown("when-level") && !shown("then-text"),
        "what a line does not take is not there"
    );
    browser.write("select[name=when-what]", "Subject");
    browser.write("select[name=when-is]", "contains one of");
    browser.fill("input[name=when-values]", "squeaks");
    browser.write("select[name=then-do]", "Add tags");
    browser.fill("input[name=then-to]", "oil");
    browser.follow("button[value=try]");
    let tried = browser.text("section[aria-labelledby=tried]");
    assert!(tried.contains("1 time") && tried.contains("Tags added: oil"), "{tried}");
    browser.follow("button[value=save]");
    browser.element(".flash");
    let ticket = open_ticket(&owner, "Support", "It squeaks again");
    let path = format!("/tickets/api/tickets/{}", text(&ticket, "id"));
    browser.wait_until("the rule has done it", || owner.get(&path).is(200)["tags"] == json!(["oil"]));
    browser.go(&format!("{}/console/tickets/{}", desk.base(), ticket["number"]));
    let page = browser.text("main");
    assert!(page.contains("Squeaks: done"), "{page}");
}

#[test]
fn every_page_of_rules_has_its_picture() {
    let desk = World::demo();
    let owner = desk.person("owner");
    let id = text(&owner.post("/rules/api/rules", &refunds()).is(201), "id");
    let mut less = refunds();
    less["once"] = json!("per-ticket");
    owner.put(&format!("/rules/api/rules/{id}"), &json!({ "rule": less })).is(200);
    let mut sales = refunds();
    sales["name"] = json!("Only Sofia's");
    sales["then"] = json!([{ "do": "set-department", "to": "none" }]);
    owner.post("/rules/api/rules", &sales).problem(422);
    for subject in ["A refund, please", "I want my money back"] {
        open_ticket(&owner, "Support", subject);
    }
    wait_for_log(&desk, 2);
    for (name, look) in LOOKS {
        let browser = Browser::open(look);
        let shot = |page: &str| {
            browser.element("main");
            fits(&browser, &format!("rules-{page}-{name}"));
        };
        sign_in(&browser, &desk, "owner");
        for (page, path) in [
            ("list", "/rules/".to_owned()),
            ("new", "/rules/new".to_owned()),
            ("log", "/rules/log".to_owned()),
            ("file", "/rules/file".to_owned()),
            ("versions", format!("/rules/rule/{id}/versions?number=1")),
            ("rule", format!("/rules/rule/{id}")),
        ] {
            browser.go(&format!("{}{path}", desk.base()));
            shot(page);
        }
        browser.follow("button[value=try]");
        browser.run("document.querySelectorAll('details').forEach((one) => { one.open = true })");
        shot("tried");
        browser.fill("input[name=ticket]", "1");
        browser.follow("button[value=try-ticket]");
        shot("one");
    }
}
