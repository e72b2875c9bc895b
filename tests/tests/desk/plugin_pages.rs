//! The kernel's own pages about plugins, as an administrator's browser uses them: without script.

pub(crate) mod browser;
mod hands;

use crate::forms::stamp;
use browser::{Browser, FORM, Fields, filled, leads_to, tick, untick};
use ombud_tests::world::{World, text};
use serde_json::{Value, json};

/// `examples/hello` with this version and these needs.
fn hello(version: &str, needs: &Value, more: impl FnOnce(&mut Value)) -> Vec<u8> {
    let file = ombud_testkit::pack("examples/hello");
    let mut manifest = serde_json::to_value(ombud_host::inspect(&file).unwrap().manifest).unwrap();
    manifest["plugin"]["version"] = json!(version);
    manifest["needs"] = needs.clone();
    more(&mut manifest);
    ombud_testkit::with_manifest(&file, &manifest.to_string())
}

fn need(permission: &str, why: &str) -> Value {
    json!({ "permission": permission, "scopes": ["all"], "why": why })
}

/// Installs a file with all that it asks for.
fn install(desk: &World, file: Vec<u8>) {
    let kind = [("content-type", "application/wasm")];
    desk.person("admin").fetch("POST", "/api/v1/plugins?approve=all", &kind, file).is(201);
}

fn mandate(desk: &World, id: &str) -> Value {
    desk.person("admin").get(&format!("/api/v1/plugins/{id}")).is(200)["mandate"].clone()
}

#[test]
fn an_administrator_sends_a_file_reads_what_it_asks_for_narrows_it_and_agrees() {
    let desk = World::demo();
    let admin = Browser::of(&desk, "admin");
    let needs =
        json!([need("tickets:ticket.read", "counts them"), need("tickets:ticket.delete", "tidies up")]);
    let file = hello("0.1.0", &needs, |manifest| {
        let host = json!({ "host": "hooks.example.com", "methods": ["POST"], "why": "tells them" });
        manifest["hosts"] = json!([host]);
    });
    leads_to(&admin.upload(&file), "/plugins/hello/proposal?done=sent");
    assert!(admin.page("/plugins").contains("Waiting for your consent"));

    let review = admin.page("/plugins/hello/proposal");
    for told in [
        "Install Hello?",
        "Not signed",
        "High risk",
        "Delete tickets",
        "tidies up",
        "Medium risk",
        "counts them",
        "POST https://hooks.example.com",
        "Low risk",
        "For a role",
    ] {
        assert!(review.contains(told), "{told} in {review}");
    }
    assert!(review.find("tidies up").unwrap() < review.find("counts them").unwrap(), "the riskiest first");

    // Without a department that is meant, it comes back with what was chosen.
    let path = "/plugins/hello/proposal";
    let narrow = |fields: &mut Fields| {
        untick(fields, "grant", "tickets:ticket.delete all");
        untick(fields, "grant", "tickets:ticket.read all");
        tick(fields, "grant", "tickets:ticket.read department");
        untick(fields, "host", "hooks.example.com");
        untick(fields, "where", "all");
        tick(fields, "where", "some");
    };
    let back = admin.press(path, "approve", narrow);
    assert_eq!(back.status, 422);
    assert!(
        back.text().contains("role=\"alert\"") && back.text().contains("Tick the departments"),
        "{}",
        back.text()
    );
    let kept = filled(&back.text(), path);
    assert!(kept.contains(&("grant".into(), "tickets:ticket.read department".into())), "{kept:?}");
    assert!(!kept.iter().any(|(name, value)| name == "host" || value.ends_with("delete all")), "{kept:?}");

    let departments = desk.person("admin").get("/api/v1/departments").is(200);
    let support = departments["departments"].as_array().unwrap().iter().find(|d| d["name"] == "Support");
    let support = text(support.unwrap(), "id");
    let all = |fields: &mut Fields| {
        narrow(fields);
        tick(fields, "department", &support);
    };
    // First only tried.
    let tried = admin.press(path, "try", all);
    assert_eq!(tried.status, 200);
    assert!(
        tried.text().contains("What it would do") && tried.text().contains("in Support"),
        "{}",
        tried.text()
    );
    desk.person("admin").get("/api/v1/plugins/hello").problem(404);

    leads_to(&admin.press(path, "approve", all), "/plugins/hello?done=installed");
    let left = mandate(&desk, "hello");
    assert_eq!(left["grants"], json!([{ "permission": "tickets:ticket.read", "scopes": ["department"] }]));
    assert_eq!(left["departments"], json!([support]));
    let egress = desk.person("admin").get("/api/v1/plugins/hello/egress").is(200);
    assert_eq!(egress["chosen"]["barred"], json!(["hooks.example.com"]));
    assert!(admin.page("/plugins/hello?done=installed").contains("role=\"status\""));
    assert_eq!(admin.get(path).status, 404, "nothing waits any more");
}

