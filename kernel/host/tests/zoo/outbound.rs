//! Requests to other machines: sent when what caused them is on disk, and nowhere else than they may go.

use crate::desk::{Desk, packed};
use crate::reseal;
use ombud_access::PluginId;
use ombud_host::{Approval, EffectState, EgressMandate, Principal};
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

/// A machine that answers each request with the next of these, and the last for ever; and what it was sent.
pub struct Machine {
    port: u16,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Machine {
    pub fn answering(answers: &[&str]) -> Machine {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let (told, mut answers) =
            (heard.clone(), answers.iter().map(|a| (*a).to_owned()).collect::<VecDeque<_>>());
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut reader = BufReader::new(stream.try_clone().unwrap());
                let (mut head, mut length) = (String::new(), 0);
                while !head.ends_with("\r\n\r\n") && reader.read_line(&mut head).is_ok_and(|n| n > 0) {
                    let line = head.lines().last().unwrap_or_default().to_lowercase();
                    length = line.strip_prefix("content-length: ").map_or(length, |n| n.parse().unwrap());
                }
                let mut body = vec![0; length];
                reader.read_exact(&mut body).unwrap();
                told.lock().unwrap().push(head.to_lowercase() + &String::from_utf8_lossy(&body));
                let answer = if answers.len() > 1 { answers.pop_front() } else { answers.front().cloned() };
                let answer = answer.unwrap_or_default();
                let (status, body) = answer.split_once('|').unwrap_or((&answer, ""));
                let length = body.len();
                let _ = write!(
                    stream,
                    "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
                );
            }
        });
        Machine { port, heard }
    }

    pub fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }

    pub fn url(&self) -> String {
        format!("http://localhost:{}/in", self.port)
    }
}

fn zoo() -> PluginId {
    PluginId::parse("zoo").unwrap()
}

/// A desk whose zoo may send requests to this machine, which stands inside.
pub async fn desk(machine: &Machine) -> Desk {
    let desk = Desk::open().await;
    let mut manifest = serde_json::to_value(ombud_host::inspect(&packed("zoo")).unwrap().manifest).unwrap();
    manifest["hosts"] = json!([
        { "host": "localhost", "scheme": "http", "port": machine.port, "methods": ["POST", "GET"], "why": "w" },
        { "host": "other.test", "methods": ["POST"], "why": "w" },
    ]);
    manifest["secrets"] = json!([
        { "name": "token", "hosts": ["localhost"], "why": "w" },
        { "name": "other", "hosts": ["other.test"], "why": "w" },
    ]);
    let owner = desk.authority(desk.owner);
    let file = reseal(&packed("zoo"), &manifest.to_string());
    desk.host.install(file, &owner, Approval::default()).await.unwrap();
    name_inside(&desk, &["localhost"]).await;
    desk
}

async fn name_inside(desk: &Desk, internal: &[&str]) {
    let internal = internal.iter().map(|host| (*host).to_owned()).collect();
    let chosen = EgressMandate { internal, ..EgressMandate::default() };
    desk.host.choose_egress(&zoo(), chosen, &desk.authority(desk.owner)).await.unwrap();
}

pub async fn send(desk: &Desk, what: Value) -> Result<Value, ombud_host::CallError> {
    desk.trick_as(Principal::User(desk.agent), "/do/send", what).await
}

pub async fn outcome(desk: &Desk, key: &str) -> Value {
    desk.trick_as(Principal::User(desk.agent), "/do/outcome", json!({ "name": key })).await.unwrap()
}

#[tokio::test]
async fn a_request_goes_out_when_its_cause_is_on_disk_and_the_plugin_hears_what_came_of_it() {
    let machine = Machine::answering(&["200 OK|fine"]);
    let desk = desk(&machine).await;
    let failed =
        send(&desk, json!({ "key": "never", "url": machine.url(), "body": "x", "fail": true })).await;
    assert!(failed.is_err());
    let headers = json!([["content-type", "text/plain"]]);
    let what = json!({ "key": "a", "url": machine.url(), "body": "hello", "headers": headers });
    send(&desk, what.clone()).await.unwrap();
    assert!(machine.heard().is_empty(), "nothing leaves before somebody looks for it");
    desk.host.settle().await.unwrap();
    send(&desk, what).await.unwrap();
    desk.host.settle().await.unwrap();
    let [heard] = &machine.heard()[..] else { panic!("once: {:?}", machine.heard()) };
    assert!(heard.starts_with("post /in http/1.1\r\n") && heard.ends_with("\r\n\r\nhello"), "{heard}");
    assert!(
        heard.contains("idempotency-key: zoo/a\r\n") && heard.contains("content-type: text/plain"),
        "{heard}"
    );
    let told = outcome(&desk, "a").await;
    assert_eq!(
        (&told["attempts"], &told["answer"][0], &told["answer"][1]),
        (&json!(1), &json!(200), &json!("fine"))
    );
    assert_eq!(outcome(&desk, "never").await, json!(null));

    // After a day the name is free again.
    desk.clock.advance(25 * 60 * 60 * 1000);
    desk.host.settle().await.unwrap();
    assert!(desk.host.effects(&zoo(), 9).unwrap().is_empty());
}

