//! A raw message becomes a ticket, a message on one, or a line in the list of skipped mail. All of it, or
//! nothing: everything happens in one unit of work.

use crate::ledger::{self, Outcome, Word};
use crate::parse::Mail;
use crate::recognise::{self, Kind, Own, Recognised};
use crate::thread::{self, Place, Standing};
use crate::{address::Address, compose, department};
use ombud_plugin::desk::tickets::{self, Changes, Message, MessageKind, NewTicket, Priority, Status, Ticket};
use ombud_plugin::{Cx, DepartmentId, Error, Person, Request, Response, Result};
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
struct Settings {
    addresses: Vec<String>,
    domain: String,
}

/// Answers `POST /api/messages?department=NAME`.
pub fn receive(cx: &Cx, request: &Request) -> Result<Response> {
    let name = request.query("department").unwrap_or_default();
    if name.trim().is_empty() {
        return Err(Error::invalid("`department` is missing: say which department the message is for"));
    }
    let department = department(cx, name)?;
    let kind = request.header("content-type").unwrap_or_default();
    if kind.starts_with("application/json") || kind.starts_with("application/x-www-form-urlencoded") {
        return Err(Error::invalid(format!("the body is `{kind}`, expected `message/rfc822`")));
    }
    let digest = ledger::digest(&request.body);
    if let Some(seen) = ledger::seen(cx, &digest)? {
        return Response::json(&seen).map(|response| response.status(201));
    }
    let Settings { addresses, domain } = cx.settings()?;
    let lower = |text: String| text.trim().to_lowercase();
    let own = Own { addresses: addresses.into_iter().map(lower).collect(), domain: lower(domain) };
    let intake = Intake { cx, department, own, raw: &request.body };
    let outcome = intake.take(Mail::parse(&request.body))?;
    ledger::remember(cx, &digest, &outcome)?;
    Response::json(&outcome).map(|response| response.status(201))
}

struct Intake<'a> {
    cx: &'a Cx,
    department: DepartmentId,
    own: Own,
    raw: &'a [u8],
}