#[test]
fn an_upgrade_shows_what_is_new_first_keeps_what_was_left_out_and_can_be_gone_back_from() {
    let desk = World::demo();
    let admin = Browser::of(&desk, "admin");
    let read = need("tickets:ticket.read", "counts them");
    install(&desk, hello("0.1.0", &json!([read, need("tickets:ticket.note", "leaves notes")]), |_| {}));
    let path = "/plugins/hello/mandate";
    let narrower = |fields: &mut Fields| untick(fields, "grant", "tickets:ticket.note all");
    let tried = admin.press(path, "try", narrower);
    assert!(tried.text().contains("loses “Write internal notes”: every record"), "{}", tried.text());
    assert_eq!(mandate(&desk, "hello")["grants"].as_array().unwrap().len(), 2, "only tried");
    leads_to(&admin.press(path, "save", narrower), "/plugins/hello/mandate?done=narrowed");
    assert!(admin.page(path).contains("left out"));

    let people = need("kernel:person.read", "greets by name");
    let next = hello("0.2.0", &json!([read, need("tickets:ticket.note", "leaves notes"), people]), |_| {});
    leads_to(&admin.upload(&next), "/plugins/hello/proposal?done=sent");
    let review = admin.page("/plugins/hello/proposal");
    let (new, before) = review.split_once("As in the version that is here").expect("the rest is folded");
    assert!(new.contains("New in this version") && new.contains("greets by name"), "{new}");
    assert!(!new.contains("counts them") && before.contains("counts them"), "{before}");
    let ticked = filled(&review, "/plugins/hello/proposal");
    assert!(
        !ticked.contains(&("grant".into(), "tickets:ticket.note all".into())),
        "left out stays so: {ticked:?}"
    );
    leads_to(&admin.press("/plugins/hello/proposal", "approve", |_| {}), "/plugins/hello?done=upgraded");
    let left = mandate(&desk, "hello");
    let names: Vec<String> =
        left["grants"].as_array().unwrap().iter().map(|g| text(g, "permission")).collect();
    assert_eq!(names, ["tickets:ticket.read", "kernel:person.read"]);

    // One that asks for nothing more needs nobody's consent.
    let same = hello("0.2.1", &json!([read, need("tickets:ticket.note", "leaves notes"), people]), |_| {});
    leads_to(&admin.upload(&same), "/plugins/hello?done=upgraded");

    let versions = admin.page("/plugins/hello/versions");
    let first = versions.rfind("Go back to 0.1.0").expect("it is kept");
    let form = &versions[versions[..first].rfind("<form").unwrap()..];
    let answer = admin.post("/plugins/hello/versions", &filled(form, "/plugins/hello/versions"));
    leads_to(&answer, "/plugins/hello/versions?done=back");
    assert_eq!(text(&desk.person("admin").get("/api/v1/plugins/hello").is(200), "version"), "0.1.0");
}