#[tokio::test]
async fn what_is_not_answered_is_sent_again_with_growing_pauses_and_given_up_in_the_end() {
    let machine = Machine::answering(&["503 Busy", "500 Oops", "201 Created"]);
    let desk = desk(&machine).await;
    send(&desk, json!({ "key": "a", "url": machine.url() })).await.unwrap();
    for (pause, heard) in [(0, 1), (9_999, 1), (1, 2), (19_999, 2), (1, 3)] {
        desk.clock.advance(pause);
        desk.host.settle().await.unwrap();
        assert_eq!(machine.heard().len(), heard, "after {pause} ms more");
    }
    assert_eq!(outcome(&desk, "a").await["attempts"], json!(3));

    let silent = Machine::answering(&["500 Never"]);
    let desk = self::desk(&silent).await;
    send(&desk, json!({ "key": "b", "url": silent.url() })).await.unwrap();
    for _ in 0..20 {
        desk.host.settle().await.unwrap();
        desk.clock.advance(60 * 60 * 1000);
    }
    assert_eq!(silent.heard().len(), 12);
    assert_eq!(outcome(&desk, "b").await["answer"], json!("the other side answered 500"));
    let events = desk.store.begin().events_after(0, 1000).unwrap();
    assert!(
        events.iter().any(|event| event.kind == "kernel:plugin.effect-failed"),
        "an administrator is told"
    );
}

#[tokio::test]
async fn requests_that_wait_survive_a_restart() {
    let machine = Machine::answering(&["200 OK"]);
    let desk = desk(&machine).await;
    send(&desk, json!({ "key": "a", "url": machine.url() })).await.unwrap();
    let desk = desk.reopen().await;
    desk.host.settle().await.unwrap();
    assert_eq!(machine.heard().len(), 1);
    assert_eq!(outcome(&desk, "a").await["attempts"], json!(1));
}

#[tokio::test]
async fn nothing_goes_where_the_manifest_or_the_administrator_does_not_let_it() {
    let machine = Machine::answering(&["200 OK"]);
    let desk = desk(&machine).await;
    for elsewhere in [
        "http://127.0.0.1/".to_owned(),
        format!("http://127.0.0.1:{}/in", machine.port),
        format!("http://localhost:{}@127.0.0.1/", machine.port),
        format!("https://localhost:{}/in", machine.port),
        "http://169.254.169.254/latest".to_owned(),
        "file:///etc/passwd".to_owned(),
    ] {
        let error = send(&desk, json!({ "key": "x", "url": elsewhere })).await.unwrap_err();
        assert_eq!(error.status(), 422, "{elsewhere}: {error}");
    }
    let headers = json!([["Host", "evil.test"]]);
    assert!(send(&desk, json!({ "key": "x", "url": machine.url(), "headers": headers })).await.is_err());
    assert!(send(&desk, json!({ "key": "x y", "url": machine.url() })).await.is_err());

    // Not named as one's own any more: what waits already stays inside, too.
    send(&desk, json!({ "key": "private", "url": machine.url() })).await.unwrap();
    name_inside(&desk, &[]).await;
    desk.host.settle().await.unwrap();
    let why = outcome(&desk, "private").await["answer"].as_str().unwrap().to_owned();
    assert!(why.contains("leads to a private address"), "{why}");

    // Barred by the administrator.
    send(&desk, json!({ "key": "barred", "url": machine.url() })).await.unwrap();
    let barred =
        EgressMandate { barred: ["localhost".to_owned()].into(), internal: ["localhost".to_owned()].into() };
    desk.host.choose_egress(&zoo(), barred, &desk.authority(desk.owner)).await.unwrap();
    desk.host.settle().await.unwrap();
    let why = outcome(&desk, "barred").await["answer"].as_str().unwrap().to_owned();
    assert!(why.contains("not among the hosts"), "{why}");
    assert!(machine.heard().is_empty());

    let odd = EgressMandate { internal: ["evil.test".to_owned()].into(), ..EgressMandate::default() };
    let error = desk.host.choose_egress(&zoo(), odd, &desk.authority(desk.owner)).await.unwrap_err();
    assert_eq!(error.status(), 422);
    let error = desk.host.choose_egress(&zoo(), EgressMandate::default(), &desk.authority(desk.agent)).await;
    assert_eq!(error.unwrap_err().status(), 403);
}

