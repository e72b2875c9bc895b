//! Two processes serve one desk, and are not always one: plugins change at one of them, the way to the database fails, one is
//! replaced by another version.

use crate::cluster::{self, Cluster};
use crate::together::{PATIENCE, TICKETS, person, two_of};
use ombud_tests::caller::Caller;
use ombud_tests::program::run;
use ombud_tests::proxy::Network;
use ombud_tests::together::{SOON, Together, until};
use ombud_tests::world::{World, all, open_ticket, text};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;
use std::time::Duration;

const HELLO: &str = "/hello/api/visits";
/// A plugin that is new there has to be compiled.
const COMPILED: Duration = Duration::from_secs(180);

fn install(by: &Caller, file: Vec<u8>) {
    let kind = [("content-type", "application/wasm")];
    let answer = by.fetch("POST", "/api/v1/plugins?approve=all", &kind, file);
    assert!(matches!(answer.status, 200 | 201), "{}", answer.text());
}

/// `examples/hello` as a later version.
fn later(file: &[u8]) -> Vec<u8> {
    let mut manifest = serde_json::to_value(ombud_host::inspect(file).unwrap().manifest).unwrap();
    manifest["plugin"]["version"] = json!("9.0.0");
    ombud_testkit::with_manifest(file, &manifest.to_string())
}

#[test]
fn a_plugin_that_comes_changes_or_goes_at_one_process_does_so_at_the_other() {
    let Some((_cluster, two)) = two_of(World::demo()) else {
        return cluster::not_tested("whether plugins are the same at two processes");
    };
    let (owner, owner_there) = person(&two, "owner");
    let (ana, ana_there) = person(&two, "agent.support");
    let hello = ombud_testkit::pack("examples/hello");
    install(&owner, hello.clone());
    until("it answers there", COMPILED, || ana_there.get(HELLO).status == 200);

    // Switched off and on, at one and the other.
    let mandate = "/api/v1/plugins/hello/mandate";
    for (by, here, other) in [(&owner, &ana, &ana_there), (&owner_there, &ana_there, &ana)] {
        by.patch(mandate, &json!({ "enabled": false })).is(200);
        assert_ne!(here.get(HELLO).status, 200, "at once where it was done");
        until("it is off", SOON, || other.get(HELLO).status != 200);
        by.patch(mandate, &json!({ "enabled": true })).is(200);
        until("it is on", SOON, || other.get(HELLO).status == 200);
    }

    // Narrowed: what it was allowed it does no more, also where nobody said so.
    let ticket = text(&open_ticket(&owner, "Support", "To be split"), "id");
    let messages = owner.get(&format!("{TICKETS}/{ticket}/messages")).is(200);
    let first = text(&messages["messages"][0], "id");
    let split = json!({
        "ticket": ticket, "messages": [first], "mode": "copy", "subject": "Split off", "department": "Support",
    });
    let splits = |by: &Caller| by.post("/split/api/splits", &split).status;
    until("the ticket", SOON, || splits(&ana_there) == 201);
    let mandate = "/api/v1/plugins/split/mandate";
    let grants = owner.get("/api/v1/plugins/split").is(200)["mandate"]["grants"].clone();
    owner.patch(mandate, &json!({ "grants": [] })).is(200);
    until("it may nothing", SOON, || splits(&ana_there) == 403);
    owner_there.patch(mandate, &json!({ "grants": grants })).is(200);
    until("it may again", SOON, || splits(&ana) == 201);

    // Another version, and gone.
    install(&owner_there, later(&hello));
    let version = |by: &Caller| text(&by.get("/api/v1/plugins/hello").is(200), "version");
    until("the later version", COMPILED, || version(&owner) == "9.0.0");
    until("it answers", SOON, || ana.get(HELLO).status == 200);
    owner.delete("/api/v1/plugins/hello").is(204);
    until("it is gone", SOON, || ana_there.get(HELLO).status == 404);
}

#[test]
fn a_process_that_is_cut_off_from_the_database_says_so_and_goes_on_by_itself_while_the_other_works() {
    let Some(cluster) = Cluster::start("127.0.0.1", "", |_| {}) else {
        return cluster::not_tested("what a process does that is cut off from the database");
    };
    let way = Network::before(&format!("http://127.0.0.1:{}", cluster.port()));
    let address =
        |port: u16| format!("postgres://ombud@127.0.0.1:{port}/postgres?sslmode=disable&schema=desk");
    let (through, direct) = (address(way.port()), address(cluster.port()));
    let mut two = Together::of(World::demo(), &direct, &[through, direct.clone()]);
    let (ana, ana_there) = person(&two, "agent.support");
    let visitor = Caller::visitor(two.process(0).base());
    let mut opened = vec![text(&open_ticket(&ana, "Support", "Ours: before"), "id")];
    for (number, fails) in
        [Network::stands_still, Network::is_cut, Network::is_unanswered].into_iter().enumerate()
    {
        fails(&way);
        let path = format!("{TICKETS}/{}", opened[0]);
        until("it says so", PATIENCE, || ana.get(&path).status == 503);
        let refused = ana.get(&path).problem(503);
        assert!(text(&refused, "detail").contains("cannot reach what it keeps"), "{refused}");
        ana.post(TICKETS, &ticket("Ours: lost")).problem(503);
        assert_eq!(visitor.get("/api/v1/health").is(503)["status"], "unavailable");
        // What it had begun and not ended keeps the other one waiting for some seconds at most.
        opened.push(text(&open_ticket(&ana_there, "Support", &format!("Ours: meanwhile {number}")), "id"));
        ana_there.get(&path).is(200);

        way.is_whole();
        until("it goes on", PATIENCE, || visitor.get("/api/v1/health").status == 200);
        for id in &opened {
            until("what it missed", SOON, || ana.get(&format!("{TICKETS}/{id}")).status == 200);
        }
        let made = Mutex::new(None);
        until("it writes", PATIENCE, || {
            let answer = ana.post(TICKETS, &ticket(&format!("Ours: after {number}")));
            *made.lock().unwrap() = (answer.status == 201).then(|| text(&answer.json(), "id"));
            answer.status == 201
        });
        opened.extend(made.into_inner().unwrap());
    }
    // What one has just written the other hears of a moment later.
    until("both show the same", SOON, || subjects(&ana) == subjects(&ana_there));
    assert!(!subjects(&ana).contains("Ours: lost"), "it was refused");
    two.stop_and_verify();
}

