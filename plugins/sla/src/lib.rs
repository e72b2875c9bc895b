//! What was promised about tickets, and when it is due: policies, warnings, breaches, reports.
//!
//! What is reckoned is `ombud-worktime`'s business, and hours are the plugin `calendar`'s. Here are the policies with all their versions, the
//! story of each ticket as deadlines count it, what is said about it, each once, and the pages and parts that show it.

mod api;
mod chats;
mod csv;
mod editor;
mod example;
mod frame;
mod keep;
mod list;
mod panel;
mod parts;
mod reckon;
mod report;
mod report_page;
mod route;
mod rules;
mod said;
mod seen;
mod settle;
mod story;
mod texts;
mod typed;

use ombud_plugin::desk::sla::{Deadline, Metric, Next, Provider, Queue, Said, Saying};
use ombud_plugin::{
    Columns, Contributes, Cx, Error, Event, Plugin, Query, RecordId, RecordRef, Request, Response, Result,
    Timestamp, columns, contributes, export, provide_sla,
};
use ombud_worktime::{ledger, policy};
use route::Route;

/// The plugin.
pub struct Sla;

impl Plugin for Sla {
    fn handle(cx: &Cx, request: Request) -> Result<Response> {
        if request.path.starts_with("/api/") {
            return api::routes().answer(cx, request);
        }
        // Errors become pages as well: whoever works here reads no JSON.
        Ok(page(cx, &request).unwrap_or_else(|error| frame::trouble(cx, &error)))
    }

    fn on_event(cx: &Cx, event: Event) -> Result<()> {
        match event.subject.collection.as_str() {
            "tickets:tickets" => settle::touched(cx, &event.subject.id),
            "chat:chats" => chats::touched(cx, &event.subject.id),
            _ => rules::calendar_changed(cx, &event.subject.id),
        }
    }

    fn ring(cx: &Cx, key: &str, _: Timestamp, data: &str) -> Result<()> {
        settle::ring(cx, key, data)
    }
}

fn page(cx: &Cx, request: &Request) -> Result<Response> {
    let post = request.method == "POST";
    match (Route::parse(&request.path, &request.query), post) {
        (Some(Route::List(done)), false) => list::show(cx, done, None),
        (Some(Route::List(_)), true) => list::order(cx, request),
        (Some(Route::New(copy)), false) => editor::blank(cx, copy.as_deref()),
        (Some(Route::New(_)), true) => editor::add(cx, request),
        (Some(Route::One(id, view)), false) => editor::show(cx, &id, &view),
        (Some(Route::One(id, _)), true) => editor::change(cx, &id, request),
        (Some(Route::Remove(id)), true) => list::remove(cx, &id),
        (Some(Route::Report(asked)), false) => report_page::show(cx, &asked),
        _ => Err(Error::not_found(texts::no_such_page())),
    }
}

impl Contributes for Sla {
    fn render(cx: &Cx, name: &str, subject: Option<RecordRef>) -> Result<Option<String>> {
        let Some(subject) = subject else { return Ok(None) };
        let kept = match name {
            "chat" => cx.find(keep::CHATS, &subject.id)?,
            _ => keep::state(cx, &subject.id)?,
        };
        let Some(state) = kept.map(|entry| entry.value) else { return Ok(None) };
        Ok(match name {
            "badge" => parts::badge(&state.promised, cx.now()).map(|html| html.into_string()),
            _ => panel::draw(&state, cx.now()).map(|html| html.into_string()),
        })
    }
}

impl Columns for Sla {
    fn draw(cx: &Cx, _: &str, subjects: Vec<RecordRef>) -> Result<Vec<Option<String>>> {
        let now = cx.now();
        let cell = |subject: &RecordRef| {
            let kept = cx.find(keep::GLANCES, &subject.id)?;
            let cell = kept.and_then(|entry| parts::cell(&entry.value.promised, now));
            Ok(cell.map(|html| html.into_string()))
        };
        subjects.iter().map(cell).collect()
    }
}

impl Provider for Sla {
    fn next_due(cx: &Cx, which: Next) -> Result<Queue> {
        let query = match &which.assignee {
            None => Query::by("due"),
            Some(whose) => Query::by("whose").prefix(whose.clone().unwrap_or_default()),
        };
        let query = query.department(which.department).limit(which.limit.clamp(1, 200)).cursor(which.cursor);
        let page = cx.query(keep::DEADLINES, &query)?;
        let due = page.entries.iter().filter_map(|entry| {
            let (next, _) = entry.value.next()?;
            deadline(entry.id(), &entry.value, next)
        });
        Ok(Queue { due: due.collect(), next: page.next })
    }

    fn deadlines(cx: &Cx, ticket: RecordId) -> Result<Vec<Deadline>> {
        let Some(entry) = keep::state(cx, &ticket)? else { return Ok(Vec::new()) };
        let told = entry.value.promised.iter().filter_map(|one| deadline(&ticket, &entry.value, one));
        Ok(told.collect())
    }

    fn past(cx: &Cx, ticket: RecordId) -> Result<Vec<Said>> {
        let Some(entry) = keep::state(cx, &ticket)? else { return Ok(Vec::new()) };
        let mut said: Vec<Said> = entry.value.ledger.marks().iter().filter_map(told).collect();
        said.sort_by_key(|one| one.at);
        Ok(said)
    }
}

fn told(mark: &ledger::Mark) -> Option<Said> {
    Some(Said {
        metric: metric(mark.metric)?,
        cycle: mark.cycle,
        what: match mark.kind {
            ledger::Kind::Warned(_) => Saying::Warned,
            ledger::Kind::Broken => Saying::Broken,
            ledger::Kind::Kept => Saying::Kept,
        },
        at: reckon::unsigned(mark.at),
    })
}

/// As others know it, who ask about tickets.
fn metric(metric: policy::Metric) -> Option<Metric> {
    match metric {
        policy::Metric::FirstAssignment => Some(Metric::FirstAssignment),
        policy::Metric::FirstResponse => Some(Metric::FirstResponse),
        policy::Metric::NextResponse => Some(Metric::NextResponse),
        policy::Metric::Resolution => Some(Metric::Resolution),
        policy::Metric::ChatAnswer => None,
    }
}

fn deadline(ticket: &str, state: &keep::State, one: &keep::Promised) -> Option<Deadline> {
    Some(Deadline {
        ticket: ticket.to_owned(),
        metric: metric(one.metric)?,
        cycle: one.cycle,
        policy: state.policy.as_ref().map(|under| under.name.clone()).unwrap_or_default(),
        since: reckon::unsigned(one.since),
        target: reckon::unsigned(one.target),
        due: keep::time(one.due),
        done: keep::time(one.done.map(|(at, _)| at)),
        broken: keep::time(one.broken),
    })
}

export!(Sla);
contributes!(Sla);
columns!(Sla);
provide_sla!(Sla);

#[cfg(test)]
mod tests;