#[tokio::test]
async fn a_secret_goes_along_only_where_it_may_and_never_comes_back() {
    let machine = Machine::answering(&["200 OK|you said hunter2222"]);
    let desk = desk(&machine).await;
    let owner = desk.authority(desk.owner);
    let (id, host) = (zoo(), desk.host.clone());
    let tell = async |name, value| host.tell_secret(&id, name, Some(value), &owner).await;
    tell("token", "hunter2222").await.unwrap();
    tell("other", "swordfish1").await.unwrap();
    assert_eq!(tell("nobody", "hunter2222").await.unwrap_err().status(), 404);
    assert_eq!(tell("token", "short").await.unwrap_err().status(), 422);
    assert_eq!(tell("token", "two words here").await.unwrap_err().status(), 422);
    assert!(desk.host.secrets(&zoo()).unwrap()[0].told.is_some());

    let headers = json!([["authorization", "Bearer {{secret:token}}"]]);
    let what = json!({ "key": "a", "url": machine.url(), "headers": headers, "body": "b", "sign": "token" });
    send(&desk, what).await.unwrap();
    let headers = json!([["authorization", "Bearer {{secret:other}}"]]);
    send(&desk, json!({ "key": "b", "url": machine.url(), "headers": headers })).await.unwrap();
    desk.host.settle().await.unwrap();
    let [heard] = &machine.heard()[..] else { panic!("only one: {:?}", machine.heard()) };
    assert!(heard.contains("authorization: bearer hunter2222\r\n"), "{heard}");
    assert!(heard.contains("ombud-signature: t=1790000000,v1="), "{heard}");
    assert_eq!(outcome(&desk, "a").await["answer"][1], json!("you said {{secret:token}}"));
    let waiting = desk.host.effects(&zoo(), 9).unwrap();
    let refused = waiting.iter().find(|effect| effect.key == "b").unwrap();
    assert_eq!(refused.state, EffectState::Waiting);
    assert_eq!(refused.trouble.as_deref(), Some("the secret `other` may not go to `localhost`"));
    let export = desk.store.begin().scan(&ombud_store::Table::<Value>::new("audit"), "", None, 1000).unwrap();
    let audit = format!("{export:?}");
    assert!(audit.contains("secret.tell") && !audit.contains("hunter2222"), "{audit}");
}

#[tokio::test]
async fn an_outcome_that_a_plugin_fails_to_take_is_tried_again_and_set_aside_in_the_end() {
    let machine = Machine::answering(&["200 OK"]);
    let desk = desk(&machine).await;
    send(&desk, json!({ "key": "deaf", "url": machine.url() })).await.unwrap();
    for _ in 0..12 {
        desk.host.settle().await.unwrap();
        desk.clock.advance(10 * 60 * 1000);
    }
    let dead = desk.host.dead_letters().unwrap();
    assert_eq!(dead.len(), 1, "{dead:?}");
    assert_eq!((dead[0].what.as_str(), machine.heard().len()), ("outcome deaf", 1));
}

#[tokio::test]
async fn a_plugin_that_sends_too_much_waits_for_the_next_minute() {
    let machine = Machine::answering(&["200 OK"]);
    let desk = desk(&machine).await;
    for n in 0..130 {
        send(&desk, json!({ "key": format!("n{n}"), "url": machine.url() })).await.unwrap();
    }
    desk.host.settle().await.unwrap();
    assert_eq!(machine.heard().len(), 120);
    desk.clock.advance(60_000);
    desk.host.settle().await.unwrap();
    assert_eq!(machine.heard().len(), 130);
}