#[test]
fn what_came_later_is_offered_to_the_pages_that_look_after_roles() {
    let desk = World::demo();
    install(&desk, hello("0.1.0", &json!([]), |_| {}));
    let (owner, agent) =
        (Browser::of(&desk, "owner"), text(&desk.person("agent.sales").get("/api/v1/me").is(200), "id"));
    let person = format!("/admin/people/{agent}");
    assert!(owner.page(&person).contains("or than the pages that you use"), "its suggestion is in the role");
    let greets = "hello:visit.make all";
    let path = "/plugins/admin/mandate";
    assert!(owner.page(path).contains("It does not ask for this. With it"));
    leads_to(
        &owner.press(path, "save", |fields| tick(fields, "grant", greets)),
        "/plugins/admin/mandate?done=narrowed",
    );
    assert!(!owner.page(&person).contains("or than the pages that you use"));
    assert!(!owner.page("/plugins/tickets/mandate").contains("hello:"), "nobody else is offered it");
}

#[test]
fn a_plugin_in_quarantine_says_why_and_is_let_back() {
    let desk = World::demo();
    let (admin, agent) = (Browser::of(&desk, "admin"), desk.person("agent.support"));
    install(&desk, ombud_testkit::pack("tests/guests/zoo"));
    for _ in 0..20 {
        agent.post("/zoo/do/panic", &json!({ "name": "leo" }));
    }
    let list = admin.page("/plugins");
    assert!(list.contains("In quarantine") && list.contains("20 of its last 20 calls failed"), "{list}");
    let page = admin.page("/plugins/zoo");
    assert!(page.contains("20 of its last 20 calls failed") && page.contains("Let it back now"), "{page}");
    assert!(admin.page("/plugins/zoo/costs").contains("20 calls in the last hour, 20 of them failed"));
    assert!(admin.page("/plugins/zoo/failures").contains("/api/v1/plugins/zoo/reports/"));
    let answer = admin.press("/plugins/zoo", "release", |_| {});
    leads_to(&answer, "/plugins/zoo?done=released");
    assert!(!admin.page("/plugins/zoo").contains("Let it back now"));
    leads_to(&admin.press("/plugins/zoo", "off", |_| {}), "/plugins/zoo?done=off");
    assert_eq!(mandate(&desk, "zoo")["enabled"], false);
    leads_to(&admin.press("/plugins/zoo", "on", |_| {}), "/plugins/zoo?done=on");
}

#[test]
fn a_form_that_the_kernel_did_not_draw_for_this_session_changes_nothing() {
    let desk = World::demo();
    let (admin, owner) = (Browser::of(&desk, "admin"), Browser::of(&desk, "owner"));
    let file = hello("0.1.0", &json!([]), |_| {});
    let of_the_console = stamp(&admin.get("/console/new"));
    let of_somebody_else = stamp(&owner.get("/plugins"));
    for stamp in [None, Some("1.made-up"), Some(of_the_console.as_str()), Some(of_somebody_else.as_str())] {
        assert_eq!(admin.send(&file, "", stamp).status, 403, "{stamp:?}");
        let mut fields: Fields = vec![("do".into(), "off".into())];
        fields.extend(stamp.map(|stamp| ("_stamp".to_owned(), stamp.to_owned())));
        assert_eq!(admin.post("/plugins/split", &fields).status, 403, "{stamp:?}");
    }
    // Nor is one that is sent as something else, or by a program.
    let json = [("cookie", admin.cookie.as_str()), ("content-type", "application/json")];
    assert_eq!(desk.visitor().fetch("POST", "/plugins/split", &json, "{\"do\":\"off\"}").status, 415);
    assert_eq!(desk.person("admin").fetch("POST", "/plugins/split", &[FORM], "do=off").status, 403);
    assert_eq!(mandate(&desk, "split")["enabled"], true);
    let waiting = desk.person("admin").get("/api/v1/plugins/waiting").is(200);
    assert_eq!(waiting["waiting"], json!([]));
}

