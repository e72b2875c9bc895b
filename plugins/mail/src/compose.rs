//! From a mail to a message of a ticket: files stored, text made to fit.

use crate::parse::{Mail, Part};
use ombud_plugin::desk::tickets::{Attachment, MailHeaders, MessageKind, NewMessage};
use ombud_plugin::{Cx, Error, Result, UserId};

/// What `tickets` takes of text and of HTML, with some room for our own lines.
const LONGEST: usize = 380_000;
/// What it takes of files.
const MOST_FILES: usize = 99;
/// Threads of years name hundreds of messages; these are enough to find the way.
const MOST_REFERENCES: usize = 50;

/// A message, with lines of the desk before and after what the mail says.
pub fn message(
    cx: &Cx,
    mail: &Mail,
    kind: MessageKind,
    author: Option<UserId>,
    first: Option<String>,
) -> Result<NewMessage> {
    let mut files =
        Files { cx, kept: Vec::new(), remarks: Vec::new(), html: mail.html.as_deref().unwrap_or_default() };
    for part in &mail.parts {
        files.keep(part)?;
    }
    let mut text = mail.text.clone();
    if text.len() > LONGEST {
        files.keep_text("whole-text.txt", "text/plain", &text)?;
        text.truncate(text.floor_char_boundary(LONGEST));
        files.remarks.push("The text goes on: the whole of it is in the file `whole-text.txt`.".into());
    }
    let mut html = mail.html.clone();
    if html.as_ref().is_some_and(|html| html.len() > LONGEST) {
        files.keep_text("whole-text.html", "text/html", html.as_deref().unwrap_or_default())?;
        files
            .remarks
            .push("The formatted text is too long to show: it is in the file `whole-text.html`.".into());
        html = None;
    }
    let Files { kept, remarks, .. } = files;
    if let Some(first) = first {
        text = format!("{first}\n\n{text}");
        html = html.map(|html| format!("<p>{}</p>\n{html}", escape(&first)));
    }
    for remark in remarks {
        text = format!("{}\n\n[{remark}]", text.trim_end());
        html = html.map(|html| format!("{html}\n<p>[{}]</p>", escape(&remark)));
    }
    Ok(NewMessage {
        kind,
        author,
        at: Some(mail.date.unwrap_or(u64::MAX).min(cx.now())),
        text: text.trim().to_owned(),
        html,
        attachments: kept,
        mail: Some(headers(mail)),
    })
}

fn headers(mail: &Mail) -> MailHeaders {
    let references = mail.references.len().saturating_sub(MOST_REFERENCES);
    let to = mail.to.iter().chain(&mail.cc).filter(|to| to.is_valid()).map(|to| to.address.clone());
    let from = mail.author().or(mail.from.first()).or(mail.sender.first());
    MailHeaders {
        message_id: mail.message_id.clone(),
        in_reply_to: mail.in_reply_to.iter().take(MOST_REFERENCES).cloned().collect(),
        references: mail.references[references..].to_vec(),
        from_address: from.map(|from| from.address.clone()).unwrap_or_default(),
        to: to.take(100).collect(),
    }
}

struct Files<'a> {
    cx: &'a Cx,
    kept: Vec<Attachment>,
    /// What the reader has to know.
    remarks: Vec<String>,
    html: &'a str,
}

impl Files<'_> {
    fn keep(&mut self, part: &Part) -> Result<()> {
        let inline = part.cid.clone().filter(|cid| self.html.contains(&format!("cid:{cid}")));
        self.store(&part.name, &part.content_type, &part.bytes, inline)
    }

    fn keep_text(&mut self, name: &str, content_type: &str, text: &str) -> Result<()> {
        self.store(name, &format!("{content_type}; charset=utf-8"), text.as_bytes(), None)
    }

    fn store(&mut self, name: &str, content_type: &str, bytes: &[u8], inline: Option<String>) -> Result<()> {
        if self.kept.len() >= MOST_FILES {
            self.remarks.push(format!("The file `{name}` was not kept: a message takes {MOST_FILES} files."));
            return Ok(());
        }
        match self.cx.put_blob(bytes) {
            Ok(blob) => self.kept.push(Attachment {
                blob: blob.id,
                name: name.to_owned(),
                content_type: content_type.to_owned(),
                size: blob.size,
                inline,
            }),
            Err(Error::TooLarge(_)) => {
                let size = bytes.len().div_ceil(1 << 20);
                self.remarks
                    .push(format!("The file `{name}` was not kept: with {size} MiB it is too large."));
            }
            Err(error) => return Err(error),
        }
        Ok(())
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
