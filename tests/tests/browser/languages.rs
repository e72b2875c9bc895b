//! Every page in every language, at two widths; and in two that are none: longer words, and lines from right to left.

use crate::admin::{role, tick, user};
use crate::plugins::{KIND, follow_up};
use crate::{WIDE, chat, conversation, csat, sign_in};
use ombud_tests::browser::{Browser, Look};
use ombud_tests::caller::Caller;
use ombud_tests::world::{PASSWORD, World, open_ticket, text};
use ombud_texts::{Catalogue, Language, kernel};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Those that say something on pages.
const PLUGINS: [&str; 15] = [
    "console",
    "admin",
    "availability",
    "calendar",
    "canned",
    "chat",
    "csat",
    "mail",
    "merge",
    "routing",
    "rules",
    "schedule",
    "sla",
    "split",
    "tickets",
];

const NARROW: Look = Look { width: 390, height: 844, dark: false };

/// English sentences of at least three words that this language says in other words: none of them may stand on a page.
fn leftovers(language: Language) -> BTreeSet<String> {
    let of_plugin = |plugin: &str, file: &str| {
        let path = format!("../plugins/{plugin}/{file}");
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap_or_default()
    };
    // What is said in manifests, such as the names of plugins and rooms, is not made longer.
    let manifests: String = match Language::ALL.contains(&language) {
        true => String::new(),
        false => PLUGINS.iter().map(|plugin| of_plugin(plugin, "plugin.toml")).collect(),
    };
    let mut known: BTreeSet<String> = BTreeSet::new();
    let mut add = |key: &str, english: Option<String>, other: Option<String>| {
        let Some(english) = english else { return };
        let plain = !english.contains(['{', '\u{2068}']) && english.split_whitespace().count() >= 3;
        if plain && other.as_ref() != Some(&english) && !manifests.contains(&english) {
            assert!(!english.is_empty(), "{key}");
            known.insert(english);
        }
    };
    let keys = kernel().catalogues(Language::English).unwrap();
    for key in keys.iter().flat_map(Catalogue::keys) {
        add(key, kernel().spoken(Language::English, key, &[]), kernel().spoken(language, key, &[]));
    }
    for plugin in PLUGINS {
        let of = |language: Language| {
            let text = of_plugin(plugin, &format!("texts/{}.ftl", language.tag()));
            ombud_texts::Texts::new([(language, text)])
        };
        let (english, other) = (of(Language::English), of(language));
        let keys = english.catalogues(Language::English).unwrap();
        for key in keys.iter().flat_map(Catalogue::keys) {
            add(key, english.spoken(Language::English, key, &[]), other.spoken(language, key, &[]));
        }
    }
    known
}

