//! A process that writes is killed, again and again, in one folder.

use super::*;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Names the folder, and the engine, to the child process.
const FOLDER: &str = "ENGINE_TO_WRITE_UNTIL_KILLED";
const ENGINE: &str = "ENGINE_KIND";

const ROUNDS: u64 = 12;

/// This test program again, to run one of its tests as a process of its own.
pub(super) fn child(command: &mut Command, test: &str, kind: Kind, dir: &Path) -> Child {
    if kind == Kind::Postgres {
        cluster::hand_down(command);
    }
    let at = Kind::ALL.iter().position(|one| *one == kind).unwrap();
    command
        .args(["--exact", "--nocapture", &format!("engine::conformance::{test}")])
        .env(FOLDER, dir)
        .env(ENGINE, at.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// The engine and the folder, if this is such a process.
pub(super) fn called_as_child() -> Option<(Kind, std::path::PathBuf)> {
    let at: usize = std::env::var(ENGINE).ok()?.parse().unwrap();
    Some((Kind::ALL[at], std::env::var_os(FOLDER)?.into()))
}

/// Not a test by itself: what `killed_at_any_moment` runs and kills.
#[test]
fn the_process_that_is_killed() {
    let Some((kind, dir)) = called_as_child() else { return };
    let engine = open(kind, &dir);
    let first = check_batches(&*engine, 0);
    let mut out = std::io::stdout();
    for number in first + 1.. {
        engine.apply(&batch(number)).unwrap();
        writeln!(out, "kept {number};").unwrap();
        out.flush().unwrap();
    }
}

/// The number in a whole line. Where the process died, a line may be cut short.
pub(super) fn kept(line: &str) -> Option<u64> {
    line.split_once("kept ")?.1.strip_suffix(';')?.parse().ok()
}

pub fn killed_at_any_moment(kind: Kind) {
    if !kind.is_here() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let mut last = 0;
    let rounds = if kind == Kind::Postgres { ROUNDS / 3 } else { ROUNDS };
    for round in 0..rounds {
        let mut process = child(
            &mut Command::new(std::env::current_exe().unwrap()),
            "crash::the_process_that_is_killed",
            kind,
            dir.path(),
        );
        let mut chance = [0; 2];
        getrandom::fill(&mut chance).unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines().map_while(Result::ok);
        // So many batches later, and then somewhere within one.
        let batches = usize::from(chance[0] % 40);
        let before = last;
        last = lines.by_ref().filter_map(|line| kept(&line)).take(1 + batches).last().expect("it writes");
        std::thread::sleep(Duration::from_micros(u64::from(chance[1]) * 20));
        process.kill().unwrap();
        process.wait().unwrap();
        last = lines.filter_map(|line| kept(&line)).last().unwrap_or(last);
        assert!(last > before, "round {round}");
        last = check_batches(&*open(kind, dir.path()), last);
    }
}
