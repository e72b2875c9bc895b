//! Every page in every language, at two widths; and in two that are none: longer words, and lines from right to left.

use crate::{WIDE, conversation, sign_in};
use ombud_tests::browser::{Browser, Look};
use ombud_tests::world::{World, open_ticket, text};
use ombud_texts::{Catalogue, Language, kernel};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Those that have pages.
const PLUGINS: [&str; 9] =
    ["console", "admin", "availability", "calendar", "canned", "rules", "schedule", "sla", "tickets"];

const NARROW: Look = Look { width: 390, height: 844, dark: false };

/// English sentences of at least three words that this language says in other words: none of them may stand on a page.
fn leftovers(language: Language) -> BTreeSet<String> {
    let mut known: BTreeSet<String> = BTreeSet::new();
    let mut add = |key: &str, english: Option<String>, other: Option<String>| {
        let Some(english) = english else { return };
        let plain = !english.contains(['{', '\u{2068}']) && english.split_whitespace().count() >= 3;
        if plain && other.as_ref() != Some(&english) {
            assert!(!english.is_empty(), "{key}");
            known.insert(english);
        }
    };
    let keys = kernel().catalogues(Language::English).unwrap();
    for key in keys.iter().flat_map(Catalogue::keys) {
        add(key, kernel().spoken(Language::English, key, &[]), kernel().spoken(language, key, &[]));
    }
    // What is said in manifests, such as the names of rooms, is not made longer.
    let plugins = if Language::ALL.contains(&language) { &PLUGINS[..] } else { &PLUGINS[..2] };
    for plugin in plugins {
        let of = |language: Language| {
            let path = format!("../plugins/{plugin}/texts/{}.ftl", language.tag());
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
            let text = fs::read_to_string(path).unwrap_or_default();
            ombud_texts::Texts::new([(language, text)])
        };
        let (english, other) = (of(Language::English), of(language));
        let keys = english.catalogues(Language::English).unwrap();
        // What plugins are called stands in their manifests, too.
        let in_manifests = |key: &&str| !Language::ALL.contains(&language) && key.starts_with("plugin-");
        for key in keys.iter().flat_map(Catalogue::keys).filter(|key| !in_manifests(key)) {
            add(key, english.spoken(Language::English, key, &[]), other.spoken(language, key, &[]));
        }
    }
    known
}

