//! One field: the form.

use super::parts::{options, sample};
use super::route::{Done, Route};
use super::typed::Typed;
use super::{FRAME, heading, page};
use crate::defined::{self, EDIT};
use crate::field::{Choice, Field, Kind, MAX_TITLE, Moment, Titles};
use crate::texts;
use maud::{Markup, html};
use ombud_plugin::texts::LANGUAGES;
use ombud_plugin::{Cx, Error, Request, Response, Result};

/// The form for a new one.
pub fn blank(cx: &Cx) -> Result<Response> {
    cx.require(EDIT, None)?;
    draw(cx, None, &Typed::blank(), None, None, None)
}

/// Adds one, or shows how it would look.
pub fn add(cx: &Cx, request: &Request) -> Result<Response> {
    let form = request.form()?;
    let typed = match Typed::read(&form) {
        Ok(typed) => typed,
        Err(error) => return draw(cx, None, &Typed::blank(), Some(&error), None, None),
    };
    let wish = typed.wish("");
    if form.get("step") == Some("look") {
        return match wish.made(&[]) {
            Ok(field) => draw(cx, None, &typed, None, None, Some(&field)),
            Err(error) => draw(cx, None, &typed, Some(&error), None, None),
        };
    }
    match defined::add(cx, wish) {
        Ok(name) => Ok(Response::redirect(&Route::Field(name, Some(Done::Added)).to_string())),
        Err(error @ Error::Denied(_)) => Err(error),
        Err(error) => draw(cx, None, &typed, Some(&error), None, None),
    }
}

/// One of them.
pub fn show(cx: &Cx, name: &str, done: Option<Done>) -> Result<Response> {
    cx.require(EDIT, None)?;
    let latest = defined::latest(cx)?;
    let field = defined::find(&latest.fields, name)?;
    draw(cx, Some(field), &Typed::of(field, latest.version), None, done, Some(field))
}

/// Changes one, or shows how it would look.
pub fn change(cx: &Cx, name: &str, request: &Request) -> Result<Response> {
    let form = request.form()?;
    let latest = defined::latest(cx)?;
    let field = defined::find(&latest.fields, name)?;
    let typed = Typed::read(&form)?;
    let step = form.get("step").unwrap_or_default();
    let wish = typed.wish(step);
    if step == "look" {
        return match field.changed(wish) {
            Ok(new) => draw(cx, Some(field), &typed, None, None, Some(&new)),
            Err(error) => draw(cx, Some(field), &typed, Some(&error), None, None),
        };
    }
    match defined::change(cx, name, typed.version, wish) {
        Ok(_) => Ok(Response::redirect(&Route::Field(name.to_owned(), Some(Done::Saved)).to_string())),
        Err(error @ Error::Denied(_)) => Err(error),
        Err(error) => {
            // Somebody else was faster: what was typed stays, and is saved over it the next time, knowingly.
            let mut typed = Typed { version: Some(latest.version), ..typed };
            if matches!(error, Error::Conflict(_)) {
                typed.learn(&field.choices);
            }
            draw(cx, Some(field), &typed, Some(&error), None, None)
        }
    }
}

fn draw(
    cx: &Cx,
    kept: Option<&Field>,
    typed: &Typed,
    error: Option<&Error>,
    done: Option<Done>,
    look: Option<&Field>,
) -> Result<Response> {
    let (title, here) = match kept {
        Some(field) => (field.shown(), Route::field(&field.name)),
        None => (texts::new_field(), Route::New),
    };
    let content = html! {
        div class="page" {
            (FRAME.flash(done.map(texts::done)))
            (heading(title))
            (FRAME.problem(error))
            form class="stack" method="post" action=(here) {
                @if let Some(version) = typed.version { input type="hidden" name="version" value=(version); }
                (what(kept, typed))
                @if typed.field.kind == Kind::Choice || kept.is_none() { (choices(kept, typed)) }
                (where_and_when(cx, kept, typed)?)
                div class="actions" {
                    button class="primary" type="submit" name="step" value="save" { (texts::save()) }
                    button type="submit" name="step" value="look" { (texts::look()) }
                }
            }
            @if let Some(field) = look {
                section class="card" {
                    h2 { (texts::preview()) }
                    div class="fields two" { (sample(field)) }
                }
            }
        }
    };
    Ok(page(cx, title, &here, &content).status(error.map_or(200, Error::status)))
}

