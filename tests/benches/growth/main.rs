//! A desk that grows: what it costs to read, list, find and open a ticket among ten thousand, a hundred thousand and a
//! million, and what the desk takes of disk, memory and time to start.
//!
//! Some sixty tickets are played over HTTP: mail comes in, is answered, noted, taken and closed. What the desk wrote
//! of them is then written again for other customers (`family.rs`), as lines of JSON, and becomes a desk the way
//! `ombud import desk` makes one. The desks of all sizes run side by side and are asked in turn. `pages` looks at pages of
//! the console instead, in a browser, too.

mod desks;
mod family;
mod pages;
mod words;

use desks::{Grown, Sample};
use std::time::Duration;

const ROUNDS: usize = 10;

fn main() {
    let mut sizes = vec![10_000, 100_000, 1_000_000];
    let mut only_pages = false;
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    while let Some(argument) = arguments.next() {
        if argument == "pages" {
            (only_pages, sizes) = (true, vec![100_000]);
            continue;
        }
        let value = arguments.next();
        match (argument.as_str(), value) {
            ("--tickets", Some(wanted)) => {
                let parsed = wanted.split(',').map(str::parse).collect::<Result<Vec<u64>, _>>();
                sizes = parsed.unwrap_or_else(|_| panic!("`{wanted}` is no list of numbers"));
            }
            (other, _) => panic!("there is no option `{other}`; there is --tickets 10000,100000,1000000"),
        }
    }
    println!("playing tickets over HTTP");
    let sample = Sample::play();
    let mut desks: Vec<Grown> = sizes.iter().map(|size| Grown::fill(&sample, *size)).collect();
    if only_pages {
        for desk in &mut desks {
            desk.start();
            println!("{}", pages::measure(desk));
        }
        return;
    }
    desks.iter_mut().for_each(Grown::start);
    for round in 0..ROUNDS {
        desks.iter_mut().for_each(|desk| desk.ask(round));
    }
    println!();
    println!(
        "{:>9} {:>10} {:>9} {:>9} {:>6} {:>8} {:>8} {:>8}   p50 and p99 in milliseconds of: ticket, by number, list of an \
         agent, list of a department by status, newest everywhere, new ticket",
        "tickets", "messages", "raw MB", "disk MB", "times", "a record", "start ms", "RSS MB"
    );
    let shown = |time: Duration| format!("{:.2}", time.as_secs_f64() * 1000.0);
    let reports: Vec<_> = desks.iter_mut().map(Grown::report).collect();
    for (desk, report) in desks.iter().zip(&reports) {
        let times: Vec<_> =
            report.times.iter().map(|times| format!("{} {}", shown(times.0), shown(times.1))).collect();
        println!(
            "{:>9} {:>10} {:>9} {:>9} {:>6.2} {:>8} {:>8} {:>8}   {}",
            desk.tickets,
            desk.messages,
            desk.raw >> 20,
            report.disk >> 20,
            report.disk as f64 / desk.raw as f64,
            report.disk / desk.records,
            report.start.as_millis(),
            report.memory >> 20,
            times.join(" | ")
        );
    }
    let last = desks.len() - 1;
    let ratio =
        |which: usize| reports[last].times[which].0.as_secs_f64() / reports[0].times[which].0.as_secs_f64();
    let (large, report) = (&desks[last], &reports[last]);
    println!(
        "Between {} and {} tickets, the middle time to get one grows {:.2}x, to find its number {:.2}x, to list an agent's \
         {:.2}x, a department's {:.2}x, the newest {:.2}x, to open one {:.2}x; the largest desk takes {:.2} times the bytes \
         that were written, starts in {} ms and holds {} MB of memory.",
        desks[0].tickets,
        large.tickets,
        ratio(0),
        ratio(1),
        ratio(2),
        ratio(3),
        ratio(4),
        ratio(5),
        report.disk as f64 / large.raw as f64,
        report.start.as_millis(),
        report.memory >> 20,
    );
}
