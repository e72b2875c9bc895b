//! All calendars.

use crate::editor::Example;
use crate::frame;
use crate::keep::{self, Kept};
use crate::reckon;
use crate::route::{Done, Route};
use crate::texts;
use crate::zones;
use maud::{Markup, html};
use ombud_plugin::{Cx, Response, Result};

/// The list.
pub fn show(cx: &Cx, done: Option<Done>) -> Result<Response> {
    let all = keep::all(cx)?;
    let rows = all.iter().map(|kept| row(cx, kept)).collect::<Result<Vec<_>>>()?;
    let may_edit = cx.may("calendar:calendar.edit", None)?;
    let content = html! {
        div class="page" {
            (frame::FRAME.flash(done.map(texts::done)))
            h1 { (texts::calendars()) }
            p class="lead" { (texts::calendars_lead()) }
            @if all.is_empty() { p class="card empty" { (texts::no_calendars()) } } @else {
                table class="list" {
                    caption class="hidden" { (texts::calendars()) }
                    thead {
                        tr {
                            th scope="col" { (texts::name()) }
                            th scope="col" { (texts::zone()) }
                            th scope="col" { (texts::per_week()) }
                            th scope="col" { (texts::now_there()) }
                        }
                    }
                    tbody { @for row in &rows { (row) } }
                }
            }
            @if may_edit {
                section class="card" {
                    h2 { (texts::begin_with()) }
                    ul {
                        @for example in Example::ALL {
                            li { a href=(Route::New(Some(example.word().to_owned()))) { (example.title()) } }
                        }
                    }
                }
            }
            @if may_edit && zones::is_old(cx.now()) {
                div class="notice" role="note" { p { (texts::old_zone_data(zones::version())) } }
            }
            p class="hint" { (texts::zone_data(zones::version())) }
        }
    };
    Ok(frame::page(cx, texts::calendars(), &all, &Route::List(None), &content))
}

fn row(cx: &Cx, kept: &Kept) -> Result<Markup> {
    let now = cx.now();
    let zone = reckon::there(kept, now, now)?;
    let next = reckon::next_open(kept, now)?;
    let state = match next {
        Some(open) if open == now => texts::open_now().to_owned(),
        Some(open) => texts::opens(&texts::moment_there(&reckon::there(kept, open, open)?, open)),
        None => texts::never_opens().to_owned(),
    };
    let minutes = kept.body.calendar.week.minutes();
    Ok(html! {
        tr {
            td class="main" { a href=(Route::one(&kept.id)) dir="auto" { (kept.body.name) } }
            td { (kept.body.zone) " " small { (texts::clock(&zone, now)) } }
            td class="figure" { (texts::duration(minutes.into())) }
            td { (state) }
        }
    })
}

/// Takes one away.
pub fn remove(cx: &Cx, id: &str) -> Result<Response> {
    keep::remove(cx, id)?;
    Ok(Response::redirect(&Route::List(Some(Done::Removed)).to_string()))
}
