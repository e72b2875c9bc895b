//! What the permission engine, the plugins and the disk cost, seen from outside: a desk beside a server that
//! only sends the same bytes, and durable writes beside what the disk itself can do. Same client, same minute.

use bytes::Bytes;
use http_body_util::Full;
use hyper::service::service_fn;
use ombud_tests::caller::Caller;
use ombud_tests::program::{Program, binary};
use ombud_tests::world::{World, folder, open_ticket, text};
use serde_json::json;
use std::fs::File;
use std::io::{Seek, Write};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;

const ROUNDS: usize = 3;
const READING: Duration = Duration::from_secs(3);
const WRITING: Duration = Duration::from_secs(3);
const SYNCING: Duration = Duration::from_millis(1500);
const READERS: usize = 32;
const WRITERS: usize = 64;

fn main() {
    let mut arguments = std::env::args().skip(1);
    if let (Some("bare"), Some(answer)) = (arguments.next().as_deref(), arguments.next()) {
        return bare(Path::new(&answer));
    }
    println!("building {} if it is not yet", binary().display());
    let desk = World::demo();
    let runtime = runtime();
    let agent = desk.person("agent.support");
    let ticket = format!("/tickets/api/tickets/{}", text(&open_ticket(&agent, "Support", "Read me"), "id"));
    println!("one record of a small plugin:");
    let record = read(&desk, &runtime, &one_record(&desk));
    println!("one ticket as the API shows it, some twenty reads:");
    let ticket = read(&desk, &runtime, &ticket);
    let writes = write(&desk, &runtime);
    println!(
        "One record is read {:.0} times a second through the permission engine and a fresh plugin instance, {:.2}x of \
         the {:.0} at which a bare server sends the same bytes (a whole ticket {:.2}x); one client makes {:.0} durable \
         tickets a second and {WRITERS} make {:.0}, {:.1} to each wait for a disk that alone syncs {:.0} times a second.",
        record.desk,
        record.desk / record.bare,
        record.bare,
        ticket.desk / ticket.bare,
        writes.one,
        writes.many,
        writes.shared,
        writes.floor,
    );
}

/// Where the smallest plugin answers with one record that it keeps.
fn one_record(desk: &World) -> String {
    let zoo = ombud_testkit::pack("tests/guests/zoo");
    let kind = [("content-type", "application/wasm")];
    desk.person("owner").fetch("POST", "/api/v1/plugins?approve=all", &kind, zoo).is(201);
    let kept = desk.person("agent.support").post("/zoo/do/keep", &json!({ "name": "leo" })).is(200);
    format!("/zoo/animals/{}", text(&kept, "id"))
}

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime")
}

struct Reads {
    desk: f64,
    bare: f64,
}

/// One path, read by 32 clients over and over, from the desk and from a bare server in turns.
fn read(desk: &World, runtime: &Runtime, path: &str) -> Reads {
    let agent = desk.person("agent.support");
    let answer = agent.get(path);
    assert_eq!(answer.status, 200, "{}", answer.text());
    let kept = folder();
    let file = kept.path().join("answer");
    let mut bytes = Vec::new();
    for (name, value) in &answer.headers {
        if !matches!(name.as_str(), "content-length" | "date" | "connection" | "transfer-encoding") {
            bytes.extend_from_slice(format!("{name}: {value}\n").as_bytes());
        }
    }
    bytes.push(b'\n');
    bytes.extend_from_slice(&answer.body);
    std::fs::write(&file, bytes).expect("the answer can be kept");
    let mut other = Command::new(std::env::current_exe().expect("a program knows its place"));
    other.arg("bare").arg(&file);
    let bare = Program::start_with(other);

    let request = |base: &str| head("GET", base, path, &agent, 0);
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for round in 1..=ROUNDS {
        let load = |base: &str| {
            let request = request(base);
            runtime.block_on(load(base, READERS, READING, move |_| request.clone().into_bytes()))
        };
        theirs.push(load(bare.base()));
        ours.push(load(desk.base()));
        println!(
            "round {round}: a bare server answers {:.0}/s, the desk {:.0}/s ({:.2}x)",
            theirs[round - 1],
            ours[round - 1],
            ours[round - 1] / theirs[round - 1]
        );
    }
    Reads { desk: middle(ours), bare: middle(theirs) }
}

struct Writes {
    floor: f64,
    one: f64,
    many: f64,
    shared: f64,
}

/// Tickets opened by one client and by 64, and how often the disk syncs without a desk.
fn write(desk: &World, runtime: &Runtime) -> Writes {
    let (agent, owner) = (desk.person("agent.support"), desk.person("owner"));
    let mut raw = File::create(desk.folder().join("raw")).expect("a file beside the desk's");
    let load = |clients: usize| {
        let before = syncs(&owner);
        let begun = Instant::now();
        let (base, agent) = (desk.base().to_owned(), agent.clone());
        let rate = runtime.block_on(load(desk.base(), clients, WRITING, move |number| {
            let body = json!({
                "subject": format!("Ticket {number}"), "department": "Support", "requester": "mira@example.org",
                "body": "A lid is missing from the box that came on Monday.",
            })
            .to_string();
            let mut request = head("POST", &base, "/tickets/api/tickets", &agent, body.len()).into_bytes();
            request.extend_from_slice(body.as_bytes());
            request
        }));
        let syncs = (syncs(&owner) - before).max(1.0);
        (rate, rate * begun.elapsed().as_secs_f64() / syncs)
    };
    let (mut floor, mut one, mut many, mut shared) = (vec![], vec![], vec![], vec![]);
    for round in 1..=ROUNDS {
        floor.push(sync(&mut raw));
        one.push(load(1).0);
        let (rate, group) = load(WRITERS);
        many.push(rate);
        shared.push(group);
        println!(
            "round {round}: fdatasync {:.0}/s, 1 client {:.0} tickets/s, {WRITERS} clients {rate:.0}/s, {group:.1} \
             tickets a sync",
            floor[round - 1],
            one[round - 1]
        );
    }
    Writes { floor: middle(floor), one: middle(one), many: middle(many), shared: middle(shared) }
}

