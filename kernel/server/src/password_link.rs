//! The page on which somebody chooses a password by a link: the first one, or a new one.

use crate::Desk;
use crate::http::body;
use crate::http::listen::Asked;
use crate::http::problem::{Answer, Problem};
use crate::http::reply::{self, Reply, escape};
use crate::http::speech::text;
use crate::sign_in::escaped;
use hyper::Method;
use hyper::header::{HeaderValue, REFERRER_POLICY};
use ombud_identity::{IdentityError, reset};
use std::sync::Arc;

/// `GET` shows the form, `POST` sets the password. The secret in the path is what a stamp would be: whoever has it may.
pub(crate) async fn page(desk: &Arc<Desk>, asked: Asked, secret: &str) -> Answer {
    if !reset::is_open(&mut desk.store().begin(), secret, desk.now())? {
        return Err(over());
    }
    if asked.method != Method::POST {
        return Ok(form(200, secret, None));
    }
    let address = asked.caller.address.clone();
    let bytes = body::whole(asked.body, body::SMALL).await?;
    let fields = std::str::from_utf8(&bytes).ok().and_then(body::pairs).unwrap_or_default();
    let field =
        |name: &str| fields.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.as_str()).to_owned();
    let (password, again) = (field("password"), field("again"));
    if password != again {
        return Ok(form(422, secret, Some(&text!("password-not-same"))));
    }
    let redeemed = redeem(desk, secret.to_owned(), password, address).await;
    match redeemed {
        Ok(true) => {
            let main = format!(
                "<main class=\"door\"><h1>{}</h1><p>{}</p>\
                 <p><a class=\"button primary\" href=\"/sign-in\">{}</a></p></main>",
                escaped("password-is-set"),
                escaped("password-is-set-hint"),
                escaped("sign-in")
            );
            Ok(reply::html(200, reply::page(&text!("password-is-set"), &main)))
        }
        Ok(false) => Err(over()),
        Err(IdentityError::Invalid { .. }) => Ok(form(422, secret, Some(&text!("password-expected")))),
        Err(error) => Err(error.into()),
    }
}

async fn redeem(
    desk: &Arc<Desk>,
    secret: String,
    password: String,
    address: String,
) -> Result<bool, IdentityError> {
    let mut tries = desk.store().tries();
    loop {
        let mut unit = tries.begin().await;
        let (identity, now) = (desk.identity().clone(), desk.now());
        let (secret, password, address) = (secret.clone(), password.clone(), address.clone());
        let work = move || {
            let done = identity.redeem_reset(&mut unit, &secret, &password, Some(&address), now);
            (unit, done)
        };
        let failed = |why: String| IdentityError::System(why);
        let (unit, done) =
            tokio::task::spawn_blocking(work).await.map_err(|error| failed(error.to_string()))?;
        if !done? {
            return Ok(false);
        }
        if tries.commit(unit).await.map_err(|error| failed(error.to_string()))?.is_some() {
            return Ok(true);
        }
    }
}

fn over() -> Problem {
    Problem::new(
        404,
        "this link is over",
        "it was used, is older than a day, or a newer one took its place: ask for another",
    )
}

fn form(status: u16, secret: &str, problem: Option<&str>) -> Reply {
    let problem = problem
        .map(|text| format!("<div class=\"problem\" role=\"alert\"><p>{}</p></div>", escape(text)))
        .unwrap_or_default();
    let main = format!(
        "<main class=\"door\"><h1>{}</h1>{problem}\
         <form class=\"card fields\" method=\"post\" action=\"/password/{}\">\
         <label>{}<input type=\"password\" name=\"password\" autocomplete=\"new-password\" minlength=\"8\" \
         aria-describedby=\"length\" required autofocus></label>\
         <p class=\"hint\" id=\"length\">{}</p>\
         <label>{}<input type=\"password\" name=\"again\" autocomplete=\"new-password\" required></label>\
         <div class=\"actions\"><button class=\"primary\">{}</button></div></form></main>",
        escaped("password-choose"),
        escape(secret),
        escaped("password-new"),
        escaped("password-length"),
        escaped("password-once-more"),
        escaped("password-set")
    );
    let mut reply = reply::html(status, reply::page(&text!("password-choose"), &main));
    // The secret stands in the address.
    reply.headers_mut().insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    reply
}
