//! The versions of a plugin that there are, and going back to one.

use super::form::Form;
use super::frame::Sheet;
use super::{Beside, Done, Outcome, Viewer, ask, words};
use crate::Desk;
use crate::api;
use crate::api::plugins::one;
use crate::http::caller::Caller;
use crate::http::page::Page;
use crate::http::problem::Answer;
use maud::html;
use ombud_access::{Authority, PluginId};
use std::sync::Arc;

pub(super) async fn act(desk: &Arc<Desk>, caller: &Caller, id: &PluginId, form: &Form) -> Answer<Outcome> {
    let (wanted, sha256) = (id.clone(), form.get("sha256").to_owned());
    let work = move |desk: Arc<Desk>, actor: Authority| async move {
        Ok(desk.host().roll_back(&wanted, &sha256, &actor).await?)
    };
    api::act(desk, caller, work).await?;
    Ok(Outcome::Done(Page::Versions(id.clone()), Done::WentBack))
}

pub(super) fn show(desk: &Desk, viewer: &Viewer, id: &PluginId, beside: &Beside<'_>) -> Answer<Sheet> {
    let plugin = one(desk, id)?;
    let versions = desk.host().versions(id)?;
    let page = Page::Versions(id.clone());
    let content = html! {
        p class="lead" {
            "The last three versions are kept, each with what it was allowed. Records are brought into the form of the version \
             that answers, as far as the plugin can do that."
        }
        table class="sheet" {
            thead {
                tr {
                    th scope="col" { "Version" }
                    th scope="col" { "Answered since" }
                    th scope="col" { "Whose work" }
                    th scope="col" { "Records" }
                    th scope="col" { "File" }
                    th scope="col" { span class="hidden" { "Go back" } }
                }
            }
            tbody {
                @for (n, version) in versions.iter().enumerate() {
                    tr {
                        th scope="row" { strong { (version.version) } @if n == 0 { " " span class="badge running" { "Answers now" } } }
                        td data-label="Answered since" { (words::when(version.at)) }
                        td data-label="Whose work" { (words::origin(&version.origin)) }
                        td data-label="Records" { "form " (version.schema) }
                        td data-label="File" { code title=(version.sha256) { (ask::short(&version.sha256)) } }
                        td class="do" {
                            @if n > 0 && viewer.may_install() {
                                form method="post" action=(page) {
                                    input type="hidden" name="sha256" value=(version.sha256);
                                    button { "Go back to " (version.version) }
                                }
                            }
                        }
                    }
                }
            }
        }
        @if versions.len() == 1 { p class="hint" { "There is no earlier one to go back to." } }
    };
    Ok(Sheet::of(viewer, &plugin, &page, "versions", beside, &content))
}
