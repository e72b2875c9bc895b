//! A PostgreSQL of one's own: a cluster in a temporary folder, on a socket there. It ends, and its folder goes, with the
//! process that started it, however that ends.

#![allow(dead_code, reason = "each program of tests uses a part of it")]

use rustix::process::{Pid, Signal, geteuid, kill_process};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long a cluster may take to be ready.
const PATIENCE: Duration = Duration::from_secs(120);

/// Names the cluster of a parent process to its children.
const GIVEN: &str = "CLUSTER_OF_THE_TESTS";

/// Runs as whoever has the cluster; ends it when nobody holds the other end of its input any more.
const KEEPER: &str = r#"
"$1" -D "$2/data" -k "$2" -c listen_addresses="$3" -c port="$4" -c fsync=off -c max_connections=300 \
    -c shared_buffers=32MB $5 >>"$2/log" 2>&1 </dev/null &
server=$!
cat >/dev/null
kill -QUIT $server 2>/dev/null
# It may stand still.
kill -CONT $server 2>/dev/null
wait
test -e "$2/keep" || rm -rf "$2"
"#;

/// A cluster.
pub struct Cluster {
    folder: PathBuf,
    listen: String,
    port: u16,
    settings: String,
    keeper: Mutex<Option<(Child, ChildStdin)>>,
}

/// Where a program of PostgreSQL is: Debian keeps most of them beside the path.
fn program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let beside = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut beside: Vec<PathBuf> = beside.map(|version| version.path().join("bin")).collect();
    beside.sort();
    beside
        .into_iter()
        .rev()
        .chain(std::env::split_paths(&path))
        .map(|dir| dir.join(name))
        .find(|at| at.is_file())
}

/// Runs as an ordinary user: no server of PostgreSQL runs as root.
fn as_somebody(program: &Path) -> Command {
    if !geteuid().is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]).arg(program);
    command
}

fn done(command: &mut Command) {
    let out = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(out.status.success(), "{command:?}: {}", String::from_utf8_lossy(&out.stderr));
}

/// The cluster that all tests of this program share; none if there is no PostgreSQL here, and says what is not
/// shown then.
pub fn shared(what: &str) -> Option<&'static str> {
    static SHARED: OnceLock<Option<(String, Option<Cluster>)>> = OnceLock::new();
    let shared = SHARED.get_or_init(|| match std::env::var(GIVEN) {
        Ok(given) => Some((given, None)),
        Err(_) => Cluster::start("", "", |_| {}).map(|cluster| (cluster.address(), Some(cluster))),
    });
    if shared.is_none() {
        not_tested(what);
    }
    shared.as_ref().map(|(address, _)| address.as_str())
}

/// A child process shall use the cluster of this one.
pub fn hand_down(command: &mut Command) {
    if let Some(address) = shared("") {
        command.env(GIVEN, address);
    }
}

pub fn not_tested(what: &str) {
    eprintln!(
        "NOT TESTED: {what}. It takes PostgreSQL, which is not here (Debian: apt-get install postgresql)"
    );
}

/// A schema of the shared cluster for a folder, always the same.
pub fn address_for(base: &str, dir: &Path) -> String {
    let name: String = dir
        .display()
        .to_string()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' })
        .collect();
    let from = name.len().saturating_sub(40);
    // Temporary folders differ in capitals, too.
    let sum =
        dir.display().to_string().bytes().fold(7u32, |sum, byte| sum.wrapping_mul(31) ^ u32::from(byte));
    format!("{base}&schema=s{:x}_{}", sum, &name[from..].trim_matches('_'))
}

impl Cluster {
    /// Begins one; none if there is no PostgreSQL here. `listen` is empty or an address of this machine, where it
    /// takes connections on a free port. `prepare` sees the folder before the server does.
    pub fn start(listen: &str, settings: &str, prepare: impl FnOnce(&Path)) -> Option<Cluster> {
        let (initdb, _) = (program("initdb")?, program("postgres")?);
        let folder = tempfile::Builder::new().prefix("ombud-pg").tempdir().unwrap().keep();
        if geteuid().is_root() {
            done(Command::new("chown").arg("postgres").arg(&folder));
        }
        let mut begin = as_somebody(&initdb);
        begin.args([
            "--username=ombud",
            "--auth=trust",
            "--no-sync",
            "--encoding=UTF8",
            "--no-locale",
            "--pgdata",
        ]);
        // The folder of whoever runs the tests may be closed to that user.
        done(begin.arg(folder.join("data")).current_dir("/"));
        prepare(&folder.join("data"));
        let port = match listen {
            "" => 5432,
            address => std::net::TcpListener::bind((address, 0)).unwrap().local_addr().unwrap().port(),
        };
        let (listen, settings) = (listen.to_owned(), settings.to_owned());
        let cluster = Cluster { folder, listen, port, settings, keeper: Mutex::new(None) };
        cluster.begin();
        Some(cluster)
    }

