//! What was made of each message: so that none is imported twice, and none vanishes.

use crate::parse::Mail;
use ombud_plugin::{
    Audience, BlobId, Collection, Cx, Draft, Error, Query, Request, Response, Result, Timestamp,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// What was made of a message, as the answer says it. Kept under the digest of its bytes.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Outcome {
    /// `created`, `threaded` or `skipped`.
    pub outcome: Word,
    /// The ticket it became or belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
    /// What people call that ticket.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<u64>,
    /// The message it became.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Why it was skipped, or is only a note.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// The three things that may become of a mail.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Word {
    /// A new ticket.
    Created,
    /// A message on a ticket that was there.
    Threaded,
    /// Nothing; but it is kept in the list of skipped mail.
    Skipped,
}

/// A mail that became nothing, for people to look at.
#[derive(Debug, Deserialize, PartialEq, Serialize)]
pub struct Skipped {
    /// When it came.
    pub at: Timestamp,
    /// As its header says.
    pub from: String,
    /// Decoded.
    pub subject: String,
    /// `bounce`, `auto-reply`, `complaint`, `loop`, `duplicate`, `suspended`, `no-sender` or `empty`.
    pub kind: String,
    /// In words.
    pub reason: String,
    /// Bytes.
    pub size: u64,
    /// The message as it came, unless it was too large to keep.
    pub original: Option<BlobId>,
}

const IMPORTED: Collection<Outcome> = Collection::new("mail:imported");
const SKIPPED: Collection<Skipped> = Collection::new("mail:skipped");

/// The name of a message: the SHA-256 of its bytes.
pub fn digest(raw: &[u8]) -> String {
    Sha256::digest(raw).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What was made of these bytes before, said anew.
pub fn seen(cx: &Cx, digest: &str) -> Result<Option<Outcome>> {
    let Some(before) = cx.find(IMPORTED, digest)? else { return Ok(None) };
    let before = before.value;
    let reason = match (before.number, &before.reason) {
        (Some(number), _) => format!("already imported as #{number}"),
        (None, Some(reason)) => format!("already seen, and skipped then: {reason}"),
        (None, None) => "already seen".to_owned(),
    };
    Ok(Some(Outcome { outcome: Word::Skipped, reason: Some(reason), ..before }))
}

/// Remembers what was made of these bytes.
pub fn remember(cx: &Cx, digest: &str, outcome: &Outcome) -> Result<()> {
    cx.create(IMPORTED, Draft::new(outcome).id(digest)).map(drop)
}

/// Puts a mail into the list of skipped ones, with its original.
pub fn skip(cx: &Cx, department: &str, mail: &Mail, raw: &[u8], kind: &str, reason: &str) -> Result<()> {
    let original = match cx.put_blob(raw) {
        Ok(blob) => Some(blob.id),
        Err(Error::TooLarge(_)) => None,
        Err(error) => return Err(error),
    };
    let from = mail.from.first().or(mail.sender.first());
    let short = |text: &str| text.chars().take(300).collect::<String>();
    let skipped = Skipped {
        at: cx.now(),
        from: from
            .map(|from| short(&format!("{} <{}>", from.name, from.address)))
            .unwrap_or_default()
            .trim()
            .to_owned(),
        subject: short(&mail.subject),
        kind: kind.to_owned(),
        reason: reason.to_owned(),
        size: raw.len() as u64,
        original: original.clone(),
    };
    let draft = Draft::new(&skipped).department(Some(department.to_owned())).audience(Audience::Staff);
    cx.create(SKIPPED, draft.blobs(original)).map(drop)
}

/// Answers `GET /api/skipped`: latest first.
pub fn list(cx: &Cx, request: &Request) -> Result<Response> {
    let limit = request.query_as::<u32>("limit")?.unwrap_or(50);
    if !(1..=200).contains(&limit) {
        return Err(Error::invalid(format!("`limit` is {limit}, expected 1 to 200")));
    }
    let department = match request.query("department") {
        Some(text) => Some(crate::department(cx, text)?),
        None => None,
    };
    let query = Query::by("created").descending().limit(limit).department(department);
    let page = cx.query(SKIPPED, &query.cursor(request.query("cursor").map(str::to_owned)))?;
    let messages: Vec<_> = page
        .entries
        .iter()
        .map(|entry| {
            let Skipped { at, from, subject, kind, reason, size, original } = &entry.value;
            serde_json::json!({
                "id": entry.id(), "at": at, "department": entry.envelope.department, "from": from,
                "subject": subject, "kind": kind, "reason": reason, "size": size, "original": original,
            })
        })
        .collect();
    Response::json(&serde_json::json!({ "messages": messages, "next": page.next }))
}
