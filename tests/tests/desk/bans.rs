//! Network addresses that are kept off. A proxy on this machine says where each request comes from.

use crate::plugin_pages::browser::{Browser, leads_to, tick};
use ombud_tests::caller::{Answer, Caller};
use ombud_tests::program::Program;
use ombud_tests::world::World;
use serde_json::{Value, json};

const OFFICE: &str = "198.51.100.7";
const STRANGER: &str = "203.0.113.9";

fn from(caller: &Caller, address: &str, method: &str, path: &str, body: &Value) -> Answer {
    let headers = [("x-forwarded-for", address), ("content-type", "application/json")];
    let body = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
    caller.fetch(method, path, &headers, body)
}

#[test]
fn who_is_banned_gets_nothing_but_the_reason_until_he_is_let_in_again() {
    let mut desk = World::demo();
    let (admin, agent) = (desk.person("admin"), desk.person("agent.support"));
    desk.program().stop();
    let data = desk.folder().to_string_lossy().into_owned();
    let behind = [
        "serve",
        "--data",
        &data,
        "--listen",
        "127.0.0.1:0",
        "--memory",
        "16",
        "--trusted-proxy",
        "127.0.0.0/8",
    ];
    let program = Program::start(&behind);
    let (admin, agent, visitor) =
        (admin.at(program.base()), agent.at(program.base()), Caller::visitor(program.base()));
    let none = Value::Null;

    let wanted = json!({ "network": "203.0.113.0/24", "reason": "floods the form" });
    from(&agent, OFFICE, "POST", "/api/v1/bans", &wanted).problem(403);
    let own = json!({ "network": "198.51.100.0/24", "reason": "oops" });
    let refused = from(&admin, OFFICE, "POST", "/api/v1/bans", &own).problem(422);
    assert!(refused["detail"].as_str().unwrap().contains(OFFICE), "{refused}");
    let proxy = json!({ "network": "127.0.0.1", "reason": "oops" });
    from(&admin, OFFICE, "POST", "/api/v1/bans", &proxy).problem(422);
    from(&agent, STRANGER, "GET", "/api/v1/me", &none).is(200);
    let ban = from(&admin, OFFICE, "POST", "/api/v1/bans", &wanted).is(201);

    // Whoever comes from there, signed in or not, and whatever he asks for.
    let number = ban["number"].to_string();
    for path in ["/sign-in", "/api/v1/me", "/console/", "/api/v1/events", "/nowhere"] {
        let refused = from(&agent, STRANGER, "GET", path, &none).problem(403);
        let told = refused["detail"].as_str().unwrap();
        assert!(refused["title"] == "banned" && told.contains(&number), "{refused}");
        assert!(!told.contains("floods"), "the reason is for colleagues");
    }
    let headers = [("x-forwarded-for", STRANGER), ("accept", "text/html"), ("accept-language", "sl")];
    let page = visitor.fetch("GET", "/sign-in", &headers, "");
    assert!(page.status == 403 && page.text().contains("Naslov je zaprt"), "{}", page.text());
    assert_eq!(
        from(&visitor, STRANGER, "GET", "/kernel/desk.css", &none).status,
        200,
        "the page has its look"
    );
    // What he only says of himself does not help, nor does it harm another.
    assert_eq!(from(&visitor, "198.51.100.9, 203.0.113.50", "GET", "/sign-in", &none).status, 403);
    assert_eq!(from(&visitor, "203.0.113.50, 198.51.100.9", "GET", "/sign-in", &none).status, 200);

    from(&agent, OFFICE, "DELETE", &format!("/api/v1/bans/{number}"), &none).problem(403);
    from(&admin, OFFICE, "DELETE", &format!("/api/v1/bans/{number}?why=they+wrote"), &none).is(200);
    from(&agent, STRANGER, "GET", "/api/v1/me", &none).is(200);
    let list = from(&admin, OFFICE, "GET", "/api/v1/bans", &none).is(200);
    assert_eq!(list["standing"], json!([]));
    assert_eq!(list["past"][0]["lifted"]["why"], "they wrote");
    let noted = from(&admin, OFFICE, "GET", &format!("/api/v1/audit?target=ban:{number}"), &none).is(200);
    let actions: Vec<&str> =
        noted["entries"].as_array().unwrap().iter().map(|one| one["action"].as_str().unwrap()).collect();
    assert_eq!(actions, ["ban.lift", "ban.create"]);
}

#[test]
fn an_administrator_bans_and_lifts_on_a_page_without_script() {
    let desk = World::demo();
    let admin = Browser::of(&desk, "admin");
    let fill = |network: &'static str, reason: &'static str| {
        move |fields: &mut Vec<(String, String)>| {
            fields.retain(|(name, _)| !matches!(name.as_str(), "network" | "reason" | "term"));
            tick(fields, "network", network);
            tick(fields, "reason", reason);
            tick(fields, "term", "week");
        }
    };
    for (network, reason, told) in [
        ("everybody", "x", "Write an address"),
        ("203.0.113.9", "", "Say why"),
        ("127.0.0.0/8", "oops", "would shut out 127.0.0.1"),
    ] {
        let back = admin.press("/bans", "", fill(network, reason));
        assert!(back.status == 422 && back.text().contains(told), "{}", back.text());
        assert!(back.text().contains(&format!("value=\"{network}\"")), "what was entered is still there");
    }
    leads_to(&admin.press("/bans", "", fill("203.0.113.9", "<b>spam</b>")), "/bans?done=banned");
    let page = admin.page("/bans");
    assert!(
        page.contains("203.0.113.9") && page.contains("&lt;b&gt;spam") && page.contains("Adam Adler"),
        "{page}"
    );
    let number = desk.person("admin").get("/api/v1/bans").is(200)["standing"][0]["number"].to_string();
    let lift = |fields: &mut Vec<(String, String)>| {
        fields.retain(|(name, _)| name == "_stamp");
        tick(fields, "lift", &number);
        tick(fields, "why", "a mistake");
    };
    leads_to(&admin.press("/bans", "", lift), "/bans?done=lifted");
    let page = admin.page("/bans");
    assert!(page.contains("Nobody is banned.") && page.contains("a mistake"), "{page}");
    assert!(admin.page("/admin/").contains("href=\"/bans\""), "it is found among the rooms");
    let agent = Browser::of(&desk, "agent.support");
    assert_eq!(agent.get("/bans").status, 403);
}
