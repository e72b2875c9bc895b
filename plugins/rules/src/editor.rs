//! The form in which a rule is written, and tried before it is saved.

use crate::example::Example;
use crate::frame::{self, Room};
use crate::keep::{self, How};
use crate::model::condition::{Is, MAX_DEPTH, What};
use crate::model::rule::Rule;
use crate::names::{self, Names};
use crate::parts::options;
use crate::route::{Asked, Done, Route};
use crate::takes::{Offers, Takes};
use crate::typed::Typed;
use crate::{texts, tried};
use maud::{Markup, html};
use ombud_plugin::moment::day;
use ombud_plugin::{Cx, Error, Request, Response, Result};
use std::collections::BTreeSet;

const DAY: u64 = 86_400_000;

/// What the page is about, beside what was typed.
#[derive(Default)]
struct Shown<'a> {
    id: Option<&'a str>,
    done: Option<Done>,
    error: Option<&'a Error>,
    tried: Option<Markup>,
}

/// A form for a new rule, perhaps filled in with an example.
pub fn new(cx: &Cx, example: Option<Example>) -> Result<Response> {
    cx.require("rules:rule.edit", None)?;
    let names = Names::of(cx, BTreeSet::new());
    let typed = match example {
        Some(example) => Typed { version: None, ..Typed::of(&example.rule(), 0, &names) },
        None => Typed::empty(),
    };
    draw(cx, &names, &typed, Shown::default())
}

/// A rule that is kept.
pub fn show(cx: &Cx, id: &str, done: Option<Done>) -> Result<Response> {
    let entry = keep::get(cx, id)?;
    let names = Names::of(cx, names::in_rule(&entry.value.rule));
    let typed = Typed::of(&entry.value.rule, entry.envelope.version, &names);
    draw(cx, &names, &typed, Shown { id: Some(id), done, ..Shown::default() })
}

/// What a form wants: more lines, a trial, to be saved, or that the rule goes.
pub fn change(cx: &Cx, id: Option<&str>, request: &Request) -> Result<Response> {
    let form = request.form()?;
    let mut typed = Typed::read(&form);
    let names = Names::of(cx, BTreeSet::new());
    let shown = Shown { id, ..Shown::default() };
    let step = form.get("step").unwrap_or_default();
    match (step, id) {
        ("more", _) => {
            typed = typed.with_room();
            return draw(cx, &names, &typed, shown);
        }
        ("remove", Some(id)) => {
            keep::remove(cx, id)?;
            return Ok(Response::redirect(&Route::List(Some(Done::Removed)).to_string()));
        }
        _ => {}
    }
    let rule = typed.rule(cx, &names);
    let told = match (step, rule) {
        ("try" | "try-ticket", Ok(rule)) => {
            let tried =
                keep::check(cx, &rule).and_then(|()| tried::show(cx, &rule, &typed.trial, step == "try"));
            match tried {
                Ok(tried) => return draw(cx, &names, &typed, Shown { tried: Some(tried), ..shown }),
                Err(error) => Err(error),
            }
        }
        (_, Ok(rule)) => save(cx, id, &typed, &rule),
        (_, Err(error)) => Err(error),
    };
    match told {
        Ok(id) => Ok(Response::redirect(&Route::Rule(id, Some(Done::Saved)).to_string())),
        Err(error @ (Error::Invalid(_) | Error::Denied(_) | Error::TooLarge(_))) => {
            draw(cx, &names, &typed, Shown { error: Some(&error), ..shown })
        }
        Err(error @ Error::Conflict(_)) => {
            // Somebody else was faster: what was typed stays, and is saved over it the next time, knowingly.
            typed.version = id.map(|id| keep::get(cx, id)).transpose()?.map(|entry| entry.envelope.version);
            draw(cx, &names, &typed, Shown { error: Some(&error), ..shown })
        }
        Err(error) => Err(error),
    }
}

fn save(cx: &Cx, id: Option<&str>, typed: &Typed, rule: &Rule) -> Result<String> {
    match id {
        None => keep::create(cx, rule, How::Written),
        Some(id) => keep::change(cx, id, typed.version, rule, How::Written).map(|()| id.to_owned()),
    }
}

