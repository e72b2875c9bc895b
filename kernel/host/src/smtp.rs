//! The one way out of the desk over SMTP: to the relay that an administrator named, and nowhere else.
//!
//! Each recipient has a mail and a transaction of the own, so one that is refused stops no other, and nobody reads who else
//! was written to.

use crate::egress::{Names, is_global};
use crate::mail::Content;
use crate::relay::{Relay, Tls};
use lettre::Address;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, Message, MultiPart, SinglePart};
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{Certificate, SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::Response;
use std::error::Error as _;
use std::net::SocketAddr;
use std::time::{Duration, SystemTime};

/// How long the relay may take for one step.
const PATIENCE: Duration = Duration::from_secs(30);

/// The most of what the relay says that is kept, characters.
const SAID: usize = 500;

/// What the relay says to a mail for one recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    Taken(String),
    Refused(String),
    /// Try again.
    Later(String),
}

/// Writes a mail as it goes over the line.
pub(crate) fn compose(
    relay: &Relay,
    id: &str,
    content: &Content,
    files: &[(String, String, Vec<u8>)],
    to: &str,
    queued: u64,
) -> Result<Vec<u8>, String> {
    let broken = |error: &dyn std::fmt::Display| error.to_string();
    let mailbox = |name: Option<&str>, address: &str| -> Result<Mailbox, String> {
        let address: Address = address.parse().map_err(|error| broken(&error))?;
        Ok(Mailbox::new(name.filter(|name| !name.is_empty()).map(str::to_owned), address))
    };
    let mut message = Message::builder()
        .from(mailbox(Some(&relay.name), &relay.sender)?)
        .to(mailbox(None, to)?)
        .subject(content.subject.as_str())
        .date(SystemTime::UNIX_EPOCH + Duration::from_millis(queued))
        .message_id(Some(format!("<{id}>")));
    if let Some(reply) = &content.reply_to {
        message = message.reply_to(mailbox(None, reply)?);
    }
    if let Some(answered) = &content.in_reply_to {
        message = message.in_reply_to(format!("<{answered}>")).references(format!("<{answered}>"));
    }
    let plain = |name, value: &str| HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned());
    if let Some(language) = &content.language {
        message = message.raw_header(plain("Content-Language", language));
    }
    if content.automatic {
        message = message.raw_header(plain("Auto-Submitted", "auto-generated"));
    }
    let text = SinglePart::plain(content.text.clone());
    let body = match &content.html {
        Some(html) => {
            Err(MultiPart::alternative().singlepart(text).singlepart(SinglePart::html(html.clone())))
        }
        None => Ok(text),
    };
    let message = match (files.is_empty(), body) {
        (true, Ok(text)) => message.singlepart(text),
        (true, Err(both)) => message.multipart(both),
        (false, body) => {
            let mixed = match body {
                Ok(text) => MultiPart::mixed().singlepart(text),
                Err(both) => MultiPart::mixed().multipart(both),
            };
            let whole = files.iter().try_fold(mixed, |whole, (name, kind, bytes)| {
                let kind = ContentType::parse(kind).map_err(|error| broken(&error))?;
                Ok::<_, String>(whole.singlepart(Attachment::new(name.clone()).body(bytes.clone(), kind)))
            })?;
            message.multipart(whole)
        }
    };
    Ok(message.map_err(|error| broken(&error))?.formatted())
}

/// Hands mails to the relay, in one connection. `Err`: there is none, and why. Blocks.
pub(crate) fn send(
    relay: &Relay,
    password: Option<&str>,
    names: &dyn Names,
    letters: &[(String, Vec<u8>)],
) -> Result<Vec<Said>, String> {
    let mut line = connect(relay, password, names)?;
    let from: Address = relay.sender.parse().map_err(|error| format!("the sender's address: {error}"))?;
    let mut said = Vec::with_capacity(letters.len());
    let mut broken = None;
    for (to, bytes) in letters {
        let one = match &broken {
            Some(why) => Said::Later(String::clone(why)),
            None => transact(&mut line, &from, to, bytes),
        };
        if broken.is_none() && !matches!(one, Said::Taken(_)) && line.command(Rset).is_err() {
            broken = Some("the connection to the relay broke off".to_owned());
        }
        said.push(one);
    }
    let _ = line.quit();
    Ok(said)
}

fn transact(line: &mut SmtpConnection, from: &Address, to: &str, bytes: &[u8]) -> Said {
    let Ok(address) = to.parse::<Address>() else {
        return Said::Refused("it is no address for mail".into());
    };
    // What is said to the sender is not about the recipient: an administrator can set it right.
    if let Err(error) = line.command(Mail::new(Some(from.clone()), Vec::new())) {
        return Said::Later(format!("the sender {from}: {}", words(&error)));
    }
    let steps = line.command(Rcpt::new(address, Vec::new())).and_then(|_| line.command(Data));
    match steps.and_then(|_| line.message(bytes)) {
        Ok(response) => Said::Taken(told(&response)),
        Err(error) if error.is_permanent() => Said::Refused(words(&error)),
        Err(error) => Said::Later(words(&error)),
    }
}

