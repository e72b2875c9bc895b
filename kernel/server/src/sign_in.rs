//! The page to sign in. Passwords never pass through a plugin.

use crate::Desk;
use crate::http::body;
use crate::http::caller::cookie_name;
use crate::http::fence;
use crate::http::listen::Asked;
use crate::http::problem::{Answer, Problem};
use crate::http::reply::{self, Reply, escape};
use crate::http::speech::text;
use hyper::Method;
use hyper::header::{HOST, HeaderMap, HeaderValue, ORIGIN, SET_COOKIE, USER_AGENT};
use ombud_identity::second_factor::CodeAttempt;
use ombud_identity::{Attempt, SignInError, SignedIn, session};
use std::sync::Arc;

/// A session ends after this at the latest, in seconds; the kernel decides, the cookie only follows.
const COOKIE_LIFE: u32 = 30 * 24 * 60 * 60;

/// `GET` shows the form, `POST` signs in.
pub(crate) async fn sign_in(desk: &Arc<Desk>, asked: Asked) -> Answer {
    let next = local(asked.query("next").unwrap_or("/"));
    if asked.method != Method::POST {
        if asked.caller.by_cookie() {
            return Ok(reply::see_other(&next));
        }
        return Ok(form(desk, 200, &next, "", None));
    }
    if !same_origin(&asked.headers) {
        return Err(Problem::new(403, "from elsewhere", "sign in from the desk's own page"));
    }
    let device = header(&asked.headers, USER_AGENT.as_str()).to_owned();
    let (address, secure) = (asked.caller.address.clone(), asked.caller.secure);
    let bytes = body::whole(asked.body, body::SMALL).await?;
    let fields = std::str::from_utf8(&bytes).ok().and_then(body::pairs).unwrap_or_default();
    let field =
        |name: &str| fields.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.as_str()).to_owned();
    let (email, half) = (field("email"), field("half"));
    let key = match half.is_empty() {
        true => Key::Password { email: email.clone(), password: field("password") },
        false => Key::Code { half: half.clone(), code: field("code") },
    };
    match enter(desk, key, address, device).await {
        Ok(signed_in) => {
            let mut reply = reply::see_other(&next);
            set_cookie(&mut reply, signed_in.token.as_str(), COOKIE_LIFE, secure);
            Ok(reply)
        }
        Err(SignInError::Failed(error)) => Err(error.into()),
        Err(SignInError::CodeNeeded { half }) => Ok(code_form(200, &next, &half, None)),
        Err(error) => {
            let text = said(&error);
            let again = matches!(error, SignInError::WrongCode | SignInError::Throttled { .. });
            let problem = Problem::from(error);
            Ok(match again && !half.is_empty() {
                true => code_form(problem.status, &next, &half, Some(&text)),
                false => form(desk, problem.status, &next, &email, Some(&text)),
            })
        }
    }
}

/// What somebody shows to be let in.
#[derive(Clone)]
pub(crate) enum Key {
    Password {
        email: String,
        password: String,
    },
    /// After the password, where a second factor is asked for.
    Code {
        half: String,
        code: String,
    },
}

/// Ends the session: `GET` asks, `POST` does.
pub(crate) async fn sign_out(desk: &Arc<Desk>, asked: Asked) -> Answer {
    let Some((user, id)) = asked.caller.user().zip(asked.caller.session()) else {
        return Ok(reply::see_other("/sign-in"));
    };
    if asked.method != Method::POST {
        let stamp = desk.stamps.make(id, fence::KERNEL, desk.now());
        let main = format!(
            "<main class=\"door\"><h1>{}</h1><form class=\"card fields\" method=\"post\" action=\"/sign-out\">\
             <input type=\"hidden\" name=\"{}\" value=\"{stamp}\"><div class=\"actions\">\
             <button class=\"primary\" autofocus>{}</button></div></form>\
             <p><a href=\"/\">{}</a></p></main>",
            escaped("sign-out-ask"),
            fence::FIELD,
            escaped("sign-out"),
            escaped("back-to-desk"),
        );
        return Ok(reply::html(200, reply::page(&text!("sign-out"), &main)));
    }
    let bytes = body::whole(asked.body, body::SMALL).await?;
    let (stamp, _) = fence::take_stamp(&bytes);
    if !stamp.is_some_and(|stamp| desk.stamps.check(&stamp, id, fence::KERNEL, desk.now())) {
        return Err(Problem::new(403, "not stamped", "sign out from the desk's own page"));
    }
    crate::api::change(desk, &asked.caller.as_oneself(), move |_, unit, actor| {
        session::sign_out(unit, actor, user, id)
    })
    .await?;
    let mut reply = reply::see_other("/sign-in");
    set_cookie(&mut reply, "", 0, asked.caller.secure);
    Ok(reply)
}

