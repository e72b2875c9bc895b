//! The text of a mail, its HTML and its files.

use crate::params::{self, Structured};
use crate::parse::{Mail, Part};
use crate::{charset, plain, transfer, words};
use mail_parser::decoders::html::text_to_html;
use mail_parser::{Message, MessagePart, PartType};

/// Fills in `text`, `html` and `parts`.
pub fn read(mail: &mut Mail, message: &Message<'_>, raw: &[u8]) {
    let view = |id: &u32| message.parts.get(*id as usize).map(|part| View::of(part, raw));
    let has_html = message.html_body.iter().any(|id| view(id).is_some_and(|part| part.is_html()));
    let mut shown: Vec<u32> = Vec::new();
    let mut html = String::new();
    for id in &message.html_body {
        let Some(part) = view(id).filter(|part| has_html && part.is_text()) else { continue };
        shown.push(*id);
        match part.is_html() {
            true => html.push_str(&part.text()),
            false => html.push_str(&text_to_html(&part.text())),
        }
    }
    let mut texts = Vec::new();
    for id in &message.text_body {
        let Some(part) = view(id).filter(View::is_text) else { continue };
        shown.push(*id);
        texts.push(if part.is_html() { plain::from_html(&part.text()) } else { part.text() });
    }
    mail.text = texts.join("\n");
    mail.html = has_html.then(|| charset::clean(&html)).filter(|html| !html.trim().is_empty());
    for (id, part) in message.parts.iter().enumerate() {
        let id = id as u32;
        if shown.contains(&id) || matches!(part.body, PartType::Multipart(_)) {
            continue;
        }
        let part = View::of(part, raw);
        // A text that broken structure hides, because its boundary is missing, is better shown than hidden.
        if mail.text.trim().is_empty() && mail.html.is_none() && part.is_stray_text() {
            mail.text = part.text();
        } else if let Some(file) = part.file(mail.parts.len() + 1) {
            mail.parts.push(file);
        }
    }
    // An empty plain text beside the real one in HTML.
    if mail.text.trim().is_empty()
        && let Some(html) = &mail.html
    {
        mail.text = plain::from_html(html);
    }
    mail.text = plain_end(&charset::clean(&mail.text));
}

fn plain_end(text: &str) -> String {
    let text = text.trim_end();
    let lead = text.len() - text.trim_start_matches('\n').len();
    text[lead..].to_owned()
}

/// A part together with the bytes it was cut from.
struct View<'a> {
    part: &'a MessagePart<'a>,
    raw: &'a [u8],
    kind: Structured,
    disposition: Structured,
}

impl<'a> View<'a> {
    fn of(part: &'a MessagePart<'a>, raw: &'a [u8]) -> Self {
        let structured = |name| header(part, raw, name).map(Structured::parse).unwrap_or_default();
        View { part, raw, kind: structured("content-type"), disposition: structured("content-disposition") }
    }

    fn is_html(&self) -> bool {
        matches!(self.part.body, PartType::Html(_))
    }

    fn is_text(&self) -> bool {
        matches!(self.part.body, PartType::Text(_) | PartType::Html(_)) && !self.is_file()
    }

    fn is_stray_text(&self) -> bool {
        let kind = self.kind.value.as_str();
        let lost = kind.starts_with("multipart/") && !self.is_file();
        (lost || self.is_text() && (kind.is_empty() || kind == "text/plain"))
            && self.kind.get("name", None).is_none()
            && self.disposition.get("filename", None).is_none()
    }

    /// Whether it says itself that it is a file and no part of the text.
    fn is_file(&self) -> bool {
        self.disposition.value == "attachment"
    }

    fn bytes(&self) -> Vec<u8> {
        if let PartType::Message(message) = &self.part.body
            && self.part.encoding != mail_parser::Encoding::None
        {
            return message.raw_message.to_vec();
        }
        let bytes = self.raw.get(self.part.offset_body as usize..self.part.offset_end as usize);
        let encoding = header(self.part, self.raw, "content-transfer-encoding").unwrap_or_default();
        let bytes = bytes.unwrap_or_default();
        // Only what is in it may be encoded, never a message itself.
        match self.part.body {
            PartType::Message(_) => bytes.to_vec(),
            _ => transfer::decode(bytes, &String::from_utf8_lossy(encoding)),
        }
    }

