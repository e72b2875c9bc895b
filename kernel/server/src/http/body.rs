//! Bodies that come in: limited in size and time.

use super::problem::{Answer, Problem};
use http_body_util::BodyExt;
use hyper::body::{Body, Incoming};
use hyper::header::{CONTENT_TYPE, HeaderMap};
use serde::de::DeserializeOwned;
use std::time::Duration;

/// JSON and forms, bytes.
pub(crate) const SMALL: usize = 1 << 20;

/// For plugins, mail included; the host's own limit for a call is above it.
pub(crate) const LARGE: usize = 40 << 20;

/// A plugin file.
pub(crate) const COMPONENT: usize = 48 << 20;

/// An upload, bytes.
pub(crate) const UPLOAD: u64 = 500 << 20;

/// Bytes beyond the limit that are read and dropped.
const DROPPED: usize = 64 << 20;

/// How long a body may take to come; an upload may take this for each piece.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// The whole body.
pub(crate) async fn whole(body: Incoming, limit: usize) -> Answer<Vec<u8>> {
    let late = |_| Problem::new(408, "took too long", "the body did not come in time");
    tokio::time::timeout(PATIENCE, collect(body, limit)).await.map_err(late)?
}

/// What is too large is read on for a while and dropped: a sender who is cut off in the middle would not
/// read why.
async fn collect(mut body: Incoming, limit: usize) -> Answer<Vec<u8>> {
    let mut bytes = Vec::with_capacity(body.size_hint().lower().min(limit as u64) as usize);
    let mut dropped = 0;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| Problem::malformed(format!("the body broke off: {error}")))?;
        let Ok(piece) = frame.into_data() else { continue };
        if dropped == 0 && bytes.len() + piece.len() <= limit {
            bytes.extend_from_slice(&piece);
            continue;
        }
        dropped += std::mem::take(&mut bytes).len() + piece.len();
        if dropped > limit + DROPPED {
            break;
        }
    }
    if dropped > 0 {
        return Err(Problem::new(413, "too large", format!("a body here may have {limit} bytes")));
    }
    Ok(bytes)
}

/// The kind of the body, without parameters, in lower case.
pub(crate) fn kind(headers: &HeaderMap) -> String {
    let value = headers.get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// A body in JSON. A field that nobody knows is an error that names it.
pub(crate) async fn json<T: DeserializeOwned>(headers: &HeaderMap, body: Incoming) -> Answer<T> {
    let kind = kind(headers);
    if kind != "application/json" {
        return Err(Problem::new(
            415,
            "wrong type",
            format!(
                "the body must be `application/json`, not `{}`",
                if kind.is_empty() { "nothing" } else { &kind }
            ),
        ));
    }
    let bytes = whole(body, SMALL).await?;
    serde_json::from_slice(&bytes).map_err(|error| match error.classify() {
        serde_json::error::Category::Data => Problem::invalid(error.to_string()),
        _ => Problem::malformed(format!("the body is not JSON: {error}")),
    })
}

/// `a=1&b=2`, decoded. None: not decodable.
pub(crate) fn pairs(text: &str) -> Option<Vec<(String, String)>> {
    let decode = |part: &str| super::route::percent_decode(part.replace('+', " ").as_bytes());
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((decode(name)?, decode(value)?))
        })
        .collect()
}
