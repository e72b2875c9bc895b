//! Processes, the database and what is between them fail one after another while people work at all processes.

use crate::Asked;
use crate::cluster::{Cluster, not_tested};
use crate::ledger::{Ledger, TICKETS, locked};
use crate::timers::Chooser;
use ombud_tests::caller::Caller;
use ombud_tests::proxy::Network;
use ombud_tests::together::{Together, until};
use ombud_tests::world::{PASSWORD, World, text};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::json;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::Ordering::Relaxed;
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

/// Who write at each process.
const WRITERS: usize = 3;
/// Between two faults.
const CALM: Duration = Duration::from_secs(2);
/// For what must come to be; reached only when it does not.
const PATIENCE: Duration = Duration::from_secs(180);
/// The same for what one process does after the other for each ticket: four open more than one follows at once.
const EACH_FOLLOWS: Duration = Duration::from_millis(200);
/// Each piece on a slow way to the database.
const SLOW: Duration = Duration::from_millis(30);
/// Begins what a rule writes to each ticket.
const RULED: &str = "Ruled:";

#[derive(Clone, Copy, PartialEq)]
enum Fault {
    /// A process is killed, and comes back.
    Killed,
    /// The way from one process to the database stands still.
    Still,
    /// Every connection on it is closed, and none is taken.
    Cut,
    /// What a process asks arrives, and no answer does.
    Unanswered,
    Slow,
    /// A process is stopped, and goes on.
    Stopped,
    /// The database is killed, and comes back.
    Database,
    /// A process ends in order, and goes on as another version of the program.
    Replaced,
}

const FAULTS: [Fault; 7] = [
    Fault::Killed,
    Fault::Still,
    Fault::Database,
    Fault::Cut,
    Fault::Unanswered,
    Fault::Stopped,
    Fault::Slow,
];

impl Fault {
    fn name(self) -> &'static str {
        match self {
            Fault::Killed => "a process killed",
            Fault::Still => "a way to the database still",
            Fault::Cut => "a way to the database cut",
            Fault::Unanswered => "a way to the database without answers",
            Fault::Slow => "a way to the database slow",
            Fault::Stopped => "a process stopped",
            Fault::Database => "the database killed",
            Fault::Replaced => "a process replaced by another version",
        }
    }

    /// Longer than it takes until others take over what was its work, where that matters.
    fn lasts(self) -> Duration {
        Duration::from_secs(match self {
            Fault::Replaced => 1,
            Fault::Killed | Fault::Database => 3,
            Fault::Slow | Fault::Unanswered => 6,
            Fault::Still | Fault::Stopped | Fault::Cut => 12,
        })
    }
}

/// A desk with faults.
struct Stage<'a> {
    together: Together,
    cluster: &'a Cluster,
    ways: &'a [Network],
    ledger: &'a Ledger,
    owner: &'a [Caller],
    /// The version that is rolled out.
    to: Option<&'a Path>,
    /// The longest until all were well again, seconds.
    back: f64,
    many: BTreeMap<&'static str, usize>,
}

impl Stage<'_> {
    fn signal(&self, at: usize, signal: Signal) {
        let id = i32::try_from(self.together.process(at).id()).expect("a process has a number");
        kill_process(Pid::from_raw(id).expect("a process has a number"), signal).expect("it runs");
    }

    fn suffers(&mut self, fault: Fault, at: usize) {
        self.ledger.suffers(fault.name());
        *self.many.entry(fault.name()).or_default() += 1;
        match fault {
            Fault::Killed => drop(self.together.kill(at)),
            Fault::Replaced => self.together.stop(at),
            Fault::Still => self.ways[at].stands_still(),
            Fault::Cut => self.ways[at].is_cut(),
            Fault::Unanswered => self.ways[at].is_unanswered(),
            Fault::Slow => self.ways[at].is_slow(SLOW),
            Fault::Stopped => self.signal(at, Signal::STOP),
            Fault::Database => self.cluster.kill(),
        }
        sleep(fault.lasts());
        let served = self.ledger.served();
        let ended = Instant::now();
        match fault {
            Fault::Killed | Fault::Replaced => {
                if let (Fault::Replaced, Some(version)) = (fault, self.to) {
                    self.together.becomes(at, version);
                }
                self.together.begin(at);
                *locked(&self.ledger.bases[at]) = self.together.process(at).base().to_owned();
            }
            Fault::Stopped => self.signal(at, Signal::CONT),
            Fault::Database => self.cluster.begin(),
            Fault::Still | Fault::Cut | Fault::Unanswered | Fault::Slow => self.ways[at].is_whole(),
        }
        let others: u64 =
            served.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, many)| many).sum();
        if others == 0 && fault != Fault::Database {
            self.ledger.wrong(format!("{} at {at}: the others did nothing", fault.name()));
        }
        until("all are well again", PATIENCE, || self.is_well());
        let back = ended.elapsed().as_secs_f64();
        self.back = self.back.max(back);
        self.ledger.suffers("nothing");
        println!("{} ({at}): meanwhile acknowledged {served:?}, all well after {back:.1} s", fault.name());
        sleep(CALM);
    }

    /// Each process takes a write.
    fn is_well(&self) -> bool {
        self.owner.iter().enumerate().all(|(at, owner)| self.ledger.opens(owner, at).is_some())
    }
}

