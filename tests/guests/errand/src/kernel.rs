//! The functions of the kernel, as they are imported.

use crate::{done, give, read, unknown};
use ombud_plugin::bindings::plugin::ombud::kernel::*;
use ombud_plugin::{Level, RawDraft, RawQuery, RecordRef, Result};
use serde_json::Value;

pub fn call(function: &str, with: Value) -> Result<Value> {
    match function {
        "access.may" => {
            let (permission, subject): (String, Option<RecordRef>) = read(with)?;
            give(access::may(&permission, subject.as_ref())?)
        }
        "access.may-ever" => {
            let (permission,): (String,) = read(with)?;
            give(access::may_ever(&permission))
        }
        "access.require" => {
            let (permission, subject): (String, Option<RecordRef>) = read(with)?;
            done(access::require(&permission, subject.as_ref())?)
        }
        "access.explain" => {
            let (permission, subject): (String, Option<RecordRef>) = read(with)?;
            give(access::explain(&permission, subject.as_ref())?)
        }
        "amendments.ask" => {
            let (collection, id, draft): (String, Option<String>, RawDraft) = read(with)?;
            let amended = amendments::ask(&collection, id.as_deref(), &draft)?;
            give(serde_json::json!({ "amended": amended }))
        }
        "blobs.put" => {
            let (bytes,): (Vec<u8>,) = read(with)?;
            give(blobs::put(&bytes)?)
        }
        "blobs.read" => {
            let (id, offset, length): (String, u64, u32) = read(with)?;
            give(blobs::read(&id, offset, length)?)
        }
        "context.get-caller" => give(context::get_caller()),
        "context.now" => give(context::now()),
        "context.random" => {
            let (length,): (u32,) = read(with)?;
            give(context::random(length))
        }
        "context.new-id" => give(context::new_id()),
        "counters.next" => {
            let (counter,): (String,) = read(with)?;
            give(counters::next(&counter)?)
        }
        "events.emit" => {
            let (kind, subject, data): (String, RecordRef, String) = read(with)?;
            done(events::emit(&kind, &subject, &data)?)
        }
        "html.sanitise" => {
            let (html, images): (String, Vec<(String, String)>) = read(with)?;
            give(html::sanitise(&html, &images))
        }
        "log.write" => {
            let (message,): (String,) = read(with)?;
            log::write(Level::Debug, &message);
            done(())
        }
        "settings.get" => give(settings::get()),
        "timers.set" => {
            let (key, due, data): (String, u64, String) = read(with)?;
            done(timers::set(&key, due, &data)?)
        }
        "timers.cancel" => {
            let (key,): (String,) = read(with)?;
            done(timers::cancel(&key)?)
        }
        other => records_and_people(other, with),
    }
}

fn records_and_people(function: &str, with: Value) -> Result<Value> {
    match function {
        "directory.get-person" => {
            let (id,): (String,) = read(with)?;
            give(directory::get_person(&id)?)
        }
        "directory.find-by-email" => {
            let (email,): (String,) = read(with)?;
            give(directory::find_by_email(&email)?)
        }
        "directory.colleagues" => {
            let (department,): (Option<String>,) = read(with)?;
            give(directory::colleagues(department.as_deref())?)
        }
        "directory.departments" => give(directory::departments()?),
        "directory.faces" => {
            let (ids,): (Vec<String>,) = read(with)?;
            give(directory::faces(&ids)?)
        }
        "directory.ensure-customer" => {
            let (email, name): (String, String) = read(with)?;
            give(directory::ensure_customer(&email, &name)?)
        }
        "outbound.enqueue" => {
            let (key, request): (String, outbound::Request) = read(with)?;
            done(outbound::enqueue(&key, &request)?)
        }
        "records.create" => {
            let (collection, id, draft): (String, Option<String>, RawDraft) = read(with)?;
            give(records::create(&collection, id.as_deref(), &draft)?)
        }
        "records.get" => {
            let (collection, id): (String, String) = read(with)?;
            give(records::get(&collection, &id)?)
        }
        "records.put" => {
            let (collection, id, version, draft): (String, String, u64, RawDraft) = read(with)?;
            give(records::put(&collection, &id, version, &draft)?)
        }
        "records.delete" => {
            let (collection, id, version): (String, String, u64) = read(with)?;
            done(records::delete(&collection, &id, version)?)
        }
        "records.find" => {
            let (collection, query): (String, RawQuery) = read(with)?;
            give(records::find(&collection, &query)?)
        }
        "records.count" => {
            let (collection, query, at_most): (String, RawQuery, u32) = read(with)?;
            give(records::count(&collection, &query, at_most)?)
        }
        other => unknown(other),
    }
}
