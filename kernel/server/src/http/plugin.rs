//! Requests for plugins.

use super::caller::Caller;
use super::listen::Asked;
use super::problem::{Answer, Problem};
use super::reply::{self, Reply};
use super::{body, fence, files, frame, parts, speech};
use crate::Desk;
use crate::api::authority;
use hyper::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use ombud_host::{Principal, Request};
use std::sync::Arc;

/// What of the head a plugin hears.
const HEADERS: [&str; 4] = ["content-type", "accept", "accept-language", "if-none-match"];

/// What a plugin may answer with. No scripts and no styles: its page could load them as the kernel's own.
const TYPES: [&str; 9] = [
    "text/html",
    "text/plain",
    "text/csv",
    "application/json",
    "application/problem+json",
    "image/png",
    "image/jpeg",
    "image/gif",
    "image/webp",
];

const FORM: &str = "application/x-www-form-urlencoded";

/// Hands a request to a plugin, and its answer back.
pub(super) async fn answer(desk: &Arc<Desk>, plugin: String, path: String, asked: Asked) -> Answer {
    let Asked { method, query, mut headers, body, caller, request_id } = asked;
    let good = |stamp: Option<&str>| is_stamped(desk, &plugin, &caller, &headers, stamp);
    let (mut bytes, mut with_files) = (Vec::new(), false);
    if !body.is_empty() {
        // Before a large body is read: is there such a route, and may this person ever come in?
        let takes_files = desk.host().knock(&plugin, method.as_str(), &path, &caller.principal())?;
        with_files = takes_files && body::kind(&headers) == files::FORM;
        if with_files && caller.pass_of().is_some() {
            return Err(Problem::new(403, "not allowed", "guests send files one by one, to `/api/v1/blobs`"));
        }
        if with_files {
            bytes = files::read(desk, &headers, body, &caller, good).await?;
        } else {
            let may_be_large = body.may_exceed(body::SMALL) && sends_large(desk, &caller)?;
            bytes = body::whole(body, if may_be_large { body::LARGE } else { body::SMALL }).await?;
        }
    }
    if with_files {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(FORM));
    } else if caller.by_cookie() && !method.is_safe() {
        let stamp = if body::kind(&headers) == FORM {
            let (stamp, rest) = fence::take_stamp(&bytes);
            bytes = rest;
            stamp
        } else {
            None
        };
        good(stamp.as_deref())?;
    }
    let request = Request {
        method: method.as_str().to_owned(),
        path,
        query,
        headers: HEADERS
            .iter()
            .filter_map(|name| Some(((*name).to_owned(), headers.get(*name)?.to_str().ok()?.to_owned())))
            .collect(),
        body: bytes,
        principal: caller.principal(),
        request_id: request_id.clone(),
        origin: Some(caller.address.clone()),
        language: speech::language(),
    };
    // As it is before anything is read for the page: whoever listens from then on misses nothing.
    let looks = caller.user().filter(|_| method == "GET");
    let news = looks.map(|user| desk.event_ids.name(user, desk.store().begin().last_event_seen()));
    let framed = desk.host().is_framed(&plugin, &request.method, &request.path);
    let answer = desk.host().handle(&plugin, request).await?;
    // Signing in is the kernel's affair, whatever the plugin would show instead.
    if answer.status == 401 && caller.user().is_none() {
        return Err(Problem::sign_in());
    }
    let is_page = answer.headers.iter().any(|(n, v)| n == "content-type" && v.starts_with("text/html"));
    let mut has_frame = false;
    let bytes = if is_page {
        let page = text(&plugin, answer.body)?;
        let open_has_frame = page.contains("<iframe ");
        let stamp = caller.session().map(|session| desk.stamps.make(session, &plugin, desk.now()));
        let open = parts::Open::read(&page, stamp.as_deref(), news.as_deref());
        let open = open.map_err(|error| unreadable(&plugin, &error))?.around(|page| {
            let framed = frame::fill(desk, page, &plugin, caller.session());
            has_frame = framed.is_some();
            framed
        });
        // What may be framed at all may be framed by any site: a page that shows it is told nothing by that.
        has_frame |= open_has_frame;
        parts::fill(desk, &plugin, open, &caller.principal(), &request_id).await?.into_bytes()
    } else {
        answer.body
    };
    let mut reply: Reply = reply::bytes(answer.status, "application/octet-stream", bytes);
    if has_frame {
        let policy = HeaderValue::from_static(fence::FRAMING_POLICY);
        reply.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    }
    if framed {
        fence::let_be_framed(&mut reply);
    }
    for (name, value) in answer.headers {
        let allowed = match name.as_str() {
            "content-type" => TYPES.contains(&value.split(';').next().unwrap_or_default().trim()),
            // A plugin leads to places on this desk only.
            "location" => reply::is_local(&value),
            _ => true,
        };
        if !allowed {
            tracing::warn!(plugin, name, value, "a header of a plugin was left out");
            continue;
        }
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::from_str(&value)) {
            reply.headers_mut().insert(name, value);
        }
    }
    Ok(reply)
}

/// Mail and exports come from staff and programs; what customers and guests have to say is small, and their files are
/// uploads.
fn sends_large(desk: &Desk, caller: &Caller) -> Answer<bool> {
    Ok(match caller.principal() {
        _ if caller.pass_of().is_some() => false,
        Principal::Visitor => false,
        Principal::Token(_) => true,
        _ => authority(desk, caller, &mut desk.store().begin())?.is_staff(),
    })
}

/// Refuses what comes with a cookie from no form that this plugin drew, and from no frame of it.
fn is_stamped(
    desk: &Desk,
    plugin: &str,
    caller: &Caller,
    headers: &HeaderMap,
    stamp: Option<&str>,
) -> Answer<()> {
    let good = match (stamp, caller.session()) {
        (Some(stamp), Some(session)) => desk.stamps.check(stamp, session, plugin, desk.now()),
        (None, Some(session)) => frame::is_asked(desk, headers, plugin, session),
        _ => false,
    };
    if good {
        return Ok(());
    }
    let how = "drew for you can do this; load the page again and send it from there";
    Err(Problem::new(403, "not stamped", format!("only a form that `{plugin}` {how}")))
}

fn text(plugin: &str, page: Vec<u8>) -> Answer<String> {
    String::from_utf8(page).map_err(|error| unreadable(plugin, &error))
}

fn unreadable(plugin: &str, why: &dyn std::fmt::Display) -> Problem {
    tracing::error!(plugin, %why, "a page of a plugin cannot be read");
    Problem::new(
        502,
        "a plugin failed",
        format!("the plugin `{plugin}` answered with a page that cannot be read"),
    )
}