/// Overwrites of 4 KiB with fdatasync, each a second.
fn sync(file: &mut File) -> f64 {
    let (begun, mut count) = (Instant::now(), 0u32);
    while begun.elapsed() < SYNCING {
        file.rewind().and_then(|()| file.write_all(&[count as u8; 4096])).expect("the disk takes 4 KiB");
        file.sync_data().expect("the disk syncs");
        count += 1;
    }
    f64::from(count) / begun.elapsed().as_secs_f64()
}

/// How often the desk has waited for its disk.
fn syncs(owner: &Caller) -> f64 {
    let answer = owner.get("/api/v1/metrics");
    assert_eq!(answer.status, 200, "{}", answer.text());
    let figures = answer.text();
    let syncs = figures.lines().find_map(|line| line.strip_prefix("ombud_store_syncs_total ")?.parse().ok());
    syncs.unwrap_or_else(|| panic!("the metrics do not count syncs: {figures}"))
}

fn middle(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

fn head(method: &str, base: &str, path: &str, caller: &Caller, length: usize) -> String {
    let host = base.trim_start_matches("http://");
    let token = caller.token().unwrap_or_default();
    format!(
        "{method} {path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n\
         Content-Length: {length}\r\n\r\n"
    )
}

/// Requests a second that so many connections get answered, each one after the other.
async fn load(
    base: &str,
    connections: usize,
    time: Duration,
    request: impl Fn(u64) -> Vec<u8> + Send + Sync + 'static,
) -> f64 {
    let (request, count) = (Arc::new(request), Arc::new(AtomicU64::new(0)));
    let begun = Instant::now();
    let mut clients = tokio::task::JoinSet::new();
    for _ in 0..connections {
        let (request, count) = (request.clone(), count.clone());
        let address = base.trim_start_matches("http://").to_owned();
        clients.spawn(async move {
            let mut stream = TcpStream::connect(address).await.expect("the server takes connections");
            stream.set_nodelay(true).expect("a connection can be told not to wait");
            let mut buffer = Vec::with_capacity(16 << 10);
            while begun.elapsed() < time {
                let number = count.fetch_add(1, Relaxed);
                stream.write_all(&request(number)).await.expect("a request can be sent");
                answered(&mut stream, &mut buffer).await;
            }
        });
    }
    while let Some(done) = clients.join_next().await {
        done.expect("a client ends");
    }
    count.load(Relaxed) as f64 / begun.elapsed().as_secs_f64()
}

/// Reads one answer to its end and makes sure that it is a good one.
async fn answered(stream: &mut TcpStream, buffer: &mut Vec<u8>) {
    buffer.clear();
    loop {
        let read = stream.read_buf(buffer).await.expect("an answer can be read");
        assert!(read > 0, "the server hung up: {}", String::from_utf8_lossy(buffer));
        let Some(end) = buffer.windows(4).position(|four| four == b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&buffer[..end]).to_lowercase();
        let length = head.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok());
        let length: usize = length.unwrap_or_else(|| panic!("an answer without a length: {head}"));
        if buffer.len() >= end + 4 + length {
            assert!(head.starts_with("http/1.1 20"), "{}", String::from_utf8_lossy(buffer));
            return;
        }
    }
}

/// The server beside which the desk is measured: hyper, and the bytes of a file.
fn bare(answer: &Path) {
    let answer = std::fs::read(answer).expect("the answer was kept");
    let end = answer.windows(2).position(|two| two == b"\n\n").expect("a head ends");
    let head = String::from_utf8_lossy(&answer[..end]).into_owned();
    let headers: Arc<Vec<(String, String)>> = Arc::new(
        head.lines().filter_map(|line| line.split_once(": ")).map(|(n, v)| (n.into(), v.into())).collect(),
    );
    let body = Bytes::copy_from_slice(&answer[end + 2..]);
    runtime().block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        println!("listening on http://{}", listener.local_addr().expect("a listener has an address"));
        loop {
            let (stream, _) = listener.accept().await.expect("a connection");
            stream.set_nodelay(true).expect("a connection can be told not to wait");
            let (headers, body) = (headers.clone(), body.clone());
            tokio::spawn(async move {
                let service = service_fn(move |_| {
                    let mut answer = hyper::Response::builder();
                    for (name, value) in headers.iter() {
                        answer = answer.header(name, value);
                    }
                    let answer = answer.body(Full::new(body.clone()));
                    async move { answer }
                });
                let io = hyper_util::rt::TokioIo::new(stream);
                hyper::server::conn::http1::Builder::new().serve_connection(io, service).await
            });
        }
    });
}
