//! A mail.

use crate::bindings::administering::ombud::kernel1_1_0::post::{Attachment, Mail as Raw, Recipient};
use crate::{BlobId, UserId};

/// A mail as the WIT has it; [`Mail`] builds one.
pub type RawMail = Raw;

/// A mail that leaves the desk when this call is on disk; [`crate::Cx::post`] queues it.
#[derive(Clone, Debug, PartialEq)]
pub struct Mail {
    pub(crate) raw: Raw,
}

impl Mail {
    /// With one line as its subject, and plain text. No person wrote it, unless one did: [`Mail::by_hand`].
    pub fn new(subject: impl Into<String>, text: impl Into<String>) -> Self {
        Mail {
            raw: Raw {
                to: Vec::new(),
                subject: subject.into(),
                text: text.into(),
                html: None,
                reply_to: None,
                language: None,
                attachments: Vec::new(),
                in_reply_to: None,
                automatic: true,
            },
        }
    }

    /// Also to this person, whose address need not be known here.
    pub fn to_person(mut self, id: &UserId) -> Self {
        self.raw.to.push(Recipient::Person(id.clone()));
        self
    }

    /// Also to this address.
    pub fn to_address(mut self, address: impl Into<String>) -> Self {
        self.raw.to.push(Recipient::Address(address.into()));
        self
    }

    /// With the same as HTML, which the kernel makes harmless.
    pub fn html(mut self, html: impl Into<String>) -> Self {
        self.raw.html = Some(html.into());
        self
    }

    /// Answers go there.
    pub fn reply_to(mut self, address: impl Into<String>) -> Self {
        self.raw.reply_to = Some(address.into());
        self
    }

    /// In this language.
    pub fn language(mut self, tag: impl Into<String>) -> Self {
        self.raw.language = Some(tag.into());
        self
    }

    /// With this file.
    pub fn attach(mut self, name: impl Into<String>, content_type: impl Into<String>, blob: BlobId) -> Self {
        self.raw.attachments.push(Attachment { name: name.into(), content_type: content_type.into(), blob });
        self
    }

    /// Answers the mail with this id.
    pub fn answers(mut self, id: impl Into<String>) -> Self {
        self.raw.in_reply_to = Some(id.into());
        self
    }

    /// A person wrote it.
    pub fn by_hand(mut self) -> Self {
        self.raw.automatic = false;
        self
    }

    /// The recipients, the subject and the text, for tests.
    pub fn told(&self) -> (&[Recipient], &str, &str) {
        (&self.raw.to, &self.raw.subject, &self.raw.text)
    }
}
