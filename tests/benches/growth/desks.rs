//! Desks of some size, and what they are asked.

use crate::family::{Case, Family, own_id};
use crate::words::{Chance, Words};
use ombud_store::{EngineKind, Store, StoreOptions};
use ombud_tests::caller::Caller;
use ombud_tests::program::Program;
use ombud_tests::world::{PASSWORD, World, folder, text};
use serde_json::{Value, json};
use std::io::{self, BufReader, Read};
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::time::{Duration, Instant};
use tempfile::TempDir;

const DEPARTMENTS: usize = 40;
const STAFF: usize = 400;
/// How many tickets there are for each customer.
const PER_CUSTOMER: u64 = 4;
/// Over how long the tickets were worked on: three years, in milliseconds.
const AGE: u64 = 3 * 365 * 86_400_000;
/// How many of each kind are asked in a round.
const QUESTIONS: usize = 40;
/// How many messages each played ticket has: five in the middle, a long tail.
const MESSAGES: [usize; 60] = [
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 4,
    4, 4, 4, 4, 4, 4, 4, 5, 5, 5, 5, 5, 5, 6, 6, 6, 6, 8, 8, 8, 12, 12, 20, 20, 60,
];

/// A desk with people, departments and the played tickets, as its export tells it.
pub struct Sample {
    export: String,
    departments: Vec<String>,
    staff: Vec<String>,
}

fn mail(caller: &Caller, department: &str, ticket: usize, number: usize) -> Value {
    let earlier = match number {
        0 => String::new(),
        _ => format!("In-Reply-To: <{ticket}.0@growth.test>\r\n"),
    };
    let message = format!(
        "From: Customer {ticket} <customer.{ticket}@growth.test>\r\nTo: desk@demo.test\r\nSubject: Matter {ticket}\r\n\
         Message-ID: <{ticket}.{number}@growth.test>\r\n{earlier}Date: Thu, 01 Jan 2026 09:{number:02}:00 +0000\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\nWords of the customer, {number}.\r\n"
    );
    let path = format!("/mail/api/messages?department={department}");
    caller.fetch("POST", &path, &[("content-type", "message/rfc822")], message).is(201)
}

impl Sample {
    pub fn play() -> Sample {
        let mut desk = World::demo();
        let owner = desk.person("owner");
        let department = |number: usize| {
            let made = owner.post("/api/v1/departments", &json!({ "name": format!("Branch {number}") }));
            text(&made.is(201), "id")
        };
        let departments: Vec<String> = (0..DEPARTMENTS).map(department).collect();
        let staff: Vec<String> = (0..STAFF)
            .map(|number| {
                let places = [0, 1, 2].map(|more| format!("Branch {}", (number + more) % DEPARTMENTS));
                let wanted = json!({
                    "name": format!("Colleague {number}"), "email": format!("colleague.{number}@demo.test"),
                    "password": (number == 0).then_some(PASSWORD), "roles": [{ "role": "agent" }],
                    "departments": places,
                });
                text(&owner.post("/api/v1/users", &wanted).is(201), "id")
            })
            .collect();
        let agent = desk.person("colleague.0");
        for (ticket, messages) in MESSAGES.into_iter().enumerate() {
            play(&owner, &agent, ticket, messages);
        }
        desk.program().stop();
        let store = Store::open(desk.folder(), StoreOptions::default()).expect("the desk opens");
        let mut export = Vec::new();
        store.export(&mut export).expect("it is told");
        Sample { export: String::from_utf8(export).expect("lines are text"), departments, staff }
    }
}

/// A ticket's life.
fn play(owner: &Caller, agent: &Caller, ticket: usize, messages: usize) {
    let id = text(&mail(owner, "Branch%200", ticket, 0), "ticket");
    let path = format!("/tickets/api/tickets/{id}");
    let change = |fields: Value| {
        let version = agent.get(&path).is(200)["version"].clone();
        let mut wanted = fields;
        wanted["version"] = version;
        agent.patch(&path, &wanted).is(200);
    };
    if !ticket.is_multiple_of(4) {
        change(json!({ "assignee": "me" }));
    }
    if ticket.is_multiple_of(3) {
        change(json!({ "priority": (["low", "high", "urgent"])[ticket / 3 % 3], "tags": ["growth"] }));
    }
    for number in 1..messages {
        match number % 4 {
            1 | 3 => {
                let answer = json!({ "kind": "reply", "body": "Words of the desk." });
                agent.post(&format!("{path}/messages"), &answer).is(201);
            }
            2 => drop(mail(owner, "Branch%200", ticket, number)),
            _ => {
                let note = json!({ "kind": "note", "body": "Words among us." });
                agent.post(&format!("{path}/messages"), &note).is(201);
            }
        }
    }
    // Most of what a desk has ever done is done.
    if ticket % 10 < 8 {
        change(json!({ "status": "closed" }));
    }
}

