//! What a plugin may do, and leaving it less.

use super::form::Form;
use super::frame::Sheet;
use super::{Beside, Done, Outcome, Viewer, ask, choice, unknown, words};
use crate::Desk;
use crate::api::change;
use crate::api::plugins::{NewMandate, one};
use crate::api::preview::tried;
use crate::http::caller::Caller;
use crate::http::page::Page;
use crate::http::problem::{Answer, Problem};
use crate::http::speech::{language, text, woven};
use maud::{Markup, html};
use ombud_access::{Mandate, PermissionName, PluginId, Scopes};
use ombud_host::{Ask, Origin, PluginInfo, What};
use ombud_identity::department;
use std::collections::BTreeMap;
use std::sync::Arc;

fn present(desk: &Desk, id: &PluginId) -> Answer<Mandate> {
    let mandate = desk.identity().snapshot().mandate(id).cloned();
    mandate.ok_or_else(|| Problem::not_found(format!("there is no plugin `{id}`")))
}

/// Every permission that it asks for or holds, with the scopes that make sense for it here. Nobody gives what he does not hold: to
/// one that looks after roles those of plugins are offered, too, that came later than what it asks for was written.
fn permissions(desk: &Desk, plugin: &PluginInfo, mandate: &Mandate) -> BTreeMap<PermissionName, Scopes> {
    let asked = plugin.inspection.manifest.requested();
    let names = asked.iter().chain(&mandate.grants).map(|grant| grant.permission.clone());
    let mut all: BTreeMap<_, _> = names.map(|name| (name.clone(), choice::held(&asked, &name))).collect();
    if mandate.grants.iter().any(|grant| grant.permission.as_str() == "kernel:role.edit") {
        let came = desk.host().plugins();
        let came = came.iter().filter(|other| other.origin != Origin::Bundled);
        let came: Vec<String> = came.map(|other| other.inspection.manifest.id().to_string()).collect();
        for known in desk.identity().snapshot().permissions() {
            if came.iter().any(|id| id == known.name.plugin()) {
                all.insert(known.name.clone(), known.scopes);
            }
        }
    }
    all
}

pub(super) async fn act(desk: &Arc<Desk>, caller: &Caller, id: &PluginId, form: &Form) -> Answer<Outcome> {
    let (plugin, mandate) = (one(desk, id)?, present(desk, id)?);
    let left = |name| choice::left(&mandate.grants, &name, choice::ticked(form, &name));
    let wanted = NewMandate {
        grants: Some(permissions(desk, &plugin, &mandate).into_keys().flat_map(left).collect()),
        departments: Some(choice::chosen_departments(form)?),
        enabled: None,
    };
    match form.get("do") {
        "try" => Ok(Outcome::Tried(Box::new(tried(desk, caller, vec![], wanted.of(id.clone())).await?))),
        "save" => {
            change(desk, caller, wanted.of(id.clone())).await?;
            Ok(Outcome::Done(Page::Mandate(id.clone()), Done::Narrowed))
        }
        _ => Err(unknown()),
    }
}

pub(super) fn show(desk: &Desk, viewer: &Viewer, id: &PluginId, beside: &Beside<'_>) -> Answer<Sheet> {
    let (plugin, mandate) = (one(desk, id)?, present(desk, id)?);
    let page = Page::Mandate(id.clone());
    let rows = permissions(desk, &plugin, &mandate);
    let departments = department::list(&mut desk.store().begin())?;
    let policy = desk.identity().snapshot();
    let asks = ask::told(desk, &plugin.inspection, &plugin.asks);
    let (needs, rest): (Vec<&Ask>, Vec<&Ask>) = asks.iter().partition(|ask| ask.what == What::Permission);
    let rest: Vec<Ask> = rest.into_iter().cloned().collect();
    let titled = |name: &PermissionName| {
        policy
            .declared(name.as_str())
            .map_or_else(String::new, |known| desk.host().title_of(language(), known))
    };
    let lines = html! {
        @if rows.is_empty() { p class="muted" { (text!("mandate-none")) } }
        ul class="ask-list" {
            @for (name, scopes) in &rows {
                @let held = choice::held(&mandate.grants, name);
                @let need = needs.iter().find(|ask| ask.name == name.as_str());
                li {
                    p class="what" {
                        strong { (titled(name)) }
                        code { (name) }
                        @if held.is_empty() { span class="tag" { (text!("mandate-left-out")) } }
                    }
                    @match need {
                        Some(ask) if !ask.why.is_empty() => p class="why" lang="en" { q { (ask.why) } },
                        Some(_) => {},
                        None if held.is_empty() => p class="hint" { (text!("mandate-for-roles")) },
                        None => p class="hint" { (text!("mandate-given")) },
                    }
                    @if viewer.may_manage() {
                        @let ticked = beside.entered.map_or(held, |form| choice::ticked(form, name));
                        (choice::boxes(&policy, name, *scopes, held, ticked))
                    } @else { p class="hint" { (text!("mandate-on", scopes = words::scopes(held))) } }
                }
            }
        }
    };
    let elsewhere = |ask: &Ask| {
        html! {
            @if matches!(ask.what, What::Host | What::Secret) {
                p class="hint" {
                    (woven("mandate-elsewhere", &[("page", html! { a href=(Page::Outbound(id.clone())) { (text!("tab-outbound")) } })]))
                }
            }
        }
    };
    let content = html! {
        div class="columns" {
            div {
                @if viewer.may_manage() {
                    form method="post" action=(page) {
                        button disabled hidden {}
                        section class="card asks" { h2 { (text!("mandate-others")) } (lines) }
                        (choice::departments(&departments, mandate.departments.as_deref(), beside.entered))
                        div class="actions consent" {
                            button class="primary" name="do" value="save" { (text!("save")) }
                            button name="do" value="try" { (text!("show-effect")) }
                        }
                    }
                } @else {
                    section class="card asks" { h2 { (text!("mandate-others")) } (lines) }
                    (where_to(&departments, &mandate))
                }
                @if !rest.is_empty() {
                    h2 class="part-title" { (text!("mandate-beside")) }
                    (ask::groups(&rest, &elsewhere))
                }
            }
            div class="panel" {
                section class="card folded" { h2 { (text!("brings")) } (ask::brings(&plugin.inspection, &desk.host().hooks())) }
            }
        }
    };
    Ok(Sheet::of(viewer, &plugin, &page, &text!("tab-mandate"), beside, &content))
}

fn where_to(departments: &[department::Department], mandate: &Mandate) -> Markup {
    let at = |ids: &Vec<_>| {
        departments.iter().filter(|d| ids.contains(&d.id)).map(|d| d.name.clone()).collect::<Vec<_>>()
    };
    html! {
        section class="card" {
            h2 { (text!("in-which-departments")) }
            p {
                @match &mandate.departments {
                    None => (text!("in-all")),
                    Some(ids) => { (text!("in-only", departments = at(ids).join(", "))) },
                }
            }
        }
    }
}
