//! Taking a plugin out, and erasing what it left: each asked about once more.

use super::form::Form;
use super::frame::{Sheet, effect, trail};
use super::{Beside, Done, Outcome, words};
use crate::Desk;
use crate::api;
use crate::api::plugins::{departure, one};
use crate::api::preview::tried;
use crate::http::caller::Caller;
use crate::http::page::Page;
use crate::http::problem::{Answer, Problem};
use crate::http::speech::{language, text, woven};
use maud::html;
use ombud_access::{Authority, PluginId};
use std::sync::Arc;

pub(super) async fn remove(desk: &Arc<Desk>, caller: &Caller, id: &PluginId) -> Answer<Outcome> {
    let id = id.clone();
    let work =
        move |desk: Arc<Desk>, actor: Authority| async move { Ok(desk.host().remove(&id, &actor).await?) };
    api::act(desk, caller, work).await?;
    Ok(Outcome::Done(Page::Plugins, Done::Removed))
}

pub(super) async fn purge(desk: &Arc<Desk>, caller: &Caller, id: &PluginId, form: &Form) -> Answer<Outcome> {
    if form.get("confirm") != id.as_str() {
        return Err(Problem::spoken(text!("purge-not-meant", id = id.as_str())));
    }
    let id = id.clone();
    let work =
        move |desk: Arc<Desk>, actor: Authority| async move { Ok(desk.host().purge(&id, &actor).await?) };
    api::act(desk, caller, work).await?;
    Ok(Outcome::Done(Page::Plugins, Done::Purged))
}

pub(super) async fn show(
    desk: &Arc<Desk>,
    caller: &Caller,
    id: &PluginId,
    beside: &Beside<'_>,
) -> Answer<Sheet> {
    let plugin = one(desk, id)?;
    let about = &plugin.inspection.manifest.plugin;
    let name = plugin.inspection.said(language(), "plugin-title", &about.title);
    let title = text!("removal-ask", title = &name);
    let preview = tried(desk, caller, vec![], departure(id.clone())).await;
    let policy = desk.identity().snapshot();
    let own = policy.permissions().iter().filter(|known| known.name.plugin() == id.as_str());
    let ends: Vec<String> = own.map(|known| desk.host().title_of(language(), known)).collect();
    let up = Page::Plugin(id.clone());
    let head = html! {
        header class="headline" {
            (trail(Some((&up, name.as_str()))))
            h1 { (title) }
        }
    };
    let content = html! {
        div class="narrow" {
            p { (text!("removal-lead")) }
            @if !ends.is_empty() {
                section class="card" {
                    h2 { (text!("removal-ends")) }
                    ul { @for title in &ends { li { (title) } } }
                }
            }
            @match &preview {
                Ok(preview) => (effect(beside, preview, &text!("effect-lead"))),
                Err(problem) => p class="hint" { (text!("effect-unknown")) " " (problem.sentence()) },
            }
            form class="actions consent" method="post" action=(Page::Removal(id.clone())) {
                button class="danger" { (text!("removal-do", title = &name)) }
                a class="button" href=(up) { (text!("keep-it")) }
            }
        }
    };
    Ok(Sheet::plain(title, &head, beside, &content))
}

pub(super) fn show_purge(desk: &Desk, id: &PluginId, beside: &Beside<'_>) -> Answer<Sheet> {
    if !desk.host().left_behind()?.contains(id) {
        return Err(match one(desk, id) {
            Ok(_) => {
                Problem::new(409, "installed", format!("the plugin `{id}` is installed; remove it first"))
            }
            Err(_) => Problem::not_found(format!("nothing is left here of a plugin `{id}`")),
        });
    }
    let bytes = desk.host().storage(id)?.bytes;
    let title = text!("purge-ask", id = id.as_str());
    let head = html! { header class="headline" { (trail(None)) h1 { (title) } } };
    let content = html! {
        div class="narrow" {
            p { (text!("purge-lead")) }
            @if let Some(bytes) = bytes {
                p { (woven("purge-size", &[("size", html! { strong { (words::bytes(bytes)) } })])) }
            }
            form class="card fields" method="post" action=(Page::Purge(id.clone())) {
                label {
                    (woven("purge-type", &[("id", html! { code { (id) } })]))
                    input name="confirm" autocomplete="off" required value=[beside.entered.map(|form| form.get("confirm"))];
                }
                div class="actions" {
                    button class="danger" { (text!("purge-do")) }
                    a class="button" href=(Page::Plugins) { (text!("keep-it")) }
                }
            }
        }
    };
    Ok(Sheet::plain(title, &head, beside, &content))
}
