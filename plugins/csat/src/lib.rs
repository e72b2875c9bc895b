//! What customers thought of tickets and chats: one rating of each, asked for once, and a report of them all.
//!
//! What was said stands in one place, and who may read it is asked of the ticket or chat as it is filed now. What is counted is
//! filed as it was when the rating was given. Why it is cut so: docs/decisions/0043.

mod api;
mod ask_page;
mod csv;
mod frame;
mod keep;
mod mailed;
mod parts;
mod rate_page;
mod report;
mod report_page;
mod route;
mod subject;
mod survey;
mod vote;

use ombud_plugin::desk::ratings::{self, Rating};
use ombud_plugin::desk::voting;
use ombud_plugin::{
    Columns, Contributes, Cx, Deliveries, Delivery, Error, Event, Plugin, RecordRef, Request, Response,
    Result, Timestamp, columns, contributes, deliveries, export, provide_csat, text,
};
use route::Route;

/// The plugin.
pub struct Csat;

/// So many subjects are asked about at once.
const MOST: usize = 200;

impl Plugin for Csat {
    fn handle(cx: &Cx, request: Request) -> Result<Response> {
        if request.path.starts_with("/api/") {
            return api::routes().answer(cx, request);
        }
        let post = request.method == "POST";
        // Errors become pages as well: whoever works here reads no JSON, and customers do not either.
        match (Route::parse(&request.path, &request.query), post) {
            (Some(Route::Rate(secret)), post) => {
                let page = if post { rate_page::rate } else { rate_page::show };
                Ok(page(cx, &secret, &request).unwrap_or_else(|error| rate_page::trouble(&error)))
            }
            (route, post) => Ok(page(cx, route, post).unwrap_or_else(|error| frame::trouble(cx, &error))),
        }
    }

    fn on_event(cx: &Cx, event: Event) -> Result<()> {
        if event.kind.ends_with(".changed") {
            return survey::touched(cx, &event.subject.id);
        }
        if subject::is_ticket(&event.subject) {
            survey::forget(cx, &event.subject.id)?;
        }
        vote::forget(cx, &event.subject)
    }

    fn ring(cx: &Cx, key: &str, _: Timestamp, _: &str) -> Result<()> {
        survey::ring(cx, key)
    }
}

fn page(cx: &Cx, route: Option<Route>, post: bool) -> Result<Response> {
    match (route, post) {
        (Some(Route::Report(asked)), false) => report_page::show(cx, &asked),
        (Some(Route::Ticket(id)), false) => ask_page::show(cx, &id),
        (Some(Route::Ticket(id)), true) => ask_page::make(cx, &id),
        _ => Err(Error::not_found(text!("no-such-page"))),
    }
}

impl Contributes for Csat {
    fn render(cx: &Cx, _: &str, subject: Option<RecordRef>) -> Result<Option<String>> {
        let Some(subject) = subject else { return Ok(None) };
        let rating = vote::read(cx, &subject)?;
        let panel = parts::panel(cx, rating.as_ref(), &survey::of(cx, &subject.id)?)?;
        Ok(panel.map(|html| html.into_string()))
    }
}

/// As other plugins are told it.
fn told(rating: keep::Rating) -> Rating {
    let keep::Rating { vote, comment, changed, link_by: _ } = rating;
    Rating {
        score: vote.score,
        comment,
        at: changed.unwrap_or(vote.at),
        agent: vote.agent,
        department: vote.department,
    }
}

impl Columns for Csat {
    fn draw(cx: &Cx, _: &str, subjects: Vec<RecordRef>) -> Result<Vec<Option<String>>> {
        let words = |score| format!("{}: {}", parts::of_five(score), parts::meaning(score));
        let cell = |subject| Ok(vote::read(cx, subject)?.map(|rating| words(rating.vote.score)));
        subjects.iter().map(cell).collect()
    }
}

impl Deliveries for Csat {
    fn on_delivery(cx: &Cx, delivery: Delivery) -> Result<()> {
        mailed::heard(cx, &delivery)
    }
}

impl ratings::Provider for Csat {
    fn find(cx: &Cx, subjects: Vec<RecordRef>) -> Result<Vec<Option<Rating>>> {
        if subjects.len() > MOST {
            return Err(Error::too_large(format!(
                "at most {MOST} tickets and chats are asked about at once"
            )));
        }
        subjects.iter().map(|subject| Ok(vote::read(cx, subject)?.map(told))).collect()
    }
}

impl voting::Provider for Csat {
    fn mine(cx: &Cx, subject: RecordRef) -> Result<Option<Rating>> {
        match vote::own(cx, &subject) {
            Err(Error::NotFound(_)) => Ok(None),
            own => own.and_then(|_| Ok(vote::kept(cx, &subject)?.map(told))),
        }
    }

    fn rate(cx: &Cx, subject: RecordRef, score: u8, comment: String) -> Result<()> {
        vote::rate(cx, &subject, vote::Said { score, comment }).map(drop)
    }
}

export!(Csat);
contributes!(Csat);
columns!(Csat);
deliveries!(Csat);
provide_csat!(Csat);

#[cfg(test)]
mod tests;
