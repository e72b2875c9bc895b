//! The kernel's pages about plugins, as an administrator uses them.

use super::{LOOKS, WIDE, by_menu, fits, sign_in};
use ombud_host::SecretKey;
use ombud_tests::browser::Browser;
use ombud_tests::world::{World, folder, open_ticket};
use serde_json::{Value, json};
use std::fs;

pub(super) const KIND: [(&str, &str); 1] = [("content-type", "application/wasm")];

fn need(permission: &str, scopes: &[&str], why: &str) -> Value {
    json!({ "permission": permission, "scopes": scopes, "why": why })
}

/// `examples/hello` as a plugin of some weight: a first version, or one that asks for more.
pub(super) fn follow_up(version: &str) -> Vec<u8> {
    let file = ombud_testkit::pack("examples/hello");
    let mut manifest = serde_json::to_value(ombud_host::inspect(&file).unwrap().manifest).unwrap();
    manifest["plugin"]["title"] = json!("Follow-up");
    manifest["plugin"]["summary"] = json!("Reminds agents of tickets that nobody has answered for a day.");
    manifest["plugin"]["version"] = json!(version);
    let mut needs = vec![
        need("tickets:ticket.read", &["all"], "finds tickets that wait for an answer"),
        need("tickets:ticket.note", &["all"], "leaves a note when a ticket has waited for a day"),
    ];
    if version != "1.0.0" {
        needs.push(need("tickets:ticket.reply", &["assigned"], "asks the customer whether it still matters"));
        let host =
            json!({ "host": "hooks.example.com", "methods": ["POST"], "why": "tells the team's chat" });
        manifest["hosts"] = json!([host]);
        manifest["secrets"] = json!([{ "name": "chat-token", "hosts": ["hooks.example.com"], "why": "proves that it is this desk" }]);
    }
    manifest["needs"] = json!(needs);
    manifest["settings"] =
        json!({ "greeting": "Still waiting", "after-hours": 24, "weekends": false, "tags": ["vip"] });
    ombud_testkit::with_manifest(&file, &manifest.to_string())
}

/// Sends a file by the form of the list.
fn send(browser: &Browser, desk: &World, bytes: &[u8], key: Option<&SecretKey>) {
    let folder = folder();
    let path = folder.path().join("follow-up.wasm");
    fs::write(&path, bytes).unwrap();
    browser.go(&format!("{}/plugins", desk.base()));
    browser.write("input[name=file]", &path.to_string_lossy());
    if let Some(key) = key {
        let signature = folder.path().join("follow-up.wasm.sig");
        fs::write(&signature, key.sign(bytes).to_string()).unwrap();
        browser.write("input[name=signature]", &signature.to_string_lossy());
    }
    browser.follow("form.send button.primary");
}

fn version(desk: &World) -> Value {
    desk.person("admin").get("/api/v1/plugins/hello").is(200)["version"].clone()
}

#[test]
fn the_administrator_installs_a_plugin_narrows_it_and_goes_back() {
    let desk = World::demo();
    let browser = Browser::open(WIDE);
    sign_in(&browser, &desk, "admin");
    by_menu(&browser, "/plugins");
    assert!(browser.text("main h1").contains("Plugins"));

    send(&browser, &desk, &follow_up("1.0.0"), None);
    assert_eq!(browser.text("main h1"), "Install Follow-up?");
    assert!(browser.text("main").contains("leaves a note when a ticket has waited for a day"));
    browser.click("input[value='tickets:ticket.note all']");
    browser.follow("button[value=try]");
    assert!(browser.text(".effect").contains("Read tickets"), "{}", browser.text(".effect"));
    assert_eq!(browser.count("input[value='tickets:ticket.note all']:checked"), 0, "what was entered stays");
    browser.follow("button[value=approve]");
    assert!(browser.text(".flash").contains("installed"));

    browser.follow(".tabs a[href$='/mandate']");
    browser.click("input[value='tickets:ticket.read all']");
    browser.click("input[value='tickets:ticket.read department']");
    browser.follow("button[value=save]");
    let grants = desk.person("admin").get("/api/v1/plugins/hello").is(200)["mandate"]["grants"].clone();
    assert_eq!(grants, json!([{ "permission": "tickets:ticket.read", "scopes": ["department"] }]));

    send(&browser, &desk, &follow_up("1.1.0"), None);
    assert_eq!(browser.text("main h1"), "Upgrade Follow-up?");
    assert_eq!(browser.count("details.as-before:not([open])"), 1);
    browser.follow("button[value=approve]");
    assert_eq!(version(&desk), json!("1.1.0"));
    browser.follow(".tabs a[href$='/versions']");
    browser.follow("td.do button");
    assert_eq!(version(&desk), json!("1.0.0"));
    browser.follow(".top nav a[href='/']");
    assert!(browser.url().contains("/console/"));
}

