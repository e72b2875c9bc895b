//! Asking customers once, some time after a ticket is resolved; and the links by which they answer without signing in.

use crate::keep::{LINKS, Link, SURVEYS, Settings, Survey};
use crate::{mailed, subject, vote};
use ombud_plugin::desk::tickets::{self, Ticket};
use ombud_plugin::{Cx, Draft, Entry, Error, Result, Timestamp, UserId, text};
use serde_json::json;
use sha2::{Digest, Sha256};

const SURVEY: &str = "survey/";
const LINK: &str = "link/";
/// As many bytes nobody guesses.
const SECRET: u32 = 24;

/// A ticket has changed: it is asked about when it is over, and not while it is open again.
pub fn touched(cx: &Cx, id: &str) -> Result<()> {
    let read = cx.find(SURVEYS, id)?;
    let survey = read.as_ref().map(|read| read.value.clone()).unwrap_or_default();
    if survey.asked.is_some() {
        return Ok(());
    }
    let ticket = match tickets::get(cx, id) {
        Err(Error::NotFound(_)) => return Ok(()),
        ticket => ticket?,
    };
    match (subject::is_over(&ticket), survey.due) {
        (true, None) => {
            let settings = Settings::of(cx)?;
            let due = cx.now() + settings.delay();
            if settings.ask && is_worth_asking(cx, &ticket, &settings)? {
                cx.set_timer(&format!("{SURVEY}{id}"), due, &json!(null))?;
                keep(cx, id, read.as_ref(), &Survey { due: Some(due), ..survey })?;
            }
        }
        (false, Some(_)) => {
            cx.cancel_timer(&format!("{SURVEY}{id}"))?;
            keep(cx, id, read.as_ref(), &Survey { due: None, ..survey })?;
        }
        (true, Some(_)) | (false, None) => {}
    }
    Ok(())
}

/// Somebody answered, lately (what was brought along from another desk is old), and the customer has said nothing yet.
fn is_worth_asking(cx: &Cx, ticket: &Ticket, settings: &Settings) -> Result<bool> {
    let Some(customer) = &ticket.requester else { return Ok(false) };
    if mailed::is_quiet(cx, customer)? || vote::kept(cx, &subject::ticket(&ticket.id))?.is_some() {
        return Ok(false);
    }
    let last = tickets::messages(cx, &ticket.id)?.iter().map(|one| one.at).max();
    let is_late = last.is_none_or(|at| at + settings.link() < cx.now());
    Ok(!is_late && subject::answered(cx, ticket)?.is_some())
}

fn keep(cx: &Cx, id: &str, read: Option<&Entry<Survey>>, survey: &Survey) -> Result<()> {
    match read {
        Some(read) => cx.update(SURVEYS, read, Draft::new(survey)).map(drop),
        None => cx.create(SURVEYS, Draft::new(survey).id(id)).map(drop),
    }
}

/// How far it is with a ticket.
pub fn of(cx: &Cx, id: &str) -> Result<Survey> {
    Ok(cx.find(SURVEYS, id)?.map(|read| read.value).unwrap_or_default())
}

/// A timer rang: it is time to ask, or a link is over.
pub fn ring(cx: &Cx, key: &str) -> Result<()> {
    if let Some(id) = key.strip_prefix(SURVEY) {
        let Some(read) = cx.find(SURVEYS, id)? else { return Ok(()) };
        let is_due = read.value.asked.is_none() && read.value.due.is_some_and(|due| due <= cx.now());
        return if is_due { ask(cx, id, &read) } else { Ok(()) };
    }
    let Some(link) = key.strip_prefix(LINK) else { return Ok(()) };
    match cx.find(LINKS, link)? {
        Some(read) => cx.delete(LINKS, &read),
        None => Ok(()),
    }
}

/// The customer is asked: whatever carries the question to them is called from here, and from nowhere else.
fn ask(cx: &Cx, id: &str, read: &Entry<Survey>) -> Result<()> {
    let mailed = mailed::ask(cx, id)?;
    keep(cx, id, Some(read), &Survey { due: None, asked: Some(cx.now()), mailed, failed: None })?;
    cx.emit("csat:survey.asked", &subject::ticket(id), &json!({}))
}

