//! Ratings on a fake kernel. Who may see which is the kernel's, and tested on a whole desk.

mod mailed;

use crate::Csat;
use crate::keep::{LINKS, RATINGS, SURVEYS, VOTES};
use ombud_plugin::desk::ratings::Provider as _;
use ombud_plugin::desk::tickets::{self, Message, MessageKind, Priority, Status, Ticket};
use ombud_plugin::desk::voting::Provider as _;
use ombud_plugin::testing::{FakeKernel, check_routes};
use ombud_plugin::{
    Audience, Authority, Caller, Collection, Contributes, Draft, Error, Event, Plugin, RecordRef, Request,
    Response, Result, UserId,
};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

const HOUR: u64 = 3_600_000;
const TICKETS: Collection<Value> = Collection::new("tickets:tickets");
const CHATS: Collection<Value> = Collection::new("chat:chats");

/// A ticket, and what was said in it.
type Kept = (Ticket, Vec<Message>);

/// Tickets, as this plugin asks for them.
#[derive(Clone, Default)]
struct Shelf(Rc<RefCell<BTreeMap<String, Kept>>>);

impl tickets::Service for Shelf {
    fn get(&self, id: &str) -> Result<Ticket> {
        let all = self.0.borrow();
        all.get(id).map(|(ticket, _)| ticket.clone()).ok_or_else(|| Error::not_found("no such ticket"))
    }

    fn messages(&self, id: &str) -> Result<Vec<Message>> {
        self.get(id)?;
        Ok(self.0.borrow()[id].1.clone())
    }
}

struct Desk {
    kernel: FakeKernel,
    shelf: Shelf,
    support: String,
    ana: UserId,
    zoe: UserId,
}

impl Desk {
    /// Ana answers; Zoe is a customer.
    fn new() -> Desk {
        let kernel = FakeKernel::new();
        for name in ["ratings", "surveys", "links", "quiet"] {
            kernel.private_collection(&format!("csat:{name}"));
        }
        let shelf = Shelf::default();
        kernel.tickets(shelf.clone());
        let support = kernel.department("Support");
        let ana = kernel.staff("Ana <b>Agent</b>", "ana@demo.test", &[&support]);
        let zoe = kernel.customer("Zoe", "zoe@home.test");
        let desk = Desk { kernel, shelf, support, ana, zoe };
        desk.settings(true, 24);
        desk
    }

    fn settings(&self, ask: bool, change: u64) {
        self.kernel.settings(
            &json!({ "ask": ask, "mail": false, "delay-hours": 24, "link-days": 14, "change-hours": change }),
        );
    }

    /// Zoe's ticket, answered by Ana, who has it.
    fn ticket(&self, id: &str, status: Status) {
        let message = Message {
            id: format!("{id}-m"),
            ticket: id.into(),
            kind: MessageKind::Reply,
            audience: Audience::Everyone,
            author: Some(self.ana.clone()),
            author_name: "Ana".into(),
            from_staff: true,
            at: self.kernel.cx().now(),
            text: "Try this.".into(),
            html: None,
            attachments: Vec::new(),
            mail: None,
            version: 1,
        };
        let ticket = Ticket {
            id: id.into(),
            number: 7,
            version: 1,
            subject: "Lamp <i>".into(),
            department: self.support.clone(),
            assignee: Some(self.ana.clone()),
            requester: Some(self.zoe.clone()),
            participants: Vec::new(),
            status,
            until: None,
            priority: Priority::Normal,
            tags: Vec::new(),
            fields: Vec::new(),
            channel: "mail".into(),
            language: None,
            relations: Vec::new(),
            messages: 1,
            created: 0,
            updated: 0,
        };
        self.shelf.0.borrow_mut().insert(id.into(), (ticket, vec![message]));
        self.filed(TICKETS, id);
    }

    fn filed(&self, collection: Collection<Value>, id: &str) {
        self.kernel.act_as_plugin();
        let draft = Draft::new(&json!({})).id(id).department(self.support.clone());
        let draft = draft.assignee(self.ana.clone()).requester(self.zoe.clone());
        self.kernel.cx().create(collection, draft).unwrap();
    }

