//! One plugin: how it is doing, and switching it off and on.

use super::form::Form;
use super::frame::Sheet;
use super::list::Hour;
use super::{Beside, Done, Outcome, Viewer, ask, costs, unknown, words};
use crate::Desk;
use crate::api::plugins::{NewMandate, one, one_waiting};
use crate::api::{self, change};
use crate::http::caller::Caller;
use crate::http::page::Page;
use crate::http::problem::Answer;
use crate::http::speech::{language, text, woven};
use maud::{Markup, html};
use ombud_access::{Authority, PluginId};
use ombud_host::{PluginInfo, PluginState, Risk, Storage};
use std::sync::Arc;

pub(super) async fn act(desk: &Arc<Desk>, caller: &Caller, id: &PluginId, form: &Form) -> Answer<Outcome> {
    let here = Page::Plugin(id.clone());
    let switch = |enabled| NewMandate { enabled: Some(enabled), ..NewMandate::default() }.of(id.clone());
    let done = match form.get("do") {
        "off" => change(desk, caller, switch(false)).await.map(|_| Done::SwitchedOff)?,
        "on" => change(desk, caller, switch(true)).await.map(|_| Done::SwitchedOn)?,
        "release" => {
            let id = id.clone();
            let work = move |desk: Arc<Desk>, actor: Authority| async move {
                Ok(desk.host().release(&id, &actor).await?)
            };
            api::act(desk, caller, work).await?;
            Done::Released
        }
        _ => return Err(unknown()),
    };
    Ok(Outcome::Done(here, done))
}

pub(super) async fn show(
    desk: &Arc<Desk>,
    viewer: &Viewer,
    id: &PluginId,
    beside: &Beside<'_>,
) -> Answer<Sheet> {
    let plugin = one(desk, id)?;
    let waiting = match viewer.may_install() {
        true => one_waiting(desk, id).await.ok(),
        false => None,
    };
    let content = html! {
        @if let Some(waiting) = waiting {
            div class="advice" {
                p { (woven("version-waits", &[("version", html! { strong { (waiting.inspection.manifest.plugin.version) } })])) }
                a class="button primary" href=(Page::Proposal(id.clone())) { (text!("review")) }
            }
        }
        (quarantine(viewer, &plugin))
        p class="lead" { (plugin.inspection.said(language(), "plugin-summary", &plugin.inspection.manifest.plugin.summary)) }
        div class="columns" {
            div {
                (at_a_glance(desk, viewer, &plugin)?)
                (switch(viewer, &plugin))
            }
            div class="panel" {
                (ask::signed(&plugin.origin))
                section class="card" { h2 { (text!("file")) } (ask::file(&plugin.inspection)) }
            }
        }
    };
    Ok(Sheet::of(viewer, &plugin, &Page::Plugin(id.clone()), &text!("tab-overview"), beside, &content))
}

fn quarantine(viewer: &Viewer, plugin: &PluginInfo) -> Markup {
    html! {
        @if let Some(quarantine) = plugin.quarantine.as_ref().filter(|_| plugin.state == PluginState::Quarantined) {
            section class="card danger" {
                h2 { (text!("quarantine")) }
                p { (quarantine.why) }
                p class="hint" {
                    (woven(
                        if quarantine.times > 1 { "quarantine-again" } else { "quarantine-once" },
                        &[
                            ("since", words::when(quarantine.since)),
                            ("until", words::when(quarantine.until)),
                            ("times", html! { (quarantine.times) }),
                        ],
                    ))
                    " " (text!("quarantine-goes-on"))
                }
                @if viewer.may_manage() {
                    form method="post" action=(Page::Plugin(plugin.inspection.manifest.id().clone())) {
                        button name="do" value="release" { (text!("quarantine-release")) }
                    }
                }
            }
        }
    }
}

fn at_a_glance(desk: &Desk, viewer: &Viewer, plugin: &PluginInfo) -> Answer<Markup> {
    let id = plugin.inspection.manifest.id();
    let minutes = desk.host().costs(id)?;
    let hour = Hour::of(&minutes);
    let risky = |risk| plugin.asks.iter().filter(|ask| ask.risk == risk).count();
    let (high, medium, low) = (risky(Risk::High), risky(Risk::Medium), risky(Risk::Low));
    let snapshot = desk.identity().snapshot();
    let limited = snapshot.mandate(id).and_then(|mandate| mandate.departments.as_ref()).map(Vec::len);
    let letters = match viewer.may_manage() {
        true => desk.host().dead_letters()?.iter().filter(|letter| letter.plugin == *id).count(),
        false => 0,
    };
    Ok(html! {
        section class="card glance" {
            dl {
                dt { (text!("glance-asks-for")) }
                dd {
                    a href=(Page::Mandate(id.clone())) { (text!("things", count = plugin.asks.len())) }
                    span class="hint" {
                        @if high > 0 { strong class="grave" { (text!("list-high-risk", count = high)) } ", " }
                        (text!("glance-risks", medium = medium, low = low))
                    }
                    @if let Some(n) = limited { span class="hint" { (text!("glance-only-in", count = n)) } }
                }
                dt { (text!("glance-last-hour")) }
                dd {
                    a href=(Page::Costs(id.clone())) { (text!("calls", count = hour.calls)) }
                    span class="hint" {
                        @if hour.failures > 0 { strong class="grave" { (text!("glance-failed", count = hour.failures)) } } @else { (text!("glance-none-failed")) }
                    }
                }
                dt { (text!("glance-keeps")) }
                dd { (storage(&plugin.storage)) }
                @if letters > 0 {
                    dt { (text!("glance-set-aside")) }
                    dd {
                        a href=(Page::Failures(id.clone())) { (text!("things", count = letters)) }
                        " " (text!("glance-failed-to-handle"))
                    }
                }
            }
            @if hour.calls > 0 { (costs::calls_chart(&text!("column-calls-hour"), &minutes, desk.now())) }
        }
    })
}

/// What it keeps, and the most of it.
pub(super) fn storage(storage: &Storage) -> Markup {
    html! {
        @match storage.bytes {
            Some(bytes) => {
                span class="kept" { (text!("storage-of", kept = words::bytes(bytes), limit = words::bytes(storage.limit))) }
                meter min="0" max=(storage.limit) value=(bytes) high=(storage.limit / 10 * 9) {
                    (text!("storage-of", kept = words::bytes(bytes), limit = words::bytes(storage.limit)))
                }
            },
            None => span class="muted" { (text!("storage-counting")) },
        }
    }
}

fn switch(viewer: &Viewer, plugin: &PluginInfo) -> Markup {
    let id = plugin.inspection.manifest.id();
    let off = plugin.state == PluginState::Disabled;
    html! {
        @if viewer.may_manage() || viewer.may_install() {
            section class="card" {
                h2 { @if off { (text!("switch-is-off")) } @else { (text!("switch")) } }
                p class="hint" {
                    (text!("switch-lead"))
                }
                div class="actions" {
                    @if viewer.may_manage() {
                        form method="post" action=(Page::Plugin(id.clone())) {
                            @if off { button class="primary" name="do" value="on" { (text!("switch-on")) } }
                            @else { button name="do" value="off" { (text!("switch-off")) } }
                        }
                    }
                    @if viewer.may_install() { a class="button" href=(Page::Removal(id.clone())) { (text!("remove")) } }
                }
            }
        }
    }
}
