//! A mail on its way: who it is for, what is in it, and how it stands with each recipient.

use crate::bindings::post as wire;
use crate::bindings::types as wit;
use crate::convert::{self, Answer};
use crate::sanitise::sanitise;
use ombud_access::UserId;
use ombud_store::BlobId;
use serde::{Deserialize, Serialize};
use url::Host;

/// The most recipients and files, the longest subject, and the largest text and files together, bytes.
const RECIPIENTS: usize = 50;
const FILES: usize = 20;
const SUBJECT: usize = 200;
const TEXT: usize = 512 << 10;
pub(crate) const FILES_BYTES: u64 = 10 << 20;

/// The longest address, and the longest part before its `@`: RFC 5321, 4.5.3.1.
const ADDRESS: usize = 254;
const LOCAL: usize = 64;

/// After so long a mail that waits is called delayed, ms.
const DELAYED: u64 = 3 * 60 * 60 * 1000;

/// For whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum To {
    /// Somebody of the desk.
    Person(UserId),
    /// An address in its plain form.
    Address(String),
}

/// How it stands with one recipient.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Fate {
    Pending,
    /// What the relay said when it took it.
    Taken(String),
    /// Why it is not delivered.
    Failed(String),
}

/// A recipient.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Recipient {
    pub to: To,
    pub fate: Fate,
}

/// A file that goes along.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Attachment {
    pub name: String,
    pub content_type: String,
    pub blob: String,
}

/// What is in it; gone when nobody waits for it any more.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Content {
    pub subject: String,
    pub text: String,
    pub html: Option<String>,
    pub reply_to: Option<String>,
    pub language: Option<String>,
    pub attachments: Vec<Attachment>,
    pub in_reply_to: Option<String>,
    pub automatic: bool,
    /// The text, encrypted, where a copy of the store must not tell it: then `text` is empty.
    #[serde(default)]
    pub sealed: Option<Vec<u8>>,
}

/// A mail.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Mail {
    /// The `Message-ID`, without the brackets: the same however often it is sent.
    pub id: String,
    pub to: Vec<Recipient>,
    pub content: Content,
}

/// How it stands with a mail, in the words that people read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// To be sent.
    Scheduled,
    /// To be sent for more than three hours.
    Delayed,
    /// The relay has taken it for everybody.
    Sent,
    /// Somebody does not get it.
    NotDelivered,
}

/// A mail as administrators see it: without what is in it.
#[derive(Clone, Debug, Serialize)]
pub struct MailInfo {
    /// How it stands.
    pub standing: Standing,
    /// How it stands with each recipient.
    pub recipients: Vec<RecipientInfo>,
}

/// How it stands with one recipient.
#[derive(Clone, Debug, Serialize)]
pub struct RecipientInfo {
    /// Who.
    pub to: To,
    /// How it stands.
    pub standing: Standing,
    /// What the relay said, or why it is not delivered.
    pub said: Option<String>,
}

impl Recipient {
    /// What a relay says, for whoever looks after plugins: of a person no address.
    pub fn told(&self, said: &str) -> String {
        match &self.to {
            To::Address(_) => said.to_owned(),
            To::Person(_) => masked(said),
        }
    }
}

impl Mail {
    /// Those who still wait for it.
    pub fn pending(&self) -> impl Iterator<Item = (usize, &To)> {
        let waits = |(_, one): &(usize, &Recipient)| one.fate == Fate::Pending;
        self.to.iter().enumerate().filter(waits).map(|(place, one)| (place, &one.to))
    }

    /// As if nobody had been tried who does not have it.
    pub fn begin_again(&mut self) {
        for one in &mut self.to {
            if matches!(one.fate, Fate::Failed(_)) {
                one.fate = Fate::Pending;
            }
        }
    }

    pub fn info(&self, age: u64) -> MailInfo {
        let standing = |fate: &Fate| match fate {
            Fate::Pending if age > DELAYED => Standing::Delayed,
            Fate::Pending => Standing::Scheduled,
            Fate::Taken(_) => Standing::Sent,
            Fate::Failed(_) => Standing::NotDelivered,
        };
        let recipients: Vec<RecipientInfo> = self
            .to
            .iter()
            .map(|one| RecipientInfo {
                to: one.to.clone(),
                standing: standing(&one.fate),
                said: match &one.fate {
                    Fate::Pending => None,
                    Fate::Taken(said) | Fate::Failed(said) => Some(one.told(said)),
                },
            })
            .collect();
        let any = |wanted| recipients.iter().any(|one| one.standing == wanted);
        let order = [Standing::Delayed, Standing::Scheduled, Standing::NotDelivered];
        let standing = order.into_iter().find(|standing| any(*standing)).unwrap_or(Standing::Sent);
        MailInfo { standing, recipients }
    }
}