#[test]
fn whoever_may_not_see_plugins_finds_no_way_to_them() {
    let desk = World::demo();
    let (admin, agent) = (Browser::of(&desk, "admin"), Browser::of(&desk, "agent.support"));
    let entry = "<a href=\"/plugins\">Plugins</a>";
    assert!(admin.page("/console/").contains(entry));
    assert!(!agent.page("/console/").contains(entry));
    for path in ["/plugins", "/plugins/tickets", "/plugins/tickets/mandate", "/plugins/nothing/proposal"] {
        let refused = agent.get(path);
        assert_eq!(refused.status, 403, "{path}");
        assert!(refused.text().contains("<h1>Not allowed</h1>"), "{}", refused.text());
    }
    let fields: Fields = vec![("_stamp".into(), stamp(&admin.get("/plugins"))), ("do".into(), "off".into())];
    assert_eq!(agent.post("/plugins/tickets", &fields).status, 403);
    let visitor = desk.visitor().fetch("GET", "/plugins", &[("accept", "text/html")], "");
    leads_to(&visitor, "/sign-in?next=/plugins");
}

#[test]
fn who_only_looks_at_plugins_is_offered_nothing_to_press() {
    let desk = World::demo();
    let owner = desk.person("owner");
    let grants = json!([
        { "permission": "kernel:plugin.read", "scopes": ["all"] },
        { "permission": "console:console.use", "scopes": ["all"] },
    ]);
    owner.post("/api/v1/roles", &json!({ "name": "looker", "title": "Looker", "grants": grants })).is(201);
    let lena = json!({ "name": "Lena", "email": "lena@demo.test", "password": "demo-only",
        "roles": [{ "role": "looker" }], "departments": [] });
    owner.post("/api/v1/users", &lena).is(201);
    let lena = Browser::of(&desk, "lena");
    assert!(lena.page("/console/").contains("href=\"/plugins\""));
    for page in
        ["", "/tickets", "/tickets/mandate", "/tickets/versions", "/tickets/costs", "/tickets/failures"]
    {
        let shown = lena.page(&format!("/plugins{page}"));
        // The field for a search stands in the bar.
        let shown = shown.replace("<form class=\"jump\"", "");
        assert!(!shown.contains("<form") && !shown.contains("Remove…"), "{page}: {shown}");
    }
    for page in ["settings", "remove", "purge", "proposal"] {
        assert_eq!(lena.get(&format!("/plugins/tickets/{page}")).status, 403, "{page}");
    }
}

#[test]
fn what_a_manifest_says_is_text_whatever_it_says() {
    let desk = World::demo();
    let admin = Browser::of(&desk, "admin");
    let bad = "</p><script>alert(1)</script><b onclick=\"x\">'&amp;";
    let file = hello(
        "0.1.0",
        &json!([need("tickets:ticket.read", bad), need("nobody:knows.it", bad)]),
        |manifest| {
            manifest["plugin"]["title"] = json!(bad);
            manifest["plugin"]["summary"] = json!(bad);
            manifest["permissions"][0]["title"] = json!(bad);
            manifest["permissions"][0]["description"] = json!(bad);
            manifest["imports"][0]["why"] = json!(bad);
            manifest["routes"][0]["title"] = json!(bad);
            manifest["hosts"] = json!([{ "host": "a.example.com", "methods": ["GET"], "why": bad }]);
            manifest["secrets"] = json!([{ "name": "key", "hosts": ["a.example.com"], "why": bad }]);
            manifest["settings"] = json!({ (bad): bad, "list": [bad], "greeting": "Hello" });
            manifest["reactions"] = json!([{ "to": bad, "why": bad }]);
        },
    );
    let harmless = |page: &str| {
        let shown = admin.page(page);
        assert!(shown.contains("&lt;script&gt;"), "it is there as text: {page}");
        for sign in ["<script>", "<b onclick", "</p><script"] {
            assert!(!shown.contains(sign), "{sign} on {page}: {shown}");
        }
    };
    leads_to(&admin.upload(&file), "/plugins/hello/proposal?done=sent");
    harmless("/plugins");
    harmless("/plugins/hello/proposal");
    // Nobody can give what nobody declares.
    let known = |fields: &mut Fields| untick(fields, "grant", "nobody:knows.it all");
    leads_to(&admin.press("/plugins/hello/proposal", "approve", known), "/plugins/hello?done=installed");
    for page in [
        "",
        "/hello",
        "/hello/mandate",
        "/hello/outbound",
        "/hello/settings",
        "/hello/costs",
        "/hello/remove",
    ] {
        harmless(&format!("/plugins{page}"));
    }
    assert!(!admin.page("/plugins?done=%3Cscript%3E").contains("<script>"));
}

