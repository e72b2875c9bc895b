//! Who else is at a ticket: colleagues who may read it hear of each other, and nobody else does, by any byte.

use crate::forms::{FORM, cookie, stamp};
use crate::live::Listener;
use crate::people::{add, set_active};
use ombud_tests::caller::{Answer, Caller};
use ombud_tests::world::{World, open_ticket, text};
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// The raw bytes of somebody's live stream.
pub(crate) struct Wire {
    stream: TcpStream,
    heard: Arc<Mutex<Vec<u8>>>,
}

impl Wire {
    /// Listens, and asks for the signals about a record.
    #[track_caller]
    pub(crate) fn about(caller: &Caller, ticket: &str) -> Wire {
        Wire::at(caller, &format!("tickets:tickets/{ticket}"))
    }

    /// The same for any record, `COLLECTION/ID`.
    #[track_caller]
    pub(crate) fn at(caller: &Caller, record: &str) -> Wire {
        let mut stream = TcpStream::connect(caller.base().strip_prefix("http://").unwrap()).unwrap();
        let token = caller.token().unwrap_or_default();
        write!(
            stream,
            "GET /api/v1/events?about={record} HTTP/1.1\r\nHost: desk\r\nAuthorization: Bearer {token}\r\n\r\n"
        )
        .unwrap();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let (mut from, into) = (stream.try_clone().unwrap(), heard.clone());
        thread::spawn(move || {
            let mut piece = [0; 4096];
            while let Ok(read @ 1..) = from.read(&mut piece) {
                into.lock().unwrap().extend_from_slice(&piece[..read]);
            }
        });
        let wire = Wire { stream, heard };
        wire.until("it listens", |bytes| bytes.contains(": listening"));
        wire
    }

    pub(crate) fn bytes(&self) -> String {
        String::from_utf8_lossy(&self.heard.lock().unwrap()).into_owned()
    }

    #[track_caller]
    pub(crate) fn until(&self, what: &str, is_so: impl Fn(&str) -> bool) {
        let begun = Instant::now();
        while !is_so(&self.bytes()) {
            assert!(begun.elapsed() < Duration::from_secs(25), "not so: {what}:\n{}", self.bytes());
            thread::sleep(Duration::from_millis(30));
        }
    }

    /// Who is there, as it was told last: names and what each does.
    fn people(&self) -> Vec<(String, String)> {
        let bytes = self.bytes();
        let Some(last) =
            bytes.rsplit("event: signals\ndata: ").next().filter(|_| bytes.contains("event: signals"))
        else {
            return Vec::new();
        };
        let data: Value = serde_json::from_str(last.lines().next().unwrap()).unwrap();
        let people = data["people"].as_array().unwrap();
        people.iter().map(|person| (text(person, "name"), text(person, "kind"))).collect()
    }

    #[track_caller]
    pub(crate) fn sees(&self, wanted: &[(&str, &str)]) {
        let wanted: Vec<_> =
            wanted.iter().map(|(name, kind)| ((*name).to_owned(), (*kind).to_owned())).collect();
        self.until(&format!("{wanted:?}"), |_| self.people() == wanted);
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        let _ = self.stream.shutdown(Shutdown::Both);
    }
}

pub(crate) fn signal(who: &Caller, ticket: &str, kind: &str) -> Answer {
    signal_from(who, ticket, kind, "w")
}

fn signal_from(who: &Caller, ticket: &str, kind: &str, window: &str) -> Answer {
    let form = format!("collection=tickets%3Atickets&id={ticket}&kind={kind}&window={window}");
    who.fetch("POST", "/api/v1/signals", &[FORM], form)
}

fn me(who: &Caller) -> Value {
    who.get("/api/v1/me").is(200)
}

