//! The functions of other plugins.

use crate::{done, give, read, unknown};
use ombud_plugin::desk::{split, tickets};
use ombud_plugin::{Cx, RecordId, Result};
use serde_json::Value;

pub fn call(cx: &Cx, function: &str, with: Value) -> Result<Value> {
    match function {
        "tickets.list" => {
            let (filter,): (tickets::Filter,) = read(with)?;
            give(tickets::list(cx, &filter)?)
        }
        "tickets.get" => {
            let (id,): (RecordId,) = read(with)?;
            give(tickets::get(cx, &id)?)
        }
        "tickets.by-number" => {
            let (number,): (u64,) = read(with)?;
            give(tickets::by_number(cx, number)?)
        }
        "tickets.messages" => {
            let (ticket,): (RecordId,) = read(with)?;
            give(tickets::messages(cx, &ticket)?)
        }
        "tickets.history" => {
            let (ticket,): (RecordId,) = read(with)?;
            give(tickets::history(cx, &ticket)?)
        }
        "tickets.create" => {
            let (ticket,): (tickets::NewTicket,) = read(with)?;
            give(tickets::create(cx, &ticket)?)
        }
        "tickets.update" => {
            let (id, version, changes): (RecordId, u64, tickets::Changes) = read(with)?;
            give(tickets::update(cx, &id, version, &changes)?)
        }
        "tickets.add-message" => {
            let (ticket, message): (RecordId, tickets::NewMessage) = read(with)?;
            give(tickets::add_message(cx, &ticket, &message)?)
        }
        "tickets.find-mail" => {
            let (message_id,): (String,) = read(with)?;
            give(tickets::find_mail(cx, &message_id)?)
        }
        "tickets.take-messages" => {
            let (source, target, messages, copy): (RecordId, RecordId, Vec<RecordId>, bool) = read(with)?;
            give(tickets::take_messages(cx, &source, &target, &messages, copy)?)
        }
        "tickets.split-off" => {
            let (source, ticket, messages, copy): (RecordId, tickets::NewTicket, Vec<RecordId>, bool) =
                read(with)?;
            give(tickets::split_off(cx, &source, &ticket, &messages, copy)?)
        }
        "tickets.return-messages" => {
            let (source, target, messages, copy): (RecordId, RecordId, Vec<RecordId>, bool) = read(with)?;
            done(tickets::return_messages(cx, &source, &target, &messages, copy)?)
        }
        "split.split" => {
            let (request,): (split::Request,) = read(with)?;
            give(split::split(cx, &request)?)
        }
        "split.undo" => {
            let (id,): (RecordId,) = read(with)?;
            done(split::undo(cx, &id)?)
        }
        other => unknown(other),
    }
}