    /// Its address, to which `&schema=…` can be added.
    pub fn address(&self) -> String {
        format!("postgres:///postgres?host={}&user=ombud&application_name=test", self.folder.display())
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// What the database says to a question, a line for each row.
    pub fn ask(&self, question: &str) -> String {
        let psql = program("psql").expect("it comes with the server");
        let mut command = Command::new(psql);
        command.args(["-X", "-A", "-t", "-U", "ombud", "-d", "postgres", "-c", question]).arg("-h");
        let out = command.arg(&self.folder).args(["-p", &self.port.to_string()]).output().unwrap();
        assert!(out.status.success(), "{question}: {}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8_lossy(&out.stdout).trim().to_owned()
    }

    fn pid_file(&self) -> PathBuf {
        self.folder.join("data/postmaster.pid")
    }

    /// Starts the server, after it was killed, too, and waits until it takes questions.
    pub fn begin(&self) {
        let server = program("postgres").expect("it was there");
        let mut keeper = as_somebody(Path::new("/bin/sh"));
        keeper.args(["-c", KEEPER, "keeper"]).arg(server).arg(&self.folder).arg(&self.listen);
        keeper.arg(self.port.to_string()).arg(&self.settings).current_dir("/");
        let mut keeper = keeper.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        let input = keeper.stdin.take().unwrap();
        *self.keeper.lock().unwrap_or_else(PoisonError::into_inner) = Some((keeper, input));
        let begun = Instant::now();
        let ready = || {
            let told = fs::read_to_string(self.pid_file()).unwrap_or_default();
            told.lines().nth(7).is_some_and(|line| line.trim() == "ready")
        };
        while !ready() {
            let log = || fs::read_to_string(self.folder.join("log")).unwrap_or_default();
            assert!(begun.elapsed() < PATIENCE, "PostgreSQL does not start:\n{}", log());
            sleep(Duration::from_millis(20));
        }
    }

    /// Sends a signal to every process of it; gives all but the first.
    fn signal(&self, signal: Signal) -> Vec<i32> {
        let told = fs::read_to_string(self.pid_file()).unwrap();
        let server: i32 = told.lines().next().unwrap().trim().parse().unwrap();
        let send = |process: i32| {
            // It may have ended with its parent.
            let _ = kill_process(Pid::from_raw(process).unwrap(), signal);
        };
        // Those of one that is killed are nobody's, and one that goes on has begun others meanwhile.
        let mut all = children(server);
        send(server);
        all.extend(children(server));
        all.iter().copied().for_each(send);
        all
    }

    /// Nothing of it moves any more, and nobody is told, until it goes on.
    pub fn stands_still(&self) {
        self.signal(Signal::STOP);
    }

    pub fn goes_on(&self) {
        self.signal(Signal::CONT);
    }

    /// Ends every process of it as a power cut would.
    pub fn kill(&self) {
        let children = self.signal(Signal::KILL);
        fs::write(self.folder.join("keep"), "").unwrap();
        if let Some((mut keeper, input)) = self.keeper.lock().unwrap_or_else(PoisonError::into_inner).take() {
            drop(input);
            keeper.wait().unwrap();
        }
        fs::remove_file(self.folder.join("keep")).unwrap();
        let begun = Instant::now();
        while children.iter().any(|child| Path::new(&format!("/proc/{child}")).exists()) {
            assert!(begun.elapsed() < PATIENCE, "it was killed and does not end");
            sleep(Duration::from_millis(5));
        }
        fs::remove_file(self.pid_file()).unwrap();
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if std::thread::panicking() && self.pid_file().exists() {
            // Who stands still does not end.
            self.goes_on();
        }
        if let Some((mut keeper, input)) = self.keeper.lock().unwrap_or_else(PoisonError::into_inner).take() {
            drop(input);
            let _ = keeper.wait();
        } else {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

fn children(parent: i32) -> Vec<i32> {
    let processes = fs::read_dir("/proc").unwrap().flatten();
    let numbers = processes.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    let is_child = |process: &i32| {
        let status = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
        // The name in parentheses may have blanks.
        let rest = status.rsplit_once(')').map(|(_, rest)| rest).unwrap_or_default();
        rest.split_whitespace().nth(1) == Some(&parent.to_string())
    };
    numbers.filter(is_child).collect()
}
