//! What a version of a plugin would do, without doing it.

use super::plugins::file;
use super::{act, authority, note};
use crate::Desk;
use crate::audit_export::moment;
use crate::http::body;
use crate::http::listen::Asked;
use crate::http::problem::{Answer, Problem};
use crate::http::reply;
use ombud_access::PluginId;
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;

const READ: &str = "kernel:report.read";
const INSTALL: &str = "kernel:plugin.install";

/// Events that are looked at unless said otherwise.
const EVENTS: usize = 1_000;

/// What the file that is sent would do about events that have been: those since `since` (a time), or after `after` (the
/// number of an event), at most `limit`. `text=yes`: in words.
pub(super) async fn past(desk: &Arc<Desk>, asked: Asked) -> Answer {
    let number = |name: &str| -> Answer<Option<u64>> {
        let text = asked.query(name);
        text.map(|text| text.parse().map_err(|_| Problem::invalid(format!("`{name}` must be a number"))))
            .transpose()
    };
    let after = match (number("after")?, asked.query("since")) {
        (Some(after), None) => after,
        (None, Some(since)) => {
            let since = moment(since).map_err(|why| Problem::invalid(format!("`since`: {why}")))?;
            desk.host().last_event_before(since)?
        }
        (None, None) => 0,
        (Some(_), Some(_)) => return Err(Problem::invalid("say either `since` or `after`")),
    };
    let limit = number("limit")?.map_or(EVENTS, |limit| usize::try_from(limit).unwrap_or(EVENTS));
    let in_words = asked.query("text") == Some("yes");
    let (caller, file) = file(asked).await?;
    let shadow = act(desk, &caller.clone(), move |desk, actor| async move {
        // It is told what the file would have written: about records of everybody.
        let seen = Some(json!({ "after": after, "limit": limit }));
        note(&desk, &caller, READ, "plugin.shadow", "desk:plugins".to_owned(), seen).await?;
        Ok(desk.host().shadow(file, after, limit, &actor).await?)
    })
    .await?;
    match in_words {
        true => Ok(reply::bytes(200, "text/plain; charset=utf-8", shadow.text())),
        false => Ok(reply::json(200, &shadow)),
    }
}

/// Which file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Begin {
    sha256: String,
}

/// Lets the file that waits run beside the installed version.
pub(super) async fn begin(desk: &Arc<Desk>, asked: Asked, id: PluginId) -> Answer {
    let caller = asked.caller;
    let Begin { sha256 } = body::json(&asked.headers, asked.body).await?;
    act(desk, &caller.clone(), move |desk, actor| async move {
        desk.host().begin_mirror(&id, &sha256, &actor).await?;
        let after = Some(json!({ "beside": sha256 }));
        note(&desk, &caller, READ, "plugin.shadow", format!("plugin:{id}"), after).await
    })
    .await?;
    Ok(reply::no_content())
}

/// How the two compare so far.
pub(super) async fn compared(desk: &Arc<Desk>, asked: Asked, id: PluginId) -> Answer {
    let actor = authority(desk, &asked.caller, &mut desk.store().begin())?;
    match desk.host().compared(&id, &actor)? {
        Some(compared) => {
            let target = format!("plugin:{id}");
            note(desk, &asked.caller, READ, "plugin.shadow-read", target, None).await?;
            Ok(reply::json(200, &json!(compared)))
        }
        None => Err(Problem::not_found(format!("no version runs beside `{id}`"))),
    }
}

/// Ends it.
pub(super) async fn end(desk: &Arc<Desk>, asked: Asked, id: PluginId) -> Answer {
    let actor = authority(desk, &asked.caller, &mut desk.store().begin())?;
    match desk.host().end_mirror(&id, &actor)? {
        true => {
            let target = format!("plugin:{id}");
            note(desk, &asked.caller, INSTALL, "plugin.shadow-end", target, None).await?;
            Ok(reply::no_content())
        }
        false => Err(Problem::not_found(format!("no version runs beside `{id}`"))),
    }
}
