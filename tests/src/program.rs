//! The program `ombud`, started and stopped as an administrator would, or a power cut.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// How long a desk may take to listen, or a command to end.
const PATIENCE: Duration = Duration::from_secs(300);

/// The root of the project.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests stand in the project")
}

/// Where the program is. Built now if it is not, in the profile of whoever asks. `OMBUD_BIN` names another one.
///
/// # Panics
/// If it cannot be built.
pub fn binary() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        if let Some(given) = std::env::var_os("OMBUD_BIN") {
            return given.into();
        }
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut build = Command::new(cargo);
        // As all tests together are built: cargo then chooses the same features for every crate, and what is there stays.
        // The program comes with the tests of its own crate, of which this is one.
        build.current_dir(root()).args(["test", "--quiet", "--workspace", "--no-run", "--test", "http"]);
        if !cfg!(debug_assertions) {
            build.arg("--release");
        }
        let done = build.status().expect("cargo can be run");
        assert!(done.success(), "the program `ombud` cannot be built");
        let me = std::env::current_exe().expect("a program knows its place");
        let folder = me.parent().and_then(Path::parent).expect("tests stand in target/<profile>/deps");
        folder.join("ombud")
    })
}

/// What a command said, and how it ended.
#[derive(Debug)]
pub struct Ended {
    /// The exit code; none after a signal.
    pub code: Option<i32>,
    /// In words, a signal too.
    pub how: String,
    /// What it printed.
    pub out: String,
    /// What it complained about.
    pub err: String,
}

/// Runs `ombud` to its end.
///
/// # Panics
/// If it does not end.
#[track_caller]
pub fn run(arguments: &[&str]) -> Ended {
    run_as(binary(), arguments)
}

/// The same with this version of the program.
///
/// # Panics
/// If it does not end.
#[track_caller]
pub fn run_as(version: &Path, arguments: &[&str]) -> Ended {
    let mut command = Command::new(version);
    command.args(arguments);
    let mut child = spawn(command);
    let out = drain(child.stdout.take().expect("it was piped"));
    let err = drain(child.stderr.take().expect("it was piped"));
    let until = Instant::now() + PATIENCE;
    let status = loop {
        match child.try_wait().expect("a child can be waited for") {
            Some(status) => break status,
            None if Instant::now() < until => thread::sleep(Duration::from_millis(10)),
            None => {
                let _ = child.kill();
                panic!("`ombud {}` did not end", arguments.join(" "));
            }
        }
    };
    let text = |reader: thread::JoinHandle<String>| reader.join().unwrap_or_default();
    Ended { code: status.code(), how: status.to_string(), out: text(out), err: text(err) }
}

fn drain(mut from: impl Read + Send + 'static) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = from.read_to_end(&mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

fn spawn(mut command: Command) -> Child {
    command
        .current_dir(root())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program can be started")
}

/// A desk that runs as a process of its own. Killed when dropped.
pub struct Program {
    child: Child,
    base: String,
    said: Arc<Mutex<String>>,
}

impl Program {
    /// Starts `ombud` with these arguments and waits until it says where it listens.
    ///
    /// # Panics
    /// If it does not, with all that it said.
    #[track_caller]
    pub fn start(arguments: &[&str]) -> Program {
        let mut command = Command::new(binary());
        command.args(arguments);
        Program::start_with(command)
    }

    /// The same, by a command that ends in the program.
    ///
    /// # Panics
    /// If it does not, with all that it said.
    #[track_caller]
    pub fn start_with(command: Command) -> Program {
        let mut child = spawn(command);
        let said = Arc::new(Mutex::new(String::new()));
        let (tell, told) = channel();
        let out = child.stdout.take().expect("it was piped");
        let err = child.stderr.take().expect("it was piped");
        for (stream, tell) in [(Box::new(out) as Box<dyn Read + Send>, Some(tell)), (Box::new(err), None)] {
            let said = said.clone();
            thread::spawn(move || {
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    if let (Some(tell), Some((_, base))) = (&tell, line.split_once("listening on ")) {
                        let _ = tell.send(base.trim().to_owned());
                    }
                    let mut said = said.lock().unwrap_or_else(PoisonError::into_inner);
                    said.push_str(&line);
                    said.push('\n');
                }
            });
        }
        let mut program = Program { child, base: String::new(), said };
        program.base = program.wait(&told);
        program
    }

    #[track_caller]
    fn wait(&mut self, told: &Receiver<String>) -> String {
        match told.recv_timeout(PATIENCE) {
            Ok(base) => base,
            Err(RecvTimeoutError::Timeout) => panic!("the desk does not listen:\n{}", self.said()),
            Err(RecvTimeoutError::Disconnected) => {
                let ended = self.child.wait();
                thread::sleep(Duration::from_millis(50));
                panic!("the desk ended ({ended:?}) before it listened:\n{}", self.said())
            }
        }
    }

    /// Where it listens: `http://127.0.0.1:1234`.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Everything that it has printed.
    pub fn said(&self) -> String {
        self.said.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The number of the process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// The most memory that it has held so far, bytes.
    ///
    /// # Panics
    /// If it does not run any more.
    pub fn peak_memory(&self) -> u64 {
        status(self.id(), "VmHWM:")
    }

    /// The memory that it holds now, bytes.
    ///
    /// # Panics
    /// If it does not run any more.
    pub fn memory(&self) -> u64 {
        memory(self.id())
    }

    /// Ends it as a power cut would: SIGKILL, no farewell.
    pub fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Asks it to end (SIGTERM), and waits. The exit code; none after a signal.
    ///
    /// # Panics
    /// If it does not end.
    #[track_caller]
    pub fn stop(&mut self) -> Option<i32> {
        let asked = Command::new("kill").arg(self.child.id().to_string()).status();
        assert!(asked.is_ok_and(|status| status.success()), "the desk cannot be asked to end");
        let until = Instant::now() + PATIENCE;
        loop {
            match self.child.try_wait().expect("a child can be waited for") {
                Some(status) => return status.code(),
                None if Instant::now() < until => thread::sleep(Duration::from_millis(10)),
                None => panic!("the desk does not end:\n{}", self.said()),
            }
        }
    }
}

/// The memory that a process holds, bytes.
///
/// # Panics
/// If it does not run any more.
pub fn memory(process: u32) -> u64 {
    status(process, "VmRSS:")
}

/// The time of processors that a process has used, seconds.
///
/// # Panics
/// If it does not run any more.
pub fn processor_time(process: u32) -> f64 {
    let all = std::fs::read_to_string(format!("/proc/{process}/stat")).expect("it runs");
    let (_, rest) = all.rsplit_once(')').expect("the system says it");
    // The 14th and 15th of all, in hundredths.
    let ticks = rest.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}

fn status(process: u32, line: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).expect("it runs");
    let line = status.lines().find_map(|told| told.strip_prefix(line)).expect("the system says it");
    let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse().expect("a number");
    kilobytes << 10
}

impl Drop for Program {
    fn drop(&mut self) {
        self.kill();
        if thread::panicking() {
            eprintln!("what the desk said:\n{}", self.said());
        }
    }
}