/// The pages that have pictures, by name.
fn pages(desk: &World) -> Vec<(&'static str, String)> {
    let (number, _) = conversation(desk);
    let (owner, admin, ana) = (desk.person("owner"), desk.person("admin"), desk.person("agent.support"));
    let said = owner.get(&format!("/tickets/api/tickets/{number}/messages")).is(200);
    let message = text(&said["messages"][0], "id");
    let department = text(&crate::ticket(desk, number), "department");
    let split = format!("/console/tickets/{number}/split");
    let preview = format!("{split}?subject=Xyzzy&department={department}&mode=copy&m={message}&preview=yes");
    for (network, until) in [("203.0.113.9", Value::Null), ("2001:db8:7::/48", json!(4_000_000_000_000_u64))]
    {
        let ban = json!({ "network": network, "reason": "Xyzzy", "until": until });
        let number = owner.post("/api/v1/bans", &ban).is(201)["number"].clone();
        if until.is_null() {
            owner.delete(&format!("/api/v1/bans/{number}?why=Plugh")).is(200);
        }
    }
    let (sam, agent) = (user(desk, "agent.sales"), role(desk, "agent"));
    let ticket = open_ticket(&owner, "Billing", "Charged twice");
    let explain =
        format!("/admin/explain?user={sam}&permission=tickets%3Aticket.reply&record={}", ticket["number"]);
    let made = |who: &Caller, path: &str, what: Value, field| text(&who.post(path, &what).is(201), field);
    let calendar = made(
        &owner,
        "/calendar/api/calendars",
        json!({ "name": "Xyzzy", "zone": "Europe/Sofia", "week": { "workdays": ["09:00-17:00"] } }),
        "id",
    );
    let target = json!({ "time": 28_800_000, "calendar": calendar });
    let promise = json!({ "targets": { "normal": target }, "warnings": [{ "used": 80 }] });
    let policy = json!({ "name": "Xyzzy", "promises": { "resolution": promise } });
    let policy = made(&owner, "/sla/api/policies", policy, "id");
    let rule = made(
        &owner,
        "/rules/api/rules",
        json!({
            "name": "Xyzzy", "on": [{ "event": "opened" }],
            "when": { "check": { "what": "subject", "is": "contains", "values": ["plugh"] } },
            "then": [{ "do": "set-priority", "to": "high" }],
        }),
        "id",
    );
    let field = json!({ "name": "xyzzy", "title": "Xyzzy", "kind": "text" });
    admin.post("/tickets/api/fields", &field).is(201);
    let answer = json!({ "title": "Xyzzy", "shortcut": "xyzzy", "text": "Plugh." });
    let answer = made(&admin, "/canned/api/answers", answer, "id");
    let password = made(&owner, &format!("/api/v1/users/{sam}/password-link"), json!({}), "path");
    let rated = text(&csat::resolved(desk, "A lamp that flickers"), "id");
    let link = made(&ana, &format!("/csat/api/tickets/{rated}/link"), json!({}), "path");
    // One chat that is watched, and one that rings.
    let (_, talk) = chat::visitor(desk, "Vera Novak");
    chat::rings(&ana);
    chat::post(&ana, &talk, "accept", &json!({}));
    chat::post(&ana, &talk, "lines", &json!({ "key": "a", "text": "Plugh." }));
    chat::post(&admin, &talk, "watch", &json!({}));
    let (_, ringing) = chat::visitor(desk, "Olga");
    owner.patch("/api/v1/plugins/chat/settings", &json!({ "visitors": true })).is(204);
    // A plugin that was removed and left something, and comes back.
    let file = follow_up("1.0.0");
    admin.fetch("POST", "/api/v1/plugins?approve=all", &KIND, file.clone()).is(201);
    admin.delete("/api/v1/plugins/hello").is(204);
    admin.fetch("POST", "/api/v1/plugins", &KIND, file).is(202);
    desk.searchable();
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
        ("chats-visitors", "/chat/visitors".to_owned()),
        ("chat-watched", format!("/chat/chats/{talk}")),
        ("chat-rings", format!("/chat/chats/{ringing}")),
        ("chat-widget", "/chat/widget".to_owned()),
        ("satisfaction", "/csat/".to_owned()),
        ("satisfaction-ticket", format!("/csat/tickets/{rated}")),
        ("satisfaction-rate", link),
        ("field-versions", "/tickets/field-versions".to_owned()),
        ("split", split),
        ("split-preview", preview),
        ("merge", format!("/console/merge?t={}", text(&ticket, "id"))),
        ("inbox", "/console/".to_owned()),
        ("ticket", format!("/console/tickets/{number}")),
        ("new", "/console/new".to_owned()),
        ("account", "/account".to_owned()),
        ("password", "/password".to_owned()),
        ("password-chosen", password),
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
        ("admin-compare", format!("/admin/roles/compare?one={agent}&other={}", role(desk, "supervisor"))),
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
        ("plugin-proposal", "/plugins/hello/proposal".to_owned()),
        ("plugin-purge", "/plugins/hello/purge".to_owned()),
        ("search-hits", "/console/search?q=bike".to_owned()),
        ("search", "/console/search?q=zzzzzz+x%3Ay".to_owned()),
        ("canned", "/canned/".to_owned()),
        ("canned-new", "/canned/new".to_owned()),
        ("canned-answer", format!("/canned/answers/{answer}")),
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
        ("field", "/tickets/fields/xyzzy".to_owned()),
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
    /// What is there only for a while, or when something was done on the page before.
    fn look_at_what_passes(&self, desk: &World) {
        let browser = self.browser;
        let go = |path: &str| browser.go(&format!("{}{path}", desk.base()));
        let visit = json!({ "page": "https://shop.example/lids", "referrer": "", "language": "sl" });
        desk.visitor().post("/chat/api/visits", &visit).is(200);
        let visits = desk.person("admin").get("/chat/api/visitors").is(200);
        go(&format!("/chat/visitors/{}", text(&visits["visitors"][0], "id")));
        self.look_at("chats-visitor", true);
        go("/account");
        browser.write("#begin-password", PASSWORD);
        browser.follow("form:has(input[value=begin-factor]) button");
        browser.element("div.qr svg");
        self.look_at("account-factor", true);
        go(&format!("/admin/roles/{}", role(desk, "supervisor")));
        tick(browser, "input[value='tickets:ticket.read department']");
        tick(browser, "input[value='kernel:audit.read all']");
        browser.follow("button[value=preview]");
        browser.element("section.affected");
        self.look_at("admin-role-between", true);
        go("/plugins/console/mandate");
        tick(browser, "input[value='tickets:ticket.note all']");
        browser.follow("button[value=try]");
        browser.element("section.effect");
        self.look_at("plugin-mandate-tried", true);
    }

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
    let desk = chat::desk();
    let admin = desk.person("admin");
    let pages = pages(&desk);
    let change = json!({ "language": language.tag() }).to_string();
    admin.fetch("PATCH", "/api/v1/me", &[("content-type", "application/json")], change).is(200);
    let leftovers = if language == Language::English { BTreeSet::new() } else { leftovers(language) };
    let mut faults: Vec<String> = Vec::new();
    // What has room on a wide screen and is laid out anew on a narrow one may fit neither way between them.
    let middle = (language == Language::English).then_some(("middle", Look { width: 1024, ..WIDE }));
    for (look, size) in [("narrow", NARROW), ("wide", WIDE)].into_iter().chain(middle) {
        let browser = Browser::open(size);
        let is_spoken = Language::ALL.contains(&language);
        if is_spoken {
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
        // Visitors are spoken to in what their browsers ask for, which is never a language of tests.
        for (page, path) in pages.iter().filter(|(page, _)| is_spoken || *page != "chat-widget") {
            browser.go(&format!("{}{path}", desk.base()));
            walk.look_at(page, look != "wide" || page.len() < 7);
        }
        walk.look_at_what_passes(&desk);
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
    let desk = chat::desk();
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
