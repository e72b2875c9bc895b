//! Tickets with their messages: opened, answered, noted, assigned, moved, and closed in the end.
//!
//! Who may read and write which ticket is decided by the kernel on the envelope, from the permissions that
//! `plugin.toml` names for each collection. What this plugin decides itself is which *field* needs which
//! permission, and what each side of the counter is told.

mod api;
mod change;
mod clock;
mod compose;
mod define_api;
mod defined;
mod field;
mod fields;
mod fold;
mod history;
mod input;
mod json;
mod line;
mod list;
mod mention;
mod message;
mod migrate;
mod notes;
mod open;
mod outbox;
mod pages;
mod people;
mod remove;
mod rules;
mod settings;
mod spot;
mod status;
mod tag;
mod tagging;
mod take;
mod texts;
mod ticket;
mod time;
mod view;
mod write;

use ombud_plugin::desk::definitions::{self, Definitions, Form};
use ombud_plugin::desk::mentions::{self, Colleague, Mark, Named};
use ombud_plugin::desk::merging::{self, Folded};
use ombud_plugin::desk::outbox as waiting;
use ombud_plugin::desk::queues::{self, Selection, Tally};
use ombud_plugin::desk::tickets::{
    Change, Changes, Filter, Message, NewMessage, NewTicket, Page, Parting, Provider, Status, Ticket,
};
use ombud_plugin::{
    Cx, Migrates, Plugin, RecordId, Request, Response, Result, Timestamp, export, migrates, provide_tickets,
};
use people::Caller;

/// The plugin.
pub struct Tickets;

impl Plugin for Tickets {
    fn handle(cx: &Cx, request: Request) -> Result<Response> {
        if request.path.starts_with("/api/") {
            return api::routes().answer(cx, request);
        }
        // Errors become pages as well: whoever works here reads no JSON.
        Ok(pages::answer(cx, &request).unwrap_or_else(|error| pages::trouble(cx, &error)))
    }

    fn ring(cx: &Cx, key: &str, _: Timestamp, data: &str) -> Result<()> {
        clock::ring(cx, key, data)
    }
}

impl Provider for Tickets {
    fn list(cx: &Cx, filter: Filter) -> Result<Page> {
        list::list(cx, filter)
    }

    fn get(cx: &Cx, id: RecordId) -> Result<Ticket> {
        api::read(cx, &id)
    }

    fn by_number(cx: &Cx, number: u64) -> Result<Ticket> {
        api::read(cx, &api::id_of_number(cx, number)?)
    }

    fn messages(cx: &Cx, ticket: RecordId) -> Result<Vec<Message>> {
        let ticket = ticket::read(cx, &ticket)?.at();
        Ok(view::messages(cx, &Caller::of(cx), &message::of_ticket(cx, &ticket)?))
    }

    fn history(cx: &Cx, ticket: RecordId) -> Result<Vec<Change>> {
        let ticket = ticket::read(cx, &ticket)?.at();
        history::read(cx, &ticket, &Caller::of(cx))
    }

    fn create(cx: &Cx, ticket: NewTicket) -> Result<Ticket> {
        open::create(cx, ticket)
    }

    fn update(cx: &Cx, id: RecordId, version: u64, changes: Changes) -> Result<Ticket> {
        change::update(cx, &id, version, changes)
    }

    fn add_message(cx: &Cx, ticket: RecordId, message: NewMessage) -> Result<Message> {
        write::add(cx, &ticket, message, None)
    }

    fn find_mail(cx: &Cx, message_id: String) -> Result<Option<Message>> {
        cx.require(compose::IMPORT, None)?;
        Ok(message::find_mail(cx, &message_id)?.as_ref().map(message::shown))
    }

    fn take_messages(
        cx: &Cx,
        source: RecordId,
        target: RecordId,
        messages: Vec<RecordId>,
        copy: bool,
    ) -> Result<Vec<RecordId>> {
        take::take(cx, &source, &target, &messages, copy)
    }

