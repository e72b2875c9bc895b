//! Rules on a fake kernel with real tickets. Whose rights count is the kernel's, and tested with it; here is what happens when.

mod acting;
mod engine;
mod pages;
mod peers;
mod sheets;
mod trying;
mod waiting;

use crate::Rules;
use ombud_plugin::administration::roles::Scope;
use ombud_plugin::desk::availability::{self, Bound, Channel, Question, Source, Standing, State};
use ombud_plugin::desk::schedule::{Availability, Flip, Provider};
use ombud_plugin::desk::shifts;
use ombud_plugin::desk::tickets::{self, Changes, MessageKind, NewMessage, NewTicket, Priority, Ticket};
use ombud_plugin::testing::{FakeKernel, Office, Provided, check_routes};
use ombud_plugin::{
    Collection, Cx, Error, Event, Plugin, Query, RecordRef, Request, Response, Result, Timestamp, UserId,
};
use ombud_tickets::Tickets;
use serde_json::{Value, json};

pub const MINUTE: Timestamp = 60_000;
pub const HOUR: Timestamp = 60 * MINUTE;
pub const DAY: Timestamp = 24 * HOUR;

/// Bo accepts work, and nobody else.
struct Shifts;

impl Provider for Shifts {
    fn accepting(cx: &Cx, users: Vec<UserId>) -> Result<Vec<Availability>> {
        if users.len() > 500 {
            return Err(Error::too_large("at most 500 people at once"));
        }
        let accepts = |user: &UserId| cx.person(user).is_ok_and(|person| person.name == "Bo");
        let told = |user: UserId| Availability {
            accepting: accepts(&user),
            user,
            since: None,
            cause: None,
            until: None,
        };
        Ok(users.into_iter().map(told).collect())
    }

    fn flips(_: &Cx, _: UserId, _: Timestamp, _: Timestamp) -> Result<Vec<Flip>> {
        Ok(Vec::new())
    }
}

impl shifts::Provider for Shifts {
    fn places(_: &Cx, users: Vec<UserId>) -> Result<Vec<Option<String>>> {
        Ok(users.iter().map(|_| Some("UTC".to_owned())).collect())
    }

    /// Ana's end at noon.
    fn ends(cx: &Cx, user: UserId, begin: Timestamp, end: Timestamp) -> Result<Vec<Timestamp>> {
        if cx.person(&user)?.name != "Ana" {
            return Ok(Vec::new());
        }
        let noons = (0..).map(|day| begin / DAY * DAY + day * DAY + 12 * HOUR).take_while(|at| *at < end);
        Ok(noons.filter(|at| *at >= begin).collect())
    }
}

/// Bo and Cy are there, and take two tickets at once.
pub struct There;

impl availability::Provider for There {
    fn states(cx: &Cx, users: Vec<UserId>, _: Channel) -> Result<Vec<Standing>> {
        let there =
            |user: &UserId| cx.person(user).is_ok_and(|person| ["Bo", "Cy"].contains(&person.name.as_str()));
        let told = |user: UserId| Standing {
            state: if there(&user) { State::Accepting } else { State::Online },
            user,
            since: None,
            cause: None,
            until: None,
        };
        Ok(users.into_iter().map(told).collect())
    }

    fn limits(_: &Cx, asked: Vec<Question>) -> Result<Vec<Bound>> {
        Ok(asked.iter().map(|_| Bound { most: 2, source: Source::Desk }).collect())
    }
}

/// Nobody knows who works.
pub struct Unknown;

impl Provider for Unknown {
    fn accepting(_: &Cx, _: Vec<UserId>) -> Result<Vec<Availability>> {
        Err(Error::unavailable("nobody knows"))
    }

    fn flips(_: &Cx, _: UserId, _: Timestamp, _: Timestamp) -> Result<Vec<Flip>> {
        Err(Error::unavailable("nobody knows"))
    }
}

impl shifts::Service for Unknown {}

pub struct Desk {
    pub kernel: FakeKernel,
    pub support: String,
    pub billing: String,
    pub sofia: UserId,
    pub ana: UserId,
    pub bo: UserId,
    pub zoe: UserId,
    /// Those who read only.
    pub office: std::rc::Rc<Office>,
    suspended: std::cell::Cell<bool>,
    giver: std::cell::RefCell<Option<UserId>>,
}

