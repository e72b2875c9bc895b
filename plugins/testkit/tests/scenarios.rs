//! Scenarios as files, and what they say when they do not hold.

#![allow(clippy::unwrap_used, reason = "a test stops where something is not as it should be")]

use ombud_testkit::scenario::{self, Outcome};
use ombud_testkit::{Value, json, pack, with_manifest};

/// Runs one scenario of this plugin.
#[track_caller]
fn run(component: &[u8], text: &str) -> Outcome {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("tests")).unwrap();
    std::fs::write(folder.path().join("tests/one.toml"), text).unwrap();
    let mut report = scenario::run_all(folder.path(), component, None).unwrap();
    assert_eq!(report.outcomes.len(), 1);
    report.outcomes.remove(0)
}

#[track_caller]
fn holds(component: &[u8], text: &str) -> Outcome {
    let outcome = run(component, text);
    assert!(outcome.failure.is_none(), "{outcome}");
    outcome
}

/// Why it does not hold: where, and what was expected and came.
#[track_caller]
fn why(component: &[u8], text: &str) -> (String, String) {
    let Some(failure) = run(component, text).failure else { panic!("it holds") };
    let lines: Vec<&str> = failure.lines().collect();
    let [place, reason] = lines[..] else { panic!("not two lines: {failure}") };
    (place.to_owned(), reason.trim().to_owned())
}

fn hello() -> Vec<u8> {
    pack("examples/hello")
}

/// The zoo, with a say about tickets and a machine outside.
fn zoo() -> Vec<u8> {
    let file = pack("tests/guests/zoo");
    let mut manifest = serde_json::to_value(ombud_host::inspect(&file).unwrap().manifest).unwrap();
    let why = "for the test";
    manifest["hosts"] = json!([{ "host": "hooks.example.test", "methods": ["POST"], "why": why }]);
    manifest["secrets"] = json!([{ "name": "token", "hosts": ["hooks.example.test"], "why": why }]);
    manifest["hooks"] = json!([{ "on": "tickets:tickets", "verbs": ["create", "change"], "why": why }]);
    manifest["needs"] = json!([{ "permission": "tickets:ticket.read", "why": why }]);
    with_manifest(&file, &manifest.to_string())
}

#[test]
fn a_plugin_brings_scenarios_that_hold() {
    scenario::run("examples/hello");
}

#[test]
fn what_one_step_saved_the_next_can_name() {
    let text = r#"
title = "a ticket is answered"

[[step]]
ticket = { subject = "Two boxes", department = "Support", save = "ticket" }

[[step]]
as = "agent.support@demo.test"
reply = { ticket = "{ticket}", body = "A lid is on its way." }

[[step]]
as = "agent.support@demo.test"
note = { ticket = "{ticket}", body = "Check the warehouse." }

[[step]]
advance = "2h"

[[step]]
as = "customer@demo.test"
get = "/tickets/api/tickets/{ticket}/messages"
text = ["on its way"]
lacks = "warehouse"

[[step]]
as = "agent.support@demo.test"
get = "/tickets/api/tickets/{ticket}"
json = { id = "{ticket}", subject = "Two boxes", "/requester" = "{person customer@demo.test}", department = "{department Support}" }
save = { version = "/version" }

[[step]]
as = "agent.support@demo.test"
patch = "/tickets/api/tickets/{ticket}"
body = { priority = "high", version = 0 }
expect = 409

[[step]]
as = "agent.sales@demo.test"
get = "/tickets/api/tickets/{ticket}"
expect = 404
expect_denied = "tickets:ticket.read"
"#;
    holds(&hello(), text);
}

#[test]
fn an_administrator_may_choose_settings_and_hold_something_back() {
    let settings = r#"
title = "greets as it was told to"
settings = { greeting = "Dober dan" }
[[step]]
as = "agent.support@demo.test"
post = "/hello/api/visits"
json = { greeting = "Dober dan, Ana Support!" }
"#;
    holds(&hello(), settings);
    let without =
        "title = \"reads nothing\"\nwithout = [\"tickets:ticket.read\"]\n[[step]]\nadvance = \"1s\"\n";
    holds(&zoo(), without);
    assert_eq!(
        why(&hello(), without),
        ("tests/one.toml".into(), "without `tickets:ticket.read`: the plugin does not ask for that".into())
    );
}