fn masked(said: &str) -> String {
    let word = |word: &str| if word.contains('@') { "…".to_owned() } else { word.to_owned() };
    said.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// An address in its plain form, to which mail can be sent. None: it is none. Letters beyond ASCII stand behind the `@` only.
pub(crate) fn address(text: &str) -> Option<String> {
    let (local, domain) = text.trim().rsplit_once('@')?;
    let atom = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&b);
    let plain = local.split('.').all(|part| !part.is_empty() && part.bytes().all(atom));
    let Ok(Host::Domain(domain)) = Host::parse(domain) else { return None };
    let domain = domain.strip_suffix('.').unwrap_or(&domain);
    let named =
        domain.split('.').all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'))
            && domain.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.');
    let whole = format!("{local}@{domain}");
    (plain && named && local.len() <= LOCAL && whole.len() <= ADDRESS).then_some(whole)
}

/// One line that a header can hold.
pub(crate) fn is_line(text: &str) -> bool {
    !text.trim().is_empty() && !text.chars().any(char::is_control)
}

/// Takes a plugin's mail apart. Whatever stands in a header later is looked at here.
pub(crate) fn content(mail: wire::Mail) -> Answer<(Vec<Recipient>, Content)> {
    let invalid = |why: String| Err(wit::Error::Invalid(why));
    if !is_line(&mail.subject) || mail.subject.chars().count() > SUBJECT {
        return invalid(format!("a subject is one line of 1 to {SUBJECT} characters"));
    }
    if mail.text.len() > TEXT || mail.html.as_ref().is_some_and(|html| html.len() > TEXT) {
        return Err(wit::Error::TooLarge(format!("the text of a mail has at most {TEXT} bytes")));
    }
    if mail.to.is_empty() || mail.to.len() > RECIPIENTS || mail.attachments.len() > FILES {
        return invalid(format!("a mail has 1 to {RECIPIENTS} recipients and at most {FILES} files"));
    }
    let mut to: Vec<Recipient> = Vec::new();
    for one in mail.to {
        let one = match one {
            wire::Recipient::Person(id) => To::Person(convert::user(&id)?),
            wire::Recipient::Address(text) => match address(&text) {
                Some(address) => To::Address(address),
                None => return invalid(format!("`{}` is no address for mail", told(&text))),
            },
        };
        if to.iter().any(|known| known.to == one) {
            return invalid("a mail names each recipient once".into());
        }
        to.push(Recipient { to: one, fate: Fate::Pending });
    }
    let reply_to = match mail.reply_to.as_deref().map(|text| (text, address(text))) {
        Some((text, None)) => return invalid(format!("`reply-to`: `{}` is no address for mail", told(text))),
        Some((_, address)) => address,
        None => None,
    };
    let tag = |tag: &String| tag.len() <= 35 && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if mail.language.as_ref().is_some_and(|language| language.is_empty() || !tag(language)) {
        return invalid("`language` is a tag such as `sl`".into());
    }
    let id = |id: &String| {
        id.len() <= 250
            && id.contains('@')
            && id.bytes().all(|b| b.is_ascii_graphic() && b != b'<' && b != b'>')
    };
    if mail.in_reply_to.as_ref().is_some_and(|one| !id(one)) {
        return invalid("`in-reply-to` is the id of a mail, without the brackets".into());
    }
    let mut attachments = Vec::new();
    for file in mail.attachments {
        convert::blob(&file.blob)?;
        if !is_line(&file.name) || file.name.len() > 255 || file.content_type.parse::<ContentType>().is_err()
        {
            return invalid(format!(
                "the file `{}` needs a name of one line and a type such as `application/pdf`",
                told(&file.name)
            ));
        }
        attachments.push(Attachment { name: file.name, content_type: file.content_type, blob: file.blob });
    }
    let content = Content {
        subject: mail.subject.trim().to_owned(),
        text: mail.text,
        html: mail.html.map(|html| sanitise(&html, &[])),
        reply_to,
        language: mail.language,
        attachments,
        in_reply_to: mail.in_reply_to,
        automatic: mail.automatic,
        sealed: None,
    };
    Ok((to, content))
}

/// The type of a file, as `a/b`.
struct ContentType;

impl std::str::FromStr for ContentType {
    type Err = ();

    fn from_str(text: &str) -> Result<ContentType, ()> {
        let token = |part: &str| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&b))
        };
        match text.split_once('/') {
            Some((a, b)) if text.len() <= 100 && token(a) && token(b) => Ok(ContentType),
            _ => Err(()),
        }
    }
}

