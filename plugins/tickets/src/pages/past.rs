//! What the fields were before, and bringing it back.

use super::route::{Done, Route};
use super::{heading, page};
use crate::defined::{self, Kept};
use crate::people;
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::{Cx, Error, Request, Response, Result};
use std::collections::{BTreeMap, BTreeSet};

/// The list.
pub fn show(cx: &Cx) -> Result<Response> {
    let (all, _) = defined::versions(cx, defined::LISTED, None)?;
    let latest = defined::latest(cx)?.version;
    let who: BTreeSet<String> = all.iter().filter_map(|version| version.by.clone()).collect();
    let names = people::names(cx, &who);
    let content = html! {
        div class="page" {
            (heading(texts::versions()))
            p class="lead" { (texts::versions_lead()) }
            @if all.is_empty() { p class="card empty" { (texts::no_fields()) } } @else {
                ol class="card audit" { @for version in &all { (line(version, &names, version.version == latest)) } }
            }
        }
    };
    Ok(page(cx, texts::versions(), &Route::Versions, &content))
}

fn line(kept: &Kept, names: &BTreeMap<String, String>, latest: bool) -> Markup {
    let who = kept.by.as_ref().and_then(|by| names.get(by)).map_or(texts::the_desk(), String::as_str);
    let on = kept.fields.iter().filter(|field| !field.off);
    html! {
        li class="entry" {
            p class="line" { (texts::version(kept.version, who, kept.at)) }
            p dir="auto" { (texts::how(&kept.how)) }
            p class="hint" dir="auto" { (on.map(|field| field.shown()).collect::<Vec<_>>().join(" · ")) }
            @if latest { p { strong { (texts::latest()) } } } @else {
                form method="post" action=(Route::Versions) {
                    input type="hidden" name="number" value=(kept.version);
                    div class="actions" { button type="submit" { (texts::bring_back()) } }
                }
            }
        }
    }
}

/// Brings one back.
pub fn back(cx: &Cx, request: &Request) -> Result<Response> {
    let number = request.form()?.required("number")?.parse();
    defined::bring_back(cx, number.map_err(|_| Error::invalid(texts::no_such_page()))?)?;
    Ok(Response::redirect(&Route::Fields(Some(Done::Back), None).to_string()))
}
