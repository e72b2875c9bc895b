//! What customers thought, as people see it: a link without signing in, the box beside the ticket, and the report.

use super::{LOOKS, WIDE, fits, sign_in};
use ombud_tests::browser::{Browser, Look};
use ombud_tests::world::{World, open_ticket, text};
use serde_json::{Value, json};

/// A ticket of Support that somebody answered and that is resolved.
pub(super) fn resolved(desk: &World, subject: &str) -> Value {
    let agent = desk.person("agent.support");
    let ticket = open_ticket(&agent, "Support", subject);
    let path = format!("/tickets/api/tickets/{}", text(&ticket, "id"));
    let me = text(&agent.get("/api/v1/me").is(200), "id");
    agent.post(&format!("{path}/messages"), &json!({ "kind": "reply", "body": "Turn it twice." })).is(201);
    let version = agent.get(&path).is(200)["version"].clone();
    agent.patch(&path, &json!({ "version": version, "assignee": me, "status": "resolved" })).is(200)
}

/// Somebody who has a link to it says this.
fn rated(desk: &World, subject: &str, score: u8, comment: &str) {
    let ticket = resolved(desk, subject);
    let path = format!("/csat/api/tickets/{}/link", text(&ticket, "id"));
    let link = text(&desk.person("agent.support").post(&path, &json!({})).is(201), "path");
    let form = format!("score={score}&comment={}", comment.replace(' ', "+"));
    assert_eq!(desk.visitor().post_form(&link, &form).status, 303);
}

#[test]
fn an_agent_copies_a_link_and_the_customer_rates_by_it_without_signing_in() {
    let desk = World::demo();
    let ticket = resolved(&desk, "A lamp that flickers");
    let agent = Browser::open(WIDE);
    sign_in(&agent, &desk, "agent.support");
    agent.go(&format!("{}/console/tickets/{}", desk.base(), ticket["number"]));
    let action = format!("a[href='/csat/tickets/{}']", text(&ticket, "id"));
    let address = agent.run(&format!("return document.querySelector(\"{action}\").href"));
    agent.go(address.as_str().unwrap());
    agent.follow("main form button.primary");
    agent.wait_until("the address of the desk stands in the link", || {
        agent
            .run("return document.querySelector('#link').value")
            .as_str()
            .is_some_and(|it| it.starts_with(desk.base()))
    });
    let link = agent.run("return document.querySelector('#link').value");
    let customer = Browser::open(Look { width: 390, height: 844, dark: false });
    customer.go(link.as_str().unwrap());
    customer.click("input[name=score][value='2']");
    customer.write("textarea[name=comment]", "It took\ntwo weeks.");
    customer.follow("form button.primary");
    assert!(customer.text(".flash").contains("2 of 5"), "{}", customer.text("main"));
    assert!(customer.text("main").contains("You can still change it"));
    agent.go(&format!("{}/console/tickets/{}", desk.base(), ticket["number"]));
    agent.wait_until("the box says it", || agent.text("main").contains("two weeks."));
    agent.go(&format!("{}/csat/", desk.base()));
    assert!(agent.text("main").contains("2 of 5") && agent.text("main").contains("two weeks."));
}

#[test]
fn every_page_of_satisfaction_has_its_picture() {
    let desk = World::demo();
    for (subject, score, comment) in [
        ("A lamp that flickers", 5, "Quick and kind, thank you"),
        ("A lid that sticks", 4, ""),
        ("A box that never came", 1, "I waited for two weeks and nobody told me why"),
        ("A bill twice", 3, "It was sorted out in the end"),
        ("A key that is lost", 5, "Perfect"),
    ] {
        rated(&desk, subject, score, comment);
    }
    let asked = resolved(&desk, "A door that squeaks");
    let path = format!("/csat/api/tickets/{}/link", text(&asked, "id"));
    let link = text(&desk.person("agent.support").post(&path, &json!({})).is(201), "path");
    let rated = desk.person("supervisor").get("/csat/api/report").is(200);
    let first = text(&rated["comments"][0]["subject"], "id");
    let number = rated["comments"][0]["number"].clone();
    for (name, look) in LOOKS {
        let shot = |browser: &Browser, page: &str| {
            browser.element("main");
            fits(browser, &format!("csat-{page}-{name}"));
        };
        let browser = Browser::open(look);
        browser.go(&format!("{}{link}?score=5", desk.base()));
        shot(&browser, "rate");
        browser.go(&format!("{}/csat/rate/0", desk.base()));
        shot(&browser, "no-link");
        sign_in(&browser, &desk, "supervisor");
        for (page, path) in [
            ("report", "/csat/".to_owned()),
            ("ticket", format!("/csat/tickets/{first}")),
            ("ask", format!("/csat/tickets/{}", text(&asked, "id"))),
            ("beside", format!("/console/tickets/{number}")),
        ] {
            browser.go(&format!("{}{path}", desk.base()));
            shot(&browser, page);
        }
        browser.go(&format!("{}/csat/tickets/{}", desk.base(), text(&asked, "id")));
        browser.follow("main form button.primary");
        shot(&browser, "link");
    }
}