pub fn run(asked: &Asked) {
    let mut told = Vec::new();
    for many in &asked.processes {
        let Some(line) = suffer(*many, Duration::from_secs(asked.seconds), asked.to.as_deref()) else {
            return not_tested(
                "what several processes do when one of them, the database or the way between fails",
            );
        };
        println!("{line}");
        told.push(line);
    }
    println!("cluster: {}", told.join("; "));
}

/// Somebody new at each process.
fn colleague(owner: &Caller, together: &Together, name: &str) -> Vec<Caller> {
    let email = format!("{name}@demo.test");
    let wanted = json!({
        "name": name, "email": email, "password": PASSWORD, "roles": [{ "role": "agent" }], "departments": ["Support"],
    });
    owner.post("/api/v1/users", &wanted).is(201);
    together.person(name)
}

fn suffer(many: usize, time: Duration, to: Option<&Path>) -> Option<String> {
    let cluster = Cluster::start("127.0.0.1", "", |_| {})?;
    let database = format!("http://127.0.0.1:{}", cluster.port());
    let ways: Vec<Network> = (0..many).map(|_| Network::before(&database)).collect();
    let address = |port: u16| {
        format!(
            "postgres://ombud@127.0.0.1:{port}/postgres?sslmode=disable&application_name=test&schema=desk"
        )
    };
    let each: Vec<String> = ways.iter().map(|way| address(way.port())).collect();
    let together = Together::of(World::demo(), &address(cluster.port()), &each);
    let owner = together.person("owner");
    let rule = json!({
        "name": "each", "on": [{ "event": "opened" }],
        "when": { "check": { "what": "subject", "is": "contains", "values": ["Kept"] } },
        "then": [{ "do": "note", "text": format!("{RULED} {{ticket.number}}") }],
    });
    owner[0].post("/rules/api/rules", &rule).is(201);
    let writers: Vec<Vec<Caller>> =
        (0..WRITERS).map(|n| colleague(&owner[0], &together, &format!("writer-{n}"))).collect();
    let choosers: Vec<Chooser> = (0..many)
        .map(|n| Chooser::of(colleague(&owner[0], &together, &format!("chooser-{n}")), &owner[0]))
        .collect();
    let ledger = Ledger::of(together.bases());
    ledger.suffers("nothing");
    println!("{many} processes serve a desk in a database");

    let begun = Instant::now();
    let mut stage = Stage {
        together,
        cluster: &cluster,
        ways: &ways,
        ledger: &ledger,
        owner: &owner,
        to,
        back: 0.0,
        many: BTreeMap::new(),
    };
    let (first, last) = thread::scope(|scope| {
        let (ledger, owner) = (&ledger, &owner);
        let _over = Over(ledger);
        for (at, listener) in owner.iter().enumerate() {
            scope.spawn(move || ledger.listens(listener, at));
        }
        // Whoever listens hears of the first one, and what is compared begins there.
        let first = begin_to_hear(ledger, owner);
        for at in 0..many {
            for writer in &writers {
                scope.spawn(move || ledger.writes(&writer[at], at));
            }
            let chooser = &choosers[at];
            scope.spawn(move || chooser.chooses(ledger));
        }
        sleep(CALM);
        // One process after another, so that old and new serve beside each other.
        for at in (0..many).filter(|_| to.is_some()) {
            stage.suffers(Fault::Replaced, at);
        }
        for turn in 0.. {
            if begun.elapsed() >= time {
                break;
            }
            // Each fault at another process than the time before.
            stage.suffers(FAULTS[turn % FAULTS.len()], (turn + turn / FAULTS.len()) % many);
        }
        // Writers end first, so that the last one is the last.
        ledger.quiet.store(true, Relaxed);
        sleep(CALM);
        (first, settle(ledger, owner, &choosers))
    });
    let worked = begun.elapsed().as_secs_f64();
    let found = ledger.look(&owner, RULED, (&first, &last));
    let timers: usize = choosers.iter().map(|chooser| chooser.look(&ledger)).sum();
    let letters = owner[0].at(&ledger.base(0)).get("/api/v1/plugins/dead-letters").is(200);
    if letters["dead_letters"].as_array().is_none_or(|letters| !letters.is_empty()) {
        ledger.wrong(format!("set aside: {letters}"));
    }
    let Stage { mut together, back, many: faults, .. } = stage;
    together.stop_and_verify();

    let mut longest = 0.0_f64;
    for (fault, meanwhile) in locked(&ledger.meanwhile).iter() {
        println!(
            "  while {fault}: {} acknowledged, not {:?}, the longest answer {:.1} s",
            meanwhile.acknowledged, meanwhile.refused, meanwhile.longest
        );
        // Who is stopped cannot answer.
        if *fault != Fault::Stopped.name() {
            longest = longest.max(meanwhile.longest);
        }
    }
    let wrong = locked(&ledger.wrong);
    for what in wrong.iter().take(20) {
        println!("WRONG: {what}");
    }
    let faults: Vec<String> = faults.iter().map(|(fault, times)| format!("{fault} {times}")).collect();
    let line = format!(
        "{many} processes for {worked:.0} s: {} tickets and {} replies acknowledged, {} of them lost, doubled or told wrongly; {} events \
         heard at each in one order; {} reactions and {timers} timers, each once; {}; no answer took more than {longest:.1} s, and all \
         were well {back:.1} s after a fault at most",
        found.tickets,
        found.replies,
        wrong.len(),
        found.events,
        found.tickets,
        faults.join(", "),
    );
    assert!(wrong.is_empty(), "{line}: see above");
    Some(line)
}

