//! The audit: who changed what, and what was refused.

use crate::did;
use crate::frame::{self, Room};
use crate::parts::{moment as told, names, options, pager};
use crate::route::{AuditView, Route};
use crate::texts;
use crate::values::{Names, people};
use maud::{Markup, html};
use ombud_plugin::administration::audit::{self, Entry, Filter};
use ombud_plugin::administration::roles;
use ombud_plugin::moment::parse_day;
use ombud_plugin::{Cx, Error, Response, Result, Timestamp, UserId};
use serde_json::Value;

/// How many entries are asked for at once.
const PAGE: u32 = 50;

/// How often, for one page, where most are left out.
const ROUNDS: usize = 8;

const DAY: u64 = 86_400_000;

/// Whom nobody knows.
const UNKNOWN: &str = "person:unknown";

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
        action: view.action.clone().filter(|action| action != AuditView::ALL),
        since: day(&view.since)?,
        until: day(&view.until)?.map(|day| day.saturating_add(DAY)),
        text: view.text.clone(),
    };
    let page = Page::read(cx, &filter, view)?;
    let mut mentioned: Vec<UserId> = view.actor.iter().cloned().collect();
    for entry in &page.entries {
        mentioned.extend(entry.actor.iter().chain(&entry.on_behalf).cloned());
        mentioned.extend(entry.target.strip_prefix("person:").map(str::to_owned));
        [&entry.before, &entry.after]
            .into_iter()
            .filter_map(read)
            .for_each(|value| people(&value, &mut mentioned));
    }
    let departments = cx.departments().unwrap_or_default();
    let look = Look {
        names: Names {
            people: names(cx, mentioned),
            departments: departments.into_iter().map(|one| (one.id, one.name)).collect(),
            roles: roles::list(cx).unwrap_or_default(),
            permissions: roles::permissions(cx).unwrap_or_default(),
        },
        now: cx.now(),
    };
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
                    (texts::only_about()) " " strong dir="auto" { (look.target(target, None)) } ". "
                    a href=(Route::Audit(AuditView { target: None, ..view.clone() })) { (texts::show_all()) }
                }
            }
            @if page.signed_in + page.failed > 0 {
                p class="notice" {
                    (texts::left_out(page.signed_in, page.failed)) " "
                    a href=(Route::Audit(AuditView { action: Some(AuditView::ALL.to_owned()), ..view.clone() })) { (texts::show_too()) }
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

/// Some entries, and how many sign-ins were left out among them.
struct Page {
    entries: Vec<Entry>,
    signed_in: usize,
    failed: usize,
    next: Option<u64>,
}

impl Page {
    /// Of everything, what somebody did is looked for between the sign-ins. They are asked for by their name.
    fn read(cx: &Cx, filter: &Filter, view: &AuditView) -> Result<Page> {
        let mut page = Page { entries: Vec::new(), signed_in: 0, failed: 0, next: view.cursor };
        for _ in 0..ROUNDS {
            let found = audit::search(cx, filter, PAGE, page.next)?;
            for entry in found.entries {
                match entry.action.strip_prefix("session.") {
                    Some("refused") if view.action.is_none() => page.failed += 1,
                    Some(_) if view.action.is_none() => page.signed_in += 1,
                    _ => page.entries.push(entry),
                }
            }
            page.next = found.next;
            if view.action.is_some() || page.next.is_none() || page.entries.len() * 2 >= PAGE as usize {
                break;
            }
        }
        Ok(page)
    }
}

struct Look {
    names: Names,
    now: Timestamp,
}

impl Look {
    fn entry(&self, entry: &Entry) -> Markup {
        let refused = entry.action == "access.denied";
        let who = entry.actor.as_ref().or(entry.on_behalf.as_ref());
        // Whoever has not signed in is nobody that the desk knows, whomever they said to be.
        let who = match entry.action.as_str() {
            "session.refused" => texts::stranger(),
            _ => who.map_or(texts::the_desk(), |id| self.names.person(id)),
        };
        let unknown = entry.target == UNKNOWN;
        html! {
            li class={ "entry" @if refused { " refused" } } {
                p class="line" {
                    strong dir="auto" { (who) }
                    " " (if unknown { did::unknown() } else { did::words(&entry.action) })
                    @if !unknown && !did::stands_alone(&entry.action) {
                        " " span class="target" dir="auto" { (self.target(&entry.target, Some(entry))) }
                    }
                    (told(entry.at, self.now))
                }
                p class="under" {
                    code { (entry.action) }
                    @if let Some(plugin) = &entry.plugin { span { (texts::through(&texts::plugin(plugin))) } }
                    @if let Some(origin) = &entry.origin { span { (texts::from(origin)) } }
                    @if let Some(why) = &entry.why { span dir="auto" { (why) } }
                    span class="number" { (texts::entry(entry.number)) }
                }
                (self.changes(entry))
            }
        }
    }

    /// What is called somehow by what it is called; everything else as it is.
    fn target(&self, target: &str, entry: Option<&Entry>) -> String {
        let of_entry = |name: &str| {
            let values = entry.into_iter().flat_map(|entry| [&entry.after, &entry.before]);
            values.filter_map(read).find_map(|value| field(Some(&value), name))
        };
        let order = entry.is_some_and(|entry| entry.action.starts_with("order."));
        let called = match target.split_once(':') {
            _ if order => of_entry("plugin").map(|id| texts::plugin(&id)),
            Some(("person", id)) => return self.names.person(id).to_owned(),
            Some(("role", id)) => self.names.role(id),
            Some(("department", id)) => self.names.departments.get(id).cloned(),
            Some(("plugin", id)) => Some(texts::plugin(id)),
            Some(("publisher", _)) => of_entry("name"),
            Some(("route", path)) => Some(path.to_owned()),
            Some(("ban", _)) => of_entry("network"),
            None if target == "desk" => Some(texts::target_desk().to_owned()),
            _ => None,
        };
        called.unwrap_or_else(|| target.to_owned())
    }

    /// The fields that are not what they were; of a refusal, its reason.
    fn changes(&self, entry: &Entry) -> Markup {
        let (before, after) = (read(&entry.before), read(&entry.after));
        if entry.action == "access.denied" {
            // As whoever was refused reads it; what a rule refused has one sentence.
            let told =
                |name: &str, kept: &str| field(after.as_ref(), name).or_else(|| field(after.as_ref(), kept));
            return html! {
                @if let Some(reason) = told("told", "reason") { p class="reason" { (reason) } }
                @if let Some(enough) = told("told-enough", "enough") { p class="hint" { (enough) } }
            };
        }
        let rows = self.names.differing(before, after);
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
}

fn read(text: &Option<String>) -> Option<Value> {
    text.as_deref().and_then(|text| serde_json::from_str(text).ok())
}

fn field(of: Option<&Value>, name: &str) -> Option<String> {
    of?.get(name)?.as_str().map(str::to_owned)
}