    fn becomes(&self, id: &str, status: Status) {
        if let Some((ticket, _)) = self.shelf.0.borrow_mut().get_mut(id) {
            ticket.status = status;
        }
        self.hear("tickets:tickets.changed", TICKETS.at(id));
    }

    fn hear(&self, kind: &str, subject: RecordRef) {
        self.kernel.act_as_plugin();
        let event = Event {
            number: 1,
            kind: kind.into(),
            subject,
            at: self.kernel.cx().now(),
            by: None,
            data: "{}".into(),
        };
        Csat::on_event(&self.kernel.cx(), event).unwrap();
    }

    /// Later, all timers that are due ring, each twice.
    fn later(&self, hours: u64) {
        self.kernel.advance(hours * HOUR);
        self.kernel.act_as_plugin();
        for timer in self.kernel.due_timers() {
            for _ in 0..2 {
                Csat::ring(&self.kernel.cx(), &timer.key, timer.due, &timer.data).unwrap();
            }
        }
    }

    fn answer(&self, request: Request) -> Response {
        match Csat::handle(&self.kernel.cx(), request) {
            Ok(response) => response,
            Err(error) => Response::problem(error.status(), "refused", &error.sentence()),
        }
    }

    /// What a person asks for by a route that has the plugin's own rights.
    fn own(&self, user: Option<&UserId>, request: Request) -> Response {
        self.on_behalf(user);
        self.answer(request)
    }

    fn on_behalf(&self, user: Option<&UserId>) {
        self.kernel.act_as_plugin();
        let plain = self.kernel.cx().caller();
        self.kernel.caller(Caller { user: user.cloned(), authority: Authority::Own, ..plain });
    }

    fn rates(&self, id: &str, body: Value) -> Response {
        self.own(Some(&self.zoe), Request::json_body("PUT", &format!("/api/tickets/{id}"), &body))
    }

    fn get(&self, path: &str) -> Value {
        self.kernel.act_as(&self.ana);
        let answer = self.answer(Request::get(path));
        assert_eq!(answer.status, 200, "{}", answer.body_text());
        answer.body_json().unwrap()
    }

    fn page(&self, path: &str) -> String {
        self.kernel.act_as(&self.ana);
        let answer = self.answer(Request::get(path));
        assert_eq!(answer.status, 200, "{}", answer.body_text());
        answer.body_text()
    }

    /// Ana makes a link; its path below `/csat`.
    fn link(&self, id: &str) -> String {
        self.kernel.act_as(&self.ana);
        let answer = self.answer(Request::json_body("POST", &format!("/api/tickets/{id}/link"), &json!({})));
        assert_eq!(answer.status, 201, "{}", answer.body_text());
        answer.body_json().unwrap()["path"].as_str().unwrap().strip_prefix("/csat").unwrap().to_owned()
    }

    /// As it is counted, and as it was said: both are always the same.
    fn votes(&self) -> Vec<(String, u8)> {
        self.kernel.act_as_plugin();
        let cx = self.kernel.cx();
        let votes = cx.all(VOTES, &ombud_plugin::Query::by("created")).unwrap();
        for vote in &votes {
            if let Some(rating) = cx.find(RATINGS, vote.id()).unwrap() {
                assert_eq!(rating.value.vote, vote.value);
            }
        }
        votes.iter().map(|vote| (vote.value.subject.id.clone(), vote.value.score)).collect()
    }

    fn asked(&self) -> usize {
        self.kernel.events().iter().filter(|event| event.kind == "csat:survey.asked").count()
    }
}

#[test]
fn the_manifest_has_the_routes_of_the_api() {
    let manifest = include_str!("../plugin.toml");
    let parts = manifest.split("[[routes]]").enumerate();
    let api = parts.filter(|(nth, part)| *nth == 0 || part.contains("\"/api/"));
    let api: String =
        api.map(|(nth, part)| if nth == 0 { part.to_owned() } else { format!("[[routes]]{part}") }).collect();
    check_routes(&crate::api::routes(), &api);
}

