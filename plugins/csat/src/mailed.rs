//! The question by mail: once, to whoever has the ticket, in the language of the ticket; never to who wants none.

use crate::keep::{QUIET, Quiet, SURVEYS, Settings, Survey};
use crate::survey;
use ombud_plugin::desk::tickets::{self, Ticket};
use ombud_plugin::texts::{self, Style};
use ombud_plugin::{Cx, Delivery, Draft, Error, Level, Mail, Result, UserId, text};

const KEY: &str = "survey-";

/// Mails the question about a ticket, if it can be asked. False: it was not.
pub fn ask(cx: &Cx, id: &str) -> Result<bool> {
    if !Settings::of(cx)?.mail {
        return Ok(false);
    }
    let ticket = match tickets::get(cx, id) {
        Err(Error::NotFound(_)) => return Ok(false),
        ticket => ticket?,
    };
    let Some(customer) = ticket.requester.clone() else { return Ok(false) };
    if survey::may_be_asked(cx, &ticket).is_err() || !has_address(cx, &customer)? {
        return Ok(false);
    }
    let place = match cx.desk_address() {
        Ok(Some(place)) => place,
        Ok(None) | Err(Error::Denied(_)) => {
            cx.log(Level::Warn, "customers are not asked by mail: nobody has said where they find the desk");
            return Ok(false);
        }
        Err(error) => return Err(error),
    };
    // Whether there is anybody to whom the mail can go is known, so the link is made for a mail that leaves.
    let (path, until) = survey::make(cx, &ticket, None)?;
    if let Some(language) = &ticket.language {
        texts::speak(language);
    }
    let mail = Mail::new(subject(&ticket), words(&ticket, &format!("{place}{path}"), until));
    let mail = mail.language(texts::language().tag).to_person(&customer);
    cx.post(&format!("{KEY}{id}"), mail).map(|_| true)
}

fn subject(ticket: &Ticket) -> String {
    text!("how-was-it", number = ticket.number.to_string())
}

fn words(ticket: &Ticket, link: &str, until: u64) -> String {
    let about = ticket.subject.trim();
    [
        text!("mail-lead", number = ticket.number.to_string(), subject = about),
        link.to_owned(),
        text!("mail-end", until = texts::at(until, Style::Day)),
    ]
    .join("\n\n")
        + "\n"
}

/// Nobody writes to somebody without one, or who is suspended.
fn has_address(cx: &Cx, customer: &UserId) -> Result<bool> {
    match cx.person(customer) {
        Ok(person) => Ok(person.active && person.email.is_some_and(|email| !email.is_empty())),
        Err(Error::NotFound(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Whether somebody wants to be asked nothing.
pub fn is_quiet(cx: &Cx, customer: &UserId) -> Result<bool> {
    Ok(cx.find(QUIET, customer)?.is_some())
}

/// From now on somebody is asked nothing, or may be asked again.
pub fn quiet(cx: &Cx, customer: &UserId, quiet: bool) -> Result<()> {
    match (cx.find(QUIET, customer)?, quiet) {
        (None, true) => cx.create(QUIET, Draft::new(&Quiet { at: cx.now() }).id(customer)).map(drop),
        (Some(read), false) => cx.delete(QUIET, &read),
        (Some(_), true) | (None, false) => Ok(()),
    }
}

/// What became of a question that was mailed.
pub fn heard(cx: &Cx, delivery: &Delivery) -> Result<()> {
    let Some(id) = delivery.key.strip_prefix(KEY) else { return Ok(()) };
    let Some(read) = cx.find(SURVEYS, id)? else { return Ok(()) };
    let failed = delivery.fates.iter().find_map(|fate| fate.failed.clone());
    let survey = Survey { failed, ..read.value.clone() };
    cx.update(SURVEYS, &read, Draft::new(&survey)).map(drop)
}