/// Checks a password or a code and begins a session, off the threads that answer others.
pub(crate) async fn enter(
    desk: &Arc<Desk>,
    key: Key,
    address: String,
    device: String,
) -> Result<SignedIn, SignInError> {
    let mut tries = desk.store().tries();
    loop {
        let mut unit = tries.begin().await;
        let (identity, now) = (desk.identity().clone(), desk.now());
        let (key, address, device) = (key.clone(), address.clone(), device.clone());
        let work = move || {
            let (from, device) = (Some(address.as_str()), device.as_str());
            let outcome = match &key {
                Key::Password { email, password } => {
                    identity.sign_in(&mut unit, &Attempt { email, password, from, device, now })
                }
                Key::Code { half, code } => {
                    identity.finish_sign_in(&mut unit, &CodeAttempt { half, code, from, device, now })
                }
            };
            (unit, outcome)
        };
        let failed = |why: String| SignInError::Failed(ombud_identity::IdentityError::System(why));
        let (unit, outcome) = tokio::task::spawn_blocking(work).await.map_err(|e| failed(e.to_string()))?;
        // A refusal is written down, too.
        match (tries.commit(unit).await, outcome) {
            (Ok(Some(_)), outcome) => return outcome,
            (Ok(None), _) => {}
            (Err(_), Err(refused)) => return Err(refused),
            (Err(error), Ok(_)) => return Err(failed(error.to_string())),
        }
    }
}

fn form(desk: &Desk, status: u16, next: &str, email: &str, problem: Option<&str>) -> Reply {
    let problem = problem
        .map(|text| format!("<div class=\"problem\" role=\"alert\"><p>{}</p></div>", escape(text)))
        .unwrap_or_default();
    let forgotten = match desk.host().public_address() {
        Ok(Some(_)) => format!("<p><a href=\"/password\">{}</a></p>", escaped("forgotten")),
        _ => String::new(),
    };
    let (focus_email, focus_password) =
        if email.is_empty() { (" autofocus", "") } else { ("", " autofocus") };
    let main = format!(
        "<main class=\"door\"><h1><span class=\"brand\">Ombud</span></h1>{problem}\
         <form class=\"card fields\" method=\"post\" action=\"/sign-in?next={}\">\
         <label>{}<input type=\"email\" name=\"email\" value=\"{}\" autocomplete=\"username\" required{focus_email}></label>\
         <label>{}<input type=\"password\" name=\"password\" autocomplete=\"current-password\" required{focus_password}></label>\
         <div class=\"actions\"><button class=\"primary\">{}</button></div></form>{forgotten}</main>",
        encode(next),
        escaped("sign-in-email"),
        escape(email),
        escaped("sign-in-password"),
        escaped("sign-in")
    );
    reply::html(status, reply::page(&text!("sign-in"), &main))
}