#[test]
fn there_is_one_rating_which_is_changed_within_the_while_and_counted_once() {
    let desk = Desk::new();
    desk.ticket("t", Status::Open);
    assert_eq!(desk.rates("t", json!({ "score": 5 })).status, 409, "it goes on");
    desk.becomes("t", Status::Resolved);
    for wrong in [json!({ "score": 0 }), json!({ "score": 6 }), json!({ "score": -1 }), json!({ "scor": 1 })]
    {
        assert_eq!(desk.rates("t", wrong.clone()).status, 422, "{wrong}");
    }
    let long = "x".repeat(1001);
    assert_eq!(desk.rates("t", json!({ "score": 5, "comment": long })).status, 422);
    assert_eq!(desk.rates("t", json!({ "score": 2, "comment": " slow " })).status, 200);
    desk.later(24);
    assert_eq!(desk.rates("t", json!({ "score": 4, "comment": "better" })).status, 200);
    assert_eq!(desk.votes(), [("t".to_owned(), 4)]);
    desk.later(1);
    assert_eq!(
        desk.rates("t", json!({ "score": 4, "comment": "better" })).status,
        200,
        "the same is no change"
    );
    assert_eq!(desk.rates("t", json!({ "score": 1 })).status, 409, "the while is over");
    assert_eq!(desk.votes(), [("t".to_owned(), 4)]);
    let told = desk.get("/api/tickets/t")["rating"].clone();
    assert_eq!(
        (&told["score"], &told["comment"], &told["agent"]),
        (&json!(4), &json!("better"), &json!(desk.ana))
    );
    let given: Vec<Value> = desk.kernel.events().iter().filter_map(|event| event.json().ok()).collect();
    let score =
        |score: u8| json!({ "subject": { "collection": "tickets:tickets", "id": "t" }, "score": score });
    assert_eq!(given, [score(2), score(4)], "each score was told once");
}

#[test]
fn where_nothing_may_be_changed_the_first_word_stays() {
    let desk = Desk::new();
    desk.settings(true, 0);
    desk.ticket("t", Status::Closed);
    assert_eq!(desk.rates("t", json!({ "score": 3 })).status, 200);
    desk.kernel.advance(1);
    assert_eq!(desk.rates("t", json!({ "score": 3 })).status, 200, "the same again");
    assert_eq!(desk.rates("t", json!({ "score": 5 })).status, 409);
}

#[test]
fn nobody_rates_what_is_not_theirs_or_what_nobody_answered() {
    let desk = Desk::new();
    desk.ticket("t", Status::Resolved);
    let stranger = desk.kernel.customer("Yan", "yan@home.test");
    let body = json!({ "score": 5 });
    let put = || Request::json_body("PUT", "/api/tickets/t", &body);
    assert_eq!(desk.own(Some(&stranger), put()).status, 404);
    assert_eq!(desk.own(Some(&desk.ana), put()).status, 404, "nor do they praise themselves");
    assert_eq!(desk.own(None, put()).status, 403);
    desk.shelf.0.borrow_mut().get_mut("t").unwrap().1[0].from_staff = false;
    assert_eq!(desk.rates("t", json!({ "score": 5 })).status, 409);
    assert!(desk.votes().is_empty());
}

#[test]
fn who_may_not_read_the_ticket_or_its_rating_is_told_neither() {
    let desk = Desk::new();
    desk.ticket("t", Status::Resolved);
    desk.rates("t", json!({ "score": 1, "comment": "secret words" }));
    assert!(desk.page("/").contains("secret words"));
    desk.kernel.deny_on("csat:rating.read", &TICKETS.at("t"));
    assert!(!desk.page("/").contains("secret words"));
    assert_eq!(desk.answer(Request::get("/api/tickets/t")).status, 403);
    let panel = Csat::render(&desk.kernel.cx(), "panel", Some(TICKETS.at("t"))).unwrap();
    assert_eq!(panel, None);
    assert_eq!(Csat::find(&desk.kernel.cx(), vec![TICKETS.at("t")]).unwrap(), [None]);
    desk.kernel.deny_collection("tickets:tickets");
    assert_eq!(desk.answer(Request::get("/api/tickets/t")).status, 404);
    let table = desk.page("/api/report.csv");
    assert!(table.contains(",ticket,7,1,Support,") && !table.contains("secret"), "it is counted: {table}");
}

