//! A desk is killed in mid-work, again and again. Whatever it had acknowledged must be there, once.

use crate::scenario::Story;
use ombud_tests::caller::Caller;
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

#[test]
fn what_was_acknowledged_survives_a_crash() {
    let kills: u64 = std::env::var("OMBUD_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(3);
    let mut desk = World::demo();
    let story = Story::play(desk.base());
    let (number, kept) = (Arc::new(AtomicU64::new(0)), Arc::new(Mutex::new(Vec::new())));
    for kill in 1..=kills {
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
        // Long enough to be in the middle of something, and never at the same place.
        thread::sleep(Duration::from_millis(400 + kill * 137 % 500));
        desk.program().kill();
        stop.store(true, Relaxed);
        for writer in writers {
            writer.join().expect("the desk refused no write before it died");
        }
        desk.start_again();
        story.reads_back(desk.base());
        let found = Found::read(&desk.person("agent.support"));
        let kept = kept.lock().unwrap();
        let lost: Vec<String> = kept.iter().filter_map(|kept| found.misses(kept)).collect();
        assert!(lost.is_empty(), "after kill {kill}, of {} acknowledged writes: {lost:#?}", kept.len());
        println!("kill {kill}: {} acknowledged writes are there", kept.len());
    }
    let kept = kept.lock().unwrap().len();
    assert!(kept > 0, "nothing was written between the kills");
    println!(
        "A desk with {WRITERS} writers was killed {kills} times; of {kept} acknowledged writes (tickets, messages, \
         changes, splits) lost: 0, there twice: 0."
    );
}
