//! Two processes serve one desk in one database: what one has done the other shows, nothing is done twice, and one that
//! is killed is missed by nobody.

use crate::chat::{act, begin};
use crate::cluster::{self, Cluster};
use crate::live::Listener;
use crate::people::set_active;
use ombud_tests::caller::Caller;
use ombud_tests::together::{SOON, Together, until};
use ombud_tests::world::{PASSWORD, World, all, open_ticket, text};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

pub(crate) const TICKETS: &str = "/tickets/api/tickets";
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// The desk moves into a database, and two processes serve it there.
pub(crate) fn two_of(world: World) -> Option<(Cluster, Together)> {
    let cluster = Cluster::start("", "", |_| {})?;
    let address = format!("{}&schema=desk", cluster.address());
    let two = Together::of(world, &address, &[address.clone(), address.clone()]);
    Some((cluster, two))
}

/// Somebody at the first process, and the same at the second.
#[track_caller]
pub(crate) fn person(two: &Together, name: &str) -> (Caller, Caller) {
    let each = two.person(name);
    (each[0].clone(), each[1].clone())
}

fn me(caller: &Caller) -> String {
    text(&caller.get("/api/v1/me").is(200), "id")
}

fn now() -> u64 {
    u64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis()).unwrap()
}

#[test]
fn two_processes_serve_one_desk_and_one_that_is_killed_is_missed_by_nobody() {
    let Some((_cluster, mut two)) = two_of(World::demo()) else {
        return cluster::not_tested("whether two processes serve one desk");
    };
    let (owner, owner_there) = person(&two, "owner");
    let (ana, ana_there) = person(&two, "agent.support");
    let (supervisor, _) = person(&two, "supervisor");

    // What one writes the other shows, and tells whoever listens there, in order and once.
    let listens = Listener::new(&ana_there, None);
    let mut opened = Vec::new();
    for number in 0..12 {
        let by = if number % 2 == 0 { &owner } else { &owner_there };
        let id = text(&open_ticket(by, "Support", &format!("Number {number}")), "id");
        for reader in [&ana, &ana_there] {
            until("a ticket", SOON, || reader.get(&format!("{TICKETS}/{id}")).status == 200);
        }
        opened.push(id);
    }
    listens.hears("tickets:tickets.created", &opened[0]);
    let heard: Vec<String> = listens
        .rest()
        .iter()
        .filter(|news| news.kind == "tickets:tickets.created")
        .map(|news| news.about())
        .collect();
    assert_eq!(heard, opened[1..], "in the order in which they were made, each once");
    drop(listens);

    // Rights that change at one bite at the other, and come back there.
    let bela = me(&ana);
    let mail = "agent.support@demo.test";
    set_active(&owner, &bela, false);
    until("she is out", SOON, || ana_there.get(TICKETS).status == 401);
    set_active(&owner_there, &bela, true);
    until("she is in", SOON, || {
        let session = json!({ "email": mail, "password": PASSWORD });
        Caller::visitor(two.process(0).base()).post("/api/v1/session", &session).status == 201
    });
    let (ana, ana_there) = person(&two, "agent.support");
    let roles = |role: &str| json!({ "roles": [{ "role": role }] });
    let about = json!({ "kind": "note", "body": "A note." });
    let messages = format!("{TICKETS}/{}/messages", opened[0]);
    ana_there.post(&messages, &about).is(201);
    owner.put(&format!("/api/v1/users/{bela}/roles"), &roles("read-only")).is(200);
    until("she may only read", SOON, || ana_there.post(&messages, &about).status == 403);
    owner.put(&format!("/api/v1/users/{bela}/roles"), &roles("agent")).is(200);
    until("she may write", SOON, || ana_there.post(&messages, &about).status == 201);

    // A timer rings once.
    let always = json!({ "zone": "UTC", "schedule": { "week": { "workdays": ["00:00-24:00"], "weekend": ["00:00-24:00"] } } });
    supervisor.put(&format!("/schedule/api/schedules/{bela}"), &always).is(200);
    for round in 1..=3 {
        let hold = json!({ "accepting": false, "hold": now() + 700 });
        let by = if round % 2 == 0 { &ana } else { &ana_there };
        by.put("/schedule/api/availability/me", &hold).is(200);
        let ended = || {
            let flips = supervisor.get(&format!("/schedule/api/flips/{bela}")).is(200);
            flips["flips"].as_array().unwrap().iter().filter(|flip| flip["cause"] == "choice-ended").count()
        };
        until("the end of a choice", PATIENCE, || ended() >= round);
        thread::sleep(Duration::from_millis(300));
        assert_eq!(ended(), round, "once for each");
    }

    // A file that one has stored the other gives out.
    let bytes: Vec<u8> = (0..2_000_000u32).map(|n| (n % 251) as u8).collect();
    let stored =
        ana.fetch("POST", "/api/v1/blobs", &[("content-type", "application/octet-stream")], bytes.clone());
    let file = text(&stored.is(201), "id");
    let named = json!({ "blob": file, "name": "a.bin", "content_type": "application/octet-stream" });
    ana.post(&messages, &json!({ "kind": "note", "body": "With a file.", "attachments": [named] })).is(201);
    until("the file", SOON, || ana_there.get(&format!("/api/v1/blobs/{file}")).body == bytes);

    // Whoever was stalled does not go on from what it remembers.
    let stalled = Pid::from_raw(i32::try_from(two.process(0).id()).unwrap()).unwrap();
    kill_process(stalled, Signal::STOP).unwrap();
    thread::sleep(Duration::from_secs(2));
    owner_there.put(&format!("/api/v1/users/{bela}/roles"), &roles("read-only")).is(200);
    let missed = text(&open_ticket(&owner_there, "Support", "Missed"), "id");
    kill_process(stalled, Signal::CONT).unwrap();
    assert_eq!(ana.post(&messages, &about).status, 403, "at once");
    // If it was about to write, it finds out first what became of that.
    until("what it missed", SOON, || owner.get(&format!("{TICKETS}/{missed}")).status == 200);
    let again = || owner.put(&format!("/api/v1/users/{bela}/roles"), &roles("agent"));
    until("it writes", SOON, || again().status == 200);

    killed_under_load(&mut two);
}

