//! Promises on a fake kernel, with the real tickets and the real calendar behind them.

mod batches;
mod chats;
mod counted;
mod forms;
mod moved;
mod pages;
mod zones;

use crate::Sla;
use ombud_calendar::Calendar;
use ombud_plugin::desk::queues;
use ombud_plugin::desk::tickets::{
    self, Changes, MessageKind, NewMessage, NewTicket, Priority, Provider, Ticket,
};
use ombud_plugin::testing::FakeKernel;
use ombud_plugin::{Cx, Error, Event, Plugin, RecordRef, Request, Response, Result, Timestamp, UserId};
use ombud_tickets::Tickets;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};

/// Tuesday, 24 Nov 2026, 09:00 in Ljubljana.
pub const NOW: Timestamp = 1_795_507_200_000;
pub const MINUTE: Timestamp = 60_000;
pub const HOUR: Timestamp = 60 * MINUTE;
pub const DAY: Timestamp = 24 * HOUR;

pub struct Desk {
    pub kernel: FakeKernel,
    pub sofia: UserId,
    pub zoe: UserId,
    pub support: String,
    pub sales: String,
    /// The ticket whose messages cannot be read.
    pub unreadable: Arc<Mutex<Option<String>>>,
    /// The ticket that whoever looks may not see.
    pub unseen: Arc<Mutex<Option<String>>>,
    /// The edition of the zone data with which `calendar` came since.
    pub edition: Arc<Mutex<Option<String>>>,
}

impl Desk {
    /// Sofia looks; Zoe is a customer.
    pub fn new() -> Desk {
        let kernel = FakeKernel::at(NOW);
        for collection in ["sla:versions", "calendar:versions"] {
            kernel.private_collection(collection);
        }
        kernel.settings(&json!({ "split-starts": "message" }));
        let edition = Arc::default();
        kernel.calendar(zones::Editions::of(&kernel, &edition));
        let unreadable = Arc::new(Mutex::new(None));
        let unseen = Arc::new(Mutex::new(None));
        let behind =
            || Behind { kernel: kernel.clone(), unreadable: unreadable.clone(), unseen: unseen.clone() };
        kernel.tickets(behind());
        kernel.queues(behind());
        let (support, sales) = (kernel.department("Support"), kernel.department("Sales"));
        let sofia = kernel.staff("Sofia Supervisor", "sofia@demo.test", &[&support]);
        let zoe = kernel.customer("Zoe", "zoe@home.test");
        kernel.act_as(&sofia);
        Desk { kernel, sofia, zoe, support, sales, unreadable, unseen, edition }
    }

    pub fn answer(&self, request: Request) -> Response {
        match Sla::handle(&self.kernel.cx(), request) {
            Ok(response) => response,
            Err(error) => Response::problem(error.status(), "refused", &error.sentence()),
        }
    }

    #[track_caller]
    pub fn get(&self, address: &str) -> Value {
        let answer = self.answer(Request::get(address));
        assert_eq!(answer.status, 200, "{}", answer.body_text());
        answer.body_json().unwrap()
    }

    #[track_caller]
    pub fn page(&self, address: &str) -> String {
        let answer = self.answer(Request::get(address));
        assert_eq!(answer.status, 200, "{}", answer.body_text());
        answer.body_text()
    }

    pub fn send(&self, method: &str, address: &str, body: &Value) -> Response {
        self.answer(Request::json_body(method, address, body))
    }

    pub fn post(&self, address: &str, form: &str) -> Response {
        self.answer(Request::form_body(address, form))
    }

    /// Nine to five in Ljubljana; the id.
    #[track_caller]
    pub fn office(&self) -> String {
        self.calendar("POST", "/api/calendars", json!(["09:00-17:00"]))
    }

    #[track_caller]
    pub fn calendar(&self, method: &str, path: &str, hours: Value) -> String {
        let office = json!({ "name": "Office", "zone": "Europe/Ljubljana", "week": { "workdays": hours } });
        let made = Calendar::handle(&self.kernel.cx(), Request::json_body(method, path, &office)).unwrap();
        assert!(made.status < 300, "{}", made.body_text());
        made.body_json().unwrap()["id"].as_str().unwrap().to_owned()
    }