#[test]
fn colleagues_see_each_other_come_write_and_go() {
    let desk = World::demo();
    let (ana, sofia) = (desk.person("agent.support"), desk.person("supervisor"));
    let (her, boss) = (text(&me(&ana), "name"), text(&me(&sofia), "name"));
    let ticket = text(&open_ticket(&ana, "Support", "A lid"), "id");
    let wire = Wire::about(&sofia, &ticket);
    signal(&ana, &ticket, "looking").is(204);
    wire.sees(&[(&her, "looking")]);
    signal(&sofia, &ticket, "looking").is(204);
    signal(&ana, &ticket, "writing").is(204);
    wire.sees(&[(&her, "writing")]);
    assert!(!wire.bytes().contains(&boss), "nobody is told of oneself");
    // Whoever comes later hears at once who is there.
    let late = Wire::about(&ana, &ticket);
    late.sees(&[(&boss, "looking")]);
    // Two windows of one person are one person, and one that is closed leaves the other.
    signal_from(&ana, &ticket, "looking", "second").is(204);
    signal(&ana, &ticket, "gone").is(204);
    wire.sees(&[(&her, "looking")]);
    let told = wire.bytes().matches("event: signals").count();
    for _ in 0..5 {
        signal_from(&ana, &ticket, "looking", "second").is(204);
    }
    assert_eq!(wire.bytes().matches("event: signals").count(), told, "what is no news is not told");
    // The network of the other window is lost: some seconds later she is gone.
    let lost = Instant::now();
    wire.sees(&[]);
    assert!(lost.elapsed() < Duration::from_secs(20));
    signal(&ana, &ticket, "dancing").problem(422);
    desk.visitor().fetch("POST", "/api/v1/signals", &[FORM], "kind=looking").problem(401);
}

#[test]
fn customers_and_other_departments_learn_nothing_of_it_not_by_a_byte() {
    let desk = World::demo();
    let (ana, sofia) = (desk.person("agent.support"), desk.person("supervisor"));
    let (sam, kim) = (desk.person("agent.sales"), desk.person("customer"));
    let wanted = json!({ "subject": "The lid", "department": "Support", "body": "Where is the lid?" });
    let ears = Listener::new(&sofia, None);
    let ticket = text(&kim.post("/tickets/api/tickets", &wanted).is(201), "id");
    let first = ears.hears("tickets:tickets.created", &ticket).id;
    let (staff, customer, sales) =
        (Wire::about(&sofia, &ticket), Wire::about(&kim, &ticket), Wire::about(&sam, &ticket));
    for kind in ["looking", "writing", "gone", "writing"] {
        signal(&ana, &ticket, kind).is(204);
    }
    staff.sees(&[(&text(&me(&ana), "name"), "writing")]);
    // Nor are they told of: where they may not read there is nothing, and who asks is not watched reading.
    signal(&sam, &ticket, "looking").problem(404);
    signal(&kim, &ticket, "looking").problem(422);
    // Something that each of them may hear of, so that silence means more than that nobody listens.
    ana.post(
        &format!("/tickets/api/tickets/{ticket}/messages"),
        &json!({ "kind": "reply", "body": "Here." }),
    )
    .is(201);
    customer.until("the reply", |bytes| bytes.contains("tickets:messages.created"));
    let other = text(&open_ticket(&desk.person("owner"), "Sales", "Of Sales"), "id");
    sales.until("their own ticket", |bytes| bytes.contains(&other));
    thread::sleep(Duration::from_millis(300));
    let (id, name) = (text(&me(&ana), "id"), text(&me(&ana), "name"));
    for (whose, wire) in [("the customer", &customer), ("Sales", &sales)] {
        let bytes = wire.bytes();
        for hidden in ["signals", "looking", "writing", id.as_str(), name.as_str(), "people"] {
            assert!(!bytes.contains(hidden), "{whose} heard `{hidden}`:\n{bytes}");
        }
    }
    // Nothing of it is kept: neither events nor the journal know of it.
    let events = Listener::new(&sofia, Some(&first)).rest();
    assert!(!events.is_empty() && !format!("{events:?}").contains("signals"));
}

