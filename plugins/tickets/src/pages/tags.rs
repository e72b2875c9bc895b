//! All tags.

use super::parts::options;
use super::route::{Done, Route};
use super::{FRAME, page};
use crate::tag::{Shade, Tags};
use crate::tagging::{self, Listed};
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::address::encode;
use ombud_plugin::{Cx, Error, Request, Response, Result};

/// The list.
pub fn show(cx: &Cx, done: Option<Done>, error: Option<&Error>) -> Result<Response> {
    let list = tagging::list(cx)?;
    let work = Tags::of(cx)?.work;
    let content = html! {
        div class="page" {
            (FRAME.flash(done.map(texts::done)))
            (FRAME.problem(error))
            h1 { (texts::tags()) }
            p class="lead" { (texts::tags_lead()) }
            @if !work.is_empty() {
                div class="notice" role="note" {
                    @for one in &work { p dir="auto" { (texts::work(&one.from, one.to.as_deref())) } }
                }
            }
            @if list.is_empty() { p class="card empty" { (texts::no_tags()) } } @else {
                table class="list" {
                    caption class="hidden" { (texts::tags()) }
                    thead {
                        tr {
                            th scope="col" { (texts::tag()) }
                            th scope="col" { (texts::colour()) }
                            th scope="col" { (texts::tickets()) }
                            td {}
                        }
                    }
                    tbody { @for tag in &list { (row(tag, &list)) } }
                }
            }
            section class="card" {
                h2 { (texts::add_tag()) }
                form class="one-line" method="post" action=(Route::Tags(None)) {
                    label { (texts::tag()) input name="tag" required maxlength="50" autocomplete="off" dir="auto"; }
                    (colours(Shade::Grey, ""))
                    button class="primary" type="submit" name="step" value="add" { (texts::add_tag()) }
                }
            }
        }
    };
    Ok(page(cx, texts::tags(), &Route::Tags(None), &content).status(error.map_or(200, Error::status)))
}

fn colours(chosen: Shade, of: &str) -> Markup {
    let all = Shade::ALL.into_iter().map(|shade| (shade.word(), texts::shade(shade)));
    html! {
        label { (texts::colour()) @if !of.is_empty() { span class="hidden" { ": " (of) } } select name="colour" { (options(all, chosen.word())) } }
    }
}

fn row(tag: &Listed, all: &[Listed]) -> Markup {
    let name = tag.name.as_str();
    let class = tag.shade.map_or(String::new(), |shade| format!(" c-{}", shade.word()));
    let others = all.iter().filter(|other| other.name != name);
    let others: Vec<(&str, &str)> = others.map(|other| (other.name.as_str(), other.name.as_str())).collect();
    html! {
        tr {
            td class="main" { a class={ "tag" (class) } href={ "/console/?tag=" (encode(name)) } dir="auto" { (name) } }
            td { @match tag.shade { Some(shade) => (texts::shade(shade)), None => span class="muted" { (texts::undefined_tag()) } } }
            td class="figure" { (texts::so_many(tag.tickets, tag.most)) }
            td class="act" {
                details {
                    summary { (texts::change_tag()) span class="hidden" { ": " (name) } }
                    (form(name, "paint", &html! { (colours(tag.shade.unwrap_or_default(), name)) }, texts::set_colour(), false))
                    (form(name, "rename", &html! {
                        label { (texts::rename_tag()) input name="to" required maxlength="50" autocomplete="off" dir="auto" value=(name); }
                    }, texts::rename_tag(), false))
                    p class="hint" { (texts::rename_hint()) }
                    @if !others.is_empty() {
                        (form(name, "merge", &html! {
                            label { (texts::into()) select name="to" { (options(others.iter().copied(), "")) } }
                        }, texts::merge_tag(), true))
                        p class="hint" { (texts::merge_hint()) }
                    }
                    (form(name, "remove", &html! {
                        label class="choice" { input type="checkbox" name="tickets"; span { (texts::off_tickets()) } }
                    }, texts::remove_tag(), true))
                    p class="hint" { (texts::remove_hint()) }
                }
            }
        }
    }
}

fn form(name: &str, step: &str, inside: &Markup, words: &str, grave: bool) -> Markup {
    // A box to tick takes as much room as it takes.
    let class = if step == "remove" { "actions" } else { "one-line" };
    html! {
        form class=(class) method="post" action=(Route::Tags(None)) {
            input type="hidden" name="tag" value=(name);
            (inside)
            button class=[grave.then_some("danger")] type="submit" name="step" value=(step) aria-label={ (words) ": " (name) } { (words) }
        }
    }
}

/// Adds, paints, renames or removes one, or makes one of two.
pub fn change(cx: &Cx, request: &Request) -> Result<Response> {
    let form = request.form()?;
    let name = form.required("tag")?;
    let colour = form.get("colour").and_then(Shade::parse).unwrap_or_default();
    let done = match form.get("step") {
        Some("add") => tagging::add(cx, name, colour).map(|_| Done::Added),
        Some("paint") => tagging::paint(cx, name, colour).map(|()| Done::Saved),
        Some(step @ ("rename" | "merge")) => {
            tagging::rename(cx, name, form.required("to")?, step == "merge").map(|()| Done::Renamed)
        }
        Some("remove") => tagging::remove(cx, name, form.get("tickets").is_some()).map(|()| Done::Removed),
        _ => Err(Error::invalid(texts::no_such_page())),
    };
    match done {
        Ok(done) => Ok(Response::redirect(&Route::Tags(Some(done)).to_string())),
        Err(error @ Error::Denied(_)) => Err(error),
        Err(error) => show(cx, None, Some(&error)),
    }
}
