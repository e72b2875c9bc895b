//! The page for who forgot the password. What it answers tells nobody whether an address is known here.

use crate::Desk;
use crate::http::body;
use crate::http::listen::Asked;
use crate::http::problem::{Answer, Problem};
use crate::http::reply;
use crate::http::speech::text;
use crate::relay;
use crate::sign_in::same_origin;
use hyper::Method;
use maud::{Markup, html};
use ombud_identity::{IdentityError, reset};
use std::sync::Arc;

/// `GET` shows the form, `POST` has a link mailed if somebody has the address.
pub(crate) async fn page(desk: &Arc<Desk>, asked: Asked) -> Answer {
    if desk.host().public_address()?.is_none() {
        return Ok(drawn(200, &html! { p { (text!("forgotten-by-hand")) } }));
    }
    if asked.method != Method::POST {
        return Ok(drawn(200, &form("", None)));
    }
    if !same_origin(&asked.headers) {
        return Err(Problem::new(403, "from elsewhere", "ask from the desk's own page"));
    }
    let address = asked.caller.address.clone();
    let bytes = body::whole(asked.body, body::SMALL).await?;
    let fields = std::str::from_utf8(&bytes).ok().and_then(body::pairs).unwrap_or_default();
    let email =
        fields.into_iter().find(|(name, _)| name == "email").map_or_else(String::new, |(_, email)| email);
    if let Err(wait) = desk.identity().may_ask_for_link(&email, &address, desk.now()) {
        let told = text!("sign-in-throttled", seconds = wait.as_secs().max(1));
        return Ok(drawn(429, &form(&email, Some(&told))));
    }
    // The answer waits for nothing: how long it takes tells nothing, either.
    let (desk, asked_for) = (desk.clone(), email);
    tokio::spawn(async move {
        if let Err(error) = mail(&desk, &asked_for, &address).await {
            tracing::error!(%error, "a link for a forgotten password could not be mailed");
        }
    });
    Ok(drawn(200, &html! { p role="status" { (text!("forgotten-done")) } }))
}

async fn mail(desk: &Arc<Desk>, email: &str, from: &str) -> Result<(), IdentityError> {
    let failed = |why: String| IdentityError::System(why);
    let mut tries = desk.store().tries();
    loop {
        let mut unit = tries.begin().await;
        let now = desk.now();
        let Some((user, secret)) = reset::issue_to(&mut unit, email, from, now)? else { return Ok(()) };
        if !relay::post_link(desk, &mut unit, user, &secret, now)? {
            return Ok(());
        }
        if tries.commit(unit).await.map_err(|error| failed(error.to_string()))?.is_some() {
            return Ok(());
        }
    }
}

fn form(email: &str, problem: Option<&str>) -> Markup {
    html! {
        @if let Some(problem) = problem { div class="problem" role="alert" { p { (problem) } } }
        form class="card fields" method="post" action="/password" {
            label {
                (text!("sign-in-email"))
                input type="email" name="email" value=(email) autocomplete="username" required autofocus;
            }
            p class="hint" { (text!("forgotten-hint")) }
            div class="actions" { button class="primary" { (text!("forgotten-do")) } }
        }
    }
}

fn drawn(status: u16, inside: &Markup) -> reply::Reply {
    let main = html! {
        main class="door" id="main" {
            h1 { (text!("forgotten")) }
            (inside)
            p { a href="/sign-in" { (text!("sign-in")) } }
        }
    };
    reply::html(status, reply::page(&text!("forgotten"), &main.into_string()))
}