/// Nobody goes on when it has ended, also by a failure.
struct Over<'a>(&'a Ledger);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.quiet.store(true, Relaxed);
        self.0.stop.store(true, Relaxed);
    }
}

/// Opens tickets until one is heard of at each process; its id.
fn begin_to_hear(ledger: &Ledger, owner: &[Caller]) -> String {
    let begun = Instant::now();
    loop {
        let id = ledger.opens(&owner[0], 0).expect("nothing is wrong yet");
        sleep(CALM);
        if (0..owner.len()).all(|at| ledger.has_heard(at, &id)) {
            return id;
        }
        // What was opened before is not compared, and so was not opened.
        ledger.forget();
        assert!(begun.elapsed() < PATIENCE, "the processes do not tell of a ticket");
    }
}

/// Waits until everything is done that is done later; the id of a last ticket of which each has told.
fn settle(ledger: &Ledger, owner: &[Caller], choosers: &[Chooser]) -> String {
    let last = ledger.opens(&owner[0], 0).expect("all are well");
    until("each process tells of the last ticket", PATIENCE, || {
        (0..owner.len()).all(|at| ledger.has_heard(at, &last))
    });
    let reader = owner[0].at(&ledger.base(0));
    let path = format!("{TICKETS}/{last}/messages");
    let begun = Instant::now();
    until("the rule writes to the last ticket", PATIENCE + EACH_FOLLOWS * ledger.opened(), || {
        let page = reader.get(&path).json();
        let messages = page["messages"].as_array().cloned().unwrap_or_default();
        messages.iter().any(|one| text(one, "body").starts_with(RULED))
    });
    println!(
        "what follows from {} tickets was done {:.0} s later",
        ledger.opened(),
        begun.elapsed().as_secs_f64()
    );
    until("choices end", PATIENCE, || choosers.iter().all(|chooser| chooser.is_done(ledger)));
    last
}
