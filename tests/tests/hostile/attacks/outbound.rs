//! Plugins that send to where they should not, or take out what they should not.

use super::{Attack, cheap, dear};
use crate::arena::{Arena, CANARY};
use crate::machine::{Machine, Manner};
use ombud_tests::world::text;
use serde_json::{Value, json};
use std::thread::sleep;
use std::time::Duration;

pub const ATTACKS: &[Attack] = &[
    dear("inside-job", inside_job),
    cheap("smuggled-request", smuggled_request),
    dear("secret-thief", secret_thief),
];

/// Its hosts listen at this port.
fn put_in(arena: &Arena, sin: &str, port: u16) {
    arena.put_in_as(sin, |manifest| {
        for host in manifest["hosts"].as_array_mut().unwrap() {
            if host["port"].is_number() {
                host["port"] = json!(port);
            }
        }
    });
}

fn effects(arena: &Arena, sin: &str) -> Vec<Value> {
    let told = arena.admin.get(&format!("/api/v1/plugins/{sin}/effects")).is(200);
    told["effects"].as_array().unwrap().clone()
}

fn inside_job(arena: &mut Arena) {
    let (inner, other) = (Machine::start(Manner::Echo), Machine::start(Manner::Echo));
    let port = inner.port();
    put_in(arena, "inside-job", port);
    let addresses: Vec<String> = [
        "localhost",
        "LOCALHOST",
        "localhost.",
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f.1",
        "0177.0.0.1",
        "[::1]",
        "[0:0:0:0:0:0:0:1]",
        "[::ffff:127.0.0.1]",
        "[::127.0.0.1]",
        "0.0.0.0",
        "127.0.0.1.nip.io",
        "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
        "a:b@localhost",
    ]
    .iter()
    .map(|host| format!("http://{host}:{port}/in"))
    .chain([
        "http://169.254.169.254/latest/meta-data/".to_owned(),
        other.url("localhost"),
        format!("https://localhost:{port}/in"),
        format!("gopher://localhost:{port}/in"),
        "file:///etc/passwd".to_owned(),
    ])
    .collect();
    arena.strike_once(|arena| {
        let queued = arena.go("/inside-job/go", &json!(addresses)).is(200);
        assert!(queued.as_array().unwrap().len() >= 6, "the manifest lists some of them: {queued}");
        arena.wait_until("all were tried", || {
            effects(arena, "inside-job").iter().all(|effect| effect["state"] == "done")
        });
    });
    for effect in effects(arena, "inside-job") {
        let why = text(&effect, "trouble");
        assert!(why.contains("private address") || why.contains("cannot be resolved"), "{effect}");
    }
    assert_eq!((inner.heard(), other.heard()), (vec![], vec![]));

    // One that an administrator let it reach leads on to another: that is an answer, not a way.
    let leads_on = Machine::start(Manner::Redirect(other.url("localhost")));
    put_in(arena, "inside-job", leads_on.port());
    arena.admin.put("/api/v1/plugins/inside-job/egress", &json!({ "internal": ["localhost"] })).is(200);
    arena.go("/inside-job/go", &json!([leads_on.url("localhost"), leads_on.url("127.0.0.1")])).is(200);
    arena.wait_until("it was answered", || !leads_on.heard().is_empty());
    arena.wait_until("it knows", || arena.go("/inside-job/heard", &json!({})).text().contains("302"));
    assert_eq!((leads_on.heard().len(), other.heard().len()), (1, 0), "only what was named is reached");

    // One that never ends its answer keeps nobody else waiting.
    let (slow, quick) = (Machine::start(Manner::Drip), Machine::start(Manner::Echo));
    put_in(arena, "inside-job", slow.port());
    arena.strike_once(|arena| {
        let dripping: Vec<String> = (0..20).map(|_| slow.url("localhost")).collect();
        arena.go("/inside-job/go", &json!(dripping)).is(200);
        arena.wait_until("all drip", || slow.heard().len() == 20);
        put_in(arena, "inside-job", quick.port());
        arena.go("/inside-job/go", &json!([quick.url("localhost")])).is(200);
        arena.wait_until("another goes out meanwhile", || quick.heard().len() == 1);
    });
}

fn smuggled_request(arena: &mut Arena) {
    let machine = Machine::start(Manner::Echo);
    put_in(arena, "smuggled-request", machine.port());
    arena.admin.put("/api/v1/plugins/smuggled-request/egress", &json!({ "internal": ["localhost"] })).is(200);
    arena.strike(|arena| {
        let taken = arena.agent.fetch("POST", "/smuggled-request/go", &[], machine.url("localhost"));
        assert_eq!((taken.status, taken.text().as_str()), (200, ""));
    });
    assert!(effects(arena, "smuggled-request").is_empty() && machine.heard().is_empty());
}

fn secret_thief(arena: &mut Arena) {
    let (friend, stranger) = (Machine::start(Manner::Echo), Machine::start(Manner::Echo));
    let secret = format!("{CANARY}-7f3a9");
    arena.put_in_as("secret-thief", |manifest| {
        manifest["hosts"][0]["port"] = json!(friend.port());
        manifest["hosts"][1]["port"] = json!(stranger.port());
        manifest["settings"] = json!({ "colour": "red" });
    });
    let inside = json!({ "internal": ["localhost", "127.0.0.1"] });
    arena.admin.put("/api/v1/plugins/secret-thief/egress", &inside).is(200);
    arena.admin.put("/api/v1/plugins/secret-thief/secrets/token", &json!({ "value": secret })).is(204);
    let go = |arena: &Arena, more: &str| {
        let path = format!("/secret-thief/go?other={}{more}", stranger.url("127.0.0.1"));
        arena.seen(arena.agent.fetch("POST", &path, &[], friend.url("localhost")))
    };
    arena.strike_once(|arena| {
        go(arena, "&fail=1").problem(502);
        assert_eq!(go(arena, "").is(200), json!({ "colour": "red" }));
        arena.wait_until("it went to where it may", || {
            friend.heard().iter().any(|heard| heard.contains(&secret))
        });
        arena.wait_until("all came back", || {
            arena.go("/secret-thief/heard", &json!({})).json().as_array().is_some_and(|all| all.len() >= 3)
        });
        sleep(Duration::from_millis(300));
    });
    // Only where it was put in a header; and in no answer, no list and no line.
    for heard in friend.heard().iter().filter(|heard| heard.contains(&secret)) {
        assert!(heard.contains("x-token: a"), "{heard}");
    }
    assert!(!stranger.heard().iter().any(|heard| heard.contains(CANARY)), "{:?}", stranger.heard());
    let heard = arena.go("/secret-thief/heard", &json!({}));
    assert!(heard.text().contains("{{secret:token}}"), "{}", heard.text());
    for path in ["", "/effects", "/egress", "/settings"] {
        arena.seen(arena.admin.get(&format!("/api/v1/plugins/secret-thief{path}")));
    }
    arena.seen(arena.admin.get("/api/v1/audit?limit=200"));
    let said = arena.world.program().said();
    assert!(!said.contains(&secret), "it is in the log");
}
