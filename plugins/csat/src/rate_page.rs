//! What a customer rates through, who has come by a link and need not sign in. To look at it changes nothing: programs that look into
//! mail follow links, too.

use crate::frame::FRAME;
use crate::keep::{Rating, Settings};
use crate::route::Route;
use crate::vote::{self, COMMENT, Said};
use crate::{mailed, parts, subject, survey};
use maud::{Markup, html};
use ombud_plugin::desk::tickets::Ticket;
use ombud_plugin::{Cx, Error, Request, Response, Result, text};

/// The page. A score in the address is a suggestion: it is chosen, and not sent.
pub fn show(cx: &Cx, secret: &str, request: &Request) -> Result<Response> {
    let (_, ticket) = survey::follow(cx, secret)?;
    let before = vote::kept(cx, &subject::ticket(&ticket.id))?;
    let score = request.query_as::<u8>("score").ok().flatten();
    let said = match &before {
        Some(before) => Said { score: score.unwrap_or(before.vote.score), comment: before.comment.clone() },
        None => Said { score: score.unwrap_or(0), comment: String::new() },
    };
    page(cx, secret, &ticket, before.as_ref(), &said, None)
}

/// Rates. What was typed stands there again if it is refused.
pub fn rate(cx: &Cx, secret: &str, request: &Request) -> Result<Response> {
    let (link, ticket) = survey::follow(cx, secret)?;
    let form = request.form()?;
    if let (Some(wish), Some(customer)) = (form.get("questions"), &ticket.requester) {
        mailed::quiet(cx, customer, wish == "never")?;
        return Ok(Response::redirect(&Route::Rate(secret.to_owned()).to_string()));
    }
    let score = form.get("score").and_then(|score| score.parse().ok()).unwrap_or(0);
    // A browser sends each new line as two letters, and counts it as one.
    let comment = form.get("comment").unwrap_or_default().replace("\r\n", "\n");
    let said = Said { score, comment };
    match vote::rate_ticket(cx, &ticket, said.clone(), link.by) {
        Ok(_) => Ok(Response::redirect(&format!("{}?done=rated", Route::Rate(secret.to_owned())))),
        Err(error @ (Error::Invalid(_) | Error::Conflict(_))) => {
            let before = vote::kept(cx, &subject::ticket(&ticket.id))?;
            Ok(page(cx, secret, &ticket, before.as_ref(), &said, Some(&error))?.status(error.status()))
        }
        Err(error) => Err(error),
    }
}

fn page(
    cx: &Cx,
    secret: &str,
    ticket: &Ticket,
    before: Option<&Rating>,
    said: &Said,
    error: Option<&Error>,
) -> Result<Response> {
    let stays = match before {
        Some(before) => cx.now() > before.vote.at + Settings::of(cx)?.change(),
        None => false,
    };
    let title = text!("how-was-it", number = ticket.number.to_string());
    let content = html! {
        h1 { (title) }
        @if let Some(before) = before {
            div class="flash" role="status" { p { (text!("thanks")) " " (parts::of_five(before.vote.score)) } }
        }
        @if before.is_none() && !subject::is_over(ticket) {
            p class="card" { (text!("goes-on")) }
        } @else if stays {
            @if let Some(error) = error { div class="problem" role="alert" { p { (error.sentence()) } } }
        } @else { (form(secret, before.is_some(), said, error)) }
        @if let Some(customer) = &ticket.requester { (questions(secret, mailed::is_quiet(cx, customer)?)) }
    };
    Ok(FRAME.bare(&title, &content))
}

fn form(secret: &str, again: bool, said: &Said, error: Option<&Error>) -> Markup {
    html! {
        (FRAME.problem(error))
        form class="card fields" method="post" action=(Route::Rate(secret.to_owned())) {
            @if again { p { (text!("may-change")) } }
            fieldset {
                legend { (text!("your-rating")) }
                @for score in (1..=5).rev() {
                    label class="choice" {
                        input type="radio" name="score" value=(score) required checked[said.score == score];
                        span { (parts::stars(score)) " " (parts::meaning(score)) }
                    }
                }
            }
            label {
                (text!("your-words"))
                textarea name="comment" rows="4" maxlength=(COMMENT) dir="auto" { "\n" (said.comment) }
            }
            div class="actions" { button class="primary" type="submit" { (text!("send")) } }
        }
    }
}

/// Whoever wants to be asked nothing more says so here, and changes their mind here, too.
fn questions(secret: &str, quiet: bool) -> Markup {
    html! {
        form class="card" method="post" action=(Route::Rate(secret.to_owned())) {
            @if quiet { p { (text!("quiet")) } }
            div class="actions" {
                @if quiet { button type="submit" name="questions" value="again" { (text!("ask-again")) } }
                @else { button type="submit" name="questions" value="never" { (text!("ask-never")) } }
            }
        }
    }
}

/// There is no such link, or not any more.
pub fn trouble(error: &Error) -> Response {
    let title = if error.is_not_found() { text!("trouble-404") } else { text!("trouble-asked") };
    let content = html! {
        h1 { (title) }
        p class="card" { (error.sentence()) }
    };
    FRAME.bare(title, &content).status(error.status())
}
