//! The administration pages as an administrator uses them.

use super::{LOOKS, WIDE, by_menu, fits, sign_in};
use ombud_tests::browser::Browser;
use ombud_tests::world::{World, open_ticket, text};

/// The id of somebody, by the name before `@demo.test`.
pub(super) fn user(desk: &World, name: &str) -> String {
    text(&desk.person(name).get("/api/v1/me").is(200), "id")
}

/// The id of a role, by its name.
pub(super) fn role(desk: &World, name: &str) -> String {
    let roles = desk.person("owner").get("/api/v1/roles").is(200);
    let found = roles["roles"].as_array().unwrap().iter().find(|role| role["name"] == name);
    text(found.unwrap_or_else(|| panic!("there is no role `{name}`")), "id")
}

/// Ticks a box or a choice, wherever it stands.
pub(super) fn tick(browser: &Browser, css: &str) {
    browser.run(&format!("document.querySelector(`{css}`).scrollIntoView({{ block: 'center' }})"));
    browser.click(css);
}

#[test]
fn an_administrator_makes_a_role_from_a_copy_sees_what_it_does_and_gives_it_to_somebody() {
    let desk = World::demo();
    let ticket = open_ticket(&desk.person("owner"), "Billing", "Charged twice");
    let at = format!("/tickets/api/tickets/{}", text(&ticket, "id"));
    let sam = desk.person("agent.sales");
    sam.get(&at).problem(404);

    let browser = Browser::open(WIDE);
    sign_in(&browser, &desk, "admin");
    by_menu(&browser, "/admin/");
    assert!(browser.text("main").contains("Samir Haddad"));
    browser.follow(".views a[href='/admin/roles']");
    browser.go(&format!("{}/admin/roles/new?copy={}", desk.base(), role(&desk, "read-only")));
    browser.fill("input[name=title]", "Billing reader");
    tick(&browser, "input[value='tickets:ticket.read all']");
    browser.follow("button[value=preview]");
    assert!(browser.text("main").contains("Nobody holds this role yet"), "{}", browser.text("main"));
    assert!(browser.text("main").contains("Read tickets"));
    browser.follow("button[value=save]");
    browser.element(".flash");
    let made = role(&desk, "billing-reader");

    browser.go(&format!("{}/admin/people/{}", desk.base(), user(&desk, "agent.sales")));
    browser.run(&format!(
        "const rows = document.querySelectorAll('.role-row select[name=role]'); rows[rows.length - 1].value = '{made}'"
    ));
    browser.follow("button[value=preview]");
    let told = browser.text("main");
    assert!(told.contains("1 person gains something, nobody loses anything."), "{told}");
    assert!(told.contains("Samir Haddad") && told.contains("Gains: everything"), "{told}");
    sam.get(&at).problem(404);
    browser.follow("button[value=save]");
    browser.element(".flash");
    sam.get(&at).is(200);
}

#[test]
fn every_page_of_the_administration_has_its_picture() {
    let desk = World::demo();
    let owner = desk.person("owner");
    let ticket = open_ticket(&owner, "Billing", "Charged twice");
    let (sam, agent) = (user(&desk, "agent.sales"), role(&desk, "agent"));
    let ask =
        format!("/admin/explain?user={sam}&permission=tickets%3Aticket.reply&record={}", ticket["number"]);
    let compare = format!("/admin/roles/compare?one={agent}&other={}", role(&desk, "supervisor"));
    let pages = [
        ("people", "/admin/".to_owned()),
        ("person", format!("/admin/people/{sam}")),
        ("person-closed", format!("/admin/people/{}", user(&desk, "owner"))),
        ("person-new", "/admin/people/new".to_owned()),
        ("administrator", format!("/administrators/{sam}")),
        ("roles", "/admin/roles".to_owned()),
        ("role", format!("/admin/roles/{agent}")),
        ("role-new", "/admin/roles/new".to_owned()),
        ("compare", compare),
        ("departments", "/admin/departments".to_owned()),
        ("explain", ask),
        ("audit", "/admin/audit".to_owned()),
    ];
    for (name, look) in LOOKS {
        let browser = Browser::open(look);
        sign_in(&browser, &desk, "admin");
        let shot = |page: &str| {
            browser.element("main");
            fits(&browser, &format!("admin-{page}-{name}"));
        };
        for (page, path) in &pages {
            browser.go(&format!("{}{path}", desk.base()));
            shot(page);
        }
        browser.go(&format!("{}/admin/roles/{agent}", desk.base()));
        tick(&browser, "input[value='tickets:ticket.read department']");
        tick(&browser, "input[value='kernel:audit.read all']");
        browser.follow("button[value=preview]");
        shot("role-between");
        browser.go(&format!("{}/admin/people/{sam}", desk.base()));
        tick(&browser, "aside form button");
        browser.element("button[value=save]");
        shot("person-between");
    }
}