/// Nobody needs to be asked any more.
pub fn done(cx: &Cx, id: &str) -> Result<()> {
    let Some(read) = cx.find(SURVEYS, id)?.filter(|read| read.value.due.is_some()) else { return Ok(()) };
    cx.cancel_timer(&format!("{SURVEY}{id}"))?;
    keep(cx, id, Some(&read), &Survey { due: None, ..read.value.clone() })
}

/// Forgets a ticket that is gone. Its links lead nowhere by then.
pub fn forget(cx: &Cx, id: &str) -> Result<()> {
    cx.cancel_timer(&format!("{SURVEY}{id}"))?;
    match cx.find(SURVEYS, id)? {
        Some(read) => cx.delete(SURVEYS, &read),
        None => Ok(()),
    }
}

/// A link for the customer of a ticket that is over: its path, and until when it is good. Whoever makes one asks the customer, so
/// the desk does not ask again. Only a digest of the secret is kept.
pub fn link(cx: &Cx, ticket: &Ticket) -> Result<(String, Timestamp)> {
    cx.require("csat:survey.ask", Some(&subject::ticket(&ticket.id)))?;
    may_be_asked(cx, ticket)?;
    let link = make(cx, ticket, cx.caller().user)?;
    let read = cx.find(SURVEYS, &ticket.id)?;
    if read.as_ref().is_none_or(|read| read.value.asked.is_none()) {
        cx.cancel_timer(&format!("{SURVEY}{}", ticket.id))?;
        let survey = Survey { asked: Some(cx.now()), ..Survey::default() };
        keep(cx, &ticket.id, read.as_ref(), &survey)?;
    }
    Ok(link)
}

/// Makes a link, in the name of somebody or of the desk.
pub fn make(cx: &Cx, ticket: &Ticket, by: Option<UserId>) -> Result<(String, Timestamp)> {
    let secret: String = cx.random(SECRET).iter().map(|byte| format!("{byte:02x}")).collect();
    let until = cx.now() + Settings::of(cx)?.link();
    let digest = digest(&secret);
    let (ticket_id, requester) = (ticket.id.clone(), ticket.requester.clone());
    let link = Link { ticket: ticket_id, requester, until, by };
    cx.create(LINKS, Draft::new(&link).id(&digest))?;
    cx.set_timer(&format!("{LINK}{digest}"), until, &json!(null))?;
    Ok((format!("/csat/rate/{secret}"), until))
}

/// Why a ticket is nothing to ask about, if it is not.
pub fn may_be_asked(cx: &Cx, ticket: &Ticket) -> Result<()> {
    let why = match (subject::is_over(ticket), &ticket.requester) {
        (false, _) => text!("not-over"),
        (true, None) => text!("nobodys"),
        (true, Some(_)) if vote::kept(cx, &subject::ticket(&ticket.id))?.is_some() => text!("rated"),
        (true, Some(_)) if subject::answered(cx, ticket)?.is_none() => text!("not-answered"),
        (true, Some(customer)) if mailed::is_quiet(cx, customer)? => text!("wants-none"),
        (true, Some(_)) => return Ok(()),
    };
    Err(Error::conflict(why))
}

/// Where a link leads, if it is good. With this plugin's own rights: the secret is the right.
pub fn follow(cx: &Cx, secret: &str) -> Result<(Link, Ticket)> {
    let gone = || Error::not_found(text!("no-link"));
    let link = cx.find(LINKS, &digest(secret))?.ok_or_else(gone)?.value;
    if link.until <= cx.now() {
        return Err(gone());
    }
    match tickets::get(cx, &link.ticket) {
        Err(Error::NotFound(_)) => Err(gone()),
        ticket => Ok(ticket?),
    }
    .and_then(|ticket: Ticket| match ticket.requester == link.requester {
        true => Ok((link, ticket)),
        false => Err(gone()),
    })
}

fn digest(secret: &str) -> String {
    Sha256::digest(secret).iter().map(|byte| format!("{byte:02x}")).collect()
}
