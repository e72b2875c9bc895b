//! Bodies that come in: limited in size and time.

use super::problem::{Answer, Problem};
use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::body::{Body, Incoming};
use hyper::header::{CONTENT_TYPE, HeaderMap};
use serde::de::DeserializeOwned;
use std::time::Duration;
use tokio::sync::{Semaphore, SemaphorePermit};

/// JSON and forms, bytes.
pub(crate) const SMALL: usize = 1 << 20;

/// For plugins, mail included; the host's own limit for a call is above it.
pub(crate) const LARGE: usize = 40 << 20;

/// A plugin file.
pub(crate) const COMPONENT: usize = 48 << 20;

/// An upload, bytes.
pub(crate) const UPLOAD: u64 = 500 << 20;

/// Bytes of a body that nobody wants, which are read on and dropped.
pub(crate) const DROPPED: usize = 64 << 20;

/// How long a body may take to come; an upload may take this for each piece.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// How long the rest of a body that nobody wants is read on and dropped.
const FAREWELL: Duration = Duration::from_secs(5);

/// For bodies of people and programs that are known.
static KNOWN: Room = Room::new(448 << 20);

/// For bodies of visitors, who take nothing away from the others.
static VISITORS: Room = Room::new(64 << 20);

/// Bytes of bodies that may be in memory at once while they come in.
struct Room(Semaphore);

impl Room {
    /// What is counted in; the semaphore cannot count single bytes of so many.
    const UNIT: usize = 4 << 10;

    const fn new(bytes: usize) -> Room {
        Room(Semaphore::const_new(bytes / Room::UNIT))
    }

    /// Takes room for so many bytes, until the answer is dropped.
    fn take(&self, bytes: usize) -> Answer<SemaphorePermit<'_>> {
        let units = u32::try_from(bytes.div_ceil(Room::UNIT)).unwrap_or(u32::MAX);
        self.0.try_acquire_many(units).map_err(|_| Problem {
            retry_after: Some(1),
            ..Problem::new(503, "too busy", "too many large bodies come in at once; try again in a moment")
        })
    }
}

/// The body of a request. One that is dropped before its end is read on for a while beside the answer: a sender who
/// is cut off in the middle would not read why, and his connection could not be kept.
pub(crate) struct RequestBody {
    /// None: it was read to its end.
    body: Option<Incoming>,
    room: &'static Room,
}

impl RequestBody {
    pub fn new(body: Incoming) -> RequestBody {
        RequestBody { body: Some(body), room: &VISITORS }
    }

    /// What there is of it; nothing is left here.
    pub fn take(&mut self) -> RequestBody {
        RequestBody { body: self.body.take(), room: self.room }
    }

    /// Gives it the room of those who are known.
    pub fn comes_from_somebody_known(&mut self) {
        self.room = &KNOWN;
    }

    /// Takes room in memory for a piece of it, until what this gives is dropped.
    pub fn room_for(&self, piece: &Bytes) -> Answer<SemaphorePermit<'static>> {
        self.room.take(piece.len())
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.body.as_ref().is_none_or(Body::is_end_stream)
    }

    /// The next piece; none at the end. Each piece may take [`PATIENCE`].
    pub async fn piece(&mut self) -> Answer<Option<Bytes>> {
        let Some(body) = &mut self.body else { return Ok(None) };
        let late = |_| Problem::new(408, "took too long", "the body did not come in time");
        while let Some(frame) = tokio::time::timeout(PATIENCE, body.frame()).await.map_err(late)? {
            let frame = frame.map_err(|error| Problem::malformed(format!("the body broke off: {error}")))?;
            if let Ok(piece) = frame.into_data() {
                return Ok(Some(piece));
            }
        }
        self.body = None;
        Ok(None)
    }

    /// Whether it is, or may turn out to be, larger than that.
    pub fn may_exceed(&self, bytes: usize) -> bool {
        self.body
            .as_ref()
            .is_some_and(|body| body.size_hint().upper().is_none_or(|upper| upper > bytes as u64))
    }

    /// Whether it says that it is larger than that.
    fn exceeds(&self, bytes: usize) -> bool {
        self.body.as_ref().is_some_and(|body| body.size_hint().lower() > bytes as u64)
    }
}

impl Drop for RequestBody {
    fn drop(&mut self) {
        let Some(mut body) = self.body.take().filter(|body| !body.is_end_stream()) else { return };
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        let rest = async move {
            let mut dropped = 0;
            while let Some(Ok(frame)) = body.frame().await {
                dropped += frame.data_ref().map_or(0, Bytes::len);
                if dropped > DROPPED {
                    return;
                }
            }
        };
        runtime.spawn(tokio::time::timeout(FAREWELL, rest));
    }
}

/// The whole body.
pub(crate) async fn whole(body: RequestBody, limit: usize) -> Answer<Vec<u8>> {
    let late = |_| Problem::new(408, "took too long", "the body did not come in time");
    tokio::time::timeout(PATIENCE, collect(body, limit)).await.map_err(late)?
}

async fn collect(mut body: RequestBody, limit: usize) -> Answer<Vec<u8>> {
    let too_large = || Problem::new(413, "too large", format!("a body here may have {limit} bytes"));
    if body.exceeds(limit) {
        return Err(too_large());
    }
    let mut taken = Vec::new();
    let mut bytes = Vec::new();
    while let Some(piece) = body.piece().await? {
        if bytes.len() + piece.len() > limit {
            return Err(too_large());
        }
        taken.push(body.room.take(piece.len())?);
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}

/// The kind of the body, without parameters, in lower case.
pub(crate) fn kind(headers: &HeaderMap) -> String {
    let value = headers.get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// A body in JSON. A field that nobody knows is an error that names it.
pub(crate) async fn json<T: DeserializeOwned>(headers: &HeaderMap, body: RequestBody) -> Answer<T> {
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
    let decode = |part: &str| super::percent::percent_decode(part.replace('+', " ").as_bytes());
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((decode(name)?, decode(value)?))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_room_that_is_full_takes_nobody_until_somebody_leaves() {
        let room = Room::new(8 * Room::UNIT);
        let first = room.take(7 * Room::UNIT + 1).unwrap();
        assert_eq!(room.take(1).unwrap_err().status, 503);
        drop(first);
        assert!(room.take(1).is_ok());
    }
}
