//! A desk in a folder, and the same in a database with one, two and four processes: how long a ticket takes to be opened, read and
//! listed, how many a second, whose the processors were meanwhile, and what a ticket takes of the disk.

use crate::Asked;
use crate::cluster::{Cluster, not_tested};
use crate::ledger::TICKETS;
use ombud_tests::caller::Caller;
use ombud_tests::crowd::{Times, Took};
use ombud_tests::program::{memory, processor_time};
use ombud_tests::together::Together;
use ombud_tests::world::{World, text};
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

/// A lone client, and many.
const CLIENTS: [usize; 2] = [1, 16];
/// Live streams at one process, and tickets of which they hear.
const STREAMS: usize = 1_000;
const NEWS: usize = 20;
/// Before anything is measured.
const FIRST: usize = 2_000;
const LIST: &str = "/tickets/api/tickets?department=Support&limit=50";

/// A desk that is measured.
struct Desk {
    name: String,
    /// The owner at each process.
    at: Vec<Caller>,
    processes: Vec<u32>,
    tickets: Mutex<Vec<String>>,
    next: AtomicUsize,
}

#[derive(Clone, Copy)]
enum What {
    Open,
    Read,
    List,
}

const ALL: [(What, &str); 3] = [(What::Open, "opened"), (What::Read, "read"), (What::List, "listed 50")];

impl Desk {
    fn of(name: String, at: Vec<Caller>, processes: Vec<u32>) -> Desk {
        let (tickets, next) = (Mutex::default(), AtomicUsize::new(0));
        Desk { name, at, processes, tickets, next }
    }

    fn opens(&self, client: usize) -> String {
        let number = self.next.fetch_add(1, Relaxed);
        let wanted = json!({
            "subject": format!("The lid of box {number} is loose"), "department": "Support",
            "body": "Good morning, the lid of the box that came on Friday does not hold. Could you send another one? ".repeat(4),
            "requester": format!("customer-{client}@example.org"),
        });
        text(&self.posts(client, TICKETS, &wanted), "id")
    }

    fn posts(&self, client: usize, path: &str, body: &Value) -> Value {
        let caller = &self.at[client % self.at.len()];
        loop {
            let answer = caller.post(path, body);
            // Others were faster too often: tried again, as a client would.
            if answer.status != 409 {
                return answer.is(201);
            }
        }
    }

    fn does(&self, what: What, client: usize, turn: usize) {
        let caller = &self.at[client % self.at.len()];
        match what {
            What::Open => {
                let id = self.opens(client);
                self.tickets.lock().expect("nobody panicked").push(id);
            }
            What::Read => {
                let id = {
                    let tickets = self.tickets.lock().expect("nobody panicked");
                    tickets[turn.wrapping_mul(7919) % tickets.len()].clone()
                };
                caller.get(&format!("{TICKETS}/{id}")).is(200);
            }
            What::List => {
                let page = caller.get(LIST).is(200);
                assert_eq!(page["tickets"].as_array().map(Vec::len), Some(50));
            }
        }
    }

    fn fill(&self, many: usize, replies: bool) {
        let left = AtomicUsize::new(many);
        scope(|scope| {
            for client in 0..CLIENTS[1] {
                let left = &left;
                scope.spawn(move || {
                    while left.fetch_update(Relaxed, Relaxed, |left| left.checked_sub(1)).is_ok() {
                        let id = self.opens(client);
                        if replies {
                            let reply = json!({
                                "kind": "reply",
                                "body": "Thank you for writing. Another lid is on its way and will be with you on Monday. ".repeat(3),
                            });
                            let path = format!("{TICKETS}/{id}/messages");
                            self.posts(client, &path, &reply);
                        }
                        self.tickets.lock().expect("nobody panicked").push(id);
                    }
                });
            }
        });
    }

    fn metric(&self, name: &str) -> f64 {
        self.at.iter().map(|caller| metric(caller, name)).sum()
    }

