//! A plugin file that is sent with a form, as browsers send files (`multipart/form-data`).
//!
//! The parts are read as they come: the stamp stands first, and without a good one nothing of the file is taken in.

use super::form::{self, Form};
use super::{Done, Outcome};
use crate::Desk;
use crate::api;
use crate::http::body::{COMPONENT, RequestBody};
use crate::http::caller::Caller;
use crate::http::fence::FIELD;
use crate::http::listen::Asked;
use crate::http::page::Page;
use crate::http::problem::{Answer, Problem};
use bytes::Bytes;
use futures_util::Stream;
use futures_util::stream::try_unfold;
use hyper::header::CONTENT_TYPE;
use multer::{Constraints, Error, Multipart, SizeLimit};
use ombud_access::Authority;
use ombud_host::{PluginFile, Signature};
use std::fmt;
use std::sync::Arc;

/// The field of the file, and that of its signature.
pub(super) const FILE: &str = "file";
pub(super) const SIGNATURE: &str = "signature";

/// A stamp, and a signature file, bytes.
const SHORT: u64 = 4 << 10;

/// Reads the form.
pub(super) async fn read(desk: &Desk, asked: &mut Asked) -> Answer<Form> {
    let kind = asked.headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let boundary = multer::parse_boundary(kind).map_err(problem)?;
    let sizes = SizeLimit::new().per_field(SHORT).for_field(FILE, COMPONENT as u64);
    let limits = Constraints::new().size_limit(sizes.whole_stream(COMPONENT as u64 + 16 * SHORT));
    let body = asked.take_body();
    let mut parts = Multipart::with_constraints(pieces(body), boundary, limits);
    let (mut stamped, mut bytes, mut signature) = (false, Bytes::new(), String::new());
    while let Some(part) = parts.next_field().await.map_err(problem)? {
        let name = part.name().unwrap_or_default().to_owned();
        if name == FIELD {
            let stamp = part.text().await.map_err(problem)?;
            form::check(desk, asked, Some(&stamp))?;
            stamped = true;
            continue;
        }
        if !stamped {
            break;
        }
        match name.as_str() {
            FILE => bytes = part.bytes().await.map_err(problem)?,
            SIGNATURE => signature = part.text().await.map_err(problem)?,
            _ => {}
        }
    }
    if !stamped {
        form::check(desk, asked, None)?;
    }
    let signature = Some(signature.trim()).filter(|text| !text.is_empty());
    let signature = signature.map(str::parse::<Signature>).transpose();
    // What is wrong with what was chosen is told on the page.
    Ok(Form::of_file(match (bytes.is_empty(), signature) {
        (true, _) => None,
        (false, Ok(signature)) => Some(Ok(PluginFile { bytes: bytes.into(), signature })),
        (false, Err(error)) => Some(Err(error.to_string())),
    }))
}

/// Takes the file in. It leads to what it asks for, or is installed already if that is nothing more than before.
pub(super) async fn propose(desk: &Arc<Desk>, caller: &Caller, form: &Form) -> Answer<Outcome> {
    let file = match &form.file {
        None => return Err(Problem::invalid("choose the file of a plugin first: it ends in `.wasm`")),
        Some(Err(why)) => return Err(Problem::invalid(why.clone())),
        Some(Ok(file)) => file.clone(),
    };
    let work =
        move |desk: Arc<Desk>, actor: Authority| async move { Ok(desk.host().propose(file, &actor).await?) };
    let (proposal, installed) = api::act(desk, caller, work).await?;
    let id = proposal.inspection.manifest.id().clone();
    Ok(match installed {
        true => Outcome::Done(Page::Plugin(id), Done::Upgraded),
        false => Outcome::Done(Page::Proposal(id), Done::Sent),
    })
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

/// The pieces of a body, with room in memory for all that have come.
fn pieces(body: RequestBody) -> impl Stream<Item = Result<Bytes, Broken>> + Send {
    try_unfold((body, Vec::new()), |(mut body, mut taken)| async move {
        let Some(piece) = body.piece().await.map_err(Broken)? else { return Ok(None) };
        taken.push(body.room_for(&piece).map_err(Broken)?);
        Ok(Some((piece, (body, taken))))
    })
}

fn problem(error: Error) -> Problem {
    match error {
        Error::FieldSizeExceeded { .. } | Error::StreamSizeExceeded { .. } => {
            Problem::new(413, "too large", format!("a plugin file may have {} MiB", COMPONENT >> 20))
        }
        Error::StreamReadFailed(error) => match error.downcast::<Broken>() {
            Ok(broken) => broken.0,
            Err(error) => Problem::malformed(format!("the form broke off: {error}")),
        },
        error => Problem::malformed(format!("the form cannot be read: {error}")),
    }
}
