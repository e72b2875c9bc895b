//! All plugins, what each costs, and the files that wait for consent.

use super::frame::Sheet;
use super::{Beside, Viewer, upload, words};
use crate::Desk;
use crate::api::plugins::all_waiting;
use crate::http::page::Page;
use crate::http::problem::Answer;
use crate::http::speech::{language, text, woven};
use maud::{Markup, html};
use ombud_access::PluginId;
use ombud_host::{Cost, Minute, Origin, PluginInfo, PluginState, Proposal, Risk};
use std::sync::Arc;

/// What the last hour was like.
pub(super) struct Hour {
    pub calls: u64,
    pub failures: u64,
}

impl Hour {
    pub fn of(minutes: &[Minute]) -> Hour {
        let sum = |of: fn(&Minute) -> u64| minutes.iter().map(of).sum();
        Hour { calls: sum(|m| m.outside + m.unasked + m.hooks), failures: sum(|m| m.failures) }
    }
}

/// The calls for which somebody waits, or whichever there are.
fn typical(plugin: &PluginInfo) -> Option<Cost> {
    let figures = &plugin.figures;
    [figures.outside, figures.hooks, figures.unasked].into_iter().find(|cost| cost.calls > 0)
}

pub(super) async fn show(desk: &Arc<Desk>, viewer: &Viewer, beside: &Beside<'_>) -> Answer<Sheet> {
    let plugins = desk.host().plugins();
    let waiting = if viewer.may_install() { all_waiting(desk).await? } else { Vec::new() };
    let left = if viewer.may("kernel:plugin.purge") { desk.host().left_behind()? } else { Vec::new() };
    let unsigned = plugins.iter().filter(|plugin| plugin.origin == Origin::Unsigned).count();
    let head = html! {
        header class="headline" {
            h1 { (text!("plugins")) }
            p class="lead" {
                (text!("list-lead"))
            }
        }
    };
    let content = html! {
        @if !waiting.is_empty() {
            section {
                h2 class="part-title" { (text!("list-waiting")) }
                ul class="waiting" { @for proposal in &waiting { li class="card" { (waits(proposal)) } } }
            }
        }
        section {
            h2 class="part-title" { (text!("list-installed")) " " span class="number" { (plugins.len()) } }
            @if unsigned > 0 {
                p class="advice" {
                    (text!("list-unsigned", count = unsigned))
                }
            }
            (table(desk, &plugins)?)
        }
        @if viewer.may_install() { (send()) }
        @if !left.is_empty() { (removed(desk, &left)?) }
    };
    Ok(Sheet::plain(text!("plugins"), &head, beside, &content))
}

fn waits(proposal: &Proposal) -> Markup {
    let about = &proposal.inspection.manifest.plugin;
    let high = proposal.asks.iter().filter(|ask| ask.risk == Risk::High).count();
    let upgrade = proposal.installed.is_some() && !proposal.takes_over;
    html! {
        div {
            strong { (about.title) } " " (about.version) " " (words::origin(&proposal.origin))
            p class="hint" {
                @if proposal.takes_over { (text!("list-from-another-hand")) " " }
                @if upgrade { (text!("list-asks-for-more", things = text!("things", count = proposal.asks.len()))) }
                @else { (text!("list-asks-for", things = text!("things", count = proposal.asks.len()))) }
                @if high > 0 { ", " strong class="grave" { (text!("list-high-risk", count = high)) } }
                "."
            }
        }
        a class="button primary" href=(Page::Proposal(about.id.clone())) {
            (text!("review")) span class="hidden" { " " (about.title) }
        }
    }
}

fn table(desk: &Desk, plugins: &[PluginInfo]) -> Answer<Markup> {
    let mut rows = Vec::with_capacity(plugins.len());
    for plugin in plugins {
        let hour = Hour::of(&desk.host().costs(plugin.inspection.manifest.id())?);
        rows.push(row(plugin, &hour));
    }
    Ok(html! {
        table class="sheet" {
            thead {
                tr {
                    th scope="col" { (text!("column-plugin")) }
                    th scope="col" { (text!("column-state")) }
                    th scope="col" class="figure" { (text!("column-calls-hour")) }
                    th scope="col" class="figure" { (text!("column-failed")) }
                    th scope="col" class="figure" { (text!("column-half")) }
                    th scope="col" class="figure" { (text!("column-most")) }
                }
            }
            tbody { @for row in &rows { (row) } }
        }
    })
}

fn row(plugin: &PluginInfo, hour: &Hour) -> Markup {
    let about = &plugin.inspection.manifest.plugin;
    let cost = typical(plugin);
    let within =
        |of: fn(&Cost) -> u64| cost.as_ref().map_or("–".to_owned(), |cost| words::duration(of(cost)));
    html! {
        tr {
            th scope="row" {
                a class="open-row" href=(Page::Plugin(about.id.clone())) {
                    (plugin.inspection.said(language(), "plugin-title", &about.title))
                }
                div class="under" { span { (about.version) } (words::origin(&plugin.origin)) }
            }
            td data-label=(text!("column-state")) {
                (words::state(plugin.state))
                @if let (PluginState::Quarantined, Some(quarantine)) = (plugin.state, &plugin.quarantine) {
                    p class="hint why-not" { (quarantine.why) }
                }
            }
            td class="figure" data-label=(text!("column-calls-hour-short")) { (hour.calls) }
            td class="figure" data-label=(text!("column-failed")) {
                @if hour.failures > 0 { strong class="grave" { (hour.failures) } } @else { "0" }
            }
            td class="figure" data-label=(text!("column-half")) { (within(|cost| cost.p50_microseconds)) }
            td class="figure" data-label=(text!("column-most-short")) { (within(|cost| cost.p99_microseconds)) }
        }
    }
}

fn send() -> Markup {
    html! {
        section {
            h2 class="part-title" { (text!("send-title")) }
            form class="card fields send" method="post" action=(Page::Plugins) enctype="multipart/form-data" {
                p class="hint" {
                    (text!("send-lead"))
                }
                div class="fields two" {
                    label {
                        (woven("send-file", &[("ending", html! { code { ".wasm" } })]))
                        input type="file" name=(upload::FILE) accept=".wasm,application/wasm" required;
                    }
                    label {
                        (woven("send-signature", &[("ending", html! { code { ".sig" } })]))
                        input type="file" name=(upload::SIGNATURE) accept=".sig";
                    }
                }
                div class="actions" { button class="primary" { (text!("send")) } }
            }
        }
    }
}

fn removed(desk: &Desk, left: &[PluginId]) -> Answer<Markup> {
    let mut rows = Vec::with_capacity(left.len());
    for id in left {
        rows.push((id, desk.host().storage(id)?.bytes));
    }
    Ok(html! {
        section {
            h2 class="part-title" { (text!("removed-title")) }
            ul class="waiting" {
                @for (id, bytes) in rows {
                    li class="card" {
                        div {
                            code { (id) } " "
                            @if let Some(bytes) = bytes { span class="muted" { (text!("keeps", size = words::bytes(bytes))) } }
                        }
                        a class="button" href=(Page::Purge(id.clone())) {
                            (text!("erase")) span class="hidden" { " " (text!("erase-of", id = id.as_str())) }
                        }
                    }
                }
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_is_the_sum_of_its_minutes() {
        let minute = |outside, hooks, failures| Minute { outside, hooks, failures, ..Minute::default() };
        let hour = Hour::of(&[minute(2, 1, 1), minute(3, 0, 0)]);
        assert_eq!((hour.calls, hour.failures), (6, 1));
    }
}