impl Desk {
    /// Sofia writes rules, Ana and Bo work in Support, Zoe is a customer.
    pub fn new() -> Desk {
        let kernel = FakeKernel::at(1_795_507_200_000);
        for collection in [
            "rules:heirs",
            "rules:sheets",
            "rules:versions",
            "rules:watched",
            "rules:log",
            "tickets:mail-ids",
            "tickets:held",
        ] {
            kernel.private_collection(collection);
        }
        kernel.settings(&json!({
            "close-after-days": 0, "undefined-fields": true, "undo-seconds": 0, "tags": [],
            "fields": [{ "name": "renewal", "title": "Renewal", "kind": "date" }, { "name": "seats", "title": "Seats", "kind": "number" }],
        }));
        kernel.tickets(Provided::<Tickets>::on(kernel.cx()));
        kernel.queues(Provided::<Tickets>::on(kernel.cx()));
        kernel.definitions(Provided::<Tickets>::on(kernel.cx()));
        kernel.schedule(Provided::<Shifts>::on(kernel.cx()));
        kernel.shifts(Provided::<Shifts>::on(kernel.cx()));
        let office = std::rc::Rc::new(Office::default());
        office.gives("agent", "tickets:ticket.reply", Scope::Assigned);
        office.gives("auditor", "tickets:ticket.read", Scope::Assigned);
        kernel.administration(&office);
        let (support, billing) = (kernel.department("Support"), kernel.department("Billing"));
        let sofia = kernel.staff("Sofia", "sofia@desk.test", &[&support, &billing]);
        let ana = kernel.staff("Ana", "ana@desk.test", &[&support]);
        let bo = kernel.staff("Bo", "bo@desk.test", &[&support]);
        let zoe = kernel.customer("Zoe", "zoe@home.test");
        kernel.act_as(&sofia);
        Desk {
            kernel,
            support,
            billing,
            sofia,
            ana,
            bo,
            zoe,
            office,
            suspended: Default::default(),
            giver: Default::default(),
        }
    }

    pub fn ask(&self, request: Request) -> Response {
        self.kernel.act_as(&self.sofia);
        match Rules::handle(&self.kernel.cx(), request) {
            Ok(response) => response,
            Err(error) => Response::problem(error.status(), "refused", &error.sentence()),
        }
    }

    #[track_caller]
    pub fn get(&self, address: &str) -> Value {
        let answer = self.ask(Request::get(address));
        assert_eq!(answer.status, 200, "{}", answer.body_text());
        answer.body_json().unwrap()
    }

    #[track_caller]
    pub fn page(&self, address: &str) -> String {
        let answer = self.ask(Request::get(address));
        assert_eq!(answer.status, 200, "{}", answer.body_text());
        answer.body_text()
    }

    pub fn send(&self, method: &str, address: &str, body: &Value) -> Response {
        self.ask(Request::json_body(method, address, body))
    }

    /// Makes a rule, answers its id.
    #[track_caller]
    pub fn rule(&self, rule: &Value) -> String {
        let answer = self.send("POST", "/api/rules", rule);
        assert_eq!(answer.status, 201, "{}", answer.body_text());
        let id = answer.body_json().unwrap()["id"].as_str().unwrap().to_owned();
        self.settle();
        id
    }

    /// A ticket that Zoe opens.
    #[track_caller]
    pub fn opened(&self, subject: &str) -> String {
        let new = NewTicket {
            subject: subject.into(),
            department: self.support.clone(),
            requester: Some(self.zoe.clone()),
            assignee: None,
            participants: Vec::new(),
            status: None,
            priority: Priority::Normal,
            tags: Vec::new(),
            fields: Vec::new(),
            channel: "web".into(),
            language: None,
            first: Some(message(MessageKind::Reply, "Please help.")),
        };
        let id = self.as_person(&self.zoe, |cx| tickets::create(cx, &new)).id;
        self.happened(&id);
        id
    }

    #[track_caller]
    fn as_person<T>(&self, who: &str, work: impl FnOnce(&Cx) -> Result<T>) -> T {
        self.kernel.advance(1000);
        self.kernel.act_as(who);
        work(&self.kernel.cx()).unwrap()
    }

    /// Ana changes a ticket.
    #[track_caller]
    pub fn changes(&self, id: &str, changes: Changes) {
        let version = self.ticket(id).version;
        self.as_person(&self.ana, |cx| tickets::update(cx, id, version, &changes));
        self.happened(id);
    }

    #[track_caller]
    pub fn says(&self, who: &str, id: &str, kind: MessageKind, text: &str) {
        self.as_person(who, |cx| tickets::add_message(cx, id, &message(kind, text)));
        self.happened(id);
    }

