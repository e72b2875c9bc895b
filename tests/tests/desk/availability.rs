//! Who is there, on a whole desk: streams that are opened and cut, the desk killed, shifts, absences, and who may know.

use crate::people::set_active;
use ombud_tests::caller::Caller;
use ombud_tests::world::{World, text};
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread::{self, sleep};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// A stream of the desk, as a browser holds it.
pub(crate) struct Wire {
    stream: TcpStream,
    heard: Arc<Mutex<Vec<u8>>>,
}

impl Wire {
    fn open(caller: &Caller, path: &str) -> Wire {
        let mut stream = TcpStream::connect(caller.base().strip_prefix("http://").unwrap()).unwrap();
        let token = caller.token().unwrap_or_default();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: desk\r\nAuthorization: Bearer {token}\r\n\r\n").unwrap();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let (mut from, into) = (stream.try_clone().unwrap(), heard.clone());
        thread::spawn(move || {
            let mut piece = [0; 4096];
            while let Ok(read @ 1..) = from.read(&mut piece) {
                into.lock().unwrap().extend_from_slice(&piece[..read]);
            }
        });
        let wire = Wire { stream, heard };
        wait_until("an answer", || !wire.bytes().is_empty());
        wire
    }

    /// Somebody is here.
    pub(crate) fn here(caller: &Caller) -> Wire {
        let wire = Wire::open(caller, "/api/v1/presence");
        wait_until("a line", || wire.bytes().contains("event: beat"));
        wire
    }

    fn bytes(&self) -> String {
        String::from_utf8_lossy(&self.heard.lock().unwrap()).into_owned()
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        let _ = self.stream.shutdown(Shutdown::Both);
    }
}

#[track_caller]
fn wait_until(what: &str, is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_secs(25), "{what} takes too long");
        sleep(Duration::from_millis(30));
    }
}

fn now() -> u64 {
    u64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis()).unwrap()
}

fn me(caller: &Caller) -> String {
    text(&caller.get("/api/v1/me").is(200), "id")
}

/// A desk on which whoever left is gone after this, and Ana is in her shift whenever the test runs.
fn desk(grace: u64) -> World {
    let desk = World::demo();
    desk.person("admin").patch("/api/v1/settings", &json!({ "grace": grace })).is(200);
    works(&desk, "agent.support", "00:00-24:00");
    desk
}

pub(crate) fn works(desk: &World, name: &str, hours: &str) {
    let user = me(&desk.person(name));
    let shifts: Vec<&str> = Some(hours).filter(|hours| !hours.is_empty()).into_iter().collect();
    let week = json!({ "workdays": shifts, "weekend": shifts });
    let body = json!({ "zone": "UTC", "schedule": { "week": week } });
    desk.person("owner").put(&format!("/schedule/api/schedules/{user}"), &body).is(200);
}

/// How it stands with somebody on a channel, as the caller sees it; `unknown` if nothing is known.
pub(crate) fn state(caller: &Caller, user: &str, channel: &str) -> String {
    let answer = caller.get(&format!("/availability/api/states/{user}"));
    match answer.status {
        404 => "unknown".to_owned(),
        _ => text(&answer.is(200)[channel], "state"),
    }
}

fn becomes(caller: &Caller, user: &str, wanted: &str) {
    wait_until(wanted, || state(caller, user, "tickets") == wanted);
}

/// What became of somebody: state for tickets and cause, the earliest first.
fn log(caller: &Caller, user: &str) -> Vec<(String, String)> {
    let turns = caller.get(&format!("/availability/api/turns/{user}")).is(200);
    let told = |turn: &Value| (text(&turn["states"], "tickets"), text(turn, "cause"));
    turns["turns"].as_array().unwrap().iter().map(told).collect()
}

#[test]
fn an_agent_comes_and_goes_with_the_last_of_several_tabs_and_a_blink_is_no_absence() {
    let desk = desk(1);
    let (agent, boss) = (desk.person("agent.support"), desk.person("supervisor"));
    let ana = me(&agent);
    let first = Wire::here(&agent);
    becomes(&boss, &ana, "accepting");
    let since = boss.get(&format!("/availability/api/states/{ana}")).is(200)["tickets"]["since"].clone();
    let second = Wire::here(&agent);
    drop(first);
    sleep(Duration::from_millis(1500));
    assert_eq!(state(&boss, &ana, "tickets"), "accepting", "another tab is open");
    drop(second);
    sleep(Duration::from_millis(300));
    let third = Wire::here(&agent);
    sleep(Duration::from_millis(1500));
    let told = boss.get(&format!("/availability/api/states/{ana}")).is(200);
    assert_eq!(
        (&told["tickets"]["state"], &told["tickets"]["since"]),
        (&json!("accepting"), &since),
        "a page was loaded anew"
    );
    let left = now();
    drop(third);
    becomes(&boss, &ana, "offline");
    let told = boss.get(&format!("/availability/api/states/{ana}")).is(200);
    let since = told["tickets"]["since"].as_u64().unwrap();
    assert!(since.abs_diff(left) < 900, "since the last line ended, not since the grace did: {told}");
}