fn ticket(subject: &str) -> Value {
    json!({ "subject": subject, "department": "Support", "body": "…", "requester": "w@example.org" })
}

fn subjects(by: &Caller) -> BTreeSet<String> {
    let found = all(by, &format!("{TICKETS}?department=Support"), "tickets");
    let ours: Vec<_> = found
        .iter()
        .map(|ticket| text(ticket, "subject"))
        .filter(|subject| subject.starts_with("Ours: "))
        .collect();
    let subjects: BTreeSet<_> = ours.iter().cloned().collect();
    assert_eq!(subjects.len(), ours.len(), "each once");
    subjects
}

/// Writers end with whoever watches them, also when that is by a failure.
struct Over<'a>(&'a AtomicBool);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.store(true, SeqCst);
    }
}

#[test]
fn processes_are_replaced_one_after_another_under_load_and_an_older_version_does_not_open_a_newer_format() {
    let Some((cluster, mut two)) = two_of(World::demo()) else {
        return cluster::not_tested("whether processes can be replaced one after another");
    };
    let ana = two.person("agent.support");
    let bases = Mutex::new(two.bases());
    let (kept, over) = (Mutex::new(Vec::new()), AtomicBool::new(false));
    // Which one is being replaced.
    let away = Mutex::new(None);
    thread::scope(|scope| {
        for (at, caller) in ana.iter().enumerate() {
            let (bases, kept, over, away) = (&bases, &kept, &over, &away);
            scope.spawn(move || {
                for number in 0.. {
                    if over.load(SeqCst) {
                        return;
                    }
                    let subject = format!("Ours: {at}-{number}.");
                    let was_away = *away.lock().unwrap() == Some(at);
                    let caller = caller.at(&bases.lock().unwrap()[at]);
                    let json = [("content-type", "application/json")];
                    match caller.try_fetch("POST", TICKETS, &json, ticket(&subject).to_string()) {
                        Ok(answer) if answer.status == 201 => kept.lock().unwrap().push((at, subject)),
                        Ok(answer) if answer.status == 409 => {}
                        other => {
                            let is_away = was_away || *away.lock().unwrap() == Some(at);
                            assert!(is_away, "{at} was not replaced: {other:?}");
                            thread::sleep(Duration::from_millis(50));
                        }
                    }
                }
            });
        }
        let _over = Over(&over);
        let by = |at: usize| kept.lock().unwrap().iter().filter(|(by, _)| *by == at).count();
        for at in [0, 1] {
            let others = by(1 - at);
            *away.lock().unwrap() = Some(at);
            two.stop(at);
            until("the other one works", PATIENCE, || by(1 - at) >= others + 5);
            two.begin(at);
            bases.lock().unwrap()[at] = two.process(at).base().to_owned();
            let mine = by(at);
            until("it works again", PATIENCE, || by(at) >= mine + 5);
            *away.lock().unwrap() = None;
        }
    });
    let kept = kept.into_inner().unwrap();
    for (at, caller) in ana.iter().enumerate() {
        let caller = caller.at(two.process(at).base());
        until("all of it", SOON, || subjects(&caller).len() >= kept.len());
        let found = subjects(&caller);
        assert!(kept.iter().all(|(_, subject)| found.contains(subject)));
    }
    two.stop_and_verify();

    // A newer version has been here, and has raised the format.
    cluster.ask(
        "UPDATE desk.state SET value = '\\x00000002' \
         WHERE length(value) = 4 AND position('\\x666f726d6174'::bytea IN key) > 0",
    );
    let (folder, address) = (two.folder(0), format!("{}&schema=desk&together=yes", cluster.address()));
    let refused = run(&["serve", "--data", &folder, "--listen", "127.0.0.1:0", "--store", &address]);
    assert_eq!(refused.code, Some(1), "{}", refused.err);
    assert!(refused.err.contains("has format 2 and this version knows formats up to 1"), "{}", refused.err);
}