fn connect(relay: &Relay, password: Option<&str>, names: &dyn Names) -> Result<SmtpConnection, String> {
    let (host, port) = (relay.host.as_str(), relay.port);
    let place = format!("{host}:{port}");
    let found = names
        .resolve(host, port)
        .map_err(|error| format!("the name `{host}` cannot be resolved: {error}"))?;
    let found: Vec<SocketAddr> = found.into_iter().map(|address| SocketAddr::new(address, port)).collect();
    if found.is_empty() {
        return Err(format!("the name `{host}` has no address"));
    }
    if relay.tls == Tls::None && found.iter().any(|address| is_global(address.ip())) {
        return Err(format!(
            "`{host}` is not on this machine or in its own network: without TLS everybody on the way could read the mails"
        ));
    }
    let hello = ClientId::Domain(relay.domain().to_owned());
    let tls = match relay.tls {
        Tls::None => None,
        _ => {
            let mut tls = TlsParameters::builder(host.to_owned());
            if let Some(authority) = &relay.authority {
                let authority = Certificate::from_pem(authority.as_bytes()).map_err(|error| words(&error))?;
                tls = tls.add_root_certificate(authority);
            }
            Some(tls.build().map_err(|error| words(&error))?)
        }
    };
    let at_once = tls.as_ref().filter(|_| relay.tls == Tls::Implicit);
    let mut line = SmtpConnection::connect(&found[..], Some(PATIENCE), &hello, at_once, None)
        .map_err(|error| format!("no connection to {place}: {}", words(&error)))?;
    if let (Tls::Starttls, Some(tls)) = (relay.tls, &tls) {
        if !line.can_starttls() {
            return Err(format!("{place} offers no STARTTLS: nothing was sent"));
        }
        line.starttls(tls, &hello).map_err(|error| format!("STARTTLS at {place}: {}", words(&error)))?;
    }
    if let (Some(user), Some(password)) = (&relay.user, password) {
        let known = Credentials::new(user.clone(), password.to_owned());
        line.auth(&[Mechanism::Plain, Mechanism::Login], &known)
            .map_err(|error| format!("{place} does not let `{user}` in: {}", words(&error)))?;
    }
    Ok(line)
}

/// What was answered, as it was answered; or what happened to the connection.
fn words(error: &lettre::transport::smtp::Error) -> String {
    let text = match (error.status(), error.source()) {
        (Some(code), Some(said)) => format!("{code} {said}"),
        (Some(code), None) => code.to_string(),
        (None, _) => error.to_string(),
    };
    cut(&text)
}

fn told(response: &Response) -> String {
    cut(&format!("{} {}", response.code(), response.message().collect::<Vec<_>>().join(" ")))
}

fn cut(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(SAID)
        .collect::<String>()
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relay() -> Relay {
        Relay {
            host: "mail.example.com".into(),
            port: 465,
            tls: Tls::Implicit,
            user: None,
            sender: "desk@example.com".into(),
            name: "Bučna vrata\"; <x@y.z>".into(),
            desk: None,
            authority: None,
        }
    }

    #[test]
    fn whatever_stands_in_a_mail_its_headers_are_those_that_were_meant() {
        let content = Content {
            subject: format!("Žalostno {}", "dolg predmet ".repeat(12)),
            text: "Subject: no header\r\n.\r\nBcc: x@y.z\n".into(),
            html: Some("<p>š</p>".into()),
            language: Some("sl".into()),
            automatic: true,
            in_reply_to: Some("1@b.c".into()),
            ..Content::default()
        };
        let files = [("račun \"1\".pdf".to_owned(), "application/pdf".to_owned(), vec![1, 2, 3])];
        let whole =
            compose(&relay(), "7@example.com", &content, &files, "anna@example.com", 1_790_000_000_000)
                .unwrap();
        let whole = String::from_utf8(whole).unwrap();
        assert!(whole.is_ascii());
        let head = whole.split_once("\r\n\r\n").unwrap().0.replace("\r\n ", " ");
        let names: Vec<&str> = head.lines().filter_map(|line| Some(line.split_once(':')?.0)).collect();
        let meant = [
            "From",
            "To",
            "Subject",
            "Date",
            "Message-ID",
            "In-Reply-To",
            "References",
            "Content-Language",
            "Auto-Submitted",
            "MIME-Version",
            "Content-Type",
        ];
        assert_eq!(names, meant, "{head}");
        assert!(
            head.contains("Message-ID: <7@example.com>") && head.contains("To: anna@example.com"),
            "{head}"
        );
        assert!(whole.lines().all(|line| line.len() < 998));
    }

    #[test]
    fn no_machine_outside_is_spoken_to_without_tls() {
        struct Outside;
        impl Names for Outside {
            fn resolve(&self, _: &str, _: u16) -> std::io::Result<Vec<std::net::IpAddr>> {
                Ok(vec!["127.0.0.1".parse().unwrap(), "8.8.8.8".parse().unwrap()])
            }
        }
        let open = Relay { tls: Tls::None, ..relay() };
        let why = send(&open, None, &Outside, &[]).unwrap_err();
        assert!(why.contains("without TLS"), "{why}");
    }
}