#[test]
fn a_desk_that_is_killed_and_comes_back_soon_loses_nobody_and_one_that_does_not_knows_since_when() {
    let mut desk = desk(20);
    let ana = me(&desk.person("agent.support"));
    let wire = Wire::here(&desk.person("agent.support"));
    let boss = desk.person("supervisor");
    becomes(&boss, &ana, "accepting");
    let turns = log(&boss, &ana).len();
    desk.program().kill();
    drop(wire);
    desk.start_again();
    let boss = boss.at(desk.base());
    let wire = Wire::here(&desk.person("agent.support"));
    sleep(Duration::from_millis(800));
    assert_eq!(state(&boss, &ana, "tickets"), "accepting");
    assert_eq!(log(&boss, &ana).len(), turns, "nobody blinked");

    desk.person("admin").patch("/api/v1/settings", &json!({ "grace": 1 })).is(200);
    let killed = now();
    desk.program().kill();
    drop(wire);
    sleep(Duration::from_millis(2500));
    desk.start_again();
    let boss = boss.at(desk.base());
    becomes(&boss, &ana, "offline");
    let since =
        boss.get(&format!("/availability/api/states/{ana}")).is(200)["tickets"]["since"].as_u64().unwrap();
    assert!(
        since <= killed + 100 && killed - since < 60_000,
        "gone with the desk: {}",
        killed.abs_diff(since)
    );
}

#[test]
fn nobody_learns_who_is_there_without_the_right_and_who_only_looks_is_not_there() {
    let desk = desk(1);
    let (agent, admin, owner) = (desk.person("agent.support"), desk.person("admin"), desk.person("owner"));
    let ana = me(&agent);
    // Customers, API tokens and those who look as somebody else open no line.
    let customer = desk.person("customer");
    assert_eq!(customer.get("/api/v1/presence").status, 204);
    let grants = json!([{ "permission": "availability:state.read", "scopes": ["all"] }]);
    let minted = admin.post("/api/v1/tokens", &json!({ "name": "robot", "grants": grants })).is(201);
    let robot = admin.with_token(&text(&minted, "token"));
    assert_eq!(robot.get("/api/v1/presence").status, 204);
    owner.put("/api/v1/session/view", &json!({ "user": ana })).is(200);
    assert_eq!(owner.get("/api/v1/presence").status, 204);
    sleep(Duration::from_millis(500));
    assert_eq!(state(&admin, &ana, "tickets"), "offline", "nobody was ever here");
    assert_eq!(desk.visitor().get("/api/v1/presence").status, 401);
    assert_eq!(agent.fetch("POST", "/api/v1/presence", &[], "line=guessed").status, 404);

    // Who may see it hears of it at once; who may not hears no byte, on any stream.
    let (boss, kim) = (desk.person("supervisor"), desk.person("customer"));
    let listening = |caller: &Caller| {
        let wire = Wire::open(caller, "/api/v1/events");
        wait_until("it listens", || wire.bytes().contains(": listening"));
        wire
    };
    let (hers, his, theirs) = (listening(&boss), listening(&kim), listening(&desk.person("collaborator")));
    let line = Wire::here(&agent);
    becomes(&boss, &ana, "accepting");
    wait_until("the event", || hers.bytes().contains("availability:people.c"));
    sleep(Duration::from_millis(300));
    for (who, wire) in [("customer", &his), ("collaborator", &theirs)] {
        for secret in ["availability:", "kernel:presence", ana.as_str()] {
            assert!(!wire.bytes().contains(secret), "the {who} hears of {secret}:\n{}", wire.bytes());
        }
    }
    assert!(!hers.bytes().contains("kernel:presence"), "a supervisor holds no right of the kernel's own");
    assert_eq!(kim.get("/availability/").status, 403);
    assert_eq!(desk.person("collaborator").get(&format!("/availability/api/states/{ana}")).status, 404);
    assert_eq!(desk.person("agent.sales").get(&format!("/availability/api/turns/{ana}")).status, 403);

    // Whoever is suspended is shown out, without grace.
    set_active(&admin, &ana, false);
    wait_until("the end of the line", || state(&boss, &ana, "tickets") == "offline");
    drop(line);
}

