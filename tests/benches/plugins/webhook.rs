//! What plugins of other help desks are: a server of their own that gets a request, and asks the desk back over HTTP.
//! Both connections are kept open.

use crate::desk::{NOW, QUESTION};
use crate::turns::{CALLS, at_once, runtime};
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::client::conn::http1::SendRequest;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use ombud_tests::program::Program;
use serde_json::{Value, json};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;
use tokio::sync::Mutex;

/// A connection that stays open.
type Line = SendRequest<Full<Bytes>>;

pub struct Webhook {
    program: Program,
}

impl Webhook {
    /// Starts it in a process of its own, and the desk that it asks back here.
    pub fn start(runtime: &Runtime) -> Webhook {
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).expect("a port");
        let desk = listener.local_addr().expect("a listener has an address").to_string();
        runtime.spawn(listen(listener, || |_, _| async { json!({ "now": NOW.0 }).to_string() }));
        let mut program = Command::new(std::env::current_exe().expect("a program knows its place"));
        program.arg("webhook").arg(desk);
        Webhook { program: Program::start_with(program) }
    }

    fn address(&self) -> String {
        self.program.base().trim_start_matches("http://").to_owned()
    }

    /// Has a name stamped.
    pub async fn ask(&self, path: &str) -> Vec<u8> {
        ask(&mut call(&self.address()).await, path, QUESTION).await.to_vec()
    }

    /// The time of so many callers, each on a connection of its own.
    pub fn run(&self, runtime: &Runtime, callers: usize, path: &'static str) -> Duration {
        at_once(runtime, callers, |ready| {
            let address = self.address();
            async move {
                let mut line = call(&address).await;
                // The connection back to the desk is there as well.
                ask(&mut line, path, QUESTION).await;
                ready.wait().await;
                for _ in 0..CALLS {
                    ask(&mut line, path, QUESTION).await;
                }
            }
        })
    }
}

/// The webhook itself.
pub fn serve(desk: &str) {
    runtime().block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        println!("listening on http://{}", listener.local_addr().expect("a listener has an address"));
        listen(listener, || {
            let (desk, line) = (desk.to_owned(), Arc::new(Mutex::new(None)));
            move |path, question| stamp(desk.clone(), line.clone(), path, question)
        })
        .await;
    });
}

async fn stamp(desk: String, line: Arc<Mutex<Option<Line>>>, path: String, question: Bytes) -> String {
    let question: Value = serde_json::from_slice(&question).expect("JSON");
    let now = match path.as_str() {
        "/stamp" => {
            let mut line = line.lock().await;
            let line = match &mut *line {
                Some(line) => line,
                none => none.insert(call(&desk).await),
            };
            let answer: Value = serde_json::from_slice(&ask(line, "/now", b"").await).expect("JSON");
            answer["now"].clone()
        }
        _ => {
            let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock that is right");
            json!(since.as_millis() as u64)
        }
    };
    json!({ "name": question["name"], "now": now }).to_string()
}

/// Answers whoever connects; each connection gets somebody of its own who answers.
async fn listen<A, F>(listener: TcpListener, answers: impl Fn() -> A)
where
    A: Fn(String, Bytes) -> F + Clone + Send + 'static,
    F: Future<Output = String> + Send + 'static,
{
    loop {
        let (stream, _) = listener.accept().await.expect("a connection");
        stream.set_nodelay(true).expect("a connection can be told not to wait");
        let answer = answers();
        let service = service_fn(move |request: Request<Incoming>| {
            let answer = answer.clone();
            async move {
                let path = request.uri().path().to_owned();
                let question = request.into_body().collect().await?.to_bytes();
                let body = Full::new(Bytes::from(answer(path, question).await));
                Ok::<_, hyper::Error>(Response::new(body))
            }
        });
        tokio::spawn(async move {
            hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service).await
        });
    }
}

async fn call(address: &str) -> Line {
    let stream = TcpStream::connect(address).await.expect("somebody listens");
    stream.set_nodelay(true).expect("a connection can be told not to wait");
    let (line, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.expect("it speaks HTTP");
    tokio::spawn(connection);
    line
}

async fn ask(line: &mut Line, path: &str, question: &'static [u8]) -> Bytes {
    let request = Request::post(path).header("host", "desk.test").header("content-type", "application/json");
    let request = request.body(Full::new(Bytes::from_static(question))).expect("a request");
    line.ready().await.expect("the line is open");
    let answer = line.send_request(request).await.expect("an answer");
    assert_eq!(answer.status(), 200);
    answer.into_body().collect().await.expect("all of it").to_bytes()
}
