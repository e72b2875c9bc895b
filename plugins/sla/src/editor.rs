//! One policy: the form, with an example beside it that says what it means.

use crate::route::{Done, Route, View};
use crate::rules::{self, Kept};
use crate::typed::{CLOCKS, PRIORITIES, STATUSES, Typed, word};
use crate::{example, frame, texts};
use maud::{Markup, html};
use ombud_plugin::desk::calendar::{self, Summary};
use ombud_plugin::{Cx, Error, Request, Response, Result, text};
use ombud_worktime::policy::{Metric, Policy, Priority, Promise, Status};

/// Policies to begin with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Example {
    Usual,
    Strict,
}

impl Example {
    pub const ALL: [Example; 2] = [Example::Usual, Example::Strict];

    /// As it stands in an address. No id of a record looks so.
    pub fn word(self) -> &'static str {
        match self {
            Example::Usual => "example.usual",
            Example::Strict => "example.strict",
        }
    }

    pub fn title(self) -> &'static str {
        match self {
            Example::Usual => texts::example_usual(),
            Example::Strict => texts::example_strict(),
        }
    }

    /// First response and resolution, for each priority.
    fn typed(self, calendars: &[Summary]) -> Typed {
        let (response, resolution) = match self {
            Example::Usual => (["24h", "8h", "4h", "1h"], ["120h", "40h", "16h", "8h"]),
            Example::Strict => (["8h", "4h", "1h", "15m"], ["48h", "24h", "8h", "4h"]),
        };
        let calendar = calendars.first().map(|one| one.id.clone()).unwrap_or_default();
        let row = |times: [&str; 4]| crate::typed::Row {
            targets: PRIORITIES.into_iter().zip(times.map(str::to_owned)).collect(),
            calendar: calendar.clone(),
            warnings: "80%".into(),
            ..Default::default()
        };
        let rows = [
            (Metric::FirstResponse, row(response)),
            (Metric::NextResponse, row(response)),
            (Metric::Resolution, row(resolution)),
        ];
        Typed { name: self.title().to_owned(), rows: rows.into(), ..Typed::default() }
    }
}

/// The form for a new one.
pub fn blank(cx: &Cx, copy: Option<&str>) -> Result<Response> {
    let calendars = calendar::list(cx)?;
    let example = Example::ALL.into_iter().find(|example| Some(example.word()) == copy);
    let typed = match (example, copy) {
        (Some(example), _) => example.typed(&calendars),
        (None, Some(id)) => {
            let rules = rules::current(cx)?;
            let kept = rules.policy(id)?;
            let mut typed = Typed::of(cx, &kept.policy, None, &calendars);
            typed.name = text!("copy-of", name = &kept.policy.name);
            typed
        }
        (None, None) => Example::Usual.typed(&calendars),
    };
    draw(cx, None, &View::default(), &typed, None, None)
}

/// Makes one, or shows what it would be.
pub fn add(cx: &Cx, request: &Request) -> Result<Response> {
    let form = request.form()?;
    let typed = Typed::read(&form);
    let calendars = calendar::list(cx)?;
    let meant = typed.policy(cx, &calendars).and_then(|policy| rules::checked(cx, policy));
    match meant {
        Ok(policy) if form.get("step") == Some("look") => {
            draw(cx, None, &View::default(), &typed, None, Some(policy))
        }
        Ok(policy) => match rules::add(cx, policy) {
            Ok(kept) => Ok(Response::redirect(&Route::one_done(&kept.id, Done::Added).to_string())),
            Err(error) => draw_refused(cx, None, typed, error),
        },
        Err(error) => draw(cx, None, &View::default(), &typed, Some(&error), None),
    }
}

/// One policy.
pub fn show(cx: &Cx, id: &str, view: &View) -> Result<Response> {
    let rules = rules::current(cx)?;
    let kept = rules.policy(id)?;
    let typed = Typed::of_kept(cx, kept, &calendar::list(cx)?);
    draw(cx, Some(kept), view, &typed, None, None)
}

/// Changes one, or shows what it would be.
pub fn change(cx: &Cx, id: &str, request: &Request) -> Result<Response> {
    let form = request.form()?;
    let typed = Typed::read(&form);
    let rules = rules::current(cx)?;
    let kept = match rules.policy(id) {
        Ok(kept) => kept,
        Err(error) => return draw_refused(cx, None, typed, error),
    };
    let view = View::default();
    let meant = typed.policy(cx, &calendar::list(cx)?).and_then(|policy| rules::checked(cx, policy));
    let policy = match meant {
        Err(error) => return draw(cx, Some(kept), &view, &typed, Some(&error), None),
        Ok(policy) if form.get("step") == Some("look") => {
            return draw(cx, Some(kept), &view, &typed, None, Some(policy));
        }
        Ok(policy) => policy,
    };
    match rules::change(cx, id, typed.version, policy) {
        Ok(kept) => Ok(Response::redirect(&Route::one_done(&kept.id, Done::Saved).to_string())),
        Err(error) => draw_refused(cx, Some(kept), typed, error),
    }
}

/// It could not be saved as it is kept: what was typed stays, and is saved over it the next time, knowingly; or as a new policy where it
/// is gone.
fn draw_refused(cx: &Cx, kept: Option<&Kept>, typed: Typed, error: Error) -> Result<Response> {
    let kept = kept.filter(|_| !matches!(error, Error::NotFound(_)));
    match error {
        Error::Conflict(_) | Error::TooLarge(_) | Error::NotFound(_) | Error::Invalid(_) => {
            let typed = Typed { version: kept.map(|kept| kept.version), ..typed };
            draw(cx, kept, &View::default(), &typed, Some(&error), None)
        }
        error => Err(error),
    }
}

