//! What a language costs: the same plugin in Rust, JavaScript and Python, asked the same in turn on desks of one
//! process. The first column is for the author, the next two for whoever installs it, the rest for everybody.

#![allow(clippy::unwrap_used, reason = "a benchmark stops where something is not as it should be")]
#![allow(missing_docs, reason = "a benchmark")]

use ombud_access::{RecordId, RecordRef};
use ombud_host::{Place, PluginEngine, Point};
use ombud_testkit::{Client, Desk, json, pack, pack_if_possible};
use std::time::{Duration, Instant};

const LANGUAGES: [&str; 3] = ["rust", "javascript", "python"];
const ROUNDS: usize = 20;
const CALLS: usize = 50;

/// One language, ready to be asked.
struct Contender {
    language: &'static str,
    size: usize,
    code: usize,
    compiled_in: Duration,
    agent: Client,
    list: String,
    ticket: RecordRef,
    lists: Vec<Duration>,
    panels: Vec<Duration>,
    // Last: the client goes before the desk.
    _desk: Desk,
}

fn main() {
    let engine = PluginEngine::start().unwrap();
    let mut contenders: Vec<Contender> =
        LANGUAGES.iter().filter_map(|language| contender(&engine, language)).collect();
    for contender in &mut contenders {
        contender.ask(CALLS);
        contender.lists.clear();
        contender.panels.clear();
    }
    for _ in 0..ROUNDS {
        for contender in &mut contenders {
            contender.ask(CALLS);
        }
    }
    println!(
        "language    component  machine code  compiled in  a list p50    p99  a panel p50    p99  of Rust"
    );
    let mut sentences = Vec::new();
    let plain = median(&contenders[0].lists);
    for contender in &mut contenders {
        let Contender { language, size, code, compiled_in, lists, panels, .. } = contender;
        lists.sort();
        panels.sort();
        let mib = |bytes: usize| bytes as f64 / f64::from(1 << 20);
        let times = median(lists).as_secs_f64() / plain.as_secs_f64();
        println!(
            "{language:10} {:7.2} MiB {:9.1} MiB {:9.2} s {:9.2?} {:9.2?} {:9.2?} {:9.2?} {times:5.1}x",
            mib(*size),
            mib(*code),
            compiled_in.as_secs_f64(),
            median(lists),
            late(lists),
            median(panels),
            late(panels),
        );
        sentences.push(format!(
            "{language} {:.1} MiB, compiled in {:.1} s, a call {:.2?} (p99 {:.2?}, {times:.1}x)",
            mib(*size),
            compiled_in.as_secs_f64(),
            median(lists),
            late(lists),
        ));
    }
    println!("The same plugin in each language: {}.", sentences.join("; "));
}

fn contender(engine: &PluginEngine, language: &'static str) -> Option<Contender> {
    let folder = format!("examples/reminder/{language}");
    let component = if language == "rust" { pack(folder) } else { pack_if_possible(folder)? };
    let begun = Instant::now();
    let code = engine.wasmtime().precompile_component(&component).unwrap().len();
    let compiled_in = begun.elapsed();

    let desk = Desk::start();
    desk.install(&component);
    let agent = desk.as_("agent.support@demo.test");
    let new = json!({ "subject": "Two boxes", "department": "Support", "body": "One lid." });
    let ticket = agent.post("/tickets/api/tickets", &new).1["id"].as_str().unwrap().to_owned();
    let body = json!({ "ticket": ticket, "minutes": 30, "text": "Call back" });
    assert_eq!(agent.post("/reminder/api/reminders", &body).0, 201);
    Some(Contender {
        language,
        size: component.len(),
        code,
        compiled_in,
        agent,
        list: format!("/reminder/api/reminders?ticket={ticket}"),
        ticket: RecordRef { collection: "tickets:tickets".into(), id: RecordId::parse(&ticket).unwrap() },
        lists: Vec::new(),
        panels: Vec::new(),
        _desk: desk,
    })
}

impl Contender {
    fn ask(&mut self, calls: usize) {
        for _ in 0..calls {
            let begun = Instant::now();
            assert_eq!(self.agent.fetch("GET", &self.list, &[], "").status, 200);
            self.lists.push(begun.elapsed());
            let place = Place { point: Point::TicketPanel, subject: Some(self.ticket.clone()) };
            let begun = Instant::now();
            let parts = self.agent.parts(place);
            self.panels.push(begun.elapsed());
            assert!(parts.iter().any(|part| part.html.as_ref().is_ok_and(Option::is_some)));
        }
    }
}

fn median(times: &[Duration]) -> Duration {
    let mut sorted = times.to_vec();
    sorted.sort();
    sorted[sorted.len() / 2]
}

/// The one of a hundred that takes longest, of times that are sorted.
fn late(times: &[Duration]) -> Duration {
    times[times.len() * 99 / 100]
}