/// The pages that have pictures, by name.
fn pages(desk: &World) -> Vec<(&'static str, String)> {
    let (number, _) = conversation(desk);
    let owner = desk.person("owner");
    let said = owner.get(&format!("/tickets/api/tickets/{number}/messages")).is(200);
    let message = text(&said["messages"][0], "id");
    let department = text(&crate::ticket(desk, number), "department");
    let split = format!("/console/tickets/{number}/split");
    let preview = format!("{split}?subject=Xyzzy&department={department}&mode=copy&m={message}&preview=yes");
    let user = |name: &str| text(&desk.person(name).get("/api/v1/me").is(200), "id");
    let role = |name: &str| {
        let roles = owner.get("/api/v1/roles").is(200);
        let found = roles["roles"].as_array().unwrap().iter().find(|role| role["name"] == name);
        text(found.unwrap(), "id")
    };
    for (network, until) in [("203.0.113.9", Value::Null), ("2001:db8:7::/48", json!(4_000_000_000_000_u64))]
    {
        let ban = json!({ "network": network, "reason": "Xyzzy", "until": until });
        let number = owner.post("/api/v1/bans", &ban).is(201)["number"].clone();
        if until.is_null() {
            owner.delete(&format!("/api/v1/bans/{number}?why=Plugh")).is(200);
        }
    }
    let (sam, agent) = (user("agent.sales"), role("agent"));
    let ticket = open_ticket(&owner, "Billing", "Charged twice");
    let explain =
        format!("/admin/explain?user={sam}&permission=tickets%3Aticket.reply&record={}", ticket["number"]);
    let made = |path: &str, what: Value| text(&owner.post(path, &what).is(201), "id");
    let calendar = made(
        "/calendar/api/calendars",
        json!({ "name": "Xyzzy", "zone": "Europe/Sofia", "week": { "workdays": ["09:00-17:00"] } }),
    );
    let target = json!({ "time": 28_800_000, "calendar": calendar });
    let promise = json!({ "targets": { "normal": target }, "warnings": [{ "used": 80 }] });
    let policy = made("/sla/api/policies", json!({ "name": "Xyzzy", "promises": { "resolution": promise } }));
    let rule = made(
        "/rules/api/rules",
        json!({
            "name": "Xyzzy", "on": [{ "event": "opened" }],
            "when": { "check": { "what": "subject", "is": "contains", "values": ["plugh"] } },
            "then": [{ "do": "set-priority", "to": "high" }],
        }),
    );
    vec![
        ("calendar", format!("/calendar/calendars/{calendar}")),
        ("calendar-holidays", format!("/calendar/calendars/{calendar}/holidays")),
        ("shifts-person", format!("/schedule/people/{sam}")),
        ("who-is-there-person", format!("/availability/people/{sam}")),
        ("who-is-there-report", "/availability/report".to_owned()),
        ("promises-policy", format!("/sla/policies/{policy}")),
        ("rules-rule", format!("/rules/rule/{rule}")),
        ("rules-versions", format!("/rules/rule/{rule}/versions")),
        ("rules-file", "/rules/file".to_owned()),
        ("chats", "/chat/".to_owned()),
        ("chats-running", "/chat/running".to_owned()),
        ("chats-archive", "/chat/archive".to_owned()),
        ("chats-watches", "/chat/watches".to_owned()),
        ("satisfaction", "/csat/".to_owned()),
        ("field-versions", "/tickets/field-versions".to_owned()),
        ("split", split),
        ("split-preview", preview),
        ("inbox", "/console/".to_owned()),
        ("ticket", format!("/console/tickets/{number}")),
        ("new", "/console/new".to_owned()),
        ("account", "/account".to_owned()),
        ("settings", "/settings".to_owned()),
        ("settings-mail", "/settings/mail".to_owned()),
        ("bans", "/bans".to_owned()),
        ("sign-out", "/sign-out".to_owned()),
        ("account-of-other", format!("/account/{sam}")),
        ("view-as", format!("/view-as/{sam}")),
        ("nowhere", "/nowhere".to_owned()),
        ("admin-people", "/admin/".to_owned()),
        ("admin-person", format!("/admin/people/{sam}")),
        ("admin-person-new", "/admin/people/new".to_owned()),
        ("admin-roles", "/admin/roles".to_owned()),
        ("admin-role", format!("/admin/roles/{agent}")),
        ("admin-role-new", "/admin/roles/new".to_owned()),
        ("admin-compare", format!("/admin/roles/compare?one={agent}&other={}", role("supervisor"))),
        ("admin-departments", "/admin/departments".to_owned()),
        ("admin-explain", explain),
        ("admin-audit", "/admin/audit".to_owned()),
        ("administrator", format!("/administrators/{sam}")),
        ("plugins", "/plugins".to_owned()),
        ("plugin", "/plugins/tickets".to_owned()),
        ("plugin-mandate", "/plugins/console/mandate".to_owned()),
        ("plugin-versions", "/plugins/tickets/versions".to_owned()),
        ("plugin-costs", "/plugins/tickets/costs".to_owned()),
        ("plugin-failures", "/plugins/tickets/failures".to_owned()),
        ("plugin-settings", "/plugins/tickets/settings".to_owned()),
        ("plugin-outbound", "/plugins/mail/outbound".to_owned()),
        ("plugin-remove", "/plugins/mail/remove".to_owned()),
        ("search", "/console/search?q=zzzzzz+x%3Ay".to_owned()),
        ("canned", "/canned/".to_owned()),
        ("canned-new", "/canned/new".to_owned()),
        ("calendars", "/calendar/".to_owned()),
        ("calendar-new", "/calendar/new".to_owned()),
        ("shifts", "/schedule/".to_owned()),
        ("shifts-people", "/schedule/people".to_owned()),
        ("shifts-coverage", "/schedule/coverage".to_owned()),
        ("who-is-there", "/availability/".to_owned()),
        ("who-is-there-limits", "/availability/limits".to_owned()),
        ("who-is-there-skills", "/availability/skills".to_owned()),
        ("chat-look", "/chat/look".to_owned()),
        ("promises", "/sla/".to_owned()),
        ("promises-new", "/sla/new".to_owned()),
        ("promises-report", "/sla/report".to_owned()),
        ("rules", "/rules/".to_owned()),
        ("rules-new", "/rules/new".to_owned()),
        ("rules-log", "/rules/log".to_owned()),
        ("fields", "/tickets/fields".to_owned()),
        ("field-new", "/tickets/new-field".to_owned()),
        ("tags", "/tickets/tags".to_owned()),
    ]
}

/// What the page says in the language of the page: what is marked as English, and names of languages, left out.
const SAID: &str = "const copy = document.body.cloneNode(true); \
    for (const part of copy.querySelectorAll('[lang], .message, code, script, ombud-parts')) part.remove(); \
    return copy.textContent";