    fn split_off(
        cx: &Cx,
        source: RecordId,
        ticket: NewTicket,
        messages: Vec<RecordId>,
        copy: bool,
    ) -> Result<Parting> {
        take::split_off(cx, &source, ticket, &messages, copy)
    }

    fn return_messages(
        cx: &Cx,
        source: RecordId,
        target: RecordId,
        messages: Vec<RecordId>,
        copy: bool,
    ) -> Result<()> {
        take::give_back(cx, &source, &target, &messages, copy)
    }
}

impl queues::Provider for Tickets {
    fn find(cx: &Cx, query: queues::Query) -> Result<Page> {
        list::find(cx, query)
    }

    fn count(cx: &Cx, selections: Vec<Selection>, at_most: u32) -> Result<Vec<Tally>> {
        list::count(cx, &selections, at_most)
    }
}

impl definitions::Provider for Tickets {
    fn known(cx: &Cx) -> Result<Definitions> {
        let (staff, form) = (Caller::of(cx).staff, fields::Form::of(cx)?);
        Ok(Definitions {
            fields: form.definitions(staff),
            undefined_fields: staff && form.undefined,
            tags: tag::Tags::told(cx, staff)?,
        })
    }

    fn whole(cx: &Cx) -> Result<Form> {
        let (staff, form) = (Caller::of(cx).staff, fields::Form::of(cx)?);
        Ok(Form {
            fields: form.whole(staff),
            undefined_fields: staff && form.undefined,
            tags: tag::Tags::told(cx, staff)?,
        })
    }
}

impl waiting::Provider for Tickets {
    fn hold(
        cx: &Cx,
        ticket: RecordId,
        message: NewMessage,
        status: Option<Status>,
    ) -> Result<Option<waiting::Held>> {
        Ok(match outbox::hold(cx, &ticket, message, status)? {
            outbox::Sent::Held(held) => Some(held),
            outbox::Sent::Written(_) => None,
        })
    }

    fn waiting(cx: &Cx, ticket: RecordId) -> Result<Vec<waiting::Held>> {
        outbox::waiting(cx, &ticket)
    }

    fn returned(cx: &Cx) -> Result<Vec<waiting::Held>> {
        outbox::returned(cx)
    }

    fn take_back(cx: &Cx, id: RecordId) -> Result<waiting::Held> {
        outbox::take_back(cx, &id)
    }
}

impl mentions::Provider for Tickets {
    fn colleagues(cx: &Cx, ticket: RecordId, words: String, limit: u32) -> Result<Vec<Colleague>> {
        mention::colleagues(cx, &ticket, &words, limit)
    }

    fn calls(cx: &Cx, ticket: RecordId, text: String) -> Result<Vec<Named>> {
        mention::named(cx, &ticket, &text)
    }

    fn marks(cx: &Cx, ticket: RecordId) -> Result<Vec<Mark>> {
        mention::marks(cx, &ticket)
    }

    fn mine(cx: &Cx, query: mentions::Query) -> Result<mentions::Page> {
        mention::mine(cx, query)
    }

    fn latest(cx: &Cx, limit: u32) -> Result<Vec<Mark>> {
        mention::latest(cx, limit)
    }
}

impl merging::Provider for Tickets {
    fn fold(
        cx: &Cx,
        source: RecordId,
        source_version: u64,
        target: RecordId,
        target_version: u64,
        share: bool,
    ) -> Result<Folded> {
        fold::fold(cx, (&source, source_version), (&target, target_version), share)
    }

    fn unfold(cx: &Cx, source: RecordId, target: RecordId) -> Result<()> {
        fold::unfold(cx, &source, &target)
    }
}

impl Migrates for Tickets {
    fn migrate(cx: &Cx, from: u32, to: u32) -> Result<()> {
        migrate::migrate(cx, from, to)
    }
}

export!(Tickets);
migrates!(Tickets);
provide_tickets!(Tickets);

#[cfg(test)]
mod tests;
