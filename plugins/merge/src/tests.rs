//! Merging real tickets on a fake kernel.

use crate::Merge;
use crate::merge::UNDO;
use ombud_plugin::desk::tickets::{self, MessageKind, NewMessage, NewTicket, Priority, Ticket};
use ombud_plugin::testing::{FakeKernel, Provided, check_routes};
use ombud_plugin::{Collection, Plugin, Request, Response, UserId};
use ombud_tickets::Tickets;
use serde_json::{Value, json};

struct Desk {
    kernel: FakeKernel,
    zoe: UserId,
    max: UserId,
    /// Max asked.
    source: Ticket,
    /// Zoe asked, in another department.
    target: Ticket,
}

impl Desk {
    fn new() -> Desk {
        let kernel = FakeKernel::new();
        let support = kernel.department("Support");
        let billing = kernel.department("Billing");
        let ada = kernel.staff("Ada", "ada@desk.test", &[&support]);
        let zoe = kernel.customer("Zoe", "zoe@home.test");
        let max = kernel.customer("Max", "max@home.test");
        kernel.settings(&json!({ "close-after-days": 14, "undefined-fields": true, "fields": [] }));
        kernel.tickets(Provided::<Tickets>::on(kernel.cx()));
        kernel.merging(Provided::<Tickets>::on(kernel.cx()));
        kernel.act_as(&ada);
        let open = |subject: &str, department: &str, requester: &str| {
            let first = NewMessage {
                kind: MessageKind::Note,
                author: None,
                at: None,
                text: subject.into(),
                html: None,
                attachments: Vec::new(),
                mail: None,
            };
            let new = NewTicket {
                subject: subject.into(),
                department: department.into(),
                requester: Some(requester.into()),
                assignee: None,
                participants: Vec::new(),
                status: None,
                priority: Priority::Normal,
                tags: Vec::new(),
                fields: Vec::new(),
                channel: "web".into(),
                language: None,
                first: Some(first),
            };
            tickets::create(&kernel.cx(), &new).unwrap()
        };
        let (target, source) = (open("Lamp", &billing, &zoe), open("Lamp, too", &support, &max));
        Desk { kernel, zoe, max, source, target }
    }

    fn ask(&self, request: Request) -> Response {
        Merge::handle(&self.kernel.cx(), request).unwrap()
    }

    fn preview(&self) -> Value {
        self.ask(Request::get("/api/preview?source=2&target=1")).body_json().unwrap()
    }

    fn body(&self) -> Value {
        let version = |id: &str| tickets::get(&self.kernel.cx(), id).unwrap().version;
        json!({
            "source": 2, "source_version": version(&self.source.id),
            "target": self.target.id, "target_version": version(&self.target.id),
        })
    }

    fn merge(&self) -> String {
        let answer = self.ask(Request::json_body("POST", "/api/merges", &self.body()));
        assert_eq!(answer.status, 201, "{}", answer.body_text());
        let told: Value = answer.body_json().unwrap();
        assert_eq!((&told["ticket"], &told["number"]), (&json!(self.target.id), &json!(1)));
        format!("/api/merges/{}", told["id"].as_str().unwrap())
    }

    #[track_caller]
    fn refused(&self, method: &str, path: &str, body: &Value, part: &str) {
        let error = Merge::handle(&self.kernel.cx(), Request::json_body(method, path, body)).unwrap_err();
        assert!(error.message().contains(part), "{}", error.message());
    }

    fn recent(&self, ticket: &Ticket) -> usize {
        use ombud_plugin::desk::merge::Provider;
        Merge::recent(&self.kernel.cx(), ticket.id.clone()).unwrap().len()
    }
}

#[test]
fn the_manifest_has_the_routes_that_there_are() {
    check_routes(&crate::api::routes(), include_str!("../plugin.toml"));
}

#[test]
fn a_preview_says_who_comes_together_and_changes_nothing() {
    let desk = Desk::new();
    let told = desk.preview();
    assert_eq!(
        (&told["messages"], &told["joining"], &told["left_out"]),
        (&json!(1), &json!([desk.max]), &json!([]))
    );
    assert_eq!((&told["other_requester"], &told["other_department"]), (&json!(true), &json!(true)));
    assert_eq!(tickets::get(&desk.kernel.cx(), &desk.source.id).unwrap(), desk.source);
    desk.kernel.deny("tickets:ticket.share");
    let told = desk.preview();
    assert_eq!((&told["joining"], &told["left_out"]), (&json!([]), &json!([desk.max])));
    desk.merge();
    assert_eq!(tickets::get(&desk.kernel.cx(), &desk.target.id).unwrap().participants, [] as [UserId; 0]);
}

#[test]
fn whoever_saw_the_one_takes_part_in_the_other_until_it_is_undone() {
    let desk = Desk::new();
    let path = desk.merge();
    let now = || tickets::get(&desk.kernel.cx(), &desk.target.id).unwrap();
    assert_eq!((now().participants, now().requester), (vec![desk.max.clone()], Some(desk.zoe.clone())));
    assert_eq!((desk.recent(&desk.source), desk.recent(&desk.target)), (1, 1));
    assert_eq!(desk.ask(Request::new("DELETE", &path)).status, 204);
    assert_eq!(now().participants, [] as [UserId; 0]);
    assert_eq!((desk.recent(&desk.source), desk.kernel.timers()), (0, vec![]));
    desk.refused("DELETE", &path, &json!({}), "no merge that could be undone");
}

#[test]
fn after_a_day_it_is_forgotten() {
    let desk = Desk::new();
    let path = desk.merge();
    desk.kernel.advance(UNDO + 1);
    desk.refused("DELETE", &path, &json!({}), "a day has passed");
    assert_eq!(desk.recent(&desk.source), 0);
    desk.kernel.act_as_plugin();
    for timer in desk.kernel.due_timers() {
        Merge::ring(&desk.kernel.cx(), &timer.key, timer.due, &timer.data).unwrap();
        Merge::ring(&desk.kernel.cx(), &timer.key, timer.due, &timer.data).unwrap();
    }
    let kept: Collection<Value> = Collection::new("merge:merges");
    assert!(desk.kernel.cx().all(kept, &ombud_plugin::Query::by("created")).unwrap().is_empty());
}

#[test]
fn bad_input_is_told_what_and_where() {
    let desk = Desk::new();
    let with = |field: &str, value: Value| {
        let mut body = desk.body();
        body[field] = value;
        body
    };
    for (body, part) in [
        (with("target", json!(2)), "into itself"),
        (with("source", json!(9)), "no ticket #9"),
        (with("source_version", json!(99)), "at version"),
        (with("soruce", json!(1)), "`soruce`"),
    ] {
        desk.refused("POST", "/api/merges", &body, part);
    }
    desk.refused("GET", "/api/preview", &json!({}), "`source` is missing");
    let same = Merge::handle(&desk.kernel.cx(), Request::get("/api/preview?source=1&target=1")).unwrap_err();
    assert!(same.message().contains("one ticket already"));
}