/// What a stranger wrote, for a sentence.
fn told(text: &str) -> String {
    text.chars().take(80).flat_map(char::escape_default).collect()
}

/// The files of a mail.
pub(crate) fn blobs(content: &Content) -> impl Iterator<Item = BlobId> {
    content.attachments.iter().filter_map(|file| file.blob.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail(subject: &str, to: &[&str]) -> wire::Mail {
        wire::Mail {
            to: to.iter().map(|to| wire::Recipient::Address((*to).to_owned())).collect(),
            subject: subject.to_owned(),
            text: "t".into(),
            html: None,
            reply_to: None,
            language: None,
            attachments: vec![],
            in_reply_to: None,
            automatic: true,
        }
    }

    #[test]
    fn an_address_is_read_in_one_way_or_not_at_all() {
        assert_eq!(address(" anna.b+c@Example.COM ").as_deref(), Some("anna.b+c@example.com"));
        assert_eq!(address("a@bücher.example").as_deref(), Some("a@xn--bcher-kva.example"));
        for none in [
            "",
            "a",
            "@b.c",
            "a@",
            "a b@c.d",
            "a@b c",
            "a@b.c\r\nBcc: x@y.z",
            "\"a b\"@c.d",
            "<a@b.c>",
            "a,b@c.d",
            "a@[127.0.0.1]",
            "a@127.0.0.1",
            "a..b@c.d",
            ".a@b.c",
            "a@-b.c",
            "é@b.c",
            "a@b.c,d@e.f",
            "a@b..c",
            "a\0@b.c",
        ] {
            assert_eq!(address(none), None, "{none:?}");
        }
        assert_eq!(address(&format!("{}@b.c", "a".repeat(65))), None);
    }

    #[test]
    fn nothing_that_breaks_a_line_gets_into_a_header() {
        assert!(content(mail("Hello", &["a@b.c"])).is_ok());
        let hostile = ["", " ", "a\r\nBcc: x@y.z", "a\nb", "a\0b", "a\u{85}b", "a\u{1b}[0m"];
        for subject in hostile {
            assert!(content(mail(subject, &["a@b.c"])).is_err(), "{subject:?}");
            let file = |name: &str, kind: &str| wire::Attachment {
                name: name.into(),
                content_type: kind.into(),
                blob: "ab".repeat(32),
            };
            let named = wire::Mail { attachments: vec![file(subject, "a/b")], ..mail("s", &["a@b.c"]) };
            assert!(content(named).is_err());
            let typed = wire::Mail { attachments: vec![file("n", subject)], ..mail("s", &["a@b.c"]) };
            assert!(content(typed).is_err());
            let answers = wire::Mail { in_reply_to: Some(subject.into()), ..mail("s", &["a@b.c"]) };
            assert!(content(answers).is_err());
            let replied = wire::Mail { reply_to: Some(subject.into()), ..mail("s", &["a@b.c"]) };
            assert!(content(replied).is_err());
            let spoken = wire::Mail { language: Some(subject.into()), ..mail("s", &["a@b.c"]) };
            assert!(content(spoken).is_err());
        }
        assert!(content(mail("s", &[])).is_err() && content(mail("s", &["a@b.c", "a@b.c"])).is_err());
    }

    #[test]
    fn what_is_said_of_a_person_names_no_address() {
        assert_eq!(masked("550 5.1.1 <anna@b.c>: no such user"), "550 5.1.1 … no such user");
    }

    #[test]
    fn a_mail_waits_until_nobody_waits_for_it_and_after_three_hours_it_is_delayed() {
        let (to, content) = content(mail("s", &["a@b.c", "d@e.f"])).unwrap();
        let mut mail = Mail { id: "1@b.c".into(), to, content };
        assert_eq!(mail.info(DELAYED).standing, Standing::Scheduled);
        assert_eq!(mail.info(DELAYED + 1).standing, Standing::Delayed);
        mail.to[0].fate = Fate::Failed("550 nobody".into());
        assert_eq!(mail.info(1).standing, Standing::Scheduled);
        mail.to[1].fate = Fate::Taken("250 ok".into());
        assert_eq!(mail.info(DELAYED + 1).standing, Standing::NotDelivered);
        mail.begin_again();
        assert_eq!(mail.pending().map(|(place, _)| place).collect::<Vec<_>>(), [0]);
        mail.to[0].fate = Fate::Taken("250 ok".into());
        assert_eq!(mail.info(1).standing, Standing::Sent);
    }
}