    /// A policy; its id. Who promises so many hours for a first response promises four times as much for the resolution.
    #[track_caller]
    pub fn promise(&self, name: &str, hours: u64, calendar: Option<&str>) -> String {
        let made = self.send("POST", "/api/policies", &policy(name, hours, calendar));
        assert_eq!(made.status, 201, "{}", made.body_text());
        self.ring();
        made.body_json().unwrap()["id"].as_str().unwrap().to_owned()
    }

    /// What Zoe asks.
    pub fn broken_lamp(&self) -> NewTicket {
        NewTicket {
            subject: "Broken lamp".into(),
            department: self.support.clone(),
            requester: None,
            assignee: None,
            participants: Vec::new(),
            status: None,
            priority: Priority::Normal,
            tags: Vec::new(),
            fields: Vec::new(),
            channel: "web".into(),
            language: None,
            first: Some(reply("It flickers.")),
        }
    }

    /// Zoe opens a ticket.
    pub fn opens(&self) -> Ticket {
        self.kernel.act_as(&self.zoe);
        let made = as_tickets(&self.kernel, || Tickets::create(&self.kernel.cx(), self.broken_lamp()));
        let ticket = made.unwrap();
        self.hear(&ticket.id);
        ticket
    }

    /// The plugin hears that something happened to a ticket.
    pub fn hear(&self, ticket: &str) {
        self.event("tickets:tickets.changed", "tickets:tickets", ticket);
    }

    pub fn event(&self, kind: &str, collection: &str, id: &str) {
        self.kernel.act_as_plugin();
        let event = Event {
            number: 1,
            kind: kind.into(),
            subject: RecordRef { collection: collection.into(), id: id.into() },
            at: self.kernel.cx().now(),
            by: None,
            data: "{}".into(),
        };
        Sla::on_event(&self.kernel.cx(), event).unwrap();
        self.kernel.act_as(&self.sofia);
    }

    pub fn change(&self, ticket: &str, changes: Changes) {
        let cx = self.kernel.cx();
        as_tickets(&self.kernel, || {
            let version = Tickets::get(&cx, ticket.to_owned()).unwrap().version;
            Tickets::update(&cx, ticket.to_owned(), version, changes).unwrap();
        });
        self.hear(ticket);
    }

    pub fn says(&self, who: &str, ticket: &str) {
        self.kernel.act_as(who);
        let cx = self.kernel.cx();
        as_tickets(&self.kernel, || Tickets::add_message(&cx, ticket.to_owned(), reply("…"))).unwrap();
        self.hear(ticket);
    }

    /// All its messages, the oldest first.
    pub fn messages(&self, ticket: &str) -> Vec<String> {
        let messages = tickets::messages(&self.kernel.cx(), ticket).unwrap();
        messages.into_iter().map(|message| message.id).collect()
    }

    /// Messages go from one ticket to another.
    pub fn moves(&self, messages: &[String], from: &str, to: &str) {
        let cx = self.kernel.cx();
        let (from, to) = (from.to_owned(), to.to_owned());
        as_tickets(&self.kernel, || {
            Tickets::take_messages(&cx, from.clone(), to.clone(), messages.to_vec(), false).unwrap();
        });
        self.hear(&from);
        self.hear(&to);
    }

    /// Lets time pass, and every timer ring that is due, at the end: as after a desk that was down.
    pub fn passes(&self, time: Timestamp) {
        self.kernel.advance(time);
        self.ring();
    }

    pub fn ring(&self) {
        self.kernel.act_as_plugin();
        loop {
            let due = self.kernel.due_timers();
            if due.is_empty() {
                break;
            }
            for timer in due {
                Sla::ring(&self.kernel.cx(), &timer.key, timer.due, &timer.data).unwrap();
            }
        }
        self.kernel.act_as(&self.sofia);
    }

    /// `kind, metric, cycle, minutes since NOW`, in the order said.
    pub fn said(&self) -> Vec<(String, String, u64, i64)> {
        let told = |event: &Event| {
            let data: Value = event.json().unwrap();
            let minutes = (data["at"].as_i64().unwrap() - i64::try_from(NOW).unwrap()) / 60_000;
            let kind = event.kind.strip_prefix("sla:deadline.").unwrap().to_owned();
            (kind, data["metric"].as_str().unwrap().to_owned(), data["cycle"].as_u64().unwrap(), minutes)
        };
        self.kernel.events().iter().filter(|event| event.kind.starts_with("sla:")).map(told).collect()
    }

