//! Live chat at scale, and killed in the middle: thousands of visitors whose streams are open, some hundreds who talk, the agents with
//! whom they do. `tests/prove chat` says how it is asked; the last line says the figures.

use ombud_tests::crowd::{Crowd, Took};
use ombud_tests::program::{binary, processor_time};
use std::collections::BTreeMap;
use std::sync::atomic::Ordering::Relaxed;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Before it is measured: what is done for the first time is done.
const WARM: Duration = Duration::from_secs(10);

/// Idle streams have had more than one heart beat.
const SETTLED: Duration = Duration::from_secs(20);

/// Looks at a list.
const LOOKS: usize = 50;

fn main() {
    let asked = Asked::read();
    println!("building {} if it is not yet", binary().display());
    match asked.messages {
        0 => scale(&asked),
        messages => whispers(&asked, messages),
    }
}

struct Asked {
    idle: usize,
    active: usize,
    agents: usize,
    rate: u32,
    seconds: u64,
    /// Above 0: it is looked only for whispers, among so many messages.
    messages: usize,
}

impl Asked {
    fn read() -> Asked {
        let mut asked =
            Asked { idle: 10_000, active: 1_000, agents: 500, rate: 200, seconds: 60, messages: 0 };
        // Cargo adds `--bench`.
        let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
        for pair in words.chunks(2) {
            let number: u32 = pair.get(1).and_then(|number| number.parse().ok()).expect("a number");
            match pair[0].as_str() {
                "--idle" => asked.idle = number as usize,
                "--active" => asked.active = number as usize,
                "--agents" => asked.agents = (number as usize).max(1),
                "--rate" => asked.rate = number.max(1),
                "--seconds" => asked.seconds = u64::from(number),
                "--messages" => asked.messages = number as usize,
                other => panic!("what is {other}?"),
            }
        }
        asked
    }
}

struct Step(Instant);

impl Step {
    fn done(&mut self, what: &str) {
        println!("{what} ({:.0} s)", self.0.elapsed().as_secs_f64());
        self.0 = Instant::now();
    }
}

fn scale(asked: &Asked) {
    let Asked { idle, active, agents, rate, .. } = *asked;
    let mut step = Step(Instant::now());
    let mut crowd = Crowd::gather(idle + active, agents);
    step.done(&format!("{} visitors came and were accepted by {agents} agents", idle + active));
    crowd.restart();
    crowd.visitors_listen(0..active);
    crowd.agents_listen();
    crowd.visitors_read(active..active + idle);
    sleep(SETTLED);
    let without = crowd.desk.program().memory();
    step.done(&format!(
        "{} visitors and {agents} agents listen; the desk holds {} MiB",
        active,
        without >> 20
    ));
    crowd.visitors_listen(active..active + idle);
    sleep(SETTLED);
    let with = crowd.desk.program().memory();
    let each = with.saturating_sub(without) as f64 / idle.max(1) as f64 / 1000.0;
    step.done(&format!(
        "{idle} more listen; the desk holds {} MiB, {each:.1} kB for each of these",
        with >> 20
    ));
    let (refused, quiet) = (crowd.shared.refused.take(), busy(&mut crowd, SETTLED));
    println!("refused so far: {refused:?}; while nobody writes it uses {quiet:.2} processors");

    let talk = crowd.talks(active, rate);
    sleep(WARM);
    crowd.shared.refused.take();
    crowd.shared.to_agents.begin();
    crowd.shared.to_visitors.begin();
    let used = busy(&mut crowd, Duration::from_secs(asked.seconds));
    let (to_agents, to_visitors) = (crowd.shared.to_agents.end(), crowd.shared.to_visitors.end());
    let refused = crowd.shared.refused.take();
    step.done(&format!(
        "{rate} messages a second: to agents {to_agents}; to visitors {to_visitors}; {used:.2} processors; refused {refused:?}"
    ));
    let list = list(&crowd);
    step.done(&format!("the list of {agents} agents and their states, meanwhile: {list}"));

    crowd.kill();
    let fell = Instant::now();
    crowd.all_listen((idle + active + agents) * 99 / 100);
    let back = fell.elapsed();
    sleep(WARM);
    drop(talk);
    crowd.even_out();
    let (wrong, said) = crowd.wrong();
    let again: BTreeMap<String, u64> = crowd.shared.refused.take();
    step.done(&format!("killed, and back in {:.0} s; meanwhile tried again: {again:?}", back.as_secs_f64()));
    let spy = &crowd.shared.spy;
    for what in wrong.iter().take(20).chain(&spy.found()) {
        println!("WRONG: {what}");
    }
    println!(
        "chat: {} idle and {active} talking at {rate} messages/s: to the other side p50 {:.0} ms, p99 {:.0} ms (agents {:.0}, visitors {:.0}); \
         {each:.1} kB for an idle stream; {used:.2} of 2 processors; a list of {agents} agents p99 {:.0} ms; {} refused; killed and back in {:.0} s, \
         of {said} messages {} lost, doubled or out of order",
        idle,
        to_agents.p50.max(to_visitors.p50),
        to_agents.p99.max(to_visitors.p99),
        to_agents.p99,
        to_visitors.p99,
        list.p99,
        refused.values().sum::<u64>(),
        back.as_secs_f64(),
        wrong.len(),
    );
    assert!(wrong.is_empty() && spy.leaks.load(Relaxed) == 0, "see above");
}

