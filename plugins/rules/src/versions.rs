//! What a rule was before, and bringing it back.

use crate::frame::{self, Room};
use crate::keep::{self, Version};
use crate::names::{self, Names};
use crate::parts::moment;
use crate::route::{Done, Route};
use crate::{exchange, texts};
use maud::{Markup, html};
use ombud_plugin::{Cx, Error, Request, Response, Result};
use std::collections::BTreeSet;

/// The list, with one of them open: that which is asked for, or the latest.
pub fn show(cx: &Cx, id: &str, number: Option<u32>) -> Result<Response> {
    let entry = keep::get(cx, id)?;
    let all = keep::versions(cx, id)?;
    let open = number.unwrap_or(entry.value.number);
    let people: BTreeSet<String> = all.iter().filter_map(|version| version.by.clone()).collect();
    let mut named = names::in_rule(&entry.value.rule);
    named.extend(people);
    let names = Names::of(cx, named);
    let may_edit = cx.may_ever("rules:rule.edit");
    let latest = entry.value.number;
    let name = &entry.value.rule.name;
    let lines = all
        .iter()
        .map(|version| {
            line(cx, id, version, &names, open == version.number, may_edit && version.number != latest)
        })
        .collect::<Result<Vec<_>>>()?;
    let content = html! {
        div class="page" {
            (frame::heading(texts::versions(), &[(Route::rule(id), name)]))
            ol class="card audit" { @for line in &lines { (line) } }
        }
    };
    Ok(frame::page(cx, texts::versions(), Room::Rules, &content))
}

fn line(cx: &Cx, id: &str, version: &Version, names: &Names, open: bool, back: bool) -> Result<Markup> {
    let who = version.by.as_ref().map_or(texts::the_desk().to_owned(), |by| names.person(by));
    Ok(html! {
        li class="entry" {
            p class="line" {
                a href=(Route::Versions(id.to_owned(), Some(version.number))) { (texts::version(version.number)) }
                ": " (texts::how(version.how)) " " (texts::by(&who))
                (moment(version.at, cx.now()))
            }
            @if open {
                p { strong { (texts::on_title()) } ": " (version.rule.on.iter().map(|trigger| names.trigger(trigger)).collect::<Vec<_>>().join(" · ")) }
                pre class="plain" dir="ltr" { code { (exchange::written(&version.rule)?.trim()) } }
            }
            @if back {
                form method="post" action=(Route::Versions(id.to_owned(), None)) {
                    input type="hidden" name="number" value=(version.number);
                    div class="actions" { button type="submit" { (texts::bring_back()) } }
                }
            }
        }
    })
}

/// Brings one back.
pub fn back(cx: &Cx, id: &str, request: &Request) -> Result<Response> {
    let form = request.form()?;
    let number = form.required("number")?.parse();
    let number = number.map_err(|_| Error::invalid(texts::no_such_page()))?;
    keep::bring_back(cx, id, number)?;
    Ok(Response::redirect(&Route::Rule(id.to_owned(), Some(Done::Back)).to_string()))
}
