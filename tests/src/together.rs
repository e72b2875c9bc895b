//! A desk in a database, and the processes that serve it beside each other.

use crate::caller::Caller;
use crate::program::{Program, binary, run, run_as};
use crate::world::{PASSWORD, World, folder};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// What one process has acknowledged the others show within a second; the rest is for a machine that does other things, too.
pub const SOON: Duration = Duration::from_secs(5);

/// The processes, each with a folder of its own.
pub struct Together {
    places: Vec<Place>,
    /// Of a process that looks at it from outside.
    outside: String,
}

struct Place {
    program: Option<Program>,
    /// What it is started from.
    binary: PathBuf,
    folder: TempDir,
    address: String,
}

/// Waits.
///
/// # Panics
/// If it takes longer than that.
#[track_caller]
pub fn until(what: &str, longest: Duration, is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < longest, "not within {longest:?}: {what}");
        thread::sleep(Duration::from_millis(20));
    }
}

#[track_caller]
fn copy(from: &str, to: &str) {
    let copied = Command::new("cp").args(["-a", from, to]).status();
    assert!(copied.is_ok_and(|status| status.success()), "{from} cannot be copied to {to}");
}

#[track_caller]
fn fine(arguments: &[&str]) {
    let ended = run(arguments);
    assert_eq!(ended.code, Some(0), "{arguments:?}: {}{}", ended.out, ended.err);
}

impl Place {
    fn path(&self) -> String {
        self.folder.path().to_string_lossy().into_owned()
    }

    #[track_caller]
    fn begin(&mut self) {
        let mut serve = Command::new(&self.binary);
        serve.args(["serve", "--data", &self.path(), "--listen", "127.0.0.1:0"]);
        // Not in the list of processes.
        serve.env("OMBUD_STORE", format!("{}&together=yes", self.address));
        self.program = Some(Program::start_with(serve));
    }
}

impl Together {
    /// The demo moves into the database with this address and goes on there, with a process for each of `ways`: the same
    /// database, by the way that this process has to it.
    ///
    /// # Panics
    /// If it does not.
    #[track_caller]
    pub fn of(mut world: World, outside: &str, ways: &[String]) -> Together {
        assert_eq!(world.program().stop(), Some(0));
        let place = |way: &String| Place {
            program: None,
            binary: binary().to_owned(),
            folder: folder(),
            address: way.clone(),
        };
        let mut places: Vec<Place> = ways.iter().map(place).collect();
        let first = places[0].path();
        copy(&format!("{}/.", world.folder().display()), &first);
        fine(&["move-store", &first, outside]);
        for place in &mut places {
            let path = place.path();
            if path != first {
                // What is compiled already need not be compiled again.
                copy(&format!("{first}/code"), &path);
            }
            place.begin();
        }
        Together { places, outside: format!("{outside}&together=yes") }
    }

    /// How many processes there are, at work or not.
    pub fn many(&self) -> usize {
        self.places.len()
    }

    /// The folder of one.
    pub fn folder(&self, at: usize) -> String {
        self.places[at].path()
    }

    /// One that is at work.
    ///
    /// # Panics
    /// If it is not.
    #[track_caller]
    pub fn process(&self, at: usize) -> &Program {
        self.places[at].program.as_ref().expect("it is at work")
    }

    /// Where each listens.
    pub fn bases(&self) -> Vec<String> {
        (0..self.many()).map(|at| self.process(at).base().to_owned()).collect()
    }

    /// One ends as by a power cut; what it said.
    ///
    /// # Panics
    /// If it is not at work.
    #[track_caller]
    pub fn kill(&mut self, at: usize) -> String {
        let mut program = self.places[at].program.take().expect("it is at work");
        program.kill();
        program.said()
    }

    /// One ends in order.
    ///
    /// # Panics
    /// If it does not.
    #[track_caller]
    pub fn stop(&mut self, at: usize) {
        let mut program = self.places[at].program.take().expect("it is at work");
        assert_eq!(program.stop(), Some(0), "{}", program.said());
    }

    /// One comes back, with its folder.
    ///
    /// # Panics
    /// If it does not.
    #[track_caller]
    pub fn begin(&mut self, at: usize) {
        self.places[at].begin();
    }

    /// One is another version of the program from when it begins the next time.
    pub fn becomes(&mut self, at: usize, version: &Path) {
        self.places[at].binary = version.to_owned();
    }

    /// Somebody who signs in at the first, and is known at each.
    ///
    /// # Panics
    /// If that takes long.
    #[track_caller]
    pub fn person(&self, name: &str) -> Vec<Caller> {
        let bases = self.bases();
        let here = Caller::sign_in(&bases[0], &format!("{name}@demo.test"), PASSWORD);
        let each: Vec<Caller> = bases.iter().map(|base| here.at(base)).collect();
        for there in &each {
            until("the session", SOON, || there.get("/api/v1/me").status == 200);
        }
        each
    }

    /// Ends all that are at work, and looks whether what is in the database fits together.
    ///
    /// # Panics
    /// If it does not.
    #[track_caller]
    pub fn stop_and_verify(&mut self) {
        for at in 0..self.many() {
            if self.places[at].program.is_some() {
                self.stop(at);
            }
        }
        let verify = ["verify", "--data", &self.folder(0), "--store", &self.outside];
        let ended = run_as(&self.places[0].binary, &verify);
        assert_eq!(ended.code, Some(0), "{}{}", ended.out, ended.err);
    }
}