#[test]
fn a_visitor_rates_a_chat_and_the_score_is_the_same_everywhere() {
    let desk = Desk::new();
    desk.filed(CHATS, "c");
    let chat = CHATS.at("c");
    desk.on_behalf(Some(&desk.zoe));
    let cx = desk.kernel.cx();
    assert_eq!(Csat::mine(&cx, chat.clone()).unwrap(), None);
    Csat::rate(&cx, chat.clone(), 5, "quick".into()).unwrap();
    assert_eq!(Csat::mine(&cx, chat.clone()).unwrap().unwrap().score, 5);
    let stranger = desk.kernel.customer("Yan", "yan@home.test");
    desk.on_behalf(Some(&stranger));
    assert_eq!(Csat::mine(&cx, chat.clone()).unwrap(), None, "not theirs");
    assert!(Csat::rate(&cx, chat.clone(), 1, String::new()).unwrap_err().is_not_found());
    assert!(
        Csat::rate(&cx, RecordRef { collection: "other:things".into(), id: "c".into() }, 1, String::new())
            .is_err()
    );
    desk.kernel.act_as(&desk.ana);
    assert_eq!(Csat::find(&cx, vec![chat]).unwrap()[0].as_ref().unwrap().comment, "quick");
    assert_eq!(desk.get("/api/chats/c")["rating"]["score"], 5);
    assert!(desk.page("/").contains("quick"));
}

#[test]
fn a_customer_is_asked_once_after_the_delay_and_not_about_what_is_open_again() {
    let desk = Desk::new();
    desk.ticket("t", Status::Open);
    desk.becomes("t", Status::Resolved);
    desk.later(23);
    desk.becomes("t", Status::Open);
    desk.later(2);
    assert_eq!(desk.asked(), 0, "it was opened again");
    desk.becomes("t", Status::Resolved);
    desk.becomes("t", Status::Closed);
    desk.later(23);
    assert_eq!(desk.asked(), 0);
    assert!(
        Csat::render(&desk.kernel.cx(), "panel", Some(TICKETS.at("t"))).unwrap().unwrap().contains("will be")
    );
    desk.later(1);
    assert_eq!(desk.asked(), 1);
    desk.becomes("t", Status::Open);
    desk.becomes("t", Status::Resolved);
    desk.later(48);
    assert_eq!(desk.asked(), 1, "never again");
}

#[test]
fn nobody_is_asked_who_rated_or_got_a_link_or_where_the_desk_does_not_ask() {
    let desk = Desk::new();
    for id in ["rated", "linked", "old", "nobodys"] {
        desk.ticket(id, Status::Open);
    }
    desk.shelf.0.borrow_mut().get_mut("nobodys").unwrap().0.requester = None;
    for id in ["rated", "linked", "nobodys"] {
        desk.becomes(id, Status::Resolved);
    }
    assert_eq!(desk.rates("rated", json!({ "score": 5 })).status, 200);
    desk.link("linked");
    desk.kernel.advance(15 * 24 * HOUR);
    desk.becomes("old", Status::Resolved);
    desk.settings(false, 24);
    desk.ticket("quiet", Status::Resolved);
    desk.becomes("quiet", Status::Resolved);
    desk.later(48);
    assert_eq!(desk.asked(), 0);
}

#[test]
fn a_link_opens_one_ticket_without_signing_in_until_it_is_over() {
    let desk = Desk::new();
    desk.ticket("t", Status::Open);
    desk.kernel.act_as(&desk.ana);
    let early = desk.answer(Request::json_body("POST", "/api/tickets/t/link", &json!({})));
    assert_eq!(early.status, 409, "it goes on");
    desk.becomes("t", Status::Resolved);
    let link = desk.link("t");
    let read = desk.own(None, Request::get(&format!("{link}?score=5")));
    assert_eq!(read.status, 200);
    assert!(read.body_text().contains("value=\"5\" required checked") && read.body_text().contains("#7"));
    assert!(!read.body_text().contains("Lamp"), "it tells no more than is needed");
    assert!(desk.votes().is_empty(), "to look at it says nothing");
    let refused = desk.own(None, Request::form_body(&link, "comment=Typed+at+length"));
    assert_eq!(refused.status, 422);
    assert!(refused.body_text().contains("Typed at length"), "what was typed is still there");
    let done = desk.own(None, Request::form_body(&link, "score=2&comment=Slow"));
    assert_eq!(done.status, 303, "{}", done.body_text());
    assert_eq!(
        desk.own(None, Request::form_body(&link, "score=3&comment=Slow")).status,
        303,
        "within the while"
    );
    assert_eq!(desk.votes(), [("t".to_owned(), 3)]);
    let panel = desk.page("/tickets/t");
    assert!(panel.contains("By a link that Ana &lt;b&gt;Agent&lt;/b&gt; made."), "{panel}");
    desk.later(25);
    let used = desk.own(None, Request::form_body(&link, "score=1"));
    assert_eq!(used.status, 409);
    assert!(
        !desk.own(None, Request::get(&link)).body_text().contains("name=\"score\""),
        "there is nothing more to say"
    );
    desk.later(14 * 24);
    assert_eq!(desk.own(None, Request::get(&link)).status, 404, "the link is over");
    assert_eq!(desk.own(None, Request::form_body(&link, "score=1")).status, 404);
    assert_eq!(desk.own(None, Request::get("/rate/0123")).status, 404);
    desk.kernel.act_as_plugin();
    assert!(desk.kernel.cx().all(LINKS, &ombud_plugin::Query::by("created")).unwrap().is_empty());
}

