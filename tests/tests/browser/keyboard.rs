//! Whole ways with the keyboard alone, what becomes of it when pages change by themselves, and pages at 200 %.

use super::{WIDE, sign_in};
use ombud_tests::browser::{Browser, Look};
use ombud_tests::program::root;
use ombud_tests::world::{World, open_ticket, text};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;

const TAB: &str = "\u{e004}";
const ENTER: &str = "\u{e007}";

/// What is wrong with how the focus is shown; nothing if one sees where one is.
const HIDDEN: &str = r#"
    const el = document.activeElement;
    if (!el || el === document.body) return "nowhere";
    const name = `${el.localName}#${el.id}.${el.className} “${el.textContent.trim().slice(0, 30)}”`;
    const box = el.getBoundingClientRect();
    if (box.width < 1 || box.height < 1) return `${name} has no size`;
    if (box.bottom < 1 || box.top > innerHeight - 1) return `${name} is out of sight`;
    const drawn = (part) => {
        const style = getComputedStyle(el, part);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    };
    if (!drawn() && !drawn("::after")) return `${name} does not show that it is in focus`;
    const [x, y] = [box.left + Math.min(box.width / 2, 20), Math.min(Math.max(box.top, 0) + 4, innerHeight - 1)];
    const over = document.elementFromPoint(x, y);
    const same = over && (el.contains(over) || over.contains(el) || over.closest("label")?.contains(el));
    return same ? "" : `${name} lies under ${over?.outerHTML.slice(0, 80)}`;
"#;

fn is_seen(browser: &Browser) {
    let hidden = browser.run(HIDDEN);
    assert_eq!(hidden, json!(""), "{}", browser.url());
}

/// Goes on by Tab until one is there; each stop on the way can be seen. Past the last one the browser's own bar comes.
fn tab_to(browser: &Browser, css: &str) {
    browser.element(css);
    let there = format!("return document.activeElement.matches({})", json!(css));
    for _ in 0..120 {
        browser.press(TAB);
        if browser.run("return document.activeElement === document.body") == json!(true) {
            continue;
        }
        is_seen(browser);
        if browser.run(&there) == json!(true) {
            return;
        }
    }
    panic!("one does not come to `{css}` by Tab on {}", browser.url());
}

/// Presses a key that leads to another page.
fn press_and_follow(browser: &Browser, key: &str) {
    browser.run("window.before = true");
    browser.press(key);
    browser.wait_until("another page is there", || {
        browser.run("return !window.before && document.readyState === 'complete'") == json!(true)
    });
}

/// Replies leave at once.
pub(crate) fn at_once(desk: &World) {
    let at_once = json!({ "undo-seconds": 0 });
    desk.person("owner").patch("/api/v1/plugins/tickets/settings", &at_once).is(204);
}

fn note(desk: &World, ticket: &Value, words: &str) {
    let path = format!("/tickets/api/tickets/{}/messages", text(ticket, "id"));
    desk.person("supervisor").post(&path, &json!({ "kind": "note", "body": words })).is(201);
}

