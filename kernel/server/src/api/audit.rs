//! What was changed and what was refused: to look up, to carry away, and to check.

use super::{authority, broke_off, note, read};
use crate::Desk;
use crate::audit_export::{Export, Format, moment};
use crate::http::listen::Asked;
use crate::http::problem::{Answer, Problem};
use crate::http::reply::{self, Body};
use bytes::Bytes;
use http_body_util::{BodyExt, StreamBody};
use hyper::Response;
use hyper::body::Frame;
use hyper::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue};
use ombud_access::Timestamp;
use ombud_identity::audit::chain::{self, Seal};
use ombud_identity::audit::search::{self, Filter, Order};
use serde_json::json;
use std::io;
use std::str::FromStr;
use std::sync::Arc;
use tokio::sync::mpsc;

/// Entries on a page, unless asked for fewer.
const PAGE: usize = 100;

/// Pieces of an export that wait for whoever reads it.
const AHEAD: usize = 2;

/// By what an entry can be found.
const FILTERS: [&str; 7] = ["target", "actor", "plugin", "action", "since", "until", "text"];

/// `GET /audit`.
pub(super) fn list(desk: &Desk, asked: &Asked) -> Answer {
    known(asked, &["order", "cursor", "limit"])?;
    let filter = filter(asked)?;
    let order = match asked.query("order") {
        None | Some("newest-first") => Order::NewestFirst,
        Some("oldest-first") => Order::OldestFirst,
        Some(_) => return Err(Problem::invalid("`order` must be `newest-first` or `oldest-first`")),
    };
    let number = || "must be a number".to_owned();
    let cursor = value(asked, "cursor", |text| text.parse().map_err(|_| number()))?;
    let limit = value(asked, "limit", |text| text.parse().map_err(|_| number()))?;
    let limit = limit.map_or(PAGE, |limit: usize| limit.clamp(1, PAGE));
    let page = read(desk, &asked.caller, |_, unit, authority| {
        search::list(unit, authority, &filter, order, cursor, limit)
    })?;
    Ok(reply::json(200, &page))
}

/// `GET /audit/export`: all that passes the filter, as a file, in constant memory. Who takes it away is noted.
pub(super) async fn export(desk: &Arc<Desk>, asked: &Asked) -> Answer {
    known(asked, &["format"])?;
    let filter = filter(asked)?;
    let format = value(asked, "format", Format::from_str)?.unwrap_or(Format::JsonLines);
    let which: serde_json::Map<_, _> =
        FILTERS.iter().filter_map(|name| Some(((*name).to_owned(), json!(asked.query(name)?)))).collect();
    let after = Some(json!({ "format": format.extension(), "filter": which }));
    note(desk, &asked.caller, "kernel:audit.read", "audit.export", "desk:audit".to_owned(), after).await?;

    let (pieces, ready) = mpsc::channel(AHEAD);
    let (desk_, caller) = (desk.clone(), asked.caller.clone());
    let mut export = Export::new(filter, format, desk.now());
    tokio::task::spawn_blocking(move || {
        loop {
            let mut unit = desk_.store().begin();
            // Anew for each piece: a right that is taken away ends an export that goes on.
            let piece = authority(&desk_, &caller, &mut unit)
                .and_then(|authority| Ok(export.next(&mut unit, &authority)?));
            let piece = match piece {
                Ok(Some(piece)) => Ok(Frame::data(Bytes::from(piece))),
                Ok(None) => return,
                // The body breaks off, so that nobody takes what came for the whole.
                Err(problem) => Err(io::Error::other(problem.detail)),
            };
            let last = piece.is_err();
            if pieces.blocking_send(piece).is_err() || last {
                return;
            }
        }
    });
    let pieces =
        futures_util::stream::unfold(ready, |mut ready| async { Some((ready.recv().await?, ready)) });
    let body: Body = StreamBody::new(pieces).boxed_unsync();
    let mut reply = Response::new(body);
    let name = format!("attachment; filename=\"audit.{}\"", format.extension());
    let headers = reply.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(format.content_type()));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(name) = HeaderValue::from_str(&name) {
        headers.insert(CONTENT_DISPOSITION, name);
    }
    Ok(reply)
}

/// `GET /audit/head`: the seal to be noted outside of the desk, of all that happened before it was asked for.
pub(super) async fn head(desk: &Arc<Desk>, asked: &Asked) -> Answer {
    known_only(asked, &[])?;
    if let Err(error) = chain::seal(desk.store()).await {
        // A desk that is read-only has an end of the chain, too.
        tracing::warn!(%error, "the end of the audit's chain is told without them");
    }
    let head = read(desk, &asked.caller, |_, unit, _| chain::head(unit))?;
    Ok(reply::json(200, &json!({ "head": head.to_string(), "position": head.position, "hash": head.hash })))
}

/// `GET /audit/verify`: walks along the whole chain, one walk at a time.
pub(super) async fn verify(desk: &Arc<Desk>, asked: &Asked) -> Answer {
    known_only(asked, &["head"])?;
    let noted = value(asked, "head", |text| Seal::from_str(text).map_err(|error| error.to_string()))?;
    let Ok(place) = desk.walks.clone().try_acquire_owned() else {
        return Err(ombud_host::CallError::Busy.into());
    };
    let store = desk.store().clone();
    let walk = move || {
        let _place = place;
        chain::verify(&store, noted.as_ref())
    };
    let verdict = tokio::task::spawn_blocking(walk).await.map_err(broke_off)??;
    let findings: Vec<_> = verdict.findings.iter().map(ToString::to_string).collect();
    Ok(reply::json(
        200,
        &json!({
            "fits": findings.is_empty(), "head": verdict.head.to_string(), "waiting": verdict.waiting,
            "findings": findings, "more": verdict.more,
        }),
    ))
}

fn filter(asked: &Asked) -> Answer<Filter> {
    let moment = |name: &str| value::<Timestamp>(asked, name, moment);
    let text = |name: &str| asked.query(name).filter(|text| !text.is_empty()).map(str::to_owned);
    Ok(Filter {
        target: text("target"),
        actor: value(asked, "actor", |id| id.parse().map_err(|_| "must be the id of a person".to_owned()))?,
        plugin: value(asked, "plugin", |id| {
            ombud_access::PluginId::parse(id).map_err(|_| "must be the id of a plugin".to_owned())
        })?,
        action: text("action"),
        since: moment("since")?,
        until: moment("until")?,
        text: text("text"),
    })
}

fn value<T>(asked: &Asked, name: &str, parse: impl FnOnce(&str) -> Result<T, String>) -> Answer<Option<T>> {
    let parsed = asked.query(name).filter(|text| !text.is_empty()).map(parse).transpose();
    parsed.map_err(|wrong| Problem::invalid(format!("`{name}` {wrong}")))
}

/// A filter that is misspelled would show everything.
fn known(asked: &Asked, more: &[&str]) -> Answer<()> {
    known_only(asked, &[&FILTERS, more].concat())
}

fn known_only(asked: &Asked, names: &[&str]) -> Answer<()> {
    match asked.query.iter().find(|(name, _)| !names.contains(&name.as_str())) {
        None => Ok(()),
        Some((unknown, _)) if names.is_empty() => {
            Err(Problem::invalid(format!("`{unknown}` is not known here: nothing can be asked for")))
        }
        Some((unknown, _)) => {
            Err(Problem::invalid(format!("`{unknown}` is not known here; there are: {}", names.join(", "))))
        }
    }
}
