//! `ombud plugin dev`.

use crate::{begun, edit, folder, show};
use ombud_tests::caller::Caller;
use ombud_tests::program::Program;
use serde_json::{Value, json};
use std::thread;
use std::time::{Duration, Instant};

/// How long a build may take on a machine that is busy with other tests.
const PATIENCE: Duration = Duration::from_secs(300);

/// Waits until the desk has said something so often.
#[track_caller]
fn hear(program: &Program, words: &str, times: usize) {
    let until = Instant::now() + PATIENCE;
    while program.said().matches(words).count() < times {
        assert!(Instant::now() < until, "`{words}` was not said {times} times:\n{}", program.said());
        thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn the_desk_follows_each_change_and_survives_what_does_not_build() {
    let place = folder();
    let greeter = begun(place.path(), "greeter");
    let data = place.path().join("desk");
    let program = Program::start(&[
        "plugin",
        "dev",
        &show(&greeter),
        "--data",
        &show(&data),
        "--listen",
        "127.0.0.1:0",
    ]);
    hear(&program, "-- greeter 0.1.0 is in", 1);
    assert!(program.said().contains("DEVELOPER'S MANDATE"), "{}", program.said());
    let agent = Caller::sign_in(program.base(), "agent.support@demo.test", "demo-only");
    let visit = || agent.post("/greeter/api/visits", &Value::Null).is(200);
    assert_eq!(visit(), json!({ "greeting": "Hello, Ana Kovač!", "visits": 1 }));
    hear(&program, "POST /greeter/api/visits", 1);
    let said = program.said();
    let line = said.lines().find(|line| line.starts_with("POST /greeter/api/visits")).unwrap();
    assert!(line.contains("Ana Kovač") && line.contains(" 200 ") && line.ends_with(" µs"), "{line}");

    let source = greeter.join("src/lib.rs");
    edit(&source, "format!(\"{greeting}, {}!\"", "format!(\"{greeting} again, {}!\"");
    hear(&program, "-- greeter 0.1.0 is in", 2);
    assert_eq!(visit(), json!({ "greeting": "Hello again, Ana Kovač!", "visits": 2 }));

    edit(&source, "again, {}!\"", "again, {}!");
    hear(&program, "what was there before goes on", 1);
    assert!(program.said().contains("src/lib.rs"), "the compiler says where:\n{}", program.said());
    assert_eq!(visit()["visits"], 3);

    // What an administrator's desk would refuse is refused here, too.
    edit(&source, "again, {}!", "again, {}!\"");
    hear(&program, "-- greeter 0.1.0 is in", 3);
    edit(&greeter.join("plugin.toml"), "kernel = \"1.0\"", "kernel = \"9.0\"");
    hear(&program, "this kernel speaks `1.0`", 1);
    edit(&greeter.join("plugin.toml"), "kernel = \"9.0\"", "kernel = \"1.0\"");
    hear(&program, "-- greeter 0.1.0 is in", 4);

    // A panic is told with its words, and the desk goes on.
    edit(
        &source,
        "let user = cx.user()?;\n    let count",
        "panic!(\"on purpose\");\n    #[allow(unreachable_code)]\n    let user = cx.user()?;\n    let count",
    );
    hear(&program, "-- greeter 0.1.0 is in", 5);
    agent.post("/greeter/api/visits", &Value::Null).problem(502);
    hear(&program, "on purpose", 1);
    agent.get("/tickets/api/tickets").is(200);

    // A customer is refused, with the line that would change that.
    let customer = Caller::sign_in(program.base(), "customer@demo.test", "demo-only");
    customer.get("/greeter/api/visits").problem(403);
    hear(
        &program,
        "this in plugin.toml would allow it:\n        [[suggests]]\n        role = \"customer\"",
        1,
    );
}
