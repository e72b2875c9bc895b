//! Several processes on one database, whole: `faults` (`tests/prove cluster`) has them killed, stopped and cut off one after
//! another while people work at all of them; `figures` (`tests/bench cluster`) measures them beside a desk in a folder. The last
//! line says what came of it.

#![allow(clippy::unwrap_used, reason = "a proof that cannot go on ends")]

#[path = "../../../kernel/store/tests/common/cluster.rs"]
mod cluster;
mod faults;
mod figures;
mod ledger;
mod timers;

use ombud_tests::program::binary;
use std::path::PathBuf;

fn main() {
    let asked = Asked::read();
    println!("building {} if it is not yet", binary().display());
    if asked.figures { figures::run(&asked) } else { faults::run(&asked) }
}

/// What the command line asks for.
struct Asked {
    figures: bool,
    /// How many processes, each number in a run of its own.
    processes: Vec<usize>,
    /// Of faults for each number; of each measurement.
    seconds: u64,
    /// With which the database is filled before it is measured.
    tickets: usize,
    /// The version that replaces the one of `OMBUD_BIN` at one process after another, before anything fails.
    to: Option<PathBuf>,
}

impl Asked {
    fn read() -> Asked {
        // Cargo adds `--bench`.
        let mut words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
        let which = if words.first().is_some_and(|word| !word.starts_with("--")) {
            words.remove(0)
        } else {
            "faults".into()
        };
        let figures = match which.as_str() {
            "faults" => false,
            "figures" => true,
            other => panic!("what is {other}?"),
        };
        let (processes, seconds) = if figures { (vec![1, 2, 4], 6) } else { (vec![2, 4], 120) };
        let mut asked = Asked { figures, processes, seconds, tickets: 20_000, to: None };
        for pair in words.chunks(2) {
            if let [name, to] = pair
                && name == "--to"
                && !figures
            {
                asked.to = Some(PathBuf::from(to));
                continue;
            }
            let number: u32 = pair.get(1).and_then(|number| number.parse().ok()).expect("a number");
            match pair[0].as_str() {
                "--processes" => asked.processes = vec![(number as usize).max(1)],
                "--seconds" => asked.seconds = u64::from(number),
                "--tickets" => asked.tickets = number as usize,
                other => panic!("what is {other}?"),
            }
        }
        asked
    }
}