#[test]
fn every_page_about_plugins_has_its_picture() {
    let desk = World::demo();
    let (admin, agent) = (desk.person("admin"), desk.person("agent.support"));
    let key = SecretKey::generate().unwrap();
    let trust = json!({ "key": key.public(), "name": "Greeters Ltd" });
    admin.post("/api/v1/publishers", &trust).is(201);
    let sent = |version: &str, approve: &str| {
        let file = follow_up(version);
        let signature = key.sign(&file).to_string();
        let headers = [KIND[0], ("ombud-signature", signature.as_str())];
        admin.fetch("POST", &format!("/api/v1/plugins{approve}"), &headers, file)
    };
    let zoo = ombud_testkit::pack("tests/guests/zoo");
    admin.fetch("POST", "/api/v1/plugins?approve=all", &KIND, zoo).is(201);
    for subject in ["First", "Second", "Third"] {
        open_ticket(&agent, "Support", subject);
    }
    sent("0.9.0", "").is(202);
    let looks = LOOKS;
    let browsers = looks.map(|(name, look)| {
        let browser = Browser::open(look);
        sign_in(&browser, &desk, "admin");
        (name, browser)
    });
    let pictures = |pages: &[(&str, &str)]| {
        for (name, browser) in &browsers {
            for (page, path) in pages {
                browser.go(&format!("{}{path}", desk.base()));
                browser.element("main h1");
                fits(browser, &format!("{page}-{name}"));
            }
        }
    };
    pictures(&[("plugin-review", "/plugins/hello/proposal")]);
    let withdrawn = admin.delete("/api/v1/plugins/hello/proposal");
    withdrawn.is(204);
    sent("1.0.0", "?approve=all").is(201);
    sent("1.1.0", "").is(202);
    for _ in 0..20 {
        agent.post("/zoo/do/panic", &json!({ "name": "leo" }));
    }
    pictures(&[
        ("console-admin", "/console/"),
        ("plugins", "/plugins?done=released"),
        ("plugin-upgrade", "/plugins/hello/proposal"),
        ("plugin", "/plugins/hello"),
        ("plugin-quarantine", "/plugins/zoo"),
        ("plugin-mandate", "/plugins/hello/mandate"),
        ("plugin-costs", "/plugins/tickets/costs"),
        ("plugin-costs-zoo", "/plugins/zoo/costs"),
        ("plugin-failures", "/plugins/zoo/failures"),
        ("plugin-settings", "/plugins/hello/settings"),
        ("plugin-remove", "/plugins/zoo/remove"),
    ]);
    sent("1.1.0", "?approve=all").is(201);
    let secret = json!({ "value": "a-token-of-the-chat" });
    admin.put("/api/v1/plugins/hello/secrets/chat-token", &secret).is(204);
    pictures(&[
        ("plugin-outbound", "/plugins/hello/outbound"),
        ("plugin-versions", "/plugins/hello/versions"),
    ]);
    for (name, browser) in &browsers {
        browser.go(&format!("{}/plugins/hello/mandate", desk.base()));
        browser.click("input[value='tickets:ticket.read all']");
        browser.follow("button[value=try]");
        browser.picture(&format!("plugin-mandate-tried-{name}"));
    }
}
