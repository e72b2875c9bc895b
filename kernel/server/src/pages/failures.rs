//! What a plugin failed at: reports of its calls, and what it could not handle.

use super::form::Form;
use super::frame::Sheet;
use super::{Beside, Done, Outcome, Viewer, unknown, words};
use crate::Desk;
use crate::api;
use crate::api::plugins::{all_reports, one};
use crate::http::caller::Caller;
use crate::http::page::Page;
use crate::http::problem::Answer;
use crate::http::route::Route;
use maud::{Markup, html};
use ombud_access::{Authority, PluginId, Timestamp};
use ombud_host::{DeadLetter, Report};
use std::sync::Arc;

pub(super) async fn act(desk: &Arc<Desk>, caller: &Caller, id: &PluginId, form: &Form) -> Answer<Outcome> {
    let (letter, again) = (form.get("letter").to_owned(), form.get("do") == "again");
    if !again && form.get("do") != "let-go" {
        return Err(unknown());
    }
    let work = move |desk: Arc<Desk>, actor: Authority| async move {
        match again {
            true => desk.host().retry_dead_letter(&letter, &actor).await?,
            false => desk.host().discard_dead_letter(&letter, &actor).await?,
        }
        Ok(())
    };
    api::act(desk, caller, work).await?;
    Ok(Outcome::Done(Page::Failures(id.clone()), if again { Done::HandedOver } else { Done::LetGo }))
}

pub(super) fn show(desk: &Desk, viewer: &Viewer, id: &PluginId, beside: &Beside<'_>) -> Answer<Sheet> {
    let plugin = one(desk, id)?;
    let page = Page::Failures(id.clone());
    let (manages, reads) = (viewer.may_manage(), viewer.may("kernel:report.read"));
    let mut letters = if manages { desk.host().dead_letters()? } else { Vec::new() };
    letters.retain(|letter| letter.plugin == *id);
    let reports = if reads { all_reports(desk, id)? } else { Vec::new() };
    let content = html! {
        p class="lead" {
            (words::count(plugin.figures.failures, "call")) " failed since the desk started. Each left nothing behind."
        }
        @if manages { (set_aside(&page, &letters)) }
        @if reads { (kept(id, &reports)) }
        @if !manages && !reads {
            p class="card muted" { "What exactly failed is shown to those who manage plugins or read reports of failed calls." }
        }
    };
    Ok(Sheet::of(viewer, &plugin, &page, "failures", beside, &content))
}

fn set_aside(page: &Page, letters: &[DeadLetter]) -> Markup {
    html! {
        section {
            h2 class="part-title" { "Set aside " span class="number" { (letters.len()) } }
            @if letters.is_empty() { p class="card muted" { "Nothing waits here: whatever it was handed, it has handled." } }
            @else {
                ul class="waiting" {
                    @for letter in letters {
                        li class="card" {
                            div {
                                p class="what" { strong { (letter.what) } span class="muted" { (words::when(letter.at)) } }
                                p class="hint" { (letter.error) }
                            }
                            form class="actions" method="post" action=(page) {
                                input type="hidden" name="letter" value=(letter.id);
                                @if letter.can_retry { button name="do" value="again" { "Hand over again" } }
                                button class="quiet" name="do" value="let-go" { "Let it go" }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn kept(id: &PluginId, reports: &[Report]) -> Markup {
    html! {
        section {
            h2 class="part-title" { "Reports of failed calls " span class="number" { (reports.len()) } }
            p class="hint" {
                "A report lets the author of the plugin make the same call once more. It tells what the plugin was asked and what it \
                 had read, perhaps what people wrote."
            }
            @if reports.is_empty() { p class="card muted" { "There are none." } }
            @else {
                table class="sheet" {
                    thead {
                        tr { @for name in ["When", "Why", "Version", "Report"] { th scope="col" { (name) } } }
                    }
                    tbody {
                        @for report in reports {
                            tr {
                                th scope="row" { (words::when(Timestamp(report.at))) }
                                td data-label="Why" { (report.why) }
                                td data-label="Version" { (report.version) }
                                td data-label="Report" {
                                    a href=(Route::PluginReport(id.clone(), report.name.clone())) download=(report.name) {
                                        "Download, " (words::bytes(report.size))
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
