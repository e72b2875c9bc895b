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
                p { "Version " strong { (waiting.inspection.manifest.plugin.version) } " waits for your consent." }
                a class="button primary" href=(Page::Proposal(id.clone())) { "Review" }
            }
        }
        (quarantine(viewer, &plugin))
        p class="lead" { (plugin.inspection.manifest.plugin.summary) }
        div class="columns" {
            div {
                (at_a_glance(desk, viewer, &plugin)?)
                (switch(viewer, &plugin))
            }
            div class="panel" {
                (ask::signed(&plugin.origin))
                section class="card" { h2 { "The file" } (ask::file(&plugin.inspection)) }
            }
        }
    };
    Ok(Sheet::of(viewer, &plugin, &Page::Plugin(id.clone()), "overview", beside, &content))
}

fn quarantine(viewer: &Viewer, plugin: &PluginInfo) -> Markup {
    html! {
        @if let Some(quarantine) = plugin.quarantine.as_ref().filter(|_| plugin.state == PluginState::Quarantined) {
            section class="card danger" {
                h2 { "It is left alone for a while" }
                p { (quarantine.why) }
                p class="hint" {
                    "Since " (words::when(quarantine.since)) ", until " (words::when(quarantine.until))
                    @if quarantine.times > 1 { "; for the " (quarantine.times) ". time in a row" }
                    ". The desk goes on without it meanwhile, and what is meant for it waits."
                }
                @if viewer.may_manage() {
                    form method="post" action=(Page::Plugin(plugin.inspection.manifest.id().clone())) {
                        button name="do" value="release" { "Let it back now" }
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
                dt { "Asks for" }
                dd {
                    a href=(Page::Mandate(id.clone())) { (words::count(plugin.asks.len() as u64, "thing")) }
                    span class="hint" {
                        @if high > 0 { strong class="grave" { (high) " of high risk" } ", " }
                        (medium) " of medium, " (low) " of low risk"
                    }
                    @if let Some(n) = limited { span class="hint" { "only in " (words::count(n as u64, "department")) } }
                }
                dt { "Last hour" }
                dd {
                    a href=(Page::Costs(id.clone())) { (words::count(hour.calls, "call")) }
                    span class="hint" {
                        @if hour.failures > 0 { strong class="grave" { (hour.failures) " failed" } } @else { "none failed" }
                    }
                }
                dt { "Keeps" }
                dd { (storage(&plugin.storage)) }
                @if letters > 0 {
                    dt { "Set aside" }
                    dd {
                        a href=(Page::Failures(id.clone())) { (words::count(letters as u64, "thing")) }
                        " that it failed to handle"
                    }
                }
            }
            @if hour.calls > 0 { (costs::calls_chart("Calls in the last hour", &minutes, desk.now())) }
        }
    })
}

/// What it keeps, and the most of it.
pub(super) fn storage(storage: &Storage) -> Markup {
    html! {
        @match storage.bytes {
            Some(bytes) => {
                span class="kept" { (words::bytes(bytes)) " of " (words::bytes(storage.limit)) }
                meter min="0" max=(storage.limit) value=(bytes) high=(storage.limit / 10 * 9) {
                    (bytes) " of " (storage.limit) " bytes"
                }
            },
            None => span class="muted" { "is being counted" },
        }
    }
}

fn switch(viewer: &Viewer, plugin: &PluginInfo) -> Markup {
    let id = plugin.inspection.manifest.id();
    let off = plugin.state == PluginState::Disabled;
    html! {
        @if viewer.may_manage() || viewer.may_install() {
            section class="card" {
                h2 { @if off { "It is switched off" } @else { "Switch off or take out" } }
                p class="hint" {
                    "Switched off, it may do nothing and answers nobody; what it keeps stays, and what is meant for it waits. Taken \
                     out, its pages are gone; what it kept stays until you erase that."
                }
                div class="actions" {
                    @if viewer.may_manage() {
                        form method="post" action=(Page::Plugin(id.clone())) {
                            @if off { button class="primary" name="do" value="on" { "Switch on" } }
                            @else { button name="do" value="off" { "Switch off" } }
                        }
                    }
                    @if viewer.may_install() { a class="button" href=(Page::Removal(id.clone())) { "Remove…" } }
                }
            }
        }
    }
}
