//! Other machines: where a plugin may send requests, with which secrets, and what became of them.

use super::form::Form;
use super::frame::Sheet;
use super::{Beside, Done, Outcome, Viewer, unknown, words};
use crate::Desk;
use crate::api;
use crate::api::plugins::one;
use crate::http::caller::Caller;
use crate::http::page::Page;
use crate::http::problem::Answer;
use crate::http::speech::{text, woven};
use crate::relay;
use maud::{Markup, html};
use ombud_access::{Authority, PluginId};
use ombud_host::manifest::HostRule;
use ombud_host::{EffectInfo, EffectState, EgressMandate, PluginInfo, SecretInfo};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Requests that are listed.
const LISTED: usize = 50;

pub(super) async fn act(desk: &Arc<Desk>, caller: &Caller, id: &PluginId, form: &Form) -> Answer<Outcome> {
    let wanted = id.clone();
    let done = match form.get("do") {
        "choose" => {
            let plugin = one(desk, id)?;
            let hosts = plugin.inspection.manifest.hosts.iter().map(|rule| &rule.host);
            let chosen = EgressMandate {
                barred: hosts.filter(|host| !form.has("host", host)).cloned().collect(),
                internal: form.all("internal").map(str::to_owned).collect(),
            };
            let work = move |desk: Arc<Desk>, actor: Authority| async move {
                Ok(desk.host().choose_egress(&wanted, chosen, &actor).await?)
            };
            api::act(desk, caller, work).await?;
            Done::Chosen
        }
        act @ ("tell" | "forget") => {
            let (name, value) = (form.get("secret").to_owned(), form.get("value").trim().to_owned());
            let (value, done) = match act {
                "tell" => (Some(value), Done::Told),
                _ => (None, Done::TakenBack),
            };
            let work = move |desk: Arc<Desk>, actor: Authority| async move {
                Ok(desk.host().tell_secret(&wanted, &name, value.as_deref(), &actor).await?)
            };
            api::act(desk, caller, work).await?;
            done
        }
        _ => return Err(unknown()),
    };
    Ok(Outcome::Done(Page::Outbound(id.clone()), done))
}

pub(super) fn show(desk: &Desk, viewer: &Viewer, id: &PluginId, beside: &Beside<'_>) -> Answer<Sheet> {
    let plugin = one(desk, id)?;
    let page = Page::Outbound(id.clone());
    let (chosen, secrets) = (desk.host().egress(id)?, desk.host().secrets(id)?);
    let effects = if viewer.may_manage() { desk.host().effects(id, LISTED)? } else { Vec::new() };
    let entered = beside.entered.filter(|form| form.get("do") == "choose");
    let content = html! {
        (reachable(viewer, &page, &plugin, &chosen, entered))
        @if !secrets.is_empty() { (told(viewer, &page, &secrets)) }
        @if viewer.may_manage() && !effects.is_empty() { (on_their_way(&effects)) }
    };
    Ok(Sheet::of(viewer, &plugin, &page, &text!("tab-outbound"), beside, &content))
}

fn reachable(
    viewer: &Viewer,
    page: &Page,
    plugin: &PluginInfo,
    chosen: &EgressMandate,
    entered: Option<&Form>,
) -> Markup {
    let rules = &plugin.inspection.manifest.hosts;
    let hosts: BTreeSet<&str> = rules.iter().map(|rule| rule.host.as_str()).collect();
    let open = |host: &str| entered.map_or(!chosen.barred.contains(host), |form| form.has("host", host));
    let internal =
        |host: &str| entered.map_or(chosen.internal.contains(host), |form| form.has("internal", host));
    let of = |host: &str| rules.iter().filter(|rule| rule.host == host).cloned().collect::<Vec<HostRule>>();
    html! {
        @if hosts.is_empty() { p class="card muted" { (text!("hosts-none")) } }
        @else {
            form class="card asks" method="post" action=(page) {
                h2 { (text!("hosts")) }
                p class="hint" { (text!("hosts-lead")) }
                ul class="ask-list" {
                    @for host in hosts {
                        li {
                            @for rule in of(host) {
                                p class="what" { code { (rule.told()) } }
                                p class="why" lang="en" { q { (rule.why) } }
                            }
                            fieldset class="scopes" disabled[!viewer.may_manage()] {
                                legend class="hidden" { (host) }
                                div {
                                    label class="choice" {
                                        input type="checkbox" name="host" value=(host) checked[open(host)];
                                        (text!("hosts-may", host = host))
                                    }
                                    @if !host.starts_with("*.") {
                                        label class="choice" {
                                            input type="checkbox" name="internal" value=(host) checked[internal(host)];
                                            (text!("hosts-internal"))
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
                @if viewer.may_manage() {
                    div class="actions" { button class="primary" name="do" value="choose" { (text!("save")) } }
                }
            }
        }
    }
}

fn told(viewer: &Viewer, page: &Page, secrets: &[SecretInfo]) -> Markup {
    html! {
        section {
            h2 class="part-title" { (text!("secrets")) }
            p class="hint" { (text!("secrets-lead")) }
            @for secret in secrets {
                form class="card fields" method="post" action=(page) {
                    input type="hidden" name="secret" value=(secret.name);
                    p class="what" {
                        strong { (secret.name) }
                        @match secret.told {
                            Some(at) => span class="muted" { (woven("secret-told", &[("when", words::when(at))])) },
                            None => span class="origin loud" { (text!("secret-not-told")) },
                        }
                    }
                    p class="why" lang="en" { q { (secret.why) } }
                    p class="hint" { (text!("secret-goes-to", hosts = secret.hosts.join(", "))) }
                    @if viewer.may_manage() {
                        div class="row" {
                            label {
                                @if secret.told.is_some() { (text!("secret-in-place")) } @else { (text!("secret-what")) }
                                input type="password" name="value" autocomplete="off" minlength="8" maxlength="4096" required;
                            }
                            button name="do" value="tell" { (text!("secret-keep")) }
                            @if secret.told.is_some() {
                                button class="quiet" name="do" value="forget" formnovalidate { (text!("secret-forget")) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn on_their_way(effects: &[EffectInfo]) -> Markup {
    html! {
        section {
            h2 class="part-title" { (text!("requests")) }
            table class="sheet" {
                thead {
                    tr {
                        @for name in ["column-request", "column-to", "column-state"] { th scope="col" { (text!(name)) } }
                        th scope="col" class="figure" { (text!("column-tries")) }
                    }
                }
                tbody {
                    @for effect in effects {
                        tr {
                            th scope="row" { (effect.key) div class="under" { (words::when(effect.queued)) } }
                            td data-label=(text!("column-to")) { code { (effect.to) } }
                            td data-label=(text!("column-state")) {
                                @if let Some(fates) = relay::fates(effect) { (fates) } @else { @match effect.state {
                                    EffectState::Waiting => { (woven("request-waiting", &[("when", words::when(effect.due))])) },
                                    EffectState::Answered => (text!("request-answered")),
                                    EffectState::Done => (text!("request-done")),
                                } }
                                @if let Some(status) = effect.status { ", " (status) }
                                @if let Some(trouble) = &effect.trouble { p class="hint" { (trouble) } }
                            }
                            td class="figure" data-label=(text!("column-tries")) { (effect.attempts) }
                        }
                    }
                }
            }
        }
    }
}