#[test]
fn the_world_outside_answers_as_it_was_told_and_what_it_heard_can_be_looked_at() {
    let text = r#"
title = "a request leaves"
secrets = { token = "hunter2222" }

[[step]]
http = { host = "hooks.example.test", status = 503 }
[[step]]
http = { host = "hooks.example.test", body = { fine = true } }

[[step]]
as = "agent.support@demo.test"
post = "/zoo/do/send"
body = { key = "a", url = "https://hooks.example.test/in", body = "hello", headers = [["authorization", "Bearer {{secret:token}}"]] }

[[step]]
expect_request = { host = "hooks.example.test", method = "POST", path = "/in", text = "hello", headers = { authorization = "Bearer hunter2222" }, times = 1 }

[[step]]
advance = "10s"

[[step]]
expect_request = { host = "hooks.example.test", times = 2 }

[[step]]
as = "agent.support@demo.test"
post = "/zoo/do/outcome"
body = { name = "a" }
json = { attempts = 2, "/answer/0" = 200 }
"#;
    holds(&zoo(), text);
}

#[test]
fn the_rules_about_where_requests_go_count_as_in_earnest() {
    let send = |url: &str| {
        format!(
            "title = \"t\"\n[[step]]\nhttp = {{ host = \"hooks.example.test\" }}\n[[step]]\nas = \"agent.support@demo.test\"\npost = \"/zoo/do/send\"\nbody = {{ key = \"a\", url = \"{url}\" }}\n"
        )
    };
    for elsewhere in ["https://other.example.test/", "http://hooks.example.test/", "https://127.0.0.1/"] {
        let (_, reason) = why(&zoo(), &send(elsewhere));
        assert!(reason.contains("not among the hosts"), "{reason}");
    }
    let silent = "title = \"t\"\n[[step]]\nas = \"agent.support@demo.test\"\npost = \"/zoo/do/send\"\nbody = { key = \"a\", url = \"https://hooks.example.test/\" }\n[[step]]\nexpect_request = { host = \"hooks.example.test\" }\n";
    let (_, reason) = why(&zoo(), silent);
    assert!(reason.contains("the test has no machine `hooks.example.test`"), "{reason}");
}

#[test]
fn a_veto_and_a_failure_are_told_from_other_refusals() {
    let veto = r#"
title = "the zoo has a say"
[[step]]
as = "customer@demo.test"
ticket = { subject = "veto", department = "Support" }
expect_veto = "the zoo is closed"
[[step]]
as = "agent.support@demo.test"
post = "/zoo/do/keep"
body = { name = "shy" }
expect_failure = "it hides"
"#;
    holds(&zoo(), veto);
    let other = "title = \"t\"\n[[step]]\nticket = { subject = \"\", department = \"Support\" }\nexpect_veto = \"closed\"\n";
    let (_, reason) = why(&zoo(), other);
    assert!(reason.starts_with("expected a hook to refuse it"), "{reason}");
    let unnoticed = "title = \"t\"\n[[step]]\nas = \"agent.support@demo.test\"\npost = \"/zoo/do/keep\"\nbody = { name = \"shy\" }\n";
    let (_, reason) = why(&zoo(), unnoticed);
    assert!(reason.contains("event zoo:animals.created: it hides"), "{reason}");
}

