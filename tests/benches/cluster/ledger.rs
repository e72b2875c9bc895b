//! Who writes at all processes, what was acknowledged, and whether it is there once and was heard once, everywhere in one order.

use ombud_tests::caller::{Answer, Caller};
use ombud_tests::live::{Heard, Listener};
use ombud_tests::world::{all, text};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::sleep;
use std::time::{Duration, Instant};

pub const TICKETS: &str = "/tickets/api/tickets";
/// Between two things that one writer does, and before what was refused is tried again.
const PAUSE: Duration = Duration::from_millis(20);
const AGAIN: Duration = Duration::from_millis(100);
/// A reaction that has failed is tried again within.
const LATER: Duration = Duration::from_secs(120);
/// What was acknowledged so long ago is there for everybody, whichever process is asked.
const KNOWN: Duration = Duration::from_secs(2);

pub fn locked<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Ticket {
    id: String,
    subject: String,
    replies: Vec<String>,
    since: Instant,
}

/// What happened to requests while one kind of fault lasted.
#[derive(Default)]
pub struct Meanwhile {
    pub acknowledged: u64,
    pub refused: BTreeMap<String, u64>,
    /// The longest until any answer, seconds.
    pub longest: f64,
}

#[derive(Default)]
pub struct Ledger {
    /// Where each process listens now.
    pub bases: Vec<Mutex<String>>,
    tickets: Mutex<Vec<Ticket>>,
    /// What each process told of tickets and messages: the name of the event, its kind, what it is about.
    heard: Vec<Mutex<Vec<(String, String, String)>>>,
    number: AtomicU64,
    fault: Mutex<&'static str>,
    pub meanwhile: Mutex<BTreeMap<&'static str, Meanwhile>>,
    /// Of each process, since the fault began.
    served: Vec<AtomicU64>,
    pub wrong: Mutex<Vec<String>>,
    /// Nobody writes any more; and nobody listens.
    pub quiet: AtomicBool,
    pub stop: AtomicBool,
}

/// What came of it.
pub struct Found {
    pub tickets: usize,
    pub replies: usize,
    pub events: usize,
}

impl Ledger {
    pub fn of(bases: Vec<String>) -> Ledger {
        Ledger {
            heard: bases.iter().map(|_| Mutex::default()).collect(),
            served: bases.iter().map(|_| AtomicU64::new(0)).collect(),
            bases: bases.into_iter().map(Mutex::new).collect(),
            ..Ledger::default()
        }
    }

    pub fn base(&self, at: usize) -> String {
        locked(&self.bases[at]).clone()
    }

    pub fn wrong(&self, what: String) {
        locked(&self.wrong).push(what);
    }

    /// Whether nothing more is written.
    pub fn is_over(&self) -> bool {
        self.quiet.load(Relaxed)
    }

    /// How many tickets were opened.
    pub fn opened(&self) -> u32 {
        u32::try_from(locked(&self.tickets).len()).unwrap_or(u32::MAX)
    }

    /// What was opened so far is not looked for.
    pub fn forget(&self) {
        locked(&self.tickets).clear();
    }

    /// What is so from now on.
    pub fn suffers(&self, fault: &'static str) {
        *locked(&self.fault) = fault;
        self.served.iter().for_each(|served| served.store(0, Relaxed));
    }

    /// What each process has acknowledged since.
    pub fn served(&self) -> Vec<u64> {
        self.served.iter().map(|served| served.load(Relaxed)).collect()
    }

    /// What is acknowledged of a request; none: refused, or nobody knows.
    pub fn ask(&self, caller: &Caller, at: usize, method: &str, path: &str, body: &Value) -> Option<Value> {
        let (fault, begun) = (*locked(&self.fault), Instant::now());
        let json = [("content-type", "application/json")];
        let answer = caller.at(&self.base(at)).try_fetch(method, path, &json, body.to_string());
        let took = begun.elapsed().as_secs_f64();
        let mut meanwhile = locked(&self.meanwhile);
        let meanwhile = meanwhile.entry(fault).or_default();
        if took > meanwhile.longest {
            meanwhile.longest = took;
        }
        let refused = match answer {
            Ok(answer) if answer.status < 300 => {
                meanwhile.acknowledged += 1;
                self.served[at].fetch_add(1, Relaxed);
                return Some(answer.json());
            }
            // Somebody was faster too often, the database is away, or it took too long, so that nothing was done; all in words.
            Ok(answer) if matches!(answer.status, 409 | 503 | 504) && in_words(&answer) => {
                answer.status.to_string()
            }
            // A choice that arrived when its time was over.
            Ok(answer) if answer.status == 422 && method == "PUT" => "422".into(),
            Ok(answer) => {
                let what = format!("{fault}: {method} {path} at {at}: {} {}", answer.status, answer.text());
                self.wrong(what);
                answer.status.to_string()
            }
            Err(_) => "none".into(),
        };
        *meanwhile.refused.entry(refused).or_default() += 1;
        None
    }