fn what(kept: Option<&Field>, typed: &Typed) -> Markup {
    let field = &typed.field;
    html! {
        fieldset class="card fields" {
            legend { (texts::field()) }
            div {
                label {
                    (texts::title())
                    input name="title" required maxlength=(MAX_TITLE) autocomplete="off" dir="auto" aria-describedby="title-hint"
                        value=[field.title.as_ref().or(kept.map(|kept| &kept.name))];
                }
                p class="hint" id="title-hint" { (texts::title_hint()) }
            }
            (languages("title", "", &field.titles))
            @match kept {
                Some(kept) => {
                    input type="hidden" name="kind" value=(kept.kind.word());
                    dl {
                        dt { (texts::name()) } dd { code { (kept.name) } }
                        dt { (texts::kind()) } dd { (texts::kind_of(kept.kind)) }
                    }
                    p class="hint" { (texts::kind_stays()) }
                }
                None => {
                    div class="fields two" {
                        label {
                            (texts::kind())
                            select name="kind" { (options(Kind::ALL.into_iter().map(|kind| (kind.word(), texts::kind_of(kind))), field.kind.word())) }
                        }
                        div {
                            label { (texts::name()) input name="name" autocomplete="off" maxlength="64" aria-describedby="name-hint" value=(field.name); }
                            p class="hint" id="name-hint" { (texts::name_hint()) }
                        }
                    }
                    p class="hint" { (texts::kind_stays()) }
                }
            }
        }
    }
}

/// The same title in each language.
fn languages(name: &str, of: &str, titles: &Titles) -> Markup {
    html! {
        details class="more" open[!titles.is_empty() && of.is_empty()] {
            summary { (texts::other_languages()) @if !of.is_empty() { span class="hidden" { ": " (of) } } }
            div class="fields two" {
                @for (language, called) in LANGUAGES {
                    label {
                        span lang=(language) { (called) }
                        input name={ (name) "." (language) } lang=(language) maxlength=(MAX_TITLE) autocomplete="off" value=[titles.get(language)];
                    }
                }
            }
        }
    }
}

fn choices(kept: Option<&Field>, typed: &Typed) -> Markup {
    let had =
        |choice: &Choice| kept.is_some_and(|kept| kept.choices.iter().any(|old| old.value == choice.value));
    let last = typed.field.choices.len().saturating_sub(1);
    html! {
        fieldset class="card rows rules" {
            legend { (texts::choices()) }
            @if kept.is_some() { p class="hint" { (texts::choices_hint()) } }
            input type="hidden" name="count" value=(typed.field.choices.len());
            @for (nth, choice) in typed.field.choices.iter().enumerate() {
                @let name = format!("choice.{nth}");
                div class="row" {
                    input type="hidden" name={ (name) ".value" } value=(choice.value);
                    label {
                        (texts::title())
                        input name={ (name) ".title" } maxlength=(MAX_TITLE) autocomplete="off" dir="auto"
                            value=(choice.title.as_ref().unwrap_or(&choice.value));
                        @if had(choice) { small { (texts::in_programs()) " " code { (choice.value) } } }
                    }
                    div {
                        label class="choice" { input type="checkbox" name={ (name) ".on" } checked[!choice.off]; (texts::offered()) }
                        (languages(&format!("{name}.title"), &choice.value, &choice.titles))
                    }
                    @if kept.is_some() {
                        div class="actions" {
                            @if nth > 0 { (shift("up", nth, choice)) }
                            @if nth < last { (shift("down", nth, choice)) }
                        }
                    }
                }
            }
            div {
                label {
                    (texts::new_choices())
                    textarea name="more" rows="3" dir="auto" aria-describedby="more-hint" { "\n" (typed.more) }
                }
                p class="hint" id="more-hint" { (texts::new_choices_hint()) }
            }
        }
    }
}

fn shift(step: &str, nth: usize, choice: &Choice) -> Markup {
    let up = step == "up";
    let said = texts::move_title(choice.shown(), up);
    html! {
        button type="submit" name="step" value={ (step) "." (nth) } aria-label=(said) title=(said) {
            (if up { texts::up() } else { texts::down() })
        }
    }
}

fn where_and_when(cx: &Cx, kept: Option<&Field>, typed: &Typed) -> Result<Markup> {
    let field = &typed.field;
    let moments = [
        ("", texts::moment_of(None)),
        ("create", texts::moment_of(Some(Moment::Create))),
        ("resolve", texts::moment_of(Some(Moment::Resolve))),
    ];
    let moment = match field.required {
        None => "",
        Some(Moment::Create) => "create",
        Some(Moment::Resolve) => "resolve",
    };
    Ok(html! {
        fieldset class="card fields" {
            legend { (texts::for_whom()) }
            label { (texts::required()) select name="required" { (options(moments, moment)) } }
            label class="choice" { input type="checkbox" name="customer" checked[field.customer]; (texts::customer_fills()) }
            @if kept.is_some() {
                label class="choice" { input type="checkbox" name="off" checked[field.off] aria-describedby="off-hint"; (texts::turned_off()) }
                p class="hint" id="off-hint" { (texts::turned_off_hint()) }
            }
        }
        fieldset class="card" aria-describedby="departments-hint" {
            legend { (texts::departments()) }
            div class="choices" {
                @for one in cx.departments()? {
                    label class="choice" {
                        input type="checkbox" name="department" value=(one.id) checked[field.departments.contains(&one.id)];
                        span dir="auto" { (one.name) }
                    }
                }
            }
            p class="hint" id="departments-hint" { (texts::departments_hint()) }
        }
    })
}