#[test]
fn what_does_not_hold_says_where_and_what_came_in_two_lines() {
    let step = |more: &str| {
        format!(
            "title = \"t\"\n\n[[step]]\nas = \"agent.support@demo.test\"\npost = \"/hello/api/visits\"\n{more}\n"
        )
    };
    let visit = "tests/one.toml:3, step 1 (post /hello/api/visits as agent.support@demo.test)";
    for (more, reason) in [
        ("json = { visits = 2 }", "expected /visits = 2, came 1"),
        (
            "expect = 201",
            "expected status 201, came 200: {\"greeting\":\"Hello, Ana Support!\",\"visits\":1}",
        ),
        (
            "expect_denied = \"hello:visit.make\"",
            "expected `hello:visit.make` to be refused, came 200: {\"greeting\":\"Hello, Ana Support!\",\"visits\":1}",
        ),
        (
            "save = { id = \"/id\" }",
            "expected something at /id to save as `id`, came {\"greeting\":\"Hello, Ana Support!\",\"visits\":1}",
        ),
        (
            "text = \"Bye\"",
            "expected the text `Bye`, came {\"greeting\":\"Hello, Ana Support!\",\"visits\":1}",
        ),
    ] {
        assert_eq!(why(&hello(), &step(more)), (visit.to_owned(), reason.to_owned()), "{more}");
    }
    let customer = step("").replace("agent.support", "customer");
    assert!(
        why(&hello(), &customer)
            .1
            .starts_with("expected an answer below 400, came 403: `hello:visit.make` was refused: ")
    );
    for (text, place, reason) in [
        ("title = \"t\"", "tests/one.toml", "it has no [[step]]"),
        ("title = \"t\"\n[[step]]\nadvanse = \"2h\"", "tests/one.toml:3", "unknown field `advanse`"),
        (
            "title = \"t\"\n[[step]]\nadvance = \"2 hours\"",
            "tests/one.toml:2, step 1 (advance 2 hours)",
            "`2 hours` is not a span of time",
        ),
        (
            "title = \"t\"\n[[step]]\nas = \"visitor\"\nget = \"/hello/{id}\"",
            "tests/one.toml:2, step 1 (get /hello/{id} as visitor)",
            "nothing was saved as `id`",
        ),
        (
            "title = \"t\"\n[[step]]\nget = \"/hello/\"",
            "tests/one.toml:2, step 1 (get /hello/)",
            "say `as` whom",
        ),
        (
            "title = \"t\"\n[[step]]\nas = \"nobody@demo.test\"\nget = \"/hello/\"",
            "tests/one.toml:2, step 1 (get /hello/ as nobody@demo.test)",
            "nobody has the address",
        ),
        (
            "title = \"t\"\n[[step]]\nadvance = \"1s\"\nrestart = true",
            "tests/one.toml:2, step 1 (advance 1s)",
            "a step does one thing",
        ),
    ] {
        let (at, came) = why(&hello(), text);
        assert_eq!(at, place);
        assert!(came.starts_with(reason), "{came}");
    }
}

#[test]
fn what_was_asked_for_and_not_used_is_found_out() {
    let outcome = holds(
        &hello(),
        "title = \"t\"\n[[step]]\nas = \"agent.support@demo.test\"\nget = \"/hello/api/visits\"\n",
    );
    let idle = |file: &[u8]| -> Vec<String> {
        let inspection = ombud_host::inspect(file).unwrap();
        ombud_testkit::idle(&inspection, [&outcome.diary])
            .into_iter()
            .map(|idle| format!("{:?} {}", idle.why, idle.what))
            .collect()
    };
    assert_eq!(
        idle(&hello()),
        ["NotTried [[routes]] POST /api/visits", "NotTried [[routes]] DELETE /api/visits"]
    );
    let mut manifest: Value = serde_json::to_value(ombud_host::inspect(&hello()).unwrap().manifest).unwrap();
    manifest["routes"].as_array_mut().unwrap().truncate(1);
    manifest["needs"] = json!([{ "permission": "tickets:ticket.read", "why": "" }]);
    manifest["imports"]
        .as_array_mut()
        .unwrap()
        .push(json!({ "interface": "ombud:kernel/timers@1.0.0", "why": "rings" }));
    let idle = idle(&with_manifest(&hello(), &manifest.to_string()));
    assert_eq!(
        idle,
        [
            "NotImported [[imports]] ombud:kernel/timers@1.0.0",
            "NotUsed [[needs]] tickets:ticket.read",
            "NotSaid [[needs]] tickets:ticket.read",
        ]
    );
}
