//! The world outside of a desk, as a test scripts it: machines with names, what they answer, and what they were sent.
//!
//! Requests take the way of all requests: the mandate, the rules about addresses, the connection. Only at its end stands
//! a listener on loopback in place of the world, and https is spoken without its encryption.

use ombud_host::Names;
use std::collections::{BTreeMap, VecDeque};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

/// The address of all names: anybody's, so that the rules about private ones count as in earnest. Nothing is sent there.
const ANYBODY: IpAddr = IpAddr::V4(Ipv4Addr::new(9, 9, 9, 9));

/// The longest body that is read, bytes.
const BODY: usize = 16 << 20;

/// The world outside. Clones are the same world.
#[derive(Clone, Default)]
pub struct World(Arc<Inside>);

#[derive(Default)]
struct Inside {
    machine: OnceLock<SocketAddr>,
    over: AtomicBool,
    script: Mutex<Script>,
}

#[derive(Default)]
struct Script {
    answers: BTreeMap<String, VecDeque<Reply>>,
    heard: Vec<Heard>,
}

/// What a machine answers.
#[derive(Clone, Debug, Default)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// Names and values.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

/// A request that left the desk.
#[derive(Clone, Debug)]
pub struct Heard {
    /// The name of the machine.
    pub host: String,
    /// Upper case.
    pub method: String,
    /// With its query.
    pub path: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// Whole.
    pub body: Vec<u8>,
}

impl Heard {
    /// The first value of a header; the name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(header, _)| header == name).map(|(_, value)| value.as_str())
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl World {
    /// A machine of this name answers so, after what it was told to answer before. The last of its answers lasts.
    ///
    /// # Panics
    /// If the system gives no socket.
    pub fn answers(&self, host: &str, reply: Reply) {
        self.listen().unwrap_or_else(|error| panic!("a machine for `{host}`: {error}"));
        self.script().answers.entry(host.to_owned()).or_default().push_back(reply);
    }

    /// What the machine of this name was sent, in order.
    pub fn heard(&self, host: &str) -> Vec<Heard> {
        self.script().heard.iter().filter(|heard| heard.host == host).cloned().collect()
    }

    fn script(&self) -> MutexGuard<'_, Script> {
        self.0.script.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn listen(&self) -> io::Result<()> {
        if self.0.machine.get().is_some() {
            return Ok(());
        }
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        if self.0.machine.set(listener.local_addr()?).is_err() {
            return Ok(());
        }
        let world = self.clone();
        std::thread::Builder::new().name("outside".into()).spawn(move || {
            for stream in listener.incoming() {
                if world.0.over.load(Ordering::SeqCst) {
                    return;
                }
                // Whoever breaks off hears nothing, as in the world.
                let _ = stream.and_then(|stream| world.serve(stream));
            }
        })?;
        Ok(())
    }

    fn serve(&self, mut stream: TcpStream) -> io::Result<()> {
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        let Some(heard) = read(&stream)? else { return Ok(()) };
        let reply = {
            let mut script = self.script();
            let answers = script.answers.get_mut(&heard.host);
            let reply = answers.and_then(|left| match left.len() {
                0 | 1 => left.front().cloned(),
                _ => left.pop_front(),
            });
            script.heard.push(heard);
            reply.unwrap_or(Reply { status: 404, ..Reply::default() })
        };
        let mut head = format!("HTTP/1.1 {} As Told\r\n", reply.status);
        for (name, value) in &reply.headers {
            head += &format!("{name}: {value}\r\n");
        }
        head += &format!("content-length: {}\r\nconnection: close\r\n\r\n", reply.body.len());
        stream.write_all(head.as_bytes())?;
        stream.write_all(&reply.body)
    }

    /// Lets the machine go.
    pub(crate) fn end(&self) {
        self.0.over.store(true, Ordering::SeqCst);
        if let Some(machine) = self.0.machine.get() {
            let _ = TcpStream::connect(machine);
        }
    }
}

fn read(stream: &TcpStream) -> io::Result<Option<Heard>> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut words = line.split_whitespace();
    let (Some(method), Some(path)) = (words.next(), words.next()) else { return Ok(None) };
    let (method, path) = (method.to_owned(), path.to_owned());
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 || line.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':') {
            headers.push((name.trim().to_lowercase(), value.trim().to_owned()));
        }
    }
    let header =
        |wanted: &str| headers.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
    let length: usize = header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    let host = header("host").unwrap_or_default();
    let host = host.rsplit_once(':').map_or(host, |(name, _)| name).to_owned();
    let mut body = vec![0; length.min(BODY)];
    reader.read_exact(&mut body)?;
    Ok(Some(Heard { host, method, path, headers, body }))
}

impl Names for World {
    fn resolve(&self, host: &str, _: u16) -> io::Result<Vec<IpAddr>> {
        match self.script().answers.contains_key(host) {
            true => Ok(vec![ANYBODY]),
            false => Err(io::Error::other(format!("the test has no machine `{host}`: say what it answers"))),
        }
    }

    fn detour(&self) -> Option<SocketAddr> {
        // Before any machine was told to answer no name leads anywhere; port 9 is where nobody listens.
        Some(self.0.machine.get().copied().unwrap_or(SocketAddr::from((Ipv4Addr::LOCALHOST, 9))))
    }
}