/// The lines of a grown desk, made as they are read.
struct Lines<'a> {
    head: Vec<String>,
    families: &'a [Family],
    sample: &'a Sample,
    words: Words,
    tickets: u64,
    next: u64,
    first_number: u64,
    commit: u64,
    now: u64,
    lines: u64,
    messages: u64,
    records: u64,
    raw: u64,
    ended: bool,
    buffer: String,
    at: usize,
}

impl Lines<'_> {
    fn more(&mut self) {
        self.buffer.clear();
        self.at = 0;
        if !self.head.is_empty() {
            self.lines += self.head.len() as u64;
            for line in self.head.drain(..) {
                self.buffer.push_str(&line);
                self.buffer.push('\n');
            }
        } else if self.next < self.tickets {
            let ticket = self.next;
            let family = family_of(self.families, ticket);
            // One of those who work there; now and then the one who will be asked, whose list is long at any size.
            let (department, worker) = match ticket % 50 {
                0 => ((ticket / 50 % 3) as usize, 0),
                _ => {
                    let department = Chance::new(ticket ^ 0xde).below(DEPARTMENTS);
                    let worker = Chance::new(ticket ^ 0x5f).below(STAFF / DEPARTMENTS);
                    (department, worker * DEPARTMENTS + department)
                }
            };
            let case = Case {
                ticket,
                number: self.first_number + ticket,
                customer: ticket / PER_CUSTOMER,
                new_customer: ticket.is_multiple_of(PER_CUSTOMER),
                department: &self.sample.departments[department],
                staff: &self.sample.staff[worker],
                at: at(ticket, self.tickets, self.now),
                first_commit: self.commit,
            };
            let (lines, raw) = family.write(&case, &self.words, &mut self.buffer);
            self.commit += family.commits;
            self.lines += lines;
            self.raw += raw;
            self.messages += family.messages;
            self.records += family.records;
            self.next += 1;
        } else if !self.ended {
            self.ended = true;
            self.buffer = format!("{{\"end\":{{\"lines\":{}}}}}\n", self.lines);
        }
    }
}

impl Read for Lines<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        if self.at == self.buffer.len() {
            self.more();
        }
        let size = to.len().min(self.buffer.len() - self.at);
        to[..size].copy_from_slice(&self.buffer.as_bytes()[self.at..self.at + size]);
        self.at += size;
        Ok(size)
    }
}

fn family_of(families: &[Family], ticket: u64) -> &Family {
    // Neither in turn nor by chance: every sixty tickets hold each of them once.
    let round = ticket / families.len() as u64;
    &families[((ticket + round * 7) % families.len() as u64) as usize]
}

fn at(ticket: u64, tickets: u64, now: u64) -> u64 {
    now - (tickets - ticket) * (AGE / tickets)
}

/// What is asked.
const ASKED: usize = 6;

pub struct Report {
    pub disk: u64,
    pub start: Duration,
    pub memory: u64,
    /// The middle, and what one of a hundred takes longer than.
    pub times: Vec<(Duration, Duration)>,
}

pub struct Grown {
    pub tickets: u64,
    pub messages: u64,
    pub records: u64,
    /// Bytes of the bodies of all records.
    pub raw: u64,
    folder: TempDir,
    program: Option<Program>,
    starts: Vec<Duration>,
    callers: Option<(Caller, Caller)>,
    times: [Vec<Duration>; ASKED],
    first_number: u64,
    now: u64,
}

impl Grown {
    /// Makes a desk of so many tickets.
    pub fn fill(sample: &Sample, tickets: u64) -> Grown {
        let begun = Instant::now();
        let (families, rest) = Family::all(&sample.export);
        assert_eq!(families.len(), MESSAGES.len(), "every played ticket is found");
        let commits: u64 = (0..tickets).map(|ticket| family_of(&families, ticket).commits).sum();
        let lines: Vec<Value> = rest.iter().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        let commit = lines[0]["desk"]["commit"].as_u64().expect("the first line says the commit");
        let is_counter = |line: &Value| line["counter"]["name"] == "tickets:ticket";
        let counter = lines.iter().find(|line| is_counter(line)).expect("tickets are numbered");
        let first_number = counter["counter"]["last"].as_u64().expect("a number") + 1;
        let now = 1_795_000_000_000;
        let mut head: Vec<String> = rest.iter().map(|line| (*line).to_owned()).collect();
        for (line, value) in head.iter_mut().zip(&lines) {
            if value["desk"].is_object() {
                let mut value = value.clone();
                value["desk"]["commit"] = json!(commit + commits);
                *line = value.to_string();
            } else if is_counter(value) {
                let mut value = value.clone();
                value["counter"]["last"] = json!(first_number + tickets);
                *line = value.to_string();
            }
        }
        head.retain(|line| !line.starts_with("{\"end\""));
        let folder = folder();
        let mut lines = Lines {
            head,
            families: &families,
            sample,
            words: Words::new(),
            tickets,
            next: 0,
            first_number,
            commit: commit + 1,
            now,
            lines: 0,
            messages: 0,
            records: 0,
            raw: 0,
            ended: false,
            buffer: String::new(),
            at: 0,
        };
        Store::import(EngineKind::default(), BufReader::with_capacity(1 << 20, &mut lines), folder.path())
            .expect("the desk is made");
        let Lines { messages, records, raw, .. } = lines;
        println!(
            "{tickets} tickets, {messages} messages, {records} records, languages {}: filled in {:.0} s",
            (0..Words::LANGUAGES).map(Words::name).collect::<Vec<_>>().join(" "),
            begun.elapsed().as_secs_f64()
        );
        Grown {
            tickets,
            messages,
            records,
            raw,
            folder,
            program: None,
            starts: Vec::new(),
            callers: None,
            times: Default::default(),
            first_number,
            now,
        }
    }