fn draw(
    cx: &Cx,
    kept: Option<&Kept>,
    view: &View,
    typed: &Typed,
    error: Option<&Error>,
    look: Option<Policy>,
) -> Result<Response> {
    let calendars = calendar::list(cx)?;
    let may_edit = cx.may("sla:policy.edit", None)?;
    let route = kept.map_or(Route::New(None), |kept| Route::one(&kept.id));
    let title = kept.map_or(texts::new_policy(), |kept| kept.policy.name.as_str());
    let under = kept.map(|kept| text!("version", number = kept.version.to_string()));
    let content = html! {
        div class="page" {
            (frame::FRAME.flash(view.done.map(texts::done)))
            (frame::heading(title, under.as_deref()))
            (frame::FRAME.problem(error))
            @match (&look, kept) {
                (Some(policy), _) => {
                    div class="flash" role="status" { p { (texts::not_saved_yet()) } }
                    (example::card(cx, policy, &calendars, view, None))
                },
                (None, Some(kept)) => (example::card(cx, &kept.policy, &calendars, view, Some(&route))),
                (None, None) => {},
            }
            (form(cx, &route, typed, &calendars, may_edit)?)
            @if let (Some(kept), true) = (kept, may_edit) {
                section class="card" {
                    h2 { (texts::more()) }
                    p { a class="button" href=(Route::New(Some(kept.id.clone()))) { (texts::copy()) } }
                    details {
                        summary { (texts::remove()) }
                        form method="post" action=(Route::Remove(kept.id.clone())) {
                            p { (texts::remove_hint()) }
                            button class="danger" type="submit" { (texts::remove()) }
                        }
                    }
                }
            }
        }
    };
    let status = error.map_or(200, Error::status);
    Ok(frame::page(cx, title, &route, &content)?.status(status))
}

fn form(cx: &Cx, route: &Route, typed: &Typed, calendars: &[Summary], may_edit: bool) -> Result<Markup> {
    let departments = cx.departments()?;
    Ok(html! {
        form class="card" method="post" action=(route) {
            fieldset class="fields two" disabled[!may_edit] {
                legend { (texts::which_tickets()) }
                @if let Some(version) = typed.version { input type="hidden" name="version" value=(version); }
                label { (texts::name()) input name="name" value=(typed.name) required maxlength="120" autocomplete="off" dir="auto"; }
                label {
                    (texts::tags())
                    input name="tags" value=(typed.tags) autocomplete="off" dir="auto" aria-describedby="when-hint";
                }
                fieldset {
                    legend { (texts::departments()) }
                    @for one in &departments {
                        label class="check" {
                            input type="checkbox" name="department" value=(one.id) checked[typed.departments.contains(&one.id)];
                            " " (one.name)
                        }
                    }
                }
                label {
                    (texts::requesters())
                    textarea name="requesters" rows="3" dir="auto" aria-describedby="when-hint" { (typed.requesters) }
                }
            }
            p class="hint" id="when-hint" { (texts::when_hint()) }
            @for metric in Metric::PROMISED { (row(metric, typed, calendars, may_edit)) }
            p class="hint" id="targets-hint" { (texts::targets_hint()) }
            p class="hint" id="warnings-hint" { (texts::warnings_hint()) }
            @if may_edit {
                div class="actions" {
                    button class="primary" type="submit" name="step" value="save" { (texts::save()) }
                    button type="submit" name="step" value="look" { (texts::look()) }
                }
            }
        }
    })
}

/// One metric: a target for each priority, in whose hours, when to warn, and what its clock does.
fn row(metric: Metric, typed: &Typed, calendars: &[Summary], may_edit: bool) -> Markup {
    let (row, name) = (typed.row(metric), word(metric));
    html! {
        fieldset class="fields two" disabled[!may_edit] {
            legend { (texts::metric(metric)) }
            @let is_of_chats = metric == Metric::ChatAnswer;
            // No chat is more urgent than another, and none has a status in which somebody else has to do something.
            @for priority in PRIORITIES.into_iter().filter(|one| !is_of_chats || *one == Priority::Normal) {
                label {
                    @if is_of_chats { (texts::within()) } @else { (texts::priority(priority)) }
                    input name=(format!("{name}-{}", word(priority))) autocomplete="off" aria-describedby="targets-hint"
                        value=(row.targets.get(&priority).map_or("", String::as_str));
                }
            }
            label {
                (texts::hours())
                select name=(format!("{name}-calendar")) {
                    option value="" { (texts::around_the_clock()) }
                    @for one in calendars { option value=(one.id) selected[one.id == row.calendar] { (one.name) } }
                    @if !row.calendar.is_empty() && !calendars.iter().any(|one| one.id == row.calendar) {
                        option value=(row.calendar) selected { (texts::calendar_gone()) }
                    }
                }
            }
            label {
                (texts::warnings())
                input name=(format!("{name}-warnings")) value=(row.warnings) autocomplete="off" aria-describedby="warnings-hint";
            }
            @if !is_of_chats {
                details open[!row.clock.is_empty()] {
                    summary { (texts::clocks()) }
                    @for status in STATUSES { (clock(&name, status, row.clock.get(&status).copied())) }
                }
            }
        }
    }
}

fn clock(metric: &str, status: Status, chosen: Option<ombud_worktime::policy::Clock>) -> Markup {
    html! {
        label {
            (texts::status(status))
            select name=(format!("{metric}-in-{}", word(status))) {
                option value="" { (text!("usually", clock = texts::clock(Promise::usual(status)))) }
                @for clock in CLOCKS {
                    option value=(word(clock)) selected[chosen == Some(clock)] { (texts::clock(clock)) }
                }
            }
        }
    }
}