/// Processors that the desk uses on the average for so long.
fn busy(crowd: &mut Crowd, time: Duration) -> f64 {
    let (begun, id) = (Instant::now(), crowd.desk.program().id());
    let before = processor_time(id);
    sleep(time);
    (processor_time(id) - before) / begun.elapsed().as_secs_f64()
}

fn list(crowd: &Crowd) -> Took {
    let times = ombud_tests::crowd::Times::default();
    times.begin();
    for _ in 0..LOOKS {
        let begun = Instant::now();
        crowd.supervisor().get("/availability/api/states").is(200);
        times.note(begun);
    }
    times.end()
}

/// Visitors and agents write as fast as it is taken while supervisors watch and whisper; every byte that visitors receive is looked at.
fn whispers(asked: &Asked, messages: usize) {
    let (active, agents) = (asked.active.min(messages / 2).max(1), asked.agents);
    let mut step = Step(Instant::now());
    let crowd = Crowd::gather(active, agents);
    crowd.visitors_listen(0..active);
    crowd.agents_listen();
    step.done(&format!("{active} visitors talk with {agents} agents"));
    let whispering: Vec<_> = (0..4).map(|_| crowd.whispers(active, Duration::ZERO)).collect();
    crowd.writes(active, messages.div_ceil(2 * active));
    crowd.even_out();
    drop(whispering);
    let (wrong, said) = crowd.wrong();
    let (spy, whispered) = (&crowd.shared.spy, crowd.whispered());
    step.done(&format!("they have written; refused: {:?}", crowd.shared.refused.take()));
    for what in wrong.iter().take(20).chain(&spy.found()) {
        println!("WRONG: {what}");
    }
    let heard = spy.lines.load(Relaxed);
    println!(
        "chat: {said} messages and {whispered} whispers between them; in {} MB and {heard} events that visitors received, {} leaks, of \
         anything but lines {:?}; {} messages lost, doubled or out of order",
        spy.bytes.load(Relaxed) / 1_000_000,
        spy.leaks.load(Relaxed),
        spy.others(),
        wrong.len(),
    );
    assert!(wrong.is_empty() && spy.leaks.load(Relaxed) == 0, "see above");
    // Each hears once that the chat changed: it was answered for the first time.
    let answered = BTreeMap::from([("chat:chats.changed".to_owned(), active as u64)]);
    assert_eq!(spy.others(), answered, "whoever hears of more hears too much");
    assert!(whispered > 0, "nobody whispered");
}
