//! A desk moves into a database, loses it at work, goes on when it is back, and moves home again.

use crate::cluster::{self, Cluster};
use ombud_tests::caller::Caller;
use ombud_tests::program::{Ended, Program, binary, run};
use ombud_tests::world::{PASSWORD, World, all, folder, open_ticket, text};
use serde_json::json;
use std::collections::BTreeSet;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(120);

#[track_caller]
fn ended(arguments: &[&str], code: i32, words: &str) -> Ended {
    let ended = run(arguments);
    assert_eq!(ended.code, Some(code), "{arguments:?}: {}{}", ended.out, ended.err);
    assert!(
        ended.out.contains(words) || ended.err.contains(words),
        "{arguments:?}: {}{}",
        ended.out,
        ended.err
    );
    ended
}

fn subjects(agent: &Caller) -> BTreeSet<String> {
    all(agent, "/tickets/api/tickets", "tickets").iter().map(|ticket| text(ticket, "subject")).collect()
}

#[test]
fn a_desk_lives_in_a_database_loses_it_goes_on_when_it_is_back_and_moves_home() {
    let Some(cluster) = Cluster::start("", "", |_| {}) else {
        return cluster::not_tested("whether a desk lives in a database");
    };
    let mut world = World::demo();
    open_ticket(&world.person("agent.support"), "Support", "Before the move");
    let before = subjects(&world.person("agent.support"));
    assert_eq!(world.program().stop(), Some(0));
    let data = world.folder().to_string_lossy().into_owned();
    let address = format!("{}&schema=desk", cluster.address());
    ended(&["move-store", &data, &address], 0, "all of them compared");
    ended(
        &["serve", "--data", &data, "--listen", "127.0.0.1:0"],
        1,
        "are in a database: name it with --store",
    );

    let mut serve = Command::new(binary());
    serve.args(["serve", "--data", &data, "--listen", "127.0.0.1:0"]).env("OMBUD_STORE", &address);
    let mut desk = Program::start_with(serve);
    let agent = Caller::sign_in(desk.base(), "agent.support@demo.test", PASSWORD);
    assert_eq!(subjects(&agent), before);
    open_ticket(&agent, "Support", "In the database");
    let other = folder();
    let other = other.path().to_string_lossy().into_owned();
    let second = ["serve", "--data", &other, "--listen", "127.0.0.1:0", "--store", &address];
    ended(&second, 1, "is served by another process");
    let at_work = subjects(&agent);
    assert_eq!(at_work.len(), before.len() + 1);

    cluster.kill();
    let visitor = Caller::visitor(desk.base());
    let refused = agent.get("/tickets/api/tickets").problem(503);
    assert!(text(&refused, "detail").contains("cannot reach what it keeps"), "{refused}");
    agent.post("/tickets/api/tickets", &json!({ "subject": "Lost", "body": "?" })).problem(503);
    let page = agent.fetch("GET", "/console/", &[("accept", "text/html")], Vec::new());
    assert_eq!(page.status, 503);
    assert!(page.text().contains("cannot reach what it keeps"), "{}", page.text());
    let health = visitor.get("/api/v1/health").is(503);
    assert_eq!(health["status"], json!("unavailable"), "{health}");
    assert_eq!(visitor.get("/kernel/desk.css").status, 200, "the page that says so has its look");

    cluster.begin();
    let begun = Instant::now();
    while visitor.get("/api/v1/health").status != 200 {
        assert!(begun.elapsed() < PATIENCE, "the desk does not go on:\n{}", desk.said());
        thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(subjects(&agent), at_work);
    open_ticket(&agent, "Support", "After the outage");
    let after = subjects(&agent);
    assert_eq!(desk.stop(), Some(0));

    ended(&["verify", "--data", &data, "--store", &address], 0, "everything fits");
    ended(&["move-store", &address, &data], 0, "all of them compared");
    world.start_again();
    assert_eq!(subjects(&world.person("agent.support")), after);
    assert!(after.len() == at_work.len() + 1 && !after.contains("Lost"));
}