    /// By so many clients for so long: a second, how long each took, units to a batch, and the share of processors that the desk,
    /// this program and everybody else had.
    fn measure(&self, what: What, clients: usize, time: Duration) -> Measured {
        let (times, over, done) = (Times::default(), AtomicBool::new(false), AtomicUsize::new(0));
        let before = (self.metric("ombud_store_commits_total"), self.metric("ombud_store_syncs_total"));
        let (mine, theirs, all) = (processor_time(std::process::id()), self.busy(), busy());
        let begun = Instant::now();
        times.begin();
        scope(|scope| {
            for client in 0..clients {
                let (times, over, done) = (&times, &over, &done);
                scope.spawn(move || {
                    let mut turn = client;
                    while !over.load(Relaxed) {
                        let begun = Instant::now();
                        self.does(what, client, turn);
                        times.note(begun);
                        done.fetch_add(1, Relaxed);
                        turn += clients;
                    }
                });
            }
            sleep(time);
            over.store(true, Relaxed);
        });
        let seconds = begun.elapsed().as_secs_f64();
        let share = |used: f64| used / seconds;
        let (desk, me) = (share(self.busy() - theirs), share(processor_time(std::process::id()) - mine));
        let after = (self.metric("ombud_store_commits_total"), self.metric("ombud_store_syncs_total"));
        Measured {
            second: done.into_inner() as f64 / seconds,
            took: times.end(),
            to_batch: (after.0 - before.0) / (after.1 - before.1).max(1.0),
            batches: (after.1 - before.1) / seconds,
            desk,
            me,
            others: share(busy() - all) - desk - me,
        }
    }

    fn busy(&self) -> f64 {
        self.processes.iter().map(|process| processor_time(*process)).sum()
    }

    /// What is measured of it: a second by one client, a second by many, for each thing.
    fn figures(&self, time: Duration) -> Vec<[Measured; 2]> {
        self.fill(FIRST, false);
        let figures = ALL.iter().map(|(what, name)| {
            CLIENTS.map(|clients| {
                let figure = self.measure(*what, clients, time);
                println!("{}, {clients} clients, {name}: {figure}", self.name);
                figure
            })
        });
        figures.collect()
    }
}

/// What it takes to tell one listener of one event, microseconds. (An idle stream's memory: `tests/prove chat`.)
fn streams(desk: &Desk) -> f64 {
    let (caller, process) = (&desk.at[0], desk.processes[0]);
    // Once without those who listen.
    let opens = || {
        let before = processor_time(process);
        (0..NEWS).for_each(|_| drop(desk.opens(0)));
        sleep(Duration::from_secs(4));
        processor_time(process) - before
    };
    let alone = opens();
    let address = caller.base().trim_start_matches("http://");
    let mut all: Vec<TcpStream> = (0..STREAMS)
        .map(|_| {
            let mut stream = TcpStream::connect(address).expect("the desk listens");
            let token = caller.token().unwrap_or_default();
            write!(
                stream,
                "GET /api/v1/events HTTP/1.1\r\nHost: desk\r\nAuthorization: Bearer {token}\r\n\r\n"
            )
            .expect("it listens");
            assert!(heard(&mut stream).starts_with("HTTP/1.1 200"));
            stream
        })
        .collect();
    sleep(Duration::from_secs(2));
    let used = opens() - alone;
    let events = heard(&mut all[0]).lines().filter(|line| line.starts_with("event:")).count();
    used * 1e6 / (events.max(1) * STREAMS) as f64
}

/// What has come by now.
fn heard(stream: &mut TcpStream) -> String {
    let mut told = Vec::new();
    let mut piece = [0; 64 << 10];
    stream.set_read_timeout(Some(Duration::from_millis(300))).expect("a time");
    while let Ok(read @ 1..) = stream.read(&mut piece) {
        told.extend_from_slice(&piece[..read]);
        if told.starts_with(b"HTTP/1.1 200") && told.ends_with(b": listening\n\n\r\n") {
            break;
        }
    }
    String::from_utf8_lossy(&told).into_owned()
}

fn metric(caller: &Caller, name: &str) -> f64 {
    let told = caller.get("/api/v1/metrics").text();
    let line = told.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    line.and_then(|number| number.trim().parse().ok()).unwrap_or(0.0)
}

/// Seconds of all processors that were used since the machine began.
fn busy() -> f64 {
    let told = std::fs::read_to_string("/proc/stat").expect("the system says it");
    let line = told.lines().next().unwrap_or_default();
    let ticks: Vec<f64> = line.split_whitespace().skip(1).filter_map(|ticks| ticks.parse().ok()).collect();
    // All but idle and waiting for the disk; guests are counted among the others.
    (ticks.iter().take(8).sum::<f64>() - ticks[3] - ticks[4]) / 100.0
}

struct Measured {
    second: f64,
    took: Took,
    to_batch: f64,
    batches: f64,
    desk: f64,
    me: f64,
    others: f64,
}

impl std::fmt::Display for Measured {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            to,
            "{:.0} a second, {}; {:.0} batches a second of {:.1}; processors: desk {:.2}, the clients {:.2}, all else {:.2}",
            self.second, self.took, self.batches, self.to_batch, self.desk, self.me, self.others
        )
    }
}

/// What the desk in the database takes there: rows, bytes of them, of their index, of words; and how far the log has come.
struct Sizes([f64; 5]);

