//! One small job: to put the kernel's time beside a name. And one that a colleague can do as well.

use ombud_plugin::desk::split::{self, Mode, Outcome, Request as Wanted};
use ombud_plugin::{Cx, Plugin, Request, Response, Result, Router, Timestamp, export};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
struct Question {
    name: String,
}

#[derive(Serialize)]
struct Stamped {
    name: String,
    now: Timestamp,
}

struct Clerk;

impl Plugin for Clerk {
    fn handle(cx: &Cx, request: Request) -> Result<Response> {
        Router::new()
            .post("/stamp", stamp)
            .post("/alone", alone)
            .post("/together", together)
            .post("/busy", busy)
            .answer(cx, request)
    }
}

export!(Clerk);

fn stamp(cx: &Cx, request: &Request) -> Result<Response> {
    let Question { name } = request.json()?;
    Response::json(&Stamped { name, now: cx.now() })
}

fn alone(cx: &Cx, _: &Request) -> Result<Response> {
    told(&done(cx, &wanted()))
}

fn together(cx: &Cx, _: &Request) -> Result<Response> {
    told(&split::split(cx, &wanted())?)
}

fn busy(_: &Cx, _: &Request) -> Result<Response> {
    loop {
        std::hint::black_box(());
    }
}

fn wanted() -> Wanted {
    Wanted {
        ticket: "01890000000000000000000000".into(),
        messages: vec!["01890000000000000000000001".into()],
        subject: "A lid is missing".into(),
        department: "01890000000000000000000002".into(),
        mode: Mode::Move,
        requester: None,
        assignee: None,
        priority: None,
        tags: None,
        copy_fields: true,
    }
}

/// What the colleague does, too.
fn done(cx: &Cx, wanted: &Wanted) -> Outcome {
    Outcome { id: wanted.messages.concat(), ticket: wanted.ticket.clone(), number: 1, at: cx.now() }
}

fn told(outcome: &Outcome) -> Result<Response> {
    Response::json(&Stamped { name: outcome.ticket.clone(), now: outcome.at })
}
