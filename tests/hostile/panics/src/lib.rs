//! Panics in every export: requests, reactions, alarms, hooks, outcomes and migrations.
//!
//! Contained by the fresh instance of each call: it ends alone, and nothing of it is kept.

use ombud_plugin::{
    Change, Collection, Cx, Draft, Event, Hooks, Migrates, Outcome, Outcomes, Outgoing, Plugin, Request,
    Response, Result, Timestamp, Verdict, export,
};

const THINGS: Collection<u32> = Collection::new("panics:things");

struct Sin;

impl Plugin for Sin {
    fn handle(cx: &Cx, request: Request) -> Result<Response> {
        cx.create(THINGS, Draft::new(&1))?;
        if request.path == "/go" {
            panic!("in a request");
        }
        cx.set_timer("bell", cx.now(), &1)?;
        cx.send("post", Outgoing::new("POST", String::from_utf8_lossy(&request.body)))?;
        Ok(Response::no_content())
    }

    fn on_event(_: &Cx, _: Event) -> Result<()> {
        panic!("in a reaction");
    }

    fn ring(_: &Cx, _: &str, _: Timestamp, _: &str) -> Result<()> {
        panic!("in an alarm");
    }
}

impl Hooks for Sin {
    fn before(_: &Cx, _: Change) -> Result<Verdict> {
        panic!("in a hook");
    }
}

impl Outcomes for Sin {
    fn on_outcome(_: &Cx, _: Outcome) -> Result<()> {
        panic!("in an outcome");
    }
}

impl Migrates for Sin {
    fn migrate(_: &Cx, _: u32, _: u32) -> Result<()> {
        panic!("in a migration");
    }
}

export!(Sin);
ombud_plugin::hooks!(Sin);
ombud_plugin::outcomes!(Sin);
ombud_plugin::migrates!(Sin);
