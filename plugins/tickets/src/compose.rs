//! From what somebody wants to say to a message that can be kept.

use crate::message::Message;
use crate::people::{self, Caller};
use crate::rules;
use ombud_plugin::desk::tickets::{Attachment, MessageKind, NewMessage};
use ombud_plugin::text;
use ombud_plugin::{Cx, Error, RecordRef, Result, UserId};

/// The permission to write with another author, time, or mail header than one's own.
pub const IMPORT: &str = "tickets:ticket.import";

/// A message, and whether somebody else is said to have written it.
pub struct Composed {
    /// To be filed.
    pub message: Message,
    foreign: bool,
}

/// Puts a message together for a ticket of this requester.
pub fn compose(cx: &Cx, caller: &Caller, requester: Option<&UserId>, new: NewMessage) -> Result<Composed> {
    if new.kind == MessageKind::System {
        return Err(Error::invalid("`kind` must be `reply` or `note`: lines of the desk write themselves"));
    }
    let foreign = new.mail.is_some()
        || new.at.is_some_and(|at| at != caller.now)
        || new.author.is_some() && new.author != caller.user;
    // A stranger's mail may well be empty. There is nobody to ask again.
    rules::length(&new.text, new.html.as_deref(), new.attachments.len())?;
    if !foreign {
        rules::something(&new.text, new.html.as_deref(), new.attachments.len())?;
    }
    // A mail whose sender is nobody here is nobody's, whoever hands it in.
    let author = new.author.or_else(|| caller.user.clone().filter(|_| new.mail.is_none()));
    let (author_name, staff) = match &author {
        Some(id) => {
            let face = people::face(cx, id)?;
            let face = face.ok_or_else(|| Error::invalid(format!("`author`: there is no person `{id}`")))?;
            let name = if author == caller.user { caller.name.clone() } else { face.name };
            (name, face.staff)
        }
        None => match &new.mail {
            Some(mail) => (mail.from_address.clone(), false),
            None => (caller.name.clone(), caller.staff),
        },
    };
    // Who asked is the customer of this ticket, whatever he is elsewhere. A note may well be by a stranger: a
    // bounce that mail keeps for staff.
    let from_staff =
        staff && (new.kind == MessageKind::Note || author.is_none() || author.as_ref() != requester);
    let attachments: Vec<_> = new.attachments.into_iter().map(tidy).collect();
    let html = new.html.filter(|html| !html.trim().is_empty());
    let message = Message {
        kind: new.kind,
        author,
        author_name,
        from_staff,
        at: new.at.map_or(caller.now, |at| at.min(caller.now)),
        filed: caller.now,
        text: new.text,
        html: html.map(|html| cx.sanitise(&html, &images(&attachments))),
        attachments,
        mail: new.mail,
        edited: None,
        about: None,
        line: None,
        through: Vec::new(),
        mentions: Vec::new(),
    };
    Ok(Composed { message, foreign })
}

impl Composed {
    /// Whether it is in another's name, of another time, or from mail.
    pub fn is_foreign(&self) -> bool {
        self.foreign
    }

    /// Refuses who may not write in the name of others there.
    pub fn check(&self, cx: &Cx, ticket: &RecordRef) -> Result<()> {
        if self.foreign { must(cx, IMPORT, ticket) } else { Ok(()) }
    }
}

/// Like `require`, but a record that the caller made and may not see is one where he lacks the permission.
pub fn must(cx: &Cx, permission: &str, ticket: &RecordRef) -> Result<()> {
    match cx.require(permission, Some(ticket)) {
        Err(Error::NotFound(_)) => Err(Error::denied(permission, text!("not-in-department"))),
        other => other,
    }
}

fn images(files: &[Attachment]) -> Vec<(String, String)> {
    let image = |file: &Attachment| Some((file.inline.clone()?, format!("/api/v1/blobs/{}", file.blob)));
    files.iter().filter_map(image).collect()
}

/// Names of files come from strangers: one line, no folders, no more than a file system takes.
fn tidy(mut file: Attachment) -> Attachment {
    let plain = |c: char| if c.is_control() || matches!(c, '/' | '\\') { '_' } else { c };
    let name: String = file.name.trim().chars().take(200).map(plain).collect();
    file.name = if name.trim_matches('.').is_empty() { "file".to_owned() } else { name };
    let token = |c: char| c.is_ascii_graphic() || c == ' ';
    if file.content_type.len() > 200
        || !file.content_type.contains('/')
        || !file.content_type.chars().all(token)
    {
        file.content_type = "application/octet-stream".to_owned();
    }
    file
}

/// The size of a stored file, found by asking where it ends.
pub fn size(cx: &Cx, blob: &str) -> Result<u64> {
    cx.read_blob(blob, 0, 1)?;
    let reaches = |offset: u64| cx.read_blob(blob, offset, 1).is_ok_and(|byte| !byte.is_empty());
    let (mut low, mut high) = (0u64, 1u64);
    while reaches(high - 1) && high < 1 << 40 {
        (low, high) = (high, high * 2);
    }
    while low + 1 < high {
        let middle = low + (high - low) / 2;
        if reaches(middle - 1) { low = middle } else { high = middle }
    }
    Ok(low)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ombud_plugin::testing::FakeKernel;

    #[test]
    fn a_file_is_measured_to_the_byte() {
        let kernel = FakeKernel::new();
        for length in [0usize, 1, 2, 3, 4, 5, 1000, 1023, 1024, 1025] {
            let blob = kernel.cx().put_blob(&vec![7; length]).unwrap();
            assert_eq!(size(&kernel.cx(), &blob.id), Ok(length as u64), "{length}");
        }
    }

    #[test]
    fn a_file_that_is_not_there_has_no_size() {
        assert!(size(&FakeKernel::new().cx(), &"0".repeat(64)).is_err());
    }

    #[test]
    fn foreign_file_names_lead_nowhere() {
        let named = |name: &str, kind: &str| {
            tidy(Attachment {
                blob: String::new(),
                name: name.into(),
                content_type: kind.into(),
                size: 0,
                inline: None,
            })
        };
        assert_eq!(named("../../etc/passwd\n", "text/plain").name, ".._.._etc_passwd");
        assert_eq!(named("..", "text/plain").name, "file");
        assert_eq!(named("a.png", "image/png").content_type, "image/png");
        assert_eq!(named("a.png", "image\r\nX: y").content_type, "application/octet-stream");
    }
}