    pub fn ticket(&self, id: &str) -> Ticket {
        self.kernel.act_as(&self.sofia);
        tickets::get(&self.kernel.cx(), id).unwrap()
    }

    /// Hands over every event of the last call, as the kernel does, and lets what follows be done.
    pub fn happened(&self, id: &str) {
        let (now, by) = (self.kernel.cx().now(), self.kernel.cx().caller().user);
        self.kernel.act_as_plugin();
        let cx = self.kernel.cx();
        let parent = crate::keep::ticket(id);
        let mut subjects = Vec::new();
        for name in ["tickets:history", "tickets:messages"] {
            let of: Collection<Value> = Collection::new(name);
            let entries = cx.all(of, &Query::by("created").parent(parent.clone())).unwrap();
            subjects.extend(entries.into_iter().filter(|e| e.envelope.created == now).map(|e| e.at()));
        }
        for subject in subjects {
            self.tell(&format!("{}.created", subject.collection), subject, now, by.clone(), Value::Null);
        }
        self.settle();
    }

    pub fn tell(&self, kind: &str, subject: RecordRef, at: Timestamp, by: Option<UserId>, data: Value) {
        self.kernel.act_as_plugin();
        let event = Event { number: 1, kind: kind.into(), subject, at, by, data: data.to_string() };
        Rules::on_event(&self.kernel.cx(), event).unwrap();
    }

    /// Lets every timer ring that is due; what a rule does with its author's rights.
    pub fn settle(&self) {
        loop {
            let due = self.kernel.due_timers();
            if due.is_empty() {
                return;
            }
            for timer in due {
                self.ring(&timer);
            }
        }
    }

    /// As the kernel does: what is set under an order rings with its giver, unless that is suspended.
    fn ring(&self, timer: &ombud_plugin::testing::Timer) {
        self.kernel.act_as_plugin();
        if timer.key.starts_with("do/") && !self.suspended.get() {
            let turn: Value = serde_json::from_str(&timer.data).unwrap();
            let giver = self.giver.borrow();
            self.kernel.act_as(giver.as_deref().or(turn["author"].as_str()).unwrap());
        }
        Rules::ring(&self.kernel.cx(), &timer.key, timer.due, &timer.data).unwrap();
    }

    pub fn suspends_authors(&self, are: bool) {
        self.suspended.set(are);
    }

    /// Somebody else gives every order while turns are on their way.
    pub fn orders_change_hands(&self, to: &str) {
        *self.giver.borrow_mut() = Some(to.to_owned());
    }

    pub fn log(&self) -> Vec<Value> {
        let mut lines = self.get("/api/log?limit=200")["lines"].as_array().unwrap().clone();
        lines.reverse();
        lines
    }

    /// `rule: outcome`, oldest first.
    pub fn told(&self) -> Vec<String> {
        let line = |line: &Value| {
            format!("{}: {}", line["name"].as_str().unwrap(), line["outcome"].as_str().unwrap())
        };
        self.log().iter().map(line).collect()
    }

    pub fn passes(&self, time: Timestamp) {
        self.kernel.advance(time);
        self.settle();
    }
}

pub fn message(kind: MessageKind, text: &str) -> NewMessage {
    NewMessage {
        kind,
        author: None,
        at: None,
        text: text.into(),
        html: None,
        attachments: Vec::new(),
        mail: None,
    }
}

pub fn nothing() -> Changes {
    Changes {
        subject: None,
        department: None,
        assignee: None,
        requester: None,
        participants: None,
        status: None,
        until: None,
        priority: None,
        tags: None,
        fields: None,
        language: None,
    }
}

pub fn tagged(tags: &[&str]) -> Changes {
    Changes { tags: Some(tags.iter().map(|tag| (*tag).to_owned()).collect()), ..nothing() }
}

/// The manifest and the routes in the code tell of the same paths.
#[test]
fn the_manifest_names_every_route() {
    use crate::route::Route;
    let manifest: toml::Table = include_str!("../../plugin.toml").parse().unwrap();
    let routes = manifest["routes"].as_array().unwrap();
    let (api, pages): (Vec<_>, Vec<_>) =
        routes.iter().cloned().partition(|route| route["path"].as_str().unwrap().starts_with("/api/"));
    let only: toml::Table = [("routes".to_owned(), toml::Value::Array(api))].into_iter().collect();
    check_routes(&crate::api::routes(), &only.to_string());
    for route in pages {
        let path = route["path"].as_str().unwrap().replace("{id}", "some-id");
        assert!(Route::parse(&path, &[]).is_some(), "nothing answers `{path}`");
    }
}