    /// Starts it: once for what is left over from filling, then three times for the clock.
    pub fn start(&mut self) {
        let data = self.folder.path().to_string_lossy().into_owned();
        let start = || Program::start(&["serve", "--data", &data, "--listen", "127.0.0.1:0"]);
        let mut program = start();
        self.settle();
        for _ in 0..3 {
            program.stop();
            let begun = Instant::now();
            program = start();
            self.starts.push(begun.elapsed());
        }
        let sign_in = |name: &str| Caller::sign_in(program.base(), &format!("{name}@demo.test"), PASSWORD);
        self.callers = Some((sign_in("owner"), sign_in("colleague.0")));
        self.program = Some(program);
    }

    /// The desk at work.
    pub fn program(&self) -> &Program {
        self.program.as_ref().expect("it was started")
    }

    /// The owner, and an agent of three departments, at the desk that was started.
    pub fn callers(&self) -> (&Caller, &Caller) {
        let (owner, agent) = self.callers.as_ref().expect("it was started");
        (owner, agent)
    }

    /// Waits until what merges tables in the background has done so.
    fn settle(&self) {
        let (mut before, mut quiet) = (0, 0);
        for _ in 0..300 {
            let now = disk(self.folder.path());
            quiet = if now == before { quiet + 1 } else { 0 };
            before = now;
            if quiet == 10 {
                return;
            }
            std::thread::sleep(Duration::from_millis(500));
        }
        println!("its disk is still changing");
    }

    /// Asks everything in turn; the first round is to be warm.
    pub fn ask(&mut self, round: usize) {
        let (owner, agent) = self.callers.as_ref().expect("it was started");
        let mut chance = Chance::new(self.tickets ^ (round as u64) << 32);
        for question in 0..QUESTIONS {
            let ticket = chance.below(self.tickets as usize) as u64;
            let id = own_id(ticket, at(ticket, self.tickets, self.now), 0);
            let branch = question % 3;
            let paths = [
                format!("/tickets/api/tickets/{id}"),
                format!("/tickets/api/tickets/by-number/{}", self.first_number + ticket),
                "/tickets/api/tickets?assignee=me&limit=50".to_owned(),
                format!("/tickets/api/tickets?department=Branch%20{branch}&status=closed&limit=50"),
                "/tickets/api/tickets?limit=50".to_owned(),
            ];
            let callers = [owner, owner, agent, agent, agent];
            for (which, (path, caller)) in paths.iter().zip(callers).enumerate() {
                let begun = Instant::now();
                let answer = caller.get(path);
                let took = begun.elapsed();
                assert_eq!(answer.status, 200, "{path}: {}", answer.text());
                if let Some(tickets) = answer.json()["tickets"].as_array() {
                    assert!(tickets.len() == 50 || self.tickets < 10_000, "{path} of {}", self.tickets);
                }
                if round > 0 {
                    self.times[which].push(took);
                }
            }
        }
        for number in 0..QUESTIONS / 2 {
            let wanted = json!({
                "subject": format!("Opened in round {round}, {number}"), "department": "Branch 0",
                "body": "And its first message.", "requester": "customer.7@growth.test",
            });
            let begun = Instant::now();
            agent.post("/tickets/api/tickets", &wanted).is(201);
            if round > 0 {
                self.times[5].push(begun.elapsed());
            }
        }
    }

    pub fn report(&mut self) -> Report {
        let program = self.program.as_ref().expect("it was started");
        let middle = |times: &mut Vec<Duration>| {
            times.sort();
            (times[times.len() / 2], times[times.len() * 99 / 100])
        };
        self.starts.sort();
        Report {
            disk: disk(self.folder.path()),
            start: self.starts[self.starts.len() / 2],
            memory: program.peak_memory(),
            times: self.times.iter_mut().map(middle).collect(),
        }
    }
}

/// Bytes that the rows of a desk take on disk, holes not counted.
fn disk(folder: &Path) -> u64 {
    fn below(folder: &Path) -> u64 {
        let entries =
            std::fs::read_dir(folder).map(|entries| entries.filter_map(Result::ok).collect::<Vec<_>>());
        let size = |entry: &std::fs::DirEntry| match entry.metadata() {
            Ok(meta) if meta.is_dir() => below(&entry.path()),
            Ok(meta) => meta.blocks() * 512,
            // Merged away meanwhile.
            Err(_) => 0,
        };
        entries.map_or(0, |entries| entries.iter().map(size).sum())
    }
    below(&folder.join("state"))
}
