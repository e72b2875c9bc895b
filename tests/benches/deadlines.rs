//! What it costs to have all open tickets follow business hours that were edited: on a whole desk, beside what the same desk takes to
//! change tickets one by one, and what a page costs meanwhile. `--tickets N` opens as many.

#![allow(clippy::unwrap_used, reason = "a benchmark stops where something is not as it should be")]
#![allow(missing_docs, reason = "a benchmark")]

use ombud_testkit::{Client, Desk, Value, json};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

const HOUR: u64 = 3_600_000;
/// Changed one by one, for comparison.
const SINGLE: usize = 200;

fn main() {
    let mut tickets = 5_000_usize;
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    while let Some(argument) = arguments.next() {
        assert_eq!(argument, "--tickets", "there is no other option");
        tickets = arguments.next().unwrap().parse().unwrap();
    }
    let desk = Desk::start();
    let owner = desk.as_("owner@demo.test");
    let office =
        json!({ "name": "Office", "zone": "Europe/Ljubljana", "week": { "workdays": ["09:00-17:00"] } });
    let office = owner.post("/calendar/api/calendars", &office).1;
    let target = json!({ "time": 8 * HOUR, "calendar": office["id"] });
    let targets = json!({ "normal": target, "low": target, "high": target, "urgent": target });
    let promise = json!({ "targets": targets, "warnings": [{ "used": 80 }] });
    let policy = json!({
        "name": "All", "promises": { "first-response": promise, "next-response": promise, "resolution": promise },
    });
    assert_eq!(owner.post("/sla/api/policies", &policy).0, 201);
    desk.settle();

    let begun = Instant::now();
    let ids = open_all(&desk, tickets);
    desk.settle();
    println!("{tickets} tickets opened, each with its deadlines, in {:.1?}", begun.elapsed());
    let due = stands(&owner, &ids[tickets - 1])["promised"][0]["due"].clone();

    let begun = Instant::now();
    for id in &ids[..SINGLE.min(tickets)] {
        raise(&owner, id);
    }
    let changed = begun.elapsed();
    desk.settle();
    let single = SINGLE.min(tickets) as f64 / begun.elapsed().as_secs_f64();
    println!("changed one by one, each followed: {single:.0} a second ({changed:.1?} of it the changes)");

    let agent = desk.as_("agent.support@demo.test");
    let rest = pages(&agent, || false);
    let mut office = owner.get(&format!("/calendar/api/calendars/{}", office["id"].as_str().unwrap())).1;
    office["week"]["workdays"] = json!(["10:00-18:00"]);
    assert_eq!(
        owner.put(&format!("/calendar/api/calendars/{}", office["id"].as_str().unwrap()), &office).0,
        200
    );
    let over = AtomicBool::new(false);
    let (took, busy) = std::thread::scope(|scope| {
        let pages = scope.spawn(|| pages(&agent, || !over.load(Ordering::Relaxed)));
        let begun = Instant::now();
        desk.settle();
        let took = begun.elapsed();
        over.store(true, Ordering::Relaxed);
        (took, pages.join().unwrap())
    });
    let all = tickets as f64 / took.as_secs_f64();
    let followed = ids.iter().filter(|id| stands(&owner, id)["rules"] == 2).count();
    assert_eq!(followed, tickets, "none is passed over");
    assert_ne!(stands(&owner, &ids[tickets - 1])["promised"][0]["due"], due);
    println!(
        "a list of 50 by what is due: at rest p50 {:.1?} p99 {:.1?}, meanwhile p50 {:.1?} p99 {:.1?}",
        rest.0, rest.1, busy.0, busy.1
    );
    println!(
        "after an edit of business hours {tickets} open tickets follow at {all:.0} a second, {:.1} times what changes one by one are \
         followed at; none is passed over, and a list takes {:.1} times as long meanwhile (p50)",
        all / single,
        busy.0.as_secs_f64() / rest.0.as_secs_f64()
    );
}

/// By several at once, so that they share what is written to the drive.
fn open_all(desk: &Desk, tickets: usize) -> Vec<String> {
    const DESKS: usize = 8;
    std::thread::scope(|scope| {
        let at_work: Vec<_> = (0..DESKS)
            .map(|first| {
                let owner = desk.as_("owner@demo.test");
                scope.spawn(move || {
                    (first..tickets).step_by(DESKS).map(|number| open(&owner, number)).collect()
                })
            })
            .collect();
        at_work.into_iter().flat_map(|one| -> Vec<String> { one.join().unwrap() }).collect()
    })
}

fn open(owner: &Client, number: usize) -> String {
    let ticket = json!({ "subject": format!("Lamp {number}"), "department": "Support", "body": "It flickers.", "requester": "customer@demo.test" });
    let (status, made) = owner.post("/tickets/api/tickets", &ticket);
    assert_eq!(status, 201, "{made}");
    made["id"].as_str().unwrap().to_owned()
}

fn raise(owner: &Client, id: &str) {
    let path = format!("/tickets/api/tickets/{id}");
    let version = owner.get(&path).1["version"].clone();
    assert_eq!(owner.patch(&path, &json!({ "version": version, "priority": "high" })).0, 200);
}

fn stands(owner: &Client, id: &str) -> Value {
    owner.get(&format!("/sla/api/tickets/{id}")).1
}

/// The middle and the worst of a hundred of a list, or of as many as fit.
fn pages(agent: &Client, goes_on: impl Fn() -> bool) -> (Duration, Duration) {
    let mut times = Vec::new();
    while times.len() < 100 || goes_on() {
        let begun = Instant::now();
        assert_eq!(agent.get("/sla/api/due?limit=50").0, 200);
        times.push(begun.elapsed());
    }
    times.sort();
    (times[times.len() / 2], times[times.len() * 99 / 100])
}
