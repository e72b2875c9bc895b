//! A desk is killed in mid-work, again and again. Whatever it had acknowledged must be there, once.

use crate::scenario::Story;
use ombud_tests::caller::Caller;
use ombud_tests::program::run;
use ombud_tests::world::{World, all, text};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// How many write at once.
const WRITERS: u64 = 6;

/// A write that the desk has acknowledged.
enum Kept {
    /// A ticket with this subject and first message.
    Ticket { id: String, subject: String },
    /// A message with this text, wherever it stands now.
    Message { body: String },
    /// The ticket's subject, as of this version.
    Subject { id: String, version: u64, subject: String },
    /// This message was moved from one ticket to the other.
    Split { source: String, target: String, body: String },
}

/// Who writes, and what was acknowledged to all.
struct Writer {
    caller: Caller,
    number: Arc<AtomicU64>,
    kept: Arc<Mutex<Vec<Kept>>>,
    stop: Arc<AtomicBool>,
}

impl Writer {
    fn name(&self, what: &str) -> String {
        format!("{what} {:05}.", self.number.fetch_add(1, Relaxed))
    }

    /// The answer, unless the desk died over it.
    fn send(&self, method: &str, path: &str, body: Option<&Value>) -> Option<Value> {
        let json = [("content-type", "application/json")];
        let body = body.map(Value::to_string).unwrap_or_default();
        let answer = self.caller.try_fetch(method, path, &json, body).ok()?;
        assert!(answer.status < 300, "{method} {path}: {} {}", answer.status, answer.text());
        Some(answer.json())
    }

    fn keep(&self, kept: Kept) {
        self.kept.lock().unwrap().push(kept);
    }

    fn message(&self, ticket: &str, kind: &str) -> Option<(String, String)> {
        let body = self.name("Message");
        let path = format!("/tickets/api/tickets/{ticket}/messages");
        let made = self.send("POST", &path, Some(&json!({ "kind": kind, "body": body })))?;
        self.keep(Kept::Message { body: body.clone() });
        Some((text(&made, "id"), body))
    }

    /// One ticket's life; none when the desk has died.
    fn work(&self) -> Option<()> {
        let subject = self.name("Ticket");
        let wanted = json!({
            "subject": subject, "department": "Support", "body": format!("First of {subject}"),
            "requester": "writer@example.org",
        });
        let ticket = self.send("POST", "/tickets/api/tickets", Some(&wanted))?;
        let id = text(&ticket, "id");
        self.keep(Kept::Ticket { id: id.clone(), subject });
        self.message(&id, "note")?;
        let (message, body) = self.message(&id, "reply")?;

        let path = format!("/tickets/api/tickets/{id}");
        let read = self.send("GET", &path, None)?;
        let subject = self.name("Renamed");
        let change = json!({ "version": read["version"], "subject": subject });
        let version = self.send("PATCH", &path, Some(&change))?["version"].as_u64()?;
        self.keep(Kept::Subject { id: id.clone(), version, subject });

        let split = json!({
            "ticket": id, "messages": [message], "mode": "move", "subject": self.name("Split"),
            "department": "Support",
        });
        let target = text(&self.send("POST", "/split/api/splits", Some(&split))?, "ticket");
        self.keep(Kept::Split { source: id, target, body });
        Some(())
    }

    fn write(&self) {
        while !self.stop.load(Relaxed) && self.work().is_some() {}
    }
}

/// Everything on the desk, as it stands after a restart.
struct Found {
    /// By id: subject and version.
    tickets: BTreeMap<String, (String, u64)>,
    /// By text: the tickets where a message with it stands.
    messages: BTreeMap<String, Vec<String>>,
}

impl Found {
    fn read(caller: &Caller) -> Found {
        let mut found = Found { tickets: BTreeMap::new(), messages: BTreeMap::new() };
        let mut numbers = BTreeMap::new();
        for ticket in all(caller, "/tickets/api/tickets?department=Support", "tickets") {
            let id = text(&ticket, "id");
            if let Some(other) = numbers.insert(ticket["number"].as_u64(), id.clone()) {
                panic!("{id} and {other} have the same number");
            }
            let page = caller.get(&format!("/tickets/api/tickets/{id}/messages?limit=200")).is(200);
            for message in page["messages"].as_array().unwrap() {
                found.messages.entry(text(message, "body")).or_default().push(id.clone());
            }
            found.tickets.insert(id, (text(&ticket, "subject"), ticket["version"].as_u64().unwrap()));
        }
        found
    }

