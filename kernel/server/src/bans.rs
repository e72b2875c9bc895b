//! Network addresses that are kept off the desk: on a page of the kernel, by the API, and at the door.

use crate::Desk;
use crate::api;
use crate::http::body;
use crate::http::caller::Caller;
use crate::http::fence;
use crate::http::listen::Asked;
use crate::http::problem::{Answer, Problem};
use crate::http::reply;
use crate::http::route::Route;
use crate::http::speech::{text, woven};
use crate::pages::words::when;
use crate::view_as::own_session;
use hyper::Method;
use maud::{Markup, html};
use ombud_access::{Timestamp, UserId};
use ombud_identity::{Ban, Network, NewBan, ban, person};
use ombud_store::UnitOfWork;
use serde::Deserialize;
use serde_json::{Value, json};
use std::net::IpAddr;
use std::sync::Arc;

/// How many of those that are over stand on a page.
const PAGE: usize = 50;

/// For how long the page offers to ban, in hours; none: for ever.
const TERMS: [(&str, Option<u64>); 5] =
    [("hour", Some(1)), ("day", Some(24)), ("week", Some(24 * 7)), ("month", Some(24 * 30)), ("ever", None)];

/// Whether somebody is kept off. A ban that the kernel made by itself spares who is signed in, but for where one signs
/// in: a session is no leave to guess on.
pub(crate) fn refuse(desk: &Desk, caller: &Caller, route: &Route, method: &Method) -> Answer<()> {
    let guesses = match route {
        Route::SignIn | Route::PasswordByLink(_) | Route::Forgotten => true,
        Route::Session => *method == Method::POST,
        _ => false,
    };
    let Ok(address) = caller.address.parse() else { return Ok(()) };
    let ban = desk.identity().banned(address, desk.now())?;
    match ban.filter(|ban| !ban.is_automatic() || guesses || caller.user().is_none()) {
        None => Ok(()),
        Some(ban) => Err(Problem::new(
            403,
            "banned",
            format!(
                "nothing is taken from your network address; if that is a mistake, tell the people of this desk the number {}",
                ban.number
            ),
        )),
    }
}

/// Who must get in: whoever asks, and the proxies through which everybody comes.
fn spared(desk: &Desk, caller: &Caller) -> Vec<Network> {
    let own = caller
        .address
        .parse::<IpAddr>()
        .ok()
        .and_then(|own| Network::around(own, if own.is_ipv4() { 32 } else { 128 }).ok());
    desk.proxies.0.iter().copied().chain(own).collect()
}

async fn create(desk: &Arc<Desk>, caller: &Caller, new: NewBan) -> Answer<Ban> {
    let spared = spared(desk, caller);
    api::change(desk, caller, move |_, unit, actor| ban::create(unit, actor, new.clone(), &spared)).await
}

async fn lift(desk: &Arc<Desk>, caller: &Caller, number: u64, why: Option<String>) -> Answer<Ban> {
    api::change(desk, caller, move |_, unit, actor| ban::lift(unit, actor, number, why.as_deref())).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    network: String,
    reason: String,
    /// Milliseconds since 1970; none: for ever.
    #[serde(default)]
    until: Option<u64>,
}

/// `GET /api/v1/bans`: those that stand, and those that are over, the newest first; `?before=` goes on.
pub(crate) fn list(desk: &Desk, asked: &Asked) -> Answer {
    let before = asked.query("before").map(str::parse).transpose();
    let before = before.map_err(|_| Problem::invalid("`before` is the number of a ban"))?;
    let mut unit = desk.store().begin();
    let standing = ban::standing(&mut unit, desk.now())?;
    let past = ban::past(&mut unit, before, PAGE, desk.now())?;
    let next = past.last().filter(|_| past.len() == PAGE).map(|ban| ban.number);
    let views = |bans: &[Ban]| bans.iter().map(view).collect::<Vec<_>>();
    Ok(reply::json(200, &json!({ "standing": views(&standing), "past": views(&past), "next": next })))
}

pub(crate) async fn add(desk: &Arc<Desk>, asked: Asked) -> Answer {
    let caller = asked.caller;
    let Wanted { network, reason, until } = body::json(&asked.headers, asked.body).await?;
    let network = network.parse().map_err(|wanted: &str| Problem::invalid(format!("`network`: {wanted}")))?;
    let new = NewBan { network, reason, until: until.map(Timestamp) };
    Ok(reply::json(201, &view(&create(desk, &caller, new).await?)))
}

/// `DELETE /api/v1/bans/{number}?why=`.
pub(crate) async fn end(desk: &Arc<Desk>, asked: Asked, number: u64) -> Answer {
    let why = asked.query("why").map(str::to_owned);
    Ok(reply::json(200, &view(&lift(desk, &asked.caller, number, why).await?)))
}

fn view(ban: &Ban) -> Value {
    let id = |user: Option<UserId>| user.map(|user| user.to_string());
    json!({
        "number": ban.number,
        "network": ban.network,
        "reason": ban.reason,
        "by": id(ban.by),
        "automatic": ban.is_automatic(),
        "since": ban.since.0,
        "until": ban.until.map(|until| until.0),
        "lifted": ban.lifted.as_ref().map(|lifted| json!({ "at": lifted.at.0, "by": id(lifted.by), "why": lifted.why })),
    })
}