    /// Writes at one process until it is over.
    pub fn writes(&self, caller: &Caller, at: usize) {
        while !self.is_over() {
            if self.opens(caller, at).is_none() || self.answers(caller, at).is_none() {
                sleep(AGAIN);
            }
            sleep(PAUSE);
        }
    }

    /// A ticket is opened; its id.
    pub fn opens(&self, caller: &Caller, at: usize) -> Option<String> {
        let subject = format!("Kept {:06}.", self.number.fetch_add(1, Relaxed));
        let wanted = json!({
            "subject": subject, "department": "Support", "body": format!("First of {subject}"), "requester": "w@example.org",
        });
        let made = self.ask(caller, at, "POST", TICKETS, &wanted)?;
        let ticket = Ticket { id: text(&made, "id"), subject, replies: Vec::new(), since: Instant::now() };
        let id = ticket.id.clone();
        locked(&self.tickets).push(ticket);
        Some(id)
    }

    /// One of the tickets is answered, wherever it was opened.
    fn answers(&self, caller: &Caller, at: usize) -> Option<()> {
        let number = self.number.fetch_add(1, Relaxed);
        let id = {
            let tickets = locked(&self.tickets);
            let known = tickets.partition_point(|ticket| ticket.since.elapsed() >= KNOWN);
            // No two writers at the same one all the time, and each now and then.
            let place = (number as usize).wrapping_mul(7919).checked_rem(known)?;
            tickets[place].id.clone()
        };
        let body = format!("Reply {number:06}.");
        let path = format!("{TICKETS}/{id}/messages");
        self.ask(caller, at, "POST", &path, &json!({ "kind": "reply", "body": body }))?;
        let mut tickets = locked(&self.tickets);
        tickets.iter_mut().find(|ticket| ticket.id == id)?.replies.push(body);
        Some(())
    }

    /// Listens at one process until it is over, and goes on where it was.
    pub fn listens(&self, caller: &Caller, at: usize) {
        let mut last: Option<String> = None;
        while !self.stop.load(Relaxed) {
            let Ok(ear) = Listener::open(&caller.at(&self.base(at)), last.as_deref()) else {
                sleep(AGAIN);
                continue;
            };
            while !self.stop.load(Relaxed) {
                match ear.next(AGAIN) {
                    Heard::News(news) => {
                        last = Some(news.id.clone());
                        if news.kind.starts_with("tickets:") {
                            let about = news.about();
                            locked(&self.heard[at]).push((news.id, news.kind, about));
                        }
                    }
                    Heard::Nothing => {}
                    Heard::Over => break,
                }
            }
        }
    }

    pub fn has_heard(&self, at: usize, ticket: &str) -> bool {
        locked(&self.heard[at])
            .iter()
            .any(|(_, kind, about)| kind == "tickets:tickets.created" && about == ticket)
    }