    fn text(&self) -> String {
        let bytes = self.bytes();
        let label =
            self.kind.get("charset", None).or_else(|| self.is_html().then(|| meta_charset(&bytes)).flatten());
        let text = charset::clean(&charset::decode(&bytes, label.as_deref()));
        let flowed =
            self.kind.get("format", None).is_some_and(|format| format.eq_ignore_ascii_case("flowed"));
        if !flowed || self.is_html() {
            return text;
        }
        let delsp = self.kind.get("delsp", None).is_some_and(|delsp| delsp.eq_ignore_ascii_case("yes"));
        plain::unflow(&text, delsp)
    }

    /// None for a part with nothing in it, not even a name.
    fn file(&self, number: usize) -> Option<Part> {
        let hint = self.kind.get("charset", None);
        let hint = hint.as_deref();
        let named = self.disposition.get("filename", hint).or_else(|| self.kind.get("name", hint));
        let named = named.map(|name| params::file_name(&name)).filter(|name| !name.is_empty());
        let bytes = self.bytes();
        if bytes.trim_ascii().is_empty() && named.is_none() {
            return None;
        }
        let content_type = match self.kind.value.as_str() {
            kind if kind.split('/').filter(|side| !side.is_empty()).count() == 2 => kind.to_owned(),
            _ if self.is_html() => "text/html".to_owned(),
            _ if matches!(self.part.body, PartType::Text(_)) => "text/plain".to_owned(),
            _ => "application/octet-stream".to_owned(),
        };
        let name = named.unwrap_or_else(|| self.invented_name(number, &content_type));
        let cid = header(self.part, self.raw, "content-id").map(|cid| words::decode(cid, None));
        let cid = cid.map(|cid| cid.trim_matches(['<', '>', ' ']).to_owned()).filter(|cid| !cid.is_empty());
        Some(Part { name, content_type, cid, bytes })
    }

    fn invented_name(&self, number: usize, content_type: &str) -> String {
        if let PartType::Message(message) = &self.part.body {
            let subject = message.parts.first().and_then(|root| {
                let raw = if self.part.encoding == mail_parser::Encoding::None {
                    self.raw
                } else {
                    message.raw_message.as_ref()
                };
                header(root, raw, "subject").map(|subject| words::decode(subject, None))
            });
            let subject = params::file_name(&subject.unwrap_or_default().replace(['/', '\\'], "-"));
            return if subject.is_empty() {
                format!("message-{number}.eml")
            } else {
                format!("{subject}.eml")
            };
        }
        let ending = match content_type {
            "text/plain" => "txt",
            "text/html" => "html",
            "text/calendar" => "ics",
            "text/csv" => "csv",
            "text/vcard" | "text/x-vcard" => "vcf",
            "image/jpeg" | "image/jpg" | "image/pjpeg" => "jpg",
            "image/png" => "png",
            "image/gif" => "gif",
            "application/pdf" => "pdf",
            "message/delivery-status" | "message/feedback-report" | "text/rfc822-headers" => "txt",
            "message/rfc822" => "eml",
            "application/pgp-signature" => "asc",
            text if text.starts_with("text/") => "txt",
            _ => "bin",
        };
        format!("part-{number}.{ending}")
    }
}

fn header<'a>(part: &MessagePart<'_>, raw: &'a [u8], name: &str) -> Option<&'a [u8]> {
    let header = part.headers.iter().find(|header| header.name.as_str().eq_ignore_ascii_case(name))?;
    raw.get(header.offset_start as usize..header.offset_end as usize)
}

/// HTML may name its charset itself.
fn meta_charset(html: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&html[..html.len().min(2048)]).to_ascii_lowercase();
    let (_, after) = head.split_once("charset=")?;
    let label: String = after
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-_:".contains(*c))
        .collect();
    (!label.is_empty()).then_some(label)
}