#[test]
fn a_day_at_the_desk_goes_with_the_keyboard_alone() {
    let desk = World::demo();
    at_once(&desk);
    let agent = desk.person("agent.support");
    let ticket = open_ticket(&agent, "Support", "The lid is missing");
    let browser = Browser::open(WIDE);
    sign_in(&browser, &desk, "agent.support");

    // The first stop leads past the navigation.
    browser.press(TAB);
    is_seen(&browser);
    assert_eq!(browser.run("return document.activeElement.className"), json!("skip"));
    browser.press(ENTER);
    tab_to(&browser, &format!("a.open-ticket[href*='/tickets/{}?']", ticket["number"]));
    press_and_follow(&browser, ENTER);
    assert!(browser.url().contains("/console/tickets/"), "{}", browser.url());

    tab_to(&browser, "#reply");
    browser.press("We send you another one.");
    tab_to(&browser, "form[action*='/reply'] button.primary");
    press_and_follow(&browser, ENTER);
    assert!(browser.text("ol.talk").contains("We send you another one."), "{}", browser.text("main"));

    tab_to(&browser, ".composer.note summary");
    browser.press(ENTER);
    is_seen(&browser);
    browser.wait_until("one writes at once", || {
        browser.run("return document.activeElement.id") == json!("note")
    });
    browser.press("The second one this week.");
    tab_to(&browser, "form[action*='/note'] button[type=submit]");
    press_and_follow(&browser, ENTER);
    assert!(browser.text("ol.talk").contains("The second one this week."));

    tab_to(&browser, "[name=assignee]");
    browser.press("Ana");
    tab_to(&browser, "form[action*='/fields'] button[type=submit]");
    press_and_follow(&browser, ENTER);
    let now = agent.get(&format!("/tickets/api/tickets/{}", text(&ticket, "id"))).is(200);
    assert_eq!(now["assignee"], agent.get("/api/v1/me").is(200)["id"]);

    // And on to the next one.
    press_and_follow(&browser, "i");
    browser.press("jj");
    is_seen(&browser);
    press_and_follow(&browser, "o");
    assert!(browser.url().contains("/console/tickets/"), "{}", browser.url());
    tab_to(&browser, ".trail a");

    // A key takes a ticket, another one goes to its status, and all keys are told.
    let other = open_ticket(&agent, "Support", "Another lid");
    browser.go(&format!("{}/console/tickets/{}", desk.base(), other["number"]));
    browser.element("[data-take]");
    press_and_follow(&browser, "a");
    let taken = agent.get(&format!("/tickets/api/tickets/{}", text(&other, "id"))).is(200);
    assert_eq!(taken["assignee"], now["assignee"]);
    browser.press("s");
    is_seen(&browser);
    assert_eq!(browser.run("return document.activeElement.name"), json!("status"));
    browser.run("document.activeElement.blur()");
    browser.press("?");
    let told = browser
        .run("return [...document.querySelectorAll('dialog[open] kbd')].map((key) => key.textContent)");
    let told: BTreeSet<String> = serde_json::from_value(told).unwrap();
    let bound = bound();
    assert!(bound.is_subset(&told), "{told:?} lacks some of {bound:?}");
}

/// The keys that the script listens to, as it says them: `j: …` in a table, or `=== "j"`.
fn bound() -> BTreeSet<String> {
    let script = fs::read_to_string(root().join("kernel/server/assets/desk.js")).unwrap();
    let tables = script.split("  keys(event) {\n").skip(1).map(|rest| rest.split_once("\n  }\n").unwrap().0);
    let key = |word: &str| {
        let quoted = || word.strip_prefix('"')?.split_once('"');
        let key = word.strip_suffix(':').or_else(|| Some(quoted()?.0))?;
        (key.chars().count() == 1).then(|| key.to_owned())
    };
    let bound: BTreeSet<String> = tables.flat_map(|table| table.split_whitespace().filter_map(key)).collect();
    for known in ["a", "j", "o", "r", "s", "w", "z", "?", "/"] {
        assert!(bound.contains(known), "the script says its keys in another way now: {bound:?}");
    }
    bound
}

#[test]
fn nobody_loses_the_place_when_a_page_changes_by_itself() {
    let desk = World::demo();
    let agent = desk.person("agent.support");
    let ticket = open_ticket(&agent, "Support", "The lid is missing");
    let page = format!("{}/console/tickets/{}", desk.base(), ticket["number"]);
    let browser = Browser::open(WIDE);
    sign_in(&browser, &desk, "agent.support");
    let stays = |css: &str, words: &str| {
        note(&desk, &ticket, words);
        browser.wait_until("it is there", || browser.text("ol.talk").contains(words));
        is_seen(&browser);
        let there = format!("return document.activeElement.matches({})", json!(css));
        assert_eq!(browser.run(&there), json!(true), "one is still at `{css}`");
    };
    browser.go(&page);
    for css in
        ["#reply", "form[action*='/reply'] button.primary", "[name=priority]", ".panel summary", ".trail a"]
    {
        browser.go(&page);
        tab_to(&browser, css);
        stays(css, &format!("while one is at {}", css.len()));
    }
    // What one was at leaves: one is at what is there in its place.
    browser.go(&page);
    browser.write("#reply", "On its way.");
    browser.follow("form[action*='/reply'] button.primary");
    tab_to(&browser, "[data-recall]");
    browser.wait_until("it has left", || browser.count("[data-recall]") == 0);
    is_seen(&browser);

    // In the list.
    browser.go(&format!("{}/console/", desk.base()));
    let row = format!("tr[data-ticket='{}']", ticket["number"]);
    tab_to(&browser, &format!("{row} a.open-ticket"));
    note(&desk, &ticket, "seen in the list");
    let other = open_ticket(&agent, "Support", "Another lid");
    browser.wait_until("it tells of what is new", || {
        browser.run("return document.querySelector('.fresh').hidden") == json!(false)
    });
    is_seen(&browser);
    let there = format!("return document.activeElement.matches({})", json!(format!("{row} a.open-ticket")));
    assert_eq!(browser.run(&there), json!(true));
    tab_to(&browser, ".fresh button");
    browser.press(ENTER);
    browser.element(&format!("tr[data-ticket='{}']", other["number"]));
    is_seen(&browser);
}

