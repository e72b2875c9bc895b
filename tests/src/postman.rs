//! A mail server of one's own: real SMTP with STARTTLS and passwords, by aiosmtpd, installed beside the other tools.

use crate::program::root;
use serde_json::{Value, json};
use std::io::{self, BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};
use std::{fs, thread};
use tempfile::TempDir;

const VERSION: &str = "1.4.6";

/// A mail that the server has taken.
#[derive(Clone, Debug)]
pub struct Taken {
    /// As it came over the line.
    pub bytes: String,
    /// Whom it was for.
    pub to: String,
    /// Whether nobody on the way could read it.
    pub tls: bool,
}

impl Taken {
    /// A header, unfolded; of several the first.
    pub fn header(&self, name: &str) -> Option<String> {
        let head = self.bytes.split("\r\n\r\n").next()?.replace("\r\n ", " ").replace("\r\n\t", " ");
        let begin = format!("{}: ", name.to_lowercase());
        let line = head.split("\r\n").find(|line| line.to_lowercase().starts_with(&begin))?;
        Some(line[begin.len()..].to_owned())
    }

    /// Its text, decoded.
    ///
    /// # Panics
    /// If it is not one part that Python can read.
    pub fn text(&self) -> String {
        let program = "import email, email.policy, sys\n\
            mail = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)\n\
            sys.stdout.buffer.write(mail.get_body(('plain',)).get_content().encode())";
        let mut child = Command::new("python3")
            .args(["-c", program])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Python can be started");
        let mut stdin = child.stdin.take().expect("it was piped");
        io::Write::write_all(&mut stdin, self.bytes.as_bytes()).expect("it reads");
        drop(stdin);
        let done = child.wait_with_output().expect("it ends");
        assert!(done.status.success(), "a mail cannot be read:\n{}", self.bytes);
        String::from_utf8_lossy(&done.stdout).into_owned()
    }
}

/// The server. What it took stays when it is stopped.
pub struct Postman {
    folder: TempDir,
    /// Where it listens.
    pub port: u16,
    how: Vec<String>,
    child: Option<Child>,
}

impl Postman {
    /// One that speaks without TLS (`plain`), with STARTTLS (`starttls`) or with TLS from the beginning (`implicit`), to
    /// whoever knows this user and password, if any. None, and a line that says so: it cannot be had here.
    pub fn start(way: &str, known: Option<(&str, &str)>) -> Option<Postman> {
        python()?;
        let folder = tempfile::tempdir().expect("a folder");
        let free = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = free.local_addr().expect("it has one").port();
        drop(free);
        let mut how = vec![way.to_owned()];
        how.extend(known.iter().flat_map(|(user, password)| [(*user).to_owned(), (*password).to_owned()]));
        let mut postman = Postman { folder, port, how, child: None };
        postman.open();
        Some(postman)
    }

    /// Goes on where it was.
    ///
    /// # Panics
    /// If it does not.
    pub fn open(&mut self) {
        let Some(python) = python() else { return };
        let mut child = Command::new(python)
            .arg(root().join("tests/smtp/server.py"))
            .arg(self.folder.path())
            .arg(self.port.to_string())
            .args(&self.how)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a mail server can be started");
        let mut line = String::new();
        let out = child.stdout.take().expect("it was piped");
        BufReader::new(out).read_line(&mut line).expect("it speaks");
        assert_eq!(line.trim(), "listening");
        self.child = Some(child);
    }

    /// Nobody is there.
    pub fn shut(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// What it says from now on, as server.py has it.
    pub fn rules(&self, rules: &Value) {
        fs::write(self.folder.path().join("rules.json"), rules.to_string()).expect("the folder is there");
    }

    /// Who vouches for it.
    pub fn authority(&self) -> Option<String> {
        fs::read_to_string(self.folder.path().join("authority.pem")).ok()
    }

    /// As a desk is told of it.
    pub fn relay(&self, password: Option<&str>) -> Value {
        let tls = match self.how[0].as_str() {
            "plain" => "none",
            other => other,
        };
        json!({
            "host": "localhost", "port": self.port, "tls": tls, "sender": "desk@house.test", "name": "The desk",
            "desk": "https://desk.house.test", "authority": self.authority(), "password": password,
            "user": password.map(|_| "desk"),
        })
    }

    /// What it took, the first first.
    pub fn taken(&self) -> Vec<Taken> {
        let one = |nth: usize| {
            let place = |kind: &str| self.folder.path().join(format!("{nth}.{kind}"));
            let bytes = fs::read(place("eml")).ok()?;
            let about: Value = serde_json::from_slice(&fs::read(place("to")).ok()?).ok()?;
            Some(Taken {
                bytes: String::from_utf8_lossy(&bytes).into_owned(),
                to: about["to"][0].as_str()?.to_owned(),
                tls: about["tls"] == true,
            })
        };
        (1..).map_while(one).collect()
    }

    /// Waits until it took so many.
    ///
    /// # Panics
    /// If it does not.
    #[track_caller]
    pub fn until(&self, count: usize) -> Vec<Taken> {
        let begun = Instant::now();
        loop {
            let taken = self.taken();
            if taken.len() >= count {
                return taken;
            }
            assert!(begun.elapsed() < Duration::from_secs(110), "{} mails of {count} came", taken.len());
            thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Postman {
    fn drop(&mut self) {
        self.shut();
    }
}

/// A Python that has aiosmtpd; installed once.
fn python() -> Option<&'static Path> {
    static PYTHON: OnceLock<Option<PathBuf>> = OnceLock::new();
    let python = PYTHON.get_or_init(|| match installed() {
        Ok(python) => Some(python),
        Err(error) => {
            println!("NOT TESTED: mail, since aiosmtpd cannot be installed by Python's pip: {error}");
            None
        }
    });
    python.as_deref()
}

fn installed() -> io::Result<PathBuf> {
    let place = root().join("target/toolchains").join(format!("aiosmtpd-{VERSION}"));
    let python = place.join("bin/python");
    // Written when all is there: an environment cannot be moved.
    let whole = place.join("whole");
    let lock = place.with_extension("lock");
    fs::create_dir_all(root().join("target/toolchains"))?;
    let mut mine = false;
    for _ in 0..600 {
        if whole.exists() {
            return Ok(python);
        }
        match fs::OpenOptions::new().write(true).create_new(true).open(&lock) {
            Ok(_) => {
                mine = true;
                break;
            }
            // Left by one that was killed.
            Err(_) if age(&lock) > Duration::from_secs(120) => drop(fs::remove_file(&lock)),
            Err(_) => thread::sleep(Duration::from_millis(200)),
        }
    }
    if !mine {
        return Err(io::Error::other("somebody else is at it for very long"));
    }
    let made = install(&place).and_then(|()| fs::write(&whole, VERSION));
    let _ = fs::remove_file(&lock);
    made.map(|()| python)
}

fn age(of: &Path) -> Duration {
    let changed = fs::metadata(of).and_then(|about| about.modified());
    changed.ok().and_then(|changed| changed.elapsed().ok()).unwrap_or_default()
}

fn install(place: &Path) -> io::Result<()> {
    let run = |command: &mut Command| {
        let done = command.output()?;
        match done.status.success() {
            true => Ok(()),
            false => Err(io::Error::other(String::from_utf8_lossy(&done.stderr).into_owned())),
        }
    };
    run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(place))?;
    let wanted = root().join("tests/smtp/requirements.txt");
    run(Command::new(place.join("bin/python"))
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"])
        .arg(wanted))
}
