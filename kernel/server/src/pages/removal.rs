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
        return Err(Problem::invalid(format!(
            "this erases everything that `{id}` has kept: type its name if that is meant"
        )));
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
    let title = format!("Remove {}?", about.title);
    let preview = tried(desk, caller, vec![], departure(id.clone())).await;
    let up = Page::Plugin(id.clone());
    let head = html! {
        header class="headline" {
            (trail(Some((&up, about.title.as_str()))))
            h1 { (title) }
        }
    };
    let content = html! {
        div class="narrow" {
            p { "Its pages go, and so does what it adds to those of others. What it kept and what was granted to it stay here, \
                 for its return or until you erase them." }
            @match &preview {
                Ok(preview) => (effect(preview, "If you go on, this is what becomes different.")),
                Err(problem) => p class="hint" { "What it would do cannot be told. " (words::sentence(&problem.detail)) },
            }
            form class="actions consent" method="post" action=(Page::Removal(id.clone())) {
                button class="danger" { "Remove " (about.title) }
                a class="button" href=(up) { "Keep it" }
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
    let title = format!("Erase what {id} kept?");
    let head = html! { header class="headline" { (trail(None)) h1 { (title) } } };
    let content = html! {
        div class="narrow" {
            p {
                "This erases its records, files, timers, settings and secrets, and the grants that wait for it in roles"
                @if let Some(bytes) = bytes { ": " strong { (words::bytes(bytes)) } }
                ". Nothing but a backup brings them back. Its name is free then, for anybody’s plugin."
            }
            form class="card fields" method="post" action=(Page::Purge(id.clone())) {
                label {
                    "Type " code { (id) } " to say that you mean it"
                    input name="confirm" autocomplete="off" required value=[beside.entered.map(|form| form.get("confirm"))];
                }
                div class="actions" {
                    button class="danger" { "Erase for good" }
                    a class="button" href=(Page::Plugins) { "Keep it" }
                }
            }
        }
    };
    Ok(Sheet::plain(title, &head, beside, &content))
}