#[test]
fn settings_limits_hosts_and_secrets_are_chosen_and_a_mistake_comes_back() {
    let desk = World::demo();
    let (admin, api) = (Browser::of(&desk, "admin"), desk.person("admin"));
    let path = "/plugins/tickets/settings";
    let days = |value: &'static str| {
        move |fields: &mut Fields| {
            let field = fields.iter_mut().find(|(name, _)| name == "setting-close-after-days");
            field.expect("there is such a setting").1 = value.into();
        }
    };
    let back = admin.press(path, "", days("many"));
    assert_eq!(back.status, 422);
    assert!(back.text().contains("value=\"many\"") && back.text().contains("is a number"), "{}", back.text());
    leads_to(&admin.press(path, "", days("21")), "/plugins/tickets/settings?done=set");
    assert!(admin.page(path).contains("name=\"setting-close-after-days\" value=\"21\""));

    assert!(back.text().contains("“Days until a resolved ticket is closed”"), "{}", back.text());
    assert_eq!(admin.press(path, "", days("-1")).status, 422);

    let path = "/plugins/tickets/costs";
    let most = |value: &'static str| {
        move |fields: &mut Fields| {
            fields.retain(|(name, _)| name != "megabytes");
            tick(fields, "megabytes", value);
        }
    };
    assert_eq!(admin.press(path, "limit", most("a lot")).status, 422);
    leads_to(&admin.press(path, "limit", most("9000")), "/plugins/tickets/costs?done=limited");
    assert_eq!(api.get("/api/v1/plugins/tickets").is(200)["storage"]["limit"], json!(9_000_000_000_u64));

    install(
        &desk,
        hello("0.1.0", &json!([]), |manifest| {
            manifest["hosts"] = json!([{ "host": "a.example.com", "methods": ["GET"], "why": "asks" }]);
            manifest["secrets"] = json!([{ "name": "key", "hosts": ["a.example.com"], "why": "opens" }]);
        }),
    );
    let path = "/plugins/hello/outbound";
    leads_to(
        &admin.press(path, "choose", |f| untick(f, "host", "a.example.com")),
        "/plugins/hello/outbound?done=chosen",
    );
    let secret = |value: &'static str| {
        vec![
            ("_stamp".to_owned(), stamp(&admin.get(path))),
            ("secret".into(), "key".into()),
            ("value".into(), value.into()),
            ("do".into(), "tell".into()),
        ]
    };
    assert_eq!(admin.post(path, &secret("short")).status, 422);
    leads_to(&admin.post(path, &secret("a-long-secret")), "/plugins/hello/outbound?done=told");
    let known = api.get("/api/v1/plugins/hello/egress").is(200);
    assert_eq!(known["chosen"]["barred"], json!(["a.example.com"]));
    assert!(known["secrets"][0]["told"].is_u64(), "{known}");
    assert!(!admin.page(path).contains("a-long-secret"));
}