fn sizes(cluster: &Cluster, schema: &str) -> Sizes {
    let told = cluster.ask(&format!(
        "SELECT (SELECT count(*) FROM {schema}.state), pg_table_size('{schema}.state'), pg_indexes_size('{schema}.state'), \
         pg_total_relation_size('{schema}.word'), pg_current_wal_lsn() - '0/0'::pg_lsn"
    ));
    let numbers: Vec<f64> = told.split('|').filter_map(|number| number.parse().ok()).collect();
    Sizes(numbers.try_into().expect("five numbers"))
}

pub fn run(asked: &Asked) {
    let time = Duration::from_secs(asked.seconds);
    let settings = "-c fsync=on -c shared_buffers=128MB -c max_wal_size=1GB";
    let Some(cluster) = Cluster::start("", settings, |_| {}) else {
        return not_tested("a desk in a database beside one in a folder");
    };
    let address = |schema: &str| format!("{}&schema={schema}", cluster.address());
    let mut figures = Vec::new();
    let mut folder = World::demo();
    let here = Desk::of("folder".into(), vec![folder.person("owner")], vec![folder.program().id()]);
    figures.push(here.figures(time));
    for many in &asked.processes {
        let address = address(&format!("of{many}"));
        let together = Together::of(World::demo(), &address, &vec![address.clone(); *many]);
        let processes = (0..*many).map(|at| together.process(at).id()).collect();
        let name = format!("database, {many} processes");
        figures.push(Desk::of(name, together.person("owner"), processes).figures(time));
    }

    // What a ticket takes.
    let schema = "size";
    let mut together = Together::of(World::demo(), &address(schema), &[address(schema)]);
    let process = together.process(0).id();
    let there = Desk::of("size".into(), together.person("owner"), vec![process]);
    let settled = |caller: &Caller| {
        // What follows from the last ones is written, too.
        let mut before = -1.0;
        loop {
            let now = metric(caller, "ombud_store_commits_total");
            if now - before < 20.0 {
                return;
            }
            before = now;
            sleep(Duration::from_secs(5));
        }
    };
    println!("to tell one listener of one event takes {:.1} µs of a processor", streams(&there));
    let (before, folder_before) = (sizes(&cluster, schema), folder_bytes(&folder));
    there.fill(asked.tickets, true);
    settled(&there.at[0]);
    let after = sizes(&cluster, schema);
    let held = memory(process);
    let each: Vec<f64> = before
        .0
        .iter()
        .zip(&after.0)
        .map(|(before, after)| (after - before) / asked.tickets as f64)
        .collect();
    println!(
        "a ticket with a reply, of {}: {:.0} rows, {:.0} bytes of them, {:.0} of their index, {:.0} of words (which end at some MB), {:.0} \
         of the database's log; the process holds {} MiB",
        asked.tickets,
        each[0],
        each[1],
        each[2],
        each[3],
        each[4],
        held >> 20
    );
    let search = metric(&there.at[0], "ombud_search_bytes") / asked.tickets as f64;
    here.fill(asked.tickets, true);
    settled(&here.at[0]);
    sleep(Duration::from_secs(5));
    let in_folder = (folder_bytes(&folder) - folder_before) / asked.tickets as f64;
    println!(
        "in a folder it is {in_folder:.0} bytes of rows and their log; the search index has {search:.0} more, in the folder of each process"
    );
    together.stop_and_verify();

    let of = |what: usize| {
        let each: Vec<String> = figures
            .iter()
            .map(|desk| format!("{:.0}/{:.0}", desk[what][0].second, desk[what][1].second))
            .collect();
        each.join(", ")
    };
    println!(
        "cluster: by 1/{} clients, in a folder and in a database with {:?} processes, tickets opened a second {}; read {}; 50 listed {}; \
         a ticket with a reply takes {:.1} kB in the database and {:.1} kB in a folder",
        CLIENTS[1],
        asked.processes,
        of(0),
        of(1),
        of(2),
        (each[1] + each[2]) / 1e3,
        in_folder / 1e3
    );
}

/// Bytes of the rows in a desk's folder, with their log.
fn folder_bytes(world: &World) -> f64 {
    fn of(dir: &std::path::Path) -> u64 {
        use std::os::unix::fs::MetadataExt;
        let entries = std::fs::read_dir(dir).into_iter().flatten().flatten();
        entries
            .filter_map(|entry| {
                let about = entry.metadata().ok()?;
                Some(if about.is_dir() { of(&entry.path()) } else { about.blocks() * 512 })
            })
            .sum()
    }
    of(&world.folder().join("state")) as f64
}
