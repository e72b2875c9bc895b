//! What is no letter from a person: bounces, automatic answers, complaints about our own mail, and loops.
//!
//! A single sign is enough only where no person's mail program makes it. Words in a subject count only beside
//! a sender that is no person, because people forward bounces and ask what they mean.

use crate::parse::{Mail, Part};
use crate::phrases;

/// What sort of machine wrote it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// A mail of ours was not delivered, or is late.
    Bounce,
    /// Somebody's program answered: away, received, read.
    AutoReply,
    /// A provider tells of a complaint about a mail of ours.
    Complaint,
    /// Our own mail came back to us.
    Loop,
}

impl Kind {
    /// For JSON and for people.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Bounce => "bounce",
            Kind::AutoReply => "auto-reply",
            Kind::Complaint => "complaint",
            Kind::Loop => "loop",
        }
    }
}

/// What it is and by which sign.
#[derive(Debug, PartialEq)]
pub struct Recognised {
    /// What it is.
    pub kind: Kind,
    /// The sign, as the end of a sentence: "it is …".
    pub why: String,
}

/// What this desk calls itself.
#[derive(Debug, Default)]
pub struct Own {
    /// Addresses at which it receives mail, in lower case.
    pub addresses: Vec<String>,
    /// The right side of the Message-Ids that it writes, in lower case; empty if not set.
    pub domain: String,
}

impl Own {
    /// Whether this is one of our addresses, whatever stands behind a `+`.
    pub fn has(&self, address: &str) -> bool {
        let bare = match address.split_once('@') {
            Some((local, domain)) => format!("{}@{domain}", local.split('+').next().unwrap_or_default()),
            None => return false,
        };
        self.addresses.iter().any(|own| *own == address || *own == bare)
    }
}

/// None if a person may have written it.
pub fn recognise(mail: &Mail, own: &Own) -> Option<Recognised> {
    let found = |kind, why: &str| Some(Recognised { kind, why: why.to_owned() });
    if let Some(why) = is_loop(mail, own) {
        return found(Kind::Loop, why);
    }
    if let Some(why) = complaint(mail) {
        return found(Kind::Complaint, why);
    }
    if let Some(why) = receipt(mail) {
        return found(Kind::AutoReply, why);
    }
    if let Some(why) = bounce(mail) {
        return found(Kind::Bounce, why);
    }
    auto_reply(mail).and_then(|why| found(Kind::AutoReply, why))
}

fn is_loop(mail: &Mail, own: &Own) -> Option<&'static str> {
    let is = |name| mail.header(name).is_some_and(|value| value.trim().eq_ignore_ascii_case(&own.domain));
    if !own.domain.is_empty() {
        if is("x-ombud") {
            return Some("a mail that this desk sent itself (`X-Ombud`)");
        }
        let side = mail.message_id.as_deref().and_then(|id| id.rsplit_once('@')).map(|(_, side)| side);
        if side.is_some_and(|side| side.eq_ignore_ascii_case(&own.domain)) {
            return Some("a mail that this desk sent itself (its Message-ID)");
        }
    }
    if mail.from.iter().any(|from| own.has(&from.address)) {
        return Some("sent from an address of this desk");
    }
    let loops = mail
        .headers
        .iter()
        .filter(|(name, _)| name == "x-loop")
        .any(|(_, value)| own.has(&value.to_lowercase()));
    loops.then_some("a mail that passed this desk before (`X-Loop`)")
}

fn complaint(mail: &Mail) -> Option<&'static str> {
    if has_part(mail, "message/feedback-report") || mail.report_type.as_deref() == Some("feedback-report") {
        return Some("a provider's report of a complaint");
    }
    let subject = mail.subject.to_lowercase();
    // Hotmail's own form, older than the standard.
    let old = subject.starts_with("complaint about message from") && has_part(mail, "message/rfc822");
    old.then_some("a provider's report of a complaint, in an old form")
}

fn receipt(mail: &Mail) -> Option<&'static str> {
    let read = has_part(mail, "message/disposition-notification")
        || mail.report_type.as_deref() == Some("disposition-notification");
    read.then_some("a receipt that says a mail was read")
}

fn bounce(mail: &Mail) -> Option<&'static str> {
    if has_part(mail, "message/delivery-status") || has_part(mail, "message/global-delivery-status") {
        return Some("a report about a mail that was not delivered");
    }
    if mail.content_type == "multipart/report" {
        return Some("a report of a mail server");
    }
    if mail.header("x-failed-recipients").is_some() {
        return Some("a report about a mail that was not delivered (`X-Failed-Recipients`)");
    }
    if mail.header("x-amz-sns-message-id").is_some() && mail.text.contains("otificationType") {
        return Some("a notice about the delivery of a mail, in JSON");
    }
    let (sender, subject) = (Sender::of(mail), phrases::about_delivery(&mail.subject));
    let body = phrases::says_undelivered(&mail.text);
    match sender {
        Sender::Daemon => Some("from a mail server's own address"),
        Sender::Postmaster if subject || body => {
            Some("from a postmaster, and about a mail that was not delivered")
        }
        Sender::Nobody if subject || body => Some("about a mail that was not delivered, and names no sender"),
        Sender::Machine if subject => {
            Some("from an address that reads no mail, and about a mail that was not delivered")
        }
        _ if mail.header("x-mlserver").is_some() && sender == Sender::ListServer => {
            Some("a message of a mailing list's program")
        }
        _ if has_empty_return_path(mail) && !is_answer(mail) => {
            Some("a notice of a machine (its return path is empty)")
        }
        _ => None,
    }
}

