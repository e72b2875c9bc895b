//! Promises as people see them: beside a ticket, in the list, and on their own pages.

use super::{LOOKS, WIDE, by_menu, conversation, fits, sign_in};
use ombud_tests::browser::Browser;
use ombud_tests::world::{World, text};
use serde_json::json;
use std::thread::sleep;
use std::time::{Duration, Instant};

#[test]
fn a_policy_is_made_with_its_example_and_the_inbox_is_listed_by_what_is_due() {
    let desk = World::demo();
    let browser = Browser::open(WIDE);
    sign_in(&browser, &desk, "admin");
    by_menu(&browser, "/sla/report");
    browser.follow(".views a[href='/sla/']");
    browser.follow("a[href='/sla/new?copy=example.strict']");
    browser.fill("input[name=name]", "Strict ones");
    browser.follow("button[value=look]");
    assert!(browser.text("#answer").contains("16:30"), "{}", browser.text("#answer"));
    browser.follow("button[value=save]");
    browser.element(".flash");
    browser.follow(".views a[href='/sla/']");
    browser.follow("tbody tr:last-child button[value=up]");
    browser.element(".flash");
    assert!(browser.text("tbody tr:nth-child(2)").contains("Strict ones"), "{}", browser.text("tbody"));

    let browser = Browser::open(WIDE);
    sign_in(&browser, &desk, "agent.support");
    let list = format!("{}/console/?sort=due", desk.base());
    // Deadlines are reckoned anew after the policy is kept.
    let ticket = format!("{}/console/tickets/{}", desk.base(), conversation(&desk).0);
    browser.wait_until("the new policy promises something", || {
        browser.go(&ticket);
        browser.text("main").contains("By “Strict ones”")
    });
    browser.go(&list);
    assert!(
        browser.text(".tickets thead").to_lowercase().contains("due"),
        "{}",
        browser.text(".tickets thead")
    );
    let due = browser
        .run("return [...document.querySelectorAll('.tickets td.added time')].map(one => one.dateTime)");
    let due: Vec<&str> = due.as_array().expect("a list").iter().filter_map(|one| one.as_str()).collect();
    assert!(due.len() > 2 && due.is_sorted(), "{due:?}");
}

#[test]
fn what_is_due_counts_down_in_the_list_and_beside_the_title_and_is_broken_without_another_page() {
    let desk = World::demo();
    let owner = desk.person("owner");
    let target = json!({ "normal": { "time": 7_200_000, "calendar": null } });
    let promises = json!({ "first-response": { "targets": target } });
    let mine = owner.post("/sla/api/policies", &json!({ "name": "Two hours", "promises": promises })).is(201);
    let all = owner.get("/sla/api/policies").is(200)["policies"].as_array().unwrap().clone();
    let mut order: Vec<_> = all.iter().map(|policy| policy["id"].clone()).collect();
    order.rotate_right(1);
    assert_eq!(order[0], mine["id"]);
    owner.put("/sla/api/order", &json!({ "policies": order })).is(200);
    let asks = json!({ "subject": "The lamp is dark", "body": "It was bright.", "department": "Support" });
    let ticket = desk.person("customer").post("/tickets/api/tickets", &asks).is(201);
    let begun = Instant::now();
    while owner.get(&format!("/sla/api/tickets/{}", text(&ticket, "id"))).status != 200 {
        assert!(begun.elapsed() < Duration::from_secs(30), "nothing is promised");
        sleep(Duration::from_millis(50));
    }
    let browser = Browser::open(WIDE);
    sign_in(&browser, &desk, "agent.support");
    let number = ticket["number"].to_string();
    for (page, place, title) in [
        ("/console/?status=any".to_owned(), format!("tr[data-ticket='{number}'] td.added ombud-time"), ""),
        (format!("/console/tickets/{number}"), ".part-badge ombud-time".to_owned(), "First response"),
    ] {
        browser.go(&format!("{}{page}", desk.base()));
        browser.element(&place);
        // What it says once so many minutes have passed, as it is told each minute.
        let after = |minutes: u64| {
            let told = format!(
                "const real = window.realNow ??= Date.now; Date.now = () => real() + {minutes} * 60000; \
                 const one = document.querySelector({place:?}); one.tell(); return one.innerText"
            );
            browser.run(&told).as_str().unwrap().to_owned()
        };
        let soon = after(0);
        assert!(soon.contains(title) && soon.contains("in ") && !soon.contains("Broken"), "{page}: {soon}");
        let near = after(90);
        assert!(near.contains(" min") && !near.contains("Broken"), "{page}: {near}");
        let over = after(190);
        assert!(over.contains("Broken") && over.contains("1 h ago"), "{page}: {over}");
        browser.picture(&format!("sla-broken-{}", if title.is_empty() { "list" } else { "ticket" }));
    }
}

#[test]
fn every_page_of_promises_has_its_picture() {
    let desk = World::demo();
    let admin = desk.person("admin");
    let policies = admin.get("/sla/api/policies").is(200);
    let policy = text(&policies["policies"][1], "id");
    let agent = desk.person("agent.support");
    let begun = Instant::now();
    let due = loop {
        let due = agent.get("/sla/api/due?limit=3").is(200);
        if due["due"].as_array().is_some_and(|due| due.len() > 1) {
            break due;
        }
        // The plugin reckons after the fact.
        assert!(begun.elapsed() < Duration::from_secs(30), "nothing is due: {due}");
        sleep(Duration::from_millis(50));
    };
    let ticket = text(&due["due"][0], "ticket");
    let read = agent.get(&format!("/tickets/api/tickets/{ticket}")).is(200);
    agent
        .patch(
            &format!("/tickets/api/tickets/{ticket}"),
            &json!({ "version": read["version"], "priority": "high" }),
        )
        .is(200);
    let other = text(&due["due"][1], "ticket");
    let reply = json!({ "kind": "reply", "body": "We look into it." });
    agent.post(&format!("/tickets/api/tickets/{other}/messages"), &reply).is(201);
    for (name, look) in LOOKS {
        let shot = |browser: &Browser, page: &str| {
            browser.element("main");
            fits(browser, &format!("sla-{page}-{name}"));
        };
        let browser = Browser::open(look);
        sign_in(&browser, &desk, "admin");
        for (page, path) in [
            ("policies", "/sla/".to_owned()),
            ("policy", format!("/sla/policies/{policy}")),
            ("report", "/sla/report".to_owned()),
        ] {
            browser.go(&format!("{}{path}", desk.base()));
            shot(&browser, page);
        }
        drop(browser);
        let browser = Browser::open(look);
        sign_in(&browser, &desk, "agent.support");
        for (page, path) in [
            ("inbox", "/console/?sort=due".to_owned()),
            ("ticket", format!("/console/tickets/{}", read["number"])),
        ] {
            browser.go(&format!("{}{path}", desk.base()));
            shot(&browser, page);
        }
    }
}