/// How much too wide the page is, and the parts that reach out of it.
pub const WIDE_PARTS: &str = "const { scrollWidth } = document.documentElement; \
    const ends = [...document.body.querySelectorAll('*')].filter((part) => { \
      const { left, right } = part.getBoundingClientRect(); \
      return right > window.innerWidth + 1 || left < -1; \
    }); \
    const told = (part) => `${part.tagName}.${part.className} ${part.textContent.trim().slice(0, 30)}`; \
    return [scrollWidth - window.innerWidth, ends.slice(-4).map(told).join(' | ')]";

struct Walk<'a> {
    browser: &'a Browser,
    language: Language,
    look: &'a str,
    leftovers: &'a BTreeSet<String>,
    /// What is not as it should be, all of it.
    faults: RefCell<Vec<String>>,
}

impl Walk<'_> {
    fn look_at(&self, page: &str, picture: bool) {
        let Walk { browser, language, look, leftovers, faults } = self;
        let name = format!("{page}-{language}-{look}");
        browser.element("main");
        let lang = browser.run("return [document.documentElement.lang, document.documentElement.dir]");
        assert_eq!(lang, json!([language.tag(), language.direction().as_str()]), "{name}");
        let fault = |what: String| faults.borrow_mut().push(what);
        let wide = browser.run(WIDE_PARTS);
        if wide[0].as_i64().unwrap_or(0) > 0 {
            fault(format!("{name} is {} px too wide: {}", wide[0], wide[1]));
        }
        let said = browser.run(SAID).as_str().unwrap_or_default().to_owned();
        let bracketed = said.split('[').skip(1).filter_map(|rest| rest.split(']').next()).find(|key| {
            key.len() > 2
                && key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-.".contains(&b))
        });
        if let Some(key) = bracketed {
            fault(format!("{name} shows `{key}` without words"));
        }
        let left: Vec<_> = leftovers.iter().filter(|english| said.contains(english.as_str())).collect();
        if !left.is_empty() {
            fault(format!("{name} says in English: {left:?}"));
        }
        if picture {
            browser.picture(&format!("languages/{name}"));
        }
    }
}

fn walk(language: Language) {
    let desk = World::demo();
    let admin = desk.person("admin");
    let pages = pages(&desk);
    let change = json!({ "language": language.tag() }).to_string();
    admin.fetch("PATCH", "/api/v1/me", &[("content-type", "application/json")], change).is(200);
    let leftovers = if language == Language::English { BTreeSet::new() } else { leftovers(language) };
    let mut faults: Vec<String> = Vec::new();
    for (look, size) in [("narrow", NARROW), ("wide", WIDE)] {
        let browser = Browser::open(size);
        if Language::ALL.contains(&language) {
            browser.speaks(language.tag());
            browser.go(&format!("{}/sign-in", desk.base()));
            let walk =
                Walk { browser: &browser, language, look, leftovers: &leftovers, faults: RefCell::default() };
            walk.look_at("sign-in", true);
            faults.extend(walk.faults.into_inner());
        }
        sign_in(&browser, &desk, "admin");
        let walk =
            Walk { browser: &browser, language, look, leftovers: &leftovers, faults: RefCell::default() };
        for (page, path) in &pages {
            browser.go(&format!("{}{path}", desk.base()));
            walk.look_at(page, look == "narrow" || page.len() < 7);
        }
        faults.extend(walk.faults.into_inner());
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_page_in_english_and_bulgarian() {
    walk(Language::English);
    walk(Language::Bulgarian);
}

#[test]
fn every_page_in_polish_and_russian() {
    walk(Language::Polish);
    walk(Language::Russian);
}

#[test]
fn every_page_in_slovene() {
    walk(Language::Slovene);
}

#[test]
fn no_page_breaks_with_longer_words_or_from_right_to_left() {
    walk(Language::Lengthened);
    walk(Language::Mirrored);
}

/// WCAG 1.4.4 and 1.4.10: whoever reads with letters twice as large has the same pages, and scrolls them one way.
#[test]
fn no_page_reaches_out_of_the_window_with_letters_twice_as_large() {
    let desk = World::demo();
    let browser = Browser::open(WIDE);
    sign_in(&browser, &desk, "admin");
    let mut faults = Vec::new();
    for (page, path) in pages(&desk) {
        browser.go(&format!("{}{path}", desk.base()));
        browser.element("main");
        browser.run("document.documentElement.style.fontSize = '200%'");
        let wide = browser.run(WIDE_PARTS);
        if wide[0].as_i64().unwrap_or(0) > 0 {
            faults.push(format!("{page} is {} px too wide: {}", wide[0], wide[1]));
        }
        if ["inbox", "ticket", "chats"].contains(&page) {
            browser.picture(&format!("languages/{page}-large"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