impl Intake<'_> {
    fn take(&self, mut mail: Mail) -> Result<Outcome> {
        if let Some(recognised) = recognise::recognise(&mail, &self.own) {
            return self.machine(&mail, recognised);
        }
        let Some(author) = mail.author().cloned() else {
            if self.raw.trim_ascii().is_empty() {
                return self.skip(&mail, "empty", "there is nothing in it", None);
            }
            return self.skip(&mail, "no-sender", "it names no sender who could be answered", None);
        };
        if let Some(known) = self.known(&mut mail, &author)? {
            let reason =
                format!("already imported as #{} (the same Message-ID, sender, date and text)", known.number);
            return self.skip(&mail, "duplicate", &reason, Some(known));
        }
        let sender = self.cx.find_by_email(&author.address)?;
        if sender.as_ref().is_some_and(|person| !person.active) {
            return self.skip(&mail, "suspended", "its sender is suspended", None);
        }
        match thread::find(self.cx, &mail, &self.own, sender.as_ref(), &author.address)? {
            Some(place) => self.go_on(&mail, &author, sender, place),
            None => self.open(&mail, &author),
        }
    }

    /// A mail of a machine is kept as a note on the ticket that it is about; it never changes the status.
    fn machine(&self, mail: &Mail, Recognised { kind, why }: Recognised) -> Result<Outcome> {
        let reason = format!("{}: it is {why}", kind.as_str());
        let about = recognise::about(mail);
        let ticket = match kind {
            Kind::Loop => None,
            _ => thread::by_ids(self.cx, about.iter().map(String::as_str))?,
        };
        let Some((ticket, _)) = ticket else {
            return self.skip(mail, kind.as_str(), &reason, None);
        };
        if let Some(id) = &mail.message_id
            && tickets::find_mail(self.cx, id)?.is_some()
        {
            return self.skip(
                mail,
                "duplicate",
                &format!("already imported as #{}", ticket.number),
                Some(ticket),
            );
        }
        let first = format!("Came by mail, not from a person: {why}.");
        let note = compose::message(self.cx, mail, MessageKind::Note, None, Some(first))?;
        let note = tickets::add_message(self.cx, &ticket.id, &note)?;
        Ok(Outcome {
            outcome: Word::Threaded,
            ticket: Some(ticket.id),
            number: Some(ticket.number),
            message: Some(note.id),
            reason: Some(reason),
        })
    }

    /// The ticket of the same mail that is here already, known by Message-ID, sender, date and content: a mail
    /// can come twice, over a list and directly, with other headers. Another mail under the same id is a mail of
    /// its own; it goes without the id, and beside the first if only the content differs.
    fn known(&self, mail: &mut Mail, author: &Address) -> Result<Option<Ticket>> {
        let Some(id) = mail.message_id.clone() else { return Ok(None) };
        let Some(found) = tickets::find_mail(self.cx, &id)? else { return Ok(None) };
        let same_sender = found.mail.as_ref().is_some_and(|mail| mail.from_address == author.address);
        let same_date = mail.date.is_none_or(|date| date.min(self.cx.now()) == found.at);
        if same_sender && same_date && same_content(mail, &found) {
            return tickets::get(self.cx, &found.ticket).map(Some);
        }
        mail.message_id = None;
        if same_sender && same_date {
            mail.in_reply_to.insert(0, id);
        }
        Ok(None)
    }

    fn open(&self, mail: &Mail, author: &Address) -> Result<Outcome> {
        let requester = self.customer(author)?;
        let first = compose::message(self.cx, mail, MessageKind::Reply, Some(requester.id.clone()), None)?;
        let ticket = tickets::create(
            self.cx,
            &NewTicket {
                subject: mail.subject.clone(),
                department: self.department.clone(),
                requester: Some(requester.id),
                assignee: None,
                participants: Vec::new(),
                status: None,
                priority: Priority::Normal,
                tags: Vec::new(),
                fields: Vec::new(),
                channel: "mail".into(),
                language: language(mail),
                first: Some(first),
            },
        )?;
        let messages = tickets::messages(self.cx, &ticket.id)?;
        Ok(Outcome {
            outcome: Word::Created,
            ticket: Some(ticket.id),
            number: Some(ticket.number),
            message: messages.into_iter().next().map(|message| message.id),
            reason: None,
        })
    }

    fn go_on(&self, mail: &Mail, author: &Address, sender: Option<Person>, place: Place) -> Result<Outcome> {
        let Place { ticket, standing } = place;
        let shown = if author.name.is_empty() { &author.address } else { &author.name };
        let (kind, person, first) = match standing {
            Standing::Customer => (MessageKind::Reply, Some(self.customer(author)?.id), None),
            Standing::Staff => {
                let first = format!(
                    "By mail from {shown} <{}>. Anyone can write this sender into a mail.",
                    author.address
                );
                (MessageKind::Note, sender.map(|person| person.id), Some(first))
            }
            Standing::Stranger => {
                let first = format!(
                    "By mail from {shown} <{}>, who is not part of this ticket. Whoever belongs here can be added to \
                     the participants.",
                    author.address
                );
                (MessageKind::Note, None, Some(first))
            }
        };
        let message = compose::message(self.cx, mail, kind, person, first)?;
        let written = tickets::add_message(self.cx, &ticket.id, &message)?;
        // The answer to a closed ticket stands in the one that follows it.
        let ticket = tickets::get(self.cx, &written.ticket)?;
        let reason = match standing {
            Standing::Customer => None,
            Standing::Staff => Some("a note: a sender in a mail is no proof, so staff answer in the desk"),
            Standing::Stranger => {
                self.wake(&ticket)?;
                Some("a note: its sender is not part of the ticket")
            }
        };
        Ok(Outcome {
            outcome: Word::Threaded,
            ticket: Some(ticket.id),
            number: Some(ticket.number),
            message: Some(written.id),
            reason: reason.map(str::to_owned),
        })
    }

    /// A note changes no status, but what a stranger writes may need somebody.
    fn wake(&self, ticket: &Ticket) -> Result<()> {
        if !matches!(ticket.status, Status::Pending | Status::OnHold | Status::Resolved) {
            return Ok(());
        }
        let changes = Changes {
            status: Some(Status::Open),
            subject: None,
            department: None,
            assignee: None,
            requester: None,
            participants: None,
            until: None,
            priority: None,
            tags: None,
            fields: None,
            language: None,
        };
        tickets::update(self.cx, &ticket.id, ticket.version, &changes).map(drop)
    }

    fn customer(&self, author: &Address) -> Result<Person> {
        let name: String =
            author.name.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(120).collect();
        let name = if name.is_empty() { author.local() } else { &name };
        self.cx.ensure_customer(&author.address, name)
    }

    fn skip(&self, mail: &Mail, kind: &str, reason: &str, ticket: Option<Ticket>) -> Result<Outcome> {
        ledger::skip(self.cx, &self.department, mail, self.raw, kind, reason)?;
        Ok(Outcome {
            outcome: Word::Skipped,
            number: ticket.as_ref().map(|ticket| ticket.number),
            ticket: ticket.map(|ticket| ticket.id),
            message: None,
            reason: Some(reason.to_owned()),
        })
    }
}

/// Whether text and files are the same; a list may have put some lines below the text.
fn same_content(mail: &Mail, found: &Message) -> bool {
    let squash = |text: &str| text.split_whitespace().take(2000).collect::<Vec<_>>().join(" ");
    let (new, old) = (squash(&mail.text), squash(&found.text));
    let same_text =
        new == old || !old.is_empty() && new.starts_with(&old) || !new.is_empty() && old.starts_with(&new);
    let new_files = mail.parts.iter().map(|part| part.bytes.len() as u64);
    same_text && new_files.eq(found.attachments.iter().map(|file| file.size))
}

/// The language that the mail says it is in, if it says one.
fn language(mail: &Mail) -> Option<String> {
    let language = mail.header("content-language")?.split(',').next()?.trim();
    let group =
        |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (language.len() <= 35 && language.split('-').all(group)).then(|| language.to_owned())
}
