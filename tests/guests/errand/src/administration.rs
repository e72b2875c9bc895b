//! The functions that came with 1.1.

use crate::{done, give, read, unknown};
use ombud_plugin::administration::{audit, departments, people, roles, verdicts};
use ombud_plugin::{Cx, Mail, RecordRef, Result, search, texts};
use serde_json::{Value, json};

/// Whether a function stands here.
pub fn has(function: &str) -> bool {
    let interface = function.split('.').next().unwrap_or_default();
    [
        "people",
        "roles",
        "departments",
        "audit",
        "verdicts",
        "search",
        "texts",
        "later",
        "orders",
        "presence",
        "guests",
        "post",
    ]
    .contains(&interface)
}

pub fn call(cx: &Cx, function: &str, with: Value) -> Result<Value> {
    match function {
        "later.set" => {
            let (key, due, data): (String, u64, Value) = read(with)?;
            done(cx.set_timer_for_caller(&key, due, &data)?)
        }
        "orders.give" => {
            let (key, title, permissions): (String, String, Vec<String>) = read(with)?;
            let permissions: Vec<&str> = permissions.iter().map(String::as_str).collect();
            done(cx.give_order(&key, &title, &permissions)?)
        }
        "orders.withdraw" => {
            let (key,): (String,) = read(with)?;
            done(cx.withdraw_order(&key)?)
        }
        "orders.get" => {
            let (key,): (String,) = read(with)?;
            let order = cx.order(&key)?;
            give(order.map(|order| (order.giver, order.permissions)))
        }
        "orders.set-timer" => {
            let (order, timer, due, data): (String, String, u64, Value) = read(with)?;
            done(cx.set_timer_under(&order, &timer, due, &data)?)
        }
        "guests.admit" => {
            let (name, language, permissions, days): (String, Option<String>, Vec<String>, u16) = read(with)?;
            let permissions: Vec<&str> = permissions.iter().map(String::as_str).collect();
            let pass = cx.admit_guest(&name, language.as_deref(), &permissions, days)?;
            give(json!({ "user": pass.user, "secret": pass.secret, "until": pass.until }))
        }
        "guests.arrive" => done(cx.arrive()?),
        "presence.of-people" => {
            let (users,): (Vec<String>,) = read(with)?;
            give(cx.presences(&users)?)
        }
        "post.queue" => {
            let (key, to, subject, more): (String, Vec<String>, String, Value) = read(with)?;
            let text = more["text"].as_str().unwrap_or("Hello.");
            let mut mail = to.iter().fold(Mail::new(subject, text), |mail, to| match to.contains('@') {
                true => mail.to_address(to),
                false => mail.to_person(to),
            });
            if let Some(html) = more["html"].as_str() {
                mail = mail.html(html);
            }
            if let Some(address) = more["reply_to"].as_str() {
                mail = mail.reply_to(address);
            }
            if let Some(bytes) = more["file"].as_str() {
                mail = mail.attach("lids.csv", "text/csv", cx.put_blob(bytes.as_bytes())?.id);
            }
            give(cx.post(&key, mail)?)
        }
        "post.desk" => give(cx.desk_address()?),
        "texts.speak" => {
            let (tag,): (String,) = read(with)?;
            texts::speak(&tag);
            give(texts::language().tag)
        }
        "texts.speaks" => give(texts::language().tag),
        "texts.get" => {
            let (key, name): (String, String) = read(with)?;
            give(ombud_plugin::text!(&key, name = name))
        }
        "texts.tell" => {
            let (at,): (u64,) = read(with)?;
            give(ombud_plugin::moment::long(at))
        }
        "texts.count" => {
            let (number,): (f64,) = read(with)?;
            give(texts::number(number))
        }
        "people.list" => {
            let (filter, limit, cursor): (people::Filter, u32, Option<String>) = read(with)?;
            give(people::list(cx, &filter, limit, cursor.as_deref())?)
        }
        "people.get" => {
            let (id,): (String,) = read(with)?;
            give(people::get(cx, &id)?)
        }
        "people.create" => {
            let (person,): (people::NewPerson,) = read(with)?;
            give(people::create(cx, &person)?)
        }
        "people.change" => {
            let (id, change): (String, people::Changes) = read(with)?;
            give(people::change(cx, &id, &change)?)
        }
        "people.preview" => {
            let (id, change): (String, people::Changes) = read(with)?;
            give(people::preview(cx, &id, &change)?)
        }
        "roles.list" => give(roles::list(cx)?),
        "roles.permissions" => give(roles::permissions(cx)?),
        "roles.get" => {
            let (id,): (String,) = read(with)?;
            give(roles::get(cx, &id)?)
        }
        "roles.holders" => {
            let (id, at_most): (String, u32) = read(with)?;
            give(roles::holders(cx, &id, at_most)?)
        }
        "roles.create" => {
            let (role,): (roles::NewRole,) = read(with)?;
            give(roles::create(cx, &role)?)
        }
        "roles.change" => {
            let (id, changes): (String, roles::Changes) = read(with)?;
            give(roles::change(cx, &id, &changes)?)
        }
        "roles.preview" => {
            let (id, changes): (String, roles::Changes) = read(with)?;
            give(roles::preview(cx, &id, &changes)?)
        }
        "departments.list" => give(departments::list(cx)?),
        "departments.create" => {
            let (name,): (String,) = read(with)?;
            give(departments::create(cx, &name)?)
        }
        "departments.rename" => {
            let (id, name): (String, String) = read(with)?;
            give(departments::rename(cx, &id, &name)?)
        }
        "audit.search" => {
            let (filter, limit, cursor): (audit::Filter, u32, Option<u64>) = read(with)?;
            give(audit::search(cx, &filter, limit, cursor)?)
        }
        "verdicts.explain" => {
            let (user, permission, subject): (String, String, Option<RecordRef>) = read(with)?;
            give(verdicts::explain(cx, &user, &permission, subject.as_ref())?)
        }
        "verdicts.able" => {
            let (users, permission, department): (Vec<String>, String, String) = read(with)?;
            give(verdicts::able(cx, &users, &permission, &department)?)
        }
        "verdicts.readers" => {
            let (users, subject): (Vec<String>, RecordRef) = read(with)?;
            give(verdicts::readers(cx, &users, &subject)?)
        }
        "search.find" => {
            let (query,): (search::Query,) = read(with)?;
            give(search::find(cx, &query)?)
        }
        "search.suggest" => {
            let (text, limit): (String, u32) = read(with)?;
            give(search::suggest(cx, &text, limit)?)
        }
        other => unknown(other),
    }
}