fn draw(cx: &Cx, names: &Names, typed: &Typed, shown: Shown<'_>) -> Result<Response> {
    let may_edit = cx.may_ever("rules:rule.edit");
    let title = match shown.id {
        Some(_) if !typed.name.is_empty() => typed.name.clone(),
        Some(_) => texts::edit().to_owned(),
        None => texts::new_rule().to_owned(),
    };
    let here = shown.id.map_or(Route::New(None), Route::rule);
    let offers = Offers::of(names, typed.takes());
    let content = html! {
        div class="page" {
            (frame::FRAME.flash(shown.done.map(texts::done)))
            (frame::heading(&title, &[]))
            (frame::FRAME.problem(shown.error))
            @if let Some(id) = shown.id {
                p class="under" {
                    a href=(Route::Versions(id.to_owned(), None)) { (texts::versions()) }
                    " · "
                    a href=(Route::Log(Asked { rule: Some(id.to_owned()), ..Asked::default() })) { (texts::log()) }
                }
            }
            @if let Some(tried) = &shown.tried { (tried) }
            (offers.draw(cx))
            form class="stack" method="post" action=(here) {
                @if let Some(version) = typed.version { input type="hidden" name="version" value=(version); }
                fieldset class="card fields" disabled[!may_edit] {
                    legend { (texts::rule()) }
                    label { (texts::name()) input name="name" required maxlength="120" autocomplete="off" dir="auto" value=(typed.name); }
                    label class="choice" { input type="checkbox" name="enabled" checked[typed.enabled]; (texts::enabled()) }
                    label class="choice" { input type="checkbox" name="stop" checked[typed.stop]; (texts::stop_title()) }
                    div class="fields two" {
                        label {
                            (texts::once_title())
                            select name="once" {
                                (options([("always", texts::once_always()), ("ticket", texts::once_ticket()), ("hours", texts::once_hours())], &typed.once))
                            }
                        }
                        label { (texts::hours()) input name="hours" inputmode="numeric" autocomplete="off" value=(typed.hours); }
                    }
                }
                (triggers(typed, &offers, may_edit))
                (conditions(names, typed, &offers, may_edit))
                (actions(names, typed, &offers, may_edit))
                @if may_edit {
                    div class="actions" {
                        button class="primary" type="submit" name="step" value="save" { (texts::save()) }
                        button type="submit" name="step" value="more" formnovalidate { (texts::more_lines()) }
                        @if shown.id.is_some() { button class="danger" type="submit" name="step" value="remove" formnovalidate { (texts::remove()) } }
                    }
                    (trial(cx, typed))
                }
            }
        }
    };
    let status = shown.error.map_or(200, Error::status);
    Ok(frame::page(cx, &title, Room::Rules, &content).status(status))
}