#[test]
fn lunch_a_shift_and_a_choice_each_take_away_and_the_history_says_why() {
    let desk = desk(1);
    let (agent, boss) = (desk.person("agent.support"), desk.person("supervisor"));
    let ana = me(&agent);
    let _line = Wire::here(&agent);
    becomes(&boss, &ana, "accepting");
    let until = now() + 1200;
    let told = agent.put("/availability/api/away/me", &json!({ "note": "lunch", "until": until })).is(200);
    assert_eq!((&told["tickets"]["state"], &told["tickets"]["until"]), (&json!("away"), &json!(until)));
    becomes(&boss, &ana, "accepting");
    wait_until("lunch in the log", || {
        log(&boss, &ana).last().is_some_and(|(_, cause)| cause == "away-ended")
    });
    agent.put("/schedule/api/availability/me", &json!({ "accepting": false })).is(200);
    becomes(&boss, &ana, "online");
    agent.delete("/schedule/api/availability/me").is(200);
    becomes(&boss, &ana, "accepting");
    works(&desk, "agent.support", "");
    becomes(&boss, &ana, "online");
    agent.put("/availability/api/channels/me", &json!({ "off": ["chat"] })).is(200);
    let causes: Vec<String> = log(&boss, &ana).into_iter().map(|(_, cause)| cause).collect();
    let first = causes.iter().position(|cause| cause == "away").unwrap();
    assert_eq!(causes[first..], ["away", "away-ended", "choice", "choice", "edit"], "{causes:?}");
    let away = boss.get(&format!("/availability/api/turns/{ana}")).is(200);
    let lunch =
        away["turns"].as_array().unwrap().iter().find(|turn| turn["cause"] == "away").unwrap().clone();
    assert_eq!(lunch["note"], "lunch");

    let totals = boss.get("/availability/api/totals").is(200);
    assert!(totals["minutes"].as_array().unwrap().iter().any(|row| row["user"] == json!(ana)), "{totals}");
    let file = boss.get("/availability/report.csv");
    assert_eq!(file.header("content-disposition").map(|value| value.starts_with("attachment")), Some(true));
    assert!(file.text().lines().count() > 1, "{}", file.text());
    // Others say it of somebody only with the right.
    let sam = desk.person("agent.sales");
    assert_eq!(sam.put(&format!("/availability/api/away/{ana}"), &json!({})).status, 403);
    boss.put(&format!("/availability/api/away/{ana}"), &json!({ "note": "called away" })).is(200);
    assert_eq!(agent.get("/availability/api/states/me").is(200)["away"]["note"], "called away");
}

#[test]
fn limits_start_low_and_the_first_that_says_something_counts() {
    let desk = World::demo();
    let (boss, agent) = (desk.person("supervisor"), desk.person("agent.support"));
    let ana = me(&agent);
    let limit = || boss.get(&format!("/availability/api/limits/{ana}")).is(200)["chat"].clone();
    assert_eq!(limit(), json!({ "most": 2, "source": "desk" }));
    let roles = desk.person("admin").get("/api/v1/roles").is(200);
    let role =
        roles["roles"].as_array().unwrap().iter().find(|role| role["name"] == "agent").unwrap().clone();
    let say = |limits: Value| boss.put("/availability/api/limits", &json!({ "limits": limits })).is(200);
    let role = format!("role-{}", text(&role, "id"));
    say(json!({ "desk": { "chat": 3 }, role.as_str(): { "chat": 5 } }));
    assert_eq!(limit(), json!({ "most": 5, "source": "role" }));
    let hers = format!("agent-{ana}");
    say(json!({ role.as_str(): { "chat": 5 }, hers.as_str(): { "chat": 1 } }));
    assert_eq!(limit(), json!({ "most": 1, "source": "agent" }));
    assert_eq!(agent.get("/availability/api/limits").status, 403);
    assert_eq!(boss.get("/availability/limits").status, 200);
}

#[test]
fn the_grace_is_chosen_by_who_may_and_is_noted() {
    let desk = World::demo();
    let admin = desk.person("admin");
    assert_eq!(admin.get("/api/v1/settings").is(200)["grace"], 30);
    admin.patch("/api/v1/settings", &json!({ "grace": 601 })).problem(422);
    assert_eq!(admin.patch("/api/v1/settings", &json!({ "grace": 45 })).is(200)["grace"], 45);
    assert_eq!(desk.person("agent.support").patch("/api/v1/settings", &json!({ "grace": 1 })).status, 403);
    let audit = admin.get("/api/v1/audit?action=settings.edit").is(200).to_string();
    assert!(audit.contains("\"grace\":45") && audit.contains("\"grace\":30"), "{audit}");
}
