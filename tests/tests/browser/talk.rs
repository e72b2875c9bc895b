//! What makes an agent quick in a conversation.

use super::{WIDE, sign_in, ticket};
use ombud_tests::browser::{Browser, Look};
use ombud_tests::world::{World, open_ticket};
use serde_json::json;

const ENTER: &str = "\u{e007}";

/// How pages are looked at.
const LOOKS: [(&str, Look); 4] = [
    ("wide-light", WIDE),
    ("wide-dark", Look { dark: true, ..WIDE }),
    ("narrow-light", Look { width: 390, height: 844, dark: false }),
    ("narrow-dark", Look { width: 390, height: 844, dark: true }),
];

fn fits(browser: &Browser, name: &str) {
    let overflow = browser.run("return document.documentElement.scrollWidth - window.innerWidth");
    assert!(overflow.as_i64().unwrap_or(0) <= 0, "{name} is {overflow} px too wide");
    browser.picture(name);
}

/// Two tickets of the same customer.
fn two(desk: &World) -> [u64; 2] {
    let agent = desk.person("agent.support");
    ["The lid is missing", "No lid in the box"]
        .map(|subject| open_ticket(&agent, "Support", subject)["number"].as_u64().unwrap())
}

#[test]
fn an_agent_merges_a_ticket_into_another_with_the_keyboard_and_takes_it_back() {
    let desk = World::demo();
    let [target, source] = two(&desk);
    let browser = Browser::open(WIDE);
    sign_in(&browser, &desk, "agent.support");
    browser.go(&format!("{}/console/tickets/{source}", desk.base()));
    browser.element("[data-merge]");
    browser.press("m");
    browser.element("main.narrow input[name=into]");
    assert!(
        browser.text("main").contains("The lid is missing"),
        "the other one of the same person is offered"
    );
    assert_eq!(browser.run("return document.activeElement.name"), json!("into"));
    browser.press(&target.to_string());
    browser.press(ENTER);
    browser.wait_until("it says what will be", || {
        browser.text("h1") == format!("Merge #{source} into #{target}")
    });
    assert_eq!(browser.run("return document.activeElement.type"), json!("submit"));
    browser.press(ENTER);
    browser.wait_until("it is done", || browser.text("main").contains("Merged. All messages"));
    assert!(browser.text("ol.talk").contains(&format!("merged from #{source}")), "{}", browser.text("main"));
    assert_eq!(ticket(&desk, source)["status"], "closed");

    browser.go(&format!("{}/console/tickets/{source}", desk.base()));
    assert!(browser.text(".flash").contains(&format!("#{target}")), "it leads on");
    browser.follow("form[action$='/unmerge'] button");
    assert!(browser.text(".flash").contains("The merge is undone"), "{}", browser.text("main"));
    assert_eq!(ticket(&desk, source)["messages"], 1);
}

#[test]
fn the_tickets_that_are_ticked_become_one() {
    let desk = World::demo();
    let [first, second] = two(&desk);
    let browser = Browser::open(WIDE);
    sign_in(&browser, &desk, "agent.support");
    for number in [first, second] {
        browser.click(&format!("tr[data-ticket='{number}'] [name=t]"));
    }
    browser.follow(".chosen button[name=merge]");
    assert!(browser.text("main").contains("Which one stays?"));
    browser.follow(&format!("main a[href$='into={second}']"));
    browser.follow("main button.primary");
    assert!(browser.url().contains(&format!("/console/tickets/{second}?done=merged")), "{}", browser.url());
    browser.follow("form[action$='/unmerge'] button");
    assert_eq!(ticket(&desk, first)["status"], ticket(&desk, second)["status"]);
}

#[test]
fn the_pages_of_merging_have_their_pictures() {
    let desk = World::demo();
    let [target, source] = two(&desk);
    let (of_target, of_source) = (ticket(&desk, target), ticket(&desk, source));
    let id = of_source["id"].as_str().unwrap();
    desk.searchable();
    for (name, look) in LOOKS {
        let browser = Browser::open(look);
        sign_in(&browser, &desk, "agent.support");
        for (page, query) in [
            ("where", format!("t={id}")),
            ("found", format!("t={id}&into=bike")),
            ("preview", format!("t={id}&into=1")),
            ("many", format!("t={id}&t={}", of_target["id"].as_str().unwrap())),
        ] {
            browser.go(&format!("{}/console/merge?{query}", desk.base()));
            browser.element("main.narrow");
            fits(&browser, &format!("merge-{page}-{name}"));
        }
    }
    let browser = Browser::open(WIDE);
    sign_in(&browser, &desk, "agent.support");
    browser.go(&format!("{}/console/merge?t={id}&into={target}", desk.base()));
    browser.follow("main button.primary");
    fits(&browser, "merge-done");
    browser.go(&format!("{}/console/tickets/{source}", desk.base()));
    fits(&browser, "merge-left");
}
