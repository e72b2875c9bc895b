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
use crate::http::speech::text;
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
            (text!("failures-lead", calls = text!("calls", count = plugin.figures.failures)))
        }
        @if manages { (set_aside(&page, &letters)) }
        @if reads { (kept(id, &reports)) }
        @if !manages && !reads {
            p class="card muted" { (text!("failures-hidden")) }
        }
    };
    Ok(Sheet::of(viewer, &plugin, &page, &text!("tab-failures"), beside, &content))
}

fn set_aside(page: &Page, letters: &[DeadLetter]) -> Markup {
    html! {
        section {
            h2 class="part-title" { (text!("letters")) " " span class="number" { (letters.len()) } }
            @if letters.is_empty() { p class="card muted" { (text!("letters-none")) } }
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
                                @if letter.can_retry { button name="do" value="again" { (text!("letters-again")) } }
                                button class="quiet" name="do" value="let-go" { (text!("letters-let-go")) }
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
            h2 class="part-title" { (text!("reports")) " " span class="number" { (reports.len()) } }
            p class="hint" {
                (text!("reports-lead"))
            }
            @if reports.is_empty() { p class="card muted" { (text!("reports-none")) } }
            @else {
                table class="sheet" {
                    thead {
                        tr { @for name in ["column-when", "column-why", "column-version", "column-report"] { th scope="col" { (text!(name)) } } }
                    }
                    tbody {
                        @for report in reports {
                            tr {
                                th scope="row" { (words::when(Timestamp(report.at))) }
                                td data-label=(text!("column-why")) { (report.why) }
                                td data-label=(text!("column-version")) { (report.version) }
                                td data-label=(text!("column-report")) {
                                    a href=(Route::PluginReport(id.clone(), report.name.clone())) download=(report.name) {
                                        (text!("download", size = words::bytes(report.size)))
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
