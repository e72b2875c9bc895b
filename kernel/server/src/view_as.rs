//! Looking at the desk as somebody else: started and ended on pages of the kernel, marked on every page in between.

use crate::Desk;
use crate::http::body;
use crate::http::fence::{self, FIELD, KERNEL};
use crate::http::listen::Asked;
use crate::http::problem::{Answer, Problem};
use crate::http::reply::{self, Reply, escape};
use crate::http::speech::{text, woven};
use crate::sign_in::escaped;
use http_body_util::BodyExt;
use hyper::Method;
use hyper::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderValue};
use maud::html;
use ombud_access::{SessionId, UserId};
use ombud_identity::{Identity, IdentityError, person, refusal, session};
use ombud_store::UnitOfWork;
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;

/// As whom to look.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Whom {
    user: UserId,
}

/// `GET` asks, `POST` begins.
pub(crate) async fn page(desk: &Arc<Desk>, asked: Asked, whom: UserId) -> Answer {
    let session = own_session(&asked)?;
    if asked.method != Method::POST {
        let name = name_of(desk, whom)?;
        let stamp = desk.stamps.make(session, KERNEL, desk.now());
        let main = format!(
            "<main class=\"door\"><h1>{}</h1><p>{}</p>\
             <form class=\"card fields\" method=\"post\" action=\"/view-as/{whom}\">\
             <input type=\"hidden\" name=\"{FIELD}\" value=\"{stamp}\"><div class=\"actions\">\
             <button class=\"primary\" autofocus>{}</button></div></form>\
             <p><a href=\"/\">{}</a></p></main>",
            escape(&text!("view-as-ask", name = &name)),
            escape(&text!("view-as-lead", name = &name)),
            escaped("view-as-do"),
            escaped("back-to-desk"),
        );
        return Ok(reply::html(200, reply::page(&text!("view-as"), &main)));
    }
    let asked = stamped(desk, asked, session).await?;
    begin(desk, &asked, session, whom).await?;
    Ok(reply::see_other("/"))
}

/// Ends it, from the mark on each page.
pub(crate) async fn end(desk: &Arc<Desk>, asked: Asked) -> Answer {
    let session = own_session(&asked)?;
    if asked.method == Method::POST {
        let asked = stamped(desk, asked, session).await?;
        finish(desk, &asked, session).await?;
    }
    Ok(reply::see_other("/"))
}

/// The same for programs: `PUT` with `{"user": …}` begins, `DELETE` ends.
pub(crate) async fn api(desk: &Arc<Desk>, mut asked: Asked) -> Answer {
    let session = own_session(&asked)?;
    if asked.method == Method::DELETE {
        finish(desk, &asked, session).await?;
        return Ok(reply::no_content());
    }
    let body = asked.take_body();
    let Whom { user } = body::json(&asked.headers, body).await?;
    begin(desk, &asked, session, user).await?;
    Ok(reply::json(200, &json!({ "viewing": user.to_string() })))
}

/// Puts the mark on a page that somebody sees as somebody else.
pub(crate) async fn mark(desk: &Desk, reply: Reply, session: SessionId, whom: UserId) -> Answer<Reply> {
    let is_page =
        reply.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if !is_page {
        return Ok(reply);
    }
    let broken = |why: String| Problem::new(502, "a page is broken", format!("it cannot be marked: {why}"));
    let (mut head, body) = reply.into_parts();
    let page = body.collect().await.map_err(|error| broken(error.to_string()))?.to_bytes();
    let page = std::str::from_utf8(&page).map_err(|error| broken(error.to_string()))?;
    let stamp = desk.stamps.make(session, KERNEL, desk.now());
    let mark = format!(
        "<div class=\"viewing\" role=\"status\"><span>{}</span><form method=\"post\" action=\"/view-as\"><input type=\"hidden\" name=\"{FIELD}\" value=\"{stamp}\">\
         <button>{}</button></form></div>",
        woven("view-as-mark", &[("name", html! { strong { (name_of(desk, whom)?) } })]).into_string(),
        escaped("view-as-end"),
    );
    let marked = fence::begin_body(page, &mark).map_err(|error| broken(error.to_string()))?;
    head.headers.insert(CONTENT_LENGTH, HeaderValue::from(marked.len()));
    Ok(hyper::Response::from_parts(head, reply::html(200, marked).into_body()))
}

async fn begin(desk: &Arc<Desk>, asked: &Asked, session: SessionId, whom: UserId) -> Answer<()> {
    let work = move |_: &Identity, unit: &mut UnitOfWork, actor: ombud_identity::Actor<'_>| {
        session::look_as(unit, actor, session, whom).map(drop)
    };
    crate::api::change(desk, &asked.caller.as_oneself(), work).await
}

async fn finish(desk: &Arc<Desk>, asked: &Asked, session: SessionId) -> Answer<()> {
    let (user, address) = (asked.caller.signed_in()?, asked.caller.address.clone());
    let now = desk.now();
    let work = move |_: &Identity, unit: &mut UnitOfWork, _: ombud_identity::Actor<'_>| {
        session::look_as_oneself(unit, user, session, now, Some(&address)).map(drop)
    };
    crate::api::change(desk, &asked.caller.as_oneself(), work).await
}

pub(crate) fn own_session(asked: &Asked) -> Answer<SessionId> {
    asked
        .caller
        .session()
        .ok_or_else(|| Problem::invalid("only somebody who has signed in can do this: an API token cannot"))
}

/// A form that this page drew.
pub(crate) async fn stamped(desk: &Arc<Desk>, mut asked: Asked, session: SessionId) -> Answer<Asked> {
    fence::own_form(desk, &mut asked, session).await?;
    Ok(asked)
}

/// What somebody is called.
fn name_of(desk: &Desk, whom: UserId) -> Answer<String> {
    let person = person::get(&mut desk.store().begin(), whom)?;
    let person = person
        .ok_or_else(|| IdentityError::NotFound(refusal!("refused-no-person", name = whom.to_string())))?;
    Ok(person.name)
}