#[test]
fn a_link_is_of_whom_the_ticket_was_and_says_nothing_while_it_is_open_again() {
    let desk = Desk::new();
    desk.ticket("t", Status::Resolved);
    let link = desk.link("t");
    desk.becomes("t", Status::Open);
    let open = desk.own(None, Request::get(&link)).body_text();
    assert!(open.contains("still being worked on") && !open.contains("name=\"score\""), "{open}");
    assert_eq!(desk.own(None, Request::form_body(&link, "score=1")).status, 409);
    let other = desk.kernel.customer("Yan", "yan@home.test");
    desk.shelf.0.borrow_mut().get_mut("t").unwrap().0.requester = Some(other);
    assert_eq!(desk.own(None, Request::get(&link)).status, 404);
}

#[test]
fn what_was_said_goes_with_its_ticket_and_stays_counted() {
    let desk = Desk::new();
    desk.ticket("t", Status::Resolved);
    desk.becomes("t", Status::Resolved);
    desk.rates("t", json!({ "score": 4, "comment": "x" }));
    desk.shelf.0.borrow_mut().clear();
    for _ in 0..2 {
        desk.hear("tickets:tickets.deleted", TICKETS.at("t"));
    }
    let cx = desk.kernel.cx();
    assert!(cx.find(RATINGS, "ticket-t").unwrap().is_none() && cx.find(SURVEYS, "t").unwrap().is_none());
    assert_eq!(desk.votes(), [("t".to_owned(), 4)]);
}

#[test]
fn the_report_adds_up_and_says_what_it_was_asked_wrongly() {
    let desk = Desk::new();
    for (id, score) in [("a", 5), ("b", 4), ("c", 1)] {
        desk.ticket(id, Status::Resolved);
        assert_eq!(desk.rates(id, json!({ "score": score, "comment": format!("said {id}") })).status, 200);
        desk.later(1);
    }
    let told = desk.get("/api/report?comments=low");
    assert_eq!(told["total"], json!({ "count": 3, "satisfied": 2, "share": 67, "average": 3.3 }));
    assert_eq!(told["departments"][0]["department"], json!(desk.support));
    assert_eq!(told["agents"][0]["count"], 3);
    let said: Vec<_> =
        told["comments"].as_array().unwrap().iter().map(|one| one["comment"].clone()).collect();
    assert_eq!(said, ["said c"]);
    let page = desk.page("/");
    assert!(page.contains("67 % satisfied, 3.3 of 5 on average, 3 ratings"), "{page}");
    let at = |words: &str| page.find(words).unwrap();
    assert!(at("said c") < at("said b") && at("said b") < at("said a"), "the newest first");
    assert!(desk.page("/?agent=nobody-like-this").contains("Nobody rated"));
    for wrong in ["from=tomorrow", "from=2026-02-01&until=2026-01-01", "from=2000-01-01&until=2026-01-01"] {
        desk.kernel.act_as(&desk.ana);
        let answer = desk.answer(Request::get(&format!("/?{wrong}")));
        assert_eq!(answer.status, 422, "{wrong}");
        assert!(answer.body_text().contains("<form"), "one can say it again");
    }
}