/// Writers at both; the first process is killed, and what was acknowledged is there once.
fn killed_under_load(two: &mut Together) {
    let kept = Mutex::new(Vec::new());
    let callers: Vec<Caller> = {
        let (here, there) = person(two, "owner");
        vec![here.clone(), here, there.clone(), there]
    };
    thread::scope(|scope| {
        for (writer, caller) in callers.iter().enumerate() {
            let (kept, here) = (&kept, writer < 2);
            scope.spawn(move || {
                for number in 0..40 {
                    let subject = format!("Kept {writer}-{number}.");
                    let wanted = json!({
                        "subject": subject, "department": "Support", "body": "…", "requester": "w@example.org",
                    });
                    let json = [("content-type", "application/json")];
                    match caller.try_fetch("POST", TICKETS, &json, wanted.to_string()) {
                        Ok(answer) if answer.status == 201 => kept.lock().unwrap().push(subject),
                        // Who waits in a line for what another process holds, too, may have lost too often.
                        Ok(answer) => assert!(matches!(answer.status, 409 | 503), "{}", answer.text()),
                        Err(_) => {
                            assert!(here, "only the first one was killed");
                            return;
                        }
                    }
                }
            });
        }
        until("some writes", PATIENCE, || kept.lock().unwrap().len() >= 30);
        two.kill(0);
    });
    let kept = kept.into_inner().unwrap();
    let by =
        |writer: usize| kept.iter().filter(|subject| subject.starts_with(&format!("Kept {writer}-"))).count();
    assert!(by(0) + by(1) > 0 && by(2) + by(3) > 60, "{} {} {} {}", by(0), by(1), by(2), by(3));
    let found = all(&callers[2], "/tickets/api/tickets?department=Support", "tickets");
    let mut times = BTreeMap::<String, usize>::new();
    for ticket in &found {
        *times.entry(text(ticket, "subject")).or_default() += 1;
    }
    for subject in &kept {
        assert_eq!(times.get(subject), Some(&1), "{subject}");
    }
    let numbers: std::collections::BTreeSet<String> =
        found.iter().map(|ticket| ticket["number"].to_string()).collect();
    assert_eq!(numbers.len(), found.len(), "no number was given twice");
    // Its duties go on: a choice ends by itself.
    let ana = Caller::sign_in(two.process(1).base(), "agent.support@demo.test", PASSWORD);
    ana.put("/schedule/api/availability/me", &json!({ "accepting": false, "hold": now() + 500 })).is(200);
    let id = me(&ana);
    until("the duties are taken over", PATIENCE, || {
        ana.get(&format!("/schedule/api/availability/{id}")).is(200)["accepting"] == true
    });
    // It comes back, with its folder.
    two.begin(0);
    let there = callers[2].at(two.process(0).base());
    let subject = kept.last().unwrap();
    assert!(
        all(&there, "/tickets/api/tickets?department=Support", "tickets")
            .iter()
            .any(|ticket| ticket["subject"] == **subject)
    );
    two.stop_and_verify();
}