#[test]
fn a_plugin_is_taken_out_and_erased_only_when_it_is_said_twice() {
    let desk = World::demo();
    let admin = Browser::of(&desk, "admin");
    install(&desk, hello("0.1.0", &json!([]), |_| {}));
    assert_eq!(admin.get("/plugins/hello/purge").status, 409);
    let page = admin.page("/plugins/hello/remove");
    assert!(page.contains("Remove Hello?") && page.contains("What it would do"), "{page}");
    leads_to(&admin.press("/plugins/hello/remove", "", |_| {}), "/plugins?done=removed");
    assert!(admin.page("/plugins").contains("href=\"/plugins/hello/purge\""));
    let erase = |name: &'static str| {
        move |fields: &mut Fields| {
            fields.retain(|(field, _)| field != "confirm");
            tick(fields, "confirm", name);
        }
    };
    assert_eq!(admin.press("/plugins/hello/purge", "", erase("hallo")).status, 422);
    leads_to(&admin.press("/plugins/hello/purge", "", erase("hello")), "/plugins?done=purged");
    assert_eq!(admin.get("/plugins/hello/purge").status, 404);
}

#[test]
fn a_file_that_is_none_and_a_form_without_one_come_back_with_the_reason() {
    let desk = World::demo();
    let admin = Browser::of(&desk, "admin");
    let none = admin.upload(b"");
    assert_eq!(none.status, 422);
    assert!(none.text().contains("Choose the file of a plugin first"), "{}", none.text());
    let odd = admin.upload(b"hello");
    assert_eq!(odd.status, 422);
    assert!(odd.text().contains("not a WebAssembly component"), "{}", odd.text());
    let named = hello("0.1.0", &json!([]), |_| {});
    let mut manifest = serde_json::to_value(ombud_host::inspect(&named).unwrap().manifest).unwrap();
    let id = manifest.to_string().replace("hello:", "plugins:");
    manifest = serde_json::from_str(&id).unwrap();
    manifest["plugin"]["id"] = json!("plugins");
    let taken = admin.upload(&ombud_testkit::with_manifest(&named, &manifest.to_string()));
    assert_eq!(taken.status, 422);
    assert!(taken.text().contains("the kernel uses that path itself"), "{}", taken.text());
}

/// Rows are entered by buttons that save nothing.
#[test]
fn settings_in_rows_are_entered_row_by_row() {
    let desk = World::demo();
    let (admin, api) = (Browser::of(&desk, "admin"), desk.person("admin"));
    let path = "/plugins/chat/settings";
    let set = |fields: &mut Fields, name: &str, value: &str| {
        fields.retain(|(known, _)| known != name);
        tick(fields, name, value);
    };
    let more = admin.press(path, "", |fields| tick(fields, "row", "ranks more"));
    assert_eq!(more.status, 200);
    assert!(more.text().contains("Not saved yet.") && more.text().contains("name=\"setting-ranks.0.agent\""));
    let kept = api.get("/api/v1/plugins/chat/settings").is(200);
    assert_eq!(kept["settings"]["ranks"], json!([]), "nothing is saved");
    let entries = kept["entries"].as_array().unwrap();
    assert!(entries.iter().any(|entry| entry["name"] == "ranks"), "and programs learn how it is entered");
    let rank = |fields: &mut Fields, rank: &str| {
        for (name, value) in [
            ("setting-strategy", "fewest"),
            ("setting-transcript-mail", "asked"),
            ("setting-ranks.0", "1"),
            ("setting-ranks.0.agent", "agent.support@demo.test"),
            ("setting-ranks.0.rank", rank),
        ] {
            set(fields, name, value);
        }
    };
    let back = admin.press(path, "", |fields| rank(fields, "middle"));
    assert_eq!(back.status, 422);
    assert!(back.text().contains("“Order”, row 1, “Comes”"), "{}", back.text());
    assert!(back.text().contains("value=\"agent.support@demo.test\""), "what was entered is still there");
    leads_to(&admin.press(path, "", |fields| rank(fields, "first")), "/plugins/chat/settings?done=set");

    // Programs are held to the same.
    let wrong = json!({ "ranks": [{ "agent": "a", "rank": "middle" }] });
    let refused = api.patch("/api/v1/plugins/chat/settings", &wrong);
    assert!(refused.problem(422)["detail"].as_str().unwrap().contains("row 1, “Comes”: it is one of first"));
}