#[test]
fn a_role_that_is_taken_away_ends_it_at_once_for_whoever_hears_and_for_whoever_sends() {
    let desk = World::demo();
    let owner = desk.person("owner");
    let (bela, ana) = (add(&desk, "bela", "agent", &["Support"]), desk.person("agent.support"));
    let ticket = text(&open_ticket(&ana, "Support", "A lid"), "id");
    let wire = Wire::about(&bela, &ticket);
    signal(&ana, &ticket, "looking").is(204);
    wire.sees(&[(&text(&me(&ana), "name"), "looking")]);
    let her = text(&me(&bela), "id");
    owner
        .put(
            &format!("/api/v1/users/{her}/roles"),
            &json!({ "roles": [{ "role": "read-only", "department": "Sales" }] }),
        )
        .is(200);
    signal(&ana, &ticket, "writing").is(204);
    wire.sees(&[]);
    assert!(!wire.bytes().contains("writing"), "{}", wire.bytes());
    let answer = signal(&bela, &ticket, "looking");
    assert!(matches!(answer.status, 403 | 404), "{}", answer.text());
    set_active(&owner, &her, false);
    signal(&bela, &ticket, "looking").problem(401);
}

#[test]
fn whoever_looks_at_the_desk_as_somebody_else_or_only_listens_leaves_no_trace() {
    let desk = World::demo();
    let (admin, ana, sofia) = (desk.person("admin"), desk.person("agent.support"), desk.person("supervisor"));
    let ticket = open_ticket(&ana, "Support", "A lid");
    let (id, number) = (text(&ticket, "id"), &ticket["number"]);
    let wire = Wire::about(&sofia, &id);
    admin.put("/api/v1/session/view", &json!({ "user": me(&ana)["id"] })).is(200);
    let page = admin.get(&format!("/console/tickets/{number}"));
    assert!(page.status == 200 && page.text().contains("A lid"));
    let silent = Wire::about(&admin, &id);
    signal(&admin, &id, "looking").problem(403);
    signal(&sofia, &id, "writing").is(204);
    silent.sees(&[(&text(&me(&sofia), "name"), "writing")]);
    thread::sleep(Duration::from_millis(500));
    assert!(wire.bytes().contains("event: signals") && wire.people().is_empty(), "{}", wire.bytes());
    assert_eq!(wire.bytes().matches("event: signals").count(), 1);
}

#[test]
fn a_page_sends_signals_with_its_own_stamp_and_no_other_does() {
    let desk = World::demo();
    let (ana, sofia) = (desk.person("agent.support"), desk.person("supervisor"));
    let made = open_ticket(&ana, "Support", "A lid");
    let (ticket, number) = (text(&made, "id"), &made["number"]);
    let cookie = cookie(&desk, "agent.support");
    let visitor = desk.visitor();
    let page = visitor.fetch("GET", &format!("/console/tickets/{number}"), &[("cookie", &cookie)], "");
    let send = |more: &str| {
        let form = format!("collection=tickets%3Atickets&id={ticket}&kind=looking&window=w{more}");
        visitor.fetch("POST", "/api/v1/signals", &[("cookie", &cookie), FORM], form)
    };
    let wire = Wire::about(&sofia, &ticket);
    send("").problem(403);
    send(&format!("&plugin=split&_stamp={}", stamp(&page))).problem(403);
    send(&format!("&plugin=console&_stamp={}", stamp(&page))).is(204);
    wire.sees(&[(&text(&me(&ana), "name"), "looking")]);
}

#[test]
fn nobody_floods_the_desk_with_signals() {
    let desk = World::demo();
    let ana = desk.person("agent.support");
    let ticket = text(&open_ticket(&ana, "Support", "A lid"), "id");
    let answers: Vec<u16> = (0..200).map(|_| signal(&ana, &ticket, "looking").status).collect();
    assert!(answers.contains(&204) && answers.contains(&429), "{answers:?}");
    signal(&desk.person("supervisor"), &ticket, "looking").is(204);
}