    /// When a metric is due, in minutes since NOW.
    pub fn due(&self, ticket: &str, metric: &str) -> Option<i64> {
        let state = self.get(&format!("/api/tickets/{ticket}"));
        let one = state["promised"].as_array().unwrap().iter().find(|one| one["metric"] == metric)?;
        Some((one["due"].as_i64()? - i64::try_from(NOW).unwrap()) / 60_000)
    }
}

/// The real tickets. A fake kernel has the settings of one plugin, so they lend it theirs while they are asked.
struct Behind {
    kernel: FakeKernel,
    unreadable: Arc<Mutex<Option<String>>>,
    unseen: Arc<Mutex<Option<String>>>,
}

impl Behind {
    fn ask<T>(&self, question: impl FnOnce(&Cx) -> Result<T>) -> Result<T> {
        as_tickets(&self.kernel, || question(&self.kernel.cx()))
    }
}

fn as_tickets<T>(kernel: &FakeKernel, work: impl FnOnce() -> T) -> T {
    let own = kernel.cx().settings::<Value>().unwrap();
    kernel.settings(&json!({ "close-after-days": 14, "undefined-fields": true, "fields": [] }));
    let done = work();
    kernel.settings(&own);
    done
}

impl tickets::Service for Behind {
    fn get(&self, id: &str) -> Result<Ticket> {
        if self.unseen.lock().unwrap().as_deref() == Some(id) {
            return Err(Error::not_found("there is no such ticket"));
        }
        self.ask(|cx| Tickets::get(cx, id.to_owned()))
    }

    fn by_number(&self, number: u64) -> Result<Ticket> {
        self.ask(|cx| Tickets::by_number(cx, number))
    }

    fn history(&self, ticket: &str) -> Result<Vec<tickets::Change>> {
        self.ask(|cx| Tickets::history(cx, ticket.to_owned()))
    }

    fn messages(&self, ticket: &str) -> Result<Vec<tickets::Message>> {
        if self.unreadable.lock().unwrap().as_deref() == Some(ticket) {
            return Err(Error::failed("its messages cannot be read"));
        }
        self.ask(|cx| Tickets::messages(cx, ticket.to_owned()))
    }
}

impl queues::Service for Behind {
    fn find(&self, query: &queues::Query) -> Result<tickets::Page> {
        self.ask(|cx| <Tickets as queues::Provider>::find(cx, query.clone()))
    }
}

pub fn policy(name: &str, hours: u64, calendar: Option<&str>) -> Value {
    let target = |hours: u64| json!({ "time": hours * HOUR, "calendar": calendar });
    let targets = |hours: u64| json!({ "normal": target(hours), "urgent": target((hours / 4).max(1)) });
    json!({
        "name": name,
        "promises": {
            "first-response": { "targets": targets(hours), "warnings": [{ "used": 50 }] },
            "next-response": { "targets": targets(hours) },
            "resolution": { "targets": targets(4 * hours) },
        },
    })
}

pub fn reply(text: &str) -> NewMessage {
    NewMessage {
        kind: MessageKind::Reply,
        author: None,
        at: None,
        text: text.into(),
        html: None,
        attachments: Vec::new(),
        mail: None,
    }
}

pub fn said(kind: &str, metric: &str, cycle: u64, minutes: i64) -> (String, String, u64, i64) {
    (kind.into(), metric.into(), cycle, minutes)
}

/// The manifest and the routes in the code tell of the same paths.
#[test]
fn the_manifest_names_every_route() {
    use crate::route::Route;
    let manifest: toml::Table = include_str!("../../plugin.toml").parse().unwrap();
    let routes = manifest["routes"].as_array().unwrap();
    let told: Vec<(&str, &str)> = routes
        .iter()
        .map(|route| (route["method"].as_str().unwrap(), route["path"].as_str().unwrap()))
        .collect();
    let api: Vec<_> = told.iter().filter(|(_, path)| path.starts_with("/api/")).copied().collect();
    let router = crate::api::routes();
    assert!(router.routes().all(|route| api.contains(&route)) && router.routes().count() == api.len());
    for (_, path) in told.iter().filter(|(_, path)| !path.starts_with("/api/")) {
        assert!(Route::parse(&path.replace("{id}", "some-id"), &[]).is_some(), "nothing answers `{path}`");
    }
}