/// `GET` shows the page, `POST` does what its form says.
pub(crate) async fn page(desk: &Arc<Desk>, mut asked: Asked) -> Answer {
    let session = own_session(&asked)?;
    let mut trouble = None;
    let mut entered = Vec::new();
    if asked.method == Method::POST {
        let fields = fence::own_form(desk, &mut asked, session).await?;
        match act(desk, &asked.caller, &fields).await {
            Ok(done) => return Ok(reply::see_other(&format!("/bans?done={done}"))),
            Err(problem) => (trouble, entered) = (Some(problem), fields),
        }
    }
    let done = match asked.query("done") {
        Some("banned") => Some(text!("ban-done")),
        Some("lifted") => Some(text!("ban-lifted")),
        _ => None,
    };
    let before = asked.query("before").and_then(|number| number.parse().ok());
    let mut unit = desk.store().begin();
    let standing = ban::standing(&mut unit, desk.now())?;
    let past = ban::past(&mut unit, before, PAGE, desk.now())?;
    let status = trouble.as_ref().map_or(200, |problem| problem.status);
    let main = html! {
        main class="door wide" id="main" {
            p class="trail" { a href="/" { (text!("back-to-desk")) } }
            h1 { (text!("bans")) }
            p { (text!("bans-lead")) }
            @if let Some(done) = done { div class="flash" role="status" { p { (done) } } }
            @if let Some(trouble) = &trouble {
                div class="problem" role="alert" { p { strong { (trouble.headline()) ". " } (trouble.sentence()) } }
            }
            @if before.is_none() {
                (form(&entered))
                section class="card" {
                    h2 { (text!("bans-standing")) }
                    @if standing.is_empty() { p class="muted" { (text!("bans-none")) } }
                    @else { ul class="plain stack" { @for one in &standing { li { (item(&mut unit, one)?) (lifting(one)) } } } }
                }
            }
            @if !past.is_empty() {
                section class="card" {
                    h2 { (text!("bans-past")) }
                    ul class="plain stack" { @for one in &past { li { (item(&mut unit, one)?) } } }
                    @if let Some(last) = past.last().filter(|_| past.len() == PAGE) {
                        p { a class="button" href={ "/bans?before=" (last.number) } { (text!("bans-earlier")) } }
                    }
                }
            }
        }
    };
    fence::own_page(desk, session, status, &reply::page(&text!("bans"), &main.into_string()))
}

async fn act(desk: &Arc<Desk>, caller: &Caller, fields: &[(String, String)]) -> Answer<&'static str> {
    let get =
        |name: &str| fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str());
    if let Ok(number) = get("lift").parse() {
        lift(desk, caller, number, Some(get("why").to_owned())).await?;
        return Ok("lifted");
    }
    let network = get("network").parse().map_err(|_| Problem::spoken(text!("ban-network-wrong")))?;
    if get("reason").trim().is_empty() {
        return Err(Problem::spoken(text!("ban-reason-missing")));
    }
    let term = TERMS.iter().find(|(name, _)| *name == get("term"));
    let (_, hours) = term.ok_or_else(|| Problem::spoken(text!("ban-term-missing")))?;
    let until = hours.map(|hours| desk.now().plus(hours * 60 * 60 * 1000));
    create(desk, caller, NewBan { network, reason: get("reason").to_owned(), until }).await?;
    Ok("banned")
}

fn form(entered: &[(String, String)]) -> Markup {
    let get =
        |name: &str| entered.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str());
    html! {
        form class="card fields" method="post" action="/bans" {
            h2 { (text!("ban-add")) }
            label {
                (text!("ban-network"))
                input name="network" value=(get("network")) required autocomplete="off" spellcheck="false" aria-describedby="network-hint";
            }
            p class="hint" id="network-hint" { (text!("ban-network-hint")) }
            label { (text!("ban-reason")) input name="reason" value=(get("reason")) maxlength="500" required autocomplete="off"; }
            label {
                (text!("ban-term"))
                select name="term" {
                    @for (name, _) in TERMS {
                        option value=(name) selected[name == get("term")] { (text!(&format!("ban-term-{name}"))) }
                    }
                }
            }
            div class="actions" { button class="primary" { (text!("ban-do")) } }
        }
    }
}

fn item(unit: &mut UnitOfWork, ban: &Ban) -> Answer<Markup> {
    let mut name = |user: Option<UserId>| -> Answer<String> {
        let person = user.map(|id| person::get(unit, id)).transpose()?.flatten();
        Ok(person.map_or_else(|| text!("ban-by-desk"), |person| person.name))
    };
    let by = name(ban.by)?;
    let lifted =
        ban.lifted.as_ref().map(|lifted| Ok::<_, Problem>((lifted, name(lifted.by)?))).transpose()?;
    Ok(html! {
        p {
            strong { (ban.network) } " " span class="number" { "#" (ban.number) } ": "
            @if ban.is_automatic() { (text!("ban-automatic")) } @else { span dir="auto" { (ban.reason) } }
        }
        p class="hint" {
            (woven("ban-since", &[("since", when(ban.since)), ("name", html! { (by) })])) " "
            @match ban.until {
                Some(until) => (woven("ban-until", &[("until", when(until))])),
                None => (text!("ban-for-ever")),
            }
        }
        @if let Some((lifted, name)) = lifted {
            p class="hint" {
                (woven("ban-lifted-by", &[("at", when(lifted.at)), ("name", html! { (name) })]))
                @if let Some(why) = &lifted.why { " " span dir="auto" { (why) } }
            }
        }
    })
}

fn lifting(ban: &Ban) -> Markup {
    let what = format!("{}: {}", text!("ban-lift"), ban.network);
    html! {
        form class="actions" method="post" action="/bans" {
            input type="hidden" name="lift" value=(ban.number);
            input name="why" maxlength="500" autocomplete="off" aria-label=(text!("ban-why")) placeholder=(text!("ban-why"));
            button aria-label=(what) { (text!("ban-lift")) }
        }
    }
}