/// The second page, where a second factor is asked for.
fn code_form(status: u16, next: &str, half: &str, problem: Option<&str>) -> Reply {
    let problem = problem
        .map(|text| format!("<div class=\"problem\" role=\"alert\"><p>{}</p></div>", escape(text)))
        .unwrap_or_default();
    let main = format!(
        "<main class=\"door\"><h1><span class=\"brand\">Ombud</span></h1>{problem}\
         <form class=\"card fields\" method=\"post\" action=\"/sign-in?next={}\">\
         <input type=\"hidden\" name=\"half\" value=\"{}\">\
         <label>{}<input name=\"code\" inputmode=\"numeric\" autocomplete=\"one-time-code\" \
         aria-describedby=\"code-hint\" required autofocus></label>\
         <p class=\"hint\" id=\"code-hint\">{}</p>\
         <div class=\"actions\"><button class=\"primary\">{}</button></div></form>\
         <p><a href=\"/sign-in?next={}\">{}</a></p></main>",
        encode(next),
        escape(half),
        escaped("sign-in-code"),
        escaped("sign-in-code-hint"),
        escaped("sign-in"),
        encode(next),
        escaped("sign-in-again")
    );
    reply::html(status, reply::page(&text!("sign-in"), &main))
}

/// Words as they stand in HTML.
pub(crate) fn escaped(key: &str) -> String {
    escape(&text!(key))
}

/// Why somebody was not let in.
fn said(error: &SignInError) -> String {
    match error {
        SignInError::WrongCredentials => text!("sign-in-wrong"),
        SignInError::Throttled { retry_after } => {
            text!("sign-in-throttled", seconds = retry_after.as_secs().max(1))
        }
        SignInError::Suspended => text!("sign-in-suspended"),
        SignInError::CodeNeeded { .. } => text!("sign-in-code-needed"),
        SignInError::WrongCode => text!("sign-in-wrong-code"),
        SignInError::TooLate => text!("sign-in-too-late"),
        SignInError::Failed(error) => error.to_string(),
    }
}

fn set_cookie(reply: &mut Reply, value: &str, life: u32, secure: bool) {
    let (name, secure) = (cookie_name(secure), if secure { "; Secure" } else { "" });
    let cookie = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={life}{secure}");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        reply.headers_mut().insert(SET_COOKIE, cookie);
    }
}

/// A path of this desk; anything else becomes the front page.
fn local(next: &str) -> String {
    if reply::is_local(next) && !next.starts_with("/sign-") { next.to_owned() } else { "/".to_owned() }
}

/// Whether the browser says that the desk's own page sent this. Programs say nothing and may sign in too:
/// what they get is their own session.
pub(crate) fn same_origin(headers: &HeaderMap) -> bool {
    match header(headers, "sec-fetch-site") {
        "same-origin" | "none" => true,
        "" => match header(headers, ORIGIN.as_str()) {
            "" => true,
            origin => {
                origin.split_once("://").is_some_and(|(_, host)| host == header(headers, HOST.as_str()))
            }
        },
        _ => false,
    }
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
}

/// For a value in a query string.
pub(crate) fn encode(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, b| {
        if b.is_ascii_alphanumeric() || b"-._~/".contains(&b) {
            encoded.push(char::from(b));
        } else {
            encoded.push_str(&format!("%{b:02X}"));
        }
        encoded
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_signing_in_one_stays_at_this_desk() {
        assert_eq!(local("/console/tickets/7"), "/console/tickets/7");
        for elsewhere in
            ["//evil.test", "https://evil.test", "/\\evil.test", "console", "/sign-out", "/a\r\nb"]
        {
            assert_eq!(local(elsewhere), "/", "{elsewhere}");
        }
    }

    #[test]
    fn a_form_from_another_site_is_recognised() {
        let headers = |pairs: &[(&'static str, &'static str)]| {
            pairs.iter().map(|(n, v)| ((*n).parse().unwrap(), v.parse().unwrap())).collect::<HeaderMap>()
        };
        assert!(same_origin(&headers(&[])));
        assert!(same_origin(&headers(&[("sec-fetch-site", "same-origin")])));
        assert!(!same_origin(&headers(&[("sec-fetch-site", "cross-site")])));
        assert!(same_origin(&headers(&[("host", "desk:1"), ("origin", "http://desk:1")])));
        assert!(!same_origin(&headers(&[("host", "desk:1"), ("origin", "http://evil")])));
    }

    #[test]
    fn what_goes_into_a_query_string_is_encoded() {
        assert_eq!(encode("/a b?c&d"), "/a%20b%3Fc%26d");
    }
}
