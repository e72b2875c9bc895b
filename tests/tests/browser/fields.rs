//! Own fields and tags as an administrator defines them, and as they stand on a ticket.

use super::{LOOKS, WIDE, by_menu, fits, sign_in};
use ombud_tests::browser::Browser;
use ombud_tests::world::{World, text};
use serde_json::json;

#[test]
fn fields_and_tags_are_defined_in_the_browser_and_every_page_of_them_has_its_picture() {
    let desk = World::demo();
    let (admin, agent) = (desk.person("admin"), desk.person("agent.support"));
    let browser = Browser::open(WIDE);
    sign_in(&browser, &desk, "admin");
    by_menu(&browser, "/tickets/fields");
    browser.follow("main a[href='/tickets/new-field']");
    browser.fill("input[name=title]", "Cause");
    browser.run("document.querySelector('select[name=kind]').value = 'choice'");
    browser.run("document.querySelector('select[name=required]').value = 'resolve'");
    browser.run("document.querySelector('textarea[name=more]').value = 'Wear and tear\\nFault'");
    browser.follow("button[value=look]");
    assert!(browser.text("main").contains("How it looks"), "{}", browser.text("main"));
    browser.follow("button[value=save]");
    assert!(browser.url().contains("/tickets/fields/cause"), "{}", browser.url());
    browser.follow("button[value='down.0']");
    let fields = admin.get("/tickets/api/fields").is(200);
    assert_eq!(fields["fields"][0]["choices"][0]["value"], "Fault", "{fields}");

    for field in [
        json!({ "title": "Serial number", "kind": "text", "customer": true, "titles": { "sl": "Serijska številka" } }),
        json!({ "title": "Agreed budget", "kind": "number", "departments": ["Sales"], "required": "resolve" }),
        json!({ "title": "Delivered on", "kind": "date", "required": "create" }),
        json!({ "title": "Under warranty", "kind": "yes-no" }),
        json!({ "title": "Expert", "kind": "person", "off": true }),
    ] {
        admin.post("/tickets/api/fields", &field).is(201);
    }
    for (name, colour) in [("VIP", "red"), ("refund", "teal"), ("spare part", "purple")] {
        admin.post("/tickets/api/tags", &json!({ "name": name, "colour": colour })).is(201);
    }
    let ticket = json!({
        "subject": "The hinge squeaks", "department": "Support", "body": "Since Monday.", "tags": ["VIP", "spare part"],
        "fields": { "delivered-on": "2026-11-02", "serial-number": "A-17" },
    });
    let ticket = agent.post("/tickets/api/tickets", &ticket).is(201);
    let other =
        json!({ "version": ticket["version"], "fields": { "under-warranty": true, "cause": "Fault" } });
    let address = format!("/tickets/api/tickets/{}", text(&ticket, "id"));
    let after = agent.patch(&address, &other).is(200);
    let back = json!({ "version": after["version"], "fields": { "cause": null } });
    agent.patch(&address, &back).is(200);
    for (name, look) in LOOKS {
        let browser = Browser::open(look);
        let shot = |page: &str| {
            browser.element("main");
            browser.run("document.querySelectorAll('main details:not(.composer)').forEach((one) => { one.open = true })");
            fits(&browser, &format!("fields-{page}-{name}"));
        };
        sign_in(&browser, &desk, "admin");
        for (page, path) in [
            ("list", "/tickets/fields"),
            ("new", "/tickets/new-field"),
            ("one", "/tickets/fields/cause"),
            ("versions", "/tickets/field-versions"),
            ("tags", "/tickets/tags"),
            ("opening", "/console/new"),
        ] {
            browser.go(&format!("{}{path}", desk.base()));
            shot(page);
        }
        browser.go(&format!("{}/console/tickets/{}", desk.base(), ticket["number"]));
        shot("ticket");
    }
}
