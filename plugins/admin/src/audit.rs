//! The audit: who changed what, and what was refused.

use crate::frame::{self, Room};
use crate::parts::{moment, names, options, pager};
use crate::route::{AuditView, Route};
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::administration::audit::{self, Entry, Filter};
use ombud_plugin::administration::roles::{self, Role};
use ombud_plugin::moment::parse_day;
use ombud_plugin::{Cx, Error, Response, Result, Timestamp, UserId};
use serde_json::Value;
use std::collections::BTreeMap;

/// How many entries stand on a page.
const PAGE: u32 = 50;

const DAY: u64 = 86_400_000;

/// The longest value that is shown of a field, in characters.
const LONGEST: usize = 240;

/// A page of entries, as the address asks for it.
pub fn list(cx: &Cx, view: &AuditView) -> Result<Response> {
    let day = |text: &Option<String>| {
        let read = |text: &String| parse_day(text).ok_or_else(|| Error::invalid(texts::bad_day(text)));
        text.as_ref().map(read).transpose()
    };
    let filter = Filter {
        target: view.target.clone(),
        actor: view.actor.clone(),
        plugin: None,
        action: view.action.clone(),
        since: day(&view.since)?,
        until: day(&view.until)?.map(|day| day.saturating_add(DAY)),
        text: view.text.clone(),
    };
    let page = audit::search(cx, &filter, PAGE, view.cursor)?;
    let mentioned = page.entries.iter().flat_map(|entry| {
        let target = entry.target.strip_prefix("person:").map(str::to_owned);
        [entry.actor.clone(), entry.on_behalf.clone(), target].into_iter().flatten()
    });
    let mentioned: Vec<UserId> = mentioned.chain(view.actor.clone()).collect();
    let look =
        Look { names: names(cx, mentioned), roles: roles::list(cx).unwrap_or_default(), now: cx.now() };
    let colleagues = cx.colleagues(None).unwrap_or_default();
    let content = html! {
        div class="page wide" {
            h1 { (texts::audit()) }
            p class="lead" { (texts::audit_lead()) }
            form class="search" role="search" method="get" action=(Route::Audit(AuditView::default())) {
                @if let Some(target) = &view.target { input type="hidden" name="target" value=(target); }
                label {
                    (texts::whom())
                    select name="actor" {
                        (options(
                            [("", texts::anybody())].into_iter()
                                .chain(colleagues.iter().map(|one| (one.id.as_str(), one.name.as_str()))),
                            view.actor.as_deref().unwrap_or_default(),
                        ))
                    }
                }
                label {
                    (texts::what())
                    select name="action" { (options(texts::nouns(), view.action.as_deref().unwrap_or_default())) }
                }
                label { (texts::since_day()) input type="date" name="since" value=[view.since.as_deref()]; }
                label { (texts::until_day()) input type="date" name="until" value=[view.until.as_deref()]; }
                label { (texts::contains()) input type="search" name="text" value=[view.text.as_deref()]; }
                button type="submit" { (texts::apply()) }
            }
            @if let Some(target) = &view.target {
                p class="notice" {
                    (texts::only_about()) " " strong dir="auto" { (look.target(target)) } ". "
                    a href=(Route::Audit(AuditView { target: None, ..view.clone() })) { (texts::show_all()) }
                }
            }
            @if page.entries.is_empty() {
                p class="card empty" { (if page.next.is_some() { texts::nothing_yet() } else { texts::nothing_here() }) }
            } @else {
                ol class="card audit" { @for entry in &page.entries { (look.entry(entry)) } }
            }
            (pager(
                view.cursor.map(|_| view.from(None).to_string()),
                page.next.map(|next| view.from(Some(next)).to_string()),
            ))
        }
    };
    Ok(frame::page(cx, texts::audit(), Room::Audit, &content))
}

struct Look {
    names: BTreeMap<UserId, String>,
    roles: Vec<Role>,
    now: Timestamp,
}

impl Look {
    fn entry(&self, entry: &Entry) -> Markup {
        let refused = entry.action == "access.denied";
        let who = entry.actor.as_ref().or(entry.on_behalf.as_ref());
        html! {
            li class={ "entry" @if refused { " refused" } } {
                p class="line" {
                    strong dir="auto" { (who.map_or(texts::the_desk(), |id| self.name(id))) }
                    " " (texts::action(&entry.action))
                    @if !texts::stands_alone(&entry.action) {
                        " " span class="target" dir="auto" { (self.target(&entry.target)) }
                    }
                    (moment(entry.at, self.now))
                }
                p class="under" {
                    code { (entry.action) }
                    @if let Some(plugin) = &entry.plugin { span { (texts::through(&texts::plugin(plugin))) } }
                    @if let Some(origin) = &entry.origin { span { (texts::from(origin)) } }
                    @if let Some(why) = &entry.why { span dir="auto" { (why) } }
                    span class="number" { (texts::entry(entry.number)) }
                }
                (changes(entry))
            }
        }
    }

    fn name(&self, id: &str) -> &str {
        self.names.get(id).map_or(texts::somebody(), String::as_str)
    }

    /// `person:…` by name, `role:…` by title; everything else as it is.
    fn target(&self, target: &str) -> String {
        match target.split_once(':') {
            Some(("person", id)) => self.name(id).to_owned(),
            Some(("role", id)) => self
                .roles
                .iter()
                .find(|role| role.id == id)
                .map_or(target.to_owned(), |role| role.title.clone()),
            _ => target.to_owned(),
        }
    }
}

/// The fields that are not what they were; of a refusal, its reason.
fn changes(entry: &Entry) -> Markup {
    let read =
        |text: &Option<String>| text.as_deref().and_then(|text| serde_json::from_str::<Value>(text).ok());
    let (before, after) = (read(&entry.before), read(&entry.after));
    if entry.action == "access.denied" {
        let field =
            |name: &str| after.as_ref().and_then(|after| after.get(name)?.as_str().map(str::to_owned));
        return html! {
            @if let Some(reason) = field("reason") { p class="reason" { (reason) } }
            @if let Some(enough) = field("enough") { p class="hint" { (enough) } }
        };
    }
    let rows = differing(before.as_ref(), after.as_ref());
    html! {
        @if !rows.is_empty() {
            details {
                summary { (texts::fields(rows.len())) }
                table class="values" {
                    thead { tr { th scope="col" { (texts::field()) } th scope="col" { (texts::before()) } th scope="col" { (texts::after()) } } }
                    tbody {
                        @for (field, before, after) in &rows {
                            tr { th scope="row" { (field) } td dir="auto" { (before) } td dir="auto" { (after) } }
                        }
                    }
                }
            }
        }
    }
}

fn differing(before: Option<&Value>, after: Option<&Value>) -> Vec<(String, String, String)> {
    let fields = |value: Option<&Value>| -> BTreeMap<String, String> {
        match value {
            None | Some(Value::Null) => BTreeMap::new(),
            Some(Value::Object(fields)) => {
                fields.iter().map(|(name, value)| (name.clone(), shown(value))).collect()
            }
            Some(other) => BTreeMap::from([(texts::value().to_owned(), shown(other))]),
        }
    };
    let (before, after) = (fields(before), fields(after));
    let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
    names.sort();
    names.dedup();
    let value = |of: &BTreeMap<String, String>, name: &String| of.get(name).cloned().unwrap_or_default();
    names
        .into_iter()
        .map(|name| (name.clone(), value(&before, name), value(&after, name)))
        .filter(|(_, before, after)| before != after)
        .collect()
}

fn shown(value: &Value) -> String {
    let text = match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
