//! How somebody else signs in: a link to choose a password, sessions, a second factor that was lost. Passwords and links
//! never pass through a plugin.

use super::orders;
use super::show::sessions_of;
use crate::Desk;
use crate::api::{authority, change};
use crate::http::fence;
use crate::http::listen::Asked;
use crate::http::problem::{Answer, Problem};
use crate::http::reply;
use crate::http::speech::{text, woven};
use crate::pages::words::when;
use crate::relay;
use hyper::Method;
use hyper::header::HOST;
use maud::{Markup, html};
use ombud_access::{SessionId, Target, Timestamp, UserId};
use ombud_identity::second_factor::{self, Status};
use ombud_identity::{IdentityError, Order, Person, Session, order, person, refusal, reset, session};
use std::sync::Arc;

/// What stands on the page.
struct Seen {
    person: Person,
    /// None: who looks may not end them, and so does not see them.
    sessions: Option<Vec<Session>>,
    orders: Vec<Order>,
    factor: Option<Status>,
}

/// A link that was just made: shown once.
struct Link {
    address: String,
    /// It was mailed to the person, too.
    mailed: bool,
    until: Timestamp,
}

#[derive(Default)]
struct Beside {
    done: Option<String>,
    trouble: Option<Markup>,
    link: Option<Link>,
}

const DONE: [&str; 3] = ["ended", "factor", "withdrawn"];

/// `GET` shows the page, `POST` does what its form says.
pub(crate) async fn page(desk: &Arc<Desk>, mut asked: Asked, whom: UserId) -> Answer {
    let Some(this) = asked.caller.session() else {
        return Err(Problem::invalid(
            "this page is for a browser; programs find the same under `/api/v1/users`",
        ));
    };
    if asked.method != Method::POST {
        let done = asked.query("done").filter(|name| DONE.contains(name));
        let done = done.map(|name| text!(&format!("other-done-{name}")));
        let beside = Beside { done, ..Beside::default() };
        return drawn(desk, &asked.caller, whom, this, 200, &beside);
    }
    let fields = fence::own_form(desk, &mut asked, this).await?;
    let (caller, headers) = (asked.caller, asked.headers);
    let scheme = if caller.secure { "https" } else { "http" };
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default().to_owned();
    let what = fields.iter().find(|(known, _)| known == "do").map_or("", |(_, value)| value.as_str());
    let mut beside = Beside::default();
    let outcome: Answer<Option<&str>> = match what {
        "link" => {
            let whose = desk.clone();
            let work = move |_: &_, unit: &mut _, actor: ombud_identity::Actor<'_>| {
                let secret = reset::issue(unit, actor, whom)?;
                let mailed = relay::post_link(&whose, unit, whom, &secret, whose.now())?;
                Ok((secret, mailed))
            };
            change(desk, &caller, work).await.map(|(secret, mailed)| {
                let address = format!("{scheme}://{host}/password/{secret}");
                beside.link = Some(Link { address, mailed, until: desk.now().plus(reset::LIFE) });
                None
            })
        }
        "end" => {
            let work = move |_: &_, unit: &mut _, actor: ombud_identity::Actor<'_>| {
                session::sign_out_everywhere(unit, actor, whom, None)
            };
            change(desk, &caller, work).await.map(|()| Some("ended"))
        }
        "withdraw" => {
            let id = fields
                .iter()
                .find(|(known, _)| known == "order")
                .map_or_else(String::new, |(_, id)| id.clone());
            change(desk, &caller, move |_, unit, actor| order::withdraw(unit, actor, whom, &id))
                .await
                .map(|()| Some("withdrawn"))
        }
        "remove-factor" => {
            change(desk, &caller, move |_, unit, actor| second_factor::remove(unit, actor, whom))
                .await
                .map(|()| Some("factor"))
        }
        _ => Err(Problem::invalid("this page has no such form")),
    };
    let status = match outcome {
        Ok(Some(done)) => return Ok(reply::see_other(&format!("/account/{whom}?done={done}"))),
        Ok(None) => 200,
        Err(problem) => {
            if let Some(denial) = &problem.denied {
                desk.note_denial(caller.clone(), &format!("/account/{whom}"), denial);
            }
            beside.trouble = Some(problem.sentence());
            problem.status
        }
    };
    drawn(desk, &caller, whom, this, status, &beside)
}

fn drawn(
    desk: &Desk,
    caller: &crate::http::caller::Caller,
    whom: UserId,
    this: SessionId,
    status: u16,
    beside: &Beside,
) -> Answer {
    let mut unit = desk.store().begin();
    let authority = authority(desk, caller, &mut unit)?;
    let person = person::get(&mut unit, whom)?;
    let mut person = person
        .ok_or_else(|| IdentityError::NotFound(refusal!("refused-no-person", name = whom.to_string())))?;
    let may = |permission: &str| authority.check(permission, Target::Desk).allowed;
    if !may("kernel:email.read") {
        person.email = None;
    }
    let (sessions, orders) = match may("kernel:session.end") {
        true => {
            (Some(session::list(&mut unit, &authority, whom)?), order::list(&mut unit, &authority, whom)?)
        }
        false => (None, Vec::new()),
    };
    let factor = second_factor::status(&mut unit, whom)?;
    let main = main(desk, &Seen { person, sessions, orders, factor }, beside).into_string();
    fence::own_page(desk, this, status, &reply::page(&text!("other"), &main))
}

fn main(desk: &Desk, seen: &Seen, beside: &Beside) -> Markup {
    let here = format!("/account/{}", seen.person.id);
    let button = |what: &str, words: &str| {
        html! {
            form method="post" action=(here) {
                input type="hidden" name="do" value=(what);
                div class="actions" { button { (words) } }
            }
        }
    };
    html! {
        main class="door wide" id="main" {
            p class="trail" { a href="/" { (text!("back-to-desk")) } }
            h1 {
                (seen.person.name)
                @if let Some(email) = &seen.person.email { " " span class="hint" { (email) } }
            }
            @if let Some(done) = &beside.done { div class="flash" role="status" { p { (done) } } }
            @if let Some(trouble) = &beside.trouble { div class="problem" role="alert" { p { (trouble) } } }
            section class="card" {
                h2 { (text!("sign-in-password")) }
                @match &beside.link {
                    Some(link) => {
                        p { (woven("other-link", &[("until", when(link.until))])) }
                        p { code class="key" { (link.address) } }
                        @if link.mailed { p { (text!("other-link-mailed")) } }
                    },
                    None => {
                        p { (text!("other-link-lead")) }
                        (button("link", &text!("other-link-make")))
                    },
                }
            }
            section class="card" {
                h2 { (text!("factor")) }
                @match seen.factor {
                    Some(status) => {
                        p { (woven("other-factor-since", &[("since", when(status.since))])) }
                        (button("remove-factor", &text!("other-factor-remove")))
                    },
                    None => p { (text!("other-factor-none")) },
                }
            }
            @if let Some(sessions) = &seen.sessions {
                section class="card" {
                    h2 { (text!("other-sessions")) }
                    @if sessions.is_empty() { p { (text!("other-sessions-none")) } } @else {
                        (sessions_of(sessions))
                        (button("end", &text!("other-sessions-end")))
                    }
                }
            }
            @if !seen.orders.is_empty() {
                (orders::section(desk, &text!("other-orders"), &text!("other-orders-lead"), &seen.orders, &here))
            }
        }
    }
}
