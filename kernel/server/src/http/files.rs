//! Files that come with a form for a plugin, as browsers send them (`multipart/form-data`).
//!
//! They are kept piece by piece as they come, before the plugin hears of them: of each it is told where it is kept, what it
//! was called and how large it is. So a plugin reads one kind of form, and a large file passes through no memory. The stamp
//! stands before all files; without a good one none is taken in.

use super::body::{RequestBody, SMALL, UPLOAD};
use super::caller::Caller;
use super::fence::FIELD;
use super::problem::{Answer, Problem};
use crate::Desk;
use crate::api::broke_off;
use crate::sign_in::encode;
use bytes::Bytes;
use futures_util::Stream;
use futures_util::stream::try_unfold;
use hyper::header::{CONTENT_TYPE, HeaderMap};
use multer::{Constraints, Error, Field, Multipart, SizeLimit};
use ombud_access::UserId;
use ombud_store::{BlobWriter, StoreError};
use serde_json::json;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The type of such a form.
pub(super) const FORM: &str = "multipart/form-data";

/// The most files that one form may bring, and the most parts of all kinds.
const MOST: usize = 20;
const PARTS: usize = 1000;

/// What may come without being a part that is read: the heads of parts, which nothing else limits.
const UNREAD: usize = 512 << 10;

/// Reads a form: what the plugin reads in its place, as a form without files. `stamp` refuses who may not send it.
pub(super) async fn read(
    desk: &Arc<Desk>,
    headers: &HeaderMap,
    body: RequestBody,
    caller: &Caller,
    stamp: impl Fn(Option<&str>) -> Answer<()>,
) -> Answer<Vec<u8>> {
    let user = caller.signed_in()?;
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let boundary = multer::parse_boundary(kind).map_err(problem)?;
    let limits = Constraints::new().size_limit(SizeLimit::new().whole_stream(UPLOAD + SMALL as u64));
    let unread = Unread::default();
    let mut parts = Multipart::with_constraints(pieces(body, unread.clone()), boundary, limits);
    let mut stamped = !caller.by_cookie() || stamp(None).is_ok();
    let (mut pairs, mut letters, mut files, mut count) = (Vec::new(), 0, 0, 0);
    while let Some(part) = parts.next_field().await.map_err(problem)? {
        unread.read();
        let name = part.name().unwrap_or_default().to_owned();
        count += 1;
        letters += name.len() + part.file_name().map_or(0, str::len);
        if letters > SMALL || count > PARTS {
            return Err(too_many_letters());
        }
        if name == FIELD {
            let sent = text(part, &mut letters, &unread).await?;
            stamp(Some(&sent))?;
            stamped = true;
            continue;
        }
        // A button that stands before its form is sent before the stamp in it.
        if !stamped && part.file_name().is_some() {
            break;
        }
        let value = match part.file_name() {
            None => Some(text(part, &mut letters, &unread).await?),
            Some(_) if files == MOST => {
                return Err(Problem::new(413, "too large", format!("a form may bring {MOST} files")));
            }
            Some(_) => {
                files += 1;
                kept(desk, part, user, &unread).await?
            }
        };
        pairs.extend(value.map(|value| format!("{}={}", encode(&name), encode(&value))));
    }
    if !stamped {
        stamp(None)?;
    }
    Ok(pairs.join("&").into_bytes())
}

/// The text of a field; all of them together have a limit.
async fn text(mut part: Field<'_>, letters: &mut usize, unread: &Unread) -> Answer<String> {
    let mut bytes = Vec::new();
    while let Some(piece) = part.chunk().await.map_err(problem)? {
        unread.read();
        *letters += piece.len();
        if *letters > SMALL {
            return Err(too_many_letters());
        }
        bytes.extend_from_slice(&piece);
    }
    String::from_utf8(bytes).map_err(|_| Problem::malformed("the form is not UTF-8"))
}

/// Keeps a file, and says what the plugin hears of it. None: nobody has chosen one.
async fn kept(
    desk: &Arc<Desk>,
    mut part: Field<'_>,
    user: UserId,
    unread: &Unread,
) -> Answer<Option<String>> {
    let name = part.file_name().unwrap_or_default().to_owned();
    let kind = part.content_type().map(ToString::to_string).unwrap_or_default();
    let mut writer: BlobWriter = desk.store().blobs().writer(UPLOAD)?;
    while let Some(piece) = part.chunk().await.map_err(problem)? {
        unread.read();
        let written = tokio::task::spawn_blocking(move || {
            let outcome = writer.write(&piece);
            (writer, outcome)
        });
        let (back, outcome) = written.await.map_err(broke_off)?;
        writer = back;
        outcome.map_err(|error| match error {
            StoreError::TooLarge(_) => too_large(),
            other => other.into(),
        })?;
    }
    if name.is_empty() {
        return Ok(None);
    }
    let finished = tokio::task::spawn_blocking(move || writer.finish()).await;
    let (id, size) = finished.map_err(broke_off)??;
    let mut unit = desk.store().begin();
    unit.note_upload(&id, &user.to_string(), desk.now())?;
    unit.commit().await?;
    let told = json!({ "blob": id.to_string(), "name": name, "content_type": kind, "size": size });
    Ok(Some(told.to_string()))
}

/// What goes wrong while pieces come.
#[derive(Debug)]
struct Broken(Problem);

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.detail)
    }
}

impl std::error::Error for Broken {}

/// How many bytes have come since the last part, or piece of one, was read.
#[derive(Clone, Default)]
struct Unread(Arc<AtomicUsize>);

impl Unread {
    fn read(&self) {
        self.0.store(0, Ordering::Relaxed);
    }

    fn came(&self, bytes: usize) -> Result<(), Broken> {
        match self.0.fetch_add(bytes, Ordering::Relaxed) {
            before if before > UNREAD => Err(Broken(too_many_letters())),
            _ => Ok(()),
        }
    }
}

fn pieces(body: RequestBody, unread: Unread) -> impl Stream<Item = Result<Bytes, Broken>> + Send {
    try_unfold((body, unread), |(mut body, unread)| async move {
        let Some(piece) = body.piece().await.map_err(Broken)? else { return Ok(None) };
        unread.came(piece.len())?;
        Ok(Some((piece, (body, unread))))
    })
}

fn too_many_letters() -> Problem {
    let detail = format!("a form may have {PARTS} fields, and their names and texts {SMALL} bytes");
    Problem::new(413, "too large", detail)
}

fn too_large() -> Problem {
    Problem::new(413, "too large", format!("the files of a form may have {UPLOAD} bytes"))
}

fn problem(error: Error) -> Problem {
    match error {
        Error::FieldSizeExceeded { .. } | Error::StreamSizeExceeded { .. } => too_large(),
        Error::StreamReadFailed(error) => match error.downcast::<Broken>() {
            Ok(broken) => broken.0,
            Err(error) => Problem::malformed(format!("the form broke off: {error}")),
        },
        error => Problem::malformed(format!("the form cannot be read: {error}")),
    }
}