#[test]
fn nobody_is_given_more_chats_than_the_limit_says_however_many_come_at_both_processes() {
    let world = crate::chat::desk(&[("agent.support", 2)]);
    let support = crate::chat::support(&world);
    let Some((_cluster, two)) = two_of(world) else {
        return cluster::not_tested("whether limits of chats hold for two processes");
    };
    let (ana, ana_there) = person(&two, "agent.support");
    let over = std::sync::atomic::AtomicBool::new(false);
    thread::scope(|scope| {
        let visits: Vec<_> = [two.process(0).base(), two.process(1).base()]
            .into_iter()
            .flat_map(|base| (0..6).map(move |guest| (base, guest)))
            .map(|(base, guest)| {
                let support = &support;
                scope.spawn(move || {
                    let visitor = Caller::visitor(base);
                    let begun = begin(&visitor, support, &format!("Guest {guest}"), "first").is(201);
                    let visitor = visitor.with_token(&text(&begun, "pass"));
                    let chat = text(&begun, "chat");
                    let state = || visitor.get(&format!("/chat/api/chats/{chat}"));
                    until("a chat is served", PATIENCE * 4, || {
                        let told = state();
                        told.status == 200 && told.json()["state"] == "running"
                    });
                    until("it ends", PATIENCE, || act(&visitor, &chat, "end").status == 204);
                })
            })
            .collect();
        let mut workers = Vec::new();
        for agent in [&ana, &ana_there] {
            let over = &over;
            workers.push(scope.spawn(move || {
                while !over.load(std::sync::atomic::Ordering::SeqCst) {
                    let mine = agent.get("/chat/api/chats");
                    if mine.status == 200 {
                        let mine: Value = mine.json();
                        assert!(mine["has"].as_u64().unwrap() <= 2, "{mine}");
                        for chat in mine["rings"].as_array().unwrap() {
                            let answer = act(agent, &text(chat, "id"), "accept");
                            assert!(matches!(answer.status, 204 | 404 | 409 | 503), "{}", answer.text());
                        }
                    }
                    thread::sleep(Duration::from_millis(100));
                }
            }));
        }
        let served = visits.into_iter().filter_map(|visit| visit.join().err()).count() == 0;
        over.store(true, std::sync::atomic::Ordering::SeqCst);
        let kept = workers.into_iter().filter_map(|worker| worker.join().err()).count() == 0;
        assert!(served && kept, "somebody was not served, or had more than the limit");
    });
}

#[test]
fn what_ends_while_no_process_is_up_comes_once_at_its_own_time_however_many_come_back() {
    let Some((_cluster, mut two)) = two_of(World::demo()) else {
        return cluster::not_tested("what becomes of timers while no process serves a desk");
    };
    let (supervisor, _) = person(&two, "supervisor");
    let (ana, _) = person(&two, "agent.support");
    let always = json!({ "week": { "workdays": ["00:00-24:00"], "weekend": ["00:00-24:00"] } });
    let shifts = json!({ "zone": "UTC", "schedule": always });
    supervisor.put(&format!("/schedule/api/schedules/{}", me(&ana)), &shifts).is(200);
    let ends = now() + 4000;
    ana.put("/schedule/api/availability/me", &json!({ "accepting": false, "hold": ends })).is(200);
    // One by a power cut, one in order.
    two.kill(0);
    two.stop(1);
    assert!(now() < ends, "nobody is there when it ends");
    thread::sleep(Duration::from_millis(4500));
    two.begin(1);
    two.begin(0);
    let (ana, ana_there) = person(&two, "agent.support");
    let ended = |caller: &Caller| -> Vec<Value> {
        let flips = caller.get("/schedule/api/flips/me").is(200)["flips"].as_array().unwrap().clone();
        flips.into_iter().filter(|flip| flip["cause"] == "choice-ended").collect()
    };
    until("what was missed", PATIENCE, || !ended(&ana).is_empty());
    thread::sleep(Duration::from_millis(500));
    for there in [&ana, &ana_there] {
        let told = ended(there);
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!(told[0]["at"].as_u64(), Some(ends));
        assert_eq!(there.get("/schedule/api/availability/me").is(200)["accepting"], true);
    }
    two.stop_and_verify();
}