    /// Everything that was acknowledged is there once, at each process, and each told of it once, all in one order between
    /// these two tickets. `ruled` begins what a rule writes to each ticket.
    pub fn look(&self, callers: &[Caller], ruled: &str, (first, last): (&str, &str)) -> Found {
        let path = format!("{TICKETS}?department=Support");
        let lists: Vec<BTreeMap<String, String>> = callers
            .iter()
            .enumerate()
            .map(|(at, caller)| {
                let found = all(&caller.at(&self.base(at)), &path, "tickets");
                let by_id: BTreeMap<_, _> =
                    found.iter().map(|one| (text(one, "id"), text(one, "subject"))).collect();
                let numbers: BTreeSet<_> = found.iter().map(|one| one["number"].as_u64()).collect();
                if by_id.len() != found.len() || numbers.len() != found.len() {
                    self.wrong(format!(
                        "at {at} a ticket stands twice in the list, or a number was given twice"
                    ));
                }
                by_id
            })
            .collect();
        if lists.iter().any(|list| *list != lists[0]) {
            self.wrong("the processes list different tickets".into());
        }
        let mut subjects: HashMap<String, usize> = HashMap::new();
        for one in lists[0].values() {
            *subjects.entry(one.clone()).or_default() += 1;
        }
        let tickets = locked(&self.tickets);
        let (mut replies, until) = (0, Instant::now() + LATER);
        for (number, ticket) in tickets.iter().enumerate() {
            let at = number % callers.len();
            let caller = callers[at].at(&self.base(at));
            let mut bodies = bodies_of(&caller, &ticket.id);
            let is_ruled = |bodies: &[String]| bodies.iter().any(|body| body.starts_with(ruled));
            while !is_ruled(&bodies) && Instant::now() < until {
                sleep(AGAIN);
                bodies = bodies_of(&caller, &ticket.id);
            }
            let times = |wanted: &str| bodies.iter().filter(|body| *body == wanted).count();
            let first = format!("First of {}", ticket.subject);
            for wanted in ticket.replies.iter().chain([&first]) {
                if times(wanted) != 1 {
                    self.wrong(format!("`{wanted}` stands {} times in {}", times(wanted), ticket.id));
                }
            }
            let by_rule = bodies.iter().filter(|body| body.starts_with(ruled)).count();
            if by_rule != 1 {
                self.wrong(format!("the rule wrote {by_rule} times to {} `{}`", ticket.id, ticket.subject));
            }
            if subjects.get(&ticket.subject) != Some(&1) {
                self.wrong(format!(
                    "{} `{}`: {:?} times",
                    ticket.id,
                    ticket.subject,
                    subjects.get(&ticket.subject)
                ));
            }
            replies += ticket.replies.len();
        }
        Found { tickets: tickets.len(), replies, events: self.heard_once(&tickets, first, last) }
    }

    /// How many events each process told; each of them once.
    fn heard_once(&self, tickets: &[Ticket], first: &str, last: &str) -> usize {
        let told: Vec<Vec<(String, String, String)>> = self
            .heard
            .iter()
            .map(|heard| {
                let heard = locked(heard);
                let made = |ticket: &str| {
                    heard
                        .iter()
                        .position(|(_, kind, about)| kind == "tickets:tickets.created" && about == ticket)
                };
                let (from, to) = (made(first).unwrap_or(0), made(last).map_or(0, |to| to + 1));
                heard[from..to.max(from)].to_vec()
            })
            .collect();
        for (at, heard) in told.iter().enumerate() {
            if let Some(place) =
                (0..heard.len().max(told[0].len())).find(|place| heard.get(*place) != told[0].get(*place))
            {
                let (here, there) = (told[0].get(place), heard.get(place));
                let elsewhere =
                    |one: Option<&_>, list: &[_]| list.iter().position(|other| Some(other) == one);
                self.wrong(format!(
                    "event {place} is {here:?} at the first process, which told {}, and {there:?} at {at}, which told {}; that \
                     one has the first at {:?}, the first process the second at {:?}",
                    told[0].len(),
                    heard.len(),
                    elsewhere(here, heard),
                    elsewhere(there, &told[0]),
                ));
            }
            let names: BTreeSet<_> = heard.iter().map(|(name, ..)| name).collect();
            if names.len() != heard.len() {
                self.wrong(format!("{at} told {} events twice", heard.len() - names.len()));
            }
        }
        let mut made: HashMap<&str, usize> = HashMap::new();
        for (_, kind, about) in &told[0] {
            if kind == "tickets:tickets.created" {
                *made.entry(about).or_default() += 1;
            }
        }
        for ticket in tickets {
            if made.get(ticket.id.as_str()) != Some(&1) {
                self.wrong(format!(
                    "{:?} times it was told that {} was opened",
                    made.get(ticket.id.as_str()),
                    ticket.id
                ));
            }
        }
        told[0].len()
    }
}

fn bodies_of(caller: &Caller, ticket: &str) -> Vec<String> {
    let page = caller.get(&format!("{TICKETS}/{ticket}/messages?limit=200")).json();
    page["messages"].as_array().into_iter().flatten().map(|one| text(one, "body")).collect()
}

fn in_words(answer: &Answer) -> bool {
    answer.header("content-type") == Some("application/problem+json")
        && answer.json()["detail"].as_str().is_some_and(|words| !words.is_empty())
}
