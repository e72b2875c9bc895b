//! A demo desk of one's own: the real program, in a folder that goes away with it.

use crate::caller::Caller;
use crate::program::{Program, binary, root, run};
use serde_json::{Value, json};
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::thread;
use std::time::{Duration, Instant, UNIX_EPOCH};
use tempfile::TempDir;

/// Everybody's password.
pub const PASSWORD: &str = "demo-only";

/// The people of the demo.
pub const PEOPLE: [&str; 7] =
    ["owner", "admin", "supervisor", "agent.support", "agent.sales", "collaborator", "customer"];

/// A running desk with the people, departments and mail of `ombud demo`. When it is dropped it is killed, and
/// everything that it kept must fit together.
pub struct World {
    program: Program,
    folder: TempDir,
    /// More for the command line.
    more: Vec<String>,
    harmed: bool,
}

impl Drop for World {
    fn drop(&mut self) {
        if self.harmed || thread::panicking() {
            return;
        }
        self.program.kill();
        let verified = run(&["verify", "--data", &self.folder.path().to_string_lossy()]);
        assert_eq!(verified.code, Some(0), "{}{}", verified.out, verified.err);
    }
}

impl World {
    /// Opens one. The demo is settled in once for all; each desk has its own copy.
    #[track_caller]
    pub fn demo() -> World {
        World::demo_with(&[])
    }

    /// The same, with more on the command line.
    #[track_caller]
    pub fn demo_with(more: &[&str]) -> World {
        let folder = folder();
        copy(settled(), folder.path()).expect("the settled desk can be copied");
        let more: Vec<String> = more.iter().map(|one| (*one).to_owned()).collect();
        World { program: start(folder.path(), &more), folder, more, harmed: false }
    }

    /// Where it listens.
    pub fn base(&self) -> &str {
        self.program.base()
    }

    /// Its data folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The process.
    pub fn program(&mut self) -> &mut Program {
        &mut self.program
    }

    /// The test plants damage in the folder, which need not fit together in the end.
    pub fn will_be_harmed(&mut self) {
        self.harmed = true;
    }

    /// Somebody signed in, by the name before `@demo.test`.
    #[track_caller]
    pub fn person(&self, name: &str) -> Caller {
        Caller::sign_in(self.base(), &format!("{name}@demo.test"), PASSWORD)
    }

    /// Waits until the search knows of every record.
    ///
    /// # Panics
    /// If it takes too long.
    #[track_caller]
    pub fn searchable(&self) {
        searchable(self.base(), Duration::from_secs(30));
    }

    /// Somebody who is not signed in.
    pub fn visitor(&self) -> Caller {
        Caller::visitor(self.base())
    }

    /// Starts the desk again on the same folder, after it has been killed or stopped.
    #[track_caller]
    pub fn start_again(&mut self) {
        self.program = start(self.folder.path(), &self.more);
    }
}

/// An empty folder on the disk where the desk of a test stands.
///
/// # Panics
/// If there can be none.
pub fn folder() -> TempDir {
    tempfile::Builder::new().prefix("desk-").tempdir_in(place()).expect("a folder for a desk")
}

/// In `target`, since `/tmp` is often no disk at all.
fn place() -> PathBuf {
    let me = std::env::current_exe().expect("a program knows its place");
    let target = me.ancestors().nth(3).expect("tests stand in target/<profile>/deps");
    let place = target.join("tmp");
    fs::create_dir_all(&place).expect("a folder for desks");
    place
}

#[track_caller]
fn searchable(base: &str, patience: Duration) {
    let admin = Caller::sign_in(base, "admin@demo.test", PASSWORD);
    let begun = Instant::now();
    loop {
        let status = admin.get("/api/v1/search").is(200);
        if status["complete"] == json!(true) && status["behind"] == json!(0) {
            return;
        }
        assert!(begun.elapsed() < patience, "{status}");
        thread::sleep(Duration::from_millis(20));
    }
}

fn start(folder: &Path, more: &[String]) -> Program {
    let folder = folder.to_string_lossy();
    let mut arguments = vec!["demo", "--data", &folder, "--listen", "127.0.0.1:0"];
    arguments.extend(more.iter().map(String::as_str));
    Program::start(&arguments)
}

