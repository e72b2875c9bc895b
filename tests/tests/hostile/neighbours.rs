//! People who do their work meanwhile: one reads tickets, one answers them.

use ombud_tests::caller::{Answer, Caller};
use ombud_tests::world::{World, open_ticket, text};
use serde_json::json;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// What they do in between.
const PAUSE: Duration = Duration::from_millis(3);

/// Tickets that are answered in turn.
const TICKETS: usize = 40;

/// From when to when.
pub type Window = (Instant, Instant);

struct Work {
    stop: AtomicBool,
    /// When each thing was begun, and how long it took.
    took: Mutex<Vec<(Instant, Duration)>>,
    refused: Mutex<Vec<String>>,
    /// Whether waiting in vain is a refusal: not in the tests of every day, whose machine may be slow.
    strict: bool,
}

pub struct Neighbours {
    work: Arc<Work>,
    threads: Vec<JoinHandle<()>>,
}

impl Neighbours {
    pub fn at_work(world: &World, strict: bool) -> Neighbours {
        let (reader, writer) = (world.person("agent.support"), world.person("agent.support"));
        let opened =
            (0..TICKETS).map(|n| open_ticket(&writer, "Support", &format!("An honest question {n}")));
        let tickets: Arc<Vec<String>> = Arc::new(opened.map(|ticket| text(&ticket, "id")).collect());
        let work = Arc::new(Work {
            stop: AtomicBool::new(false),
            took: Mutex::default(),
            refused: Mutex::default(),
            strict,
        });
        let read = {
            let (work, tickets) = (work.clone(), tickets.clone());
            thread::spawn(move || work.go_on(|n| read(&reader, &tickets, n)))
        };
        let write = {
            let work = work.clone();
            thread::spawn(move || work.go_on(|n| answer(&writer, &tickets, n)))
        };
        Neighbours { work, threads: vec![read, write] }
    }

    /// How long things took that were begun within these windows.
    pub fn took(&self, windows: &[Window]) -> Times {
        let all = self.work.took.lock().unwrap();
        let within = |at: &Instant| windows.iter().any(|(from, to)| from <= at && at <= to);
        let mut took: Vec<Duration> =
            all.iter().filter(|(at, _)| within(at)).map(|(_, took)| *took).collect();
        took.sort();
        Times(took)
    }

    /// What was refused to them since this was asked last.
    pub fn refused(&self) -> Vec<String> {
        std::mem::take(&mut *self.work.refused.lock().unwrap())
    }

    pub fn stop(&mut self) {
        self.work.stop.store(true, Ordering::SeqCst);
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

impl Work {
    fn go_on(&self, work: impl Fn(usize) -> Result<Answer, String>) {
        for n in 0.. {
            if self.stop.load(Ordering::SeqCst) {
                return;
            }
            let begun = Instant::now();
            match work(n) {
                // Who waited in vain has waited, too: that is in the figures.
                Ok(answer) if answer.status < 300 || (!self.strict && too_slow(&answer)) => {
                    self.took.lock().unwrap().push((begun, begun.elapsed()));
                }
                Ok(answer) => {
                    self.refused.lock().unwrap().push(format!("{}: {}", answer.status, answer.text()));
                }
                Err(error) => self.refused.lock().unwrap().push(error),
            }
            thread::sleep(PAUSE);
        }
    }
}

fn too_slow(answer: &Answer) -> bool {
    answer.status == 504
        || (answer.status == 503 && answer.text().contains("too much is being asked at once"))
}

fn read(reader: &Caller, tickets: &[String], n: usize) -> Result<Answer, String> {
    let path = match n % 2 {
        0 => "/tickets/api/tickets?limit=20".to_owned(),
        _ => format!("/tickets/api/tickets/{}", tickets[n % tickets.len()]),
    };
    reader.try_fetch("GET", &path, &[], "")
}

fn answer(writer: &Caller, tickets: &[String], n: usize) -> Result<Answer, String> {
    let path = format!("/tickets/api/tickets/{}/messages", tickets[n % tickets.len()]);
    let body = json!({ "kind": "reply", "body": "We are looking into it." }).to_string();
    writer.try_fetch("POST", &path, &[("content-type", "application/json")], body)
}

/// How long things took, the shortest first.
pub struct Times(Vec<Duration>);

impl Times {
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// Milliseconds that this part of them, `0.99`, was not longer than; none of none.
    pub fn percentile(&self, part: f64) -> Option<f64> {
        let at = ((self.0.len() as f64 * part) as usize).min(self.0.len().checked_sub(1)?);
        Some(self.0[at].as_secs_f64() * 1000.0)
    }
}
