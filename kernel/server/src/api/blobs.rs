//! Files: uploaded by people, fetched by whoever may read a record that names them.

use super::{authority, broke_off};
use crate::Desk;
use crate::guests;
use crate::http::body::UPLOAD;
use crate::http::caller::Caller;
use crate::http::fence::FILE_POLICY;
use crate::http::listen::Asked;
use crate::http::problem::{Answer, Problem};
use crate::http::reply::{self, Body};
use crate::sign_in::encode;
use bytes::Bytes;
use http_body_util::{BodyExt, StreamBody};
use hyper::Response;
use hyper::body::Frame;
use hyper::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue,
};
use ombud_access::Target;
use ombud_host::CallError;
use ombud_store::{BlobId, BlobWriter, UnitOfWork};
use serde_json::json;
use std::sync::Arc;
use std::time::Instant;
use tokio::io::AsyncReadExt;

/// Bytes read from disk and sent at a time.
const PIECE: usize = 64 << 10;

/// Records that name a file and are asked whether they may be read. A picture below every mail has many.
const LOOKED_AT: usize = 10_000;

/// Types that a browser may show; everything else it only saves.
const SHOWN: [&str; 4] = ["image/png", "image/jpeg", "image/gif", "image/webp"];

/// Takes a file in, in constant memory.
pub(super) async fn upload(desk: &Arc<Desk>, asked: Asked) -> Answer {
    let user = asked.caller.signed_in()?;
    let of_guest = asked.caller.pass_of().is_some();
    let most = if of_guest { guests::FILE } else { UPLOAD };
    let too_large = || Problem::new(413, "too large", format!("a file may have {most} bytes"));
    let declared =
        asked.headers.get(CONTENT_LENGTH).and_then(|v| v.to_str().ok()).and_then(|v| v.parse::<u64>().ok());
    if declared.is_some_and(|length| length > most) {
        return Err(too_large());
    }
    let mut writer: BlobWriter = desk.store().blobs().writer(most)?;
    let mut body = asked.body;
    while let Some(bytes) = body.piece().await? {
        if of_guest {
            desk.uploads.take(&asked.caller.address, bytes.len() as u64, Instant::now())?;
        }
        let written = tokio::task::spawn_blocking(move || {
            let outcome = writer.write(&bytes);
            (writer, outcome)
        });
        let (back, outcome) = written.await.map_err(broke_off)?;
        writer = back;
        outcome.map_err(|e| match e {
            ombud_store::StoreError::TooLarge(_) => too_large(),
            other => other.into(),
        })?;
    }
    let finished = tokio::task::spawn_blocking(move || writer.finish()).await;
    let (id, size) = finished.map_err(broke_off)??;
    let mut unit = desk.store().begin();
    unit.note_upload(&id, &user.to_string(), desk.now())?;
    unit.commit().await?;
    Ok(reply::json(201, &json!({ "id": id.to_string(), "size": size })))
}

/// Gives a file out. `name` and `type` in the query say what it was called; only harmless types are shown.
pub(super) async fn get(desk: &Arc<Desk>, asked: &Asked, id: &str) -> Answer {
    let hidden = || Problem::not_found(format!("there is no file `{id}` that you may see"));
    let blob: BlobId = id.parse().map_err(|_| hidden())?;
    let (desk_, caller, wanted) = (desk.clone(), asked.caller.clone(), blob);
    // Many records may name it.
    let allowed = tokio::task::spawn_blocking(move || may_read(&desk_, &caller, &wanted));
    if !allowed.await.map_err(broke_off)?? {
        return Err(hidden());
    }
    let blobs = desk.store().blobs().clone();
    let opened = tokio::task::spawn_blocking(move || blobs.open(&blob)).await.map_err(broke_off)?;
    let file = opened.map_err(|error| {
        tracing::error!(%error, blob = id, "a file that records name cannot be read");
        CallError::Unavailable(format!(
            "the file `{id}` is damaged or lost on the desk's disk; the administrator finds out more with `ombud verify`, \
             and can put it back from a backup"
        ))
    })?;
    let size = file.metadata().map_or(0, |m| m.len());
    let wanted = asked.query("type").unwrap_or_default();
    let kind = SHOWN.iter().find(|kind| **kind == wanted).copied();
    let name = asked.query("name").unwrap_or("file");
    let pieces = futures_util::stream::unfold(tokio::fs::File::from_std(file), |mut file| async {
        let mut piece = vec![0; PIECE];
        match file.read(&mut piece).await {
            Ok(0) => None,
            Ok(read) => {
                piece.truncate(read);
                Some((Ok(Frame::data(Bytes::from(piece))), file))
            }
            Err(error) => Some((Err(error), file)),
        }
    });
    let body: Body = StreamBody::new(pieces).boxed_unsync();
    let mut reply = Response::new(body);
    let how = if kind.is_some() { "inline" } else { "attachment" };
    // RFC 6266 with the encoding of RFC 8187: any name, and nothing in it can end the header.
    let disposition = format!("{how}; filename*=UTF-8''{}", encode(name).replace('/', "%2F"));
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            reply.headers_mut().insert(name, value);
        }
    };
    set(CONTENT_TYPE, kind.unwrap_or("application/octet-stream"));
    set(CONTENT_LENGTH, &size.to_string());
    set(CONTENT_DISPOSITION, &disposition);
    set(CACHE_CONTROL, "private, max-age=86400, immutable");
    set(HeaderName::from_static("content-security-policy"), FILE_POLICY);
    Ok(reply)
}

/// Whoever uploaded it, and whoever may read a record that names it, up to [`LOOKED_AT`].
fn may_read(desk: &Desk, caller: &Caller, blob: &BlobId) -> Answer<bool> {
    let mut unit: UnitOfWork = desk.store().begin();
    let reader = authority(desk, caller, &mut unit)?;
    if let Some(user) = caller.user()
        && unit.uploaded_by(blob, &user.to_string())?
    {
        return Ok(true);
    }
    for at in unit.readers_of(blob, LOOKED_AT)? {
        let Some(read) = desk.host().read_permission(&at.collection) else { continue };
        let Some(sealed) = unit.find(&at.collection, &at.id)? else { continue };
        if reader.check(&read, Target::Record(sealed.filed())).allowed {
            return Ok(true);
        }
    }
    Ok(false)
}