/// A copy of a folder that an earlier version left: `tests/museum/<name>.tar.gz`.
///
/// # Panics
/// If it cannot be unpacked.
pub fn museum(name: &str) -> TempDir {
    let folder = folder();
    let piece = root().join("tests/museum").join(name).with_extension("tar.gz");
    let unpacked = Command::new("tar").arg("xzf").arg(piece).arg("-C").arg(folder.path()).status();
    assert!(unpacked.is_ok_and(|status| status.success()), "{name} cannot be unpacked");
    folder
}

/// A desk in which the demo has been settled and which was then closed: of the same program within [`FRESH`], so that test programs one
/// after another share it.
fn settled() -> &'static Path {
    static SETTLED: OnceLock<PathBuf> = OnceLock::new();
    SETTLED.get_or_init(|| {
        let program = fs::metadata(binary()).expect("the program is there");
        let built = program.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok());
        let name = format!("settled-{}-{}", program.len(), built.unwrap_or_default().as_nanos());
        let shared = place().join(name);
        if age(&shared).is_some_and(|age| age < FRESH) {
            return shared;
        }
        for old in old_ones() {
            let _ = fs::remove_dir_all(old);
        }
        let mine = place().join(format!("settled-{}", std::process::id()));
        let _ = fs::remove_dir_all(&mine);
        let mut program = start(&mine, &[]);
        // Else each of its copies would build the index anew.
        searchable(program.base(), Duration::from_secs(60));
        assert_eq!(program.stop(), Some(0), "the desk closes in order");
        // If another test program was faster, it is its own for this one.
        if fs::rename(&mine, &shared).is_ok() { shared } else { mine }
    })
}

/// How long a settled desk serves: its sample data is of the day on which it was made.
const FRESH: Duration = Duration::from_secs(2 * 60 * 60);

fn age(folder: &Path) -> Option<Duration> {
    fs::metadata(folder).ok()?.modified().ok()?.elapsed().ok()
}

/// What no test program takes any more.
fn old_ones() -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(place()) else { return Vec::new() };
    let old = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        name.strip_prefix("settled-").is_some_and(|of| {
            let of_the_living = !of.contains('-') && Path::new("/proc").join(of).exists();
            !of_the_living && (!of.contains('-') || age(path).is_none_or(|age| age >= FRESH))
        })
    };
    entries.filter_map(|entry| Some(entry.ok()?.path())).filter(old).collect()
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            copy_file(&entry.path(), &target)?;
        }
    }
    Ok(())
}

/// Copies a file without its holes: a log is mostly that.
fn copy_file(from: &Path, to: &Path) -> io::Result<()> {
    let (mut from, mut to) = (File::open(from)?, File::create(to)?);
    let (mut part, hole) = (vec![0; 64 << 10], vec![0; 64 << 10]);
    let mut size = 0;
    loop {
        let read = from.read(&mut part)?;
        if read == 0 {
            return to.set_len(size);
        }
        size += read as u64;
        if part[..read] != hole[..read] {
            to.write_all(&part[..read])?;
        } else {
            to.seek(SeekFrom::Start(size))?;
        }
    }
}

/// All rows of a list that comes in pages: `field` holds them, `next` leads on.
///
/// # Panics
/// If a page is refused.
#[track_caller]
pub fn all(caller: &Caller, path: &str, field: &str) -> Vec<Value> {
    let joint = if path.contains('?') { '&' } else { '?' };
    let mut rows = Vec::new();
    let mut next = String::new();
    loop {
        let page = caller.get(&format!("{path}{joint}limit=200{next}")).is(200);
        rows.extend(page[field].as_array().cloned().unwrap_or_default());
        match page["next"].as_str() {
            Some(cursor) => next = format!("&cursor={cursor}"),
            None => return rows,
        }
    }
}

/// Opens a ticket and answers it whole.
#[track_caller]
pub fn open_ticket(caller: &Caller, department: &str, subject: &str) -> Value {
    let wanted = json!({
        "subject": subject, "department": department, "body": format!("{subject}, in more words."),
        "requester": "mira@example.org", "requester_name": "Mira",
    });
    caller.post("/tickets/api/tickets", &wanted).is(201)
}

/// The text at this place of a JSON value.
///
/// # Panics
/// If there is none.
#[track_caller]
pub fn text(value: &Value, field: &str) -> String {
    match value[field].as_str() {
        Some(text) => text.to_owned(),
        None => panic!("no text `{field}` in {value}"),
    }
}