/// Who looks at which pages.
const PAGES: [(&str, &[&str]); 3] = [
    (
        "agent.support",
        &[
            "/console/",
            "/console/?mentions=mine",
            "/console/new",
            "/console/search?q=bike",
            "/canned/",
            "/canned/new",
            "TICKET",
            "/account",
        ],
    ),
    ("supervisor", &["/schedule/", "/calendar/", "/canned/"]),
    (
        "admin",
        &[
            "/admin/",
            "/admin/people/new",
            "/admin/roles",
            "/admin/departments",
            "/admin/explain",
            "/admin/audit",
            "/plugins",
            "/bans",
            "/settings",
            "/settings/mail",
        ],
    ),
];

fn too_wide(browser: &Browser) -> Value {
    browser.run(
        "const wide = document.documentElement.scrollWidth - innerWidth;
         if (wide <= 0) return '';
         const out = [...document.querySelectorAll('body *')].filter((el) => el.getBoundingClientRect().right > innerWidth + 1);
         return `${wide} px too wide: ${out.slice(-1)[0]?.outerHTML.slice(0, 120)}`",
    )
}

#[test]
fn a_list_is_worked_through_ticket_by_ticket_and_customers_are_found_by_what_is_typed() {
    let desk = World::demo();
    desk.searchable();
    let browser = Browser::open(WIDE);
    sign_in(&browser, &desk, "agent.support");
    let ticket = || browser.text("h1 .number");
    browser.press("j");
    press_and_follow(&browser, "o");
    let first = ticket();
    press_and_follow(&browser, "j");
    let second = ticket();
    assert_ne!(first, second);
    press_and_follow(&browser, "k");
    assert_eq!(ticket(), first);
    browser.press("n");
    browser.write("textarea#note", "Seen.");
    browser.follow("form[action*='/note'] [name=onward]");
    assert_eq!(ticket(), second);
    assert!(browser.text(".flash").contains(&first), "{}", browser.text("main"));

    press_and_follow(&browser, "c");
    browser.write("#email", "custom");
    browser.wait_until("customers are offered", || browser.count(".offers li") > 0);
    browser.picture("customers-offered");
    browser.press("\u{e015}");
    browser.press(ENTER);
    browser.wait_until("one is taken", || browser.count(".offers") == 0);
    assert_eq!(browser.run("return document.querySelector('#email').value"), json!("customer@demo.test"));
    assert!(browser.url().ends_with("/console/new"), "nothing is sent by that: {}", browser.url());
}

/// Keeps what a page was refused.
const LISTENS: &str = r#"
    window.refused = [];
    addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
        refused.push(`refused: ${effectiveDirective} ${blockedURI}`));
"#;

/// What was refused, what came from elsewhere, and whether script or style is without effect.
const FOREIGN: &str = r#"
    const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
    const lacks = [];
    if (document.querySelector("script[src*='desk.js']") && !customElements.get("ombud-time")) lacks.push("its script");
    if (getComputedStyle(document.body).fontFamily.includes("Times")) lacks.push("its style");
    const foreign = loaded.filter((name) => new URL(name).origin !== location.origin);
    return [...refused, ...foreign.map((name) => `loaded: ${name}`), ...lacks.map((own) => `without ${own}`)];
"#;

#[test]
fn at_200_percent_every_page_is_read_without_going_sideways_and_on_none_is_anything_refused_or_foreign() {
    let desk = World::demo();
    let agent = desk.person("agent.support");
    let number = open_ticket(&agent, "Support", "The lid is missing")["number"].clone();
    desk.searchable();
    // A window of 1280 by 1024 in which everything is twice as large.
    let look = Look { width: 640, height: 512, dark: false };
    for (person, pages) in PAGES {
        let browser = Browser::open(look);
        browser.begins_with(LISTENS);
        sign_in(&browser, &desk, person);
        for path in pages {
            let path =
                if *path == "TICKET" { format!("/console/tickets/{number}") } else { (*path).to_owned() };
            browser.go(&format!("{}{path}", desk.base()));
            browser.element("main");
            assert_eq!(too_wide(&browser), json!(""), "{path} at 200 %");
            assert_eq!(browser.run(FOREIGN), json!([]), "{path}");
            if path == "/console/" || path.contains("/tickets/") {
                let page = if path == "/console/" { "inbox" } else { "ticket" };
                browser.picture(&format!("zoom-{page}"));
            }
        }
    }
}