fn auto_reply(mail: &Mail) -> Option<&'static str> {
    let suppressed =
        mail.header("x-auto-response-suppress").is_some_and(|value| !value.eq_ignore_ascii_case("none"));
    let vacation = phrases::is_away(&mail.subject);
    let auto = mail.header("auto-submitted").unwrap_or("no").trim().to_ascii_lowercase();
    let auto = auto.split(|c: char| c == ';' || c == '(' || c.is_whitespace()).next().unwrap_or("no");
    match auto {
        "auto-replied" => return Some("an automatic answer (`Auto-Submitted`)"),
        // Shops and forms say so too, and those open tickets; an answer that says so is automatic.
        "auto-generated" | "auto-notified" if suppressed || vacation || is_answer(mail) => {
            return Some("an automatic answer (`Auto-Submitted`)");
        }
        _ => {}
    }
    const SAYS_SO: [&str; 6] = [
        "x-autoreply",
        "x-autorespond",
        "x-autoresponder",
        "x-auto-reply",
        "x-autogenerated",
        "x-mail-autoreply",
    ];
    let denies = |value: &str| matches!(value.trim().to_ascii_lowercase().as_str(), "no" | "false" | "0");
    if SAYS_SO.iter().any(|name| mail.header(name).is_some_and(|value| !denies(value))) {
        return Some("an automatic answer (its header says so)");
    }
    let precedence = mail.header("precedence").unwrap_or_default().trim().to_ascii_lowercase();
    if matches!(precedence.as_str(), "auto_reply" | "auto-reply" | "autoreply") {
        return Some("an automatic answer (`Precedence`)");
    }
    let bulk = matches!(precedence.as_str(), "bulk" | "junk" | "list");
    let on_list = mail.header("list-id").is_some();
    if has_empty_return_path(mail) {
        return Some("a notice of a machine (its return path is empty)");
    }
    // Mail over a list is bulk as well, and people answer there.
    if (vacation && (bulk || suppressed || auto != "no"))
        || (bulk && suppressed && !on_list && is_answer(mail))
    {
        return Some("an answer of somebody who is away");
    }
    None
}

/// Ids of the messages that a bounce, or an automatic answer, is about.
pub fn about(mail: &Mail) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for part in &mail.parts {
        if part.content_type.starts_with("message/") || part.content_type == "text/rfc822-headers" {
            ids.extend(returned_ids(part));
        }
    }
    ids.extend(mail.ancestors().into_iter().map(str::to_owned));
    ids.extend(ids_in_text(&mail.text));
    let mut seen = Vec::new();
    ids.retain(|id| {
        let new = Some(id) != mail.message_id.as_ref() && !seen.contains(id);
        seen.push(id.clone());
        new
    });
    ids.truncate(20);
    ids
}

fn returned_ids(part: &Part) -> Vec<String> {
    // Only what a report begins with can be the header of the mail that comes back.
    ids_in_text(&String::from_utf8_lossy(&part.bytes[..part.bytes.len().min(64 << 10)]))
}

/// Ids on lines that begin like a header of the mail that came back: its own, and those it answered.
fn ids_in_text(text: &str) -> Vec<String> {
    const NAMES: [&str; 4] = ["message-id:", "original-message-id:", "in-reply-to:", "references:"];
    let mut ids = Vec::new();
    let mut lines = text.lines().map(|line| line.trim_start_matches(['>', ' ', '\t', '|'])).peekable();
    while let Some(line) = lines.next() {
        let lower = line.to_ascii_lowercase();
        if !NAMES.iter().any(|name| lower.starts_with(name)) {
            continue;
        }
        let mut value = line.split_once(':').map_or("", |(_, value)| value).to_owned();
        // Long ids stand on lines of their own.
        while let Some(more) = lines.next_if(|line| line.starts_with('<')) {
            value.push_str(more);
        }
        for id in value.split(['<', '>', ' ', ',', '\t']) {
            if id.contains('@') && id.len() <= 300 {
                ids.push(id.to_owned());
            }
        }
    }
    ids
}

/// Who seems to have sent it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Sender {
    Daemon,
    Postmaster,
    Machine,
    ListServer,
    Nobody,
    Person,
}

impl Sender {
    fn of(mail: &Mail) -> Sender {
        let return_path = mail.header("return-path").unwrap_or_default().to_lowercase();
        let local = mail.from.first().map(|from| plain(from.local())).unwrap_or_default();
        if is_daemon(&local)
            || is_daemon(&plain(return_path.trim_matches(['<', '>']).split('@').next().unwrap_or_default()))
        {
            return Sender::Daemon;
        }
        match local.as_str() {
            "" => Sender::Nobody,
            "postmaster" | "mailadmin" | "mailadministrator" => Sender::Postmaster,
            "noreply" | "donotreply" | "root" | "mailer" => Sender::Machine,
            local if local.ends_with("admin") || local.starts_with("owner") => Sender::ListServer,
            _ => Sender::Person,
        }
    }
}

fn is_daemon(local: &str) -> bool {
    matches!(
        local,
        "mailerdaemon" | "maildaemon" | "mailerdemon" | "maildeliverysystem" | "maildeliverysubsystem"
    )
}

/// Without dots, dashes and capitals.
fn plain(local: &str) -> String {
    local.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}

fn has_part(mail: &Mail, kind: &str) -> bool {
    mail.content_type == kind || mail.parts.iter().any(|part| part.content_type == kind)
}

/// No person's mail has one: there would be nowhere to send a bounce to.
fn has_empty_return_path(mail: &Mail) -> bool {
    mail.header("return-path").is_some_and(|path| matches!(path.trim(), "<>" | ""))
}

fn is_answer(mail: &Mail) -> bool {
    !mail.in_reply_to.is_empty() || !mail.references.is_empty()
}

#[cfg(test)]
mod tests;
