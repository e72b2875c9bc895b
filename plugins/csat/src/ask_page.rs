//! Whether the customer of a ticket was asked, with the link by which they answer.

use crate::frame::FRAME;
use crate::route::Route;
use crate::{parts, subject, survey, vote};
use maud::{Markup, html};
use ombud_plugin::desk::tickets::{self, Ticket};
use ombud_plugin::draw::moment;
use ombud_plugin::{Cx, Response, Result, Timestamp, text};

/// The page.
pub fn show(cx: &Cx, id: &str) -> Result<Response> {
    let ticket = tickets::get(cx, id)?;
    cx.require("csat:survey.ask", Some(&subject::ticket(id)))?;
    page(cx, &ticket, None)
}

/// Makes a link, and shows it: nobody can read it again.
pub fn make(cx: &Cx, id: &str) -> Result<Response> {
    let ticket = tickets::get(cx, id)?;
    let link = survey::link(cx, &ticket)?;
    page(cx, &ticket, Some(link))
}

fn page(cx: &Cx, ticket: &Ticket, link: Option<(String, Timestamp)>) -> Result<Response> {
    let said = parts::panel(
        cx,
        vote::read(cx, &subject::ticket(&ticket.id))?.as_ref(),
        &survey::of(cx, &ticket.id)?,
    )?;
    let title = text!("ask-title", number = ticket.number.to_string());
    let content = html! {
        div class="stack" {
            header class="headline" {
                p class="trail" { a href={ "/console/tickets/" (ticket.number) } { "#" (ticket.number) } }
                h1 { (title) }
                p class="hint" dir="auto" { (ticket.subject) }
            }
            @if let Some(said) = said { div class="card" { (said) } }
            @match (link, survey::may_be_asked(cx, ticket)) {
                (Some((path, until)), _) => (fresh(&path, until, cx.now())),
                (None, Ok(())) => {
                    form class="card" method="post" action=(Route::Ticket(ticket.id.clone())) {
                        p { (text!("link-lead")) }
                        div class="actions" { button class="primary" type="submit" { (text!("make-link")) } }
                    }
                },
                (None, Err(why)) => p class="card" { (why.sentence()) },
            }
        }
    };
    Ok(FRAME.narrow(cx, &title, &content))
}

/// The script of the page fills in the address of the desk.
fn fresh(path: &str, until: Timestamp, now: Timestamp) -> Markup {
    html! {
        script type="module" src="/kernel/follow.js" {}
        ombud-follow {
            section class="card fields" aria-labelledby="link-title" {
                h2 id="link-title" { (text!("link")) }
                label for="link" { (text!("link-hint")) }
                textarea id="link" rows="2" readonly data-origin="https://desk.example" { "\n" "https://desk.example" (path) }
                p class="hint" { (text!("good-until")) " " (moment(until, now)) }
            }
        }
    }
}
