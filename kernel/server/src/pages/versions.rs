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
use crate::http::speech::text;
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
            (text!("versions-lead"))
        }
        table class="sheet" {
            thead {
                tr {
                    th scope="col" { (text!("column-version")) }
                    th scope="col" { (text!("column-since")) }
                    th scope="col" { (text!("column-whose")) }
                    th scope="col" { (text!("file-records")) }
                    th scope="col" { (text!("file")) }
                    th scope="col" { span class="hidden" { (text!("go-back")) } }
                }
            }
            tbody {
                @for (n, version) in versions.iter().enumerate() {
                    tr {
                        th scope="row" { strong { (version.version) } @if n == 0 { " " span class="badge running" { (text!("answers-now")) } } }
                        td data-label=(text!("column-since")) { (words::when(version.at)) }
                        td data-label=(text!("column-whose")) { (words::origin(&version.origin)) }
                        td data-label=(text!("file-records")) { (text!("file-form", n = version.schema)) }
                        td data-label=(text!("file")) { code title=(version.sha256) { (ask::short(&version.sha256)) } }
                        td class="do" {
                            @if n > 0 && viewer.may_install() {
                                form method="post" action=(page) {
                                    input type="hidden" name="sha256" value=(version.sha256);
                                    button { (text!("go-back-to", version = &version.version)) }
                                }
                            }
                        }
                    }
                }
            }
        }
        @if versions.len() == 1 { p class="hint" { (text!("versions-one")) } }
    };
    Ok(Sheet::of(viewer, &plugin, &page, &text!("tab-versions"), beside, &content))
}