    fn stands_in(&self, body: &str) -> &[String] {
        self.messages.get(body).map_or(&[], Vec::as_slice)
    }

    /// What is wrong with an acknowledged write, if something is.
    fn misses(&self, kept: &Kept) -> Option<String> {
        match kept {
            Kept::Ticket { id, subject } => {
                let first = self.stands_in(&format!("First of {subject}"));
                (!self.tickets.contains_key(id) || first != [id.clone()])
                    .then(|| format!("ticket {id} `{subject}`, its first message in {first:?}"))
            }
            Kept::Message { body } => {
                let places = self.stands_in(body);
                (places.len() != 1).then(|| format!("message `{body}` stands in {places:?}"))
            }
            Kept::Subject { id, version, subject } => match self.tickets.get(id) {
                Some((now, at)) if at >= version && now == subject => None,
                other => Some(format!("{id} `{subject}` of version {version}: {other:?}")),
            },
            Kept::Split { source, target, body } => {
                let places = self.stands_in(body);
                (places != [target.clone()]).then(|| {
                    format!("message `{body}`, split from {source} to {target}, stands in {places:?}")
                })
            }
        }
    }
}

/// What was acknowledged, and what of it was found.
#[derive(Default)]
struct Ledger {
    acknowledged: usize,
    found: usize,
    lost: Vec<String>,
    broken: Vec<String>,
}

/// One desk, killed and started again so many times; each time everything is looked for that it ever acknowledged.
fn kill_and_look(rounds: std::ops::RangeInclusive<u64>) -> Ledger {
    let mut ledger = Ledger::default();
    let mut desk = World::demo();
    let story = Story::play(desk.base());
    let (number, kept) = (Arc::new(AtomicU64::new(0)), Arc::new(Mutex::new(Vec::new())));
    for round in rounds {
        let stop = Arc::new(AtomicBool::new(false));
        let caller = desk.person("agent.support");
        let writers: Vec<_> = (0..WRITERS)
            .map(|_| Writer {
                caller: caller.clone(),
                number: number.clone(),
                kept: kept.clone(),
                stop: stop.clone(),
            })
            .map(|writer| thread::spawn(move || writer.write()))
            .collect();
        // Now at the first write, now in the middle of many, and never at the same place.
        thread::sleep(Duration::from_millis(20 + round * 137 % 380));
        desk.program().kill();
        stop.store(true, Relaxed);
        for writer in writers {
            writer.join().expect("the desk refused no write before it died");
        }

        let data = desk.folder().to_string_lossy().into_owned();
        let verified = run(&["verify", "--data", &data]);
        if verified.code != Some(0) {
            ledger.broken.push(format!("after kill {round}: {}{}", verified.out, verified.err));
        }
        desk.start_again();
        story.reads_back(desk.base());
        let found = Found::read(&desk.person("agent.support"));
        let kept = kept.lock().unwrap();
        ledger.lost = kept.iter().filter_map(|kept| found.misses(kept)).collect();
        (ledger.acknowledged, ledger.found) = (kept.len(), kept.len() - ledger.lost.len());
        println!("kill {round}: of {} acknowledged writes {} are there", kept.len(), ledger.found);
        if !ledger.lost.is_empty() || !ledger.broken.is_empty() {
            break;
        }
    }
    ledger
}

#[test]
fn what_was_acknowledged_survives_a_crash() {
    let rounds: u64 = std::env::var("OMBUD_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(20);
    let mut all = Ledger::default();
    // Now and then on a new desk, so that looking at all that there is takes no longer and longer.
    for first in (1..=rounds).step_by(10) {
        let one = kill_and_look(first..=rounds.min(first + 9));
        all.acknowledged += one.acknowledged;
        all.found += one.found;
        all.lost.extend(one.lost);
        all.broken.extend(one.broken);
    }
    assert!(all.acknowledged > 0, "nothing was written between the kills");
    println!(
        "crash: {rounds} rounds, {} acknowledged, {} found, {} lost, {} invariants broken",
        all.acknowledged,
        all.found,
        all.lost.len(),
        all.broken.len()
    );
    assert!(all.lost.is_empty() && all.broken.is_empty(), "{:#?}\n{:#?}", all.lost, all.broken);
}