/// The choices at the beginning of a line. What each takes stands in its classes: the style sheet shows the fields of the line that
/// have one of these.
fn choices(all: impl IntoIterator<Item = (String, String, &'static str)>, chosen: &str) -> Markup {
    html! {
        option value="" { (texts::nothing_chosen()) }
        @for (word, title, takes) in all {
            option value=(word) class=[Some(takes).filter(|takes| !takes.is_empty())] selected[word == chosen] { (title) }
        }
    }
}

fn triggers(typed: &Typed, offers: &Offers<'_>, may_edit: bool) -> Markup {
    let events = texts::EVENTS.map(|word| {
        let takes = match (Takes::of_event(word), word.starts_with("waited")) {
            (Some(_), true) => "which more",
            (Some(_), false) => "which",
            (None, true) => "more",
            (None, false) => "",
        };
        (word.to_owned(), texts::event_title(word).to_owned(), takes)
    });
    html! {
        fieldset class="card rows" disabled[!may_edit] aria-describedby="on-hint" {
            legend { (texts::on_title()) }
            @for [event, which, after] in &typed.on {
                @let takes = Takes::of_event(event);
                @let title = offers.title(takes.as_ref(), texts::which());
                div class="row" {
                    select name="on-event" aria-label=(texts::event()) { (choices(events.clone(), event)) }
                    input class="which" name="on-which" list=(offers.list(takes.as_ref())) autocomplete="off" dir="auto" aria-label=(title) placeholder=(title) value=(which);
                    input class="more" name="on-after" autocomplete="off" aria-label=(texts::after_time()) placeholder=(texts::after_time()) value=(after);
                }
            }
            p class="hint" id="on-hint" { (texts::on_hint()) }
        }
    }
}

fn conditions(names: &Names, typed: &Typed, offers: &Offers<'_>, may_edit: bool) -> Markup {
    let groups = [("all", texts::group_all()), ("any", texts::group_any()), ("not", texts::group_not())];
    let mut asked: Vec<(String, String, &str)> =
        groups.map(|(word, title)| (word.to_owned(), title.to_owned(), "group")).into();
    asked.extend(What::PLAIN.iter().map(|what| (what.to_string(), texts::what(what), "which")));
    let own = fields(names, typed.when.iter().map(|line| line[1].as_str()));
    asked.extend(own.into_iter().map(|(word, title)| (word, title, "which")));
    html! {
        fieldset class="card rows" disabled[!may_edit] aria-describedby="when-hint" {
            legend { (texts::when_title()) }
            @for [level, what, is, values] in &typed.when {
                @let takes = Takes::of_what(what);
                @let title = offers.title(takes.as_ref(), texts::values());
                div class="row" {
                    // Until there is a group nothing is in one.
                    select class="level" name="when-level" aria-label=(texts::level()) {
                        @for depth in 0..MAX_DEPTH {
                            option value=(depth) selected[depth.to_string() == *level] { (texts::level()) " " (depth) }
                        }
                    }
                    select name="when-what" aria-label=(texts::of_what()) { (choices(asked.iter().cloned(), what)) }
                    select class="which" name="when-is" aria-label=(texts::comparison()) { (comparisons(what, is)) }
                    input class="which more" name="when-values" list=(offers.list(takes.as_ref())) autocomplete="off" dir="auto" aria-label=(title) placeholder=(title) value=(values);
                }
            }
            p class="hint" id="when-hint" { (texts::when_hint()) }
        }
    }
}

/// What can be asked of it: once it is chosen nothing else, but what was.
fn comparisons(what: &str, chosen: &str) -> Markup {
    let asks = what.parse().map_or(&Is::ALL[..], |what: What| what.asks());
    html! {
        @for is in Is::ALL.into_iter().filter(|is| asks.contains(is) || is.word() == chosen) {
            option value=(is.word()) class=[is.compares().then_some("more")] selected[is.word() == chosen] { (texts::is(is)) }
        }
    }
}

fn actions(names: &Names, typed: &Typed, offers: &Offers<'_>, may_edit: bool) -> Markup {
    let mut all: Vec<(String, String, &str)> = texts::ACTIONS
        .into_iter()
        .map(|word| {
            let takes = match word {
                "note" | "reply" => "more",
                "notify" => "which more",
                _ if Takes::of_action(word).is_some() => "which",
                _ => "",
            };
            (word.to_owned(), texts::action_title(word), takes)
        })
        .collect();
    let own = fields(names, typed.then.iter().map(|line| line[0].as_str()));
    all.extend(own.into_iter().map(|(word, _)| {
        let title = texts::action_title(&format!("field:{}", names.field(&word)));
        (word, title, "which")
    }));
    html! {
        fieldset class="card rows" disabled[!may_edit] aria-describedby="then-hint" {
            legend { (texts::then_title()) }
            @for [action, to, text] in &typed.then {
                @let takes = Takes::of_action(action);
                @let title = offers.title(takes.as_ref(), texts::target());
                div class="row" {
                    select name="then-do" aria-label=(texts::action()) { (choices(all.iter().cloned(), action)) }
                    input class="which" name="then-to" list=(offers.list(takes.as_ref())) autocomplete="off" dir="auto" aria-label=(title) placeholder=(title) value=(to);
                    textarea class="more" name="then-text" rows="1" dir="auto" aria-label=(texts::text_title()) placeholder=(texts::text_title()) { (text) }
                }
            }
            p class="hint" id="then-hint" { (texts::then_hint()) }
        }
    }
}

/// The own fields of the desk, and those that a rule names though the desk has them no more.
fn fields<'a>(names: &Names, used: impl Iterator<Item = &'a str>) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> =
        names.fields.iter().map(|field| (format!("field:{}", field.name), field.title.clone())).collect();
    for word in used.filter(|word| word.starts_with("field:")) {
        if !all.iter().any(|(known, _)| known == word) {
            all.push((word.to_owned(), names.field(word)));
        }
    }
    all
}

fn trial(cx: &Cx, typed: &Typed) -> Markup {
    let [from, until, ticket] = &typed.trial;
    let (week_ago, today) = (day(cx.now().saturating_sub(7 * DAY)), day(cx.now()));
    let or = |typed: &String, usual: String| if typed.is_empty() { usual } else { typed.clone() };
    html! {
        fieldset class="card" aria-describedby="try-hint" {
            legend { (texts::try_it()) }
            div class="one-line" {
                label { (texts::from_day()) input type="date" name="from" value=(or(from, week_ago)); }
                label { (texts::until_day()) input type="date" name="until" value=(or(until, today)); }
                button type="submit" name="step" value="try" { (texts::try_past()) }
            }
            div class="one-line" {
                label { (texts::ticket_number()) input name="ticket" inputmode="numeric" autocomplete="off" value=(ticket); }
                button type="submit" name="step" value="try-ticket" { (texts::try_ticket()) }
            }
            p class="hint" id="try-hint" { (texts::try_hint()) }
        }
    }
}
